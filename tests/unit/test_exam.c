/* SPDX-License-Identifier: MIT */
/*
 * Examinations on the sample home: set, sat, interrupted, judged; what a pass opens and
 * what nobody can write by hand.
 */
#include "exam_fixture.h"

/* Set by the trainer for one person; his seat. */
static int64_t
seat(const char *blueprint, const char *person, const char *until, int64_t *exam)
{
	struct record *x;
	struct query q;
	struct page page = { 0 };
	int64_t id;

	as_role("trainer");
	*exam = act("exam", "set", 0,
	    VALUES("title", "定密责任人考试", "course_id", "定密责任人和承办人岗前培训",
		"blueprint", blueprint, "to_on", until, "people", person),
	    NULL);
	x = get("exam", *exam);
	assert_int_equal(record_int(x, "minutes"), 60);
	assert_int_equal(record_int(x, "tries"), 2);
	record_free(x);
	query_init(&q, store_kind(bench_store(b), "exam_seat"));
	query_add_int(&q, "exam_id", *exam);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 2, &page, &e));
	assert_int_equal(page.n, 1);
	id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return id;
}

/* ---- the chain: refused untrained, failed once, passed, accepted */

static void
pass__opens_the_gate(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, id, designation = of_person("designation", han, "vetted"), cert,
			  first;
	char until[11];

	(void)state;
	untrained(han);
	as_role("office");
	act("designation", "train", designation, NULL, "R033");
	id = seat("定密责任人", "韩卫东", "2026-08-31", &exam);
	as(han);
	assert_true(owes(false, "参加考试：", id));
	ok(exam_open(b, id, &s, &e));
	assert_false(exam_info(s).over);
	assert_int_equal(exam_unanswered(s), 30);
	answer(s, 10);
	assert_int_equal(exam_unanswered(s), 10);
	ok(exam_hand_in(s, &e));
	assert_true(exam_info(s).over);
	assert_false(exam_info(s).passed);
	assert_int_equal(exam_info(s).score, 67);
	first = exam_info(s).try_id;
	exam_close(s);
	is("exam_seat", id, "state", "seated");
	is("exam_seat", id, "best", "67");
	assert_int_equal(of_person("certificate", han, "valid"), 0);

	ok(exam_open(b, id, &s, &e));
	answer(s, 0);
	ok(exam_hand_in(s, &e));
	assert_true(exam_info(s).passed);
	assert_int_equal(exam_info(s).score, 100);
	exam_close(s);
	is("exam_seat", id, "state", "passed");
	assert_false(owes(false, "参加考试：", id));
	cert = of_person("certificate", han, "valid");
	assert_true(cert != 0);
	is("certificate", cert, "score", "100");
	date_format(date_add_months(first_day(), 12), until);
	is("certificate", cert, "valid_to", until);
	is("person", han, "trained_until", until);

	as_role("office");
	act("designation", "train", designation, NULL, NULL);
	is("designation", designation, "state", "trained");

	/* Again a month later: renewed, and what was before is still there. */
	open_on(first_day() + 31);
	id = seat("复训小测", "韩卫东", "2026-09-30", &exam);
	as(han);
	ok(exam_open(b, id, &s, &e));
	answer(s, 0);
	ok(exam_hand_in(s, &e));
	exam_close(s);
	is("certificate", cert, "state", "renewed");
	assert_true(of_person("certificate", han, "valid") > cert);
	is("exam_try", first, "state", "failed");
}

/* ---- time and interruption */

