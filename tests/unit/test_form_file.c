/* SPDX-License-Identifier: MIT */
/* Form definitions: what a good file says, and that every bad one is refused at its line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "form_fixture.h"

#define HEAD "[form]\nkind = thing\n"

static void
form_load__reads_every_key(void **state)
{
	struct form *f = load_form(
	    "# a comment\n" HEAD "\n[field.origin]\n"
	    "type = choice\n"
	    "label = 来源\n"
	    "label.en = Origin\n"
	    "help = 从哪里来\n"
	    "group = 基本情况\n"
	    "group.en = Basics\n"
	    "choices = \"original=原始/Original, derivative=派生/Derived\"\n"
	    "default = original\n"
	    "required = yes\n"
	    "in_list = yes\n"
	    "sort = yes\n"
	    "width = 12\n"
	    "[field.pages]\n"
	    "type = number\n"
	    "label = 页数\n"
	    "column = page_count\n"
	    "range = 1..200\n"
	    "show_if = \"origin = original|derivative, secret = !no, kin = !\"\n"
	    "[field.secret]\n"
	    "type = yesno\n"
	    "label = 涉密\n"
	    "default = yes\n"
	    "[field.kin]\n"
	    "type = list\n"
	    "label = 知悉人员\n"
	    "ref = person\n"
	    "child = ntk.person_id\n"
	    "default = me\n"
	    "[field.body]\n"
	    "type = area\n"
	    "label = 内容\n"
	    "rows = 6\n"
	    "max = 20000\n"
	    "readonly = yes\n");
	const struct field *origin = &f->field[0], *pages = &f->field[1],
			   *kin = &f->field[3];

	(void)state;
	assert_string_equal(f->kind, "thing");
	assert_string_equal(f->path, form_path);
	assert_int_equal(f->nfield, 5);
	assert_int_equal(form_field(f, "kin"), 3);
	assert_int_equal(form_field(f, "none"), -1);
	assert_int_equal(origin->type, FIELD_CHOICE);
	assert_int_equal(origin->line, 5);
	assert_string_equal(origin->column, "origin");
	assert_int_equal(origin->nchoice, 2);
	assert_string_equal(origin->choice[1].value, "derivative");
	assert_string_equal(choice_label(origin, "derivative"), "Derived");
	assert_string_equal(choice_label(origin, "unheard"), "unheard");
	assert_true(
	    origin->required && origin->in_list && origin->sort && !origin->readonly);
	assert_int_equal(origin->width, 12);
	assert_string_equal(field_label(origin), "Origin");
	assert_string_equal(field_group(origin), "Basics");
	assert_string_equal(field_help(origin), "从哪里来"); /* no English given */
	assert_string_equal(field_help(pages), "");
	assert_null(field_group(pages));
	assert_string_equal(pages->column, "page_count");
	assert_int_equal(pages->lo, 1);
	assert_int_equal(pages->hi, 200);
	assert_int_equal(pages->nshow_if, 3);
	assert_int_equal(pages->show_if[0].values.n, 2);
	assert_true(pages->show_if[1].negate);
	assert_string_equal(
	    pages->show_if[1].values.v[0], "0"); /* "no" as it is stored */
	assert_string_equal(pages->show_if[2].values.v[0], "");
	assert_string_equal(f->field[2].deflt, "1");
	assert_null(kin->column);
	assert_string_equal(kin->child, "ntk");
	assert_string_equal(kin->child_column, "person_id");
	assert_int_equal(f->field[4].rows, 6);
	assert_int_equal(f->field[4].max, 20000);
	lang_set(LANG_ZH);
	assert_string_equal(field_label(origin), "来源");
	assert_string_equal(choice_label(origin, "original"), "原始");
	lang_set(LANG_EN);
	form_free(f);
}

#define FIELD(rest) HEAD "[field.a]\nlabel = 甲\ntype = " rest "\n"

