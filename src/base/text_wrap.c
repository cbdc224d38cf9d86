/* SPDX-License-Identifier: MIT */
/*
 * Wrapping by Chinese line rules, greedy and linear.
 *
 * A line is scanned cluster by cluster. Before each cluster that is not blank stands a
 * boundary, blanks before it included (they are swallowed when the line breaks there). A
 * boundary is `good` when the rules allow a break, `fair` when at least no closing sign
 * would start and no opening sign would end a line. When a cluster does not fit, the line
 * ends at the last good boundary, else the last fair one, else right here.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct cluster {
	uint32_t cp;
	size_t next; /* offset after it */
	int cols;
	bool blank;
};

/* Where a line may end, and where the next would begin. */
struct boundary {
	bool set;
	size_t end, next;
	int cols;
};

/* clang-format off */
static const uint32_t closing[] = {
	'!', '%', ')', ',', '.', ':', ';', '?', ']', '}',
	0x00b0, 0x00b7, 0x00bb, 0x2019, 0x201d, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x203a,
	0x2103, 0x3001, 0x3002, 0x3003, 0x3005, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0x3015,
	0x3017, 0x3019, 0x301b, 0x301e, 0x301f, 0x30fb, 0x30fc, 0xfe50, 0xfe51, 0xfe52, 0xfe54,
	0xfe55, 0xfe56, 0xfe57, 0xff01, 0xff05, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f,
	0xff3d, 0xff5d, 0xff5e, 0xff60,
};
static const uint32_t opening[] = {
	'$', '(', '[', '{',
	0x00a3, 0x00a5, 0x00ab, 0x2018, 0x201c, 0x2039, 0x3008, 0x300a, 0x300c, 0x300e, 0x3010,
	0x3014, 0x3016, 0x3018, 0x301a, 0x301d, 0xff04, 0xff08, 0xff3b, 0xff5b, 0xff5f, 0xffe1,
	0xffe5,
};
/* clang-format on */

static bool
among(uint32_t cp, const uint32_t *v, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (cp == v[mid])
			return true;
		if (cp > v[mid])
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static struct cluster
cluster_at(const char *s, size_t n, size_t i)
{
	struct cluster c;
	size_t len = text_decode(s + i, n - i, &c.cp);

	c.next = text_next(s, n, i);
	c.cols = text_width_n(s + i, c.next - i);
	c.blank = (c.cp == ' ' || c.cp == '\t' || c.cp == 0x3000) && c.next == i + len;
	return c;
}

static void
add_line(struct text_lines *l, size_t from, size_t end, int cols)
{
	if (l->n == l->cap) {
		l->cap = l->cap > 0 ? l->cap * 2 : 16;
		l->v = xreallocarray(l->v, l->cap, sizeof(*l->v));
	}
	l->v[l->n++] =
	    (struct text_line){ .from = from, .len = end - from, .cols = cols };
}

/* No closing sign after the boundary, no opening before it. a is 0 at the start of a
 * line. */
static bool
fair(uint32_t a, uint32_t b)
{
	return !among(b, closing, ARRAY_LEN(closing)) &&
	       !among(a, opening, ARRAY_LEN(opening));
}

static bool
good(uint32_t a, uint32_t b, bool spaced)
{
	if (!fair(a, b))
		return false;
	if (spaced)
		return true;
	if (a == '-')
		return b != '-';
	return text_cp_han(a) || text_cp_han(b);
}

/* One line of the paragraph s[0..n) from `from`; returns where the next one begins. */
static size_t
one_line(const char *s, size_t n, size_t from, int limit, struct text_lines *out)
{
	struct boundary last_good = { 0 }, last_fair = { 0 }, here;
	size_t fit = from, word_end = from; /* ends of what fits, of the last non-blank */
	int cols = 0, fit_cols = 0, word_cols = 0;
	uint32_t prev = 0;
	struct cluster c;

	for (size_t i = from; i < n; i = c.next) {
		c = cluster_at(s, n, i);
		if (!c.blank) {
			here = (struct boundary){ true, word_end, i, word_cols };
			if (word_end == from) {
				here.end = fit; /* a line of blanks only keeps them */
				here.cols = fit_cols;
			}
			if (i > from && fair(prev, c.cp))
				last_fair = here;
			if (i > from && good(prev, c.cp, i > word_end))
				last_good = here;
			if (cols + c.cols > limit) {
				if (last_good.set)
					here = last_good;
				else if (last_fair.set)
					here = last_fair;
				add_line(out, from, here.end, here.cols);
				return here.next;
			}
		}
		cols += c.cols;
		if (cols <= limit && fit == i) {
			fit = c.next;
			fit_cols = cols;
		}
		if (!c.blank) {
			prev = c.cp;
			word_end = c.next;
			word_cols = cols;
		}
	}
	add_line(
	    out, from, fit, fit_cols); /* blanks beyond the last column are swallowed */
	return n;
}

void
text_wrap(const char *s, size_t n, int cols, struct text_lines *out)
{
	size_t from = 0, end;
	const char *nl;

	if (cols < 2)
		cols = 2;
	out->n = 0;
	for (;;) {
		nl = from < n ? memchr(s + from, '\n', n - from) : NULL;
		end = nl != NULL ? (size_t)(nl - s) : n;
		if (from == end)
			add_line(out, from, from, 0);
		while (from < end)
			from = one_line(s, end, from, cols, out);
		if (nl == NULL)
			break;
		from = end + 1;
	}
}

void
text_lines_free(struct text_lines *l)
{
	if (l == NULL)
		return;
	free(l->v);
	*l = (struct text_lines){ 0 };
}
