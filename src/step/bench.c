/* SPDX-License-Identifier: MIT */
/* Opening a home, knowing who acts, keeping forms. */
#include <string.h>
#include "base/file.h"
#include "step/bench.h"
#include "step/script.h"

static const char *
find_columns(const char *kind)
{
	const struct kind_def *k = kind_def(kind);

	return k != NULL ? k->find : "";
}

static void
options_copy(struct bench_options *to, const struct bench_options *from)
{
	*to = *from;
	to->home = xstrdup(from->home);
	to->data = xstrdup(from->data);
	to->login = xstrdup(from->login != NULL ? from->login : "");
	to->origin = xstrdup(from->origin != NULL ? from->origin : "");
}

/* Is this the org.ini the store was filled from? The stamp answers at no cost; a file
 * copied or touched is read through. */
static enum rc
org_known(struct bench *b, bool *same, struct err *e)
{
	char *stamp = NULL, *known = NULL, digest[65];
	enum rc rc;

	if ((rc = store_meta_get(b->store, "org.stamp", &stamp, e)) != RC_OK)
		goto out;
	*same = stamp != NULL && strcmp(stamp, b->org->stamp) == 0;
	if (*same || (rc = store_meta_get(b->store, "org.digest", &known, e)) != RC_OK ||
	    known == NULL || (rc = org_digest(b->org, digest, e)) != RC_OK)
		goto out;
	*same = strcmp(known, digest) == 0;
out:
	free(known);
	free(stamp);
	return rc;
}

/*
 * The store keeps the digest of the org.ini it was filled from; a changed file is
 * imported in one transaction before anybody works with the old one. A bad file is only a
 * warning: the store still knows the organisation, but numbers and calendar come from the
 * file, so it must be whole to go on.
 */
static enum rc
take_org(struct bench *b, const char *path, struct err *e)
{
	struct str diff = { 0 };
	struct clock_look look;
	bool same = false;
	enum rc rc;

	if ((rc = org_load(path, &b->org, e)) != RC_OK ||
	    (rc = org_known(b, &same, e)) != RC_OK || same)
		return rc;
	if (b->opt.readonly) {
		snprintf(b->warning, sizeof(b->warning), "%s",
		    T("org.ini 已改动，只读方式下未导入",
			"org.ini has changed and was not imported (read-only)"));
		goto out;
	}
	/* while the clock is unexplained nothing is written: it is taken in later */
	if ((rc = store_clock_look(b->store, &look, e)) != RC_OK)
		goto out;
	if (look.back) {
		snprintf(b->warning, sizeof(b->warning), "%s",
		    T("org.ini 已改动，时钟倒退未说明，暂未导入",
			"org.ini has changed and was not imported: the clock went back "
			"and that is not explained"));
		goto out;
	}
	rc = org_import(b->store, b->org,
	    &(struct actor){ 0, b->opt.login, "import", b->opt.origin }, &diff, e);
	if (rc == RC_OK)
		snprintf(b->warning, sizeof(b->warning), "%s%s",
		    T("已导入 org.ini：", "org.ini imported: "), str_s(&diff));
out:
	str_free(&diff);
	return rc;
}

enum rc
bench_open(const struct bench_options *o, struct bench **out, struct err *e)
{
	struct bench *b = xcalloc(1, sizeof(*b));
	char *db = path_join(o->home, "dingmi.db"), *ini = path_join(o->home, "org.ini");
	enum rc rc;

	*out = NULL;
	options_copy(&b->opt, o);
	b->clock.fixed = o->today;
	if ((rc = store_open(
		 db, o->readonly ? STORE_READONLY : 0, &b->clock, &b->store, e)) != RC_OK)
		goto out;
	store_search_columns(b->store, find_columns);
	if ((rc = take_org(b, ini, e)) != RC_OK)
		goto out;
	*out = b;
	b = NULL;
out:
	free(db);
	free(ini);
	bench_close(b);
	return rc;
}

void
bench_close(struct bench *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->nform; i++)
		form_free(b->form[i]);
	free(b->form);
	record_free(b->me);
	org_free(b->org);
	store_close(b->store);
	free((void *)(uintptr_t)b->opt.home);
	free((void *)(uintptr_t)b->opt.data);
	free((void *)(uintptr_t)b->opt.login);
	free((void *)(uintptr_t)b->opt.origin);
	free(b);
}

struct store *
bench_store(struct bench *b)
{
	return b->store;
}

const struct org *
bench_org(const struct bench *b)
{
	return b->org;
}

int32_t
bench_today(const struct bench *b)
{
	return clock_today(&b->clock);
}

bool
bench_readonly(const struct bench *b)
{
	return b->opt.readonly;
}

