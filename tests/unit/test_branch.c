/* SPDX-License-Identifier: MIT */
/*
 * The branches of step 4 beside the ordinary one: what is unclear, what is above the
 * unit's authority, what derives from a source, what is disputed. Each lawful way to its
 * end, and what the law refuses on it.
 */
#include "branch_scene.h"

/* ---- unclear */

static int64_t
draft_unclear(const char *level, const char *period)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "unclear", 0, NULL);
	fill_common(run, "新型仓储监测数据");
	type(run, "level", level);
	type(run, "period", period);
	type(run, "harm", level);
	type(run, "justification", "目录没有规定");
	return must(run);
}

static int64_t
forwarded(void)
{
	int64_t m = draft_unclear("2", "10年");
	int32_t due = DATE_NONE;

	expect("matter", m, "state", "proposed");
	expect("matter", m, "effective_level", "2");
	expect("external", letter(m), "addressee", tx(addressee_title(TO_PROVINCE)));
	assert_true(owed("external", letter(m), "R084", "", &due));
	assert_int_equal(due, date_parse("2026-03-16"));
	as(crp_high);
	assert_false(offered("matter", m, "approve"));
	assert_true(owed("matter", m, "R084", "forward", &due));
	must(start("matter", "forward", m, NULL));
	expect("matter", m, "state", "unclear_sent");
	expect("external", letter(m), "state", "sent");
	as(proposer);
	assert_true(owed("external", letter(m), "R086", "received", &due));
	must(start("external", "received", letter(m), NULL));
	assert_true(owed("external", letter(m), "R086", "answer", &due));
	assert_int_equal(due, date_parse("2026-03-16"));
	return m;
}

/* Nothing of it holds before another person has held it against the letter. */
static void
confirmed(int64_t m, const char *meanwhile)
{
	int64_t x = letter(m);
	struct record *r = get("external", x);
	struct act_run *run = NULL;
	struct err e = { 0 };

	expect("external", x, "state", "answered");
	expect("matter", m, "effective_level", meanwhile);
	expect("matter", m, "determined_on", "");
	as(crp_base); /* may decide up to 秘密 */
	if (record_int(r, "answer_level") != 1)
		assert_int_equal(act_begin(b, act_def("external", "confirm_answer"), r,
				     NULL, 0, &run, &e),
		    RC_DENIED);
	record_free(r);
	assert_true(owes(head, "external", "confirm_answer"));
	must(start("external", "confirm_answer", x, NULL));
	as(proposer);
}

static void
unclear_is_answered(void **state)
{
	int64_t m = forwarded();
	struct act_run *run = start("external", "answer", letter(m), NULL);

	(void)state;
	must_refuse(run, "R086"); /* what they said, and under which number */
	must_refuse(answers(m, "1", "20年"), "R046");
	must(answers(m, "1", "5年"));
	confirmed(m, "2");
	expect("matter", m, "state", "approved");
	expect("matter", m, "level", "1");
	expect("matter", m, "effective_level", "1");
	expect("matter", m, "mark", "秘密★5年");
	expect("matter", m, "expiry", "2031-03-02");
	must(start("matter", "mark", m, NULL));
	expect("matter", m, "state", "in_force");
}

static void
unclear_is_no_secret(void **state)
{
	int64_t m = forwarded();

	(void)state;
	must(answers(m, "0", ""));
	confirmed(m, "2");
	expect("matter", m, "state", "not_secret");
	expect("matter", m, "effective_level", "");
	expect("matter", m, "mark", "");
}

/* 绝密 goes to the state's department (R085); who drafted does not forward (R042); a
 * returned draft goes round again with the same letter. */
