/* SPDX-License-Identifier: MIT */
/* What the screens compute before they paint: columns, scrolling, wording, query by
 * example. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tui/columns.h"
#include "tui/filter.h"
#include "tui/layout.h"

/* ---- columns */

static int
width_of(const int *w, size_t n)
{
	int sum = n > 0 ? (int)n - 1 : 0;

	for (size_t i = 0; i < n; i++)
		sum += w[i];
	return sum;
}

static void
cols_fit__fills_what_there_is_and_never_more(void **state)
{
	static const struct col_wish c[] = { { 12, 14, false }, { 10, 20, true },
		{ 4, 4, false }, { 10, 10, false }, { 8, 16, true } };
	int w[5];

	(void)state;
	for (int cols = 12; cols < 200; cols++) {
		size_t n = cols_fit(c, 5, cols, 1, w);

		assert_in_range(n, 1, 5);
		assert_true(width_of(w, n) <= cols);
		for (size_t i = 0; i < n; i++)
			assert_true(w[i] >= c[i].min);
		/* a column that grows takes the rest */
		if (n >= 2)
			assert_int_equal(width_of(w, n), cols);
	}
}

static void
cols_fit__shows_more_columns_in_a_wider_window(void **state)
{
	static const struct col_wish c[] = { { 10, 10, false }, { 10, 20, true },
		{ 10, 10, false } };
	int w[3];

	(void)state;
	assert_int_equal(cols_fit(c, 3, 20, 1, w), 1);
	assert_int_equal(cols_fit(c, 3, 21, 1, w), 2);
	assert_int_equal(cols_fit(c, 3, 31, 1, w), 2);
	assert_int_equal(cols_fit(c, 3, 32, 1, w), 3);
	assert_int_equal(cols_fit(c, 3, 100, 1, w), 3);
	assert_int_equal(w[0], 10);
	assert_int_equal(w[1], 78);
	assert_int_equal(w[2], 10);
}

static void
cols_fit__keeps_one_column_however_narrow(void **state)
{
	static const struct col_wish c[] = { { 12, 14, false }, { 10, 20, true } };
	int w[2];

	(void)state;
	assert_int_equal(cols_fit(c, 2, 5, 1, w), 1);
	assert_int_equal(w[0], 5);
	assert_int_equal(cols_fit(c, 0, 5, 1, w), 0);
}

/* ---- scrolling */

static void
span_fit__keeps_the_cursor_in_the_window(void **state)
{
	struct span s = { 100, 50, 0, 10 };

	(void)state;
	span_fit(&s);
	assert_int_equal(s.top, 41);
	s.cur = 45; /* within: the window stays, so that few cells change */
	span_fit(&s);
	assert_int_equal(s.top, 41);
	s.cur = 3;
	span_fit(&s);
	assert_int_equal(s.top, 3);
	s.n = 2; /* rows vanished */
	span_fit(&s);
	assert_int_equal(s.cur, 1);
	assert_int_equal(s.top, 0);
	s.n = 0;
	span_fit(&s);
	assert_int_equal(s.cur, 0);
	s.h = 0;
	s.n = 5;
	span_fit(&s);
}

static void
span_action__moves_by_row_page_and_to_the_ends(void **state)
{
	struct span s = { 30, 0, 0, 10 };

	(void)state;
	assert_true(span_action(&s, ACTION_UP));
	assert_int_equal(s.cur, 0);
	assert_true(span_action(&s, ACTION_PAGE_DOWN));
	assert_int_equal(s.cur, 9);
	assert_true(span_action(&s, ACTION_LAST));
	assert_int_equal(s.cur, 29);
	assert_int_equal(s.top, 20);
	assert_true(span_action(&s, ACTION_DOWN));
	assert_int_equal(s.cur, 29);
	assert_true(span_action(&s, ACTION_FIRST));
	assert_int_equal(s.cur, 0);
	assert_false(span_action(&s, ACTION_OPEN));
}

