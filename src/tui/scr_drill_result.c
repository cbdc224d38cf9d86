/* SPDX-License-Identifier: MIT */
/*
 * The result of a drill, explained after success as after failure: score by part, what
 * was expected and whether it was met, errors, one's own path beside the model's, what to
 * train next. Enter on a line with a rule shows the rule and its article.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/layout.h"
#include "tui/scr_print.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, BAR_W = 24, SIGN = 2 /* "= " before a step of the path */ };

/* Something to be read, several lines high: a lead, and text wrapped beside it; or a
 * heading, or a bar, or two columns. */
enum shape { SHAPE_TEXT, SHAPE_HEAD, SHAPE_BAR, SHAPE_PAIR };
struct entry {
	enum shape shape;
	enum ink ink;	   /* of the lead */
	char *lead, *text; /* owned; of a pair the left and the right column */
	const char *rule;  /* borrowed, "" none */
	int done, total;   /* of a bar */
};
struct resultview {
	struct view v;
	struct drill_run *run; /* owned */
	struct verdict verdict;
	struct drill_info info;
	char *next; /* owned: the drill to do next, NULL none */
	struct entry *entry;
	struct span span;
	int top, lead_w;
	bool more; /* there is more below what is shown */
	int turn;  /* a page was turned, on or back: what is new stands at its edge */
};

static struct entry *
add(struct resultview *rv, enum shape shape, enum ink ink, char *lead, char *text)
{
	struct entry *e;

	rv->entry = xreallocarray(rv->entry, rv->span.n + 1, sizeof(*rv->entry));
	e = &rv->entry[rv->span.n++];
	*e = (struct entry){ shape, ink, lead, text, "", 0, 0 };
	return e;
}

static void
head(struct resultview *rv, const char *title)
{
	add(rv, SHAPE_HEAD, INK_PLAIN, xstrdup(""), xstrdup(title));
}

/* ---- what is told */

static bool
passed(const struct resultview *rv)
{
	return rv->verdict.score >= rv->info.pass &&
	       drill_ended(rv->run) != DRILL_GIVEN_UP;
}

static void
tell_score(struct resultview *rv, bool recorded)
{
	const struct verdict *v = &rv->verdict;
	const char *word = drill_ended(rv->run) == DRILL_GIVEN_UP ? T("放弃", "GIVEN UP")
			   : passed(rv)				  ? T("通过", "PASSED")
					: T("未通过", "FAILED");
	struct str s = { 0 };

	add(rv, SHAPE_TEXT, INK_BANNER, xasprintf(" %s ", drill_banner(rv->run)),
	    xasprintf("  %s", rv->info.title));
	str_addf(&s, T("  %d分（满分100，%d分通过），", "  %d of 100 points (%d pass), "),
	    v->score, rv->info.pass);
	if (v->seconds < 60)
		str_add(&s, T("用时不到1分钟", "less than a minute"));
	else
		str_addf(&s, T("用时%d分钟", "time: %d min"), v->seconds / 60);
	if (v->hints > 0)
		str_addf(&s, T("，看了%d条提示", ", hints: %d"), v->hints);
	add(rv, SHAPE_TEXT, passed(rv) ? INK_GOOD : INK_BLOCK, xasprintf(" %s ", word),
	    str_take(&s));
	if (!v->complete)
		add(rv, SHAPE_TEXT, INK_PLAIN, xstrdup(""),
		    xstrdup(T("关键的要求没有达到，所以不能通过。",
			"A decisive expectation is not met, so it cannot pass.")));
	if (!recorded)
		add(rv, SHAPE_TEXT, INK_WARN, xstrdup(""),
		    xstrdup(T("成绩没有记入真实库。", "The result was not recorded.")));
	for (enum drill_part p = 0; p < DRILL_PARTS; p++)
		if (v->of[p] > 0) {
			struct entry *e = add(rv, SHAPE_BAR, INK_PLAIN,
			    xstrdup(tx(drill_part_title(p))), xstrdup(""));

			e->done = v->part[p];
			e->total = v->of[p];
		}
}

