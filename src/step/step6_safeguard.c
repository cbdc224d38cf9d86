/* SPDX-License-Identifier: MIT */
/*
 * Step 6: systems, devices, safeguards, risk assessments, vulnerabilities, incidents with
 * the 24-hour clock (条例33–35, 条例61; R137–R143, R151–R153).
 */
#include <string.h>
#include "step/act.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "system", "planned",   { "规划", "planned" }, TONE_WAIT },
	{ "system", "tested",    { "已测评", "tested" }, TONE_WAIT },
	{ "system", "in_use",    { "在用", "in use" }, TONE_GOOD },
	{ "system", "ended",     { "停用", "ended" }, TONE_END },
	{ "device", "in_use",    { "在用", "in use" }, TONE_GOOD },
	{ "device", "repair",    { "维修", "repair" }, TONE_WAIT },
	{ "device", "idle",      { "闲置", "idle" }, TONE_PLAIN },
	{ "device", "scrapped",  { "已报废", "scrapped" }, TONE_END },
	{ "safeguard", "planned", { "规划", "planned" }, TONE_WAIT },
	{ "safeguard", "installed", { "已安装", "installed" }, TONE_WAIT },
	{ "safeguard", "accepted", { "已验收", "accepted" }, TONE_GOOD },
	{ "safeguard", "faulty", { "故障", "faulty" }, TONE_BAD },
	{ "safeguard", "retired", { "停用", "retired" }, TONE_END },
	{ "risk", "recorded",    { "已登记", "recorded" }, TONE_PLAIN },
	{ "risk", "closed",      { "已办结", "closed" }, TONE_END },
	{ "vulnerability", "open", { "待整改", "open" }, TONE_WAIT },
	{ "vulnerability", "mended", { "已整改", "mended" }, TONE_GOOD },
	{ "vulnerability", "accepted", { "已接受", "accepted" }, TONE_END },
	{ "incident", "discovered", { "已发现", "discovered" }, TONE_BAD },
	{ "incident", "contained", { "已补救", "contained" }, TONE_BAD },
	{ "incident", "reported", { "已报告", "reported" }, TONE_WAIT },
	{ "incident", "investigating", { "查处中", "investigating" }, TONE_WAIT },
	{ "incident", "concluded", { "已有结论", "concluded" }, TONE_WAIT },
	{ "incident", "closed",  { "已办结", "closed" }, TONE_END },
};
/* clang-format on */

static enum rc
system_admins_check(struct act_run *run, struct findings *out, struct err *e)
{
	static const char *const cols[] = { "sysadm_id", "secadm_id", "auditor_id" };

	(void)e;
	for (size_t i = 0; i < ARRAY_LEN(cols); i++)
		for (size_t k = i + 1; k < ARRAY_LEN(cols); k++)
			if (*act_value(run, cols[i]) != '\0' &&
			    strcmp(act_value(run, cols[i]), act_value(run, cols[k])) == 0)
				step_finding(out, "R140", SEV_BLOCK, cols[k], "%s",
				    T("三员必须是三个不同的人",
					"the three administrators are three different "
					"people"));
	return RC_OK;
}

static enum rc
use_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*act_value(run, "approved_on") == '\0')
		step_finding(out, "R138", SEV_BLOCK, "approved_on", "%s",
		    T("涉密信息系统测评审查合格后方可投入使用，请填批准日期",
			"a classified system is used only after test and approval: give "
			"the day"));
	return RC_OK;
}

/* Next assessment from the level of the system (条例35: 绝密 yearly, others every two
 * years; R143). */
static int32_t
next_risk(struct bench *b, const struct record *system, int32_t done)
{
	return date_add_years(done,
	    (int)b->org->param
		.v[record_int(system, "level") == LEVEL_TOP ? PARAM_RISK_TOP_YEARS
							    : PARAM_RISK_OTHER_YEARS]);
}

