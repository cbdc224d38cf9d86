/* SPDX-License-Identifier: MIT */
/* The sections of a scenario file (dingmi-drill(5)), each by its row of a table. */
#include <stdio.h>
#include <string.h>
#include "drill/choice.h"
#include "drill/scenario.h"

/* ---- words with a fixed list */

static enum rc
read_word(const struct reader *r, size_t sec, const char *key, const char *const *words,
    size_t n, size_t *out)
{
	char *v = read_value(r, sec, key);
	struct str list = { 0 };
	enum rc rc = RC_OK;
	size_t i = 0;

	if (v == NULL)
		return RC_OK;
	while (i < n && strcmp(words[i], v) != 0)
		i++;
	if (i < n) {
		*out = i;
	} else {
		for (i = 0; i < n; i++)
			str_addf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
		rc = read_fault(r, sec, key,
		    T("%s 应为 %s 之一，不是“%s”", "%s must be one of %s, not '%s'"), key,
		    str_s(&list), v);
	}
	str_free(&list);
	free(v);
	return rc;
}

static const char *const part_names[DRILL_PARTS] = {
	[DRILL_DECISION] = "decision",
	[DRILL_SUBSTANCE] = "substance",
	[DRILL_PROCEDURE] = "procedure",
	[DRILL_PAPER] = "paper",
};

static enum rc
read_part(const struct reader *r, size_t sec, enum drill_part *out)
{
	size_t at = DRILL_PARTS;
	enum rc rc = read_word(r, sec, "part", part_names, DRILL_PARTS, &at);

	if (rc == RC_OK && at == DRILL_PARTS)
		rc = read_fault(r, sec, NULL, "%s", T("缺 part", "part is missing"));
	*out = (enum drill_part)at;
	return rc;
}

/* ---- sections */

/* How much of the sample's life goes before: its files up to this one. */
static const struct {
	const char *name, *last;
} worlds[] = {
	{ "people", "10-people.csv" },
	{ "rules", "20-rules.csv" },
	{ "training", "30-training.csv" },
	{ "designations", "35-designations.csv" },
	{ "full", "" },
};

static enum rc
read_drill_words(struct reader *r, size_t sec)
{
	static const char *const kinds[] = { "drill", "walk", "incident" };
	static const char *const clocks[] = { "frozen", "moving" };
	const char *names[ARRAY_LEN(worlds)];
	size_t kind = 0, moving = 0, world = 3;
	char *people = read_value(r, sec, "may_be");
	enum rc rc;

	for (size_t i = 0; i < ARRAY_LEN(worlds); i++)
		names[i] = worlds[i].name;
	strs_split(&r->s->may_be, people != NULL ? people : "", ", ");
	free(people);
	if ((rc = read_word(r, sec, "kind", kinds, ARRAY_LEN(kinds), &kind)) != RC_OK ||
	    (rc = read_word(r, sec, "clock", clocks, ARRAY_LEN(clocks), &moving)) !=
		RC_OK ||
	    (rc = read_word(r, sec, "world", names, ARRAY_LEN(names), &world)) != RC_OK)
		return rc;
	r->s->kind = xstrdup(kinds[kind]);
	r->s->moving = moving == 1;
	r->s->world = xstrdup(worlds[world].last);
	return RC_OK;
}

/* `today` and `tier`: those of the variant before those of the drill. */
static const char *
varied(const struct reader *r, const char *key)
{
	for (size_t k = 0; k < r->key.n; k++)
		if (strcmp(r->key.v[k], key) == 0)
			return r->value.v[k];
	return NULL;
}

