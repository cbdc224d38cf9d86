/* SPDX-License-Identifier: MIT */
/*
 * The case-file reader. One table says for every key where it goes and what it may hold
 * (case.def); the whitelist, the typed reading and the manual come from it. Strict: an
 * unknown key, a bad value or a key that the act needs and nobody gave is an error that
 * says what is expected.
 */
#include "config.h"
#include "law/case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "law/check.h"

enum type {
	ACT,
	LEVEL,
	HARM,
	DATE,
	PERIOD,
	TEXT,
	CHOICE,
	WORD,
	INT,
	ID,
	ANSWER,
	BOOL,
	TIME
};

static const struct field {
	const char *section, *key;
	enum type type;
	size_t at; /* in struct law_case, or in one source or claim */
	const char *words;
} fields[] = {
#define FIELD(section, key, type, member, words, en) \
	{ section, key, type, offsetof(struct law_case, member), words },
#define SOURCE(section, key, type, member, words, en) \
	{ section, key, type, offsetof(struct fact_source, member), words },
#define CLAIM(section, key, type, member, words, en) \
	{ section, key, type, offsetof(struct fact_claim, member), words },
#include "law/case.def"
#undef FIELD
#undef SOURCE
#undef CLAIM
};
_Static_assert(ARRAY_LEN(fields) <= LAW_CASE_FIELDS, "seen has a place for every field");

/* Sections whose presence is itself a fact. */
static const struct {
	const char *section;
	size_t present; /* in struct law_case */
} presences[] = {
	{ "proposer", offsetof(struct law_case, f.proposer.present) },
	{ "approver", offsetof(struct law_case, f.approver.present) },
	{ "entry", offsetof(struct law_case, f.entry.present) },
	{ "place", offsetof(struct law_case, f.place.present) },
};

/* ------------------------------------------------------------------ values */

/* The place of a word in "a|b|c"; -1: not among them. */
static int
word_find(const char *words, const char *s)
{
	struct strs l = { 0 };
	int found = -1;

	strs_split(&l, words, "|");
	for (size_t i = 0; i < l.n && found < 0; i++) {
		if (strcmp(l.v[i], s) == 0)
			found = (int)i;
	}
	strs_free(&l);
	return found;
}

static bool
parse_act(struct law_case *c, const struct field *f, void *at, const char *s)
{
	(void)c, (void)f;
	return law_act_parse(s, at);
}

static bool
parse_level(struct law_case *c, const struct field *f, void *at, const char *s)
{
	(void)c, (void)f;
	return level_parse(s, at);
}

/* The phrase of the statute, as the level it belongs to. */
static bool
parse_harm(struct law_case *c, const struct field *f, void *at, const char *s)
{
	static const char phrases[] = "-|损害|严重损害|特别严重损害";
	int n = word_find(phrases, s);

	(void)c, (void)f;
	if (n > LEVEL_NONE)
		*(enum level *)at = (enum level)n;
	return n > LEVEL_NONE || level_parse(s, at);
}

static bool
parse_date(struct law_case *c, const struct field *f, void *at, const char *s)
{
	(void)c, (void)f;
	return (*(int32_t *)at = date_parse(s)) != DATE_NONE;
}

static bool
parse_period(struct law_case *c, const struct field *f, void *at, const char *s)
{
	(void)c, (void)f;
	return period_parse(s, at, NULL);
}

static bool
parse_text(struct law_case *c, const struct field *f, void *at, const char *s)
{
	if (f->type == CHOICE && word_find(f->words, s) < 0)
		return false;
	strs_add(&c->text, s);
	*(const char **)at = c->text.v[c->text.n - 1];
	return true;
}

static bool
parse_word(struct law_case *c, const struct field *f, void *at, const char *s)
{
	int n = word_find(f->words, s);

	(void)c;
	if (n >= 0)
		*(int *)at = n;
	return n >= 0;
}

/* Digits alone, and few enough of them to count. */
static bool
parse_count(const char *s, long *out)
{
	size_t n = strlen(s);

	if (n == 0 || n > 9 || strspn(s, "0123456789") != n)
		return false;
	*out = strtol(s, NULL, 10);
	return true;
}