static enum rc
use_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	if (*record_get(run->rec, "risk_due") == '\0')
		record_set_date(run->rec, "risk_due",
		    next_risk(
			run->bench, run->rec, record_date(run->rec, "approved_on")));
	return RC_OK;
}

static enum rc
risk_prepare(struct act_run *run, struct err *e)
{
	struct record *s = NULL;
	int64_t id = strtoll(act_value(run, "system_id"), NULL, 10);
	int32_t done = date_parse(act_value(run, "done_on"));
	char iso[11];
	enum rc rc;

	if (id == 0 || done == DATE_NONE)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "system", id, &s, e)) != RC_OK)
		return rc;
	date_format(next_risk(run->bench, s, done), iso);
	record_set(run->rec, "next_due", iso);
	snprintf(run->computed, sizeof(run->computed),
	    T("下次评估不迟于 %s", "next assessment by %s"), iso);
	record_free(s);
	return RC_OK;
}

static enum rc
risk_check(struct act_run *run, struct findings *out, struct err *e)
{
	if (date_parse(act_value(run, "done_on")) > bench_today(run->bench))
		step_finding(out, "R143", SEV_BLOCK, "done_on", "%s",
		    T("评估日期不能晚于今天", "the day lies in the future"));
	if (strcmp(act_value(run, "result"), "acceptable") != 0 &&
	    *act_value(run, "result") != '\0' && *act_value(run, "improve") == '\0')
		step_finding(out, "R143", SEV_BLOCK, "improve", "%s",
		    T("需要改进的，请写明改进措施",
			"where improvement is needed, state the measures"));
	return risk_prepare(run, e);
}

static enum rc
risk_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *s = NULL;
	enum rc rc = store_get(
	    run->bench->store, "system", record_int(run->rec, "system_id"), &s, e);

	if (rc == RC_OK) {
		record_set(s, "assessed_on", record_get(run->rec, "done_on"));
		record_set(s, "risk_due", record_get(run->rec, "next_due"));
		rc = txn_put(t, s, "assess", record_get(run->rec, "no"), e);
	}
	record_free(s);
	return rc;
}

static enum rc
safeguard_check_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "checked_on", iso);
	date_format(date_add_months(bench_today(run->bench), 6), iso);
	act_suggest_value(run, "next_due", iso);
	return RC_OK;
}

/* ---- incidents */

/* Minutes since the epoch of "YYYY-MM-DD HH:MM…"; 0 when it is none. */
static int64_t
minutes(const char *moment)
{
	char day[11];
	int h = 0, m = 0;
	int32_t d;

	if (strlen(moment) < 16)
		return 0;
	memcpy(day, moment, 10);
	day[10] = '\0';
	d = date_parse(day);
	if (d == DATE_NONE || sscanf(moment + 10, " %2d:%2d", &h, &m) != 2)
		return 0;
	return (int64_t)d * 1440 + h * 60 + m;
}

static int64_t
now_minutes(struct bench *b)
{
	char stamp[32];

	/* A set day (drills, tests) has no hour of its own: the whole of it counts. */
	if (b->clock.fixed != DATE_NONE)
		return (int64_t)b->clock.fixed * 1440 + 1439;
	clock_stamp(&b->clock, stamp);
	return minutes(stamp);
}

static void
moment_text(int64_t min, char out[24])
{
	char day[11];

	date_format((int32_t)(min / 1440), day);
	snprintf(out, 24, "%s %02d:%02d", day, (int)(min % 1440 / 60), (int)(min % 60));
}

static int64_t
report_due(struct bench *b, const char *discovered)
{
	return minutes(discovered) + b->org->param.v[PARAM_INCIDENT_REPORT_HOURS] * 60;
}

