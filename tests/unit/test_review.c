/* SPDX-License-Identifier: MIT */
/* The yearly review: everything in force is listed, each has its result, no gap is
 * closed. */
#include "sample_fixture.h"

static const char *
attempt(const char *kind, const char *act, int64_t id, const char *reason)
{
	static char said[512];
	struct record *r = id != 0 ? get(kind, id) : NULL;
	struct act_run *run = NULL;
	struct findings f = { 0 };
	struct err why = { 0 };
	int64_t done;
	enum rc rc = act_begin(b, act_def(kind, act), r, NULL, 0, &run, &why);

	if (rc == RC_OK && reason != NULL) {
		assert_true(form_enter(
		    run->form, (size_t)form_field(run->form->form, "reason"), reason));
	}
	if (rc == RC_OK)
		rc = act_do(run, &f, &done, &why);
	snprintf(said, sizeof(said), "%.500s", rc == RC_OK ? "" : why.msg);
	findings_free(&f);
	act_free(run);
	record_free(r);
	return said;
}

static void
must(const char *kind, const char *act, int64_t id, const char *reason)
{
	const char *said = attempt(kind, act, id, reason);

	if (*said != '\0')
		fail_msg("%s %s: %s", kind, act, said);
}

static void
refused(
    const char *kind, const char *act, int64_t id, const char *reason, const char *want)
{
	const char *said = attempt(kind, act, id, reason);

	if (strstr(said, want) == NULL)
		fail_msg("%s %s: wanted %s, got: %s", kind, act, want, said);
}

static void
as_crp(void)
{
	struct record *d = first_of("designation", "active", NULL);

	ok(bench_act_as(b, record_int(d, "person_id"), &e));
	assert_true(bench_roles(b) & ROLE_CRP);
	record_free(d);
}

static size_t
in_state(const char *kind, const char *state)
{
	size_t n;

	ok(count_where(b, kind, state, NULL, 0, &n, &e));
	return n;
}

static int64_t
open_review(void)
{
	struct record *c;
	int64_t id;
	size_t n;

	ok(bench_sweep(b, &n, &e));
	as_role("office");
	assert_true(owes(false, "开始2026年度的审核", 0));
	must("campaign", "open", 0, NULL);
	assert_false(owes(false, "开始2026年度的审核", 0));
	c = first_of("campaign", "open", NULL);
	id = c->id;
	assert_int_equal(record_int(c, "items"), in_state("matter", "in_force"));
	record_free(c);
	return id;
}

static void
each_kept(void)
{
	while (in_state("review_item", "open") > 0) {
		struct record *r = first_of("review_item", "open", NULL);

		must("review_item", "keep", r->id, NULL);
		record_free(r);
	}
}

static void
percentage(const char *text)
{
	struct tile tile[7];

	ok(bench_tiles(b, tile, &e));
	if (strstr(tile[3].line, text) == NULL)
		fail_msg("wanted %s in: %s", text, tile[3].line);
}

/* Opened by the office, worked through by a responsible person, closed without a gap. */
static void
review__from_end_to_end(void **state)
{
	int64_t c = open_review(), id;
	struct record *r;

	(void)state;
	assert_int_equal(in_state("review_item", "open"), in_state("matter", "in_force"));
	percentage("年审0%");
	refused("campaign", "open", 0, NULL, "R100");
	refused("campaign", "close", c, NULL, "R100");
	r = first_of("review_item", "open", NULL);
	id = r->id;
	record_free(r);
	refused(
	    "review_item", "keep", id, NULL, "定密责任人"); /* the office gives none */
	as_crp();
	assert_true(owes(false, "审核在保密期限内的事项：2026年度", 0));
	must("review_item", "keep", id, NULL);
	r = get("review_item", id);
	assert_string_equal(record_get(r, "result"), "keep");
	assert_int_equal(record_int(r, "by_id"), bench_me(b));
	assert_int_equal(record_date(r, "on_date"), first_day());
	record_free(r);
	refused("campaign", "close", c, NULL, "R100");
	each_kept();
	percentage("年审100%");
	assert_true(owes(false, "结束2026年度的审核", c));
	must("campaign", "close", c, NULL);
	refused("review_item", "keep", id, NULL, "R100"); /* its results stay */
	as_role("office");
	assert_false(owes(false, "年度的审核", 0));
	refused("campaign", "open", 0, NULL, "R100"); /* once a year */
}

