/* SPDX-License-Identifier: MIT */
/*
 * Half-filled acts and two people at one record: every draft is its own, holds only what
 * was typed, goes with the act; and what others changed meanwhile stands unless this user
 * touched it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "step/bench.h"
#include "step/import.h"
#include "scratch.h"

static struct bench *b;
static struct err e;
static int64_t clerk, other, proposer, approver;

static void
ok_at(enum rc rc, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: rc %d: %s", line, (int)rc, e.msg);
}
#define ok(call) ok_at((call), __LINE__)

static int64_t
named(const char *name)
{
	struct record *p = NULL;
	int64_t id;

	ok(store_find(bench_store(b), "person", "name", name, &p, &e));
	assert_non_null(p);
	id = p->id;
	record_free(p);
	return id;
}

static int
setup(void **state)
{
	static const char data[] = SRCDIR "/forms";
	struct bench_options o = { .data = data,
		.today = date_from_ymd(2026, 3, 2),
		.login = "tester",
		.origin = "test",
		.personal = true };

	lang_set(LANG_ZH);
	if (scratch_make(state) != 0)
		return -1;
	o.home = scratch_path("home");
	ok(home_init(o.home, data, NULL, true, &o, &e));
	ok(bench_open(&o, &b, &e));
	clerk = named("赵敏之");
	other = named("陈立新");
	proposer = named("吴雨桐");
	approver = named("郑怀远");
	return 0;
}

static int
teardown(void **state)
{
	char *home = xstrdup(scratch_path("home"));
	DIR *d = opendir(home);
	struct dirent *ent;

	bench_close(b);
	while (d != NULL && (ent = readdir(d)) != NULL)
		if (*ent->d_name != '.')
			assert_int_equal(unlinkat(dirfd(d), ent->d_name, 0), 0);
	if (d != NULL)
		closedir(d);
	assert_int_equal(rmdir(home), 0);
	free(home);
	return scratch_drop(state);
}

/* ---- helpers */

static struct act_run *
begin(int64_t who, const char *kind, const char *act, int64_t id)
{
	struct act_run *run = NULL;
	struct record *r = NULL;

	ok(bench_act_as(b, who, &e));
	if (id != 0)
		ok(store_get(bench_store(b), kind, id, &r, &e));
	ok(act_begin(b, act_def(kind, act), r, NULL, 0, &run, &e));
	record_free(r);
	return run;
}

static void
type(struct act_run *run, const char *field, const char *text)
{
	int i = form_field(run->form->form, field);

	assert_true(i >= 0);
	assert_true(form_enter(run->form, (size_t)i, text));
	ok(act_suggest(run, field, &e));
}

static enum rc
try(struct act_run *run)
{
	struct findings f = { 0 };
	int64_t id;
	enum rc rc = act_do(run, &f, &id, &e);

	findings_free(&f);
	return rc;
}

static void
finish(struct act_run *run)
{
	ok(try(run));
	act_free(run);
}

static char *
value(const char *kind, int64_t id, const char *column)
{
	struct record *r = NULL;
	char *s;

	ok(store_get(bench_store(b), kind, id, &r, &e));
	s = xstrdup(record_get(r, column));
	record_free(r);
	return s;
}

static void
has(const char *kind, int64_t id, const char *column, const char *want)
{
	char *s = value(kind, id, column);

	assert_string_equal(s, want);
	free(s);
}

static size_t
drafts(int64_t who, struct draft **out)
{
	size_t n;

	ok(draft_list(bench_store(b), who, out, &n, &e));
	return n;
}

static size_t
count_drafts(int64_t who)
{
	struct draft *d;
	size_t n = drafts(who, &d);

	draft_free(d, n);
	return n;
}

/* The person's only draft, taken up again. */
static struct act_run *
take_up(int64_t who)
{
	struct act_run *run = NULL;
	struct draft *d;
	size_t n;

	ok(bench_act_as(b, who, &e));
	n = drafts(who, &d);
	assert_int_equal(n, 1);
	ok(act_draft_resume(b, &d[0], &run, &e));
	draft_free(d, n);
	return run;
}

static void
keep(struct act_run *run)
{
	ok(act_draft_save(run, &e));
	act_free(run);
}

static int64_t
first(const char *kind, const char *states)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add_in(&q, "state", true, states);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, &e));
	assert_int_equal(page.n, 1);
	id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return id;
}

/* ---- each draft its own */

