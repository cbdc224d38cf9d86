/* SPDX-License-Identifier: MIT */
/* Scenario files: what the reader refuses, with its line; variants, shares, examples. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "scratch.h"

#include "drill/run.h"

static struct err e;

#define HEAD \
	"[drill]\nid = T1\ntitle = 题\ntitle.en = t\ntoday = 2026-03-02\nas = " \
	"wuyutong\n"
#define TEXTS \
	"[situation]\ntext = 一\ntext.2 = 二\ntext.en = one\n[task]\ntext = " \
	"做\ntext.en = do\n"
#define PATH "[path.1]\ndo = matter.propose\nas = m\ntitle = {name}\n"
#define EXPECT \
	"[expect.1]\npart = decision\ndecisive = yes\ntext = 定\ntext.en = d\ndone = " \
	"matter.propose\n"
#define WHOLE HEAD TEXTS PATH EXPECT
enum { AFTER = 24 }; /* the first line after WHOLE */

static enum rc
read_text(const char *text, unsigned long seed, struct scenario **s)
{
	return scenario_read(scratch_file("T1.ini", text, strlen(text)), seed, s, &e);
}

static const struct {
	const char *text;
	int line;
	const char *says;
} bad[] = {
	{ HEAD TEXTS PATH, 0, "expect" },
	{ HEAD TEXTS EXPECT, 0, "path" },
	{ TEXTS PATH EXPECT, 0, "drill" },
	{ HEAD "step = 8\n" TEXTS PATH EXPECT, 7, "step" },
	{ HEAD "clock = stopped\n" TEXTS PATH EXPECT, 7, "frozen" },
	{ HEAD "world = all\n" TEXTS PATH EXPECT, 7, "designations" },
	{ HEAD "tier = city\n" TEXTS PATH EXPECT, 7, "tier" },
	{ HEAD "difficulti = 2\n" TEXTS PATH EXPECT, 7, "difficulty" },
	{ WHOLE "[expct.2]\ntext = x\n", AFTER, "expect.1" },
	{ WHOLE "[expect.x]\ntext = x\n", AFTER, "expect.1" },
	{ WHOLE "[hint.1]\ntext = x\nof = expect.1\n", AFTER + 1, "text.en" },
	{ WHOLE "[hint.1]\ntext = x\ntext.en = x\nof = expect.9\n", AFTER, "expect.9" },
	{ WHOLE "[expect.2]\npart = papers\n", AFTER + 1, "paper" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\n", AFTER, "record" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\ndone = matter.sing\n",
	    AFTER + 4, "matter.sing" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nrecord = mattr\n",
	    AFTER + 4, "mattr" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nrecord = matter\n"
		"where.1 = level\n",
	    AFTER + 5, "level" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nrecord = matter\n"
		"count = 3..1\n",
	    AFTER + 5, "3..1" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\ndone = matter.mark\n"
		"until = soon\n",
	    AFTER + 5, "soon" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nrefused = R999\n",
	    AFTER + 4, "R999" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nanswer = 1\n", AFTER,
	    "1" },
	{ WHOLE "[expect.2]\npart = paper\ntext = x\ntext.en = x\nwhere.1 = a:b\n", AFTER,
	    "record" },
	{ WHOLE "[error.1]\ntype = worse\nexplain = x\nexplain.en = x\nrefused = R042\n",
	    AFTER + 1, "worse" },
	{ WHOLE "[error.1]\ntype = over\nexplain = x\nexplain.en = x\nrefused = R042\n"
		"path = 2\n",
	    AFTER, "1" },
	{ WHOLE "[error.1.play.1]\ndo = matter.propose\n", AFTER, "error.1" },
	{ WHOLE "[guide.1]\ntext = {act:matter.sing}\ntext.en = x\n"
		"done = matter.mark\n",
	    AFTER + 1, "act:matter.sing" },
	{ WHOLE "[guide.1]\ntext = x\ntext.en = {kind:song}\ndone = matter.mark\n",
	    AFTER + 2, "kind:song" },
	{ WHOLE "[after.1.1]\nwho = x\ndo = matter.approve\n", AFTER, "after" },
	{ WHOLE "[path.2]\ndo = wait\n", AFTER, "days" },
	{ WHOLE "[path.2]\ndo = answer\nanswer = 1\n", AFTER, "question" },
	{ WHOLE "[path.2]\ndo = matter.mark\noutcome = denied\n", AFTER + 2, "denied" },
	{ WHOLE "[path.2]\ndo = matter.mark\nthen = maybe\n", AFTER + 2, "maybe" },
	{ WHOLE "[start.1]\nday = 1\nwho = x\ndo = matter.propose\n", AFTER + 1, "1" },
	{ WHOLE "[start.1]\ndo = matter.propose\n", AFTER, "who" },
	{ WHOLE "[variant.1]\na = 1\n[variant.2]\nb = 1\n", AFTER + 3, "b" },
	{ WHOLE "[variant.1]\nd = 1\n", AFTER + 1, "d" },
	{ WHOLE "[question.1]\ntext = x\ntext.en = x\nexplain = x\nexplain.en = x\n"
		"option.1 = a\noption.1.en = a\nanswer = 1\n",
	    AFTER, "option.2" },
	{ WHOLE "[question.1]\ntext = x\ntext.en = x\nexplain = x\nexplain.en = x\n"
		"kind = true\nanswer = 3\n",
	    AFTER + 6, "answer" },
};

