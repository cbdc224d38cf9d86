/* SPDX-License-Identifier: MIT */
/*
 * One record: who it is, its mark and state in the head, what can be done with it now,
 * its fields and what belongs to it. Whom it does not concern sees that it exists and how
 * to ask.
 */
#include "config.h"
#include "tui/flow.h"
#include "tui/record_body.h"
#include "tui/scr_print.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD = 2, OFFERS_SHOWN = 6 };

struct recview {
	struct view v;
	char *kind; /* owned */
	int64_t id;
	struct record *rec;	    /* owned; NULL when it could not be read */
	char *label, *state, *acts; /* owned */
	const char *mark;	    /* borrowed from rec */
	enum tone tone;
	bool editable; /* an act that corrects values is offered now */
	bool hidden, looked;
	struct body body;
	struct flow flow;
};

static struct bench *
bench(const struct recview *rv)
{
	return app_bench(rv->v.app);
}

/* "批准、退回": what may be done now, first things first. */
static char *
acts_text(struct recview *rv)
{
	struct act_offer *offer = NULL;
	struct str s = { 0 };
	struct err e = { 0 };
	const struct act_def *any[1];
	size_t n = 0, shown = 0;

	if (flow_offers(bench(rv), rv->kind, rv->rec, &offer, &n, &e) != RC_OK)
		app_error(rv->v.app, &e);
	rv->editable = false;
	for (size_t i = 0; i < n; i++)
		rv->editable |= offer[i].allowed && (offer[i].act->flags & ACT_EDIT) != 0;
	for (size_t i = 0; i < n && offer[i].allowed; i++) {
		if (shown++ == OFFERS_SHOWN)
			break;
		str_addf(&s, "%s%s", shown > 1 ? T("、", ", ") : T("F9 可办：", "F9: "),
		    tx(offer[i].act->title));
	}
	if (s.len == 0)
		str_add(&s, n > 0 ? T("现在没有您可办的；F9 看各项为什么不能办",
					"nothing for you now; F9 tells why")
			    : act_list(rv->kind, any, ARRAY_LEN(any)) == 0
				? T("在此只供查阅", "only to be read here")
				: T("这一条本身现在没有要办的",
				      "nothing to do on this itself now"));
	else if (shown > OFFERS_SHOWN)
		str_add(&s, T("等", ", ..."));
	free(offer);
	return str_take(&s);
}

static void
forget(struct recview *rv)
{
	record_free(rv->rec);
	free(rv->label);
	free(rv->state);
	free(rv->acts);
	rv->rec = NULL;
	rv->label = rv->state = rv->acts = NULL;
	rv->mark = "";
}

static void
reload(struct recview *rv)
{
	const struct state_def *st;
	struct err e = { 0 };

	forget(rv);
	if (store_get(bench_store(bench(rv)), rv->kind, rv->id, &rv->rec, &e) != RC_OK) {
		app_error(rv->v.app, &e);
		return;
	}
	rv->hidden = !bench_may_see(bench(rv), rv->rec);
	/* No look without its entry in the journal. */
	if (!rv->hidden && !rv->looked &&
	    bench_looked(bench(rv), rv->rec, LEVEL_NONE, &e) != RC_OK) {
		app_error(rv->v.app, &e);
		forget(rv);
		return;
	}
	rv->looked = rv->looked || !rv->hidden;
	rv->label = bench_label(bench(rv), rv->kind, rv->id);
	rv->state = bench_state(bench(rv), rv->rec);
	rv->acts = acts_text(rv);
	st = state_def(rv->kind, record_state(rv->rec));
	rv->tone = st != NULL ? st->tone : TONE_PLAIN;
	if (!rv->hidden && kind_column(rv->rec->kind, "mark") >= 0)
		rv->mark = record_get(rv->rec, "mark");
	if (body_load(&rv->body, rv->rec, rv->hidden, &e) != RC_OK)
		app_error(rv->v.app, &e);
}

/* ---- painting */

static void
rec_title(struct view *v, struct str *out)
{
	struct recview *rv = (struct recview *)v;
	const struct kind_def *k = kind_def(rv->kind);

	if (rv->rec != NULL && kind_column(rv->rec->kind, "no") >= 0 &&
	    *record_get(rv->rec, "no") != '\0')
		str_add(out, record_get(rv->rec, "no"));
	else
		str_add(out, rv->label != NULL ? rv->label
			     : k != NULL       ? tx(k->title)
					       : rv->kind);
}

