/* SPDX-License-Identifier: MIT */
/*
 * The journey of one matter through the engine of acts, as screens, verbs and drills use
 * it: proposed under SL-01, approved by another, marked, copied, lent, returned,
 * archived; and what the law refuses on the way.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "step/bench.h"

static char home[] = "/tmp/dingmi-journey-XXXXXX";
static struct bench *b;
static int64_t head, crp_high, crp_base, proposer, clerk, trainer, stranger;

#define TODAY "2026-03-02"
#define OK(call) \
	do { \
		struct err e_ = { 0 }; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, e_.msg); \
	} while (0)
#define E (&e_)

static struct txn *
begin(void)
{
	static const struct actor who = { 0, "test", "sample", "test" };
	struct txn *t = NULL;

	OK(store_begin(bench_store(b), &who, &t, E));
	return t;
}

static int64_t
put(struct txn *t, const char *kind, const char *const *kv)
{
	struct record *r = record_new(store_kind(bench_store(b), kind));
	int64_t id;

	for (; *kv != NULL; kv += 2)
		record_set(r, kv[0], kv[1]);
	OK(txn_put(t, r, "sample", "", E));
	id = r->id;
	record_free(r);
	return id;
}
#define PUT(t, kind, ...) put(t, kind, (const char *const[]){ __VA_ARGS__, NULL })

static int64_t
person(struct txn *t, const char *no, const char *name, const char *post,
    const char *category, const char *trained, const char *role)
{
	struct record *p = NULL;
	char id[24], pid[24];
	int64_t who;

	OK(store_find(bench_store(b), "post", "code", post, &p, E));
	assert_non_null(p);
	snprintf(pid, sizeof(pid), "%lld", (long long)p->id);
	who = PUT(t, "person", "state", "in_post", "no", no, "name", name, "post_id", pid,
	    "dept_id", record_get(p, "dept_id"), "category", category, "vetted_on",
	    "2025-06-01", "pledge_on", "2025-06-02", "trained_until", trained);
	record_free(p);
	snprintf(id, sizeof(id), "%lld", (long long)who);
	if (role != NULL)
		PUT(t, "account", "state", "active", "person_id", id, "role", role,
		    "granted_on", "2025-06-02");
	return who;
}

static void
designate(struct txn *t, int64_t who, const char *level, const char *letter)
{
	char id[24];

	snprintf(id, sizeof(id), "%lld", (long long)who);
	PUT(t, "designation", "state", "active", "person_id", id, "kind", "designated",
	    "tier", "principal", "level", level, "scope", "*", "letter_no", letter,
	    "designated_on", "2025-07-01", "from_on", "2025-07-01", "to_on", "2028-06-30",
	    "published_on", "2025-07-02", "filed_on", "2025-07-03");
}

static int
setup(void **state)
{
	struct bench_options o = { .home = home,
		.data = "forms",
		.login = "test",
		.origin = "test",
		.personal = true };
	const char *src = getenv("top_srcdir");
	static char data[512];
	char *db, *ini, *text = NULL;
	size_t n;
	struct store *s = NULL;
	struct clock clock = { 0 };
	struct txn *t;

	(void)state;
	assert_non_null(mkdtemp(home));
	snprintf(data, sizeof(data), "%s/forms", src != NULL ? src : ".");
	o.data = data;
	o.today = clock.fixed = date_parse(TODAY);
	db = path_join(home, "dingmi.db");
	ini = xasprintf("%s/sample/org.ini", data);
	OK(store_open(db, STORE_CREATE, &clock, &s, E));
	store_close(s);
	OK(file_read(ini, 1 << 20, &text, &n, E));
	free(ini);
	ini = path_join(home, "org.ini");
	OK(file_write(ini, text, n, 0600, E));
	free(text);
	free(ini);
	free(db);
	OK(bench_open(&o, &b, E));
	t = begin();
	head = person(t, "RY-01", "陈局", "ld-jz", "core", "2026-12-31", NULL);
	crp_high = person(t, "RY-02", "王考", "ld-fjz", "important", "2026-12-31", NULL);
	crp_base = person(t, "RY-03", "李统", "bgs-zr", "important", "2026-12-31", NULL);
	proposer =
	    person(t, "RY-04", "张承", "bgs-bm", "important", "2026-12-31", "proposer");
	clerk = person(t, "RY-05", "赵密", "bgs-bm", "important", "2026-12-31", "office");
	trainer =
	    person(t, "RY-06", "孙训", "bgs-bm", "general", "2025-12-31", "proposer");
	stranger = person(t, "RY-07", "钱外", "bgs-bm", "general", "2026-12-31", NULL);
	designate(t, crp_high, "2", "示局密〔2025〕1号");
	designate(t, crp_base, "1", "示局密〔2025〕2号");
	OK(txn_commit(t, E));
	return 0;
}

static int
teardown(void **state)
{
	static const char *const names[] = { "dingmi.db", "dingmi.db-wal",
		"dingmi.db-shm", "dingmi.db.lock", "org.ini" };

	(void)state;
	bench_close(b);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *p = path_join(home, names[i]);

		unlink(p);
		free(p);
	}
	rmdir(home);
	return 0;
}

/* ---- helpers: an act with values, as a person */

