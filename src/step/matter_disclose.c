/* SPDX-License-Identifier: MIT */
/*
 * The review before disclosure (法35, 条例42; R074, R104, R113, R114): released is not
 * public. The proposer goes through the text item by item and proposes what may go out,
 * a responsible person decides, and only then is it published and said to be. What is in
 * force may be asked for too; then the answer is no, or its release comes first.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* What each text is gone through for. */
static const char *const items[] = { "sensitive", "work_secret", "trade_secret",
	"privacy" };

static bool
any_item(const struct record *r, const char *answer)
{
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		any = any || strcmp(record_get(r, items[i]), answer) == 0;
	return any;
}

static bool
goes_out(const struct record *r)
{
	return strcmp(record_get(r, "result"), "open") == 0 ||
	       strcmp(record_get(r, "result"), "partial") == 0;
}

static enum rc
matter_of(struct act_run *run, struct record **m, struct err *e)
{
	return store_get(
	    run->bench->store, "matter", record_int(run->rec, "matter_id"), m, e);
}

/* Facts of "this text goes out today"; the case borrows from m. */
static enum rc
disclose_case(
    struct lawcase *c, struct act_run *run, const struct record *m, struct err *e)
{
	const struct record *r = run->rec;
	const char *from = record_get(r, "originator");
	struct fact_matter *f = &c->f.matter;
	enum rc rc;

	lawcase_init(c, run->bench, LAW_DISCLOSE);
	if ((rc = lawcase_owner(c, run->bench, m, e)) != RC_OK)
		return rc;
	if (*from != '\0' && !name_is_ours(run->bench, from))
		f->owner = OWNER_OTHER;
	if (strcmp(record_state(m), "released") == 0)
		f->released_on = record_date(m, "released_on");
	f->disclosure_review = ANSWER_YES;
	f->sensitive = any_item(r, "remains") ? ANSWER_YES : ANSWER_NO;
	f->mark = record_int(r, "mark_removed") == 1 ? NULL : record_get(m, "mark");
	if (*record_get(r, "consent_ref") != '\0')
		f->external_approval = record_date(r, "consent_on");
	return RC_OK;
}

/* The law's words beside the fields of this form. */
static void
take_law(const struct findings *all, struct findings *out)
{
	static const struct {
		const char *fact, *field;
	} fields[] = { { "matter.mark", "mark_removed" },
		{ "matter.external_approval", "consent_ref" },
		{ "matter.released_on", "result" }, { "matter.sensitive", "sensitive" } };

	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(fields); k++)
			if (strcmp(all->v[i].field, fields[k].fact) == 0)
				step_finding(out, all->v[i].rule->id, all->v[i].severity,
				    fields[k].field, "%s", all->v[i].text);
}

/* Does the result say what the items say? */
static void
result_findings(const struct record *r, int32_t today, struct findings *out)
{
	const char *result = record_get(r, "result");
	bool removed = any_item(r, "removed");

	if (strcmp(result, "open") == 0 && removed)
		step_finding(out, "R113", SEV_BLOCK, "result", "%s",
		    T("有删去的内容，结论应为部分公开",
			"something was taken out: the result is in part"));
	if (strcmp(result, "partial") == 0 && !removed)
		step_finding(out, "R113", SEV_BLOCK, "result", "%s",
		    T("部分公开须在逐项审查中写明删去了哪一项",
			"in part: say in the items what was taken out"));
	if (goes_out(r) && removed && *record_get(r, "removed") == '\0')
		step_finding(out, "R113", SEV_BLOCK, "removed", "%s",
		    T("请按位置写明删去的部分", "say by place what was taken out"));
	if (strcmp(result, "open") != 0 && *record_get(r, "reason") == '\0')
		step_finding(out, "R113", SEV_BLOCK, "reason", "%s",
		    T("部分公开、不予公开须写明理由",
			"in part or closed needs its reason"));
	if (record_date(r, "consent_on") != DATE_NONE &&
	    record_date(r, "consent_on") > today)
		step_finding(out, "R114", SEV_BLOCK, "consent_on", "%s",
		    T("同意日期晚于今天", "the consent lies in the future"));
}

