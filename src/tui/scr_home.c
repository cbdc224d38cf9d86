/* SPDX-License-Identifier: MIT */
/*
 * Home: the seven steps with their state, and below what I owe. The cursor starts on the
 * most urgent thing; an empty inbox says what to do next.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/flow.h"
#include "tui/layout.h"
#include "tui/scr_exam.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEPS = 7,
	DUTIES_MAX = 100,
	BAR = 12,
	COUNT = 7,
	ALERT = 6,
	RULE = 5,
	DETAIL = 2
};
enum { WIDE = 100, DAY = 11, SAVED = 17, LINE = 44 };

struct homeview {
	struct view v;
	struct tile tile[STEPS];
	struct drill_standing drill; /* the unfinished one, if there is any */
	size_t nrun;		     /* 1: there is */
	struct draft *draft;	     /* owned */
	size_t ndraft;
	struct duties duty;
	struct span list; /* the unfinished drill, drafts, then duties */
	int step;	  /* step under the cursor, 0: the cursor is in the list */
	bool all;	  /* everybody's duties */
	int64_t stale;	  /* the draft that is asked about: go or stay; 0 none */
	struct flow flow;
};

static struct bench *
bench(const struct homeview *hv)
{
	return app_bench(hv->v.app);
}

static void
reload(struct homeview *hv)
{
	struct bench *b = bench(hv);
	struct err e = { 0 };

	draft_free(hv->draft, hv->ndraft);
	hv->draft = NULL;
	hv->ndraft = 0;
	duties_free(&hv->duty);
	hv->duty = (struct duties){ 0 };
	hv->drill = (struct drill_standing){ 0 };
	if ((hv->v.app->drill == NULL &&
		drill_standing(b, NULL, &hv->drill, &e) != RC_OK) ||
	    bench_tiles(b, hv->tile, &e) != RC_OK ||
	    draft_list(bench_store(b), bench_me(b), &hv->draft, &hv->ndraft, &e) !=
		RC_OK ||
	    bench_inbox(b, hv->all, DUTIES_MAX, &hv->duty, &e) != RC_OK)
		app_error(hv->v.app, &e);
	hv->nrun = *hv->drill.name != '\0' ? 1 : 0;
	hv->list.n = hv->nrun + hv->ndraft + hv->duty.n;
	span_fit(&hv->list);
	if (hv->list.n == 0 && hv->step == 0)
		hv->step = 1;
}

/* Where to begin: what is owed, else the first step that says what comes next. */
static void
settle(struct homeview *hv)
{
	hv->step = 0;
	if (hv->list.n > 0)
		return;
	hv->step = 1;
	for (int i = 0; i < STEPS; i++)
		if (*hv->tile[i].next != '\0') {
			hv->step = i + 1;
			return;
		}
}

static const struct duty *
duty_at(const struct homeview *hv, size_t i)
{
	size_t before = hv->nrun + hv->ndraft;

	return i >= before && i < hv->list.n ? &hv->duty.v[i - before] : NULL;
}

static const struct draft *
draft_at(const struct homeview *hv, size_t i)
{
	return i >= hv->nrun && i < hv->nrun + hv->ndraft ? &hv->draft[i - hv->nrun]
							  : NULL;
}

static const struct duty *
duty_here(const struct homeview *hv)
{
	return hv->step == 0 ? duty_at(hv, hv->list.cur) : NULL;
}

/* ---- painting */

static void
home_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("首页", "home"));
}

static int
title_cols(int w)
{
	int cols = 0, max = w / 3;

	for (int i = 1; i <= STEPS; i++) {
		int t = text_width(tx(step_def(i)->title));

		cols = t > cols ? t : cols;
	}
	return cols < max ? cols : max;
}

/* The bar gives way to its figures where the words beside it would be cut. */
static int
bar_cols(const struct homeview *hv, int room)
{
	int most = 0;

	for (int i = 0; i < STEPS; i++) {
		int t = text_width(hv->tile[i].line);

		most = t > most ? t : most;
	}
	return most > room - BAR ? COUNT : BAR;
}

