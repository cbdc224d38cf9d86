/* SPDX-License-Identifier: MIT */
/*
 * Open business goes to a successor: what he then may see and do, and what the person who
 * proposed it before may not (R037, R042, R055).
 */
#include "scene.h"

static int64_t
proposed(const char *entry, const char *title)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "title", title);
	type(run, "entry_id", entry);
	type(run, "knowers", "张承");
	return must(run);
}

static void
expect_id(const char *kind, int64_t id, const char *col, int64_t want)
{
	struct record *r = get(kind, id);

	assert_int_equal(record_int(r, col), want);
	record_free(r);
}

/* What he has open goes to another proposer, but not what that one decides. */
static void
business__is_handed_over(void **state)
{
	struct act_run *run;
	struct duties all = { 0 };
	int64_t open, decided;
	int32_t due;

	(void)state;
	scope_with_entries();
	open = proposed("SL-01", "统一技能考试试题丙");
	decided = proposed("SL-01", "统一技能考试试题丁");
	as(crp_high);
	must(start("matter", "approve", decided, NULL));
	run = start("matter", "return", open, NULL);
	type(run, "opinion2", "补充依据");
	must(run);
	as(clerk);
	assert_false(owed("person", proposer, "R037", "hand_over", &due));
	must(start("person", "suspend", proposer, NULL));
	assert_true(owed("person", proposer, "R037", "hand_over", &due));
	OK(bench_inbox(b, true, 1000, &all, E));
	for (size_t i = 0; i < all.n; i++)
		assert_true(all.v[i].owner != proposer);
	duties_free(&all);
	run = start("person", "hand_over", proposer, NULL);
	type(run, "successor_id", "钱外");
	must_refuse(run, "R041");
	as(head);
	run = start("person", "hand_over", proposer, NULL);
	type(run, "successor_id", "王考");
	must(run);
	expect_id("matter", open, "proposer_id", crp_high);
	expect_id("matter", decided, "proposer_id", proposer);
	assert_true(owed("person", proposer, "R037", "hand_over", &due));
	run = start("person", "hand_over", proposer, NULL);
	type(run, "successor_id", "孙训");
	must(run);
	expect_id("matter", decided, "proposer_id", trainer);
	assert_false(owed("person", proposer, "R037", "hand_over", &due));
	as(crp_high);
	assert_true(owed("matter", open, "R041", "resubmit", &due));
}

static void
hands_over(int64_t who, const char *to, const char *refused)
{
	struct act_run *run = start("person", "hand_over", who, NULL);

	type(run, "successor_id", to);
	if (refused != NULL)
		must_refuse(run, refused);
	else
		must(run);
}

static bool
sees(int64_t who, int64_t matter)
{
	struct record *m = get("matter", matter);
	bool may;

	as(who);
	may = bench_may_see(b, m);
	record_free(m);
	return may;
}

/* The row of a person in a circle; NULL: none. */
static struct record *
in_circle(int64_t matter, int64_t who)
{
	struct query q;
	struct page page = { 0 };
	struct record *r;

	query_init(&q, store_kind(bench_store(b), "ntk"));
	query_add_int(&q, "matter_id", matter);
	query_add_int(&q, "person_id", who);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	r = page.n > 0 ? record_copy(page.rec[0]) : NULL;
	page_done(&page);
	query_done(&q);
	return r;
}

/* Nobody comes to know by being handed something: the office hands over to who is in the
 * circle, the head approves for whoever is not, and each is recorded. */
static void
successor__enters_the_circle_by_approval(void **state)
{
	struct record *k;
	int64_t m;

	(void)state;
	scope_with_entries();
	m = drawing_in_force();
	as(clerk);
	must(start("person", "suspend", proposer, NULL));
	hands_over(proposer, "孙训", "R055");
	assert_false(sees(trainer, m));
	assert_null(in_circle(m, trainer));
	expect_id("matter", m, "proposer_id", proposer);
	as(head);
	hands_over(proposer, "孙训", NULL);
	assert_true(sees(trainer, m));
	k = in_circle(m, trainer);
	assert_string_equal(record_state(k), "in");
	assert_string_equal(record_get(k, "from_on"), TODAY);
	assert_int_equal(record_int(k, "approved_by_id"), head);
	assert_non_null(strstr(record_get(k, "ground"), "张承"));
	record_free(k);
	expect_id("matter", m, "proposer_id", trainer);
}

