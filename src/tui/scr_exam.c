/* SPDX-License-Identifier: MIT */
/*
 * Screen: an examination. What is asked and what is answered in a list, the time left in
 * the title; Enter goes through the questions one by one, F2 hands in. When time is up it
 * is handed in as it stands; leaving does not stop the clock.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/layout.h"
#include "tui/scr_exam.h"

#include <stdlib.h>
#include <string.h>

enum { NO_W = 5, GIVEN_W = 14 };

struct examview {
	struct view v;
	struct exam_sit *s; /* owned */
	struct span span;
	enum { STAGE_LIST, STAGE_QUIZ, STAGE_ASK, STAGE_READ } stage;
};

/* ---- what the questions' view asks */

static struct question_view
quiz_get(void *ctx, size_t i)
{
	return exam_question(((struct examview *)ctx)->s, i);
}

static enum rc
quiz_answer(void *ctx, size_t i, const char *answer, struct err *e)
{
	return exam_answer(((struct examview *)ctx)->s, i, answer, e);
}

static void
add_left(void *ctx, struct str *out)
{
	const struct examview *x = ctx;

	str_addf(out, T("  剩%d分钟", "  %d min left"), (exam_left(x->s) + 59) / 60);
}

static bool
quiz_closed(void *ctx)
{
	return exam_left(((struct examview *)ctx)->s) == 0;
}

/* ---- handing in */

static void
read_result(struct examview *x)
{
	char *text = exam_text(x->s);

	x->stage = STAGE_READ;
	app_push(x->v.app, pager_new("exam", T("考试成绩", "Result"), text, LEVEL_NONE));
	free(text);
}

static void
hand_in(struct examview *x)
{
	struct err e = { 0 };

	x->stage = STAGE_LIST;
	if (exam_hand_in(x->s, &e) != RC_OK)
		app_error(x->v.app, &e);
	else
		read_result(x);
}

/* Time up: nothing more can be answered. */
static bool
time_is_up(struct examview *x)
{
	if (exam_info(x->s).over || exam_left(x->s) > 0)
		return false;
	app_say(x->v.app, INK_WARN, "%s",
	    T("时间已到，按现有答案交卷", "time is up: handed in as it stands"));
	hand_in(x);
	return true;
}

static void
ask_hand_in(struct examview *x)
{
	size_t open = exam_unanswered(x->s);
	char *text =
	    open > 0 ? xasprintf(T("还有%zu题没有作答。交卷后不能再改。现在交卷吗？",
				     "Questions without an answer: %zu. Nothing can be "
				     "changed afterwards. Hand in now?"),
			   open)
		     : xstrdup(T("全部作答。交卷后不能再改。现在交卷吗？",
			   "Everything is answered. Nothing can be changed afterwards. "
			   "Hand in now?"));

	x->stage = STAGE_ASK;
	app_push(x->v.app, ask_new(T("交卷", "Hand in"), text, NULL));
	free(text);
}

static void
go_through(struct examview *x)
{
	struct quiz q = { .ctx = x,
		.n = x->span.n,
		.first = x->span.cur,
		.get = quiz_get,
		.answer = quiz_answer,
		.crumb = add_left,
		.closed = quiz_closed };

	x->stage = STAGE_QUIZ;
	app_push(x->v.app, quiz_new(T("答题", "Question"), &q));
}

/* ---- painting */

static void
exam_title(struct view *v, struct str *out)
{
	struct examview *x = (struct examview *)v;

	str_add(out, exam_info(x->s).title);
	if (!exam_info(x->s).over)
		add_left(x, out);
}

static void
draw_question(struct examview *x, size_t i, int y, int left, int w)
{
	struct question_view q = exam_question(x->s, i);
	bool focus = i == x->span.cur;
	enum ink ink = focus ? INK_FOCUS : INK_PLAIN;

	draw_textf(y, left, NO_W, ink, "%s%zu", focus ? ">" : " ", i + 1);
	draw_text(y, left + NO_W, GIVEN_W,
	    focus     ? INK_FOCUS
	    : q.given ? INK_DIM
		      : INK_WAIT,
	    q.given != NULL ? q.given : T("未答", "not answered"));
	draw_text(y, left + NO_W + GIVEN_W, w - NO_W - GIVEN_W, ink, q.text);
	if (focus)
		draw_cursor(y, left);
}

static void
exam_draw(struct view *v, struct rect r)
{
	struct examview *x = (struct examview *)v;
	struct exam_info i = exam_info(x->s);
	struct paint p = paint_of(r, 1);
	char *head = xasprintf(
	    T("第%d次（共%d次），%zu题，合格线%d分；已答%zu题，未答%zu题",
		"Try %d of %d, %zu questions, pass mark %d; %zu answered, %zu not"),
	    i.attempt, i.tries, i.questions, i.pass, i.questions - exam_unanswered(x->s),
	    exam_unanswered(x->s));

	draw_cursor(p.y, p.x);
	paint_wrapped(&p, INK_PLAIN, head, 2, false);
	free(head);
	paint_rule(&p, T("题目", "Questions"));
	x->span.h = p.h - p.row;
	span_fit(&x->span);
	for (size_t k = x->span.top; span_shows(&x->span, k) && paint_room(&p); k++)
		draw_question(x, k, p.y + p.row++, p.x, p.w);
}

