/* SPDX-License-Identifier: MIT */
/*
 * Step 1: responsible persons. Nominate → vet → train → designate → publish and file →
 * active, suspend, end (条例14; R027–R039); grants of authority (条例16; R013–R022);
 * qualification grades.
 */
#include <string.h>
#include "step/cascade.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "designation", "nominated",  { "已推荐", "nominated" }, TONE_WAIT },
	{ "designation", "vetted",     { "已审查", "vetted" }, TONE_WAIT },
	{ "designation", "trained",    { "已培训", "trained" }, TONE_WAIT },
	{ "designation", "designated", { "已指定", "designated" }, TONE_WAIT },
	{ "designation", "published",  { "已公布备案", "published and filed" }, TONE_WAIT },
	{ "designation", "active",     { "在任", "active" }, TONE_GOOD },
	{ "designation", "suspended",  { "暂停", "suspended" }, TONE_BAD },
	{ "designation", "ended",      { "已结束", "ended" }, TONE_END },
	{ "designation", "refused",    { "未通过", "refused" }, TONE_END },
	{ "qualification", "held",     { "有效", "held" }, TONE_GOOD },
	{ "qualification", "expired",  { "已过期", "expired" }, TONE_BAD },
	{ "qualification", "withdrawn", { "已取消", "withdrawn" }, TONE_END },
	{ "grant", "drafted",  { "草拟", "draft" }, TONE_WAIT },
	{ "grant", "applied",  { "已申请", "applied for" }, TONE_WAIT },
	{ "grant", "granted",  { "已授予待备案", "granted, to be filed" }, TONE_WAIT },
	{ "grant", "refused",  { "未授予", "refused" }, TONE_END },
	{ "grant", "in_force", { "有效", "in force" }, TONE_GOOD },
	{ "grant", "expired",  { "已到期", "expired" }, TONE_BAD },
	{ "grant", "revoked",  { "已撤销", "revoked" }, TONE_END },
};
/* clang-format on */

/* The facts of a designation: the designee stands where the approver will stand. */
static enum rc
designee_case(struct act_run *run, enum law_act act, struct findings *out, struct err *e)
{
	struct lawcase c;
	struct fact_person *p = &c.f.approver;
	int64_t person = strtoll(act_value(run, "person_id"), NULL, 10);
	enum rc rc;

	lawcase_init(&c, run->bench, act);
	if (person == 0)
		person = record_int(run->rec, "person_id");
	if ((rc = lawcase_unit(&c, run->bench, e)) != RC_OK ||
	    (rc = lawcase_person(&c, run->bench, p, person, e)) != RC_OK)
		goto out;
	if ((rc = lawcase_person(
		 &c, run->bench, &c.f.proposer, bench_me(run->bench), e)) != RC_OK)
		goto out;
	p->kind = CRP_DESIGNATED;
	p->state = CRP_INACTIVE;
	p->max_level = (enum level)strtol(act_value(run, "level"), NULL, 10);
	if (p->max_level == LEVEL_NONE)
		p->max_level = (enum level)record_int(run->rec, "level");
	p->scope = *act_value(run, "scope") != '\0' ? act_value(run, "scope")
						    : record_get(run->rec, "scope");
	p->tier = record_get(run->rec, "tier");
	p->letter_no =
	    *act_value(run, "letter_no") != '\0' ? act_value(run, "letter_no") : NULL;
	if (p->letter_no == NULL && *record_get(run->rec, "letter_no") != '\0')
		p->letter_no = record_get(run->rec, "letter_no");
	p->from = date_parse(act_value(run, "from_on"));
	p->to = date_parse(act_value(run, "to_on"));
	if (p->from == DATE_NONE)
		p->from = record_date(run->rec, "from_on");
	if (p->to == DATE_NONE)
		p->to = record_date(run->rec, "to_on");
	p->published_on = record_date(run->rec, "published_on");
	p->filed_on = record_date(run->rec, "filed_on");
	law_check(&c.f, out);
out:
	lawcase_done(&c);
	return rc;
}

