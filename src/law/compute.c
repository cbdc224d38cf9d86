/* SPDX-License-Identifier: MIT */
/* What follows from the facts: authority, expiry, mark, addressee, and days that come
 * round. */
#include "config.h"
#include "law/law.h"

#include "law/check.h"

enum level
law_unit_ceiling(const struct fact_unit *u, int32_t today)
{
	enum level own = tier_ceiling(u->tier);
	bool granted = u->grant_until == DATE_NONE || today <= u->grant_until;

	return granted && u->grant_level > own ? u->grant_level : own;
}

/* Which act has which results. */
enum { FIXED = 1, MARKED = 2, ENDS = 4, MEANWHILE = 8, SENT = 16, OLD = 32 };
static const unsigned results[LAW_COUNT] = {
	[LAW_PROPOSE] = FIXED | MARKED | ENDS,
	[LAW_DETERMINE] = FIXED | MARKED | ENDS,
	[LAW_DERIVE] = FIXED | MARKED | ENDS,
	[LAW_CHANGE] = FIXED | MARKED | ENDS,
	[LAW_EXTEND] = FIXED | MARKED | ENDS,
	[LAW_FORWARD] = FIXED | MEANWHILE | SENT,
	[LAW_REFER] = FIXED | MEANWHILE | SENT,
	[LAW_DISPUTE] = MEANWHILE | SENT,
	[LAW_RELEASE] = OLD,
	[LAW_REVIEW] = OLD,
	[LAW_KEEP] = MARKED,
};

/* The day on which a clock of working days runs out; it starts when the matter arose, was
 * drafted or was objected to. */
static int32_t
due_in(const struct facts *f, enum param days, int *unknown_year)
{
	int32_t from =
	    f->matter.created_on != DATE_NONE ? f->matter.created_on : f->today;

	return calendar_add_workdays(f->cal, from, (int)f->param->v[days], unknown_year);
}

static int32_t
due_of(const struct facts *f, int *unknown_year)
{
	switch (f->act) {
	case LAW_FORWARD:
		return due_in(f, PARAM_UNCLEAR_SEND_WD, unknown_year);
	case LAW_REFER:
		return due_in(f, PARAM_REFER_WD, unknown_year);
	case LAW_DISPUTE:
		return due_in(f, PARAM_DISPUTE_FOLLOWUP_WD, unknown_year);
	case LAW_TRANSFER:
		return fact_transfer_due(f);
	case LAW_ASSESS:
		return law_risk_due(f->system.level, f->system.assessed_on, f->param);
	default:
		return DATE_NONE;
	}
}

void
law_compute(const struct facts *f, struct computed *out)
{
	unsigned has = results[f->act];

	*out = (struct computed){ .expiry = DATE_NONE, .last_day = DATE_NONE };
	out->authority = law_unit_ceiling(&f->unit, f->today);
	out->period.date = DATE_NONE;
	if (has & FIXED) {
		out->level = f->matter.level;
		out->period = *fact_period(f);
	}
	if (has & MARKED) /* leaves "" when it cannot */
		mark_format(f->matter.level, fact_period(f), out->mark);
	if (has & ENDS)
		out->expiry = fact_expiry(f);
	if (has & OLD)
		out->expiry = fact_old_expiry(f);
	if (out->expiry != DATE_NONE)
		out->last_day = out->expiry - 1;
	if (has & MEANWHILE)
		out->effective_level = fact_highest_claim(f);
	if (has & SENT)
		out->addressee = fact_addressee(f);
	out->due = due_of(f, &out->unknown_year);
}

int32_t
law_risk_due(enum level l, int32_t assessed_on, const struct params *p)
{
	long years = p->v[l == LEVEL_TOP ? PARAM_RISK_TOP_YEARS : PARAM_RISK_OTHER_YEARS];

	return assessed_on == DATE_NONE ? DATE_NONE
					: date_add_years(assessed_on, (int)years);
}
