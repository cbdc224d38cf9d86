/* SPDX-License-Identifier: MIT */
/* A form definition in memory: what its fields are called in the user's language, and its
 * end. */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include "form/form.h"

static const char *
pick(const char *zh, const char *en)
{
	return lang_get() == LANG_EN && en != NULL ? en : zh;
}

int
form_field(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->nfield; i++)
		if (strcmp(f->field[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *
field_label(const struct field *f)
{
	return pick(f->label_zh, f->label_en);
}

const char *
field_help(const struct field *f)
{
	return f->help_zh == NULL ? "" : pick(f->help_zh, f->help_en);
}

const char *
field_group(const struct field *f)
{
	return pick(f->group_zh, f->group_en);
}

const char *
field_type_name(enum field_type t)
{
	static const char *const names[] = {
#define X(id, name) [FIELD_##id] = name,
		FIELD_TYPES(X)
#undef X
	};

	return names[t];
}

const char *
choice_label(const struct field *f, const char *value)
{
	for (size_t k = 0; k < f->nchoice; k++)
		if (strcmp(f->choice[k].value, value) == 0)
			return pick(f->choice[k].label.zh, f->choice[k].label.en);
	return value;
}

static void
field_done(struct field *f)
{
	char *const owned[] = { f->name, f->column, f->label_zh, f->label_en, f->help_zh,
		f->help_en, f->group_zh, f->group_en, f->ref, f->child, f->child_column,
		f->deflt };

	for (size_t k = 0; k < ARRAY_LEN(owned); k++)
		free(owned[k]);
	for (size_t k = 0; k < f->nchoice; k++) {
		free(f->choice[k].value);
		free(f->choice[k].label.zh);
		free(f->choice[k].label.en);
	}
	free(f->choice);
	for (size_t k = 0; k < f->nshow_if; k++) {
		free(f->show_if[k].field);
		strs_free(&f->show_if[k].values);
	}
	free(f->show_if);
}

void
form_free(struct form *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->nfield; i++)
		field_done(&f->field[i]);
	free(f->field);
	free(f->path);
	free(f->kind);
	free(f);
}