static void
tell_expected(struct resultview *rv)
{
	head(rv, T("各项要求", "What was expected"));
	for (size_t i = 0; i < rv->verdict.nline; i++) {
		const struct verdict_line *l = &rv->verdict.line[i];
		struct str lead = { 0 }, said = { 0 };
		struct entry *e;

		str_add(&said, l->text);
		if (l->hints > 0)
			str_addf(&said, T("（提示扣%d分）", " (hints: -%d)"), l->hints);
		if (*l->rule != '\0')
			str_addf(&said, "  %s", l->rule);
		text_pad(&lead, l->met ? T("达到", "met") : T("未达到", "NOT MET"), 7);
		str_addf(&lead, "%2d/%-2d ", l->points, l->of);
		e = add(rv, SHAPE_TEXT, l->met ? INK_GOOD : INK_BLOCK, str_take(&lead),
		    str_take(&said));
		e->rule = l->rule;
	}
}

static void
tell_errors(struct resultview *rv)
{
	head(rv, T("错在哪里", "Errors"));
	if (rv->verdict.nerror == 0)
		add(rv, SHAPE_TEXT, INK_GOOD, xstrdup(""),
		    xstrdup(T("没有典型错误。", "None of the classic errors.")));
	for (size_t i = 0; i < rv->verdict.nerror; i++) {
		const struct verdict_error *x = &rv->verdict.error[i];
		const char *type = tx(drill_error_info(x->type)->title);
		char *lead = xasprintf("%s ", type);
		struct entry *e;

		if (x->count > 1) {
			free(lead);
			lead = xasprintf(T("%s %d次 ", "%s x%d "), type, x->count);
		}
		e = add(rv, SHAPE_TEXT, INK_WARN, lead,
		    xasprintf("%s%s%s", x->text, *x->rule != '\0' ? "  " : "", x->rule));
		e->rule = x->rule;
	}
}

static void
tell_questions(struct resultview *rv)
{
	size_t n = drill_questions(rv->run);

	if (n > 0)
		head(rv, T("题目", "Questions"));
	for (size_t i = 0; i < n; i++) {
		struct question_told told = drill_question_told(rv->run, i);
		struct str lead = { 0 };
		struct entry *e;

		text_pad(
		    &lead, told.right ? T("答对", "right") : T("未答对", "WRONG"), 7);
		e = add(rv, SHAPE_TEXT, told.right ? INK_GOOD : INK_BLOCK,
		    str_take(&lead),
		    xasprintf("%s %s%s%s", drill_question(rv->run, i).text, told.explain,
			*told.rule != '\0' ? "  " : "", told.rule));
		e->rule = told.rule;
	}
}

static void
tell_path(struct resultview *rv)
{
	head(rv, T("您的办法与应当的办法", "Your path beside the model path"));
	add(rv, SHAPE_PAIR, INK_TITLE, xasprintf("  %s", T("您", "yours")),
	    xstrdup(T("应当", "model")));
	for (size_t i = 0; i < rv->verdict.npath; i++) {
		const struct path_line *l = &rv->verdict.path[i];

		add(rv, SHAPE_PAIR, INK_PLAIN,
		    xasprintf("%s%s", l->same ? "= " : "  ", l->yours),
		    xstrdup(l->model));
	}
}

/* The first one after this that is not passed yet. */
static void
find_next(struct resultview *rv, struct str *title)
{
	struct bench *b = app_bench(rv->v.app);
	struct drill_list all = { 0 };
	struct err e = { 0 };
	size_t at = 0;

	if (drill_list(b, &all, NULL, &e) != RC_OK)
		return;
	while (at < all.n && strcmp(scenario_info(all.v[at]).id, rv->info.id) != 0)
		at++;
	for (size_t i = 1; i < all.n && !rv->next; i++) {
		struct drill_info info = scenario_info(all.v[(at + i) % all.n]);
		struct drill_standing st = { 0 };

		if (drill_standing(b, info.id, &st, &e) == RC_OK && !st.passed) {
			rv->next = xstrdup(info.id);
			str_addf(title, "%s %s", info.id, info.title);
		}
	}
	drill_list_free(&all);
}

