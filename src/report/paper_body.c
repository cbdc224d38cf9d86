/* SPDX-License-Identifier: MIT */
/*
 * A template filled in. The pieces of one line are gathered and then laid out together:
 * as cells side by side, each wrapping within its own columns, or as running text.
 */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "report/paper_node.h"

enum { SCOPES = 8, NARROW = 8 /* a value is not squeezed below this */ };

struct piece {
	char *text; /* owned */
	bool field;
	int width; /* wanted, then given */
};
struct scope {
	const void *item;
	size_t row;
};
struct render {
	const struct paper *p;
	const struct paper_source *src;
	struct paper_lines *out;
	struct piece *piece; /* of the line in hand */
	size_t npiece, cap;
	struct scope scope[SCOPES + 1]; /* [0]: the sheet itself */
	size_t depth;
	bool mute;  /* a branch not taken: its names are looked at all the same */
	int keep;   /* inside how many keep blocks */
	bool first; /* the next line is the first of the outermost of them */
	struct err *e;
};

static void
add_line(struct render *r, char *text, bool glued)
{
	struct paper_lines *l = r->out;
	size_t n = strlen(text);

	while (n > 0 && text[n - 1] == ' ')
		text[--n] = '\0';
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 64 : l->cap * 2;
		l->v = xreallocarray(l->v, l->cap, sizeof *l->v);
	}
	l->v[l->n++] = (struct paper_line){ .text = text,
		.glued = glued || (r->keep > 0 && !r->first) };
	r->first = false;
}

static void
add_piece(struct render *r, char *text, bool field, int width)
{
	if (r->mute) {
		free(text);
		return;
	}
	if (r->npiece == r->cap) {
		r->cap = r->cap == 0 ? 16 : r->cap * 2;
		r->piece = xreallocarray(r->piece, r->cap, sizeof *r->piece);
	}
	r->piece[r->npiece++] =
	    (struct piece){ .text = text, .field = field, .width = width };
}

static void
drop_pieces(struct render *r)
{
	for (size_t i = 0; i < r->npiece; i++)
		free(r->piece[i].text);
	r->npiece = 0;
}

/* ---- layout of one line */

static int
natural_width(const char *s)
{
	struct text_lines l = { 0 };
	int w = 0;

	text_wrap(s, strlen(s), PAPER_COLS, &l);
	for (size_t i = 0; i < l.n; i++)
		w = l.v[i].cols > w ? l.v[i].cols : w;
	text_lines_free(&l);
	return w;
}

/* Running text; its own indent goes on below, a full-width one is a paragraph's and does
 * not. */
static void
lay_prose(struct render *r)
{
	struct str all = { 0 };
	struct text_lines l = { 0 };
	int indent;

	for (size_t i = 0; i < r->npiece; i++)
		str_add(&all, r->piece[i].text);
	indent = (int)strspn(str_s(&all), " ");
	if (indent > PAPER_COLS / 2)
		indent = PAPER_COLS / 2;
	text_wrap(
	    str_s(&all) + indent, all.len - (size_t)indent, PAPER_COLS - indent, &l);
	for (size_t i = 0; i < l.n; i++) {
		struct str line = { 0 };

		text_pad(&line, "", indent);
		str_addn(
		    &line, all.s == NULL ? "" : all.s + indent + l.v[i].from, l.v[i].len);
		add_line(r, str_take(&line), i > 0);
	}
	text_lines_free(&l);
	str_free(&all);
}

/* Is the line one of cells: with widths, or label and one value at its end? */
static bool
wants_cells(const struct render *r)
{
	size_t fields = 0;

	for (size_t i = 0; i < r->npiece; i++) {
		if (r->piece[i].width > 0)
			return true;
		fields += r->piece[i].field;
	}
	return fields == 1 && r->piece[r->npiece - 1].field;
}

/* Give every piece its columns; false when a value without a width would be squeezed.
 * *fixed: columns spoken for. */
static bool
share_columns(struct render *r, int *fixed)
{
	int left;

	*fixed = 0;
	for (size_t i = 0; i < r->npiece; i++) {
		struct piece *p = &r->piece[i];

		if (!p->field)
			p->width = text_width(p->text);
		*fixed += p->width;
	}
	left = PAPER_COLS - *fixed;
	for (size_t i = 0; i < r->npiece && left >= 0; i++) {
		struct piece *p = &r->piece[i];
		int want;

		if (!p->field || p->width > 0)
			continue;
		want = natural_width(p->text);
		if (want > left && left < NARROW)
			return false;
		p->width = want > left ? left : want;
		left -= p->width;
	}
	return true;
}

/* The cells side by side, as many lines as the highest has; text between them stands on
 * the first. */
static void
lay_cells(struct render *r)
{
	struct text_lines *l = xcalloc(r->npiece, sizeof *l);
	size_t rows = 1;

	for (size_t i = 0; i < r->npiece; i++) {
		if (!r->piece[i].field)
			continue;
		text_wrap(
		    r->piece[i].text, strlen(r->piece[i].text), r->piece[i].width, &l[i]);
		rows = l[i].n > rows ? l[i].n : rows;
	}
	for (size_t row = 0; row < rows; row++) {
		struct str line = { 0 }, cell = { 0 };

		for (size_t i = 0; i < r->npiece; i++) {
			str_cut(&cell, 0);
			if (!r->piece[i].field && row == 0)
				str_add(&cell, r->piece[i].text);
			else if (r->piece[i].field && row < l[i].n)
				str_addn(&cell, r->piece[i].text + l[i].v[row].from,
				    l[i].v[row].len);
			text_pad(&line, str_s(&cell), r->piece[i].width);
		}
		add_line(r, str_take(&line), row > 0);
		str_free(&cell);
	}
	for (size_t i = 0; i < r->npiece; i++)
		text_lines_free(&l[i]);
	free(l);
}

