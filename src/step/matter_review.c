/* SPDX-License-Identifier: MIT */
/*
 * The yearly review (法24; R100): a campaign lists every matter in force, what ends first
 * coming first; a responsible person gives each its result, many at once where they are
 * kept. A result other than keeping is no change by itself: it owes the act that makes
 * it, with its own proposal and approval. A campaign with gaps cannot be closed.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

enum { REVIEW_PAGE = 500 };

static enum rc
one_where(struct bench *b, const char *col, const char *value, struct record **out,
    struct err *e)
{
	return store_find(b->store, "campaign", col, value, out, e);
}

static size_t
tallied(struct bench *b, const char *kind, const char *state, struct err *e, enum rc *rc)
{
	size_t n = 0;

	if (*rc == RC_OK)
		*rc = count_where(b, kind, state, NULL, 0, &n, e);
	return n;
}

/* Each unit reviews what it determined; what it received is its originator's. Calls fn
 * for every matter of ours in force, first those with an end, the nearest first.
 * Rows may be written meanwhile, as long as they are no matters. */
struct walk {
	struct act_run *run;
	struct txn *t;
	size_t n; /* what fn counts */
};
static enum rc
each_in_force(struct walk *w,
    enum rc (*fn)(struct walk *w, const struct record *m, struct err *e), struct err *e)
{
	struct bench *b = w->run->bench;
	enum rc rc = RC_OK;

	for (int ends = 1; ends >= 0 && rc == RC_OK; ends--) {
		struct query q;
		struct page page = { 0 };
		struct pos at = { 0 };
		bool more = true;

		query_init(&q, store_kind(b->store, "matter"));
		query_add(&q, "state", COND_EQ, "in_force", NULL);
		query_add(&q, "expiry", ends ? COND_FILLED : COND_EMPTY, NULL, NULL);
		q.sort = ends ? kind_column(q.kind, "expiry") : -1;
		for (enum page_dir dir = PAGE_FIRST; more && rc == RC_OK;
		     dir = PAGE_AFTER) {
			if ((rc = store_page(
				 b->store, &q, dir, &at, REVIEW_PAGE, &page, e)) != RC_OK)
				break;
			for (size_t i = 0; i < page.n && rc == RC_OK; i++)
				if (matter_is_ours(page.rec[i]))
					rc = fn(w, page.rec[i], e);
			more = page.n > 0 && page.more_after;
			pos_done(&at);
			if (more)
				pos_of(&q, page.rec[page.n - 1], &at);
			page_done(&page);
		}
		pos_done(&at);
		query_done(&q);
	}
	return rc;
}

static enum rc
count_one(struct walk *w, const struct record *m, struct err *e)
{
	(void)m;
	(void)e;
	w->n++;
	return RC_OK;
}

static enum rc
put_item(struct walk *w, const struct record *m, struct err *e)
{
	struct record *r = record_new(store_kind(w->run->bench->store, "review_item"));
	enum rc rc;

	record_set(r, "state", "open");
	record_set_int(r, "campaign_id", w->run->rec->id);
	record_set_int(r, "matter_id", m->id);
	rc = txn_put(w->t, r, "list", "", e);
	record_free(r);
	w->n++;
	return rc;
}

static enum rc
has_item(struct act_run *run, int64_t matter, bool *has, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "review_item"));
	query_add_int(&q, "campaign_id", run->rec->id);
	query_add_int(&q, "matter_id", matter);
	rc = store_count(run->bench->store, &q, 1, &n, e);
	*has = n > 0;
	query_done(&q);
	return rc;
}

/* Came into force after the list was made, without having been determined after it. */
static enum rc
count_missing(struct walk *w, const struct record *m, struct err *e)
{
	bool has = false;
	enum rc rc = RC_OK;

	if (record_date(m, "determined_on") < record_date(w->run->rec, "opened_on"))
		rc = has_item(w->run, m->id, &has, e);
	else
		has = true;
	w->n += !has;
	return rc;
}

static enum rc
put_missing(struct walk *w, const struct record *m, struct err *e)
{
	bool has = false;
	enum rc rc = has_item(w->run, m->id, &has, e);

	return rc == RC_OK && !has ? put_item(w, m, e) : rc;
}

