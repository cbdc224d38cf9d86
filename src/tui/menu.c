/* SPDX-License-Identifier: MIT */
/* A pop-up list: by letter, by arrows, or by typing a part of what is wanted. */
#include "config.h"
#include "tui/menu.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 16
#define WIDTH_MAX 74
#define LABEL_MAX 40
#define COUNT_W 8   /* "12/345 " */
#define MARK_W 3    /* letter, blank, blank */
#define TELL_ROWS 3 /* a rule and two lines */

static bool
passes(const struct menu *m, size_t i)
{
	const struct menu_item *it = &m->item[i];
	const char *want = str_s(&m->typed);

	return text_contains_fold(it->label, want) ||
	       (it->hint && text_contains_fold(it->hint, want)) ||
	       (m->also && m->also[i] && text_contains_fold(m->also[i], want));
}

void
menu_show(struct menu *m)
{
	m->nshown = m->cur = m->top = 0;
	for (size_t i = 0; i < m->n; i++)
		if (!m->filter || m->narrow || passes(m, i))
			m->shown[m->nshown++] = i;
}

static int
hint_width(const struct menu_item *it)
{
	return it->hint ? text_width(it->hint) : 0;
}

void
menu_init(struct menu *m, const struct view_ops *ops, const char *title,
    struct menu_item *items, size_t n, bool filter)
{
	int hint_w = 0, w;

	m->v.ops = ops;
	m->v.popup = true;
	m->title = xstrdup(title ? title : "");
	m->item = items;
	m->n = n;
	m->filter = filter;
	m->shown = xcalloc(n + 1, sizeof(*m->shown));
	for (size_t i = 0; i < n; i++) {
		w = text_width(items[i].label);
		m->label_w = w > m->label_w ? w : m->label_w;
		hint_w = hint_width(&items[i]) > hint_w ? hint_width(&items[i]) : hint_w;
	}
	/* the label keeps what the hints do not need, and at least its share */
	w = WIDTH_MAX - MARK_W - (hint_w ? 3 + hint_w : 1);
	w = w < LABEL_MAX ? LABEL_MAX : w;
	m->label_w = m->label_w > w ? w : m->label_w;
	w = MARK_W + m->label_w + (hint_w ? 2 + hint_w : 0) + 1;
	m->tell = w > WIDTH_MAX;
	m->v.popup_w = m->tell ? WIDTH_MAX : w;
	w = text_width(m->title) + 4 + (n > ROWS_MAX ? COUNT_W : 0);
	if (m->v.popup_w < w)
		m->v.popup_w = w;
	if (m->filter && m->v.popup_w < 40)
		m->v.popup_w = 40;
	m->v.popup_h = (n < ROWS_MAX ? (int)n : ROWS_MAX) + (filter ? 1 : 0) +
		       (m->tell ? TELL_ROWS : 0);
	menu_show(m);
}

void
menu_tell(struct menu *m)
{
	for (size_t i = 0; i < m->n && !m->tell; i++)
		if (text_width(m->item[i].label) > m->label_w) {
			m->tell = true;
			m->v.popup_h += TELL_ROWS;
		}
}

static void
items_free(struct menu *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->item[i].label);
		free(m->item[i].hint);
		if (m->also)
			free(m->also[i]);
	}
	free(m->item);
	free(m->also);
	free(m->shown);
	m->also = NULL;
}

void
menu_items(struct menu *m, struct menu_item *items, size_t n)
{
	items_free(m);
	m->item = items;
	m->n = n;
	m->shown = xcalloc(n + 1, sizeof(*m->shown));
	menu_show(m);
}

void
menu_done(struct menu *m)
{
	items_free(m);
	free(m->title);
	str_free(&m->typed);
}

void
menu_title(struct view *v, struct str *out)
{
	struct menu *m = (struct menu *)v;

	/* in front: a long title is cut at its end */
	if (m->rows > 0 && m->nshown > (size_t)m->rows)
		str_addf(out, "%zu/%zu ", m->cur + 1, m->nshown);
	str_add(out, m->title);
}

