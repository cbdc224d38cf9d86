/* SPDX-License-Identifier: MIT */
/*
 * Step 3: what the trainer gives to people and departments: drills, an examination, by a
 * day. Nobody ticks it off: it is done when the results are there, and who gave it sees
 * who still owes it. The drills that its people got wrong are suggested.
 */
#include <string.h>
#include "base/file.h"
#include "step/train.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "assignment", "open",      { "进行中", "open" }, TONE_WAIT },
	{ "assignment", "done",      { "已完成", "done" }, TONE_GOOD },
	{ "assignment", "withdrawn", { "已撤回", "withdrawn" }, TONE_END },
	{ "assignee", "owed",        { "未完成", "owed" }, TONE_WAIT },
	{ "assignee", "done",        { "已完成", "done" }, TONE_GOOD },
	{ "assignee", "left",        { "已移出", "taken out" }, TONE_END },
};
/* clang-format on */

/* ---- what went wrong */

enum rc
bench_owed_drills(struct bench *b, int64_t assignee, struct strs *drills, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = rows_of(b, "assignee", "person_id", bench_me(b), "owed", &page, e);

	for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
		struct record *given = NULL;
		struct strs ids = { 0 };

		if (assignee != 0 && page.rec[i]->id != assignee)
			continue;
		rc = store_get(b->store, "assignment",
		    record_int(page.rec[i], "assignment_id"), &given, e);
		if (rc == RC_OK)
			strs_split(&ids, record_get(given, "drills"), ", ");
		for (size_t k = 0; k < ids.n; k++)
			if (!strs_has(drills, ids.v[k]))
				strs_add(drills, ids.v[k]);
		strs_free(&ids);
		record_free(given);
	}
	page_done(&page);
	return rc;
}

/* The newest result of each drill decides: passed without an error it need not be
 * repeated. */
enum rc
bench_repeat(struct bench *b, int64_t person, struct strs *drills, struct err *e)
{
	struct page page = { 0 };
	struct strs seen = { 0 };
	enum rc rc = rows_of(b, "drill_result", "person_id", person, NULL, &page, e);

	for (size_t i = page.n; rc == RC_OK && i-- > 0;) {
		const struct record *r = page.rec[i];
		const char *drill = record_get(r, "drill");

		if (strs_has(&seen, drill))
			continue;
		strs_add(&seen, drill);
		if (strcmp(record_state(r), "passed") != 0 ||
		    *record_get(r, "error_types") != '\0')
			strs_add(drills, drill);
	}
	strs_free(&seen);
	page_done(&page);
	return rc;
}

/* The drills that most people of a group should repeat, at most a handful. */
static enum rc
repeat_group(struct bench *b, const struct strs *people, struct str *out, struct err *e)
{
	enum { MOST = 5 };
	struct strs drill = { 0 };
	size_t *n = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < people->n && rc == RC_OK; i++) {
		struct strs his = { 0 };

		rc = bench_repeat(b, strtoll(people->v[i], NULL, 10), &his, e);
		for (size_t k = 0; k < his.n; k++) {
			size_t at = 0;

			while (at < drill.n && strcmp(drill.v[at], his.v[k]) != 0)
				at++;
			if (at == drill.n) {
				strs_add(&drill, his.v[k]);
				n = xreallocarray(n, drill.n, sizeof(*n));
				n[at] = 0;
			}
			n[at]++;
		}
		strs_free(&his);
	}
	for (size_t k = 0; k < MOST && rc == RC_OK; k++) {
		size_t best = drill.n;

		for (size_t i = 0; i < drill.n; i++)
			if (n[i] > 0 && (best == drill.n || n[i] > n[best]))
				best = i;
		if (best == drill.n)
			break;
		str_addf(out, "%s%s", out->len > 0 ? "," : "", drill.v[best]);
		n[best] = 0;
	}
	strs_free(&drill);
	free(n);
	return rc;
}

/* Who is given it as the form stands: the named, and the department's staff. */
static enum rc
group_of(struct act_run *run, struct strs *people, struct err *e)
{
	struct page staff = { 0 };
	int64_t dept = strtoll(act_value(run, "dept_id"), NULL, 10);
	enum rc rc = RC_OK;

	strs_split(people, act_value(run, "people"), ",");
	if (dept != 0)
		rc = rows_of(run->bench, "person", "dept_id", dept, "in_post", &staff, e);
	for (size_t i = 0; i < staff.n && rc == RC_OK; i++) {
		char id[24];

		snprintf(id, sizeof(id), "%lld", (long long)staff.rec[i]->id);
		if (!strs_has(people, id))
			strs_add(people, id);
	}
	page_done(&staff);
	return rc;
}

/* ---- giving */

static enum rc
give_prepare(struct act_run *run, struct err *e)
{
	struct strs people = { 0 };
	struct str drills = { 0 };
	char n[24];
	enum rc rc;

	snprintf(n, sizeof(n), "%ld", run->bench->org->param.v[PARAM_DRILL_PASS]);
	act_suggest_value(run, "pass", n);
	if ((rc = group_of(run, &people, e)) == RC_OK && people.n > 0 &&
	    (rc = repeat_group(run->bench, &people, &drills, e)) == RC_OK)
		act_suggest_value(run, "drills", str_s(&drills));
	str_free(&drills);
	strs_free(&people);
	return rc;
}

