/* SPDX-License-Identifier: MIT */
/* A wider circle beyond the unit: whose consent it takes, what is kept of it, who then
 * comes to know. */
#include "scene.h"

/* Another unit's, with a rule of its own or none: past the program's acts. */
static int64_t
drawing_of(const char *owner, const char *rule)
{
	int64_t id = drawing_in_force();
	struct record *m = get("matter", id), *u = NULL;
	struct txn *t;

	OK(store_find(bench_store(b), "unit", "name", owner, &u, E));
	assert_non_null(u);
	t = begin();
	record_set_int(m, "owner_unit_id", u->id);
	record_set(m, "owner_rule", rule);
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
	record_free(u);
	return id;
}

static struct act_run *
outside(int64_t matter)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose_widen_out", matter, NULL);
	type(run, "out_unit", "北仓库研究所");
	type(run, "out_persons", "李某（科长）、王某");
	type(run, "opinion", "共同验收需要");
	return run;
}

static size_t
in_circle(int64_t matter, const char *unit)
{
	struct query q;
	char id[24];
	size_t n = 0;

	query_init(&q, store_kind(bench_store(b), "ntk"));
	snprintf(id, sizeof(id), "%lld", (long long)matter);
	query_add(&q, "matter_id", COND_EQ, id, NULL);
	query_add(&q, "unit_name", COND_EQ, unit, NULL);
	query_add(&q, "state", COND_EQ, "in", NULL);
	OK(store_count(bench_store(b), &q, 100, &n, E));
	query_done(&q);
	return n;
}

static struct record *
outsider(int64_t matter)
{
	struct query q;
	struct page page = { 0 };
	char id[24];
	struct record *r;

	query_init(&q, store_kind(bench_store(b), "ntk"));
	snprintf(id, sizeof(id), "%lld", (long long)matter);
	query_add(&q, "matter_id", COND_EQ, id, NULL);
	query_add(&q, "unit_name", COND_FILLED, NULL, NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 10, &page, E));
	assert_true(page.n > 0);
	r = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return r;
}

static void
our_own_goes_out_by_approval(void **state)
{
	int64_t matter = drawing_in_force(), id;
	struct act_run *run;
	struct record *r, *m;

	(void)state;
	must(outside(matter));
	m = get("matter", matter);
	assert_string_equal(record_get(m, "pending"), "widen_out");
	record_free(m);
	assert_int_equal(in_circle(matter, "北仓库研究所"), 0);
	as(proposer);
	refused_at_start("approve_change", matter, "定密责任人");
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	assert_int_equal(in_circle(matter, "北仓库研究所"), 2);
	r = outsider(matter);
	assert_string_equal(record_get(r, "outsider"), "李某（科长）");
	assert_string_equal(record_get(r, "ground"), "共同验收需要");
	assert_string_equal(record_get(r, "from_on"), TODAY);
	assert_int_equal(record_int(r, "approved_by_id"), crp_high);
	must_refuse(outside(matter), "R056"); /* they are in already */
	as(proposer);
	id = must(start("ntk", "leave", r->id, NULL));
	assert_int_equal(id, r->id);
	assert_int_equal(in_circle(matter, "北仓库研究所"), 1);
	record_free(r);
	run = outside(matter);
	type(run, "out_unit", "某市示例局");
	must_refuse(run, "R056"); /* our own people take the other way */
}

static void
anothers_takes_its_consent(void **state)
{
	int64_t matter = drawing_of("省示例厅", "");
	struct act_run *run = outside(matter);
	struct record *r;

	(void)state;
	must_refuse(run, "R056");
	run = outside(matter);
	type(run, "consent_ref", "示厅函〔2026〕9号");
	must_refuse(run, "R056"); /* of which day? */
	run = outside(matter);
	type(run, "consent_ref", "示厅函〔2026〕9号");
	type(run, "consent_on", "2026-03-10");
	must_refuse(run, "R056"); /* to come */
	run = outside(matter);
	type(run, "consent_ref", "示厅函〔2026〕9号");
	type(run, "consent_on", "2026-02-27");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	r = outsider(matter);
	assert_string_equal(record_get(r, "consent_ref"), "示厅函〔2026〕9号");
	record_free(r);
	as(proposer); /* within the unit its head or his delegate is enough */
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "统计口径核对需要");
	must(run);
	as(head);
	must(start("matter", "approve_change", matter, NULL));
}

static void
originators_rule_comes_first(void **state)
{
	int64_t matter = drawing_of("省示例厅", "只限本单位设计人员");
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "核对需要");
	must_refuse(run, "只限本单位设计人员");
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "核对需要");
	type(run, "rule_kept", "否");
	must_refuse(run, "R079");
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "李统参加设计");
	type(run, "rule_kept", "是");
	must(run);
}

static struct act_run *
logged(int64_t matter, const char *at)
{
	struct act_run *run;

	as(clerk);
	run = start("access", "record", matter, "matter");
	type(run, "at", at);
	type(run, "manner", "阅读");
	return run;
}

static void
access_is_logged_of_the_circle(void **state)
{
	int64_t matter = drawing_in_force();
	struct act_run *run;

	(void)state;
	must(outside(matter));
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	must_refuse(logged(matter, "2026-03-02 09:30"), "R054"); /* who? */
	run = logged(matter, "2026-03-02 09:30");
	type(run, "outsider", "赵某");
	must_refuse(run, "R055");
	run = logged(matter, "2026-03-02 09:30");
	type(run, "person_id", "李统");
	must_refuse(run, "R055");
	run = logged(matter, "2026-03-03 09:30");
	type(run, "outsider", "王某");
	must_refuse(run, "R054"); /* not yet */
	run = logged(matter, "2026-03-02 09:30");
	type(run, "outsider", "王某");
	must(run);
	run = logged(matter, "2026-03-02 09:40");
	type(run, "person_id", "赵密");
	must(run);
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
		cmocka_unit_test(our_own_goes_out_by_approval),
		cmocka_unit_test(anothers_takes_its_consent),
		cmocka_unit_test(originators_rule_comes_first),
		cmocka_unit_test(access_is_logged_of_the_circle),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
