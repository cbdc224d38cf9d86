/* SPDX-License-Identifier: MIT */
/*
 * CSV into a register. Every row goes through the act that makes a record of the kind, as
 * if typed into its form, so that the law refuses here what it refuses there; all rows in
 * one transaction, which is given up when one of them is refused. What an act of its own
 * gives later (the vetting of a person) is done by that act, where its cell is filled.
 */
#include <string.h>
#include "base/csv.h"
#include "base/text.h"
#include "step/act.h"
#include "step/import.h"

/* Acts that go on with a new record, in order, each when its field is given. */
static const struct follow {
	const char *kind, *act, *given;
} follows[] = {
	{ "person", "vet", "vetted_on" },
	{ "person", "take_post", "pledge_on" },
};

enum use { USE_ENTER, USE_STATE, USE_COMPUTED, USE_LATER };
struct column_of {
	int field; /* of the form */
	enum use use;
};
struct import {
	struct bench *b;
	const struct act_def *act;
	const struct form *form;
	const char *path;
	struct column_of *col; /* owned, one a column of the file */
	size_t ncol;
	bool *absent; /* owned, one a field: its missing column was told */
	struct strs *faults;
};

static void fault(struct import *im, int line, const struct field *f, const char *fmt,
    ...) PRINTF_LIKE(4, 5);

static void
fault(struct import *im, int line, const struct field *f, const char *fmt, ...)
{
	struct str s = { 0 };
	char text[640];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_addf(&s, "%s:%d: ", im->path, line);
	if (f != NULL)
		str_addf(&s, "%s: ", field_label(f));
	str_add(&s, text);
	strs_add(im->faults, str_s(&s));
	str_free(&s);
}

/* ---- the first row */

static bool
asked_by(const struct act_def *a, const char *field)
{
	struct strs l = { 0 };
	bool has;

	if (a == NULL || a->ask == NULL)
		return a != NULL;
	strs_split(&l, a->ask, ",");
	has = strs_has(&l, field);
	strs_free(&l);
	return has;
}

static enum use
use_of(const struct import *im, const struct field *f)
{
	bool asked = asked_by(im->act, f->name);

	if (strcmp(f->name, "state") == 0)
		return USE_STATE;
	if (f->readonly || f->type == FIELD_NOTE)
		return USE_COMPUTED;
	for (size_t i = 0; i < ARRAY_LEN(follows) && !asked; i++)
		if (strcmp(follows[i].kind, im->act->kind) == 0)
			asked =
			    asked_by(act_def(follows[i].kind, follows[i].act), f->name);
	return asked ? USE_ENTER : USE_LATER;
}

static bool
same(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* By name, else by the label in either language; -1 none, -2 several bear it. */
static int
field_named(const struct form *form, const char *s)
{
	int hit = form_field(form, s);

	if (hit >= 0)
		return hit;
	for (size_t i = 0; i < form->nfield; i++)
		if (same(form->field[i].label_zh, s) || same(form->field[i].label_en, s))
			hit = hit == -1 ? (int)i : -2;
	return hit;
}

static void
read_header(struct import *im, const struct csv_row *row)
{
	im->ncol = row->n;
	im->col = xcalloc(row->n + 1, sizeof(*im->col));
	for (size_t c = 0; c < row->n; c++) {
		const char *name = text_trim(row->v[c]);
		int i = field_named(im->form, name);

		im->col[c].field = i;
		if (i == -1)
			fault(im, row->line, NULL,
			    T("第 %zu 列“%s”不是“%s”的栏目；请用表单的栏目名，或删去此列",
				"column %zu \"%s\" is no field of '%s': use a label of "
				"its "
				"form, or drop the column"),
			    c + 1, name, im->form->kind);
		else if (i == -2)
			fault(im, row->line, NULL,
			    T("第 %zu 列“%s”对应几个栏目；请改用英文栏目代号",
				"column %zu \"%s\" names several fields: use the field's "
				"own name"),
			    c + 1, name);
		else
			im->col[c].use = use_of(im, &im->form->field[i]);
		for (size_t d = 0; d < c && i >= 0; d++)
			if (im->col[d].field == i)
				fault(im, row->line, &im->form->field[i],
				    T("第 %zu 列和第 %zu 列是同一栏；请删去一列",
					"columns %zu and %zu are the same field: drop "
					"one"),
				    d + 1, c + 1);
	}
}

/* ---- a row */

static bool
in_file(const struct import *im, int field)
{
	for (size_t c = 0; c < im->ncol; c++)
		if (im->col[c].field == field)
			return true;
	return false;
}

/* A number, login or code means its record, whatever else contains the same letters. */
static enum rc
exact_ref(
    struct import *im, const char *kind, const char *text, struct str *out, struct err *e)
{
	static const char *const keys[] = { "no", "login", "code" };
	const struct kind *k = store_kind(im->b->store, kind);
	struct record *r = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; k != NULL && i < ARRAY_LEN(keys) && r == NULL; i++)
		if (kind_column(k, keys[i]) >= 0 &&
		    (rc = store_find(im->b->store, kind, keys[i], text, &r, e)) != RC_OK)
			return rc;
	if (r != NULL)
		str_addf(out, "#%lld", (long long)r->id);
	else
		str_add(out, text);
	record_free(r);
	return RC_OK;
}

