/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_ROWS_H
#define DM_TUI_ROWS_H
/*
 * A register seen through a window: rows come by key a page at a time as the cursor
 * moves, at most a few pages are kept, the register is never loaded as a whole.
 */
#include "step/step.h"
#include "tui/layout.h"

struct row {
	struct record *rec;
	char **cell; /* owned, one a field of rows.col (without a form: the name); made
			when first shown */
	char *state;
	enum tone tone;
	enum level level;
};
struct rows {
	struct bench *b;
	struct query q; /* what is asked; set with rows_ask */
	bool asked;
	const struct field **col; /* borrowed: fields shown as cells */
	size_t ncol;
	struct row *v;
	struct span span;   /* over v */
	bool before, after; /* more rows beyond v */
	long first;	    /* place of v[0] in the register, from 1; 0 unknown */
	size_t count, cap;  /* matching rows, counted up to cap */
};
void rows_init(struct rows *r, struct bench *b, const struct field **col, size_t ncol);
void rows_done(struct rows *r);
/* Ask anew (takes q) and go to the first row. */
MUST_CHECK enum rc rows_ask(struct rows *r, struct query *q, struct err *e);
/* Read again around where the cursor is; id: put the cursor on this record if it is among
 * the rows (0: where it was). */
MUST_CHECK enum rc rows_again(struct rows *r, int64_t id, struct err *e);
/* Move; reads what is needed. false: not a moving action. */
bool rows_action(struct rows *r, enum action a, enum rc *rc, struct err *e);
void rows_height(struct rows *r, int h);
struct row *rows_current(struct rows *r);	/* NULL: no row */
long rows_place(const struct rows *r);		/* of the cursor, from 1; 0 unknown */
void row_show(struct rows *r, struct row *row); /* make its state and level */
/* Text of a cell, made when first asked for: columns that do not fit cost nothing.
 * Borrowed. */
const char *row_cell(struct rows *r, struct row *row, size_t col);
enum level rows_level(struct rows *r); /* highest among the rows in the window */
#endif
