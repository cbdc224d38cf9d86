/* SPDX-License-Identifier: MIT */
/* Drafts of acts: what was typed and not yet done, kept for its writer. */
#include <string.h>
#include "step/act.h"

static char *
draft_act(const struct act_run *run)
{
	return run->preset != NULL ? xasprintf("%s?%s", run->act->name, run->preset)
				   : xstrdup(run->act->name);
}

/* The title on the form, though it may not have been entered yet. */
static const char *
own_title(struct act_run *run)
{
	int i = form_field(run->form->form, "title");

	if (i >= 0 && run->form->typed[i] != NULL)
		return run->form->typed[i];
	return act_value(run, "title");
}

enum rc
act_draft_save(struct act_run *run, struct err *e)
{
	struct str data = { 0 }, title = { 0 };
	struct draft d = { 0 };
	enum rc rc;

	if (run->form == NULL || !run->form->dirty || run->bench->opt.readonly)
		return RC_OK;
	form_save(run->form, &data);
	str_addf(&title, T("%s：%s", "%s: %s"), tx(run->act->title),
	    tx(kind_def(run->act->kind)->title));
	if (run->rec->id != 0) {
		char *label = bench_label(run->bench, run->act->kind, run->rec->id);

		str_addf(&title, " %s", label);
		free(label);
	} else if (*own_title(run) != '\0') {
		str_addf(&title, " %s", own_title(run));
	}
	d = (struct draft){ .id = run->draft_id,
		.person = bench_me(run->bench),
		.kind = xstrdup(run->act->kind),
		.act = draft_act(run),
		.record = run->rec->id,
		.base_rev = run->rec->rev,
		.title = str_take(&title) };
	d.ndata = data.len;
	d.data = str_take(&data);
	rc = draft_save(run->bench->store, &d, e);
	run->draft_id = d.id;
	free(d.kind);
	free(d.act);
	free(d.title);
	free(d.data);
	return rc;
}

enum rc
act_draft_drop(struct act_run *run, struct err *e)
{
	if (run->draft_id == 0 || run->bench->opt.readonly)
		return RC_OK;
	return draft_drop(run->bench->store, bench_me(run->bench), run->draft_id, e);
}

enum rc
act_carry(const struct act_run *from, struct act_run *to, struct err *e)
{
	struct str data = { 0 };
	enum rc rc;

	if (from->form == NULL || to->form == NULL)
		return RC_OK;
	form_save(from->form, &data);
	rc = form_restore(to->form, str_s(&data), data.len, e);
	str_free(&data);
	/* What the other act does not ask must not decide anything on it. */
	for (size_t i = 0; i < to->form->form->nfield; i++)
		if (!to->form->asked[i]) {
			form_set(to->form, to->form->form->field[i].name, NULL);
			to->form->touched[i] = false;
		}
	if (rc == RC_OK && to->act->prepare != NULL) /* what follows from it */
		rc = to->act->prepare(to, e);
	return rc;
}

/* The record as it was when the draft was begun: what others did since is then a conflict
 * like any other, and shows as theirs against what it was. Done as it stands it is
 * refused. */
static enum rc
as_begun(struct act_run *run, int64_t rev, struct err *e)
{
	struct jrows rows = { 0 };
	struct record *was = NULL;
	int64_t before = 0;
	enum rc rc = RC_OK;

	do {
		jrows_free(&rows);
		rows = (struct jrows){ 0 };
		rc = store_history(run->bench->store, run->act->kind, run->rec->id,
		    before, 50, &rows, e);
		for (size_t i = 0; rc == RC_OK && was == NULL && i < rows.n; i++) {
			const struct jrow *j = &rows.v[i];

			before = j->seq;
			if (j->rev == rev && j->nimage > 0)
				rc = record_from_image(
				    run->rec->kind, j->image, j->nimage, &was, e);
		}
	} while (rc == RC_OK && was == NULL && rows.n > 0);
	jrows_free(&rows);
	if (was != NULL) {
		was->id = run->rec->id;
		record_free(run->rec);
		run->rec = was;
	}
	run->rec->rev = rev;
	run->behind = true;
	return rc;
}

enum rc
act_draft_resume(
    struct bench *b, const struct draft *d, struct act_run **out, struct err *e)
{
	char *name = xstrdup(d->act), *query = strchr(name, '?'), *parent = NULL;
	const struct act_def *a;
	struct record *r = NULL;
	int64_t parent_id = 0;
	enum rc rc;

	*out = NULL;
	if (query != NULL) {
		char *eq = strchr(query, '=');

		*query = '\0';
		if (eq != NULL) {
			*eq = '\0';
			parent = query + 1;
			parent_id = strtoll(eq + 1, NULL, 10);
		}
	}
	if ((a = act_def(d->kind, name)) == NULL) {
		rc = err_set(e, RC_NOTFOUND,
		    T("草稿的办理事项“%s”已不存在",
			"the draft's act '%s' no longer exists"),
		    name);
		goto out;
	}
	if (d->record > 0 &&
	    (rc = store_get(b->store, d->kind, d->record, &r, e)) != RC_OK)
		goto out;
	if ((rc = act_begin(b, a, r, parent, parent_id, out, e)) != RC_OK)
		goto out;
	(*out)->draft_id = d->id;
	if ((*out)->form != NULL)
		rc = form_restore((*out)->form, d->data, d->ndata, e);
	if (rc == RC_OK && a->prepare != NULL) /* what follows from what was typed */
		rc = a->prepare(*out, e);
	if (rc == RC_OK && d->record > 0 && (*out)->rec->rev != d->base_rev)
		rc = as_begun(*out, d->base_rev, e);
	if (rc != RC_OK) {
		act_free(*out);
		*out = NULL;
	}
out:
	record_free(r);
	free(name);
	return rc;
}
