/* SPDX-License-Identifier: MIT */
/*
 * One matter all the way, typed as people would: proposed, approved by who may, marked,
 * its copies registered, lent, returned, filed; and what must be refused on the road.
 * Three times: in Chinese, in English with function keys alone, with Ctrl letters alone.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "term/desk.h"

enum { NUMBER = 24 };

/* The same acts by other keys and in another language. */
struct way {
	const char *lang;
	const char *save, *acts, *new, *history, *list, *quit;
	const char *bar; /* what the bar of a form says of the first of them */
};
static const struct way chinese = { "zh", "<F2>", "<F9>", "<F3>", "<F11>", "<F5>",
	"<F10>", "F2 拟定国家秘密" };
static const struct way function_keys = { "en", "<F2>", "<F9>", "<F3>", "<F11>", "<F5>",
	"<F10>", "F2 propose a matter" };
static const struct way ctrl_letters = { "zh", "<^S>", "<^O>", "<^N>", "<^R>", "<^F>",
	"<^Q>", "F2 拟定国家秘密" };

static const struct way *w;

static const char *
t(const char *zh, const char *en)
{
	return strcmp(w->lang, "en") == 0 ? en : zh;
}

static struct pty *
open_as(const char *home, const char *name)
{
	struct pty *p = desk_open(home, NULL, "--lang", w->lang, NULL);

	see(p, "吴雨桐");
	keys(p, name);
	keys(p, "<Enter>");
	see(p, t("首页", "home"));
	see(p, name);
	return p;
}

static void
quit(struct pty *p)
{
	keys(p, w->quit);
	ends(p, 0);
	desk_close(p);
}

/* The number after what came before it on the screen: "DM-2026-0031". */
static void
read_number(const struct pty *p, const char *prefix, char number[NUMBER])
{
	char *all = pty_screen(p), *at = strstr(all, prefix);

	assert_non_null(at);
	snprintf(number, NUMBER, "%.12s", at);
	free(all);
}

static void
start_proposal(struct pty *p, const char *title)
{
	keys(p, "4");
	see(p, t("4 确认涉密信息", "4 Classified matters"));
	keys(p, w->new);
	see(p, t("派生定密", "derive a matter")); /* the ways; the ordinary one is n */
	keys(p, "n");
	see(p, w->bar);
	to_field(p, t("事项名称", "Title"));
	keys(p, title);
	to_field(p, t("需公众知晓参与？", "Public needs it?"));
	keys(p, "n<Tab>n<Tab>n<Tab>n<Tab>");
	to_field(p, t("目录条目", "Catalogue entry"));
	keys(p, "SL-01");
	see(p, ">SL-01");
	keys(p, "<Enter>");
	/* the program fills level, condition and circle */
	see(p, "机密★考试开始前");
	see(p, "条件:考试开始前");
	to_field(p, t("法定类别", "Statutory head"));
	keys(p, w->list);
	see(p, t("科学技术", "Science and technology"));
	keys(p, t("科学", "Science"));
	see_gone(p, t("外交外事", "Diplomacy"));
	keys(p, "<Enter>");
	see_gone(p, t("查找：", "find:"));
}

/* The proposer: proposes, and cannot approve his own. */
static void
propose(const char *home, char number[NUMBER])
{
	struct pty *p = open_as(home, "吴雨桐");

	start_proposal(p, "技能考试试卷（第二套）");
	to_field(p, t("知悉人员", "Knowers"));
	see(p, "吴雨桐、郑怀远、林书雅");
	to_field(p, t("最小化理由", "Why so much"));
	keys(p, w->save);
	see(p, t("〔待审核〕", "[proposed]"));
	see(p, t("已办理“拟定国家秘密”", "propose a matter: "));
	read_number(p, "DM-2026-", number);
	keys(p, w->acts);
	see(p, t("- 审核批准", "- approve"));
	see(p, t("应由定密责任人办理", "responsible person"));
	keys(p, "<Esc>");
	quit(p);
}

