/* SPDX-License-Identifier: MIT */
/*
 * One form being filled: values, what is asked, shown and locked, and the notes beside
 * the fields. A field hidden by its own show_if counts as empty for the fields that
 * depend on it, so that a chain of conditions closes from the top.
 */
#include "config.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "form/form_type.h"

struct form_state *
form_state_new(const struct form *f, const struct form_lookup *look)
{
	struct form_state *st = xcalloc(1, sizeof *st);

	st->form = f;
	if (look != NULL)
		st->look = *look;
	else
		st->look.today = DATE_NONE;
	st->value = xcalloc(f->nfield, sizeof *st->value);
	st->typed = xcalloc(f->nfield, sizeof *st->typed);
	st->asked = xcalloc(f->nfield, sizeof *st->asked);
	st->locked = xcalloc(f->nfield, sizeof *st->locked);
	st->touched = xcalloc(f->nfield, sizeof *st->touched);
	st->suggested = xcalloc(f->nfield, sizeof *st->suggested);
	st->needed = xcalloc(f->nfield, sizeof *st->needed);
	form_state_ask(st, NULL);
	return st;
}

void
form_state_free(struct form_state *st)
{
	if (st == NULL)
		return;
	form_clear_notes(st);
	for (size_t i = 0; i < st->form->nfield; i++) {
		free(st->value[i]);
		free(st->typed[i]);
	}
	free(st->value);
	free(st->typed);
	free(st->asked);
	free(st->locked);
	free(st->touched);
	free(st->suggested);
	free(st->needed);
	free(st);
}

void
form_state_ask(struct form_state *st, const char *names)
{
	struct strs list = { 0 };

	strs_split(&list, names == NULL ? "" : names, ",");
	for (size_t i = 0; i < st->form->nfield; i++)
		st->asked[i] = names == NULL || strs_has(&list, st->form->field[i].name);
	strs_free(&list);
}

void
form_state_need(struct form_state *st, const char *names)
{
	struct strs list = { 0 };

	strs_split(&list, names == NULL ? "" : names, ",");
	for (size_t i = 0; i < st->form->nfield; i++)
		st->needed[i] = strs_has(&list, st->form->field[i].name);
	strs_free(&list);
}

bool
form_required(const struct form_state *st, size_t i)
{
	return st->form->field[i].required || st->needed[i];
}

static bool shown_by_conditions(const struct form_state *st, size_t i);

static bool
condition_holds(const struct form_state *st, const struct show_if *c)
{
	int i = form_field(st->form, c->field);
	const char *v = "";

	if (i >= 0 && shown_by_conditions(st, (size_t)i))
		v = form_get(st, c->field);
	return strs_has(&c->values, v) != c->negate;
}

/* Ends, since form_load refuses conditions that go round in a circle. */
static bool
shown_by_conditions(const struct form_state *st, size_t i)
{
	const struct field *f = &st->form->field[i];

	for (size_t c = 0; c < f->nshow_if; c++)
		if (!condition_holds(st, &f->show_if[c]))
			return false;
	return true;
}

bool
form_visible(const struct form_state *st, size_t i)
{
	return st->asked[i] && shown_by_conditions(st, i);
}

bool
form_editable(const struct form_state *st, size_t i)
{
	const struct field *f = &st->form->field[i];

	return form_visible(st, i) && !f->readonly && !st->locked[i] &&
	       f->type != FIELD_NOTE;
}

const char *
form_get(const struct form_state *st, const char *name)
{
	int i = form_field(st->form, name);

	/* While the text is not valid there is no value to decide by: the old one must
	 * not pass for it. */
	if (i < 0 || st->typed[i] != NULL || st->value[i] == NULL)
		return "";
	return st->value[i];
}

void
state_put(struct form_state *st, size_t i, const char *value, const char *typed)
{
	char *v = value == NULL || *value == '\0' ? NULL : xstrdup(value);
	char *t = xstrdup(typed);

	free(st->value[i]);
	free(st->typed[i]);
	st->value[i] = v;
	st->typed[i] = t;
	st->suggested[i] = false;
}

