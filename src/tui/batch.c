/* SPDX-License-Identifier: MIT */
/*
 * One act for all marked records. Only acts that ask nothing can be done in one go; the
 * others are listed with the reason. Each record is a decision of its own: checked,
 * journalled, refused by itself.
 */
#include "config.h"
#include "tui/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 8 };

void
batch_init(struct batch *b, struct view *v, const char *kind)
{
	*b = (struct batch){ .v = v, .kind = kind };
}

void
batch_done(struct batch *b)
{
	free(b->id);
	free(b->act);
	*b = (struct batch){ .v = b->v, .kind = b->kind };
}

static bool
asks_nothing(const struct act_def *a)
{
	return a->ask != NULL && *a->ask == '\0';
}

/* How many of the marked records allow each act; the acts in the order in which they were
 * met. */
static enum rc
survey(struct batch *b, size_t *allowed, struct err *e)
{
	struct bench *bench = app_bench(b->v->app);
	struct act_offers offer = { 0 };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < b->n && rc == RC_OK; i++) {
		struct record *r = NULL;

		if ((rc = store_get(bench_store(bench), b->kind, b->id[i], &r, e)) ==
		    RC_OK)
			rc = bench_acts(bench, b->kind, r, &offer, e);
		record_free(r);
		for (size_t k = 0; rc == RC_OK && k < offer.n; k++) {
			size_t at = 0;

			if (strcmp(offer.v[k].act->kind, b->kind) != 0)
				continue; /* makes a child: always asks */
			while (at < b->nact && b->act[at] != offer.v[k].act)
				at++;
			if (at == b->nact)
				b->act[b->nact++] = offer.v[k].act;
			allowed[at] += offer.v[k].allowed;
		}
	}
	act_offers_free(&offer);
	return rc;
}

void
batch_start(struct batch *b, const int64_t *id, size_t n, enum level level)
{
	size_t allowed[ACTS_MAX] = { 0 }; /* acts of one kind */
	struct menu_item *item;
	struct err e = { 0 };
	char *title;

	batch_done(b);
	b->n = n;
	b->level = level;
	b->id = xcalloc(n, sizeof(*b->id));
	for (size_t i = 0; i < n; i++)
		b->id[i] = id[i];
	b->act = xcalloc(ACTS_MAX, sizeof(*b->act));
	if (survey(b, allowed, &e) != RC_OK) {
		app_error(b->v->app, &e);
		batch_done(b);
		return;
	}
	if (b->nact == 0) {
		app_say(b->v->app, INK_WARN,
		    T("所标记的记录此时都没有可办理的事项",
			"nothing can be done with the marked records in their state"));
		batch_done(b);
		return;
	}
	item = xcalloc(b->nact, sizeof(*item));
	for (size_t i = 0; i < b->nact; i++) {
		const struct act_def *a = b->act[i];
		bool all = allowed[i] == n;

		item[i] = (struct menu_item){
			.label = xstrdup(tx(a->title)),
			.hint = !asks_nothing(a)
				    ? xstrdup(T("须逐条填写表单，请打开记录办理",
					  "asks a form for each; open the record"))
				: !all
				    ? xasprintf(T("%zu条中只有%zu条可办",
						    "possible for %2$zu of %1$zu only"),
					  n, allowed[i])
				    : xstrdup(tx(a->help)),
			.key = all && asks_nothing(a) ? a->key : '\0',
			.enabled = all && asks_nothing(a),
			.id = (int64_t)i,
		};
	}
	title = xasprintf(T("对标记的%zu条一并办理", "Act on the %zu marked records"), n);
	b->stage = BATCH_MENU;
	app_push(b->v->app, menu_new(title, item, b->nact, false));
	free(title);
}

static void
confirm(struct batch *b)
{
	const struct act_def *a = b->act[b->chosen];
	struct str text = { 0 };
	char number[24];

	str_addf(&text,
	    T("对以下%zu条记录逐条办理“%s”。%s\n",
		"Do '%2$s' for each of these %1$zu records. %3$s\n"),
	    b->n, tx(a->title), tx(a->help));
	for (size_t i = 0; i < b->n && i < NAMED; i++) {
		char *label = bench_label(app_bench(b->v->app), b->kind, b->id[i]);

		str_addf(&text, "  %s\n", label);
		free(label);
	}
	if (b->n > NAMED)
		str_addf(&text, T("  还有%zu条\n", "  and %zu more\n"), b->n - NAMED);
	if (a->flags & ACT_WEIGHTY)
		str_add(&text, T("请键入条数确认。", "Type their number to confirm."));
	snprintf(number, sizeof(number), "%zu", b->n);
	b->stage = BATCH_ASK;
	app_push(b->v->app,
	    ask_new(tx(a->title), str_s(&text), a->flags & ACT_WEIGHTY ? number : NULL));
	str_free(&text);
}

static enum rc
run_one(struct batch *b, int64_t id, struct str *why)
{
	struct bench *bench = app_bench(b->v->app);
	struct findings found = { 0 };
	struct act_run *run = NULL;
	struct record *r = NULL;
	struct err e = { 0 };
	int64_t done;
	enum rc rc;

	if ((rc = store_get(bench_store(bench), b->kind, id, &r, &e)) == RC_OK &&
	    (rc = act_begin(bench, b->act[b->chosen], r, NULL, 0, &run, &e)) == RC_OK)
		rc = act_do(run, &found, &done, &e);
	if (rc != RC_OK)
		str_add(why, e.msg);
	for (size_t i = 0; rc != RC_OK && i < found.n; i++)
		if (found.v[i].severity == SEV_BLOCK)
			str_addf(why, "\n    %s %s",
			    found.v[i].rule != NULL ? found.v[i].rule->id : "",
			    found.v[i].text);
	findings_free(&found);
	act_free(run);
	record_free(r);
	return rc;
}

static void
run_all(struct batch *b)
{
	struct app *app = b->v->app;
	const char *title = tx(b->act[b->chosen]->title);
	struct str report = { 0 };
	size_t done = 0;

	for (size_t i = 0; i < b->n; i++) {
		struct str why = { 0 };
		char *label;

		if (run_one(b, b->id[i], &why) == RC_OK) {
			done++;
			continue;
		}
		label = bench_label(app_bench(app), b->kind, b->id[i]);
		str_addf(&report, "%s\n    %s\n", label, str_s(&why));
		free(label);
		str_free(&why);
	}
	if (done == b->n)
		app_say(app, INK_GOOD,
		    T("已对%zu条记录办理“%s”", "%2$s: done for %1$zu records"), done,
		    title);
	else {
		char *text = xasprintf(T("“%s”：办理%zu条，以下%zu条没有通过：\n\n%s",
					   "%s: done for %zu, refused for %zu:\n\n%s"),
		    title, done, b->n - done, str_s(&report));

		app_push(app, pager_new("batch", title, text, b->level));
		free(text);
	}
	str_free(&report);
}

bool
batch_back(struct batch *b, int result, int64_t id, bool *ran)
{
	*ran = false;
	if (b->stage == BATCH_NONE)
		return false;
	if (result == RESULT_DONE && b->stage == BATCH_MENU && id >= 0 &&
	    (size_t)id < b->nact) {
		b->chosen = (size_t)id;
		confirm(b);
		return true;
	}
	if (result == RESULT_DONE && b->stage == BATCH_ASK) {
		run_all(b);
		*ran = true;
	}
	batch_done(b);
	return true;
}
