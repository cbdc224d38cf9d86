/* SPDX-License-Identifier: MIT */
/*
 * What the engine tells of each attempt: into the log first, then what follows from it
 * (names, colleagues, days), which needs no line of its own to be played again but has
 * one, so that a run that was broken off knows how far it came.
 */
#include <stdlib.h>
#include <string.h>
#include "drill/run.h"

static void
put_values(struct drill_event *ev, const struct form_state *f)
{
	struct str touched = { 0 };

	for (size_t i = 0; i < f->form->nfield; i++) {
		const char *name = f->form->field[i].name;
		char key[80];

		if (!f->asked[i])
			continue;
		snprintf(key, sizeof(key), "v.%s", name);
		log_set(ev, key, f->value[i]);
		if (f->touched[i])
			str_addf(&touched, "%s%s", touched.len > 0 ? "," : "", name);
	}
	log_set(ev, "touched", str_s(&touched));
	str_free(&touched);
}

static enum rc
put_act(struct drill_run *r, const struct act_event *ev, struct err *e)
{
	struct drill_event *line = log_new(&r->log, run_seconds(r), "act");
	struct str rules = { 0 };
	char *act = xasprintf("%s.%s", ev->act->kind, ev->act->name);
	char day[11];
	int64_t rows = 0;
	enum rc rc;

	log_set(line, "act", act);
	log_set(line, "who", r->who);
	date_format(r->day, day);
	log_set(line, "day", day);
	log_set(line, "end", ev->rc == RC_OK ? "done" : "refused");
	if (ev->subject != 0)
		log_set_int(line, "on", ev->subject);
	if (ev->parent != NULL) {
		log_set(line, "parent", ev->parent);
		log_set_int(line, "of", ev->parent_id);
	}
	if (ev->run == NULL)
		log_set(line, "begun", "no");
	for (size_t i = 0; i < ev->rules->n; i++)
		str_addf(&rules, "%s%s", i > 0 ? "," : "", ev->rules->v[i]);
	log_set(line, "rules", str_s(&rules));
	if (ev->id != 0)
		log_set_int(line, "id", ev->id);
	if (ev->run != NULL && ev->run->form != NULL)
		put_values(line, ev->run->form);
	if ((rc = run_rows(r, &rows, e)) == RC_OK) {
		log_set_int(line, "rows", rows);
		rc = log_put(&r->log, e);
	}
	str_free(&rules);
	free(act);
	return rc;
}

static enum rc
put_name(
    struct drill_run *r, const char *name, const char *kind, int64_t id, struct err *e)
{
	struct drill_event *line = log_new(&r->log, run_seconds(r), "name");

	script_name(r->p, name, kind, id);
	log_set(line, "name", name);
	log_set(line, "kind", kind);
	log_set_int(line, "id", id);
	return log_put(&r->log, e);
}

/* What an act of the model path would name, named when the trainee does the same act: the
 * first time by the first of its names, and so on; further times by the last. */
static enum rc
bind_name(
    struct drill_run *r, const char *act, const char *kind, int64_t id, struct err *e)
{
	const char *name = NULL;
	size_t done = 0, at = 0;

	for (size_t i = 0; i < r->log.n; i++)
		if (log_is(&r->log.v[i], "act") &&
		    strcmp(log_get(&r->log.v[i], "act"), act) == 0 &&
		    strcmp(log_get(&r->log.v[i], "end"), "done") == 0)
			done++;
	for (size_t i = 0; i < r->s->path_steps.n && at < done; i++) {
		const struct script_act *a = &r->s->path_steps.v[i].act;

		if (a->as != NULL && *a->as != '\0' && strcmp(a->act, act) == 0) {
			name = a->as;
			at++;
		}
	}
	return name != NULL ? put_name(r, name, kind, id, e) : RC_OK;
}

/* The colleagues' acts after one of the trainee's; *refused when one could not be done.
 */
static enum rc
colleagues(struct drill_run *r, const struct drill_after *a, const char *kind, int64_t id,
    bool *refused, struct err *e)
{
	struct script_outcome out = { 0 };
	enum rc rc = RC_OK, back;
	struct err ignored;

	r->aside = true;
	script_go_on(r->p, kind, id);
	for (size_t i = 0; i < a->steps.n && rc == RC_OK && !*refused; i++) {
		struct script_act act = a->steps.v[i].act;

		act.day = r->day;
		rc = script_play(r->p, &act, &out, e);
		*refused = out.end == SCRIPT_REFUSED;
		if (rc == RC_OK && *act.as != '\0')
			rc = put_name(r, act.as, out.kind, out.id, e);
		script_outcome_done(&out);
	}
	if (*refused)
		rc = RC_OK;
	back = bench_sign_in(r->b, r->who, rc == RC_OK ? e : &ignored);
	r->aside = false;
	return rc == RC_OK ? back : rc;
}

static enum rc
follow(struct drill_run *r, size_t n, const char *kind, int64_t id, struct err *e)
{
	const struct drill_after *a = &r->s->after.v[n];
	struct drill_event *line;
	bool refused = false;
	int64_t rows = 0;
	size_t swept;
	enum rc rc;

	r->day += a->days;
	bench_set_day(r->b, r->day);
	if ((a->days > 0 && (rc = bench_sweep(r->b, &swept, e)) != RC_OK) ||
	    (rc = colleagues(r, a, kind, id, &refused, e)) != RC_OK ||
	    (rc = run_rows(r, &rows, e)) != RC_OK)
		return rc;
	r->fired[n] = !refused;
	str_addf(&r->news, "%s%s", r->news.len > 0 ? "\n" : "",
	    say(refused ? &a->otherwise : &a->news));
	line = log_new(&r->log, run_seconds(r), "after");
	log_set_int(line, "n", (int64_t)n + 1);
	log_set_int(line, "days", a->days);
	if (refused)
		log_set(line, "refused", "yes");
	log_set_int(line, "rows", rows);
	return log_put(&r->log, e);
}

static enum rc
watch(struct drill_run *r, const struct act_event *ev, struct err *e)
{
	char *act = xasprintf("%s.%s", ev->act->kind, ev->act->name);
	enum rc rc = put_act(r, ev, e);

	if (rc == RC_OK && ev->rc == RC_OK)
		rc = bind_name(r, act, ev->act->kind, ev->id, e);
	for (size_t i = 0; i < r->s->after.n && rc == RC_OK && ev->rc == RC_OK; i++)
		if (!r->fired[i] && strcmp(r->s->after.v[i].act, act) == 0)
			rc = follow(r, i, ev->act->kind, ev->id, e);
	free(act);
	return rc;
}

/* Only what the law, a role or a state decides is an attempt; a form not yet complete is
 * none, nor a disk that is full. */
void
run_watch(void *ctx, const struct act_event *ev)
{
	struct drill_run *r = ctx;
	struct err e;

	if (r->aside || r->ended != DRILL_OPEN ||
	    (ev->rc != RC_OK && ev->rc != RC_DENIED) || r->broken.rc != RC_OK)
		return;
	if (watch(r, ev, &e) != RC_OK)
		r->broken = e;
}