static void
draw_tile(struct homeview *hv, int i, int y, int x, int w)
{
	const struct tile *t = &hv->tile[i];
	bool focus = hv->step == i + 1;
	int title = title_cols(w), room = w - 2 - title - 2 - 1 - 1 - ALERT;
	int bar = bar_cols(hv, room), line = room - bar;
	int at = x + 2 + title + 2;

	draw_textf(y, x, 2, focus ? INK_FOCUS : INK_BAR_KEY, "%d", i + 1);
	draw_text(
	    y, x + 2, title, focus ? INK_FOCUS : INK_TITLE, tx(step_def(i + 1)->title));
	if (focus)
		draw_cursor(y, x);
	if (line > LINE + 20) { /* room to say what comes next */
		draw_text(y, at, LINE, INK_PLAIN, t->line);
		draw_text(y, at + LINE + 1, line - LINE - 1, INK_DIM, t->next);
	} else if (line > 0)
		draw_text(y, at, line, INK_PLAIN, t->line);
	at += (line > 0 ? line : 0) + 1;
	if (t->total > 0)
		draw_bar(y, at, bar, t->done, t->total);
	else
		draw_text(y, at, bar, INK_DIM, T("尚无", "none yet"));
	draw_text(
	    y, at + bar + 1, ALERT, INK_BLOCK, t->alert ? T("! 要办", "! act") : "");
}

static void
next_line(struct homeview *hv, struct str *out)
{
	if (hv->step > 0 && *hv->tile[hv->step - 1].next != '\0')
		str_addf(out, T("第%d步接下来：%s", "Step %d, next: %s"), hv->step,
		    hv->tile[hv->step - 1].next);
	else if (hv->step > 0)
		str_addf(out, "%s", tx(step_def(hv->step)->purpose));
	else if (hv->list.n > 0)
		str_add(out, T("先办下面所列，最急的在前",
				 "Begin with what is listed below, most urgent first"));
}

static void
draw_draft(const struct draft *d, bool focus, int y, int x, int w)
{
	enum ink ink = focus ? INK_FOCUS : INK_PLAIN;

	draw_text(
	    y, x, due_cols(), focus ? INK_FOCUS : INK_WAIT, T("继续填写", "go on with"));
	draw_text(y, x + due_cols(), 1, ink, "");
	draw_text(y, x + due_cols() + 1, w - due_cols() - 1 - SAVED, ink, d->title);
	draw_textf(
	    y, x + w - SAVED, SAVED, focus ? INK_FOCUS : INK_DIM, " %.16s", d->saved_at);
}

static void
draw_run(const struct homeview *hv, bool focus, int y, int x, int w)
{
	draw_text(y, x, due_cols(), focus ? INK_FOCUS : INK_WAIT, T("演练", "drill"));
	draw_text(y, x + due_cols(), 1, focus ? INK_FOCUS : INK_PLAIN, "");
	draw_textf(y, x + due_cols() + 1, w - due_cols() - 1,
	    focus ? INK_FOCUS : INK_PLAIN,
	    T("未完成的演练 %s：继续", "unfinished drill %s: go on"), hv->drill.scenario);
}

