/* SPDX-License-Identifier: MIT */
/*
 * A register: its rows by key, search while typing, filter by example, order, marks. The
 * line on top says what is shown and why; the cursor row is the focus.
 */
#include "config.h"
#include "tui/scr_print.h"
#include "tui/scr_register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SORT_BASE = 2, FIND_MAX = 60 };

static struct bench *
bench(const struct reg *g)
{
	return app_bench(g->v.app);
}

/* ---- asking */

static enum rc
query_of(struct reg *g, struct query *q, struct err *e)
{
	struct form_lookup look = bench_lookup(bench(g));
	int bad;
	enum rc rc;

	if ((rc = bench_query(bench(g), g->kind, q, e)) != RC_OK)
		return rc;
	if (g->parent != NULL) {
		query_add_int(q, g->parent, g->parent_id);
	}
	if (g->form != NULL)
		rc = filter_apply(&g->filter, &look, q, &bad, e);
	if (rc == RC_OK && g->find != NULL)
		rc = bench_seek(bench(g), q, g->find, e);
	if (g->sort != -1) {
		q->sort = g->sort >= 0
			      ? kind_column(q->kind, g->form->field[g->sort].column)
			      : -1;
		q->desc = g->desc;
	}
	if (rc != RC_OK)
		query_done(q);
	return rc;
}

static void
ask(struct reg *g)
{
	struct query q = { 0 };
	struct err e = { 0 };

	if (query_of(g, &q, &e) != RC_OK || rows_ask(&g->rows, &q, &e) != RC_OK)
		app_error(g->v.app, &e);
}

static void
again(struct reg *g, int64_t id)
{
	struct err e = { 0 };
	struct row *cur;

	if (rows_again(&g->rows, id, &e) != RC_OK)
		app_error(g->v.app, &e);
	cur = rows_current(&g->rows);
	if (id != 0 && (cur == NULL || cur->rec->id != id) && reg_narrowed(g))
		app_say(g->v.app, INK_WAIT,
		    T("已登记，但不符合当前筛选，所以没有列出；Esc 取消筛选",
			"recorded, but the filter hides it; Esc ends the filter"));
}

bool
reg_narrowed(const struct reg *g)
{
	return g->find != NULL || filter_any(&g->filter);
}

/* ---- marks */

size_t
reg_mark(const struct reg *g, int64_t id)
{
	size_t i = 0;

	while (i < g->nmark && g->mark[i] != id)
		i++;
	return i;
}

static void
toggle_mark(struct reg *g)
{
	struct row *row = rows_current(&g->rows);
	struct err e = { 0 };
	size_t at;
	enum rc rc;

	if (row == NULL)
		return;
	at = reg_mark(g, row->rec->id);
	if (at < g->nmark)
		g->mark[at] = g->mark[--g->nmark];
	else {
		if (g->nmark == g->cmark) {
			g->cmark = g->cmark == 0 ? 32 : g->cmark * 2;
			g->mark = xreallocarray(g->mark, g->cmark, sizeof(*g->mark));
		}
		g->mark[g->nmark++] = row->rec->id;
	}
	if (rows_action(&g->rows, ACTION_DOWN, &rc, &e) && rc != RC_OK)
		app_error(g->v.app, &e);
}

/* ---- order */

static bool
sortable(const struct reg *g, size_t i)
{
	const struct field *fd = &g->form->field[i];
	const struct kind *k = store_kind(bench_store(bench(g)), g->kind);
	int col = fd->column != NULL && k != NULL ? kind_column(k, fd->column) : -1;

	return fd->sort && col >= 0 && k->col[col].indexed;
}

static void
sort_menu(struct reg *g)
{
	size_t max = g->form != NULL ? g->form->nfield : 0, n = 0;
	struct menu_item *item = xcalloc(2 * max + 2, sizeof(*item));

	/* ids: 0 newest first, 1 oldest first, then 2 + 2 * field + descending */
	item[n++] = (struct menu_item){
		xstrdup(T("登记先后：后登记的在前", "entry: newest first")), xstrdup(""),
		'\0', true, 0
	};
	item[n++] = (struct menu_item){
		xstrdup(T("登记先后：先登记的在前", "entry: oldest first")), xstrdup(""),
		'\0', true, 1
	};
	for (size_t i = 0; i < max; i++)
		for (int desc = 0; sortable(g, i) && desc < 2; desc++)
			item[n++] = (struct menu_item){
				.label = xasprintf(T("%s：%s", "%s: %s"),
				    field_label(&g->form->field[i]),
				    desc ? T("从大到小、从晚到早", "descending")
					 : T("从小到大、从早到晚", "ascending")),
				.hint = xstrdup(""),
				.enabled = true,
				.id = SORT_BASE + 2 * (int64_t)i + desc,
			};
	g->wait = REG_SORT;
	app_push(g->v.app, menu_new(T("按什么排列？", "Order by?"), item, n, true));
}

