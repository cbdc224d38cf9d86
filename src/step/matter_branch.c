/* SPDX-License-Identifier: MIT */
/*
 * What the unit may not decide itself: an unclear matter is drafted, protected and
 * forwarded (条例25; R084-R087); one above its authority is protected and referred to the
 * superior (法17; R013, R014, R023). What comes back is in matter_letter.c.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* ---- unclear */

/* Nobody approves when it is drafted: what the law says of an approver comes with the
 * forwarding. */
static enum rc
draft_findings(struct act_run *run, enum law_act act, struct findings *out, struct err *e)
{
	struct lawcase c;
	struct computed got;
	struct findings all = { 0 };
	char due[11], level[32];
	enum rc rc;

	if ((rc = letter_case(&c, run, act, e)) != RC_OK)
		goto out;
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.v[i].field, "approver.", 9) != 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	law_compute(&c.f, &got);
	if ((rc = resubmitted_check(run, out, e)) != RC_OK || got.level == LEVEL_NONE)
		goto out;
	date_format(got.due, due);
	snprintf(level, sizeof(level), "%s", level_zh(got.level));
	snprintf(run->computed, sizeof(run->computed),
	    T("现按%s级保护  报：%s  最迟报送日：%s",
		"protected as %s now  to: %s  to be sent by: %s"),
	    level, letter_addressee(run->bench, got.addressee), due);
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static ALLOW_FN(unclear_check)
{
	return draft_findings(run, LAW_FORWARD, out, e);
}

static EFFECT_FN(protect_effect)
{
	(void)t, (void)e;
	record_set(run->rec, "effective_level", record_get(run->rec, "level"));
	return RC_OK;
}

static EFFECT_FN(unclear_after)
{
	enum rc rc = propose_after(run, t, e);

	return rc == RC_OK ? letter_draft(run, t, LAW_FORWARD, "unclear", e) : rc;
}

static enum rc
forward_prepare(struct act_run *run, struct err *e)
{
	enum rc rc = decide_prepare(run, e);

	if (rc == RC_OK)
		act_suggest_value(run, "opinion2", T("同意报送", "agreed, to be sent"));
	return rc;
}

static ALLOW_FN(forward_check)
{
	struct record *x = NULL;
	enum rc rc = approve_check(run, out, e);

	if (rc != RC_OK || (rc = open_letter(run->bench, run->rec->id, "unclear", "draft",
				&x, e)) != RC_OK)
		return rc;
	snprintf(run->computed, sizeof(run->computed),
	    T("报：%s  最迟报送日：%s", "to: %s  to be sent by: %s"),
	    x != NULL ? record_get(x, "addressee") : "",
	    x != NULL ? record_get(x, "due") : "");
	record_free(x);
	return RC_OK;
}

/* Reviewed, signed and sent; decided elsewhere (R087). */
static EFFECT_FN(forward_effect)
{
	struct lawcase c;
	struct record *x = NULL;
	enum rc rc;

	if ((rc = decide_case(&c, run->bench, run->rec, e)) != RC_OK ||
	    (rc = decide_sign(run, &c, t, e)) != RC_OK ||
	    (rc = open_letter(run->bench, run->rec->id, "unclear", "draft", &x, e)) !=
		RC_OK)
		goto out;
	if (x == NULL) {
		rc = err_set(e, RC_NOTFOUND, "%s",
		    T("找不到待报送的请示", "there is no letter to send"));
		goto out;
	}
	record_set(x, "state", "sent");
	record_set_date(x, "sent_on", bench_today(run->bench));
	record_set(x, "due", NULL);
	rc = txn_put(t, x, "forward", "", e);
out:
	lawcase_done(&c);
	record_free(x);
	return rc;
}

/* ---- no authority */

static ALLOW_FN(refer_check)
{
	enum rc rc = referred_alone(run, out, e);

	if (rc != RC_OK)
		return rc;
	if (record_int(run->rec, "level") == 0)
		step_finding(out, "R023", SEV_BLOCK, "level", "%s",
		    T("请拟定密级，答复前按拟定的密级保护",
			"propose a level: it is protected at that until the answer"));
	return draft_findings(run, LAW_REFER, out, e);
}

static EFFECT_FN(refer_after)
{
	enum rc rc = propose_after(run, t, e);

	return rc == RC_OK ? letter_draft(run, t, LAW_REFER, "referral", e) : rc;
}

/* clang-format off */
#define DRAFTED "title,codename,matter_kind,created_on,dept_id,neg_public,neg_regime,neg_known,neg_disclose," \
	"level,period,knowers,ntk_unit,ntk_reason,head_no,harm,harm_text,justification,doc_no,start_on,start_kind," \
	"copies,pages,unmarkable,opinion,note"
#define REFERRED "title,codename,matter_kind,issuer,created_on,dept_id,neg_public,neg_regime,neg_known,neg_disclose,entry_id," \
	"level,period,knowers,ntk_unit,ntk_reason,head_no,harm,harm_text,justification,doc_no,start_on,start_kind,opinion,note"

