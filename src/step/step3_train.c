/* SPDX-License-Identifier: MIT */
/*
 * Step 3: training. A session is planned, held, examined; who passes gets a certificate,
 * and its validity is what the gate of authority reads (条例14 II; R033, R034).
 */
#include <string.h>
#include "step/cascade.h"
#include "step/train.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "course", "active",      { "在用", "active" }, TONE_GOOD },
	{ "course", "ended",       { "停用", "ended" }, TONE_END },
	{ "session", "planned",    { "已计划", "planned" }, TONE_WAIT },
	{ "session", "held",       { "已举办", "held" }, TONE_WAIT },
	{ "session", "examined",   { "已考核", "examined" }, TONE_WAIT },
	{ "session", "closed",     { "已办结", "closed" }, TONE_GOOD },
	{ "session", "cancelled",  { "已取消", "cancelled" }, TONE_END },
	{ "attendance", "enrolled", { "已报名", "enrolled" }, TONE_WAIT },
	{ "attendance", "present", { "已签到", "present" }, TONE_WAIT },
	{ "attendance", "absent",  { "缺席", "absent" }, TONE_BAD },
	{ "attendance", "passed",  { "合格", "passed" }, TONE_GOOD },
	{ "attendance", "failed",  { "不合格", "failed" }, TONE_BAD },
	{ "certificate", "valid",  { "有效", "valid" }, TONE_GOOD },
	{ "certificate", "expired", { "已过期", "expired" }, TONE_BAD },
	{ "certificate", "renewed", { "已续证", "renewed" }, TONE_END },
	{ "certificate", "withdrawn", { "已取消", "withdrawn" }, TONE_END },
	{ "drill_result", "passed", { "及格", "passed" }, TONE_GOOD },
	{ "drill_result", "failed", { "不及格", "failed" }, TONE_BAD },
	{ "drill_result", "given_up", { "中途放弃", "given up" }, TONE_END },
};
/* clang-format on */

static enum rc
plan_prepare(struct act_run *run, struct err *e)
{
	struct record *c = NULL;
	enum rc rc;

	if (*act_value(run, "course_id") == '\0')
		return RC_OK;
	if ((rc = store_get(run->bench->store, "course",
		 strtoll(act_value(run, "course_id"), NULL, 10), &c, e)) != RC_OK)
		return rc;
	act_suggest_value(run, "hours", record_get(c, "hours"));
	record_free(c);
	return RC_OK;
}

static enum rc
attendees(struct act_run *run, const char *in, struct page *page, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "attendance"));
	query_add_int(&q, "session_id", run->rec->id);
	if (in != NULL)
		query_add_in(&q, "state", true, in);
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 2000, page, e);
	query_done(&q);
	return rc;
}

static enum rc
hold_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct page page = { 0 };
	enum rc rc;

	if (record_date(run->rec, "on_date") > bench_today(run->bench))
		step_finding(out, "R033", SEV_BLOCK, "on_date", "%s",
		    T("培训日期未到", "the day of the training has not come"));
	if ((rc = attendees(run, "enrolled,present", &page, e)) == RC_OK && page.n == 0)
		step_finding(out, "R033", SEV_BLOCK, "people", "%s",
		    T("还没有参训人员，先“修改班次”加入",
			"nobody is enrolled: add people with Edit first"));
	page_done(&page);
	return rc;
}

/* Held: everybody enrolled who is not marked absent was there, with the hours of the
 * session. */
static enum rc
hold_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = attendees(run, "enrolled", &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		record_set(page.rec[i], "state", "present");
		record_set(page.rec[i], "hours", record_get(run->rec, "hours"));
		rc = txn_put(t, page.rec[i], "hold", "", e);
	}
	page_done(&page);
	return rc;
}

static enum rc
examined_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = attendees(run, "present", &page, e);

	if (rc == RC_OK && page.n > 0)
		step_finding(out, "R033", SEV_BLOCK, "people",
		    T("还有%zu人未登记成绩（在签到考核中逐人登记成绩或缺席）",
			"%zu people have no result yet: enter score or absence for each"),
		    page.n);
	page_done(&page);
	return rc == RC_OK ? held_by_exam(run, run->rec->id, true, "state", out, e) : rc;
}

