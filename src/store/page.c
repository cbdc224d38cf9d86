/* SPDX-License-Identifier: MIT */
/*
 * Pages of a register by keyset, and counts.
 *
 * Planning. Without statistics SQLite guesses that an index finds ten rows, and sorts a
 * million when it guessed wrong. So each condition that an index serves is counted first,
 * up to FEW rows (some 50 µs): a narrow one drives the query and its few rows are sorted;
 * otherwise the rows are read in the order asked for until the page is full. Columns that
 * must not drive are written +col.
 *
 * Paging. A position is (sort value, id). NULL sorts before every value, as in the index.
 * Going on from a position takes up to three ordered pieces, each one range of the index:
 * rows of the same value with a further id, rows of a further value, and downwards the
 * rows without value. One condition with OR would be simpler and would sort the table.
 */
#include "config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"
#include "store/txn.h"

enum { FEW = 1000, FEW_FOUND = 5000 };

enum by_text {
	TEXT_NONE,
	TEXT_ORDER, /* rows come from the text index, in its order, which is by id */
	TEXT_SET,   /* few are found: a set of ids */
	TEXT_TEST   /* many are found: each row is asked */
};
struct plan {
	const struct query *q;
	const struct kind_slot *slot;
	int64_t base;	  /* of the kind's rowids in the text index */
	struct str match; /* what the text index is asked */
	enum by_text by_text;
	int driver; /* condition that an index serves, -1: none */
	int with,
	    range;  /* conditions on state and on what follows it in that index, -1 */
	bool sorts; /* few rows: sort them, do not walk the order's index */
	bool none;  /* nothing can be found */
};

struct ids {
	int64_t *v; /* owned */
	size_t n, cap;
};

/* ---- planning */

static void
from_found(struct sql *q, const struct plan *p, int64_t lo, int64_t hi)
{
	str_add(&q->s, "find MATCH ");
	sql_text(q, str_s(&p->match));
	str_add(&q->s, " AND find.rowid BETWEEN ");
	sql_int(q, p->base + lo);
	str_add(&q->s, " AND ");
	sql_int(q, p->base + hi);
}

static int64_t
id_max(void)
{
	return (INT64_C(1) << FIND_SHIFT) - 1;
}

static enum rc
sql_count(struct store *s, struct sql *q, size_t limit, int64_t *out, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;

	str_add(&q->s, " LIMIT ");
	sql_int(q, (int64_t)limit);
	str_addc(&q->s, ')');
	if ((rc = sql_take(s, q, &st, e)) == RC_OK &&
	    (rc = db_step(s, st, &row, e)) == RC_OK)
		*out = sqlite3_column_int64(st, 0);
	db_give(s, st);
	return rc;
}

static bool
index_serves(const struct kind_slot *slot, const struct cond *c)
{
	if (c->op == COND_NE || c->op == COND_NOT_IN)
		return false;
	if (c->op == COND_FILLED)
		return slot->rare[c->col];
	if (c->op == COND_TEST)
		return c->b != NULL;
	if (c->op == COND_GLOB &&
	    (c->a[0] == '*' || slot->k.col[c->col].type != COL_TEXT))
		return false;
	return c->col == 0 || slot->lead[c->col];
}

static enum rc
count_cond(struct store *s, const struct plan *p, const struct cond *c, int64_t limit,
    int64_t *n, struct err *e)
{
	struct sql q = { 0 };
	enum rc rc;

	str_addf(&q.s, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" AS t WHERE ",
	    p->q->kind->name);
	sql_cond(&q, p->q->kind, c, true);
	rc = sql_count(s, &q, (size_t)limit, n, e);
	sql_done(&q);
	return rc;
}

static enum rc
count_all(struct store *s, const struct plan *p, int64_t *n, struct err *e)
{
	struct sql q = { 0 };
	enum rc rc;

	str_addf(&q.s, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" AS t WHERE 1",
	    p->q->kind->name);
	for (size_t i = 0; i < p->q->ncond; i++) {
		str_add(&q.s, " AND ");
		sql_cond(&q, p->q->kind, &p->q->cond[i], false);
	}
	rc = sql_count(s, &q, FEW, n, e);
	sql_done(&q);
	return rc;
}