static enum rc
exact_refs(struct import *im, const struct field *f, const char *text, struct str *out,
    struct err *e)
{
	struct strs parts = { 0 };
	struct str plain = { 0 };
	enum rc rc = RC_OK;

	if (f->type == FIELD_REF)
		return exact_ref(im, f->ref, text, out, e);
	/* The separators of base/: those of Chinese become commas first. */
	for (size_t i = 0; text[i] != '\0';) {
		static const char *const seps[] = { "、", "，", "；", ";", "\n" };
		size_t len = 0;

		for (size_t k = 0; k < ARRAY_LEN(seps) && len == 0; k++)
			if (strncmp(text + i, seps[k], strlen(seps[k])) == 0)
				len = strlen(seps[k]);
		str_addc(&plain, len > 0 ? ',' : text[i]);
		i += len > 0 ? len : 1;
	}
	strs_split(&parts, str_s(&plain), ",");
	for (size_t i = 0; i < parts.n && rc == RC_OK; i++) {
		str_add(out, i > 0 ? "、" : "");
		rc = exact_ref(im, f->ref, parts.v[i], out, e);
	}
	str_free(&plain);
	strs_free(&parts);
	return rc;
}

static enum rc
enter_cell(struct import *im, struct act_run *run, int field, char *text, struct err *e)
{
	const struct field *f = &im->form->field[field];
	struct str s = { 0 };
	enum rc rc = RC_OK;

	text_trim(text);
	if (*text == '\0') {
		if (!f->required) /* a required one may have a default */
			(void)form_enter(run->form, (size_t)field, "");
		return RC_OK;
	}
	if (f->type == FIELD_REF || f->type == FIELD_LIST)
		rc = exact_refs(im, f, text, &s, e);
	else
		str_add(&s, text);
	if (rc == RC_OK) {
		(void)form_enter(run->form, (size_t)field, str_s(&s)); /* leaves a note */
		run->form->touched[field] = true;
	}
	str_free(&s);
	return rc;
}

/* Cells in the order of the form; what a later cell makes visible is entered in a second
 * round. */
static enum rc
fill(struct import *im, struct act_run *run, const struct csv_row *row, struct err *e)
{
	bool *done;
	enum rc rc = RC_OK;

	if (run->form == NULL)
		return RC_OK;
	done = xcalloc(im->ncol + 1, sizeof(*done));
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < im->form->nfield && rc == RC_OK; i++)
			for (size_t c = 0; c < im->ncol && rc == RC_OK; c++) {
				if (im->col[c].field != (int)i || done[c] ||
				    im->col[c].use != USE_ENTER || !run->form->asked[i] ||
				    !form_editable(run->form, i))
					continue;
				done[c] = true;
				rc = enter_cell(im, run, (int)i, row->v[c], e);
			}
	for (size_t c = 0; c < im->ncol && rc == RC_OK; c++)
		if (im->col[c].use == USE_ENTER && run->form->asked[im->col[c].field] &&
		    !done[c] && *text_trim(row->v[c]) != '\0')
			fault(im, row->line, &im->form->field[im->col[c].field],
			    T("按本行其他各栏，这一栏不适用；请留空",
				"does not apply with the other values of this row: leave "
				"it empty"));
	free(done);
	return rc;
}

