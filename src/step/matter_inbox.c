/* SPDX-License-Identifier: MIT */
/*
 * What is owed about matters in force: proposals to decide or to mend, releases whose day
 * has come, answers from above, receipts and new marks (R073, R094, R095, R098, R109,
 * R111).
 */
#include <string.h>
#include "step/matter.h"

static void
owed_by(struct duties *out, int64_t owner, unsigned roles)
{
	out->v[out->n - 1].owner = owner;
	out->v[out->n - 1].roles = roles;
}

static enum rc
notice_label(struct bench *b, const struct record *to, char **out, struct err *e)
{
	struct record *n = NULL;
	enum rc rc = store_get(b->store, "notice", record_int(to, "notice_id"), &n, e);

	*out = rc == RC_OK ? bench_label(b, "matter", record_int(n, "matter_id")) : NULL;
	record_free(n);
	return rc;
}

/* Rows in a state: mine, or (late) anybody's whose day is past. */
static enum rc
receipts(struct bench *b, const char *state, bool late, bool all, size_t limit,
    struct duties *out, struct err *e)
{
	bool mark = strcmp(state, "received") == 0;
	struct text2 text = late ? (struct text2){ "催办回执：", "chase the receipt: " }
			    : mark
				? (struct text2){ "重新作出标志：", "mark anew: " }
				: (struct text2){ "签收通知：", "receive the notice: " };
	struct query q;
	struct page page = { 0 };
	char value[24];
	enum rc rc;

	query_init(&q, store_kind(b->store, "notice_to"));
	query_add(&q, "state", COND_EQ, state, NULL);
	if (mark)
		query_add(&q, "copies", COND_GT, "0", NULL);
	if (late) {
		date_format(bench_today(b), value);
		query_add(&q, "due", COND_LT, value, NULL);
	} else if (!all) {
		query_add_int(&q, "person_id", bench_me(b));
	}
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const struct record *r = page.rec[i];
		char *label, *who = late ? record_label(b, r) : NULL;

		if ((rc = notice_label(b, r, &label, e)) == RC_OK) {
			duty_add(out, mark ? "R073" : "R095", ORIGIN_LAW,
			    record_date(r, "due"), "notice_to", r->id, 4,
			    mark ? "remark" : "receive", "%s%s%s%s", tx(text),
			    late ? who : "", late ? " " : "", label);
			owed_by(out, late ? 0 : record_int(r, "person_id"), ROLE_OFFICE);
		}
		free(label);
		free(who);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

/* The day has come, or will: to carry out; where the law of today refuses that, for a
 * responsible person to call off, and for who proposed it to know. */
static enum rc
later_duty(struct bench *b, const struct record *m, const struct record *d,
    const char *label, bool all, struct duties *out, struct err *e)
{
	bool mine = record_int(d, "proposer_id") == bench_me(b), refused,
	     may_call = all || (b->roles & ROLE_CRP),
	     may_carry = all || mine || (b->roles & ROLE_OFFICE);
	struct findings f = { 0 };
	enum rc rc = RC_OK;

	if (!may_call && !may_carry)
		return RC_OK;
	if (!change_is_later(b, d))
		rc = later_findings(b, m, d, &f, e);
	findings_sort(&f);
	refused = findings_block(&f);
	if (rc == RC_OK && refused && (may_call || mine)) {
		duty_add(out, "R111", ORIGIN_LAW, record_date(d, "release_on"), "matter",
		    m->id, 4, may_call ? "call_off" : NULL,
		    T("到日不能解密（%s %s）：%s", "not to be released (%s %s): %s"),
		    f.v[0].rule->id, f.v[0].text, label);
		if (may_call)
			owed_by(out, 0, ROLE_CRP);
		else
			owed_by(out, record_int(d, "proposer_id"), 0);
	} else if (rc == RC_OK && !refused && may_carry) {
		duty_add(out, "R111", ORIGIN_LAW, record_date(d, "release_on"), "matter",
		    m->id, 4, "carry_out", "%s%s",
		    T("到日办理解密：", "carry out the release: "), label);
		owed_by(out, record_int(d, "proposer_id"), ROLE_OFFICE);
	}
	findings_free(&f);
	return rc;
}

/* One matter with an open decision: to decide for those who may, to mend for its
 * proposer. */
static enum rc
pending_duty(struct bench *b, struct lawcase *gate, const struct record *m, bool all,
    struct duties *out, struct err *e)
{
	struct record *d = NULL, *as = record_copy(m);
	char *label = record_label(b, m), mend[64];
	bool may = true, mine;
	enum rc rc = change_open(b, m->id, &d, e);

