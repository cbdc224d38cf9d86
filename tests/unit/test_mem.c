/* SPDX-License-Identifier: MIT */
/* Errors, languages, levels, memory and growable strings. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/level.h"
#include "base/mem.h"
#include "base/text.h"

static void
err_set__returns_code_and_sentence(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(err_set(&e, RC_FULL, "a %d", 7), RC_FULL);
	assert_int_equal(e.rc, RC_FULL);
	assert_string_equal(e.msg, "a 7");
	assert_int_equal(err_set(NULL, RC_BUSY, "nobody listens"), RC_BUSY);
}

static void
err_at__puts_file_and_line_before(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(err_at(&e, RC_INVAL, "org.ini", 12, "bad %s", "key"), RC_INVAL);
	assert_string_equal(e.msg, "org.ini:12: bad key");
	(void)err_at(&e, RC_INVAL, "org.ini", 0, "gone");
	assert_string_equal(e.msg, "org.ini: gone");
}

static void
err_wrap__prefixes_and_keeps_the_code(void **state)
{
	struct err e = { 0 };

	(void)state;
	(void)err_set(&e, RC_DAMAGED, "page 3");
	assert_int_equal(err_wrap(&e, "journal %d", 9), RC_DAMAGED);
	assert_string_equal(e.msg, "journal 9: page 3");
	(void)err_set(&e, RC_INVAL, "(%s)", e.msg);
	assert_string_equal(e.msg, "(journal 9: page 3)");
}

static void
err_set__never_cuts_inside_a_character(void **state)
{
	struct err e = { 0 };
	char text[3 * 400 + 4];

	(void)state;
	for (size_t shift = 0; shift < 3; shift++) {
		struct str b = { 0 };

		str_addn(&b, "ab", shift);
		for (int i = 0; i < 400; i++)
			str_add(&b, "密");
		snprintf(text, sizeof(text), "%s", b.s);
		(void)err_set(&e, RC_INVAL, "%s", text);
		assert_true(strlen(e.msg) >= sizeof(e.msg) - 4);
		assert_true(text_valid(e.msg, strlen(e.msg), NULL));
		(void)err_wrap(&e, "长前缀 %s", "x");
		assert_true(text_valid(e.msg, strlen(e.msg), NULL));
		str_free(&b);
	}
}

static void
lang__picks_the_text(void **state)
{
	static const struct text2 t = { "密级", "level" };

	(void)state;
	assert_int_equal(lang_get(), LANG_ZH);
	assert_string_equal(tx(t), "密级");
	lang_set(LANG_EN);
	assert_string_equal(tx(t), "level");
	assert_string_equal(T("中", "en"), "en");
	lang_set(LANG_ZH);
}

static void
level_parse__takes_the_words_and_nothing_else(void **state)
{
	static const struct {
		const char *s;
		enum level l;
	} good[] = {
		{ "绝密", LEVEL_TOP },
		{ "机密级", LEVEL_HIGH },
		{ "秘密", LEVEL_BASE },
		{ "top", LEVEL_TOP },
		{ "high", LEVEL_HIGH },
		{ "base", LEVEL_BASE },
		{ "1", LEVEL_BASE },
		{ "2", LEVEL_HIGH },
		{ "3", LEVEL_TOP },
	};
	static const char *const bad[] = { "", "none", "0", "4", "密", "绝密 ", "TOP",
		"绝密级级", "机 密", "-1", "级" };
	enum level l;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(level_parse(good[i].s, &l));
		assert_int_equal(l, good[i].l);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		l = LEVEL_HIGH;
		assert_false(level_parse(bad[i], &l));
		assert_int_equal(l, LEVEL_HIGH);
	}
	assert_false(level_parse(NULL, &l));
	assert_true(
	    LEVEL_TOP > LEVEL_HIGH && LEVEL_HIGH > LEVEL_BASE && LEVEL_BASE > LEVEL_NONE);
	assert_string_equal(level_zh(LEVEL_TOP), "绝密");
	assert_string_equal(level_zh(LEVEL_NONE), "");
	assert_string_equal(level_zh((enum level)77), "");
	assert_string_equal(level_name(LEVEL_BASE), "base");
	assert_string_equal(level_name(LEVEL_NONE), "none");
}

static void
str__grows_cuts_and_hands_over(void **state)
{
	struct str b = { 0 };
	char *s;

	(void)state;
	assert_string_equal(str_s(&b), "");
	str_cut(&b, 0);
	str_add(&b, NULL);
	assert_null(b.s);
	for (int i = 0; i < 1000; i++)
		str_addf(&b, "%03d,", i);
	assert_int_equal(b.len, 4000);
	assert_int_equal(strlen(b.s), 4000);
	assert_memory_equal(b.s + 3996, "999,", 5);
	str_cut(&b, 9999);
	assert_int_equal(b.len, 4000);
	str_cut(&b, 3);
	str_addc(&b, '!');
	str_addn(&b, "xyz", 2);
	assert_string_equal(str_s(&b), "000!xy");
	s = str_take(&b);
	assert_string_equal(s, "000!xy");
	assert_null(b.s);
	free(s);
	s = str_take(&b);
	assert_string_equal(s, "");
	free(s);
	str_free(&b);
	str_free(NULL);
}

static void
strs_split__trims_and_skips_empty(void **state)
{
	struct strs l = { 0 };

	(void)state;
	strs_split(&l, " a, b c ,,\t, d", ",");
	assert_int_equal(l.n, 3);
	assert_string_equal(l.v[0], "a");
	assert_string_equal(l.v[1], "b c");
	assert_string_equal(l.v[2], "d");
	assert_true(strs_has(&l, "b c"));
	assert_false(strs_has(&l, "b"));
	strs_split(&l, "", ",");
	strs_split(&l, " , ", ",");
	assert_int_equal(l.n, 3);
	strs_split(&l, "e;f|g", ";|");
	assert_int_equal(l.n, 6);
	/* separators are characters: 郑 shares bytes with them, and stays whole */
	strs_split(&l, "郑怀远、乙，丙", ",，、");
	assert_int_equal(l.n, 9);
	assert_string_equal(l.v[6], "郑怀远");
	assert_string_equal(l.v[8], "丙");
	for (int i = 0; i < 100; i++)
		strs_add(&l, "x");
	assert_int_equal(l.n, 109);
	strs_free(&l);
	assert_int_equal(l.n, 0);
	strs_free(&l);
}

