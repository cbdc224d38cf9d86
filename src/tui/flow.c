/* SPDX-License-Identifier: MIT */
/*
 * From "what can be done here?" to an act's form. Refused acts stay in the menu with
 * their reason, so that people learn the lawful way instead of missing a key.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/flow.h"
#include "tui/menu.h"
#include "tui/scr_exam.h"

#include <stdlib.h>
#include <string.h>

enum { DRAFT_ANEW = 0 }; /* among the ids of drafts */

void
flow_init(struct flow *f, struct view *v)
{
	*f = (struct flow){ .v = v };
}

static void
flow_close(struct flow *f)
{
	free(f->offer);
	record_free(f->rec);
	free(f->parent);
	*f = (struct flow){ .v = f->v, .begun = f->begun };
}

void
flow_done(struct flow *f)
{
	flow_close(f);
}

enum rc
flow_offers(struct bench *b, const char *kind, const struct record *r,
    struct act_offer **out, size_t *n, struct err *e)
{
	struct act_offers got = { 0 };
	struct act_offer *sorted;
	size_t at = 0;
	enum rc rc;

	*out = NULL;
	*n = 0;
	if ((rc = bench_acts(b, kind, r, &got, e)) != RC_OK)
		goto out;
	sorted = xcalloc(got.n + 1, sizeof(*sorted));
	for (int allowed = 1; allowed >= 0; allowed--)
		for (size_t i = 0; i < got.n; i++)
			if (got.v[i].allowed == (allowed != 0))
				sorted[at++] = got.v[i];
	*out = sorted;
	*n = got.n;
out:
	act_offers_free(&got);
	return rc;
}

/* ---- a draft of the same act */

/* The name under which step keeps a draft of this act; owned. */
static char *
draft_name(const struct act_def *a, const struct record *r, const char *parent,
    int64_t parent_id)
{
	bool own = r != NULL && strcmp(r->kind->name, a->kind) == 0;

	if (!own && r != NULL) {
		parent = kind_def(a->kind) != NULL ? kind_def(a->kind)->parent : NULL;
		parent_id = r->id;
	}
	return own || parent == NULL
		   ? xstrdup(a->name)
		   : xasprintf("%s?%s=%lld", a->name, parent, (long long)parent_id);
}

/* The drafts of this act on this record come first, in their order; how many there are.
 */
static size_t
drafts_of(struct draft *d, size_t n, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id)
{
	bool own = r != NULL && strcmp(r->kind->name, a->kind) == 0;
	char *name = draft_name(a, r, parent, parent_id);
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		struct draft it = d[i];

		if (strcmp(it.kind, a->kind) != 0 || strcmp(it.act, name) != 0 ||
		    it.record != (own ? r->id : 0))
			continue;
		memmove(&d[found + 1], &d[found], (i - found) * sizeof(*d));
		d[found++] = it;
	}
	free(name);
	return found;
}

/* id: the draft to go on with, or 0. */
static void
begin(struct flow *f, const struct act_def *a, int64_t id)
{
	struct app *app = f->v->app;
	struct bench *b = app_bench(app);
	struct act_run *run = NULL;
	struct draft *d = NULL;
	struct err e = { 0 };
	size_t n = 0, at = 0;
	enum rc rc = RC_OK;

	if (id != DRAFT_ANEW &&
	    (rc = draft_list(bench_store(b), bench_me(b), &d, &n, &e)) == RC_OK)
		while (at < n && d[at].id != id)
			at++;
	f->begun = a;
	if (rc == RC_OK && at < n)
		rc = actview_resume(app, &d[at], &e);
	else if (rc == RC_OK && !exam_act(app, a, f->rec) &&
		 (rc = act_begin(b, a, f->rec, f->parent, f->parent_id, &run, &e)) ==
		     RC_OK)
		app_push(app, actview_new(app, run));
	if (rc != RC_OK)
		app_error(app, &e);
	draft_free(d, n);
	flow_close(f);
}

static void
ask_draft(struct flow *f, const struct draft *d, size_t n)
{
	struct menu_item *item = xcalloc(n + 1, sizeof(*item));

	for (size_t i = 0; i < n; i++)
		item[i] = (struct menu_item){ xstrdup(T("继续填写", "go on with it")),
			xasprintf("%s %.16s", d[i].title, d[i].saved_at),
			i == 0 ? 'c' : '\0', true, d[i].id };
	item[n] = (struct menu_item){ xstrdup(T("另填一份", "start another")),
		xstrdup(T("已有的草稿仍留在首页“我的待办”中",
		    "the drafts there are stay on the home screen")),
		'n', true, DRAFT_ANEW };
	f->stage = FLOW_DRAFT;
	app_push(
	    f->v->app, menu_new(T("上次有没填完的草稿", "There is an unfinished draft"),
			   item, n + 1, false));
}

void
flow_begin(struct flow *f, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id)
{
	struct bench *b = app_bench(f->v->app);
	struct draft *d = NULL;
	struct err e = { 0 };
	size_t n = 0, mine;

	flow_close(f);
	f->rec = r != NULL ? record_copy(r) : NULL;
	f->parent = xstrdup(parent);
	f->parent_id = parent_id;
	if (draft_list(bench_store(b), bench_me(b), &d, &n, &e) != RC_OK) {
		app_error(f->v->app, &e);
		flow_close(f);
		return;
	}
	mine = drafts_of(d, n, a, r, parent, parent_id);
	f->begun = a;
	if (mine > 0)
		ask_draft(f, d, mine);
	else
		begin(f, a, DRAFT_ANEW);
	draft_free(d, n);
}

/* ---- menus */

/* Acts on children stand in the same menu and may want the same letter: the first one has
 * it. */
