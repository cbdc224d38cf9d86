/* SPDX-License-Identifier: MIT */
/*
 * The journal: its hash by hand, its history, and attacks with a plain sqlite3 on the
 * file. Every attack must be found and named.
 */
#include "store_fixture.h"

/* Three departments; the second changed twice; a look; a setting. Seven journal rows. */
static int
setup_told(void **state)
{
	struct fixture *f;
	struct record *r;
	struct txn *t;

	if (fx_setup(state) != 0)
		return -1;
	f = *state;
	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	fx_put(f, fx_new(f, "dept", "state=active", "code=A2", "name=人事处"));
	fx_put(f, fx_new(f, "dept", "state=active", "code=A3", "name=财务处"));
	for (int i = 0; i < 2; i++) {
		r = fx_get(f, "dept", 2);
		record_set(r, "name", i == 0 ? "人事教育处" : "组织人事处");
		fx_put(f, r);
	}
	t = fx_begin(f);
	fx_ok(f, txn_log(t, "dept", 2, "look", "case 7", &f->e));
	fx_ok(f, txn_meta(t, "sample", "yes", &f->e));
	fx_commit(f, t);
	return 0;
}

static void
sound_store__has_no_faults(void **state)
{
	struct fixture *f = *state;
	struct verify_report v;

	fx_ok(f, store_verify(f->s, &v, &f->e));
	if (v.faults.n > 0)
		fail_msg("%s", v.faults.v[0]);
	assert_int_equal(v.rows, 7);
	assert_int_equal(v.records, 3);
	assert_int_equal(strlen(v.head), 64);
	verify_done(&v);
	fx_reopen(f, STORE_READONLY);
	fx_ok(f, store_verify(f->s, &v, &f->e));
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
}

static void
hash__is_what_is_documented(void **state)
{
	/* tag, then seq 1 … as 8 bytes of length and the bytes; numbers as decimal text.
	 */
	static const char *const fields[] = { "dingmi journal 1", "1",
		"2026-03-02 09:00:00+08:00", "zhang", "0", "office", "tty1", "dept", "1",
		"1", "enter", "",
		"state=6:active\ncode=2:A1\nname=9:办公室\nkey_dept=1:0\n" };
	struct fixture *f = *state;
	struct digest *d;
	struct jrows rows;
	uint8_t out[32], zero[32] = { 0 }, len[8] = { 0 };

	fx_ok(f, store_history(f->s, "dept", 1, 0, 9, &rows, &f->e));
	assert_int_equal(rows.n, 1);
	fx_ok(f, digest_new(DIGEST_SM3, &d, &f->e));
	fx_ok(f, digest_begin(d, &f->e));
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const char *s = i == 2 ? rows.v[0].at : fields[i];

		len[7] = (uint8_t)strlen(s);
		fx_ok(f, digest_add(d, len, 8, &f->e));
		fx_ok(f, digest_add(d, s, strlen(s), &f->e));
	}
	len[7] = 32;
	fx_ok(f, digest_add(d, len, 8, &f->e));
	fx_ok(f, digest_add(d, zero, 32, &f->e));
	fx_ok(f, digest_end(d, out, &f->e));
	assert_memory_equal(out, rows.v[0].hash, 32);
	assert_memory_equal(zero, rows.v[0].prev, 32);
	jrows_free(&rows);
	digest_free(d);
}

static void
history__is_newest_first_and_pages(void **state)
{
	struct fixture *f = *state;
	struct record *r = NULL;
	struct jrows rows;

	fx_ok(f, store_history(f->s, "dept", 2, 0, 10, &rows, &f->e));
	assert_int_equal(rows.n, 4);
	assert_string_equal(rows.v[0].act, "look");
	assert_string_equal(rows.v[0].note, "case 7");
	assert_int_equal(rows.v[0].rev, 0);
	assert_int_equal(rows.v[0].nimage, 0);
	assert_int_equal(rows.v[1].rev, 3);
	assert_string_equal(rows.v[1].login, "zhang");
	assert_string_equal(rows.v[1].origin, "tty1");
	fx_ok(f, record_from_image(store_kind(f->s, "dept"), rows.v[2].image,
		     rows.v[2].nimage, &r, &f->e));
	assert_string_equal(record_get(r, "name"), "人事教育处");
	record_free(r);
	assert_memory_equal(rows.v[1].prev, rows.v[2].hash, 32);
	jrows_free(&rows);
	fx_ok(f, store_history(f->s, NULL, 0, 5, 2, &rows, &f->e));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].seq, 4);
	assert_int_equal(rows.v[1].seq, 3);
	jrows_free(&rows);
	fx_ok(f, store_history(f->s, "dept", 99, 0, 2, &rows, &f->e));
	assert_int_equal(rows.n, 0);
	jrows_free(&rows);
}

