/* SPDX-License-Identifier: MIT */
/*
 * The editor in Chinese at every width. Cases are written as keys and text into a field,
 * and what then stands there with | at the cursor; at the end random work with the
 * invariants of edit.h.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/edit.h"
#include "tui/term.h"

/* The text with | where the cursor is; owned. */
static char *
marked(const struct edit *ed)
{
	struct str s = { 0 };
	size_t at = edit_cursor_offset(ed);

	str_addn(&s, edit_text(ed), at);
	str_addc(&s, '|');
	str_add(&s, edit_text(ed) + at);
	return str_take(&s);
}

static void
expect_text(const struct edit *ed, const char *want)
{
	char *got = marked(ed);

	assert_string_equal(got, want);
	free(got);
}

/* Rows as painted, joined by /, the cursor's row and column behind. */
static void
expect_window(const struct edit *ed, const char *want)
{
	struct str s = { 0 }, row = { 0 };
	int y, x;

	for (int r = 0; edit_row(ed, r, &row); r++)
		str_addf(&s, "%s/", str_s(&row));
	edit_cursor(ed, &y, &x);
	str_addf(&s, " %d,%d%s%s", y, x, edit_more_left(ed) ? " <" : "",
	    edit_more_right(ed) ? " >" : "");
	assert_string_equal(str_s(&s), want);
	str_free(&s);
	str_free(&row);
}

static void
type(struct edit *ed, const char *s)
{
	size_t n = strlen(s), next;

	for (size_t i = 0; i < n; i = next) {
		uint32_t cp;

		next = i + text_decode(s + i, n - i, &cp);
		assert_int_equal(edit_insert(ed, s + i, next - i), 0);
	}
}

static void
keys(struct edit *ed, const int *key, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_true(edit_key(ed, key[i]));
}
#define KEYS(ed, ...) \
	keys(ed, (const int[]){ __VA_ARGS__ }, \
	    sizeof((int[]){ __VA_ARGS__ }) / sizeof(int))

static void
clusters__are_the_unit(void **state)
{
	struct edit *ed = edit_new(false, 0);

	(void)state;
	edit_size(ed, 20, 1);
	type(ed, "国家秘密");
	KEYS(ed, K_LEFT, K_LEFT);
	type(ed, "的");
	expect_text(ed, "国家的|秘密");
	KEYS(ed, K_BACKSPACE, K_DELETE);
	expect_text(ed, "国家|密");
	KEYS(ed, K_HOME, K_BACKSPACE, K_END, K_DELETE);
	expect_text(ed, "国家密|");
	/* a mark joins what is before the cursor and is erased with it */
	edit_set(ed, "");
	type(ed, "ae\xcc\x81"
		 "b");
	KEYS(ed, K_LEFT, K_LEFT);
	expect_text(ed, "a|e\xcc\x81"
			"b");
	KEYS(ed, K_DELETE);
	expect_text(ed, "a|b");
	/* a mark typed in front of nothing must not swallow the next letter's border */
	edit_set(ed, "\xcc\x81x");
	KEYS(ed, K_CTRL_HOME);
	type(ed, "e");
	expect_text(ed, "e\xcc\x81|x");
	edit_free(ed);
}

static void
one_line__scrolls_sideways_and_never_cuts_a_character(void **state)
{
	struct edit *ed = edit_new(false, 0);

	(void)state;
	edit_size(ed, 8, 1);
	type(ed, "一二三");
	expect_window(ed, "一二三/ 0,6");
	type(ed, "a");
	expect_window(ed, "一二三a/ 0,7");
	type(ed, "b");
	expect_window(ed, "三ab/ 0,4 <");
	type(ed, "四五");
	expect_window(ed, "b四五/ 0,5 <");
	KEYS(ed, K_HOME);
	expect_window(ed, "一二三ab/ 0,0 >");
	KEYS(ed, K_RIGHT, K_RIGHT, K_RIGHT, K_RIGHT);
	expect_window(ed, "一二三ab/ 0,7 >");
	KEYS(ed, K_RIGHT); /* 四 must be whole before the cursor stands on it */
	expect_window(ed, "三ab四五/ 0,4 <");
	edit_size(ed, 2, 1);
	expect_window(ed, "四/ 0,0 < >");
	edit_size(ed, 8, 1); /* there is room again for what stands before */
	expect_window(ed, "三ab四五/ 0,4 <");
	edit_size(ed, 40, 1);
	expect_window(ed, "一二三ab四五/ 0,8");
	assert_false(edit_key(ed, K_UP));
	assert_false(edit_key(ed, K_DOWN));
	assert_false(edit_key(ed, K_ENTER));
	assert_false(edit_key(ed, K_TAB));
	edit_insert(ed, "\n甲\t乙", 8);
	expect_text(ed, "一二三ab 甲 乙|四五");
	edit_free(ed);
}

