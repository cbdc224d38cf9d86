/* SPDX-License-Identifier: MIT */
/* Names in a template answered from records; see paper_value.h for what a name may be. */
#include "config.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/paper_value.h"

enum { ROWS_MAX = 2000, PAGE_ROWS = 200 }; /* of one register on one sheet */

/* Registers that are not the rows referring to a record. */
static const struct {
	const char *name, *kind, *states;
} lists[] = {
	{ "roster", "designation", "designated,published,active,suspended,ended" },
};

static void
saw(struct paper_bench *pb, const struct record *r)
{
	enum level l = bench_level(pb->bench, r);

	if (l > pb->highest)
		pb->highest = l;
}

static char *
our(struct paper_bench *pb, const char *name)
{
	const struct org *o = bench_org(pb->bench);
	const struct {
		const char *name, *value;
	} known[] = {
		{ "unit", o->name },
		{ "tier", tx(tier_title(o->tier)) },
		{ "superior", o->superior },
		{ "competent", o->competent },
		{ "sad", o->sad },
	};

	for (size_t k = 0; k < ARRAY_LEN(known); k++)
		if (strcmp(known[k].name, name) == 0)
			return xstrdup(known[k].value == NULL ? "" : known[k].value);
	return NULL;
}

static char *
count(struct paper_bench *pb, const struct record *r, const char *what)
{
	struct store *s = bench_store(pb->bench);
	const char *dot = strchr(what, '.');
	char *name = dot == NULL ? NULL : xstrndup(what, (size_t)(dot - what)),
	     *out = NULL;
	const struct kind *k = name == NULL ? NULL : store_kind(s, name);
	struct query q;
	struct err e;
	char id[24];
	size_t n;

	if (k != NULL && kind_column(k, dot + 1) >= 0) {
		query_init(&q, k);
		snprintf(id, sizeof id, "%lld", r == NULL ? 0 : (long long)r->id);
		query_add(&q, dot + 1, COND_EQ, id, NULL);
		out = store_count(s, &q, SIZE_MAX, &n, &e) == RC_OK ? xasprintf("%zu", n)
								    : xstrdup("?");
		query_done(&q);
	}
	free(name);
	return out;
}

/* A value the form does not show: by what the schema says of its column. */
static char *
column_text(struct paper_bench *pb, const struct record *r, const struct kind *k, int col)
{
	const struct column *c = &k->col[col];
	const char *v = r == NULL ? "" : record_get(r, c->name);

	if (*v == '\0')
		return xstrdup("");
	if (c->ref != NULL)
		return bench_label(pb->bench, c->ref, record_int(r, c->name));
	if (strcmp(c->name, "level") == 0 || strcmp(c->name, "effective_level") == 0)
		return xstrdup(level_zh((enum level)record_int(r, c->name)));
	return xstrdup(v);
}

/* Only what tells one record from another may be seen by everybody. */
static bool
is_open(const char *name)
{
	return strcmp(name, "no") == 0 || strcmp(name, "state") == 0 ||
	       strcmp(name, "level") == 0;
}

static char *
own_value(struct paper_bench *pb, const struct kind *k, const struct record *r,
    const char *name)
{
	const struct form *f = NULL;
	struct err e;
	int field = -1, col = kind_column(k, name);

	if (strcmp(name, "id") == 0)
		return r == NULL ? xstrdup("") : xasprintf("%lld", (long long)r->id);
	if (bench_form(pb->bench, k->name, &f, &e) == RC_OK)
		field = form_field(f, name);
	if (field < 0 && col < 0)
		return NULL;
	if (r == NULL)
		return xstrdup("");
	saw(pb, r);
	if (strcmp(name, "state") == 0)
		return bench_state(pb->bench, r);
	if ((!is_open(name) && !bench_may_see(pb->bench, r)) ||
	    !bench_may_read(pb->bench, r, name))
		return xstrdup("…");
	/* A code name is there to stand for the title on paper. */
	if (strcmp(name, "title") == 0 && kind_column(k, "codename") >= 0 &&
	    *record_get(r, "codename") != '\0')
		return xstrdup(record_get(r, "codename"));
	if (field >= 0)
		return bench_cell(pb->bench, r, &f->field[field]);
	return column_text(pb, r, k, col);
}

