/* SPDX-License-Identifier: MIT */
/*
 * Every screen as a picture: scenes are played on the sample home, in-process, and what
 * is painted is compared with golden/. GENERATE=1 writes the pictures anew (read the
 * difference before committing it); SCENE=NAME plays only scenes whose name has it.
 */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "scene.h"

enum { GOLDEN_MOST = 1 << 20 };

struct playing {
	const struct scene *scene;
	const struct scene_run *run;
	const struct scene_line *line; /* being played */
	struct stage stage;
	int wrong;
};

static char *flows, *golden; /* owned: directories */
static bool generate;
static struct strs made; /* golden files that some scene made */

static void
where(struct playing *p, const char *what)
{
	print_message(
	    "# %s:%d: %s: %s\n", p->scene->path, p->line->no, p->run->tail, what);
	p->wrong++;
}

/* ---- verbs */

static void
do_as(struct playing *p)
{
	stage_sign_in(&p->stage, p->line->arg);
}

static void
do_keys(struct playing *p)
{
	struct strs key = { 0 };
	struct err e = { 0 };

	if (scene_keys(p->line->arg, &key, &e) != RC_OK)
		where(p, e.msg);
	for (size_t i = 0; i < key.n; i++)
		stage_feed(&p->stage, key.v[i], strlen(key.v[i]));
	strs_free(&key);
}

static void
feed(struct playing *p, const char *before, const char *after)
{
	struct str s = { 0 };
	struct err e = { 0 };

	str_add(&s, before);
	if (scene_bytes(p->line->arg, &s, &e) != RC_OK)
		where(p, e.msg);
	str_add(&s, after);
	stage_feed(&p->stage, str_s(&s), s.len);
	str_free(&s);
}

static void
do_type(struct playing *p)
{
	stage_feed(&p->stage, p->line->arg, strlen(p->line->arg));
}

static void
do_paste(struct playing *p)
{
	feed(p, "\033[200~", "\033[201~");
}

static void
do_bytes(struct playing *p)
{
	feed(p, "", "");
}

static void
do_resize(struct playing *p)
{
	int rows, cols;

	if (sscanf(p->line->arg, "%dx%d", &rows, &cols) != 2)
		where(p, "resize ROWSxCOLS");
	else
		stage_resize(&p->stage, rows, cols);
}

static void
do_hangup(struct playing *p)
{
	stage_hangup(&p->stage);
	stage_again(&p->stage);
}

static void
do_see(struct playing *p)
{
	struct str s = { 0 };

	if (picture_shows(&p->stage.now, p->line->arg))
		return;
	where(p, "not on the screen:");
	print_message("# %s\n", p->line->arg);
	picture_write(&p->stage.now, &s);
	stage_print(str_s(&s));
	str_free(&s);
}

static void
compare(struct playing *p, const char *path, const char *is)
{
	struct err e = { 0 };
	struct str diff = { 0 };
	char *was = NULL;
	size_t n;

	if (file_read(path, GOLDEN_MOST, &was, &n, &e) != RC_OK) {
		where(p, e.msg);
		return;
	}
	if (strcmp(was, is) != 0) {
		where(p, path);
		unified(was, is, &diff);
		stage_print(str_s(&diff));
	}
	str_free(&diff);
	free(was);
}

static void
do_dump(struct playing *p)
{
	char *name =
	    xasprintf("%s-%s.%s.txt", p->scene->name, p->line->arg, p->run->tail);
	char *path = path_join(golden, name);
	struct str is = { 0 };
	struct err e = { 0 };

	if (strs_has(&made, name))
		where(p, "two pictures of the same name");
	strs_add(&made, name);
	picture_write(&p->stage.now, &is);
	if (!generate)
		compare(p, path, str_s(&is));
	else if (file_write(path, str_s(&is), is.len, 0644, &e) != RC_OK)
		where(p, e.msg);
	str_free(&is);
	free(path);
	free(name);
}

static const struct {
	const char *name;
	void (*play)(struct playing *p);
} verbs[] = {
	{ "as", do_as },
	{ "keys", do_keys },
	{ "type", do_type },
	{ "paste", do_paste },
	{ "bytes", do_bytes },
	{ "resize", do_resize },
	{ "hangup", do_hangup },
	{ "see", do_see },
	{ "dump", do_dump },
};

/* "dump.zh" is for one language only. */
static bool
is_for(const struct playing *p, const char *only)
{
	return *only == '\0' ||
	       strcmp(only, p->run->opt.lang == LANG_ZH ? ".zh" : ".en") == 0;
}

