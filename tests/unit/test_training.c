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

/* What several are weak in is assigned in one act, to those people and no others. */
static void
advice__becomes_an_assignment(void **state)
{
	struct training t = { 0 };
	struct act_run *run = NULL;
	struct findings f = { 0 };
	struct record *a;
	struct query q;
	int64_t id = 0;
	size_t n = 0;
	char *text;

	(void)state;
	drill_done("hejing", "DR03", "40", "beyond");
	drill_done("hejing", "DR05", "80", "circle");
	drill_done("fengzihao", "DR03", "70", "beyond,circle");
	drill_done("xuzhinan", "DR03", "30", "beyond");
	drill_done("xuzhinan", "DR03", "95", NULL); /* done right since */
	drill_done("hanweidong", "DR01", "50", "beyond");
	as_role("trainer");
	ok(training_read(b, title, &t, &e));
	/* One department with two, and two types of error. */
	assert_int_equal(t.nadvice, 3);
	assert_string_equal(t.advice[0].label, "部门 统计科");
	assert_int_equal(t.advice[0].npeople, 2);
	assert_string_equal(t.advice[0].drills, "DR03,DR05");
	assert_string_equal(t.advice[1].label, "差错 越权");
	assert_int_equal(t.advice[1].npeople, 3);
	assert_string_equal(t.advice[1].drills, "DR03,DR01");
	assert_null(strstr(t.advice[1].names, "许之南"));
	assert_int_equal(t.advice[2].npeople, 2);
	text = training_text(&t, 80);
	assert_non_null(strstr(text, "2. 差错 越权，3人："));
	free(text);

	ok(training_assign(b, &t.advice[0], &run, &e));
	form_set(run->form, "due", "2026-08-15");
	ok(act_do(run, &f, &id, &e));
	act_free(run);
	findings_free(&f);
	a = get("assignment", id);
	assert_string_equal(record_get(a, "drills"), "DR03,DR05");
	assert_non_null(strstr(record_get(a, "reason"), "统计科"));
	record_free(a);
	query_init(&q, store_kind(bench_store(b), "assignee"));
	query_add_int(&q, "assignment_id", id);
	ok(store_count(bench_store(b), &q, 10, &n, &e));
	query_done(&q);
	assert_int_equal(n, 2);

	/* Who gives none is refused; who sees but his own has nothing to advise. */
	ok(bench_act_as(b, login("hejing"), &e));
	assert_int_equal(training_assign(b, &t.advice[0], &run, &e), RC_DENIED);
	assert_null(run);
	training_free(&t);
	ok(training_read(b, title, &t, &e));
	assert_int_equal(t.nadvice, 0);
	training_free(&t);
}

static void
proposed(const char *field, const char *text, const char *drills)
{
	struct act_run *run = NULL;

	ok(act_begin(b, act_def("assignment", "give"), NULL, NULL, 0, &run, &e));
	assert_true(
	    form_enter(run->form, (size_t)form_field(run->form->form, field), text));
	ok(act_suggest(run, field, &e));
	assert_string_equal(form_get(run->form, "drills"), drills);
	act_free(run);
}

/* The form proposes what its people got wrong, the most frequent first. */
static void
form__proposes_for_groups(void **state)
{
	(void)state;
	drill_done("hejing", "DR02", "40", "beyond");
	drill_done("hejing", "DR03", "40", "beyond");
	drill_done("fengzihao", "DR03", "70", "beyond");
	drill_done("hanweidong", "DR07", "50", "beyond");
	as_role("trainer");
	proposed("people", "何静", "DR03,DR02");
	proposed("people", "何静、冯子豪", "DR03,DR02");
	proposed("people", "韩卫东、许之南", "DR07");
	proposed("dept_id", "统计科", "DR03,DR02");
	proposed("dept_id", "工程科", "");
}

/* Drills are chosen by number or title, the unit's own among them. */
static void
form__finds_drills(void **state)
{
	static const char own[] = "[drill]\nid = MY01\ntitle = 本局自编演练\n";
	char *forms = path_join(scratch_path("home"), "forms"),
	     *dir = path_join(forms, "drill"), *mine = path_join(dir, "MY01.ini"),
	     *odd = path_join(dir, "MY02.ini");
	struct act_run *run = NULL;
	struct form_options o = { 0 };
	size_t f, shipped;

	(void)state;
	as_role("trainer");
	ok(act_begin(b, act_def("assignment", "give"), NULL, NULL, 0, &run, &e));
	f = (size_t)form_field(run->form->form, "drills");
	form_complete_some(run->form, f, "", 500, &o);
	shipped = o.n;
	assert_in_range(shipped, 25, 100);
	assert_string_equal(o.v[0].value, "DR01");
	assert_string_equal(o.v[0].label, "DR01");
	assert_string_equal(o.v[0].hint, "考试试题定密");
	form_options_free(&o);

	ok(file_mkdir(forms, 0700, &e));
	ok(file_mkdir(dir, 0700, &e));
	ok(file_write(mine, own, strlen(own), 0600, &e));
	ok(file_write(odd, own, strlen(own), 0600, &e)); /* not under its own name */
	form_complete_some(run->form, f, "DR01，", 500, &o);
	assert_int_equal(o.n, shipped + 1);
	form_options_free(&o);
	assert_true(form_enter(run->form, f, "公开过的讲话、dr01、自编"));
	assert_string_equal(form_get(run->form, "drills"), "DR02,DR01,MY01");
	assert_true(form_pick(run->form, f, "DR02、考试", "DR01"));
	assert_string_equal(form_get(run->form, "drills"), "DR02,DR01");
	assert_false(form_enter(run->form, f, "*"));
	assert_false(form_enter(run->form, f, "DR99"));
	act_free(run);
	unlink(odd);
	unlink(mine);
	rmdir(dir);
	rmdir(forms);
	free(odd);
	free(mine);
	free(dir);
	free(forms);
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
		EACH(advice__becomes_an_assignment),
		EACH(form__proposes_for_groups),
		EACH(form__finds_drills),
	};

	return cmocka_run_group_tests_name("training", tests, NULL, NULL);
}
