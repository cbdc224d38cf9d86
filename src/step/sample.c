/* SPDX-License-Identifier: MIT */
/*
 * The sample's life: every act of the script is begun, filled and done like one at the
 * screen, by the acting person and on its day, so that the journal reads like a real one
 * and no rule is passed by.
 */
#include <string.h>
#include "step/sample.h"

struct named { /* a record the script can speak of */
	char *name;
	const struct kind_def *kind;
	int64_t id;
};
struct replay {
	struct bench *b;
	const struct sample_script *s;
	struct named *alias;
	size_t nalias, calias;
	struct named row[8]; /* records of the row at hand, newest last; names unused */
	size_t nrow;
};

static const struct named *
alias_find(const struct replay *r, const char *name)
{
	for (size_t i = r->nalias; i > 0; i--)
		if (strcmp(r->alias[i - 1].name, name) == 0)
			return &r->alias[i - 1];
	return NULL;
}

static void
alias_add(struct replay *r, const char *name, const struct kind_def *kind, int64_t id)
{
	if (*name == '\0')
		return;
	if (r->nalias == r->calias) {
		r->calias = r->calias == 0 ? 64 : r->calias * 2;
		r->alias = xreallocarray(r->alias, r->calias, sizeof(*r->alias));
	}
	r->alias[r->nalias++] = (struct named){ xstrdup(name), kind, id };
}

static void
row_add(struct replay *r, const struct kind_def *kind, int64_t id)
{
	if (r->nrow < ARRAY_LEN(r->row))
		r->row[r->nrow++] = (struct named){ NULL, kind, id };
}

static bool
is_parent(const struct kind_def *child, const char *kind)
{
	size_t n = strlen(kind);

	return child->parent != NULL && strncmp(child->parent, kind, n) == 0 &&
	       strcmp(child->parent + n, "_id") == 0;
}

/* The record of this row the act goes on with: one of its own kind, else one it can lie
 * under. */
static const struct named *
row_subject(const struct replay *r, const struct act_def *a)
{
	bool fresh = (a->flags & ACT_NEW) != 0;

	for (size_t i = r->nrow; i > 0 && !fresh; i--)
		if (strcmp(r->row[i - 1].kind->kind, a->kind) == 0)
			return &r->row[i - 1];
	for (size_t i = r->nrow; i > 0; i--)
		if (is_parent(kind_def(a->kind), r->row[i - 1].kind->kind))
			return &r->row[i - 1];
	return NULL;
}

static enum rc
find_act(const struct replay *r, const struct sample_act *s, const struct act_def **out,
    struct err *e)
{
	const char *dot = strchr(s->act, '.');
	char *kind;

	if (dot != NULL) {
		kind = xstrndup(s->act, (size_t)(dot - s->act));
		*out = act_def(kind, dot + 1);
		free(kind);
	} else {
		*out = NULL;
		for (size_t i = r->nrow; i > 0 && *out == NULL; i--)
			*out = act_def(r->row[i - 1].kind->kind, s->act);
	}
	return *out != NULL ? RC_OK
			    : err_set(e, RC_INVAL,
				  T("没有“%s”这件事", "there is no act \"%s\""), s->act);
}

/* A person by login; other values stand for themselves. */
static enum rc
filter_value(
    struct replay *r, const char *col, const char *value, char out[64], struct err *e)
{
	int64_t id = 0;
	enum rc rc = RC_OK;

	snprintf(out, 64, "%s", value);
	if (strcmp(col, "person_id") != 0)
		return RC_OK;
	if ((rc = bench_find_login(r->b, value, &id, e)) == RC_OK && id == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("没有登录名为“%s”的人", "nobody has the login \"%s\""), value);
	snprintf(out, 64, "%lld", (long long)id);
	return rc;
}

/* The record under `parent` that the act can begin from and the filter (or the actor
 * himself) chooses. */
