/* SPDX-License-Identifier: MIT */
/*
 * Typed text into stored values: the table of field types, one row each, and the doors
 * through which the user's input comes. Input methods leave full-width digits and signs
 * behind; they are read as what they mean.
 */
#include "config.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "form/form_type.h"

char *
text_narrow(const char *s)
{
	size_t n = strlen(s);
	struct str out = { 0 };
	uint32_t cp;

	for (size_t i = 0, len; i < n; i += len) {
		len = text_decode(s + i, n - i, &cp);
		if (cp >= 0xFF01 && cp <= 0xFF5E)
			str_addc(&out, (char)(cp - 0xFEE0));
		else if (cp == 0x3000)
			str_addc(&out, ' ');
		else
			str_addn(&out, s + i, len);
	}
	if (out.s != NULL)
		text_trim(out.s);
	return str_take(&out);
}

static void
show_plain(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	(void)st;
	(void)i;
	str_add(out, value);
}

/* ---- text, area, note */

static bool
valid_text(const struct field *f, const char *value)
{
	return text_count(value) <= (size_t)f->max;
}

static bool
parse_text(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	const struct field *f = &st->form->field[i];
	size_t n = text_count(text);

	if (n > (size_t)f->max) {
		str_addf(why,
		    T("最多 %d 字，现有 %zu 字，请删减",
			"at most %d characters, there are %zu"),
		    f->max, n);
		return false;
	}
	str_add(value, text);
	return true;
}

/* ---- date, moment */

static bool
valid_date(const struct field *f, const char *value)
{
	(void)f;
	return date_parse(value) != DATE_NONE;
}

static int32_t
any_date(const char *s, int32_t today)
{
	return today == DATE_NONE ? date_parse(s) : date_parse_loose(s, today);
}

static bool
parse_date(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	char *s = text_narrow(text), iso[11];
	int32_t day = any_date(s, st->look.today);

	(void)i;
	free(s);
	if (day == DATE_NONE) {
		str_add(why, T("请填日期，如 2026-03-02、3-2、今天、+7",
				 "expected a date: 2026-03-02, 3-2, today, +7"));
		return false;
	}
	date_format(day, iso);
	str_add(value, iso);
	return true;
}

/* "14:30" at the end of s: the minute of the day, *at where it begins; -1: none. */
static int
time_of_day(const char *s, size_t *at)
{
	size_t n = strlen(s), colon;
	int h, m;

	if (n < 4 || !isdigit((unsigned char)s[n - 1]) ||
	    !isdigit((unsigned char)s[n - 2]) || s[n - 3] != ':')
		return -1;
	colon = n - 3;
	*at = colon;
	while (*at > 0 && colon - *at < 2 && isdigit((unsigned char)s[*at - 1]))
		--*at;
	if (*at == colon || (*at > 0 && s[*at - 1] != ' ' && s[*at - 1] != 'T'))
		return -1;
	h = atoi(s + *at);
	m = atoi(s + colon + 1);
	return h < 24 && m < 60 ? h * 60 + m : -1;
}

static bool
valid_moment(const struct field *f, const char *value)
{
	char *day = xstrndup(value, 10), *minute = NULL;
	size_t at;
	bool ok;

	/* To the minute, or the stamp of the clock, which goes on with seconds and zone.
	 */
	(void)f;
	ok = strlen(value) >= 16 && value[10] == ' ' && date_parse(day) != DATE_NONE;
	if (ok) {
		minute = xstrndup(value + 10, 6);
		ok = time_of_day(minute, &at) >= 0 && at == 1 &&
		     (value[16] == '\0' || (value[16] == ':' && strlen(value) == 25));
	}
	free(day);
	free(minute);
	return ok;
}