static void
unclear_is_returned(void **state)
{
	struct act_run *run;
	int64_t m = draft_unclear("3", "20年"), x = letter(m);

	(void)state;
	expect("external", x, "addressee", tx(addressee_title(TO_STATE)));
	as(crp_high);
	run = start("matter", "return", m, NULL);
	type(run, "opinion2", "请降为机密");
	must(run);
	as(proposer);
	assert_false(offered("matter", m, "resubmit"));
	run = start("matter", "redraft", m, NULL);
	type(run, "level", "2");
	type(run, "harm", "2");
	must(run);
	assert_int_equal(letter(m), x);
	expect("external", x, "addressee", tx(addressee_title(TO_PROVINCE)));
	expect("matter", m, "effective_level", "2");
	as(crp_high);
	run = start("matter", "reject", m, NULL);
	type(run, "opinion2", "不符合法定条件");
	must(run);
	expect("matter", m, "state", "not_secret");
	expect("external", x, "state", "closed");
}

/* Above the cap, or something that is never secret, is not even drafted. */
static void
unclear_is_refused(void **state)
{
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "unclear", 0, NULL);
	fill_common(run, "新型仓储监测数据");
	type(run, "level", "2");
	type(run, "period", "25年");
	must_refuse(run, "R046");
	run = start("matter", "unclear", 0, NULL);
	fill_common(run, "新型仓储监测数据");
	type(run, "level", "2");
	type(run, "period", "10年");
	type(run, "neg_public", "是");
	must_refuse(run, "R004");
}

/* ---- no authority */

static struct act_run *
above(const char *act)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", act, 0, NULL);
	fill_common(run, "北仓库应急总体预案");
	type(run, "entry_id", "SL-04");
	type(run, "level", "3");
	type(run, "period", "15年");
	type(run, "harm", "3");
	return run;
}

static void
above_authority_is_referred(void **state)
{
	struct act_run *run = above("propose");
	struct findings f = { 0 };
	int32_t due = DATE_NONE;
	bool names = false;
	int64_t m;

	(void)state;
	OK(act_check(run, &f, E));
	for (size_t i = 0; i < f.n; i++)
		names = names ||
			(strcmp(f.v[i].rule->id, "R013") == 0 &&
			    strstr(f.v[i].text, tx(act_def("matter", "refer")->title)));
	assert_true(names);
	findings_free(&f);
	must_refuse(run, "R0");
	m = must(above("refer"));
	expect("matter", m, "state", "referred");
	expect("matter", m, "effective_level", "3");
	expect("external", letter(m), "addressee", bench_org(b)->superior);
	assert_true(owed("external", letter(m), "R023", "send", &due));
	assert_int_equal(due, date_parse(TODAY));
	must(start("external", "send", letter(m), NULL));
	run = start("external", "answer", letter(m), NULL);
	type(run, "answer", "省厅定字〔2026〕9号：定为绝密");
	must(run);
	confirmed(m, "3");
	expect("matter", m, "state", "approved");
	expect("matter", m, "mark", "绝密★15年");
	expect("matter", m, "approver_id", "");
	must(start("matter", "mark", m, NULL));
	expect("matter", m, "state", "in_force");
}

static void
referral_is_no_secret(void **state)
{
	int64_t m = must(above("refer"));

	(void)state;
	must(start("external", "send", letter(m), NULL));
	must(answers(m, "0", ""));
	confirmed(m, "3");
	expect("matter", m, "state", "not_secret");
}

/* What is issued in the superior's name is proposed here and refused at the gate (R060);
 * its proposer refers it. */
static void
issued_for_a_superior(void **state)
{
	struct act_run *run;
	int64_t m;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承");
	type(run, "issuer", "superior");
	m = must(run);
	as(crp_high);
	must_refuse(start("matter", "approve", m, NULL), "R060");
	as(proposer);
	must(start("matter", "refer_up", m, NULL));
	expect("matter", m, "state", "referred");
	expect("matter", m, "origin", "referred");
	assert_false(offered("matter", m, "approve"));
	expect("external", letter(m), "kind", "referral");
}

/* ---- derivative */

static struct act_run *
derivative(const char *level, const char *period, const char *issued)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "derive", 0, NULL);
	fill_common(run, "落实通知的实施方案");
	type(run, "src_title", "关于示例工作的通知");
	type(run, "src_doc_no", "示发〔2024〕5号");
	type(run, "src_unit", "国家示例部");
	type(run, "src_level", level);
	type(run, "src_period", period);
	if (issued != NULL)
		type(run, "src_issued_on", issued);
	return run;
}

