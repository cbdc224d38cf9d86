/* SPDX-License-Identifier: MIT */
/* Unclear and disputed matters (法25, 条例25-26). */
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
		    T("拟定于 %s，应在%ld个工作日内（%s 前）报送，已超过；"
		      "请立即报送并说明原因",
			"drafted on %s, to be sent within %ld working days (by %s), "
			"which is past; send it at once and say why"),
		    fact_day(f->matter.created_on, drafted), n, fact_day(due, day));
}

static void
wrong_addressee(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum addressee right = fact_addressee(f);

	if (f->matter.addressee == TO_NOBODY || right == TO_NOBODY ||
	    f->matter.addressee == right)
		return;
	findings_add(out, r, "matter.addressee",
	    T("应报%s确定，而报送对象为%s；请改报",
		"to be decided by %s, but sent to %s; "
		"send it there"),
	    tx(addressee_title(right)), tx(addressee_title(f->matter.addressee)));
}

void
rule_R085(const struct rule *r, const struct facts *f, struct findings *out)
{
	wrong_addressee(r, f, out);
}

void
rule_R086(const struct rule *r, const struct facts *f, struct findings *out)
{
	long n = f->param->v[PARAM_UNCLEAR_ANSWER_WD];
	char received[11], day[11];
	int32_t due;

	if (f->matter.received_on == DATE_NONE || f->matter.answered_on != DATE_NONE)
		return;
	due = fact_workdays(f, f->matter.received_on, n);
	if (f->today > due)
		findings_add(out, r, "matter.answered_on",
		    T("%s于 %s 收到，应在%ld个工作日内（%s 前）决定，尚无答复；"
		      "请催办，其间继续按拟定密级保护",
			"%s had it on %s and was to decide within %ld working days (by "
			"%s); ask for the answer, and protect it as drafted meanwhile"),
		    tx(addressee_title(fact_addressee(f))),
		    fact_day(f->matter.received_on, received), n, fact_day(due, day));
}

void
rule_R088(const struct rule *r, const struct facts *f, struct findings *out)
{
	long n = f->param->v[PARAM_DISPUTE_FOLLOWUP_WD];
	char raised[11], day[11];
	int32_t due;

	if (f->matter.created_on == DATE_NONE || f->matter.answered_on != DATE_NONE)
		return;
	due = fact_workdays(f, f->matter.created_on, n);
	if (f->today > due)
		findings_add(out, r, "matter.answered_on",
		    T("异议于 %s 提出，原定密单位至 %s（%ld个工作日%s）未作决定；"
		      "请催办，或报%s确定",
			"objected on %s, and the originator has not decided by %s (%ld "
			"working days%s); remind it, or bring it before %s"),
		    fact_day(f->matter.created_on, raised), fact_day(due, day), n,
		    origin_note(ORIGIN_UNIT), tx(addressee_title(fact_addressee(f))));
}

void
rule_R089(const struct rule *r, const struct facts *f, struct findings *out)
{
	wrong_addressee(r, f, out);
}

void
rule_R090(const struct rule *r, const struct facts *f, struct findings *out)
{
	enum level highest = fact_highest_claim(f), now = f->matter.effective_level;

	if (now == LEVEL_NONE || now >= highest)
		return;
	findings_add(out, r, "matter.effective_level",
	    T("有主张为%s级，现按%s级保护；作出决定前按主张中的最高密级保护，请改为%s级",
		"%s is claimed, but it is protected as %s; until it is decided the "
		"highest level claimed counts, make it %s"),
	    level_zh(highest), level_zh(now), level_zh(highest));
}

void
rule_R091(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.present && f->approver.kind != CRP_STATUTORY)
		findings_add(out, r, "approver.kind",
		    T("报请确定有争议事项由主要负责人批准%s；请送主要负责人",
			"what is disputed goes up with the head's approval%s; send it to "
			"him"),
		    origin_note(r->origin));
}