/* ---- keys */

/* The next one without an answer, around the end. */
static void
next_open(struct examview *x)
{
	for (size_t k = 1; k <= x->span.n; k++) {
		size_t at = (x->span.cur + k) % x->span.n;

		if (exam_question(x->s, at).given == NULL) {
			x->span.cur = at;
			return;
		}
	}
	app_say(x->v.app, INK_GOOD, "%s",
	    T("全部作答，F2 交卷", "everything is answered; F2 hands in"));
}

static bool
exam_action(struct view *v, enum action a)
{
	struct examview *x = (struct examview *)v;

	if (time_is_up(x) || span_action(&x->span, a))
		return true;
	if (a == ACTION_OPEN)
		go_through(x);
	else if (a == ACTION_SAVE)
		ask_hand_in(x);
	else if (a == ACTION_NEXT)
		next_open(x);
	else if (a == ACTION_BACK) {
		app_say(v->app, INK_WARN, "%s",
		    T("答案已保存，时间照走；从首页“继续填写”可以接着答",
			"answers are kept, time runs on; go on from the home screen"));
		app_pop(v->app, RESULT_CANCEL, 0);
	} else
		return false;
	return true;
}

static void
exam_back(struct view *v, int result, int64_t id)
{
	struct examview *x = (struct examview *)v;
	int stage = x->stage;

	(void)id;
	x->stage = STAGE_LIST;
	if (stage == STAGE_READ)
		app_pop(v->app, RESULT_DONE, 0);
	else if (stage == STAGE_ASK && result == RESULT_DONE)
		hand_in(x);
	else
		(void)time_is_up(x);
}

static void
exam_bar(struct view *v, struct keybar *bar)
{
	keybar_add(bar, ACTION_OPEN, T("答题", "answer"));
	keybar_add(bar, ACTION_NEXT, T("下一道未答", "next unanswered"));
	span_bar(&((struct examview *)v)->span, bar);
	keybar_add(bar, ACTION_SAVE, T("交卷", "hand in"));
	keybar_add(bar, ACTION_BACK, T("离开", "leave"));
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
exam_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("考试\n"
	      "回车从所选的一题开始逐题作答，Tab 到下一道没有作答的题，F2 交卷。\n"
	      "答案随答随存；离开或者断线以后时间照走，从首页可以接着答。到时按现有答案"
	      "交卷。\n"
	      "交卷后给出成绩和每一题的解析；合格的自动发合格证。\n",
		"Examination\n"
		"Enter goes through the questions from the one chosen, Tab to the next "
		"without an answer, F2 hands in.\n"
		"Answers are kept as they are given. Time runs on when you leave or are "
		"cut off; go on from the home screen. When it is up the paper is handed "
		"in as it stands.\n"
		"After that the score is shown and every question explained; who passes "
		"is certified at once.\n"));
}

static enum level
exam_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE;
}

static void
exam_free(struct view *v)
{
	struct examview *x = (struct examview *)v;

	exam_close(x->s);
	free(x);
}

static const struct view_ops exam_ops = {
	.name = "exam",
	.title = exam_title,
	.draw = exam_draw,
	.action = exam_action,
	.bar = exam_bar,
	.help = exam_help,
	.back = exam_back,
	.level = exam_level,
	.free = exam_free,
};

/* ---- before it begins */

struct seatview { /* what the clock, once begun, will be about */
	struct view v;
	int64_t seat;
	char *text; /* owned */
};

static void show(struct app *a, struct exam_sit *s);

static void
seat_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("考试须知", "before the examination"));
}

static void
seat_draw(struct view *v, struct rect r)
{
	struct seatview *sv = (struct seatview *)v;
	struct paint p = paint_of(r, 1);

	draw_cursor(p.y, p.x);
	paint_wrapped(&p, INK_PLAIN, sv->text, p.h, false);
}

static bool
seat_action(struct view *v, enum action a)
{
	struct seatview *sv = (struct seatview *)v;
	struct app *app = v->app;
	struct exam_sit *s = NULL;
	struct err e = { 0 };

	if (a == ACTION_BACK)
		app_pop(app, RESULT_CANCEL, 0);
	else if (a != ACTION_SAVE)
		return false;
	else if (exam_open(app_bench(app), sv->seat, &s, &e) != RC_OK)
		app_error(app, &e);
	else
		show(app, s);
	return true;
}

/* The examination was left or handed in: there is nothing more to tell before it. */
static void
seat_back(struct view *v, int result, int64_t id)
{
	app_pop(v->app, result, id);
}

