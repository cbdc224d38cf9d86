/* SPDX-License-Identifier: MIT */
/* The byte decoder: every key of every terminal, every split, hostile bytes, pastes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/input.h"

/* Keys as numbers, text as itself, what was dropped as !n, a paste in <>. */
static void
describe(struct str *out, struct event *ev)
{
	if (out->len)
		str_addc(out, ' ');
	if (ev->type == EV_KEY)
		str_addf(out, "%d", ev->key);
	else if (ev->paste)
		str_addf(out, "<%s>", ev->text);
	else
		str_addf(out, "'%s'", ev->text);
	if (ev->dropped)
		str_addf(out, "!%d", ev->dropped);
	event_done(ev);
}

static char *
decode(const char *s, size_t n, size_t piece)
{
	struct input in = { 0 };
	struct str out = { 0 };
	struct event ev;

	for (size_t i = 0; i < n; i += piece) {
		input_feed(&in, s + i, i + piece < n ? piece : n - i);
		while (input_next(&in, false, &ev))
			describe(&out, &ev);
	}
	while (input_next(&in, true, &ev))
		describe(&out, &ev);
	assert_int_equal(input_wait(&in, 100), -1);
	input_done(&in);
	return str_take(&out);
}

static void
expect(const char *s, size_t n, const char *want)
{
	for (size_t piece = 1; piece <= n; piece++) {
		char *got = decode(s, n, piece);

		assert_string_equal(got, want);
		free(got);
	}
}

static void
keys__are_known_whatever_the_terminal(void **state)
{
	static const struct {
		const char *bytes;
		int key;
	} cases[] = {
		{ "\r", K_ENTER },
		{ "\n", K_ENTER },
		{ "\t", K_TAB },
		{ "\033[Z", K_BACKTAB },
		{ "\033", K_ESC },
		{ "\b", K_BACKSPACE },
		{ "\177", K_BACKSPACE },
		{ "\033[2~", K_INSERT },
		{ "\033[3~", K_DELETE },
		{ "\033[5~", K_PGUP },
		{ "\033[6~", K_PGDN },
		{ "\033[A", K_UP },
		{ "\033OA", K_UP },
		{ "\033[B", K_DOWN },
		{ "\033OB", K_DOWN },
		{ "\033[C", K_RIGHT },
		{ "\033OC", K_RIGHT },
		{ "\033[D", K_LEFT },
		{ "\033OD", K_LEFT },
		{ "\033[H", K_HOME },
		{ "\033OH", K_HOME },
		{ "\033[1~", K_HOME },
		{ "\033[7~", K_HOME },
		{ "\033[F", K_END },
		{ "\033OF", K_END },
		{ "\033[4~", K_END },
		{ "\033[8~", K_END },
		{ "\033OP", K_F1 },
		{ "\033OS", K_F4 },
		{ "\033[11~", K_F1 },
		{ "\033[14~", K_F4 },
		{ "\033[[A", K_F1 },
		{ "\033[[E", K_F5 },
		{ "\033[15~", K_F5 },
		{ "\033[17~", K_F6 },
		{ "\033[21~", K_F10 },
		{ "\033[23~", K_F11 },
		{ "\033[24~", K_F12 },
		{ "\0331", K_F1 },
		{ "\0339", K_F9 },
		{ "\0330", K_F10 },
		{ "\033[1;5D", K_CTRL_LEFT },
		{ "\033[1;5C", K_CTRL_RIGHT },
		{ "\033[1;5H", K_CTRL_HOME },
		{ "\033[1;6F", K_CTRL_END },
		{ "\033Od", K_CTRL_LEFT },
		{ "\033O5C", K_CTRL_RIGHT },
		{ "\033[7^", K_CTRL_HOME },
		{ "\033[8^", K_CTRL_END },
		{ "\033[1;2A", K_UP },
		{ "\033[1;2P", K_F1 },
		{ "\033[15;2~", K_F5 },
		{ "\033[7$", K_HOME },
		{ "\001", K_CTRL('A') },
		{ "\032", K_CTRL('Z') },
		{ "\037", K_CTRL('_') },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char want[16];

		snprintf(want, sizeof(want), "%d", cases[i].key);
		expect(cases[i].bytes, strlen(cases[i].bytes), want);
	}
}

static void
unknown_sequences__leave_nothing_behind(void **state)
{
	static const char *const cases[] = { "\033[99~", "\033[?1;2c", "\033[<0;1;1M",
		"\033[I", "\033[200;201;202x", "\033OX", "\033[[", "\033[[Z" };

	(void)state;
	for (size_t i = 0; i + 2 < ARRAY_LEN(cases); i++)
		expect(cases[i], strlen(cases[i]), "");
	expect("\033[[Z", 4, "'Z'");
	expect("\033[99~a", 6, "'a'");
	expect("\033[12\001b", 6, "100 'b'");
}

