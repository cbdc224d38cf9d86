/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_CASCADE_H
#define DM_STEP_CASCADE_H
/* What rests on a person, an entry, a grant, and what becomes of it when that falls away.
 * Private to step/. */
#include "step/act.h"

/* cascade.c: designations (2014 rule 15, 17) */

/* Why a designation may not be used; rule NULL when it may. unit: the case of today. */
struct fall {
	const char *rule;
	char why[256];
};
MUST_CHECK enum rc designation_fall(struct bench *b, const struct lawcase *unit,
    const struct record *d, struct fall *out, struct err *e);
/* It is suspended, put with the act and the reason; rule NULL: not to come back by itself
 * falling away. One by office stays as it is (条例14). */
MUST_CHECK enum rc designation_suspend(struct bench *b, struct txn *t, struct record *d,
    const char *act, const char *rule, const char *why, struct err *e);
/* Active ones of a person are suspended (R037). */
MUST_CHECK enum rc suspend_designations_of(struct bench *b, struct txn *t, int64_t person,
    const char *rule, const char *why, struct err *e);
/* The list that was published and filed is no longer true: until when it is to be so
 * again (R036). */
void roster_changed(struct bench *b, struct record *d);
enum rc roster_effect(struct act_run *run, struct txn *t, struct err *e);
MUST_CHECK enum rc
fall_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);

/* handover.c: the open business of a person who is not in post */
enum rc handover_prepare(struct act_run *run, struct err *e);
enum rc handover_check(struct act_run *run, struct findings *out, struct err *e);
enum rc handover_effect(struct act_run *run, struct txn *t, struct err *e);
MUST_CHECK enum rc handover_inbox(
    struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* What an absent person owes is owed by the head and the office. */
MUST_CHECK enum rc handover_owners(struct bench *b, struct duties *d, struct err *e);

/* scope_change.c: what rests on a catalogue entry (R008, R092) */

/* The entry is no longer in force: matters and list rows that rest on it are told. */
MUST_CHECK enum rc
entry_ended(struct bench *b, struct txn *t, const struct record *entry, struct err *e);
enum rc entry_end_effect(struct act_run *run, struct txn *t, struct err *e);
/* All entries of the scope end. */
enum rc supersede_effect(struct act_run *run, struct txn *t, struct err *e);
enum rc list_entry_stands(struct act_run *run, struct findings *out, struct err *e);
enum rc adopt_allow(struct act_run *run, struct findings *out, struct err *e);
enum rc adopt_prepare(struct act_run *run, struct err *e);
enum rc adopt_check(struct act_run *run, struct findings *out, struct err *e);
#endif
