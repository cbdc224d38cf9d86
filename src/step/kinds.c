/* SPDX-License-Identifier: MIT */
/*
 * The kinds, in the order in which steps and palettes list them: which step, what they
 * are called, how they are numbered, named and found.
 */
#include "step/step.h"
#include <string.h>

#define TOP(k, st, pre, lab, fnd, zh, en, pzh, pen) \
	{ \
		.kind = k, .step = st, .top = true, .prefix = pre, .label = lab, \
		.find = fnd, .title = { zh, en }, .purpose = { \
			pzh, \
			pen \
		} \
	}
#define BOTH(k, st, par, pre, lab, fnd, zh, en, pzh, pen) \
	{ \
		.kind = k, .step = st, .top = true, .parent = par, .prefix = pre, \
		.label = lab, .find = fnd, .title = { zh, en }, .purpose = { \
			pzh, \
			pen \
		} \
	}
#define SUB(k, st, par, pre, lab, zh, en) \
	{ \
		.kind = k, .step = st, .parent = par, .prefix = pre, .label = lab, \
		.find = "", .title = { zh, en }, .purpose = { \
			"", \
			"" \
		} \
	}
#define SUBLIST(k, st, par, lab, i, o, zh, en) \
	{ \
		.kind = k, .step = st, .parent = par, .label = lab, .find = "", .in = i, \
		.out = o, .title = { zh, en }, .purpose = { \
			"", \
			"" \
		} \
	}

