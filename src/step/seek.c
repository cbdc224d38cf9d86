/* SPDX-License-Identifier: MIT */
/*
 * Words sought in a register. Records are found by their own text; where none is, by the
 * names of what they point to: a designation by its person, a copy by its matter. Kinds
 * that belong to a record keep no text index (there are few of them a record): their
 * columns are looked through.
 */
#include <stdlib.h>
#include "step/bench.h"

enum { NAMED_MAX = 500, COLUMNS_MAX = 16 };

/* Ids of the records of a kind that the words name, with commas between. */
static enum rc
named(
    struct bench *b, const char *kind, const char *words, struct str *ids, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc = bench_query(b, kind, &q, e);

	if (rc != RC_OK)
		return rc;
	q.text = xstrdup(words);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, NAMED_MAX, &page, e);
	for (size_t i = 0; i < page.n; i++)
		str_addf(
		    ids, "%s%lld", ids->len > 0 ? "," : "", (long long)page.rec[i]->id);
	page_done(&page);
	query_done(&q);
	return rc;
}

static void
add_test(struct str *test, const char *column, const char *ids)
{
	str_addf(test, "%st.\"%s\" IN (%s)", test->len > 0 ? " OR " : "(", column, ids);
}

/* Only what a register shows of a record: nobody is found by a column he cannot see. */
static enum rc
by_columns(
    struct bench *b, struct query *q, const char *words, struct str *test, struct err *e)
{
	const struct form *form = NULL;
	const char *col[COLUMNS_MAX];
	struct page page = { 0 };
	struct str ids = { 0 };
	size_t n = 0;
	enum rc rc = bench_form(b, q->kind->name, &form, e);

	for (size_t i = 0; rc == RC_OK && i < form->nfield && n < COLUMNS_MAX; i++) {
		const struct field *f = &form->field[i];

		if ((f->type == FIELD_TEXT || f->type == FIELD_AREA ||
			f->type == FIELD_NUMBER) &&
		    f->in_list && f->column != NULL)
			col[n++] = f->column;
	}
	if (rc == RC_OK && n > 0)
		rc = store_complete(b->store, q, col, n, words, NAMED_MAX, &page, e);
	for (size_t i = 0; i < page.n; i++)
		str_addf(&ids, "%s%lld", i > 0 ? "," : "", (long long)page.rec[i]->id);
	if (ids.len > 0)
		add_test(test, "id", str_s(&ids));
	str_free(&ids);
	page_done(&page);
	return rc;
}

static enum rc
by_names(
    struct bench *b, struct query *q, const char *words, struct str *test, struct err *e)
{
	const struct form *form = NULL;
	enum rc rc = bench_form(b, q->kind->name, &form, e);

	for (size_t i = 0; rc == RC_OK && i < form->nfield; i++) {
		const struct field *f = &form->field[i];
		struct str ids = { 0 };

		if (f->type != FIELD_REF || !f->in_list || f->column == NULL)
			continue;
		rc = named(b, f->ref, words, &ids, e);
		if (ids.len > 0)
			add_test(test, f->column, str_s(&ids));
		str_free(&ids);
	}
	if (test->len > 0)
		str_addc(test, ')');
	return rc;
}

enum rc
bench_seek(struct bench *b, struct query *q, const char *words, struct err *e)
{
	struct str test = { 0 };
	const struct kind_def *k = kind_def(q->kind->name);
	bool indexed = k == NULL || (k->find != NULL && *k->find != '\0');
	size_t n = 0;
	enum rc rc = RC_OK;

	free(q->text);
	q->text = NULL;
	if (!indexed && (rc = by_columns(b, q, words, &test, e)) != RC_OK)
		goto out;
	q->text = xstrdup(words);
	if ((indexed && (rc = store_count(b->store, q, 1, &n, e)) != RC_OK) || n > 0 ||
	    (rc = by_names(b, q, words, &test, e)) != RC_OK || test.len == 0)
		goto out;
	free(q->text);
	q->text = NULL;
	query_add_test(q, str_s(&test), NULL);
out:
	str_free(&test);
	return rc;
}
