/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_VIEW_H
#define DM_TUI_VIEW_H
/*
 * Views on a stack, and the one loop. A view draws what step answers and turns keys into
 * requests; it never calls another view: it pushes one through app_push() and hears of
 * its end through ops->back.
 */
#include "drill/drill.h"
#include "tui/draw.h"
#include "tui/keys.h"
#include "tui/term.h"

struct view;
struct app;
struct view_ops {
	const char *name; /* "register": also names the help topic */
	void (*title)(struct view *v, struct str *out); /* crumb: "4 确认涉密信息" */
	void (*draw)(
	    struct view *v, struct rect r); /* paint the middle; must call draw_cursor */
	bool (*action)(
	    struct view *v, enum action a); /* an action of keys.h; false: not mine */
	bool (*text)(struct view *v, const char *s,
	    bool paste); /* typed text; NULL or false: not mine */
	bool (*key)(struct view *v,
	    int key); /* raw key before actions (editing views); may be NULL */
	void (*bar)(
	    struct view *v, struct keybar *bar); /* keys valid now, most useful first */
	void (*help)(struct view *v,
	    struct str *out); /* help of this screen and the focused item */
	void (*back)(struct view *v, int result,
	    int64_t id); /* a view pushed by this one has ended */
	bool (*leave)(
	    struct view *v); /* may it close now? false: it asked the user first */
	void (*save)(
	    struct view *v); /* keep drafts: every few seconds, on hangup, on idle */
	enum level (*level)(struct view *v); /* highest level shown now */
	void (*free)(struct view *v);
};
struct view {
	const struct view_ops *ops;
	struct app *app;
	struct view *below;
	bool popup; /* painted over the one below, in the middle; the app paints box and
		       title */
	int popup_h,
	    popup_w; /* wanted size inside the box; a draw gets what there is room for */
};
enum { RESULT_CANCEL, RESULT_DONE };

struct app_options {
	struct term_options term;
	bool plain_start;  /* skip sign-in when the person is known */
	const char *drill; /* show this drill first; NULL: none */
};
MUST_CHECK enum rc app_run(struct bench *b, const struct app_options *o,
    struct err *e); /* until the last view closes or hangup */
struct bench *app_bench(struct app *a);
void app_push(struct app *a, struct view *v); /* takes ownership */
void app_pop(struct app *a, int result,
    int64_t id); /* closes the calling view (outside of one: the top) after the event */
void app_home(struct app *a); /* closes down to the home screen (asks views to leave) */
/* The message line, shown until the next key (a long text takes up to four lines). The
 * ink puts its word in front: INK_BLOCK 拒绝, INK_WARN 提示, INK_GOOD 完成; other inks
 * none. */
void app_say(struct app *a, enum ink ink, const char *fmt, ...) PRINTF_LIKE(3, 4);
void app_error(struct app *a, const struct err *e);
/* Tests: an app without a loop. */
struct app *app_new(struct bench *b);
void app_event(struct app *a, struct event *ev); /* one event, then paint */
void app_paint(struct app *a);
bool app_done(const struct app *a);
/* Keeps drafts when three seconds have passed since input that was not kept; how many ms
 * to wait for the next event. */
int app_tick(struct app *a, int64_t now_ms);
void app_free(struct app *a);

/* ---- small views (menu.c, ask.c, pager.c) */
struct menu_item {
	char *label, *hint; /* owned by the menu */
	char key;	    /* letter, 0 none */
	bool enabled;
	int64_t id;
};
/* A pop-up list with type-to-filter; ends with RESULT_DONE and the item's id. Takes the
 * items. A refused item (not enabled) answers with its hint and stays. */
struct view *menu_new(const char *title, struct menu_item *items, size_t n, bool filter);
/* A question. with number: must type exactly this text to confirm (weighty acts); else
 * y/Enter or n/Esc. */
struct view *ask_new(const char *title, const char *text, const char *number);
/* Text to read: help, print preview. Owned copy of text; searchable with /. */
struct view *
pager_new(const char *name, const char *title, const char *text, enum level level);
/* F2 in this pager calls save with its text; ctx lives as long as it does. */
void pager_saves(struct view *pager,
    void (*save)(struct view *pager, const char *text, void *ctx), void *ctx,
    void (*done)(void *ctx));

/* ---- screens */
struct view *signin_new(struct app *a);
struct view *home_new(struct app *a);
struct view *stepview_new(struct app *a, int step);
struct view *register_new(struct app *a, const char *kind, const char *parent,
    int64_t parent_id); /* parent NULL: the whole register */
struct view *record_new_view(struct app *a, const char *kind, int64_t id);
struct view *actview_new(struct app *a,
    struct act_run *run); /* fills the form of an act and does it; takes the run */
/* Pushes the form of a draft, with what others changed in the record meanwhile. */
MUST_CHECK enum rc actview_resume(struct app *a, const struct draft *d, struct err *e);
struct view *historyview_new(struct app *a, const char *kind, int64_t id);
struct view *palette_new(struct app *a);
void help_show(struct app *a,
    struct view *v); /* pushes a pager with the view's help and the live key table */
#endif
