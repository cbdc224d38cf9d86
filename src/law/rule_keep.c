/* SPDX-License-Identifier: MIT */
/* The unit's list, carriers and places, systems, incidents and rectification (法26,
 * 条例13-61). */
#include "config.h"
#include "law/check.h"

void
rule_R010(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_entry *e = &f->entry;
	int32_t limit, own;
	char shown[256], most[256];

	if (!e->present) {
		findings_add(out, r, "matter.entry",
		    T("一览表事项没有对应的保密事项范围条目；请选择条目，"
		      "不得自行增设国家秘密",
			"the row has no scope entry; choose one, a unit makes no secrets "
			"of its own"));
		return;
	}
	if (f->matter.level > e->level)
		findings_add(out, r, "matter.level",
		    T("条目%s为%s级，一览表为%s级；不得高于条目",
			"entry %s is %s, the row says %s; it may not be higher"),
		    e->code, level_zh(e->level), level_zh(f->matter.level));
	/* Rows have no start: any one day measures both periods alike. */
	limit = period_expiry(&e->max_period, f->today, f->param);
	own = period_expiry(&f->matter.period, f->today, f->param);
	if (limit == DATE_NONE || own == DATE_NONE || own <= limit)
		return;
	period_show(&f->matter.period, shown);
	period_show(&e->max_period, most);
	findings_add(out, r, "matter.period",
	    T("条目%s不超过%s，一览表为%s；不得超出条目，请缩短",
		"entry %s allows up to %s, the row says %s; it may not be longer, "
		"shorten it"),
	    e->code, most, shown);
}

void
rule_R119(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->place.carrier_level != LEVEL_TOP)
		return;
	if (f->act == LAW_KEEP) {
		if (f->place.keeper == ANSWER_NO)
			findings_add(out, r, "place.keeper",
			    T("绝密级载体没有指定专人管理；请为该场所指定保管人",
				"a 绝密 carrier has no named keeper; name one for the "
				"place"));
		return;
	}
	if (f->place.second_person == ANSWER_YES)
		return;
	findings_add_as(out, f->place.second_person == ANSWER_NO ? SEV_BLOCK : SEV_WARN,
	    r, "place.second_person",
	    T("传递、携带绝密级载体应当两人以上同行；请登记同行人员，并在指定场所阅读",
		"绝密 carriers are carried by two persons or more; record the second "
		"one, and have it "
		"read in a designated place"));
}

void
rule_R120(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_place *p = &f->place;

	if (f->act == LAW_LEND &&
	    p->max_level == LEVEL_NONE) /* where it is read is not asked */
		return;
	if (!p->present) {
		findings_add(out, r, "place.max_level",
		    T("没有保存场所；请选择符合国家保密规定的场所或设备",
			"no place to keep it; choose a compliant place or device"));
		return;
	}
	if (p->carrier_level > p->max_level)
		findings_add(out, r, "place.max_level",
		    T("场所等级为%s，载体为%s级；请改存%s级以上的场所",
			"the place is fit for %s, the carrier is %s; keep it in a place "
			"for %s or above"),
		    p->max_level == LEVEL_NONE ? T("未定", "none")
					       : level_zh(p->max_level),
		    level_zh(p->carrier_level), level_zh(p->carrier_level));
}

void
rule_R122(const struct rule *r, const struct facts *f, struct findings *out)
{
	long most = f->param->v[PARAM_LEND_DAYS];
	int32_t due = f->place.due;
	char day[11], latest[11];

	if (due == DATE_NONE)
		findings_add(out, r, "place.due",
		    T("没有归还日期；请填写", "no day of return; give one"));
	else if (due < f->today)
		findings_add(out, r, "place.due",
		    T("归还日期 %s 早于今天；请改正",
			"to be returned on %s, before today; correct it"),
		    fact_day(due, day));
	else if (due - f->today > most)
		findings_add_as(out, SEV_WARN, r, "place.due",
		    T("归还日期 %s 超过借阅期限%ld日（%s）；请缩短，或到期续借",
			"to be returned on %s, beyond the %ld days allowed (%s); shorten "
			"it, or renew"),
		    fact_day(due, day), most, fact_day(f->today + (int32_t)most, latest));
}

