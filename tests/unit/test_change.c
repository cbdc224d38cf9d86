/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a matter in force: each lawful way through proposal, gate, notice and
 * receipts, and each refusal.
 */
#include "force_scene.h"

static struct act_run *
lower(int64_t matter)
{
	struct act_run *run = start("matter", "propose_change", matter, NULL);

	type(run, "new_level", "秘密");
	type(run, "new_period", "5年");
	type(run, "reason_code", "损害程度变化");
	type(run, "opinion", "核心数据已失效，损害程度明显降低");
	return run;
}

/* A receipt of one person, as he finds it in his inbox. */
static void
receipt(int64_t notice, int64_t who, bool remark)
{
	struct query q;
	struct page page = { 0 };
	char n[24], p[24];

	snprintf(n, sizeof(n), "%lld", (long long)notice);
	snprintf(p, sizeof(p), "%lld", (long long)who);
	query_init(&q, store_kind(bench_store(b), "notice_to"));
	query_add(&q, "notice_id", COND_EQ, n, NULL);
	query_add(&q, "person_id", COND_EQ, p, NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	as(who);
	must(start("notice_to", "receive", page.rec[0]->id, NULL));
	if (remark)
		must(start("notice_to", "remark", page.rec[0]->id, NULL));
	page_done(&page);
	query_done(&q);
}

static void
change_is_decided_by_another(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy);
	struct record *d, *n;

	(void)state;
	as(proposer);
	refused_at_start("approve_change", matter, "定密责任人");
	must(lower(matter));
	expect("matter", matter, "pending", "change");
	expect("matter", matter, "level", "2"); /* untouched until decided */
	refused_at_start("propose_extend", matter, "R094");
	assert_true(owes(crp_high, "matter", "approve_change"));
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "pending", "");
	expect("matter", matter, "level", "1");
	expect("matter", matter, "effective_level", "1");
	expect("matter", matter, "mark", "秘密★5年");
	expect("matter", matter, "expiry", "2031-03-02");
	expect("carrier", copy, "level", "1");
	expect("carrier", copy, "mark", "秘密★5年");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "recorded");
	assert_non_null(strstr(record_get(d, "before_text"), "机密★10年"));
	assert_non_null(strstr(record_get(d, "after_text"), "秘密★5年"));
	assert_non_null(strstr(record_get(d, "proof"), "R030"));
	record_free(d);
	n = newest("notice", "matter_id", matter);
	assert_string_equal(record_get(n, "kind"), "change");
	assert_true(owes(clerk, "notice_to", "receive"));
	receipt(n->id, clerk, false);
	expect("notice", n->id, "state", "sent");
	assert_true(owes(proposer, "notice_to", "receive"));
	receipt(n->id, proposer, true); /* he holds the copy */
	expect("notice", n->id, "state", "closed");
	assert_false(owes(proposer, "notice_to", "remark"));
	record_free(n);
}

static void
returned_is_taken_up_again(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct record *d, *again;
	struct act_run *run;

	(void)state;
	as(proposer);
	must(lower(matter));
	as(crp_high);
	run = start("matter", "return_change", matter, NULL);
	must_refuse(run, "R041"); /* an opinion is owed */
	run = start("matter", "return_change", matter, NULL);
	type(run, "opinion2", "请写明依据");
	must(run);
	refused_at_start("approve_change", matter, "R094");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "returned");
	assert_true(owes(proposer, "matter", "propose_change"));
	run = start("matter", "propose_change", matter, NULL);
	assert_string_equal(form_get(run->form, "new_level"), "1"); /* as he left it */
	type(run, "basis", "评估报告2号");
	must(run);
	again = newest("decision", "matter_id", matter);
	assert_true(again->id == d->id);
	assert_string_equal(record_state(again), "submitted");
	record_free(again);
	record_free(d);
	must(start("matter", "withdraw_change", matter, NULL));
	expect("matter", matter, "pending", "");
	expect("matter", matter, "level", "2");
}