enum rc
certify(struct bench *b, struct txn *t, const struct record *att,
    const struct record *session, int32_t from, struct err *e)
{
	struct record *c = NULL, *p = NULL, *course = NULL;
	struct page old = { 0 };
	char no[40], iso[11];
	int32_t until =
	    date_add_months(from, (int)b->org->param.v[PARAM_TRAIN_VALID_MONTHS]);
	enum rc rc;

	if ((rc = rows_of(b, "certificate", "person_id", record_int(att, "person_id"),
		 "valid", &old, e)) != RC_OK ||
	    (rc = store_get(b->store, "person", record_int(att, "person_id"), &p, e)) !=
		RC_OK ||
	    (rc = store_get(b->store, "course", record_int(session, "course_id"), &course,
		 e)) != RC_OK ||
	    (rc = txn_next_no(t, "certificate", "HG", date_year(from), no, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < old.n && rc == RC_OK; i++) {
		record_set(old.rec[i], "state", "renewed");
		rc = txn_put(t, old.rec[i], "renew", no, e);
	}
	if (rc != RC_OK)
		goto out;
	c = record_new(store_kind(b->store, "certificate"));
	record_set(c, "state", "valid");
	record_set(c, "no", no);
	record_set_int(c, "person_id", p->id);
	record_set_int(c, "attendance_id", att->id);
	record_set_int(c, "course_id", course->id);
	record_set(c, "grade", record_get(course, "grade"));
	record_set(c, "score", record_get(att, "score"));
	record_set_date(c, "issued_on", from);
	record_set_date(c, "valid_to", until);
	date_format(until, iso);
	if ((rc = txn_put(t, c, "certify", "", e)) != RC_OK ||
	    strcmp(record_get(p, "trained_until"), iso) >= 0)
		goto out;
	record_set(p, "trained_until", iso);
	rc = txn_put(t, p, "certify", no, e);
out:
	record_free(c);
	record_free(p);
	record_free(course);
	page_done(&old);
	return rc;
}

/* Who passed by an examination was certified then. */
static enum rc
close_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = attendees(run, "passed", &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		size_t has = 0;

		rc = count_where(run->bench, "certificate", NULL, "attendance_id",
		    page.rec[i]->id, &has, e);
		if (rc == RC_OK && has == 0)
			rc = certify(run->bench, t, page.rec[i], run->rec,
			    record_date(run->rec, "on_date"), e);
	}
	page_done(&page);
	return rc;
}

static enum rc
result_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *s = NULL;
	enum rc rc = store_get(
	    run->bench->store, "session", record_int(run->rec, "session_id"), &s, e);

	if (rc == RC_OK && strcmp(record_state(s), "held") != 0)
		step_finding(out, "R033", SEV_BLOCK, "score", "%s",
		    T("班次“已举办”后才能登记成绩",
			"results are entered once the session was held"));
	if (rc == RC_OK && strcmp(run->act->name, "score") == 0 &&
	    *act_value(run, "score") == '\0')
		step_finding(out, "R033", SEV_BLOCK, "score", "%s",
		    T("请填考核成绩", "give the score"));
	if (rc == RC_OK &&
	    strtol(act_value(run, "hours"), NULL, 10) > record_int(s, "hours"))
		step_finding(out, "R034", SEV_BLOCK, "hours",
		    T("本班次共%s学时，实到学时不能超过",
			"the session has %s hours: nobody attended more"),
		    record_get(s, "hours"));
	if (rc == RC_OK)
		rc = held_by_exam(run, s->id, false, "score", out, e);
	record_free(s);
	return rc;
}

/* Pass mark: the unit's own parameter. */
static enum rc
score_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	record_set(run->rec, "state",
	    record_int(run->rec, "score") >= run->bench->org->param.v[PARAM_EXAM_PASS]
		? "passed"
		: "failed");
	return RC_OK;
}