static void
draw_entry(struct homeview *hv, size_t i, int y, int x, int w)
{
	bool focus = hv->step == 0 && i == hv->list.cur, wide = w >= WIDE;
	enum ink ink = focus ? INK_FOCUS : INK_PLAIN;
	int32_t today = bench_today(bench(hv));
	int lead = due_cols() + (wide ? DAY : 0) + 1, text = w - lead - RULE - 1;
	const struct duty *d = duty_at(hv, i);
	char when[32], day[11] = "";

	if (focus)
		draw_cursor(y, x);
	if (d == NULL) {
		if (draft_at(hv, i) != NULL)
			draw_draft(draft_at(hv, i), focus, y, x, w);
		else
			draw_run(hv, focus, y, x, w);
		return;
	}
	due_words(d->due, today, when);
	if (wide && d->due != DATE_NONE)
		date_format(d->due, day);
	draw_text(y, x, due_cols(), focus ? INK_FOCUS : due_ink(d->due, today), when);
	if (wide)
		draw_text(y, x + due_cols(), DAY, ink, day);
	draw_text(y, x + lead - 1, 1, ink, "");
	draw_text(y, x + lead, text, ink, d->text);
	draw_textf(
	    y, x + w - RULE - 1, RULE + 1, focus ? INK_FOCUS : INK_DIM, " %s", d->rule);
}

/* The whole text of what is under the cursor, with its day, and whose rule it is. */
static void
detail(struct homeview *hv, struct str *out)
{
	const struct duty *d = duty_here(hv);
	const struct draft *draft = draft_at(hv, hv->list.cur);
	char day[11];

	if (hv->step == 0 && draft != NULL)
		str_addf(out, T("%.16s 保存的草稿：%s", "draft kept %.16s: %s"),
		    draft->saved_at, draft->title);
	else if (d == NULL && hv->step == 0 && hv->list.cur < hv->nrun)
		str_addf(out,
		    T("演练 %s 做到一半，内容都在（%s）。回车继续；演练与真实数据无关",
			"Drill %s was left halfway, everything is kept (%s). Enter goes "
			"on; a drill touches nothing real"),
		    hv->drill.scenario, hv->drill.name);
	if (d == NULL)
		return;
	str_add(out, d->text);
	if (d->due != DATE_NONE) {
		date_format(d->due, day);
		str_addf(out, T("。期限%s", ". Due %s"), day);
	}
	str_addf(out, T("。依据%s（%s）", ". By %s (%s)"),
	    *d->rule != '\0' ? d->rule : T("制度", "policy"),
	    tx(origin_title(d->origin)));
	if (d->act != NULL && act_def(d->kind, d->act) != NULL)
		str_addf(out, T("。F9 直接“%s”", ". F9: %s"),
		    tx(act_def(d->kind, d->act)->title));
}

static void
draw_nothing(struct homeview *hv, struct paint *p)
{
	struct str s = { 0 };

	str_add(&s, T("现在没有待办事项。", "Nothing is owed now. "));
	if (hv->v.app->drill != NULL) /* what to do is in its task, not in the steps */
		str_addf(&s,
		    T("任务在演练菜单里（%s）：可以再看情况，或者换身份、交卷。",
			"The task is in the drill menu (%s): read it again, act as "
			"somebody else, or submit."),
		    key_of(ACTION_DRILL));
	for (int i = 0; i < STEPS && hv->v.app->drill == NULL; i++)
		if (*hv->tile[i].next != '\0') {
			str_addf(&s,
			    T("可以接着做第%d步：%s（按%d）。",
				"Step %d comes next: %s (press %d)."),
			    i + 1, hv->tile[i].next, i + 1);
			break;
		}
	if (s.len <= strlen(T("现在没有待办事项。", "Nothing is owed now. ")))
		str_add(&s, T("按 1 至 7 进入各步查看台账。",
				"Keys 1 to 7 open the steps and their registers."));
	paint_wrapped(p, INK_PLAIN, str_s(&s), 3, false);
	str_free(&s);
}

