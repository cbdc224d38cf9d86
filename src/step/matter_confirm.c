/* SPDX-License-Identifier: MIT */
/*
 * Who confirms the answer of an organ above: a responsible person who neither drafted
 * what went up nor entered what came back, with the authority that a signature for the
 * level answered takes (法16; R041, R042). Where the unit has no such person besides the
 * drafter, what he lawfully referred would wait for ever: there, and only there, the
 * secrecy office is the second person. It decides nothing: the organ above has decided,
 * and the office holds what was typed against the letter.
 */
#include <string.h>
#include "step/matter.h"

/* What is confirmed: the letter, its matter, the two who may have drafted it. */
struct confirming {
	struct record *m; /* owned */
	int64_t drafter[2];
	struct signing s;
};

static enum rc
confirming(struct bench *b, const struct record *x, struct confirming *k, struct err *e)
{
	struct record *d = NULL;
	int64_t matter = record_int(x, "matter_id");
	enum rc rc;

	if ((rc = store_get(b->store, "matter", matter, &k->m, e)) != RC_OK ||
	    (rc = open_decision(
		 b, matter, "unclear,refer", "submitted,recorded", &d, e)) != RC_OK)
		return rc;
	k->drafter[0] = record_int(k->m, "proposer_id");
	k->drafter[1] = record_int(d != NULL ? d : k->m, "proposer_id");
	k->s = (struct signing){ .act = LAW_DETERMINE,
		.m = k->m,
		.proposer = k->drafter[0],
		.level = (enum level)record_int(x, "answer_level"),
		.ordered = true };
	record_free(d);
	return RC_OK;
}

/* ---- is there anybody else? */

/* Asked of one responsible person after the other, until one may. */
struct asking {
	struct bench *b;
	const struct confirming *k;
	bool any;
};

static enum rc
ask_one(struct asking *a, int64_t who, struct err *e)
{
	unsigned roles;
	enum rc rc;

	if (who == a->k->drafter[0] || who == a->k->drafter[1])
		return RC_OK;
	if ((rc = bench_roles_of(a->b, who, &roles, e)) == RC_OK && (roles & ROLE_CRP))
		rc = signing_may(a->b, &a->k->s, who, &a->any, e);
	return rc;
}

/* The head decides by office (条例14). */
static enum rc
ask_heads(struct asking *a, struct err *e)
{
	struct query q;
	struct page posts = { 0 }, people = { 0 };
	enum rc rc;

	query_init(&q, store_kind(a->b->store, "post"));
	query_add(&q, "head", COND_EQ, "1", NULL);
	rc = store_page(a->b->store, &q, PAGE_FIRST, NULL, 50, &posts, e);
	query_done(&q);
	for (size_t i = 0; rc == RC_OK && i < posts.n && !a->any; i++) {
		query_init(&q, store_kind(a->b->store, "person"));
		query_add_int(&q, "post_id", posts.rec[i]->id);
		query_add(&q, "state", COND_EQ, "in_post", NULL);
		rc = store_page(a->b->store, &q, PAGE_FIRST, NULL, 50, &people, e);
		query_done(&q);
		for (size_t k = 0; rc == RC_OK && k < people.n && !a->any; k++)
			rc = ask_one(a, people.rec[k]->id, e);
		page_done(&people);
	}
	page_done(&posts);
	return rc;
}

