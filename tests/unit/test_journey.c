/* SPDX-License-Identifier: MIT */
/*
 * The journey of one matter through the engine of acts, as screens, verbs and drills use
 * it: proposed under SL-01, approved by another, marked, copied, lent, returned,
 * archived; and what the law refuses on the way.
 */
#include "scene.h"

/* ---- the journey */

/* An untrained undertaker may not propose (R033). */
static void
untrained_is_refused(void)
{
	struct err e = { 0 };
	struct act_run *no = NULL;

	as(trainer);
	assert_int_equal(
	    act_begin(b, act_def("matter", "propose"), NULL, NULL, 0, &no, &e),
	    RC_DENIED);
	assert_non_null(strstr(e.msg, "R033"));
}

/* Level, condition and circle follow from the entry. */
static int64_t
propose_papers(void)
{
	struct findings f = { 0 };
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	assert_string_equal(form_get(run->form, "level"), "2");
	assert_string_equal(form_get(run->form, "period"), "条件:考试开始前");
	OK(act_check(run, &f, E));
	assert_non_null(strstr(run->computed, "机密★考试开始前"));
	findings_free(&f);
	type(run, "knowers", "张承、赵密");
	return must(run);
}

/* A ceiling of 秘密 cannot approve 机密; who is no responsible person sees not even the
 * title. */
static void
others_are_refused(int64_t matter)
{
	struct record *m = get("matter", matter);

	as(crp_base);
	refused_at_start("approve", matter, "R030");
	as(stranger);
	refused_at_start("approve", matter, "定密责任人");
	assert_false(bench_may_see(b, m));
	record_free(m);
}

static void
inbox_has(int64_t matter)
{
	struct duties d = { 0 };
	bool found = false;

	OK(bench_inbox(b, false, 50, &d, E));
	for (size_t i = 0; i < d.n; i++)
		found =
		    found || (d.v[i].id == matter && strcmp(d.v[i].kind, "matter") == 0);
	assert_true(found);
	duties_free(&d);
}

/* Found in the inbox, proved, signed, marked. */
static void
approve_and_mark(int64_t matter)
{
	struct findings f = { 0 };
	struct act_run *run;
	struct record *m;

	as(crp_high);
	inbox_has(matter);
	run = start("matter", "approve", matter, NULL);
	OK(act_check(run, &f, E));
	assert_true(run->nproof > 4);
	for (size_t i = 0; i < run->nproof; i++)
		if (!run->proof[i].ok)
			fail_msg("proof: %s %s", run->proof[i].rule, run->proof[i].text);
	findings_free(&f);
	must(run);
	m = get("matter", matter);
	assert_string_equal(record_get(m, "mark"), "机密★考试开始前");
	assert_string_equal(record_state(m), "approved");
	record_free(m);
	as(proposer);
	must(start("matter", "mark", matter, NULL));
}

static void
enter_place(const char *name, const char *level)
{
	struct act_run *run = start("place", "enter", 0, NULL);

	type(run, "name", name);
	type(run, "place_kind", "safe");
	type(run, "level", level);
	must(run);
}

static struct act_run *
register_two(int64_t matter, const char *place)
{
	struct act_run *run = start("carrier", "register", matter, "matter");

	type(run, "count", "2");
	type(run, "place_id", place);
	return run;
}

static struct act_run *
lend_to(int64_t carrier, const char *name)
{
	struct act_run *run = start("carrier", "lend", carrier, NULL);

	type(run, "to_person_id", name);
	return run;
}

/* Two copies in a place of their level (R120); lent within the circle only (R055),
 * returned. */
static void
copies_lent_and_returned(int64_t matter)
{
	int64_t carrier;

	as(clerk);
	enter_place("保密室一号柜", "秘密");
	enter_place("保密室二号柜", "机密");
	must_refuse(register_two(matter, "保密室一号柜"), "R120");
	carrier = must(register_two(matter, "保密室二号柜"));
	must_refuse(lend_to(carrier, "钱外"), "R055");
	must(lend_to(carrier, "张承"));
	must(start("carrier", "return", carrier, NULL));
}

/* The archive file takes the level of what lies in it. */
static void
archive_it(void)
{
	struct act_run *run = start("archive", "open", 0, NULL);
	struct record *a;
	int64_t archive;

	type(run, "archive_kind", "decisions");
	type(run, "title", "2026年定密审批");
	type(run, "year", "2026");
	archive = must(run);
	run = start("archive_item", "put", archive, "archive");
	type(run, "matter_id", "技能考试");
	must(run);
	a = get("archive", archive);
	assert_string_equal(record_get(a, "level"), "2");
	record_free(a);
}

/* Every act stands in the matter's history, newest first. */
static void
history_tells(int64_t matter)
{
	static const char *const acts[] = { "归入材料", "归还", "借出", "登记载体",
		"登记载体", "作出标志", "审核批准", "列入", "列入", "拟定国家秘密" };
	struct change_lines lines = { 0 };

	OK(bench_history(b, "matter", matter, 0, 20, &lines, E));
	assert_int_equal(lines.n, ARRAY_LEN(acts));
	for (size_t i = 0; i < lines.n; i++)
		if (strncmp(lines.v[i].act, acts[i], strlen(acts[i])) != 0)
			fail_msg("%zu: %s, not %s", i, lines.v[i].act, acts[i]);
	change_lines_free(&lines);
}

