/* SPDX-License-Identifier: MIT */
/* The template engine with made-up values: widths, wrapping, blocks, pages, and mistakes
 * at their line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "report/paper.h"

/* A sheet with two copies, the second of which has been lent twice. */
struct thing {
	const char *name, *value;
};
static const struct thing sheet[] = {
	{ "title", "某市示例局统一考试试题" },
	{ "long", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"
		  "六七八九十一二三四五" },
	{ "lines", "first\nsecond\n\nfourth" },
	{ "mark", "机密★考试开始前" },
	{ "empty", "" },
	{ "yes", "1" },
	{ "no", "0" },
	{ "fou", "否" },
	{ "place", "outer" },
};
static const struct thing copies[][2] = {
	{ { "copy_no", "1" }, { "holder", "张三" } },
	{ { "copy_no", "2" }, { "holder", "欧阳修远" } },
};
static const struct thing loans[][1] = { { { "day", "2026-03-02" } },
	{ { "day", "2026-03-09" } } };

static int open_lists; /* every list must be given back */

static char *
find(const struct thing *t, size_t n, const char *name)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(t[k].name, name) == 0)
			return xstrdup(t[k].value);
	return NULL;
}

static char *
fake_value(void *ctx, const void *item, const char *name)
{
	(void)ctx;
	if (item == NULL)
		return find(sheet, ARRAY_LEN(sheet), name);
	return find(item,
	    (const void *)item >= (const void *)loans && item < (const void *)(loans + 2)
		? 1
		: 2,
	    name);
}

static enum rc
fake_children(void *ctx, const void *item, const char *kind, void ***items, size_t *n,
    struct err *e)
{
	bool copy = item == NULL && strcmp(kind, "copy") == 0,
	     loan = item != NULL && strcmp(kind, "loan") == 0;

	(void)ctx;
	*items = NULL;
	*n = 0;
	if (strcmp(kind, "broken") == 0)
		return err_set(e, RC_BUSY, "busy");
	if (!copy && !loan && strcmp(kind, "nothing") != 0)
		return RC_NOTFOUND;
	open_lists++;
	*items = xcalloc(2, sizeof **items);
	for (size_t k = 0; k < 2 && copy; k++)
		(*items)[(*n)++] = (void *)(uintptr_t)copies[k];
	for (size_t k = 0; k < 2 && loan && item == (const void *)copies[1]; k++)
		(*items)[(*n)++] = (void *)(uintptr_t)loans[k];
	return RC_OK;
}

static void
fake_done(void *ctx, void **items, size_t n)
{
	(void)ctx;
	(void)n;
	open_lists--;
	free(items);
}

static const struct paper_source fake = {
	.value = fake_value, .children = fake_children, .done = fake_done
};

#define HEAD "form: F99\nkind: thing\ntitle: 样表\ntitle.en: Sample\n---\n"

static enum rc
render(const char *text, struct paper_lines *body, struct err *e)
{
	struct paper *p = NULL;
	enum rc rc = paper_parse("t.txt", text, strlen(text), &p, e);

	if (rc == RC_OK)
		rc = paper_body(p, &fake, body, e);
	paper_free(p);
	assert_int_equal(open_lists, 0);
	return rc;
}

