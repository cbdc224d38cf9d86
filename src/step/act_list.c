/* SPDX-License-Identifier: MIT */
/* Which acts are offered for a record, which are not and why: the refused ones teach the
 * lawful way. */
#include <string.h>
#include "step/act.h"

bool
act_from_state(const struct act_def *a, const char *state)
{
	struct strs l = { 0 };
	bool has;

	if (a->from == NULL)
		return false;
	strs_split(&l, a->from, ",");
	has = strs_has(&l, state);
	strs_free(&l);
	return has;
}

bool
record_only(const char *only, const struct record *r)
{
	struct strs values = { 0 };
	const char *eq = only != NULL ? strchr(only, '=') : NULL;
	char *column;
	bool is;

	if (eq == NULL || r == NULL)
		return true;
	column = xstrndup(only, (size_t)(eq - only));
	strs_split(&values, eq + 1, "|");
	is = kind_column(r->kind, column) < 0 ||
	     (strcmp(eq + 1, "*") == 0 ? *record_get(r, column) != '\0'
				       : strs_has(&values, record_get(r, column)));
	strs_free(&values);
	free(column);
	return is;
}

/* Role and session, before anything is read. */
enum rc
act_role_check(struct bench *b, const struct act_def *a, struct err *e)
{
	struct str who = { 0 };
	enum rc rc = RC_OK;

	if (b->opt.readonly && !(a->flags & ACT_LOOK))
		return err_set(e, RC_DENIED, "%s",
		    T("只读方式，不能办理", "read-only: nothing can be changed"));
	if (b->me == NULL)
		return err_set(e, RC_DENIED, "%s", T("尚未登录", "nobody is signed in"));
	if ((a->roles & b->roles) != 0)
		return RC_OK;
	for (unsigned bit = 1; bit <= ROLE_AUDITOR; bit <<= 1)
		if (a->roles & bit)
			str_addf(&who, "%s%s", who.len > 0 ? T("、", ", ") : "",
			    tx(role_title(bit)));
	if (who.len == 0)
		str_add(&who, T("其他在岗人员", "others of the staff"));
	if (b->roles & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR))
		rc = err_set(e, RC_DENIED,
		    T("系统三员不办理业务；应由%s办理（R140）",
			"the three administrators take no business decision; ask: %s "
			"(R140)"),
		    str_s(&who));
	else
		rc = err_set(
		    e, RC_DENIED, T("应由%s办理", "this is for: %s"), str_s(&who));
	str_free(&who);
	return rc;
}

/* Every reason that fits, each whole: who mends the first would else meet the second. */
static void
say_why(const struct findings *f, struct act_offer *out)
{
	struct str all = { 0 }, one = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		const struct finding *v = &f->v[i];

		if (v->severity != SEV_BLOCK)
			continue;
		str_cut(&one, 0);
		str_addf(&one, "%s%s%s%s", all.len > 0 ? T("；", "; ") : "",
		    v->rule != NULL ? v->rule->id : "", v->rule != NULL ? " " : "",
		    v->text);
		if (all.len > 0 && all.len + one.len >= sizeof(out->why))
			break;
		str_add(&all, str_s(&one));
	}
	snprintf(out->why, sizeof(out->why), "%s", str_s(&all));
	str_free(&all);
	str_free(&one);
}

static enum rc
offer(struct bench *b, const struct act_def *a, const struct record *r,
    struct act_offer *out, struct err *e)
{
	struct findings f = { 0 };
	struct act_run *run = NULL;
	struct err why;
	enum rc rc = RC_OK;

	*out = (struct act_offer){ .act = a, .allowed = true };
	if ((rc = act_run_new(b, a, r, NULL, 0, &run, e)) != RC_OK)
		return rc;
	if (act_gate(run, &why) != RC_OK) {
		out->allowed = false;
		snprintf(out->why, sizeof(out->why), "%s", why.msg);
		goto out;
	}
	if (a->allow == NULL || (rc = a->allow(run, &f, e)) != RC_OK)
		goto out;
	findings_sort(&f);
	if (findings_block(&f)) {
		out->allowed = false;
		say_why(&f, out);
	}
out:
	findings_free(&f);
	act_free(run);
	return rc;
}

/* The menu begins with what is done every day; the tables' order stands otherwise. */
static void
seldom_last(struct act_offer *v, size_t n)
{
	struct act_offer *sorted = xcalloc(n + 1, sizeof(*sorted));
	size_t at = 0;

	for (int seldom = 0; seldom < 2; seldom++)
		for (size_t i = 0; i < n; i++)
			if (((v[i].act->flags & ACT_SELDOM) != 0) == (seldom == 1))
				sorted[at++] = v[i];
	if (n > 0) /* an empty list has no array */
		memcpy(v, sorted, n * sizeof(*v));
	free(sorted);
}

static enum rc
add_offer(struct bench *b, const struct act_def *a, const struct record *r,
    struct act_offers *out, struct err *e)
{
	if (out->n == out->cap) {
		out->cap = out->cap > 0 ? 2 * out->cap : 32;
		out->v = xreallocarray(out->v, out->cap, sizeof(*out->v));
	}
	return offer(b, a, r, &out->v[out->n++], e);
}

/* What may be added under this record: acts that make a child. */
static enum rc
child_offers(struct bench *b, const char *kind, const struct record *r,
    struct act_offers *out, struct err *e)
{
	const struct act_def *acts[ACTS_MAX];
	size_t na = act_list(kind, acts, ARRAY_LEN(acts));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < na && rc == RC_OK; i++)
		if ((acts[i]->flags & (ACT_NEW | ACT_LONE | ACT_INNER)) == ACT_NEW &&
		    (acts[i]->parent_from == NULL ||
			act_parent_state(acts[i], record_state(r))) &&
		    record_only(acts[i]->only, r))
			rc = add_offer(b, acts[i], r, out, e);
	return rc;
}

enum rc
bench_acts(struct bench *b, const char *kind, const struct record *r,
    struct act_offers *out, struct err *e)
{
	const struct act_def *acts[ACTS_MAX];
	const struct kind_def *child[16];
	size_t na = act_list(kind, acts, ARRAY_LEN(acts)), nc;
	enum rc rc = RC_OK;

	out->n = 0;
	if ((rc = bench_refresh(b, e)) != RC_OK)
		return rc;
	for (size_t i = 0; i < na && rc == RC_OK; i++)
		if (!(acts[i]->flags & ACT_INNER) &&
		    (r == NULL ? (acts[i]->flags & ACT_NEW) != 0
			       : act_from_state(acts[i], record_state(r)) &&
				     record_only(acts[i]->only, r)))
			rc = add_offer(b, acts[i], r, out, e);
	if (r == NULL || rc != RC_OK)
		return rc;
	nc = bench_children(kind, child, ARRAY_LEN(child));
	for (size_t c = 0; c < nc && rc == RC_OK; c++)
		rc = child_offers(b, child[c]->kind, r, out, e);
	seldom_last(out->v, out->n);
	return rc;
}

void
act_offers_free(struct act_offers *l)
{
	free(l->v);
	*l = (struct act_offers){ 0 };
}
