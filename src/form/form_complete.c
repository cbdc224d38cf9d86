/* SPDX-License-Identifier: MIT */
/* What may stand in a field: the fixed options of a type and the records that match what
 * is typed. */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "form/form_type.h"

enum { SHOWN_MAX = 20 }; /* records offered at a time: a screenful */

void
form_options_add(
    struct form_options *o, const char *value, const char *label, const char *hint)
{
	if (o->n == o->cap) {
		o->cap = o->cap == 0 ? 8 : o->cap * 2;
		o->v = xreallocarray(o->v, o->cap, sizeof *o->v);
	}
	o->v[o->n++] = (struct form_option){
		.value = xstrdup(value), .label = xstrdup(label), .hint = xstrdup(hint)
	};
}

void
form_options_free(struct form_options *o)
{
	for (size_t i = 0; i < o->n; i++) {
		free(o->v[i].value);
		free(o->v[i].label);
		free(o->v[i].hint);
	}
	free(o->v);
	*o = (struct form_options){ 0 };
}

const char *
form_option_aside(const struct form_option *o)
{
	return o->hint == NULL || strstr(o->label, o->hint) != NULL ? "" : o->hint;
}

static bool
option_matches(const struct form_option *o, const char *typed)
{
	return text_contains_fold(o->label, typed) ||
	       strncasecmp(o->value, typed, strlen(typed)) == 0;
}

static void
complete_fixed(const struct field *f, const char *typed, struct form_options *out)
{
	struct form_options all = { 0 };
	bool everything = *typed == '\0';

	field_ops(f->type)->options(f, &all);
	/* A list opened on a finished value is opened to choose another one. */
	for (size_t i = 0; i < all.n; i++)
		everything = everything || strcmp(all.v[i].label, typed) == 0;
	for (size_t i = 0; i < all.n; i++)
		if (everything || option_matches(&all.v[i], typed))
			form_options_add(
			    out, all.v[i].value, all.v[i].label, all.v[i].hint);
	form_options_free(&all);
}

/* What parses is an option too, though no label contains it: y, 0, base. */
static void
complete_parsed(
    const struct form_state *st, size_t i, const char *typed, struct form_options *out)
{
	const struct field *f = &st->form->field[i];
	struct form_options all = { 0 };
	struct str value = { 0 }, why = { 0 };

	field_ops(f->type)->options(f, &all);
	if (field_ops(f->type)->parse(st, i, typed, &value, &why))
		for (size_t k = 0; k < all.n; k++)
			if (strcmp(all.v[k].value, str_s(&value)) == 0)
				form_options_add(
				    out, all.v[k].value, all.v[k].label, all.v[k].hint);
	str_free(&value);
	str_free(&why);
	form_options_free(&all);
}

static void
complete_scope(const struct form_state *st, const struct field *f, const char *typed,
    const char *last, size_t limit, struct form_options *out)
{
	struct form_options o = { 0 };

	if (*typed == '\0' && scope_all(f))
		form_options_add(out, "*", "*", T("所有事项", "every matter"));
	st->look.find(st->look.ctx, scope_kind(f), last, limit, &o);
	for (size_t k = 0; k < o.n; k++)
		form_options_add(out, o.v[k].label, o.v[k].label, o.v[k].hint);
	form_options_free(&o);
}

void
form_complete(
    const struct form_state *st, size_t i, const char *typed, struct form_options *out)
{
	form_complete_some(st, i, typed, SHOWN_MAX, out);
}

void
form_complete_some(const struct form_state *st, size_t i, const char *typed, size_t limit,
    struct form_options *out)
{
	const struct field *f = &st->form->field[i];
	char *part = text_narrow(typed);
	const char *last = part + list_last_part(part);

	if (field_ops(f->type)->options != NULL) {
		complete_fixed(f, part, out);
		if (out->n == 0)
			complete_parsed(st, i, part, out);
	} else if (st->look.find == NULL)
		;
	else if (f->type == FIELD_REF)
		st->look.find(st->look.ctx, f->ref, part, limit, out);
	else if (f->type == FIELD_LIST)
		st->look.find(st->look.ctx, f->ref, last, limit, out);
	else if (f->type == FIELD_SCOPE)
		complete_scope(st, f, part, last, limit, out);
	free(part);
}

bool
form_cycle(struct form_state *st, size_t i, int d)
{
	const struct field *f = &st->form->field[i];
	struct form_options all = { 0 };
	const char *now = form_get(st, f->name);
	size_t at;

	if (field_ops(f->type)->options == NULL || !form_editable(st, i))
		return false;
	field_ops(f->type)->options(f, &all);
	for (at = 0; at < all.n && strcmp(all.v[at].value, now) != 0; at++)
		;
	if (at == all.n) /* nothing chosen yet: begin at the near end */
		at = d > 0 ? 0 : all.n - 1;
	else
		at = d > 0 ? (at + 1) % all.n : (at + all.n - 1) % all.n;
	state_put(st, i, all.v[at].value, NULL);
	state_drop_notes(st, i);
	st->touched[i] = st->dirty = true;
	form_options_free(&all);
	return true;
}
