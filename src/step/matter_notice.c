/* SPDX-License-Identifier: MIT */
/*
 * Notices (法23; R073, R095, R097, R110): one batch with the decision, a row for
 * everybody who knows or holds, receipts by each addressee (the office for those on
 * paper), the overdue chased. Who holds carriers also confirms the new mark; a receipt
 * alone suffices for the rest.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

struct addressee_row {
	char *person, *unit; /* owned; one of them */
	long copies;
};
struct addressees {
	struct addressee_row *v;
	size_t n;
};

static struct addressee_row *
address(struct addressees *a, const char *person, const char *unit)
{
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i].person, person) == 0 &&
		    strcmp(a->v[i].unit, unit) == 0)
			return &a->v[i];
	a->v = xreallocarray(a->v, a->n + 1, sizeof(*a->v));
	a->v[a->n] = (struct addressee_row){ xstrdup(person), xstrdup(unit), 0 };
	return &a->v[a->n++];
}

static void
addressees_free(struct addressees *a)
{
	for (size_t i = 0; i < a->n; i++) {
		free(a->v[i].person);
		free(a->v[i].unit);
	}
	free(a->v);
}

/* What is told of: a matter as it stands now, by an act or by the calendar. */
struct telling {
	struct bench *b;
	const struct record *m;
	const char *act;
};

static struct telling
telling_of(const struct act_run *run)
{
	return (struct telling){ run->bench, run->rec, run->act->name };
}

static enum rc
rows_of(const struct telling *w, const char *kind, const char *col, int64_t id,
    struct page *out, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(w->b->store, kind));
	query_add_int(&q, col, id);
	rc = store_page(w->b->store, &q, PAGE_FIRST, NULL, 100000, out, e);
	query_done(&q);
	return rc;
}

