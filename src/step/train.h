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
step_inbox_fn exam_inbox, assign_inbox;
#endif