/* clang-format off */
static const struct kind_def kinds[] = {
	/* step 1 */
	BOTH("designation", 1, "person_id", "ZD", "person_id", "no,letter_no,reason,note", "定密责任人", "Responsible persons",
	    "推荐、审查、培训、指定、公布备案、上岗、暂停、调整", "nominate, vet, train, designate, publish and file, active, suspend, end"),
	TOP("person", 1, "RY", "name", "no,name,initials,login,note", "人员", "People",
	    "涉密人员的岗位、类别、审查、承诺与培训有效期", "posts, categories, vetting, pledges and validity of training"),
	SUB("account", 1, "person_id", NULL, "role", "角色", "Roles"),
	SUB("person_event", 1, "person_id", NULL, "event", "人员变动", "Mobility"),
	SUB("qualification", 1, "person_id", NULL, "cert_no", "定密资格", "Qualifications"),
	TOP("grant", 1, "SQ", "grantor", "no,letter_no,grantor,reason,note", "定密授权", "Grants of authority",
	    "申请、收到、备案的定密授权", "authority applied for, received and filed"),
	TOP("duty", 1, NULL, "duty", "duty,note", "责任矩阵", "Responsibility matrix",
	    "每个部门、岗位、人员承担的定密职责", "who carries which duty"),
	TOP("dept", 1, NULL, "name", "code,name", "部门", "Departments", "由 org.ini 导入的部门", "departments from org.ini"),
	TOP("post", 1, NULL, "name", "code,name,duties", "岗位", "Posts", "由 org.ini 导入的岗位", "posts from org.ini"),
	TOP("unit", 1, NULL, "name", "name,superior", "机关、单位", "Units", "本机关、单位与相关单位", "this unit and related ones"),
	SUB("succession", 1, "unit_id", "CJ", "doc_no", "机构承接", "Successions"),
	/* step 2 */
	TOP("policy", 2, "ZC", "title", "no,title,legal_basis,body,note", "定密工作制度", "Policies",
	    "起草、送审、批准、施行、阅知、复核", "draft, submit, approve, in force, acknowledge, review"),
	SUB("policy_ack", 2, "policy_id", NULL, "person_id", "阅知", "Acknowledgements"),
	TOP("scope", 2, NULL, "title", "code,title,issuer,doc_no", "保密事项范围", "Secrecy scopes",
	    "定密的依据，逐条录入目录", "the basis of classification, with its catalogue"),
	SUB("scope_entry", 2, "scope_id", NULL, "code", "目录条目", "Catalogue entries"),
	TOP("list_entry", 2, "YL", "concrete", "no,concrete,knowers,note", "国家秘密事项一览表", "Unit's list of matters",
	    "依据目录细化的本单位事项", "the unit's own matters under the catalogue"),
	TOP("scope_feedback", 2, NULL, "text", "text,answer", "范围意见反馈", "Feedback on scopes",
	    "向制定机关反馈范围中的问题", "problems of a scope reported upward"),
	/* step 3 */
	TOP("course", 3, "KC", "title", "no,title,content", "培训课程", "Courses", "按对象和等级设置的课程", "courses by audience and grade"),
	TOP("session", 3, "PX", "course_id", "no,place,teacher,note", "培训班次", "Training sessions",
	    "一次培训：签到、考核、发证", "one training: attendance, examination, certificates"),
	SUBLIST("attendance", 3, "session_id", "person_id", "enrolled", "absent", "签到考核", "Attendance"),
	BOTH("certificate", 3, "person_id", "HG", "no", "no,note", "培训合格证", "Certificates", "有效期内方可提出或审核定密", "needed to propose or approve"),
	TOP("exam", 3, "KS", "title", "no,title,note", "考试", "Examinations",
	    "从题库抽题组卷，限时限次，合格即发证", "papers drawn from the bank, within a time and number of tries; who passes is certified"),
	SUBLIST("exam_seat", 3, "exam_id", "person_id", "seated", "left", "应考人员", "Candidates"),
	BOTH("exam_try", 3, "exam_seat_id", NULL, "exam_id", "", "答卷", "Tries",
	    "每次考试的成绩，由程序评分", "the result of each try, judged by the program"),
	TOP("assignment", 3, "RW", "reason", "no,reason,note", "培训任务", "Assignments",
	    "把演练和考试布置给人员、部门，到期完成", "drills and examinations given to people and departments by a day"),
	SUBLIST("assignee", 3, "assignment_id", "person_id", "owed", "left", "承担人员", "Assignees"),
	BOTH("drill_result", 3, "person_id", NULL, "drill", "", "演练成绩", "Drill results",
	    "演练的得分和差错类型，由程序记录", "scores and errors of drills, written by the program"),
	/* step 4 */
	TOP("matter", 4, "DM", "title", "no,title,codename,doc_no,harm_text,justification,note", "国家秘密事项", "Matters",
	    "承办人拟定，定密责任人审核批准", "the proposer proposes, the responsible person approves"),
	SUB("decision", 4, "matter_id", "SP", "kind", "定密决定", "Decisions"),
	SUBLIST("ntk", 4, "matter_id", "person_id", "in", "left", "知悉范围", "Need-to-know"),
	SUB("source", 4, "matter_id", NULL, "title", "派生来源", "Sources"),
	SUB("point", 4, "matter_id", NULL, "text", "密点", "Secret points"),
	SUB("co_unit", 4, "matter_id", NULL, "unit_name", "联合单位", "Co-units"),
	SUB("external", 4, "matter_id", "WF", "addressee", "对外报送", "Letters out"),
	SUB("notice", 4, "matter_id", "TZ", "text", "通知", "Notices"),
	SUB("notice_to", 4, "notice_id", NULL, "person_id", "送达", "Recipients"),
	SUB("access", 4, "matter_id", NULL, "person_id", "知悉登记", "Access log"),
	TOP("campaign", 4, NULL, "year", "", "年度审核", "Yearly reviews",
	    "每年审核一遍保密中的事项", "everything in force is reviewed every year"),
	BOTH("review_item", 4, "campaign_id", NULL, "matter_id", "reason", "年度审核清单", "Review list",
	    "逐件给出继续保密、变更、延长或解密的结论", "keep, change, extend or release, one by one"),
	BOTH("disclosure", 4, "matter_id", "GK", "matter_id", "no,applicant,removed,originator,reason,published_in", "公开审查", "Disclosure reviews",
	    "解密不等于公开：公开前逐项保密审查", "released is not public: reviewed item by item before publication"),
	/* step 5 */
	BOTH("carrier", 5, "matter_id", "ZT", "no", "no,mark,note", "国家秘密载体", "Carriers",
	    "登记、存放、借阅、归还、归档", "register, keep, lend, return, archive"),
	SUB("carrier_event", 5, "carrier_id", NULL, "event", "流转记录", "Custody"),
	TOP("place", 5, "CS", "name", "no,name,note", "保密场所", "Places", "保密室、柜、要害部位及其等级", "rooms, safes and their levels"),
	SUB("destruction", 5, NULL, "XH", "reason", "销毁批次", "Destruction batches"),
	SUB("destruction_item", 5, "destruction_id", NULL, "carrier_id", "销毁清单", "Destruction list"),
	/* step 6 */
	TOP("system", 6, "XT", "name", "no,name,note", "涉密信息系统", "Information systems",
	    "等级、三员、测评审批、风险评估", "level, three administrators, approval, risk assessment"),
	SUB("risk", 6, "system_id", "FX", "done_on", "风险评估", "Risk assessments"),
	TOP("device", 6, "SB", "name", "no,name,serial,note", "涉密设备", "Devices", "设备台账：密级、使用人、去向", "devices, their level and user"),
	TOP("safeguard", 6, "FH", "name", "no,name,covers,standard,note", "安全防护措施", "Safeguards",
	    "物理、技术、制度、人员措施与检查期", "physical, technical, procedural, staff measures and their checks"),
	TOP("vulnerability", 6, "LD", "text", "no,text", "隐患漏洞", "Vulnerabilities", "发现的隐患与整改期限", "what was found and by when it is mended"),
	TOP("incident", 6, "SJ", "title", "no,title,place,course,persons,harm,remedies,result", "泄密事件", "Incidents",
	    "发现、补救、24小时内报告、查处", "discover, remedy, report within 24 hours, investigate"),
	/* step 7 */
	TOP("archive", 7, "DA", "title", "no,title,note", "保密档案", "Archive files", "立卷、归入、检查、移交", "open, fill, check, transfer"),
	SUB("archive_item", 7, "archive_id", NULL, "title", "卷内目录", "Contents"),
	TOP("inspection", 7, "JC", "title", "no,title,inspectors,content,opinion", "保密检查", "Inspections", "计划、实施、发现问题", "plan, carry out, find"),
	BOTH("finding", 7, "inspection_id", "WT", "text", "no,text,measures,report", "问题整改", "Findings",
	    "整改通知、整改、复查", "notice, rectification, re-check"),
	SUB("report", 7, NULL, "BG", "report_kind", "统计报告", "Reports"),
	SUB("assessment", 7, NULL, "KP", "subject", "绩效考评", "Assessments"),
	SUB("score", 7, "assessment_id", NULL, "item", "考评项目", "Scores"),
};
static const struct step_def steps[] = {
	{ 1, { "确定定密责任人", "Responsible persons" },
	  { "主要负责人是法定定密责任人；其他人经推荐、审查、培训、书面指定、公布备案后方可定密。",
	    "The principal head is responsible by law; others are nominated, vetted, trained, designated in writing, published and filed." } },
	{ 2, { "确立定密制度", "Establish policies" },
	  { "由定密责任人起草、主管部门批准的制度；保密事项范围是唯一依据，一览表把它落到岗位。",
	    "Policies drafted by responsible persons and approved; the secrecy scope is the only basis, the unit's list brings it to the posts." } },
	{ 3, { "教育培训", "Train" },
	  { "定密责任人和承办人须经培训合格，有效期内方可拟定和审核。",
	    "Responsible persons and proposers must hold a valid training." } },
	{ 4, { "确认涉密信息", "Classified matters" },
	  { "承办人同时拟定密级、保密期限和知悉范围，定密责任人审核批准，作出标志。",
	    "The proposer proposes level, period and circle together; the responsible person approves; the mark is made." } },
	{ 5, { "分级保护、隔离存储", "Graded protection" },
	  { "载体逐份登记，存放在等级相符的场所，借阅归还有据可查。",
	    "Every copy is registered, kept in a place of its level, lent and returned on record." } },
	{ 6, { "强化安全保障", "Security safeguards" },
	  { "系统、设备、措施、风险评估；发现泄密立即补救，24小时内报告。",
	    "Systems, devices, measures, risk assessment; a leak is remedied at once and reported within 24 hours." } },
	{ 7, { "建立保密档案", "Archives" },
	  { "归档、检查、整改、复查，随时说得清有多少、在什么状态。",
	    "Archive, inspect, rectify, re-check; know at any time how many and in which state." } },
};
/* clang-format on */

const struct kind_def *
kind_defs(size_t *n)
{
	*n = ARRAY_LEN(kinds);
	return kinds;
}

const struct kind_def *
kind_def(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return &kinds[i];
	return NULL;
}

const struct step_def *
step_def(int no)
{
	return no >= 1 && no <= (int)ARRAY_LEN(steps) ? &steps[no - 1] : NULL;
}

size_t
bench_children(const char *kind, const struct kind_def **out, size_t cap)
{
	/* A child's parent column is KIND_id; shown in table order. */
	size_t n = 0, len = strlen(kind);

	for (size_t i = 0; i < ARRAY_LEN(kinds) && n < cap; i++) {
		const char *p = kinds[i].parent;

		if (p != NULL && strncmp(p, kind, len) == 0 &&
		    strcmp(p + len, "_id") == 0)
			out[n++] = &kinds[i];
	}
	return n;
}