static void
draw_head(struct recview *rv, int y, int x, int w)
{
	char *state = xasprintf(T("〔%s〕", "[%s]"), rv->state);
	int sw = text_width(state), mw = text_width(rv->mark);

	if (sw > w / 2)
		sw = w / 2;
	if (mw > w / 2)
		mw = w / 2;
	draw_text(y, x + w - sw, sw, tone_ink(rv->tone), state);
	w -= sw + 1;
	if (mw > 0 && w - mw > 10) {
		draw_text(y, x + w - mw, mw, INK_LEVEL, rv->mark);
		w -= mw + 1;
	}
	if (w > 0)
		draw_text(y, x, w, INK_TITLE, rv->label);
	free(state);
}

static void
rec_draw(struct view *v, struct rect r)
{
	struct recview *rv = (struct recview *)v;
	struct paint p = paint_of(r, 1);
	const char *more;
	int more_w;

	if (rv->rec == NULL) {
		paint_line(&p, INK_WARN,
		    T("读不到这条记录；Esc 返回",
			"this record cannot be read; Esc goes back"));
		draw_cursor(p.y, p.x);
		return;
	}
	draw_head(rv, p.y, p.x, p.w);
	body_draw(&rv->body,
	    (struct rect){ p.y + HEAD, p.x, r.h - HEAD > 1 ? r.h - HEAD : 1, p.w });
	more = body_more_below(&rv->body) ? T("下方还有", "more below") : "";
	more_w = text_width(more);
	draw_textf(p.y + 1, p.x, p.w - more_w - 1, INK_DIM, "%s", rv->acts);
	if (more_w > 0)
		draw_text(p.y + 1, p.x + p.w - more_w, more_w, INK_DIM, more);
}

/* ---- keys */

static const struct kind_def *
child_here(const struct recview *rv)
{
	const struct item *it = body_current(&rv->body);

	if (it == NULL ||
	    (it->kind != ITEM_CHILD && it->kind != ITEM_ROW && it->kind != ITEM_MORE))
		return NULL;
	return rv->body.child[it->child].def;
}

static void
open_field(struct recview *rv, const struct field *fd)
{
	const struct kind_def *k;
	int64_t id;

	if (fd->type == FIELD_LIST && fd->child != NULL &&
	    (k = kind_def(fd->child)) != NULL && k->parent != NULL)
		app_push(
		    rv->v.app, register_new(rv->v.app, fd->child, k->parent, rv->id));
	else if (fd->type == FIELD_REF && fd->column != NULL &&
		 (id = record_int(rv->rec, fd->column)) != 0)
		app_push(rv->v.app, record_new_view(rv->v.app, fd->ref, id));
	else
		app_say(rv->v.app, INK_DIM, "%s",
		    rv->editable ? T("此项没有可打开的记录；修改请按 F4",
				       "there is nothing to open here; F4 corrects")
				 : T("此项没有可打开的记录；办理请按 F9",
				       "there is nothing to open here; F9 acts"));
}

static void
open_here(struct recview *rv)
{
	const struct item *it = body_current(&rv->body);
	const struct kind_def *k = child_here(rv);

	if (it == NULL || rv->hidden)
		return;
	if (it->kind == ITEM_ROW) {
		struct rows *rows = &rv->body.child[it->child].rows;

		app_push(rv->v.app,
		    record_new_view(rv->v.app, k->kind, rows->v[it->at].rec->id));
	} else if (k != NULL)
		app_push(rv->v.app, register_new(rv->v.app, k->kind, k->parent, rv->id));
	else if (it->kind == ITEM_FIELD)
		open_field(rv, &rv->body.form->field[it->field]);
}