static void
faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct scenario *s = NULL;
		char at[32];

		if (read_text(bad[i].text, 0, &s) != RC_INVAL || s != NULL)
			fail_msg("%zu: taken", i);
		snprintf(at, sizeof(at),
		    bad[i].line > 0 ? "T1.ini:%d:" : "T1.ini:", bad[i].line);
		if (strstr(e.msg, at) == NULL || strstr(e.msg, bad[i].says) == NULL)
			fail_msg("%zu: not %s %s: %s", i, at, bad[i].says, e.msg);
	}
}

/* Acts and registers are called in texts as the screens call them; keys are left to the
 * screen. */
static void
names(void **state)
{
	struct scenario *s = NULL;

	(void)state;
	assert_int_equal(
	    read_text(WHOLE "[guide.1]\ntext = 选“{act:matter.mark}”，{key:save}，{\n"
			    "text.en = {kind:matter}: {act:matter.mark}\n"
			    "done = matter.mark\n",
		0, &s),
	    RC_OK);
	assert_string_equal(s->guide.v[0].text.zh, "选“作出标志”，{key:save}，{");
	assert_string_equal(s->guide.v[0].text.en, "Matters: make the mark");
	scenario_free(s);
}

static void
variants(void **state)
{
	static const char text[] =
	    WHOLE "[variant.1]\nname = 甲\n[variant.2]\nname = 乙\ntoday = 2026-05-06\n";
	struct scenario *s = NULL;

	(void)state;
	for (unsigned long seed = 0; seed < 4; seed++) {
		struct drill_info i;

		assert_int_equal(read_text(text, seed, &s), RC_OK);
		i = scenario_info(s);
		assert_int_equal(i.variants, 2);
		assert_int_equal(i.day, seed % 2 == 0 ? date_from_ymd(2026, 3, 2)
						      : date_from_ymd(2026, 5, 6));
		assert_string_equal(s->path_steps.v[0].act.cells.v[0],
		    seed % 2 == 0 ? "title=甲" : "title=乙");
		assert_string_equal(i.situation, "一\n二");
		scenario_free(s);
	}
}

/* Weights of parts that are not there are shared out; what does not divide is not lost.
 */
static void
shares(void **state)
{
	struct scenario *s = NULL;
	struct str text = { 0 };
	int sum = 0;

	(void)state;
	str_add(&text, WHOLE);
	for (int i = 2; i < 9; i++)
		str_addf(&text,
		    "[expect.%d]\npart = %s\npoints = %d\ntext = x\ntext.en = "
		    "x\nrefused_none = R042\n",
		    i, i % 2 == 0 ? "paper" : "decision", i);
	assert_int_equal(read_text(str_s(&text), 0, &s), RC_OK);
	assert_int_equal(scenario_part_share(s, DRILL_DECISION), 80);
	assert_int_equal(scenario_part_share(s, DRILL_PAPER), 20);
	assert_int_equal(scenario_part_share(s, DRILL_PROCEDURE), 0);
	for (size_t i = 0; i < s->expect.n; i++)
		sum += s->expect.v[i].share;
	assert_int_equal(sum, 100);
	scenario_free(s);
	str_free(&text);
}

static const struct {
	const char *value, *expr;
	bool fits;
} examples[] = {
	{ "2", "2", true },
	{ "2", "3", false },
	{ "2", "!3", true },
	{ "", "=", true },
	{ "x", "=", false },
	{ "x", "!", true },
	{ "", "!", false },
	{ "", "!3", true },
	{ "10", ">9", true },
	{ "9", ">9", false },
	{ "9", ">=9", true },
	{ "9", "<=9", true },
	{ "9", "<9", false },
	{ "", "<9", false },
	{ "2026-03-02", "2026-01-01..2026-12-31", true },
	{ "2027-03-02", "2026-01-01..2026-12-31", false },
	{ "条件:考试开始前", "条件*", true },
	{ "10年", "!条件*", true },
	{ "1", "1|3", true },
	{ "2", "1|3", false },
	{ "2", "!1|3", true },
	{ "3,7,12", "7", true },
	{ "3,7,12", "1", false },
	{ "3,7,12", "!7", false },
	{ "3,7,12", "#3", true },
	{ "3,7,12", "#>3", false },
	{ "", "#0", true },
};

