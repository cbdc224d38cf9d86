/* SPDX-License-Identifier: MIT */
/* Painting on a headless screen, looked at cell by cell. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tui/draw.h"
#include "tui/keys.h"
#include "tui/term.h"
#include "tui/theme.h"

enum { ROWS = 6, COLUMNS = 24 };

static void
open_screen(bool ascii)
{
	struct term_options o = { .ascii = ascii, .mono = true };
	struct err e;

	assert_int_equal(term_open_headless(ROWS, COLUMNS, &o, &e), RC_OK);
	assert_int_equal(term_rows(), ROWS);
	assert_int_equal(term_cols(), COLUMNS);
}

/* Row n of the dump (two lines a row), owned. */
static char *
dump_line(int n)
{
	struct str s = { 0 };
	char *at, *line;

	term_dump(&s);
	at = s.s;
	while (n-- > 0)
		at = strchr(at, '\n') + 1;
	line = xstrndup(at, strcspn(at, "\n"));
	str_free(&s);
	return line;
}

static void
expect_row(int y, const char *chars, const char *attrs)
{
	char *c = dump_line(2 * y), *a = dump_line(2 * y + 1);

	assert_string_equal(c, chars);
	assert_string_equal(a, attrs);
	free(c);
	free(a);
}

static void
text__fills_its_columns_and_never_splits_a_character(void **state)
{
	(void)state;
	open_screen(false);
	assert_int_equal(draw_text(0, 0, 8, INK_FOCUS, "定密ab"), 6);
	expect_row(0, "定密ab", "rrrrrrrr");
	assert_int_equal(draw_text(1, 1, 6, INK_TITLE, "国家秘密"), 6);
	expect_row(1, " 国家 ~", ".bbbbbb");
	assert_int_equal(draw_right(2, 0, 10, INK_BLOCK, "拒绝"), 4);
	expect_row(2, "      拒绝", "RRRRRRRRRR");
	/* half of a wide character painted over */
	draw_text(3, 0, 8, INK_PLAIN, "甲乙丙丁");
	draw_text(3, 3, 1, INK_PLAIN, "x");
	expect_row(3, "甲 x丙丁", "");
	draw_text(3, 3, 2, INK_PLAIN, "十");
	expect_row(3, "甲 十 丁", "");
	term_close();
}

static void
text__stays_inside_screen_and_clip(void **state)
{
	struct rect before;

	(void)state;
	open_screen(false);
	assert_int_equal(draw_text(0, 22, 10, INK_FIELD, "密密"), 2);
	expect_row(0, "                       ~", "......................uu");
	assert_int_equal(draw_text(ROWS, 0, 10, INK_PLAIN, "x"), 0);
	assert_int_equal(draw_text(-1, 0, 10, INK_PLAIN, "x"), 0);
	assert_int_equal(draw_text(0, COLUMNS, 10, INK_PLAIN, "x"), 0);
	before = draw_clip((struct rect){ 1, 4, 2, 6 });
	draw_text(1, 4, 20, INK_PLAIN, "abcdefghij");
	draw_text(3, 4, 20, INK_PLAIN, "outside");
	draw_text(2, 0, 20, INK_PLAIN, "left of it");
	draw_clip(before);
	expect_row(1, "    abcde~", "");
	expect_row(2, "", "");
	expect_row(3, "", "");
	/* the last cell of the screen */
	draw_text(ROWS - 1, COLUMNS - 2, 2, INK_PLAIN, "末");
	expect_row(ROWS - 1, "                      末", "");
	term_close();
}

static void
control_characters__never_reach_the_terminal(void **state)
{
	(void)state;
	open_screen(false);
	draw_text(0, 0, 20, INK_PLAIN,
	    "a\033[31m\001\xc2\x9b\xe2\x80\xae\xe2\x80\x8b"
	    "b\n");
	expect_row(0, "a[31mb", "");
	draw_text(1, 0, 20, INK_PLAIN,
	    "\xcc\x81"
	    "e\xcc\x81"
	    "x");
	expect_row(1,
	    "e\xcc\x81"
	    "x",
	    "");
	draw_text(2, 0, 20, INK_PLAIN,
	    "a\xff"
	    "b");
	expect_row(2,
	    "a\xef\xbf\xbd"
	    "b",
	    "");
	term_close();
}

