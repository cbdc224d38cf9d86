/* SPDX-License-Identifier: MIT */
/*
 * Playing a log again: every event of the trainee on a run that begins in a fresh world;
 * what colleagues did and what got names follows by itself. Then the two logs are laid
 * side by side.
 */
#include <stdlib.h>
#include <string.h>
#include "drill/run.h"

/* ---- one act, with every value as it stood in the form */

static void
set_values(struct form_state *f, const struct drill_event *ev)
{
	struct strs touched = { 0 };

	strs_split(&touched, log_get(ev, "touched"), ",");
	for (size_t i = 0; i < f->form->nfield; i++) {
		const char *name = f->form->field[i].name;
		char key[80];

		if (!f->asked[i])
			continue;
		snprintf(key, sizeof(key), "v.%s", name);
		f->touched[i] = false;
		form_set(f, name, log_get(ev, key));
		f->touched[i] = strs_has(&touched, name);
	}
	strs_free(&touched);
}

/* How it ends stands in the new log, whatever that is. */
static enum rc
attempt(struct drill_run *r, const struct act_def *a, const struct record *subject,
    const struct drill_event *ev, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	const char *parent = log_get(ev, "parent");
	int64_t id;
	enum rc rc = act_begin(r->b, a, subject, *parent != '\0' ? parent : NULL,
	    log_int(ev, "of"), &run, e);

	if (rc == RC_OK && strcmp(log_get(ev, "begun"), "no") != 0) {
		if (run->form != NULL)
			set_values(run->form, ev);
		if ((rc = act_suggest(run, "", e)) == RC_OK) {
			if (run->form != NULL)
				set_values(run->form, ev);
			rc = act_do(run, &f, &id, e);
		}
	}
	findings_free(&f);
	act_free(run);
	return rc == RC_DENIED || rc == RC_INVAL ? RC_OK : rc;
}

static enum rc
replay_act(struct drill_run *r, const struct drill_event *ev, struct err *e)
{
	const char *name = log_get(ev, "act");
	const struct act_def *a = act_named(name);
	struct record *subject = NULL;
	enum rc rc = RC_OK;

	if (a == NULL)
		rc = err_set(e, RC_DAMAGED,
		    T("演练记录里有不认识的“%s”", "the log names an unknown act '%s'"),
		    name);
	if (rc == RC_OK && log_int(ev, "on") != 0)
		rc =
		    store_get(bench_store(r->b), a->kind, log_int(ev, "on"), &subject, e);
	if (rc == RC_OK)
		rc = attempt(r, a, subject, ev, e);
	record_free(subject);
	return rc;
}

static enum rc
replay_answer(struct drill_run *r, const struct drill_event *ev, struct err *e)
{
	int64_t n = log_int(ev, "n");

	if (n < 1 || (size_t)n > r->s->question.n)
		return err_set(e, RC_DAMAGED, "%s",
		    T("演练记录里的题号不对", "the log answers a question there is not"));
	return run_answer(r, (size_t)n - 1, log_get(ev, "is"), e);
}

static enum rc
replay_event(struct drill_run *r, const struct drill_event *ev, struct err *e)
{
	if (log_is(ev, "act"))
		return replay_act(r, ev, e);
	if (log_is(ev, "be"))
		return drill_act_as(r, log_get(ev, "who"), e);
	if (log_is(ev, "wait"))
		return run_wait(r, (int)log_int(ev, "days"), e);
	if (log_is(ev, "hint"))
		return run_hint(r, e);
	if (log_is(ev, "answer"))
		return replay_answer(r, ev, e);
	if (log_is(ev, "finish"))
		return run_end(r, DRILL_DONE, e);
	if (log_is(ev, "giveup"))
		return run_end(r, DRILL_GIVEN_UP, e);
	return RC_OK; /* start, names, colleagues, a session taken up again */
}

/* ---- side by side */

static bool
same_event(const struct drill_event *a, const struct drill_event *z)
{
	bool same = strcmp(a->what, z->what) == 0 && a->key.n == z->key.n;

	for (size_t i = 0; i < a->key.n && same; i++)
		same = strcmp(a->key.v[i], z->key.v[i]) == 0 &&
		       strcmp(a->value.v[i], z->value.v[i]) == 0;
	return same;
}

static void
describe(const struct drill_event *ev, struct str *out)
{
	if (ev == NULL) {
		str_add(out, T("（没有）", "(nothing)"));
		return;
	}
	str_add(out, ev->what);
	for (size_t i = 0; i < ev->key.n; i++)
		if (strncmp(ev->key.v[i], "v.", 2) != 0)
			str_addf(out, " %s=%s", ev->key.v[i], ev->value.v[i]);
}

/* The first difference; after it nothing can be expected to be the same. */
static void
compare(const struct drill_log *was, const struct drill_log *is, struct str *differs)
{
	size_t k = 0;

	for (size_t i = 0; i < was->n || k < is->n; i++) {
		const struct drill_event *a = i < was->n ? &was->v[i] : NULL,
					 *z = k < is->n ? &is->v[k] : NULL;

		if (a != NULL && log_aside(a))
			continue;
		if (a != NULL && z != NULL && same_event(a, z)) {
			k++;
			continue;
		}
		str_addf(differs,
		    T("第%zu行起不同：记录为 ", "from line %zu on: the log has "), i + 1);
		describe(a, differs);
		str_add(differs, T("，重演为 ", ", played again it is "));
		describe(z, differs);
		str_addc(differs, '\n');
		return;
	}
}

static enum rc
play(struct drill_run *r, const struct drill_log *log, struct str *differs, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < log->n && rc == RC_OK; i++)
		rc = replay_event(r, &log->v[i], e);
	if (rc == RC_OK && r->broken.rc != RC_OK)
		rc = err_set(e, r->broken.rc, "%s", r->broken.msg);
	if (rc == RC_OK && differs != NULL)
		compare(log, &r->log, differs);
	return rc;
}

enum rc
run_again(const char *dir, const char *data, const char *ini, const struct drill_log *log,
    struct str *differs, struct drill_run **out, struct err *e)
{
	const struct drill_event *start = &log->v[0];
	struct world_names names = { 0 };
	struct scenario *s = NULL;
	struct drill_run *r = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = scenario_read(ini, (unsigned long)log_int(start, "seed"), &s, e)) !=
		RC_OK ||
	    (rc = world_make(dir, data, s, &names, e)) != RC_OK)
		goto out;
	rc = run_begin(dir, data, NULL, s, &names, log_get(start, "login"),
	    log_int(start, "person"), &r, e);
	s = NULL; /* handed over */
	if (rc == RC_OK && (rc = store_building(bench_store(r->b), true, e)) == RC_OK &&
	    (rc = play(r, log, differs, e)) == RC_OK) {
		*out = r;
		r = NULL;
	}
out:
	run_free(r);
	scenario_free(s);
	world_names_done(&names);
	return rc;
}
