/* SPDX-License-Identifier: MIT */
/* Print preview: the paper of a record in the pager. */
#include "config.h"
#include "tui/scr_print.h"

#include <stdlib.h>

#include "report/paper.h"

void
print_preview(struct app *a, const struct record *r)
{
	struct bench *b = app_bench(a);
	const char *kind = r->kind->name;
	const char *form = paper_of_record(r);
	const struct kind_def *k = kind_def(kind);
	struct str text = { 0 };
	struct err e = { 0 };
	char *title;

	if (paper_print(b, form, kind, r->id, &text, &e) != RC_OK) {
		app_error(a, &e);
		str_free(&text);
		return;
	}
	title = xasprintf("%s %s", T("打印预览", "Print preview"),
	    form != NULL ? form
	    : k != NULL	 ? tx(k->title)
			 : kind);
	app_push(a, pager_new("print", title, str_s(&text), bench_level(b, r)));
	free(title);
	str_free(&text);
}