/* Who is in the circle, and who left it with this decision. */
static enum rc
circle_of(const struct telling *w, struct addressees *to, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = rows_of(w, "ntk", "matter_id", w->m->id, &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		if (strcmp(record_state(page.rec[i]), "in") == 0 ||
		    record_date(page.rec[i], "to_on") == bench_today(w->b))
			address(to, record_get(page.rec[i], "person_id"),
			    record_get(page.rec[i], "unit_name"));
	if (*record_get(w->m, "archived_to") != '\0') /* it holds a copy (R115) */
		address(to, "", record_get(w->m, "archived_to"));
	page_done(&page);
	return rc;
}

/* Lent: who has it; kept: the keeper of the place; else who proposed the matter. */
static enum rc
holder_of(
    const struct telling *w, const struct record *carrier, char out[24], struct err *e)
{
	struct record *place = NULL;
	int64_t who = record_int(carrier, "holder_id");
	enum rc rc = RC_OK;

	if (who == 0 && record_int(carrier, "place_id") != 0 &&
	    (rc = store_get(w->b->store, "place", record_int(carrier, "place_id"), &place,
		 e)) == RC_OK)
		who = record_int(place, "keeper_id");
	if (who == 0)
		who = record_int(w->m, "proposer_id");
	snprintf(out, 24, "%lld", (long long)who);
	record_free(place);
	return rc;
}

static void
carrier_mark(const struct telling *w, const struct record *d, struct record *carrier)
{
	const char *state = record_state(w->m);
	bool partial = d != NULL && change_is_partial(d);
	char *mark, day[11];

	if (strcmp(state, "in_force") == 0) {
		record_set_int(carrier, "level", (int64_t)matter_protected(w->m));
		record_set(carrier, "mark", record_get(w->m, "mark"));
		if (!partial)
			return;
	}
	/* The day since when, however late somebody looks: the same mark each time. */
	date_format(strcmp(state, "released") == 0 ? record_date(w->m, "released_on")
						   : bench_today(w->b),
	    day);
	mark = xasprintf("%s（%s %s）", record_get(w->m, "mark"), day,
	    partial			     ? "部分解密"
	    : strcmp(state, "released") == 0 ? "解密"
					     : "撤销");
	record_set(carrier, "mark", mark);
	free(mark);
}

static enum rc
remark_carriers(const struct telling *w, struct txn *t, const struct record *d,
    struct addressees *to, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = rows_of(w, "carrier", "matter_id", w->m->id, &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		struct record *c = page.rec[i];
		char who[24], *before = xstrdup(record_get(c, "mark"));

		if (strcmp(record_state(c), "destroyed") != 0 &&
		    strcmp(record_state(c), "lost") != 0) {
			carrier_mark(w, d, c);
			if (strcmp(before, record_get(c, "mark")) != 0 &&
			    (rc = holder_of(w, c, who, e)) == RC_OK &&
			    (rc = txn_put(t, c, w->act, "", e)) == RC_OK)
				address(to, who, "")->copies++;
		}
		free(before);
	}
	page_done(&page);
	return rc;
}

/* Of a kind, about the matter; decision 0: none changed it. */
static enum rc
put_notice(const struct telling *w, struct txn *t, const char *kind, const char *text,
    int64_t decision, int64_t *id, struct err *e)
{
	struct record *n = record_new(store_kind(w->b->store, "notice"));
	char no[40];
	enum rc rc;

	if ((rc = txn_next_no(t, "notice", "TZ", date_year(bench_today(w->b)), no, e)) !=
	    RC_OK)
		goto out;
	record_set(n, "state", "sent");
	record_set(n, "no", no);
	record_set_int(n, "matter_id", w->m->id);
	if (decision != 0)
		record_set_int(n, "decision_id", decision);
	record_set(n, "kind", kind);
	record_set(n, "text", text);
	record_set_date(n, "sent_on", bench_today(w->b));
	if ((rc = txn_put(t, n, w->act, "", e)) == RC_OK)
		*id = n->id;
out:
	record_free(n);
	return rc;
}

static const char *
notice_kind(const struct telling *w, const struct record *d)
{
	static const struct {
		const char *kind, *as;
	} as[] = { { "change", "change" }, { "extend", "extend" },
		{ "release", "release" }, { "partial_release", "release" } };

	for (size_t i = 0; i < ARRAY_LEN(as); i++)
		if (strcmp(as[i].kind, record_get(d, "kind")) == 0)
			return as[i].as;
	return strcmp(record_state(w->m), "annulled") == 0 ? "other" : "change";
}

static enum rc
put_addressees(const struct telling *w, struct txn *t, const struct addressees *to,
    int64_t notice, int32_t due, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < to->n; i++) {
		struct record *r = record_new(store_kind(w->b->store, "notice_to"));

		record_set(r, "state", "sent");
		record_set_int(r, "notice_id", notice);
		record_set(
		    r, "person_id", *to->v[i].person != '\0' ? to->v[i].person : NULL);
		record_set(r, "unit_name", *to->v[i].unit != '\0' ? to->v[i].unit : NULL);
		record_set_int(r, "copies", to->v[i].copies);
		record_set_date(r, "due", due);
		rc = txn_put(t, r, w->act, "", e);
		record_free(r);
	}
	return rc;
}

static int32_t
usual_due(const struct bench *b)
{
	return calendar_add_workdays(
	    &b->org->cal, bench_today(b), (int)b->org->param.v[PARAM_RECEIPT_WD], NULL);
}

/* An extension must have arrived before the old end; the rest within the unit's days. */
static int32_t
receipt_due(const struct bench *b, const struct record *d)
{
	int32_t old = record_date(d, "old_expiry"), due = usual_due(b);

	if (strcmp(record_get(d, "kind"), "extend") == 0 && old != DATE_NONE &&
	    old - 1 < due)
		return old - 1;
	return due;
}

enum rc
notice_send(struct act_run *run, struct txn *t, const struct record *d, bool circle,
    struct err *e)
{
	const struct telling w = telling_of(run);
	struct addressees to = { 0 };
	int64_t notice = 0;
	char *text =
	    xasprintf(T("原为%s，现为%s；请在所持载体的原标志附近作出新的标志，并回执。",
			  "was %s, is now %s; mark the carriers you hold anew beside "
			  "the old mark, and return the receipt."),
		record_get(d, "before_text"), record_get(d, "after_text"));
	enum rc rc;

