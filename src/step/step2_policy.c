/* SPDX-License-Identifier: MIT */
/*
 * Step 2: policies (draft → submit → approve → in force → review), acknowledged in their
 * exact version; secrecy scopes and their catalogue; the unit's list of matters, not
 * beyond the scope (条例13; R005–R010).
 */
#include <string.h>
#include "step/cascade.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "policy", "draft",     { "起草", "draft" }, TONE_WAIT },
	{ "policy", "submitted", { "待批准", "submitted" }, TONE_WAIT },
	{ "policy", "approved",  { "已批准待印发", "approved, to be issued" }, TONE_WAIT },
	{ "policy", "in_force",  { "施行", "in force" }, TONE_GOOD },
	{ "policy", "review",    { "复核中", "under review" }, TONE_WAIT },
	{ "policy", "amended",   { "已修订", "amended" }, TONE_END },
	{ "policy", "repealed",  { "已废止", "repealed" }, TONE_END },
	{ "policy_ack", "due",   { "待阅", "to be read" }, TONE_WAIT },
	{ "policy_ack", "read",  { "已阅知", "acknowledged" }, TONE_GOOD },
	{ "scope", "in_force",   { "现行", "in force" }, TONE_GOOD },
	{ "scope", "superseded", { "已替代", "superseded" }, TONE_END },
	{ "scope_entry", "active", { "现行", "active" }, TONE_GOOD },
	{ "scope_entry", "ended", { "已删除", "ended" }, TONE_END },
	{ "list_entry", "draft",    { "起草", "draft" }, TONE_WAIT },
	{ "list_entry", "approved", { "已批准待备案", "approved, to be filed" }, TONE_WAIT },
	{ "list_entry", "filed",    { "已备案", "filed" }, TONE_WAIT },
	{ "list_entry", "in_force", { "现行", "in force" }, TONE_GOOD },
	{ "list_entry", "revised",  { "已修订", "revised" }, TONE_END },
	{ "list_entry", "withdrawn", { "已取消", "withdrawn" }, TONE_END },
	{ "scope_feedback", "draft", { "草拟", "draft" }, TONE_WAIT },
	{ "scope_feedback", "sent",  { "已报送", "sent" }, TONE_WAIT },
	{ "scope_feedback", "answered", { "已答复", "answered" }, TONE_END },
};
/* clang-format on */

/* ---- policies */

static enum rc
policy_own(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (record_int(run->rec, "drafted_by_id") != bench_me(run->bench) &&
	    !(bench_roles(run->bench) & ROLE_OFFICE))
		step_finding(out, "R041", SEV_BLOCK, "drafted_by_id", "%s",
		    T("由起草人或保密办办理", "for the drafter or the secrecy office"));
	return RC_OK;
}

static enum rc
policy_other(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (record_int(run->rec, "drafted_by_id") == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "approved_by_id", "%s",
		    T("起草人不批准自己起草的制度",
			"the drafter does not approve his own policy"));
	return RC_OK;
}

static enum rc
policy_issue_prepare(struct act_run *run, struct err *e)
{
	int32_t today = bench_today(run->bench);
	char iso[11];

	(void)e;
	date_format(today, iso);
	act_suggest_value(run, "issued_on", iso);
	act_suggest_value(run, "effective_on", iso);
	date_format(date_add_months(
			today, (int)run->bench->org->param.v[PARAM_POLICY_REVIEW_MONTHS]),
	    iso);
	act_suggest_value(run, "review_due", iso);
	return RC_OK;
}

static enum rc
policy_issue_check(struct act_run *run, struct findings *out, struct err *e)
{
	int32_t issued = date_parse(act_value(run, "issued_on")),
		effective = date_parse(act_value(run, "effective_on"));

	(void)e;
	if (issued == DATE_NONE || effective == DATE_NONE)
		step_finding(out, "R041", SEV_BLOCK,
		    issued == DATE_NONE ? "issued_on" : "effective_on", "%s",
		    T("请填印发和施行日期", "give the days of issue and effect"));
	else if (effective < issued)
		step_finding(out, "R041", SEV_BLOCK, "effective_on", "%s",
		    T("施行日期不早于印发日期",
			"a policy takes effect no earlier than it is issued"));
	return RC_OK;
}

