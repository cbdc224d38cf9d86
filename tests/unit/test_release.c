/* SPDX-License-Identifier: MIT */
/*
 * How matters in force come to an end other than by one early release: in part, on a
 * later day, with their sources, by a superior's order, by themselves.
 */
#include "force_scene.h"

/* ---- in part (R112) */

static int64_t
point(int64_t matter, const char *text, const char *level)
{
	struct act_run *run;

	as(proposer);
	run = start("point", "add", matter, "matter");
	type(run, "text", text);
	type(run, "level", level);
	return must(run);
}

static struct act_run *
part(int64_t matter, const char *points)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose_partial_release", matter, NULL);
	if (*points != '\0')
		type(run, "points", points);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "附图所示设备已拆除，公开不损害国家利益");
	type(run, "work_secret", "否");
	type(run, "opinion", "附图已失去保密价值");
	return run;
}

/* The rest is as high as its highest point, marked anew, and everybody is told. */
static void
part_is_released(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy),
		      high = point(matter, "附图一", "机密"),
		      low = point(matter, "附图二", "秘密");
	struct record *d, *n;
	int32_t due;

	(void)state;
	must(part(matter, "附图一"));
	expect("matter", matter, "pending", "partial_release");
	expect("point", high, "state", "active");
	d = newest("decision", "matter_id", matter);
	assert_non_null(strstr(record_get(d, "after_text"), "附图一"));
	assert_non_null(strstr(record_get(d, "after_text"), "秘密★10年"));
	record_free(d);
	as(crp_base); /* what stands is 机密: beyond him */
	refused_at_start("approve_change", matter, "R030");
	as(crp_high);
	assert_true(owed("matter", matter, "R094", "approve_change", &due));
	must(start("matter", "approve_change", matter, NULL));
	expect("point", high, "state", "released");
	expect("point", high, "released_on", TODAY);
	expect("point", low, "state", "active");
	expect("matter", matter, "state", "in_force");
	expect("matter", matter, "level", "1");
	expect("matter", matter, "mark", "秘密★10年");
	expect("matter", matter, "pending", "");
	expect("carrier", copy, "mark", "秘密★10年（" TODAY " 部分解密）");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "recorded");
	assert_string_equal(record_get(d, "kind"), "partial_release");
	assert_string_equal(record_get(d, "release_on"), TODAY);
	n = newest("notice", "matter_id", matter);
	assert_string_equal(record_get(n, "kind"), "release");
	assert_int_equal(record_int(n, "decision_id"), d->id);
	record_free(n);
	record_free(d);
}

/* Only points of this matter that are in force; never all of them; no other values in the
 * meantime. */
static void
part_is_refused(void **state)
{
	int64_t matter = drawing("2026-03-02", "15年", NULL), other;
	struct act_run *run;
	char id[24];

	(void)state;
	must_refuse(part(matter, ""), "R112"); /* no points at all */
	other = point(drawing("2026-03-02", "10年", NULL), "附图九", "机密");
	point(matter, "附图一", "机密");
	point(matter, "附图二", "秘密");
	run = part(matter, "");
	assert_false(form_enter(run->form, (size_t)form_field(run->form->form, "points"),
	    "附图九")); /* not offered here */
	snprintf(id, sizeof(id), "#%lld", (long long)other);
	type(run, "points", id);
	must_refuse(run, "R112");
	must_refuse(part(matter, "附图一、附图二"), "R112"); /* nothing would stay */
	must_refuse(part(matter, "附图一"), "R046");	     /* 秘密 for 15 years */
	run = part(matter, "附图一");
	type(run, "new_period", "8年");
	must(run);
	run = NULL;
	{
		struct record *m = get("matter", matter);
		struct err e = { 0 };

		assert_int_equal(
		    act_begin(b, act_def("point", "add"), m, NULL, 0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R094"));
		record_free(m);
	}
}

static void
points_are_held_to_the_matter(void **state)
{
	struct act_run *run;
	int64_t matter, p;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	matter = must(run);
	run = start("point", "add", matter, "matter");
	type(run, "text", "第三题");
	type(run, "level", "绝密");
	must_refuse(run, "R057");
	p = point(matter, "第三题", "秘密");
	as(crp_high); /* the highest is lower than the matter */
	must_refuse(start("matter", "approve", matter, NULL), "R057");
	as(proposer);
	run = start("point", "correct", p, NULL);
	type(run, "level", "机密");
	must(run);
	must(start("point", "end", point(matter, "第四题", "秘密"), NULL));
	as(crp_high);
	must(start("matter", "approve", matter, NULL));
	as(proposer);
	{
		struct record *r = get("point", p);
		struct err e = { 0 };

		run = NULL;
		assert_int_equal(
		    act_begin(b, act_def("point", "end"), r, NULL, 0, &run, &e),
		    RC_DENIED);
		assert_non_null(strstr(e.msg, "R094"));
		record_free(r);
	}
}

/* ---- on a later day (R111) */

static void
later_day_is_waited_for(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL),
		p = point(matter, "附图一", "机密");
	struct act_run *run;
	struct txn *t;
	struct record *d;
	int32_t due = DATE_NONE;

	(void)state;
	as(proposer);
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "设备已拆除");
	type(run, "work_secret", "否");
	type(run, "opinion", "设备已拆除");
	type(run, "release_on", "2026-03-01");
	must_refuse(run, "R111");
	run = start("matter", "propose_release", matter, NULL);
	type(run, "reason_code", "公开后无损害");
	type(run, "assessment", "设备已拆除");
	type(run, "work_secret", "否");
	type(run, "opinion", "设备已拆除");
	type(run, "release_on", "2026-05-01");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "in_force");
	expect("matter", matter, "pending", "release");
	as(proposer);
	refused_at_start("withdraw_change", matter, "R041"); /* it is decided */
	refused_at_start("carry_out", matter, "R111");
	assert_true(owed("matter", matter, "R111", "carry_out", &due));
	assert_int_equal(due, date_parse("2026-05-01"));
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "approved");
	t = begin();
	record_set(d, "release_on", TODAY); /* the day has come */
	OK(txn_put(t, d, "sample", "", E));
	OK(txn_commit(t, E));
	must(start("matter", "carry_out", matter, NULL));
	expect("matter", matter, "state", "released");
	expect("matter", matter, "released_on", TODAY);
	expect("decision", d->id, "state", "recorded");
	expect("point", p, "state", "released"); /* with the whole */
	record_free(d);
	d = newest("notice", "matter_id", matter);
	assert_non_null(d);
	record_free(d);
}

