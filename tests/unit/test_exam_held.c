/* SPDX-License-Identifier: MIT */
/* Examinations set for a session that was held: its people, its results. */
#include "exam_fixture.h"

#define COURSE "定密责任人和承办人岗前培训"

static int64_t
one(const char *kind, const char *col, int64_t value, int64_t person)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add_int(&q, col, value);
	query_add_int(&q, "person_id", person);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 2, &page, &e));
	if (page.n > 1)
		fail_msg("%s: more than one", kind);
	id = page.n > 0 ? page.rec[0]->id : 0;
	page_done(&page);
	query_done(&q);
	return id;
}

static size_t
how_many(const char *kind, const char *col, int64_t value)
{
	struct query q;
	size_t n = 0;

	query_init(&q, store_kind(bench_store(b), kind));
	if (col != NULL)
		query_add_int(&q, col, value);
	ok(store_count(bench_store(b), &q, 1000, &n, &e));
	query_done(&q);
	return n;
}

static int64_t
planned(const char *people)
{
	as_role("trainer");
	return act("session", "plan", 0,
	    VALUES("course_id", COURSE, "on_date", "2026-07-15", "place", "三楼",
		"teacher", "虚构讲师", "hours", "6", "people", people),
	    NULL);
}

static int64_t
set_for(int64_t session, const char *course, const char *people, const char *refused)
{
	char no[40];
	struct record *s = get("session", session);
	int64_t id;

	snprintf(no, sizeof(no), "%s", record_get(s, "no"));
	record_free(s);
	as_role("trainer");
	id = act("exam", "set", 0,
	    VALUES("title", "结业考试", "session_id", no, "course_id", course,
		"blueprint", "复训小测", "to_on", "2026-08-31", "people", people),
	    refused);
	return id;
}

static void
sit(int64_t person, int64_t exam, bool well)
{
	struct exam_sit *s = NULL;

	as(person);
	ok(exam_open(b, one("exam_seat", "exam_id", exam, person), &s, &e));
	if (well)
		answer(s, 0);
	ok(exam_hand_in(s, &e));
	exam_close(s);
	as_role("trainer");
}

static void
held__results_are_the_sessions(void **state)
{
	int64_t luo = login("luoxingchen"), xu = login("xuzhinan"), he = login("hejing"),
		s = planned("韩卫东、罗星辰、许之南、何静"), x, att;
	struct exam_sit *sit_by = NULL;
	size_t sessions;
	char no[40];
	struct record *r;

	(void)state;
	untrained(han);
	set_for(s, COURSE, "", "已举办");
	act("session", "hold", s, NULL, NULL);
	set_for(s, "载体管理与保密检查", "", "课程");
	set_for(s, COURSE, "冯子豪", "没有参加");
	sessions = how_many("session", NULL, 0);
	x = set_for(s, COURSE, "", NULL);
	assert_int_equal(how_many("session", NULL, 0), sessions);
	assert_int_equal(how_many("exam_seat", "exam_id", x), 4);
	r = get("exam", x);
	assert_int_equal(record_int(r, "session_id"), s);
	snprintf(no, sizeof(no), "%s", record_get(r, "no"));
	record_free(r);

	/* Until it is closed the session waits, and nobody writes in it by hand. */
	set_for(s, COURSE, "", no);
	act("attendance", "score", one("attendance", "session_id", s, han),
	    VALUES("score", "90"), no);
	act("assignment", "give", 0,
	    VALUES(
		"reason", "补考", "people", "冯子豪", "exam_id", no, "due", "2026-08-15"),
	    "只由参训人员参加");
	act("exam", "edit", x, VALUES("people", "韩卫东、罗星辰、许之南、何静、冯子豪"),
	    "没有参加");
	act("attendance", "absent", one("attendance", "session_id", s, xu),
	    VALUES("note", "病假"), NULL);
	is("exam_seat", one("exam_seat", "exam_id", x, xu), "state", "left");

	sit(han, x, true);
	att = one("attendance", "session_id", s, han);
	is("attendance", att, "state", "passed");
	is("attendance", att, "score", "100");
	is("attendance", att, "hours", "6");
	assert_int_equal(how_many("certificate", "attendance_id", att), 1);
	is("certificate", of_person("certificate", han, "valid"), "score", "100");
	att = one("attendance", "session_id", s, luo);
	as(luo);
	ok(exam_open(b, one("exam_seat", "exam_id", x, luo), &sit_by, &e));
	as_role("trainer");
	act("attendance", "absent", att, NULL, "已参加");
	as(luo);
	ok(exam_hand_in(sit_by, &e));
	exam_close(sit_by);
	is("attendance", att, "score", "0");
	as_role("trainer");
	act("attendance", "absent", one("attendance", "session_id", s, he), NULL, NULL);
	act("session", "examine", s, NULL, no);

	act("exam", "close", x, NULL, NULL);
	is("exam_seat", one("exam_seat", "exam_id", x, luo), "state", "failed");
	act("session", "examine", s, NULL, NULL);
	act("session", "close", s, NULL, NULL);
	assert_int_equal(how_many("certificate", "attendance_id",
			     one("attendance", "session_id", s, han)),
	    1);
}