static enum rc
child_of(struct replay *r, const struct act_def *a, const struct named *parent,
    const char *col, const char *value, struct record **out, struct err *e)
{
	const struct kind_def *k = kind_def(a->kind);
	struct query q;
	struct page page = { 0 };
	char want[64];
	enum rc rc = RC_OK;

	if (!is_parent(k, parent->kind->kind))
		return err_set(e, RC_INVAL,
		    T("%s 不在 %s 之下", "%s does not lie under %s"), a->kind,
		    parent->kind->kind);
	query_init(&q, store_kind(bench_store(r->b), a->kind));
	query_add_int(&q, k->parent, parent->id);
	query_add_in(&q, "state", true, a->from);
	if (col != NULL && (rc = filter_value(r, col, value, want, e)) == RC_OK) {
		query_add(&q, col, COND_EQ, want, NULL);
	} else if (col == NULL && kind_column(q.kind, "person_id") >= 0) {
		query_add_int(&q, "person_id", bench_me(r->b));
	}
	if (rc == RC_OK)
		rc = store_page(bench_store(r->b), &q, PAGE_FIRST, NULL, 1, &page, e);
	if (rc == RC_OK && page.n == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("没有可办理的 %s 记录", "there is no %s record to act on"),
		    a->kind);
	if (rc == RC_OK)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* One cell into the form, as typed; then the suggestions, as at the screen. */
static enum rc
fill(struct replay *r, struct act_run *run, const struct sample_act *s, const char *cell,
    struct err *e)
{
	const char *eq = strchr(cell, '=');
	char *name = xstrndup(cell, eq != NULL ? (size_t)(eq - cell) : strlen(cell));
	int i = run->form != NULL ? form_field(run->form->form, name) : -1;
	const struct form_note *note;
	const struct named *who;
	struct str text = { 0 };
	enum rc rc;

	if (eq == NULL || i < 0 || !run->form->asked[i]) {
		rc = err_set(e, RC_INVAL,
		    T("%s.%s 不问“%s”", "%s.%s does not ask for \"%s\""), run->act->kind,
		    run->act->name, name);
		goto out;
	}
	if (eq[1] == '$') {
		if ((who = alias_find(r, eq + 2)) == NULL) {
			rc = err_set(e, RC_NOTFOUND,
			    T("前面没有“%s”", "nothing before is called \"%s\""), eq + 2);
			goto out;
		}
		str_addf(&text, "#%lld", (long long)who->id);
	} else if ((rc = sample_text(r->s, s->day, eq + 1, &text, e)) != RC_OK) {
		goto out;
	}
	if (!form_enter(run->form, (size_t)i, str_s(&text))) {
		note = form_worst_note(run->form, (size_t)i);
		rc = err_set(e, RC_INVAL, "%s: %s", name,
		    note != NULL ? note->text : str_s(&text));
		goto out;
	}
	rc = act_suggest(run, name, e);
out:
	str_free(&text);
	free(name);
	return rc;
}

/* The notes of a form that was refused, in one line. */
static enum rc
refused(const struct act_run *run, struct err *e)
{
	struct str s = { 0 };
	enum rc rc;

	for (size_t i = 0; run->form != NULL && i < run->form->nnote; i++) {
		const struct form_note *n = &run->form->note[i];

		if (n->severity == SEV_BLOCK)
			str_addf(&s, " [%s] %s",
			    n->field >= 0 ? run->form->form->field[n->field].name : "",
			    n->text);
	}
	rc = err_set(e, e->rc, "%s.%s: %s%s", run->act->kind, run->act->name,
	    s.len > 0 ? "" : e->msg, str_s(&s));
	str_free(&s);
	return rc;
}

static enum rc
perform(struct replay *r, const struct sample_act *s, const struct act_def *a,
    const struct record *subject, int64_t *id, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	enum rc rc;

	if ((rc = act_begin(r->b, a, subject, NULL, 0, &run, e)) != RC_OK) {
		err_wrap(e, "%s.%s", a->kind, a->name);
		return rc;
	}
	for (size_t i = 0; i < s->cells.n && rc == RC_OK; i++)
		if (s->cells.v[i][0] != '?')
			rc = fill(r, run, s, s->cells.v[i], e);
	if (rc == RC_OK && (rc = act_do(run, &f, id, e)) != RC_OK)
		rc = refused(run, e);
	findings_free(&f);
	act_free(run);
	return rc;
}

/* The act on its subject; once for every value of a filter. */
static enum rc
act_on(struct replay *r, const struct sample_act *s, const struct act_def *a,
    const struct named *on, const char *col, const char *value, struct err *e)
{
	struct record *subject = NULL;
	const struct named at = on != NULL ? *on : (struct named){ 0 };
	int64_t id = 0;
	enum rc rc = RC_OK;

	if (at.kind != NULL &&
	    ((a->flags & ACT_NEW) || strcmp(at.kind->kind, a->kind) == 0))
		rc = store_get(bench_store(r->b), at.kind->kind, at.id, &subject, e);
	else if (at.kind != NULL)
		rc = child_of(r, a, &at, col, value, &subject, e);
	if (rc == RC_OK && (rc = perform(r, s, a, subject, &id, e)) == RC_OK) {
		alias_add(r, s->as, kind_def(a->kind), id);
		row_add(r, kind_def(a->kind), id);
	}
	record_free(subject);
	return rc;
}

static enum rc
each_value(struct replay *r, const struct sample_act *s, const struct act_def *a,
    const struct named *on, struct err *e)
{
	struct strs values = { 0 };
	char *col = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->cells.n && col == NULL; i++) {
		const char *eq = strchr(s->cells.v[i], '=');

		if (s->cells.v[i][0] == '?' && eq != NULL) {
			col =
			    xstrndup(s->cells.v[i] + 1, (size_t)(eq - s->cells.v[i] - 1));
			strs_split(&values, eq + 1, " ");
		}
	}
	if (col == NULL)
		rc = act_on(r, s, a, on, NULL, NULL, e);
	for (size_t i = 0; i < values.n && rc == RC_OK; i++)
		rc = act_on(r, s, a, on, col, values.v[i], e);
	strs_free(&values);
	free(col);
	return rc;
}

