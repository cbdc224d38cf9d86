/* SPDX-License-Identifier: MIT */
/* A try of an examination: begun, answered, taken up again. Judging is exam_judge.c. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "drill/exam_sit.h"

void
exam_close(struct exam_sit *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; s->answer != NULL && i < s->paper.n; i++) {
		free(s->answer[i]);
		free(s->given[i]);
		free(s->right[i]);
	}
	free(s->given);
	free(s->right);
	free(s->answer);
	drawn_free(&s->paper);
	if (!s->lent)
		bank_free(s->bank);
	record_free(s->try);
	record_free(s->exam);
	free(s);
}

/* ---- answers as text: "P01=2,3", a line each, by option number of the bank */

void
sit_write(const struct exam_sit *s, struct str *out)
{
	for (size_t i = 0; i < s->paper.n; i++)
		if (s->answer[i] != NULL)
			str_addf(out, "%s=%s\n", s->paper.v[i].id, s->answer[i]);
}

static void
take_answer(struct exam_sit *s, size_t i, char *bank_numbers)
{
	free(s->answer[i]);
	free(s->given[i]);
	s->answer[i] = bank_numbers;
	s->given[i] = bank_numbers != NULL
			  ? answer_turn(bank_numbers, s->paper.v[i].order,
				s->paper.v[i].noption, false)
			  : NULL;
}

/* Lines that fit no question of the paper are left out: they answer nothing. */
static void
sit_read(struct exam_sit *s, const char *text)
{
	struct strs line = { 0 };

	strs_split(&line, text, "\n");
	for (size_t l = 0; l < line.n; l++) {
		char *eq = strchr(line.v[l], '=');

		if (eq == NULL)
			continue;
		*eq = '\0';
		for (size_t i = 0; i < s->paper.n; i++) {
			int at[OPTIONS_MAX];
			size_t n;

			if (strcmp(s->paper.v[i].id, line.v[l]) == 0 &&
			    answer_read(eq + 1, s->paper.v[i].noption, at, &n))
				take_answer(s, i, xstrdup(eq + 1));
		}
	}
	strs_free(&line);
}

/* ---- the draft that keeps them */

static enum rc
find_draft(struct exam_sit *s, struct err *e)
{
	struct draft *d = NULL;
	size_t n = 0;
	enum rc rc =
	    draft_list(bench_store(s->b), record_int(s->try, "person_id"), &d, &n, e);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (strcmp(d[i].kind, "exam_try") != 0 || d[i].record != s->try->id)
			continue;
		s->draft = d[i].id;
		sit_read(s, d[i].data != NULL ? d[i].data : "");
		break;
	}
	draft_free(d, n);
	return rc;
}

static enum rc
keep(struct exam_sit *s, struct err *e)
{
	struct str data = { 0 };
	struct draft d = {
		.id = s->draft, .person = bench_me(s->b), .record = s->try->id
	};
	char kind[] = "exam_try", act[] = "answer";
	enum rc rc;

	sit_write(s, &data);
	d.kind = kind;
	d.act = act;
	d.base_rev = s->try->rev;
	d.title =
	    xasprintf(T("考试答题：%s", "examination: %s"), record_get(s->exam, "title"));
	d.ndata = data.len;
	d.data = str_take(&data);
	rc = draft_save(bench_store(s->b), &d, e);
	s->draft = d.id;
	free(d.title);
	free(d.data);
	return rc;
}

/* ---- opening */

enum rc
sit_new(struct bench *b, struct record *try, struct bank *lent, struct exam_sit **out,
    struct err *e)
{
	struct exam_sit *s = xcalloc(1, sizeof(*s));
	enum rc rc;

	*out = NULL;
	s->b = b;
	s->try = try;
	s->bank = lent;
	s->lent = lent != NULL;
	if ((!s->lent &&
		(rc = bank_read(bench_data(b), bench_home(b), &s->bank, e)) != RC_OK) ||
	    (rc = store_get(bench_store(b), "exam", record_int(try, "exam_id"), &s->exam,
		 e)) != RC_OK ||
	    (rc = drawn_read(s->bank, record_get(try, "questions"), &s->paper, e)) !=
		RC_OK)
		goto out;
	s->answer = xcalloc(s->paper.n + 1, sizeof(*s->answer));
	s->given = xcalloc(s->paper.n + 1, sizeof(*s->given));
	s->right = xcalloc(s->paper.n + 1, sizeof(*s->right));
	if (sit_over(s))
		sit_read(s, record_get(try, "answers"));
	else
		rc = find_draft(s, e);
	if (rc == RC_OK) {
		*out = s;
		s = NULL;
	}
out:
	exam_close(s);
	return rc;
}

