/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_PICK_H
#define DM_TUI_PICK_H
/* The live list under a field that is being typed in: what could be meant. */
#include "form/form.h"
#include "tui/layout.h"

struct pick {
	bool open;
	bool moved; /* the user went into the list: the cursor is there */
	bool cut;   /* what the cursor is on was not shown in full */
	struct form_options opt;
	struct span span;
};
bool pick_offers(enum field_type t); /* do fields of this type have a list? */
void
pick_fill(struct pick *p, const struct form_state *st, size_t field, const char *typed);
void pick_close(struct pick *p);
bool pick_key(struct pick *p, int key); /* Up, Down, Page; false: not its key */
const struct form_option *pick_current(const struct pick *p); /* NULL: none */
/* The option under the cursor in full, where the list had to cut it. */
void pick_tell(const struct pick *p, struct str *out);
/* Below row y of the area, or above it where there is more room. */
void pick_draw(struct pick *p, struct rect area, int y, int x);
#endif