/* Why the act was refused: the notes of its form, else the message. */
static void
tell(struct import *im, int line, const struct act_run *run, const struct err *why)
{
	bool told = false;

	for (size_t n = 0; run != NULL && run->form != NULL && n < run->form->nnote;
	     n++) {
		const struct form_note *note = &run->form->note[n];
		const struct field *f =
		    note->field >= 0 ? &im->form->field[note->field] : NULL;

		if (note->severity != 0)
			continue;
		told = true;
		if (f != NULL && f->required && run->form->value[note->field] == NULL &&
		    !in_file(im, note->field)) {
			if (!im->absent[note->field])
				fault(im, 1, f, "%s",
				    T("缺少这一列，此栏必填",
					"the column is missing and the field is "
					"needed"));
			im->absent[note->field] = true;
		} else
			fault(im, line, f, "%s", note->text);
	}
	if (!told)
		fault(im, line, NULL, "%s", why->msg);
}

/* Not the row's fault: nothing further can be done with the file. */
static bool
hopeless(enum rc rc)
{
	return rc != RC_OK && rc != RC_INVAL && rc != RC_NOTFOUND && rc != RC_CONFLICT &&
	       rc != RC_DENIED;
}

/* One act on r (NULL: a new record) with the cells of the row. *id 0: refused, and told.
 */
static enum rc
do_act(struct import *im, struct txn *t, const struct act_def *a, const struct record *r,
    const struct csv_row *row, int64_t *id, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	size_t before = im->faults->n;
	enum rc rc;

	*id = 0;
	if ((rc = act_begin(im->b, a, r, NULL, 0, &run, e)) == RC_OK &&
	    (rc = fill(im, run, row, e)) == RC_OK &&
	    (rc = act_suggest(run, "", e)) == RC_OK)
		rc = act_do_in(run, t, &f, id, e);
	if (rc != RC_OK && !hopeless(rc)) {
		tell(im, row->line, run, e);
		rc = RC_OK;
	}
	if (im->faults->n > before)
		*id = 0;
	findings_free(&f);
	act_free(run);
	return rc;
}

static const char *
cell_of(const struct import *im, const struct csv_row *row, const char *name)
{
	for (size_t c = 0; c < im->ncol; c++)
		if (strcmp(im->form->field[im->col[c].field].name, name) == 0)
			return text_trim(row->v[c]);
	return "";
}

/* The state that the row names, as stored; the text itself when nothing is called so. */
static const char *
state_wanted(const struct import *im, const struct csv_row *row)
{
	const char *text = cell_of(im, row, "state");
	int i = form_field(im->form, "state");
	const struct state_def *def[32];
	size_t n = state_list(im->act->kind, def, ARRAY_LEN(def));

	for (size_t s = 0; s < n; s++)
		if (same(def[s]->title.zh, text) || same(def[s]->title.en, text))
			return def[s]->state;
	for (size_t k = 0; i >= 0 && k < im->form->field[i].nchoice; k++) {
		const struct choice *c = &im->form->field[i].choice[k];

		if (same(c->label.zh, text) || same(c->label.en, text))
			return c->value;
	}
	return text;
}

/* Acts after the first, until the state is the one named or their cells end. */
static enum rc
do_follows(struct import *im, struct txn *t, int64_t id, const struct csv_row *row,
    struct err *e)
{
	const char *want = state_wanted(im, row), *kind = im->act->kind;
	struct record *r = NULL;
	enum rc rc = store_get(im->b->store, kind, id, &r, e);

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(follows); i++) {
		if (strcmp(follows[i].kind, kind) != 0)
			continue;
		if (*cell_of(im, row, follows[i].given) == '\0' ||
		    strcmp(record_state(r), want) == 0)
			break;
		rc = do_act(im, t, act_def(kind, follows[i].act), r, row, &id, e);
		if (rc != RC_OK || id == 0)
			goto out;
		record_free(r);
		r = NULL;
		rc = store_get(im->b->store, kind, id, &r, e);
	}
	if (rc == RC_OK && *want != '\0' && strcmp(want, record_state(r)) != 0)
		fault(im, row->line, &im->form->field[form_field(im->form, "state")],
		    T("导入后是“%s”，不能直接成为“%s”；请补齐所需各栏，或导入后办理",
			"becomes '%s' by this row, not '%s': give what that needs, or do "
			"the act after the import"),
		    state_title(kind, record_state(r)), state_title(kind, want));
out:
	record_free(r);
	return rc;
}

