/* SPDX-License-Identifier: MIT */
/* The sheet of a record: which paper it has, what stands above and below, and who may
 * have it. */
#include "config.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/paper_sheet.h"
#include "report/paper_value.h"

/* domain.md numbers the papers; P01 and P02 are ours. record_kind "": whatever the
 * record's own kind, of a matter its origin, is. */
static const struct {
	const char *kind, *record_kind, *form;
} papers[] = {
	{ "matter", "derivative", "F11" },
	{ "matter", "", "F01" },
	{ "decision", "change", "F02" },
	{ "decision", "extend", "F02" },
	{ "decision", "release", "F02" },
	{ "decision", "correct", "F02" },
	{ "decision", "widen", "F17" },
	{ "decision", "widen_out", "F17" },
	{ "grant", "", "F03" },
	{ "designation", "", "F04" },
	{ "unit", "", "F05" },
	{ "external", "unclear", "F07" },
	{ "external", "referral", "F08" },
	{ "external", "dispute", "F09" },
	{ "list_entry", "", "F10" },
	{ "inspection", "", "F14" },
	{ "finding", "", "F15" },
	{ "notice", "change", "F16" },
	{ "notice", "extend", "F16" },
	{ "notice", "release", "F18" },
	{ "incident", "", "F21" },
	{ "session", "", "F25" },
	{ "carrier", "", "F27" },
	{ "person", "", "F28" },
	{ "drill_result", "", "F30" },
	{ "policy", "", "P01" },
	{ "archive", "", "P02" },
};

const char *
paper_of(const char *kind, const char *record_kind)
{
	for (size_t k = 0; k < ARRAY_LEN(papers); k++)
		if (strcmp(papers[k].kind, kind) == 0 &&
		    (*papers[k].record_kind == '\0' ||
			strcmp(papers[k].record_kind, record_kind) == 0))
			return papers[k].form;
	return NULL;
}

static const char *
column_or_empty(const struct record *r, const char *col)
{
	return kind_column(r->kind, col) < 0 ? "" : record_get(r, col);
}

const char *
paper_of_record(const struct record *r)
{
	bool matter = strcmp(r->kind->name, "matter") == 0;

	return paper_of(r->kind->name, column_or_empty(r, matter ? "origin" : "kind"));
}

/* A form is named by a letter and digits: the name becomes part of a path. */
static enum rc
load_paper(struct bench *b, const char *form, const char *kind, struct paper **out,
    struct err *e)
{
	char file[40], *path;
	size_t n = strlen(form);
	enum rc rc;

	if (n < 2 || n > 6 || !isalpha((unsigned char)form[0]) ||
	    strspn(form + 1, "0123456789") != n - 1)
		return err_set(e, RC_INVAL,
		    T("没有“%s”这种表，表号如 F01",
			"there is no form %s; forms are named like F01"),
		    form);
	snprintf(file, sizeof file, "paper/%c%s.txt", toupper((unsigned char)form[0]),
	    form + 1);
	path = bench_file(b, file);
	rc = paper_load(path, out, e);
	free(path);
	if (rc == RC_OK && strcmp(paper_kind(*out), kind) != 0) {
		rc = err_set(e, RC_INVAL,
		    T("%s 不用于“%s”，它打印的是“%s”", "%s is not for %s but for %s"),
		    form, kind, paper_kind(*out));
		paper_free(*out);
		*out = NULL;
	}
	return rc;
}

static enum rc
plain_paper(struct bench *b, const char *kind, struct paper **out, struct err *e)
{
	struct str text = { 0 };
	enum rc rc = paper_sheet(b, kind, &text, e);

	if (rc == RC_OK)
		rc = paper_parse(kind, str_s(&text), text.len, out, e);
	str_free(&text);
	return rc;
}

/* The mark of the sheet: the record's own where it covers everything shown; a bare level
 * is no mark (R064). */
static char *
sheet_mark(const struct record *r, enum level own, enum level highest)
{
	const char *mark = column_or_empty(r, "mark");

	if (highest == LEVEL_NONE)
		return xstrdup("");
	if (*mark != '\0' && own == highest)
		return xstrdup(mark);
	return xasprintf(T("按%s级管理", "handle as %s"), level_zh(highest));
}

static enum rc
last_journal_row(struct bench *b, int64_t *seq, struct err *e)
{
	struct jrows rows = { 0 };
	enum rc rc = store_history(bench_store(b), NULL, 0, 0, 1, &rows, e);

	*seq = rc == RC_OK && rows.n > 0 ? rows.v[0].seq : 0;
	jrows_free(&rows);
	return rc;
}

static enum rc
put_pages(struct paper_bench *pb, const struct paper *p, const struct paper_lines *body,
    struct str *out, struct err *e)
{
	struct bench *b = pb->bench;
	const struct record *me = bench_person(b);
	char at[32], *mark, *unit;
	struct paper_page page = { .form = paper_form(p),
		.number = column_or_empty(pb->rec, "no") };
	enum rc rc;

	if ((rc = last_journal_row(b, &page.seq, e)) != RC_OK)
		return rc;
	clock_stamp(store_clock(bench_store(b)), at);
	at[16] = '\0'; /* to the minute */
	unit = xasprintf("%s%s", bench_org(b)->name,
	    bench_sample(b) ? T("（虚构示例）", " (fictional sample)") : "");
	mark = sheet_mark(pb->rec, bench_level(b, pb->rec), pb->highest);
	page.unit = unit;
	page.mark = mark;
	page.title = paper_title(p);
	page.by = me == NULL ? "" : record_get(me, "name");
	page.at = at;
	page.store_level = level_zh((enum level)bench_org(b)->level_max);
	paper_pages(body, &page, out);
	free(unit);
	free(mark);
	return RC_OK;
}

static enum rc
print_record(struct bench *b, const char *form, const struct record *r, struct str *out,
    enum level *level, struct err *e)
{
	struct paper_bench pb = { .bench = b,
		.rec = r,
		.chinese = form != NULL,
		.highest = bench_level(b, r) };
	struct paper_source src = paper_bench_source(&pb);
	struct paper_lines body = { 0 };
	struct paper *p = NULL;
	enum lang was = lang_get();
	enum rc rc;

	rc = form == NULL ? plain_paper(b, r->kind->name, &p, e)
			  : load_paper(b, form, r->kind->name, &p, e);
	if (rc != RC_OK || (rc = paper_body(p, &src, &body, e)) != RC_OK ||
	    (rc = bench_looked(b, r, pb.highest, e)) != RC_OK)
		goto out;
	if (pb.chinese)
		lang_set(LANG_ZH);
	rc = put_pages(&pb, p, &body, out, e);
	lang_set(was);
	if (level != NULL)
		*level = pb.highest;
out:
	paper_lines_free(&body);
	paper_free(p);
	return rc;
}

enum rc
paper_print(struct bench *b, const char *form, const char *kind, int64_t id,
    struct str *out, enum level *level, struct err *e)
{
	struct record *r = NULL;
	enum rc rc;

	if ((rc = store_get(bench_store(b), kind, id, &r, e)) != RC_OK)
		return rc;
	if (!bench_may_see(b, r))
		rc = err_set(e, RC_DENIED, "%s",
		    T("此记录不在您的知悉范围，不能打印",
			"the record is outside your need-to-know and cannot be printed"));
	else
		rc = print_record(
		    b, form != NULL ? form : paper_of_record(r), r, out, level, e);
	record_free(r);
	return rc;
}
