/* SPDX-License-Identifier: MIT */
/* Yearly review, release, publication and the way to the archive (法20, 24; 条例22). */
#include "config.h"
#include "law/check.h"

/* Does the text itself go out? */
static bool
made_public(const struct facts *f)
{
	return f->act == LAW_DISCLOSE || f->matter.cause == CAUSE_PUBLISHED;
}

static bool
decided_early(const struct facts *f)
{
	return f->matter.cause == CAUSE_SCOPE || f->matter.cause == CAUSE_HARMLESS;
}

/* By a decision, whose circle is told and which says what comes after: not by itself, not
 * by publication. */
static bool
decided(const struct facts *f)
{
	return decided_early(f) || f->matter.cause == CAUSE_SOURCE;
}

void
rule_R100(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t expiry = fact_old_expiry(f);
	char day[11];

	if (f->matter.review == REVIEW_NONE)
		findings_add(out, r, "matter.review",
		    T("没有年度审核结论；请选择继续保密、变更、延长或解密，并写明理由",
			"no result of the yearly review; choose keep, change, extend or "
			"release, and say why"));
	else if (f->matter.review != REVIEW_RELEASE && expiry != DATE_NONE &&
		 f->today >= expiry)
		findings_add(out, r, "matter.review",
		    T("自 %s 起已自行解密，不能再保密、变更或延长；请登记解密",
			"released by itself since %s, so it cannot be kept, changed or "
			"extended; record the release"),
		    fact_day(expiry, day));
	else if (!fact_said(f->matter.justification))
		findings_add_as(out, SEV_WARN, r, "matter.justification",
		    T("审核结论没有写明理由；请补写",
			"the result has no reason; say why"));
}

void
rule_R051(const struct rule *r, const struct facts *f, struct findings *out)
{
	struct period deemed = law_deemed_period(f->matter.level);
	int32_t expiry = fact_old_expiry(f);
	char shown[256], day[11];

	if (!fact_deemed(f))
		return;
	period_show(&deemed, shown);
	findings_add(out, r, "matter.period",
	    T("没有标明保密期限、解密条件，也没有书面通知的，%s级按%s推定，自 %s "
	      "起解密；请核对原件和通知",
		"where neither period nor condition is marked and no notice was given, "
		"%s is deemed %s, released from %s on; check the original and the "
		"notices"),
	    level_zh(f->matter.level), shown, fact_day(expiry, day));
}

void
rule_R101(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t expiry = fact_old_expiry(f);
	char day[11];

	if (expiry == DATE_NONE || f->matter.cause == CAUSE_NONE)
		return;
	fact_day(expiry, day);
	if (f->matter.cause == CAUSE_EXPIRED && f->today < expiry)
		findings_add(out, r, "matter.cause",
		    T("保密期限到 %s "
		      "才届满，尚不能按期满解密；需要提前的，请改选提前解密的理由",
			"the period ends on %s, so it has not run out; for an earlier "
			"release choose "
			"another ground"),
		    day);
	else if (f->matter.cause != CAUSE_EXPIRED && f->today >= expiry)
		findings_add_as(out, SEV_WARN, r, "matter.cause",
		    T("保密期限已满，自 %s 起已自行解密，不需审批；请按期满登记",
			"the period has run out, it is released since %s without "
			"approval; record it "
			"as expired"),
		    day);
}

void
rule_R102(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.cause == CAUSE_NONE)
		findings_add(out, r, "matter.cause",
		    T("没有解密理由；请选择期满、范围调整、公开后无损害或正式公布",
			"no ground for release; choose expiry, scope changed, harmless "
			"or published"));
	if (f->matter.cause == CAUSE_HARM)
		findings_add(out, r, "matter.cause",
		    T("所选理由是变更的理由，不是解密的理由；请改选，或改走变更",
			"that is a ground for a change, not for a release; choose "
			"another, or change it"));
	if (!decided_early(f))
		return;
	if (f->matter.interest_assessment != ANSWER_YES)
		findings_add(out, r, "matter.interest_assessment",
		    T("提前解密没有利益评估记录；请评估公开后是否损害国家安全和利益并记录"
		      "%"
		      "s",
			"no assessment of interests for an early release; assess and "
			"record whether "
			"it would do harm%s"),
		    origin_note(ORIGIN_UNIT));
	if (f->matter.cause == CAUSE_SCOPE && f->entry.present)
		findings_add_as(out, SEV_WARN, r, "matter.cause",
		    T("理由为范围调整，而条目%s仍然有效；请核对现行保密事项范围",
			"the ground is a changed scope, but entry %s is still in force; "
			"check the scope"),
		    f->entry.code);
}

void
rule_R103(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.cause == CAUSE_PUBLISHED)
		findings_add(out, r, "matter.cause",
		    T("正式公布即视为解密：请记录公布日期和载体，"
		      "公布文本不得保留国家秘密标志",
			"formal publication is release: record day and place, the "
			"published text must "
			"not bear the mark"));
}

void
rule_R074(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (!made_public(f))
		return;
	if (f->matter.sensitive == ANSWER_YES)
		findings_add(out, r, "matter.sensitive", "%s",
		    T("还有不得公开的内容；请删除后部分公开，不能分开的不予公开",
			"it still holds what must stay closed; take that out and publish "
			"a part, or publish nothing where it cannot be told apart"));
	if (fact_said(f->matter.mark))
		findings_add(out, r, "matter.mark",
		    T("公布的文本上还有标志“%s”；请删除或者遮盖，敏感内容一并处理",
			"the text to be published still bears “%s”; delete or cover it, "
			"and what is sensitive"),
		    f->matter.mark);
}