static void
tell_next(struct resultview *rv)
{
	struct str s = { 0 }, title = { 0 };

	head(rv, T("接着练什么", "What to train next"));
	for (size_t i = 0; i < rv->verdict.nerror; i++)
		str_addf(&s, "%s%s", s.len > 0 ? T("、", ", ") : T("着重练：", "Mind: "),
		    tx(drill_error_info(rv->verdict.error[i].type)->title));
	if (s.len > 0)
		str_add(&s, T("。", ". "));
	if (!passed(rv))
		str_add(&s, T("F2 换一种情形再做一次。", "F2: again, another variant. "));
	find_next(rv, &title);
	if (rv->next)
		str_addf(
		    &s, T("F3 做下一个：%s。", "F3: the next one, %s."), str_s(&title));
	add(rv, SHAPE_TEXT, INK_PLAIN, xstrdup(""), str_take(&s));
	str_free(&title);
}

/* ---- painting */

static void
result_title(struct view *v, struct str *out)
{
	struct resultview *rv = (struct resultview *)v;

	str_addf(out, T("演练结果 %s", "result of drill %s"), rv->info.id);
}

static int
text_cols(const struct entry *e, int w)
{
	int lead = text_width(e->lead);

	return w - lead > 10 ? w - lead : 10;
}

static int
half(int w)
{
	return (w - GAP) / 2;
}

static int
lines_of(const char *s, int w)
{
	struct text_lines l = { 0 };
	int n;

	text_wrap(s, strlen(s), w, &l);
	n = (int)l.n;
	text_lines_free(&l);
	return n;
}

static int
height_of(const struct entry *e, int w)
{
	int left, right;

	if (e->shape == SHAPE_TEXT)
		return lines_of(e->text, text_cols(e, w));
	if (e->shape != SHAPE_PAIR)
		return 1;
	left = lines_of(e->lead + SIGN, half(w) - SIGN);
	right = lines_of(e->text, half(w));
	return left > right ? left : right;
}

/* Line number `at` of a text wrapped to w columns; owned, "" beyond its end. */
static char *
line_at(const char *s, int w, int at)
{
	struct text_lines l = { 0 };
	char *out;

	text_wrap(s, strlen(s), w, &l);
	out = (size_t)at < l.n ? xstrndup(s + l.v[at].from, l.v[at].len) : xstrdup("");
	text_lines_free(&l);
	return out;
}

static void
draw_text_line(const struct entry *e, bool focus, int at, int y, int x, int w)
{
	int lead = text_width(e->lead);
	char *s = line_at(e->text, text_cols(e, w), at);

	draw_text(y, x, lead, e->ink, at == 0 ? e->lead : "");
	draw_text(y, x + lead, w - lead, focus ? INK_FOCUS : INK_PLAIN, s);
	free(s);
}

static void
draw_pair_line(const struct entry *e, bool focus, int at, int y, int x, int w)
{
	enum ink ink = focus ? INK_FOCUS : e->ink;
	char *left = line_at(e->lead + SIGN, half(w) - SIGN, at),
	     *right = line_at(e->text, half(w), at);

	draw_text(y, x, w, ink, "");
	draw_text(y, x, SIGN, ink, at == 0 && *e->lead == '=' ? "=" : "");
	draw_text(y, x + SIGN, half(w) - SIGN, ink, left);
	draw_text(y, x + half(w) + GAP, w - half(w) - GAP, ink, right);
	free(left);
	free(right);
}

static void
draw_entry(const struct resultview *rv, const struct entry *e, bool focus, int skip,
    struct paint *p)
{
	int h = height_of(e, p->w);

