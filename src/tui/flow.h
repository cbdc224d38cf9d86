/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_FLOW_H
#define DM_TUI_FLOW_H
/*
 * The way from "what can be done here?" to an act's form: the same menu, refusals and
 * beginnings on every screen that shows records. A screen embeds one, and asks
 * flow_back() first when a view above it has ended.
 */
#include "tui/view.h"

struct flow {
	struct view *v;		 /* borrowed: the screen it serves */
	struct act_offer *offer; /* owned while the menu is open */
	size_t n;
	struct record *rec; /* owned copy of the subject; NULL: a new record */
	char *parent;	    /* owned; column that refers to the parent of a new record */
	int64_t parent_id;
	enum {
		FLOW_IDLE,
		FLOW_MENU,
		FLOW_DRAFT /* go on with the draft there is? */
	} stage;
	const struct act_def
	    *begun; /* the act begun last: an id that comes back is of its kind */
};
void flow_init(struct flow *f, struct view *v);
void flow_done(struct flow *f);
/* Menu of the acts that begin from r; the refused ones with their reason. */
void flow_acts(struct flow *f, const struct record *r);
/* Make a record of a kind: at once when there is one way, a menu when there are several,
 * why not when there is none. */
void flow_new(struct flow *f, const char *kind, const char *parent, int64_t parent_id);
/* The act that corrects r's fields, or why it may not. */
void flow_edit(struct flow *f, const struct record *r);
/* Begin one act and show its form. r NULL: a new record; r of another kind: the new
 * record's parent. */
void flow_begin(struct flow *f, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id);
/* The flow's menu has ended (and the chosen act begun): true. */
bool flow_back(struct flow *f, int result, int64_t id);

/* Every offer, allowed ones first; *out owned. */
MUST_CHECK enum rc flow_offers(struct bench *b, const char *kind, const struct record *r,
    struct act_offer **out, size_t *n, struct err *e);
#endif
