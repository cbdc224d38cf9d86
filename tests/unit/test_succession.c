/* SPDX-License-Identifier: MIT */
/* A unit ends: its matters become the successor's, and with them the right to change and
 * release. */
#include "scene.h"

static int64_t ours, bureau, institute;

static int64_t
unit(const char *name, const char *superior)
{
	struct act_run *run;

	as(clerk);
	run = start("unit", "enter", 0, NULL);
	type(run, "name", name);
	type(run, "tier", "设区市级");
	type(run, "superior", superior);
	return must(run);
}

/* As determined by another unit: past the program's acts. */
static int64_t
drawing_of(int64_t owner)
{
	int64_t id = drawing_in_force();
	struct record *m = get("matter", id);
	struct txn *t = begin();

	record_set_int(m, "owner_unit_id", owner);
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
	return id;
}

static int64_t
owner_of(int64_t matter)
{
	struct record *m = get("matter", matter);
	int64_t owner = record_int(m, "owner_unit_id");

	record_free(m);
	return owner;
}

static struct act_run *
propose(int64_t from, const char *event, const char *heir)
{
	struct act_run *run;

	as(clerk);
	run = start("succession", "propose", from, "unit");
	type(run, "event", event);
	type(run, "effective_on", "2026-03-01");
	type(run, "doc_no", "示编〔2026〕2号");
	type(run, "heir_id", heir);
	return run;
}

static struct act_run *
release(int64_t matter)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "已评估");
	type(run, "work_secret", "否");
	type(run, "opinion", "工程已拆除");
	return run;
}

static void
heir_takes_matters_and_rights(void **state)
{
	int64_t a = drawing_of(bureau), z = drawing_of(bureau),
		other = drawing_in_force(), s;
	struct record *r, *u;
	struct jrows rows = { 0 };

	(void)state;
	must_refuse(release(a), "R108");
	s = must(propose(bureau, "撤销", "某市示例局"));
	assert_int_equal(owner_of(a), bureau); /* nothing before the approval */
	as(head);
	must(start("succession", "approve", s, NULL));
	assert_int_equal(owner_of(a), ours);
	assert_int_equal(owner_of(z), ours);
	assert_int_equal(owner_of(other), 0);
	r = get("succession", s);
	assert_int_equal(record_int(r, "moved"), 2);
	u = get("unit", bureau);
	assert_string_equal(record_state(u), "ended");
	assert_string_equal(record_get(u, "ended_on"), "2026-03-01");
	assert_int_equal(record_int(u, "successor_id"), ours);
	OK(store_history(bench_store(b), "matter", a, 0, 1, &rows, E));
	assert_string_equal(rows.v[0].act, "succeed");
	assert_non_null(strstr(rows.v[0].note, "示编〔2026〕2号"));
	jrows_free(&rows);
	record_free(r);
	record_free(u);
	must(release(a));
}

/* Our own go to others: then we may only suggest. */
static void
split_gives_each_what_is_chosen(void **state)
{
	int64_t a = drawing_in_force(), z = drawing_in_force(), s;
	struct record *m = get("matter", a);
	struct act_run *run = propose(ours, "职能划转", "北仓库研究所");

	(void)state;
	type(run, "extent", "选定的事项");
	must_refuse(run, "R107"); /* which? */
	run = propose(ours, "职能划转", "北仓库研究所");
	type(run, "extent", "选定的事项");
	type(run, "matters", record_get(m, "no"));
	s = must(run);
	record_free(m);
	as(head);
	must(start("succession", "approve", s, NULL));
	assert_int_equal(owner_of(a), institute);
	assert_int_equal(owner_of(z), 0);
	must_refuse(release(a), "R108");
	must(release(z));
	m = get("matter", z); /* not the institute's to give away */
	run = propose(institute, "分立", "某市示例局");
	type(run, "extent", "选定的事项");
	type(run, "matters", record_get(m, "no"));
	must_refuse(run, "R107");
	record_free(m);
}

static void
without_heir_the_superior_or_whom_they_name(void **state)
{
	int64_t gone = unit("旧统计站", "省示例厅"), m = drawing_of(gone), s;
	int64_t above = unit("省示例厅", "国家示例部");
	struct act_run *run = propose(gone, "撤销", "北仓库研究所");

	(void)state;
	type(run, "heir_kind", "原单位的上级");
	must_refuse(run, "R107");
	run = propose(gone, "撤销", "北仓库研究所");
	type(run, "heir_kind", "保密部门指定");
	must_refuse(run, "R107");
	run = propose(gone, "撤销", "省示例厅");
	type(run, "heir_kind", "原单位的上级");
	s = must(run);
	as(crp_high);
	must(start("succession", "approve", s, NULL));
	assert_int_equal(owner_of(m), above);
	must_refuse(propose(institute, "合并", "旧统计站"), "R107"); /* it has ended */
	must_refuse(propose(institute, "合并", "北仓库研究所"), "R107");
}

static void
two_persons_on_the_day(void **state)
{
	struct act_run *run = NULL;
	struct err e = { 0 };
	struct record *r;
	int64_t s;

	(void)state;
	run = propose(institute, "合并", "某市示例局");
	type(run, "effective_on", "2026-04-01");
	s = must(run);
	as(crp_high);
	must_refuse(start("succession", "approve", s, NULL), "R107"); /* not yet */
	as(clerk);
	must(start("succession", "withdraw", s, NULL));
	as(head);
	run = start("succession", "propose", institute, "unit");
	type(run, "event", "合并");
	type(run, "effective_on", "2026-03-01");
	type(run, "doc_no", "示编〔2026〕3号");
	type(run, "heir_id", "某市示例局");
	s = must(run);
	r = get("succession", s);
	run = NULL;
	assert_int_equal(
	    act_begin(b, act_def("succession", "approve"), r, NULL, 0, &run, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R042"));
	record_free(r);
	as(crp_high);
	run = start("succession", "reject", s, NULL);
	type(run, "opinion2", "依据尚未印发");
	must(run);
}

static void
units_are_entered_whole(void **state)
{
	struct act_run *run;
	struct record *r = get("unit", ours);
	struct err e = { 0 };

	(void)state;
	as(clerk);
	run = start("unit", "enter", 0, NULL);
	type(run, "name", "抗旱指挥部");
	type(run, "tier", "设区市级");
	type(run, "unit_kind", "临时机构");
	must_refuse(run, "R059");
	run = NULL;
	assert_int_equal(
	    act_begin(b, act_def("unit", "correct"), r, NULL, 0, &run, &e), RC_DENIED);
	assert_non_null(strstr(e.msg, "org.ini"));
	record_free(r);
}

static int
office(void **state)
{
	int rc = setup(state);
	struct record *r = NULL;

	if (rc != 0)
		return rc;
	scope_with_entries();
	OK(store_find(bench_store(b), "unit", "name", bench_org(b)->name, &r, E));
	ours = r->id;
	record_free(r);
	bureau = unit("旧示例办公室", "省示例厅");
	institute = unit("北仓库研究所", "");
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heir_takes_matters_and_rights),
		cmocka_unit_test(split_gives_each_what_is_chosen),
		cmocka_unit_test(without_heir_the_superior_or_whom_they_name),
		cmocka_unit_test(two_persons_on_the_day),
		cmocka_unit_test(units_are_entered_whole),
	};

	return cmocka_run_group_tests(tests, office, teardown);
}
