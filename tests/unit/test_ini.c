/* SPDX-License-Identifier: MIT */
/*
 * The strict reader: each thing iniparser 4.1 would swallow in silence is refused with
 * its line, and what is taken reads as iniparser alone would read it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <iniparser/iniparser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/ini.h"
#include "scratch.h"

static struct ini *
opened(const char *text)
{
	struct ini *ini = NULL;
	struct err e = { 0 };

	if (ini_open(scratch_file("a.ini", text, strlen(text)), &ini, &e) != RC_OK)
		fail_msg("%s", e.msg);
	return ini;
}

/* The text must be refused, on that line, for the reason that holds the piece. */
static void
refused(const char *text, size_t n, int line, const char *piece)
{
	const char *path = scratch_file("bad.ini", text, n);
	struct ini *ini = (struct ini *)&n;
	struct err e = { 0 };
	char at[600];

	lang_set(LANG_EN);
	if (ini_open(path, &ini, &e) != RC_INVAL)
		fail_msg("taken, wanted: %s", piece);
	lang_set(LANG_ZH);
	assert_null(ini);
	snprintf(at, sizeof(at), "%s:%d: ", path, line);
	if (strncmp(e.msg, at, strlen(at)) != 0 || strstr(e.msg, piece) == NULL)
		fail_msg("%s, wanted %s%s", e.msg, at, piece);
}

