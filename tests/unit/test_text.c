/* SPDX-License-Identifier: MIT */
/* Characters, widths, clusters, padding, cleaning. */
#include "config.h" /* wcwidth() */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gnu/libc-version.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

static void
text_decode__takes_valid_utf8_only(void **state)
{
	static const struct {
		const char *s;
		size_t n, used;
		uint32_t cp;
	} cases[] = {
		{ "a", 1, 1, 'a' },
		{ "\xc3\xa9", 2, 2, 0xe9 },
		{ "中", 3, 3, 0x4e2d },
		{ "\U0001f600", 4, 4, 0x1f600 },
		{ "\xf4\x8f\xbf\xbf", 4, 4, 0x10ffff },
		{ "", 1, 1, 0 },
		{ "", 0, 0, 0 },
		{ "\x80", 1, 1, 0xfffd },
		{ "\xff", 1, 1, 0xfffd },
		{ "\xc0\xaf", 2, 1, 0xfffd },
		{ "\xc1\xbf", 2, 1, 0xfffd },
		{ "\xe0\x80\xaf", 3, 1, 0xfffd },
		{ "\xf0\x80\x80\xaf", 4, 1, 0xfffd },
		{ "\xed\xa0\x80", 3, 1, 0xfffd },
		{ "\xf4\x90\x80\x80", 4, 1, 0xfffd },
		{ "\xf5\x80\x80\x80", 4, 1, 0xfffd },
		{ "\xe4\xb8", 2, 1, 0xfffd },
		{ "\xe4\xb8"
		  "a",
		    3, 1, 0xfffd },
		{ "中", 2, 1, 0xfffd },
	};
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		cp = 0;
		assert_int_equal(text_decode(cases[i].s, cases[i].n, &cp), cases[i].used);
		assert_int_equal(cp, cases[i].cp);
	}
}

static void
text_encode__is_the_way_back(void **state)
{
	char out[5];
	uint32_t cp;

	(void)state;
	for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 37) {
		size_t n = text_encode(c, out);

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		if (out[n] != '\0' || text_decode(out, n, &cp) != n || cp != c)
			fail_msg("U+%04X", (unsigned)c);
	}
	assert_int_equal(text_encode(0xd800, out), 3);
	assert_string_equal(out, "\xef\xbf\xbd");
	text_encode(0x110000, out);
	assert_string_equal(out, "\xef\xbf\xbd");
}

static void
text_valid__finds_the_first_bad_byte(void **state)
{
	size_t bad = 99;

	(void)state;
	assert_true(text_valid("定密", 6, &bad));
	assert_true(text_valid("", 0, NULL));
	assert_int_equal(bad, 99);
	assert_false(text_valid("定\xb6\xa8", 5, &bad));
	assert_int_equal(bad, 3);
	assert_false(text_valid("定密", 5, &bad));
	assert_int_equal(bad, 3);
	assert_false(text_valid("\xed\xb0\x80", 3, NULL));
}

