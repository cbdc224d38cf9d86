/* SPDX-License-Identifier: MIT */
/* Reading single records, settings and history. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

struct record *
record_read(const struct kind_slot *slot, sqlite3_stmt *st)
{
	struct record *r = record_new(&slot->k);

	r->id = sqlite3_column_int64(st, 0);
	r->rev = sqlite3_column_int64(st, 1);
	for (size_t i = 2; i < slot->k.ncol; i++) {
		const char *v = (const char *)sqlite3_column_text(st, (int)i);
		if (v != NULL)
			r->val[i] = xstrndup(v, (size_t)sqlite3_column_bytes(st, (int)i));
	}
	return r;
}

enum rc
record_load(struct store *s, const struct kind_slot *slot, int64_t id,
    struct record **out, struct err *e)
{
	sqlite3_stmt *st;
	bool row;
	enum rc rc;

	*out = NULL;
	if ((rc = db_take(s, slot->get, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, id);
	if ((rc = db_step(s, st, &row, e)) == RC_OK) {
		if (row)
			*out = record_read(slot, st);
		else
			rc = err_set(e, RC_NOTFOUND,
			    T("%s 中没有编号 %" PRId64 " 的记录",
				"%s has no record %" PRId64),
			    slot->k.name, id);
	}
	db_give(s, st);
	return rc;
}

enum rc
store_get(
    struct store *s, const char *kind, int64_t id, struct record **out, struct err *e)
{
	struct kind_slot *slot;
	enum rc rc;

	*out = NULL;
	if ((rc = kind_slot(s, kind, &slot, e)) != RC_OK)
		return rc;
	return record_load(s, slot, id, out, e);
}

enum rc
store_meta_get(struct store *s, const char *key, char **out, struct err *e)
{
	sqlite3_stmt *st;
	bool row;
	enum rc rc;

	*out = NULL;
	if ((rc = db_take(s, "SELECT value FROM meta WHERE key = ?1", &st, e)) != RC_OK)
		return rc;
	db_text(st, 1, key);
	if ((rc = db_step(s, st, &row, e)) == RC_OK && row)
		*out = xstrdup(db_col(st, 0));
	db_give(s, st);
	return rc;
}

/* ---- history */

static void
keep_row(struct jrows *out, const struct jrow *row)
{
	struct jrow *to;

	if (out->n == out->cap) {
		out->cap = out->cap == 0 ? 16 : out->cap * 2;
		out->v = xreallocarray(out->v, out->cap, sizeof(*out->v));
	}
	to = &out->v[out->n++];
	*to = *row; /* numbers and hashes */
	to->at = xstrdup(row->at);
	to->login = xstrdup(row->login);
	to->role = xstrdup(row->role);
	to->origin = xstrdup(row->origin);
	to->kind = xstrdup(row->kind);
	to->act = xstrdup(row->act);
	to->note = xstrdup(row->note);
	to->image = xmalloc(row->nimage + 1);
	if (row->nimage > 0)
		memcpy(to->image, row->image, row->nimage);
	to->image[row->nimage] = '\0';
}

enum rc
store_history(struct store *s, const char *kind, int64_t id, int64_t before, size_t limit,
    struct jrows *out, struct err *e)
{
	static const char all[] = "SELECT " JOURNAL_COLUMNS " FROM journal WHERE seq < ?1"
				  " ORDER BY seq DESC LIMIT ?2";
	static const char one[] =
	    "SELECT " JOURNAL_COLUMNS " FROM journal INDEXED BY journal_record"
	    " WHERE seq < ?1 AND kind = ?3 AND record = ?4"
	    " ORDER BY seq DESC LIMIT ?2";
	sqlite3_stmt *st;
	struct jrow row;
	bool more;
	enum rc rc;

	*out = (struct jrows){ 0 };
	if ((rc = db_take(s, kind == NULL ? all : one, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, before > 0 ? before : INT64_MAX);
	sqlite3_bind_int64(st, 2, (sqlite3_int64)limit);
	if (kind != NULL) {
		db_text(st, 3, kind);
		sqlite3_bind_int64(st, 4, id);
	}
	while ((rc = db_step(s, st, &more, e)) == RC_OK && more) {
		journal_row(st, &row);
		keep_row(out, &row);
	}
	db_give(s, st);
	if (rc != RC_OK)
		jrows_free(out);
	return rc;
}

void
jrows_free(struct jrows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->v[i].at);
		free(r->v[i].login);
		free(r->v[i].role);
		free(r->v[i].origin);
		free(r->v[i].kind);
		free(r->v[i].act);
		free(r->v[i].note);
		free(r->v[i].image);
	}
	free(r->v);
	*r = (struct jrows){ 0 };
}