static bool
parse_int(struct law_case *c, const struct field *f, void *at, const char *s)
{
	long lo = 0, hi = 0, n;

	(void)c;
	if (sscanf(f->words, "%ld..%ld", &lo, &hi) != 2 || !parse_count(s, &n) ||
	    n < lo || n > hi)
		return false;
	*(int *)at = (int)n;
	return true;
}

/* Numbers stand for themselves; a name gets one below zero, the same for the same name.
 */
static bool
parse_id(struct law_case *c, const struct field *f, void *at, const char *s)
{
	long n;

	(void)f;
	if (parse_count(s, &n)) {
		*(int64_t *)at = n;
		return n > 0;
	}
	if (!strs_has(&c->who, s))
		strs_add(&c->who, s);
	for (size_t i = 0; i < c->who.n; i++) {
		if (strcmp(c->who.v[i], s) == 0)
			*(int64_t *)at = -1 - (int64_t)i;
	}
	return true;
}

static bool
parse_answer(struct law_case *c, const struct field *f, void *at, const char *s)
{
	int n = word_find("no|yes", s);

	(void)c, (void)f;
	if (n >= 0)
		*(enum answer *)at = n == 1 ? ANSWER_YES : ANSWER_NO;
	return n >= 0;
}

static bool
parse_bool(struct law_case *c, const struct field *f, void *at, const char *s)
{
	int n = word_find("no|yes", s);

	(void)c, (void)f;
	if (n >= 0)
		*(bool *)at = n == 1;
	return n >= 0;
}

/* Minutes since the epoch, on the clock of the place. */
static bool
parse_time(struct law_case *c, const struct field *f, void *at, const char *s)
{
	char day[11] = "";
	int h, m, n = 0;

	(void)c, (void)f;
	if (strlen(s) != 16 || (s[10] != 'T' && s[10] != ' ') ||
	    sscanf(s + 11, "%2d:%2d%n", &h, &m, &n) != 2 || n != 5 || h < 0 || h > 23 ||
	    m < 0 || m > 59)
		return false;
	memcpy(day, s, 10);
	if (date_parse(day) == DATE_NONE)
		return false;
	*(int64_t *)at = (int64_t)date_parse(day) * 1440 + h * 60 + m;
	return true;
}

static const struct {
	bool (*parse)(struct law_case *c, const struct field *f, void *at, const char *s);
	struct text2 expected; /* zh NULL: the words */
} types[] = {
	[ACT] = { parse_act, { "办理的事项", "an act" } },
	[LEVEL] = { parse_level, { "绝密、机密或秘密（top|high|base）",
				     "绝密, 机密 or 秘密 (top|high|base)" } },
	[HARM] = { parse_harm,
	    { "损害|严重损害|特别严重损害", "损害|严重损害|特别严重损害" } },
	[DATE] = { parse_date, { "日期，如 2026-03-02", "a date such as 2026-03-02" } },
	[PERIOD] = { parse_period,
	    { "10年、6个月、90日、2030-12-31、条件:… 或 长期",
		"10年, 6个月, 90日, 2030-12-31, 条件:… or 长期" } },
	[TEXT] = { parse_text, { "文字", "a text" } },
	[CHOICE] = { parse_text, { NULL, NULL } },
	[WORD] = { parse_word, { NULL, NULL } },
	[INT] = { parse_int, { NULL, NULL } },
	[ID] = { parse_id, { "编号（1 以上）或姓名", "a number from 1, or a name" } },
	[ANSWER] = { parse_answer, { "yes|no", "yes|no" } },
	[BOOL] = { parse_bool, { "yes|no", "yes|no" } },
	[TIME] = { parse_time,
	    { "时间，如 2026-03-02T14:30", "a time such as 2026-03-02T14:30" } },
};

/* ------------------------------------------------------------------ keys */

/* "source.3" to 3, when it begins with "source."; 0: it does not, or it is no number. */
static int
section_no(const char *section, const char *prefix)
{
	size_t n = strlen(prefix);
	long no = 0;

	if (strncmp(section, prefix, n) != 0 || section[n] == '0' ||
	    !parse_count(section + n, &no) || no > 9999)
		return 0;
	return (int)no;
}

