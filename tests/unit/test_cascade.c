/* SPDX-License-Identifier: MIT */
/*
 * What rests on what: of several designations and grants the one that covers carries a
 * decision; when a ground falls away, what rested on it stops, is listed for whoever
 * takes it on, and comes back by an act alone.
 */
#include "scene.h"

/* ---- several designations, several grants */

static int64_t
letter(int64_t who, const char *level, const char *scope, const char *no, const char *to)
{
	struct txn *t = begin();
	char id[24];
	int64_t d;

	snprintf(id, sizeof(id), "%lld", (long long)who);
	d = PUT(t, "designation", "state", "active", "person_id", id, "kind",
	    "designated", "tier", "principal", "level", level, "scope", scope,
	    "letter_no", no, "designated_on", "2025-07-01", "from_on", "2025-07-01",
	    "to_on", to, "published_on", "2025-07-02", "filed_on", "2025-07-03");
	OK(txn_commit(t, E));
	return d;
}

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

/* The recorded decision on a matter. */
static struct record *
decision_on(int64_t matter)
{
	struct query q;
	struct page page = { 0 };
	struct record *d;

	query_init(&q, store_kind(bench_store(b), "decision"));
	query_add_int(&q, "matter_id", matter);
	query_add(&q, "state", COND_EQ, "recorded", NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	d = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return d;
}

static void
carried_by(int64_t matter, int64_t designation, const char *named)
{
	struct record *d = decision_on(matter);

	assert_int_equal(record_int(d, "designation_id"), designation);
	if (strstr(record_get(d, "proof"), named) == NULL)
		fail_msg("not named: %s in\n%s", named, record_get(d, "proof"));
	assert_null(strstr(record_get(d, "proof"), T("[否]", "[no]")));
	record_free(d);
}

/* Whichever stands first, the one that covers entry and level carries. */
static void
designations__the_one_that_covers(void **state)
{
	int64_t narrow, wide, m;

	(void)state;
	scope_with_entries();
	narrow = letter(crp_base, "2", "SL-01", "示局密〔2025〕11号", "2027-06-30");
	wide = letter(crp_base, "2", "SL-04", "示局密〔2025〕12号", "2027-06-30");
	m = proposed("SL-01", "统一技能考试试题甲");
	as(crp_base);
	must(start("matter", "approve", m, NULL));
	carried_by(m, narrow, "示局密〔2025〕11号");
	m = proposed("SL-04", "金库设计图纸甲");
	as(crp_base);
	must(start("matter", "approve", m, NULL));
	carried_by(m, wide, "示局密〔2025〕12号");
}

static void
designations__none_covers(void **state)
{
	int64_t m;

	(void)state;
	scope_with_entries();
	letter(crp_base, "2", "SL-01", "示局密〔2025〕11号", "2027-06-30");
	letter(crp_base, "2", "SL-04", "示局密〔2025〕13号", "2026-03-01"); /* over */
	m = proposed("SL-04", "金库设计图纸乙");
	as(crp_base);
	refused_at_start("approve", m, "R0");
}

static int64_t
grant(const char *level, const char *scope, const char *no, const char *to)
{
	struct txn *t = begin();
	int64_t g = PUT(t, "grant", "state", "in_force", "grantor", "国家示例部",
	    "grantor_kind", "superior", "level", level, "scope", scope, "letter_no", no,
	    "from_on", "2025-01-01", "to_on", to);

	OK(txn_commit(t, E));
	return g;
}

/* 绝密 is above the tier: one grant covers the entry, the other does not. */
static void
grants__the_one_that_covers(void **state)
{
	struct act_run *run;
	int64_t scope, m;

	(void)state;
	scope = scope_with_entries();
	as(clerk);
	run = start("scope_entry", "enter", scope, "scope");
	type(run, "code", "SL-09");
	type(run, "matter", "总体方案");
	type(run, "level", "绝密");
	type(run, "max_period", "20年");
	type(run, "ntk_text", "编制人员");
	type(run, "origin_tier", "prefecture");
	must(run);
	grant("3", "SL-30", "示授〔2025〕30号", "2027-12-31");
	grant("3", "SL-09", "示授〔2025〕9号", "2027-12-31");
	grant("3", "SL-31", "示授〔2025〕31号", "2027-12-31");
	m = proposed("SL-09", "总体方案甲");
	as(head);
	must(start("matter", "approve", m, NULL));
	carried_by(m, 0, "示授〔2025〕9号");
}

static void
grants__none_covers(void **state)
{
	struct act_run *run;
	int64_t scope;

	(void)state;
	scope = scope_with_entries();
	as(clerk);
	run = start("scope_entry", "enter", scope, "scope");
	type(run, "code", "SL-09");
	type(run, "matter", "总体方案");
	type(run, "level", "绝密");
	type(run, "max_period", "20年");
	type(run, "ntk_text", "编制人员");
	type(run, "origin_tier", "prefecture");
	must(run);
	grant("3", "SL-30", "示授〔2025〕30号", "2027-12-31");
	grant("2", "SL-09", "示授〔2025〕9号", "2027-12-31");
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-09");
	type(run, "knowers", "张承");
	must_refuse(run, "R015");
}

/* A second designation for other matters is made, the same one again is not. */
static void
nominate__again(void **state)
{
	static const struct {
		const char *level, *scope, *refused;
	} cases[] = { { "秘密", "*", "R038" }, { "机密", "SL-01", "" } };

	(void)state;
	scope_with_entries();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct act_run *run;

		as(clerk);
		run = start("designation", "nominate", 0, NULL);
		type(run, "person_id", "李统");
		type(run, "level", cases[i].level);
		type(run, "scope", cases[i].scope);
		type(run, "reason", "熟悉涉密业务");
		type(run, "channel", "内部");
		if (*cases[i].refused != '\0')
			must_refuse(run, cases[i].refused);
		else
			must(run);
	}
}

/* An office of its own for every test. */
static int
fresh(void **state)
{
	memcpy(strrchr(home, '-') + 1, "XXXXXX", 7);
	return setup(state);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(designations__the_one_that_covers),
		TEST(designations__none_covers),
		TEST(grants__the_one_that_covers),
		TEST(grants__none_covers),
		TEST(nominate__again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
