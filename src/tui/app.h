/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_APP_H
#define DM_TUI_APP_H
/* What the parts of the app share: app.c (events and the loop), stack.c (views), frame.c
 * (painting), drill_app.c (over to a drill and back). */
#include "tui/view.h"

enum goal { GOAL_NONE, GOAL_HOME, GOAL_STEP, GOAL_QUIT };

enum drill_leave {
	LEAVE_NOT,
	LEAVE_PAUSE,  /* back to the real bench, to be resumed */
	LEAVE_DONE,   /* judged, recorded, explained */
	LEAVE_GIVEN,  /* the same, given up */
	LEAVE_AGAIN,  /* given up, and begun anew */
	LEAVE_TO_ROOT /* stays: other person or day, so its views begin anew */
};
struct slot {
	struct view *v;
	struct view *owner; /* who pushed it and hears of its end; NULL: the app itself */
	bool closing;
	int result;
	int64_t id;
};
/* A bench and the views on it. */
struct side {
	struct bench *bench; /* borrowed; NULL in tests */
	struct slot *slot;   /* bottom to top */
	size_t n, cap;
};
struct app {
	struct bench *bench; /* of the side that is on the screen */
	struct slot *slot;
	size_t n, cap;
	struct side real;	 /* set aside while a drill is on the screen */
	struct drill_run *drill; /* owned: that drill; NULL: this is the real bench */
	struct drill_run *enter; /* owned: gone over to after the event */
	enum drill_leave leave;	 /* what becomes of the drill after the event */
	char *guide;		 /* owned: what the walk says next; NULL: nothing */
	char *wish;		 /* owned: drill to show once somebody has signed in */
	struct view *current;	 /* whose code runs now */
	/* on the way somewhere: views are asked to leave, one may ask the user first */
	enum goal goal;
	int goal_step;
	struct view *asking;
	char *msg; /* owned; NULL: none */
	enum ink msg_ink;
	bool unread; /* must be seen once, whatever has been typed ahead */
	bool done, idle_out;
	bool drawn;   /* every view on the screen has been painted once */
	bool touched; /* input came that no draft holds yet, first at touched_ms */
	int64_t touched_ms, input_ms;
};
int64_t app_now(void);	      /* ms */
void app_keep(struct app *a); /* every view on the screen's side keeps its drafts */
struct view *app_top(const struct app *a);

/* stack.c */
struct view *
stack_enter(struct app *a, struct view *v); /* v's code runs; returns what ran before */
void stack_push(struct app *a, struct view *v, struct view *owner);
void
stack_settle(struct app *a); /* after an event: close what ends, go on towards the goal */
void stack_clear(struct app *a);
void stack_tell(struct app *a, struct view *v); /* it reads again what may have changed */
void stack_go(struct app *a, enum goal goal, int step);

/* drill_app.c */
void drill_settle(struct app *a); /* at the end of an event: over to a drill or back */
void drill_drop(struct app *a);	  /* the end of the app: the run can be resumed */

/* frame.c */
bool frame_too_small(void);
void frame_paint(struct app *a);
void frame_bar(
    struct view *v, struct keybar *bar); /* the view's keys and those that always work */
#endif
