/* SPDX-License-Identifier: MIT */
/*
 * The palette: type a part of any name, Enter goes there. What it lists comes from the
 * tables of steps, kinds and acts; what may not be done now is listed with its reason.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/flow.h"
#include "tui/menu.h"
#include "tui/scr_clock.h"
#include "tui/scr_exam.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 20 /* views on one another, before Esc is asked for */

enum where {
	TO_HOME,
	TO_STEP,
	TO_REGISTER,
	TO_NEW,
	TO_DRILL,
	TO_RESULTS,
	TO_CLOCK,
	TO_HELP,
	TO_QUIT
};

struct target {
	enum where where;
	int step;
	const char *kind; /* borrowed: tables live for ever */
	const struct act_def *act;
};
struct palette {
	struct menu m;
	struct target *target; /* owned; index = item id */
	struct view *over;     /* the view below, for its help */
	struct flow flow;
	size_t n, cap;
	struct menu_item *item; /* until the menu takes them */
	char **also;
};

static void
add(struct palette *p, struct target t, char *label, char *hint, char *also, bool enabled)
{
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 64;
		p->target = xreallocarray(p->target, p->cap, sizeof(*p->target));
		p->item = xreallocarray(p->item, p->cap, sizeof(*p->item));
		p->also = xreallocarray(p->also, p->cap, sizeof(*p->also));
	}
	p->target[p->n] = t;
	p->also[p->n] = also;
	p->item[p->n] = (struct menu_item){ label, hint, '\0', enabled, (int64_t)p->n };
	p->n++;
}

/* Both languages and the identifier are found, whichever is shown. */
static char *
words(struct text2 t, const char *name)
{
	return xasprintf("%s %s %s", t.zh, t.en, name ? name : "");
}

static void
add_places(struct palette *p)
{
	add(p, (struct target){ .where = TO_HOME },
	    xstrdup(T("首页：七步与我的待办", "Home: the steps and what I owe")),
	    xstrdup("home"), xstrdup("首页 待办 inbox home"), true);
	for (int i = 1; i <= 7; i++) {
		const struct step_def *s = step_def(i);

		add(p, (struct target){ .where = TO_STEP, .step = i },
		    xasprintf(T("步骤%d %s", "Step %d %s"), i, tx(s->title)),
		    xasprintf("step%d", i), words(s->title, tx(s->purpose)), true);
	}
}

static void
add_registers(struct palette *p)
{
	size_t n;
	const struct kind_def *k = kind_defs(&n);

	for (size_t i = 0; i < n; i++)
		if (k[i].top)
			add(p, (struct target){ .where = TO_REGISTER, .kind = k[i].kind },
			    xasprintf(T("登记簿 %s", "Register: %s"), tx(k[i].title)),
			    xstrdup(k[i].kind), words(k[i].title, tx(k[i].purpose)),
			    true);
}

static void
add_new(struct palette *p, struct app *a)
{
	struct act_offers offer = { 0 };
	struct err e = { 0 };
	size_t nk;
	const struct kind_def *k = kind_defs(&nk);

	for (size_t i = 0; i < nk; i++) {
		if (!k[i].top)
			continue;
		if (bench_acts(a->bench, k[i].kind, NULL, &offer, &e) != RC_OK) {
			app_error(a, &e);
			break;
		}
		for (size_t j = 0; j < offer.n; j++) {
			const struct act_offer *o = &offer.v[j];

			add(p, (struct target){ .where = TO_NEW, .act = o->act },
			    xasprintf(T("新建 %s：%s", "New %s: %s"), tx(k[i].title),
				tx(o->act->title)),
			    o->allowed ? xasprintf("new-%s", k[i].kind) : xstrdup(o->why),
			    words(k[i].title, o->act->name), o->allowed);
		}
	}
	act_offers_free(&offer);
}