/* Does the row's section ("unit", "source.*") name this one? */
static bool
section_fits(const char *pattern, const char *section)
{
	size_t n = strlen(pattern);

	if (pattern[n - 1] == '*')
		return strncmp(pattern, section, n - 1) == 0;
	return strcmp(pattern, section) == 0;
}

static void *
source_at(struct law_case *c, int no)
{
	for (size_t i = 0; i < c->f.nsource; i++) {
		if (c->source[i].no == no)
			return &c->source[i];
	}
	c->source = xreallocarray(c->source, c->f.nsource + 1, sizeof(*c->source));
	c->f.source = c->source;
	c->source[c->f.nsource] = (struct fact_source){ .no = no,
		.expiry = DATE_NONE,
		.issued_on = DATE_NONE,
		.released_on = DATE_NONE };
	return &c->source[c->f.nsource++];
}

static void *
claim_at(struct law_case *c, int no)
{
	for (size_t i = 0; i < c->f.nclaim; i++) {
		if (c->claim[i].no == no)
			return &c->claim[i];
	}
	c->claim = xreallocarray(c->claim, c->f.nclaim + 1, sizeof(*c->claim));
	c->f.claim = c->claim;
	c->claim[c->f.nclaim] = (struct fact_claim){ .no = no };
	return &c->claim[c->f.nclaim++];
}

/* Sections with a number, one element each. */
static const struct {
	const char *prefix;
	void *(*at)(struct law_case *c, int no);
} lists[] = {
	{ "source.", source_at },
	{ "claim.", claim_at },
};

/* The element that a section stands for, the case itself for the others; NULL: a wrong
 * number. */
static char *
section_base(struct law_case *c, const char *section)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		int no;

		if (strncmp(section, lists[i].prefix, strlen(lists[i].prefix)) != 0)
			continue;
		no = section_no(section, lists[i].prefix);
		return no > 0 ? lists[i].at(c, no) : NULL;
	}
	return (char *)c;
}

/* A section is there, with or without keys. */
static enum rc
section_enter(struct law_case *c, const char *section, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(presences); i++) {
		if (strcmp(presences[i].section, section) == 0)
			*(bool *)((char *)c + presences[i].present) = true;
	}
	if (section_base(c, section) != NULL)
		return RC_OK;
	return err_set(e, RC_INVAL,
	    T("[%s] 的编号应为 1、2……的整数", "[%s] must be numbered 1, 2, …"), section);
}

static const struct field *
field_find(const char *section, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		if (section_fits(fields[i].section, section) &&
		    strcmp(fields[i].key, key) == 0)
			return &fields[i];
	}
	return NULL;
}

static char *
acts_text(void)
{
	struct str s = { 0 };

	for (size_t i = 0; i < LAW_COUNT; i++)
		str_addf(&s, "%s%s", i == 0 ? "" : "|", law_act_name((enum law_act)i));
	return str_take(&s);
}

static enum rc
bad_value(const struct field *f, const char *section, const char *value, struct err *e)
{
	char *acts = f->type == ACT ? acts_text() : NULL;
	const char *expected = acts != NULL ? acts
			       : types[f->type].expected.zh != NULL
				   ? tx(types[f->type].expected)
				   : f->words;

	if (*value == '\0')
		err_set(e, RC_INVAL,
		    T("%s.%s 没有值；应为%s，不知道的请删去此行",
			"%s.%s has no value; expected %s, drop the line when not known"),
		    section, f->key, expected);
	else
		err_set(e, RC_INVAL,
		    T("%s.%s 应为%s，不是“%.80s”", "%s.%s must be %s, not '%.80s'"),
		    section, f->key, expected, value);
	free(acts);
	return RC_INVAL;
}

enum rc
law_case_set(struct law_case *c, const char *section, const char *key, const char *value,
    struct err *e)
{
	const struct field *f = field_find(section, key);
	enum rc rc;
	char *base;

	if (f == NULL)
		return err_set(e, RC_INVAL,
		    T("没有 %s.%s 这一项；各项见 dingmi-law(7)",
			"there is no %s.%s; dingmi-law(7) lists the keys"),
		    section, key);
	if ((rc = section_enter(c, section, e)) != RC_OK)
		return rc;
	base = section_base(c, section);
	if (*value == '\0' || !types[f->type].parse(c, f, base + f->at, value))
		return bad_value(f, section, value, e);
	c->seen[f - fields] = true;
	return RC_OK;
}

