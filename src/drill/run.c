/* SPDX-License-Identifier: MIT */
/*
 * A run: the trainee acts on a scratch store, every attempt goes into the log, colleagues
 * answer as the scenario says. What is not in the log does not count.
 */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "drill/run.h"

int
run_seconds(const struct drill_run *r)
{
	return r->before + (int)(clock_seconds() - r->opened);
}

static struct drill_event *
event(struct drill_run *r, const char *what)
{
	return log_new(&r->log, run_seconds(r), what);
}

static enum rc
put(struct drill_run *r, struct err *e)
{
	if (r->broken.rc != RC_OK)
		return err_set(e, r->broken.rc, "%s", r->broken.msg);
	if (log_put(&r->log, e) != RC_OK)
		r->broken = *e; /* what half a line ends with is not written on */
	return r->broken.rc;
}

enum rc
run_rows(struct drill_run *r, int64_t *n, struct err *e)
{
	struct jrows rows = { 0 };
	int64_t before = 0;
	bool more = true;
	enum rc rc = RC_OK;

	*n = 0;
	while (more && rc == RC_OK) {
		rc = store_history(bench_store(r->b), NULL, 0, before, 100, &rows, e);
		more = rc == RC_OK && rows.n > 0;
		for (size_t i = 0; i < rows.n && more; i++) {
			more = rows.v[i].seq > r->base;
			if (more && strcmp(rows.v[i].act, "look") != 0)
				++*n;
			before = rows.v[i].seq;
		}
		jrows_free(&rows);
		rows = (struct jrows){ 0 };
	}
	return rc;
}

/* ---- opening */

static void
add_person(struct drill_run *r, const char *login)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (strcmp(r->people[i], login) == 0)
			return;
	r->people[r->npeople++] = login;
}

/* The options of a question in an order that the seed gives. */
static void
put_options(struct drill_run *r, size_t q)
{
	const struct drill_ask *ask = &r->s->question.v[q];
	uint64_t seed = (r->s->seed + 1) * 1000003u + q;
	int *order = &r->order[q * OPTIONS_MAX], right[OPTIONS_MAX];
	size_t n;

	choice_shuffle(&seed, ask->kind,
	    answer_read(ask->answer, ask->noption, right, &n) && n == ask->noption ? right
										   : NULL,
	    ask->noption, order);
	for (size_t i = 0; i < ask->noption; i++)
		r->shown[q * OPTIONS_MAX + i] = say(&ask->option[order[i]]);
}

static struct drill_run *
run_new(const char *dir, struct scenario *s)
{
	struct drill_run *r = xcalloc(1, sizeof(*r));
	const char *slash = strrchr(dir, '/');
	size_t n = s->question.n;

	r->dir = xstrdup(dir);
	r->name = xstrdup(slash != NULL ? slash + 1 : dir);
	r->s = s;
	r->log.fd = -1;
	r->day = s->today;
	r->banner =
	    xasprintf(T("演练 %s · 与真实数据无关", "drill %s · not real data"), s->id);
	r->fired = xcalloc(s->after.n + 1, sizeof(*r->fired));
	r->answer = xcalloc(n + 1, sizeof(*r->answer));
	r->given = xcalloc(n + 1, sizeof(*r->given));
	r->shown = xcalloc((n + 1) * OPTIONS_MAX, sizeof(*r->shown));
	r->order = xcalloc((n + 1) * OPTIONS_MAX, sizeof(*r->order));
	r->people = xcalloc(s->may_be.n + 1, sizeof(*r->people));
	add_person(r, s->as);
	for (size_t i = 0; i < s->may_be.n; i++)
		add_person(r, s->may_be.v[i]);
	for (size_t i = 0; i < n; i++)
		put_options(r, i);
	r->opened = clock_seconds();
	return r;
}

void
run_free(struct drill_run *r)
{
	if (r == NULL)
		return;
	script_player_free(r->p);
	bench_close(r->b);
	log_done(&r->log);
	for (size_t i = 0; i < r->s->question.n; i++) {
		free(r->answer[i]);
		free(r->given[i]);
	}
	free(r->answer);
	free(r->given);
	free(r->shown);
	free(r->order);
	free(r->people);
	free(r->fired);
	free(r->who);
	free(r->login);
	free(r->banner);
	free(r->name);
	free(r->dir);
	str_free(&r->news);
	scenario_free(r->s);
	free(r);
}

static enum rc
open_bench(struct drill_run *r, const char *data, struct err *e)
{
	const struct bench_options o = { .home = r->dir,
		.data = data,
		.today = r->s->today,
		.login = r->s->as,
		.origin = "drill",
		.personal = true };
	enum rc rc = bench_open(&o, &r->b, e);

	if (rc == RC_OK)
		r->p = script_player_new(r->b, r->s->today, &bench_org(r->b)->cal);
	return rc;
}

