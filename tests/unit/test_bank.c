/* SPDX-License-Identifier: MIT */
/* The question bank: the shipped files are sound, faults are named with their line, the
 * same seed draws the same paper, and every kind of answer is worth what it should be. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "scratch.h"

#include "base/file.h"
#include "drill/bank.h"

static struct bank *shipped;

static int
setup(void **state)
{
	struct strs faults = { 0 };
	struct err e = { 0 };

	(void)scratch_make(state);
	if (bank_prove(SRCDIR "/forms", NULL, NULL, &shipped, &faults, &e) != RC_OK)
		fail_msg("%s", e.msg);
	for (size_t i = 0; i < faults.n; i++)
		print_message("%s\n", faults.v[i]);
	assert_int_equal(faults.n, 0);
	strs_free(&faults);
	return 0;
}

static int
teardown(void **state)
{
	bank_free(shipped);
	return scratch_drop(state);
}

static void
shipped__is_rich(void **state)
{
	size_t kind[QUESTION_ORDER + 1] = { 0 };

	(void)state;
	assert_true(shipped->n >= 120);
	assert_int_equal(shipped->ntopic, 10);
	for (size_t i = 0; i < shipped->n; i++)
		kind[shipped->q[i].kind]++;
	for (size_t k = 0; k <= QUESTION_ORDER; k++)
		assert_true(kind[k] >= 7);
}

/* ---- faults of a file */

#define HEAD "[bank]\ntitle = 题\ntitle.en = T\n"
#define BODY \
	"[q.A1]\nkind = single\ntext = 问\ntext.en = Q\noption.1 = 一\noption.1.en = " \
	"a\n" \
	"option.2 = 二\noption.2.en = b\noption.3 = 三\noption.3.en = c\n" \
	"explain = 因\nexplain.en = W\n"
/* clang-format off */
static const struct {
	const char *text, *says;
	int line;
} broken[] = {
	{ HEAD BODY "rule = R046\n", "答案", 4 },
	{ HEAD BODY "rule = R046\nanswer = 4\n", "答案", 17 },
	{ HEAD BODY "rule = R046\nanswer = 1,2\n", "答案", 17 },
	{ HEAD BODY "answer = 1\n", "rule", 4 },
	{ HEAD BODY "rule = R999\nanswer = 1\n", "R999", 16 },
	{ HEAD BODY "rule = R046\nanswer = 1\nhint = x\n", "hint", 18 },
	{ HEAD BODY "rule = R046\nanswer = 1\ndifficulty = 4\n", "1", 18 },
	{ HEAD BODY "rule = R046\nanswer = 1\n[q.a1]\n", "[q.a1]", 18 },
	{ HEAD "[q.A1]\nkind = guess\n", "single", 5 },
	{ HEAD "[q.A1]\nkind = true\ntext = 问\ntext.en = Q\nanswer = 1\nexplain = 因\nexplain.en = W\nrule = R046\n", "yes", 8 },
	{ HEAD "[q.A1]\nkind = true\ntext = 问\nanswer = yes\nexplain = 因\nexplain.en = W\nrule = R046\n", "text.en", 6 },
	{ HEAD "[q.A1]\nkind = order\ntext = 问\ntext.en = Q\noption.1 = 一\noption.1.en = a\noption.2 = 二\noption.2.en = b\n"
	  "option.3 = 三\noption.3.en = c\nexplain = 因\nexplain.en = W\nrule = R046\nanswer = 1\n", "顺序", 17 },
	{ HEAD "[q.A1]\nkind = multi\ntext = 问\ntext.en = Q\noption.1 = 一\noption.1.en = a\noption.3 = 三\noption.3.en = c\n"
	  "answer = 1,3\nexplain = 因\nexplain.en = W\nrule = R046\n", "option.1", 4 },
	{ "title = x\n", "", 1 },
};
/* clang-format on */

static void
faults__name_their_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		struct strs faults = { 0 };
		struct bank *b = NULL;
		struct err e = { 0 };
		char *at = xasprintf("t.ini:%d:", broken[i].line);
		char *dir = path_join(scratch_dir, "exam"), *path;
		bool found = false;

		assert_int_equal(file_mkdir(dir, 0700, &e), RC_OK);
		path = path_join(dir, "t.ini");
		assert_int_equal(
		    file_write(path, broken[i].text, strlen(broken[i].text), 0600, &e),
		    RC_OK);
		assert_int_equal(bank_read(scratch_dir, NULL, &b, &e), RC_INVAL);
		assert_null(b);
		assert_int_equal(
		    bank_prove(scratch_dir, NULL, NULL, &b, &faults, &e), RC_OK);
		for (size_t f = 0; f < faults.n; f++)
			found = found || (strstr(faults.v[f], at) != NULL &&
					     strstr(faults.v[f], broken[i].says) != NULL);
		if (!found)
			fail_msg("%zu: wanted %s %s, got %s", i, at, broken[i].says,
			    faults.n > 0 ? faults.v[0] : "nothing");
		bank_free(b);
		strs_free(&faults);
		assert_int_equal(unlink(path), 0);
		free(path);
		free(dir);
		free(at);
	}
}