	if ((!circle || (rc = circle_of(&w, &to, e)) == RC_OK) &&
	    (rc = remark_carriers(&w, t, d, &to, e)) == RC_OK && to.n > 0 &&
	    (rc = put_notice(&w, t, notice_kind(&w, d), text, d->id, &notice, e)) ==
		RC_OK)
		rc = put_addressees(&w, t, &to, notice, receipt_due(run->bench, d), e);
	free(text);
	addressees_free(&to);
	return rc;
}

/* Nobody has to be told that it ended, but the mark on paper has to follow (R073, R110).
 */
enum rc
notice_self_released(
    struct bench *b, struct txn *t, const struct record *m, struct err *e)
{
	const struct telling w = { b, m, "self_release" };
	struct addressees to = { 0 };
	int64_t notice = 0;
	char *text = xasprintf(
	    T("自 %s 起自行解密；请在所持载体的原标志附近作出解密标志，并回执。",
		"released by itself since %s; put the release mark beside the old one on "
		"the carriers you hold, and return the receipt."),
	    record_get(m, "released_on"));
	enum rc rc;

	if ((rc = remark_carriers(&w, t, NULL, &to, e)) == RC_OK && to.n > 0 &&
	    (rc = put_notice(&w, t, "release", text, 0, &notice, e)) == RC_OK)
		rc = put_addressees(&w, t, &to, notice, usual_due(b), e);
	free(text);
	addressees_free(&to);
	return rc;
}

/* What bears no mark is told in writing to everybody in the circle (条例21, R069). */
static EFFECT_FN(tell_unmarkable)
{
	const struct telling w = telling_of(run);
	struct addressees to = { 0 };
	int64_t notice = 0;
	char *text = xasprintf(
	    T("本事项不能作出标志，书面通知如下：%s，知悉范围限收件人；请按此保护。",
		"this matter cannot be marked, so you are told in writing: %s, for its "
		"addressees only; protect it so."),
	    record_get(run->rec, "mark"));
	enum rc rc;

	if ((rc = circle_of(&w, &to, e)) == RC_OK &&
	    (rc = put_notice(&w, t, "unmarkable", text, 0, &notice, e)) == RC_OK)
		rc = put_addressees(&w, t, &to, notice, usual_due(run->bench), e);
	free(text);
	addressees_free(&to);
	return rc;
}

EFFECT_FN(mark_after)
{
	struct record *d = NULL;
	enum rc rc;

	if (record_int(run->rec, "unmarkable") == 1)
		return tell_unmarkable(run, t, e);
	rc = open_decision(run->bench, run->rec->id, "determine,objection",
	    "recorded,notified,closed", &d, e);
	/* The sheet says what stood before, unless nothing did. */
	if (rc == RC_OK && d != NULL && *record_get(d, "before_text") != '\0')
		rc = notice_send(run, t, d, true, e);
	record_free(d);
	return rc;
}

/* ---- receipts */

static ALLOW_FN(receipt_allow)
{
	(void)e;
	if (record_int(run->rec, "person_id") != bench_me(run->bench) &&
	    !(run->bench->roles & ROLE_OFFICE))
		step_finding(out, "R095", SEV_BLOCK, "person_id", "%s",
		    T("回执由收件人本人办理，纸质回执由保密办代为登记",
			"the addressee returns the receipt; the office enters those on "
			"paper"));
	return RC_OK;
}

static ALLOW_FN(remark_allow)
{
	if (record_int(run->rec, "copies") == 0)
		step_finding(out, "R073", SEV_BLOCK, "copies", "%s",
		    T("收件人没有持有需要改标的载体，签收即可",
			"the addressee holds no carrier to mark anew; the receipt is "
			"enough"));
	return receipt_allow(run, out, e);
}

static enum rc
receipt_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "received_on", iso);
	act_suggest_value(run, "remarked_on", iso);
	return RC_OK;
}

