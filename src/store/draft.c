/* SPDX-License-Identifier: MIT */
/* Half-filled forms, each with an id of its own: one person may have begun several of the
 * same act. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

/* Within a running transaction a draft goes along with it. */
static enum rc
begin(struct store *s, bool *own, struct err *e)
{
	*own = s->txn == NULL;
	return *own ? gate_begin(s, e) : RC_OK;
}

static enum rc
finish(struct store *s, bool own, enum rc rc, struct err *e)
{
	if (!own)
		return rc;
	if (rc == RC_OK)
		return gate_commit(s, e);
	gate_rollback(s);
	return rc;
}

static enum rc
write(struct store *s, const char *sql, const struct draft *d, struct err *e)
{
	sqlite3_stmt *st = NULL;
	char at[32];
	enum rc rc;

	clock_stamp(s->clock, at);
	if ((rc = db_take(s, sql, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, d->person);
	db_text(st, 2, d->kind);
	sqlite3_bind_int64(st, 3, d->record);
	db_text(st, 4, d->act);
	sqlite3_bind_int64(st, 5, d->base_rev);
	db_text(st, 6, at);
	db_text(st, 7, d->title == NULL ? "" : d->title);
	sqlite3_bind_blob64(
	    st, 8, d->data == NULL ? "" : d->data, d->ndata, SQLITE_STATIC);
	if (d->id != 0)
		sqlite3_bind_int64(st, 9, d->id);
	rc = db_step(s, st, NULL, e);
	db_give(s, st);
	return rc;
}

enum rc
draft_save(struct store *s, struct draft *d, struct err *e)
{
	static const char again[] =
	    "UPDATE draft SET kind = ?2, record = ?3, act = ?4, base_rev = ?5,"
	    " saved_at = ?6, title = ?7, data = ?8 WHERE id = ?9 AND person = ?1";
	static const char anew[] = "INSERT INTO draft (person, kind, record, act, "
				   "base_rev, saved_at, title, data)"
				   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	int64_t was = d->id;
	bool own, found = false;
	enum rc rc;

	if ((rc = begin(s, &own, e)) != RC_OK)
		return rc;
	if (d->id != 0 && (rc = write(s, again, d, e)) == RC_OK)
		found = sqlite3_changes(s->db) > 0;
	if (rc == RC_OK && !found) {
		d->id = 0;
		if ((rc = write(s, anew, d, e)) == RC_OK)
			d->id = sqlite3_last_insert_rowid(s->db);
	}
	if ((rc = finish(s, own, rc, e)) != RC_OK)
		d->id = was;
	return rc;
}

enum rc
draft_drop(struct store *s, int64_t person, int64_t id, struct err *e)
{
	static const char sql[] = "DELETE FROM draft WHERE id = ?1 AND person = ?2";
	sqlite3_stmt *st = NULL;
	bool own;
	enum rc rc;

	if ((rc = begin(s, &own, e)) != RC_OK)
		return rc;
	if ((rc = db_take(s, sql, &st, e)) == RC_OK) {
		sqlite3_bind_int64(st, 1, id);
		sqlite3_bind_int64(st, 2, person);
		rc = db_step(s, st, NULL, e);
	}
	db_give(s, st);
	return finish(s, own, rc, e);
}

enum rc
draft_list(struct store *s, int64_t person, struct draft **out, size_t *n, struct err *e)
{
	static const char sql[] = "SELECT id, person, kind, record, act, base_rev, "
				  "saved_at, title, data FROM draft"
				  " WHERE person = ?1 ORDER BY saved_at DESC, id DESC";
	sqlite3_stmt *st;
	struct draft *d;
	bool row;
	enum rc rc;

	*out = NULL;
	*n = 0;
	if ((rc = db_take(s, sql, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, person);
	while ((rc = db_step(s, st, &row, e)) == RC_OK && row) {
		*out = xreallocarray(*out, *n + 1, sizeof(**out));
		d = &(*out)[(*n)++];
		*d = (struct draft){
			.id = sqlite3_column_int64(st, 0),
			.person = sqlite3_column_int64(st, 1),
			.kind = xstrdup(db_col(st, 2)),
			.record = sqlite3_column_int64(st, 3),
			.act = xstrdup(db_col(st, 4)),
			.base_rev = sqlite3_column_int64(st, 5),
			.saved_at = xstrdup(db_col(st, 6)),
			.title = xstrdup(db_col(st, 7)),
			.ndata = (size_t)sqlite3_column_bytes(st, 8),
		};
		d->data = xmalloc(d->ndata + 1);
		if (d->ndata > 0)
			memcpy(d->data, sqlite3_column_blob(st, 8), d->ndata);
		d->data[d->ndata] = '\0';
	}
	db_give(s, st);
	if (rc != RC_OK) {
		draft_free(*out, *n);
		*out = NULL;
		*n = 0;
	}
	return rc;
}

void
draft_free(struct draft *d, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(d[i].kind);
		free(d[i].act);
		free(d[i].saved_at);
		free(d[i].title);
		free(d[i].data);
	}
	free(d);
}
