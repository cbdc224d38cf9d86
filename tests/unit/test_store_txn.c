/* SPDX-License-Identifier: MIT */
/* Writing: versions, conflicts, refusals in words, numbers, the gate, the clock, drafts,
 * kill -9. */
#include "store_fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static int64_t
count_rows(struct fixture *f, const char *sql)
{
	int64_t n = -1;

	fx_ok(f, db_int(f->s, sql, &n, &f->e));
	return n;
}

static void
put__assigns_id_version_and_defaults(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	struct record *r = fx_matter(f, 1, "城东泵站改造"), *back;

	record_set(r, "level", "02");
	fx_ok(f, txn_put(t, r, "enter", "first", &f->e));
	assert_int_equal(r->id, 1);
	assert_int_equal(r->rev, 1);
	record_set(r, "title", "城东泵站扩建");
	fx_ok(f, txn_put(t, r, "edit", NULL, &f->e));
	assert_int_equal(r->rev, 2);
	fx_commit(f, t);
	back = fx_get(f, "matter", 1);
	assert_string_equal(record_get(back, "title"), "城东泵站扩建");
	assert_string_equal(record_get(back, "regime"), "state");
	assert_string_equal(record_get(back, "ntk_unit"), "0");
	assert_string_equal(record_get(back, "level"), "2");
	assert_int_equal(record_int(back, "rev"), 2);
	assert_int_equal(record_int(back, "id"), 1);
	record_free(back);
	record_free(r);
	fx_fails(
	    f, store_get(f->s, "matter", 2, &back, &f->e), RC_NOTFOUND, "no record 2");
	fx_fails(f, store_get(f->s, "mater", 1, &back, &f->e), RC_INVAL, "no kind");
}

static void
abort__leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct record *r = fx_matter(f, 1, "甲");
	struct txn *t = fx_begin(f);

	fx_ok(f, txn_put(t, r, "enter", "", &f->e));
	txn_abort(t);
	txn_abort(NULL);
	assert_int_equal(
	    count_rows(f,
		"SELECT (SELECT count(*) FROM matter) + (SELECT count(*) FROM journal)"),
	    0);
	r->id = r->rev = 0;
	assert_int_equal(fx_put(f, r), 1);
}

static void
conflict__names_who_and_when(void **state)
{
	struct fixture *f = *state;
	struct actor li = { .login = "li", .role = "crp" };
	struct record *mine, *theirs;
	struct txn *t;

	li.person = fx_put(f, fx_new(f, "person", "state=in_post", "no=P1", "name=李四"));
	fx_put(f, fx_matter(f, 1, "甲"));
	mine = fx_get(f, "matter", 1);
	theirs = fx_get(f, "matter", 1);
	fx_ok(f, store_begin(f->s, &li, &t, &f->e));
	fx_ok(f, txn_put(t, theirs, "propose", "", &f->e));
	fx_ok(f, txn_log(t, "matter", 1, "look", "", &f->e)); /* a look is no change */
	fx_commit(f, t);
	t = fx_begin(f);
	fx_fails(f, txn_put(t, mine, "edit", "", &f->e), RC_CONFLICT, "李四 (li)");
	assert_non_null(strstr(f->e.msg, "2026-03-02 09:00:00"));
	assert_non_null(strstr(f->e.msg, "propose"));
	assert_int_equal(mine->rev, 1);
	/* Nothing was written for it: the rest of the transaction may stand. */
	fx_ok(f, txn_put(t, theirs, "edit", "", &f->e));
	fx_commit(f, t);
	record_free(mine);
	record_free(theirs);
	mine = record_new(store_kind(f->s, "matter"));
	mine->id = 77;
	t = fx_begin(f);
	fx_fails(f, txn_put(t, mine, "edit", "", &f->e), RC_NOTFOUND, "no record 77");
	txn_abort(t);
	record_free(mine);
}

