/* SPDX-License-Identifier: MIT */
/* Secrecy periods, release conditions and the marks that show them (法20, 22; 条例19,
 * 21). */
#include "config.h"
#include "law/check.h"

#include <stdio.h>
#include <string.h>

static bool
is_measured(const struct period *p)
{
	return period_counted(p) || p->kind == PERIOD_DATE;
}

/* "除另有规定外": the entry itself allows more than the statutory cap of its own level;
 * to a lower level that was never provided. */
static bool
entry_provides_longer(const struct facts *f)
{
	struct params statutory;

	if (!f->entry.present)
		return false;
	params_default(&statutory);
	return f->entry.long_term || !period_within_cap(&f->entry.max_period,
					 fact_start(f), f->entry.level, &statutory);
}

void
rule_R046(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *p = fact_period(f);
	enum level level = f->matter.level;
	int cap = level_cap_years(level, f->param);
	char shown[256], stricter[64] = "";
	struct params statutory;

	if (period_within_cap(p, fact_start(f), level, f->param) ||
	    entry_provides_longer(f))
		return;
	/* Beyond the cap only the central organ that set the scope may go (R098). */
	if (f->act == LAW_EXTEND && f->matter.external_approval != DATE_NONE)
		return;
	params_default(&statutory);
	if (cap < level_cap_years(level, &statutory))
		snprintf(stricter, sizeof(stricter), "%s", origin_note(ORIGIN_UNIT));
	period_show(p, shown);
	findings_add(out, r, fact_period_field(f),
	    T("%s级不得超过%d年%s，拟定为%s；请缩短期限，或改用解密条件",
		"%s may not exceed %d years%s, proposed is %s; shorten it or use a "
		"release "
		"condition"),
	    level_zh(level), cap, stricter, shown);
}

/* The end of the entry's longest period, counted as the matter's own. */
static int32_t
entry_expiry(const struct facts *f)
{
	return period_expiry(&f->entry.max_period, fact_start(f), f->param);
}

/* Is the period longer than the entry's? Years and months compare without a start as
 * well. */
static bool
beyond_entry(const struct facts *f, const struct period *p)
{
	const struct period *max = &f->entry.max_period;
	int32_t limit = entry_expiry(f),
		expiry = period_expiry(p, fact_start(f), f->param);
	int unit_p = p->kind == PERIOD_YEARS ? 12 : 1,
	    unit_max = max->kind == PERIOD_YEARS ? 12 : 1;

	if (!is_measured(max))
		return false;
	if (limit != DATE_NONE && expiry != DATE_NONE)
		return expiry > limit;
	if (p->kind == PERIOD_DATE || max->kind == PERIOD_DATE)
		return false;
	if ((p->kind == PERIOD_DAYS) != (max->kind == PERIOD_DAYS))
		return false;
	return (int64_t)p->n * unit_p > (int64_t)max->n * unit_max;
}

void
rule_R011(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *p = &f->matter.period;
	const struct fact_entry *e = &f->entry;
	char shown[256], limit[256];

	if (!e->present || p->kind == PERIOD_NONE || p->kind == PERIOD_LONG)
		return;
	period_show(p, shown);
	period_show(&e->max_period, limit);
	if (fact_said(e->condition)) {
		if (p->kind != PERIOD_CONDITION || strcmp(p->cond, e->condition) != 0)
			findings_add(out, r, "matter.period",
			    T("条目%s规定以“%s”为解密条件，拟定为%s；"
			      "期限请写“条件:%s”",
				"entry %s fixes the release condition “%s”, proposed is "
				"%s; write 条件:%s as the period"),
			    e->code, e->condition, shown, e->condition);
	} else if (p->kind == PERIOD_CONDITION && is_measured(&e->max_period)) {
		findings_add_as(out, SEV_WARN, r, "matter.period",
		    T("条目%s规定期限不超过%s，拟定为条件“%s”；能定期限的请定期限，"
		      "否则条件须在该期限内成就",
			"entry %s allows up to %s, proposed is the condition “%s”; give "
			"a period "
			"if possible, or see that it comes about within that time"),
		    e->code, limit, shown);
	} else if (beyond_entry(f, p)) {
		findings_add(out, r, "matter.period",
		    T("条目%s规定的保密期限不超过%s，拟定为%s；请缩短期限",
			"entry %s allows up to %s, proposed is %s; shorten the period"),
		    e->code, limit, shown);
	}
}

void
rule_R047(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *p = fact_period(f);
	int32_t expiry = fact_expiry(f);
	char day[11];

	if (period_counted(p) && p->n < 1)
		findings_add(out, r, fact_period_field(f),
		    T("保密期限为%d，不是有效期限；请填写1以上的年、月或日数",
			"a period of %d is none; give 1 or more years, months or days"),
		    p->n);
	else if (expiry != DATE_NONE && expiry <= f->today)
		findings_add(out, r, fact_period_field(f),
		    T("按此期限自 %s "
		      "起已不再保密；请核对起算日和期限，已届满的不得再定密",
			"by this period it is no longer protected from %s on; check "
			"start and "
			"period, what has run out cannot be classified"),
		    fact_day(expiry, day));
}

