/* SPDX-License-Identifier: MIT */
/*
 * Two persons where there are few: who confirms an answer, closes a dispute, when one
 * responsible person is all the unit has, or business has changed hands (R042).
 */
#include "branch_scene.h"

/* The head is the only responsible person left. */
static void
alone(void)
{
	struct query q;
	struct page page = { 0 };
	struct txn *t = begin();

	query_init(&q, store_kind(bench_store(b), "designation"));
	query_add(&q, "state", COND_EQ, "active", NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 100, &page, E));
	for (size_t i = 0; i < page.n; i++) {
		record_set(page.rec[i], "state", "ended");
		OK(txn_put(t, page.rec[i], "sample", "", E));
	}
	OK(txn_commit(t, E));
	page_done(&page);
	query_done(&q);
}

/* Not begun, and why. */
static void
refused(int64_t who, const char *act, int64_t x, const char *why)
{
	struct record *r = get("external", x);
	struct act_run *run = NULL;
	struct err e = { 0 };

	as(who);
	assert_int_equal(
	    act_begin(b, act_def("external", act), r, NULL, 0, &run, &e), RC_DENIED);
	if (strstr(e.msg, why) == NULL)
		fail_msg("expected %s, got: %s", why, e.msg);
	record_free(r);
}

static void
outcome(int64_t who, int64_t x, const char *level)
{
	struct act_run *run;

	as(who);
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "国局定字〔2026〕2号");
	type(run, "answer_level", level);
	type(run, "answer_period", "3年");
	must(run);
}

/* What was entered wrong is entered again, by another where only who entered it could
 * close. */
static void
outcome__is_entered_again(void **state)
{
	int64_t m = papers(), x = objected(m, "3");
	struct act_run *run;

	(void)state;
	alone();
	outcome(head, x, "绝密");
	refused(head, "close", x, "重新登记");
	as(clerk);
	assert_true(offered("external", x, "outcome"));
	run = start("external", "outcome", x, NULL); /* begins with what was entered */
	assert_string_equal(form_get(run->form, "answer_level"), "3");
	type(run, "answer_level", "机密");
	must(run);
	refused(clerk, "close", x, "");
	as(head);
	must(start("external", "close", x, NULL));
	expect("matter", m, "mark", "机密★3年");
	expect("external", x, "state", "closed");
}

static void
hands_over(int64_t who, const char *to)
{
	struct act_run *run;

	as(clerk);
	run = start("person", "hand_over", who, NULL);
	type(run, "successor_id", to);
	must(run);
}

static int64_t
drafted(int64_t who, const char *act, const char *level, const char *knowers)
{
	struct act_run *run;

	as(who);
	run = start("matter", act, 0, NULL);
	fill_common(run, "北仓库应急总体预案");
	type(run, "level", level);
	type(run, "period", "10年");
	type(run, "harm", level);
	type(run, "justification", "超出本单位权限");
	type(run, "knowers", knowers);
	return must(run);
}

static int64_t
referred(int64_t who, const char *knowers)
{
	int64_t m = drafted(who, "refer", "3", knowers);

	must(start("external", "send", letter(m), NULL));
	return m;
}

/* Who signed the sheet of a matter, and with what proof. */
static void
signed_by(int64_t m, int64_t who, const char *proof)
{
	struct record *d = newest("decision", "matter_id", m);

	assert_int_equal(record_int(d, "approver_id"), who);
	assert_string_equal(record_get(d, "decided_on"), TODAY);
	assert_string_equal(record_state(d), "closed");
	if (strstr(record_get(d, "proof"), proof) == NULL)
		fail_msg("no %s in: %s", proof, record_get(d, "proof"));
	record_free(d);
}

