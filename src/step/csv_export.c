/* SPDX-License-Identifier: MIT */
/* A register as CSV, in the words that import_csv takes again. */
#include <errno.h>
#include <string.h>
#include "base/csv.h"
#include "step/bench.h"
#include "step/import.h"

enum { ROWS = 200 }; /* read at a time: no statement is open while a pipe waits */

static bool
exported(const struct field *f)
{
	return f->type == FIELD_LIST ||
	       (f->column != NULL && strcmp(f->column, "rev") != 0);
}

/* The label, or the field's name where two fields bear one label. */
static const char *
heading(const struct form *form, size_t i)
{
	const char *label = field_label(&form->field[i]);

	for (size_t j = 0; j < form->nfield; j++)
		if (j != i && strcmp(field_label(&form->field[j]), label) == 0)
			return form->field[i].name;
	return label;
}

static void
write_head(const struct form *form, const char **cell, FILE *out)
{
	size_t n = 0;

	for (size_t i = 0; i < form->nfield; i++)
		if (exported(&form->field[i]))
			cell[n++] = heading(form, i);
	csv_write(out, cell, n);
}

static void
write_row(struct bench *b, const struct form *form, const struct record *r,
    const char **cell, FILE *out)
{
	size_t n = 0;

	for (size_t i = 0; i < form->nfield; i++)
		if (exported(&form->field[i]))
			cell[n++] = bench_cell(b, r, &form->field[i]);
	csv_write(out, cell, n);
	for (size_t i = 0; i < n; i++)
		free((char *)(uintptr_t)cell[i]);
}

enum rc
export_csv(struct bench *b, const char *kind, const struct query *q, FILE *out,
    enum level *level, struct err *e)
{
	const struct form *form;
	const char **cell = NULL;
	struct page page = { 0 };
	struct pos at = { 0 };
	enum page_dir dir = PAGE_FIRST;
	enum rc rc;

	*level = LEVEL_NONE;
	if ((rc = bench_form(b, kind, &form, e)) != RC_OK)
		return rc;
	cell = xcalloc(form->nfield + 1, sizeof(*cell));
	write_head(form, cell, out);
	do {
		page_done(&page);
		if ((rc = store_page(b->store, q, dir, &at, ROWS, &page, e)) != RC_OK)
			break;
		/* Their text leaves the program: a look like any other (R054). */
		rc = bench_looked_all(b, page.rec, page.n, e);
		dir = PAGE_AFTER;
		for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
			enum level l = bench_level(b, page.rec[i]);

			*level = l > *level ? l : *level;
			write_row(b, form, page.rec[i], cell, out);
		}
		pos_done(&at);
		if (page.n > 0)
			pos_of(q, page.rec[page.n - 1], &at);
	} while (rc == RC_OK && page.more_after);
	if (rc == RC_OK && (fflush(out) != 0 || ferror(out)))
		rc = err_set(e, RC_SYSTEM,
		    T("输出没有写完(%s)；请检查磁盘或管道",
			"the output is not complete (%s): look at the disk or the pipe"),
		    strerror(errno));
	page_done(&page);
	pos_done(&at);
	free(cell);
	return rc;
}
