/* SPDX-License-Identifier: MIT */
/*
 * The body of a record's screen: items of one or more lines, the cursor on an item. Empty
 * fields are left out unless they are needed; children show their first rows and lead to
 * their register.
 */
#include "config.h"
#include "tui/record_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 16, LABEL_WIDE = 24, WIDE = 110, GAP = 1 };

void
body_init(struct body *d, struct bench *b)
{
	*d = (struct body){ .b = b };
}

static void
items_clear(struct body *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->item[i].text);
	d->n = 0;
	for (size_t i = 0; i < d->nchild; i++)
		rows_done(&d->child[i].rows);
	d->nchild = 0;
}

void
body_done(struct body *d)
{
	items_clear(d);
	free(d->item);
	*d = (struct body){ .b = d->b };
}

static struct item *
add(struct body *d, enum item_kind kind, char *text)
{
	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? 32 : d->cap * 2;
		d->item = xreallocarray(d->item, d->cap, sizeof(*d->item));
	}
	d->item[d->n] = (struct item){ .kind = kind, .field = -1, .text = text };
	return &d->item[d->n++];
}

static void
load_fields(struct body *d, const struct record *r)
{
	const char *group = NULL;

	for (size_t i = 0; d->form != NULL && i < d->form->nfield; i++) {
		const struct field *fd = &d->form->field[i];
		const char *g = field_group(fd);
		char *cell;

		if (g != NULL && *g != '\0')
			group = g;
		if (fd->type == FIELD_NOTE)
			continue;
		cell = bench_cell(d->b, r, fd);
		/* What only a form asks is not missing in the record. */
		if (*cell == '\0' && (!fd->required || fd->column == NULL ||
					 kind_column(r->kind, fd->column) < 0)) {
			free(cell);
			continue;
		}
		if (*cell == '\0') {
			free(cell);
			cell = xstrdup(T("（未填）", "(empty)"));
		}
		if (group != NULL)
			add(d, ITEM_GROUP, xstrdup(group));
		group = NULL;
		add(d, ITEM_FIELD, cell)->field = (int)i;
	}
}

static enum rc
load_child(
    struct body *d, const struct record *r, const struct kind_def *def, struct err *e)
{
	struct body_child *c = &d->child[d->nchild];
	const struct form *form = NULL;
	struct query q = { 0 };
	struct err none;
	enum rc rc;

	/* A kind without a form is listed by name. */
	if (bench_form(d->b, def->kind, &form, &none) != RC_OK)
		form = NULL;
	*c = (struct body_child){ .def = def };
	columns_init(&c->cols, def->kind, form, def->parent);
	rows_init(&c->rows, d->b, c->cols.col, c->cols.n);
	d->nchild++;
	if ((rc = bench_query(d->b, def->kind, &q, e)) != RC_OK)
		return rc;
	query_add_int(&q, def->parent, r->id);
	return rows_ask(&c->rows, &q, e);
}

static void
child_items(struct body *d, size_t c)
{
	struct rows *rows = &d->child[c].rows;
	char count[24];

	count_words(rows->count, rows->cap, count);
	add(d, ITEM_CHILD, xasprintf("%s  %s", tx(d->child[c].def->title), count))
	    ->child = c;
	for (size_t i = 0; i < rows->span.n && i < BODY_ROWS; i++) {
		struct item *it = add(d, ITEM_ROW, NULL);

		it->child = c;
		it->at = i;
	}
	if (rows->count > BODY_ROWS) {
		count_words(rows->count - BODY_ROWS, rows->cap - BODY_ROWS, count);
		add(d, ITEM_MORE,
		    xasprintf(
			T("还有%s条，回车全部列出", "%s more; Enter lists all"), count))
		    ->child = c;
	}
}

