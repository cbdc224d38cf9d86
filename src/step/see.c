/* SPDX-License-Identifier: MIT */
/*
 * Need-to-know (法21): which records a person may see, of those he may not which columns,
 * and what his questions to a register are held to.
 *
 * One table says how each kind reaches its matters. A record is seen by whom every matter
 * that it names concerns; both the answer in C (for a record at hand) and the condition
 * in SQL (for a register) are made from the table, so that a question finds exactly what
 * its rows may show and tells nothing by what it finds.
 *
 * Answers are kept until something changes: a screenful asks by the cell.
 */
#include <string.h>
#include "step/bench.h"

/* A column that refers to a record of a kind in the table. */
struct way {
	const char *column, *kind;
};
struct sight {
	const char *kind;
	struct way way[2];
	const char *ref_kind,
	    *ref_id;	    /* columns that name a kind and one of its records */
	const char *own[2]; /* people who see the row whatever its matter is */
	unsigned duty;	  /* roles whose duty this register is: they see it, but by it no
			     matter */
	bool staff;	  /* of no matter, but only for staff in post */
	bool personal;	  /* of no matter: nobody sees it but own and duty */
	bool narrow;	  /* its way and own columns are indexed: may drive a query */
	const char *open; /* columns everybody may see */
	const char *kept; /* the row is everybody's, but for this column: own and duty */
};

#define SEES_RESULTS (ROLE_TRAINER | ROLE_OFFICE | ROLE_HEAD)
/* clang-format off */
static const struct sight sights[] = {
	{ .kind = "matter", .narrow = true,
	  .open = "no,level,effective_level,state,dept_id,created_on,determined_on,expiry" },
	{ .kind = "decision", .way = { { "matter_id", "matter" } }, .narrow = true,
	  .open = "no,state,proposed_on,decided_on" },
	{ .kind = "ntk", .way = { { "matter_id", "matter" } }, .open = "state,from_on,to_on" },
	{ .kind = "source", .way = { { "matter_id", "matter" }, { "source_matter_id", "matter" } },
	  .open = "state,level,expiry,released_on" },
	{ .kind = "point", .way = { { "matter_id", "matter" } }, .open = "state,level,released_on" },
	{ .kind = "co_unit", .way = { { "matter_id", "matter" } }, .open = "state,consulted_on" },
	{ .kind = "external", .way = { { "matter_id", "matter" } },
	  .open = "no,state,sent_on,received_on,due,answer_on" },
	{ .kind = "notice", .way = { { "matter_id", "matter" } }, .open = "no,state,sent_on" },
	{ .kind = "notice_to", .way = { { "notice_id", "notice" } }, .own = { "person_id" },
	  .open = "state,due,received_on,remarked_on" },
	{ .kind = "access", .way = { { "matter_id", "matter" }, { "carrier_id", "carrier" } }, .open = "state,at" },
	{ .kind = "disclosure", .way = { { "matter_id", "matter" } }, .open = "no,state,due,proposed_on,decided_on,published_on" },
	{ .kind = "review_item", .way = { { "matter_id", "matter" } }, .open = "state,on_date,campaign_id" },
	{ .kind = "carrier", .way = { { "matter_id", "matter" } }, .own = { "holder_id" },
	  .duty = ROLE_INSPECTOR, .narrow = true, .open = "no,state,level,registered_on,return_due" },
	{ .kind = "carrier_event", .way = { { "carrier_id", "carrier" } }, .open = "state,on_date,due" },
	{ .kind = "destruction_item", .way = { { "carrier_id", "carrier" } }, .open = "state,destruction_id" },
	{ .kind = "incident", .way = { { "matter_id", "matter" }, { "carrier_id", "carrier" } },
	  .own = { "reporter_id", "investigator_id" },
	  .open = "no,state,level,discovered_at,report_due,contained_at,result_due,closed_on" },
	{ .kind = "finding", .way = { { "matter_id", "matter" } }, .own = { "owner_id" },
	  .duty = ROLE_INSPECTOR, .open = "no,state,inspection_id,noticed_on,due,done_on,verified_on" },
	{ .kind = "archive_item", .ref_kind = "ref_kind", .ref_id = "ref_id",
	  .open = "state,archive_id,pos,doc_date,pages" },
	{ .kind = "duty_clock", .ref_kind = "kind", .ref_id = "record", .own = { "owner_id" },
	  .open = "state,rule,origin,started,due,done_on" },
	/* Results are between who sat, who trains, the office and the head. */
	{ .kind = "exam_seat", .own = { "person_id" }, .personal = true, .duty = SEES_RESULTS, .open = "state,exam_id,due" },
	{ .kind = "exam_try", .own = { "person_id" }, .personal = true, .duty = SEES_RESULTS, .open = "state,exam_id" },
	{ .kind = "assignee", .own = { "person_id" }, .personal = true, .duty = SEES_RESULTS, .open = "state,assignment_id,due" },
	{ .kind = "drill_result", .own = { "person_id" }, .personal = true, .duty = SEES_RESULTS, .open = "state,drill" },
	/* Who was trained and until when, everybody may know; not with how many points. */
	{ .kind = "attendance", .own = { "person_id" }, .duty = SEES_RESULTS, .kept = "score" },
	{ .kind = "certificate", .own = { "person_id" }, .duty = SEES_RESULTS, .kept = "score" },
	{ .kind = "list_entry", .staff = true, .open = "no,state,level,dept_id,approved_on,filed_on" },
};
/* clang-format on */