/* Open items whose matter is no longer in force: its release was their result. t NULL:
 * only looks for the first that is still in force. */
static enum rc
open_items(struct act_run *run, struct txn *t, bool *gap, struct err *e)
{
	struct bench *b = run->bench;
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(b->store, "review_item"));
	query_add_int(&q, "campaign_id", run->rec->id);
	query_add(&q, "state", COND_EQ, "open", NULL);
	*gap = false;
	for (enum page_dir dir = PAGE_FIRST; more && rc == RC_OK; dir = PAGE_AFTER) {
		if ((rc = store_page(b->store, &q, dir, &at, REVIEW_PAGE, &page, e)) !=
		    RC_OK)
			break;
		more = page.n > 0 && page.more_after;
		pos_done(&at);
		if (more)
			pos_of(&q, page.rec[page.n - 1], &at);
		for (size_t i = 0; i < page.n && rc == RC_OK && (t != NULL || !*gap);
		     i++) {
			struct record *r = page.rec[i], *m = NULL;

			if ((rc = store_get(b->store, "matter",
				 record_int(r, "matter_id"), &m, e)) != RC_OK)
				break;
			if (strcmp(record_state(m), "in_force") == 0) {
				*gap = true;
			} else if (t != NULL) {
				record_set(r, "state", "done");
				record_set(r, "result", "release");
				record_set(
				    r, "reason", state_title("matter", record_state(m)));
				record_set_date(r, "on_date", bench_today(b));
				rc = txn_put(t, r, "settle", "", e);
			}
			record_free(m);
		}
		more = more && (t != NULL || !*gap);
		page_done(&page);
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

/* ---- the campaign */

static enum rc
open_prepare(struct act_run *run, struct err *e)
{
	char year[16];

	(void)e;
	snprintf(year, sizeof(year), "%d", date_year(bench_today(run->bench)));
	act_suggest_value(run, "year", year);
	return RC_OK;
}

static ALLOW_FN(open_check)
{
	const char *year = act_value(run, "year");
	int now = date_year(bench_today(run->bench));
	struct record *other = NULL, *same = NULL;
	enum rc rc;

	if ((rc = one_where(run->bench, "state", "open", &other, e)) == RC_OK)
		rc = one_where(run->bench, "year", year, &same, e);
	if (other != NULL)
		step_finding(out, "R100", SEV_BLOCK, "year",
		    T("%s年度的审核还没有结束，请先结束",
			"the review of %s is still open; close it first"),
		    record_get(other, "year"));
	else if (same != NULL)
		step_finding(out, "R100", SEV_BLOCK, "year",
		    T("%s年度已经审核过", "%s has been reviewed"), year);
	if (*year != '\0' && (atoi(year) > now || atoi(year) < now - 1))
		step_finding(out, "R100", SEV_BLOCK, "year",
		    T("只能开始今年或上一年（%d、%d）的审核",
			"only this or the last year (%d, %d) can be reviewed"),
		    now, now - 1);
	if (date_parse(act_value(run, "opened_on")) > bench_today(run->bench))
		step_finding(out, "R100", SEV_BLOCK, "opened_on", "%s",
		    T("开始日期晚于今天", "the first day lies in the future"));
	record_free(other);
	record_free(same);
	return rc;
}

static EFFECT_FN(open_effect)
{
	struct walk w = { .run = run };
	enum rc rc = each_in_force(&w, count_one, e);

	(void)t;
	record_set_int(run->rec, "items", (int64_t)w.n);
	return rc;
}

static EFFECT_FN(open_after)
{
	struct walk w = { .run = run, .t = t };

	return each_in_force(&w, put_item, e);
}

static EFFECT_FN(update_effect)
{
	struct walk w = { .run = run, .t = t };
	bool gap;
	enum rc rc;

	if ((rc = open_items(run, t, &gap, e)) == RC_OK)
		rc = each_in_force(&w, put_missing, e);
	record_set_int(run->rec, "items", record_int(run->rec, "items") + (int64_t)w.n);
	return rc;
}

static ALLOW_FN(close_allow)
{
	bool gap = false;
	enum rc rc = open_items(run, NULL, &gap, e);
	size_t n = tallied(run->bench, "review_item", "open", e, &rc);

	if (gap)
		step_finding(out, "R100", SEV_BLOCK, "state",
		    T("还有%zu件事项没有审核结论，逐件给出后才能结束",
			"%zu matters have no result yet; each needs one before the end"),
		    n);
	return rc;
}

static ALLOW_FN(close_check)
{
	struct walk w = { .run = run };
	enum rc rc = each_in_force(&w, count_missing, e);

	if (w.n > 0)
		step_finding(out, "R100", SEV_BLOCK, "state",
		    T("清单之外还有%zu件保密中的事项，请先“更新清单”再审核",
			"%zu matters in force are not on the list; bring it up to date "
			"first"),
		    w.n);
	return rc;
}

static EFFECT_FN(close_effect)
{
	bool gap;

	return open_items(run, t, &gap, e);
}

/* ---- one matter */

static ALLOW_FN(item_allow)
{
	struct record *c = NULL;
	enum rc rc = store_get(
	    run->bench->store, "campaign", record_int(run->rec, "campaign_id"), &c, e);

	if (rc == RC_OK && strcmp(record_state(c), "open") != 0)
		step_finding(out, "R100", SEV_BLOCK, "state",
		    T("%s年度的审核已经结束，结论不再改动",
			"the review of %s is closed; its results stay"),
		    record_get(c, "year"));
	record_free(c);
	return rc;
}

static int
result_of(const struct act_run *run)
{
	static const struct {
		const char *act;
		int review;
	} results[] = { { "keep", REVIEW_KEEP }, { "change", REVIEW_CHANGE },
		{ "extend", REVIEW_EXTEND }, { "release", REVIEW_RELEASE } };

	for (size_t i = 0; i < ARRAY_LEN(results); i++)
		if (strcmp(results[i].act, run->act->name) == 0)
			return results[i].review;
	return REVIEW_NONE;
}

static ALLOW_FN(item_check)
{
	struct lawcase c;
	struct record *m = NULL;
	const char *reason = act_value(run, "reason");
	int review = result_of(run);
	enum rc rc;

	lawcase_init(&c, run->bench, LAW_REVIEW);
	if ((rc = store_get(run->bench->store, "matter",
		 record_int(run->rec, "matter_id"), &m, e)) != RC_OK ||
	    (rc = lawcase_unit(&c, run->bench, e)) != RC_OK ||
	    (rc = lawcase_matter(&c, run->bench, m, -1, e)) != RC_OK)
		goto out;
	c.f.matter.review = review;
	c.f.matter.old_expiry = record_date(m, "expiry");
	c.f.matter.justification = *reason != '\0'	   ? reason
				   : review == REVIEW_KEEP ? T("继续保密", "kept")
							   : NULL;
	law_check(&c.f, out);
	if (review != REVIEW_KEEP && *reason == '\0')
		step_finding(out, "R100", SEV_BLOCK, "reason", "%s",
		    T("变更、延长、解密的结论须写明理由",
			"a result other than keeping needs its reason"));
	if (strcmp(record_state(m), "in_force") != 0)
		step_finding(out, "R100", SEV_BLOCK, "matter_id",
		    T("事项现为“%s”，不在保密期限内；请在审核批次里“更新清单”",
			"the matter is now '%s', no longer in force; bring the list up "
			"to "
			"date"),
		    state_title("matter", record_state(m)));
out:
	record_free(m);
	lawcase_done(&c);
	return rc;
}

/* clang-format off */
static const struct state_def states[] = {
	{ "campaign", "open",      { "进行中", "open" }, TONE_WAIT },
	{ "campaign", "closed",    { "已结束", "closed" }, TONE_END },
	{ "review_item", "open",   { "待审核", "open" }, TONE_WAIT },
	{ "review_item", "done",   { "已审核", "done" }, TONE_GOOD },
};

#define SIGNED ",by_id=me,on_date=today"
static const struct act_def acts[] = {
	{ .kind = "campaign", .name = "open", .key = 'n', .to = "open", .roles = ROLE_OFFICE | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "开始年度审核", "open a yearly review" },
	  .help = { "把所有保密中的事项列成清单，将到期的在前，逐件审核。", "Lists every matter in force, what ends first on top, to be reviewed one by one." },
	  .ask = "year,opened_on", .prepare = open_prepare, .check = open_check, .effect = open_effect, .after = open_after },
	{ .kind = "campaign", .name = "update", .key = 'u', .from = "open", .roles = ROLE_OFFICE | ROLE_CRP, .ask = "",
	  .title = { "更新清单", "bring the list up to date" },
	  .help = { "补列开始以后生效的事项；已解密的记为解密。", "Adds matters in force since; those released meanwhile are settled." }, .effect = update_effect },
	{ .kind = "campaign", .name = "close", .key = 'z', .from = "open", .to = "closed", .roles = ROLE_OFFICE | ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "结束年度审核", "close the review" },
	  .help = { "每件都有结论才能结束。", "Every matter needs its result." },
	  .allow = close_allow, .check = close_check, .effect = close_effect, .stamp = "closed_on=today" },
	{ .kind = "review_item", .name = "keep", .key = 'k', .from = "open,done", .to = "done", .roles = ROLE_CRP, .ask = "",
	  .title = { "继续保密", "keep" },
	  .help = { "密级、期限、知悉范围都不变；可标记多件一并办理。", "Level, period and circle stay; many can be marked and kept at once." },
	  .allow = item_allow, .check = item_check, .stamp = "result=keep,reason=" SIGNED },
	{ .kind = "review_item", .name = "change", .key = 'c', .from = "open,done", .to = "done", .roles = ROLE_CRP, .ask = "reason",
	  .title = { "应当变更", "to be changed" },
	  .help = { "写明理由；随后由承办人提出变更，定密责任人审核。", "With the reason; then a change is proposed and approved." },
	  .allow = item_allow, .check = item_check, .stamp = "result=change" SIGNED },
	{ .kind = "review_item", .name = "extend", .key = 'e', .from = "open,done", .to = "done", .roles = ROLE_CRP, .ask = "reason",
	  .title = { "应当延长", "to be extended" },
	  .help = { "写明理由；须在届满前提出、批准并通知。", "With the reason; to be proposed, approved and notified before the end." },
	  .allow = item_allow, .check = item_check, .stamp = "result=extend" SIGNED },
	{ .kind = "review_item", .name = "release", .key = 'r', .from = "open,done", .to = "done", .roles = ROLE_CRP, .ask = "reason",
	  .title = { "应当解密", "to be released" },
	  .help = { "写明理由；随后提出解密，定密责任人审核。", "With the reason; then its release is proposed and approved." },
	  .allow = item_allow, .check = item_check, .stamp = "result=release" SIGNED },
};
/* clang-format on */
ACT_TABLE(matter_review, states, acts);

