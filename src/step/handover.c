/* SPDX-License-Identifier: MIT */
/*
 * A person leaves, is away or changes post: what he has open goes to somebody else, in
 * one act that is kept as a move of his (R037). What waits for a decision needs no act:
 * it is offered to whoever may decide it, at any time.
 *
 * To take a matter over is to know it. The law lets nobody know for being handed it: who
 * is outside its circle enters by approval of the head or his delegate, person by person
 * and with the reason (法21, third paragraph; R055, R056), and not against what the
 * originator lays down (R079). So this act hands over to who is in the circle already;
 * where its doer may approve a wider circle it approves that as well, else it is refused.
 */
#include <string.h>
#include "step/cascade.h"
#include "step/matter.h"

/* Open business: who owes it, and who may not take it over because he decides it. */
static const struct {
	const char *kind, *owner, *other, *states;
} business[] = {
	{ "matter", "proposer_id", "approver_id",
	    "draft,returned,proposed,approved,in_force,referred,unclear_sent,pending_"
	    "external" },
	{ "matter", "cond_watcher_id", NULL, "approved,in_force" },
	{ "decision", "proposer_id", "approver_id", "returned" },
	{ "external", "owner_id", NULL, "draft,sent,received,answered" },
	{ "finding", "owner_id", NULL, "open,noticed,reopened" },
	{ "safeguard", "owner_id", NULL, "planned,installed,accepted,faulty" },
	{ "vulnerability", "owner_id", NULL, "open" },
};
static const char away[] = "abroad,suspended,leaving,cooling,ended";
enum { PAGE = 500, ABSENT_LOOK = 200 };

/* Called for every row that goes over. */
struct going {
	struct act_run *run;
	struct txn *t; /* NULL: only looked at */
	int64_t to;
	size_t row, n;	  /* of the table; rows so far */
	int64_t *outside; /* owned: matters he does not know yet, each once */
	size_t noutside;
	struct str rule; /* what their originators lay down */
};
typedef enum rc going_fn(struct going *g, struct record *r, struct err *e);

/* Page by page; a matter that the successor decides stays. */
static enum rc
each_row(struct going *g, going_fn *fn, struct err *e)
{
	struct store *s = g->run->bench->store;
	const size_t row = g->row;
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(s, business[row].kind));
	query_add_int(&q, business[row].owner, g->run->rec->id);
	query_add_in(&q, "state", true, business[row].states);
	while (more && rc == RC_OK) {
		rc = store_page(
		    s, &q, at.id == 0 ? PAGE_FIRST : PAGE_AFTER, &at, PAGE, &page, e);
		pos_done(&at);
		more = rc == RC_OK && page.more_after;
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		for (size_t i = 0; rc == RC_OK && i < page.n; i++)
			if (business[row].other == NULL ||
			    record_int(page.rec[i], business[row].other) != g->to)
				rc = fn(g, page.rec[i], e);
		page_done(&page);
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

static enum rc
each_of_all(struct going *g, going_fn *fn, struct err *e)
{
	enum rc rc = RC_OK;

	for (g->row = 0; g->row < ARRAY_LEN(business) && rc == RC_OK; g->row++)
		rc = each_row(g, fn, e);
	return rc;
}

static void
going_done(struct going *g)
{
	free(g->outside);
	str_free(&g->rule);
}

/* ---- the circle */

static int64_t
matter_named(const struct record *r)
{
	return strcmp(r->kind->name, "matter") == 0	? r->id
	       : kind_column(r->kind, "matter_id") >= 0 ? record_int(r, "matter_id")
							: 0;
}

/* What is no secret any more everybody on the staff may see. */
static bool
is_open(const struct record *m)
{
	return strcmp(record_state(m), "released") == 0 ||
	       strcmp(record_state(m), "not_secret") == 0;
}

/* Who proposed or approved it knows it by that. */
static bool
decided_by(const struct record *m, int64_t who)
{
	return record_int(m, "proposer_id") == who || record_int(m, "approver_id") == who;
}

/* Keeps the matter of a row when he is to enter its circle. */
static enum rc
note_outside(struct going *g, struct record *r, struct err *e)
{
	struct bench *b = g->run->bench;
	int64_t matter = matter_named(r);
	struct record *m = NULL, *ntk = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < g->noutside; i++)
		if (g->outside[i] == matter)
			return RC_OK;
	if (matter == 0 || (rc = circle_find(b, matter, g->to, &ntk, e)) != RC_OK ||
	    circle_in(ntk) ||
	    (rc = store_get(b->store, "matter", matter, &m, e)) != RC_OK)
		goto out;
	if (is_open(m) || decided_by(m, g->to))
		goto out;
	g->outside = xreallocarray(g->outside, g->noutside + 1, sizeof(*g->outside));
	g->outside[g->noutside++] = matter;
	if (g->rule.len == 0)
		rc = circle_rules(b, m, &g->rule, e);
out:
	record_free(ntk);
	record_free(m);
	return rc;
}