/* Triggers are in the way of none of these: whoever can write the file drops them and
 * makes them again. */
#define LOOSE \
	"DROP TRIGGER journal_keep; DROP TRIGGER journal_stay; DROP TRIGGER " \
	"journal_order; PRAGMA recursive_triggers = OFF;"

static void
attacks__are_found_and_named(void **state)
{
	static const struct {
		const char *sql, *found;
	} cases[] = {
		{ "UPDATE dept SET name = '后勤处' WHERE id = 3",
		    "dept 3: differs from journal row 3" },
		{ "UPDATE dept SET name = '后勤处' WHERE id = 3",
		    "name is \"财务处\" in the journal, \"后勤处\" in the record" },
		{ "UPDATE dept SET key_confirmed_on = '2026-01-01' "
		  "WHERE id = 3",
		    "key_confirmed_on is \"\"" },
		{ "UPDATE dept SET name = '财务处' || char(0) || 'x' WHERE id = 3",
		    "dept 3: differs" },
		{ "UPDATE dept SET rev = 7 WHERE id = 2",
		    "the record has version 7, the journal ends with version 3" },
		{ "DELETE FROM dept WHERE id = 1",
		    "dept 1: in the journal (last in row 1) but not in the records" },
		{ "DELETE FROM dept WHERE id = 3", "dept 3: in the journal" },
		{ "INSERT INTO dept (id, rev, state, code, name) VALUES (9, 1, 'active', "
		  "'Z', 'Z')",
		    "dept 9: a record without a journal row" },
		{ "UPDATE dept SET id = 10 WHERE id = 1", "dept 1: in the journal" },
		{ "UPDATE tally SET n = 4 WHERE kind = 'dept'",
		    "dept: the counts by state do not match" },
		{ "DELETE FROM tally", "dept: the counts by state do not match" },
		{ "UPDATE meta SET value = 'no'", "setting sample differs" },
		{ "INSERT INTO meta VALUES ('digest', 'sm3')", "setting digest differs" },
		{ LOOSE "UPDATE journal SET note = 'x' WHERE seq = 4",
		    "dept 2): content and hash differ" },
		{ LOOSE "UPDATE journal SET note = note || char(0) WHERE seq = 4",
		    "journal row 4" },
		{ LOOSE "UPDATE journal SET person = 5 WHERE seq = 7", "journal row 7" },
		{ LOOSE "UPDATE journal SET image = CAST(replace(CAST(image AS TEXT), "
			"'办', '军') AS BLOB) WHERE seq = 1",
		    "journal row 1" },
		{ LOOSE "UPDATE journal SET hash = zeroblob(32) WHERE seq = 2",
		    "journal row 3" },
		{ LOOSE "UPDATE journal SET prev = zeroblob(31) WHERE seq = 1",
		    "journal row 1" },
		{ LOOSE "DELETE FROM journal WHERE seq = 4",
		    "after row 3, 1 rows are missing" },
		{ LOOSE "DELETE FROM journal WHERE seq = 4",
		    "dept 2: version 2 is not in the journal" },
		{ LOOSE "DELETE FROM journal WHERE seq = 1",
		    "after row 0, 1 rows are missing" },
		{ LOOSE "DELETE FROM journal WHERE seq = 5",
		    "dept 2: the record has version 3, the journal ends with version 2" },
		{ LOOSE "UPDATE journal SET seq = 100 WHERE seq = 4; UPDATE journal SET "
			"seq = 4 WHERE seq = 5;"
			"UPDATE journal SET seq = 5 WHERE seq = 100",
		    "journal row 4" },
		{ LOOSE "UPDATE journal SET kind = 'post' WHERE seq = 1",
		    "post 1: in the journal" },
		{ LOOSE "UPDATE journal SET kind = 'nothing' WHERE seq = 1",
		    "unknown kind \"nothing\"" },
		{ "DROP TRIGGER journal_keep",
		    "schema: trigger journal_keep is missing" },
		{ "DROP INDEX journal_record; CREATE INDEX journal_record ON "
		  "journal(kind, record)",
		    "schema: index journal_record was altered" },
		{ "CREATE TRIGGER quiet AFTER INSERT ON journal BEGIN SELECT 1; END",
		    "schema: trigger quiet does not belong here" },
		{ "PRAGMA foreign_keys = OFF; UPDATE dept SET parent_id = 77 WHERE id = "
		  "1",
		    "refers to a record of dept that does not exist" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct fixture *f;
		struct verify_report v;
		bool found = false;

		(void)state;
		assert_int_equal(setup_told((void **)&f), 0);
		store_close(f->s);
		f->s = NULL;
		fx_raw(f, cases[i].sql);
		fx_open(f, 0);
		fx_ok(f, store_verify(f->s, &v, &f->e));
		for (size_t j = 0; j < v.faults.n; j++)
			found = found || strstr(v.faults.v[j], cases[i].found) != NULL;
		if (!found)
			fail_msg("%s: not found: %s (%zu faults, first: %s)",
			    cases[i].sql, cases[i].found, v.faults.n,
			    v.faults.n > 0 ? v.faults.v[0] : "-");
		verify_done(&v);
		fx_teardown((void **)&f);
	}
}

/* Flip every byte in turn of what is stored of one record and of one journal row. */
static void
flipped_bytes__are_all_found(void **state)
{
	static const struct {
		const char *needle;
		int step;
	} cases[] = { { "state=6:active\ncode=2:A3", 1 }, { "财务处", 1 },
		{ "2026-03-02 09:00:00", 3 } };
	struct fixture *f = *state;
	char *was, *now;
	size_t n, got, tried = 0;
	FILE *file;

	store_close(f->s);
	f->s = NULL;
	fx_ok(f, file_read(f->path, 8 << 20, &was, &n, &f->e));
	now = xmalloc(n);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t len = strlen(cases[i].needle);

		for (const char *p = was;
		     (p = memmem(p, n - (size_t)(p - was), cases[i].needle, len)) != NULL;
		     p++)
			for (size_t j = 0; j < len; j += (size_t)cases[i].step) {
				struct verify_report v = { 0 };
				enum rc rc;

				memcpy(now, was, n);
				now[(size_t)(p - was) + j] ^= 0x11;
				file = fopen(f->path, "r+");
				got = fwrite(now, 1, n, file);
				fclose(file);
				assert_int_equal(got, n);
				rc = store_open(
				    f->path, STORE_READONLY, &f->clock, &f->s, &f->e);
				if (rc == RC_OK)
					rc = store_verify(f->s, &v, &f->e);
				/* The free space of a page may hold old copies: they are
				 * nobody's content. */
				if (rc == RC_OK && v.faults.n == 0 && i != 1)
					fail_msg("byte %zu of \"%s\" at %td", j,
					    cases[i].needle, p - was);
				tried += rc != RC_OK || v.faults.n > 0;
				verify_done(&v);
				store_close(f->s);
				f->s = NULL;
			}
	}
	assert_true(tried > 30);
	free(now);
	free(was);
}