/* What a narrow set is, in rows: the store sorts so many at no cost. */
enum { NARROW = 1000 };

static const struct sight *
sight_of(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(sights); i++)
		if (strcmp(sights[i].kind, kind) == 0)
			return &sights[i];
	return NULL;
}

/* Whom every matter concerns; the three administrators never, whatever else they are. */
static bool
sees_all(const struct bench *b)
{
	return (b->roles & (ROLE_OFFICE | ROLE_CRP)) != 0 &&
	       (b->roles & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR)) == 0;
}

static bool
is_public(const char *state)
{
	return strcmp(state, "released") == 0 || strcmp(state, "not_secret") == 0;
}

static bool
is_open(const struct sight *s, const char *column)
{
	struct strs open = { 0 };
	bool yes;

	if (s->open == NULL)
		return false;
	strs_split(&open, s->open, ",");
	yes = strs_has(&open, column);
	strs_free(&open);
	return yes;
}

/* ---- a record at hand */

static bool
knows(struct bench *b, int64_t matter)
{
	struct query q;
	struct err e;
	size_t n = 0;
	bool yes;

	query_init(&q, store_kind(b->store, "ntk"));
	query_add_int(&q, "matter_id", matter);
	query_add_int(&q, "person_id", bench_me(b));
	query_add(&q, "state", COND_EQ, "in", NULL);
	yes = store_count(b->store, &q, 1, &n, &e) == RC_OK && n > 0;
	query_done(&q);
	return yes;
}

static bool
matter_concerns(struct bench *b, const struct record *m)
{
	int64_t me = bench_me(b);

	if (is_public(record_state(m)) && (b->roles & ROLE_ANYONE))
		return true;
	return me != 0 && (record_int(m, "proposer_id") == me ||
			      record_int(m, "approver_id") == me || knows(b, m->id));
}

static bool
is_own(const struct bench *b, const struct sight *s, const struct record *r)
{
	bool own = false;

	for (size_t i = 0; i < ARRAY_LEN(s->own) && s->own[i] != NULL; i++)
		own =
		    own || (bench_me(b) != 0 && record_int(r, s->own[i]) == bench_me(b));
	return own;
}

/* For results the three administrators have no such duty, whatever else they are. */
static bool
on_duty(const struct bench *b, const struct sight *s)
{
	return (b->roles & s->duty) != 0 &&
	       ((!s->personal && s->kept == NULL) ||
		   (b->roles & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR)) == 0);
}

static enum level
higher(enum level a, enum level z)
{
	return a > z ? a : z;
}

/* The level of the record's own text. */
static enum level
own_level(const struct record *r)
{
	enum level l = LEVEL_NONE;

	if (strcmp(r->kind->name, "matter") == 0 &&
	    (is_public(record_state(r)) || strcmp(record_state(r), "annulled") == 0))
		return LEVEL_NONE;
	if (kind_column(r->kind, "level") >= 0)
		l = (enum level)record_int(r, "level");
	if (kind_column(r->kind, "effective_level") >= 0)
		l = higher(l, (enum level)record_int(r, "effective_level"));
	return l;
}

