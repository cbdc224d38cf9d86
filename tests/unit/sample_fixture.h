/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_SAMPLE_FIXTURE_H
#define DM_TEST_SAMPLE_FIXTURE_H
/* The sample home in a scratch directory, opened on any later day; acts done by its
 * people. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "step/bench.h"
#include "step/import.h"
#include "scratch.h"

static struct bench *b;
static struct err e;

static inline void
ok_at(enum rc rc, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: rc %d: %s", line, (int)rc, e.msg);
}
#define ok(call) ok_at((call), __LINE__)

static inline struct bench_options
home_options(int32_t today)
{
	return (struct bench_options){ .home = scratch_path("home"),
		.data = SRCDIR "/forms",
		.today = today,
		.login = "tester",
		.origin = "test",
		.personal = true };
}

static inline int32_t
first_day(void)
{
	return date_from_ymd(2026, 7, 15);
}

/* The same home on a later day. */
static inline void
open_on(int32_t today)
{
	struct bench_options o = home_options(today);

	bench_close(b);
	b = NULL;
	ok(bench_open(&o, &b, &e));
}

static inline int
home_make(void **state)
{
	struct bench_options o;

	lang_set(LANG_ZH);
	if (scratch_make(state) != 0)
		return -1;
	o = home_options(first_day());
	ok(home_init(o.home, o.data, NULL, true, &o, &e));
	open_on(first_day());
	return 0;
}

static inline int
home_drop(void **state)
{
	static const char *const names[] = { "dingmi.db", "dingmi.db-wal",
		"dingmi.db-shm", "dingmi.db.lock", "org.ini" };

	bench_close(b);
	b = NULL;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = path_join(scratch_path("home"), names[i]);

		unlink(path);
		free(path);
	}
	rmdir(scratch_path("home"));
	return scratch_drop(state);
}

static inline struct record *
get(const char *kind, int64_t id)
{
	struct record *r = NULL;

	ok(store_get(bench_store(b), kind, id, &r, &e));
	return r;
}

/* The first record that holds; sorted by a column, or by id (NULL). */
static inline struct record *
first_of(const char *kind, const char *state, const char *sort)
{
	struct query q;
	struct page page = { 0 };
	struct record *r = NULL;

	query_init(&q, store_kind(bench_store(b), kind));
	query_add(&q, "state", COND_EQ, state, NULL);
	if (sort != NULL) {
		query_add(&q, sort, COND_FILLED, NULL, NULL);
		q.sort = kind_column(q.kind, sort);
	}
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, &e));
	assert_int_equal(page.n, 1);
	r = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return r;
}

/* Past the program's acts: what the test needs to be so. Takes r. */
static inline int64_t
put_raw(struct record *r)
{
	static const struct actor who = { 0, "test", "sample", "test" };
	struct txn *t = NULL;
	int64_t id;

	ok(store_begin(bench_store(b), &who, &t, &e));
	ok(txn_put(t, r, "sample", "", &e));
	ok(txn_commit(t, &e));
	id = r->id;
	record_free(r);
	return id;
}

static inline void
as_role(const char *role)
{
	struct query q;
	struct page page = { 0 };

	query_init(&q, store_kind(bench_store(b), "account"));
	query_add(&q, "role", COND_EQ, role, NULL);
	query_add(&q, "state", COND_EQ, "active", NULL);
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, &e));
	assert_int_equal(page.n, 1);
	ok(bench_act_as(b, record_int(page.rec[0], "person_id"), &e));
	page_done(&page);
	query_done(&q);
}

static inline bool
owes(bool all, const char *words, int64_t id)
{
	struct duties d = { 0 };
	bool found = false;

	ok(bench_inbox(b, all, 10000, &d, &e));
	for (size_t i = 0; i < d.n; i++)
		found = found || (strstr(d.v[i].text, words) != NULL &&
				     (id == 0 || d.v[i].id == id));
	duties_free(&d);
	return found;
}
#endif
