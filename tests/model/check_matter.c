/* SPDX-License-Identifier: MIT */
/* What must hold of every matter as it stands, whatever led there. */
#include "model.h"

#define FAULT(name) \
	static char *name( \
	    const struct invariant *v, const struct world *w, const struct each *x)
#define NO_USE (void)v, (void)w

static const struct record *
entry_of(const struct world *w, const struct record *m)
{
	return row(w, "scope_entry", num(m, "entry_id"));
}

/* A decision of one of the kinds that stands. */
static bool
has_decision(const struct world *w, int64_t matter, const char *kinds, bool external)
{
	for (struct each x = each(w, "decision"); next(&x);)
		if (num(x.r, "matter_id") == matter &&
		    is_one_of(val(x.r, "kind"), kinds) &&
		    strcmp(val(x.r, "result"), "approved") == 0 &&
		    (!external || *val(x.r, "external_ref") != '\0'))
			return true;
	return false;
}

/* Decided by the organ that a letter went to. */
static bool
answered(const struct world *w, int64_t matter, const char *kinds)
{
	for (struct each x = each(w, "external"); next(&x);)
		if (num(x.r, "matter_id") == matter &&
		    is_one_of(val(x.r, "kind"), kinds) && state_in(x.r, "closed") &&
		    num(x.r, "answer_level") > 0)
			return true;
	return false;
}

static bool
origin_is(const struct record *m, const char *origins)
{
	return is_one_of(val(m, "origin"), origins);
}

FAULT(level)
{
	long l = num(x->r, "level");

	NO_USE;
	return l < 1 || l > 3 ? xasprintf("level %ld", l) : NULL;
}

FAULT(cap)
{
	NO_USE;
	if (within_cap(
		val(x->r, "period"), day_of(x->r, "start_on"), num(x->r, "level")) ||
	    longer_than_cap(entry_of(w, x->r)) || origin_is(x->r, "derivative") ||
	    has_decision(w, x->r->id, "extend", true))
		return NULL;
	return xasprintf("level %ld for %s", num(x->r, "level"), val(x->r, "period"));
}

/* Only what was decided here goes by the entry alone. */
static const struct record *
own_entry(const struct world *w, const struct record *m)
{
	return origin_is(m, "original") && !answered(w, m->id, "dispute") ? entry_of(w, m)
									  : NULL;
}

FAULT(entry_level)
{
	const struct record *entry = own_entry(w, x->r);

	NO_USE;
	return entry != NULL && num(x->r, "level") > num(entry, "level")
		   ? xasprintf("%s says %ld, the matter is %ld", val(entry, "code"),
			 num(entry, "level"), num(x->r, "level"))
		   : NULL;
}

FAULT(entry_period)
{
	const struct record *entry = own_entry(w, x->r);
	const char *period = val(x->r, "period"), *must = val(entry, "condition");

	NO_USE;
	if (entry == NULL)
		return NULL;
	if (has_decision(w, x->r->id, "extend", true))
		return NULL;
	if (*must != '\0' &&
	    (!is_condition(period) || strcmp(period + strlen("条件:"), must) != 0))
		return xasprintf(
		    "%s fixes %s, the matter has %s", val(entry, "code"), must, period);
	if (*must == '\0' && beyond_entry(entry, period, day_of(x->r, "start_on")))
		return xasprintf("%s allows %s, the matter has %s", val(entry, "code"),
		    val(entry, "max_period"), period);
	return NULL;
}

FAULT(long_term)
{
	NO_USE;
	if (!is_long(val(x->r, "period")) || num(entry_of(w, x->r), "long_term") == 1 ||
	    (origin_is(x->r, "derivative") &&
		(*val(x->r, "follow_on") != '\0' || /* until it follows its source */
		    taken_from(w, x->r->id, day_of(x->r, "determined_on")).is_long)))
		return NULL;
	return xstrdup("long-term without an entry that says so");
}

FAULT(two_persons)
{
	NO_USE;
	return *val(x->r, "approver_id") != '\0' &&
		       num(x->r, "approver_id") == num(x->r, "proposer_id")
		   ? xstrdup("one person proposed and approved")
		   : NULL;
}

FAULT(decided)
{
	NO_USE;
	if (!origin_is(x->r, "original,derivative") ||
	    has_decision(w, x->r->id, "determine", false))
		return NULL;
	return xstrdup("no decision stands behind it");
}

