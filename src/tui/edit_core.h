/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_EDIT_CORE_H
#define DM_TUI_EDIT_CORE_H
/* What edit.c (keys, moving, showing) and edit_core.c (text, layout, history) share;
 * nobody else. */
#include "tui/edit.h"

#define NO_COLUMN (-1)

enum run { RUN_NONE, RUN_TYPE, RUN_ERASE, RUN_DELETE };

struct splice {
	size_t at;
	struct str out, in;   /* removed and inserted there */
	size_t before, after; /* cursor */
};

struct row {
	size_t from, len; /* bytes shown */
	int cols;
};

struct edit {
	bool multi;
	size_t max;
	struct str text;
	size_t cur, count; /* count: characters */
	int w, h;
	struct row *row; /* several lines: the layout, at least one row */
	size_t nrow, rowcap, top;
	struct text_lines lines;
	size_t left; /* one line: first byte shown */
	int want;    /* column that vertical moves keep */
	enum run run;
	struct splice *step;
	size_t nstep, stepcap,
	    done; /* done of nstep are applied, the rest can be redone */
	size_t undo_bytes;
	bool forgot; /* old steps were dropped */
	struct str cut;
};

int edit_width(const struct edit *ed, size_t from, size_t to);
size_t edit_row_of(
    const struct edit *ed, size_t offset); /* the row that shows the cursor there */
int edit_column_of(const struct edit *ed, size_t offset);
void
edit_settle(struct edit *ed); /* after a move: cluster border, window around the cursor */
/* The only way the text changes. in may be NULL. */
void edit_change(
    struct edit *ed, size_t at, size_t remove, const struct str *in, enum run run);
#endif
