/* SPDX-License-Identifier: MIT */
/*
 * How records read on screen and paper: names instead of ids, and a mask instead of what
 * does not concern the reader (see.c says what that is).
 */
#include <string.h>
#include "step/bench.h"

/* Which columns completion searches, by kind; others: label and no. */
static const struct {
	const char *kind;
	const char *cols[5];
	const char *hint; /* column shown beside, a reference or text */
} completions[] = {
	{ "person", { "name", "no", "initials", "login", NULL }, "post_id" },
	{ "scope_entry", { "code", "matter", NULL }, "matter" },
	{ "dept", { "name", "code", NULL }, "code" },
	{ "post", { "name", "code", NULL }, "dept_id" },
	{ "matter", { "no", "title", NULL }, "title" },
	{ "carrier", { "no", NULL }, "matter_id" },
	{ "place", { "name", "no", NULL }, "level" },
	{ "session", { "no", "place", NULL }, "course_id" },
	{ "list_entry", { "no", "concrete", NULL }, "concrete" },
	{ "point", { "text", NULL }, "level" },
};

static bool
has_column(const struct record *r, const char *col)
{
	return kind_column(r->kind, col) >= 0;
}

/* A value shown by the column's meaning: references by label, levels by word. */
static char *
column_text(struct bench *b, const struct record *r, const char *col)
{
	const char *v = record_get(r, col);
	int i = kind_column(r->kind, col);

	if (*v == '\0')
		return xstrdup("");
	if (r->kind->col[i].ref != NULL)
		return bench_label(b, r->kind->col[i].ref, record_int(r, col));
	if (strcmp(col, "level") == 0)
		return xstrdup(level_zh((enum level)record_int(r, col)));
	return xstrdup(v);
}

static char *
masked(const struct record *r)
{
	const char *no = has_column(r, "no") ? record_get(r, "no") : "";

	return xasprintf("%s%s%s", no, *no != '\0' ? " " : "",
	    T("〔不在知悉范围〕", "[outside your need-to-know]"));
}

char *
record_label(struct bench *b, const struct record *r)
{
	const struct kind_def *k = kind_def(r->kind->name);
	char *name, *out;

	if (k == NULL)
		return xasprintf("%lld", (long long)r->id);
	if (!bench_may_read(b, r, k->label))
		return masked(r);
	name = column_text(b, r, k->label);
	if (strcmp(k->kind, "matter") == 0)
		out = xasprintf("%s %s", record_get(r, "no"), name);
	else if (strcmp(k->kind, "session") == 0)
		out = xasprintf("%s %s", name, record_get(r, "on_date"));
	else if (strcmp(k->kind, "scope_entry") == 0)
		out = xasprintf("%s", record_get(r, "code"));
	else
		out = xstrdup(name);
	free(name);
	return out;
}

char *
bench_label(struct bench *b, const char *kind, int64_t id)
{
	struct record *r = NULL;
	struct err e;
	char *out;

	if (id == 0)
		return xstrdup("");
	if (store_get(b->store, kind, id, &r, &e) != RC_OK)
		return xasprintf("#%lld", (long long)id);
	out = record_label(b, r);
	record_free(r);
	return out;
}

/* ---- cells */

/* Names of the records whose numbers are kept in a column. */
char *
labels_of(struct bench *b, const char *kind, const char *ids)
{
	struct strs l = { 0 };
	struct str s = { 0 };

	strs_split(&l, ids, ",");
	for (size_t i = 0; i < l.n; i++) {
		char *name = bench_label(b, kind, strtoll(l.v[i], NULL, 10));

		str_addf(&s, "%s%s", i > 0 ? "、" : "", name);
		free(name);
	}
	strs_free(&l);
	return str_take(&s);
}

