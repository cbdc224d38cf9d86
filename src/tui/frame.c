/* SPDX-License-Identifier: MIT */
/*
 * The frame of every screen: title bar, the view's middle, message, key bar. Everything
 * is painted anew into the curses window; what goes over the line is the cells that
 * differ. In a drill both bars say so in words and in the ink of alarms, so that no
 * screen of one is ever taken for the real thing.
 */
#include "config.h"
#include "tui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_ROWS 16
#define MIN_COLS 60
#define MSG_LINES 4
#define GUIDE_PART 3 /* of the screen at most */
#define NAME_COLS 13 /* of the person, at least */

bool
frame_too_small(void)
{
	return term_rows() < MIN_ROWS || term_cols() < MIN_COLS;
}

static void
too_small(void)
{
	struct str s = { 0 };

	str_addf(&s,
	    T("窗口太小（%dx%d），至少 %dx%d，内容都在",
		"window too small (%dx%d), wants %dx%d; nothing is lost"),
	    term_cols(), term_rows(), MIN_COLS, MIN_ROWS);
	draw_text(0, 0, term_cols(), INK_PLAIN, str_s(&s));
	draw_cursor(0, 0);
	str_free(&s);
}

static enum level
shown_level(const struct app *a, size_t from)
{
	enum level l = LEVEL_NONE;

	for (size_t i = from; i < a->n; i++) {
		struct view *v = a->slot[i].v;
		enum level has = v->ops->level ? v->ops->level(v) : LEVEL_NONE;

		l = has > l ? has : l;
	}
	return l;
}

static void
who(const struct app *a, struct str *out)
{
	const struct record *p = a->bench ? bench_person(a->bench) : NULL;
	char *roles;

	if (!p)
		return;
	roles = roles_text(bench_roles(a->bench));
	str_addf(out, *roles ? "%s(%s)" : "%s%s", record_get(p, "name"), roles);
	free(roles);
}

static void
notes(const struct app *a, struct str *out)
{
	if (!a->bench || a->drill)
		return; /* a drill's banner says more */
	if (bench_sample(a->bench))
		str_add(out, T("〔示例〕", "[sample]"));
	else if (bench_personal(a->bench))
		str_add(out, T("〔个人〕", "[personal]"));
	if (bench_readonly(a->bench))
		str_add(out, T("〔只读〕", "[read-only]"));
}

/* unit > crumb            who(roles) level notes */
static void
paint_title(struct app *a, size_t from)
{
	const struct org *org = a->bench ? bench_org(a->bench) : NULL;
	struct view *v = a->slot[from].v;
	struct str left = { 0 }, person = { 0 }, note = { 0 };
	int cols = term_cols(), right, at;
	enum level level = shown_level(a, from);
	enum ink ink = a->drill ? INK_BANNER : INK_BAR;

	draw_text(0, 0, cols, ink, "");
	notes(a, &note);
	right = cols - text_width(str_s(&note));
	draw_word(0, right, cols - right, ink, str_s(&note));
	if (level != LEVEL_NONE) {
		right -= text_width(level_zh(level)) + 3;
		draw_textf(0, right, text_width(level_zh(level)) + 2,
		    a->drill ? INK_BAR : INK_BANNER, " %s ", level_zh(level));
	}
	if (a->drill)
		str_addf(&left, " %s > ", drill_banner(a->drill));
	else if (org)
		str_addf(&left, " %s > ", org->short_name ? org->short_name : org->name);
	else
		str_add(&left, " ");
	if (v->ops->title)
		v->ops->title(v, &left);
	who(a, &person);
	/* roles give way to the crumb, the name does not */
	at = text_width(str_s(&left)) + 2;
	if (at > right - NAME_COLS)
		at = right - NAME_COLS;
	if (at < right - 1 - text_width(str_s(&person)))
		at = right - 1 - text_width(str_s(&person));
	draw_text(0, at, right - 1 - at, ink, str_s(&person));
	draw_text(0, 0, at - 1, ink, str_s(&left));
	str_free(&left);
	str_free(&person);
	str_free(&note);
}

/* ---- message */

static const char *
ink_word(enum ink ink)
{
	switch (ink) {
	case INK_BLOCK:
		return T("拒绝", "REFUSED");
	case INK_WARN:
		return T("提示", "NOTE");
	case INK_GOOD:
		return T("完成", "DONE");
	default:
		return "";
	}
}

