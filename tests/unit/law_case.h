/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_LAW_CASE_H
#define DM_TEST_LAW_CASE_H
/*
 * Cases for the rules: facts that every rule accepts, for each act, and changes to them
 * written as "section.key=value section.key=value" with the names of the case file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/law.h"

struct law_case {
	struct facts f;
	struct params param;
	struct calendar cal;
	struct strs text; /* what f borrows */
};

enum key_type {
	T_LEVEL,
	T_DATE,
	T_PERIOD,
	T_TEXT,
	T_INT,
	T_INT64,
	T_ANSWER,
	T_BOOL,
	T_WORD
};

/* clang-format off */
#define K(name, type, member, ...) { name, type, offsetof(struct facts, member), { __VA_ARGS__ } }
static const struct {
	const char *name;
	enum key_type type;
	size_t at;
	const char *words[6]; /* T_WORD: the enum's values in order */
} keys[] = {
	K("unit.tier", T_WORD, unit.tier, "other", "county", "prefecture", "province", "central"),
	K("unit.special_regime", T_BOOL, unit.special_regime), K("unit.grant_level", T_LEVEL, unit.grant_level),
	K("unit.grant_until", T_DATE, unit.grant_until), K("unit.grant_scope", T_TEXT, unit.grant_scope),
	K("grant.received", T_BOOL, grant.received), K("grant.letter_no", T_TEXT, grant.letter_no),
	K("grant.grantor_kind", T_TEXT, grant.grantor_kind), K("grant.task", T_BOOL, grant.task),
	K("grant.grantor_tier", T_WORD, grant.grantor_tier, "other", "county", "prefecture", "province", "central"),
	K("grant.regrant", T_ANSWER, grant.regrant),
	K("proposer.present", T_BOOL, proposer.present), K("proposer.id", T_INT64, proposer.id),
	K("proposer.trained_until", T_DATE, proposer.trained_until), K("proposer.admin", T_ANSWER, proposer.admin),
	K("proposer.kind", T_WORD, proposer.kind, "none", "statutory", "designated"),
	K("approver.present", T_BOOL, approver.present), K("approver.id", T_INT64, approver.id),
	K("approver.trained_until", T_DATE, approver.trained_until), K("approver.admin", T_ANSWER, approver.admin),
	K("approver.kind", T_WORD, approver.kind, "none", "statutory", "designated"),
	K("approver.max_level", T_LEVEL, approver.max_level), K("approver.scope", T_TEXT, approver.scope),
	K("approver.from", T_DATE, approver.from), K("approver.to", T_DATE, approver.to),
	K("approver.state", T_WORD, approver.state, "inactive", "active", "suspended", "ended"),
	K("approver.filed_on", T_DATE, approver.filed_on), K("approver.published_on", T_DATE, approver.published_on),
	K("approver.category", T_TEXT, approver.category), K("approver.vetted_on", T_DATE, approver.vetted_on),
	K("approver.pledge_on", T_DATE, approver.pledge_on), K("approver.letter_no", T_TEXT, approver.letter_no),
	K("approver.own_staff", T_ANSWER, approver.own_staff), K("approver.tier", T_TEXT, approver.tier),
	K("matter.level", T_LEVEL, matter.level), K("matter.period", T_PERIOD, matter.period),
	K("matter.start", T_DATE, matter.start), K("matter.created_on", T_DATE, matter.created_on),
	K("matter.kind", T_TEXT, matter.kind), K("matter.mark", T_TEXT, matter.mark),
	K("matter.ntk", T_WORD, matter.ntk, "none", "persons", "unit"), K("matter.ntk_reason", T_TEXT, matter.ntk_reason),
	K("matter.head_no", T_INT, matter.head_no), K("matter.harm", T_LEVEL, matter.harm),
	K("matter.justification", T_TEXT, matter.justification),
	K("matter.issuer", T_WORD, matter.issuer, "self", "superior"),
	K("matter.joint_units", T_INT, matter.joint_units), K("matter.joint_consulted", T_INT, matter.joint_consulted),
	K("matter.first_start", T_DATE, matter.first_start), K("matter.old_expiry", T_DATE, matter.old_expiry),
	K("matter.notice_arrives", T_DATE, matter.notice_arrives),
	K("matter.external_approval", T_DATE, matter.external_approval),
	K("matter.new_period", T_PERIOD, matter.new_period),
	K("matter.cause", T_WORD, matter.cause, "none", "expired", "scope", "harmless", "published"),
	K("matter.interest_assessment", T_ANSWER, matter.interest_assessment), K("matter.unmarkable", T_BOOL, matter.unmarkable),
	K("entry.present", T_BOOL, entry.present), K("entry.code", T_TEXT, entry.code), K("entry.level", T_LEVEL, entry.level),
	K("entry.max_period", T_PERIOD, entry.max_period), K("entry.condition", T_TEXT, entry.condition),
	K("entry.long_term", T_BOOL, entry.long_term),
	K("entry.origin_tier", T_WORD, entry.origin_tier, "other", "county", "prefecture", "province", "central"),
	K("negative.public_need", T_ANSWER, negative.public_need), K("negative.other_regime", T_ANSWER, negative.other_regime),
	K("negative.already_public", T_ANSWER, negative.already_public), K("negative.must_disclose", T_ANSWER, negative.must_disclose),
	K("place.present", T_BOOL, place.present), K("place.max_level", T_LEVEL, place.max_level),
	K("place.carrier_level", T_LEVEL, place.carrier_level), K("place.due", T_DATE, place.due),
	K("place.person_category", T_TEXT, place.person_category), K("place.keeper", T_ANSWER, place.keeper),
	K("place.second_person", T_ANSWER, place.second_person),
	K("system.level", T_LEVEL, system.level), K("system.assessed_on", T_DATE, system.assessed_on),
	K("system.next_due", T_DATE, system.next_due),
	K("duty.discovered_min", T_INT64, duty.discovered_min), K("duty.reported_min", T_INT64, duty.reported_min),
	K("duty.due", T_DATE, duty.due), K("duty.done", T_DATE, duty.done),
	K("duty.done_by", T_INT64, duty.done_by), K("duty.verified_by", T_INT64, duty.verified_by),
	K("case.today", T_DATE, today),
};
#undef K
/* clang-format on */