void
rule_R048(const struct rule *r, const struct facts *f, struct findings *out)
{
	static const char *const vague[] = { "适当时", "适时", "条件成熟", "必要时",
		"另行通知", "待定", "有关工作结束", "视情况", "不需要保密", "无需保密" };
	const struct period *p = &f->matter.period;

	if (p->kind != PERIOD_CONDITION)
		return;
	if (!fact_said(p->cond)) {
		findings_add(out, r, "matter.period",
		    T("解密条件没有内容；请写明可以观察到的事件，如“考试开始前”“公布前”",
			"the release condition is empty; name an event that can be "
			"observed, such "
			"as 考试开始前 or 公布前"));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(vague); i++) {
		if (strstr(p->cond, vague[i]) == NULL)
			continue;
		findings_add_as(out, SEV_WARN, r, "matter.period",
		    T("解密条件“%s”不够明确；“%s”无从判断何时成就，请写明具体事件",
			"the release condition “%s” is vague: nobody can tell when “%s” "
			"has come; "
			"name an event"),
		    p->cond, vague[i]);
		return;
	}
}

void
rule_R049(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (fact_period(f)->kind != PERIOD_LONG ||
	    (f->entry.present && f->entry.long_term))
		return;
	findings_add(out, r, fact_period_field(f),
	    T("保密期限为长期，而依据的条目没有规定长期；"
	      "请改为具体期限、解密时间或解密条件",
		"the period is 长期, which the entry does not provide; give a period, a "
		"release "
		"date or a condition"));
}

void
rule_R050(const struct rule *r, const struct facts *f, struct findings *out)
{
	char start[11], created[11];

	if (period_counted(&f->matter.period) && f->matter.start == DATE_NONE)
		findings_add(out, r, "matter.start",
		    T("没有起算日，无法算出届满日；请填制发日；不能标明制发日的，"
		      "书面通知知悉范围并自通知之日起算",
			"no start, so no day of expiry; give the date of issue, or "
			"notify the "
			"circle in writing and count from the notice"));
	else if (f->matter.start != DATE_NONE && f->matter.created_on != DATE_NONE &&
		 f->matter.start < f->matter.created_on)
		findings_add(out, r, "matter.start",
		    T("起算日 %s 早于产生日期 %s；请核对制发日",
			"the start %s is before the matter was created, %s; check the "
			"date of issue"),
		    fact_day(f->matter.start, start),
		    fact_day(f->matter.created_on, created));
}

/* ------------------------------------------------------------------ marks */

void
rule_R063(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct period *p = fact_period(f);
	enum level level = LEVEL_NONE, ignored;
	struct period found;
	char right[256];
	bool can = mark_format(f->matter.level, p, right);

	if (f->matter.level != LEVEL_NONE && p->kind == PERIOD_CONDITION &&
	    fact_said(p->cond) && !can)
		findings_add(out, r, fact_period_field(f),
		    T("解密条件“%s”写成标志会被读作期限；请改写条件",
			"the condition “%s” would be read as a period in a mark; word it "
			"otherwise"),
		    p->cond);
	if (!fact_said(f->matter.mark) ||
	    level_parse(f->matter.mark, &ignored)) /* R064 */
		return;
	if (!mark_parse(f->matter.mark, &level, &found))
		findings_add(out, r, "matter.mark",
		    T("标志“%s”不成形式；"
		      "应为“密级★保密期限”“密级★解密时间”或“密级★解密条件”",
			"“%s” is no mark; write 密级★保密期限, 密级★解密时间 or "
			"密级★解密条件"),
		    f->matter.mark);
	else if (can && (level != f->matter.level || !period_same(&found, p)))
		findings_add(out, r, "matter.mark",
		    T("标志“%s”与定密不一致；应为“%s”，请更正标志",
			"the mark “%s” does not agree with the decision; it should be "
			"“%s”"),
		    f->matter.mark, right);
}

void
rule_R064(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level level;

	if (f->matter.mark == NULL || !level_parse(f->matter.mark, &level))
		return;
	findings_add(out, r, "matter.mark",
	    T("标志只有密级“%s”；请同时标注保密期限、解密时间或解密条件",
		"the mark shows only the level “%s”; add period, release date or "
		"condition"),
	    f->matter.mark);
}

void
rule_R069(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->matter.unmarkable)
		findings_add(out, r, "matter.unmarkable",
		    T("无法作出标志：请书面通知知悉范围内的单位和人员，并登记通知",
			"it cannot be marked: notify the circle in writing and record "
			"the notice"));
}
