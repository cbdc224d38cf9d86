/* SPDX-License-Identifier: MIT */
/*
 * A form on the screen without a screen: what typing does to a value that is there
 * already, and that painting, which looks after the focus, does not move the cursor.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "form_fixture.h"
#include "tui/fields.h"
#include "tui/term.h"

#define FORM \
	"[form]\nkind = matter\n" \
	"[field.title]\nlabel = 名称\nlabel.en = Title\ntype = text\n" \
	"[field.opinion]\nlabel = 意见\nlabel.en = Opinion\ntype = area\n" \
	"[field.entry_id]\nlabel = 条目\nlabel.en = Entry\ntype = ref\nref = " \
	"scope_entry\n" \
	"[field.who]\nlabel = 人员\nlabel.en = Who\ntype = ref\nref = person\n" \
	"[field.all]\nlabel = 参加\nlabel.en = All\ntype = list\nref = person\n" \
	"child = ntk.person_id\n"
enum { TITLE, OPINION, ENTRY, WHO, ALL };

struct bed {
	struct form *form;
	struct form_state *st;
	struct fields f;
};

static void
bed_make(struct bed *t)
{
	struct form_lookup look = fake_lookup();

	t->form = load_form(FORM);
	t->st = form_state_new(t->form, &look);
	fields_init(&t->f, t->st, "办理");
}

static void
bed_drop(struct bed *t)
{
	fields_done(&t->f);
	form_state_free(t->st);
	form_free(t->form);
}

/* As between two keys: the screen is painted, which looks after the focus. */
static void
type(struct bed *t, const char *text)
{
	size_t over;

	fields_fix(&t->f);
	assert_true(fields_text(&t->f, text, &over));
	assert_int_equal(over, 0);
}

static void
press(struct bed *t, int key)
{
	fields_fix(&t->f);
	assert_int_equal(fields_key(&t->f, key), FIELDS_USED);
}

static void
holds(struct bed *t, int field, const char *value)
{
	fields_leave(&t->f);
	assert_string_equal(form_get(t->st, t->form->field[field].name), value);
}

static void
cursor__stays_where_it_was_put(void **state)
{
	struct bed t;

	(void)state;
	bed_make(&t);
	form_set(t.st, "title", "收成汇总");
	press(&t, K_LEFT);
	press(&t, K_LEFT);
	type(&t, "年度");
	holds(&t, TITLE, "收成年度汇总");
	bed_drop(&t);
}

/* What stands in a record is lengthened, what the program proposes is replaced, unless it
 * is taken up first. */
static void
typing__replaces_a_proposal(void **state)
{
	static const struct {
		int field, key;
		const char *text, *becomes;
	} cases[] = {
		{ OPINION, 0, "不同意", "不同意" },
		{ OPINION, K_END, "，尽快标志", "同意\n照办，尽快标志" },
		{ TITLE, 0, "不同意", "不同意" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *name;
		struct bed t;

		bed_make(&t);
		name = t.form->field[cases[i].field].name;
		form_suggest(t.st, name, "同意\n照办");
		fields_focus(&t.f, cases[i].field);
		if (cases[i].key != 0)
			press(&t, cases[i].key);
		type(&t, cases[i].text);
		holds(&t, cases[i].field, cases[i].becomes);
		bed_drop(&t);
	}
}

static void
typing__lengthens_what_is_there(void **state)
{
	struct bed t;

	(void)state;
	bed_make(&t);
	form_suggest(t.st, "opinion", "代拟");
	form_set(t.st, "opinion", "已有意见");
	fields_focus(&t.f, OPINION);
	type(&t, "，补充");
	holds(&t, OPINION, "已有意见，补充");
	form_suggest(t.st, "title", "代拟");
	fields_focus(&t.f, TITLE);
	type(&t, "甲");
	type(&t, "乙"); /* and goes on */
	holds(&t, TITLE, "甲乙");
	bed_drop(&t);
}

/* In a field of several what was chosen stays: from the list of all, and typed. */
static void
several__are_added_one_after_another(void **state)
{
	struct bed t;

	(void)state;
	bed_make(&t);
	fields_focus(&t.f, ALL);
	fields_take(&t.f, "1");
	holds(&t, ALL, "1");
	fields_focus(&t.f, ALL);
	fields_take(&t.f, "4");
	holds(&t, ALL, "1,4");
	fields_focus(&t.f, ALL);
	type(&t, "李");
	assert_non_null(strstr(edit_text(t.f.ed), "、李"));
	fields_take(&t.f, "2"); /* half a name gives way */
	holds(&t, ALL, "1,4,2");
	/* who writes the comma himself gets no second one */
	fields_focus(&t.f, ALL);
	type(&t, "、");
	assert_null(strstr(edit_text(t.f.ed), "、、"));
	bed_drop(&t);
}

static void
undo__brings_the_proposal_back(void **state)
{
	struct bed t;

	(void)state;
	bed_make(&t);
	form_suggest(t.st, "opinion", "同意拟定意见");
	fields_focus(&t.f, OPINION);
	type(&t, "不");
	press(&t, K_CTRL('Z'));
	press(&t, K_CTRL('Z'));
	assert_string_equal(edit_text(t.f.ed), "同意拟定意见");
	bed_drop(&t);
}

/* Beside a code stands what it is about; a name needs nothing. */
static void
form_aside__tells_of_codes(void **state)
{
	struct bed t;
	char *s;

	(void)state;
	bed_make(&t);
	assert_null(form_aside(t.st, ENTRY));
	form_set(t.st, "entry_id", "22");
	s = form_aside(t.st, ENTRY);
	assert_string_equal(s, "未公布的统计");
	free(s);
	form_set(t.st, "who", "1");
	assert_null(form_aside(t.st, WHO));
	assert_null(form_aside(t.st, TITLE));
	bed_drop(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cursor__stays_where_it_was_put),
		cmocka_unit_test(typing__replaces_a_proposal),
		cmocka_unit_test(typing__lengthens_what_is_there),
		cmocka_unit_test(several__are_added_one_after_another),
		cmocka_unit_test(undo__brings_the_proposal_back),
		cmocka_unit_test(form_aside__tells_of_codes),
	};

	return cmocka_run_group_tests(tests, scratch_up, scratch_down);
}