/* ---- home */

/* Has the act been taken that the result asks for? A decision of that kind since. */
static enum rc
followed(struct bench *b, const struct record *item, bool *done, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(b->store, "decision"));
	query_add_int(&q, "matter_id", record_int(item, "matter_id"));
	query_add(&q, "kind", COND_EQ, record_get(item, "result"), NULL);
	query_add(&q, "proposed_on", COND_GE, record_get(item, "on_date"), NULL);
	rc = store_count(b->store, &q, 1, &n, e);
	*done = n > 0;
	query_done(&q);
	return rc;
}

static enum rc
follow_up(struct bench *b, const struct record *item, bool all, struct duties *out,
    struct err *e)
{
	static const struct {
		const char *result, *rule;
		struct text2 text;
	} owed[] = {
		{ "change", "R095", { "年度审核应当变更：", "review says change: " } },
		{ "extend", "R096", { "年度审核应当延长：", "review says extend: " } },
		{ "release", "R102", { "年度审核应当解密：", "review says release: " } },
	};
	struct record *m = NULL;
	bool done = false;
	char *label;
	enum rc rc;

	if ((rc = store_get(b->store, "matter", record_int(item, "matter_id"), &m, e)) !=
		RC_OK ||
	    strcmp(record_state(m), "in_force") != 0 ||
	    (!all && record_int(m, "proposer_id") != bench_me(b)) ||
	    (rc = followed(b, item, &done, e)) != RC_OK || done)
		goto out;
	for (size_t i = 0; i < ARRAY_LEN(owed); i++) {
		const struct act_def *a = act_def("matter", owed[i].result);

		if (strcmp(owed[i].result, record_get(item, "result")) != 0)
			continue;
		label = record_label(b, m);
		duty_add(out, owed[i].rule, ORIGIN_LAW, record_date(m, "expiry"),
		    "matter", m->id, 4, a != NULL ? a->name : NULL, "%s%s",
		    tx(owed[i].text), label);
		out->v[out->n - 1].owner = record_int(m, "proposer_id");
		free(label);
	}
out:
	record_free(m);
	return rc;
}

