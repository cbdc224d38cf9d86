/* SPDX-License-Identifier: MIT */
/*
 * Records per kind and state, kept up with every change and written at commit, like the
 * search text: a count over an index grows with the store, this does not.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

static void
add(struct txn *t, const char *kind, const char *state, int64_t n)
{
	for (size_t i = 0; i < t->ntally; i++)
		if (t->tally[i].kind == kind && strcmp(t->tally[i].state, state) == 0) {
			t->tally[i].n += n;
			return;
		}
	t->tally = xreallocarray(t->tally, t->ntally + 1, sizeof(*t->tally));
	t->tally[t->ntally++] =
	    (struct tally_delta){ .kind = kind, .state = xstrdup(state), .n = n };
}

void
tally_note(struct txn *t, const struct kind *k, const char *was, const char *now)
{
	if (was != NULL && strcmp(was, now) == 0)
		return;
	if (was != NULL)
		add(t, k->name, was, -1);
	add(t, k->name, now, 1);
}

enum rc
tally_flush(struct txn *t, struct err *e)
{
	sqlite3_stmt *st = NULL;
	enum rc rc = RC_OK;

	if (t->ntally > 0)
		rc = db_take(t->s,
		    "INSERT INTO tally (kind, state, n) VALUES (?1, ?2, ?3) "
		    "ON CONFLICT (kind, state) DO UPDATE SET n = n + excluded.n",
		    &st, e);
	for (size_t i = 0; i < t->ntally && rc == RC_OK; i++) {
		db_text(st, 1, t->tally[i].kind);
		db_text(st, 2, t->tally[i].state);
		sqlite3_bind_int64(st, 3, t->tally[i].n);
		rc = db_step(t->s, st, NULL, e);
		sqlite3_reset(st);
	}
	db_give(t->s, st);
	tally_drop(t);
	return rc;
}

void
tally_drop(struct txn *t)
{
	for (size_t i = 0; i < t->ntally; i++)
		free(t->tally[i].state);
	free(t->tally);
	t->tally = NULL;
	t->ntally = 0;
}

/* The rows of a question that answers state and count. */
static enum rc
read_rows(struct store *s, const char *sql, const char *kind, struct tally **out,
    size_t *n, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;

	*out = NULL;
	*n = 0;
	rc = db_take(s, sql, &st, e);
	if (rc == RC_OK && kind != NULL)
		db_text(st, 1, kind);
	while (rc == RC_OK && (rc = db_step(s, st, &row, e)) == RC_OK && row) {
		*out = xreallocarray(*out, *n + 1, sizeof(**out));
		(*out)[(*n)++] = (struct tally){ .state = xstrdup(db_col(st, 0)),
			.n = sqlite3_column_int64(st, 1) };
	}
	db_give(s, st);
	if (rc != RC_OK) {
		tally_free(*out, *n);
		*out = NULL;
		*n = 0;
	}
	return rc;
}

enum rc
store_tally(
    struct store *s, const char *kind, struct tally **out, size_t *n, struct err *e)
{
	return read_rows(s,
	    "SELECT state, n FROM tally WHERE kind = ?1 AND n <> 0 ORDER BY state", kind,
	    out, n, e);
}

enum rc
tally_count(
    struct store *s, const char *kind, struct tally **out, size_t *n, struct err *e)
{
	char *sql = xasprintf(
	    "SELECT state, count(*) FROM \"%s\" GROUP BY state ORDER BY state", kind);
	enum rc rc = read_rows(s, sql, NULL, out, n, e);

	free(sql);
	return rc;
}

void
tally_free(struct tally *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(t[i].state);
	free(t);
}
