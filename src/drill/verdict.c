/* SPDX-License-Identifier: MIT */
/* What the trainee reads at the end: the two paths side by side, and the explanation. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "drill/run.h"

void
verdict_free(struct verdict *v)
{
	for (size_t i = 0; i < v->npath; i++) {
		free(v->path[i].yours);
		free(v->path[i].model);
	}
	free(v->line);
	free(v->error);
	free(v->path);
	*v = (struct verdict){ 0 };
}

/* ---- the paths */

struct stop { /* of a path; owned */
	char *key, *text;
};

static char *
person(struct drill_run *r, const char *login)
{
	int64_t id = 0;
	struct err ignored;

	if (bench_find_login(r->b, login, &id, &ignored) != RC_OK || id == 0)
		return xstrdup(login);
	return bench_label(r->b, "person", id);
}

/* "吴雨桐：拟定国家秘密", and what refused it. */
static char *
act_text(struct drill_run *r, const char *who, const char *act, const char *rest)
{
	const struct act_def *a = act_named(act);
	char *name = person(r, who), *text = xasprintf(T("%s：%s%s", "%s: %s%s"), name,
					 a != NULL ? tx(a->title) : act, rest);

	free(name);
	return text;
}

static char *
wait_text(long days)
{
	return xasprintf(T("等待%ld天", "wait %ld days"), days);
}

static char *
answer_text(long n)
{
	return xasprintf(T("答第%ld题", "answer question %ld"), n);
}

static bool
your_stop(struct drill_run *r, const struct drill_event *ev, struct stop *out)
{
	if (log_is(ev, "wait")) {
		*out = (struct stop){ xstrdup("wait"),
			wait_text((long)log_int(ev, "days")) };
	} else if (log_is(ev, "answer")) {
		*out = (struct stop){ xasprintf("answer %s", log_get(ev, "n")),
			answer_text((long)log_int(ev, "n")) };
	} else if (log_is(ev, "act")) {
		bool done = strcmp(log_get(ev, "end"), "done") == 0;
		char *rest = done ? xstrdup("")
				  : xasprintf(T("（被拒 %s）", " (refused %s)"),
					log_get(ev, "rules"));

		out->key = xasprintf("%s%s", done ? "" : "refused ", log_get(ev, "act"));
		out->text = act_text(r, log_get(ev, "who"), log_get(ev, "act"), rest);
		free(rest);
	} else {
		return false;
	}
	return true;
}

/* `then` may leave out the kind: it is that of the step before with such an act. */
static char *
whole_act(const struct drill_steps *s, size_t i)
{
	const char *act = s->v[i].act.act;

	if (strchr(act, '.') != NULL)
		return xstrdup(act);
	for (size_t k = i; k > 0; k--) {
		const char *before = s->v[k - 1].act.act, *dot = strchr(before, '.');
		char *whole;

		if (dot == NULL)
			continue;
		whole = xasprintf("%.*s.%s", (int)(dot - before), before, act);
		if (act_named(whole) != NULL)
			return whole;
		free(whole);
	}
	return xstrdup(act);
}

static struct stop
model_stop(struct drill_run *r, size_t i)
{
	const struct drill_step *st = &r->s->path_steps.v[i];
	struct stop out;
	char *act;

	if (st->what == STEP_WAIT)
		return (struct stop){ xstrdup("wait"), wait_text(st->days) };
	if (st->what == STEP_ANSWER)
		return (struct stop){ xasprintf("answer %d", st->question),
			answer_text(st->question) };
	act = whole_act(&r->s->path_steps, i);
	out.text = act_text(r, st->act.who, act, "");
	if (*say(&st->why) != '\0') {
		char *with = xasprintf(T("%s（%s）", "%s (%s)"), out.text, say(&st->why));

		free(out.text);
		out.text = with;
	}
	out.key = act;
	return out;
}

static void
add_line(struct verdict *v, char *yours, char *model, bool same)
{
	v->path = xreallocarray(v->path, v->npath + 1, sizeof(*v->path));
	v->path[v->npath++] = (struct path_line){ yours != NULL ? yours : xstrdup(""),
		model != NULL ? model : xstrdup(""), same };
}

/* Side by side along the longest common subsequence of the two. */
static void
align(struct verdict *v, struct stop *a, size_t na, struct stop *z, size_t nz)
{
	unsigned short *len = xcalloc((na + 1) * (nz + 1), sizeof(*len));
	size_t i, k;

#define LEN(x, y) len[(x) * (nz + 1) + (y)]
	for (i = na; i-- > 0;)
		for (k = nz; k-- > 0;)
			if (strcmp(a[i].key, z[k].key) == 0)
				LEN(i, k) = (unsigned short)(LEN(i + 1, k + 1) + 1);
			else
				LEN(i, k) = LEN(i + 1, k) > LEN(i, k + 1) ? LEN(i + 1, k)
									  : LEN(i, k + 1);
	for (i = k = 0; i < na || k < nz;) {
		if (i < na && k < nz && strcmp(a[i].key, z[k].key) == 0) {
			add_line(v, a[i].text, z[k].text, true);
			i++;
			k++;
		} else if (k == nz || (i < na && LEN(i + 1, k) >= LEN(i, k + 1))) {
			add_line(v, a[i++].text, NULL, false);
		} else {
			add_line(v, NULL, z[k++].text, false);
		}
	}
#undef LEN
	free(len);
}

