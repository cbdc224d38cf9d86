/* SPDX-License-Identifier: MIT */
/*
 * org.ini as a whole: the whitelist, [organ], [param] and [calendar]; the sections with
 * codes are in sections.c. Everything is read into a fresh struct org, which is handed
 * over only when the last check has passed.
 */
#include "config.h"
#include "org/org.h"

#include <stdio.h>
#include <stdlib.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/level.h"
#include "org/read.h"

static const struct ini_allow allowed[] = {
	{ "organ", "name" },
	{ "organ", "short_name" },
	{ "organ", "tier" },
	{ "organ", "superior" },
	{ "organ", "competent" },
	{ "organ", "sad" },
	{ "organ", "special_regime" },
	{ "organ", "level" },
	{ "dept.*", "name" },
	{ "dept.*", "parent" },
	{ "dept.*", "key" },
	{ "post.*", "name" },
	{ "post.*", "dept" },
	{ "post.*", "category" },
	{ "post.*", "head" },
	{ "post.*", "duties" },
	{ "role.*", "role" },
	{ "role.*", "name" },
	{ "param", "*" }, /* read_params() knows them all */
	{ "calendar", "holiday.*" },
	{ "calendar", "workday.*" },
};

static const struct {
	const char *name;
	struct text2 title;
} tiers[TIER_COUNT] = {
	[TIER_CENTRAL] = { "central", { "中央国家机关", "central organ" } },
	[TIER_PROVINCE] = { "province", { "省级机关", "provincial organ" } },
	[TIER_PREFECTURE] = { "prefecture",
	    { "设区的市级机关", "prefecture-level organ" } },
	[TIER_COUNTY] = { "county", { "县级机关", "county-level organ" } },
	[TIER_OTHER] = { "other", { "其他单位", "other unit" } },
};

const char *
tier_name(enum tier t)
{
	return tiers[t].name;
}

struct text2
tier_title(enum tier t)
{
	return tiers[t].title;
}

bool
tier_parse(const char *s, enum tier *out)
{
	for (size_t i = 0; i < TIER_COUNT; i++) {
		if (strcmp(s, tiers[i].name) == 0 || strcmp(s, tiers[i].title.zh) == 0) {
			*out = (enum tier)i;
			return true;
		}
	}
	return false;
}

enum rc
read_text(const struct ini *ini, size_t s, const char *key, bool required, char **out,
    struct err *e)
{
	enum { MOST = 300 };
	int line;
	const char *v = ini_get(ini, s, key, &line);

	if (v == NULL && !required)
		return RC_OK;
	if (v == NULL)
		return err_at(e, RC_INVAL, ini_path(ini), ini_section_line(ini, s),
		    T("[%s] 缺少 %s；请补上一行“%s = …”",
			"[%s] lacks %s; add a line “%s = …”"),
		    ini_section(ini, s), key, key);
	if (*v == '\0')
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("%s 没有值；请填写，或删去此行",
			"%s has no value; fill it in or drop the line"),
		    key);
	if (strlen(v) > MOST)
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("%s 过长（%zu 字节）；最多 %d 字节",
			"%s is too long (%zu bytes); at most %d"),
		    key, strlen(v), MOST);
	*out = xstrdup(v);
	return RC_OK;
}

const char *
read_code(const struct ini *ini, size_t s, const char *prefix)
{
	const char *name = ini_section(ini, s);
	size_t n = strlen(prefix);

	return strncmp(name, prefix, n) == 0 ? name + n : NULL;
}

static enum rc
read_tier(const struct ini *ini, size_t s, struct org *o, struct err *e)
{
	int line;
	const char *v = ini_get(ini, s, "tier", &line);

	if (v == NULL)
		return err_at(e, RC_INVAL, ini_path(ini), ini_section_line(ini, s),
		    T("[organ] 缺少 tier；定密权限由层级决定，请补上 "
		      "tier = central|province|prefecture|county|other",
			"[organ] lacks tier, which decides the authority to classify; "
			"add "
			"tier = central|province|prefecture|county|other"));
	if (!tier_parse(v, &o->tier))
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("tier = %s 不是层级；应为 central|province|prefecture|county|other",
			"tier = %s is no tier; write "
			"central|province|prefecture|county|other"),
		    v);
	return RC_OK;
}