/* A drill is there when its scenario is. */
static bool
drill_exists(struct bench *b, const char *id)
{
	char *name, *path;
	bool there;

	if (*id == '\0' ||
	    strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != strlen(id))
		return false;
	name = xasprintf("drill/%s.ini", id);
	path = bench_file(b, name);
	there = file_exists(path);
	free(name);
	free(path);
	return there;
}

static enum rc
exam_for_held(struct act_run *run, bool *yes, struct err *e)
{
	struct store *s = run->bench->store;
	struct record *x = NULL, *session = NULL;
	int64_t id = strtoll(act_value(run, "exam_id"), NULL, 10);
	enum rc rc;

	if (id == 0)
		return RC_OK;
	if ((rc = store_get(s, "exam", id, &x, e)) == RC_OK &&
	    record_int(x, "session_id") != 0 &&
	    (rc = store_get(s, "session", record_int(x, "session_id"), &session, e)) ==
		RC_OK)
		*yes = session_is_held(session);
	record_free(x);
	record_free(session);
	return rc;
}

static enum rc
give_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct strs drills = { 0 };
	int32_t due = date_parse(act_value(run, "due"));
	bool held = false;
	enum rc rc;

	strs_split(&drills, act_value(run, "drills"), ",，、 ");
	for (size_t i = 0; i < drills.n; i++)
		if (!drill_exists(run->bench, drills.v[i]))
			step_finding(out, "R033", SEV_BLOCK, "drills",
			    T("没有编号为“%s”的演练", "there is no drill '%s'"),
			    drills.v[i]);
	if (drills.n == 0 && *act_value(run, "exam_id") == '\0')
		step_finding(out, "R033", SEV_BLOCK, "drills", "%s",
		    T("请填演练或者考试", "name drills or an examination"));
	if ((run->act->flags & ACT_NEW) && *act_value(run, "dept_id") == '\0' &&
	    act_list_count(run, "people") == 0)
		step_finding(out, "R033", SEV_BLOCK, "people", "%s",
		    T("请填承担人员或承担部门", "name people or a department"));
	if ((rc = exam_for_held(run, &held, e)) == RC_OK && held)
		step_finding(out, "R033", SEV_BLOCK, "exam_id", "%s",
		    T("这个考试是为班次布置的，只由参训人员参加",
			"that examination is for a session: only who attended sits it"));
	if (due != DATE_NONE && due < bench_today(run->bench))
		step_finding(out, "R033", SEV_BLOCK, "due", "%s",
		    T("完成期限不能早于今天", "it cannot be due before today"));
	strs_free(&drills);
	return rc;
}

/* Written one way, whatever was typed between them. */
static enum rc
give_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct strs drills = { 0 };
	struct str s = { 0 };

	(void)t;
	(void)e;
	strs_split(&drills, record_get(run->rec, "drills"), ",，、 ");
	for (size_t i = 0; i < drills.n; i++)
		str_addf(&s, "%s%s", i > 0 ? "," : "", drills.v[i]);
	record_set(run->rec, "drills", str_s(&s));
	str_free(&s);
	strs_free(&drills);
	return RC_OK;
}

/* Its people become candidates of its examination. */
static enum rc
seat_people(struct act_run *run, struct txn *t, struct err *e)
{
	struct bench *b = run->bench;
	struct page people = { 0 }, seats = { 0 };
	struct record *x = NULL;
	int64_t exam = record_int(run->rec, "exam_id");
	enum rc rc;

	if (exam == 0)
		return RC_OK;
	if ((rc = store_get(b->store, "exam", exam, &x, e)) != RC_OK ||
	    (rc = rows_of(b, "assignee", "assignment_id", run->rec->id, "owed", &people,
		 e)) != RC_OK ||
	    (rc = rows_of(b, "exam_seat", "exam_id", exam, NULL, &seats, e)) != RC_OK)
		goto out;
	for (size_t i = 0; rc == RC_OK && i < people.n; i++) {
		int64_t who = record_int(people.rec[i], "person_id");
		struct record *c;
		bool known = false;

		for (size_t s = 0; s < seats.n; s++)
			known = known || record_int(seats.rec[s], "person_id") == who;
		if (known)
			continue;
		c = record_new(store_kind(b->store, "exam_seat"));
		record_set(c, "state", "seated");
		record_set_int(c, "exam_id", exam);
		record_set_int(c, "person_id", who);
		record_set(c, "due", record_get(x, "to_on"));
		rc = txn_put(t, c, "list", record_get(run->rec, "no"), e);
		record_free(c);
	}
out:
	record_free(x);
	page_done(&people);
	page_done(&seats);
	return rc;
}

static enum rc
give_after(struct act_run *run, struct txn *t, struct err *e)
{
	enum rc rc = seat_department(run, t, "assignee", record_get(run->rec, "due"), e);

	if (rc == RC_OK)
		rc = seat_people(run, t, e);
	return rc;
}

