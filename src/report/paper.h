/* SPDX-License-Identifier: MIT */
#ifndef DM_REPORT_PAPER_H
#define DM_REPORT_PAPER_H
/*
 * Paper forms: a text template (forms/paper/F01.txt), values through callbacks, pages
 * of 80 columns and 60 lines. Every page bears unit, form, number, level mark and page
 * n/m above; who printed it when, level of the store and journal row below.
 *
 * A template begins with `form: F01`, `kind: matter`, `title: …`, `title.en: …` and a
 * line `---`. Then text with
 *
 *	{{name}}	a value; alone at the end of a line it wraps under itself
 *	{{name:20}}	a cell of 20 columns: padded, wrapped within
 *	{{#if name}}	to {{/if}}: where the value is not empty, 0, 否 or no
 *	{{#if !name}}	to {{/if}}: where it is
 *	{{#each KIND}}	to {{/each}}: once a child record, {{row}} counts them
 *	{{#none KIND}}	to {{/none}}: when there is none
 *	{{#keep}}	to {{/keep}}: lines that stay on one page
 *	{{! why }}	a remark
 *	---- or ====	alone on a line: a rule across the paper
 *
 * A line of nothing but block tags leaves no line. Inside each, a name is looked for in
 * the child first, then outside. A name nobody knows is an error at the template's line.
 */
#include <stdint.h>
#include "base/level.h"
#include "base/mem.h"

struct bench;
struct record;
enum { PAPER_COLS = 80, PAPER_LINES = 60 };

struct paper;
MUST_CHECK enum rc paper_load(const char *path, struct paper **out, struct err *e);
MUST_CHECK enum rc paper_parse(
    const char *name, const char *text, size_t n, struct paper **out, struct err *e);
void paper_free(struct paper *p);
const char *paper_form(const struct paper *p);	/* "F01"; "" when not said */
const char *paper_kind(const struct paper *p);	/* "matter" */
const char *paper_title(const struct paper *p); /* in the current language */

/* Where values come from. item NULL is what the sheet is about; other items come from
 * children(). */
struct paper_source {
	void *ctx;
	char *(*value)(void *ctx, const void *item,
	    const char *name); /* owned; NULL: no such name */
	/* Child records of an item; RC_NOTFOUND: it has no such register. Given back
	 * through done(). */
	enum rc (*children)(void *ctx, const void *item, const char *kind, void ***items,
	    size_t *n, struct err *e);
	void (*done)(void *ctx, void **items, size_t n);
};
struct paper_line {
	char *text; /* owned */
	bool glued; /* stays on the page of the line above */
};
struct paper_lines {
	struct paper_line *v;
	size_t n, cap;
};
MUST_CHECK enum rc paper_body(const struct paper *p, const struct paper_source *src,
    struct paper_lines *out, struct err *e);
void paper_lines_free(struct paper_lines *l);

/* What stands on every page. Strings borrowed, "" where there is nothing to say. */
struct paper_page {
	const char *unit, *form, *title, *number, *mark;
	const char *by, *at, *store_level;
	int64_t seq; /* last journal row */
};
/* Every page has exactly PAPER_LINES lines, so that a printer set to that length needs no
 * form feed. */
void paper_pages(
    const struct paper_lines *body, const struct paper_page *page, struct str *out);
void paper_ascii(struct str *s); /* rules drawn with - and = */

/*
 * The sheet of a record, as text for the screen or the printer. form NULL: the usual one
 * of the kind, or a plain sheet of all its fields. Papers are in Chinese whatever the
 * language of the screen; plain sheets follow it. level (may be NULL): the highest of all
 * that stands on it, which is what it bears. RC_DENIED outside the need-to-know.
 */
MUST_CHECK enum rc paper_print(struct bench *b, const char *form, const char *kind,
    int64_t id, struct str *out, enum level *level, struct err *e);
const char *paper_of(
    const char *kind, const char *record_kind); /* "F01"; NULL: plain sheet. record_kind:
						   the record's own kind column (a
						   matter's origin), or "" */
const char *paper_of_record(const struct record *r);
#endif