static void
area__wraps_and_gives_the_cursor_a_place(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 7, 3);
	type(ed, "定密责任人");
	expect_window(ed, "定密责/任人/ 1,4");
	/* closing signs do not begin a row */
	type(ed, "审，");
	expect_window(ed, "定密责/任人/审，/ 2,4");
	edit_set(ed, "");
	edit_size(ed, 6, 3);
	type(ed, "定密责");
	expect_window(ed, "定密责// 1,0");
	KEYS(ed, K_ENTER);
	expect_window(ed, "定密责/// 2,0");
	type(ed, "任");
	KEYS(ed, K_UP);
	expect_window(ed, "定密责//任/ 1,0");
	KEYS(ed, K_UP);
	expect_window(ed, "定密责//任/ 0,2");
	assert_false(edit_key(ed, K_UP));
	KEYS(ed, K_END);
	expect_window(ed, "定密责//任/ 1,0");
	/* blanks at the end of a full row can be seen and erased */
	edit_set(ed, "abcdef");
	type(ed, "  ");
	expect_window(ed, "abcdef/  / 1,2");
	type(ed, "g");
	expect_window(ed, "abcdef/g/ 1,1");
	edit_free(ed);
}

static void
vertical_moves__keep_the_column(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 12, 2);
	edit_set(ed, "一二三四五\nab\n\n甲乙丙丁戊");
	KEYS(ed, K_CTRL_HOME, K_RIGHT, K_RIGHT, K_RIGHT);
	KEYS(ed, K_DOWN);
	expect_text(ed, "一二三四五\nab|\n\n甲乙丙丁戊");
	KEYS(ed, K_DOWN, K_DOWN);
	expect_text(ed, "一二三四五\nab\n\n甲乙丙|丁戊");
	expect_window(ed, "/甲乙丙丁戊/ 1,6 <");
	assert_false(edit_key(ed, K_DOWN));
	KEYS(ed, K_PGUP);
	expect_text(ed, "一二三四五\nab|\n\n甲乙丙丁戊");
	KEYS(ed, K_PGUP, K_PGDN, K_PGDN);
	expect_text(ed, "一二三四五\nab\n\n甲乙丙|丁戊");
	/* an odd column over wide characters lands before the character it is in */
	edit_set(ed, "abc\n一二");
	KEYS(ed, K_CTRL_HOME, K_END, K_DOWN);
	expect_text(ed, "abc\n一|二");
	KEYS(ed, K_UP);
	expect_text(ed, "abc|\n一二");
	edit_free(ed);
}

static void
rows__end_on_themselves(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 6, 4);
	edit_set(ed, "一二三四五六七");
	KEYS(ed, K_CTRL_HOME, K_END);
	expect_text(ed, "一二|三四五六七");
	KEYS(ed, K_DOWN, K_HOME);
	expect_text(ed, "一二三|四五六七");
	KEYS(ed, K_HOME); /* once more: start of the line */
	expect_text(ed, "|一二三四五六七");
	edit_free(ed);
}

static void
words__are_runs_of_han_letters_or_signs(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 60, 2);
	edit_set(ed, "密级：机密 level_2，终");
	KEYS(ed, K_CTRL_LEFT);
	expect_text(ed, "密级：机密 level_2，|终");
	KEYS(ed, K_CTRL_LEFT, K_CTRL_LEFT);
	expect_text(ed, "密级：机密 |level_2，终");
	KEYS(ed, K_CTRL_LEFT);
	expect_text(ed, "密级：|机密 level_2，终");
	KEYS(ed, K_CTRL_RIGHT);
	expect_text(ed, "密级：机密 |level_2，终");
	KEYS(ed, K_CTRL('W'));
	expect_text(ed, "密级：|level_2，终");
	KEYS(ed, K_CTRL_END, K_CTRL('Y'));
	expect_text(ed, "密级：level_2，终机密 |");
	KEYS(ed, K_CTRL('U'), K_CTRL('Y'), K_ENTER);
	type(ed, "x");
	KEYS(ed, K_CTRL('U'), K_CTRL_HOME, K_CTRL('K'));
	expect_text(ed, "|\n");
	KEYS(ed, K_CTRL('K'), K_CTRL('K'), K_CTRL('W'), K_CTRL('U'));
	expect_text(ed, "|");
	edit_free(ed);
}

