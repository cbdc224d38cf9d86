/* SPDX-License-Identifier: MIT */
/* A record's life, told from the journal: who did what, and which values changed. */
#include <string.h>
#include "step/bench.h"

static const struct field *
field_of_column(const struct form *f, const char *column)
{
	for (size_t i = 0; i < f->nfield; i++)
		if (f->field[i].column != NULL && strcmp(f->field[i].column, column) == 0)
			return &f->field[i];
	return NULL;
}

static char *
shown(struct bench *b, const struct record *r, const struct field *f, const char *col)
{
	if (f != NULL)
		return bench_cell(b, r, f);
	if (strcmp(col, "state") == 0)
		return bench_state(b, r);
	return xstrdup(record_get(r, col));
}

/* "密级 秘密→机密; …"; a first version lists nothing but its state. */
static void
differences(struct bench *b, const struct form *form, const struct record *before,
    const struct record *after, struct str *out)
{
	for (size_t i = 2; i < after->kind->ncol; i++) {
		const char *col = after->kind->col[i].name;
		const struct field *f = field_of_column(form, col);
		const char *was = before != NULL ? record_get(before, col) : "";
		char *a, *z;

		if (strcmp(was, record_get(after, col)) == 0 ||
		    (before == NULL && strcmp(col, "state") != 0))
			continue;
		a = before != NULL ? shown(b, before, f, col) : xstrdup("");
		z = shown(b, after, f, col);
		str_addf(out, "%s%s ", out->len > 0 ? T(";", "; ") : "",
		    f != NULL			? field_label(f)
		    : strcmp(col, "state") == 0 ? T("状态", "state")
						: col);
		str_addf(out, before != NULL && *a != '\0' ? "%s→%s" : "%s%s", a, z);
		free(a);
		free(z);
	}
}

static enum rc
image_record(struct bench *b, const struct jrow *j, struct record **out, struct err *e)
{
	const struct kind *k = store_kind(b->store, j->kind);
	enum rc rc;

	*out = NULL;
	if (k == NULL || j->nimage == 0)
		return RC_OK;
	if ((rc = record_from_image(k, j->image, j->nimage, out, e)) == RC_OK)
		(*out)->id = j->record;
	return rc;
}

static char *
act_title(const struct jrow *j)
{
	const struct act_def *a = act_def(j->kind, j->act);
	static const struct {
		const char *act;
		struct text2 title;
	} others[] = {
		{ "look", { "查看", "looked at" } },
		{ "submit", { "提出拟定意见", "proposal submitted" } },
		{ "import", { "导入", "imported" } },
		{ "list", { "列入", "listed" } },
		{ "sample", { "示例", "sample" } },
		{ "generate", { "合成", "generated" } },
	};

	if (a != NULL)
		return xstrdup(tx(a->title));
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (strcmp(others[i].act, j->act) == 0)
			return xstrdup(tx(others[i].title));
	return xstrdup(j->act);
}

static void
line_add(struct change_lines *out, struct change_line l)
{
	if (out->n == out->cap) {
		out->cap = out->cap == 0 ? 16 : out->cap * 2;
		out->v = xreallocarray(out->v, out->cap, sizeof(*out->v));
	}
	out->v[out->n++] = l;
}

enum rc
bench_history(struct bench *b, const char *kind, int64_t id, int64_t before, size_t limit,
    struct change_lines *out, struct err *e)
{
	struct jrows rows = { 0 };
	const struct form *form;
	enum rc rc;

	memset(out, 0, sizeof(*out));
	if ((rc = bench_form(b, kind, &form, e)) != RC_OK)
		return rc;
	/* One row more than asked: the oldest of the page needs its predecessor to say
	 * what changed. */
	if ((rc = store_history(b->store, kind, id, before, limit + 1, &rows, e)) !=
	    RC_OK)
		goto out;
	for (size_t i = 0; i < rows.n && i < limit && rc == RC_OK; i++) {
		struct record *now = NULL, *was = NULL;
		struct str text = { 0 };
		const struct jrow *prev = NULL;

		for (size_t k = i + 1; k < rows.n && prev == NULL; k++)
			if (rows.v[k].nimage > 0)
				prev = &rows.v[k];
		if ((rc = image_record(b, &rows.v[i], &now, e)) == RC_OK && prev != NULL)
			rc = image_record(b, prev, &was, e);
		if (rc == RC_OK && now != NULL)
			differences(b, form, was, now, &text);
		if (rows.v[i].note[0] != '\0')
			str_addf(&text, "%s%s", text.len > 0 ? T(";", "; ") : "",
			    rows.v[i].note);
		if (rc == RC_OK)
			line_add(out,
			    (struct change_line){ .at = xstrndup(rows.v[i].at, 16),
				.who = rows.v[i].person != 0
					   ? bench_label(b, "person", rows.v[i].person)
					   : xstrdup(rows.v[i].login),
				.act = act_title(&rows.v[i]),
				.text = str_take(&text),
				.seq = rows.v[i].seq });
		str_free(&text);
		record_free(now);
		record_free(was);
	}
out:
	jrows_free(&rows);
	return rc;
}

void
change_lines_free(struct change_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->v[i].at);
		free(l->v[i].who);
		free(l->v[i].act);
		free(l->v[i].text);
	}
	free(l->v);
	memset(l, 0, sizeof(*l));
}
