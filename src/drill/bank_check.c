/* SPDX-License-Identifier: MIT */
/* Proof of the question bank, whole or one file of it among the others. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "drill/bank.h"
#include "drill/exam.h"

enum rc
exam_check_bank(const char *data, const char *home, struct strs *faults, struct err *e)
{
	struct bank *b = NULL;
	enum rc rc = bank_prove(data, home, NULL, &b, faults, e);

	bank_free(b);
	return rc;
}

bool
exam_is_bank(const char *path)
{
	char *name = bank_name_of(path);
	bool is = name != NULL;

	free(name);
	return is;
}

/* ---- what a sound file holds, a line a topic or blueprint */

static void
say_topic(const struct bank *b, int topic, struct strs *said)
{
	int n[QUESTION_ORDER + 1] = { 0 }, all = 0;
	char *line;

	for (size_t i = 0; i < b->n; i++)
		if (b->q[i].topic == topic) {
			n[b->q[i].kind]++;
			all++;
		}
	line =
	    xasprintf(T("%s 没有问题：%d题，单选%d、多选%d、判断%d、排序%d",
			  "%s ok: %d questions, single %d, multi %d, true %d, order %d"),
		b->topic[topic].name, all, n[QUESTION_SINGLE], n[QUESTION_MULTI],
		n[QUESTION_TRUE], n[QUESTION_ORDER]);
	strs_add(said, line);
	free(line);
}

static void
say_plan(const struct bank *b, const struct blueprint *p, struct strs *said)
{
	char *line = xasprintf(T("%s 没有问题：%s，%d题，演练占%d%%",
				   "%s ok: %s, %d questions, drills %d%%"),
	    p->name, own_tx(&p->title), plan_questions(b, p), p->drill_share);

	strs_add(said, line);
	free(line);
}

static void
say_file(const struct bank *b, const char *path, struct strs *said)
{
	char *name = bank_name_of(path);

	for (size_t i = 0; i < b->ntopic; i++)
		if (strcmp(b->topic[i].name, name) == 0)
			say_topic(b, (int)i, said);
	for (size_t i = 0; i < b->nplan && strcmp(name, BANK_PLANS) == 0; i++)
		say_plan(b, &b->plan[i], said);
	free(name);
}

enum rc
exam_check_file(const char *path, const char *data, const char *home, struct strs *said,
    struct strs *faults, struct err *e)
{
	struct bank *b = NULL;
	enum rc rc = bank_prove(data, home, path, &b, faults, e);

	if (rc == RC_OK && faults->n == 0)
		say_file(b, path, said);
	bank_free(b);
	return rc;
}
