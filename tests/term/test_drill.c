/* SPDX-License-Identifier: MIT */
/*
 * Drills as a newcomer does them: a whole one by its model path, a classic error, a hint,
 * killed and gone on with, given up, guided; and never to be taken for the real thing.
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

#define BANNER "演练 ZZ01 · 与真实数据无关"
#define PAPER "模拟考试试题（甲卷）"

static const char *
home_with_drills(void)
{
	const char *home = desk_home();

	desk_drills(home);
	return home;
}

/* The list of drills, narrowed to one. */
static struct pty *
open_list(const char *home, const char *id)
{
	struct pty *p = desk_open(home, NULL, NULL);

	sign_in(p, "孙晓棠");
	see(p, "首页");
	keys(p, "<^B>");
	see(p, "数据都是虚构的");
	keys(p, id);
	see(p, "筛选：");
	see_line(p, id);
	return p;
}

static void
start(struct pty *p, const char *banner)
{
	keys(p, "<Enter>");
	see(p, "【任务】");
	keys(p, "<F2>");
	see(p, banner);
	see(p, "我的待办");
	see(p, "演练中");
}

static void
drill_menu(struct pty *p, const char *letter)
{
	keys(p, "<F7>");
	see(p, "演练菜单");
	keys(p, letter);
}

static void
become(struct pty *p, const char *number, const char *name)
{
	drill_menu(p, "w");
	see(p, "以谁的身份办理");
	keys(p, number);
	see(p, "现在的身份是");
	see(p, name);
}

/* From home: the record that waits in the inbox. */
static void
open_paper(struct pty *p)
{
	to_line(p, PAPER);
	keys(p, "<Enter>");
	see(p, "F9 可办：");
	see(p, BANNER);
}

/* Weighty acts ask for the number, which stands in the question. */
static void
type_number(struct pty *p)
{
	char *all, *at, number[16] = "";

	see(p, "输入编号 ");
	all = pty_screen(p);
	at = strstr(all, "输入编号 ");
	assert_non_null(at);
	memcpy(number, at + strlen("输入编号 "), 12);
	free(all);
	keys(p, number);
	keys(p, "<Enter>");
}

static void
act(struct pty *p, const char *letter, const char *title)
{
	keys(p, "<F9>");
	see(p, "可办理");
	keys(p, letter);
	see(p, title);
	see(p, BANNER);
	keys(p, "<F2>");
}

static void
submit(struct pty *p)
{
	drill_menu(p, "s");
	see(p, "交卷吗？");
	keys(p, "y");
	see(p, "演练结果 ZZ01");
}

static void
model_path__scores_full_and_is_kept(void **state)
{
	const char *home = home_with_drills();
	struct pty *p = open_list(home, "ZZ01");
	char *said;
	int status;

	(void)state;
	start(p, BANNER);
	become(p, "2", "周国栋");
	open_paper(p);
	act(p, "a", "审核批准");
	type_number(p);
	see(p, "第二天，保密办来电");
	see(p, "〔待标志〕");
	become(p, "1", "郑怀远");
	open_paper(p);
	act(p, "m", "作出标志");
	see(p, "〔保密中〕");
	drill_menu(p, "q");
	see(p, "题目 1/2");
	to_line(p, "另一名定密责任人或局长");
	keys(p, " <F2>");
	see(p, "题目 2/2");
	keys(p, "<Esc>");
	submit(p);
	see(p, " 通过 ");
	see(p, "达到");
	assert_false(pty_has(p, "没有记入"));
	keys(p, "<F8>");
	see(p, "打印预览 演练 ZZ01");
	keys(p, "<Esc>");
	see(p, "演练结果 ZZ01");
	keys(p, "<Esc>");
	see_line(p, "ZZ01");
	see_line(p, "通过");
	keys(p, "<Esc><Esc>");
	see(p, "孙晓棠");
	see(p, "首页");
	assert_false(pty_has(p, "演练中"));
	keys(p, "<F10>");
	ends(p, 0);
	desk_whole(home);
	said = desk_run(home, &status, "list", "matter", "--where", "title=模拟*", NULL);
	assert_null(strstr(said, "模拟考试试题")); /* nothing reached the real store */
	free(said);
}

