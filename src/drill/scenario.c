/* SPDX-License-Identifier: MIT */
/* Scenarios: what a screen shows of one, finding them by id, the list of all. */
#include <string.h>
#include "base/file.h"
#include "drill/scenario.h"

void
scenario_free(struct scenario *s)
{
	if (s == NULL)
		return;
	free(s->path);
	free(s->id);
	free(s->kind);
	free(s->as);
	free(s->world);
	free(s->tier);
	said_free(&s->title);
	said_free(&s->situation);
	said_free(&s->task);
	strs_free(&s->may_be);
	steps_free(&s->start);
	steps_free(&s->path_steps);
	for (size_t i = 0; i < s->after.n; i++) {
		free(s->after.v[i].act);
		said_free(&s->after.v[i].news);
		said_free(&s->after.v[i].otherwise);
		steps_free(&s->after.v[i].steps);
	}
	for (size_t i = 0; i < s->expect.n; i++) {
		free(s->expect.v[i].name);
		free(s->expect.v[i].rule);
		said_free(&s->expect.v[i].text);
		cond_free(&s->expect.v[i].cond);
	}
	for (size_t i = 0; i < s->mistake.n; i++) {
		free(s->mistake.v[i].name);
		free(s->mistake.v[i].rule);
		said_free(&s->mistake.v[i].explain);
		cond_free(&s->mistake.v[i].cond);
		steps_free(&s->mistake.v[i].play);
	}
	for (size_t i = 0; i < s->hint.n; i++) {
		said_free(&s->hint.v[i].text);
		free(s->hint.v[i].of_name);
	}
	for (size_t i = 0; i < s->question.n; i++) {
		struct drill_ask *q = &s->question.v[i];

		for (size_t k = 0; q->option != NULL && k < q->noption; k++)
			said_free(&q->option[k]);
		free(q->option);
		free(q->name);
		free(q->answer);
		free(q->rule);
		said_free(&q->text);
		said_free(&q->explain);
	}
	for (size_t i = 0; i < s->guide.n; i++) {
		said_free(&s->guide.v[i].text);
		cond_free(&s->guide.v[i].until);
	}
	free(s->after.v);
	free(s->expect.v);
	free(s->mistake.v);
	free(s->hint.v);
	free(s->question.v);
	free(s->guide.v);
	free(s);
}

struct drill_info
scenario_info(const struct scenario *s)
{
	return (struct drill_info){
		.id = s->id,
		.title = say(&s->title),
		.kind = s->kind,
		.difficulty = s->difficulty,
		.step = s->step,
		.minutes = s->minutes,
		.variants = s->variants,
		.situation = say(&s->situation),
		.task = say(&s->task),
		.as = s->as,
		.day = s->today,
		.moving = s->moving,
		.pass = s->pass,
		.hints = (int)s->hint.n,
		.questions = (int)s->question.n,
		.expectations = (int)s->expect.n,
		.errors = (int)s->mistake.n,
	};
}

int
scenario_part_share(const struct scenario *s, enum drill_part p)
{
	int sum = 0;

	for (size_t i = 0; i < s->expect.n; i++)
		if (s->expect.v[i].part == p)
			sum += s->expect.v[i].share;
	return sum;
}

/* ---- the files */

static char *
file_of(const struct bench *b, const char *name)
{
	char *under = path_join("drill", name), *path = bench_file(b, under);

	free(under);
	return path;
}

enum rc
drill_list(
    const struct bench *b, struct drill_list *out, struct strs *faults, struct err *e)
{
	struct strs names = { 0 };
	char *own = path_join(bench_home(b), "forms/drill"),
	     *shipped = path_join(bench_data(b), "drill");

	enum rc rc = RC_OK;

	*out = (struct drill_list){ 0 };
	file_list(own, ".ini", &names);
	file_list(shipped, ".ini", &names);
	if (names.n == 0)
		rc = err_set(
		    e, RC_NOTFOUND, T("%s 里没有演练", "no drills in %s"), shipped);
	out->v = xcalloc(names.n + 1, sizeof(struct scenario *));
	for (size_t i = 0; i < names.n; i++) {
		char *path = file_of(b, names.v[i]);
		struct err bad;

		if (scenario_read(path, 0, &out->v[out->n], &bad) == RC_OK)
			out->n++;
		else if (faults != NULL)
			strs_add(faults, bad.msg);
		free(path);
	}
	strs_free(&names);
	free(own);
	free(shipped);
	return rc;
}

void
drill_list_free(struct drill_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		scenario_free(l->v[i]);
	free(l->v);
	*l = (struct drill_list){ 0 };
}

enum rc
drill_find(const struct bench *b, const char *id, unsigned long seed,
    struct scenario **out, struct err *e)
{
	char *name, *path;
	enum rc rc;

	*out = NULL;
	if (strchr(id, '/') != NULL || strchr(id, '.') != NULL)
		return scenario_read(id, seed, out, e);
	name = xasprintf("%s.ini", id);
	path = file_of(b, name);
	if (file_exists(path))
		rc = scenario_read(path, seed, out, e);
	else
		rc = err_set(e, RC_NOTFOUND,
		    T("没有演练 %s；dingmi drill list 列出全部",
			"there is no drill %s; dingmi drill list names them"),
		    id);
	free(name);
	free(path);
	return rc;
}