static struct seen judge(struct bench *b, const struct record *r);

static struct seen *
slot_of(struct bench *b, int kind, int64_t id)
{
	return &b->seen[((size_t)id * 31 + (size_t)kind) % ARRAY_LEN(b->seen)];
}

/* Of a record that another refers to; what cannot be read concerns nobody. */
static struct seen
judge_id(struct bench *b, const char *kind, int64_t id)
{
	const struct kind *k = store_kind(b->store, kind);
	struct record *r = NULL;
	struct seen *known, v = { 0 };
	struct err e;

	if (k == NULL)
		return v;
	known = slot_of(b, k->number, id);
	if (known->kind == k->number && known->id == id)
		return *known;
	if (store_get(b->store, kind, id, &r, &e) == RC_OK)
		v = judge(b, r);
	record_free(r);
	return v;
}

/* What the record names; with one matter that does not concern him the whole is hidden.
 */
static void
judge_ways(struct bench *b, const struct sight *s, const struct record *r, struct seen *v)
{
	const char *kind = s->ref_kind != NULL ? record_get(r, s->ref_kind) : "";
	const struct sight *to = sight_of(kind);
	struct seen w;

	v->may = !s->personal && (!s->staff || (b->roles & ROLE_ANYONE) != 0);
	for (size_t i = 0; i < ARRAY_LEN(s->way) && s->way[i].column != NULL; i++) {
		if (record_int(r, s->way[i].column) == 0)
			continue;
		w = judge_id(b, s->way[i].kind, record_int(r, s->way[i].column));
		v->may = v->may && w.may;
		v->level = higher(v->level, w.level);
	}
	if (to != NULL) {
		w = to->ref_kind != NULL ? (struct seen){ 0 }
					 : judge_id(b, kind, record_int(r, s->ref_id));
		v->may = v->may && w.may;
		v->level = higher(v->level, w.level);
	}
}

static struct seen
judge(struct bench *b, const struct record *r)
{
	const struct sight *s = sight_of(r->kind->name);
	struct seen v = { .kind = r->kind->number, .id = r->id, .rev = r->rev }, *known;

	if (s == NULL) {
		v.may = true;
		return v;
	}
	known = slot_of(b, v.kind, v.id);
	if (v.rev > 0 && known->kind == v.kind && known->id == v.id &&
	    known->rev == v.rev)
		return *known;
	judge_ways(b, s, r, &v);
	if (strcmp(s->kind, "matter") == 0)
		v.may = sees_all(b) || matter_concerns(b, r);
	v.may =
	    v.may || (sees_all(b) && !s->personal) || on_duty(b, s) || is_own(b, s, r);
	v.level = v.may ? higher(v.level, own_level(r)) : LEVEL_NONE;
	/* An older version, read back from the journal, has no rev and is not kept. */
	if (v.rev > 0 && v.id > 0)
		*known = v;
	return v;
}

void
see_forget(struct bench *b)
{
	memset(b->seen, 0, sizeof(b->seen));
}

bool
bench_may_see(struct bench *b, const struct record *r)
{
	return judge(b, r).may;
}

bool
bench_may_read(struct bench *b, const struct record *r, const char *column)
{
	const struct sight *s = sight_of(r->kind->name);

	if (s == NULL || is_open(s, column))
		return true;
	if (s->kept != NULL && strcmp(s->kept, column) == 0)
		return on_duty(b, s) || is_own(b, s, r);
	return bench_may_see(b, r);
}

enum level
bench_level(struct bench *b, const struct record *r)
{
	return judge(b, r).level;
}

enum rc
see_check(struct bench *b, const struct record *r, struct err *e)
{
	if (bench_may_see(b, r))
		return RC_OK;
	return err_set(e, RC_DENIED, "%s",
	    T("此记录不在您的知悉范围；需要知悉的，请向承办人或保密办申请（法21）",
		"the record is outside your need-to-know; who needs it asks its proposer "
		"or the secrecy office (法21)"));
}

/* ---- the same as a condition */

