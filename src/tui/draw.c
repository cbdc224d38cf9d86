/* SPDX-License-Identifier: MIT */
/*
 * Painting. ncurses counts columns by wcwidth(), we by base/text.h; where the two
 * disagree about a character (a terminal with wide ambiguous characters, a newer Unicode)
 * a stand-in of the right width is painted, so that nothing after it shifts.
 */
#include "config.h"
#include "tui/draw.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "tui/term.h"
#include "tui/theme.h"

/* Set while a view paints; the whole screen otherwise. */
static struct rect clip = { 0, 0, 10000, 10000 };

struct rect
draw_clip(struct rect r)
{
	struct rect before = clip;

	clip = r;
	return before;
}

/* Wide stand-ins where ambiguous characters take two columns. */
static wchar_t
wide_form(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		wchar_t wide;
	} forms[] = {
		{ 0x00b7, 0x30fb },
		{ 0x00d7, 0xff38 },
		{ 0x2014, 0xff0d },
		{ 0x2018, 0xff07 },
		{ 0x2019, 0xff07 },
		{ 0x201c, 0xff02 },
		{ 0x201d, 0xff02 },
		{ 0x2026, 0xff5e },
		{ 0x2605, 0xff0a },
		{ 0x2606, 0xff0a },
	};

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (forms[i].cp == cp)
			return forms[i].wide;
	return 0x3013; /* the printer's mark for a missing letter */
}

