/* SPDX-License-Identifier: MIT */
/*
 * Proof of a scenario: in every variant the model path, played by the program, scores
 * full and makes no error; doing nothing does not pass; every classic error, played, is
 * recognised.
 */
#include <stdlib.h>
#include <string.h>
#include "drill/run.h"

struct proof {
	const char *path, *data;
	unsigned long variant;
	struct workdir world; /* of this variant */
	struct world_names names;
	struct strs *faults;
};

static void fault(struct proof *p, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);

static void
fault(struct proof *p, int line, const char *fmt, ...)
{
	char text[900];
	struct str s = { 0 };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_addf(&s, "%s:%d: ", p->path, line);
	if (p->variant > 0)
		str_addf(&s, T("（变式%lu）", "(variant %lu) "), p->variant + 1);
	str_add(&s, text);
	if (!strs_has(p->faults, str_s(&s)))
		strs_add(p->faults, str_s(&s));
	str_free(&s);
}

/* ---- playing */

/* A run on a copy of the world. */
static enum rc
open_run(struct proof *p, struct workdir *w, struct drill_run **out, struct err *e)
{
	struct scenario *s = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = workdir_make(NULL, w, e)) != RC_OK ||
	    (rc = world_copy(p->world.dir, w->dir, e)) != RC_OK ||
	    (rc = scenario_read(p->path, p->variant, &s, e)) != RC_OK ||
	    (rc = run_begin(w->dir, p->data, NULL, s, &p->names, "check", 0, out, e)) !=
		RC_OK)
		return rc;
	return store_building(bench_store((*out)->b), true, e);
}

static void
close_run(struct workdir *w, struct drill_run *r)
{
	run_free(r);
	workdir_drop(w);
}

/* One step; false: it did not end as written, which is a fault. */
static bool
play_step(struct proof *p, struct drill_run *r, const struct drill_step *st)
{
	struct script_outcome out = { 0 };
	struct err e = { 0 };
	enum rc rc = run_step(r, st, &out, &e);
	bool ok = true;

	if (st->refused && out.end == SCRIPT_DONE) {
		fault(p, st->line, "%s",
		    T("写明 outcome = refused，却办成了",
			"outcome = refused, but it was done"));
		ok = false;
	} else if (st->refused && out.end == SCRIPT_REFUSED && *st->refused_by != '\0' &&
		   !strs_has(&out.rules, st->refused_by)) {
		fault(p, st->line,
		    T("没有被 %s 拒绝，而是：%s", "not refused by %s but: %s"),
		    st->refused_by, e.msg);
		ok = false;
	} else if (rc != RC_OK && !(st->refused && out.end == SCRIPT_REFUSED)) {
		fault(p, st->line, T("办不成：%s", "cannot be done: %s"), e.msg);
		ok = false;
	}
	if (r->broken.rc != RC_OK) {
		fault(p, st->line, "%s", r->broken.msg);
		ok = false;
	}
	script_outcome_done(&out);
	return ok;
}

static bool
play_steps(struct proof *p, struct drill_run *r, const struct drill_steps *s, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++)
		ok = play_step(p, r, &s->v[i]);
	return ok;
}

/* ---- proofs */

/* What the judge says after nothing was done. */
static void
prove_idle(struct proof *p, struct drill_run *r)
{
	struct verdict v;
	struct err e;

	if (drill_judge(r, &v, &e) != RC_OK) {
		fault(p, 0, "%s", e.msg);
		return;
	}
	if (v.score >= r->s->pass)
		fault(p, 0,
		    T("什么都不做也得 %d 分：至少一项 expect 应写 decisive = yes",
			"doing nothing scores %d: make an expect decisive"),
		    v.score);
	for (size_t i = 0; i < v.nerror; i++)
		fault(p, 0, T("什么都不做就算差错：%s", "doing nothing is an error: %s"),
		    v.error[i].text);
	verdict_free(&v);
}

static void
prove_full(struct proof *p, struct drill_run *r)
{
	struct verdict v;
	struct err e;
	int n, of;

	if (drill_judge(r, &v, &e) != RC_OK) {
		fault(p, 0, "%s", e.msg);
		return;
	}
	for (size_t i = 0; i < v.nline; i++)
		if (!v.line[i].met)
			fault(p, r->s->expect.v[i].line,
			    T("参考做法没有做到：%s", "the model path does not meet: %s"),
			    v.line[i].text);
	if (v.score != 100 && v.nline > 0)
		fault(p, 0,
		    T("参考做法得 %d 分，应为 100", "the model path scores %d, not 100"),
		    v.score);
	for (size_t i = 0; i < v.nerror; i++)
		fault(p, 0,
		    T("参考做法算作差错：%s", "the model path makes the error: %s"),
		    v.error[i].text);
	drill_guide(r, &n, &of);
	if (r->guide < r->s->guide.n)
		fault(p, 0,
		    T("走完参考做法，向导还停在第 %d 步",
			"after the model path the guide stays at step %d"),
		    n);
	for (size_t i = 0; i < r->s->after.n; i++)
		if (!r->fired[i])
			fault(p, r->s->after.v[i].line, "%s",
			    T("走完参考做法，这一段没有发生",
				"it did not come about in the model path"));
	verdict_free(&v);
}