FAULT(secret_at_all)
{
	static const char *const no[] = { "neg_public", "neg_regime", "neg_known",
		"neg_disclose" };

	NO_USE;
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (num(x->r, no[i]) == 1)
			return xasprintf("%s is yes", no[i]);
	return NULL;
}

FAULT(head_and_harm)
{
	NO_USE;
	if (num(x->r, "head_no") < 1 || num(x->r, "head_no") > 7)
		return xasprintf("head %ld", num(x->r, "head_no"));
	return *val(x->r, "harm_text") == '\0' ? xstrdup("no harm is stated") : NULL;
}

FAULT(harm_fits)
{
	NO_USE;
	return origin_is(x->r, "original") && *val(x->r, "harm") != '\0' &&
		       num(x->r, "harm") != num(x->r, "level") &&
		       !has_decision(
			   w, x->r->id, "change,extend,correct,objection", false)
		   ? xasprintf(
			 "harm %ld for level %ld", num(x->r, "harm"), num(x->r, "level"))
		   : NULL;
}

/* It ends with its source: that was changed, or waits in its turn for one that was. */
static bool
waits(const struct world *w, const struct record *m, int deep)
{
	if (state_in(m, "draft,proposed,returned"))
		return *val(m, "determined_on") != '\0';
	if (!origin_is(m, "derivative") ||
	    !state_in(m, "approved,in_force,pending_external"))
		return false;
	if (*val(m, "follow_on") != '\0' && taken_from(w, m->id, w->today).level > 0)
		return true;
	for (struct each s = each(w, "source"); deep > 0 && next(&s);) {
		const struct record *from =
		    row(w, "matter", num(s.r, "source_matter_id"));

		if (num(s.r, "matter_id") == m->id && state_in(s.r, "active") &&
		    from != NULL && waits(w, from, deep - 1))
			return true;
	}
	return false;
}

FAULT(overdue)
{
	int32_t end = day_of(x->r, "expiry");

	NO_USE;
	if (waits(w, x->r, 20))
		return NULL;
	return w->swept && end != DATE_NONE && end <= w->today
		   ? xasprintf("ended %s, %s", val(x->r, "expiry"), record_state(x->r))
		   : NULL;
}

FAULT(expiry)
{
	int32_t end = end_of(val(x->r, "period"), day_of(x->r, "start_on"));
	char day[11];

	NO_USE;
	date_format(end, day);
	return end != day_of(x->r, "expiry")
		   ? xasprintf("%s from %s ends %s, not %s", val(x->r, "period"),
			 val(x->r, "start_on"), day, val(x->r, "expiry"))
		   : NULL;
}

FAULT(cause)
{
	const char *why = val(x->r, "release_cause");
	int32_t on = day_of(x->r, "released_on");

	NO_USE;
	if (*why == '\0' || on == DATE_NONE || on > w->today)
		return xasprintf("cause '%s' on '%s'", why, val(x->r, "released_on"));
	if (is_one_of(why, "expiry,date") && on != day_of(x->r, "expiry"))
		return xasprintf("ended %s, released %s", val(x->r, "expiry"),
		    val(x->r, "released_on"));
	if (is_one_of(why, "early_scope,early_harmless,publication") &&
	    !has_decision(w, x->r->id, "release", false))
		return xasprintf("%s without a decision", why);
	if (strcmp(why, "source_released") == 0 &&
	    (!origin_is(x->r, "derivative") || taken_from(w, x->r->id, on).level > 0))
		return xstrdup("a source still stood");
	return NULL;
}

FAULT(stays_ended)
{
	NO_USE;
	for (size_t i = 1; i < x->l->n; i++)
		if (state_in(x->l->v[i - 1].r, "released,not_secret,annulled") &&
		    strcmp(record_state(x->l->v[i - 1].r), record_state(x->l->v[i].r)) !=
			0)
			return xasprintf("came back from %s by %s",
			    record_state(x->l->v[i - 1].r), x->l->v[i].act);
	return NULL;
}

/* A superior has ordered something of it. */
static bool
ordered(const struct world *w, int64_t matter)
{
	for (struct each d = each(w, "decision"); next(&d);)
		if (num(d.r, "matter_id") == matter && *val(d.r, "organ") != '\0' &&
		    *val(d.r, "decided_on") != '\0')
			return true;
	return false;
}

/* A derivative that nobody has told of a change agrees with its sources, unless a dispute
 * over it was decided, or a superior ordered, otherwise. */