static void
time__runs_by_the_clock(void **state)
{
	struct exam_sit *s = NULL;
	struct question_view q;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam), try;
	struct err why = { 0 };

	(void)state;
	as(han);
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	assert_int_equal(exam_left(s), 3600);
	ok(exam_answer(s, 0, "1", &e));
	assert_int_equal(exam_answer(s, 0, "9", &why), RC_INVAL);
	ok(exam_answer(s, 1, "2", &e));
	ok(exam_answer(s, 1, "", &e));
	exam_close(s); /* cut off */

	open_on(first_day()); /* another session of the same day: the same try */
	as(han);
	ok(exam_open(b, id, &s, &e));
	assert_int_equal(exam_info(s).try_id, try);
	q = exam_question(s, 0);
	assert_string_equal(q.given, "1");
	assert_null(exam_question(s, 1).given);
	assert_int_equal(exam_left(s), 3600);

	exam_close(s);
	open_on(first_day() + 1);
	as(han);
	ok(exam_open(b, id, &s, &e)); /* time is up: judged as it stood */
	assert_true(exam_info(s).over);
	assert_true(exam_info(s).late);
	assert_int_equal(exam_answer(s, 2, "1", &why), RC_DENIED);
	is("exam_try", try, "state", "expired");
	is("exam_seat", id, "tried", "1");
	exam_close(s);

	/* The last try, left lying: the trainer's table judges it. */
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	answer(s, 0);
	exam_close(s);
	open_on(first_day() + 3);
	as_role("trainer");
	{
		size_t n = 0;

		ok(exam_settle(b, &n, &e));
		assert_int_equal(n, 1);
	}
	is("exam_try", try, "state", "passed");
	date_format(date_add_months(first_day() + 1, 12), why.msg);
	is("certificate", of_person("certificate", han, "valid"), "valid_to", why.msg);
}

/* A try begun on the first day at nine, put where it is. */
static void
put_try(int64_t id, int64_t exam, int attempt, const char *questions, const char *due)
{
	struct record *r = record_new(store_kind(bench_store(b), "exam_try"));

	record_set(r, "state", "open");
	record_set_int(r, "exam_seat_id", id);
	record_set_int(r, "exam_id", exam);
	record_set_int(r, "person_id", login("hejing"));
	record_set_int(r, "attempt", attempt);
	record_set(r, "seed", "1");
	record_set(r, "questions", questions);
	record_set(r, "pass", "75");
	record_set(r, "started_at", "2026-07-15T09:00:00+08:00");
	record_set(r, "due_at", due);
	put_raw(r);
}

/* One that cannot be judged does not keep the others waiting. */
static void
settle__goes_on(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, other, id = seat("复训小测", "何静", "2026-08-31", &other), try;
	size_t n = 0;

	(void)state;
	put_try(id, other, 1, "not a paper", "2026-07-15T10:00:00+08:00");
	id = seat("复训小测", "韩卫东", "2026-08-31", &exam);
	as(han);
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	exam_close(s);
	open_on(first_day() + 1);
	as_role("trainer");
	assert_int_equal(exam_settle(b, &n, &e), RC_DAMAGED);
	assert_int_equal(n, 1);
	is("exam_try", try, "state", "expired");
}

/* However many wait: also behind those whose time is not up, and behind those that cannot
 * be judged. */
static void
settle__reaches_all(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, other, id = seat("复训小测", "何静", "2026-08-31", &other), try;
	size_t n = 0;

	(void)state;
	for (int i = 1; i <= 520; i++)
		put_try(id, other, i, "not a paper",
		    i % 2 == 0 ? "2026-09-01T10:00:00+08:00"
			       : "2026-07-15T10:00:00+08:00");
	id = seat("复训小测", "韩卫东", "2026-08-31", &exam);
	as(han);
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	exam_close(s);
	open_on(first_day() + 1);
	as_role("trainer");
	assert_int_equal(exam_settle(b, &n, &e), RC_DAMAGED);
	assert_int_equal(n, 1);
	is("exam_try", try, "state", "expired");
}

/* While nobody's time is up the bank is not even opened. */
static void
settle__costs_nothing_when_none_is_due(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam), try;
	char *forms = path_join(scratch_path("home"), "forms"),
	     *bank = path_join(forms, "exam"), *broken = path_join(bank, "blueprint.ini");
	size_t n = 0;

	(void)state;
	as(han);
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	exam_close(s);
	ok(file_mkdir(forms, 0700, &e));
	ok(file_mkdir(bank, 0700, &e));
	ok(file_write(broken, "[nothing", 8, 0600, &e));
	as_role("trainer");
	ok(exam_settle(b, &n, &e));
	assert_int_equal(n, 0);
	open_on(first_day() + 1);
	as_role("trainer");
	assert_int_not_equal(exam_settle(b, &n, &e), RC_OK);
	unlink(broken);
	ok(exam_settle(b, &n, &e));
	assert_int_equal(n, 1);
	is("exam_try", try, "state", "expired");
	rmdir(bank);
	rmdir(forms);
	free(broken);
	free(bank);
	free(forms);
}