void
rule_R104(const struct rule *r, const struct facts *f, struct findings *out)
{
	bool free =
	    f->matter.released_on != DATE_NONE && f->matter.released_on <= f->today;

	if (f->act == LAW_DISCLOSE && !free)
		findings_add(out, r, "matter.released_on", "%s",
		    T("仍在保密期限内，不得公开；请先提出解密，解密后再作公开审查",
			"still in force, so it is not published; propose its release "
			"first and review the disclosure after that"));
	if (f->act == LAW_TRANSFER && f->matter.release_review != ANSWER_YES)
		findings_add(out, r, "matter.release_review",
		    T("移交国家档案馆前没有解密审核；请先审核，符合条件的解密后再移交",
			"not reviewed for release before the transfer to an archive; "
			"review it first and release what may be"));
}

void
rule_R106(const struct rule *r, const struct facts *f, struct findings *out)
{
	long lead = f->param->v[PARAM_LEAD_DAYS_1];
	int32_t expiry = fact_old_expiry(f);
	char day[11];

	if (f->matter.review != REVIEW_KEEP || expiry == DATE_NONE ||
	    f->today >= expiry || expiry - f->today > lead)
		return;
	findings_add(out, r, "matter.review",
	    T("保密期限将于 %s 届满（%ld日内%s）；需要延长的请在此前决定并送达通知，"
	      "不需要的到期自行解密",
		"the period ends on %s (within %ld days%s); where it must be extended, "
		"decide and deliver the notice before, else it is released by itself"),
	    fact_day(expiry, day), lead, origin_note(r->origin));
}

void
rule_R108(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (decided_early(f) && fact_foreign(f))
		findings_add(out, r, "matter.owner",
		    T("不是本单位确定的事项，不得自行解除；请向原定密单位或其上级提出建议"
		      "，"
		      "其间继续保护",
			"another unit determined it, so it is not released here; make a "
			"suggestion to the originator or its superior, and go on "
			"protecting it"));
}

void
rule_R109(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.period.kind != PERIOD_LONG ||
	    f->matter.external_approval != DATE_NONE)
		return;
	findings_add(out, r, "matter.external_approval",
	    T("保密期限为长期，不得自行解密；请报规定该范围的中央有关机关批准（%"
	      "ld日内答复），"
	      "批准后填写批准日期",
		"a 长期 matter is not released on one's own authority; ask the central "
		"organ that set "
		"the scope (it answers within %ld days) and enter the day of its "
		"approval"),
	    f->param->v[PARAM_EXTERNAL_ANSWER_DAYS]);
}

void
rule_R110(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (decided(f))
		findings_add(out, r, "matter.cause",
		    T("解除后请书面通知知悉范围内的单位和人员，并登记送达",
			"after the release notify the circle in writing and record the "
			"receipts"));
}

void
rule_R111(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (decided(f) && f->matter.work_secret == ANSWER_UNKNOWN)
		findings_add(out, r, "matter.work_secret",
		    T("没有写明解密后是否作为工作秘密管理；请写明",
			"it is not said whether it goes on as a work secret; say so"));
}

void
rule_R112(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.partial == ANSWER_YES && f->matter.point_level == LEVEL_NONE)
		findings_add(out, r, "matter.point_level",
		    T("部分解密而没有写明其余密点的密级；请逐一列明继续保密的部分，"
		      "不能分开的不得部分解密",
			"only a part is released, but the level of the other points is "
			"not given; list what stays protected, and release no part that "
			"cannot be told apart"));
}

void
rule_R113(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum answer reviewed = f->matter.disclosure_review;

	bool refuse = f->act == LAW_DISCLOSE || reviewed == ANSWER_NO;

	if (reviewed == ANSWER_YES ||
	    (f->act != LAW_DISCLOSE && f->matter.cause == CAUSE_NONE))
		return;
	if (made_public(f))
		findings_add_as(out, refuse ? SEV_BLOCK : SEV_TASK, r,
		    "matter.disclosure_review", "%s",
		    refuse
			? T("公布前没有保密审查；请逐项审查后再公开",
			      "not reviewed before publication; review it item by item "
			      "first")
			: T("请登记公布前的逐项保密审查",
			      "record the review, item by item, before publication"));
	else
		findings_add_as(out, SEV_LOG, r, "matter.disclosure_review",
		    T("解密不等于公开；需要公开的，先按信息公开程序逐项保密审查",
			"released is not public; what is to be published is reviewed "
			"item by item first"));
}

void
rule_R114(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (made_public(f) && fact_foreign(f) && f->matter.external_approval == DATE_NONE)
		findings_add(out, r, "matter.external_approval",
		    T("不是本单位产生的事项，公开须经原定密单位同意；请征得同意并填写日"
		      "期",
			"another unit produced it, and publication needs the "
			"originator's consent; obtain it and enter its day"));
}

void
rule_R115(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t due = fact_transfer_due(f);
	char day[11];

	if (due != DATE_NONE && f->today > due)
		findings_add(out, r, "matter.created_on",
		    T("应于 %s 前移交国家档案馆，已超过；请审核后移交，"
		      "因保密需要延期的办理延期手续",
			"due at the state archive by %s, which is past; review and "
			"transfer it, or have the delay for secrecy approved"),
		    fact_day(due, day));
}