static int
find_cond(const struct query *q, int col, bool equal)
{
	for (size_t i = 0; i < q->ncond; i++) {
		enum cond_op op = q->cond[i].op;

		if (q->cond[i].col == col &&
		    (equal ? op == COND_EQ || op == COND_IN
			   : op == COND_LT || op == COND_LE || op == COND_GT ||
				 op == COND_GE || op == COND_BETWEEN))
			return (int)i;
	}
	return -1;
}

static bool
may_drive(const struct plan *p, size_t i)
{
	return (int)i == p->driver || (int)i == p->with || (int)i == p->range;
}

/* One range of an index, by driver, with and range: narrow enough to be sorted? */
static enum rc
plan_range(struct store *s, struct plan *p, struct err *e)
{
	const struct query *q = p->q;
	struct sql count = { 0 };
	int64_t n = 0;
	enum rc rc;

	str_addf(&count.s, "SELECT count(*) FROM (SELECT 1 FROM \"%s\" AS t WHERE 1",
	    q->kind->name);
	for (size_t i = 0; i < q->ncond; i++)
		if (may_drive(p, i)) {
			str_add(&count.s, " AND ");
			sql_cond(&count, q->kind, &q->cond[i], true);
		}
	rc = sql_count(s, &count, FEW, &n, e);
	sql_done(&count);
	p->none = n == 0;
	p->sorts = n < FEW;
	if (n >= FEW) /* not narrow after all */
		p->driver = p->with = p->range = -1;
	return rc;
}

/* "Mine, in this state, due by then": an index (column, state, due). */
static enum rc
plan_mine(struct store *s, struct plan *p, struct err *e)
{
	const struct query *q = p->q;

	p->driver = p->with = p->range = -1;
	for (size_t i = 0; i < q->ncond && p->driver < 0; i++)
		if (q->cond[i].op == COND_EQ && p->slot->then[q->cond[i].col] >= 0)
			p->driver = (int)i;
	p->with = find_cond(q, 2, true);
	if (p->driver < 0 || p->with < 0) {
		p->driver = p->with = -1;
		return RC_OK;
	}
	p->range = find_cond(q, p->slot->then[q->cond[p->driver].col], false);
	return plan_range(s, p, e);
}

/* "In this state, due by then": an index (state, due). */
static enum rc
plan_due(struct store *s, struct plan *p, struct err *e)
{
	const struct query *q = p->q;
	int state = find_cond(q, 2, true);

	for (size_t i = 0; i < q->ncond && state >= 0 && p->driver < 0; i++) {
		int col = q->cond[i].col;

		if (!p->slot->by_state[col] || find_cond(q, col, false) != (int)i)
			continue;
		p->driver = state;
		p->range = (int)i;
	}
	return p->driver >= 0 ? plan_range(s, p, e) : RC_OK;
}

static enum rc
plan_conds(struct store *s, struct plan *p, struct err *e)
{
	const struct query *q = p->q;
	int64_t n, least = FEW;
	enum rc rc;

	if ((rc = plan_mine(s, p, e)) != RC_OK || p->driver >= 0 ||
	    (rc = plan_due(s, p, e)) != RC_OK || p->driver >= 0)
		return rc;
	for (size_t i = 0; i < q->ncond && least > 0; i++) {
		const struct cond *c = &q->cond[i];

		if (!index_serves(p->slot, c))
			continue;
		/* No further than to see that it is not the narrowest. */
		if ((rc = count_cond(s, p, c, least, &n, e)) != RC_OK)
			return rc;
		if (n < least) {
			least = n;
			p->driver = (int)i;
			p->sorts = true;
			p->none = n == 0;
		}
	}
	/*
	 * Walking the order's index costs six times a plain scan for each row passed
	 * over: when few rows hold all conditions, scan and sort.
	 */
	if (p->driver < 0 && q->sort >= 0 && q->ncond > 0) {
		if ((rc = count_all(s, p, &n, e)) != RC_OK)
			return rc;
		p->sorts = n < FEW;
		p->none = n == 0;
	}
	/* Many rows, but an index that gives them by id just as they are asked for. */
	for (size_t i = 0; i < q->ncond && p->driver < 0 && q->sort < 0; i++)
		if ((q->cond[i].op == COND_EQ || q->cond[i].op == COND_EMPTY) &&
		    q->kind->col[q->cond[i].col].indexed)
			p->driver = (int)i;
	return RC_OK;
}

