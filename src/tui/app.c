/* SPDX-License-Identifier: MIT */
/*
 * The one loop: wait for an event, hand it to the top view, settle the stack, paint when
 * no more input waits. Keys that always work are handled here, after the view has had its
 * chance. Drafts are kept three seconds after input, when nobody has typed for long, and
 * on hangup.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/scr_clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SAVE_MS 3000
#define SAVE_WAIT_MS 500
#define PAINT_MS 100

int64_t
app_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct app *
app_new(struct bench *b)
{
	struct app *a = xcalloc(1, sizeof(*a));

	a->bench = b;
	a->input_ms = app_now();
	return a;
}

void
app_free(struct app *a)
{
	if (!a)
		return;
	drill_drop(a);
	stack_clear(a);
	free(a->msg);
	free(a);
}

struct bench *
app_bench(struct app *a)
{
	return a->bench;
}

bool
app_done(const struct app *a)
{
	return a->done;
}

/* ---- message */

void
app_say(struct app *a, enum ink ink, const char *fmt, ...)
{
	char *s = NULL;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = NULL;
	va_end(ap);
	free(a->msg);
	a->msg = s;
	a->msg_ink = ink;
	a->unread = false;
}

void
app_error(struct app *a, const struct err *e)
{
	app_say(a, INK_BLOCK, "%s", e->msg);
}

static void
unsay(struct app *a)
{
	if (a->unread)
		return;
	free(a->msg);
	a->msg = NULL;
}

/* ---- drafts */

void
app_keep(struct app *a)
{
	for (size_t i = 0; i < a->n; i++) {
		struct view *v = a->slot[i].v, *was;

		if (!v->ops->save)
			continue;
		was = stack_enter(a, v);
		v->ops->save(v);
		stack_enter(a, was);
	}
	a->touched = false;
}

/* Between two keys nobody shall wait long for another writer; the next draft is near. */
static void
save_between(struct app *a)
{
	struct store *s = a->bench ? bench_store(a->bench) : NULL;
	int was = s ? store_wait(s, SAVE_WAIT_MS) : 0;

	app_keep(a);
	if (s)
		store_wait(s, was);
}

static int64_t
idle_ms(const struct app *a)
{
	const struct org *org = a->bench ? bench_org(a->bench) : NULL;

	return (org ? org->param.v[PARAM_IDLE_MINUTES] : 10) * INT64_C(60000);
}

int
app_tick(struct app *a, int64_t now)
{
	int64_t wait = a->input_ms + idle_ms(a) - now;

	if (a->touched && now - a->touched_ms >= SAVE_MS)
		save_between(a);
	if (a->touched && a->touched_ms + SAVE_MS - now < wait)
		wait = a->touched_ms + SAVE_MS - now;
	return wait > 0 ? (int)wait : 0;
}

/* ---- events */

static void
to_step(struct app *a, int step)
{
	if (a->bench)
		stack_go(a, GOAL_STEP, step);
}

static void
back(struct app *a, struct view *v)
{
	struct view *was = stack_enter(a, v);

	if (a->n == 1)
		app_say(a, INK_PLAIN,
		    T("已是最上一级，按 %s 退出",
			"this is the top; %s leaves the program"),
		    key_of(ACTION_QUIT));
	else if (!v->ops->leave || v->ops->leave(v))
		app_pop(a, RESULT_CANCEL, 0);
	stack_enter(a, was);
}

static void
default_action(struct app *a, struct view *v, enum action act)
{
	switch (act) {
	case ACTION_HELP:
		help_show(a, v);
		break;
	case ACTION_PALETTE:
		if (a->bench && bench_me(a->bench) &&
		    strcmp(v->ops->name, "palette") != 0)
			app_push(a, palette_new(a));
		break;
	case ACTION_QUIT:
		stack_go(a, GOAL_QUIT, 0);
		break;
	case ACTION_DRILL:
		drill_key(a);
		break;
	case ACTION_REDRAW:
		term_redraw();
		break;
	case ACTION_BACK:
		back(a, v);
		break;
	default:
		break;
	}
}

static void
on_action(struct app *a, struct view *v, enum action act)
{
	struct view *was;
	bool used;

	if (act == ACTION_NONE)
		return;
	was = stack_enter(a, v);
	used = v->ops->action && v->ops->action(v, act);
	stack_enter(a, was);
	if (!used)
		default_action(a, v, act);
}

