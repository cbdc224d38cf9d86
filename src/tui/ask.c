/* SPDX-License-Identifier: MIT */
/*
 * A question. A weighty act wants the record's number typed: a habit of pressing Enter
 * must not be enough for what cannot be taken back.
 */
#include "config.h"
#include "tui/edit.h"
#include "tui/view.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT_W 60

struct ask {
	struct view v;
	char *title, *text, *number; /* owned; number NULL: yes or no */
	struct edit *ed;	     /* NULL: yes or no */
};

static void
ask_title(struct view *v, struct str *out)
{
	str_add(out, ((struct ask *)v)->title);
}

static void
draw_answer(struct ask *q, int y, int x, int w)
{
	struct str s = { 0 };
	int row, col;

	if (!q->ed) {
		draw_text(y, x, w, INK_BAR_KEY,
		    T("是 y 或 Enter    否 n 或 Esc", "yes: y or Enter    no: n or Esc"));
		draw_cursor(y, x);
		return;
	}
	str_addf(&s, T("输入编号 %s 确认：", "type %s to confirm: "), q->number);
	x += draw_word(y, x, w, INK_LABEL, str_s(&s));
	w -= text_width(str_s(&s));
	if (w < 8) { /* a long number: on the line below */
		x -= text_width(str_s(&s));
		w += text_width(str_s(&s));
		y++;
	}
	edit_size(q->ed, w > 2 ? w : 2, 1);
	edit_row(q->ed, 0, &s);
	draw_text(y, x, w, INK_FIELD_FOCUS, str_s(&s));
	edit_cursor(q->ed, &row, &col);
	draw_cursor(y, x + col);
	str_free(&s);
}

static void
ask_draw(struct view *v, struct rect r)
{
	struct ask *q = (struct ask *)v;
	struct text_lines l = { 0 };
	struct str s = { 0 };

	text_wrap(q->text, strlen(q->text), r.w - 2, &l);
	for (int i = 0; i < r.h - 2 && (size_t)i < l.n; i++) {
		str_cut(&s, 0);
		str_addn(&s, q->text + l.v[i].from, l.v[i].len);
		draw_text(r.y + i, r.x + 1, r.w - 2, INK_PLAIN, str_s(&s));
	}
	draw_answer(q, r.y + r.h - (q->ed ? 2 : 1), r.x + 1, r.w - 2);
	str_free(&s);
	text_lines_free(&l);
}

static void
answer(struct ask *q)
{
	char *typed;

	if (!q->ed) {
		app_pop(q->v.app, RESULT_DONE, 0);
		return;
	}
	typed = xstrdup(edit_text(q->ed));
	if (strcasecmp(text_trim(typed), q->number) == 0)
		app_pop(q->v.app, RESULT_DONE, 0);
	else
		app_say(q->v.app, INK_WARN,
		    T("编号不符，没有办理；请照写 %s，或按 Esc 不办",
			"that is not the number, nothing was done; type %s, or Esc "
			"not to do it"),
		    q->number);
	free(typed);
}

static bool
ask_action(struct view *v, enum action a)
{
	if (a != ACTION_OPEN)
		return false;
	answer((struct ask *)v);
	return true;
}

static bool
ask_text(struct view *v, const char *s, bool paste)
{
	struct ask *q = (struct ask *)v;

	if (q->ed) {
		edit_insert(q->ed, s, strlen(s));
		return true;
	}
	if (paste || !*s || s[1])
		return true;
	if (*s == 'y' || *s == 'Y')
		answer(q);
	else if (*s == 'n' || *s == 'N')
		app_pop(v->app, RESULT_CANCEL, 0);
	return true; /* no other letter means anything while a question stands */
}

static bool
ask_key(struct view *v, int key)
{
	struct ask *q = (struct ask *)v;

	return q->ed && edit_key(q->ed, key);
}

static void
ask_bar(struct view *v, struct keybar *bar)
{
	(void)v;
	keybar_add(bar, ACTION_OPEN, T("确认", "confirm"));
	keybar_add(bar, ACTION_BACK, T("不办", "no"));
}

static void
ask_help(struct view *v, struct str *out)
{
	struct ask *q = (struct ask *)v;

	str_add(out,
	    q->ed ? T("此事不能撤销，所以要照写编号才办理；Esc 不办，什么也不改变。\n",
			"This cannot be undone, so the number must be typed; Esc "
			"gives up and changes nothing.\n")
		  : T("y 或 Enter 表示是，n 或 Esc 表示否。\n",
			"y or Enter means yes, n or Esc means no.\n"));
}

static void
ask_free(struct view *v)
{
	struct ask *q = (struct ask *)v;

	edit_free(q->ed);
	free(q->title);
	free(q->text);
	free(q->number);
	free(q);
}

static const struct view_ops ops = {
	.name = "ask",
	.title = ask_title,
	.draw = ask_draw,
	.action = ask_action,
	.text = ask_text,
	.key = ask_key,
	.bar = ask_bar,
	.help = ask_help,
	.free = ask_free,
};

struct view *
ask_new(const char *title, const char *text, const char *number)
{
	struct ask *q = xcalloc(1, sizeof(*q));
	struct text_lines l = { 0 };

	q->v.ops = &ops;
	q->v.popup = true;
	q->title = xstrdup(title ? title : "");
	q->text = xstrdup(text ? text : "");
	q->number = xstrdup(number);
	if (number)
		q->ed = edit_new(false, 80);
	text_wrap(q->text, strlen(q->text), TEXT_W, &l);
	q->v.popup_w = TEXT_W + 2;
	q->v.popup_h = (int)l.n + 3;
	text_lines_free(&l);
	return &q->v;
}
