/* SPDX-License-Identifier: MIT */
/* A register painted: what is shown and why, the heading, the rows, the search line. */
#include "config.h"
#include "tui/scr_register.h"

#include <string.h>

enum { MARGIN = 1, MARK_COLS = 2 };

void
reg_title(struct view *v, struct str *out)
{
	struct reg *g = (struct reg *)v;
	const struct kind_def *k = kind_def(g->kind);

	str_add(out, k != NULL ? tx(k->title) : g->kind);
	if (g->parent_label != NULL)
		str_addf(out, T("〔%s〕", " [%s]"), g->parent_label);
}

static void
status_line(struct reg *g, struct str *out)
{
	char place[64];

	place_words(rows_place(&g->rows), g->rows.count, g->rows.cap, place);
	str_add(out, place);
	if (bench_restricted(app_bench(g->v.app), g->kind))
		str_add(out, T("  只列您知悉范围内的", "  within your need-to-know"));
	if (g->nmark > 0)
		str_addf(out, T("  已标记%zu条", "  %zu marked"), g->nmark);
	if (g->find != NULL)
		str_addf(out, T("  查找：%s", "  find: %s"), g->find);
	if (filter_any(&g->filter)) {
		str_add(out, T("  筛选：", "  filter: "));
		struct str words = { 0 };
		filter_words(&g->filter, &words);
		str_add(out, str_s(&words));
		str_free(&words);
	}
	if (g->sort >= 0)
		str_addf(out, T("  按%s%s", "  by %s %s"),
		    field_label(&g->form->field[g->sort]),
		    g->desc ? T("从大到小", "descending") : T("从小到大", "ascending"));
}

static void
draw_empty(struct reg *g, struct paint *p)
{
	const struct kind_def *k = kind_def(g->kind);

	paint_line(p, INK_PLAIN, "");
	draw_cursor(p->y + p->row, p->x);
	if (reg_narrowed(g))
		paint_wrapped(p, INK_PLAIN,
		    T("没有符合条件的记录。Esc 取消查找和筛选。",
			"Nothing matches. Esc ends search and filter."),
		    3, false);
	else {
		paint_wrapped(p, INK_PLAIN, k != NULL ? tx(k->purpose) : "", 3, false);
		paint_wrapped(p, INK_PLAIN,
		    T("这里还没有记录。按 F3 新建第一条。",
			"Nothing here yet. F3 makes the first record."),
		    3, false);
	}
	paint_rest(p);
}

static void
draw_rows(struct reg *g, struct paint *p)
{
	struct span *s = &g->rows.span;

	for (int i = 0; i < s->h && paint_room(p); i++) {
		size_t at = s->top + (size_t)i;
		int y = p->y + p->row++;
		bool focus = at == s->cur, marked;

		if (at >= s->n) {
			draw_text(y, p->x, p->w, INK_PLAIN, "");
			continue;
		}
		marked = reg_mark(g, g->rows.v[at].rec->id) < g->nmark;
		draw_text(y, p->x, MARK_COLS,
		    focus    ? INK_FOCUS
		    : marked ? INK_MARKED
			     : INK_PLAIN,
		    marked ? "*" : "");
		columns_row(&g->cols, &g->rows, &g->rows.v[at], y, p->x + MARK_COLS,
		    p->w - MARK_COLS, focus);
		if (focus && g->find_line == NULL)
			draw_cursor(y, p->x + MARK_COLS);
	}
}

static void
draw_find(struct reg *g, int y, int x, int w)
{
	const char *label = T("查找：", "Find: ");
	int lab = text_width(label), row, col;
	struct str s = { 0 };

	draw_text(y, x, w, INK_LABEL, label);
	if (w - lab < 2)
		return;
	edit_size(g->find_line, w - lab, 1);
	edit_row(g->find_line, 0, &s);
	draw_text(y, x + lab, w - lab, INK_FIELD_FOCUS, str_s(&s));
	edit_cursor(g->find_line, &row, &col);
	draw_cursor(y, x + lab + col);
	str_free(&s);
}

void
reg_draw(struct view *v, struct rect r)
{
	struct reg *g = (struct reg *)v;
	struct paint p = paint_of(r, MARGIN);
	struct str status = { 0 };
	int foot = g->find_line != NULL ? 1 : 0;

	status_line(g, &status);
	paint_line(&p, INK_DIM, str_s(&status));
	str_free(&status);
	columns_fit(&g->cols, p.w - MARK_COLS);
	if (paint_room(&p))
		columns_head(&g->cols, p.y + p.row++, p.x + MARK_COLS, p.w - MARK_COLS);
	rows_height(&g->rows, r.h - 2 - foot);
	p.h -= foot;
	if (g->rows.span.n == 0)
		draw_empty(g, &p);
	else
		draw_rows(g, &p);
	if (foot > 0)
		draw_find(g, r.y + r.h - 1, p.x, p.w);
}