	if (rc != RC_OK || d == NULL)
		goto out;
	mine = record_int(d, "proposer_id") == bench_me(b);
	if (strcmp(record_state(d), "returned") == 0 && (all || mine)) {
		if (change_is_order(d))
			snprintf(mend, sizeof(mend), "record_order");
		else if (strcmp(record_get(d, "reason_code"), "U4") == 0)
			snprintf(mend, sizeof(mend), "follow_release");
		else
			snprintf(
			    mend, sizeof(mend), "propose_%s", record_get(m, "pending"));
		duty_add(out, "R094", ORIGIN_LAW, DATE_NONE, "matter", m->id, 4,
		    act_def("matter", mend)->name, "%s%s",
		    T("修改后再提出：", "correct and propose again: "), label);
		owed_by(out, record_int(d, "proposer_id"), 0);
	} else if (strcmp(record_state(d), "approved") == 0) {
		rc = later_duty(b, m, d, label, all, out, e);
	}
	if (rc != RC_OK || strcmp(record_state(d), "submitted") != 0)
		goto out;
	record_set(as, "proposer_id", record_get(d, "proposer_id"));
	if (record_int(d, "new_level") > record_int(m, "level"))
		record_set(as, "level", record_get(d, "new_level"));
	if (!all && (!(b->roles & ROLE_CRP) || mine ||
			(rc = approver_may(gate, b, as, &may, e)) != RC_OK || !may))
		goto out;
	if (change_is_order(d)) {
		duty_add(out, "R093", ORIGIN_LAW, DATE_NONE, "matter", m->id, 4,
		    "confirm_order", "%s%s",
		    T("确认执行上级决定：", "confirm what a superior decided: "), label);
		owed_by(out, 0, ROLE_CRP);
		goto out;
	}
	duty_add(out, "R094", ORIGIN_LAW,
	    strcmp(record_get(d, "kind"), "extend") == 0 ? record_date(m, "expiry")
							 : DATE_NONE,
	    "matter", m->id, 4, "approve_change", "%s%s",
	    T("审核变更、延长或者解密：", "decide the change: "), label);
	owed_by(out, 0, ROLE_CRP);
out:
	free(label);
	record_free(as);
	record_free(d);
	return rc;
}

static enum rc
pendings(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct lawcase gate = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "matter"));
	query_add(&q, "pending", COND_FILLED, NULL, NULL);
	query_add_in(&q, "state", true, "approved,in_force");
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e)) == RC_OK &&
	    page.n > 0)
		rc = approver_case(&gate, b, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		rc = pending_duty(b, &gate, page.rec[i], all, out, e);
	lawcase_done(&gate);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* What waits for an answer from above, with the day it is due (R098, R109). */
static enum rc
above(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (!all && !(b->roles & ROLE_OFFICE))
		return RC_OK;
	query_init(&q, store_kind(b->store, "external"));
	query_add(&q, "state", COND_EQ, "sent", NULL);
	query_add_in(&q, "kind", true, "extend,longterm");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const struct record *r = page.rec[i];
		char *label = bench_label(b, "matter", record_int(r, "matter_id"));

		duty_add(out,
		    strcmp(record_get(r, "kind"), "extend") == 0 ? "R098" : "R109",
		    ORIGIN_LAW, record_date(r, "due"), "matter",
		    record_int(r, "matter_id"), 4, "granted_above", "%s%s",
		    T("等上级答复：", "awaiting the answer from above: "), label);
		owed_by(out, 0, ROLE_OFFICE);
		free(label);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

/* What came and waits to be confirmed by another than who entered it. */
static enum rc
answers(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (!all && !(b->roles & (ROLE_OFFICE | ROLE_CRP)))
		return RC_OK;
	query_init(&q, store_kind(b->store, "matter"));
	query_add(&q, "state", COND_EQ, "pending_external", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	query_done(&q);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		struct record *x = NULL, *d = NULL;
		const struct change_kind *k = NULL;
		char *label;

		if ((rc = change_open(b, page.rec[i]->id, &d, e)) == RC_OK && d != NULL)
			k = change_kind(record_get(d, "kind"));
		if (k != NULL && k->external != NULL)
			rc = open_letter(
			    b, page.rec[i]->id, k->external, "answered", &x, e);
		if (x != NULL &&
		    (all || (record_int(x, "answered_by_id") != bench_me(b) &&
				record_int(d, "proposer_id") != bench_me(b)))) {
			label = record_label(b, page.rec[i]);
			duty_add(out, "R098", ORIGIN_LAW,
			    record_date(page.rec[i], "expiry"), "matter", page.rec[i]->id,
			    4, "confirm_above", "%s%s",
			    T("核对上级批复：", "confirm the answer from above: "),
			    label);
			owed_by(out, 0, ROLE_CRP | ROLE_OFFICE);
			free(label);
		}
		record_free(x);
		record_free(d);
	}
	page_done(&page);
	return rc;
}

enum rc
change_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	bool office = !all && (b->roles & ROLE_OFFICE);
	enum rc rc;

	if ((rc = pendings(b, all, limit, out, e)) != RC_OK ||
	    (rc = above(b, all, limit, out, e)) != RC_OK ||
	    (rc = answers(b, all, limit, out, e)) != RC_OK ||
	    (rc = receipts(b, "sent", false, all, limit, out, e)) != RC_OK ||
	    (rc = receipts(b, "received", false, all, limit, out, e)) != RC_OK)
		return rc;
	if (office &&
	    ((rc = receipts(b, "sent", true, all, limit, out, e)) != RC_OK ||
		(rc = receipts(b, "received", true, all, limit, out, e)) != RC_OK))
		return rc;
	return RC_OK;
}
