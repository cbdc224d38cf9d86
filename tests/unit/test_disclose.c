/* SPDX-License-Identifier: MIT */
/*
 * Released is not public: the review before disclosure, by two persons, item by item, and
 * what it refuses.
 */
#include "scene.h"

static void
has(const char *kind, int64_t id, const char *col, const char *value)
{
	struct record *r = get(kind, id);

	if (strcmp(record_get(r, col), value) != 0)
		fail_msg("%s %s: %s, not %s", kind, col, record_get(r, col), value);
	record_free(r);
}

static void
shows(int64_t matter, const char *state)
{
	struct record *r = get("matter", matter);
	char *text = bench_state(b, r);

	assert_string_equal(text, state);
	free(text);
	record_free(r);
}

static bool
owes(int64_t who, int64_t id, const char *act)
{
	struct duties d = { 0 };
	bool found = false;

	as(who);
	OK(bench_inbox(b, false, 100, &d, E));
	for (size_t i = 0; i < d.n; i++)
		found = found || (strcmp(d.v[i].kind, "disclosure") == 0 &&
				     d.v[i].id == id && strcmp(d.v[i].act, act) == 0);
	duties_free(&d);
	return found;
}

static int64_t
released(void)
{
	int64_t id = drawing_in_force();
	struct act_run *run = start("matter", "propose_release", id, NULL);

	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "已评估，公开不损害国家安全和利益");
	type(run, "work_secret", "否");
	type(run, "opinion", "工程已拆除，图纸不再反映现状");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", id, NULL));
	has("matter", id, "state", "released");
	return id;
}

/* A review as filled in when nothing stands against it. */
static struct act_run *
review(int64_t matter)
{
	struct act_run *run;

	as(proposer);
	run = start("disclosure", "propose", matter, "matter");
	type(run, "cause", "依申请公开");
	type(run, "applicant", "李某");
	type(run, "due", "2026-03-20");
	type(run, "sensitive", "不涉及");
	type(run, "work_secret", "不涉及");
	type(run, "trade_secret", "不涉及");
	type(run, "privacy", "不涉及");
	type(run, "mark_removed", "是");
	type(run, "result", "可以公开");
	return run;
}

static void
refused_review(int64_t id, const char *rule)
{
	struct record *r = get("disclosure", id);
	struct act_run *run = NULL;
	struct err e = { 0 };

	assert_int_equal(
	    act_begin(b, act_def("disclosure", "approve"), r, NULL, 0, &run, &e),
	    RC_DENIED);
	if (strstr(e.msg, rule) == NULL)
		fail_msg("expected %s, got: %s", rule, e.msg);
	record_free(r);
}

static void
released_is_published_after_its_review(void **state)
{
	struct act_run *run;
	struct record *m, *r;
	int64_t matter = released(), d = must(review(matter));

	(void)state;
	shows(matter, "解密未公开");
	has("disclosure", d, "state", "submitted");
	assert_true(owes(crp_high, d, "approve"));
	as(crp_base); /* to 秘密 only, and the matter was 机密 */
	refused_review(d, "R030");
	as(crp_high);
	must(start("disclosure", "approve", d, NULL));
	r = get("disclosure", d);
	assert_non_null(strstr(record_get(r, "proof"), "示局密〔2025〕1号"));
	assert_null(strstr(record_get(r, "proof"), "[否]"));
	record_free(r);
	has("disclosure", d, "state", "approved");
	shows(matter, "可以公开");
	assert_true(owes(proposer, d, "publish"));
	run = start("disclosure", "publish", d, NULL);
	type(run, "published_on", "2026-03-01");
	type(run, "published_in", "门户网站");
	must_refuse(run, "R113"); /* before the review */
	run = start("disclosure", "publish", d, NULL);
	type(run, "published_in", "门户网站");
	must(run);
	has("disclosure", d, "state", "published");
	has("matter", matter, "public_state", "published");
	shows(matter, "已公开");
	assert_false(owes(proposer, d, "publish"));
	m = get("matter", matter);
	assert_string_equal(record_state(m), "released");
	record_free(m);
}

