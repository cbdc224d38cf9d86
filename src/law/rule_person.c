/* SPDX-License-Identifier: MIT */
/* Who proposes and who decides (法16, 条例14-15, 2014 rule 14-17). */
#include "config.h"
#include "law/check.h"

#include <string.h>

/* On these acts the approver of the facts is the person to be designated. */
static bool
is_appointment(const struct facts *f)
{
	return f->act == LAW_NOMINATE || f->act == LAW_DESIGNATE ||
	       f->act == LAW_ACTIVATE;
}

void
rule_R027(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.kind == CRP_STATUTORY)
		findings_add(out, r, "approver.kind",
		    T("主要负责人依职务就是法定定密责任人，不需指定；请另选人员",
			"the head is responsible by office; choose somebody else"));
}

void
rule_R028(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.own_staff == ANSWER_NO)
		findings_add(out, r, "approver.own_staff",
		    T("拟指定人员不是本单位人员；"
		      "请从本单位负责人、内设机构负责人或其他人员中选择",
			"the designee is not on the staff; choose from the unit's own "
			"people"));
	if (f->act == LAW_DESIGNATE && f->proposer.present &&
	    f->proposer.kind != CRP_STATUTORY)
		findings_add(out, r, "proposer.kind",
		    T("指定人不是主要负责人；请由主要负责人作出指定，定密责任人不得再指"
		      "定",
			"the designator is not the head; only the head designates, "
			"nobody passes it "
			"on"));
}

void
rule_R029(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_person *p = &f->approver;
	bool appointing = is_appointment(f);

	if ((!appointing && p->kind != CRP_DESIGNATED) || fact_self_released(f))
		return;
	if (p->max_level == LEVEL_NONE)
		findings_add(out, r, "approver.max_level",
		    T("指定书未载明密级权限；请由主要负责人明确到绝密、机密或秘密级",
			"the designation states no level; the head must state 绝密, 机密 "
			"or 秘密"));
	if (!fact_said(p->scope))
		findings_add_as(out, appointing ? SEV_BLOCK : SEV_WARN, r,
		    "approver.scope",
		    T("指定书未载明事项范围；请由主要负责人明确（条目代码，或 * "
		      "表示全部）",
			"the designation states no matters; the head must name entries, "
			"or * for all"));
	else if (!appointing && f->entry.present && !fact_covers(p->scope, f->entry.code))
		findings_add(out, r, "approver.scope",
		    T("条目%s不在该定密责任人的事项范围（%s）内；"
		      "请送主要负责人或范围内的定密责任人",
			"entry %s is not among his matters (%s); send it to the head or "
			"to a "
			"responsible person whose matters it is"),
		    f->entry.code, p->scope);
}

void
rule_R030(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_person *p = &f->approver;
	enum level unit = law_unit_ceiling(&f->unit, f->today);
	enum level level = fact_decided_level(f);

	if (fact_self_released(f))
		return;
	if (is_appointment(f)) {
		if (p->max_level > unit && !f->unit.special_regime)
			findings_add(out, r, "approver.max_level",
			    T("指定权限%s级超出本单位定密权限（%"
			      "s）；请降到本单位权限以内",
				"%s is beyond the unit's own authority (%s); lower it"),
			    level_zh(p->max_level),
			    unit == LEVEL_NONE ? T("无", "none") : level_zh(unit));
		return;
	}
	if (p->kind == CRP_DESIGNATED && p->max_level != LEVEL_NONE &&
	    level > p->max_level)
		findings_add(out, r, "approver.max_level",
		    T("该定密责任人的权限到%s级，本事项为%s级；请送主要负责人或有%"
		      "s级权限的定密责任人",
			"his limit is %s, the matter is %s; send it to the head or to "
			"somebody with "
			"authority for %s"),
		    level_zh(p->max_level), level_zh(level), level_zh(level));
}

