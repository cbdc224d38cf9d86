/* SPDX-License-Identifier: MIT */
/* Secrecy periods: what is taken, what is refused and why, and the way round. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/period.h"
#include "base/text.h"

#define HAN10 "一二三四五六七八九十"
#define HAN60 HAN10 HAN10 HAN10 HAN10 HAN10 HAN10
#define SMILE5 "\U0001f600\U0001f600\U0001f600\U0001f600\U0001f600"
#define SMILE50 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5 SMILE5

static void
period_parse__reads_every_kind(void **state)
{
	static const struct {
		const char *s;
		enum period_kind kind;
		int n;
		const char *canonical, *shown;
	} cases[] = {
		{ "10年", PERIOD_YEARS, 10, "10年", "10年" },
		{ "1年", PERIOD_YEARS, 1, "1年", "1年" },
		{ "99年", PERIOD_YEARS, 99, "99年", "99年" },
		{ "15 years", PERIOD_YEARS, 15, "15年", "15年" },
		{ "1 Year", PERIOD_YEARS, 1, "1年", "1年" },
		{ "10y", PERIOD_YEARS, 10, "10年", "10年" },
		{ "6 months", PERIOD_MONTHS, 6, "6个月", "6个月" },
		{ "90 days", PERIOD_DAYS, 90, "90日", "90日" },
		{ "long-term", PERIOD_LONG, 0, "长期", "长期" },
		{ "Condition: 考试开始前", PERIOD_CONDITION, 0, "条件:考试开始前",
		    "考试开始前" },
		{ "６个月", PERIOD_MONTHS, 6, "6个月", "6个月" },
		{ "1200个月", PERIOD_MONTHS, 1200, "1200个月", "1200个月" },
		{ "90日", PERIOD_DAYS, 90, "90日", "90日" },
		{ "90天", PERIOD_DAYS, 90, "90日", "90日" },
		{ "36500天", PERIOD_DAYS, 36500, "36500日", "36500日" },
		{ " 2０ 年 ", PERIOD_YEARS, 20, "20年", "20年" },
		{ "　10年　", PERIOD_YEARS, 10, "10年", "10年" },
		{ "2030-12-31", PERIOD_DATE, 0, "2030-12-31", "2030年12月31日" },
		{ "２０３０－１２－３１", PERIOD_DATE, 0, "2030-12-31",
		    "2030年12月31日" },
		{ "2030年12月31日", PERIOD_DATE, 0, "2030-12-31", "2030年12月31日" },
		{ "2030年1月2日", PERIOD_DATE, 0, "2030-01-02", "2030年1月2日" },
		{ "条件:考试开始前", PERIOD_CONDITION, 0, "条件:考试开始前",
		    "考试开始前" },
		{ "条件: 条件：考试开始前", PERIOD_CONDITION, 0, "条件:考试开始前",
		    "考试开始前" },
		{ "条件：考试开始前", PERIOD_CONDITION, 0, "条件:考试开始前",
		    "考试开始前" },
		{ " 条件:　考试开始前 ", PERIOD_CONDITION, 0, "条件:考试开始前",
		    "考试开始前" },
		{ "条件:公\x01布\xe2\x80\xae前\xff", PERIOD_CONDITION, 0, "条件:公布前",
		    "公布前" },
		{ "条件:2030年会议后", PERIOD_CONDITION, 0, "条件:2030年会议后",
		    "2030年会议后" },
		{ "条件:" HAN60, PERIOD_CONDITION, 0, "条件:" HAN60, HAN60 },
		{ "长期", PERIOD_LONG, 0, "长期", "长期" },
		{ " 长期 ", PERIOD_LONG, 0, "长期", "长期" },
	};
	char out[256];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period p, again;
		struct text2 why = { 0 };

		if (!period_parse(cases[i].s, &p, &why))
			fail_msg("%s: %s", cases[i].s, why.zh);
		assert_int_equal(p.kind, cases[i].kind);
		if (cases[i].n > 0)
			assert_int_equal(p.n, cases[i].n);
		period_format(&p, out);
		assert_string_equal(out, cases[i].canonical);
		assert_true(period_parse(out, &again, NULL));
		assert_true(period_same(&p, &again));
		period_show(&p, out);
		assert_string_equal(out, cases[i].shown);
	}
}

static void
period_parse__refuses_and_says_why(void **state)
{
	static const struct {
		const char *s, *why; /* a piece of the English reason */
	} cases[] = {
		{ "", "expected" },
		{ " ", "expected" },
		{ "10", "expected" },
		{ "年", "expected" },
		{ "十年", "expected" },
		{ "10年6个月", "expected" },
		{ "10 years 6 months", "expected" },
		{ "6m", "expected" },
		{ "condition: 10 years", "release condition" },
		{ "6月", "expected" },
		{ "-1年", "expected" },
		{ "+1年", "expected" },
		{ "1.5年", "expected" },
		{ "10年★", "expected" },
		{ "永久", "expected" },
		{ "长期的", "expected" },
		{ "2030-2-3", "expected" },
		{ "2030-02-30", "expected" },
		{ "2030年2月30日", "expected" },
		{ "12月31日", "expected" },
		{ "2030/12/31", "expected" },
		{ "20301231", "expected" },
		{ "今天", "expected" },
		{ "+7", "expected" },
		{ "考试开始前", "expected" },
		{ "条件", "expected" },
		{ "10年\n", NULL },
		{ "\xff", "expected" },
		{ "0年", "1 to 99" },
		{ "00年", "1 to 99" },
		{ "100年", "1 to 99" },
		{ "2030年", "1 to 99" },
		{ "99999999999999999999999年", "1 to 99" },
		{ "0个月", "1 to 1200" },
		{ "1201个月", "1 to 1200" },
		{ "0天", "1 to 36500" },
		{ "36501日", "1 to 36500" },
		{ "010年", "leading" },
		{ "０6个月", "leading" },
		{ "条件:", "condition" },
		{ "条件: 　", "condition" },
		{ "条件:\x01", "condition" },
		{ "条件:机密★会后", "condition" },
		{ "条件:会\n后", "condition" },
		{ "条件:会\r后", "condition" },
		{ "条件:" HAN60 "一", "condition" },
		{ "条件:" SMILE50, "condition" }, /* few characters, too many bytes */
		{ "条件:长期", "condition" },
		{ "条件:10年", "condition" },
		{ "条件:１０年", "condition" },
		{ "条件:2030-12-31", "condition" },
		{ "条件:2030年12月31日", "condition" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct period p = { .kind = PERIOD_LONG, .n = 7 };
		struct text2 why = { 0 };
		bool ok = period_parse(cases[i].s, &p, &why);

		if (cases[i].why == NULL) {
			assert_true(ok); /* blanks around, a line end too, are trimmed */
			continue;
		}
		if (ok || why.zh == NULL || strstr(why.en, cases[i].why) == NULL)
			fail_msg("%s: %s", cases[i].s, ok ? "taken" : why.en);
		assert_int_equal(p.kind, PERIOD_LONG); /* untouched */
		assert_int_equal(p.n, 7);
	}
	assert_false(period_parse(NULL, &(struct period){ 0 }, NULL));
}

static void
period_same__compares_what_counts(void **state)
{
	struct period a = { 0 }, b = { 0 };
	char out[256] = "x";

	(void)state;
	assert_true(period_same(&a, &b));
	period_format(&a, out);
	assert_string_equal(out, "");
	assert_true(period_parse("12个月", &a, NULL));
	assert_true(period_parse("1年", &b, NULL));
	assert_false(
	    period_same(&a, &b)); /* same length, other words: they clamp otherwise */
	assert_true(period_parse("13个月", &b, NULL));
	assert_false(period_same(&a, &b));
	assert_true(period_parse("2030-12-31", &a, NULL));
	assert_true(period_parse("2030-12-30", &b, NULL));
	assert_false(period_same(&a, &b));
	assert_true(period_parse("条件:甲", &a, NULL));
	assert_true(period_parse("条件:乙", &b, NULL));
	assert_false(period_same(&a, &b));
	assert_true(period_parse("长期", &a, NULL));
	assert_true(period_parse("长期", &b, NULL));
	assert_true(period_same(&a, &b));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(period_parse__reads_every_kind),
		cmocka_unit_test(period_parse__refuses_and_says_why),
		cmocka_unit_test(period_same__compares_what_counts),
	};

	return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
