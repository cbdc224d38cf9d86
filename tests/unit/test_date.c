/* SPDX-License-Identifier: MIT */
/* Civil dates, what people type, working days, the clock. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"

static const char *
iso(int32_t day)
{
	static char out[4][11];
	static unsigned turn;
	char *s = out[turn++ % 4];

	date_format(day, s);
	return s;
}

static void
date__counts_every_day_once(void **state)
{
	int32_t day = date_from_ymd(1900, 1, 1), end = date_from_ymd(2101, 1, 1);
	int y, m, d, wd = 1; /* 1900-01-01 was a Monday */

	(void)state;
	assert_int_equal(date_from_ymd(1970, 1, 1), 0);
	assert_int_equal(date_from_ymd(2000, 3, 1), 11017);
	assert_int_equal(date_from_ymd(9999, 12, 31), 2932896);
	assert_int_equal(date_from_ymd(1900, 1, 1), -25567);
	for (; day < end; day++, wd = (wd + 1) % 7) {
		date_to_ymd(day, &y, &m, &d);
		if (date_from_ymd(y, m, d) != day || date_parse(iso(day)) != day ||
		    date_weekday(day) != wd || date_year(day) != y)
			fail_msg("day %d", (int)day);
	}
}

static void
date_from_ymd__refuses_days_that_are_not(void **state)
{
	static const int bad[][3] = { { 2025, 2, 29 }, { 1900, 2, 29 }, { 2100, 2, 29 },
		{ 2026, 4, 31 }, { 2026, 0, 1 }, { 2026, 13, 1 }, { 2026, 1, 0 },
		{ 2026, 1, 32 }, { 1899, 12, 31 }, { 10000, 1, 1 }, { 2026, INT_MIN, 1 },
		{ 2026, 1, INT_MAX } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(
		    date_from_ymd(bad[i][0], bad[i][1], bad[i][2]), DATE_NONE);
	assert_int_not_equal(date_from_ymd(2024, 2, 29), DATE_NONE);
	assert_int_not_equal(date_from_ymd(2000, 2, 29), DATE_NONE);
}

static void
date_parse__is_strict(void **state)
{
	static const char *const bad[] = { "", "2026-3-2", "2026-03-2", "2026-03-02 ",
		" 2026-03-02", "2026/03/02", "20260302", "2026-02-30", "+026-03-02",
		"2026-03-0x", "２０２６-03-02", "2026-03-02T", "-2026-03-02",
		"02026-03-02", "1899-12-31" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(date_parse(bad[i]), DATE_NONE);
	assert_int_equal(date_parse(NULL), DATE_NONE);
	assert_string_equal(iso(date_parse("2026-03-02")), "2026-03-02");
}

static void
date_parse_loose__takes_what_people_type(void **state)
{
	static const struct {
		const char *typed, *day; /* "": refused */
	} cases[] = {
		{ "2026-03-02", "2026-03-02" },
		{ "2026-3-2", "2026-03-02" },
		{ "2026/3/2", "2026-03-02" },
		{ "20260302", "2026-03-02" },
		{ "2026年3月2日", "2026-03-02" },
		{ "2026年03月02日", "2026-03-02" },
		{ "3-2", "2026-03-02" },
		{ "3/2", "2026-03-02" },
		{ "3月2日", "2026-03-02" },
		{ "12-31", "2026-12-31" },
		{ "今天", "2026-01-31" },
		{ "today", "2026-01-31" },
		{ ".", "2026-01-31" },
		{ "．", "2026-01-31" },
		{ "+7", "2026-02-07" },
		{ "-31", "2025-12-31" },
		{ "+0", "2026-01-31" },
		{ "＋７", "2026-02-07" },
		{ "２０２６－３－２", "2026-03-02" },
		{ " 2026-3-2\t", "2026-03-02" },
		{ "　3月2日　", "2026-03-02" },
		{ "2024-2-29", "2024-02-29" },
		{ "", "" },
		{ " ", "" },
		{ "2-29", "" },
		{ "2026-2-29", "" },
		{ "2026-3/2", "" },
		{ "2026年3月2", "" },
		{ "3月", "" },
		{ "3", "" },
		{ "26-3-2", "" },
		{ "2026-3-2x", "" },
		{ "+", "" },
		{ "-", "" },
		{ "+-7", "" },
		{ "+123456", "" },
		{ "-99999", "" },
		{ "2026030", "" },
		{ "202603021", "" },
		{ "20261302", "" },
		{ "2026-003-02", "" },
		{ "2026 3 2", "" },
		{ "Today", "" },
		{ "明天", "" },
		{ "99999999999999999999", "" },
		{ "00000000000000000000000000000000000000000000000000000000000000000000-"
		  "1-1",
		    "" },
	};
	int32_t today = date_from_ymd(2026, 1, 31);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(
		    iso(date_parse_loose(cases[i].typed, today)), cases[i].day);
	assert_int_equal(date_parse_loose(NULL, today), DATE_NONE);
	assert_int_equal(date_parse_loose("+1", DATE_NONE), DATE_NONE);
	assert_int_equal(date_parse_loose("3-2", DATE_NONE), DATE_NONE);
	assert_int_equal(date_parse_loose("+1", date_from_ymd(9999, 12, 31)), DATE_NONE);
}

static void
date_format__writes_both_ways(void **state)
{
	char zh[32], out[11];

	(void)state;
	date_format_zh(date_from_ymd(2030, 12, 31), zh);
	assert_string_equal(zh, "2030年12月31日");
	date_format_zh(date_from_ymd(2030, 1, 2), zh);
	assert_string_equal(zh, "2030年1月2日");
	date_format_zh(DATE_NONE, zh);
	assert_string_equal(zh, "");
	date_format(DATE_NONE, out);
	assert_string_equal(out, "");
	date_format(INT32_MAX, out);
	assert_string_equal(out, "");
}

static void
date_add__clamps_to_the_end_of_the_month(void **state)
{
	static const struct {
		const char *from;
		int years, months;
		const char *to; /* "": none */
	} cases[] = {
		{ "2025-08-31", 0, 6, "2026-02-28" },
		{ "2023-08-31", 0, 6, "2024-02-29" },
		{ "2024-02-29", 1, 0, "2025-02-28" },
		{ "2024-02-29", 4, 0, "2028-02-29" },
		{ "2026-01-31", 0, 1, "2026-02-28" },
		{ "2026-03-31", 0, -1, "2026-02-28" },
		{ "2026-01-15", 0, -1, "2025-12-15" },
		{ "2026-12-31", 0, 12, "2027-12-31" },
		{ "2026-05-31", 0, 1200, "2126-05-31" },
		{ "2026-05-31", 99, 0, "2125-05-31" },
		{ "2026-05-31", 0, 0, "2026-05-31" },
		{ "9999-06-01", 0, 7, "" },
		{ "9999-12-31", 1, 0, "" },
		{ "1900-01-01", 0, -1, "" },
		{ "2026-01-01", INT_MAX, 0, "" },
		{ "2026-01-01", INT_MIN, 0, "" },
		{ "2026-01-01", 0, INT_MAX, "" },
		{ "2026-01-01", 0, INT_MIN, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int32_t day = date_parse(cases[i].from);

		day = cases[i].years != 0 ? date_add_years(day, cases[i].years)
					  : date_add_months(day, cases[i].months);
		assert_string_equal(iso(day), cases[i].to);
	}
	assert_int_equal(date_add_years(DATE_NONE, 1), DATE_NONE);
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
}

static struct calendar
autumn_2025(void)
{
	struct calendar c = { 0 };
	struct err e = { 0 };

	assert_int_equal(
	    calendar_add(&c, 2025, false, "2025-10-01..2025-10-08", &e), RC_OK);
	assert_int_equal(
	    calendar_add(&c, 2025, true, "2025-09-28, 2025-10-11", &e), RC_OK);
	return c;
}

static void
calendar__counts_the_worked_example(void **state)
{
	struct calendar c = autumn_2025();
	int32_t from = date_from_ymd(2025, 9, 26);
	static const char *const due[] = { "2025-09-26", "2025-09-28", "2025-09-29",
		"2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11", "2025-10-13",
		"2025-10-14", "2025-10-15", "2025-10-16", "2025-10-17", "2025-10-20" };
	int unknown = -1;

	(void)state;
	for (int n = 0; n < (int)ARRAY_LEN(due); n++) {
		assert_string_equal(
		    iso(calendar_add_workdays(&c, from, n, &unknown)), due[n]);
		assert_int_equal(unknown, 0);
	}
	assert_false(calendar_is_workday(&c, date_from_ymd(2025, 10, 8)));
	assert_true(calendar_is_workday(&c, date_from_ymd(2025, 10, 11)));
	assert_false(calendar_is_workday(&c, date_from_ymd(2025, 10, 12)));
	calendar_free(&c);
	calendar_free(&c);
	calendar_free(NULL);
}

static void
calendar__names_the_year_it_does_not_know(void **state)
{
	struct calendar c = autumn_2025(), none = { 0 };
	int unknown;
	int32_t day;

	(void)state;
	day = calendar_add_workdays(&c, date_from_ymd(2025, 12, 30), 5, &unknown);
	assert_string_equal(iso(day), "2026-01-06");
	assert_int_equal(unknown, 2026);
	day = calendar_add_workdays(&c, date_from_ymd(2025, 12, 30), 1, &unknown);
	assert_string_equal(iso(day), "2025-12-31");
	assert_int_equal(unknown, 0);
	day = calendar_add_workdays(&none, date_from_ymd(2025, 9, 26), 10, &unknown);
	assert_string_equal(iso(day), "2025-10-10");
	assert_int_equal(unknown, 2025);
	day = calendar_add_workdays(NULL, date_from_ymd(2025, 9, 26), 1, NULL);
	assert_string_equal(iso(day), "2025-09-29");
	assert_int_equal(calendar_add_workdays(&c, DATE_NONE, 3, &unknown), DATE_NONE);
	day = calendar_add_workdays(&c, date_from_ymd(9999, 12, 30), 5, &unknown);
	assert_int_equal(day, DATE_NONE);
	assert_true(calendar_knows(&c, 2025));
	assert_false(calendar_knows(&c, 2026));
	calendar_free(&c);
}

static void
calendar_add__names_the_bad_piece_and_adds_nothing(void **state)
{
	static const struct {
		bool workday;
		const char *list, *named;
	} cases[] = {
		{ false, "2026-01-01,2026-02-30", "2026-02-30" },
		{ false, "2026-01-01,2026-2-3", "2026-2-3" },
		{ false, "2026-01-01,2025-12-31", "2025-12-31" },
		{ false, "2026-12-30..2027-01-03", "2026-12-30..2027-01-03" },
		{ false, "2026-02-22..2026-02-16", "2026-02-22..2026-02-16" },
		{ false, "2026-02-16..", "2026-02-16.." }, { false, "..", ".." },
		{ false, "2026-02-16...2026-02-18", "2026-02-16...2026-02-18" },
		{ false, "2026-01-01 2026-01-02", "2026-01-01 2026-01-02" },
		{ true, "2026-03-01,2026-10-01", "2026-10-01" }, /* a holiday already */
	};
	struct calendar c = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(
	    calendar_add(&c, 2026, false, "2026-10-01..2026-10-07", &e), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		e = (struct err){ 0 };
		assert_int_equal(
		    calendar_add(&c, 2026, cases[i].workday, cases[i].list, &e),
		    RC_INVAL);
		assert_non_null(strstr(e.msg, cases[i].named));
		assert_int_equal(c.nholiday, 7);
		assert_int_equal(c.nworkday, 0);
	}
	calendar_free(&c);
}

static void
calendar_add__merges_and_keeps_each_day_once(void **state)
{
	struct calendar c = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(calendar_add(&c, 2026, false, "", &e), RC_OK);
	assert_false(calendar_knows(&c, 2026)); /* an empty list says nothing */
	assert_int_equal(
	    calendar_add(&c, 2026, false, "2026-05-01,2026-01-01", &e), RC_OK);
	assert_int_equal(
	    calendar_add(&c, 2026, false, "2026-01-01..2026-01-03,2026-01-02", &e),
	    RC_OK);
	assert_int_equal(c.nholiday, 4);
	assert_string_equal(iso(c.holiday[0]), "2026-01-01");
	assert_string_equal(iso(c.holiday[3]), "2026-05-01");
	assert_int_equal(c.nyear, 1);
	assert_int_equal(calendar_add(&c, 2027, false, "2027-01-01", &e), RC_OK);
	assert_int_equal(c.nyear, 2);
	calendar_free(&c);
}

static void
clock__stands_still_when_told(void **state)
{
	struct clock c = { .fixed = date_from_ymd(2026, 3, 2) };
	char out[32];

	(void)state;
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	assert_int_equal(clock_today(&c), c.fixed);
	clock_stamp(&c, out);
	assert_string_equal(out, "2026-03-02 09:00:00+08:00");
	setenv("TZ", "XYZ3:30", 1);
	tzset();
	clock_stamp(&c, out);
	assert_string_equal(out, "2026-03-02 09:00:00-03:30");
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
}

static void
clock__tells_the_local_time(void **state)
{
	struct clock real = { .fixed = DATE_NONE };
	char before[32], out[32], after[32];
	int32_t first, day, last;
	time_t t = time(NULL);
	struct tm tm;

	(void)state;
	localtime_r(&t, &tm);
	strftime(before, sizeof(before), "%Y-%m-%d %H:%M:%S", &tm);
	first = date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	day = clock_today(&real);
	clock_stamp(&real, out);
	t = time(NULL);
	localtime_r(&t, &tm);
	strftime(after, sizeof(after), "%Y-%m-%d %H:%M:%S", &tm);
	last = date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	assert_true(day >= first && day <= last);
	assert_int_equal(strlen(out), 25);
	assert_true(strncmp(out, before, 19) >= 0 && strncmp(out, after, 19) <= 0);
}

static void
stamp__counts_and_moves_on(void **state)
{
	static const struct {
		const char *from;
		int minutes;
		const char *to;
	} v[] = {
		{ "2026-03-02 09:00:00+08:00", 60, "2026-03-02 10:00:00+08:00" },
		{ "2026-12-31 23:59:30+08:00", 1, "2027-01-01 00:00:30+08:00" },
		{ "2026-03-02 09:00:00-05:30", 1440, "2026-03-03 09:00:00-05:30" },
		{ "2026-03-02 09:00", 60, "" },
		{ "yesterday", 60, "" },
		{ "", 60, "" },
	};
	int64_t a = 0, z = 0;
	char out[32];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		stamp_after(v[i].from, v[i].minutes, out);
		assert_string_equal(out, v[i].to);
		if (*v[i].to == '\0')
			continue;
		assert_true(stamp_seconds(v[i].from, &a) && stamp_seconds(out, &z));
		assert_int_equal(z - a, v[i].minutes * 60);
	}
	/* The same instant in two zones. */
	assert_true(stamp_seconds("2026-03-02 09:00:00+08:00", &a));
	assert_true(stamp_seconds("2026-03-02 01:00:00+00:00", &z));
	assert_int_equal(a, z);
	assert_false(stamp_seconds("2026-13-02 09:00:00+08:00", &a));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(stamp__counts_and_moves_on),
		cmocka_unit_test(date__counts_every_day_once),
		cmocka_unit_test(date_from_ymd__refuses_days_that_are_not),
		cmocka_unit_test(date_parse__is_strict),
		cmocka_unit_test(date_parse_loose__takes_what_people_type),
		cmocka_unit_test(date_format__writes_both_ways),
		cmocka_unit_test(date_add__clamps_to_the_end_of_the_month),
		cmocka_unit_test(calendar__counts_the_worked_example),
		cmocka_unit_test(calendar__names_the_year_it_does_not_know),
		cmocka_unit_test(calendar_add__names_the_bad_piece_and_adds_nothing),
		cmocka_unit_test(calendar_add__merges_and_keeps_each_day_once),
		cmocka_unit_test(clock__stands_still_when_told),
		cmocka_unit_test(clock__tells_the_local_time),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