void
verdict_path(struct drill_run *r, struct verdict *v)
{
	size_t nz = r->s->path_steps.n, na = 0;
	struct stop *a = xcalloc(r->log.n + 1, sizeof(*a)),
		    *z = xcalloc(nz + 1, sizeof(*z));

	for (size_t i = 0; i < r->log.n; i++)
		na += your_stop(r, &r->log.v[i], &a[na]);
	for (size_t i = 0; i < nz; i++)
		z[i] = model_stop(r, i);
	align(v, a, na, z, nz);
	for (size_t i = 0; i < na; i++)
		free(a[i].key);
	for (size_t i = 0; i < nz; i++)
		free(z[i].key);
	free(a);
	free(z);
}

/* ---- the explanation */

static void
add_rule(struct str *out, const char *id)
{
	const struct rule *rule = law_rule(id);

	if (rule != NULL)
		str_addf(out, T("\n    依据 %s %s（%s）", "\n    by %s %s (%s)"), id,
		    tx(rule->title), rule->source);
}

static void
add_parts(struct str *out, const struct verdict *v)
{
	for (int p = 0; p < DRILL_PARTS; p++)
		if (v->of[p] > 0)
			str_addf(out, T("  %s：%d/%d\n", "  %s: %d of %d\n"),
			    tx(drill_part_title((enum drill_part)p)), v->part[p],
			    v->of[p]);
}

static void
add_expectations(struct str *out, const struct verdict *v)
{
	str_addf(out, "\n%s\n", T("【应做到的】", "What was expected"));
	for (size_t i = 0; i < v->nline; i++) {
		const struct verdict_line *l = &v->line[i];

		str_addf(out, T("  %s %d/%d %s", "  %s %d of %d %s"),
		    l->met ? T("做到  ", "met    ") : T("未做到", "not met"), l->points,
		    l->of, l->text);
		add_rule(out, l->rule);
		str_addc(out, '\n');
	}
}

static void
add_mistakes(struct str *out, const struct verdict *v)
{
	str_addf(out, "\n%s\n", T("【差错】", "Errors"));
	if (v->nerror == 0)
		str_addf(out, "  %s\n", T("没有典型差错。", "No classic error."));
	for (size_t i = 0; i < v->nerror; i++) {
		const struct verdict_error *m = &v->error[i];

		str_addf(out, T("  %s（%d次）：%s", "  %s (%d times): %s"),
		    tx(drill_error_info(m->type)->title), m->count, m->text);
		add_rule(out, m->rule);
		str_addc(out, '\n');
	}
}

/* Two columns of 38 in a screen of 80. */
static void
add_path_line(struct str *out, const char *mark, const char *yours, const char *model)
{
	enum { WIDE = 37 };
	struct text_lines a = { 0 }, z = { 0 };

	text_wrap(yours, strlen(yours), WIDE, &a);
	text_wrap(model, strlen(model), WIDE, &z);
	for (size_t i = 0; i < a.n || i < z.n; i++) {
		char *left = i < a.n ? xstrndup(yours + a.v[i].from, a.v[i].len) : NULL;
		char *right = i < z.n ? xstrndup(model + z.v[i].from, z.v[i].len) : NULL;

		str_addf(out, "%s ", i == 0 ? mark : " ");
		text_pad(out, left != NULL ? left : "", WIDE);
		str_addf(out, " | %s\n", right != NULL ? right : "");
		free(left);
		free(right);
	}
	text_lines_free(&a);
	text_lines_free(&z);
}

static void
add_paths(struct str *out, const struct verdict *v)
{
	str_addf(out, "\n%s\n",
	    T("【您的做法与参考做法】（= 相同）",
		"Your path and the model path (= same)"));
	add_path_line(out, " ", T("您的做法", "yours"), T("参考做法", "model"));
	for (size_t i = 0; i < v->npath; i++)
		add_path_line(
		    out, v->path[i].same ? "=" : " ", v->path[i].yours, v->path[i].model);
}

static void
add_questions(struct str *out, const struct drill_run *r)
{
	for (size_t i = 0; i < r->s->question.n; i++) {
		const struct drill_ask *q = &r->s->question.v[i];

		if (i == 0)
			str_addf(out, "\n%s\n", T("【问答】", "Questions"));
		str_addf(out, "  %zu. %s\n     %s%s\n", i + 1, say(&q->text),
		    drill_question_told(r, i).right ? T("答对。", "Right. ")
						    : T("未答对。", "Not right. "),
		    say(&q->explain));
	}
}

char *
verdict_text(const struct drill_run *r, const struct verdict *v)
{
	struct str out = { 0 };

	str_addf(&out, "%s %s\n", r->s->id, say(&r->s->title));
	str_addf(&out, T("得分 %d（%s，%d 分及格）\n", "Score %d (%s; %d passes)\n"),
	    v->score,
	    r->ended == DRILL_GIVEN_UP ? T("中途放弃", "given up")
	    : v->score >= r->s->pass   ? T("及格", "passed")
				       : T("不及格", "not passed"),
	    r->s->pass);
	if (!v->complete)
		str_addf(&out, "%s\n",
		    T("决定性的一步没有做到，最高记及格线下一分。",
			"A decisive step was not done: one point below the pass mark at "
			"most."));
	add_parts(&out, v);
	if (v->hints > 0)
		str_addf(&out, T("  用了%d次提示\n", "  %d hints\n"), v->hints);
	add_expectations(&out, v);
	add_mistakes(&out, v);
	add_questions(&out, r);
	add_paths(&out, v);
	return str_take(&out);
}
