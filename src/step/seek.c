/* SPDX-License-Identifier: MIT */
/*
 * Words sought in a register. Records are found by their own text; where none is, by the
 * names of what they point to: a designation by its person, a copy by its matter.
 */
#include <stdlib.h>
#include "step/bench.h"

enum { NAMED_MAX = 500 };

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

/* Only what a register shows of a record: nobody is found by a column he cannot see. */
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
			str_addf(test, "%st.\"%s\" IN (%s)", test->len > 0 ? " OR " : "(",
			    f->column, str_s(&ids));
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
	size_t n = 0;
	enum rc rc;

	free(q->text);
	q->text = xstrdup(words);
	if ((rc = store_count(b->store, q, 1, &n, e)) != RC_OK || n > 0 ||
	    (rc = by_names(b, q, words, &test, e)) != RC_OK || test.len == 0)
		goto out;
	free(q->text);
	q->text = NULL;
	query_add_test(q, str_s(&test), NULL);
out:
	str_free(&test);
	return rc;
}