static void
text_width__of_what_appears_on_paper(void **state)
{
	static const struct {
		const char *s;
		int cols, cols_wide;
	} cases[] = {
		{ "", 0, 0 },
		{ "abc", 3, 3 },
		{ "定密", 4, 4 },
		{ "，。", 4, 4 },
		{ "　", 2, 2 },
		{ "Ａ１", 4, 4 },
		{ "e\u0301", 1, 1 },
		{ "中\u0301", 2, 2 },
		{ "\U0001f600", 2, 2 },
		{ "\U00020000", 2, 2 },
		{ "カナ", 4, 4 },
		{ "한글", 4, 4 },
		{ "ｱ", 1, 1 },
		{ "“”", 2, 4 },
		{ "—…·", 3, 6 },
		{ "①★■×℃─", 6, 12 },
		{ "\u200d\ufe0f\u200b", 0, 0 },
		{ "\t\n\x1b\x7f", 0, 0 },
		{ "\xc2\x85", 0, 0 },
		{ "\xff", 1, 2 },
		{ "é", 1, 2 },
		{ "ñ", 1, 1 },
		{ "机密★20年", 9, 10 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		text_set_ambiguous(1);
		if (text_width(cases[i].s) != cases[i].cols)
			fail_msg("%s: %d", cases[i].s, text_width(cases[i].s));
		text_set_ambiguous(2);
		if (text_width(cases[i].s) != cases[i].cols_wide)
			fail_msg("%s, wide: %d", cases[i].s, text_width(cases[i].s));
	}
	assert_int_equal(text_ambiguous(), 2);
	text_set_ambiguous(7);
	assert_int_equal(text_ambiguous(), 1);
	assert_int_equal(text_width_n("定密", 3), 2);
}

static void
text_cp_width__agrees_with_the_c_library(void **state)
{
	(void)state;
	if (strcmp(gnu_get_libc_version(), "2.36") != 0 ||
	    !setlocale(LC_CTYPE, "C.UTF-8"))
		skip(); /* another version of Unicode */
	text_set_ambiguous(1);
	for (uint32_t c = 1; c < 0x110000; c++) {
		int w = wcwidth((wchar_t)c);

		if (w < 0)
			w = c < 0x20 || (c >= 0x7f && c < 0xa0) ? 0 : 1;
		if (text_cp_width(c) != w)
			fail_msg("U+%04X: %d, not %d", (unsigned)c, text_cp_width(c), w);
	}
	setlocale(LC_CTYPE, "C");
}

static void
text_cp_han__is_what_lines_break_around(void **state)
{
	static const char han[] = "定々、。「」（，　ー〇㈱\U00020000\U0001f600";
	static const char other[] = "aZ0-é“—…★ｱ한Ж\u0301";
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < sizeof(han) - 1;) {
		i += text_decode(han + i, sizeof(han) - 1 - i, &cp);
		if (!text_cp_han(cp))
			fail_msg("U+%04X", (unsigned)cp);
	}
	for (size_t i = 0; i < sizeof(other) - 1;) {
		i += text_decode(other + i, sizeof(other) - 1 - i, &cp);
		if (text_cp_han(cp))
			fail_msg("U+%04X", (unsigned)cp);
	}
}

static void
text_next__keeps_marks_with_their_base(void **state)
{
	static const char s[] = "ae\u0301\u0302中\xff\n\u0301b\U0001f600\u200d";
	static const size_t ends[] = { 1, 6, 9, 10, 11, 13, 14, 21 };
	size_t i = 0;

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(ends); k++) {
		size_t next = text_next(s, sizeof(s) - 1, i);

		assert_int_equal(next, ends[k]);
		assert_int_equal(text_prev(s, next), i);
		i = next;
	}
	assert_int_equal(text_next(s, sizeof(s) - 1, i), i);
	assert_int_equal(text_prev(s, 0), 0);
	assert_int_equal(text_count(s), ARRAY_LEN(ends));
	assert_int_equal(text_count(""), 0);
	assert_int_equal(text_count("\u0301"), 1);
}

static void
text_fit__never_splits_a_character(void **state)
{
	static const struct {
		const char *s;
		int cols;
		size_t bytes;
		int used;
	} cases[] = {
		{ "定密责任人", 5, 6, 4 },
		{ "定密责任人", 10, 15, 10 },
		{ "定密", 1, 0, 0 },
		{ "a定", 2, 1, 1 },
		{ "e\u0301x", 1, 3, 1 },
		{ "abc", 0, 0, 0 },
		{ "abc", -1, 0, 0 },
		{ "", 5, 0, 0 },
		{ "ab\u200d", 2, 5, 2 },
	};
	int used;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t n = strlen(cases[i].s);

		assert_int_equal(
		    text_fit(cases[i].s, n, cases[i].cols, &used), cases[i].bytes);
		assert_int_equal(used, cases[i].used);
	}
	assert_int_equal(text_fit("abc", 3, 2, NULL), 2);
}

static void
text_pad_middle__keeps_both_ends(void **state)
{
	static const struct {
		const char *s;
		int cols;
		const char *want;
	} cases[] = {
		{ "试题（A卷）", 12, "试题（A卷） " },
		{ "DM-2026-0006 第三批理论试题（A卷）", 21, "DM-2026-00~题（A卷） " },
		{ "DM-2026-0007 第三批理论试题（B卷）", 21, "DM-2026-00~题（B卷） " },
		{ "abcdefghij", 9, "abcd~ghij" },
		{ "定密责任人", 5, "定~人" },
		{ "定密责任人", 6, "定~人 " },
		{ "abcdefgh", 4, "abc~" }, /* too narrow for two ends */
		{ "", 3, "   " },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str s = { 0 };

		text_pad_middle(&s, cases[i].s, cases[i].cols);
		assert_string_equal(str_s(&s), cases[i].want);
		assert_int_equal(text_width(str_s(&s)), cases[i].cols);
		str_free(&s);
	}
}

