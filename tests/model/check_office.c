/* SPDX-License-Identifier: MIT */
/* What must hold of people, terms, grants, letters, notices, reviews and the journal;
 * and the checker that asks everything. */
#include "model.h"

#define FAULT(name) \
	static char *name( \
	    const struct invariant *v, const struct world *w, const struct each *x)
#define NO_USE (void)v, (void)w

FAULT(administrators)
{
	bool admin = is_one_of(val(x->r, "role"), "sysadm,secadm,auditor");

	NO_USE;
	for (struct each o = each(w, "account"); next(&o);)
		if (o.r->id != x->r->id && state_in(o.r, "active") &&
		    num(o.r, "person_id") == num(x->r, "person_id") &&
		    (admin || is_one_of(val(o.r, "role"), "sysadm,secadm,auditor")))
			return xasprintf(
			    "%s beside %s", val(x->r, "role"), val(o.r, "role"));
	return NULL;
}

FAULT(one_head)
{
	NO_USE;
	if (num(row(w, "post", num(x->r, "post_id")), "head") != 1)
		return NULL;
	for (struct each o = each(w, "person"); next(&o);)
		if (o.r->id != x->r->id && state_in(o.r, "in_post") &&
		    num(o.r, "post_id") == num(x->r, "post_id"))
			return xasprintf("person %lld too", (long long)o.r->id);
	return NULL;
}

FAULT(letter_of_designation)
{
	NO_USE;
	return strcmp(val(x->r, "kind"), "statutory") != 0 &&
		       (*val(x->r, "letter_no") == '\0' ||
			   *val(x->r, "designated_on") == '\0')
		   ? xstrdup("no letter")
		   : NULL;
}

FAULT(stands)
{
	const struct record *p = row(w, "person", num(x->r, "person_id"));

	NO_USE;
	if (!w->swept)
		return NULL;
	if (!state_in(p, "in_post"))
		return xasprintf("the person is %s", record_state(p));
	if (day_of(p, "trained_until") != DATE_NONE &&
	    day_of(p, "trained_until") < w->today)
		return xasprintf("training ended %s", val(p, "trained_until"));
	if (day_of(x->r, "to_on") != DATE_NONE && day_of(x->r, "to_on") < w->today)
		return xasprintf("the term ended %s", val(x->r, "to_on"));
	return num(x->r, "level") > unit_level(w, NULL, END_OF_TIME, w->today)
		   ? xasprintf("level %ld is above the unit", num(x->r, "level"))
		   : NULL;
}

FAULT(term)
{
	const char *col = strcmp(v->kind, "grant") == 0 ? "to_on" : "valid_to";

	return w->swept && day_of(x->r, col) != DATE_NONE && day_of(x->r, col) < w->today
		   ? xasprintf("ended %s", val(x->r, col))
		   : NULL;
}

FAULT(send_by)
{
	const struct record *m = row(w, "matter", num(x->r, "matter_id"));
	int32_t due = calendar_add_workdays(w->cal, day_of(m, "created_on"), 10, NULL);

	NO_USE;
	return strcmp(val(x->r, "kind"), "unclear") == 0 && state_in(x->r, "draft") &&
		       day_of(x->r, "due") != due
		   ? xasprintf("arose %s, to be sent by %s", val(m, "created_on"),
			 val(x->r, "due"))
		   : NULL;
}

FAULT(answer_by)
{
	int32_t due =
	    calendar_add_workdays(w->cal, day_of(x->r, "received_on"), 10, NULL);

	NO_USE;
	return strcmp(val(x->r, "kind"), "unclear") == 0 && state_in(x->r, "received") &&
		       day_of(x->r, "due") != due
		   ? xasprintf("received %s, answer by %s", val(x->r, "received_on"),
			 val(x->r, "due"))
		   : NULL;
}

FAULT(goes_to)
{
	const struct record *m = row(w, "matter", num(x->r, "matter_id"));
	const char *to = num(m, "level") == 3 || w->tier == TIER_CENTRAL
			     ? "国家保密行政管理部门"
			     : "省级保密行政管理部门";

	NO_USE;
	return strcmp(val(x->r, "kind"), "unclear") == 0 &&
		       strcmp(val(x->r, "addressee"), to) != 0
		   ? xasprintf(
			 "level %ld goes to %s", num(m, "level"), val(x->r, "addressee"))
		   : NULL;
}