static void
ini_open__refuses_every_trap_with_its_line(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *piece;
	} cases[] = {
		/* BOM, before a section and before a key */
		{ "\xef\xbb\xbf[a]\nk=1\n", 1, "BOM" },
		{ "\xef\xbb\xbf"
		  "k=1\n",
		    1, "BOM" },
		/* bytes */
		{ "[a]\nk=\xff\n", 2, "byte 3 is not UTF-8" },
		{ "[a]\nk=\xb7\xe7\n", 2, "UTF-8" },
		{ "# \xe4\xb8\n", 1, "UTF-8" },
		{ "[a]\nk=a\x01"
		  "b\n",
		    2, "control" },
		{ "[a]\nk=a\x1b[31m\n", 2, "control" },
		{ "[a]\nk=a\u202e"
		  "b\n",
		    2, "direction" },
		{ "# x\u2066\n[a]\n", 1, "direction" },
		{ "[a]\rk=1\n", 1, "control" },
		{ "[a]\nk=a\u2028m=b\n", 2, "control" },
		{ "[a]\nk=a\vb\n", 2, "control" },
		/* joined lines: key, comment, with blanks behind, CRLF, section */
		{ "[a]\npath=C:/dir\\\nk=1\n", 2, "end of a line" },
		{ "[a]\n# comment\\\nk=1\n", 2, "end of a line" },
		{ "[a]\n; comment \\\nk=1\n", 2, "end of a line" },
		{ "[a]\nk=x\\  \t\nm=1\n", 2, "end of a line" },
		{ "[a]\r\nk=x\\\r\nm=1\r\n", 2, "end of a line" },
		{ "[a]\n\\\nk=1\n", 2, "end of a line" },
		{ "[a]\nk=1\\", 2, "end of a line" },
		/* ; and # cut a value */
		{ "[a]\nk=http://h/p;q\n", 2, "';' or '#'" },
		{ "[a]\nk=1 ; remark\n", 2, "';' or '#'" },
		{ "[a]\nk=第#号\n", 2, "';' or '#'" },
		{ "[a]\nk=;\n", 2, "';' or '#'" },
		{ "[a]\nk=#\n", 2, "';' or '#'" },
		/* quotes */
		{ "[a]\nk=\"a\" b\n", 2, "closing quote" },
		{ "[a]\nk=\"a\" ; remark\n", 2, "closing quote" },
		{ "[a]\nk=\"a\\\"b\"\n", 2, "closing quote" },
		{ "[a]\nk='a'b\n", 2, "closing quote" },
		{ "[a]\nk=\"\"x\n", 2, "closing quote" },
		{ "[a]\nk=\"a\n", 2, "unclosed" },
		{ "[a]\nk='a\n", 2, "unclosed" },
		{ "[a]\nk=\"\n", 2, "unclosed" },
		{ "[a]\nk='a\"\n", 2, "unclosed" },
		/* twice */
		{ "[a]\nk=1\nm=2\nk=3\n", 4, "first on line 2" },
		{ "[a]\nk=1\nK=3\n", 3, "first on line 2" },
		{ "[a]\nk=1\n[b]\n[a]\nm=1\n", 4, "first on line 1" },
		{ "[a]\n[A]\n", 2, "first on line 1" },
		{ "[ a ]\n[a]\n", 2, "first on line 1" },
		{ "[a]\nk = 1\n k=2\n", 3, "first on line 2" },
		/* before any section */
		{ "k=1\n[a]\n", 1, "before any" },
		{ "# x\n\nk=1\n", 3, "before any" },
		/* the first fault is the one told */
		{ "[a]\nk=1\n\nbad\nk=;\n", 4, "name = value" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		refused(
		    cases[i].text, strlen(cases[i].text), cases[i].line, cases[i].piece);
	refused("[a]\nk=a\0b\n", 10, 2, "NUL");
	refused("[a]\n\0", 5, 2, "NUL");
	refused("[a]\n# \0\n", 8, 2, "NUL");
}

static void
ini_open__refuses_what_is_no_name_or_section(void **state)
{
	static const struct {
		const char *text;
		int line;
		const char *piece;
	} cases[] = {
		{ "[a]\nx:y=1\n", 2, "must not hold" },
		{ "[a:x]\n", 1, "must not hold" },
		{ "[a;b]\n", 1, "must not hold" },
		{ "[a]\n\"k\"=1\n", 2, "must not hold" },
		{ "[a]\nk;m=1\n", 2, "must not hold" },
		{ "[a]\nk\tm=1\n", 2, "must not hold" },
		{ "[a[b]\n", 1, "must not hold" },
		{ "[]\n", 1, "missing" },
		{ "[  ]\n", 1, "missing" },
		{ "[a]\n = 1\n", 2, "missing" },
		{ "[a]\n=\n", 2, "missing" },
		{ "[a\n", 1, "no ']'" },
		{ "[\n", 1, "no ']'" },
		{ "[a] # remark\n", 1, "follow ']'" },
		{ "[a]b]\n", 1, "follow ']'" },
		{ "[a]\nk\n", 2, "name = value" },
		{ "[a]\nx", 2,
		    "name = value" }, /* iniparser skips a last line of one character */
		{ "[a]\nk＝1\n", 2, "half-width" },
		{ "［a］\n", 1, "half-width" },
		{ "＃ x\n", 1, "half-width" },
		{ "[a]\nk=a\tb\n", 2, "tab" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		refused(
		    cases[i].text, strlen(cases[i].text), cases[i].line, cases[i].piece);
}

static void
ini_open__limits_lines_and_names(void **state)
{
	struct str b = { 0 };
	struct ini *ini;

	(void)state;
	str_add(&b, "[a]\nk=");
	while (b.len < 4 + 1000)
		str_addc(&b, 'x');
	ini = opened(b.s); /* 1000 bytes without a line end */
	assert_int_equal(strlen(ini_value(ini, 0, 0)), 998);
	ini_free(ini);
	str_add(&b, "\r\nm=1\n");
	ini = opened(b.s);
	assert_int_equal(ini_keys(ini, 0), 2);
	ini_free(ini);
	str_cut(&b, 4 + 1000);
	str_add(&b, "x\n");
	refused(b.s, b.len, 2, "over 1000");
	str_cut(&b, 4);
	while (b.len < 1 << 20)
		str_addc(&b, '#');
	refused(b.s, b.len, 2, "over 1000");
	str_cut(&b, 4);
	while (b.len < 4 + 201)
		str_addc(&b, 'n');
	str_add(&b, "=1\n");
	refused(b.s, b.len, 2, "200 bytes");
	str_free(&b);
}

static void
ini_open__takes_regular_files_of_sane_size_only(void **state)
{
	struct ini *ini = NULL;
	struct err e = { 0 };
	const char *fifo = scratch_path("fifo"), *big = scratch_path("big.ini");
	FILE *f;

	(void)state;
	assert_int_equal(ini_open(scratch_path("absent.ini"), &ini, &e), RC_NOTFOUND);
	assert_non_null(strstr(e.msg, "absent.ini: "));
	assert_int_equal(ini_open(scratch_dir, &ini, &e), RC_INVAL);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(ini_open(fifo, &ini, &e), RC_INVAL);
	f = fopen(big, "w");
	assert_non_null(f);
	assert_int_equal(fseek(f, 8 << 20, SEEK_SET), 0);
	assert_int_equal(fputc('\n', f), '\n');
	assert_int_equal(fclose(f), 0);
	assert_int_equal(ini_open(big, &ini, &e), RC_INVAL);
	assert_non_null(strstr(e.msg, "big.ini: "));
	assert_null(ini);
}

static void
ini__reads_in_file_order_with_lines(void **state)
{
	struct ini *ini =
	    opened("# comment\n; another = one\n\n[organ]\r\nName = 示例市 局\r\n"
		   "  tier\t=\tprefecture\n[Dept.B]\n[dept.a]\nz=\"a;b # c\"\ny='it\"s'\n"
		   "x=\"\"\nw=''\nv=\nu = a=b\nt=\" kept \"\ns=a \"b\" c\nr=C:\\dir\\x\n"
		   "q=\"C:\\dir\\\"\np=É");
	static const struct {
		const char *key, *value;
		int line;
	} want[] = {
		{ "z", "a;b # c", 9 },
		{ "y", "it\"s", 10 },
		{ "x", "", 11 },
		{ "w", "", 12 },
		{ "v", "", 13 },
		{ "u", "a=b", 14 },
		{ "t", " kept ", 15 },
		{ "s", "a \"b\" c", 16 },
		{ "r", "C:\\dir\\x", 17 },
		{ "q", "C:\\dir\\", 18 },
		{ "p", "É", 19 },
	};
	int line = 0;

	(void)state;
	assert_string_equal(ini_path(ini), scratch_path("a.ini"));
	assert_int_equal(ini_sections(ini), 3);
	assert_string_equal(ini_section(ini, 0), "organ");
	assert_string_equal(ini_section(ini, 1), "dept.b");
	assert_string_equal(ini_section(ini, 2), "dept.a");
	assert_int_equal(ini_section_line(ini, 1), 7);
	assert_int_equal(ini_find_section(ini, "dept.a"), 2);
	assert_int_equal(ini_find_section(ini, "Dept.A"), 2);
	assert_int_equal(ini_find_section(ini, "dept"), -1);
	assert_int_equal(ini_keys(ini, 0), 2);
	assert_string_equal(ini_get(ini, 0, "name", &line), "示例市 局");
	assert_int_equal(line, 5);
	assert_string_equal(ini_get(ini, 0, "TIER", NULL), "prefecture");
	assert_int_equal(ini_keys(ini, 1), 0);
	assert_null(ini_get(ini, 1, "z", &line));
	assert_int_equal(ini_keys(ini, 2), ARRAY_LEN(want));
	for (size_t k = 0; k < ARRAY_LEN(want); k++) {
		assert_string_equal(ini_key(ini, 2, k), want[k].key);
		assert_string_equal(ini_value(ini, 2, k), want[k].value);
		assert_int_equal(ini_line(ini, 2, k), want[k].line);
		assert_string_equal(ini_get(ini, 2, want[k].key, &line), want[k].value);
		assert_int_equal(line, want[k].line);
	}
	ini_free(ini);
	ini_free(NULL);
}

static void
ini_open__takes_an_empty_file(void **state)
{
	static const char *const texts[] = { "", "\n", "# only\n", "\r\n\r\n" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct ini *ini = opened(texts[i]);

		assert_int_equal(ini_sections(ini), 0);
		assert_int_equal(ini_find_section(ini, "a"), -1);
		ini_free(ini);
	}
}

static void
ini_get__does_not_mind_a_section_named_like_a_key(void **state)
{
	struct ini *ini = opened("[a]\nx=7\n[x]\n[a.x]\n");
	long v = 1;
	bool b = true;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(ini_get_int(ini, 1, "x", 0, 9, &v, &e), RC_OK);
	assert_int_equal(v, 1);
	assert_int_equal(ini_get_bool(ini, 2, "a:x", &b, &e), RC_OK);
	assert_true(b);
	assert_int_equal(ini_get_int(ini, 0, "x", 0, 9, &v, &e), RC_OK);
	assert_int_equal(v, 7);
	ini_free(ini);
}

static void
ini_check__knows_its_words(void **state)
{
	static const struct ini_allow allow[] = {
		{ "organ", "name" },
		{ "organ", "tier" },
		{ "dept.*", "label" },
		{ "dept.*", "parent" },
		{ "calendar", "holiday.*" },
		{ "empty", NULL },
	};
	static const struct {
		const char *text;
		int line; /* 0: good */
		const char *piece;
	} cases[] = {
		{ "[organ]\nname=a\ntier=b\n[dept.a]\nlabel=x\n[calendar]\nholiday.2026="
		  "\n[empty]\n",
		    0, "" },
		{ "", 0, "" },
		{ "[organ]\nnmae=a\n", 2, "did you mean name" },
		{ "[organ]\nteir=a\n", 2, "did you mean tier" },
		{ "[organ]\ncolour=a\n", 2, "remove or correct" },
		{ "[organ]\nlabel=a\n", 2,
		    "remove or correct" }, /* a word of another section */
		{ "[orgna]\n", 1, "did you mean organ" },
		{ "[dpt.a]\n", 1, "did you mean dept.*" },
		{ "[dept.a]\nlable=1\n", 2, "did you mean label" },
		{ "[dept]\n", 1, "section [dept]" },
		{ "[calendar]\nholidays=\n", 2, "key in [calendar]: holidays" },
		{ "[empty]\nname=\n", 2, "name" },
		{ "[x]\nname=1\n", 1, "remove or correct" },
	};

	(void)state;
	lang_set(LANG_EN);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ini *ini = opened(cases[i].text);
		struct err e = { 0 };
		enum rc rc = ini_check(ini, allow, ARRAY_LEN(allow), &e);
		char at[64];

		assert_int_equal(rc, cases[i].line == 0 ? RC_OK : RC_INVAL);
		snprintf(at, sizeof(at), "a.ini:%d: ", cases[i].line);
		if (rc != RC_OK && (!strstr(e.msg, at) || !strstr(e.msg, cases[i].piece)))
			fail_msg("%s, wanted %s%s", e.msg, at, cases[i].piece);
		ini_free(ini);
	}
	lang_set(LANG_ZH);
}

static void
ini_get_int__reads_whole_numbers_in_range(void **state)
{
	static const struct {
		const char *value;
		bool ok;
		long v;
	} cases[] = {
		{ "5", true, 5 },
		{ "-5", true, -5 },
		{ "0", true, 0 },
		{ "010", true, 10 },
		{ "100", true, 100 },
		{ "101", false, 0 },
		{ "-6", false, 0 },
		{ "", false, 0 },
		{ "5x", false, 0 },
		{ "x", false, 0 },
		{ "0x5", false, 0 },
		{ "+5", false, 0 },
		{ "\" 5\"", false, 0 },
		{ "5 5", false, 0 },
		{ "5.0", false, 0 },
		{ "--5", false, 0 },
		{ "-", false, 0 },
		{ "99999999999999999999", false, 0 },
		{ "５", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char text[64];
		struct ini *ini;
		struct err e = { 0 };
		long v = 77;
		enum rc rc;

		snprintf(text, sizeof(text), "[a]\n\nn=%s\n", cases[i].value);
		ini = opened(text);
		rc = ini_get_int(ini, 0, "n", -5, 100, &v, &e);
		assert_int_equal(rc, cases[i].ok ? RC_OK : RC_INVAL);
		assert_int_equal(v, cases[i].ok ? cases[i].v : 77);
		if (!cases[i].ok)
			assert_true(
			    strstr(e.msg, "a.ini:3: ") && strstr(e.msg, "-5 至 100"));
		assert_int_equal(ini_get_int(ini, 0, "absent", 0, 1, &v, &e), RC_OK);
		ini_free(ini);
	}
}

static void
ini_get_bool__reads_yes_and_no(void **state)
{
	struct ini *ini = opened("[a]\ny=yes\nn=no\nt=true\ne=\nx=Yes\n");
	struct err e = { 0 };
	bool b = false;

	(void)state;
	assert_int_equal(ini_get_bool(ini, 0, "y", &b, &e), RC_OK);
	assert_true(b);
	assert_int_equal(ini_get_bool(ini, 0, "absent", &b, &e), RC_OK);
	assert_true(b);
	assert_int_equal(ini_get_bool(ini, 0, "n", &b, &e), RC_OK);
	assert_false(b);
	assert_int_equal(ini_get_bool(ini, 0, "t", &b, &e), RC_INVAL);
	assert_non_null(strstr(e.msg, "a.ini:4: "));
	assert_int_equal(ini_get_bool(ini, 0, "e", &b, &e), RC_INVAL);
	assert_int_equal(ini_get_bool(ini, 0, "x", &b, &e), RC_INVAL);
	ini_free(ini);
}

static void
ini_open__is_quick_with_5000_sections(void **state)
{
	struct str b = { 0 };
	struct ini *ini;
	clock_t start;
	double took;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		str_addf(&b, "[dept.%04d]\n", i);
		for (int k = 0; k < 6; k++)
			str_addf(&b, "key%d = 部门 %d-%d\n", k, i, k);
	}
	start = clock();
	ini = opened(b.s);
	took = (double)(clock() - start) / CLOCKS_PER_SEC;
	assert_int_equal(ini_sections(ini), 5000);
	assert_int_equal(ini_find_section(ini, "dept.4321"), 4321);
	assert_string_equal(ini_get(ini, 4321, "key5", NULL), "部门 4321-5");
	assert_int_equal(ini_section_line(ini, 4999), 4999 * 7 + 1);
	if (took > 1.0)
		fail_msg("%.2f s of CPU time", took);
	ini_free(ini);
	str_free(&b);
}

static int
quiet(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

/* What was taken is what iniparser reads from the whole file, nothing more and nothing
 * less. */
static void
same_as_iniparser(const struct ini *ini)
{
	dictionary *d = iniparser_load(ini_path(ini));
	size_t entries = ini_sections(ini);
	char name[512];

	assert_non_null(d);
	for (size_t s = 0; s < ini_sections(ini); s++) {
		for (size_t k = 0; k < ini_keys(ini, s); k++, entries++) {
			const char *v;

			snprintf(name, sizeof(name), "%s:%s", ini_section(ini, s),
			    ini_key(ini, s, k));
			v = iniparser_getstring(d, name, NULL);
			assert_non_null(v);
			assert_string_equal(ini_value(ini, s, k), v);
		}
	}
	assert_int_equal((size_t)d->n, entries);
	iniparser_freedict(d);
}

static void
ini_open__agrees_with_iniparser_on_random_files(void **state)
{
	static const char *const pieces[] = { "[a]\n", "[b.1]\n", "[ C ]\n", "k", "m",
		"Key", "=", "=", " = ", "\n", "\n", "\n", "x", "定密", "\"", "'", "\"v\"",
		"''", ";", "#", "\\", "\t", " ", ":", "]", "[", "\r\n", "k1=v\n",
		"k2 = \"a;b\"\n", "k3='#'\n", "k4=\n", "k5 = \"\"\n", "# c\n", "\xff",
		"\u3000" };
	uint32_t seed = 4;
	int taken = 0, bad = 0;

	(void)state;
	iniparser_set_error_callback(quiet);
	for (int i = 0; i < 3000; i++) {
		struct str b = { 0 };
		struct ini *ini = NULL;
		struct err e = { 0 };

		if (i % 8 != 0)
			str_add(&b, "[start]\n");
		for (uint32_t n = (seed >> 9) % 20; n > 0; n--) {
			seed = seed * 1664525u + 1013904223u;
			str_add(&b, pieces[(seed >> 8) % ARRAY_LEN(pieces)]);
		}
		seed = seed * 1664525u + 1013904223u;
		if (ini_open(scratch_file("r.ini", str_s(&b), b.len), &ini, &e) ==
		    RC_OK) {
			iniparser_set_error_callback(quiet);
			same_as_iniparser(ini);
			taken++;
		} else {
			assert_null(ini);
			assert_non_null(strstr(e.msg, "r.ini:"));
			bad++;
		}
		ini_free(ini);
		str_free(&b);
	}
	iniparser_set_error_callback(NULL);
	assert_true(taken > 300 && bad > 300);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(ini_open__refuses_every_trap_with_its_line),
		cmocka_unit_test(ini_open__refuses_what_is_no_name_or_section),
		cmocka_unit_test(ini_open__limits_lines_and_names),
		cmocka_unit_test(ini_open__takes_regular_files_of_sane_size_only),
		cmocka_unit_test(ini__reads_in_file_order_with_lines),
		cmocka_unit_test(ini_open__takes_an_empty_file),
		cmocka_unit_test(ini_get__does_not_mind_a_section_named_like_a_key),
		cmocka_unit_test(ini_check__knows_its_words),
		cmocka_unit_test(ini_get_int__reads_whole_numbers_in_range),
		cmocka_unit_test(ini_get_bool__reads_yes_and_no),
		cmocka_unit_test(ini_open__is_quick_with_5000_sections),
		cmocka_unit_test(ini_open__agrees_with_iniparser_on_random_files),
	};

	return cmocka_run_group_tests_name("ini", tests, scratch_make, scratch_drop);
}
