/* SPDX-License-Identifier: MIT */
/*
 * Secrecy periods as text. Writing is canonical; reading forgives what an input method
 * does (full-width digits and colon, blanks around), takes the English words of who reads
 * the screens in English, and nothing that could mean two things: no leading zero, no
 * bare 月, no condition that reads like another period.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/period.h"
#include "base/text.h"

enum { CONDITION_MAX = 60 };

static const struct text2 expected = {
	"应为 10年、6个月、90日、2030-12-31、条件:考试开始前 或 长期",
	"expected 10 years (10年), 6 months (6个月), 90 days (90日), 2030-12-31, "
	"condition:TEXT (条件:考试开始前) or long-term (长期)",
};
static const struct text2 bad_condition = {
	"解密条件应为一行文字，1 至 60 个字，不含“★”，也不能写成期限或日期的样子",
	"a release condition is one line of 1 to 60 characters, without ★, and not "
	"worded "
	"like a period or a date",
};

#define IN_YEARS \
	PERIOD_YEARS, 99, \
	{ \
		"年数应为 1 至 99", "years must be 1 to 99" \
	}
#define IN_MONTHS \
	PERIOD_MONTHS, 1200, \
	{ \
		"月数应为 1 至 1200", "months must be 1 to 1200" \
	}
#define IN_DAYS \
	PERIOD_DAYS, 36500, \
	{ \
		"日数应为 1 至 36500", "days must be 1 to 36500" \
	}
/* The first word of a kind is the one that is written. */
static const struct unit {
	const char *word;
	enum period_kind kind;
	int max;
	struct text2 range;
} units[] = {
	{ "年", IN_YEARS },
	{ "个月", IN_MONTHS },
	{ "日", IN_DAYS },
	{ "天", IN_DAYS },
	{ "years", IN_YEARS },
	{ "year", IN_YEARS },
	{ "y", IN_YEARS },
	{ "months", IN_MONTHS },
	{ "month", IN_MONTHS },
	{ "days", IN_DAYS },
	{ "day", IN_DAYS },
	{ "d", IN_DAYS },
};
static const struct text2 leading_zero = {
	"数字前不要写 0，以免看错",
	"write the number without leading zeros, so that it cannot be misread",
};

/* Full-width ASCII (U+FF01..U+FF5E) and U+3000 as ASCII, trimmed. Owned. */
static char *
half_width(const char *s)
{
	struct str b = { 0 };
	size_t n = strlen(s), i = 0, used;
	uint32_t cp;
	char enc[5];
	char *out;

	while ((used = text_decode(s + i, n - i, &cp)) > 0) {
		if (cp >= 0xff01 && cp <= 0xff5e)
			cp -= 0xff01 - 0x21;
		else if (cp == 0x3000)
			cp = ' ';
		text_encode(cp, enc);
		str_add(&b, enc);
		i += used;
	}
	out = str_take(&b);
	return text_trim(out);
}

/* NUMBER UNIT. Sets *why when it is this kind but not acceptable. */
static bool
parse_number(const char *s, struct period *out, struct text2 *why)
{
	size_t nd = strspn(s, "0123456789");
	const char *word = s + nd + strspn(s + nd, " ");
	const struct unit *u = NULL;
	long v = 0;

	for (size_t i = 0; i < ARRAY_LEN(units) && nd > 0; i++) {
		if (strcasecmp(word, units[i].word) == 0)
			u = &units[i];
	}
	if (u == NULL)
		return false;
	for (size_t i = 0; i < nd && v <= u->max; i++)
		v = v * 10 + (s[i] - '0');
	if (v < 1 || v > u->max) {
		*why = u->range;
		return false;
	}
	if (s[0] == '0') {
		*why = leading_zero;
		return false;
	}
	out->kind = u->kind;
	out->n = (int)v;
	return true;
}

/* ISO, or as a mark shows it: 2030年12月31日. */
static bool
parse_date(const char *s, struct period *out)
{
	int32_t day = date_parse(s);

	if (day == DATE_NONE && strstr(s, "年") != NULL && strstr(s, "月") != NULL)
		day = date_parse_loose(s, DATE_NONE);
	if (day == DATE_NONE)
		return false;
	out->kind = PERIOD_DATE;
	out->date = day;
	return true;
}

