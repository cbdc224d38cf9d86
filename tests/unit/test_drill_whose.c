/* SPDX-License-Identifier: MIT */
/* Whose a run is: who may keep its result, see it, play it again. */
#include "run_fixture.h"

/* Training is everybody's own: the three administrators, who take no business decision,
 * keep their results as well. */
static void
administrators_too(void **state)
{
	int64_t person;
	struct record *r;

	(void)state;
	ok(bench_find_login(b, "xitong", &person, &e));
	ok(bench_act_as(b, person, &e));
	begin("DR06", 0);
	path(0, run->s->path_steps.n);
	assert_int_equal(settle(DRILL_DONE), 100);
	r = result(drill_name(run));
	assert_non_null(r);
	assert_true(bench_may_see(b, r));
	record_free(r);
	drill_close(run);
	ok(bench_find_login(b, "luoxingchen", &person, &e));
	ok(bench_act_as(b, person, &e));
}

/* Whose run may be played again by whom; others do not learn whether there is one. */
static void
seen_by_few(void **state)
{
	static const struct {
		const char *login;
		enum rc rc;
	} people[] = { { "luoxingchen", RC_OK }, { "zhujianmin", RC_OK },
		{ "chenlixin", RC_OK }, { "zhouguodong", RC_OK }, { "hejing", RC_DENIED },
		{ "wuyutong", RC_DENIED }, { "xitong", RC_DENIED } };
	char name[64], *log;
	FILE *f;

	(void)state;
	begin("DR06", 0);
	path(0, 9);
	(void)settle(DRILL_DONE);
	snprintf(name, sizeof(name), "%s", drill_name(run));
	drill_close(run);
	log = run_file(b, name, "log");
	for (size_t i = 0; i < 2 * ARRAY_LEN(people); i++) {
		enum rc want = people[i / 2].rc, got;
		const char *asked = i % 2 == 0 ? name : "DR06-20200101-1";
		struct verdict v;
		struct str differs = { 0 };
		int64_t who;
		bool same;
		char *said;

		ok(bench_find_login(b, people[i / 2].login, &who, &e));
		ok(bench_act_as(b, who, &e));
		got = drill_replay(b, asked, &v, &same, &differs, &e);
		/* The trainee has no duty: one that is not there is no run of his. */
		if (asked != name)
			want = want == RC_OK && i > 1 ? RC_NOTFOUND : RC_DENIED;
		if (got != want)
			fail_msg("%s, %s: %d", people[i / 2].login, asked, (int)got);
		said = xasprintf(
		    want == RC_NOTFOUND ? "没有名为 %s 的" : "您没有名为 %s 的", asked);
		if (want != RC_OK)
			assert_memory_equal(e.msg, said, strlen(said));
		assert_true(want == RC_OK || (v.npath == 0 && *v.digest == '\0'));
		free(said);
		verdict_free(&v);
		str_free(&differs);
	}
	/* One that does not read tells them no more. */
	assert_non_null(f = fopen(log, "w"));
	fputs("gone\n", f);
	fclose(f);
	for (size_t i = ARRAY_LEN(people); i-- > 0;) { /* who does drills last */
		struct verdict v;
		int64_t who;
		bool same;

		ok(bench_find_login(b, people[i].login, &who, &e));
		ok(bench_act_as(b, who, &e));
		assert_int_equal(drill_replay(b, name, &v, &same, NULL, &e),
		    people[i].rc == RC_OK && i > 0 ? RC_DAMAGED : RC_DENIED);
	}
	unlink(log);
	free(log);
}

/* Nobody else's run, nobody else's result. */
static void
own_only(void **state)
{
	struct drill_run *none = NULL;
	struct verdict v;
	int64_t me = bench_me(b), other, id;

	(void)state;
	begin("DR06", 0);
	ok(bench_find_login(b, "wuyutong", &other, &e));
	ok(bench_act_as(b, other, &e));
	ok(drill_resume(b, "DR06", &none, &e));
	assert_null(none);
	ok(drill_finish(run, DRILL_GIVEN_UP, &e));
	ok(drill_judge(run, &v, &e));
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DENIED);
	verdict_free(&v);
	ok(bench_act_as(b, me, &e));
	(void)settle(DRILL_GIVEN_UP);
	drill_close(run);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(administrators_too),
		cmocka_unit_test(own_only),
		cmocka_unit_test(seen_by_few),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
