/* SPDX-License-Identifier: MIT */
/* What may be classified, on which basis, and the circle that may know (法13-14, 19, 21).
 */
#include "config.h"
#include "law/check.h"

#include <string.h>

static const struct text2 harms[] = {
	[LEVEL_NONE] = { "未选择", "none" },
	[LEVEL_BASE] = { "损害", "损害 (damage)" },
	[LEVEL_HIGH] = { "严重损害", "严重损害 (serious damage)" },
	[LEVEL_TOP] = { "特别严重损害", "特别严重损害 (especially serious damage)" },
};

void
rule_R001(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level level = f->matter.level, harm = f->matter.harm;

	if (level == LEVEL_NONE || level == harm)
		return;
	if (harm == LEVEL_NONE)
		findings_add_as(out, SEV_WARN, r, "matter.harm",
		    T("未选择泄露后的损害程度；%s级对应“%s”，请选择后再核对密级",
			"no damage chosen; %s stands for “%s”, choose and compare"),
		    level_zh(level), tx(harms[level]));
	else
		findings_add(out, r, "matter.harm",
		    T("损害程度“%s”对应%s级，拟定为%s级；请改密级或重新评估损害程度",
			"“%s” stands for %s, but %s is proposed; change the level or "
			"assess the "
			"damage again"),
		    tx(harms[harm]), level_zh(harm), level_zh(level));
}

void
rule_R003(const struct rule *r, const struct facts *f, struct findings *out)
{
	int no = f->matter.head_no;

	if (no == 0)
		findings_add_as(out, SEV_WARN, r, "matter.head_no",
		    T("未选择法定类别；请从保密法第十三条所列七类中选择一类，"
		      "都不符合的不是国家秘密",
			"no statutory head chosen; pick one of the seven of Article 13, "
			"what fits none is no state secret"));
	else if (no < 1 || no > 7)
		findings_add(out, r, "matter.head_no",
		    T("事项类别 %d 不存在；法定类别为第1至7项",
			"there is no kind %d; choose 1 to 7"),
		    no);
}

void
rule_R004(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct {
		enum answer said;
		const char *field;
		struct text2 what;
	} asked[] = {
		{ f->negative.public_need, "negative.public_need",
		    { "需要社会公众广泛知晓或者参与",
			"the public needs to know or take part" } },
		{ f->negative.other_regime, "negative.other_regime",
		    { "属于工作秘密、商业秘密或个人隐私",
			"it is a work secret, a trade secret or private" } },
		{ f->negative.already_public, "negative.already_public",
		    { "已经依法公开或者无法控制知悉范围",
			"it is lawfully public or beyond control" } },
		{ f->negative.must_disclose, "negative.must_disclose",
		    { "法律、法规或国家规定要求公开", "the law requires disclosure" } },
	};
	/* A source, or the superior, has answered what is not asked here; a yes still
	 * counts.
	 */
	bool open = f->act == LAW_DERIVE || f->act == LAW_REFER;

	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		if (asked[i].said == ANSWER_YES)
			findings_add(out, r, asked[i].field,
			    T("该事项%s，不得确定为国家秘密；请撤回拟定，"
			      "必要时按工作秘密管理",
				"not a state secret: %s; withdraw the proposal, protect "
				"it otherwise "
				"if need be"),
			    tx(asked[i].what));
		if (asked[i].said != ANSWER_UNKNOWN || open)
			continue;
		open = true; /* one reminder for all */
		findings_add_as(out, SEV_WARN, r, asked[i].field,
		    T("排除检查未完成（是否%s）；请逐项回答",
			"the exclusion questions are not all answered (whether %s); "
			"answer each"),
		    tx(asked[i].what));
	}
}

void
rule_R005(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_entry *e = &f->entry;
	enum level level = f->matter.level;

	bool later = f->act == LAW_CHANGE || f->act == LAW_EXTEND;

	/* A change raises nothing above its entry; what was decided above may stand there
	 * already, or rest on no entry. */
	if (later && (!e->present || level <= e->level || level <= f->matter.old_level))
		return;
	if (!e->present) {
		findings_add(out, r, "matter.entry",
		    T("没有保密事项范围条目作依据；请选择条目；"
		      "范围没有规定但符合法定条件的，"
		      "改用“拟定不明确事项”报保密行政管理部门，不得比照类推",
			"no scope entry as basis; choose one; what no scope names goes "
			"up by 'draft an unclear matter' to the secrecy department, "
			"never by analogy"));
		return;
	}
	if (level == LEVEL_NONE || level == e->level)
		return;
	if (level > e->level)
		findings_add(out, r, "matter.level",
		    T("条目%s规定为%s级，拟定为%s级；不得高于条目，请改为%s级",
			"entry %s says %s, proposed is %s; it may not be higher, change "
			"it to %s"),
		    e->code, level_zh(e->level), level_zh(level), level_zh(e->level));
	else
		findings_add_as(out, SEV_WARN, r, "matter.level",
		    T("条目%s规定为%s级，拟定为%"
		      "s级；低于条目的请写明理由，并向制定机关反馈",
			"entry %s says %s, proposed is %s; give the reason for a lower "
			"level and "
			"report it to the issuer of the scope"),
		    e->code, level_zh(e->level), level_zh(level));
}