static void
play_line(struct playing *p)
{
	size_t faults = p->stage.faults.n, han = p->stage.han.n;
	size_t n = strcspn(p->line->verb, ".");

	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		if (strlen(verbs[i].name) == n &&
		    strncmp(verbs[i].name, p->line->verb, n) == 0 &&
		    is_for(p, p->line->verb + n))
			verbs[i].play(p);
	for (; faults < p->stage.faults.n; faults++)
		where(p, p->stage.faults.v[faults]);
	for (; han < p->stage.han.n; han++) {
		where(p, "Chinese that is no data, on an English screen:");
		print_message("# %s\n", p->stage.han.v[han]);
	}
}

static void
play(void **state)
{
	struct playing *p = *state;
	size_t faults;

	stage_open(&p->stage, &p->run->opt);
	for (size_t i = 0; i < p->scene->nline; i++) {
		p->line = &p->scene->line[i];
		play_line(p);
	}
	faults = p->stage.faults.n;
	stage_end(&p->stage);
	for (; faults < p->stage.faults.n; faults++)
		where(p, p->stage.faults.v[faults]);
	stage_done(&p->stage);
	if (p->wrong > 0)
		fail_msg("%d differences", p->wrong);
}

/* ---- the list of tests */

static int
flow_file(const struct dirent *ent)
{
	const char *dot = strrchr(ent->d_name, '.'), *only = getenv("SCENE");

	return dot != NULL && strcmp(dot, ".flow") == 0 &&
	       (only == NULL || strstr(ent->d_name, only) != NULL);
}

static int
txt_file(const struct dirent *ent)
{
	const char *dot = strrchr(ent->d_name, '.');

	return dot != NULL && strcmp(dot, ".txt") == 0;
}

/* A picture that no scene makes any more would never fail. */
static void
golden__has_no_picture_without_a_scene(void **state)
{
	struct dirent **ent = NULL;
	int n, idle = 0;

	(void)state;
	if (getenv("SCENE") != NULL)
		skip();
	n = scandir(golden, &ent, txt_file, alphasort);
	for (int i = 0; i < n; i++) {
		char *path = path_join(golden, ent[i]->d_name);

		if (!strs_has(&made, ent[i]->d_name) &&
		    (!generate || unlink(path) != 0)) {
			print_message("# no scene makes %s\n", path);
			idle++;
		}
		free(path);
		free(ent[i]);
	}
	free(ent);
	assert_int_equal(idle, 0);
}

static struct scene *
load_scenes(size_t *n)
{
	struct dirent **ent = NULL;
	int found = scandir(flows, &ent, flow_file, alphasort);
	struct scene *c = xcalloc(found > 0 ? (size_t)found : 1, sizeof(*c));

	*n = 0;
	for (int i = 0; i < found; i++) {
		char *path = path_join(flows, ent[i]->d_name);

		scene_load(path, &c[(*n)++]);
		free(path);
		free(ent[i]);
	}
	free(ent);
	return c;
}

static int
play_all(struct scene *scene, size_t n)
{
	size_t runs = 0, at = 0;
	struct playing *p;
	struct CMUnitTest *test;
	int failed;

	for (size_t i = 0; i < n; i++)
		runs += scene[i].nrun;
	p = xcalloc(runs + 1, sizeof(*p));
	test = xcalloc(runs + 1, sizeof(*test));
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < scene[i].nrun; r++, at++) {
			p[at] = (struct playing){ .scene = &scene[i],
				.run = &scene[i].run[r] };
			test[at] = (struct CMUnitTest){
				.name = xasprintf(
				    "%s.%s", scene[i].name, scene[i].run[r].tail),
				.test_func = play,
				.initial_state = &p[at],
			};
		}
	test[at] =
	    (struct CMUnitTest)cmocka_unit_test(golden__has_no_picture_without_a_scene);
	failed = _cmocka_run_group_tests(
	    "screens", test, runs + 1, stage_make_sample, stage_drop_sample);
	for (size_t i = 0; i < runs; i++)
		free((char *)(uintptr_t)test[i].name);
	free(test);
	free(p);
	return failed;
}

int
main(void)
{
	const char *src = getenv("top_srcdir"), *gen = getenv("GENERATE");
	struct scene *scene;
	size_t n;
	int failed;

	flows = xasprintf("%s/tests/screen/flows", src != NULL ? src : ".");
	golden = xasprintf("%s/tests/screen/golden", src != NULL ? src : ".");
	generate = gen != NULL && *gen != '\0' && strcmp(gen, "0") != 0;
	scene = load_scenes(&n);
	failed = play_all(scene, n);
	for (size_t i = 0; i < n; i++)
		scene_done(&scene[i]);
	free(scene);
	strs_free(&made);
	free(flows);
	free(golden);
	return failed;
}
