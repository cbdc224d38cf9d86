/* SPDX-License-Identifier: MIT */
/* One form being filled: visibility, defaults, notes, checks, drafts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "form_fixture.h"

static const char definition[] =
    "[form]\nkind = thing\n"
    "[field.origin]\ntype = choice\nlabel = 来源\nlabel.en = Origin\nrequired = yes\n"
    "choices = \"original=原始/Original, derivative=派生/Derived, "
    "unclear=不明确/Unclear\"\n"
    "[field.source]\ntype = text\nlabel = 来源文件\nlabel.en = Source\nrequired = yes\n"
    "show_if = \"origin = derivative\"\n"
    "[field.source_no]\ntype = text\nlabel = 来源文号\nlabel.en = Number\n"
    "show_if = \"source = !\"\n"
    "[field.why]\ntype = area\nlabel = 理由\nlabel.en = Why\nshow_if = \"origin = "
    "!original|derivative\"\n"
    "[field.day]\ntype = date\nlabel = 日期\nlabel.en = Day\ndefault = today\n"
    "[field.by]\ntype = ref\nref = person\nlabel = 承办人\nlabel.en = By\ndefault = me\n"
    "[field.dept]\ntype = ref\nref = dept\nlabel = 部门\nlabel.en = Dept\ndefault = "
    "my_dept\n"
    "[field.level]\ntype = level\nlabel = 密级\nlabel.en = Level\ndefault = base\n"
    "[field.no]\ntype = text\nlabel = 编号\nlabel.en = No.\nreadonly = yes\nrequired = "
    "yes\n"
    "[field.hint]\ntype = note\nlabel = 提示\nhelp = 请核对\n";

static struct form *form;

static int
form_up(void **state)
{
	if (scratch_up(state) != 0)
		return -1;
	form = load_form(definition);
	return 0;
}

static int
form_down(void **state)
{
	form_free(form);
	return scratch_down(state);
}

static struct form_state *
fresh(void)
{
	struct form_lookup look = fake_lookup();

	return form_state_new(form, &look);
}

static size_t
at(const char *name)
{
	return (size_t)form_field(form, name);
}

static void
form_visible__follows_conditions(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	assert_true(form_visible(st, at("origin")));
	assert_false(form_visible(st, at("source")));
	assert_true(
	    form_visible(st, at("why"))); /* empty is neither original nor derivative */
	form_set(st, "origin", "original");
	assert_false(form_visible(st, at("why")));
	form_set(st, "origin", "derivative");
	assert_true(form_visible(st, at("source")));
	assert_false(form_visible(st, at("why")));
	assert_false(form_visible(st, at("source_no")));
	form_set(st, "source", "某通知");
	assert_true(form_visible(st, at("source_no")));
	form_set(st, "origin", "unclear");
	assert_true(form_visible(st, at("why")));
	assert_false(
	    form_visible(st, at("source_no"))); /* its condition is itself hidden */
	form_state_free(st);
}

static void
form_state_ask__limits_to_the_act(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	form_set(st, "origin", "derivative");
	form_state_ask(st, "source, no");
	assert_false(form_visible(st, at("origin")));
	assert_true(
	    form_visible(st, at("source"))); /* the record's value holds, asked or not */
	assert_true(form_visible(st, at("no")));
	assert_false(form_editable(st, at("no")));
	st->locked[at("source")] = true;
	assert_true(form_visible(st, at("source")));
	assert_false(form_editable(st, at("source")));
	form_state_ask(st, "");
	for (size_t i = 0; i < form->nfield; i++)
		assert_false(form_visible(st, i));
	form_state_ask(st, NULL);
	assert_true(form_visible(st, at("hint")));
	assert_false(form_editable(st, at("hint")));
	form_state_free(st);
}

static void
form_get__knows_only_its_fields(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	assert_string_equal(form_get(st, "nothing"), "");
	form_set(
	    st, "nothing", "x"); /* a suggestion for a field this form does not have */
	form_set(st, "source", "x");
	form_set(st, "source", "");
	assert_string_equal(form_get(st, "source"), "");
	assert_false(st->dirty);
	assert_false(st->touched[at("source")]);
	form_state_free(st);
}

