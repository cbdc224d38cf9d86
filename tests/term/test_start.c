/* SPDX-License-Identifier: MIT */
/*
 * Starting where something is wrong: terminals that cannot, locales that are not UTF-8,
 * stores that are not ours, newer, damaged, read-only, or held by another writer. Each is
 * told in a sentence; nothing is written, nothing typed is lost.
 */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "term/desk.h"

enum { PAGE = 4096, AT_VERSION = 60, AT_APPLICATION = 68 };

/* The program says this and ends with 2. */
static void
refuses(const char *home, const struct pty_options *o, const char *lang, const char *text)
{
	/* Wide, so that no path, however long, breaks the words looked for. */
	struct pty_options wide = o != NULL ? *o : (struct pty_options){ 0 };
	struct pty *p;

	wide.cols = 250;
	p = desk_open(home, &wide, "--lang", lang, NULL);
	ends(p, 2);
	see(p, text);
	see(p, "dingmi: ");
	desk_close(p);
}

/* ---- terminals and locales */

static void
terminal__that_cannot_is_refused(void **state)
{
	static const struct {
		const char *term, *zh, *en;
	} t[] = {
		{ "dumb", "不能定位光标", "cannot place the cursor" },
		{ "nonesuch-77", "不认识终端类型 nonesuch-77", "is unknown here" },
		{ "", "TERM 为空", "TERM is not set" },
	};
	static const char *const none[] = { "TERM", NULL };
	struct pty_options o = { 0 };
	const char *home = desk_home();

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		o.term = t[i].term;
		refuses(home, &o, "zh", t[i].zh);
		refuses(home, &o, "en", t[i].en);
	}
	o = (struct pty_options){ .env = none };
	refuses(home, &o, "zh", "TERM 为空");
}

static void
terminal__near_one_will_do(void **state)
{
	static const char *const names[] = { "xterm-kitty", "xterm-ghostty", "vt100",
		"linux", "screen", "putty", "xterm-mono" };
	const char *home = desk_home();

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct pty_options o = { .term = names[i] };
		struct pty *p = desk_open(home, &o, NULL);

		sign_in(p, "吴雨桐");
		see(p, "我的待办");
		keys(p, "<F10>");
		ends(p, 0);
		desk_close(p);
	}
}

static void
terminal__none_at_all(void **state)
{
	const char *home = desk_home();
	int status;
	char *out = desk_run(home, &status, NULL);

	(void)state;
	assert_int_equal(status, 2);
	assert_non_null(strstr(out, "不是终端"));
	free(out);
	desk_whole(home);
}

/* Chinese is shown and typed whatever the locale says. */
static void
locale__that_is_not_utf_8(void **state)
{
	static const char *const env[][3] = {
		{ "LC_ALL=C", NULL },
		{ "LC_ALL=POSIX", NULL },
		{ "LC_ALL", "LANG=zh_CN.GB18030", NULL },
		{ "LC_ALL", "LANG=zh_CN.UTF-8", NULL },
		{ "LC_ALL", "LANG=none_SUCH.latin1", NULL },
		{ "LC_ALL", NULL },
	};
	const char *home = desk_home();

	(void)state;
	for (size_t i = 0; i < sizeof(env) / sizeof(env[0]); i++) {
		struct pty_options o = { .env = env[i] };
		struct pty *p = desk_open(home, &o, NULL);

		sign_in(p, "吴雨桐");
		see(p, "我的待办");
		keys(p, "4");
		see(p, "4 确认涉密信息");
		keys(p, "<F3>");
		see(p, "n 拟定国家秘密");
		keys(p, "n");
		see(p, "F2 拟定国家秘密");
		keys(p, "一二三<Left>插");
		see(p, "一二插三");
		desk_close(p);
	}
}

/* ---- stores */

static void
write_at(const char *home, const char *name, long at, const void *bytes, size_t n)
{
	char path[1024];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", home, name);
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), n);
	close(fd);
}

