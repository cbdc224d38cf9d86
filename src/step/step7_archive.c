/* SPDX-License-Identifier: MIT */
/*
 * Step 7: archive files (open, fill, check, transfer) and the loop of inspections: plan →
 * find → notice → put right → re-check by another person (条例58, 条例59; R144, R150,
 * R155).
 */
#include <string.h>
#include "step/archive.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "archive", "open",        { "立卷中", "open" }, TONE_WAIT },
	{ "archive", "filed",       { "已归档", "filed" }, TONE_GOOD },
	{ "archive", "checked",     { "已检查", "checked" }, TONE_GOOD },
	{ "archive", "transferred", { "已移交", "transferred" }, TONE_END },
	{ "archive", "destroyed",   { "已销毁", "destroyed" }, TONE_END },
	{ "archive_item", "in",     { "在卷", "in the file" }, TONE_GOOD },
	{ "archive_item", "out",    { "已撤出", "taken out" }, TONE_END },
	{ "inspection", "planned",  { "已计划", "planned" }, TONE_WAIT },
	{ "inspection", "done",     { "已实施", "carried out" }, TONE_WAIT },
	{ "inspection", "closed",   { "已办结", "closed" }, TONE_GOOD },
	{ "inspection", "cancelled", { "已取消", "cancelled" }, TONE_END },
	{ "finding", "open",        { "待通知", "open" }, TONE_WAIT },
	{ "finding", "noticed",     { "整改中", "noticed" }, TONE_WAIT },
	{ "finding", "claimed",     { "待复查", "to be re-checked" }, TONE_WAIT },
	{ "finding", "verified",    { "已整改", "verified" }, TONE_GOOD },
	{ "finding", "reopened",    { "未通过复查", "reopened" }, TONE_BAD },
	{ "report", "draft",        { "草拟", "draft" }, TONE_WAIT },
	{ "report", "checked",      { "已核对", "checked" }, TONE_WAIT },
	{ "report", "signed",       { "已签发", "signed" }, TONE_WAIT },
	{ "report", "filed",        { "已报送", "filed" }, TONE_END },
	{ "report", "returned",     { "已退回", "returned" }, TONE_BAD },
	{ "assessment", "open",     { "进行中", "open" }, TONE_WAIT },
	{ "assessment", "self_scored", { "已自评", "self-scored" }, TONE_WAIT },
	{ "assessment", "reviewed", { "已复评", "reviewed" }, TONE_WAIT },
	{ "assessment", "objected", { "有异议", "objected" }, TONE_BAD },
	{ "assessment", "final",    { "已定", "final" }, TONE_GOOD },
	{ "assessment", "exported", { "已报送", "exported" }, TONE_END },
	{ "score", "open",          { "待评", "open" }, TONE_WAIT },
	{ "score", "scored",        { "已评", "scored" }, TONE_GOOD },
};
/* clang-format on */

static void
check_due(struct act_run *run)
{
	record_set_date(run->rec, "check_due",
	    date_add_months(bench_today(run->bench),
		(int)run->bench->org->param.v[PARAM_ARCHIVE_CHECK_MONTHS]));
}

static enum rc
archive_open_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	if (*record_get(run->rec, "opened_on") == '\0')
		record_set_date(run->rec, "opened_on", bench_today(run->bench));
	check_due(run);
	return RC_OK;
}

enum rc
archive_items(struct bench *b, int64_t archive, struct page *page, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(b->store, "archive_item"));
	query_add_int(&q, "archive_id", archive);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 5000, page, e);
	query_done(&q);
	return rc;
}

static enum rc
item_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct page page = { 0 };
	int64_t pos = 0;
	enum rc rc =
	    archive_items(run->bench, record_int(run->rec, "archive_id"), &page, e);

	(void)t;
	for (size_t i = 0; i < page.n; i++)
		if (record_int(page.rec[i], "pos") > pos)
			pos = record_int(page.rec[i], "pos");
	record_set_int(run->rec, "pos", pos + 1);
	if (*act_value(run, "matter_id") !=
	    '\0') { /* a matter filed from its register: the reference stays */
		record_set(run->rec, "ref_kind", "matter");
		record_set(run->rec, "ref_id", act_value(run, "matter_id"));
	}
	page_done(&page);
	return rc == RC_OK ? archive_item_status(run->bench, run->rec, e) : rc;
}

