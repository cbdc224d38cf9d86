/* SPDX-License-Identifier: MIT */
/*
 * One of the seven steps: what it is for, how far it is, what to do next, its registers,
 * and the records that can be begun here (those that may not, with the reason).
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/flow.h"
#include "tui/layout.h"
#include "tui/scr_exam.h"

#include <stdlib.h>
#include <string.h>

enum {
	STEPS = 7,
	TRAINING = 3,
	COUNT_CAP = 1000,
	COUNT_COLS = 6,
	BAR = 18,
	TITLE_MAX = 26,
	DETAIL = 3
};

struct entry {
	const struct kind_def *kind; /* NULL: one of the places of training */
	enum { DRILLS, RESULTS } place;
	const struct act_def *act; /* NULL: the register itself */
	bool allowed;
	char *hint; /* owned: why not, for a refused task */
	size_t count;
};
struct stepview {
	struct view v;
	int no;
	struct tile tile;
	struct entry *entry; /* owned: registers, then tasks */
	size_t nregister;
	struct span span;
	int top;
	struct flow flow;
};

static struct bench *
bench(const struct stepview *sv)
{
	return app_bench(sv->v.app);
}

static void
clear(struct stepview *sv)
{
	for (size_t i = 0; i < sv->span.n; i++)
		free(sv->entry[i].hint);
	free(sv->entry);
	sv->entry = NULL;
	sv->span.n = sv->nregister = 0;
}

static struct entry *
add(struct stepview *sv)
{
	sv->entry = xreallocarray(sv->entry, sv->span.n + 1, sizeof(*sv->entry));
	sv->entry[sv->span.n] = (struct entry){ 0 };
	return &sv->entry[sv->span.n++];
}

/* People and organisation belong to no step; they are kept where persons are appointed.
 */
static bool
belongs(const struct kind_def *k, int no)
{
	return k->top && (k->step == no || (k->step == 0 && no == 1));
}

static enum rc
add_register(struct stepview *sv, const struct kind_def *k, struct err *e)
{
	struct query q = { 0 };
	struct entry *en = add(sv);
	enum rc rc;

	en->kind = k;
	en->allowed = true;
	if ((rc = bench_query(bench(sv), k->kind, &q, e)) != RC_OK)
		return rc;
	rc = store_count(bench_store(bench(sv)), &q, COUNT_CAP, &en->count, e);
	query_done(&q);
	return rc;
}

static enum rc
add_tasks(struct stepview *sv, const struct kind_def *k, struct err *e)
{
	struct act_offer *offer = NULL;
	size_t n = 0;
	enum rc rc = flow_offers(bench(sv), k->kind, NULL, &offer, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct entry *en = add(sv);

		en->kind = k;
		en->act = offer[i].act;
		en->allowed = offer[i].allowed;
		en->hint =
		    xstrdup(offer[i].allowed ? tx(offer[i].act->help) : offer[i].why);
	}
	free(offer);
	return rc;
}

static void
reload(struct stepview *sv)
{
	struct tile tile[STEPS] = { 0 };
	struct err e = { 0 };
	size_t n, cur = sv->span.cur;
	const struct kind_def *k = kind_defs(&n);
	enum rc rc;

	clear(sv);
	if ((rc = bench_tiles(bench(sv), tile, &e)) == RC_OK)
		sv->tile = tile[sv->no - 1];
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if (belongs(&k[i], sv->no))
			rc = add_register(sv, &k[i], &e);
	sv->nregister = sv->span.n;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if (belongs(&k[i], sv->no))
			rc = add_tasks(sv, &k[i], &e);
	if (sv->no == TRAINING && sv->v.app->drill == NULL) {
		*add(sv) = (struct entry){
			.allowed = true,
			.hint = xstrdup(T("在真实屏幕上用虚构的情况练手，规则来评判",
			    "fictional situations on the real screens, judged by the "
			    "rules")),
		};
		*add(sv) = (struct entry){
			.place = RESULTS,
			.allowed = true,
			.hint = xstrdup(T("谁练得怎样、弱在哪里、该布置什么",
			    "how people do, where they are weak, what to assign")),
		};
	}
	if (rc != RC_OK)
		app_error(sv->v.app, &e);
	sv->span.cur = cur;
	span_fit(&sv->span);
}

static const struct entry *
here(const struct stepview *sv)
{
	return sv->span.cur < sv->span.n ? &sv->entry[sv->span.cur] : NULL;
}

/* ---- painting */

static void
step_title(struct view *v, struct str *out)
{
	struct stepview *sv = (struct stepview *)v;

	str_addf(out, "%d %s", sv->no, tx(step_def(sv->no)->title));
}

static const char *
title_of(const struct entry *en)
{
	return en->act != NULL	      ? tx(en->act->title)
	       : en->kind != NULL     ? tx(en->kind->title)
	       : en->place == RESULTS ? T("成绩和薄弱点", "results, weak points")
				      : T("演练", "drills");
}

