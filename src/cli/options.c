/* SPDX-License-Identifier: MIT */
/* One row an option: name, argument, where it goes, help. Parsing and help come from it.
 */
#include "config.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

enum type { FLAG, WORD, LIST, NUMBER, DAY, LANGUAGE };
static const struct option_def {
	const char *name;
	struct text2 arg; /* zh NULL: takes none */
	enum type type;
	size_t at;	   /* in struct cli */
	long lo, hi;	   /* NUMBER */
	const char *verbs; /* comma list of the verbs it belongs to; NULL: all */
	struct text2 help;
} defs[] = {
#define AT(m) offsetof(struct cli, m)
	{ "home", { "目录", "DIR" }, WORD, AT(home), 0, 0, NULL,
	    { "数据目录：库、org.ini、本单位表单",
		"the home: store, org.ini, own forms" } },
	{ "data", { "目录", "DIR" }, WORD, AT(data), 0, 0, NULL,
	    { "随程序提供的表单（未安装时用）",
		"the shipped forms, when not installed" } },
	{ "as", { "人员", "PERSON" }, WORD, AT(as), 0, 0, NULL,
	    { "以此人办理：登录名、工号或姓名（仅个人库）",
		"act as: login, number or name (personal store only)" } },
	{ "today", { "日期", "DATE" }, DAY, AT(today), 0, 0, NULL,
	    { "当作今天，写作 YYYY-MM-DD（仅个人库）",
		"take this day for today, YYYY-MM-DD (personal store only)" } },
	{ "lang", { "zh|en", "zh|en" }, LANGUAGE, AT(lang), 0, 0, NULL,
	    { "语言", "language" } },
	{ "readonly", { NULL, NULL }, FLAG, AT(readonly), 0, 0, NULL,
	    { "只看，不写", "look, but write nothing" } },
	{ "service", { NULL, NULL }, FLAG, AT(service), 0, 0, NULL,
	    { "公用库：不得替他人办理；写进 sshd 的 ForceCommand",
		"a service store, where nobody acts for another; for sshd's "
		"ForceCommand" } },
	{ "ascii", { NULL, NULL }, FLAG, AT(ascii), 0, 0, NULL,
	    { "边框和记号用 ASCII", "borders and signs in ASCII" } },
	{ "mono", { NULL, NULL }, FLAG, AT(mono), 0, 0, NULL,
	    { "不用颜色", "no colour" } },
	{ "ambiguous", { "1|2", "1|2" }, NUMBER, AT(ambiguous), 1, 2, NULL,
	    { "“”—…等字符在终端上占几列", "columns that “ ” — … take on the terminal" } },
	{ "json", { NULL, NULL }, FLAG, AT(json), 0, 0, NULL,
	    { "每条记录输出一行 JSON", "one JSON object a line" } },
	{ "help", { NULL, NULL }, FLAG, AT(help), 0, 0, NULL,
	    { "显示说明", "show this help" } },
	{ "version", { NULL, NULL }, FLAG, AT(version), 0, 0, NULL,
	    { "显示版本", "show the version" } },
	{ "org", { "文件", "FILE" }, WORD, AT(org), 0, 0, "init",
	    { "本单位的 org.ini", "the organisation's org.ini" } },
	{ "sample", { NULL, NULL }, FLAG, AT(sample), 0, 0, "init",
	    { "填入虚构的示例机关", "fill it with a fictional organisation" } },
	{ "where", { "栏=条件", "FIELD=EXPR" }, LIST, AT(where), 0, 0, "list,export",
	    { "按例查询，可以多次，都须满足",
		"query by example; several must all hold" } },
	{ "limit", { "N", "N" }, NUMBER, AT(limit), 1, 100000000, "list",
	    { "最多列出 N 条", "at most N records" } },
	{ "days", { "N", "N" }, WORD, AT(days), 0, 0, "due",
	    { "只列 N 天内到期的和不定期的",
		"what is due within N days, or has no day" } },
	{ "seed", { "S", "S" }, NUMBER, AT(seed), 1, 2147483647, "generate",
	    { "随机种子：相同则记录相同", "the same seed gives the same records" } },
	{ "start", { "日期", "DATE" }, WORD, AT(start), 0, 0, "calc",
	    { "起算日（制发日）", "the first day, of issue" } },
	{ "period", { "期限", "PERIOD" }, WORD, AT(period), 0, 0, "calc",
	    { "10年、6个月、90日、2030-12-31、条件:… 或 长期",
		"10年, 6个月, 90日, 2030-12-31, 条件:… or 长期" } },
	{ "from", { "日期", "DATE" }, WORD, AT(from), 0, 0, "calc",
	    { "从这一天的次日数起", "count from the day after" } },
	{ "workdays", { "N", "N" }, WORD, AT(workdays), 0, 0, "calc",
	    { "工作日数", "number of working days" } },
	{ "level", { "密级", "LEVEL" }, WORD, AT(level), 0, 0, "calc",
	    { "绝密、机密或秘密（top|high|base）",
		"绝密, 机密 or 秘密 (top|high|base)" } },
	{ "calendar", { "文件", "FILE" }, WORD, AT(calendar), 0, 0, "calc,eval",
	    { "含 [calendar] 一节的文件，先于 --home 的日历",
		"a file with a [calendar] section, before that of --home" } },
#undef AT
};
enum { FIRST = 256 }; /* what getopt answers for defs[0] */