static void
lines_scroll__shows_the_item_and_no_emptiness_below(void **state)
{
	static const struct {
		int top, h, total, first, n, want;
	} c[] = {
		{ 0, 10, 5, 4, 1, 0 },	   /* all fits */
		{ 0, 10, 30, 12, 2, 4 },   /* scroll down just enough */
		{ 20, 10, 30, 12, 2, 12 }, /* scroll up to it */
		{ 25, 10, 30, 29, 1, 20 }, /* no emptiness below */
		{ 0, 5, 30, 10, 8, 10 }, /* taller than the window: its beginning first */
		{ 12, 5, 30, 10, 8, 12 }, /* then within it */
		{ 20, 5, 30, 10, 8, 13 },
		{ 3, 0, 30, 10, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(
		    lines_scroll(c[i].top, c[i].h, c[i].total, c[i].first, c[i].n),
		    c[i].want);
}

/* ---- wording */

static void
due_words__say_it_in_both_languages_within_their_column(void **state)
{
	static const struct {
		int days;
		const char *zh, *en;
	} c[] = {
		{ -3, "逾期3天", "3 d overdue" },
		{ 0, "今天", "today" },
		{ 1, "明天", "tomorrow" },
		{ 5, "还有5天", "in 5 days" },
		{ 9999, "还有9999天", "in 9999 days" },
		{ -999, "逾期999天", "999 d overdue" },
	};
	int32_t today = date_from_ymd(2026, 3, 2);
	char got[32];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		lang_set(LANG_ZH);
		due_words(today + c[i].days, today, got);
		assert_string_equal(got, c[i].zh);
		assert_true(text_width(got) <= due_cols());
		lang_set(LANG_EN);
		due_words(today + c[i].days, today, got);
		assert_string_equal(got, c[i].en);
		assert_true(text_width(got) <= due_cols());
	}
	lang_set(LANG_ZH);
	due_words(DATE_NONE, today, got);
	assert_string_equal(got, "未定期限");
}

static void
due_ink__grows_with_urgency(void **state)
{
	(void)state;
	assert_int_equal(due_ink(99, 100), INK_BLOCK);
	assert_int_equal(due_ink(100, 100), INK_WARN);
	assert_int_equal(due_ink(107, 100), INK_WAIT);
	assert_int_equal(due_ink(108, 100), INK_PLAIN);
	assert_int_equal(due_ink(DATE_NONE, 100), INK_DIM);
}

static void
place_words__tell_when_counting_stopped(void **state)
{
	char got[64];

	(void)state;
	lang_set(LANG_ZH);
	place_words(3, 60, 1000, got);
	assert_string_equal(got, "第3条/共60条");
	place_words(3, 1000, 1000, got);
	assert_string_equal(got, "第3条/共1000+条");
	place_words(0, 1000, 1000, got);
	assert_string_equal(got, "共1000+条");
	place_words(0, 0, 1000, got);
	assert_string_equal(got, "共0条");
}

/* ---- query by example */

static void
filter_dates__turns_what_people_type_into_days(void **state)
{
	static const struct {
		const char *typed, *want;
		bool moment;
	} c[] = {
		{ "2026-03-05", "=2026-03-05", false },
		{ "2026-03", "2026-03-01..2026-03-31", false },
		{ "2024-02", "2024-02-01..2024-02-29", false },
		{ "2026", "2026-01-01..2026-12-31", false },
		{ "2026-01..2026-03", "2026-01-01..2026-03-31", false },
		{ "2026-01-01..", "2026-01-01..", false },
		{ "..2026", "..2026-12-31", false },
		{ ">2026-03", ">2026-03-31", false },
		{ ">=2026-03", ">=2026-03-01", false },
		{ "<2026", "<2026-01-01", false },
		{ "<=今天", "<=2026-03-02", false },
		{ "今天", "=2026-03-02", false },
		{ ">2026-03-01", ">2026-03-01", false },
		{ "!2026-03-05", "!2026-03-05", false },
		{ "=", "=", false },
		{ "!", "!", false },
		{ "2026*", "2026*", false },
		{ "废话", "废话", false },
		{ "2026-13", "2026-13", false },
		{ "2026-03-05", "2026-03-05..2026-03-05 24", true },
		{ ">2026-03-05", ">2026-03-05 24", true },
		{ "<2026-03-05", "<2026-03-05", true },
	};
	int32_t today = date_from_ymd(2026, 3, 2);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct str s = { 0 };

		filter_dates(c[i].typed, today, c[i].moment, &s);
		assert_string_equal(str_s(&s), c[i].want);
		str_free(&s);
	}
}

