/* SPDX-License-Identifier: MIT */
/*
 * The law once more, in as few words as possible and slow on purpose: what the checker
 * and the oracle need to judge by. Written from the statutes' rules, not from src/law.
 */
#include "model.h"

int
cap_years(long level) /* 法20 */
{
	return level >= 1 && level <= 3 ? (int)level * 10 : 0;
}

long
tier_level(enum tier t) /* 法17 */
{
	return t == TIER_CENTRAL || t == TIER_PROVINCE ? 3 : t == TIER_PREFECTURE ? 2 : 0;
}

static bool
counted(const struct period *p)
{
	return p->kind == PERIOD_YEARS || p->kind == PERIOD_MONTHS ||
	       p->kind == PERIOD_DAYS;
}

int32_t
end_of(const char *period, int32_t start)
{
	struct period p;

	if (!period_parse(period, &p, NULL))
		return DATE_NONE;
	if (p.kind == PERIOD_DATE) /* the named day is still protected here */
		return p.date + 1;
	if (!counted(&p) || start == DATE_NONE)
		return DATE_NONE;
	return p.kind == PERIOD_DAYS	 ? start + p.n
	       : p.kind == PERIOD_MONTHS ? date_add_months(start, p.n)
					 : date_add_months(start, 12 * p.n);
}

bool
within_cap(const char *period, int32_t start, long level)
{
	int32_t end = end_of(period, start);
	struct period p;

	if (!period_parse(period, &p, NULL))
		return true;
	if (p.kind == PERIOD_YEARS || p.kind == PERIOD_MONTHS) /* no start needed */
		return (p.kind == PERIOD_YEARS ? p.n * 12 : p.n) <= cap_years(level) * 12;
	return end == DATE_NONE || start == DATE_NONE ||
	       end <= date_add_months(start, 12 * cap_years(level));
}

bool
longer_than_cap(const struct record *entry)
{
	return entry != NULL && (num(entry, "long_term") == 1 ||
				    !within_cap(val(entry, "max_period"),
					date_from_ymd(2026, 1, 1), num(entry, "level")));
}

bool
beyond_entry(const struct record *entry, const char *period, int32_t start)
{
	int32_t most = end_of(val(entry, "max_period"), start),
		end = end_of(period, start);

	return most != DATE_NONE && end != DATE_NONE && end > most;
}

char *
mark_of(long level, const char *period)
{
	static const char *const words[] = { "", "秘密", "机密", "绝密" };
	int32_t day = date_parse(period);
	int y, m, d;

	if (level < 1 || level > 3 || *period == '\0')
		return xstrdup("");
	if (is_condition(period))
		return xasprintf("%s★%s", words[level], period + strlen("条件:"));
	if (day == DATE_NONE)
		return xasprintf("%s★%s", words[level], period);
	date_to_ymd(day, &y, &m, &d);
	return xasprintf("%s★%d年%d月%d日", words[level], y, m, d);
}

bool
is_long(const char *period)
{
	return strcmp(period, "长期") == 0;
}

bool
is_condition(const char *period)
{
	return strncmp(period, "条件:", strlen("条件:")) == 0;
}

bool
covers(const char *scope, const char *code)
{
	return is_one_of("*", scope) || is_one_of(code, scope);
}

/* ---- persons */

static bool
is_head(const struct world *w, const struct record *p, int64_t seq)
{
	const struct record *post = row_before(w, "post", num(p, "post_id"), seq);

	return state_in(p, "in_post") && num(post, "head") == 1;
}

unsigned
roles_at(const struct world *w, int64_t who, int64_t seq, int32_t day)
{
	const struct record *p = row_before(w, "person", who, seq);
	unsigned roles = 0;

	if (!state_in(p, "in_post"))
		return 0;
	for (struct each x = each(w, "account"); next(&x);) {
		const struct record *a = row_before(w, "account", x.r->id, seq);

		if (!state_in(a, "active") || num(a, "person_id") != who)
			continue;
		roles |= strcmp(val(a, "role"), "proposer") == 0 ? MAY_PROPOSE : 0;
		roles |= strcmp(val(a, "role"), "office") == 0 ? IS_OFFICE : 0;
		roles |=
		    is_one_of(val(a, "role"), "sysadm,secadm,auditor") ? IS_ADMIN : 0;
	}
	if (roles & IS_ADMIN)
		return IS_ADMIN;
	if (is_head(w, p, seq))
		roles |= MAY_DECIDE | IS_HEAD;
	for (struct each x = each(w, "designation"); next(&x);) {
		const struct record *d = row_before(w, "designation", x.r->id, seq);

		if (state_in(d, "active") && num(d, "person_id") == who &&
		    (day_of(d, "to_on") == DATE_NONE || day <= day_of(d, "to_on")))
			roles |= MAY_DECIDE;
	}
	return roles;
}

bool
trained_at(const struct world *w, int64_t who, int64_t seq, int32_t day)
{
	int32_t until = day_of(row_before(w, "person", who, seq), "trained_until");

	return until != DATE_NONE && day <= until;
}

