/* SPDX-License-Identifier: MIT */
/* Judging a try: the bank's answers and the scores of drills, in the weights of the
 * blueprint; then the one act that writes a score. And the result as text. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "drill/exam_sit.h"

enum { SETTLED_AT_ONCE = 100 };

/* ---- the score */

/* Questions that have left the bank count for nobody. */
static int
bank_percent(const struct exam_sit *s)
{
	int got = 0, of = 0;

	for (size_t i = 0; i < s->paper.n; i++) {
		const struct question *q = s->paper.v[i].q;

		if (q == NULL)
			continue;
		got += question_score(q, s->answer[i]);
		of += 2;
	}
	return of > 0 ? (got * 100 + of / 2) / of : 0;
}

/* The best result of the drill since the examination opened; 0 without one. */
static enum rc
drill_best(const struct exam_sit *s, const char *drill, int *best, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*best = 0;
	query_init(&q, store_kind(bench_store(s->b), "drill_result"));
	query_add_int(&q, "person_id", record_int(s->try, "person_id"));
	query_add(&q, "drill", COND_EQ, drill, NULL);
	query_add(&q, "state", COND_NE, "given_up", NULL);
	query_add(&q, "on_date", COND_GE, record_get(s->exam, "from_on"), NULL);
	rc = store_page(bench_store(s->b), &q, PAGE_FIRST, NULL, 1000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		if (record_int(page.rec[i], "score") > *best)
			*best = (int)record_int(page.rec[i], "score");
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
score_of(const struct exam_sit *s, int *out, struct err *e)
{
	const struct blueprint *p = bank_plan(s->bank, record_get(s->exam, "blueprint"));
	int share = p != NULL && p->drills.n > 0 ? p->drill_share : 0, sum = 0, best;
	enum rc rc = RC_OK;

	for (size_t i = 0; share > 0 && i < p->drills.n && rc == RC_OK; i++) {
		rc = drill_best(s, p->drills.v[i], &best, e);
		sum += best;
	}
	if (share > 0)
		sum = sum * share / (int)p->drills.n;
	*out = (bank_percent(s) * (100 - share) + sum + 50) / 100;
	return rc;
}

/* Rules of the questions that were not right, each once. */
static void
missed_rules(const struct exam_sit *s, struct str *out)
{
	struct strs seen = { 0 };

	for (size_t i = 0; i < s->paper.n; i++) {
		const struct question *q = s->paper.v[i].q;

		if (q == NULL || question_score(q, s->answer[i]) == 2)
			continue;
		for (size_t r = 0; r < q->rules.n; r++)
			if (!strs_has(&seen, q->rules.v[r]))
				strs_add(&seen, q->rules.v[r]);
	}
	for (size_t i = 0; i < seen.n; i++)
		str_addf(out, "%s%s", i > 0 ? "," : "", seen.v[i]);
	strs_free(&seen);
}

/* What was asked, what was answered, whose it is: changed later, it shows. */
static enum rc
digest_of(const struct exam_sit *s, const char *answers, char out[65], struct err *e)
{
	struct digest *d = NULL;
	struct str text = { 0 };
	uint8_t sum[32];
	enum rc rc;

	str_addf(&text, "exam_try\n%s\n%s\n%s\n%s\n%s",
	    record_get(s->try, "exam_seat_id"), record_get(s->try, "attempt"),
	    record_get(s->try, "started_at"), record_get(s->try, "questions"), answers);
	if ((rc = digest_new(DIGEST_SM3, &d, e)) == RC_OK &&
	    (rc = digest_begin(d, e)) == RC_OK &&
	    (rc = digest_add(d, str_s(&text), text.len, e)) == RC_OK &&
	    (rc = digest_end(d, sum, e)) == RC_OK)
		digest_hex(sum, out);
	digest_free(d);
	str_free(&text);
	return rc;
}

enum rc
exam_hand_in(struct exam_sit *s, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	struct str answers = { 0 }, missed = { 0 };
	struct record *judged = NULL;
	char digest[65];
	int64_t id = 0;
	int score = 0;
	enum rc rc;

	sit_write(s, &answers);
	missed_rules(s, &missed);
	if ((rc = score_of(s, &score, e)) != RC_OK ||
	    (rc = digest_of(s, str_s(&answers), digest, e)) != RC_OK ||
	    (rc = act_begin_inner(
		 s->b, act_def("exam_try", "finish"), s->try, NULL, 0, &run, e)) != RC_OK)
		goto out;
	record_set_int(run->rec, "score", score);
	record_set(run->rec, "answers", str_s(&answers));
	record_set(run->rec, "missed", str_s(&missed));
	record_set(run->rec, "digest", digest);
	if ((rc = act_do(run, &f, &id, e)) != RC_OK ||
	    (rc = store_get(bench_store(s->b), "exam_try", id, &judged, e)) != RC_OK)
		goto out;
	record_free(s->try);
	s->try = judged;
	if (s->draft != 0)
		rc = draft_drop(
		    bench_store(s->b), record_int(s->try, "person_id"), s->draft, e);
out:
	findings_free(&f);
	act_free(run);
	str_free(&answers);
	str_free(&missed);
	return rc;
}

/* Open tries whose time is up; written in whatever zone of time, as the clock says now.
 */
static enum rc
query_due(struct bench *b, struct query *q, struct err *e)
{
	char now[32], *test;
	enum rc rc = bench_query(b, "exam_try", q, e);

	if (rc != RC_OK)
		return rc;
	clock_stamp(store_clock(bench_store(b)), now);
	test = xasprintf("julianday(t.due_at) <= julianday('%s')", now);
	query_add(q, "state", COND_EQ, "open", NULL);
	query_add_test(q, test, NULL);
	q->sort = -1;
	q->desc = false;
	free(test);
	return RC_OK;
}

static enum rc
settle_page(struct bench *b, struct bank *bank, const struct page *page, size_t *n,
    struct err *first)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < page->n; i++) {
		struct exam_sit *s = NULL;
		struct err why;
		enum rc one = sit_new(b, record_copy(page->rec[i]), bank, &s, &why);

		if (one == RC_OK && exam_left(s) == 0 &&
		    (one = exam_hand_in(s, &why)) == RC_OK)
			(*n)++;
		exam_close(s);
		if (one != RC_OK && rc == RC_OK)
			rc = err_set(first, one, "%s", why.msg);
	}
	return rc;
}

