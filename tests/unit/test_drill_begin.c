/* SPDX-License-Identifier: MIT */
/* The beginning of a run, and a program killed in the middle of it. */
#include "run_fixture.h"

#include <signal.h>

/* Killed at the moment it has its name, a run is one that can be taken up. */
static void
begin__names_what_is_a_run(void **state)
{
	char *dir = run_file(b, "DR07-20260715-1", "");
	struct bench_options o = home_options(bench_today(b));
	int64_t me = bench_me(b);
	struct scenario *s = NULL;
	struct drill_log log;
	char *file;
	pid_t pid;

	(void)state;
	dir[strlen(dir) - 1] = '\0';
	if ((pid = fork()) == 0) {
		b = NULL;
		if (bench_open(&o, &b, &e) != RC_OK || bench_act_as(b, me, &e) != RC_OK ||
		    drill_find(b, "DR07", 0, &s, &e) != RC_OK ||
		    drill_start(b, s, 0, &run, &e) != RC_OK)
			fprintf(stderr, "%s\n", e.msg);
		_exit(0);
	}
	assert_true(pid > 0);
	while (access(dir, F_OK) != 0 && waitpid(pid, NULL, WNOHANG) == 0)
		continue;
	assert_int_equal(access(dir, F_OK), 0);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	file = run_file(b, "DR07-20260715-1", "log");
	ok(log_start(&log, file, &e));
	log_done(&log);
	ok(drill_resume(b, "DR07", &run, &e));
	assert_non_null(run);
	drill_close(run);
	free(file);
	free(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    begin__names_what_is_a_run, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
