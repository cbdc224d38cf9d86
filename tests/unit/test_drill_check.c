/* SPDX-License-Identifier: MIT */
/*
 * Every shipped scenario proves itself, one test a file found in forms/drill; and the
 * proof finds what does not hold.
 */
#include "sample_fixture.h"

#include "drill/drill.h"

static const char data[] = SRCDIR "/forms";
static struct strs names;

static void
find_names(void)
{
	file_list(SRCDIR "/forms/drill", ".ini", &names);
	assert_true(names.n > 0);
}

static void
check(const char *path, struct strs *faults)
{
	ok(scenario_check(path, data, faults, &e));
}

static void
shipped(void **state)
{
	struct strs faults = { 0 };
	struct str all = { 0 };
	char *path = path_join(SRCDIR "/forms/drill", *state);

	check(path, &faults);
	for (size_t i = 0; i < faults.n; i++)
		str_addf(&all, "%s\n", faults.v[i]);
	if (faults.n > 0)
		fail_msg("%s", str_s(&all));
	strs_free(&faults);
	str_free(&all);
	free(path);
}

/* DR06 with one text in the place of another. */
static const struct {
	const char *from, *to, *fault;
} broken[] = {
	{ "outcome = refused R042", "outcome = refused R047", "R047" },
	{ "outcome = refused R042", "why = x\nwhy.en = x", "办不成" },
	{ "refused = R042", "refused = R046", "认不出" },
	{ "decisive = yes", "decisive = no", "没有决定性的 expect" },
	{ "where.2 = level:秘密", "where.2 = level:机密", "参考做法没有做到" },
	{ "where.2 = level:秘密", "where.2 = height:1", "height" },
	{ "where.1 = state:approved|in_force\nwhere.2 = level:秘密\nwhere.3 = "
	  "approver_id:@linshuya",
	    "where.1 = level:秘密", "什么都不做" },
	{ "refused_none = R042", "done = matter.approve\nby = hejing",
	    "参考做法没有做到" },
	{ "cost = 5", "cost = 90", "90" },
	{ "entry_id = SL-03", "entry_id = SL-99", "开局办不成" },
	{ "opinion2 = 同意，开标后自行解密。", "opinion9 = 同意", "opinion9" },
	{ "may_be = hejing, linshuya", "may_be = hejing", "linshuya" },
	{ "as = hejing", "as = nobody", "nobody" },
	{ "answer = 1\nexplain", "answer = 2\nexplain", "参考做法没有做到" },
	{ "approver_id:@linshuya", "approver_id:@nobody", "nobody" },
};

static void
broken_ones(void **state)
{
	char *text = NULL;
	size_t n;

	(void)state;
	ok(file_read(SRCDIR "/forms/drill/DR06.ini", 1 << 20, &text, &n, &e));
	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		struct str s = { 0 };
		struct strs faults = { 0 };
		const char *at = strstr(text, broken[i].from);
		bool found = false;

		assert_non_null(at);
		str_addn(&s, text, (size_t)(at - text));
		str_add(&s, broken[i].to);
		str_add(&s, at + strlen(broken[i].from));
		check(scratch_file("DR06.ini", str_s(&s), s.len), &faults);
		for (size_t k = 0; k < faults.n; k++) {
			found = found || strstr(faults.v[k], broken[i].fault) != NULL;
			assert_non_null(strstr(faults.v[k], "DR06.ini:"));
		}
		if (!found)
			fail_msg("%zu: %s: not among %zu faults, %s", i, broken[i].fault,
			    faults.n, faults.n > 0 ? faults.v[0] : "");
		strs_free(&faults);
		str_free(&s);
	}
	free(text);
}

static int
teardown(void **state)
{
	strs_free(&names);
	return scratch_drop(state);
}

int
main(void)
{
	struct CMUnitTest *tests;
	int failed;

	lang_set(LANG_ZH);
	find_names();
	tests = xcalloc(names.n + 1, sizeof(*tests));
	for (size_t i = 0; i < names.n; i++)
		tests[i] = (struct CMUnitTest){ .name = names.v[i],
			.test_func = shipped,
			.initial_state = names.v[i] };
	tests[names.n] = (struct CMUnitTest)cmocka_unit_test(broken_ones);
	failed =
	    _cmocka_run_group_tests("drills", tests, names.n + 1, scratch_make, teardown);
	free(tests);
	return failed;
}