/* What the gate reads is the best certificate still valid. */
static enum rc
withdraw_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct bench *b = run->bench;
	int64_t person = record_int(run->rec, "person_id");
	struct record *p = NULL;
	struct query q;
	struct page page = { 0 };
	int32_t best = DATE_NONE;
	enum rc rc;

	query_init(&q, store_kind(b->store, "certificate"));
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, "valid", NULL);
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 500, &page, e)) != RC_OK ||
	    (rc = store_get(b->store, "person", person, &p, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < page.n; i++)
		if (record_date(page.rec[i], "valid_to") > best)
			best = record_date(page.rec[i], "valid_to");
	record_set_date(p, "trained_until", best);
	if ((rc = txn_put(t, p, "withdraw", record_get(run->rec, "no"), e)) == RC_OK &&
	    best < bench_today(b))
		rc =
		    suspend_designations_of(b, t, person, "R033", tx(run->act->title), e);
out:
	record_free(p);
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
drill_after(struct act_run *run, struct txn *t, struct err *e)
{
	return assignments_settle(run->bench, t, record_int(run->rec, "person_id"), e);
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "course", .name = "enter", .key = 'n', .to = "active", .roles = TRAINERS, .flags = ACT_NEW,
	  .title = { "设置课程", "enter a course" }, .help = { "按对象和等级设置课程。", "By audience and grade." } },
	{ .kind = "course", .name = "correct", .key = 'e', .from = "active", .roles = TRAINERS, .flags = ACT_EDIT,
	  .title = { "修改", "correct" }, .help = { "修改课程内容。", "Correct the course." } },
	{ .kind = "course", .name = "end", .key = 'z', .from = "active", .to = "ended", .roles = TRAINERS, .ask = "",
	  .title = { "停用", "end" }, .help = { "不再使用。", "No longer used." } },
	{ .kind = "session", .name = "plan", .key = 'n', .to = "planned", .roles = TRAINERS, .flags = ACT_NEW,
	  .title = { "安排培训", "plan a session" }, .help = { "选课程、日期、地点、教师和参训人员。", "Course, day, place, teacher and people." },
	  .ask = "course_id,on_date,place,teacher,hours,people,note", .need = "people", .prepare = plan_prepare },
	{ .kind = "session", .name = "edit", .key = 'e', .from = "planned", .roles = TRAINERS, .flags = ACT_EDIT,
	  .title = { "修改班次", "edit" }, .help = { "举办之前可以修改安排和人员。", "Until it is held." }, .ask = "on_date,place,teacher,hours,people,note" },
	{ .kind = "session", .name = "hold", .key = 'h', .from = "planned", .to = "held", .roles = TRAINERS, .ask = "note",
	  .title = { "已举办（签到）", "held" }, .help = { "报名人员全部签到；缺席的随后逐人改正。", "All enrolled count as present; correct the absent ones afterwards." }, .check = hold_check, .after = hold_after },
	{ .kind = "session", .name = "examine", .key = 'x', .from = "held", .to = "examined", .roles = TRAINERS, .ask = "",
	  .title = { "成绩登记完毕", "results complete" }, .help = { "每名参训人员都有成绩或缺席。", "Everybody has a result or an absence." }, .check = examined_check },
	{ .kind = "session", .name = "close", .key = 'c', .from = "examined", .to = "closed", .roles = TRAINERS, .ask = "",
	  .title = { "发证办结", "certify and close" }, .help = { "为合格人员发证，更新培训有效期。", "Certificates for those who passed; their training is renewed." }, .after = close_after },
	{ .kind = "session", .name = "cancel", .key = 'z', .from = "planned", .to = "cancelled", .roles = TRAINERS, .ask = "note",
	  .title = { "取消班次", "cancel" }, .help = { "写明原因。", "State the reason." } },
	{ .kind = "attendance", .name = "score", .key = 's', .from = "present,failed", .roles = TRAINERS, .ask = "score,hours,note", .need = "score",
	  .title = { "登记成绩", "enter the score" }, .help = { "达到合格分数的为合格。", "Passed from the pass mark on." }, .check = result_check, .effect = score_effect },
	{ .kind = "attendance", .name = "absent", .key = 'a', .from = "enrolled,present", .to = "absent", .roles = TRAINERS, .ask = "note",
	  .title = { "缺席", "absent" }, .help = { "缺席人员另行补训。", "To be trained another time." }, .check = held_absent_check, .after = held_absent },
	{ .kind = "certificate", .name = "withdraw", .key = 'w', .from = "valid", .to = "withdrawn", .roles = ROLE_OFFICE | ROLE_HEAD, .flags = ACT_WEIGHTY, .ask = "note",
	  .title = { "取消合格证", "withdraw" }, .help = { "写明原因。", "State the reason." }, .after = withdraw_after },
	{ .kind = "drill_result", .name = "record", .roles = ROLE_STAFF, .flags = ACT_NEW | ACT_LONE | ACT_INNER, .ask = "", .stamp = "person_id=me,on_date=today",
	  .title = { "登记演练成绩", "record a drill result" }, .help = { "由程序评判后登记，不能填写。", "Recorded by the program after judging; nobody fills it in." }, .after = drill_after },
};
/* clang-format on */
STEP_TABLE(3, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 3, .kind = "session", .states = "planned", .due = "on_date", .ahead_days = 7,
	  .roles = ROLE_TRAINER | ROLE_OFFICE, .rule = "R033", .origin = ORIGIN_LAW, .act = "hold", .text = { "举办培训：", "hold the training: " } },
	{ .step = 3, .kind = "session", .states = "held", .ahead_days = -1,
	  .roles = ROLE_TRAINER | ROLE_OFFICE, .rule = "R033", .origin = ORIGIN_LAW, .act = "examine", .text = { "登记考核成绩：", "enter results: " } },
	{ .step = 3, .kind = "session", .states = "examined", .ahead_days = -1,
	  .roles = ROLE_TRAINER | ROLE_OFFICE, .rule = "R033", .origin = ORIGIN_LAW, .act = "close", .text = { "发证办结：", "certify: " } },
	{ .step = 3, .kind = "person", .states = "in_post", .due = "trained_until", .ahead_days = 30,
	  .roles = ROLE_TRAINER | ROLE_OFFICE, .rule = "R034", .origin = ORIGIN_UNIT, .text = { "培训到期，安排培训：", "training ends, plan one: " } },
};
/* clang-format on */