static enum rc
incident_prepare(struct act_run *run, struct err *e)
{
	const char *at = act_value(run, "discovered_at");
	int64_t carrier = strtoll(act_value(run, "carrier_id"), NULL, 10);
	struct record *c = NULL;
	char due[24];

	if (carrier != 0) { /* what is known of it need not be typed */
		if (store_get(run->bench->store, "carrier", carrier, &c, e) != RC_OK)
			return e->rc;
		act_suggest_value(run, "level", record_get(c, "level"));
		act_suggest_value(run, "matter_id", record_get(c, "matter_id"));
		record_free(c);
	}
	if (minutes(at) == 0)
		return RC_OK;
	moment_text(report_due(run->bench, at), due);
	snprintf(run->computed, sizeof(run->computed),
	    T("须在 %s 前报告保密行政管理部门和上级（R151）",
		"report to the secrecy department and the superior by %s (R151)"),
	    due);
	return RC_OK;
}

static enum rc
incident_check(struct act_run *run, struct findings *out, struct err *e)
{
	const char *at = act_value(run, "discovered_at");

	if (*at != '\0' && minutes(at) == 0)
		step_finding(out, "R151", SEV_BLOCK, "discovered_at", "%s",
		    T("发现时间要写到分钟，如 2026-03-02 09:30",
			"give the moment to the minute, such as 2026-03-02 09:30"));
	return incident_prepare(run, e);
}

static enum rc
incident_effect(struct act_run *run, struct txn *t, struct err *e)
{
	char due[24], day[11];
	int64_t at = minutes(record_get(run->rec, "discovered_at"));

	(void)t;
	(void)e;
	moment_text(report_due(run->bench, record_get(run->rec, "discovered_at")), due);
	record_set(run->rec, "report_due", due);
	date_format(date_add_months((int32_t)(at / 1440),
			(int)run->bench->org->param.v[PARAM_INCIDENT_RESULT_MONTHS]),
	    day);
	record_set(run->rec, "result_due", day);
	if (*record_get(run->rec, "reporter_id") == '\0')
		record_set_int(run->rec, "reporter_id", bench_me(run->bench));
	return RC_OK;
}

/* Both addressees, each within 24 hours (条例61). */
static enum rc
report_check(struct act_run *run, struct findings *out, struct err *e)
{
	static const char *const cols[] = { "reported_sad_at", "reported_sup_at" };
	struct lawcase c;
	int64_t last = 0;

	(void)e;
	for (size_t i = 0; i < ARRAY_LEN(cols); i++) {
		int64_t at = minutes(act_value(run, cols[i]));

		if (at == 0)
			step_finding(out, "R151", SEV_BLOCK, cols[i], "%s",
			    T("请填报告时间（到分钟）；须同时报告保密行政管理部门和上级",
				"give the moment of the report; both addressees must be "
				"told"));
		if (at > now_minutes(run->bench))
			step_finding(out, "R151", SEV_BLOCK, cols[i], "%s",
			    T("报告时间不能晚于现在",
				"a report cannot lie in the future"));
		if (at > last)
			last = at;
	}
	if (last == 0)
		return RC_OK;
	lawcase_init(&c, run->bench, LAW_REPORT);
	c.f.duty.discovered_min = minutes(record_get(run->rec, "discovered_at"));
	c.f.duty.reported_min = last;
	law_check(&c.f, out);
	lawcase_done(&c);
	return RC_OK;
}

static enum rc
conclude_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*act_value(run, "result") == '\0')
		step_finding(out, "R153", SEV_BLOCK, "result", "%s",
		    T("请写明查处结果", "state the result of the investigation"));
	if (*act_value(run, "prevention") == '\0')
		step_finding(out, "R153", SEV_BLOCK, "prevention", "%s",
		    T("请写明纠正和防范措施",
			"state the corrective and preventive measures"));
	return RC_OK;
}