static void
draw_list(struct homeview *hv, struct paint *p, int rows)
{
	size_t shown;
	char count[24];
	struct str title = { 0 };

	hv->list.h = rows > 1 ? rows : 1;
	span_fit(&hv->list);
	shown = hv->list.top + (size_t)hv->list.h;
	count_words(hv->list.n, DUTIES_MAX + hv->ndraft, count);
	str_addf(&title,
	    hv->all ? T("全员待办 %s", "Everybody's duties %s")
		    : T("我的待办 %s", "My inbox %s"),
	    count);
	if (hv->list.top > 0)
		str_addf(&title, T("，上面还有%zu项", ", %zu more above"), hv->list.top);
	if (hv->list.n > shown)
		str_addf(
		    &title, T("，下面还有%zu项", ", %zu more below"), hv->list.n - shown);
	paint_rule(p, str_s(&title));
	str_free(&title);
	if (hv->list.n == 0) {
		draw_nothing(hv, p);
		return;
	}
	for (size_t i = hv->list.top; span_shows(&hv->list, i) && paint_room(p); i++)
		draw_entry(hv, i, p->y + p->row++, p->x, p->w);
}

static void
home_draw(struct view *v, struct rect r)
{
	struct homeview *hv = (struct homeview *)v;
	struct paint p = paint_of(r, 1);
	struct str s = { 0 };
	int below = r.h >= 15 ? DETAIL + 1 : 0;

	for (int i = 0; i < STEPS && paint_room(&p); i++)
		draw_tile(hv, i, p.y + p.row++, p.x, p.w);
	next_line(hv, &s);
	paint_line(&p, INK_DIM, str_s(&s));
	p.h -= below;
	draw_list(hv, &p, p.h - p.row - 1);
	str_cut(&s, 0);
	if (below > 0) {
		p.row = p.h;
		p.h += below;
		detail(hv, &s);
		if (s.len > 0)
			paint_rule(&p, NULL);
		paint_wrapped(&p, INK_PLAIN, str_s(&s), DETAIL, false);
	}
	str_free(&s);
}

/* ---- keys */

/* The head and the secrecy office follow up what others owe. */
static bool
may_see_all(const struct homeview *hv)
{
	return (bench_roles(bench(hv)) & (ROLE_HEAD | ROLE_OFFICE)) != 0;
}

static void
open_duty(struct homeview *hv, const struct duty *d, bool act)
{
	const struct act_def *a = d->act != NULL ? act_def(d->kind, d->act) : NULL;
	struct record *r = NULL;
	struct view *v;
	struct err e = { 0 };

	/* what an assignment wants is done where the drills are */
	if (strcmp(d->kind, "assignee") == 0 && d->owner == bench_me(bench(hv)) &&
	    (v = drill_owed_new(hv->v.app, d->id)) != NULL) {
		app_push(hv->v.app, v);
		return;
	}
	if (d->id == 0) {
		if (a != NULL && (a->flags & ACT_NEW))
			flow_begin(&hv->flow, a, NULL, NULL, 0);
		else
			app_push(hv->v.app, register_new(hv->v.app, d->kind, NULL, 0));
		return;
	}
	if (!act || a == NULL) {
		app_push(hv->v.app, record_new_view(hv->v.app, d->kind, d->id));
		return;
	}
	if (store_get(bench_store(bench(hv)), d->kind, d->id, &r, &e) != RC_OK)
		app_error(hv->v.app, &e);
	else
		flow_begin(&hv->flow, a, r, NULL, 0);
	record_free(r);
}

/* What was begun can no longer be done: its draft would stand here for ever. */
static void
ask_stale(struct homeview *hv, const struct draft *d, const struct err *why)
{
	char *text = xasprintf(T("%s\n不能继续填写：%s\n放弃这份草稿吗？",
				   "%s\nIt cannot be gone on with: %s\nDrop this draft?"),
	    d->title, why->msg);

	hv->stale = d->id;
	app_push(hv->v.app, ask_new(T("没填完的草稿", "Unfinished draft"), text, NULL));
	free(text);
}