void
rule_R143(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_system *s = &f->system;
	int32_t due = law_risk_due(s->level, s->assessed_on, f->param);
	char day[11], most[11];

	if (due == DATE_NONE)
		findings_add(out, r, "system.assessed_on",
		    T("没有风险评估记录；请先评估", "never assessed; assess it first"));
	else if (f->today > due)
		findings_add(out, r, "system.assessed_on",
		    T("风险评估应于 %s 前再次开展，已超过；请立即评估",
			"the next risk assessment was due on %s; do it now"),
		    fact_day(due, day));
	if (due != DATE_NONE && s->next_due != DATE_NONE && s->next_due > due)
		findings_add_as(out, SEV_BLOCK, r, "system.next_due",
		    T("下次评估定于 %s，不得晚于 %s；请提前",
			"the next assessment is set for %s and may not be after %s; set "
			"it earlier"),
		    fact_day(s->next_due, day), fact_day(due, most));
}

void
rule_R150(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_clock *d = &f->duty;
	int32_t done = d->done != DATE_NONE ? d->done : f->today;
	char day[11];

	if (d->due != DATE_NONE && done > d->due)
		findings_add(out, r, "duty.due",
		    T("整改期限为 %s，已超期%d日；请说明原因并尽快整改",
			"to be put right by %s, %d days overdue; explain and hurry"),
		    fact_day(d->due, day), (int)(done - d->due));
	if (d->done_by != 0 && d->done_by == d->verified_by)
		findings_add_as(out, SEV_BLOCK, r, "duty.verified_by",
		    T("整改人不得复核自己的整改；请由检查人员或他人复核",
			"nobody re-checks his own work; let the inspector or somebody "
			"else"));
}

void
rule_R151(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct fact_clock *d = &f->duty;
	long hours = f->param->v[PARAM_INCIDENT_REPORT_HOURS];
	int64_t took = d->reported_min - d->discovered_min;

	if (d->discovered_min == 0)
		return;
	if (d->reported_min == 0)
		findings_add_as(out, SEV_TASK, r, "duty.reported",
		    T("发现后%ld小时内报同级保密行政管理部门和上级主管部门；"
		      "请立即补救并报告",
			"to be reported within %ld hours to the secrecy department and "
			"the superior; "
			"remedy and report at once"),
		    hours);
	else if (took < 0)
		findings_add_as(out, SEV_BLOCK, r, "duty.reported",
		    T("报告时间早于发现时间；请改正时间",
			"reported before it was discovered; correct it"));
	else if (took > hours * 60)
		findings_add(out, r, "duty.reported",
		    T("发现后%lld小时%lld分才报告，超过%ld小时；请说明迟报原因",
			"reported %lld h %lld min after discovery, later than %ld h; "
			"explain the delay"),
		    (long long)(took / 60), (long long)(took % 60), hours);
}

void
rule_R149(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (fact_foreign(f))
		findings_add(out, r, "matter.owner",
		    T("不是本单位或下级确定的事项，不得自行纠正；请向原定密单位提出异议或"
		      "建议",
			"neither the unit nor a subordinate determined it; raise an "
			"objection or a suggestion with the originator"));
	else if (f->matter.owner == OWNER_SUBORDINATE)
		findings_add_as(out, SEV_TASK, r, "matter.owner",
		    T("下级定密不当：请及时通知其纠正，必要时直接纠正",
			"a subordinate's improper decision: tell it to correct that, or "
			"do so directly"));
}

void
rule_R155(const struct rule *r, const struct facts *f, struct findings *out)
{
	int fault = f->matter.fault;

	if (fault < 1 || fault > 10)
		findings_add(out, r, "matter.fault",
		    T("没有写明不当情形；请从十项中选择一项（1至10）",
			"the fault is not given; choose one of the ten"));
}
