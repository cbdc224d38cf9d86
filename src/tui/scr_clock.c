/* SPDX-License-Identifier: MIT */
/*
 * The clock went back. Nothing can be written before somebody has said why, so the
 * workbench asks when it opens; who may not explain it reads who may.
 */
#include "config.h"
#include "tui/scr_clock.h"

#include <stdlib.h>
#include <string.h>

#include "tui/app.h"
#include "tui/edit.h"
#include "tui/layout.h"

enum { WHY_MAX = 300, WHY_ROWS = 3, LABEL = 14 };

struct clockview {
	struct view v;
	struct clock_look look;
	size_t crossed;
	struct edit *ed; /* why; NULL: this person may not say it */
};

static void
clock_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("时钟说明", "Clock"));
}

static void
pair(struct paint *p, const char *label, const char *text)
{
	draw_text(p->y + p->row, p->x, LABEL, INK_LABEL, label);
	draw_text(p->y + p->row++, p->x + LABEL, p->w - LABEL, INK_PLAIN, text);
}

static void
draw_why(struct clockview *cv, struct paint *p)
{
	struct str s = { 0 };
	int row, col, w = p->w - LABEL - 1, rows = p->h - p->row;

	rows = rows > WHY_ROWS ? WHY_ROWS : rows;
	if (rows < 1)
		return;
	edit_size(cv->ed, w, rows);
	edit_cursor(cv->ed, &row, &col);
	draw_text(p->y + p->row, p->x, LABEL, INK_LABEL, T("原因*", "reason*"));
	for (int i = 0; i < rows; i++) {
		if (!edit_row(cv->ed, i, &s))
			str_cut(&s, 0);
		draw_text(p->y + p->row, p->x + LABEL, w, INK_FIELD_FOCUS, str_s(&s));
		if (i == row)
			draw_cursor(p->y + p->row, p->x + LABEL + (col < w ? col : w));
		p->row++;
	}
	str_free(&s);
}

static void
clock_draw(struct view *v, struct rect r)
{
	struct clockview *cv = (struct clockview *)v;
	struct bench *b = app_bench(v->app);
	struct paint p = paint_of(r, 1);
	char *roles = roles_text(bench_roles(b)), *who;

	draw_cursor(p.y, p.x);
	paint_wrapped(&p, INK_WARN,
	    T("时钟倒退：现在的时间早于最后一条日志。说明原因以前什么都写不进去。",
		"The clock went back: it is earlier now than the last row of the "
		"journal. Until that is explained nothing can be written."),
	    3, false);
	paint_line(&p, INK_PLAIN, "");
	pair(&p, T("现在", "now"), cv->look.now);
	pair(&p, T("最后日志", "last row"), cv->look.last);
	if (cv->crossed > 0) {
		who = xasprintf(T("%zu项，已经过去，按现在的时间又在以后",
				    "%zu that had passed lie ahead again"),
		    cv->crossed);
		pair(&p, T("期限", "deadlines"), who);
		free(who);
	}
	if (cv->ed != NULL) {
		who = xasprintf("%s(%s)", record_get(bench_person(b), "name"), roles);
		pair(&p, T("说明人", "explained by"), who);
		free(who);
	}
	paint_line(&p, INK_PLAIN, "");
	paint_wrapped(&p, INK_PLAIN,
	    T("先核对系统时钟：错的，退出，校准后再进来。现在的时间无误的"
	      "（以前走快了、换了电池、恢复了备份），写明原因；连同说明人记入日志，"
	      "以后的日志从现在的时间写起。",
		"Look at the system clock first: if it is wrong, quit, set it and come "
		"back. If it is right (it had been fast, a battery was changed, a backup "
		"was restored), say why; reason and person are journalled, and the "
		"journal goes on from now."),
	    5, false);
	paint_line(&p, INK_PLAIN, "");
	if (cv->ed != NULL)
		draw_why(cv, &p);
	else
		paint_wrapped(&p, INK_WARN,
		    T("由系统管理员、保密办或者主要负责人说明，您只能查看。",
			"System administrator, secrecy office or head explain it; you "
			"can only read."),
		    2, false);
	free(roles);
}

static void
explain(struct clockview *cv)
{
	struct app *a = cv->v.app;
	struct err e = { 0 };

	if (bench_clock_explain(
		app_bench(a), cv->ed != NULL ? edit_text(cv->ed) : "", &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	bench_sweep_daily(app_bench(a)); /* it could not when the home was opened */
	app_pop(a, RESULT_DONE, 0);
	app_say(a, INK_GOOD, T("时钟说明已记入日志", "the explanation is journalled"));
}

static bool
clock_action(struct view *v, enum action a)
{
	if (a != ACTION_SAVE)
		return false;
	explain((struct clockview *)v);
	return true;
}

static bool
clock_text(struct view *v, const char *s, bool paste)
{
	struct clockview *cv = (struct clockview *)v;

	(void)paste;
	if (cv->ed == NULL)
		return false;
	if (edit_insert(cv->ed, s, strlen(s)) > 0)
		app_say(
		    v->app, INK_WARN, T("最多%d字", "at most %d characters"), WHY_MAX);
	return true;
}

static bool
clock_key(struct view *v, int key)
{
	struct clockview *cv = (struct clockview *)v;

	return cv->ed != NULL && edit_key(cv->ed, key);
}

static void
clock_bar(struct view *v, struct keybar *bar)
{
	if (((struct clockview *)v)->ed != NULL)
		keybar_add(bar, ACTION_SAVE, T("记入日志", "journal it"));
	keybar_add(bar, ACTION_BACK, T("以后再说", "later"));
}

static void
clock_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("时钟说明\n"
	      "日志按时间先后写，时钟倒退以后写的会排在以前。所以要先说明，才能再写。"
	      "以后要说明，从命令里选“时钟说明”，或者用 dingmi clock。\n",
		"Clock\n"
		"Journal rows follow one another in time; after the clock went back new "
		"ones would stand before old ones, so that is explained first. Later: "
		"\"Clock\" among the commands, or dingmi clock.\n"));
}

static void
clock_free(struct view *v)
{
	edit_free(((struct clockview *)v)->ed);
	free(v);
}

static const struct view_ops clock_ops = {
	.name = "clock",
	.title = clock_title,
	.draw = clock_draw,
	.action = clock_action,
	.text = clock_text,
	.key = clock_key,
	.bar = clock_bar,
	.help = clock_help,
	.free = clock_free,
};

/* false: there is nothing to explain, or it cannot be known. */
static bool
opened(struct app *a)
{
	struct bench *b = app_bench(a);
	struct clockview *cv;
	struct clock_look look;
	struct err e = { 0 };
	size_t crossed;

	if (a->drill || bench_me(b) == 0)
		return false;
	if (bench_clock(b, &look, &crossed, &e) != RC_OK) {
		app_error(a, &e);
		return true;
	}
	if (!look.back)
		return false;
	cv = xcalloc(1, sizeof(*cv));
	cv->v.ops = &clock_ops;
	cv->look = look;
	cv->crossed = crossed;
	if (bench_clock_may(b) && !bench_readonly(b))
		cv->ed = edit_new(true, WHY_MAX);
	stack_push(a, &cv->v, app_top(a));
	return true;
}

void
clock_ask(struct app *a)
{
	(void)opened(a);
}

void
clock_open(struct app *a)
{
	if (!opened(a))
		app_say(a, INK_PLAIN,
		    T("时钟不早于最后一条日志，无须说明",
			"the clock is not before the last journal row; there is nothing "
			"to explain"));
}