/* At the first step the unit itself decides, so only as far as it and the signer may. */
FAULT(own_outcome)
{
	const struct version *s = entered(x->l, "closed");
	const struct record *m;
	const char *lacks;
	long level = num(x->r, "answer_level");

	NO_USE;
	if (s == NULL || strcmp(val(x->r, "kind"), "dispute") != 0 ||
	    num(x->r, "stage") != 1 || strcmp(val(x->r, "addressee"), w->name) != 0)
		return NULL;
	if (state_in(row(w, "matter", num(x->r, "matter_id")),
		"released,annulled,not_secret")) /* closed with the matter */
		return NULL;
	m = row_before(w, "matter", num(x->r, "matter_id"), s->seq);
	if (level == 0 || level == num(m, "level") ||
	    strcmp(val(m, "origin"), "derivative") == 0)
		return NULL;
	if (level > unit_level(w, NULL, s->seq, s->day))
		return xasprintf("level %ld is above the unit", level);
	lacks = lacks_authority(w, s->person, level, NULL, s->seq, s->day);
	return lacks != NULL ? xstrdup(lacks) : NULL;
}

FAULT(receipts)
{
	NO_USE;
	for (struct each to = each(w, "notice_to"); next(&to);)
		if (num(to.r, "notice_id") == x->r->id &&
		    (state_in(to.r, "sent") ||
			(state_in(to.r, "received") && num(to.r, "copies") > 0)))
			return xasprintf("receipt %lld is open", (long long)to.r->id);
	return NULL;
}

FAULT(reviewed)
{
	NO_USE;
	for (struct each i = each(w, "review_item"); next(&i);)
		if (num(i.r, "campaign_id") == x->r->id && state_in(i.r, "open"))
			return xasprintf("item %lld is open", (long long)i.r->id);
	return NULL;
}

FAULT(journalled)
{
	struct str now = { 0 }, last = { 0 };
	char *fault = NULL;

	NO_USE;
	if (x->l->n == 0)
		return xstrdup("no journal row");
	record_image(x->r, &now);
	record_image(x->l->v[x->l->n - 1].r, &last);
	if (x->r->rev != (int64_t)x->l->n)
		fault = xasprintf(
		    "version %lld after %zu rows", (long long)x->r->rev, x->l->n);
	else if (strcmp(str_s(&now), str_s(&last)) != 0)
		fault = xstrdup("differs from its last image");
	str_free(&now);
	str_free(&last);
	return fault;
}

/* clang-format off */
static const struct invariant invariants[] = {
	{ "R140-account", "account", "active", "the three administrators exclude everything else", administrators },
	{ "R027", "person", "in_post", "one head", one_head },
	{ "R032", "designation", "active", "designated in writing", letter_of_designation },
	{ "R037-term", "designation", "active", "in post, trained, in term, within the unit's level", stands },
	{ "R021", "grant", "in_force", "grants end", term },
	{ "R033-term", "certificate", "valid", "certificates end", term },
	{ "R084", "external", NULL, "unclear matters go out within ten working days", send_by },
	{ "R085", "external", "draft,sent,received", "绝密 and central ones to the state, others to the province", goes_to },
	{ "R086", "external", NULL, "answered within ten working days of receipt", answer_by },
	{ "R088", "external", "closed", "the unit decides an objection within its authority", own_outcome },
	{ "R095-receipt", "notice", "closed", "every receipt is there", receipts },
	{ "R100", "campaign", "closed", "no matter is left out", reviewed },
	{ "S-journal", "matter", NULL, "every change has its row", journalled },
	{ "S-journal", "decision", NULL, "every change has its row", journalled },
	{ "S-journal", "designation", NULL, "every change has its row", journalled },
};
/* clang-format on */

const struct invariant *
office_invariants(size_t *n)
{
	*n = ARRAY_LEN(invariants);
	return invariants;
}

static void
check(const struct world *w, const struct invariant *v, struct strs *out)
{
	for (struct each x = each(w, v->kind); next(&x);) {
		char *what, *line;

		if (v->states != NULL && !state_in(x.r, v->states))
			continue;
		if ((what = v->fault(v, w, &x)) == NULL)
			continue;
		line = xasprintf("%s %s %lld: %s (%s)", v->id, v->kind,
		    (long long)x.r->id, what, v->text);
		strs_add(out, line);
		free(line);
		free(what);
	}
}

void
check_all(const struct world *w, struct strs *out)
{
	static const struct invariant *(*const tables[])(
	    size_t *) = { matter_invariants, decision_invariants, office_invariants };

	for (size_t t = 0; t < ARRAY_LEN(tables); t++) {
		size_t n;
		const struct invariant *v = tables[t](&n);

		for (size_t i = 0; i < n; i++)
			check(w, &v[i], out);
	}
	for (size_t i = 0; i < w->chain.n; i++)
		strs_add(out, w->chain.v[i]);
}
