/* SPDX-License-Identifier: MIT */
/* What must hold of every decision: who took it, on what authority then, and what it
 * owed. */
#include "model.h"

#define FAULT(name) \
	static char *name( \
	    const struct invariant *v, const struct world *w, const struct each *x)
#define NO_USE (void)v, (void)w

static const struct record *
matter_of(const struct world *w, const struct record *r)
{
	return row(w, "matter", num(r, "matter_id"));
}

static const struct record *
entry_of(const struct world *w, const struct record *m)
{
	return row(w, "scope_entry", num(m, "entry_id"));
}

/* The journal row by which the second person signed. */
static const struct version *
signature(const struct each *x)
{
	const struct version *found = NULL;

	if (*val(x->r, "approver_id") == '\0') /* returned and proposed again */
		return NULL;
	for (size_t i = 0; i < x->l->n; i++)
		if (*val(x->l->v[i].r, "approver_id") != '\0' &&
		    (i == 0 || *val(x->l->v[i - 1].r, "approver_id") == '\0'))
			found = &x->l->v[i];
	return found;
}

static bool
approved(const struct record *d)
{
	return strcmp(val(d, "result"), "approved") == 0;
}

static bool
kind_is(const struct record *d, const char *kinds)
{
	return is_one_of(val(d, "kind"), kinds);
}

/* Decided by a superior; here its letter is only confirmed (R093). */
static bool
ordered(const struct record *d)
{
	return *val(d, "organ") != '\0';
}

/* The level that the signature is about, and the entry; 0: none is decided. */
static long
level_signed(const struct world *w, const struct record *d, int64_t seq,
    const struct record **entry)
{
	const struct record *m = row_before(w, "matter", num(d, "matter_id"), seq);
	long level = num(m, "level");

	*entry = NULL;
	if (kind_is(d, "unclear,refer,widen,widen_out,objection") ||
	    (kind_is(d, "determine") && strcmp(val(m, "origin"), "derivative") == 0))
		return 0;
	*entry = entry_of(w, m);
	return num(d, "new_level") > level ? num(d, "new_level") : level;
}

/* The office confirmed what came back, since besides the drafter nobody could. */
static bool
by_office(const struct world *w, const struct record *d, const struct version *s)
{
	const struct record *m = row_before(w, "matter", num(d, "matter_id"), s->seq);
	long level = num(m, "level");

	if (!kind_is(d, "refer") ||
	    !(roles_at(w, num(s->r, "approver_id"), s->seq, s->day) & IS_OFFICE))
		return false;
	for (struct each x = each(w, "external"); next(&x);) {
		const struct record *was = row_before(w, "external", x.r->id, s->seq);

		if (num(was, "matter_id") == m->id && state_in(was, "answered") &&
		    num(was, "answer_level") > 0)
			level = num(was, "answer_level");
	}
	for (struct each p = each(w, "person"); next(&p);)
		if (p.r->id != num(d, "proposer_id") &&
		    p.r->id != num(m, "proposer_id") &&
		    (roles_at(w, p.r->id, s->seq, s->day) & MAY_DECIDE) &&
		    trained_at(w, p.r->id, s->seq, s->day) &&
		    lacks_authority(w, p.r->id, level, entry_of(w, m), s->seq, s->day) ==
			NULL)
			return false;
	return true;
}

/* One row a rule in the table, one look at the authority here. */
FAULT(authority)
{
	const struct version *s = signature(x);
	const struct record *entry;
	const char *lacks;
	int64_t who;
	long level;

	if (s == NULL || strcmp(val(x->r, "result"), "returned") == 0 ||
	    by_office(w, x->r, s))
		return NULL;
	who = num(s->r, "approver_id");
	level = level_signed(w, x->r, s->seq, &entry);
	lacks = lacks_authority(w, who, level, entry, s->seq, s->day);
	return lacks != NULL && strncmp(lacks, v->id, 4) == 0
		   ? xasprintf("person %lld: %s", (long long)who, lacks)
		   : NULL;
}

FAULT(unit_authority)
{
	const struct version *s = signature(x);
	const struct record *entry;
	long level, most;

	NO_USE;
	if (s == NULL || !approved(x->r) || ordered(x->r) ||
	    !kind_is(x->r, "determine,change,extend") ||
	    (level = level_signed(w, x->r, s->seq, &entry)) == 0)
		return NULL;
	if (num(x->r, "new_level") != 0) /* what it becomes */
		level = num(x->r, "new_level");
	most = unit_level(w, entry, s->seq, s->day);
	return level > most ? xasprintf("level %ld, the unit has %ld", level, most)
			    : NULL;
}

