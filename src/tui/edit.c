/* SPDX-License-Identifier: MIT */
/* The editor's keys: moving, cutting, and what to paint. */
#include "config.h"
#include "tui/edit_core.h"

#include <string.h>

#include "tui/keys.h"

static void
move_to(struct edit *ed, size_t offset)
{
	ed->cur = offset;
	ed->run = RUN_NONE;
	ed->want = NO_COLUMN;
	edit_settle(ed);
}

void
edit_move_to(struct edit *ed, size_t offset)
{
	move_to(ed, offset);
}

enum class { BLANK, WORD, HAN, SIGN };

static enum class class_at(const struct edit *ed, size_t i) {
	uint32_t cp = 0;

	text_decode(str_s(&ed->text) + i, ed->text.len - i, &cp);
	if (cp == ' ' || cp == '\n' || cp == 0x3000) return BLANK;
	if (cp < 0x80) return (cp >= '0' && cp <= '9') || cp == '_' ||
		((cp | 32) >= 'a' && (cp | 32) <= 'z')
	    ? WORD
	    : SIGN;
	if ((cp >= 0x2000 && cp <= 0x206f) || (cp >= 0x3001 && cp <= 0x303f) ||
	    (cp >= 0xff01 && cp <= 0xff0f) || (cp >= 0xff1a && cp <= 0xff20) ||
	    cp == 0xb7) return SIGN;
	return text_cp_han(cp) ? HAN : WORD;
}

static size_t
word_left(const struct edit *ed)
{
	const char *s = str_s(&ed->text);
	size_t i = ed->cur;
	enum class c;

	while (i > 0 && class_at(ed, text_prev(s, i)) == BLANK)
		i = text_prev(s, i);
	if (i == 0)
		return 0;
	c = class_at(ed, text_prev(s, i));
	while (i > 0 && class_at(ed, text_prev(s, i)) == c)
		i = text_prev(s, i);
	return i;
}

static size_t
word_right(const struct edit *ed)
{
	const char *s = str_s(&ed->text);
	size_t i = ed->cur, n = ed->text.len;
	enum class c;

	if (i == n)
		return n;
	c = class_at(ed, i);
	while (i < n && class_at(ed, i) == c)
		i = text_next(s, n, i);
	while (i < n && class_at(ed, i) == BLANK)
		i = text_next(s, n, i);
	return i;
}

/* Start and end of the line between newlines. */
static size_t
line_start(const struct edit *ed)
{
	size_t i = ed->cur;

	while (i > 0 && ed->text.s[i - 1] != '\n')
		i--;
	return i;
}

static size_t
line_end(const struct edit *ed)
{
	const char *s = str_s(&ed->text) + ed->cur;

	return ed->cur + strcspn(s, "\n");
}

/* Home: start of the row shown; once more: of the line. */
static size_t
home(const struct edit *ed)
{
	size_t from = ed->multi ? ed->row[edit_row_of(ed, ed->cur)].from : 0;

	return from == ed->cur ? line_start(ed) : from;
}

static size_t
row_end(const struct edit *ed, size_t r)
{
	size_t end = ed->row[r].from + ed->row[r].len;
	bool extra = r + 1 < ed->nrow && ed->row[r + 1].from == end;

	/* a row that goes on in the next has its last place before its last character */
	if (extra && ed->row[r + 1].len > 0 && ed->row[r].len > 0)
		return text_prev(ed->text.s, end);
	return end;
}

static size_t
end(const struct edit *ed)
{
	return ed->multi ? row_end(ed, edit_row_of(ed, ed->cur)) : ed->text.len;
}

/* d rows down (up when negative), column kept; false when there is no row to go to. */
static bool
vertical(struct edit *ed, int d)
{
	size_t at, to, offset;
	int want;

	if (!ed->multi)
		return false;
	at = edit_row_of(ed, ed->cur);
	if (d < 0)
		to = at < (size_t)-d ? 0 : at - (size_t)-d;
	else
		to = at + (size_t)d < ed->nrow ? at + (size_t)d : ed->nrow - 1;
	if (to == at)
		return false;
	want = ed->want != NO_COLUMN ? ed->want : edit_column_of(ed, ed->cur);
	offset = ed->row[to].from + text_fit(str_s(&ed->text) + ed->row[to].from,
					ed->row[to].len, want, NULL);
	if (edit_row_of(ed, offset) != to)
		offset = row_end(ed, to);
	move_to(ed, offset);
	ed->want = want;
	return true;
}

