/* SPDX-License-Identifier: MIT */
/* The sample home, copied for each run, and the app on it. */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "stage.h"
#include "step/import.h"

enum { FILE_MOST = 64 << 20, ROWS_MOST = 5000, ESC_MOST = 30 };

static char *root, *sample,
    *data;		 /* owned: scratch directory, home in it, shipped forms */
static struct str facts; /* every value of the sample's records, and its org.ini */
static const char *const drills[] = { "ZZ01.ini", "ZZ02.ini" };
static unsigned copies;
static int64_t sample_rows; /* of its journal */

#define OK(call) \
	do { \
		struct err e_ = { 0 }; \
		if ((call) != RC_OK) \
			fail_msg("%s: %s", #call, e_.msg); \
	} while (0)
#define E (&e_)

static void
remove_dir(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		char *path = path_join(dir, ent->d_name);

		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0 &&
		    unlink(path) != 0)
			remove_dir(path);
		free(path);
	}
	if (d != NULL)
		closedir(d);
	(void)rmdir(dir);
}

static void
copy_home(const char *to)
{
	DIR *d = opendir(sample);
	struct dirent *ent;

	assert_non_null(d);
	OK(file_mkdir(to, 0700, E));
	while ((ent = readdir(d)) != NULL) {
		char *from = path_join(sample, ent->d_name),
		     *name = path_join(to, ent->d_name);
		char *text = NULL;
		size_t n = 0;

		if (ent->d_name[0] != '.') {
			OK(file_read(from, FILE_MOST, &text, &n, E));
			OK(file_write(name, text, n, 0600, E));
		}
		free(text);
		free(from);
		free(name);
	}
	closedir(d);
}

static char *
drill_path(const char *name)
{
	const char *src = getenv("top_srcdir");

	return xasprintf("%s/tests/drill/%s", src != NULL ? src : ".", name);
}

/* The drills of the tests, as the unit's own. */
static void
copy_drills(const char *home)
{
	char *dir = path_join(home, "forms/drill");

	OK(file_mkdir(dir, 0700, E));
	for (size_t i = 0; i < ARRAY_LEN(drills); i++) {
		char *from = drill_path(drills[i]), *to = path_join(dir, drills[i]),
		     *text = NULL;
		size_t n = 0;

		OK(file_read(from, FILE_MOST, &text, &n, E));
		OK(file_write(to, text, n, 0600, E));
		free(text);
		free(to);
		free(from);
	}
	free(dir);
}

static void
options(struct bench_options *o, const char *home)
{
	*o = (struct bench_options){ .home = home,
		.data = data,
		.today = date_parse(STAGE_TODAY),
		.login = "tester",
		.origin = "stage",
		.personal = true };
}

/* What the drills of the tests say, and where rules come from. */
static void
gather_more(void)
{
	size_t n, len;
	const struct rule *r = law_rules(&n);

	for (size_t i = 0; i < n; i++)
		str_addf(&facts, "%s\n", r[i].source);
	for (size_t i = 0; i < ARRAY_LEN(drills); i++) {
		char *path = drill_path(drills[i]), *text = NULL;

		OK(file_read(path, FILE_MOST, &text, &len, E));
		str_addn(&facts, text, len);
		free(text);
		free(path);
	}
}

/* What the records say: Chinese that an English screen shows as it is. */
static void
gather(struct store *s)
{
	const char *const *names;
	size_t n = store_kind_names(&names);
	char *ini = path_join(sample, "org.ini"), *text = NULL;
	size_t len;

	for (size_t k = 0; k < n; k++) {
		struct page page = { 0 };
		struct query q;

		query_init(&q, store_kind(s, names[k]));
		OK(store_page(s, &q, PAGE_FIRST, NULL, ROWS_MOST, &page, E));
		for (size_t i = 0; i < page.n; i++)
			for (size_t c = 2; c < page.rec[i]->kind->ncol; c++)
				if (page.rec[i]->val[c] != NULL)
					str_addf(&facts, "%s\n", page.rec[i]->val[c]);
		page_done(&page);
		query_done(&q);
	}
	OK(file_read(ini, FILE_MOST, &text, &len, E));
	str_addn(&facts, text, len);
	free(text);
	free(ini);
	gather_more();
}