static void
open_draft(struct homeview *hv, const struct draft *d)
{
	struct err e = { 0 };
	bool exam = false;
	enum rc rc = exam_draft(hv->v.app, d, &exam, &e);

	if (rc == RC_OK && !exam)
		rc = actview_resume(hv->v.app, d, &e);

	if ((rc == RC_DENIED || rc == RC_NOTFOUND || rc == RC_DAMAGED ||
		rc == RC_FOREIGN || rc == RC_INVAL) &&
	    !bench_readonly(bench(hv)))
		ask_stale(hv, d, &e);
	else if (rc != RC_OK)
		app_error(hv->v.app, &e);
}

static void
open_here(struct homeview *hv)
{
	const struct duty *d = duty_here(hv);

	if (hv->step > 0)
		app_push(hv->v.app, stepview_new(hv->v.app, hv->step));
	else if (d != NULL)
		open_duty(hv, d, false);
	else if (draft_at(hv, hv->list.cur) != NULL)
		open_draft(hv, draft_at(hv, hv->list.cur));
	else if (hv->list.cur < hv->nrun)
		drill_go_on(hv->v.app, hv->drill.scenario);
}

/* The cursor runs through the steps and on into the list. */
static bool
move(struct homeview *hv, enum action a)
{
	if (a == ACTION_NEXT || a == ACTION_PREV) {
		if (hv->list.n > 0)
			hv->step = hv->step > 0 ? 0 : 1;
		return true;
	}
	if (hv->step == 0 && a == ACTION_UP && hv->list.cur == 0)
		hv->step = STEPS;
	else if (hv->step == 0)
		return span_action(&hv->list, a);
	else if (a == ACTION_UP)
		hv->step -= hv->step > 1;
	else if (a == ACTION_DOWN && hv->step < STEPS)
		hv->step++;
	else if (a == ACTION_DOWN || a == ACTION_PAGE_DOWN || a == ACTION_LAST) {
		if (hv->list.n == 0)
			return true;
		hv->step = 0;
		hv->list.cur = a == ACTION_LAST ? hv->list.n - 1 : 0;
		span_fit(&hv->list);
	} else if (a == ACTION_FIRST || a == ACTION_PAGE_UP)
		hv->step = 1;
	else
		return false;
	return true;
}

static bool
home_action(struct view *v, enum action a)
{
	struct homeview *hv = (struct homeview *)v;
	const struct duty *d = duty_here(hv);

	if (move(hv, a))
		return true;
	if (a == ACTION_OPEN)
		open_here(hv);
	else if (a == ACTION_ACTS && d != NULL)
		open_duty(hv, d, true);
	else if (a == ACTION_QBE && may_see_all(hv)) {
		hv->all = !hv->all;
		hv->list.cur = hv->list.top = 0;
		reload(hv);
	} else if (a == ACTION_BACK && v->below != NULL)
		app_pop(v->app, RESULT_CANCEL, 0);
	else if (a == ACTION_BACK && v->app->drill != NULL)
		drill_ask_leave(v->app);
	else if (a == ACTION_BACK)
		app_say(v->app, INK_DIM,
		    T("已在首页；%s 退出", "this is the home screen; %s quits"),
		    key_of(ACTION_QUIT));
	else
		return false;
	return true;
}

static bool
home_text(struct view *v, const char *s, bool paste)
{
	if (paste || s[0] < '1' || s[0] > '0' + STEPS || s[1] != '\0')
		return false;
	((struct homeview *)v)->step = s[0] - '0';
	app_push(v->app, stepview_new(v->app, s[0] - '0'));
	return true;
}

static void
home_back(struct view *v, int result, int64_t id)
{
	struct homeview *hv = (struct homeview *)v;
	struct bench *b = bench(hv);
	int64_t stale = hv->stale;
	struct err e = { 0 };

	hv->stale = 0;
	if (stale != 0 && result == RESULT_DONE &&
	    draft_drop(bench_store(b), bench_me(b), stale, &e) != RC_OK)
		app_error(v->app, &e);
	flow_back(&hv->flow, result, id);
	reload(hv);
}

