/* SPDX-License-Identifier: MIT */
/*
 * Random days in the office: who acts, on what, with which values; the day goes on,
 * the sweep runs, and after every act the oracle's word is held against the engine's and
 * the checker looks at everything.
 */
#include "play.h"

enum { TRAIL = 60 }; /* acts told of when something is found */

static struct play {
	struct bench *b;
	struct world w;
	struct dice dice;
	long serial, step;
	struct strs trail; /* what was done, a line each */
	struct strs *faults;
	struct count *counts;
	size_t ncount;
} P;

/* ---- words on what happened */

static void tell(const char *fmt, ...) PRINTF_LIKE(1, 2);
static void
tell(const char *fmt, ...)
{
	char line[900];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	strs_add(&P.trail, line);
}

static void fault(const char *fmt, ...) PRINTF_LIKE(1, 2);
static void
fault(const char *fmt, ...)
{
	char line[900];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	strs_add(P.faults, line);
	tell("*** %s", line);
}

static struct count *
count_of(const char *kind, const char *act)
{
	for (size_t i = 0; i < P.ncount; i++) {
		struct count *c = &P.counts[i];

		if (c->kind == NULL)
			*c = (struct count){ .kind = kind, .act = act };
		if (strcmp(c->kind, kind) == 0 && strcmp(c->act, act) == 0)
			return c;
	}
	abort();
}

static void
look(void)
{
	struct strs found = { 0 };

	MUST(world_read(&P.w, bench_store(P.b), E));
	check_all(&P.w, &found);
	for (size_t i = 0; i < found.n; i++)
		if (!strs_has(P.faults, found.v[i]))
			fault("%s", found.v[i]);
	strs_free(&found);
}

/* ---- one act */

static struct record *
typed_source(const struct act_run *run)
{
	static const char *const names[] = { "title", "doc_no", "level", "period",
		"issued_on", "expiry", "basis" };
	struct record *s = record_new(store_kind(bench_store(P.b), "source"));

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char field[40];

		snprintf(field, sizeof(field), "src_%s", names[i]);
		record_set(s, names[i], form_get(run->form, field));
	}
	return s;
}

static enum verdict
ask(struct act_run *run, const struct record *r, const struct act_def *a, char why[160])
{
	struct attempt t = { .kind = a->kind,
		.act = a->name,
		.who = bench_me(P.b),
		.rec = r,
		.knowers = -1,
		.complete = true };
	struct record *filled = NULL, *source = NULL;
	enum verdict v;

	if (run != NULL) {
		if (run->form != NULL) {
			struct strs named = { 0 };

			t.complete = form_check(run->form);
			act_take_form(run);
			strs_split(&named, form_get(run->form, "knowers"), ",");
			t.knowers = (long)named.n;
			strs_free(&named);
		}
		filled = record_copy(act_target(run));
		if (strncmp(a->name, "propose_", 8) == 0)
			record_set(filled, "kind", a->name + 8);
		if (strcmp(a->name, "derive") == 0)
			source = typed_source(run);
	}
	t.filled = filled;
	t.source = source;
	v = oracle(&P.w, &t, why);
	record_free(filled);
	record_free(source);
	return v;
}

/* Both ways: what the oracle calls lawful is done, what it calls unlawful is refused. */
static void
compare(const struct act_def *a, enum verdict v, bool done, const char *why,
    const char *refusal)
{
	struct count *c = count_of(a->kind, a->name);

	c->done += done;
	c->refused += !done;
	c->lawful += v == LAWFUL;
	c->unlawful += v == UNLAWFUL;
	if (v == LAWFUL && !done)
		fault("refused though lawful: %s.%s: %s", a->kind, a->name, refusal);
	if (v == UNLAWFUL && done)
		fault("done though unlawful: %s.%s: %s", a->kind, a->name, why);
}

static void
carry_out(struct act_run *run, const struct record *r, const char *typed)
{
	const struct act_def *a = run->act;
	struct findings f = { 0 };
	struct err e = { 0 };
	char why[160], who[64];
	enum verdict v = ask(run, r, a, why);
	bool sound = run->form == NULL || form_check(run->form);
	int64_t id = 0;
	enum rc rc;

	snprintf(who, sizeof(who), "%s", val(row(&P.w, "person", bench_me(P.b)), "name"));
	rc = act_do(run, &f, &id, &e);
	tell("%ld %s %s %s.%s %lld:%s → %s", P.step, iso(P.w.today), who, a->kind,
	    a->name, (long long)(r != NULL ? r->id : id), typed,
	    rc == RC_OK ? "done" : e.msg);
	compare(a, v, rc == RC_OK, why, e.msg);
	if (rc != RC_OK && rc != RC_DENIED && (rc != RC_INVAL || sound))
		fault(
		    "S-engine %s.%s lets the store refuse: %s", a->kind, a->name, e.msg);
	findings_free(&f);
}

