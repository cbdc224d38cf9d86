/* SPDX-License-Identifier: MIT */
/*
 * Questions, one at a time: choose one, mark several, or put lines in order by picking
 * one up and carrying it. An answer is kept when one goes on; until the end each may be
 * changed.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MAX = 32, TEXT_LINES = 8 };

struct quizview {
	struct view v;
	char *title; /* owned */
	struct quiz q;
	size_t at;		   /* question shown */
	size_t order[OPTIONS_MAX]; /* options from top to bottom */
	bool marked[OPTIONS_MAX];  /* by option */
	size_t n;		   /* options of this question */
	bool carrying, changed;
	struct span span;
	int top;
};

static struct question_view
now(const struct quizview *qv)
{
	return qv->q.get(qv->q.ctx, qv->at);
}

/* ---- answers as text: option numbers from 1, commas between */

static void
take_given(struct quizview *qv, const char *given, bool order)
{
	size_t at = 0;

	for (const char *s = given; s && *s != '\0'; s += strcspn(s, ",")) {
		char *end;
		long no = strtol(s + (*s == ','), &end, 10);

		s = end;
		if (no < 1 || (size_t)no > qv->n)
			continue;
		if (order && at < qv->n)
			qv->order[at++] = (size_t)no - 1;
		else if (!order)
			qv->marked[no - 1] = true;
	}
	for (size_t i = 0; order && at < qv->n && i < qv->n; i++)
		qv->order[i] = i; /* not a whole order: as they come */
}

static char *
answer_text(const struct quizview *qv, bool order)
{
	struct str s = { 0 };

	for (size_t i = 0; i < qv->n; i++)
		if (order || qv->marked[i])
			str_addf(&s, "%s%zu", s.len > 0 ? "," : "",
			    (order ? qv->order[i] : i) + 1);
	return str_take(&s);
}

static void
show(struct quizview *qv, size_t at)
{
	struct question_view q;

	qv->at = at;
	q = now(qv);
	qv->n = q.noption < OPTIONS_MAX ? q.noption : OPTIONS_MAX;
	qv->carrying = qv->changed = false;
	qv->top = 0;
	for (size_t i = 0; i < qv->n; i++) {
		qv->order[i] = i;
		qv->marked[i] = false;
	}
	take_given(qv, q.given, q.kind == QUESTION_ORDER);
	qv->span = (struct span){ qv->n, 0, 0, (int)qv->n };
	for (size_t i = 0; i < qv->n && q.kind != QUESTION_ORDER; i++)
		if (qv->marked[i]) {
			qv->span.cur = i;
			break;
		}
}

/* Keeps the answer shown, if there is one; false: it could not be kept. */
static bool
keep(struct quizview *qv, bool order_as_is)
{
	struct question_view q = now(qv);
	struct err e = { 0 };
	char *answer;
	bool ok = true;

	if (!qv->changed && !(order_as_is && q.kind == QUESTION_ORDER))
		return true;
	answer = answer_text(qv, q.kind == QUESTION_ORDER);
	if (*answer != '\0' && qv->q.answer(qv->q.ctx, qv->at, answer, &e) != RC_OK) {
		app_error(qv->v.app, &e);
		ok = false;
	}
	qv->changed = false;
	free(answer);
	return ok;
}

static bool
closed(const struct quizview *qv)
{
	return qv->q.closed != NULL && qv->q.closed(qv->q.ctx);
}

static size_t
unanswered(const struct quizview *qv)
{
	size_t n = 0;

	for (size_t i = 0; i < qv->q.n; i++)
		n += qv->q.get(qv->q.ctx, i).given == NULL;
	return n;
}

/* ---- painting */

static const char *
kind_words(enum question_kind k)
{
	static const struct text2 words[] = {
		[QUESTION_SINGLE] = { "单选：选一项", "one answer" },
		[QUESTION_MULTI] = { "多选：标记所有对的", "mark every right one" },
		[QUESTION_TRUE] = { "判断：对或错", "true or false" },
		[QUESTION_ORDER] = { "排序：拿起一行，移到该在的地方",
		    "put in order: pick up a line and carry it" },
	};

	return tx(words[k]);
}

static void
quiz_title(struct view *v, struct str *out)
{
	struct quizview *qv = (struct quizview *)v;

	str_addf(out, "%s %zu/%zu", qv->title, qv->at + 1, qv->q.n);
	if (qv->q.crumb != NULL)
		qv->q.crumb(qv->q.ctx, out);
}

