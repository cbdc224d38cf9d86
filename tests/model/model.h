/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_MODEL_MODEL_H
#define DM_TESTS_MODEL_MODEL_H
/*
 * The model-based test: random acts on a small organisation, and a second opinion on
 * each. What the second opinion knows of the law stands here in its own few words
 * (law.c), read from the final rows and the journal alone (rows.c): nothing of law/ and
 * no act of step/ is asked. check_*.c names unlawful states; oracle.c says beforehand
 * whether an act is lawful; play.c takes the acts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/period.h"
#include "org/org.h"
#include "store/store.h"

#define END_OF_TIME INT64_MAX

/* ---- rows.c: the store as last read */

/* One record: as it is now, and every version the journal has of it. */
struct version {
	int64_t seq, person;
	int32_t day;
	char *act, *role; /* owned */
	struct record *r; /* owned */
};
struct line {
	struct record *now; /* owned */
	struct version *v;
	size_t n, cap;
};
struct table {
	const char *kind;
	struct line **line; /* by id; holes are NULL */
	size_t n;	    /* one more than the highest id */
};
struct world {
	struct table *table;
	size_t ntable;
	int64_t seq; /* last journal row read */
	int32_t today;
	enum tier tier;
	const struct calendar *cal; /* borrowed */
	const char *name;	    /* of the unit; borrowed */
	bool swept;		    /* nothing was done since the day's sweep */
	struct strs chain;	    /* what the journal itself was found to lack */
	uint8_t last[32];	    /* hash of the last row read */
};
MUST_CHECK enum rc world_read(struct world *w, struct store *s, struct err *e);
/* Every row again, held against what was kept along the way. */
MUST_CHECK enum rc
world_again(const struct world *w, struct store *s, struct strs *faults, struct err *e);
void world_free(struct world *w);
const struct table *table_of(const struct world *w, const char *kind);
struct line *line_of(const struct world *w, const char *kind, int64_t id);
const struct record *row(const struct world *w, const char *kind, int64_t id);
/* As it was before journal row seq; NULL: it was not yet. */
const struct record *
row_before(const struct world *w, const char *kind, int64_t id, int64_t seq);
/* The version that first had this state after it had another; NULL: never. */
const struct version *entered(const struct line *l, const char *state);
bool is_one_of(const char *word, const char *list); /* comma separated */
bool state_in(const struct record *r, const char *states);
const char *val(const struct record *r, const char *col); /* "" for a NULL record */
long num(const struct record *r, const char *col);
int32_t day_of(const struct record *r, const char *col);
bool same_values(const struct record *a, const struct record *b);

/* Every record of a kind: for (struct each x = each(w, "matter"); next(&x);) … x.r, x.l
 */
struct each {
	const struct table *t;
	size_t i;
	const struct line *l;
	const struct record *r; /* as it is now */
};
struct each each(const struct world *w, const char *kind);
bool next(struct each *x);

/* ---- law.c: the law in few words */
int cap_years(long level);
long tier_level(enum tier t);
/* First day no longer protected; DATE_NONE when a condition or nothing ends it. */
int32_t end_of(const char *period, int32_t start);
bool within_cap(const char *period, int32_t start, long level);
bool longer_than_cap(const struct record *entry); /* the scope provides otherwise */
bool beyond_entry(const struct record *entry, const char *period, int32_t start);
char *mark_of(long level, const char *period); /* owned */
bool is_long(const char *period);
bool is_condition(const char *period);
bool covers(const char *scope, const char *code);
enum { MAY_PROPOSE = 1, MAY_DECIDE = 2, IS_OFFICE = 4, IS_ADMIN = 8, IS_HEAD = 16 };
/* Who he was before that journal row, on that day. */
unsigned roles_at(const struct world *w, int64_t who, int64_t seq, int32_t day);
bool trained_at(const struct world *w, int64_t who, int64_t seq, int32_t day);
/* Highest level the unit may decide of what this entry names (NULL: no entry). */
long
unit_level(const struct world *w, const struct record *entry, int64_t seq, int32_t day);
/* His own part of the authority: NULL, or the rule that it lacks. */
const char *lacks_authority(const struct world *w, int64_t who, long level,
    const struct record *entry, int64_t seq, int32_t day);
/* The circle as of that row: how many persons. */
long knowers_at(const struct world *w, int64_t matter, int64_t seq);
/* Highest level claimed in the open dispute of a matter; 0: none is open. */
long highest_claim(const struct world *w, int64_t matter);
const struct record *open_change(const struct world *w, int64_t matter);
/* What a derivative takes from its sources: level 0 when none stands; end DATE_NONE with
 * ends false where it cannot be told. */
struct taken {
	long level;
	bool ends, is_long;
	int32_t end;
	const char *condition;
};
struct taken taken_from(const struct world *w, int64_t matter, int32_t day);

/* ---- check_*.c: no unlawful state */
struct invariant {
	const char *id;	    /* the rule, or S-…: the register's own soundness */
	const char *kind;   /* of each record, … */
	const char *states; /* … if in one of these (NULL: any), this must hold */
	const char *text;
	/* What is wrong with x, owned; NULL: nothing. */
	char *(*fault)(
	    const struct invariant *v, const struct world *w, const struct each *x);
};
const struct invariant *matter_invariants(size_t *n);
const struct invariant *decision_invariants(size_t *n);
const struct invariant *office_invariants(size_t *n);
/* Every invariant; each fault is "ID kind id: what (the invariant's text)". */
void check_all(const struct world *w, struct strs *out);

/* ---- oracle.c: is it lawful? */
struct attempt {
	const char *kind, *act;
	int64_t who;
	const struct record *rec;    /* as it is before; NULL: a new one */
	const struct record *filled; /* the record that the form fills */
	long knowers;		     /* persons named; -1: not asked */
	const char *knower_ids;	     /* of new_knowers or knowers */
	const struct record *source; /* of a derivative, as typed; or NULL */
	bool complete;		     /* nothing required is empty or misspelt */
};
enum verdict { NO_OPINION, LAWFUL, UNLAWFUL };
/* why: rule and reason of the first thing found. */
enum verdict oracle(const struct world *w, const struct attempt *a, char why[160]);

/* ---- play.c: the office and its random days */
struct play;
struct play_options {
	uint64_t seed;
	enum tier tier;
	long steps;
	bool go_on; /* after a fault, to find others */
};
struct count {
	const char *kind, *act;
	long done, refused, lawful, unlawful;
};
/* Plays; faults get what was found, trail the acts that led there. */
void play(const struct play_options *o, struct strs *faults, struct strs *trail,
    struct count *counts, size_t ncount);
/* The world as the play left it, for tests that spoil it; valid until the next play. */
struct world *play_world(void);
void play_end(void);

/* ---- spoil.c: the checker can fail */
/* Spoils rows of the world held in memory, one invariant after the other, and puts them
 * back; shown[i]: the checker named it. Those already shown are left out. How many there
 * are. */
size_t spoil(struct world *w, bool *shown, size_t n);
const char *spoil_id(size_t i);
bool spoil_knows(const char *id);

/* ---- fill.c: what is typed */
struct dice {
	uint64_t s;
};
unsigned dice(struct dice *d, unsigned sides); /* 0 .. sides-1 */
bool chance(struct dice *d, unsigned percent);
#endif
