/* SPDX-License-Identifier: MIT */
/* Records made in number: the same for the same seed, whole, lawful, and refused where
 * they do not belong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "step/import.h"
#include "scratch.h"

static const char data[] = SRCDIR "/forms";
static struct err e;
static int32_t today;

static void
ok_at(enum rc rc, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: rc %d: %s", line, (int)rc, e.msg);
}
#define ok(call) ok_at((call), __LINE__)

/* One sample is made; each test works on a copy of it. */
static int
make_sample(void **state)
{
	struct bench_options o = { .data = data,
		.today = date_from_ymd(2026, 7, 15),
		.login = "tester",
		.origin = "test",
		.personal = true };

	today = o.today;
	lang_set(LANG_ZH);
	if (scratch_make(state) != 0)
		return -1;
	o.home = scratch_path("home");
	ok(home_init(o.home, data, NULL, true, &o, &e));
	return 0;
}

static void
drop_home(const char *home)
{
	static const char *const files[] = { "dingmi.db", "dingmi.db.lock", "org.ini",
		"dingmi.db-wal", "dingmi.db-shm" };

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = path_join(home, files[i]);

		(void)unlink(path);
		free(path);
	}
	assert_int_equal(rmdir(home), 0);
}

static int
drop_sample(void **state)
{
	drop_home(scratch_path("home"));
	return scratch_drop(state);
}

static struct bench *
open_copy(const char *name, bool personal)
{
	static const char *const files[] = { "dingmi.db", "org.ini" };
	struct bench_options o = { .data = data,
		.today = today,
		.login = "tester",
		.origin = "test",
		.personal = personal };
	struct bench *b = NULL;

	o.home = scratch_path(name);
	ok(file_mkdir(o.home, 0700, &e));
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *from = path_join(scratch_path("home"), files[i]),
		     *to = path_join(o.home, files[i]), *text = NULL;
		size_t n = 0;

		ok(file_read(from, 64 << 20, &text, &n, &e));
		ok(file_write(to, text, n, 0600, &e));
		free(text);
		free(from);
		free(to);
	}
	ok(bench_open(&o, &b, &e));
	return b;
}

static void
close_copy(struct bench *b, const char *name)
{
	bench_close(b);
	drop_home(scratch_path(name));
}

static size_t
found(struct bench *b, const char *kind, const char *states, const char *text)
{
	struct query q;
	size_t n = 0;

	query_init(&q, store_kind(bench_store(b), kind));
	if (states != NULL)
		query_add_in(&q, "state", true, states);
	q.text = xstrdup(text);
	ok(store_count(bench_store(b), &q, 1000000, &n, &e));
	query_done(&q);
	return n;
}

/* The images of the newest records of a kind, one after the other. */
static char *
newest(struct bench *b, const char *kind, size_t n)
{
	struct query q;
	struct page page = { 0 };
	struct str s = { 0 };

	query_init(&q, store_kind(bench_store(b), kind));
	q.desc = true;
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, n, &page, &e));
	assert_int_equal(page.n, n);
	for (size_t i = 0; i < page.n; i++)
		record_image(page.rec[i], &s);
	page_done(&page);
	query_done(&q);
	return str_take(&s);
}

static void
same_seed(void **state)
{
	static const struct {
		const char *kind;
		size_t n;
	} kinds[] = { { "person", 40 }, { "matter", 300 }, { "carrier", 300 } };
	static const unsigned long seeds[] = { 7, 7, 8 };
	char *image[3][ARRAY_LEN(kinds)];

	(void)state;
	for (size_t h = 0; h < ARRAY_LEN(seeds); h++) {
		struct bench *b = open_copy("copy", true);

		for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
			ok(generate(b, kinds[k].kind, (long)kinds[k].n, seeds[h], &e));
			image[h][k] = newest(b, kinds[k].kind, kinds[k].n);
		}
		close_copy(b, "copy");
	}
	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		assert_string_equal(image[0][k], image[1][k]);
		assert_string_not_equal(image[0][k], image[2][k]);
		for (size_t h = 0; h < ARRAY_LEN(seeds); h++)
			free(image[h][k]);
	}
}

/* More than a batch, and twice: whole, numbered on, rare words as rare as promised. */
static void
whole(void **state)
{
	struct bench *b = open_copy("copy", true);
	struct verify_report v = { 0 };
	size_t before = found(b, "matter", NULL, "");

	(void)state;
	ok(generate(b, "matter", 10500, 1, &e));
	ok(generate(b, "matter", 500, 2, &e));
	ok(generate(b, "carrier", 1200, 1, &e));
	ok(generate(b, "carrier", 1200, 1, &e));
	assert_int_equal(found(b, "matter", NULL, ""), before + 11000);
	assert_int_equal(found(b, "matter", NULL, "鼍鼓") +
			     found(b, "matter", NULL, "罍洗") +
			     found(b, "matter", NULL, "簠簋"),
	    12);
	assert_int_equal(found(b, "matter", NULL, "夔纹") +
			     found(b, "matter", NULL, "饕餮") +
			     found(b, "matter", NULL, "麤布"),
	    1);
	assert_true(found(b, "matter", NULL, "北仓库") > 500);
	assert_true(found(b, "matter", "released", "") > 50);
	ok(store_verify(bench_store(b), &v, &e));
	for (size_t i = 0; i < v.faults.n; i++)
		print_error("%s\n", v.faults.v[i]);
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
	close_copy(b, "copy");
}

