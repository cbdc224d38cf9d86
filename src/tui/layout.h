/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_LAYOUT_H
#define DM_TUI_LAYOUT_H
/* What the screens compute before they paint: columns, scrolling, wording of days and
 * counts. No curses here. */
#include "base/date.h"
#include "law/law.h"
#include "step/step.h"
#include "tui/draw.h"
#include "tui/keys.h"

/* ---- columns of a register */
struct col_wish {
	int min, want; /* columns; min <= want */
	bool grow;     /* takes what is left over */
};
/*
 * How many of the n columns, in order, fit side by side into cols with gap blanks
 * between; their widths go to w[]. What is left goes first up to want, then to the
 * columns that grow. The first column is always shown.
 */
size_t cols_fit(const struct col_wish *c, size_t n, int cols, int gap, int *w);

/* ---- a list with a cursor in a window of h rows */
struct span {
	size_t n, cur, top;
	int h;
};
void span_fit(struct span *s); /* cursor inside the list, window around the cursor */
void span_move(struct span *s, long by);
bool span_action(struct span *s,
    enum action a); /* UP, DOWN, PAGE_*, FIRST, LAST; false: another action */
bool span_shows(const struct span *s, size_t i);
int span_row(const struct span *s, size_t i); /* row in the window */
/* PgDn in the bar while the list goes on below its window. */
void span_bar(const struct span *s, struct keybar *bar);

/* The same over items of several lines: the top line with which lines first..first+n are
 * shown in h rows. An item taller than the window may be scrolled within. */
int lines_scroll(int top, int h, int total, int first, int n);

/* ---- wording */
/* "逾期3天", "今天", "明天", "还有5天", "未定期限". */
void due_words(int32_t due, int32_t today, char out[32]);
enum ink due_ink(int32_t due, int32_t today);
int due_cols(void); /* columns that all but very distant days need */
/* "60", or "1000+" once the count has reached its cap. */
void count_words(size_t n, size_t cap, char out[24]);
/* "第3条/共60条"; place 0: unknown, only the count. */
void place_words(long place, size_t n, size_t cap, char out[64]);
enum ink tone_ink(enum tone t);
enum ink severity_ink(int severity);
const char *severity_word(int severity);

/* ---- small painting */
struct paint {
	int y, x, w, h, row; /* a rectangle filled from the top */
};
struct paint paint_of(struct rect r, int margin);
bool paint_room(const struct paint *p);
void paint_line(struct paint *p, enum ink ink, const char *s);
void paint_rule(struct paint *p, const char *title);
/* Wrapped into at most max lines (the last cut with "~"), the rest of the max stays free
 * when fixed. */
void paint_wrapped(struct paint *p, enum ink ink, const char *s, int max, bool fixed);
/* lines_scroll for what is left of p, whose last line says so while there is more. */
int paint_scroll(struct paint *p, int top, int total, int first, int n, bool *more_below);
/* Clear what is left. */
void paint_rest(struct paint *p);
#endif
