/* SPDX-License-Identifier: MIT */
/*
 * The oracle: is this act, by this person, today, with these values, lawful? Slow and
 * plain, from the rows alone. Each act has a gate (may he begin at all) and, once the
 * form is filled, its values. What it has no opinion on is left to the checker.
 */
#include "model.h"

#define NO(...) return snprintf(why, 160, __VA_ARGS__), false

static const struct record *
matter_of(const struct world *w, const struct attempt *a)
{
	return strcmp(a->kind, "matter") == 0
		   ? a->rec
		   : row(w, "matter", num(a->rec, "matter_id"));
}

static unsigned
roles(const struct world *w, const struct attempt *a)
{
	return roles_at(w, a->who, END_OF_TIME, w->today);
}

static bool
knows(const struct world *w, int64_t who, int64_t matter)
{
	for (struct each k = each(w, "ntk"); next(&k);)
		if (state_in(k.r, "in") && num(k.r, "matter_id") == matter &&
		    num(k.r, "person_id") == who)
			return true;
	return false;
}

static bool
sees(const struct world *w, const struct attempt *a)
{
	const struct record *m = matter_of(w, a);

	return m == NULL || (roles(w, a) & (MAY_DECIDE | IS_OFFICE)) != 0 ||
	       num(m, "proposer_id") == a->who || num(m, "approver_id") == a->who ||
	       knows(w, a->who, m->id) || state_in(m, "released,not_secret");
}

static bool
trained(const struct world *w, int64_t who)
{
	return trained_at(w, who, END_OF_TIME, w->today);
}

/* ---- values that several acts fix */

struct fixed {
	const struct record *m, *entry;
	long level, before; /* before: what stood already, 0 at first */
	const char *period;
	int32_t start;
	long knowers;
	bool above; /* the central organ has approved */
};

static bool
period_ok(const struct world *w, const struct fixed *f, char *why)
{
	if (is_long(f->period))
		return num(f->entry, "long_term") == 1 ||
		       (snprintf(why, 160, "R049 long-term without an entry"), false);
	if (!f->above && !longer_than_cap(f->entry) &&
	    !within_cap(f->period, f->start, f->level))
		NO("R046 %s for level %ld", f->period, f->level);
	if (end_of(f->period, f->start) != DATE_NONE &&
	    end_of(f->period, f->start) <= w->today)
		NO("R047 %s has run out", f->period);
	return true;
}

/* Level, period and circle, fixed together (法19). */
static bool
fixed_ok(const struct world *w, const struct fixed *f, char *why)
{
	if (f->level < 1 || f->level > 3)
		NO("R044 no level");
	if (*f->period == '\0')
		NO("R044 no period");
	if (num(f->m, "ntk_unit") == 1 && *val(f->m, "ntk_reason") == '\0')
		NO("R052 a unit without a reason");
	if (num(f->m, "ntk_unit") != 1 && f->knowers <= 0)
		NO("R044 nobody knows it");
	return period_ok(w, f, why);
}

static bool
entry_ok(const struct fixed *f, bool extension, char *why)
{
	const char *must = val(f->entry, "condition");

	if (f->level > num(f->entry, "level") && f->level > f->before)
		NO("R005 above the entry");
	if (extension || is_long(f->period))
		return true; /* beyond the entry it goes above */
	if (*must != '\0' &&
	    (!is_condition(f->period) || strcmp(f->period + strlen("条件:"), must) != 0))
		NO("R011 the entry fixes its condition");
	if (*must == '\0' && beyond_entry(f->entry, f->period, f->start))
		NO("R011 beyond the entry");
	return true;
}

static bool
never_secret(const struct record *m, char *why)
{
	static const char *const no[] = { "neg_public", "neg_regime", "neg_known",
		"neg_disclose" };

	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (num(m, no[i]) == 1)
			NO("R004 %s", no[i]);
	return true;
}

static struct fixed
of_matter(const struct world *w, const struct record *m, long knowers)
{
	return (struct fixed){ .m = m,
		.entry = row(w, "scope_entry", num(m, "entry_id")),
		.level = num(m, "level"),
		.period = val(m, "period"),
		.start = day_of(m, "start_on"),
		.knowers = knowers };
}

