/* SPDX-License-Identifier: MIT */
/*
 * Scenarios played by keys, one test a model path and a classic error, in the variants
 * that a trainee gets one after the other.
 */
#include "term/plays.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/file.h"
#include "term/hand.h"

/* The screens are the same for every error: a slow build plays the first of each
 * scenario, the plain one all. */
#ifdef __SANITIZE_ADDRESS__
enum { ERRORS_MAX = 1 };
#else
enum { ERRORS_MAX = 99 };
#endif

static const char trainee[] = "sunxiaotang";

/* One test: the model path (mistake 0), or a classic error by number. */
struct play {
	char *name, *id;
	size_t mistake;
};
static struct play *play;
static size_t nplay, cplay;

static const char *home; /* of the scenario at hand: its runs follow one another */
static char home_of[32];

static void
add(const char *id, size_t mistake)
{
	if (nplay == cplay) {
		cplay = cplay == 0 ? 64 : cplay * 2;
		play = xreallocarray(play, cplay, sizeof(*play));
	}
	play[nplay++] =
	    (struct play){ mistake == 0 ? xasprintf("%s by its model path", id)
					: xasprintf("%s, classic error %zu", id, mistake),
		    xstrdup(id), mistake };
}

static void
find_plays(const char *dir, enum plays which, const char *only)
{
	struct strs names = { 0 };

	file_list(dir, ".ini", &names);
	assert_true(names.n > 0);
	for (size_t i = 0; i < names.n; i++) {
		char *path = path_join(dir, names.v[i]);
		struct scenario *s = NULL;
		struct err e;

		if (scenario_read(path, 0, &s, &e) != RC_OK)
			fail_msg("%s", e.msg);
		if (only != NULL && strstr(only, s->id) == NULL)
			;
		else if (which == PLAY_PATHS)
			add(s->id, 0);
		else
			for (size_t k = 1; k <= s->mistake.n && k <= ERRORS_MAX; k++)
				add(s->id, k);
		scenario_free(s);
		free(path);
	}
	strs_free(&names);
}

/* The log of the run plays again, to this score. */
static void
replays(const char *run, int score)
{
	char *want = xasprintf("score=%d\n", score), *said;
	int status;

	said = desk_run(home, &status, "--as", trainee, "drill", "replay", run, NULL);
	if (status != 0 || strstr(said, "same=yes") == NULL ||
	    (score >= 0 && strstr(said, want) == NULL))
		fail_msg("replay of %s: exit %d: %s", run, status, said);
	free(said);
	free(want);
}

/* The types of error of the newest result, as kept in the real store. */
static void
counted(const char *id, const char *error)
{
	char *said, *line;
	int status;

	said = desk_run(home, &status, "--as", trainee, "drill", "table", NULL);
	assert_int_equal(status, 0);
	line = strstr(said, id);
	assert_non_null(line);
	line[strcspn(line, "\n")] = '\0';
	if (error == NULL ? strstr(line, ":") != NULL : strstr(line, error) == NULL)
		fail_msg("%s: %s is not what the result counts: %s", id,
		    error != NULL ? error : "no error", line);
	free(said);
}

static void
model_path(struct hand *h)
{
	struct pty *p = hand_pty(h);
	const struct scenario *s = hand_scenario(h);

	hand_steps(h, &s->path_steps, s->path_steps.n);
	hand_submit(h);
	see(p, "100分");
	see(p, " 通过 ");
	assert_false(pty_has(p, "没有记入"));
	replays(hand_run(h), 100);
	counted(s->id, NULL);
}

static void
classic_error(struct hand *h, size_t i)
{
	struct pty *p = hand_pty(h);
	const struct scenario *s = hand_scenario(h);
	const struct drill_mistake *m = &s->mistake.v[i];

	hand_steps(h, &s->path_steps, (size_t)m->path);
	hand_steps(h, &m->play, m->play.n);
	hand_submit(h);
	to_start(p, tx(drill_error_info(m->type)->title));
	to_start(p, say(&m->explain));
	replays(hand_run(h), -1);
	counted(s->id, drill_error_info(m->type)->name);
}

static void
by_keys(void **state)
{
	const struct play *pl = *state;
	struct hand *h;

	if (strcmp(home_of, pl->id) != 0)
		home = desk_home();
	*home_of = '\0'; /* a run that failed is not gone on with */
	h = hand_begin(home, trainee, pl->id);
	if (pl->mistake == 0)
		model_path(h);
	else
		classic_error(h, pl->mistake - 1);
	hand_free(h);
	snprintf(home_of, sizeof(home_of), "%s", pl->id);
}

int
plays_run(enum plays which)
{
	const char *src = getenv("top_srcdir"), *only = getenv("DRILLS");
	char *dir = path_join(src != NULL ? src : ".", "forms/drill");
	struct CMUnitTest *tests;
	int failed;

	lang_set(LANG_ZH);
	find_plays(dir, which, only);
	free(dir);
	tests = xcalloc(nplay, sizeof(*tests));
	for (size_t i = 0; i < nplay; i++)
		tests[i] = (struct CMUnitTest){ .name = play[i].name,
			.test_func = by_keys,
			.teardown_func = desk_clear,
			.initial_state = &play[i] };
	failed = _cmocka_run_group_tests(
	    "drills by keys", tests, nplay, desk_make_sample, desk_drop_sample);
	for (size_t i = 0; i < nplay; i++) {
		free(play[i].name);
		free(play[i].id);
	}
	free(play);
	free(tests);
	return failed;
}
