/* SPDX-License-Identifier: MIT */
/* Kinds as the schema tells them, records and their canonical image. */
#include "store_fixture.h"

static void
kinds__list_exactly_the_record_tables(void **state)
{
	struct fixture *f = *state;
	static const char sql[] = "SELECT name FROM sqlite_schema WHERE type = 'table' "
				  "AND name NOT IN ('meta', 'journal', 'tally',"
				  " 'draft', 'find') AND name NOT GLOB 'find_*' AND name "
				  "NOT GLOB 'sqlite_*' ORDER BY rowid";
	const char *const *names;
	size_t n = store_kind_names(&names), i = 0;
	sqlite3_stmt *st;
	bool row, seen[1024] = { false };
	struct strs tables = { 0 };

	fx_ok(f, db_take(f->s, sql, &st, &f->e));
	while (db_step(f->s, st, &row, &f->e) == RC_OK && row)
		strs_add(&tables, db_col(st, 0));
	db_give(f->s, st);
	assert_int_equal(tables.n, n);
	for (i = 0; i < n; i++)
		assert_string_equal(tables.v[i], names[i]);
	strs_free(&tables);
	for (i = 0; i < n; i++) {
		const struct kind *k = store_kind(f->s, names[i]);
		assert_non_null(k);
		assert_string_equal(k->name, names[i]);
		assert_true(k->number > 0 && k->number < 1024 && !seen[k->number]);
		seen[k->number] = true;
		assert_string_equal(k->col[0].name, "id");
		assert_string_equal(k->col[1].name, "rev");
		assert_string_equal(k->col[2].name, "state");
		assert_ptr_equal(store_kind(f->s, names[i]), k);
	}
	assert_null(store_kind(f->s, "journal"));
	assert_null(store_kind(f->s, "no such"));
	/* Numbers are part of what is on disk: these may never change. */
	assert_int_equal(store_kind(f->s, "unit")->number, 1);
	assert_int_equal(store_kind(f->s, "matter")->number, 21);
	assert_int_equal(store_kind(f->s, "drill_result")->number, 52);
}

static void
columns__tell_type_need_reference_and_order(void **state)
{
	static const struct {
		const char *kind, *col;
		enum coltype type;
		bool required, indexed;
		const char *ref;
	} cases[] = {
		{ "matter", "no", COL_TEXT, true, true, NULL },
		{ "matter", "level", COL_INT, false, true, NULL },
		{ "matter", "state", COL_TEXT, true, true, NULL },
		{ "matter", "proposer_id", COL_INT, false, false, "person" },
		{ "matter", "dept_id", COL_INT, false, true, "dept" },
		{ "matter", "cond_watcher_id", COL_INT, false, false, "person" },
		{ "matter", "note", COL_TEXT, false, false, NULL },
		{ "carrier", "state", COL_TEXT, true, false, NULL },
		{ "grant", "no", COL_TEXT, false, true, NULL },
		{ "unit", "successor_id", COL_INT, false, false, "unit" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct kind *k = store_kind(f->s, cases[i].kind);
		int c = kind_column(k, cases[i].col);

		assert_true(c > 0);
		assert_int_equal(k->col[c].type, cases[i].type);
		assert_int_equal(k->col[c].required, cases[i].required);
		if (k->col[c].indexed != cases[i].indexed)
			fail_msg("%s.%s indexed", cases[i].kind, cases[i].col);
		if (cases[i].ref == NULL)
			assert_null(k->col[c].ref);
		else
			assert_string_equal(k->col[c].ref, cases[i].ref);
	}
	assert_int_equal(kind_column(store_kind(f->s, "matter"), "no_such"), -1);
}

static void
image__comes_back_the_same(void **state)
{
	struct fixture *f = *state;
	struct record *r = fx_new(f, "matter", "state=draft", "no=DM-2026-0001",
			  "title=城东泵站=\n12:改造\n", "level=2"),
		      *back = NULL, *copy;
	struct str a = { 0 }, b = { 0 };

	record_image(r, &a);
	assert_string_equal(a.s, "state=5:draft\nno=12:DM-2026-0001\ntitle=24:城东泵站="
				 "\n12:改造\n\nlevel=1:2\n");
	fx_ok(f, record_from_image(r->kind, a.s, a.len, &back, &f->e));
	record_image(back, &b);
	assert_string_equal(a.s, b.s);
	assert_int_equal(record_int(back, "level"), 2);
	assert_string_equal(record_state(back), "draft");
	copy = record_copy(back);
	record_set(copy, "title", record_get(copy, "title")); /* onto itself */
	record_set_int(copy, "level", -7);
	assert_int_equal(record_int(copy, "level"), -7);
	assert_int_equal(record_int(back, "level"), 2);
	record_set(copy, "level", "");
	assert_null(copy->val[kind_column(copy->kind, "level")]);
	assert_string_equal(record_get(copy, "level"), "");
	assert_int_equal(record_int(copy, "level"), 0);
	str_free(&a);
	str_free(&b);
	record_free(copy);
	record_free(back);
	record_free(r);
	record_free(NULL);
}

static void
image__that_does_not_parse_is_refused(void **state)
{
	static const struct {
		const char *image;
		bool good;
	} cases[] = {
		{ "", true },
		{ "title=0:\n", true },
		{ "old_column=3:abc\ntitle=1:x\n", true },
		{ "title=3:abc\n", true },
		{ "title=3:abc", false },
		{ "title=4:abc\n", false },
		{ "title=2:abc\n", false },
		{ "title=:abc\n", false },
		{ "title=-1:abc\n", false },
		{ "title=3abc\n", false },
		{ "title=99999999999999999999:abc\n", false },
		{ "title=18446744073709551615:abc\n", false },
		{ "title", false },
		{ "title=", false },
		{ "title=3", false },
		{ "=3:abc\n", false },
		{ "a\nb=1:x\n", false },
		{ "title=1:x\ntitle=1:y\n", false },
	};
	struct fixture *f = *state;
	const struct kind *k = store_kind(f->s, "matter");
	struct record *r;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		/* An exact copy, so that reading past its end shows. */
		size_t n = strlen(cases[i].image);
		char *exact = xmalloc(n + 1);

		memcpy(exact, cases[i].image, n + 1);
		exact = xreallocarray(exact, n > 0 ? n : 1, 1);
		if ((record_from_image(k, exact, n, &r, &f->e) == RC_OK) != cases[i].good)
			fail_msg("case %zu: %s", i, cases[i].image);
		if (!cases[i].good)
			assert_null(r);
		record_free(r);
		free(exact);
	}
	assert_int_equal(
	    record_from_image(k, "title=2:a\0\n", 11, &r, &f->e), RC_DAMAGED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    kinds__list_exactly_the_record_tables, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    columns__tell_type_need_reference_and_order, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    image__comes_back_the_same, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    image__that_does_not_parse_is_refused, fx_setup, fx_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
