/* SPDX-License-Identifier: MIT */
/* Expiry, caps and marks at their boundaries: last day, month ends, 29 February, round
 * trips. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "law/law.h"

static struct period
period_of(const char *s)
{
	struct period p;
	struct text2 why;

	if (!period_parse(s, &p, &why))
		fail_msg("%s: %s", s, why.zh);
	return p;
}

static void
period_expiry__is_the_first_unprotected_day(void **state)
{
	static const struct {
		const char *start, *period, *expiry; /* "" : no day */
	} cases[] = {
		{ "2026-03-02", "10年", "2036-03-02" },
		{ "2015-06-01", "15年", "2030-06-01" },
		{ "2026-03-02", "6个月", "2026-09-02" },
		{ "2026-03-02", "90日", "2026-05-31" },
		{ "2026-03-02", "1日", "2026-03-03" },
		{ "2026-12-31", "1日", "2027-01-01" },
		/* the end of the month clamps */
		{ "2025-08-31", "6个月", "2026-02-28" },
		{ "2027-08-31", "6个月", "2028-02-29" },
		{ "2026-01-31", "1个月", "2026-02-28" },
		{ "2026-03-31", "1个月", "2026-04-30" },
		{ "2026-01-31", "13个月", "2027-02-28" },
		/* 29 February */
		{ "2024-02-29", "1年", "2025-02-28" },
		{ "2024-02-29", "4年", "2028-02-29" },
		{ "2024-02-29", "12个月", "2025-02-28" },
		{ "2096-02-29", "4年", "2100-02-28" },
		{ "2024-02-28", "1日", "2024-02-29" },
		/* a named day, still protected itself; it needs no start */
		{ "2026-03-02", "2030-12-31", "2031-01-01" },
		{ "", "2028-02-29", "2028-03-01" },
		/* no day */
		{ "2026-03-02", "条件:考试开始前", "" },
		{ "2026-03-02", "长期", "" },
		{ "", "10年", "" },
		{ "9990-01-01", "99年", "" },
		{ "9999-12-31", "9999-12-31", "" },
		{ "9999-12-01", "36500日", "" },
	};
	struct params param;

	(void)state;
	params_default(&param);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period p = period_of(cases[i].period);
		int32_t start = *cases[i].start ? date_parse(cases[i].start) : DATE_NONE;
		char got[11] = "";
		int32_t day = period_expiry(&p, start, &param);

		if (day != DATE_NONE)
			date_format(day, got);
		if (strcmp(got, cases[i].expiry) != 0)
			fail_msg("%s + %s = %s, not %s", cases[i].start, cases[i].period,
			    got, cases[i].expiry);
	}
}

static void
period_expiry__follows_the_parameter_for_a_named_day(void **state)
{
	struct params param;
	struct period p = period_of("2030-12-31"), none = { .date = DATE_NONE };

	(void)state;
	params_default(&param);
	param.v[PARAM_DATE_INCLUSIVE] = 0;
	assert_int_equal(
	    period_expiry(&p, DATE_NONE, &param), date_from_ymd(2030, 12, 31));
	assert_int_equal(
	    period_expiry(&none, date_from_ymd(2026, 1, 1), &param), DATE_NONE);
	none.kind = PERIOD_DATE;
	assert_int_equal(
	    period_expiry(&none, date_from_ymd(2026, 1, 1), &param), DATE_NONE);
	none.kind = PERIOD_YEARS; /* a count of nothing */
	assert_int_equal(
	    period_expiry(&none, date_from_ymd(2026, 1, 1), &param), DATE_NONE);
}

