/* SPDX-License-Identifier: MIT */
/*
 * Civil dates. The day number arithmetic counts years from March, so that the leap day is
 * the last of its year, in eras of 400 years.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 9999, TYPED_MAX = 64 };

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
days_in_month(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

int32_t
date_from_ymd(int y, int m, int d)
{
	int era, yoe, doy;

	if (y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12 || d < 1 ||
	    d > days_in_month(y, m))
		return DATE_NONE;
	if (m <= 2)
		y--;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
date_to_ymd(int32_t day, int *y, int *m, int *d)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*d = (int)(doy - (153 * mp + 2) / 5 + 1);
	*m = (int)(mp < 10 ? mp + 3 : mp - 9);
	*y = (int)(yoe + era * 400 + (*m <= 2));
}

/* The day when it lies in the years we know, else DATE_NONE. */
static int32_t
in_range(int64_t day)
{
	if (day < date_from_ymd(YEAR_MIN, 1, 1) || day > date_from_ymd(YEAR_MAX, 12, 31))
		return DATE_NONE;
	return (int32_t)day;
}

/* Read lo..hi digits, all that stand there; the number or -1. */
static int
digits(const char **s, int lo, int hi)
{
	int v = 0, n = 0;

	for (; **s >= '0' && **s <= '9'; (*s)++) {
		if (++n > hi)
			return -1;
		v = v * 10 + (**s - '0');
	}
	return n < lo ? -1 : v;
}

static bool
skip(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

int32_t
date_parse(const char *s)
{
	int y, m, d;

	if (s == NULL)
		return DATE_NONE;
	if ((y = digits(&s, 4, 4)) < 0 || !skip(&s, "-") || (m = digits(&s, 2, 2)) < 0 ||
	    !skip(&s, "-") || (d = digits(&s, 2, 2)) < 0 || *s != '\0')
		return DATE_NONE;
	return date_from_ymd(y, m, d);
}

/*
 * What an input method leaves switched on: full-width digits and signs become ASCII,
 * blanks around go. False when the text is too long to be a date.
 */
static bool
normalise(const char *s, char out[TYPED_MAX])
{
	static const struct {
		const char *wide, *ascii;
	} map[] = {
		{ "０", "0" },
		{ "１", "1" },
		{ "２", "2" },
		{ "３", "3" },
		{ "４", "4" },
		{ "５", "5" },
		{ "６", "6" },
		{ "７", "7" },
		{ "８", "8" },
		{ "９", "9" },
		{ "－", "-" },
		{ "／", "/" },
		{ "＋", "+" },
		{ "．", "." },
		{ "　", " " },
	};
	size_t n = 0;

	while (*s == ' ' || *s == '\t' || strncmp(s, "　", strlen("　")) == 0)
		s += *s == ' ' || *s == '\t' ? 1 : strlen("　");
	while (*s != '\0') {
		char c = *s;
		size_t used = 1;

		for (size_t i = 0; i < ARRAY_LEN(map) && used == 1; i++) {
			if (strncmp(s, map[i].wide, strlen(map[i].wide)) != 0)
				continue;
			c = map[i].ascii[0];
			used = strlen(map[i].wide);
		}
		if (n + 1 >= TYPED_MAX)
			return false;
		out[n++] = c;
		s += used;
	}
	while (n > 0 && (out[n - 1] == ' ' || out[n - 1] == '\t'))
		n--;
	out[n] = '\0';
	return true;
}

/* 2026/3/2, 2026-3-2, 2026年3月2日, 3-2, 3/2, 3月2日; the separators must be of one kind.
 */
static int32_t
parse_parts(const char *s, int this_year)
{
	static const struct {
		const char *first, *second, *last;
	} kinds[] = { { "-", "-", "" }, { "/", "/", "" }, { "年", "月", "日" } };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const char *p = s;
		int y, m, d;

		if ((y = digits(&p, 4, 4)) >= 0 && skip(&p, kinds[i].first) &&
		    (m = digits(&p, 1, 2)) >= 0 && skip(&p, kinds[i].second) &&
		    (d = digits(&p, 1, 2)) >= 0 && skip(&p, kinds[i].last) && *p == '\0')
			return date_from_ymd(y, m, d);
		p = s;
		if ((m = digits(&p, 1, 2)) >= 0 && skip(&p, kinds[i].second) &&
		    (d = digits(&p, 1, 2)) >= 0 && skip(&p, kinds[i].last) && *p == '\0')
			return date_from_ymd(this_year, m, d);
	}
	return DATE_NONE;
}

int32_t
date_parse_loose(const char *s, int32_t today)
{
	static const char *const now[] = { "今天", "today", "." };
	char text[TYPED_MAX];
	const char *p = text;
	int n;

	if (s == NULL || !normalise(s, text))
		return DATE_NONE;
	for (size_t i = 0; i < ARRAY_LEN(now); i++) {
		if (strcmp(text, now[i]) == 0)
			return today;
	}
	if (*text == '+' || *text == '-') {
		p++;
		n = digits(&p, 1, 5);
		if (n < 0 || *p != '\0' || today == DATE_NONE)
			return DATE_NONE;
		return in_range((int64_t)today + (*text == '-' ? -n : n));
	}
	n = digits(&p, 8, 8);
	if (n >= 0 && *p == '\0')
		return date_from_ymd(n / 10000, n / 100 % 100, n % 100);
	return parse_parts(text, today == DATE_NONE ? 0 : date_year(today));
}

