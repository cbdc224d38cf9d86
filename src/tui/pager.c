/* SPDX-License-Identifier: MIT */
/* Text to read: help, print previews, differences. Searchable; keeps its place when
 * resized. */
#include "config.h"
#include "report/paper.h"
#include "tui/edit.h"
#include "tui/view.h"

#include <stdlib.h>
#include <string.h>

struct pager {
	struct view v;
	struct view_ops ops;	   /* a copy, for its own name */
	char *name, *title, *text; /* owned */
	enum level level;
	struct text_lines line;
	int w, rows;	 /* of the last layout */
	size_t top;	 /* first line shown */
	struct edit *ed; /* the search line while it is open */
	char *find;	 /* owned: last searched, NULL none */
	size_t hit;	 /* offset of the match shown */
	bool have_hit;
	void (*save)(struct view *pager, const char *text, void *ctx); /* or NULL */
	void (*save_done)(void *ctx);
	void *save_ctx;
};

static size_t
last_top(const struct pager *p)
{
	size_t rows = p->rows > 0 ? (size_t)p->rows : 1;

	return p->line.n > rows ? p->line.n - rows : 0;
}

/* The line that holds this byte. */
static size_t
line_of(const struct pager *p, size_t offset)
{
	size_t i = 0;

	while (i + 1 < p->line.n && p->line.v[i + 1].from <= offset)
		i++;
	return i;
}

static void
lay_out(struct pager *p, int w, int rows)
{
	size_t at = p->line.n ? p->line.v[p->top].from : 0;

	if (w != p->w) {
		text_wrap(p->text, strlen(p->text), w, &p->line);
		p->w = w;
		p->top = line_of(p, at);
	}
	p->rows = rows;
	if (p->top > last_top(p))
		p->top = last_top(p);
}

static void
pager_title(struct view *v, struct str *out)
{
	struct pager *p = (struct pager *)v;
	size_t to = p->top + (size_t)p->rows;

	str_add(out, p->title);
	if (p->line.n > (size_t)p->rows)
		str_addf(out, T(" (第%zu-%zu行/共%zu行)", " (lines %zu-%zu of %zu)"),
		    p->top + 1, to < p->line.n ? to : p->line.n, p->line.n);
}

static void
draw_line(const struct pager *p, size_t i, int y, int x, int w)
{
	const struct text_line *l = &p->line.v[i];
	struct str s = { 0 };
	size_t n = p->find ? strlen(p->find) : 0, at;

	str_addn(&s, p->text + l->from, l->len);
	draw_text(y, x, w, INK_PLAIN, str_s(&s));
	if (p->have_hit && p->hit >= l->from && p->hit < l->from + l->len) {
		at = p->hit - l->from;
		x += text_width_n(s.s, at);
		str_cut(&s, at + n);
		draw_word(y, x, w, INK_FOCUS, s.s + at);
		draw_cursor(y, x);
	}
	str_free(&s);
}

static void
draw_search(struct pager *p, int y, int x, int w)
{
	struct str s = { 0 };
	int row, col, used;

	used = draw_word(y, x, w, INK_LABEL, T("查找：", "find: "));
	edit_size(p->ed, w - used, 1);
	edit_row(p->ed, 0, &s);
	draw_text(y, x + used, w - used, INK_FIELD_FOCUS, str_s(&s));
	edit_cursor(p->ed, &row, &col);
	draw_cursor(y, x + used + col);
	str_free(&s);
}

static void
pager_draw(struct view *v, struct rect r)
{
	struct pager *p = (struct pager *)v;
	int rows = r.h - (p->ed ? 1 : 0);
	/* A paper is 80 columns wide: on a window of 80 it has no room for a margin. */
	int margin = strcmp(v->ops->name, "print") == 0 && r.w < PAPER_COLS + 2 ? 0 : 1;
	int x = r.x + margin, w = r.w - 2 * margin;

	lay_out(p, w, rows);
	draw_cursor(r.y, x);
	for (int i = 0; i < rows && p->top + (size_t)i < p->line.n; i++)
		draw_line(p, p->top + (size_t)i, r.y + i, x, w);
	if (p->ed)
		draw_search(p, r.y + r.h - 1, x, w);
}

/* ---- searching */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
matches(const char *s, const char *want)
{
	while (*want && lower(*s) == lower(*want)) {
		s++;
		want++;
	}
	return !*want;
}

/* The next match from `from` on in direction d, around the end; false: none at all. */
static bool
search(const struct pager *p, size_t from, int d, size_t *hit)
{
	size_t n = strlen(p->text);

	for (size_t i = 0; i < n; i++) {
		size_t at = d > 0 ? (from + i) % n : (from + n - i) % n;

		if (matches(p->text + at, p->find)) {
			*hit = at;
			return true;
		}
	}
	return false;
}