static void
seat_bar(struct view *v, struct keybar *bar)
{
	(void)v;
	keybar_add(bar, ACTION_SAVE, T("开始考试", "begin"));
	keybar_add(bar, ACTION_BACK, T("先不考", "not now"));
}

static void
seat_help(struct view *v, struct str *out)
{
	str_addf(out, "%s\n", ((struct seatview *)v)->text);
}

static void
seat_free(struct view *v)
{
	free(((struct seatview *)v)->text);
	free(v);
}

static const struct view_ops seat_ops = {
	.name = "exam-seat",
	.title = seat_title,
	.draw = seat_draw,
	.action = seat_action,
	.bar = seat_bar,
	.help = seat_help,
	.back = seat_back,
	.level = exam_level,
	.free = seat_free,
};

static char *
seat_text(const struct record *seat, const struct record *exam, int questions, int pass)
{
	int64_t left = record_int(exam, "tries") - record_int(seat, "tried");

	return xasprintf(
	    T("%s\n\n共%d题，满分100，%d分合格。\n限时%"
	      "s分钟，从开始的一刻起连续计时，离开、断线也不停表；到时按现有"
	      "答案交卷。\n共%s次机会，还剩%lld次；开始即用去一次。%s前有效。\n答案随答"
	      "随存，交卷以前都可以改。交卷后给出成绩和每题的讲解。\n\n准备好了按 %s "
	      "开始，按 Esc 回去。",
		"%s\n\nQuestions: %d; %d points of 100 pass.\n%s minutes, counted "
		"without a break from the moment you begin, "
		"even when you leave or are cut off; when they are over the paper is "
		"handed in as it stands.\n%s tries in all, %lld left; beginning takes "
		"one. Open until %s.\nAnswers are kept as they are given and may be "
		"changed until you hand in. Then the score is shown and every question "
		"explained.\n\n%s begins when you are ready, Esc goes back."),
	    record_get(exam, "title"), questions, pass, record_get(exam, "minutes"),
	    record_get(exam, "tries"), (long long)left, record_get(exam, "to_on"),
	    key_of(ACTION_SAVE));
}

/* The clock runs as soon as it has begun, so that is said and asked first. */
static enum rc
ask_begin(struct app *a, const struct record *seat, struct err *e)
{
	struct record *exam = NULL;
	struct seatview *sv;
	int questions = 0, pass = 0;
	enum rc rc = store_get(
	    bench_store(app_bench(a)), "exam", record_int(seat, "exam_id"), &exam, e);

	if (rc == RC_OK)
		rc = exam_size(app_bench(a), exam, &questions, &pass, e);
	if (rc != RC_OK)
		goto out;
	sv = xcalloc(1, sizeof(*sv));
	sv->v.ops = &seat_ops;
	sv->v.app = a;
	sv->seat = seat->id;
	sv->text = seat_text(seat, exam, questions, pass);
	app_push(a, &sv->v);
out:
	record_free(exam);
	return rc;
}

/* ---- ways in */

/* Takes the sitting. */
static void
show(struct app *a, struct exam_sit *s)
{
	struct examview *x;

	if (exam_info(s).over) {
		char *text = exam_text(s);

		app_push(a, pager_new("exam", T("考试成绩", "Result"), text, LEVEL_NONE));
		free(text);
		exam_close(s);
		return;
	}
	x = xcalloc(1, sizeof(*x));
	x->v.ops = &exam_ops;
	x->v.app = a;
	x->s = s;
	x->span.n = exam_info(s).questions;
	app_push(a, &x->v);
}

bool
exam_act(struct app *a, const struct act_def *act, const struct record *r)
{
	bool sit = strcmp(act->kind, "exam_seat") == 0 && strcmp(act->name, "sit") == 0,
	     read = strcmp(act->kind, "exam_try") == 0 && strcmp(act->name, "read") == 0;
	struct exam_sit *s = NULL;
	struct err e = { 0 };
	enum rc rc;

	if (r == NULL || (!sit && !read))
		return false;
	rc = sit ? exam_go_on(app_bench(a), r->id, &s, &e)
		 : exam_view(app_bench(a), r->id, &s, &e);
	if (rc == RC_OK && s == NULL)
		rc = ask_begin(a, r, &e);
	else if (rc == RC_OK)
		show(a, s);
	if (rc != RC_OK)
		app_error(a, &e);
	return true;
}

enum rc
exam_draft(struct app *a, const struct draft *d, bool *did, struct err *e)
{
	struct record *t = NULL;
	struct exam_sit *s = NULL;
	enum rc rc;

	*did = strcmp(d->kind, "exam_try") == 0;
	if (!*did)
		return RC_OK;
	if ((rc = store_get(bench_store(app_bench(a)), d->kind, d->record, &t, e)) !=
		RC_OK ||
	    (rc = exam_open(app_bench(a), record_int(t, "exam_seat_id"), &s, e)) != RC_OK)
		goto out;
	show(a, s);
out:
	record_free(t);
	return rc;
}