void
date_format(int32_t day, char out[11])
{
	int y, m, d;

	out[0] = '\0';
	if (in_range(day) == DATE_NONE)
		return;
	date_to_ymd(day, &y, &m, &d);
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
	    (unsigned)d % 100);
}

void
date_format_zh(int32_t day, char out[32])
{
	int y, m, d;

	out[0] = '\0';
	if (in_range(day) == DATE_NONE)
		return;
	date_to_ymd(day, &y, &m, &d);
	snprintf(out, 32, "%d年%d月%d日", y, m, d);
}

int
date_weekday(int32_t day)
{
	int64_t r = ((int64_t)day + 4) % 7; /* 1970-01-01 was a Thursday */

	return (int)(r < 0 ? r + 7 : r);
}

int
date_year(int32_t day)
{
	int y, m, d;

	date_to_ymd(day, &y, &m, &d);
	return y;
}

static int32_t
add_months(int32_t day, int64_t n)
{
	int y, m, d;
	int64_t at;

	if (in_range(day) == DATE_NONE)
		return DATE_NONE;
	date_to_ymd(day, &y, &m, &d);
	at = (int64_t)y * 12 + (m - 1) + n;
	if (at < YEAR_MIN * 12 || at >= (YEAR_MAX + 1) * 12)
		return DATE_NONE;
	y = (int)(at / 12);
	m = (int)(at % 12) + 1;
	if (d > days_in_month(y, m))
		d = days_in_month(y, m);
	return date_from_ymd(y, m, d);
}

int32_t
date_add_months(int32_t day, int n)
{
	return add_months(day, n);
}

int32_t
date_add_years(int32_t day, int n)
{
	return add_months(day, (int64_t)n * 12);
}

/* The instant of the fixed day at 09:00 here, or now; broken down in local time. */
static void
clock_tm(const struct clock *c, struct tm *tm)
{
	time_t t = time(NULL);

	if (c != NULL && c->fixed != DATE_NONE) {
		int y, m, d;

		date_to_ymd(c->fixed, &y, &m, &d);
		*tm = (struct tm){ .tm_year = y - 1900,
			.tm_mon = m - 1,
			.tm_mday = d,
			.tm_hour = 9,
			.tm_isdst = -1 };
		t = mktime(tm);
	}
	localtime_r(&t, tm);
}

int64_t
clock_seconds(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

int32_t
clock_today(const struct clock *c)
{
	struct tm tm;

	if (c != NULL && c->fixed != DATE_NONE)
		return c->fixed;
	clock_tm(c, &tm);
	return date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

void
clock_stamp(const struct clock *c, char out[32])
{
	struct tm tm;
	long off;

	clock_tm(c, &tm);
	off = tm.tm_gmtoff / 60;
	snprintf(out, 32, "%04u-%02u-%02u %02u:%02u:%02u%c%02u:%02u",
	    (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
	    (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100,
	    (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100, off < 0 ? '-' : '+',
	    (unsigned)labs(off) / 60 % 100, (unsigned)labs(off) % 60);
}

/* What the face of the clock said, and how far that is from UTC, in seconds. */
static bool
stamp_parse(const char *stamp, int64_t *face, int *offset)
{
	int h, m, s, oh, om;
	char day[11], sign;
	int32_t d;

	snprintf(day, sizeof(day), "%.10s", stamp);
	if (strlen(stamp) < 10 || (d = date_parse(day)) == DATE_NONE ||
	    sscanf(stamp + 10, " %2d:%2d:%2d%c%2d:%2d", &h, &m, &s, &sign, &oh, &om) != 6)
		return false;
	*face = d * INT64_C(86400) + h * 3600 + m * 60 + s;
	*offset = (sign == '-' ? -1 : 1) * (oh * 3600 + om * 60);
	return true;
}

bool
stamp_seconds(const char *stamp, int64_t *out)
{
	int64_t face;
	int offset;

	if (!stamp_parse(stamp, &face, &offset))
		return false;
	*out = face - offset;
	return true;
}

void
stamp_after(const char *stamp, int minutes, char out[32])
{
	int64_t at;
	unsigned left;
	char day[11];
	int offset;

	out[0] = '\0';
	if (!stamp_parse(stamp, &at, &offset))
		return;
	at += (int64_t)minutes * 60;
	date_format((int32_t)(at / 86400), day);
	left = (unsigned)(at % 86400);
	snprintf(out, 32, "%s %02u:%02u:%02u%.6s", day, left / 3600, left / 60 % 60,
	    left % 60, stamp + 19);
}
