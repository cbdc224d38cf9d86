/* SPDX-License-Identifier: MIT */
/*
 * What to assign next: for each department and each type of error in which several people
 * are weak, those people and the drills that went wrong, the most frequent first. The
 * newest result of a drill decides: what was done right since need not be done again.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/training.h"

enum { PEOPLE_LEAST = 2, DRILLS_MOST = 5 };

/* A group under construction: its people, and how many of them want each drill. */
struct group {
	struct text2 what; /* of its label */
	char *label;	   /* owned */
	int64_t *person;   /* owned */
	struct str names;
	size_t n;
	struct training_bars drills;
};
struct groups {
	struct group *v;
	size_t n;
};

static struct group *
group_of(struct groups *l, struct text2 what, const char *label)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].label, label) == 0 && l->v[i].what.zh == what.zh)
			return &l->v[i];
	l->v = xreallocarray(l->v, l->n + 1, sizeof(*l->v));
	l->v[l->n] = (struct group){ .what = what, .label = xstrdup(label) };
	return &l->v[l->n++];
}

/* People come one after the other: the last one is he, or he is new. */
static void
join(struct group *g, const struct training_row *row, const char *drill)
{
	if (g->n == 0 || g->person[g->n - 1] != row->person) {
		g->person = xreallocarray(g->person, g->n + 1, sizeof(*g->person));
		g->person[g->n++] = row->person;
		str_addf(&g->names, "%s%s", g->n > 1 ? T("、", ", ") : "", row->name);
	}
	training_count(&g->drills, drill, 1);
}

static void
add_row(struct groups *depts, struct groups *errors, const struct training_row *row)
{
	static const struct text2 dept = { "部门", "department" },
				  error = { "差错", "error" };

	for (size_t i = 0; i < row->nlast; i++) {
		const struct training_last *last = &row->last[i];

		if (!last->again)
			continue;
		if (*row->dept != '\0')
			join(group_of(depts, dept, row->dept), row, last->drill);
		for (size_t k = 0; k < last->errors.n; k++)
			join(
			    group_of(errors, error, last->errors.v[k]), row, last->drill);
	}
}

static int
by_need(const void *x, const void *y)
{
	const struct group *a = x, *z = y;

	return a->n != z->n ? (a->n < z->n ? 1 : -1) : strcmp(a->label, z->label);
}

static void
add_advice(struct training *t, struct group *g)
{
	struct training_advice *a;
	struct str people = { 0 }, drills = { 0 };

	training_sort(&g->drills);
	for (size_t i = 0; i < g->n; i++)
		str_addf(&people, "%s%" PRId64, i > 0 ? "," : "", g->person[i]);
	for (size_t i = 0; i < g->drills.n && i < DRILLS_MOST; i++)
		str_addf(&drills, "%s%s", i > 0 ? "," : "", g->drills.v[i].label);
	t->advice = xreallocarray(t->advice, t->nadvice + 1, sizeof(*t->advice));
	a = &t->advice[t->nadvice++];
	*a = (struct training_advice){
		.reason = xasprintf(T("%s“%s”的薄弱点，重做有关演练",
					"weak in %s '%s': the drills about it again"),
		    tx(g->what), g->label),
		.label = xasprintf("%s %s", tx(g->what), g->label),
		.names = str_take(&g->names),
		.npeople = g->n,
		.people = str_take(&people),
		.drills = str_take(&drills),
	};
}

static void
take(struct training *t, struct groups *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), by_need);
	for (size_t i = 0; i < l->n; i++) {
		struct group *g = &l->v[i];

		if (g->n >= PEOPLE_LEAST)
			add_advice(t, g);
		training_bars_free(&g->drills);
		str_free(&g->names);
		free(g->person);
		free(g->label);
	}
	free(l->v);
}

void
training_advise(struct training *t)
{
	struct groups depts = { 0 }, errors = { 0 };

	for (size_t i = 0; i < t->n; i++)
		add_row(&depts, &errors, &t->row[i]);
	take(t, &depts);
	take(t, &errors);
}

static void
put(struct act_run *run, const char *name, const char *value)
{
	int i = form_field(run->form->form, name);

	if (i < 0)
		return;
	form_set(run->form, name, value);
	run->form->touched[i] = true; /* chosen: what the form would propose stays out */
}

enum rc
training_assign(
    struct bench *b, const struct training_advice *a, struct act_run **out, struct err *e)
{
	enum rc rc = act_begin(b, act_def("assignment", "give"), NULL, NULL, 0, out, e);

	if (rc != RC_OK)
		return rc;
	put(*out, "reason", a->reason);
	put(*out, "people", a->people);
	put(*out, "drills", a->drills);
	if ((rc = act_suggest(*out, "people", e)) != RC_OK) {
		act_free(*out);
		*out = NULL;
	}
	return rc;
}
