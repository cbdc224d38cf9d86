/* SPDX-License-Identifier: MIT */
/* The drills: which there are, how hard, how long, and how I stand with each. Typing
 * narrows the list. */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/edit.h"
#include "tui/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPED_MAX = 40, DETAIL = 2, GAP = 1 };
enum { COL_ID, COL_TITLE, COL_STEP, COL_HARD, COL_TIME, COL_BEST, COL_STATE, COLS };

struct line {
	const struct scenario *s; /* borrowed from the list */
	struct drill_standing stand;
	bool owed;
};
struct listview {
	struct view v;
	struct drill_list all;
	struct line *line;	      /* owned: those that what is typed leaves */
	struct drill_standing *stand; /* owned, as all */
	struct strs owed;	      /* by assignments, or by the one at hand */
	int64_t assignee;	      /* shows what is owed by it alone; 0: all drills */
	struct span span;
	struct edit *typed;
	int nfault;
};

static struct bench *
bench(const struct listview *lv)
{
	return app_bench(lv->v.app);
}

static const struct line *
here(const struct listview *lv)
{
	return lv->span.cur < lv->span.n ? &lv->line[lv->span.cur] : NULL;
}

static const char *
kind_word(const struct drill_info *i)
{
	return strcmp(i->kind, "walk") == 0	  ? T("引导", "guided")
	       : strcmp(i->kind, "incident") == 0 ? T("事件处置", "incident")
						  : T("演练", "drill");
}

static const char *
state_word(const struct line *l)
{
	const struct drill_standing *s = &l->stand;

	return *s->name != '\0' ? T("进行中", "begun")
	       : l->owed	? T("要求做", "owed")
	       : s->passed	? T("通过", "passed")
	       : s->runs > 0	? T("未通过", "failed")
				: T("未做", "new");
}

static bool
passes(const struct line *l, const char *want)
{
	struct drill_info i = scenario_info(l->s);
	char *text = xasprintf("%s %s %s %s %s", i.id, i.title, kind_word(&i),
	    state_word(l), drill_difficulty(i.difficulty));
	bool yes = text_contains_fold(text, want);

	free(text);
	return yes;
}

/* The guided walk first: it is where one begins. */
static void
narrow(struct listview *lv)
{
	lv->span.n = 0;
	for (int walks = 1; walks >= 0; walks--)
		for (size_t i = 0; i < lv->all.n; i++) {
			struct drill_info info = scenario_info(lv->all.v[i]);
			struct line l = { lv->all.v[i], lv->stand[i],
				strs_has(&lv->owed, info.id) };
			bool walk = strcmp(info.kind, "walk") == 0;

			if (walk == (walks != 0) && (l.owed || lv->assignee == 0) &&
			    passes(&l, edit_text(lv->typed)))
				lv->line[lv->span.n++] = l;
		}
	span_fit(&lv->span);
}

static void
forget(struct listview *lv)
{
	drill_list_free(&lv->all);
	free(lv->line);
	free(lv->stand);
	strs_free(&lv->owed);
	lv->line = NULL;
	lv->stand = NULL;
	lv->span.n = 0;
}

static void
reload(struct listview *lv)
{
	struct strs faults = { 0 };
	struct err e = { 0 };
	enum rc rc;

	forget(lv);
	if ((rc = bench_owed_drills(bench(lv), lv->assignee, &lv->owed, &e)) == RC_OK)
		rc = drill_list(bench(lv), &lv->all, &faults, &e);
	lv->line = xcalloc(lv->all.n + 1, sizeof(*lv->line));
	lv->stand = xcalloc(lv->all.n + 1, sizeof(*lv->stand));
	for (size_t i = 0; i < lv->all.n && rc == RC_OK; i++)
		rc = drill_standing(
		    bench(lv), scenario_info(lv->all.v[i]).id, &lv->stand[i], &e);
	if (rc != RC_OK)
		app_error(lv->v.app, &e);
	else if (faults.n > 0)
		app_say(lv->v.app, INK_WARN,
		    T("有%zu个演练文件读不懂，没有列出：%s",
			"%zu drill files cannot be read and are left out: %s"),
		    faults.n, faults.v[0]);
	strs_free(&faults);
	narrow(lv);
}

/* ---- painting */

static void
list_title(struct view *v, struct str *out)
{
	str_add(out, ((struct listview *)v)->assignee != 0
			 ? T("要求做的演练", "drills owed")
			 : T("演练", "drills"));
}

