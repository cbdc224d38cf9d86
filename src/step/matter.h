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
/* The newest decision of a matter of one of the kinds, in one of the states, or NULL. */
MUST_CHECK enum rc open_decision(struct bench *b, int64_t matter, const char *kinds,
    const char *states, struct record **out, struct err *e);
#define DETERMINING \
	"determine,unclear,refer" /* kinds that a proposal is submitted as \
				   */

/* matter_return.c: what was asked for at the return; refused when it comes again as it
 * was and without a word */
MUST_CHECK enum rc
resubmitted_check(struct act_run *run, struct findings *out, struct err *e);
/* The same of a sheet that is itself corrected; field: where the word stands. */
MUST_CHECK enum rc sheet_resubmitted(struct act_run *run, const struct record *sheet,
    const char *field, struct findings *out, struct err *e);

/* matter_end.c */
/* Sheets and letters still open on m, which has ended, are closed; but the letter that
 * ended it (0: none). */
MUST_CHECK enum rc matter_ended(struct bench *b, struct txn *t, const struct record *m,
    int64_t letter, struct err *e);
bool matter_is_over(const struct record *m);

/* matter_letter.c */
/* The name of who classified it: the source's unit, the owner, else we. */
MUST_CHECK enum rc matter_originator(
    struct bench *b, const struct record *m, struct str *out, struct err *e);
/* Name of the organ a letter goes to; borrowed. */
const char *letter_addressee(struct bench *b, enum addressee to);
/* The newest letter of a kind about a matter in one of the states, or NULL. */
MUST_CHECK enum rc open_letter(struct bench *b, int64_t matter, const char *kind,
    const char *states, struct record **out, struct err *e);
#define UNSETTLED "sent,received,answered" /* states of an objection that is open */
/* Facts of what is drafted and goes out; lawcase_done() after. */
MUST_CHECK enum rc
letter_case(struct lawcase *c, struct act_run *run, enum law_act act, struct err *e);
/* The draft letter of the matter just put: addressee and last day computed. */
MUST_CHECK enum rc letter_draft(struct act_run *run, struct txn *t, enum law_act act,
    const char *kind, struct err *e);
enum rc send_prepare(struct act_run *run, struct err *e);
ALLOW_FN(send_check);
EFFECT_FN(send_effect);
enum rc received_prepare(struct act_run *run, struct err *e);
ALLOW_FN(received_check);
EFFECT_FN(received_effect);
enum rc answer_prepare(struct act_run *run, struct err *e);
ALLOW_FN(answer_check);
EFFECT_FN(answer_effect);
EFFECT_FN(confirm_answer_effect);
/* The matter m as the letter run->rec was answered, put; `none` is its state when it is
 * no secret. */
MUST_CHECK enum rc answer_apply(struct act_run *run, struct txn *t, struct record *m,
    const char *none, struct err *e);

/* matter_confirm.c */
ALLOW_FN(referred_alone); /* a word of care where no other could confirm the answer */
ALLOW_FN(confirm_answer_allow);
/* Why it was not a responsible person who confirmed it; "": it was one. */
const char *confirmed_why(const struct act_run *run);
MUST_CHECK enum rc /* answers that the office confirms */
confirm_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);