static enum rc
ask_designated(struct asking *a, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(a->b->store, "designation"));
	query_add(&q, "state", COND_EQ, "active", NULL);
	while (more && rc == RC_OK && !a->any) {
		rc = store_page(a->b->store, &q, at.id == 0 ? PAGE_FIRST : PAGE_AFTER,
		    &at, 500, &page, e);
		for (size_t i = 0; rc == RC_OK && i < page.n && !a->any; i++)
			rc = ask_one(a, record_int(page.rec[i], "person_id"), e);
		more = rc == RC_OK && page.more_after;
		pos_done(&at);
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		page_done(&page);
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

static enum rc
another_may(struct bench *b, const struct confirming *k, bool *any, struct err *e)
{
	struct asking a = { b, k, false };
	enum rc rc = ask_heads(&a, e);

	if (rc == RC_OK && !a.any)
		rc = ask_designated(&a, e);
	*any = a.any;
	return rc;
}

ALLOW_FN(referred_alone)
{
	int64_t me = bench_me(run->bench);
	const struct confirming k = { .drafter = { me, me },
		.s = { .act = LAW_DETERMINE,
		    .m = run->rec,
		    .proposer = me,
		    .level = (enum level)record_int(run->rec, "level"),
		    .ordered = true } };
	bool any;
	enum rc rc = another_may(run->bench, &k, &any, e);

	if (rc == RC_OK && !any)
		step_finding(out, "R042", SEV_WARN, "opinion", "%s",
		    T("除您以外，没有定密责任人可以核对上级的答复；最好由其他承办人拟定报"
		      "请，由您核对。仍由您报请的，答复由保密办核对来文，并记录原因",
			"besides you no responsible person could confirm the answer: "
			"better let another proposer refer it and confirm it yourself; "
			"else the secrecy office confirms it, and why is recorded"));
	return rc;
}

/* ---- the confirmation */

static const struct text2 by_office = {
	"除拟定人以外没有定密责任人可以核对，由保密办核对来文",
	"no responsible person but the drafter could confirm it: the office did"
};

const char *
confirmed_why(const struct act_run *run)
{
	return run->nproof == 1 && strcmp(run->proof[0].text, tx(by_office)) == 0
		   ? run->proof[0].text
		   : "";
}

static enum rc
office_allow(
    struct act_run *run, const struct confirming *k, struct findings *out, struct err *e)
{
	bool any;
	enum rc rc = another_may(run->bench, k, &any, e);

	if (rc != RC_OK)
		return rc;
	if (any) {
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("有定密责任人可以核对，由其核对；答复是他登记的，先由他人照来文重新"
		      "登记",
			"there is a responsible person to confirm it; where he entered "
			"the answer let another enter it anew first"));
		return RC_OK;
	}
	run->nproof = 1;
	run->proof[0] = (struct proof_line){ .rule = "R042", .ok = true };
	snprintf(run->proof[0].text, sizeof(run->proof[0].text), "%s", tx(by_office));
	return RC_OK;
}

/* The head may confirm what no limit of this unit reaches. */
ALLOW_FN(confirm_answer_allow)
{
	struct confirming k = { .m = NULL };
	struct findings his = { 0 };
	int64_t me = bench_me(run->bench);
	unsigned roles = run->bench->roles;
	enum rc rc;

	if ((rc = confirming(run->bench, run->rec, &k, e)) != RC_OK)
		goto out;
	if (me == k.drafter[0] || me == k.drafter[1]) {
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("拟定人不核对自己所报事项的答复；请由其他定密责任人核对，没有的由保"
		      "密"
		      "办核对",
			"who drafted it does not confirm its answer: another responsible "
			"person does, where there is none the secrecy office"));
		goto out;
	}
	if ((roles & ROLE_CRP) && ((rc = signing_findings(run, &k.s, &his, e)) != RC_OK ||
				      !findings_block(&his) || !(roles & ROLE_OFFICE))) {
		take_prefix(out, &his, "");
		goto out;
	}
	rc = office_allow(run, &k, out, e);
out:
	findings_free(&his);
	record_free(k.m);
	return rc;
}

enum rc
confirm_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (all || (b->roles & ROLE_CRP) || !(b->roles & ROLE_OFFICE))
		return RC_OK;
	query_init(&q, store_kind(b->store, "external"));
	query_add(&q, "state", COND_EQ, "answered", NULL);
	query_add_in(&q, "kind", true, "unclear,referral");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	query_done(&q);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const struct record *x = page.rec[i];
		struct confirming k = { .m = NULL };
		bool any = true;
		char *label;

		if (record_int(x, "answered_by_id") != bench_me(b) &&
		    (rc = confirming(b, x, &k, e)) == RC_OK)
			rc = another_may(b, &k, &any, e);
		if (rc == RC_OK && !any) {
			label = record_label(b, k.m);
			duty_add(out, "R042", ORIGIN_LAW, DATE_NONE, "external", x->id, 4,
			    "confirm_answer", "%s%s",
			    T("没有其他定密责任人，由保密办核对答复：",
				"no other responsible person, the office confirms: "),
			    label);
			out->v[out->n - 1].roles = ROLE_OFFICE;
			free(label);
		}
		record_free(k.m);
	}
	page_done(&page);
	return rc;
}