static const struct {
	const char *name, *text, *lines; /* the lines, each ended by | */
} good[] = {
	{ "text alone", "plain", "plain|" },
	{ "no newline at the end", "a\n\nb", "a||b|" },
	{ "value in a text", "名称 {{title}}，完", "名称 某市示例局统一考试试题，完|" },
	{ "blanks in a tag", "{{ yes }}{{ no:3 }}x", "10  x|" },
	{ "cell is padded by columns", "[{{title:30}}]",
	    "[某市示例局统一考试试题        ]|" },
	{ "cell wraps within itself", "{{title:8}}/{{mark:6}}.",
	    "某市示例/机密★ .|局统一考 考试开|试试题   始前|" },
	{ "label and value wrap under the value", "名称：{{long}}",
	    "名称：一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"
	    "六七|      八九十一二三四五|" },
	{ "indented prose goes on indented", "    {{long}}。{{long}}",
	    "    "
	    "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八"
	    "|"
	    "    "
	    "九十一二三四五。一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	    "|"
	    "    一二三四五六七八九十一二三四五|" },
	{ "a paragraph's indent does not", "　　{{long}}{{empty}}",
	    "　　一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
	    "七八|九十一二三四五|" },
	{ "lines of a value stay lines", "  x {{lines}}",
	    "  x first|    second||    fourth|" },
	{ "empty value", "a {{empty:4}} b {{empty}}", "a      b|" },
	{ "if",
	    "{{#if yes}}\ny\n{{/if}}\n{{#if no}}\nn\n{{/if}}\n{{#if "
	    "empty}}\ne\n{{/if}}\nz",
	    "y|z|" },
	{ "if 否", "{{#if fou}}\ny\n{{/if}}\n{{#if !fou}}\nn\n{{/if}}", "n|" },
	{ "if not", "{{#if !yes}}\ny\n{{/if}}\n{{#if !no}}\nn\n{{/if}}", "n|" },
	{ "if within a line", "a{{#if yes}}b{{/if}}{{#if no}}c{{/if}}d", "abd|" },
	{ "tags alone leave no line",
	    "a\n  {{#if yes}} {{! why }}  \nb\n{{/if}}\n{{! gone }}\nc", "a|b|c|" },
	{ "each", "{{#each copy}}\n{{row:3}}{{copy_no:4}}{{holder:8}}!\n{{/each}}",
	    "1  1   张三    !|2  2   欧阳修远!|" },
	{ "each within a line", "给{{#each copy}} {{holder}}{{/each}}。",
	    "给 张三 欧阳修远。|" },
	{ "names outside are seen inside",
	    "{{#each copy}}\n{{place}} {{copy_no}}\n{{/each}}\n{{place}}",
	    "outer 1|outer 2|outer|" },
	{ "each within each",
	    "{{#each copy}}\n{{copy_no}}.\n{{#each loan}}\n-{{row}} {{day}} "
	    "{{holder}}.\n{{/each}}\n{{/each}}",
	    "1.|2.|-1 2026-03-02 欧阳修远.|-2 2026-03-09 欧阳修远.|" },
	{ "none",
	    "{{#none nothing}}\nnone\n{{/none}}\n{{#none copy}}\nno "
	    "copy\n{{/none}}\n{{#each nothing}}\nx\n{{/each}}",
	    "none|" },
	{ "one brace is text", "{a} }} {", "{a} }} {|" },
	{ "short dashes are text", "---\n-- --", "---|-- --|" },
};

static void
paper_body__lays_out(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(good); k++) {
		struct paper_lines body = { 0 };
		struct str got = { 0 }, text = { 0 };
		struct err e = { 0 };

		str_addf(&text, HEAD "%s", good[k].text);
		if (render(str_s(&text), &body, &e) != RC_OK)
			fail_msg("%s: %s", good[k].name, e.msg);
		for (size_t i = 0; i < body.n; i++) {
			assert_true(text_width(body.v[i].text) <= PAPER_COLS);
			str_addf(&got, "%s|", body.v[i].text);
		}
		if (strcmp(str_s(&got), good[k].lines) != 0)
			fail_msg("%s:\n%s\nwanted\n%s", good[k].name, str_s(&got),
			    good[k].lines);
		paper_lines_free(&body);
		str_free(&got);
		str_free(&text);
	}
}