/* matter_decide.c */
ALLOW_FN(approve_allow); /* the gate: may this person approve this matter now? */
ALLOW_FN(decide_allow);	 /* two persons, no administrator */
ALLOW_FN(reject_allow);	 /* the gate; nothing that has been in force */
enum rc decide_prepare(struct act_run *run, struct err *e); /* the open decision, proof */
ALLOW_FN(approve_check);
/* All facts of "this person decides this matter today"; lawcase_done() after. */
MUST_CHECK enum rc
decide_case(struct lawcase *c, struct bench *b, const struct record *m, struct err *e);
/* Is it me who proposed it, or who has taken the proposal over since (R042)? */
MUST_CHECK enum rc
proposed_by_me(struct bench *b, const struct record *m, bool *mine, struct err *e);
void no_secret(struct record *m); /* decided: not a secret */
/* The open decision is signed with its proof and put. */
MUST_CHECK enum rc
decide_sign(struct act_run *run, struct lawcase *c, struct txn *t, struct err *e);
ALLOW_FN(opinion_check);
EFFECT_FN(approve_effect);
EFFECT_FN(return_effect);
EFFECT_FN(reject_effect);
enum rc mark_prepare(struct act_run *run, struct err *e);
ALLOW_FN(mark_check);
/* Shared by every decision of the second person. */
void take_prefix(struct findings *out, const struct findings *all, const char *prefix);
void sign(struct act_run *run, const char *state, const char *result);
/* The proof of my authority into run; what a superior has decided no limit of this unit
 * binds (R093). */
void prove(struct act_run *run, const struct lawcase *c, bool ordered);
/* What stands against my signing this for a matter: term, training, ceiling, matters, and
 * that I am not who proposed it (0: nobody did). The proof into run. */
struct signing {
	enum law_act act;
	const struct record *m;
	int64_t proposer;
	enum level level; /* NONE: the matter's own */
	bool ordered;	  /* as of prove() */
};
MUST_CHECK enum rc signing_findings(
    struct act_run *run, const struct signing *s, struct findings *out, struct err *e);
/* May who sign it? */
MUST_CHECK enum rc signing_may(
    struct bench *b, const struct signing *s, int64_t who, bool *may, struct err *e);
void proof_keep(const struct act_run *run, struct record *r); /* into r's proof */
/* run->child approved by me: the proof of authority, what the rules said, the
 * designation it rests on. */
void sign_proved(struct act_run *run, const struct lawcase *c, const struct findings *all,
    const char *state);

/* matter_change.c: what becomes of a matter in force, proposed by one, decided by another
 */
#define CHANGES "change|extend|release|widen|widen_out|correct|partial_release"
struct change_kind {
	const char *kind; /* of the decision, and in matter.pending */
	enum law_act law;
	const char *external, *rule; /* letter to the organ above, and the rule that
					asks for it; NULL: decided here */
};
const struct change_kind *change_kind(const char *kind); /* NULL: none of these */
bool change_is_partial(const struct record *d);
bool change_is_order(const struct record *d); /* decided by a superior itself (R093) */
/* A release decided for a later day (R111). */
bool change_is_later(const struct bench *b, const struct record *d);
/* All facts of "d is decided on m today"; approver 0: nobody yet. lawcase_done() after.
 */
MUST_CHECK enum rc change_case(struct lawcase *c, struct bench *b, const struct record *m,
    const struct record *d, int64_t approver, struct err *e);
/* What goes on after it, as of a change: level and period put right, or of the points
 * that stay. */
struct facts change_rest(const struct lawcase *c, const struct record *d);
/* What the law says of it; *external: an organ above must approve first. */
void change_law(const struct lawcase *c, const struct record *d, struct findings *out,
    bool *external);
/* The decision a matter waits for, or NULL. */
MUST_CHECK enum rc
change_open(struct bench *b, int64_t matter, struct record **out, struct err *e);
enum rc change_decide_prepare(struct act_run *run, struct err *e);
/* matter_amend.c: nothing else is open on the matter; what a proposal begins with; the
 * proposal put, the matter pending. */
ALLOW_FN(change_idle_allow);
enum rc change_propose_prepare(struct act_run *run, struct err *e);
EFFECT_FN(change_propose_effect);
/* matter_change.c */
ALLOW_FN(change_decide_allow); /* the gate */
/* Its part on authority: may I sign d, in term, trained, high enough, in scope? */
MUST_CHECK enum rc change_authority(
    struct act_run *run, const struct record *d, struct findings *out, struct err *e);
ALLOW_FN(change_return_allow);
ALLOW_FN(change_decide_check);
ALLOW_FN(change_answer_check);

/* matter_point.c: parts of a matter (points, sources) are its proposer's; some only
 * before approval. */