/* Everybody in post is to read exactly this version. */
static enum rc
policy_issue_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct pos at = { 0 };
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "person"));
	query_add(&q, "state", COND_EQ, "in_post", NULL);
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 500, &page, e);
	while (rc == RC_OK && page.n > 0) {
		for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
			struct record *ack =
			    record_new(store_kind(run->bench->store, "policy_ack"));

			record_set(ack, "state", "due");
			record_set_int(ack, "policy_id", run->rec->id);
			record_set_int(ack, "person_id", page.rec[i]->id);
			record_set(ack, "version", record_get(run->rec, "version"));
			rc = txn_put(t, ack, "issue", "", e);
			record_free(ack);
		}
		if (rc != RC_OK || !page.more_after)
			break;
		pos_done(&at);
		pos_of(&q, page.rec[page.n - 1], &at);
		page_done(&page);
		rc = store_page(run->bench->store, &q, PAGE_AFTER, &at, 500, &page, e);
	}
	pos_done(&at);
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
amend_effect(struct act_run *run, struct txn *t, struct err *e)
{
	char v[24];

	(void)t;
	(void)e;
	snprintf(
	    v, sizeof(v), "%ld", strtol(record_get(run->rec, "version"), NULL, 10) + 1);
	record_set(run->rec, "version", v);
	record_set_int(run->rec, "drafted_by_id", bench_me(run->bench));
	record_set(run->rec, "approved_by_id", NULL);
	return RC_OK;
}

static enum rc
ack_own(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (record_int(run->rec, "person_id") != bench_me(run->bench))
		step_finding(out, "R041", SEV_BLOCK, "person_id", "%s",
		    T("只能由本人阅知", "only the person himself can acknowledge"));
	return RC_OK;
}

/* ---- scope entries and the unit's list */

static enum rc
entry_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct period p = { 0 };
	enum level l = (enum level)strtol(act_value(run, "level"), NULL, 10);
	const char *max = act_value(run, "max_period");

	(void)e;
	if (*max == '\0' && *act_value(run, "condition") == '\0' &&
	    strcmp(act_value(run, "long_term"), "1") != 0)
		step_finding(out, "R006", SEV_BLOCK, "max_period", "%s",
		    T("条目须载明期限、解密条件或长期三者之一",
			"an entry states a period, a release condition or long-term"));
	if (*max != '\0' && period_parse(max, &p, NULL) && l != LEVEL_NONE &&
	    strcmp(act_value(run, "long_term"), "1") != 0 &&
	    !period_within_cap(&p, bench_today(run->bench), l, &run->bench->org->param))
		step_finding(out, "R046", SEV_WARN, "max_period",
		    T("%s超过法定最长期限，请核对范围原文",
			"longer than the cap of %s: check the scope's text"),
		    level_zh(l));
	return RC_OK;
}

/* What matters rest on is not reworded under them: it ends and a new entry takes its
 * place. */
static enum rc
entry_unused(struct act_run *run, struct findings *out, struct err *e)
{
	size_t n = 0;
	enum rc rc =
	    count_where(run->bench, "matter", NULL, "entry_id", run->rec->id, &n, e);

	if (rc == RC_OK && n > 0)
		step_finding(out, "R005", SEV_BLOCK, "code",
		    T("已有%zu件事项以此条目为依据；请停用本条目，另录新条目",
			"%zu matters rest on this entry: end it and enter a new one"),
		    n);
	return rc;
}

