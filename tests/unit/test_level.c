/* SPDX-License-Identifier: MIT */
/*
 * Levels that move: what is disputed is kept and lent at the highest claim, what no
 * longer fits after a change is owed until it is put right, and what is no secret shows
 * none.
 */
#include "force_scene.h"

static int64_t
disputed(int64_t matter, const char *level)
{
	struct act_run *run;
	struct record *x;
	int64_t id;

	as(proposer);
	run = start("matter", "dispute", matter, NULL);
	type(run, "claim_level", level);
	type(run, "text", "内容比目录所述更重要");
	must(run);
	x = newest("external", "matter_id", matter);
	id = x->id;
	record_free(x);
	return id;
}

static void
settled(int64_t letter, const char *level, const char *period)
{
	struct act_run *run;

	as(proposer);
	run = start("external", "outcome", letter, NULL);
	type(run, "answer", "示局密〔2026〕12号");
	type(run, "answer_level", level);
	type(run, "answer_period", period);
	type(run, "answer_on", TODAY);
	must(run);
	as(crp_high);
	must(start("external", "close", letter, NULL));
}

/* The duty of R099 on a record: how many, and what the first says. */
static size_t
misfits(const char *kind, int64_t id, const char *act, char *text, size_t size)
{
	struct duties d = { 0 };
	size_t n = 0;

	OK(bench_inbox(b, false, 200, &d, E));
	for (size_t i = 0; i < d.n; i++)
		if (strcmp(d.v[i].rule, "R099") == 0 && d.v[i].id == id &&
		    strcmp(d.v[i].kind, kind) == 0 && d.v[i].act != NULL &&
		    strcmp(d.v[i].act, act) == 0 && n++ == 0)
			snprintf(text, size, "%s", d.v[i].text);
	duties_free(&d);
	return n;
}

/* Places, loans and new copies are held to the highest claim (R090); the mark is not. */
static void
copies_follow_the_dispute(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy), letter;
	struct record *c, *as_shown;
	const struct form *f;
	struct act_run *run;
	char *cell;

	(void)state;
	letter = disputed(matter, "绝密");
	expect("carrier", copy, "level", "3");
	expect("carrier", copy, "mark", "机密★10年");
	OK(bench_form(b, "carrier", &f, E));
	as_shown = get("carrier", copy);
	cell = bench_cell(b, as_shown, &f->field[form_field(f, "level")]);
	assert_string_equal(cell, "绝密");
	free(cell);
	record_free(as_shown);
	as(clerk);
	run = start("carrier", "return", copy, NULL);
	type(run, "to_place_id", "图纸柜");
	must_refuse(run, "R119"); /* fit for 机密, and nobody keeps it */
	run = start("carrier", "register", matter, "matter");
	type(run, "count", "1");
	type(run, "place_id", "图纸柜");
	must_refuse(run, "R119");
	settled(letter, "机密", "10年"); /* as it was */
	expect("matter", matter, "effective_level", "2");
	expect("carrier", copy, "level", "2");
	as(clerk);
	run = start("carrier", "return", copy, NULL);
	type(run, "to_place_id", "图纸柜");
	must(run);
	c = newest("carrier", "matter_id", matter);
	assert_int_equal(c->id, copy);
	record_free(c);
}

/* A second claim, and a change decided meanwhile, leave the highest claim standing. */
static void
claim_outlives_a_change(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy), letter;
	struct act_run *run;

	(void)state;
	letter = disputed(matter, "秘密");
	expect("carrier", copy, "level", "2");
	run = start("external", "claim", letter, NULL);
	type(run, "claim_by", "示例设计院");
	type(run, "claim_level", "绝密");
	type(run, "text", "与其他图纸合起来即为全貌");
	must(run);
	expect("carrier", copy, "level", "3");
	as(proposer);
	run = start("matter", "propose_change", matter, NULL);
	type(run, "new_period", "8年");
	type(run, "reason_code", "损害程度变化");
	type(run, "opinion", "缩短期限");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "level", "2");
	expect("matter", matter, "effective_level", "3");
	expect("carrier", copy, "level", "3");
	expect("carrier", copy, "mark", "机密★8年");
}

/* Raised by a superior: the copy's place, its holder and the circle no longer fit, each a
 * duty; signed off only when they do (R099). */