static void
tries__are_counted(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam);

	(void)state;
	as(han);
	for (int i = 0; i < 2; i++) {
		ok(exam_open(b, id, &s, &e));
		assert_int_equal(exam_info(s).attempt, i + 1);
		ok(exam_hand_in(s, &e));
		assert_int_equal(exam_info(s).score, 0);
		exam_close(s);
	}
	is("exam_seat", id, "state", "failed");
	assert_int_equal(exam_open(b, id, &s, &e), RC_DENIED);
	assert_null(s);
	as_role("trainer");
	act("exam", "close", exam, NULL, NULL);
	is("exam", exam, "state", "closed");
}

static void
days__are_kept(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-07-20", &exam);

	(void)state;
	open_on(date_from_ymd(2026, 7, 21));
	as(han);
	assert_int_equal(exam_open(b, id, &s, &e), RC_DENIED);
	assert_non_null(strstr(e.msg, "2026-07-20"));
	as(login("hejing"));
	assert_int_equal(exam_open(b, id, &s, &e), RC_DENIED);
}

/* What a person reads of a field; owned. */
static char *
read_as(const struct record *r, const char *name)
{
	const struct form *form = NULL;

	ok(bench_form(b, r->kind->name, &form, &e));
	assert_true(form_field(form, name) >= 0);
	return bench_cell(b, r, &form->field[form_field(form, name)]);
}

/* The record of a try speaks to people; what it is judged by again stays kept. */
static void
record__is_for_people(void **state)
{
	static const char *const said[][2] = { { "questions", "10" }, { "answers", "6" },
		{ "score", "60" } };
	struct exam_sit *s = NULL;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam), try;
	struct change_lines life = { 0 };
	struct record *r;
	char *cell;

	(void)state;
	as(han);
	ok(exam_open(b, id, &s, &e));
	assert_int_equal(exam_info(s).questions, 10);
	answer(s, 4);
	ok(exam_hand_in(s, &e));
	try = exam_info(s).try_id;
	exam_close(s);
	r = get("exam_try", try);
	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		cell = read_as(r, said[i][0]);
		assert_string_equal(cell, said[i][1]);
		free(cell);
	}
	cell = read_as(r, "missed");
	assert_int_equal(*cell, 'R');
	assert_non_null(strchr(cell, ' '));
	free(cell);
	assert_non_null(strchr(record_get(r, "questions"), ':'));
	assert_non_null(strchr(record_get(r, "answers"), '='));
	ok(bench_history(b, "exam_try", try, 0, 10, &life, &e));
	for (size_t i = 0; i < life.n; i++)
		if (strstr(life.v[i].text, record_get(r, "digest")) != NULL ||
		    strstr(life.v[i].text, "seed") != NULL)
			fail_msg("%s", life.v[i].text);
	change_lines_free(&life);
	record_free(r);
}

/* ---- nobody writes a result */