#define TECH (ROLE_OFFICE | ROLE_SYSADM | ROLE_SECADM)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "system", .name = "enter", .key = 'n', .to = "planned", .roles = TECH, .flags = ACT_NEW,
	  .title = { "登记系统", "enter a system" }, .help = { "按所存储、处理信息的最高密级确定等级。", "Its level is the highest it stores or handles." },
	  .ask = "name,level,dept_id,sysadm_id,secadm_id,auditor_id,note", .check = system_admins_check },
	{ .kind = "system", .name = "correct", .key = 'e', .from = "planned,tested,in_use", .roles = TECH, .flags = ACT_EDIT,
	  .title = { "修改", "correct" }, .help = { "修改三员等资料。", "Administrators and the like." }, .ask = "name,dept_id,sysadm_id,secadm_id,auditor_id,note", .check = system_admins_check },
	{ .kind = "system", .name = "test", .key = 't', .from = "planned", .to = "tested", .roles = TECH, .ask = "tested_on,note",
	  .title = { "登记测评", "tested" }, .help = { "登记测评机构的测评结果。", "Record the evaluation." } },
	{ .kind = "system", .name = "use", .key = 'u', .from = "tested", .to = "in_use", .roles = ROLE_OFFICE, .ask = "approved_on,note",
	  .title = { "批准使用", "approve for use" }, .help = { "审查合格后投入使用，开始计算风险评估周期。", "Approved for use; the cycle of risk assessments begins." }, .check = use_check, .effect = use_effect },
	{ .kind = "system", .name = "end", .key = 'z', .from = "in_use", .to = "ended", .roles = ROLE_OFFICE, .flags = ACT_WEIGHTY, .ask = "note",
	  .title = { "停用", "end" }, .help = { "停用并报告原审批部门。", "Ended and reported to whoever approved it." } },
	{ .kind = "risk", .name = "record", .key = '1', .to = "recorded", .roles = TECH | ROLE_INSPECTOR, .flags = ACT_NEW, .parent_from = "in_use",
	  .title = { "登记风险评估", "record a risk assessment" }, .help = { "绝密级系统每年、其他系统每两年至少一次。", "Yearly for 绝密 systems, every two years for others." },
	  .ask = "system_id,done_on,done_by,result,text,improve", .prepare = risk_prepare, .check = risk_check, .after = risk_after },
	{ .kind = "device", .name = "enter", .key = 'n', .to = "in_use", .roles = TECH, .flags = ACT_NEW,
	  .title = { "登记设备", "enter a device" }, .help = { "逐台登记密级、使用人、存放场所。", "Level, user and place of each." } },
	{ .kind = "device", .name = "correct", .key = 'e', .from = "in_use,repair,idle", .roles = TECH, .flags = ACT_EDIT,
	  .title = { "变更使用人或场所", "change user or place" }, .help = { "变更登记。", "Keep the register true." }, .ask = "name,user_id,place_id,system_id,note" },
	{ .kind = "device", .name = "repair", .key = 'r', .from = "in_use", .to = "repair", .roles = TECH, .ask = "note",
	  .title = { "送修", "repair" }, .help = { "本单位人员维修；外单位人员维修须全程旁站。", "By own staff; outsiders only under watch." } },
	{ .kind = "device", .name = "back", .key = 'b', .from = "repair,idle", .to = "in_use", .roles = TECH, .ask = "note",
	  .title = { "恢复使用", "back in use" }, .help = { "修好或重新启用。", "Mended, or used again." } },
	{ .kind = "device", .name = "idle", .key = 'i', .from = "in_use", .to = "idle", .roles = TECH, .ask = "note",
	  .title = { "停用", "set aside" }, .help = { "暂不使用。", "Not used for now." } },
	{ .kind = "device", .name = "scrap", .key = 'z', .from = "in_use,idle,repair", .to = "scrapped", .roles = ROLE_OFFICE, .flags = ACT_WEIGHTY, .ask = "note",
	  .title = { "报废", "scrap" }, .help = { "拆除存储部件按载体销毁后报废。", "Storage parts are destroyed as carriers first." } },
	{ .kind = "safeguard", .name = "plan", .key = 'n', .to = "planned", .roles = TECH, .flags = ACT_NEW,
	  .title = { "登记措施", "enter a safeguard" }, .help = { "物理、技术、制度、人员四类措施。", "Physical, technical, procedural, staff." } },
	{ .kind = "safeguard", .name = "install", .key = 'i', .from = "planned,faulty", .to = "installed", .roles = TECH, .ask = "owner_id,note",
	  .title = { "已落实", "installed" }, .help = { "安装或落实到位。", "Installed or put in place." } },
	{ .kind = "safeguard", .name = "accept", .key = 'a', .from = "installed", .to = "accepted", .roles = ROLE_OFFICE | ROLE_SECADM, .ask = "checked_on,next_due,note",
	  .title = { "验收", "accept" }, .help = { "验收合格，定下次检查日期。", "Accepted; set the next check." }, .prepare = safeguard_check_prepare },
	{ .kind = "safeguard", .name = "check", .key = 'c', .from = "accepted", .roles = TECH | ROLE_INSPECTOR, .ask = "checked_on,next_due,note",
	  .title = { "检查", "check" }, .help = { "定期检查是否有效。", "Whether it still works." }, .prepare = safeguard_check_prepare },
	{ .kind = "safeguard", .name = "fault", .key = 'f', .from = "installed,accepted", .to = "faulty", .roles = TECH | ROLE_INSPECTOR, .ask = "note",
	  .title = { "登记故障", "faulty" }, .help = { "写明故障情况。", "What is wrong." } },
	{ .kind = "safeguard", .name = "retire", .key = 'z', .from = "planned,installed,accepted,faulty", .to = "retired", .roles = ROLE_OFFICE, .ask = "note",
	  .title = { "停用", "retire" }, .help = { "写明替代措施。", "Say what takes its place." } },
	{ .kind = "vulnerability", .name = "report", .key = 'n', .to = "open", .roles = ROLE_ANYONE | TECH | ROLE_AUDITOR, .flags = ACT_NEW,
	  .title = { "登记隐患", "report a vulnerability" }, .help = { "发现隐患漏洞，任何人都应登记。", "Whoever finds one enters it." } },
	{ .kind = "vulnerability", .name = "mend", .key = 'm', .from = "open", .to = "mended", .roles = TECH, .ask = "mended_on",
	  .title = { "已整改", "mended" }, .help = { "填整改完成日期。", "Give the day." }, .stamp = "mended_on?=today" },
	{ .kind = "vulnerability", .name = "accept", .key = 'a', .from = "open", .to = "accepted", .roles = ROLE_HEAD, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "接受风险", "accept the risk" }, .help = { "主要负责人决定接受。", "The head accepts it." } },
	{ .kind = "incident", .name = "discover", .key = 'n', .to = "discovered", .roles = ROLE_ANYONE | TECH | ROLE_AUDITOR, .flags = ACT_NEW,
	  .title = { "登记事件", "enter an incident" }, .help = { "发现泄密或可能泄密立即登记，24小时内报告。", "Enter a leak or possible leak at once; report within 24 hours." },
	  .ask = "title,incident_kind,level,matter_id,carrier_id,discovered_at,place,course,persons,harm,remedies", .prepare = incident_prepare, .check = incident_check, .effect = incident_effect },
	{ .kind = "incident", .name = "contain", .key = 'c', .from = "discovered", .to = "contained", .roles = ROLE_OFFICE | ROLE_HEAD | ROLE_CRP, .ask = "contained_at,remedies", .need = "contained_at,remedies",
	  .title = { "补救", "contain" }, .help = { "登记采取的补救措施。", "Record the remedies taken." } },
	{ .kind = "incident", .name = "report", .key = 'r', .from = "discovered,contained", .to = "reported", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "reported_sad_at,reported_sup_at", .need = "reported_sad_at,reported_sup_at",
	  .title = { "报告", "report" }, .help = { "同时报告同级保密行政管理部门和上级机关。", "To the secrecy department and to the superior." }, .check = report_check },
	{ .kind = "incident", .name = "investigate", .key = 'i', .from = "reported", .to = "investigating", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "investigator_id,result_due", .need = "investigator_id,result_due",
	  .title = { "开始查处", "investigate" }, .help = { "指定专人查处。", "A named person investigates." } },
	{ .kind = "incident", .name = "conclude", .key = 'o', .from = "investigating", .to = "concluded", .roles = ROLE_OFFICE | ROLE_HEAD, .ask = "result,sanction,prevention", .need = "result,prevention",
	  .title = { "登记结论", "conclude" }, .help = { "结果、责任追究、纠正和防范措施。", "Result, sanction, correction and prevention." }, .check = conclude_check },
	{ .kind = "incident", .name = "close", .key = 'z', .from = "concluded", .to = "closed", .roles = ROLE_HEAD, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "办结", "close" }, .help = { "措施落实后办结。", "Once the measures are in place." }, .stamp = "closed_on=today" },
};
/* clang-format on */
STEP_TABLE(6, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 6, .kind = "system", .states = "in_use", .due = "risk_due", .ahead_days = 60,
	  .roles = TECH, .rule = "R143", .origin = ORIGIN_LAW, .text = { "风险评估到期：", "risk assessment due: " } },
	{ .step = 6, .kind = "safeguard", .states = "accepted", .due = "next_due", .ahead_days = 14,
	  .roles = TECH, .origin = ORIGIN_UNIT, .act = "check", .text = { "检查防护措施：", "check safeguard: " } },
	{ .step = 6, .kind = "safeguard", .states = "accepted", .owner = "owner_id", .due = "next_due", .ahead_days = 14,
	  .origin = ORIGIN_UNIT, .text = { "检查防护措施：", "check safeguard: " } },
	{ .step = 6, .kind = "vulnerability", .states = "open", .owner = "owner_id", .due = "due", .ahead_days = 14,
	  .origin = ORIGIN_UNIT, .text = { "整改隐患：", "mend: " } },
	{ .step = 6, .kind = "incident", .states = "discovered,contained", .ahead_days = -1,
	  .roles = ROLE_OFFICE | ROLE_HEAD, .rule = "R151", .origin = ORIGIN_LAW, .act = "report", .text = { "24小时内报告：", "report within 24 hours: " } },
	{ .step = 6, .kind = "incident", .states = "investigating", .due = "result_due", .ahead_days = 30,
	  .roles = ROLE_OFFICE | ROLE_HEAD, .rule = "R153", .origin = ORIGIN_ADVICE, .act = "conclude", .text = { "查处结果到期：", "result due: " } },
};
/* clang-format on */

