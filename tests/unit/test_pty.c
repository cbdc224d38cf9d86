/* SPDX-License-Identifier: MIT */
/* The harness proves itself: on cat and sh, it sees what is there and does not see what
 * is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "lib/pty.h"

static struct pty *
sh(const char *script, const struct pty_options *o)
{
	const char *const argv[] = { "/bin/sh", "-c", script, NULL };
	struct pty *p = pty_start(o, argv);

	assert_non_null(p);
	return p;
}

static void
assert_row(const struct pty *p, int row, const char *want)
{
	char *s = pty_row(p, row);

	assert_string_equal(s, want);
	free(s);
}

static void
text__wide_combining_and_plain(void **state)
{
	struct pty *p = sh(
	    "printf 'a\\344\\270\\255\\346\\226\\207b e\\314\\201.\\r\\n[end]'; read x",
	    NULL);
	int row, col;

	(void)state;
	assert_true(pty_wait(p, "[end]"));
	assert_row(p, 0, "a中文b e\xcc\x81.");
	assert_true(pty_has(p, "中文b"));
	assert_false(pty_has(p, "中 文"));
	pty_cursor(p, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 5);
	pty_free(p);
}

static void
keys__echoed_and_gone(void **state)
{
	const char *const argv[] = { "/bin/cat", NULL };
	struct pty *p = pty_start(NULL, argv);

	(void)state;
	assert_non_null(p);
	pty_type(p, "保密 one");
	assert_true(pty_wait(p, "保密 one"));
	assert_true(pty_wait_cursor(p, 0, 8));
	pty_type(p, "\025"); /* kill the line: cat's terminal erases it */
	assert_true(pty_wait_gone(p, "one"));
	pty_type(p, "\004");
	assert_int_equal(pty_wait_exit(p), 0);
	pty_free(p);
}

/* More than the pty holds, while the program prints as much: neither end may stop. */
static void
send__much_at_once(void **state)
{
	struct pty *p = sh("stty -echo -icanon min 1; printf ready; head -c 200000 | tr "
			   "a b; printf '\\r\\n[done]'; read x",
	    NULL);
	char *much = malloc(200000);

	(void)state;
	assert_non_null(much);
	memset(much, 'a', 200000);
	assert_true(pty_wait(p, "ready"));
	pty_send(p, much, 200000);
	assert_true(pty_wait(p, "[done]"));
	assert_true(pty_bytes(p) >= 200000);
	free(much);
	pty_free(p);
}

static void
attributes__shown(void **state)
{
	struct pty *p =
	    sh("printf 'p\\033[7mr\\033[0m\\033[1;4mB\\033[0m\\033[31mc\\033[0m[end]'; "
	       "read x",
		NULL);
	char *text = NULL;
	size_t n = 0;
	FILE *f;

	(void)state;
	assert_true(pty_wait(p, "[end]"));
	assert_string_equal(pty_attrs(p, 0, 0), "");
	assert_string_equal(pty_attrs(p, 0, 1), "r");
	assert_string_equal(pty_attrs(p, 0, 2), "bu");
	assert_string_equal(pty_attrs(p, 0, 3), "c");
	f = open_memstream(&text, &n);
	assert_non_null(f);
	pty_dump(p, f);
	fclose(f);
	assert_non_null(strstr(text, " 0|prBc[end]\n  :.rBc\n"));
	assert_non_null(strstr(text, "cursor 0 9,"));
	free(text);
	pty_free(p);
}

static void
resize__reaches_the_program(void **state)
{
	struct pty_options o = { .rows = 10, .cols = 40 };
	struct pty *p = sh(
	    "trap 'stty size; echo got' WINCH; stty size; while :; do read x; done", &o);

	(void)state;
	assert_true(pty_wait(p, "10 40"));
	pty_resize(p, 30, 100);
	pty_type(p, "\n"); /* the shell runs the trap after the read */
	assert_true(pty_wait(p, "30 100"));
	assert_true(pty_wait(p, "got"));
	pty_free(p);
}

