/* SPDX-License-Identifier: MIT */
/* Typed text to stored value and back: every type, good and bad. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "form_fixture.h"

static const char definition[] =
    "[form]\nkind = thing\n"
    "[field.text]\ntype = text\nlabel = 题名\nmax = 6\n"
    "[field.area]\ntype = area\nlabel = 说明\nmax = 20\n"
    "[field.date]\ntype = date\nlabel = 日期\n"
    "[field.moment]\ntype = moment\nlabel = 时刻\n"
    "[field.level]\ntype = level\nlabel = 密级\n"
    "[field.period]\ntype = period\nlabel = 期限\n"
    "[field.choice]\ntype = choice\nlabel = 种类\n"
    "choices = \"document=公文/Document, doc_set=文件汇编/Collection, "
    "meeting=会议/Meeting\"\n"
    "[field.grade]\ntype = choice\nlabel = 等级\nchoices = \"10=甲/A, 20=乙/B\"\n"
    "[field.ref]\ntype = ref\nlabel = 承办人\nref = person\n"
    "[field.dept]\ntype = ref\nlabel = 部门\nref = dept\n"
    "[field.number]\ntype = number\nlabel = 份数\nrange = -5..9999\n"
    "[field.yesno]\ntype = yesno\nlabel = 是否\n"
    "[field.list]\ntype = list\nlabel = 知悉人员\nref = person\nchild = ntk.person_id\n"
    "[field.depts]\ntype = list\nlabel = 知悉部门\nref = dept\nchild = ntk.dept_id\n"
    "[field.scope]\ntype = scope\nlabel = 范围\n"
    "[field.drills]\ntype = scope\nlabel = 演练\nref = drill\n"
    "[field.note]\ntype = note\nlabel = 说明\nhelp = 只读\n"
    "[field.fixed]\ntype = text\nlabel = 定\nreadonly = yes\n";

/* value NULL: refused, and the note holds `note`. shown NULL: the same as value. */
static const struct {
	const char *field, *typed, *value, *shown, *note;
} cases[] = {
	{ "text", "一二三四五六", "一二三四五六", NULL, NULL },
	{ "text", "　 一二 ", "一二", NULL, NULL },
	{ "text", "a\tb\nc\033\xe2\x80\xae", "a b c", NULL, NULL },
	{ "text", "e\xcc\x81 234", "e\xcc\x81 234", NULL, NULL },
	{ "text", "一二三四五六七", NULL, NULL, "at most 6" },
	{ "text", " \t　", "", NULL, NULL },
	{ "area", "　　首段\n二段\n\n", "　　首段\n二段", NULL, NULL },
	{ "area", "\n　 \n", "", NULL, NULL },
	{ "area", "一二三四五六七八九十一二三四五六七八九十一", NULL, NULL,
	    "there are 21" },

	{ "date", "2026-03-02", "2026-03-02", NULL, NULL },
	{ "date", "２０２６－０３－０２", "2026-03-02", NULL, NULL },
	{ "date", "2026年3月2日", "2026-03-02", NULL, NULL },
	{ "date", "今天", "2026-03-02", NULL, NULL },
	{ "date", "+7", "2026-03-09", NULL, NULL },
	{ "date", "2024-02-29", "2024-02-29", NULL, NULL },
	{ "date", "2026-02-29", NULL, NULL, "2026-03-02" },
	{ "date", "soon", NULL, NULL, "expected a date" },

	{ "moment", "2026-03-02 14:30", "2026-03-02 14:30", NULL, NULL },
	{ "moment", "3-2 9:05", "2026-03-02 09:05", NULL, NULL },
	{ "moment", "2026年3月2日　２３：５９", "2026-03-02 23:59", NULL, NULL },
	{ "moment", "08:00", "2026-03-02 08:00", NULL, NULL },
	{ "moment", "24:00", NULL, NULL, "14:30" },
	{ "moment", "08:60", NULL, NULL, "14:30" },
	{ "moment", "2026-02-30 08:00", NULL, NULL, "14:30" },
	{ "moment", "2026-03-02", NULL, NULL, "14:30" },
	{ "moment", "108:00", NULL, NULL, "14:30" },
	{ "moment", ":30", NULL, NULL, "14:30" },
	{ "moment", "now", NULL, NULL, "14:30" },

	{ "level", "绝密", "3", "绝密", NULL },
	{ "level", "机密级", "2", "机密", NULL },
	{ "level", "１", "1", "秘密", NULL },
	{ "level", "top", "3", "绝密", NULL },
	{ "level", "high", "2", "机密", NULL },
	{ "level", "base", "1", "秘密", NULL },
	{ "level", "0", NULL, NULL, "a level is" },
	{ "level", "内部", NULL, NULL, "a level is" },

	{ "period", "10年", "10年", NULL, NULL },
	{ "period", "６个月", "6个月", NULL, NULL },
	{ "period", "2030-12-31", "2030-12-31", NULL, NULL },
	{ "period", "条件：考试开始前", "条件:考试开始前", NULL, NULL },
	{ "period", "长期", "长期", NULL, NULL },
	{ "period", "some time", NULL, NULL, "" },
	{ "period", "0年", NULL, NULL, "" },

	{ "choice", "公文", "document", "Document", NULL },
	{ "choice", "meeting", "meeting", "Meeting", NULL },
	{ "choice", "MEETING", "meeting", "Meeting", NULL },
	{ "choice", "m", "meeting", "Meeting", NULL },
	{ "choice", "文", "doc_set", "Collection", NULL },
	{ "choice", "2", "doc_set", "Collection", NULL },
	{ "choice", "３", "meeting", "Meeting", NULL },
	{ "choice", "doc", NULL, NULL,
	    "Document, Collection, Meeting" }, /* two begin so */
	{ "choice", "4", NULL, NULL, "choose one of" },
	{ "choice", "0", NULL, NULL, "choose one of" },
	{ "choice", "其他", NULL, NULL, "choose one of" },
	{ "grade", "20", "20", "B", NULL },
	{ "grade", "2", "20", "B", NULL },	/* begins one value */
	{ "grade", "3", NULL, NULL, "choose" }, /* no ordinals where values are numbers */

	{ "ref", "李四", "2", "李四", NULL },
	{ "ref", "P-002", "2", "李四", NULL },
	{ "ref", "p-002", "2", "李四", NULL },
	{ "ref", "李", "2", "李四", NULL },
	{ "ref", "王小明", "4", "王小明", NULL }, /* whole label before longer ones */
	{ "ref", "张三 P-003", "3", "张三", NULL },
	{ "ref", "#3", "3", "张三", NULL },
	{ "ref", "张三", NULL, NULL, "matches 2: 张三 P-001, 张三 P-003" },
	{ "ref", "赵六", NULL, NULL, "nothing is called \"赵六\"" },
	{ "ref", "#99", NULL, NULL, "nothing is called" },
	{ "dept", "规划、统计处", "7", "规划、统计处", NULL },

	{ "number", "12", "12", NULL, NULL },
	{ "number", "００７", "7", NULL, NULL },
	{ "number", "-5", "-5", NULL, NULL },
	{ "number", "10000", NULL, NULL, "from -5 to 9999" },
	{ "number", "-6", NULL, NULL, "from -5 to 9999" },
	{ "number", "99999999999999999999999", NULL, NULL, "from -5" },
	{ "number", "12.5", NULL, NULL, "from -5" },
	{ "number", "1e3", NULL, NULL, "from -5" },
	{ "number", "-", NULL, NULL, "from -5" },
	{ "number", "十二", NULL, NULL, "from -5" },

	{ "yesno", "是", "1", "yes", NULL },
	{ "yesno", "Y", "1", "yes", NULL },
	{ "yesno", "否", "0", "no", NULL },
	{ "yesno", "０", "0", "no", NULL },
	{ "yesno", "也许", NULL, NULL, "yes or no" },

	{ "list", "李四、王小明", "2,4", "李四、王小明", NULL },
	{ "list", "李四,王小明；张三 P-003", "2,4,3", "李四、王小明、张三", NULL },
	{ "list", "，李四，，李四;", "2", "李四", NULL },
	{ "list", "李四、赵六", NULL, NULL, "赵六" },
	{ "list", "李四、张三", NULL, NULL, "matches 2" },
	{ "list", "、，", NULL, NULL, "names" },
	{ "depts", "规划、统计处", "7", "规划、统计处", NULL }, /* either half finds it */

	{ "scope", "*", "*", NULL, NULL },
	{ "scope", "全部", "*", NULL, NULL },
	{ "scope", "SL-01", "SL-01", NULL, NULL }, /* though SL-011 begins so, too */
	{ "scope", "sl-02、SL-01,SL-02", "SL-02,SL-01", NULL, NULL },
	{ "scope", "未公布", "SL-02", NULL, NULL },
	{ "scope", "SL-01,*", NULL, NULL, "alone" },
	{ "scope", "SL-99", NULL, NULL, "SL-99" },
	{ "scope", ",", NULL, NULL, "entry codes" },
	{ "drills", "DR05", "DR05", NULL, NULL },
	{ "drills", "考试试题、dr05，DR01", "DR01,DR05", NULL, NULL },
	{ "drills", "讲话", NULL, NULL, "matches 2: DR02 讲话稿, DR05 涉密讲话稿" },
	{ "drills", "*", NULL, NULL, "nothing is called \"*\"" },
	{ "drills", "全部", NULL, NULL, "nothing is called" },
	{ "drills", "SL-01", NULL, NULL, "nothing is called" },
	{ "drills", ",", NULL, NULL, "write numbers" },
};

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