static int
title_cols(const struct stepview *sv)
{
	int cols = 8;

	for (size_t i = 0; i < sv->span.n; i++) {
		int w = text_width(title_of(&sv->entry[i]));

		cols = w > cols ? w : cols;
	}
	return cols < TITLE_MAX ? cols : TITLE_MAX;
}

static void
draw_entry(struct stepview *sv, size_t i, int y, int x, int w)
{
	const struct entry *en = &sv->entry[i];
	bool focus = i == sv->span.cur;
	enum ink ink = focus ? INK_FOCUS : en->allowed ? INK_PLAIN : INK_DIM;
	int title = title_cols(sv), at = x + 2 + title + 2;
	char count[24];

	draw_text(y, x, 2, ink, focus ? ">" : "");
	draw_text(y, x + 2, title, ink, title_of(en));
	draw_text(y, x + 2 + title, 1, ink, "");
	if (en->act == NULL && en->kind != NULL) {
		count_words(en->count, COUNT_CAP, count);
		draw_right(y, at, COUNT_COLS, ink, count);
		draw_text(y, at + COUNT_COLS, 2, ink, "");
		at += COUNT_COLS + 2;
		draw_text(y, at, x + w - at, focus ? INK_FOCUS : INK_DIM,
		    tx(en->kind->purpose));
	} else
		draw_text(y, at, x + w - at, focus ? INK_FOCUS : INK_DIM, en->hint);
	if (focus)
		draw_cursor(y, x);
}

static void
draw_top(struct stepview *sv, struct paint *p)
{
	char *next = xasprintf(T("接下来：%s", "Next: %s"), sv->tile.next);

	paint_wrapped(p, INK_DIM, tx(step_def(sv->no)->purpose), 2, false);
	if (paint_room(p)) {
		int bar = p->w > BAR + 10 ? BAR : 0;

		if (bar > 0 && sv->tile.total > 0)
			draw_bar(p->y + p->row, p->x, bar, sv->tile.done, sv->tile.total);
		else
			bar = 0;
		draw_textf(p->y + p->row, p->x + (bar > 0 ? bar + 1 : 0),
		    p->w - (bar > 0 ? bar + 1 : 0),
		    sv->tile.alert ? INK_BLOCK : INK_PLAIN, "%s%s", sv->tile.line,
		    sv->tile.alert ? T("  ! 要办", "  ! act") : "");
		p->row++;
	}
	if (*sv->tile.next != '\0')
		paint_wrapped(p, INK_TITLE, next, 2, false);
	free(next);
}

/* Lines of the list: heading, registers, heading, tasks. */
static int
line_of(const struct stepview *sv, size_t i)
{
	return (int)i + (i < sv->nregister ? 1 : 2);
}

/* Below the list, in full, what the line under the cursor has no room for. */
static void
draw_detail(struct stepview *sv, struct paint *p, int rows)
{
	const struct entry *en = here(sv);

	if (en == NULL || rows < 2)
		return;
	p->row = p->h - (rows < DETAIL ? rows : DETAIL);
	paint_rule(p, NULL);
	paint_wrapped(p, INK_PLAIN, en->hint != NULL ? en->hint : tx(en->kind->purpose),
	    DETAIL - 1, false);
}

static void
step_draw(struct view *v, struct rect r)
{
	struct stepview *sv = (struct stepview *)v;
	struct paint p = paint_of(r, 1);
	size_t task = sv->span.n - sv->nregister;
	int total = (int)sv->span.n + 1 + (task > 0 ? 1 : 0), h;

	draw_top(sv, &p);
	h = p.h - p.row;
	sv->span.h = h;
	if (sv->span.n == 0) {
		draw_cursor(p.y, p.x);
		return;
	}
	sv->top = lines_scroll(sv->top, h, total,
	    line_of(sv, sv->span.cur) - (sv->span.cur == 0 ? 1 : 0),
	    sv->span.cur == 0 ? 2 : 1);
	for (int line = 0; line < total; line++) {
		int y = p.y + p.row + line - sv->top;

		if (line < sv->top || line - sv->top >= h)
			continue;
		if (line == 0)
			draw_rule(y, p.x, p.w, T("台账", "Registers"));
		else if (line <= (int)sv->nregister)
			draw_entry(sv, (size_t)line - 1, y, p.x, p.w);
		else if (line == (int)sv->nregister + 1)
			draw_rule(y, p.x, p.w, T("新办", "Begin"));
		else
			draw_entry(sv, (size_t)line - 2, y, p.x, p.w);
	}
	draw_detail(sv, &p, h - total);
}

/* ---- keys */

