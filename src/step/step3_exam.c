/* SPDX-License-Identifier: MIT */
/*
 * Step 3: examinations on the workbench. A paper is set for people and departments; a
 * seat says who is to sit it; each try is begun and judged by the program (drill/exam.h),
 * which alone writes a score. Who passes has an attendance of the examination's own
 * session and a certificate by it, which is what the gate of authority reads (条例14 II;
 * R033, S42).
 */
#include <string.h>
#include "step/train.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "exam", "open",        { "进行中", "open" }, TONE_WAIT },
	{ "exam", "closed",      { "已收卷", "closed" }, TONE_GOOD },
	{ "exam", "cancelled",   { "已取消", "cancelled" }, TONE_END },
	{ "exam_seat", "seated", { "应考", "to sit" }, TONE_WAIT },
	{ "exam_seat", "passed", { "合格", "passed" }, TONE_GOOD },
	{ "exam_seat", "failed", { "未合格", "not passed" }, TONE_BAD },
	{ "exam_seat", "left",   { "已移出", "taken out" }, TONE_END },
	{ "exam_try", "open",    { "答题中", "open" }, TONE_WAIT },
	{ "exam_try", "passed",  { "合格", "passed" }, TONE_GOOD },
	{ "exam_try", "failed",  { "不合格", "failed" }, TONE_BAD },
	{ "exam_try", "expired", { "到时未合格", "time ran out" }, TONE_BAD },
};
/* clang-format on */

enum { ROWS_MAX = 5000 };

enum rc
rows_of(struct bench *b, const char *kind, const char *col, int64_t value,
    const char *state, struct page *out, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(b->store, kind));
	query_add_int(&q, col, value);
	if (state != NULL)
		query_add_in(&q, "state", true, state);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, ROWS_MAX, out, e);
	query_done(&q);
	return rc;
}

/* ---- setting a paper */

static enum rc
set_prepare(struct act_run *run, struct err *e)
{
	const long *v = run->bench->org->param.v;
	char n[24];

	snprintf(n, sizeof(n), "%ld", v[PARAM_EXAM_MINUTES]);
	act_suggest_value(run, "minutes", n);
	snprintf(n, sizeof(n), "%ld", v[PARAM_EXAM_TRIES]);
	act_suggest_value(run, "tries", n);
	return held_prepare(run, e);
}

static enum rc
set_check(struct act_run *run, struct findings *out, struct err *e)
{
	int32_t to = date_parse(act_value(run, "to_on")),
		from = date_parse(act_value(run, "from_on"));

	if (to != DATE_NONE && (to < from || to < bench_today(run->bench)))
		step_finding(out, "R033", SEV_BLOCK, "to_on", "%s",
		    T("截止日期不能早于开始日期和今天",
			"the last day cannot be before the first, nor before today"));
	if ((run->act->flags & ACT_NEW) && *act_value(run, "dept_id") == '\0' &&
	    *act_value(run, "session_id") == '\0' && act_list_count(run, "people") == 0)
		step_finding(out, "R033", SEV_BLOCK, "people", "%s",
		    T("请填班次、应考人员或应考部门",
			"name a session, candidates or a department"));
	return held_check(run, out, e);
}

/* Its results are kept like those of any training: in the session it is set for, else in
 * one of its own, already closed, in which nobody can enter a score by hand. */
static enum rc
set_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *s;
	char no[40];
	enum rc rc;

	if (record_int(run->rec, "session_id") != 0)
		return RC_OK;
	s = record_new(store_kind(run->bench->store, "session"));
	record_set(s, "state", "closed");
	record_set(s, "course_id", record_get(run->rec, "course_id"));
	record_set(s, "on_date", record_get(run->rec, "from_on"));
	record_set(s, "place", T("上机考试", "on the workbench"));
	record_set(s, "teacher", record_get(run->bench->me, "name"));
	record_set_int(s, "hours", 0);
	record_set(s, "note", record_get(run->rec, "no"));
	if ((rc = txn_next_no(t, "session", "PX", date_year(bench_today(run->bench)), no,
		 e)) == RC_OK) {
		record_set(s, "no", no);
		rc = txn_put(t, s, "exam", record_get(run->rec, "no"), e);
	}
	if (rc == RC_OK)
		record_set_int(run->rec, "session_id", s->id);
	record_free(s);
	return rc;
}

