/* SPDX-License-Identifier: MIT */
/*
 * What was typed is not lost: killed, hung up, terminated, its terminal closed. And what
 * two people type into one record: both are told, nothing is overwritten unseen.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "term/desk.h"

/* A draft is three seconds behind the keys; five are promised. */
#define KEPT_MS 6000

static struct pty *
open_as(const char *home, const char *name)
{
	struct pty *p = desk_open(home, NULL, NULL);

	sign_in(p, name);
	see(p, "首页");
	return p;
}

static void
start_proposal(struct pty *p, const char *title)
{
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<F3>");
	see(p, "派生定密"); /* the ways; the ordinary one is n */
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	keys(p, title);
	see(p, title);
}

/* The first line of the inbox offers it. */
static struct pty *
take_up(const char *home, const char *name, const char *what)
{
	struct pty *p = open_as(home, name);

	see_line(p, "继续填写");
	see_line(p, what);
	keys(p, "<Enter>");
	see(p, "F2 ");
	see_gone(p, "我的待办");
	return p;
}

static void
wait_until_kept(struct pty *p, const char *home, const char *text, double since)
{
	while (!desk_holds(home, text) && pty_now() - since < KEPT_MS)
		pty_pump(p, 20);
	if (!desk_holds(home, text))
		fail_msg("not kept within %d ms: %s", KEPT_MS, text);
	print_message("# kept after %.0f ms\n", pty_now() - since);
}

static void
kill__leaves_what_is_older_than_five_seconds(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "吴雨桐");
	double t0;

	(void)state;
	start_proposal(p, "断电以前的事项");
	to_field(p, "危害说明");
	keys(p, "第一行还没有离开这一栏");
	see(p, "第一行还没有离开这一栏");
	t0 = pty_now();
	keys(p, "，半句");
	see(p, "，半句");
	wait_until_kept(p, home, "，半句", t0);
	keys(p, "刚敲下的");
	pty_kill(p, SIGKILL);
	ends(p, 128 + SIGKILL);
	desk_close(p);

	p = take_up(home, "吴雨桐", "断电以前的事项");
	see(p, "断电以前的事项");
	to_field(p, "危害说明");
	see(p, "第一行还没有离开这一栏，半句");
	desk_whole(home);
}

/* While somebody types without a pause the draft keeps up too. */
static void
kill__while_typing_on(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "吴雨桐");
	double t0, last;
	bool kept = false;

	(void)state;
	start_proposal(p, "不停地敲");
	to_field(p, "危害说明");
	keys(p, "早早敲下的一句");
	t0 = last = pty_now();
	while (!kept && pty_now() - t0 < KEPT_MS) {
		pty_pump(p, 20);
		if (pty_now() - last > 200) {
			keys(p, "续");
			last = pty_now();
			kept = desk_holds(home, "早早敲下的一句");
		}
	}
	assert_true(kept);
	pty_kill(p, SIGKILL);
	ends(p, 128 + SIGKILL);
	desk_close(p);
	p = take_up(home, "吴雨桐", "不停地敲");
	to_field(p, "危害说明");
	see(p, "早早敲下的一句");
}

/* ---- ends that can be seen coming: the draft has all, to the last key */

static void
by_hangup(struct pty *p)
{
	pty_kill(p, SIGHUP);
}

static void
by_term(struct pty *p)
{
	pty_kill(p, SIGTERM);
}

static void
by_int_twice(struct pty *p)
{
	keys(p, "<^C>");
	see(p, "再按一次 Ctrl-C");
	keys(p, "<^C>");
}

static const struct end {
	const char *name;
	void (*end)(struct pty *p); /* NULL: the terminal goes */
	bool nohup;		    /* the signal is ignored: end of input alone */
} all_ends[] = {
	{ "SIGHUP", by_hangup, false },
	{ "SIGTERM", by_term, false },
	{ "Ctrl-C twice", by_int_twice, false },
	{ "terminal closed", NULL, false },
	{ "end of input", NULL, true },
};

static void
end_and_take_up(const struct end *how)
{
	const char *home = desk_home();
	struct pty *p;

	signal(SIGHUP, how->nohup ? SIG_IGN : SIG_DFL);
	p = open_as(home, "吴雨桐");
	signal(SIGHUP, SIG_DFL);
	start_proposal(p, "线路断了");
	to_field(p, "代号");
	keys(p, "长城〇一");
	to_field(p, "危害说明");
	keys(p, "写到一半的字");
	see(p, "写到一半的字");
	if (how->end != NULL)
		how->end(p);
	else
		pty_hangup(p);
	ends(p, 0);
	desk_close(p);

	p = take_up(home, "吴雨桐", "线路断了");
	see(p, "线路断了");
	see(p, "长城〇一");
	to_field(p, "危害说明");
	see(p, "写到一半的字");
	desk_close(p);
	desk_whole(home);
}

static void
ends__keep_all_that_was_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(all_ends) / sizeof(all_ends[0]); i++) {
		print_message("# %s\n", all_ends[i].name);
		end_and_take_up(&all_ends[i]);
	}
}