static char
letter(const struct flow *f, size_t i)
{
	if (!f->offer[i].allowed)
		return '\0';
	for (size_t k = 0; k < i; k++)
		if (f->offer[k].act->key == f->offer[i].act->key)
			return '\0';
	return f->offer[i].act->key;
}

static void
tried(void *ctx, int64_t id)
{
	struct flow *f = ctx;

	drill_tried(f->v->app, f->offer[id].act, f->rec, f->parent, f->parent_id);
}

static void
show_menu(struct flow *f, const char *title)
{
	struct menu_item *item = xcalloc(f->n, sizeof(*item));
	struct view *v;

	for (size_t i = 0; i < f->n; i++) {
		const struct act_offer *o = &f->offer[i];

		item[i] = (struct menu_item){
			.label = xstrdup(tx(o->act->title)),
			.hint = xstrdup(o->allowed ? tx(o->act->help) : o->why),
			.key = letter(f, i),
			.enabled = o->allowed,
			.id = (int64_t)i,
		};
	}
	f->stage = FLOW_MENU;
	v = menu_new(title, item, f->n, false);
	((struct menu *)v)->refused = tried;
	((struct menu *)v)->ctx = f;
	app_push(f->v->app, v);
}

void
flow_acts(struct flow *f, const struct record *r)
{
	struct bench *b = app_bench(f->v->app);
	struct err e = { 0 };
	char *label, *state, *title;

	flow_close(f);
	if (flow_offers(b, r->kind->name, r, &f->offer, &f->n, &e) != RC_OK) {
		app_error(f->v->app, &e);
		return;
	}
	state = bench_state(b, r);
	if (f->n == 0) {
		app_say(f->v->app, INK_WARN,
		    T("现为“%"
		      "s”，这一条本身没有要办的；有关的往来、通知等在首页待办里，或打"
		      "开下面所列的办理",
			"'%s': nothing to do on this itself; letters and notices about "
			"it are in the inbox, or open them from the list below"),
		    state);
		free(state);
		flow_close(f);
		return;
	}
	f->rec = record_copy(r);
	label = bench_label(b, r->kind->name, r->id);
	title =
	    xasprintf(T("现为〔%s〕，可办理 %s", "Now [%s]: act on %s"), state, label);
	show_menu(f, title);
	free(title);
	free(label);
	free(state);
}

void
flow_new(struct flow *f, const char *kind, const char *parent, int64_t parent_id)
{
	struct bench *b = app_bench(f->v->app);
	const struct kind_def *k = kind_def(kind);
	struct err e = { 0 };

	flow_close(f);
	if (flow_offers(b, kind, NULL, &f->offer, &f->n, &e) != RC_OK) {
		app_error(f->v->app, &e);
		return;
	}
	if (f->n == 0) {
		app_say(f->v->app, INK_WARN,
		    T("“%s”不单独新建，随其所属事项的办理而产生",
			"%s are not made by themselves; they follow from acts on other "
			"records"),
		    k != NULL ? tx(k->title) : kind);
		flow_close(f);
	} else if (f->n == 1 && !f->offer[0].allowed) {
		app_say(f->v->app, INK_WARN, T("%s：%s", "%s: %s"),
		    tx(f->offer[0].act->title), f->offer[0].why);
		drill_tried(f->v->app, f->offer[0].act, NULL, parent, parent_id);
		flow_close(f);
	} else if (f->n == 1) {
		flow_begin(f, f->offer[0].act, NULL, parent, parent_id);
	} else {
		f->parent = xstrdup(parent);
		f->parent_id = parent_id;
		show_menu(f, k != NULL ? tx(k->title) : kind);
	}
}

void
flow_edit(struct flow *f, const struct record *r)
{
	struct app *app = f->v->app;
	struct act_offer *offer = NULL;
	struct err e = { 0 };
	const char *why = "";
	bool found = false, begun = false;
	size_t n = 0;

	if (flow_offers(app_bench(app), r->kind->name, r, &offer, &n, &e) != RC_OK) {
		app_error(app, &e);
		return;
	}
	for (size_t i = 0; i < n && !begun; i++) {
		if (!(offer[i].act->flags & ACT_EDIT))
			continue;
		if (offer[i].allowed) {
			flow_begin(f, offer[i].act, r, NULL, 0);
			begun = true;
		} else {
			found = true;
			why = offer[i].why;
			drill_tried(app, offer[i].act, r, NULL, 0);
		}
	}
	if (!begun && found)
		app_say(app, INK_WARN, "%s", why);
	else if (!begun)
		app_say(app, INK_WARN,
		    T("此状态下内容不得直接修改；请从“办理”中选择(F9)",
			"the content is fixed in this state; choose from the actions "
			"(F9)"));
	free(offer);
}

/* The chosen act; the subject is moved out of the menu's state first. */
static void
chosen(struct flow *f, const struct act_offer *o)
{
	const struct act_def *a = o->act;
	struct record *r = f->rec;
	char *parent = f->parent;
	int64_t parent_id = f->parent_id;

	f->rec = NULL;
	f->parent = NULL;
	flow_begin(f, a, r, parent, parent_id);
	record_free(r);
	free(parent);
}

bool
flow_back(struct flow *f, int result, int64_t id)
{
	bool menu = f->stage == FLOW_MENU;

	if (f->stage == FLOW_IDLE)
		return false;
	f->stage = FLOW_IDLE;
	if (result != RESULT_DONE)
		flow_close(f);
	else if (!menu)
		begin(f, f->begun, id);
	else if (id >= 0 && (size_t)id < f->n && f->offer[id].allowed)
		chosen(f, &f->offer[id]);
	else
		flow_close(f);
	return true;
}