static bool
parse_moment(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	char *s = text_narrow(text), iso[11];
	size_t at = 0;
	int minute = time_of_day(s, &at);
	int32_t day = DATE_NONE;

	(void)i;
	if (minute >= 0) {
		if (at > 0)
			s[at - 1] = '\0';
		day = at == 0 ? st->look.today : any_date(text_trim(s), st->look.today);
	}
	free(s);
	if (day == DATE_NONE) {
		str_add(why, T("请填日期和时刻，如 2026-03-02 14:30；当天可只填 14:30",
				 "expected a date and time: 2026-03-02 14:30; 14:30 "
				 "alone means today"));
		return false;
	}
	date_format(day, iso);
	str_addf(value, "%s %02d:%02d", iso, minute / 60, minute % 60);
	return true;
}

static void
show_moment(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	const struct field *f = &st->form->field[i];

	str_addn(out, value, valid_moment(f, value) ? 16 : strlen(value));
}

/* ---- level, yes/no, choice */

static bool
valid_level(const struct field *f, const char *value)
{
	(void)f;
	return strlen(value) == 1 && *value >= '1' && *value <= '3';
}

static bool
parse_level(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	char *s = text_narrow(text);
	enum level l = LEVEL_NONE;
	bool ok = level_parse(s, &l) && l != LEVEL_NONE;

	(void)st;
	(void)i;
	free(s);
	if (ok)
		str_addf(value, "%d", (int)l);
	else
		str_add(why, T("密级只有绝密、机密、秘密（3、2、1）",
				 "a level is 绝密, 机密 or 秘密 (3, 2, 1)"));
	return ok;
}

static void
show_level(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	str_add(out, valid_level(&st->form->field[i], value)
			 ? level_zh((enum level)(*value - '0'))
			 : value);
}

static void
options_level(const struct field *f, struct form_options *out)
{
	(void)f;
	for (int l = LEVEL_BASE; l <= LEVEL_TOP; l++)
		form_options_add(out, (char[2]){ (char)('0' + l), '\0' },
		    level_zh((enum level)l),
		    lang_get() == LANG_EN ? level_name((enum level)l) : NULL);
}

static bool
valid_yesno(const struct field *f, const char *value)
{
	(void)f;
	return strcmp(value, "0") == 0 || strcmp(value, "1") == 0;
}

static bool
parse_yesno(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	static const struct {
		const char *word, *value;
	} words[] = {
		{ "是", "1" },
		{ "yes", "1" },
		{ "y", "1" },
		{ "1", "1" },
		{ "有", "1" },
		{ "否", "0" },
		{ "no", "0" },
		{ "n", "0" },
		{ "0", "0" },
		{ "无", "0" },
	};
	char *s = text_narrow(text);

	(void)st;
	(void)i;
	for (size_t k = 0; k < ARRAY_LEN(words) && value->len == 0; k++)
		if (strcasecmp(s, words[k].word) == 0)
			str_add(value, words[k].value);
	free(s);
	if (value->len == 0)
		str_add(why, T("请填“是”或“否”（y/n）", "expected yes or no"));
	return value->len > 0;
}

static void
show_yesno(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	if (!valid_yesno(&st->form->field[i], value))
		str_add(out, value);
	else
		str_add(out, *value == '1' ? T("是", "yes") : T("否", "no"));
}

static void
options_yesno(const struct field *f, struct form_options *out)
{
	(void)f;
	form_options_add(out, "1", T("是", "yes"), NULL);
	form_options_add(out, "0", T("否", "no"), NULL);
}

static bool
valid_choice(const struct field *f, const char *value)
{
	for (size_t k = 0; k < f->nchoice; k++)
		if (strcmp(f->choice[k].value, value) == 0)
			return true;
	return false;
}

/* Choices of f that the text names (whole) or begins; *hit gets the last of them. */
static size_t
choices_named(const struct field *f, const char *s, bool whole, size_t *hit)
{
	size_t n = strlen(s), hits = 0;

	for (size_t k = 0; k < f->nchoice; k++) {
		const struct choice *c = &f->choice[k];
		const char *const name[] = { c->value, c->label.zh, c->label.en };

		for (size_t j = 0; j < ARRAY_LEN(name); j++)
			if (whole ? strcasecmp(name[j], s) == 0
				  : strncasecmp(name[j], s, n) == 0) {
				*hit = k;
				hits++;
				break;
			}
	}
	return hits;
}