/* What can be seen of a row without doing anything. */
static bool
sound_row(struct import *im, const struct csv_row *row)
{
	size_t before = im->faults->n;

	if (row->n != im->ncol) {
		fault(im, row->line, NULL,
		    T("有 %zu 列，首行有 %zu 列；请补齐或检查引号",
			"has %zu columns where the first row has %zu: complete it, or "
			"look "
			"at the quotes"),
		    row->n, im->ncol);
		return false;
	}
	for (size_t c = 0; c < row->n; c++) {
		const struct field *f = &im->form->field[im->col[c].field];
		struct str s = { 0 };

		if (text_clean(row->v[c], strlen(row->v[c]), true, &s) > 0)
			fault(im, row->line, f, "%s",
			    T("含控制字符；请删去",
				"holds control characters: remove them"));
		str_free(&s);
		if (im->col[c].use == USE_LATER && *text_trim(row->v[c]) != '\0')
			fault(im, row->line, f, "%s",
			    T("导入时不能填写，由以后的办理填入；请清空此列",
				"cannot be imported, a later act gives it: empty the "
				"column"));
	}
	return im->faults->n == before;
}

static enum rc
read_rows(struct import *im, struct csv *c, struct txn *t, size_t *done, struct err *e)
{
	struct csv_row row = { 0 };
	int64_t id;
	enum rc rc;

	for (;;) {
		csv_row_free(&row);
		rc = csv_next(c, &row, e);
		if (rc == RC_INVAL) {
			strs_add(im->faults, e->msg);
			continue;
		}
		if (rc != RC_OK || row.n == 0)
			break;
		if (!sound_row(im, &row))
			continue;
		if ((rc = do_act(im, t, im->act, NULL, &row, &id, e)) != RC_OK ||
		    (id != 0 && (rc = do_follows(im, t, id, &row, e)) != RC_OK))
			break;
		++*done;
	}
	csv_row_free(&row);
	return rc;
}

/* The act that makes a record of the kind out of the kind's own form. */
static enum rc
making_act(const char *kind, const struct act_def **out, struct err *e)
{
	const struct act_def *acts[ACTS_MAX];
	size_t n = act_list(kind, acts, ARRAY_LEN(acts));

	for (size_t i = 0; i < n; i++)
		if ((acts[i]->flags & ACT_NEW) &&
		    (acts[i]->ask_kind == NULL || strcmp(acts[i]->ask_kind, kind) == 0)) {
			*out = acts[i];
			return RC_OK;
		}
	return err_set(e, RC_INVAL,
	    T("“%s”不能导入：它由别的办理产生，或来自 org.ini",
		"'%s' cannot be imported: it comes from other acts or from org.ini"),
	    kind);
}

static enum rc
take_file(struct import *im, struct csv *c, size_t *done, struct err *e)
{
	struct actor actor = bench_actor(im->b);
	struct csv_row head = { 0 };
	struct txn *t = NULL;
	enum rc rc;

	if ((rc = csv_next(c, &head, e)) != RC_OK)
		return rc;
	if (head.n == 0)
		return err_at(e, RC_INVAL, im->path, 1, "%s",
		    T("文件是空的；首行应是栏目名",
			"the file is empty: the first row names the fields"));
	read_header(im, &head);
	csv_row_free(&head);
	if (im->faults->n > 0)
		return RC_OK;
	if ((rc = store_begin(im->b->store, &actor, &t, e)) != RC_OK)
		return rc;
	rc = read_rows(im, c, t, done, e);
	if (rc == RC_OK && im->faults->n == 0) {
		rc = txn_commit(t, e);
		t = NULL;
	}
	txn_abort(t);
	see_forget(im->b);
	return rc;
}

enum rc
import_csv(struct bench *b, const char *kind, const char *path, size_t *done,
    struct strs *faults, struct err *e)
{
	struct import im = { .b = b, .path = path, .faults = faults };
	struct csv *c = NULL;
	enum rc rc;

	*done = 0;
	if ((rc = making_act(kind, &im.act, e)) != RC_OK ||
	    (rc = act_role_check(b, im.act, e)) != RC_OK ||
	    (rc = bench_form(b, kind, &im.form, e)) != RC_OK ||
	    (rc = csv_open(path, &c, e)) != RC_OK)
		goto out;
	im.absent = xcalloc(im.form->nfield + 1, sizeof(*im.absent));
	rc = take_file(&im, c, done, e);
	if (rc == RC_OK && faults->n > 0)
		rc = err_set(e, RC_INVAL,
		    T("%s：有 %zu 处错误，一行也没有导入；请改正后重新导入",
			"%s: %zu faults, no row was imported; correct them and import "
			"again"),
		    path, faults->n);
	if (rc != RC_OK)
		*done = 0;
out:
	csv_close(c);
	free(im.col);
	free(im.absent);
	return rc;
}
