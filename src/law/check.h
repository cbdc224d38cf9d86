/* SPDX-License-Identifier: MIT */
#ifndef DM_LAW_CHECK_H
#define DM_LAW_CHECK_H
/*
 * Within the room: what the checks share. A rule RNNN is a row of rules.def and a
 * function rule_RNNN() in the file of its subject; a question that several rules and the
 * proof of authority ask is asked here once.
 */
#include "law/law.h"

/* rules.def gives each row as RULE(id, severity, origin, acts, source, zh, en). */
#define RULE(id, severity, origin, acts, source, zh, en) \
	void rule_##id(const struct rule *r, const struct facts *f, struct findings *out);
#define STATE(id, severity, origin, source, zh, en)
#include "law/rules.def"
#undef STATE
#undef RULE

/* As findings_add(), with a severity other than the row's. */
void findings_add_as(struct findings *f, enum severity s, const struct rule *r,
    const char *field, const char *fmt, ...) PRINTF_LIKE(5, 6);
const char *
origin_note(enum origin o); /* "〔本单位规定〕", for a number within a sentence */

bool fact_said(const char *s); /* a text that is there and not blank */
bool fact_covers(
    const char *scope, const char *code); /* "*", SL-01, SL-* in a comma separated list */
const char *fact_day(int32_t day, char out[11]);
int32_t fact_workdays(const struct facts *f, int32_t from, long n);

/* What the approver must reach: to lower 机密 takes the authority for 机密. */
enum level fact_decided_level(const struct facts *f);
/* The period in question: the new one when extending, else the matter's; and where it is
 * entered. */
const struct period *fact_period(const struct facts *f);
const char *fact_period_field(const struct facts *f);
/* Does the decision need more than the unit's tier gives, so that it rests on a grant? */
bool fact_needs_grant(const struct facts *f);
bool fact_grant_covers(const struct facts *f);	/* the entry, where both are known */
bool period_counted(const struct period *p);	/* years, months or days from a start */
int32_t fact_start(const struct facts *f);	/* first issue, as far as known */
int32_t fact_expiry(const struct facts *f);	/* of the period in question */
int32_t fact_old_expiry(const struct facts *f); /* before extension or release */
bool fact_deemed(const struct facts *f);	/* that is a deemed one (R051) */
/* Highest level anybody claims, and to whom what the unit may not decide is sent (refer,
 * forward, dispute). */
enum level fact_highest_claim(const struct facts *f);
enum addressee fact_addressee(const struct facts *f);
/* When a file goes to the state archive (档案法实施条例20); DATE_NONE: no day fixed. */
int32_t fact_transfer_due(const struct facts *f);
bool fact_foreign(const struct facts *f); /* another's matter, and not taken over */

/* Sources: the first day no longer protected, deemed where nothing is marked; whether it
 * still stands; where it is entered. */
int32_t source_expiry(const struct facts *f, const struct fact_source *s);
bool source_stands(const struct facts *f, const struct fact_source *s);
size_t sources_standing(const struct facts *f);

bool fact_self_released(
    const struct facts *f); /* 自行解密 takes no approval (2014 rule, 34) */

enum level tier_ceiling(enum tier t); /* by statute alone, without a grant */
enum level
category_ceiling(const char *category); /* core 绝密, important 机密, general 秘密 */

bool crp_in_term(const struct fact_person *p, int32_t today);
bool
crp_active(const struct fact_person *p); /* a statutory one needs no act to become so */
bool crp_trained(const struct fact_person *p, int32_t today);
/* The highest level the approver may decide: his letter's, within what the unit may. */
enum level crp_ceiling(const struct facts *f);
#endif