/* ------------------------------------------------------------------ what is needed */

#define A(act) (1u << LAW_##act)
#define ALL (~0u)
#define APPROVED \
	(A(DETERMINE) | A(DERIVE) | A(FORWARD) | A(CHANGE) | A(EXTEND) | A(WIDEN) | \
	    A(RELEASE) | A(DISPUTE) | A(LIST))

/* What no rule answers for when it is missing. */
static const struct need {
	unsigned acts;
	const char *section, *key;
	size_t present; /* 0, or only when this section is there */
} needs[] = {
	{ ALL, "case", "act", 0 },
	{ ALL, "case", "today", 0 },
	{ A(PROPOSE) | A(DETERMINE) | A(REFER) | A(FORWARD) | A(CHANGE) | A(EXTEND) |
		A(DISPUTE) | A(DESIGNATE) | A(ACTIVATE) | A(TRANSFER),
	    "unit", "tier", 0 },
	{ APPROVED, "approver", "kind", offsetof(struct law_case, f.approver.present) },
	{ ALL, "entry", "code", offsetof(struct law_case, f.entry.present) },
	{ A(PROPOSE) | A(DETERMINE) | A(LIST), "entry", "level",
	    offsetof(struct law_case, f.entry.present) },
	{ A(REFER), "matter", "level", 0 },
	{ A(TRANSFER), "matter", "created_on", 0 },
	{ A(KEEP) | A(LEND), "place", "carrier_level",
	    offsetof(struct law_case, f.place.present) },
	{ A(ASSESS), "system", "level", 0 },
	{ A(REPORT), "duty", "discovered", 0 },
	{ A(RECTIFY), "duty", "due", 0 },
};

static enum rc
missing(struct law_case *c, const char **at, const char *section, const char *key,
    struct err *e)
{
	const struct field *f = field_find(section, key);
	char *acts = f->type == ACT ? acts_text() : NULL;

	*at = section;
	err_set(e, RC_INVAL,
	    T("缺少 %s.%s；%s 需要它，请在 [%s] 下写“%s = …”（%s）",
		"%s.%s is missing; %s needs it: under [%s] write “%s = …” (%s)"),
	    section, key, acts != NULL ? "eval" : law_act_name(c->f.act), section, key,
	    acts != NULL			 ? acts
	    : types[f->type].expected.zh != NULL ? tx(types[f->type].expected)
						 : f->words);
	free(acts);
	return RC_INVAL;
}

static bool
was_set(const struct law_case *c, const char *section, const char *key)
{
	return c->seen[field_find(section, key) - fields];
}

static enum rc
check_needs(struct law_case *c, const char **at, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(needs); i++) {
		const struct need *n = &needs[i];

		if ((n->acts & (1u << c->f.act)) == 0 ||
		    (n->present != 0 && !*(const bool *)((const char *)c + n->present)))
			continue;
		if (!was_set(c, n->section, n->key))
			return missing(c, at, n->section, n->key, e);
	}
	return RC_OK;
}

/* Levels of sources and claims, and the end of the period that an extension or a release
 * by itself is about. */
static enum rc
check_lists(struct law_case *c, const char **at, struct err *e)
{
	const struct facts *f = &c->f;
	const struct fact_matter *m = &f->matter;

	for (size_t i = 0; i < f->nsource; i++) {
		if (f->source[i].level != LEVEL_NONE)
			continue;
		snprintf(c->at, sizeof(c->at), "source.%d", f->source[i].no);
		return missing(c, at, c->at, "level", e);
	}
	for (size_t i = 0; i < f->nclaim; i++) {
		if (f->claim[i].level != LEVEL_NONE)
			continue;
		snprintf(c->at, sizeof(c->at), "claim.%d", f->claim[i].no);
		return missing(c, at, c->at, "level", e);
	}
	if (f->act == LAW_DISPUTE && f->nclaim == 0)
		return missing(c, at, "claim.1", "level", e);
	if ((f->act == LAW_EXTEND || fact_self_released(f)) &&
	    m->old_expiry == DATE_NONE && fact_old_expiry(f) == DATE_NONE &&
	    m->period.kind != PERIOD_CONDITION && m->period.kind != PERIOD_LONG)
		return missing(c, at, "matter", "old_expiry", e);
	return RC_OK;
}