static bool
rec_action(struct view *v, enum action a)
{
	struct recview *rv = (struct recview *)v;
	const struct kind_def *k = child_here(rv);

	if (a == ACTION_BACK) {
		app_pop(v->app, RESULT_CANCEL, 0);
		return true;
	}
	if (rv->rec == NULL)
		return false;
	if (body_action(&rv->body, a))
		return true;
	if (a == ACTION_ACTS)
		flow_acts(&rv->flow, rv->rec);
	else if (a == ACTION_EDIT)
		flow_edit(&rv->flow, rv->rec);
	else if (a == ACTION_OPEN)
		open_here(rv);
	else if (a == ACTION_NEW && k != NULL)
		flow_new(&rv->flow, k->kind, k->parent, rv->id);
	else if (a == ACTION_NEW)
		app_say(v->app, INK_DIM,
		    T("移到下面要新增的那一栏，再按 F3",
			"move to the section below that gets the new record, then F3"));
	else if (a == ACTION_PRINT && !rv->hidden)
		print_preview(v->app, rv->rec);
	else if (a == ACTION_HISTORY && !rv->hidden)
		app_push(v->app, historyview_new(v->app, rv->kind, rv->id));
	else
		return false;
	return true;
}

static void
rec_back(struct view *v, int result, int64_t id)
{
	struct recview *rv = (struct recview *)v;

	if (!flow_back(&rv->flow, result, id))
		reload(rv);
}

static void
rec_bar(struct view *v, struct keybar *bar)
{
	struct recview *rv = (struct recview *)v;

	keybar_add(bar, ACTION_ACTS, NULL);
	if (!rv->hidden) {
		keybar_add(bar, ACTION_OPEN, NULL);
		if (body_more_below(&rv->body))
			keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
		if (child_here(rv) != NULL)
			keybar_add(bar, ACTION_NEW, NULL);
		if (rv->editable)
			keybar_add(bar, ACTION_EDIT, NULL);
		keybar_add(bar, ACTION_PRINT, NULL);
		keybar_add(bar, ACTION_HISTORY, NULL);
	}
	keybar_add(bar, ACTION_BACK, NULL);
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
rec_help(struct view *v, struct str *out)
{
	struct recview *rv = (struct recview *)v;
	const struct kind_def *k = kind_def(rv->kind);
	const struct item *it = body_current(&rv->body);

	if (k != NULL)
		str_addf(out, "%s\n%s\n\n", tx(k->title), tx(k->purpose));
	if (it != NULL && it->kind == ITEM_FIELD)
		str_addf(out, T("当前项：%s\n%s\n\n", "This field: %s\n%s\n\n"),
		    field_label(&rv->body.form->field[it->field]),
		    field_help(&rv->body.form->field[it->field]));
	str_add(out,
	    T("怎样用\n"
	      "首行是名称、国家秘密标志和状态；第二行是您现在可以办的事。\n"
	      "F9 列出所有可办和不可办的事项，不可办的说明原因和出路。F4 "
	      "修改内容（状态允许时）。\n"
	      "上下键移动；在人员、部门等项上回车打开那条记录；下面各栏是从属的记录，"
	      "回车打开，F3 新增。\n"
	      "F8 打印预览，F11 "
	      "历史：谁在什么时候做了什么。机密级以上的每次查看都有记载。\n",
		"How to use it\n"
		"The first line has the name, the mark and the state; the second what "
		"you may do now.\n"
		"F9 lists everything that can and cannot be done, with reasons and the "
		"way out. F4 corrects the content where the state allows it.\n"
		"Up and Down move; Enter on a person or department opens it; the "
		"sections below are records that belong here: Enter opens, F3 adds.\n"
		"F8 shows the paper, F11 the history: who did what, when. Every look at "
		"机密 and above is recorded.\n"));
}

static enum level
rec_level(struct view *v)
{
	struct recview *rv = (struct recview *)v;

	return rv->rec != NULL ? bench_level(bench(rv), rv->rec) : LEVEL_NONE;
}

static void
rec_free(struct view *v)
{
	struct recview *rv = (struct recview *)v;

	body_done(&rv->body);
	flow_done(&rv->flow);
	forget(rv);
	free(rv->kind);
	free(rv);
}

static const struct view_ops rec_ops = {
	.name = "record",
	.title = rec_title,
	.draw = rec_draw,
	.action = rec_action,
	.bar = rec_bar,
	.help = rec_help,
	.back = rec_back,
	.level = rec_level,
	.free = rec_free,
};

struct view *
record_new_view(struct app *a, const char *kind, int64_t id)
{
	struct recview *rv = xcalloc(1, sizeof(*rv));

	rv->v.ops = &rec_ops;
	rv->v.app = a;
	rv->kind = xstrdup(kind);
	rv->id = id;
	rv->mark = "";
	body_init(&rv->body, app_bench(a));
	flow_init(&rv->flow, &rv->v);
	reload(rv);
	return &rv->v;
}
