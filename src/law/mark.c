/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic of periods and the written mark. The expiry is the first day that is no
 * longer protected: a period of five years from 1 June ends with 31 May. A mark is
 * written only when reading it back gives the same level and period, so that nobody has
 * to guess at a carrier.
 */
#include "config.h"
#include "law/mark.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAR "★"

enum { YEARS_MOST = 999, DAYS_A_CENTURY = 36525 };

/* Sums beyond the calendar have no day. */
static int32_t
day_within(int64_t day)
{
	return day <= date_from_ymd(9999, 12, 31) ? (int32_t)day : DATE_NONE;
}

int32_t
period_expiry(const struct period *p, int32_t start, const struct params *param)
{
	bool counted =
	    p->kind == PERIOD_YEARS || p->kind == PERIOD_MONTHS || p->kind == PERIOD_DAYS;

	if (p->kind == PERIOD_DATE && p->date != DATE_NONE)
		return day_within(
		    (int64_t)p->date + (param->v[PARAM_DATE_INCLUSIVE] ? 1 : 0));
	if (!counted || start == DATE_NONE || p->n < 1)
		return DATE_NONE;
	if (p->kind == PERIOD_DAYS)
		return day_within((int64_t)start + p->n);
	if (p->n > (p->kind == PERIOD_YEARS ? YEARS_MOST : YEARS_MOST * 12))
		return DATE_NONE;
	return p->kind == PERIOD_YEARS ? date_add_years(start, p->n)
				       : date_add_months(start, p->n);
}

struct period
period_until(int32_t expiry, const struct params *param)
{
	return (struct period){ .kind = PERIOD_DATE,
		.date = expiry - (param->v[PARAM_DATE_INCLUSIVE] ? 1 : 0) };
}

int
level_cap_years(enum level l, const struct params *param)
{
	static const enum param caps[] = {
		[LEVEL_BASE] = PARAM_CAP_BASE_YEARS,
		[LEVEL_HIGH] = PARAM_CAP_HIGH_YEARS,
		[LEVEL_TOP] = PARAM_CAP_TOP_YEARS,
	};

	return l == LEVEL_NONE ? 0 : (int)param->v[caps[l]];
}

bool
period_within_cap(
    const struct period *p, int32_t start, enum level l, const struct params *param)
{
	int cap = level_cap_years(l, param);
	int32_t expiry;

	if (cap == 0 || p->kind == PERIOD_NONE || p->kind == PERIOD_CONDITION ||
	    p->kind == PERIOD_LONG)
		return true;
	/* Years and months need no start; days and dates are held against the calendar.
	 */
	if (p->kind == PERIOD_YEARS)
		return p->n <= cap;
	if (p->kind == PERIOD_MONTHS)
		return p->n <= cap * 12;
	if (start == DATE_NONE)
		return p->kind == PERIOD_DATE || p->n <= cap * DAYS_A_CENTURY / 100;
	expiry = period_expiry(p, start, param);
	return expiry != DATE_NONE && expiry <= date_add_years(start, cap);
}

/* ------------------------------------------------------------------ the mark */

/* Digits and a unit, digits alone, or a day that does not exist: never a condition. */
static bool
looks_counted(const char *s)
{
	static const char *const units[] = { "", "年", "个月", "月", "日", "天" };
	size_t digits = strspn(s, "0123456789");
	int y, m, d, n = 0;

	for (size_t i = 0; digits > 0 && i < ARRAY_LEN(units); i++) {
		if (strcmp(s + digits, units[i]) == 0)
			return true;
	}
	return sscanf(s, "%d年%d月%d日%n", &y, &m, &d, &n) == 3 && n > 0 && s[n] == '\0';
}

/* What follows the star: a period as it is shown, or else the words of a condition. */
static bool
parse_tail(const char *s, struct period *p)
{
	struct text2 why;
	char *cond;
	bool ok;

	if (period_parse(s, p, &why))
		return true;
	cond = xasprintf("条件:%s", s);
	ok = period_parse(cond, p, &why) && !looks_counted(p->cond);
	free(cond);
	return ok;
}

bool
mark_format(enum level l, const struct period *p, char out[256])
{
	char tail[256];
	struct period back;

	out[0] = '\0';
	if (l == LEVEL_NONE || p->kind == PERIOD_NONE)
		return false;
	period_show(p, tail);
	/* A condition worded like a period ("长期", "20年") would be read as that period.
	 */
	if (!parse_tail(tail, &back) || !period_same(p, &back))
		return false;
	snprintf(out, 256, "%s" STAR "%.200s", level_zh(l), tail);
	return true;
}

bool
mark_parse(const char *s, enum level *l, struct period *p)
{
	const char *star = strstr(s, STAR);
	char word[16], again[256];
	size_t n;

	if (star == NULL || (n = (size_t)(star - s)) >= sizeof(word))
		return false;
	memcpy(word, s, n);
	word[n] = '\0';
	/* Only the Chinese word stands in a mark, without 级; and what would not be
	 * written is not read either. */
	return level_parse(word, l) && strcmp(level_zh(*l), word) == 0 &&
	       parse_tail(star + strlen(STAR), p) && mark_format(*l, p, again);
}