static enum rc
follow_ups(struct bench *b, const struct record *c, bool all, size_t limit,
    struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "review_item"));
	query_add_int(&q, "campaign_id", c->id);
	query_add_in(&q, "result", true, "change,extend,release");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; i < page.n && rc == RC_OK; i++)
		rc = follow_up(b, page.rec[i], all, out, e);
	page_done(&page);
	query_done(&q);
	return rc;
}

static void
owe(struct duties *out, unsigned roles)
{
	out->v[out->n - 1].roles = roles;
}

static enum rc
open_inbox(
    struct bench *b, const struct record *c, bool all, struct duties *out, struct err *e)
{
	enum rc rc = RC_OK;
	size_t left = tallied(b, "review_item", "open", e, &rc);
	unsigned who = left > 0 ? ROLE_CRP : ROLE_CRP | ROLE_OFFICE;
	int32_t end = date_from_ymd((int)record_int(c, "year"), 12, 31);

	if (rc != RC_OK || (!all && !(b->roles & who)))
		return rc;
	if (left > 0)
		duty_add(out, "R100", ORIGIN_LAW, end, "review_item", 0, 4, NULL,
		    T("审核在保密期限内的事项：%s年度还有%zu件",
			"review what is in force: %2$zu left for %1$s"),
		    record_get(c, "year"), left);
	else
		duty_add(out, "R100", ORIGIN_LAW, end, "campaign", c->id, 4, "close",
		    T("结束%s年度的审核", "close the review of %s"),
		    record_get(c, "year"));
	owe(out, who);
	return RC_OK;
}