enum rc
seat_department(
    struct act_run *run, struct txn *t, const char *kind, const char *due, struct err *e)
{
	const struct kind_def *k = kind_def(kind);
	struct bench *b = run->bench;
	struct page staff = { 0 }, have = { 0 };
	enum rc rc = RC_OK;

	if (record_int(run->rec, "dept_id") != 0)
		rc = rows_of(b, "person", "dept_id", record_int(run->rec, "dept_id"),
		    "in_post", &staff, e);
	if (rc == RC_OK)
		rc = rows_of(b, kind, k->parent, run->rec->id, NULL, &have, e);
	for (size_t i = 0; rc == RC_OK && i < staff.n; i++) {
		struct record *c;
		bool known = false;

		for (size_t h = 0; h < have.n; h++)
			known = known ||
				record_int(have.rec[h], "person_id") == staff.rec[i]->id;
		if (known)
			continue;
		c = record_new(store_kind(b->store, kind));
		record_set(c, "state", k->in);
		record_set_int(c, k->parent, run->rec->id);
		record_set_int(c, "person_id", staff.rec[i]->id);
		record_set(c, "due", due);
		rc = txn_put(t, c, "list", "", e);
		record_free(c);
	}
	for (size_t h = 0; rc == RC_OK && h < have.n; h++) {
		if (strcmp(record_state(have.rec[h]), k->in) != 0 ||
		    strcmp(record_get(have.rec[h], "due"), due) == 0)
			continue;
		record_set(have.rec[h], "due", due);
		rc = txn_put(t, have.rec[h], "list", "", e);
	}
	page_done(&have);
	page_done(&staff);
	return rc;
}

static enum rc
set_after(struct act_run *run, struct txn *t, struct err *e)
{
	enum rc rc =
	    seat_department(run, t, "exam_seat", record_get(run->rec, "to_on"), e);

	return rc == RC_OK ? held_seat(run, t, e) : rc;
}

/* ---- ending it */

static enum rc
close_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct page open = { 0 };
	enum rc rc =
	    rows_of(run->bench, "exam_try", "exam_id", run->rec->id, "open", &open, e);

	if (rc == RC_OK && open.n > 0)
		step_finding(out, "R033", SEV_BLOCK, "note",
		    T("还有%zu份答卷没有交；到时的在打开培训成绩表时评分",
			"%zu tries are not handed in; those whose time is up are judged "
			"when the table of results is opened"),
		    open.n);
	page_done(&open);
	return rc;
}

/* Who has not passed by then has not passed; cancelled, nobody has sat it. */
static enum rc
end_seats(struct act_run *run, struct txn *t, const char *state, struct err *e)
{
	struct page seats = { 0 };
	enum rc rc = rows_of(
	    run->bench, "exam_seat", "exam_id", run->rec->id, "seated", &seats, e);

	for (size_t i = 0; rc == RC_OK && i < seats.n; i++) {
		record_set(seats.rec[i], "state", state);
		rc = txn_put(t, seats.rec[i], run->act->name, "", e);
	}
	page_done(&seats);
	return rc;
}

static enum rc
close_after(struct act_run *run, struct txn *t, struct err *e)
{
	enum rc rc = end_seats(run, t, "failed", e);

	return rc == RC_OK ? held_close(run, t, e) : rc;
}

static enum rc
cancel_check(struct act_run *run, struct findings *out, struct err *e)
{
	size_t n = 0;
	enum rc rc =
	    count_where(run->bench, "exam_try", NULL, "exam_id", run->rec->id, &n, e);

	if (rc == RC_OK && n > 0)
		step_finding(out, "R033", SEV_BLOCK, "note", "%s",
		    T("已有人参加，不能取消；请收卷",
			"somebody has sat it: it cannot be cancelled, only closed"));
	return rc;
}

static enum rc
cancel_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	return held_cancel(run, e);
}

static enum rc
cancel_after(struct act_run *run, struct txn *t, struct err *e)
{
	return end_seats(run, t, "left", e);
}

/* ---- sitting it */