/* Begins it, fills it, does it. parent: r is what the new record belongs to. */
static void
attempt(const struct act_def *a, const struct record *r, bool offered)
{
	bool child = r != NULL && strcmp(r->kind->name, a->kind) != 0;
	const struct record *subject = child ? NULL : r;
	struct fill f = { &P.dice, &P.w, P.w.today, &P.serial };
	struct act_run *run = NULL;
	struct str typed = { 0 };
	struct err e = { 0 };
	enum rc rc = act_begin(P.b, a, r, NULL, 0, &run, &e);

	if ((rc == RC_OK) != offered)
		fault("S-engine %s.%s is %s, but when begun: %s", a->kind, a->name,
		    offered ? "offered" : "not offered", e.msg);
	if (rc != RC_OK) {
		char why[160];

		compare(a, ask(NULL, subject, a, why), false, why, e.msg);
		goto out;
	}
	if (run->form != NULL && (rc = fill_form(&f, run, &typed, &e)) != RC_OK) {
		fault("S-engine %s.%s: %s", a->kind, a->name, e.msg);
		goto out;
	}
	carry_out(run, subject, str_s(&typed));
out:
	str_free(&typed);
	act_free(run);
}

/* ---- what is tried, and how often */

static const struct {
	const char *kind, *acts;
	unsigned weight;
} tried[] = {
	{ "matter", "propose", 14 },
	{ "matter", "derive,unclear", 8 },
	{ "matter", "refer", 3 },
	{ "matter", "approve,forward", 30 },
	{ "matter", "resubmit,redraft,rederive,mark", 20 },
	{ "matter", "return,reject,withdraw,refer_up,withdraw_change,return_change", 2 },
	{ "matter", "approve_change", 40 },
	{ "matter", "granted_above,refused_above", 8 },
	{ "matter", "confirm_above", 20 },
	{ "matter", "propose_change,propose_extend,propose_release", 5 },
	{ "matter", "propose_widen,propose_correct", 2 },
	{ "matter", "propose_partial_release,propose_widen_out,record_order", 1 },
	{ "matter", "call_off", 1 },
	{ "matter", "confirm_order,carry_out,follow,follow_release", 20 },
	{ "matter", "condition_came,condition_waits,rechecked", 1 },
	{ "matter", "dispute", 2 },
	{ "external", "send,received,answer,outcome,claim,close,escalate", 10 },
	{ "external", "confirm_answer", 20 },
	{ "notice_to", "receive,remark", 10 },
	{ "source", "add,end,told_changed,told_released", 3 },
	{ "point", "add,end,correct", 2 },
	{ "co_unit", "ask", 3 },
	{ "co_unit", "answer", 20 },
	{ "campaign", "open,update,close", 3 },
	{ "review_item", "keep,change,extend,release", 5 },
	{ "carrier", "register,lend,return", 3 },
	{ "designation", "nominate,vet,train,designate,publish,activate", 8 },
	{ "designation", "suspend,end", 1 },
	{ "grant", "draft,apply,receive,file", 5 },
	{ "grant", "revoke", 1 },
	{ "person", "go_abroad", 1 },
	{ "person", "hand_over", 9 },
	{ "person", "take_post", 10 },
};

static unsigned
weight_of(const struct act_def *a)
{
	for (size_t i = 0; i < ARRAY_LEN(tried); i++)
		if (strcmp(tried[i].kind, a->kind) == 0 &&
		    is_one_of(a->name, tried[i].acts))
			return tried[i].weight;
	return 0;
}

static bool
act_somehow(const struct record *r, const char *kind, bool allowed)
{
	struct act_offers offers = { 0 };
	size_t best = 0;
	unsigned sum = 0;

	MUST(bench_acts(P.b, kind, r, &offers, E));
	for (size_t i = 0; i < offers.n; i++) {
		unsigned weight = weight_of(offers.v[i].act);

		if (weight == 0 || (allowed && !offers.v[i].allowed))
			continue;
		sum += weight;
		if (dice(&P.dice, sum) < weight)
			best = i;
	}
	if (sum > 0)
		attempt(offers.v[best].act, r, offers.v[best].allowed);
	act_offers_free(&offers);
	return sum > 0;
}