static enum rc
end_line(struct render *r, const struct node *node)
{
	int fixed = 0;
	enum rc rc = RC_OK;

	if (r->mute)
		return RC_OK;
	if (!wants_cells(r))
		lay_prose(r);
	else if (share_columns(r, &fixed) && fixed <= PAPER_COLS)
		lay_cells(r);
	else if (fixed <= PAPER_COLS)
		lay_prose(r);
	else
		rc = err_at(r->e, RC_INVAL, r->p->file, node->line,
		    T("这一行要 %d 列，纸面只有 %d 列",
			"the line takes %d columns, the paper has %d"),
		    fixed, PAPER_COLS);
	drop_pieces(r);
	return rc;
}

/* ---- walking the template */

static enum rc
lookup(struct render *r, const struct node *node, char **out)
{
	*out = NULL;
	if (r->depth > 0 && strcmp(node->text, "row") == 0)
		*out = xasprintf("%zu", r->scope[r->depth].row);
	for (size_t d = r->depth + 1; d-- > 0 && *out == NULL;)
		*out = r->src->value(r->src->ctx, r->scope[d].item, node->text);
	if (*out == NULL)
		return err_at(r->e, RC_INVAL, r->p->file, node->line,
		    T("没有名为“%s”的内容", "nothing is called \"%s\""), node->text);
	return RC_OK;
}

static enum rc walk(struct render *r, size_t i, size_t end); /* blocks hold blocks */

/* A condition holds for anything but nothing and no. */
static bool
says_yes(const char *v)
{
	static const char *const no[] = { "", "0", "否", "no" };

	for (size_t k = 0; k < ARRAY_LEN(no); k++)
		if (strcmp(v, no[k]) == 0)
			return false;
	return true;
}

static enum rc
walk_if(struct render *r, size_t i)
{
	const struct node *node = &r->p->node[i];
	bool was = r->mute, holds;
	char *v;
	enum rc rc;

	if ((rc = lookup(r, node, &v)) != RC_OK)
		return rc;
	holds = says_yes(v) != node->negate;
	free(v);
	r->mute = was || !holds;
	rc = walk(r, i + 1, node->end);
	r->mute = was;
	return rc;
}

static enum rc
walk_each(struct render *r, size_t i)
{
	const struct node *node = &r->p->node[i];
	void **items = NULL;
	size_t n = 0;
	enum rc rc;

	rc = r->src->children(
	    r->src->ctx, r->scope[r->depth].item, node->text, &items, &n, r->e);
	if (rc == RC_NOTFOUND)
		return err_at(r->e, RC_INVAL, r->p->file, node->line,
		    T("没有名为“%s”的下级记录",
			"there are no child records called \"%s\""),
		    node->text);
	if (rc != RC_OK)
		return rc;
	if (node->kind == NODE_NONE) {
		bool was = r->mute;

		r->mute = was || n > 0;
		rc = walk(r, i + 1, node->end);
		r->mute = was;
	} else {
		r->depth++;
		for (size_t k = 0; k < n && rc == RC_OK; k++) {
			r->scope[r->depth] =
			    (struct scope){ .item = items[k], .row = k + 1 };
			rc = walk(r, i + 1, node->end);
		}
		r->depth--;
	}
	r->src->done(r->src->ctx, items, n);
	return rc;
}

static enum rc
walk_keep(struct render *r, size_t i)
{
	enum rc rc;

	if (r->keep++ == 0)
		r->first = true;
	rc = walk(r, i + 1, r->p->node[i].end);
	r->keep--;
	return rc;
}

static void
add_rule(struct render *r, char c)
{
	const char *dash = c == '-' ? "─" : "═";
	struct str line = { 0 };

	for (int w = text_width(dash), used = 0; used + w <= PAPER_COLS; used += w)
		str_add(&line, dash);
	add_line(r, str_take(&line), false);
}

static enum rc
walk(struct render *r, size_t i, size_t end)
{
	enum rc rc = RC_OK;

	for (; i < end && rc == RC_OK; i++) {
		const struct node *node = &r->p->node[i];
		char *v;

		switch (node->kind) {
		case NODE_TEXT:
			add_piece(r, xstrdup(node->text), false, 0);
			break;
		case NODE_FIELD:
			if ((rc = lookup(r, node, &v)) == RC_OK)
				add_piece(r, v, true, node->width);
			break;
		case NODE_EOL:
			rc = end_line(r, node);
			break;
		case NODE_RULE:
			if (!r->mute)
				add_rule(r, *node->text);
			break;
		case NODE_IF:
			rc = walk_if(r, i);
			i = node->end - 1;
			break;
		case NODE_EACH:
		case NODE_NONE:
			rc = walk_each(r, i);
			i = node->end - 1;
			break;
		case NODE_KEEP:
			rc = walk_keep(r, i);
			i = node->end - 1;
			break;
		}
	}
	return rc;
}

enum rc
paper_body(const struct paper *p, const struct paper_source *src, struct paper_lines *out,
    struct err *e)
{
	struct render r = { .p = p, .src = src, .out = out, .e = e };
	enum rc rc = walk(&r, 0, p->n);

	drop_pieces(&r);
	free(r.piece);
	return rc;
}

void
paper_lines_free(struct paper_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].text);
	free(l->v);
	*l = (struct paper_lines){ 0 };
}