/* Who never came has failed; who failed may sit another; a cancelled one is none. */
static void
held__ends_with_it(void **state)
{
	int64_t luo = login("luoxingchen"), s = planned("韩卫东、罗星辰"), x, att;

	(void)state;
	act("session", "hold", s, NULL, NULL);
	x = set_for(s, COURSE, "", NULL);
	att = one("attendance", "session_id", s, luo);
	act("exam", "cancel", x, VALUES("note", "改期"), NULL);
	is("exam", x, "session_id", "");
	act("attendance", "score", one("attendance", "session_id", s, han),
	    VALUES("score", "55"), NULL);
	/* Only he who waits for a result, or for a better one. */
	x = set_for(s, COURSE, "罗星辰", NULL);
	assert_int_equal(how_many("exam_seat", "exam_id", x), 1);
	act("exam", "close", x, NULL, NULL);
	is("attendance", att, "state", "failed");
	is("attendance", att, "score", "");
	x = set_for(s, COURSE, "", NULL);
	assert_int_equal(how_many("exam_seat", "exam_id", x), 2);
	sit(luo, x, false);
	sit(luo, x, true);
	sit(han, x, true);
	act("exam", "close", x, NULL, NULL);
	is("attendance", att, "state", "passed");
	is("attendance", one("attendance", "session_id", s, han), "score", "100");
	act("session", "examine", s, NULL, NULL);
	act("session", "close", s, NULL, NULL);
	assert_int_equal(how_many("certificate", "attendance_id", att), 1);
}

/* A pass entered by hand before the examination is not put at risk by it. */
static void
held__leaves_who_passed_alone(void **state)
{
	int64_t luo = login("luoxingchen"), s = planned("韩卫东、罗星辰"), x, att;

	(void)state;
	act("session", "hold", s, NULL, NULL);
	att = one("attendance", "session_id", s, luo);
	act("attendance", "score", att, VALUES("score", "95"), NULL);
	is("attendance", att, "state", "passed");
	set_for(s, COURSE, "韩卫东、罗星辰", "罗星辰在这个班次已经合格");
	x = set_for(s, COURSE, "", NULL);
	act("exam", "edit", x, VALUES("people", "韩卫东、罗星辰"),
	    "罗星辰在这个班次已经合格");
	sit(han, x, true);
	act("exam", "edit", x, VALUES("people", "韩卫东", "minutes", "40"), NULL);
}

/* Whatever a paper says that he sat all the same: once passed, an attendance stays so. */
static void
held__keeps_a_pass(void **state)
{
	int64_t luo = login("luoxingchen"), s = planned("韩卫东、罗星辰"), x, att;
	struct record *seat;

	(void)state;
	act("session", "hold", s, NULL, NULL);
	att = one("attendance", "session_id", s, luo);
	act("attendance", "score", att, VALUES("score", "95"), NULL);
	x = set_for(s, COURSE, "", NULL);
	seat = record_new(store_kind(bench_store(b), "exam_seat"));
	record_set(seat, "state", "seated");
	record_set_int(seat, "exam_id", x);
	record_set_int(seat, "person_id", luo);
	record_set(seat, "due", "2026-08-31");
	put_raw(seat);
	sit(luo, x, false);
	is("attendance", att, "state", "passed");
	is("attendance", att, "score", "95");
	sit(luo, x, true);
	is("attendance", att, "score", "100");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    held__results_are_the_sessions, make, home_drop),
		cmocka_unit_test_setup_teardown(held__ends_with_it, make, home_drop),
		cmocka_unit_test_setup_teardown(
		    held__leaves_who_passed_alone, make, home_drop),
		cmocka_unit_test_setup_teardown(held__keeps_a_pass, make, home_drop),
	};

	return cmocka_run_group_tests_name("exam_held", tests, NULL, NULL);
}