bool
sit_over(const struct exam_sit *s)
{
	return strcmp(record_state(s->try), "open") != 0;
}

static enum rc
open_try(struct bench *b, int64_t seat, struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(bench_store(b), "exam_try"));
	query_add_int(&q, "exam_seat_id", seat);
	query_add(&q, "state", COND_EQ, "open", NULL);
	rc = store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, e);
	if (rc == RC_OK && page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* Nobody knows it beforehand; on a day that was chosen for trying the same each time. */
static enum rc
new_seed(struct bench *b, const struct record *seat, uint32_t *seed, struct err *e)
{
	if (store_clock(bench_store(b))->fixed != DATE_NONE)
		*seed = (uint32_t)(seat->id * 100 + record_int(seat, "tried"));
	else if (getrandom(seed, sizeof(*seed), 0) != (ssize_t)sizeof(*seed))
		return err_set(e, RC_SYSTEM, "%s",
		    T("系统没有给出随机数，请再试一次",
			"the system gave no random number: try again"));
	*seed &= INT32_MAX;
	return RC_OK;
}

/* The bank, and the blueprint of an examination in it; the bank is owned by the caller,
 * NULL on failure. */
static enum rc
plan_of(struct bench *b, const struct record *exam, struct bank **bank,
    const struct blueprint **plan, struct err *e)
{
	enum rc rc = bank_read(bench_data(b), bench_home(b), bank, e);

	if (rc == RC_OK &&
	    (*plan = bank_plan(*bank, record_get(exam, "blueprint"))) == NULL) {
		bank_free(*bank);
		*bank = NULL;
		rc = err_set(e, RC_INVAL,
		    T("没有组卷方案“%s”", "there is no blueprint '%s'"),
		    record_get(exam, "blueprint"));
	}
	return rc;
}

enum rc
exam_size(
    struct bench *b, const struct record *exam, int *questions, int *pass, struct err *e)
{
	const struct blueprint *plan = NULL;
	struct bank *bank = NULL;
	enum rc rc = plan_of(b, exam, &bank, &plan, e);

	*pass = (int)bench_org(b)->param.v[PARAM_EXAM_PASS];
	*questions = rc == RC_OK ? plan_questions(bank, plan) : 0;
	bank_free(bank);
	return rc;
}

/* The paper: what the blueprint says, by the seed. */
static enum rc
draw_into(struct bench *b, const struct record *seat, struct record *try, struct err *e)
{
	const struct blueprint *p = NULL;
	struct record *x = NULL;
	struct bank *bank = NULL;
	struct drawn_list d = { 0 };
	struct str s = { 0 };
	uint32_t seed = 0;
	enum rc rc;

	if ((rc = store_get(
		 bench_store(b), "exam", record_int(seat, "exam_id"), &x, e)) != RC_OK ||
	    (rc = plan_of(b, x, &bank, &p, e)) != RC_OK)
		goto out;
	if ((rc = new_seed(b, seat, &seed, e)) != RC_OK)
		goto out;
	if ((rc = bank_draw(bank, p, seed, &d, e)) != RC_OK)
		goto out;
	drawn_write(&d, &s);
	record_set_int(try, "seed", seed);
	record_set(try, "questions", str_s(&s));
out:
	str_free(&s);
	drawn_free(&d);
	bank_free(bank);
	record_free(x);
	return rc;
}

static enum rc
begin(struct bench *b, const struct record *seat, struct record **out, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	int64_t id = 0;
	enum rc rc;

	*out = NULL;
	if ((rc = act_begin_inner(
		 b, act_def("exam_try", "start"), seat, NULL, 0, &run, e)) != RC_OK ||
	    (rc = draw_into(b, seat, run->rec, e)) != RC_OK ||
	    (rc = act_do(run, &f, &id, e)) != RC_OK)
		goto out;
	rc = store_get(bench_store(b), "exam_try", id, out, e);
out:
	findings_free(&f);
	act_free(run);
	return rc;
}

/* The open try of a seat; where there is none a new one, or (fresh false) nothing. */
static enum rc
take_seat(struct bench *b, int64_t seat, bool fresh, struct exam_sit **out, struct err *e)
{
	struct record *r = NULL, *try = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = store_get(bench_store(b), "exam_seat", seat, &r, e)) != RC_OK)
		return rc;
	if (record_int(r, "person_id") != bench_me(b))
		rc = err_set(e, RC_DENIED, "%s",
		    T("只能由应考人员本人参加", "only the candidate sits it"));
	if (rc == RC_OK)
		rc = open_try(b, seat, &try, e);
	if (rc == RC_OK && try == NULL && fresh)
		rc = begin(b, r, &try, e);
	record_free(r);
	if (rc == RC_OK && try != NULL)
		rc = sit_new(b, try, NULL, out, e);
	if (rc == RC_OK && *out != NULL && exam_left(*out) == 0 &&
	    (rc = exam_hand_in(*out, e)) != RC_OK) {
		exam_close(*out);
		*out = NULL;
	}
	return rc;
}