long
unit_level(const struct world *w, const struct record *entry, int64_t seq, int32_t day)
{
	long most = tier_level(w->tier);

	for (struct each x = each(w, "grant"); next(&x);) {
		const struct record *g = row_before(w, "grant", x.r->id, seq);

		if (!state_in(g, "in_force") || num(g, "level") <= most ||
		    (day_of(g, "from_on") != DATE_NONE && day < day_of(g, "from_on")) ||
		    (day_of(g, "to_on") != DATE_NONE && day > day_of(g, "to_on")) ||
		    (entry != NULL && !covers(val(g, "scope"), val(entry, "code"))))
			continue;
		most = num(g, "level");
	}
	return most;
}

const char *
lacks_authority(const struct world *w, int64_t who, long level,
    const struct record *entry, int64_t seq, int32_t day)
{
	const struct record *p = row_before(w, "person", who, seq);
	const char *lacks = "R037 no designation in term";

	if (roles_at(w, who, seq, day) & IS_ADMIN)
		return "R140 an administrator";
	if (is_head(w, p, seq))
		return NULL;
	if (!state_in(p, "in_post"))
		return "R037 not in post";
	if (!is_one_of(val(p, "category"), "core,important,general"))
		return "R031 no classified post";
	for (struct each x = each(w, "designation"); next(&x);) {
		const struct record *d = row_before(w, "designation", x.r->id, seq);
		int32_t from = day_of(d, "from_on"), to = day_of(d, "to_on");

		if (!state_in(d, "active") || num(d, "person_id") != who ||
		    (from != DATE_NONE && day < from) || (to != DATE_NONE && day > to))
			continue;
		if (strcmp(val(d, "tier"), "principal") != 0)
			lacks = "R035 not a principal one";
		else if (num(d, "level") < level)
			lacks = "R030 the level is above him";
		else if (entry != NULL && !covers(val(d, "scope"), val(entry, "code")))
			lacks = "R029 the entry is not among his matters";
		else
			return NULL;
	}
	return lacks;
}

long
knowers_at(const struct world *w, int64_t matter, int64_t seq)
{
	long n = 0;

	for (struct each x = each(w, "ntk"); next(&x);) {
		const struct record *k = row_before(w, "ntk", x.r->id, seq);

		n += state_in(k, "in") && num(k, "matter_id") == matter;
	}
	return n;
}

/* ---- what lies over a matter */

long
highest_claim(const struct world *w, int64_t matter)
{
	long most = 0;

	for (struct each x = each(w, "external"); next(&x);) {
		if (strcmp(val(x.r, "kind"), "dispute") != 0 ||
		    num(x.r, "matter_id") != matter ||
		    !state_in(x.r, "sent,received,answered"))
			continue;
		if (most < num(row(w, "matter", matter), "level"))
			most = num(row(w, "matter", matter), "level");
		for (size_t i = 0; i < x.l->n; i++)
			if (num(x.l->v[i].r, "claim_level") > most)
				most = num(x.l->v[i].r, "claim_level");
	}
	return most;
}

const struct record *
open_change(const struct world *w, int64_t matter)
{
	const struct record *found = NULL;

	for (struct each x = each(w, "decision"); next(&x);)
		if (num(x.r, "matter_id") == matter &&
		    is_one_of(val(x.r, "kind"), "change,extend,release,partial_release,"
						"widen,widen_out,correct") &&
		    state_in(x.r, "submitted,returned,approved"))
			found = x.r;
	return found;
}

/* ---- derivatives */

static int32_t
source_end(const struct record *s)
{
	int32_t end = day_of(s, "expiry"), issued = day_of(s, "issued_on");

	if (end == DATE_NONE)
		end = end_of(val(s, "period"), issued);
	if (end == DATE_NONE && *val(s, "period") == '\0' &&
	    *val(s, "condition") == '\0' && issued != DATE_NONE)
		end = date_add_months(issued, 12 * cap_years(num(s, "level")));
	return end;
}

static void
take(struct taken *t, const struct record *s, int32_t day)
{
	const char *condition = *val(s, "condition") != '\0' ? val(s, "condition")
				: is_condition(val(s, "period"))
				    ? val(s, "period") + strlen("条件:")
				    : NULL;
	int32_t end = source_end(s), gone = day_of(s, "released_on");

	if ((gone != DATE_NONE && gone <= day) || (end != DATE_NONE && end <= day))
		return;
	if (t->level == 0)
		t->ends = true;
	if (num(s, "level") > t->level)
		t->level = num(s, "level");
	if (is_long(val(s, "period"))) {
		t->is_long = true;
	} else if (condition != NULL) {
		if (t->end != DATE_NONE ||
		    (t->condition != NULL && strcmp(t->condition, condition) != 0))
			t->ends = false;
		t->condition = condition;
	} else if (end == DATE_NONE) {
		t->ends = false;
	} else {
		t->ends = t->ends && t->condition == NULL;
		if (t->end == DATE_NONE || end > t->end)
			t->end = end;
	}
}

struct taken
taken_from(const struct world *w, int64_t matter, int32_t day)
{
	struct taken t = { .end = DATE_NONE };

	for (struct each x = each(w, "source"); next(&x);)
		if (num(x.r, "matter_id") == matter && !state_in(x.r, "ended"))
			take(&t, x.r, day);
	t.ends = t.ends || t.is_long;
	return t;
}
