/* SPDX-License-Identifier: MIT */
/*
 * Words sought in a register: found by a record's own text, else by the names of what it
 * shows; never by what this person may not see.
 */
#include "sample_fixture.h"

/* How many records of a kind the words find, for who is acting. */
static size_t
found(const char *kind, const char *words)
{
	struct query q;
	size_t n = 0;

	ok(bench_query(b, kind, &q, &e));
	ok(bench_seek(b, &q, words, &e));
	ok(store_count(bench_store(b), &q, 100, &n, &e));
	query_done(&q);
	return n;
}

/* The name of what the first record of a kind is about; owned. */
static char *
name_of(const char *kind, const char *state, const char *column, const char *ref)
{
	struct record *r = first_of(kind, state, NULL);
	struct record *to = get(ref, record_int(r, column));
	char *name =
	    xstrdup(record_get(to, strcmp(ref, "person") == 0 ? "name" : "title"));

	record_free(to);
	record_free(r);
	return name;
}

static void
seek__finds_a_record_by_its_own_text(void **state)
{
	struct record *r = first_of("designation", "active", NULL);

	(void)state;
	as_role("office");
	assert_int_equal(found("designation", record_get(r, "no")), 1);
	assert_int_equal(found("designation", "没有这样的字"), 0);
	record_free(r);
}

/* Kinds that belong to a record have no text index; what their rows show is found all the
 * same. */
static void
seek__finds_what_belongs_to_a_record(void **state)
{
	struct record *paper = first_of("archive_item", "in", NULL),
		      *decision = first_of("decision", "recorded", NULL);

	(void)state;
	as_role("office");
	assert_in_range(found("archive_item", record_get(paper, "title")), 1, 5);
	assert_int_equal(found("archive_item", "没有这样的材料"), 0);
	as_role("trainee");
	assert_int_equal(found("decision", record_get(decision, "no")), 0);
	record_free(paper);
	record_free(decision);
}

static void
seek__finds_a_record_by_what_it_shows(void **state)
{
	char *person = name_of("designation", "active", "person_id", "person"),
	     *matter = name_of("carrier", "kept", "matter_id", "matter");

	(void)state;
	as_role("office");
	assert_in_range(found("designation", person), 1, 3);
	assert_in_range(found("carrier", matter), 1, 20);
	free(person);
	free(matter);
}

/* Who may not see a matter does not learn by its name that there are copies of it. */
static void
seek__keeps_to_the_circle(void **state)
{
	char *matter = name_of("carrier", "kept", "matter_id", "matter");

	(void)state;
	as_role("trainee");
	assert_int_equal(found("carrier", matter), 0);
	free(matter);
}

/* Points are found by whoever may read them, by others neither whole nor in part. */
static void
seek__keeps_points_to_those_who_read_them(void **state)
{
	struct record *r = first_of("attendance", "passed", NULL);
	const char *score = record_get(r, "score");

	(void)state;
	as_role("office");
	assert_in_range(found("attendance", score), 1, 100);
	as_role("trainee");
	assert_false(bench_may_read(b, r, "score"));
	assert_int_equal(found("attendance", score), 0);
	assert_int_equal(found("certificate", score), 0);
	record_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seek__finds_a_record_by_its_own_text),
		cmocka_unit_test(seek__finds_what_belongs_to_a_record),
		cmocka_unit_test(seek__finds_a_record_by_what_it_shows),
		cmocka_unit_test(seek__keeps_to_the_circle),
		cmocka_unit_test(seek__keeps_points_to_those_who_read_them),
	};

	return cmocka_run_group_tests(tests, home_make, home_drop);
}