static void
draw_item(
    const struct menu *m, const struct menu_item *it, int y, int x, int w, bool focus)
{
	enum ink ink = focus ? INK_FOCUS : INK_PLAIN;
	int hint_w = w - MARK_W - m->label_w - 2;
	char mark[2] = { it->enabled ? (it->key ? it->key : ' ') : '-', '\0' };

	draw_text(y, x, w, ink, "");
	draw_word(y, x + 1, 1, focus ? ink : INK_BAR_KEY, mark);
	draw_middle(y, x + MARK_W, m->label_w < w - MARK_W ? m->label_w : w - MARK_W, ink,
	    it->label);
	/* sentences are cut at their end, titles in the middle */
	if (it->hint && hint_w > 3)
		(m->narrow ? draw_middle : draw_text)(
		    y, x + MARK_W + m->label_w + 2, hint_w, ink, it->hint);
}

/* The focused item in full: its hint, before that its label where that was cut. */
static void
draw_told(const struct menu *m, int y, int x, int w, int rows)
{
	const struct menu_item *it = m->nshown ? &m->item[m->shown[m->cur]] : NULL;
	struct text_lines l = { 0 };
	struct str s = { 0 }, full = { 0 };

	draw_rule(y, x, w,
	    it && !it->enabled ? T("现在不能办，因为", "not now, because") : NULL);
	if (it && text_width(it->label) > m->label_w)
		str_addf(&full, "%s%s", it->label, it->hint && *it->hint ? "  " : "");
	if (it)
		str_add(&full, it->hint);
	text_wrap(str_s(&full), full.len, w - 2, &l);
	for (int i = 0; i < rows - 1 && (size_t)i < l.n; i++) {
		const char *from = str_s(&full) + l.v[i].from;

		str_cut(&s, 0);
		str_addn(&s, from, i + 2 < rows ? l.v[i].len : strlen(from));
		draw_text(y + 1 + i, x + 1, w - 2, INK_PLAIN, str_s(&s));
	}
	str_free(&s);
	str_free(&full);
	text_lines_free(&l);
}

void
menu_draw(struct view *v, struct rect r)
{
	struct menu *m = (struct menu *)v;
	int y = r.y, least = (m->n < 3 ? (int)m->n : 3) + (m->filter ? 1 : 0),
	    tell = m->tell && r.h >= TELL_ROWS + least ? TELL_ROWS : 0;

	if (m->filter) {
		int x = r.x + 1;

		x += draw_word(y, x, r.w - 1, INK_LABEL, T("查找：", "find: "));
		draw_text(y++, x, r.x + r.w - 1 - x, INK_FIELD, str_s(&m->typed));
		x += text_width(
		    str_s(&m->typed)); /* while nothing matches it stays here */
		draw_cursor(r.y, x < r.x + r.w - 2 ? x : r.x + r.w - 2);
	}
	m->rows = r.y + r.h - y - tell;
	if (m->rows < 1)
		return;
	if (m->cur < m->top)
		m->top = m->cur;
	if (m->cur >= m->top + (size_t)m->rows)
		m->top = m->cur - (size_t)m->rows + 1;
	if (m->nshown == 0)
		draw_text(y, r.x + MARK_W, r.w - MARK_W, INK_PLAIN,
		    T("没有符合的项，退格重写", "nothing matches; erase and type again"));
	for (int i = 0; i < m->rows && m->top + (size_t)i < m->nshown; i++) {
		size_t at = m->top + (size_t)i;

		draw_item(m, &m->item[m->shown[at]], y + i, r.x, r.w, at == m->cur);
		if (at == m->cur)
			draw_cursor(y + i, r.x + MARK_W);
	}
	if (tell)
		draw_told(m, r.y + r.h - tell, r.x, r.w, tell);
}

static void
choose(struct menu *m, size_t i)
{
	const struct menu_item *it = &m->item[i];

	if (!it->enabled) {
		app_say(m->v.app, INK_WARN, "%s",
		    it->hint && *it->hint ? it->hint : it->label);
		if (m->refused)
			m->refused(m->ctx, it->id);
	} else if (m->chosen)
		m->chosen(m, it->id);
	else
		app_pop(m->v.app, RESULT_DONE, it->id);
}

