/* SPDX-License-Identifier: MIT */
/*
 * Saving what the preview shows: as shown and its owner's alone, nothing replaced
 * unasked, nothing in the home; journalled where a look is.
 */
#include "sample_fixture.h"

#include <sys/stat.h>

#include "report/paper.h"
#include "tui/app.h"
#include "tui/scr_print.h"

static struct app *app;

static void
feed(const char *bytes)
{
	struct event ev;

	term_feed(bytes, strlen(bytes));
	for (term_wait(-1, &ev); ev.type != EV_NONE; term_wait(-1, &ev))
		app_event(app, &ev);
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

/* In the title bar. */
static bool
bears(enum level level)
{
	struct str s = { 0 };
	bool yes;

	term_dump(&s);
	s.s[strcspn(s.s, "\n")] = '\0';
	yes = strstr(s.s, level_zh(level)) != NULL;
	str_free(&s);
	return yes;
}

static void
preview(const char *login, enum level level)
{
	struct term_options o = { .mono = true };
	struct record *r = NULL;
	struct query q;
	struct page page = { 0 };
	char at[4];
	int64_t me = 0;

	ok(bench_find_login(b, login, &me, &e));
	ok(bench_act_as(b, me, &e));
	snprintf(at, sizeof(at), "%d", (int)level);
	ok(bench_query(b, "matter", &q, &e));
	query_add(&q, "level", COND_EQ, at, NULL);
	query_add(&q, "state", COND_EQ, "in_force", NULL);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, &e));
	assert_int_equal(page.n, 1);
	r = page.rec[0];
	assert_int_equal(bench_level(b, r), level);
	assert_int_equal(term_open_headless(24, 80, &o, &e), RC_OK);
	app = app_new(b);
	print_preview(app, r);
	app_paint(app);
	assert_true(shows("打印预览"));
	page_done(&page);
	query_done(&q);
}

static void
close_app(void)
{
	app_free(app);
	app = NULL;
	term_close();
}

static void
save_as(const char *path)
{
	feed("\033OQ"); /* F2 */
	assert_true(shows("存为文件"));
	feed("\025"); /* Ctrl-U */
	feed(path);
	feed("\r");
}

static size_t
print_rows(const char *path)
{
	struct jrows rows = { 0 };
	size_t n = 0;

	ok(store_history(bench_store(b), NULL, 0, 0, 20, &rows, &e));
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(rows.v[i].act, "print") == 0 &&
		    strcmp(rows.v[i].note, path) == 0)
			n++;
	jrows_free(&rows);
	return n;
}

static size_t
looks_at(const char *kind, int64_t id)
{
	struct jrows rows = { 0 };
	size_t n = 0;

	ok(store_history(bench_store(b), kind, id, 0, 100, &rows, &e));
	for (size_t i = 0; i < rows.n; i++)
		n += strcmp(rows.v[i].act, "look") == 0;
	jrows_free(&rows);
	return n;
}

static void
paper__is_saved_as_shown_and_journalled(void **state)
{
	char *path = xstrdup(scratch_path("paper.txt"));
	struct stat sb;
	char *text;
	size_t n;

	(void)state;
	preview("chenlixin", LEVEL_HIGH);
	save_as(path);
	assert_true(shows("已存为"));
	ok(file_read(path, 1 << 20, &text, &n, &e));
	assert_non_null(strstr(text, "机密★"));
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	assert_int_equal(print_rows(path), 1);
	free(text);
	/* once more: asked about, and refused, nothing happens */
	ok(file_write(path, "mine", 4, 0600, &e));
	save_as(path);
	assert_true(shows("替换它吗"));
	feed("n");
	ok(file_read(path, 1 << 20, &text, &n, &e));
	assert_string_equal(text, "mine");
	assert_int_equal(print_rows(path), 1);
	free(text);
	/* the name is still there to be changed; yes replaces */
	assert_true(shows("存为文件"));
	feed("\r");
	feed("y");
	assert_true(shows("已存为"));
	ok(file_read(path, 1 << 20, &text, &n, &e));
	assert_true(n > 100);
	assert_int_equal(print_rows(path), 2);
	free(text);
	close_app();
	unlink(path);
	free(path);
}