static void
plan__more_than_there_is(void **state)
{
	static const char plan[] = "[plan.big]\ntitle = 大\ntitle.en = B\ndraw.t = 2\n",
			  topic[] = HEAD BODY "rule = R046\nanswer = 1\n";
	char *dir = path_join(scratch_dir, "exam"), *p, *t;
	struct strs faults = { 0 };
	struct bank *b = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(file_mkdir(dir, 0700, &e), RC_OK);
	p = path_join(dir, "blueprint.ini");
	t = path_join(dir, "t.ini");
	assert_int_equal(file_write(p, plan, sizeof(plan) - 1, 0600, &e), RC_OK);
	assert_int_equal(file_write(t, topic, sizeof(topic) - 1, 0600, &e), RC_OK);
	assert_int_equal(bank_prove(scratch_dir, NULL, NULL, &b, &faults, &e), RC_OK);
	assert_int_equal(faults.n, 1);
	assert_non_null(strstr(faults.v[0], "blueprint.ini:1:"));
	bank_free(b);
	strs_free(&faults);
	(void)unlink(p);
	(void)unlink(t);
	free(p);
	free(t);
	free(dir);
}

/* A want that holds for some seeds only is a fault, too. */
static void
plan__by_luck(void **state)
{
#define Q(id, kind, rest) \
	"[q." id "]\nkind = " kind "\ntext = 问\ntext.en = Q\nexplain = 因\n" \
	"explain.en = W\nrule = R046\n" rest
	static const struct {
		const char *name, *text;
	} files[] = { { "a.ini", HEAD Q("A1", "true", "answer = yes\n") Q("A2", "order",
				     "option.1 = 1\noption.1.en = 1\noption.2 = 2\n"
				     "option.2.en = 2\noption.3 = 3\noption.3.en = 3\n")
				     Q("A3", "multi",
					 "option.1 = 1\noption.1.en = 1\noption.2 = 2\n"
					 "option.2.en = 2\noption.3 = 3\n"
					 "option.3.en = 3\nanswer = 1,2\n") },
		{ "b.ini", HEAD Q("B1", "true", "answer = yes\n") },
		{ "blueprint.ini",
		    "[plan.p]\ntitle = 甲\ntitle.en = A\ndraw.a = 1\ndraw.b = 1\n"
		    "least.true = 1\nleast.multi = 1\ndrills = DR77\n"
		    "drill_share = 10\n" } };
#undef Q
	char *dir = path_join(scratch_dir, "exam");
	struct strs faults = { 0 };
	struct bank *b = NULL;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(file_mkdir(dir, 0700, &e), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = path_join(dir, files[i].name);

		assert_int_equal(
		    file_write(path, files[i].text, strlen(files[i].text), 0600, &e),
		    RC_OK);
		free(path);
	}
	assert_int_equal(bank_prove(scratch_dir, NULL, NULL, &b, &faults, &e), RC_OK);
	assert_int_equal(faults.n, 2);
	assert_non_null(strstr(faults.v[0], "blueprint.ini:1: "));
	assert_non_null(strstr(faults.v[1], "blueprint.ini:8: "));
	assert_non_null(strstr(faults.v[1], "DR77"));
	bank_free(b);
	strs_free(&faults);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = path_join(dir, files[i].name);

		(void)unlink(path);
		free(path);
	}
	free(dir);
}

/* ---- drawing */

static void
draw__by_seed(void **state)
{
	(void)state;
	for (size_t i = 0; i < shipped->nplan; i++) {
		const struct blueprint *p = &shipped->plan[i];
		struct drawn_list one = { 0 }, two = { 0 }, back = { 0 };
		struct str a = { 0 }, z = { 0 };
		int least[QUESTION_ORDER + 1] = { 0 }, topic[TOPICS_MAX] = { 0 };
		struct err e = { 0 };

		assert_int_equal(bank_draw(shipped, p, 4711, &one, &e), RC_OK);
		assert_int_equal(bank_draw(shipped, p, 4711, &two, &e), RC_OK);
		drawn_write(&one, &a);
		drawn_write(&two, &z);
		assert_string_equal(str_s(&a), str_s(&z));
		assert_int_equal(one.n, plan_questions(shipped, p));
		for (size_t k = 0; k < one.n; k++) {
			for (size_t m = 0; m < k; m++)
				assert_ptr_not_equal(one.v[k].q, one.v[m].q);
			least[one.v[k].q->kind]++;
			topic[one.v[k].q->topic]++;
		}
		for (size_t k = 0; k <= QUESTION_ORDER; k++)
			assert_true(least[k] >= p->least[k]);
		assert_memory_equal(topic, p->draw, sizeof(topic));
		assert_int_equal(drawn_read(shipped, str_s(&a), &back, &e), RC_OK);
		assert_int_equal(back.n, one.n);
		for (size_t k = 0; k < one.n; k++) {
			assert_ptr_equal(back.v[k].q, one.v[k].q);
			assert_memory_equal(back.v[k].order, one.v[k].order,
			    one.v[k].noption * sizeof(int));
		}
		drawn_free(&two);
		str_cut(&z, 0);
		assert_int_equal(bank_draw(shipped, p, 4712, &two, &e), RC_OK);
		drawn_write(&two, &z);
		assert_string_not_equal(str_s(&a), str_s(&z));
		drawn_free(&one);
		drawn_free(&two);
		drawn_free(&back);
		str_free(&a);
		str_free(&z);
	}
}

