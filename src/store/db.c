/* SPDX-License-Identifier: MIT */
/*
 * Statements. Each is prepared once and kept under its SQL text; it is taken, stepped and
 * given back (reset) within one function, so that none is open when a screen waits for a
 * key.
 */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

static uint32_t
hash_text(const char *p)
{
	uint32_t h = 2166136261u;

	while (*p != '\0')
		h = (h ^ (unsigned char)*p++) * 16777619u;
	return h;
}

static void
cached_done(struct cached *c)
{
	sqlite3_finalize(c->st);
	free(c->sql);
	*c = (struct cached){ 0 };
}

enum rc
db_take(struct store *s, const char *sql, sqlite3_stmt **out, struct err *e)
{
	uint32_t h = hash_text(sql);
	struct cached *c, *oldest = NULL;

	*out = NULL;
	for (size_t i = 0; i < ARRAY_LEN(s->cache); i++) {
		c = &s->cache[i];
		if (c->taken)
			continue;
		if (c->st != NULL && c->hash == h && strcmp(c->sql, sql) == 0) {
			oldest = c;
			break;
		}
		if (oldest == NULL || c->used_at < oldest->used_at)
			oldest = c;
	}
	assert(oldest != NULL);
	c = oldest;
	if (c->st == NULL || c->hash != h || strcmp(c->sql, sql) != 0) {
		cached_done(c);
		if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &c->st,
			NULL) != SQLITE_OK)
			return db_fail(s, e);
		c->sql = xstrdup(sql);
		c->hash = h;
	}
	c->used_at = ++s->tick;
	c->taken = true;
	s->open++;
	*out = c->st;
	return RC_OK;
}

void
db_give(struct store *s, sqlite3_stmt *st)
{
	if (st == NULL)
		return;
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	for (size_t i = 0; i < ARRAY_LEN(s->cache); i++)
		if (s->cache[i].st == st) {
			assert(s->cache[i].taken);
			s->cache[i].taken = false;
			s->open--;
			return;
		}
	assert(!"a statement of another store");
}

enum rc
db_step(struct store *s, sqlite3_stmt *st, bool *row, struct err *e)
{
	int r = sqlite3_step(st);

	if (row != NULL)
		*row = r == SQLITE_ROW;
	return r == SQLITE_ROW || r == SQLITE_DONE ? RC_OK : db_fail(s, e);
}

enum rc
db_exec(struct store *s, const char *sql, struct err *e)
{
	sqlite3_stmt *st;
	enum rc rc;

	if ((rc = db_take(s, sql, &st, e)) == RC_OK)
		rc = db_step(s, st, NULL, e);
	db_give(s, st);
	return rc;
}

enum rc
db_int(struct store *s, const char *sql, int64_t *out, struct err *e)
{
	sqlite3_stmt *st;
	bool row = false;
	enum rc rc;

	if ((rc = db_take(s, sql, &st, e)) == RC_OK)
		rc = db_step(s, st, &row, e);
	if (row)
		*out = sqlite3_column_int64(st, 0);
	db_give(s, st);
	return rc;
}

void
db_text(sqlite3_stmt *st, int i, const char *v)
{
	if (v == NULL)
		sqlite3_bind_null(st, i);
	else
		sqlite3_bind_text(st, i, v, -1, SQLITE_STATIC);
}

const char *
db_col(sqlite3_stmt *st, int i)
{
	const char *v = (const char *)sqlite3_column_text(st, i);

	return v == NULL ? "" : v;
}

enum rc
db_read_begin(struct store *s, bool *began, struct err *e)
{
	*began = false;
	if (!sqlite3_get_autocommit(s->db))
		return RC_OK;
	*began = true;
	return db_exec(s, "BEGIN", e);
}

void
db_read_end(struct store *s, bool began)
{
	struct err e;

	/* Nothing was written: a failing COMMIT can lose nothing, but must not leave it
	 * open. */
	if (began && !sqlite3_get_autocommit(s->db) && db_exec(s, "COMMIT", &e) != RC_OK)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Before the handle is closed. */
void
db_forget(struct store *s)
{
	assert(s->open == 0);
	for (size_t i = 0; i < ARRAY_LEN(s->cache); i++)
		cached_done(&s->cache[i]);
}

const char *
store_library(void)
{
	return "SQLite " SQLITE_VERSION;
}