static void
text__comes_whole_however_it_is_split(void **state)
{
	(void)state;
	expect("中", 3, "'中'");
	expect("a中𠀀e\xcc\x81", 11, "'a' '中' '𠀀' 'e' '\xcc\x81'");
	expect("\0", 1, "");
	expect("1\033q", 3, "'1' 4 'q'");
	expect("\033\033[A", 4, "4 8");
	expect("\033O中", 5, "4 'O' '中'");
}

static void
invalid_bytes__are_counted_and_swallow_nothing(void **state)
{
	(void)state;
	expect("\xff"
	       "q",
	    2, "''!1 'q'");
	expect("\xe4\xb8"
	       "q",
	    3, "''!2 'q'");
}

static void
gbk__gives_drops_and_then_the_letters(void **state)
{
	static const char gbk[] = "\xb7\xe7\xcf\xd5"
				  "ab";
	char *got = decode(gbk, sizeof(gbk) - 1, sizeof(gbk) - 1);

	(void)state;
	assert_string_equal(got, "''!4 'a' 'b'");
	free(got);
	/* steering characters typed as valid UTF-8 */
	expect("\xc2\x9b"
	       "x",
	    3, "''!1 'x'");
	expect("\xe2\x80\xae", 3, "''!1");
}

static void
paste__is_one_event_with_its_newlines(void **state)
{
	static const char s[] = "\033[200~一\r\n二\033[A\t\033[201\0333\033[201~x";

	(void)state;
	expect(s, sizeof(s) - 1, "<一\n二[A [2013>!3 'x'");
	expect("\033[200~ab", 8, "<ab>"); /* the end mark never came */
	expect("\033[200~\033[201~", 12, "<>");
	expect("\033[201~a", 7, "'a'");
}

static void
paste__has_a_limit(void **state)
{
	struct input in = { 0 };
	struct event ev;
	char block[4096];

	(void)state;
	memset(block, 'x', sizeof(block));
	input_feed(&in, "\033[200~", 6);
	for (int i = 0; i < 300; i++) {
		input_feed(&in, block, sizeof(block));
		assert_false(input_next(&in, false, &ev));
	}
	input_feed(&in, "\033[201~", 6);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(strlen(ev.text), 1024 * 1024);
	assert_int_equal(ev.dropped, 300 * 4096 - 1024 * 1024);
	event_done(&ev);
	input_done(&in);
}

static void
waiting__is_longer_once_a_sequence_has_begun(void **state)
{
	struct input in = { 0 };
	struct event ev;

	(void)state;
	input_feed(&in, "\033", 1);
	assert_false(input_next(&in, false, &ev));
	assert_int_equal(input_wait(&in, 100), 100);
	input_feed(&in, "[", 1);
	assert_false(input_next(&in, false, &ev));
	assert_int_equal(input_wait(&in, 100), 500);
	input_feed(&in, "B", 1);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.key, K_DOWN);
	assert_int_equal(input_wait(&in, 100), -1);
	input_done(&in);
}

static void
answer_about_the_cursor__is_no_key(void **state)
{
	struct input in = { 0 };
	struct event ev;

	(void)state;
	input_feed(&in, "a\033[2;5Rb", 8);
	assert_true(input_next(&in, false, &ev));
	event_done(&ev);
	assert_true(input_next(&in, false, &ev));
	assert_string_equal(ev.text, "b");
	event_done(&ev);
	assert_int_equal(in.column, 5);
	input_feed(&in, "\033[1;2R", 6);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.key, K_F3);
	input_done(&in);
}

static void
noise__never_hangs_and_is_used_up(void **state)
{
	struct input in = { 0 };
	struct event ev;
	uint32_t seed = 1;
	char buf[64];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		for (size_t k = 0; k < sizeof(buf); k++) {
			seed = seed * 1664525 + 1013904223;
			buf[k] = "\033[O~;0259A\xe4\xb8\xad\xff\r"[seed >> 16 & 15];
		}
		input_feed(&in, buf, sizeof(buf));
		while (input_next(&in, seed & 1, &ev))
			event_done(&ev);
	}
	while (input_next(&in, true, &ev))
		event_done(&ev);
	assert_int_equal(in.at, in.buf.len);
	input_done(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__are_known_whatever_the_terminal),
		cmocka_unit_test(unknown_sequences__leave_nothing_behind),
		cmocka_unit_test(text__comes_whole_however_it_is_split),
		cmocka_unit_test(invalid_bytes__are_counted_and_swallow_nothing),
		cmocka_unit_test(gbk__gives_drops_and_then_the_letters),
		cmocka_unit_test(paste__is_one_event_with_its_newlines),
		cmocka_unit_test(paste__has_a_limit),
		cmocka_unit_test(waiting__is_longer_once_a_sequence_has_begun),
		cmocka_unit_test(answer_about_the_cursor__is_no_key),
		cmocka_unit_test(noise__never_hangs_and_is_used_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