static void
message_lines(const struct app *a, struct text_lines *l)
{
	int lead = text_width(ink_word(a->msg_ink));

	text_wrap(a->msg, strlen(a->msg), term_cols() - 2 - (lead ? lead + 1 : 0), l);
	if (l->n > MSG_LINES)
		l->n = MSG_LINES;
}

/* From line y on; returns how many lines it takes, at least one. */
static int
paint_message(const struct app *a, int bottom)
{
	struct text_lines l = { 0 };
	struct str s = { 0 };
	const char *word = ink_word(a->msg_ink);
	int x = 1, y;

	if (!a->msg)
		return 1;
	message_lines(a, &l);
	y = bottom - (int)l.n + 1;
	if (*word)
		x += draw_word(y, x, term_cols() - x, a->msg_ink, word) + 1;
	for (size_t i = 0; i < l.n; i++) {
		str_cut(&s, 0);
		/* what is beyond the last line shows as cut */
		str_addn(&s, a->msg + l.v[i].from,
		    i + 1 < l.n ? l.v[i].len : strlen(a->msg + l.v[i].from));
		draw_text(y + (int)i, x, term_cols() - x - 1, INK_PLAIN, str_s(&s));
	}
	str_free(&s);
	y = (int)l.n;
	text_lines_free(&l);
	return y;
}

/* What the guided walk asks for next, above the message until it is done. Returns how
 * many lines it takes, the last one at bottom. */
static int
paint_guide(const struct app *a, int bottom)
{
	struct text_lines l = { 0 };
	int n, w = term_cols() - 2;

	if (!a->guide)
		return 0;
	text_wrap(a->guide, strlen(a->guide), w, &l);
	n = (int)l.n < term_rows() / GUIDE_PART ? (int)l.n : term_rows() / GUIDE_PART;
	for (int i = 0; i < n; i++) {
		const char *from = a->guide + l.v[i].from;
		char *s = xstrndup(from, i + 1 < n ? l.v[i].len : strlen(from));

		draw_text(bottom - n + 1 + i, 0, w + 2, INK_BAR, "");
		draw_text(bottom - n + 1 + i, 1, w, INK_BAR, s);
		free(s);
	}
	text_lines_free(&l);
	return n;
}

/* ---- key bar */

static bool
offers(const struct keybar *bar, enum action a)
{
	for (int i = 0; i < bar->n; i++)
		if (bar->item[i].action == a)
			return true;
	return false;
}

void
frame_bar(struct view *v, struct keybar *bar)
{
	struct keybar own = { 0 };
	bool drill = v && v->app && v->app->drill;

	memset(bar, 0, sizeof(*bar));
	if (v && v->ops->bar)
		v->ops->bar(v, &own);
	/* help stands first on every screen, and in a drill its menu */
	keybar_add(bar, ACTION_HELP, NULL);
	if (drill)
		keybar_add(bar, ACTION_DRILL, T("演练", "drill"));
	for (int i = 0; i < own.n; i++)
		if (own.item[i].action != ACTION_HELP &&
		    !(drill && (own.item[i].action == ACTION_QUIT ||
				   own.item[i].action == ACTION_DRILL)))
			keybar_add(bar, own.item[i].action, own.item[i].label);
	/* commands are for somebody: there are none before he has said who he is */
	if (!offers(bar, ACTION_PALETTE) &&
	    !(v && v->app->bench && bench_me(v->app->bench) == 0))
		keybar_add(bar, ACTION_PALETTE, NULL);
	/* what leaves the program leaves a drill */
	if (!offers(bar, ACTION_QUIT))
		keybar_add(bar, ACTION_QUIT, NULL);
}

static const char *
bar_label(const struct keybar *bar, int i)
{
	return *bar->item[i].label ? bar->item[i].label
				   : tx(action_info(bar->item[i].action)->title);
}

static int
bar_cols(const struct keybar *bar, int i)
{
	return text_width(key_of(bar->item[i].action)) + 1 +
	       text_width(bar_label(bar, i)) + 2;
}

static void
bar_drop(struct keybar *bar, int i)
{
	memmove(&bar->item[i], &bar->item[i + 1],
	    (size_t)(bar->n - i - 1) * sizeof(bar->item[0]));
	bar->n--;
}