static void
widths(int w, int *out)
{
	static const struct col_wish wish[COLS] = {
		[COL_ID] = { 6, 6, false },
		[COL_TITLE] = { 16, 20, true },
		[COL_STEP] = { 4, 5, false },
		[COL_HARD] = { 4, 6, false },
		[COL_TIME] = { 6, 6, false },
		[COL_BEST] = { 5, 6, false },
		[COL_STATE] = { 6, 7, false },
	};
	size_t n = cols_fit(wish, COLS, w, GAP, out);

	for (size_t i = n; i < COLS; i++)
		out[i] = 0;
}

static void
draw_row(int y, int x, const int *w, const char *const *cell, enum ink ink)
{
	for (int i = 0; i < COLS && w[i] > 0; i++) {
		draw_text(y, x, w[i], ink, cell[i]);
		if (i + 1 < COLS && w[i + 1] > 0)
			draw_text(y, x + w[i], GAP, ink, "");
		x += w[i] + GAP;
	}
}

static void
draw_head(int y, int x, const int *w)
{
	const char *const cell[COLS] = {
		[COL_ID] = T("编号", "No."),
		[COL_TITLE] = T("演练", "Drill"),
		[COL_STEP] = T("步骤", "Step"),
		[COL_HARD] = T("难度", "Level"),
		[COL_TIME] = T("用时", "Time"),
		[COL_BEST] = T("最好", "Best"),
		[COL_STATE] = T("状态", "State"),
	};

	draw_row(y, x, w, cell, INK_TITLE);
}

static void
draw_line(const struct line *l, bool focus, int y, int x, const int *w)
{
	struct drill_info i = scenario_info(l->s);
	char step[16] = "", time[24], best[16] = "-";
	const char *cell[COLS] = { i.id, i.title, step, drill_difficulty(i.difficulty),
		time, best, state_word(l) };

	if (i.step > 0)
		snprintf(step, sizeof(step), "%d", i.step);
	else
		snprintf(step, sizeof(step), "1-7");
	snprintf(time, sizeof(time), T("%d分", "%d min"), i.minutes);
	if (l->stand.best >= 0)
		snprintf(best, sizeof(best), T("%d分", "%d"), l->stand.best);
	draw_row(y, x, w, cell, focus ? INK_FOCUS : INK_PLAIN);
	if (focus)
		draw_cursor(y, x);
}

static void
draw_nothing(const struct listview *lv, struct paint *p)
{
	paint_line(p, INK_PLAIN,
	    lv->all.n > 0 ? T("没有符合的演练，退格重写", "nothing matches; erase and "
							  "type again")
			  : T("没有演练文件（forms/drill）；请管理员检查安装",
				"there are no drill files (forms/drill); is the program "
				"installed whole?"));
}

static void
draw_find(struct listview *lv, struct paint *p)
{
	int y = p->y + p->row++, x = p->x, row, col;
	struct str s = { 0 };

	if (*edit_text(lv->typed) == '\0') {
		draw_text(y, x, p->w, INK_DIM,
		    T("数据都是虚构的，怎样试都不影响真实数据。直接打字筛选，回车看情况",
			"Fictional data, nothing real is touched. Type to narrow, Enter: "
			"more"));
		return;
	}
	x += draw_word(y, x, p->w, INK_LABEL, T("筛选：", "filter: "));
	edit_size(lv->typed, p->x + p->w - x, 1);
	edit_row(lv->typed, 0, &s);
	draw_text(y, x, p->x + p->w - x, INK_FIELD, str_s(&s));
	edit_cursor(lv->typed, &row, &col);
	draw_cursor(y, x + col);
	str_free(&s);
}

static void
list_draw(struct view *v, struct rect r)
{
	struct listview *lv = (struct listview *)v;
	const struct line *l = here(lv);
	struct paint p = paint_of(r, 1);
	int w[COLS], below = r.h >= 12 ? DETAIL + 1 : 0;

	draw_find(lv, &p);
	widths(p.w, w);
	draw_head(p.y + p.row, p.x, w);
	p.row++;
	p.h -= below;
	lv->span.h = p.h - p.row > 1 ? p.h - p.row : 1;
	span_fit(&lv->span);
	if (lv->span.n == 0)
		draw_nothing(lv, &p);
	for (size_t i = lv->span.top; span_shows(&lv->span, i) && paint_room(&p); i++)
		draw_line(&lv->line[i], i == lv->span.cur, p.y + p.row++, p.x, w);
	p.row = p.h;
	p.h += below;
	if (l && below > 0) {
		struct drill_info i = scenario_info(l->s);

		paint_rule(&p, i.title);
		paint_wrapped(&p, INK_PLAIN, i.situation, DETAIL, false);
	}
}

/* ---- keys */

