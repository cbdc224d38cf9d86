/* SPDX-License-Identifier: MIT */
/*
 * What the screens compute before they paint. Everything but the painting at the end is
 * pure, so that widths, scrolling and wording are unit tests.
 */
#include "config.h"
#include "tui/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t
cols_fit(const struct col_wish *c, size_t n, int cols, int gap, int *w)
{
	size_t shown = 0, growers = 0;
	int left = cols;

	while (shown < n) {
		int need = c[shown].min + (shown > 0 ? gap : 0);

		if (shown > 0 && need > left)
			break;
		w[shown] = need > left ? (left > 1 ? left : 1) : c[shown].min;
		left -= need;
		shown++;
	}
	for (size_t i = 0; i < shown && left > 0; i++) {
		int more = c[i].want - w[i];

		more = more > left ? left : more;
		if (more > 0) {
			w[i] += more;
			left -= more;
		}
		growers += c[i].grow;
	}
	for (size_t i = 0; i < shown && left > 0 && growers > 0; i++) {
		int share;

		if (!c[i].grow)
			continue;
		share = left / (int)growers--;
		w[i] += share;
		left -= share;
	}
	return shown;
}

void
span_fit(struct span *s)
{
	size_t h = s->h > 0 ? (size_t)s->h : 1;

	if (s->n == 0) {
		s->cur = s->top = 0;
		return;
	}
	if (s->cur >= s->n)
		s->cur = s->n - 1;
	if (s->top > s->cur)
		s->top = s->cur;
	if (s->cur - s->top >= h)
		s->top = s->cur - h + 1;
	if (s->top + h > s->n)
		s->top = s->n > h ? s->n - h : 0;
}

void
span_move(struct span *s, long by)
{
	long at = (long)s->cur + by;

	s->cur = at < 0 ? 0 : (size_t)at;
	span_fit(s);
}

bool
span_action(struct span *s, enum action a)
{
	long page = s->h > 1 ? s->h - 1 : 1;

	if (a == ACTION_UP)
		span_move(s, -1);
	else if (a == ACTION_DOWN)
		span_move(s, 1);
	else if (a == ACTION_PAGE_UP)
		span_move(s, -page);
	else if (a == ACTION_PAGE_DOWN)
		span_move(s, page);
	else if (a == ACTION_FIRST)
		span_move(s, -(long)s->n);
	else if (a == ACTION_LAST)
		span_move(s, (long)s->n);
	else
		return false;
	return true;
}

bool
span_shows(const struct span *s, size_t i)
{
	return i >= s->top && i < s->n && i - s->top < (size_t)(s->h > 0 ? s->h : 0);
}

int
span_row(const struct span *s, size_t i)
{
	return (int)(i - s->top);
}

void
span_bar(const struct span *s, struct keybar *bar)
{
	if (s->h > 0 && s->top + (size_t)s->h < s->n)
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
}

int
lines_scroll(int top, int h, int total, int first, int n)
{
	if (h < 1)
		return 0;
	if (n > h) { /* taller than the window: anywhere within it */
		top = top < first ? first : top;
		return top > first + n - h ? first + n - h : top;
	}
	if (first + n > top + h)
		top = first + n - h;
	if (first < top)
		top = first;
	if (top > total - h)
		top = total - h;
	return top < 0 ? 0 : top;
}

void
due_words(int32_t due, int32_t today, char out[32])
{
	int days;

	if (due == DATE_NONE) {
		snprintf(out, 32, "%s", T("未定期限", "no day set"));
		return;
	}
	days = due - today;
	if (days < 0)
		snprintf(out, 32, T("逾期%d天", "%d d overdue"), -days);
	else if (days == 0)
		snprintf(out, 32, "%s", T("今天", "today"));
	else if (days == 1)
		snprintf(out, 32, "%s", T("明天", "tomorrow"));
	else
		snprintf(out, 32, T("还有%d天", "in %d days"), days);
}

int
due_cols(void)
{
	return T(10, 13);
}

enum ink
due_ink(int32_t due, int32_t today)
{
	if (due == DATE_NONE)
		return INK_DIM;
	if (due < today)
		return INK_BLOCK;
	if (due <= today + 1)
		return INK_WARN;
	return due <= today + 7 ? INK_WAIT : INK_PLAIN;
}

