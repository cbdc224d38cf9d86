/* SPDX-License-Identifier: MIT */
/*
 * The journal: one row a change, each carrying the hash of the one before. The hash
 * covers a tag, then every column as length (8 bytes, big-endian) and bytes, then the
 * previous hash; numbers are hashed as decimal text. A chain shows what was altered after
 * the fact; against somebody who rewrites all of it only a witness kept elsewhere helps
 * (dingmi witness).
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

static const char tag[] = "dingmi journal 1";

static void
add_field(struct str *b, const void *p, size_t n)
{
	char len[8];

	for (int i = 0; i < 8; i++)
		len[i] = (char)((uint64_t)n >> (56 - 8 * i) & 0xff);
	str_addn(b, len, sizeof(len));
	if (n > 0)
		str_addn(b, p, n);
}

static void
add_text(struct str *b, const char *s)
{
	add_field(b, s, strlen(s));
}

static void
add_int(struct str *b, int64_t v)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%" PRId64, v);

	add_field(b, text, (size_t)n);
}

enum rc
journal_hash(struct digest *d, const struct jrow *row, struct str *buf, uint8_t out[32],
    struct err *e)
{
	enum rc rc;

	str_cut(buf, 0);
	add_text(buf, tag);
	add_int(buf, row->seq);
	add_text(buf, row->at);
	add_text(buf, row->login);
	add_int(buf, row->person);
	add_text(buf, row->role);
	add_text(buf, row->origin);
	add_text(buf, row->kind);
	add_int(buf, row->record);
	add_int(buf, row->rev);
	add_text(buf, row->act);
	add_text(buf, row->note);
	add_field(buf, row->image, row->nimage);
	add_field(buf, row->prev, sizeof(row->prev));
	if ((rc = digest_begin(d, e)) != RC_OK ||
	    (rc = digest_add(d, buf->s, buf->len, e)) != RC_OK)
		return rc;
	return digest_end(d, out, e);
}

/* The digest is chosen once, before the first row, and told by the setting "digest". */
enum rc
journal_digest(struct store *s, struct err *e)
{
	enum digest_kind kind = DIGEST_SM3;
	char *name = NULL;
	enum rc rc;

	if (s->digest != NULL)
		return RC_OK;
	if ((rc = store_meta_get(s, "digest", &name, e)) != RC_OK)
		return rc;
	if (name != NULL && strcmp(name, digest_name(DIGEST_SHA256)) == 0)
		kind = DIGEST_SHA256;
	else if (name != NULL && strcmp(name, digest_name(DIGEST_SM3)) != 0)
		rc = err_set(e, RC_DAMAGED,
		    T("%s：设置 digest 的值“%s”不认识，库可能被改动过。请用备份恢复",
			"%s: setting digest has the unknown value \"%s\", the store may "
			"have been altered; restore a backup"),
		    s->path, name);
	if (rc == RC_OK)
		rc = digest_new(kind, &s->digest, e);
	free(name);
	return rc;
}

static void
take_hash(sqlite3_stmt *st, int col, uint8_t out[32])
{
	memset(out, 0, 32);
	if (sqlite3_column_bytes(st, col) == 32)
		memcpy(out, sqlite3_column_blob(st, col), 32);
}

static char *
borrow(sqlite3_stmt *st, int col)
{
	const char *v = db_col(st, col);

	return (
	    char *)(uintptr_t)v; /* struct jrow also serves rows that own their text */
}

void
journal_row(sqlite3_stmt *st, struct jrow *out)
{
	*out = (struct jrow){
		.seq = sqlite3_column_int64(st, 0),
		.at = borrow(st, 1),
		.login = borrow(st, 2),
		.person = sqlite3_column_int64(st, 3),
		.role = borrow(st, 4),
		.origin = borrow(st, 5),
		.kind = borrow(st, 6),
		.record = sqlite3_column_int64(st, 7),
		.rev = sqlite3_column_int64(st, 8),
		.act = borrow(st, 9),
		.note = borrow(st, 10),
		.image = (char *)(uintptr_t)sqlite3_column_blob(st, 11),
		.nimage = (size_t)sqlite3_column_bytes(st, 11),
	};
	take_hash(st, 12, out->prev);
	take_hash(st, 13, out->hash);
}

enum rc
journal_head(struct txn *t, struct err *e)
{
	struct store *s = t->s;
	sqlite3_stmt *st;
	bool row;
	enum rc rc;

	if ((rc = journal_digest(s, e)) != RC_OK)
		return rc;
	if ((rc = db_take(s,
		 "SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1", &st,
		 e)) != RC_OK)
		return rc;
	if ((rc = db_step(s, st, &row, e)) == RC_OK && row) {
		t->seq = sqlite3_column_int64(st, 0);
		t->last_at = xstrdup(db_col(st, 1));
		take_hash(st, 2, t->head);
	}
	db_give(s, st);
	return rc;
}

enum rc
journal_add(struct txn *t, struct jrow *row, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO journal (" JOURNAL_COLUMNS ") VALUES"
	    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
	sqlite3_stmt *st;
	enum rc rc;

	row->seq = t->seq + 1;
	row->at = t->at;
	row->login = t->login;
	row->person = t->person;
	row->role = t->role;
	row->origin = t->origin;
	memcpy(row->prev, t->head, sizeof(row->prev));
	if ((rc = journal_hash(t->s->digest, row, &t->buf, row->hash, e)) != RC_OK ||
	    (rc = db_take(t->s, sql, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, row->seq);
	db_text(st, 2, row->at);
	db_text(st, 3, row->login);
	sqlite3_bind_int64(st, 4, row->person);
	db_text(st, 5, row->role);
	db_text(st, 6, row->origin);
	db_text(st, 7, row->kind);
	sqlite3_bind_int64(st, 8, row->record);
	sqlite3_bind_int64(st, 9, row->rev);
	db_text(st, 10, row->act);
	db_text(st, 11, row->note);
	sqlite3_bind_blob64(
	    st, 12, row->image == NULL ? "" : row->image, row->nimage, SQLITE_STATIC);
	sqlite3_bind_blob(st, 13, row->prev, sizeof(row->prev), SQLITE_STATIC);
	sqlite3_bind_blob(st, 14, row->hash, sizeof(row->hash), SQLITE_STATIC);
	if ((rc = db_step(t->s, st, NULL, e)) == RC_OK) {
		t->seq = row->seq;
		memcpy(t->head, row->hash, sizeof(t->head));
	}
	db_give(t->s, st);
	return rc;
}
