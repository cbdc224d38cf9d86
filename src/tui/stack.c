/* SPDX-License-Identifier: MIT */
/*
 * The stack of views. A view is closed only after the event in which it asked for it, so
 * that its own code never runs on freed memory. Who pushed a view hears of its end;
 * nobody else does. Going home, to a step or out asks every view on the way; one that
 * needs the user's word first shows its question, and the way goes on when that view has
 * closed.
 */
#include "config.h"
#include "tui/drill_app.h"

#include <stdlib.h>
#include <string.h>

struct view *
app_top(const struct app *a)
{
	return a->n ? a->slot[a->n - 1].v : NULL;
}

struct view *
stack_enter(struct app *a, struct view *v)
{
	struct view *before = a->current;

	a->current = v;
	return before;
}

static struct slot *
find(struct app *a, const struct view *v)
{
	for (size_t i = 0; v && i < a->n; i++)
		if (a->slot[i].v == v)
			return &a->slot[i];
	return NULL;
}

static struct slot *
find_name(struct app *a, const char *name)
{
	for (size_t i = a->n; i > 0; i--)
		if (strcmp(a->slot[i - 1].v->ops->name, name) == 0)
			return &a->slot[i - 1];
	return NULL;
}

static void
link_below(struct app *a)
{
	for (size_t i = 0; i < a->n; i++)
		a->slot[i].v->below = i > 0 ? a->slot[i - 1].v : NULL;
}

void
stack_push(struct app *a, struct view *v, struct view *owner)
{
	if (a->n == a->cap) {
		a->cap = a->cap ? a->cap * 2 : 16;
		a->slot = xreallocarray(a->slot, a->cap, sizeof(*a->slot));
	}
	a->slot[a->n++] = (struct slot){ .v = v, .owner = owner };
	v->app = a;
	a->drawn = false;
	link_below(a);
}

void
app_push(struct app *a, struct view *v)
{
	stack_push(a, v, a->current);
}

void
app_pop(struct app *a, int result, int64_t id)
{
	struct slot *s = find(a, a->current);
	size_t i = s ? (size_t)(s - a->slot) + 1 : a->n;

	/* a second call in the same event closes the one below, too */
	while (i > 0 && a->slot[i - 1].closing)
		i--;
	if (i == 0)
		return;
	s = &a->slot[i - 1];
	s->closing = true;
	s->result = result;
	s->id = id;
}

static struct slot
take(struct app *a, size_t i)
{
	struct slot s = a->slot[i];

	memmove(a->slot + i, a->slot + i + 1, (a->n - i - 1) * sizeof(*a->slot));
	a->n--;
	link_below(a);
	a->drawn = false;
	for (size_t k = 0; k < a->n; k++)
		if (a->slot[k].owner == s.v)
			a->slot[k].owner = NULL;
	return s;
}

static void
view_free(struct app *a, struct view *v)
{
	if (a->asking == v)
		a->asking = NULL;
	if (a->current == v)
		a->current = NULL;
	if (v->ops->free)
		v->ops->free(v);
	else
		free(v);
}

static void
tell(struct app *a, struct view *owner, int result, int64_t id)
{
	struct view *before;

	if (!find(a, owner) || !owner->ops->back)
		return;
	before = stack_enter(a, owner);
	owner->ops->back(owner, result, id);
	stack_enter(a, before);
}

void
stack_tell(struct app *a, struct view *v)
{
	tell(a, v, RESULT_CANCEL, 0);
}

/* Close the views that asked for it, topmost first; their owners may close in turn. */
static void
close_ended(struct app *a)
{
	for (size_t i = a->n; i > 0;) {
		struct slot s;

		if (!a->slot[i - 1].closing) {
			i--;
			continue;
		}
		s = take(a, i - 1);
		view_free(a, s.v);
		tell(a, s.owner, s.result, s.id);
		i = a->n;
	}
}

static bool
may_leave(struct app *a, struct view *v)
{
	struct view *before = stack_enter(a, v);
	bool yes = !v->ops->leave || v->ops->leave(v);

	stack_enter(a, before);
	return yes;
}

static void
arrive(struct app *a)
{
	struct view *home = app_top(a);
	enum goal goal = a->goal;

	a->goal = GOAL_NONE;
	stack_tell(a, home);
	if (goal == GOAL_STEP)
		stack_push(a, stepview_new(a, a->goal_step), home);
}

static void
pursue(struct app *a)
{
	while (a->goal != GOAL_NONE) {
		struct view *v = app_top(a);
		struct slot *home = find_name(a, "home");

		if (a->goal != GOAL_QUIT && !home) {
			a->goal = GOAL_NONE; /* nobody has signed in yet */
		} else if (a->goal != GOAL_QUIT && home->v == v) {
			arrive(a);
		} else if (!v) {
			a->goal = GOAL_NONE;
		} else if (!may_leave(a, v)) {
			if (app_top(a) != v)
				a->asking = v; /* its question is on top now */
			else
				a->goal = GOAL_NONE;
			return;
		} else {
			view_free(a, take(a, a->n - 1).v);
		}
	}
}

void
stack_settle(struct app *a)
{
	bool asked = a->asking != NULL;

	close_ended(a);
	if (asked && a->asking && app_top(a) == a->asking) {
		a->asking = NULL; /* the user stays */
		a->goal = GOAL_NONE;
	}
	if (a->goal != GOAL_NONE && !a->asking) {
		pursue(a);
		close_ended(a);
	}
	drill_settle(a);
	if (a->n == 0)
		a->done = true;
}

void
stack_go(struct app *a, enum goal goal, int step)
{
	if (a->asking)
		return; /* one question at a time */
	if (goal == GOAL_QUIT && a->drill) {
		drill_ask_leave(a);
		return;
	}
	a->goal = goal;
	a->goal_step = step;
}

void
app_home(struct app *a)
{
	stack_go(a, GOAL_HOME, 0);
}

void
stack_clear(struct app *a)
{
	while (a->n > 0)
		view_free(a, take(a, a->n - 1).v);
	free(a->slot);
	a->slot = NULL;
	a->cap = 0;
}
