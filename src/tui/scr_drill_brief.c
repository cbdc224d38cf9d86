/* SPDX-License-Identifier: MIT */
/* The situation of a drill, before it starts: what has happened, what is asked, who I am,
 * which day it is, and how one goes about it. */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/layout.h"

#include <stdlib.h>
#include <string.h>

struct briefview {
	struct view v;
	struct scenario *s; /* owned: the variant that comes next */
	bool begun;	    /* there is an unfinished run */
	char *text;	    /* owned */
	struct text_lines line;
	int w, rows;
	size_t top;
};

const char *
drill_difficulty(int difficulty)
{
	return difficulty <= 1	 ? T("易", "easy")
	       : difficulty == 2 ? T("中", "medium")
				 : T("难", "hard");
}

static void
add_how(const struct drill_info *i, struct str *out)
{
	str_addf(out, T("\n【怎样做】\n", "\n[How]\n"));
	str_add(out,
	    T("在与真实工作台完全相同的屏幕上办理，按键也相同。"
	      "首行和末行标明“演练”时，怎样试都不影响真实数据。\n",
		"You work on the very screens of the workbench, with its keys. While "
		"the first and the last line say so, nothing real can be touched.\n"));
	str_addf(out,
	    T("%s（或 %s）打开演练菜单：再看情况%s、暂停、交卷评判。%s 离开演练。\n",
		"%s (or %s) opens the drill menu: this page%s, pause, submit. %s leaves "
		"the drill.\n"),
	    key_of(ACTION_DRILL), key_name(action_info(ACTION_DRILL)->key2),
	    i->questions > 0 ? T("、题目", ", questions") : "", key_of(ACTION_QUIT));
	if (i->hints > 0)
		str_addf(out,
		    T("想不出来时那里有提示（%d条），只从它所提示的那一项扣分。\n",
			"Hints are there, too (%d); each costs points of the item it "
			"helps with.\n"),
		    i->hints);
	if (i->questions > 0)
		str_addf(out,
		    T("另有题目（%d道），在演练菜单的“题目”中作答。\n",
			"Questions (%d) are answered from the drill menu.\n"),
		    i->questions);
	str_addf(out,
	    T("办完后从演练菜单交卷；%d分通过。用时只记不计分。\n",
		"When you are done, submit from the drill menu; %d points pass. Time is "
		"noted, not scored.\n"),
	    i->pass);
}

char *
drill_situation(const struct scenario *s, const char *me)
{
	struct drill_info i = scenario_info(s);
	struct str out = { 0 };
	char day[11];

	date_format(i.day, day);
	str_addf(&out, "%s  %s\n", i.id, i.title);
	str_addf(&out,
	    T("难度%s    约%d分钟    日期%s，%s\n", "%s, about %d min. Day: %s, %s\n"),
	    drill_difficulty(i.difficulty), i.minutes, day,
	    i.moving ? T("由您决定过几天", "you let days pass")
		     : T("时间不走", "the clock stands still"));
	if (me)
		str_addf(&out, T("您现在的身份：%s\n", "You are now: %s\n"), me);
	str_addf(&out, T("\n【情况】\n%s\n", "\n[Situation]\n%s\n"), i.situation);
	str_addf(&out, T("\n【任务】\n%s\n", "\n[Task]\n%s\n"), i.task);
	add_how(&i, &out);
	return str_take(&out);
}

/* ---- painting */

static void
brief_title(struct view *v, struct str *out)
{
	struct briefview *bv = (struct briefview *)v;

	str_addf(out, T("演练情况 %s", "drill %s"), scenario_info(bv->s).id);
}

static size_t
last_top(const struct briefview *bv)
{
	size_t rows = bv->rows > 0 ? (size_t)bv->rows : 1;

	return bv->line.n > rows ? bv->line.n - rows : 0;
}

static void
brief_draw(struct view *v, struct rect r)
{
	struct briefview *bv = (struct briefview *)v;
	struct paint p = paint_of(r, 1);

	if (p.w != bv->w)
		text_wrap(bv->text, strlen(bv->text), p.w, &bv->line);
	bv->w = p.w;
	bv->rows = r.h; /* the last line says so while there is more */
	if (bv->line.n > (size_t)r.h && r.h > 1)
		bv->rows = p.h = r.h - 1;
	bv->top = bv->top > last_top(bv) ? last_top(bv) : bv->top;
	draw_cursor(p.y, p.x);
	for (size_t i = bv->top; i < bv->line.n && paint_room(&p); i++) {
		const struct text_line *l = &bv->line.v[i];
		char *s = xstrndup(bv->text + l->from, l->len);
		bool head = i == 0 || *s == '[' || strncmp(s, "【", 3) == 0;

		paint_line(&p, head ? INK_TITLE : INK_PLAIN, s);
		free(s);
	}
	if (bv->top < last_top(bv))
		draw_text(
		    p.y + bv->rows, p.x, p.w, INK_DIM, T("更多在下方", "more below"));
}

/* ---- keys */

static bool
scroll(struct briefview *bv, enum action a)
{
	struct span s = { last_top(bv) + 1, bv->top, 0, bv->rows };

	if (!span_action(&s, a))
		return false;
	bv->top = s.cur;
	return true;
}

static bool
brief_action(struct view *v, enum action a)
{
	struct briefview *bv = (struct briefview *)v;
	struct app *app = v->app;

	if (scroll(bv, a))
		return true;
	if (a == ACTION_SAVE) {
		if (bv->begun)
			drill_go_on(app, scenario_info(bv->s).id);
		else
			drill_begin(app, scenario_info(bv->s).id);
		if (app->enter)
			app_pop(app, RESULT_DONE, 0);
	} else if (a == ACTION_BACK)
		app_pop(app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static void
brief_bar(struct view *v, struct keybar *bar)
{
	struct briefview *bv = (struct briefview *)v;

	keybar_add(bar, ACTION_SAVE,
	    bv->begun ? T("继续上次的", "go on with it") : T("开始演练", "start"));
	keybar_add(bar, ACTION_BACK, NULL);
	if (bv->top < last_top(bv))
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
}

static void
brief_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("一个演练的情况和任务。F2 开始（或接着上次的），Esc 回到列表。\n",
			 "Situation and task of a drill. F2 starts it (or goes on with "
			 "the one begun), Esc goes back to the list.\n"));
}

static enum level
brief_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE; /* fictional */
}

static void
brief_free(struct view *v)
{
	struct briefview *bv = (struct briefview *)v;

	scenario_free(bv->s);
	free(bv->text);
	text_lines_free(&bv->line);
	free(bv);
}

static const struct view_ops brief_ops = {
	.name = "drill-brief",
	.title = brief_title,
	.draw = brief_draw,
	.action = brief_action,
	.bar = brief_bar,
	.help = brief_help,
	.level = brief_level,
	.free = brief_free,
};

struct view *
drill_brief_new(struct app *a, const char *id)
{
	struct drill_standing st = { 0 };
	struct scenario *s = NULL;
	struct briefview *bv;
	struct err e = { 0 };

	if (drill_standing(app_bench(a), id, &st, &e) != RC_OK ||
	    drill_find(app_bench(a), id, (unsigned long)st.runs, &s, &e) != RC_OK) {
		app_error(a, &e);
		return NULL;
	}
	bv = xcalloc(1, sizeof(*bv));
	bv->v.ops = &brief_ops;
	bv->v.app = a;
	bv->s = s;
	bv->begun = *st.name != '\0';
	bv->text = drill_situation(s, NULL);
	return &bv->v;
}