static enum rc
read_organ(const struct ini *ini, struct org *o, struct err *e)
{
	int s = ini_find_section(ini, "organ"), line;
	enum level level = LEVEL_BASE;
	const struct {
		const char *key;
		bool required;
		char **to;
	} texts[] = {
		{ "name", true, &o->name },
		{ "short_name", false, &o->short_name },
		{ "superior", false, &o->superior },
		{ "competent", false, &o->competent },
		{ "sad", false, &o->sad },
	};
	const char *v;
	enum rc rc;

	if (s < 0)
		return err_at(e, RC_INVAL, ini_path(ini), 0,
		    T("缺少 [organ] 一节；请写明单位名称 name 和层级 tier",
			"no [organ] section; give the unit's name and tier"));
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		rc = read_text(
		    ini, (size_t)s, texts[i].key, texts[i].required, texts[i].to, e);
		if (rc != RC_OK)
			return rc;
	}
	if ((rc = read_tier(ini, (size_t)s, o, e)) != RC_OK)
		return rc;
	if ((v = ini_get(ini, (size_t)s, "level", &line)) != NULL &&
	    !level_parse(v, &level))
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("level = %s 不是密级；应为 绝密、机密或秘密（top|high|base）",
			"level = %s is no level; write 绝密, 机密 or 秘密 "
			"(top|high|base)"),
		    v);
	o->level_max = (int)level;
	return ini_get_bool(ini, (size_t)s, "special_regime", &o->special_regime, e);
}

/* The nearest reminder last: a later one before an earlier one is a slip of the pen. */
static enum rc
check_reminders(const struct ini *ini, const struct params *p, struct err *e)
{
	const enum param lead[] = { PARAM_LEAD_DAYS_1, PARAM_LEAD_DAYS_2,
		PARAM_LEAD_DAYS_3 };
	int s = ini_find_section(ini, "param");

	for (size_t i = 1; i < ARRAY_LEN(lead); i++) {
		const char *far = param_info(lead[i - 1])->key,
			   *near = param_info(lead[i])->key;
		int line = 0;

		if (p->v[lead[i]] < p->v[lead[i - 1]])
			continue;
		if (s >= 0 && ini_get(ini, (size_t)s, near, &line) == NULL)
			ini_get(ini, (size_t)s, far, &line);
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("%s（%ld）应小于 %s(%ld)：提醒由远到近",
			"%s (%ld) must be less than %s (%ld): reminders draw nearer"),
		    near, p->v[lead[i]], far, p->v[lead[i - 1]]);
	}
	return RC_OK;
}

static enum rc
read_params(const struct ini *ini, struct org *o, struct err *e)
{
	int s = ini_find_section(ini, "param");

	params_default(&o->param);
	for (size_t k = 0; s >= 0 && k < ini_keys(ini, (size_t)s); k++) {
		const char *key = ini_key(ini, (size_t)s, k);
		int line = ini_line(ini, (size_t)s, k);
		enum param id;

		if (!param_find(key, &id))
			return err_at(e, RC_INVAL, ini_path(ini), line,
			    T("[param] 没有参数 %s；参数表见 dingmi-org(5)",
				"[param] has no parameter %s; dingmi-org(5) lists them"),
			    key);
		if (param_set(&o->param, id, ini_value(ini, (size_t)s, k), e) != RC_OK)
			return err_wrap(e, "%s:%d", ini_path(ini), line);
	}
	return check_reminders(ini, &o->param, e);
}

/* holiday.2026 and workday.2026: the year behind the dot, or 0. */
static int
calendar_year(const char *key)
{
	const char *y = key + strlen("holiday.");

	if ((strncmp(key, "holiday.", 8) != 0 && strncmp(key, "workday.", 8) != 0) ||
	    strlen(y) != 4 || strspn(y, "0123456789") != 4 || atoi(y) < 1900)
		return 0;
	return atoi(y);
}

static int
compare_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* A day that is both a holiday and a make-up workday would be counted by chance. */
static enum rc
check_calendar(const struct ini *ini, size_t s, const struct calendar *c, struct err *e)
{
	for (size_t i = 0; i < c->nworkday; i++) {
		char day[11], key[24];
		int line = 0;

		if (bsearch(&c->workday[i], c->holiday, c->nholiday, sizeof(*c->holiday),
			compare_days) == NULL)
			continue;
		date_format(c->workday[i], day);
		snprintf(key, sizeof(key), "workday.%d", date_year(c->workday[i]));
		ini_get(ini, s, key, &line);
		return err_at(e, RC_INVAL, ini_path(ini), line,
		    T("%s 既是放假日又是调休上班日；请按国务院办公厅通知改正一处",
			"%s is both a holiday and a make-up workday; correct one of "
			"them"),
		    day);
	}
	return RC_OK;
}