/* 何静 may decide up to 秘密: the menu says why not this one. */
static void
try_above_ceiling(const char *home, const char *number)
{
	struct pty *p = open_as(home, "何静");

	see_gone(p, number); /* not in her inbox */
	keys(p, "4");
	see(p, t("4 确认涉密信息", "4 Classified matters"));
	keys(p, "<Enter>");
	to_line(p, number);
	keys(p, "<Enter>");
	see(p, "技能考试试卷（第二套）");
	see(p, t("F9 可办：", "F9: "));
	keys(p, w->acts);
	to_line(p, t("- 审核批准", "- approve"));
	see(p, t("现在不能办，因为", "not now, because"));
	see(p, "R030");
	keys(p, "<Enter>"); /* says so again, does nothing */
	see(p, "R030");
	keys(p, "<Esc>");
	quit(p);
}

/* The responsible person finds it in the inbox, sees findings and proof, confirms the
 * number. */
static void
approve(const char *home, const char *number)
{
	struct pty *p = open_as(home, "郑怀远");
	char wrong[NUMBER];

	to_line(p, number);
	keys(p, w->acts);
	see(p, "R028");
	see(p, t("定密权限证明：", "Proof of authority:"));
	see(p, "R054");
	see(p, t("标志：机密★考试开始前", "mark: 机密★考试开始前"));
	keys(p, "<PgDn><PgDn>");
	see(p, "R042");
	see(p, "R030");
	keys(p, w->save);
	see(p, t("确认：", "to confirm:"));
	snprintf(wrong, sizeof(wrong), "%.11sX", number);
	keys(p, wrong);
	keys(p, "<Enter>");
	see(p, t("编号不符，没有办理", "that is not the number"));
	keys(p, "<BS>");
	keys(p, number + 11);
	keys(p, "<Enter>");
	see(p, t("〔待标志〕", "to be marked"));
	quit(p);
}

static void
mark(const char *home, const char *number)
{
	struct pty *p = open_as(home, "吴雨桐");

	to_line(p, number);
	keys(p, w->acts);
	see(p, t("F2 作出标志", "F2 make the mark"));
	see(p, "机密★考试开始前");
	keys(p, w->save);
	see(p, t("〔保密中〕", "[in force]"));
	quit(p);
}

/* The secrecy office: two copies, one lent and returned. */
static void
carriers(const char *home, const char *number, char first[NUMBER])
{
	struct pty *p = open_as(home, "赵敏之");

	keys(p, "4");
	see(p, t("4 确认涉密信息", "4 Classified matters"));
	keys(p, "<Enter>");
	to_line(p, number);
	keys(p, "<Enter>");
	see(p, t("登记载体", "register carriers"));
	keys(p, w->acts);
	to_line(p, t("登记载体  ", "register carriers  "));
	keys(p, "<Enter>");
	see(p, t("份号自 000001 起", "from 000001"));
	to_field(p, t("登记份数", "Copies"));
	keys(p, "2");
	to_field(p, t("存放场所", "Place"));
	keys(p, w->list);
	see(p, t("查找：", "find:"));
	keys(p, "保密室");
	keys(p, "<Enter>");
	see_gone(p, t("查找：", "find:"));
	keys(p, w->save);
	see(p, t("已办理“登记载体”", "register carriers: "));
	read_number(p, "ZT-2026-", first);
	keys(p, "<End>");
	see(p, "000002");
	to_line(p, first);
	keys(p, "<Enter>");
	see(p, t("份号             000001", "Copy no.         000001"));

	keys(p, w->acts);
	to_line(p, t("l 借出  ", "l lend  "));
	keys(p, "<Enter>");
	see(p, t("F2 借出", "F2 lend"));
	to_field(p, t("接收人", "To person"));
	keys(p, "林书雅");
	see(p, ">林书雅");
	keys(p, "<Enter>");
	keys(p, w->save);
	see(p, t("〔借出〕", "[lent]"));
	keys(p, w->acts);
	to_line(p, t("归还  ", "take back  "));
	keys(p, "<Enter>");
	see(p, t("F2 归还", "F2 take back"));
	keys(p, w->save);
	see(p, t("〔在库〕", "[kept]"));
	quit(p);
}