/* An objection decided at another level: marked anew, and everybody told (R073, R095). */
static void
outcome_is_told(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy);
	struct record *x, *n;
	struct act_run *run;

	(void)state;
	as(clerk);
	run = start("matter", "dispute", matter, NULL);
	type(run, "claim_level", "1");
	type(run, "text", "内容并不重要");
	must(run);
	x = newest("external", "matter_id", matter);
	run = start("external", "outcome", x->id, NULL);
	type(run, "answer", "改为秘密");
	type(run, "answer_level", "1");
	must(run);
	as(crp_high);
	must(start("external", "close", x->id, NULL));
	record_free(x);
	as(proposer);
	must(start("matter", "mark", matter, NULL));
	expect("carrier", copy, "mark", "秘密★10年");
	n = newest("notice", "matter_id", matter);
	assert_string_equal(record_get(n, "kind"), "change");
	assert_non_null(strstr(record_get(n, "text"), "原为机密★10年，现为秘密★10年"));
	assert_true(owes(clerk, "notice_to", "receive"));
	record_free(n);
}

static void
change_refusals(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;

	(void)state;
	as(crp_high); /* may propose, not approve his own */
	must(lower(matter));
	refused_at_start("approve_change", matter, "R042");
	must(start("matter", "withdraw_change", matter, NULL));
	as(proposer);
	run = start("matter", "propose_change", matter, NULL);
	type(run, "new_level", "绝密");
	type(run, "reason_code", "损害程度变化");
	type(run, "opinion", "升级");
	must_refuse(run, "R0"); /* beyond unit and entry (R011, R013) */
	run = start("matter", "propose_change", matter, NULL);
	type(run, "new_period", "25年");
	type(run, "reason_code", "损害程度变化");
	type(run, "opinion", "延长");
	must_refuse(run, "R0");
	as(crp_base); /* ceiling 秘密 */
	refused_at_start("approve_change", matter, "不用于");
}

static void
extension_within_the_entry(void **state)
{
	int64_t matter = drawing("2021-06-01", "5年", NULL);
	struct act_run *run;
	struct record *n, *to;

	(void)state;
	as(proposer);
	run = start("matter", "propose_extend", matter, NULL);
	type(run, "new_period", "5年");
	type(run, "opinion", "仍在使用");
	must_refuse(run, "R096"); /* no longer than before */
	run = start("matter", "propose_extend", matter, NULL);
	type(run, "new_period", "10年");
	type(run, "opinion", "仍在使用");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "in_force");
	expect("matter", matter, "expiry", "2031-06-01");
	expect("matter", matter, "mark", "机密★10年");
	n = newest("notice", "matter_id", matter);
	assert_string_equal(record_get(n, "kind"), "extend");
	to = newest("notice_to", "notice_id", n->id);
	assert_true(*record_get(to, "due") != '\0');
	record_free(to);
	record_free(n);
}

static void
extension_beyond_the_entry_goes_above(void **state)
{
	int64_t matter = drawing("2012-03-10", "15年", NULL);
	struct act_run *run;
	struct record *x;

	(void)state;
	for (int granted = 0; granted < 2; granted++) {
		as(proposer);
		run = start("matter", "propose_extend", matter, NULL);
		type(run, "new_period", "20年");
		type(run, "opinion", "仍在使用");
		must(run);
		as(crp_high);
		must(start("matter", "approve_change", matter, NULL));
		expect("matter", matter, "state", "pending_external");
		expect("matter", matter, "expiry", "2027-03-10");
		x = newest("external", "matter_id", matter);
		assert_string_equal(record_get(x, "kind"), "extend");
		assert_string_equal(record_get(x, "due"), "2026-04-01");
		assert_string_equal(record_get(x, "addressee"), "国家示例部");
		record_free(x);
		refused_at_start("confirm_above", matter, "R098"); /* nothing came */
		assert_true(owes(clerk, "matter", "granted_above"));
		run = start(
		    "matter", granted ? "granted_above" : "refused_above", matter, NULL);
		type(run, "external_ref", "示部密〔2026〕9号");
		type(run, "external_on", TODAY);
		must(run);
		expect("matter", matter, "state", "pending_external");
		refused_at_start("confirm_above", matter, "R042"); /* he entered it */
		assert_false(owes(clerk, "matter", "confirm_above"));
		as(proposer);
		refused_at_start("confirm_above", matter, "");
		assert_true(owes(crp_high, "matter", "confirm_above"));
		must(start("matter", "confirm_above", matter, NULL));
		expect("matter", matter, "state", "in_force");
		expect("matter", matter, "expiry", granted ? "2032-03-10" : "2027-03-10");
		expect("matter", matter, "pending", "");
		x = newest("external", "matter_id", matter);
		assert_string_equal(record_state(x), "closed");
		record_free(x);
	}
}

