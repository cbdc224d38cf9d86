/* SPDX-License-Identifier: MIT */
/* A release condition: it comes about and the matter is released by itself, or it does
 * not and is looked at again. */
#include "scene.h"

/* 2026年统一技能考试试题: 机密★考试开始前, in force. */
static int64_t
papers(void)
{
	struct act_run *run;
	int64_t id;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	id = must(run);
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	as(proposer);
	must(start("matter", "mark", id, NULL));
	return id;
}

static void
has(int64_t id, const char *col, const char *value)
{
	struct record *r = get("matter", id);

	assert_string_equal(record_get(r, col), value);
	record_free(r);
}

static void
condition_releases_as_of_its_day(void **state)
{
	int64_t id = papers();
	struct act_run *run;

	(void)state;
	as(crp_high);
	refused_at_start("condition_came", id, "盯办人");
	as(proposer);
	run = start("matter", "condition_came", id, NULL);
	type(run, "came_on", "2026-03-03");
	must_refuse(run, "还没有到");
	run = start("matter", "condition_came", id, NULL);
	type(run, "came_on", "2020-01-01");
	must_refuse(run, "早于");
	has(id, "state", "in_force");
	must(start("matter", "condition_came", id, NULL)); /* today is suggested */
	has(id, "state", "released");
	has(id, "release_cause", "condition");
	has(id, "released_on", TODAY);
	has(id, "effective_level", "");
	refused_at_start("condition_came", id, "");
}

static void
condition_closes_what_was_pending(void **state)
{
	int64_t id = papers();
	struct act_run *run = start("matter", "propose_widen", id, NULL);
	struct query q;
	size_t n = 0;

	(void)state;
	type(run, "new_knowers", "张承、赵密");
	type(run, "opinion", "增加保管人员");
	must(run);
	has(id, "pending", "widen");
	must(start("matter", "condition_came", id, NULL));
	has(id, "pending", "");
	query_init(&q, store_kind(bench_store(b), "decision"));
	query_add_int(&q, "matter_id", id);
	query_add(&q, "kind", COND_EQ, "widen", NULL);
	query_add(&q, "state", COND_EQ, "closed", NULL);
	OK(store_count(bench_store(b), &q, 9, &n, E));
	assert_int_equal(n, 1);
	query_done(&q);
}

static void
condition_is_looked_at_again(void **state)
{
	int64_t id = papers();
	struct act_run *run = start("matter", "condition_waits", id, NULL);

	(void)state;
	type(run, "cond_check_on", TODAY);
	must_refuse(run, "今天之后");
	run = start("matter", "condition_waits", id, NULL);
	type(run, "cond_check_on", "2026-04-01");
	must(run);
	has(id, "cond_check_on", "2026-04-01");
	has(id, "state", "in_force");
}

/* A period in years ends by the calendar; nobody says so. */
static void
period_has_no_condition(void **state)
{
	struct act_run *run;
	int64_t id;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "title", "北仓库门控图");
	type(run, "period", "10年");
	type(run, "knowers", "张承、赵密");
	id = must(run);
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	as(proposer);
	must(start("matter", "mark", id, NULL));
	refused_at_start("condition_came", id, "10年");
	refused_at_start("condition_waits", id, "10年");
}

/* One copy kept, lent to the proposer. */
static int64_t
lent_copy(int64_t matter)
{
	struct record *place = NULL;
	struct act_run *run;
	int64_t copy;

	as(clerk);
	OK(store_find(bench_store(b), "place", "name", "试卷柜", &place, E));
	if (place == NULL) {
		run = start("place", "enter", 0, NULL);
		type(run, "name", "试卷柜");
		type(run, "place_kind", "safe");
		type(run, "level", "机密");
		must(run);
	}
	record_free(place);
	run = start("carrier", "register", matter, "matter");
	type(run, "count", "1");
	type(run, "place_id", "试卷柜");
	copy = must(run);
	run = start("carrier", "lend", copy, NULL);
	type(run, "to_person_id", "张承");
	must(run);
	return copy;
}

/* The mark on the copy, and one notice, to its holder alone. */
static void
copy_is_released(int64_t matter, int64_t copy, const char *day)
{
	struct record *c = get("carrier", copy), *n = NULL, *to = NULL;
	char mark[80];

	snprintf(mark, sizeof(mark), "（%s 解密）", day);
	if (strstr(record_get(c, "mark"), mark) == NULL)
		fail_msg("mark: %s", record_get(c, "mark"));
	OK(store_find(
	    bench_store(b), "notice", "matter_id", record_get(c, "matter_id"), &n, E));
	assert_non_null(n);
	assert_int_equal(record_int(n, "matter_id"), matter);
	assert_string_equal(record_get(n, "kind"), "release");
	OK(store_find(bench_store(b), "notice_to", "person_id",
	    record_get(c, "holder_id"), &to, E));
	assert_non_null(to);
	assert_int_equal(record_int(to, "copies"), 1);
	record_free(c);
	record_free(n);
	record_free(to);
}

static void
copies_of_what_released_itself_are_marked(void **state)
{
	int64_t id = papers(), copy = lent_copy(id);

	(void)state;
	as(proposer);
	must(start("matter", "condition_came", id, NULL));
	copy_is_released(id, copy, TODAY);
}

static int
prepare(void **state)
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
		cmocka_unit_test(condition_releases_as_of_its_day),
		cmocka_unit_test(condition_closes_what_was_pending),
		cmocka_unit_test(condition_is_looked_at_again),
		cmocka_unit_test(period_has_no_condition),
		cmocka_unit_test(copies_of_what_released_itself_are_marked),
	};

	return cmocka_run_group_tests(tests, prepare, teardown);
}
