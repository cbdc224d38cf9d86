/* SPDX-License-Identifier: MIT */
/* One record: its fields by group, then what belongs to it. */
#include "config.h"
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

enum { CHILDREN = 24, CHILD_ROWS = 50 };

static void
show_line(const char *label, const char *value, int width)
{
	struct str s = { 0 };
	const char *rest = value;

	text_pad(&s, label, width);
	str_add(&s, "  ");
	for (const char *nl; (nl = strchr(rest, '\n')) != NULL; rest = nl + 1) {
		str_addn(&s, rest, (size_t)(nl - rest));
		str_addf(&s, "\n%*s", width + 2, "");
	}
	str_add(&s, rest);
	puts(str_s(&s));
	str_free(&s);
}

static void
show_fields(struct bench *b, const struct record *r, const struct form *form)
{
	int width = 4;
	char id[24];

	for (size_t i = 0; i < form->nfield; i++) {
		int w = text_width(field_label(&form->field[i]));

		width = w > width ? w : width;
	}
	snprintf(id, sizeof(id), "%lld", (long long)r->id);
	show_line(T("序号", "id"), id, width);
	for (size_t i = 0; i < form->nfield; i++) {
		const struct field *f = &form->field[i];
		char *v;

		if (f->type == FIELD_NOTE || strcmp(f->name, "rev") == 0)
			continue;
		v = strcmp(f->name, "state") == 0 ? bench_state(b, r)
						  : bench_cell(b, r, f);
		if (*v != '\0')
			show_line(field_label(f), v, width);
		free(v);
	}
	if (form_field(form, "state") < 0) {
		char *v = bench_state(b, r);

		show_line(T("状态", "state"), v, width);
		free(v);
	}
}

/* Its cells of the register in one line, but for the parent. */
static void
show_child(struct bench *b, const struct record *r, const struct kind_def *k,
    const struct form *form)
{
	char *state = bench_state(b, r);

	printf("  %lld", (long long)r->id);
	for (size_t i = 0; i < form->nfield; i++) {
		const struct field *f = &form->field[i];
		char *v;

		if (!f->in_list || strcmp(f->name, "state") == 0 ||
		    (f->column != NULL && strcmp(f->column, k->parent) == 0))
			continue;
		v = bench_cell(b, r, f);
		if (*v != '\0')
			printf("  %s", v);
		free(v);
	}
	printf("  %s\n", state);
	free(state);
}

static enum rc
show_children(
    struct bench *b, const struct record *r, const struct kind_def *k, struct err *e)
{
	const struct form *form;
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if ((rc = bench_form(b, k->kind, &form, e)) != RC_OK)
		return rc;
	if ((rc = bench_query(b, k->kind, &q, e)) != RC_OK)
		return rc;
	q.desc = false;
	query_add_int(&q, k->parent, r->id);
	rc = store_page(bench_store(b), &q, PAGE_FIRST, NULL, CHILD_ROWS, &page, e);
	if (rc == RC_OK && page.n > 0)
		printf("\n%s\n", tx(k->title));
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		show_child(b, page.rec[i], k, form);
	if (rc == RC_OK && page.more_after)
		printf(
		    T("  …（其余见 dingmi list %s）\n", "  ... (see dingmi list %s)\n"),
		    k->kind);
	page_done(&page);
	query_done(&q);
	return rc;
}

static int
show(struct cli *c, struct bench *b, const struct record *r)
{
	const struct kind_def *child[CHILDREN];
	const struct form *form;
	size_t n = bench_children(r->kind->name, child, ARRAY_LEN(child));
	bool open = bench_may_see(b, r);
	struct err e;

	if (bench_form(b, r->kind->name, &form, &e) != RC_OK ||
	    (open && bench_looked(b, r, LEVEL_NONE, &e) != RC_OK))
		return complain_err(&e);
	if (c->json) {
		cli_json_record(b, r, form, true);
	} else {
		show_fields(b, r, form);
		for (size_t i = 0; i < n && open; i++)
			if (show_children(b, r, child[i], &e) != RC_OK)
				return complain_err(&e);
	}
	if (!open)
		complain("%s",
		    bench_me(b) != 0
			? T("您不在知悉范围，只显示登记所需的栏目",
			      "you are outside its need-to-know: only the register's "
			      "fields are shown")
			: T("没有登录，只显示登记所需的栏目；请用 --as 说明您是谁",
			      "nobody is signed in: only the register's fields are "
			      "shown; say by --as who you are"));
	cli_say_level(bench_level(b, r));
	return EXIT_YES;
}

int
verb_show(struct cli *c)
{
	const struct kind_def *k = cli_kind(c->argv[0]);
	struct record *r = NULL;
	struct bench *b = NULL;
	int status = EXIT_NO;

	if (k == NULL || (b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if ((r = cli_record(b, k->kind, c->argv[1])) != NULL)
		status = show(c, b, r);
	record_free(r);
	bench_close(b);
	return status;
}