/* "2" is the second choice, unless the values themselves are numbers. */
static bool
choice_by_number(const struct field *f, const char *s, size_t *hit)
{
	size_t n = strlen(s);

	if (n == 0 || n > 2 || strspn(s, "0123456789") != n)
		return false;
	for (size_t k = 0; k < f->nchoice; k++)
		if (isdigit((unsigned char)f->choice[k].value[0]))
			return false;
	*hit = (size_t)atoi(s) - 1;
	return *hit < f->nchoice;
}

static void
say_choices(const struct field *f, struct str *why)
{
	str_add(why, T("请从这些中选择：", "choose one of: "));
	for (size_t k = 0; k < f->nchoice; k++)
		str_addf(why, "%s%s", k > 0 ? T("、", ", ") : "",
		    T(f->choice[k].label.zh, f->choice[k].label.en));
}

static bool
parse_choice(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	const struct field *f = &st->form->field[i];
	char *s = text_narrow(text);
	size_t hit = 0;
	bool ok = choices_named(f, text, true, &hit) == 1 ||
		  choices_named(f, s, true, &hit) == 1 || choice_by_number(f, s, &hit) ||
		  choices_named(f, s, false, &hit) == 1;

	free(s);
	if (ok)
		str_add(value, f->choice[hit].value);
	else
		say_choices(f, why);
	return ok;
}

static void
show_choice(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	str_add(out, choice_label(&st->form->field[i], value));
}

static void
options_choice(const struct field *f, struct form_options *out)
{
	for (size_t k = 0; k < f->nchoice; k++)
		form_options_add(
		    out, f->choice[k].value, choice_label(f, f->choice[k].value), NULL);
}

/* ---- period, number */

static bool
valid_period(const struct field *f, const char *value)
{
	struct period p;
	struct text2 why;

	(void)f;
	return period_parse(value, &p, &why) && p.kind != PERIOD_NONE;
}

static bool
parse_period(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	struct period p;
	struct text2 reason = { "", "" };
	char canonical[256];

	(void)st;
	(void)i;
	if (!period_parse(text, &p, &reason) || p.kind == PERIOD_NONE) {
		str_add(why, tx(reason));
		return false;
	}
	period_format(&p, canonical);
	str_add(value, canonical);
	return true;
}

static bool
number(const char *s, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(s, &end, 10);
	return (isdigit((unsigned char)*s) || *s == '-') && *end == '\0' && errno == 0;
}

static bool
valid_number(const struct field *f, const char *value)
{
	long n;

	return number(value, &n) && n >= f->lo && n <= f->hi;
}

static bool
parse_number(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	const struct field *f = &st->form->field[i];
	char *s = text_narrow(text);
	bool ok = valid_number(f, s);
	long n;

	if (ok && number(s, &n))
		str_addf(value, "%ld", n);
	else
		str_addf(why,
		    T("请填 %ld 到 %ld 之间的整数",
			"expected a whole number from %ld to %ld"),
		    f->lo, f->hi);
	free(s);
	return ok;
}

/* ---- the table */

/* clang-format off */
static const struct field_ops ops[] = {
	[FIELD_TEXT]   = { 30, 1, 200, valid_text, parse_text, show_plain, NULL },
	[FIELD_AREA]   = { 60, 4, 4000, valid_text, parse_text, show_plain, NULL },
	[FIELD_DATE]   = { 10, 1, 40, valid_date, parse_date, show_plain, NULL },
	[FIELD_MOMENT] = { 16, 1, 40, valid_moment, parse_moment, show_moment, NULL },
	[FIELD_LEVEL]  = { 6, 1, 40, valid_level, parse_level, show_level, options_level },
	[FIELD_PERIOD] = { 24, 1, 80, valid_period, parse_period, show_plain, NULL },
	[FIELD_CHOICE] = { 20, 1, 80, valid_choice, parse_choice, show_choice, options_choice },
	[FIELD_REF]    = { 24, 1, 200, ref_valid, ref_parse, ref_show, NULL },
	[FIELD_NUMBER] = { 8, 1, 20, valid_number, parse_number, show_plain, NULL },
	[FIELD_YESNO]  = { 4, 1, 8, valid_yesno, parse_yesno, show_yesno, options_yesno },
	[FIELD_LIST]   = { 50, 1, 4000, list_valid, list_parse, list_show, NULL },
	[FIELD_SCOPE]  = { 40, 1, 2000, scope_valid, scope_parse, show_plain, NULL },
	[FIELD_NOTE]   = { 60, 1, 4000, valid_text, parse_text, show_plain, NULL },
};
/* clang-format on */
_Static_assert(ARRAY_LEN(ops) == FIELD_TYPE_COUNT, "one row a type");

