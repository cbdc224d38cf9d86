/* SPDX-License-Identifier: MIT */
#ifndef DM_UNIT_RUN_FIXTURE_H
#define DM_UNIT_RUN_FIXTURE_H
/* A run of a drill on a sample home: begun, played along its model path, judged and
 * recorded. */
#include "config.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/wait.h>
#include "sample_fixture.h"

#include "drill/runs.h"

static struct drill_run *run;

static inline int
drop(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline int
setup(void **state)
{
	int64_t person;

	if (home_make(state) != 0)
		return -1;
	ok(bench_find_login(b, "luoxingchen", &person, &e));
	ok(bench_act_as(b, person, &e));
	return 0;
}

static inline int
teardown(void **state)
{
	bench_close(b);
	b = NULL;
	nftw(scratch_path("home"), drop, 16, FTW_DEPTH | FTW_PHYS);
	return scratch_drop(state);
}

static inline void
begin(const char *id, unsigned long seed)
{
	struct scenario *s = NULL;

	ok(drill_find(b, id, seed, &s, &e));
	ok(drill_start(b, s, seed, &run, &e));
	scenario_free(s);
}

/* Steps from..to of the model path. */
static inline void
path(size_t from, size_t to)
{
	const struct drill_steps *steps = &run->s->path_steps;

	for (size_t i = from; i < to && i < steps->n; i++) {
		struct script_outcome out;

		ok(run_step(run, &steps->v[i], &out, &e));
		assert_int_equal(out.end, SCRIPT_DONE);
		script_outcome_done(&out);
	}
}

static inline void
mistake(size_t i)
{
	struct script_outcome out;

	assert_int_equal(
	    run_step(run, &run->s->mistake.v[i].play.v[0], &out, &e), RC_DENIED);
	assert_int_equal(out.end, SCRIPT_REFUSED);
	script_outcome_done(&out);
}

static inline int64_t
real_rows(void)
{
	struct verify_report v = { 0 };
	int64_t n;

	ok(store_verify(bench_store(b), &v, &e));
	assert_int_equal(v.faults.n, 0);
	n = v.rows;
	verify_done(&v);
	return n;
}

static inline struct record *
result(const char *name)
{
	struct record *r = NULL;

	ok(store_find(bench_store(b), "drill_result", "run", name, &r, &e));
	return r;
}

/* Judged, recorded; the score. */
static inline int
settle(enum drill_end how)
{
	struct verdict v;
	int64_t id;
	int score;

	ok(drill_finish(run, how, &e));
	ok(drill_judge(run, &v, &e));
	ok(drill_record(b, run, &v, &id, &e));
	assert_true(id > 0);
	score = v.score;
	verdict_free(&v);
	return score;
}

static inline void
same_again(const char *name, int score)
{
	struct verdict v;
	struct str differs = { 0 };
	bool same;

	ok(drill_replay(b, name, &v, &same, &differs, &e));
	if (!same)
		fail_msg("%s", str_s(&differs));
	assert_int_equal(v.score, score);
	verdict_free(&v);
	str_free(&differs);
}
#endif
