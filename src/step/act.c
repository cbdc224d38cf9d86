/* SPDX-License-Identifier: MIT */
/*
 * The engine of acts. Data takes one way: form values → records → facts → findings → one
 * transaction. Nothing here knows a particular step; the tables of step1..7 do.
 */
#include <string.h>
#include "step/act.h"

bool
act_parent_state(const struct act_def *a, const char *state)
{
	struct strs l = { 0 };
	bool has;

	strs_split(&l, a->parent_from, ",");
	has = strs_has(&l, state);
	strs_free(&l);
	return has;
}

static void
set_parent(struct act_run *run, const char *column, int64_t id)
{
	if (column == NULL || kind_column(run->rec->kind, column) < 0)
		return;
	record_set_int(run->rec, column, id);
	free(run->preset);
	run->preset = xasprintf("%s=%lld", column, (long long)id);
}

enum rc
act_run_new(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e)
{
	struct act_run *run = xcalloc(1, sizeof(*run));
	const struct kind *k = store_kind(b->store, a->kind);
	enum rc rc = RC_OK;

	*out = NULL;
	run->bench = b;
	run->act = a;
	if (r != NULL && strcmp(r->kind->name, a->kind) == 0) {
		rc = store_get(b->store, a->kind, r->id, &run->rec, e);
	} else {
		run->rec = record_new(k);
		if (r != NULL)
			set_parent(run, kind_def(a->kind)->parent, r->id);
		set_parent(run, parent, parent_id);
	}
	if (rc == RC_OK)
		*out = run;
	else
		act_free(run);
	return rc;
}

/* A child record of ask_kind refers to the subject through its KIND_id column. */
static void
new_child(struct act_run *run)
{
	char col[64];

	const struct state_def *first[1];

	run->child = record_new(store_kind(run->bench->store, run->act->ask_kind));
	if (state_list(run->act->ask_kind, first, 1) > 0)
		record_set(run->child, "state", first[0]->state);
	snprintf(col, sizeof(col), "%s_id", run->act->kind);
	if (kind_column(run->child->kind, col) >= 0 && run->rec->id != 0)
		record_set_int(run->child, col, run->rec->id);
}

/* Does this kind belong to the record the act is about? */
static bool
is_part(const struct act_run *run, const char *kind)
{
	const struct kind_def *k = kind_def(kind);
	size_t n = strlen(run->act->kind);

	return run->rec->id != 0 && k != NULL && k->parent != NULL &&
	       strncmp(k->parent, run->act->kind, n) == 0 &&
	       strcmp(k->parent + n, "_id") == 0;
}

/* Parts of a record are looked for among its own, not in the whole register. */
static void
find_here(void *ctx, const char *kind, const char *typed, size_t limit,
    struct form_options *out)
{
	struct act_run *run = ctx;

	bench_find(
	    run->bench, kind, typed, limit, is_part(run, kind) ? run->rec : NULL, out);
}

static char *
label_here(void *ctx, const char *kind, const char *value)
{
	struct act_run *run = ctx;
	struct form_lookup all = bench_lookup(run->bench);

	return all.label(all.ctx, kind, value);
}

static enum rc
open_form(struct act_run *run, struct err *e)
{
	const struct act_def *a = run->act;
	const char *kind = a->ask_kind != NULL ? a->ask_kind : a->kind;
	const struct form *f;
	struct form_lookup look = bench_lookup(run->bench);
	enum rc rc;

	look.ctx = run;
	look.find = find_here;
	look.label = label_here;
	if (strcmp(kind, a->kind) != 0)
		new_child(run);
	if (a->ask != NULL && *a->ask == '\0')
		return RC_OK;
	if ((rc = bench_form(run->bench, kind, &f, e)) != RC_OK)
		return rc;
	run->form = form_state_new(f, &look);
	form_state_ask(run->form, a->ask);
	form_state_need(run->form, a->need);
	for (size_t i = 0; a->ask == NULL && i < f->nfield;
	     i++) /* all that can be filled in */
		run->form->asked[i] = !f->field[i].readonly;
	if ((rc = act_fill_form(run, e)) != RC_OK)
		return rc;
	form_defaults(run->form);
	if (run->preset != NULL) {
		char *eq = strchr(run->preset, '=');
		char *col = xstrndup(run->preset, (size_t)(eq - run->preset));
		int i = form_field(f, col);

		if (i >= 0)
			run->form->locked[i] = true;
		free(col);
	}
	return RC_OK;
}

