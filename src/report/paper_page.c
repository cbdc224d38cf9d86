/* SPDX-License-Identifier: MIT */
/* Lines on pages: what stands above and below, and where a page may end. */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "report/paper.h"

enum { HEAD = 4, FOOT = 2, ROOM = PAPER_LINES - HEAD - FOOT };

static void
rule(struct str *out)
{
	const char *dash = "─";

	for (int w = text_width(dash), used = 0; used + w <= PAPER_COLS; used += w)
		str_add(out, dash);
	str_addc(out, '\n');
}

/* Blanks at the end of what was just added are no use on paper. */
static void
end_line(struct str *out)
{
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
	str_addc(out, '\n');
}

/* left … right on one line; the right part is never cut: it is the level mark or the page
 * number. */
static void
two_ends(struct str *out, const char *left, const char *right)
{
	int w = text_width(right);

	text_pad(out, left, w > 0 && w < PAPER_COLS ? PAPER_COLS - w - 1 : PAPER_COLS);
	if (w > 0 && w < PAPER_COLS) {
		str_addc(out, ' ');
		str_add(out, right);
	}
	end_line(out);
}

static void
head(struct str *out, const struct paper_page *page, size_t n, size_t of)
{
	struct str left = { 0 }, right = { 0 };
	int w = text_width(page->title);

	two_ends(out, page->unit, page->mark);
	text_pad(out, "", w < PAPER_COLS ? (PAPER_COLS - w) / 2 : 0);
	text_pad(out, page->title, w < PAPER_COLS ? w : PAPER_COLS);
	end_line(out);
	str_addf(
	    &left, "%s%s%s", page->form, *page->form == '\0' ? "" : "  ", page->number);
	if (*page->mark != '\0')
		str_add(&right, T("份号____  ", "copy ____  "));
	str_addf(&right, T("第 %zu/%zu 页", "page %zu/%zu"), n, of);
	two_ends(out, str_s(&left), str_s(&right));
	rule(out);
	str_free(&left);
	str_free(&right);
}

static void
foot(struct str *out, const struct paper_page *page)
{
	struct str left = { 0 }, right = { 0 };

	rule(out);
	str_addf(&left, T("打印：%s  %s", "printed by %s  %s"), page->by, page->at);
	str_addf(&right,
	    T("本库密级：%s  日志序号：%lld", "store level: %s  journal row: %lld"),
	    page->store_level, (long long)page->seq);
	two_ends(out, str_s(&left), str_s(&right));
	str_free(&left);
	str_free(&right);
}

/* The line after the last one that fits on a page which begins with line from. */
static size_t
page_end(const struct paper_lines *body, size_t from)
{
	size_t end = from + ROOM, block = 1;

	if (end >= body->n)
		return body->n;
	while (end > from && body->v[end].glued)
		end--;
	while (end + block < body->n && body->v[end + block].glued)
		block++;
	/* A block longer than a page is cut after all. */
	return end > from && block <= ROOM ? end : from + ROOM;
}

/* No page begins with an empty line. */
static size_t
page_start(const struct paper_lines *body, size_t at)
{
	while (at > 0 && at < body->n && *body->v[at].text == '\0')
		at++;
	return at;
}

void
paper_pages(
    const struct paper_lines *body, const struct paper_page *page, struct str *out)
{
	size_t of = 0, at = 0, n = 0;

	do {
		of++;
		at = page_start(body, page_end(body, at));
	} while (at < body->n);
	at = 0;
	do {
		size_t end = page_end(body, at);

		head(out, page, ++n, of);
		for (size_t i = 0; i < ROOM; i++) {
			if (at + i < end)
				str_add(out, body->v[at + i].text);
			str_addc(out, '\n');
		}
		foot(out, page);
		at = page_start(body, end);
	} while (at < body->n);
}

void
paper_ascii(struct str *s)
{
	static const struct {
		const char *from;
		char to;
	} marks[] = { { "─", '-' }, { "═", '=' } };
	struct str out = { 0 };

	for (size_t i = 0; i < s->len;) {
		size_t k;

		for (k = 0; k < ARRAY_LEN(marks); k++)
			if (strncmp(s->s + i, marks[k].from, strlen(marks[k].from)) == 0)
				break;
		if (k == ARRAY_LEN(marks)) {
			str_addc(&out, s->s[i++]);
			continue;
		}
		for (int w = text_width(marks[k].from); w > 0; w--)
			str_addc(&out, marks[k].to);
		i += strlen(marks[k].from);
	}
	str_free(s);
	*s = out;
}
