/* SPDX-License-Identifier: MIT */
/*
 * Step 3: an examination set for a session that was held. Its candidates are those who
 * attended, its results are those of the session, and while it is there nobody enters
 * them by hand. Such a session stays held until the examination is closed, by which the
 * two can be told: one without a session gets its own, which is closed from the start.
 */
#include <string.h>
#include "step/train.h"

bool
session_is_held(const struct record *session)
{
	return strcmp(record_state(session), "held") == 0;
}

/* The session of an examination when it is one that was held; else NULL. Owned. */
static enum rc
held_session(
    struct bench *b, const struct record *exam, struct record **out, struct err *e)
{
	enum rc rc =
	    store_get(b->store, "session", record_int(exam, "session_id"), out, e);

	if (rc == RC_OK && !session_is_held(*out)) {
		record_free(*out);
		*out = NULL;
	}
	return rc;
}

/* Those that are not cancelled; open: only those still open. */
static enum rc
exams_of(struct bench *b, int64_t session, bool open, struct page *out, struct err *e)
{
	return rows_of(
	    b, "exam", "session_id", session, open ? "open" : "open,closed", out, e);
}

/* ---- setting it */

static const struct record *
of_whom(const struct page *page, int64_t person)
{
	for (size_t i = 0; i < page->n; i++)
		if (record_int(page->rec[i], "person_id") == person)
			return page->rec[i];
	return NULL;
}

/* Who passed has nothing to sit, unless it is in this examination that he did. */
static void
check_people(struct act_run *run, const struct page *there, const struct page *seats,
    struct findings *out)
{
	struct strs people = { 0 };
	size_t wait = 0;

	strs_split(&people, act_value(run, "people"), ",");
	for (size_t i = 0; i < people.n; i++) {
		int64_t who = strtoll(people.v[i], NULL, 10);
		const struct record *att = of_whom(there, who);
		char *name;

		if (att != NULL && (strcmp(record_state(att), "passed") != 0 ||
				       of_whom(seats, who) != NULL))
			continue;
		name = bench_label(run->bench, "person", who);
		step_finding(out, "R033", SEV_BLOCK, "people",
		    att != NULL
			? T("%s在这个班次已经合格，不再应考",
			      "%s has passed in the session and is no candidate")
			: T("%s没有参加这个班次，不能应考",
			      "%s did not attend the session and is no candidate"),
		    name);
		free(name);
	}
	strs_free(&people);
	for (size_t i = 0; i < there->n; i++)
		wait += strcmp(record_state(there->rec[i]), "passed") != 0;
	if (wait == 0 && seats->n == 0)
		step_finding(out, "R033", SEV_BLOCK, "session_id", "%s",
		    T("这个班次没有等待成绩的参训人员",
			"nobody in the session waits for a result"));
}

enum rc
held_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct bench *b = run->bench;
	int64_t id = strtoll(act_value(run, "session_id"), NULL, 10);
	struct record *s = NULL;
	struct page there = { 0 }, others = { 0 }, seats = { 0 };
	enum rc rc;

	if (id == 0)
		return RC_OK;
	if ((rc = store_get(b->store, "session", id, &s, e)) != RC_OK)
		return rc;
	if (!session_is_held(s)) {
		if (run->act->flags & ACT_NEW) /* else its own, already closed */
			step_finding(out, "R033", SEV_BLOCK, "session_id", "%s",
			    T("只能为“已举办”、成绩还没有登记完毕的班次布置考试",
				"an examination is set for a session that was held and "
				"waits for its results"));
		goto out;
	}
	if (strcmp(record_get(s, "course_id"), act_value(run, "course_id")) != 0)
		step_finding(out, "R033", SEV_BLOCK, "course_id", "%s",
		    T("与班次的课程不同", "it is not the course of the session"));
	if (*act_value(run, "dept_id") != '\0')
		step_finding(out, "R033", SEV_BLOCK, "dept_id", "%s",
		    T("为班次布置的考试由参训人员参加，不填部门",
			"those who attended sit it: leave out the department"));
	if ((rc = exams_of(b, id, true, &others, e)) != RC_OK ||
	    (rc = rows_of(b, "attendance", "session_id", id, "present,failed,passed",
		 &there, e)) != RC_OK ||
	    (!(run->act->flags & ACT_NEW) &&
		(rc = rows_of(b, "exam_seat", "exam_id", run->rec->id,
		     "seated,passed,failed", &seats, e)) != RC_OK))
		goto out;
	if (others.n > (run->act->flags & ACT_NEW ? 0u : 1u))
		step_finding(out, "R033", SEV_BLOCK, "session_id",
		    T("这个班次已有考试%s，收卷后再布置",
			"the session has the examination %s: close that first"),
		    record_get(others.rec[0], "no"));
	check_people(run, &there, &seats, out);
out:
	record_free(s);
	page_done(&seats);
	page_done(&there);
	page_done(&others);
	return rc;
}

