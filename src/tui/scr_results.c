/* SPDX-License-Identifier: MIT */
/*
 * Screen: results and weak points. A text to read; F9 lists what may be assigned next,
 * and the one chosen is an assignment's form, filled in but for the day.
 */
#include "config.h"
#include "report/training.h"
#include "tui/drill_app.h"
#include "tui/scr_exam.h"

#include <stdlib.h>

enum { RESULTS_W = 78 };

struct resultsview {
	struct view v;
	struct training t;
	struct view *text; /* owned: the pager that shows it */
	bool choosing;
};

static struct view *
inner(struct view *v)
{
	return ((struct resultsview *)v)->text;
}

static void
res_title(struct view *v, struct str *out)
{
	inner(v)->ops->title(inner(v), out);
}

static void
res_draw(struct view *v, struct rect r)
{
	inner(v)->ops->draw(inner(v), r);
}

static bool
res_key(struct view *v, int key)
{
	return inner(v)->ops->key(inner(v), key);
}

static bool
res_text(struct view *v, const char *s, bool paste)
{
	return inner(v)->ops->text(inner(v), s, paste);
}

static void
choose(struct resultsview *rv)
{
	struct menu_item *item = xcalloc(rv->t.nadvice + 1, sizeof(*item));

	for (size_t i = 0; i < rv->t.nadvice; i++)
		item[i] = (struct menu_item){ xstrdup(rv->t.advice[i].label),
			xasprintf(T("%zu人 %s", "%zu people %s"), rv->t.advice[i].npeople,
			    rv->t.advice[i].drills),
			'\0', true, (int64_t)i };
	rv->choosing = true;
	app_push(
	    rv->v.app, menu_new(T("布置培训任务", "Assign"), item, rv->t.nadvice, false));
}

static bool
res_action(struct view *v, enum action a)
{
	struct resultsview *rv = (struct resultsview *)v;

	if (a != ACTION_ACTS)
		return inner(v)->ops->action(inner(v), a);
	if (rv->t.nadvice > 0)
		choose(rv);
	else
		app_say(v->app, INK_WARN, "%s",
		    T("没有两个人以上共同的薄弱点",
			"no weak point that two people share"));
	return true;
}

static void
res_back(struct view *v, int result, int64_t id)
{
	struct resultsview *rv = (struct resultsview *)v;
	struct act_run *run = NULL;
	struct err e = { 0 };

	if (!rv->choosing)
		return;
	rv->choosing = false;
	if (result != RESULT_DONE || id < 0 || (size_t)id >= rv->t.nadvice)
		return;
	if (training_assign(app_bench(v->app), &rv->t.advice[id], &run, &e) == RC_OK)
		app_push(v->app, actview_new(v->app, run));
	else
		app_error(v->app, &e);
}

static void
res_bar(struct view *v, struct keybar *bar)
{
	if (((struct resultsview *)v)->t.nadvice > 0)
		keybar_add(bar, ACTION_ACTS, T("布置", "assign"));
	inner(v)->ops->bar(inner(v), bar);
}

static void
res_help(struct view *v, struct str *out)
{
	inner(v)->ops->help(inner(v), out);
	str_add(out,
	    T("F9 "
	      "列出几个人共同的薄弱点，选一项即填好培训任务，补上完成期限就可以布置。\n",
		"F9 lists the weak points that people share; the one chosen fills "
		"in an assignment, all but its day.\n"));
}

static enum level
res_level(struct view *v)
{
	return inner(v)->ops->level(inner(v));
}

static void
res_free(struct view *v)
{
	struct resultsview *rv = (struct resultsview *)v;

	rv->text->ops->free(rv->text);
	training_free(&rv->t);
	free(rv);
}

static const struct view_ops results_ops = {
	.name = "results",
	.title = res_title,
	.draw = res_draw,
	.action = res_action,
	.text = res_text,
	.key = res_key,
	.bar = res_bar,
	.help = res_help,
	.back = res_back,
	.level = res_level,
	.free = res_free,
};

void
exam_results(struct app *a)
{
	struct resultsview *rv;
	struct training t = { 0 };
	struct err e = { 0 }, left = { 0 };
	size_t judged = 0;
	enum rc rc = exam_settle(app_bench(a), &judged, &left);
	char *text;

	if (training_read(app_bench(a), drill_error_title, &t, &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	text = training_text(&t, RESULTS_W);
	rv = xcalloc(1, sizeof(*rv));
	rv->v.ops = &results_ops;
	rv->v.app = a;
	rv->t = t;
	rv->text = pager_new(
	    "results", T("培训成绩和薄弱点", "Training results"), text, LEVEL_NONE);
	rv->text->app = a;
	free(text);
	stack_push(a, &rv->v, NULL);
	if (rc != RC_OK) /* some try could not be judged: the others are there to read */
		app_error(a, &left);
}