/* A new try: within its days, tries left, none open. */
static enum rc
may_begin(struct bench *b, const struct record *seat, struct findings *out, struct err *e)
{
	struct record *x = NULL;
	struct page open = { 0 };
	enum rc rc;

	if ((rc = store_get(b->store, "exam", record_int(seat, "exam_id"), &x, e)) !=
		RC_OK ||
	    (rc = rows_of(b, "exam_try", "exam_seat_id", seat->id, "open", &open, e)) !=
		RC_OK)
		goto out;
	if (open.n > 0)
		goto out; /* it goes on with that one */
	if (strcmp(record_state(x), "open") != 0 ||
	    bench_today(b) < record_date(x, "from_on") ||
	    bench_today(b) > record_date(x, "to_on"))
		step_finding(out, "R033", SEV_BLOCK, "exam_id",
		    T("考试时间为%s至%s，现在不能参加",
			"it can be sat from %s to %s, not now"),
		    record_get(x, "from_on"), record_get(x, "to_on"));
	else if (record_int(seat, "tried") >= record_int(x, "tries"))
		step_finding(out, "R033", SEV_BLOCK, "exam_id",
		    T("%s次机会已经用完，请联系培训员",
			"all %s tries are used: ask the trainer"),
		    record_get(x, "tries"));
out:
	record_free(x);
	page_done(&open);
	return rc;
}

static enum rc
sit_allow(struct act_run *run, struct findings *out, struct err *e)
{
	if (record_int(run->rec, "person_id") != bench_me(run->bench)) {
		step_finding(out, "R033", SEV_BLOCK, "person_id", "%s",
		    T("只能由应考人员本人参加", "only the candidate sits it"));
		return RC_OK;
	}
	return may_begin(run->bench, run->rec, out, e);
}

/* These two are shown, not done: their screens are the examination and the result. */
static enum rc
shown_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)run;
	(void)e;
	step_finding(out, "R033", SEV_BLOCK, "exam_id", "%s",
	    T("请在工作台上逐份打开", "open them one by one on the workbench"));
	return RC_OK;
}

/* The seat of a try, for its acts. */
static enum rc
seat_of(struct act_run *run, struct record **out, struct err *e)
{
	return store_get(
	    run->bench->store, "exam_seat", record_int(run->rec, "exam_seat_id"), out, e);
}

static enum rc
start_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *seat = NULL;
	struct page open = { 0 };
	enum rc rc;

	if ((rc = seat_of(run, &seat, e)) != RC_OK ||
	    (rc = rows_of(run->bench, "exam_try", "exam_seat_id", seat->id, "open", &open,
		 e)) != RC_OK)
		goto out;
	if (record_int(seat, "person_id") != bench_me(run->bench) || open.n > 0 ||
	    strcmp(record_state(seat), "seated") != 0)
		step_finding(out, "R033", SEV_BLOCK, "person_id", "%s",
		    T("只能由应考人员本人参加，且没有未交的答卷",
			"only the candidate sits it, with no other try open"));
	rc = may_begin(run->bench, seat, out, e);
out:
	page_done(&open);
	record_free(seat);
	return rc;
}

/* Time runs from here, by the clock; pass mark and time are what holds now. */
static enum rc
start_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct bench *b = run->bench;
	struct record *seat = NULL, *x = NULL;
	char now[32], due[32];
	enum rc rc;

	if ((rc = seat_of(run, &seat, e)) != RC_OK ||
	    (rc = store_get(b->store, "exam", record_int(seat, "exam_id"), &x, e)) !=
		RC_OK)
		goto out;
	clock_stamp(&b->clock, now);
	stamp_after(now, (int)record_int(x, "minutes"), due);
	record_set_int(run->rec, "exam_id", x->id);
	record_set(run->rec, "person_id", record_get(seat, "person_id"));
	record_set_int(run->rec, "attempt", record_int(seat, "tried") + 1);
	record_set_int(run->rec, "pass", b->org->param.v[PARAM_EXAM_PASS]);
	record_set(run->rec, "started_at", now);
	record_set(run->rec, "due_at", due);
	record_set_int(seat, "tried", record_int(seat, "tried") + 1);
	rc = txn_put(t, seat, "start", "", e);
out:
	record_free(seat);
	record_free(x);
	return rc;
}

/* ---- judged */