static enum rc
plan_text(struct store *s, struct plan *p, struct err *e)
{
	struct sql q = { 0 };
	int64_t n = 0;
	enum rc rc;

	/* Words written in this transaction are to be found too. */
	if (s->txn != NULL && (rc = search_flush(s->txn, e)) != RC_OK)
		return rc;
	p->base = (int64_t)p->q->kind->number << FIND_SHIFT;
	if (p->q->sort < 0 && !p->sorts) {
		p->by_text = TEXT_ORDER;
		p->driver = p->with = p->range = -1;
		return RC_OK;
	}
	str_add(&q.s, "SELECT count(*) FROM (SELECT 1 FROM find WHERE ");
	from_found(&q, p, 0, id_max());
	if ((rc = sql_count(s, &q, FEW_FOUND, &n, e)) == RC_OK) {
		p->by_text = n < FEW_FOUND ? TEXT_SET : TEXT_TEST;
		p->sorts = p->sorts || n < FEW_FOUND;
		p->none = p->none || n == 0;
	}
	sql_done(&q);
	return rc;
}

static enum rc
plan_make(struct store *s, const struct query *q, struct plan *p, struct err *e)
{
	enum rc rc;

	*p = (struct plan){ .q = q, .slot = kind_own(s, q->kind) };
	if (q->sort >= 0 && !q->kind->col[q->sort].indexed)
		return err_set(e, RC_INVAL,
		    T("%s 不能按 %s 排序（没有索引）。请换一栏",
			"%s cannot be sorted by %s (no index); choose another field"),
		    q->kind->name, q->kind->col[q->sort].name);
	if ((rc = plan_conds(s, p, e)) != RC_OK)
		return rc;
	if (q->text != NULL && search_match(q->text, &p->match))
		rc = plan_text(s, p, e);
	else if (!p->none)
		p->none = q->text != NULL && q->text[strspn(q->text, " ")] != '\0';
	return rc;
}

static void
plan_done(struct plan *p)
{
	str_free(&p->match);
}

/* SELECT … FROM … WHERE with every condition; lo and hi bound the id. */
static void
select_rows(struct sql *q, const struct plan *p, int64_t lo, int64_t hi)
{
	const struct kind *k = p->q->kind;

	if (p->by_text == TEXT_ORDER) {
		str_addf(&q->s,
		    "SELECT t.id FROM find CROSS JOIN \"%s\" AS t ON t.id = find.rowid "
		    "- ",
		    k->name);
		sql_int(q, p->base);
		str_add(&q->s, " WHERE ");
		from_found(q, p, lo, hi);
	} else {
		str_addf(&q->s, "SELECT t.id FROM \"%s\" AS t WHERE 1", k->name);
		if (lo > 0 || hi < id_max()) {
			str_add(&q->s,
			    p->sorts ? " AND +t.id BETWEEN " : " AND t.id BETWEEN ");
			sql_int(q, lo);
			str_add(&q->s, " AND ");
			sql_int(q, hi);
		}
	}
	for (size_t i = 0; i < p->q->ncond; i++) {
		str_add(&q->s, " AND ");
		sql_cond(q, k, &p->q->cond[i], may_drive(p, i));
	}
	if (p->by_text == TEXT_SET) {
		str_addf(&q->s, " AND %st.id IN (SELECT find.rowid - ",
		    p->driver >= 0 ? "+" : "");
		sql_int(q, p->base);
		str_add(&q->s, " FROM find WHERE ");
		from_found(q, p, 0, id_max());
		str_addc(&q->s, ')');
	} else if (p->by_text == TEXT_TEST) {
		str_add(&q->s, " AND EXISTS (SELECT 1 FROM find WHERE find MATCH ");
		sql_text(q, str_s(&p->match));
		str_add(&q->s, " AND find.rowid = t.id + ");
		sql_int(q, p->base);
		str_addc(&q->s, ')');
	}
}

/* ---- paging */

enum piece { PIECE_ALL, PIECE_TIE, PIECE_BEYOND, PIECE_EMPTY };