static const struct {
	const char *name, *text;
	int line;
	const char *word;
} bad[] = {
	{ "no form section", "[field.a]\ntype=text\nlabel=甲\n", 1, "[form]" },
	{ "no kind", "[form]\nkind =\n[field.a]\ntype=text\nlabel=甲\n", 2, "kind" },
	{ "kind is no name", "[form]\nkind = a b\n", 2, "kind" },
	{ "no field", HEAD, 1, "no field" },
	{ "unknown section", HEAD "[fields.a]\ntype = text\n", 3, "fields.a" },
	{ "unknown key", HEAD "[field.a]\ntype = text\nlabel = 甲\nlable.en = A\n", 6,
	    "lable.en" },
	{ "field without a name", HEAD "[field.]\ntype = text\nlabel = 甲\n", 3, "name" },
	{ "field name with a dash", HEAD "[field.a-b]\ntype = text\nlabel = 甲\n", 3,
	    "lower-case" },
	{ "no type", HEAD "[field.a]\nlabel = 甲\n", 3, "type is missing" },
	{ "unknown type", FIELD("string"), 5, "yesno" },
	{ "no label", HEAD "[field.a]\ntype = text\n", 3, "label" },
	{ "empty label", HEAD "[field.a]\ntype = text\nlabel =\n", 3, "label" },
	{ "English help alone", FIELD("text\nhelp.en = h"), 3, "help" },
	{ "two fields, one column",
	    FIELD("text\n[field.b]\nlabel = 乙\ntype = text\ncolumn = a"), 9,
	    "one column" },
	{ "column is no name", FIELD("text\ncolumn = \"a; drop\""), 6, "column" },
	{ "column of a list",
	    FIELD("list\nref = person\nchild = ntk.person_id\ncolumn = x"), 8, "column" },
	{ "list without child", FIELD("list\nref = person"), 3, "child" },
	{ "child without a dot", FIELD("list\nref = person\nchild = ntk"), 7,
	    "KIND.COLUMN" },
	{ "child with two dots", FIELD("list\nref = person\nchild = a.b.c"), 7,
	    "KIND.COLUMN" },
	{ "ref without kind", FIELD("ref"), 3, "ref" },
	{ "text with ref", FIELD("text\nref = person"), 6, "ref = person" },
	{ "choice without choices", FIELD("choice"), 3, "choices" },
	{ "choice without English", FIELD("choice\nchoices = \"a=甲\""), 6, "VALUE=" },
	{ "choice without value", FIELD("choice\nchoices = \"=甲/A\""), 6,
	    "both labels" },
	{ "choice twice", FIELD("choice\nchoices = \"a=甲/A, b=乙/B, a=丙/C\""), 6,
	    "repeat" },
	{ "choice label twice", FIELD("choice\nchoices = \"a=甲/A, b=甲/B\""), 6,
	    "repeat" },
	{ "range of a text", FIELD("text\nrange = 1..2"), 6, "range" },
	{ "range with one dot", FIELD("number\nrange = 1.2"), 6, "1..200" },
	{ "range backwards", FIELD("number\nrange = 3..2"), 6, "1..200" },
	{ "range too big", FIELD("number\nrange = 1..99999999999999999999"), 6,
	    "1..200" },
	{ "width too big", FIELD("text\nwidth = 2000"), 6, "200" },
	{ "width no number", FIELD("text\nwidth = wide"), 6, "width" },
	{ "rows of a text", FIELD("text\nrows = 3"), 6, "rows" },
	{ "max zero", FIELD("text\nmax = 0"), 6, "max" },
	{ "required maybe", FIELD("text\nrequired = maybe"), 6, "required" },
	{ "required note", FIELD("note\nrequired = yes"), 6, "required" },
	{ "default not a choice", FIELD("choice\nchoices = \"a=甲/A\"\ndefault = b"), 7,
	    "default" },
	{ "default not a date", FIELD("date\ndefault = tomorrow"), 6, "default" },
	{ "default out of range", FIELD("number\nrange = 1..5\ndefault = 6"), 7,
	    "default" },
	{ "me is no department", FIELD("ref\nref = dept\ndefault = me"), 7, "default" },
	{ "show_if without =", FIELD("text\nshow_if = b"), 6, "FIELD = VALUE" },
	{ "show_if of nobody", FIELD("text\nshow_if = \"b = 1\""), 6, "not exist" },
	{ "show_if never",
	    FIELD("text\nshow_if = \"b = 4\"\n[field.b]\nlabel = 乙\ntype = level"), 6,
	    "never" },
	{ "show_if ! in the middle", FIELD("text\nshow_if = \"b = x|!y\""), 6, "first" },
	{ "show_if of itself", FIELD("text\nshow_if = \"a = x\""), 3, "circle" },
	{ "show_if in a circle",
	    FIELD("text\nshow_if = \"b = x\"\n[field.b]\nlabel = 乙\ntype = "
		  "text\nshow_if = \"a = x\""),
	    3, "circle" },
	{ "too many conditions",
	    FIELD("text\nshow_if = \"b = 1, b = 2, b = 3, b = 4, b = 5, b = 6, b = 7\""),
	    6, "conditions" },
	{ "field twice", FIELD("text\n[field.a]\ntype = text"), 6, "field.a" },
	{ "key twice", FIELD("text\ntype = date"), 6, "type" },
	{ "cut value", FIELD("text\nhelp = x; y"), 6, "" },
	{ "bad UTF-8", FIELD("text\nhelp = \xff\xfe"), 6, "" },
};