enum rc
org_calendar_read(const struct ini *ini, struct calendar *cal, struct err *e)
{
	int s = ini_find_section(ini, "calendar");

	if (s < 0)
		return RC_OK;
	for (size_t k = 0; k < ini_keys(ini, (size_t)s); k++) {
		const char *key = ini_key(ini, (size_t)s, k);
		int line = ini_line(ini, (size_t)s, k), year = calendar_year(key);

		if (year == 0)
			return err_at(e, RC_INVAL, ini_path(ini), line,
			    T("%s 不是日历项或年份不对；应如 holiday.2026、workday.2026",
				"%s is no calendar line, or its year is wrong; write "
				"holiday.2026, workday.2026"),
			    key);
		if (calendar_add(
			cal, year, *key == 'w', ini_value(ini, (size_t)s, k), e) != RC_OK)
			return err_wrap(e, "%s:%d", ini_path(ini), line);
	}
	return check_calendar(ini, (size_t)s, cal, e);
}

static enum rc
read_calendar(const struct ini *ini, struct org *o, struct err *e)
{
	return org_calendar_read(ini, &o->cal, e);
}

enum rc
org_calendar_load(const char *path, struct calendar *cal, struct err *e)
{
	struct calendar read = { 0 };
	struct ini *ini = NULL;
	enum rc rc;

	if ((rc = ini_open(path, &ini, e)) != RC_OK)
		goto out;
	if (ini_find_section(ini, "calendar") < 0)
		rc = err_at(e, RC_INVAL, path, 0,
		    T("没有 [calendar] 一节；请写明 holiday.年份 和 workday.年份",
			"no [calendar] section; give holiday.YEAR and workday.YEAR"));
	else
		rc = org_calendar_read(ini, &read, e);
	if (rc != RC_OK)
		goto out;
	calendar_free(cal);
	*cal = read;
	read = (struct calendar){ 0 };
out:
	calendar_free(&read);
	ini_free(ini);
	return rc;
}

static enum rc
read_stamp(struct org *o, struct err *e)
{
	struct stat sb;

	if (stat(o->path, &sb) != 0)
		return file_failed(o->path, errno, e);
	snprintf(o->stamp, sizeof(o->stamp), "%lld %lld.%09ld", (long long)sb.st_size,
	    (long long)sb.st_mtim.tv_sec, sb.st_mtim.tv_nsec);
	return RC_OK;
}

enum rc
org_digest(const struct org *o, char out[65], struct err *e)
{
	return digest_file(DIGEST_SM3, o->path, out, e);
}

enum rc
org_load(const char *path, struct org **out, struct err *e)
{
	static enum rc (*const parts[])(
	    const struct ini *, struct org *, struct err *) = { read_organ, read_depts,
		read_posts, read_roles, read_params, read_calendar };
	struct ini *ini = NULL;
	struct org *o = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = ini_open(path, &ini, e)) != RC_OK)
		goto out;
	if ((rc = ini_check(ini, allowed, ARRAY_LEN(allowed), e)) != RC_OK)
		goto out;
	o = xcalloc(1, sizeof(*o));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if ((rc = parts[i](ini, o, e)) != RC_OK)
			goto out;
	}
	o->path = xstrdup(path);
	if ((rc = read_stamp(o, e)) != RC_OK)
		goto out;
	*out = o;
	o = NULL; /* handed over */
out:
	org_free(o);
	ini_free(ini);
	return rc;
}

void
org_free(struct org *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->ndept; i++) {
		free(o->dept[i].code);
		free(o->dept[i].name);
		free(o->dept[i].parent);
	}
	for (size_t i = 0; i < o->npost; i++) {
		free(o->post[i].code);
		free(o->post[i].name);
		free(o->post[i].dept);
		free(o->post[i].category);
		free(o->post[i].duties);
	}
	for (size_t i = 0; i < o->nrole; i++) {
		free(o->role[i].login);
		free(o->role[i].role);
		free(o->role[i].name);
	}
	free(o->dept);
	free(o->post);
	free(o->role);
	free(o->name);
	free(o->short_name);
	free(o->superior);
	free(o->competent);
	free(o->sad);
	calendar_free(&o->cal);
	free(o->path);
	free(o);
}
