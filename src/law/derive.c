/* SPDX-License-Identifier: MIT */
/*
 * What a derivative takes from its sources (条例18), and where a matter goes that the
 * unit may not decide (条例25-26). The end of a source is copied as a day, never as a new
 * count of years.
 */
#include "config.h"
#include "law/law.h"

#include <stdlib.h>
#include <string.h>

#include "law/check.h"

struct period
law_deemed_period(enum level l)
{
	struct params statutory; /* 30, 20, 10: no unit can shorten what others marked */

	params_default(&statutory);
	return (struct period){ .kind = l == LEVEL_NONE ? PERIOD_NONE : PERIOD_YEARS,
		.n = level_cap_years(l, &statutory),
		.date = DATE_NONE };
}

int32_t
source_expiry(const struct facts *f, const struct fact_source *s)
{
	struct period deemed = law_deemed_period(s->level);

	if (s->expiry != DATE_NONE || s->long_term || fact_said(s->condition))
		return s->expiry;
	return period_expiry(&deemed, s->issued_on, f->param);
}

bool
source_stands(const struct facts *f, const struct fact_source *s)
{
	int32_t expiry = source_expiry(f, s);

	return (s->released_on == DATE_NONE || s->released_on > f->today) &&
	       (expiry == DATE_NONE || expiry > f->today);
}

size_t
sources_standing(const struct facts *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nsource; i++)
		n += source_stands(f, &f->source[i]);
	return n;
}

/* The ends of all bases together, as far as they go together. */
struct ends {
	bool long_term, unknown, dated, differ;
	int32_t expiry;
	const char *condition;
};

static void
add_end(struct ends *all, bool long_term, const char *condition, int32_t expiry)
{
	if (long_term) {
		all->long_term = true;
	} else if (fact_said(condition)) {
		all->differ |= all->dated || (all->condition != NULL &&
						 strcmp(all->condition, condition) != 0);
		all->condition = condition;
	} else if (expiry == DATE_NONE) {
		all->unknown = true;
	} else {
		all->differ |= all->condition != NULL;
		if (!all->dated || expiry > all->expiry)
			all->expiry = expiry;
		all->dated = true;
	}
}

/* Left open where one end is not known, or nobody can tell which of them comes last. */
static struct period
longest(const struct ends *all, const struct params *param)
{
	struct period p = { .kind = PERIOD_NONE, .date = DATE_NONE };
	char *text;

	if (all->long_term)
		p.kind = PERIOD_LONG;
	else if (all->unknown || all->differ)
		return p;
	else if (all->dated)
		return period_until(all->expiry, param);
	else if (all->condition != NULL) {
		text = xasprintf("条件:%s", all->condition);
		period_parse(text, &p, NULL); /* else it stays open */
		free(text);
	}
	return p;
}

void
law_derive(const struct facts *f, struct derived *out)
{
	const struct fact_entry *e = &f->entry;
	struct ends all = { .expiry = DATE_NONE };

	*out = (struct derived){ .expiry = DATE_NONE };
	for (size_t i = 0; i < f->nsource; i++) {
		const struct fact_source *s = &f->source[i];

		if (!source_stands(f, s))
			continue;
		out->n++;
		if (s->level > out->level)
			out->level = s->level;
		add_end(&all, s->long_term, s->condition, source_expiry(f, s));
	}
	if (e->present) {
		out->n++;
		if (e->level > out->level)
			out->level = e->level;
		add_end(&all, e->long_term, e->condition,
		    period_expiry(&e->max_period, fact_start(f), f->param));
	}
	out->period = longest(&all, f->param);
	out->choose = all.differ && !all.unknown && !all.long_term;
	if (out->period.kind == PERIOD_DATE)
		out->expiry = all.expiry;
}

void
facts_complete(struct facts *f)
{
	struct derived d;

	if (f->act != LAW_DERIVE)
		return;
	law_derive(f, &d);
	if (f->matter.level == LEVEL_NONE)
		f->matter.level = d.level;
	if (f->matter.period.kind == PERIOD_NONE)
		f->matter.period = d.period;
}

enum level
fact_highest_claim(const struct facts *f)
{
	enum level highest = f->matter.level;

	for (size_t i = 0; i < f->nclaim; i++) {
		if (f->claim[i].level > highest)
			highest = f->claim[i].level;
	}
	return highest;
}

/* What is drafted (条例25) or determined (条例26) as 绝密, or by a central organ, goes to
 * the state's department; else to the province's. */
enum addressee
fact_addressee(const struct facts *f)
{
	enum level level = f->matter.level;

	if (f->act == LAW_REFER)
		return TO_SUPERIOR;
	if (f->act == LAW_DISPUTE && level == LEVEL_NONE)
		level = fact_highest_claim(f);
	if (level == LEVEL_NONE)
		return TO_NOBODY;
	return level == LEVEL_TOP || f->unit.tier == TIER_CENTRAL ? TO_STATE
								  : TO_PROVINCE;
}

static const struct {
	const char *name;
	struct text2 title;
} addressees[] = {
	[TO_NOBODY] = { "", { "", "" } },
	[TO_STATE] = { "state",
	    { "国家保密行政管理部门", "the state secrecy department" } },
	[TO_PROVINCE] = { "province",
	    { "省级保密行政管理部门", "the provincial secrecy department" } },
	[TO_SUPERIOR] = { "superior", { "上级机关、单位", "the superior" } },
};

const char *
addressee_name(enum addressee a)
{
	return addressees[a].name;
}

struct text2
addressee_title(enum addressee a)
{
	return addressees[a].title;
}
