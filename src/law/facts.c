/* SPDX-License-Identifier: MIT */
/* Facts, the names of acts, and the questions that several rules put to the facts. */
#include "config.h"
#include "law/law.h"

#include <string.h>

#include "law/check.h"

static const char *const act_names[LAW_COUNT] = {
#define X(id, name) [LAW_##id] = name,
	LAW_ACTS(X)
#undef X
};

const char *
law_act_name(enum law_act a)
{
	return act_names[a];
}

bool
law_act_parse(const char *s, enum law_act *out)
{
	for (size_t i = 0; i < LAW_COUNT; i++) {
		if (strcmp(s, act_names[i]) == 0) {
			*out = (enum law_act)i;
			return true;
		}
	}
	return false;
}

static void
person_init(struct fact_person *p)
{
	p->trained_until = p->from = p->to = DATE_NONE;
	p->filed_on = p->published_on = DATE_NONE;
	p->vetted_on = p->pledge_on = DATE_NONE;
}

void
facts_init(
    struct facts *f, const struct params *p, const struct calendar *c, int32_t today)
{
	struct fact_matter *m = &f->matter;

	f->today = today;
	f->param = p;
	f->cal = c;
	f->unit.grant_until = DATE_NONE;
	person_init(&f->proposer);
	person_init(&f->approver);
	m->start = m->created_on = m->first_start = DATE_NONE;
	m->old_expiry = m->notice_arrives = m->external_approval = DATE_NONE;
	m->received_on = m->answered_on = m->released_on = DATE_NONE;
	m->period.date = m->new_period.date = m->old_period.date = DATE_NONE;
	f->grant.produced = -1;
	f->entry.max_period.date = DATE_NONE;
	f->place.due = DATE_NONE;
	f->system.assessed_on = f->system.next_due = DATE_NONE;
	f->duty.due = f->duty.done = DATE_NONE;
}

bool
fact_said(const char *s)
{
	return s != NULL && s[strspn(s, " \t\n")] != '\0';
}

bool
fact_covers(const char *scope, const char *code)
{
	struct strs parts = { 0 };
	bool hit = false;

	strs_split(&parts, scope, ",;");
	for (size_t i = 0; i < parts.n && !hit; i++) {
		size_t n = strlen(parts.v[i]);

		if (n > 0 && parts.v[i][n - 1] == '*')
			hit = strncmp(parts.v[i], code, n - 1) == 0;
		else
			hit = strcmp(parts.v[i], code) == 0;
	}
	strs_free(&parts);
	return hit;
}

/* Is every code of b's pattern one of a's, or the other way round? */
static bool
patterns_meet(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	bool open_a = na > 0 && a[na - 1] == '*', open_b = nb > 0 && b[nb - 1] == '*';

	na -= open_a;
	nb -= open_b;
	if (!open_a && !open_b)
		return strcmp(a, b) == 0;
	if (open_a && open_b)
		return strncmp(a, b, na < nb ? na : nb) == 0;
	return open_a ? strncmp(a, b, na) == 0 : strncmp(a, b, nb) == 0;
}

bool
law_scopes_meet(const char *a, const char *b)
{
	struct strs in_a = { 0 }, in_b = { 0 };
	bool meet = false;

	strs_split(&in_a, a, ",;");
	strs_split(&in_b, b, ",;");
	for (size_t i = 0; i < in_a.n; i++)
		for (size_t j = 0; j < in_b.n && !meet; j++)
			meet = patterns_meet(in_a.v[i], in_b.v[j]);
	strs_free(&in_a);
	strs_free(&in_b);
	return meet;
}

bool
fact_needs_grant(const struct facts *f)
{
	return !f->unit.special_regime && f->matter.level > tier_ceiling(f->unit.tier);
}

bool
fact_grant_covers(const struct facts *f)
{
	return !f->entry.present || f->unit.grant_scope == NULL ||
	       fact_covers(f->unit.grant_scope, f->entry.code);
}

const char *
fact_day(int32_t day, char out[11])
{
	date_format(day, out);
	return out;
}

int32_t
fact_workdays(const struct facts *f, int32_t from, long n)
{
	static const struct calendar weekends = { 0 };
	int unknown;

	return calendar_add_workdays(
	    f->cal != NULL ? f->cal : &weekends, from, (int)n, &unknown);
}