/* Chinese unless the command line or the environment says English. */
void
options_lang(int argc, char **argv)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *v = NULL;

	for (size_t i = 0; i < ARRAY_LEN(names) && (v == NULL || *v == '\0'); i++)
		v = getenv(names[i]);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") == 0)
			break;
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			v = argv[i + 1];
		else if (strncmp(argv[i], "--lang=", 7) == 0)
			v = argv[i] + 7;
	}
	lang_set(v != NULL && strncmp(v, "en", 2) == 0 ? LANG_EN : LANG_ZH);
}

static bool
bad_value(const struct option_def *d, const char *arg, const char *expected)
{
	complain(T("--%s：“%s”不对，应为%s", "--%s: '%s' is wrong, expected %s"), d->name,
	    arg, expected);
	return false;
}

static bool
take_number(const struct option_def *d, const char *arg, long *out)
{
	char *end, want[64];
	long v = strtol(arg, &end, 10);

	snprintf(want, sizeof(want), T("%ld 到 %ld 的整数", "a number from %ld to %ld"),
	    d->lo, d->hi);
	if (*arg == '\0' || strlen(arg) > 10 || arg[strspn(arg, "0123456789")] != '\0' ||
	    v < d->lo || v > d->hi)
		return bad_value(d, arg, want);
	*out = v;
	return true;
}

static bool
take(struct cli *c, const struct option_def *d, char *arg)
{
	void *at = (char *)c + d->at;
	size_t bad;

	if (arg != NULL && !text_valid(arg, strlen(arg), &bad))
		return bad_value(d, "?", T("UTF-8 文字", "UTF-8 text"));
	switch (d->type) {
	case FLAG:
		*(bool *)at = true;
		return true;
	case LIST:
		strs_add(at, arg);
		return true;
	case NUMBER:
		return take_number(d, arg, at);
	case DAY:
		*(int32_t *)at = date_parse(arg);
		return *(int32_t *)at != DATE_NONE ||
		       bad_value(
			   d, arg, T("日期，如 2026-03-02", "a date like 2026-03-02"));
	case LANGUAGE:
		if (strcmp(arg, "zh") != 0 && strcmp(arg, "en") != 0)
			return bad_value(d, arg, T("zh 或 en", "zh or en"));
		/* fall through */
	case WORD:
		if (*arg == '\0')
			return bad_value(
			    d, arg, T("不空的值", "a value that is not empty"));
		*(const char **)at = arg;
		return true;
	}
	return false;
}

bool
options_read(struct cli *c, int argc, char **argv)
{
	struct option list[ARRAY_LEN(defs) + 1] = { 0 };
	int ch;

	for (size_t i = 0; i < ARRAY_LEN(defs); i++)
		list[i] = (struct option){ defs[i].name,
			defs[i].arg.zh != NULL ? required_argument : no_argument, NULL,
			FIRST + (int)i };
	opterr = 0;
	while ((ch = getopt_long(argc, argv, ":", list, NULL)) != -1) {
		if (ch >= FIRST) {
			if (!take(c, &defs[ch - FIRST], optarg))
				return false;
			continue;
		}
		complain(ch == ':'
			     ? T("选项 %s 要有值；dingmi --help 看写法",
				   "option %s needs a value; see dingmi --help")
			     : T("没有选项 %s，或不该有值；dingmi --help 列出全部选项",
				   "no such option, or it takes no value: %s; dingmi "
				   "--help lists them"),
		    argv[optind - 1]);
		return false;
	}
	c->argc = argc - optind;
	c->argv = argv + optind;
	return true;
}

static bool
belongs(const struct option_def *d, const char *verb)
{
	struct strs l = { 0 };
	bool has;

	strs_split(&l, d->verbs, ",");
	has = strs_has(&l, verb);
	strs_free(&l);
	return has;
}

static bool
given(const struct cli *c, const struct option_def *d)
{
	const void *at = (const char *)c + d->at;

	switch (d->type) {
	case FLAG:
		return *(const bool *)at;
	case LIST:
		return ((const struct strs *)at)->n > 0;
	case NUMBER:
		return *(const long *)at != 0;
	default:
		return *(const char *const *)at != NULL;
	}
}

bool
options_fit(const struct cli *c, const char *verb)
{
	for (size_t i = 0; i < ARRAY_LEN(defs); i++)
		if (defs[i].verbs != NULL && given(c, &defs[i]) &&
		    !belongs(&defs[i], verb)) {
			complain(T("--%s 只用于：%s", "--%s is only for: %s"),
			    defs[i].name, defs[i].verbs);
			return false;
		}
	return true;
}

void
options_help(FILE *f, const char *verb)
{
	for (size_t i = 0; i < ARRAY_LEN(defs); i++) {
		const struct option_def *d = &defs[i];
		struct str s = { 0 }, line = { 0 };

		if (verb == NULL ? d->verbs != NULL
				 : d->verbs == NULL || !belongs(d, verb))
			continue;
		str_addf(&s, "--%s%s%s", d->name, d->arg.zh != NULL ? " " : "",
		    d->arg.zh != NULL ? tx(d->arg) : "");
		text_pad(&line, str_s(&s), 20);
		fprintf(f, "  %s  %s\n", str_s(&line), tx(d->help));
		str_free(&s);
		str_free(&line);
	}
}
