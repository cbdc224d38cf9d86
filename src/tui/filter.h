/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_FILTER_H
#define DM_TUI_FILTER_H
/*
 * Query by example: one expression a field, in the words people see (labels, names, loose
 * dates), turned into conditions on stored values. No curses here; the screen is
 * scr_filter.c.
 */
#include "step/step.h"
#include "tui/view.h"

struct filter {
	const struct form *form; /* borrowed */
	char *state;		 /* owned, NULL none: expression on the state */
	char **expr;		 /* owned, one a field of the form, NULL none */
};
void filter_init(struct filter *f, const struct form *form);
void filter_done(struct filter *f);
void filter_clear(struct filter *f);
void filter_copy(struct filter *to, const struct filter *from);
bool filter_any(const struct filter *f);
bool filter_field(const struct field *fd); /* can this field be asked by? */
/* "密级 机密;状态 在密期" */
void filter_words(const struct filter *f, struct str *out);
/*
 * Add the conditions to q. RC_INVAL with an explanation when an expression cannot be
 * read; *bad then is its field
 * (-1: the state).
 */
MUST_CHECK enum rc filter_apply(const struct filter *f, const struct form_lookup *look,
    struct query *q, int *bad, struct err *e);

/* One expression on dates: loose dates and parts (2026, 2026-03) become ISO days and
 * ranges; what is no date stays. moment: days stand for all their minutes. */
void filter_dates(const char *expr, int32_t today, bool moment, struct str *out);
/* Where the last alternative of an expression begins, after operator and "|" and "..":
 * what a completion replaces. */
size_t filter_last(const char *expr);

/* The screen: edits *f of the view below; RESULT_DONE when it changed. */
struct view *filterview_new(struct app *a, const char *kind, struct filter *f);
#endif
