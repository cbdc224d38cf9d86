/* SPDX-License-Identifier: MIT */
/* org.ini: what is read from a good one, and the exact line of what is wrong in a bad
 * one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "org/org.h"
#include "scratch.h"

/* Lines 1 to 9 of every case that is whole but for what follows. */
#define ORGAN "[organ]\nname = 某局\ntier = prefecture\n"
#define DEPT "[dept.a]\nname = 甲科\n"
#define HEAD "[post.h]\nname = 局长\ndept = a\nhead = yes\n"
#define WHOLE ORGAN DEPT HEAD

static struct org *
load_text(const char *text, struct err *e)
{
	struct org *o = NULL;
	enum rc rc = org_load(scratch_file("org.ini", text, strlen(text)), &o, e);

	assert_int_equal(rc != RC_OK, o == NULL);
	return o;
}

static void
org_load__reads_the_smallest(void **state)
{
	char digest[65];
	struct err e = { 0 };
	struct org *o = load_text(WHOLE, &e);

	(void)state;
	if (o == NULL)
		fail_msg("%s", e.msg);
	assert_string_equal(o->name, "某局");
	assert_null(o->short_name);
	assert_int_equal(o->tier, TIER_PREFECTURE);
	assert_int_equal(o->level_max, 1);
	assert_false(o->special_regime);
	assert_int_equal(o->ndept, 1);
	assert_int_equal(o->npost, 1);
	assert_int_equal(o->nrole, 0);
	assert_int_equal(o->post[0].line, 6);
	assert_string_equal(o->post[0].category, "none");
	assert_int_equal(o->param.v[PARAM_CAP_TOP_YEARS], 30);
	assert_int_equal(org_digest(o, digest, &e), RC_OK);
	assert_int_equal(strlen(digest), 64);
	org_free(o);
}

static void
org_load__reads_every_key(void **state)
{
	static const char text[] =
	    "[organ]\nname = 某省厅\nshort_name = 厅\ntier = 省级机关\nsuperior = "
	    "甲\ncompetent = 乙\n"
	    "sad = 丙\nspecial_regime = yes\nlevel = 机密\n"
	    "[dept.top]\nname = 顶\n[dept.ks]\nname = 考试科\nparent = TOP\nkey = yes\n"
	    "[post.h]\nname = 厅长\ndept = top\ncategory = 核心\nhead = yes\nduties = "
	    "全面负责\n"
	    "[post.k]\nname = 科员\ndept = KS\ncategory = general\n"
	    "[role.a1]\nrole = sysadm\nname = 甲\n[role.a2]\nrole = secadm\nname = 乙\n"
	    "[role.a3]\nrole = auditor\nname = 丙\n"
	    "[param]\nperiod.max_years_top = 25\ncrp.proposer_untrained_warn = yes\n"
	    "[calendar]\nholiday.2025 = 2025-10-01..2025-10-08\nworkday.2025 = "
	    "2025-10-11\n";
	struct err e = { 0 };
	struct org *o = load_text(text, &e);

	(void)state;
	if (o == NULL)
		fail_msg("%s", e.msg);
	assert_int_equal(o->tier, TIER_PROVINCE);
	assert_true(o->special_regime);
	assert_int_equal(o->level_max, 2);
	assert_string_equal(o->sad, "丙");
	assert_string_equal(o->dept[1].parent, "top");
	assert_true(o->dept[1].key_dept);
	assert_string_equal(o->post[0].category, "core");
	assert_string_equal(o->post[1].dept, "ks");
	assert_string_equal(o->role[2].role, "auditor");
	assert_int_equal(o->param.v[PARAM_CAP_TOP_YEARS], 25);
	assert_int_equal(o->param.v[PARAM_PROPOSER_UNTRAINED_WARN], 1);
	assert_int_equal(o->cal.nholiday, 8);
	assert_true(calendar_is_workday(&o->cal, date_from_ymd(2025, 10, 11)));
	assert_false(calendar_knows(&o->cal, 2026));
	org_free(o);
}