static inline void
case_fail(const char *what, const char *key, const char *value)
{
	fprintf(stderr, "law_case: %s: %s=%s\n", what, key, value);
	abort();
}

static inline bool
case_yes(const char *key, const char *v)
{
	if (strcmp(v, "yes") != 0 && strcmp(v, "no") != 0)
		case_fail("yes or no", key, v);
	return strcmp(v, "yes") == 0;
}

static inline int
case_word(const char *const *words, const char *key, const char *v)
{
	for (int i = 0; i < 6 && words[i] != NULL; i++)
		if (strcmp(words[i], v) == 0)
			return i;
	case_fail("no such word", key, v);
	return 0;
}

/* One key; an empty value is absent. */
static inline void
case_set(struct law_case *c, const char *key, const char *v)
{
	struct text2 why;
	enum param id;
	struct err e;
	size_t k = 0;
	char *at;

	if (strncmp(key, "param.", 6) == 0) {
		if (!param_find(key + 6, &id) || param_set(&c->param, id, v, &e) != RC_OK)
			case_fail("parameter", key, v);
		return;
	}
	while (k < ARRAY_LEN(keys) && strcmp(keys[k].name, key) != 0)
		k++;
	if (k == ARRAY_LEN(keys))
		case_fail("no such key", key, v);
	at = (char *)&c->f + keys[k].at;
	switch (keys[k].type) {
	case T_LEVEL:
		*(enum level *)at = LEVEL_NONE;
		if (*v != '\0' && !level_parse(v, (enum level *)at))
			case_fail("level", key, v);
		break;
	case T_DATE:
		*(int32_t *)at = *v != '\0' ? date_parse(v) : DATE_NONE;
		if (*v != '\0' && *(int32_t *)at == DATE_NONE)
			case_fail("date", key, v);
		break;
	case T_PERIOD:
		*(struct period *)at = (struct period){ .date = DATE_NONE };
		if (*v != '\0' && !period_parse(v, (struct period *)at, &why))
			case_fail("period", key, v);
		break;
	case T_TEXT:
		strs_add(&c->text, v);
		*(const char **)at = *v != '\0' ? c->text.v[c->text.n - 1] : NULL;
		break;
	case T_INT:
		*(int *)at = atoi(v);
		break;
	case T_INT64:
		*(int64_t *)at = atoll(v);
		break;
	case T_ANSWER:
		*(enum answer *)at = *v == '\0'		? ANSWER_UNKNOWN
				     : case_yes(key, v) ? ANSWER_YES
							: ANSWER_NO;
		break;
	case T_BOOL:
		*(bool *)at = case_yes(key, v);
		break;
	case T_WORD:
		*(int *)at = case_word(keys[k].words, key, v);
		break;
	}
}