static void
environment__plain(void **state)
{
	static const char *const extra[] = { "DINGMI_X=1", NULL };
	struct pty_options o = { .term = "vt100", .env = extra, .dir = "/" };
	const char *const argv[] = { "/usr/bin/env", NULL };
	struct pty *p = pty_start(&o, argv);
	char *s;

	(void)state;
	assert_non_null(p);
	assert_int_equal(pty_wait_exit(p), 0);
	s = pty_screen(p);
	assert_non_null(
	    strstr(s, "LC_ALL=C.UTF-8\nTZ=Asia/Shanghai\nTERM=vt100\nDINGMI_X=1\n\n"));
	free(s);
	pty_free(p);
}

static void
environment__replaced_and_taken_out(void **state)
{
	static const char *const other[] = { "LC_ALL", "TERM=dumb", "LANG=zh_CN.GB18030",
		NULL };
	struct pty_options o = { .env = other };
	const char *const argv[] = { "/usr/bin/env", NULL };
	struct pty *p = pty_start(&o, argv);
	char *s;

	(void)state;
	assert_non_null(p);
	assert_int_equal(pty_wait_exit(p), 0);
	s = pty_screen(p);
	assert_null(strstr(s, "LC_ALL"));
	assert_null(strstr(s, "xterm"));
	assert_non_null(strstr(s, "TERM=dumb\n"));
	assert_non_null(strstr(s, "LANG=zh_CN.GB18030\n"));
	free(s);
	pty_free(p);
}

static void
end__status_signal_and_hangup(void **state)
{
	struct pty *p = sh("exit 7", NULL);

	(void)state;
	assert_int_equal(pty_wait_exit(p), 7);
	assert_int_equal(pty_wait_exit(p), 7);
	pty_free(p);

	p = sh("echo up; while :; do read x; done", NULL);
	assert_true(pty_wait(p, "up"));
	pty_kill(p, SIGKILL);
	assert_int_equal(pty_wait_exit(p), 128 + SIGKILL);
	pty_free(p);

	p = sh("echo up; read x", NULL);
	assert_true(pty_wait(p, "up"));
	pty_hangup(p);
	assert_int_equal(pty_wait_exit(p), 128 + SIGHUP);
	pty_free(p);
}

static void
start__no_such_program(void **state)
{
	const char *const argv[] = { "/no/such/program", NULL };
	struct pty *p = pty_start(NULL, argv);

	(void)state;
	assert_non_null(p);
	assert_int_equal(pty_wait_exit(p), 127);
	pty_free(p);
}

/* A wait that cannot succeed fails, at once when the program is gone. */
static void
wait__fails_when_it_must(void **state)
{
	struct pty *p = sh("echo here", NULL);
	double t0 = pty_now();

	(void)state;
	assert_false(pty_wait(p, "not there"));
	assert_true(pty_now() - t0 < 4000);
	assert_true(pty_has(p, "here"));
	assert_false(pty_wait_gone(p, "here"));
	pty_free(p);
}

/* The terminal answers a cursor position report. */
static void
report__answered(void **state)
{
	struct pty *p = sh("stty raw -echo; printf '\\r\\344\\270\\255\\033[6n'; head -c "
			   "6 | tr '\\033' E",
	    NULL);

	(void)state;
	assert_true(pty_wait(p, "E[1;3R"));
	assert_int_equal(pty_wait_exit(p), 0);
	pty_free(p);
}

static void
settle__after_the_last_byte(void **state)
{
	struct pty *p = sh("echo one; read x; echo two; read x", NULL);

	(void)state;
	assert_true(pty_wait(p, "one"));
	pty_type(p, "\n");
	assert_true(pty_wait(p, "two"));
	assert_true(pty_settle(p, 20));
	assert_true(pty_now() - pty_last(p) >= 20);
	pty_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__wide_combining_and_plain),
		cmocka_unit_test(keys__echoed_and_gone),
		cmocka_unit_test(send__much_at_once),
		cmocka_unit_test(attributes__shown),
		cmocka_unit_test(resize__reaches_the_program),
		cmocka_unit_test(environment__plain),
		cmocka_unit_test(environment__replaced_and_taken_out),
		cmocka_unit_test(end__status_signal_and_hangup),
		cmocka_unit_test(start__no_such_program),
		cmocka_unit_test(wait__fails_when_it_must),
		cmocka_unit_test(report__answered),
		cmocka_unit_test(settle__after_the_last_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