/* Who is in the circle already needs nobody's approval to take it over. */
static void
knower__takes_over_without(void **state)
{
	struct act_run *run;
	struct record *k;
	int64_t m;

	(void)state;
	scope_with_entries();
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承、孙训");
	m = must(run);
	as(clerk);
	hands_over(proposer, "孙训", NULL);
	expect_id("matter", m, "proposer_id", trainer);
	k = in_circle(m, trainer);
	assert_int_equal(record_int(k, "approved_by_id"), 0);
	record_free(k);
}

/* The head does not let himself in. */
static void
head__does_not_approve_himself(void **state)
{
	(void)state;
	scope_with_entries();
	drawing_in_force();
	as(head);
	hands_over(proposer, "陈局", "R042");
}

/* But what he has approved he knows: its letter is his to take over. */
static void
approver__knows_it_already(void **state)
{
	struct act_run *run;
	struct record *x = NULL;
	char me[24];
	int64_t m;

	(void)state;
	snprintf(me, sizeof(me), "%lld", (long long)head);
	scope_with_entries();
	m = proposed("SL-01", "统一技能考试试题己");
	as(head);
	must(start("matter", "approve", m, NULL));
	as(proposer);
	must(start("matter", "mark", m, NULL));
	run = start("matter", "dispute", m, NULL);
	type(run, "claim_level", "3");
	type(run, "text", "内容比目录所述更重要");
	must(run);
	as(head);
	hands_over(proposer, "陈局", NULL);
	OK(store_find(bench_store(b), "external", "owner_id", me, &x, E));
	assert_non_null(x);
	assert_int_equal(record_int(x, "matter_id"), m);
	record_free(x);
	expect_id("matter", m, "proposer_id", proposer); /* he decides it */
	assert_null(in_circle(m, head));
}

/* What the originator lays down prevails (R079). */
static void
originators_rule__prevails(void **state)
{
	struct act_run *run;
	struct txn *t;
	struct record *m;
	int64_t id;

	(void)state;
	scope_with_entries();
	id = drawing_in_force();
	t = begin();
	m = get("matter", id);
	record_set(m, "owner_rule", "未经来文单位同意不得扩大知悉");
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
	as(head);
	hands_over(proposer, "孙训", "R079");
	run = start("person", "hand_over", proposer, NULL);
	type(run, "successor_id", "孙训");
	type(run, "rule_kept", "是");
	must(run);
	expect_id("matter", id, "proposer_id", trainer);
}

/* Who proposed it decides it no more than before, though another has taken it over. */
static void
proposer_of_old__does_not_decide(void **state)
{
	struct act_run *run;
	int64_t m;
	int32_t due;

	(void)state;
	scope_with_entries();
	as(crp_high);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承、王考");
	m = must(run);
	as(clerk);
	run = start("person", "hand_over", crp_high, NULL);
	type(run, "successor_id", "张承");
	must(run);
	expect_id("matter", m, "proposer_id", proposer);
	as(crp_high);
	refused_at_start("approve", m, "R042");
	refused_at_start("return", m, "R042");
	refused_at_start("reject", m, "R042");
	assert_false(owed("matter", m, "R043", "approve", &due));
	as(head);
	assert_true(owed("matter", m, "R043", "approve", &due));
	must(start("matter", "approve", m, NULL));
	expect_id("matter", m, "approver_id", head);
}

/* What the store alone would refuse is said in words, not in its own. */
static void
store__speaks_of_two_persons(void **state)
{
	static const struct actor who = { 0, "test", "sample", "test" };
	struct record *m;
	struct txn *t = NULL;
	struct err e = { 0 };
	int64_t id;

	(void)state;
	scope_with_entries();
	id = proposed("SL-01", "统一技能考试试题戊");
	m = get("matter", id);
	record_set_int(m, "approver_id", proposer);
	OK(store_begin(bench_store(b), &who, &t, E));
	assert_int_equal(txn_put(t, m, "sample", "", &e), RC_INVAL);
	assert_non_null(strstr(e.msg, "R042"));
	assert_null(strstr(e.msg, "<>"));
	txn_abort(t);
	record_free(m);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(business__is_handed_over),
		TEST(successor__enters_the_circle_by_approval),
		TEST(knower__takes_over_without),
		TEST(head__does_not_approve_himself),
		TEST(approver__knows_it_already),
		TEST(originators_rule__prevails),
		TEST(proposer_of_old__does_not_decide),
		TEST(store__speaks_of_two_persons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
