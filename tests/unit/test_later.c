/* SPDX-License-Identifier: MIT */
/*
 * A release decided for a later day (R111): on it the law is asked again, and what that
 * refuses is told, and called off.
 */
#include "force_scene.h"

/* Decided for a day that has come; *sheet: the decision. */
static int64_t
decided_for_today(int64_t by, int64_t *sheet)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;
	struct record *d;
	struct txn *t;

	as(by);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "设备已拆除");
	type(run, "work_secret", "否");
	type(run, "opinion", "设备已拆除");
	type(run, "release_on", "2026-05-01");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	d = newest("decision", "matter_id", matter);
	t = begin();
	record_set(d, "release_on", TODAY);
	OK(txn_put(t, d, "sample", "", E));
	OK(txn_commit(t, E));
	*sheet = d->id;
	record_free(d);
	return matter;
}

static void
is_called_off(int64_t matter, int64_t sheet)
{
	struct act_run *run;
	int32_t due;

	assert_false(owes(proposer, "matter", "carry_out"));
	assert_true(owed("matter", matter, "R111", "", &due)); /* he hears of it */
	as(clerk);
	assert_false(owed("matter", matter, "R111", "", &due));
	as(crp_base);
	refused_at_start("call_off", matter, "R030");
	assert_true(owes(crp_high, "matter", "call_off"));
	run = start("matter", "call_off", matter, NULL);
	type(run, "opinion2", "情况已变，不再解密");
	must(run);
	expect("matter", matter, "pending", "");
	expect("matter", matter, "released_on", "");
	assert_false(owes(crp_high, "matter", "call_off"));
	expect("decision", sheet, "state", "closed");
	expect("decision", sheet, "opinion2", "同意拟定意见\n撤销：情况已变，不再解密");
}

static void
has_moved(int64_t matter)
{
	struct record *m = get("matter", matter);
	struct txn *t = begin();

	record_set(m, "period", "8年");
	record_set(m, "mark", "机密★8年");
	record_set(m, "expiry", "2034-03-02");
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
}

/* The level has moved since: the law of the day is asked, not that of the decision. */
static void
later_day_asks_the_law_of_that_day(void **state)
{
	int64_t sheet, matter = decided_for_today(proposer, &sheet);

	(void)state;
	has_moved(matter);
	as(clerk);
	refused_at_start("carry_out", matter, "R111");
	is_called_off(matter, sheet);
	expect("matter", matter, "state", "in_force");
}

/* To call it off keeps what is protected: who proposed it may, for he may be the only
 * responsible person left; one without the authority may not. */
static void
proposer_calls_it_off(void **state)
{
	int64_t sheet, matter = decided_for_today(head, &sheet);
	struct act_run *run;

	(void)state;
	has_moved(matter);
	as(crp_base);
	refused_at_start("call_off", matter, "R030");
	assert_true(owes(head, "matter", "call_off"));
	run = start("matter", "call_off", matter, NULL);
	for (size_t i = 0; i < run->nproof; i++)
		assert_string_not_equal(run->proof[i].rule, "R042");
	type(run, "opinion2", "情况已变，不再解密");
	must(run);
	expect("matter", matter, "pending", "");
	expect("matter", matter, "state", "in_force");
	expect("decision", sheet, "state", "closed");
}

static void
disputed_is_not_released_on_its_day(void **state)
{
	int64_t sheet, matter = decided_for_today(proposer, &sheet);
	struct act_run *run;

	(void)state;
	as(clerk);
	run = start("matter", "dispute", matter, NULL);
	type(run, "claim_by", "某县示例局");
	type(run, "claim_level", "绝密");
	type(run, "text", "涉及在用金库");
	must(run);
	refused_at_start("carry_out", matter, "R090");
	is_called_off(matter, sheet);
	expect("matter", matter, "effective_level", "3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_day_asks_the_law_of_that_day),
		cmocka_unit_test(proposer_calls_it_off),
		cmocka_unit_test(disputed_is_not_released_on_its_day),
	};

	return cmocka_run_group_tests_name("later", tests, setup_force, teardown);
}
