/* SPDX-License-Identifier: MIT */
#ifndef DM_TERM_HAND_IN_H
#define DM_TERM_HAND_IN_H
/* What the files of the hand share: the run at hand, where the hand is, what it finds. */
#include "term/hand.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

enum { HAND_WAIT_MS = 20000, HAND_QUIET_MS = 15 };

struct hand {
	const char *home; /* borrowed from the desk */
	char *name, *dir; /* of the run */
	struct scenario *s;
	struct pty *p; /* of the desk */
	struct drill_log log;
	struct bench *b;  /* reads what the trainee's screen shows; never writes */
	int32_t day;	  /* of the drill */
	char *who;	  /* whose place he has */
	const char *kind; /* of the record acted on last; NULL: of none */
	int64_t id;
	struct err e;
};
/* The call must succeed; h->e says why it did not. */
#define hand_ok(h, call) \
	do { \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, (h)->e.msg); \
	} while (0)

/* ---- hand.c: the run and its log, places */
void hand_read_log(struct hand *h);
/* The last attempt, answer or wait since event number `from`; NULL: none. */
const struct drill_event *hand_last(const struct hand *h, size_t from);
/* The same, waited for. */
const struct drill_event *hand_await(struct hand *h, size_t from);
void hand_home(struct hand *h);
/* From home: in another's place, as the drill menu offers it. */
void hand_become(struct hand *h, const char *login);

/* ---- hand_find.c: from home to a record or an act */
/* What a record is found by: its number, else its name; owned, NULL when it has neither.
 */
char *hand_words(const struct record *r);
/* The record that the scenario calls so; a person by login. */
int64_t hand_named(struct hand *h, const char *name, const char **kind);
const struct act_def *hand_act(const struct hand *h, const struct script_act *a);
/* To the line of the act, in the menu of its record or among those of its step; the
 * record is the hand's then. */
void hand_to_act(struct hand *h, const struct script_act *a, const struct act_def *act);

/* ---- hand_do.c */
/* One act of a scenario, from home to what came of it. */
void hand_do(struct hand *h, const struct drill_step *st);
#endif