static void
form_defaults__fill_what_is_empty_and_asked(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	form_set(st, "level", "3");
	assert_false(form_enter(st, at("by"), "张三"));
	form_state_ask(st, "day,by,level");
	form_defaults(st);
	assert_string_equal(form_get(st, "day"), "2026-03-02");
	assert_string_equal(form_get(st, "level"), "3");
	assert_string_equal(form_get(st, "dept"), "");
	assert_string_equal(
	    st->typed[at("by")], "张三"); /* half-typed text is not overwritten */
	form_state_ask(st, NULL);
	form_enter(st, at("by"), "");
	form_set(st, "level", NULL);
	form_defaults(st);
	assert_string_equal(form_get(st, "by"), "2");
	assert_string_equal(form_get(st, "dept"), "8");
	assert_string_equal(form_get(st, "level"), "1");
	form_state_free(st);

	st = form_state_new(form, NULL); /* nobody, no clock */
	form_defaults(st);
	assert_string_equal(form_get(st, "day"), "");
	assert_string_equal(form_get(st, "by"), "");
	form_state_free(st);
}

static void
form_check__asks_for_what_is_needed(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	assert_false(form_check(st));
	assert_int_equal(st->nnote, 1); /* not the hidden field, not the read-only one */
	assert_int_equal(st->note[0].field, at("origin"));
	assert_string_equal(st->note[0].text, "Origin is needed");
	assert_false(form_check(st));
	assert_int_equal(st->nnote, 1); /* said once */
	form_clear_notes(st);
	form_set(st, "origin", "derivative");
	assert_false(form_check(st));
	assert_int_equal(st->note[0].field, at("source"));
	form_clear_notes(st);
	form_set(st, "source", "某通知");
	assert_false(form_enter(st, at("day"), "someday"));
	form_clear_notes(st);
	assert_false(form_check(st));
	assert_int_equal(st->nnote, 1);
	assert_int_equal(st->note[0].field, at("day"));
	form_clear_notes(st);
	form_state_ask(st, "origin,source");
	assert_true(form_check(st));
	assert_int_equal(st->nnote, 0);
	form_state_free(st);
}

static void
form_notes__worst_first(void **state)
{
	struct form_state *st = fresh();

	(void)state;
	assert_null(form_worst_note(st, 0));
	form_add_note(st, 0, 3, "information");
	form_add_note(st, 0, 1, "warning");
	form_add_note(st, 0, 1, "second warning");
	form_add_note(st, 1, 0, "other field");
	form_add_note(st, -1, 0, "the form");
	assert_string_equal(form_worst_note(st, 0)->text, "warning");
	assert_string_equal(form_worst_note(st, 1)->text, "other field");
	form_enter(st, 0, "Original"); /* entering a field drops its own notes only */
	assert_null(form_worst_note(st, 0));
	assert_int_equal(st->nnote, 2);
	form_clear_notes(st);
	assert_int_equal(st->nnote, 0);
	form_state_free(st);
}

static void
form_draft__round_trip(void **state)
{
	struct form_state *st = fresh(), *back = fresh();
	struct str a = { 0 }, b = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_true(form_enter(st, at("origin"), "unclear"));
	assert_true(form_enter(st, at("why"), "第一行\n\n第三行: 3:x\nv source 1:y"));
	assert_false(form_enter(st, at("day"), "2026-0"));
	form_set(st, "level", "1");
	assert_true(form_enter(st, at("level"), ""));
	form_set(st, "no", "DM-2026-0001");
	form_save(st, &a);

	form_set(back, "level", "2");
	form_set(
	    back, "no", "DM-2026-0002"); /* meanwhile: not in the draft, so it stands */
	form_add_note(back, 0, 1, "old");
	assert_int_equal(form_restore(back, a.s, a.len, &e), RC_OK);
	assert_string_equal(form_get(back, "why"), "第一行\n\n第三行: 3:x\nv source 1:y");
	assert_string_equal(form_get(back, "source"), "");
	assert_string_equal(form_get(back, "level"), "");
	assert_string_equal(form_get(back, "no"), "DM-2026-0002");
	assert_string_equal(back->typed[at("day")], "2026-0");
	assert_true(back->touched[at("why")] && back->touched[at("day")] &&
		    !back->touched[at("no")]);
	assert_true(back->dirty);
	assert_int_equal(back->nnote, 0);
	form_save(back, &b);
	assert_string_equal(a.s, b.s);
	str_free(&a);
	str_free(&b);
	form_state_free(st);
	form_state_free(back);
}

