/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_SCRIPT_H
#define DM_STEP_SCRIPT_H
/*
 * Acts written down and played as by hand: begun, filled and done like one at the screen,
 * by the acting person and on its day, so that the journal reads like a real one and no
 * rule is passed by. The sample organisation is such a script (CSV files); drills write
 * their situations, model paths and classic errors with the same words.
 */
#include "step/step.h"

/*
 * One act. In a CSV file a row is one act, or a chain of them on one record:
 *
 *   day,who,act,on,as,FIELD=TEXT,FIELD=TEXT,then=ACT@WHO,FIELD=TEXT …
 *
 * day is counted from the day the script is made and is negative; who is a login
 * (several, separated by blanks: each in turn); act is KIND.NAME, or NAME alone after
 * then=; on is the alias of the record acted on or added to, or a login; as names the
 * new record for later acts. Past days that are no working days move to the one before.
 * TEXT is what a person would type into the field; $ALIAS stands for a record, {-30} for
 * a day counted from the making, {d} {d+7} for one counted from the act, {y} {y-1} for a
 * year. ?COLUMN=VALUE chooses among the records under `on` (several values: each in
 * turn; $ALIAS and a login stand for record and person). A row beginning with # is a
 * remark.
 */
struct script_act {
	const char *file; /* borrowed */
	int line;
	size_t order; /* in the files: acts of one day keep it */
	int32_t day;
	bool follows; /* goes on with the records of the act before */
	char *who, *act, *on, *as;
	struct strs cells;
};
void script_act_done(struct script_act *a);
struct script {
	struct script_act *v;
	size_t n, cap;
	struct strs files;
	int32_t made;		    /* the day the script is made */
	const struct calendar *cal; /* borrowed */
};
/* Every *.csv of the directory up to the one named `last` (NULL: all), in time's order.
 * cal is borrowed as long as the script. */
MUST_CHECK enum rc script_read(const char *dir, const char *last, int32_t made,
    const struct calendar *cal, struct script *out, struct err *e);
void script_done(struct script *s);
/* The first day of the script. */
int32_t script_first_day(const struct script *s);
/* The day so many days from the making: a past one is a working day. */
int32_t script_day(int32_t made, const struct calendar *cal, int days);
/* What {…} stands for, as written in TEXT. */
MUST_CHECK enum rc script_text(int32_t made, const struct calendar *cal, int32_t day,
    const char *text, struct str *out, struct err *e);

/* ---- the player: lives on between acts and remembers the names given */
struct script_player;
/* cal is borrowed as long as the player. */
struct script_player *
script_player_new(struct bench *b, int32_t made, const struct calendar *cal);
void script_player_free(struct script_player *p);
enum script_end {
	SCRIPT_DONE,
	SCRIPT_REFUSED,	   /* by law, role or state: e says why */
	SCRIPT_IMPOSSIBLE, /* as it is written: no such act, field, record or value */
};
struct script_outcome {
	enum script_end end;
	struct strs rules; /* owned; that refused it */
	const char *kind;  /* of the record made or changed last */
	int64_t id;
};
void script_outcome_done(struct script_outcome *o);
/* Sets the bench's clock to the day of the act and lets its person act. RC_OK when it was
 * done; out (may be NULL) says how it ended. */
MUST_CHECK enum rc script_play(struct script_player *p, const struct script_act *a,
    struct script_outcome *out, struct err *e);
/* Give a record a name; a later one of the same name hides it. */
void script_name(struct script_player *p, const char *name, const char *kind, int64_t id);
/* The record of that name; false: none. */
bool script_named(
    const struct script_player *p, const char *name, const char **kind, int64_t *id);
/* Names in the order given, i from 0; false: no more. */
bool script_name_at(const struct script_player *p, size_t i, const char **name,
    const char **kind, int64_t *id);
/* The next act that follows goes on with this record. */
void script_go_on(struct script_player *p, const char *kind, int64_t id);
/* The whole script on a bench whose store has the organisation and nothing else. */
MUST_CHECK enum rc script_replay(struct bench *b, const struct script *s, struct err *e);

/* ---- for those who play: another day, another person with his own login */
void bench_set_day(struct bench *b, int32_t day);
MUST_CHECK enum rc bench_sign_in(struct bench *b, const char *login, struct err *e);
#endif
