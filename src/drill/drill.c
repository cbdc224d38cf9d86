/* SPDX-License-Identifier: MIT */
/* A run as a screen sees it: what it shows, news, hints, the guide, questions. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "drill/run.h"

void
drill_close(struct drill_run *r)
{
	char *done;

	if (r == NULL)
		return;
	run_pause(r);
	done = r->recorded ? xstrdup(r->dir) : NULL;
	run_free(r);
	if (done != NULL)
		world_clear(done);
	free(done);
}

struct bench *
drill_bench(struct drill_run *r)
{
	return r->b;
}

const struct scenario *
drill_scenario(const struct drill_run *r)
{
	return r->s;
}

const char *
drill_name(const struct drill_run *r)
{
	return r->name;
}

enum drill_end
drill_ended(const struct drill_run *r)
{
	return r->ended;
}

int
drill_seconds(const struct drill_run *r)
{
	return run_seconds(r);
}

const char *
drill_banner(const struct drill_run *r)
{
	return r->banner;
}

char *
drill_news(struct drill_run *r)
{
	if (r->broken.rc != RC_OK && r->news.len == 0)
		str_addf(&r->news,
		    T("演练记录写不下去：%s", "the log cannot be written: %s"),
		    r->broken.msg);
	return r->news.len > 0 ? str_take(&r->news) : NULL;
}

/* ---- hints */

static struct drill_hint
hint_at(const struct drill_run *r, size_t i)
{
	return (struct drill_hint){ say(&r->s->hint.v[i].text), r->s->hint.v[i].cost };
}

enum rc
drill_hint(struct drill_run *r, struct drill_hint *out, struct err *e)
{
	enum rc rc;

	*out = (struct drill_hint){ 0 };
	if (r->hints >= r->s->hint.n || r->ended != DRILL_OPEN)
		return RC_OK;
	if ((rc = run_hint(r, e)) == RC_OK)
		*out = hint_at(r, r->hints - 1);
	return rc;
}

int
drill_hint_cost(const struct drill_run *r)
{
	return r->hints < r->s->hint.n ? r->s->hint.v[r->hints].cost : -1;
}

size_t
drill_hints_given(const struct drill_run *r, struct drill_hint *out, size_t cap)
{
	for (size_t i = 0; i < r->hints && i < cap; i++)
		out[i] = hint_at(r, i);
	return r->hints;
}

/* ---- the guide: one sentence after the other, each until what it asks for is so */

const char *
drill_guide(struct drill_run *r, int *n, int *of)
{
	struct err ignored;
	int times = 1;

	while (r->guide < r->s->guide.n &&
	       judge_cond(r, &r->s->guide.v[r->guide].until, &times, &ignored) == RC_OK &&
	       times > 0)
		r->guide++;
	*of = (int)r->s->guide.n;
	*n = (int)r->guide + 1;
	if (r->guide < r->s->guide.n)
		return say(&r->s->guide.v[r->guide].text);
	return *of > 0 ? T("都做完了：按 {key:drill}，选“交卷评判”，看得分和讲解",
			     "all done: press {key:drill} and hand it in for judgement")
		       : "";
}

/* ---- questions */

size_t
drill_questions(const struct drill_run *r)
{
	return r->s->question.n;
}

struct question_view
drill_question(const struct drill_run *r, size_t i)
{
	const struct drill_ask *q = &r->s->question.v[i];

	return (struct question_view){ .kind = q->kind,
		.text = say(&q->text),
		.option = &r->shown[i * OPTIONS_MAX],
		.noption = q->noption,
		.given = r->given[i] };
}

struct question_told
drill_question_told(const struct drill_run *r, size_t i)
{
	const struct drill_ask *q = &r->s->question.v[i];

	return (struct question_told){ .right = answer_same(
					   q->kind, q->noption, q->answer, r->answer[i]),
		.explain = say(&q->explain),
		.rule = q->rule != NULL ? q->rule : "" };
}

enum rc
drill_answer(struct drill_run *r, size_t i, const char *answer, struct err *e)
{
	const struct drill_ask *q;
	char *numbers;
	enum rc rc;

	if (i >= r->s->question.n)
		return err_set(e, RC_NOTFOUND, "%s", T("没有这一题", "no such question"));
	q = &r->s->question.v[i];
	numbers = answer_turn(answer, &r->order[i * OPTIONS_MAX], q->noption, true);
	if (numbers == NULL)
		return err_set(e, RC_INVAL,
		    T("写选项号 1 至 %zu，每个一次，多个用逗号隔开",
			"give numbers of options, 1 to %zu, each once, parted by commas"),
		    q->noption);
	rc = run_answer(r, i, numbers, e);
	free(numbers);
	return rc;
}

enum rc
drill_finish(struct drill_run *r, enum drill_end how, struct err *e)
{
	return run_end(r, how, e);
}