static const struct {
	const char *kind;
	bool fresh; /* a new one, belonging to nothing */
	const char *states;
	unsigned weight;
} subjects[] = {
	{ "matter", true, NULL, 16 },
	{ "matter", false, "proposed", 22 },
	{ "matter", false, "draft,returned", 7 },
	{ "matter", false, "approved", 14 },
	{ "matter", false, "in_force", 28 },
	{ "matter", false, "pending_external", 8 },
	{ "external", false, "draft,sent,received,answered", 14 },
	{ "notice_to", false, "sent,received", 8 },
	{ "source", false, "active", 1 },
	{ "co_unit", false, "asked", 4 },
	{ "campaign", true, NULL, 1 },
	{ "campaign", false, "open", 2 },
	{ "review_item", false, "open", 3 },
	{ "carrier", false, "kept,lent", 2 },
	{ "designation", true, NULL, 2 },
	{ "designation", false,
	    "nominated,vetted,trained,designated,published,suspended,active", 6 },
	{ "grant", true, NULL, 1 },
	{ "grant", false, "drafted,applied,granted,in_force", 2 },
	{ "person", false, "in_post", 3 },
	{ "person", false, "abroad", 3 },
};

static int64_t
somebody(void)
{
	const struct table *t = table_of(&P.w, "person");
	int64_t id;

	do
		id = 1 + (int64_t)dice(&P.dice, (unsigned)t->n - 1);
	while (!state_in(row(&P.w, "person", id), "in_post"));
	return id;
}

static void
something(void)
{
	unsigned sum = 0;
	size_t pick = 0;
	struct record *r = NULL;

	for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
		if (dice(&P.dice, sum += subjects[i].weight) < subjects[i].weight)
			pick = i;
	if (!subjects[pick].fresh) {
		const struct record *found = NULL;
		unsigned seen = 0;

		for (struct each x = each(&P.w, subjects[pick].kind); next(&x);)
			if (state_in(x.r, subjects[pick].states) &&
			    dice(&P.dice, ++seen) == 0)
				found = x.r;
		if (found == NULL)
			return;
		r = record_copy(found);
	}
	for (int i = 0; i < 5; i++) {
		int64_t mine = num(r, "proposer_id"); /* what only he may do */

		if (i > 0 || !state_in(row(&P.w, "person", mine), "in_post") ||
		    !chance(&P.dice, 30))
			mine = somebody();
		MUST(bench_act_as(P.b, mine, E));
		if (act_somehow(r, subjects[pick].kind, chance(&P.dice, 85)))
			break;
	}
	record_free(r);
}

/* ---- days */

/* Days on which something may turn: month ends, 29 February, the last day of a period and
 * the day after. */
static int32_t
next_day(void)
{
	int32_t day = P.w.today + 1, near = DATE_NONE;
	unsigned seen = 0;
	int y, m, d;

	date_to_ymd(day, &y, &m, &d);
	switch (dice(&P.dice, 12)) {
	case 0:
		return date_add_months(date_from_ymd(y, m, 1), 1) - 1 >= day
			   ? date_add_months(date_from_ymd(y, m, 1), 1) - 1
			   : day;
	case 1:
		return date_from_ymd(y, 2, 29) > day ? date_from_ymd(y, 2, 29) : day;
	case 2:
	case 3:
		for (struct each x = each(&P.w, "matter"); next(&x);)
			if (state_in(x.r, "in_force") && day_of(x.r, "expiry") > day &&
			    day_of(x.r, "expiry") < day + 60 &&
			    dice(&P.dice, ++seen) == 0)
				near = day_of(x.r, "expiry");
		return near == DATE_NONE ? day : near - (int32_t)dice(&P.dice, 2);
	case 4:
		return day + (int32_t)dice(&P.dice, 12);
	default:
		return day;
	}
}

/* Whose training ends soon takes a course, mostly: through the acts of step 3. */
static void
plain_act(
    const char *kind, const char *name, const struct record *r, const char *const *fields)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	int64_t id;

	MUST(act_begin(P.b, act_def(kind, name), r, NULL, 0, &run, E));
	for (; fields != NULL && *fields != NULL; fields += 2)
		form_enter(
		    run->form, (size_t)form_field(run->form->form, fields[0]), fields[1]);
	MUST(act_do(run, &f, &id, E));
	findings_free(&f);
	act_free(run);
}

