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

/* ---- a person falls out */

static void
on_day(const char *iso)
{
	const char *src = getenv("top_srcdir");
	char *data = path_join(src != NULL ? src : ".", "forms");
	struct bench_options o = { .home = home,
		.data = data,
		.login = "test",
		.origin = "test",
		.personal = true,
		.today = date_parse(iso) };

	bench_close(b);
	b = NULL;
	OK(bench_open(&o, &b, E));
	free(data);
}

static int64_t
designation_of(int64_t who)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), "designation"));
	query_add_int(&q, "person_id", who);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return id;
}

static void
set(const char *kind, int64_t id, const char *column, const char *value)
{
	struct record *r = get(kind, id);
	struct txn *t = begin();

	record_set(r, column, value);
	OK(txn_put(t, r, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(r);
}

static void
republish(int64_t designation)
{
	struct act_run *run;
	int32_t due;

	as(clerk);
	assert_true(owed("designation", designation, "R036", "republish", &due));
	assert_true(due > bench_today(b));
	run = start("designation", "republish", designation, NULL);
	type(run, "published_on", "2026-02-27");
	type(run, "filed_on", TODAY);
	type(run, "filed_with", "某市保密行政管理局");
	must_refuse(run, "R036"); /* published before the change */
	run = start("designation", "republish", designation, NULL);
	type(run, "filed_with", "某市保密行政管理局");
	must(run);
	assert_false(owed("designation", designation, "R036", "republish", &due));
	expect("designation", designation, "published_on", TODAY);
}

/* Away: nothing is approved by him, his queue is the head's, the list is filed anew;
 * back: by an act, and the list again. */
static void
abroad__and_back(void **state)
{
	struct act_run *run;
	int64_t d = designation_of(crp_high), m;
	int32_t due;

	(void)state;
	scope_with_entries();
	m = proposed("SL-01", "统一技能考试试题乙");
	as(crp_high);
	assert_true(owed("matter", m, "R043", "approve", &due));
	as(clerk);
	must(start("person", "go_abroad", crp_high, NULL));
	expect("designation", d, "state", "suspended");
	expect("designation", d, "suspend_rule", "R037");
	as(head);
	assert_true(owed("matter", m, "R043", "approve", &due));
	republish(d);
	as(clerk);
	assert_false(owed("designation", d, "R037", "reinstate", &due));
	run = start("person", "take_post", crp_high, NULL);
	must(run);
	expect("designation", d, "state", "suspended");
	assert_true(owed("designation", d, "R037", "reinstate", &due));
	must(start("designation", "reinstate", d, NULL));
	expect("designation", d, "state", "active");
	expect("designation", d, "suspend_rule", "");
	republish(d);
	as(crp_high);
	must(start("matter", "approve", m, NULL));
}

/* A transfer is no absence: made anew, not taken up again. */
static void
transfer__is_not_taken_up_again(void **state)
{
	struct act_run *run;
	int64_t d = designation_of(crp_high);
	int32_t due;

	(void)state;
	as(clerk);
	run = start("person", "transfer", crp_high, NULL);
	type(run, "post_id", "bgs-bm");
	must(run);
	expect("designation", d, "state", "suspended");
	assert_false(owed("designation", d, "R037", "reinstate", &due));
}

static void
training__lapses_and_is_renewed(void **state)
{
	int64_t d = designation_of(crp_high);
	int32_t due;
	size_t n;

	(void)state;
	set("person", crp_high, "trained_until", "2026-03-05");
	on_day("2026-03-05");
	OK(bench_sweep(b, &n, E));
	expect("designation", d, "state", "active");
	on_day("2026-03-06");
	OK(bench_sweep(b, &n, E));
	expect("designation", d, "state", "suspended");
	expect("designation", d, "suspend_rule", "R033");
	as(clerk);
	assert_true(owed("designation", d, "R036", "republish", &due));
	assert_false(owed("designation", d, "R037", "reinstate", &due));
	set("person", crp_high, "trained_until", "2027-03-05");
	OK(bench_sweep(b, &n, E));
	expect("designation", d, "state", "suspended");
	as(clerk);
	assert_true(owed("designation", d, "R037", "reinstate", &due));
	must(start("designation", "reinstate", d, NULL));
	OK(bench_sweep(b, &n, E));
	expect("designation", d, "state", "active");
}

/* One grant ends: what rests on it stops, what rests on the other goes on. */
static void
grant__ends(void **state)
{
	int64_t on_old, on_new, g;
	size_t n;

	(void)state;
	g = grant("3", "SL-30", "示授〔2025〕30号", "2026-03-05");
	grant("3", "SL-09,SL-31", "示授〔2025〕9号", "2027-12-31");
	on_old = letter(crp_base, "3", "SL-30", "示局密〔2025〕21号", "2027-06-30");
	on_new = letter(crp_base, "3", "SL-31", "示局密〔2025〕22号", "2027-06-30");
	on_day("2026-03-05");
	OK(bench_sweep(b, &n, E));
	expect("designation", on_old, "state", "active");
	on_day("2026-03-06");
	OK(bench_sweep(b, &n, E));
	expect("grant", g, "state", "expired");
	expect("designation", on_old, "state", "suspended");
	expect("designation", on_old, "suspend_rule", "R021");
	expect("designation", on_new, "state", "active");
	expect("designation", designation_of(crp_base), "state", "active");
}

/* ---- a revised scope */

static int64_t
entry_id(const char *code)
{
	struct record *r = NULL;
	int64_t id;

	OK(store_find(bench_store(b), "scope_entry", "code", code, &r, E));
	assert_non_null(r);
	id = r->id;
	record_free(r);
	return id;
}

static void
new_entry(int64_t scope, const char *code, const char *level)
{
	struct act_run *run;

	as(clerk);
	run = start("scope_entry", "enter", scope, "scope");
	type(run, "code", code);
	type(run, "matter", "启用前的统一技能考试试题（修订）");
	type(run, "level", level);
	type(run, "condition", "考试开始前");
	type(run, "ntk_text", "命题、印制人员");
	type(run, "origin_tier", "prefecture");
	must(run);
}

static int64_t
list_row(void)
{
	struct act_run *run;
	int64_t row;

	as(proposer);
	run = start("list_entry", "draft", 0, NULL);
	type(run, "entry_id", "SL-01");
	type(run, "knowers", "命题人员");
	row = must(run);
	as(head);
	must(start("list_entry", "approve", row, NULL));
	as(clerk);
	run = start("list_entry", "file", row, NULL);
	type(run, "filed_on", TODAY);
	type(run, "filed_with", "某市保密行政管理局");
	must(run);
	return row;
}

static int64_t
matter_in_force(void)
{
	int64_t m = proposed("SL-01", "统一技能考试试题戊");

	as(crp_high);
	must(start("matter", "approve", m, NULL));
	as(proposer);
	must(start("matter", "mark", m, NULL));
	expect("matter", m, "state", "in_force");
	return m;
}

/* The entry is reworded: matter and row are owed, each by an act that leads on. */
static void
entry__is_replaced(void **state)
{
	struct act_run *run;
	int64_t scope, m, row;
	int32_t due;

	(void)state;
	scope = scope_with_entries();
	row = list_row();
	m = matter_in_force();
	new_entry(scope, "SL-01a", "秘密"); /* the matter is 机密 */
	new_entry(scope, "SL-01b", "机密");
	as(clerk);
	run = start("scope_entry", "end", entry_id("SL-01"), NULL);
	type(run, "replaced_by_id", "SL-01b");
	must(run);
	expect("matter", m, "scope_on", TODAY);
	expect("list_entry", row, "stale_on", TODAY);
	as(proposer);
	assert_true(owed("matter", m, "R092", "propose_change", &due));
	as(crp_base);
	assert_true(owed("matter", m, "R092", "adopt_entry", &due));
	assert_true(owed("list_entry", row, "R008", "revise", &due));
	as(crp_high);
	run = start("matter", "adopt_entry", m, NULL);
	type(run, "entry_id", "SL-01a");
	must_refuse(run, "R0");
	expect("matter", m, "scope_on", TODAY);
	must(start("matter", "adopt_entry", m, NULL)); /* as suggested */
	expect("matter", m, "scope_on", "");
	assert_false(owed("matter", m, "R092", "adopt_entry", &due));
	must(start("list_entry", "revise", row, NULL));
	expect("list_entry", row, "stale_on", "");
	as(head);
	run = NULL;
	{
		struct record *r = get("list_entry", row);
		struct err e = { 0 };

		assert_int_equal(
		    act_begin(b, act_def("list_entry", "approve"), r, NULL, 0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R008"));
		record_free(r);
	}
	as(proposer);
	run = start("list_entry", "edit", row, NULL);
	type(run, "entry_id", "SL-01b");
	must(run);
	as(head);
	must(start("list_entry", "approve", row, NULL));
}

static void
scope__is_superseded(void **state)
{
	struct act_run *run;
	int64_t scope, m, row;

	(void)state;
	scope = scope_with_entries();
	row = list_row();
	m = matter_in_force();
	as(clerk);
	run = start("scope", "enter", 0, NULL);
	type(run, "code", "SM");
	type(run, "title", "示例行业保密事项范围（2026）");
	type(run, "issuer", "国家示例部");
	type(run, "effective_on", TODAY);
	must(run);
	run = start("scope", "supersede", scope, NULL);
	type(run, "superseded_by_id", "示例行业保密事项范围（2026）");
	must(run);
	expect("scope_entry", entry_id("SL-01"), "state", "ended");
	expect("scope_entry", entry_id("SL-04"), "state", "ended");
	expect("matter", m, "scope_on", TODAY);
	expect("list_entry", row, "stale_on", TODAY);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(designations__the_one_that_covers),
		TEST(designations__none_covers),
		TEST(grants__the_one_that_covers),
		TEST(grants__none_covers),
		TEST(nominate__again),
		TEST(abroad__and_back),
		TEST(transfer__is_not_taken_up_again),
		TEST(training__lapses_and_is_renewed),
		TEST(grant__ends),
		TEST(entry__is_replaced),
		TEST(scope__is_superseded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
