/* SPDX-License-Identifier: MIT */
/*
 * The proof of authority: each link passes and fails on its own, and the proof agrees
 * with the findings: what they refuse the approver for shows as a failed link, and
 * nothing else does.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "law_case.h"

enum { LINES = 16 };

static const char *
failed(const struct proof_line *v, size_t n, char out[128])
{
	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		if (!v[i].ok)
			snprintf(out + strlen(out), 128 - strlen(out), "%s%s",
			    *out ? "," : "", v[i].rule);
	return out;
}

static const struct proof_line *
find_line(const struct proof_line *v, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].rule, rule) == 0)
			return &v[i];
	return NULL;
}

static void
law_proof__fails_link_by_link(void **state)
{
	static const struct {
		const char *act, *changes,
		    *failed; /* rules of the failed links, in order */
	} cases[] = {
		{ "determine", "", "" },
		{ "determine",
		    "approver.kind=statutory approver.state=inactive approver.letter_no= "
		    "approver.scope= "
		    "approver.max_level= approver.from= approver.to= approver.filed_on= "
		    "approver.tier=",
		    "" },
		{ "determine", "approver.present=no", "R041" },
		{ "determine", "approver.kind=none", "R041" },
		{ "determine", "approver.letter_no=", "R032" },
		{ "determine", "approver.to=2026-03-02", "" },
		{ "determine", "approver.to=2026-03-01", "R037" },
		{ "determine", "approver.from=2026-03-03 approver.to=", "R037" },
		{ "determine", "approver.from= approver.to=2026-03-01", "R037" },
		{ "determine", "approver.state=suspended", "R037" },
		{ "determine", "approver.state=inactive", "R037" },
		{ "determine", "approver.trained_until=2026-03-01", "R033" },
		{ "determine", "approver.trained_until=", "R033" },
		{ "determine", "approver.filed_on=", "R036" },
		{ "determine", "matter.level=机密", "" },
		{ "determine", "matter.level=绝密", "R030" },
		{ "determine", "matter.level=机密 approver.max_level=秘密", "R030" },
		{ "determine", "approver.max_level=", "R030" },
		{ "determine", "matter.level= approver.max_level=秘密", "" },
		{ "determine", "unit.tier=county", "R030" },
		{ "determine",
		    "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-02",
		    "" },
		{ "determine",
		    "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-01",
		    "R030" },
		{ "determine",
		    "unit.tier=county unit.grant_level=秘密 unit.grant_scope=SL-09",
		    "R015" },
		{ "determine", "unit.tier=other unit.special_regime=yes", "" },
		{ "derive", "matter.level=绝密 unit.tier=county", "" },
		{ "determine", "approver.scope=SL-01", "R029" },
		{ "determine", "approver.scope=", "R029" },
		{ "determine", "approver.scope=*", "" },
		{ "determine", "approver.scope=SL-01 entry.present=no", "" },
		{ "determine", "approver.tier=managing", "R035" },
		{ "determine", "proposer.id=12", "R042" },
		{ "determine", "proposer.id= approver.id=", "" },
		{ "determine", "approver.admin=yes", "R140" },
		{ "determine", "approver.admin=", "" },
		{ "determine",
		    "approver.state=ended approver.trained_until= approver.admin=yes "
		    "proposer.id=12",
		    "R037,R033,R042,R140" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases) * 2; i++) {
		struct proof_line v[LINES];
		struct law_case c;
		enum law_act act;
		char got[128];
		size_t n, links;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		assert_true(law_act_parse(cases[i / 2].act, &act));
		case_init(&c, act, cases[i / 2].changes);
		n = law_proof(&c.f, v, LINES);
		links = 11 + (find_line(v, n, "R015") != NULL);
		assert_true(n == 1 || n == links);
		if (strcmp(failed(v, n, got), cases[i / 2].failed) != 0)
			fail_msg("%s: failed %s, not %s", cases[i / 2].changes, got,
			    cases[i / 2].failed);
		for (size_t k = 0; k < n; k++) {
			assert_true(v[k].text[0] != '\0');
			if (strcmp(v[k].rule, "R025") !=
			    0) /* a word of derivation, no rule yet */
				assert_non_null(law_rule(v[k].rule));
		}
		case_done(&c);
	}
	lang_set(LANG_ZH);
}

/* The grant that carried stands in the proof, by its letter; where the tier reaches,
 * none. */
static void
law_proof__names_the_grant(void **state)
{
	struct proof_line v[LINES];
	struct law_case c;
	const struct proof_line *line;

	(void)state;
	case_init(&c, LAW_DETERMINE,
	    "unit.tier=county unit.grant_level=秘密 unit.grant_until=2026-03-02");
	c.f.unit.grant_no = "示授〔2025〕7号";
	line = find_line(v, law_proof(&c.f, v, LINES), "R015");
	assert_non_null(line);
	assert_non_null(strstr(line->text, "示授〔2025〕7号"));
	assert_non_null(strstr(line->text, "2026-03-02"));
	case_done(&c);
	case_init(&c, LAW_DETERMINE, "unit.grant_level=机密");
	assert_null(find_line(v, law_proof(&c.f, v, LINES), "R015"));
	case_done(&c);
}

