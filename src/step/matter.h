/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_MATTER_H
#define DM_STEP_MATTER_H
/* What the acts of step 4 allow, suggest, check and do. Private to step/. */
#include "step/act.h"

#define ALLOW_FN(name) \
	enum rc name(struct act_run *run, struct findings *out, struct err *e)
#define EFFECT_FN(name) enum rc name(struct act_run *run, struct txn *t, struct err *e)

/* matter_propose.c */
ALLOW_FN(propose_allow); /* trained (R033), no administrator (R140) */
ALLOW_FN(propose_own);	 /* only the proposer himself */
enum rc propose_prepare(struct act_run *run,
    struct err *e); /* level, period, circle, harm from the entry; start, watcher */
ALLOW_FN(propose_check);
EFFECT_FN(propose_after); /* the decision record: submitted */
EFFECT_FN(withdraw_effect);

/* matter_decide.c */
ALLOW_FN(approve_allow); /* the gate: may this person approve this matter now? */
ALLOW_FN(decide_allow);	 /* two persons, no administrator */
enum rc decide_prepare(struct act_run *run, struct err *e); /* the open decision, proof */
ALLOW_FN(approve_check);
ALLOW_FN(opinion_check);
EFFECT_FN(approve_effect);
EFFECT_FN(return_effect);
EFFECT_FN(reject_effect);
enum rc mark_prepare(struct act_run *run, struct err *e);
ALLOW_FN(mark_check);
/* Many matters, one approver: his side of the case once, then one question a matter.
 * lawcase_done() after. */
MUST_CHECK enum rc approver_case(struct lawcase *c, struct bench *b, struct err *e);
MUST_CHECK enum rc approver_may(
    struct lawcase *c, struct bench *b, const struct record *m, bool *may, struct err *e);
#endif
