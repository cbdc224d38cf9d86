/* SPDX-License-Identifier: MIT */
/* The hand of a trainee: a run begun, whose place he takes, days and questions, handing
 * in. */
#include "config.h"
#include "term/hand_in.h"
#include <dirent.h>
#include "base/file.h"

/* ---- the run: its directory, its log */

void
hand_read_log(struct hand *h)
{
	char *path = path_join(h->dir, "log");

	log_done(&h->log);
	hand_ok(h, log_open(&h->log, path, false, &h->e));
	free(path);
}

/* The last event that an attempt, an answer or days passed have left; NULL: none yet. */
const struct drill_event *
hand_last(const struct hand *h, size_t from)
{
	for (size_t i = h->log.n; i > from; i--) {
		const struct drill_event *ev = &h->log.v[i - 1];

		if (log_is(ev, "act") || log_is(ev, "answer") || log_is(ev, "wait"))
			return ev;
	}
	return NULL;
}

/* Waits for the event that a key brings about. */
const struct drill_event *
hand_await(struct hand *h, size_t from)
{
	const struct drill_event *ev = NULL;
	double end = pty_now() + HAND_WAIT_MS;

	while (ev == NULL && pty_now() < end && pty_pump(h->p, 10)) {
		hand_read_log(h);
		ev = hand_last(h, from);
	}
	return ev;
}

/* The one run that has not ended. */
static void
find_run(struct hand *h)
{
	char *all = path_join(h->home, "drill");
	DIR *d = opendir(all);
	struct dirent *ent;

	assert_non_null(d);
	while (h->name == NULL && (ent = readdir(d)) != NULL) {
		size_t n;

		if (ent->d_name[0] == '.')
			continue;
		h->dir = path_join(all, ent->d_name);
		hand_read_log(h);
		n = h->log.n;
		if (log_is(&h->log.v[n - 1], "finish"))
			free(h->dir);
		else
			h->name = xstrdup(ent->d_name);
	}
	closedir(d);
	free(all);
	assert_non_null(h->name);
}

static void
open_bench(struct hand *h)
{
	const struct bench_options o = { .home = h->dir,
		.data = desk_forms(),
		.today = h->s->today,
		.login = h->s->as,
		.origin = "test",
		.readonly = true,
		.personal = true };

	hand_ok(h, bench_open(&o, &h->b, &h->e));
	h->day = h->s->today;
	h->who = xstrdup(h->s->as);
}

struct hand *
hand_begin(const char *home, const char *login, const char *id)
{
	struct hand *h = xcalloc(1, sizeof(*h));
	char *path = xasprintf("%s/drill/%s.ini", desk_forms(), id);

	h->home = home;
	h->log.fd = -1;
	h->p = desk_open(home, NULL, "--as", login, "drill", id, NULL);
	see(h->p, "【任务】");
	keys(h->p, "<F2>");
	see(h->p, "我的待办");
	see(h->p, "与真实数据无关");
	find_run(h);
	hand_ok(h, scenario_read(
		       path, (unsigned long)log_int(&h->log.v[0], "seed"), &h->s, &h->e));
	open_bench(h);
	free(path);
	return h;
}

void
hand_free(struct hand *h)
{
	if (h == NULL)
		return;
	desk_close(h->p);
	bench_close(h->b);
	log_done(&h->log);
	scenario_free(h->s);
	free(h->name);
	free(h->dir);
	free(h->who);
	free(h);
}

struct pty *
hand_pty(const struct hand *h)
{
	return h->p;
}

const struct scenario *
hand_scenario(const struct hand *h)
{
	return h->s;
}

const char *
hand_run(const struct hand *h)
{
	return h->name;
}

/* ---- places */

void
hand_home(struct hand *h)
{
	keys(h->p, "<F12>");
	see(h->p, "查找：");
	keys(h->p, "home");
	to_word(h->p, "home");
	keys(h->p, "<Enter>");
	see_gone(h->p, "查找：");
	see(h->p, "我的待办");
	see(h->p, "与真实数据无关");
}

static void
drill_menu(struct hand *h, const char *letter)
{
	keys(h->p, "<^B>");
	see(h->p, "演练菜单");
	keys(h->p, letter);
}