static enum rc
item_prepare(struct act_run *run, struct err *e)
{
	struct record *m = NULL;
	enum rc rc;

	if (*act_value(run, "matter_id") == '\0')
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter",
		 strtoll(act_value(run, "matter_id"), NULL, 10), &m, e)) != RC_OK)
		return rc;
	act_suggest_value(run, "title", record_get(m, "title"));
	act_suggest_value(run, "doc_date", record_get(m, "determined_on"));
	act_suggest_value(run, "pages", record_get(m, "pages"));
	record_free(m);
	return RC_OK;
}

/* The file carries the highest level of what lies in it. */
static enum rc
item_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *m = NULL, *a = NULL;
	enum rc rc;

	if (strcmp(record_get(run->rec, "ref_kind"), "matter") != 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter", record_int(run->rec, "ref_id"),
		 &m, e)) == RC_OK &&
	    (rc = store_get(run->bench->store, "archive",
		 record_int(run->rec, "archive_id"), &a, e)) == RC_OK &&
	    record_int(m, "level") > record_int(a, "level")) {
		record_set(a, "level", record_get(m, "level"));
		rc = txn_put(t, a, "raise", record_get(m, "no"), e);
	}
	record_free(m);
	record_free(a);
	return rc;
}

/* Complete: something in it, numbered without gaps, every page count known. */
static enum rc
complete_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct page page = { 0 };
	size_t nopages = 0;
	enum rc rc = archive_items(run->bench, run->rec->id, &page, e);

	for (size_t i = 0; i < page.n; i++)
		nopages += *record_get(page.rec[i], "pages") == '\0';
	if (rc == RC_OK && page.n == 0)
		step_finding(out, "R045", SEV_BLOCK, "title", "%s",
		    T("卷内还没有材料，请先归入材料",
			"the file is empty: put its papers in first"));
	if (rc == RC_OK && nopages > 0)
		step_finding(out, "R045", SEV_WARN, "title",
		    T("%zu件材料未填页数", "%zu items have no page count"), nopages);
	page_done(&page);
	return rc;
}

static enum rc
check_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "checked_on", iso);
	return RC_OK;
}

static enum rc
check_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	check_due(run);
	return RC_OK;
}

/* ---- inspections and findings */

static enum rc
inspectors_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct strs names = { 0 };

	(void)e;
	strs_split(&names, act_value(run, "inspectors"), ",;/ ");
	if (*act_value(run, "inspectors") != '\0' && names.n < 2 &&
	    strstr(act_value(run, "inspectors"), "、") == NULL)
		step_finding(out, "R144", SEV_WARN, "inspectors", "%s",
		    T("检查通常不少于两人（习惯做法，非法定）",
			"inspections are usually made by two (custom, not statute)"));
	strs_free(&names);
	return RC_OK;
}

static enum rc
done_check(struct act_run *run, struct findings *out, struct err *e)
{
	int32_t on = date_parse(act_value(run, "done_on"));

	(void)e;
	if (on == DATE_NONE || on > bench_today(run->bench))
		step_finding(out, "R150", SEV_BLOCK, "done_on", "%s",
		    T("请填检查日期（不晚于今天）",
			"give the day of the inspection, not after today"));
	if (*act_value(run, "opinion") == '\0')
		step_finding(out, "R150", SEV_BLOCK, "opinion", "%s",
		    T("检查结束应当出具书面意见",
			"an inspection ends in a written opinion"));
	return RC_OK;
}

static enum rc
close_check(struct act_run *run, struct findings *out, struct err *e)
{
	size_t n = 0;
	enum rc rc = count_where(run->bench, "finding", "open,noticed,claimed,reopened",
	    "inspection_id", run->rec->id, &n, e);

	if (rc == RC_OK && n > 0)
		step_finding(out, "R150", SEV_BLOCK, "finding",
		    T("还有%zu个问题未复查通过", "%zu findings are not verified yet"), n);
	return rc;
}