ALLOW_FN(part_own);
ALLOW_FN(part_undecided);
/* Are all of these (ids, at least one) points of the matter that are in force? */
MUST_CHECK enum rc points_stand(
    struct bench *b, int64_t matter, const char *ids, bool *stand, struct err *e);
/* The points of a matter just released are released with it. */
MUST_CHECK enum rc
points_released(struct bench *b, struct txn *t, const struct record *m, struct err *e);

/* matter_later.c: what the law of today has against carrying out d, decided before */
MUST_CHECK enum rc later_findings(struct bench *b, const struct record *m,
    const struct record *d, struct findings *out, struct err *e);

/* matter_order.c: what binds a superior, too: caps and dates, but not authority, reasons
 * and the entry, which were its to weigh */
void order_law(const struct lawcase *c, struct findings *out);

/* matter_apply.c */
EFFECT_FN(change_approve_effect);
EFFECT_FN(change_return_effect);
EFFECT_FN(change_withdraw_effect);
EFFECT_FN(change_answered_effect);
EFFECT_FN(change_confirmed_effect);
EFFECT_FN(change_carry_out_effect);
EFFECT_FN(change_order_effect);

/* matter_derive.c */
ALLOW_FN(follow_allow);

/* matter_notice.c */
/* In force with another mark before: carriers and circle follow. Impossible to mark: the
 * circle is told in writing (R069).
 */
EFFECT_FN(mark_after);
/* Carriers take level and mark of the matter; everybody in the circle (or only who
 * holds a carrier) gets one notice. */
MUST_CHECK enum rc notice_send(struct act_run *run, struct txn *t, const struct record *d,
    bool circle, struct err *e);
/* The matter just put was released by itself: its carriers take the release mark, and who
 * holds one is told to put it there. */
MUST_CHECK enum rc notice_self_released(
    struct bench *b, struct txn *t, const struct record *m, struct err *e);
/* matter_widen.c: a wider circle, within the unit and beyond it (R055, R056, R079) */
ALLOW_FN(widen_check);
/* What the originator lays down on its circle (R079): its own rule, its sources'; ""
 * none. */
MUST_CHECK enum rc
circle_rules(struct bench *b, const struct record *m, struct str *out, struct err *e);
/* The row of a person in the circle of a matter, or NULL: he never was in it. */
MUST_CHECK enum rc circle_find(
    struct bench *b, int64_t matter, int64_t person, struct record **out, struct err *e);
bool circle_in(const struct record *ntk); /* is he in it now? NULL: no */
/* He enters it (known: his row, or NULL): who, why, when, by whom (R056). */
struct widening {
	int64_t matter, person, approver;
	const char *ground;
};
MUST_CHECK enum rc circle_enter(struct bench *b, struct txn *t, struct record *known,
    const struct widening *w, struct err *e);
/* The other unit's people enter the circle, each with who, why, by whom and when. */
MUST_CHECK enum rc widen_out_apply(
    struct act_run *run, struct txn *t, const struct record *d, struct err *e);
/* matter_inbox.c */
MUST_CHECK enum rc
change_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);

/* Many matters, one approver: his side of the case once, then one question a matter.
 * lawcase_done() after. */
MUST_CHECK enum rc approver_case(struct lawcase *c, struct bench *b, struct err *e);
MUST_CHECK enum rc approver_may(
    struct lawcase *c, struct bench *b, const struct record *m, bool *may, struct err *e);
/* matter_disclose.c: what waits before something released becomes public */
MUST_CHECK enum rc disclose_inbox(
    struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* matter_recheck.c: the level was `before`; where it has moved, a re-check is owed
 * (R099).
 */
void recheck_moved(struct record *m, enum level before);
MUST_CHECK enum rc
recheck_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* matter_review.c: the yearly review on the home screen */
MUST_CHECK enum rc
review_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
MUST_CHECK enum rc review_tile(struct bench *b, struct tile *out, struct err *e);
#endif