/* 绝密 in a unit of 机密: no ceiling binds, the end is the source's day (R025, R076,
 * R077).
 */
static void
derivative_copies_its_source(void **state)
{
	struct act_run *run = derivative("3", "20年", "2024-05-10");
	struct findings f = { 0 };
	int64_t m;

	(void)state;
	OK(act_check(run, &f, E));
	findings_free(&f);
	type(run, "src_basis", "3");
	assert_string_equal(form_get(run->form, "level"), "3");
	assert_string_equal(form_get(run->form, "period"), "2044-05-09");
	assert_false(
	    form_editable(run->form, (size_t)form_field(run->form->form, "level")));
	m = must(run);
	expect("matter", m, "state", "proposed");
	expect("matter", m, "level", "3");
	as(proposer);
	run = start("source", "add", m, "matter");
	type(run, "title", "另一通知");
	type(run, "doc_no", "示发〔2025〕8号");
	type(run, "unit_name", "国家示例部");
	type(run, "level", "1");
	type(run, "period", "2050-12-31");
	type(run, "basis", "2");
	must(run);
	expect("matter", m, "level", "3"); /* highest level, longest period (R082) */
	expect("matter", m, "period", "2050-12-31");
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	expect("matter", m, "mark", "绝密★2050年12月31日");
	as(proposer);
	must(start("matter", "mark", m, NULL));
}

static void
derivative_needs_a_case(void **state)
{
	struct act_run *run = derivative("2", "条件:公布前", NULL);

	(void)state;
	must_refuse(run, "R075");
	run = derivative("2", "10年", NULL); /* from which day? */
	type(run, "src_basis", "1");
	must_refuse(run, "R044");
}

static int64_t
derived_from(int64_t source)
{
	struct act_run *run;
	struct record *s = get("matter", source);

	as(proposer);
	run = start("matter", "derive", 0, NULL);
	fill_common(run, "考务安排");
	type(run, "src_matter_id", record_get(s, "no"));
	record_free(s);
	assert_string_equal(form_get(run->form, "src_level"), "2");
	type(run, "src_basis", "2");
	return approved_and_marked(must(run));
}

/* A source of our own register that is changed or ends is told to whoever derived from it
 * (R078); meanwhile the derivative stays as it is (R081). */
static void
derivative_follows(void **state)
{
	int64_t source = papers(), m = derived_from(source);
	struct record *r, *d, *n, *to;
	struct act_run *run;
	struct txn *t;
	int32_t due;

	(void)state;
	refused_at_start("follow", m, "R081");
	goes_down(source);
	assert_true(owed("matter", m, "R078", "", &due));
	refused_at_start("follow_release", m, "R081");
	run = start("matter", "propose_widen", m, NULL);
	type(run, "new_knowers", "张承、赵密");
	type(run, "opinion", "经办需要");
	must(run);
	refused_at_start("follow", m, "R094");
	must(start("matter", "withdraw_change", m, NULL));
	must(start("matter", "follow", m, NULL));
	expect("matter", m, "state", "proposed");
	as(crp_high); /* it has been in force: no way out of it in passing */
	refused_at_start("reject", m, "R081");
	approved_and_marked(m);
	expect("matter", m, "mark", "秘密★考试开始前");
	assert_false(owed("matter", m, "R078", "", &due));
	r = get("matter", source);
	record_set(r, "state", "released");
	record_set(r, "released_on", TODAY);
	record_set(r, "release_cause", "early_harmless");
	t = begin();
	OK(txn_put(t, r, "release", "", E));
	OK(step_followed(b, t, r, E));
	OK(txn_commit(t, E));
	record_free(r);
	assert_true(owed("matter", m, "R078", "", &due));
	refused_at_start("follow", m, "R078");
	run = start("matter", "follow_release", m, NULL);
	type(run, "work_secret", "否");
	must(run);
	expect("matter", m, "state", "in_force"); /* until it is approved */
	refused_at_start("approve_change", m, "定密责任人");
	as(crp_high);
	assert_true(owed("matter", m, "R094", "approve_change", &due));
	must(start("matter", "approve_change", m, NULL));
	expect("matter", m, "state", "released");
	expect("matter", m, "release_cause", "source_released");
	expect("matter", m, "follow_on", "");
	d = newest("decision", "matter_id", m);
	assert_string_equal(record_get(d, "kind"), "release");
	assert_string_equal(record_get(d, "reason_code"), "U4");
	assert_string_equal(record_state(d), "recorded");
	n = newest("notice", "matter_id", m);
	assert_int_equal(record_int(n, "decision_id"), d->id);
	to = newest("notice_to", "notice_id", n->id);
	assert_string_equal(record_state(to), "sent");
	record_free(to);
	record_free(n);
	record_free(d);
}