static void
matches(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++)
		if (match_value(examples[i].value, examples[i].expr) != examples[i].fits)
			fail_msg("%s %s", examples[i].value, examples[i].expr);
}

/* Two colleagues, each with an act of his own. */
static void
afters(void **state)
{
#define AFTER_ONE(n, who) \
	"[after." n "]\nafter = matter.propose\nnews = 来\nnews.en = n\n" \
	"[after." n ".1]\nwho = " who "\ndo = matter.approve\non = m\n"
	struct scenario *s = NULL;

	(void)state;
	assert_int_equal(
	    read_text(WHOLE AFTER_ONE("1", "zhouwen") AFTER_ONE("2", "wuyutong"), 0, &s),
	    RC_OK);
	assert_int_equal(s->after.n, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(s->after.v[i].steps.n, 1);
		assert_string_equal(
		    s->after.v[i].steps.v[0].act.who, i == 0 ? "zhouwen" : "wuyutong");
	}
	scenario_free(s);
}

static void
answers(void **state)
{
	static const struct {
		enum question_kind kind;
		const char *right, *given;
		bool ok;
	} cases[] = {
		{ QUESTION_SINGLE, "2", "2", true },
		{ QUESTION_SINGLE, "2", "1", false },
		{ QUESTION_SINGLE, "2", NULL, false },
		{ QUESTION_MULTI, "1,3", "3,1", true },
		{ QUESTION_MULTI, "1,3", "1", false },
		{ QUESTION_MULTI, "1,3", "1,2,3", false },
		{ QUESTION_MULTI, "1,3", "1,1", false },
		{ QUESTION_ORDER, "2,1,3", "2,1,3", true },
		{ QUESTION_ORDER, "2,1,3", "1,2,3", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		if (answer_same(cases[i].kind, 3, cases[i].right, cases[i].given) !=
		    cases[i].ok)
			fail_msg("%s, %s", cases[i].right, cases[i].given);
	}
}

/* One reading for drills and examinations. */
static void
numbers(void **state)
{
	static const struct {
		const char *text, *turned; /* NULL: it does not read */
	} cases[] = {
		{ "2", "1" },
		{ "1,3", "3,2" },
		{ " 1 , 3 ", "3,2" },
		{ "3 1 2", "2,3,1" },
		{ "", NULL },
		{ " ", NULL },
		{ "0", NULL },
		{ "4", NULL },
		{ "1,1", NULL },
		{ "1,", NULL },
		{ ",1", NULL },
		{ "1,,2", NULL },
		{ "12", NULL },
		{ "1;2", NULL },
		{ "x", NULL },
	};
	static const int order[] = { 2, 0, 1 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *there = answer_turn(cases[i].text, order, 3, true), *back;

		if ((there == NULL) != (cases[i].turned == NULL))
			fail_msg("'%s'", cases[i].text);
		if (there == NULL)
			continue;
		assert_string_equal(there, cases[i].turned);
		back = answer_turn(there, order, 3, false);
		assert_true(answer_same(QUESTION_ORDER, 3, cases[i].text, back));
		free(there);
		free(back);
	}
}

/* Each order comes, but never the right one of lines to be ordered; true/false stays. */
static void
orders(void **state)
{
	static const int right[] = { 1, 2, 0 };
	bool seen[QUESTION_ORDER + 1][27] = { 0 };
	int n[QUESTION_ORDER + 1] = { 0 };

	(void)state;
	for (uint64_t k = 0; k < 200; k++)
		for (int kind = QUESTION_SINGLE; kind <= QUESTION_ORDER; kind++) {
			uint64_t seed = k;
			int order[OPTIONS_MAX], at;

			choice_shuffle(&seed, (enum question_kind)kind, right, 3, order);
			at = order[0] * 9 + order[1] * 3 + order[2];
			n[kind] += !seen[kind][at];
			seen[kind][at] = true;
		}
	assert_int_equal(n[QUESTION_SINGLE], 6);
	assert_int_equal(n[QUESTION_MULTI], 6);
	assert_int_equal(n[QUESTION_TRUE], 1);
	assert_true(seen[QUESTION_TRUE][0 * 9 + 1 * 3 + 2]);
	assert_int_equal(n[QUESTION_ORDER], 5);
	assert_false(seen[QUESTION_ORDER][1 * 9 + 2 * 3 + 0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults),
		cmocka_unit_test(names),
		cmocka_unit_test(variants),
		cmocka_unit_test(shares),
		cmocka_unit_test(matches),
		cmocka_unit_test(afters),
		cmocka_unit_test(answers),
		cmocka_unit_test(numbers),
		cmocka_unit_test(orders),
	};

	lang_set(LANG_ZH);
	return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