/* Does the matter called `t` concern me? driven: so that indexes can find the rows. */
static void
matter_test(struct str *s, const struct bench *b, const char *t, bool driven)
{
	long long me = (long long)bench_me(b);
	const char *plus = driven ? "" : "+"; /* keeps an index from being used */

	str_addc(s, '(');
	if (b->roles & ROLE_ANYONE)
		str_addf(s, "%s%s.state IN ('released', 'not_secret')%s", plus, t,
		    me != 0 ? " OR " : "");
	else if (me == 0)
		str_addc(s, '0');
	if (me != 0) {
		str_addf(s, "%s%s.proposer_id = %lld OR %s%s.approver_id = %lld OR ",
		    plus, t, me, plus, t, me);
		if (driven)
			str_addf(s,
			    "%s.id IN (SELECT n.matter_id FROM ntk AS n WHERE "
			    "n.person_id = %lld AND n.state = 'in')",
			    t, me);
		else
			str_addf(s,
			    "EXISTS (SELECT 1 FROM ntk AS n WHERE n.matter_id = %s.id "
			    "AND n.person_id = %lld AND n.state = 'in')",
			    t, me);
	}
	str_addc(s, ')');
}

static void
row_test(struct str *s, const struct bench *b, const struct sight *at, const char *t);

/* The record of `kind` whose id is the expression `id` concerns me. */
static void
target_test(struct str *s, const struct bench *b, const char *kind, const char *t,
    const char *column)
{
	char *inner = xasprintf("%s_", t);

	str_addf(s, "EXISTS (SELECT 1 FROM \"%s\" AS %s WHERE %s.id = %s.%s AND ", kind,
	    inner, inner, t, column);
	row_test(s, b, sight_of(kind), inner);
	str_addc(s, ')');
	free(inner);
}

static void
ref_test(struct str *s, const struct bench *b, const struct sight *at, const char *t)
{
	str_addf(s, " AND CASE %s.%s", t, at->ref_kind);
	for (size_t i = 0; i < ARRAY_LEN(sights); i++) {
		str_addf(s, " WHEN '%s' THEN ", sights[i].kind);
		if (sights[i].ref_kind != NULL)
			str_addc(s, '0');
		else
			target_test(s, b, sights[i].kind, t, at->ref_id);
	}
	str_add(s, " ELSE 1 END");
}

static void
own_test(struct str *s, const struct bench *b, const struct sight *at, const char *t)
{
	str_addf(s, "%d", on_duty(b, at));
	for (size_t i = 0; i < ARRAY_LEN(at->own) && at->own[i] != NULL; i++)
		if (bench_me(b) != 0)
			str_addf(s, " OR +%s.%s = %lld", t, at->own[i],
			    (long long)bench_me(b));
}

static void
row_test(struct str *s, const struct bench *b, const struct sight *at, const char *t)
{
	if (strcmp(at->kind, "matter") == 0) {
		matter_test(s, b, t, false);
		return;
	}
	str_addc(s, '(');
	own_test(s, b, at, t);
	str_addf(
	    s, " OR (%d", !at->personal && (!at->staff || (b->roles & ROLE_ANYONE) != 0));
	for (size_t i = 0; i < ARRAY_LEN(at->way) && at->way[i].column != NULL; i++) {
		str_addf(s, " AND (+%s.%s IS NULL OR ", t, at->way[i].column);
		target_test(s, b, at->way[i].kind, t, at->way[i].column);
		str_addc(s, ')');
	}
	if (at->ref_kind != NULL)
		ref_test(s, b, at, t);
	str_add(s, "))");
}

bool
bench_restricted(const struct bench *b, const char *kind)
{
	const struct sight *s = sight_of(kind);

	return s != NULL && s->kept == NULL && (s->personal || !sees_all(b)) &&
	       !on_duty(b, s) && !(s->staff && (b->roles & ROLE_ANYONE));
}

/* Who asks by a column kept from him finds only the rows in which he sees it. */
static void
guard_kept(const struct bench *b, const struct sight *at, struct query *q)
{
	struct str test = { 0 };

	if (on_duty(b, at))
		return;
	str_addc(&test, '(');
	own_test(&test, b, at, "t");
	str_addc(&test, ')');
	query_guard(q, at->kept, str_s(&test));
	str_free(&test);
}

/* Few matters concern most people: then their rows are found, not looked for. */
static enum rc
few_matters(struct bench *b, bool *few, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(b->store, "matter"));
	if ((rc = see_limit(b, &q, e)) == RC_OK &&
	    (rc = store_count(b->store, &q, NARROW, &n, e)) == RC_OK)
		*few = n < NARROW;
	query_done(&q);
	return rc;
}