static enum rc
read_frame(struct reader *r, size_t sec)
{
	struct scenario *s = r->s;
	char *today = xstrdup(varied(r, "today"));
	enum tier tier;
	enum rc rc = RC_OK;

	s->tier = xstrdup(varied(r, "tier"));
	if (today == NULL)
		today = read_value(r, sec, "today");
	if (s->tier == NULL)
		s->tier = read_value(r, sec, "tier");
	s->today = today != NULL ? date_parse(today) : DATE_NONE;
	if (s->today == DATE_NONE)
		rc = read_fault(r, sec, "today", "%s",
		    T("today 须写成 2026-03-02 这样的日期",
			"today must be a date such as 2026-03-02"));
	else if (s->tier != NULL &&
		 (!tier_parse(s->tier, &tier) || strcmp(tier_name(tier), s->tier) != 0))
		rc = read_fault(r, sec, "tier",
		    T("tier 应为 central、province、prefecture、county 或 "
		      "other，不是“%s”",
			"tier must be central, province, prefecture, county or other, "
			"not '%s'"),
		    s->tier);
	free(today);
	return rc;
}

static enum rc
read_drill(struct reader *r, size_t sec)
{
	struct scenario *s = r->s;
	enum rc rc;

	s->difficulty = 1;
	s->minutes = 10;
	s->pass = 60;
	if ((rc = read_required(r, sec, "id", &s->id)) != RC_OK ||
	    (rc = read_said(r, sec, "title", true, &s->title)) != RC_OK ||
	    (rc = read_required(r, sec, "as", &s->as)) != RC_OK ||
	    (rc = read_int(r, sec, "difficulty", 1, 3, &s->difficulty)) != RC_OK ||
	    (rc = read_int(r, sec, "step", 0, 7, &s->step)) != RC_OK ||
	    (rc = read_int(r, sec, "minutes", 1, 600, &s->minutes)) != RC_OK ||
	    (rc = read_int(r, sec, "pass", 1, 100, &s->pass)) != RC_OK ||
	    (rc = read_frame(r, sec)) != RC_OK)
		return rc;
	if (strlen(s->id) > 20 || s->id[strspn(s->id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
						      "0123456789")] != '\0')
		return read_fault(r, sec, "id", "%s",
		    T("id 用大写字母和数字，如 DR01",
			"id is capital letters and digits, such as DR01"));
	return read_drill_words(r, sec);
}

static enum rc
read_situation(struct reader *r, size_t sec)
{
	return read_said(r, sec, "text", true, &r->s->situation);
}

static enum rc
read_task(struct reader *r, size_t sec)
{
	return read_said(r, sec, "text", true, &r->s->task);
}

static enum rc
read_start(struct reader *r, size_t sec)
{
	return read_step(r, sec, true, &r->s->start);
}

static enum rc
read_path(struct reader *r, size_t sec)
{
	return read_step(r, sec, false, &r->s->path_steps);
}

static enum rc
read_after(struct reader *r, size_t sec)
{
	struct drill_after *a = LIST_ADD(&r->s->after);
	enum rc rc;

	a->line = ini_section_line(r->ini, sec);
	if ((rc = read_required(r, sec, "after", &a->act)) != RC_OK ||
	    (rc = read_int(r, sec, "days", 0, 3660, &a->days)) != RC_OK ||
	    (rc = read_said(r, sec, "news", true, &a->news)) != RC_OK ||
	    (rc = read_said(r, sec, "else", false, &a->otherwise)) != RC_OK)
		return rc;
	return act_named(a->act) != NULL
		   ? RC_OK
		   : read_fault(r, sec, "after",
			 T("没有“%s”这件事", "there is no act '%s'"), a->act);
}

/* [after.N.M] belongs to the [after.N] above it. */
static enum rc
read_after_act(struct reader *r, size_t sec)
{
	size_t n = r->s->after.n; /* all of them: these are read first */

	while (n > 0 && r->s->after.v[n - 1].line > ini_section_line(r->ini, sec))
		n--;
	if (n == 0)
		return read_fault(r, sec, NULL, "%s",
		    T("它属于前面的 [after.N]，而前面没有",
			"it belongs to an [after.N] before it, and there is none"));
	return read_step(r, sec, true, &r->s->after.v[n - 1].steps);
}