static void
on_key(struct app *a, struct view *v, int key)
{
	struct view *was = stack_enter(a, v);
	bool used = v->ops->key && v->ops->key(v, key);
	struct keybar bar;

	stack_enter(a, was);
	if (used)
		return;
	if (key == K_CTRL('C')) {
		app_say(a, INK_WARN,
		    T("再按一次 Ctrl-C 即退出，已填的内容留作草稿；按 Esc 返回上一级",
			"Ctrl-C once more ends the session, drafts are kept; Esc goes "
			"one level back"));
		return;
	}
	frame_bar(v, &bar);
	on_action(a, v, keys_action(key, &bar));
}

static void
on_text(struct app *a, struct view *v, const struct event *ev)
{
	struct view *was;
	struct keybar bar;
	enum action act;
	bool used;

	if (ev->dropped) {
		app_say(a, INK_WARN,
		    T("有 %d 个字节或控制字符不是有效文字，没有录入；请确认终端用 UTF-8 "
		      "编码",
			"%d bytes or control characters are no text and were left out; "
			"is the terminal set to UTF-8?"),
		    ev->dropped);
		a->unread = true;
	}
	if (!*ev->text)
		return;
	was = stack_enter(a, v);
	used = v->ops->text && v->ops->text(v, ev->text, ev->paste);
	stack_enter(a, was);
	if (used)
		return;
	if (ev->paste) {
		app_say(a, INK_WARN, T("这里不能粘贴文字", "text cannot be pasted here"));
		return;
	}
	frame_bar(v, &bar);
	act = keys_letter(ev->text, &bar);
	if (act != ACTION_NONE)
		on_action(a, v, act);
	else if (*ev->text >= '1' && *ev->text <= '7' && !ev->text[1] && !v->popup)
		to_step(a, *ev->text - '0');
}

static void
on_input(struct app *a, struct event *ev)
{
	struct view *v = app_top(a);

	a->input_ms = app_now();
	if (!a->touched) {
		a->touched = true;
		a->touched_ms = a->input_ms;
	}
	if (!v || frame_too_small())
		return; /* nobody types blindly */
	if (!a->drawn)
		frame_paint(a); /* typed ahead: the view learns its size first */
	unsay(a);
	if (ev->type == EV_KEY)
		on_key(a, v, ev->key);
	else
		on_text(a, v, ev);
	stack_settle(a);
}

static void
dispatch(struct app *a, struct event *ev)
{
	switch (ev->type) {
	case EV_KEY:
	case EV_TEXT:
		on_input(a, ev);
		break;
	case EV_IDLE:
		a->idle_out = true;
		app_keep(a);
		a->done = true;
		break;
	case EV_HANGUP:
		app_keep(a);
		a->done = true;
		break;
	case EV_RESIZE:
		if (term_foreign()) /* in letters that any encoding shows */
			app_say(a, INK_WARN,
			    "this terminal is not set to UTF-8: set its encoding to "
			    "UTF-8 (终端编码请设为 UTF-8)");
		break;
	case EV_NONE:
		break;
	}
}

void
app_paint(struct app *a)
{
	frame_paint(a);
	term_flush();
	a->unread = false;
}

void
app_event(struct app *a, struct event *ev)
{
	dispatch(a, ev);
	event_done(ev);
	if (!a->done)
		app_paint(a);
}

static void
loop(struct app *a)
{
	int64_t painted = 0, now;
	struct event ev;
	int wait;

	stack_settle(a);
	while (!a->done) {
		now = app_now();
		wait = app_tick(a, now); /* may have something to say */
		/* typed ahead: catch up first, but never leave the screen stale for long
		 */
		if (!term_pending() || now - painted > PAINT_MS) {
			app_paint(a);
			painted = app_now();
		}
		term_wait(wait, &ev);
		if (ev.type != EV_IDLE || app_now() - a->input_ms >= idle_ms(a))
			dispatch(a, &ev);
		event_done(&ev);
	}
}

enum rc
app_run(struct bench *b, const struct app_options *o, struct err *e)
{
	struct app *a;
	enum rc rc;

	if ((rc = term_open(&o->term, e)) != RC_OK)
		return rc;
	a = app_new(b);
	app_push(a, o->plain_start && bench_me(b) ? home_new(a) : signin_new(a));
	if (o->plain_start && bench_me(b))
		clock_ask(a);
	a->wish = xstrdup(o->drill);
	if (bench_warning(b))
		app_say(a, INK_WARN, "%s", bench_warning(b));
	loop(a);
	term_close();
	if (a->idle_out)
		fputs(T("dingmi: 长时间没有操作，已退出，已填的内容留作草稿\n",
			  "dingmi: idle for long, signed off; drafts are kept\n"),
		    stderr);
	app_free(a);
	return RC_OK;
}