bool
bench_personal(const struct bench *b)
{
	return b->opt.personal;
}

bool
bench_sample(const struct bench *b)
{
	char *v = NULL;
	struct err e;
	bool is = store_meta_get(b->store, "sample", &v, &e) == RC_OK && v != NULL;

	free(v);
	return is;
}

const char *
bench_warning(const struct bench *b)
{
	return b->warning[0] != '\0' ? b->warning : NULL;
}

enum rc
bench_act_as(struct bench *b, int64_t person, struct err *e)
{
	struct record *p = NULL;
	unsigned roles = 0;
	enum rc rc = RC_OK;

	see_forget(b);
	if (person == 0) {
		record_free(b->me);
		b->me = NULL;
		b->roles = 0;
		goto out;
	}
	if ((rc = store_get(b->store, "person", person, &p, e)) != RC_OK)
		goto out;
	if (strcmp(record_state(p), "ended") == 0 ||
	    strcmp(record_state(p), "cooling") == 0) {
		rc = err_set(e, RC_DENIED,
		    T("%s已离岗，不能办理业务", "%s has left the post and may not act"),
		    record_get(p, "name"));
		goto out;
	}
	if ((rc = person_roles(b, p, &roles, e)) != RC_OK)
		goto out;
	record_free(b->me);
	b->me = p;
	b->roles = roles;
	memset(b->looked, 0, sizeof(b->looked));
	b->nlooked = 0;
	see_forget(b);
	p = NULL;
out:
	record_free(p);
	return rc;
}

enum rc
bench_find_login(struct bench *b, const char *login, int64_t *person, struct err *e)
{
	struct record *p = NULL;
	enum rc rc = store_find(b->store, "person", "login", login, &p, e);

	*person = rc == RC_OK && p != NULL ? p->id : 0;
	record_free(p);
	return rc;
}

void
bench_set_day(struct bench *b, int32_t day)
{
	if (b->clock.fixed != day)
		see_forget(b);
	b->clock.fixed = day;
}

enum rc
bench_sign_in(struct bench *b, const char *login, struct err *e)
{
	int64_t person = 0;
	enum rc rc;

	if ((rc = bench_find_login(b, login, &person, e)) != RC_OK)
		return rc;
	if (person == 0)
		return err_set(e, RC_NOTFOUND,
		    T("没有登录名为“%s”的人", "nobody has the login \"%s\""), login);
	if ((rc = bench_act_as(b, person, e)) != RC_OK)
		return rc;
	free((void *)(uintptr_t)b->opt.login);
	b->opt.login = xstrdup(login);
	return RC_OK;
}

int64_t
bench_me(const struct bench *b)
{
	return b->me != NULL ? b->me->id : 0;
}

const struct record *
bench_person(const struct bench *b)
{
	return b->me;
}

unsigned
bench_roles(const struct bench *b)
{
	return b->roles;
}

struct actor
bench_actor(const struct bench *b)
{
	/* The acting role written to the journal: the weightiest one the person holds. */
	static const unsigned order[] = { ROLE_HEAD, ROLE_CRP, ROLE_OFFICE, ROLE_SYSADM,
		ROLE_SECADM, ROLE_AUDITOR, ROLE_INSPECTOR, ROLE_COMMITTEE, ROLE_TRAINER,
		ROLE_PROPOSER, ROLE_TRAINEE };
	struct actor a = { bench_me(b), b->opt.login, "staff", b->opt.origin };

	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		if (b->roles & order[i]) {
			a.role = role_name(order[i]);
			break;
		}
	return a;
}

/* HOME/forms/record/KIND.ini, if the organisation keeps its own, over the shipped one. */
enum rc
bench_form(struct bench *b, const char *kind, const struct form **out, struct err *e)
{
	struct form *f = NULL;
	struct str path = { 0 };
	enum rc rc;

	for (size_t i = 0; i < b->nform; i++)
		if (strcmp(b->form[i]->kind, kind) == 0) {
			*out = b->form[i];
			return RC_OK;
		}
	str_addf(&path, "%s/forms/record/%s.ini", b->opt.home, kind);
	if (!file_exists(str_s(&path))) {
		str_cut(&path, 0);
		str_addf(&path, "%s/record/%s.ini", b->opt.data, kind);
	}
	rc = form_load(str_s(&path), &f, e);
	str_free(&path);
	if (rc != RC_OK)
		return rc;
	if (b->nform == b->cform) {
		b->cform = b->cform == 0 ? 16 : b->cform * 2;
		b->form = xreallocarray(b->form, b->cform, sizeof(*b->form));
	}
	b->form[b->nform++] = f;
	*out = f;
	return RC_OK;
}