static void
open_here(struct stepview *sv)
{
	const struct entry *en = here(sv);

	if (en == NULL)
		return;
	if (en->kind == NULL && en->place == RESULTS)
		exam_results(sv->v.app);
	else if (en->kind == NULL)
		drill_key(sv->v.app);
	else if (en->act == NULL)
		app_push(sv->v.app, register_new(sv->v.app, en->kind->kind, NULL, 0));
	else if (en->allowed)
		flow_begin(&sv->flow, en->act, NULL, NULL, 0);
	else {
		app_say(sv->v.app, INK_WARN, T("%s：%s", "%s: %s"), tx(en->act->title),
		    en->hint);
		drill_tried(sv->v.app, en->act, NULL, NULL, 0);
	}
}

static bool
step_action(struct view *v, enum action a)
{
	struct stepview *sv = (struct stepview *)v;
	const struct entry *en = here(sv);

	if (span_action(&sv->span, a))
		return true;
	if (a == ACTION_OPEN)
		open_here(sv);
	else if (a == ACTION_NEXT || a == ACTION_PREV) {
		bool in_tasks = sv->span.cur >= sv->nregister;

		sv->span.cur =
		    in_tasks || sv->nregister == sv->span.n ? 0 : sv->nregister;
	} else if (a == ACTION_NEW && en != NULL && en->kind != NULL)
		flow_new(&sv->flow, en->kind->kind, NULL, 0);
	else if (a == ACTION_BACK)
		app_pop(v->app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static bool
step_text(struct view *v, const char *s, bool paste)
{
	struct stepview *sv = (struct stepview *)v;

	if (paste || s[0] < '1' || s[0] > '0' + STEPS || s[1] != '\0')
		return false;
	sv->no = s[0] - '0';
	sv->span.cur = 0;
	sv->top = 0;
	reload(sv);
	return true;
}

static void
step_back(struct view *v, int result, int64_t id)
{
	struct stepview *sv = (struct stepview *)v;
	const struct entry *en = here(sv);

	if (flow_back(&sv->flow, result, id))
		return;
	/* What was begun here goes on: its record shows what comes next. */
	if (result == RESULT_DONE && id != 0 && en != NULL && en->kind != NULL)
		app_push(v->app, record_new_view(v->app, en->kind->kind, id));
	reload(sv);
}

static void
step_bar(struct view *v, struct keybar *bar)
{
	struct stepview *sv = (struct stepview *)v;
	const struct entry *en = here(sv);

	keybar_add(bar, ACTION_OPEN,
	    en != NULL && en->act != NULL ? T("开始办理", "begin") : NULL);
	keybar_add(bar, ACTION_NEW, NULL);
	keybar_add(bar, ACTION_NEXT,
	    sv->span.cur < sv->nregister ? T("到新办", "to begin")
					 : T("到台账", "to registers"));
	keybar_add(bar, ACTION_BACK, NULL);
	keybar_add(bar, ACTION_PALETTE, NULL);
	keybar_add(bar, ACTION_DRILL, NULL);
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
step_help(struct view *v, struct str *out)
{
	struct stepview *sv = (struct stepview *)v;

	str_addf(out, T("第%d步 %s\n%s\n\n", "Step %d %s\n%s\n\n"), sv->no,
	    tx(step_def(sv->no)->title), tx(step_def(sv->no)->purpose));
	str_add(out,
	    T("怎样用\n"
	      "“台账”是这一步的登记册：名称、条数、用途，回车打开。\n"
	      "“新办”是可以从这里开始的事；暗淡的现在不能办，后面写着原因。\n"
	      "按 1 至 7 直接换到别的步骤，Esc 返回。\n\n台账：\n",
		"How to use it\n"
		"'Registers' belong to this step: name, number of records, purpose; "
		"Enter opens.\n"
		"'Begin' lists what can be started here; dim ones may not be started "
		"now, and say why.\n"
		"Keys 1 to 7 change to another step, Esc goes back.\n\nRegisters:\n"));
	for (size_t i = 0; i < sv->nregister; i++)
		str_addf(out, "  %s  %s\n", tx(sv->entry[i].kind->title),
		    tx(sv->entry[i].kind->purpose));
}

static enum level
step_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE; /* names of registers and counts only */
}

static void
step_free(struct view *v)
{
	struct stepview *sv = (struct stepview *)v;

	clear(sv);
	flow_done(&sv->flow);
	free(sv);
}

static const struct view_ops step_ops = {
	.name = "step",
	.title = step_title,
	.draw = step_draw,
	.action = step_action,
	.text = step_text,
	.bar = step_bar,
	.help = step_help,
	.back = step_back,
	.level = step_level,
	.free = step_free,
};

struct view *
stepview_new(struct app *a, int step)
{
	struct stepview *sv = xcalloc(1, sizeof(*sv));

	sv->v.ops = &step_ops;
	sv->v.app = a;
	sv->no = step >= 1 && step <= STEPS ? step : 1;
	flow_init(&sv->flow, &sv->v);
	reload(sv);
	return &sv->v;
}
