/* SPDX-License-Identifier: MIT */
/*
 * What an act's screen does: findings and proof as lines, refusing with the way out,
 * asking for the number, doing it, and going on after somebody else was quicker.
 */
#include "config.h"
#include "tui/app.h"
#include "tui/scr_act.h"

#include <stdlib.h>
#include <string.h>

static struct bench *
bench(const struct actview *av)
{
	return av->run->bench;
}

/* ---- findings and proof as lines at the end */

void
act_tail_free(struct actview *av)
{
	for (size_t i = 0; i < av->ntail; i++)
		free(av->tail[i].text);
	free(av->tail);
	av->tail = NULL;
	av->ntail = 0;
	av->f.tail = NULL;
	av->f.ntail = 0;
}

static void
tail_add(struct actview *av, enum ink ink, char *text)
{
	av->tail = xreallocarray(av->tail, av->ntail + 1, sizeof(*av->tail));
	av->tail[av->ntail++] = (struct fields_tail){ ink, text };
}

static void
tail_finding(struct actview *av, int severity, const char *text)
{
	tail_add(av, severity_ink(severity),
	    xasprintf("%s %s", severity_word(severity), text));
}

static void
tail_findings(struct actview *av)
{
	const struct form_state *st = av->run->form;

	if (st == NULL) {
		for (size_t i = 0; i < av->found.n; i++) {
			const struct finding *fd = &av->found.v[i];
			char *s = xasprintf(
			    "%s %s", fd->rule != NULL ? fd->rule->id : "", fd->text);

			tail_finding(av, (int)fd->severity, s);
			free(s);
		}
		return;
	}
	/* What concerns the whole form, or a field that is not on it. */
	for (size_t i = 0; i < st->nnote; i++)
		if (st->note[i].field < 0 || !form_visible(st, (size_t)st->note[i].field))
			tail_finding(av, st->note[i].severity, st->note[i].text);
}

static void
tail_make(struct actview *av)
{
	const struct act_run *run = av->run;

	act_tail_free(av);
	tail_findings(av);
	if (run->nproof > 0)
		tail_add(
		    av, INK_TITLE, xstrdup(T("定密权限证明：", "Proof of authority:")));
	for (size_t i = 0; i < run->nproof; i++) {
		const struct proof_line *p = &run->proof[i];

		tail_add(av, p->ok ? INK_GOOD : INK_BLOCK,
		    xasprintf("  %s %s %s",
			p->ok ? T("符合", "holds") : T("不符", "FAILS"),
			p->rule != NULL ? p->rule : "", p->text));
	}
	tail_add(av, INK_PLAIN, xstrdup(""));
	av->f.tail = av->tail;
	av->f.ntail = av->ntail;
}

void
act_findings(struct actview *av)
{
	struct err e = { 0 };

	findings_free(&av->found);
	av->found = (struct findings){ 0 };
	if (act_check(av->run, &av->found, &e) != RC_OK)
		app_error(av->v.app, &e);
	tail_make(av);
}

void
act_field_entered(void *ctx, size_t field)
{
	struct actview *av = ctx;
	struct err e = { 0 };

	if (act_suggest(av->run, av->run->form->form->field[field].name, &e) != RC_OK)
		app_error(av->v.app, &e);
	act_findings(av);
}

/* ---- doing it */

static bool
refused(const struct actview *av, int *count)
{
	const struct form_state *st = av->run->form;

	*count = 0;
	if (st == NULL) {
		for (size_t i = 0; i < av->found.n; i++)
			*count += av->found.v[i].severity == SEV_BLOCK;
		return *count > 0;
	}
	for (size_t i = 0; i < st->nnote; i++)
		*count += st->note[i].severity == 0;
	return *count > 0 || findings_block(&av->found);
}

/* What refuses the act as a whole, first of all; NULL: nothing does. */
static const char *
whole_refusal(const struct actview *av)
{
	for (size_t i = 0; i < av->found.n; i++)
		if (av->found.v[i].severity == SEV_BLOCK)
			return av->found.v[i].text;
	return NULL;
}

static void
show_refusal(struct actview *av, const char *why)
{
	int count;

	av->f.tried = true;
	tail_make(av);
	refused(av, &count);
	if (!fields_first_refused(&av->f)) {
		av->f.focus = FIELDS_END;
		if (why == NULL || *why == '\0')
			why = whole_refusal(av); /* no field to stop at */
	}
	if (why != NULL && *why != '\0')
		app_say(av->v.app, INK_BLOCK, "%s", why);
	else
		app_say(av->v.app, INK_BLOCK,
		    av->turns ? T("还有%d处不能通过，已停在第一处；要走别的办法按 F9，"
				  "已填的带过去",
				    "%d to mend; the cursor is on the first; F9 goes "
				    "another way with what you typed")
			      : T("还有%d处不能通过，已停在第一处",
				    "%d to mend; the cursor is on the first"),
		    count > 0 ? count : 1);
}