static enum rc
last_row(struct drill_run *r, int64_t *seq, struct err *e)
{
	struct jrows rows = { 0 };
	enum rc rc = store_history(bench_store(r->b), NULL, 0, 0, 1, &rows, e);

	*seq = rc == RC_OK && rows.n > 0 ? rows.v[0].seq : 0;
	jrows_free(&rows);
	return rc;
}

static enum rc
say_start(struct drill_run *r, const struct world_names *names, struct err *e)
{
	struct drill_event *ev = event(r, "start");
	enum rc rc;

	log_set(ev, "format", "1");
	log_set(ev, "scenario", r->s->id);
	log_set_int(ev, "seed", (int64_t)r->s->seed);
	log_set(ev, "digest", r->s->digest);
	log_set(ev, "login", r->login);
	log_set_int(ev, "person", r->person);
	log_set_int(ev, "rows", r->base);
	rc = put(r, e);
	for (size_t i = 0; i < names->n && rc == RC_OK; i++) {
		script_name(r->p, names->v[i].name, names->v[i].kind, names->v[i].id);
		ev = event(r, "name");
		log_set(ev, "name", names->v[i].name);
		log_set(ev, "kind", names->v[i].kind);
		log_set_int(ev, "id", names->v[i].id);
		rc = put(r, e);
	}
	return rc;
}

enum rc
run_begin(const char *dir, const char *data, const char *log, struct scenario *s,
    const struct world_names *names, const char *login, int64_t person,
    struct drill_run **out, struct err *e)
{
	struct drill_run *r = run_new(dir, s);
	enum rc rc;

	*out = NULL;
	r->login = xstrdup(login);
	r->person = person;
	if ((rc = open_bench(r, data, e)) == RC_OK &&
	    (rc = last_row(r, &r->base, e)) == RC_OK &&
	    (rc = log_create(&r->log, log, e)) == RC_OK &&
	    (rc = say_start(r, names, e)) == RC_OK &&
	    (rc = drill_act_as(r, s->as, e)) == RC_OK) {
		bench_watch(r->b, run_watch, r);
		*out = r;
		return RC_OK;
	}
	run_free(r);
	return rc;
}

/* ---- a run taken up again: what stands in the log, without doing it */

static void
take_answer(struct drill_run *r, size_t i, const char *numbers)
{
	free(r->answer[i]);
	free(r->given[i]);
	r->answer[i] = xstrdup(numbers);
	r->given[i] = answer_turn(
	    numbers, &r->order[i * OPTIONS_MAX], r->s->question.v[i].noption, false);
}

static void
recall(struct drill_run *r, const struct drill_event *ev)
{
	int64_t n = log_int(ev, "n");

	if (log_is(ev, "name"))
		script_name(
		    r->p, log_get(ev, "name"), log_get(ev, "kind"), log_int(ev, "id"));
	else if (log_is(ev, "hint") && r->hints < r->s->hint.n)
		r->hints++;
	else if (log_is(ev, "wait") || log_is(ev, "after"))
		r->day += (int32_t)log_int(ev, "days");
	if (log_is(ev, "after") && n >= 1 && (size_t)n <= r->s->after.n)
		r->fired[n - 1] = *log_get(ev, "refused") == '\0';
	else if (log_is(ev, "answer") && n >= 1 && (size_t)n <= r->s->question.n)
		take_answer(r, (size_t)n - 1, log_get(ev, "is"));
	else if (log_is(ev, "finish"))
		r->ended = DRILL_DONE;
	else if (log_is(ev, "giveup"))
		r->ended = DRILL_GIVEN_UP;
	r->before = ev->seconds;
}

enum rc
run_reopen(const char *dir, const char *data, struct scenario *s, struct drill_log *log,
    struct drill_run **out, struct err *e)
{
	struct drill_run *r = run_new(dir, s);
	const char *who = s->as;
	enum rc rc;