static struct record *
newest(const char *kind, const char *col, int64_t value, size_t skip)
{
	struct query q;
	struct page page = { 0 };
	struct record *r;

	query_init(&q, store_kind(bench_store(P.b), kind));
	if (col != NULL)
		query_add_int(&q, col, value);
	q.desc = true;
	MUST(store_page(bench_store(P.b), &q, PAGE_FIRST, NULL, 50, &page, E));
	r = page.n > skip ? record_copy(page.rec[skip]) : NULL;
	page_done(&page);
	query_done(&q);
	return r;
}

static void
session_act(const char *name)
{
	struct record *s = newest("session", NULL, 0, 0);

	plain_act("session", name, s, NULL);
	record_free(s);
}

static void
train(void)
{
	struct str names = { 0 };
	struct record *s, *a;
	int64_t office = 0;

	for (struct each x = each(&P.w, "person"); next(&x);) {
		if (roles_at(&P.w, x.r->id, END_OF_TIME, P.w.today) & IS_OFFICE)
			office = x.r->id;
		if (state_in(x.r, "in_post") &&
		    day_of(x.r, "trained_until") < P.w.today + 20 && chance(&P.dice, 70))
			str_addf(
			    &names, "%s%s", names.len > 0 ? "、" : "", val(x.r, "name"));
	}
	if (names.len > 0 && office != 0) {
		MUST(bench_act_as(P.b, office, E));
		plain_act("session", "plan", NULL,
		    (const char *[]){ "course_id", "定密培训", "on_date", iso(P.w.today),
			"place", "会议室", "teacher", "讲师", "hours", "4", "people",
			str_s(&names), NULL });
		session_act("hold");
		s = newest("session", NULL, 0, 0);
		for (size_t i = 0;
		     (a = newest("attendance", "session_id", s->id, i)) != NULL; i++) {
			plain_act("attendance", "score", a,
			    (const char *[]){
				"score", chance(&P.dice, 90) ? "90" : "60", NULL });
			record_free(a);
		}
		record_free(s);
		session_act("examine");
		session_act("close");
		tell("%ld %s training of %s", P.step, iso(P.w.today), str_s(&names));
	}
	str_free(&names);
}

static void
new_day(void)
{
	size_t n = 0;

	P.b->clock.fixed = P.w.today = next_day();
	MUST(bench_sweep(P.b, &n, E));
	if (n > 0)
		tell("%ld %s sweep: %s", P.step, iso(P.w.today), bench_warning(P.b));
	P.b->warning[0] = '\0';
	P.w.swept = true;
	look();
	P.w.swept = false;
	if (chance(&P.dice, 15)) {
		train();
		look();
	}
}

/* ---- the whole */

static void
sound(void)
{
	struct verify_report v = { 0 };

	MUST(world_again(&P.w, bench_store(P.b), P.faults, E));
	MUST(store_verify(bench_store(P.b), &v, E));
	for (size_t i = 0; i < v.faults.n; i++)
		fault("S-journal %s", v.faults.v[i]);
	verify_done(&v);
}

void
play(const struct play_options *o, struct strs *faults, struct strs *trail,
    struct count *counts, size_t ncount)
{
	static const int starts[][2] = { { 2026, 1 }, { 2027, 12 }, { 2026, 8 } };
	const int *start = starts[o->seed % ARRAY_LEN(starts)];
	int32_t first = date_from_ymd(start[0], start[1], 5);

	P = (struct play){ .faults = faults, .counts = counts, .ncount = ncount };
	P.dice.s = 0x9e3779b97f4a7c15u * (o->seed + 1);
	P.b = office_open(o, first);
	P.w = (struct world){ .today = first,
		.tier = o->tier,
		.cal = &bench_org(P.b)->cal,
		.name = bench_org(P.b)->name };
	look();
	for (P.step = 1; P.step <= o->steps && (faults->n == 0 || o->go_on); P.step++) {
		if (chance(&P.dice, 22))
			new_day();
		if (faults->n == 0 || o->go_on) {
			something();
			look();
		}
	}
	if (faults->n == 0)
		sound();
	for (size_t i = P.trail.n > TRAIL && !o->go_on ? P.trail.n - TRAIL : 0;
	     i < P.trail.n; i++)
		strs_add(trail, P.trail.v[i]);
}

struct world *
play_world(void)
{
	return &P.w;
}

void
play_end(void)
{
	strs_free(&P.trail);
	world_free(&P.w);
	office_close();
	P = (struct play){ 0 };
}
