/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_SCENE_H
#define DM_TESTS_SCENE_H
/*
 * A small office for tests of the engine of acts: a head, two responsible persons, an
 * undertaker, a clerk, one untrained and one without a role; a scope with two entries;
 * and acts done as a user does them, by what is typed.
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
#include "step/act.h"

#define UNUSED __attribute__((unused))

static char home[40];
static struct bench *b;
UNUSED static int64_t head, crp_high, crp_base, proposer, clerk, trainer, stranger;

#define TODAY "2026-03-02"
#define OK(call) \
	do { \
		struct err e_ = { 0 }; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, e_.msg); \
	} while (0)
#define E (&e_)

UNUSED static struct txn *
begin(void)
{
	static const struct actor who = { 0, "test", "sample", "test" };
	struct txn *t = NULL;

	OK(store_begin(bench_store(b), &who, &t, E));
	return t;
}

UNUSED static int64_t
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

UNUSED static int64_t
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

UNUSED static void
designate(struct txn *t, int64_t who, const char *level, const char *letter)
{
	char id[24];

	snprintf(id, sizeof(id), "%lld", (long long)who);
	PUT(t, "designation", "state", "active", "person_id", id, "kind", "designated",
	    "tier", "principal", "level", level, "scope", "*", "letter_no", letter,
	    "designated_on", "2025-07-01", "from_on", "2025-07-01", "to_on", "2028-06-30",
	    "published_on", "2025-07-02", "filed_on", "2025-07-03");
}

UNUSED static int
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
	snprintf(home, sizeof(home), "/tmp/dingmi-journey-XXXXXX");
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

UNUSED static int
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

UNUSED static void
as(int64_t who)
{
	OK(bench_act_as(b, who, E));
}

UNUSED static struct record *
get(const char *kind, int64_t id)
{
	struct record *r = NULL;

	OK(store_get(bench_store(b), kind, id, &r, E));
	return r;
}

/* Fills fields as a user would, by what is typed. */
UNUSED static void
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

UNUSED static struct act_run *
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
UNUSED static const char *
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

UNUSED static int64_t
must(struct act_run *run)
{
	int64_t id = 0;
	const char *why = finish(run, &id);

	if (*why != '\0')
		fail_msg("refused: %s", why);
	return id;
}

UNUSED static void
must_refuse(struct act_run *run, const char *rule)
{
	int64_t id = 0;
	const char *why = finish(run, &id);

	if (strstr(why, rule) == NULL)
		fail_msg("expected %s, got: %s", rule, why);
}

UNUSED static void
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

UNUSED static void
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

/* 北仓库金库设计图: 机密 for ten years (SL-04), approved but not yet marked. */
UNUSED static int64_t
drawing_approved(void)
{
	struct act_run *run;
	int64_t id;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "title", "北仓库金库设计图");
	type(run, "period", "10年");
	type(run, "knowers", "张承、赵密");
	id = must(run);
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	return id;
}

/* The same, marked and in force. */
UNUSED static int64_t
drawing_in_force(void)
{
	int64_t id = drawing_approved();

	as(proposer);
	must(start("matter", "mark", id, NULL));
	return id;
}

UNUSED static int64_t
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

/* The value of a column of a record. */
UNUSED static void
expect(const char *kind, int64_t id, const char *col, const char *want)
{
	struct record *r = get(kind, id);

	if (strcmp(record_get(r, col), want) != 0)
		fail_msg("%s.%s is '%s', not '%s'", kind, col, record_get(r, col), want);
	record_free(r);
}

/* The duty about a record, as the inbox offers it; the day, DATE_NONE when it has none.
 */
UNUSED static bool
owed(const char *kind, int64_t id, const char *rule, const char *act, int32_t *due)
{
	struct duties d = { 0 };
	bool found = false;

	OK(bench_inbox(b, false, 100, &d, E));
	for (size_t i = 0; i < d.n; i++)
		if (d.v[i].id == id && strcmp(d.v[i].kind, kind) == 0 &&
		    strcmp(d.v[i].rule, rule) == 0 &&
		    strcmp(d.v[i].act != NULL ? d.v[i].act : "", act) == 0) {
			found = true;
			*due = d.v[i].due;
		}
	duties_free(&d);
	return found;
}

#endif