void
rule_R006(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (!f->entry.present || f->unit.tier >= f->entry.origin_tier)
		return;
	findings_add(out, r, "matter.entry",
	    T("条目%s的产生层级为%s以上，本单位为%s；请核对条目是否适用",
		"entry %s is for %s and above, this unit is %s; see whether the entry "
		"applies"),
	    f->entry.code, tx(tier_title(f->entry.origin_tier)),
	    tx(tier_title(f->unit.tier)));
}

void
rule_R012(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *p = &f->matter.period;
	enum level level = f->matter.level;
	int cap = level_cap_years(level, f->param);
	const char *why = NULL;

	if (fact_said(f->matter.justification))
		return;
	if (f->matter.ntk == NTK_UNIT)
		why = T("知悉范围为整个单位", "the circle is a whole unit");
	else if (level != LEVEL_NONE &&
		 ((p->kind == PERIOD_YEARS && p->n == cap) ||
		     (p->kind == PERIOD_MONTHS && p->n == cap * 12)))
		why = T("保密期限取上限", "the period is the cap");
	else if (f->entry.present && p->kind != PERIOD_NONE &&
		 period_same(p, &f->entry.max_period))
		why = T("保密期限取条目最长期限", "the period is the entry's longest");
	else if (f->entry.present && level != LEVEL_NONE && level == f->entry.level)
		why = T("密级取条目最高密级", "the level is the entry's highest");
	if (why != NULL)
		findings_add(out, r, "matter.justification",
		    T("%s而没有写明理由；请补写必要性，或缩小范围、缩短期限",
			"%s, and no reason is given; say why it is needed, or take less"),
		    why);
}

void
rule_R043(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t created = f->matter.created_on;
	long n = f->param->v[PARAM_DETERMINE_WD];
	char day[11], due_day[11];
	int32_t due;

	if (created == DATE_NONE)
		return;
	due = fact_workdays(f, created, n);
	if (created > f->today)
		findings_add_as(out, SEV_BLOCK, r, "matter.created_on",
		    T("产生日期 %s 晚于今天；请改正日期",
			"created on %s lies in the future; correct it"),
		    fact_day(created, day));
	else if (f->today > due)
		findings_add(out, r, "matter.created_on",
		    T("该事项产生于 %s，应在产生的同时定密（间隔%ld个工作日内，即 %s "
		      "前%s）；"
		      "请说明迟延原因并核查期间的保护情况",
			"created on %s, to be determined at once (within %ld working "
			"days, by "
			"%s%s); explain the delay and check how it was protected "
			"meanwhile"),
		    fact_day(created, day), n, fact_day(due, due_day),
		    origin_note(ORIGIN_UNIT));
}

void
rule_R044(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.level == LEVEL_NONE)
		findings_add(out, r, "matter.level",
		    T("未定密级；密级、保密期限、知悉范围须一并确定",
			"no level; level, period and circle are fixed together"));
	if (fact_period(f)->kind == PERIOD_NONE)
		findings_add(out, r, fact_period_field(f),
		    T("未定保密期限；请写明期限、解密时间或解密条件，不得留空",
			"no period; give years, months or days, a release date or a "
			"condition"));
	if (f->matter.ntk != NTK_NONE)
		return;
	if (f->act == LAW_DERIVE) /* 条例18: the source's circle too is the measure */
		findings_add_as(out, SEV_WARN, r, "matter.ntk",
		    T("未定知悉范围，只能沿用来源的知悉范围；请在其内按工作需要限定到具体"
		      "人员",
			"no circle, so the source's applies; within it name the persons "
			"who need to know"));
	else
		findings_add(out, r, "matter.ntk",
		    T("未定知悉范围；请限定到具体人员，不能的限定到单位",
			"no circle; name the persons, or the unit where that cannot be"));
}