static void
sorted(struct reg *g, int64_t id)
{
	g->sort = id >= SORT_BASE ? (int)((id - SORT_BASE) / 2) : -2;
	g->desc = id >= SORT_BASE ? (id - SORT_BASE) % 2 != 0 : id == 0;
	ask(g);
}

/* ---- search line */

static void
find_open(struct reg *g)
{
	g->find_line = edit_new(false, FIND_MAX);
	edit_set(g->find_line, g->find != NULL ? g->find : "");
}

static void
find_close(struct reg *g)
{
	edit_free(g->find_line);
	g->find_line = NULL;
}

static void
find_set(struct reg *g, const char *words)
{
	char *s = text_trim(xstrdup(words));

	if (strcmp(s, g->find != NULL ? g->find : "") == 0) {
		free(s);
		return;
	}
	free(g->find);
	g->find = *s != '\0' ? s : NULL;
	if (g->find == NULL)
		free(s);
	ask(g);
}

static bool
reg_key(struct view *v, int key)
{
	struct reg *g = (struct reg *)v;

	if (g->find_line == NULL)
		return false;
	if (key == K_ENTER)
		find_close(g);
	else if (key == K_ESC) {
		find_close(g);
		find_set(g, "");
	} else if (key == K_UP || key == K_DOWN || key == K_PGUP || key == K_PGDN ||
		   !edit_key(g->find_line, key))
		return false;
	else
		find_set(g, edit_text(g->find_line));
	return true;
}

static bool
reg_text(struct view *v, const char *s, bool paste)
{
	struct reg *g = (struct reg *)v;

	(void)paste;
	if (g->find_line == NULL)
		return false;
	edit_insert(g->find_line, s, strlen(s));
	find_set(g, edit_text(g->find_line));
	return true;
}

/* ---- keys */

static bool
act_on_row(struct reg *g, enum action a)
{
	struct row *row = rows_current(&g->rows);

	if (row == NULL) {
		app_say(g->v.app, INK_WARN,
		    T("这里没有记录；F3 新建", "there is no record here; F3 makes one"));
		return true;
	}
	if (a == ACTION_OPEN)
		app_push(g->v.app, record_new_view(g->v.app, g->kind, row->rec->id));
	else if (a == ACTION_EDIT)
		flow_edit(&g->flow, row->rec);
	else if (a == ACTION_HISTORY)
		app_push(g->v.app, historyview_new(g->v.app, g->kind, row->rec->id));
	else if (a == ACTION_PRINT)
		print_preview(g->v.app, row->rec);
	else if (g->nmark > 0)
		batch_start(&g->batch, g->mark, g->nmark, rows_level(&g->rows));
	else
		flow_acts(&g->flow, row->rec);
	return true;
}

/* Esc gives back one thing at a time: marks (not while they cannot be seen), then search
 * and filter, then the register. */
static bool
back_unmarks(const struct reg *g)
{
	return g->nmark > 0 && !(reg_narrowed(g) && g->rows.span.n == 0);
}

static void
step_back(struct reg *g)
{
	if (back_unmarks(g))
		g->nmark = 0;
	else if (reg_narrowed(g)) {
		free(g->find);
		g->find = NULL;
		filter_clear(&g->filter);
		ask(g);
	} else
		app_pop(g->v.app, RESULT_CANCEL, 0);
}

static bool
reg_action(struct view *v, enum action a)
{
	struct reg *g = (struct reg *)v;
	struct err e = { 0 };
	enum rc rc;

	if (rows_action(&g->rows, a, &rc, &e)) {
		if (rc != RC_OK)
			app_error(v->app, &e);
		return true;
	}
	switch ((int)a) {
	case ACTION_OPEN:
	case ACTION_EDIT:
	case ACTION_HISTORY:
	case ACTION_PRINT:
	case ACTION_ACTS:
		return act_on_row(g, a);
	case ACTION_NEW:
		flow_new(&g->flow, g->kind, g->parent, g->parent_id);
		return true;
	case ACTION_FIND:
		if (g->find_line == NULL)
			find_open(g);
		return true;
	case ACTION_QBE:
		if (g->form == NULL)
			return false;
		g->wait = REG_FILTER;
		app_push(v->app, filterview_new(v->app, g->kind, &g->filter));
		return true;
	case ACTION_SORT:
		sort_menu(g);
		return true;
	case ACTION_MARK:
		toggle_mark(g);
		return true;
	case ACTION_BACK:
		step_back(g);
		return true;
	default:
		return false;
	}
}

static void
reg_back(struct view *v, int result, int64_t id)
{
	struct reg *g = (struct reg *)v;
	int w = (int)g->wait;
	bool ran;

	g->wait = REG_IDLE;
	if (flow_back(&g->flow, result, id))
		return;
	if (batch_back(&g->batch, result, id, &ran)) {
		if (ran) {
			g->nmark = 0;
			again(g, 0);
		}
		return;
	}
	if (w == REG_SORT && result == RESULT_DONE)
		sorted(g, id);
	else if (w == REG_FILTER && result == RESULT_DONE)
		ask(g);
	else if (w == REG_IDLE)
		again(g, result == RESULT_DONE && g->flow.begun != NULL &&
				 strcmp(g->flow.begun->kind, g->kind) == 0
			     ? id
			     : 0);
}