/* Its secret points, where there are any, have the matter's level (法19). */
static bool
points_ok(const struct world *w, const struct record *m, long level, char *why)
{
	long most = 0;

	for (struct each p = each(w, "point"); next(&p);)
		if (num(p.r, "matter_id") == m->id && state_in(p.r, "active") &&
		    num(p.r, "level") > most)
			most = num(p.r, "level");
	if (most != 0 && most != level)
		NO("R057 the points are %ld", most);
	return true;
}

static bool
original_ok(const struct world *w, const struct record *m, long knowers, char *why)
{
	struct fixed f = of_matter(w, m, knowers);

	if (f.entry == NULL || !state_in(f.entry, "active"))
		NO("R005 no entry");
	if (!fixed_ok(w, &f, why) || !entry_ok(&f, false, why) || !never_secret(m, why))
		return false;
	if (*val(m, "harm") != '\0' && num(m, "harm") != f.level)
		NO("R001 harm %s", val(m, "harm"));
	if (day_of(m, "created_on") > w->today)
		NO("R043 not yet arisen");
	if (f.level > unit_level(w, f.entry, END_OF_TIME, w->today))
		NO("R013 above the unit");
	return points_ok(w, m, f.level, why);
}

static bool
unclear_ok(const struct world *w, const struct record *m, long knowers, char *why)
{
	struct fixed f = of_matter(w, m, knowers);

	return fixed_ok(w, &f, why) && never_secret(m, why);
}

static bool
heard(const struct world *w, const struct record *m, char *why)
{
	for (struct each c = each(w, "co_unit"); next(&c);)
		if (m != NULL && num(c.r, "matter_id") == m->id && state_in(c.r, "asked"))
			NO("R058 a co-unit was not heard");
	return true;
}

static bool
ends_as(const struct taken *t, const char *period, int32_t start)
{
	if (t->is_long)
		return is_long(period);
	if (t->condition != NULL)
		return is_condition(period) &&
		       strcmp(period + strlen("条件:"), t->condition) == 0;
	return t->ends && end_of(period, start) == t->end;
}

static bool
derived_ok(const struct world *w, const struct record *m, char *why)
{
	struct taken t = taken_from(w, m->id, w->today);
	struct fixed f = of_matter(w, m, 1);

	if (t.level == 0)
		NO("R078 no source stands");
	if (f.level != t.level)
		NO("R076 the sources are %ld", t.level);
	if (*f.period == '\0')
		NO("R044 no period");
	if (num(m, "ntk_unit") == 1 && *val(m, "ntk_reason") == '\0')
		NO("R052 a unit without a reason");
	if (t.ends && !ends_as(&t, f.period, f.start))
		NO("R077 it ends with its source");
	return points_ok(w, m, f.level, why);
}

/* ---- proposing */

static bool
propose_gate(const struct world *w, const struct attempt *a, char *why)
{
	if (!(roles(w, a) & (MAY_PROPOSE | MAY_DECIDE)))
		NO("R041 no proposer");
	if (!trained(w, a->who))
		NO("R033 not trained");
	if (a->rec != NULL && num(a->rec, "proposer_id") != a->who &&
	    is_one_of(a->act, "resubmit,redraft,rederive"))
		NO("R041 another one's proposal");
	return true;
}

static bool
propose_values(const struct world *w, const struct attempt *a, char *why)
{
	return original_ok(w, a->filled, a->knowers, why);
}

static bool
unclear_values(const struct world *w, const struct attempt *a, char *why)
{
	return unclear_ok(w, a->filled, a->knowers, why);
}

static bool
refer_values(const struct world *w, const struct attempt *a, char *why)
{
	(void)w;
	if (num(a->filled, "level") == 0)
		NO("R023 no level to protect it at");
	return never_secret(a->filled, why);
}

