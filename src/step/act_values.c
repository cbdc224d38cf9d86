/* SPDX-License-Identifier: MIT */
/* Values between a form and its records: columns, lists kept as child records, findings
 * as notes. */
#include <string.h>
#include "step/act.h"

/* The column whose value a field holds; id and rev are the store's own. */
int
value_column(const struct kind *k, const struct field *f)
{
	int c = f->column != NULL ? kind_column(k, f->column) : -1;

	return c >= 2 ? c : -1;
}

struct record *
act_target(struct act_run *run)
{
	return run->child != NULL ? run->child : run->rec;
}

static enum rc
list_page(struct bench *b, const struct field *f, int64_t parent, struct page *page,
    struct err *e)
{
	const struct kind_def *k = kind_def(f->child);
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(b->store, f->child));
	query_add_int(&q, k->parent, parent);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 5000, page, e);
	query_done(&q);
	return rc;
}

/* The ids a list field stands for, as its form value. */
static enum rc
list_value(struct act_run *run, const struct field *f, struct str *out, struct err *e)
{
	const struct kind_def *k = kind_def(f->child);
	struct page page = { 0 };
	enum rc rc;

	if (run->rec->id == 0 || run->child != NULL)
		return RC_OK;
	if ((rc = list_page(run->bench, f, run->rec->id, &page, e)) != RC_OK)
		return rc;
	for (size_t i = 0; i < page.n; i++)
		if (k->out == NULL || strcmp(record_state(page.rec[i]), k->out) != 0)
			str_addf(out, "%s%s", out->len > 0 ? "," : "",
			    record_get(page.rec[i], f->child_column));
	page_done(&page);
	return RC_OK;
}

