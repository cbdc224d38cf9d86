/* SPDX-License-Identifier: MIT */
/*
 * Templates read: a flat list of nodes, each block knowing where it ends. Lines are taken
 * one by one, so that every node has the line on which a mistake in it is reported.
 */
#include "config.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "report/paper_node.h"

enum { TEMPLATE_CAP = 256 * 1024, DEPTH_MAX = 8 };

struct parser {
	struct paper *p;
	const char *file;
	int line;
	size_t open[DEPTH_MAX]; /* blocks not closed yet */
	size_t nopen;
	struct err *e;
};

static enum rc
fault(struct parser *ps, const char *msg, const char *what)
{
	return err_at(ps->e, RC_INVAL, ps->file, ps->line, "%s%s%s", msg,
	    *what == '\0' ? "" : T("：", ": "), what);
}

static struct node *
add(struct parser *ps, enum node_kind kind, const char *text, size_t n)
{
	struct paper *p = ps->p;

	if (p->n == p->cap) {
		p->cap = p->cap == 0 ? 64 : p->cap * 2;
		p->node = xreallocarray(p->node, p->cap, sizeof *p->node);
	}
	p->node[p->n] =
	    (struct node){ .kind = kind, .text = xstrndup(text, n), .line = ps->line };
	return &p->node[p->n++];
}

static bool
is_name(const char *s)
{
	return *s != '\0' &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.")] == '\0' &&
	       *s != '.' && s[strlen(s) - 1] != '.';
}

static const struct {
	const char *word;
	enum node_kind kind;
	bool named;
} blocks[] = {
	{ "if", NODE_IF, true },
	{ "each", NODE_EACH, true },
	{ "none", NODE_NONE, true },
	{ "keep", NODE_KEEP, false },
};

static int
block_find(const char *word, size_t n)
{
	for (size_t k = 0; k < ARRAY_LEN(blocks); k++)
		if (strlen(blocks[k].word) == n && strncmp(blocks[k].word, word, n) == 0)
			return (int)k;
	return -1;
}

static enum rc
open_block(struct parser *ps, const char *tag)
{
	size_t n = strcspn(tag, " ");
	int k = block_find(tag, n);
	const char *name = tag + n + strspn(tag + n, " ");
	struct node *node;
	bool negate;

	if (k < 0)
		return fault(ps,
		    T("没有这种块，可用 if、each、none、keep",
			"blocks are if, each, none and keep"),
		    tag);
	negate = blocks[k].kind == NODE_IF && *name == '!';
	name += negate;
	if (blocks[k].named != (*name != '\0') || (blocks[k].named && !is_name(name)))
		return fault(ps, T("块的名称不对", "the block's name is not right"), tag);
	if (ps->nopen == DEPTH_MAX)
		return fault(ps, T("块套得太深", "blocks are nested too deep"), tag);
	ps->open[ps->nopen++] = ps->p->n;
	node = add(ps, blocks[k].kind, name, strlen(name));
	node->negate = negate;
	return RC_OK;
}

static enum rc
close_block(struct parser *ps, const char *tag)
{
	int k = block_find(tag, strlen(tag));
	struct node *node = ps->nopen == 0 ? NULL : &ps->p->node[ps->open[ps->nopen - 1]];

	if (k < 0 || node == NULL || node->kind != blocks[k].kind)
		return fault(
		    ps, T("此处没有可结束的块", "no such block is open here"), tag);
	ps->nopen--;
	node->end = ps->p->n;
	return RC_OK;
}

static enum rc
field(struct parser *ps, const char *tag)
{
	const char *colon = strchr(tag, ':');
	size_t n = colon == NULL ? strlen(tag) : (size_t)(colon - tag), digits;
	char *name = xstrndup(tag, n);
	int width = 0;
	bool ok = is_name(name);

	free(name);
	if (!ok)
		return fault(ps,
		    T("占位名只用小写字母、数字、下划线和点",
			"a placeholder has lower-case letters, digits, _ and ."),
		    tag);
	if (colon != NULL) {
		digits = strspn(colon + 1, "0123456789");
		width = digits > 0 && digits < 3 && colon[1 + digits] == '\0'
			    ? atoi(colon + 1)
			    : 0;
		if (width < 2 || width > PAPER_COLS)
			return fault(
			    ps, T("宽度应为 2 到 80", "a width is 2 to 80"), tag);
	}
	add(ps, NODE_FIELD, tag, n)->width = width;
	return RC_OK;
}

static enum rc
tag(struct parser *ps, const char *s, size_t n)
{
	char *t = xstrndup(s, n);
	enum rc rc;

	text_trim(t);
	if (*t == '!')
		rc = RC_OK;
	else if (*t == '#')
		rc = open_block(ps, t + 1);
	else if (*t == '/')
		rc = close_block(ps, t + 1);
	else
		rc = field(ps, t);
	free(t);
	return rc;
}

/* Only block tags and blanks: such a line leaves no line on paper. */
static bool
is_bare(const char *s, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n;) {
		if (s[i] == ' ') {
			i++;
			continue;
		}
		if (n - i < 3 || strncmp(s + i, "{{", 2) != 0 ||
		    strchr("#/!", s[i + 2]) == NULL)
			return false;
		while (i < n && strncmp(s + i, "}}", n - i < 2 ? n - i : 2) != 0)
			i++;
		i += 2;
		any = true;
	}
	return any;
}