/* Who drafted it confirms no answer to it, though another owns it by now. */
static void
drafter_of_old__does_not_confirm(void **state)
{
	int64_t m = referred(crp_high, "张承、王考"), x = letter(m);

	(void)state;
	hands_over(crp_high, "张承");
	as(proposer);
	must(answers(m, "2", "10年"));
	refused(crp_high, "confirm_answer", x, "R042");
	as(head);
	must(start("external", "confirm_answer", x, NULL));
	expect("matter", m, "state", "approved");
	signed_by(m, head, "[是] R042");
	m = drafted(crp_high, "unclear", "2", "张承、王考");
	x = letter(m);
	as(head);
	must(start("matter", "forward", m, NULL));
	hands_over(crp_high, "张承");
	as(proposer);
	must(answers(m, "2", "10年"));
	refused(crp_high, "confirm_answer", x, "R042");
	as(crp_base);
	must(answers(m, "1", "5年"));
	as(head);
	must(start("external", "confirm_answer", x, NULL));
	signed_by(m, head, "R042"); /* when he forwarded it */
}

/* Is who refers told beforehand that none but the office could confirm the answer? */
static bool
warned(int64_t who)
{
	struct act_run *run;
	struct findings f = { 0 };
	bool told = false;

	as(who);
	run = start("matter", "refer", 0, NULL);
	fill_common(run, "北仓库应急总体预案");
	type(run, "level", "3");
	OK(act_check(run, &f, E));
	for (size_t i = 0; i < f.n; i++)
		told = told || (strcmp(f.v[i].rule->id, "R042") == 0 &&
				   f.v[i].severity == SEV_WARN);
	findings_free(&f);
	act_free(run);
	return told;
}

/* The only responsible person has referred it himself: the office is the second person.
 */
static void
office__confirms_where_nobody_else_could(void **state)
{
	int64_t m, x;

	(void)state;
	alone();
	assert_true(warned(head));
	assert_false(warned(proposer));
	m = referred(head, "张承、陈局");
	x = letter(m);
	as(clerk);
	must(answers(m, "3", "15年"));
	refused(head, "confirm_answer", x, "保密办");
	refused(proposer, "confirm_answer", x, "");
	refused(clerk, "confirm_answer", x, "R042"); /* he entered it */
	assert_false(owes(clerk, "external", "confirm_answer"));
	as(proposer);
	must(answers(m, "3", "15年"));
	assert_true(owes(clerk, "external", "confirm_answer"));
	must(start("external", "confirm_answer", x, NULL));
	expect("matter", m, "state", "approved");
	expect("matter", m, "mark", "绝密★15年");
	signed_by(m, clerk, "由保密办核对来文");
	assert_false(owes(clerk, "external", "confirm_answer"));
}

/* Nowhere else; who could but entered the answer himself counts, for another may enter
 * it. */
static void
office__confirms_nowhere_else(void **state)
{
	int64_t m = referred(head, "张承、陈局"), x = letter(m);

	(void)state;
	as(crp_high);
	must(answers(m, "2", "10年"));
	refused(clerk, "confirm_answer", x, "R042");
	refused(crp_high, "confirm_answer", x, "R042");
	assert_false(owes(clerk, "external", "confirm_answer"));
	as(proposer);
	must(answers(m, "3", "15年")); /* above every other's ceiling */
	refused(crp_high, "confirm_answer", x, "R030");
	assert_true(owes(clerk, "external", "confirm_answer"));
	must(answers(m, "2", "10年"));
	refused(clerk, "confirm_answer", x, "R042");
	as(crp_high);
	must(start("external", "confirm_answer", x, NULL));
	signed_by(m, crp_high, "[是] R042");
}

static int
with_scope(void **state)
{
	int rc = setup(state);

	scope_with_entries();
	return rc;
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, with_scope, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(outcome__is_entered_again),
		CASE(drafter_of_old__does_not_confirm),
		CASE(office__confirms_where_nobody_else_could),
		CASE(office__confirms_nowhere_else),
	};

	return cmocka_run_group_tests_name("alone", tests, NULL, NULL);
}