static enum rc
denied(const struct findings *f, struct err *e)
{
	return err_set(e, RC_DENIED, "%s %s",
	    f->v[0].rule != NULL ? f->v[0].rule->id : "", f->v[0].text);
}

static enum rc
begin(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct findings *f, struct act_run **out,
    struct err *e)
{
	struct act_run *run = NULL;
	enum rc rc;

	if ((rc = bench_refresh(b, e)) != RC_OK ||
	    (rc = act_role_check(b, a, e)) != RC_OK ||
	    (rc = act_run_new(b, a, r, parent, parent_id, &run, e)) != RC_OK)
		return rc;
	if ((rc = act_gate(run, e)) != RC_OK)
		goto out;
	if (a->allow != NULL && (rc = a->allow(run, f, e)) != RC_OK)
		goto out;
	findings_sort(f);
	if (findings_block(f)) {
		rc = denied(f, e);
		goto out;
	}
	if ((rc = open_form(run, e)) != RC_OK)
		goto out;
	if (a->prepare != NULL && (rc = a->prepare(run, e)) != RC_OK)
		goto out;
	*out = run;
	run = NULL;
out:
	act_free(run);
	return rc;
}

enum rc
act_begin_inner(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e)
{
	struct findings f = { 0 };
	enum rc rc;

	*out = NULL;
	rc = begin(b, a, r, parent, parent_id, &f, out, e);
	if (rc == RC_DENIED)
		act_tell_begin(b, a, r, parent, parent_id, rc, &f, e);
	findings_free(&f);
	return rc;
}

/* What people, files and drafts begin. A judged result is none of their writing. */
enum rc
act_begin(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e)
{
	*out = NULL;
	if (a->flags & ACT_INNER)
		return err_set(e, RC_DENIED,
		    T("“%s”由程序判定后自己登记，任何人不能填写",
			"'%s' is recorded by the program after judging: nobody fills it "
			"in"),
		    tx(a->title));
	return act_begin_inner(b, a, r, parent, parent_id, out, e);
}

void
act_free(struct act_run *run)
{
	if (run == NULL)
		return;
	form_state_free(run->form);
	record_free(run->child);
	record_free(run->rec);
	free(run->preset);
	free(run);
}

/* Findings of the act for the form as it stands; technical notes of the form are kept
 * apart from the law's. */
static enum rc
run_checks(struct act_run *run, struct findings *out, bool *sound, struct err *e)
{
	const struct act_def *a = run->act;
	enum rc rc = RC_OK;

	*sound = true;
	run->nproof = 0;
	run->computed[0] = '\0';
	if (run->form != NULL) {
		form_clear_notes(run->form);
		*sound = form_check(run->form);
		act_take_form(run);
	}
	if (a->allow != NULL)
		rc = a->allow(run, out, e);
	if (rc == RC_OK && a->check != NULL)
		rc = a->check(run, out, e);
	findings_sort(out);
	act_notes(run, out);
	return rc;
}

enum rc
act_check(struct act_run *run, struct findings *out, struct err *e)
{
	bool sound;

	return run_checks(run, out, &sound, e);
}

enum rc
act_suggest(struct act_run *run, const char *field, struct err *e)
{
	(void)field; /* suggestions depend on the whole form; untouched fields only are
			filled */
	return run->act->prepare != NULL ? run->act->prepare(run, e) : RC_OK;
}

