/* SPDX-License-Identifier: MIT */
/* The verbs, and the help that follows from the table. */
#include "config.h"
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

/* clang-format off */
static const struct verb verbs[] = {
	{ "", { "", "" }, { "打开工作台", "open the workbench" }, 0, 0, verb_workbench },
	{ "init", { "[目录] [--org 文件 | --sample]", "[DIR] [--org FILE | --sample]" },
	  { "建立数据目录；--sample 填入虚构的示例机关", "make a home; --sample fills it with a fictional organisation" }, 0, 1, verb_init },
	{ "import", { "类 文件.csv", "KIND FILE.csv" },
	  { "导入 CSV：首行为栏目名；全部导入或一行不入，错行逐一指出", "take in CSV, its first row naming the fields: all rows or none, every bad one named" }, 2, 2, verb_import },
	{ "export", { "类 [--where 栏=条件]…", "KIND [--where FIELD=EXPR]..." },
	  { "导出 CSV 到标准输出", "write a register as CSV to standard output" }, 1, 1, verb_export },
	{ "list", { "类 [--where 栏=条件]… [--limit N]", "KIND [--where FIELD=EXPR]... [--limit N]" },
	  { "列出一类记录", "list a register" }, 1, 1, verb_list },
	{ "show", { "类 编号", "KIND ID" },
	  { "显示一条记录；编号可以是登记号、编码、登录名或序号", "show one record, by number, code, login or id" }, 2, 2, verb_show },
	{ "generate", { "类 N [--seed S]", "KIND N [--seed S]" },
	  { "添加 N 条虚构记录，试规模用（仅个人库）", "add N fictional records, for trying size (personal store only)" }, 2, 2, verb_generate },
	{ "verify", { "", "" },
	  { "重算日志，逐条核对记录与日志", "hash the journal again and compare every record with it" }, 0, 0, verb_verify },
	{ "clock", { "[原因]", "[REASON]" },
	  { "时钟与最后一条日志；时钟倒退的，说明原因", "the clock against the last journal row; why it went back" }, 0, 1, verb_clock },
	{ "due", { "[--days N]", "[--days N]" },
	  { "列出欠办事项：谁、何时、依哪条规则；先办理已到期的", "what is owed, by whom, by when, by which rule; what time has settled is done first" }, 0, 0, verb_due },
	{ "eval", { "案例.ini", "CASE.ini" },
	  { "按规则表判断一个案例，列出提示和算得的各项", "judge a case by the rule table: findings, then what follows" }, 1, 1, verb_eval },
	{ "calc", { "expiry|due|mark|parse-mark [标志]", "expiry|due|mark|parse-mark [MARK]" },
	  { "只作计算：届满日、工作日期限、标志的写和读", "the arithmetic alone: expiry, working days, marks" }, 1, 2, verb_calc },
	{ "rules", { "[规则]", "[RULE]" },
	  { "列出规则表，或一条规则及其依据", "the rule table, or one rule with its article" }, 0, 1, verb_rules },
	{ "drill", { "[list | 编号 | check 文件… | table | weak | replay 记录]", "[list | ID | check FILE... | table | weak | replay RUN]" },
	  { "演练：列出，做一题，检查题目文件，成绩表，重演", "drills: list them, do one, prove scenario files, results, play a log again" }, 0, 200, verb_drill },
	{ "check-forms", { "[目录]", "[DIR]" },
	  { "检查表单：随程序提供的和本单位的", "check form files, the shipped ones and the unit's own" }, 0, 1, verb_check_forms },
	{ "check-org", { "文件", "FILE" },
	  { "检查一个 org.ini，不导入", "check an organisation file without taking it over" }, 1, 1, verb_check_org },
	{ "doctor", { "", "" },
	  { "检查终端、语言环境、库和数据目录，说明怎么办", "look at terminal, locale, libraries and home, and say what to do" }, 0, 0, verb_doctor },
	{ "help", { "[命令]", "[VERB]" }, { "显示说明", "show help" }, 0, 1, verb_help },
};
/* clang-format on */

const struct verb *
verb_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static void
synopsis(FILE *f, const struct verb *v)
{
	fprintf(f, "dingmi%s%s %s%s%s\n", *v->name != '\0' ? " " : "", v->name,
	    T("[选项]", "[OPTIONS]"), *tx(v->args) != '\0' ? " " : "", tx(v->args));
}

void
verb_usage(FILE *f, const struct verb *v)
{
	fputs(T("用法：", "usage: "), f);
	synopsis(f, v);
	fprintf(f, "  %s\n", tx(v->help));
	options_help(f, v->name);
}

void
verbs_usage(FILE *f)
{
	fprintf(f,
	    T("dingmi：定密责任人工作台\n\n命令：\n",
		"dingmi: workbench for those who determine state secrets\n\nVerbs:\n"));
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
		struct str line = { 0 };

		text_pad(&line,
		    *verbs[i].name != '\0' ? verbs[i].name : T("（无）", "(none)"), 12);
		fprintf(f, "  %s  %s\n", str_s(&line), tx(verbs[i].help));
		str_free(&line);
	}
	fprintf(f, "\n%s\n", T("选项（可放在任何位置）:", "Options (anywhere):"));
	options_help(f, NULL);
	fprintf(f, "\n%s\n",
	    T("dingmi help 命令 看一个命令的写法；退出码：0 是，1 否，2 用法或输入不对。",
		"dingmi help VERB shows one verb. Exit status: 0 yes, 1 no, 2 wrong "
		"usage "
		"or bad input."));
}

int
verb_help(struct cli *c)
{
	const struct verb *v;

	if (c->argc == 0) {
		verbs_usage(stdout);
		return EXIT_YES;
	}
	if ((v = verb_find(c->argv[0])) == NULL)
		return complain(T("没有“%s”这个命令；dingmi help 列出全部命令",
				    "there is no verb '%s'; dingmi help lists them"),
		    c->argv[0]);
	verb_usage(stdout, v);
	return EXIT_YES;
}