static void
filter_last__finds_the_word_being_typed(void **state)
{
	(void)state;
	assert_int_equal(filter_last("abc"), 0);
	assert_int_equal(filter_last("!abc"), 1);
	assert_int_equal(filter_last(">=abc"), 2);
	assert_int_equal(filter_last("a|b"), 2);
	assert_int_equal(filter_last("a|b|"), 4);
	assert_int_equal(filter_last("1..2"), 3);
	assert_int_equal(filter_last("1..."), 3);
	assert_int_equal(filter_last(""), 0);
}

static void
columns_wish__a_number_is_shown_whole(void **state)
{
	char no[] = "no", label[] = "编号", title[] = "title", name[] = "事项名称";
	struct field f = {
		.type = FIELD_TEXT, .column = no, .label_zh = label, .label_en = label
	};
	struct col_wish w;

	(void)state;
	lang_set(LANG_ZH);
	w = columns_wish(&f);
	assert_true(w.min >= 12);
	assert_false(w.grow);
	f = (struct field){ .type = FIELD_TEXT,
		.column = title,
		.label_zh = name,
		.label_en = name,
		.width = 200 };
	w = columns_wish(&f);
	assert_true(w.grow);
	assert_true(w.min <= w.want);
	assert_true(w.want <= 48);
	f = (struct field){
		.type = FIELD_LEVEL, .column = title, .label_zh = name, .label_en = name
	};
	w = columns_wish(&f);
	assert_true(w.want >= 8); /* its heading is readable */
}

static void
page__says_in_its_last_line_that_there_is_more(void **state)
{
	static const struct {
		int top, h, total, first, n, want;
		bool more;
	} c[] = {
		{ 0, 10, 8, 0, 1, 0, false }, { 0, 10, 10, 9, 1, 0, false },
		{ 0, 10, 11, 0, 1, 0, true },
		{ 0, 10, 30, 9, 1, 1, true }, /* not hidden by the line that says so */
		{ 0, 10, 11, 10, 1, 1, false }, { 0, 10, 30, 29, 1, 20, false },
		{ 0, 1, 30, 3, 1, 3, true }, /* no room to say it */
	};

	struct term_options o = { 0 };
	struct err e;

	(void)state;
	assert_int_equal(term_open_headless(24, 80, &o, &e), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct paint p = { .y = 2, .w = 40, .h = c[i].h };
		bool more;

		print_message("# case %zu\n", i);
		assert_int_equal(
		    paint_scroll(&p, c[i].top, c[i].total, c[i].first, c[i].n, &more),
		    c[i].want);
		assert_int_equal(more, c[i].more);
		assert_int_equal(p.h, c[i].h - (c[i].more && c[i].h > 1));
	}
	term_close();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cols_fit__fills_what_there_is_and_never_more),
		cmocka_unit_test(cols_fit__shows_more_columns_in_a_wider_window),
		cmocka_unit_test(cols_fit__keeps_one_column_however_narrow),
		cmocka_unit_test(span_fit__keeps_the_cursor_in_the_window),
		cmocka_unit_test(span_action__moves_by_row_page_and_to_the_ends),
		cmocka_unit_test(lines_scroll__shows_the_item_and_no_emptiness_below),
		cmocka_unit_test(due_words__say_it_in_both_languages_within_their_column),
		cmocka_unit_test(due_ink__grows_with_urgency),
		cmocka_unit_test(place_words__tell_when_counting_stopped),
		cmocka_unit_test(filter_dates__turns_what_people_type_into_days),
		cmocka_unit_test(filter_last__finds_the_word_being_typed),
		cmocka_unit_test(page__says_in_its_last_line_that_there_is_more),
		cmocka_unit_test(columns_wish__a_number_is_shown_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