/* ---- by order (R093) */

static struct act_run *
order(int64_t matter, const char *kind)
{
	struct act_run *run = start("matter", "record_order", matter, NULL);

	type(run, "kind", kind);
	type(run, "organ", "国家示例部");
	type(run, "external_ref", "示部密〔2026〕21号");
	type(run, "external_on", "2026-02-27");
	type(run, "opinion", "照来文办理");
	return run;
}

static void
order_is_confirmed_by_another(void **state)
{
	int64_t copy, matter = drawing("2026-03-02", "10年", &copy);
	struct act_run *run;
	struct record *d, *n;
	int32_t due;

	(void)state;
	as(clerk);
	run = order(matter, "变更");
	type(run, "new_level", "绝密"); /* beyond the unit: it does not decide */
	type(run, "new_period", "20年");
	must(run);
	expect("matter", matter, "level", "2");
	as(proposer);
	refused_at_start("propose_change", matter, "R094");
	as(crp_base);
	refused_at_start("approve_change", matter, "R093");
	refused_at_start("confirm_order", matter, "R030");
	assert_false(owed("matter", matter, "R093", "confirm_order", &due));
	as(head);
	assert_true(owed("matter", matter, "R093", "confirm_order", &due));
	assert_false(owed("matter", matter, "R094", "approve_change", &due));
	run = start("matter", "return_change", matter, NULL);
	type(run, "opinion2", "来文日期有误");
	must(run);
	as(clerk);
	assert_true(owed("matter", matter, "R094", "record_order", &due));
	run = start("matter", "record_order", matter, NULL);
	assert_string_equal(form_get(run->form, "organ"), "国家示例部");
	must_refuse(run, "来文日期有误"); /* as it was */
	run = start("matter", "record_order", matter, NULL);
	type(run, "external_on", "2026-02-26");
	must(run);
	as(crp_base);
	refused_at_start("confirm_order", matter, "R030");
	as(crp_high);
	refused_at_start("confirm_order", matter, "R030");
	as(head);
	must(start("matter", "confirm_order", matter, NULL));
	expect("matter", matter, "level", "3");
	expect("matter", matter, "mark", "绝密★20年");
	expect("matter", matter, "pending", "");
	expect("carrier", copy, "mark", "绝密★20年");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "recorded");
	assert_string_equal(record_get(d, "organ"), "国家示例部");
	assert_string_equal(record_get(d, "reason_code"), "S");
	assert_true(record_int(d, "approver_id") != record_int(d, "proposer_id"));
	assert_non_null(strstr(record_get(d, "proof"), "R093"));
	assert_null(strstr(record_get(d, "proof"), "[否]"));
	n = newest("notice", "matter_id", matter);
	assert_int_equal(record_int(n, "decision_id"), d->id);
	record_free(n);
	record_free(d);
}