static bool
derive_values(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *s = a->source;
	int32_t end = day_of(s, "expiry");

	if (num(s, "level") == 0 || num(s, "basis") == 0)
		NO("R075 no source, or no case");
	if (end == DATE_NONE)
		end = end_of(val(s, "period"), day_of(s, "issued_on"));
	if (end == DATE_NONE && *val(s, "period") == '\0' &&
	    day_of(s, "issued_on") != DATE_NONE)
		end = date_add_months(
		    day_of(s, "issued_on"), 12 * cap_years(num(s, "level")));
	if (end != DATE_NONE && end <= w->today)
		NO("R078 the source has run out");
	if (end == DATE_NONE && !is_long(val(s, "period")) &&
	    !is_condition(val(s, "period")))
		NO("R044 nobody can tell its end");
	if (num(a->filled, "ntk_unit") == 1 && *val(a->filled, "ntk_reason") == '\0')
		NO("R052 a unit without a reason");
	return never_secret(a->filled, why);
}

/* ---- deciding */

static bool
decider(const struct world *w, const struct attempt *a, int64_t proposer, char *why)
{
	if (!(roles(w, a) & MAY_DECIDE))
		NO("R041 no responsible person");
	if (proposer == a->who)
		NO("R042 his own proposal");
	return true;
}

static bool
authority(const struct world *w, const struct attempt *a, long level,
    const struct record *entry, char *why)
{
	const char *lacks =
	    lacks_authority(w, a->who, level, entry, END_OF_TIME, w->today);

	if (lacks != NULL)
		NO("%s", lacks);
	if (!trained(w, a->who))
		NO("R033 not trained");
	return true;
}

/* Handed over since, it is still who submitted it that does not decide it. */
static int64_t
submitter(const struct world *w, const struct record *m)
{
	for (struct each d = each(w, "decision"); next(&d);)
		if (num(d.r, "matter_id") == m->id && state_in(d.r, "submitted") &&
		    is_one_of(val(d.r, "kind"), "determine,unclear,refer"))
			return num(d.r, "proposer_id");
	return 0;
}

static bool
decides_it(const struct world *w, const struct attempt *a, char *why)
{
	return decider(w, a, num(a->rec, "proposer_id"), why) &&
	       decider(w, a, submitter(w, a->rec), why);
}

static bool
approve_gate(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *m = a->rec;
	bool own_level = strcmp(val(m, "origin"), "original") == 0;

	return decides_it(w, a, why) &&
	       authority(w, a, own_level ? num(m, "level") : 0,
		   own_level ? row(w, "scope_entry", num(m, "entry_id")) : NULL, why);
}

/* What derives from a source and has been in force is released with it, not rejected. */
static bool
reject_gate(const struct world *w, const struct attempt *a, char *why)
{
	if (strcmp(val(a->rec, "origin"), "derivative") == 0 &&
	    *val(a->rec, "determined_on") != '\0')
		NO("R081 it has been in force");
	return approve_gate(w, a, why);
}

static bool
return_gate(const struct world *w, const struct attempt *a, char *why)
{
	return decides_it(w, a, why);
}

static bool
opinion_values(const struct world *w, const struct attempt *a, char *why)
{
	(void)w;
	if (*val(a->filled, "opinion2") == '\0')
		NO("R041 no opinion");
	return true;
}

static bool
approve_values(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *m = a->rec;
	const char *origin = val(m, "origin");
	long knowers = knowers_at(w, m->id, END_OF_TIME);

	if (!trained(w, num(m, "proposer_id")))
		NO("R033 the proposer is no longer trained");
	if (strcmp(origin, "unclear") == 0)
		return unclear_ok(w, m, knowers, why);
	if (!heard(w, m, why))
		return false;
	if (strcmp(origin, "derivative") == 0)
		return derived_ok(w, m, why);
	if (strcmp(val(m, "issuer"), "superior") == 0)
		NO("R060 the superior decides it");
	return original_ok(w, m, knowers, why);
}

static bool
mark_gate(const struct world *w, const struct attempt *a, char *why)
{
	if (!(roles(w, a) & (MAY_PROPOSE | MAY_DECIDE | IS_OFFICE)) || !sees(w, a))
		NO("R052 not his business");
	return true;
}