enum rc
law_case_finish(struct law_case *c, const char **section, struct err *e)
{
	struct fact_entry *en = &c->f.entry;
	struct fact_person *a = &c->f.approver;
	enum rc rc;

	*section = NULL;
	if (!was_set(c, "approver", "state") && a->kind == CRP_DESIGNATED)
		a->state = CRP_ACTIVE;
	if (c->new_expiry != DATE_NONE && was_set(c, "matter", "new_period")) {
		*section = "matter";
		return err_set(e, RC_INVAL,
		    T("matter.new_expiry 与 matter.new_period 只能写一个；请删去其一",
			"matter.new_expiry and matter.new_period exclude each other; "
			"drop one"));
	}
	if (c->new_expiry != DATE_NONE)
		c->f.matter.new_period = period_until(c->new_expiry, &c->param);
	/* An entry whose longest period is 长期 or a condition says so twice. */
	if (en->max_period.kind == PERIOD_LONG)
		en->long_term = true;
	if (en->max_period.kind == PERIOD_CONDITION && en->condition == NULL)
		en->condition = en->max_period.cond;
	if ((rc = check_needs(c, section, e)) != RC_OK ||
	    (rc = check_lists(c, section, e)) != RC_OK)
		return rc;
	facts_complete(&c->f);
	return RC_OK;
}

/* ------------------------------------------------------------------ the file */

void
law_case_init(struct law_case *c, const struct params *param, const struct calendar *cal)
{
	*c = (struct law_case){ .new_expiry = DATE_NONE };
	params_default(&c->param);
	if (param != NULL)
		c->param = *param;
	facts_init(&c->f, &c->param, cal, DATE_NONE);
}

static enum rc
check_keys(const struct ini *ini, struct err *e)
{
	struct ini_allow allow[ARRAY_LEN(fields) + 2];
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		allow[n++] = (struct ini_allow){ fields[i].section, fields[i].key };
	allow[n++] = (struct ini_allow){ "calendar", "holiday.*" };
	allow[n++] = (struct ini_allow){ "calendar", "workday.*" };
	return ini_check(ini, allow, n, e);
}

static enum rc
read_section(struct law_case *c, const struct ini *ini, size_t s, struct err *e)
{
	const char *name = ini_section(ini, s);

	if (strcmp(name, "calendar") == 0) {
		c->f.cal = &c->cal;
		return org_calendar_read(ini, &c->cal, e);
	}
	if (section_enter(c, name, e) != RC_OK)
		return err_wrap(e, "%s:%d", ini_path(ini), ini_section_line(ini, s));
	for (size_t k = 0; k < ini_keys(ini, s); k++) {
		if (law_case_set(c, name, ini_key(ini, s, k), ini_value(ini, s, k), e) !=
		    RC_OK)
			return err_wrap(e, "%s:%d", ini_path(ini), ini_line(ini, s, k));
	}
	return RC_OK;
}

enum rc
law_case_read(struct law_case *c, const char *path, struct err *e)
{
	struct ini *ini = NULL;
	const char *section;
	enum rc rc;
	int s;

	if ((rc = ini_open(path, &ini, e)) != RC_OK)
		goto out;
	if ((rc = check_keys(ini, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < ini_sections(ini); i++) {
		if ((rc = read_section(c, ini, i, e)) != RC_OK)
			goto out;
	}
	if ((rc = law_case_finish(c, &section, e)) == RC_OK)
		goto out;
	s = ini_find_section(ini, section);
	if (s >= 0)
		err_wrap(e, "%s:%d", path, ini_section_line(ini, (size_t)s));
	else
		err_wrap(e, "%s", path);
out:
	ini_free(ini);
	return rc;
}

void
law_case_done(struct law_case *c)
{
	strs_free(&c->text);
	strs_free(&c->who);
	free(c->source);
	free(c->claim);
	calendar_free(&c->cal);
}
