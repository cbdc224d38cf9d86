/* SPDX-License-Identifier: MIT */
/* Carriers in number: copies of the matters that are decided, kept in places of their
 * level, some lent. */
#include <string.h>
#include "step/generate.h"

enum { PAGE = 500, COPIES_MOST = 4 };

enum rc
gen_carrier_start(struct generator *g, struct err *e)
{
	enum rc rc;

	if ((rc = gen_load(g, "place", "active", 200, &g->places, e)) != RC_OK ||
	    (rc = gen_load(g, "person", "in_post", 500, &g->people, e)) != RC_OK)
		return rc;
	if (g->places.n == 0)
		return err_set(e, RC_INVAL, "%s",
		    T("没有保密场所；请先登记场所",
			"there is no place to keep carriers in: enter one first"));
	if (g->people.n == 0)
		return err_set(e, RC_INVAL, "%s",
		    T("没有在岗人员；请先登记人员",
			"there is nobody in post: register people first"));
	return RC_OK;
}

/* A place fit for the level; NULL when there is none. */
static const struct record *
fit_place(struct generator *g, int64_t level)
{
	size_t from = gen_below(g, g->places.n);

	for (size_t i = 0; i < g->places.n; i++) {
		const struct record *p = g->places.rec[(from + i) % g->places.n];

		if (record_int(p, "level") >= level)
			return p;
	}
	return NULL;
}

static enum rc
next_page(struct generator *g, struct err *e)
{
	bool first = g->matters.n == 0 || !g->matters.more_after;
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(g->b->store, "matter"));
	query_add_in(&q, "state", true, "approved,in_force");
	if (!first) {
		pos_done(&g->at);
		pos_of(&q, g->matters.rec[g->matters.n - 1], &g->at);
	}
	page_done(&g->matters);
	rc = store_page(g->b->store, &q, first ? PAGE_FIRST : PAGE_AFTER,
	    first ? NULL : &g->at, PAGE, &g->matters, e);
	query_done(&q);
	g->matter = 0;
	if (rc == RC_OK && first && g->passes++ > 0 && !g->placed)
		rc = err_set(e, RC_INVAL, "%s",
		    T("没有已批准的事项，或场所等级都不够；请先办理",
			"no matter is approved, or no place is fit for its level: see to "
			"that first"));
	if (first)
		g->placed = false;
	return rc;
}

/* The highest copy number there is of a matter. */
static enum rc
copies_of(struct generator *g, int64_t matter, long *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = 0;
	query_init(&q, store_kind(g->b->store, "carrier"));
	query_add_int(&q, "matter_id", matter);
	rc = store_page(g->b->store, &q, PAGE_FIRST, NULL, 1000, &page, e);
	for (size_t i = 0; i < page.n; i++) {
		long n = strtol(record_get(page.rec[i], "copy_no"), NULL, 10);

		if (n > *out)
			*out = n;
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

/* The matter whose copy comes next; round and round, one to four copies each time. */
static enum rc
take_matter(struct generator *g, const struct record **out, const struct record **place,
    struct err *e)
{
	enum rc rc = RC_OK;

	while (g->copies == 0) {
		if (g->matter >= g->matters.n && (rc = next_page(g, e)) != RC_OK)
			return rc;
		if (g->matters.n == 0)
			continue; /* the next page is the first again, and says so */
		if (fit_place(g, record_int(g->matters.rec[g->matter], "level")) ==
		    NULL) {
			g->matter++;
			continue;
		}
		if ((rc = copies_of(g, g->matters.rec[g->matter]->id, &g->copy, e)) !=
		    RC_OK)
			return rc;
		g->copies = 1 + (long)gen_below(g, COPIES_MOST);
		g->placed = true;
	}
	*out = g->matters.rec[g->matter];
	*place = fit_place(g, record_int(*out, "level"));
	g->copy++;
	if (--g->copies == 0)
		g->matter++;
	return RC_OK;
}

enum rc
gen_carrier(struct generator *g, struct txn *t, struct err *e)
{
	static const char *const kinds[] = { "paper", "paper", "paper", "optical",
		"efile" };
	const struct record *m = NULL, *place = NULL;
	struct record *c;
	char text[40];
	size_t fate;
	enum rc rc;

	if ((rc = take_matter(g, &m, &place, e)) != RC_OK)
		return rc;
	c = record_new(store_kind(g->b->store, "carrier"));
	fate = gen_below(g, 100);
	record_set(c, "state", fate < 8 ? "lent" : fate < 14 ? "archived" : "kept");
	record_set_int(c, "matter_id", m->id);
	snprintf(text, sizeof(text), "%06ld", g->copy);
	record_set(c, "copy_no", text);
	record_set(c, "carrier_kind", kinds[gen_below(g, ARRAY_LEN(kinds))]);
	record_set(c, "level", record_get(m, "level"));
	record_set(c, "mark", record_get(m, "mark"));
	record_set(c, "pages", record_get(m, "pages"));
	record_set_int(c, "place_id", place->id);
	record_set(c, "registered_on", record_get(m, "determined_on"));
	if (fate < 8) {
		record_set_int(
		    c, "holder_id", g->people.rec[gen_below(g, g->people.n)]->id);
		record_set_date(c, "return_due", g->today + (int32_t)gen_below(g, 7));
	}
	if ((rc = txn_next_no(t, "carrier", "ZT",
		 date_year(record_date(c, "registered_on")), text, e)) == RC_OK) {
		record_set(c, "no", text);
		rc = txn_put(t, c, "generate", "", e);
	}
	record_free(c);
	return rc;
}
