/* SPDX-License-Identifier: MIT */
/* The history of a record, from the journal: who did what, when, and what changed; newest
 * first, read as one goes down. */
#include "config.h"
#include "tui/layout.h"
#include "tui/view.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 50, INDENT = 4 };

struct histview {
	struct view v;
	char *kind, *label; /* owned */
	int64_t id;
	struct change_lines all;
	size_t cur;
	int top, h;
	bool more;  /* to be read */
	bool below; /* to be scrolled to */
	enum level level;
};

static void
read_more(struct histview *hv)
{
	struct bench *b = app_bench(hv->v.app);
	struct change_lines part = { 0 };
	struct err e = { 0 };
	int64_t before = hv->all.n > 0 ? hv->all.v[hv->all.n - 1].seq : 0;

	if (bench_history(b, hv->kind, hv->id, before, PAGE, &part, &e) != RC_OK) {
		app_error(hv->v.app, &e);
		hv->more = false;
		change_lines_free(&part);
		return;
	}
	hv->more = part.n == PAGE;
	if (part.n > 0) {
		hv->all.v =
		    xreallocarray(hv->all.v, hv->all.n + part.n, sizeof(*hv->all.v));
		hv->all.cap = hv->all.n + part.n;
		memcpy(hv->all.v + hv->all.n, part.v, part.n * sizeof(*part.v));
		hv->all.n += part.n;
		part.n = 0; /* the lines were handed over */
	}
	change_lines_free(&part);
}

static void
hist_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("历史", "history"));
}

static void
wrap_change(const struct change_line *c, int w, struct text_lines *l)
{
	const char *s = c->text != NULL ? c->text : "";

	if (*s != '\0')
		text_wrap(s, strlen(s), w - INDENT > 2 ? w - INDENT : 2, l);
}

static int
height_of(const struct change_line *c, int w)
{
	struct text_lines l = { 0 };
	int n;

	wrap_change(c, w, &l);
	n = 1 + (int)l.n;
	text_lines_free(&l);
	return n;
}

static void
draw_change(const struct change_line *c, bool focus, int skip, struct paint *p)
{
	struct text_lines l = { 0 };
	char *head = xasprintf("%.16s  %s  %s", c->at, c->who, c->act);

	if (skip == 0) {
		if (focus)
			draw_cursor(p->y + p->row, p->x);
		paint_line(p, focus ? INK_FOCUS : INK_TITLE, head);
	}
	wrap_change(c, p->w, &l);
	for (size_t i = skip > 0 ? (size_t)skip - 1 : 0; i < l.n && paint_room(p); i++) {
		char *s = xstrndup(c->text + l.v[i].from, l.v[i].len);

		if (focus && skip > 0 && (int)i == skip - 1)
			draw_cursor(p->y + p->row, p->x);
		draw_text(p->y + p->row++, p->x + INDENT, p->w - INDENT, INK_PLAIN, s);
		free(s);
	}
	text_lines_free(&l);
	free(head);
}

static void
hist_draw(struct view *v, struct rect r)
{
	struct histview *hv = (struct histview *)v;
	struct paint p = paint_of(r, 1);
	int line = 0, first = 0, n = 1, total = 0;

	paint_line(&p, INK_TITLE, hv->label);
	p.h = r.h;
	hv->h = r.h - 1;
	if (hv->all.n == 0) {
		paint_line(&p, INK_PLAIN, T("没有记载", "nothing recorded"));
		draw_cursor(p.y + 1, p.x);
		return;
	}
	for (size_t i = 0; i < hv->all.n; i++) {
		int h = height_of(&hv->all.v[i], p.w);

		if (i == hv->cur) {
			first = total;
			n = h;
		}
		total += h;
	}
	hv->top = paint_scroll(&p, hv->top, total, first, n, &hv->below);
	for (size_t i = 0; i < hv->all.n && paint_room(&p); i++) {
		int h = height_of(&hv->all.v[i], p.w), skip = hv->top - line;

		if (line + h > hv->top)
			draw_change(&hv->all.v[i], i == hv->cur, skip > 0 ? skip : 0, &p);
		line += h;
	}
}

static void
go(struct histview *hv, long by)
{
	struct span s = { hv->all.n, hv->cur, 0, hv->h };

	span_move(&s, by);
	if (s.cur + 1 >= hv->all.n && hv->more) {
		read_more(hv);
		s.n = hv->all.n;
	}
	hv->cur = s.cur;
}

static bool
hist_action(struct view *v, enum action a)
{
	struct histview *hv = (struct histview *)v;
	long page = hv->h > 4 ? hv->h / 2 : 1;

	if (a == ACTION_UP)
		go(hv, -1);
	else if (a == ACTION_DOWN)
		go(hv, 1);
	else if (a == ACTION_PAGE_UP)
		go(hv, -page);
	else if (a == ACTION_PAGE_DOWN)
		go(hv, page);
	else if (a == ACTION_FIRST)
		hv->cur = 0;
	else if (a == ACTION_LAST) {
		while (hv->more)
			read_more(hv);
		go(hv, (long)hv->all.n);
	} else if (a == ACTION_BACK)
		app_pop(v->app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static void
hist_bar(struct view *v, struct keybar *bar)
{
	if (((struct histview *)v)->below)
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
	keybar_add(bar, ACTION_DOWN, NULL);
	keybar_add(bar, ACTION_UP, NULL);
	keybar_add(bar, ACTION_FIRST, T("最近", "newest"));
	keybar_add(bar, ACTION_LAST, T("最早", "oldest"));
	keybar_add(bar, ACTION_BACK, NULL);
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
hist_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("历史：这条记录的每一次办理，最近的在前。每行是时间、何人、办理了什么，"
	      "下面是改动的内容（原来→现在）。\n"
	      "内容取自日志。日志只增不改，每行都带着前一行的摘要，dingmi verify "
	      "可以核对。\n",
		"History: everything done to this record, newest first. Each entry tells "
		"when, who and what; below it what changed (was, is now).\n"
		"It is read from the journal, which is only added to; each row carries "
		"the digest of the one before, and dingmi verify compares them.\n"));
}

static enum level
hist_level(struct view *v)
{
	return ((struct histview *)v)->level;
}

static void
hist_free(struct view *v)
{
	struct histview *hv = (struct histview *)v;

	change_lines_free(&hv->all);
	free(hv->kind);
	free(hv->label);
	free(hv);
}

static const struct view_ops hist_ops = {
	.name = "history",
	.title = hist_title,
	.draw = hist_draw,
	.action = hist_action,
	.bar = hist_bar,
	.help = hist_help,
	.level = hist_level,
	.free = hist_free,
};

struct view *
historyview_new(struct app *a, const char *kind, int64_t id)
{
	struct histview *hv = xcalloc(1, sizeof(*hv));
	struct record *r = NULL;
	struct err e = { 0 };

	hv->v.ops = &hist_ops;
	hv->v.app = a;
	hv->kind = xstrdup(kind);
	hv->id = id;
	hv->label = bench_label(app_bench(a), kind, id);
	if (store_get(bench_store(app_bench(a)), kind, id, &r, &e) != RC_OK)
		app_error(a, &e);
	else if (!bench_may_see(app_bench(a), r))
		app_say(a, INK_WARN,
		    T("不在您的知悉范围内，不能看它的历史",
			"outside your need-to-know: its history is not shown"));
	else {
		hv->level = bench_level(app_bench(a), r);
		read_more(hv);
	}
	record_free(r);
	return &hv->v;
}