/* Nothing that the law would have refused: two persons, level by entry, no end that is
 * over, a place of its level. */
static void
lawful(void **state)
{
	struct bench *b = open_copy("copy", true);
	struct query q;
	struct page page = { 0 };

	(void)state;
	ok(generate(b, "matter", 1000, 3, &e));
	ok(generate(b, "carrier", 1000, 3, &e));
	query_init(&q, store_kind(bench_store(b), "matter"));
	q.desc = true;
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1000, &page, &e));
	for (size_t i = 0; i < page.n; i++) {
		const struct record *m = page.rec[i];
		struct record *entry = NULL;
		struct period p;

		assert_string_not_equal(
		    record_get(m, "approver_id"), record_get(m, "proposer_id"));
		if (strcmp(record_state(m), "not_secret") == 0) {
			assert_string_equal(record_get(m, "level"), "");
			continue;
		}
		assert_true(period_parse(record_get(m, "period"), &p, NULL));
		ok(store_get(bench_store(b), "scope_entry", record_int(m, "entry_id"),
		    &entry, &e));
		assert_string_equal(record_get(m, "level"), record_get(entry, "level"));
		assert_true(record_int(m, "level") <= 2);
		record_free(entry);
		if (strcmp(record_state(m), "in_force") == 0 &&
		    *record_get(m, "expiry") != '\0')
			assert_true(date_parse(record_get(m, "expiry")) > today);
	}
	page_done(&page);
	query_done(&q);
	query_init(&q, store_kind(bench_store(b), "carrier"));
	q.desc = true;
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1000, &page, &e));
	for (size_t i = 0; i < page.n; i++) {
		struct record *place = NULL;

		ok(store_get(bench_store(b), "place", record_int(page.rec[i], "place_id"),
		    &place, &e));
		assert_true(
		    record_int(place, "level") >= record_int(page.rec[i], "level"));
		record_free(place);
	}
	page_done(&page);
	query_done(&q);
	close_copy(b, "copy");
}

static void
fails(enum rc rc, enum rc want, const char *text, int line)
{
	if (rc != want || strstr(e.msg, text) == NULL)
		fail_msg("line %d: wanted rc %d \"%s\", got rc %d: %s", line, (int)want,
		    text, (int)rc, rc == RC_OK ? "" : e.msg);
}

static void
refuses(void **state)
{
	struct bench *b = open_copy("copy", false);
	size_t before = found(b, "matter", NULL, "");

	(void)state;
	fails(generate(b, "matter", 10, 1, &e), RC_DENIED, "个人", __LINE__);
	assert_int_equal(found(b, "matter", NULL, ""), before);
	close_copy(b, "copy");
	b = open_copy("copy", true);
	fails(generate(b, "policy", 10, 1, &e), RC_INVAL, "matter", __LINE__);
	fails(generate(b, "", 10, 1, &e), RC_INVAL, "matter", __LINE__);
	fails(generate(b, "matter", 0, 1, &e), RC_INVAL, "数量", __LINE__);
	fails(generate(b, "matter", -5, 1, &e), RC_INVAL, "数量", __LINE__);
	fails(generate(b, "matter", 10000001, 1, &e), RC_INVAL, "数量", __LINE__);
	close_copy(b, "copy");
}

/* A real home from the template has no scope, no head, no place: said, and nothing made.
 */
static void
nothing_to_refer_to(void **state)
{
	struct bench_options o = { .data = data,
		.today = today,
		.login = "tester",
		.origin = "test",
		.personal = true };
	struct bench *b = NULL;

	(void)state;
	o.home = scratch_path("real");
	ok(home_init(o.home, data, NULL, false, &o, &e));
	ok(bench_open(&o, &b, &e));
	fails(generate(b, "matter", 10, 1, &e), RC_INVAL, "范围", __LINE__);
	fails(generate(b, "carrier", 10, 1, &e), RC_INVAL, "场所", __LINE__);
	ok(generate(b, "person", 10, 1, &e));
	assert_int_equal(found(b, "person", NULL, ""), 13);
	close_copy(b, "real");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_seed),
		cmocka_unit_test(whole),
		cmocka_unit_test(lawful),
		cmocka_unit_test(refuses),
		cmocka_unit_test(nothing_to_refer_to),
	};

	return cmocka_run_group_tests_name("generate", tests, make_sample, drop_sample);
}