static enum rc
read_expect(struct reader *r, size_t sec)
{
	struct drill_expect *x = LIST_ADD(&r->s->expect);
	static const char *const yesno[] = { "no", "yes" };
	size_t decisive = 0;
	enum rc rc;

	x->name = xstrdup(ini_section(r->ini, sec));
	x->line = ini_section_line(r->ini, sec);
	x->points = 1;
	if ((rc = read_part(r, sec, &x->part)) != RC_OK ||
	    (rc = read_int(r, sec, "points", 1, 100, &x->points)) != RC_OK ||
	    (rc = read_word(r, sec, "decisive", yesno, 2, &decisive)) != RC_OK ||
	    (rc = read_rule(r, sec, "rule", &x->rule)) != RC_OK ||
	    (rc = read_said(r, sec, "text", true, &x->text)) != RC_OK)
		return rc;
	x->decisive = decisive == 1;
	return read_cond(r, sec, &x->cond);
}

static enum rc
read_error(struct reader *r, size_t sec)
{
	struct drill_mistake *m = LIST_ADD(&r->s->mistake);
	const char *names[DRILL_ERROR_COUNT];
	size_t type = DRILL_ERROR_COUNT;
	enum rc rc;

	for (size_t i = 0; i < DRILL_ERROR_COUNT; i++)
		names[i] = drill_error_info((enum drill_error)i)->name;
	m->name = xstrdup(ini_section(r->ini, sec));
	m->line = ini_section_line(r->ini, sec);
	if ((rc = read_word(r, sec, "type", names, DRILL_ERROR_COUNT, &type)) != RC_OK ||
	    (rc = read_rule(r, sec, "rule", &m->rule)) != RC_OK ||
	    (rc = read_said(r, sec, "explain", true, &m->explain)) != RC_OK ||
	    (rc = read_int(r, sec, "path", 0, 99, &m->path)) != RC_OK)
		return rc;
	if (type == DRILL_ERROR_COUNT)
		return read_fault(r, sec, NULL, "%s", T("缺 type", "type is missing"));
	m->type = (enum drill_error)type;
	return read_cond(r, sec, &m->cond);
}

/* [error.N.play.M] belongs to [error.N], wherever that stands. */
static enum rc
read_play(struct reader *r, size_t sec)
{
	const char *name = ini_section(r->ini, sec);
	size_t n = (size_t)(strstr(name, ".play.") - name);

	for (size_t i = 0; i < r->s->mistake.n; i++) {
		struct drill_mistake *m = &r->s->mistake.v[i];

		if (strlen(m->name) == n && strncmp(m->name, name, n) == 0)
			return read_step(r, sec, false, &m->play);
	}
	return read_fault(r, sec, NULL,
	    T("前面没有 [%.*s]", "there is no [%.*s] before it"), (int)n, name);
}

static enum rc
read_hint(struct reader *r, size_t sec)
{
	struct drill_hint_text *h = LIST_ADD(&r->s->hint);
	enum rc rc;

	h->line = ini_section_line(r->ini, sec);
	h->cost = 2;
	if ((rc = read_said(r, sec, "text", true, &h->text)) != RC_OK ||
	    (rc = read_int(r, sec, "cost", 0, 100, &h->cost)) != RC_OK)
		return rc;
	return read_required(r, sec, "of", &h->of_name);
}

static enum rc
read_guide(struct reader *r, size_t sec)
{
	struct drill_guide_text *g = LIST_ADD(&r->s->guide);
	enum rc rc = read_said(r, sec, "text", true, &g->text);

	return rc == RC_OK ? read_cond(r, sec, &g->until) : rc;
}

/* One right option, or several; all of them to be put in order. */
static enum rc
check_answer(const struct reader *r, size_t sec, const struct drill_ask *q)
{
	int at[OPTIONS_MAX];
	size_t n;

	if (answer_read(q->answer, q->noption, at, &n) &&
	    (q->kind == QUESTION_MULTI ||
		n == (q->kind == QUESTION_ORDER ? q->noption : 1)))
		return RC_OK;
	return read_fault(r, sec, "answer", "%s",
	    T("answer 写选项号，如 2 或 1,3；排序题写全部",
		"answer gives numbers of options, 2 or 1,3; all of them to be put in "
		"order"));
}

