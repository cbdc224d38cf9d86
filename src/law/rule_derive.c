/* SPDX-License-Identifier: MIT */
/* Derivative matters and compilations (法18, 条例18). */
#include "config.h"
#include "law/check.h"

#include <stdio.h>

static const char *
source_field(const struct fact_source *s, const char *key, char out[40])
{
	snprintf(out, 40, "source.%d.%s", s->no, key);
	return out;
}

/* Does a period end as the sources do? A release date may name the last day of protection
 * or the first without it: which one it means is the unit's own reading. */
static bool
same_end(const struct facts *f, const struct period *p, const struct derived *d)
{
	if (d->period.kind == PERIOD_DATE && p->kind == PERIOD_DATE)
		return p->date == d->expiry || p->date == d->period.date;
	if (d->period.kind == PERIOD_DATE)
		return period_expiry(p, fact_start(f), f->param) == d->expiry;
	return period_same(p, &d->period);
}

void
rule_R025(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level most = law_unit_ceiling(&f->unit, f->today);

	if (f->matter.level > most)
		findings_add(out, r, "matter.level",
		    T("本单位的定密权限为%s，本事项%s级；派生定密不受定密权限限制，"
		      "仍由本单位派生并作出标志",
			"the unit's own authority is %s, the matter is %s; a derivative "
			"is not bound by it, derive and mark it here"),
		    most == LEVEL_NONE ? T("无", "none") : level_zh(most),
		    level_zh(f->matter.level));
}

void
rule_R072(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (sources_standing(f) > 1)
		findings_add(out, r, "matter.mark",
		    T("来源不止一个：汇编的，各部分保留各自标志，封面取最高密级和最长期限"
		      "，"
		      "不涉密的附件不作标志%s",
			"more than one source: in a compilation each part keeps its "
			"mark, the cover bears the highest level and the longest period, "
			"an annex that is no secret bears none%s"),
		    origin_note(r->origin));
}

void
rule_R075(const struct rule *r, const struct facts *f, struct findings *out)
{
	char field[40];

	for (size_t i = 0; i < f->nsource; i++) {
		if (f->source[i].trigger != 0)
			continue;
		findings_add(out, r, source_field(&f->source[i], "trigger", field),
		    T("来源%"
		      "d未选择派生情形；请从条例第十八条四项中选择：1完全一致，2涉及密点"
		      "，"
		      "3概括总结、编辑整合、具体细化，4原定密单位明确要求；都不符合的不派"
		      "生",
			"no case of derivation chosen for source %d; pick one of the "
			"four: 1 identical, 2 touches its secret point, 3 sums up, edits "
			"or details it, 4 the originator so requires; else it is none"),
		    f->source[i].no);
	}
}

static bool
wrong_level(const struct rule *r, const struct facts *f, const struct derived *d,
    struct findings *out)
{
	if (d->level == LEVEL_NONE || f->matter.level == LEVEL_NONE ||
	    f->matter.level == d->level)
		return false;
	findings_add(out, r, "matter.level",
	    d->n == 1 ? T("来源为%s级，拟定为%s级；派生的密级与来源一致，请改为%s级",
			    "the source is %s, proposed is %s; a derivative has the "
			    "level of its source, make it %s")
		      : T("来源中最高为%s级，拟定为%s级；多个来源取最高密级，请改为%s级",
			    "the highest source is %s, proposed is %s; of several the "
			    "highest level counts, make it %s"),
	    level_zh(d->level), level_zh(f->matter.level), level_zh(d->level));
	return true;
}

static bool
wrong_period(const struct rule *r, const struct facts *f, const struct derived *d,
    struct findings *out)
{
	const struct period *p = &f->matter.period;
	char right[256], shown[256];

	if (d->period.kind == PERIOD_NONE || p->kind == PERIOD_NONE || same_end(f, p, d))
		return false;
	period_show(&d->period, right);
	period_show(p, shown);
	findings_add(out, r, "matter.period",
	    d->n == 1
		? T("来源保密至%s，拟定为%"
		    "s；派生的期限随来源，按来源的届满日期填写，不重新起算",
		      "the source is protected until %s, proposed is %s; a derivative "
		      "ends with its source, copy that day and do not count anew")
		: T("来源中最长至%s，拟定为%s；多个来源取最长期限，按届满日期填写",
		      "the longest source runs until %s, proposed is %s; of several the "
		      "longest counts, copy its day"),
	    right, shown);
	return true;
}

void
rule_R076(const struct rule *r, const struct facts *f, struct findings *out)
{
	struct derived d;

	law_derive(f, &d);
	if (d.n == 1)
		wrong_level(r, f, &d, out);
}

