/* SPDX-License-Identifier: MIT */
/*
 * The other ways for what is being filled in: whoever proposes a matter and learns that
 * it is above the unit's authority, or that no entry names it, goes over to the act that
 * is lawful, and what he typed comes along.
 */
#include "config.h"
#include "tui/flow.h"
#include "tui/scr_act.h"

#include <stdlib.h>

/* A new record by itself: what belongs to another one has no second way. */
static bool
is_free(const struct act_run *run)
{
	return run->form != NULL && (run->act->flags & ACT_NEW) && run->rec->id == 0 &&
	       run->preset == NULL;
}

/* The other acts that make such a record, allowed ones first; *out owned. */
static size_t
others(const struct actview *av, struct act_offer **out)
{
	const struct act_run *run = av->run;
	size_t n = 0, kept = 0;
	struct err e = { 0 };

	*out = NULL;
	if (!is_free(run))
		return 0;
	if (flow_offers(run->bench, run->act->kind, NULL, out, &n, &e) != RC_OK) {
		app_error(av->v.app, &e);
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		if ((*out)[i].act != run->act)
			(*out)[kept++] = (*out)[i];
	return kept;
}

void
act_turn_look(struct actview *av)
{
	struct act_offer *offer;

	av->turns = others(av, &offer) > 0;
	free(offer);
}

void
act_turn_ask(struct actview *av)
{
	size_t n;
	struct menu_item *item;

	free(av->offer);
	n = others(av, &av->offer);
	item = xcalloc(n, sizeof(*item));
	for (size_t i = 0; i < n; i++) {
		const struct act_offer *o = &av->offer[i];

		item[i] = (struct menu_item){
			.label = xstrdup(tx(o->act->title)),
			.hint = xstrdup(o->allowed ? tx(o->act->help) : o->why),
			.key = o->allowed ? o->act->key : '\0',
			.enabled = o->allowed,
			.id = (int64_t)i,
		};
	}
	av->wait = ACT_WAIT_TURN;
	app_push(av->v.app, menu_new(T("改办（已填的带过去）",
					 "Another way (what you typed comes along)"),
				item, n, false));
}

void
act_turn_to(struct actview *av, const struct act_def *a)
{
	struct act_run *run = NULL, *was = av->run;
	struct err e = { 0 };
	enum rc rc;

	fields_leave(&av->f);
	if ((rc = act_begin(was->bench, a, NULL, NULL, 0, &run, &e)) == RC_OK &&
	    (rc = act_carry(was, run, &e)) == RC_OK)
		rc = act_draft_drop(was, &e);
	if (rc != RC_OK) {
		app_error(av->v.app, &e);
		act_free(run);
		return;
	}
	act_unload(av);
	act_load(av, run);
	av->unsaved = true;
	app_say(av->v.app, INK_GOOD,
	    T("已改为“%s”，已填的内容都带过来了", "now: %s; what you typed came along"),
	    tx(a->title));
}
