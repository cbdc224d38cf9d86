/* SPDX-License-Identifier: MIT */
/*
 * The cases of tests/law, through the function behind `eval`: each answers what its lines
 * "#= " say, in that order and nothing else; every rule with a check has a case that
 * keeps it and one that breaks it. Then bad case files, each error with its line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <dirent.h>

#include "base/file.h"
#include "law/case.h"
#include "scratch.h"

static char *
cases_path(const char *name)
{
	const char *src = getenv("top_srcdir");

	return xasprintf(
	    "%s/tests/law%s%s", src != NULL ? src : ".", *name != '\0' ? "/" : "", name);
}

/* The lines "#= " at the top of a file. */
static void
read_expected(const char *path, struct strs *out)
{
	struct strs lines = { 0 };
	struct err e;
	char *text;
	size_t n;

	if (file_read(path, 1 << 20, &text, &n, &e) != RC_OK)
		fail_msg("%s", e.msg);
	strs_split(&lines, text, "\n");
	for (size_t i = 0; i < lines.n && lines.v[i][0] == '#'; i++) {
		if (strncmp(lines.v[i], "#= ", 3) == 0)
			strs_add(out, lines.v[i] + 3);
	}
	strs_free(&lines);
	free(text);
}

/* What eval prints, in the form of the expected lines: findings without their words. */
static void
evaluate(const char *path, struct strs *out)
{
	struct strs lines = { 0 };
	struct str text = { 0 };
	struct law_case c;
	struct err e;
	int year;
	bool ok;

	law_case_init(&c, NULL, NULL);
	if (law_case_read(&c, path, &e) != RC_OK) {
		strs_add(out, e.msg);
		strs_add(out, "exit 2");
		goto out;
	}
	ok = law_case_report(&c, &text, &year);
	strs_split(&lines, str_s(&text), "\n");
	for (size_t i = 0; i < lines.n; i++) {
		char *s = lines.v[i];

		if (isupper((unsigned char)s[0])) /* SEVERITY RULE FIELD words */
			for (int blanks = 0; *s != '\0'; s++)
				if (*s == ' ' && ++blanks == 3)
					*s-- = '\0';
		strs_add(out, lines.v[i]);
	}
	strs_add(out, ok ? "exit 0" : "exit 1");
out:
	str_free(&text);
	strs_free(&lines);
	law_case_done(&c);
}

static bool
names_rule(const struct strs *lines, const char *rule)
{
	for (size_t i = 0; i < lines->n; i++) {
		const char *blank = strchr(lines->v[i], ' ');

		if (blank != NULL && strncmp(blank + 1, rule, strlen(rule)) == 0)
			return true;
	}
	return false;
}

static void
check_case(const char *name)
{
	char *path = cases_path(name), rule[5] = "";
	struct strs expected = { 0 }, said = { 0 };
	bool same;

	read_expected(path, &expected);
	evaluate(path, &said);
	same = expected.n == said.n;
	for (size_t i = 0; i < said.n && same; i++)
		same = strcmp(expected.v[i], said.v[i]) == 0;
	for (size_t i = 0; i < said.n && !same; i++)
		print_message("# %s: %s\n", name, said.v[i]);
	if (!same)
		fail_msg("%s answers otherwise than its lines #= say", name);
	snprintf(rule, sizeof(rule), "%s", name);
	if (strcmp(name + 4, "-pass.ini") == 0 && names_rule(&said, rule))
		fail_msg("%s breaks the rule it should keep", name);
	if (strcmp(name + 4, "-fail.ini") == 0 && !names_rule(&said, rule))
		fail_msg("%s keeps the rule it should break", name);
	strs_free(&expected);
	strs_free(&said);
	free(path);
}

static void
list_cases(struct strs *out)
{
	char *path = cases_path("");
	DIR *d = opendir(path);
	struct dirent *ent;

	assert_non_null(d);
	while ((ent = readdir(d)) != NULL) {
		size_t n = strlen(ent->d_name);

		if (n > 4 && strcmp(ent->d_name + n - 4, ".ini") == 0)
			strs_add(out, ent->d_name);
	}
	closedir(d);
	free(path);
}