/* The register number, unless the form gave one. */
static enum rc
give_no(struct act_run *run, struct txn *t, struct record *r, struct err *e)
{
	const struct kind_def *k = kind_def(r->kind->name);
	char no[40];
	enum rc rc;

	if (r->id != 0 || k == NULL || k->prefix == NULL ||
	    kind_column(r->kind, "no") < 0 || *record_get(r, "no") != '\0')
		return RC_OK;
	if ((rc = txn_next_no(t, k->kind, k->prefix, date_year(bench_today(run->bench)),
		 no, e)) == RC_OK)
		record_set(r, "no", no);
	return rc;
}

/* The act's own values, as its table row says. */
static void
stamp(struct act_run *run)
{
	struct strs rows = { 0 };
	char today[11], me[24];

	if (run->act->stamp == NULL)
		return;
	date_format(bench_today(run->bench), today);
	snprintf(me, sizeof(me), "%lld", (long long)bench_me(run->bench));
	strs_split(&rows, run->act->stamp, ",");
	for (size_t i = 0; i < rows.n; i++) {
		char *column = rows.v[i], *word = strchr(column, '=');
		bool if_empty = word > column && word[-1] == '?';

		*word++ = '\0';
		if (if_empty)
			word[-2] = '\0';
		if (if_empty && *record_get(run->rec, column) != '\0')
			continue;
		if (strcmp(word, "me") == 0)
			word = me;
		else if (strcmp(word, "today") == 0)
			word = today;
		record_set(run->rec, column,
		    strcmp(word, "my_dept") != 0 ? word
		    : run->bench->me != NULL	 ? record_get(run->bench->me, "dept_id")
						 : NULL);
	}
	strs_free(&rows);
}

static enum rc
put_all(struct act_run *run, struct txn *t, struct err *e)
{
	const struct act_def *a = run->act;
	enum rc rc;

	if (a->to != NULL)
		record_set(run->rec, "state", a->to);
	if ((rc = give_no(run, t, run->rec, e)) != RC_OK)
		return rc;
	stamp(run);
	if (a->effect != NULL && (rc = a->effect(run, t, e)) != RC_OK)
		return rc;
	if ((rc = txn_put(t, run->rec, a->name, "", e)) != RC_OK)
		return rc;
	if ((rc = step_followed(run->bench, t, run->rec, e)) != RC_OK ||
	    (rc = step_ended(run->bench, t, run->rec, e)) != RC_OK)
		return rc;
	if ((rc = act_put_lists(run, t, e)) != RC_OK)
		return rc;
	if (run->child != NULL && run->child->id == 0 &&
	    *record_state(run->child) != '\0') {
		char col[64];

		snprintf(col, sizeof(col), "%s_id", a->kind);
		if (kind_column(run->child->kind, col) >= 0)
			record_set_int(run->child, col, run->rec->id);
		if ((rc = give_no(run, t, run->child, e)) != RC_OK ||
		    (rc = txn_put(t, run->child, a->name, "", e)) != RC_OK)
			return rc;
	}
	return a->after != NULL ? a->after(run, t, e) : RC_OK;
}

/* The checks run again inside the transaction, so that nothing can move between proof and
 * signature. */
enum rc
act_do_in(struct act_run *run, struct txn *t, struct findings *out, int64_t *out_id,
    struct err *e)
{
	bool sound = true;
	enum rc rc;

	*out_id = 0;
	if ((rc = bench_refresh(run->bench, e)) != RC_OK)
		return rc;
	if (run->form != NULL)
		act_take_form(run);
	if ((rc = act_gate(run, e)) != RC_OK ||
	    (rc = run_checks(run, out, &sound, e)) != RC_OK)
		return rc;
	if (findings_block(out))
		return denied(out, e);
	if (!sound)
		return err_set(e, RC_INVAL, "%s",
		    T("表单尚未填好，请看标出的栏目",
			"the form is not complete: see the fields marked"));
	if ((rc = put_all(run, t, e)) == RC_OK)
		*out_id = run->rec->id;
	return rc;
}

/* Somebody else changed the record meanwhile: say who and when, by the names people use.
 */