static bool
mark_values(const struct world *w, const struct attempt *a, char *why)
{
	int32_t on = day_of(a->filled, "marked_on");

	if (on == DATE_NONE && num(a->filled, "unmarkable") != 1)
		NO("R062 no day");
	if (on != DATE_NONE && (on > w->today || on < day_of(a->rec, "determined_on")))
		NO("R062 not between the determination and today");
	return true;
}

/* ---- what becomes of a matter in force */

static bool
change_gate(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *open = open_change(w, a->rec->id);

	if (!(roles(w, a) & (MAY_PROPOSE | MAY_DECIDE)) || !sees(w, a))
		NO("R052 not his business");
	if (!trained(w, a->who))
		NO("R033 not trained");
	if (*val(a->rec, "pending") != '\0' &&
	    (!state_in(open, "returned") || *val(open, "organ") != '\0' ||
		num(open, "proposer_id") != a->who ||
		strcmp(val(open, "kind"), a->act + strlen("propose_")) != 0))
		NO("R094 something is open");
	return true;
}

static struct fixed
of_change(const struct world *w, const struct record *m, const struct record *d)
{
	struct fixed f = of_matter(w, m, knowers_at(w, m->id, END_OF_TIME));
	struct strs named = { 0 };

	f.before = f.level;
	if (*val(d, "new_level") != '\0')
		f.level = num(d, "new_level");
	if (*val(d, "new_period") != '\0' || strcmp(val(d, "kind"), "extend") == 0)
		f.period = val(d, "new_period");
	strs_split(&named, val(d, "new_knowers"), ",");
	if (named.n > 0)
		f.knowers = (long)named.n;
	strs_free(&named);
	f.above = *val(d, "external_on") != '\0' && strcmp(val(d, "kind"), "extend") == 0;
	return f;
}

/* A derivative follows its sources and nothing else. */
static bool
source_lets(const struct world *w, const struct fixed *f, bool release, char *why)
{
	struct taken t = taken_from(w, f->m->id, w->today);

	if (strcmp(val(f->m, "origin"), "derivative") != 0)
		return true;
	if (t.level == 0 && !release)
		NO("R078 every source is released");
	if (t.level != 0 &&
	    (release || f->level != t.level || !ends_as(&t, f->period, f->start)))
		NO("R081 its source stands");
	return true;
}

static bool
new_values(const struct world *w, const struct record *m, const struct record *d,
    bool extension, char *why)
{
	struct fixed f = of_change(w, m, d);
	int32_t old = day_of(m, "expiry"), end = end_of(f.period, f.start);

	if (!fixed_ok(w, &f, why) || !source_lets(w, &f, false, why))
		return false;
	if (f.entry != NULL && !entry_ok(&f, extension, why))
		return false;
	if (f.level > unit_level(w, f.entry, END_OF_TIME, w->today))
		NO("R013 above the unit");
	if (!extension && !points_ok(w, m, f.level, why))
		return false;
	if (extension && old != DATE_NONE && w->today >= old)
		NO("R096 it has ended");
	if (extension && old != DATE_NONE && end != DATE_NONE && end <= old)
		NO("R096 no later end");
	return true;
}

static bool
release_values(
    const struct world *w, const struct record *m, const struct record *d, char *why)
{
	struct fixed f = of_matter(w, m, 1);
	const char *ground = val(d, "reason_code");

	if (!is_one_of(ground, "U1,U2,U3,U4"))
		NO("R102 no ground of release");
	if (strcmp(ground, "U4") == 0 && strcmp(val(m, "origin"), "derivative") != 0)
		NO("R102 it has no source");
	if (is_one_of(ground, "U1,U2") && *val(d, "assessment") == '\0')
		NO("R102 nothing assessed");
	if (strcmp(ground, "U3") == 0 &&
	    (day_of(d, "public_on") == DATE_NONE || day_of(d, "public_on") > w->today))
		NO("R103 not yet published");
	return source_lets(w, &f, true, why);
}