static const struct act_def acts[] = {
	{ .kind = "matter", .name = "unclear", .key = 'q', .to = "proposed", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "拟定不明确事项", "draft an unclear matter" },
	  .help = { "目录没有规定但符合法定条件的：拟定密级、期限、知悉范围，先行保护，10个工作日内报送（R084）。",
		    "No entry names it, but it meets the law: draft level, period and circle, protect it, send it up within 10 working days (R084)." },
	  .ask = DRAFTED, .allow = propose_allow, .prepare = propose_prepare, .check = unclear_check,
	  .stamp = "proposer_id=me,dept_id?=my_dept,origin=unclear", .effect = protect_effect, .after = unclear_after },
	{ .kind = "matter", .name = "redraft", .key = 'y', .from = "draft,returned", .to = "proposed", .only = "origin=unclear", .roles = ROLE_PROPOSER | ROLE_CRP,
	  .title = { "修改后再送报送审核", "correct and submit for forwarding" },
	  .help = { "按退回意见修改，再送定密责任人审核报送。", "Correct as asked and submit again for forwarding." },
	  .ask = DRAFTED, .allow = propose_own, .prepare = propose_prepare, .check = unclear_check,
	  .stamp = "proposer_id=me,dept_id?=my_dept", .effect = protect_effect, .after = unclear_after },
	{ .kind = "matter", .name = "forward", .key = 'f', .from = "proposed", .to = "unclear_sent", .only = "origin=unclear", .roles = ROLE_CRP, .flags = ACT_WEIGHTY,
	  .title = { "审核报送", "forward for decision" },
	  .help = { "不明确事项本单位无权批准：审核后报保密行政管理部门确定（R085、R087）。", "The unit may not approve what is unclear: review it and send it to the secrecy department (R085, R087)." },
	  .ask_kind = "decision", .ask = "opinion2", .allow = approve_allow, .prepare = forward_prepare, .check = forward_check, .effect = forward_effect },
	{ .kind = "matter", .name = "refer", .key = 'j', .to = "referred", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "无权定密，先行保护并报请", "no authority: protect and refer" },
	  .help = { "密级超出本单位权限，或以上级名义制发：先行保护，立即报请上级确定（R023、R060）。",
		    "Above the unit's authority, or issued in the superior's name: protect it first and refer it at once (R023, R060)." },
	  .ask = REFERRED, .allow = propose_allow, .prepare = propose_prepare, .check = refer_check,
	  .stamp = "proposer_id=me,dept_id?=my_dept,origin=referred", .effect = protect_effect, .after = refer_after },
	{ .kind = "matter", .name = "refer_up", .key = 'k', .from = "draft,returned,proposed", .to = "referred", .only = "origin=original", .roles = ROLE_PROPOSER, .flags = ACT_WEIGHTY | ACT_SELDOM, .ask = "",
	  .title = { "改为先行保护并报请", "protect and refer instead" },
	  .help = { "拟定后发现本单位无权确定的，由承办人改为报请上级（R023、R060）。", "A proposal the unit turns out not to be able to decide is referred by its proposer (R023, R060)." },
	  .allow = propose_own, .check = refer_check, .stamp = "origin=referred", .effect = protect_effect, .after = refer_after },
	{ .kind = "external", .name = "send", .key = 's', .from = "draft", .to = "sent", .only = "kind=referral", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "登记报出", "record the sending" },
	  .help = { "报请函发出后登记日期；“立即”报请的期限见期限栏（R023）。", "Record the day the letter went out; it is to go at once (R023)." },
	  .ask = "sent_on", .prepare = send_prepare, .check = send_check, .effect = send_effect },
	{ .kind = "external", .name = "received", .key = 'v', .from = "sent", .to = "received", .only = "kind=unclear", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "登记对方收到", "record that they have it" },
	  .help = { "答复期限自对方收到之日起10个工作日（R086）。", "They answer within 10 working days of having it (R086)." },
	  .ask = "received_on", .prepare = received_prepare, .check = received_check, .effect = received_effect },
	{ .kind = "external", .name = "answer", .key = 'a', .from = "sent,received,answered", .to = "answered", .only = "kind=unclear|referral", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_WEIGHTY,
	  .title = { "登记答复", "record the answer" },
	  .help = { "照答复登记密级和期限，由另一名定密责任人核对来文后生效；登记有误的，生效以前重新登记（R086、R023）。",
		    "Enter the level and period answered; another, a responsible person, confirms it from the letter. Enter it again where it was wrong (R086, R023)." },
	  .ask = "answer,answer_level,answer_period,answer_on", .prepare = answer_prepare, .check = answer_check, .effect = answer_effect, .stamp = "answered_by_id=me" },
	{ .kind = "external", .name = "confirm_answer", .key = 'f', .from = "answered", .to = "closed", .only = "kind=unclear|referral", .roles = ROLE_CRP | ROLE_OFFICE, .flags = ACT_WEIGHTY, .not_self = "answered_by_id", .ask = "",
	  .title = { "核对答复，照此执行", "confirm the answer" },
	  .help = { "登记人、拟定人以外的定密责任人核对来文（没有的由保密办）：事项照答复确定，转入作出标志；不属于国家秘密的，解除先行保护（R086、R042）。",
		    "A responsible person who neither drafted nor entered it holds it against the letter (where there is none, the office): the matter takes what was answered and is to be marked, or it is no secret (R086, R042)." },
	  .allow = confirm_answer_allow, .check = answer_check, .effect = confirm_answer_effect },
};
/* clang-format on */
const struct step_table matter_branch_table = { .act = acts, .nact = ARRAY_LEN(acts) };