/* Lines to be ordered never stand in order already; no option is lost. */
static void
draw__options_shuffled(void **state)
{
	const struct blueprint *p = bank_plan(shipped, "crp");

	(void)state;
	for (unsigned long seed = 0; seed < 200; seed++) {
		struct drawn_list d = { 0 };
		struct err e = { 0 };

		assert_int_equal(bank_draw(shipped, p, seed, &d, &e), RC_OK);
		for (size_t i = 0; i < d.n; i++) {
			unsigned seen = 0;
			bool same = true;

			for (size_t o = 0; o < d.v[i].noption; o++) {
				seen |= 1u << d.v[i].order[o];
				same = same && d.v[i].order[o] == (int)o;
			}
			assert_int_equal(seen, (1u << d.v[i].noption) - 1);
			if (d.v[i].q->kind == QUESTION_ORDER)
				assert_false(same);
			if (d.v[i].q->kind == QUESTION_TRUE)
				assert_true(same);
		}
		drawn_free(&d);
	}
}

static void
drawn__hostile(void **state)
{
	static const char *const bad[] = { "P01", ":123", "P01:1", "P01:112", "P01:129",
		"P01:0123", "THISIDISFARTOOLONG:123", "P01:1234567891" };
	struct drawn_list d = { 0 };
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(drawn_read(shipped, bad[i], &d, &e), RC_DAMAGED);
	assert_int_equal(drawn_read(shipped, "GONE1:2143", &d, &e), RC_OK);
	assert_null(d.v[0].q);
	drawn_free(&d);
}

/* ---- worth of an answer */

static void
answers__are_worth(void **state)
{
	static const struct {
		enum question_kind kind;
		size_t noption;
		unsigned right;
		const char *given;
		int worth;
	} v[] = {
		{ QUESTION_SINGLE, 4, 2, "2", 2 },
		{ QUESTION_SINGLE, 4, 2, "1", 0 },
		{ QUESTION_SINGLE, 4, 2, "1,2", 0 },
		{ QUESTION_SINGLE, 4, 2, "", 0 },
		{ QUESTION_SINGLE, 4, 2, NULL, 0 },
		{ QUESTION_SINGLE, 4, 2, "5", 0 },
		{ QUESTION_SINGLE, 4, 2, "2,", 0 },
		{ QUESTION_MULTI, 4, 7, "1,2,3", 2 },
		{ QUESTION_MULTI, 4, 7, "3,1,2", 2 },
		{ QUESTION_MULTI, 4, 7, "1, 3", 1 },
		{ QUESTION_MULTI, 4, 7, "1,4", 0 },
		{ QUESTION_MULTI, 4, 7, "1,2,3,4", 0 },
		{ QUESTION_MULTI, 4, 7, "1,1", 0 },
		{ QUESTION_TRUE, 2, 1, "1", 2 },
		{ QUESTION_TRUE, 2, 1, "2", 0 },
		{ QUESTION_ORDER, 3, 0, "1,2,3", 2 },
		{ QUESTION_ORDER, 3, 0, "1,3,2", 0 },
		{ QUESTION_ORDER, 3, 0, "1,2", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++) {
		struct question q = {
			.kind = v[i].kind, .noption = v[i].noption, .right = v[i].right
		};

		if (question_score(&q, v[i].given) != v[i].worth)
			fail_msg("%zu: %s is worth %d", i, v[i].given,
			    question_score(&q, v[i].given));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped__is_rich),
		cmocka_unit_test(faults__name_their_line),
		cmocka_unit_test(plan__more_than_there_is),
		cmocka_unit_test(plan__by_luck),
		cmocka_unit_test(draw__by_seed),
		cmocka_unit_test(draw__options_shuffled),
		cmocka_unit_test(drawn__hostile),
		cmocka_unit_test(answers__are_worth),
	};

	return cmocka_run_group_tests_name("bank", tests, setup, teardown);
}