static enum rc
withdraw_after(struct act_run *run, struct txn *t, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = rows_of(
	    run->bench, "assignee", "assignment_id", run->rec->id, "owed", &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		record_set(page.rec[i], "state", "left");
		rc = txn_put(t, page.rec[i], "withdraw", "", e);
	}
	page_done(&page);
	return rc;
}

/* ---- done by results */

/* Every drill from the pass mark on, since it was given; and the examination passed. */
static enum rc
suffices(
    struct bench *b, const struct record *a, int64_t person, bool *yes, struct err *e)
{
	struct strs want = { 0 };
	struct page page = { 0 };
	enum rc rc = RC_OK;

	*yes = true;
	strs_split(&want, record_get(a, "drills"), ",");
	if (want.n > 0)
		rc = rows_of(b, "drill_result", "person_id", person, NULL, &page, e);
	for (size_t w = 0; rc == RC_OK && w < want.n && *yes; w++) {
		bool good = false;

		for (size_t i = 0; i < page.n && !good; i++)
			good =
			    strcmp(record_get(page.rec[i], "drill"), want.v[w]) == 0 &&
			    strcmp(record_state(page.rec[i]), "given_up") != 0 &&
			    record_int(page.rec[i], "score") >= record_int(a, "pass") &&
			    strcmp(record_get(page.rec[i], "on_date"),
				record_get(a, "given_on")) >= 0;
		*yes = good;
	}
	page_done(&page);
	strs_free(&want);
	if (rc != RC_OK || !*yes || record_int(a, "exam_id") == 0)
		return rc;
	rc = rows_of(
	    b, "exam_seat", "exam_id", record_int(a, "exam_id"), "passed", &page, e);
	*yes = false;
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		*yes = *yes || record_int(page.rec[i], "person_id") == person;
	page_done(&page);
	return rc;
}

/* With its last one the whole is done. */
static enum rc
settle_whole(struct bench *b, struct txn *t, struct record *a, struct err *e)
{
	struct page owed = { 0 };
	enum rc rc = rows_of(b, "assignee", "assignment_id", a->id, "owed", &owed, e);

	if (rc == RC_OK && owed.n == 0) {
		record_set(a, "state", "done");
		rc = txn_put(t, a, "settle", "", e);
	}
	page_done(&owed);
	return rc;
}

enum rc
assignments_settle(struct bench *b, struct txn *t, int64_t person, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = rows_of(b, "assignee", "person_id", person, "owed", &page, e);

	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		struct record *r = page.rec[i], *a = NULL;
		bool yes = false;

		rc = store_get(
		    b->store, "assignment", record_int(r, "assignment_id"), &a, e);
		if (rc == RC_OK)
			rc = suffices(b, a, person, &yes, e);
		if (rc == RC_OK && yes) {
			record_set(r, "state", "done");
			record_set_date(r, "done_on", bench_today(b));
			if ((rc = txn_put(t, r, "settle", "", e)) == RC_OK)
				rc = settle_whole(b, t, a, e);
		}
		record_free(a);
	}
	page_done(&page);
	return rc;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "assignment", .name = "give", .key = 'n', .to = "open", .roles = TRAINERS, .flags = ACT_NEW,
	  .title = { "布置培训任务", "give an assignment" }, .help = { "演练、考试，给人员或部门，到期完成；带出他们做错最多的演练。", "Drills and an examination for people or a department by a day; what they got wrong most is suggested." },
	  .ask = "reason,people,dept_id,drills,exam_id,due,pass,note", .stamp = "given_by_id=me,given_on=today",
	  .prepare = give_prepare, .check = give_check, .effect = give_effect, .after = give_after },
	{ .kind = "assignment", .name = "edit", .key = 'e', .from = "open", .roles = TRAINERS, .flags = ACT_EDIT,
	  .title = { "修改任务", "edit" }, .help = { "改期限、加人；已完成的不受影响。", "The day, more people; what is done stays done." },
	  .ask = "reason,people,due,note", .check = give_check, .after = give_after },
	{ .kind = "assignment", .name = "withdraw", .key = 'z', .from = "open", .to = "withdrawn", .roles = TRAINERS, .ask = "note", .need = "note",
	  .title = { "撤回任务", "withdraw" }, .help = { "未完成的不再承担，写明原因。", "Nobody owes it any more; state the reason." }, .after = withdraw_after },
};
/* clang-format on */
ACT_TABLE(assign, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 3, .kind = "assignee", .states = "owed", .owner = "person_id", .due = "due", .ahead_days = -1,
	  .rule = "R033", .origin = ORIGIN_UNIT, .text = { "完成培训任务：", "complete the assignment: " }, .label = "assignment_id" },
	{ .step = 3, .kind = "assignment", .states = "open", .due = "due", .ahead_days = -1, .roles = TRAINERS,
	  .rule = "R033", .origin = ORIGIN_UNIT, .text = { "培训任务还有人未完成：", "assignment not yet done by all: " } },
};
/* clang-format on */

enum rc
assign_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}