static void
form_load__refuses_with_file_and_line(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(bad); k++) {
		struct form *f = (struct form *)&k;
		struct err e = { 0 };
		char where[96];
		enum rc rc;

		write_form(bad[k].text, strlen(bad[k].text));
		rc = form_load(form_path, &f, &e);
		snprintf(where, sizeof where, "%s:%d: ", form_path, bad[k].line);
		if (rc != RC_INVAL || f != NULL ||
		    strncmp(e.msg, where, strlen(where)) != 0 ||
		    strstr(e.msg, bad[k].word) == NULL)
			fail_msg("%s: rc %d, want line %d and \"%s\", got %s",
			    bad[k].name, (int)rc, bad[k].line, bad[k].word, e.msg);
	}
}

static void
form_load__says_it_in_chinese_too(void **state)
{
	struct form *f = NULL;
	struct err e = { 0 };

	(void)state;
	write_form(FIELD("string"), strlen(FIELD("string")));
	lang_set(LANG_ZH);
	assert_int_equal(form_load(form_path, &f, &e), RC_INVAL);
	assert_non_null(strstr(e.msg, "可用"));
	lang_set(LANG_EN);
}

static void
form_load__fails_when_the_file_is_missing(void **state)
{
	struct form *f = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_not_equal(form_load("/nonexistent/form.ini", &f, &e), RC_OK);
	assert_null(f);
	assert_non_null(strstr(e.msg, "/nonexistent/form.ini"));
}

/* Conditions that fan out would make every redraw slow: a chain is limited. */
static void
form_load__limits_chains_and_fields(void **state)
{
	struct str text = { 0 };
	struct form *f = NULL;
	struct err e = { 0 };

	(void)state;
	str_add(&text, HEAD);
	for (int i = 0; i < 6; i++)
		str_addf(&text,
		    "[field.f%d]\ntype = text\nlabel = 甲\nshow_if = \"f%d = !x, f%d = "
		    "!y\"\n",
		    i, i + 1, i + 1);
	str_add(&text, "[field.f6]\ntype = text\nlabel = 甲\n");
	write_form(text.s, text.len);
	assert_int_equal(form_load(form_path, &f, &e), RC_INVAL);
	assert_non_null(strstr(e.msg, ":3: "));
	assert_non_null(strstr(e.msg, "more than 4"));

	str_cut(&text, strlen(HEAD));
	for (int i = 0; i < 257; i++)
		str_addf(&text, "[field.f%d]\ntype = text\nlabel = 甲\n", i);
	write_form(text.s, text.len);
	assert_int_equal(form_load(form_path, &f, &e), RC_INVAL);
	assert_non_null(strstr(e.msg, ":771: "));
	str_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_load__reads_every_key),
		cmocka_unit_test(form_load__refuses_with_file_and_line),
		cmocka_unit_test(form_load__says_it_in_chinese_too),
		cmocka_unit_test(form_load__fails_when_the_file_is_missing),
		cmocka_unit_test(form_load__limits_chains_and_fields),
	};

	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, scratch_up, scratch_down);
}