static const struct bad {
	const char *name, *text;
	int line; /* 0: the message names no line */
	const char *zh;
} bads[] = {
	/* clang-format off */
	{ "empty file", "", 0, "[organ]" },
	{ "no organ", DEPT HEAD, 0, "[organ]" },
	{ "no name", "[organ]\ntier = county\n" DEPT HEAD, 1, "缺少 name" },
	{ "empty name", "[organ]\nname =\ntier = county\n" DEPT HEAD, 2, "没有值" },
	{ "no tier", "[organ]\nname = 某局\n" DEPT HEAD, 1, "缺少 tier" },
	{ "wrong tier", "[organ]\nname = 某局\ntier = city\n" DEPT HEAD, 3, "city" },
	{ "wrong level", "[organ]\nname = 某局\ntier = county\nlevel = 内部\n" DEPT HEAD, 4, "内部" },
	{ "wrong yes/no", "[organ]\nname = 某局\ntier = county\nspecial_regime = maybe\n" DEPT HEAD, 4, "" },
	{ "unknown section", WHOLE "[depts.x]\nname = 乙\n", 10, "" },
	{ "unknown key", WHOLE "[dept.b]\nname = 乙\nboss = 丙\n", 12, "boss" },
	{ "second section", WHOLE "[dept.A]\nname = 乙\n", 10, "" },
	{ "second key", ORGAN "name = 另局\n" DEPT HEAD, 4, "" },
	{ "no department", ORGAN HEAD, 0, "没有部门" },
	{ "no code", WHOLE "[dept.]\nname = 乙\n", 10, "代码" },
	{ "blank in code", WHOLE "[dept.b c]\nname = 乙\n", 10, "代码" },
	{ "Chinese code", WHOLE "[dept.考试]\nname = 乙\n", 10, "代码" },
	{ "long code", WHOLE "[dept.aaaaaaaaaabbbbbbbbbbccccccccccddd]\nname = 乙\n", 10, "代码" },
	{ "nameless department", WHOLE "[dept.b]\nparent = a\n", 10, "缺少 name" },
	{ "dangling parent", WHOLE "[dept.b]\nname = 乙\nparent = c\n", 12, "不存在" },
	{ "own parent", WHOLE "[dept.b]\nname = 乙\nparent = b\n", 12, "又回到自己" },
	{ "circle of two", WHOLE "[dept.b]\nname = 乙\nparent = c\n[dept.c]\nname = 丙\nparent = b\n", 12, "又回到自己" },
	{ "circle behind a tail", WHOLE "[dept.b]\nname = 乙\nparent = c\n[dept.c]\nname = 丙\nparent = d\n"
	    "[dept.d]\nname = 丁\nparent = c\n", 15, "部门 c" },
	{ "no head", ORGAN DEPT "[post.h]\nname = 局长\ndept = a\n", 0, "主要负责人" },
	{ "head = no", ORGAN DEPT "[post.h]\nname = 局长\ndept = a\nhead = no\n", 0, "主要负责人" },
	{ "two heads", WHOLE "[post.i]\nname = 副局长\ndept = a\nhead = yes\n", 13, "第 6 行" },
	{ "post nowhere", WHOLE "[post.i]\nname = 科员\n", 10, "缺少 dept" },
	{ "dangling dept", WHOLE "[post.i]\nname = 科员\ndept = z\n", 12, "不存在" },
	{ "wrong category", WHOLE "[post.i]\nname = 科员\ndept = a\ncategory = secret\n", 13, "secret" },
	{ "one administrator", WHOLE "[role.a1]\nrole = sysadm\nname = 甲\n", 10, "三员不全" },
	{ "unknown role", WHOLE "[role.a1]\nrole = root\nname = 甲\n", 11, "root" },
	{ "role twice", WHOLE "[role.a1]\nrole = sysadm\nname = 甲\n[role.a2]\nrole = sysadm\nname = 乙\n", 14, "第 10 行" },
	{ "one person twice", WHOLE "[role.a1]\nrole = sysadm\nname = 甲\n[role.a2]\nrole = secadm\nname = 甲\n", 15, "R140" },
	{ "wrong login", WHOLE "[role.1a]\nrole = sysadm\nname = 甲\n", 10, "登录名" },
	{ "unknown parameter", WHOLE "[param]\nperiod.max_years = 10\n", 11, "period.max_years" },
	{ "cap loosened", WHOLE "[param]\nperiod.max_years_top = 31\n", 11, "保密法第二十条第二款" },
	{ "cap loosened, its rule", WHOLE "[param]\nperiod.max_years_base = 11\n", 11, "R046" },
	{ "24 hours loosened", WHOLE "[param]\nincident.report_hours = 25\n", 11, "第六十一条" },
	{ "training waived", WHOLE "[param]\ncrp.train_before_post = no\n", 11, "第十四条第二款" },
	{ "unit's own out of range", WHOLE "[param]\ncarrier.lend_days = 366\n", 11, "1 到 365" },
	{ "no number", WHOLE "[param]\ncarrier.lend_days = 7天\n", 11, "不是有效的值" },
	{ "signed number", WHOLE "[param]\ncarrier.lend_days = +7\n", 11, "不是有效的值" },
	{ "huge number", WHOLE "[param]\ncarrier.lend_days = 99999999999999999999\n", 11, "不是有效的值" },
	{ "empty number", WHOLE "[param]\ncarrier.lend_days =\n", 11, "不是有效的值" },
	{ "1 for yes", WHOLE "[param]\nperiod.release_date_inclusive = 1\n", 11, "yes|no" },
	{ "reminders out of order", WHOLE "[param]\nexpiry.lead_days_2 = 90\n", 11, "由远到近" },
	{ "reminders, the far one", WHOLE "[param]\nexpiry.lead_days_1 = 20\n", 11, "由远到近" },
	{ "calendar without year", WHOLE "[calendar]\nholiday.26 = 2026-01-01\n", 11, "年份" },
	{ "calendar, unknown key", WHOLE "[calendar]\nfree.2026 = 2026-01-01\n", 11, "" },
	{ "day of another year", WHOLE "[calendar]\nholiday.2026 = 2025-01-01\n", 11, "" },
	{ "day that is none", WHOLE "[calendar]\nholiday.2026 = 2026-02-29\n", 11, "" },
	{ "range backwards", WHOLE "[calendar]\nholiday.2026 = 2026-01-03..2026-01-01\n", 11, "" },
	{ "holiday and workday", WHOLE "[calendar]\nholiday.2026 = 2026-10-01..2026-10-10\nworkday.2026 = 2026-10-10\n", 12, "2026-10-10" },
	{ "unquoted semicolon", WHOLE "[dept.b]\nname = 乙;丙\n", 11, "" },
	{ "bad UTF-8", WHOLE "[dept.b]\nname = \xff\xfe\n", 11, "" },
	{ "BOM", "\xef\xbb\xbf" WHOLE, 1, "" },
	/* clang-format on */
};