static void
name_conflict(struct act_run *run, const struct record *mine, struct err *e)
{
	struct jrows rows = { 0 };
	struct record *now = NULL;
	struct err ignored;
	char *label, *who;

	if (mine->id == 0 || store_get(run->bench->store, run->act->kind, mine->id, &now,
				 &ignored) != RC_OK)
		return;
	if (now->rev != mine->rev &&
	    store_history(run->bench->store, run->act->kind, mine->id, 0, 1, &rows,
		&ignored) == RC_OK &&
	    rows.n > 0) {
		label = bench_label(run->bench, run->act->kind, mine->id);
		who = rows.v[0].person != 0
			  ? bench_label(run->bench, "person", rows.v[0].person)
			  : xstrdup(rows.v[0].login);
		err_set(e, RC_CONFLICT,
		    T("%s刚由%s改动过（%.16s）；您填写的内容都还在",
			"%s was changed by %s meanwhile (%.16s); what you typed is kept"),
		    label, who, rows.v[0].at);
		free(label);
		free(who);
	}
	jrows_free(&rows);
	record_free(now);
}

static enum rc
do_alone(struct act_run *run, struct findings *out, int64_t *out_id, struct err *e)
{
	struct actor actor = bench_actor(run->bench);
	struct txn *t = NULL;
	enum rc rc;

	if ((rc = store_begin(run->bench->store, &actor, &t, e)) != RC_OK ||
	    (rc = act_do_in(run, t, out, out_id, e)) != RC_OK ||
	    (rc = act_draft_drop(run, e)) != RC_OK) {
		txn_abort(t);
		return rc;
	}
	return txn_commit(t, e);
}

enum rc
act_do(struct act_run *run, struct findings *out, int64_t *out_id, struct err *e)
{
	struct record *before = record_copy(run->rec),
		      *child = run->child != NULL ? record_copy(run->child) : NULL;
	int64_t subject = before->id;
	enum rc rc;

	*out_id = 0;
	rc = do_alone(run, out, out_id, e);
	see_forget(run->bench);
	if (rc != RC_OK) { /* as if nothing had happened: the form stays, the records are
			      as before */
		*out_id = 0;
		record_free(run->rec);
		record_free(run->child);
		run->rec = before;
		run->child = child;
		if (rc == RC_CONFLICT)
			name_conflict(run, before, e);
	} else {
		record_free(before);
		record_free(child);
		run->draft_id = 0;
	}
	act_tell_done(run, subject, rc, out, *out_id, e);
	return rc;
}

/* What opening the form did, once more: only what the user touched stays as it is. */
static enum rc
fill_again(struct act_run *run, struct err *e)
{
	enum rc rc = RC_OK;

	if (run->form != NULL && (rc = act_fill_form(run, e)) == RC_OK)
		form_defaults(run->form);
	if (rc == RC_OK && run->act->prepare != NULL)
		rc = run->act->prepare(run, e);
	return rc;
}

/* Somebody else was quicker: their record, with what this user touched laid over it. */
enum rc
act_rebase(struct act_run *run, struct err *e)
{
	struct record *rec = run->rec, *child = run->child, *theirs = NULL;
	enum rc rc;

	if (rec->id == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, run->act->kind, rec->id, &theirs, e)) !=
	    RC_OK)
		return rc;
	if (!act_from_state(run->act, record_state(theirs))) {
		rc = err_set(e, RC_DENIED,
		    T("现为“%s”，不能%s", "the state is now '%s': cannot %s"),
		    state_title(run->act->kind, record_state(theirs)),
		    tx(run->act->title));
		record_free(theirs);
		return rc;
	}
	run->rec = theirs;
	run->child = NULL;
	if (child != NULL) /* prepare finds the one that stands now */
		new_child(run);
	if ((rc = fill_again(run, e)) != RC_OK) { /* still what would be refused */
		record_free(run->rec);
		record_free(run->child);
		run->rec = rec;
		run->child = child;
		return rc;
	}
	run->behind = false;
	record_free(rec);
	record_free(child);
	return RC_OK;
}