void
count_words(size_t n, size_t cap, char out[24])
{
	snprintf(out, 24, "%zu%s", n, n >= cap ? "+" : "");
}

void
place_words(long place, size_t n, size_t cap, char out[64])
{
	char count[24];

	count_words(n, cap, count);
	if (n == 0)
		snprintf(out, 64, "%s", T("共0条", "none"));
	else if (place <= 0)
		snprintf(out, 64, T("共%s条", "%s in all"), count);
	else
		snprintf(out, 64, T("第%ld条/共%s条", "%ld of %s"), place, count);
}

enum ink
tone_ink(enum tone t)
{
	static const enum ink inks[] = {
		[TONE_PLAIN] = INK_PLAIN,
		[TONE_WAIT] = INK_WAIT,
		[TONE_GOOD] = INK_GOOD,
		[TONE_BAD] = INK_BLOCK,
		[TONE_END] = INK_DIM,
	};

	return (size_t)t < ARRAY_LEN(inks) ? inks[t] : INK_PLAIN;
}

static const struct {
	enum ink ink;
	struct text2 word;
} severities[] = {
	[SEV_BLOCK] = { INK_BLOCK, { "不可", "refused" } },
	[SEV_WARN] = { INK_WARN, { "注意", "caution" } },
	[SEV_TASK] = { INK_WAIT, { "待办", "to do" } },
	[SEV_LOG] = { INK_DIM, { "说明", "note" } },
};

enum ink
severity_ink(int severity)
{
	return severity >= 0 && (size_t)severity < ARRAY_LEN(severities)
		   ? severities[severity].ink
		   : INK_PLAIN;
}

const char *
severity_word(int severity)
{
	return severity >= 0 && (size_t)severity < ARRAY_LEN(severities)
		   ? tx(severities[severity].word)
		   : "";
}

struct paint
paint_of(struct rect r, int margin)
{
	struct paint p = { r.y, r.x + margin, r.w - 2 * margin, r.h, 0 };

	draw_clear(r);
	if (p.w < 1)
		p.w = 1;
	return p;
}

bool
paint_room(const struct paint *p)
{
	return p->row < p->h;
}

void
paint_line(struct paint *p, enum ink ink, const char *s)
{
	if (paint_room(p))
		draw_text(p->y + p->row++, p->x, p->w, ink, s);
}

void
paint_rule(struct paint *p, const char *title)
{
	if (paint_room(p))
		draw_rule(p->y + p->row++, p->x, p->w, title);
}

void
paint_wrapped(struct paint *p, enum ink ink, const char *s, int max, bool fixed)
{
	struct text_lines l = { 0 };
	int n;

	text_wrap(s, strlen(s), p->w, &l);
	n = (int)l.n > max ? max : (int)l.n;
	if (*s == '\0')
		n = 0;
	for (int i = 0; i < n && paint_room(p); i++) {
		/* The last line takes all that is left, so that the cut shows. */
		size_t len = i == n - 1 ? strlen(s + l.v[i].from) : l.v[i].len;
		char *line = xstrndup(s + l.v[i].from, len);

		for (char *c = line; *c != '\0'; c++)
			if (*c == '\n')
				*c = ' ';
		paint_line(p, ink, line);
		free(line);
	}
	if (fixed)
		for (int i = n; i < max && paint_room(p); i++)
			paint_line(p, INK_PLAIN, "");
	text_lines_free(&l);
}

int
paint_scroll(struct paint *p, int top, int total, int first, int n, bool *more_below)
{
	int h = p->h - p->row;

	top = lines_scroll(top, h, total, first, n);
	*more_below = top + h < total;
	if (!*more_below || h < 2)
		return top;
	p->h--;
	draw_text(p->y + p->h, p->x, p->w, INK_DIM, T("更多在下方", "more below"));
	return lines_scroll(top, h - 1, total, first, n);
}

void
paint_rest(struct paint *p)
{
	while (paint_room(p))
		paint_line(p, INK_PLAIN, "");
}