static void
drive_test(struct str *s, const struct bench *b, const struct sight *at)
{
	if (strcmp(at->kind, "matter") == 0) {
		matter_test(s, b, "t", true);
		return;
	}
	str_add(s, "(");
	for (size_t i = 0; i < ARRAY_LEN(at->own) && at->own[i] != NULL; i++)
		str_addf(s, "t.%s = %lld OR ", at->own[i], (long long)bench_me(b));
	str_addf(s, "t.%s IN (SELECT m.id FROM matter AS m WHERE ", at->way[0].column);
	matter_test(s, b, "m", true);
	str_add(s, "))");
}

enum rc
see_limit(struct bench *b, struct query *q, struct err *e)
{
	const struct sight *at = sight_of(q->kind->name);
	struct str test = { 0 }, drive = { 0 };
	bool few = true;
	enum rc rc = RC_OK;

	if (at != NULL && at->kept != NULL)
		guard_kept(b, at, q);
	if (!bench_restricted(b, q->kind->name))
		return RC_OK;
	if (at->narrow && at->way[0].column != NULL &&
	    (rc = few_matters(b, &few, e)) != RC_OK)
		return rc;
	row_test(&test, b, at, "t");
	if (at->narrow && few)
		drive_test(&drive, b, at);
	query_add_test(q, str_s(&test), drive.len > 0 ? str_s(&drive) : NULL);
	str_free(&drive);
	str_free(&test);
	return RC_OK;
}

/* ---- R054: who knows 机密 and above is recorded, a row a record and session */

static bool
has_looked(const struct bench *b, const struct record *r)
{
	for (size_t i = 0; i < ARRAY_LEN(b->looked); i++)
		if (b->looked[i].kind == r->kind->number && b->looked[i].id == r->id)
			return true;
	return false;
}

/* shown: what was shown with them may be higher than their own. */
static enum rc
look(struct bench *b, struct record *const *r, size_t n, enum level shown, struct err *e)
{
	struct actor a = bench_actor(b);
	struct txn *t = NULL;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && rc == RC_OK && !b->opt.readonly; i++) {
		if (higher(bench_level(b, r[i]), shown) < LEVEL_HIGH ||
		    has_looked(b, r[i]))
			continue;
		if (t == NULL && (rc = store_begin(b->store, &a, &t, e)) != RC_OK)
			return rc;
		if ((rc = txn_log(t, r[i]->kind->name, r[i]->id, "look", "", e)) == RC_OK)
			b->looked[b->nlooked++ % ARRAY_LEN(b->looked)] =
			    (struct look){ r[i]->kind->number, r[i]->id };
	}
	if (rc == RC_OK && t != NULL) {
		rc = txn_commit(t, e);
		t = NULL;
	}
	txn_abort(t);
	if (rc != RC_OK) /* nothing of it was written */
		memset(b->looked, 0, sizeof(b->looked));
	return rc;
}

enum rc
bench_looked_all(struct bench *b, struct record *const *r, size_t n, struct err *e)
{
	return look(b, r, n, LEVEL_NONE, e);
}

enum rc
bench_looked(struct bench *b, const struct record *r, enum level shown, struct err *e)
{
	struct record *one = (struct record *)(uintptr_t)r;

	return look(b, &one, 1, shown, e);
}

enum rc
bench_printed(struct bench *b, const struct record *r, enum level shown, const char *path,
    struct err *e)
{
	struct actor a = bench_actor(b);
	struct txn *t = NULL;
	enum rc rc;

	if (!bench_may_see(b, r))
		return err_set(e, RC_DENIED, "%s",
		    T("此记录不在您的知悉范围，不能打印",
			"the record is outside your need-to-know and cannot be printed"));
	if (higher(bench_level(b, r), shown) < LEVEL_HIGH)
		return RC_OK;
	if ((rc = store_begin(b->store, &a, &t, e)) == RC_OK &&
	    (rc = txn_log(t, r->kind->name, r->id, "print", path, e)) == RC_OK) {
		rc = txn_commit(t, e);
		t = NULL;
	}
	txn_abort(t);
	return rc;
}
