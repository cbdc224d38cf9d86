/* SPDX-License-Identifier: MIT */
/* What lies over a matter when it ends, and what must not be mistaken for one another:
 * sheets of changes and of objections, claims and changes. Found by tests/model. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "scene.h"
#include "step/bench.h"

static void
on_day(const char *day)
{
	size_t n;

	b->clock.fixed = date_parse(day);
	OK(bench_sweep(b, &n, E));
}

static int64_t
newest(const char *kind, int64_t matter)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add_int(&q, "matter_id", matter);
	q.desc = true;
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return id;
}

/* Proposed and approved under SL-04 for this period, and marked unless told. */
static int64_t
drawing(const char *period, bool marked)
{
	struct act_run *run;
	int64_t id;

	on_day(TODAY);
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "start_on", TODAY);
	type(run, "created_on", TODAY);
	type(run, "period", period);
	type(run, "knowers", "张承、赵密");
	id = must(run);
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	as(proposer);
	if (marked)
		must(start("matter", "mark", id, NULL));
	return id;
}

static void
propose_change(int64_t matter)
{
	struct act_run *run;

	as(clerk);
	as(proposer);
	run = start("matter", "propose_change", matter, NULL);
	type(run, "new_level", "秘密");
	type(run, "new_period", "1年");
	type(run, "reason_code", "C2");
	type(run, "opinion", "损害程度明显降低");
	must(run);
}

static int64_t
object(int64_t matter, const char *level)
{
	struct act_run *run;

	as(clerk);
	run = start("matter", "dispute", matter, NULL);
	type(run, "claim_level", level);
	type(run, "text", "内容更为重要");
	must(run);
	return newest("external", matter);
}

/* The newest submitted sheet of the matter is the change's, not the objection's. */
static void
objection_signs_its_own_sheet(void **state)
{
	int64_t m = drawing("10年", true), x = object(m, "3"), sheet, change;
	struct act_run *run;

	(void)state;
	sheet = newest("decision", m);
	propose_change(m);
	change = newest("decision", m);
	assert_true(change != sheet);
	as(clerk);
	run = start("external", "outcome", x, NULL);
	type(run, "answer", "维持");
	must(run);
	as(crp_high);
	must(start("external", "close", x, NULL));
	expect("decision", sheet, "state", "recorded");
	expect("decision", change, "state", "submitted");
	expect("matter", m, "pending", "change");
}

static void
change_keeps_the_claim(void **state)
{
	int64_t m = drawing("10年", true);

	(void)state;
	object(m, "3");
	propose_change(m);
	as(crp_high);
	must(start("matter", "approve_change", m, NULL));
	expect("matter", m, "level", "1");
	expect("matter", m, "effective_level", "3");
}

static void
nothing_stays_open(void **state)
{
	int64_t m = drawing("6个月", true), x = object(m, "1"), change;

	(void)state;
	propose_change(m);
	change = newest("decision", m);
	on_day("2026-09-01");
	expect("matter", m, "state", "in_force");
	on_day("2026-09-02");
	expect("matter", m, "state", "released");
	expect("matter", m, "pending", "");
	expect("matter", m, "effective_level", "");
	expect("decision", change, "state", "closed");
	expect("external", x, "state", "closed");
}

static void
unmarked_is_released_too(void **state)
{
	int64_t m = drawing("6个月", false);

	(void)state;
	expect("matter", m, "state", "approved");
	on_day("2026-09-02");
	expect("matter", m, "state", "released");
	expect("matter", m, "released_on", "2026-09-02");
}

/* Asked above in time, not answered in time. */
static void
unanswered_is_released_too(void **state)
{
	int64_t m = drawing("6个月", true);
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_extend", m, NULL);
	type(run, "new_period", "20年");
	type(run, "opinion", "仍须保密");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", m, NULL));
	expect("matter", m, "state", "pending_external");
	on_day("2026-09-02");
	expect("matter", m, "state", "released");
	expect("external", newest("external", m), "state", "closed");
	expect("decision", newest("decision", m), "state", "closed");
}

static void
release_for_a_ground_of_change(void **state)
{
	static const char *const grounds[] = { "C1", "C2" };
	int64_t m = drawing("10年", true);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(grounds); i++) {
		struct act_run *run;

		as(proposer);
		run = start("matter", "propose_release", m, NULL);
		type(run, "reason_code", grounds[i]);
		type(run, "opinion", "已不需要");
		must_refuse(run, "R102");
	}
}

static void
published_on_a_day_to_come(void **state)
{
	int64_t m = drawing("10年", true);
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_release", m, NULL);
	type(run, "reason_code", "U3");
	type(run, "public_on", "2026-03-03");
	type(run, "public_in", "示例日报");
	type(run, "opinion", "将公布");
	must_refuse(run, "R103");
}

static int
with_scope(void **state)
{
	int rc = setup(state);

	scope_with_entries();
	return rc;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, with_scope, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(objection_signs_its_own_sheet),
		TEST(change_keeps_the_claim), TEST(release_for_a_ground_of_change),
		TEST(published_on_a_day_to_come), TEST(nothing_stays_open),
		TEST(unmarked_is_released_too), TEST(unanswered_is_released_too) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