/* Nothing is read of the bank while nobody's time is up. */
enum rc
exam_settle(struct bench *b, size_t *n, struct err *e)
{
	struct query q = { 0 };
	struct page page = { 0 };
	struct pos at = { 0 };
	struct bank *bank = NULL;
	struct err why;
	bool more = true;
	enum rc rc, failed = RC_OK;

	*n = 0;
	if (bench_readonly(b))
		return RC_OK;
	if ((rc = query_due(b, &q, e)) != RC_OK)
		return rc;
	for (enum page_dir dir = PAGE_FIRST; more; dir = PAGE_AFTER) {
		rc = store_page(bench_store(b), &q, dir, &at, SETTLED_AT_ONCE, &page, e);
		more = rc == RC_OK && page.n > 0;
		if (more && bank == NULL)
			rc = bank_read(bench_data(b), bench_home(b), &bank, e);
		if ((more = more && rc == RC_OK)) {
			pos_done(&at);
			pos_of(&q, page.rec[page.n - 1], &at);
			if (failed == RC_OK)
				failed = settle_page(b, bank, &page, n, e);
			else
				(void)settle_page(b, bank, &page, n, &why);
			more = page.more_after;
		}
		page_done(&page);
	}
	pos_done(&at);
	bank_free(bank);
	query_done(&q);
	return rc != RC_OK ? rc : failed;
}

/* ---- to read */

struct exam_mark
exam_mark(const struct exam_sit *s, size_t i)
{
	static const struct strs none = { 0 };
	const struct drawn *d = &s->paper.v[i];
	struct str right = { 0 };
	bool first = true;

	if (d->q == NULL || !sit_over(s))
		return (struct exam_mark){ .right = "", .explain = "", .rules = &none };
	if (s->right[i] == NULL) {
		for (size_t v = 0; v < d->noption; v++) {
			size_t shown = v;

			if (d->q->kind == QUESTION_ORDER)
				for (shown = 0; d->order[shown] != (int)v;)
					shown++;
			else if (!(d->q->right & 1u << d->order[v]))
				continue;
			str_addf(&right, "%s%zu", first ? "" : ",", shown + 1);
			first = false;
		}
		s->right[i] = str_take(&right);
	}
	return (struct exam_mark){ .worth = question_score(d->q, s->answer[i]),
		.right = s->right[i],
		.explain = own_tx(&d->q->explain),
		.rules = &d->q->rules };
}

static void
add_rules(const struct strs *rules, struct str *out)
{
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = law_rule(rules->v[i]);

		str_addf(out, T("  依据 %s %s（%s）\n", "  by %s %s (%s)\n"), rules->v[i],
		    r != NULL ? tx(r->title) : "", r != NULL ? r->source : "");
	}
}

static void
add_question(const struct exam_sit *s, size_t i, struct str *out)
{
	static const struct text2 worth[] = { { "错", "wrong" }, { "半对", "half" },
		{ "对", "right" } };
	struct question_view q = exam_question(s, i);
	struct exam_mark m = exam_mark(s, i);

	str_addf(out, "\n%zu. [%s] %s\n", i + 1, tx(worth[m.worth]), q.text);
	for (size_t o = 0; o < q.noption; o++)
		str_addf(out, "   %zu) %s\n", o + 1, q.option[o]);
	str_addf(out, T("  您的答案 %s；正确答案 %s\n", "  you: %s; right: %s\n"),
	    q.given != NULL ? q.given : T("未答", "none"), m.right);
	if (*m.explain != '\0')
		str_addf(out, "  %s\n", m.explain);
	add_rules(m.rules, out);
}

char *
exam_text(const struct exam_sit *s)
{
	struct exam_info x = exam_info(s);
	struct str out = { 0 };

	str_addf(&out,
	    T("%s\n第%d次，成绩 %d 分，合格线 %d 分：%s\n",
		"%s\ntry %d: score %d, pass mark %d: %s\n"),
	    x.title, x.attempt, x.score, x.pass,
	    state_title("exam_try", record_state(s->try)));
	if (x.passed)
		str_add(
		    &out, T("已发合格证，培训有效期已更新。\n",
			      "A certificate was issued; the training is renewed.\n"));
	else if (x.attempt < x.tries)
		str_addf(&out,
		    T("还可以再考 %d 次。先看下面的解析。\n",
			"%d more tries. Read the explanations first.\n"),
		    x.tries - x.attempt);
	else
		str_add(
		    &out, T("次数已经用完，请联系培训员安排补训。\n",
			      "No try is left: ask the trainer for another training.\n"));
	for (size_t i = 0; i < s->paper.n; i++)
		add_question(s, i, &out);
	return str_take(&out);
}