static void
order_releases(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);

	(void)state;
	as(crp_high);
	must(order(matter, "解除"));
	refused_at_start("confirm_order", matter, "R042");
	as(crp_base);
	refused_at_start("confirm_order", matter, "R030");
	as(head);
	must(start("matter", "confirm_order", matter, NULL));
	expect("matter", matter, "state", "released");
	expect("matter", matter, "release_cause", "order");
	expect("matter", matter, "released_on", TODAY);
}

/* Without its letter it is no order; caps bind a superior too; what was proposed here is
 * not confirmed as an order. */
static void
order_is_refused(void **state)
{
	int64_t matter = drawing("2026-03-02", "10年", NULL);
	struct act_run *run;

	(void)state;
	as(clerk);
	run = start("matter", "record_order", matter, NULL);
	type(run, "opinion", "照来文办理");
	must_refuse(run, "R093");
	run = order(matter, "变更");
	type(run, "external_on", "2026-03-03");
	must_refuse(run, "R093");
	must_refuse(order(matter, "纠正"), "R093");
	run = order(matter, "变更");
	type(run, "new_period", "25年");
	must_refuse(run, "R046");
	as(proposer);
	run = start("matter", "propose_widen", matter, NULL);
	type(run, "new_knowers", "张承、赵密、李统");
	type(run, "opinion", "统计需要");
	must(run);
	as(crp_high);
	refused_at_start("confirm_order", matter, "R093");
}

/* ---- not ours (R081, R108) */

static int64_t
derived(int64_t source, bool second)
{
	struct record *s = get("matter", source);
	struct act_run *run;
	int64_t id;

	as(proposer);
	run = start("matter", "derive", 0, NULL);
	type(run, "title", "金库施工组织方案");
	type(run, "neg_public", "否");
	type(run, "neg_regime", "否");
	type(run, "neg_known", "否");
	type(run, "neg_disclose", "否");
	type(run, "head_no", "4");
	type(run, "harm_text", "泄露后金库失去防护");
	type(run, "knowers", "张承");
	type(run, "src_matter_id", record_get(s, "no"));
	type(run, "src_basis", "3");
	id = must(run);
	if (second) {
		run = start("source", "add", id, "matter");
		type(run, "title", "关于金库管理的通知");
		type(run, "doc_no", "示发〔2025〕7号");
		type(run, "unit_name", "国家示例部");
		type(run, "level", "机密");
		type(run, "expiry", "2035-01-01");
		type(run, "basis", "3");
		must(run);
	}
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	as(proposer);
	must(start("matter", "mark", id, NULL));
	record_free(s);
	return id;
}

/* While its source stands a derivative is suggested to be released, not released; our own
 * matters are proposed. */
static void
others_are_suggested(void **state)
{
	int64_t source = drawing("2026-03-02", "10年", NULL), m = derived(source, true);
	struct act_run *run;
	struct record *x;
	int32_t due;

	(void)state;
	as(proposer);
	refused_at_start("suggest", source, "R108");
	run = start("matter", "suggest", m, NULL);
	must_refuse(run, "");
	run = start("matter", "suggest", m, NULL);
	assert_true(*form_get(run->form, "addressee") != '\0');
	type(run, "addressee", "国家示例部");
	type(run, "text", "施工已结束，建议解密");
	must(run);
	expect("matter", m, "state", "in_force");
	refused_at_start("suggest", m, "R108"); /* one at a time */
	x = newest("external", "matter_id", m);
	assert_string_equal(record_get(x, "kind"), "suggestion");
	assert_true(owed("external", x->id, "R108", "suggestion_answered", &due));
	run = start("external", "suggestion_answered", x->id, NULL);
	type(run, "answer", "示部密〔2026〕40号：暂不解密");
	type(run, "answer_on", "2026-03-03");
	must_refuse(run, "R108");
	run = start("external", "suggestion_answered", x->id, NULL);
	type(run, "answer", "示部密〔2026〕40号：暂不解密");
	must(run);
	expect("external", x->id, "state", "closed");
	record_free(x);
}

/* ---- by itself (R101), and what rests on it */

static void
runs_out(int64_t matter)
{
	struct record *m = get("matter", matter);
	struct txn *t = begin();

	record_set(m, "expiry", TODAY);
	OK(txn_put(t, m, "sample", "", E));
	OK(txn_commit(t, E));
	record_free(m);
}

