/* SPDX-License-Identifier: MIT */
/*
 * Over to a drill and back. The real bench and its views are set aside as they stand, so
 * nothing of a drill can reach them; what has been typed anywhere is kept as drafts
 * before. A finished run is judged and recorded once the real bench is back.
 */
#include "config.h"
#include "tui/drill_app.h"

#include <stdlib.h>
#include <string.h>

void
drill_enter(struct app *a, struct drill_run *r)
{
	drill_close(a->enter);
	a->enter = r;
}

void
drill_leave(struct app *a, enum drill_leave how)
{
	if (a->drill)
		a->leave = how;
}

/* ---- beginning */

/* A scratch store takes a moment to make. */
static void
say_wait(struct app *a)
{
	app_say(a, INK_PLAIN, T("正在准备演练……", "preparing the drill ..."));
	app_paint(a);
}

void
drill_begin(struct app *a, const char *id)
{
	struct drill_standing was = { 0 };
	struct scenario *s = NULL;
	struct drill_run *r = NULL;
	struct err e = { 0 };
	unsigned long seed;

	say_wait(a);
	if (drill_standing(a->bench, id, &was, &e) != RC_OK)
		goto out;
	/* another try, another variant */
	seed = (unsigned long)was.runs;
	if (drill_find(a->bench, id, seed, &s, &e) == RC_OK &&
	    drill_start(a->bench, s, seed, &r, &e) == RC_OK)
		drill_enter(a, r);
out:
	scenario_free(s);
	if (r)
		app_say(a, INK_PLAIN,
		    T("演练开始。按 %s 打开演练菜单：情况、交卷、暂停等",
			"the drill begins; %s opens its menu: situation, submit, "
			"pause ..."),
		    key_of(ACTION_DRILL));
	else
		app_error(a, &e);
}

void
drill_go_on(struct app *a, const char *id)
{
	struct drill_run *r = NULL;
	struct err e = { 0 };

	say_wait(a);
	if (drill_resume(a->bench, id, &r, &e) != RC_OK) {
		app_error(a, &e);
	} else if (!r) {
		app_say(
		    a, INK_WARN, T("没有未完成的演练", "there is no unfinished drill"));
	} else {
		drill_enter(a, r);
		app_say(a, INK_PLAIN,
		    T("接着上次的演练，没填完的表在首页；按 %s 打开演练菜单",
			"going on where you left; unfinished forms are on the home "
			"screen; %s opens the drill menu"),
		    key_of(ACTION_DRILL));
	}
}

/* ---- over and back */

static void
go_over(struct app *a)
{
	struct drill_run *r = a->enter;

	a->enter = NULL;
	app_keep(a);
	a->real = (struct side){ a->bench, a->slot, a->n, a->cap };
	a->slot = NULL;
	a->n = a->cap = 0;
	a->bench = drill_bench(r);
	a->drill = r;
	a->goal = GOAL_NONE;
	a->asking = NULL;
	stack_push(a, home_new(a), NULL);
}

/* The drill's views go, the real ones are back; who gets the run closes it. */
static struct drill_run *
come_back(struct app *a)
{
	struct drill_run *r = a->drill;

	stack_clear(a);
	a->drill = NULL;
	a->bench = a->real.bench;
	a->slot = a->real.slot;
	a->n = a->real.n;
	a->cap = a->real.cap;
	a->real = (struct side){ 0 };
	a->goal = GOAL_NONE;
	a->asking = NULL;
	a->drawn = false;
	free(a->guide);
	a->guide = NULL;
	return r;
}

static void
pause_run(struct app *a)
{
	app_keep(a);
	drill_close(come_back(a));
	stack_tell(a, app_top(a));
	app_say(a, INK_PLAIN,
	    T("演练已暂停，内容都在；从演练列表或首页可以继续",
		"the drill is paused, everything is kept; go on from the list of drills "
		"or from home"));
}

