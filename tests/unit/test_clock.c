/* SPDX-License-Identifier: MIT */
/* The clock goes back: who explains it, what the journal keeps, what waits until then. */
#include "sample_fixture.h"

static void
act_as(const char *login)
{
	int64_t id = 0;

	ok(bench_find_login(b, login, &id, &e));
	assert_true(id != 0);
	ok(bench_act_as(b, id, &e));
}

static struct clock_look
look(size_t *crossed)
{
	struct clock_look l;

	ok(bench_clock(b, &l, crossed, &e));
	return l;
}

static void
clock__going_back_is_explained_by_who_may(void **state)
{
	struct jrows rows = { 0 };
	size_t crossed;

	(void)state;
	assert_false(look(&crossed).back);
	assert_int_equal(crossed, 0);
	act_as("chenlixin");
	assert_int_equal(bench_clock_explain(b, "x", &e), RC_INVAL); /* it did not */
	open_on(first_day() - 40);
	assert_true(look(&crossed).back);
	assert_true(crossed > 0);
	act_as("wuyutong");
	assert_false(bench_clock_may(b));
	assert_int_equal(bench_clock_explain(b, "电池", &e), RC_DENIED);
	assert_true(look(&crossed).back);
	act_as("xitong");
	assert_int_equal(bench_clock_explain(b, " 　", &e), RC_INVAL);
	ok(bench_clock_explain(b, " 换了电池 ", &e));
	assert_false(look(&crossed).back);
	ok(store_history(bench_store(b), "meta", 0, 0, 10, &rows, &e));
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(rows.v[i].act, "clock") == 0) {
			assert_string_equal(rows.v[i].note, "换了电池");
			assert_string_equal(rows.v[i].role, "sysadm");
			jrows_free(&rows);
			return;
		}
	fail_msg("no row tells of it");
}

/* A changed org.ini must not keep the workbench shut: it is taken in once it may be. */
static void
org__waits_for_the_explanation(void **state)
{
	char *path = path_join(scratch_path("home"), "org.ini"), *text, *more;
	size_t n;

	(void)state;
	ok(file_read(path, 1 << 20, &text, &n, &e));
	more = xasprintf("%s\n; changed\n", text);
	ok(file_write(path, more, strlen(more), 0600, &e));
	open_on(first_day() - 40);
	assert_non_null(bench_warning(b));
	assert_non_null(strstr(bench_warning(b), "时钟"));
	act_as("chenlixin");
	ok(bench_clock_explain(b, "换了电池", &e));
	open_on(first_day() - 40);
	assert_non_null(strstr(bench_warning(b), "已导入"));
	free(more);
	free(text);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    clock__going_back_is_explained_by_who_may, home_make, home_drop),
		cmocka_unit_test_setup_teardown(
		    org__waits_for_the_explanation, home_make, home_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