static void
period_within_cap__holds_at_the_boundary(void **state)
{
	static const struct {
		enum level level;
		const char *start, *period;
		bool ok;
	} cases[] = {
		{ LEVEL_BASE, "2026-03-02", "10年", true },
		{ LEVEL_BASE, "2026-03-02", "11年", false },
		{ LEVEL_BASE, "", "10年", true },
		{ LEVEL_BASE, "", "11年", false },
		{ LEVEL_HIGH, "2026-03-02", "20年", true },
		{ LEVEL_HIGH, "2026-03-02", "25年", false },
		{ LEVEL_TOP, "2026-03-02", "30年", true },
		{ LEVEL_TOP, "2026-03-02", "31年", false },
		{ LEVEL_BASE, "2026-03-02", "120个月", true },
		{ LEVEL_BASE, "", "121个月", false },
		/* ten years from 2026-03-02 are 3653 days (leap days of 2028, 2032, 2036)
		 */
		{ LEVEL_BASE, "2026-03-02", "3653日", true },
		{ LEVEL_BASE, "2026-03-02", "3654日", false },
		{ LEVEL_BASE, "", "3652日", true },
		{ LEVEL_BASE, "", "3654日", false },
		/* the last day within ten years, and the day after */
		{ LEVEL_BASE, "2026-03-02", "2036-03-01", true },
		{ LEVEL_BASE, "2026-03-02", "2036-03-02", false },
		{ LEVEL_BASE, "2024-02-29", "2034-02-27", true },
		{ LEVEL_BASE, "2024-02-29", "2034-02-28", false },
		{ LEVEL_BASE, "", "2036-03-02", true }, /* not to be measured */
		{ LEVEL_HIGH, "9990-01-01", "9999-12-31",
		    false }, /* beyond the calendar */
		{ LEVEL_BASE, "2026-03-02", "条件:公布前", true },
		{ LEVEL_BASE, "2026-03-02", "长期", true },
		{ LEVEL_NONE, "2026-03-02", "99年", true },
	};
	struct params param;

	(void)state;
	params_default(&param);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period p = period_of(cases[i].period);
		int32_t start = *cases[i].start ? date_parse(cases[i].start) : DATE_NONE;

		if (period_within_cap(&p, start, cases[i].level, &param) != cases[i].ok)
			fail_msg("%s, %s from %s", level_name(cases[i].level),
			    cases[i].period, cases[i].start);
	}
	assert_int_equal(level_cap_years(LEVEL_NONE, &param), 0);
	param.v[PARAM_CAP_HIGH_YEARS] = 15;
	assert_int_equal(level_cap_years(LEVEL_HIGH, &param), 15);
}

static void
mark__goes_round(void **state)
{
	static const struct {
		enum level level;
		const char *period, *mark;
	} cases[] = {
		{ LEVEL_HIGH, "20年", "机密★20年" },
		{ LEVEL_BASE, "6个月", "秘密★6个月" },
		{ LEVEL_BASE, "90日", "秘密★90日" },
		{ LEVEL_HIGH, "2030-12-31", "机密★2030年12月31日" },
		{ LEVEL_BASE, "2026-01-02", "秘密★2026年1月2日" },
		{ LEVEL_BASE, "条件:会议开始前", "秘密★会议开始前" },
		{ LEVEL_HIGH, "条件:考试开始前", "机密★考试开始前" },
		{ LEVEL_HIGH, "条件:2026年度考试开始前", "机密★2026年度考试开始前" },
		{ LEVEL_TOP, "长期", "绝密★长期" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period p = period_of(cases[i].period), back;
		enum level level;
		char mark[256];

		assert_true(mark_format(cases[i].level, &p, mark));
		assert_string_equal(mark, cases[i].mark);
		assert_true(mark_parse(mark, &level, &back));
		assert_int_equal(level, cases[i].level);
		assert_true(period_same(&p, &back));
	}
}

static void
mark_format__refuses_what_would_mislead(void **state)
{
	struct period p = { .kind = PERIOD_CONDITION, .date = DATE_NONE };
	static const char *const conds[] = { "", "长期", "20年", "3月", "2030年",
		"2030-12-31", "2030年2月30日", "甲★乙" };
	char mark[256];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(conds); i++) {
		snprintf(p.cond, sizeof(p.cond), "%s", conds[i]);
		if (mark_format(LEVEL_HIGH, &p, mark))
			fail_msg("%s", mark);
		assert_string_equal(mark, "");
	}
	p = period_of("10年");
	assert_false(mark_format(LEVEL_NONE, &p, mark)); /* no bare period */
	p.kind = PERIOD_NONE;
	assert_false(mark_format(LEVEL_HIGH, &p, mark)); /* no bare level (R064) */
}

static void
mark_parse__refuses_what_is_no_mark(void **state)
{
	static const char *const bad[] = { "", "机密", "★", "机密★", "★20年", "机密20年",
		"机密*20年", "机密级★20年", "high★20年", "2★20年", "工作秘密★20年",
		"机密★20", "机密★0年", "机密★2030年", "机密★3月", "机密★2030年2月30日",
		"机密★20年★10年", "机密★\n", "机密机密机密机密★20年" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		enum level level;
		struct period p;

		if (mark_parse(bad[i], &level, &p))
			fail_msg("%s was taken", bad[i]);
	}
}

/* ------------------------------------------------------------------ generated marks */

static uint32_t seed = 20260302;

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Words that a condition is made of, and such that would read as something else. */
static const char *const words[] = { "考试", "会议", "开始前", "公布前", "开标",
	"项目完成", "年", "月", "日", "个月", "长期", "20", "2030", "0", "1", "-", "★",
	" ", "\u3000", "（", "）", "：", ":", "条件", "A", "é", "龘", "𠀀", "\t", "\n" };

