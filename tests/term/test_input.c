/* SPDX-License-Identifier: MIT */
/*
 * Keys as terminals send them: in one burst, torn apart, pasted, wrongly encoded; Chinese
 * text edited at every width; windows that change size under the typist.
 */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "term/desk.h"

enum { TEXT = 8192 };

static int field_at; /* where the values of the form begin at this width */

static struct pty *
open_form(const char *home, const struct pty_options *o)
{
	struct pty *p = desk_open(home, o, NULL);

	sign_in(p, "吴雨桐");
	see(p, "首页");
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<F3>");
	see(p, "n 拟定国家秘密");
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	return p;
}

/* Ends as a lost line does; what the form held is then in the store. */
static void
holds(struct pty *p, const char *home, const char *text)
{
	pty_kill(p, SIGHUP);
	ends(p, 0);
	desk_close(p);
	if (!desk_holds(home, text))
		fail_msg("lost: %s", text);
}

/* ---- bytes that come together, and apart */

/* From signing in to the middle of a form in one write. */
static void
ahead__300_keys_lose_none(void **state)
{
	static const char *const word[] = { "定", "密", "责", "任", "人" };
	const char *home = desk_home();
	struct pty *p = desk_open(home, NULL, NULL);
	char burst[TEXT] = "吴雨桐\r4\033ORn", want[TEXT] = "";
	int n = 7;

	(void)state;
	see(p, "吴雨桐");
	for (int i = 0; i < 100; i++, n++)
		strcat(want, word[i % 5]);
	strcat(burst, want);
	for (int i = 0; i < 60; i++, n++)
		strcat(burst, "\033[D");
	for (int i = 0; i < 20; i++, n++)
		strcat(burst, "\177");
	for (int i = 0; i < 20; i++, n++)
		strcat(burst, word[i % 5]);
	for (int i = 0; i < 60; i++, n++)
		strcat(burst, "\033[C");
	strcat(burst, "。\tCODE-");
	strcat(want, "。");
	n += 8;
	for (int i = 0; i < 30; i++, n++)
		strcat(burst, "7");
	assert_true(n >= 300);
	pty_type(p, burst);
	see(p, "77777");
	holds(p, home, want); /* 20 erased and typed again at a multiple of five */
	assert_true(desk_holds(home, "CODE-777777777777777777777777777777\n"));
}

/* Sends a, waits a while, sends b; true when the wait was as meant. */
static bool
torn(struct pty *p, const char *a, int ms, int at_most, const char *b)
{
	double t0 = pty_now();

	pty_type(p, a);
	while (pty_now() - t0 < ms && pty_pump(p, 5))
		;
	pty_type(p, b);
	return pty_now() - t0 <= at_most;
}

static void
escape__torn_apart_is_still_a_key(void **state)
{
	struct pty *p = desk_open(desk_home(), NULL, NULL);
	bool done = false;

	(void)state;
	see_line(p, "赵敏之");
	for (int i = 0; i < 20 && !done; i++) {
		done = torn(p, "\033", 30, 70, "OB");
		if (!done) { /* this machine was too slow: take it back */
			pty_settle(p, 300);
			keys(p, "<Home><Down><Down><Down>");
			see_line(p, "赵敏之");
		}
	}
	assert_true(done);
	see_line(p, "陈立新");
	see_gone(p, "最上一级");
	torn(p, "\033[", 100, 400, "A");
	see_line(p, "赵敏之");
	see_gone(p, "姓名：[");
	/* the marks of a paste, torn as well */
	torn(p, "\033[20", 60, 400, "0~何");
	torn(p, "静\033[2", 60, 400, "01~");
	see(p, "姓名：何静");
	see_line(p, "何静");
	/* a character of three bytes in three writes */
	keys(p, "<BS><BS>");
	torn(p, "\xe8", 20, 400, "\xae");
	torn(p, "", 20, 400, "\xb8");
	see(p, "姓名：许");
}

