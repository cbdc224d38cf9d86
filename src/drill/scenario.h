/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_SCENARIO_H
#define DM_DRILL_SCENARIO_H
/* A scenario in memory, every text with its variant's values. Private to drill/. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "drill/drill.h"
#include "step/script.h"

struct said { /* owned */
	char *zh, *en;
};
const char *say(const struct said *s); /* in the language of the program; never NULL */

/* Something done: an act, days let pass, a question answered. */
struct drill_step {
	enum { STEP_ACT, STEP_WAIT, STEP_ANSWER } what;
	int line;
	int day; /* relative to the first day: start only */
	struct script_act act;
	int days;     /* STEP_WAIT */
	int question; /* STEP_ANSWER: from 1 */
	char *answer;
	bool refused; /* is expected to be refused, by refused_by ("": any rule) */
	char *refused_by;
	struct said why;
};
struct drill_steps {
	struct drill_step *v;
	size_t n, cap;
};

struct named_expr {
	char *name, *expr;
	int line;
};
struct exprs {
	struct named_expr *v;
	size_t n, cap;
};
/* What is asked of a run; every part given must hold. NULL: not asked. */
struct drill_cond {
	int line;
	char *record, *of,
	    *on; /* kind; alias of its parent; alias of the record itself */
	struct exprs where;
	long lo, hi; /* how many */
	char *done, *not_done, *by;
	int32_t until; /* DATE_NONE: whenever */
	char *refused_none, *refused;
	char *act;	    /* attempts of this act… */
	struct exprs value; /* …in which these values were typed */
	int answer, wrong;  /* question answered right, or wrong; from 1; 0 */
};

struct drill_after {
	int line;
	char *act; /* KIND.ACT by the trainee */
	int days;
	struct said news, otherwise; /* shown; shown when the colleague is refused */
	struct drill_steps steps;
};
struct drill_expect {
	char *name; /* "expect.2" */
	int line;
	enum drill_part part;
	int points; /* within the part */
	bool decisive;
	char *rule;
	struct said text;
	struct drill_cond cond;
	int share; /* of 100 */
};
struct drill_mistake {
	char *name;
	int line;
	enum drill_error type;
	char *rule;
	struct said explain;
	struct drill_cond cond;
	int path; /* steps of the model path that come before the play */
	struct drill_steps play;
};
struct drill_hint_text {
	struct said text;
	int cost;
	size_t of; /* expectation */
	char *of_name;
	int line;
};
struct drill_ask {
	char *name;
	int line;
	enum question_kind kind;
	struct said text, explain;
	struct said *option;
	size_t noption;
	char *answer; /* "2" or "1,3", as numbered in the file */
	char *rule;
};
struct drill_guide_text {
	struct said text;
	struct drill_cond until;
};
#define LIST_OF(type) \
	struct { \
		type *v; \
		size_t n, cap; \
	}
/* One more zeroed element at the end of a LIST_OF. */
#define LIST_ADD(l) \
	((l)->n == (l)->cap ? (void)((l)->v = xreallocarray((l)->v, \
					 (l)->cap = (l)->cap == 0 ? 8 : (l)->cap * 2, \
					 sizeof(*(l)->v))) \
			    : (void)0, \
	    memset(&(l)->v[(l)->n], 0, sizeof(*(l)->v)), &(l)->v[(l)->n++])

struct scenario {
	char *path, digest[65];
	unsigned long seed;
	int variants;
	char *id, *kind, *as, *world; /* world: last file of the sample, "" all */
	struct said title, situation, task;
	int difficulty, step, minutes, pass;
	int32_t today;
	bool moving;
	char *tier; /* NULL: as the sample's */
	struct strs may_be;
	struct drill_steps start, path_steps;
	LIST_OF(struct drill_after) after;
	LIST_OF(struct drill_expect) expect;
	LIST_OF(struct drill_mistake) mistake;
	LIST_OF(struct drill_hint_text) hint;
	LIST_OF(struct drill_ask) question;
	LIST_OF(struct drill_guide_text) guide;
};
int scenario_part_share(const struct scenario *s, enum drill_part p); /* of 100 */

/* ---- reading (scenario_file.c, scenario_read.c, scenario_parts.c, scenario_keys.c) */
struct reader {
	const struct ini *ini;
	struct scenario *s;
	struct strs key, value; /* of the variant */
	struct err *e;
};
/* All sections into r->s; what they refer to is not yet looked at. */
MUST_CHECK enum rc read_sections(struct reader *r);
/* Sections and keys of the file against the grammar. */
MUST_CHECK enum rc scenario_keys_check(const struct ini *ini, struct err *e);
/* Does the section's name fit, "error.#.play.#" with a number for each #? */
bool scenario_section_is(const char *pattern, const char *section);
bool scenario_key_reserved(const char *key); /* of an act: no field of its form */
/* A value with {KEY} of the variant replaced; NULL when absent. Owned. */
char *read_value(const struct reader *r, size_t sec, const char *key);
enum rc read_fault(const struct reader *r, size_t sec, const char *key, const char *fmt,
    ...) PRINTF_LIKE(4, 5);
/* KEY, KEY.2 … and KEY.en, KEY.en.2 …; both languages or neither. */
MUST_CHECK enum rc read_said(
    const struct reader *r, size_t sec, const char *key, bool required, struct said *out);
MUST_CHECK enum rc
read_int(const struct reader *r, size_t sec, const char *key, int lo, int hi, int *out);
MUST_CHECK enum rc
read_required(const struct reader *r, size_t sec, const char *key, char **out);
MUST_CHECK enum rc read_rule(
    const struct reader *r, size_t sec, const char *key, char **out); /* "" when absent */
MUST_CHECK enum rc read_cond(const struct reader *r, size_t sec, struct drill_cond *out);
/* One act after those in `steps`. */
MUST_CHECK enum rc
read_step(const struct reader *r, size_t sec, bool start, struct drill_steps *steps);
void steps_free(struct drill_steps *s);
void cond_free(struct drill_cond *c);
void said_free(struct said *s);
#endif
