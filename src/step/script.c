/* SPDX-License-Identifier: MIT */
/* Playing acts that are written down. */
#include <string.h>
#include "step/act.h"
#include "step/script.h"

struct named { /* a record the script can speak of */
	char *name;
	const struct kind_def *kind;
	int64_t id;
};
struct script_player {
	struct bench *b;
	int32_t made;
	const struct calendar *cal; /* borrowed */
	struct named *alias;
	size_t nalias, calias;
	struct named row[8]; /* records of the row at hand, newest last; names unused */
	size_t nrow;
};

static const struct named *
alias_find(const struct script_player *r, const char *name)
{
	for (size_t i = r->nalias; i > 0; i--)
		if (strcmp(r->alias[i - 1].name, name) == 0)
			return &r->alias[i - 1];
	return NULL;
}

static void
alias_add(
    struct script_player *r, const char *name, const struct kind_def *kind, int64_t id)
{
	if (*name == '\0')
		return;
	if (r->nalias == r->calias) {
		r->calias = r->calias == 0 ? 64 : r->calias * 2;
		r->alias = xreallocarray(r->alias, r->calias, sizeof(*r->alias));
	}
	r->alias[r->nalias++] = (struct named){ xstrdup(name), kind, id };
}

static void
row_add(struct script_player *r, const struct kind_def *kind, int64_t id)
{
	if (r->nrow < ARRAY_LEN(r->row))
		r->row[r->nrow++] = (struct named){ NULL, kind, id };
}

static bool
is_parent(const struct kind_def *child, const char *kind)
{
	size_t n = strlen(kind);

	return child->parent != NULL && strncmp(child->parent, kind, n) == 0 &&
	       strcmp(child->parent + n, "_id") == 0;
}

/* The record of this row the act goes on with: one of its own kind, else one it can lie
 * under. */
static const struct named *
row_subject(const struct script_player *r, const struct act_def *a)
{
	bool fresh = (a->flags & ACT_NEW) != 0;

	for (size_t i = r->nrow; i > 0 && !fresh; i--)
		if (strcmp(r->row[i - 1].kind->kind, a->kind) == 0)
			return &r->row[i - 1];
	for (size_t i = r->nrow; i > 0; i--)
		if (is_parent(kind_def(a->kind), r->row[i - 1].kind->kind))
			return &r->row[i - 1];
	return NULL;
}

static enum rc
find_act(const struct script_player *r, const struct script_act *s,
    const struct act_def **out, struct err *e)
{
	*out = act_named(s->act);
	if (strchr(s->act, '.') == NULL)
		for (size_t i = r->nrow; i > 0 && *out == NULL; i--)
			*out = act_def(r->row[i - 1].kind->kind, s->act);
	return *out != NULL ? RC_OK
			    : err_set(e, RC_INVAL,
				  T("没有“%s”这件事", "there is no act \"%s\""), s->act);
}

/* A record by its name, a person by login; other values stand for themselves. */
static enum rc
filter_value(struct script_player *r, const char *col, const char *value, char out[64],
    struct err *e)
{
	int64_t id = 0;
	enum rc rc = RC_OK;

	snprintf(out, 64, "%s", value);
	if (*value == '$') {
		const struct named *who = alias_find(r, value + 1);

		if (who == NULL)
			return err_set(e, RC_NOTFOUND,
			    T("前面没有“%s”", "nothing before is called \"%s\""),
			    value + 1);
		snprintf(out, 64, "%lld", (long long)who->id);
		return RC_OK;
	}
	if (strcmp(col, "person_id") != 0)
		return RC_OK;
	if ((rc = bench_find_login(r->b, value, &id, e)) == RC_OK && id == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("没有登录名为“%s”的人", "nobody has the login \"%s\""), value);
	snprintf(out, 64, "%lld", (long long)id);
	return rc;
}

/* The record under `parent` that the act can begin from and the filter (or the actor
 * himself) chooses. */