static void
score__by_nobody(void **state)
{
	struct exam_sit *s = NULL;
	struct act_run *run = NULL;
	struct record *r;
	struct act_offers offer = { 0 };
	struct findings f = { 0 };
	struct txn *t = NULL;
	static const struct actor who = { 0, "test", "sample", "test" };
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam), out;

	(void)state;
	as(han);
	ok(exam_open(b, id, &s, &e));
	r = get("exam_try", exam_info(s).try_id);
	assert_int_equal(
	    act_begin(b, act_def("exam_try", "finish"), r, NULL, 0, &run, &e), RC_DENIED);
	ok(bench_acts(b, "exam_try", r, &offer, &e));
	assert_int_equal(offer.n, 0);
	act_offers_free(&offer);
	/* By the inner door, too, only its own candidate before time is up. */
	as_role("trainer");
	ok(act_begin_inner(b, act_def("exam_try", "finish"), r, NULL, 0, &run, &e));
	record_set_int(run->rec, "score", 100);
	record_set(run->rec, "digest", "x");
	assert_int_equal(act_do(run, &f, &out, &e), RC_DENIED);
	findings_free(&f);
	act_free(run);
	record_free(r);
	as(han);
	ok(exam_hand_in(s, &e));
	/* Past the acts the schema refuses: a judged try, a score without a try. */
	r = get("exam_try", exam_info(s).try_id);
	exam_close(s);
	record_set_int(r, "score", 100);
	record_set(r, "state", "passed");
	ok(store_begin(bench_store(b), &who, &t, &e));
	assert_int_equal(txn_put(t, r, "forge", "", &e), RC_INVAL);
	assert_non_null(strstr(e.msg, "不得改动"));
	txn_abort(t);
	record_free(r);
	r = get("attendance", of_person("attendance", han, "failed"));
	record_set_int(r, "score", 100);
	record_set(r, "state", "passed");
	ok(store_begin(bench_store(b), &who, &t, &e));
	assert_int_equal(txn_put(t, r, "forge", "", &e), RC_INVAL);
	txn_abort(t);
	as_role("trainer");
	act("attendance", "score", r->id, VALUES("score", "100"), "R033");
	record_free(r);
}

static void
result__need_to_know(void **state)
{
	static const struct {
		const char *login;
		bool sees;
	} people[] = { { "hanweidong", true }, { "zhujianmin", true },
		{ "chenlixin", true }, { "zhouguodong", true }, { "hejing", false },
		{ "fengzihao", false }, { "xitong", false } };
	struct exam_sit *s = NULL, *v;
	int64_t exam, id = seat("复训小测", "韩卫东", "2026-08-31", &exam), try;

	(void)state;
	as(han);
	ok(exam_open(b, id, &s, &e));
	try = exam_info(s).try_id;
	ok(exam_hand_in(s, &e));
	exam_close(s);
	for (size_t i = 0; i < ARRAY_LEN(people); i++) {
		struct query q;
		size_t n = 0;

		as(login(people[i].login));
		ok(bench_query(b, "exam_try", &q, &e));
		ok(store_count(bench_store(b), &q, 10, &n, &e));
		query_done(&q);
		v = NULL;
		if (n != (people[i].sees ? 1u : 0u) ||
		    (exam_view(b, try, &v, &e) == RC_OK) != people[i].sees)
			fail_msg("%s", people[i].login);
		if (v != NULL) {
			char *text = exam_text(v);

			assert_non_null(strstr(text, "依据 R"));
			assert_non_null(strstr(text, "未答"));
			free(text);
		}
		exam_close(v);
	}
}

/* ---- drills count, and what was given is done by results */

static void
put_drill(int64_t person, const char *drill, const char *state, const char *score,
    const char *errors)
{
	struct record *r = record_new(store_kind(bench_store(b), "drill_result"));
	static int n;
	char day[11], run[32];

	date_format(bench_today(b), day);
	record_set(r, "state", state);
	snprintf(run, sizeof(run), "%s-%d", drill, ++n);
	record_set(r, "run", run);
	record_set(r, "title", drill);
	record_set(r, "pass", "60");
	record_set(r, "drill", drill);
	record_set_int(r, "person_id", person);
	record_set(r, "on_date", day);
	record_set(r, "seed", "1");
	record_set(r, "score", score);
	record_set(r, "seconds", "60");
	record_set(r, "error_types", errors);
	record_set(r, "log_digest", "x");
	put_raw(r);
}

static void
drill_done(int64_t person, const char *drill, const char *score, const char *errors)
{
	put_drill(person, drill, strtol(score, NULL, 10) >= 60 ? "passed" : "failed",
	    score, errors);
}

static void
drills__are_counted(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, id = seat("定密责任人（计入演练）", "韩卫东", "2026-08-31", &exam);

	(void)state;
	drill_done(han, "DR05", "40", "beyond");
	drill_done(han, "DR05", "80", NULL);
	as(han);
	ok(exam_open(b, id, &s, &e));
	answer(s, 0);
	ok(exam_hand_in(s, &e));
	/* 100 of the questions at 60 percent; 80 and nothing of two drills at 40. */
	assert_int_equal(exam_info(s).score, 76);
	exam_close(s);
}