static enum rc
list_prepare(struct act_run *run, struct err *e)
{
	struct record *r = NULL;
	char cond[256];
	enum rc rc;

	if (*act_value(run, "entry_id") == '\0')
		return RC_OK;
	if ((rc = store_get(run->bench->store, "scope_entry",
		 strtoll(act_value(run, "entry_id"), NULL, 10), &r, e)) != RC_OK)
		return rc;
	act_suggest_value(run, "level", record_get(r, "level"));
	snprintf(cond, sizeof(cond), "条件:%s", record_get(r, "condition"));
	act_suggest_value(run, "period",
	    *record_get(r, "condition") != '\0' ? cond
	    : record_int(r, "long_term") == 1	? "长期"
						: record_get(r, "max_period"));
	act_suggest_value(run, "concrete", record_get(r, "matter"));
	act_suggest_value(run, "knowers", record_get(r, "ntk_text"));
	record_free(r);
	return RC_OK;
}

/* A row never goes beyond its entry (R010). */
static enum rc
list_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c;
	enum rc rc;

	lawcase_init(&c, run->bench, LAW_LIST);
	c.f.matter.level = (enum level)strtol(act_value(run, "level"), NULL, 10);
	period_parse(act_value(run, "period"), &c.f.matter.period, NULL);
	c.f.matter.start = bench_today(run->bench);
	if ((rc = lawcase_unit(&c, run->bench, e)) == RC_OK &&
	    (rc = lawcase_entry(&c, run->bench,
		 strtoll(act_value(run, "entry_id"), NULL, 10), e)) == RC_OK)
		law_check(&c.f, out);
	lawcase_done(&c);
	return rc;
}

static enum rc
filed_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*act_value(run, "filed_on") == '\0')
		step_finding(out, "R008", SEV_BLOCK, "filed_on", "%s",
		    T("请填备案日期", "give the day of filing"));
	return RC_OK;
}

