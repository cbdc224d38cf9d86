/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_ACT_H
#define DM_TUI_SCR_ACT_H
/* The screen of an act: scr_act.c paints and listens, scr_act_do.c checks and does,
 * scr_act_turn.c goes over to another act. */
#include "tui/fields.h"
#include "tui/view.h"

enum act_waiting {
	ACT_WAIT_NONE,
	ACT_WAIT_LEAVE,
	ACT_WAIT_NUMBER,
	ACT_WAIT_CHOOSE,
	ACT_WAIT_CONFLICT,
	ACT_WAIT_TURN
};
enum { CONFLICT_MERGE = 1, CONFLICT_DROP, CONFLICT_STAY };

struct actview {
	struct view v;
	struct act_run *run;  /* owned */
	struct record *base;  /* owned: the subject as it was at the beginning */
	char *label, *button; /* owned */
	char *subject; /* owned: what is decided about, in one paragraph; NULL: the form
			  says it */
	struct fields f;
	struct fields_tail *tail; /* owned, with texts */
	size_t ntail;
	struct findings found;
	struct form_options opt; /* while the menu of choices is open */
	struct act_offer *offer; /* owned while the menu of other ways is open */
	bool turns;		 /* there are other ways */
	enum act_waiting wait;
	bool unsaved; /* typed since the last draft */
};
void act_findings(struct actview
	*av); /* check the form as it stands; findings and proof become its last lines */
void act_field_entered(void *actview, size_t field);
void act_attempt(
    struct actview *av); /* F2: refuse with the reasons, ask for the number, or do it */
void act_perform(struct actview *av); /* confirmed */
void
act_merge(struct actview *av); /* somebody else changed the record: go on with both */
void act_subject(struct actview *av); /* say anew what is decided about */
void act_tail_free(struct actview *av);
void act_load(struct actview *av, struct act_run *run); /* takes run */
void act_unload(struct actview *av);
void act_turn_look(struct actview *av); /* are there other ways? */
void act_turn_ask(struct actview *av);
/* Go on with this act instead, keeping what was typed. */
void act_turn_to(struct actview *av, const struct act_def *a);
#endif