static char *
value_of(struct paper_bench *pb, const struct kind *k, const struct record *r,
    const char *name)
{
	struct store *s = bench_store(pb->bench);
	const char *dot = strchr(name, '.');
	struct record *to = NULL;
	const struct kind *ref;
	char *head, *out = NULL;
	struct err e;
	int col;

	head = dot == NULL ? xstrdup(name) : xstrndup(name, (size_t)(dot - name));
	col = kind_column(k, head);
	ref = col < 0 || k->col[col].ref == NULL ? NULL : store_kind(s, k->col[col].ref);
	/* The label of a matter is its title: its level counts as shown, too. */
	if (ref != NULL && (dot != NULL || strcmp(ref->name, "matter") == 0) &&
	    r != NULL && bench_may_see(pb->bench, r) && record_int(r, head) != 0) {
		if (store_get(s, ref->name, record_int(r, head), &to, &e) == RC_OK)
			saw(pb, to);
	}
	if (dot == NULL)
		out = own_value(pb, k, r, name);
	else if (ref != NULL)
		out = value_of(pb, ref, to, dot + 1);
	record_free(to);
	free(head);
	return out;
}

static char *
value(void *ctx, const void *item, const char *name)
{
	struct paper_bench *pb = ctx;
	const struct record *r = item == NULL ? pb->rec : item;
	enum lang was = lang_get();
	char *out, day[32];

	if (pb->chinese)
		lang_set(LANG_ZH);
	if (strncmp(name, "our.", 4) == 0)
		out = our(pb, name + 4);
	else if (strncmp(name, "count.", 6) == 0)
		out = count(pb, r, name + 6);
	else if (strcmp(name, "today") == 0) {
		date_format_zh(bench_today(pb->bench), day);
		out = xstrdup(day);
	} else
		out = value_of(pb, r->kind, r, name);
	lang_set(was);
	return out;
}

/* ---- registers */

static enum rc
all_rows(struct store *s, const struct query *q, void ***items, size_t *n, struct err *e)
{
	enum page_dir dir = PAGE_FIRST;
	struct pos at = { 0 };
	struct page page = { 0 };
	enum rc rc;

	do {
		rc = store_page(s, q, dir, &at, PAGE_ROWS, &page, e);
		if (rc != RC_OK)
			break;
		*items = xreallocarray(*items, *n + page.n + 1, sizeof **items);
		for (size_t i = 0; i < page.n; i++)
			(*items)[(*n)++] = record_copy(page.rec[i]);
		if (page.n > 0) {
			pos_done(&at);
			pos_of(q, page.rec[page.n - 1], &at);
		}
		dir = page.more_after && page.n > 0 && *n < ROWS_MAX ? PAGE_AFTER
								     : PAGE_FIRST;
		page_done(&page);
	} while (dir == PAGE_AFTER);
	pos_done(&at);
	return rc;
}

static void
done(void *ctx, void **items, size_t n)
{
	(void)ctx;
	for (size_t i = 0; i < n; i++)
		record_free(items[i]);
	free(items);
}

static enum rc
children(void *ctx, const void *item, const char *name, void ***items, size_t *n,
    struct err *e)
{
	struct paper_bench *pb = ctx;
	struct store *s = bench_store(pb->bench);
	const struct record *r = item == NULL ? pb->rec : item;
	const struct kind *k = NULL;
	const char *states = NULL;
	struct query q;
	char col[64], id[24];
	enum rc rc;

	*items = NULL;
	*n = 0;
	snprintf(col, sizeof col, "%s_id", r->kind->name);
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (strcmp(lists[i].name, name) == 0) {
			k = store_kind(s, lists[i].kind);
			states = lists[i].states;
		}
	if (states == NULL &&
	    ((k = store_kind(s, name)) == NULL || kind_column(k, col) < 0))
		return RC_NOTFOUND;
	query_init(&q, k);
	if (states != NULL)
		query_add_in(&q, "state", true, states);
	else {
		snprintf(id, sizeof id, "%lld", (long long)r->id);
		query_add(&q, col, COND_EQ, id, NULL);
	}
	rc = all_rows(s, &q, items, n, e);
	query_done(&q);
	if (rc != RC_OK) {
		done(ctx, *items, *n);
		*items = NULL;
		*n = 0;
	}
	return rc;
}

struct paper_source
paper_bench_source(struct paper_bench *pb)
{
	return (struct paper_source){
		.ctx = pb, .value = value, .children = children, .done = done
	};
}
