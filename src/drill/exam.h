/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_EXAM_H
#define DM_DRILL_EXAM_H
/*
 * Examinations: a try is drawn from the question bank by its blueprint and a seed,
 * answered against the clock, and judged here; nobody else writes a score. Answers are
 * kept as they are given, so that a session cut off goes on with the time that is left.
 * The paper is kept with the try: it can be read, and judged again, at any time.
 */
#include "drill/drill.h"

/* Question bank and blueprints, the shipped ones (data: directory of forms) and the
 * unit's own (home, may be NULL): faults, one line each. */
MUST_CHECK enum rc
exam_check_bank(const char *data, const char *home, struct strs *faults, struct err *e);
/* Is it a topic of the bank or its blueprints (dingmi-exam(5)), not a scenario? */
bool exam_is_bank(const char *path);
/* Proves that one among the others of data and home, in the place of the one of its name:
 * faults; when there are none, what it holds, a line each. */
MUST_CHECK enum rc exam_check_file(const char *path, const char *data, const char *home,
    struct strs *said, struct strs *faults, struct err *e);

/* How many questions its paper has, and how many points of 100 pass today. */
MUST_CHECK enum rc exam_size(
    struct bench *b, const struct record *exam, int *questions, int *pass, struct err *e);

struct exam_sit;
/* The candidate's open try of this seat, else a new one. One whose time is up is judged
 * and shown. RC_DENIED: not his, not now, no try left. */
MUST_CHECK enum rc
exam_open(struct bench *b, int64_t seat, struct exam_sit **out, struct err *e);
/* The same, but begins none: *out NULL when no try is open. */
MUST_CHECK enum rc
exam_go_on(struct bench *b, int64_t seat, struct exam_sit **out, struct err *e);
/* A judged try, to read. RC_DENIED when it is not the reader's to see. */
MUST_CHECK enum rc
exam_view(struct bench *b, int64_t try_id, struct exam_sit **out, struct err *e);
void exam_close(struct exam_sit *s); /* the try stays open */

struct exam_info {
	const char *title;
	size_t questions;
	int attempt, tries, pass;
	bool over; /* judged: what follows holds */
	bool passed, late;
	int score;
	int64_t try_id;
};
struct exam_info exam_info(const struct exam_sit *s);
/* options in the order of this paper; given: numbers of shown options, NULL none */
struct question_view exam_question(const struct exam_sit *s, size_t i);
/* Numbers of shown options, "2" or "3,1,2"; "" takes the answer back. Kept at once. */
MUST_CHECK enum rc
exam_answer(struct exam_sit *s, size_t i, const char *answer, struct err *e);
int exam_left(const struct exam_sit *s); /* seconds; 0: time is up, or it is judged */
size_t exam_unanswered(const struct exam_sit *s);
/* Hands it in and judges it; after that exam_info() tells. */
MUST_CHECK enum rc exam_hand_in(struct exam_sit *s, struct err *e);

/* ---- after judging */
struct exam_mark {
	int worth;	     /* 0 wrong, 1 half, 2 right */
	const char *right;   /* numbers of shown options */
	const char *explain; /* "" when the question is no longer in the bank */
	const struct strs *rules;
};
struct exam_mark exam_mark(const struct exam_sit *s, size_t i);
char *exam_text(const struct exam_sit *s); /* the whole result to read; owned */

/* Judges the tries that were left open and whose time is up, as far as this person may
 * see them. One that cannot be judged now (a fault in the bank) waits, and the others do
 * not wait for it: the first such error is returned in the end. */
MUST_CHECK enum rc exam_settle(struct bench *b, size_t *n, struct err *e);
#endif