/* After the old end there is no extension. */
static void
extension_after_the_end_is_refused(void **state)
{
	int64_t matter = drawing("2016-03-03", "10年", NULL);
	struct txn *t = begin();
	struct record *m = get("matter", matter);
	struct act_run *run;

	(void)state;
	record_set(m, "expiry", "2026-03-02"); /* ended today */
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
	as(proposer);
	run = start("matter", "propose_extend", matter, NULL);
	type(run, "new_period", "15年");
	type(run, "opinion", "仍在使用");
	must_refuse(run, "R096");
}

static void
release_needs_an_assessment(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy);
	struct act_run *run;
	struct record *n, *c;
	int64_t id = 0;

	(void)state;
	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "opinion", "工程已拆除");
	assert_true(*finish(run, &id) != '\0');
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "金库已拆除，图纸公开不损害国家利益");
	type(run, "work_secret", "否");
	type(run, "opinion", "工程已拆除");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "released");
	expect("matter", matter, "released_on", TODAY);
	expect("matter", matter, "release_cause", "early_harmless");
	n = newest("notice", "matter_id", matter);
	assert_string_equal(record_get(n, "kind"), "release");
	record_free(n);
	c = get("carrier", copy);
	assert_non_null(strstr(record_get(c, "mark"), "解密"));
	record_free(c);
}

static void
publication_is_release(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "正式公布");
	type(run, "public_on", "2026-03-01");
	type(run, "public_in", "门户网站公告3号");
	type(run, "work_secret", "否");
	type(run, "opinion", "已公布");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "released_on", "2026-03-01");
	expect("matter", matter, "release_cause", "publication");
	assert_null(newest("notice", "matter_id", matter)); /* it tells by itself */
}

static void
circle_is_widened_by_the_head_or_delegate(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;
	struct record *k;
	char id[24];

	(void)state;
	as(proposer);
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、王考");
	type(run, "opinion", "换人");
	must_refuse(run, "R055"); /* somebody would fall out */
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "统计需要");
	must(run);
	as(head);
	must(start("matter", "approve_change", matter, NULL));
	k = newest("ntk", "matter_id", matter);
	snprintf(id, sizeof(id), "%lld", (long long)crp_base);
	assert_string_equal(record_get(k, "person_id"), id);
	assert_string_equal(record_get(k, "ground"), "统计需要");
	snprintf(id, sizeof(id), "%lld", (long long)head);
	assert_string_equal(record_get(k, "approved_by_id"), id);
	record_free(k);
	expect("matter", matter, "mark", "机密★10年");
}

static void
correction_names_its_fault(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_correct", matter, NULL);
	type(run, "remedy", "撤销原决定");
	type(run, "opinion", "不属于国家秘密");
	must_refuse(run, "R155");
	run = start("matter", "propose_correct", matter, NULL);
	type(run, "fault", "不应定而定");
	type(run, "opinion", "不属于国家秘密");
	must_refuse(run, "R149");
	run = start("matter", "propose_correct", matter, NULL);
	type(run, "fault", "其他");
	type(run, "remedy", "改正密级、期限或范围");
	type(run, "new_period", "25年");
	type(run, "opinion", "改正");
	must_refuse(run, "R011"); /* put right means lawful */
	run = start("matter", "propose_correct", matter, NULL);
	type(run, "fault", "不应定而定");
	type(run, "remedy", "撤销原决定");
	type(run, "opinion", "不属于国家秘密");
	must(run);
	as(crp_base);
	refused_at_start("approve_change", matter, "R030");
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "annulled");
}

