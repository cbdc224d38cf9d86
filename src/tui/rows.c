/* SPDX-License-Identifier: MIT */
/*
 * A register seen through a window. Rows are read by key, a page at a time; what lies far
 * behind the cursor is dropped again. Places are known when the first or the last row has
 * been seen, or kept by counting.
 */
#include "config.h"
#include "tui/rows.h"

#include <stdlib.h>
#include <string.h>

enum { KEEP = 300, COUNT_CAP = 1000, PAGE_MIN = 20 };

void
rows_init(struct rows *r, struct bench *b, const struct field **col, size_t ncol)
{
	*r = (struct rows){
		.b = b, .col = col, .ncol = ncol, .cap = COUNT_CAP, .span.h = PAGE_MIN
	};
}

static void
row_done(struct rows *r, struct row *row)
{
	record_free(row->rec);
	for (size_t i = 0; row->cell != NULL && i <= r->ncol; i++)
		free(row->cell[i]);
	free(row->cell);
	free(row->state);
}

static void
drop(struct rows *r, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		row_done(r, &r->v[i]);
	memmove(r->v + from, r->v + from + n, (r->span.n - from - n) * sizeof(*r->v));
	r->span.n -= n;
}

static void
clear(struct rows *r)
{
	if (r->span.n > 0)
		drop(r, 0, r->span.n);
	r->before = r->after = false;
}

void
rows_done(struct rows *r)
{
	clear(r);
	free(r->v);
	r->v = NULL;
	if (r->asked)
		query_done(&r->q);
	r->asked = false;
}

/* Take the page's records in at index at. */
static void
insert(struct rows *r, size_t at, struct page *p)
{
	if (p->n == 0)
		return;
	r->v = xreallocarray(r->v, r->span.n + p->n, sizeof(*r->v));
	memmove(r->v + at + p->n, r->v + at, (r->span.n - at) * sizeof(*r->v));
	for (size_t i = 0; i < p->n; i++) {
		r->v[at + i] = (struct row){ .rec = p->rec[i] };
		p->rec[i] = NULL;
	}
	r->span.n += p->n;
}

static size_t
page_rows(const struct rows *r)
{
	return r->span.h > PAGE_MIN ? (size_t)r->span.h : PAGE_MIN;
}

static enum rc
fetch(struct rows *r, enum page_dir dir, const struct pos *at, struct page *p,
    struct err *e)
{
	return store_page(bench_store(r->b), &r->q, dir, at, page_rows(r), p, e);
}

static enum rc
read_after(struct rows *r, struct err *e)
{
	struct page p = { 0 };
	struct pos at = { 0 };
	enum rc rc;

	pos_of(&r->q, r->v[r->span.n - 1].rec, &at);
	if ((rc = fetch(r, PAGE_AFTER, &at, &p, e)) == RC_OK) {
		insert(r, r->span.n, &p);
		r->after = p.more_after && p.n > 0;
	}
	page_done(&p);
	pos_done(&at);
	return rc;
}

static enum rc
read_before(struct rows *r, struct err *e)
{
	struct page p = { 0 };
	struct pos at = { 0 };
	enum rc rc;

	pos_of(&r->q, r->v[0].rec, &at);
	if ((rc = fetch(r, PAGE_BEFORE, &at, &p, e)) == RC_OK) {
		insert(r, 0, &p);
		r->span.cur += p.n;
		r->span.top += p.n;
		r->before = p.more_before && p.n > 0;
		r->first = !r->before		  ? 1
			   : r->first > (long)p.n ? r->first - (long)p.n
						  : 0;
	}
	page_done(&p);
	pos_done(&at);
	return rc;
}

/* Drop what lies far from the window. */
static void
trim(struct rows *r)
{
	size_t n;

	if (r->span.n <= KEEP)
		return;
	n = r->span.n - KEEP;
	if (r->span.top > n) {
		drop(r, 0, n);
		r->span.top -= n;
		r->span.cur -= n;
		r->before = true;
		r->first = r->first > 0 ? r->first + (long)n : 0;
	} else if (r->span.top + page_rows(r) < KEEP) {
		drop(r, KEEP, n);
		r->after = true;
	}
}

/* The window is filled and so is one page beyond the cursor, as far as there are rows. */
static enum rc
fill(struct rows *r, struct err *e)
{
	size_t h = (size_t)(r->span.h > 0 ? r->span.h : 1);
	enum rc rc = RC_OK;

	while (rc == RC_OK && r->after && r->span.n > 0 && r->span.cur + h >= r->span.n)
		rc = read_after(r, e);
	while (rc == RC_OK && r->before && r->span.n > 0 &&
	       (r->span.cur < h || r->span.n < h))
		rc = read_before(r, e);
	trim(r);
	span_fit(&r->span);
	return rc;
}

static enum rc
jump(struct rows *r, enum page_dir dir, const struct pos *at, struct err *e)
{
	struct page p = { 0 };
	enum rc rc;

	if ((rc = fetch(r, dir, at, &p, e)) != RC_OK)
		return rc;
	clear(r);
	insert(r, 0, &p);
	r->before = p.more_before;
	r->after = p.more_after;
	r->span.top = 0;
	r->span.cur = dir == PAGE_LAST && r->span.n > 0 ? r->span.n - 1 : 0;
	if (!r->before)
		r->first = 1;
	else if (dir == PAGE_LAST)
		r->first = r->count < r->cap ? (long)(r->count - r->span.n) + 1 : 0;
	page_done(&p);
	return fill(r, e);
}

