/* SPDX-License-Identifier: MIT */
/* Writes a template from the form of a kind, so that plain sheets take the same road as
 * papers. */
#include "config.h"
#include <string.h>
#include "base/text.h"
#include "report/paper.h"
#include "report/paper_sheet.h"

enum { LABEL_COLS = 20, ROW_COLS = 4, CELL_MIN = 6, CHILD_KINDS = 24 };

/* A label comes from a file that the unit may edit: it must not be taken for a tag. */
static const char *
safe_label(const struct field *f)
{
	const char *label = field_label(f);

	return strstr(label, "{{") != NULL ? f->name : label;
}

static void
own_fields(const struct form *f, struct str *out)
{
	const char *group = NULL;

	for (size_t i = 0; i < f->nfield; i++) {
		const struct field *fd = &f->field[i];
		const char *heading = field_group(fd);

		if (fd->type == FIELD_NOTE)
			continue;
		if (heading != NULL && strstr(heading, "{{") == NULL &&
		    (group == NULL || strcmp(group, heading) != 0)) {
			str_addf(out, "%s%s\n----\n", group == NULL ? "" : "\n", heading);
			group = heading;
		}
		if (text_width(safe_label(fd)) < LABEL_COLS)
			text_pad(out, safe_label(fd), LABEL_COLS);
		else
			str_addf(out, "%s ", safe_label(fd));
		str_addf(out, "{{%s}}\n", fd->name);
	}
}

/* A column of a child register: what its own register shows, but not the parent again. */
static bool
is_column(const struct field *f, const struct kind_def *child)
{
	return f->in_list && f->column != NULL &&
	       (child->parent == NULL || strcmp(f->column, child->parent) != 0) &&
	       strcmp(f->column, "state") != 0;
}

static int
cell_width(const struct field *f)
{
	int label = text_width(safe_label(f));

	return f->width < CELL_MIN ? CELL_MIN : f->width < label ? label : f->width;
}

static enum rc
child_register(
    struct bench *b, const struct kind_def *child, struct str *out, struct err *e)
{
	struct str head = { 0 }, row = { 0 };
	const struct form *f = NULL;
	int used = ROW_COLS;
	enum rc rc = bench_form(b, child->kind, &f, e);

	if (rc == RC_NOTFOUND) /* without a form it is not for reading */
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	text_pad(&head, "", ROW_COLS);
	str_addf(&row, "{{row:%d}}", ROW_COLS);
	for (size_t i = 0; i < f->nfield; i++) {
		int w = cell_width(&f->field[i]);

		if (!is_column(&f->field[i], child) ||
		    used + 1 + w > PAPER_COLS - 1 - CELL_MIN)
			continue;
		str_addc(&head, ' ');
		text_pad(&head, safe_label(&f->field[i]), w);
		str_addf(&row, " {{%s:%d}}", f->field[i].name, w);
		used += 1 + w;
	}
	str_addf(out,
	    "{{#if count.%s.%s}}\n\n%s\n----\n%s %s\n{{#each %s}}\n%s "
	    "{{state}}\n{{/each}}\n{{/if}}\n",
	    child->kind, child->parent, tx(child->title), str_s(&head),
	    T("状态", "State"), child->kind, str_s(&row));
	str_free(&head);
	str_free(&row);
	return RC_OK;
}

enum rc
paper_sheet(struct bench *b, const char *kind, struct str *out, struct err *e)
{
	const struct kind_def *def = kind_def(kind), *child[CHILD_KINDS];
	const struct form *f = NULL;
	size_t n = bench_children(kind, child, CHILD_KINDS);
	enum rc rc;

	if ((rc = bench_form(b, kind, &f, e)) != RC_OK)
		return rc;
	str_addf(
	    out, "kind: %s\ntitle: %s\n---\n", kind, def == NULL ? kind : tx(def->title));
	own_fields(f, out);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = child_register(b, child[i], out, e);
	return rc;
}