void
rule_R031(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_person *p = &f->approver;
	enum level level = is_appointment(f) ? p->max_level : f->matter.level, fits;

	if (p->category == NULL)
		return;
	fits = category_ceiling(p->category);
	if (fits == LEVEL_NONE)
		findings_add_as(out, p->kind == CRP_STATUTORY ? SEV_WARN : r->severity, r,
		    "approver.category",
		    T("定密责任人应为涉密人员，而该人员没有涉密人员类别；"
		      "请先确定其涉密岗位和类别",
			"a responsible person is classified staff, and he has no "
			"category; settle "
			"his post and category first"));
	else if (fits < level)
		findings_add_as(out, f->act == LAW_DETERMINE ? SEV_WARN : r->severity, r,
		    "approver.category",
		    T("其涉密人员类别只对应到%s级，不及%s级%s；请调整类别并按类别审查，"
		      "或降低权限",
			"his category fits up to %s, less than %s%s; raise and vet the "
			"category, or "
			"lower the authority"),
		    level_zh(fits), level_zh(level), origin_note(ORIGIN_UNIT));
}

void
rule_R032(const struct rule *r, const struct facts *f, struct findings *out)
{
	bool appointing = is_appointment(f);

	if (fact_said(f->approver.letter_no) || fact_self_released(f))
		return;
	if (appointing || f->approver.kind == CRP_DESIGNATED)
		findings_add_as(out, appointing ? SEV_BLOCK : SEV_WARN, r,
		    "approver.letter_no",
		    T("没有指定书文号；请由主要负责人签发书面指定书并登记文号%s",
			"no letter of designation; the head signs one, record its "
			"number%s"),
		    origin_note(r->origin));
}

static void
untrained(const struct rule *r, enum severity s, const char *field,
    const struct fact_person *p, const struct facts *f, struct findings *out)
{
	char day[11];

	if (crp_trained(p, f->today))
		return;
	if (p->trained_until == DATE_NONE)
		findings_add_as(out, s, r, field,
		    T("没有定密培训合格记录；请先培训合格，再办理",
			"no record of training; pass the training first"));
	else
		findings_add_as(out, s, r, field,
		    T("定密培训已于 %s 到期；请重新培训合格，再办理",
			"the training lapsed on %s; renew it first"),
		    fact_day(p->trained_until, day));
}

void
rule_R033(const struct rule *r, const struct facts *f, struct findings *out)
{
	bool soft = f->param->v[PARAM_PROPOSER_UNTRAINED_WARN] != 0;

	if (fact_self_released(f))
		return;
	if (f->proposer.present && !is_appointment(f))
		untrained(r, soft ? SEV_WARN : r->severity, "proposer.trained_until",
		    &f->proposer, f, out);
	if (f->approver.present)
		untrained(r, r->severity, "approver.trained_until", &f->approver, f, out);
}

void
rule_R034(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct {
		const struct fact_person *p;
		const char *field;
	} who[] = {
		{ &f->proposer, "proposer.trained_until" },
		{ &f->approver, "approver.trained_until" },
	};

	for (size_t i = 0; i < ARRAY_LEN(who); i++) {
		const struct fact_person *p = who[i].p;
		char day[11];

		if (!p->present || !crp_trained(p, f->today) ||
		    p->trained_until - f->today >= f->param->v[PARAM_LEAD_DAYS_2])
			continue;
		findings_add(out, r, who[i].field,
		    T("定密培训将于 %s 到期；请安排复训，到期后不得拟定和审批",
			"the training lapses on %s; arrange a renewal, without it "
			"nothing can be "
			"proposed or approved"),
		    fact_day(p->trained_until, day));
	}
}

void
rule_R035(const struct rule *r, const struct facts *f, struct findings *out)
{
	const char *tier = f->approver.tier;

	if (!fact_said(tier) || strcmp(tier, "principal") == 0 || fact_self_released(f))
		return;
	findings_add(out, r, "approver.tier",
	    T("管理、辅助定密责任人不作审核批准；请送主要定密责任人",
		"managing and assistant responsible persons do not approve; send it to a "
		"principal "
		"one"));
}

void
rule_R036(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_person *p = &f->approver;
	long n = f->param->v[PARAM_FILING_WD];
	char day[11];

	if (p->kind != CRP_DESIGNATED || fact_self_released(f))
		return;
	if (f->act == LAW_ACTIVATE && p->published_on == DATE_NONE)
		findings_add(out, r, "approver.published_on",
		    T("尚未在本单位公布；请公布定密责任人名单及其权限",
			"not yet published in the unit; publish the list with the "
			"limits"));
	if (p->filed_on != DATE_NONE)
		return;
	if (p->from == DATE_NONE)
		findings_add(out, r, "approver.filed_on",
		    T("尚未备案；请报同级保密行政管理部门备案（指定后%ld个工作日内%s）",
			"not yet filed; file it with the secrecy department of the same "
			"level "
			"(within %ld working days%s)"),
		    n, origin_note(ORIGIN_UNIT));
	else
		findings_add(out, r, "approver.filed_on",
		    T("尚未备案；请于 %s "
		      "前报同级保密行政管理部门备案（指定后%ld个工作日内%s）",
			"not yet filed; file it by %s with the secrecy department of the "
			"same level "
			"(within %ld working days%s)"),
		    fact_day(fact_workdays(f, p->from, n), day), n,
		    origin_note(ORIGIN_UNIT));
}