/* The real login of a replayed act is the acting person's own. */
static enum rc
sign_in(struct replay *r, const char *login, struct err *e)
{
	int64_t person = 0;
	enum rc rc;

	if ((rc = bench_find_login(r->b, login, &person, e)) != RC_OK)
		return rc;
	if (person == 0)
		return err_set(e, RC_NOTFOUND,
		    T("没有登录名为“%s”的人", "nobody has the login \"%s\""), login);
	if ((rc = bench_act_as(r->b, person, e)) != RC_OK)
		return rc;
	free((void *)(uintptr_t)r->b->opt.login);
	r->b->opt.login = xstrdup(login);
	return RC_OK;
}

/* What the row is about: an alias given before, or a person by login. */
static enum rc
find_subject(struct replay *r, const char *name, struct named *out, struct err *e)
{
	const struct named *known = alias_find(r, name);
	enum rc rc = RC_OK;

	if (known != NULL) {
		*out = *known;
		return RC_OK;
	}
	*out = (struct named){ .kind = kind_def("person") };
	if ((rc = bench_find_login(r->b, name, &out->id, e)) == RC_OK && out->id == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("前面没有“%s”", "nothing before is called \"%s\""), name);
	return rc;
}

static enum rc
replay_one(struct replay *r, const struct sample_act *s, struct err *e)
{
	const struct act_def *a = NULL;
	struct named on = { 0 };
	struct strs who = { 0 };
	enum rc rc = RC_OK;

	r->b->clock.fixed = s->day;
	if (!s->follows)
		r->nrow = 0;
	if (*s->on != '\0') {
		if ((rc = find_subject(r, s->on, &on, e)) != RC_OK)
			return rc;
		row_add(r, on.kind, on.id);
	}
	if ((rc = find_act(r, s, &a, e)) != RC_OK)
		return rc;
	strs_split(&who, s->who, " ");
	for (size_t i = 0; i < who.n && rc == RC_OK; i++)
		if ((rc = sign_in(r, who.v[i], e)) == RC_OK)
			rc = each_value(r, s, a,
			    s->follows	      ? row_subject(r, a)
			    : on.kind != NULL ? &on
					      : NULL,
			    e);
	strs_free(&who);
	return rc;
}

enum rc
sample_replay(struct bench *b, const struct sample_script *s, struct err *e)
{
	struct replay r = { .b = b, .s = s };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->n && rc == RC_OK; i++)
		if ((rc = replay_one(&r, &s->v[i], e)) != RC_OK)
			err_wrap(e, "%s:%d", s->v[i].file, s->v[i].line);
	for (size_t i = 0; i < r.nalias; i++)
		free(r.alias[i].name);
	free(r.alias);
	return rc;
}