static enum rc
child_of(struct script_player *r, const struct act_def *a, const struct named *parent,
    const char *col, const char *value, struct record **out, struct err *e)
{
	const struct kind_def *k = kind_def(a->kind);
	struct query q;
	struct page page = { 0 };
	char want[64];
	enum rc rc = RC_OK;

	if (!is_parent(k, parent->kind->kind))
		return err_set(e, RC_INVAL,
		    T("%s 不在 %s 之下", "%s does not lie under %s"), a->kind,
		    parent->kind->kind);
	query_init(&q, store_kind(bench_store(r->b), a->kind));
	query_add_int(&q, k->parent, parent->id);
	query_add_in(&q, "state", true, a->from);
	if (col != NULL && (rc = filter_value(r, col, value, want, e)) == RC_OK) {
		query_add(&q, col, COND_EQ, want, NULL);
	} else if (col == NULL && kind_column(q.kind, "person_id") >= 0) {
		query_add_int(&q, "person_id", bench_me(r->b));
	}
	if (rc == RC_OK)
		rc = store_page(bench_store(r->b), &q, PAGE_FIRST, NULL, 1, &page, e);
	if (rc == RC_OK && page.n == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("没有可办理的 %s 记录", "there is no %s record to act on"),
		    a->kind);
	if (rc == RC_OK)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* One cell into the form, as typed; then the suggestions, as at the screen. */
static enum rc
fill(struct script_player *r, struct act_run *run, const struct script_act *s,
    const char *cell, struct err *e)
{
	const char *eq = strchr(cell, '=');
	char *name = xstrndup(cell, eq != NULL ? (size_t)(eq - cell) : strlen(cell));
	int i = run->form != NULL ? form_field(run->form->form, name) : -1;
	const struct form_note *note;
	const struct named *who;
	struct str text = { 0 };
	enum rc rc;

	if (eq == NULL || i < 0 || !run->form->asked[i]) {
		rc = err_set(e, RC_INVAL,
		    T("%s.%s 不问“%s”", "%s.%s does not ask for \"%s\""), run->act->kind,
		    run->act->name, name);
		goto out;
	}
	if (eq[1] == '$') {
		if ((who = alias_find(r, eq + 2)) == NULL) {
			rc = err_set(e, RC_NOTFOUND,
			    T("前面没有“%s”", "nothing before is called \"%s\""), eq + 2);
			goto out;
		}
		str_addf(&text, "#%lld", (long long)who->id);
	} else if ((rc = script_text(r->made, r->cal, s->day, eq + 1, &text, e)) !=
		   RC_OK) {
		goto out;
	}
	if (!form_enter(run->form, (size_t)i, str_s(&text))) {
		note = form_worst_note(run->form, (size_t)i);
		rc = err_set(e, RC_INVAL, "%s: %s", name,
		    note != NULL ? note->text : str_s(&text));
		goto out;
	}
	rc = act_suggest(run, name, e);
out:
	str_free(&text);
	free(name);
	return rc;
}

/* The notes of a form that was refused, in one line. */
static enum rc
refused(const struct act_run *run, struct err *e)
{
	struct str s = { 0 };
	enum rc rc;

	for (size_t i = 0; run->form != NULL && i < run->form->nnote; i++) {
		const struct form_note *n = &run->form->note[i];

		if (n->severity == SEV_BLOCK)
			str_addf(&s, " [%s] %s",
			    n->field >= 0 ? run->form->form->field[n->field].name : "",
			    n->text);
	}
	rc = err_set(e, e->rc, "%s.%s: %s%s", run->act->kind, run->act->name,
	    s.len > 0 ? "" : e->msg, str_s(&s));
	str_free(&s);
	return rc;
}

/* How it ended: the law, a role or a state says no, or it cannot be done as written. */
static void
tell_end(
    enum rc rc, const struct findings *f, const struct err *e, struct script_outcome *out)
{
	out->end = rc == RC_OK	     ? SCRIPT_DONE
		   : rc == RC_DENIED ? SCRIPT_REFUSED
				     : SCRIPT_IMPOSSIBLE;
	if (out->end == SCRIPT_REFUSED)
		act_rules(f, e, &out->rules);
}

static enum rc
perform(struct script_player *r, const struct script_act *s, const struct act_def *a,
    const struct record *subject, struct script_outcome *out, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	enum rc rc;

	if ((rc = act_begin(r->b, a, subject, NULL, 0, &run, e)) != RC_OK) {
		tell_end(rc, &f, e, out);
		err_wrap(e, "%s.%s", a->kind, a->name);
		return rc;
	}
	for (size_t i = 0; i < s->cells.n && rc == RC_OK; i++)
		if (s->cells.v[i][0] != '?')
			rc = fill(r, run, s, s->cells.v[i], e);
	if (rc == RC_OK) {
		rc = act_do(run, &f, &out->id, e);
		out->kind = a->kind;
		tell_end(rc, &f, e, out);
		if (rc != RC_OK)
			rc = refused(run, e);
	}
	findings_free(&f);
	act_free(run);
	return rc;
}

/* The act on its subject; once for every value of a filter. */
static enum rc
act_on(struct script_player *r, const struct script_act *s, const struct act_def *a,
    const struct named *on, const char *col, const char *value,
    struct script_outcome *out, struct err *e)
{
	struct record *subject = NULL;
	const struct named at = on != NULL ? *on : (struct named){ 0 };
	struct named row[ARRAY_LEN(r->row)];
	size_t nrow = r->nrow;
	enum rc rc = RC_OK;

	if (at.kind != NULL &&
	    ((a->flags & ACT_NEW) || strcmp(at.kind->kind, a->kind) == 0))
		rc = store_get(bench_store(r->b), at.kind->kind, at.id, &subject, e);
	else if (at.kind != NULL)
		rc = child_of(r, a, &at, col, value, &subject, e);
	/* Whoever watches may play acts of others meanwhile. */
	memcpy(row, r->row, sizeof(row));
	if (rc == RC_OK)
		rc = perform(r, s, a, subject, out, e);
	memcpy(r->row, row, sizeof(row));
	r->nrow = nrow;
	if (rc == RC_OK) {
		alias_add(r, s->as, kind_def(a->kind), out->id);
		row_add(r, kind_def(a->kind), out->id);
	}
	record_free(subject);
	return rc;
}

static enum rc
each_value(struct script_player *r, const struct script_act *s, const struct act_def *a,
    const struct named *on, struct script_outcome *out, struct err *e)
{
	struct strs values = { 0 };
	char *col = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->cells.n && col == NULL; i++) {
		const char *eq = strchr(s->cells.v[i], '=');

		if (s->cells.v[i][0] == '?' && eq != NULL) {
			col =
			    xstrndup(s->cells.v[i] + 1, (size_t)(eq - s->cells.v[i] - 1));
			strs_split(&values, eq + 1, " ");
		}
	}
	if (col == NULL)
		rc = act_on(r, s, a, on, NULL, NULL, out, e);
	for (size_t i = 0; i < values.n && rc == RC_OK; i++)
		rc = act_on(r, s, a, on, col, values.v[i], out, e);
	strs_free(&values);
	free(col);
	return rc;
}

