/* SPDX-License-Identifier: MIT */
/*
 * Working days from the hand-kept table. A list is read whole before anything is added,
 * so a bad piece leaves the calendar as it was.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

struct days {
	int32_t *v; /* owned */
	size_t n;
};

static int
by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static bool
has_day(const int32_t *v, size_t n, int32_t day)
{
	return n > 0 && bsearch(&day, v, n, sizeof(*v), by_day) != NULL;
}

/* One piece: a day, or FIRST..LAST. */
static enum rc
read_piece(struct days *days, int year, const char *piece, struct err *e)
{
	const char *dots = strstr(piece, "..");
	char *first = dots ? xstrndup(piece, (size_t)(dots - piece)) : xstrdup(piece);
	int32_t from = date_parse(first);
	int32_t to = dots ? date_parse(dots + 2) : from;

	free(first);
	if (from == DATE_NONE || to == DATE_NONE)
		return err_set(e, RC_INVAL,
		    T("“%s”不是日期，应写成 2026-01-01 或 2026-02-16..2026-02-22",
			"'%s' is not a date; write 2026-01-01 or 2026-02-16..2026-02-22"),
		    piece);
	if (from > to)
		return err_set(e, RC_INVAL,
		    T("“%s”起止颠倒，应先写较早的一天",
			"'%s' runs backwards; write the earlier day first"),
		    piece);
	if (date_year(from) != year || date_year(to) != year)
		return err_set(e, RC_INVAL,
		    T("“%s”不在 %d 年，请写到那一年的项下",
			"'%s' is not in %d; put it under its own year"),
		    piece, year);
	days->v =
	    xreallocarray(days->v, days->n + (size_t)(to - from) + 1, sizeof(*days->v));
	for (int32_t d = from; d <= to; d++)
		days->v[days->n++] = d;
	return RC_OK;
}

/* Sort, and keep each day once. */
static void
settle(struct days *days)
{
	size_t n = 0;

	if (days->n == 0)
		return;
	qsort(days->v, days->n, sizeof(*days->v), by_day);
	for (size_t i = 0; i < days->n; i++) {
		if (n == 0 || days->v[i] != days->v[n - 1])
			days->v[n++] = days->v[i];
	}
	days->n = n;
}

static void
merge(int32_t **v, size_t *n, const struct days *more)
{
	struct days all = { .v = *v, .n = *n };

	all.v = xreallocarray(all.v, all.n + more->n, sizeof(*all.v));
	memcpy(all.v + all.n, more->v, more->n * sizeof(*all.v));
	all.n += more->n;
	settle(&all);
	*v = all.v;
	*n = all.n;
}

enum rc
calendar_add(struct calendar *c, int year, bool workday, const char *list, struct err *e)
{
	const int32_t *other = workday ? c->holiday : c->workday;
	size_t nother = workday ? c->nholiday : c->nworkday;
	struct strs pieces = { 0 };
	struct days days = { 0 };
	enum rc rc = RC_OK;
	char iso[11];

	strs_split(&pieces, list, ",");
	for (size_t i = 0; i < pieces.n; i++) {
		if ((rc = read_piece(&days, year, pieces.v[i], e)) != RC_OK)
			goto out;
	}
	if (days.n == 0)
		goto out; /* an empty list says nothing about the year */
	settle(&days);
	for (size_t i = 0; i < days.n; i++) {
		if (!has_day(other, nother, days.v[i]))
			continue;
		date_format(days.v[i], iso);
		rc = err_set(e, RC_INVAL,
		    T("%s 既写作放假又写作上班，请删去其一",
			"%s is both a holiday and a workday; remove one of them"),
		    iso);
		goto out;
	}
	if (workday)
		merge(&c->workday, &c->nworkday, &days);
	else
		merge(&c->holiday, &c->nholiday, &days);
	if (!calendar_knows(c, year)) {
		c->year = xreallocarray(c->year, c->nyear + 1, sizeof(*c->year));
		c->year[c->nyear++] = year;
	}
out:
	free(days.v);
	strs_free(&pieces);
	return rc;
}

void
calendar_free(struct calendar *c)
{
	if (c == NULL)
		return;
	free(c->holiday);
	free(c->workday);
	free(c->year);
	*c = (struct calendar){ 0 };
}

bool
calendar_knows(const struct calendar *c, int year)
{
	for (size_t i = 0; c != NULL && i < c->nyear; i++) {
		if (c->year[i] == year)
			return true;
	}
	return false;
}

bool
calendar_is_workday(const struct calendar *c, int32_t day)
{
	int wd = date_weekday(day);

	if (c != NULL && has_day(c->workday, c->nworkday, day))
		return true;
	if (c != NULL && has_day(c->holiday, c->nholiday, day))
		return false;
	return wd != 0 && wd != 6;
}

int32_t
calendar_add_workdays(const struct calendar *c, int32_t from, int n, int *unknown_year)
{
	int32_t end = date_from_ymd(9999, 12, 31);
	int32_t day = from;
	int unknown = 0;

	if (from != DATE_NONE) {
		while (n > 0 && day < end) {
			int year = date_year(++day);

			if (unknown == 0 && !calendar_knows(c, year))
				unknown = year;
			if (calendar_is_workday(c, day))
				n--;
		}
		if (n > 0)
			day = DATE_NONE;
	}
	if (unknown_year != NULL)
		*unknown_year = unknown;
	return day;
}
