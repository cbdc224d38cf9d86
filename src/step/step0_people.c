/* SPDX-License-Identifier: MIT */
/* People, their roles and moves; units, departments and posts come from org.ini. */
#include <string.h>
#include "step/cascade.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "unit", "active",        { "在用", "active" }, TONE_GOOD },
	{ "unit", "ended",         { "已撤销", "ended" }, TONE_END },
	{ "dept", "active",        { "在用", "active" }, TONE_GOOD },
	{ "dept", "ended",         { "已撤销", "ended" }, TONE_END },
	{ "post", "active",        { "在用", "active" }, TONE_GOOD },
	{ "post", "ended",         { "已撤销", "ended" }, TONE_END },
	{ "person", "candidate",   { "待审查", "to be vetted" }, TONE_WAIT },
	{ "person", "vetted",      { "已审查", "vetted" }, TONE_WAIT },
	{ "person", "in_post",     { "在岗", "in post" }, TONE_GOOD },
	{ "person", "abroad",      { "出国（境）", "abroad" }, TONE_BAD },
	{ "person", "suspended",   { "停岗", "suspended" }, TONE_BAD },
	{ "person", "leaving",     { "离岗办理中", "leaving" }, TONE_WAIT },
	{ "person", "cooling",     { "脱密期", "cooling off" }, TONE_WAIT },
	{ "person", "ended",       { "已离岗", "left" }, TONE_END },
	{ "account", "active",     { "有效", "active" }, TONE_GOOD },
	{ "account", "closed",     { "已收回", "closed" }, TONE_END },
	{ "person_event", "recorded", { "已登记", "recorded" }, TONE_PLAIN },
	{ "person_event", "closed", { "已办结", "closed" }, TONE_END },
	{ "duty", "active",        { "有效", "active" }, TONE_GOOD },
	{ "duty", "ended",         { "已停用", "ended" }, TONE_END },
};
/* clang-format on */

static enum rc
vet_prepare(struct act_run *run, struct err *e)
{
	static const struct {
		const char *category;
		enum param years;
	} revet[] = { { "core", PARAM_REVET_CORE },
		{ "important", PARAM_REVET_IMPORTANT },
		{ "general", PARAM_REVET_GENERAL } };
	int32_t on = date_parse(act_value(run, "vetted_on"));
	char iso[11];

	(void)e;
	for (size_t i = 0; i < ARRAY_LEN(revet) && on != DATE_NONE; i++)
		if (strcmp(revet[i].category, act_value(run, "category")) == 0) {
			date_format(date_add_years(on,
					(int)run->bench->org->param.v[revet[i].years]),
			    iso);
			act_suggest_value(run, "revet_due", iso);
		}
	return RC_OK;
}

/* One head at a time: is the post of the principal head, if that is the one chosen, held
 * by another? */
static enum rc
head_taken(struct act_run *run, bool *taken, struct err *e)
{
	int64_t post = strtoll(act_value(run, "post_id"), NULL, 10);
	struct record *r = NULL;
	struct query q;
	char id[24];
	size_t n = 0;
	enum rc rc;

	*taken = false;
	if (post == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "post", post, &r, e)) != RC_OK)
		return rc;
	query_init(&q, store_kind(run->bench->store, "person"));
	query_add_int(&q, "post_id", post);
	query_add(&q, "state", COND_EQ, "in_post", NULL);
	snprintf(id, sizeof(id), "%lld", (long long)run->rec->id);
	query_add(&q, "id", COND_NE, id, NULL);
	if (record_int(r, "head") == 1 &&
	    (rc = store_count(run->bench->store, &q, 1, &n, e)) == RC_OK)
		*taken = n > 0;
	query_done(&q);
	record_free(r);
	return rc;
}

