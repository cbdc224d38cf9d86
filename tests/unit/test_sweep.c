/* SPDX-License-Identifier: MIT */
/* What time alone brings about: the day before nothing happens, on the day it does, once.
 */
#include "sample_fixture.h"

static size_t
sweep(void)
{
	size_t n;

	ok(bench_sweep(b, &n, &e));
	return n;
}

/* The last journal row of a record. */
static void
last_row(const char *kind, int64_t id, const char *act, const char *note)
{
	struct jrows rows = { 0 };

	ok(store_history(bench_store(b), kind, id, 0, 1, &rows, &e));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].act, act);
	assert_string_equal(rows.v[0].role, "sweep");
	assert_int_equal(rows.v[0].person, 0);
	if (strstr(rows.v[0].note, note) == NULL)
		fail_msg("note: %s", rows.v[0].note);
	jrows_free(&rows);
}

static void
is_state(const char *kind, int64_t id, const char *state)
{
	struct record *r = get(kind, id);

	assert_string_equal(record_state(r), state);
	record_free(r);
}

static void
matter__on_its_day(void **state)
{
	struct record *m;
	char expiry[11];
	int32_t ends;
	int64_t id;

	(void)state;
	sweep();
	m = first_of("matter", "in_force", "expiry");
	id = m->id;
	ends = record_date(m, "expiry");
	date_format(ends, expiry);
	record_free(m);
	open_on(ends - 1);
	sweep();
	is_state("matter", id, "in_force");
	open_on(ends);
	assert_true(sweep() >= 1);
	assert_non_null(strstr(bench_warning(b), "自行解密"));
	m = get("matter", id);
	assert_string_equal(record_state(m), "released");
	assert_string_equal(record_get(m, "released_on"), expiry);
	assert_string_equal(record_get(m, "release_cause"), "expiry");
	last_row("matter", id, "auto_release", "R101");
	record_free(m);
	assert_int_equal(sweep(), 0);
}

/* A release date is its own cause; the day is the one on which it became so, however late
 * somebody looks. */
static void
matter__by_date(void **state)
{
	struct record *m;
	int64_t id;
	char iso[11];

	(void)state;
	m = first_of("matter", "in_force", "expiry");
	date_format(first_day() + 400, iso);
	record_set(m, "period", iso);
	date_format(first_day() + 401, iso);
	record_set(m, "expiry", iso);
	id = put_raw(m);
	open_on(first_day() + 900);
	sweep();
	m = get("matter", id);
	assert_string_equal(record_get(m, "release_cause"), "date");
	assert_string_equal(record_get(m, "released_on"), iso);
	record_free(m);
}

static void
term__last_day_counts(void **state)
{
	struct record *d;
	int32_t last;
	int64_t id;

	(void)state;
	sweep();
	d = first_of("designation", "active", NULL);
	last = first_day() + 5;
	record_set_date(d, "to_on", last);
	id = put_raw(d);
	open_on(last);
	sweep();
	is_state("designation", id, "active");
	open_on(last + 1);
	sweep();
	d = get("designation", id);
	assert_string_equal(record_state(d), "ended");
	assert_int_equal(record_date(d, "ended_on"), last);
	assert_string_equal(record_get(d, "end_reason"), "term");
	last_row("designation", id, "auto_end", "R037");
	record_free(d);
}

static void
certificate__expires(void **state)
{
	struct record *c;
	int32_t last;
	int64_t id;

	(void)state;
	sweep();
	c = first_of("certificate", "valid", NULL);
	id = c->id;
	last = record_date(c, "valid_to");
	record_free(c);
	open_on(last);
	sweep();
	is_state("certificate", id, "valid");
	open_on(last + 1);
	sweep();
	is_state("certificate", id, "expired");
	last_row("certificate", id, "auto_expire", "R033");
}

static int64_t
some_grant(const char *level, int32_t until)
{
	struct record *g = record_new(store_kind(bench_store(b), "grant"));

	record_set(g, "state", "in_force");
	record_set(g, "grantor", "国家示例部");
	record_set(g, "grantor_kind", "superior");
	record_set(g, "level", level);
	record_set(g, "scope", "*");
	record_set_date(g, "to_on", until);
	return put_raw(g);
}

/* With the grant goes what rests on it, and nothing else. */
static void
grant__takes_designations_along(void **state)
{
	struct record *d, *low;
	int32_t last = first_day() + 3;
	int64_t grant, high, other = 0;

	(void)state;
	sweep();
	grant = some_grant("3", last);
	d = first_of("designation", "active", NULL);
	record_set(d, "level", "3");
	record_set(d, "kind", "designated");
	record_set(d, "to_on", NULL);
	high = put_raw(d);
	low = first_of("designation", "active", "person_id");
	if (low->id != high)
		other = low->id;
	record_free(low);
	open_on(last);
	sweep();
	is_state("designation", high, "active");
	open_on(last + 1);
	assert_true(sweep() >= 2);
	is_state("grant", grant, "expired");
	last_row("grant", grant, "auto_expire", "R021");
	is_state("designation", high, "suspended");
	last_row("designation", high, "auto_suspend", "R021");
	if (other != 0)
		is_state("designation", other, "active");
}

static void
person__loses_the_ground(const char *column, const char *value, const char *rule)
{
	struct record *d, *p;
	int64_t id, who;

	sweep();
	d = first_of("designation", "active", NULL);
	id = d->id;
	who = record_int(d, "person_id");
	record_free(d);
	p = get("person", who);
	record_set(p, column, value);
	put_raw(p);
	assert_int_equal(sweep(), 1);
	d = get("designation", id);
	assert_string_equal(record_state(d), "suspended");
	assert_int_equal(record_date(d, "suspended_on"), first_day());
	assert_non_null(strstr(record_get(d, "suspend_reason"), rule));
	last_row("designation", id, "auto_suspend", rule);
	record_free(d);
}

