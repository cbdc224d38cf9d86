/* SPDX-License-Identifier: MIT */
/*
 * The entry form as search form: each field takes an example. Row 0 is the state, the
 * others are the form's fields.
 */
#include "config.h"
#include "tui/choose.h"
#include "tui/filter.h"
#include "tui/layout.h"
#include "tui/edit.h"
#include "tui/pick.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL = 16, EXPR_MAX = 200, CHOICES_MAX = 500, LIVE_MAX = 20, FOOT = 4 };

struct filterview {
	struct view v;
	char *kind;	       /* owned */
	struct filter *target; /* borrowed: the register's, below this view */
	struct filter f;       /* being edited */
	struct form_state *st; /* owned: only for its completion */
	int *row;	       /* owned: field of each row, -1 the state */
	struct span span;
	struct edit *ed;
	struct pick pick;
	struct form_options opt;
};

static const struct field *
field_at(const struct filterview *fv, size_t row)
{
	return fv->row[row] < 0 ? NULL : &fv->f.form->field[fv->row[row]];
}

static char **
expr_at(struct filterview *fv, size_t row)
{
	return fv->row[row] < 0 ? &fv->f.state : &fv->f.expr[fv->row[row]];
}

static const char *
label_at(const struct filterview *fv, size_t row)
{
	const struct field *fd = field_at(fv, row);

	return fd != NULL ? field_label(fd) : T("状态", "State");
}

static bool
chosen_from(const struct field *fd)
{
	return fd == NULL || pick_offers(fd->type);
}

static void
load(struct filterview *fv)
{
	char *s = *expr_at(fv, fv->span.cur);

	pick_close(&fv->pick);
	edit_set(fv->ed, s != NULL ? s : "");
}

static void
keep(struct filterview *fv)
{
	char **s = expr_at(fv, fv->span.cur);
	char *typed = text_trim(xstrdup(edit_text(fv->ed)));

	free(*s);
	*s = *typed != '\0' ? typed : NULL;
	if (*s == NULL)
		free(typed);
}

static void
go(struct filterview *fv, long by)
{
	keep(fv);
	span_move(&fv->span, by);
	load(fv);
}

/* ---- what could be meant */

static void
state_options(const struct filterview *fv, const char *word, struct form_options *out)
{
	const struct state_def *def[32];
	size_t n = state_list(fv->kind, def, ARRAY_LEN(def));

	for (size_t i = 0; i < n; i++)
		if (text_contains_fold(tx(def[i]->title), word))
			form_options_add(out, def[i]->state, tx(def[i]->title), NULL);
}

static void
options(
    const struct filterview *fv, const char *word, size_t limit, struct form_options *out)
{
	const struct field *fd = field_at(fv, fv->span.cur);

	if (fd == NULL)
		state_options(fv, word, out);
	else
		form_complete_some(
		    fv->st, (size_t)fv->row[fv->span.cur], word, limit, out);
}

static void
complete(struct filterview *fv)
{
	const char *typed = edit_text(fv->ed);
	const char *word = typed + filter_last(typed);

	pick_close(&fv->pick);
	if (!chosen_from(field_at(fv, fv->span.cur)) || *word == '\0')
		return;
	options(fv, word, LIVE_MAX, &fv->pick.opt);
	fv->pick.span.n = fv->pick.opt.n;
	fv->pick.open = true;
}

static void
take(struct filterview *fv, const char *label)
{
	const char *typed = edit_text(fv->ed);
	char *s = xasprintf("%.*s%s", (int)filter_last(typed), typed, label);

	pick_close(&fv->pick);
	edit_set(fv->ed, s);
	keep(fv);
	free(s);
}

static void
find_choices(void *ctx, const char *typed)
{
	struct filterview *fv = ctx;

	form_options_free(&fv->opt);
	if (chosen_from(field_at(fv, fv->span.cur)))
		options(fv, typed, CHOICES_MAX, &fv->opt);
}

