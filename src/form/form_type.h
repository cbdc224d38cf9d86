/* SPDX-License-Identifier: MIT */
#ifndef DM_FORM_FORM_TYPE_H
#define DM_FORM_FORM_TYPE_H
/*
 * Private to src/form: one row a field type, saying how typed text becomes a stored value
 * and how a stored value is shown. The table stands in form_enter.c; what needs the
 * lookup in form_ref.c.
 */
#include "form/form.h"

#define FIELD_BIT(t) (1u << (t))
#define FORM_MATCH_MAX 50 /* records asked for when a name is resolved */
/* What a scope field names, by label, which is the code that it stores; and may it name
 * all of them at once? */
const char *scope_kind(const struct field *f);
bool scope_all(const struct field *f);

struct field_ops {
	int width, rows, max; /* what a form file gets when it does not say */
	/* Could the store hold this text for this field? Form alone, no lookup. */
	bool (*valid)(const struct field *f, const char *value);
	/* Typed text (clean, not empty) to stored value; false: why says what was
	 * expected. */
	bool (*parse)(const struct form_state *st, size_t i, const char *text,
	    struct str *value, struct str *why);
	/* Stored value to text that parse would take again. */
	void (*show)(
	    const struct form_state *st, size_t i, const char *value, struct str *out);
	/* The fixed options of the type, in order; NULL where there are none. */
	void (*options)(const struct field *f, struct form_options *out);
};
const struct field_ops *field_ops(enum field_type t);

/* form_ref.c */
bool ref_valid(const struct field *f, const char *value);
bool ref_parse(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why);
void ref_show(const struct form_state *st, size_t i, const char *value, struct str *out);
bool list_valid(const struct field *f, const char *value);
bool list_parse(const struct form_state *st, size_t i, const char *text,
    struct str *value, struct str *why);
void list_show(const struct form_state *st, size_t i, const char *value, struct str *out);
bool scope_valid(const struct field *f, const char *value);
bool scope_parse(const struct form_state *st, size_t i, const char *text,
    struct str *value, struct str *why);
/* Where the last part of a list or scope begins in what is typed so far. */
size_t list_last_part(const char *typed);

/* form_state.c: replace what field i holds; each may be NULL. */
void state_put(struct form_state *st, size_t i, const char *value, const char *typed);
/* Drop the notes of field i. */
void state_drop_notes(struct form_state *st, size_t i);
/* The text in the letters parse wants: full-width ASCII made narrow, ends trimmed; owned.
 */
char *text_narrow(const char *s);
#endif
