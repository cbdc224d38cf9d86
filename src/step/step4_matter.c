/* SPDX-License-Identifier: MIT */
/*
 * Step 4, the heart: a matter is proposed by its proposer and approved by a responsible
 * person whose authority is proved at that moment (法16, 法19; R041–R046). This file
 * holds states and acts; what an act checks and does is in matter_propose.c and
 * matter_decide.c.
 */
#include <string.h>
#include "step/cascade.h"
#include "step/matter.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "matter", "draft",       { "草拟", "draft" }, TONE_WAIT },
	{ "matter", "proposed",    { "待审核", "proposed" }, TONE_WAIT },
	{ "matter", "returned",    { "已退回", "returned" }, TONE_BAD },
	{ "matter", "approved",    { "待标志", "to be marked" }, TONE_WAIT },
	{ "matter", "in_force",    { "保密中", "in force" }, TONE_GOOD },
	{ "matter", "released",    { "已解密", "released" }, TONE_END },
	{ "matter", "not_secret",  { "不予定密", "not a secret" }, TONE_END },
	{ "matter", "referred",    { "已报请", "referred" }, TONE_WAIT },
	{ "matter", "unclear_sent", { "已报送", "sent as unclear" }, TONE_WAIT },
	{ "matter", "pending_external", { "待上级批准", "awaiting approval above" }, TONE_WAIT },
	{ "matter", "annulled",    { "已撤销", "annulled" }, TONE_END },
	{ "matter", "transferred", { "已移交", "transferred" }, TONE_END },
	{ "decision", "submitted", { "已提出", "submitted" }, TONE_WAIT },
	{ "decision", "returned",  { "已退回", "returned" }, TONE_BAD },
	{ "decision", "approved",  { "已批准", "approved" }, TONE_GOOD },
	{ "decision", "rejected",  { "不予批准", "rejected" }, TONE_END },
	{ "decision", "recorded",  { "已记录", "recorded" }, TONE_GOOD },
	{ "decision", "notified",  { "已通知", "notified" }, TONE_GOOD },
	{ "decision", "closed",    { "已办结", "closed" }, TONE_END },
	{ "ntk", "in",             { "在范围内", "in the circle" }, TONE_GOOD },
	{ "ntk", "left",           { "已退出", "left" }, TONE_END },
	{ "source", "active",      { "有效", "active" }, TONE_GOOD },
	{ "source", "released",    { "已解密", "released" }, TONE_END },
	{ "source", "ended",       { "已停用", "ended" }, TONE_END },
	{ "point", "active",       { "保密中", "in force" }, TONE_GOOD },
	{ "point", "released",     { "已解密", "released" }, TONE_END },
	{ "point", "ended",        { "已停用", "ended" }, TONE_END },
	{ "co_unit", "asked",      { "已征求", "asked" }, TONE_WAIT },
	{ "co_unit", "answered",   { "已答复", "answered" }, TONE_GOOD },
	{ "access", "recorded",    { "已登记", "recorded" }, TONE_PLAIN },
	{ "external", "draft",     { "草拟", "draft" }, TONE_WAIT },
	{ "external", "sent",      { "已报送", "sent" }, TONE_WAIT },
	{ "external", "received",  { "已收到", "received" }, TONE_WAIT },
	{ "external", "answered",  { "已答复", "answered" }, TONE_GOOD },
	{ "external", "closed",    { "已办结", "closed" }, TONE_END },
	{ "notice", "draft",       { "草拟", "draft" }, TONE_WAIT },
	{ "notice", "sent",        { "已发出", "sent" }, TONE_WAIT },
	{ "notice", "closed",      { "已办结", "closed" }, TONE_END },
	{ "notice_to", "sent",     { "已发出", "sent" }, TONE_WAIT },
	{ "notice_to", "received", { "已收到", "received" }, TONE_WAIT },
	{ "notice_to", "remarked", { "已改标", "re-marked" }, TONE_GOOD },
};

#define PROPOSAL "title,codename,matter_kind,created_on,dept_id,neg_public,neg_regime,neg_known,neg_disclose,entry_id," \
	"level,period,knowers,ntk_unit,ntk_reason,head_no,harm,harm_text,justification,doc_no,start_on,start_kind," \
	"copies,pages,unmarkable,issuer,body_id,cond_watcher_id,cond_check_on,opinion,note"