static void
add_rest(struct palette *p, const struct app *a)
{
	add(p, (struct target){ .where = TO_DRILL },
	    xstrdup(a->drill ? T("演练菜单", "Drill menu") : T("演练", "Drills")),
	    xstrdup("drill"), xstrdup("演练 练习 培训 drill training"), true);
	add(p, (struct target){ .where = TO_RESULTS },
	    xstrdup(T("培训成绩和薄弱点", "Training results and weak points")),
	    xstrdup("results"), xstrdup("成绩 薄弱点 考试 培训 results weak exam"), true);
	add(p, (struct target){ .where = TO_CLOCK },
	    xstrdup(T("时钟说明", "Clock: why it went back")), xstrdup("clock"),
	    xstrdup("时钟 倒退 时间 clock time"), true);
	add(p, (struct target){ .where = TO_HELP }, xstrdup(T("帮助", "Help")),
	    xstrdup("help"), xstrdup("帮助 help"), true);
	add(p, (struct target){ .where = TO_QUIT }, xstrdup(T("退出", "Quit")),
	    xstrdup("quit"), xstrdup("退出 quit exit"), true);
}

/* The palette stays while a draft is asked about. */
static void
begin(struct palette *p, const struct act_def *act)
{
	flow_begin(&p->flow, act, NULL, NULL, 0);
	if (p->flow.stage == FLOW_IDLE)
		app_pop(p->m.v.app, RESULT_CANCEL, 0);
}

static void
palette_back(struct view *v, int result, int64_t id)
{
	struct palette *p = (struct palette *)v;

	if (flow_back(&p->flow, result, id))
		app_pop(v->app, RESULT_CANCEL, 0);
}

static void
go(struct menu *m, int64_t id)
{
	struct palette *p = (struct palette *)m;
	struct app *a = m->v.app;
	const struct target *t = &p->target[id];

	if (t->where != TO_NEW || a->n > DEPTH_MAX)
		app_pop(a, RESULT_CANCEL, 0);
	if (a->n > DEPTH_MAX && (t->where == TO_REGISTER || t->where == TO_NEW)) {
		app_say(a, INK_WARN,
		    T("打开的界面太多，请先按 Esc 返回几级，或回首页",
			"too many screens are open; go back with Esc first, or home"));
		return;
	}
	switch (t->where) {
	case TO_HOME:
		app_home(a);
		break;
	case TO_STEP:
		stack_go(a, GOAL_STEP, t->step);
		break;
	case TO_REGISTER:
		stack_push(a, register_new(a, t->kind, NULL, 0), NULL);
		break;
	case TO_NEW:
		begin(p, t->act);
		break;
	case TO_DRILL:
		drill_key(a);
		break;
	case TO_RESULTS:
		exam_results(a);
		break;
	case TO_CLOCK:
		clock_open(a);
		break;
	case TO_HELP:
		help_show(a, p->over);
		break;
	case TO_QUIT:
		stack_go(a, GOAL_QUIT, 0);
		break;
	}
}

static void
tried(void *ctx, int64_t id)
{
	struct palette *p = ctx;

	drill_tried(p->m.v.app, p->target[id].act, NULL, NULL, 0);
}

static void
palette_free(struct view *v)
{
	struct palette *p = (struct palette *)v;

	menu_done(&p->m);
	flow_done(&p->flow);
	free(p->target);
	free(p);
}

static const struct view_ops ops = {
	.name = "palette",
	.title = menu_title,
	.draw = menu_draw,
	.action = menu_action,
	.text = menu_text,
	.key = menu_key,
	.bar = menu_bar,
	.help = menu_help,
	.back = palette_back,
	.free = palette_free,
};

struct view *
palette_new(struct app *a)
{
	struct palette *p = xcalloc(1, sizeof(*p));

	p->over = app_top(a);
	flow_init(&p->flow, &p->m.v);
	add_places(p);
	add_registers(p);
	add_new(p, a);
	add_rest(p, a);
	menu_init(&p->m, &ops,
	    T("命令：输入名称的任一部分", "Commands: type any part of a name"), p->item,
	    p->n, true);
	p->m.also = p->also;
	p->m.chosen = go;
	p->m.refused = tried;
	p->m.ctx = p;
	return &p->m.v;
}