/* May who hands over approve it (R055)? */
static enum rc
may_widen(struct act_run *run, bool *may, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	enum rc rc;

	*may = true;
	lawcase_init(&c, run->bench, LAW_WIDEN);
	if ((rc = lawcase_unit(&c, run->bench, e)) == RC_OK &&
	    (rc = lawcase_person(
		 &c, run->bench, &c.f.approver, bench_me(run->bench), e)) == RC_OK) {
		lawcase_choose(&c);
		law_check(&c.f, &all);
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].severity == SEV_BLOCK &&
		    strncmp(all.v[i].field, "approver.", strlen("approver.")) == 0)
			*may = false;
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static enum rc
circle_findings(struct act_run *run, int64_t to, struct findings *out, struct err *e)
{
	struct going g = { .run = run, .to = to };
	bool may = false;
	enum rc rc;

	if ((rc = each_of_all(&g, note_outside, e)) != RC_OK ||
	    (rc = may_widen(run, &may, e)) != RC_OK || g.noutside == 0)
		goto out;
	snprintf(run->computed, sizeof(run->computed),
	    T("接办人随之进入%zu件的知悉范围", "he enters the circle of %zu matters"),
	    g.noutside);
	if (!may)
		step_finding(out, "R055", SEV_BLOCK, "successor_id",
		    T("接办人不在其中%"
		      "zu件的知悉范围内；请由主要负责人办理转交，同时批准其"
		      "知悉，或者先逐件办理扩大知悉范围",
			"he is outside the circle of %zu of them: let the head hand over "
			"and approve that he knows, or have each circle widened first"),
		    g.noutside);
	else if (to == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "successor_id",
		    T("其中%"
		      "zu件您不在知悉范围内，不得自己批准自己知悉；请另选接办人，或者"
		      "先由他人办理扩大知悉范围",
			"you are outside the circle of %zu of them and do not approve "
			"yourself: choose another, or have the circle widened by others"),
		    g.noutside);
	else if (g.rule.len > 0 && strcmp(act_value(run, "rule_kept"), "1") != 0)
		step_finding(out, "R079", SEV_BLOCK, "rule_kept",
		    T("原定密单位规定：%.200s；从其规定，允许接办人知悉的选“是”，不允许的"
		      "另选接办人",
			"the originator lays down: %.200s. That prevails: say yes if it "
			"allows this, else choose another"),
		    str_s(&g.rule));
out:
	going_done(&g);
	return rc;
}

enum rc
handover_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	form_set(run->form, "event", "handover"); /* what is shown depends on it */
	return RC_OK;
}

enum rc
handover_check(struct act_run *run, struct findings *out, struct err *e)
{
	int64_t to = strtoll(act_value(run, "successor_id"), NULL, 10);
	struct record *p = NULL;
	unsigned roles = 0;
	enum rc rc;

	if (to == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "person", to, &p, e)) != RC_OK ||
	    (rc = person_roles(run->bench, p, &roles, e)) != RC_OK)
		goto out;
	if (to == run->rec->id || strcmp(record_state(p), "in_post") != 0)
		step_finding(out, "R037", SEV_BLOCK, "successor_id", "%s",
		    T("接办人须是另一名在岗人员", "somebody else who is in post"));
	else if (!(roles & (ROLE_PROPOSER | ROLE_CRP)))
		step_finding(out, "R041", SEV_BLOCK, "successor_id", "%s",
		    T("接办人须是承办人或者定密责任人；先授予角色，或者另选",
			"a proposer or a responsible person: give the role first, or "
			"choose another"));
	else
		rc = circle_findings(run, to, out, e);
out:
	record_free(p);
	return rc;
}

/* ---- done */

static enum rc
enter_circle(struct going *g, int64_t matter, const char *ground, struct err *e)
{
	struct bench *b = g->run->bench;
	const struct widening w = { matter, g->to, bench_me(b), ground };
	struct record *ntk = NULL;
	enum rc rc = circle_find(b, matter, g->to, &ntk, e);

	if (rc == RC_OK)
		rc = circle_enter(b, g->t, ntk, &w, e);
	record_free(ntk);
	return rc;
}