static enum rc
count(struct rows *r, struct err *e)
{
	return store_count(bench_store(r->b), &r->q, r->cap, &r->count, e);
}

enum rc
rows_ask(struct rows *r, struct query *q, struct err *e)
{
	enum rc rc;

	if (r->asked)
		query_done(&r->q);
	r->q = *q;
	*q = (struct query){ 0 };
	r->asked = true;
	if ((rc = count(r, e)) != RC_OK)
		return rc;
	return jump(r, PAGE_FIRST, NULL, e);
}

static bool
cursor_to(struct rows *r, int64_t id)
{
	for (size_t i = 0; i < r->span.n; i++)
		if (r->v[i].rec->id == id) {
			r->span.cur = i;
			span_fit(&r->span);
			return true;
		}
	return false;
}

/* Read from the row at the window's top on; the cursor stays on its record when that is
 * still there. */
static enum rc
reread(struct rows *r, struct err *e)
{
	struct row *cur = rows_current(r);
	int64_t id = cur != NULL ? cur->rec->id : 0;
	size_t below = r->span.cur - r->span.top;
	long first = r->first > 0 ? r->first + (long)r->span.top : 0;
	struct pos at = { 0 };
	enum rc rc;

	if (r->span.n == 0)
		return jump(r, PAGE_FIRST, NULL, e);
	pos_of(&r->q, r->v[r->span.top].rec, &at);
	r->first = first;
	rc = jump(r, PAGE_FROM, &at, e);
	pos_done(&at);
	if (rc == RC_OK && r->span.n == 0 && r->count > 0)
		rc = jump(r, PAGE_LAST, NULL, e);
	if (rc == RC_OK && !cursor_to(r, id))
		span_move(&r->span, (long)below);
	return rc;
}

enum rc
rows_again(struct rows *r, int64_t id, struct err *e)
{
	struct record *rec = NULL;
	struct pos at = { 0 };
	enum rc rc;

	if (!r->asked)
		return RC_OK;
	if ((rc = count(r, e)) != RC_OK || (rc = reread(r, e)) != RC_OK || id == 0 ||
	    cursor_to(r, id))
		return rc;
	if ((rc = store_get(bench_store(r->b), r->q.kind->name, id, &rec, e)) != RC_OK)
		return rc;
	/* Go where it stands in the order; when the filter hides it, the neighbour there.
	 */
	pos_of(&r->q, rec, &at);
	r->first = 0;
	rc = jump(r, PAGE_FROM, &at, e);
	if (rc == RC_OK && r->span.n == 0)
		rc = jump(r, PAGE_LAST, NULL, e);
	if (rc == RC_OK)
		cursor_to(r, id);
	pos_done(&at);
	record_free(rec);
	return rc;
}

bool
rows_action(struct rows *r, enum action a, enum rc *rc, struct err *e)
{
	*rc = RC_OK;
	if (a == ACTION_FIRST && r->before)
		*rc = jump(r, PAGE_FIRST, NULL, e);
	else if (a == ACTION_LAST && r->after)
		*rc = jump(r, PAGE_LAST, NULL, e);
	else if (!span_action(&r->span, a))
		return false;
	else
		*rc = fill(r, e);
	return true;
}

void
rows_height(struct rows *r, int h)
{
	struct err e;

	if (h < 1)
		h = 1;
	if (h == r->span.h)
		return;
	r->span.h = h;
	/* A taller window may need more rows; what cannot be read now is read at the next
	 * move. */
	if (!r->asked || fill(r, &e) != RC_OK)
		span_fit(&r->span);
}

struct row *
rows_current(struct rows *r)
{
	return r->span.cur < r->span.n ? &r->v[r->span.cur] : NULL;
}

long
rows_place(const struct rows *r)
{
	return r->first > 0 ? r->first + (long)r->span.cur : 0;
}

void
row_show(struct rows *r, struct row *row)
{
	const struct state_def *s;

	if (row->cell != NULL)
		return;
	row->cell = xcalloc(r->ncol + 1, sizeof(*row->cell));
	row->state = bench_state(r->b, row->rec);
	s = state_def(row->rec->kind->name, record_state(row->rec));
	row->tone = s != NULL ? s->tone : TONE_PLAIN;
	row->level = bench_level(r->b, row->rec);
}

const char *
row_cell(struct rows *r, struct row *row, size_t col)
{
	row_show(r, row);
	if (row->cell[col] != NULL)
		return row->cell[col];
	/* A kind without a form still has a name. */
	row->cell[col] = r->ncol == 0
			     ? bench_label(r->b, row->rec->kind->name, row->rec->id)
			     : bench_cell(r->b, row->rec, r->col[col]);
	for (char *c = row->cell[col]; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return row->cell[col];
}

enum level
rows_level(struct rows *r)
{
	enum level top = LEVEL_NONE;

	for (size_t i = 0; i < r->span.n; i++)
		if (span_shows(&r->span, i)) {
			row_show(r, &r->v[i]);
			if (r->v[i].level > top)
				top = r->v[i].level;
		}
	return top;
}