static enum rc
notice_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "noticed_on", iso);
	date_format(bench_today(run->bench) +
			(int32_t)run->bench->org->param.v[PARAM_RECTIFY_DAYS],
	    iso);
	act_suggest_value(run, "due", iso);
	return RC_OK;
}

/* Content and deadline, both in writing (条例59 III). */
static enum rc
notice_check(struct act_run *run, struct findings *out, struct err *e)
{
	static const struct {
		const char *field;
		struct text2 text;
	} need[] = {
		{ "measures", { "请写明整改内容", "state what must be put right" } },
		{ "due", { "请填整改期限", "give the deadline" } },
		{ "owner_id", { "请填整改责任人", "say who puts it right" } },
	};

	(void)e;
	for (size_t i = 0; i < ARRAY_LEN(need); i++)
		if (*act_value(run, need[i].field) == '\0')
			step_finding(out, "R150", SEV_BLOCK, need[i].field, "%s",
			    tx(need[i].text));
	if (date_parse(act_value(run, "due")) < date_parse(act_value(run, "noticed_on")))
		step_finding(out, "R150", SEV_BLOCK, "due", "%s",
		    T("期限不早于通知日期", "the deadline lies before the notice"));
	return RC_OK;
}

static enum rc
claim_allow(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (record_int(run->rec, "owner_id") != bench_me(run->bench) &&
	    !(bench_roles(run->bench) & ROLE_OFFICE))
		step_finding(out, "R150", SEV_BLOCK, "owner_id", "%s",
		    T("由整改责任人报告", "reported by the one who puts it right"));
	return RC_OK;
}

static enum rc
claim_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*act_value(run, "report") == '\0')
		step_finding(out, "R150", SEV_BLOCK, "report", "%s",
		    T("请写明整改情况", "state what was done"));
	return RC_OK;
}

static enum rc
verify_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c;

	(void)e;
	lawcase_init(&c, run->bench, LAW_RECTIFY);
	c.f.duty.done = record_date(run->rec, "done_on");
	c.f.duty.due = record_date(run->rec, "due");
	c.f.duty.done_by = record_int(run->rec, "done_by_id");
	c.f.duty.verified_by = bench_me(run->bench);
	law_check(&c.f, out);
	lawcase_done(&c);
	return RC_OK;
}

