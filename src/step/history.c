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
		    !bench_may_read(b, after, col) ||
		    for_machines(after->kind->name, col) ||
		    (before == NULL && strcmp(col, "state") != 0))
			continue;
		a = before != NULL ? shown(b, before, f, col) : xstrdup("");
		z = shown(b, after, f, col);
		str_addf(out, "%s%s ", out->len > 0 ? T("；", "; ") : "",
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
		{ "print", { "打印存为文件", "printed to a file" } },
		{ "raise", { "案卷密级随卷内材料提高",
			       "the file's level rose with its contents" } },
		{ "certify", { "发证", "certified" } },
		{ "renew", { "续证", "renewed" } },
		{ "assess", { "完成风险评估", "assessed" } },
		{ "issue", { "印发后待阅知", "issued, to be read" } },
		{ "submit", { "提出拟定意见", "proposal submitted" } },
		{ "import", { "导入", "imported" } },
		{ "list", { "列入", "listed" } },
		{ "sample", { "示例", "sample" } },
		{ "generate", { "合成", "generated" } },
		{ "matter_released", { "随事项解密", "released with its matter" } },
		{ "level_follows", { "随事项调整密级", "as its matter is protected" } },
		{ "source_changed", { "来源有变动", "a source has changed" } },
		{ "auto_release", { "自行解密", "released by itself" } },
		{ "auto_expire", { "到期失效", "expired" } },
		{ "auto_end", { "任期届满", "term over" } },
		{ "auto_suspend", { "自动暂停", "suspended" } },
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

/* One record's rows as lines; prefix names the record when it is part of another's story.
 */
static enum rc
life(struct bench *b, const char *kind, int64_t id, const char *prefix, int64_t before,
    size_t limit, struct change_lines *out, struct err *e)
{
	struct jrows rows = { 0 };
	const struct form *form;
	enum rc rc;

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
		char *title;

		for (size_t k = i + 1; k < rows.n && prev == NULL; k++)
			if (rows.v[k].nimage > 0)
				prev = &rows.v[k];
		if ((rc = image_record(b, &rows.v[i], &now, e)) == RC_OK && prev != NULL)
			rc = image_record(b, prev, &was, e);
		if (rc == RC_OK && now != NULL)
			differences(b, form, was, now, &text);
		if (rows.v[i].note[0] != '\0')
			str_addf(&text, "%s%s", text.len > 0 ? T("；", "; ") : "",
			    rows.v[i].note);
		title = act_title(&rows.v[i]);
		if (rc == RC_OK)
			line_add(out,
			    (struct change_line){ .at = xstrndup(rows.v[i].at, 16),
				.who = rows.v[i].person != 0
					   ? bench_label(b, "person", rows.v[i].person)
					   : xstrdup(rows.v[i].login),
				.act = xasprintf("%s%s", title, prefix),
				.text = str_take(&text),
				.seq = rows.v[i].seq });
		free(title);
		str_free(&text);
		record_free(now);
		record_free(was);
	}
out:
	jrows_free(&rows);
	return rc;
}

/* Children whose acts belong to the parent's story; how they refer to it when not by
 * KIND_id. */
static const struct {
	const char *kind, *column;
} told[] = { { "carrier", NULL }, { "ntk", NULL }, { "source", NULL }, { "point", NULL },
	{ "co_unit", NULL }, { "external", NULL }, { "disclosure", NULL },
	{ "notice", NULL }, { "account", NULL }, { "qualification", NULL },
	{ "designation", NULL }, { "person_event", NULL }, { "certificate", NULL },
	{ "attendance", NULL }, { "scope_entry", NULL }, { "risk", NULL },
	{ "finding", NULL }, { "archive_item", "ref_id" }, { "incident", "matter_id" } };
enum { CHILDREN_TOLD = 100 };

static enum rc
children_lives(struct bench *b, size_t which, const char *kind, int64_t id,
    int64_t before, size_t limit, struct change_lines *out, struct err *e)
{
	const struct kind_def *k = kind_def(told[which].kind);
	struct query q;
	struct page page = { 0 };
	char num[24], own[64];
	enum rc rc;

	snprintf(own, sizeof(own), "%s_id", kind);
	if (told[which].column == NULL &&
	    (k->parent == NULL || strcmp(k->parent, own) != 0))
		return RC_OK;
	query_init(&q, store_kind(b->store, k->kind));
	snprintf(num, sizeof(num), "%lld", (long long)id);
	query_add(&q, told[which].column != NULL ? told[which].column : own, COND_EQ, num,
	    NULL);
	if (told[which].column != NULL && strcmp(told[which].column, "ref_id") == 0)
		query_add(&q, "ref_kind", COND_EQ, kind, NULL);
	q.desc = true;
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, CHILDREN_TOLD, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		char *label, *prefix;

		if (!bench_may_see(b, page.rec[i]))
			continue;
		label = bench_label(b, k->kind, page.rec[i]->id);
		prefix = xasprintf(T("（%s %s）", " (%s %s)"), tx(k->title), label);
		rc = life(b, k->kind, page.rec[i]->id, prefix, before, limit, out, e);
		free(prefix);
		free(label);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

static int
newest_first(const void *x, const void *y)
{
	const struct change_line *a = x, *c = y;

	return a->seq < c->seq ? 1 : a->seq > c->seq ? -1 : 0;
}

static void
line_done(struct change_line *l)
{
	free(l->at);
	free(l->who);
	free(l->act);
	free(l->text);
}

enum rc
bench_history(struct bench *b, const char *kind, int64_t id, int64_t before, size_t limit,
    struct change_lines *out, struct err *e)
{
	struct record *r = NULL;
	enum rc rc;

	memset(out, 0, sizeof(*out));
	if ((rc = store_get(b->store, kind, id, &r, e)) != RC_OK ||
	    (rc = see_check(b, r, e)) != RC_OK)
		goto out;
	rc = life(b, kind, id, "", before, limit, out, e);
	for (size_t i = 0; i < ARRAY_LEN(told) && rc == RC_OK; i++)
		rc = children_lives(b, i, kind, id, before, limit, out, e);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), newest_first);
	while (out->n > limit)
		line_done(&out->v[--out->n]);
out:
	record_free(r);
	return rc;
}

void
change_lines_free(struct change_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		line_done(&l->v[i]);
	free(l->v);
	memset(l, 0, sizeof(*l));
}