#define DRAFTERS (ROLE_CRP | ROLE_OFFICE)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "policy", .name = "draft", .key = 'n', .to = "draft", .roles = DRAFTERS, .flags = ACT_NEW,
	  .title = { "起草制度", "draft a policy" }, .help = { "由定密责任人起草，写明法律依据。", "Drafted by a responsible person; states its legal basis." },
	  .ask = "policy_kind,title,version,legal_basis,body,note", .stamp = "drafted_by_id=me,version?=1" },
	{ .kind = "policy", .name = "edit", .key = 'e', .from = "draft", .roles = DRAFTERS, .flags = ACT_EDIT,
	  .title = { "修改草案", "edit the draft" }, .help = { "送审之前可以修改。", "May be edited until it is submitted." }, .ask = "policy_kind,title,legal_basis,body,note", .allow = policy_own },
	{ .kind = "policy", .name = "submit", .key = 's', .from = "draft", .to = "submitted", .roles = DRAFTERS, .ask = "",
	  .title = { "送审", "submit" }, .help = { "送主管领导批准。", "Submit for approval." }, .allow = policy_own },
	{ .kind = "policy", .name = "approve", .key = 'a', .from = "submitted", .to = "approved", .roles = ROLE_HEAD | ROLE_COMMITTEE, .flags = ACT_WEIGHTY, .ask = "opinion",
	  .title = { "批准", "approve" }, .help = { "起草人以外的主管领导批准。", "Approved by somebody other than the drafter." }, .allow = policy_other, .stamp = "approved_by_id=me" },
	{ .kind = "policy", .name = "return", .key = 'r', .from = "submitted", .to = "draft", .roles = ROLE_HEAD | ROLE_COMMITTEE, .ask = "opinion",
	  .title = { "退回修改", "return" }, .help = { "写明意见退回起草人。", "Back to the drafter with an opinion." } },
	{ .kind = "policy", .name = "issue", .key = 'i', .from = "approved", .to = "in_force", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "issued_on,effective_on,review_due",
	  .title = { "印发施行", "issue" }, .help = { "印发后全体在岗人员须阅知这一版本。", "Everybody in post is then to acknowledge this very version." },
	  .prepare = policy_issue_prepare, .check = policy_issue_check, .after = policy_issue_after },
	{ .kind = "policy", .name = "review", .key = 'v', .from = "in_force", .to = "review", .roles = DRAFTERS | ROLE_HEAD, .ask = "note",
	  .title = { "开始复核", "review" }, .help = { "按期检查制度是否仍然适用。", "Check at intervals whether the policy still fits." } },
	{ .kind = "policy", .name = "keep", .key = 'k', .from = "review", .to = "in_force", .roles = DRAFTERS | ROLE_HEAD, .ask = "review_due,note",
	  .title = { "复核后保留", "keep" }, .help = { "继续施行，定下次复核日期。", "It stays in force; set the next review." }, .prepare = policy_issue_prepare },
	{ .kind = "policy", .name = "amend", .key = 'm', .from = "review", .to = "draft", .roles = DRAFTERS, .ask = "title,legal_basis,body,note",
	  .title = { "修订为新版本", "amend" }, .help = { "版本号加一，重新送审；旧版本留在历史中。", "The next version; the old one stays in the history." }, .effect = amend_effect },
	{ .kind = "policy", .name = "repeal", .key = 'z', .from = "in_force,review", .to = "repealed", .roles = ROLE_HEAD, .flags = ACT_WEIGHTY, .ask = "note",
	  .title = { "废止", "repeal" }, .help = { "写明原因。", "State the reason." } },
	{ .kind = "policy_ack", .name = "read", .key = 'a', .from = "due", .to = "read", .roles = ROLE_STAFF, .ask = "",
	  .title = { "阅知", "acknowledge" }, .help = { "确认已阅读这一版本。", "I have read this version." }, .allow = ack_own, .stamp = "read_on=today" },
	{ .kind = "scope", .name = "enter", .key = 'n', .to = "in_force", .roles = DRAFTERS, .flags = ACT_NEW,
	  .title = { "录入范围", "enter a scope" }, .help = { "录入现行保密事项范围的名称和文号。", "Enter the title and number of a scope in force." } },
	{ .kind = "scope", .name = "correct", .key = 'e', .from = "in_force", .roles = DRAFTERS, .flags = ACT_EDIT,
	  .title = { "更正", "correct" }, .help = { "更正录入错误。", "Correct a typing error." } },
	{ .kind = "scope", .name = "supersede", .key = 'z', .from = "in_force", .to = "superseded", .roles = DRAFTERS, .flags = ACT_WEIGHTY, .ask = "superseded_by_id,note",
	  .title = { "登记替代", "superseded" }, .help = { "新范围施行后登记；其条目随之停用，受影响的事项和一览表条目列入待办。", "When a new scope takes its place; its entries end, and what rests on them is listed." }, .effect = supersede_effect },
	{ .kind = "scope_entry", .name = "enter", .key = 'n', .to = "active", .roles = DRAFTERS, .flags = ACT_NEW, .parent_from = "in_force",
	  .title = { "录入条目", "enter an entry" }, .help = { "逐条录入：事项、密级、期限、知悉范围、产生层级。", "Matter, level, period, circle, level of origin." }, .check = entry_check },
	{ .kind = "scope_entry", .name = "correct", .key = 'e', .from = "active", .roles = DRAFTERS, .flags = ACT_EDIT,
	  .title = { "更正", "correct" }, .help = { "更正录入错误。", "Correct a typing error." }, .allow = entry_unused, .check = entry_check },
	{ .kind = "scope_entry", .name = "end", .key = 'z', .from = "active", .to = "ended", .roles = DRAFTERS, .flags = ACT_WEIGHTY, .ask = "replaced_by_id,note",
	  .title = { "停用条目", "end" }, .help = { "范围删除、修改这一条目时停用，修改的先录入新条目；受影响的事项和一览表条目列入待办。", "When the scope drops or rewords it, the new entry being entered first; what rests on it is listed." }, .effect = entry_end_effect },
	{ .kind = "list_entry", .name = "draft", .key = 'n', .to = "draft", .roles = ROLE_CRP | ROLE_PROPOSER | ROLE_OFFICE, .flags = ACT_NEW,
	  .title = { "拟定一览表条目", "draft a list row" }, .help = { "把目录条目细化为本单位的具体事项，不得超出条目。", "Bring an entry down to the unit's concrete matter, never beyond it." },
	  .ask = "entry_id,concrete,level,period,dept_id,post_id,knowers,carrier_form,note", .prepare = list_prepare, .check = list_check, .stamp = "drafted_by_id=me,version?=1" },
	{ .kind = "list_entry", .name = "edit", .key = 'e', .from = "draft", .roles = ROLE_CRP | ROLE_PROPOSER | ROLE_OFFICE, .flags = ACT_EDIT,
	  .title = { "修改", "edit" }, .help = { "批准之前可以修改。", "Until it is approved." },
	  .ask = "entry_id,concrete,level,period,dept_id,post_id,knowers,carrier_form,note", .check = list_check },
	{ .kind = "list_entry", .name = "approve", .key = 'a', .from = "draft", .to = "approved", .roles = ROLE_HEAD, .not_self = "drafted_by_id", .ask = "note",
	  .title = { "批准", "approve" }, .help = { "经主要负责人批准后生效前报备案。", "Approved by the principal head, then filed." }, .allow = list_entry_stands, .stamp = "approved_by_id=me,approved_on=today" },
	{ .kind = "list_entry", .name = "file", .key = 'f', .from = "approved", .to = "in_force", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "filed_on,filed_with", .need = "filed_on,filed_with",
	  .title = { "备案施行", "file" }, .help = { "报同级保密行政管理部门备案。", "Filed with the secrecy department." }, .allow = list_entry_stands, .prepare = filing_prepare, .check = filed_check },
	{ .kind = "list_entry", .name = "revise", .key = 'v', .from = "in_force", .to = "draft", .roles = ROLE_CRP | ROLE_OFFICE, .flags = ACT_SELDOM, .ask = "note", .stamp = "stale_on=",
	  .title = { "修订", "revise" }, .help = { "范围变化后修订，重新批准备案。", "When the scope has changed; approved and filed again." } },
	{ .kind = "list_entry", .name = "withdraw", .key = 'z', .from = "draft,approved,in_force", .to = "withdrawn", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "note",
	  .title = { "取消", "withdraw" }, .help = { "写明原因。", "State the reason." } },
	{ .kind = "scope_feedback", .name = "draft", .key = 'n', .to = "draft", .roles = ROLE_CRP | ROLE_OFFICE, .flags = ACT_NEW,
	  .title = { "拟写意见", "draft feedback" }, .help = { "范围中的问题和修改建议。", "Problems of the scope and proposals." }, .ask = "entry_id,text", .stamp = "by_id?=me" },
	{ .kind = "scope_feedback", .name = "send", .key = 's', .from = "draft", .to = "sent", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "sent_to,sent_on",
	  .title = { "报送", "send" }, .help = { "报送制定机关。", "To the organ that set the scope." } },
	{ .kind = "scope_feedback", .name = "answer", .key = 'a', .from = "sent", .to = "answered", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "answer,answered_on",
	  .title = { "登记答复", "record the answer" }, .help = { "登记收到的答复。", "Record what was answered." } },
};
/* clang-format on */
STEP_TABLE(2, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 2, .kind = "policy", .states = "submitted", .ahead_days = -1,
	  .roles = ROLE_HEAD, .origin = ORIGIN_UNIT, .act = "approve", .text = { "批准制度：", "approve policy: " } },
	{ .step = 2, .kind = "policy", .states = "approved", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .origin = ORIGIN_UNIT, .act = "issue", .text = { "印发制度：", "issue policy: " } },
	{ .step = 2, .kind = "policy", .states = "in_force", .due = "review_due", .ahead_days = 30,
	  .roles = ROLE_OFFICE, .origin = ORIGIN_UNIT, .act = "review", .text = { "复核制度：", "review policy: " } },
	{ .step = 2, .kind = "list_entry", .states = "in_force", .due = "stale_on", .ahead_days = 0,
	  .roles = ROLE_CRP | ROLE_OFFICE, .rule = "R008", .origin = ORIGIN_LAW, .act = "revise", .text = { "所据条目已变动，修订一览表：", "its entry has changed, revise the list row: " } },
	{ .step = 2, .kind = "list_entry", .states = "draft", .ahead_days = -1,
	  .roles = ROLE_HEAD, .rule = "R009", .origin = ORIGIN_LAW, .act = "approve", .text = { "批准一览表条目：", "approve list row: " } },
	{ .step = 2, .kind = "list_entry", .states = "draft", .ahead_days = -1,
	  .roles = ROLE_CRP, .rule = "R009", .origin = ORIGIN_LAW, .act = "edit", .text = { "参与一览表：", "work on the list: " } },
	{ .step = 2, .kind = "list_entry", .states = "approved", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R008", .origin = ORIGIN_LAW, .act = "file", .text = { "一览表备案：", "file list row: " } },
};
/* clang-format on */