/* Names of the people (or other records) a list field stands for. */
static char *
list_text(struct bench *b, const struct record *r, const struct field *f)
{
	const struct kind_def *k = f->child != NULL ? kind_def(f->child) : NULL;
	struct query q;
	struct page page = { 0 };
	struct str s = { 0 };
	struct err e;

	if (f->child == NULL) /* kept as numbers in the record itself */
		return labels_of(b, f->ref, record_get(r, f->column));
	if (k == NULL || r->id == 0)
		return xstrdup("");
	query_init(&q, store_kind(b->store, f->child));
	query_add_int(&q, k->parent, r->id);
	if (k->out != NULL)
		query_add(&q, "state", COND_NE, k->out, NULL);
	if (store_page(b->store, &q, PAGE_FIRST, NULL, 500, &page, &e) == RC_OK)
		for (size_t i = 0; i < page.n; i++) {
			char *name = bench_label(
			    b, f->ref, record_int(page.rec[i], f->child_column));

			str_addf(&s, "%s%s", i > 0 ? "、" : "", name);
			free(name);
		}
	page_done(&page);
	query_done(&q);
	return str_take(&s);
}

/* ---- a try is kept as the program needs it to judge again; people read what it says */

static size_t
count_of(const char *s, char what)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s == what;
	return n;
}

static char *
rules_text(const char *ids)
{
	struct strs id = { 0 };
	struct str s = { 0 };

	strs_split(&id, ids, ",");
	for (size_t i = 0; i < id.n; i++) {
		const struct rule *rule = law_rule(id.v[i]);

		str_addf(&s, "%s%s%s%s", i > 0 ? T("；", "; ") : "", id.v[i],
		    rule != NULL ? " " : "", rule != NULL ? tx(rule->title) : "");
	}
	strs_free(&id);
	return str_take(&s);
}

/* NULL: as it stands. */
static char *
try_text(const char *column, const char *v)
{
	if (strcmp(column, "questions") == 0)
		return xasprintf("%zu", count_of(v, ':'));
	if (strcmp(column, "answers") == 0)
		return xasprintf("%zu", count_of(v, '='));
	if (strcmp(column, "missed") == 0)
		return rules_text(v);
	return NULL;
}

bool
for_machines(const char *kind, const char *column)
{
	return strcmp(kind, "exam_try") == 0 &&
	       (strcmp(column, "seed") == 0 || strcmp(column, "digest") == 0);
}

char *
bench_cell(struct bench *b, const struct record *r, const struct field *f)
{
	const char *column = f->column != NULL ? f->column : f->name, *v;
	char *words;

	if (!bench_may_read(b, r, column))
		return xstrdup(strcmp(column, "title") == 0
				   ? T("〔不在知悉范围〕", "[need-to-know]")
				   : "…");
	if (f->type == FIELD_LIST)
		return list_text(b, r, f);
	if (f->column != NULL && strcmp(f->column, "rev") == 0)
		return xasprintf("%lld", (long long)r->rev);
	if (value_column(r->kind, f) < 0)
		return xstrdup("");
	v = record_get(r, f->column);
	if (*v == '\0')
		return xstrdup("");
	if (strcmp(r->kind->name, "exam_try") == 0 &&
	    (words = try_text(f->column, v)) != NULL)
		return words;
	switch (f->type) {
	case FIELD_LEVEL:
		return xstrdup(level_zh((enum level)atoi(v)));
	case FIELD_YESNO:
		return xstrdup(strcmp(v, "1") == 0 ? T("是", "yes") : T("否", "no"));
	case FIELD_CHOICE:
		return xstrdup(choice_label(f, v));
	case FIELD_REF:
		return bench_label(b, f->ref, record_int(r, f->column));
	default:
		return xstrdup(v);
	}
}

/* Released is not public (R113): a released matter's state says which. */
static const struct {
	const char *public_state;
	struct text2 title;
} released[] = {
	{ "none", { "解密未公开", "not yet public" } },
	{ "reviewed", { "可以公开", "may be public" } },
	{ "published", { "已公开", "public" } },
};

char *
bench_state(struct bench *b, const struct record *r)
{
	(void)b;
	if (strcmp(r->kind->name, "matter") == 0 &&
	    strcmp(record_state(r), "released") == 0)
		for (size_t i = 0; i < ARRAY_LEN(released); i++)
			if (strcmp(released[i].public_state,
				record_get(r, "public_state")) == 0)
				return xstrdup(tx(released[i].title));
	return xstrdup(state_title(r->kind->name, record_state(r)));
}