void
rule_R077(const struct rule *r, const struct facts *f, struct findings *out)
{
	struct derived d;
	char field[40];

	law_derive(f, &d);
	if (d.n == 1)
		wrong_period(r, f, &d, out);
	for (size_t i = 0; i < f->nsource; i++) {
		const struct fact_source *s = &f->source[i];

		if (source_expiry(f, s) != DATE_NONE || s->long_term ||
		    fact_said(s->condition) || !source_stands(f, s))
			continue;
		findings_add_as(out, SEV_WARN, r, source_field(s, "expiry", field),
		    T("来源%"
		      "d没有标明保密期限；请向原定密单位查询，查询不到的填写其制发日，"
		      "按绝密30年、机密20年、秘密10年推定",
			"source %d shows no period; ask the originator, and where that "
			"is in vain give its day of issue, from which 30, 20 or 10 years "
			"count"),
		    s->no);
	}
}

void
rule_R078(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->act == LAW_RELEASE) {
		if (f->matter.cause == CAUSE_SOURCE && f->nsource == 0)
			findings_add(out, r, "matter.cause",
			    T("没有派生来源，不能以来源解密为由解密；请改选理由",
				"there is no source, so its release is no ground; choose "
				"another"));
		return;
	}
	if (f->nsource == 0 || sources_standing(f) > 0)
		return;
	if (f->act == LAW_DERIVE)
		findings_add(out, r, "source.1.released_on",
		    T("来源均已解密，不再派生定密；请撤回拟定",
			"every source is released, nothing is derived from it; withdraw "
			"the proposal"));
	else
		findings_add(out, r, "source.1.released_on",
		    T("来源均已解密，派生事项随之解密；请办理解密，作出解密标志并通知知悉"
		      "范围",
			"every source is released, and the derivative with it; release "
			"it, put the release mark and tell the circle"));
}

void
rule_R080(const struct rule *r, const struct facts *f, struct findings *out)
{
	char field[40];

	if (f->nsource == 0)
		findings_add(out, r, "source.1.level",
		    T("派生定密没有来源；请登记来源的名称、文号、密级和保密期限",
			"no source; record its title, number, level and period"));
	for (size_t i = 0; i < f->nsource; i++) {
		if (f->source[i].level == LEVEL_NONE)
			findings_add(out, r, source_field(&f->source[i], "level", field),
			    T("来源%d没有密级；请按来源的标志填写，没有密级的不派生",
				"source %d has no level; copy it from its mark, without "
				"one nothing is derived"),
			    f->source[i].no);
	}
}

void
rule_R081(const struct rule *r, const struct facts *f, struct findings *out)
{
	struct derived d;

	if (sources_standing(f) == 0 || fact_self_released(f))
		return;
	law_derive(f, &d);
	/* To follow a source that was itself changed or extended is a duty. */
	if (f->act != LAW_RELEASE && f->matter.level == d.level &&
	    same_end(f, fact_period(f), &d))
		return;
	findings_add(out, r, f->act == LAW_RELEASE ? "matter.cause" : "matter.level",
	    T("派生事项的来源仍在保密，不得自行变更、延长或解密；请向原定密单位提出建议，"
	      "来源变更的按来源变更",
		"the source still stands, so its derivative may not be changed, "
		"extended or released here; make a suggestion to the originator, and "
		"follow the source when it changes"));
}

/* Is the period the end of one of the bases? Each is derived from alone. */
static bool
ends_with_one(const struct facts *f)
{
	struct facts one = *f;
	struct derived d;

	one.nsource = 0;
	law_derive(&one, &d);
	if (d.n > 0 && same_end(f, &f->matter.period, &d))
		return true;
	one.entry.present = false;
	one.nsource = 1;
	for (size_t i = 0; i < f->nsource; i++) {
		one.source = &f->source[i];
		law_derive(&one, &d);
		if (d.n > 0 && same_end(f, &f->matter.period, &d))
			return true;
	}
	return false;
}

void
rule_R082(const struct rule *r, const struct facts *f, struct findings *out)
{
	struct derived d;

	law_derive(f, &d);
	if (d.n < 2)
		return;
	wrong_level(r, f, &d, out);
	wrong_period(r, f, &d, out);
	if (!d.choose)
		return;
	findings_add_as(out,
	    f->matter.period.kind == PERIOD_NONE || ends_with_one(f) ? SEV_WARN
								     : SEV_BLOCK,
	    r, "matter.period",
	    T("各来源有的标明日期，有的标明解密条件，先后无从比较；请从中选取最后届满的一"
	      "个"
	      "，选定的先到而其余仍在保密的，届时随其余来源延长",
		"some sources end on a day, some with a condition, and nobody can tell "
		"which comes last; choose the one expected last, and follow the others "
		"if it comes first after all"));
}

void
rule_R083(const struct rule *r, const struct facts *f, struct findings *out)
{
	for (size_t i = 0; i < f->nsource; i++) {
		if (f->source[i].trigger != 0)
			return;
	}
	if (f->nsource > 0)
		findings_add(out, r, "source.1.trigger",
		    T("只提到来源的名称、文号而不涉及其内容的，不是派生，也不定密；请核对"
		      "是否撤回",
			"what only names a source without its content is no derivative "
			"and no secret; see whether to withdraw it"));
}
