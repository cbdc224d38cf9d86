/* SPDX-License-Identifier: MIT */
/*
 * What the schema itself refuses to whoever writes past the program: the same rows, one
 * value spoiled, written with plain SQL and with a journal row made up for them.
 */
#include "store_fixture.h"

static sqlite3 *db;

#define JOURNAL(kind, record, rev) \
	"INSERT INTO journal SELECT ifnull(max(seq), 0) + 1, '2026-03-02 " \
	"09:00:00+08:00', " \
	"'x', 0, '', '', '" kind "', " record ", " rev \
	", 'x', '', x'', x'', x'' FROM journal;"

static void
must(const char *sql)
{
	char *msg = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("%s\n%s", msg, sql);
}

/* said NULL: it is taken. */
static void
does(const char *sql, const char *said)
{
	char *msg = NULL;
	int rc = sqlite3_exec(db, sql, NULL, NULL, &msg);

	if (said == NULL && rc != SQLITE_OK)
		fail_msg("refused: %s\n%s", msg, sql);
	if (said != NULL && rc == SQLITE_OK)
		fail_msg("taken, wanted: %s\n%s", said, sql);
	if (said != NULL && strstr(msg, said) == NULL)
		fail_msg("wanted %s, got: %s\n%s", said, msg, sql);
	sqlite3_free(msg);
}

static int
setup(void **state)
{
	struct fixture *f;

	if (fx_setup(state) != 0)
		return -1;
	f = *state;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	must("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON;"
	     "INSERT INTO scope_entry (id, rev, state, scope_id, code, matter, level, "
	     "max_period, ntk_text, origin_tier) VALUES "
	     "(1, 1, 'active', 1, 'A', 'a', 1, '10年', 'x', 'other'),"
	     "(2, 1, 'active', 1, 'B', 'b', 1, '25年', 'x', 'other');" JOURNAL("matter",
		 "1", "1") "INSERT INTO matter (id, rev, state, no, title, level, "
			   "period, start_on, "
			   "created_on, determined_on, proposer_id, approver_id, mark, "
			   "marked_on, "
			   "entry_id) VALUES (1, 1, 'in_force', 'DM-1', 't', 1, '10年', "
			   "'2026-03-01', '2026-03-01', '2026-03-01', 1, 2, '秘密★10年', "
			   "'2026-03-01', 1);");
	must(JOURNAL("decision", "1",
	    "1") "INSERT INTO decision (id, rev, state, matter_id, "
		 "kind, proposer_id, proposed_on, opinion) VALUES "
		 "(1, 1, 'submitted', 1, 'change', 1, '2026-03-01', 'o');");
	return 0;
}

static int
teardown(void **state)
{
	sqlite3_close(db);
	return fx_teardown(state);
}

/* What is set in the row of a lawful matter in force; what is said about it. */
static const struct {
	const char *set, *said;
} matters[] = {
	{ "note = 'n'", NULL },
	{ "level = 0", "R046" },
	{ "level = 4", "CHECK" },
	{ "level = NULL", "CHECK" },
	{ "level = 2", NULL },
	/* periods */
	{ "period = NULL", "CHECK" },
	{ "period = '11年'", "R046" },
	{ "period = '020年'", "R047" },
	{ "period = '10'", "R047" },
	{ "period = '10年年'", "R047" },
	{ "period = '1x年'", "R047" },
	{ "period = '0年'", "R047" },
	{ "period = '2031-02-29'", "R047" },
	{ "period = '永久'", "R047" },
	{ "period = '条件:'", "R047" },
	{ "period = '条件:开标前'", NULL },
	{ "period = '长期'", NULL },
	{ "period = '120个月'", NULL },
	{ "period = '121个月'", "R046" },
	{ "period = '3653日'", NULL },
	{ "period = '3654日'", "R046" },
	{ "period = '2036-03-01'", NULL },
	{ "period = '2036-03-02'", "R046" },
	{ "period = '20年', level = 2", NULL },
	{ "period = '21年', level = 2", "R046" },
	{ "period = '30年', level = 3", NULL },
	{ "period = '31年', level = 3", "R046" },
	{ "period = '20年', entry_id = 2", NULL },
	{ "period = '40年', regime = 'trade'", NULL },
	{ "period = '40年', state = 'proposed'", NULL },
	/* two persons */
	{ "approver_id = 1", "R042" },
	{ "approver_id = NULL", "R042" },
	{ "proposer_id = NULL", "R042" },
	{ "proposer_id = NULL, state = 'draft'", NULL },
	/* mark */
	{ "marked_on = NULL", "R062" },
	{ "mark = NULL", "R062" },
	{ "mark = NULL, marked_on = NULL, unmarkable = 1", NULL },
	{ "mark = NULL, marked_on = NULL, state = 'approved'", NULL },
	/* release */
	{ "state = 'released', released_on = '2026-03-02'", "R101" },
	{ "state = 'released', release_cause = 'expiry'", "CHECK" },
	{ "state = 'released', released_on = '2026-03-02', release_cause = 'expiry'",
	    NULL },
};

