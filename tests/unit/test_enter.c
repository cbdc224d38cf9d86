/* SPDX-License-Identifier: MIT */
/* Matters that others determined, and those from before the register. */
#include "scene.h"

static void
has(int64_t id, const char *col, const char *value)
{
	struct record *r = get("matter", id);

	if (strcmp(record_get(r, col), value) != 0)
		fail_msg("%s: %s, not %s", col, record_get(r, col), value);
	record_free(r);
}

static struct act_run *
filled(const char *act, const char *start_on, const char *level, const char *period)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", act, 0, NULL);
	type(run, "title", "北仓库旧图纸");
	type(run, "level", level);
	type(run, "period", period);
	type(run, "start_on", start_on);
	type(run, "knowers", "张承、赵密");
	return run;
}

/* Its originator's to change and release; ours to protect. */
static void
received_stays_its_originators(void **state)
{
	struct act_run *run = filled("receive", "2025-01-10", "机密", "5年");
	int64_t id;

	(void)state;
	type(run, "owner_unit_id", "某市示例局");
	must_refuse(run, "R093");
	run = filled("receive", "2025-01-10", "秘密", "15年");
	type(run, "owner_unit_id", "省示例厅");
	must_refuse(run, "R046");
	run = filled("receive", "2015-01-10", "机密", "5年");
	type(run, "owner_unit_id", "省示例厅");
	must_refuse(run, "R101"); /* it has run out */
	run = filled("receive", "2025-01-10", "机密", "5年");
	type(run, "owner_unit_id", "省示例厅");
	type(run, "owner_rule", "不得复制");
	id = must(run);
	has(id, "state", "in_force");
	has(id, "mark", "机密★5年");
	has(id, "expiry", "2030-01-10");
	has(id, "origin", "received");
	run = start("matter", "propose_release", id, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "已评估");
	type(run, "work_secret", "否");
	type(run, "opinion", "已无需要");
	must_refuse(run, "R108");
	run = start("matter", "propose_widen_out", id, NULL);
	type(run, "out_unit", "北仓库研究所");
	type(run, "out_persons", "李某");
	type(run, "opinion", "验收需要");
	must_refuse(run, "R056");
	run = start("matter", "propose_widen_out", id, NULL);
	type(run, "out_unit", "北仓库研究所");
	type(run, "out_persons", "李某");
	type(run, "opinion", "验收需要");
	type(run, "consent_ref", "示厅函〔2026〕9号");
	type(run, "consent_on", "2026-02-27");
	must_refuse(run, "R079"); /* its own rule all the same */
}

/* What is received is not ours to review. */
static void
review_lists_our_own(void **state)
{
	struct act_run *run;
	struct record *c;
	int64_t id;
	size_t n = 0;
	struct query q;

	(void)state;
	query_init(&q, store_kind(bench_store(b), "matter"));
	query_add(&q, "state", COND_EQ, "in_force", NULL);
	query_add(&q, "origin", COND_NE, "received", NULL);
	OK(store_count(bench_store(b), &q, 100, &n, E));
	query_done(&q);
	as(clerk);
	run = start("campaign", "open", 0, NULL);
	id = must(run);
	c = get("campaign", id);
	assert_int_equal(record_int(c, "items"), n);
	record_free(c);
}

static void
old_without_period_is_deemed(void **state)
{
	struct act_run *run = filled("enter_old", "2015-06-01", "机密", "");
	struct findings f = { 0 };
	int64_t id;
	bool said = false;

	(void)state;
	OK(act_check(run, &f, E));
	for (size_t i = 0; i < f.n; i++)
		said = said || strcmp(f.v[i].rule->id, "R051") == 0;
	assert_true(said);
	findings_free(&f);
	id = must(run);
	has(id, "state", "proposed");
	has(id, "period", "20年");
	has(id, "deemed", "1");
	as(crp_base);
	refused_at_start("confirm_old", id, "R030");
	as(crp_high);
	must(start("matter", "confirm_old", id, NULL));
	has(id, "state", "in_force");
	has(id, "mark", "机密★20年");
	has(id, "expiry", "2035-06-01");
	/* 10 years of 秘密 have run out since */
	id = must(filled("enter_old", "2015-06-01", "秘密", ""));
	as(crp_high);
	must(start("matter", "confirm_old", id, NULL));
	has(id, "state", "released");
	has(id, "released_on", "2025-06-01");
}

static void
old_is_confirmed_by_another(void **state)
{
	struct act_run *run;
	int64_t id;

	(void)state;
	must_refuse(filled("enter_old", "2026-01-10", "机密", "5年"), "R043");
	id = must(filled("enter_old", "2024-01-10", "机密", "5年"));
	has(id, "deemed", "0");
	refused_at_start("confirm_old", id, "定密责任人");
	as(crp_high);
	run = start("matter", "return", id, NULL);
	type(run, "opinion2", "原件为三年");
	must(run);
	as(proposer);
	run = start("matter", "reenter_old", id, NULL);
	type(run, "period", "3年");
	must(run);
	as(crp_high);
	must(start("matter", "confirm_old", id, NULL));
	has(id, "expiry", "2027-01-10");
}

static int
office(void **state)
{
	int rc = setup(state);
	struct act_run *run;

	if (rc != 0)
		return rc;
	scope_with_entries();
	run = start("unit", "enter", 0, NULL);
	type(run, "name", "省示例厅");
	type(run, "tier", "省级机关");
	must(run);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(received_stays_its_originators),
		cmocka_unit_test(review_lists_our_own),
		cmocka_unit_test(old_without_period_is_deemed),
		cmocka_unit_test(old_is_confirmed_by_another),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
