/* SPDX-License-Identifier: MIT */
/*
 * The sweep: what time alone brings about. A matter whose period has run out is released
 * by itself and needs nobody's approval (法24); terms, certificates and grants end; who
 * has lost training, post or the ceiling he rests on is suspended. Each change is a
 * journal row with its reason, all in one transaction. What ends is a table row; what is
 * suspended needs a look at the person and is code.
 */
#include <string.h>
#include "step/cascade.h"
#include "step/matter.h"

enum { SWEEP_PAGE = 500 };

struct sweep {
	struct bench *b;
	struct txn *t; /* NULL: only look whether there is anything to do */
	size_t *n;     /* of the row at work */
	int32_t today;
};

/* Ends on the day itself (a period: its first free day), or the day after (a term's last
 * day still counts). */
struct ending {
	const char *kind, *states, *due;
	bool on_day;
	const char *to, *act;
	void (*change)(struct bench *b, struct record *r);
	struct text2 said, note; /* for the screen; for the journal */
};

static void
released(struct bench *b, struct record *m)
{
	struct period p = { 0 };

	(void)b;
	period_parse(record_get(m, "period"), &p, NULL);
	record_set(m, "released_on", record_get(m, "expiry"));
	record_set(m, "release_cause", p.kind == PERIOD_DATE ? "date" : "expiry");
	record_set(m, "effective_level", NULL);
	record_set(m, "pending", NULL);
	record_set(m, "follow_on", NULL);
}

static void
term_over(struct bench *b, struct record *d)
{
	record_set(d, "ended_on", record_get(d, "to_on"));
	record_set(d, "end_reason", "term");
	roster_changed(b, d);
}

/* clang-format off */
static const struct ending endings[] = {
	{ "matter", "approved,in_force,pending_external", "expiry", true, "released", "auto_release", released,
	  { "自行解密", "released by themselves" },
	  { "R101 保密期限届满，自行解密", "R101 the period has run out: released by itself" } },
	{ "certificate", "valid", "valid_to", false, "expired", "auto_expire", NULL,
	  { "合格证过期", "certificates expired" },
	  { "R033 合格证有效期满", "R033 the certificate's term is over" } },
	{ "qualification", "held", "to_on", false, "expired", "auto_expire", NULL,
	  { "定密资格过期", "qualifications expired" },
	  { "定密资格有效期满", "the qualification's term is over" } },
	{ "grant", "in_force", "to_on", false, "expired", "auto_expire", NULL,
	  { "授权到期", "grants expired" },
	  { "R021 授权期限届满", "R021 the grant's term is over" } },
	{ "designation", "designated,published,active,suspended", "to_on", false, "ended", "auto_end", term_over,
	  { "任期结束", "terms ended" }, { "R037 任期届满", "R037 the term is over" } },
};
/* clang-format on */
enum { ENDINGS = ARRAY_LEN(endings) };

/* What derives ends with its sources (R077, R078): itself, or what it derives from by any
 * number of steps, is still to follow a source that stands, or waits to be decided anew
 * after it has followed. One that merely runs out with its source does not wait: that
 * ends first, in this same sweep. */
static const char follows_yet[] =
    "NOT (t.origin = 'derivative' AND EXISTS (WITH RECURSIVE up(id) AS (SELECT t.id "
    "UNION SELECT o.source_matter_id FROM up JOIN source AS o ON o.matter_id = up.id "
    "WHERE o.state = 'active' AND o.source_matter_id IS NOT NULL) "
    "SELECT 1 FROM up JOIN matter AS s ON s.id = up.id "
    "WHERE s.state NOT IN ('released', 'not_secret', 'annulled') "
    "AND ((s.state IN ('draft', 'proposed', 'returned') AND s.determined_on IS NOT NULL) "
    "OR (s.follow_on IS NOT NULL AND EXISTS (SELECT 1 FROM source AS o "
    "WHERE o.matter_id = s.id AND o.state = 'active' "
    "AND (o.expiry IS NULL OR o.expiry > '%s'))))))";