static struct period
any_condition(void)
{
	struct period p = { .kind = PERIOD_CONDITION, .date = DATE_NONE };
	struct str s = { 0 };

	for (uint32_t n = below(8); n > 0; n--)
		str_add(&s, words[below(ARRAY_LEN(words))]);
	for (uint32_t n = below(8) == 0 ? below(60) : 0; n > 0; n--)
		str_add(&s, "𠀀"); /* four bytes each */
	snprintf(p.cond, sizeof(p.cond), "%s", str_s(&s));
	str_free(&s);
	return p;
}

/* Every form of R063: a time in years, months or days, a release date, a condition, and
 * without an end. */
static struct period
any_period(void)
{
	struct period p = { .date = DATE_NONE };

	switch (below(6)) {
	case 0:
		p.kind = PERIOD_YEARS;
		p.n = 1 + (int)below(99);
		return p;
	case 1:
		p.kind = PERIOD_MONTHS;
		p.n = 1 + (int)below(1200);
		return p;
	case 2:
		p.kind = PERIOD_DAYS;
		p.n = 1 + (int)below(36500);
		return p;
	case 3:
		p.kind = PERIOD_DATE;
		p.date = date_from_ymd(1949, 10, 1) + (int32_t)below(80000);
		return p;
	case 4:
		p.kind = PERIOD_LONG;
		return p;
	default:
		return any_condition();
	}
}

/* What is read from a mark is written as that mark again. */
static void
reads_back(const char *mark, enum level level, const struct period *p)
{
	enum level l = LEVEL_NONE;
	struct period back;
	char again[256];

	if (!mark_parse(mark, &l, &back))
		fail_msg("%s is not read", mark);
	if (l != level || !period_same(p, &back))
		fail_msg("%s is read as something else", mark);
	if (!mark_format(l, &back, again) || strcmp(mark, again) != 0)
		fail_msg("%s comes back as %s", mark, again);
}

/* A mark is written only if reading it gives the same; all but conditions always have
 * one, and a condition that can be typed has one unless it reads like a period. */
static void
mark__goes_round_whatever_it_is(void **state)
{
	int written = 0, refused = 0;

	(void)state;
	for (int i = 0; i < 30000; i++) {
		enum level level = (enum level)(1 + below(3));
		struct period p = any_period(), typed;
		char mark[256], *text;

		if (mark_format(level, &p, mark)) {
			reads_back(mark, level, &p);
			written++;
			continue;
		}
		assert_string_equal(mark, "");
		assert_int_equal(p.kind, PERIOD_CONDITION);
		refused++;
		text = xasprintf("条件:%s", p.cond);
		if (period_parse(text, &typed, NULL) && period_same(&typed, &p) &&
		    strspn(p.cond, "0123456789") == 0)
			fail_msg("%s can be typed but not marked", text);
		free(text);
	}
	assert_true(written > 20000 && refused > 500);
}

/* A mark that a pen has slipped over is refused, or means what it then says: never
 * something that is written otherwise. A level alone is never one (R064). */
static void
mark_parse__takes_only_what_it_would_write(void **state)
{
	int taken = 0, refused = 0;

	(void)state;
	for (int i = 0; i < 30000; i++) {
		struct period p = any_period(), got;
		enum level level = (enum level)(1 + below(3));
		struct str bent = { 0 };
		char mark[256], again[256];
		size_t at;

		if (!mark_format(level, &p, mark))
			continue;
		assert_false(mark_parse(level_zh(level), &level, &got));
		at = below((uint32_t)strlen(mark) + 1);
		str_addf(&bent, "%.*s%s%s", (int)at, mark, words[below(ARRAY_LEN(words))],
		    mark + at + (at < strlen(mark) ? below(2) : 0));
		if (mark_parse(str_s(&bent), &level, &got)) {
			if (!mark_format(level, &got, again))
				fail_msg("%s is read but not written", str_s(&bent));
			reads_back(again, level, &got);
			taken++;
		} else {
			refused++;
		}
		str_free(&bent);
	}
	assert_true(taken > 1000 && refused > 1000);
}

/* The cover of a compilation (R072): of its parts the highest level and the longest
 * period, whatever their order; an extract of one part bears that part's own. */
static void
cover__bears_the_highest_and_the_longest(void **state)
{
	struct params param;

	(void)state;
	params_default(&param);
	for (int i = 0; i < 3000; i++) {
		struct fact_source s[5];
		struct facts f = { 0 };
		struct computed c;
		enum level most = LEVEL_NONE;
		int32_t last = DATE_NONE, today = date_from_ymd(2026, 3, 2);

		facts_init(&f, &param, NULL, today);
		f.act = LAW_DERIVE;
		f.source = s;
		f.nsource = 1 + below(ARRAY_LEN(s));
		for (size_t k = 0; k < f.nsource; k++) {
			s[k] = (struct fact_source){ .no = (int)k + 1,
				.level = (enum level)(1 + below(3)),
				.expiry = today + 1 + (int32_t)below(9000),
				.issued_on = DATE_NONE,
				.released_on = DATE_NONE,
				.trigger = 3 };
			most = s[k].level > most ? s[k].level : most;
			last = s[k].expiry > last || k == 0 ? s[k].expiry : last;
		}
		facts_complete(&f);
		law_compute(&f, &c);
		assert_int_equal(c.level, most);
		assert_int_equal(c.expiry, last);
		reads_back(c.mark, most, &f.matter.period);
	}
}