static const struct {
	const char *name, *text;
	int line;
	const char *word;
} bad[] = {
	{ "no head", "x\n", 1, "head" },
	{ "head not ended", "form: F99\ntitle: t\n", 2, "---" },
	{ "no title", "form: F99\n---\n", 2, "title" },
	{ "key twice", "form: F99\nform: F98\n---\n", 2, "head" },
	{ "unknown value", HEAD "a\nb {{nobody}}\n", 7, "nobody" },
	{ "unknown value in a branch not taken", HEAD "{{#if no}}\n{{nobody}}\n{{/if}}\n",
	    7, "nobody" },
	{ "unknown condition", HEAD "{{#if nobody}}\n{{/if}}\n", 6, "nobody" },
	{ "unknown register", HEAD "\n{{#each nobody}}\n{{/each}}\n", 7, "nobody" },
	{ "inner name outside", HEAD "{{#each copy}}\n{{/each}}\n{{holder}}\n", 8,
	    "holder" },
	{ "row outside", HEAD "{{row}}\n", 6, "row" },
	{ "tag not closed", HEAD "{{title\n", 6, "without" },
	{ "tag over two lines", HEAD "{{#if\nyes}}\n{{/if}}\n", 6, "without" },
	{ "empty tag", HEAD "{{}}\n", 6, "placeholder" },
	{ "bad name", HEAD "{{Title}}\n", 6, "placeholder" },
	{ "path", HEAD "{{../title}}\n", 6, "placeholder" },
	{ "no such block", HEAD "{{#for x}}\n", 6, "if, each" },
	{ "block without name", HEAD "{{#if}}\n{{/if}}\n", 6, "name" },
	{ "keep with name", HEAD "{{#keep x}}\n{{/keep}}\n", 6, "name" },
	{ "block not closed", HEAD "a\n{{#if yes}}\nb\n", 7, "not closed" },
	{ "closed by another", HEAD "{{#if yes}}\n{{/each}}\n", 7, "open" },
	{ "closed twice", HEAD "{{#if yes}}\n{{/if}}\n{{/if}}\n", 8, "open" },
	{ "nested too deep",
	    HEAD "{{#keep}}{{#keep}}{{#keep}}{{#keep}}{{#keep}}{{#keep}}{{#keep}}{{#keep}"
		 "}{{#keep}}\n",
	    6, "deep" },
	{ "width of nothing", HEAD "{{title:}}\n", 6, "width" },
	{ "width too small", HEAD "{{title:1}}\n", 6, "width" },
	{ "width too big", HEAD "{{title:81}}\n", 6, "width" },
	{ "width no number", HEAD "{{title:1x}}\n", 6, "width" },
	{ "cells wider than the paper", HEAD "{{title:40}} {{mark:40}}\n", 6, "81" },
	{ "tab", HEAD "a\n\tb\n", 7, "control" },
	{ "carriage return", HEAD "a\r\n", 6, "control" },
	{ "bad UTF-8", HEAD "a\nb\xff\n", 7, "UTF-8" },
};

static void
paper__refuses_with_file_and_line(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(bad); k++) {
		struct paper_lines body = { 0 };
		struct err e = { 0 };
		char where[32];
		enum rc rc = render(bad[k].text, &body, &e);

		snprintf(where, sizeof where, "t.txt:%d: ", bad[k].line);
		if (rc != RC_INVAL || strncmp(e.msg, where, strlen(where)) != 0 ||
		    strstr(e.msg, bad[k].word) == NULL)
			fail_msg("%s: rc %d, want %s\"%s\", got %s", bad[k].name, (int)rc,
			    where, bad[k].word, e.msg);
		paper_lines_free(&body);
	}
}

static void
paper_body__passes_on_what_the_store_says(void **state)
{
	struct paper_lines body = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(
	    render(HEAD "{{#each copy}}\n{{#each broken}}\n{{/each}}\n{{/each}}\n", &body,
		&e),
	    RC_BUSY);
	assert_string_equal(e.msg, "busy");
	paper_lines_free(&body);
}

