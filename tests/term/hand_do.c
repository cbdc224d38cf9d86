/* SPDX-License-Identifier: MIT */
/* An act at the keyboard: what is typed into its form, how it ended. */
#include "config.h"
#include "term/hand_in.h"
#include "base/text.h"

/* ---- typing */

/* What a person types for it; owned. */
static char *
typed_text(struct hand *h, const char *value)
{
	const char *kind;
	struct record *r = NULL;
	struct str text = { 0 };
	char *words;

	if (*value != '$') {
		hand_ok(h, script_text(h->s->today, &bench_org(h->b)->cal, h->day, value,
			       &text, &h->e));
		return str_take(&text);
	}
	hand_ok(h, store_get(bench_store(h->b), kind, hand_named(h, value + 1, &kind), &r,
		       &h->e));
	words = hand_words(r);
	record_free(r);
	assert_non_null(words);
	return words;
}

static const struct form *
form_of(struct hand *h, const struct act_def *act)
{
	const struct form *form = NULL;

	hand_ok(h, bench_form(h->b, act->ask_kind != NULL ? act->ask_kind : act->kind,
		       &form, &h->e));
	return form;
}

/* In the order of the form, as a hand goes through it. */
static void
fill_in(struct hand *h, const struct act_def *act, const struct script_act *a)
{
	const struct form *form = form_of(h, act);

	for (size_t f = 0; f < form->nfield; f++)
		for (size_t i = 0; i < a->cells.n; i++) {
			const char *cell = a->cells.v[i], *eq = strchr(cell, '=');
			size_t n = strlen(form->field[f].name);
			char *text;

			if (*cell == '?' || (size_t)(eq - cell) != n ||
			    strncmp(cell, form->field[f].name, n) != 0)
				continue;
			to_field(h->p, field_label(&form->field[f]));
			keys(h->p, "<^End><^U>");
			text = typed_text(h, eq + 1);
			pty_type(h->p, text);
			free(text);
		}
}

/* Weighty acts ask for the number of the record. */
static void
type_number(struct hand *h)
{
	struct record *r = NULL;
	static const char *const cols[] = { "no", "code" };
	char *number = NULL, *asked;

	hand_ok(h, store_get(bench_store(h->b), h->kind, h->id, &r, &h->e));
	for (size_t i = 0; i < ARRAY_LEN(cols) && number == NULL; i++)
		if (kind_column(r->kind, cols[i]) >= 0 && *record_get(r, cols[i]) != '\0')
			number = xstrdup(record_get(r, cols[i]));
	if (number == NULL)
		number = xasprintf("%lld", (long long)h->id);
	asked = xasprintf("输入编号 %s 确认", number);
	see(h->p, asked);
	pty_type(h->p, number);
	keys(h->p, "<Enter>");
	record_free(r);
	free(number);
	free(asked);
}

/* ---- doing it */

/* The event must be this act, by this person, ended and refused as written. */
static void
hold_against(struct hand *h, const struct drill_step *st, const struct act_def *act,
    const struct drill_event *ev)
{
	char *name = xasprintf("%s.%s", act->kind, act->name);
	struct strs rules = { 0 };
	bool good;

	if (ev == NULL) {
		pty_dump(h->p, stderr);
		fail_msg("%s:%d: %s: nothing came of it", h->s->path, st->line, name);
		return;
	}
	strs_split(&rules, log_get(ev, "rules"), ",");
	good =
	    log_is(ev, "act") && strcmp(log_get(ev, "act"), name) == 0 &&
	    strcmp(log_get(ev, "who"), st->act.who) == 0 &&
	    strcmp(log_get(ev, "end"), st->refused ? "refused" : "done") == 0 &&
	    (!st->refused || *st->refused_by == '\0' || strs_has(&rules, st->refused_by));
	if (!good) {
		pty_dump(h->p, stderr);
		fail_msg("%s:%d: %s by %s: the log has %s by %s, %s %s", h->s->path,
		    st->line, name, st->act.who, log_get(ev, "act"), log_get(ev, "who"),
		    log_get(ev, "end"), log_get(ev, "rules"));
	}
	strs_free(&rules);
	free(name);
}

/* Out of a form whose act was refused; its button goes from the last line. */
static void
leave_form(struct hand *h, const char *button)
{
	keys(h->p, "<Esc>");
	see_gone(h->p, button);
	if (pty_has(h->p, "已填的内容怎么办")) {
		keys(h->p, "d");
		see_gone(h->p, "已填的内容怎么办");
	}
}

static void
do_form(struct hand *h, const struct drill_step *st, const struct act_def *act,
    const char *button)
{
	size_t from = h->log.n;
	const struct drill_event *ev;

	fill_in(h, act, &st->act);
	keys(h->p, "<F2>");
	if (!st->refused && (act->flags & ACT_WEIGHTY))
		type_number(h);
	ev = hand_await(h, from);
	hold_against(h, st, act, ev);
	if (st->refused)
		leave_form(h, button);
	else
		see(h->p, "已办理");
}

/* Is there a form, or was it refused before? */
static bool
begins(struct hand *h, const char *button, size_t from)
{
	double end = pty_now() + HAND_WAIT_MS;

	while (!pty_has(h->p, button) && hand_last(h, from) == NULL && pty_now() < end &&
	       pty_pump(h->p, 10))
		hand_read_log(h);
	return pty_has(h->p, button);
}

void
hand_do(struct hand *h, const struct drill_step *st)
{
	const struct act_def *act;
	const struct drill_event *ev;
	char *button;
	size_t from;

	hand_home(h);
	hand_become(h, st->act.who);
	act = hand_act(h, &st->act);
	hand_to_act(h, &st->act, act);
	from = h->log.n;
	button = xasprintf("F2 %.*s",
	    (int)text_fit(tx(act->title), strlen(tx(act->title)), 20, NULL),
	    tx(act->title));
	keys(h->p, "<Enter>");
	if (st->refused && !begins(h, button, from)) {
		hold_against(h, st, act, hand_last(h, from));
		keys(h->p, "<Esc>");
		see_gone(h->p, "现在不能办");
	} else {
		see(h->p, button);
		do_form(h, st, act, button);
	}
	free(button);
	pty_settle(h->p, HAND_QUIET_MS);
	hand_read_log(h);
	ev = hand_last(h, from);
	if (!st->refused) {
		h->kind = act->kind;
		h->id = log_int(ev, "id");
	}
	for (size_t i = from; i < h->log.n; i++)
		if (log_is(&h->log.v[i], "after"))
			h->day += (int32_t)log_int(&h->log.v[i], "days");
	bench_set_day(h->b, h->day);
}
