/* SPDX-License-Identifier: MIT */
/* Registers: as aligned columns, as JSON lines, as CSV. Cells come from the bench, which
 * hides what the reader need not know. */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "step/import.h"
#include "tui/columns.h"

enum { ROWS = 200, ID_COLS = 7, NAME_COLS = 30 };

/* A row to the end of its line: cut where the line is a terminal's, else whole. */
static void
put_cell(struct str *out, const char *s, int cols, bool cut)
{
	if (!cut && text_width(s) > cols)
		str_add(out, s);
	else
		text_pad(out, s, cols);
	str_add(out, cut ? " " : "  "); /* a terminal has no room to give away */
}

static void
put_line(struct str *out)
{
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		str_cut(out, out->len - 1);
	puts(str_s(out));
	str_cut(out, 0);
}

/* Widths: what the register's screen would take; the window's when there is one. */
static void
fit(struct columns *cols, bool *cut)
{
	struct winsize ws;

	*cut = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 &&
	       ws.ws_col >= 40;
	if (*cut) {
		columns_fit(cols, ws.ws_col - ID_COLS - 1);
		return;
	}
	cols->shown = cols->base;
	for (size_t i = 0; i < cols->base; i++)
		cols->w[i] = columns_wish(cols->col[i]).want;
}

static void
list_head(const struct columns *cols, struct str *line, bool cut)
{
	put_cell(line, T("序号", "id"), ID_COLS, cut);
	if (cols->n == 0)
		put_cell(line, T("名称", "name"), NAME_COLS, cut);
	for (size_t i = 0; i < cols->shown && i < cols->n; i++)
		put_cell(line, field_label(cols->col[i]), cols->w[i], cut);
	put_cell(line, T("状态", "state"), cols->state, cut);
	put_line(line);
}

/* Takes the text; newlines of an area would break the line. */
static void
put_owned(struct str *out, char *s, int cols, bool cut)
{
	for (char *p = s; *p != '\0'; p++)
		if (*p == '\n')
			*p = ' ';
	put_cell(out, s, cols, cut);
	free(s);
}

static void
list_row(struct bench *b, const struct record *r, const struct columns *cols,
    struct str *line, bool cut)
{
	put_owned(line, xasprintf("%lld", (long long)r->id), ID_COLS, cut);
	if (cols->n == 0)
		put_owned(line, bench_label(b, r->kind->name, r->id), NAME_COLS, cut);
	for (size_t i = 0; i < cols->shown && i < cols->n; i++)
		put_owned(line, bench_cell(b, r, cols->col[i]), cols->w[i], cut);
	put_owned(line, bench_state(b, r), cols->state, cut);
	put_line(line);
}

/* A member a field: stored values where they are plain, words where they are names. */
static void
json_field(struct json *j, struct bench *b, const struct record *r, const struct field *f)
{
	char *shown = bench_cell(b, r, f);
	const char *v = "";

	if (f->column != NULL && kind_column(r->kind, f->column) > 1)
		v = record_get(r, f->column);
	json_key(j, f->name);
	if (*v == '\0' || !bench_may_read(b, r, f->column))
		json_text(j, shown);
	else if (f->type == FIELD_YESNO)
		json_bool(j, strcmp(v, "1") == 0);
	else if (f->type == FIELD_NUMBER)
		json_int(j, strtoll(v, NULL, 10));
	else if (f->type == FIELD_CHOICE)
		json_string(j, v);
	else
		json_text(j, shown);
	free(shown);
}

void
cli_json_record(
    struct bench *b, const struct record *r, const struct form *form, bool all)
{
	struct json j = { .f = stdout };

	json_open(&j, '{');
	json_key(&j, "kind");
	json_string(&j, r->kind->name);
	json_key(&j, "id");
	json_int(&j, r->id);
	json_key(&j, "rev");
	json_int(&j, r->rev);
	json_key(&j, "state");
	json_string(&j, record_state(r));
	for (size_t i = 0; i < form->nfield; i++) {
		const struct field *f = &form->field[i];

		if (strcmp(f->name, "state") != 0 && strcmp(f->name, "rev") != 0 &&
		    f->type != FIELD_NOTE && (all || f->in_list))
			json_field(&j, b, r, f);
	}
	json_close(&j, '}');
	json_end(&j);
}

