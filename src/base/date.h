/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_DATE_H
#define DM_BASE_DATE_H
/*
 * Civil dates as days since 1970-01-01 (proleptic Gregorian), years 1900..9999.
 * No time zone: a date is what stands on the paper.
 */
#include <stdint.h>
#include "base/mem.h"

#define DATE_NONE INT32_MIN

int32_t date_from_ymd(int y, int m, int d); /* DATE_NONE when there is no such day */
void date_to_ymd(int32_t day, int *y, int *m, int *d);
int32_t date_parse(const char *s); /* strict YYYY-MM-DD; DATE_NONE otherwise */
/* What a person types: ISO, 2026/3/2, 20260302, 2026年3月2日, 3-2 or 3月2日 (year of
 * today), "今天"/"today"/".", +7 / -7 days from today. DATE_NONE when it is none of
 * these. */
int32_t date_parse_loose(const char *s, int32_t today);
void date_format(int32_t day, char out[11]);	/* ISO; "" for DATE_NONE */
void date_format_zh(int32_t day, char out[32]); /* 2030年12月31日, as marks want it */
int date_weekday(int32_t day);			/* 0 = Sunday .. 6 */
int date_year(int32_t day);
/* Calendar sums clamp to the end of the month: 08-31 + 6 months = 02-28/29. */
int32_t date_add_years(int32_t day, int n);
int32_t date_add_months(int32_t day, int n);

/* Working days: Monday..Friday, minus holidays, plus make-up workdays, from a table kept
 * by hand for each year. */
struct calendar {
	int32_t *holiday, *workday; /* sorted, owned */
	size_t nholiday, nworkday;
	int *year; /* years the table covers, owned */
	size_t nyear;
};
/* Add "2026-01-01,2026-02-16..2026-02-22" as holidays (or workdays) of that year; every
 * day must lie in it, a range must not run backwards, no day may be both. On error
 * nothing is added and the message names the bad piece. An empty list does not make a
 * year known. */
MUST_CHECK enum rc
calendar_add(struct calendar *c, int year, bool workday, const char *list, struct err *e);
void calendar_free(struct calendar *c);
bool calendar_knows(const struct calendar *c, int year);
bool calendar_is_workday(const struct calendar *c, int32_t day);
/* The nth working day after from (counting starts the next day; n = 0 gives from itself).
 * *unknown_year (may be NULL) gets the first year the table does not cover, of which only
 * weekends were left out, else 0. c may be NULL. */
int32_t
calendar_add_workdays(const struct calendar *c, int32_t from, int n, int *unknown_year);

/* One source of "now". Verbs get the real one; tests and --today set a fixed day. */
struct clock {
	int32_t fixed; /* DATE_NONE: the real clock; else that day at 09:00 */
};
int32_t clock_today(const struct clock *c);
/* Seconds of a clock that never goes back: for how long something took. */
int64_t clock_seconds(void);
/* Local "YYYY-MM-DD HH:MM:SS+08:00". */
void clock_stamp(const struct clock *c, char out[32]);
/* Such a stamp as seconds since 1970 UTC; false when it is none. */
bool stamp_seconds(const char *stamp, int64_t *out);
/* The stamp so many minutes later, of the same zone; "" when it is no stamp. */
void stamp_after(const char *stamp, int minutes, char out[32]);
#endif
