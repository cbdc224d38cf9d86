/* SPDX-License-Identifier: MIT */
/* org.ini into the store: own unit, departments, posts, first administrators; one
 * transaction, told as a difference. */
#include <string.h>
#include "step/bench.h"

struct import {
	struct store *s;
	struct txn *t;
	int added, changed, ended;
};

/* Put the record if it is new or differs from what the store has. */
static enum rc
put_if_changed(
    struct import *im, struct record *r, const struct record *old, struct err *e)
{
	struct str a = { 0 }, b = { 0 };
	bool same;

	record_image(r, &a);
	if (old != NULL)
		record_image(old, &b);
	same = old != NULL && a.len == b.len && memcmp(str_s(&a), str_s(&b), a.len) == 0;
	str_free(&a);
	str_free(&b);
	if (same)
		return RC_OK;
	*(old != NULL ? &im->changed : &im->added) += 1;
	return txn_put(im->t, r, "import", "", e);
}

/* The record of a code, to be changed, and a copy of it as it is; new when there is none.
 */
static enum rc
take(struct import *im, const char *kind, const char *col, const char *value,
    struct record **r, struct record **old, struct err *e)
{
	enum rc rc = store_find(im->s, kind, col, value, old, e);

	if (rc != RC_OK)
		return rc;
	*r = *old != NULL ? record_copy(*old) : record_new(store_kind(im->s, kind));
	record_set(*r, "state", "active");
	record_set(*r, col, value);
	return RC_OK;
}

static enum rc
import_unit(struct import *im, const struct org *o, struct err *e)
{
	struct record *r = NULL, *old = NULL;
	enum rc rc;

	/* The first unit is this one; it keeps its id when it is renamed. */
	if ((rc = store_get(im->s, "unit", OWN_UNIT_ID, &old, e)) == RC_NOTFOUND)
		rc = RC_OK;
	if (rc != RC_OK)
		return rc;
	r = old != NULL ? record_copy(old) : record_new(store_kind(im->s, "unit"));
	record_set(r, "state", "active");
	record_set(r, "name", o->name);
	record_set(r, "tier", tier_name(o->tier));
	record_set(r, "unit_kind", "permanent");
	record_set(r, "superior", o->superior);
	record_set(r, "competent", o->competent);
	record_set(r, "sad", o->sad);
	record_set_int(r, "special_regime", o->special_regime);
	rc = put_if_changed(im, r, old, e);
	record_free(r);
	record_free(old);
	return rc;
}

/* Id of a code among those already put in this import; departments refer to parents that
 * may come later in the file. */
static enum rc
id_of(struct import *im, const char *kind, const char *code, int64_t *id, struct err *e)
{
	struct record *r = NULL;
	enum rc rc = store_find(im->s, kind, "code", code, &r, e);

	*id = rc == RC_OK && r != NULL ? r->id : 0;
	record_free(r);
	return rc;
}

static enum rc
import_dept(struct import *im, const struct org_dept *d, bool parents, struct err *e)
{
	struct record *r = NULL, *old = NULL;
	int64_t parent = 0;
	enum rc rc;

	if ((rc = take(im, "dept", "code", d->code, &r, &old, e)) != RC_OK)
		goto out;
	record_set(r, "name", d->name);
	record_set_int(r, "key_dept", d->key_dept);
	if (parents) {
		if (d->parent != NULL &&
		    (rc = id_of(im, "dept", d->parent, &parent, e)) != RC_OK)
			goto out;
		record_set(r, "parent_id", NULL);
		if (parent != 0)
			record_set_int(r, "parent_id", parent);
	}
	rc = put_if_changed(im, r, old, e);
out:
	record_free(r);
	record_free(old);
	return rc;
}

static enum rc
import_post(struct import *im, const struct org_post *p, struct err *e)
{
	struct record *r = NULL, *old = NULL;
	int64_t dept = 0;
	enum rc rc;

	if ((rc = take(im, "post", "code", p->code, &r, &old, e)) != RC_OK ||
	    (rc = id_of(im, "dept", p->dept, &dept, e)) != RC_OK)
		goto out;
	record_set(r, "name", p->name);
	record_set_int(r, "dept_id", dept);
	record_set(r, "category", p->category);
	record_set_int(r, "head", p->head);
	record_set(r, "duties", p->duties);
	rc = put_if_changed(im, r, old, e);
out:
	record_free(r);
	record_free(old);
	return rc;
}

