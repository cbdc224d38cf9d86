/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_COLUMNS_H
#define DM_TUI_COLUMNS_H
/* The columns of a register: the form's in_list fields, fitted to the window, and the
 * state. */
#include "tui/rows.h"

enum { COLUMNS_MAX = 32 };
struct columns {
	const struct field *col[COLUMNS_MAX]; /* borrowed from the form */
	size_t n, base; /* all; those of the register itself, the rest only where there is
			   room */
	int w[COLUMNS_MAX]; /* widths of the first `shown`, as last fitted */
	size_t shown;
	int state; /* width of the state's column, 0 none */
};
/* form NULL: none; except: column left out (the parent within its own record), or NULL.
 */
void columns_init(
    struct columns *c, const char *kind, const struct form *form, const char *except);
void columns_fit(struct columns *c, int cols);
void columns_head(const struct columns *c, int y, int x, int cols);
/* A row of cells; focus paints it as the cursor's row. */
void columns_row(const struct columns *c, struct rows *rows, struct row *row, int y,
    int x, int cols, bool focus);
struct col_wish columns_wish(const struct field *fd);
#endif