/* Did an extension arrive in time? The law says it (R097). */
static enum rc
arrival(
    struct act_run *run, const struct record *notice, struct findings *out, struct err *e)
{
	struct lawcase c;
	struct findings all = { 0 };
	struct record *d = NULL;
	enum rc rc;

	if (strcmp(record_get(notice, "kind"), "extend") != 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "decision",
		 record_int(notice, "decision_id"), &d, e)) != RC_OK)
		return rc;
	lawcase_init(&c, run->bench, LAW_EXTEND);
	c.f.matter.old_expiry = record_date(d, "old_expiry");
	c.f.matter.notice_arrives = record_date(run->rec, "received_on");
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(all.v[i].rule->id, "R097") == 0)
			step_finding(out, "R097", all.v[i].severity, "received_on", "%s",
			    all.v[i].text);
	findings_free(&all);
	lawcase_done(&c);
	record_free(d);
	return RC_OK;
}

static ALLOW_FN(receipt_check)
{
	bool remark = strcmp(run->act->name, "remark") == 0;
	int32_t on = record_date(run->rec, remark ? "remarked_on" : "received_on");
	struct record *n = NULL;
	enum rc rc = store_get(
	    run->bench->store, "notice", record_int(run->rec, "notice_id"), &n, e);

	if (rc != RC_OK)
		return rc;
	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    on < record_date(n, "sent_on") ||
	    (remark && on < record_date(run->rec, "received_on")))
		step_finding(out, remark ? "R073" : "R095", SEV_BLOCK,
		    remark ? "remarked_on" : "received_on", "%s",
		    T("日期应在通知发出（改标的为签收）之日与今天之间",
			"the day lies between the notice (for a mark: its receipt) and "
			"today"));
	else if (!remark)
		rc = arrival(run, n, out, e);
	record_free(n);
	return rc;
}

/* The last receipt closes the notice. */
static EFFECT_FN(receipt_after)
{
	const struct telling w = telling_of(run);
	struct record *n = NULL;
	struct page page = { 0 };
	bool open = false;
	enum rc rc;

	if ((rc = store_get(run->bench->store, "notice",
		 record_int(run->rec, "notice_id"), &n, e)) != RC_OK ||
	    (rc = rows_of(&w, "notice_to", "notice_id", n->id, &page, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < page.n; i++) {
		const struct record *r =
		    page.rec[i]->id == run->rec->id ? run->rec : page.rec[i];
		const char *state = record_state(r);

		open = open || strcmp(state, "sent") == 0 ||
		       (strcmp(state, "received") == 0 && record_int(r, "copies") > 0);
	}
	if (!open && strcmp(record_state(n), "closed") != 0) {
		record_set(n, "state", "closed");
		rc = txn_put(t, n, run->act->name, "", e);
	}
out:
	page_done(&page);
	record_free(n);
	return rc;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "notice_to", .name = "receive", .key = 'r', .from = "sent", .to = "received", .roles = ROLE_ANYONE | ROLE_OFFICE, .ask = "received_on",
	  .title = { "签收", "receive" }, .help = { "收到通知后签收；纸质回执由保密办登记。", "Confirm that the notice has come; the office enters receipts on paper." },
	  .allow = receipt_allow, .prepare = receipt_prepare, .check = receipt_check, .after = receipt_after },
	{ .kind = "notice_to", .name = "remark", .key = 'm', .from = "received", .to = "remarked", .roles = ROLE_ANYONE | ROLE_OFFICE, .ask = "remarked_on",
	  .title = { "确认已改标", "confirm the new mark" }, .help = { "在所持每份载体的原标志附近作出新的标志，划去原标志后确认。", "Put the new mark beside the old one on every carrier you hold, strike the old, then confirm." },
	  .allow = remark_allow, .prepare = receipt_prepare, .check = receipt_check, .after = receipt_after },
};
/* clang-format on */
const struct step_table matter_notice_table = { NULL, 0, acts, ARRAY_LEN(acts) };
