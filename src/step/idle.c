/* SPDX-License-Identifier: MIT */
/*
 * Who was designated a year ago and has decided nothing since: is he needed? Advice, not
 * law: nobody is suspended for it (R038). The first few hundred are looked at, so that
 * the home screen costs the same in any unit.
 */
#include <string.h>
#include "step/bench.h"
#include "step/tables.h"

enum { IDLE_LOOK = 200 };

static enum rc
decided_since(struct bench *b, int64_t person, int32_t since, bool *any, struct err *e)
{
	struct query q;
	char id[24], day[11];
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(b->store, "decision"));
	snprintf(id, sizeof(id), "%lld", (long long)person);
	date_format(since, day);
	query_add(&q, "approver_id", COND_EQ, id, NULL);
	query_add(&q, "decided_on", COND_GE, day, NULL);
	rc = store_count(b->store, &q, 1, &n, e);
	*any = n > 0;
	query_done(&q);
	return rc;
}

/* out NULL: only counts. */
static enum rc
idle(struct bench *b, size_t *n, struct duties *out, struct err *e)
{
	int32_t since = date_add_years(bench_today(b), -1);
	struct query q;
	struct page page = { 0 };
	char day[11];
	enum rc rc;

	*n = 0;
	date_format(since, day);
	query_init(&q, store_kind(b->store, "designation"));
	query_add(&q, "state", COND_EQ, "active", NULL);
	query_add(&q, "kind", COND_EQ, "designated", NULL);
	query_add(&q, "from_on", COND_LE, day, NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, IDLE_LOOK, &page, e);
	for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
		const struct record *d = page.rec[i];
		bool any = false;
		char *label;

		rc = decided_since(b, record_int(d, "person_id"), since, &any, e);
		if (rc != RC_OK || any)
			continue;
		*n += 1;
		if (out == NULL)
			continue;
		label = bench_label(b, "person", record_int(d, "person_id"));
		duty_add(out, "R038", ORIGIN_ADVICE, DATE_NONE, "designation", d->id, 1,
		    NULL, "%s%s",
		    T("一年没有审核过事项，是否仍需指定：",
			"decided nothing in a year, still needed: "),
		    label);
		out->v[out->n - 1].roles = ROLE_OFFICE | ROLE_HEAD;
		free(label);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
idle_count(struct bench *b, size_t *n, struct err *e)
{
	return idle(b, n, NULL, e);
}

enum rc
idle_inbox(struct bench *b, bool all, struct duties *out, struct err *e)
{
	size_t n;

	return all || (b->roles & (ROLE_OFFICE | ROLE_HEAD)) ? idle(b, &n, out, e)
							     : RC_OK;
}