enum rc
body_load(struct body *d, const struct record *r, bool hidden, struct err *e)
{
	const struct kind_def *def[BODY_CHILDREN];
	size_t cur = d->cur, n;
	enum rc rc = RC_OK;

	items_clear(d);
	if (hidden) {
		add(d, ITEM_TEXT,
		    xstrdup(T(
			"此事项不在您的知悉范围内：您只能知道它存在，"
			"不能看它的内容。确因工作需要知悉的，"
			"请向承办人或保密办提出，由有权的人批准扩大知悉范围后再看。",
			"This is outside your need-to-know: you may know that it exists, "
			"not what it says. If your work needs it, "
			"ask the proposer or the secrecy office to have the circle "
			"widened.")));
		d->cur = 0;
		return RC_OK;
	}
	if ((rc = bench_form(d->b, r->kind->name, &d->form, e)) != RC_OK)
		d->form = NULL;
	load_fields(d, r);
	n = bench_children(r->kind->name, def, BODY_CHILDREN);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if (def[i]->parent != NULL && (rc = load_child(d, r, def[i], e)) == RC_OK)
			child_items(d, d->nchild - 1);
	d->cur = cur < d->n ? cur : d->n > 0 ? d->n - 1 : 0;
	return rc;
}

static bool
focusable(const struct item *it)
{
	return it->kind != ITEM_GROUP;
}

const struct item *
body_current(const struct body *d)
{
	return d->cur < d->n ? &d->item[d->cur] : NULL;
}

/* ---- layout and painting */

static int
label_cols(int w)
{
	return w >= WIDE ? LABEL_WIDE : LABEL;
}

static int
value_cols(int w)
{
	int cols = w - label_cols(w) - GAP;

	return cols > 2 ? cols : 2;
}

static void
lay(struct body *d, int w)
{
	int line = 0;

	for (size_t i = 0; i < d->n; i++) {
		struct item *it = &d->item[i];

		it->lines = 1;
		if (it->kind == ITEM_FIELD || it->kind == ITEM_TEXT) {
			struct text_lines l = { 0 };

			text_wrap(it->text, strlen(it->text),
			    it->kind == ITEM_TEXT ? w : value_cols(w), &l);
			it->lines = (int)l.n;
			text_lines_free(&l);
		}
		it->line = line;
		line += it->lines;
	}
	d->total = line;
	while (d->cur + 1 < d->n && !focusable(&d->item[d->cur]))
		d->cur++;
}

static void
draw_value(const struct item *it, enum ink ink, int row, int y, int x, int cols)
{
	struct text_lines l = { 0 };

	text_wrap(it->text, strlen(it->text), cols, &l);
	if ((size_t)row < l.n) {
		char *s = xstrndup(it->text + l.v[row].from, l.v[row].len);

		draw_text(y, x, cols, ink, s);
		free(s);
	}
	text_lines_free(&l);
}

static void
draw_field(
    struct body *d, const struct item *it, bool focus, int row, int y, int x, int w)
{
	const struct field *fd = &d->form->field[it->field];
	bool mark = fd->type == FIELD_LEVEL ||
		    (fd->column != NULL && strcmp(fd->column, "mark") == 0);
	bool opens = fd->type == FIELD_REF || fd->type == FIELD_LIST;
	int lab = label_cols(w);

	if (row == 0)
		draw_text(y, x, lab, focus ? INK_FOCUS : INK_LABEL, field_label(fd));
	draw_value(
	    it, mark ? INK_LEVEL : INK_PLAIN, row, y, x + lab + GAP, value_cols(w));
	if (focus && row == 0 && opens && text_width(it->text) + 12 < value_cols(w))
		draw_right(y, x + w - 10, 10, INK_DIM, T("回车打开", "Enter opens"));
}

static void
draw_child(struct body *d, const struct item *it, bool focus, int y, int x, int w)
{
	struct body_child *c = &d->child[it->child];

	if (it->kind == ITEM_CHILD && c->rows.count == 0) {
		int lab = text_width(tx(c->def->title));

		lab = lab > label_cols(w) ? lab : label_cols(w);
		draw_text(y, x, lab, focus ? INK_FOCUS : INK_LABEL, tx(c->def->title));
		draw_text(y, x + lab + GAP, w - lab - GAP, INK_DIM, T("无", "none"));
	} else if (it->kind == ITEM_CHILD) {
		draw_rule(y, x, w, it->text);
		if (focus)
			draw_textf(
			    y, x, text_width(it->text) + 4, INK_FOCUS, "> %s", it->text);
	} else if (it->kind == ITEM_MORE)
		draw_text(y, x + 2, w - 2, focus ? INK_FOCUS : INK_DIM, it->text);
	else {
		columns_fit(&c->cols, w - 2);
		columns_row(
		    &c->cols, &c->rows, &c->rows.v[it->at], y, x + 2, w - 2, focus);
	}
}