static const char *
store_of(const char *home)
{
	static char path[1024];

	snprintf(path, sizeof(path), "%s/dingmi.db", home);
	return path;
}

static void
store__of_another_program(void **state)
{
	const char *home = desk_home();

	(void)state;
	write_at(home, "dingmi.db", AT_APPLICATION, "\x12\x34\x56\x78", 4);
	refuses(home, NULL, "zh", "不是");
	refuses(home, NULL, "en", "not a");
}

static void
store__of_a_newer_version(void **state)
{
	const char *home = desk_home();

	(void)state;
	write_at(home, "dingmi.db", AT_VERSION, "\0\0\x27\x0f", 4);
	refuses(home, NULL, "zh", "版本");
	refuses(home, NULL, "en", "newer");
}

/* Anything that stands where the store should. */
static void
store__that_is_none(void **state)
{
	static char rubbish[2 * PAGE];
	const char *home = desk_home();
	FILE *f;

	(void)state;
	assert_int_equal(truncate(store_of(home), 0), 0);
	refuses(home, NULL, "zh", "dingmi.db");
	memset(rubbish, 'x', sizeof(rubbish));
	f = fopen(store_of(home), "w");
	assert_non_null(f);
	fwrite(rubbish, 1, sizeof(rubbish), f);
	fclose(f);
	refuses(home, NULL, "zh", "dingmi.db");
	assert_int_equal(unlink(store_of(home)), 0);
	refuses(home, NULL, "zh", "dingmi init");
	refuses(home, NULL, "en", "dingmi init");
	assert_int_equal(mkdir(store_of(home), 0700), 0);
	refuses(home, NULL, "zh", "dingmi.db");
	refuses("/nonexistent/home", NULL, "zh", "dingmi init");
}

/* Every page in turn is overwritten: the program says so or does not need it; it does not
 * crash, and verify notices. */
static void
store__with_a_damaged_page(void **state)
{
	char rubbish[PAGE];
	int noticed = 0, tried = 0, status;

	(void)state;
	memset(rubbish, 0xaa, sizeof(rubbish));
	for (long page = 3; page < 200; page += 28) {
		const char *home = desk_home();
		struct pty *p;
		char *out;

		write_at(home, "dingmi.db", page * PAGE, rubbish, PAGE);
		out = desk_run(home, &status, "verify", NULL);
		tried++;
		noticed += status == 1 || status == 2;
		assert_true(status < 128);
		free(out);
		p = desk_open(home, NULL, NULL);
		pty_settle(p, 300);
		keys(p, "吴雨桐<Enter>");
		pty_settle(p, 100);
		keys(p, "4<Enter>");
		pty_settle(p, 100);
		keys(p, "<F10>");
		status = pty_wait_exit(p);
		if (status != 0 && status != 2)
			fail_msg("page %ld: exit %d", page, status);
		desk_close(p);
	}
	print_message("# %d of %d damaged pages noticed by verify\n", noticed, tried);
	assert_int_equal(noticed, tried);
}

/* ---- read only */

/* The reason stands in a menu or alone. */
static void
no_act(struct pty *p, const char *key)
{
	keys(p, key);
	see(p, "只读方式");
	pty_settle(p, 30);
	see(p, "不能办理");
	assert_false(pty_has(p, "F2 "));
	if (pty_has(p, "Enter 选定")) {
		keys(p, "<Esc>");
		see_gone(p, "Enter 选定");
	}
}

