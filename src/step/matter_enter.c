/* SPDX-License-Identifier: MIT */
/*
 * Matters that were determined elsewhere or before: what another unit sent is entered as
 * it marked it and stays that unit's; what this unit determined before the register
 * existed is entered from the original and confirmed by a responsible person. Where
 * nothing was marked or notified the statutory period counts (2014 rule 24; R051).
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

enum { OLD_DAYS = 365 }; /* the unit's own: what is younger is proposed like any other */

static bool
received(const struct act_run *run)
{
	return strcmp(run->act->name, "receive") == 0;
}

/* As marked, or deemed. */
static struct period
period_of(const struct record *m, bool *deemed)
{
	struct period p = { .date = DATE_NONE };

	*deemed = *record_get(m, "period") == '\0';
	if (*deemed)
		p = law_deemed_period((enum level)record_int(m, "level"));
	else
		period_parse(record_get(m, "period"), &p, NULL);
	return p;
}

static int32_t
end_of(const struct act_run *run, const struct period *p)
{
	return period_expiry(
	    p, record_date(run->rec, "start_on"), &run->bench->org->param);
}

/* The law's words on a period that is deemed. */
static void
deemed_findings(struct act_run *run, struct findings *out)
{
	struct lawcase c;
	struct findings all = { 0 };

	lawcase_init(&c, run->bench, LAW_REVIEW);
	c.f.matter.level = (enum level)record_int(run->rec, "level");
	c.f.matter.start = record_date(run->rec, "start_on");
	c.f.matter.review = REVIEW_KEEP;
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(all.v[i].rule->id, "R051") == 0)
			step_finding(out, "R051", all.v[i].severity, "period", "%s",
			    all.v[i].text);
	findings_free(&all);
	lawcase_done(&c);
}

static void
owner_findings(struct act_run *run, struct findings *out)
{
	if (received(run) && matter_is_ours(run->rec))
		step_finding(out, "R093", SEV_BLOCK, "owner_unit_id", "%s",
		    T("请填写确定这一事项的外单位；本单位产生的走“拟定国家秘密”",
			"give the other unit that determined it; what is our own is "
			"proposed here"));
	if (!received(run) &&
	    record_date(run->rec, "start_on") + OLD_DAYS > bench_today(run->bench))
		step_finding(out, "R043", SEV_BLOCK, "start_on", "%s",
		    T("近一年内产生的不作旧事项补登，请走“拟定国家秘密”（本单位规定）",
			"what is younger than a year is proposed, not entered later "
			"(the unit's own rule)"));
}

static ALLOW_FN(enter_check)
{
	struct record *m = run->rec;
	enum level level = (enum level)record_int(m, "level");
	int32_t start = record_date(m, "start_on"), end;
	char mark[256] = "", day[11];
	struct period p;
	bool deemed;

	if (level == LEVEL_NONE || start == DATE_NONE)
		return RC_OK;
	p = period_of(m, &deemed);
	end = end_of(run, &p);
	owner_findings(run, out);
	if (start > bench_today(run->bench))
		step_finding(out, "R050", SEV_BLOCK, "start_on", "%s",
		    T("起算日期晚于今天", "the period begins after today"));
	if (act_list_count(run, "knowers") == 0)
		step_finding(out, "R052", SEV_BLOCK, "knowers", "%s",
		    T("请逐个填写知悉人员", "name who is in the circle"));
	if (!period_within_cap(&p, start, level, &run->bench->org->param))
		step_finding(out, "R046", SEV_BLOCK, "period", "%s",
		    T("期限超过该密级的法定上限；请向原定密单位核实，核实以前按上限登记",
			"beyond the cap of its level; ask the originator, and enter the "
			"cap until it answers"));
	if (deemed)
		deemed_findings(run, out);
	if (received(run) && end != DATE_NONE && end <= bench_today(run->bench))
		step_finding(out, "R101", SEV_BLOCK, "period",
		    T("自 %s 起已自行解密，不用登记",
			"released by itself since %s: no entry is needed"),
		    (date_format(end, day), day));
	if (mark_format(level, &p, mark))
		snprintf(run->computed, sizeof(run->computed), T("标志：%s%s", "%s%s"),
		    mark, deemed ? T("（推定）", " (deemed)") : "");
	return resubmitted_check(run, out, e);
}