/* Everything but a condition; s is in half-width form. */
static bool
parse_plain(const char *s, struct period *out, struct text2 *why)
{
	if (strcmp(s, "长期") == 0 || strcasecmp(s, "long-term") == 0) {
		out->kind = PERIOD_LONG;
		return true;
	}
	return parse_number(s, out, why) || parse_date(s, out);
}

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static bool
parse_condition(const char *s, struct period *out)
{
	struct str clean = { 0 };
	struct text2 ignored;
	struct period other = { 0 };
	char *half = NULL;
	const char *text;
	bool ok = false;

	if (strpbrk(s, "\r\n") != NULL)
		return false;
	text_clean(s, strlen(s), false, &clean);
	if (clean.s == NULL)
		return false;
	text = text_trim(clean.s);
	half = half_width(text);
	/* 条件:长期 would stand in a mark as 长期: a mark must mean one thing. */
	if (*text != '\0' && characters(text) <= CONDITION_MAX &&
	    strlen(text) < sizeof(out->cond) && strstr(text, "★") == NULL &&
	    !parse_plain(half, &other, &ignored)) {
		out->kind = PERIOD_CONDITION;
		snprintf(out->cond, sizeof(out->cond), "%s", text);
		ok = true;
	}
	free(half);
	str_free(&clean);
	return ok;
}

/* Behind "条件:", however often it stands there: a condition that itself began so would
 * be shown as another one. NULL: it does not stand there. */
static const char *
condition_text(const char *s)
{
	static const char *const prefix[] = { "条件:", "条件：", "condition:" };
	const char *text = NULL;
	bool again;

	do {
		again = false;
		s += strspn(s, " \t");
		for (size_t i = 0; i < ARRAY_LEN(prefix); i++) {
			if (strncasecmp(s, prefix[i], strlen(prefix[i])) != 0)
				continue;
			s = text = s + strlen(prefix[i]);
			again = true;
		}
	} while (again);
	return text;
}

bool
period_parse(const char *s, struct period *out, struct text2 *why)
{
	struct text2 said = expected;
	struct period p = { .date = DATE_NONE };
	char *half = NULL;
	bool ok = false;

	if (s == NULL)
		goto out;
	if (condition_text(s) != NULL) {
		said = bad_condition;
		ok = parse_condition(condition_text(s), &p);
		goto out;
	}
	half = half_width(s);
	ok = parse_plain(half, &p, &said);
out:
	free(half);
	if (ok)
		*out = p;
	else if (why != NULL)
		*why = said;
	return ok;
}

static const struct unit *
unit_of(enum period_kind kind)
{
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (units[i].kind == kind)
			return &units[i];
	}
	return NULL;
}

void
period_format(const struct period *p, char out[256])
{
	if (p->kind == PERIOD_DATE)
		date_format(p->date, out);
	else if (p->kind == PERIOD_CONDITION)
		snprintf(out, 256, "条件:%s", p->cond);
	else
		period_show(p, out);
}

void
period_show(const struct period *p, char out[256])
{
	char zh[32];

	out[0] = '\0';
	switch (p->kind) {
	case PERIOD_NONE:
		break;
	case PERIOD_YEARS:
	case PERIOD_MONTHS:
	case PERIOD_DAYS:
		snprintf(out, 256, "%d%s", p->n, unit_of(p->kind)->word);
		break;
	case PERIOD_DATE:
		date_format_zh(p->date, zh);
		snprintf(out, 256, "%s", zh);
		break;
	case PERIOD_CONDITION:
		snprintf(out, 256, "%s", p->cond);
		break;
	case PERIOD_LONG:
		snprintf(out, 256, "长期");
		break;
	}
}

bool
period_same(const struct period *a, const struct period *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case PERIOD_NONE:
	case PERIOD_LONG:
		return true;
	case PERIOD_YEARS:
	case PERIOD_MONTHS:
	case PERIOD_DAYS:
		return a->n == b->n;
	case PERIOD_DATE:
		return a->date == b->date;
	case PERIOD_CONDITION:
		return strcmp(a->cond, b->cond) == 0;
	}
	return false;
}