static void
law_risk_due__by_level(void **state)
{
	struct params param;
	int32_t on = date_from_ymd(2024, 2, 29);

	(void)state;
	params_default(&param);
	assert_int_equal(law_risk_due(LEVEL_TOP, on, &param), date_from_ymd(2025, 2, 28));
	assert_int_equal(
	    law_risk_due(LEVEL_HIGH, on, &param), date_from_ymd(2026, 2, 28));
	assert_int_equal(law_risk_due(LEVEL_BASE, DATE_NONE, &param), DATE_NONE);
}

static void
law_compute__gives_mark_and_days(void **state)
{
	struct params param;
	struct facts f = { 0 };
	struct computed c;

	(void)state;
	params_default(&param);
	facts_init(&f, &param, NULL, date_from_ymd(2026, 3, 2));
	f.act = LAW_DETERMINE;
	f.unit.tier = TIER_PREFECTURE;
	law_compute(&f, &c);
	assert_string_equal(c.mark, "");
	assert_int_equal(c.expiry, DATE_NONE);
	assert_int_equal(c.last_day, DATE_NONE);
	assert_int_equal(c.authority, LEVEL_HIGH);
	f.matter.level = LEVEL_HIGH;
	f.matter.period = period_of("5年");
	f.matter.start = f.today;
	law_compute(&f, &c);
	assert_string_equal(c.mark, "机密★5年");
	assert_int_equal(c.expiry, date_from_ymd(2031, 3, 2));
	assert_int_equal(c.last_day, date_from_ymd(2031, 3, 1));
	/* extended: the period as fixed anew, from the first issue */
	f.act = LAW_EXTEND;
	f.matter.first_start = date_from_ymd(2021, 3, 2);
	f.matter.new_period = period_of("10年");
	law_compute(&f, &c);
	assert_string_equal(c.mark, "机密★10年");
	assert_int_equal(c.expiry, date_from_ymd(2031, 3, 2));
}

static void
law_unit_ceiling__by_tier_and_grant(void **state)
{
	static const struct {
		enum tier tier;
		enum level grant;
		int until; /* days from today; 999: no end known */
		enum level ceiling;
	} cases[] = {
		{ TIER_CENTRAL, LEVEL_NONE, 999, LEVEL_TOP },
		{ TIER_PROVINCE, LEVEL_NONE, 999, LEVEL_TOP },
		{ TIER_PREFECTURE, LEVEL_NONE, 999, LEVEL_HIGH },
		{ TIER_COUNTY, LEVEL_NONE, 999, LEVEL_NONE },
		{ TIER_OTHER, LEVEL_NONE, 999, LEVEL_NONE },
		{ TIER_PREFECTURE, LEVEL_TOP, 0, LEVEL_TOP }, /* the last day counts */
		{ TIER_PREFECTURE, LEVEL_TOP, -1, LEVEL_HIGH },
		{ TIER_PREFECTURE, LEVEL_BASE, 100,
		    LEVEL_HIGH }, /* a grant never lowers */
		{ TIER_COUNTY, LEVEL_BASE, 100, LEVEL_BASE },
		{ TIER_OTHER, LEVEL_HIGH, 999, LEVEL_HIGH },
	};
	int32_t today = date_from_ymd(2026, 3, 2);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fact_unit u = { .tier = cases[i].tier,
			.grant_level = cases[i].grant };

		u.grant_until =
		    cases[i].until == 999 ? DATE_NONE : today + cases[i].until;
		assert_int_equal(law_unit_ceiling(&u, today), cases[i].ceiling);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(period_expiry__is_the_first_unprotected_day),
		cmocka_unit_test(period_expiry__follows_the_parameter_for_a_named_day),
		cmocka_unit_test(period_within_cap__holds_at_the_boundary),
		cmocka_unit_test(mark__goes_round),
		cmocka_unit_test(mark_format__refuses_what_would_mislead),
		cmocka_unit_test(mark_parse__refuses_what_is_no_mark),
		cmocka_unit_test(mark__goes_round_whatever_it_is),
		cmocka_unit_test(mark_parse__takes_only_what_it_would_write),
		cmocka_unit_test(cover__bears_the_highest_and_the_longest),
		cmocka_unit_test(law_risk_due__by_level),
		cmocka_unit_test(law_compute__gives_mark_and_days),
		cmocka_unit_test(law_unit_ceiling__by_tier_and_grant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
