/* SPDX-License-Identifier: MIT */
/*
 * Matters with something special about them: several units, a temporary body, impossible
 * to mark.
 */
#include "scene.h"

static struct act_run *
proposal(void)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "title", "北仓库金库设计图");
	type(run, "period", "10年");
	type(run, "knowers", "张承、赵密");
	return run;
}

static struct act_run *
approval(int64_t matter)
{
	as(crp_high);
	return start("matter", "approve", matter, NULL);
}

/* DR23: the lead unit decides after hearing the others. */
static void
joint_units_are_heard_first(void **state)
{
	int64_t matter = must(proposal()), one, two;
	struct act_run *run;

	(void)state;
	run = start("co_unit", "ask", matter, "matter");
	type(run, "unit_name", "北仓库研究所");
	type(run, "consulted_on", TODAY);
	one = must(run);
	run = start("co_unit", "ask", matter, "matter");
	type(run, "unit_name", "某市规划院");
	type(run, "consulted_on", TODAY);
	two = must(run);
	must_refuse(approval(matter), "R058");
	as(proposer);
	run = start("co_unit", "answer", one, NULL);
	type(run, "opinion", "同意");
	must(run);
	must_refuse(approval(matter), "R058");
	as(proposer);
	run = start("co_unit", "answer", two, NULL);
	type(run, "opinion", "建议期限5年，已沟通");
	must(run);
	must(approval(matter));
}

static void
body(const char *name, const char *acting)
{
	struct act_run *run;

	as(clerk);
	run = start("unit", "enter", 0, NULL);
	type(run, "name", name);
	type(run, "tier", "设区市级");
	type(run, "unit_kind", "临时机构");
	type(run, "responsible_unit_id", acting);
	must(run);
}

/* For a temporary body the unit that does its daily work classifies. */
static void
temporary_body_has_a_unit_behind_it(void **state)
{
	struct act_run *run;
	int64_t matter;

	(void)state;
	as(clerk);
	run = start("unit", "enter", 0, NULL);
	type(run, "name", "某市水务局");
	type(run, "tier", "设区市级");
	must(run);
	body("抗旱指挥部", "某市水务局");
	body("北仓库验收组", "某市示例局");
	run = proposal();
	type(run, "body_id", "抗旱指挥部");
	matter = must(run);
	must_refuse(approval(matter), "R059");
	run = proposal();
	type(run, "body_id", "北仓库验收组");
	matter = must(run);
	must(approval(matter));
}

static size_t
addressees(int64_t matter)
{
	struct query q;
	struct page page = { 0 };
	char id[24];
	size_t n = 0;

	query_init(&q, store_kind(bench_store(b), "notice"));
	snprintf(id, sizeof(id), "%lld", (long long)matter);
	query_add(&q, "matter_id", COND_EQ, id, NULL);
	query_add(&q, "kind", COND_EQ, "unmarkable", NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 10, &page, E));
	query_done(&q);
	if (page.n == 1) {
		assert_non_null(strstr(record_get(page.rec[0], "text"), "机密★10年"));
		query_init(&q, store_kind(bench_store(b), "notice_to"));
		snprintf(id, sizeof(id), "%lld", (long long)page.rec[0]->id);
		query_add(&q, "notice_id", COND_EQ, id, NULL);
		OK(store_count(bench_store(b), &q, 10, &n, E));
		query_done(&q);
	}
	page_done(&page);
	return n;
}

/* What cannot be marked is told in writing, with receipts. */
static void
unmarkable_is_told_in_writing(void **state)
{
	int64_t matter = must(proposal()), other = must(proposal());
	struct duties d = { 0 };
	struct act_run *run;
	bool owed = false;

	(void)state;
	must(approval(matter));
	must(approval(other));
	as(proposer);
	must(start("matter", "mark", other, NULL));
	assert_int_equal(addressees(other), 0);
	run = start("matter", "mark", matter, NULL);
	type(run, "unmarkable", "是");
	must(run);
	assert_int_equal(addressees(matter), 2);
	as(clerk);
	OK(bench_inbox(b, false, 100, &d, E));
	for (size_t i = 0; i < d.n; i++)
		owed = owed || strcmp(d.v[i].kind, "notice_to") == 0;
	duties_free(&d);
	assert_true(owed);
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
		cmocka_unit_test(joint_units_are_heard_first),
		cmocka_unit_test(temporary_body_has_a_unit_behind_it),
		cmocka_unit_test(unmarkable_is_told_in_writing),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