static void
draw_item(struct body *d, size_t i, int row, int y, int x, int w)
{
	struct item *it = &d->item[i];
	bool focus = i == d->cur;

	if (it->kind == ITEM_GROUP)
		draw_rule(y, x, w, it->text);
	else if (it->kind == ITEM_TEXT)
		draw_value(it, INK_WARN, row, y, x, w);
	else if (it->kind == ITEM_FIELD)
		draw_field(d, it, focus, row, y, x, w);
	else
		draw_child(d, it, focus, y, x, w);
}

void
body_draw(struct body *d, struct rect r)
{
	const struct item *cur;
	int cursor;

	lay(d, r.w);
	d->h = r.h;
	cur = body_current(d);
	draw_clear(r);
	if (cur == NULL) {
		draw_text(
		    r.y, r.x, r.w, INK_DIM, T("没有可显示的内容", "nothing to show"));
		draw_cursor(r.y, r.x);
		return;
	}
	d->top = lines_scroll(d->top, r.h, d->total, cur->line, cur->lines);
	/* The heading above the first item belongs to it. */
	if (d->cur > 0 && d->item[d->cur - 1].kind == ITEM_GROUP && d->top == cur->line &&
	    cur->lines < r.h)
		d->top--;
	for (size_t i = 0; i < d->n; i++)
		for (int row = 0; row < d->item[i].lines; row++) {
			int y = d->item[i].line + row - d->top;

			if (y >= 0 && y < r.h)
				draw_item(d, i, row, r.y + y, r.x, r.w);
		}
	cursor = cur->line - d->top;
	draw_cursor(r.y + (cursor > 0 ? cursor : 0),
	    r.x + (cur->kind == ITEM_ROW || cur->kind == ITEM_MORE ? 2 : 0));
}

bool
body_more_below(const struct body *d)
{
	return d->top + d->h < d->total;
}

/* ---- moving */

static bool
step(struct body *d, int by)
{
	size_t i = d->cur;

	while (by > 0 ? i + 1 < d->n : i > 0) {
		i += by > 0 ? 1 : (size_t)-1;
		if (focusable(&d->item[i])) {
			d->cur = i;
			return true;
		}
	}
	return false;
}

static void
move(struct body *d, int by)
{
	const struct item *cur = body_current(d);

	if (cur == NULL)
		return;
	/* A text taller than the window is read line by line before the cursor goes on.
	 */
	if (by > 0 && cur->lines > d->h && cur->line + cur->lines > d->top + d->h)
		d->top++;
	else if (by < 0 && cur->lines > d->h && cur->line < d->top)
		d->top--;
	else
		step(d, by);
}

static void
page(struct body *d, int by)
{
	const struct item *cur = body_current(d);
	int from = cur != NULL ? cur->line : 0;

	if (cur != NULL && cur->lines > d->h) {
		int end = cur->line + cur->lines - d->h, to = d->top + by * (d->h - 1);

		if ((by > 0 && d->top < end) || (by < 0 && d->top > cur->line)) {
			d->top = to > end ? end : to < cur->line ? cur->line : to;
			return;
		}
	}
	while (step(d, by) && abs(d->item[d->cur].line - from) < d->h - 1)
		;
}

bool
body_action(struct body *d, enum action a)
{
	if (a == ACTION_UP || a == ACTION_PREV)
		move(d, -1);
	else if (a == ACTION_DOWN || a == ACTION_NEXT)
		move(d, 1);
	else if (a == ACTION_PAGE_UP)
		page(d, -1);
	else if (a == ACTION_PAGE_DOWN)
		page(d, 1);
	else if (a == ACTION_FIRST) {
		d->cur = 0;
		d->top = 0;
	} else if (a == ACTION_LAST)
		d->cur = d->n > 0 ? d->n - 1 : 0;
	else
		return false;
	return true;
}