static void
long_damage__is_summed_up(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	struct verify_report v;
	char code[16];

	for (int i = 0; i < 700; i++) {
		struct record *r = fx_new(f, "dept", "state=active", "name=甲");

		snprintf(code, sizeof(code), "K%d", i);
		record_set(r, "code", code);
		fx_ok(f, txn_put(t, r, "enter", "", &f->e));
		record_free(r);
	}
	fx_commit(f, t);
	fx_raw(f, "UPDATE dept SET name = 'x'");
	fx_ok(f, store_verify(f->s, &v, &f->e));
	assert_int_equal(v.faults.n, 501);
	assert_string_equal(v.faults.v[500], "and 203 more");
	verify_done(&v);
}

static void
sha256__is_kept_for_a_store(void **state)
{
	struct fixture *f = *state;
	struct txn *t = fx_begin(f);
	struct verify_report v;

	fx_ok(f, txn_meta(t, "digest", "sha256", &f->e));
	txn_abort(t); /* chosen and not kept: back to the default */
	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=甲"));
	fx_ok(f, store_verify(f->s, &v, &f->e));
	assert_int_equal(v.faults.n, 0);
	verify_done(&v);
	store_close(f->s);
	f->s = NULL;
	unlink(f->path);
	fx_open(f, STORE_CREATE);
	t = fx_begin(f);
	fx_ok(f, txn_meta(t, "digest", "sha256", &f->e));
	fx_commit(f, t);
	fx_reopen(f, 0);
	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=甲"));
	fx_ok(f, store_verify(f->s, &v, &f->e));
	assert_int_equal(v.faults.n, 0);
	assert_int_equal(v.rows, 2);
	verify_done(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    sound_store__has_no_faults, setup_told, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    hash__is_what_is_documented, setup_told, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    history__is_newest_first_and_pages, setup_told, fx_teardown),
		cmocka_unit_test(attacks__are_found_and_named),
		cmocka_unit_test_setup_teardown(
		    flipped_bytes__are_all_found, setup_told, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    long_damage__is_summed_up, setup_told, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    sha256__is_kept_for_a_store, fx_setup, fx_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