void
rule_R052(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.ntk != NTK_UNIT)
		return;
	if (!fact_said(f->matter.ntk_reason))
		findings_add(out, r, "matter.ntk_reason",
		    T("知悉范围为整个单位而没有理由；请限定到具体人员，确实不能的写明理"
		      "由",
			"the circle is a whole unit without a reason; name persons, or "
			"say why "
			"that cannot be"));
	else
		findings_add_as(out, SEV_TASK, r, "matter.ntk",
		    T("知悉范围限定到单位；请通知该单位限定到具体人员",
			"the circle is a unit; ask that unit to name the persons"));
}

void
rule_R054(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level level = f->act == LAW_LEND ? f->place.carrier_level : f->matter.level;

	if (level >= LEVEL_HIGH)
		findings_add(out, r,
		    f->act == LAW_LEND ? "place.carrier_level" : "matter.level",
		    T("%s级事项：每一知悉人员均记入知悉记录",
			"%s: everybody who learns of it is recorded"),
		    level_zh(level));
}

void
rule_R058(const struct rule *r, const struct facts *f, struct findings *out)
{
	int all = f->matter.joint_units, heard = f->matter.joint_consulted;

	if (heard >= all || fact_self_released(f))
		return;
	findings_add_as(out, f->act == LAW_PROPOSE ? SEV_WARN : SEV_BLOCK, r,
	    "matter.joint_consulted",
	    T("协办单位%d个，已征求意见%d个；请征求其余%d个单位意见并记录后再定",
		"%d co-units, %d heard; hear the other %d and record what they say "
		"first"),
	    all, heard, all - heard);
}

void
rule_R060(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.issuer != ISSUER_SUPERIOR || fact_self_released(f))
		return;
	if (f->act == LAW_PROPOSE)
		findings_add_as(out, SEV_WARN, r, "matter.issuer",
		    T("以上级名义制发：本单位只作为承办人拟定意见，请报上级审核批准%s",
			"issued in the superior's name: propose here, the superior "
			"approves%s"),
		    origin_note(r->origin));
	else
		findings_add(out, r, "matter.issuer",
		    T("以上级名义制发的，由上级定密、变更和解除%s；请改走报请上级",
			"what is issued in the superior's name the superior decides%s; "
			"refer it upward"),
		    origin_note(r->origin));
}

void
rule_R061(const struct rule *r, const struct facts *f, struct findings *out)
{
	static const struct {
		const char *kind;
		struct text2 todo;
	} kinds[] = {
		{ "meeting",
		    { "涉密会议、活动：请制定保密方案，限定参加人员和工作人员范围",
			"a classified meeting: draw up a protection plan, limit "
			"who attends" } },
		{ "procurement", { "涉密采购：请核验承担单位资质并签订保密协议",
				     "a classified purchase: check the contractor, sign "
				     "an agreement" } },
		{ "project",
		    { "涉密项目：委托外单位的，请核验资质并签订保密协议",
			"a classified project: check contractors, sign agreements" } },
	};

	for (size_t i = 0; f->matter.kind != NULL && i < ARRAY_LEN(kinds); i++) {
		if (strcmp(f->matter.kind, kinds[i].kind) == 0)
			findings_add(out, r, "matter.kind", "%s", tx(kinds[i].todo));
	}
}

void
rule_R056(const struct rule *r, const struct facts *f, struct findings *out)
{
	bool foreign = f->matter.owner != OWNER_SELF || f->nsource > 0;

	if (f->matter.outside == ANSWER_YES && foreign &&
	    f->matter.external_approval == DATE_NONE)
		findings_add(out, r, "matter.external_approval",
		    T("知悉范围以外单位的人员须经原定密单位同意；请征得同意并填写日期，"
		      "原定密单位另有规定的从其规定",
			"for persons of a unit outside the circle the originator "
			"consents; obtain it and enter its day, and keep what the "
			"originator has laid down"));
}

void
rule_R057(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level point = f->matter.point_level, level = f->matter.level;

	if (point == LEVEL_NONE || level == LEVEL_NONE || point == level)
		return;
	findings_add(out, r, "matter.point_level",
	    T("密点中最高为%s级，事项为%s级；两者应当一致，请改密级或重新标注密点",
		"the highest secret point is %s, the matter is %s; they agree, change "
		"the level or mark the points again"),
	    level_zh(point), level_zh(level));
}

void
rule_R059(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (!f->unit.temporary || fact_self_released(f))
		return;
	findings_add_as(out, f->act == LAW_PROPOSE ? SEV_WARN : SEV_BLOCK, r,
	    "unit.temporary",
	    T("临时性工作机构不自行定密；请由承担其日常工作的单位定密",
		"a temporary body does not classify; the unit that does its daily work "
		"does"));
}