static void
journey(void **state)
{
	struct verify_report v = { 0 };
	int64_t matter;

	(void)state;
	scope_with_entries();
	untrained_is_refused();
	matter = propose_papers();
	others_are_refused(matter);
	approve_and_mark(matter);
	copies_lent_and_returned(matter);
	archive_it();
	history_tells(matter);
	OK(store_verify(bench_store(b), &v, E));
	for (size_t i = 0; i < v.faults.n; i++)
		print_message("fault: %s\n", v.faults.v[i]);
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
}

/* A responsible person proposes and may not approve it himself (R042); 25 years of 机密
 * are refused beside the field (R046). */
static void
refusals(void **state)
{
	struct act_run *run;
	struct findings f = { 0 };
	int64_t matter;
	bool beside = false;

	(void)state;
	as(crp_high);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "王考");
	matter = must(run);
	refused_at_start("approve", matter, "R042");

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "title", "北仓库金库设计图");
	type(run, "period", "25年");
	OK(act_check(run, &f, E));
	for (size_t i = 0; i < run->form->nnote; i++)
		if (run->form->note[i].field == form_field(run->form->form, "period") &&
		    strstr(run->form->note[i].text, "R046") != NULL)
			beside = run->form->note[i].severity == SEV_BLOCK;
	assert_true(beside);
	findings_free(&f);
	must_refuse(run, "R0");
}

/* ---- holes that a review found, each closed for good */

static void
refused(const char *kind, const char *act, int64_t id, const char *said)
{
	struct record *r = get(kind, id);
	struct act_run *run = NULL;
	struct err e = { 0 };

	if (act_begin(b, act_def(kind, act), r, NULL, 0, &run, &e) != RC_DENIED ||
	    strstr(e.msg, said) == NULL)
		fail_msg(
		    "%s.%s: expected a refusal with %s, got: %s", kind, act, said, e.msg);
	act_free(run);
	record_free(r);
}

/* The head's post is held by one, and nobody moves himself into it. */
static void
nobody_makes_himself_head(void **state)
{
	struct act_run *run;

	(void)state;
	as(clerk);
	refused("person", "transfer", clerk, "R042");
	refused("person", "revet", clerk, "R042");
	run = start("person", "correct", clerk, NULL);
	assert_false(run->form->asked[form_field(run->form->form, "post_id")]);
	assert_false(run->form->asked[form_field(run->form->form, "login")]);
	act_free(run);
	run = start("person", "transfer", stranger, NULL);
	type(run, "post_id", "局长");
	must_refuse(run, "R027");
}

/* Roles taken away in another session end at once, also inside an act begun before. */
static void
roles_end_at_once(void **state)
{
	struct act_run *run;
	struct txn *t;
	struct record *account = NULL;
	struct query q;
	struct page page = { 0 };
	char id[24];

	(void)state;
	as(clerk);
	run = start("place", "enter", 0, NULL);
	type(run, "name", "三号柜");
	type(run, "place_kind", "safe");
	type(run, "level", "机密");
	query_init(&q, store_kind(bench_store(b), "account"));
	snprintf(id, sizeof(id), "%lld", (long long)clerk);
	query_add(&q, "person_id", COND_EQ, id, NULL);
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	account = page.rec[0];
	t = begin();
	record_set(account, "state", "closed");
	OK(txn_put(t, account, "close", "", E));
	OK(txn_commit(t, E));
	must_refuse(run, "应由");
	t = begin();
	record_set(account, "state", "active");
	OK(txn_put(t, account, "give", "", E));
	OK(txn_commit(t, E));
	page_done(&page);
	query_done(&q);
}

/* The last of the office stays; who gives roles gives none to himself. */
static void
office_is_never_empty(void **state)
{
	struct record *account = NULL;

	(void)state;
	as(head);
	OK(store_find(bench_store(b), "account", "role", "office", &account, E));
	refused("account", "close", account->id, "R140");
	record_free(account);
}

/* Outside the circle one neither marks nor files; a refusal is decided by who could
 * approve. */
static void
outsiders_touch_nothing(void **state)
{
	struct act_run *run;
	int64_t matter;

	(void)state;
	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承");
	matter = must(run);
	as(crp_base);
	refused_at_start("reject", matter, "R030");
	as(crp_high);
	must(start("matter", "approve", matter, NULL));
	as(trainer); /* a proposer, but not of this one */
	refused_at_start("mark", matter, "R052");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(journey),
		cmocka_unit_test(refusals), cmocka_unit_test(nobody_makes_himself_head),
		cmocka_unit_test(roles_end_at_once),
		cmocka_unit_test(office_is_never_empty),
		cmocka_unit_test(outsiders_touch_nothing) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
