/* SPDX-License-Identifier: MIT */
/*
 * Runs of drills: played to the end, broken off and taken up again, played again from
 * their log, changed behind the program's back; and that the real store hears of the
 * result only.
 */
#include "run_fixture.h"

static void
whole(void **state)
{
	int64_t rows = real_rows();
	struct record *r;
	char *news, *text;
	struct verdict v;

	(void)state;
	begin("DR01", 1);
	assert_non_null(strstr(drill_banner(run), "DR01"));
	assert_int_equal(real_rows(), rows);
	path(0, 1);
	news = drill_news(run);
	assert_non_null(news);
	free(news);
	assert_null(drill_news(run));
	path(1, 9);
	assert_int_equal(settle(DRILL_DONE), 100);
	assert_int_equal(real_rows(), rows + 1);
	ok(drill_judge(run, &v, &e));
	text = verdict_text(run, &v);
	assert_non_null(strstr(text, "R047"));
	for (size_t i = 0; i < v.npath; i++)
		assert_true(v.path[i].same);
	free(text);
	verdict_free(&v);
	r = result(drill_name(run));
	assert_string_equal(record_state(r), "passed");
	assert_int_equal(record_int(r, "person_id"), bench_me(b));
	assert_string_equal(record_get(r, "error_types"), "");
	record_free(r);
	same_again(drill_name(run), 100);
	drill_close(run);
}

/* Refused attempts and hints count where the scenario says so, and nowhere else. */
static void
lost_points(void **state)
{
	struct drill_hint h;
	struct verdict v;
	struct record *r;

	(void)state;
	begin("DR06", 0);
	assert_int_equal(drill_hint_cost(run), 5);
	ok(drill_hint(run, &h, &e));
	assert_int_equal(h.cost, 5);
	assert_int_equal(drill_hint_cost(run), -1);
	mistake(0);
	path(0, 9);
	ok(drill_finish(run, DRILL_DONE, &e));
	ok(drill_judge(run, &v, &e));
	assert_int_equal(v.score, 100 - 5 - v.of[DRILL_PROCEDURE]);
	assert_int_equal(v.part[DRILL_PROCEDURE], 0);
	assert_int_equal(v.nerror, 1);
	assert_int_equal(v.error[0].type, DRILL_ERROR_PROCEDURE);
	assert_true(v.complete);
	verdict_free(&v);
	(void)settle(DRILL_DONE);
	r = result(drill_name(run));
	assert_string_equal(record_get(r, "error_types"), "procedure");
	record_free(r);
	drill_close(run);
}

static void
given_up(void **state)
{
	struct record *r;

	(void)state;
	begin("DR06", 1);
	path(2, 3); /* the question only: what decides is left undone */
	assert_true(settle(DRILL_GIVEN_UP) < 60);
	r = result(drill_name(run));
	assert_string_equal(record_state(r), "given_up");
	record_free(r);
	drill_close(run);
}

