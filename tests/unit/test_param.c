/* SPDX-License-Identifier: MIT */
/* The parameter sheet: whole, consistent, and not to be loosened where a statute fixes a
 * number. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "org/param.h"

static void
params__are_consistent(void **state)
{
	(void)state;
	for (int i = 0; i < PARAM_COUNT; i++) {
		const struct param_info *in = param_info((enum param)i);
		enum param found;

		assert_true(in->lo <= in->def && in->def <= in->hi);
		assert_non_null(strchr(in->key, '.'));
		assert_true(in->title.zh[0] != '\0' && in->title.en[0] != '\0');
		/* A key leads back to its own row: no key stands twice. */
		assert_true(param_find(in->key, &found));
		assert_int_equal(found, i);
		/* What claims to be law names its article, what does not names none. */
		assert_int_equal(
		    in->origin == ORIGIN_LAW, param_article((enum param)i) != NULL);
		if (param_is_yesno((enum param)i))
			assert_true(in->lo >= 0 && in->hi == 1);
	}
}

static void
param_find__refuses_other_keys(void **state)
{
	static const char *const keys[] = { "", "period", "period.",
		"Period.Max_Years_Top", "period.max_years_top " };
	enum param out;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		assert_false(param_find(keys[i], &out));
}

/* The whole range of every parameter, and one step beyond each end. */
static void
param_set__keeps_to_the_range(void **state)
{
	(void)state;
	for (int i = 0; i < PARAM_COUNT; i++) {
		const struct param_info *in = param_info((enum param)i);
		const long at[] = { in->lo - 1, in->lo, in->hi, in->hi + 1 };
		struct params p;
		char text[32];

		if (param_is_yesno((enum param)i))
			continue;
		for (size_t k = 0; k < ARRAY_LEN(at); k++) {
			bool inside = at[k] >= in->lo && at[k] <= in->hi;
			struct err e = { 0 };

			params_default(&p);
			snprintf(text, sizeof(text), "%ld", at[k]);
			assert_int_equal(
			    param_set(&p, (enum param)i, text, &e) == RC_OK, inside);
			assert_int_equal(p.v[i], inside ? at[k] : in->def);
			if (!inside && in->origin == ORIGIN_LAW) {
				assert_non_null(strstr(e.msg, in->rule));
				assert_non_null(
				    strstr(e.msg, param_article((enum param)i)));
			}
		}
	}
}

static void
param_set__takes_yes_and_no(void **state)
{
	static const struct {
		enum param id;
		const char *value;
		bool ok;
		long v;
	} cases[] = {
		{ PARAM_DATE_INCLUSIVE, "no", true, 0 },
		{ PARAM_DATE_INCLUSIVE, "yes", true, 1 },
		{ PARAM_DATE_INCLUSIVE, "Yes", false, 0 },
		{ PARAM_DATE_INCLUSIVE, "0", false, 0 },
		{ PARAM_DATE_INCLUSIVE, "", false, 0 },
		{ PARAM_TRAIN_BEFORE_POST, "yes", true, 1 },
		{ PARAM_TRAIN_BEFORE_POST, "no", false, 0 },
		{ PARAM_LEND_DAYS, "yes", false, 0 },
		{ PARAM_LEND_DAYS, " 7", false, 0 },
		{ PARAM_LEND_DAYS, "7 ", false, 0 },
		{ PARAM_LEND_DAYS, "-", false, 0 },
		{ PARAM_LEND_DAYS, "0x7", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct params p;
		struct err e = { 0 };

		params_default(&p);
		if ((param_set(&p, cases[i].id, cases[i].value, &e) == RC_OK) !=
		    cases[i].ok)
			fail_msg(
			    "%s = “%s”", param_info(cases[i].id)->key, cases[i].value);
		if (cases[i].ok)
			assert_int_equal(p.v[cases[i].id], cases[i].v);
	}
}

static void
origin_title__names_all(void **state)
{
	(void)state;
	assert_string_equal(origin_title(ORIGIN_LAW).zh, "法定");
	assert_string_equal(origin_title(ORIGIN_ADVICE).zh, "参照口径");
	assert_string_equal(origin_title(ORIGIN_UNIT).zh, "本单位规定");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(params__are_consistent),
		cmocka_unit_test(param_find__refuses_other_keys),
		cmocka_unit_test(param_set__keeps_to_the_range),
		cmocka_unit_test(param_set__takes_yes_and_no),
		cmocka_unit_test(origin_title__names_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