static void
cut(struct edit *ed, size_t from, size_t to)
{
	if (from == to)
		return;
	str_cut(&ed->cut, 0);
	str_addn(&ed->cut, str_s(&ed->text) + from, to - from);
	edit_change(ed, from, to - from, NULL, RUN_NONE);
}

void
edit_clear(struct edit *ed)
{
	cut(ed, 0, ed->text.len);
}

static void
cut_to_end(struct edit *ed)
{
	size_t to = line_end(ed);

	if (to == ed->cur && to < ed->text.len)
		to++; /* at the end of a line: the newline */
	cut(ed, ed->cur, to);
}

bool
edit_key(struct edit *ed, int key)
{
	const char *s = str_s(&ed->text);
	size_t n = ed->text.len, prev = text_prev(s, ed->cur),
	       next = text_next(s, n, ed->cur);

	switch (keys_edit(key)) {
	case EDIT_NONE:
	case EDIT_OP_COUNT:
		return false;
	case EDIT_LEFT:
		move_to(ed, prev);
		return true;
	case EDIT_RIGHT:
		move_to(ed, next);
		return true;
	case EDIT_UP:
		return vertical(ed, -1);
	case EDIT_DOWN:
		return vertical(ed, 1);
	case EDIT_PAGE_UP:
		return vertical(ed, -ed->h);
	case EDIT_PAGE_DOWN:
		return vertical(ed, ed->h);
	case EDIT_HOME:
		move_to(ed, home(ed));
		return true;
	case EDIT_END:
		move_to(ed, end(ed));
		return true;
	case EDIT_TEXT_HOME:
		move_to(ed, 0);
		return true;
	case EDIT_TEXT_END:
		move_to(ed, n);
		return true;
	case EDIT_WORD_LEFT:
		move_to(ed, word_left(ed));
		return true;
	case EDIT_WORD_RIGHT:
		move_to(ed, word_right(ed));
		return true;
	case EDIT_NEWLINE:
		if (ed->multi)
			edit_insert(ed, "\n", 1);
		return ed->multi;
	case EDIT_BACKSPACE:
		edit_change(ed, prev, ed->cur - prev, NULL, RUN_ERASE);
		return true;
	case EDIT_DELETE:
		edit_change(ed, ed->cur, next - ed->cur, NULL, RUN_DELETE);
		return true;
	case EDIT_CUT_HOME:
		cut(ed, line_start(ed), ed->cur);
		return true;
	case EDIT_CUT_END:
		cut_to_end(ed);
		return true;
	case EDIT_CUT_WORD:
		cut(ed, word_left(ed), ed->cur);
		return true;
	case EDIT_PUT:
		edit_insert(ed, str_s(&ed->cut), ed->cut.len);
		ed->run = RUN_NONE;
		return true;
	case EDIT_UNDO:
		edit_undo(ed);
		return true;
	case EDIT_REDO:
		edit_redo(ed);
		return true;
	}
	return false;
}

/* ---- showing */

bool
edit_row(const struct edit *ed, int r, struct str *out)
{
	const char *s = str_s(&ed->text);
	size_t i = ed->top + (size_t)r;

	str_cut(out, 0);
	if (r < 0 || r >= ed->h || (ed->multi ? i >= ed->nrow : r > 0))
		return false;
	if (ed->multi)
		str_addn(out, s + ed->row[i].from, ed->row[i].len);
	else
		str_addn(out, s + ed->left,
		    text_fit(s + ed->left, ed->text.len - ed->left, ed->w, NULL));
	return true;
}

void
edit_cursor(const struct edit *ed, int *row, int *col)
{
	*row = ed->multi ? (int)(edit_row_of(ed, ed->cur) - ed->top) : 0;
	*col = edit_column_of(ed, ed->cur);
}

bool
edit_more_left(const struct edit *ed)
{
	return ed->multi ? ed->top > 0 : ed->left > 0;
}

bool
edit_more_right(const struct edit *ed)
{
	const char *s = str_s(&ed->text) + ed->left;
	size_t rest = ed->text.len - ed->left;

	return ed->multi ? ed->top + (size_t)ed->h < ed->nrow
			 : text_fit(s, rest, ed->w, NULL) < rest;
}

size_t
edit_cursor_offset(const struct edit *ed)
{
	return ed->cur;
}