/* Before post: vetted (R128), pledge signed (R130). */
static enum rc
post_check(struct act_run *run, struct findings *out, struct err *e)
{
	bool classified = strcmp(act_value(run, "category"), "none") != 0;
	enum rc rc;
	bool taken = false;

	if (classified && *record_get(run->rec, "vetted_on") == '\0')
		step_finding(out, "R128", SEV_BLOCK, "vetted_on", "%s",
		    T("涉密人员上岗前须经保密审查",
			"classified staff are vetted before taking post"));
	if (classified && *act_value(run, "pledge_on") == '\0')
		step_finding(out, "R130", SEV_BLOCK, "pledge_on", "%s",
		    T("上岗前须签订保密承诺书，请填签订日期",
			"the secrecy pledge is signed before taking post: give its day"));
	if ((rc = head_taken(run, &taken, e)) != RC_OK)
		return rc;
	if (taken)
		step_finding(out, "R027", SEV_BLOCK, "post_id", "%s",
		    T("主要负责人只有一名，该岗位现有人在任；先办理其离岗或调动",
			"there is one principal head and the post is held: have the "
			"holder leave or transfer first"));
	if (*act_value(run, "post_id") == '\0')
		step_finding(out, "R127", SEV_BLOCK, "post_id", "%s",
		    T("请选择岗位", "choose the post"));
	return RC_OK;
}

/* One head at a time: the post of the principal head is held by one person (R027). */
static enum rc
post_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *post = NULL;
	enum rc rc;

	(void)t;
	if ((rc = store_get(run->bench->store, "post", record_int(run->rec, "post_id"),
		 &post, e)) != RC_OK)
		return rc;
	if (*record_get(run->rec, "dept_id") == '\0')
		record_set(run->rec, "dept_id", record_get(post, "dept_id"));
	record_free(post);
	return RC_OK;
}

/* Who is away or leaves decides nothing (R037). */
static enum rc
suspend_designations(struct act_run *run, struct txn *t, struct err *e)
{
	return suspend_designations_of(
	    run->bench, t, run->rec->id, "R037", tx(run->act->title), e);
}

/* With another post the designation is to be made anew, not taken up again. */
static enum rc
transfer_after(struct act_run *run, struct txn *t, struct err *e)
{
	return suspend_designations_of(
	    run->bench, t, run->rec->id, NULL, tx(run->act->title), e);
}

static enum rc
event_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (strcmp(act_value(run, "event"), "handover") == 0)
		step_finding(out, "R037", SEV_BLOCK, "event", "%s",
		    T("转交用“转交事项”办理，由程序登记",
			"use 'hand over': the program records it"));
	return RC_OK;
}

/* Nobody leaves while a carrier is still with him (R132). */
static enum rc
leave_allow(struct act_run *run, struct findings *out, struct err *e)
{
	size_t n = 0;
	enum rc rc = count_where(run->bench, "carrier", "lent,sent,to_return",
	    "holder_id", run->rec->id, &n, e);

	if (rc == RC_OK && n > 0)
		step_finding(out, "R132", SEV_BLOCK, "person.carriers",
		    T("名下还有%zu份载体未归还，先办理归还",
			"%zu carriers are still with this person: have them returned "
			"first"),
		    n);
	return rc;
}

static enum rc
role_check(struct act_run *run, struct findings *out, struct err *e)
{
	static const char admins[] = "sysadm,secadm,auditor";
	const char *role = act_value(run, "role");
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "account"));
	query_add(&q, "person_id", COND_EQ, act_value(run, "person_id"), NULL);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 20, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const char *has = record_get(page.rec[i], "role");

		if (strcmp(has, role) == 0)
			step_finding(out, "R140", SEV_BLOCK, "role", "%s",
			    T("此人已有这一角色", "this person has the role already"));
		else if (*role != '\0' &&
			 (strstr(admins, has) != NULL || strstr(admins, role) != NULL))
			step_finding(out, "R140", SEV_BLOCK, "role", "%s",
			    T("系统三员之间、三员与业务角色之间不得兼任；请另选人员",
				"the three administrators exclude each other and every "
				"business role; choose another person"));
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

/*
 * The way in: while nobody holds the secrecy office, the security administrator, whose
 * trade are users and their rights, enters the first clerk. From then on people are the
 * office's business (R139, R140).
 */
static enum rc
first_clerk_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	if (!(bench_roles(run->bench) & ROLE_SECADM))
		return RC_OK;
	query_init(&q, store_kind(run->bench->store, "account"));
	query_add(&q, "role", COND_EQ, "office",
	    NULL); /* in any state: closing it opens nothing */
	rc = store_count(run->bench->store, &q, 1, &n, e);
	query_done(&q);
	if (rc == RC_OK && n > 0)
		step_finding(out, "R140", SEV_BLOCK, "name", "%s",
		    T("保密办已有人员，人员由保密办登记、审查、上岗",
			"there is a secrecy office by now: people are its business"));
	return rc;
}