static bool
widen_values(
    const struct world *w, const struct record *m, const struct record *d, char *why)
{
	struct strs want = { 0 };
	size_t in = 0, kept = 0, n;

	strs_split(&want, val(d, "new_knowers"), ",");
	for (struct each k = each(w, "ntk"); next(&k);) {
		if (num(k.r, "matter_id") != m->id || !state_in(k.r, "in") ||
		    *val(k.r, "person_id") == '\0')
			continue;
		in++;
		kept += strs_has(&want, val(k.r, "person_id"));
	}
	n = want.n;
	strs_free(&want);
	if (kept < in || n <= in)
		NO("R055 nobody is added");
	return true;
}

/* What the decision sheet d would do to m, whoever asks. */
static bool
sheet_ok(const struct world *w, const struct record *m, const struct record *d,
    const char *kind, char *why)
{
	if (strcmp(kind, "widen") == 0)
		return widen_values(w, m, d, why);
	if (strcmp(kind, "correct") == 0) {
		if (num(d, "fault") < 1 || *val(d, "remedy") == '\0')
			NO("R149 which fault, what remedy");
		if (strcmp(val(d, "remedy"), "annul") == 0)
			return true;
	}
	if (strcmp(val(m, "issuer"), "superior") == 0)
		NO("R060 the superior decides it");
	if (!heard(w, m, why))
		return false;
	if (strcmp(kind, "release") == 0)
		return release_values(w, m, d, why);
	if (strcmp(kind, "change") == 0 && is_one_of(val(d, "reason_code"), "U2,U3"))
		NO("R092 a ground of release");
	return new_values(w, m, d, strcmp(kind, "extend") == 0, why);
}

static bool
change_values(const struct world *w, const struct attempt *a, char *why)
{
	int32_t on = day_of(a->filled, "release_on");

	if (on != DATE_NONE && on < w->today)
		NO("R111 on a day gone by");
	return sheet_ok(w, a->rec, a->filled, a->act + strlen("propose_"), why);
}

static bool
approve_change_gate(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *d = open_change(w, a->rec->id);
	const char *kind = val(d, "kind");
	long level = num(a->rec, "level");

	if (d == NULL || *val(a->rec, "pending") == '\0' || !state_in(d, "submitted"))
		NO("R094 nothing waits");
	if (*val(d, "organ") != '\0')
		NO("R093 what a superior decided is confirmed");
	if (!decider(w, a, num(d, "proposer_id"), why))
		return false;
	if (strcmp(kind, "widen") == 0) {
		const char *lacks =
		    lacks_authority(w, a->who, 0, NULL, END_OF_TIME, w->today);

		if (lacks != NULL)
			NO("%s", lacks);
		return true;
	}
	if (num(d, "new_level") > level && strcmp(kind, "release") != 0)
		level = num(d, "new_level");
	return authority(
	    w, a, level, row(w, "scope_entry", num(a->rec, "entry_id")), why);
}

static bool
approve_change_values(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *d = open_change(w, a->rec->id);

	if (strcmp(val(d, "kind"), "widen") != 0 &&
	    !is_one_of(val(d, "remedy"), "annul") && !trained(w, num(d, "proposer_id")))
		NO("R033 the proposer is no longer trained");
	return sheet_ok(w, a->rec, d, val(d, "kind"), why);
}

/* Decided before, it is still asked on its day. */
static bool
carry_out_gate(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *d = open_change(w, a->rec->id), *m = a->rec;
	const char *was = val(d, "before_text"), *mark = val(m, "mark");

	if (!mark_gate(w, a, why))
		return false;
	if (!state_in(d, "approved") || *val(m, "pending") == '\0' ||
	    (day_of(d, "release_on") != DATE_NONE && day_of(d, "release_on") > w->today))
		NO("R111 nothing waits for today");
	if (strncmp(was, mark, strlen(mark)) != 0 ||
	    strcmp(val(d, "old_expiry"), val(m, "expiry")) != 0)
		NO("R111 it has moved since");
	if (highest_claim(w, m->id) > 0)
		NO("R090 it is disputed");
	if (is_long(val(m, "period")) && *val(d, "external_on") == '\0')
		NO("R109 long-term");
	return sheet_ok(w, m, d, "release", why);
}