/* ---- a form within a record */

static struct pty *
open_file(const char *home)
{
	struct pty *p = open_as(home, "赵敏之");

	keys(p, "7");
	see(p, "7 建立保密档案");
	to_line(p, "保密档案  ");
	keys(p, "<Enter>");
	to_line(p, "DA-2026-0001");
	keys(p, "<Enter>");
	see(p, "〔立卷中〕");
	return p;
}

static void
child__goes_on_under_its_parent(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_file(home);

	(void)state;
	keys(p, "<F9>");
	to_line(p, "归入材料");
	keys(p, "<Enter>");
	see(p, "F2 归入材料");
	to_field(p, "题名");
	keys(p, "没写完的一件材料");
	see(p, "没写完的一件材料");
	pty_kill(p, SIGHUP);
	ends(p, 0);
	desk_close(p);

	p = take_up(home, "赵敏之", "没写完的一件材料");
	see(p, "2026年统一技能考试定密审批材料");
	see(p, "没写完的一件材料");
	keys(p, "<F2>");
	see(p, "已办理“归入材料”");
	keys(p, "<F10>");
	ends(p, 0);
	desk_close(p);

	p = open_file(home);
	keys(p, "<End>");
	see(p, "3 没写完的一件材料");
	see_gone(p, "继续填写");
	desk_whole(home);
}

/* ---- leaving on purpose */

static void
leave(struct pty *p, const char *choice)
{
	keys(p, "<Esc>");
	see(p, "已填的内容怎么办？");
	keys(p, choice);
	see_gone(p, "已填的内容怎么办？");
}

static void
quit(struct pty *p)
{
	keys(p, "<F10>");
	ends(p, 0);
	desk_close(p);
}

static void
draft__kept_comes_back_until_done(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "吴雨桐");

	(void)state;
	start_proposal(p, "放一放再写");
	leave(p, "s");
	see(p, "已存为草稿");
	quit(p);

	p = take_up(home, "吴雨桐", "放一放再写");
	leave(p, "s"); /* untouched it stays as well */
	quit(p);

	/* nobody else is offered it */
	p = open_as(home, "郑怀远");
	see(p, "我的待办");
	see_gone(p, "放一放再写");
	quit(p);
	p = take_up(home, "吴雨桐", "放一放再写");
}

static void
draft__discarded_does_not_come_back(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "吴雨桐");
	double t0 = pty_now();

	(void)state;
	start_proposal(p, "写错了不要的");
	wait_until_kept(p, home, "写错了不要的", t0 + 1000);
	leave(p, "d");
	quit(p);
	p = open_as(home, "吴雨桐");
	see(p, "我的待办");
	see_gone(p, "继续填写");
	see_gone(p, "写错了不要的");
	desk_whole(home);
}

/* Two of the same act are two, wherever the second one is begun. */
static void
draft__a_second_one_leaves_the_first(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "吴雨桐");

	(void)state;
	start_proposal(p, "先起草的一份");
	leave(p, "s");
	see(p, "已存为草稿");
	keys(p, "<^G>");
	see(p, "查找：");
	keys(p, "拟定国家秘密<Enter>");
	see(p, "上次有没填完的草稿");
	see(p, "先起草的一份");
	keys(p, "<Esc>");
	see_gone(p, "上次有没填完的草稿");
	see_gone(p, "查找：");
	keys(p, "<^G>");
	see(p, "查找：");
	keys(p, "拟定国家秘密<Enter>");
	see(p, "上次有没填完的草稿");
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	see_gone(p, "先起草的一份");
	keys(p, "后起草的一份");
	leave(p, "s");
	see(p, "已存为草稿");
	quit(p);

	p = open_as(home, "吴雨桐");
	see(p, "后起草的一份");
	see(p, "先起草的一份");
	to_line(p, "先起草的一份");
	keys(p, "<Enter>");
	see(p, "F2 拟定国家秘密");
	leave(p, "d");
	see(p, "我的待办");
	see(p, "后起草的一份");
	see_gone(p, "先起草的一份");
	desk_whole(home);
}

/* ---- two at one record */

static struct pty *
correct(const char *home, const char *who)
{
	struct pty *p = open_as(home, who);

	keys(p, "1");
	see(p, "1 确定定密责任人");
	to_line(p, "人员   ");
	keys(p, "<Enter>");
	see(p, "RY-2024-");
	keys(p, "<F5>");
	see(p, "查找：");
	keys(p, "吴雨桐<Enter>");
	see(p, "第1条/共1条");
	keys(p, "<Enter>");
	see(p, "〔在岗〕");
	keys(p, "<F4>");
	see(p, "F2 更正资料");
	return p;
}

static void
retype(struct pty *p, const char *field, const char *text)
{
	to_field(p, field);
	keys(p, "<End><^U>");
	keys(p, text);
	see(p, text);
}