static bool
is_rule(const char *s, size_t n)
{
	if (n < 4 || (s[0] != '-' && s[0] != '='))
		return false;
	for (size_t i = 1; i < n; i++)
		if (s[i] != s[0])
			return false;
	return true;
}

static enum rc
body_line(struct parser *ps, const char *s, size_t n)
{
	bool bare = is_bare(s, n);
	enum rc rc;

	if (is_rule(s, n)) {
		add(ps, NODE_RULE, s, 1);
		return RC_OK;
	}
	for (size_t i = 0, from; i < n;) {
		for (from = i; i < n && (n - i < 2 || strncmp(s + i, "{{", 2) != 0); i++)
			;
		if (i > from && !bare)
			add(ps, NODE_TEXT, s + from, i - from);
		if (i >= n)
			break;
		for (from = i + 2; i < n && (n - i < 2 || strncmp(s + i, "}}", 2) != 0);
		     i++)
			;
		if (i >= n)
			return fault(ps, T("“{{”没有对应的“}}”", "{{ without }}"), "");
		if ((rc = tag(ps, s + from, i - from)) != RC_OK)
			return rc;
		i += 2;
	}
	if (!bare)
		add(ps, NODE_EOL, "", 0);
	return RC_OK;
}

static enum rc
head_line(struct parser *ps, const char *s, size_t n)
{
	struct paper *p = ps->p;
	char **const into[] = { &p->form, &p->kind, &p->title, &p->title_en };
	static const char *const keys[] = { "form:", "kind:", "title:", "title.en:" };

	for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
		size_t len = strlen(keys[k]);

		if (n >= len && strncmp(s, keys[k], len) == 0 && *into[k] == NULL) {
			*into[k] = xstrndup(s + len, n - len);
			text_trim(*into[k]);
			return RC_OK;
		}
	}
	return fault(ps,
	    T("开头只能有 form、kind、title、title.en 各一行，以 --- 结束",
		"the head has one line each of form, kind, title, title.en and ends with "
		"---"),
	    "");
}

static enum rc
parse_lines(struct parser *ps, const char *text, size_t n)
{
	bool head = true;
	enum rc rc;

	for (size_t i = 0, len; i < n; i += len + 1) {
		const char *nl = memchr(text + i, '\n', n - i);

		len = nl == NULL ? n - i : (size_t)(nl - text) - i;
		ps->line++;
		if (memchr(text + i, '\r', len) != NULL ||
		    memchr(text + i, '\t', len) != NULL ||
		    memchr(text + i, '\0', len) != NULL)
			return fault(ps,
			    T("不能有制表符、回车符等控制字符",
				"control characters (tab, CR, NUL) are not allowed"),
			    "");
		if (head && len == 3 && strncmp(text + i, "---", 3) == 0)
			head = false;
		else if ((rc = head ? head_line(ps, text + i, len)
				    : body_line(ps, text + i, len)) != RC_OK)
			return rc;
	}
	if (head)
		return fault(ps, T("缺少 --- 一行", "the line --- is missing"), "");
	if (ps->p->title == NULL || *ps->p->title == '\0')
		return fault(ps, T("缺少 title", "title is missing"), "");
	if (ps->nopen > 0) {
		ps->line = ps->p->node[ps->open[ps->nopen - 1]].line;
		return fault(ps, T("块没有结束", "the block is not closed"), "");
	}
	return RC_OK;
}

enum rc
paper_parse(
    const char *name, const char *text, size_t n, struct paper **out, struct err *e)
{
	struct paper *p = xcalloc(1, sizeof *p);
	struct parser ps = { .p = p, .file = name, .e = e };
	size_t bad;
	enum rc rc;

	*out = NULL;
	p->file = xstrdup(name);
	if (!text_valid(text, n, &bad)) {
		ps.line = 1;
		for (size_t i = 0; i < bad; i++)
			ps.line += text[i] == '\n';
		rc = fault(&ps, T("不是有效的 UTF-8", "not valid UTF-8"), "");
	} else
		rc = parse_lines(&ps, text, n);
	if (rc != RC_OK)
		paper_free(p);
	else
		*out = p;
	return rc;
}

enum rc
paper_load(const char *path, struct paper **out, struct err *e)
{
	char *text = NULL;
	size_t n;
	enum rc rc;

	*out = NULL;
	if ((rc = file_read(path, TEMPLATE_CAP, &text, &n, e)) == RC_OK)
		rc = paper_parse(path, text, n, out, e);
	free(text);
	return rc;
}

void
paper_free(struct paper *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		free(p->node[i].text);
	free(p->node);
	free(p->file);
	free(p->form);
	free(p->kind);
	free(p->title);
	free(p->title_en);
	free(p);
}

const char *
paper_form(const struct paper *p)
{
	return p->form == NULL ? "" : p->form;
}

const char *
paper_kind(const struct paper *p)
{
	return p->kind == NULL ? "" : p->kind;
}

const char *
paper_title(const struct paper *p)
{
	return lang_get() == LANG_EN && p->title_en != NULL ? p->title_en : p->title;
}