static void
choose(struct filterview *fv)
{
	struct choice_list list = { .ctx = fv, .find = find_choices, .opt = &fv->opt };

	find_choices(fv, "");
	if (fv->opt.n == 0) {
		app_say(fv->v.app, INK_DIM,
		    T("此项直接键入，如 a*、>2、2026-01..2026-03",
			"type here, for example a*, >2, 2026-01..2026-03"));
		return;
	}
	pick_close(&fv->pick);
	app_push(fv->v.app, choose_new(label_at(fv, fv->span.cur), &list));
}

static void
filter_back(struct view *v, int result, int64_t id)
{
	struct filterview *fv = (struct filterview *)v;

	if (result == RESULT_DONE && id >= 0 && (size_t)id < fv->opt.n)
		take(fv, fv->opt.v[id].label);
	form_options_free(&fv->opt);
}

static void
apply(struct filterview *fv)
{
	struct form_lookup look = bench_lookup(app_bench(fv->v.app));
	struct query q;
	struct err e = { 0 };
	int bad = -1;
	enum rc rc;

	keep(fv);
	if ((rc = bench_query(app_bench(fv->v.app), fv->kind, &q, &e)) == RC_OK) {
		rc = filter_apply(&fv->f, &look, &q, &bad, &e);
		query_done(&q);
	}
	if (rc != RC_OK) {
		for (size_t i = 0; i < fv->span.n; i++)
			if (fv->row[i] == bad)
				fv->span.cur = i;
		load(fv);
		app_error(fv->v.app, &e);
		return;
	}
	filter_done(fv->target);
	filter_copy(fv->target, &fv->f);
	app_pop(fv->v.app, RESULT_DONE, 0);
}

/* ---- painting and keys */

static void
filter_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("筛选", "filter"));
}

static const char *
example(const struct field *fd)
{
	static const struct text2 by_type[FIELD_TYPE_COUNT] = {
		[FIELD_TEXT] = { "例：考试（含有）  =全文  甲*  !乙*  !（已填）  "
				 "=（未填）",
		    "e.g. exam (contains), =whole, a*, !b*, ! (filled), = (empty)" },
		[FIELD_AREA] = { "例：考试（含有）  !（已填）  =（未填）",
		    "e.g. exam (contains), ! (filled), = (empty)" },
		[FIELD_DATE] = { "例：2026-03  2026-01-01..2026-03-31  >今天  =（未填）",
		    "e.g. 2026-03, 2026-01-01..2026-03-31, >today, = (empty)" },
		[FIELD_MOMENT] = { "例：2026-03  2026-01-01..2026-03-31",
		    "e.g. 2026-03, 2026-01-01..2026-03-31" },
		[FIELD_LEVEL] = { "例：机密  秘密|机密  >秘密",
		    "e.g. 机密, 秘密|机密, >秘密" },
		[FIELD_NUMBER] = { "例：3  >2  1..5", "e.g. 3, >2, 1..5" },
		[FIELD_PERIOD] = { "例：10年  条件*  长期", "e.g. 10年, 条件*, 长期" },
		[FIELD_REF] = { "例：张三  张三|李四  !张三；键入即列出",
		    "e.g. a name, one|another, !name; typing lists" },
		[FIELD_CHOICE] = { "例：甲  甲|乙  !甲；键入即列出，F5 列出全部",
		    "e.g. one, one|another, !one; F5 lists all" },
		[FIELD_YESNO] = { "例：是  否", "e.g. yes, no" },
		[FIELD_SCOPE] = { "例：SL-01（含有）  *", "e.g. SL-01 (contains), *" },
	};

	if (fd == NULL)
		return T("例：在密期  甲|乙  !甲；键入即列出，F5 列出全部",
		    "e.g. a state, one|another, !one; F5 lists all");
	if (fd->type == FIELD_SCOPE && fd->ref != NULL)
		return T("例：DR05（含有）  *", "e.g. DR05 (contains), *");
	return by_type[fd->type].zh != NULL ? tx(by_type[fd->type]) : "";
}