/* Every register of every step: nothing can be made, nothing done. */
static void
readonly__no_act_anywhere(void **state)
{
	const char *home = desk_home();
	struct pty *p = desk_open(home, NULL, "--readonly", NULL);
	static const char *const steps[] = { "1 确定", "2 确立", "3 教育", "4 确认",
		"5 分级", "6 强化", "7 建立" };
	char key[2] = "";
	struct stat was, is;

	(void)state;
	see(p, "只读方式");
	assert_int_equal(stat(store_of(home), &was), 0);
	sign_in(p, "赵敏之");
	see(p, "我的待办");
	keys(p, "<F9>"); /* the most urgent duty names its act */
	see(p, "只读方式，不能办理");
	keys(p, "<Down>"); /* the next one does not: the record's own */
	keys(p, "<F9>");
	see(p, "现在没有您可办的");
	keys(p, "<F9>");
	see(p, "只读方式，不能办理");
	keys(p, "<Esc>");
	pty_settle(p, 150);
	for (size_t i = 0; i < 7; i++) {
		key[0] = (char)('1' + i);
		keys(p, key);
		see(p, steps[i]);
		no_act(p, "<F3>");
		keys(p, "<Enter>");
		see(p, "共");
		no_act(p, "<F3>");
		no_act(p, "<F9>");
		keys(p, "<Enter>");
		see(p, "F11 历史");
		no_act(p, "<F9>");
		keys(p, "<F4>");
		pty_settle(p, 50);
		assert_false(pty_has(p, "F2 "));
	}
	keys(p, "<F10>");
	ends(p, 0);
	assert_int_equal(stat(store_of(home), &is), 0);
	assert_int_equal(was.st_size, is.st_size);
	assert_int_equal(was.st_mtim.tv_sec, is.st_mtim.tv_sec);
	assert_int_equal(was.st_mtim.tv_nsec, is.st_mtim.tv_nsec);
	desk_whole(home);
}

/* ---- another writer */

static void
lock__held_by_another(void **state)
{
	const char *home = desk_home();
	struct pty *p = desk_open(home, NULL, NULL);
	char path[1024];
	double t0;
	int fd;

	(void)state;
	sign_in(p, "赵敏之");
	see(p, "首页");
	keys(p, "1");
	see(p, "1 确定定密责任人");
	to_line(p, "人员   ");
	keys(p, "<Enter>");
	see(p, "RY-2024-");
	keys(p, "<Enter>");
	see(p, "F4 修改");
	keys(p, "<F4>");
	see(p, "F2 更正资料");
	to_field(p, "备注");
	/* Taken before anything is typed, so that no draft slips through on a slow
	 * machine. */
	snprintf(path, sizeof(path), "%s/dingmi.db.lock", home);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	keys(p, "闸被占住时写的");
	/* the draft waits but a moment: the typist hardly notices; the autosave itself
	 * comes only after some seconds, so a busy machine gets more than one wait */
	for (int i = 0; i < 4 && !pty_wait(p, "内容未写入"); i++)
		;
	see(p, "内容未写入");
	t0 = pty_now();
	keys(p, "，续");
	see_gone(p, "内容未写入");
	see(p, "闸被占住时写的，续");
	assert_true(pty_now() - t0 < 2e3);
	t0 = pty_now();
	keys(p, "<F2>");
	/* the act itself waits ten seconds for the store before it gives up */
	for (int i = 0; i < 4 && !pty_wait(p, "内容未写入"); i++)
		;
	see(p, "内容未写入");
	print_message("# told after %.1f s\n", (pty_now() - t0) / 1e3);
	assert_true(pty_now() - t0 < 15e3);
	see(p, "闸被占住时写的，续");
	flock(fd, LOCK_UN);
	close(fd);
	keys(p, "<F2>");
	see(p, "已办理“更正资料”");
	see(p, "闸被占住时写的，续");
	desk_whole(home);
}

#define TEST(f) cmocka_unit_test_teardown(f, desk_clear)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(terminal__that_cannot_is_refused),
		TEST(terminal__near_one_will_do),
		TEST(terminal__none_at_all),
		TEST(locale__that_is_not_utf_8),
		TEST(store__of_another_program),
		TEST(store__of_a_newer_version),
		TEST(store__that_is_none),
		TEST(store__with_a_damaged_page),
		TEST(readonly__no_act_anywhere),
		TEST(lock__held_by_another),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