static void
what_no_longer_fits_is_owed(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy), safe;
	char text[512] = "";
	struct act_run *run;

	(void)state;
	as(clerk);
	run = start("carrier", "return", copy, NULL);
	type(run, "to_place_id", "图纸柜");
	must(run);
	refused_at_start("rechecked", matter, "不用于");
	run = start("matter", "record_order", matter, NULL);
	type(run, "organ", "国家示例部");
	type(run, "external_ref", "示部密〔2026〕30号");
	type(run, "external_on", TODAY);
	type(run, "new_level", "绝密");
	type(run, "opinion", "照来文办理");
	must(run);
	as(head);
	must(start("matter", "confirm_order", matter, NULL));
	expect("matter", matter, "recheck", "1");
	as(clerk);
	assert_int_equal(misfits("carrier", copy, "move", text, sizeof(text)), 1);
	assert_non_null(strstr(text, "R120"));
	assert_int_equal(
	    misfits("matter", matter, "propose_change", text, sizeof(text)), 2);
	assert_non_null(strstr(text, "R127"));
	assert_non_null(strstr(text, "张承"));
	assert_int_equal(misfits("matter", matter, "rechecked", text, sizeof(text)), 0);
	must_refuse(start("matter", "rechecked", matter, NULL), "R099");
	run = start("place", "enter", 0, NULL);
	type(run, "name", "绝密柜");
	type(run, "place_kind", "safe");
	type(run, "level", "绝密");
	type(run, "keeper_id", "赵密");
	safe = must(run);
	assert_true(safe > 0);
	run = start("carrier", "move", copy, NULL);
	type(run, "to_place_id", "绝密柜");
	must(run);
	assert_int_equal(misfits("carrier", copy, "move", text, sizeof(text)), 0);
	{
		struct txn *t = begin();
		const int64_t who[] = { proposer, clerk };

		for (size_t i = 0; i < ARRAY_LEN(who); i++) {
			struct record *p = get("person", who[i]);

			record_set(p, "category", "core");
			OK(txn_put(t, p, "sample", "", E));
			record_free(p);
		}
		OK(txn_commit(t, E));
	}
	as(clerk);
	assert_int_equal(
	    misfits("matter", matter, "propose_change", text, sizeof(text)), 0);
	assert_int_equal(misfits("matter", matter, "rechecked", text, sizeof(text)), 1);
	must(start("matter", "rechecked", matter, NULL));
	expect("matter", matter, "recheck", "");
	assert_int_equal(misfits("matter", matter, "rechecked", text, sizeof(text)), 0);
}

/* Lowered, everything still fits: whether it must be so strict is asked once. */
static void
lowered_is_looked_at(void **state)
{
	int64_t matter = drawing("2026-03-02", "5年", NULL);
	char text[512] = "";
	struct act_run *run;

	(void)state;
	as(proposer);
	run = start("matter", "propose_change", matter, NULL);
	type(run, "new_level", "秘密");
	type(run, "reason_code", "损害程度变化");
	type(run, "opinion", "核心数据已失效");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	as(proposer);
	assert_int_equal(misfits("matter", matter, "rechecked", text, sizeof(text)), 1);
	as(stranger);
	assert_int_equal(misfits("matter", matter, "rechecked", text, sizeof(text)), 0);
	as(proposer);
	must(start("matter", "rechecked", matter, NULL));
}

/* What is decided to be no secret bears no level; the decision says what was proposed. */
static void
no_secret_shows_no_level(void **state)
{
	static const char *const gone[] = { "level", "effective_level", "period",
		"expiry", "mark" };
	struct act_run *run;
	struct record *d;
	int64_t matter;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	matter = must(run);
	expect("matter", matter, "level", "2");
	as(crp_high);
	run = start("matter", "reject", matter, NULL);
	type(run, "opinion2", "不符合法定条件");
	must(run);
	for (size_t i = 0; i < ARRAY_LEN(gone); i++)
		expect("matter", matter, gone[i], "");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "rejected");
	assert_non_null(strstr(record_get(d, "after_text"), "机密"));
	assert_non_null(strstr(record_get(d, "after_text"), "考试开始前"));
	record_free(d);
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
		cmocka_unit_test(copies_follow_the_dispute),
		cmocka_unit_test(claim_outlives_a_change),
		cmocka_unit_test(what_no_longer_fits_is_owed),
		cmocka_unit_test(lowered_is_looked_at),
		cmocka_unit_test(no_secret_shows_no_level),
		cmocka_unit_test(the_store_is_sound),
	};

	return cmocka_run_group_tests(tests, setup_force, teardown);
}