/* The same level and matters again: under way already, or in term for long yet. */
static bool
is_same(struct act_run *run, const struct record *d)
{
	struct bench *b = run->bench;
	int32_t to = record_date(d, "to_on");
	bool ends = strcmp(record_state(d), "active") == 0 && to != DATE_NONE &&
		    to <= bench_today(b) + (int32_t)b->org->param.v[PARAM_LEAD_DAYS_1];

	return !ends && strcmp(record_get(d, "level"), act_value(run, "level")) == 0 &&
	       strcmp(record_get(d, "scope"), act_value(run, "scope")) == 0;
}

/* One person may be designated for several matters, levels, terms; not twice for one. */
static enum rc
nominate_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	bool same = false;
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "designation"));
	query_add(&q, "person_id", COND_EQ, act_value(run, "person_id"), NULL);
	query_add_in(&q, "state", true,
	    "nominated,vetted,trained,designated,published,active,suspended");
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 50, &page, e);
	for (size_t i = 0; i < page.n; i++)
		same = same || is_same(run, page.rec[i]);
	if (same)
		step_finding(out, "R038", SEV_BLOCK, "person_id", "%s",
		    T("此人已有密级、事项范围相同的指定在办或在任，不重复推荐；"
		      "续任在任期将满时办理",
			"this person already has a designation of this level and these "
			"matters; renew it when its term is about to end"));
	else if (page.n > 0)
		step_finding(out, "R038", SEV_WARN, "person_id",
		    T("此人另有%zu项指定在办或在任，请确认确有需要",
			"this person has %zu other designations: make sure it is needed"),
		    page.n);
	page_done(&page);
	query_done(&q);
	return rc == RC_OK ? designee_case(run, LAW_NOMINATE, out, e) : rc;
}

static enum rc
vet_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *p = NULL;
	enum rc rc = store_get(
	    run->bench->store, "person", record_int(run->rec, "person_id"), &p, e);

	if (rc == RC_OK && *record_get(p, "vetted_on") == '\0')
		step_finding(out, "R128", SEV_BLOCK, "vetted_on", "%s",
		    T("此人尚无涉密人员保密审查记录，先在“人员”中办理",
			"no vetting of this person is on record: do it under People "
			"first"));
	if (rc == RC_OK && *record_get(p, "pledge_on") == '\0')
		step_finding(out, "R130", SEV_BLOCK, "vetted_on", "%s",
		    T("此人尚未签订保密承诺书，先在“人员”中登记",
			"no secrecy pledge is on record: enter it under People first"));
	record_free(p);
	return rc;
}

/* The newest valid certificate proves the training (R033, S7). */
static enum rc
valid_certificate(struct bench *b, int64_t person, int64_t *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	char id[24], today[11];
	enum rc rc;

	*out = 0;
	query_init(&q, store_kind(b->store, "certificate"));
	snprintf(id, sizeof(id), "%lld", (long long)person);
	date_format(bench_today(b), today);
	query_add(&q, "person_id", COND_EQ, id, NULL);
	query_add(&q, "state", COND_EQ, "valid", NULL);
	query_add(&q, "valid_to", COND_GE, today, NULL);
	q.desc = true;
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1, &page, e)) == RC_OK &&
	    page.n > 0)
		*out = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
train_allow(struct act_run *run, struct findings *out, struct err *e)
{
	int64_t cert = 0;
	enum rc rc =
	    valid_certificate(run->bench, record_int(run->rec, "person_id"), &cert, e);

	if (rc == RC_OK && cert == 0)
		step_finding(out, "R033", SEV_BLOCK, "certificate_id", "%s",
		    T("没有有效的培训合格证；先在第3步组织培训考核并发证",
			"no valid certificate of training: hold a training under step 3 "
			"first"));
	return rc;
}

static enum rc
train_effect(struct act_run *run, struct txn *t, struct err *e)
{
	int64_t cert = 0;
	enum rc rc =
	    valid_certificate(run->bench, record_int(run->rec, "person_id"), &cert, e);

	(void)t;
	if (rc == RC_OK && cert != 0)
		record_set_int(run->rec, "certificate_id", cert);
	return rc;
}