static void
move(struct menu *m, long by)
{
	long to = (long)m->cur + by, last = (long)m->nshown - 1;

	m->cur = last < 0 || to < 0 ? 0 : to > last ? (size_t)last : (size_t)to;
}

bool
menu_action(struct view *v, enum action a)
{
	struct menu *m = (struct menu *)v;

	switch (a) {
	case ACTION_UP:
	case ACTION_PREV:
		move(m, -1);
		return true;
	case ACTION_DOWN:
	case ACTION_NEXT:
		move(m, 1);
		return true;
	case ACTION_PAGE_UP:
		move(m, -m->rows);
		return true;
	case ACTION_PAGE_DOWN:
		move(m, m->rows);
		return true;
	case ACTION_FIRST:
		m->cur = 0;
		return true;
	case ACTION_LAST:
		move(m, (long)m->nshown);
		return true;
	case ACTION_OPEN:
		if (m->nshown)
			choose(m, m->shown[m->cur]);
		return true;
	default:
		return false;
	}
}

static void
narrowed(struct menu *m)
{
	if (m->narrow)
		m->narrow(m);
	else
		menu_show(m);
}

bool
menu_text(struct view *v, const char *s, bool paste)
{
	struct menu *m = (struct menu *)v;

	if (m->filter) {
		text_clean(s, strlen(s), false, &m->typed);
		narrowed(m);
		return true;
	}
	for (size_t i = 0; !paste && i < m->n; i++) {
		if (!m->item[i].key || s[0] != m->item[i].key || s[1])
			continue;
		m->cur = i;
		choose(m, i);
		return true;
	}
	if (!paste && (unsigned char)s[0] > ' ' && s[1] == '\0' &&
	    keys_letter(s, NULL) == ACTION_NONE) {
		app_say(m->v.app, INK_WARN,
		    T("没有“%s”这一项：按项前的字母或数字，或用上下键选择后回车",
			"no line has '%s': press what stands in front of one, or move "
			"with the arrows and press Enter"),
		    s);
		return true;
	}
	return false;
}

bool
menu_key(struct view *v, int key)
{
	struct menu *m = (struct menu *)v;

	if (!m->filter || (key != K_BACKSPACE && key != K_CTRL('U')))
		return false;
	str_cut(&m->typed,
	    key == K_BACKSPACE ? text_prev(str_s(&m->typed), m->typed.len) : 0);
	narrowed(m);
	return true;
}

void
menu_bar(struct view *v, struct keybar *bar)
{
	const struct menu *m = (const struct menu *)v;

	keybar_add(bar, ACTION_OPEN, T("选定", "choose"));
	if (m->rows > 0 && m->top + (size_t)m->rows < m->nshown)
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
	keybar_add(bar, ACTION_UP, NULL);
	keybar_add(bar, ACTION_DOWN, NULL);
	keybar_add(bar, ACTION_BACK, NULL);
}

void
menu_help(struct view *v, struct str *out)
{
	struct menu *m = (struct menu *)v;

	str_add(out, m->filter
			 ? T("直接输入名称的任一部分(中文、编号或英文),列表随之缩小；"
			     "上下键选择，回车选定。\n",
			       "Type any part of a name (Chinese, number or English) and "
			       "the list narrows; arrows move, Enter chooses.\n")
			 : T("按项前的字母，或用上下键选择后回车。前面为“-”的现在不能办，"
			     "下方说明原因和办法。\n",
			       "Press the letter in front of an item, or move with the "
			       "arrows and press Enter. Items marked - cannot be done "
			       "now; the reason and the way out stand below.\n"));
}

void
menu_free(struct view *v)
{
	menu_done((struct menu *)v);
	free(v);
}

static const struct view_ops ops = {
	.name = "menu",
	.title = menu_title,
	.draw = menu_draw,
	.action = menu_action,
	.text = menu_text,
	.key = menu_key,
	.bar = menu_bar,
	.help = menu_help,
	.free = menu_free,
};

struct view *
menu_new(const char *title, struct menu_item *items, size_t n, bool filter)
{
	struct menu *m = xcalloc(1, sizeof(*m));

	menu_init(m, &ops, title, items, n, filter);
	return &m->v;
}