/* Where a record waits for something, the first act of its state that does not send it
 * back or end it is the way on, and who may not do it says who does. A settled one has
 * no way on, but something may be added to it. */
static const struct act_offer *
way_on(bool waits, const struct act_offer *offer, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct act_def *a = offer[i].act;
		const struct state_def *to =
		    a->to != NULL ? state_def(a->kind, a->to) : NULL;

		if ((a->flags & (ACT_EDIT | ACT_LOOK | ACT_SELDOM)) || to == NULL ||
		    to->tone == TONE_BAD || to->tone == TONE_END)
			continue;
		if (waits || (offer[i].allowed && (a->flags & ACT_NEW)))
			return &offer[i];
	}
	return NULL;
}

static bool
waits_for_something(const struct record *r)
{
	const struct state_def *now = state_def(r->kind->name, record_state(r));

	return now != NULL && now->tone == TONE_WAIT;
}

static void
say_done(struct actview *av, int64_t id)
{
	const struct act_def *a = av->run->act;
	struct act_offers offer = { 0 };
	struct record *r = NULL;
	struct err e = { 0 };
	char *label = NULL, *state = NULL;
	const struct act_offer *next = NULL;

	if (store_get(bench_store(bench(av)), a->kind, id, &r, &e) != RC_OK) {
		app_say(av->v.app, INK_GOOD, T("已办理“%s”", "%s: done"), tx(a->title));
		goto out;
	}
	label = bench_label(bench(av), a->kind, id);
	state = bench_state(bench(av), r);
	if (bench_acts(bench(av), a->kind, r, &offer, &e) == RC_OK)
		next = way_on(waits_for_something(r), offer.v, offer.n);
	if (next == NULL)
		app_say(av->v.app, INK_GOOD, T("已办理“%s”：%s〔%s〕", "%s: %s [%s]"),
		    tx(a->title), label, state);
	else if (!waits_for_something(r))
		app_say(av->v.app, INK_GOOD,
		    T("已办理“%s”：%s〔%s〕。还可以办：%s",
			"%s: %s [%s]. It may also get: %s"),
		    tx(a->title), label, state, tx(next->act->title));
	else if (next->allowed)
		app_say(av->v.app, INK_GOOD,
		    T("已办理“%s”：%s〔%s〕。下一步：%s", "%s: %s [%s]. Next: %s"),
		    tx(a->title), label, state, tx(next->act->title));
	else
		app_say(av->v.app, INK_GOOD,
		    T("已办理“%s”：%s〔%s〕。下一步：%s（%.200s）",
			"%s: %s [%s]. Next: %s (%.200s)"),
		    tx(a->title), label, state, tx(next->act->title), next->why);
out:
	record_free(r);
	act_offers_free(&offer);
	free(label);
	free(state);
}

static void
ask_conflict(struct actview *av, const struct err *e)
{
	struct menu_item *item = xcalloc(3, sizeof(*item));

	item[0] = (struct menu_item){ xstrdup(T("合并后继续", "merge and go on")),
		xstrdup(T("保留我填的，其余取最新内容，逐项列出差别",
		    "keep what I typed, take the rest, show what differs")),
		'm', true, CONFLICT_MERGE };
	item[1] = (struct menu_item){ xstrdup(T("放弃我填的", "drop mine")),
		xstrdup(T("回去看最新内容", "go back and see what is there now")), 'd',
		true, CONFLICT_DROP };
	item[2] = (struct menu_item){ xstrdup(T("先不处理", "not now")),
		xstrdup(T("留在表单中", "stay in the form")), 's', true, CONFLICT_STAY };
	av->wait = ACT_WAIT_CONFLICT;
	app_push(av->v.app,
	    menu_new(T("此记录刚被他人改动", "Changed by someone else meanwhile"), item,
		3, false));
	app_error(av->v.app, e);
}

void
act_perform(struct actview *av)
{
	struct err e = { 0 };
	int64_t id = 0;
	enum rc rc;

	findings_free(&av->found);
	av->found = (struct findings){ 0 };
	rc = act_do(av->run, &av->found, &id, &e);
	if (rc == RC_OK) {
		av->unsaved = false;
		say_done(av, id);
		app_pop(av->v.app, RESULT_DONE, id);
	} else if (rc == RC_DENIED || rc == RC_INVAL)
		show_refusal(av, e.msg);
	else if (rc == RC_CONFLICT)
		ask_conflict(av, &e);
	else {
		tail_make(av);
		app_error(av->v.app, &e);
	}
}

