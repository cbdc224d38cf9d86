/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_DRILL_APP_H
#define DM_TUI_DRILL_APP_H
/*
 * Drills on the screen. A drill has a bench and views of its own; while it is on the
 * screen the real ones are set aside, untouched. What a view asks for here happens after
 * its event.
 */
#include "tui/app.h"

/* Over to this run; takes it. */
void drill_enter(struct app *a, struct drill_run *r);
void drill_leave(struct app *a, enum drill_leave how);
/* A new run of the scenario, in the variant that is due for this person. */
void drill_begin(struct app *a, const char *id);
/* The unfinished run of the scenario (NULL: the newest of any). */
void drill_go_on(struct app *a, const char *id);
/* Somebody chose an act that is not offered to him. In a drill that is an attempt, so the
 * engine is asked and the run hears its refusal; elsewhere nothing happens. */
void drill_tried(struct app *a, const struct act_def *act, const struct record *r,
    const char *parent, int64_t parent_id);
/* The drill menu inside a drill, the list of drills outside. */
void drill_key(struct app *a);
/* Inside a drill nobody leaves by mistake: pause, submit or stay? */
void drill_ask_leave(struct app *a);

/* The situation, as text to read; owned. me: who one acts as now, NULL before the start.
 */
char *drill_situation(const struct scenario *s, const char *me);
/* A rule with its origin and article, as text to read; NULL: no such rule. Owned. */
char *drill_rule_text(const char *id);
const char *drill_difficulty(int difficulty);

/* ---- screens */
struct view *drill_list_new(struct app *a);
/* Only those that I owe by this assignment (my row in it, kind assignee). NULL: there are
 * none, an examination is owed alone. */
struct view *drill_owed_new(struct app *a, int64_t assignee);
struct view *drill_brief_new(struct app *a, const char *id); /* NULL: said why not */
/* leaving: only what ends the session; else everything. */
struct view *drill_menu_new(struct app *a, bool leaving);
/* Takes the run and the verdict. */
struct view *
drill_result_new(struct app *a, struct drill_run *r, struct verdict *v, bool recorded);

/* Questions, of a drill or of an examination. */
struct quiz {
	void *ctx;
	size_t n, first; /* how many, and where to begin */
	struct question_view (*get)(void *ctx, size_t i);
	enum rc (*answer)(void *ctx, size_t i, const char *answer, struct err *e);
	void (*crumb)(void *ctx, struct str *out); /* more for the title; NULL: nothing */
	bool (*closed)(void *ctx); /* nothing more is taken: it leaves; NULL: never */
};
struct view *quiz_new(const char *title, const struct quiz *q);
#endif