static void
two_of_one_act__both_stay(void **state)
{
	struct act_run *one = begin(proposer, "matter", "propose", 0), *two;
	struct draft *d;
	size_t n;

	(void)state;
	type(one, "title", "先起草的一份");
	ok(act_draft_save(one, &e));
	two = begin(proposer, "matter", "propose", 0);
	type(two, "title", "后起草的一份");
	ok(act_draft_save(two, &e));
	type(one, "title", "先起草的一份，又改");
	ok(act_draft_save(one, &e)); /* its own, not a third */
	n = drafts(proposer, &d);
	assert_int_equal(n, 2);
	draft_free(d, n);
	ok(act_draft_drop(two, &e));
	n = drafts(proposer, &d);
	assert_int_equal(n, 1);
	assert_non_null(strstr(d[0].title, "先起草的一份，又改"));
	draft_free(d, n);
	ok(act_draft_drop(one, &e));
	assert_int_equal(count_drafts(proposer), 0);
	act_free(one);
	act_free(two);
}

static void
done__takes_its_own_draft_and_no_other(void **state)
{
	struct act_run *kept = begin(clerk, "person", "correct", proposer), *run;

	(void)state;
	type(kept, "phone", "0000-5001");
	keep(kept);
	run = begin(clerk, "person", "correct", proposer);
	type(run, "phone", "0000-5002");
	finish(run); /* never kept: the other one's draft stays */
	assert_int_equal(count_drafts(clerk), 1);
	run = take_up(clerk);
	ok(act_rebase(run, &e));
	finish(run);
	assert_int_equal(count_drafts(clerk), 0);
	has("person", proposer, "phone", "0000-5001");
}