FAULT(trained)
{
	const struct version *s = signature(x);

	NO_USE;
	return s != NULL && approved(x->r) &&
		       !kind_is(x->r, "widen,widen_out,objection") &&
		       !trained_at(w, num(s->r, "approver_id"), s->seq, s->day)
		   ? xasprintf("person %ld was not trained", num(s->r, "approver_id"))
		   : NULL;
}

FAULT(proposer_trained)
{
	const struct version *s = &x->l->v[0];

	NO_USE;
	return !kind_is(x->r, "objection") && !ordered(x->r) &&
		       !trained_at(w, num(s->r, "proposer_id"), s->seq, s->day)
		   ? xasprintf("person %ld was not trained", num(s->r, "proposer_id"))
		   : NULL;
}

FAULT(two_persons)
{
	NO_USE;
	return *val(x->r, "approver_id") != '\0' &&
		       num(x->r, "approver_id") == num(x->r, "proposer_id")
		   ? xstrdup("one person proposed and approved")
		   : NULL;
}

FAULT(signed_by_himself)
{
	const struct version *s = signature(x);

	NO_USE;
	return s != NULL && s->person != num(s->r, "approver_id")
		   ? xasprintf("names person %ld, the journal %lld",
			 num(s->r, "approver_id"), (long long)s->person)
		   : NULL;
}

/* Each kind of sheet is decided by its own act alone. */
FAULT(right_act)
{
	static const struct {
		const char *kinds, *acts;
	} ways[] = {
		{ "determine", "approve" },
		{ "unclear", "forward" },
		{ "objection", "close" },
		{ "change,release,widen,widen_out,correct,extend,partial_release",
		    "approve_change,confirm_above,confirm_order,carry_out" },
	};
	const struct version *s = entered(x->l, "recorded");

	NO_USE;
	for (size_t i = 0; s != NULL && i < ARRAY_LEN(ways); i++)
		if (kind_is(x->r, ways[i].kinds) && !is_one_of(s->act, ways[i].acts))
			return xasprintf(
			    "a %s recorded by %s", val(x->r, "kind"), s->act);
	return NULL;
}

FAULT(days)
{
	int32_t from = day_of(x->r, "proposed_on"), to = day_of(x->r, "decided_on");

	NO_USE;
	return from > w->today || (to != DATE_NONE && (to < from || to > w->today))
		   ? xasprintf("proposed %s, decided %s", val(x->r, "proposed_on"),
			 val(x->r, "decided_on"))
		   : NULL;
}

/* ---- what a decision owes */

static bool
told(const struct world *w, int64_t decision, long person)
{
	for (struct each n = each(w, "notice"); next(&n);) {
		if (num(n.r, "decision_id") != decision)
			continue;
		for (struct each to = each(w, "notice_to"); next(&to);)
			if (num(to.r, "notice_id") == n.r->id &&
			    num(to.r, "person_id") == person)
				return true;
	}
	return false;
}

FAULT(notices)
{
	const struct version *s = entered(x->l, "recorded");

	NO_USE;
	if (s == NULL || !kind_is(x->r, "change,extend,release,correct") ||
	    strcmp(val(x->r, "reason_code"), "U3") == 0) /* 2014 rule 35 */
		return NULL;
	for (struct each k = each(w, "ntk"); next(&k);) {
		const struct record *was = row_before(w, "ntk", k.r->id, s->seq);

		if (num(k.r, "matter_id") == num(x->r, "matter_id") &&
		    state_in(was, "in") && *val(was, "person_id") != '\0' &&
		    !told(w, x->r->id, num(was, "person_id")))
			return xasprintf(
			    "person %ld was not told", num(was, "person_id"));
	}
	return NULL;
}

FAULT(extended_in_time)
{
	const struct version *s = entered(x->l, "recorded");
	int32_t old = day_of(x->r, "old_expiry");
	int32_t new =
	    end_of(val(x->r, "new_period"), day_of(matter_of(w, x->r), "start_on"));

	NO_USE;
	if (s == NULL || !kind_is(x->r, "extend") || old == DATE_NONE)
		return NULL;
	if (s->day >= old)
		return xasprintf(
		    "ended %s before it was extended", val(x->r, "old_expiry"));
	return new != DATE_NONE &&new <= old ? xstrdup("no later end") : NULL;
}

