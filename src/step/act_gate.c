/* SPDX-License-Identifier: MIT */
/*
 * The one door of every act: who acts now, in which state record and parent are, whether
 * the person may look into what he touches, and that nobody decides about himself. Asked
 * when an act is offered, when it begins, and again inside its transaction.
 */
#include <string.h>
#include "step/act.h"

/* Roles are what the store says now, not what it said at sign-in. */
enum rc
bench_refresh(struct bench *b, struct err *e)
{
	struct record *me = NULL;
	unsigned roles = 0;
	enum rc rc;

	if (b->me == NULL)
		return RC_OK;
	if ((rc = store_get(b->store, "person", b->me->id, &me, e)) != RC_OK ||
	    (rc = person_roles(b, me, &roles, e)) != RC_OK) {
		record_free(me);
		return rc;
	}
	record_free(b->me);
	b->me = me;
	b->roles = roles;
	see_forget(b);
	return RC_OK;
}

static enum rc
not_for(const struct act_def *a, struct err *e)
{
	return err_set(e, RC_DENIED,
	    T("“%s”不用于这条记录；请看办理菜单中列出的动作",
		"'%s' is not for this record; see the acts its menu offers"),
	    tx(a->title));
}

/* The record has moved on: the put will say who was quicker; else the state must fit. */
static enum rc
check_state(struct act_run *run, struct err *e)
{
	const struct act_def *a = run->act;
	struct record *now = NULL;
	enum rc rc;

	if ((a->flags & ACT_NEW) || run->rec->id == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, a->kind, run->rec->id, &now, e)) != RC_OK)
		return rc;
	if (now->rev == run->rec->rev && !act_from_state(a, record_state(now)))
		rc = err_set(e, RC_DENIED,
		    T("现为“%s”，不能%s", "the state is now '%s': cannot %s"),
		    state_title(a->kind, record_state(now)), tx(a->title));
	else if (now->rev == run->rec->rev && !record_only(a->only, now))
		rc = not_for(a, e);
	record_free(now);
	return rc;
}

static enum rc
check_parent(struct act_run *run, struct err *e)
{
	const struct act_def *a = run->act;
	const struct kind_def *k = kind_def(a->kind);
	struct record *parent = NULL;
	char kind[64];
	enum rc rc;

	if (!(a->flags & ACT_NEW) || (a->parent_from == NULL && a->only == NULL) ||
	    k->parent == NULL || record_int(run->rec, k->parent) == 0)
		return RC_OK;
	snprintf(kind, sizeof(kind), "%.*s", (int)(strlen(k->parent) - strlen("_id")),
	    k->parent);
	if ((rc = store_get(run->bench->store, kind, record_int(run->rec, k->parent),
		 &parent, e)) != RC_OK)
		return rc;
	if (!record_only(a->only, parent))
		rc = not_for(a, e);
	else if (a->parent_from != NULL && !act_parent_state(a, record_state(parent)))
		rc = err_set(e, RC_DENIED,
		    T("“%s”现为“%s”，不能%s", "%s is now '%s': cannot %s"),
		    tx(kind_def(kind)->title), state_title(kind, record_state(parent)),
		    tx(a->title));
	record_free(parent);
	return rc;
}

static enum rc
outside(struct err *e)
{
	return err_set(e, RC_DENIED, "%s",
	    T("R052 该事项不在您的知悉范围内，不能办理；需要知悉的，先办理扩大知悉范围",
		"R052 this matter is outside your need-to-know; have the circle widened "
		"first"));
}

/* Matters that a record names, whatever column names them. */
static enum rc
check_refs(struct bench *b, const struct record *r, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 2; i < r->kind->ncol && rc == RC_OK; i++) {
		const struct column *c = &r->kind->col[i];
		struct record *m = NULL;

		if (c->ref == NULL || strcmp(c->ref, "matter") != 0 ||
		    record_int(r, c->name) == 0)
			continue;
		if ((rc = store_get(b->store, "matter", record_int(r, c->name), &m, e)) ==
			RC_OK &&
		    !bench_may_see(b, m))
			rc = outside(e);
		record_free(m);
	}
	return rc;
}

static enum rc
check_sight(struct act_run *run, struct err *e)
{
	enum rc rc;

	if (run->act->flags & ACT_BLIND)
		return RC_OK;
	if (run->rec->id != 0 && !bench_may_see(run->bench, run->rec))
		return outside(e);
	if ((rc = check_refs(run->bench, run->rec, e)) == RC_OK && run->child != NULL)
		rc = check_refs(run->bench, run->child, e);
	return rc;
}

static enum rc
check_self(struct act_run *run, struct err *e)
{
	const char *col = run->act->not_self;
	int64_t who;

	if (col == NULL)
		return RC_OK;
	who = strcmp(col, "id") == 0 ? run->rec->id : record_int(run->rec, col);
	if (who == 0 || who != bench_me(run->bench))
		return RC_OK;
	return err_set(e, RC_DENIED, "%s",
	    T("R042 不得为自己办理此事；请由另一人办理",
		"R042 nobody does this for himself; ask another person"));
}

enum rc
act_gate(struct act_run *run, struct err *e)
{
	static enum rc (*const checks[])(struct act_run *, struct err *) = { check_state,
		check_parent, check_sight, check_self };
	enum rc rc = act_role_check(run->bench, run->act, e);

	for (size_t i = 0; i < ARRAY_LEN(checks) && rc == RC_OK; i++)
		rc = checks[i](run, e);
	return rc;
}
