/* SPDX-License-Identifier: MIT */
/*
 * Situations of the drills that no case file can tell, through the engine: who has what
 * in his inbox, what is not offered at all, what follows from a move. The numbers are
 * those of the drills.
 */
#include "scene.h"

static int64_t
proposed(int64_t who, const char *title, const char *entry, const char *period)
{
	struct act_run *run;

	as(who);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "title", title);
	type(run, "entry_id", entry);
	if (period != NULL)
		type(run, "period", period);
	type(run, "knowers", "张承");
	return must(run);
}

static bool
has_to_approve(int64_t who, int64_t matter)
{
	int32_t due;

	as(who);
	return owed("matter", matter, "R043", "approve", &due);
}

/* DR02: what the public is to know is not even proposed; what was proposed all the same
 * is decided to be no secret, and no mark can be made of it (R002). */
static void
DR02_a_public_speech_bears_no_mark(void **state)
{
	struct act_run *run;
	int64_t m;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "neg_public", "是");
	type(run, "knowers", "张承");
	must_refuse(run, "R004");
	m = proposed(proposer, "局长开幕词", "SL-01", NULL);
	as(crp_high);
	run = start("matter", "reject", m, NULL);
	type(run, "opinion2", "全文均已公开，不属于国家秘密");
	must(run);
	expect("matter", m, "state", "not_secret");
	expect("matter", m, "mark", "");
	as(proposer);
	refused_at_start("mark", m, "");
}

/* DR05: the drawing does not lie in the queue of who may only decide 秘密, and he cannot
 * approve it; the head and the other one find it in theirs. */
static void
DR05_a_drawing_goes_to_who_may_decide_it(void **state)
{
	int64_t m = proposed(proposer, "北仓库金库设计图纸", "SL-04", "10年");

	(void)state;
	assert_false(has_to_approve(crp_base, m));
	refused_at_start("approve", m, "R030");
	assert_true(has_to_approve(head, m));
	assert_true(has_to_approve(crp_high, m));
	must(start("matter", "approve", m, NULL));
	expect("matter", m, "state", "approved");
}

/* DR06: a responsible person may propose, but somebody else decides. */
static void
DR06_nobody_approves_his_own_file(void **state)
{
	int64_t m = proposed(crp_high, "采购标底", "SL-01", NULL);

	(void)state;
	assert_false(has_to_approve(crp_high, m));
	refused_at_start("approve", m, "R042");
	assert_true(has_to_approve(head, m));
	must(start("matter", "approve", m, NULL));
}

static struct act_run *
derivative(const char *title, const char *level, const char *period)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "derive", 0, NULL);
	type(run, "title", title);
	type(run, "neg_public", "否");
	type(run, "neg_regime", "否");
	type(run, "neg_known", "否");
	type(run, "neg_disclose", "否");
	type(run, "head_no", "4");
	type(run, "harm_text", "写明了来源的要点");
	type(run, "knowers", "张承");
	type(run, "src_title", "关于示例工作的通知");
	type(run, "src_doc_no", "示发〔2024〕5号");
	type(run, "src_unit", "国家示例部");
	type(run, "src_level", level);
	type(run, "src_period", period);
	return run;
}

/* DR12: that a notice was received and studied is no case of derivation. */
static void
DR12_mere_mention_derives_nothing(void **state)
{
	(void)state;
	must_refuse(derivative("每周简报", "2", "2031-12-31"), "R075");
}

/* DR13: the cover of a compilation bears the highest level and the longest period; which
 * of a day and a condition that is, its proposer says (R072, R082). */
static void
DR13_a_compilation_bears_the_highest(void **state)
{
	struct act_run *run = derivative("工作汇编", "1", "条件:公布前");
	int64_t m;

	(void)state;
	type(run, "src_basis", "3");
	m = must(run);
	run = start("source", "add", m, "matter");
	type(run, "title", "另一通知");
	type(run, "doc_no", "示发〔2025〕8号");
	type(run, "unit_name", "国家示例部");
	type(run, "level", "2");
	type(run, "period", "2030-12-31");
	type(run, "basis", "3");
	must(run);
	expect("matter", m, "level", "2");
	as(crp_high);
	run = start("matter", "return", m, NULL);
	type(run, "opinion2", "日期在公布之后，请改选");
	must(run);
	as(proposer);
	run = start("matter", "rederive", m, NULL);
	type(run, "period", "2035-12-31");
	must_refuse(run, "R082");
	run = start("matter", "rederive", m, NULL);
	type(run, "period", "2030-12-31");
	must(run);
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	expect("matter", m, "mark", "机密★2030年12月31日");
}