static void
eval__answers_what_the_cases_say(void **state)
{
	struct strs names = { 0 };

	(void)state;
	list_cases(&names);
	assert_true(names.n > 200);
	for (size_t i = 0; i < names.n; i++)
		check_case(names.v[i]);
	strs_free(&names);
}

/* In English too, with the same findings. */
static void
eval__answers_the_same_in_english(void **state)
{
	struct strs names = { 0 };

	(void)state;
	lang_set(LANG_EN);
	list_cases(&names);
	for (size_t i = 0; i < names.n; i++)
		check_case(names.v[i]);
	lang_set(LANG_ZH);
	strs_free(&names);
}

static void
cases__cover_every_rule_both_ways(void **state)
{
	static const char *const kinds[] = { "pass", "fail" };
	struct strs names = { 0 };
	const struct rule *r;
	size_t n;

	(void)state;
	list_cases(&names);
	r = law_rules(&n);
	for (size_t i = 0; i < n * 2; i++) {
		char name[16];
		bool there;

		snprintf(name, sizeof(name), "%s-%s.ini", r[i / 2].id, kinds[i % 2]);
		there = strs_has(&names, name);
		if (r[i / 2].check != NULL && !there)
			fail_msg("tests/law/%s is missing", name);
		if (r[i / 2].check == NULL && there)
			fail_msg("tests/law/%s: that rule is kept by states", name);
	}
	strs_free(&names);
}