static enum rc
designate_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "designated_on", iso);
	act_suggest_value(run, "from_on", iso);
	return RC_OK;
}

static enum rc
designate_check(struct act_run *run, struct findings *out, struct err *e)
{
	if (record_int(run->rec, "person_id") == bench_me(run->bench))
		step_finding(out, "R028", SEV_BLOCK, "letter_no", "%s",
		    T("主要负责人是法定定密责任人，不需要指定自己",
			"the principal head is responsible by law and designates "
			"others"));
	return designee_case(run, LAW_DESIGNATE, out, e);
}

static enum rc
activate_check(struct act_run *run, struct findings *out, struct err *e)
{
	return designee_case(run, LAW_ACTIVATE, out, e);
}

/* The days are those of the change, not the old ones. */
static enum rc
republish_check(struct act_run *run, struct findings *out, struct err *e)
{
	static const char *const days[] = { "published_on", "filed_on" };
	int32_t since = record_date(run->rec, "roster_on");

	(void)e;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		int32_t day = date_parse(act_value(run, days[i]));

		if (day > bench_today(run->bench) || day < since)
			step_finding(out, "R036", SEV_BLOCK, days[i], "%s",
			    T("日期应在名单变动之日与今天之间",
				"the day lies between the change and today"));
	}
	return RC_OK;
}

/* ---- grants */

/* R019: matters referred upward or decided under a grant, a year, over three years. */
static enum rc
grant_prepare(struct act_run *run, struct err *e)
{
	int years = (int)run->bench->org->param.v[PARAM_OFTEN_YEARS];
	size_t n = 0;
	char text[80];
	enum rc rc = count_due(run->bench, "matter", NULL, "created_on",
	    date_add_years(bench_today(run->bench), -years), DATE_NONE, &n, e);

	if (rc != RC_OK)
		return rc;
	snprintf(text, sizeof(text),
	    T("近%d年共%zu件，年均%.1f件", "%2$zu in %1$d years, %3$.1f a year"), years,
	    n, (double)n / years);
	act_suggest_value(run, "average", text);
	return RC_OK;
}

static enum rc
grant_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c;

	lawcase_init(&c, run->bench, LAW_GRANT);
	c.f.unit.tier = run->bench->org->tier;
	c.f.unit.grant_level = (enum level)strtol(act_value(run, "level"), NULL, 10);
	c.f.unit.grant_until = date_parse(act_value(run, "to_on"));
	c.f.unit.grant_scope = act_value(run, "scope");
	c.f.matter.start = date_parse(act_value(run, "from_on"));
	c.f.grant.received = strcmp(run->act->name, "receive") == 0;
	c.f.grant.letter_no = act_value(run, "letter_no");
	c.f.grant.grantor_kind = *act_value(run, "grantor_kind") != '\0'
				     ? act_value(run, "grantor_kind")
				     : record_get(run->rec, "grantor_kind");
	c.f.grant.task = strcmp(record_get(run->rec, "grant_kind"), "task") == 0;
	law_check(&c.f, out);
	lawcase_done(&c);
	(void)e;
	return RC_OK;
}

static enum rc
filed_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*act_value(run, "filed_on") == '\0')
		step_finding(out, "R017", SEV_BLOCK, "filed_on", "%s",
		    T("请填备案日期", "give the day of filing"));
	return RC_OK;
}