static void
reg_bar(struct view *v, struct keybar *bar)
{
	struct reg *g = (struct reg *)v;
	bool any = g->rows.span.n > 0, narrowed = reg_narrowed(g);

	if (any) {
		keybar_add(bar, ACTION_OPEN, NULL);
		keybar_add(bar, ACTION_ACTS,
		    g->nmark > 0 ? T("一并办理", "act on marked") : NULL);
	}
	keybar_add(bar, ACTION_NEW, NULL);
	keybar_add(bar, ACTION_FIND, NULL);
	if (g->form != NULL)
		keybar_add(bar, ACTION_QBE, NULL);
	keybar_add(bar, ACTION_SORT, NULL);
	if (any)
		keybar_add(bar, ACTION_MARK, NULL);
	keybar_add(bar, ACTION_BACK,
	    back_unmarks(g) ? T("取消标记", "unmark")
	    : narrowed	    ? T("取消筛选", "end filter")
			    : NULL);
	if (any) {
		keybar_add(bar, ACTION_EDIT, NULL);
		keybar_add(bar, ACTION_HISTORY, NULL);
		keybar_add(bar, ACTION_PRINT, NULL);
	}
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
reg_help(struct view *v, struct str *out)
{
	struct reg *g = (struct reg *)v;
	const struct kind_def *k = kind_def(g->kind);

	if (k != NULL)
		str_addf(out, "%s\n%s\n\n", tx(k->title), tx(k->purpose));
	str_add(out, T("怎样用\n"
		       "上下键移动，回车打开一条记录，F9 "
		       "办理（送审、批准、借出等，不能办的说明原因）,F3 新建。\n"
		       "/ 查找：边键入边缩小范围，回车保留，Esc 取消。F6 "
		       "筛选：在表单上填例子。F2 排序。\n"
		       "空格标记多条，再按 F9 一并办理（只限不须填表的事项）。\n"
		       "Esc 依次取消标记、取消筛选、返回。窗口越宽，列越多。\n",
			 "How to use it\n"
			 "Up and Down move, Enter opens a record, F9 acts on it (what "
			 "may not be done says why), F3 makes a new one.\n"
			 "/ searches as you type: Enter keeps the result, Esc ends it. "
			 "F6 filters by example on the form. F2 orders.\n"
			 "Space marks several; F9 then acts on all of them (acts that "
			 "ask no form).\n"
			 "Esc takes back marks, then the filter, then goes back. A wider "
			 "window shows more columns.\n"));
}

static enum level
reg_level(struct view *v)
{
	return rows_level(&((struct reg *)v)->rows);
}

static void
reg_free(struct view *v)
{
	struct reg *g = (struct reg *)v;

	rows_done(&g->rows);
	filter_done(&g->filter);
	flow_done(&g->flow);
	batch_done(&g->batch);
	edit_free(g->find_line);
	free(g->find);
	free(g->mark);
	free(g->kind);
	free(g->parent);
	free(g->parent_label);
	free(g);
}

static const struct view_ops reg_ops = {
	.name = "register",
	.title = reg_title,
	.draw = reg_draw,
	.action = reg_action,
	.text = reg_text,
	.key = reg_key,
	.bar = reg_bar,
	.help = reg_help,
	.back = reg_back,
	.level = reg_level,
	.free = reg_free,
};

struct view *
register_new(struct app *a, const char *kind, const char *parent, int64_t parent_id)
{
	struct reg *g = xcalloc(1, sizeof(*g));
	const struct kind *k = store_kind(bench_store(app_bench(a)), kind);
	struct err e = { 0 };
	int col = k != NULL && parent != NULL ? kind_column(k, parent) : -1;

	g->v.ops = &reg_ops;
	g->v.app = a;
	g->kind = xstrdup(kind);
	g->sort = -1;
	if (parent != NULL) {
		g->parent = xstrdup(parent);
		g->parent_id = parent_id;
		if (col >= 0 && k->col[col].ref != NULL)
			g->parent_label =
			    bench_label(app_bench(a), k->col[col].ref, parent_id);
	}
	if (bench_form(app_bench(a), kind, &g->form, &e) != RC_OK) {
		g->form = NULL;
		app_error(a, &e);
	}
	filter_init(&g->filter, g->form);
	flow_init(&g->flow, &g->v);
	batch_init(&g->batch, &g->v, g->kind);
	columns_init(&g->cols, kind, g->form, parent);
	rows_init(&g->rows, bench(g), g->cols.col, g->cols.n);
	ask(g);
	return &g->v;
}