static void
draw_row(struct filterview *fv, size_t i, int y, int x, int w)
{
	int cols = w - LABEL - 1 > 40 ? 40 : w - LABEL - 1;
	const char *s = *expr_at(fv, i);
	struct str row = { 0 };
	int r, c;

	draw_text(y, x, LABEL, INK_LABEL, label_at(fv, i));
	if (cols < 2)
		return;
	if (i != fv->span.cur) {
		draw_text(y, x + LABEL + 1, cols, INK_FIELD, s != NULL ? s : "");
		return;
	}
	edit_size(fv->ed, cols, 1);
	edit_row(fv->ed, 0, &row);
	draw_text(y, x + LABEL + 1, cols, INK_FIELD_FOCUS, str_s(&row));
	edit_cursor(fv->ed, &r, &c);
	if (!fv->pick.moved)
		draw_cursor(y, x + LABEL + 1 + c);
	str_free(&row);
}

static void
filter_draw(struct view *v, struct rect r)
{
	struct filterview *fv = (struct filterview *)v;
	struct paint p = paint_of(r, 1);
	struct str told = { 0 };
	int cur_y = -1;

	paint_line(&p, INK_DIM,
	    T("每项可填一个例子，各项同时满足；空着的不限。F2 查找。",
		"Each field takes an example; empty ones do not matter. F2 finds."));
	fv->span.h = r.h - FOOT > 1 ? r.h - FOOT : 1;
	span_fit(&fv->span);
	for (size_t i = 0; i < fv->span.n; i++) {
		if (!span_shows(&fv->span, i))
			continue;
		if (i == fv->span.cur)
			cur_y = p.y + p.row;
		draw_row(fv, i, p.y + p.row++, p.x, p.w);
	}
	p.row = 1 + fv->span.h;
	paint_rule(&p, fv->span.top + (size_t)fv->span.h < fv->span.n
			   ? T("更多字段在下方", "more below")
			   : NULL);
	if (fv->pick.open && cur_y >= 0)
		pick_draw(&fv->pick, (struct rect){ r.y + 1, p.x, fv->span.h, p.w },
		    cur_y, p.x + LABEL + 1);
	/* what Enter would take from the list, where that had to cut it */
	pick_tell(&fv->pick, &told);
	paint_wrapped(&p, INK_PLAIN,
	    told.len > 0 ? str_s(&told) : example(field_at(fv, fv->span.cur)), 2, true);
	str_free(&told);
}

static bool
filter_key(struct view *v, int key)
{
	struct filterview *fv = (struct filterview *)v;
	const struct form_option *o = pick_current(&fv->pick);

	if (pick_key(&fv->pick, key))
		return true;
	if (key == K_ESC && fv->pick.open) {
		pick_close(&fv->pick);
		return true;
	}
	if (key == K_ENTER && o != NULL) {
		take(fv, o->label);
		return true;
	}
	if (key == K_ENTER || key == K_TAB || key == K_DOWN)
		go(fv, fv->span.cur + 1 < fv->span.n ? 1 : -(long)fv->span.n);
	else if (key == K_BACKTAB || key == K_UP)
		go(fv, fv->span.cur > 0 ? -1 : (long)fv->span.n);
	else if (key == K_PGUP || key == K_PGDN)
		go(fv, key == K_PGDN ? fv->span.h : -fv->span.h);
	else if (edit_key(fv->ed, key)) {
		if (fv->pick.open)
			complete(fv);
	} else
		return false;
	return true;
}

static bool
filter_text(struct view *v, const char *s, bool paste)
{
	struct filterview *fv = (struct filterview *)v;

	(void)paste;
	edit_insert(fv->ed, s, strlen(s));
	complete(fv);
	return true;
}