/*
 * Who still has to read what: acknowledgements of the version in force. Those of an older
 * version or of a repealed policy are owed no more. person 0: everybody's; out may be
 * NULL.
 */
static enum rc
unread(struct bench *b, const struct record *policy, int64_t person, size_t limit,
    size_t *n, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "policy_ack"));
	query_add_int(&q, "policy_id", policy->id);
	query_add(&q, "state", COND_EQ, "due", NULL);
	query_add(&q, "version", COND_EQ, record_get(policy, "version"), NULL);
	if (person != 0) {
		query_add_int(&q, "person_id", person);
	}
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	*n += page.n;
	for (size_t i = 0; rc == RC_OK && out != NULL && i < page.n; i++) {
		duty_add(out, NULL, ORIGIN_UNIT, DATE_NONE, "policy_ack", page.rec[i]->id,
		    2, "read", "%s%s", T("阅知制度：", "acknowledge policy: "),
		    record_get(policy, "title"));
		out->v[out->n - 1].owner = record_int(page.rec[i], "person_id");
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
unread_all(struct bench *b, int64_t person, size_t limit, size_t *n, struct duties *out,
    struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*n = 0;
	query_init(&q, store_kind(b->store, "policy"));
	query_add_in(&q, "state", true, "in_force,review");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 200, &page, e);
	for (size_t i = 0; i < page.n && rc == RC_OK; i++)
		rc = unread(b, page.rec[i], person, limit, n, out, e);
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
step2_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	size_t n;
	enum rc rc = duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);

	if (rc != RC_OK || (!all && bench_me(b) == 0))
		return rc;
	return unread_all(b, all ? 0 : bench_me(b), limit, &n, out, e);
}