/* What a weighty act asks to be typed: the record's number. */
static char *
number_of(const struct record *r)
{
	static const char *const cols[] = { "no", "code" };

	if (r == NULL || r->id == 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(cols); i++)
		if (kind_column(r->kind, cols[i]) >= 0 && *record_get(r, cols[i]) != '\0')
			return xstrdup(record_get(r, cols[i]));
	return xasprintf("%lld", (long long)r->id);
}

static void
ask_number(struct actview *av)
{
	const struct act_def *a = av->run->act;
	char *number = number_of(av->run->rec);
	char *text =
	    xasprintf(T("对“%s”办理“%s”。%s\n此事记入日志，不能撤销，更正须另作决定。",
			  "%s: %s. %s\nIt is journalled and cannot be undone; a "
			  "correction is a new decision."),
		av->label != NULL ? av->label : tx(kind_def(a->kind)->title),
		tx(a->title), tx(a->help));

	av->wait = ACT_WAIT_NUMBER;
	app_push(av->v.app, ask_new(tx(a->title), text, number));
	free(number);
	free(text);
}

/* A drill hears of every attempt from the engine, as it does of what is done. */
static void
attempt_in_vain(struct actview *av)
{
	struct findings found = { 0 };
	struct err e;
	int64_t id;

	if (av->v.app->drill != NULL && act_do(av->run, &found, &id, &e) == RC_OK)
		app_pop(av->v.app, RESULT_DONE, id);
	findings_free(&found);
}

void
act_attempt(struct actview *av)
{
	int count;

	fields_leave(&av->f);
	av->f.tried = true;
	act_findings(av);
	if (refused(av, &count)) {
		attempt_in_vain(av);
		show_refusal(av, NULL);
	} else if (av->run->act->flags & ACT_WEIGHTY)
		ask_number(av);
	else
		act_perform(av);
}

/* ---- somebody else changed the record */

/* One field that the other person changed: what it was, what it is now, and what I typed.
 */
static void
difference(const struct actview *av, const struct field *fd, size_t i, struct str *out)
{
	const struct form_state *st = av->run->child == NULL ? av->run->form : NULL;
	char *was = bench_cell(bench(av), av->base, fd);
	char *now = bench_cell(bench(av), av->run->rec, fd);
	char *mine =
	    st != NULL && st->asked[i] && st->touched[i] ? form_shown(st, i) : NULL;

	str_addf(out,
	    T("%s\n  原来：%s\n  对方改为：%s\n", "%s\n  was: %s\n  theirs: %s\n"),
	    field_label(fd), *was != '\0' ? was : T("（空）", "(empty)"),
	    *now != '\0' ? now : T("（空）", "(empty)"));
	if (mine != NULL)
		str_addf(out,
		    T("  您填的：%s（已保留，如同意对方请改过来）\n",
			"  yours: %s (kept; change it if you agree with theirs)\n"),
		    mine);
	free(was);
	free(now);
	free(mine);
}

static char *
differences(const struct actview *av)
{
	const struct form *form = NULL;
	struct str s = { 0 };
	struct err e = { 0 };

	if (bench_form(bench(av), av->run->rec->kind->name, &form, &e) != RC_OK)
		return xstrdup(e.msg);
	for (size_t i = 0; i < form->nfield; i++) {
		const struct field *fd = &form->field[i];

		if (fd->column != NULL && kind_column(av->base->kind, fd->column) > 1 &&
		    strcmp(record_get(av->base, fd->column),
			record_get(av->run->rec, fd->column)) != 0)
			difference(av, fd, i, &s);
	}
	if (s.len == 0)
		str_add(&s,
		    T("对方没有改动各项内容，可能只是状态变了。\n",
			"Nothing on this form was changed (perhaps only the state).\n"));
	str_add(&s, T("\n看过后按 Esc 回到表单，再按 F2 办理。",
			"\nEsc goes back to the form; F2 does it then."));
	return str_take(&s);
}

void
act_merge(struct actview *av)
{
	struct err e = { 0 };
	char *text;

	if (act_rebase(av->run, &e) != RC_OK) {
		app_error(av->v.app, &e);
		return;
	}
	/* Compared before the check, which lays the form's values over the record. */
	text = differences(av);
	record_free(av->base);
	av->base = record_copy(av->run->rec);
	act_subject(av);
	fields_fix(&av->f);
	act_findings(av);
	app_push(av->v.app, pager_new("conflict", T("双方的改动", "Yours and theirs"),
				text, bench_level(av->run->bench, av->base)));
	free(text);
}