enum rc
step6_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}

enum rc
step6_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t systems = 0, late = 0, incidents = 0, guards = 0, open = 0;
	enum rc rc;

	if ((rc = count_where(b, "system", "in_use", NULL, 0, &systems, e)) != RC_OK ||
	    (rc = count_where(b, "safeguard", "accepted", NULL, 0, &guards, e)) !=
		RC_OK ||
	    (rc = count_where(b, "vulnerability", "open", NULL, 0, &open, e)) != RC_OK ||
	    (rc = count_where(b, "incident",
		 "discovered,contained,reported,investigating,concluded", NULL, 0,
		 &incidents, e)) != RC_OK ||
	    (rc = count_due(b, "system", "in_use", "risk_due", DATE_NONE, bench_today(b),
		 &late, e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("系统%zu 措施%zu 隐患%zu 未结事件%zu",
		"systems %zu, measures %zu, faults %zu, leaks %zu"),
	    systems, guards, open, incidents);
	out->done = (int)(systems - (late < systems ? late : systems));
	out->total = (int)systems;
	out->alert = late > 0 || incidents > 0;
	if (incidents > 0)
		snprintf(out->next, sizeof(out->next),
		    T("继续处理%zu起事件", "carry on with %zu incidents"), incidents);
	else if (late > 0)
		snprintf(out->next, sizeof(out->next),
		    T("%zu个系统风险评估到期", "%zu systems due for risk assessment"),
		    late);
	else if (systems == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("登记涉密信息系统和设备", "enter the systems and devices"));
	return RC_OK;
}
