/* SPDX-License-Identifier: MIT */
/* Directories to work in: those of the living stay, those of the killed go. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "base/file.h"
#include "drill/workdir.h"
#include "scratch.h"

static struct err e;

static void
put(const char *dir, const char *name)
{
	char *path = path_join(dir, name);

	assert_int_equal(file_write(path, "x", 1, 0600, &e), RC_OK);
	free(path);
}

/* A process that works in one until it is killed; the directory. */
static char *
worker(const char *under, pid_t *pid)
{
	int way[2];
	char dir[4096] = "";

	assert_int_equal(pipe(way), 0);
	if ((*pid = fork()) == 0) {
		struct workdir w;

		if (workdir_make(under, &w, &e) != RC_OK)
			_exit(1);
		if (write(way[1], w.dir, strlen(w.dir) + 1) < 0)
			_exit(1);
		for (;;)
			pause();
	}
	assert_true(*pid > 0);
	close(way[1]);
	assert_true(read(way[0], dir, sizeof(dir) - 1) > 0);
	close(way[0]);
	return xstrdup(dir);
}

static void
killed__goes(void **state)
{
	char *under = xstrdup(scratch_path("")), *dead, *alive, *other;
	struct workdir w;
	pid_t first, second;

	(void)state;
	dead = worker(under, &first);
	alive = worker(under, &second);
	put(dead, "dingmi.db");
	put(dead, "org.ini");
	put(alive, "dingmi.db");
	other = path_join(under, "DR01-20260715-1"); /* no such directory: not touched */
	assert_int_equal(mkdir(other, 0700), 0);
	put(other, "log");

	workdir_sweep(under);
	assert_int_equal(access(dead, F_OK), 0);
	assert_int_equal(kill(first, SIGKILL), 0);
	assert_int_equal(waitpid(first, NULL, 0), first);
	assert_int_equal(access(dead, F_OK), 0);
	/* Whoever makes the next one removes it. */
	assert_int_equal(workdir_make(under, &w, &e), RC_OK);
	assert_int_not_equal(access(dead, F_OK), 0);
	assert_int_equal(access(alive, F_OK), 0);
	assert_int_equal(access(w.dir, F_OK), 0);
	workdir_sweep(under); /* one's own stays, too */
	assert_int_equal(access(w.dir, F_OK), 0);
	workdir_drop(&w);
	assert_null(w.dir);
	workdir_drop(&w);

	assert_int_equal(kill(second, SIGKILL), 0);
	assert_int_equal(waitpid(second, NULL, 0), second);
	workdir_sweep(under);
	assert_int_not_equal(access(alive, F_OK), 0);
	assert_int_equal(access(other, F_OK), 0);
	unlink(scratch_path("DR01-20260715-1/log"));
	rmdir(other);
	free(other);
	free(dead);
	free(alive);
	free(under);
}

/* Another name, and kept under it; a name with something in it is taken. */
static void
kept__stays(void **state)
{
	struct workdir w, z;
	char *under = xstrdup(scratch_path("")), *name = path_join(under, "run-1");

	(void)state;
	assert_int_equal(workdir_make(under, &w, &e), RC_OK);
	assert_int_equal(workdir_make(under, &z, &e), RC_OK);
	put(w.dir, "log");
	assert_int_equal(workdir_move(&w, name), 0);
	assert_string_equal(w.dir, name);
	assert_int_equal(workdir_move(&z, name), EEXIST);
	workdir_keep(&w);
	workdir_drop(&z);
	workdir_drop(&w);
	workdir_sweep(under);
	assert_int_equal(access(scratch_path("run-1/log"), F_OK), 0);
	assert_int_not_equal(access(scratch_path("run-1/lock"), F_OK), 0);
	unlink(scratch_path("run-1/log"));
	rmdir(name);
	free(name);
	free(under);
}

/* A link of that name is nobody's work: what it leads to is not emptied. */
static void
link__is_left(void **state)
{
	char *under = xstrdup(scratch_path(""));

	(void)state;
	assert_int_equal(mkdir(scratch_path("precious"), 0700), 0);
	put(scratch_path("precious"), "letter");
	assert_int_equal(symlink("precious", scratch_path(".drill-abcdef")), 0);
	workdir_sweep(under);
	assert_int_equal(access(scratch_path("precious/letter"), F_OK), 0);
	unlink(scratch_path(".drill-abcdef"));
	unlink(scratch_path("precious/letter"));
	rmdir(scratch_path("precious"));
	free(under);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(killed__goes, scratch_make, scratch_drop),
		cmocka_unit_test_setup_teardown(kept__stays, scratch_make, scratch_drop),
		cmocka_unit_test_setup_teardown(
		    link__is_left, scratch_make, scratch_drop),
	};

	return cmocka_run_group_tests_name("workdir", tests, NULL, NULL);
}
