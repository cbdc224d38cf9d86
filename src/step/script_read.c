/* SPDX-License-Identifier: MIT */
/* Scripts: reading CSV files and putting their acts in order of time; days and years
 * in a text. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "step/script.h"

enum { COL_DAY, COL_WHO, COL_ACT, COL_ON, COL_AS, COL_CELLS };

void
script_act_done(struct script_act *a)
{
	free(a->who);
	free(a->act);
	free(a->on);
	free(a->as);
	strs_free(&a->cells);
	memset(a, 0, sizeof(*a));
}

void
script_done(struct script *s)
{
	for (size_t i = 0; i < s->n; i++)
		script_act_done(&s->v[i]);
	free(s->v);
	strs_free(&s->files);
	memset(s, 0, sizeof(*s));
}

static struct script_act *
add_act(struct script *s, const char *file, int line, int32_t day)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 256 : s->cap * 2;
		s->v = xreallocarray(s->v, s->cap, sizeof(*s->v));
	}
	s->v[s->n] =
	    (struct script_act){ .file = file, .line = line, .order = s->n, .day = day };
	return &s->v[s->n++];
}

/* Offices work on working days: what falls on another is done the one before. */
int32_t
script_day(int32_t made, const struct calendar *cal, int days)
{
	int32_t day = made + (int32_t)days;

	while (days < 0 && !calendar_is_workday(cal, day))
		day--;
	return day;
}

/* "-30": days before the making. */
static bool
read_day(const struct script *s, const char *text, int32_t *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end != '\0' || n >= 0 || n < -10000)
		return false;
	*out = script_day(s->made, s->cal, (int)n);
	return true;
}

static enum rc
read_row(struct script *s, const char *file, const struct csv_row *row, struct err *e)
{
	struct script_act *a;
	int32_t day;

	if (row->n <= COL_ACT)
		return err_at(e, RC_INVAL, file, row->line, "%s",
		    T("一行至少三栏：日、人、事",
			"a row has at least three columns: day, who, act"));
	if (!read_day(s, row->v[COL_DAY], &day))
		return err_at(e, RC_INVAL, file, row->line,
		    T("日应为负整数（制作日之前的天数），不是“%s”",
			"the day is a negative number of days, not \"%s\""),
		    row->v[COL_DAY]);
	a = add_act(s, file, row->line, day);
	a->who = xstrdup(row->v[COL_WHO]);
	a->act = xstrdup(row->v[COL_ACT]);
	a->on = xstrdup(row->n > COL_ON ? row->v[COL_ON] : "");
	a->as = xstrdup(row->n > COL_AS ? row->v[COL_AS] : "");
	for (size_t i = COL_CELLS; i < row->n; i++) {
		if (strncmp(row->v[i], "then=", 5) == 0) {
			char *who = xstrdup(s->v[s->n - 1].who), *at;

			a = add_act(s, file, row->line, day);
			a->follows = true;
			a->act = xstrdup(row->v[i] + 5);
			if ((at = strchr(a->act, '@')) != NULL) {
				*at = '\0';
				free(who);
				who = xstrdup(at + 1);
			}
			a->who = who;
			a->on = xstrdup("");
			a->as = xstrdup("");
		} else if (*row->v[i] != '\0') {
			strs_add(&a->cells, row->v[i]);
		}
	}
	return RC_OK;
}

static enum rc
read_file(struct script *s, const char *path, struct err *e)
{
	struct csv *c = NULL;
	struct csv_row row = { 0 };
	bool head = true;
	enum rc rc;

	if ((rc = csv_open(path, &c, e)) != RC_OK)
		return rc;
	while ((rc = csv_next(c, &row, e)) == RC_OK && row.n > 0) {
		bool blank = row.n == 1 && *row.v[0] == '\0';

		if (!head && !blank && row.v[0][0] != '#')
			rc = read_row(s, path, &row, e);
		if (row.v[0][0] != '#')
			head = false;
		csv_row_free(&row);
		if (rc != RC_OK)
			break;
	}
	csv_row_free(&row);
	csv_close(c);
	return rc;
}

static int
by_name(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

static int
by_time(const void *x, const void *y)
{
	const struct script_act *a = x, *b = y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

enum rc
script_read(const char *dir, const char *last, int32_t made, const struct calendar *cal,
    struct script *out, struct err *e)
{
	DIR *d = opendir(dir);
	struct dirent *ent;
	enum rc rc = RC_OK;

	memset(out, 0, sizeof(*out));
	out->made = made;
	out->cal = cal;
	if (d == NULL)
		return file_failed(dir, errno, e);
	while ((ent = readdir(d)) != NULL) {
		size_t n = strlen(ent->d_name);
		char *path;

		if (n < 5 || ent->d_name[0] == '.' ||
		    strcmp(ent->d_name + n - 4, ".csv") != 0 ||
		    (last != NULL && strcmp(ent->d_name, last) > 0))
			continue;
		path = path_join(dir, ent->d_name);
		strs_add(&out->files, path);
		free(path);
	}
	closedir(d);
	if (out->files.n > 0)
		qsort(out->files.v, out->files.n, sizeof(*out->files.v), by_name);
	for (size_t i = 0; i < out->files.n && rc == RC_OK; i++)
		rc = read_file(out, out->files.v[i], e);
	if (rc == RC_OK && out->n == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("%s：没有示例内容(*.csv)", "%s: no sample content (*.csv)"), dir);
	if (rc == RC_OK)
		qsort(out->v, out->n, sizeof(*out->v), by_time);
	else
		script_done(out);
	return rc;
}

int32_t
script_first_day(const struct script *s)
{
	return s->v[0].day;
}

/* What stands between the braces: d, d+7, -30, y, y-1. */
static bool
expand(int32_t made, const struct calendar *cal, int32_t day, const char *word,
    struct str *out)
{
	bool year = word[0] == 'y', own = word[0] == 'd';
	const char *num = year || own ? word + 1 : word;
	char iso[11], *end;
	long n = *num == '\0' ? 0 : strtol(num, &end, 10);

	if (*num != '\0' && (end == num || *end != '\0' || n < -100000 || n > 100000))
		return false;
	if (!year && !own && *num == '\0')
		return false;
	if (year) {
		str_addf(out, "%ld", date_year(day) + n);
		return true;
	}
	if (own)
		date_format(day + (int32_t)n, iso);
	else
		date_format(script_day(made, cal, (int)n), iso);
	str_add(out, iso);
	return true;
}

enum rc
script_text(int32_t made, const struct calendar *cal, int32_t day, const char *text,
    struct str *out, struct err *e)
{
	while (*text != '\0') {
		const char *open = strchr(text, '{'),
			   *close = open != NULL ? strchr(open, '}') : NULL;
		char *word;
		bool ok;

		if (close == NULL) {
			str_add(out, text);
			return RC_OK;
		}
		str_addn(out, text, (size_t)(open - text));
		word = xstrndup(open + 1, (size_t)(close - open - 1));
		ok = expand(made, cal, day, word, out);
		free(word);
		if (!ok)
			return err_set(e, RC_INVAL,
			    T("“%s”里的花括号看不懂：应为 {-30}、{d+7}、{y} 这样的写法",
				"braces in \"%s\": write {-30}, {d+7} or {y}"),
			    text);
		text = close + 1;
	}
	return RC_OK;
}