static void
sign_of(const struct quizview *qv, enum question_kind k, size_t row, char out[32])
{
	bool focus = row == qv->span.cur;

	if (k == QUESTION_ORDER && focus && qv->carrying)
		snprintf(out, 32, ">%zu.<", row + 1);
	else if (k == QUESTION_ORDER)
		snprintf(out, 32, " %zu. ", row + 1);
	else if (k == QUESTION_MULTI)
		snprintf(out, 32, "[%c] ", qv->marked[row] ? 'x' : ' ');
	else
		snprintf(out, 32, "(%c) ", qv->marked[row] ? '*' : ' ');
}

enum { SIGN_W = 5 };

static int
height_of(const char *option, int w)
{
	struct text_lines l = { 0 };
	int n;

	text_wrap(option, strlen(option), w - SIGN_W > 2 ? w - SIGN_W : 2, &l);
	n = (int)l.n;
	text_lines_free(&l);
	return n > 0 ? n : 1;
}

static void
draw_option(struct quizview *qv, const struct question_view *q, size_t row, int skip,
    struct paint *p)
{
	const char *text = q->option[qv->order[row]];
	bool focus = row == qv->span.cur;
	struct text_lines l = { 0 };
	char sign[32];

	sign_of(qv, q->kind, row, sign);
	text_wrap(text, strlen(text), p->w - SIGN_W > 2 ? p->w - SIGN_W : 2, &l);
	for (size_t i = (size_t)skip; i < l.n && paint_room(p); i++) {
		char *s = xstrndup(text + l.v[i].from, l.v[i].len);

		draw_text(p->y + p->row, p->x, SIGN_W, focus ? INK_FOCUS : INK_PLAIN,
		    i == 0 ? sign : "");
		draw_text(p->y + p->row, p->x + SIGN_W, p->w - SIGN_W,
		    focus ? INK_FOCUS : INK_PLAIN, s);
		if (focus && (i == 0 || (int)i == skip))
			draw_cursor(p->y + p->row, p->x + 1);
		p->row++;
		free(s);
	}
	text_lines_free(&l);
}

static void
draw_options(struct quizview *qv, const struct question_view *q, struct paint *p)
{
	int total = 0, first = 0, own = 1, line = 0, h = p->h - p->row;

	for (size_t i = 0; i < qv->n; i++) {
		int rows = height_of(q->option[qv->order[i]], p->w);

		if (i == qv->span.cur) {
			first = total;
			own = rows;
		}
		total += rows;
	}
	qv->top = lines_scroll(qv->top, h, total, first, own);
	for (size_t i = 0; i < qv->n && paint_room(p); i++) {
		int rows = height_of(q->option[qv->order[i]], p->w),
		    skip = qv->top - line;

		if (line + rows > qv->top)
			draw_option(qv, q, i, skip > 0 ? skip : 0, p);
		line += rows;
	}
}

static void
quiz_draw(struct view *v, struct rect r)
{
	struct quizview *qv = (struct quizview *)v;
	struct question_view q = now(qv);
	struct paint p = paint_of(r, 1);
	char *head = xasprintf("%s%s", kind_words(q.kind),
	    q.given != NULL ? T("    已作答，可以改", "    answered; may be changed")
			    : "");

	draw_cursor(p.y, p.x);
	paint_line(&p, INK_DIM, head);
	paint_wrapped(&p, INK_TITLE, q.text, TEXT_LINES, false);
	paint_line(&p, INK_PLAIN, "");
	draw_options(qv, &q, &p);
	free(head);
}

/* ---- keys */

/* To the question by that many; past the last one comes the first not yet answered. */
static void
go(struct quizview *qv, int by)
{
	size_t open = unanswered(qv), to = qv->at;

	if (by < 0)
		to = qv->at > 0 ? qv->at - 1 : 0;
	else if (qv->at + 1 < qv->q.n)
		to = qv->at + 1;
	else if (open > 0)
		for (to = 0; qv->q.get(qv->q.ctx, to).given != NULL;)
			to++;
	if (by > 0 && open == 0)
		app_say(qv->v.app, INK_GOOD,
		    T("题目都已作答，还可以改；按 Esc 回去交卷",
			"every question is answered and may still be changed; Esc goes "
			"back, to hand in"));
	show(qv, to);
}

static void
choose(struct quizview *qv)
{
	struct question_view q = now(qv);
	size_t at = qv->span.cur;

	if (qv->n == 0)
		return;
	if (q.kind == QUESTION_ORDER) {
		qv->carrying = !qv->carrying;
		return;
	}
	if (q.kind != QUESTION_MULTI)
		memset(qv->marked, 0, sizeof(qv->marked));
	qv->marked[at] = q.kind != QUESTION_MULTI || !qv->marked[at];
	qv->changed = true;
}

