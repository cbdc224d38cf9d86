/* SPDX-License-Identifier: MIT */
/*
 * Query by example without the screen. An expression is an operator (! = > >= < <=), then
 * alternatives a|b or a range a..b. Words become stored values here: a part of a name may
 * stand for several people, then any of them will do.
 */
#include "config.h"
#include "tui/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 200 };

void
filter_init(struct filter *f, const struct form *form)
{
	*f = (struct filter){ .form = form };
	if (form != NULL)
		f->expr = xcalloc(form->nfield + 1, sizeof(*f->expr));
}

void
filter_clear(struct filter *f)
{
	free(f->state);
	f->state = NULL;
	for (size_t i = 0; f->form != NULL && i < f->form->nfield; i++) {
		free(f->expr[i]);
		f->expr[i] = NULL;
	}
}

void
filter_done(struct filter *f)
{
	filter_clear(f);
	free(f->expr);
	*f = (struct filter){ 0 };
}

void
filter_copy(struct filter *to, const struct filter *from)
{
	filter_init(to, from->form);
	to->state = xstrdup(from->state);
	for (size_t i = 0; from->form != NULL && i < from->form->nfield; i++)
		to->expr[i] = xstrdup(from->expr[i]);
}

bool
filter_any(const struct filter *f)
{
	bool any = f->state != NULL;

	for (size_t i = 0; !any && f->form != NULL && i < f->form->nfield; i++)
		any = f->expr[i] != NULL;
	return any;
}

bool
filter_field(const struct field *fd)
{
	return fd->column != NULL && fd->type != FIELD_LIST && fd->type != FIELD_NOTE;
}

void
filter_words(const struct filter *f, struct str *out)
{
	if (f->state != NULL)
		str_addf(out, "%s %s", T("状态", "State"), f->state);
	for (size_t i = 0; f->form != NULL && i < f->form->nfield; i++)
		if (f->expr[i] != NULL)
			str_addf(out, "%s%s %s", out->len > 0 ? T("；", "; ") : "",
			    field_label(&f->form->field[i]), f->expr[i]);
}

/* ---- the pieces of an expression */

static const char *const ops[] = { ">=", "<=", "!", "=", ">", "<" };

static const char *
operator_of(const char *s)
{
	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		if (strncmp(s, ops[i], strlen(ops[i])) == 0)
			return ops[i];
	return "";
}

/* Full-width signs and digits, as an input method leaves them. */
static char *
narrow(const char *s)
{
	struct str out = { 0 };
	size_t n = strlen(s), len;
	uint32_t cp;

	for (size_t i = 0; i < n; i += len) {
		len = text_decode(s + i, n - i, &cp);
		if (cp >= 0xFF01 && cp <= 0xFF5E)
			str_addc(&out, (char)(cp - 0xFEE0));
		else
			str_addn(&out, s + i, len);
	}
	return text_trim(str_take(&out));
}

size_t
filter_last(const char *expr)
{
	size_t at = strlen(operator_of(expr));

	for (size_t i = at; expr[i] != '\0'; i++) {
		if (expr[i] == '|')
			at = i + 1;
		else if (expr[i] == '.' && expr[i + 1] == '.')
			at = ++i + 1;
	}
	return at;
}

/* ---- dates */

/* "2026", "2026-03" or any single day: first and last day meant. */
static bool
date_span(const char *s, int32_t today, int32_t *from, int32_t *to)
{
	int y = 0, m = 0, n = 0;

	if (strlen(s) == 4 && sscanf(s, "%4d%n", &y, &n) == 1 && n == 4) {
		*from = date_from_ymd(y, 1, 1);
		*to = date_from_ymd(y, 12, 31);
	} else if (strlen(s) == 7 && sscanf(s, "%4d-%2d%n", &y, &m, &n) == 2 && n == 7) {
		*from = date_from_ymd(y, m, 1);
		*to = *from == DATE_NONE ? DATE_NONE : date_add_months(*from, 1) - 1;
	} else
		*from = *to = date_parse_loose(s, today);
	return *from != DATE_NONE && *to != DATE_NONE;
}

static void
add_day(struct str *out, int32_t day, bool end_of_day)
{
	char iso[11];

	date_format(day, iso);
	str_add(out, iso);
	if (end_of_day) /* sorts after every minute of the day */
		str_add(out, " 24");
}