static void
sql(const char *text)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(scratch_path("home/dingmi.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* What keeps the draft from going keeps the act from being done: nothing is done and then
 * called refused. */
static void
done__draft_and_act_are_one_transaction(void **state)
{
	struct act_run *run = begin(clerk, "person", "correct", proposer);
	int64_t draft;

	(void)state;
	type(run, "phone", "0000-6001");
	ok(act_draft_save(run, &e));
	draft = run->draft_id;
	assert_true(draft != 0);
	sql("CREATE TRIGGER stays BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, "
	    "'stays'); END");
	assert_int_not_equal(try(run), RC_OK);
	has("person", proposer, "phone", "0000-1007");
	assert_int_equal(run->draft_id, draft);
	assert_int_equal(count_drafts(clerk), 1);
	sql("DROP TRIGGER stays");
	ok(try(run));
	has("person", proposer, "phone", "0000-6001");
	assert_int_equal(run->draft_id, 0);
	assert_int_equal(count_drafts(clerk), 0);
	act_free(run);
}

/* ---- taken up after others were there */

static void
resumed__overwrites_nobody(void **state)
{
	struct act_run *run = begin(clerk, "person", "correct", proposer);

	(void)state;
	type(run, "phone", "0000-7001");
	keep(run);
	run = begin(other, "person", "correct", proposer);
	type(run, "phone", "0000-7002");
	type(run, "note", "另一位写的");
	finish(run);

	run = take_up(clerk);
	assert_true(run->behind);
	assert_string_equal(record_get(run->rec, "note"), "");
	assert_int_equal(try(run), RC_CONFLICT);
	ok(act_rebase(run, &e));
	assert_false(run->behind);
	assert_string_equal(record_get(run->rec, "phone"), "0000-7002");
	assert_string_equal(form_get(run->form, "phone"), "0000-7001");
	assert_string_equal(form_get(run->form, "note"), "另一位写的");
	finish(run);
	has("person", proposer, "phone", "0000-7001");
	has("person", proposer, "note", "另一位写的");
}

static void
resumed__holds_only_what_was_typed(void **state)
{
	struct act_run *run = begin(clerk, "person", "correct", proposer);
	struct draft *d;
	size_t n;

	(void)state;
	type(run, "phone", "0000-8001");
	keep(run);
	n = drafts(clerk, &d);
	assert_int_equal(n, 1);
	assert_non_null(strstr(d[0].data, "0000-8001"));
	assert_null(strstr(d[0].data, "吴雨桐"));
	draft_free(d, n);
	run = take_up(clerk);
	assert_false(run->behind); /* nobody was there */
	finish(run);
}

/* ---- read again, all of it */

/* The decision moved under the approver. */
static void
rebase__reads_the_decision_again(void **state)
{
	int64_t id = first("matter", "proposed"), decision;
	struct act_run *run = begin(approver, "matter", "return", id);
	struct actor who = bench_actor(b);
	struct record *r = NULL;
	struct txn *t = NULL;

	(void)state;
	type(run, "opinion2", "请补充依据");
	decision = run->child->id;
	assert_true(decision != 0);
	ok(store_get(bench_store(b), "decision", decision, &r, &e));
	ok(store_begin(bench_store(b), &who, &t, &e));
	ok(txn_put(t, r, "correct", "", &e));
	ok(txn_commit(t, &e));
	record_free(r);

	assert_int_equal(try(run), RC_CONFLICT);
	ok(act_rebase(run, &e));
	assert_string_equal(form_get(run->form, "opinion2"), "请补充依据");
	finish(run);
	has("matter", id, "state", "returned");
	has("decision", decision, "opinion2", "请补充依据");
}

/* Nothing is left to decide: the run stays as it was, and is still refused. */
static void
rebase__refused_leaves_the_run(void **state)
{
	int64_t id = first("matter", "proposed"), decision;
	struct act_run *run = begin(approver, "matter", "return", id);
	struct actor who = bench_actor(b);
	struct record *r = NULL;
	struct txn *t = NULL;

	(void)state;
	type(run, "opinion2", "请补充依据");
	decision = run->child->id;
	ok(store_get(bench_store(b), "decision", decision, &r, &e));
	record_set(r, "state", "closed");
	ok(store_begin(bench_store(b), &who, &t, &e));
	ok(txn_put(t, r, "correct", "", &e));
	ok(txn_commit(t, &e));
	record_free(r);

	assert_int_equal(act_rebase(run, &e), RC_NOTFOUND);
	assert_int_equal(run->child->id, decision);
	assert_int_equal(try(run), RC_CONFLICT);
	act_free(run);
}

/* A list that I did not touch keeps whom others added. */
static void
rebase__keeps_whom_others_added(void **state)
{
	int64_t id = first("session", "planned");
	struct act_run *mine = begin(clerk, "session", "edit", id), *theirs;
	char *people = xstrdup(form_get(mine->form, "people"));
	char *more = xasprintf("%s,%lld", people, (long long)other);

	(void)state;
	assert_true(*people != '\0');
	type(mine, "place", "三楼东侧会议室");
	theirs = begin(other, "session", "edit", id);
	form_set(theirs->form, "people", more);
	theirs->form->touched[form_field(theirs->form->form, "people")] = true;
	finish(theirs);

	ok(bench_act_as(b, clerk, &e));
	assert_int_equal(try(mine), RC_CONFLICT);
	ok(act_rebase(mine, &e));
	assert_string_equal(form_get(mine->form, "people"), more);
	finish(mine);
	mine = begin(clerk, "session", "edit", id);
	assert_string_equal(form_get(mine->form, "people"), more);
	assert_string_equal(form_get(mine->form, "place"), "三楼东侧会议室");
	act_free(mine);
	free(people);
	free(more);
}

/* What is above the unit's authority goes over to the lawful act with all that was typed,
 * also what is not yet a value; what followed from it follows anew. */
static void
carry__takes_along_what_was_typed(void **state)
{
	struct act_run *from = begin(proposer, "matter", "propose", 0),
		       *to = begin(proposer, "matter", "refer", 0),
		       *unclear = begin(proposer, "matter", "unclear", 0);
	int created;

	(void)state;
	type(from, "title", "北仓库应急总体预案修订稿");
	type(from, "neg_public", "否");
	type(from, "entry_id", "SL-05");
	created = form_field(from->form->form, "created_on");
	assert_false(form_enter(from->form, (size_t)created, "昨日"));
	ok(act_carry(from, to, &e));
	assert_string_equal(form_get(to->form, "title"), "北仓库应急总体预案修订稿");
	assert_string_equal(form_get(to->form, "neg_public"), "0");
	assert_string_equal(
	    form_get(to->form, "entry_id"), form_get(from->form, "entry_id"));
	assert_string_equal(form_get(to->form, "level"), "3");
	assert_string_equal(form_get(to->form, "period"), "20年");
	assert_string_equal(to->form->typed[created], "昨日");
	/* an unclear matter has no entry, so nothing follows from one */
	ok(act_carry(from, unclear, &e));
	assert_string_equal(form_get(unclear->form, "title"), "北仓库应急总体预案修订稿");
	assert_string_equal(form_get(unclear->form, "level"), "");
	act_free(from);
	act_free(to);
	act_free(unclear);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_of_one_act__both_stay),
		TEST(done__takes_its_own_draft_and_no_other),
		TEST(done__draft_and_act_are_one_transaction),
		TEST(resumed__overwrites_nobody),
		TEST(resumed__holds_only_what_was_typed),
		TEST(rebase__reads_the_decision_again),
		TEST(rebase__refused_leaves_the_run),
		TEST(rebase__keeps_whom_others_added),
		TEST(carry__takes_along_what_was_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