static void
mark_and_sensitive_parts_go_out_first(void **state)
{
	int64_t matter = released();
	struct act_run *run = review(matter);

	(void)state;
	type(run, "mark_removed", "否");
	must_refuse(run, "R074");
	run = review(matter);
	type(run, "privacy", "涉及，不能公开");
	must_refuse(run, "R074");
	run = review(matter);
	type(run, "trade_secret", "已删去");
	must_refuse(run, "R113"); /* then it is only a part */
	run = review(matter);
	type(run, "result", "部分公开");
	type(run, "reason", "含投标报价");
	must_refuse(run, "R113"); /* of which nothing is taken out */
	run = review(matter);
	type(run, "trade_secret", "已删去");
	type(run, "result", "部分公开");
	type(run, "reason", "含投标报价");
	must_refuse(run, "R113"); /* where? */
	run = review(matter);
	type(run, "trade_secret", "已删去");
	type(run, "removed", "第三页表二");
	type(run, "result", "部分公开");
	must_refuse(run, "R113"); /* why? */
	run = review(matter);
	type(run, "trade_secret", "已删去");
	type(run, "privacy", "本人同意");
	type(run, "removed", "第三页表二");
	type(run, "result", "部分公开");
	type(run, "reason", "含投标报价");
	must(run);
}

static void
in_force_is_only_refused(void **state)
{
	int64_t matter = drawing_in_force(), d;
	struct act_run *run = review(matter);

	(void)state;
	must_refuse(run, "R104");
	run = review(matter);
	type(run, "result", "不予公开");
	must_refuse(run, "R113"); /* with a reason */
	run = review(matter);
	type(run, "result", "不予公开");
	type(run, "reason", "仍在保密期限内");
	d = must(run);
	as(crp_high);
	must(start("disclosure", "approve", d, NULL));
	has("disclosure", d, "state", "refused");
	has("matter", matter, "public_state", "none");
	shows(matter, "保密中");
}

/* DR20: another unit's plan. */
static void
another_units_takes_its_consent(void **state)
{
	int64_t matter = released();
	struct act_run *run = review(matter);

	(void)state;
	type(run, "originator", "省示例厅");
	must_refuse(run, "R114");
	run = review(matter);
	type(run, "originator", "省示例厅");
	type(run, "consent_ref", "示厅函〔2026〕8号");
	must_refuse(run, "R114"); /* of which day? */
	run = review(matter);
	type(run, "originator", "省示例厅");
	type(run, "consent_ref", "示厅函〔2026〕8号");
	type(run, "consent_on", "2026-03-05");
	must_refuse(run, "R114"); /* not yet given */
	run = review(matter);
	type(run, "originator", "省示例厅");
	type(run, "consent_ref", "示厅函〔2026〕8号");
	type(run, "consent_on", "2026-02-27");
	must(run);
}

static void
two_persons_and_one_review_at_a_time(void **state)
{
	int64_t matter = released(), d;
	struct act_run *run = NULL;
	struct record *m = get("matter", matter), *r;
	struct err e = { 0 };

	(void)state;
	d = must(review(matter));
	assert_int_equal(
	    act_begin(b, act_def("disclosure", "propose"), m, NULL, 0, &run, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R113"));
	record_free(m);
	as(crp_high);
	run = start("disclosure", "return", d, NULL);
	must_refuse(run, "R041");
	run = start("disclosure", "return", d, NULL);
	type(run, "opinion2", "请核对附件二");
	must(run);
	assert_true(owes(proposer, d, "resubmit"));
	must_refuse(start("disclosure", "resubmit", d, NULL), "请核对附件二");
	run = start("disclosure", "resubmit", d, NULL);
	type(run, "reason", "附件二已核对，没有敏感内容");
	must(run);
	must(start("disclosure", "withdraw", d, NULL));
	as(crp_high); /* who proposes does not decide */
	run = start("disclosure", "propose", matter, "matter");
	type(run, "sensitive", "不涉及");
	type(run, "work_secret", "不涉及");
	type(run, "trade_secret", "不涉及");
	type(run, "privacy", "不涉及");
	type(run, "mark_removed", "是");
	type(run, "result", "可以公开");
	d = must(run);
	r = get("disclosure", d);
	run = NULL;
	assert_int_equal(
	    act_begin(b, act_def("disclosure", "approve"), r, NULL, 0, &run, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R042"));
	record_free(r);
	as(head);
	must(start("disclosure", "approve", d, NULL));
}

static int
office(void **state)
{
	int rc = setup(state);

	if (rc == 0)
		scope_with_entries();
	return rc;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(released_is_published_after_its_review),
		cmocka_unit_test(mark_and_sensitive_parts_go_out_first),
		cmocka_unit_test(in_force_is_only_refused),
		cmocka_unit_test(another_units_takes_its_consent),
		cmocka_unit_test(two_persons_and_one_review_at_a_time),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