/* Where the bar is too long, first what everybody tries anyway goes (Enter, unless it
 * does something of its own here), then from the end what there is no room for (help
 * tells of all), but never the way back, the way out and the drills.
 */
static void
bar_shorten(struct keybar *bar, int cols)
{
	static const enum action minor[] = { ACTION_PREV, ACTION_UP, ACTION_DOWN,
		ACTION_OPEN, ACTION_PALETTE, ACTION_SORT };
	int all = -2; /* no gap behind the last */

	for (int i = 0; i < bar->n; i++)
		all += bar_cols(bar, i);
	for (size_t m = 0; m < ARRAY_LEN(minor); m++)
		for (int i = bar->n - 1; i >= 0 && all > cols; i--)
			if (bar->item[i].action == minor[m] &&
			    !(minor[m] == ACTION_OPEN && *bar->item[i].label)) {
				all -= bar_cols(bar, i);
				bar_drop(bar, i);
			}
	for (int i = bar->n - 1; i > 0 && all > cols; i--)
		if (bar->item[i].action != ACTION_BACK &&
		    bar->item[i].action != ACTION_QUIT &&
		    bar->item[i].action != ACTION_DRILL) {
			all -= bar_cols(bar, i);
			bar_drop(bar, i);
		}
}

static void
paint_bar(struct view *v, int y)
{
	struct keybar bar;
	int x = 1, cols = term_cols();
	bool drill = v && v->app->drill;

	frame_bar(v, &bar);
	if (drill)
		x += draw_word(y, 0, cols, INK_BANNER, T(" 演练中 ", " DRILL "));
	bar_shorten(&bar, cols - x);
	for (int i = 0; i < bar.n && x < cols; i++) {
		const char *key = key_of(bar.item[i].action);

		x += draw_word(y, x, cols - x, INK_BAR_KEY, key) + 1;
		x += draw_word(y, x, cols - x, INK_PLAIN, bar_label(&bar, i)) + 2;
	}
}

/* ---- the middle */

static void
draw_in(struct app *a, struct view *v, struct rect r)
{
	struct rect before = draw_clip(r);
	struct view *was = stack_enter(a, v);

	draw_cursor(r.y, r.x);
	v->ops->draw(v, r);
	stack_enter(a, was);
	draw_clip(before);
}

static void
paint_popup(struct app *a, struct view *v, struct rect r)
{
	struct rect box = { 0, 0, v->popup_h + 2, v->popup_w + 2 };
	struct str title = { 0 };

	box.h = box.h > r.h ? r.h : box.h < 3 ? 3 : box.h;
	box.w = box.w > r.w ? r.w : box.w < 12 ? 12 : box.w;
	box.y = r.y + (r.h - box.h) / 2;
	box.x = r.x + (r.w - box.w) / 2;
	draw_clear(box);
	draw_in(a, v, (struct rect){ box.y + 1, box.x + 1, box.h - 2, box.w - 2 });
	/* the title may say how far one is: known once it is painted */
	if (v->ops->title)
		v->ops->title(v, &title);
	draw_box(box, str_s(&title));
	str_free(&title);
}

void
frame_paint(struct app *a)
{
	struct rect r = { 1, 0, term_rows() - 3, term_cols() };
	size_t from = a->n;
	int said;

	draw_clear((struct rect){ 0, 0, term_rows(), term_cols() });
	if (frame_too_small()) {
		too_small();
		return;
	}
	/* the topmost view that is no popup, then the popups over it */
	while (from > 0 && a->slot[from - 1].v->popup)
		from--;
	from = from > 0 ? from - 1 : 0;
	if (a->n == 0)
		return;
	/* a message of several lines takes them from the view until the next key */
	said = paint_message(a, term_rows() - 2);
	r.h -= said - 1;
	r.h -= paint_guide(a, term_rows() - 2 - said);
	for (size_t i = from; i < a->n; i++) {
		struct view *v = a->slot[i].v;

		if (v->popup)
			paint_popup(a, v, r);
		else
			draw_in(a, v, r);
	}
	paint_title(a, from);
	paint_bar(app_top(a), term_rows() - 1);
	a->drawn = true;
}