enum rc
act_fill_form(struct act_run *run, struct err *e)
{
	const struct record *r = act_target(run);

	for (size_t i = 0; i < run->form->form->nfield; i++) {
		const struct field *f = &run->form->form->field[i];
		struct str s = { 0 };
		enum rc rc = RC_OK;

		if (run->form->touched[i] || run->form->typed[i] != NULL)
			continue;
		if (f->type == FIELD_LIST && f->child != NULL)
			rc = list_value(run, f, &s, e);
		else if (value_column(r->kind, f) >= 0)
			str_add(&s, record_get(r, f->column));
		if (rc == RC_OK)
			form_set(run->form, f->name, str_s(&s));
		str_free(&s);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

void
act_take_form(struct act_run *run)
{
	struct record *r = act_target(run);

	if (run->form == NULL)
		return;
	for (size_t i = 0; i < run->form->form->nfield; i++) {
		const struct field *f = &run->form->form->field[i];

		if (!run->form->asked[i] || (f->type == FIELD_LIST && f->child != NULL) ||
		    value_column(r->kind, f) < 0)
			continue;
		/* A field that does not apply (show_if) keeps no value from before. */
		record_set(r, f->column,
		    form_visible(run->form, i) || f->readonly ? run->form->value[i]
							      : NULL);
	}
}

static enum rc
put_child(struct act_run *run, struct txn *t, const struct field *f, const char *id,
    struct err *e)
{
	const struct kind_def *k = kind_def(f->child);
	struct record *c = record_new(store_kind(run->bench->store, f->child));
	enum rc rc;

	record_set(c, "state", k->in);
	record_set_int(c, k->parent, run->rec->id);
	record_set(c, f->child_column, id);
	if (kind_column(c->kind, "from_on") >= 0)
		record_set_date(c, "from_on", bench_today(run->bench));
	if (kind_column(c->kind, "approved_by_id") >= 0 &&
	    strcmp(run->act->name, "propose") != 0)
		record_set_int(c, "approved_by_id", bench_me(run->bench));
	rc = txn_put(t, c, "list", "", e);
	record_free(c);
	return rc;
}

static enum rc
put_list(struct act_run *run, struct txn *t, const struct field *f, const char *value,
    struct err *e)
{
	const struct kind_def *k = kind_def(f->child);
	struct strs want = { 0 };
	struct page page = { 0 };
	enum rc rc;

	strs_split(&want, value, ",");
	if ((rc = list_page(run->bench, f, run->rec->id, &page, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
		struct record *c = page.rec[i];
		bool in = k->out == NULL || strcmp(record_state(c), k->out) != 0;
		bool wanted = strs_has(&want, record_get(c, f->child_column));

		if (in == wanted || (in && k->out == NULL))
			continue;
		record_set(c, "state", wanted ? k->in : k->out);
		if (kind_column(c->kind, "to_on") >= 0)
			record_set_date(
			    c, "to_on", wanted ? DATE_NONE : bench_today(run->bench));
		rc = txn_put(t, c, "list", "", e);
	}
	for (size_t w = 0; w < want.n && rc == RC_OK; w++) {
		bool known = false;

		for (size_t i = 0; i < page.n; i++)
			known = known || strcmp(record_get(page.rec[i], f->child_column),
					     want.v[w]) == 0;
		if (!known)
			rc = put_child(run, t, f, want.v[w], e);
	}
out:
	strs_free(&want);
	page_done(&page);
	return rc;
}

enum rc
act_put_lists(struct act_run *run, struct txn *t, struct err *e)
{
	enum rc rc = RC_OK;

	if (run->form == NULL || run->child != NULL)
		return RC_OK;
	for (size_t i = 0; i < run->form->form->nfield && rc == RC_OK; i++) {
		const struct field *f = &run->form->form->field[i];

		if (f->type == FIELD_LIST && f->child != NULL && run->form->asked[i] &&
		    !f->readonly)
			rc = put_list(run, t, f, form_get(run->form, f->name), e);
	}
	return rc;
}

const char *
act_value(struct act_run *run, const char *name)
{
	int i = run->form != NULL ? form_field(run->form->form, name) : -1;

	if (i >= 0)
		return form_get(run->form, name);
	return kind_column(act_target(run)->kind, name) >= 0
		   ? record_get(act_target(run), name)
		   : "";
}

void
act_suggest_value(struct act_run *run, const char *name, const char *value)
{
	int i = run->form != NULL ? form_field(run->form->form, name) : -1;

	if (i >= 0 && run->form->asked[i] && !run->form->touched[i])
		form_suggest(run->form, name, value);
}

enum rc
filing_prepare(struct act_run *run, struct err *e)
{
	const struct org *o = bench_org(run->bench);
	char today[11];

	(void)e;
	date_format(bench_today(run->bench), today);
	act_suggest_value(run, "published_on", today);
	act_suggest_value(run, "filed_on", today);
	if (o->sad != NULL)
		act_suggest_value(run, "filed_with", o->sad);
	return RC_OK;
}

long
act_list_count(struct act_run *run, const char *name)
{
	struct strs l = { 0 };
	long n;

	strs_split(&l, act_value(run, name), ",");
	n = (long)l.n;
	strs_free(&l);
	return n;
}

/* Fields of the case file whose form field has another name. */
static const struct {
	const char *fact, *field;
} fact_fields[] = {
	{ "matter.ntk", "knowers" },
	{ "matter.start", "start_on" },
	{ "matter.created_on", "created_on" },
	{ "matter.entry", "entry_id" },
	{ "matter.kind", "matter_kind" },
	{ "entry", "entry_id" },
	{ "entry.code", "entry_id" },
	{ "negative.public_need", "neg_public" },
	{ "negative.other_regime", "neg_regime" },
	{ "negative.already_public", "neg_known" },
	{ "negative.must_disclose", "neg_disclose" },
	{ "approver.max_level", "level" },
	{ "approver.scope", "scope" },
	{ "approver.category", "person_id" },
	{ "approver.vetted_on", "person_id" },
	{ "approver.pledge_on", "person_id" },
	{ "approver.trained_until", "person_id" },
	{ "approver.own_staff", "person_id" },
	{ "approver.letter_no", "letter_no" },
	{ "approver.from", "from_on" },
	{ "approver.to", "to_on" },
	{ "approver.filed_on", "filed_on" },
	{ "approver.published_on", "published_on" },
	{ "approver.kind", "person_id" },
	{ "approver.admin", "person_id" },
	{ "unit.grant_level", "level" },
	{ "unit.grant_until", "to_on" },
	{ "unit.grant_scope", "scope" },
	{ "place.max_level", "place_id" },
	{ "place.max_level", "to_place_id" },
	{ "place.keeper", "place_id" },
	{ "place.keeper", "to_place_id" },
	{ "place.second_person", "second_person_id" },
	{ "place.due", "due" },
	{ "place.person_category", "to_person_id" },
	{ "matter.level", "new_level" },
	{ "matter.period", "new_period" },
	{ "matter.new_expiry", "new_period" },
	{ "matter.ntk", "new_knowers" },
	{ "matter.cause", "reason_code" },
	{ "matter.external_approval", "consent_ref" },
	{ "matter.interest_assessment", "assessment" },
	{ "duty.due", "due" },
	{ "duty.verified_by", "verify_opinion" },
};

static int
note_field(const struct form *f, const char *fact)
{
	const char *dot = strchr(fact, '.');
	int i;

	for (size_t k = 0; k < ARRAY_LEN(fact_fields); k++)
		if (strcmp(fact_fields[k].fact, fact) == 0 &&
		    (i = form_field(f, fact_fields[k].field)) >= 0)
			return i;
	if ((i = form_field(f, fact)) >= 0)
		return i;
	return dot != NULL ? form_field(f, dot + 1) : -1;
}

void
act_notes(struct act_run *run, const struct findings *f)
{
	if (run->form == NULL)
		return;
	for (size_t i = 0; i < f->n; i++) {
		int at = note_field(run->form->form, f->v[i].field);
		struct str s = { 0 };

		if (at >= 0 && !run->form->asked[at])
			at = -1;
		str_addf(&s, "%s %s", f->v[i].rule != NULL ? f->v[i].rule->id : "",
		    f->v[i].text);
		form_add_note(run->form, at, (int)f->v[i].severity, str_s(&s));
		str_free(&s);
	}
}