static void
form_enter__every_type(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
		struct form_state *st = fresh();
		size_t i = (size_t)form_field(form, cases[k].field);
		bool ok = form_enter(st, i, cases[k].typed);
		const char *want = cases[k].value == NULL ? "" : cases[k].value;
		const struct form_note *note = form_worst_note(st, i);
		char *shown = form_shown(st, i);

		if (ok != (cases[k].value != NULL) ||
		    strcmp(form_get(st, cases[k].field), want) != 0)
			fail_msg("%s \"%s\": %s, value \"%s\", note %s", cases[k].field,
			    cases[k].typed, ok ? "taken" : "refused",
			    form_get(st, cases[k].field),
			    note == NULL ? "none" : note->text);
		if (ok &&
		    strcmp(shown, cases[k].shown == NULL ? want : cases[k].shown) != 0)
			fail_msg("%s \"%s\": shown as \"%s\"", cases[k].field,
			    cases[k].typed, shown);
		if (!ok && (note == NULL || note->severity != 0 ||
			       strstr(note->text, cases[k].note) == NULL))
			fail_msg("%s \"%s\": note is \"%s\"", cases[k].field,
			    cases[k].typed, note == NULL ? "none" : note->text);
		if (ok && note != NULL)
			fail_msg("%s \"%s\": note %s", cases[k].field, cases[k].typed,
			    note->text);
		assert_true(
		    st->touched[i] || cases[k].value == NULL || *cases[k].value == '\0');
		free(shown);
		form_state_free(st);
	}
}