/* Longer than the entry allows, or past the condition it fixes. */
static bool
beyond_scope(const struct record *entry, const char *period, int32_t start)
{
	const char *must = val(entry, "condition");

	return *must != '\0'
		   ? !is_condition(period) || strcmp(period + strlen("条件:"), must) != 0
		   : beyond_entry(entry, period, start);
}

FAULT(extended_above)
{
	const struct record *m = matter_of(w, x->r);

	NO_USE;
	return entered(x->l, "recorded") != NULL && kind_is(x->r, "extend") &&
		       beyond_scope(entry_of(w, m), val(x->r, "new_period"),
			   day_of(m, "start_on")) &&
		       *val(x->r, "external_ref") == '\0'
		   ? xasprintf("%s beyond the entry", val(x->r, "new_period"))
		   : NULL;
}

FAULT(released_above)
{
	const struct version *s = entered(x->l, "recorded");
	const struct record *m =
	    s != NULL ? row_before(w, "matter", num(x->r, "matter_id"), s->seq) : NULL;

	NO_USE;
	return m != NULL && kind_is(x->r, "release") && is_long(val(m, "period")) &&
		       *val(x->r, "external_ref") == '\0'
		   ? xstrdup("a long-term matter released here")
		   : NULL;
}

FAULT(released_for)
{
	const char *why = val(x->r, "reason_code");

	NO_USE;
	if (entered(x->l, "recorded") == NULL || !kind_is(x->r, "release") ||
	    ordered(x->r))
		return NULL;
	if (strcmp(why, "U4") == 0) /* R081 asks for the sources */
		return strcmp(val(matter_of(w, x->r), "origin"), "derivative") != 0
			   ? xstrdup("it has no source")
			   : NULL;
	if (is_one_of(why, "U1,U2"))
		return *val(x->r, "assessment") == '\0' ? xstrdup("nothing was assessed")
							: NULL;
	return strcmp(why, "U3") != 0 || day_of(x->r, "public_on") == DATE_NONE ||
		       day_of(x->r, "public_on") > day_of(x->r, "decided_on")
		   ? xasprintf("ground '%s', public '%s'", why, val(x->r, "public_on"))
		   : NULL;
}

FAULT(source_stood)
{
	const struct version *s = entered(x->l, "recorded");
	const struct record *m = matter_of(w, x->r);

	NO_USE;
	return s != NULL && kind_is(x->r, "release") && !ordered(x->r) &&
		       strcmp(val(m, "origin"), "derivative") == 0 &&
		       taken_from(w, m->id, s->day).level > 0
		   ? xstrdup("a source still stood")
		   : NULL;
}

FAULT(grounded)
{
	NO_USE;
	return entered(x->l, "recorded") != NULL && kind_is(x->r, "change") &&
		       is_one_of(val(x->r, "reason_code"), "U2,U3")
		   ? xasprintf("changed for %s", val(x->r, "reason_code"))
		   : NULL;
}

/* clang-format off */
static const struct invariant invariants[] = {
	{ "R013", "decision", NULL, "the unit may decide that level", unit_authority },
	{ "R029", "decision", NULL, "the entry was among his matters", authority },
	{ "R030", "decision", NULL, "the level was not above him", authority },
	{ "R031", "decision", NULL, "he was classified staff", authority },
	{ "R033", "decision", NULL, "the approver was trained", trained },
	{ "R033-proposer", "decision", NULL, "the proposer was trained", proposer_trained },
	{ "R035", "decision", NULL, "a principal responsible person signed", authority },
	{ "R037", "decision", NULL, "he was in term", authority },
	{ "R140", "decision", NULL, "he was no administrator", authority },
	{ "R042-sheet", "decision", NULL, "two persons", two_persons },
	{ "R045", "decision", NULL, "signed by the person it names", signed_by_himself },
	{ "S-sheet", "decision", NULL, "decided by the act of its kind", right_act },
	{ "R045-days", "decision", NULL, "proposed before it was decided", days },
	{ "R092", "decision", NULL, "a change has a ground of change", grounded },
	{ "R095", "decision", NULL, "everybody in the circle was told", notices },
	{ "R096", "decision", NULL, "extended before the end", extended_in_time },
	{ "R098", "decision", NULL, "beyond the entry the central organ approved", extended_above },
	{ "R109", "decision", NULL, "long-term ones are released from above", released_above },
	{ "R102-ground", "decision", NULL, "an early release has its ground", released_for },
	{ "R081", "decision", NULL, "no derivative is released while its source stands", source_stood },
};
/* clang-format on */

const struct invariant *
decision_invariants(size_t *n)
{
	*n = ARRAY_LEN(invariants);
	return invariants;
}
