/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_ACT_H
#define DM_STEP_ACT_H
/* The engine of acts from inside. Private to step/. */
#include "step/bench.h"

/* Everything an act needs but the law: role, state, parent, need-to-know, another person.
 * RC_DENIED says what and the way. Roles as of the last bench_refresh(). */
MUST_CHECK enum rc act_gate(struct act_run *run, struct err *e);
bool act_from_state(const struct act_def *a, const char *state);
/* Has the record's column one of these values? only: "column=a|b", NULL always. */
bool record_only(const char *only, const struct record *r);
bool act_parent_state(const struct act_def *a, const char *state);
MUST_CHECK enum rc
act_role_check(struct bench *b, const struct act_def *a, struct err *e);
/* A run without form: subject copied or new, parent filled in. */
MUST_CHECK enum rc
act_run_new(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e);
/* Check and do it within a transaction of the caller's, who commits or aborts it. Role
 * and state were looked at by act_begin; drafts are left alone. */
MUST_CHECK enum rc act_do_in(struct act_run *run, struct txn *t, struct findings *out,
    int64_t *out_id, struct err *e);
/* Values between form and record. The record the form fills: run->child or run->rec. */
struct record *act_target(struct act_run *run);
/* Fields that the user did not touch take the record's values. */
MUST_CHECK enum rc act_fill_form(struct act_run *run, struct err *e);
void act_take_form(struct act_run *run);
/* Child records that list fields stand for: new ones put in, missing ones taken out. */
MUST_CHECK enum rc act_put_lists(struct act_run *run, struct txn *t, struct err *e);
/* What rests on a record just put follows it (R078); for whoever puts one by other ways
 * than an act, too. */
MUST_CHECK enum rc
step_followed(struct bench *b, struct txn *t, const struct record *r, struct err *e);
/* What was still open on a record that has just ended is closed; as above. */
MUST_CHECK enum rc
step_ended(struct bench *b, struct txn *t, const struct record *r, struct err *e);
/* Findings become notes beside the fields they name. */
void act_notes(struct act_run *run, const struct findings *f);
/* A form value while the form is open, else the record's own. "" when none. */
const char *act_value(struct act_run *run, const char *name);
/* Set a value by suggestion unless the user has touched the field. */
void act_suggest_value(struct act_run *run, const char *name, const char *value);
/* Publishing and filing: today, and the secrecy department of the same tier as org.ini
 * names it, into what the form asks of these. */
MUST_CHECK enum rc filing_prepare(struct act_run *run, struct err *e);
/* Number of values in a list field ("3,7,12" is 3). */
long act_list_count(struct act_run *run, const char *name);
/* ---- whoever watches (act_watch.c) */
/* Rules that refuse: those of the findings, or those a refusal names. */
void act_rules(const struct findings *f, const struct err *e, struct strs *out);
void act_tell_begin(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, enum rc rc, const struct findings *f,
    const struct err *e);
/* before: the record acted on, as it was. */
void act_tell_done(struct act_run *run, int64_t before, enum rc rc,
    const struct findings *f, int64_t id, const struct err *e);
#endif