static bool
follows(const struct world *w, const struct record *m, struct taken *t)
{
	*t = taken_from(w, m->id, w->today);
	return origin_is(m, "derivative") && *val(m, "follow_on") == '\0' &&
	       t->level > 0 && !answered(w, m->id, "dispute") && !ordered(w, m->id);
}

FAULT(source_level)
{
	struct taken t;

	NO_USE;
	return follows(w, x->r, &t) && num(x->r, "level") != t.level
		   ? xasprintf("sources are %ld, it is %ld", t.level, num(x->r, "level"))
		   : NULL;
}

FAULT(source_end)
{
	const char *period = val(x->r, "period");
	struct taken t;

	NO_USE;
	if (!follows(w, x->r, &t) || !t.ends)
		return NULL;
	if (t.is_long)
		return is_long(period) ? NULL : xasprintf("not long-term: %s", period);
	if (t.condition != NULL)
		return is_condition(period) &&
			       strcmp(period + strlen("条件:"), t.condition) == 0
			   ? NULL
			   : xasprintf("%s, not %s", period, t.condition);
	return day_of(x->r, "expiry") == t.end
		   ? NULL
		   : xasprintf("ends %s, not with its source", val(x->r, "expiry"));
}

FAULT(not_decided_here)
{
	NO_USE;
	if (!origin_is(x->r, "unclear,referred"))
		return NULL;
	if (origin_is(x->r, "unclear") && has_decision(w, x->r->id, "determine", false))
		return xstrdup("decided here");
	return state_in(x->r, "approved,in_force,pending_external") &&
		       !answered(w, x->r->id, "unclear,referral")
		   ? xstrdup("in force without an answer")
		   : NULL;
}

FAULT(protected_level)
{
	long must = num(x->r, "level"), claim = highest_claim(w, x->r->id),
	     is = num(x->r, "effective_level");

	NO_USE;
	if (claim > must)
		must = claim;
	for (struct each a = each(w, "external"); next(&a);) /* not yet confirmed */
		if (num(a.r, "matter_id") == x->r->id && state_in(a.r, "answered") &&
		    is_one_of(val(a.r, "kind"), "unclear,referral") &&
		    num(a.r, "answer_level") > must)
			must = num(a.r, "answer_level");
	if (state_in(x->r, "proposed") && !origin_is(x->r, "unclear"))
		return NULL;
	return is < must || (is > must && claim == 0)
		   ? xasprintf("protected as %ld, must be %ld", is, must)
		   : NULL;
}

FAULT(circle)
{
	NO_USE;
	if (origin_is(x->r, "derivative") || knowers_at(w, x->r->id, END_OF_TIME) > 0)
		return NULL;
	if (num(x->r, "ntk_unit") != 1)
		return xstrdup("nobody is in the circle");
	return *val(x->r, "ntk_reason") == '\0' ? xstrdup("a unit without a reason")
						: NULL;
}

FAULT(mark)
{
	char *must = mark_of(num(x->r, "level"), val(x->r, "period")), *fault = NULL;
	int32_t on = day_of(x->r, "marked_on");

	NO_USE;
	if (strcmp(must, val(x->r, "mark")) != 0)
		fault = xasprintf("'%s', must be '%s'", val(x->r, "mark"), must);
	else if (num(x->r, "unmarkable") == 0 && on == DATE_NONE)
		fault = xstrdup("no day of marking");
	else if (on != DATE_NONE && (on > w->today || on < day_of(x->r, "determined_on")))
		fault = xasprintf("marked on %s", val(x->r, "marked_on"));
	free(must);
	return fault;
}

FAULT(no_mark)
{
	NO_USE;
	return *val(x->r, "mark") != '\0' ? xasprintf("bears %s", val(x->r, "mark"))
					  : NULL;
}

/* What waits for a decision says so, and nothing else does. */
FAULT(pending)
{
	const struct record *d = open_change(w, x->r->id);
	const char *says = val(x->r, "pending");

	NO_USE;
	if (*says == '\0' && d == NULL)
		return NULL;
	if (*says != '\0' && d == NULL)
		return xasprintf("waits for a %s that is not there", says);
	if (!is_one_of(record_state(x->r), "approved,in_force,pending_external"))
		return xasprintf(
		    "%s is open on a matter %s", val(d, "no"), record_state(x->r));
	return strcmp(says, val(d, "kind")) != 0
		   ? xasprintf("waits for '%s', open is '%s'", says, val(d, "kind"))
		   : NULL;
}