static bool
time_is_up(const struct act_run *run)
{
	int64_t now = 0, due = 0;
	char stamp[32];

	clock_stamp(&run->bench->clock, stamp);
	return stamp_seconds(stamp, &now) &&
	       stamp_seconds(record_get(run->rec, "due_at"), &due) && now >= due;
}

static enum rc
finish_check(struct act_run *run, struct findings *out, struct err *e)
{
	(void)e;
	if (*record_get(run->rec, "score") == '\0' ||
	    *record_get(run->rec, "digest") == '\0')
		step_finding(out, "R033", SEV_BLOCK, "score", "%s",
		    T("答卷没有评分", "the try has not been judged"));
	if (record_int(run->rec, "person_id") != bench_me(run->bench) && !time_is_up(run))
		step_finding(out, "R033", SEV_BLOCK, "person_id", "%s",
		    T("没有到时的答卷只能由本人交",
			"before time is up only the candidate hands it in"));
	return RC_OK;
}

static enum rc
finish_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *r = run->rec;
	bool late = time_is_up(run);
	char now[32];

	(void)t;
	(void)e;
	clock_stamp(&run->bench->clock, now);
	record_set(r, "finished_at", late ? record_get(r, "due_at") : now);
	record_set(r, "state",
	    record_int(r, "score") >= record_int(r, "pass") ? "passed"
	    : late					    ? "expired"
							    : "failed");
	return RC_OK;
}

/* The result among the training records: the last one, and once passed it stays so,
 * whoever entered it. */
static enum rc
attend(struct act_run *run, struct txn *t, const struct record *session,
    struct record **out, struct err *e)
{
	struct bench *b = run->bench;
	struct page have = { 0 };
	struct record *att = NULL;
	bool passed = strcmp(record_state(run->rec), "passed") == 0;
	enum rc rc = rows_of(b, "attendance", "session_id", session->id, NULL, &have, e);

	for (size_t i = 0; rc == RC_OK && i < have.n; i++)
		if (record_int(have.rec[i], "person_id") ==
		    record_int(run->rec, "person_id")) {
			att = record_copy(have.rec[i]);
			break;
		}
	page_done(&have);
	if (rc != RC_OK)
		return rc;
	if (att == NULL) {
		att = record_new(store_kind(b->store, "attendance"));
		record_set_int(att, "session_id", session->id);
		record_set(att, "person_id", record_get(run->rec, "person_id"));
		record_set_int(att, "hours", 0);
	} else if (!passed && strcmp(record_state(att), "passed") == 0) {
		*out = att;
		return RC_OK;
	}
	record_set(att, "state", passed ? "passed" : "failed");
	record_set(att, "score", record_get(run->rec, "score"));
	if ((rc = txn_put(t, att, "exam", "", e)) == RC_OK)
		*out = att;
	else
		record_free(att);
	return rc;
}

static enum rc
settle_seat(struct act_run *run, struct txn *t, const struct record *x, struct err *e)
{
	struct record *seat = NULL;
	bool passed = strcmp(record_state(run->rec), "passed") == 0;
	enum rc rc;

	if ((rc = seat_of(run, &seat, e)) != RC_OK)
		return rc;
	if (*record_get(seat, "best") == '\0' ||
	    record_int(run->rec, "score") > record_int(seat, "best"))
		record_set(seat, "best", record_get(run->rec, "score"));
	if (passed) {
		record_set(seat, "state", "passed");
		record_set_date(seat, "done_on", bench_today(run->bench));
	} else if (record_int(seat, "tried") >= record_int(x, "tries"))
		record_set(seat, "state", "failed");
	rc = txn_put(t, seat, "finish", "", e);
	record_free(seat);
	return rc;
}

/* The day it was handed in, whenever it was judged. */
static int32_t
passed_on(const struct record *try)
{
	char day[11];

	snprintf(day, sizeof(day), "%.10s", record_get(try, "finished_at"));
	return date_parse(day);
}

static enum rc
finish_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct bench *b = run->bench;
	struct record *x = NULL, *session = NULL, *att = NULL;
	enum rc rc;

	if ((rc = store_get(b->store, "exam", record_int(run->rec, "exam_id"), &x, e)) !=
		RC_OK ||
	    (rc = store_get(b->store, "session", record_int(x, "session_id"), &session,
		 e)) != RC_OK ||
	    (rc = settle_seat(run, t, x, e)) != RC_OK ||
	    (rc = attend(run, t, session, &att, e)) != RC_OK)
		goto out;
	if (strcmp(record_state(run->rec), "passed") == 0)
		rc = certify(b, t, att, session, passed_on(run->rec), e);
	if (rc == RC_OK)
		rc = assignments_settle(b, t, record_int(run->rec, "person_id"), e);
