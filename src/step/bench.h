/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_BENCH_H
#define DM_STEP_BENCH_H
/* The bench from inside, and what the step files share. Private to step/. */
#include <stdio.h>
#include <stdlib.h>
#include "step/step.h"

/* Whether a record concerns the acting person, and the level of what it shows then. */
struct seen {
	int kind; /* its number; 0: an empty slot */
	bool may;
	int64_t id, rev;
	enum level level;
};
struct look { /* kind 0: none */
	int kind;
	int64_t id;
};
struct bench {
	struct bench_options opt; /* strings owned */
	struct clock clock;
	struct store *store;
	struct org *org;
	struct record *me; /* acting person, NULL before sign-in */
	unsigned roles;
	struct form **form; /* cache, owned */
	size_t nform, cform;
	struct look looked[64]; /* a ring of what was looked at: one log row a look */
	size_t nlooked;
	struct seen seen[512]; /* see.c; forgotten when something changes */
	int ahead; /* duties looked for at least so many days ahead; 0: as their rows say
		    */
	char warning[256];
	void (*watch)(void *ctx, const struct act_event *ev); /* or NULL */
	void *watch_ctx;
};

/* ---- facts: what the law needs to know, gathered from records. Strings live as long as
 * the case. */
struct lawcase {
	struct facts f;
	struct record **hold; /* owned: records whose strings the facts borrow */
	size_t nhold;
	struct fact_source *source; /* owned: what f.source points at */
	/* Owned arrays of records held: grants in force, and the approver's designations,
	 * of which lawcase_choose() takes what carries the case. */
	const struct record **grant, **letter;
	size_t ngrant, nletter;
	const struct record *designation; /* by which the approver decides; NULL: by
					     office, or he has none */
};
void lawcase_init(struct lawcase *c, struct bench *b, enum law_act act);
void lawcase_done(struct lawcase *c);
MUST_CHECK enum rc lawcase_unit(struct lawcase *c, struct bench *b, struct err *e);
/* The person as proposer (training) or as approver (with the designation that counts
 * today). */
MUST_CHECK enum rc lawcase_person(struct lawcase *c, struct bench *b,
    struct fact_person *p, int64_t person, struct err *e);
MUST_CHECK enum rc
lawcase_entry(struct lawcase *c, struct bench *b, int64_t entry, struct err *e);
/*
 * A unit may hold several grants and a person several designations, of different levels,
 * matters and terms: the facts take those that carry this case. Once unit, approver,
 * matter and entry are known.
 */
void lawcase_choose(struct lawcase *c);
/* Matter values from a record; ntk from the number of knowers (pass -1 to count those
 * stored). */
MUST_CHECK enum rc lawcase_matter(struct lawcase *c, struct bench *b,
    const struct record *m, long knowers, struct err *e);
enum { OWN_UNIT_ID = 1 }; /* this unit; org_import.c keeps it, with the name of org.ini */
bool unit_is_ours(int64_t unit);				 /* 0, none, is not */
bool name_is_ours(const struct bench *b, const char *unit_name); /* as typed */
/* Determined by this unit: such a matter names no owner, or this one. */
bool matter_is_ours(const struct record *m);
/* Whose the matter is: another unit's is not ours to change or release, unless we took
 * over its functions (R093, R107, R108). */
MUST_CHECK enum rc
lawcase_owner(struct lawcase *c, struct bench *b, const struct record *m, struct err *e);
/* Something of a level kept in a place, or lent to a person (0: neither). */
MUST_CHECK enum rc lawcase_place(struct lawcase *c, struct bench *b, enum level level,
    int64_t place, int64_t person, struct err *e);
/* Highest level of the secret points in force, but for those named (ids, or ""); NONE
 * when there are none. */
MUST_CHECK enum rc point_level(
    struct bench *b, int64_t matter, const char *except, enum level *out, struct err *e);
/* One more source of a derivative, as a record of kind source (stored or not) tells it.
 */
