/* SPDX-License-Identifier: MIT */
/* Unclear matters, extension and release (法20, 24-25, 条例25). */
#include "config.h"
#include "law/check.h"

void
rule_R084(const struct rule *r, const struct facts *f, struct findings *out)
{
	long n = f->param->v[PARAM_UNCLEAR_SEND_WD];
	char drafted[11], day[11];
	int32_t due;

	if (f->entry.present)
		findings_add_as(out, SEV_BLOCK, r, "matter.entry",
		    T("条目%s已有规定，不是不明确事项；请依据条目按一般程序定密",
			"entry %s names it, so it is not unclear; determine it by the "
			"entry"),
		    f->entry.code);
	if (f->matter.created_on == DATE_NONE)
		return;
	due = fact_workdays(f, f->matter.created_on, n);
	if (f->today > due)
		findings_add(out, r, "matter.created_on",
		    T("拟定于 %s，应在%ld个工作日内（%s "
		      "前）报送，已超过；请立即报送并说明原因",
			"drafted on %s, to be sent within %ld working days (by %s), "
			"which is past; "
			"send it at once and say why"),
		    fact_day(f->matter.created_on, drafted), n, fact_day(due, day));
}

void
rule_R096(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t old = fact_old_expiry(f), new = fact_expiry(f);
	char day[11], later[11];

	if (old == DATE_NONE)
		return;
	if (f->today >= old)
		findings_add(out, r, "matter.old_expiry",
		    T("原保密期限已满，自 %s 起已自行解密，不能再延长；请按解密登记",
			"the period has run out, it is released since %s and cannot be "
			"extended; "
			"record the release"),
		    fact_day(old, day));
	if (new != DATE_NONE &&new <= old)
		findings_add(out, r, "matter.new_expiry",
		    T("新的届满日 %s 不晚于原届满日 %s，不是延长；请改正，缩短期限的走变更",
			"the new expiry %s is not after the old one, %s; correct it, a "
			"shorter "
			"period is a change"),
		    fact_day(new, later), fact_day(old, day));
}

void
rule_R097(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t old = fact_old_expiry(f), arrives = f->matter.notice_arrives;
	char day[11], on[11];

	if (old == DATE_NONE)
		return;
	fact_day(old, day);
	if (arrives == DATE_NONE)
		findings_add_as(out, SEV_TASK, r, "matter.notice_arrives",
		    T("延长通知须在 %s 前送达知悉范围；请登记通知的送达日期",
			"the notice must reach the circle before %s; record when it "
			"does"),
		    day);
	else if (arrives >= old)
		findings_add(out, r, "matter.notice_arrives",
		    T("延长通知 %s 才送达，不早于原届满日 "
		      "%s；届时收件单位处已自行解密，请提前送达",
			"the notice arrives on %s, not before the old expiry %s, when "
			"the matter is "
			"released there; deliver it earlier"),
		    fact_day(arrives, on), day);
}

void
rule_R098(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *max = &f->entry.max_period;
	int32_t limit = period_expiry(max, fact_start(f), f->param),
		total = fact_expiry(f);
	char shown[256], day[11], until[11];

	if (!f->entry.present || limit == DATE_NONE || total == DATE_NONE ||
	    total <= limit || f->matter.external_approval != DATE_NONE)
		return;
	period_show(max, shown);
	findings_add(out, r, "matter.external_approval",
	    T("累计保密至 "
	      "%s，超过条目%s规定的%s（%s）；请报规定该范围的中央有关机关批准（%ld日内答复），"
	      "批准后填写批准日期",
		"the whole period ends %s, beyond entry %s's %s (%s); ask the central "
		"organ that set "
		"the scope (it answers within %ld days) and enter the day of its "
		"approval"),
	    fact_day(total, day), f->entry.code, shown, fact_day(limit, until),
	    f->param->v[PARAM_EXTERNAL_ANSWER_DAYS]);
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
	if (f->matter.cause != CAUSE_SCOPE && f->matter.cause != CAUSE_HARMLESS)
		return;
	if (f->matter.interest_assessment != ANSWER_YES)
		findings_add(out, r, "matter.interest_assessment",
		    T("提前解密没有利益评估记录；请评估公开后是否损害国家安全和利益并记录%"
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
rule_R109(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.period.kind != PERIOD_LONG ||
	    f->matter.external_approval != DATE_NONE)
		return;
	findings_add(out, r, "matter.external_approval",
	    T("保密期限为长期，不得自行解密；请报规定该范围的中央有关机关批准（%ld日内答复），"
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
	if (f->matter.cause == CAUSE_SCOPE || f->matter.cause == CAUSE_HARMLESS)
		findings_add(out, r, "matter.cause",
		    T("解除后请书面通知知悉范围内的单位和人员，并在原标志附近作出解密标志",
			"after the release notify the circle in writing and put the "
			"release mark "
			"beside the old one"));
}
