/* SPDX-License-Identifier: MIT */
/* Conditions of classified posts, and the three administrators (法43, 条例34, 50). */
#include "config.h"
#include "law/check.h"

#include <string.h>

void
rule_R127(const struct rule *r, const struct facts *f, struct findings *out)
{
	const char *category = f->place.person_category;
	enum level fits;

	if (category == NULL || f->place.carrier_level == LEVEL_NONE)
		return;
	if ((fits = category_ceiling(category)) >= f->place.carrier_level)
		return;
	if (fits == LEVEL_NONE)
		findings_add(out, r, "place.person_category",
		    T("借阅人不是涉密人员，载体为%s级；确因工作需要的，"
		      "请经主要负责人批准并作保密提醒",
			"the borrower is not classified staff, the carrier is %s; if "
			"work needs it, "
			"have the head approve and remind him of his duty"),
		    level_zh(f->place.carrier_level));
	else
		findings_add(out, r, "place.person_category",
		    T("借阅人的涉密人员类别对应到%s级，载体为%s级%s；请核对知悉范围，"
		      "或调整类别",
			"the borrower's category fits up to %s, the carrier is %s%s; "
			"check the "
			"circle, or raise the category"),
		    level_zh(fits), level_zh(f->place.carrier_level),
		    origin_note(ORIGIN_UNIT));
}

void
rule_R128(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t on = f->approver.vetted_on;
	char day[11];

	if (on == DATE_NONE)
		findings_add(out, r, "approver.vetted_on",
		    T("没有通过上岗保密审查的记录；请先由组织人事部门审查",
			"no record of vetting; let the personnel department vet first"));
	else if (on > f->today)
		findings_add(out, r, "approver.vetted_on",
		    T("审查日期 %s 晚于今天；请改正日期",
			"vetted on %s lies in the future; correct it"),
		    fact_day(on, day));
}

void
rule_R129(const struct rule *r, const struct facts *f, struct findings *out)
{
	static const struct {
		const char *category;
		enum param years;
	} cycles[] = {
		{ "core", PARAM_REVET_CORE },
		{ "important", PARAM_REVET_IMPORTANT },
		{ "general", PARAM_REVET_GENERAL },
	};
	const struct fact_person *p = &f->approver;

	if (p->category == NULL || p->vetted_on == DATE_NONE)
		return;
	for (size_t i = 0; i < ARRAY_LEN(cycles); i++) {
		long years = f->param->v[cycles[i].years];
		int32_t due = date_add_years(p->vetted_on, (int)years);
		char day[11];

		if (strcmp(p->category, cycles[i].category) != 0 || f->today <= due)
			continue;
		findings_add(out, r, "approver.vetted_on",
		    T("复审应于 %s 前完成（每%ld年%s），已超过；请组织人事部门复审",
			"the re-vetting was due on %s (every %ld years%s); have it done"),
		    fact_day(due, day), years, origin_note(r->origin));
	}
}

void
rule_R130(const struct rule *r, const struct facts *f, struct findings *out)
{
	int32_t on = f->approver.pledge_on;
	char day[11];

	if (on == DATE_NONE)
		findings_add(out, r, "approver.pledge_on",
		    T("没有签订保密承诺书；请签订后再办理",
			"no secrecy pledge; have it signed first"));
	else if (on > f->today)
		findings_add(out, r, "approver.pledge_on",
		    T("承诺书日期 %s 晚于今天；请改正日期",
			"pledged on %s lies in the future; correct it"),
		    fact_day(on, day));
}

void
rule_R139(const struct rule *r, const struct facts *f, struct findings *out)
{
	if (f->approver.admin == ANSWER_YES)
		findings_add(out, r, "approver.admin",
		    T("该人员担任系统管理员、安全保密管理员或安全审计员，"
		      "不得兼任定密责任人；"
		      "请另选人员，或先解除其三员职责",
			"he is one of the three administrators and cannot be a "
			"responsible person "
			"too; choose somebody else or relieve him of it first"));
}

void
rule_R140(const struct rule *r, const struct facts *f, struct findings *out)
{
	const struct {
		const struct fact_person *p;
		const char *field;
	} who[] = {
		{ &f->proposer, "proposer.admin" },
		{ &f->approver, "approver.admin" },
	};

	for (size_t i = 0; i < ARRAY_LEN(who); i++) {
		if (who[i].p->present && who[i].p->admin == ANSWER_YES)
			findings_add(out, r, who[i].field,
			    T("三员不得拟定、审批定密事项%s；"
			      "请由承办人拟定、定密责任人审批",
				"an administrator neither proposes nor approves%s; leave "
				"it to the "
				"proposer and the responsible person"),
			    origin_note(r->origin));
	}
}