static void
home_bar(struct view *v, struct keybar *bar)
{
	struct homeview *hv = (struct homeview *)v;
	const struct duty *d = duty_here(hv);

	keybar_add(bar, ACTION_OPEN,
	    hv->step > 0 || d != NULL || hv->list.n == 0 ? NULL
	    : draft_at(hv, hv->list.cur) != NULL	 ? T("继续填写", "go on")
							 : T("继续演练", "go on"));
	if (d != NULL && d->act != NULL)
		keybar_add(bar, ACTION_ACTS, NULL);
	keybar_add(bar, ACTION_NEXT,
	    hv->step > 0 ? T("到待办", "to inbox") : T("到七步", "to steps"));
	if (may_see_all(hv))
		keybar_add(
		    bar, ACTION_QBE, hv->all ? T("看我的", "mine") : T("看全员", "all"));
	keybar_add(bar, ACTION_PALETTE, NULL);
	if (v->below != NULL)
		keybar_add(bar, ACTION_BACK,
		    bench_personal(bench(hv)) ? T("换人", "sign in") : NULL);
	keybar_add(bar, ACTION_QUIT, NULL);
	keybar_add(bar, ACTION_DRILL, T("演练", "drills"));
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
home_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("首页\n"
		       "上面是定密责任人制度的七步：编号、名称、现状、进度。“! "
		       "要办”表示其中有逾期或缺少的事。按 1 至 7 进入。\n"
		       "下面是我的待办：先列没做完的演练和没填完的草稿，"
		       "再按缓急列出我应办的事、期限和依据。回车打开，F9 直接办理。\n"
		       "依据的编号如 R122 可用 dingmi rules R122 "
		       "查看；本单位自定的期限会注明，不当作法定期限。\n"
		       "本程序只登记国家秘密事项的要素("
		       "名称、密级、期限、知悉范围、载体去向等)，不存放秘密内容本身。\n",
			 "Home\n"
			 "Above are the seven steps: number, name, state, progress. '! "
			 "act' means that something in it is overdue or missing. Keys "
			 "1 to 7 open them.\n"
			 "Below is what I owe: an unfinished drill and drafts first, "
			 "then duties by "
			 "urgency, with day and rule. Enter opens, F9 acts at once.\n"
			 "Rules such as R122 are shown by dingmi rules R122; what the "
			 "unit itself has fixed is said to be so, never shown as law.\n"
			 "The program registers the particulars of state secrets, never "
			 "their content.\n"));
}

static enum level
home_level(struct view *v)
{
	/* Titles of secret matters stand in the inbox: step answers for each record. */
	struct homeview *hv = (struct homeview *)v;
	enum level top = LEVEL_NONE;

	for (size_t i = hv->list.top; span_shows(&hv->list, i); i++) {
		const struct duty *d = duty_at(hv, i);
		struct record *r = NULL;
		struct err e;

		if (d != NULL && d->id != 0 &&
		    store_get(bench_store(bench(hv)), d->kind, d->id, &r, &e) == RC_OK) {
			enum level l = bench_level(bench(hv), r);

			top = l > top ? l : top;
		}
		record_free(r);
	}
	return top;
}

static void
home_free(struct view *v)
{
	struct homeview *hv = (struct homeview *)v;

	draft_free(hv->draft, hv->ndraft);
	duties_free(&hv->duty);
	flow_done(&hv->flow);
	free(hv);
}

static const struct view_ops home_ops = {
	.name = "home",
	.title = home_title,
	.draw = home_draw,
	.action = home_action,
	.text = home_text,
	.bar = home_bar,
	.help = home_help,
	.back = home_back,
	.level = home_level,
	.free = home_free,
};

struct view *
home_new(struct app *a)
{
	struct homeview *hv = xcalloc(1, sizeof(*hv));

	hv->v.ops = &home_ops;
	hv->v.app = a;
	flow_init(&hv->flow, &hv->v);
	reload(hv);
	settle(hv);
	return &hv->v;
}