static void
text_pad__fills_exactly(void **state)
{
	static const struct {
		const char *s;
		int cols;
		const char *padded, *left;
	} cases[] = {
		{ "ab", 4, "ab  ", "  ab" },
		{ "abcd", 4, "abcd", "abcd" },
		{ "abcde", 4, "abc~", "abc~" },
		{ "定密", 5, "定密 ", " 定密" },
		{ "定密责", 5, "定密~", "定密~" },
		{ "定密责", 4, "定 ~", " 定~" },
		{ "定", 1, "~", "~" },
		{ "", 3, "   ", "   " },
		{ "ab", 0, "", "" },
		{ "ab", -3, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str a = { 0 }, b = { 0 };

		text_pad(&a, cases[i].s, cases[i].cols);
		text_pad_left(&b, cases[i].s, cases[i].cols);
		assert_string_equal(str_s(&a), cases[i].padded);
		assert_string_equal(str_s(&b), cases[i].left);
		str_free(&a);
		str_free(&b);
	}
}

static void
text_clean__drops_what_steers(void **state)
{
	static const struct {
		const char *s;
		size_t n, dropped;
		const char *one, *many;
	} cases[] = {
		{ "定密", 6, 0, "定密", "定密" },
		{ "a\tb\nc\r\nd\re", 10, 0, "a b c d e", "a b\nc\nd\ne" },
		{ "\x1b[31mred\a", 9, 2, "[31mred", "[31mred" },
		{ "\0x\x7f", 3, 2, "x", "x" },
		{ "a\xc2\x85\xc2\x9b", 5, 2, "a", "a" },
		{ "\u202e\u2066\u2069\u200e\u200f\u061c\ufeffz", 21, 7, "z", "z" },
		{ "\ufffe\uffff\U0001ffff\ufdd0z", 14, 4, "z", "z" },
		{ "\xed\xa0\x80z", 4, 3, "z", "z" },
		{ "\xe4\x01\xb8\xadz", 5, 4, "z", "z" },
		{ "x\u2028y", 5, 0, "x y", "x\ny" },
		{ "\r\n\r\r\n", 5, 0, "   ", "\n\n\n" },
		{ "e\u0301\u200d", 6, 0, "e\u0301\u200d", "e\u0301\u200d" },
		{ "", 0, 0, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str a = { 0 }, b = { 0 };
		const char *s = cases[i].s;

		if (text_clean(s, cases[i].n, false, &a) != cases[i].dropped)
			fail_msg("case %zu", i);
		assert_int_equal(text_clean(s, cases[i].n, true, &b), cases[i].dropped);
		assert_string_equal(str_s(&a), cases[i].one);
		assert_string_equal(str_s(&b), cases[i].many);
		str_free(&a);
		str_free(&b);
	}
}

static void
text_spaced__sets_han_apart(void **state)
{
	static const char *const cases[][2] = {
		{ "定密责任人", "定 密 责 任 人" },
		{ "使用SM3算法", "使 用 sm3 算 法" },
		{ "ABC def", "abc def" },
		{ " 定  密 ", " 定  密 " },
		{ "", "" },
		{ "定", "定" },
		{ "a定\u0301b", "a 定\u0301 b" },
		{ "2030年", "2030 年" },
		{ "ÉA", "Éa" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str out = { 0 };

		text_spaced(&out, cases[i][0]);
		assert_string_equal(str_s(&out), cases[i][1]);
		str_free(&out);
	}
}

static void
text_contains_fold__ignores_ascii_case(void **state)
{
	(void)state;
	assert_true(text_contains_fold("办公室 OFFICE", "office"));
	assert_true(text_contains_fold("abc", ""));
	assert_true(text_contains_fold("", ""));
	assert_true(text_contains_fold("aab", "AB"));
	assert_true(text_contains_fold("保密办公室", "办公"));
	assert_false(text_contains_fold("", "a"));
	assert_false(text_contains_fold("ab", "abc"));
	assert_false(text_contains_fold("É", "é"));
}

static void
text_trim__takes_both_blanks(void **state)
{
	static const char *const cases[][2] = { { "  a b ", "a b" },
		{ "　定 密　 ", "定 密" }, { "", "" }, { " 　\t\r\n ", "" }, { "a", "a" },
		{ "　", "" }, { "\xe3\x80", "\xe3\x80" }, { "、", "、" } };
	char buf[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		snprintf(buf, sizeof(buf), "%s", cases[i][0]);
		assert_ptr_equal(text_trim(buf), buf);
		assert_string_equal(buf, cases[i][1]);
	}
}

static uint32_t
rnd(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* A string of pieces and of single bytes cut anywhere. */
static size_t
random_text(uint32_t *seed, char *s, size_t cap)
{
	static const char *const pieces[] = { "a", "Z", " ", "\n", "\r", "\t", "定", "密",
		"，", "　", "é", "\u0301", "\u200d", "\ufe0f", "\U0001f600", "\U00020000",
		"“", "★", "\u202e", "\ufeff", "\ufffe", "\x1b", "\xc2\x85" };
	size_t n = 0, want = rnd(seed) % (cap - 8);

	while (n < want) {
		if (rnd(seed) % 6 == 0) {
			s[n++] = (char)(1 + rnd(seed) % 255);
			continue;
		}
		n += (size_t)sprintf(s + n, "%s", pieces[rnd(seed) % ARRAY_LEN(pieces)]);
	}
	s[n] = '\0';
	return n;
}

static void
check_walk(const char *s, size_t n)
{
	size_t i = 0, count = 0;

	while (i < n) {
		size_t next = text_next(s, n, i);

		assert_true(next > i && next <= n);
		assert_int_equal(text_prev(s, next), i);
		i = next;
		count++;
	}
	assert_int_equal(text_count(s), count);
}

static void
check_fit(const char *s, size_t n, int cols)
{
	struct str out = { 0 };
	int used;
	size_t fit = text_fit(s, n, cols, &used), next = text_next(s, n, fit);

	assert_true(used <= cols);
	assert_int_equal(text_width_n(s, fit), used);
	if (fit < n)
		assert_true(used + text_width_n(s + fit, next - fit) > cols);
	text_pad(&out, s, cols);
	assert_int_equal(text_width(str_s(&out)), cols);
	str_cut(&out, 0);
	text_pad_left(&out, s, cols);
	assert_int_equal(text_width(str_s(&out)), cols);
	str_free(&out);
}

static void
check_clean(const char *s, size_t n, bool lines)
{
	struct str once = { 0 }, twice = { 0 };

	text_clean(s, n, lines, &once);
	assert_true(text_valid(str_s(&once), once.len, NULL));
	for (size_t i = 0; i < once.len; i++) {
		unsigned char c = (unsigned char)once.s[i];

		assert_true((c >= 0x20 && c != 0x7f) || (lines && c == '\n'));
	}
	assert_int_equal(text_clean(str_s(&once), once.len, lines, &twice), 0);
	assert_string_equal(str_s(&once), str_s(&twice));
	str_free(&once);
	str_free(&twice);
}

static void
text__holds_its_promises_for_any_bytes(void **state)
{
	uint32_t seed = 20260302;
	char s[160];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t n = random_text(&seed, s, sizeof(s));

		text_set_ambiguous(1 + i % 2);
		check_walk(s, n);
		check_fit(s, n, (int)(rnd(&seed) % 40));
		check_clean(s, n, i % 3 == 0);
	}
	text_set_ambiguous(1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_decode__takes_valid_utf8_only),
		cmocka_unit_test(text_encode__is_the_way_back),
		cmocka_unit_test(text_valid__finds_the_first_bad_byte),
		cmocka_unit_test(text_width__of_what_appears_on_paper),
		cmocka_unit_test(text_cp_width__agrees_with_the_c_library),
		cmocka_unit_test(text_cp_han__is_what_lines_break_around),
		cmocka_unit_test(text_next__keeps_marks_with_their_base),
		cmocka_unit_test(text_fit__never_splits_a_character),
		cmocka_unit_test(text_pad_middle__keeps_both_ends),
		cmocka_unit_test(text_pad__fills_exactly),
		cmocka_unit_test(text_clean__drops_what_steers),
		cmocka_unit_test(text_spaced__sets_han_apart),
		cmocka_unit_test(text_contains_fold__ignores_ascii_case),
		cmocka_unit_test(text_trim__takes_both_blanks),
		cmocka_unit_test(text__holds_its_promises_for_any_bytes),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