/* A shipped one, begun from the command line. */
static void
dr06__by_keys_scores_full(void **state)
{
	const char *home = desk_home();
	struct pty *p = desk_open(home, NULL, "--as", "hejing", "drill", "DR06", NULL);
	char *said;
	int status;

	(void)state;
	see(p, "演练情况 DR06");
	see(p, "【任务】");
	keys(p, "<F2>");
	see(p, "演练 DR06 · 与真实数据无关");
	see(p, "我的待办");
	become(p, "2", "林书雅");
	to_line(p, "标底");
	keys(p, "<Enter>");
	see(p, "F9 可办：");
	keys(p, "<F9>");
	see(p, "可办理");
	keys(p, "a");
	see(p, "F2 审核批准");
	keys(p, "<F2>");
	type_number(p);
	see(p, "〔待标志〕");
	become(p, "1", "何静");
	to_line(p, "标底");
	keys(p, "<Enter>");
	see(p, "F9 可办：");
	keys(p, "<F9>");
	see(p, "可办理");
	keys(p, "m");
	see(p, "F2 作出标志");
	keys(p, "<F2>");
	see(p, "〔保密中〕");
	drill_menu(p, "q");
	see(p, "题目 1/1");
	to_line(p, "自行解密");
	keys(p, " <F2>");
	see(p, "题目都已作答");
	keys(p, "<Esc>");
	drill_menu(p, "s");
	see(p, "交卷吗？");
	keys(p, "y");
	see(p, "演练结果 DR06");
	see(p, "100分");
	see(p, " 通过 ");
	keys(p, "<Esc><Esc><Esc>");
	keys(p, "<F10>");
	ends(p, 0);
	said = desk_run(home, &status, "--as", "hejing", "drill", "table", NULL);
	assert_int_equal(status, 0);
	assert_non_null(strstr(said, "DR06"));
	free(said);
}

static void
classic_error__is_refused_counted_and_explained(void **state)
{
	const char *home = home_with_drills();
	struct pty *p = open_list(home, "ZZ01");

	(void)state;
	start(p, BANNER);
	/* his own paper is not in his inbox as one to approve */
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<Enter>");
	open_paper(p);
	keys(p, "<F9>");
	see(p, "可办理");
	to_line(p, "- 审核批准");
	see(p, "R042");
	keys(p, "<Enter>");
	see(p, BANNER);
	keys(p, "<Esc>");
	submit(p);
	see(p, "未通过");
	see(p, "未达到");
	see(p, "程序违法");
	see(p, "等于没有审批");
	to_line(p, "R042");
	keys(p, "<Enter>");
	see(p, "依据：");
	keys(p, "<Esc>");
	see(p, "演练结果 ZZ01");
	keys(p, "<End>");
	see(p, "接着练什么");
	/* another try from there */
	keys(p, "<F2>");
	see(p, BANNER);
	see(p, "我的待办");
}

static void
hint__tells_its_price_first(void **state)
{
	struct pty *p = open_list(home_with_drills(), "ZZ01");

	(void)state;
	start(p, BANNER);
	drill_menu(p, "h");
	see(p, "扣5分。看吗？");
	keys(p, "n");
	see_gone(p, "看吗？");
	assert_false(pty_has(p, "审批的人不能是拟定的人"));
	keys(p, "h");
	see(p, "看吗？");
	keys(p, "y");
	see(p, "审批的人不能是拟定的人");
	keys(p, "<Esc>");
	see(p, "我的待办");
	keys(p, "<F7>");
	see(p, "提示都已给过");
}

static void
killed__goes_on_with_what_was_typed(void **state)
{
	const char *home = home_with_drills();
	struct pty *p = open_list(home, "ZZ01");

	(void)state;
	start(p, BANNER);
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<F3>");
	see(p, "派生定密");
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	keys(p, "断电以前填的<Tab>");
	/* three seconds later it is a draft */
	for (int i = 0; i < 300; i++)
		pty_pump(p, 20);
	pty_kill(p, SIGKILL);
	ends(p, 128 + SIGKILL);
	desk_close(p);

	p = desk_open(home, NULL, NULL);
	sign_in(p, "孙晓棠");
	see_line(p, "未完成的演练 ZZ01：继续");
	assert_false(pty_has(p, BANNER));
	keys(p, "<Enter>");
	see(p, BANNER);
	to_line(p, "断电以前填的");
	keys(p, "<Enter>");
	see(p, "F2 拟定国家秘密");
	see(p, "断电以前填的");
	desk_whole(home);
}

static void
hangup__keeps_the_form_to_the_last_key(void **state)
{
	const char *home = home_with_drills();
	struct pty *p = open_list(home, "ZZ01");

	(void)state;
	start(p, BANNER);
	keys(p, "4");
	see(p, "4 确认涉密信息");
	keys(p, "<F3>");
	see(p, "派生定密");
	keys(p, "n");
	see(p, "F2 拟定国家秘密");
	keys(p, "刚敲下的");
	see(p, "刚敲下的");
	pty_kill(p, SIGHUP);
	ends(p, 0);
	desk_close(p);
	p = open_list(home, "ZZ01");
	see_line(p, "进行中");
	keys(p, "<F2>");
	see(p, BANNER);
	to_line(p, "刚敲下的");
}