static void
escape__alone_and_unknown_sequences(void **state)
{
	static const char *const unknown[] = { "\033[99~", "\033[1;2;3x", "\033[?1;2c",
		"\033[>0;276;0c", "\033[<35;10;20M", "\033Oz", "\033[1;9P",
		"\033[200;1~" };
	struct pty *p = desk_open(desk_home(), NULL, NULL);
	char *before, *now;

	(void)state;
	see_line(p, "赵敏之");
	keys(p, "<Esc>");
	see(p, "已是最上一级");
	keys(p, "郑");
	see_line(p, "郑怀远");
	see_gone(p, "已是最上一级");
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]) - 2; i++) {
		before = pty_row(p, 5);
		pty_type(p, unknown[i]);
		keys(p, "怀");
		see(p, "姓名：郑怀 ");
		keys(p, "<BS>");
		see_gone(p, "姓名：郑怀 ");
		now = pty_row(p, 5);
		assert_string_equal(now, before);
		free(before);
		free(now);
	}
}

/* ---- pasting */

static void
paste(struct pty *p, const char *text)
{
	pty_type(p, "\033[200~");
	pty_type(p, text);
	pty_type(p, "\033[201~");
}

static void
paste__2_kb_of_chinese(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);
	char text[TEXT] = "", title[TEXT];

	(void)state;
	for (int i = 0; i < 680; i++)
		sprintf(text + strlen(text), "%s",
		    i % 40 == 39 ? "。"
		    : i % 7	 ? "密"
				 : "定");
	paste(p, text);
	see(p, "最多120字，有560字没有录入");
	snprintf(title, sizeof(title), "title 360:%.360s\n", text);
	to_field(p, "危害说明");
	keys(p, "<^U>");
	paste(p, text);
	see(p, "密。");
	to_field(p, "备注");
	paste(p, "第一行\r\n第二行\n第三行\r第四行");
	see(p, "第二行");
	holds(p, home, title);
	assert_true(desk_holds(home, text));
	assert_true(desk_holds(home, "第一行\n第二行\n第三行\n第四行"));
	desk_whole(home);
}

static void
paste__control_bidi_and_invalid_bytes(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);

	(void)state;
	/* BEL, right-to-left override, isolate, invalid bytes, ESC, C1, line ends */
	paste(
	    p, "甲\a乙\xe2\x80\xae丙\xe2\x81\xa6丁\xff\xfe戊\033己\xc2\x9b庚\r\n辛\t壬");
	see(p, "甲乙丙丁戊己庚 辛 壬");
	see(p, "有 7 个字节或控制字符不是有效文字");
	keys(p, "癸");
	see(p, "甲乙丙丁戊己庚 辛 壬癸");
	see_gone(p, "不是有效文字");
	holds(p, home, "甲乙丙丁戊己庚 辛 壬癸\n");
}

/* A paste without an end must not lock the keyboard for ever. */
static void
paste__that_never_ends(void **state)
{
	struct pty *p = open_form(desk_home(), NULL);

	(void)state;
	pty_type(p, "\033[200~没有结尾");
	see(p, "没有结尾");
	keys(p, "还能打字");
	see(p, "没有结尾还能打字");
}

static void
gbk__is_told_and_left_out(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);

	(void)state;
	pty_type(p, "\xb7\xe7\xcf\xd5"
		    "ab");
	see(p, "ab");
	see(p, "请确认终端用 UTF-8");
	keys(p, "风险");
	see(p, "ab风险");
	holds(p, home, "ab风险\n");
}

/* ---- Chinese text at every width */

/* The row of the title field from the column where values begin. */
static char *
field_row(const struct pty *p)
{
	int row = row_of(p, "事项名称*");
	char *line, *s;
	int col = 0;

	line = pty_row(p, row > 0 ? row : 0); /* between two pictures: no matter which */
	for (s = line; *s != '\0' && col < field_at; s++)
		if ((*s & 0xc0) != 0x80)
			col += (unsigned char)*s >= 0xe3 ? 2 : 1;
	while ((*s & 0xc0) == 0x80)
		s++;
	memmove(line, s, strlen(s) + 1);
	return line;
}