/* What ends first stands first. */
static void
review__order(void **state)
{
	struct record *m, *r;

	(void)state;
	open_review();
	m = first_of("matter", "in_force", "expiry");
	r = first_of("review_item", "open", NULL);
	assert_int_equal(record_int(r, "matter_id"), m->id);
	record_free(m);
	record_free(r);
}

/* A result other than keeping has a reason and owes the act that makes it. */
static void
result__points_to_its_act(void **state)
{
	static const struct {
		const char *act, *owed;
	} cases[] = { { "change", "应当变更" }, { "extend", "应当延长" },
		{ "release", "应当解密" } };
	struct record *r, *m;
	int64_t id, matter;

	(void)state;
	open_review();
	as_crp();
	r = first_of("review_item", "open", NULL);
	id = r->id;
	matter = record_int(r, "matter_id");
	record_free(r);
	m = get("matter", matter);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		as_crp();
		if (i == 0) /* a later one finds the reason given before */
			refused("review_item", cases[i].act, id, NULL, "R100");
		must("review_item", cases[i].act, id, "情况有变化");
		ok(bench_act_as(b, record_int(m, "proposer_id"), &e));
		assert_true(owes(false, cases[i].owed, matter));
	}
	as_crp();
	must("review_item", "keep", id, NULL);
	ok(bench_act_as(b, record_int(m, "proposer_id"), &e));
	assert_false(owes(false, "年度审核应当", matter));
	record_free(m);
}

/* Released meanwhile: that was the result; nobody has to type it. */
static void
item__of_a_released_matter(void **state)
{
	int64_t c = open_review(), id;
	struct record *r;
	int32_t ends;
	size_t n;

	(void)state;
	r = first_of("review_item", "open", NULL);
	id = r->id;
	record_free(r);
	r = first_of("matter", "in_force", "expiry");
	ends = record_date(r, "expiry");
	record_free(r);
	open_on(ends);
	as_crp();
	refused("review_item", "keep", id, NULL, "R100"); /* time has run out */
	ok(bench_sweep(b, &n, &e));
	as_crp();
	refused("review_item", "keep", id, NULL, "R100");
	must("campaign", "update", c, NULL);
	r = get("review_item", id);
	assert_string_equal(record_state(r), "done");
	assert_string_equal(record_get(r, "result"), "release");
	record_free(r);
	each_kept();
	must("campaign", "close", c, NULL);
}

/* A matter determined before but marked after the list was made is a gap as well. */
static void
matter__come_into_force_since(void **state)
{
	int64_t c = open_review();
	struct record *r, *m;

	(void)state;
	as_crp();
	each_kept();
	m = first_of("matter", "approved", NULL);
	record_set(m, "state", "in_force");
	record_set_date(m, "marked_on", first_day());
	record_set_date(m, "determined_on", first_day() - 2);
	put_raw(m);
	refused("campaign", "close", c, NULL, "R100");
	must("campaign", "update", c, NULL);
	r = get("campaign", c);
	assert_int_equal(record_int(r, "items"), in_state("matter", "in_force"));
	record_free(r);
	refused("campaign", "close", c, NULL, "R100");
	each_kept();
	must("campaign", "close", c, NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, home_make, home_drop)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(review__from_end_to_end),
		TEST(review__order),
		TEST(result__points_to_its_act),
		TEST(item__of_a_released_matter),
		TEST(matter__come_into_force_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