static void
ambiguous_width__keeps_columns_with_stand_ins(void **state)
{
	(void)state;
	text_set_ambiguous(2);
	open_screen(false);
	assert_true(term_ascii());
	assert_int_equal(draw_text(0, 0, 12, INK_PLAIN, "机密★5年|"), 10);
	expect_row(0, "机密＊5年|", "");
	text_set_ambiguous(1);
	term_close();
}

static void
borders__are_closed_in_both_sets(void **state)
{
	struct rect r = { 0, 1, 4, 14 };

	(void)state;
	open_screen(false);
	draw_box(r, "办理");
	expect_row(0, " ┌─ 办理 ─────┐", "");
	expect_row(1, " │            │", "");
	expect_row(3, " └────────────┘", "");
	draw_rule(4, 0, 12, "组");
	expect_row(4, "─ 组 ───────", "");
	term_close();
	open_screen(true);
	draw_box(r, "一二三四五六七八");
	expect_row(0, " +- 一二三四 -+", "");
	expect_row(3, " +------------+", "");
	term_close();
}

static void
bar__says_it_in_signs_and_figures(void **state)
{
	static const struct {
		int cols, done, total;
		const char *want;
	} cases[] = {
		{ 20, 0, 7, "[----------] 0/7" },
		{ 20, 1, 1000, "[#---------] 1/1000" },
		{ 20, 999, 1000, "[#########-] 999/1000" },
		{ 20, 7, 7, "[##########] 7/7" },
		{ 20, 9, 7, "[##########] 7/7" },
		{ 10, 3, 7, "[#---] 3/7" },
		{ 5, 3, 7, "3/7" },
		{ 10, 0, 0, "尚无" },
	};

	(void)state;
	open_screen(true);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *line;

		draw_clear((struct rect){ 0, 0, 1, COLUMNS });
		draw_bar(0, 0, cases[i].cols, cases[i].done, cases[i].total);
		line = dump_line(0);
		if (cases[i].cols == 20 && cases[i].done == 999)
			assert_true(strncmp(line, "[#", 2) == 0 && strstr(line, "-]"));
		else
			assert_string_equal(line, cases[i].want);
		free(line);
	}
	term_close();
}

static void
inks__side_by_side_differ_without_colour(void **state)
{
	static const enum ink pairs[][2] = {
		{ INK_FIELD, INK_LABEL },
		{ INK_FIELD, INK_FIELD_FOCUS },
		{ INK_PLAIN, INK_FOCUS },
		{ INK_FOCUS, INK_MARKED },
		{ INK_PLAIN, INK_MARKED },
		{ INK_BAR, INK_BAR_KEY },
		{ INK_BAR, INK_BANNER },
		{ INK_GOOD, INK_WAIT },
		{ INK_GOOD, INK_WARN },
		{ INK_WAIT, INK_WARN },
		{ INK_WARN, INK_BLOCK },
		{ INK_GOOD, INK_BLOCK },
		{ INK_WAIT, INK_BLOCK },
		{ INK_PLAIN, INK_TITLE },
		{ INK_PLAIN, INK_LEVEL },
		{ INK_PLAIN, INK_WARN },
		{ INK_FOCUS, INK_FIELD_FOCUS },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		assert_true(theme_attr(pairs[i][0]) != theme_attr(pairs[i][1]));
	for (enum ink i = 0; i < INK_COUNT; i++)
		assert_true(!(theme_attr(i) & A_DIM));
}

static void
cursor__rests_where_the_view_said_inside_the_screen(void **state)
{
	char *line;

	(void)state;
	open_screen(false);
	draw_text(2, 0, 4, INK_PLAIN, "abcd");
	draw_cursor(2, 1);
	draw_text(4, 0, 4, INK_PLAIN, "efgh");
	term_flush();
	line = dump_line(2 * ROWS);
	assert_string_equal(line, "cursor 2 1");
	free(line);
	draw_cursor(5, 23);
	term_resize(3, 10);
	term_flush();
	line = dump_line(6);
	assert_string_equal(line, "cursor 2 9");
	free(line);
	term_close();
}

static void
events__keep_their_order(void **state)
{
	static const char bytes[] = "a\033[B\003\003\033";
	struct event ev;

	(void)state;
	open_screen(false);
	term_resize(10, 40);
	term_feed(bytes, sizeof(bytes) - 1);
	assert_true(term_pending());
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_TEXT);
	event_done(&ev);
	term_wait(-1, &ev);
	assert_int_equal(ev.key, K_DOWN);
	term_wait(-1, &ev);
	assert_int_equal(ev.key, K_CTRL('C'));
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_HANGUP);
	term_wait(-1, &ev);
	assert_int_equal(ev.key, K_ESC);
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_RESIZE);
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_NONE);
	assert_false(term_pending());
	term_close();
	term_close();
}