static void
matter__hard_core(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(matters); i++) {
		char *sql = xasprintf(
		    "UPDATE matter SET rev = 2, %s WHERE id = 1", matters[i].set);

		must("BEGIN");
		if (matters[i].said == NULL)
			does(sql, "无日志不得改动");
		must(JOURNAL("matter", "1", "2"));
		does(sql, matters[i].said);
		must("ROLLBACK");
		free(sql);
		sql =
		    xasprintf("CREATE TEMP TABLE m AS SELECT * FROM matter WHERE id = 1;"
			      "UPDATE m SET id = 2, no = 'DM-2', %s;",
			matters[i].set);
		must("BEGIN");
		must(sql);
		must(JOURNAL("matter", "2", "1"));
		does("INSERT INTO matter SELECT * FROM m", matters[i].said);
		must("ROLLBACK");
		free(sql);
	}
}

/* What the law lets go further than the cap. */
static void
matter__exceptions(void **state)
{
	(void)state;
	must("BEGIN");
	must(JOURNAL("decision", "2",
	    "1") "INSERT INTO decision (id, rev, state, matter_id, "
		 "kind, proposer_id, proposed_on, opinion, external_ref) VALUES "
		 "(2, 1, 'submitted', 1, 'extend', 1, '2026-03-01', 'o', "
		 "'批〔2026〕1号');");
	must(JOURNAL("matter", "1", "2"));
	does("UPDATE matter SET rev = 2, period = '15年' WHERE id = 1", NULL);
	must("ROLLBACK; BEGIN");
	must(JOURNAL("matter", "1", "2"));
	does("UPDATE matter SET rev = 2, period = '15年', origin = 'derivative' WHERE id "
	     "= 1",
	    "R046");
	must("INSERT INTO source (id, rev, state, matter_id, title, doc_no, unit_name, "
	     "level, "
	     "basis) VALUES (1, 1, 'active', 1, 't', 'd', 'u', 1, 1)");
	does("UPDATE matter SET rev = 2, period = '15年', origin = 'derivative' WHERE id "
	     "= 1",
	    NULL);
	must("ROLLBACK");
}

#define DECIDE \
	"UPDATE decision SET rev = 2, state = 'recorded', approver_id = 2, " \
	"decided_on = '2026-03-02', result = 'approved', proof = 'p' WHERE id = 1"

static void
decision__needs_its_journal_row(void **state)
{
	(void)state;
	must("BEGIN");
	does(DECIDE, "无日志不得改动");
	does("INSERT INTO decision (id, rev, state, matter_id, kind, proposer_id, "
	     "proposed_on, opinion) VALUES (9, 1, 'submitted', 1, 'change', 1, "
	     "'2026-03-01', 'o')",
	    "无日志不得改动");
	does("DELETE FROM decision", "不得删除");
	does("DELETE FROM matter", "不得删除");
	must(JOURNAL("decision", "1", "2"));
	does("UPDATE decision SET rev = 2, approver_id = 1 WHERE id = 1", "CHECK");
	does("UPDATE decision SET rev = 2, state = 'recorded' WHERE id = 1", "CHECK");
	does(DECIDE, NULL);
	must("ROLLBACK");
}

static void
decision__is_final(void **state)
{
	static const struct {
		const char *set, *said;
	} cases[] = {
		{ "state = 'notified'", NULL },
		{ "state = 'closed'", NULL },
		{ "state = 'recorded'", NULL },
		{ "state = 'submitted'", "一经记录" },
		{ "state = 'rejected'", "一经记录" },
		{ "state = 'notified', approver_id = 3", "一经记录" },
		{ "state = 'notified', proof = 'q'", "一经记录" },
		{ "state = 'notified', result = 'rejected'", "一经记录" },
		{ "decided_on = '2026-03-03'", "一经记录" },
		{ "opinion = 'other'", "一经记录" },
		{ "opinion2 = 'later'", "一经记录" },
		{ "proposer_id = 4", "一经记录" },
		{ "matter_id = 2", "一经记录" },
	};

	(void)state;
	must("BEGIN");
	must(JOURNAL("decision", "1", "2") DECIDE ";" JOURNAL("decision", "1", "3"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *sql = xasprintf(
		    "UPDATE decision SET rev = 3, %s WHERE id = 1", cases[i].set);

		must("SAVEPOINT one");
		does(sql, cases[i].said);
		must("ROLLBACK TO one; RELEASE one");
		free(sql);
	}
	must(JOURNAL("decision", "1", "4"));
	must("UPDATE decision SET rev = 3, state = 'closed' WHERE id = 1");
	does("UPDATE decision SET rev = 4, state = 'recorded' WHERE id = 1", "一经记录");
	must("ROLLBACK");
}

/* A review without result is not done; another result than keeping has its reason. */
static void
review__has_its_result(void **state)
{
	(void)state;
	must("BEGIN");
	must("INSERT INTO review_item (id, rev, state, campaign_id, matter_id) VALUES "
	     "(1, 1, 'open', 1, 1)");
	does("UPDATE review_item SET state = 'done'", "CHECK");
	does("UPDATE review_item SET state = 'done', result = 'extend', on_date = "
	     "'2026-03-02'",
	    "CHECK");
	does("UPDATE review_item SET state = 'done', result = 'keep', on_date = "
	     "'2026-03-02'",
	    NULL);
	must("ROLLBACK");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(matter__hard_core, setup, teardown),
		cmocka_unit_test_setup_teardown(matter__exceptions, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    decision__needs_its_journal_row, setup, teardown),
		cmocka_unit_test_setup_teardown(decision__is_final, setup, teardown),
		cmocka_unit_test_setup_teardown(review__has_its_result, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