/* Level and period stand as they were marked; mark and end follow. */
static EFFECT_FN(enter_effect)
{
	struct record *m = run->rec;
	char mark[256] = "", text[256];
	struct period p;
	bool deemed;

	(void)t;
	(void)e;
	p = period_of(m, &deemed);
	period_format(&p, text);
	mark_format((enum level)record_int(m, "level"), &p, mark);
	record_set(m, "period", text);
	record_set_int(m, "deemed", deemed || record_int(m, "deemed") == 1);
	record_set_date(m, "expiry", end_of(run, &p));
	record_set(m, "mark", mark);
	record_set(m, "effective_level", record_get(m, "level"));
	record_set(m, "determined_on", record_get(m, "start_on"));
	record_set_date(m, "marked_on", bench_today(run->bench));
	if (*record_get(m, "created_on") == '\0')
		record_set(m, "created_on", record_get(m, "start_on"));
	return RC_OK;
}

static enum rc
confirm_prepare(struct act_run *run, struct err *e)
{
	enum rc rc = decide_prepare(run, e);

	if (rc == RC_OK)
		act_suggest_value(
		    run, "opinion2", T("与原件一致", "agrees with the original"));
	return rc;
}

/* What has run out in the meantime is released at once. */
static EFFECT_FN(confirm_effect)
{
	struct lawcase c = { 0 };
	int32_t end = record_date(run->rec, "expiry");
	enum rc rc;

	record_set_int(run->rec, "approver_id", bench_me(run->bench));
	record_set(run->rec, "state", "in_force");
	if (end != DATE_NONE && end <= bench_today(run->bench)) {
		record_set(run->rec, "state", "released");
		record_set_date(run->rec, "released_on", end);
		record_set(run->rec, "release_cause", "expiry");
	}
	if ((rc = decide_case(&c, run->bench, run->rec, e)) == RC_OK)
		rc = decide_sign(run, &c, t, e);
	lawcase_done(&c);
	return rc;
}

/* clang-format off */
#define AS_MARKED "title,codename,matter_kind,doc_no,level,period,start_on,start_kind,knowers,ntk_unit,ntk_reason,copies,pages,unmarkable,dept_id,note"
#define OLD_ONE "entry_id,created_on,opinion," AS_MARKED

static const struct act_def acts[] = {
	{ .kind = "matter", .name = "receive", .key = '1', .to = "in_force", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_NEW,
	  .title = { "登记收到的国家秘密", "enter what was received" },
	  .help = { "外单位确定的，按原标志登记；密级、期限由原定密单位变更、解除，本单位只作建议（R093、R108）。",
		    "What another unit determined, as it marked it: that unit changes and releases it, this one only suggests (R093, R108)." },
	  .ask = "owner_unit_id,owner_rule," AS_MARKED, .need = "owner_unit_id,level,start_on,knowers", .check = enter_check, .effect = enter_effect,
	  .stamp = "proposer_id=me,dept_id?=my_dept,origin=received" },
	{ .kind = "matter", .name = "enter_old", .key = '2', .to = "proposed", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "补登以前确定的国家秘密", "enter an old matter" },
	  .help = { "登记册建立以前本单位确定的，按原件补登，由定密责任人核对；没有标明期限的按30年、20年、10年推定（R051）。",
		    "What this unit determined before the register existed, from the original, confirmed by a responsible person; without a period 30, 20 or 10 years are deemed (R051)." },
	  .ask = OLD_ONE, .need = "level,start_on,knowers", .allow = propose_allow, .check = enter_check, .effect = enter_effect, .after = propose_after,
	  .stamp = "proposer_id=me,dept_id?=my_dept,origin=old" },
	{ .kind = "matter", .name = "reenter_old", .key = '3', .from = "draft,returned", .to = "proposed", .only = "origin=old", .roles = ROLE_PROPOSER | ROLE_CRP,
	  .title = { "修改后再送核对", "correct and submit again" }, .help = { "按退回意见对照原件修改。", "Correct it from the original as asked." },
	  .ask = OLD_ONE, .need = "level,start_on,knowers", .allow = propose_own, .check = enter_check, .effect = enter_effect, .after = propose_after },
	{ .kind = "matter", .name = "confirm_old", .key = '4', .from = "proposed", .only = "origin=old", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask_kind = "decision", .ask = "opinion2",
	  .title = { "核对补登", "confirm the entry" },
	  .help = { "对照原件核对密级、期限、知悉范围；期限已满的随即解密。", "Compare level, period and circle with the original; what has run out is released at once." },
	  .allow = approve_allow, .prepare = confirm_prepare, .effect = confirm_effect },
};
/* clang-format on */
const struct step_table matter_enter_table = { .act = acts, .nact = ARRAY_LEN(acts) };
