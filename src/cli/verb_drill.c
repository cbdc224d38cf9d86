/* SPDX-License-Identifier: MIT */
/* Drills from the command line: the list, one of them on the screen, proof of files,
 * results, replay. */
#include "config.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "drill/exam.h"
#include "report/training.h"

enum { TEXT_COLS = 80 };

/* ---- list */

/* How the person stands with it: unfinished, his best score, or not yet done. */
static char *
standing_words(const struct drill_standing *st)
{
	if (*st->name != '\0')
		return xstrdup(T("未完成", "unfinished"));
	if (st->best < 0)
		return xstrdup(T("未做", "not done"));
	return xasprintf(
	    st->passed ? T("及格 %d", "passed %d") : T("不及格 %d", "failed %d"),
	    st->best);
}

static void
list_line(const struct drill_info *i, const struct drill_standing *st)
{
	enum { ID_COLS = 8, STANDING_COLS = 12 };
	struct str line = { 0 };
	char *words = standing_words(st);

	text_pad(&line, i->id, ID_COLS);
	text_pad(&line, words, STANDING_COLS);
	printf(
	    T("%s第%d步 难度%d %2d分钟  %s\n", "%sstep %d difficulty %d %2d min  %s\n"),
	    str_s(&line), i->step, i->difficulty, i->minutes, i->title);
	str_free(&line);
	free(words);
}

static void
list_json(const struct drill_info *i, const struct drill_standing *st)
{
	struct json j = { .f = stdout };
	const struct {
		const char *key;
		int value;
	} numbers[] = { { "step", i->step }, { "difficulty", i->difficulty },
		{ "minutes", i->minutes }, { "variants", i->variants },
		{ "pass", i->pass }, { "runs", st->runs } };

	json_open(&j, '{');
	json_key(&j, "id");
	json_text(&j, i->id);
	json_key(&j, "title");
	json_text(&j, i->title);
	json_key(&j, "kind");
	json_text(&j, i->kind);
	for (size_t k = 0; k < ARRAY_LEN(numbers); k++) {
		json_key(&j, numbers[k].key);
		json_int(&j, numbers[k].value);
	}
	json_key(&j, "best");
	if (st->best >= 0)
		json_int(&j, st->best);
	else
		json_text(&j, NULL);
	json_key(&j, "passed");
	json_bool(&j, st->passed);
	json_key(&j, "unfinished");
	json_text(&j, st->name);
	json_close(&j, '}');
	json_end(&j);
}

static int
list(struct cli *c)
{
	struct bench *b = cli_open(c, false);
	struct drill_list l = { 0 };
	struct strs faults = { 0 };
	struct err e;
	int status = EXIT_YES;

	if (b == NULL)
		return EXIT_BAD;
	if (drill_list(b, &l, &faults, &e) != RC_OK)
		status = complain_err(&e);
	for (size_t i = 0; i < l.n && status != EXIT_BAD; i++) {
		struct drill_info info = scenario_info(l.v[i]);
		struct drill_standing st;

		if (drill_standing(b, info.id, &st, &e) != RC_OK)
			status = complain_err(&e);
		else if (c->json)
			list_json(&info, &st);
		else
			list_line(&info, &st);
	}
	for (size_t i = 0; i < faults.n; i++) {
		complain("%s", faults.v[i]);
		status = EXIT_NO;
	}
	drill_list_free(&l);
	strs_free(&faults);
	bench_close(b);
	return status;
}

/* ---- check FILE…: scenarios, and files of the question bank */

static int
put_faults(const struct strs *faults)
{
	for (size_t i = 0; i < faults->n; i++)
		complain("%s", faults->v[i]);
	return faults->n > 0 ? EXIT_NO : EXIT_YES;
}

static int
check_bank(struct cli *c, const char *path)
{
	struct strs said = { 0 }, faults = { 0 };
	struct err e;
	int status;

	if (exam_check_file(path, c->data, c->home_dir, &said, &faults, &e) != RC_OK)
		status = complain_err(&e);
	else
		status = put_faults(&faults);
	for (size_t i = 0; i < said.n; i++)
		printf("%s\n", said.v[i]);
	fflush(stdout);
	strs_free(&said);
	strs_free(&faults);
	return status;
}