const struct field_ops *
field_ops(enum field_type t)
{
	return &ops[t];
}

/* ---- the doors */

char *
form_shown(const struct form_state *st, size_t i)
{
	const struct field *f = &st->form->field[i];
	struct str out = { 0 };

	if (st->typed[i] != NULL)
		str_add(&out, st->typed[i]);
	else if (st->value[i] != NULL)
		ops[f->type].show(st, i, st->value[i], &out);
	else if (f->type == FIELD_NOTE)
		str_add(&out, field_help(f));
	return str_take(&out);
}

/* What was typed, made safe. An area keeps the indent of its first paragraph. */
static char *
cleaned(const struct field *f, const char *text)
{
	struct str out = { 0 };
	char *s, *rest;

	text_clean(
	    text, strlen(text), f->type == FIELD_AREA || f->type == FIELD_LIST, &out);
	s = str_take(&out);
	if (f->type != FIELD_AREA)
		return text_trim(s);
	rest = xstrdup(s);
	if (*text_trim(rest) == '\0')
		*s = '\0';
	free(rest);
	for (size_t n = strlen(s); n > 0 && (s[n - 1] == '\n' || s[n - 1] == ' '); n--)
		s[n - 1] = '\0';
	return s;
}

bool
form_enter(struct form_state *st, size_t i, const char *text)
{
	const struct field *f = &st->form->field[i];
	struct str value = { 0 }, why = { 0 };
	char *s, *shown;
	bool ok = true;

	if (!form_editable(st, i))
		return true;
	s = cleaned(f, text);
	shown = form_shown(st, i);
	/* Left as it was: a name that several people bear must not be asked for again. */
	if (strcmp(s, shown) == 0 && st->typed[i] == NULL)
		goto out;
	state_drop_notes(st, i);
	st->touched[i] = st->dirty = true;
	if (*s == '\0')
		state_put(st, i, NULL, NULL);
	else if ((ok = ops[f->type].parse(st, i, s, &value, &why)))
		state_put(st, i, str_s(&value), NULL);
	else {
		char *before = xstrdup(st->value[i]);

		/* The old value stays underneath: a list finds its people's names there.
		 */
		state_put(st, i, before, s);
		form_add_note(st, (int)i, 0, str_s(&why));
		free(before);
	}
out:
	free(shown);
	free(s);
	str_free(&value);
	str_free(&why);
	return ok;
}

bool
form_pick(struct form_state *st, size_t i, const char *typed, const char *value)
{
	const struct field *f = &st->form->field[i];
	struct str text = { 0 }, held = { 0 };
	bool ok;

	if (!form_editable(st, i))
		return true;
	if (f->type != FIELD_LIST &&
	    (f->type != FIELD_SCOPE || strcmp(value, "*") == 0)) {
		state_put(st, i, value, NULL);
		state_drop_notes(st, i);
		st->touched[i] = st->dirty = true;
		return true;
	}
	str_addn(&text, typed, list_last_part(typed));
	if (f->type == FIELD_LIST) {
		/* Held, and first, while the text is read, so that the label finds this
		 * very record. */
		str_addf(&held, "%s,%s", value, st->value[i] == NULL ? "" : st->value[i]);
		state_put(st, i, str_s(&held), "");
		ref_show(st, i, value, &text);
	} else
		str_add(&text, value);
	ok = form_enter(st, i, str_s(&text));
	str_free(&text);
	str_free(&held);
	return ok;
}