static bool
granted_values(const struct world *w, const struct attempt *a, char *why)
{
	const struct record *d = a->filled;
	int32_t on = day_of(d, "external_on");

	if (*val(d, "external_ref") == '\0' || on == DATE_NONE || on > w->today ||
	    on < day_of(d, "decided_on"))
		NO("R098 number and day of the answer");
	if (strcmp(a->act, "refused_above") == 0)
		return true;
	if (!trained(w, num(d, "proposer_id")))
		NO("R033 the proposer is no longer trained");
	return sheet_ok(w, a->rec, d, val(d, "kind"), why);
}

static bool
dispute_gate(const struct world *w, const struct attempt *a, char *why)
{
	if (!mark_gate(w, a, why))
		return false;
	if (highest_claim(w, a->rec->id) > 0)
		NO("R088 one is open");
	return true;
}

static bool
claim_values(const struct world *w, const struct attempt *a, char *why)
{
	(void)w;
	if (*val(a->filled, "claim_by") == '\0' ||
	    *val(a->filled, "claim_level") == '\0' || *val(a->filled, "text") == '\0')
		NO("R088 who claims what, and why");
	return true;
}

/* ---- the table */

static const struct {
	const char *kind, *acts;
	bool (*gate)(const struct world *w, const struct attempt *a, char *why);
	bool (*values)(const struct world *w, const struct attempt *a, char *why);
} opinions[] = {
	{ "matter", "propose,resubmit", propose_gate, propose_values },
	{ "matter", "unclear,redraft", propose_gate, unclear_values },
	{ "matter", "refer", propose_gate, refer_values },
	{ "matter", "derive", propose_gate, derive_values },
	{ "matter", "approve,forward", approve_gate, approve_values },
	{ "matter", "reject", reject_gate, opinion_values },
	{ "matter", "return", return_gate, opinion_values },
	{ "matter", "mark", mark_gate, mark_values },
	{ "matter",
	    "propose_change,propose_extend,propose_release,propose_widen,propose_correct",
	    change_gate, change_values },
	{ "matter", "approve_change", approve_change_gate, approve_change_values },
	{ "matter", "carry_out", carry_out_gate, NULL },
	{ "matter", "granted_above,refused_above", mark_gate, granted_values },
	{ "matter", "dispute", dispute_gate, claim_values },
};

/* Releases in part and outsiders are left to the checker, and so is whether what comes
 * again as it was comes with a word. */
static bool
beyond_me(const struct world *w, const struct attempt *a)
{
	const struct record *d = a->rec != NULL ? open_change(w, a->rec->id) : NULL;

	if (strcmp(a->kind, "matter") == 0 &&
	    ((is_one_of(a->act, "resubmit,redraft") && same_values(a->filled, a->rec)) ||
		(strncmp(a->act, "propose_", 8) == 0 && same_values(a->filled, d))))
		return true;
	return strcmp(a->kind, "matter") == 0 &&
	       is_one_of(a->act, "approve_change,granted_above,carry_out") && d != NULL &&
	       !is_one_of(val(d, "kind"), "change,extend,release,widen,correct");
}

enum verdict
oracle(const struct world *w, const struct attempt *a, char why[160])
{
	why[0] = '\0';
	if (beyond_me(w, a))
		return NO_OPINION;
	for (size_t i = 0; i < ARRAY_LEN(opinions); i++) {
		if (strcmp(opinions[i].kind, a->kind) != 0 ||
		    !is_one_of(a->act, opinions[i].acts))
			continue;
		if (!opinions[i].gate(w, a, why))
			return UNLAWFUL;
		if (a->filled == NULL || opinions[i].values == NULL)
			return LAWFUL;
		if (!a->complete) {
			snprintf(why, 160, "the form is not complete");
			return UNLAWFUL;
		}
		return opinions[i].values(w, a, why) ? LAWFUL : UNLAWFUL;
	}
	return NO_OPINION;
}