	for (int at = skip; at < h && paint_room(p); at++) {
		int y = p->y + p->row++;

		if (focus && at == skip)
			draw_cursor(y, p->x);
		if (e->shape == SHAPE_HEAD) {
			draw_rule(y, p->x, p->w, e->text);
		} else if (e->shape == SHAPE_BAR) {
			draw_text(
			    y, p->x, rv->lead_w, focus ? INK_FOCUS : INK_PLAIN, e->lead);
			draw_bar(y, p->x + rv->lead_w + GAP, BAR_W, e->done, e->total);
		} else if (e->shape == SHAPE_PAIR) {
			draw_pair_line(e, focus, at, y, p->x, p->w);
		} else {
			draw_text_line(e, focus, at, y, p->x, p->w);
		}
	}
}

static void
result_draw(struct view *v, struct rect r)
{
	struct resultview *rv = (struct resultview *)v;
	struct paint p = paint_of(r, 1);
	int total = 0, first = 0, own = 1, line = 0;

	for (size_t i = 0; i < rv->span.n; i++) {
		int h = height_of(&rv->entry[i], p.w);

		if (i == rv->span.cur) {
			first = total;
			own = h;
		}
		total += h;
	}
	if (rv->turn != 0)
		rv->top = rv->turn > 0	      ? first
			  : first + own > r.h ? first + own - r.h
					      : 0;
	rv->turn = 0;
	rv->span.h = 0;
	rv->top = paint_scroll(&p, rv->top, total, first, own, &rv->more);
	for (size_t i = 0; i < rv->span.n && paint_room(&p); i++) {
		int h = height_of(&rv->entry[i], p.w), skip = rv->top - line;

		if (line + h > rv->top) {
			draw_entry(rv, &rv->entry[i], i == rv->span.cur,
			    skip > 0 ? skip : 0, &p);
			rv->span.h++;
		}
		line += h;
	}
}

/* ---- keys */

char *
drill_rule_text(const char *id)
{
	const struct rule *r = law_rule(id);
	struct strs said = { 0 };
	struct str s = { 0 };

	if (!r)
		return NULL;
	str_addf(&s, "%s %s\n\n", r->id, tx(r->title));
	str_addf(&s, T("依据：%s\n", "Source: %s\n"), r->source);
	str_addf(&s, T("性质：%s\n", "Origin: %s\n"), tx(origin_title(r->origin)));
	str_addf(&s, T("程度：%s\n", "Severity: %s\n"), tx(severity_title(r->severity)));
	law_rule_notes(r, &said);
	for (size_t i = 0; i < said.n; i++)
		str_addf(&s, T("说明：%s\n", "Note: %s\n"), said.v[i]);
	strs_free(&said);
	return str_take(&s);
}

static void
show_rule(struct resultview *rv)
{
	const struct entry *e = &rv->entry[rv->span.cur];
	char *text = *e->rule != '\0' ? drill_rule_text(e->rule) : NULL;

	if (text)
		app_push(rv->v.app, pager_new("rule", e->rule, text, LEVEL_NONE));
	else
		app_say(rv->v.app, INK_WARN,
		    T("这一行没有写明规则；移到行末有 R 编号的行再按回车",
			"no rule on this line; Enter on a line that ends with an R "
			"number shows it"));
	free(text);
}

static void
preview(struct resultview *rv)
{
	char *text = verdict_text(rv->run, &rv->verdict);
	char *title = xasprintf(
		 T("打印预览 演练 %s", "Print preview, drill %s"), drill_name(rv->run)),
	     *name;

	name = xasprintf("drill-%s", rv->info.id);
	print_text(rv->v.app, title, text, NULL, LEVEL_NONE, name);
	free(name);
	free(title);
	free(text);
}

static void
next_drill(struct resultview *rv)
{
	struct view *b = drill_brief_new(rv->v.app, rv->next);

	if (!b)
		return;
	app_pop(rv->v.app, RESULT_DONE, 0);
	stack_push(rv->v.app, b, rv->v.below);
}

