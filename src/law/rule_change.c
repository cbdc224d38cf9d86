/* SPDX-License-Identifier: MIT */
/* Change and extension (法23-24). */
#include "config.h"
#include "law/check.h"

#include <string.h>

static bool
period_changed(const struct facts *f)
{
	const struct fact_matter *m = &f->matter;

	return m->old_period.kind == PERIOD_NONE ||
	       !period_same(&m->old_period, &m->period);
}

static bool
level_changed(const struct facts *f)
{
	return f->matter.old_level != f->matter.level;
}

void
rule_R073(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.unmarkable)
		return;
	if (f->act == LAW_RELEASE)
		findings_add(out, r, "matter.mark",
		    T("解除后请在每份载体的原标志附近作出解密标志",
			"after the release put the release mark beside the old one on "
			"every carrier"));
	else if (f->act == LAW_EXTEND || level_changed(f) || period_changed(f))
		findings_add(out, r, "matter.mark",
		    T("请在每份载体的原标志附近重新作出标志，划去原标志",
			"put the new mark beside the old one on every carrier and strike "
			"that"));
}

void
rule_R092(const struct rule *r, const struct facts *f, struct findings *out)
{
	switch (f->matter.cause) {
	case CAUSE_SCOPE:
	case CAUSE_HARM:
		return;
	case CAUSE_NONE:
		findings_add(out, r, "matter.cause",
		    T("没有变更理由；请选择法律法规、保密事项范围变化，或者损害程度明显变"
		      "化",
			"no ground for the change; choose law or scope changed, or "
			"damage changed clearly"));
		return;
	default:
		findings_add_as(out, SEV_BLOCK, r, "matter.cause",
		    T("所选理由是解密的理由，不是变更的理由；请改选，或改走解密",
			"that is a ground for release, not for a change; choose another, "
			"or release it"));
	}
}

void
rule_R093(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (fact_foreign(f))
		findings_add(out, r, "matter.owner",
		    T("不是本单位确定的事项，由原定密单位或其上级变更；请向其提出建议，其"
		      "间不变",
			"another unit determined it, and that unit or its superior "
			"changes it; make a suggestion there, and leave it as it is"));
	else if (f->matter.owner == OWNER_SUBORDINATE)
		findings_add_as(out, SEV_LOG, r, "matter.owner",
		    T("由上级直接变更下级确定的事项；请书面通知原定密单位",
			"a superior changes what a subordinate determined; tell the "
			"originator in writing"));
}

void
rule_R095(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.notice_arrives == DATE_NONE)
		findings_add(out, r, "matter.notice_arrives",
		    T("变更后请及时书面通知知悉范围内的单位和人员，由其标明变更后的密级、"
		      "保密期限和知悉范围，并登记送达",
			"notify the circle in writing, let it mark the new level, period "
			"and circle, and record the receipts"));
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
		    T("新的届满日 %s 不晚于原届满日 "
		      "%s，不是延长；请改正，缩短期限的走变更",
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

	if (!f->entry.present || f->matter.external_approval != DATE_NONE)
		return;
	if (period_counted(max) && fact_start(f) == DATE_NONE)
		findings_add_as(out, SEV_WARN, r, "matter.first_start",
		    T("没有首次制发日期，无法核对累计期限是否超过条目%s；请补填",
			"no day of first issue, so nobody can tell whether the whole "
			"period goes beyond entry %s; fill it in"),
		    f->entry.code);
	if (fact_said(f->entry.condition) &&
	    (fact_period(f)->kind != PERIOD_CONDITION ||
		strcmp(fact_period(f)->cond, f->entry.condition) != 0)) {
		findings_add(out, r, "matter.external_approval",
		    T("条目%s规定的解密条件为“%"
		      "s”，延长后不再以此为限；请报规定该范围的中央有"
		      "关机关批准（%ld日内答复），批准后填写批准日期",
			"entry %s fixes the condition “%s”, past which the extension "
			"goes; ask the central organ that set the scope (it answers "
			"within %ld days) and enter the day of its approval"),
		    f->entry.code, f->entry.condition,
		    f->param->v[PARAM_EXTERNAL_ANSWER_DAYS]);
		return;
	}
	if (limit == DATE_NONE || total == DATE_NONE || total <= limit)
		return;
	period_show(max, shown);
	findings_add(out, r, "matter.external_approval",
	    T("累计保密至 "
	      "%s，超过条目%s规定的%s（%s）；请报规定该范围的中央有关机关批准（%"
	      "ld日内答复），"
	      "批准后填写批准日期",
		"the whole period ends %s, beyond entry %s's %s (%s); ask the central "
		"organ that set "
		"the scope (it answers within %ld days) and enter the day of its "
		"approval"),
	    fact_day(total, day), f->entry.code, shown, fact_day(limit, until),
	    f->param->v[PARAM_EXTERNAL_ANSWER_DAYS]);
}

void
rule_R099(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_matter *m = &f->matter;

	if (m->old_level == LEVEL_NONE || m->level == LEVEL_NONE || !level_changed(f))
		return;
	if (m->level > m->old_level)
		findings_add(out, r, "matter.level",
		    T("密级由%s升为%s；请复核知悉范围内人员的类别和每份载体的存放场所",
			"the level rises from %s to %s; check the category of everybody "
			"in the circle and the place of every carrier"),
		    level_zh(m->old_level), level_zh(m->level));
	else
		findings_add(out, r, "matter.level",
		    T("密级由%s降为%s；请复核知悉范围和载体的存放是否仍需要那样严",
			"the level falls from %s to %s; see whether circle and places "
			"still need to be so strict"),
		    level_zh(m->old_level), level_zh(m->level));
}

void
rule_R107(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.owner == OWNER_OTHER && f->matter.successor == ANSWER_YES)
		findings_add(out, r, "matter.successor",
		    T("原定密单位已撤销、合并或分立，由承担其职能的本单位负责变更和解除；"
		      "请在记录中注明承接依据",
			"the originator is gone and its functions are here, so the unit "
			"changes and releases; note in the record on what that rests"));
}
