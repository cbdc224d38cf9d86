/* SPDX-License-Identifier: MIT */
/*
 * What keys cost on the line: a cursor move in a register and a typed Han, in bytes at
 * 80x24. The limits are generous; the figures are printed.
 */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "term/desk.h"

enum { QUIET_MS = 40, MOVE_MOST = 300, SCROLL_MOST = 400, HAN_MOST = 120 };

/* Bytes the program sends for this key. */
static long
cost(struct pty *p, const char *key)
{
	long before;

	pty_settle(p, QUIET_MS);
	before = pty_bytes(p);
	keys(p, key);
	while (pty_bytes(p) == before && pty_pump(p, 20))
		;
	pty_settle(p, QUIET_MS);
	return pty_bytes(p) - before;
}

static void
measure(struct pty *p, const char *name, const char *const *key, size_t n, long most)
{
	long worst = 0, sum = 0, c;

	for (size_t i = 0; i < n; i++) {
		c = cost(p, key[i]);
		sum += c;
		worst = c > worst ? c : worst;
	}
	print_message("# %s: %ld bytes, at worst %ld (limit %ld)\n", name, sum / (long)n,
	    worst, most);
	assert_true(worst <= most);
}

static void
register__a_move_of_the_cursor(void **state)
{
	static const char *const moves[] = { "<Down>", "<Down>", "<Down>", "<Up>",
		"<Down>", "j", "k" };
	/* the list scrolls by one line */
	static const char *const scrolls[] = { "<Down>", "<Down>", "<Down>" };
	static const char *const terms[] = { "xterm-256color", "vt100", "linux" };

	(void)state;
	for (size_t t = 0; t < sizeof(terms) / sizeof(terms[0]); t++) {
		struct pty_options o = { .term = terms[t] };
		struct pty *p = desk_open(desk_home(), &o, NULL);

		print_message("# %s\n", terms[t]);
		sign_in(p, "赵敏之");
		see(p, "首页");
		keys(p, "4");
		see(p, "4 确认涉密信息");
		keys(p, "<Enter>");
		see(p, "DM-2026-0028");
		measure(
		    p, "cursor move", moves, sizeof(moves) / sizeof(moves[0]), MOVE_MOST);
		for (int i = 0; i < 16; i++)
			keys(p, "<Down>");
		measure(p, "scroll by a line", scrolls,
		    sizeof(scrolls) / sizeof(scrolls[0]), SCROLL_MOST);
		desk_close(p);
	}
}

static void
form__a_typed_han(void **state)
{
	static const char *const han[] = { "技", "能", "考", "试", "试", "卷" };
	static const char *const insert[] = { "第", "二", "套" };
	struct pty *p = desk_open(desk_home(), NULL, NULL);

	(void)state;
	sign_in(p, "吴雨桐");
	see(p, "首页");
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<F3>");
	see(p, "n 拟定国家秘密");
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	measure(p, "Han at the end", han, sizeof(han) / sizeof(han[0]), HAN_MOST);
	keys(p, "<Home>");
	measure(p, "Han in front", insert, sizeof(insert) / sizeof(insert[0]), HAN_MOST);
	to_field(p, "危害说明");
	measure(p, "Han in an area", han, sizeof(han) / sizeof(han[0]), HAN_MOST);
}

#define TEST(f) cmocka_unit_test_teardown(f, desk_clear)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(register__a_move_of_the_cursor),
		TEST(form__a_typed_han),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