static bool
result_action(struct view *v, enum action a)
{
	struct resultview *rv = (struct resultview *)v;

	if (span_action(&rv->span, a)) {
		rv->turn = (a == ACTION_PAGE_DOWN) - (a == ACTION_PAGE_UP);
		return true;
	}
	if (a == ACTION_OPEN)
		show_rule(rv);
	else if (a == ACTION_PRINT)
		preview(rv);
	else if (a == ACTION_SAVE) {
		drill_begin(v->app, rv->info.id);
		if (v->app->enter)
			app_pop(v->app, RESULT_DONE, 0);
	} else if (a == ACTION_NEW && rv->next)
		next_drill(rv);
	else if (a == ACTION_BACK)
		app_pop(v->app, RESULT_CANCEL, 0);
	else
		return false;
	return true;
}

static void
result_bar(struct view *v, struct keybar *bar)
{
	struct resultview *rv = (struct resultview *)v;

	if (*rv->entry[rv->span.cur].rule != '\0')
		keybar_add(bar, ACTION_OPEN, T("看规则", "the rule"));
	if (rv->more)
		keybar_add(bar, ACTION_PAGE_DOWN, T("更多", "more"));
	keybar_add(bar, ACTION_SAVE, T("再做一次", "again"));
	if (rv->next)
		keybar_add(bar, ACTION_NEW, T("下一个", "next drill"));
	keybar_add(bar, ACTION_BACK, NULL);
	keybar_add(bar, ACTION_PRINT, NULL);
}

static void
result_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("演练结果\n"
	      "上面是各部分得分；“各项要求”逐条说明达到没有；“错在哪里”"
	      "是本行业的典型错误和讲解；"
	      "再下面左边是您的办法、右边是应当的办法，行首“=”表示一致。\n"
	      "行末有 R 编号的行，回车看规则和条文出处。F2 换一种情形再做，F3 "
	      "做下一个，F8 打印预览。\n",
		"The result of a drill\n"
		"On top the score by part; then each expectation, met or not; the "
		"classic errors with their explanation; below, your path on the left, "
		"the model path on the right, '=' where they agree.\n"
		"Enter on a line that ends with an R number shows rule and article. F2 "
		"does it again in another variant, F3 the next one, F8 shows the "
		"paper.\n"));
}

static enum level
result_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE;
}

static void
result_free(struct view *v)
{
	struct resultview *rv = (struct resultview *)v;

	for (size_t i = 0; i < rv->span.n; i++) {
		free(rv->entry[i].lead);
		free(rv->entry[i].text);
	}
	free(rv->entry);
	free(rv->next);
	verdict_free(&rv->verdict);
	drill_close(rv->run);
	free(rv);
}

static const struct view_ops result_ops = {
	.name = "drill-result",
	.title = result_title,
	.draw = result_draw,
	.action = result_action,
	.bar = result_bar,
	.help = result_help,
	.level = result_level,
	.free = result_free,
};

struct view *
drill_result_new(struct app *a, struct drill_run *r, struct verdict *v, bool recorded)
{
	struct resultview *rv = xcalloc(1, sizeof(*rv));

	rv->v.ops = &result_ops;
	rv->v.app = a;
	rv->run = r;
	rv->verdict = *v;
	*v = (struct verdict){ 0 };
	rv->info = scenario_info(drill_scenario(r));
	tell_score(rv, recorded);
	tell_expected(rv);
	tell_errors(rv);
	tell_questions(rv);
	tell_path(rv);
	tell_next(rv);
	for (size_t i = 0; i < rv->span.n; i++)
		if (rv->entry[i].shape == SHAPE_BAR &&
		    text_width(rv->entry[i].lead) > rv->lead_w)
			rv->lead_w = text_width(rv->entry[i].lead);
	return &rv->v;
}
