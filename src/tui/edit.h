/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_EDIT_H
#define DM_TUI_EDIT_H
/*
 * The text editor inside a field: one line or several, in clusters and columns. No curses
 * here, so every case is a unit test. Every operation leaves: text valid UTF-8, cursor on
 * a cluster border, cursor inside the window, no line wider than w.
 */
#include "base/text.h"

struct edit;
struct edit *edit_new(bool multi, int max_chars); /* max_chars 0: 20000 */
void edit_free(struct edit *ed);
void edit_set(struct edit *ed, const char *s); /* forgets undo; cursor at the end */
void edit_clear(struct edit *ed);	       /* everything; undo brings it back */
const char *edit_text(const struct edit *ed);  /* borrowed until the next change */
bool edit_changed(const struct edit *ed);      /* since edit_set */
void
edit_size(struct edit *ed, int w, int h); /* window in columns and rows, w >= 2, h >= 1 */
/* Insert at the cursor, cleaned; what goes over the limit is left out. Returns how many
 * characters were left out. A paste is one undo step; characters typed one after the
 * other are one step. */
size_t edit_insert(struct edit *ed, const char *s, size_t n);
/* A key of term.h, bound by EDITS in keys.h; true when it was used. Up and Down are not
 * used where there is no line to go to, Enter not in a single line. */
bool edit_key(struct edit *ed, int key);
bool edit_undo(struct edit *ed);
bool edit_redo(struct edit *ed);
/* What to paint in row r of the window; *out is emptied first. false past the end. */
bool edit_row(const struct edit *ed, int r, struct str *out);
void edit_cursor(const struct edit *ed, int *row, int *col); /* within the window */
bool edit_more_left(const struct edit *ed); /* text hidden before / after the window */
bool edit_more_right(const struct edit *ed);
size_t edit_cursor_offset(const struct edit *ed); /* bytes */
void edit_move_to(struct edit *ed, size_t offset);
#endif