#define NOMINATORS (ROLE_OFFICE | ROLE_HEAD | ROLE_CRP)
#define CLERKS (ROLE_OFFICE | ROLE_HEAD)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "designation", .name = "nominate", .key = 'n', .to = "nominated", .roles = NOMINATORS, .not_self = "person_id", .flags = ACT_NEW, .parent_from = "in_post",
	  .title = { "推荐人选", "nominate" }, .help = { "业务部门推荐本部门熟悉涉密业务的人员。", "A department proposes somebody who knows its classified business." },
	  .ask = "person_id,level,scope,reason,channel", .check = nominate_check, .stamp = "nominated_by_id=me,nominated_on=today,kind=designated,tier?=principal" },
	{ .kind = "designation", .name = "vet", .key = 'v', .from = "nominated", .to = "vetted", .roles = ROLE_OFFICE | ROLE_COMMITTEE | ROLE_HEAD, .not_self = "person_id",
	  .title = { "任前审查", "vet" }, .help = { "保密办汇总审查：政治可靠、熟悉业务、保密知识、职业操守。", "The office collates and vets: reliable, knows the business, secrecy knowledge, ethics." },
	  .ask = "vetted_by,vetted_on,qualities,vetting_opinion", .need = "vetted_by,vetted_on,qualities,vetting_opinion", .check = vet_check },
	{ .kind = "designation", .name = "train", .key = 't', .from = "vetted", .to = "trained", .roles = ROLE_OFFICE | ROLE_TRAINER | ROLE_HEAD, .not_self = "person_id", .ask = "",
	  .title = { "确认培训合格", "confirm training" }, .help = { "引用本人有效的培训合格证。", "Refers to the person's valid certificate." }, .allow = train_allow, .effect = train_effect },
	{ .kind = "designation", .name = "designate", .key = 'd', .from = "trained", .to = "designated", .roles = ROLE_HEAD, .not_self = "person_id", .flags = ACT_WEIGHTY,
	  .title = { "书面指定", "designate in writing" }, .help = { "主要负责人签发指定书，写明最高密级、事项范围和期限。", "The principal head signs the letter: level, matters and term." },
	  .ask = "level,scope,letter_no,designated_on,from_on,to_on", .need = "letter_no,designated_on,from_on,to_on", .prepare = designate_prepare, .check = designate_check, .stamp = "designated_by_id=me" },
	{ .kind = "designation", .name = "publish", .key = 'p', .from = "designated", .to = "published", .roles = CLERKS,
	  .title = { "公布备案", "publish and file" }, .help = { "在本单位公布，报同级保密行政管理部门备案。", "Published in the unit and filed with the secrecy department." },
	  .ask = "published_on,filed_on,filed_with,filing_no", .need = "published_on,filed_on,filed_with", .prepare = filing_prepare },
	{ .kind = "designation", .name = "activate", .key = 'a', .from = "published", .to = "active", .roles = CLERKS, .not_self = "person_id", .ask = "",
	  .title = { "上任", "activate" }, .help = { "条件齐备后开始行使定密权限。", "With everything in place the authority begins." }, .allow = activate_check },
	{ .kind = "designation", .name = "reinstate", .key = 'r', .from = "suspended", .to = "active", .roles = CLERKS, .not_self = "person_id", .ask = "",
	  .title = { "恢复", "reinstate" }, .help = { "暂停的原因消除后恢复，名单随后重新公布备案。", "Once the reason is gone; the list is then published and filed again." },
	  .allow = activate_check, .stamp = "suspended_on=,suspend_reason=,suspend_rule=", .effect = roster_effect },
	{ .kind = "designation", .name = "republish", .key = 'b', .from = "active,suspended,ended", .only = "refile_due=*", .roles = CLERKS,
	  .title = { "变动重新公布备案", "publish the change" }, .help = { "名单变动后，在本单位重新公布，报同级保密行政管理部门备案。", "The changed list is published in the unit and filed again." },
	  .ask = "published_on,filed_on,filed_with,filing_no", .need = "published_on,filed_on,filed_with", .prepare = filing_prepare, .check = republish_check, .stamp = "refile_due=,roster_on=" },
	{ .kind = "designation", .name = "suspend", .key = 's', .from = "active", .to = "suspended", .roles = CLERKS, .flags = ACT_SELDOM,
	  .title = { "暂停", "suspend" }, .help = { "暂停期间不得审核。", "While suspended nothing may be approved." }, .ask = "suspend_reason", .need = "suspend_reason", .stamp = "suspended_on=today", .effect = roster_effect },
	{ .kind = "designation", .name = "end", .key = 'z', .from = "designated,published,active,suspended", .to = "ended", .roles = CLERKS, .flags = ACT_WEIGHTY,
	  .title = { "调整（结束）", "adjust (end)" }, .help = { "离岗、定密严重不当、保密行政管理部门建议等情形应当调整。", "On leaving, grave misclassification, proposal of the department and the like." },
	  .ask = "end_reason,ended_on,note", .need = "end_reason", .stamp = "ended_on?=today", .effect = roster_effect },
	{ .kind = "designation", .name = "refuse", .key = 'x', .from = "nominated,vetted,trained", .to = "refused", .roles = ROLE_OFFICE | ROLE_COMMITTEE | ROLE_HEAD,
	  .title = { "不予通过", "refuse" }, .help = { "写明原因。", "State the reason." }, .ask = "vetting_opinion", .need = "vetting_opinion" },
	{ .kind = "qualification", .name = "award", .key = '3', .to = "held", .roles = CLERKS | ROLE_TRAINER, .not_self = "person_id", .flags = ACT_NEW, .parent_from = "vetted,in_post",
	  .title = { "登记定密资格", "enter a qualification" }, .help = { "一般资格一、二、三级对应秘密、机密、绝密；特殊资格仅用于拟定不明确事项。", "Grades 1 to 3 are 秘密, 机密, 绝密; the special one only opens the drafting of unclear matters." } },
	{ .kind = "qualification", .name = "withdraw", .key = 'w', .from = "held", .to = "withdrawn", .roles = CLERKS, .ask = "note",
	  .title = { "取消", "withdraw" }, .help = { "写明原因。", "State the reason." } },
	{ .kind = "grant", .name = "draft", .key = 'n', .to = "drafted", .roles = CLERKS, .flags = ACT_NEW,
	  .title = { "拟制授权申请", "draft an application" }, .help = { "没有定密权但经常产生国家秘密的，可以申请授权。", "Units that often produce secrets without authority may apply." },
	  .ask = "grantor,grantor_kind,grant_kind,task_ref,level,scope,from_on,to_on,reason,average", .prepare = grant_prepare, .check = grant_check },
	{ .kind = "grant", .name = "apply", .key = 'a', .from = "drafted", .to = "applied", .roles = ROLE_HEAD, .ask = "",
	  .title = { "报送申请", "submit" }, .help = { "经主要负责人同意后报送。", "Submitted with the head's consent." }, .stamp = "applied_on=today" },
	{ .kind = "grant", .name = "receive", .key = 'r', .from = "drafted,applied", .to = "granted", .roles = CLERKS,
	  .title = { "登记授权书", "enter the letter of grant" }, .help = { "按授权书登记密级、事项范围、期限。", "Enter level, matters and term as granted." },
	  .ask = "letter_no,issued_on,level,scope,from_on,to_on,note", .check = grant_check },
	{ .kind = "grant", .name = "refuse", .key = 'x', .from = "applied", .to = "refused", .roles = CLERKS, .ask = "note",
	  .title = { "登记未授予", "refused" }, .help = { "登记答复。", "Record the answer." } },
	{ .kind = "grant", .name = "file", .key = 'f', .from = "granted", .to = "in_force", .roles = CLERKS, .ask = "filed_on,filed_with",
	  .title = { "备案生效", "file" }, .help = { "报同级保密行政管理部门备案后使用。", "Filed with the secrecy department, then in force." }, .prepare = filing_prepare, .check = filed_check },
	{ .kind = "grant", .name = "revoke", .key = 'z', .from = "granted,in_force", .to = "revoked", .roles = CLERKS, .flags = ACT_WEIGHTY, .ask = "note",
	  .title = { "登记撤销", "revoked" }, .help = { "授权机关撤销或到期。", "Withdrawn by the grantor, or ended." } },
};
/* clang-format on */
STEP_TABLE(1, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 1, .kind = "designation", .states = "nominated", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R039", .origin = ORIGIN_UNIT, .act = "vet", .text = { "任前审查：", "vet: " } },
	{ .step = 1, .kind = "designation", .states = "vetted", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R033", .origin = ORIGIN_LAW, .act = "train", .text = { "确认培训：", "confirm training: " } },
	{ .step = 1, .kind = "designation", .states = "trained", .ahead_days = -1,
	  .roles = ROLE_HEAD, .rule = "R028", .origin = ORIGIN_LAW, .act = "designate", .text = { "书面指定：", "designate: " } },
	{ .step = 1, .kind = "designation", .states = "designated", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R036", .origin = ORIGIN_UNIT, .act = "publish", .text = { "公布备案：", "publish and file: " } },
	{ .step = 1, .kind = "designation", .states = "published", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R036", .origin = ORIGIN_UNIT, .act = "activate", .text = { "上任：", "activate: " } },
	{ .step = 1, .kind = "designation", .states = "active,suspended,ended", .due = "refile_due", .ahead_days = 365,
	  .roles = ROLE_OFFICE, .rule = "R036", .origin = ORIGIN_UNIT, .act = "republish", .text = { "名单有变动，重新公布备案：", "the list has changed, publish and file: " } },
	{ .step = 1, .kind = "designation", .states = "active", .due = "to_on", .ahead_days = 90,
	  .roles = ROLE_OFFICE | ROLE_HEAD, .rule = "R037", .origin = ORIGIN_UNIT, .text = { "任期将满：", "term ends: " } },
	{ .step = 1, .kind = "designation", .states = "active", .owner = "person_id", .due = "to_on", .ahead_days = 90,
	  .rule = "R037", .origin = ORIGIN_UNIT, .text = { "您的任期将满：", "your term ends: " } },
	{ .step = 1, .kind = "person", .states = "in_post", .due = "revet_due", .ahead_days = 60,
	  .roles = ROLE_OFFICE, .rule = "R129", .origin = ORIGIN_ADVICE, .act = "revet", .text = { "复审到期：", "re-vetting due: " } },
	{ .step = 1, .kind = "grant", .states = "in_force", .due = "to_on", .ahead_days = 180,
	  .roles = ROLE_OFFICE | ROLE_HEAD, .rule = "R021", .origin = ORIGIN_ADVICE, .text = { "授权将到期：", "grant ends: " } },
};
/* clang-format on */

enum rc
step1_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);

	if (rc == RC_OK)
		rc = succession_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = fall_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = handover_inbox(b, all, limit, out, e);
	return rc == RC_OK ? idle_inbox(b, all, out, e) : rc;
}

enum rc
step1_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t active = 0, way = 0, ending = 0, held = 0, idle = 0;
	int32_t today = bench_today(b);
	enum rc rc;

	if ((rc = count_where(b, "designation", "active", NULL, 0, &active, e)) !=
		RC_OK ||
	    (rc = count_where(b, "designation",
		 "nominated,vetted,trained,designated,published", NULL, 0, &way, e)) !=
		RC_OK ||
	    (rc = count_where(b, "designation", "suspended", NULL, 0, &held, e)) !=
		RC_OK ||
	    (rc = count_due(b, "designation", "active", "to_on", DATE_NONE, today + 90,
		 &ending, e)) != RC_OK ||
	    (rc = idle_count(b, &idle, e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("在任%zu 办理中%zu 暂停%zu 任期将满%zu",
		"active %zu, coming %zu, held %zu, ending %zu"),
	    active, way, held, ending);
	out->done = (int)active;
	out->total = (int)(active + way + held);
	out->alert = ending > 0 || held > 0 || idle > 0;
	if (active == 0 && way == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("推荐第一名定密责任人", "nominate the first responsible person"));
	else if (way > 0)
		snprintf(out->next, sizeof(out->next),
		    T("继续办理%zu名人选", "carry on with %zu candidates"), way);
	else if (ending > 0)
		snprintf(out->next, sizeof(out->next),
		    T("为%zu名任期将满的人员续任或调整",
			"renew or adjust %zu ending terms"),
		    ending);
	else if (idle > 0)
		snprintf(out->next, sizeof(out->next),
		    T("%zu名责任人一年没有审核过，是否仍需要",
			"%zu decided nothing in a year: still needed?"),
		    idle);
	return RC_OK;
}