FAULT(issuer)
{
	NO_USE;
	return strcmp(val(x->r, "issuer"), "superior") == 0 && origin_is(x->r, "original")
		   ? xstrdup("issued in the superior's name, decided here")
		   : NULL;
}

FAULT(co_units)
{
	NO_USE;
	if (!origin_is(x->r, "original,derivative"))
		return NULL;
	for (struct each c = each(w, "co_unit"); next(&c);)
		if (num(c.r, "matter_id") == x->r->id && state_in(c.r, "asked"))
			return xasprintf("%s was not heard", val(c.r, "unit_name"));
	return NULL;
}

FAULT(carriers)
{
	NO_USE;
	for (struct each c = each(w, "carrier"); next(&c);)
		if (num(c.r, "matter_id") == x->r->id &&
		    !state_in(c.r, "destroyed,lost") &&
		    (num(c.r, "level") != num(x->r, "effective_level") ||
			strcmp(val(c.r, "mark"), val(x->r, "mark")) != 0))
			return xasprintf(
			    "carrier %s has '%s'", val(c.r, "no"), val(c.r, "mark"));
	return NULL;
}

FAULT(in_time)
{
	int32_t on = day_of(x->r, "determined_on");

	NO_USE;
	return on == DATE_NONE || on > w->today || on < day_of(x->r, "created_on")
		   ? xasprintf("arose %s, determined %s", val(x->r, "created_on"),
			 val(x->r, "determined_on"))
		   : NULL;
}

/* Whoever took it over from who proposed it has been let into its circle. */
FAULT(taken_over)
{
	long who = num(x->r, "proposer_id");

	NO_USE;
	if (who == num(x->l->v[0].r, "proposer_id"))
		return NULL;
	for (struct each k = each(w, "ntk"); next(&k);)
		if (num(k.r, "matter_id") == x->r->id && num(k.r, "person_id") == who)
			return NULL;
	return xasprintf("person %ld took it over unknowing", who);
}

/* clang-format off */
#define FORCE "approved,in_force,pending_external"
#define DETERMINED FORCE ",released"
static const struct invariant invariants[] = {
	{ "R001", "matter", DETERMINED ",unclear_sent,referred", "one of three levels", level },
	{ "R002", "matter", "not_secret,unclear_sent,referred", "what is not determined bears no mark", no_mark },
	{ "R003", "matter", DETERMINED, "of a statutory kind, with its harm", head_and_harm },
	{ "R004", "matter", DETERMINED, "none of the four that are never classified", secret_at_all },
	{ "R001-harm", "matter", FORCE, "the harm fits the level", harm_fits },
	{ "R005", "matter", FORCE, "not above its entry", entry_level },
	{ "R011", "matter", FORCE, "within the period of its entry", entry_period },
	{ "R041", "matter", DETERMINED, "somebody decided it", decided },
	{ "R042", "matter", NULL, "two persons", two_persons },
	{ "R043", "matter", DETERMINED, "determined between its origin and today", in_time },
	{ "R046", "matter", DETERMINED, "within 10, 20, 30 years", cap },
	{ "R049", "matter", DETERMINED, "long-term only where the scope says so", long_term },
	{ "R050", "matter", FORCE, "the end follows from period and start", expiry },
	{ "R052", "matter", FORCE, "the circle is not empty", circle },
	{ "R055", "matter", NULL, "who takes it over knows it lawfully", taken_over },
	{ "R058", "matter", FORCE, "co-units were heard", co_units },
	{ "R060", "matter", FORCE, "the superior decides what is issued in its name", issuer },
	{ "R063", "matter", "in_force", "the mark says level and period", mark },
	{ "R073", "matter", "in_force", "carriers bear its mark, at the level it is protected at", carriers },
	{ "R076", "matter", "approved,in_force", "a derivative has its source's level", source_level },
	{ "R077", "matter", "approved,in_force", "a derivative ends with its source", source_end },
	{ "R087", "matter", NULL, "unclear and referred ones are decided above", not_decided_here },
	{ "R090", "matter", FORCE ",unclear_sent,referred,proposed", "the highest level claimed is protected", protected_level },
	{ "R094", "matter", NULL, "pending is what waits for a decision", pending },
	{ "R101", "matter", FORCE, "released when the period has run out", overdue },
	{ "R101-end", "matter", NULL, "what has ended does not come back", stays_ended },
	{ "R102", "matter", "released", "released for a cause", cause },
};
/* clang-format on */

const struct invariant *
matter_invariants(size_t *n)
{
	*n = ARRAY_LEN(invariants);
	return invariants;
}
