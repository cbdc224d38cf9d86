/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_LAW_CASE_H
#define DM_TEST_LAW_CASE_H
/*
 * Cases for the rules: facts that every rule accepts, for each act, and changes to them
 * written as "section.key=value section.key=value" with the names of the case file. The
 * last value of a key counts, an empty one takes it away; "section.present=no" makes its
 * facts absent and "param.NAME=value" sets a parameter.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/case.h"

static inline void
case_fail(const char *what, const char *pair)
{
	fprintf(stderr, "law_case: %s: %s\n", what, pair);
	abort();
}

/* Does pair set the key of the first n bytes of key? */
static inline bool
case_sets(const char *pair, const char *key, size_t n)
{
	return strncmp(pair, key, n) == 0 && pair[n] == '=';
}

/* "section.key=value": the section goes to the last dot before "=". */
static inline void
case_apply(struct law_case *c, const char *pair)
{
	size_t n = strcspn(pair, "=");
	char key[80], *dot;
	enum param id;
	struct err e;

	if (n >= sizeof(key) || pair[n] != '=')
		case_fail("no key", pair);
	memcpy(key, pair, n);
	key[n] = '\0';
	if (strncmp(key, "param.", 6) == 0) {
		if (!param_find(key + 6, &id) ||
		    param_set(&c->param, id, pair + n + 1, &e) != RC_OK)
			case_fail("parameter", pair);
		return;
	}
	if ((dot = strrchr(key, '.')) == NULL)
		case_fail("no section", pair);
	*dot = '\0';
	if (law_case_set(c, key, dot + 1, pair + n + 1, &e) != RC_OK)
		case_fail(e.msg, pair);
}

static inline void
case_present(struct law_case *c, const char *pair)
{
	const struct {
		const char *key;
		bool *to;
	} flags[] = {
		{ "proposer.present", &c->f.proposer.present },
		{ "approver.present", &c->f.approver.present },
		{ "entry.present", &c->f.entry.present },
		{ "place.present", &c->f.place.present },
	};

	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		if (case_sets(pair, flags[i].key, strlen(flags[i].key)))
			*flags[i].to = strcmp(strchr(pair, '='), "=yes") == 0;
}

/* What every act starts from: a 秘密 matter under SL-02, on Monday 2026-03-02. */
static const char common[] =
    "unit.tier=prefecture proposer.id=11 "
    "proposer.trained_until=2026-12-31 "
    "proposer.admin=no approver.id=12 approver.kind=designated "
    "approver.max_level=机密 approver.scope=SL-01,SL-02 approver.from=2026-01-01 "
    "approver.to=2026-12-31 approver.state=active approver.trained_until=2026-12-31 "
    "approver.filed_on=2026-01-05 approver.published_on=2026-01-05 "
    "approver.category=important "
    "approver.vetted_on=2025-06-01 approver.pledge_on=2025-06-02 approver.letter_no=1号 "
    "approver.own_staff=yes approver.tier=principal approver.admin=no "
    "matter.level=秘密 matter.period=5年 matter.start=2026-03-02 "
    "matter.created_on=2026-03-02 "
    "matter.kind=document matter.ntk=persons matter.head_no=4 matter.harm=秘密 "
    "matter.justification=必要 entry.code=SL-02 entry.level=秘密 "
    "entry.max_period=8年 entry.origin_tier=prefecture negative.public_need=no "
    "negative.other_regime=no negative.already_public=no negative.must_disclose=no";

/* Where an act needs something else to be lawful. */
static const struct {
	enum law_act act;
	const char *changes;
} own[] = {
	{ LAW_FORWARD, "entry.present=no" },
	{ LAW_REFER, "matter.level=绝密" },
	{ LAW_CHANGE, "matter.cause=scope matter.notice_arrives=2026-03-09 "
		      "matter.old_level=秘密 matter.old_period=5年" },
	{ LAW_DERIVE, "source.1.level=秘密 source.1.expiry=2031-03-02 source.1.trigger=1 "
		      "matter.period=2031-03-01 entry.present=no" },
	{ LAW_DISPUTE, "claim.1.level=秘密 approver.kind=statutory" },
	{ LAW_REVIEW, "matter.review=keep" },
	{ LAW_CORRECT, "matter.fault=4" },
	{ LAW_TRANSFER, "matter.release_review=yes" },
	{ LAW_DISCLOSE, "matter.released_on=2026-03-02 matter.disclosure_review=yes" },
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
	{ LAW_KEEP, "place.max_level=机密 place.carrier_level=秘密 "
		    "matter.mark=秘密★5年" },
	{ LAW_LEND, "place.carrier_level=秘密 place.due=2026-03-09 "
		    "place.person_category=general" },
	{ LAW_REPORT, "duty.discovered=2026-03-01T10:00 duty.reported=2026-03-01T20:00" },
	{ LAW_RECTIFY, "duty.due=2026-03-31 duty.done=2026-03-02 duty.done_by=11 "
		       "duty.verified_by=12" },
	{ LAW_ASSESS, "system.level=机密 system.assessed_on=2025-01-10 "
		      "system.next_due=2027-01-10" },
};

static inline void
case_init(struct law_case *c, enum law_act act, const char *changes)
{
	struct strs all = { 0 };

	law_case_init(c, NULL, NULL);
	c->f.today = date_from_ymd(2026, 3, 2);
	c->f.cal = &c->cal;
	c->f.act = act;
	strs_split(&all, common, " ");
	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		if (own[i].act == act)
			strs_split(&all, own[i].changes, " ");
	strs_split(&all, changes, " ");
	for (size_t i = 0; i < all.n; i++) {
		size_t n = strcspn(all.v[i], "="), last = i;

		for (size_t k = i + 1; k < all.n; k++)
			if (case_sets(all.v[k], all.v[i], n))
				last = k;
		if (last == i && all.v[i][n + 1] != '\0' &&
		    strstr(all.v[i], ".present=") == NULL)
			case_apply(c, all.v[i]);
	}
	for (size_t i = 0; i < all.n; i++)
		case_present(c, all.v[i]);
	strs_free(&all);
}

static inline void
case_done(struct law_case *c)
{
	law_case_done(c);
}
#endif