static void
field_is(struct pty *p, const char *want, int cursor)
{
	int row, col = -1;
	char *got = NULL;
	double end = pty_now() + 20e3;

	do {
		free(got);
		got = field_row(p);
		pty_cursor(p, &row, &col);
	} while ((strcmp(got, want) != 0 || col != field_at + cursor) &&
		 pty_now() < end && pty_pump(p, 20));
	assert_string_equal(got, want);
	assert_int_equal(col, field_at + cursor);
	free(got);
}

static void
edits(struct pty *p)
{
	keys(p, "a一二三四");
	field_is(p, "a一二三四", 9);
	keys(p, "<Left><Left>");
	field_is(p, "a一二三四", 5);
	keys(p, "插b入");
	field_is(p, "a一二插b入三四", 10);
	keys(p, "<BS>");
	field_is(p, "a一二插b三四", 8);
	keys(p, "<Del>");
	field_is(p, "a一二插b四", 8);
	keys(p, "<Home>");
	field_is(p, "a一二插b四", 0);
	keys(p, "首<Del>");
	field_is(p, "首一二插b四", 2);
	keys(p, "<^Z><^Z>");
	keys(p, "<End><^U>");
	field_is(p, "", 0);
}

/* "<" and ">" where the text goes on. */
static void
strip_marks(char *s)
{
	size_t n = strlen(s);

	if (n > 0 && s[n - 1] == '>') {
		s[--n] = '\0';
		if (n > 0 &&
		    s[n - 1] == ' ') /* the half of a character that has no room */
			s[--n] = '\0';
	}
	if (s[0] == '<')
		memmove(s, s + 1, n);
}

/* More than the field shows: the end, the beginning and every place between are whole
 * characters in their columns, the cursor among them. */
static void
long_text(struct pty *p, int cols)
{
	static const char *const one[] = { "天", "地", "a", "玄", "黄" };
	char text[TEXT] = "";
	char *got;
	int row, col;

	for (int i = 0; i < 60; i++)
		strcat(text, one[i % 5]);
	keys(p, text);
	keys(p, "终");
	strcat(text, "终");
	see(p, "玄黄终");
	for (int i = 0; i < 30; i++) {
		keys(p, "<Left>");
		pty_settle(p, 8);
		got = field_row(p);
		strip_marks(got);
		if (strstr(text, got) == NULL)
			fail_msg("%d columns, %d left: \"%s\"", cols, i + 1, got);
		pty_cursor(p, &row, &col);
		assert_true(col >= field_at && col < cols);
		free(got);
	}
	keys(p, "<Home>");
	pty_wait_cursor(p, row_of(p, "事项名称*"), field_at);
	got = field_row(p);
	strip_marks(got);
	assert_int_equal(strncmp(got, text, strlen(got)), 0);
	free(got);
	keys(p, "<End><^U>");
	field_is(p, "", 0);
}

static void
chinese__edited_at_odd_widths(void **state)
{
	static const int widths[] = { 60, 61, 63, 80, 81, 133 };
	struct pty *p = open_form(desk_home(), NULL);
	int row;

	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		pty_resize(p, 24, widths[i]);
		pty_settle(p, 60);
		see(p, "事项名称*");
		pty_cursor(p, &row, &field_at); /* the field is empty */
		field_is(p, "", 0);
		edits(p);
		long_text(p, widths[i]);
	}
}

/* An area wraps; its rows together are the text, none longer than the field. */
static void
chinese__wraps_in_an_area(void **state)
{
	static const int widths[] = { 60, 61, 79, 81 };
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);
	const char *text =
	    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥（一二三四五六七，八九十）";

	(void)state;
	to_field(p, "备注");
	keys(p, text);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		pty_resize(p, 24, widths[i]);
		see(p, "八九十）");
		see(p, "甲乙丙");
		keys(p, "<^Left>尾<BS>");
		see(p, "八九十）");
	}
	holds(p, home, text);
}

/* ---- windows */