void
filter_dates(const char *expr, int32_t today, bool moment, struct str *out)
{
	char *s = narrow(expr);
	const char *op = operator_of(s);
	char *rest = text_trim(s + strlen(op)), *dots = strstr(rest, "..");
	int32_t from = DATE_NONE, to = DATE_NONE, from2, to2;
	bool ok = false;

	if (dots != NULL && *op == '\0') {
		*dots = '\0';
		ok = (*text_trim(rest) == '\0' ||
			 date_span(text_trim(rest), today, &from, &to2)) &&
		     (*text_trim(dots + 2) == '\0' ||
			 date_span(text_trim(dots + 2), today, &from2, &to));
		if (ok) {
			if (from != DATE_NONE)
				add_day(out, from, false);
			str_add(out, "..");
			if (to != DATE_NONE)
				add_day(out, to, moment);
		}
	} else if (*rest != '\0' && strchr(rest, '|') == NULL &&
		   date_span(rest, today, &from, &to)) {
		ok = true;
		if (*op == '>' || *op == '<') {
			bool last = strcmp(op, ">") == 0 || strcmp(op, "<=") == 0;

			str_add(out, op);
			add_day(out, last ? to : from, last && moment);
		} else if (*op == '\0' && (from != to || moment)) {
			add_day(out, from, false);
			str_add(out, "..");
			add_day(out, to, moment);
		} else if (from == to) {
			str_add(out, *op == '\0' ? "=" : op);
			add_day(out, from, false);
		} else
			ok = false;
	}
	if (!ok)
		str_add(out, expr);
	free(s);
}

/* ---- words to stored values */

static bool
choice_values(const struct field *fd, const char *word, struct strs *values)
{
	size_t before = values->n;

	for (size_t k = 0; k < fd->nchoice; k++)
		if (strcmp(choice_label(fd, fd->choice[k].value), word) == 0 ||
		    strcmp(fd->choice[k].value, word) == 0)
			strs_add(values, fd->choice[k].value);
	for (size_t k = 0; values->n == before && k < fd->nchoice; k++)
		if (text_contains_fold(choice_label(fd, fd->choice[k].value), word))
			strs_add(values, fd->choice[k].value);
	return values->n > before;
}

static bool
yesno_values(const char *word, struct strs *values)
{
	static const char *const yes[] = { "是", "yes", "y", "1" }, *const no[] = { "否",
		"no", "n", "0" };

	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		if (strcmp(word, yes[i]) == 0)
			strs_add(values, "1");
		if (strcmp(word, no[i]) == 0)
			strs_add(values, "0");
	}
	return values->n > 0;
}

static bool
ref_values(const struct field *fd, const struct form_lookup *look, const char *word,
    struct strs *values)
{
	struct form_options opt = { 0 };

	if (look == NULL || look->find == NULL)
		return false;
	look->find(look->ctx, fd->ref, word, NAMES_MAX, &opt);
	for (size_t i = 0; i < opt.n; i++)
		strs_add(values, opt.v[i].value);
	form_options_free(&opt);
	return values->n > 0;
}

static bool
state_values(const char *kind, const char *word, struct strs *values)
{
	const struct state_def *def[32];
	size_t n = state_list(kind, def, ARRAY_LEN(def)), before = values->n;

	for (size_t i = 0; i < n; i++)
		if (strcmp(tx(def[i]->title), word) == 0 ||
		    strcmp(def[i]->state, word) == 0)
			strs_add(values, def[i]->state);
	for (size_t i = 0; values->n == before && i < n; i++)
		if (text_contains_fold(tx(def[i]->title), word))
			strs_add(values, def[i]->state);
	return values->n > before;
}

static bool
word_values(const struct filter *f, const struct field *fd,
    const struct form_lookup *look, const char *word, struct strs *values)
{
	enum level l;

	if (fd == NULL)
		return state_values(f->form->kind, word, values);
	if (fd->type == FIELD_CHOICE)
		return choice_values(fd, word, values);
	if (fd->type == FIELD_YESNO)
		return yesno_values(word, values);
	if (fd->type == FIELD_REF)
		return ref_values(fd, look, word, values);
	if (!level_parse(word, &l) || l == LEVEL_NONE)
		return false;
	strs_add(values, (char[2]){ (char)('0' + (int)l), '\0' });
	return true;
}

