/* SPDX-License-Identifier: MIT */
/*
 * Who is what today: head by post (条例14: the head is 法定定密责任人), responsible
 * person by an active designation, the rest by account rows. The three administrators
 * exclude everything else (R139, R140).
 */
#include <string.h>
#include "step/bench.h"

static const struct {
	unsigned bit;
	const char *name;
	struct text2 title;
} roles[] = {
	{ ROLE_HEAD, "head", { "主要负责人", "principal head" } },
	{ ROLE_CRP, "crp", { "定密责任人", "responsible person" } },
	{ ROLE_PROPOSER, "proposer", { "承办人", "proposer" } },
	{ ROLE_OFFICE, "office", { "保密办", "secrecy office" } },
	{ ROLE_INSPECTOR, "inspector", { "保密检查员", "inspector" } },
	{ ROLE_COMMITTEE, "committee", { "保密委员", "committee member" } },
	{ ROLE_TRAINER, "trainer", { "培训员", "trainer" } },
	{ ROLE_TRAINEE, "trainee", { "学员", "trainee" } },
	{ ROLE_SYSADM, "sysadm", { "系统管理员", "system administrator" } },
	{ ROLE_SECADM, "secadm", { "安全保密管理员", "security administrator" } },
	{ ROLE_AUDITOR, "auditor", { "安全审计员", "audit administrator" } },
};

const char *
role_name(unsigned bit)
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (roles[i].bit == bit)
			return roles[i].name;
	return "";
}

struct text2
role_title(unsigned bit)
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (roles[i].bit == bit)
			return roles[i].title;
	return (struct text2){ "工作人员", "staff" };
}

static unsigned
role_bit(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++)
		if (strcmp(roles[i].name, name) == 0)
			return roles[i].bit;
	return 0;
}

char *
roles_text(unsigned bits)
{
	struct str s = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		if (!(bits & roles[i].bit))
			continue;
		if (s.len > 0)
			str_add(&s, T("、", ", "));
		str_add(&s, tx(roles[i].title));
	}
	if (s.len == 0)
		str_add(&s, T("工作人员", "staff"));
	return str_take(&s);
}

bool
person_is_head(struct bench *b, int64_t person)
{
	struct record *p = NULL, *post = NULL;
	struct err e;
	bool head = false;

	if (store_get(b->store, "person", person, &p, &e) == RC_OK &&
	    record_int(p, "post_id") != 0 && strcmp(record_state(p), "in_post") == 0 &&
	    store_get(b->store, "post", record_int(p, "post_id"), &post, &e) == RC_OK)
		head = record_int(post, "head") == 1;
	record_free(post);
	record_free(p);
	return head;
}

bool
crp_decides(const struct bench *b, const struct record *designation)
{
	int32_t to = record_date(designation, "to_on");

	return strcmp(record_state(designation), "active") == 0 &&
	       (to == DATE_NONE || to >= bench_today(b));
}

/* The newest of those that decide nothing lets a proof say why not. */
enum rc
crp_designations(struct bench *b, int64_t person, struct page *out, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(b->store, "designation"));
	query_add_int(&q, "person_id", person);
	q.desc = true;
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 50, out, e);
	query_done(&q);
	for (size_t i = 0; i < out->n; i++) {
		struct record *r = out->rec[i];

		if (!crp_decides(b, r))
			continue;
		memmove(&out->rec[n + 1], &out->rec[n], (i - n) * sizeof(*out->rec));
		out->rec[n++] = r;
	}
	return rc;
}

static enum rc
account_roles(struct bench *b, int64_t person, unsigned *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "account"));
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 20, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		*out |= role_bit(record_get(page.rec[i], "role"));
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
person_roles(struct bench *b, const struct record *person, unsigned *out, struct err *e)
{
	struct page held = { 0 };
	enum rc rc;

	*out = 0;
	if ((rc = account_roles(b, person->id, out, e)) != RC_OK)
		goto out;
	if (strcmp(record_state(person), "in_post") != 0) {
		*out &= ROLE_TRAINEE; /* not in post: may learn, may not act */
		goto out;
	}
	if (*out & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR))
		goto out;
	if (person_is_head(b, person->id))
		*out |= ROLE_HEAD | ROLE_CRP;
	if ((rc = crp_designations(b, person->id, &held, e)) != RC_OK)
		goto out;
	if (held.n > 0 && crp_decides(b, held.rec[0]))
		*out |= ROLE_CRP;
	*out |= ROLE_ANYONE;
out:
	page_done(&held);
	return rc;
}

enum rc
bench_roles_of(struct bench *b, int64_t person, unsigned *out, struct err *e)
{
	struct record *p = NULL;
	enum rc rc;

	*out = 0;
	if ((rc = store_get(b->store, "person", person, &p, e)) == RC_OK)
		rc = person_roles(b, p, out, e);
	record_free(p);
	return rc;
}