static void
xalloc__copies(void **state)
{
	char *s = xstrndup("abcdef", 3), *t = xasprintf("%s-%d", "k", 5);
	int *v = xcalloc(4, sizeof(int));

	(void)state;
	assert_string_equal(s, "abc");
	assert_string_equal(t, "k-5");
	assert_null(xstrdup(NULL));
	assert_int_equal(v[0] + v[3], 0);
	v = xreallocarray(v, 8, sizeof(int));
	v[7] = 1;
	free(s);
	free(t);
	free(v);
	free(xmalloc(0));
	free(xcalloc(0, 8));
}

static int hook_fd;

static void
tell(void)
{
	if (write(hook_fd, "hook", 4) != 4)
		_exit(9);
}

static void *
overflow(int how)
{
	void *p = NULL;

	if (how == 0)
		p = xcalloc(SIZE_MAX / 2, 3);
	if (how == 1)
		p = xreallocarray(p, SIZE_MAX / 2, 3);
	if (how == 2) {
		struct str b = { .len = SIZE_MAX - 2 };

		str_addn(&b, "abcd", 4);
		p = b.s;
	}
	return p;
}

static void
xalloc__runs_the_hook_and_aborts_when_sizes_overflow(void **state)
{
	(void)state;
	for (int how = 0; how < 3; how++) {
		int fds[2], status;
		char said[128] = "";
		ssize_t n = 0, got;
		pid_t pid;

		assert_int_equal(pipe(fds), 0);
		fflush(NULL);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			signal(SIGABRT, SIG_DFL);
			dup2(fds[1], STDERR_FILENO);
			hook_fd = fds[1];
			mem_on_die(tell);
			_exit(overflow(how) != NULL ? 3 : 4);
		}
		close(fds[1]);
		while ((got = read(fds[0], said + n, sizeof(said) - 1 - (size_t)n)) > 0)
			n += got;
		close(fds[0]);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
		assert_memory_equal(said, "hookdingmi: ", 12);
	}
}

/* "a" and "bb" are known; what is not, not closed or within another stays or is found. */
static bool
fill(void *ctx, const char *name, size_t n, struct str *out)
{
	(*(int *)ctx)++;
	if (n == 1 && *name == 'a')
		str_add(out, "<A>");
	else if (n == 2 && memcmp(name, "bb", 2) == 0)
		str_add(out, "<{B}>");
	else
		return false;
	return true;
}

static void
str_fill__puts_in_what_is_known(void **state)
{
	static const struct {
		const char *text, *filled;
	} c[] = {
		{ "", "" },
		{ "no", "no" },
		{ "{a}", "<A>" },
		{ "x{a}{bb}y", "x<A><{B}>y" },
		{ "{c} {} {a", "{c} {} {a" },
		{ "{ {a} }", "{ <A> }" },
		{ "}{a}", "}<A>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct str s = { 0 };
		int asked = 0;

		str_fill(&s, c[i].text, fill, &asked);
		assert_string_equal(str_s(&s), c[i].filled);
		str_free(&s);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(str_fill__puts_in_what_is_known),
		cmocka_unit_test(err_set__returns_code_and_sentence),
		cmocka_unit_test(err_at__puts_file_and_line_before),
		cmocka_unit_test(err_wrap__prefixes_and_keeps_the_code),
		cmocka_unit_test(err_set__never_cuts_inside_a_character),
		cmocka_unit_test(lang__picks_the_text),
		cmocka_unit_test(level_parse__takes_the_words_and_nothing_else),
		cmocka_unit_test(str__grows_cuts_and_hands_over),
		cmocka_unit_test(strs_split__trims_and_skips_empty),
		cmocka_unit_test(xalloc__copies),
		cmocka_unit_test(xalloc__runs_the_hook_and_aborts_when_sizes_overflow),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
