/* SPDX-License-Identifier: MIT */
/*
 * The schema and its versions: entry i of the list takes a store from version i to i + 1.
 * The list is append-only; what was released is never edited.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

const char *const store_migrations[] = {
	schema_sql,
};
const int store_version = ARRAY_LEN(store_migrations);

static enum rc
run(struct store *s, const char *sql, struct err *e)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? RC_OK
								       : db_fail(s, e);
}

/* Another process may have been quicker: the version is read again within the
 * transaction. */
static enum rc
step(struct store *s, const char *const *list, int n, bool *done, struct err *e)
{
	int64_t version = 0;
	char pragma[80];
	enum rc rc;

	if ((rc = gate_begin(s, e)) != RC_OK)
		return rc;
	if ((rc = db_int(s, "PRAGMA user_version", &version, e)) == RC_OK &&
	    version < n) {
		snprintf(pragma, sizeof(pragma),
		    "PRAGMA user_version = %d; PRAGMA application_id = %d",
		    (int)version + 1, STORE_APPLICATION_ID);
		if ((rc = run(s, list[version], e)) == RC_OK)
			rc = run(s, pragma, e);
		if (rc != RC_OK)
			err_wrap(e, T("升级到版本 %d", "upgrade to version %d"),
			    (int)version + 1);
	}
	*done = version + 1 >= n;
	if (rc != RC_OK) {
		gate_rollback(s);
		return rc;
	}
	return gate_commit(s, e);
}

enum rc
migrate(struct store *s, const char *const *list, int n, struct err *e)
{
	bool done = false;
	enum rc rc = RC_OK;

	while (rc == RC_OK && !done)
		rc = step(s, list, n, &done, e);
	return rc;
}

/* ---- is the schema as shipped? */

static const char list_schema[] =
    "SELECT type || ' ' || name, ifnull(sql, '') FROM sqlite_schema"
    " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name";

static void
compare(sqlite3_stmt *want, sqlite3_stmt *have, struct strs *faults)
{
	int a = sqlite3_step(want), b = sqlite3_step(have), order;
	char *text;

	while (a == SQLITE_ROW || b == SQLITE_ROW) {
		order = a != SQLITE_ROW	  ? 1
			: b != SQLITE_ROW ? -1
					  : strcmp(db_col(want, 0), db_col(have, 0));
		text = NULL;
		if (order < 0)
			text = xasprintf(
			    T("库结构缺少 %s", "schema: %s is missing"), db_col(want, 0));
		else if (order > 0)
			text = xasprintf(
			    T("库结构多出 %s", "schema: %s does not belong here"),
			    db_col(have, 0));
		else if (strcmp(db_col(want, 1), db_col(have, 1)) != 0)
			text = xasprintf(T("库结构被改动：%s", "schema: %s was altered"),
			    db_col(have, 0));
		if (text != NULL)
			strs_add(faults, text);
		free(text);
		a = order <= 0 ? sqlite3_step(want) : a;
		b = order >= 0 ? sqlite3_step(have) : b;
	}
}

enum rc
migrate_faults(struct store *s, struct strs *faults, struct err *e)
{
	struct store fresh = { .path = s->path };
	sqlite3_stmt *want = NULL, *have = NULL;
	enum rc rc = RC_OK;

	if (sqlite3_open(":memory:", &fresh.db) != SQLITE_OK) {
		rc = db_fail(&fresh, e);
		goto out;
	}
	for (int i = 0; i < store_version; i++)
		if ((rc = run(&fresh, store_migrations[i], e)) != RC_OK)
			goto out;
	if (sqlite3_prepare_v2(fresh.db, list_schema, -1, &want, NULL) != SQLITE_OK) {
		rc = db_fail(&fresh, e);
		goto out;
	}
	if ((rc = db_take(s, list_schema, &have, e)) == RC_OK)
		compare(want, have, faults);
out:
	db_give(s, have);
	sqlite3_finalize(want);
	sqlite3_close(fresh.db);
	return rc;
}