static void
as(int64_t who)
{
	OK(bench_act_as(b, who, E));
}

static struct record *
get(const char *kind, int64_t id)
{
	struct record *r = NULL;

	OK(store_get(bench_store(b), kind, id, &r, E));
	return r;
}

/* Fills fields as a user would, by what is typed. */
static void
type(struct act_run *run, const char *name, const char *text)
{
	int i = form_field(run->form->form, name);

	if (i < 0)
		fail_msg("no field %s", name);
	if (!form_enter(run->form, (size_t)i, text)) {
		const struct form_note *n = form_worst_note(run->form, (size_t)i);

		fail_msg("%s = %s: %s", name, text, n != NULL ? n->text : "refused");
	}
	OK(act_suggest(run, name, E));
}

static struct act_run *
start(const char *kind, const char *act, int64_t id, const char *parent_kind)
{
	struct record *r =
	    id != 0 ? get(parent_kind != NULL ? parent_kind : kind, id) : NULL;
	struct act_run *run = NULL;

	OK(act_begin(b, act_def(kind, act), r, NULL, 0, &run, E));
	record_free(r);
	return run;
}

/* Does it; the rule that refused, or "" when it was done. */
static const char *
finish(struct act_run *run, int64_t *id)
{
	static char rule[512];
	struct findings f = { 0 };
	struct err e = { 0 };
	enum rc rc = act_do(run, &f, id, &e);

	rule[0] = '\0';
	if (rc != RC_OK)
		snprintf(rule, sizeof(rule), "%.500s", e.msg);
	for (size_t i = 0; rc == RC_INVAL && i < run->form->nnote; i++)
		print_message(
		    "note %d: %s\n", run->form->note[i].field, run->form->note[i].text);
	findings_free(&f);
	act_free(run);
	return rule;
}

static int64_t
must(struct act_run *run)
{
	int64_t id = 0;
	const char *why = finish(run, &id);

	if (*why != '\0')
		fail_msg("refused: %s", why);
	return id;
}

static void
must_refuse(struct act_run *run, const char *rule)
{
	int64_t id = 0;
	const char *why = finish(run, &id);

	if (strstr(why, rule) == NULL)
		fail_msg("expected %s, got: %s", rule, why);
}

static void
refused_at_start(const char *act, int64_t id, const char *rule)
{
	struct record *r = get("matter", id);
	struct act_run *run = NULL;
	struct err e = { 0 };

	assert_int_equal(
	    act_begin(b, act_def("matter", act), r, NULL, 0, &run, &e), RC_DENIED);
	if (strstr(e.msg, rule) == NULL)
		fail_msg("expected %s, got: %s", rule, e.msg);
	record_free(r);
}

static void
fill_proposal(struct act_run *run)
{
	type(run, "title", "2026年统一技能考试试题");
	type(run, "neg_public", "否");
	type(run, "neg_regime", "否");
	type(run, "neg_known", "否");
	type(run, "neg_disclose", "否");
	type(run, "entry_id", "SL-01");
	type(run, "head_no", "4");
	type(run, "harm_text", "泄露后考试结果失去公正");
	type(run, "justification", "目录条目即为机密级");
}

/* ---- the journey */

static int64_t
scope_with_entries(void)
{
	struct act_run *run;
	int64_t scope;

	as(clerk);
	run = start("scope", "enter", 0, NULL);
	type(run, "code", "SL");
	type(run, "title", "示例行业保密事项范围");
	type(run, "issuer", "国家示例部");
	type(run, "effective_on", "2024-01-01");
	scope = must(run);
	run = start("scope_entry", "enter", scope, "scope");
	type(run, "code", "SL-01");
	type(run, "matter", "启用前的统一技能考试试题");
	type(run, "level", "机密");
	type(run, "condition", "考试开始前");
	type(run, "ntk_text", "命题、印制人员");
	type(run, "origin_tier", "prefecture");
	must(run);
	run = start("scope_entry", "enter", scope, "scope");
	type(run, "code", "SL-04");
	type(run, "matter", "北仓库金库设计图纸");
	type(run, "level", "机密");
	type(run, "max_period", "15年");
	type(run, "ntk_text", "设计、施工人员");
	type(run, "origin_tier", "prefecture");
	must(run);
	return scope;
}

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