static enum rc
read_options(struct reader *r, size_t sec, struct drill_ask *q)
{
	enum rc rc = RC_OK;

	q->option = xcalloc(OPTIONS_MAX, sizeof(*q->option));
	if (q->kind == QUESTION_TRUE) {
		q->option[0] = (struct said){ xstrdup("对"), xstrdup("true") };
		q->option[1] = (struct said){ xstrdup("错"), xstrdup("false") };
		q->noption = 2;
		return RC_OK;
	}
	for (size_t i = 0; i < OPTIONS_MAX && rc == RC_OK; i++) {
		char key[32];

		snprintf(key, sizeof(key), "option.%zu", i + 1);
		if (ini_get(r->ini, sec, key, NULL) == NULL)
			break;
		rc = read_said(r, sec, key, true, &q->option[q->noption++]);
	}
	if (rc == RC_OK && q->noption < 2)
		rc = read_fault(r, sec, NULL, "%s",
		    T("至少两个选项 option.1、option.2",
			"at least option.1 and option.2"));
	return rc;
}

/* A question that bears points is an expectation like any other. */
static enum rc
expect_answer(struct reader *r, size_t sec, const struct drill_ask *q)
{
	struct drill_expect *x;

	if (ini_get(r->ini, sec, "points", NULL) == NULL)
		return RC_OK;
	x = LIST_ADD(&r->s->expect);
	x->name = xstrdup(q->name);
	x->line = q->line;
	x->rule = xstrdup(q->rule);
	x->text = (struct said){ xstrdup(q->text.zh), xstrdup(q->text.en) };
	x->cond.until = DATE_NONE;
	x->cond.line = q->line;
	x->cond.answer = (int)r->s->question.n;
	x->points = 1;
	if (read_part(r, sec, &x->part) != RC_OK)
		return r->e->rc;
	return read_int(r, sec, "points", 1, 100, &x->points);
}

static enum rc
read_question(struct reader *r, size_t sec)
{
	struct drill_ask *q = LIST_ADD(&r->s->question);
	size_t kind = 0;
	enum rc rc;

	q->name = xstrdup(ini_section(r->ini, sec));
	q->line = ini_section_line(r->ini, sec);
	if ((rc = read_said(r, sec, "text", true, &q->text)) != RC_OK ||
	    (rc = read_said(r, sec, "explain", true, &q->explain)) != RC_OK ||
	    (rc = read_word(r, sec, "kind", question_kinds, ARRAY_LEN(question_kinds),
		 &kind)) != RC_OK ||
	    (rc = read_rule(r, sec, "rule", &q->rule)) != RC_OK ||
	    (rc = read_required(r, sec, "answer", &q->answer)) != RC_OK)
		return rc;
	q->kind = (enum question_kind)kind;
	if ((rc = read_options(r, sec, q)) != RC_OK ||
	    (rc = check_answer(r, sec, q)) != RC_OK)
		return rc;
	return expect_answer(r, sec, q);
}

/* [drill] first of all: the others refer to its day and person. */
static const struct {
	const char *section;
	enum rc (*read)(struct reader *r, size_t sec);
} sections[] = {
	{ "drill", read_drill },
	{ "situation", read_situation },
	{ "task", read_task },
	{ "start.#", read_start },
	{ "path.#", read_path },
	{ "after.#", read_after },
	{ "after.#.#", read_after_act },
	{ "expect.#", read_expect },
	{ "error.#", read_error },
	{ "error.#.play.#", read_play },
	{ "hint.#", read_hint },
	{ "question.#", read_question },
	{ "guide.#", read_guide },
};

enum rc
read_sections(struct reader *r)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		for (size_t sec = 0; sec < ini_sections(r->ini) && rc == RC_OK; sec++)
			if (scenario_section_is(
				sections[i].section, ini_section(r->ini, sec)))
				rc = sections[i].read(r, sec);
	return rc;
}