/* The line picked up goes along with the cursor. */
static bool
move(struct quizview *qv, enum action a)
{
	size_t from = qv->span.cur, line;

	if (!span_action(&qv->span, a))
		return false;
	if (!qv->carrying)
		return true;
	line = qv->order[from];
	for (size_t i = from; i < qv->span.cur; i++)
		qv->order[i] = qv->order[i + 1];
	for (size_t i = from; i > qv->span.cur; i--)
		qv->order[i] = qv->order[i - 1];
	qv->order[qv->span.cur] = line;
	qv->changed = true;
	return true;
}

static bool
quiz_action(struct view *v, enum action a)
{
	struct quizview *qv = (struct quizview *)v;

	if (closed(qv)) {
		app_pop(v->app, RESULT_DONE, 0);
		return true;
	}
	if (move(qv, a))
		return true;
	if (a == ACTION_OPEN || a == ACTION_MARK)
		choose(qv);
	else if (a == ACTION_SAVE || a == ACTION_NEXT || a == ACTION_RIGHT) {
		if (keep(qv, a == ACTION_SAVE))
			go(qv, 1);
	} else if (a == ACTION_PREV || a == ACTION_LEFT) {
		if (keep(qv, false))
			go(qv, -1);
	} else if (a == ACTION_BACK) {
		if (keep(qv, false))
			app_pop(v->app, RESULT_DONE, 0);
	} else
		return false;
	return true;
}

/* A digit chooses the option of that number. */
static bool
quiz_text(struct view *v, const char *s, bool paste)
{
	struct quizview *qv = (struct quizview *)v;
	size_t no = (size_t)(s[0] - '1');

	if (paste || s[0] < '1' || s[0] > '9' || s[1] != '\0' || no >= qv->n)
		return false;
	if (closed(qv)) {
		app_pop(v->app, RESULT_DONE, 0);
		return true;
	}
	qv->carrying = false;
	qv->span.cur = no;
	choose(qv);
	return true;
}

static void
quiz_bar(struct view *v, struct keybar *bar)
{
	struct quizview *qv = (struct quizview *)v;
	enum question_kind k = now(qv).kind;

	keybar_add(bar, ACTION_MARK,
	    k == QUESTION_ORDER
		? (qv->carrying ? T("放下", "put down") : T("拿起", "pick up"))
	    : k == QUESTION_MULTI ? NULL
				  : T("选这项", "choose"));
	keybar_add(bar, ACTION_SAVE, T("作答，下一题", "answer, next"));
	keybar_add(bar, ACTION_LEFT, T("上一题", "previous"));
	keybar_add(bar, ACTION_RIGHT, T("下一题", "next"));
	keybar_add(bar, ACTION_BACK, NULL);
}

static void
quiz_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("题目\n"
	      "上下键移动，空格或回车选定或标记；排序题用空格拿起一行，上下键搬动，"
	      "再按空格放下。\n"
	      "F2 作答并到下一题；左右键换题，改过的答案自动保存。交卷以前都可以改，"
	      "以最后一次为准。\n",
		"Questions\n"
		"Up and Down move, Space or Enter chooses or marks; to put lines in "
		"order pick one up with Space, carry it with Up and Down, put it down "
		"with Space.\n"
		"F2 answers and goes on; Left and Right change the question and keep "
		"what was changed. Until the end the last answer counts.\n"));
}

static enum level
quiz_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE;
}

static void
quiz_save(struct view *v)
{
	struct quizview *qv = (struct quizview *)v;

	if (!closed(qv))
		(void)keep(qv, false);
}

static void
quiz_free(struct view *v)
{
	struct quizview *qv = (struct quizview *)v;

	free(qv->title);
	free(qv);
}

static const struct view_ops quiz_ops = {
	.name = "quiz",
	.title = quiz_title,
	.draw = quiz_draw,
	.action = quiz_action,
	.text = quiz_text,
	.bar = quiz_bar,
	.help = quiz_help,
	.save = quiz_save,
	.level = quiz_level,
	.free = quiz_free,
};

struct view *
quiz_new(const char *title, const struct quiz *q)
{
	struct quizview *qv = xcalloc(1, sizeof(*qv));

	qv->v.ops = &quiz_ops;
	qv->title = xstrdup(title);
	qv->q = *q;
	show(qv, q->first < q->n ? q->first : 0);
	return &qv->v;
}