/* DR18: the course comes first, then the letter, then he is active. */
static void
DR18_untrained_is_not_designated(void **state)
{
	struct act_run *run;
	struct record *r;
	struct err e = { 0 };
	int64_t d;

	(void)state;
	as(clerk);
	run = start("designation", "nominate", 0, NULL);
	type(run, "person_id", "孙训");
	type(run, "level", "1");
	type(run, "scope", "*");
	type(run, "reason", "业务需要");
	d = must(run);
	run = start("designation", "vet", d, NULL);
	type(run, "vetted_by", "局保密办");
	type(run, "vetted_on", TODAY);
	type(run, "qualities", "五项均合格");
	type(run, "vetting_opinion", "同意");
	must(run);
	r = get("designation", d);
	assert_int_equal(
	    act_begin(b, act_def("designation", "train"), r, NULL, 0, &run, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R033"));
	record_free(r);
	expect("designation", d, "state", "vetted");
}

/* DR17: with the move the designation rests, and what waited for him waits for the
 * others. */
static void
DR17_a_move_takes_the_queue_along(void **state)
{
	int64_t first = proposed(proposer, "甲项目标底", "SL-01", NULL),
		second = proposed(proposer, "乙项目标底", "SL-01", NULL);
	struct act_run *run;
	struct record *post = NULL;

	(void)state;
	assert_true(has_to_approve(crp_high, first));
	as(clerk);
	OK(store_find(bench_store(b), "post", "code", "bgs-bm", &post, E));
	run = start("person", "transfer", crp_high, NULL);
	type(run, "post_id", record_get(post, "code"));
	must(run);
	record_free(post);
	assert_false(has_to_approve(crp_high, first));
	refused_at_start("approve", first, "");
	assert_true(has_to_approve(head, first));
	assert_true(has_to_approve(head, second));
	must(start("matter", "approve", second, NULL));
}

/* A 绝密 matter, above this unit's authority: referred, decided above, marked here. */
static int64_t
decided_above(void)
{
	struct act_run *run;
	struct record *m;
	struct query q;
	struct page page = { 0 };
	int64_t id, letter;

	as(proposer);
	run = start("matter", "refer", 0, NULL);
	fill_proposal(run);
	type(run, "title", "北仓库应急总体预案");
	type(run, "entry_id", "SL-04");
	type(run, "level", "3");
	type(run, "period", "15年");
	type(run, "harm", "3");
	type(run, "knowers", "张承、王考");
	id = must(run);
	query_init(&q, store_kind(bench_store(b), "external"));
	query_add_int(&q, "matter_id", id);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	letter = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	must(start("external", "send", letter, NULL));
	run = start("external", "answer", letter, NULL);
	type(run, "answer", "省厅定字〔2026〕9号：定为绝密");
	must(run);
	as(head);
	must(start("external", "confirm_answer", letter, NULL));
	as(proposer);
	must(start("matter", "mark", id, NULL));
	m = get("matter", id);
	assert_string_equal(record_get(m, "mark"), "绝密★15年");
	record_free(m);
	return id;
}

/* DR21: a 绝密 copy is not carried by one person alone, nor given to a driver outside the
 * circle. */
static void
DR21_a_top_secret_copy_takes_two(void **state)
{
	int64_t m = decided_above(), copy;
	struct act_run *run;

	(void)state;
	as(clerk);
	run = start("place", "enter", 0, NULL);
	type(run, "name", "保密室绝密柜");
	type(run, "place_kind", "safe");
	type(run, "level", "3");
	type(run, "keeper_id", "赵密");
	must(run);
	run = start("carrier", "register", m, "matter");
	type(run, "place_id", "保密室绝密柜");
	copy = must(run);
	run = start("carrier", "lend", copy, NULL);
	type(run, "to_person_id", "钱外");
	must_refuse(run, "R055");
	run = start("carrier", "lend", copy, NULL);
	type(run, "to_person_id", "王考");
	must_refuse(run, "R119");
	run = start("carrier", "lend", copy, NULL);
	type(run, "to_person_id", "王考");
	type(run, "second_person_id", "张承");
	must(run);
}

static int
with_scope(void **state)
{
	int rc = setup(state);

	scope_with_entries();
	return rc;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(DR02_a_public_speech_bears_no_mark),
		cmocka_unit_test(DR05_a_drawing_goes_to_who_may_decide_it),
		cmocka_unit_test(DR06_nobody_approves_his_own_file),
		cmocka_unit_test(DR12_mere_mention_derives_nothing),
		cmocka_unit_test(DR13_a_compilation_bears_the_highest),
		cmocka_unit_test(DR18_untrained_is_not_designated),
		cmocka_unit_test(DR21_a_top_secret_copy_takes_two),
		/* last: it takes one of the responsible persons away */
		cmocka_unit_test(DR17_a_move_takes_the_queue_along),
	};

	return cmocka_run_group_tests(tests, with_scope, teardown);
}