static const struct act_def acts[] = {
	{ .kind = "matter", .name = "propose", .key = 'n', .to = "proposed", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "拟定国家秘密", "propose a matter" },
	  .help = { "承办人同时拟定密级、保密期限和知悉范围，送定密责任人审核。", "The proposer states level, period and circle together and submits them for approval." },
	  .ask = PROPOSAL, .allow = propose_allow, .prepare = propose_prepare, .check = propose_check, .stamp = "proposer_id=me,dept_id?=my_dept", .after = propose_after },
	{ .kind = "matter", .name = "resubmit", .key = 's', .from = "draft,returned", .to = "proposed", .only = "origin=original", .roles = ROLE_PROPOSER | ROLE_CRP,
	  .title = { "修改后再送审", "correct and submit again" },
	  .help = { "按退回意见修改，再送定密责任人审核。", "Correct as asked and submit again." },
	  .ask = PROPOSAL, .allow = propose_own, .prepare = propose_prepare, .check = propose_check, .stamp = "proposer_id=me,dept_id?=my_dept", .after = propose_after },
	{ .kind = "matter", .name = "approve", .key = 'a', .from = "proposed", .to = "approved", .only = "origin=original|derivative", .roles = ROLE_CRP, .flags = ACT_WEIGHTY,
	  .title = { "审核批准", "approve" },
	  .help = { "程序先证明您此刻有权审核这一事项，再记录决定。", "The program first proves that you may decide this matter now, then records the decision." },
	  .ask_kind = "decision", .ask = "opinion2", .allow = approve_allow, .prepare = decide_prepare, .check = approve_check, .effect = approve_effect },
	{ .kind = "matter", .name = "return", .key = 'r', .from = "proposed", .to = "returned", .roles = ROLE_CRP,
	  .title = { "退回修改", "return for correction" },
	  .help = { "写明需要修改什么，退回承办人。", "Say what must be corrected; it goes back to the proposer." },
	  .ask_kind = "decision", .ask = "opinion2", .allow = decide_allow, .prepare = decide_prepare, .check = opinion_check, .effect = return_effect },
	{ .kind = "matter", .name = "reject", .key = 'x', .from = "proposed", .to = "not_secret", .roles = ROLE_CRP, .flags = ACT_WEIGHTY,
	  .title = { "不予定密", "decide: not a secret" },
	  .help = { "认定不属于国家秘密，写明理由；不得标注密级。", "Decide that it is no state secret, with the reason; it must bear no mark." },
	  .ask_kind = "decision", .ask = "opinion2", .allow = reject_allow, .prepare = decide_prepare, .check = opinion_check, .effect = reject_effect },
	{ .kind = "matter", .name = "withdraw", .key = 'w', .from = "proposed", .to = "draft", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_SELDOM, .ask = "",
	  .title = { "撤回", "withdraw" },
	  .help = { "审核之前承办人可以撤回自己的拟定。", "The proposer may take a proposal back before it is decided." },
	  .allow = propose_own, .effect = withdraw_effect },
	{ .kind = "matter", .name = "mark", .key = 'm', .from = "approved", .to = "in_force", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "作出标志", "make the mark" },
	  .help = { "按程序生成的标志标注载体；无法标注的，书面通知知悉范围内人员。", "Put the mark made by the program on the carriers; where impossible, notify the circle in writing." },
	  .ask = "marked_on,unmarkable", .prepare = mark_prepare, .check = mark_check, .after = mark_after },
	{ .kind = "matter", .name = "adopt_entry", .key = '0', .from = "in_force", .only = "scope_on=*", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "entry_id,note", .need = "entry_id",
	  .title = { "范围变动，改按新条目", "rest on another entry" },
	  .help = { "所据条目已变动：密级、期限、知悉范围照原样符合现行条目的，改按该条目；不符合的提出变更或者解除。", "Its entry has changed: where level, period and circle stand under one in force, the matter rests on that; else propose a change or a release." },
	  .allow = adopt_allow, .prepare = adopt_prepare, .check = adopt_check, .stamp = "scope_on=" },
	{ .kind = "co_unit", .name = "ask", .key = 'u', .to = "asked", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_NEW,
	  .parent_from = "draft,returned,proposed", .title = { "征求联合单位意见", "consult a co-unit" },
	  .help = { "联合产生的事项，主办单位征求协办单位意见后确定。", "For joint matters the lead unit decides after hearing the others." },
	  .ask = "unit_name,consulted_on" },
	{ .kind = "co_unit", .name = "answer", .key = 'v', .from = "asked", .to = "answered", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "记录答复", "record the answer" }, .help = { "记录联合单位的意见。", "Record what the co-unit answered." }, .ask = "opinion" },
};
/* clang-format on */
STEP_TABLE(4, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 4, .kind = "matter", .states = "returned,draft", .owner = "proposer_id", .ahead_days = -1,
	  .rule = "R041", .origin = ORIGIN_LAW, .act = "resubmit", .text = { "修改后送审：", "correct and submit: " } },
	{ .step = 4, .kind = "matter", .states = "approved", .owner = "proposer_id", .ahead_days = -1,
	  .rule = "R062", .origin = ORIGIN_LAW, .act = "mark", .text = { "作出标志：", "make the mark: " } },
	{ .step = 4, .kind = "matter", .states = "in_force", .owner = "proposer_id", .due = "expiry", .ahead_days = 90,
	  .rule = "R104", .origin = ORIGIN_ADVICE, .text = { "保密期限将满，解密审核：", "period ends, review: " } },
	{ .step = 4, .kind = "matter", .states = "approved,in_force", .owner = "proposer_id", .due = "follow_on", .ahead_days = 0,
	  .rule = "R078", .origin = ORIGIN_LAW, .text = { "来源有变动，随来源变更、解密：", "its source has changed, follow it: " } },
	{ .step = 4, .kind = "matter", .states = "in_force", .owner = "proposer_id", .due = "scope_on", .ahead_days = 0,
	  .rule = "R092", .origin = ORIGIN_LAW, .act = "propose_change", .text = { "所据条目已变动，改按新条目或者提出变更、解除：", "its entry has changed: rest on another, or propose a change or release: " } },
	{ .step = 4, .kind = "matter", .states = "in_force", .due = "scope_on", .ahead_days = 0, .roles = ROLE_CRP,
	  .rule = "R092", .origin = ORIGIN_LAW, .act = "adopt_entry", .text = { "所据条目已变动，核对是否改按新条目：", "its entry has changed, may it rest on another: " } },
	{ .step = 4, .kind = "external", .states = "draft", .owner = "owner_id", .due = "due", .ahead_days = -1, .only = "kind=referral",
	  .rule = "R023", .origin = ORIGIN_UNIT, .act = "send", .text = { "无权定密，立即报出：", "no authority, send it up at once: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "sent", .owner = "owner_id", .ahead_days = -1, .only = "kind=referral",
	  .rule = "R023", .origin = ORIGIN_LAW, .act = "answer", .text = { "待上级答复：", "awaits the superior's answer: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "draft", .owner = "owner_id", .due = "due", .ahead_days = -1, .only = "kind=unclear",
	  .rule = "R084", .origin = ORIGIN_LAW, .text = { "不明确事项待审核报送：", "unclear, to be forwarded: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "sent", .owner = "owner_id", .ahead_days = -1, .only = "kind=unclear",
	  .rule = "R086", .origin = ORIGIN_LAW, .act = "received", .text = { "登记对方收到：", "record that they have it: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "received", .owner = "owner_id", .due = "due", .ahead_days = -1, .only = "kind=unclear",
	  .rule = "R086", .origin = ORIGIN_LAW, .act = "answer", .text = { "待答复，逾期催办：", "awaits an answer, remind them when it is late: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "answered", .roles = ROLE_CRP, .ahead_days = -1, .only = "kind=unclear|referral",
	  .rule = "R086", .origin = ORIGIN_LAW, .act = "confirm_answer", .text = { "核对答复，照此执行：", "confirm the answer from its letter: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "sent,received", .owner = "owner_id", .due = "due", .ahead_days = -1, .only = "kind=dispute",
	  .rule = "R088", .origin = ORIGIN_UNIT, .act = "outcome", .text = { "异议待决定，逾期催办或报上一级：", "disputed; when it is late remind them or go one step up: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "sent", .owner = "owner_id", .ahead_days = -1, .only = "kind=suggestion",
	  .rule = "R108", .origin = ORIGIN_LAW, .act = "suggestion_answered", .text = { "建议待答复：", "suggestion, awaits an answer: " }, .label = "matter_id" },
	{ .step = 4, .kind = "external", .states = "answered", .roles = ROLE_CRP, .ahead_days = -1, .only = "kind=dispute",
	  .rule = "R089", .origin = ORIGIN_LAW, .act = "close", .text = { "异议已有决定，办结或报上一级：", "decided; close it or go one step up: " }, .label = "matter_id" },
	{ .step = 4, .kind = "matter", .states = "in_force", .owner = "approver_id", .due = "expiry", .ahead_days = 90,
	  .rule = "R104", .origin = ORIGIN_ADVICE, .text = { "审核在保密期限内的事项：", "review what is in force, it ends: " } },
	{ .step = 4, .kind = "matter", .states = "unclear_sent", .roles = ROLE_CRP, .ahead_days = -1,
	  .rule = "R086", .origin = ORIGIN_LAW, .text = { "不明确事项：", "unclear matter, awaiting the answer: " } },
	{ .step = 4, .kind = "matter", .states = "in_force", .owner = "cond_watcher_id", .due = "cond_check_on", .ahead_days = 7,
	  .rule = "R048", .origin = ORIGIN_UNIT, .act = "condition_came", .text = { "解密条件是否成就：", "has the condition come about: " } },
};
/* clang-format on */

/* What waits for this approver: proposals of others, at a level he may decide (条例15,
 * first duty). His days count from the submission, the last one; those for what is
 * unclear from its drafting. */
static enum rc
approval_owed(struct bench *b, const struct record *m, struct duties *out, struct err *e)
{
	bool unclear = matter_law(m) == LAW_FORWARD,
	     old = strcmp(record_get(m, "origin"), "old") == 0;
	enum param days = unclear ? PARAM_UNCLEAR_SEND_WD : PARAM_DETERMINE_WD;
	int32_t from = record_date(m, "created_on");
	struct record *d = NULL;
	char *label;

	if (!unclear) {
		enum rc rc = open_decision(b, m->id, DETERMINING, "submitted", &d, e);

		if (rc != RC_OK)
			return rc;
		if (d != NULL && record_date(d, "proposed_on") > from)
			from = record_date(d, "proposed_on");
		record_free(d);
	}
	label = record_label(b, m);
	duty_add(out, unclear ? "R084" : "R043", unclear ? ORIGIN_LAW : ORIGIN_UNIT,
	    calendar_add_workdays(&b->org->cal, from, (int)b->org->param.v[days], NULL),
	    "matter", m->id, 4,
	    unclear ? "forward"
	    : old   ? "confirm_old"
		    : "approve",
	    "%s%s",
	    unclear ? T("审核报送不明确事项：", "forward the unclear matter: ")
	    : old   ? T("核对补登的旧事项：", "confirm what was entered later: ")
		    : T("审核批准：", "approve: "),
	    label);
	out->v[out->n - 1].roles = ROLE_CRP;
	free(label);
	return RC_OK;
}

/* Proposals are asked in order, oldest first, until limit of them are this person's to
 * decide. */
enum { PROPOSALS_ASKED = 2000 };

static enum rc
to_approve(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	struct lawcase c = { 0 };
	size_t asked = 0, found = 0;
	enum rc rc;

	if (!all && !(b->roles & ROLE_CRP))
		return RC_OK;
	query_init(&q, store_kind(b->store, "matter"));
	query_add(&q, "state", COND_EQ, "proposed", NULL);
	if ((rc = approver_case(&c, b, e)) == RC_OK)
		rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	while (rc == RC_OK && page.n > 0) {
		for (size_t i = 0; i < page.n && rc == RC_OK && found < limit; i++) {
			bool may = true, mine = false;

			if (!all)
				rc = approver_may(&c, b, page.rec[i], &may, e);
			if (rc == RC_OK && !all && may)
				rc = proposed_by_me(b, page.rec[i], &mine, e);
			may = may && !mine;
			if (rc == RC_OK && may) {
				rc = approval_owed(b, page.rec[i], out, e);
				found++;
			}
		}
		asked += page.n;
		if (rc != RC_OK || !page.more_after || found == limit ||
		    asked >= PROPOSALS_ASKED)
			break;
		pos_done(&at);
		pos_of(&q, page.rec[page.n - 1], &at);
		page_done(&page);
		rc = store_page(b->store, &q, PAGE_AFTER, &at, limit, &page, e);
	}
	lawcase_done(&c);
	pos_done(&at);
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
step4_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = to_approve(b, all, limit, out, e);

	if (rc == RC_OK)
		rc = change_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = confirm_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = recheck_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = disclose_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
	return rc == RC_OK ? review_inbox(b, all, limit, out, e) : rc;
}

enum rc
step4_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t force = 0, wait = 0, unmarked = 0, soon = 0, returned = 0;
	enum rc rc;

	if ((rc = count_where(b, "matter", "in_force", NULL, 0, &force, e)) != RC_OK ||
	    (rc = count_where(b, "matter", "proposed", NULL, 0, &wait, e)) != RC_OK ||
	    (rc = count_where(b, "matter", "approved", NULL, 0, &unmarked, e)) != RC_OK ||
	    (rc = count_where(b, "matter", "returned", NULL, 0, &returned, e)) != RC_OK ||
	    (rc = count_due(b, "matter", "in_force", "expiry", bench_today(b),
		 bench_today(b) + (int32_t)b->org->param.v[PARAM_LEAD_DAYS_1], &soon,
		 e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("保密中%zu 待审核%zu 待标志%zu 90日内到期%zu",
		"in force %zu, approve %zu, mark %zu, ending %zu"),
	    force, wait, unmarked, soon);
	out->done = (int)force;
	out->total = (int)(force + wait + unmarked + returned);
	out->alert = unmarked > 0 || returned > 0;
	if (wait > 0)
		snprintf(out->next, sizeof(out->next),
		    T("审核%zu件待审事项", "decide %zu proposals"), wait);
	else if (unmarked > 0)
		snprintf(out->next, sizeof(out->next),
		    T("为%zu件已批准事项作出标志", "mark %zu approved matters"),
		    unmarked);
	else if (force == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("拟定第一件国家秘密事项", "propose the first matter"));
	return review_tile(b, out, e);
}
