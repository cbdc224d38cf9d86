/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_TRAIN_H
#define DM_STEP_TRAIN_H
/* What the files of step 3 share. Private to step/. */
#include "step/act.h"
#include "step/tables.h"

#define TRAINERS (ROLE_TRAINER | ROLE_OFFICE)

/* The certificate of a passed attendance: number, validity by the unit's parameter; older
 * ones become renewed, and the person's training runs as long as the new one. */
MUST_CHECK enum rc certify(struct bench *b, struct txn *t, const struct record *att,
    const struct record *session, int32_t from, struct err *e);
/* A person has a result more: what he was given may be done by it. */
MUST_CHECK enum rc
assignments_settle(struct bench *b, struct txn *t, int64_t person, struct err *e);
/* Everybody in post in the department becomes a child record of the act's, of this kind,
 * unless he is one; then the day by which it is due is brought to all that wait. */
MUST_CHECK enum rc seat_department(
    struct act_run *run, struct txn *t, const char *kind, const char *due, struct err *e);
/* Rows of kind whose column holds value, and (NULL: any) whose state is among these. */
MUST_CHECK enum rc rows_of(struct bench *b, const char *kind, const char *col,
    int64_t value, const char *states, struct page *out, struct err *e);

/* ---- an examination for a session that was held (step3_held.c) */
bool session_is_held(const struct record *session);
/* Of the act that sets or edits it: course, people, no other one open. */
MUST_CHECK enum rc held_prepare(struct act_run *run, struct err *e);
MUST_CHECK enum rc held_check(struct act_run *run, struct findings *out, struct err *e);
/* When nobody is named: all who attended and wait for a result are its candidates. */
MUST_CHECK enum rc held_seat(struct act_run *run, struct txn *t, struct err *e);
/* Closed: who never sat it has failed in the session. Cancelled: the session is free. */
MUST_CHECK enum rc held_close(struct act_run *run, struct txn *t, struct err *e);
MUST_CHECK enum rc held_cancel(struct act_run *run, struct err *e);
/* Blocks, at the field, what an examination of the session (open: one still open) stands
 * against. */
MUST_CHECK enum rc held_by_exam(struct act_run *run, int64_t session, bool open,
    const char *field, struct findings *out, struct err *e);
/* Absent after all: he is no candidate, unless he has sat it. */
MUST_CHECK enum rc
held_absent_check(struct act_run *run, struct findings *out, struct err *e);
MUST_CHECK enum rc held_absent(struct act_run *run, struct txn *t, struct err *e);
step_inbox_fn exam_inbox, assign_inbox;
#endif