/* What the row is about: an alias given before, or a person by login. */
static enum rc
find_subject(struct script_player *r, const char *name, struct named *out, struct err *e)
{
	const struct named *known = alias_find(r, name);
	enum rc rc = RC_OK;

	if (known != NULL) {
		*out = *known;
		return RC_OK;
	}
	*out = (struct named){ .kind = kind_def("person") };
	if ((rc = bench_find_login(r->b, name, &out->id, e)) == RC_OK && out->id == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("前面没有“%s”", "nothing before is called \"%s\""), name);
	return rc;
}

static enum rc
play(struct script_player *r, const struct script_act *s, struct script_outcome *out,
    struct err *e)
{
	const struct act_def *a = NULL;
	struct named on = { 0 };
	struct strs who = { 0 };
	enum rc rc = RC_OK;

	bench_set_day(r->b, s->day);
	if (!s->follows)
		r->nrow = 0;
	if (*s->on != '\0') {
		if ((rc = find_subject(r, s->on, &on, e)) != RC_OK)
			return rc;
		row_add(r, on.kind, on.id);
	}
	if ((rc = find_act(r, s, &a, e)) != RC_OK)
		return rc;
	strs_split(&who, s->who, " ");
	for (size_t i = 0; i < who.n && rc == RC_OK; i++)
		if ((rc = bench_sign_in(r->b, who.v[i], e)) == RC_OK)
			rc = each_value(r, s, a,
			    s->follows	      ? row_subject(r, a)
			    : on.kind != NULL ? &on
					      : NULL,
			    out, e);
	strs_free(&who);
	return rc;
}

enum rc
script_play(struct script_player *p, const struct script_act *a,
    struct script_outcome *out, struct err *e)
{
	struct script_outcome end = { .end = SCRIPT_IMPOSSIBLE };
	enum rc rc = play(p, a, &end, e);

	if (rc != RC_OK)
		err_wrap(e, "%s:%d", a->file, a->line);
	if (out != NULL)
		*out = end;
	else
		script_outcome_done(&end);
	return rc;
}

void
script_outcome_done(struct script_outcome *o)
{
	strs_free(&o->rules);
}

struct script_player *
script_player_new(struct bench *b, int32_t made, const struct calendar *cal)
{
	struct script_player *p = xcalloc(1, sizeof(*p));

	p->b = b;
	p->made = made;
	p->cal = cal;
	return p;
}

void
script_player_free(struct script_player *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->nalias; i++)
		free(p->alias[i].name);
	free(p->alias);
	free(p);
}

void
script_name(struct script_player *p, const char *name, const char *kind, int64_t id)
{
	alias_add(p, name, kind_def(kind), id);
}

bool
script_named(
    const struct script_player *p, const char *name, const char **kind, int64_t *id)
{
	const struct named *known = alias_find(p, name);

	if (known == NULL)
		return false;
	*kind = known->kind->kind;
	*id = known->id;
	return true;
}

bool
script_name_at(const struct script_player *p, size_t i, const char **name,
    const char **kind, int64_t *id)
{
	if (i >= p->nalias)
		return false;
	*name = p->alias[i].name;
	*kind = p->alias[i].kind->kind;
	*id = p->alias[i].id;
	return true;
}

void
script_go_on(struct script_player *p, const char *kind, int64_t id)
{
	p->nrow = 0;
	row_add(p, kind_def(kind), id);
}

enum rc
script_replay(struct bench *b, const struct script *s, struct err *e)
{
	struct script_player *p = script_player_new(b, s->made, s->cal);
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->n && rc == RC_OK; i++)
		rc = script_play(p, &s->v[i], NULL, e);
	script_player_free(p);
	return rc;
}
