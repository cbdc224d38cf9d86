/* SPDX-License-Identifier: MIT */
/* The way of a file to the state archive: when it is due, the review before it, what goes
 * along, and what stays with the originator. */
#include "scene.h"

static void
has(const char *kind, int64_t id, const char *col, const char *value)
{
	struct record *r = get(kind, id);

	if (strcmp(record_get(r, col), value) != 0)
		fail_msg("%s %s: %s, not %s", kind, col, record_get(r, col), value);
	record_free(r);
}

static bool
owes(int64_t who, const char *rule, int64_t archive)
{
	struct duties d = { 0 };
	bool found = false;

	as(who);
	OK(bench_inbox(b, false, 100, &d, E));
	for (size_t i = 0; i < d.n; i++)
		found =
		    found || (strcmp(d.v[i].kind, "archive") == 0 &&
				 d.v[i].id == archive && strcmp(d.v[i].rule, rule) == 0);
	duties_free(&d);
	return found;
}

static void
refused(const char *kind, const char *act, int64_t id, const char *rule)
{
	struct record *r = get(kind, id);
	struct act_run *run = NULL;
	struct err e = { 0 };

	assert_int_equal(
	    act_begin(b, act_def(kind, act), r, NULL, 0, &run, &e), RC_DENIED);
	if (strstr(e.msg, rule) == NULL)
		fail_msg("expected %s, got: %s", rule, e.msg);
	record_free(r);
}

/* A file of a year with one matter in it and one other paper, filed. */
static int64_t
file(const char *year, const char *retention, int64_t matter, int64_t *item)
{
	struct act_run *run;
	struct record *m = get("matter", matter);
	int64_t id;

	as(clerk);
	run = start("archive", "open", 0, NULL);
	type(run, "archive_kind", "定密决定");
	type(run, "title", "北仓库图纸定密审批材料");
	type(run, "year", year);
	type(run, "retention", retention);
	id = must(run);
	run = start("archive_item", "put", id, "archive");
	type(run, "matter_id", record_get(m, "no"));
	type(run, "pages", "12");
	*item = must(run);
	run = start("archive_item", "put", id, "archive");
	type(run, "title", "图纸目录");
	type(run, "pages", "1");
	must(run);
	must(start("archive", "file", id, NULL));
	record_free(m);
	return id;
}

static struct act_run *
hand_over(int64_t archive)
{
	struct act_run *run;

	as(clerk);
	run = start("archive", "transfer", archive, NULL);
	type(run, "transferred_to", "某市档案馆");
	type(run, "transfer_no", "档移〔2026〕3号");
	return run;
}

static void
due_follows_year_and_retention(void **state)
{
	int64_t matter = drawing_in_force(), item;

	(void)state;
	has("archive", file("2010", "永久", matter, &item), "transfer_due", "2030-12-31");
	has("archive", file("2010", "10年", matter, &item), "transfer_due", "");
}

static void
reviewed_before_it_is_handed_over(void **state)
{
	int64_t matter = drawing_in_force(), item,
		a = file("2006", "永久", matter, &item);
	struct act_run *run;

	(void)state;
	has("archive_item", item, "level_status", "机密★10年 保密中");
	assert_false(owes(clerk, "R115", a)); /* first the review */
	assert_true(owes(crp_high, "R104", a));
	as(clerk);
	refused("archive", "transfer", a, "R104");
	refused("archive_item", "review_keep", item, "定密责任人");
	as(crp_base); /* to 秘密 only */
	refused("archive_item", "review_keep", item, "R030");
	refused("archive_item", "review_release", item, "R030");
	as(crp_high);
	must(start("archive_item", "review_keep", item, NULL));
	has("archive_item", item, "transfer_review", "keep");
	assert_false(owes(crp_high, "R104", a));
	assert_true(owes(clerk, "R115", a));
	run = hand_over(a);
	type(run, "transferred_on", "2026-03-03");
	must_refuse(run, "R115"); /* not a day to come */
	must(hand_over(a));
	has("archive", a, "state", "transferred");
	has("matter", matter, "archived_to", "某市档案馆");
	has("matter", matter, "archived_on", TODAY);
	has("matter", matter, "state", "in_force"); /* still ours to review */
	as(crp_high);
	refused("archive_item", "review_keep", item, "R104");
}

/* Decided and not yet marked: secret all the same. */
static void
unmarked_is_reviewed_too(void **state)
{
	int64_t item, a = file("2006", "永久", drawing_approved(), &item);

	(void)state;
	as(clerk);
	refused("archive", "transfer", a, "R104");
	as(crp_high);
	must(start("archive_item", "review_keep", item, NULL));
	must(hand_over(a));
}

/* What qualifies is released first; and after the transfer the archive is told. */
static void
what_qualifies_is_released_first(void **state)
{
	int64_t matter = drawing_in_force(), item,
		a = file("2006", "永久", matter, &item);
	struct act_run *run;
	struct record *m;

	(void)state;
	as(crp_high);
	run = start("archive_item", "review_release", item, NULL);
	type(run, "review_reason", "工程已拆除");
	must(run);
	as(clerk);
	refused("archive", "transfer", a, "提出解密");
	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "已评估");
	type(run, "work_secret", "否");
	type(run, "opinion", "工程已拆除");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	must(hand_over(a));
	has("archive_item", item, "level_status", "解密未公开 " TODAY);
	m = get("matter", matter);
	assert_string_equal(record_get(m, "archived_on"), TODAY);
	record_free(m);
}

static void
released_after_the_transfer_the_archive_is_told(void **state)
{
	int64_t matter = drawing_in_force(), item,
		a = file("2006", "永久", matter, &item);
	struct act_run *run;
	struct query q;
	size_t n = 0;

	(void)state;
	as(crp_high);
	must(start("archive_item", "review_keep", item, NULL));
	must(hand_over(a));
	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "已评估");
	type(run, "work_secret", "否");
	type(run, "opinion", "工程已拆除");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	query_init(&q, store_kind(bench_store(b), "notice_to"));
	query_add(&q, "unit_name", COND_EQ, "某市档案馆", NULL);
	OK(store_count(bench_store(b), &q, 10, &n, E));
	assert_int_equal(n, 1);
	query_done(&q);
}

static void
secrecy_may_delay_it(void **state)
{
	int64_t matter = drawing_in_force(), item,
		a = file("2004", "永久", matter, &item);
	struct act_run *run;

	(void)state;
	has("archive", a, "transfer_due", "2024-12-31");
	assert_true(owes(crp_high, "R104", a));
	as(clerk);
	run = start("archive", "prolong", a, NULL);
	type(run, "transfer_due", "2025-12-31");
	type(run, "delay_reason", "仍在保密期限内");
	type(run, "delay_ref", "档函〔2026〕1号");
	must_refuse(run, "R115"); /* past already */
	run = start("archive", "prolong", a, NULL);
	type(run, "transfer_due", "2034-12-31");
	type(run, "delay_reason", "仍在保密期限内");
	type(run, "delay_ref", "档函〔2026〕1号");
	must(run);
	has("archive", a, "transfer_due", "2034-12-31");
	assert_false(owes(crp_high, "R104", a));
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
		cmocka_unit_test(due_follows_year_and_retention),
		cmocka_unit_test(reviewed_before_it_is_handed_over),
		cmocka_unit_test(unmarked_is_reviewed_too),
		cmocka_unit_test(what_qualifies_is_released_first),
		cmocka_unit_test(released_after_the_transfer_the_archive_is_told),
		cmocka_unit_test(secrecy_may_delay_it),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