static void
find_again(struct pager *p, int d)
{
	size_t n = strlen(p->text), from = p->line.n ? p->line.v[p->top].from : 0, line;

	if (!p->find || n == 0)
		return;
	if (p->have_hit)
		from = d > 0 ? p->hit + 1 : p->hit + n - 1;
	p->have_hit = search(p, from % n, d, &p->hit);
	if (!p->have_hit) {
		app_say(
		    p->v.app, INK_WARN, T("没有找到“%s”", "'%s' was not found"), p->find);
		return;
	}
	line = line_of(p, p->hit);
	if (line < p->top || line >= p->top + (size_t)p->rows)
		p->top = line > (size_t)p->rows / 2 ? line - (size_t)p->rows / 2 : 0;
}

static void
end_search(struct pager *p, bool go)
{
	char *want = xstrdup(edit_text(p->ed));

	edit_free(p->ed);
	p->ed = NULL;
	if (go && *want) {
		free(p->find);
		p->find = want;
		p->have_hit = false;
		find_again(p, 1);
	} else {
		free(want);
	}
}

/* ---- keys */

static bool
pager_key(struct view *v, int key)
{
	struct pager *p = (struct pager *)v;

	if (!p->ed)
		return false;
	if (key == K_ENTER || key == K_ESC)
		end_search(p, key == K_ENTER);
	else
		return edit_key(p->ed, key);
	return true;
}

static bool
pager_text(struct view *v, const char *s, bool paste)
{
	struct pager *p = (struct pager *)v;

	if (p->ed)
		edit_insert(p->ed, s, strlen(s));
	else if (!paste && (strcmp(s, "n") == 0 || strcmp(s, "N") == 0))
		find_again(p, *s == 'n' ? 1 : -1);
	else if (!paste && strcmp(s, " ") == 0)
		return v->ops->action(v, ACTION_PAGE_DOWN);
	else
		return false;
	return true;
}

static void
scroll(struct pager *p, long by)
{
	long to = (long)p->top + by, last = (long)last_top(p);

	p->top = to < 0 ? 0 : to > last ? (size_t)last : (size_t)to;
}

static bool
pager_action(struct view *v, enum action a)
{
	struct pager *p = (struct pager *)v;
	int page = p->rows > 1 ? p->rows - 1 : 1;

	switch (a) {
	case ACTION_UP:
		scroll(p, -1);
		return true;
	case ACTION_DOWN:
	case ACTION_OPEN:
		scroll(p, 1);
		return true;
	case ACTION_PAGE_UP:
		scroll(p, -page);
		return true;
	case ACTION_PAGE_DOWN:
		scroll(p, page);
		return true;
	case ACTION_FIRST:
		p->top = 0;
		return true;
	case ACTION_LAST:
		p->top = last_top(p);
		return true;
	case ACTION_FIND:
		if (!p->ed)
			p->ed = edit_new(false, 80);
		return true;
	case ACTION_SAVE:
		if (p->save)
			p->save(v, p->text, p->save_ctx);
		return p->save != NULL;
	default:
		return false;
	}
}

static void
pager_bar(struct view *v, struct keybar *bar)
{
	struct pager *p = (struct pager *)v;

	if (p->ed) {
		keybar_add(bar, ACTION_OPEN, T("查找", "find"));
		keybar_add(bar, ACTION_BACK, T("放弃", "give up"));
		return;
	}
	keybar_add(bar, ACTION_BACK, NULL);
	if (p->save)
		keybar_add(bar, ACTION_SAVE, T("存为文件", "save to file"));
	if (p->top < last_top(p))
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
	if (p->top > 0)
		keybar_add(bar, ACTION_PAGE_UP, NULL);
	keybar_add(bar, ACTION_FIND, NULL);
	if (last_top(p) > 0) {
		keybar_add(bar, ACTION_FIRST, NULL);
		keybar_add(bar, ACTION_LAST, NULL);
	}
}

static void
pager_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("供阅读的文字。空格翻页，/ 查找，n 下一处，N 上一处，Esc 返回。\n",
			 "Text to read. Space turns the page, / searches, n next, N "
			 "previous match, Esc goes back.\n"));
}

static enum level
pager_level(struct view *v)
{
	return ((struct pager *)v)->level;
}

static void
pager_free(struct view *v)
{
	struct pager *p = (struct pager *)v;

	if (p->save_done)
		p->save_done(p->save_ctx);
	edit_free(p->ed);
	text_lines_free(&p->line);
	free(p->name);
	free(p->title);
	free(p->text);
	free(p->find);
	free(p);
}

struct view *
pager_new(const char *name, const char *title, const char *text, enum level level)
{
	struct pager *p = xcalloc(1, sizeof(*p));

	p->name = xstrdup(name);
	p->title = xstrdup(title);
	p->text = xstrdup(text);
	p->level = level;
	p->ops = (struct view_ops){
		.name = p->name,
		.title = pager_title,
		.draw = pager_draw,
		.action = pager_action,
		.text = pager_text,
		.key = pager_key,
		.bar = pager_bar,
		.help = pager_help,
		.level = pager_level,
		.free = pager_free,
	};
	p->v.ops = &p->ops;
	return &p->v;
}

void
pager_saves(struct view *pager,
    void (*save)(struct view *pager, const char *text, void *ctx), void *ctx,
    void (*done)(void *ctx))
{
	struct pager *p = (struct pager *)pager;

	p->save = save;
	p->save_ctx = ctx;
	p->save_done = done;
}