static void
undo__takes_runs_and_pastes_as_one_step(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 30, 3);
	edit_set(ed, "甲");
	assert_false(edit_changed(ed));
	assert_false(edit_undo(ed));
	type(ed, "乙丙丁");
	edit_insert(ed, "一段粘贴\n的文字", strlen("一段粘贴\n的文字"));
	type(ed, "戊");
	KEYS(ed, K_BACKSPACE, K_BACKSPACE, K_BACKSPACE);
	KEYS(ed, K_HOME, K_DELETE);
	expect_text(ed, "甲乙丙丁一段粘贴\n|");
	assert_true(edit_changed(ed));
	KEYS(ed, K_CTRL('Z')); /* delete of 的 */
	expect_text(ed, "甲乙丙丁一段粘贴\n|的");
	KEYS(ed, K_CTRL('Z')); /* three backspaces */
	expect_text(ed, "甲乙丙丁一段粘贴\n的文字戊|");
	KEYS(ed, K_CTRL('Z'));
	expect_text(ed, "甲乙丙丁一段粘贴\n的文字|");
	KEYS(ed, K_CTRL('_'));
	expect_text(ed, "甲乙丙丁|");
	KEYS(ed, K_CTRL('Z'));
	expect_text(ed, "甲|");
	assert_false(edit_undo(ed));
	assert_false(edit_changed(ed));
	KEYS(ed, K_CTRL('R'), K_CTRL('R'), K_CTRL('R'));
	expect_text(ed, "甲乙丙丁一段粘贴\n的文字戊|");
	/* a move ends the run; a new change ends what could be redone */
	KEYS(ed, K_CTRL('Z'));
	type(ed, "x");
	assert_false(edit_redo(ed));
	KEYS(ed, K_LEFT, K_RIGHT);
	type(ed, "y");
	KEYS(ed, K_CTRL('Z'));
	expect_text(ed, "甲乙丙丁一段粘贴\n的文字x|");
	edit_free(ed);
}

static void
limit__counts_characters_and_tells_what_was_left_out(void **state)
{
	struct edit *ed = edit_new(false, 5);

	(void)state;
	edit_size(ed, 20, 1);
	assert_int_equal(edit_insert(ed, "一二三", 9), 0);
	KEYS(ed, K_LEFT);
	assert_int_equal(edit_insert(ed, "四五六七", 12), 2);
	expect_text(ed, "一二四五|三");
	assert_int_equal(edit_insert(ed, "x", 1), 1);
	expect_text(ed, "一二四五|三");
	/* a mark joins a character, it is none */
	assert_int_equal(edit_insert(ed, "\xcc\x81", 2), 0);
	expect_text(ed, "一二四五\xcc\x81|三");
	assert_int_equal(edit_insert(ed, "", 0), 0);
	/* but not without end */
	edit_set(ed, "e");
	for (int i = 0; i < 500; i++)
		edit_insert(ed, "\xcc\x81", 2);
	assert_true(strlen(edit_text(ed)) <= 5 * 32);
	edit_free(ed);
}

static void
paste__of_two_kilobytes_is_whole(void **state)
{
	struct edit *ed = edit_new(true, 2000);
	struct str s = { 0 };

	(void)state;
	while (s.len < 2048)
		str_add(&s, "涉密信息，a\r\n");
	edit_size(ed, 31, 5);
	edit_insert(ed, "前", 3);
	edit_insert(ed, "后", 3);
	KEYS(ed, K_LEFT);
	assert_int_equal(edit_insert(ed, s.s, s.len), 0);
	assert_int_equal(text_count(edit_text(ed)), 2 + s.len / 18 * 7);
	assert_true(edit_undo(ed));
	expect_text(ed, "前|后");
	assert_true(edit_redo(ed));
	assert_true(strstr(edit_text(ed), "\r") == NULL);
	str_free(&s);
	edit_free(ed);
}

static void
control_characters__do_not_come_in(void **state)
{
	struct edit *ed = edit_new(true, 0);

	(void)state;
	edit_size(ed, 10, 2);
	edit_insert(ed,
	    "a\033[31m\xff\xe2\x80\xae"
	    "b",
	    11);
	expect_text(ed, "a[31mb|");
	edit_set(ed, "x\001\xc3y\n");
	expect_text(ed, "xy\n|");
	edit_set(ed, NULL);
	expect_text(ed, "|");
	/* a place inside a character is moved to its border */
	edit_set(ed, "中e\xcc\x81");
	edit_move_to(ed, 1);
	expect_text(ed, "|中e\xcc\x81");
	edit_move_to(ed, 4);
	expect_text(ed, "中e\xcc\x81|");
	edit_move_to(ed, 99);
	expect_text(ed, "中e\xcc\x81|");
	edit_free(ed);
}

