/* SPDX-License-Identifier: MIT */
/* What the trainer reads: counts by person, weak points most first, nothing beyond what
 * the reader may see. */
#include "sample_fixture.h"

#include "report/training.h"

static const char *
title(const char *name)
{
	return strcmp(name, "beyond") == 0 ? "越权" : name;
}

static int64_t
login(const char *name)
{
	int64_t id = 0;

	ok(bench_find_login(b, name, &id, &e));
	assert_true(id != 0);
	return id;
}

static void
drill_done(const char *who, const char *drill, const char *score, const char *errors)
{
	static int n;
	struct record *r = record_new(store_kind(bench_store(b), "drill_result"));
	char day[11], run[32];

	date_format(bench_today(b), day);
	snprintf(run, sizeof(run), "%s-%d", drill, ++n);
	record_set(r, "state", strtol(score, NULL, 10) >= 60 ? "passed" : "failed");
	record_set(r, "run", run);
	record_set(r, "drill", drill);
	record_set(r, "title", drill);
	record_set_int(r, "person_id", login(who));
	record_set(r, "on_date", day);
	record_set(r, "seed", "1");
	record_set(r, "score", score);
	record_set(r, "pass", "60");
	record_set(r, "seconds", "60");
	record_set(r, "error_types", errors);
	record_set(r, "log_digest", "x");
	put_raw(r);
}

static void
table__counts_and_bars(void **state)
{
	struct training t = { 0 };
	const struct training_row *row;
	char *text;

	(void)state;
	drill_done("hanweidong", "DR01", "80", "beyond,circle");
	drill_done("hanweidong", "DR02", "40", "beyond");
	drill_done("hejing", "DR01", "100", NULL);
	as_role("trainer");
	ok(training_read(b, title, &t, &e));
	assert_int_equal(t.n, 2);
	row = &t.row[strcmp(t.row[0].name, "韩卫东") == 0 ? 0 : 1];
	assert_string_equal(row->name, "韩卫东");
	assert_int_equal(row->drills, 2);
	assert_int_equal(row->drills_passed, 1);
	assert_int_equal(row->drill_mean, 60);
	assert_int_equal(row->best, -1);
	assert_string_equal(row->repeat, "DR02,DR01");
	assert_int_equal(t.weak[TRAINING_ERROR].n, 2);
	assert_string_equal(t.weak[TRAINING_ERROR].v[0].label, "越权");
	assert_int_equal(t.weak[TRAINING_ERROR].v[0].n, 2);
	assert_int_equal(t.weak[TRAINING_PERSON].n, 1);
	assert_int_equal(t.weak[TRAINING_PERSON].v[0].n, 3);
	text = training_text(&t, 80);
	assert_non_null(strstr(text, "韩卫东"));
	assert_non_null(strstr(text, "## 2\n"));
	free(text);
	training_free(&t);
}

static void
table__only_what_one_may_see(void **state)
{
	struct training t = { 0 };
	char *text;

	(void)state;
	drill_done("hanweidong", "DR01", "80", "beyond");
	drill_done("hejing", "DR01", "100", NULL);
	ok(bench_act_as(b, login("hejing"), &e));
	ok(training_read(b, title, &t, &e));
	assert_int_equal(t.n, 1);
	assert_string_equal(t.row[0].name, "何静");
	training_free(&t);
	ok(bench_act_as(b, login("xitong"), &e));
	ok(training_read(b, title, &t, &e));
	assert_int_equal(t.n, 0);
	text = training_text(&t, 80);
	assert_non_null(strstr(text, "还没有"));
	free(text);
	training_free(&t);
}

int
main(void)
{
#define EACH(f) cmocka_unit_test_setup_teardown(f, home_make, home_drop)
	const struct CMUnitTest tests[] = {
		EACH(table__counts_and_bars),
		EACH(table__only_what_one_may_see),
	};

	return cmocka_run_group_tests_name("training", tests, NULL, NULL);
}
