/* SPDX-License-Identifier: MIT */
/* The question bank in memory: looking up, worth of an answer. Its reader is bank_file.c.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "drill/bank.h"

const char *
own_tx(const struct own_text *t)
{
	return T(t->zh, t->en);
}

static void
own_free(struct own_text *t)
{
	free(t->zh);
	free(t->en);
}

void
bank_free(struct bank *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->ntopic; i++) {
		free(b->topic[i].name);
		own_free(&b->topic[i].title);
	}
	for (size_t i = 0; i < b->n; i++) {
		struct question *q = &b->q[i];

		free(q->id);
		own_free(&q->text);
		own_free(&q->explain);
		for (size_t o = 0; o < OPTIONS_MAX; o++)
			own_free(&q->option[o]);
		strs_free(&q->rules);
	}
	for (size_t i = 0; i < b->nplan; i++) {
		free(b->plan[i].name);
		own_free(&b->plan[i].title);
		strs_free(&b->plan[i].drills);
	}
	free(b->topic);
	free(b->q);
	free(b->plan);
	free(b);
}

const struct question *
bank_find(const struct bank *b, const char *id)
{
	for (size_t i = 0; i < b->n; i++)
		if (strcmp(b->q[i].id, id) == 0)
			return &b->q[i];
	return NULL;
}

const struct blueprint *
bank_plan(const struct bank *b, const char *name)
{
	for (size_t i = 0; i < b->nplan; i++)
		if (strcmp(b->plan[i].name, name) == 0)
			return &b->plan[i];
	return NULL;
}

int
plan_questions(const struct bank *b, const struct blueprint *p)
{
	int n = 0;

	for (size_t i = 0; i < b->ntopic; i++)
		n += p->draw[i];
	return n;
}

int
question_score(const struct question *q, const char *answer)
{
	int given[OPTIONS_MAX];
	size_t n = 0;
	unsigned bits = 0;

	if (answer == NULL || !answer_read(answer, q->noption, given, &n))
		return 0;
	if (q->kind == QUESTION_ORDER) {
		for (size_t i = 0; i < n; i++)
			if (given[i] != (int)i)
				return 0;
		return n == q->noption ? 2 : 0;
	}
	for (size_t i = 0; i < n; i++)
		bits |= 1u << given[i];
	if (bits == q->right)
		return 2;
	return q->kind == QUESTION_MULTI && (bits & ~q->right) == 0 ? 1 : 0;
}