/* Drafts outlive the form they were written with. */
static void
form_draft__meets_a_changed_form(void **state)
{
	static const char draft[] =
	    "dingmi-draft 1 thing\nv gone 3:old\nv origin 4:lost\nv day 10:2026-02-30\n"
	    "v by 1:2\nv source 6:某某\n";
	struct form_state *st = fresh();
	struct err e = { 0 };

	(void)state;
	assert_int_equal(form_restore(st, draft, strlen(draft), &e), RC_OK);
	assert_string_equal(form_get(st, "origin"), "");
	assert_string_equal(
	    st->typed[at("origin")], "lost"); /* kept for the user to mend */
	assert_string_equal(st->typed[at("day")], "2026-02-30");
	assert_string_equal(form_get(st, "by"), "2");
	assert_string_equal(form_get(st, "source"), "某某");
	form_state_free(st);
}

#define D "dingmi-draft 1 thing\n"
static const struct {
	const char *text;
	size_t n; /* 0: strlen */
	enum rc rc;
} broken[] = {
	{ "", 0, RC_DAMAGED },
	{ "dingmi-dra", 0, RC_DAMAGED },
	{ "dingmi-draft ", 0, RC_FOREIGN },
	{ "dingmi-draft 2 thing\n", 0, RC_FOREIGN },
	{ "dingmi-draft 99999999999999999999 thing\n", 0, RC_FOREIGN },
	{ "dingmi-draft 1 thing", 0, RC_INVAL },
	{ "dingmi-draft 1 matter\n", 0, RC_INVAL },
	{ D "v", 0, RC_DAMAGED },
	{ D "x origin 1:a\n", 0, RC_DAMAGED },
	{ D "v origin 9:ab\n", 0, RC_DAMAGED },
	{ D "v origin 999999999999:ab\n", 0, RC_DAMAGED },
	{ D "v origin -1:ab\n", 0, RC_DAMAGED },
	{ D "v origin :ab\n", 0, RC_DAMAGED },
	{ D "v origin 1:ab\n", 0, RC_DAMAGED },
	{ D "v origin 2:ab", 0, RC_DAMAGED },
	{ D "v source 2:\xff\xfe\n", 0, RC_DAMAGED },
	{ D "v source 1:\0\n", sizeof D "v source 1:\0\n" - 1, RC_DAMAGED },
	{ D "v source 1:y\nv "
	    "0123456789012345678901234567890123456789012345678901234567890123456 1:a\n",
	    0, RC_DAMAGED },
};

static void
form_restore__leaves_the_form_when_the_draft_is_broken(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(broken); k++) {
		struct form_state *st = fresh();
		struct err e = { 0 };
		size_t n = broken[k].n > 0 ? broken[k].n : strlen(broken[k].text);
		enum rc rc;

		form_set(st, "source", "mine");
		rc = form_restore(st, broken[k].text, n, &e);
		if (rc != broken[k].rc || *e.msg == '\0')
			fail_msg("case %zu: %d, %s", k, (int)rc, e.msg);
		assert_string_equal(form_get(st, "source"), "mine");
		form_state_free(st);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_visible__follows_conditions),
		cmocka_unit_test(form_state_ask__limits_to_the_act),
		cmocka_unit_test(form_get__knows_only_its_fields),
		cmocka_unit_test(form_defaults__fill_what_is_empty_and_asked),
		cmocka_unit_test(form_check__asks_for_what_is_needed),
		cmocka_unit_test(form_notes__worst_first),
		cmocka_unit_test(form_draft__round_trip),
		cmocka_unit_test(form_draft__meets_a_changed_form),
		cmocka_unit_test(form_restore__leaves_the_form_when_the_draft_is_broken),
	};

	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, form_up, form_down);
}