/* What the file no longer names ends; nothing is deleted. */
static enum rc
end_missing(struct import *im, const char *kind,
    bool (*named)(const struct org *, const char *), const struct org *o, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool first = true;
	enum rc rc;

	query_init(&q, store_kind(im->s, kind));
	query_add(&q, "state", COND_EQ, "active", NULL);
	do {
		rc = store_page(
		    im->s, &q, first ? PAGE_FIRST : PAGE_AFTER, &at, 200, &page, e);
		first = false;
		if (rc != RC_OK || page.n == 0)
			break;
		pos_done(&at);
		pos_of(&q, page.rec[page.n - 1], &at);
		for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
			if (named(o, record_get(page.rec[i], "code")))
				continue;
			record_set(page.rec[i], "state", "ended");
			im->ended++;
			rc = txn_put(im->t, page.rec[i], "import", "", e);
		}
		page_done(&page);
	} while (rc == RC_OK);
	page_done(&page);
	pos_done(&at);
	query_done(&q);
	return rc;
}

static bool
dept_named(const struct org *o, const char *code)
{
	for (size_t i = 0; i < o->ndept; i++)
		if (strcmp(o->dept[i].code, code) == 0)
			return true;
	return false;
}

static bool
post_named(const struct org *o, const char *code)
{
	for (size_t i = 0; i < o->npost; i++)
		if (strcmp(o->post[i].code, code) == 0)
			return true;
	return false;
}

/* The template's names are placeholders: what the file says later is taken over. */
static enum rc
rename_admin(
    struct import *im, struct record *p, const struct org_role *role, struct err *e)
{
	if (role->name == NULL || strcmp(record_get(p, "name"), role->name) == 0)
		return RC_OK;
	record_set(p, "name", role->name);
	im->changed++;
	return txn_put(im->t, p, "import", "", e);
}

/* The first three administrators of [role.*]: people are made for logins that nobody has
 * yet. */
static enum rc
import_role(struct import *im, const struct org_role *role, int year, struct err *e)
{
	struct record *p = NULL, *a = NULL;
	char no[40];
	enum rc rc;

	if ((rc = store_find(im->s, "person", "login", role->login, &p, e)) != RC_OK)
		goto out;
	if (p != NULL) {
		rc = rename_admin(im, p, role, e);
		goto out;
	}
	p = record_new(store_kind(im->s, "person"));
	if ((rc = txn_next_no(im->t, "person", "RY", year, no, e)) != RC_OK)
		goto out;
	record_set(p, "state", "in_post");
	record_set(p, "no", no);
	record_set(p, "name", role->name != NULL ? role->name : role->login);
	record_set(p, "login", role->login);
	record_set(p, "category", "general");
	if ((rc = txn_put(im->t, p, "import", "", e)) != RC_OK)
		goto out;
	a = record_new(store_kind(im->s, "account"));
	record_set(a, "state", "active");
	record_set_int(a, "person_id", p->id);
	record_set(a, "role", role->role);
	record_set_date(a, "granted_on", clock_today(store_clock(im->s)));
	im->added++;
	rc = txn_put(im->t, a, "import", "", e);
out:
	record_free(p);
	record_free(a);
	return rc;
}

static enum rc
import_all(struct import *im, const struct org *o, struct err *e)
{
	enum rc rc = import_unit(im, o, e);

	for (size_t i = 0; i < o->ndept && rc == RC_OK; i++)
		rc = import_dept(im, &o->dept[i], false, e);
	for (size_t i = 0; i < o->ndept && rc == RC_OK; i++)
		if (o->dept[i].parent != NULL)
			rc = import_dept(im, &o->dept[i], true, e);
	for (size_t i = 0; i < o->npost && rc == RC_OK; i++)
		rc = import_post(im, &o->post[i], e);
	if (rc == RC_OK)
		rc = end_missing(im, "dept", dept_named, o, e);
	if (rc == RC_OK)
		rc = end_missing(im, "post", post_named, o, e);
	for (size_t i = 0; i < o->nrole && rc == RC_OK; i++)
		rc = import_role(
		    im, &o->role[i], date_year(clock_today(store_clock(im->s))), e);
	return rc;
}

enum rc
org_import(struct store *s, const struct org *o, const struct actor *a, struct str *diff,
    struct err *e)
{
	struct import im = { .s = s };
	char digest[65];
	enum rc rc;

	if ((rc = store_begin(s, a, &im.t, e)) != RC_OK)
		return rc;
	if ((rc = org_digest(o, digest, e)) != RC_OK ||
	    (rc = import_all(&im, o, e)) != RC_OK ||
	    (rc = txn_meta(im.t, "org.digest", digest, e)) != RC_OK ||
	    (rc = txn_meta(im.t, "org.stamp", o->stamp, e)) != RC_OK) {
		txn_abort(im.t);
		return rc;
	}
	str_addf(diff, T("新增%d 修改%d 停用%d", "%d added, %d changed, %d ended"),
	    im.added, im.changed, im.ended);
	return txn_commit(im.t, e);
}