static void
resize__to_20x40_and_back(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);

	(void)state;
	keys(p, "写到一半");
	see(p, "写到一半");
	pty_resize(p, 20, 40);
	see(p, "窗口太小");
	see(p, "内容都在");
	pty_resize(p, 24, 80);
	see(p, "写到一半");
	see_gone(p, "窗口太小");
	keys(p, "，接着写");
	see(p, "写到一半，接着写");
	pty_resize(p, 16, 60);
	see(p, "写到一半，接着写");
	pty_resize(p, 50, 200);
	see(p, "写到一半，接着写");
	see(p, "承办人意见"); /* more is shown where there is room */
	holds(p, home, "写到一半，接着写\n");
}

static void
resize__storm(void **state)
{
	static const char *const word[] = { "风", "雨", "雷", "电", "x" };
	const char *home = desk_home();
	struct pty *p = open_form(home, NULL);
	char want[TEXT] = "";
	unsigned seed = 7;

	(void)state;
	for (int i = 0; i < 100; i++) {
		seed = seed * 1103515245u + 12345u;
		pty_resize(p, 16 + (int)(seed >> 16) % 40, 60 + (int)(seed >> 8) % 100);
		keys(p, word[i % 5]);
		strcat(want, word[i % 5]);
		if (i % 10 == 0)
			pty_pump(p, 1);
	}
	pty_resize(p, 24, 80);
	see(p, "雷电x");
	pty_settle(p, 20);
	assert_int_equal(row_of(p, "F1 帮助"), 23);
	holds(p, home, want);
	desk_whole(home);
}

/* ---- keys that mean nothing here */

static const char *const meaningless[] = { "<^V>", "<^W>", "<^Y>", "<^K>", "<^]>", "<^^>",
	"<^_>", "|", "~", "`", "你", "<Del>", "<BS>" };

static void
nothing_happens(struct pty *p, const char *where)
{
	char *before, *now;

	pty_settle(p, 30);
	before = pty_row(p, 0);
	for (size_t i = 0; i < sizeof(meaningless) / sizeof(meaningless[0]); i++)
		keys(p, meaningless[i]);
	pty_send(p, "\0\0", 2);
	pty_type(p, "\xff\xfe\033[99~");
	pty_settle(p, 30);
	now = pty_row(p, 0);
	if (strcmp(before, now) != 0)
		fail_msg("%s: was \"%s\", is \"%s\"", where, before, now);
	free(before);
	free(now);
}

static void
keys__that_mean_nothing(void **state)
{
	static const struct {
		const char *name, *open, *seen, *back;
	} screen[] = {
		{ "home", "", "我的待办", "" },
		{ "palette", "<F12>", "Esc 返回", "<Esc>" },
		{ "help", "<F1>", "Esc 返回", "<Esc>" },
		{ "step", "4", "4 确认涉密信息", "" },
		{ "register", "<Enter>", "DM-2026-0028", "" },
		{ "record", "<Enter>", "定密方式", "" },
		{ "acts", "<F9>", "可办理", "<Esc>" },
		{ "history", "<F11>", "最早", "<Esc>" },
		{ "paper", "<F8>", "Esc 返回", "<Esc>" },
	};
	const char *home = desk_home();
	struct pty *p = desk_open(home, NULL, NULL);

	(void)state;
	sign_in(p, "赵敏之");
	for (size_t i = 0; i < sizeof(screen) / sizeof(screen[0]); i++) {
		keys(p, screen[i].open);
		see(p, screen[i].seen);
		nothing_happens(p, screen[i].name);
		keys(p, screen[i].back);
		pty_settle(p, 130); /* a lone ESC waits for what may follow */
	}
	keys(p, "<F10>");
	ends(p, 0);
	desk_whole(home);
}

#define TEST(f) cmocka_unit_test_teardown(f, desk_clear)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ahead__300_keys_lose_none),
		TEST(escape__torn_apart_is_still_a_key),
		TEST(escape__alone_and_unknown_sequences),
		TEST(paste__2_kb_of_chinese),
		TEST(paste__control_bidi_and_invalid_bytes),
		TEST(paste__that_never_ends),
		TEST(gbk__is_told_and_left_out),
		TEST(chinese__edited_at_odd_widths),
		TEST(chinese__wraps_in_an_area),
		TEST(resize__to_20x40_and_back),
		TEST(resize__storm),
		TEST(keys__that_mean_nothing),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