static void
but_for_followers(struct query *q, const char *today)
{
	char *test = xasprintf(follows_yet, today);

	query_add_test(q, test, NULL);
	free(test);
}

static enum rc
due_page(struct sweep *s, const struct ending *a, struct page *page, struct err *e)
{
	struct query q;
	char day[11];
	enum rc rc;

	date_format(a->on_day ? s->today : s->today - 1, day);
	query_init(&q, store_kind(s->b->store, a->kind));
	query_add_in(&q, "state", true, a->states);
	query_add(&q, a->due, COND_LE, day, NULL);
	if (strcmp(a->kind, "matter") == 0)
		but_for_followers(&q, day);
	rc = store_page(
	    s->b->store, &q, PAGE_FIRST, NULL, s->t != NULL ? SWEEP_PAGE : 1, page, e);
	query_done(&q);
	return rc;
}

/* Read again: an earlier one of the page may have reached it (a derivative its source).
 */
static enum rc
end_one(struct sweep *s, const struct ending *a, int64_t id, struct err *e)
{
	struct record *r = NULL;
	enum rc rc = store_get(s->b->store, a->kind, id, &r, e);

	if (rc != RC_OK)
		return rc;
	record_set(r, "state", a->to);
	if (a->change != NULL)
		a->change(s->b, r);
	if ((rc = txn_put(s->t, r, a->act, tx(a->note), e)) == RC_OK &&
	    (rc = step_followed(s->b, s->t, r, e)) == RC_OK)
		rc = step_ended(s->b, s->t, r, e);
	*s->n += 1;
	record_free(r);
	return rc;
}

/* What is done leaves its state, so the first page is always the next one. */
static enum rc
end_all(struct sweep *s, const struct ending *a, struct err *e)
{
	struct page page = { 0 };
	bool more;
	enum rc rc;

	do {
		if ((rc = due_page(s, a, &page, e)) != RC_OK)
			return rc;
		more = s->t != NULL && page.n > 0;
		if (s->t == NULL)
			*s->n += page.n;
		for (size_t i = 0; more && i < page.n && rc == RC_OK; i++)
			rc = end_one(s, a, page.rec[i]->id, e);
		page_done(&page);
	} while (more && rc == RC_OK);
	return rc;
}

/* ---- designations that may not be used for the time being */

static enum rc
suspend_one(struct sweep *s, const struct lawcase *unit, struct record *d, struct err *e)
{
	struct fall fall;
	enum rc rc;

	/* The head decides by office, not by this record (条例14). */
	if (strcmp(record_get(d, "kind"), "statutory") == 0)
		return RC_OK;
	if ((rc = designation_fall(s->b, unit, d, &fall, e)) != RC_OK ||
	    fall.rule == NULL)
		return rc;
	*s->n += 1;
	return s->t == NULL ? RC_OK
			    : designation_suspend(
				  s->b, s->t, d, "auto_suspend", fall.rule, fall.why, e);
}

static enum rc
suspend_all(struct sweep *s, struct err *e)
{
	struct lawcase c;
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc;

	lawcase_init(&c, s->b, LAW_DETERMINE);
	query_init(&q, store_kind(s->b->store, "designation"));
	query_add(&q, "state", COND_EQ, "active", NULL);
	if ((rc = lawcase_unit(&c, s->b, e)) != RC_OK)
		goto out;
	while (more && rc == RC_OK) {
		if ((rc = store_page(s->b->store, &q,
			 at.id == 0 ? PAGE_FIRST : PAGE_AFTER, &at, SWEEP_PAGE, &page,
			 e)) != RC_OK)
			break;
		for (size_t i = 0; i < page.n && rc == RC_OK; i++)
			rc = suspend_one(s, &c, page.rec[i], e);
		more = page.n > 0 && page.more_after;
		pos_done(&at);
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		page_done(&page);
	}
out:
	pos_done(&at);
	query_done(&q);
	lawcase_done(&c);
	return rc;
}