static bool
filter_action(struct view *v, enum action a)
{
	struct filterview *fv = (struct filterview *)v;

	if (a == ACTION_SAVE)
		apply(fv);
	else if (a == ACTION_COMPLETE)
		choose(fv);
	else if (a == ACTION_QBE) {
		filter_clear(&fv->f);
		load(fv);
	} else if (a == ACTION_BACK)
		app_pop(v->app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static void
filter_bar(struct view *v, struct keybar *bar)
{
	(void)v;
	keybar_add(bar, ACTION_SAVE, T("查找", "find"));
	keybar_add(bar, ACTION_NEXT, NULL);
	keybar_add(bar, ACTION_COMPLETE, T("列出", "list"));
	keybar_add(bar, ACTION_QBE, T("清空", "clear"));
	keybar_add(bar, ACTION_BACK, T("不筛选", "cancel"));
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
filter_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(
	    out, T("筛选：照着例子查找\n"
		   "登记用的表单就是查找用的表单。每项可填一个例子，各项同时满足。\n\n"
		   "  机密            就是它（文字项：含有）\n"
		   "  =全文           文字项：整个等于\n"
		   "  甲*  *甲*       以甲开头；含有甲\n"
		   "  !甲             不是甲\n"
		   "  甲|乙           甲或乙\n"
		   "  a..b            从 a 到 b，一头可空着\n"
		   "  > >= < <=       大于、不小于、小于、不大于\n"
		   "  =               未填\n"
		   "  !               已填\n\n"
		   "日期可写 2026、2026-03、今天、-7。人员、部门写名称的一部分即可。\n"
		   "F2 查找，F6 清空，Esc 不改动筛选。\n",
		     "Filter: find by example\n"
		     "The entry form is the search form. Each field takes an example; "
		     "all of them must hold.\n\n"
		     "  word            is it (text: contains it)\n"
		     "  =whole text     text: equals\n"
		     "  a*  *a*         begins with a; contains a\n"
		     "  !a              is not a\n"
		     "  a|b             a or b\n"
		     "  a..b            from a to b; one end may be left out\n"
		     "  > >= < <=       comparisons\n"
		     "  =               empty\n"
		     "  !               filled\n\n"
		     "Days may be 2026, 2026-03, today, -7. Of people and departments a "
		     "part of the name is enough.\n"
		     "F2 finds, F6 clears, Esc leaves the filter as it was.\n"));
}

static void
filter_free(struct view *v)
{
	struct filterview *fv = (struct filterview *)v;

	pick_close(&fv->pick);
	form_options_free(&fv->opt);
	edit_free(fv->ed);
	form_state_free(fv->st);
	filter_done(&fv->f);
	free(fv->row);
	free(fv->kind);
	free(fv);
}

static const struct view_ops filter_ops = {
	.name = "filter",
	.title = filter_title,
	.draw = filter_draw,
	.action = filter_action,
	.text = filter_text,
	.key = filter_key,
	.bar = filter_bar,
	.help = filter_help,
	.back = filter_back,
	.free = filter_free,
};

struct view *
filterview_new(struct app *a, const char *kind, struct filter *f)
{
	struct filterview *fv = xcalloc(1, sizeof(*fv));
	struct form_lookup look = bench_lookup(app_bench(a));

	fv->v.ops = &filter_ops;
	fv->v.app = a;
	fv->kind = xstrdup(kind);
	fv->target = f;
	filter_copy(&fv->f, f);
	fv->st = form_state_new(f->form, &look);
	fv->row = xcalloc(f->form->nfield + 1, sizeof(*fv->row));
	fv->row[fv->span.n++] = -1;
	for (size_t i = 0; i < f->form->nfield; i++)
		if (filter_field(&f->form->field[i]))
			fv->row[fv->span.n++] = (int)i;
	fv->ed = edit_new(false, EXPR_MAX);
	load(fv);
	return &fv->v;
}