enum rc
step2_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t force = 0, way = 0, entries = 0, rows = 0, acks = 0;
	enum rc rc;

	if ((rc = count_where(b, "policy", "in_force", NULL, 0, &force, e)) != RC_OK ||
	    (rc = count_where(b, "policy", "draft,submitted,approved,review", NULL, 0,
		 &way, e)) != RC_OK ||
	    (rc = count_where(b, "scope_entry", "active", NULL, 0, &entries, e)) !=
		RC_OK ||
	    (rc = count_where(b, "list_entry", "in_force", NULL, 0, &rows, e)) != RC_OK ||
	    (rc = unread_all(b, 0, 10000, &acks, NULL, e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("制度%zu 目录条目%zu 一览表%zu 未阅知%zu",
		"policies %zu, entries %zu, list %zu, unread %zu"),
	    force, entries, rows, acks);
	out->done = (int)force;
	out->total = (int)(force + way);
	out->alert = entries == 0;
	if (entries == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("录入保密事项范围及其目录条目",
			"enter the secrecy scope and its entries"));
	else if (force == 0 && way == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("起草第一项定密工作制度", "draft the first policy"));
	else if (way > 0)
		snprintf(out->next, sizeof(out->next),
		    T("继续办理%zu项制度", "carry on with %zu policies"), way);
	return RC_OK;
}