struct listing {
	struct bench *b;
	const struct form *form;
	struct columns cols;
	struct str line;
	bool json, all, cut;
	long left; /* rows that may follow */
	enum level level;
};

static enum rc
list_rows(struct listing *l, const struct query *q, struct err *e)
{
	struct page page = { 0 };
	struct pos at = { 0 };
	enum page_dir dir = PAGE_FIRST;
	enum rc rc = RC_OK;

	while (l->left > 0) {
		size_t want = l->left < ROWS ? (size_t)l->left : ROWS;

		if ((rc = store_page(bench_store(l->b), q, dir, &at, want, &page, e)) !=
		    RC_OK)
			break;
		/* What is taken away as data is a look like any other (R054). */
		if (l->json &&
		    (rc = bench_looked_all(l->b, page.rec, page.n, e)) != RC_OK)
			break;
		for (size_t i = 0; i < page.n; i++) {
			enum level level = bench_level(l->b, page.rec[i]);

			l->level = level > l->level ? level : l->level;
			if (l->json)
				cli_json_record(l->b, page.rec[i], l->form, l->all);
			else
				list_row(l->b, page.rec[i], &l->cols, &l->line, l->cut);
		}
		l->left -= (long)page.n;
		pos_done(&at);
		if (page.n == 0 || !page.more_after)
			break;
		pos_of(q, page.rec[page.n - 1], &at);
		dir = PAGE_AFTER;
		page_done(&page);
	}
	page_done(&page);
	pos_done(&at);
	return rc;
}

/* A short register would puzzle a reader who forgot to say who he is, or does not know
 * that others see more. */
static void
say_restricted(struct bench *b, const char *kind)
{
	if (!bench_restricted(b, kind))
		return;
	complain("%s", bench_me(b) == 0
			   ? T("没有登录，不列出涉及国家秘密的记录；请用 --as 说明您是谁",
				 "nobody is signed in, so what concerns matters is not "
				 "listed; say by --as who you are")
			   : T("只列出您知悉范围内的记录",
				 "only what is within your need-to-know is listed"));
}

int
verb_list(struct cli *c)
{
	const struct kind_def *k = cli_kind(c->argv[0]);
	struct listing l = { .json = c->json,
		.left = c->limit != 0 ? c->limit : 1L << 40 };
	struct query q;
	struct err e;
	int status = EXIT_YES;

	if (k == NULL || (l.b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if (bench_form(l.b, k->kind, &l.form, &e) != RC_OK) {
		bench_close(l.b);
		return complain_err(&e);
	}
	if (!cli_query(c, l.b, k->kind, l.form, &q)) {
		bench_close(l.b);
		return EXIT_BAD;
	}
	columns_init(&l.cols, k->kind, l.form, "state");
	fit(&l.cols, &l.cut);
	if (!l.json)
		list_head(&l.cols, &l.line, l.cut);
	if (list_rows(&l, &q, &e) != RC_OK)
		status = complain_err(&e);
	cli_say_level(l.level);
	say_restricted(l.b, k->kind);
	str_free(&l.line);
	query_done(&q);
	bench_close(l.b);
	return status;
}

int
verb_export(struct cli *c)
{
	const struct kind_def *k = cli_kind(c->argv[0]);
	struct listing l = { .json = true, .all = true, .left = 1L << 40 };
	struct query q;
	struct err e;
	enum rc rc;

	if (k == NULL || (l.b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if (bench_form(l.b, k->kind, &l.form, &e) != RC_OK) {
		bench_close(l.b);
		return complain_err(&e);
	}
	if (!cli_query(c, l.b, k->kind, l.form, &q)) {
		bench_close(l.b);
		return EXIT_BAD;
	}
	q.desc = false; /* oldest first, so that what is referred to comes first */
	rc = c->json ? list_rows(&l, &q, &e)
		     : export_csv(l.b, k->kind, &q, stdout, &l.level, &e);
	if (rc != RC_OK)
		complain_err(&e);
	cli_say_level(l.level);
	say_restricted(l.b, k->kind);
	query_done(&q);
	bench_close(l.b);
	return rc == RC_OK ? EXIT_YES : EXIT_BAD;
}