static size_t
put_char(wchar_t *out, uint32_t cp)
{
	int ours = text_cp_width(cp), theirs = wcwidth((wchar_t)cp);

	if (ours == 0) {
		bool format =
		    cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad ||
		    (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
		    (cp >= 0x2060 && cp <= 0x206f) || cp == 0x61c || cp == 0xfeff;

		if (theirs != 0 || format)
			return 0;
		*out = (wchar_t)cp;
	} else if (ours == theirs) {
		*out = (wchar_t)cp;
	} else {
		*out = ours == 2 ? wide_form(cp) : L'?';
	}
	return 1;
}

/* ncurses keeps in A_CHARTEXT which column of a wide character a cell is: 2 is the
 * second. */
static bool
second_half(int y, int x)
{
	cchar_t cell;

	return x > 0 && x < COLS && mvin_wch(y, x, &cell) != ERR &&
	       (cell.attr & A_CHARTEXT) > 1;
}

/* Painting over one half of a wide character leaves a blank in the other, nothing
 * ghostly. */
static void
mend(int y, int from, int to)
{
	if (second_half(y, from))
		mvaddch(y, from - 1, ' ');
	if (second_half(y, to))
		mvaddch(y, to, ' ');
}

/* s is at most as wide as there is room for. */
static void
put_line(int y, int x, enum ink ink, const char *s, size_t n)
{
	wchar_t *w = xcalloc(n + 1, sizeof(*w));
	size_t len = 0, k;
	uint32_t cp;

	for (size_t i = 0; i < n; i += k) {
		k = text_decode(s + i, n - i, &cp);
		/* a mark with nothing to stand on would join the cell to the left */
		if (len > 0 || text_cp_width(cp) > 0)
			len += put_char(w + len, cp);
	}
	mend(y, x, x + text_width_n(s, n));
	attr_set(theme_attr(ink), theme_pair(ink), NULL);
	mvaddnwstr(y, x, w, (int)len);
	attr_set(A_NORMAL, 0, NULL);
	free(w);
}

/* Columns that may be painted from (y, x) on. */
static int
room(int y, int x, int cols)
{
	int right = clip.x + clip.w < COLS ? clip.x + clip.w : COLS;

	if (y < clip.y || y >= clip.y + clip.h || y < 0 || y >= LINES || x < clip.x ||
	    x < 0)
		return 0;
	return cols < right - x ? cols : right - x;
}

static int
put(int y, int x, int cols, enum ink ink, const char *s,
    void (*pad)(struct str *, const char *, int))
{
	struct str line = { 0 };
	int used;

	cols = room(y, x, cols);
	if (cols <= 0)
		return 0;
	pad(&line, s, cols);
	put_line(y, x, ink, str_s(&line), line.len);
	str_free(&line);
	used = text_width(s);
	return used < cols ? used : cols;
}

void
draw_clear(struct rect r)
{
	for (int y = r.y; y < r.y + r.h; y++) {
		int cols = room(y, r.x, r.w);

		if (cols <= 0)
			continue;
		mend(y, r.x, r.x + cols);
		mvhline(y, r.x, ' ', cols);
	}
}

int
draw_text(int y, int x, int cols, enum ink ink, const char *s)
{
	return put(y, x, cols, ink, s, text_pad);
}

int
draw_middle(int y, int x, int cols, enum ink ink, const char *s)
{
	return put(y, x, cols, ink, s, text_pad_middle);
}

int
draw_textf(int y, int x, int cols, enum ink ink, const char *fmt, ...)
{
	char *s = NULL;
	va_list ap;
	int used;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = NULL;
	va_end(ap);
	used = draw_text(y, x, cols, ink, s ? s : "");
	free(s);
	return used;
}

int
draw_right(int y, int x, int cols, enum ink ink, const char *s)
{
	return put(y, x, cols, ink, s, text_pad_left);
}

int
draw_word(int y, int x, int cols, enum ink ink, const char *s)
{
	int w = text_width(s);

	return draw_text(y, x, w < cols ? w : cols, ink, s);
}

/* One column of border: a Unicode sign, or ASCII. */
static const char *
sign(const char *unicode, const char *ascii)
{
	return term_ascii() ? ascii : unicode;
}

static void
add_times(struct str *out, const char *s, int n)
{
	while (n-- > 0)
		str_add(out, s);
}

/* left, a line with the title in it, right: cols columns. */
static void
edge(int y, int x, int cols, const char *left, const char *right, const char *title)
{
	struct str s = { 0 };
	const char *bar = sign("─", "-");
	int side = *left ? 1 : 0, inner = cols - 2 * side, shown = 0;

	if (inner < 0)
		return;
	str_add(&s, left);
	if (title && *title && inner >= 8) {
		size_t n = text_fit(title, strlen(title), inner - 4, &shown);

		str_add(&s, bar);
		str_addc(&s, ' ');
		str_addn(&s, title, n);
		str_addc(&s, ' ');
		shown += 3;
	}
	add_times(&s, bar, inner - shown);
	str_add(&s, right);
	/* room() cuts; text_pad would put its mark into a border */
	put_line(y, x, INK_PLAIN, str_s(&s),
	    text_fit(str_s(&s), s.len, room(y, x, cols), NULL));
	str_free(&s);
}

void
draw_rule(int y, int x, int cols, const char *title)
{
	edge(y, x, cols, "", "", title);
}

void
draw_box(struct rect r, const char *title)
{
	const char *side = sign("│", "|");

	edge(r.y, r.x, r.w, sign("┌", "+"), sign("┐", "+"), title);
	for (int y = 1; y < r.h - 1; y++) {
		draw_word(r.y + y, r.x, 1, INK_PLAIN, side);
		draw_word(r.y + y, r.x + r.w - 1, 1, INK_PLAIN, side);
	}
	edge(r.y + r.h - 1, r.x, r.w, sign("└", "+"), sign("┘", "+"), NULL);
}

void
draw_bar(int y, int x, int cols, int done, int total)
{
	struct str s = { 0 };
	char count[32];
	int cells, full;

	if (total <= 0) {
		draw_text(y, x, cols, INK_DIM, T("尚无", "none yet"));
		return;
	}
	done = done < 0 ? 0 : done > total ? total : done;
	snprintf(count, sizeof(count), "%d/%d", done, total);
	cells = cols - (int)strlen(count) - 3;
	cells = cells > 10 ? 10 : cells;
	if (cells >= 3) {
		/* never full before it is, never empty once begun */
		full = (int)((int64_t)done * cells / total);
		full = full == 0 && done > 0 ? 1 : full;
		str_addc(&s, '[');
		add_times(&s, "#", full);
		add_times(&s, "-", cells - full);
		str_add(&s, "] ");
	}
	str_add(&s, count);
	draw_text(y, x, cols, done == total ? INK_GOOD : INK_PLAIN, str_s(&s));
	str_free(&s);
}

void
draw_cursor(int y, int x)
{
	term_cursor(y, x);
}
