/* SPDX-License-Identifier: MIT */
/*
 * Boundaries that the steps hold by themselves: days of what waits, hours of a training,
 * a certificate taken back, a place that is not empty, many copies, a report of tomorrow.
 */
#include "scene.h"

static void
on_day(const char *iso)
{
	const char *src = getenv("top_srcdir");
	char *data = path_join(src != NULL ? src : ".", "forms");
	struct bench_options o = { .home = home,
		.data = data,
		.login = "test",
		.origin = "test",
		.personal = true,
		.today = date_parse(iso) };

	bench_close(b);
	b = NULL;
	OK(bench_open(&o, &b, E));
	free(data);
}

static int64_t
proposed(void)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承");
	return must(run);
}

/* Returned and submitted again a month later: the approver is not late on that day. */
static void
approval__is_due_from_its_submission(void **state)
{
	struct act_run *run;
	int64_t m;
	int32_t due = DATE_NONE, again = DATE_NONE;

	(void)state;
	scope_with_entries();
	m = proposed();
	as(crp_high);
	assert_true(owed("matter", m, "R043", "approve", &due));
	run = start("matter", "return", m, NULL);
	type(run, "opinion2", "补充依据");
	must(run);
	on_day("2026-04-01");
	as(proposer);
	must_refuse(start("matter", "resubmit", m, NULL), "补充依据"); /* as it was */
	run = start("matter", "resubmit", m, NULL);
	type(run, "opinion", "依据见附件，无需补充");
	must(run);
	as(crp_high);
	assert_true(owed("matter", m, "R043", "approve", &again));
	assert_int_equal(again - date_parse("2026-04-01"), due - date_parse(TODAY));
}

/* What was entered before stands in the form again, not what the entry would suggest. */
static void
returned__keeps_what_was_entered(void **state)
{
	struct act_run *run;
	struct findings f = { 0 };
	int64_t m;
	bool told = false;

	(void)state;
	scope_with_entries();
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04"); /* 15 years at most */
	type(run, "period", "10年");
	type(run, "knowers", "张承");
	m = must(run);
	as(crp_high);
	run = start("matter", "return", m, NULL);
	type(run, "opinion2", "期限再短一些");
	must(run);
	as(proposer);
	run = start("matter", "resubmit", m, NULL);
	assert_string_equal(form_get(run->form, "period"), "10年");
	type(run, "period", "5年");
	OK(act_check(run, &f, E));
	for (size_t i = 0; i < f.n; i++)
		told = told || (f.v[i].severity == SEV_TASK &&
				   strstr(f.v[i].text, "期限再短一些") != NULL);
	assert_true(told);
	findings_free(&f);
	must(run);
	expect("matter", m, "period", "5年");
	expect("matter", m, "state", "proposed");
}

static int64_t
only(const char *kind, const char *state)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add(&q, "state", COND_EQ, state, NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 2, &page, E));
	assert_int_equal(page.n, 1);
	id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return id;
}

/* A session of four hours: five are refused, four pass; the certificate taken back ends
 * the training and suspends. */
static void
training__hours_and_withdrawal(void **state)
{
	struct act_run *run;
	struct record *p;
	int64_t course, session, attendance;

	(void)state;
	as(clerk);
	run = start("course", "enter", 0, NULL);
	type(run, "title", "定密责任人培训");
	type(run, "hours", "4");
	type(run, "audience", "定密责任人");
	course = must(run);
	(void)course;
	run = start("session", "plan", 0, NULL);
	type(run, "course_id", "定密责任人培训");
	type(run, "on_date", TODAY);
	type(run, "place", "三楼会议室");
	type(run, "teacher", "孙训");
	type(run, "people", "王考");
	session = must(run);
	must(start("session", "hold", session, NULL));
	attendance = only("attendance", "present");
	run = start("attendance", "score", attendance, NULL);
	type(run, "score", "90");
	type(run, "hours", "5");
	must_refuse(run, "R034");
	run = start("attendance", "score", attendance, NULL);
	type(run, "score", "90");
	type(run, "hours", "4");
	must(run);
	must(start("session", "examine", session, NULL));
	must(start("session", "close", session, NULL));
	p = get("person", crp_high);
	assert_true(record_date(p, "trained_until") > date_parse("2026-12-31"));
	record_free(p);
	must(start("certificate", "withdraw", only("certificate", "valid"), NULL));
	expect("person", crp_high, "trained_until", "");
	expect("designation", only("designation", "suspended"), "suspend_rule", "R033");
}

static int64_t
place(void)
{
	struct act_run *run;

	as(clerk);
	run = start("place", "enter", 0, NULL);
	type(run, "name", "保密室");
	type(run, "place_kind", "保密室");
	type(run, "level", "机密");
	type(run, "keeper_id", "赵密");
	return must(run);
}

/* Copies beyond the page limits of the store are numbered on; the place with them does
 * not end. */
static void
copies__beyond_five_thousand(void **state)
{
	struct txn *t;
	struct act_run *run;
	struct record *c, *r = NULL;
	struct err e = { 0 };
	int64_t where, m;
	char id[24], copy[24], no[32], at[24];

	(void)state;
	scope_with_entries();
	where = place();
	m = proposed();
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	snprintf(id, sizeof(id), "%lld", (long long)m);
	snprintf(at, sizeof(at), "%lld", (long long)where);
	OK(store_building(bench_store(b), true, E));
	t = begin();
	for (int i = 1; i <= 5001; i++) {
		snprintf(copy, sizeof(copy), "%06d", i);
		snprintf(no, sizeof(no), "ZT-2026-%04d", i);
		PUT(t, "carrier", "state", "kept", "no", no, "matter_id", id, "copy_no",
		    copy, "carrier_kind", "paper", "level", "2", "mark",
		    "机密★考试开始前", "place_id", at, "registered_on", TODAY);
	}
	OK(txn_commit(t, E));
	OK(store_building(bench_store(b), false, E));
	as(clerk);
	run = start("carrier", "register", m, "matter");
	type(run, "carrier_kind", "纸介质");
	type(run, "place_id", "保密室");
	m = must(run);
	c = get("carrier", m);
	assert_string_equal(record_get(c, "copy_no"), "005002");
	record_free(c);
	r = get("place", where);
	assert_int_equal(
	    act_begin(b, act_def("place", "end"), r, NULL, 0, &run, &e), RC_DENIED);
	assert_non_null(strstr(e.msg, "R120"));
	record_free(r);
}

/* Whoever reports has reported: not tomorrow, and not in a minute. */
static void
report__is_not_of_tomorrow(void **state)
{
	struct act_run *run;
	int64_t incident;

	(void)state;
	as(clerk);
	run = start("incident", "discover", 0, NULL);
	type(run, "title", "文件下落不明");
	type(run, "incident_kind", "载体丢失");
	type(run, "discovered_at", TODAY " 00:00");
	type(run, "place", "三楼");
	type(run, "course", "清点时发现");
	incident = must(run);
	run = start("incident", "report", incident, NULL);
	type(run, "reported_sad_at", "2026-03-03 08:00");
	type(run, "reported_sup_at", "2026-03-03 08:00");
	must_refuse(run, "R151");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(returned__keeps_what_was_entered),
		TEST(approval__is_due_from_its_submission),
		TEST(training__hours_and_withdrawal),
		TEST(copies__beyond_five_thousand),
		TEST(report__is_not_of_tomorrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