static void
refusals__name_the_column_in_the_language(void **state)
{
	static const struct {
		const char *kind;
		const char *set[5];
		enum rc rc;
		const char *en, *zh;
	} cases[] = {
		{ "dept", { "state=active", "code=A1", "name=乙" }, RC_CONFLICT,
		    "code \"A1\"", "code“A1”" },
		{ "carrier",
		    { "state=to_return", "matter_id=1", "copy_no=1", "no=C2", "level=1" },
		    RC_INVAL, "carrier_kind: must be filled in",
		    "carrier_kind：必须填写" },
		{ "dept", { "state=active", "code=B", "name=丙", "parent_id=99" },
		    RC_INVAL, "parent_id: there is no record 99 of dept",
		    "parent_id：没有编号为 99 的 dept 记录" },
		{ "dept", { "state=open", "code=B", "name=丙" }, RC_INVAL,
		    "dept, state: value \"open\"", "dept 的 state：值“open”" },
		{ "dept",
		    { "state=active", "code=B", "name=丙",
			"key_confirmed_on=2026-02-30" },
		    RC_INVAL, "key_confirmed_on: \"2026-02-30\" is no date",
		    "“2026-02-30”不是日期" },
		{ "dept", { "state=active", "code=B", "name=丙", "key_confirmed_on=now" },
		    RC_INVAL, "\"now\" is no date", "“now”不是日期" },
		{ "dept", { "state=active", "code=B", "name=丙", "key_dept=是" },
		    RC_INVAL, "key_dept: \"是\" is not a whole number",
		    "key_dept：“是”不是整数" },
		{ "policy",
		    { "state=draft", "policy_kind=plan", "title=t", "legal_basis=法5",
			"drafted_by_id=1" },
		    RC_OK, "", "" },
		{ "account",
		    { "state=active", "person_id=1", "role=auditor",
			"granted_on=2026-01-01" },
		    RC_INVAL, "an administrator may hold no other role",
		    "三员与其他角色不得兼任" },
	};
	struct fixture *f = *state;

	fx_put(f, fx_new(f, "person", "state=in_post", "no=P1", "name=李四"));
	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	fx_put(f, fx_new(f, "account", "state=active", "person_id=1", "role=sysadm",
		      "granted_on=2026-01-01"));
	fx_put(f, fx_matter(f, 1, "甲"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
			const char *set[6] = { NULL };
			struct record *r;
			struct txn *t = fx_begin(f);

			memcpy(set, cases[i].set, sizeof(cases[i].set));
			r = fx_record(f, cases[i].kind, set);
			lang_set(lang);
			fx_fails(f, txn_put(t, r, "enter", "", &f->e), cases[i].rc,
			    cases[i].rc == RC_OK ? ""
			    : lang == LANG_ZH	 ? cases[i].zh
						 : cases[i].en);
			assert_int_equal(r->id != 0, cases[i].rc == RC_OK);
			txn_abort(t);
			record_free(r);
		}
}

static void
refused_record__bars_the_commit(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	struct record *good = fx_new(f, "dept", "state=active", "code=A1", "name=甲");
	struct record *bad = fx_new(f, "dept", "state=active", "code=A1", "name=乙");
	struct record *next = fx_new(f, "dept", "state=active", "code=A2", "name=丙");

	fx_ok(f, txn_put(t, good, "enter", "", &f->e));
	fx_fails(f, txn_put(t, bad, "enter", "", &f->e), RC_CONFLICT, "A1");
	fx_ok(f, txn_put(t, next, "enter", "",
		     &f->e)); /* the rest of an import is still looked at */
	fx_fails(f, txn_commit(t, &f->e), RC_INVAL, "nothing was written");
	assert_int_equal(count_rows(f, "SELECT count(*) FROM journal"), 0);
	record_free(good);
	record_free(bad);
	record_free(next);
}

static void
hard_core__holds_decisions(void **state)
{
	struct fixture *f = *state;
	struct record *r;
	struct txn *t;

	fx_put(f, fx_new(f, "person", "state=in_post", "no=P1", "name=李四"));
	fx_put(f, fx_new(f, "person", "state=in_post", "no=P2", "name=王五"));
	fx_put(f, fx_matter(f, 1, "甲"));
	fx_put(f, fx_new(f, "decision", "state=recorded", "matter_id=1", "kind=determine",
		      "proposer_id=1", "proposed_on=2026-03-01", "opinion=拟定",
		      "approver_id=2", "decided_on=2026-03-02", "result=approved"));
	r = fx_get(f, "decision", 1);
	record_set(r, "opinion", "改");
	t = fx_begin(f);
	fx_fails(f, txn_put(t, r, "edit", "", &f->e), RC_INVAL,
	    "a recorded decision is final");
	txn_abort(t);
	/* Past the program, without a journal row. */
	assert_int_not_equal(
	    sqlite3_exec(
		f->s->db, "UPDATE matter SET title = 'x', rev = 2", NULL, NULL, NULL),
	    SQLITE_OK);
	record_free(r);
}

static void
numbers__are_the_next_free(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	char no[40];

	fx_ok(f, txn_next_no(t, "matter", "DM", 2026, no, &f->e));
	assert_string_equal(no, "DM-2026-0001");
	fx_ok(f, txn_next_no(t, "matter", "DM", 2026, no, &f->e));
	assert_string_equal(
	    no, "DM-2026-0002"); /* within one transaction a number is given once */
	txn_abort(t);
	for (int i = 1; i <= 12; i++)
		fx_put(f, fx_matter(f, i == 12 ? 9999 : i, "甲"));
	t = fx_begin(f);
	fx_ok(f, txn_next_no(t, "matter", "DM", 2026, no, &f->e));
	assert_string_equal(no, "DM-2026-10000");
	fx_ok(f, txn_next_no(t, "matter", "DM", 2027, no, &f->e));
	assert_string_equal(no, "DM-2027-0001");
	txn_abort(t);
	fx_put(f, fx_matter(f, 10000, "乙"));
	fx_put(f, fx_matter(f, 12,
		      "丙")); /* an older one entered late: the free one after it */
	t = fx_begin(f);
	fx_ok(f, txn_next_no(t, "matter", "DM", 2026, no, &f->e));
	assert_string_equal(no, "DM-2026-0013");
	txn_abort(t);
}

static void
settings__are_kept_and_checked(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	char *v;

	fx_ok(f, store_meta_get(f->s, "sample", &v, &f->e));
	assert_null(v);
	fx_fails(f, txn_meta(t, "digest", "md5", &f->e), RC_INVAL, "sm3 or sha256");
	fx_ok(f, txn_meta(t, "digest", "sha256", &f->e));
	fx_ok(f, txn_meta(t, "sample", "yes", &f->e));
	fx_ok(f, txn_meta(t, "sample", "no", &f->e));
	fx_fails(f, txn_meta(t, "digest", "sm3", &f->e), RC_INVAL, "journal has begun");
	fx_fails(f, txn_meta(t, "Bad Key", "1", &f->e), RC_INVAL, "a-z");
	fx_commit(f, t);
	fx_ok(f, store_meta_get(f->s, "sample", &v, &f->e));
	assert_string_equal(v, "no");
	free(v);
}

static void
clock__may_not_go_back_unexplained(void **state)
{
	struct fixture *f = *state;
	struct record *r;
	struct txn *t;

	fx_put(f, fx_matter(f, 1, "甲"));
	f->clock.fixed -= 1;
	r = fx_matter(f, 2, "乙");
	t = fx_begin(f);
	fx_fails(f, txn_put(t, r, "enter", "", &f->e), RC_INVAL, "2026-03-01 09:00:00");
	fx_fails(
	    f, txn_meta(t, "sample", "yes", &f->e), RC_INVAL, "set the system clock");
	fx_fails(f, txn_log(t, "matter", 1, "clock", "  ", &f->e), RC_INVAL, "explain");
	fx_fails(f, txn_log(t, "matter", 1, "look", "x", &f->e), RC_INVAL, "explain");
	fx_commit(f, t); /* nothing in it */
	t = fx_begin(f);
	fx_ok(f, txn_log(t, "meta", 0, "clock", "battery was replaced", &f->e));
	fx_ok(f, txn_put(t, r, "enter", "", &f->e));
	fx_commit(f, t);
	record_free(r);
	fx_put(f, fx_matter(f, 3, "丙"));
	/* The same day again is no step back, whatever the hour. */
	fx_raw(f, "DROP TRIGGER journal_keep; UPDATE journal SET at = '2026-03-01 "
		  "23:59:59+08:00'");
	fx_reopen(f, 0);
	fx_put(f, fx_matter(f, 4, "丁"));
	/* The real clock has an hour. */
	f->clock.fixed = DATE_NONE;
	fx_raw(f, "UPDATE journal SET at = '2990-01-01 00:00:00+08:00'");
	t = fx_begin(f);
	r = fx_matter(f, 5, "戊");
	fx_fails(f, txn_put(t, r, "enter", "", &f->e), RC_INVAL, "2990-01-01");
	txn_abort(t);
	record_free(r);
}

static void
real_clock__has_five_minutes_of_slack(void **state)
{
	static const struct {
		int ahead;
		bool good;
	} cases[] = { { 240, true }, { 600, false } };
	struct fixture *f = *state;
	char sql[200], stamp[40];
	struct record *r;
	struct txn *t;

	f->clock.fixed = DATE_NONE;
	fx_put(f, fx_matter(f, 1, "甲"));
	fx_raw(f, "DROP TRIGGER journal_keep");
	fx_reopen(f, 0);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		time_t then = time(NULL) + cases[i].ahead;
		struct tm tm;

		gmtime_r(&then, &tm);
		strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S+00:00", &tm);
		snprintf(sql, sizeof(sql), "UPDATE journal SET at = '%s'", stamp);
		fx_raw(f, sql);
		r = fx_matter(f, 10 + (int)i, "乙");
		t = fx_begin(f);
		assert_int_equal(
		    txn_put(t, r, "enter", "", &f->e) == RC_OK, cases[i].good);
		txn_abort(t);
		record_free(r);
	}
}