static ALLOW_FN(review_check)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	struct record *m = NULL;
	enum rc rc;

	if (record_int(run->rec, "matter_id") == 0)
		return RC_OK;
	result_findings(run->rec, bench_today(run->bench), out);
	if ((rc = sheet_resubmitted(run, run->rec, "reason", out, e)) != RC_OK ||
	    !goes_out(run->rec))
		return rc;
	if ((rc = matter_of(run, &m, e)) != RC_OK)
		return rc;
	if ((rc = disclose_case(&c, run, m, e)) == RC_OK)
		law_check(&c.f, &all);
	take_law(&all, out);
	findings_free(&all);
	lawcase_done(&c);
	record_free(m);
	return rc;
}

/* ---- the proposer */

static enum rc
open_review(struct act_run *run, struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(run->bench->store, "disclosure"));
	query_add_int(&q, "matter_id", record_int(run->rec, "matter_id"));
	query_add_in(&q, "state", true, "submitted,returned,approved");
	if ((rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 1, &page, e)) ==
		RC_OK &&
	    page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* One review at a time, so that nobody publishes by an older one. */
static ALLOW_FN(ask_allow)
{
	struct record *open = NULL;
	enum rc rc;

	if ((rc = propose_allow(run, out, e)) != RC_OK ||
	    (rc = open_review(run, &open, e)) != RC_OK)
		return rc;
	if (open != NULL)
		step_finding(out, "R113", SEV_BLOCK, "matter_id",
		    T("这一事项已有公开审查%s（%s）；请先办结",
			"review %s (%s) is open on this matter; finish it first"),
		    record_get(open, "no"),
		    state_title("disclosure", record_state(open)));
	record_free(open);
	return RC_OK;
}

/* Whose consent it takes is known from the owner and the sources. */
static enum rc
ask_prepare(struct act_run *run, struct err *e)
{
	struct record *m = NULL;
	struct str whose = { 0 };
	enum rc rc;

	if (*act_value(run, "matter_id") == '\0')
		return RC_OK;
	record_set(run->rec, "matter_id", act_value(run, "matter_id"));
	if ((rc = matter_of(run, &m, e)) == RC_OK &&
	    (rc = matter_originator(run->bench, m, &whose, e)) == RC_OK &&
	    !name_is_ours(run->bench, str_s(&whose)))
		act_suggest_value(run, "originator", str_s(&whose));
	str_free(&whose);
	record_free(m);
	return rc;
}

/* ---- the responsible person */

/* To let it go out takes the authority its release takes: in term, trained, up to its
 * level, its entry among his matters (R029, R030, R033, R037). */
static ALLOW_FN(authority_allow)
{
	struct record *m = NULL;
	enum rc rc = matter_of(run, &m, e);

	if (rc == RC_OK) {
		const struct signing s = { .act = LAW_RELEASE,
			.m = m,
			.proposer = record_int(run->rec, "proposer_id") };

		rc = signing_findings(run, &s, out, e);
	}
	record_free(m);
	return rc;
}

static ALLOW_FN(return_check)
{
	(void)e;
	if (*act_value(run, "opinion2") == '\0')
		step_finding(out, "R041", SEV_BLOCK, "opinion2", "%s",
		    T("请写明需要修改什么", "say what must be corrected"));
	return RC_OK;
}

static enum rc
put_public(struct act_run *run, struct txn *t, const char *how, struct err *e)
{
	struct record *m = NULL;
	enum rc rc = matter_of(run, &m, e);

	if (rc == RC_OK) {
		record_set(m, "public_state", how);
		rc = txn_put(t, m, run->act->name, record_get(run->rec, "no"), e);
	}
	record_free(m);
	return rc;
}

static EFFECT_FN(approve_done)
{
	proof_keep(run, run->rec);
	if (!goes_out(run->rec)) {
		record_set(run->rec, "state", "refused");
		return RC_OK;
	}
	record_set(run->rec, "state", "approved");
	return put_public(run, t, "reviewed", e);
}

/* ---- published */

static enum rc
publish_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "published_on", iso);
	return RC_OK;
}

static ALLOW_FN(publish_check)
{
	int32_t on = record_date(run->rec, "published_on");

	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    on < record_date(run->rec, "decided_on"))
		step_finding(out, "R113", SEV_BLOCK, "published_on", "%s",
		    T("公开日期应在审查结论之日与今天之间；先审查后公开",
			"the day lies between the review and today: review first"));
	return review_check(run, out, e);
}

static EFFECT_FN(publish_done)
{
	return put_public(run, t, "published", e);
}