/* Killed in the middle of the work: what was done is there, and the rest goes on. */
static void
killed(void **state)
{
	struct drill_standing now;
	pid_t pid;
	int status;

	(void)state;
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		open_on(first_day());
		(void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
		int64_t person;
		ok(bench_find_login(b, "luoxingchen", &person, &e));
		ok(bench_act_as(b, person, &e));
		begin("DR06", 0);
		path(0, 1);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	ok(drill_standing(b, NULL, &now, &e));
	assert_string_equal(now.scenario, "DR06");
	ok(drill_resume(b, "DR06", &run, &e));
	assert_non_null(run);
	path(1, 9);
	assert_int_equal(settle(DRILL_DONE), 100);
	same_again(drill_name(run), 100);
	drill_close(run);
	ok(drill_resume(b, NULL, &run, &e));
	assert_null(run);
}

static void
cut_log(const char *name, const char *last)
{
	char *file = run_file(b, name, "log"), *text = NULL, *at;
	size_t n;

	ok(file_read(file, 1 << 20, &text, &n, &e));
	at = strstr(text, last);
	assert_non_null(at);
	ok(file_write(file, text, (size_t)(at - text), 0600, &e));
	free(text);
	free(file);
}

/* Killed between store and log, each way; and half a line at the end of the log. */
static void
killed_between(void **state)
{
	char name[64];
	FILE *f;
	char *file;

	(void)state;
	begin("DR01", 0);
	snprintf(name, sizeof(name), "%s", drill_name(run));
	path(0, 1);
	drill_close(run);
	cut_log(name, "\tafter\t"); /* leaves "0" of the line: the seconds */
	ok(drill_resume(b, "DR01", &run, &e));
	assert_non_null(run);
	assert_string_equal(drill_name(run), name);
	assert_true(run->fired[0]);
	path(1, 9);
	drill_close(run);
	file = run_file(b, name, "log");
	assert_non_null(f = fopen(file, "a"));
	fputs("7\tact\tact=matter.", f);
	fclose(f);
	free(file);
	ok(drill_resume(b, "DR01", &run, &e));
	assert_int_equal(settle(DRILL_DONE), 100);
	same_again(name, 100);
	drill_close(run);
}

/* The store lost an act that the log has, or is damaged: it is made again. */
static void
store_lost(void **state)
{
	char name[64], *db;

	(void)state;
	begin("DR06", 0);
	snprintf(name, sizeof(name), "%s", drill_name(run));
	path(0, 2);
	drill_close(run);
	db = run_file(b, name, "dingmi.db");
	ok(file_write(db, "gone", 4, 0600, &e));
	free(db);
	ok(drill_resume(b, "DR06", &run, &e));
	assert_non_null(run);
	path(2, 9);
	assert_int_equal(settle(DRILL_DONE), 100);
	drill_close(run);
}

static void
edit_log(const char *name, const char *from, const char *to)
{
	char *file = run_file(b, name, "log"), *text = NULL, *at;
	struct str s = { 0 };
	size_t n;

	ok(file_read(file, 1 << 20, &text, &n, &e));
	at = strstr(text, from);
	assert_non_null(at);
	str_addn(&s, text, (size_t)(at - text));
	str_add(&s, to);
	str_add(&s, at + strlen(from));
	ok(file_write(file, str_s(&s), s.len, 0600, &e));
	str_free(&s);
	free(text);
	free(file);
}

/* A log that was changed gives no result, before it is recorded or after. */
static void
tampered(void **state)
{
	struct verdict v;
	struct str differs = { 0 };
	struct record *r;
	enum drill_error type;
	int64_t id, rows;
	bool same;

	(void)state;
	begin("DR06", 0);
	mistake(0);
	path(0, 9);
	ok(drill_finish(run, DRILL_DONE, &e));
	ok(drill_judge(run, &v, &e));
	rows = real_rows();
	edit_log(drill_name(run), "end=refused", "end=done");
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	assert_int_equal(real_rows(), rows);
	edit_log(drill_name(run), "end=done", "end=refused");
	/* Nor a verdict that says something else than the log, in whatever is recorded.
	 */
	assert_true(v.nerror > 0);
	type = v.error[0].type;
	v.error[0].type = type == DRILL_ERROR_LATE ? DRILL_ERROR_OTHER : DRILL_ERROR_LATE;
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	v.error[0].type = type;
	v.nerror = 0;
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	v.nerror = 1;
	v.seconds++;
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	v.seconds--;
	v.digest[0] = v.digest[0] == '0' ? '1' : '0';
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	v.score = 100;
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DAMAGED);
	assert_int_equal(real_rows(), rows);
	verdict_free(&v);
	(void)settle(DRILL_DONE);
	/* What was recorded is compared, too. */
	r = result(drill_name(run));
	record_set(r, "error_types", NULL);
	put_raw(r);
	ok(drill_replay(b, drill_name(run), &v, &same, &differs, &e));
	assert_false(same);
	assert_non_null(strstr(str_s(&differs), "登记的差错"));
	verdict_free(&v);
	str_free(&differs);
	r = result(drill_name(run));
	assert_non_null(r);
	record_free(r);
	edit_log(drill_name(run), "\tfinish", "9\tfinish"); /* time worked */
	same = true;
	ok(drill_replay(b, drill_name(run), &v, &same, &differs, &e));
	assert_false(same);
	verdict_free(&v);
	str_free(&differs);
	drill_close(run);
}

/* Days, hints, answers and the person acted as are there again; the clock moves only
 * where the scenario lets it. */
static void
kept(void **state)
{
	const char *const *people;
	char given[16];
	int32_t day;

	(void)state;
	begin("DR08", 0);
	day = bench_today(drill_bench(run));
	assert_int_equal(day, scenario_info(drill_scenario(run)).day);
	ok(drill_wait(run, 3, &e));
	drill_close(run);
	ok(drill_resume(b, "DR08", &run, &e));
	assert_int_equal(bench_today(drill_bench(run)), day + 3);
	ok(drill_finish(run, DRILL_GIVEN_UP, &e));
	drill_close(run);

	begin("DR06", 5);
	assert_int_equal(drill_wait(run, 1, &e), RC_DENIED);
	assert_int_equal(drill_act_as(run, "wuyutong", &e), RC_DENIED);
	assert_int_equal(drill_people(run, &people), 2);
	ok(drill_act_as(run, people[1], &e));
	assert_int_equal(drill_answer(run, 0, "4", &e), RC_INVAL);
	assert_int_equal(drill_answer(run, 0, "", &e), RC_INVAL);
	ok(drill_answer(run, 0, "3", &e));
	ok(drill_answer(run, 0, "2", &e));
	snprintf(given, sizeof(given), "%s", drill_question(run, 0).given);
	ok(run_hint(run, &e));
	drill_close(run);
	ok(drill_resume(b, "DR06", &run, &e));
	assert_string_equal(drill_question(run, 0).given, given);
	assert_string_equal(given, "2");
	assert_int_equal(drill_hints_given(run, NULL, 0), 1);
	assert_string_equal(
	    record_get(bench_person(drill_bench(run)), "login"), "linshuya");
	(void)settle(DRILL_GIVEN_UP);
	drill_close(run);
	ok(drill_resume(b, NULL, &run, &e)); /* records the first one */
	assert_null(run);
}

