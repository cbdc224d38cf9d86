/* SPDX-License-Identifier: MIT */
/* Lines: the Chinese rules by example, and invariants by many random texts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void
text_wrap__follows_the_line_rules(void **state)
{
	static const struct {
		const char *s;
		int cols;
		const char *lines; /* joined by | */
	} cases[] = {
		{ "", 10, "" },
		{ "abc", 10, "abc" },
		{ "a\n", 10, "a|" },
		{ "\n", 10, "|" },
		{ "a\n\nb", 10, "a||b" },
		/* words */
		{ "the quick brown fox", 10, "the quick|brown fox" },
		{ "the quick   brown", 10, "the quick|brown" },
		{ "exactly10c next", 10, "exactly10c|next" },
		{ "well-known fact", 6, "well-|known|fact" },
		{ "a --option", 4, "a --|opti|on" },
		{ "abcdefghij", 4, "abcd|efgh|ij" },
		{ "ab abcdefghij", 4, "ab|abcd|efgh|ij" },
		/* Han */
		{ "定密责任人", 4, "定密|责任|人" },
		{ "定密责任人", 5, "定密|责任|人" },
		{ "定", 2, "定" },
		{ "定密", 1, "定|密" },
		{ "a定密", 4, "a定|密" },
		{ "使用ncurses编写", 8, "使用|ncurses|编写" },
		{ "共100份", 5, "共100|份" },
		/* no closing sign at the start of a line */
		{ "定密，责任", 4, "定|密，|责任" },
		{ "定密责任。人", 8, "定密责|任。人" },
		{ "好！！！！", 4, "好！|！！|！" },
		{ "见（附件）。", 8, "见（附|件）。" },
		{ "abcd,efg", 4, "abc|d,ef|g" },
		{ "ok , no", 3, "o|k ,|no" },
		{ "的“秘密”级", 7, "的“秘|密”级" },
		/* no opening sign at the end of a line */
		{ "依照（附件）", 6, "依照|（附|件）" },
		{ "依照“附件", 5, "依照|“附件" },
		{ "see (ab", 5, "see|(ab" },
		{ "（（（（", 4, "（（|（（" },
		/* two halves of a dash */
		{ "定密——责任", 5, "定密|——责|任" },
		/* blanks */
		{ "ab  ", 3, "ab " },
		{ "     ", 3, "   " },
		{ "　　定密责任", 8, "　　定密|责任" },
		{ "定密　责任", 4, "定密|责任" },
		{ "  abc", 3, "  |abc" },
		{ "定密 责任", 4, "定密|责任" },
		/* clusters */
		{ "e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301" },
		{ "\U0001f600\U0001f600a", 4, "\U0001f600\U0001f600|a" },
	};

	(void)state;
	text_set_ambiguous(1);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct text_lines l = { 0 };
		struct str joined = { 0 };

		text_wrap(cases[i].s, strlen(cases[i].s), cases[i].cols, &l);
		for (size_t k = 0; k < l.n; k++) {
			if (k > 0)
				str_addc(&joined, '|');
			str_addn(&joined, cases[i].s + l.v[k].from, l.v[k].len);
		}
		if (strcmp(str_s(&joined), cases[i].lines) != 0)
			fail_msg("%s in %d: %s, not %s", cases[i].s, cases[i].cols,
			    str_s(&joined), cases[i].lines);
		text_lines_free(&l);
		str_free(&joined);
	}
}

static void
text_wrap__reuses_its_lines(void **state)
{
	struct text_lines l = { 0 };

	(void)state;
	text_wrap("a b c", 5, 2, &l);
	assert_int_equal(l.n, 3);
	text_wrap("a", 1, 2, &l);
	assert_int_equal(l.n, 1);
	text_wrap(NULL, 0, 2, &l);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.v[0].len, 0);
	text_lines_free(&l);
	text_lines_free(&l);
	text_lines_free(NULL);
}

static void
text_wrap__is_linear_in_hostile_text(void **state)
{
	static const char *const units[] = { "a", "，", "（", " ", "\u0301", "\xff",
		"\x01", "a ", "（ ", " ，" };
	struct text_lines l = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		struct str b = { 0 };

		while (b.len < 100000)
			str_add(&b, units[i]);
		text_wrap(b.s, b.len, 80, &l);
		assert_true(l.n >= 1);
		str_free(&b);
	}
	text_lines_free(&l);
}