out:
	record_free(x);
	record_free(session);
	record_free(att);
	return rc;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "exam", .name = "set", .key = 'n', .to = "open", .roles = TRAINERS, .flags = ACT_NEW,
	  .title = { "布置考试", "set an examination" }, .help = { "选课程、组卷方案、时间和应考人员，或为已举办的班次布置；试卷到考时现抽。", "Course, blueprint, time and candidates, or for a session that was held; each paper is drawn when it is sat." },
	  .ask = "title,session_id,course_id,blueprint,from_on,to_on,minutes,tries,dept_id,people,note", .stamp = "set_by_id=me",
	  .prepare = set_prepare, .check = set_check, .effect = set_effect, .after = set_after },
	{ .kind = "exam", .name = "edit", .key = 'e', .from = "open", .roles = TRAINERS, .flags = ACT_EDIT,
	  .title = { "修改考试", "edit" }, .help = { "改期、加时、加人；已开始的答卷仍按原来的时间。", "Days, time, people; tries already begun keep their time." },
	  .ask = "title,to_on,minutes,tries,people,note", .check = set_check, .after = set_after },
	{ .kind = "exam", .name = "close", .key = 'c', .from = "open", .to = "closed", .roles = TRAINERS, .flags = ACT_SELDOM, .ask = "note",
	  .title = { "收卷", "close" }, .help = { "未合格的应考人员到此为止。", "Who has not passed has not passed." }, .check = close_check, .after = close_after },
	{ .kind = "exam", .name = "cancel", .key = 'z', .from = "open", .to = "cancelled", .roles = TRAINERS, .ask = "note", .need = "note",
	  .title = { "取消考试", "cancel" }, .help = { "还没有人参加时可以取消，写明原因。", "While nobody has sat it; state the reason." }, .check = cancel_check, .effect = cancel_effect, .after = cancel_after },
	{ .kind = "exam_seat", .name = "sit", .key = 's', .from = "seated", .roles = ROLE_STAFF, .flags = ACT_LOOK, .ask = "",
	  .title = { "参加考试", "sit the examination" }, .help = { "开始或继续答题；从开始起计时。", "Begin or go on; time runs from the beginning." }, .allow = sit_allow, .check = shown_check },
	{ .kind = "exam_try", .name = "start", .key = 'n', .to = "open", .roles = ROLE_STAFF, .flags = ACT_NEW | ACT_INNER, .ask = "",
	  .title = { "开始答题", "begin" }, .help = { "由程序抽题。", "The program draws the paper." }, .check = start_check, .effect = start_effect },
	{ .kind = "exam_try", .name = "read", .key = 'r', .from = "passed,failed,expired", .roles = ROLE_STAFF, .flags = ACT_LOOK, .ask = "",
	  .title = { "看答案和解析", "read answers and explanations" }, .help = { "每题的答案、正确答案、解析和依据。", "Each question with answer, right answer, explanation and rule." }, .check = shown_check },
	{ .kind = "exam_try", .name = "finish", .key = 'f', .from = "open", .roles = ROLE_STAFF, .flags = ACT_INNER, .ask = "",
	  .title = { "评分", "judge" }, .help = { "由程序评分。", "The program judges it." }, .check = finish_check, .effect = finish_effect, .after = finish_after },
};
/* clang-format on */
ACT_TABLE(exam, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 3, .kind = "exam_seat", .states = "seated", .owner = "person_id", .due = "due", .ahead_days = -1,
	  .rule = "R033", .origin = ORIGIN_UNIT, .act = "sit", .text = { "参加考试：", "sit the examination: " }, .label = "exam_id" },
	{ .step = 3, .kind = "exam", .states = "open", .due = "to_on", .ahead_days = 3, .roles = TRAINERS,
	  .rule = "R033", .origin = ORIGIN_UNIT, .act = "close", .text = { "考试将截止，收卷：", "examination ends, close it: " } },
};
/* clang-format on */

enum rc
exam_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}
