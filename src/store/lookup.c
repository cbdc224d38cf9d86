/* SPDX-License-Identifier: MIT */
/* Small questions: one record by a value, names to complete, rows per state. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/sql.h"
#include "store/txn.h"

enum { SMALL = 20000, FOUND_MAX = 500 };

enum rc
store_find(struct store *s, const char *kind, const char *col, const char *value,
    struct record **out, struct err *e)
{
	struct sql q = { 0 };
	sqlite3_stmt *st = NULL;
	struct kind_slot *slot;
	int64_t id = 0;
	bool row = false;
	enum rc rc;
	int c;

	*out = NULL;
	if ((rc = kind_slot(s, kind, &slot, e)) != RC_OK)
		return rc;
	if ((c = kind_column(&slot->k, col)) < 0)
		return err_set(e, RC_INVAL,
		    T("%s 没有“%s”这一栏", "%s has no field \"%s\""), kind, col);
	if (value == NULL || *value == '\0')
		return RC_OK;
	str_addf(&q.s, "SELECT t.id FROM \"%s\" AS t WHERE ", kind);
	sql_column(&q, &slot->k, c, true);
	str_add(&q.s, " = ");
	sql_value(&q, &slot->k, c, value);
	str_add(&q.s, " ORDER BY t.id LIMIT 1");
	if ((rc = sql_take(s, &q, &st, e)) == RC_OK &&
	    (rc = db_step(s, st, &row, e)) == RC_OK && row)
		id = sqlite3_column_int64(st, 0);
	db_give(s, st);
	sql_done(&q);
	return id == 0 ? rc : record_load(s, slot, id, out, e);
}

/* ---- completion */

struct wish {
	const struct query *from;
	const struct kind *k;
	const char *const *col;
	size_t ncol;
	const char *text;
};

/* By a column kept from who asks he finds only the rows in which he sees it. */
static void
add_one(struct sql *q, const struct wish *w, const struct cond *c, bool use_index)
{
	sql_cond(q, w->k, c, use_index);
	if (w->from->guard != NULL && c->col == w->from->guarded)
		str_addf(&q->s, " AND %s", w->from->guard);
}

static void
add_any(
    struct sql *q, const struct wish *w, enum cond_op op, char *pattern, bool use_index)
{
	struct cond c = { .op = op, .a = pattern };

	for (size_t i = 0; i < w->ncol; i++) {
		if ((c.col = kind_column(w->k, w->col[i])) < 0)
			continue;
		add_one(q, w, &c, use_index);
		str_add(&q->s, " OR ");
	}
	str_add(&q->s, "0");
}

/*
 * A big table is not read through while somebody types: the text index gives words of the
 * searched columns, the other indexes what begins with the text.
 */
static void
add_big(struct sql *q, const struct wish *w, const struct kind_slot *slot, char *infix)
{
	int64_t base = (int64_t)w->k->number << FIND_SHIFT;
	struct str match = { 0 };
	char *prefix = xasprintf("%s*", w->text);
	struct cond c = { .op = COND_GLOB, .a = prefix };

	str_addf(&q->s, "SELECT t.id FROM \"%s\" AS t WHERE 0", w->k->name);
	if (search_match(w->text, &match)) {
		str_addf(&q->s,
		    " UNION SELECT t.id FROM \"%s\" AS t WHERE t.id IN (SELECT rowid - ",
		    w->k->name);
		sql_int(q, base);
		str_add(&q->s, " FROM find WHERE find MATCH ");
		sql_text(q, str_s(&match));
		str_add(&q->s, " AND rowid BETWEEN ");
		sql_int(q, base);
		str_add(&q->s, " AND ");
		sql_int(q, base + (INT64_C(1) << FIND_SHIFT) - 1);
		str_add(&q->s, " ORDER BY rowid LIMIT ");
		sql_int(q, FOUND_MAX);
		str_add(&q->s, ") AND (");
		add_any(q, w, COND_GLOB, infix, false);
		str_addc(&q->s, ')');
	}
	for (size_t i = 0; i < w->ncol && w->text[0] != '*'; i++) {
		c.col = kind_column(w->k, w->col[i]);
		if (c.col < 2 || !slot->lead[c.col])
			continue;
		str_addf(&q->s,
		    " UNION SELECT * FROM (SELECT t.id FROM \"%s\" AS t WHERE ",
		    w->k->name);
		add_one(q, w, &c, true);
		str_add(&q->s, " LIMIT ");
		sql_int(q, FOUND_MAX);
		str_addc(&q->s, ')');
	}
	str_free(&match);
	free(prefix);
}

static enum rc
is_big(struct store *s, const struct kind *k, bool *big, struct err *e)
{
	char *sql = xasprintf("SELECT max(id) FROM \"%s\"", k->name);
	int64_t top = 0;
	enum rc rc = db_int(s, sql, &top, e);

	free(sql);
	*big = top > SMALL;
	return rc;
}

enum rc
store_complete(struct store *s, const struct query *q, const char *const *cols,
    size_t ncol, const char *text, size_t limit, struct page *out, struct err *e)
{
	struct wish w = {
		.from = q, .k = q->kind, .col = cols, .ncol = ncol, .text = text
	};
	const struct kind_slot *slot = kind_own(s, q->kind);
	char *infix = xasprintf("*%s*", text);
	struct sql sql = { 0 };
	sqlite3_stmt *st = NULL;
	struct record *r;
	bool row, big = false;
	enum rc rc;

	*out = (struct page){ 0 };
	if ((rc = is_big(s, q->kind, &big, e)) != RC_OK)
		goto out;
	str_addf(&sql.s, "SELECT t.id FROM \"%s\" AS t WHERE ", q->kind->name);
	if (*text == '\0') {
		str_addc(&sql.s, '1');
	} else if (big) {
		str_add(&sql.s, "t.id IN (");
		add_big(&sql, &w, slot, infix);
		str_addc(&sql.s, ')');
	} else {
		str_addc(&sql.s, '(');
		add_any(&sql, &w, COND_GLOB, infix, false);
		str_addc(&sql.s, ')');
	}
	for (size_t i = 0; i < q->ncond; i++) {
		str_add(&sql.s, " AND ");
		sql_cond(&sql, q->kind, &q->cond[i], false);
	}
	str_add(&sql.s, " ORDER BY t.id LIMIT ");
	sql_int(&sql, (int64_t)limit);
	out->rec = xcalloc(limit + 1, sizeof(*out->rec));
	rc = sql_take(s, &sql, &st, e);
	while (rc == RC_OK && (rc = db_step(s, st, &row, e)) == RC_OK && row &&
	       out->n < limit)
		if ((rc = record_load(s, slot, sqlite3_column_int64(st, 0), &r, e)) ==
		    RC_OK)
			out->rec[out->n++] = r;
out:
	db_give(s, st);
	sql_done(&sql);
	free(infix);
	if (rc != RC_OK)
		page_done(out);
	return rc;
}