static void
paper_body__draws_rules_across_the_paper(void **state)
{
	(void)state;
	for (int cols = 1; cols <= 2; cols++) {
		struct paper_lines body = { 0 };
		struct err e = { 0 };
		struct str s = { 0 };

		text_set_ambiguous(cols);
		assert_int_equal(render(HEAD "----\n====\n", &body, &e), RC_OK);
		assert_int_equal(body.n, 2);
		assert_int_equal(text_width(body.v[0].text), PAPER_COLS);
		str_addf(&s, "%s\n%s★", body.v[0].text, body.v[1].text);
		paper_ascii(&s);
		assert_int_equal(strspn(s.s, "-"), PAPER_COLS);
		assert_int_equal(strspn(s.s + PAPER_COLS + 1, "="), PAPER_COLS);
		assert_string_equal(s.s + 2 * PAPER_COLS + 1, "★");
		str_free(&s);
		paper_lines_free(&body);
	}
	text_set_ambiguous(1);
}

/* ---- pages */

static const struct paper_page page = { .unit = "某市示例局",
	.form = "F99",
	.title = "样表",
	.number = "DM-2026-0001",
	.mark = "机密★10年",
	.by = "张三",
	.at = "2026-03-02 09:00",
	.store_level = "机密",
	.seq = 42 };

/* The text cut into lines, each at most as wide as the paper; how many. */
static size_t
split(const struct str *s, struct strs *lines)
{
	for (const char *p = str_s(s); *p != '\0';) {
		size_t n = strcspn(p, "\n");
		char *line = xstrndup(p, n);

		assert_true(text_width(line) <= PAPER_COLS);
		strs_add(lines, line);
		free(line);
		p += n + (p[n] == '\n');
	}
	return lines->n;
}

static void
paper_pages__says_what_and_how_many(void **state)
{
	struct paper_lines body = { 0 };
	struct strs l = { 0 };
	struct str s = { 0 }, text = { 0 };
	struct err e = { 0 };

	(void)state;
	str_add(&text, HEAD);
	for (int i = 1; i <= 55; i++) /* one more than a page holds */
		str_addf(&text, "line %d\n", i);
	assert_int_equal(render(str_s(&text), &body, &e), RC_OK);
	paper_pages(&body, &page, &s);
	assert_int_equal(split(&s, &l), 2 * PAPER_LINES);
	assert_int_equal(strncmp(l.v[0], "某市示例局", strlen("某市示例局")), 0);
	assert_non_null(strstr(l.v[0], "机密★10年"));
	assert_string_equal(l.v[1] + strspn(l.v[1], " "), "样表");
	assert_int_equal(strspn(l.v[1], " "), 38);
	assert_non_null(strstr(l.v[2], "F99  DM-2026-0001"));
	assert_non_null(strstr(l.v[2], "page 1/2"));
	assert_non_null(strstr(l.v[2], "copy ____"));
	assert_string_equal(l.v[4], "line 1");
	assert_string_equal(l.v[57], "line 54");
	assert_non_null(strstr(l.v[59], "printed by 张三  2026-03-02 09:00"));
	assert_non_null(strstr(l.v[59], "store level: 机密  journal row: 42"));
	assert_non_null(strstr(l.v[62], "page 2/2"));
	assert_string_equal(l.v[64], "line 55");
	assert_string_equal(l.v[65], "");
	strs_free(&l);
	str_free(&s);
	str_free(&text);
	paper_lines_free(&body);
}

static void
paper_pages__is_one_page_when_there_is_nothing(void **state)
{
	struct paper_lines body = { 0 };
	struct paper_page open = page;
	struct strs l = { 0 };
	struct str s = { 0 };

	(void)state;
	open.mark = "";
	open.unit = "名称很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长"
		    "很长很长很长很长的机关";
	open.title = open.unit;
	paper_pages(&body, &open, &s);
	assert_int_equal(split(&s, &l), PAPER_LINES);
	assert_non_null(strstr(l.v[2], "page 1/1"));
	assert_null(strstr(l.v[2], "copy"));
	strs_free(&l);
	str_free(&s);
}