/* From home: in another's place, as the drill menu offers it. */
void
hand_become(struct hand *h, const char *login)
{
	int64_t id = 0;
	char *name;

	hand_ok(h, bench_sign_in(h->b, login, &h->e));
	if (strcmp(h->who, login) == 0)
		return;
	free(h->who);
	h->who = xstrdup(login);
	hand_ok(h, bench_find_login(h->b, login, &id, &h->e));
	name = bench_label(h->b, "person", id);
	drill_menu(h, "w");
	see(h->p, "以谁的身份办理");
	to_word(h->p, name);
	keys(h->p, "<Enter>");
	see(h->p, "现在的身份是");
	see(h->p, name);
	free(name);
}

static void
do_wait(struct hand *h, int days)
{
	static const int offered[] = { 90, 60, 30, 15, 10, 7, 5, 3, 2, 1 };

	while (days > 0) {
		size_t from = h->log.n, i = 0;
		char *line;

		while (offered[i] > days)
			i++;
		line = xasprintf("%d天", offered[i]);
		hand_home(h);
		drill_menu(h, "d");
		see(h->p, "过几天？");
		to_word(h->p, line);
		keys(h->p, "<Enter>");
		see(h->p, "今天是");
		assert_non_null(hand_await(h, from));
		days -= offered[i];
		h->day += offered[i];
		free(line);
	}
	bench_set_day(h->b, h->day);
}

/* ---- questions */

/* The option stands somewhere on the screen, in an order of the seed. */
static void
to_option(struct hand *h, const struct drill_ask *q, long no)
{
	to_start(h->p, say(&q->option[no - 1]));
}

/* Lines put in order from the top: each is picked up and carried to its place. */
static void
put_in_order(struct hand *h, const struct drill_ask *q, const struct strs *numbers)
{
	int top, row, col;

	keys(h->p, "<Home>");
	pty_settle(h->p, HAND_QUIET_MS);
	pty_cursor(h->p, &top, &col);
	for (size_t i = 0; i < numbers->n; i++) {
		to_option(h, q, strtol(numbers->v[i], NULL, 10));
		pty_cursor(h->p, &row, &col);
		keys(h->p, " ");
		pty_settle(h->p, HAND_QUIET_MS);
		for (; row > top + (int)i; row--)
			keys(h->p, "<Up>");
		keys(h->p, " ");
		pty_settle(h->p, HAND_QUIET_MS);
	}
}

static void
do_answer(struct hand *h, const struct drill_step *st)
{
	const struct drill_ask *q = &h->s->question.v[st->question - 1];
	struct strs numbers = { 0 }, logged = { 0 };
	const struct drill_event *ev;
	char *title = xasprintf("题目 %d/%zu", st->question, h->s->question.n);
	size_t from = h->log.n;

	hand_home(h);
	drill_menu(h, "q");
	see(h->p, "题目 1/");
	for (int i = 1; i < st->question; i++)
		keys(h->p, "<Right>");
	see(h->p, title);
	strs_split(&numbers, st->answer, ", ");
	if (q->kind == QUESTION_ORDER)
		put_in_order(h, q, &numbers);
	for (size_t i = 0; i < numbers.n && q->kind != QUESTION_ORDER; i++) {
		to_option(h, q, strtol(numbers.v[i], NULL, 10));
		keys(h->p, " ");
	}
	keys(h->p, "<F2>");
	ev = hand_await(h, from);
	assert_non_null(ev);
	strs_split(&logged, log_get(ev, "is"), ", ");
	assert_int_equal(log_int(ev, "n"), st->question);
	assert_int_equal(logged.n, numbers.n);
	for (size_t i = 0; i < numbers.n; i++)
		assert_true(q->kind == QUESTION_ORDER
				? strcmp(logged.v[i], numbers.v[i]) == 0
				: strs_has(&logged, numbers.v[i]));
	keys(h->p, "<Esc>");
	see(h->p, "我的待办");
	strs_free(&numbers);
	strs_free(&logged);
	free(title);
}

void
hand_steps(struct hand *h, const struct drill_steps *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct drill_step *st = &s->v[i];

		if (st->what == STEP_WAIT)
			do_wait(h, st->days);
		else if (st->what == STEP_ANSWER)
			do_answer(h, st);
		else
			hand_do(h, st);
	}
}

void
hand_submit(struct hand *h)
{
	char *title = xasprintf("演练结果 %s", h->s->id);

	hand_home(h);
	drill_menu(h, "s");
	see(h->p, "交卷吗？");
	keys(h->p, "y");
	see(h->p, title);
	free(title);
}