static void
gate__times_out_with_advice(void **state)
{
	struct fixture *f = *state;
	int up[2], down[2], status;
	char c;
	struct txn *t;
	pid_t pid;

	assert_int_equal(pipe(up), 0);
	assert_int_equal(pipe(down), 0);
	if ((pid = fork()) == 0) {
		struct store *own;

		if (store_open(f->path, 0, &f->clock, &own, &f->e) != RC_OK ||
		    store_begin(own, &fx_actor, &t, &f->e) != RC_OK ||
		    write(up[1], "x", 1) != 1 || read(down[0], &c, 1) != 1)
			_exit(1);
		txn_abort(t);
		store_close(own);
		_exit(0);
	}
	assert_int_equal(read(up[0], &c, 1), 1);
	store_wait(f->s, 40);
	fx_fails(f, store_begin(f->s, &fx_actor, &t, &f->e), RC_BUSY, ".lock");
	assert_non_null(strstr(f->e.msg, "pid "));
	/* Reading goes on meanwhile. */
	assert_int_equal(count_rows(f, "SELECT count(*) FROM matter"), 0);
	store_wait(f->s, 10000);
	assert_int_equal(write(down[1], "x", 1), 1);
	fx_put(f, fx_matter(f, 1, "甲")); /* waits for the other to leave */
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
	for (int i = 0; i < 2; i++) {
		close(up[i]);
		close(down[i]);
	}
}

