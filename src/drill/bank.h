/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_BANK_H
#define DM_DRILL_BANK_H
/*
 * The question bank: forms/exam/TOPIC.ini, one file a topic, the unit's own files over
 * the shipped ones. Each question cites a rule of the table, so that it cannot teach what
 * the program does not hold; the reader is as strict as that of org.ini and names file
 * and line. Blueprints (forms/exam/blueprint.ini) say what a paper is drawn from.
 * Private to drill/.
 */
#include "drill/choice.h"

enum { QUESTION_ID_MAX = 12, TOPICS_MAX = 32 };

struct own_text { /* both languages, owned */
	char *zh, *en;
};
const char *own_tx(const struct own_text *t);

struct question {
	char *id; /* "P01", upper case */
	int topic;
	enum question_kind kind;
	struct own_text text, explain, option[OPTIONS_MAX];
	size_t noption; /* true/false: 2, right and wrong */
	unsigned right; /* a bit an option; QUESTION_ORDER: none, they stand in order */
	struct strs rules; /* "R046" */
	int difficulty;	   /* 1..3 */
};
struct topic {
	char *name; /* of the file: "period" */
	struct own_text title;
};
struct blueprint {
	char *name; /* "crp" */
	struct own_text title;
	int draw[TOPICS_MAX];	       /* questions of each topic */
	int least[QUESTION_ORDER + 1]; /* of each kind at least */
	struct strs drills;	       /* counted by their score */
	int drill_share;	       /* percent of the whole; 0 without drills */
};
struct bank {
	struct topic *topic;
	size_t ntopic;
	struct question *q; /* by file, in file order */
	size_t n;
	struct blueprint *plan;
	size_t nplan;
};
/* All files of data/exam, or of home/forms/exam where that has one of the same name (home
 * may be NULL). RC_INVAL, with the first fault, when one has any. */
MUST_CHECK enum rc
bank_read(const char *data, const char *home, struct bank **out, struct err *e);
/* The same to prove them: every fault of every file, "FILE:LINE: …", and of a blueprint
 * also what only some seeds show. file (may be NULL) stands for the one of its name, or
 * is one more. */
MUST_CHECK enum rc bank_prove(const char *data, const char *home, const char *file,
    struct bank **out, struct strs *faults, struct err *e);
/* The name of a file in the bank, by what it holds: a topic's is that of the file,
 * whatever holds plans is BANK_PLANS. NULL: it is none, or does not read. Owned. */
#define BANK_PLANS "blueprint"
char *bank_name_of(const char *path);
void bank_free(struct bank *b);
const struct question *bank_find(const struct bank *b, const char *id); /* NULL: none */
const struct blueprint *bank_plan(const struct bank *b, const char *name);
int plan_questions(const struct bank *b, const struct blueprint *p);

/*
 * What an answer is worth, in halves of a question: 2 right, 0 wrong. Of several right
 * options some but no wrong one are worth 1. Not answered (NULL or "") is wrong.
 */
int question_score(const struct question *q, const char *answer);

/* ---- drawing (draw.c) */
struct drawn {
	const struct question *q; /* borrowed from the bank; NULL: no longer in it */
	char id[QUESTION_ID_MAX + 1];
	int order[OPTIONS_MAX]; /* option shown at i is option order[i] of the bank */
	size_t noption;
};
struct drawn_list {
	struct drawn *v;
	size_t n;
};
/* The same seed draws the same paper; no question twice; options shuffled. RC_INVAL when
 * the bank has too few. */
MUST_CHECK enum rc bank_draw(const struct bank *b, const struct blueprint *p,
    unsigned long seed, struct drawn_list *out, struct err *e);
/* "P01:2143,…": what was drawn, whatever becomes of the bank. */
void drawn_write(const struct drawn_list *d, struct str *out);
MUST_CHECK enum rc
drawn_read(const struct bank *b, const char *s, struct drawn_list *out, struct err *e);
void drawn_free(struct drawn_list *d);
#endif