static void
training__lapsed(void **state)
{
	(void)state;
	person__loses_the_ground("trained_until", "2026-07-14", "R033");
}

static void
training__last_day_counts(void **state)
{
	struct record *d, *p;

	(void)state;
	sweep();
	d = first_of("designation", "active", NULL);
	p = get("person", record_int(d, "person_id"));
	record_set(p, "trained_until", "2026-07-15");
	put_raw(p);
	assert_int_equal(sweep(), 0);
	record_free(d);
}

static void
post__left(void **state)
{
	(void)state;
	person__loses_the_ground("state", "leaving", "R037");
}

/* Nothing is written by a reader, nor for a chosen day on which nothing falls due. */
static void
nothing__leaves_no_trace(void **state)
{
	struct bench_options o;
	struct jrows before = { 0 }, after = { 0 };

	(void)state;
	sweep();
	ok(store_history(bench_store(b), NULL, 0, 0, 1, &before, &e));
	bench_sweep_daily(b);
	assert_int_equal(sweep(), 0);
	ok(store_history(bench_store(b), NULL, 0, 0, 1, &after, &e));
	assert_int_equal(before.v[0].seq, after.v[0].seq);
	o = home_options(first_day() + 5000);
	o.readonly = true;
	bench_close(b);
	b = NULL;
	ok(bench_open(&o, &b, &e));
	assert_int_equal(sweep(), 0);
	bench_sweep_daily(b);
	assert_null(bench_warning(b));
	jrows_free(&before);
	jrows_free(&after);
}

/* Once a day is enough when the workbench opens. */
static void
daily__once(void **state)
{
	struct record *d;
	int64_t id;

	(void)state;
	open_on(first_day() + 3000);
	bench_sweep_daily(b);
	assert_non_null(bench_warning(b));
	d = first_of("designation", "ended", NULL);
	record_set(d, "state", "active");
	record_set(d, "ended_on", NULL);
	record_set(d, "end_reason", NULL);
	id = put_raw(d);
	bench_sweep_daily(b);
	is_state("designation", id, "active");
	open_on(first_day() + 3001);
	bench_sweep_daily(b);
	is_state("designation", id, "ended");
}

/* Designated for more than a year without a decision: asked about, not suspended. */
static void
idle__is_asked_about(void **state)
{
	struct tile tile[7];
	struct record *d;
	int64_t id;

	(void)state;
	d = first_of("designation", "active", NULL);
	id = d->id;
	record_set(d, "kind", "designated");
	record_set_date(d, "from_on", first_day() - 300);
	record_set_date(d, "to_on", first_day() + 3000);
	put_raw(d);
	assert_false(owes(true, "一年没有审核过", id));
	open_on(first_day() + 800);
	as_role("office");
	assert_true(owes(false, "一年没有审核过", id));
	ok(bench_tiles(b, tile, &e));
	assert_true(tile[0].alert);
	as_role("proposer");
	assert_false(owes(false, "一年没有审核过", id));
	is_state("designation", id, "active");
}

/* --days reaches further than the rows' own lead, and no further than asked. */
static void
due__as_far_as_asked(void **state)
{
	static const int days[] = { 0, 30, 4000 };
	struct duties d = { 0 };
	size_t last = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		ok(bench_due(b, days[i], 10000, &d, &e));
		assert_true(d.n > last);
		last = d.n;
		for (size_t k = 0; k < d.n; k++) {
			assert_true(d.v[k].due == DATE_NONE ||
				    d.v[k].due <= first_day() + days[i]);
			if (d.v[k].owner == 0 && d.v[k].roles == 0)
				fail_msg("nobody owes: %s", d.v[k].text);
			if (d.v[k].id != 0 &&
			    (d.v[k].start == DATE_NONE || d.v[k].start > first_day()))
				fail_msg("since when: %s", d.v[k].text);
		}
		duties_free(&d);
	}
}

/* An end is told three times, and each time says which. */
static void
end__is_told_in_stages(void **state)
{
	static const struct {
		int left;
		const char *stage;
	} cases[] = { { 90, "〔90日内〕任期将满" }, { 31, "〔90日内〕任期将满" },
		{ 30, "〔30日内〕任期将满" }, { 7, "〔7日内〕任期将满" },
		{ 0, "〔7日内〕任期将满" } };
	struct record *d;
	int64_t id;

	(void)state;
	d = first_of("designation", "active", NULL);
	id = d->id;
	record_set_date(d, "to_on", first_day() + 91);
	put_raw(d);
	as_role("office");
	assert_false(owes(false, "任期将满", id));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		open_on(first_day() + 91 - cases[i].left);
		as_role("office");
		if (!owes(false, cases[i].stage, id))
			fail_msg("%d days left", cases[i].left);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, home_make, home_drop)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(matter__on_its_day),
		TEST(matter__by_date),
		TEST(term__last_day_counts),
		TEST(certificate__expires),
		TEST(grant__takes_designations_along),
		TEST(training__lapsed),
		TEST(training__last_day_counts),
		TEST(post__left),
		TEST(nothing__leaves_no_trace),
		TEST(daily__once),
		TEST(idle__is_asked_about),
		TEST(due__as_far_as_asked),
		TEST(end__is_told_in_stages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