static bool
named(const struct findings *f, const char *what)
{
	bool yes = false;

	for (size_t i = 0; i < f->n; i++)
		yes = yes || strstr(f->v[i].text, what) != NULL;
	return yes;
}

static void
assignment__done_by_results(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, seat_id = seat("复训小测", "韩卫东", "2026-08-31", &exam), given,
		      mine;
	struct record *x = get("exam", exam);
	struct act_run *run = NULL;
	struct findings f = { 0 };

	(void)state;
	as_role("trainer");
	act("assignment", "give", 0,
	    VALUES("reason", "复训", "people", "韩卫东", "due", "2026-08-15"), "R033");
	ok(act_begin(b, act_def("assignment", "give"), NULL, NULL, 0, &run, &e));
	form_set(run->form, "drills", "NOSUCH"); /* past the form's own list */
	ok(act_check(run, &f, &e));
	assert_true(named(&f, "NOSUCH"));
	findings_free(&f);
	act_free(run);
	given = act("assignment", "give", 0,
	    VALUES("reason", "复训", "people", "韩卫东", "exam_id", record_get(x, "no"),
		"due", "2026-08-15"),
	    NULL);
	record_free(x);
	mine = of_person("assignee", han, "owed");
	assert_true(owes(false, "培训任务还有人未完成", given));
	as(han);
	assert_true(owes(false, "完成培训任务", mine));
	ok(exam_open(b, seat_id, &s, &e));
	answer(s, 0);
	ok(exam_hand_in(s, &e));
	exam_close(s);
	is("assignee", mine, "state", "done");
	is("assignment", given, "state", "done");
	assert_false(owes(false, "完成培训任务", mine));
}

/* Points enough, and then given up: that is not done. */
static void
assignment__not_done_by_giving_up(void **state)
{
	struct exam_sit *s = NULL;
	int64_t exam, seat_id = seat("复训小测", "韩卫东", "2026-08-31", &exam), mine;
	struct record *x = get("exam", exam);

	(void)state;
	as_role("trainer");
	act("assignment", "give", 0,
	    VALUES("reason", "复训", "people", "韩卫东", "drills", "DR05", "exam_id",
		record_get(x, "no"), "due", "2026-08-15"),
	    NULL);
	record_free(x);
	mine = of_person("assignee", han, "owed");
	put_drill(han, "DR05", "given_up", "90", NULL);
	as(han);
	ok(exam_open(b, seat_id, &s, &e));
	answer(s, 0);
	ok(exam_hand_in(s, &e)); /* settles what is owed */
	exam_close(s);
	is("assignee", mine, "state", "owed");
}

static void
repeat__what_went_wrong(void **state)
{
	struct strs l = { 0 };

	(void)state;
	drill_done(han, "DR01", "90", NULL);
	drill_done(han, "DR02", "50", NULL);
	drill_done(han, "DR03", "70", "missed");
	drill_done(han, "DR04", "30", "beyond");
	drill_done(han, "DR04", "95", NULL);
	ok(bench_repeat(b, han, &l, &e));
	assert_int_equal(l.n, 2);
	assert_true(strs_has(&l, "DR02") && strs_has(&l, "DR03"));
	strs_free(&l);
}

int
main(void)
{
#define EACH(f) cmocka_unit_test_setup_teardown(f, make, home_drop)
	const struct CMUnitTest tests[] = {
		EACH(pass__opens_the_gate),
		EACH(time__runs_by_the_clock),
		EACH(settle__goes_on),
		EACH(settle__reaches_all),
		EACH(settle__costs_nothing_when_none_is_due),
		EACH(record__is_for_people),
		EACH(tries__are_counted),
		EACH(days__are_kept),
		EACH(score__by_nobody),
		EACH(result__need_to_know),
		EACH(drills__are_counted),
		EACH(assignment__done_by_results),
		EACH(assignment__not_done_by_giving_up),
		EACH(repeat__what_went_wrong),
	};

	return cmocka_run_group_tests_name("exam", tests, NULL, NULL);
}