/* What is shown can be entered again and means the same, in both languages. */
static void
form_enter__takes_what_it_shows(void **state)
{
	(void)state;
	for (size_t k = 0; k < 2 * ARRAY_LEN(cases); k++) {
		const char *name = cases[k / 2].field, *value = cases[k / 2].value;
		struct form_state *st = fresh();
		bool shared_name = form->field[form_field(form, name)].ref != NULL &&
				   value != NULL && strchr(value, '3') != NULL;
		char *shown;

		lang_set(k % 2 == 0 ? LANG_ZH : LANG_EN);
		form_set(st, name, value);
		shown = form_shown(st, (size_t)form_field(form, name));
		form_set(st, name, NULL);
		if (value != NULL && !shared_name &&
		    (!form_enter(st, (size_t)form_field(form, name), shown) ||
			strcmp(form_get(st, name), value) != 0))
			fail_msg("%s: %s", name, shown);
		free(shown);
		form_state_free(st);
	}
	lang_set(LANG_EN);
}

static void
form_enter__keeps_what_is_half_typed(void **state)
{
	struct form_state *st = fresh();
	size_t i = (size_t)form_field(form, "date");
	char *shown;

	(void)state;
	form_set(st, "date", "2026-01-01");
	assert_false(form_enter(st, i, "2026-13"));
	assert_string_equal(
	    form_get(st, "date"), ""); /* the old date must not pass for the new */
	shown = form_shown(st, i);
	assert_string_equal(shown, "2026-13");
	free(shown);
	assert_true(st->dirty);
	assert_false(form_enter(st, i, "2026-14"));
	assert_int_equal(st->nnote, 1); /* one note, not two */
	assert_true(form_enter(st, i, "2026-12-01"));
	assert_string_equal(form_get(st, "date"), "2026-12-01");
	assert_int_equal(st->nnote, 0);
	assert_true(form_enter(st, i, ""));
	assert_string_equal(form_get(st, "date"), "");
	form_state_free(st);
}