#define CLERKS (ROLE_OFFICE | ROLE_HEAD)
#define LOOKERS (ROLE_INSPECTOR | ROLE_OFFICE)
/* clang-format off */
/* Findings are ACT_BLIND: an inspector knows the matter by its number, not from its circle. */
static const struct act_def acts[] = {
	{ .kind = "archive", .name = "open", .key = 'n', .to = "open", .roles = ROLE_OFFICE | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "立卷", "open a file" }, .help = { "按规定、机构、人员、决定、培训、检查、应急分类立卷。", "By kind: rules, bodies, persons, decisions, training, inspection, emergency." },
	  .ask = "archive_kind,title,year,keeper_id,retention,place_id,note", .effect = archive_open_effect },
	{ .kind = "archive", .name = "file", .key = 'f', .from = "open", .to = "filed", .roles = ROLE_OFFICE | ROLE_CRP, .ask = "note",
	  .title = { "归档", "close and file" }, .help = { "检查卷内目录完整后归档；应移交国家档案馆的日期由此算出。", "Once its contents are complete; when it is due at the state archive follows." },
	  .allow = complete_check, .check = complete_check, .effect = archive_file_effect },
	{ .kind = "archive", .name = "check", .key = 'c', .from = "filed,checked", .to = "checked", .roles = LOOKERS | ROLE_CRP, .ask = "checked_on,check_result",
	  .title = { "检查档案", "check" }, .help = { "定期检查卷内材料是否完整、准确。", "Whether the contents are complete and right." }, .prepare = check_prepare, .check = complete_check, .effect = check_effect },
	{ .kind = "archive", .name = "reopen", .key = 'o', .from = "filed,checked", .to = "open", .roles = ROLE_OFFICE, .ask = "note",
	  .title = { "重新立卷", "reopen" }, .help = { "补充材料时重新打开。", "To add to it." } },
	{ .kind = "archive_item", .name = "put", .key = '1', .to = "in", .roles = ROLE_OFFICE | ROLE_CRP | ROLE_PROPOSER, .flags = ACT_NEW, .parent_from = "open",
	  .title = { "归入材料", "put in" }, .help = { "归入一件材料；属于登记事项的，选择事项即可。", "Put in a document; for a registered matter just choose it." },
	  .ask = "archive_id,matter_id,title,doc_date,pages,note", .prepare = item_prepare, .effect = item_effect, .after = item_after },
	{ .kind = "archive_item", .name = "take_out", .key = 'o', .from = "in", .to = "out", .roles = ROLE_OFFICE, .ask = "note",
	  .title = { "撤出", "take out" }, .help = { "写明去向。", "Say where it goes." } },
	{ .kind = "inspection", .name = "plan", .key = 'n', .to = "planned", .roles = LOOKERS | ROLE_HEAD, .flags = ACT_NEW,
	  .title = { "计划检查", "plan an inspection" }, .help = { "定检查类型、部门、日期、人员和内容。", "Kind, department, day, inspectors and content." },
	  .ask = "title,inspection_kind,dept_id,plan_on,inspectors,content", .check = inspectors_check },
	{ .kind = "inspection", .name = "edit", .key = 'e', .from = "planned", .roles = LOOKERS | ROLE_HEAD, .flags = ACT_EDIT,
	  .title = { "修改计划", "edit the plan" }, .help = { "实施之前可以修改。", "Until it is carried out." }, .ask = "title,inspection_kind,dept_id,plan_on,inspectors,content", .check = inspectors_check },
	{ .kind = "inspection", .name = "carry_out", .key = 'd', .from = "planned", .to = "done", .roles = LOOKERS, .ask = "done_on,opinion", .need = "done_on,opinion",
	  .title = { "登记实施", "carried out" }, .help = { "登记检查日期和书面意见，再逐条登记问题。", "Day and written opinion; then enter the findings." }, .check = done_check },
	{ .kind = "inspection", .name = "close", .key = 'c', .from = "done", .to = "closed", .roles = LOOKERS | ROLE_HEAD, .ask = "",
	  .title = { "办结", "close" }, .help = { "全部问题复查通过后办结。", "Once every finding is verified." }, .allow = close_check },
	{ .kind = "inspection", .name = "cancel", .key = 'z', .from = "planned", .to = "cancelled", .roles = LOOKERS | ROLE_HEAD, .ask = "opinion",
	  .title = { "取消", "cancel" }, .help = { "写明原因。", "State the reason." } },
	{ .kind = "finding", .name = "record", .key = '1', .to = "open", .roles = LOOKERS, .flags = ACT_BLIND | ACT_NEW, .parent_from = "done",
	  .title = { "登记问题", "record a finding" }, .help = { "按十类过错和错误类型登记。", "By the ten faults and the kind of error." },
	  .ask = "inspection_id,text,fault,error_type,severity,matter_id,person_id,owner_id" },
	{ .kind = "finding", .name = "notice", .key = 'n', .from = "open,reopened", .to = "noticed", .roles = LOOKERS, .flags = ACT_BLIND, .ask = "notice_no,measures,owner_id,noticed_on,due", .need = "measures,owner_id,noticed_on,due",
	  .title = { "下发整改通知", "send the notice" }, .help = { "写明整改内容、责任人和期限。", "What, who and by when." }, .prepare = notice_prepare, .check = notice_check },
	{ .kind = "finding", .name = "claim", .key = 'c', .from = "noticed", .to = "claimed", .roles = ROLE_STAFF, .flags = ACT_BLIND, .ask = "done_on,report", .need = "report",
	  .title = { "报告整改情况", "report it put right" }, .help = { "整改责任人写明措施和结果。", "Measures and result, by the one who owes them." }, .allow = claim_allow, .check = claim_check, .stamp = "done_by_id=me,done_on?=today,verified_by_id=,verified_on=" },
	{ .kind = "finding", .name = "verify", .key = 'v', .from = "claimed", .to = "verified", .roles = LOOKERS, .flags = ACT_BLIND, .ask = "verify_opinion",
	  .title = { "复查通过", "verify" }, .help = { "由整改人以外的人复查。", "By somebody other than the one who put it right." }, .allow = verify_allow, .stamp = "verified_by_id=me,verified_on=today" },
	{ .kind = "finding", .name = "reopen", .key = 'r', .from = "claimed", .to = "reopened", .roles = LOOKERS, .flags = ACT_BLIND, .ask = "verify_opinion", .need = "verify_opinion",
	  .title = { "复查未通过", "reopen" }, .help = { "写明还差什么。", "Say what is missing." } },
};
/* clang-format on */
STEP_TABLE(7, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 7, .kind = "archive", .states = "filed,checked", .due = "check_due", .ahead_days = 30,
	  .roles = ROLE_OFFICE, .origin = ORIGIN_UNIT, .act = "check", .text = { "检查档案：", "check archive file: " } },
	{ .step = 7, .kind = "inspection", .states = "planned", .due = "plan_on", .ahead_days = 14,
	  .roles = LOOKERS, .rule = "R144", .origin = ORIGIN_UNIT, .act = "carry_out", .text = { "实施检查：", "carry out: " } },
	{ .step = 7, .kind = "finding", .states = "open,reopened", .ahead_days = -1,
	  .roles = LOOKERS, .rule = "R150", .origin = ORIGIN_LAW, .act = "notice", .text = { "下发整改通知：", "send the notice: " } },
	{ .step = 7, .kind = "finding", .states = "noticed", .owner = "owner_id", .due = "due", .ahead_days = 3650,
	  .rule = "R150", .origin = ORIGIN_LAW, .act = "claim", .text = { "整改问题：", "put right: " } },
	{ .step = 7, .kind = "finding", .states = "noticed", .due = "due", .ahead_days = 0,
	  .roles = ROLE_OFFICE, .rule = "R150", .origin = ORIGIN_LAW, .text = { "整改逾期，督促：", "overdue, press on: " } },
	{ .step = 7, .kind = "finding", .states = "claimed", .ahead_days = -1,
	  .roles = LOOKERS, .rule = "R150", .origin = ORIGIN_LAW, .act = "verify", .text = { "复查整改：", "re-check: " } },
};
/* clang-format on */

