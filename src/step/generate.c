/* SPDX-License-Identifier: MIT */
/*
 * Fictional records in number, for trying size: matters, carriers, people. They are put
 * directly, ten thousand a transaction, and are such as acts would have made: within
 * authority and entry, two persons, marked, released when their time is over. The same
 * seed on the same store and day gives the same records. Dates go forward with the ids,
 * as in a register that has grown.
 */
#include <string.h>
#include "step/generate.h"

enum { BATCH = 10000, MOST = 10000000 };

/* SplitMix64: one addition and a few shifts, and every seed is a good one. */
static uint64_t
next_random(struct generator *g)
{
	uint64_t z = g->random += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

size_t
gen_below(struct generator *g, size_t n)
{
	return n == 0 ? 0 : (size_t)(next_random(g) % n);
}

int32_t
gen_day(const struct generator *g, int32_t from, int32_t to)
{
	return from + (int32_t)((int64_t)(to - from) * g->i / (g->n > 1 ? g->n - 1 : 1));
}

/* All records of a kind in some states, at most cap: people, entries, posts. */
enum rc
gen_load(struct generator *g, const char *kind, const char *states, size_t cap,
    struct page *out, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(g->b->store, kind));
	query_add_in(&q, "state", true, states);
	rc = store_page(g->b->store, &q, PAGE_FIRST, NULL, cap, out, e);
	query_done(&q);
	return rc;
}

static const struct {
	const char *kind;
	enum rc (*start)(struct generator *g, struct err *e);
	enum rc (*one)(struct generator *g, struct txn *t, struct err *e);
} makers[] = {
	{ "matter", gen_matter_start, gen_matter },
	{ "carrier", gen_carrier_start, gen_carrier },
	{ "person", gen_person_start, gen_person },
};

static enum rc
check(const struct bench *b, const char *kind, long n, size_t *maker, struct err *e)
{
	if (!b->opt.personal)
		return err_set(e, RC_DENIED, "%s",
		    T("只有个人试用的库才能生成虚构记录；请另建一个个人库",
			"fictional records are made in a personal store only: make one "
			"of your own"));
	if (b->opt.readonly)
		return err_set(e, RC_READONLY, "%s",
		    T("只读方式，不能生成记录", "read-only: nothing can be made"));
	if (n < 1 || n > MOST)
		return err_set(e, RC_INVAL,
		    T("数量应为1至%d", "the number lies between 1 and %d"), MOST);
	for (*maker = 0; *maker < ARRAY_LEN(makers); *maker += 1)
		if (strcmp(makers[*maker].kind, kind) == 0)
			return RC_OK;
	return err_set(e, RC_INVAL,
	    T("不能生成“%s”；可以生成 matter、carrier、person",
		"cannot make '%s': matter, carrier and person can be made"),
	    kind);
}

enum rc
generate(struct bench *b, const char *kind, long n, unsigned long seed, struct err *e)
{
	struct generator g = { .b = b, .n = n, .random = seed, .today = bench_today(b) };
	struct actor a = bench_actor(b);
	struct txn *t = NULL;
	size_t maker = 0;
	enum rc rc;

	if ((rc = check(b, kind, n, &maker, e)) != RC_OK ||
	    (rc = makers[maker].start(&g, e)) != RC_OK)
		goto out;
	while (rc == RC_OK && g.i < n) {
		if ((rc = store_begin(b->store, &a, &t, e)) != RC_OK)
			break;
		for (long k = 0; k < BATCH && g.i < n && rc == RC_OK; k++, g.i++)
			rc = makers[maker].one(&g, t, e);
		if (rc == RC_OK)
			rc = txn_commit(t, e);
		else
			txn_abort(t);
	}
	if (rc != RC_OK && g.i > BATCH)
		err_wrap(e, T("已生成%ld条后停下", "stopped after %ld"),
		    (g.i - 1) / BATCH * BATCH);
out:
	see_forget(b);
	page_done(&g.people);
	page_done(&g.deciders);
	page_done(&g.basis);
	page_done(&g.places);
	page_done(&g.matters);
	pos_done(&g.at);
	return rc;
}