	*out = NULL;
	r->log = *log;
	*log = (struct drill_log){ .fd = -1 };
	r->login = xstrdup(log_get(&r->log.v[0], "login"));
	r->person = log_int(&r->log.v[0], "person");
	r->base = log_int(&r->log.v[0], "rows");
	if ((rc = open_bench(r, data, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < r->log.n; i++) {
		recall(r, &r->log.v[i]);
		if (log_is(&r->log.v[i], "be"))
			who = log_get(&r->log.v[i], "who");
	}
	bench_set_day(r->b, r->day);
	r->who = xstrdup(who);
	if ((rc = bench_sign_in(r->b, who, e)) != RC_OK)
		goto out;
	bench_watch(r->b, run_watch, r);
	*out = r;
	r = NULL;
out:
	run_free(r);
	return rc;
}

/* ---- what the trainee does besides acting */

enum rc
drill_act_as(struct drill_run *r, const char *login, struct err *e)
{
	struct drill_event *ev;
	bool may = false;
	enum rc rc;

	for (size_t i = 0; i < r->npeople; i++)
		may = may || strcmp(r->people[i], login) == 0;
	if (!may)
		return err_set(e, RC_DENIED,
		    T("本演练不能以 %s 的身份办理", "nobody acts as %s in this drill"),
		    login);
	if (r->who != NULL && strcmp(r->who, login) == 0)
		return RC_OK;
	if ((rc = bench_sign_in(r->b, login, e)) != RC_OK)
		return rc;
	free(r->who);
	r->who = xstrdup(login);
	ev = event(r, "be");
	log_set(ev, "who", login);
	return put(r, e);
}

size_t
drill_people(const struct drill_run *r, const char *const **logins)
{
	*logins = r->people;
	return r->npeople;
}

enum rc
run_wait(struct drill_run *r, int days, struct err *e)
{
	struct drill_event *ev;
	size_t swept = 0;
	int64_t rows = 0;
	enum rc rc;

	r->day += days;
	bench_set_day(r->b, r->day);
	if ((rc = bench_sweep(r->b, &swept, e)) != RC_OK)
		return rc;
	if (swept > 0)
		str_addf(
		    &r->news, "%s%s", r->news.len > 0 ? "\n" : "", bench_warning(r->b));
	if ((rc = run_rows(r, &rows, e)) != RC_OK)
		return rc;
	ev = event(r, "wait");
	log_set_int(ev, "days", days);
	log_set_int(ev, "rows", rows);
	return put(r, e);
}

enum rc
drill_wait(struct drill_run *r, int days, struct err *e)
{
	if (!r->s->moving)
		return err_set(e, RC_DENIED, "%s",
		    T("本演练的时钟不走", "the clock stands still in this drill"));
	if (days < 1 || days > 3660)
		return err_set(e, RC_INVAL, "%s",
		    T("天数应为 1 至 3660", "a number of days from 1 to 3660"));
	return run_wait(r, days, e);
}

enum rc
run_hint(struct drill_run *r, struct err *e)
{
	struct drill_event *ev = event(r, "hint");

	log_set_int(ev, "n", (int64_t)++r->hints);
	return put(r, e);
}

enum rc
run_answer(struct drill_run *r, size_t i, const char *numbers, struct err *e)
{
	struct drill_event *ev = event(r, "answer");

	take_answer(r, i, numbers);
	log_set_int(ev, "n", (int64_t)i + 1);
	log_set(ev, "is", numbers);
	return put(r, e);
}

/* Only for the seconds worked: nothing is lost when it cannot be written. */
void
run_pause(struct drill_run *r)
{
	struct err ignored;

	if (r->ended != DRILL_OPEN || r->log.path == NULL)
		return;
	(void)event(r, "pause");
	if (put(r, &ignored) != RC_OK)
		return;
}

enum rc
run_end(struct drill_run *r, enum drill_end how, struct err *e)
{
	struct drill_event *ev;
	int64_t rows;
	enum rc rc;

	if (r->ended != DRILL_OPEN)
		return RC_OK;
	if ((rc = run_rows(r, &rows, e)) != RC_OK)
		return rc;
	ev = event(r, how == DRILL_DONE ? "finish" : "giveup");
	log_set_int(ev, "rows", rows);
	if ((rc = put(r, e)) == RC_OK)
		r->ended = how;
	return rc;
}

static enum rc
step_answer(struct drill_run *r, const struct drill_step *st, struct err *e)
{
	if ((size_t)st->question > r->s->question.n)
		return err_at(e, RC_INVAL, r->s->path, st->line,
		    T("没有第 %d 题", "there is no question %d"), st->question);
	return run_answer(r, (size_t)st->question - 1, st->answer, e);
}

enum rc
run_step(struct drill_run *r, const struct drill_step *st, struct script_outcome *out,
    struct err *e)
{
	struct script_act a = st->act;
	enum rc rc;

	*out = (struct script_outcome){ .end = SCRIPT_IMPOSSIBLE };
	if (st->what != STEP_ACT) {
		rc = st->what == STEP_WAIT ? run_wait(r, st->days, e)
					   : step_answer(r, st, e);
		if (rc == RC_OK)
			out->end = SCRIPT_DONE;
		return rc;
	}
	if ((rc = drill_act_as(r, a.who, e)) != RC_OK)
		return err_wrap(e, "%s:%d", r->s->path, st->line);
	a.day = r->day;
	return script_play(r->p, &a, out, e);
}