static uint32_t
rnd(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static bool
starts_with_any(const char *s, size_t n, const char *const *v, size_t nv)
{
	for (size_t i = 0; i < nv; i++) {
		if (n >= strlen(v[i]) && memcmp(s, v[i], strlen(v[i])) == 0)
			return true;
	}
	return false;
}

static bool
is_closing(const char *s, size_t n)
{
	static const char *const v[] = { "，", "。", "）", "”", "," };

	return starts_with_any(s, n, v, ARRAY_LEN(v));
}

static bool
is_opening(const char *s, size_t n)
{
	static const char *const v[] = { "（", "“", "(" };

	return starts_with_any(s, n, v, ARRAY_LEN(v));
}

static bool
is_blank(const char *s, size_t n)
{
	static const char *const v[] = { " ", "　" };

	return starts_with_any(s, n, v, ARRAY_LEN(v)) &&
	       text_next(s, n, 0) == (*s == ' ' ? 1u : 3u);
}

/* Could the line [from, to) have been broken inside without breaking a rule? Slow and
 * plain. */
static bool
had_a_choice(const char *s, size_t from, size_t to)
{
	size_t last = to; /* last cluster that is not blank; `to` for none yet */

	for (size_t i = from, next; i < to; i = next) {
		next = text_next(s, to, i);
		if (is_blank(s + i, to - i))
			continue;
		if (i > from && !is_closing(s + i, to - i) &&
		    (last == to || !is_opening(s + last, to - last)))
			return true;
		last = i;
	}
	return false;
}

static size_t
last_cluster(const char *s, const struct text_line *l)
{
	size_t i = l->from + l->len;

	do
		i = text_prev(s, i);
	while (i > l->from && is_blank(s + i, l->from + l->len - i));
	return i;
}

/* Between two lines: one newline, or blanks swallowed at a break that kept the rules. */
static void
check_gap(const char *s, size_t n, const struct text_line *a, const struct text_line *b)
{
	size_t i = a->from + a->len, newlines = 0;

	assert_true(b->from >= i);
	for (size_t next; i < b->from; i = next) {
		next = text_next(s, n, i);
		newlines += s[i] == '\n';
		assert_true(s[i] == '\n' || is_blank(s + i, n - i));
	}
	assert_int_equal(i, b->from);
	assert_true(newlines <= 1);
	if (newlines == 1) {
		assert_int_equal(s[b->from - 1], '\n');
		return;
	}
	assert_true(b->len > 0);
	i = last_cluster(s, a);
	if (is_closing(s + b->from, n - b->from) || is_opening(s + i, n - i))
		assert_false(had_a_choice(s, a->from, a->from + a->len));
}

static void
check_lines(const char *s, size_t n, int cols, const struct text_lines *l)
{
	size_t newlines = 0, at = 0;

	assert_true(l->n >= 1);
	assert_int_equal(l->v[0].from, 0);
	for (size_t i = 0; i < n; i++)
		newlines += s[i] == '\n';
	assert_true(l->n >= newlines + 1);
	for (size_t k = 0; k < l->n; k++) {
		const struct text_line *v = &l->v[k];

		assert_true(v->cols <= cols);
		assert_int_equal(v->cols, text_width_n(s + v->from, v->len));
		while (at < v->from)
			at = text_next(s, n, at);
		assert_int_equal(at, v->from); /* lines begin and end between clusters */
		while (at < v->from + v->len)
			at = text_next(s, n, at);
		assert_int_equal(at, v->from + v->len);
		if (k > 0)
			check_gap(s, n, v - 1, v);
	}
	if (n > 0 && s[n - 1] == '\n') {
		assert_int_equal(l->v[l->n - 1].len, 0);
		assert_int_equal(l->v[l->n - 1].from, n);
	}
	for (; at < n; at = text_next(s, n, at))
		assert_true(is_blank(s + at, n - at));
}

static void
text_wrap__keeps_every_promise_for_random_text(void **state)
{
	static const char *const pieces[] = { "a", "bc", "longerword", " ", " ", "  ",
		"-", "\n", "定", "密", "责任", "，", "。", "（", "）", "“", "”", "——",
		"　", "e\u0301", "\u0301", "\U0001f600", "\xff", ",", "(", "2030" };
	struct text_lines l = { 0 };
	uint32_t seed = 14;
	char s[200];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t n = 0, want = rnd(&seed) % 180;
		int cols = 2 + (int)(rnd(&seed) % (i % 2 ? 8 : 40));

		while (n < want)
			n += (size_t)sprintf(
			    s + n, "%s", pieces[rnd(&seed) % ARRAY_LEN(pieces)]);
		text_set_ambiguous(1 + i % 3 % 2);
		text_wrap(s, n, cols, &l);
		check_lines(s, n, cols, &l);
	}
	text_set_ambiguous(1);
	text_lines_free(&l);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_wrap__follows_the_line_rules),
		cmocka_unit_test(text_wrap__reuses_its_lines),
		cmocka_unit_test(text_wrap__is_linear_in_hostile_text),
		cmocka_unit_test(text_wrap__keeps_every_promise_for_random_text),
	};

	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