static inline void
case_change(struct law_case *c, const char *changes)
{
	struct strs parts = { 0 };

	strs_split(&parts, changes, " ");
	for (size_t i = 0; i < parts.n; i++) {
		char *eq = strchr(parts.v[i], '=');

		if (eq == NULL)
			case_fail("no =", parts.v[i], "");
		*eq = '\0';
		case_set(c, parts.v[i], eq + 1);
	}
	strs_free(&parts);
}

/* What every act starts from: a 秘密 matter under SL-02, on Monday 2026-03-02. */
static const char common[] =
    "unit.tier=prefecture proposer.present=yes proposer.id=11 "
    "proposer.trained_until=2026-12-31 "
    "proposer.admin=no approver.present=yes approver.id=12 approver.kind=designated "
    "approver.max_level=机密 approver.scope=SL-01,SL-02 approver.from=2026-01-01 "
    "approver.to=2026-12-31 approver.state=active approver.trained_until=2026-12-31 "
    "approver.filed_on=2026-01-05 approver.published_on=2026-01-05 "
    "approver.category=important "
    "approver.vetted_on=2025-06-01 approver.pledge_on=2025-06-02 approver.letter_no=1号 "
    "approver.own_staff=yes approver.tier=principal approver.admin=no "
    "matter.level=秘密 matter.period=5年 matter.start=2026-03-02 "
    "matter.created_on=2026-03-02 "
    "matter.kind=document matter.ntk=persons matter.head_no=4 matter.harm=秘密 "
    "matter.justification=必要 entry.present=yes entry.code=SL-02 entry.level=秘密 "
    "entry.max_period=8年 entry.origin_tier=prefecture negative.public_need=no "
    "negative.other_regime=no negative.already_public=no negative.must_disclose=no";

/* Where an act needs something else to be lawful. */
static const struct {
	enum law_act act;
	const char *changes;
} own[] = {
	{ LAW_FORWARD, "entry.present=no" },
	{ LAW_REFER, "matter.level=绝密" },
	{ LAW_EXTEND, "matter.first_start=2021-06-01 matter.old_expiry=2026-06-01 "
		      "matter.new_period=7年 "
		      "matter.notice_arrives=2026-05-20" },
	{ LAW_RELEASE, "matter.old_expiry=2026-03-02 matter.cause=expired" },
	{ LAW_NOMINATE,
	    "proposer.id=10 proposer.kind=statutory approver.state=inactive" },
	{ LAW_DESIGNATE,
	    "proposer.id=10 proposer.kind=statutory approver.state=inactive" },
	{ LAW_ACTIVATE,
	    "proposer.id=10 proposer.kind=statutory approver.state=inactive" },
	{ LAW_GRANT,
	    "unit.grant_level=机密 unit.grant_until=2029-12-31 unit.grant_scope=SL-02 "
	    "grant.received=yes grant.letter_no=2号 grant.grantor_kind=superior "
	    "grant.grantor_tier=province" },
	{ LAW_LIST, "approver.kind=statutory" },
	{ LAW_KEEP, "place.present=yes place.max_level=机密 place.carrier_level=秘密 "
		    "matter.mark=秘密★5年" },
	{ LAW_LEND, "place.carrier_level=秘密 place.due=2026-03-09 "
		    "place.person_category=general" },
	{ LAW_REPORT, "duty.discovered_min=1000000 duty.reported_min=1000600" },
	{ LAW_RECTIFY, "duty.due=2026-03-31 duty.done=2026-03-02 duty.done_by=11 "
		       "duty.verified_by=12" },
	{ LAW_ASSESS, "system.level=机密 system.assessed_on=2025-01-10 "
		      "system.next_due=2027-01-10" },
};

static inline void
case_init(struct law_case *c, enum law_act act, const char *changes)
{
	memset(c, 0, sizeof(*c));
	params_default(&c->param);
	facts_init(&c->f, &c->param, &c->cal, date_from_ymd(2026, 3, 2));
	c->f.act = act;
	case_change(c, common);
	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		if (own[i].act == act)
			case_change(c, own[i].changes);
	case_change(c, changes);
}

static inline void
case_done(struct law_case *c)
{
	strs_free(&c->text);
	calendar_free(&c->cal);
}
#endif