enum level
fact_decided_level(const struct facts *f)
{
	return f->matter.old_level > f->matter.level ? f->matter.old_level
						     : f->matter.level;
}

const struct period *
fact_period(const struct facts *f)
{
	return f->act == LAW_EXTEND ? &f->matter.new_period : &f->matter.period;
}

const char *
fact_period_field(const struct facts *f)
{
	return f->act == LAW_EXTEND ? "matter.new_expiry" : "matter.period";
}

bool
period_counted(const struct period *p)
{
	return p->kind == PERIOD_YEARS || p->kind == PERIOD_MONTHS ||
	       p->kind == PERIOD_DAYS;
}

int32_t
fact_start(const struct facts *f)
{
	return f->matter.first_start != DATE_NONE ? f->matter.first_start
						  : f->matter.start;
}

int32_t
fact_expiry(const struct facts *f)
{
	return period_expiry(fact_period(f), fact_start(f), f->param);
}

/* Old ones that came without a period (2014 rule 24). */
bool
fact_deemed(const struct facts *f)
{
	return f->matter.old_expiry == DATE_NONE &&
	       f->matter.period.kind == PERIOD_NONE && f->matter.level != LEVEL_NONE &&
	       fact_start(f) != DATE_NONE;
}

int32_t
fact_old_expiry(const struct facts *f)
{
	struct period deemed = law_deemed_period(f->matter.level);

	if (f->matter.old_expiry != DATE_NONE)
		return f->matter.old_expiry;
	return period_expiry(
	    fact_deemed(f) ? &deemed : &f->matter.period, fact_start(f), f->param);
}

bool
fact_foreign(const struct facts *f)
{
	return f->matter.owner == OWNER_OTHER && f->matter.successor != ANSWER_YES;
}

int32_t
fact_transfer_due(const struct facts *f)
{
	static const int years[TIER_COUNT] = {
		[TIER_CENTRAL] = 20,
		[TIER_PROVINCE] = 20,
		[TIER_PREFECTURE] = 20,
		[TIER_COUNTY] = 10,
	};

	if (f->matter.created_on == DATE_NONE || years[f->unit.tier] == 0)
		return DATE_NONE;
	return date_add_years(f->matter.created_on, years[f->unit.tier]);
}

bool
fact_self_released(const struct facts *f)
{
	return f->act == LAW_RELEASE && f->matter.cause == CAUSE_EXPIRED;
}

enum level
tier_ceiling(enum tier t)
{
	static const enum level ceilings[TIER_COUNT] = {
		[TIER_CENTRAL] = LEVEL_TOP,
		[TIER_PROVINCE] = LEVEL_TOP,
		[TIER_PREFECTURE] = LEVEL_HIGH,
	};

	return ceilings[t];
}

/* What the posts' categories stand for is practice, domain.md's [matrix]. */
enum level
category_ceiling(const char *category)
{
	static const struct {
		const char *name;
		enum level level;
	} matrix[] = {
		{ "core", LEVEL_TOP },
		{ "important", LEVEL_HIGH },
		{ "general", LEVEL_BASE },
	};

	for (size_t i = 0; i < ARRAY_LEN(matrix); i++) {
		if (strcmp(category, matrix[i].name) == 0)
			return matrix[i].level;
	}
	return LEVEL_NONE;
}

bool
crp_in_term(const struct fact_person *p, int32_t today)
{
	return (p->from == DATE_NONE || today >= p->from) &&
	       (p->to == DATE_NONE || today <= p->to);
}

bool
crp_active(const struct fact_person *p)
{
	return p->state == CRP_ACTIVE ||
	       (p->kind == CRP_STATUTORY && p->state == CRP_INACTIVE);
}

bool
crp_trained(const struct fact_person *p, int32_t today)
{
	return p->trained_until != DATE_NONE && today <= p->trained_until;
}

enum level
crp_ceiling(const struct facts *f)
{
	enum level unit = law_unit_ceiling(&f->unit, f->today);

	if (f->unit.special_regime) /* own rules set the unit's ceiling (法17, fourth
				       paragraph) */
		unit = LEVEL_TOP;
	if (f->approver.kind == CRP_DESIGNATED && f->approver.max_level < unit)
		return f->approver.max_level;
	return unit;
}