static enum rc
unknown_word(
    const struct filter *f, const struct field *fd, const char *word, struct err *e)
{
	const struct state_def *def[32];
	size_t n = fd == NULL ? state_list(f->form->kind, def, ARRAY_LEN(def)) : 0;
	struct str all = { 0 };
	enum rc rc;

	for (size_t i = 0; i < n; i++)
		str_addf(&all, "%s%s", i > 0 ? T("、", ", ") : "", tx(def[i]->title));
	for (size_t k = 0; fd != NULL && k < fd->nchoice; k++)
		str_addf(&all, "%s%s", k > 0 ? T("、", ", ") : "",
		    choice_label(fd, fd->choice[k].value));
	if (fd != NULL && fd->type == FIELD_LEVEL)
		str_addf(&all, "%s、%s、%s", level_zh(LEVEL_BASE), level_zh(LEVEL_HIGH),
		    level_zh(LEVEL_TOP));
	rc = err_set(e, RC_INVAL,
	    T("“%s”中没有“%s”%s%s", "%s has nothing called '%s'%s%s"),
	    fd != NULL ? field_label(fd) : T("状态", "State"), word,
	    all.len > 0 ? T("；可填：", "; there are: ")
			: T("；请核对写法", "; check the spelling"),
	    str_s(&all));
	str_free(&all);
	return rc;
}

/* An expression on a field whose values are shown as words. */
static enum rc
apply_words(const struct filter *f, const struct field *fd,
    const struct form_lookup *look, const char *expr, struct query *q, struct err *e)
{
	const char *col = fd != NULL ? fd->column : "state";
	char *s = narrow(expr);
	const char *op = operator_of(s), *rest = s + strlen(op);
	struct strs words = { 0 }, values = { 0 };
	struct str joined = { 0 };
	enum rc rc = RC_OK;

	if (*rest == '\0' || strstr(rest, "..") != NULL) {
		/* Empty, filled, and ranges of levels go through with each word put in
		 * its place. */
		char *dots = strstr(s, "..");
		enum level a = LEVEL_NONE, b = LEVEL_NONE;

		if (dots != NULL) {
			*dots = '\0';
			if ((*s != '\0' && !level_parse(s, &a)) ||
			    (dots[2] != '\0' && !level_parse(dots + 2, &b))) {
				rc = unknown_word(f, fd, expr, e);
				goto out;
			}
			str_addf(&joined, "%d..%d", a == LEVEL_NONE ? LEVEL_BASE : (int)a,
			    b == LEVEL_NONE ? LEVEL_TOP : (int)b);
		} else
			str_add(&joined, s);
		rc = query_example(q, col, str_s(&joined), e);
		goto out;
	}
	strs_split(&words, rest, "|");
	for (size_t i = 0; i < words.n && rc == RC_OK; i++)
		if (!word_values(f, fd, look, words.v[i], &values))
			rc = unknown_word(f, fd, words.v[i], e);
	if (rc != RC_OK)
		goto out;
	if (*op == '>' || *op == '<') {
		str_addf(&joined, "%s%s", op, values.v[0]);
		rc = query_example(q, col, str_s(&joined), e);
		goto out;
	}
	for (size_t i = 0; i < values.n; i++)
		str_addf(&joined, "%s%s", i > 0 ? "," : "", values.v[i]);
	query_add_in(q, col, *op != '!', str_s(&joined));
out:
	free(s);
	strs_free(&words);
	strs_free(&values);
	str_free(&joined);
	return rc;
}

static enum rc
apply_one(const struct filter *f, const struct field *fd, const struct form_lookup *look,
    const char *expr, struct query *q, struct err *e)
{
	struct str s = { 0 };
	enum rc rc;

	if (fd == NULL || fd->type == FIELD_CHOICE || fd->type == FIELD_YESNO ||
	    fd->type == FIELD_REF || fd->type == FIELD_LEVEL)
		return apply_words(f, fd, look, expr, q, e);
	if (fd->type == FIELD_DATE || fd->type == FIELD_MOMENT)
		filter_dates(expr, look != NULL ? look->today : DATE_NONE,
		    fd->type == FIELD_MOMENT, &s);
	else
		str_add(&s, expr);
	rc = query_example(q, fd->column, str_s(&s), e);
	if (rc != RC_OK)
		err_wrap(e, "%s", field_label(fd));
	str_free(&s);
	return rc;
}

enum rc
filter_apply(const struct filter *f, const struct form_lookup *look, struct query *q,
    int *bad, struct err *e)
{
	enum rc rc = RC_OK;

	*bad = -1;
	if (f->state != NULL)
		rc = apply_one(f, NULL, look, f->state, q, e);
	for (size_t i = 0; rc == RC_OK && f->form != NULL && i < f->form->nfield; i++)
		if (f->expr[i] != NULL) {
			*bad = (int)i;
			rc = apply_one(f, &f->form->field[i], look, f->expr[i], q, e);
		}
	return rc;
}