/* A file of one's own under the number of a drill, in which less is asked. */
static void
own_file(void **state)
{
	char *shipped = path_join(bench_data(b), "drill/DR06.ini"), *text = NULL;
	struct scenario *s = NULL;
	struct verdict v;
	struct str mine = { 0 };
	const char *file = scratch_path("mine.ini");
	int64_t id = 0, rows;
	size_t n;

	(void)state;
	ok(file_read(shipped, 1 << 20, &text, &n, &e));
	str_addf(&mine, "# easier\n%s", text);
	ok(file_write(file, str_s(&mine), mine.len, 0600, &e));
	ok(drill_find(b, file, 0, &s, &e));
	ok(drill_start(b, s, 0, &run, &e));
	path(0, 9);
	ok(drill_finish(run, DRILL_DONE, &e));
	ok(drill_judge(run, &v, &e));
	assert_int_equal(v.score, 100);
	rows = real_rows();
	assert_int_equal(drill_record(b, run, &v, &id, &e), RC_DENIED);
	assert_int_equal(id, 0);
	assert_int_equal(real_rows(), rows);
	verdict_free(&v);
	drill_close(run);
	scenario_free(s);
	str_free(&mine);
	free(text);
	free(shipped);
}

/* A log that says more hints than there are shows those there are. */
static void
hints_there_are(void **state)
{
	struct drill_hint h[8];
	char name[64], *file;
	FILE *f;

	(void)state;
	begin("DR06", 0);
	snprintf(name, sizeof(name), "%s", drill_name(run));
	drill_close(run);
	file = run_file(b, name, "log");
	assert_non_null(f = fopen(file, "a"));
	fputs("1\thint\tn=1\n1\thint\tn=2\n1\thint\tn=3\n", f);
	fclose(f);
	free(file);
	ok(drill_resume(b, "DR06", &run, &e));
	assert_int_equal(drill_hints_given(run, h, ARRAY_LEN(h)), run->s->hint.n);
	drill_close(run);
}

/* Two windows do not go on with the same run. */
static void
one_session(void **state)
{
	struct drill_run *other = NULL;

	(void)state;
	begin("DR06", 0);
	assert_int_equal(drill_resume(b, "DR06", &other, &e), RC_BUSY);
	assert_null(other);
	drill_close(run);
	ok(drill_resume(b, "DR06", &run, &e));
	assert_non_null(run);
	(void)settle(DRILL_GIVEN_UP);
	drill_close(run);
}

/* After a line that could not be written nothing more is: it would be part of it. */
static void
half_a_line(void **state)
{
	int fd, sound;

	(void)state;
	begin("DR06", 0);
	assert_true((fd = open("/dev/full", O_WRONLY | O_CLOEXEC)) >= 0);
	sound = run->log.fd;
	run->log.fd = fd;
	assert_int_not_equal(run_hint(run, &e), RC_OK);
	run->log.fd = sound;
	close(fd);
	assert_int_not_equal(run_hint(run, &e), RC_OK);
	drill_close(run);
}

/* Ended, and the result not written: it is, when the person comes next. */
static void
recorded_late(void **state)
{
	char name[64];
	struct record *r;

	(void)state;
	begin("DR06", 0);
	snprintf(name, sizeof(name), "%s", drill_name(run));
	path(0, 9);
	ok(drill_finish(run, DRILL_DONE, &e));
	drill_close(run);
	assert_null(result(name));
	ok(drill_resume(b, "DR06", &run, &e));
	assert_null(run);
	r = result(name);
	assert_non_null(r);
	assert_int_equal(record_int(r, "score"), 100);
	record_free(r);
	same_again(name, 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(lost_points),
		cmocka_unit_test(given_up),
		cmocka_unit_test(killed),
		cmocka_unit_test(killed_between),
		cmocka_unit_test(store_lost),
		cmocka_unit_test(tampered),
		cmocka_unit_test(kept),
		cmocka_unit_test(own_file),
		cmocka_unit_test(recorded_late),
		cmocka_unit_test(one_session),
		cmocka_unit_test(hints_there_are),
		cmocka_unit_test(half_a_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
