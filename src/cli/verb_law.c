/* SPDX-License-Identifier: MIT */
/* The law alone, without a store: a case judged, and the arithmetic of days and marks. */
#include "config.h"
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"
#include "law/case.h"

/* Numbers and calendar come from the home when one is named; a calendar file goes before.
 */
struct ground {
	struct org *org;
	struct calendar own;
	struct params param;
	const struct calendar *cal;
};

static bool
ground_open(struct ground *g, const struct cli *c)
{
	struct err e;
	char *path = NULL;
	bool ok = true;

	*g = (struct ground){ .cal = &g->own };
	params_default(&g->param);
	if (c->home != NULL) {
		path = path_join(c->home, "org.ini");
		ok = org_load(path, &g->org, &e) == RC_OK;
	}
	if (ok && g->org != NULL) {
		g->param = g->org->param;
		g->cal = &g->org->cal;
	}
	if (ok && c->calendar != NULL) {
		ok = org_calendar_load(c->calendar, &g->own, &e) == RC_OK;
		g->cal = &g->own;
	}
	if (!ok)
		complain_err(&e);
	free(path);
	return ok;
}

static void
ground_close(struct ground *g)
{
	org_free(g->org);
	calendar_free(&g->own);
}

static void
say_unknown_year(int year)
{
	if (year != 0)
		complain(
		    T("日历中没有 %d 年，该年只扣除周末；请用 --calendar 或 --home "
		      "给出放假和"
		      "调休安排",
			"the calendar does not cover %d, of which only weekends were "
			"left out; give holidays and make-up workdays with "
			"--calendar or --home"),
		    year);
}

int
verb_eval(struct cli *c)
{
	struct ground g;
	struct law_case lc;
	struct str out = { 0 };
	struct err e;
	int status = EXIT_BAD, unknown_year;

	if (!ground_open(&g, c)) {
		ground_close(&g);
		return EXIT_BAD;
	}
	law_case_init(&lc, &g.param, g.cal);
	if (law_case_read(&lc, c->argv[0], &e) != RC_OK) {
		complain_err(&e);
		goto out;
	}
	status = law_case_report(&lc, &out, &unknown_year) ? EXIT_YES : EXIT_NO;
	fputs(str_s(&out), stdout);
	say_unknown_year(unknown_year);
out:
	str_free(&out);
	law_case_done(&lc);
	ground_close(&g);
	return status;
}

/* ------------------------------------------------------------------ calc */

static bool
need(const char *value, const char *option)
{
	if (value == NULL)
		complain(T("calc 还需要 --%s；dingmi help calc 看写法",
			     "calc also needs --%s; see dingmi help calc"),
		    option);
	return value != NULL;
}

static bool
take_date(const char *value, const char *option, int32_t *out)
{
	if (!need(value, option))
		return false;
	if ((*out = date_parse(value)) == DATE_NONE)
		complain(T("--%s：“%s”不是日期；应如 2026-03-02",
			     "--%s: '%s' is no date; write 2026-03-02"),
		    option, value);
	return *out != DATE_NONE;
}

static bool
take_period(const struct cli *c, struct period *out)
{
	struct text2 why;

	if (!need(c->period, "period"))
		return false;
	if (period_parse(c->period, out, &why))
		return true;
	complain(T("--period：“%s”：%s", "--period: '%s': %s"), c->period, tx(why));
	return false;
}

static int
calc_expiry(struct cli *c, const struct ground *g)
{
	struct period p;
	int32_t start = DATE_NONE, expiry;
	char first[11], last[11];
	bool counted;

	if (!take_period(c, &p))
		return EXIT_BAD;
	counted =
	    p.kind == PERIOD_YEARS || p.kind == PERIOD_MONTHS || p.kind == PERIOD_DAYS;
	if ((counted || c->start != NULL) && !take_date(c->start, "start", &start))
		return EXIT_BAD;
	if ((expiry = period_expiry(&p, start, &g->param)) == DATE_NONE) {
		complain(
		    counted || p.kind == PERIOD_DATE
			? T("届满日超出日历（9999年）；请改正",
			      "the expiry lies beyond the calendar (9999); correct it")
			: T("解密条件和长期没有可计算的届满日",
			      "a condition and 长期 have no expiry to compute"));
		return counted ? EXIT_BAD : EXIT_NO;
	}
	date_format(expiry, first);
	date_format(expiry - 1, last);
	printf("expiry=%s\nlast_day=%s\n", first, last);
	return EXIT_YES;
}

