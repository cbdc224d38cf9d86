/* SPDX-License-Identifier: MIT */
/* CSV: what spreadsheets write, what they should not, and the way round. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "scratch.h"

/* All rows as LINE:a|b|c, one a line; a refused row as LINE!. */
static char *
rows_of(const char *text, size_t n, struct err *e)
{
	struct csv *c = NULL;
	struct csv_row row = { 0 };
	struct str out = { 0 };
	enum rc rc;

	assert_int_equal(csv_open(scratch_file("a.csv", text, n), &c, e), RC_OK);
	for (;;) {
		rc = csv_next(c, &row, e);
		if (rc == RC_OK && row.n == 0)
			break;
		str_addf(&out, "%d%s", row.line, rc == RC_OK ? ":" : "!");
		for (size_t i = 0; i < row.n; i++)
			str_addf(&out, "%s%s", i > 0 ? "|" : "", row.v[i]);
		str_addc(&out, '\n');
		csv_row_free(&row);
	}
	assert_int_equal(csv_next(c, &row, e), RC_OK); /* the end stays the end */
	assert_int_equal(row.n, 0);
	csv_close(c);
	return str_take(&out);
}

static void
csv_next__reads_what_spreadsheets_write(void **state)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
		{ "", "" },
		{ "\xef\xbb\xbf", "" },
		{ "a,b\nc,d\n", "1:a|b\n2:c|d\n" },
		{ "a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n" },
		{ "a,b\rc,d\r", "1:a|b\n2:c|d\n" },
		{ "a,b\nc,d", "1:a|b\n2:c|d\n" },
		{ "\xef\xbb\xbf姓名,部门\n张三,办公室\n",
		    "1:姓名|部门\n2:张三|办公室\n" },
		{ "\"a,b\",\"c\"\"d\"\n", "1:a,b|c\"d\n" },
		{ "\"a\nb\",c\nd,e\n", "1:a\nb|c\n3:d|e\n" },
		{ "\"a\r\nb\",c\r\nd\r\n", "1:a\r\nb|c\n3:d\n" },
		{ "\"\"\n", "1:\n" },
		{ "\"\"\"\"\n", "1:\"\n" },
		{ ",\n", "1:|\n" },
		{ ",,", "1:||\n" },
		{ "a,\n", "1:a|\n" },
		{ "\n\na\n\n\nb\n", "3:a\n6:b\n" },
		{ "\r\n\r\na\r\n", "3:a\n" },
		{ " a , b \n", "1: a | b \n" },
		{ "\"a\"", "1:a\n" },
	};
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *got = rows_of(cases[i].text, strlen(cases[i].text), &e);

		assert_string_equal(got, cases[i].rows);
		free(got);
	}
}

static void
csv_next__names_a_bad_row_and_goes_on(void **state)
{
	static const struct {
		const char *text, *rows, *said;
	} cases[] = {
		{ "a\nb\"c,d\ne\n", "1:a\n2!\n3:e\n", "a.csv:2: " },
		{ "a\n\"b\"c,d\ne\n", "1:a\n2!\n3:e\n", "a.csv:2: " },
		{ "a\n\"b\" ,d\ne\n", "1:a\n2!\n3:e\n", "a.csv:2: " },
		{ "a,\xff\nb\n", "1!\n2:b\n", "a.csv:1: " },
		{ "a,\xff,\"x\ny\",z\nb\n", "1!\n3:b\n", "a.csv:1: " },
		{ "\"x\ny\xff\",a\nb\n", "1!\n3:b\n", "a.csv:2: " },
		{ "a\n\"never\nclosed,\n", "1:a\n2!\n", "a.csv:2: " },
		{ "\xc3\xfb\xd7\xd6\nb\n", "1!\n2:b\n", "UTF-8" }, /* GBK */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err e = { 0 };
		char *got = rows_of(cases[i].text, strlen(cases[i].text), &e);

		assert_string_equal(got, cases[i].rows);
		assert_non_null(strstr(e.msg, cases[i].said));
		free(got);
	}
}

