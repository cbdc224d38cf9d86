/* SPDX-License-Identifier: MIT */
/*
 * Questions at the keys: one chosen, several marked, lines carried into order; what is
 * kept, when, and what the next question is.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tui/drill_app.h"

#define UP "\033[A"
#define DOWN "\033[B"
#define RIGHT "\033[C"
#define LEFT "\033[D"
#define F2 "\033OQ"

enum { QUESTIONS = 4 };

struct bed {
	struct app *app;
	char *given[QUESTIONS];
	int answers;
	bool refuse;
};

static struct question_view
get(void *ctx, size_t i)
{
	static const char *const option[] = { "甲", "乙", "丙", "丁" };
	static const struct question_view q[QUESTIONS] = {
		{ QUESTION_SINGLE, "单选题", option, 3, NULL },
		{ QUESTION_MULTI, "多选题", option, 4, NULL },
		{ QUESTION_TRUE, "判断题", option, 2, NULL },
		{ QUESTION_ORDER, "排序题", option, 4, NULL },
	};
	struct question_view v = q[i];

	v.given = ((struct bed *)ctx)->given[i];
	return v;
}

static enum rc
answer(void *ctx, size_t i, const char *text, struct err *e)
{
	struct bed *t = ctx;

	if (t->refuse)
		return err_set(e, RC_DENIED, "时间到了");
	t->answers++;
	free(t->given[i]);
	t->given[i] = xstrdup(text);
	return RC_OK;
}

static void
feed(struct bed *t, const char *bytes)
{
	struct event ev;

	term_feed(bytes, strlen(bytes));
	for (term_wait(-1, &ev); ev.type != EV_NONE; term_wait(-1, &ev))
		app_event(t->app, &ev);
}

static bool
shows(const char *text)
{
	struct str s = { 0 };
	bool yes;

	term_dump(&s);
	yes = strstr(s.s, text) != NULL;
	str_free(&s);
	return yes;
}

static int
setup(void **state)
{
	struct term_options o = { .ascii = true, .mono = true };
	struct bed *t = xcalloc(1, sizeof(*t));
	struct quiz q = { .ctx = t, .n = QUESTIONS, .get = get, .answer = answer };
	struct err e;

	assert_int_equal(term_open_headless(24, 80, &o, &e), RC_OK);
	t->app = app_new(NULL);
	app_push(t->app, quiz_new("题目", &q));
	app_paint(t->app);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct bed *t = *state;

	app_free(t->app);
	term_close();
	for (size_t i = 0; i < QUESTIONS; i++)
		free(t->given[i]);
	free(t);
	return 0;
}

static void
single__takes_the_last_one_chosen(void **state)
{
	struct bed *t = *state;

	assert_true(shows("题目 1/4"));
	feed(t, " " DOWN DOWN " ");
	assert_true(shows("( )  甲"));
	assert_true(shows("(*)  丙"));
	assert_null(t->given[0]);
	feed(t, F2);
	assert_string_equal(t->given[0], "3");
	assert_true(shows("题目 2/4"));
	feed(t, LEFT);
	assert_true(shows("(*)  丙"));
	assert_true(shows("已作答"));
}

static void
multi__takes_all_that_are_marked(void **state)
{
	struct bed *t = *state;

	feed(t, RIGHT " " DOWN " " DOWN DOWN " " UP UP " " F2);
	assert_string_equal(t->given[1], "1,4");
	assert_null(t->given[0]);
}

static void
order__carries_a_line_up_and_down(void **state)
{
	struct bed *t = *state;

	feed(t, RIGHT RIGHT RIGHT);
	assert_true(shows("排序题"));
	feed(t, DOWN DOWN " " UP UP " " DOWN);
	assert_true(shows(" 1.  丙"));
	feed(t, DOWN DOWN " " UP " " F2);
	assert_string_equal(t->given[3], "3,1,4,2");
	free(t->given[3]);
	t->given[3] = NULL;
	/* as it comes it is an answer, too, once one says so */
	feed(t, RIGHT RIGHT RIGHT LEFT RIGHT);
	assert_null(t->given[3]);
	feed(t, F2);
	assert_string_equal(t->given[3], "1,2,3,4");
}

static void
answers__are_kept_on_every_way_out(void **state)
{
	struct bed *t = *state;
	struct event hangup = { .type = EV_HANGUP };

	feed(t, " " RIGHT);
	assert_string_equal(t->given[0], "1");
	feed(t, " " LEFT);
	assert_string_equal(t->given[1], "1");
	feed(t, RIGHT RIGHT DOWN " ");
	app_event(t->app, &hangup);
	assert_string_equal(t->given[2], "2");
	assert_int_equal(t->answers, 3);
}

static void
unanswered__come_round_until_all_are_done(void **state)
{
	struct bed *t = *state;

	feed(t, RIGHT " " F2 " " F2 F2);
	assert_non_null(t->given[3]);
	assert_true(shows("题目 1/4"));
	assert_false(shows("题目都已作答"));
	feed(t, " " F2);
	assert_true(shows("题目都已作答"));
}

static void
refused_answer__stays_on_its_question(void **state)
{
	struct bed *t = *state;

	t->refuse = true;
	feed(t, " " F2);
	assert_true(shows("时间到了"));
	assert_true(shows("题目 1/4"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(single__takes_the_last_one_chosen),
		TEST(multi__takes_all_that_are_marked),
		TEST(order__carries_a_line_up_and_down),
		TEST(answers__are_kept_on_every_way_out),
		TEST(unanswered__come_round_until_all_are_done),
		TEST(refused_answer__stays_on_its_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