static int
calc_due(struct cli *c, const struct ground *g)
{
	enum { MOST = 9999 };
	int32_t from, due;
	int unknown_year;
	char day[11], *end;
	long n;

	if (!take_date(c->from, "from", &from) || !need(c->workdays, "workdays"))
		return EXIT_BAD;
	n = strtol(c->workdays, &end, 10);
	if (*c->workdays < '0' || *c->workdays > '9' || *end != '\0' || n > MOST)
		return complain(T("--workdays：“%s”应为 0 到 %d 的整数",
				    "--workdays: '%s' must be a number from 0 to %d"),
		    c->workdays, MOST);
	due = calendar_add_workdays(g->cal, from, (int)n, &unknown_year);
	if (due == DATE_NONE || due > date_from_ymd(9999, 12, 31))
		return complain(T("期限超出日历（9999年）；请改正",
		    "the deadline lies beyond the calendar (9999); correct it"));
	date_format(due, day);
	printf("due=%s\n", day);
	say_unknown_year(unknown_year);
	return EXIT_YES;
}

static int
calc_mark(struct cli *c, const struct ground *g)
{
	struct period p;
	enum level level;
	char mark[256];

	(void)g;
	if (!need(c->level, "level"))
		return EXIT_BAD;
	if (!level_parse(c->level, &level))
		return complain(
		    T("--level：“%s”应为绝密、机密或秘密（top|high|base）",
			"--level: '%s' must be 绝密, 机密 or 秘密 (top|high|base)"),
		    c->level);
	if (!take_period(c, &p))
		return EXIT_BAD;
	if (!mark_format(level, &p, mark))
		return complain(
		    T("“%s”写成标志会被读作别的期限；请改写条件",
			"'%s' in a mark would be read as another period; word "
			"the condition otherwise"),
		    c->period);
	printf("mark=%s\n", mark);
	return EXIT_YES;
}

static int
calc_parse_mark(struct cli *c, const struct ground *g)
{
	enum level level;
	struct period p;
	char period[256];

	(void)g;
	if (c->argc < 2)
		return complain(T("calc parse-mark：请给出标志，如 机密★20年",
		    "calc parse-mark: give a mark, such as 机密★20年"));
	if (level_parse(c->argv[1], &level))
		return complain(
		    T("“%s”只有密级；标志须同时标注保密期限、解密时间或解密条件（R064）",
			"'%s' shows the level alone; a mark shows period, release "
			"date or condition as well (R064)"),
		    c->argv[1]);
	if (!mark_parse(c->argv[1], &level, &p))
		return complain(
		    T("“%s”不是标志；应为“密级★保密期限”“密级★解密时间”或"
		      "“密级★解密条件”（R063）",
			"'%s' is no mark; write 密级★保密期限, 密级★解密时间 or "
			"密级★解密条件 (R063)"),
		    c->argv[1]);
	period_format(&p, period);
	printf("level=%s\nperiod=%s\n", level_zh(level), period);
	return EXIT_YES;
}

int
verb_calc(struct cli *c)
{
	static const struct {
		const char *name;
		int (*run)(struct cli *c, const struct ground *g);
		bool takes; /* an argument of its own */
	} sums[] = {
		{ "expiry", calc_expiry, false },
		{ "due", calc_due, false },
		{ "mark", calc_mark, false },
		{ "parse-mark", calc_parse_mark, true },
	};
	struct ground g;
	int status = EXIT_BAD;

	for (size_t i = 0; i < ARRAY_LEN(sums); i++) {
		if (strcmp(sums[i].name, c->argv[0]) != 0)
			continue;
		if (c->argc > 1 && !sums[i].takes)
			return complain(
			    T("calc %s 不带参数“%s”；用选项给出各项",
				"calc %s takes no argument '%s', only options"),
			    c->argv[0], c->argv[1]);
		if (ground_open(&g, c))
			status = sums[i].run(c, &g);
		ground_close(&g);
		return status;
	}
	return complain(
	    T("calc 没有“%s”；有 expiry、due、mark、parse-mark",
		"calc knows no '%s'; there are expiry, due, mark, parse-mark"),
	    c->argv[0]);
}