static void
csv_next__refuses_nul_and_giants(void **state)
{
	struct err e = { 0 };
	struct str b = { 0 };
	char *got = rows_of("a\nb\0c,d\ne\n", 10, &e);

	(void)state;
	assert_string_equal(got, "1:a\n2!\n3:e\n");
	assert_non_null(strstr(e.msg, "NUL"));
	free(got);
	str_add(&b, "a\n");
	while (b.len < (1 << 20) + 100)
		str_add(&b, "xxxxxxxxxx");
	str_add(&b, "\nb\n");
	got = rows_of(b.s, b.len, &e);
	assert_string_equal(got, "1:a\n2!\n3:b\n");
	assert_non_null(strstr(e.msg, "1 MB"));
	free(got);
	str_cut(&b, 0);
	for (int i = 0; i < 1000; i++)
		str_addc(&b, ',');
	str_add(&b, "\nb\n");
	got = rows_of(b.s, b.len, &e);
	assert_string_equal(got, "1!\n2:b\n");
	free(got);
	str_free(&b);
}

/* A row longer than the read buffer, and line ends that fall on its edge. */
static void
csv_next__does_not_mind_where_the_buffer_ends(void **state)
{
	struct err e = { 0 };

	(void)state;
	for (size_t fill = 65530; fill < 65542; fill++) {
		struct str b = { 0 };
		char *got;

		str_addc(&b, '"');
		while (b.len < fill)
			str_addc(&b, 'x');
		str_add(&b, "\"\"\r\n\",中\r\nend\r\n");
		got = rows_of(b.s, b.len, &e);
		assert_int_equal(strlen(got), 2 + fill - 1 + 3 + strlen("|中\n3:end\n"));
		assert_non_null(strstr(got, "x\"\r\n|中\n3:end\n"));
		free(got);
		str_free(&b);
	}
}

static void
csv_write__comes_back_the_same(void **state)
{
	static const char *const rows[][3] = {
		{ "a", "b,c", "d\"e" },
		{ "", "", "" },
		{ "x\ny", "x\r\ny", " blank " },
		{ "\"", "定密", "," },
	};
	const char *one[] = { "" }, *none[] = { NULL };
	struct csv_row row = { 0 };
	struct csv *c = NULL;
	struct err e = { 0 };
	char head[8] = "";
	FILE *f = fopen(scratch_path("w.csv"), "w+b");

	(void)state;
	assert_non_null(f);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		csv_write(f, rows[i], 3);
	csv_write(f, one, 1);
	csv_write(f, none, 1);
	assert_int_equal(fseek(f, 0, SEEK_SET), 0);
	assert_int_equal(fread(head, 1, 7, f), 7);
	assert_string_equal(head, "a,\"b,c\"");
	assert_int_equal(fclose(f), 0);
	assert_int_equal(csv_open(scratch_path("w.csv"), &c, &e), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(csv_next(c, &row, &e), RC_OK);
		assert_int_equal(row.n, 3);
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(row.v[k], rows[i][k]);
		csv_row_free(&row);
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(csv_next(c, &row, &e), RC_OK);
		assert_int_equal(row.n, 1);
		assert_string_equal(row.v[0], "");
		csv_row_free(&row);
	}
	assert_int_equal(csv_next(c, &row, &e), RC_OK);
	assert_int_equal(row.n, 0);
	csv_close(c);
	csv_close(NULL);
	csv_row_free(NULL);
}

static void
csv_open__refuses_what_is_no_file(void **state)
{
	struct csv *c = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(csv_open(scratch_path("absent.csv"), &c, &e), RC_NOTFOUND);
	assert_null(c);
	assert_int_equal(csv_open(scratch_dir, &c, &e), RC_INVAL);
	assert_null(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_next__reads_what_spreadsheets_write),
		cmocka_unit_test(csv_next__names_a_bad_row_and_goes_on),
		cmocka_unit_test(csv_next__refuses_nul_and_giants),
		cmocka_unit_test(csv_next__does_not_mind_where_the_buffer_ends),
		cmocka_unit_test(csv_write__comes_back_the_same),
		cmocka_unit_test(csv_open__refuses_what_is_no_file),
	};

	return cmocka_run_group_tests_name("csv", tests, scratch_make, scratch_drop);
}