enum rc
step3_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);

	if (rc == RC_OK)
		rc = exam_inbox(b, all, limit, out, e);
	if (rc == RC_OK)
		rc = assign_inbox(b, all, limit, out, e);
	if (rc == RC_OK && !all && b->me != NULL &&
	    record_date(b->me, "trained_until") != DATE_NONE &&
	    record_date(b->me, "trained_until") <= bench_today(b) + 30) {
		duty_add(out, "R034", ORIGIN_UNIT, record_date(b->me, "trained_until"),
		    "person", b->me->id, 3, NULL, "%s",
		    T("您的培训有效期将满或已过，请联系保密办参加培训",
			"your training is about to lapse or has: ask the office for the "
			"next session"));
		out->v[out->n - 1].owner = b->me->id;
	}
	return rc;
}

enum rc
step3_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t staff = 0, valid = 0, soon = 0, way = 0;
	int32_t today = bench_today(b);
	enum rc rc;

	if ((rc = count_where(b, "person", "in_post", NULL, 0, &staff, e)) != RC_OK ||
	    (rc = count_due(b, "person", "in_post", "trained_until", today, DATE_NONE,
		 &valid, e)) != RC_OK ||
	    (rc = count_due(b, "person", "in_post", "trained_until", DATE_NONE,
		 today + 30, &soon, e)) != RC_OK ||
	    (rc = count_where(b, "session", "planned,held,examined", NULL, 0, &way, e)) !=
		RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("有效%zu/%zu人 将满或已过%zu 在办%zu",
		"trained %zu/%zu, lapsing %zu, sessions %zu"),
	    valid, staff, soon, way);
	out->done = (int)valid;
	out->total = (int)staff;
	out->alert = soon > 0;
	if (soon > 0)
		snprintf(out->next, sizeof(out->next),
		    T("为%zu名培训将满或已过的人员安排培训",
			"plan a training for %zu people"),
		    soon);
	else if (way > 0)
		snprintf(out->next, sizeof(out->next),
		    T("办结%zu个在办班次", "close %zu sessions"), way);
	else if (valid == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("安排第一次培训", "plan the first training"));
	return RC_OK;
}