void lawcase_add_source(struct lawcase *c, const struct record *source);
/* The act by which a matter of this origin is decided: determine, derive, or forward. */
enum law_act matter_law(const struct record *m);
/* Designations of a person: those by which he decides today first, then the newest. */
MUST_CHECK enum rc
crp_designations(struct bench *b, int64_t person, struct page *out, struct err *e);
/* Is it one by which its person decides today? */
bool crp_decides(const struct bench *b, const struct record *designation);
/* What it is protected at now: the highest level claimed while it is disputed (R090). */
enum level matter_protected(const struct record *m);
/* Its copies are kept, lent and shown at that level. */
MUST_CHECK enum rc
carriers_follow(struct bench *b, struct txn *t, const struct record *m, struct err *e);
/* Read the acting person and his roles again. */
MUST_CHECK enum rc bench_refresh(struct bench *b, struct err *e);
bool person_is_head(struct bench *b, int64_t person);
MUST_CHECK enum rc
person_roles(struct bench *b, const struct record *person, unsigned *out, struct err *e);

int value_column(
    const struct kind *k, const struct field *f); /* -1: none, or not a value (id, rev) */

/* Kept to judge again by, and telling nobody anything. */
bool for_machines(const char *kind, const char *column);
/* As bench_label(), of a record at hand. */
char *record_label(struct bench *b, const struct record *r);
/* Labels of several records of a kind, ids separated by commas; owned. */
char *labels_of(struct bench *b, const char *kind, const char *ids);
/* Drills that a text is part of the number or title of, as options: the number, and the
 * title beside it. */
#define DRILL_NAMES "drill"
void drill_names(
    const struct bench *b, const char *typed, size_t limit, struct form_options *out);
/* What a form offers while one types; within: only children of that record, or NULL. */
void bench_find(struct bench *b, const char *kind, const char *typed, size_t limit,
    const struct record *within, struct form_options *out);

/* ---- need-to-know (see.c) */
/* RC_DENIED, and how one comes to know, when the record does not concern the person. */
MUST_CHECK enum rc see_check(struct bench *b, const struct record *r, struct err *e);
/* Hold a query to the rows that the person may see, and its questions to the columns. */
MUST_CHECK enum rc see_limit(struct bench *b, struct query *q, struct err *e);
void see_forget(struct bench *b); /* after a change of records or of the person */

/* ---- small things step files say often */
/* Day column of a record; DATE_NONE when empty. */
int32_t record_date(const struct record *r, const char *col);
void record_set_date(struct record *r, const char *col, int32_t day);
/* Add a BLOCK or WARN that is the step's own (rule id with its text): role, state,
 * completeness. */
void step_finding(struct findings *out, const char *rule, enum severity sev,
    const char *field, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* Rows of a kind in these states (comma list, NULL any), optionally where col equals
 * value; capped count. */
MUST_CHECK enum rc count_where(struct bench *b, const char *kind, const char *states,
    const char *col, int64_t value, size_t *n, struct err *e);
/* Rows whose date column lies within from..to (either may be DATE_NONE) and whose state
 * is in states. */
MUST_CHECK enum rc count_due(struct bench *b, const char *kind, const char *states,
    const char *col, int32_t from, int32_t to, size_t *n, struct err *e);
void
duty_add(struct duties *d, const char *rule, enum origin o, int32_t due, const char *kind,
    int64_t id, int step, const char *act, const char *fmt, ...) PRINTF_LIKE(9, 10);
/*
 * One line of the inbox as data: records of kind in states, whose owner column is me
 * (NULL: office roles only), due by date column (NULL: none) within `ahead` days, become
 * a duty. zh/en stand before the label.
 */
struct duty_def {
	int step;
	const char *kind, *states, *owner, *due;
	int ahead_days;	  /* -1: always */
	unsigned roles;	  /* who owes it when owner is NULL */
	const char *rule; /* NULL: a unit's custom without a rule */
	enum origin origin;
	const char *act;
	struct text2 text; /* before the label */
	const char *only;  /* "column=a|b", as of an act; NULL: all */
	const char
	    *label; /* column whose record names the duty; NULL: the record itself */
	bool now;   /* without a day of its own it is owed today */
};
MUST_CHECK enum rc duties_from(struct bench *b, const struct duty_def *defs, size_t n,
    bool all, size_t limit, struct duties *out, struct err *e);
#endif