static void
form_enter__leaves_an_untouched_field_alone(void **state)
{
	struct form_state *st = fresh();
	size_t ref = (size_t)form_field(form, "ref"),
	       list = (size_t)form_field(form, "list");

	(void)state;
	form_set(st, "ref", "3");
	assert_true(
	    form_enter(st, ref, "张三")); /* two people are called so; this one stays */
	assert_string_equal(form_get(st, "ref"), "3");
	assert_false(st->touched[ref] || st->dirty);
	form_set(st, "list", "3,1,2");
	assert_true(form_enter(st, list, "张三、张三、李四、王小明"));
	assert_string_equal(form_get(st, "list"), "3,1,2,4");
	assert_false(form_enter(st, list, "张三、张三、李四、赵六"));
	assert_true(
	    form_enter(st, list, "张三、李四")); /* known still after the mistake */
	assert_string_equal(form_get(st, "list"), "3,2");
	form_state_free(st);
}

static void
form_enter__does_not_edit_what_is_locked(void **state)
{
	struct form_state *st = fresh();
	size_t i = (size_t)form_field(form, "text");

	(void)state;
	st->locked[i] = true;
	assert_true(form_enter(st, i, "新"));
	assert_string_equal(form_get(st, "text"), "");
	assert_true(form_enter(st, (size_t)form_field(form, "fixed"), "新"));
	assert_string_equal(form_get(st, "fixed"), "");
	assert_true(form_enter(st, (size_t)form_field(form, "note"), "新"));
	assert_string_equal(form_get(st, "note"), "");
	assert_false(st->dirty);
	form_state_free(st);
}

static void
form_shown__shows_unknown_and_stamped_values(void **state)
{
	static const struct {
		const char *field, *value, *shown;
	} shows[] = {
		{ "ref", "99", "#99" },
		{ "list", "2,99", "李四、#99" },
		{ "choice", "gone", "gone" },
		{ "level", "7", "7" },
		{ "moment", "2026-03-02 14:30:59+08:00", "2026-03-02 14:30" },
		{ "moment", "2026", "2026" },
		{ "note", NULL, "只读" },
	};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(shows); k++) {
		struct form_state *st = fresh();
		char *shown;

		form_set(st, shows[k].field, shows[k].value);
		shown = form_shown(st, (size_t)form_field(form, shows[k].field));
		assert_string_equal(shown, shows[k].shown);
		free(shown);
		form_state_free(st);
	}
}

static void
form_cycle__goes_round_fixed_options(void **state)
{
	struct form_state *st = fresh();
	size_t level = (size_t)form_field(form, "level");

	(void)state;
	assert_true(form_cycle(st, level, 1));
	assert_string_equal(form_get(st, "level"), "1");
	assert_true(form_cycle(st, level, -1));
	assert_string_equal(form_get(st, "level"), "3");
	assert_true(form_cycle(st, level, 1));
	assert_string_equal(form_get(st, "level"), "1");
	assert_true(st->touched[level]);
	assert_true(form_cycle(st, (size_t)form_field(form, "choice"), -1));
	assert_string_equal(form_get(st, "choice"), "meeting");
	assert_true(form_cycle(st, (size_t)form_field(form, "yesno"), 1));
	assert_string_equal(form_get(st, "yesno"), "1");
	assert_false(form_cycle(st, (size_t)form_field(form, "ref"), 1));
	assert_false(form_cycle(st, (size_t)form_field(form, "text"), 1));
	form_state_free(st);
}