/* "A and B meet" is the same asked both ways. */
static void
scopes__meet(void **state)
{
	static const struct {
		const char *a, *b;
		bool meet;
	} cases[] = {
		{ "*", "SL-01", true },
		{ "SL-01,SL-02", "SL-02", true },
		{ "SL-01", "SL-02", false },
		{ "SL-*", "SL-02", true },
		{ "SL-*", "SL-1*", true },
		{ "SK-*", "SL-*", false },
		{ "SL-1", "SL-10", false },
		{ "", "*", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(law_scopes_meet(cases[i].a, cases[i].b), cases[i].meet);
		assert_int_equal(law_scopes_meet(cases[i].b, cases[i].a), cases[i].meet);
	}
}

static void
law_proof__keeps_within_the_room_given(void **state)
{
	struct proof_line v[3] = { { 0 } };
	struct law_case c;

	(void)state;
	case_init(&c, LAW_DETERMINE, "");
	assert_int_equal(law_proof(&c.f, v, 0), 0);
	assert_int_equal(law_proof(&c.f, v, 2), 2);
	assert_null(v[2].rule);
	case_done(&c);
}

/* A long scope is cut in the line, not beyond it. */
static void
law_proof__bears_long_texts(void **state)
{
	struct proof_line v[LINES];
	struct law_case c;
	char scope[2000];
	size_t n;

	(void)state;
	memset(scope, 'x', sizeof(scope) - 1);
	scope[sizeof(scope) - 1] = '\0';
	case_init(&c, LAW_DETERMINE, "");
	c.f.approver.scope = scope;
	c.f.approver.letter_no = scope;
	n = law_proof(&c.f, v, LINES);
	for (size_t i = 0; i < n; i++)
		assert_true(strlen(v[i].text) < sizeof(v[i].text));
	case_done(&c);
}

/* A small generator of our own: the same cases everywhere. */
static unsigned
roll(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

static const char *const dice[][5] = {
	{ "approver.kind=", "none", "statutory", "designated", "designated" },
	{ "approver.max_level=", "", "秘密", "机密", "绝密" },
	{ "approver.scope=", "", "*", "SL-02", "SL-01" },
	{ "approver.state=", "inactive", "active", "active", "ended" },
	{ "approver.to=", "", "2026-03-01", "2026-03-02", "2026-12-31" },
	{ "approver.trained_until=", "", "2026-03-01", "2026-03-02", "2026-12-31" },
	{ "approver.admin=", "", "no", "no", "yes" },
	{ "approver.tier=", "", "principal", "principal", "assistant" },
	{ "approver.present=", "yes", "yes", "yes", "no" },
	{ "proposer.id=", "11", "11", "11", "12" },
	{ "matter.level=", "秘密", "秘密", "机密", "绝密" },
	{ "unit.tier=", "county", "prefecture", "prefecture", "province" },
	{ "unit.grant_level=", "", "秘密", "机密", "绝密" },
	{ "unit.grant_until=", "", "2026-03-01", "2026-03-02", "2026-12-31" },
};

/* Refusals that concern the approver's authority; the rest of the case is lawful. */
static bool
refused(const struct findings *all)
{
	static const char *const rules[] = { "R013", "R014", "R029", "R030", "R033",
		"R035", "R037", "R041", "R042", "R140" };

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(rules); k++)
			if (all->v[i].severity == SEV_BLOCK &&
			    strcmp(all->v[i].rule->id, rules[k]) == 0)
				return true;
	return false;
}

static void
law_proof__agrees_with_the_findings(void **state)
{
	unsigned seed = 7, lawful = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct proof_line v[LINES];
		struct findings all = { 0 };
		struct str changes = { 0 };
		struct law_case c;
		bool ok = true;
		size_t n;

		for (size_t k = 0; k < ARRAY_LEN(dice); k++)
			str_addf(
			    &changes, "%s%s ", dice[k][0], dice[k][1 + roll(&seed, 4)]);
		case_init(&c, LAW_DETERMINE, str_s(&changes));
		law_check(&c.f, &all);
		n = law_proof(&c.f, v, LINES);
		for (size_t k = 0; k < n; k++) {
			/* Not stated or not filed is warned of, and decided by the other
			 * links. */
			bool warned = strcmp(v[k].rule, "R036") == 0 ||
				      (strcmp(v[k].rule, "R029") == 0 &&
					  c.f.approver.scope == NULL);

			ok = ok && (v[k].ok || warned);
		}
		if (ok == refused(&all))
			fail_msg("%s: proof %s, findings %s", str_s(&changes),
			    ok ? "holds" : "fails", ok ? "refuse" : "do not refuse");
		lawful += ok;
		findings_free(&all);
		str_free(&changes);
		case_done(&c);
	}
	assert_true(lawful > 20); /* the dice do throw lawful cases */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(law_proof__fails_link_by_link),
		cmocka_unit_test(law_proof__names_the_grant),
		cmocka_unit_test(scopes__meet),
		cmocka_unit_test(law_proof__keeps_within_the_room_given),
		cmocka_unit_test(law_proof__bears_long_texts),
		cmocka_unit_test(law_proof__agrees_with_the_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