static void
open_here(struct listview *lv)
{
	const struct line *l = here(lv);
	struct view *b = l ? drill_brief_new(lv->v.app, scenario_info(l->s).id) : NULL;

	if (b)
		app_push(lv->v.app, b);
}

/* Starts at once, or goes on with what was begun. */
static void
start_here(struct listview *lv)
{
	const struct line *l = here(lv);

	if (!l)
		return;
	if (*l->stand.name != '\0')
		drill_go_on(lv->v.app, scenario_info(l->s).id);
	else
		drill_begin(lv->v.app, scenario_info(l->s).id);
}

static bool
list_key(struct view *v, int key)
{
	struct listview *lv = (struct listview *)v;

	if (key == K_ESC && *edit_text(lv->typed) != '\0')
		edit_set(lv->typed, "");
	else if (key != K_BACKSPACE || !edit_key(lv->typed, key))
		return false;
	narrow(lv);
	return true;
}

static bool
list_text(struct view *v, const char *s, bool paste)
{
	struct listview *lv = (struct listview *)v;

	(void)paste;
	/* '?' alone stays a key: it is in no title. */
	if (strcmp(s, "?") == 0)
		return false;
	edit_insert(lv->typed, s, strlen(s));
	lv->span.cur = 0;
	narrow(lv);
	return true;
}

static bool
list_action(struct view *v, enum action a)
{
	struct listview *lv = (struct listview *)v;

	if (span_action(&lv->span, a))
		return true;
	if (a == ACTION_OPEN)
		open_here(lv);
	else if (a == ACTION_SAVE)
		start_here(lv);
	else if (a == ACTION_BACK)
		app_pop(v->app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static void
list_back(struct view *v, int result, int64_t id)
{
	(void)result;
	(void)id;
	reload((struct listview *)v);
}

static void
list_bar(struct view *v, struct keybar *bar)
{
	struct listview *lv = (struct listview *)v;
	const struct line *l = here(lv);

	if (l) {
		keybar_add(bar, ACTION_OPEN, T("看情况", "the situation"));
		keybar_add(bar, ACTION_SAVE,
		    *l->stand.name != '\0' ? T("继续", "go on") : T("开始", "start"));
		span_bar(&lv->span, bar);
	}
	keybar_add(bar, ACTION_BACK, NULL);
}

static void
list_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("演练\n"
	      "每个演练给出一个虚构的情况，您在与真实工作台完全相同的屏幕上办理；"
	      "判断对错的就是真正的规则。\n"
	      "数据另存一处，与真实数据无关；屏幕首行和末行一直标明“演练”。\n"
	      "回车看情况和任务，F2 开始；中途可以暂停，断线也不丢。\n"
	      "最好：您的最好成绩。状态：要求做（培训任务布置的）、未做、进行中、未通过、"
	      "通过。再做时换一种情形。"
	      "\n",
		"Drills\n"
		"Each tells a fictional situation; you work on the very screens of the "
		"workbench, and the real rules judge.\n"
		"Its data is kept apart from the real; the first and the last line of "
		"the screen say so all the time.\n"
		"Enter shows situation and task, F2 starts. You may pause, and a lost "
		"line loses nothing.\n"
		"Best is your best result; state: owed (an assignment wants it), new, "
		"begun, failed, passed. Each new "
		"try is another variant.\n"));
}

static enum level
list_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE; /* fictional throughout */
}

static void
list_free(struct view *v)
{
	struct listview *lv = (struct listview *)v;

	forget(lv);
	edit_free(lv->typed);
	free(lv);
}

static const struct view_ops list_ops = {
	.name = "drills",
	.title = list_title,
	.draw = list_draw,
	.action = list_action,
	.text = list_text,
	.key = list_key,
	.bar = list_bar,
	.help = list_help,
	.back = list_back,
	.level = list_level,
	.free = list_free,
};

static struct view *
list_new(struct app *a, int64_t assignee)
{
	struct listview *lv = xcalloc(1, sizeof(*lv));

	lv->v.ops = &list_ops;
	lv->v.app = a;
	lv->assignee = assignee;
	lv->typed = edit_new(false, TYPED_MAX);
	reload(lv);
	return &lv->v;
}

struct view *
drill_list_new(struct app *a)
{
	return list_new(a, 0);
}

struct view *
drill_owed_new(struct app *a, int64_t assignee)
{
	struct strs owed = { 0 };
	struct err e = { 0 };
	bool any;

	if (bench_owed_drills(app_bench(a), assignee, &owed, &e) != RC_OK)
		app_error(a, &e);
	any = owed.n > 0;
	strs_free(&owed);
	return any ? list_new(a, assignee) : NULL;
}
