/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_EXAM_SIT_H
#define DM_DRILL_EXAM_SIT_H
/* A sitting from inside; shared by exam.c and exam_judge.c. */
#include "drill/bank.h"
#include "drill/exam.h"

struct exam_sit {
	struct bench *b;
	struct bank *bank; /* owned, unless lent */
	bool lent;
	struct record *try, *exam; /* owned */
	struct drawn_list paper;
	char **answer; /* owned: by option number of the bank, NULL none */
	char **given;  /* owned: the same by number of the shown option */
	char **right;  /* owned: what would have been right, as shown; after judging */
	int64_t draft;
	const char *shown[OPTIONS_MAX];
};
/* A sitting over a try at hand, which it takes; lent (NULL: it reads its own): a bank
 * that outlives it. */
MUST_CHECK enum rc sit_new(struct bench *b, struct record *try, struct bank *lent,
    struct exam_sit **out, struct err *e);
bool sit_over(const struct exam_sit *s);
void sit_write(const struct exam_sit *s, struct str *out);
#endif