static void
org_load__names_the_line_of_what_is_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct err e = { 0 };
		struct org *o = load_text(bads[i].text, &e);
		char where[600];

		if (o != NULL)
			fail_msg("%s: was taken", bads[i].name);
		if (bads[i].line > 0)
			snprintf(where, sizeof(where), "%s/org.ini:%d: ", scratch_dir,
			    bads[i].line);
		else
			snprintf(where, sizeof(where), "%s/org.ini: ", scratch_dir);
		if (strncmp(e.msg, where, strlen(where)) != 0)
			fail_msg("%s: %s expected: %s", bads[i].name, where, e.msg);
		if (strstr(e.msg, bads[i].zh) == NULL)
			fail_msg("%s: no %s in: %s", bads[i].name, bads[i].zh, e.msg);
	}
}

static void
org_load__speaks_english_too(void **state)
{
	(void)state;
	lang_set(LANG_EN);
	for (size_t i = 0; i < ARRAY_LEN(bads); i++) {
		struct err e = { 0 };
		struct org *o = load_text(bads[i].text, &e);

		assert_null(o);
		assert_true(strlen(e.msg) > 20);
	}
	lang_set(LANG_ZH);
}

static void
org_load__refuses_what_is_no_file(void **state)
{
	struct org *o = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_not_equal(org_load(scratch_path("missing.ini"), &o, &e), RC_OK);
	assert_null(o);
	assert_int_not_equal(org_load(scratch_dir, &o, &e), RC_OK);
	assert_null(o);
}