static enum rc
prove_path(struct proof *p, struct err *e)
{
	struct drill_run *r = NULL;
	struct workdir w;
	enum rc rc = open_run(p, &w, &r, e);

	if (rc == RC_OK) {
		prove_idle(p, r);
		if (play_steps(p, r, &r->s->path_steps, r->s->path_steps.n))
			prove_full(p, r);
	}
	close_run(&w, r);
	return rc;
}

static enum rc
prove_mistake(struct proof *p, size_t i, struct err *e)
{
	struct drill_run *r = NULL;
	struct workdir w;
	int times = 0;
	enum rc rc = open_run(p, &w, &r, e);

	if (rc == RC_OK) {
		const struct drill_mistake *m = &r->s->mistake.v[i];

		if (m->play.n == 0)
			fault(p, m->line,
			    T("缺 [%s.play.1]：差错要能演示",
				"[%s.play.1] is missing: an error is played"),
			    m->name);
		else if (play_steps(p, r, &r->s->path_steps, (size_t)m->path) &&
			 play_steps(p, r, &m->play, m->play.n) &&
			 (rc = judge_cond(r, &m->cond, &times, e)) == RC_OK && times == 0)
			fault(p, m->line, "%s",
			    T("演示了这个差错，判定却认不出",
				"the error was played and is not recognised"));
	}
	close_run(&w, r);
	return rc;
}

static void
check_static(struct proof *p, const struct scenario *s)
{
	bool decisive = false;

	for (size_t i = 0; i < s->expect.n; i++)
		decisive = decisive || s->expect.v[i].decisive;
	if (!decisive)
		fault(p, 0, "%s",
		    T("没有决定性的 expect（decisive = yes）", "no expect is decisive"));
	for (size_t i = 0; i < s->hint.n; i++)
		if (s->hint.v[i].cost > s->expect.v[s->hint.v[i].of].share)
			fault(p, s->hint.v[i].line,
			    T("提示扣 %d 分，多于 %s 的 %d 分",
				"the hint costs %d, more than the %s is worth (%d)"),
			    s->hint.v[i].cost, s->hint.v[i].of_name,
			    s->expect.v[s->hint.v[i].of].share);
}

/* A person, record or column that is not there is the file's fault; a full disk is not.
 */
static enum rc
the_files_fault(struct proof *p, enum rc rc, const struct err *e)
{
	if (rc != RC_INVAL && rc != RC_NOTFOUND && rc != RC_DENIED)
		return rc;
	fault(p, 0, "%s", e->msg);
	return RC_OK;
}

static enum rc
prove_variant(struct proof *p, const struct scenario *s, struct err *e)
{
	struct err bad;
	enum rc rc;

	if ((rc = workdir_make(NULL, &p->world, e)) != RC_OK)
		return rc;
	check_static(p, s);
	if (world_make(p->world.dir, p->data, s, &p->names, &bad) != RC_OK) {
		fault(p, 0, T("开局办不成：%s", "the start cannot be made: %s"), bad.msg);
		goto out;
	}
	rc = the_files_fault(p, prove_path(p, e), e);
	for (size_t i = 0; i < s->mistake.n && rc == RC_OK; i++)
		rc = the_files_fault(p, prove_mistake(p, i, e), e);
out:
	world_names_done(&p->names);
	workdir_drop(&p->world);
	return rc;
}

enum rc
scenario_check(const char *path, const char *data, struct strs *faults, struct err *e)
{
	struct proof p = { .path = path, .data = data, .faults = faults };
	int variants = 1;
	enum rc rc = RC_OK;

	for (; (int)p.variant < variants && rc == RC_OK; p.variant++) {
		struct scenario *s = NULL;
		struct err bad;

		if (scenario_read(path, p.variant, &s, &bad) != RC_OK) {
			if (bad.rc != RC_INVAL)
				return err_set(e, bad.rc, "%s", bad.msg);
			strs_add(faults, bad.msg);
			return RC_OK;
		}
		variants = s->variants;
		rc = prove_variant(&p, s, e);
		scenario_free(s);
	}
	return rc;
}