/* One line when the file is sound, else its faults. */
static int
check_scenario(struct cli *c, const char *path)
{
	struct scenario *s = NULL;
	struct strs faults = { 0 };
	struct err e;
	int status;

	if (scenario_check(path, c->data, &faults, &e) != RC_OK)
		status = complain_err(&e);
	else
		status = put_faults(&faults);
	if (status == EXIT_YES && scenario_read(path, 0, &s, &e) == RC_OK) {
		struct drill_info i = scenario_info(s);

		printf(T("%s 没有问题：变式 %d，应做到 %d，典型差错 %d\n",
			   "%s ok: %d variants, %d expectations, %d errors\n"),
		    i.id, i.variants, i.expectations, i.errors);
		fflush(stdout);
	}
	scenario_free(s);
	strs_free(&faults);
	return status;
}

static int
check(struct cli *c)
{
	int worst = EXIT_YES;

	if (c->argc < 2)
		return complain("%s", T("drill check：请写出要检查的文件",
					  "drill check: name the files to check"));
	if (!cli_identify(c))
		return EXIT_BAD;
	for (int i = 1; i < c->argc; i++) {
		const char *path = c->argv[i];
		int status =
		    exam_is_bank(path) ? check_bank(c, path) : check_scenario(c, path);

		if (status > worst)
			worst = status;
	}
	return worst;
}

/* ---- table: a person's results of a drill on one line, the newest and the best */

struct cell {
	int64_t person;
	char *drill, *title, *state, *day, *errors; /* owned; of the newest */
	int runs, newest, best;
	bool passed;
};
struct cells {
	struct cell *v;
	size_t n, cap;
};

static struct cell *
cell_of(struct cells *t, int64_t person, const char *drill)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].person == person && strcmp(t->v[i].drill, drill) == 0)
			return &t->v[i];
	if (t->n == t->cap) {
		t->cap = t->cap == 0 ? 64 : t->cap * 2;
		t->v = xreallocarray(t->v, t->cap, sizeof(*t->v));
	}
	t->v[t->n] =
	    (struct cell){ .person = person, .drill = xstrdup(drill), .best = -1 };
	return &t->v[t->n++];
}

static void
cell_clear(struct cell *c)
{
	free(c->title);
	free(c->state);
	free(c->day);
	free(c->errors);
}

/* Results come oldest first. */
static void
take_result(struct cells *t, const struct record *r)
{
	struct cell *c = cell_of(t, record_int(r, "person_id"), record_get(r, "drill"));

	cell_clear(c);
	c->title = xstrdup(record_get(r, "title"));
	c->state = xstrdup(record_state(r));
	c->day = xstrdup(record_get(r, "on_date"));
	c->errors = xstrdup(record_get(r, "error_types"));
	c->newest = (int)record_int(r, "score");
	c->best = c->newest > c->best ? c->newest : c->best;
	c->passed = c->passed || strcmp(c->state, "passed") == 0;
	c->runs++;
}

static enum rc
read_results(struct bench *b, struct cells *t, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = bench_query(b, "drill_result", &q, e);

	for (bool first = true; rc == RC_OK && more; first = false) {
		rc = store_page(bench_store(b), &q, first ? PAGE_FIRST : PAGE_AFTER, &at,
		    500, &page, e);
		more = rc == RC_OK && page.n > 0 && page.more_after;
		for (size_t i = 0; rc == RC_OK && i < page.n; i++)
			take_result(t, page.rec[i]);
		pos_done(&at);
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		page_done(&page);
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

static int
by_person(const void *x, const void *y)
{
	const struct cell *a = x, *z = y;

	if (a->person != z->person)
		return a->person < z->person ? -1 : 1;
	return strcmp(a->drill, z->drill);
}

static void
table_csv(struct bench *b, const struct cells *t)
{
	static const char *const head[] = { "person", "drill", "title", "runs",
		"newest_on", "newest_state", "newest_score", "best_score", "passed",
		"errors" };

	csv_write(stdout, head, ARRAY_LEN(head));
	for (size_t i = 0; i < t->n; i++) {
		const struct cell *c = &t->v[i];
		char *who = bench_label(b, "person", c->person), runs[16], newest[16],
		     best[16];
		const char *const row[] = { who, c->drill, c->title, runs, c->day,
			c->state, newest, best, c->passed ? "yes" : "no", c->errors };

		snprintf(runs, sizeof(runs), "%d", c->runs);
		snprintf(newest, sizeof(newest), "%d", c->newest);
		snprintf(best, sizeof(best), "%d", c->best);
		csv_write(stdout, row, ARRAY_LEN(row));
		free(who);
	}
}

static void
table_json(struct bench *b, const struct cells *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct cell *c = &t->v[i];
		char *who = bench_label(b, "person", c->person);
		struct json j = { .f = stdout };
		const struct {
			const char *key, *value;
		} texts[] = { { "person", who }, { "drill", c->drill },
			{ "title", c->title }, { "newest_on", c->day },
			{ "newest_state", c->state }, { "errors", c->errors } };
		const struct {
			const char *key;
			int value;
		} numbers[] = { { "runs", c->runs }, { "newest_score", c->newest },
			{ "best_score", c->best } };

		json_open(&j, '{');
		for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
			json_key(&j, texts[k].key);
			json_text(&j, texts[k].value);
		}
		for (size_t k = 0; k < ARRAY_LEN(numbers); k++) {
			json_key(&j, numbers[k].key);
			json_int(&j, numbers[k].value);
		}
		json_key(&j, "passed");
		json_bool(&j, c->passed);
		json_close(&j, '}');
		json_end(&j);
		free(who);
	}
}

