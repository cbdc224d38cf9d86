/* SPDX-License-Identifier: MIT */
/*
 * What was still open on a matter that has ended (released, annulled, no secret) has
 * nothing left to decide: its sheets and letters are closed with it, so that nothing of
 * them can bring it back (法24; R096, R101).
 */
#include <string.h>
#include "step/matter.h"

static enum rc
close_rows(struct bench *b, struct txn *t, const struct record *m, const char *kind,
    const char *states, int64_t except, struct err *e)
{
	static const struct text2 why = { "事项已经结束，不再办理",
		"the matter has ended, nothing is left to decide" };
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, kind));
	query_add_int(&q, "matter_id", m->id);
	query_add_in(&q, "state", true, states);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 500, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		if (page.rec[i]->id == except)
			continue;
		record_set(page.rec[i], "state", "closed");
		if (kind_column(page.rec[i]->kind, "due") >= 0)
			record_set(page.rec[i], "due", NULL);
		if (kind_column(page.rec[i]->kind, "opinion2") >= 0)
			record_set(page.rec[i], "opinion2", tx(why));
		rc = txn_put(t, page.rec[i], "close", tx(why), e);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
matter_ended(
    struct bench *b, struct txn *t, const struct record *m, int64_t letter, struct err *e)
{
	enum rc rc = close_rows(b, t, m, "decision", "submitted,returned,approved", 0, e);

	return rc == RC_OK ? close_rows(b, t, m, "external",
				 "draft,sent,received,answered", letter, e)
			   : rc;
}

bool
matter_is_over(const struct record *m)
{
	static const char *const over[] = { "released", "not_secret", "annulled" };

	for (size_t i = 0; i < ARRAY_LEN(over); i++)
		if (strcmp(record_state(m), over[i]) == 0)
			return true;
	return false;
}

static bool
released_itself(const struct record *m)
{
	static const char *const causes[] = { "expiry", "date", "condition" };

	for (size_t i = 0; i < ARRAY_LEN(causes); i++)
		if (strcmp(record_get(m, "release_cause"), causes[i]) == 0)
			return strcmp(record_state(m), "released") == 0;
	return false;
}

enum rc
step_ended(struct bench *b, struct txn *t, const struct record *r, struct err *e)
{
	enum rc rc;

	if (strcmp(r->kind->name, "matter") != 0 || !matter_is_over(r))
		return RC_OK;
	rc = matter_ended(b, t, r, 0, e);
	return rc == RC_OK && released_itself(r) ? notice_self_released(b, t, r, e) : rc;
}
