/* SPDX-License-Identifier: MIT */
/* What follows from the facts: the unit's authority, expiry, mark, and days that come
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

void
law_compute(const struct facts *f, struct computed *out)
{
	*out = (struct computed){ 0 };
	out->authority = law_unit_ceiling(&f->unit, f->today);
	out->expiry = fact_expiry(f);
	out->last_day = out->expiry == DATE_NONE ? DATE_NONE : out->expiry - 1;
	mark_format(
	    f->matter.level, fact_period(f), out->mark); /* leaves "" when it cannot */
}

int32_t
law_risk_due(enum level l, int32_t assessed_on, const struct params *p)
{
	long years = p->v[l == LEVEL_TOP ? PARAM_RISK_TOP_YEARS : PARAM_RISK_OTHER_YEARS];

	return assessed_on == DATE_NONE ? DATE_NONE
					: date_add_years(assessed_on, (int)years);
}