/* A text just at the limit is taken, one byte more is not. */
static void
org_load__limits_the_length_of_texts(void **state)
{
	struct err e = { 0 };
	struct str b = { 0 };
	struct org *o;

	(void)state;
	for (int n = 300; n <= 301; n++) {
		str_add(&b, WHOLE "[dept.b]\nname = ");
		for (int i = 0; i < n; i++)
			str_addc(&b, 'x');
		str_add(&b, "\n");
		o = load_text(str_s(&b), &e);
		assert_int_equal(o != NULL, n == 300);
		org_free(o);
		str_free(&b);
	}
}

/* A chain and a star of departments, 5,000 in all, load in well under a second. */
static void
org_load__is_quick_with_5000_departments(void **state)
{
	struct err e = { 0 };
	struct str b = { 0 };
	struct org *o;
	clock_t from;

	(void)state;
	str_add(&b, WHOLE);
	for (int i = 0; i < 5000; i++) {
		str_addf(&b, "[dept.d%d]\nname = 第%d科\n", i, i);
		if (i > 0)
			str_addf(&b, "parent = d%d\n", i % 2 ? i - 1 : i / 2);
		str_addf(&b, "[post.p%d]\nname = 科长\ndept = d%d\n", i, i);
	}
	from = clock();
	o = load_text(str_s(&b), &e);
	if (o == NULL)
		fail_msg("%s", e.msg);
	assert_true((double)(clock() - from) / CLOCKS_PER_SEC < 1.0);
	assert_int_equal(o->ndept, 5001);
	org_free(o);
	str_free(&b);
}

/* The shipped sample is whole, and knows its years. */
static void
org_load__takes_the_sample(void **state)
{
	const char *src = getenv("top_srcdir");
	char path[512];
	struct org *o = NULL;
	struct err e = { 0 };
	size_t params = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/forms/sample/org.ini", src != NULL ? src : ".");
	if (org_load(path, &o, &e) != RC_OK)
		fail_msg("%s", e.msg);
	assert_string_equal(o->name, "某市示例局");
	assert_int_equal(o->tier, TIER_PREFECTURE);
	assert_true(o->ndept >= 5);
	assert_int_equal(o->nrole, 3);
	assert_true(calendar_knows(&o->cal, 2025) && calendar_knows(&o->cal, 2026));
	/* Every parameter stands at its default: the sheet shows them all. */
	for (size_t i = 0; i < PARAM_COUNT; i++)
		params += o->param.v[i] == param_info((enum param)i)->def;
	assert_int_equal(params, PARAM_COUNT);
	/* 2025: 26 Sep + 10 working days over the autumn holidays (domain's DR10). */
	assert_int_equal(
	    calendar_add_workdays(&o->cal, date_from_ymd(2025, 9, 26), 10, &(int){ 0 }),
	    date_from_ymd(2025, 10, 16));
	org_free(o);
}

static void
tier_parse__knows_both_names(void **state)
{
	(void)state;
	for (int t = 0; t < TIER_COUNT; t++) {
		enum tier out = TIER_COUNT;

		assert_true(tier_parse(tier_name((enum tier)t), &out));
		assert_int_equal(out, t);
		out = TIER_COUNT;
		assert_true(tier_parse(tier_title((enum tier)t).zh, &out));
		assert_int_equal(out, t);
		assert_true(tier_title((enum tier)t).en[0] != '\0');
	}
	assert_false(tier_parse("", &(enum tier){ 0 }));
	assert_false(tier_parse("Central", &(enum tier){ 0 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(org_load__reads_the_smallest),
		cmocka_unit_test(org_load__reads_every_key),
		cmocka_unit_test(org_load__names_the_line_of_what_is_wrong),
		cmocka_unit_test(org_load__speaks_english_too),
		cmocka_unit_test(org_load__refuses_what_is_no_file),
		cmocka_unit_test(org_load__limits_the_length_of_texts),
		cmocka_unit_test(org_load__is_quick_with_5000_departments),
		cmocka_unit_test(org_load__takes_the_sample),
		cmocka_unit_test(tier_parse__knows_both_names),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
