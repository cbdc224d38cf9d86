/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_EXAM_FIXTURE_H
#define DM_TEST_EXAM_FIXTURE_H
/* Examinations on the sample home: acts as typed, papers answered. */
#include "sample_fixture.h"

#include "drill/bank.h"
#include "drill/exam.h"

static int64_t han; /* vetted as a responsible person, not yet designated */

static inline int64_t
login(const char *name)
{
	int64_t id = 0;

	ok(bench_find_login(b, name, &id, &e));
	assert_true(id != 0);
	return id;
}

static inline void
as(int64_t who)
{
	ok(bench_act_as(b, who, &e));
}

/* An act as typed: field, text, …; refused: the message must hold that. */
static inline int64_t
act(const char *kind, const char *name, int64_t id, const char *const *kv,
    const char *refused)
{
	struct record *r = id != 0 ? get(kind, id) : NULL;
	struct act_run *run = NULL;
	struct findings f = { 0 };
	int64_t out = 0;
	enum rc rc;

	rc = act_begin(b, act_def(kind, name), r, NULL, 0, &run, &e);
	for (; rc == RC_OK && kv != NULL && *kv != NULL; kv += 2) {
		assert_true(form_enter(
		    run->form, (size_t)form_field(run->form->form, kv[0]), kv[1]));
		ok(act_suggest(run, kv[0], &e));
	}
	if (rc == RC_OK)
		rc = act_do(run, &f, &out, &e);
	if (refused == NULL && rc != RC_OK)
		fail_msg("%s.%s: %s", kind, name, e.msg);
	if (refused != NULL && (rc == RC_OK || strstr(e.msg, refused) == NULL))
		fail_msg("%s.%s: wanted %s, got %s", kind, name, refused,
		    rc == RC_OK ? "done" : e.msg);
	findings_free(&f);
	act_free(run);
	record_free(r);
	return out;
}
#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Answers as the bank has them, in the numbers of this paper; wrong: so many not. */
static inline void
answer(struct exam_sit *s, size_t wrong)
{
	struct bank *bank = NULL;
	struct drawn_list d = { 0 };
	struct record *t = get("exam_try", exam_info(s).try_id);

	ok(bank_read(SRCDIR "/forms", NULL, &bank, &e));
	ok(drawn_read(bank, record_get(t, "questions"), &d, &e));
	assert_int_equal(d.n, exam_info(s).questions);
	for (size_t i = wrong; i < d.n; i++) {
		struct str text = { 0 };

		for (size_t want = 0; want < d.v[i].noption; want++)
			for (size_t shown = 0; shown < d.v[i].noption; shown++)
				if (d.v[i].order[shown] == (int)want &&
				    (d.v[i].q->kind == QUESTION_ORDER ||
					d.v[i].q->right & 1u << want))
					str_addf(&text, "%s%zu", text.len > 0 ? "," : "",
					    shown + 1);
		ok(exam_answer(s, i, str_s(&text), &e));
		str_free(&text);
	}
	drawn_free(&d);
	bank_free(bank);
	record_free(t);
}

static inline void
is(const char *kind, int64_t id, const char *col, const char *want)
{
	struct record *r = get(kind, id);

	if (strcmp(record_get(r, col), want) != 0)
		fail_msg("%s.%s: %s, not %s", kind, col, record_get(r, col), want);
	record_free(r);
}

/* Nothing is left of his training. */
static inline void
untrained(int64_t person)
{
	struct query q;
	struct page page = { 0 };
	struct record *p = get("person", person);

	record_set(p, "trained_until", NULL);
	put_raw(p);
	query_init(&q, store_kind(bench_store(b), "certificate"));
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, "valid", NULL);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 10, &page, &e));
	for (size_t i = 0; i < page.n; i++) {
		struct record *c = record_copy(page.rec[i]);

		record_set(c, "state", "withdrawn");
		put_raw(c);
	}
	page_done(&page);
	query_done(&q);
}

static inline int64_t
of_person(const char *kind, int64_t person, const char *state)
{
	struct query q;
	struct page page = { 0 };
	int64_t id;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, state, NULL);
	ok(store_page(bench_store(b), &q, PAGE_LAST, NULL, 1, &page, &e));
	id = page.n > 0 ? page.rec[0]->id : 0;
	page_done(&page);
	query_done(&q);
	return id;
}

static inline int
make(void **state)
{
	int rc = home_make(state);

	if (rc == 0)
		han = login("hanweidong");
	return rc;
}
#endif