/* The archive file of the examinations takes it. */
static void
file_it(const char *home)
{
	struct pty *p = open_as(home, "赵敏之");

	keys(p, "7");
	see(p, t("7 建立保密档案", "7 Archives"));
	to_line(p, t("保密档案  ", "Archive files"));
	keys(p, "<Enter>");
	to_line(p, "DA-2026-0001");
	keys(p, "<Enter>");
	see(p, t("〔立卷中〕", "[open]"));
	keys(p, w->acts);
	to_line(p, t("归入材料", "put in"));
	keys(p, "<Enter>");
	see(p, t("F2 归入材料", "F2 put in"));
	to_field(p, t("取自事项", "From matter"));
	keys(p, "第二套");
	see(p, ">DM-2026-");
	keys(p, "<Enter>");
	keys(p, w->save);
	see(p, t("已办理“归入材料”", "put in: "));
	keys(p, "<End>");
	see(p, "3 技能考试试卷（第二套）");
	quit(p);
}

/* Who did what, from the journal. */
static void
look_back(const char *home, const char *number)
{
	struct pty *p = open_as(home, "赵敏之");

	keys(p, "4");
	see(p, t("4 确认涉密信息", "4 Classified matters"));
	keys(p, "<Enter>");
	to_line(p, number);
	keys(p, "<Enter>");
	see(p, t("〔保密中〕", "[in force]"));
	keys(p, w->history);
	see(p, t("赵敏之  归入材料（", "赵敏之  put in ("));
	see(p, t("赵敏之  归还（", "赵敏之  take back ("));
	see(p, t("赵敏之  借出（", "赵敏之  lend ("));
	see(p, t("赵敏之  登记载体（", "赵敏之  register carriers ("));
	keys(p, "<End>");
	see(p, t("吴雨桐  拟定国家秘密", "吴雨桐  propose a matter"));
	see(p, t("郑怀远  审核批准", "郑怀远  approve"));
	see(p, t("何静  查看", "何静  look")); /* 机密 and above: every look */
	keys(p, "<Home>");
	keys(p, "<PgDn>");
	see(p, t("吴雨桐  作出标志", "吴雨桐  make the mark"));
	quit(p);
}

/* 机密 for 25 years is refused beside the field, and what the fields hold is kept. */
static void
refuse_25_years(const char *home)
{
	struct pty *p = open_as(home, "吴雨桐");
	const char *period = t("保密期限", "Period");
	int row, finding;

	start_proposal(p, "技能考试试卷（第三套）");
	to_field(p, period);
	keys(p, "25年<Tab>");
	see(p, t("不可 R046", "refused R046")); /* the help of the field names it too */
	row = row_of(p, t("保密期限         25年", "Period           25年"));
	finding = row_of(p, t("不可 R046", "refused R046"));
	assert_true(row > 0 && finding > row); /* under its field, before the next */
	assert_true(finding < row_of(p, t("知悉人员  ", "Knowers  ")));
	to_field(p, t("最小化理由", "Why so much"));
	keys(p, w->save);
	see(p, t("不能通过，已停在第一处", "to mend; the cursor is on the first"));
	assert_true(in_field(p, period));
	see(p, t("不可 R046", "refused R046"));
	keys(p, w->quit);
	see(p, t("已填的内容怎么办？", "What about what you typed?"));
	keys(p, "d");
	ends(p, 0);
	desk_close(p);
}

static void
the_journey(const struct way *way)
{
	const char *home = desk_home();
	char number[NUMBER], first[NUMBER];

	w = way;
	propose(home, number);
	try_above_ceiling(home, number);
	approve(home, number);
	mark(home, number);
	carriers(home, number, first);
	file_it(home);
	look_back(home, number);
	refuse_25_years(home);
	desk_whole(home);
}

static void
journey__in_chinese(void **state)
{
	(void)state;
	the_journey(&chinese);
}

static void
journey__in_english_by_function_keys(void **state)
{
	(void)state;
	the_journey(&function_keys);
}

static void
journey__by_ctrl_letters(void **state)
{
	(void)state;
	the_journey(&ctrl_letters);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(journey__in_chinese, desk_clear),
		cmocka_unit_test_teardown(
		    journey__in_english_by_function_keys, desk_clear),
		cmocka_unit_test_teardown(journey__by_ctrl_letters, desk_clear),
	};

	return cmocka_run_group_tests(tests, desk_make_sample, desk_drop_sample);
}