/* A source of another unit: its originator's notice is entered, and leads on (DR14). */
static void
originator_tells(void **state)
{
	int64_t m;
	struct act_run *run = derivative("2", "10年", "2024-05-06");
	struct record *s;
	int32_t due;

	(void)state;
	type(run, "src_basis", "3");
	m = approved_and_marked(must(run));
	s = newest("source", "matter_id", m);
	run = start("source", "told_changed", s->id, NULL);
	type(run, "level", "1");
	must(run);
	assert_true(owed("matter", m, "R078", "", &due));
	must(start("matter", "follow", m, NULL));
	approved_and_marked(m);
	expect("matter", m, "level", "1");
	assert_false(owed("matter", m, "R078", "", &due));
	run = start("source", "told_released", s->id, NULL);
	type(run, "released_on", "2026-03-03");
	must_refuse(run, "R078");
	run = start("source", "told_released", s->id, NULL);
	type(run, "released_on", "2026-02-27");
	must(run);
	assert_true(owed("matter", m, "R078", "", &due));
	run = start("matter", "follow_release", m, NULL);
	type(run, "work_secret", "否");
	must(run);
	record_free(s);
	s = newest("source", "matter_id", derived_from(papers()));
	run = NULL;
	{
		struct err e = { 0 };

		assert_int_equal(act_begin(b, act_def("source", "told_released"), s, NULL,
				     0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R078")); /* it follows by itself */
		assert_int_equal(
		    act_begin(b, act_def("source", "end"), s, NULL, 0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R094")); /* approved: no more ended */
	}
	record_free(s);
}

/* ---- dispute */

/* The source goes down while the derivative is disputed: the highest claim stays (R090).
 */
static void
disputed_follows(void **state)
{
	int64_t source = papers(), m = derived_from(source);

	(void)state;
	(void)objected(m, "3");
	goes_down(source);
	must(start("matter", "follow", m, NULL));
	approved_and_marked(m);
	expect("matter", m, "level", "1");
	expect("matter", m, "effective_level", "3");
}

/* Decided while the derivative waits to follow its source: the decision stands, and the
 * sheet that said otherwise does not stay open. */
static void
dispute_is_closed_over_what_follows(void **state)
{
	int64_t source = papers(), m = derived_from(source), x = objected(m, "3");
	struct act_run *run;
	struct record *r, *d;

	(void)state;
	goes_down(source);
	as(proposer);
	must(start("matter", "follow", m, NULL));
	d = newest("decision", "matter_id", m);
	assert_string_equal(record_get(d, "kind"), "determine");
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "国局定字〔2026〕2号：定为机密");
	type(run, "answer_level", "机密");
	type(run, "answer_period", "3年");
	must(run);
	as(head);
	must(start("external", "close", x, NULL));
	expect("matter", m, "state", "approved");
	expect("matter", m, "mark", "机密★3年");
	expect("decision", d->id, "state", "rejected");
	record_free(d);
	r = get("matter", m);
	assert_int_equal(record_int(r, "approver_id"), head);
	record_free(r);
	as(proposer);
	must(start("matter", "mark", m, NULL));
	d = newest("notice", "matter_id", m);
	r = get("decision", record_int(d, "decision_id"));
	assert_string_equal(record_get(r, "kind"), "objection");
	record_free(r);
	record_free(d);
}

static void
dispute_goes_up(void **state)
{
	int64_t m = papers(), x = objected(m, "3");
	struct act_run *run;
	int32_t due = DATE_NONE;

	(void)state;
	expect("matter", m, "effective_level", "3");
	expect("external", x, "addressee", bench_org(b)->name);
	assert_true(owed("external", x, "R088", "outcome", &due));
	assert_int_equal(due, date_parse("2026-03-16"));
	refused_at_start("dispute", m, "R088");
	run = start("external", "claim", x, NULL);
	type(run, "claim_by", "示例印刷厂");
	type(run, "claim_level", "1");
	type(run, "text", "已部分公开");
	must(run);
	expect("matter", m, "effective_level", "3"); /* the highest counts (R090) */
	as(head);
	must(start("external", "escalate", x, NULL));
	expect("external", x, "addressee", tx(addressee_title(TO_PROVINCE)));
	must(start("external", "escalate", x, NULL));
	expect("external", x, "addressee", tx(addressee_title(TO_STATE)));
	expect("external", x, "stage", "3");
	{
		struct record *r = get("external", x);
		struct err e = { 0 };

		run = NULL;
		assert_int_equal(
		    act_begin(b, act_def("external", "escalate"), r, NULL, 0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R089"));
		record_free(r);
	}
	as(proposer);
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "国局定字〔2026〕1号：维持机密");
	must(run);
	as(head);
	must(start("external", "close", x, NULL));
	expect("matter", m, "effective_level", "2");
	expect("matter", m, "state", "in_force");
}

/* Decided at another level: marked anew; at none: undone. Who raised it does not close
 * it. */
static void
dispute_changes_the_level(void **state)
{
	int64_t m = papers(), x = objected(m, "1");
	struct act_run *run;

	(void)state;
	expect("matter", m, "effective_level", "2");
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "改为秘密");
	type(run, "answer_level", "1");
	must(run);
	as(crp_high);
	must(start("external", "close", x, NULL));
	expect("matter", m, "state", "approved");
	expect("matter", m, "mark", "秘密★考试开始前");
	as(proposer);
	must(start("matter", "mark", m, NULL));
	x = objected(m, "0");
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "不属于国家秘密");
	type(run, "answer_level", "0");
	must(run);
	as(crp_high);
	must(start("external", "close", x, NULL));
	expect("matter", m, "state", "annulled");
	expect("matter", m, "effective_level", "");
}

static int
with_scope(void **state)
{
	int rc = setup(state);

	scope_with_entries();
	return rc;
}

static void
store_is_sound(void **state)
{
	struct verify_report v = { 0 };

	(void)state;
	OK(store_verify(bench_store(b), &v, E));
	for (size_t i = 0; i < v.faults.n; i++)
		print_message("fault: %s\n", v.faults.v[i]);
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(unclear_is_answered),
		cmocka_unit_test(unclear_is_no_secret),
		cmocka_unit_test(unclear_is_returned),
		cmocka_unit_test(unclear_is_refused),
		cmocka_unit_test(above_authority_is_referred),
		cmocka_unit_test(referral_is_no_secret),
		cmocka_unit_test(issued_for_a_superior),
		cmocka_unit_test(derivative_copies_its_source),
		cmocka_unit_test(derivative_needs_a_case),
		cmocka_unit_test(derivative_follows), cmocka_unit_test(originator_tells),
		cmocka_unit_test(disputed_follows),
		cmocka_unit_test(dispute_is_closed_over_what_follows),
		cmocka_unit_test(dispute_goes_up),
		cmocka_unit_test(dispute_changes_the_level),
		cmocka_unit_test(store_is_sound) };

	return cmocka_run_group_tests(tests, with_scope, teardown);
}