/* Somebody must be left to run the register. */
static enum rc
close_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	if (strcmp(record_get(run->rec, "role"), "office") != 0)
		return RC_OK;
	query_init(&q, store_kind(run->bench->store, "account"));
	query_add(&q, "role", COND_EQ, "office", NULL);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_count(run->bench->store, &q, 2, &n, e);
	query_done(&q);
	if (rc == RC_OK && n < 2)
		step_finding(out, "R140", SEV_BLOCK, "role", "%s",
		    T("这是保密办最后一名人员；先授予另一人保密办角色",
			"this is the last person of the secrecy office: give another one "
			"the role first"));
	return rc;
}

#define CLERKS (ROLE_OFFICE | ROLE_HEAD)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "person", .name = "register", .key = 'n', .to = "candidate", .roles = CLERKS | ROLE_SECADM, .flags = ACT_NEW | ACT_LONE,
	  .title = { "登记人员", "register a person" }, .help = { "登记拟进入涉密岗位的人员。", "Register somebody who is to take a classified post." },
	  .ask = "no,name,initials,login,phone,dept_id,post_id,category,note", .allow = first_clerk_allow },
	{ .kind = "person", .name = "vet", .key = 'v', .from = "candidate,vetted", .to = "vetted", .roles = CLERKS | ROLE_SECADM, .not_self = "id",
	  .title = { "保密审查", "record the vetting" }, .help = { "记录上岗前保密审查的结果。", "Record the vetting before post." },
	  .ask = "category,vetted_on,revet_due,note", .need = "category,vetted_on", .allow = first_clerk_allow, .prepare = vet_prepare },
	{ .kind = "person", .name = "revet", .key = 'r', .from = "in_post", .roles = CLERKS, .not_self = "id",
	  .title = { "复审", "re-vet" }, .help = { "核心、重要、一般涉密人员按期复审。", "Core, important and general staff are vetted again at intervals." },
	  .ask = "category,vetted_on,revet_due,note", .prepare = vet_prepare },
	{ .kind = "person", .name = "take_post", .key = 't', .from = "vetted,abroad,suspended", .to = "in_post", .roles = CLERKS | ROLE_SECADM, .not_self = "id",
	  .title = { "上岗", "take post" }, .help = { "审查合格、签订承诺书后上岗。", "After vetting and pledge the person takes post." },
	  .ask = "post_id,dept_id,category,pledge_on", .allow = first_clerk_allow, .check = post_check, .effect = post_effect },
	{ .kind = "person", .name = "correct", .key = 'e', .from = "candidate,vetted,in_post,abroad,suspended", .roles = CLERKS, .flags = ACT_EDIT,
	  .title = { "更正资料", "correct the data" }, .help = { "更正姓名、电话、备注；岗位用“调动岗位”，登录名由安全保密管理员变更。", "Correct name, telephone, remarks; posts are changed by a transfer, logins by the security administrator." },
	  .ask = "name,initials,phone,note" },
	{ .kind = "person", .name = "transfer", .key = 'p', .from = "in_post", .roles = CLERKS, .flags = ACT_WEIGHTY, .not_self = "id",
	  .title = { "调动岗位", "transfer to another post" }, .help = { "换岗后原有定密指定自动暂停，重新办理。", "With the post the designation is suspended, to be made anew." },
	  .ask = "post_id,dept_id,category,pledge_on", .check = post_check, .effect = post_effect, .after = transfer_after },
	{ .kind = "person", .name = "set_login", .key = 'u', .from = "candidate,vetted,in_post,abroad,suspended", .roles = ROLE_SECADM, .flags = ACT_WEIGHTY, .not_self = "id",
	  .title = { "变更登录名", "change the login" }, .help = { "登录名决定此人是谁，由安全保密管理员核实后变更。", "The login says who somebody is; the security administrator changes it after checking." }, .ask = "login" },
	{ .kind = "person", .name = "go_abroad", .key = 'g', .from = "in_post", .to = "abroad", .roles = CLERKS, .not_self = "id", .ask = "note",
	  .title = { "出国（境）", "goes abroad" }, .help = { "暂停其定密权限，待回岗恢复。", "Their designation is suspended until they are back." }, .after = suspend_designations },
	{ .kind = "person", .name = "suspend", .key = 's', .from = "in_post", .to = "suspended", .roles = CLERKS, .not_self = "id", .ask = "note",
	  .title = { "停岗", "suspend" }, .help = { "停止其涉密岗位工作和定密权限。", "Post and designation are suspended." }, .after = suspend_designations },
	{ .kind = "person", .name = "leave", .key = 'l', .from = "in_post,abroad,suspended", .to = "cooling", .roles = CLERKS, .not_self = "id", .flags = ACT_WEIGHTY, .ask = "cooloff_until,note", .need = "cooloff_until",
	  .title = { "离岗", "leave the post" }, .help = { "清退载体后离岗，进入脱密期。", "After handing back all carriers the cooling-off period begins." }, .allow = leave_allow, .after = suspend_designations },
	{ .kind = "person", .name = "end", .key = 'z', .from = "cooling", .to = "ended", .roles = CLERKS, .not_self = "id", .ask = "",
	  .title = { "脱密期满", "end of cooling-off" }, .help = { "脱密期届满，结束管理。", "The cooling-off period is over." } },
	{ .kind = "person", .name = "hand_over", .key = 'h', .from = "in_post,abroad,suspended,leaving,cooling,ended", .roles = CLERKS, .flags = ACT_WEIGHTY, .ask_kind = "person_event", .ask = "successor_id,rule_kept,note", .need = "successor_id",
	  .title = { "转交事项", "hand over" }, .help = { "把其承办、保管、整改中的未办结事项转给接办人；接办人不在知悉范围内的，由主要负责人办理，同时批准知悉（R055）；待审核的不必转交。", "What is open goes to a successor; where he is outside the circle the head hands over and approves that he knows (R055); what waits for a decision needs none." },
	  .prepare = handover_prepare, .check = handover_check, .effect = handover_effect },
	{ .kind = "account", .name = "give", .key = '1', .to = "active", .roles = CLERKS | ROLE_SECADM, .flags = ACT_NEW, .parent_from = "in_post",
	  .title = { "授予角色", "give a role" }, .help = { "三员与其他角色互斥。", "The three administrators exclude all other roles." },
	  .ask = "person_id,role,granted_on", .check = role_check, .stamp = "granted_on?=today", .not_self = "person_id" },
	{ .kind = "account", .name = "close", .key = 'c', .from = "active", .to = "closed", .roles = CLERKS | ROLE_SECADM, .ask = "",
	  .title = { "收回角色", "withdraw the role" }, .help = { "收回后立即失效。", "It ends at once." }, .stamp = "closed_on=today", .allow = close_allow, .not_self = "person_id" },
	{ .kind = "person_event", .name = "record", .key = '2', .to = "recorded", .roles = CLERKS, .flags = ACT_NEW,
	  .title = { "登记变动", "record a move" }, .help = { "调动、晋升、出国（境）、重大事项、奖惩。", "Transfer, promotion, travel, reportable events, rewards and penalties." },
	  .ask = "person_id,event,from_on,to_on,approved_by,note", .check = event_check },
	{ .kind = "duty", .name = "enter", .key = 'n', .to = "active", .roles = CLERKS, .flags = ACT_NEW,
	  .title = { "登记职责", "enter a duty" }, .help = { "写明哪个部门、岗位、人员承担什么职责。", "Say which department, post or person carries which duty." } },
	{ .kind = "duty", .name = "correct", .key = 'e', .from = "active", .roles = CLERKS, .flags = ACT_EDIT,
	  .title = { "修改", "correct" }, .help = { "修改职责内容。", "Correct the entry." } },
	{ .kind = "duty", .name = "end", .key = 'z', .from = "active", .to = "ended", .roles = CLERKS, .ask = "",
	  .title = { "停用", "end" }, .help = { "不再承担时停用。", "When the duty is no longer carried." } },
};
/* clang-format on */
STEP_TABLE(0, states, acts);