int
stage_make_sample(void **state)
{
	const char *tmp = getenv("TMPDIR"), *src = getenv("top_srcdir");
	struct verify_report v = { 0 };
	struct bench_options o;
	struct bench *b = NULL;

	(void)state;
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	unsetenv("NO_COLOR");
	root = xasprintf(
	    "%s/dingmi-screen-XXXXXX", tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	assert_non_null(mkdtemp(root));
	sample = path_join(root, "sample");
	data = xasprintf("%s/forms", src != NULL ? src : ".");
	options(&o, sample);
	OK(home_init(sample, data, NULL, true, &o, E));
	OK(bench_open(&o, &b, E));
	OK(store_verify(bench_store(b), &v, E));
	sample_rows = v.rows;
	verify_done(&v);
	gather(bench_store(b));
	bench_close(b);
	return 0;
}

int
stage_drop_sample(void **state)
{
	(void)state;
	if (root != NULL)
		remove_dir(root);
	free(root);
	free(sample);
	free(data);
	str_free(&facts);
	root = sample = data = NULL;
	return 0;
}

/* ---- one run */

static void
look(struct stage *s)
{
	if (app_done(s->app))
		return;
	picture_take(&s->now);
	picture_faults(&s->now, s->app, &s->faults);
	/* papers are Chinese whatever the screen speaks */
	if (s->lang == LANG_EN && strcmp(app_top(s->app)->ops->name, "print") != 0)
		picture_han(&s->now, &s->known, &s->han);
	s->painted++;
}

void
stage_again(struct stage *s)
{
	app_free(s->app);
	s->app = app_new(s->bench);
	app_push(s->app, signin_new(s->app));
	app_paint(s->app);
	look(s);
}

void
stage_open(struct stage *s, const struct stage_options *o)
{
	struct term_options term = { .ascii = o->ascii, .mono = o->mono };
	struct bench_options b;

	*s = (struct stage){ .lang = o->lang };
	s->home = xasprintf("%s/%u", root, ++copies);
	copy_home(s->home);
	copy_drills(s->home);
	options(&b, s->home);
	b.readonly = o->readonly;
	if (o->today != DATE_NONE)
		b.today = o->today;
	if (o->login != NULL) {
		b.personal = false;
		b.login = o->login;
	}
	lang_set(o->lang);
	str_add(&s->known, str_s(&facts));
	OK(bench_open(&b, &s->bench, E));
	OK(term_open_headless(o->rows, o->cols, &term, E));
	stage_again(s);
}

/* What is typed is data from then on. */
static void
learn(struct stage *s, const char *bytes, size_t n)
{
	struct str clean = { 0 };

	text_clean(bytes, n, false, &clean);
	str_addf(&s->known, "%s", str_s(&clean));
	str_free(&clean);
}

static void
run(struct stage *s)
{
	struct event ev;

	for (term_wait(0, &ev); ev.type != EV_NONE && !app_done(s->app);
	     term_wait(0, &ev)) {
		app_event(s->app, &ev);
		look(s);
	}
	event_done(&ev);
}

void
stage_feed(struct stage *s, const char *bytes, size_t n)
{
	if (s->lang == LANG_EN)
		learn(s, bytes, n);
	term_feed(bytes, n);
	run(s);
}

void
stage_resize(struct stage *s, int rows, int cols)
{
	term_resize(rows, cols);
	run(s);
}

static bool
in_drill_menu(const struct stage *s)
{
	const struct view *top = app_top(s->app);

	return top != NULL && strcmp(top->ops->name, "drill-menu") == 0;
}

static bool
at_sign_in(const struct stage *s)
{
	const struct view *top = app_top(s->app);

	return top != NULL && strcmp(top->ops->name, "signin") == 0;
}

void
stage_sign_in(struct stage *s, const char *name)
{
	for (int i = 0; i < ESC_MOST && !at_sign_in(s); i++)
		/* out of a drill one is asked: pause */
		stage_feed(s, in_drill_menu(s) ? "p" : "\033", 1);
	stage_feed(s, "\033", 1); /* what has been typed there */
	stage_feed(s, name, strlen(name));
	stage_feed(s, "\r", 1);
}

static void
verify(struct stage *s)
{
	struct verify_report v = { 0 };

	OK(store_verify(bench_store(s->bench), &v, E));
	for (size_t i = 0; i < v.faults.n; i++) {
		char *what = xasprintf("store: %s", v.faults.v[i]);

		strs_add(&s->faults, what);
		free(what);
	}
	s->written = v.rows - sample_rows;
	verify_done(&v);
}

void
stage_hangup(struct stage *s)
{
	struct event ev = { .type = EV_HANGUP };

	if (!app_done(s->app))
		app_event(s->app, &ev);
}

void
stage_end(struct stage *s)
{
	stage_hangup(s);
	verify(s);
}

void
stage_done(struct stage *s)
{
	app_free(s->app);
	term_close();
	bench_close(s->bench);
	remove_dir(s->home);
	free(s->home);
	str_free(&s->known);
	picture_done(&s->now);
	strs_free(&s->faults);
	strs_free(&s->han);
}

void
stage_print(const char *text)
{
	while (*text != '\0') {
		int n = (int)strcspn(text, "\n");

		print_message("# %.*s\n", n, text);
		text += n + (text[n] == '\n');
	}
}

void
stage_print_faults(const struct stage *s)
{
	for (size_t i = 0; i < s->faults.n; i++)
		print_message("# fault: %s\n", s->faults.v[i]);
	for (size_t i = 0; i < s->han.n; i++)
		print_message("# not translated: %s\n", s->han.v[i]);
}