enum rc
bench_query(struct bench *b, const char *kind, struct query *out, struct err *e)
{
	const struct kind *k = store_kind(b->store, kind);
	enum rc rc;

	if (k == NULL)
		return err_set(e, RC_NOTFOUND,
		    T("没有“%s”这类记录", "there is no kind of record called '%s'"),
		    kind);
	query_init(out, k);
	out->desc = kind_def(kind) == NULL ||
		    kind_def(kind)->prefix != NULL; /* numbered registers: newest first */
	see_forget(b); /* what others changed meanwhile counts from here on */
	if ((rc = see_limit(b, out, e)) != RC_OK)
		query_done(out);
	return rc;
}

/* ---- lookups for forms */

/* Its number is open: who knows that finds it, and its label says no more. */
static void
find_by_number(struct bench *b, const char *kind, const char *no, struct page *page)
{
	struct record *r = NULL;
	struct err e;

	if (page->n > 0 || !bench_restricted(b, kind) ||
	    kind_column(store_kind(b->store, kind), "no") < 0 ||
	    store_find(b->store, kind, "no", no, &r, &e) != RC_OK || r == NULL)
		return;
	page->rec = xreallocarray(page->rec, 1, sizeof(*page->rec));
	page->rec[page->n++] = r;
}

void
bench_find(struct bench *b, const char *kind, const char *typed, size_t limit,
    const struct record *within, struct form_options *out)
{
	const struct kind_def *k = kind_def(kind);
	const struct kind *sk = store_kind(b->store, kind);
	const char *cols[5] = { NULL }, *hint = NULL;
	struct page page = { 0 };
	struct query q;
	struct err e;
	size_t n = 0;

	if (strcmp(kind, DRILL_NAMES) == 0)
		drill_names(b, typed, limit, out);
	if (k == NULL || sk == NULL || bench_query(b, kind, &q, &e) != RC_OK)
		return;
	if (within != NULL)
		query_add_int(&q, k->parent, within->id);
	for (size_t i = 0; i < ARRAY_LEN(completions); i++)
		if (strcmp(completions[i].kind, kind) == 0) {
			hint = completions[i].hint;
			for (n = 0; completions[i].cols[n] != NULL; n++)
				cols[n] = completions[i].cols[n];
		}
	if (n == 0) {
		cols[n++] = k->label;
		if (kind_column(sk, "no") >= 0 && strcmp(k->label, "no") != 0)
			cols[n++] = "no";
	}
	if (store_complete(b->store, &q, cols, n, typed, limit, &page, &e) != RC_OK)
		goto out;
	if (within == NULL)
		find_by_number(b, kind, typed, &page);
	for (size_t i = 0; i < page.n; i++) {
		char id[24], *label = record_label(b, page.rec[i]);
		char *side = hint != NULL && bench_may_see(b, page.rec[i])
				 ? column_text(b, page.rec[i], hint)
				 : xstrdup("");

		snprintf(id, sizeof(id), "%lld", (long long)page.rec[i]->id);
		form_options_add(out, id, label, side);
		free(label);
		free(side);
	}
out:
	page_done(&page);
	query_done(&q);
}

static void
look_find(void *ctx, const char *kind, const char *typed, size_t limit,
    struct form_options *out)
{
	bench_find(ctx, kind, typed, limit, NULL, out);
}

static char *
look_label(void *ctx, const char *kind, const char *value)
{
	struct bench *b = ctx;
	struct record *r = NULL;
	struct err e;
	char *out = NULL;

	if (store_kind(b->store, kind) != NULL &&
	    store_get(b->store, kind, strtoll(value, NULL, 10), &r, &e) == RC_OK)
		out = record_label(b, r);
	record_free(r);
	return out;
}

struct form_lookup
bench_lookup(struct bench *b)
{
	struct form_lookup l = { b, look_find, look_label, bench_today(b), bench_me(b),
		0 };

	if (b->me != NULL)
		l.my_dept = record_int(b->me, "dept_id");
	return l;
}
