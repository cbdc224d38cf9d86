/* SPDX-License-Identifier: MIT */
/*
 * The cases of tests/law, through the function behind `eval`: each answers what its lines
 * "#= " say, in that order and nothing else; every rule with a check has a case that
 * keeps it and one that breaks it, every drill one that is handled wrongly and one that
 * is handled well. The last line of the test says how many they are.
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

/* Rules with a check, and how many of them have a case that keeps them and one that does
 * not. */
struct coverage {
	size_t rules, checked, pass, fail;
	struct strs lacking; /* names of the cases that are not there */
};

static void
cover(struct coverage *out)
{
	static const char *const kinds[] = { "pass", "fail" };
	struct strs names = { 0 };
	const struct rule *r = law_rules(&out->rules);

	list_cases(&names);
	for (size_t i = 0; i < out->rules * 2; i++) {
		size_t *n = i % 2 == 0 ? &out->pass : &out->fail;
		char name[16];

		if (r[i / 2].check == NULL)
			continue;
		snprintf(name, sizeof(name), "%s-%s.ini", r[i / 2].id, kinds[i % 2]);
		if (strs_has(&names, name))
			++*n;
		else
			strs_add(&out->lacking, name);
		out->checked += i % 2;
	}
	strs_free(&names);
}

static void
rules__kept_by_states_have_no_case(void **state)
{
	struct strs names = { 0 };

	(void)state;
	list_cases(&names);
	for (size_t i = 0; i < names.n; i++) {
		char id[5] = "";
		const struct rule *r;

		snprintf(id, sizeof(id), "%s", names.v[i]);
		r = names.v[i][0] == 'R' ? law_rule(id) : NULL;
		if (r != NULL && r->check == NULL)
			fail_msg("tests/law/%s: that rule is kept by states", names.v[i]);
	}
	strs_free(&names);
}

/* Its name is the count, see main(). */
static void
cases__cover_every_rule_both_ways(void **state)
{
	struct coverage c = { 0 };

	(void)state;
	cover(&c);
	for (size_t i = 0; i < c.lacking.n; i++)
		print_message("# tests/law/%s is missing\n", c.lacking.v[i]);
	assert_int_equal(c.lacking.n, 0);
	strs_free(&c.lacking);
}

static const char *
coverage_line(void)
{
	static char line[160];
	struct coverage c = { 0 };

	cover(&c);
	snprintf(line, sizeof(line),
	    "rules: %zu in the table, %zu with a check, %zu pass cases, %zu fail cases, "
	    "%zu lacking",
	    c.rules, c.checked, c.pass, c.fail, c.lacking.n);
	strs_free(&c.lacking);
	return line;
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

/* ------------------------------------------------------------------ drills */

/* The situations of the drills: the rules that the wrong handling breaks, and whether
 * there is anything to evaluate when it is handled well: what is no secret has no case.
 */
static const struct drill {
	const char *id, *rules;
	bool right;
} drills[] = {
	{ "DR01", "R011 R052", true },
	{ "DR02", "R004 R005", false },
	{ "DR03", "R043 R064 R151", true },
	{ "DR04", "R013", true },
	{ "DR05", "R030", true },
	{ "DR06", "R042", true },
	{ "DR07", "R074 R113", true },
	{ "DR08", "R096 R097 R098", true },
	{ "DR09", "R005", true },
	{ "DR10", "R084 R085", true },
	{ "DR11", "R064 R077", true },
	{ "DR12", "R075 R083", false },
	{ "DR13", "R082", true },
	{ "DR14", "R078", true },
	{ "DR15", "R108", true },
	{ "DR16", "R088 R090", true },
	{ "DR17", "R037", true },
	{ "DR18", "R033 R037", true },
	{ "DR19", "R100", true },
	{ "DR20", "R074 R113 R114", true },
	{ "DR21", "R119 R127", true },
	{ "DR22", "R151", true },
	{ "DR23", "R058", true },
	{ "DR24", "R109", true },
	{ "DR25", "R046 R049 R064", true },
};

/* What the cases of one kind ("-wrong.ini") of a drill find, all together, without what
 * is only to be recorded; how many there are. */
static size_t
drill_says(const struct strs *names, const char *id, const char *kind, struct strs *found)
{
	struct strs said = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < names->n; i++) {
		const char *name = names->v[i];
		size_t len = strlen(name), end = strlen(kind);
		char *path;

		if (strncmp(name, id, strlen(id)) != 0 || len < end ||
		    strcmp(name + len - end, kind) != 0)
			continue;
		path = cases_path(name);
		evaluate(path, &said);
		free(path);
		n++;
	}
	for (size_t i = 0; i < said.n; i++) {
		if (strncmp(said.v[i], "LOG ", 4) != 0)
			strs_add(found, said.v[i]);
	}
	strs_free(&said);
	return n;
}

static void
check_drill(const struct strs *names, const struct drill *d)
{
	struct strs wrong = { 0 }, right = { 0 }, rules = { 0 };

	if (drill_says(names, d->id, "-wrong.ini", &wrong) == 0)
		fail_msg("%s has no wrong handling", d->id);
	if ((drill_says(names, d->id, "-right.ini", &right) > 0) != d->right)
		fail_msg("%s: the right handling", d->id);
	strs_split(&rules, d->rules, " ");
	for (size_t i = 0; i < rules.n; i++) {
		if (!names_rule(&wrong, rules.v[i]))
			fail_msg("%s: nothing breaks %s", d->id, rules.v[i]);
		if (names_rule(&right, rules.v[i]))
			fail_msg("%s: the right handling breaks %s", d->id, rules.v[i]);
	}
	if (strs_has(&right, "exit 1") || strs_has(&right, "exit 2"))
		fail_msg("%s: the right handling is refused", d->id);
	strs_free(&wrong);
	strs_free(&right);
	strs_free(&rules);
}

static void
drills__are_told_wrong_from_right(void **state)
{
	struct strs names = { 0 };

	(void)state;
	assert_int_equal(ARRAY_LEN(drills), 25);
	list_cases(&names);
	for (size_t i = 0; i < ARRAY_LEN(drills); i++)
		check_drill(&names, &drills[i]);
	strs_free(&names);
}

/* ------------------------------------------------------------------ reading */

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
		cmocka_unit_test(rules__kept_by_states_have_no_case),
		cmocka_unit_test(rules__hold_every_number_of_the_sheet),
		cmocka_unit_test(drills__are_told_wrong_from_right),
		cmocka_unit_test(law_case_read__needs_a_file),
		cmocka_unit_test(law_case_set__refuses_unknown_keys),
		cmocka_unit_test(law_case_set__takes_every_form),
		cmocka_unit_test(law_case_read__takes_the_ground_it_is_given),
		{ .name = coverage_line(),
		    .test_func = cases__cover_every_rule_both_ways },
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