static void
outsider__holding_the_file_is_told(void **state)
{
	struct fixture *f = *state;
	struct txn *t;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	store_wait(f->s, 30);
	fx_fails(f, store_begin(f->s, &fx_actor, &t, &f->e), RC_BUSY, "another program");
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	fx_put(f, fx_matter(f, 1, "甲"));
}

/* A writer is killed at whatever moment: what it reported as committed is there, and all
 * is sound. */
static void
kill__leaves_a_sound_store(void **state)
{
	struct fixture *f = *state;
	struct verify_report v;
	int told = 0, n, status, p[2];

	for (int round = 0; round < 6; round++) {
		pid_t pid;

		store_close(f->s);
		f->s = NULL;
		assert_int_equal(pipe(p), 0);
		if ((pid = fork()) == 0) {
			close(p[0]);
			fx_open(f, 0);
			for (n = told + 1;; n++) {
				fx_put(f, fx_matter(f, n, "城东泵站改造"));
				if (write(p[1], &n, sizeof(n)) != (ssize_t)sizeof(n))
					_exit(0);
			}
		}
		close(p[1]);
		for (int i = 0; i < 5 + 7 * round; i++)
			assert_int_equal(read(p[0], &told, sizeof(told)), sizeof(told));
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		while (read(p[0], &n, sizeof(n)) == (ssize_t)sizeof(n))
			told = n;
		close(p[0]);
		fx_open(f, 0);
		n = (int)count_rows(f, "SELECT count(*) FROM matter");
		assert_true(n == told || n == told + 1);
		told = n;
		fx_ok(f, store_verify(f->s, &v, &f->e));
		if (v.faults.n > 0)
			fail_msg("%s", v.faults.v[0]);
		assert_int_equal(v.rows, told);
		verify_done(&v);
	}
}