enum rc
held_prepare(struct act_run *run, struct err *e)
{
	struct record *s = NULL;
	int64_t id = strtoll(act_value(run, "session_id"), NULL, 10);
	enum rc rc;

	if (id == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "session", id, &s, e)) == RC_OK)
		act_suggest_value(run, "course_id", record_get(s, "course_id"));
	record_free(s);
	return rc;
}

/* Who of the examination's session was there, and its seats, in these states; nobody and
 * none when it belongs to no session. */
static enum rc
there_and_seated(struct act_run *run, const char *there, const char *seated,
    struct page *people, struct page *seats, struct err *e)
{
	struct bench *b = run->bench;
	struct record *s = NULL;
	enum rc rc = held_session(b, run->rec, &s, e);

	if (rc == RC_OK && s != NULL &&
	    (rc = rows_of(b, "attendance", "session_id", s->id, there, people, e)) ==
		RC_OK)
		rc = rows_of(b, "exam_seat", "exam_id", run->rec->id, seated, seats, e);
	record_free(s);
	return rc;
}

enum rc
held_seat(struct act_run *run, struct txn *t, struct err *e)
{
	struct bench *b = run->bench;
	struct page there = { 0 }, seats = { 0 };
	enum rc rc = there_and_seated(run, "present,failed", NULL, &there, &seats, e);

	/* Named people are all of them, or some: the others sit another paper. */
	for (size_t i = 0; seats.n == 0 && i < there.n && rc == RC_OK; i++) {
		struct record *c = record_new(store_kind(b->store, "exam_seat"));

		record_set(c, "state", "seated");
		record_set_int(c, "exam_id", run->rec->id);
		record_set(c, "person_id", record_get(there.rec[i], "person_id"));
		record_set(c, "due", record_get(run->rec, "to_on"));
		rc = txn_put(t, c, "list", record_get(run->rec, "no"), e);
		record_free(c);
	}
	page_done(&there);
	page_done(&seats);
	return rc;
}

/* ---- ending it */

enum rc
held_close(struct act_run *run, struct txn *t, struct err *e)
{
	struct page there = { 0 }, seats = { 0 };
	enum rc rc = there_and_seated(run, "present", "failed", &there, &seats, e);

	for (size_t i = 0; i < there.n && rc == RC_OK; i++)
		if (of_whom(&seats, record_int(there.rec[i], "person_id")) != NULL) {
			record_set(there.rec[i], "state", "failed");
			rc = txn_put(
			    t, there.rec[i], "exam", record_get(run->rec, "no"), e);
		}
	page_done(&there);
	page_done(&seats);
	return rc;
}

enum rc
held_cancel(struct act_run *run, struct err *e)
{
	struct record *s = NULL;
	enum rc rc = held_session(run->bench, run->rec, &s, e);

	if (rc == RC_OK && s != NULL)
		record_set(run->rec, "session_id", NULL);
	record_free(s);
	return rc;
}

/* ---- what else is done in the session meanwhile */

enum rc
held_by_exam(struct act_run *run, int64_t session, bool open, const char *field,
    struct findings *out, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = exams_of(run->bench, session, open, &page, e);

	if (rc == RC_OK && page.n > 0)
		step_finding(out, "R033", SEV_BLOCK, field,
		    open ? T("考试%s还没有收卷", "the examination %s is still open")
			 : T("成绩由考试%s评定，不能手工登记",
			       "results come from the examination %s, not by hand"),
		    record_get(page.rec[0], "no"));
	page_done(&page);
	return rc;
}

/* His open seat in an examination of the session, if any; owned. */
static enum rc
seat_in(struct bench *b, const struct record *att, struct record **out, struct err *e)
{
	struct page exams = { 0 };
	enum rc rc = exams_of(b, record_int(att, "session_id"), true, &exams, e);

	*out = NULL;
	for (size_t i = 0; i < exams.n && rc == RC_OK && *out == NULL; i++) {
		struct page seats = { 0 };

		rc = rows_of(
		    b, "exam_seat", "exam_id", exams.rec[i]->id, "seated", &seats, e);
		for (size_t k = 0; k < seats.n && *out == NULL; k++)
			if (record_int(seats.rec[k], "person_id") ==
			    record_int(att, "person_id"))
				*out = record_copy(seats.rec[k]);
		page_done(&seats);
	}
	page_done(&exams);
	return rc;
}

enum rc
held_absent_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *seat = NULL;
	enum rc rc = seat_in(run->bench, run->rec, &seat, e);

	if (seat != NULL && record_int(seat, "tried") > 0)
		step_finding(out, "R033", SEV_BLOCK, "person_id", "%s",
		    T("已参加本班次的考试，不是缺席",
			"the person has sat the session's examination: not absent"));
	record_free(seat);
	return rc;
}

enum rc
held_absent(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *seat = NULL;
	enum rc rc = seat_in(run->bench, run->rec, &seat, e);

	if (rc == RC_OK && seat != NULL) {
		record_set(seat, "state", "left");
		rc = txn_put(t, seat, "absent", "", e);
	}
	record_free(seat);
	return rc;
}