/* Every number of the sheet that the program answers for is a row. */
static void
rules__hold_every_number_of_the_sheet(void **state)
{
	static const int ranges[][2] = { { 1, 115 }, { 139, 140 }, { 144, 155 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
		for (int no = ranges[i][0]; no <= ranges[i][1]; no++) {
			char id[8];

			snprintf(id, sizeof(id), "R%03d", no);
			if (law_rule(id) == NULL)
				fail_msg("no rule %s", id);
		}
	}
}

/* ------------------------------------------------------------------ bad files */

#define TOP "[case]\nact = determine\ntoday = 2026-03-02\n"
#define EXTEND "[case]\nact = extend\ntoday = 2026-03-02\n[unit]\ntier = county\n"

static const struct {
	const char *text;
	int line; /* 0: of the file as a whole */
	const char *said;
} bad_files[] = {
	{ "", 0, "case.act" },
	{ "[unit]\ntier = county\n", 0, "case.act" },
	{ "[case]\ntoday = 2026-03-02\n", 1, "case.act" },
	{ "# one\n[case]\nact = determine\n", 2, "case.today" },
	{ "[case]\nact = decide\ntoday = 2026-03-02\n", 2, "determine|derive" },
	{ "[case]\nact = determine\ntoday = 2026-02-29\n", 3, "2026-02-29" },
	{ "[case]\nact = determine\ntoday = 02.03.2026\n", 3, "日期" },
	{ "[case]\nact = determine\ntoday = \n", 3, "没有值" },
	{ TOP "[unit]\ntier = city\n", 5, "county|prefecture" },
	{ TOP "[unit]\nteir = county\n", 5, "tier" },
	{ TOP "[units]\ntier = county\n", 4, "units" },
	{ TOP "[unit]\nspecial_regime = maybe\n", 5, "yes|no" },
	{ TOP "[unit]\ngrant_level = 极密\n", 5, "绝密" },
	{ TOP "[matter]\ncolour = red\n", 5, "colour" },
	{ TOP "[matter]\nperiod = 10\n", 5, "10年" },
	{ TOP "[matter]\nperiod = 0年\n", 5, "10年" },
	{ TOP "[matter]\nharm = 轻微\n", 5, "特别严重损害" },
	{ TOP "[matter]\nhead_no = 8\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 0\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 4a\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 99999999999\n", 5, "1..7" },
	{ TOP "[matter]\njoint_units = -1\n", 5, "0..999" },
	{ TOP "[matter]\nkind = letter\n", 5, "document|meeting" },
	{ TOP "[matter]\nkind = \"document|meeting\"\n", 5, "document|meeting" },
	{ TOP "[matter]\nntk = all\n", 5, "persons|unit" },
	{ TOP "[negative]\npublic_need = Yes\n", 5, "yes|no" },
	{ TOP "[proposer]\nid = 0\n", 5, "1 以上" },
	{ TOP "[source.0]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.01]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.x]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.10000]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source]\nlevel = 秘密\n", 4, "source" },
	{ TOP "[claim.1.2]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.1]\ntrigger = 5\n", 5, "1..4" },
	{ TOP "[calendar]\nholiday.26 = 2026-01-01\n", 5, "holiday.2026" },
	{ TOP "[calendar]\nholiday.2026 = 2025-01-01\n", 5, "2026" },
	{ TOP "[calendar]\nholidays = 2026-01-01\n", 5, "holidays" },
	{ TOP "[unit]\ntier = county\ntier = other\n", 6, "tier" },
	{ TOP "[duty]\nreported = 2026-03-02\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T24:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T23:60\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-02-30T10:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02X10:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T1x:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T-1:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T10:-1\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T10:1x\n", 5, "14:30" },
	/* what the act needs */
	{ TOP, 0, "unit.tier" },
	{ TOP "[unit]\nspecial_regime = no\n", 4, "unit.tier" },
	{ TOP "[unit]\ntier = county\n[approver]\nid = 2\n", 6, "approver.kind" },
	{ TOP "[unit]\ntier = county\n[entry]\nlevel = 秘密\n", 6, "entry.code" },
	{ TOP "[unit]\ntier = county\n[entry]\ncode = A\n", 6, "entry.level" },
	{ TOP "[unit]\ntier = county\n[source.3]\ntrigger = 1\n", 6, "source.3.level" },
	{ TOP "[unit]\ntier = county\n[claim.2]\nby = x\n", 6, "claim.2.level" },
	{ "[case]\nact = dispute\ntoday = 2026-03-02\n[unit]\ntier = county\n", 0,
	    "claim.1.level" },
	{ "[case]\nact = refer\ntoday = 2026-03-02\n[unit]\ntier = county\n", 0,
	    "matter.level" },
	{ EXTEND, 0, "matter.old_expiry" },
	{ EXTEND "[matter]\nperiod = 5年\n", 6, "matter.old_expiry" },
	{ EXTEND "[matter]\nold_expiry = 2026-06-01\nnew_expiry = 2027-06-01\n"
		 "new_period = 6年\n",
	    6, "new_period" },
	{ "[case]\nact = release\ntoday = 2026-03-02\n[matter]\ncause = "
	  "expired\n",
	    4, "matter.old_expiry" },
	{ "[case]\nact = report\ntoday = 2026-03-02\n", 0, "duty.discovered" },
};

static void
law_case_read__names_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad_files) * 2; i++) {
		const char *path = scratch_file(
		    "case.ini", bad_files[i / 2].text, strlen(bad_files[i / 2].text));
		struct law_case c;
		struct err e;
		char *at;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		law_case_init(&c, NULL, NULL);
		if (law_case_read(&c, path, &e) != RC_INVAL)
			fail_msg("taken: %s", bad_files[i / 2].text);
		at = bad_files[i / 2].line > 0
			 ? xasprintf("%s:%d: ", path, bad_files[i / 2].line)
			 : xasprintf("%s: ", path);
		if (strncmp(e.msg, at, strlen(at)) != 0 ||
		    (i % 2 == 0 &&
			strstr(e.msg + strlen(at), bad_files[i / 2].said) == NULL))
			fail_msg("%s\n--- said: %s", bad_files[i / 2].text, e.msg);
		free(at);
		law_case_done(&c);
	}
	lang_set(LANG_ZH);
}

static void
law_case_read__needs_a_file(void **state)
{
	struct law_case c;
	struct err e;

	(void)state;
	law_case_init(&c, NULL, NULL);
	assert_int_equal(law_case_read(&c, scratch_path("none.ini"), &e), RC_NOTFOUND);
	law_case_done(&c);
}

static void
law_case_set__refuses_unknown_keys(void **state)
{
	struct law_case c;
	struct err e;

	(void)state;
	law_case_init(&c, NULL, NULL);
	assert_int_equal(law_case_set(&c, "unit", "colour", "red", &e), RC_INVAL);
	assert_int_equal(law_case_set(&c, "sources.1", "level", "秘密", &e), RC_INVAL);
	assert_int_equal(law_case_set(&c, "source.0", "level", "秘密", &e), RC_INVAL);
	law_case_done(&c);
}