static void
two__are_told_of_each_other(void **state)
{
	const char *home = desk_home();
	struct pty *mine = correct(home, "赵敏之"), *theirs = correct(home, "陈立新");

	(void)state;
	retype(mine, "内部电话", "0000-2001");
	retype(theirs, "内部电话", "0000-3002");
	retype(theirs, "备注", "另一位写的");
	keys(theirs, "<F2>");
	see(theirs, "已办理“更正资料”");

	keys(mine, "<F2>");
	see(mine, "此记录刚被他人改动");
	see(mine, "陈立新");
	keys(mine, "m");
	see(mine, "双方的改动");
	see(mine, "原来：0000-1007");
	see(mine, "对方改为：0000-3002");
	see(mine, "您填的：0000-2001");
	see(mine, "对方改为：另一位写的");
	keys(mine, "<Esc>");
	see(mine, "F2 更正资料");
	see(mine, "0000-2001");
	see(mine, "另一位写的");
	keys(mine, "<F2>");
	see(mine, "已办理“更正资料”");
	see(mine, "0000-2001");
	keys(mine, "<F11>");
	see(mine, "陈立新  更正资料");
	see(mine, "内部电话 0000-3002→0000-2001");
	desk_whole(home);
}

static void
two__mine_dropped_on_my_word(void **state)
{
	const char *home = desk_home();
	struct pty *mine = correct(home, "赵敏之"), *theirs = correct(home, "陈立新");

	(void)state;
	retype(mine, "内部电话", "0000-2001");
	retype(theirs, "内部电话", "0000-3002");
	keys(theirs, "<F2>");
	see(theirs, "已办理“更正资料”");
	keys(mine, "<F2>");
	see(mine, "此记录刚被他人改动");
	keys(mine, "s");
	see_gone(mine, "此记录刚被他人改动");
	see(mine, "0000-2001");
	keys(mine, "<F2>");
	see(mine, "此记录刚被他人改动");
	keys(mine, "d");
	see_gone(mine, "F2 更正资料");
	see(mine, "0000-3002");
	see_gone(mine, "0000-2001");
	desk_whole(home);
}

/* My draft waits while somebody else changes the record: told when it is taken up again.
 */
static void
two__a_draft_meets_a_change(void **state)
{
	const char *home = desk_home();
	struct pty *p = correct(home, "赵敏之");

	(void)state;
	retype(p, "内部电话", "0000-2001");
	pty_kill(p, SIGTERM);
	ends(p, 0);
	desk_close(p);
	p = correct(home, "陈立新");
	retype(p, "内部电话", "0000-3002");
	keys(p, "<F2>");
	see(p, "已办理“更正资料”");
	desk_close(p);

	p = take_up(home, "赵敏之", "更正资料");
	see(p, "双方的改动");
	see(p, "原来：0000-1007");
	see(p, "对方改为：0000-3002");
	see(p, "您填的：0000-2001");
	keys(p, "<Esc>");
	see(p, "0000-2001");
	keys(p, "<F2>");
	see(p, "已办理“更正资料”");
	desk_whole(home);
}

/* The return was begun twice and done once: what is left of the other can go. */
static void
draft__that_cannot_go_on_can_be_dropped(void **state)
{
	const char *home = desk_home();
	struct pty *p = open_as(home, "郑怀远");

	(void)state;
	for (int i = 0; i < 2; i++) {
		to_line(p, "审核批准：DM-2026-0024");
		keys(p, "<Enter>");
		see(p, "F9 ");
		keys(p, "<F9>");
		to_line(p, "退回修改");
		keys(p, "<Enter>");
		if (i > 0) {
			see(p, "上次有没填完的草稿");
			keys(p, "n");
		}
		see(p, "F2 退回修改");
		keys(p, i == 0 ? "没写完的意见" : "请补充依据");
		if (i > 0)
			break;
		leave(p, "s");
		see(p, "已存为草稿");
		keys(p, "<Esc>");
		see(p, "继续填写");
	}
	keys(p, "<F2>");
	see(p, "已办理“退回修改”");
	quit(p);

	p = open_as(home, "郑怀远");
	see_line(p, "继续填写");
	keys(p, "<Enter>");
	see(p, "放弃这份草稿吗？");
	keys(p, "y");
	see_gone(p, "放弃这份草稿吗？");
	see_gone(p, "继续填写");
	desk_whole(home);
}

#define TEST(f) cmocka_unit_test_teardown(f, desk_clear)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kill__leaves_what_is_older_than_five_seconds),
		TEST(kill__while_typing_on),
		TEST(ends__keep_all_that_was_typed),
		TEST(child__goes_on_under_its_parent),
		TEST(draft__kept_comes_back_until_done),
		TEST(draft__discarded_does_not_come_back),
		TEST(draft__a_second_one_leaves_the_first),
		TEST(draft__that_cannot_go_on_can_be_dropped),
		TEST(two__are_told_of_each_other),
		TEST(two__mine_dropped_on_my_word),
		TEST(two__a_draft_meets_a_change),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