static void
order_rows(struct sql *q, const struct plan *p, enum piece piece, bool up)
{
	const char *way = up ? "" : " DESC";
	bool by_value = p->q->sort >= 0 && (piece == PIECE_ALL || piece == PIECE_BEYOND);

	str_add(&q->s, " ORDER BY ");
	if (p->by_text == TEXT_ORDER) {
		str_addf(&q->s, "find.rowid%s", way);
		return;
	}
	if (by_value) {
		sql_column(q, p->q->kind, p->q->sort, !p->sorts);
		str_addf(&q->s, "%s, ", way);
	}
	str_addf(&q->s, "%st.id%s", p->sorts ? "+" : "", way);
}

/* The piece's bound on the sort value; the id is bounded in select_rows. */
static void
bound_value(
    struct sql *q, const struct plan *p, enum piece piece, const struct pos *at, bool up)
{
	const struct kind *k = p->q->kind;
	int col = p->q->sort;
	bool empty = piece == PIECE_EMPTY || (piece == PIECE_TIE && at->sort == NULL);

	if (col < 0 || piece == PIECE_ALL)
		return;
	str_add(&q->s, " AND ");
	sql_column(q, k, col, !p->sorts);
	if (empty) {
		str_add(&q->s, " IS NULL");
	} else if (piece == PIECE_TIE) {
		str_add(&q->s, " = ");
		sql_value(q, k, col, at->sort);
	} else if (at->sort != NULL) {
		str_add(&q->s, up ? " > " : " < ");
		sql_value(q, k, col, at->sort);
	} else if (k->col[col].type == COL_INT) {
		/* Every value, as a range: IS NOT NULL would walk over the empty ones. */
		str_add(&q->s, " >= ");
		sql_int(q, INT64_MIN);
	} else {
		str_add(&q->s, " >= ");
		sql_text(q, "");
	}
}

static enum rc
collect_piece(struct store *s, const struct plan *p, enum piece piece,
    const struct pos *at, bool up, struct ids *out, size_t limit, struct err *e)
{
	struct sql q = { 0 };
	sqlite3_stmt *st = NULL;
	int64_t lo = INT64_C(0), hi = id_max();
	bool row;
	enum rc rc;

	if (piece == PIECE_TIE && up)
		lo = at->id;
	else if (piece == PIECE_TIE)
		hi = at->id;
	select_rows(&q, p, lo, hi);
	bound_value(&q, p, piece, at, up);
	order_rows(&q, p, piece, up);
	str_add(&q.s, " LIMIT ");
	sql_int(&q, (int64_t)(limit - out->n));
	rc = sql_take(s, &q, &st, e);
	while (rc == RC_OK && (rc = db_step(s, st, &row, e)) == RC_OK && row) {
		if (out->n == out->cap) {
			out->cap = out->cap == 0 ? 32 : out->cap * 2;
			out->v = xreallocarray(out->v, out->cap, sizeof(*out->v));
		}
		out->v[out->n++] = sqlite3_column_int64(st, 0);
	}
	db_give(s, st);
	sql_done(&q);
	return rc;
}

/*
 * At most limit ids from at (NULL: from the end that lies there) upwards or downwards in
 * sort order; at itself included when inclusive.
 */
static enum rc
collect(struct store *s, const struct plan *p, const struct pos *at, bool up,
    bool inclusive, size_t limit, struct ids *out, struct err *e)
{
	static const enum piece from_end[] = { PIECE_ALL };
	static const enum piece from_pos[] = { PIECE_TIE, PIECE_BEYOND, PIECE_EMPTY };
	const enum piece *piece = at == NULL ? from_end : from_pos;
	struct pos edge = { 0 };
	size_t n = 1;
	enum rc rc = RC_OK;

	out->n = 0;
	if (p->none)
		return RC_OK;
	if (at != NULL) {
		edge = *at;
		if (!inclusive)
			edge.id += up ? 1 : -1;
		/* Empty values lie at the lower end: nothing is below them, all others
		 * above. */
		if (p->q->sort >= 0)
			n = up ? 2 : at->sort == NULL ? 1 : 3;
	}
	for (size_t i = 0; i < n && out->n < limit && rc == RC_OK; i++)
		rc = collect_piece(s, p, piece[i], &edge, up, out, limit, e);
	return rc;
}

