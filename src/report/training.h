/* SPDX-License-Identifier: MIT */
#ifndef DM_REPORT_TRAINING_H
#define DM_REPORT_TRAINING_H
/*
 * What the trainer reads: results by person, and where people are weak: bars by person,
 * department, error type and rule, counted over drills and examinations, with the drills
 * to repeat. Nobody is counted whose results the reader may not see.
 */
#include "step/step.h"

struct training_last {	    /* the newest result of a drill */
	char *drill;	    /* owned */
	struct strs errors; /* as they are called on the screen */
	bool again;	    /* not passed, or passed with errors */
};
struct training_row { /* a person with results */
	int64_t person;
	char *name, *dept; /* owned */
	int drills, drills_passed, drill_mean;
	int tries, tries_passed, best; /* examinations; best -1: none judged */
	char *trained_until;	       /* owned, "" none */
	char *repeat;		       /* owned: drills to do again, "" none */
	struct training_last *last;    /* owned: a drill each */
	size_t nlast;
};
struct training_bar {
	char *label; /* owned */
	int n;
};
struct training_bars {
	struct training_bar *v; /* most first */
	size_t n;
};
enum training_by { TRAINING_PERSON, TRAINING_DEPT, TRAINING_ERROR, TRAINING_RULE };
enum { TRAINING_BYS = TRAINING_RULE + 1 };
struct training_advice { /* what to assign next; all owned */
	char *label;	 /* of the group: "部门 统计科", "差错 越权" */
	char *reason;	 /* of the assignment */
	char *people;	 /* "3,7": who is to do them */
	char *names;
	size_t npeople;
	char *drills; /* "DR03,DR05" */
};
struct training {
	struct training_row *row; /* by department, then name */
	size_t n;
	struct training_bars weak[TRAINING_BYS];
	struct training_advice
	    *advice; /* departments, then types of error; most people first */
	size_t nadvice;
};
/* title: what an error type is called on the screen; answers the name itself when it does
 * not know it. */
MUST_CHECK enum rc training_read(struct bench *b, const char *(*title)(const char *name),
    struct training *out, struct err *e);
void training_free(struct training *t);
char *training_text(const struct training *t, int cols); /* owned */

/* ---- training_advice.c */
/* The form of an assignment, filled in as advised: its day is left to ask. RC_DENIED: the
 * person gives none. */
MUST_CHECK enum rc training_assign(struct bench *b, const struct training_advice *a,
    struct act_run **out, struct err *e);
/* What the two files share. */
void training_advise(struct training *t);
void training_count(struct training_bars *b, const char *label, int n);
void training_sort(struct training_bars *b);
void training_bars_free(struct training_bars *b);
#endif