static void
ends_while_it_waits_above(void **state)
{
	int64_t matter = drawing("2012-03-10", "15年", NULL);
	struct act_run *run;
	struct record *d, *x;
	size_t n;

	(void)state;
	as(proposer);
	run = start("matter", "propose_extend", matter, NULL);
	type(run, "new_period", "20年");
	type(run, "opinion", "仍在使用");
	must(run);
	as(crp_high);
	must(start("matter", "approve_change", matter, NULL));
	expect("matter", matter, "state", "pending_external");
	runs_out(matter);
	OK(bench_sweep(b, &n, E));
	assert_int_equal(n, 1);
	expect("matter", matter, "state", "released");
	expect("matter", matter, "release_cause", "expiry");
	expect("matter", matter, "pending", "");
	d = newest("decision", "matter_id", matter);
	assert_string_equal(record_state(d), "closed");
	x = newest("external", "matter_id", matter);
	assert_string_equal(record_state(x), "closed");
	record_free(x);
	record_free(d);
	as(clerk);
	refused_at_start("granted_above", matter, "");
}

/* A source that runs out tells its derivatives as one released by decision does (R078);
 * those that end on the same day end with it. */
static void
source_runs_out(void **state)
{
	int64_t source = drawing("2026-03-02", "10年", NULL),
		stays = derived(source, true), goes = derived(source, false);
	struct record *s;
	int32_t due;
	size_t n;

	(void)state;
	runs_out(source);
	runs_out(goes);
	OK(bench_sweep(b, &n, E));
	assert_int_equal(n, 2);
	expect("matter", source, "state", "released");
	expect("matter", goes, "state", "released");
	expect("matter", goes, "release_cause", "date"); /* the source's day */
	expect("matter", goes, "follow_on", "");
	expect("matter", stays, "state", "in_force");
	expect("matter", stays, "follow_on", TODAY);
	s = newest("source", "matter_id", goes);
	assert_string_equal(record_state(s), "released");
	record_free(s);
	as(proposer);
	assert_true(owed("matter", stays, "R078", "", &due));
	refused_at_start("follow_release", stays, "R081"); /* the other one stands */
}

static void
extended(int64_t source)
{
	struct record *r = get("matter", source);
	struct txn *t = begin();

	record_set(r, "period", "15年");
	record_set(r, "expiry", "2041-03-02");
	OK(txn_put(t, r, "extend", "", E));
	OK(step_followed(b, t, r, E));
	OK(txn_commit(t, E));
	record_free(r);
}

static void
follows_approved(int64_t m)
{
	as(proposer);
	must(start("matter", "follow", m, NULL));
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	expect("matter", m, "expiry", "2041-03-02");
}

static void
nothing_runs_out(int64_t m)
{
	size_t n;

	OK(bench_sweep(b, &n, E));
	assert_int_equal(n, 0);
	expect("matter", m, "state", "in_force");
}

/* Its source was extended: the derivative does not run out on its own old day, nor does
 * what derives from it, which nobody has told yet. */
static void
source_is_extended(void **state)
{
	int64_t source = drawing("2026-03-02", "10年", NULL), m = derived(source, false),
		second = derived(m, false);

	(void)state;
	extended(source);
	expect("matter", m, "follow_on", TODAY);
	expect("matter", second, "follow_on", "");
	runs_out(m);
	runs_out(second);
	nothing_runs_out(m);
	expect("matter", second, "state", "in_force");
	as(proposer);
	must(start("matter", "follow", m, NULL));
	nothing_runs_out(second); /* proposed, it is protected as before */
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	expect("matter", m, "expiry", "2041-03-02");
	expect("matter", second, "follow_on", TODAY);
	nothing_runs_out(second);
	follows_approved(second);
}

/* All three end on one day: none waits for the other. */
static void
chain_runs_out(void **state)
{
	int64_t source = drawing("2026-03-02", "10年", NULL), m = derived(source, false),
		second = derived(m, false);
	size_t n;

	(void)state;
	runs_out(second);
	runs_out(m);
	runs_out(source);
	OK(bench_sweep(b, &n, E));
	assert_int_equal(n, 3);
	expect("matter", second, "state", "released");
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
		cmocka_unit_test(part_is_released),
		cmocka_unit_test(part_is_refused),
		cmocka_unit_test(points_are_held_to_the_matter),
		cmocka_unit_test(later_day_is_waited_for),
		cmocka_unit_test(order_is_confirmed_by_another),
		cmocka_unit_test(order_releases),
		cmocka_unit_test(order_is_refused),
		cmocka_unit_test(others_are_suggested),
		cmocka_unit_test(ends_while_it_waits_above),
		cmocka_unit_test(source_runs_out),
		cmocka_unit_test(source_is_extended),
		cmocka_unit_test(chain_runs_out),
		cmocka_unit_test(the_store_is_sound),
	};

	return cmocka_run_group_tests(tests, setup_force, teardown);
}