static void
undo__forgets_the_oldest_and_says_changed(void **state)
{
	struct edit *ed = edit_new(false, 0);
	int n = 0;

	(void)state;
	edit_size(ed, 10, 1);
	for (int i = 0; i < 600; i++) {
		edit_insert(ed, "a", 1);
		edit_insert(ed, "bc", 2);
	}
	while (edit_undo(ed))
		n++;
	assert_int_equal(n, 500);
	assert_true(edit_changed(ed));
	edit_free(ed);
}

/* ---- random work */

static uint32_t seed = 20260302;

static uint32_t
rnd(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static void
check_invariants(const struct edit *ed, int w, int h, struct str *row)
{
	const char *s = edit_text(ed);
	size_t n = strlen(s), at = edit_cursor_offset(ed);
	int y, x, r;

	assert_true(text_valid(s, n, NULL));
	assert_true(at <= n);
	assert_true(at == 0 || at == n || text_next(s, n, text_prev(s, at)) == at);
	for (r = 0; edit_row(ed, r, row); r++)
		assert_true(text_width_n(str_s(row), row->len) <= w);
	assert_true(r >= 1 && r <= h);
	edit_cursor(ed, &y, &x);
	assert_true(y >= 0 && y < r && x >= 0 && x < w);
}

static void
random_step(struct edit *ed, int *w, int *h)
{
	static const char *const pieces[] = { "中", "a", " ", "，", "（", "\n",
		"e\xcc\x81", "\xcc\x81", "𠀀", "　", "-", "”", "\xff", "密级：机密",
		"word ", "\033[A", "9", "一二三四五六七八九十甲乙丙丁" };
	static const int all[] = { K_LEFT, K_RIGHT, K_UP, K_DOWN, K_HOME, K_END, K_PGUP,
		K_PGDN, K_CTRL_LEFT, K_CTRL_RIGHT, K_BACKSPACE, K_DELETE, K_CTRL('Z'),
		K_CTRL('R'), K_CTRL('Y'), K_ENTER, K_BACKSPACE, K_CTRL('W'), K_CTRL('U'),
		K_CTRL('K'), K_CTRL_HOME, K_CTRL_END };
	uint32_t what = rnd(100);

	if (what < 50) {
		const char *p = pieces[rnd(ARRAY_LEN(pieces))];

		edit_insert(ed, p, strlen(p));
	} else if (what < 97) {
		/* the last, far-reaching ones come seldom */
		edit_key(ed, all[rnd(rnd(8) ? 17 : ARRAY_LEN(all))]);
	} else if (what < 99) {
		*w = 2 + (int)rnd(24);
		*h = 1 + (int)rnd(6);
		edit_size(ed, *w, *h);
	} else {
		edit_move_to(ed, rnd(200));
	}
}

static void
random_work__keeps_the_invariants(void **state)
{
	struct str row = { 0 }, before = { 0 };

	(void)state;
	for (int round = 0; round < 20; round++) {
		struct edit *ed = edit_new(round & 1, 10 + (int)rnd(60));
		int w = 2, h = 1;

		for (int i = 0; i < 10000; i++) {
			random_step(ed, &w, &h);
			check_invariants(ed, w, h, &row);
			if (i % 64 == 0) { /* undo and redo are exact */
				str_cut(&before, 0);
				str_add(&before, edit_text(ed));
				if (edit_undo(ed)) {
					check_invariants(ed, w, h, &row);
					assert_true(edit_redo(ed));
				}
				assert_string_equal(edit_text(ed), str_s(&before));
			}
		}
		edit_free(ed);
	}
	str_free(&row);
	str_free(&before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters__are_the_unit),
		cmocka_unit_test(one_line__scrolls_sideways_and_never_cuts_a_character),
		cmocka_unit_test(area__wraps_and_gives_the_cursor_a_place),
		cmocka_unit_test(vertical_moves__keep_the_column),
		cmocka_unit_test(rows__end_on_themselves),
		cmocka_unit_test(words__are_runs_of_han_letters_or_signs),
		cmocka_unit_test(undo__takes_runs_and_pastes_as_one_step),
		cmocka_unit_test(limit__counts_characters_and_tells_what_was_left_out),
		cmocka_unit_test(paste__of_two_kilobytes_is_whole),
		cmocka_unit_test(control_characters__do_not_come_in),
		cmocka_unit_test(undo__forgets_the_oldest_and_says_changed),
		cmocka_unit_test(random_work__keeps_the_invariants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
