/* SPDX-License-Identifier: MIT */
/*
 * A revised scope: an entry ends, with or without one in its place, or the whole scope is
 * superseded. Every matter in force and every row of the unit's list that rests on it is
 * marked in the same transaction, and is owed until somebody has looked (条例13; R008,
 * R092): the matter is put under an entry in force, or a change or release is proposed.
 */
#include <string.h>
#include "step/cascade.h"

enum { PAGE = 500 };

static const struct {
	const char *kind, *states, *since, *rule;
} resting[] = {
	{ "matter", "approved,in_force,pending_external", "scope_on", "R092" },
	{ "list_entry", "in_force", "stale_on", "R008" },
};

/* What was marked leaves the question, so the first page is always the next one. */
static enum rc
mark_resting(
    struct bench *b, struct txn *t, const struct record *entry, size_t row, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(b->store, resting[row].kind));
	query_add_int(&q, "entry_id", entry->id);
	query_add_in(&q, "state", true, resting[row].states);
	query_add(&q, resting[row].since, COND_EMPTY, NULL, NULL);
	while (more && rc == RC_OK) {
		rc = store_page(b->store, &q, PAGE_FIRST, NULL, PAGE, &page, e);
		more = rc == RC_OK && page.n > 0;
		for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
			char *note = xasprintf(
			    "%s %s", resting[row].rule, record_get(entry, "code"));

			record_set_date(page.rec[i], resting[row].since, bench_today(b));
			rc = txn_put(t, page.rec[i], "scope_changed", note, e);
			free(note);
		}
		page_done(&page);
	}
	query_done(&q);
	return rc;
}

enum rc
entry_ended(struct bench *b, struct txn *t, const struct record *entry, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(resting) && rc == RC_OK; i++)
		rc = mark_resting(b, t, entry, i, e);
	return rc;
}

enum rc
entry_end_effect(struct act_run *run, struct txn *t, struct err *e)
{
	return entry_ended(run->bench, t, run->rec, e);
}

enum rc
supersede_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(run->bench->store, "scope_entry"));
	query_add_int(&q, "scope_id", run->rec->id);
	query_add(&q, "state", COND_EQ, "active", NULL);
	while (more && rc == RC_OK) {
		rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, PAGE, &page, e);
		more = rc == RC_OK && page.n > 0;
		for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
			record_set(page.rec[i], "state", "ended");
			if ((rc = txn_put(t, page.rec[i], "supersede",
				 record_get(run->rec, "code"), e)) == RC_OK)
				rc = entry_ended(run->bench, t, page.rec[i], e);
		}
		page_done(&page);
	}
	query_done(&q);
	return rc;
}

/* A row does not come into force on an entry that has ended. */
enum rc
list_entry_stands(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *entry = NULL;
	enum rc rc = store_get(run->bench->store, "scope_entry",
	    record_int(run->rec, "entry_id"), &entry, e);

	if (rc == RC_OK && strcmp(record_state(entry), "active") != 0)
		step_finding(out, "R008", SEV_BLOCK, "entry_id",
		    T("所据条目%s已停用；请修改为现行条目，或者取消本条",
			"entry %s has ended: choose one in force, or withdraw the row"),
		    record_get(entry, "code"));
	record_free(entry);
	return rc;
}

/* ---- a matter under an entry in force */

enum rc
adopt_allow(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (record_int(run->rec, "proposer_id") == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("由承办人以外的定密责任人核对",
			"for a responsible person other than the proposer"));
	return RC_OK;
}

/* The entry that took the place of the old one. */
enum rc
adopt_prepare(struct act_run *run, struct err *e)
{
	struct record *old = NULL;
	enum rc rc;

	if (record_int(run->rec, "entry_id") == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "scope_entry",
		 record_int(run->rec, "entry_id"), &old, e)) == RC_OK &&
	    *record_get(old, "replaced_by_id") != '\0')
		act_suggest_value(run, "entry_id", record_get(old, "replaced_by_id"));
	record_free(old);
	return rc;
}

/* Level, period and circle stand as they are: would they be decided so under this entry?
 * If not, it takes a change. */
enum rc
adopt_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c;
	struct findings all = { 0 };
	int64_t entry = strtoll(act_value(run, "entry_id"), NULL, 10);
	enum rc rc;

	lawcase_init(&c, run->bench, matter_law(run->rec));
	if ((rc = lawcase_unit(&c, run->bench, e)) != RC_OK ||
	    (rc = lawcase_person(&c, run->bench, &c.f.proposer,
		 record_int(run->rec, "proposer_id"), e)) != RC_OK ||
	    (rc = lawcase_person(
		 &c, run->bench, &c.f.approver, bench_me(run->bench), e)) != RC_OK ||
	    (rc = lawcase_matter(&c, run->bench, run->rec, -1, e)) != RC_OK)
		goto out;
	c.f.entry = (struct fact_entry){ .max_period.date = DATE_NONE };
	if ((rc = lawcase_entry(&c, run->bench, entry, e)) != RC_OK)
		goto out;
	lawcase_choose(&c);
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].severity == SEV_BLOCK &&
		    strncmp(all.v[i].field, "proposer.", 9) != 0)
			step_finding(out, all.v[i].rule->id, SEV_BLOCK, all.v[i].field,
			    T("%s；不能照原样改按这一条目的，请提出变更或者解除",
				"%s; if it cannot stand under this entry, propose a "
				"change or a release"),
			    all.v[i].text);
	if (!c.f.entry.present)
		step_finding(out, "R092", SEV_BLOCK, "entry_id", "%s",
		    T("请选择现行条目", "choose an entry in force"));
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}
