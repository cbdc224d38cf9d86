/* SPDX-License-Identifier: MIT */
/* Files read and written whole, directories, and digests of known texts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "scratch.h"

static void
file_read__takes_all_up_to_the_cap(void **state)
{
	const char *path = scratch_file("r", "ab\0cd", 5);
	struct err e = { 0 };
	char *s = NULL;
	size_t n = 9;

	(void)state;
	assert_int_equal(file_read(path, 5, &s, &n, &e), RC_OK);
	assert_int_equal(n, 5);
	assert_memory_equal(s, "ab\0cd", 6); /* a NUL behind */
	free(s);
	assert_int_equal(file_read(path, 4, &s, &n, &e), RC_INVAL);
	assert_null(s);
	assert_int_equal(file_read(scratch_file("e", "", 0), 4, &s, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	assert_string_equal(s, "");
	free(s);
	/* A file that does not tell its size. */
	assert_int_equal(file_read("/proc/self/status", 16, &s, &n, &e), RC_INVAL);
	assert_null(s);
	assert_int_equal(file_read("/proc/self/status", 1 << 20, &s, &n, &e), RC_OK);
	assert_true(n > 100);
	free(s);
}

static void
file_read__refuses_what_is_no_regular_file(void **state)
{
	const char *fifo = scratch_path("fifo"), *absent = scratch_path("absent");
	struct err e = { 0 };
	char *s = NULL;
	size_t n;
	int fd = 3;

	(void)state;
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(file_read(fifo, 9, &s, &n, &e), RC_INVAL);
	assert_int_equal(file_read(scratch_dir, 9, &s, &n, &e), RC_INVAL);
	assert_int_equal(file_read("/dev/null", 9, &s, &n, &e), RC_INVAL);
	assert_int_equal(file_read(absent, 9, &s, &n, &e), RC_NOTFOUND);
	assert_int_equal(strncmp(e.msg, absent, strlen(absent)), 0);
	assert_null(s);
	assert_int_equal(file_open(absent, 9, &fd, &e), RC_NOTFOUND);
	assert_int_equal(fd, -1);
}

static void
file_failed__fits_code_to_reason(void **state)
{
	static const struct {
		int errnum;
		enum rc rc;
	} cases[] = { { ENOENT, RC_NOTFOUND }, { ENOSPC, RC_FULL }, { EDQUOT, RC_FULL },
		{ EROFS, RC_READONLY }, { EACCES, RC_SYSTEM }, { ENOTTY, RC_SYSTEM } };
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(file_failed("f", cases[i].errnum, &e), cases[i].rc);
		assert_int_equal(strncmp(e.msg, "f: ", 3), 0);
		assert_true(strlen(e.msg) > 3);
	}
}