static void
drafts__come_back_newest_first(void **state)
{
	struct fixture *f = *state;
	char data[] = "a\0b";
	struct draft d = { .person = 7,
		.kind = (char[]){ "matter" },
		.record = 0,
		.act = (char[]){ "new" },
		.title = (char[]){ "城东" },
		.data = data,
		.ndata = 3 };
	struct draft *list;
	int64_t first, second;
	size_t n;

	fx_ok(f, draft_save(f->s, &d, &f->e));
	first = d.id;
	d.id = 0;
	d.record = 5;
	d.base_rev = 3;
	fx_ok(f, draft_save(f->s, &d, &f->e));
	second = d.id;
	assert_true(first > 0 && second > first);
	d.id = first;
	d.record = 0;
	d.base_rev = 0;
	d.ndata = 1;
	fx_ok(f, draft_save(f->s, &d, &f->e)); /* takes the first one's place */
	assert_int_equal(d.id, first);
	d.person = 8;
	d.data = NULL;
	d.ndata = 0;
	fx_ok(f, draft_save(f->s, &d, &f->e)); /* not one of 8's: a new one */
	assert_true(d.id > second);
	fx_reopen(f, 0);
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 2);
	assert_true(strcmp(list[0].saved_at, list[1].saved_at) >= 0);
	for (size_t i = 0; i < n; i++) {
		bool old = list[i].id == second;

		assert_int_equal(list[i].id, old ? second : first);
		assert_int_equal(list[i].record, old ? 5 : 0);
		assert_int_equal(list[i].base_rev, old ? 3 : 0);
		assert_int_equal(list[i].ndata, old ? 3 : 1);
		assert_memory_equal(list[i].data, "a\0b", list[i].ndata);
		assert_string_equal(list[i].title, "城东");
		assert_string_equal(list[i].act, "new");
		assert_memory_equal(list[i].saved_at, "2026-03-02", 10);
	}
	draft_free(list, n);
	fx_ok(f, draft_drop(f->s, 8, first, &f->e)); /* not theirs */
	fx_ok(f, draft_drop(f->s, 7, second, &f->e));
	fx_ok(f, draft_drop(f->s, 7, second, &f->e)); /* gone is gone */
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].id, first);
	draft_free(list, n);
	fx_ok(f, draft_list(f->s, 9, &list, &n, &f->e));
	assert_int_equal(n, 0);
	assert_null(list);
}

/* Two of the same act are two; the id of one that is gone is given to no other. */
static void
drafts__of_one_act_stand_side_by_side(void **state)
{
	struct fixture *f = *state;
	struct draft d = {
		.person = 7, .kind = (char[]){ "matter" }, .act = (char[]){ "propose" }
	};
	struct draft *list;
	int64_t first, second;
	size_t n;

	fx_ok(f, draft_save(f->s, &d, &f->e));
	first = d.id;
	d.id = 0;
	fx_ok(f, draft_save(f->s, &d, &f->e));
	second = d.id;
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 2);
	draft_free(list, n);
	fx_ok(f, draft_drop(f->s, 7, second, &f->e));
	d.id = 0;
	fx_ok(f, draft_save(f->s, &d, &f->e));
	assert_true(d.id > second);
	d.id = second; /* its form is still open elsewhere: kept, beside the others */
	fx_ok(f, draft_save(f->s, &d, &f->e));
	assert_true(d.id > second);
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 3);
	assert_int_equal(list[2].id, first);
	draft_free(list, n);
}

static void
drafts__go_along_with_the_transaction(void **state)
{
	struct fixture *f = *state;
	struct draft d = {
		.person = 7, .kind = (char[]){ "matter" }, .act = (char[]){ "propose" }
	};
	struct draft *list;
	struct txn *t;
	size_t n;

	fx_ok(f, draft_save(f->s, &d, &f->e));
	t = fx_begin(f);
	fx_ok(f, draft_drop(f->s, 7, d.id, &f->e));
	txn_abort(t);
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 1);
	draft_free(list, n);
	t = fx_begin(f);
	fx_ok(f, draft_drop(f->s, 7, d.id, &f->e));
	fx_ok(f, txn_commit(t, &f->e));
	fx_ok(f, draft_list(f->s, 7, &list, &n, &f->e));
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    put__assigns_id_version_and_defaults, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    abort__leaves_nothing, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    conflict__names_who_and_when, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    refusals__name_the_column_in_the_language, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    refused_record__bars_the_commit, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    hard_core__holds_decisions, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    numbers__are_the_next_free, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    settings__are_kept_and_checked, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    clock__may_not_go_back_unexplained, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    real_clock__has_five_minutes_of_slack, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    gate__times_out_with_advice, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    outsider__holding_the_file_is_told, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    kill__leaves_a_sound_store, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    drafts__come_back_newest_first, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    drafts__of_one_act_stand_side_by_side, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    drafts__go_along_with_the_transaction, fx_setup, fx_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