static void
wide_borders__are_found_out_and_avoided(void **state)
{
	struct event ev;

	(void)state;
	open_screen(false);
	assert_false(term_ascii());
	term_feed("\033[2;4R", 6);
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_NONE);
	assert_int_equal(text_ambiguous(), 1);
	term_feed("\033[2;5R", 6);
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_RESIZE);
	assert_int_equal(text_ambiguous(), 2);
	assert_true(term_ascii());
	assert_false(term_foreign());
	term_feed("\033[2;7R", 6);
	term_wait(-1, &ev);
	assert_int_equal(ev.type, EV_RESIZE);
	assert_true(term_foreign());
	assert_false(term_foreign());
	text_set_ambiguous(1);
	term_close();
}

static void
actions__are_reachable_and_named(void **state)
{
	struct keybar bar = { 0 };

	(void)state;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		const struct action_info *i = action_info(a);

		assert_true(i->key1 != KEY_NONE_);
		assert_true(*key_name(i->key1));
		assert_true(i->key2 == 0 || *key_name(i->key2));
		assert_true(*i->title.zh && *i->title.en && *i->name);
		keybar_add(&bar, a,
		    NULL); /* more than fit are left out, not written over the end */
	}
	assert_int_equal(bar.n, ARRAY_LEN(bar.item));
	/* the offered action wins over table order */
	assert_int_equal(keys_action(K_F5, NULL), ACTION_FIND);
	memset(&bar, 0, sizeof(bar));
	keybar_add(&bar, ACTION_COMPLETE, NULL);
	assert_int_equal(keys_action(K_F5, &bar), ACTION_COMPLETE);
	assert_int_equal(keys_action(K_CTRL('V'), &bar), ACTION_NONE);
	assert_int_equal(keys_action(KEY_NONE_, &bar), ACTION_NONE);
	assert_int_equal(keys_letter("j", &bar), ACTION_DOWN);
	assert_int_equal(keys_letter("中", &bar), ACTION_NONE);
	assert_int_equal(keys_letter("", &bar), ACTION_NONE);
	assert_string_equal(key_name(K_CTRL('O')), "^O");
	assert_string_equal(key_name(9999), "");
	assert_string_equal(key_name(-1), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__fills_its_columns_and_never_splits_a_character),
		cmocka_unit_test(text__stays_inside_screen_and_clip),
		cmocka_unit_test(control_characters__never_reach_the_terminal),
		cmocka_unit_test(ambiguous_width__keeps_columns_with_stand_ins),
		cmocka_unit_test(borders__are_closed_in_both_sets),
		cmocka_unit_test(bar__says_it_in_signs_and_figures),
		cmocka_unit_test(inks__side_by_side_differ_without_colour),
		cmocka_unit_test(cursor__rests_where_the_view_said_inside_the_screen),
		cmocka_unit_test(events__keep_their_order),
		cmocka_unit_test(wide_borders__are_found_out_and_avoided),
		cmocka_unit_test(actions__are_reachable_and_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