static enum rc
give(struct going *g, struct record *r, struct err *e)
{
	record_set_int(r, business[g->row].owner, g->to);
	g->n++;
	return txn_put(g->t, r, "hand_over", "R037", e);
}

/* The circle first: nobody owns for a moment what he may not know. */
static enum rc
give_all(struct going *g, struct err *e)
{
	char *ground = xasprintf(
	    T("接办%s转交的未办结事项（R055）", "takes over what %s had open (R055)"),
	    record_get(g->run->rec, "name"));
	enum rc rc = each_of_all(g, note_outside, e);

	for (size_t i = 0; i < g->noutside && rc == RC_OK; i++)
		rc = enter_circle(g, g->outside[i], ground, e);
	if (rc == RC_OK)
		rc = each_of_all(g, give, e);
	free(ground);
	return rc;
}

enum rc
handover_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct going g = {
		.run = run, .t = t, .to = record_int(run->child, "successor_id")
	};
	char note[128];
	enum rc rc = give_all(&g, e);

	record_set(run->child, "event", "handover");
	record_set_date(run->child, "from_on", bench_today(run->bench));
	if (g.noutside > 0)
		record_set(run->child, "approved_by",
		    record_get(bench_person(run->bench), "name"));
	if (*record_get(run->child, "note") == '\0') {
		snprintf(note, sizeof(note),
		    T("转交%zu项，进入知悉范围%zu件",
			"%zu handed over, entering %zu circles"),
		    g.n, g.noutside);
		record_set(run->child, "note", note);
	}
	going_done(&g);
	return rc;
}

/* Has the person t anything open? */
static void
test_open(struct str *sql)
{
	for (size_t i = 0; i < ARRAY_LEN(business); i++) {
		struct strs states = { 0 };

		str_addf(sql,
		    "%sEXISTS (SELECT 1 FROM \"%s\" AS o WHERE o.%s = t.id AND "
		    "o.state IN (",
		    i > 0 ? " OR " : "(", business[i].kind, business[i].owner);
		strs_split(&states, business[i].states, ",");
		for (size_t k = 0; k < states.n; k++)
			str_addf(sql, "%s'%s'", k > 0 ? "," : "", states.v[k]);
		str_add(sql, "))");
		strs_free(&states);
	}
	str_addc(sql, ')');
}

enum rc
handover_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct str open = { 0 };
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (!all && !(b->roles & (ROLE_OFFICE | ROLE_HEAD)))
		return RC_OK;
	query_init(&q, store_kind(b->store, "person"));
	query_add_in(&q, "state", true, away);
	test_open(&open);
	query_add_test(&q, str_s(&open), NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL,
	    limit < ABSENT_LOOK ? limit : ABSENT_LOOK, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const struct record *p = page.rec[i];

		duty_add(out, "R037", law_rule("R037")->origin, DATE_NONE, "person",
		    p->id, 1, "hand_over", T("%s%s（%s）", "%s%s (%s)"),
		    T("转交名下未办结的事项：", "hand over what is open: "),
		    record_get(p, "name"), state_title("person", record_state(p)));
		out->v[out->n - 1].roles = ROLE_OFFICE | ROLE_HEAD;
	}
	page_done(&page);
	query_done(&q);
	str_free(&open);
	return rc;
}

enum rc
handover_owners(struct bench *b, struct duties *d, struct err *e)
{
	struct known {
		int64_t id;
		bool away;
	} *known = xcalloc(d->n + 1, sizeof(*known));
	struct strs states = { 0 };
	size_t n = 0, k;
	enum rc rc = RC_OK;

	strs_split(&states, away, ",");
	for (size_t i = 0; i < d->n && rc == RC_OK; i++) {
		struct record *p = NULL;

		if (d->v[i].owner == 0)
			continue;
		for (k = 0; k < n && known[k].id != d->v[i].owner; k++)
			;
		if (k == n &&
		    (rc = store_get(b->store, "person", d->v[i].owner, &p, e)) == RC_OK)
			known[n++] = (struct known){ d->v[i].owner,
				strs_has(&states, record_state(p)) };
		record_free(p);
		if (rc == RC_OK && known[k].away) {
			d->v[i].owner = 0;
			d->v[i].roles |= ROLE_OFFICE | ROLE_HEAD;
		}
	}
	strs_free(&states);
	free(known);
	return rc;
}