enum rc
step7_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);

	return rc == RC_OK ? transfer_inbox(b, all, limit, out, e) : rc;
}

enum rc
step7_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t files = 0, open = 0, late = 0, verified = 0, recheck = 0;
	enum rc rc;

	if ((rc = count_where(b, "archive", "open,filed,checked", NULL, 0, &files, e)) !=
		RC_OK ||
	    (rc = count_where(
		 b, "finding", "open,noticed,reopened", NULL, 0, &open, e)) != RC_OK ||
	    (rc = count_where(b, "finding", "claimed", NULL, 0, &recheck, e)) != RC_OK ||
	    (rc = count_where(b, "finding", "verified", NULL, 0, &verified, e)) !=
		RC_OK ||
	    (rc = count_due(b, "finding", "noticed,reopened", "due", DATE_NONE,
		 bench_today(b) - 1, &late, e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("案卷%zu 待整改%zu 待复查%zu 逾期%zu",
		"files %zu, mend %zu, re-check %zu, overdue %zu"),
	    files, open, recheck, late);
	out->done = (int)verified;
	out->total = (int)(verified + open + recheck);
	out->alert = late > 0;
	if (late > 0)
		snprintf(out->next, sizeof(out->next),
		    T("督促%zu项逾期整改", "press on with %zu overdue findings"), late);
	else if (recheck > 0)
		snprintf(out->next, sizeof(out->next),
		    T("复查%zu项整改", "re-check %zu findings"), recheck);
	else if (files == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("立第一个保密案卷", "open the first archive file"));
	return RC_OK;
}