static size_t
names_in_scratch(void)
{
	DIR *d = opendir(scratch_dir);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

static void
file_write__replaces_whole_or_not_at_all(void **state)
{
	const char *path = scratch_path("w");
	struct rlimit old, small = { 4096, 4096 };
	struct err e = { 0 };
	struct stat st;
	char *s = NULL;
	size_t n, before;
	static char big[100000];

	(void)state;
	assert_int_equal(file_write(path, "first", 5, 0640, &e), RC_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(file_write(path, "", 0, 0600, &e), RC_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(file_write(path, "second", 6, 0600, &e), RC_OK);
	before = names_in_scratch();
	/* A limit on file size stands for a full disk. */
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small.rlim_max = old.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(file_write(path, big, sizeof(big), 0600, &e), RC_FULL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(file_read(path, 99, &s, &n, &e), RC_OK);
	assert_string_equal(s, "second");
	free(s);
	assert_int_equal(names_in_scratch(), before);
	assert_int_equal(
	    file_write(scratch_path("no/such/w"), "x", 1, 0600, &e), RC_NOTFOUND);
	assert_int_equal(file_write(scratch_dir, "x", 1, 0600, &e), RC_SYSTEM);
	assert_int_equal(names_in_scratch(), before);
}

static void
file_mkdir__makes_parents_and_takes_what_is_there(void **state)
{
	struct err e = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(file_mkdir(scratch_path("d/e/f"), 0700, &e), RC_OK);
	assert_int_equal(stat(scratch_path("d/e/f"), &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(file_mkdir(scratch_path("d/e/f"), 0700, &e), RC_OK);
	assert_int_equal(file_mkdir(scratch_path("d/e/f/"), 0700, &e), RC_OK);
	assert_int_equal(file_mkdir("/", 0700, &e), RC_OK);
	scratch_file("plain", "x", 1);
	assert_int_equal(file_mkdir(scratch_path("plain"), 0700, &e), RC_SYSTEM);
	assert_int_equal(file_mkdir(scratch_path("plain/d"), 0700, &e), RC_SYSTEM);
	assert_int_not_equal(file_mkdir("", 0700, &e), RC_OK);
	assert_true(file_exists(scratch_path("d/e")));
	assert_false(file_exists(scratch_path("d/g")));
	assert_int_equal(rmdir(scratch_path("d/e/f")) | rmdir(scratch_path("d/e")), 0);
}

static void
file_list__adds_and_sorts(void **state)
{
	struct strs l = { 0 };

	(void)state;
	scratch_file("b.ini", "", 0);
	scratch_file("a.ini", "", 0);
	scratch_file(".hidden.ini", "", 0);
	scratch_file(".ini", "", 0);
	scratch_file("c.csv", "", 0);
	strs_add(&l, "b.ini");
	strs_add(&l, "x.ini");
	file_list(scratch_path("absent"), ".ini", &l);
	file_list(scratch_dir, ".ini", &l);
	assert_int_equal(l.n, 3);
	assert_string_equal(l.v[0], "a.ini");
	assert_string_equal(l.v[1], "b.ini");
	assert_string_equal(l.v[2], "x.ini");
	strs_free(&l);
}

static void
path_join__puts_one_slash(void **state)
{
	static const char *const cases[][3] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" },
		{ "/", "b", "/b" }, { "", "b", "b" }, { "a", "/b", "/b" },
		{ ".", "b/c", "./b/c" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *s = path_join(cases[i][0], cases[i][1]);

		assert_string_equal(s, cases[i][2]);
		free(s);
	}
}

/* From GB/T 32905-2016 (SM3) and FIPS 180-4 (SHA-256). */
static const struct {
	enum digest_kind kind;
	const char *text;
	size_t times;
	const char *hex;
} vectors[] = {
	{ DIGEST_SM3, "abc", 1,
	    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" },
	{ DIGEST_SM3, "abcd", 16,
	    "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732" },
	{ DIGEST_SM3, "", 1,
	    "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b" },
	{ DIGEST_SHA256, "abc", 1,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ DIGEST_SHA256, "", 1,
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ DIGEST_SHA256, "a", 1000000,
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
};

static void
digest__gives_the_known_answers(void **state)
{
	struct digest *d[2] = { NULL, NULL };
	struct err e = { 0 };
	uint8_t sum[32];
	char hex[65];

	(void)state;
	assert_int_equal(digest_new(DIGEST_SM3, &d[DIGEST_SM3], &e), RC_OK);
	assert_int_equal(digest_new(DIGEST_SHA256, &d[DIGEST_SHA256], &e), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
		struct digest *use = d[vectors[i].kind]; /* used again and again */
		struct str b = { 0 };

		assert_int_equal(digest_begin(use, &e), RC_OK);
		for (size_t k = 0; k < vectors[i].times; k++) {
			str_add(&b, vectors[i].text);
			assert_int_equal(
			    digest_add(use, vectors[i].text, strlen(vectors[i].text), &e),
			    RC_OK);
		}
		assert_int_equal(digest_end(use, sum, &e), RC_OK);
		digest_hex(sum, hex);
		assert_string_equal(hex, vectors[i].hex);
		assert_int_equal(digest_file(vectors[i].kind,
				     scratch_file("v", str_s(&b), b.len), hex, &e),
		    RC_OK);
		assert_string_equal(hex, vectors[i].hex);
		str_free(&b);
	}
	digest_free(d[0]);
	digest_free(d[1]);
	digest_free(NULL);
	assert_string_equal(digest_name(DIGEST_SM3), "sm3");
	assert_string_equal(digest_name(DIGEST_SHA256), "sha256");
}

static void
digest_file__says_what_is_wrong(void **state)
{
	struct err e = { 0 };
	char hex[65] = "x";

	(void)state;
	assert_int_equal(
	    digest_file(DIGEST_SM3, scratch_path("absent"), hex, &e), RC_NOTFOUND);
	assert_string_equal(hex, "");
	assert_int_equal(digest_file(DIGEST_SM3, scratch_dir, hex, &e), RC_INVAL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_read__takes_all_up_to_the_cap),
		cmocka_unit_test(file_read__refuses_what_is_no_regular_file),
		cmocka_unit_test(file_failed__fits_code_to_reason),
		cmocka_unit_test(file_write__replaces_whole_or_not_at_all),
		cmocka_unit_test(file_mkdir__makes_parents_and_takes_what_is_there),
		cmocka_unit_test(file_list__adds_and_sorts),
		cmocka_unit_test(path_join__puts_one_slash),
		cmocka_unit_test(digest__gives_the_known_answers),
		cmocka_unit_test(digest_file__says_what_is_wrong),
	};

	return cmocka_run_group_tests_name("file", tests, scratch_make, scratch_drop);
}