/* ---- the whole */

/* n: one count a row of endings, the last for suspensions. */
static enum rc
sweep_run(struct bench *b, struct txn *t, size_t n[ENDINGS + 1], struct err *e)
{
	struct sweep s = { .b = b, .t = t, .today = bench_today(b) };
	enum rc rc = RC_OK;

	memset(n, 0, (ENDINGS + 1) * sizeof(*n));
	for (size_t i = 0; i < ENDINGS && rc == RC_OK; i++) {
		s.n = &n[i];
		rc = end_all(&s, &endings[i], e);
	}
	s.n = &n[ENDINGS];
	return rc == RC_OK ? suspend_all(&s, e) : rc;
}

static size_t
sum(const size_t n[ENDINGS + 1])
{
	size_t all = 0;

	for (size_t i = 0; i <= ENDINGS; i++)
		all += n[i];
	return all;
}

/* Counts only: the line is shown before anybody has signed in. */
static void
say(struct bench *b, const size_t n[ENDINGS + 1])
{
	static const struct text2 held = { "责任人暂停", "designations suspended" };
	struct str s = { 0 };

	for (size_t i = 0; i <= ENDINGS; i++) {
		if (n[i] > 0)
			str_addf(&s, T("%s%s%zu项", "%s%s: %zu"),
			    s.len > 0 ? T("，", ", ") : "",
			    tx(i < ENDINGS ? endings[i].said : held), n[i]);
	}
	if (b->warning[0] != '\0')
		str_addf(&s, T("。%s", ". %s"), b->warning);
	snprintf(b->warning, sizeof(b->warning), "%s%s",
	    T("到期自动办理：", "by the calendar: "), str_s(&s));
	str_free(&s);
}

static enum rc
done_on(struct bench *b, const char *today, bool *done, struct err *e)
{
	char *day = NULL;
	enum rc rc = store_meta_get(b->store, "sweep.day", &day, e);

	*done = day != NULL && strcmp(day, today) == 0;
	free(day);
	return rc;
}

enum rc
bench_sweep(struct bench *b, size_t *n, struct err *e)
{
	const struct actor who = { 0, b->opt.login, "sweep", b->opt.origin };
	size_t count[ENDINGS + 1];
	struct txn *t = NULL;
	char today[11];
	bool done = false;
	enum rc rc;

	*n = 0;
	if (b->opt.readonly)
		return RC_OK;
	date_format(bench_today(b), today);
	if ((rc = done_on(b, today, &done, e)) != RC_OK)
		return rc;
	/* With nothing due no one has to wait for the gate, and nothing is written for a
	 * day that was only chosen to look at. */
	if ((rc = sweep_run(b, NULL, count, e)) != RC_OK ||
	    (sum(count) == 0 && (done || b->clock.fixed != DATE_NONE)))
		return rc;
	if ((rc = store_begin(b->store, &who, &t, e)) != RC_OK ||
	    (rc = sweep_run(b, t, count, e)) != RC_OK ||
	    (rc = txn_meta(t, "sweep.day", today, e)) != RC_OK)
		goto out;
	rc = txn_commit(t, e);
	t = NULL;
out:
	txn_abort(t);
	if (rc != RC_OK || (*n = sum(count)) == 0)
		return rc;
	say(b, count);
	return RC_OK;
}

void
bench_sweep_daily(struct bench *b)
{
	char today[11];
	struct err e = { 0 };
	bool done = false;
	size_t n;
	enum rc rc;

	if (b->opt.readonly)
		return;
	date_format(bench_today(b), today);
	if ((rc = done_on(b, today, &done, &e)) == RC_OK && !done)
		rc = bench_sweep(b, &n, &e);
	if (rc != RC_OK)
		snprintf(b->warning, sizeof(b->warning), "%s%.180s",
		    T("到期事项未能自动办理：", "what fell due could not be done: "),
		    e.msg);
}
