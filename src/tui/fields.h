/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_FIELDS_H
#define DM_TUI_FIELDS_H
/*
 * A form on the screen: labels, fields, findings under them, the editor in the focused
 * one, and the line at the end where the act is done. Draws and edits; what a value means
 * is form's, what is lawful is step's.
 */
#include "form/form.h"
#include "tui/edit.h"
#include "tui/pick.h"

enum { FIELDS_LABEL = 16, FIELDS_END = -1 };

struct fields_tail { /* a line after the last field: a finding of the whole form, a link
			of the proof */
	enum ink ink;
	char *text; /* owned by the array's owner */
};
struct fields_line; /* one line of the whole form, private */
struct fields {
	struct form_state *st; /* borrowed; NULL: nothing is asked */
	int focus;	       /* field, or FIELDS_END: the line that does it */
	struct edit *ed;       /* of the focused field */
	struct pick pick;
	bool fresh; /* nothing typed since the focus came: typing replaces a chosen value
		     */
	bool held;  /* the half-typed text was put into the form for a draft */
	bool tried; /* it was tried to do it: every finding shows */
	bool *visited;			/* by field: left once, so its findings show */
	const char *button;		/* borrowed: what the last line does */
	const struct fields_tail *tail; /* borrowed */
	size_t ntail;
	void *ctx;
	void (*entered)(
	    void *ctx, size_t field); /* a value was entered: suggest and check */
	/* of the last layout */
	struct fields_line *line; /* owned */
	size_t nline, cline;
	int top, h;
};
void fields_init(struct fields *f, struct form_state *st, const char *button);
void fields_done(struct fields *f);
void fields_draw(struct fields *f, struct rect r);
void fields_forget(struct fields *f); /* the lines of the last layout */
bool fields_more_above(const struct fields *f);
bool fields_more_below(const struct fields *f);

enum fields_did { FIELDS_NOT_MINE, FIELDS_USED, FIELDS_DO /* Enter on the last line */ };
enum fields_did fields_key(struct fields *f, int key);
/* Typed text; how many characters were over the field's limit goes to *over. */
bool fields_text(struct fields *f, const char *s, size_t *over);
void fields_focus(struct fields *f, int field);
void fields_step(
    struct fields *f, int d); /* next (+1), previous (-1) editable field, or the end */
bool
fields_leave(struct fields *f); /* enter what was typed; false: it is not a value yet */
void fields_fix(struct fields
	*f); /* after values changed: focus on something editable, editor up to date */
void fields_take(
    struct fields *f, const char *value); /* an option chosen in the focused field */
void fields_keep(struct fields *f); /* put half-typed text into the form, for a draft */
bool fields_changed(const struct fields *f);
bool fields_choosable(
    const struct fields *f); /* has the focused field a list to choose from? */
bool fields_first_refused(struct fields *f); /* focus there; false: no field is refused */
/* Help of the focused field; what may be typed is added where both fit into cols columns.
 */
const char *fields_help(const struct fields *f, int cols, struct str *buf);
#endif