/* Forms of a value that mean the same. */
static void
law_case_set__takes_every_form(void **state)
{
	static const struct {
		const char *section, *key, *a, *b;
		size_t at, size;
	} same[] = {
#define AT(m) offsetof(struct facts, m), sizeof(((struct facts *)NULL)->m)
		{ "matter", "level", "绝密", "top", AT(matter.level) },
		{ "matter", "level", "机密", "high", AT(matter.level) },
		{ "matter", "level", "秘密", "base", AT(matter.level) },
		{ "matter", "harm", "特别严重损害", "绝密", AT(matter.harm) },
		{ "matter", "harm", "损害", "base", AT(matter.harm) },
		{ "duty", "reported", "2026-03-02T23:59", "2026-03-02 23:59",
		    AT(duty.reported_min) },
		{ "proposer", "id", "张承", "张承", AT(proposer.id) },
#undef AT
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		struct law_case c;
		struct err e;
		char first[16];

		law_case_init(&c, NULL, NULL);
		assert_int_equal(
		    law_case_set(&c, same[i].section, same[i].key, same[i].a, &e), RC_OK);
		memcpy(first, (const char *)&c.f + same[i].at, same[i].size);
		assert_int_equal(
		    law_case_set(&c, same[i].section, same[i].key, same[i].b, &e), RC_OK);
		assert_memory_equal(first, (const char *)&c.f + same[i].at, same[i].size);
		law_case_done(&c);
	}
}

/* The unit's numbers and calendar come in from outside; a calendar in the case goes
 * before. */
static void
law_case_read__takes_the_ground_it_is_given(void **state)
{
	static const char text[] =
	    "[case]\nact = forward_unclear\ntoday = 2025-09-26\n[unit]\n"
	    "tier = county\n[matter]\nlevel = 秘密\n";
	static const char more[] = "[calendar]\nholiday.2025 = 2025-10-06..2025-10-10\n";
	struct calendar cal = { 0 };
	struct params param;
	struct computed got;
	struct law_case c;
	struct err e;
	char *both = xasprintf("%s%s", text, more);
	const char *path;

	(void)state;
	params_default(&param);
	param.v[PARAM_UNCLEAR_SEND_WD] = 5;
	assert_int_equal(calendar_add(&cal, 2025, true, "2025-09-27", &e), RC_OK);
	path = scratch_file("case.ini", text, strlen(text));
	law_case_init(&c, &param, &cal);
	assert_int_equal(law_case_read(&c, path, &e), RC_OK);
	law_compute(&c.f, &got);
	assert_int_equal(got.due, date_from_ymd(2025, 10, 2));
	assert_int_equal(got.unknown_year, 0);
	law_case_done(&c);
	path = scratch_file("case.ini", both, strlen(both));
	law_case_init(&c, NULL, &cal);
	assert_int_equal(law_case_read(&c, path, &e), RC_OK);
	law_compute(&c.f, &got);
	assert_int_equal(got.due, date_from_ymd(2025, 10, 17));
	law_case_done(&c);
	law_case_init(&c, NULL, NULL);
	path = scratch_file("case.ini", text, strlen(text));
	assert_int_equal(law_case_read(&c, path, &e), RC_OK);
	law_compute(&c.f, &got);
	assert_int_equal(got.unknown_year, 2025);
	law_case_done(&c);
	calendar_free(&cal);
	free(both);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eval__answers_what_the_cases_say),
		cmocka_unit_test(eval__answers_the_same_in_english),
		cmocka_unit_test(cases__cover_every_rule_both_ways),
		cmocka_unit_test(rules__hold_every_number_of_the_sheet),
		cmocka_unit_test(law_case_read__names_the_line),
		cmocka_unit_test(law_case_read__needs_a_file),
		cmocka_unit_test(law_case_set__refuses_unknown_keys),
		cmocka_unit_test(law_case_set__takes_every_form),
		cmocka_unit_test(law_case_read__takes_the_ground_it_is_given),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
