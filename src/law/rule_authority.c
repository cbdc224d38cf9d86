/* SPDX-License-Identifier: MIT */
/* The unit's authority and the grants it may rest on (法17, 条例16). */
#include "config.h"
#include "law/check.h"

#include <string.h>

static bool
grant_expired(const struct facts *f)
{
	return f->unit.grant_until != DATE_NONE && f->today > f->unit.grant_until;
}

static bool
beyond_unit(const struct facts *f)
{
	return f->matter.level > law_unit_ceiling(&f->unit, f->today);
}

void
rule_R013(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level own = tier_ceiling(f->unit.tier);

	if (own == LEVEL_NONE || f->unit.special_regime || !beyond_unit(f))
		return;
	findings_add(out, r, "matter.level",
	    T("%s的定密权限到%s级，拟定为%s级；请改用“无权定密，先行保护并报请”，"
	      "由上级机关、单位确定",
		"the authority of a %s goes up to %s, proposed is %s; use 'no authority: "
		"protect and refer', the superior decides"),
	    tx(tier_title(f->unit.tier)), level_zh(law_unit_ceiling(&f->unit, f->today)),
	    level_zh(f->matter.level));
}

void
rule_R014(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level ceiling = law_unit_ceiling(&f->unit, f->today);

	if (tier_ceiling(f->unit.tier) != LEVEL_NONE || f->unit.special_regime ||
	    !beyond_unit(f))
		return;
	if (ceiling == LEVEL_NONE)
		findings_add(out, r, "matter.level",
		    T("%s没有法定定密权，也没有有效授权；请改用“无权定密，先行保护并报请”"
		      "，"
		      "由上级机关、单位确定",
			"a %s has no authority of its own and no valid grant; use 'no "
			"authority: protect and refer', the superior decides"),
		    tx(tier_title(f->unit.tier)));
	else
		findings_add(out, r, "matter.level",
		    T("授权到%s级，拟定为%s级；请改用“无权定密，先行保护并报请”，"
		      "由上级机关、单位确定",
			"the grant goes up to %s, proposed is %s; use 'no authority: "
			"protect and refer', the superior decides"),
		    level_zh(ceiling), level_zh(f->matter.level));
}

static void
grant_lacks(const struct rule *r, struct findings *out, bool there, const char *field,
    struct text2 what)
{
	if (!there)
		findings_add(out, r, field,
		    T("授权未载明%s；请按授权书补填，授权书缺项的退回授权机关",
			"the grant does not state %s; fill it in from the letter, or "
			"send the letter "
			"back"),
		    tx(what));
}

void
rule_R015(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_unit *u = &f->unit;

	if (f->act == LAW_GRANT) {
		grant_lacks(r, out, !f->grant.received || fact_said(f->grant.letter_no),
		    "grant.letter_no", (struct text2){ "文号", "its number" });
		grant_lacks(r, out, u->grant_level != LEVEL_NONE, "unit.grant_level",
		    (struct text2){ "密级权限", "the levels" });
		grant_lacks(r, out, fact_said(u->grant_scope), "unit.grant_scope",
		    (struct text2){ "事项范围", "the matters" });
		grant_lacks(r, out, u->grant_until != DATE_NONE, "unit.grant_until",
		    (struct text2){ "授权期限", "the term" });
		return;
	}
	if (!fact_needs_grant(f) || beyond_unit(f) || fact_grant_covers(f))
		return;
	findings_add(out, r, "matter.entry",
	    T("授权的事项范围（%s）不含条目%s；请改用“无权定密，先行保护并报请”，"
	      "由上级机关、单位确定",
		"the grant covers %s, not entry %s; use 'no authority: protect and "
		"refer', the superior decides"),
	    u->grant_scope, f->entry.code);
}

void
rule_R016(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_grant *g = &f->grant;
	enum level most = tier_ceiling(g->grantor_tier);

	if (g->grantor_tier != TIER_OTHER && f->unit.grant_level > most)
		findings_add(out, r, "unit.grant_level",
		    T("授权机关为%s，权限到%s级，不得授予%s级；请退回授权机关更正",
			"the grantor is a %s with authority up to “%s” and cannot grant "
			"%s; send "
			"the letter back"),
		    tx(tier_title(g->grantor_tier)),
		    most == LEVEL_NONE ? T("无", "none") : level_zh(most),
		    level_zh(f->unit.grant_level));
	if (g->regrant == ANSWER_YES)
		findings_add(out, r, "grant.regrant",
		    T("授权机关自身凭授权定密，不得再授权；请向有法定定密权的机关申请",
			"the grantor holds a grant itself and may not grant further; "
			"apply to an "
			"organ with authority of its own"));
}

