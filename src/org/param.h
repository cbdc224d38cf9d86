/* SPDX-License-Identifier: MIT */
#ifndef DM_ORG_PARAM_H
#define DM_ORG_PARAM_H
/*
 * Every number the program decides by, with its origin. A number that a statute fixes is
 * ORIGIN_LAW and org.ini may at most tighten it; what no statute fixes is ORIGIN_UNIT and
 * is shown as the unit's own wherever it appears. Keys in org.ini are "group.name" under
 * [param]; the table below is the sheet.
 */
#include "base/mem.h"

enum origin { ORIGIN_LAW, ORIGIN_ADVICE, ORIGIN_UNIT };
struct text2 origin_title(enum origin o);

/* id, key, origin, rule, default, min, max, zh, en. yes/no are 1/0. */
/* clang-format off */
#define PARAMS(X) \
	X(CAP_TOP_YEARS, "period.max_years_top", ORIGIN_LAW, "R046", 30, 1, 30, "绝密级保密期限上限（年）", "cap of 绝密, years") \
	X(CAP_HIGH_YEARS, "period.max_years_high", ORIGIN_LAW, "R046", 20, 1, 20, "机密级保密期限上限（年）", "cap of 机密, years") \
	X(CAP_BASE_YEARS, "period.max_years_base", ORIGIN_LAW, "R046", 10, 1, 10, "秘密级保密期限上限（年）", "cap of 秘密, years") \
	X(DATE_INCLUSIVE, "period.release_date_inclusive", ORIGIN_UNIT, "R101", 1, 0, 1, "解密时间当日仍受保护", "named release day still protected") \
	X(UNCLEAR_SEND_WD, "unclear.send_workdays", ORIGIN_LAW, "R084", 10, 1, 10, "不明确事项报送期限（工作日）", "days to send an unclear matter") \
	X(UNCLEAR_ANSWER_WD, "unclear.answer_workdays", ORIGIN_LAW, "R086", 10, 1, 10, "不明确事项答复期限（工作日）", "days to answer an unclear matter") \
	X(REFER_WD, "referral.immediately_workdays", ORIGIN_UNIT, "R023", 0, 0, 5, "无权定密“立即”报请（工作日）", "working days that count as immediately") \
	X(DISPUTE_FOLLOWUP_WD, "dispute.originator_followup_workdays", ORIGIN_UNIT, "R088", 10, 1, 60, "异议催办（工作日）", "follow-up of an objection") \
	X(EXTERNAL_ANSWER_DAYS, "extend.external_answer_days", ORIGIN_LAW, "R098", 30, 1, 30, "上级批准答复期限（日）", "days to answer an external approval") \
	X(LEAD_DAYS_1, "expiry.lead_days_1", ORIGIN_ADVICE, "R106", 90, 1, 730, "到期提醒（第一次，日）", "first reminder before expiry, days") \
	X(LEAD_DAYS_2, "expiry.lead_days_2", ORIGIN_UNIT, "R106", 30, 1, 365, "到期提醒（第二次，日）", "second reminder before expiry, days") \
	X(LEAD_DAYS_3, "expiry.lead_days_3", ORIGIN_UNIT, "R106", 7, 1, 90, "到期提醒（第三次，日）", "third reminder before expiry, days") \
	X(OFTEN_PER_YEAR, "grant.often_per_year", ORIGIN_LAW, "R019", 6, 6, 6, "“经常产生”年均件数", "matters a year that count as often") \
	X(OFTEN_YEARS, "grant.often_years", ORIGIN_LAW, "R019", 3, 3, 3, "“经常产生”统计年数", "years averaged for often") \
	X(GRANT_MAX_YEARS, "grant.max_years", ORIGIN_ADVICE, "R021", 5, 1, 10, "授权期限（年）", "term of a grant, years") \
	X(TRAIN_BEFORE_POST, "crp.train_before_post", ORIGIN_LAW, "R033", 1, 1, 1, "定密责任人、承办人须先培训", "training before deciding") \
	X(TRAIN_HOURS_YEAR, "crp.train_hours_year", ORIGIN_UNIT, "R034", 4, 0, 200, "每年培训学时", "training hours a year") \
	X(TRAIN_VALID_MONTHS, "crp.train_valid_months", ORIGIN_UNIT, "R034", 12, 1, 60, "培训合格有效期（月）", "validity of training, months") \
	X(FILING_WD, "crp.filing_workdays", ORIGIN_UNIT, "R036", 10, 1, 60, "名单备案期限（工作日）", "working days to file designations") \
	X(PROPOSER_UNTRAINED_WARN, "crp.proposer_untrained_warn", ORIGIN_UNIT, "R033", 0, 0, 1, "承办人未培训仅提示", "untrained proposer only warned") \
	X(DETERMINE_WD, "determine.gap_workdays", ORIGIN_UNIT, "R043", 0, 0, 10, "产生与确定允许间隔（工作日）", "gap from creation to determination") \
	X(MARK_WD, "determine.mark_workdays", ORIGIN_UNIT, "R062", 0, 0, 10, "作出标志期限（工作日）", "days to make the mark") \
	X(RECEIPT_WD, "notice.receipt_workdays", ORIGIN_UNIT, "R095", 5, 0, 60, "通知回执期限（工作日）", "working days to return the receipt of a notice") \
	X(INCIDENT_REPORT_HOURS, "incident.report_hours", ORIGIN_LAW, "R151", 24, 1, 24, "泄密报告时限（小时）", "hours to report a leak") \
	X(INCIDENT_RESULT_MONTHS, "incident.result_months", ORIGIN_ADVICE, "R153", 3, 1, 12, "查处结果期限（月）", "months to report the result") \
	X(LOST_DAYS_TOP, "incident.lost_days_top", ORIGIN_ADVICE, "R125", 10, 1, 60, "绝密级下落不明视为泄密（日）", "days until a lost 绝密 counts as leaked") \
	X(LOST_DAYS_OTHER, "incident.lost_days_other", ORIGIN_ADVICE, "R125", 60, 1, 60, "机密、秘密级下落不明视为泄密（日）", "days until another lost item counts as leaked") \
	X(REVET_CORE, "people.revet_years_core", ORIGIN_ADVICE, "R129", 1, 1, 10, "核心涉密人员复审（年）", "re-vetting of core staff, years") \
	X(REVET_IMPORTANT, "people.revet_years_important", ORIGIN_ADVICE, "R129", 3, 1, 10, "重要涉密人员复审（年）", "re-vetting of important staff, years") \
	X(REVET_GENERAL, "people.revet_years_general", ORIGIN_ADVICE, "R129", 5, 1, 10, "一般涉密人员复审（年）", "re-vetting of general staff, years") \
	X(RISK_TOP_YEARS, "risk.top_years", ORIGIN_LAW, "R143", 1, 1, 1, "绝密级系统风险评估周期（年）", "risk assessment of 绝密 systems, years") \
	X(RISK_OTHER_YEARS, "risk.other_years", ORIGIN_LAW, "R143", 2, 1, 2, "其他系统风险评估周期（年）", "risk assessment of other systems, years") \
	X(LEND_DAYS, "carrier.lend_days", ORIGIN_UNIT, "R122", 7, 1, 365, "借阅期限（日）", "days a carrier may be lent") \
	X(RECTIFY_DAYS, "inspection.rectify_days", ORIGIN_UNIT, "R150", 30, 1, 365, "整改期限（日）", "days to rectify") \
	X(INSPECT_PER_YEAR, "inspection.per_year", ORIGIN_UNIT, "R144", 1, 1, 12, "每年检查次数", "inspections a year") \
	X(POLICY_REVIEW_MONTHS, "policy.review_months", ORIGIN_UNIT, "S33", 12, 1, 60, "制度复核周期（月）", "policy review cycle, months") \
	X(ARCHIVE_CHECK_MONTHS, "archive.check_months", ORIGIN_UNIT, "S81", 12, 1, 60, "档案检查周期（月）", "archive check cycle, months") \
	X(IDLE_MINUTES, "session.idle_minutes", ORIGIN_UNIT, "R142", 10, 1, 120, "无操作锁定（分钟）", "idle minutes before sign-off") \
	X(EXAM_PASS, "train.pass_mark", ORIGIN_UNIT, "S42", 75, 1, 100, "考试合格分数", "pass mark of an examination") \
	X(EXAM_MINUTES, "train.exam_minutes", ORIGIN_UNIT, "S42", 60, 5, 480, "考试时间（分钟）", "time for an examination, minutes") \
	X(EXAM_TRIES, "train.exam_tries", ORIGIN_UNIT, "S42", 2, 1, 20, "考试次数上限", "tries at an examination") \
	X(DRILL_PASS, "train.drill_pass", ORIGIN_UNIT, "S42", 60, 1, 100, "演练合格分数", "pass mark of a drill")
/* clang-format on */

enum param {
#define X(id, key, origin, rule, def, lo, hi, zh, en) PARAM_##id,
	PARAMS(X)
#undef X
	    PARAM_COUNT
};
struct param_info {
	const char *key;
	enum origin origin;
	const char *rule;
	long def, lo, hi;
	struct text2 title;
};
const struct param_info *param_info(enum param p);
bool param_find(const char *key, enum param *out);
/* The article behind ORIGIN_LAW; NULL where no statute fixes the number. */
const char *param_article(enum param p);
bool param_is_yesno(enum param p); /* written yes|no in org.ini */

struct params {
	long v[PARAM_COUNT];
};
void params_default(struct params *p);
/* Take a value as org.ini writes it. A looser value than a statute's, one out of range or
 * no number is an error that names rule, article and range; *p is then unchanged. */
MUST_CHECK enum rc
param_set(struct params *p, enum param id, const char *value, struct err *e);
#endif