void
pos_done(struct pos *p)
{
	free(p->sort);
	*p = (struct pos){ 0 };
}

void
pos_of(const struct query *q, const struct record *r, struct pos *out)
{
	*out = (struct pos){ .id = r->id,
		.sort = q->sort < 2 ? NULL : xstrdup(r->val[q->sort]) };
}

void
page_done(struct page *p)
{
	for (size_t i = 0; i < p->n; i++)
		record_free(p->rec[i]);
	free(p->rec);
	*p = (struct page){ 0 };
}

static enum rc
load_ids(struct store *s, const struct kind_slot *slot, const struct ids *ids, size_t n,
    bool turned, struct page *out, struct err *e)
{
	enum rc rc = RC_OK;

	out->rec = xcalloc(n + 1, sizeof(*out->rec));
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if ((rc = record_load(s, slot, ids->v[turned ? n - 1 - i : i],
			 &out->rec[i], e)) == RC_OK)
			out->n++;
	return rc;
}

/* Is there any row on the other side of where the page begins? */
static enum rc
look_back(struct store *s, const struct plan *p, const struct page *page,
    const struct pos *at, bool up, bool *more, struct err *e)
{
	struct ids ids = { 0 };
	struct pos edge = { 0 };
	enum rc rc;

	if (page->n > 0)
		pos_of(p->q, page->rec[up == !p->q->desc ? 0 : page->n - 1], &edge);
	else
		edge = (struct pos){ .sort = xstrdup(at->sort), .id = at->id };
	rc = collect(s, p, &edge, !up, page->n == 0, 1, &ids, e);
	*more = ids.n > 0;
	pos_done(&edge);
	free(ids.v);
	return rc;
}

enum rc
store_page(struct store *s, const struct query *q, enum page_dir dir,
    const struct pos *at, size_t limit, struct page *out, struct err *e)
{
	bool forward = dir != PAGE_LAST && dir != PAGE_BEFORE, began = false, ahead,
	     behind = false;
	bool up = forward != q->desc; /* towards greater values */
	struct plan plan = { 0 };
	struct ids ids = { 0 };
	enum rc rc;

	*out = (struct page){ 0 };
	if (dir == PAGE_FIRST || dir == PAGE_LAST)
		at = NULL;
	else
		assert(at != NULL);
	if ((rc = db_read_begin(s, &began, e)) != RC_OK ||
	    (rc = plan_make(s, q, &plan, e)) != RC_OK ||
	    (rc = collect(s, &plan, at, up, dir == PAGE_FROM, limit + 1, &ids, e)) !=
		RC_OK)
		goto out;
	ahead = ids.n > limit;
	if ((rc = load_ids(
		 s, plan.slot, &ids, ahead ? limit : ids.n, !forward, out, e)) != RC_OK)
		goto out;
	if (at != NULL && (rc = look_back(s, &plan, out, at, up, &behind, e)) != RC_OK)
		goto out;
	out->more_after = forward ? ahead : behind;
	out->more_before = forward ? behind : ahead;
out:
	db_read_end(s, began);
	free(ids.v);
	plan_done(&plan);
	if (rc != RC_OK)
		page_done(out);
	return rc;
}

/* ---- counting */

enum rc
store_count(struct store *s, const struct query *q, size_t cap, size_t *n, struct err *e)
{
	struct query any_order = *q; /* borrows everything */
	struct plan plan = { 0 };
	struct sql sql = { 0 };
	int64_t count = 0;
	bool began = false;
	enum rc rc;

	*n = 0;
	any_order.sort = -1;
	if ((rc = db_read_begin(s, &began, e)) != RC_OK ||
	    (rc = plan_make(s, &any_order, &plan, e)) != RC_OK || plan.none)
		goto out;
	str_add(&sql.s, "SELECT count(*) FROM (");
	select_rows(&sql, &plan, 0, id_max());
	if ((rc = sql_count(s, &sql, cap, &count, e)) == RC_OK)
		*n = (size_t)count;
out:
	db_read_end(s, began);
	sql_done(&sql);
	plan_done(&plan);
	return rc;
}