void
rule_R018(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_grant *g = &f->grant;

	if (g->grantor_kind == NULL || strcmp(g->grantor_kind, "sad") != 0)
		return;
	if (g->grantor_tier == TIER_COUNTY || g->grantor_tier == TIER_PREFECTURE)
		findings_add(out, r, "grant.grantor_kind",
		    T("只有国家和省级保密行政管理部门可以直接授权，授权方为%s；"
		      "请向省级以上申请",
			"only the state and provincial secrecy departments grant "
			"directly, this one "
			"is of a %s; apply there"),
		    tx(tier_title(g->grantor_tier)));
	else
		findings_add_as(out, SEV_WARN, r, "grant.grantor_kind",
		    T("保密行政管理部门直接授权限于无法由上级机关授权的特殊情况；"
		      "请留存情况说明",
			"a direct grant is for cases where no superior can grant; keep "
			"the statement "
			"of why"));
}

void
rule_R021(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t start = f->matter.start, end = f->unit.grant_until;
	long most = f->param->v[PARAM_GRANT_MAX_YEARS];
	char day[11], from[11];

	if (f->act != LAW_GRANT) {
		if (fact_needs_grant(f) && f->unit.grant_level >= f->matter.level &&
		    grant_expired(f))
			findings_add(out, r, "unit.grant_until",
			    T("所依据的授权已于 %s "
			      "到期，凭此授权的定密权一并中止；请重新申请，"
			      "其间按无权定密报请上级",
				"the grant ended on %s, and with it all authority that "
				"rests on it; "
				"apply anew and meanwhile refer matters to the superior"),
			    fact_day(f->unit.grant_until, day));
		return;
	}
	if (start == DATE_NONE || end == DATE_NONE)
		return;
	if (end < start)
		findings_add(out, r, "unit.grant_until",
		    T("授权截止日 %s 早于起始日 %s；请核对授权书",
			"the grant ends on %s before it begins on %s; check the letter"),
		    fact_day(end, day), fact_day(start, from));
	else if (!f->grant.task && end >= date_add_years(start, (int)most))
		findings_add_as(out, SEV_WARN, r, "unit.grant_until",
		    T("授权期限至 %s，超过%ld年%s；请与授权机关核对",
			"the grant runs until %s, longer than %ld years%s; ask the "
			"grantor"),
		    fact_day(end, day), most, origin_note(ORIGIN_ADVICE));
}

void
rule_R023(const struct rule *r, const struct facts *f, struct findings *out)
{
	long n = f->param->v[PARAM_REFER_WD];
	char created[11], day[11];
	int32_t due;

	/* What is issued in the superior's name is his whatever the level (R060). */
	if (f->matter.level != LEVEL_NONE && !beyond_unit(f) &&
	    f->matter.issuer != ISSUER_SUPERIOR)
		findings_add(out, r, "matter.level",
		    T("本单位有权确定%s级；请按一般程序由定密责任人审核批准，不必报请",
			"the unit itself may decide %s; let a responsible person approve "
			"it instead"),
		    level_zh(f->matter.level));
	if (f->matter.created_on == DATE_NONE)
		return;
	due = fact_workdays(f, f->matter.created_on, n);
	if (f->today > due)
		findings_add(out, r, "matter.created_on",
		    T("该事项产生于 %s，应立即报请（%ld个工作日内，即 %s "
		      "前%s）；请立即报出并说明迟延原因",
			"created on %s, to be referred at once (within %ld working days, "
			"by %s%s); "
			"send it now and explain the delay"),
		    fact_day(f->matter.created_on, created), n, fact_day(due, day),
		    origin_note(ORIGIN_UNIT));
}

void
rule_R026(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (!f->unit.special_regime || !beyond_unit(f))
		return;
	findings_add(out, r, "matter.level",
	    T("%s级超出一般机关的权限（%"
	      "s）；请按公安、国家安全机关的专门规定核对本单位权限",
		"%s is beyond the usual authority of a %s; check it against the special "
		"rules of "
		"public and state security organs"),
	    level_zh(f->matter.level), tx(tier_title(f->unit.tier)));
}

/* Yearly average over the last years, without a fraction: the sum against the product. */
void
rule_R019(const struct rule *r, const struct facts *f, struct findings *out)
{
	long often = f->param->v[PARAM_OFTEN_PER_YEAR],
	     years = f->param->v[PARAM_OFTEN_YEARS];
	int produced = f->grant.produced;

	if (f->grant.task || f->grant.received || produced < 0 ||
	    produced >= often * years)
		return;
	findings_add(out, r, "grant.produced",
	    T("近%ld年产生%d件，年均不足%ld件，不属于经常产生；请逐件报请上级确定，"
	      "承担涉密任务的申请就该任务授权",
		"in %ld years %d matters, fewer than %ld a year, are not often; refer "
		"each to the superior, or apply for a grant bound to a task"),
	    years, produced, often);
}