void
rule_R037(const struct rule *r, const struct facts *f, struct findings *out)
{
	static const struct text2 states[] = {
		[CRP_INACTIVE] = { "尚未生效", "not yet active" },
		[CRP_ACTIVE] = { "在任", "active" },
		[CRP_SUSPENDED] = { "已暂停", "suspended" },
		[CRP_ENDED] = { "已终止", "ended" },
	};
	const struct fact_person *p = &f->approver;
	char from[11], to[11];

	if (p->kind == CRP_NONE || fact_self_released(f))
		return;
	if (!crp_active(p))
		findings_add(out, r, "approver.state",
		    T("该定密责任人的指定%s；请送主要负责人或其他在任的定密责任人",
			"his designation is %s; send it to the head or to another "
			"responsible person"),
		    tx(states[p->state]));
	if (!crp_in_term(p, f->today))
		findings_add(out, r,
		    p->to != DATE_NONE && f->today > p->to ? "approver.to"
							   : "approver.from",
		    T("今天不在其任期（%s 至 "
		      "%s）内；请送主要负责人或其他在任的定密责任人，或先续任",
			"today is not within his term (%s to %s); send it to the head or "
			"to another "
			"responsible person, or renew the term first"),
		    fact_day(p->from, from), fact_day(p->to, to));
}

void
rule_R039(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->proposer.id != 0 && f->proposer.id == f->approver.id)
		findings_add(out, r, "proposer.id",
		    T("提名人与被提名人为同一人；请由其所在部门提名%s",
			"nominator and nominee are one person; let the department "
			"nominate%s"),
		    origin_note(r->origin));
}

void
rule_R041(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (fact_self_released(f))
		return;
	if (!f->proposer.present)
		findings_add(out, r, "proposer.id",
		    T("没有承办人的具体意见；请先由承办人提出",
			"no proposal of a proposer; let one propose first"));
	if (f->act == LAW_PROPOSE)
		return;
	if (!f->approver.present)
		findings_add(out, r, "approver.id",
		    T("没有定密责任人审核批准；请送有权限的定密责任人",
			"no responsible person approves; send it to one with authority"));
	else if (f->approver.kind == CRP_NONE)
		findings_add(out, r, "approver.kind",
		    T("审批人不是定密责任人；请送主要负责人或其指定的定密责任人",
			"the approver is no responsible person; send it to the head or "
			"his designee"));
}

void
rule_R042(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (fact_self_released(f) || !f->proposer.present || !f->approver.present)
		return;
	if (f->proposer.id == 0 || f->approver.id == 0) {
		findings_add_as(out, SEV_WARN, r, "approver.id",
		    T("没有写明承办人和定密责任人各是谁，无从核对是否两人；请补填",
			"who proposes and who approves is not given, so nobody can tell "
			"whether they are two; fill it in"));
		return;
	}
	if (f->proposer.id != f->approver.id)
		return;
	findings_add(out, r, "approver.id",
	    T("承办人不得审批自己的拟定意见；请送另一名定密责任人",
		"nobody approves his own proposal; send it to another responsible "
		"person"));
}

void
rule_R055(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.present && f->approver.kind != CRP_NONE)
		return;
	findings_add(out, r, "approver.kind",
	    T("扩大知悉范围未经主要负责人或其指定的人员批准；请送其批准，"
	      "原定密单位另有规定的从其规定",
		"neither the head nor his delegate approves the wider circle; send it "
		"there, and keep "
		"what the originator has laid down"));
}

void
rule_R009(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.present && f->approver.kind != CRP_STATUTORY)
		findings_add(out, r, "approver.kind",
		    T("一览表须由主要负责人审定后报备案；请送主要负责人",
			"the head approves the unit's list before it is filed; send it "
			"to him"));
}