/* Who was given drills comes to them from what he owes. */
static void
assignment__leads_to_its_drills(void **state)
{
	struct pty *p = desk_open(desk_home(), NULL, NULL);

	(void)state;
	sign_in(p, "冯子豪");
	to_line(p, "完成培训任务：");
	keys(p, "<Enter>");
	see(p, "要求做的演练");
	see_line(p, "DR03");
	see_line(p, "要求做");
	assert_false(pty_has(p, "DR05"));
	keys(p, "<Enter>");
	see(p, "演练情况 DR03");
	keys(p, "<Esc><Esc>");
	see(p, "我的待办");
	keys(p, "<F7>");
	see(p, "数据都是虚构的");
	keys(p, "要求做");
	see_line(p, "DR03");
}

static void
read_only__begins_nothing(void **state)
{
	const char *home = home_with_drills();
	struct pty *p = desk_open(
	    home, NULL, "--as", "sunxiaotang", "--readonly", "drill", "ZZ01", NULL);

	(void)state;
	see(p, "演练情况 ZZ01");
	keys(p, "<F2>");
	see(p, "只读打开，不能做演练");
	assert_false(pty_has(p, "演练中"));
}

static void
leaving__is_asked_about_and_pausing_comes_back_to_the_list(void **state)
{
	struct pty *p = open_list(home_with_drills(), "ZZ01");

	(void)state;
	start(p, BANNER);
	keys(p, "<Esc>");
	see(p, "离开演练 ZZ01？");
	keys(p, "n");
	see_gone(p, "离开演练");
	see(p, BANNER);
	/* the key that quits outside leaves the drill in it, from its menu, too */
	drill_menu(p, "");
	keys(p, "<F10>");
	see(p, "离开演练 ZZ01？");
	assert_false(pty_has(p, "演练菜单"));
	keys(p, "<F10>");
	see_gone(p, "离开演练 ZZ01？");
	keys(p, "<F10>");
	see(p, "离开演练 ZZ01？");
	keys(p, "p");
	see(p, "演练已暂停");
	see_line(p, "进行中");
	see(p, "筛选："); /* the list as it was */
	assert_false(pty_has(p, "演练中"));
	keys(p, "<F2>");
	see(p, BANNER);
}

static void
giving_up__is_recorded_and_explained(void **state)
{
	struct pty *p = open_list(home_with_drills(), "ZZ01");

	(void)state;
	start(p, BANNER);
	drill_menu(p, "g");
	see(p, "记为放弃");
	keys(p, "y");
	see(p, "演练结果 ZZ01");
	see(p, " 放弃 ");
	see(p, "您的办法与应当的办法");
	keys(p, "<Esc>");
	see_line(p, "未通过");
}

static void
guided_walk__leads_from_task_to_task(void **state)
{
	struct pty *p = open_list(home_with_drills(), "ZZ02");

	(void)state;
	start(p, "演练 ZZ02 · 与真实数据无关");
	see(p, "第1件（共2件）：首页下面是");
	to_line(p, "乙卷");
	keys(p, "<Enter>");
	see(p, "F9 可办：");
	see(p, "第1件（共2件）");
	keys(p, "<F9>");
	see(p, "可办理");
	keys(p, "a");
	see(p, "F2 审核批准");
	see(p, "第1件（共2件）");
	keys(p, "<F2>");
	type_number(p);
	see(p, "第2件（共2件）：批准了");
	see_gone(p, "第1件");
	keys(p, "<F9>");
	see(p, "可办理");
	keys(p, "m");
	see(p, "F2 作出标志");
	keys(p, "<F2>");
	see(p, "〔保密中〕");
	see_gone(p, "第2件（共2件）：批准了");
	drill_menu(p, "s");
	see(p, "交卷吗？");
	keys(p, "y");
	see(p, " 通过 ");
}

#define TEST(f) cmocka_unit_test_teardown(f, desk_clear)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(model_path__scores_full_and_is_kept),
		TEST(dr06__by_keys_scores_full),
		TEST(classic_error__is_refused_counted_and_explained),
		TEST(hint__tells_its_price_first),
		TEST(killed__goes_on_with_what_was_typed),
		TEST(hangup__keeps_the_form_to_the_last_key),
		TEST(assignment__leads_to_its_drills),
		TEST(read_only__begins_nothing),
		TEST(leaving__is_asked_about_and_pausing_comes_back_to_the_list),
		TEST(giving_up__is_recorded_and_explained),
		TEST(guided_walk__leads_from_task_to_task),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