/* 长期: never on one's own authority (R109). */
static void
long_term_is_released_from_above(void **state)
{
	struct act_run *run;
	struct record *x;
	int64_t matter;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-06");
	type(run, "title", "密码设备台账");
	type(run, "knowers", "张承");
	matter = must(run);
	as(crp_high);
	must(start("matter", "approve", matter, NULL));
	as(proposer);
	must(start("matter", "mark", matter, NULL));
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "设备已全部销毁");
	type(run, "work_secret", "是");
	type(run, "opinion", "设备已全部销毁");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "pending_external");
	x = newest("external", "matter_id", matter);
	assert_string_equal(record_get(x, "kind"), "longterm");
	record_free(x);
	as(clerk);
	run = start("matter", "granted_above", matter, NULL);
	type(run, "external_ref", "示部密〔2026〕10号");
	type(run, "external_on", "2026-03-01"); /* before the unit decided */
	must_refuse(run, "R098");
	run = start("matter", "granted_above", matter, NULL);
	type(run, "external_ref", "示部密〔2026〕10号");
	type(run, "external_on", TODAY);
	must(run);
	expect("matter", matter, "state", "pending_external");
	as(crp_high); /* entered by mistake, and again by who then does not confirm it */
	run = start("matter", "refused_above", matter, NULL);
	must(run);
	refused_at_start("confirm_above", matter, "R042");
	must(start("matter", "granted_above", matter, NULL));
	as(clerk);
	must(start("matter", "confirm_above", matter, NULL));
	expect("matter", matter, "state", "released");
}

/* What is not returned in time is chased by the office; a stranger cannot return it. */
static void
overdue_receipts_are_chased(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy);
	struct duties d = { 0 };
	struct record *n, *to;
	struct act_run *run = NULL;
	struct err e = { 0 };
	struct txn *t;
	bool chased = false;

	(void)state;
	as(proposer);
	must(lower(matter));
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	n = newest("notice", "matter_id", matter);
	to = newest("notice_to", "notice_id", n->id);
	t = begin();
	record_set(to, "due", "2026-03-01");
	OK(txn_put(t, to, "sample", "", E));
	OK(txn_commit(t, E));
	as(clerk);
	OK(bench_inbox(b, false, 200, &d, E));
	for (size_t i = 0; i < d.n; i++)
		chased = chased ||
			 (strcmp(d.v[i].kind, "notice_to") == 0 && d.v[i].id == to->id &&
			     strstr(d.v[i].text, "催办") != NULL);
	assert_true(chased);
	duties_free(&d);
	as(stranger);
	assert_int_equal(
	    act_begin(b, act_def("notice_to", "receive"), to, NULL, 0, &run, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R0")); /* outside the circle, or not his slip */
	record_free(to);
	record_free(n);
}

static void
the_store_is_sound(void **state)
{
	struct verify_report v = { 0 };

	(void)state;
	OK(store_verify(bench_store(b), &v, E));
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(change_is_decided_by_another),
		cmocka_unit_test(returned_is_taken_up_again),
		cmocka_unit_test(outcome_is_told),
		cmocka_unit_test(change_refusals),
		cmocka_unit_test(extension_within_the_entry),
		cmocka_unit_test(extension_beyond_the_entry_goes_above),
		cmocka_unit_test(extension_after_the_end_is_refused),
		cmocka_unit_test(release_needs_an_assessment),
		cmocka_unit_test(publication_is_release),
		cmocka_unit_test(circle_is_widened_by_the_head_or_delegate),
		cmocka_unit_test(correction_names_its_fault),
		cmocka_unit_test(long_term_is_released_from_above),
		cmocka_unit_test(overdue_receipts_are_chased),
		cmocka_unit_test(the_store_is_sound),
	};

	return cmocka_run_group_tests(tests, setup_force, teardown);
}
