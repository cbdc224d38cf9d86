/* SPDX-License-Identifier: MIT */
/*
 * A person leaves, is away or changes post: what he has open goes to somebody else, in
 * one act that is kept as a move of his (R037). What waits for a decision needs no act:
 * it is offered to whoever may decide it, at any time.
 */
#include <string.h>
#include "step/cascade.h"

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
out:
	record_free(p);
	return rc;
}

/* One row of business, page by page; a matter that the successor decides stays. */
static enum rc
hand_over(struct act_run *run, struct txn *t, size_t row, size_t *n, struct err *e)
{
	struct store *s = run->bench->store;
	const char *to = record_get(run->child, "successor_id");
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(s, business[row].kind));
	query_add_int(&q, business[row].owner, run->rec->id);
	query_add_in(&q, "state", true, business[row].states);
	while (more && rc == RC_OK) {
		rc = store_page(
		    s, &q, at.id == 0 ? PAGE_FIRST : PAGE_AFTER, &at, PAGE, &page, e);
		pos_done(&at);
		more = rc == RC_OK && page.more_after;
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
			struct record *r = page.rec[i];

			if (business[row].other != NULL &&
			    strcmp(record_get(r, business[row].other), to) == 0)
				continue;
			record_set(r, business[row].owner, to);
			rc = txn_put(t, r, "hand_over", "R037", e);
			*n += 1;
		}
		page_done(&page);
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

enum rc
handover_effect(struct act_run *run, struct txn *t, struct err *e)
{
	char note[64];
	size_t n = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(business) && rc == RC_OK; i++)
		rc = hand_over(run, t, i, &n, e);
	record_set(run->child, "event", "handover");
	record_set_date(run->child, "from_on", bench_today(run->bench));
	if (*record_get(run->child, "note") == '\0') {
		snprintf(note, sizeof(note), T("转交%zu项", "%zu handed over"), n);
		record_set(run->child, "note", note);
	}
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