static void
lower_levels__are_saved_without_a_row(void **state)
{
	char *path = xstrdup(scratch_path("low.txt"));

	(void)state;
	preview("chenlixin", LEVEL_BASE);
	save_as(path);
	assert_true(shows("已存为"));
	assert_true(file_exists(path));
	assert_int_equal(print_rows(path), 0);
	close_app();
	unlink(path);
	free(path);
}

/* The level is that of all that stands on the paper, whatever the record's own: a file of
 * the archive has none, the papers listed in it have. */
static void
papers__bear_the_level_of_what_they_list(void **state)
{
	char *path = xstrdup(scratch_path("archive.txt")), *text = NULL;
	struct term_options o = { .mono = true };
	enum level level = LEVEL_NONE;
	struct record *r = NULL;
	struct page page = { 0 };
	struct query q;
	size_t n;

	(void)state;
	as_role("office");
	ok(bench_query(b, "archive", &q, &e));
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 100, &page, &e));
	for (size_t i = 0; i < page.n && level < LEVEL_HIGH; i++) {
		struct str out = { 0 };

		r = page.rec[i];
		ok(paper_print(b, NULL, "archive", r->id, &out, &level, &e));
		str_free(&out);
	}
	assert_true(level >= LEVEL_HIGH);
	assert_int_equal(bench_level(b, r), LEVEL_NONE);
	assert_int_equal(looks_at("archive", r->id), 1);
	assert_int_equal(term_open_headless(24, 80, &o, &e), RC_OK);
	app = app_new(b);
	print_preview(app, r);
	app_paint(app);
	assert_true(bears(level));
	save_as(path);
	assert_true(shows("已存为"));
	ok(file_read(path, 1 << 20, &text, &n, &e));
	assert_non_null(strstr(text, "按机密级管理"));
	assert_int_equal(print_rows(path), 1);
	close_app();
	unlink(path);
	free(text);
	free(path);
	page_done(&page);
	query_done(&q);
}

static void
home__takes_no_paper(void **state)
{
	char *path = path_join(scratch_path("home"), "dingmi.db"),
	     *fresh = path_join(scratch_path("home"), "paper.txt"),
	     *drill = path_join(scratch_path("home"), "drill"),
	     *deep = path_join(drill, "log"), *link = xstrdup(scratch_path("elsewhere")),
	     *round = path_join(link, "log"), *beside = xstrdup(scratch_path("home-2")),
	     *apart = path_join(beside, "paper.txt");

	(void)state;
	ok(file_mkdir(drill, 0700, &e));
	ok(file_write(deep, "start", 5, 0600, &e));
	ok(file_mkdir(beside, 0700, &e));
	assert_int_equal(symlink(drill, link), 0);
	preview("chenlixin", LEVEL_HIGH);
	save_as(path);
	assert_true(shows("数据目录里不存文件"));
	feed("\033");
	save_as(fresh);
	assert_true(shows("数据目录里不存文件"));
	assert_false(file_exists(fresh));
	feed("\033");
	save_as(deep);
	assert_true(shows("数据目录里不存文件"));
	feed("\033");
	save_as(round);
	assert_true(shows("数据目录里不存文件"));
	feed("\025\r");
	assert_true(shows("请写文件名"));
	feed("\033");
	save_as(apart);
	assert_true(shows("已存为"));
	close_app();
	unlink(apart);
	rmdir(beside);
	unlink(link);
	unlink(deep);
	rmdir(drill);
	free(apart);
	free(beside);
	free(round);
	free(link);
	free(deep);
	free(drill);
	free(fresh);
	free(path);
}

static void
shared_store__saves_nothing(void **state)
{
	struct bench_options o = home_options(first_day());

	(void)state;
	bench_close(b);
	b = NULL;
	o.personal = false;
	o.login = "chenlixin";
	ok(bench_open(&o, &b, &e));
	preview("chenlixin", LEVEL_HIGH);
	feed("\033OQ");
	assert_true(shows("共用库不从这里存文件"));
	close_app();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, home_make, home_drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paper__is_saved_as_shown_and_journalled),
		TEST(lower_levels__are_saved_without_a_row),
		TEST(papers__bear_the_level_of_what_they_list),
		TEST(home__takes_no_paper),
		TEST(shared_store__saves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