static void
form_complete__offers_what_fits(void **state)
{
	static const struct {
		const char *field, *typed, *values;
	} offers[] = {
		{ "level", "", "1 2 3 " },
		{ "level", "机", "2 " },
		{ "level", "机密", "1 2 3 " }, /* finished: opened to choose another */
		{ "yesno", "", "1 0 " },
		{ "choice", "Coll", "doc_set " },
		{ "choice", "zzz", "" },
		{ "ref", "王", "4 5 " },
		{ "list", "李四、王", "4 5 " },
		{ "list", "李四、", "1 2 3 4 5 " },
		{ "scope", "", "* SL-01 SL-02 SL-011 " },
		{ "scope", "SL-01,SL-02", "SL-02 " },
		{ "drills", "", "DR01 DR02 DR05 " },
		{ "drills", "DR01、讲话", "DR02 DR05 " },
		{ "text", "a", "" },
		{ "date", "", "" },
	};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(offers); k++) {
		struct form_state *st = fresh();
		struct form_options o = { 0 };
		struct str got = { 0 };

		form_complete(
		    st, (size_t)form_field(form, offers[k].field), offers[k].typed, &o);
		for (size_t j = 0; j < o.n; j++)
			str_addf(&got, "%s ", o.v[j].value);
		assert_string_equal(str_s(&got), offers[k].values);
		str_free(&got);
		form_options_free(&o);
		form_state_free(st);
	}
}

static void
form_pick__tells_namesakes_apart(void **state)
{
	struct form_state *st = fresh();
	size_t ref = (size_t)form_field(form, "ref"),
	       list = (size_t)form_field(form, "list");
	size_t depts = (size_t)form_field(form, "depts"),
	       scope = (size_t)form_field(form, "scope");
	char *shown;

	(void)state;
	assert_true(form_pick(st, ref, "张", "3"));
	assert_string_equal(form_get(st, "ref"), "3");
	assert_true(st->touched[ref]);
	form_set(st, "list", "1");
	assert_true(form_pick(st, list, "张三、张", "3"));
	assert_string_equal(form_get(st, "list"), "3,1");
	assert_true(form_pick(st, list, "张", "1")); /* both removed, one chosen anew */
	assert_string_equal(form_get(st, "list"), "1");
	assert_false(
	    form_pick(st, list, "赵六、李", "2")); /* the other part is still wrong */
	shown = form_shown(st, list);
	assert_string_equal(shown, "赵六、李四");
	free(shown);
	assert_true(form_pick(st, depts, "", "7"));
	assert_true(form_pick(st, depts, "规划、统计处、办", "8"));
	assert_string_equal(form_get(st, "depts"), "7,8");
	assert_true(form_pick(st, scope, "SL-01, 未", "SL-02"));
	assert_string_equal(form_get(st, "scope"), "SL-01,SL-02");
	assert_true(form_pick(st, scope, "SL-01, 未", "*"));
	assert_string_equal(form_get(st, "scope"), "*");
	form_state_free(st);
}

/* A form is also filled where there is no store: names are refused, nothing falls over.
 */
static void
form_enter__works_without_a_lookup(void **state)
{
	struct form_state *st = form_state_new(form, NULL);
	struct form_options o = { 0 };

	(void)state;
	assert_false(form_enter(st, (size_t)form_field(form, "ref"), "李四"));
	assert_false(form_enter(st, (size_t)form_field(form, "list"), "李四"));
	assert_true(form_enter(st, (size_t)form_field(form, "scope"), "SL-07、SL-08"));
	assert_string_equal(form_get(st, "scope"), "SL-07,SL-08");
	assert_true(form_enter(st, (size_t)form_field(form, "date"), "2026-03-02"));
	assert_false(form_enter(st, (size_t)form_field(form, "date"), "+7"));
	assert_false(form_enter(st, (size_t)form_field(form, "moment"), "08:00"));
	form_complete(st, (size_t)form_field(form, "ref"), "", &o);
	assert_int_equal(o.n, 0);
	form_options_free(&o);
	form_state_free(st);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_enter__every_type),
		cmocka_unit_test(form_enter__takes_what_it_shows),
		cmocka_unit_test(form_enter__keeps_what_is_half_typed),
		cmocka_unit_test(form_enter__leaves_an_untouched_field_alone),
		cmocka_unit_test(form_enter__does_not_edit_what_is_locked),
		cmocka_unit_test(form_shown__shows_unknown_and_stamped_values),
		cmocka_unit_test(form_cycle__goes_round_fixed_options),
		cmocka_unit_test(form_complete__offers_what_fits),
		cmocka_unit_test(form_pick__tells_namesakes_apart),
		cmocka_unit_test(form_enter__works_without_a_lookup),
	};

	lang_set(LANG_EN);
	return cmocka_run_group_tests(tests, form_up, form_down);
}