enum rc
exam_open(struct bench *b, int64_t seat, struct exam_sit **out, struct err *e)
{
	return take_seat(b, seat, true, out, e);
}

enum rc
exam_go_on(struct bench *b, int64_t seat, struct exam_sit **out, struct err *e)
{
	return take_seat(b, seat, false, out, e);
}

enum rc
exam_view(struct bench *b, int64_t try_id, struct exam_sit **out, struct err *e)
{
	struct record *try = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = store_get(bench_store(b), "exam_try", try_id, &try, e)) != RC_OK)
		return rc;
	if (!bench_may_see(b, try))
		rc = err_set(e, RC_DENIED, "%s",
		    T("成绩只有本人、培训员、保密办和主要负责人可以看",
			"results are for the candidate, trainer, office and head only"));
	else if (strcmp(record_state(try), "open") == 0)
		rc = err_set(
		    e, RC_DENIED, "%s", T("还没有交卷", "it has not been handed in"));
	if (rc != RC_OK) {
		record_free(try);
		return rc;
	}
	return sit_new(b, try, NULL, out, e);
}

/* ---- answering */

struct exam_info
exam_info(const struct exam_sit *s)
{
	return (struct exam_info){ .title = record_get(s->exam, "title"),
		.questions = s->paper.n,
		.attempt = (int)record_int(s->try, "attempt"),
		.tries = (int)record_int(s->exam, "tries"),
		.pass = (int)record_int(s->try, "pass"),
		.over = sit_over(s),
		.passed = strcmp(record_state(s->try), "passed") == 0,
		.late = strcmp(record_get(s->try, "finished_at"),
			    record_get(s->try, "due_at")) == 0,
		.score = (int)record_int(s->try, "score"),
		.try_id = s->try->id };
}

struct question_view
exam_question(const struct exam_sit *s, size_t i)
{
	const struct drawn *d = &s->paper.v[i];
	/* The view borrows; the sitting holds the last one asked for. */
	struct exam_sit *w = (struct exam_sit *)(uintptr_t)s;

	if (d->q == NULL)
		return (struct question_view){ .kind = QUESTION_SINGLE,
			.text = T("此题已从题库删去，不计分",
			    "this question is no longer in "
			    "the bank and does not count") };
	for (size_t o = 0; o < d->noption; o++)
		w->shown[o] = own_tx(&d->q->option[d->order[o]]);
	return (struct question_view){ .kind = d->q->kind,
		.text = own_tx(&d->q->text),
		.option = s->shown,
		.noption = d->noption,
		.given = s->given[i] };
}

int
exam_left(const struct exam_sit *s)
{
	int64_t now = 0, due = 0;
	char stamp[32];

	clock_stamp(store_clock(bench_store(s->b)), stamp);
	if (sit_over(s) || !stamp_seconds(stamp, &now) ||
	    !stamp_seconds(record_get(s->try, "due_at"), &due) || now >= due)
		return 0;
	return (int)(due - now);
}

size_t
exam_unanswered(const struct exam_sit *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->paper.n; i++)
		n += s->paper.v[i].q != NULL && s->answer[i] == NULL;
	return n;
}

enum rc
exam_answer(struct exam_sit *s, size_t i, const char *answer, struct err *e)
{
	char *bank = NULL;

	if (exam_left(s) == 0)
		return err_set(e, RC_DENIED, "%s",
		    T("时间已到，不再收答案", "time is up: no more answers are taken"));
	if (i >= s->paper.n || s->paper.v[i].q == NULL)
		return err_set(e, RC_NOTFOUND, "%s", T("没有这一题", "no such question"));
	if (*answer != '\0' && (bank = answer_turn(answer, s->paper.v[i].order,
				    s->paper.v[i].noption, true)) == NULL)
		return err_set(e, RC_INVAL,
		    T("答案应为选项编号，如 2 或 1,3（共%zu项）",
			"the answer is numbers of options, such as 2 or 1,3 (of %zu)"),
		    s->paper.v[i].noption);
	take_answer(s, i, bank);
	return keep(s, e);
}