static void
paper_pages__keeps_blocks_together(void **state)
{
	static const struct {
		int before, kept;
		const char *last, *first; /* of page one, of page two; NULL: one page */
	} runs[] = {
		{ 50, 4, "kept 4", NULL },
		{ 50, 5, "", "kept 1" },	 /* moved whole: the page ends early */
		{ 3, 60, "kept 51", "kept 52" }, /* longer than a page: cut after all */
	};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(runs); k++) {
		struct paper_lines body = { 0 };
		struct str s = { 0 }, text = { 0 };
		struct strs l = { 0 };
		struct err e = { 0 };

		str_add(&text, HEAD);
		for (int i = 1; i <= runs[k].before; i++)
			str_addf(&text, "line %d\n", i);
		str_add(&text, "{{#keep}}\n");
		for (int i = 1; i <= runs[k].kept; i++)
			str_addf(&text, "kept %d\n", i);
		str_add(&text, "{{/keep}}\n");
		assert_int_equal(render(str_s(&text), &body, &e), RC_OK);
		paper_pages(&body, &page, &s);
		split(&s, &l);
		assert_int_equal(
		    l.n, runs[k].first == NULL ? PAPER_LINES : 2 * PAPER_LINES);
		assert_string_equal(l.v[57], runs[k].last);
		if (runs[k].first != NULL)
			assert_string_equal(l.v[64], runs[k].first);
		strs_free(&l);
		str_free(&s);
		str_free(&text);
		paper_lines_free(&body);
	}
}

static void
paper_pages__begins_no_page_with_an_empty_line(void **state)
{
	struct paper_lines body = { 0 };
	struct strs l = { 0 };
	struct str s = { 0 }, text = { 0 };
	struct err e = { 0 };

	(void)state;
	str_add(&text, HEAD "\n");
	for (int i = 1; i <= 53; i++)
		str_addf(&text, "line %d\n", i);
	str_add(&text, "\n\nnext\n");
	assert_int_equal(render(str_s(&text), &body, &e), RC_OK);
	paper_pages(&body, &page, &s);
	assert_int_equal(split(&s, &l), 2 * PAPER_LINES);
	assert_string_equal(l.v[4], ""); /* the sheet's own first line stays */
	assert_string_equal(l.v[64], "next");
	strs_free(&l);
	str_free(&s);
	str_free(&text);
	paper_lines_free(&body);
}

static void
paper_load__reads_the_head(void **state)
{
	char path[] = "/tmp/dingmi-paper-XXXXXX";
	int fd = mkstemp(path);
	struct paper *p = NULL;
	struct err e = { 0 };

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, HEAD "x\n", strlen(HEAD "x\n")), strlen(HEAD "x\n"));
	close(fd);
	assert_int_equal(paper_load(path, &p, &e), RC_OK);
	assert_string_equal(paper_form(p), "F99");
	assert_string_equal(paper_kind(p), "thing");
	assert_string_equal(paper_title(p), "Sample");
	lang_set(LANG_ZH);
	assert_string_equal(paper_title(p), "样表");
	lang_set(LANG_EN);
	paper_free(p);
	unlink(path);
	assert_int_not_equal(paper_load(path, &p, &e), RC_OK);
	assert_null(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paper_body__lays_out),
		cmocka_unit_test(paper__refuses_with_file_and_line),
		cmocka_unit_test(paper_body__passes_on_what_the_store_says),
		cmocka_unit_test(paper_body__draws_rules_across_the_paper),
		cmocka_unit_test(paper_pages__says_what_and_how_many),
		cmocka_unit_test(paper_pages__is_one_page_when_there_is_nothing),
		cmocka_unit_test(paper_pages__keeps_blocks_together),
		cmocka_unit_test(paper_pages__begins_no_page_with_an_empty_line),
		cmocka_unit_test(paper_load__reads_the_head),
	};

	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