/* Judged while its store is open, recorded in the real one, then explained. */
static void
end_run(struct app *a, enum drill_end how)
{
	struct verdict v = { 0 };
	struct drill_run *r;
	struct err e = { 0 };
	int64_t id;
	bool judged, recorded = false;

	if (drill_finish(a->drill, how, &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	judged = drill_judge(a->drill, &v, &e) == RC_OK;
	r = come_back(a);
	if (judged && !(recorded = drill_record(a->bench, r, &v, &id, &e) == RC_OK))
		app_error(a, &e);
	stack_tell(a, app_top(a));
	if (judged) {
		stack_push(a, drill_result_new(a, r, &v, recorded), app_top(a));
	} else {
		app_error(a, &e);
		drill_close(r);
	}
}

static void
begin_again(struct app *a)
{
	char *id = xstrdup(scenario_info(drill_scenario(a->drill)).id);
	struct verdict v = { 0 };
	struct drill_run *r;
	struct err e = { 0 };
	int64_t done;

	if (drill_finish(a->drill, DRILL_GIVEN_UP, &e) != RC_OK ||
	    drill_judge(a->drill, &v, &e) != RC_OK) {
		app_error(a, &e);
		goto out;
	}
	r = come_back(a);
	if (drill_record(a->bench, r, &v, &done, &e) != RC_OK)
		app_error(a, &e);
	drill_close(r);
	stack_tell(a, app_top(a));
	drill_begin(a, id);
out:
	verdict_free(&v);
	free(id);
}

/* Drafts were kept by who asked: while he still was who typed them. */
static void
root(struct app *a)
{
	stack_clear(a);
	a->goal = GOAL_NONE;
	a->asking = NULL;
	stack_push(a, home_new(a), NULL);
}

static void
leave(struct app *a)
{
	enum drill_leave how = a->leave;

	a->leave = LEAVE_NOT;
	switch (how) {
	case LEAVE_NOT:
		break;
	case LEAVE_PAUSE:
		pause_run(a);
		break;
	case LEAVE_DONE:
		end_run(a, DRILL_DONE);
		break;
	case LEAVE_GIVEN:
		end_run(a, DRILL_GIVEN_UP);
		break;
	case LEAVE_AGAIN:
		begin_again(a);
		break;
	case LEAVE_TO_ROOT:
		root(a);
		break;
	}
}

/* ---- after every event of a drill */

static void
hear_news(struct app *a)
{
	char *news = drill_news(a->drill), *both;
	bool after = a->msg && *a->msg != '\0';

	if (!news)
		return;
	both = after ? xasprintf(T("%s\n消息：%s", "%s\nNews: %s"), a->msg, news)
		     : xasprintf(T("消息：%s", "News: %s"), news);
	app_say(a, after ? a->msg_ink : INK_WARN, "%s", both);
	a->unread = true;
	/* what is shown may have changed */
	if (!app_top(a)->popup)
		stack_tell(a, app_top(a));
	free(both);
	free(news);
}

static void
hear_guide(struct app *a)
{
	int n = 0, of = 0;
	char *text = keys_expand(drill_guide(a->drill, &n, &of));

	free(a->guide);
	a->guide = *text == '\0' ? NULL
		   : n > of	 ? xstrdup(text) /* all are done */
			    : xasprintf(T("第%d件（共%d件）：%s", "Task %d of %d: %s"), n,
				  of, text);
	free(text);
}

static void
fulfil(struct app *a)
{
	struct view *v;
	char *id = a->wish;

	a->wish = NULL;
	stack_push(a, drill_list_new(a), app_top(a));
	if ((v = drill_brief_new(a, id)) != NULL)
		stack_push(a, v, app_top(a));
	free(id);
}

void
drill_settle(struct app *a)
{
	while (a->enter || (a->drill && a->leave != LEAVE_NOT)) {
		if (a->enter && !a->drill)
			go_over(a);
		else if (a->drill)
			leave(a);
	}
	if (a->drill && app_top(a)) {
		hear_news(a);
		hear_guide(a);
	} else if (a->wish && app_top(a) && strcmp(app_top(a)->ops->name, "home") == 0) {
		fulfil(a);
	}
}

void
drill_drop(struct app *a)
{
	if (a->drill)
		drill_close(come_back(a));
	drill_close(a->enter);
	a->enter = NULL;
	free(a->wish);
}

void
drill_tried(struct app *a, const struct act_def *act, const struct record *r,
    const char *parent, int64_t parent_id)
{
	struct act_run *run = NULL;
	struct err e;

	if (a->drill && act_begin(a->bench, act, r, parent, parent_id, &run, &e) == RC_OK)
		act_free(run);
}

void
drill_key(struct app *a)
{
	const struct view *top = app_top(a);

	if (a->drill)
		stack_push(a, drill_menu_new(a, false), NULL);
	else if (a->bench && bench_me(a->bench) && top &&
		 strncmp(top->ops->name, "drill", 5) != 0)
		stack_push(a, drill_list_new(a), app_top(a));
}

void
drill_ask_leave(struct app *a)
{
	stack_push(a, drill_menu_new(a, true), NULL);
}