enum rc
review_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct record *c = NULL;
	int year = date_year(bench_today(b));
	char text[16];
	enum rc rc;

	if ((rc = one_where(b, "state", "open", &c, e)) != RC_OK)
		goto out;
	if (c != NULL) {
		if ((rc = open_inbox(b, c, all, out, e)) != RC_OK)
			goto out;
	} else {
		snprintf(text, sizeof(text), "%d", year);
		if ((rc = one_where(b, "year", text, &c, e)) != RC_OK)
			goto out;
		if (c == NULL && (all || (b->roles & ROLE_OFFICE)) &&
		    tallied(b, "matter", "in_force", e, &rc) > 0) {
			duty_add(out, "R100", ORIGIN_LAW, date_from_ymd(year, 12, 31),
			    "campaign", 0, 4, "open",
			    T("开始%d年度的审核", "open the review of %d"), year);
			owe(out, ROLE_OFFICE);
		}
	}
	if (rc == RC_OK && c != NULL)
		rc = follow_ups(b, c, all, limit, out, e);
out:
	record_free(c);
	return rc;
}

enum rc
review_tile(struct bench *b, struct tile *out, struct err *e)
{
	struct record *c = NULL;
	enum rc rc = one_where(b, "state", "open", &c, e);
	char *rest = NULL;
	size_t left = 0;
	int64_t items;

	if (rc != RC_OK || c == NULL)
		return rc;
	left = tallied(b, "review_item", "open", e, &rc);
	items = record_int(c, "items");
	rest = xstrdup(out->line); /* the percentage before what a narrow screen cuts */
	snprintf(out->line, sizeof(out->line), T("年审%lld%% %s", "reviewed %lld%%, %s"),
	    items > 0 ? (long long)((items - (int64_t)left) * 100 / items) : 100LL, rest);
	free(rest);
	if (left > 0 && out->next[0] == '\0')
		snprintf(out->next, sizeof(out->next),
		    T("年度审核还有%zu件", "%zu left in the yearly review"), left);
	record_free(c);
	return rc;
}
