/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_DRAW_H
#define DM_TUI_DRAW_H
/*
 * Painting in columns. An ink is a meaning; theme.c maps it to attributes so that no
 * meaning needs colour. Everything is clipped to the rectangle of the view being painted;
 * control characters never reach the terminal; a wide character is never split.
 */
#include "base/text.h"

enum ink {
	INK_PLAIN,
	INK_TITLE,
	INK_BAR,
	INK_BAR_KEY,
	INK_LABEL,
	INK_FIELD,
	INK_FIELD_FOCUS,
	INK_FOCUS,
	INK_MARKED,
	INK_DIM,
	INK_GOOD,
	INK_WAIT,
	INK_WARN,
	INK_BLOCK,
	INK_LEVEL,
	INK_BANNER,
	INK_COUNT
};
struct rect {
	int y, x, h, w;
};
/* Nothing is painted outside r until the next call; returns what was set before. */
struct rect draw_clip(struct rect r);
void draw_clear(struct rect r);
/* Text in one line, at most cols columns ("~" last when cut), padded with blanks to cols.
 * Returns columns used by text. */
int draw_text(int y, int x, int cols, enum ink ink, const char *s);
int draw_middle(int y, int x, int cols, enum ink ink,
    const char *s); /* the same, cut in the middle */
int
draw_textf(int y, int x, int cols, enum ink ink, const char *fmt, ...) PRINTF_LIKE(5, 6);
int draw_right(int y, int x, int cols, enum ink ink, const char *s); /* flush right */
/* Text only, no padding: for pieces of one line. Returns columns used. */
int draw_word(int y, int x, int cols, enum ink ink, const char *s);
void draw_rule(int y, int x, int cols,
    const char *title); /* a line across, title in it (NULL none) */
void draw_box(struct rect r, const char *title); /* border; inside is r shrunk by one */
void
draw_bar(int y, int x, int cols, int done, int total); /* progress in words and signs */
void draw_cursor(
    int y, int x); /* where the hardware cursor rests after the paint: on the focus */
#endif