void
form_set(struct form_state *st, const char *name, const char *value)
{
	int i = form_field(st->form, name);

	if (i >= 0)
		state_put(st, (size_t)i, value, NULL);
}

void
form_suggest(struct form_state *st, const char *name, const char *value)
{
	int i = form_field(st->form, name);

	form_set(st, name, value);
	if (i >= 0)
		st->suggested[i] = st->value[i] != NULL;
}

static char *
default_value(const struct form_state *st, const struct field *f)
{
	const struct form_lookup *look = &st->look;
	char iso[11];

	if (f->type == FIELD_DATE && strcmp(f->deflt, "today") == 0) {
		date_format(look->today, iso);
		return xstrdup(iso);
	}
	if (f->ref != NULL && strcmp(f->deflt, "me") == 0)
		return look->me == 0 ? NULL : xasprintf("%lld", (long long)look->me);
	if (f->ref != NULL && strcmp(f->deflt, "my_dept") == 0)
		return look->my_dept == 0 ? NULL
					  : xasprintf("%lld", (long long)look->my_dept);
	return xstrdup(f->deflt);
}

void
form_defaults(struct form_state *st)
{
	for (size_t i = 0; i < st->form->nfield; i++) {
		const struct field *f = &st->form->field[i];
		char *v;

		if (!st->asked[i] || f->deflt == NULL || st->value[i] != NULL ||
		    st->typed[i] != NULL)
			continue;
		v = default_value(st, f);
		state_put(st, i, v, NULL);
		free(v);
	}
}

void
form_clear_notes(struct form_state *st)
{
	for (size_t n = 0; n < st->nnote; n++)
		free(st->note[n].text);
	free(st->note);
	st->note = NULL;
	st->nnote = 0;
}

void
state_drop_notes(struct form_state *st, size_t i)
{
	size_t kept = 0;

	for (size_t n = 0; n < st->nnote; n++) {
		if (st->note[n].field == (int)i)
			free(st->note[n].text);
		else
			st->note[kept++] = st->note[n];
	}
	st->nnote = kept;
}

void
form_add_note(struct form_state *st, int field, int severity, const char *text)
{
	assert(field >= -1 && field < (int)st->form->nfield);
	for (size_t n = 0; n < st->nnote; n++)
		if (st->note[n].field == field && st->note[n].severity == severity &&
		    strcmp(st->note[n].text, text) == 0)
			return;
	st->note = xreallocarray(st->note, st->nnote + 1, sizeof *st->note);
	st->note[st->nnote++] = (struct form_note){
		.field = field, .severity = severity, .text = xstrdup(text)
	};
}

const struct form_note *
form_worst_note(const struct form_state *st, size_t i)
{
	const struct form_note *worst = NULL;

	for (size_t n = 0; n < st->nnote; n++)
		if (st->note[n].field == (int)i &&
		    (worst == NULL || st->note[n].severity < worst->severity))
			worst = &st->note[n];
	return worst;
}

/* What form_check says of one field: true when there is nothing to say. */
static bool
check_field(struct form_state *st, size_t i)
{
	const struct field *f = &st->form->field[i];
	struct str value = { 0 }, why = { 0 };
	bool ok = true;

	if (st->typed[i] != NULL) {
		/* Records may have come since it was typed; then it only needs to be
		 * entered again. */
		ok = field_ops(f->type)->parse(st, i, st->typed[i], &value, &why);
		if (ok)
			state_put(st, i, str_s(&value), NULL);
		else
			form_add_note(st, (int)i, 0, str_s(&why));
	} else if (form_required(st, i) && !f->readonly && st->value[i] == NULL) {
		str_addf(&why, T("请填写%s", "%s is needed"), field_label(f));
		form_add_note(st, (int)i, 0, str_s(&why));
		ok = false;
	}
	str_free(&value);
	str_free(&why);
	return ok;
}

bool
form_check(struct form_state *st)
{
	bool ok = true;

	for (size_t i = 0; i < st->form->nfield; i++)
		if (form_visible(st, i) && st->form->field[i].type != FIELD_NOTE)
			ok = check_field(st, i) && ok;
	return ok;
}