/* clang-format off */
static const struct state_def states[] = {
	{ "disclosure", "submitted", { "待审查", "to be reviewed" }, TONE_WAIT },
	{ "disclosure", "returned",  { "已退回", "returned" }, TONE_BAD },
	{ "disclosure", "withdrawn", { "已撤回", "withdrawn" }, TONE_END },
	{ "disclosure", "approved",  { "待公开", "to be published" }, TONE_WAIT },
	{ "disclosure", "refused",   { "不予公开", "not published" }, TONE_END },
	{ "disclosure", "published", { "已公开", "published" }, TONE_GOOD },
};

#define REVIEWED "cause,applicant,due,sensitive,work_secret,trade_secret,privacy,mark_removed,removed," \
	"originator,consent_ref,consent_on,result,reason"
static const struct act_def acts[] = {
	{ .kind = "disclosure", .name = "propose", .key = 'u', .to = "submitted", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW | ACT_SELDOM, .parent_from = "released,in_force",
	  .title = { "提出公开审查", "propose a disclosure" },
	  .help = { "解密不等于公开：逐项审查、删去敏感内容和标志，外单位的附同意函，送定密责任人审查。",
		    "Released is not public: go through it item by item, take out mark and sensitive parts, enter another unit's consent, submit it." },
	  .ask = "matter_id," REVIEWED, .allow = ask_allow, .prepare = ask_prepare, .check = review_check, .stamp = "proposer_id=me,proposed_on=today" },
	{ .kind = "disclosure", .name = "resubmit", .key = 's', .from = "returned", .to = "submitted", .roles = ROLE_PROPOSER | ROLE_CRP,
	  .title = { "修改后再送审查", "correct and submit again" },
	  .help = { "按退回意见修改，再送审查。", "Correct as asked and submit again." },
	  .ask = REVIEWED, .allow = propose_own, .check = review_check, .stamp = "proposed_on=today" },
	{ .kind = "disclosure", .name = "withdraw", .key = 'w', .from = "submitted,returned", .to = "withdrawn", .roles = ROLE_PROPOSER | ROLE_CRP, .ask = "",
	  .title = { "撤回", "withdraw" }, .help = { "审查之前提出人可以撤回。", "Its proposer may take it back before it is decided." }, .allow = propose_own },
	{ .kind = "disclosure", .name = "approve", .key = 'a', .from = "submitted", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "opinion2", .not_self = "proposer_id",
	  .title = { "同意审查结论", "agree to the result" },
	  .help = { "结论为可以公开、部分公开的转待公开，不予公开的办结。", "What may go out waits for publication; what stays closed is settled." },
	  .allow = authority_allow, .check = review_check, .effect = approve_done, .stamp = "approver_id=me,decided_on=today" },
	{ .kind = "disclosure", .name = "return", .key = 'r', .from = "submitted", .to = "returned", .roles = ROLE_CRP, .ask = "opinion2", .not_self = "proposer_id",
	  .title = { "退回修改", "return for correction" }, .help = { "写明需要修改什么。", "Say what must be corrected." }, .check = return_check },
	{ .kind = "disclosure", .name = "publish", .key = 'p', .from = "approved", .to = "published", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_WEIGHTY,
	  .title = { "登记公开", "record the publication" },
	  .help = { "公开之后登记日期和载体；公开前再核对一次标志、敏感内容和同意函。", "Enter day and place once it is public; mark, sensitive parts and consent are checked once more." },
	  .ask = "published_on,published_in", .need = "published_on,published_in", .prepare = publish_prepare, .check = publish_check, .effect = publish_done },
};
/* clang-format on */
ACT_TABLE(matter_disclose, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 4, .kind = "disclosure", .states = "submitted", .roles = ROLE_CRP, .due = "due", .ahead_days = -1,
	  .rule = "R113", .origin = ORIGIN_LAW, .act = "approve", .text = { "公开前审查：", "review before disclosure: " } },
	{ .step = 4, .kind = "disclosure", .states = "returned", .owner = "proposer_id", .due = "due", .ahead_days = -1,
	  .rule = "R113", .origin = ORIGIN_LAW, .act = "resubmit", .text = { "公开审查已退回，修改后再送：", "disclosure returned, correct it: " } },
	{ .step = 4, .kind = "disclosure", .states = "approved", .owner = "proposer_id", .due = "due", .ahead_days = -1,
	  .rule = "R113", .origin = ORIGIN_LAW, .act = "publish", .text = { "已审查可以公开，公开后登记：", "may be public, record the publication: " } },
};
/* clang-format on */

enum rc
disclose_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}