static int
table(struct cli *c)
{
	struct bench *b = cli_open(c, true);
	struct cells t = { 0 };
	struct err e;
	int status = EXIT_YES;

	if (b == NULL)
		return EXIT_BAD;
	if (read_results(b, &t, &e) != RC_OK) {
		status = complain_err(&e);
	} else {
		if (t.n > 0)
			qsort(t.v, t.n, sizeof(*t.v), by_person);
		if (c->json)
			table_json(b, &t);
		else
			table_csv(b, &t);
		if (!cli_flushed())
			status = EXIT_BAD;
	}
	for (size_t i = 0; i < t.n; i++) {
		cell_clear(&t.v[i]);
		free(t.v[i].drill);
	}
	free(t.v);
	bench_close(b);
	return status;
}

/* ---- weak */

/* Results by person, and where people are weak, drills and examinations together. */
static int
weak(struct cli *c)
{
	struct bench *b = cli_open(c, true);
	struct training t = { 0 };
	struct err e;
	int status = EXIT_YES;

	if (b == NULL)
		return EXIT_BAD;
	if (training_read(b, drill_error_title, &t, &e) != RC_OK) {
		status = complain_err(&e);
	} else {
		char *text = training_text(&t, TEXT_COLS);

		fputs(text, stdout);
		free(text);
		if (!cli_flushed())
			status = EXIT_BAD;
	}
	training_free(&t);
	bench_close(b);
	return status;
}

/* ---- replay RUN */

static int
replay(struct cli *c)
{
	struct bench *b;
	struct verdict v = { 0 };
	struct str differs = { 0 };
	struct err e;
	bool same = false;
	int status = EXIT_YES;

	if (c->argc != 2)
		return complain("%s", T("drill replay：请写出一个演练记录的名称",
					  "drill replay: name one run"));
	if ((b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if (drill_replay(b, c->argv[1], &v, &same, &differs, &e) != RC_OK) {
		status = complain_err(&e);
	} else {
		printf("score=%d\ndigest=%s\nsame=%s\n", v.score, v.digest,
		    same ? "yes" : "no");
		fputs(str_s(&differs), stdout);
		status = same ? EXIT_YES : EXIT_NO;
	}
	verdict_free(&v);
	str_free(&differs);
	bench_close(b);
	return status;
}

static const struct {
	const char *name;
	int (*run)(struct cli *c);
} actions[] = {
	{ "list", list },
	{ "check", check },
	{ "table", table },
	{ "weak", weak },
	{ "replay", replay },
};

int
verb_drill(struct cli *c)
{
	for (size_t i = 0; i < ARRAY_LEN(actions); i++)
		if (c->argc > 0 && strcmp(c->argv[0], actions[i].name) == 0)
			return actions[i].run(c);
	if (c->argc == 0)
		return list(c);
	if (c->argc > 1)
		return complain(T("drill：没有“%s”；一次只做一个演练",
				    "drill: there is no '%s'; one drill at a time"),
		    c->argv[0]);
	return cli_workbench(c, c->argv[0]);
}
