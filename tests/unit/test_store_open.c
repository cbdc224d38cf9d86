/* SPDX-License-Identifier: MIT */
/* Opening: what is made, what is refused and in which words, what the handle forbids. */
#include "store_fixture.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void
write_file(const char *path, const char *s, size_t n)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, s, n), (ssize_t)n);
	close(fd);
}

static int
open_rc(struct fixture *f, unsigned flags)
{
	enum rc rc;

	f->e.msg[0] = '\0';
	rc = store_open(f->path, flags, &f->clock, &f->s, &f->e);
	assert_true((rc == RC_OK) == (f->s != NULL));
	return (int)rc;
}

static void
create__makes_a_private_file_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	struct stat sb;
	mode_t old = umask(0);
	char *lock = xasprintf("%s.lock", f->path);
	struct dirent *d;
	int files = 0;
	DIR *dir;

	fx_open(f, STORE_CREATE);
	umask(old);
	assert_int_equal(stat(f->path, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
	assert_int_equal(sb.st_nlink, 2 - 1);
	assert_false(store_readonly(f->s));
	assert_string_equal(store_path(f->s), f->path);
	assert_ptr_equal(store_clock(f->s), &f->clock);
	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	assert_int_equal(stat(lock, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
	store_close(f->s);
	f->s = NULL;
	dir = opendir(f->dir);
	while ((d = readdir(dir)) != NULL)
		files += d->d_name[0] != '.';
	closedir(dir);
	assert_int_equal(files, 2); /* the store and its lock file; the log is merged */
	free(lock);
}

static void
create__never_overwrites(void **state)
{
	struct fixture *f = *state;
	char *name = path_join(f->dir, "absent/dingmi.db"), *keep = f->path;

	write_file(f->path, "mine", 4);
	fx_fails(f, open_rc(f, STORE_CREATE), RC_CONFLICT, "will not be overwritten");
	f->path = name;
	fx_fails(f, open_rc(f, STORE_CREATE), RC_SYSTEM, "No such file");
	f->path = keep;
	free(name);
}

static void
open__tells_each_failure_apart(void **state)
{
	struct fixture *f = *state;
	char text[2048];

	fx_fails(f, open_rc(f, 0), RC_NOTFOUND, "dingmi init");
	write_file(f->path, "", 0);
	fx_fails(f, open_rc(f, 0), RC_DAMAGED, "0 bytes");
	memset(text, 'x', sizeof(text));
	write_file(f->path, text, sizeof(text));
	fx_fails(f, open_rc(f, 0), RC_FOREIGN, "not a dingmi store");
	unlink(f->path);
	fx_raw(f, "CREATE TABLE bookmarks (url)");
	fx_fails(f, open_rc(f, 0), RC_FOREIGN, "another program");
	fx_fails(f, open_rc(f, STORE_READONLY), RC_FOREIGN, "another program");
	unlink(f->path);
	assert_int_equal(mkdir(f->path, 0700), 0);
	fx_fails(f, open_rc(f, 0), RC_INVAL, "is a directory");
	rmdir(f->path);
	assert_int_equal(mkfifo(f->path, 0600), 0);
	fx_fails(f, open_rc(f, 0), RC_INVAL, "not a regular file");
	assert_non_null(strstr(f->e.msg, f->path));
	lang_set(LANG_ZH);
	fx_fails(f, open_rc(f, 0), RC_INVAL, "不是普通文件");
}

static void
open__refuses_a_newer_store(void **state)
{
	struct fixture *f = *state;

	store_close(f->s);
	f->s = NULL;
	fx_raw(f, "PRAGMA user_version = 99");
	fx_fails(f, open_rc(f, 0), RC_FOREIGN, "version 99");
	fx_raw(f, "PRAGMA user_version = 0");
	fx_fails(f, open_rc(f, STORE_READONLY), RC_READONLY, "without --readonly");
}

static void
open__tells_damage(void **state)
{
	struct fixture *f = *state;
	char zero[4096] = { 0 };
	int fd;

	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	store_close(f->s);
	f->s = NULL;
	fd = open(f->path, O_WRONLY);
	/* The schema page's body, header kept. */
	assert_int_equal(pwrite(fd, zero, 3000, 100), 3000);
	close(fd);
	fx_fails(f, open_rc(f, 0), RC_DAMAGED, "is damaged");
	fx_raw(f, "PRAGMA application_id"); /* the file itself is still there */
	assert_int_equal(truncate(f->path, 4096), 0);
	fx_fails(f, open_rc(f, 0), RC_DAMAGED, "restore a backup");
}

/* Permissions mean nothing to root: look as somebody else. */
static int
as_nobody(struct fixture *f, unsigned flags, enum rc want, const char *text)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(2);
		if (open_rc(f, flags) != (int)want || strstr(f->e.msg, text) == NULL) {
			fprintf(stderr, "rc %d: %s\n", (int)f->e.rc, f->e.msg);
			_exit(1);
		}
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return status;
}

static void
open__tells_missing_rights(void **state)
{
	struct fixture *f = *state;

	store_close(f->s);
	f->s = NULL;
	chmod(f->dir, 0755);
	chmod(f->path, 0);
	assert_int_equal(as_nobody(f, 0, RC_SYSTEM, "no permission to read"), 0);
	chmod(f->path, 0444);
	assert_int_equal(as_nobody(f, 0, RC_READONLY, "use --readonly"), 0);
	chmod(f->path, 0666);
	chmod(f->dir, 0555);
	assert_int_equal(as_nobody(f, 0, RC_READONLY, "its directory"), 0);
	chmod(f->dir, 0);
	assert_int_equal(as_nobody(f, 0, RC_SYSTEM, "Permission denied"), 0);
}

static void
readonly__reads_and_never_writes(void **state)
{
	struct fixture *f = *state;
	struct draft d = {
		.person = 1, .kind = (char[]){ "dept" }, .act = (char[]){ "new" }
	};
	struct record *r;
	struct txn *t;

	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	fx_reopen(f, STORE_READONLY);
	assert_true(store_readonly(f->s));
	r = fx_get(f, "dept", 1);
	assert_string_equal(record_get(r, "name"), "办公室");
	record_free(r);
	fx_fails(f, store_begin(f->s, &fx_actor, &t, &f->e), RC_READONLY, "read-only");
	assert_null(t);
	fx_fails(f, draft_save(f->s, &d, &f->e), RC_READONLY, "read-only");
	fx_fails(f, db_exec(f->s, "UPDATE dept SET name = 'x'", &f->e), RC_READONLY,
	    "cannot be written");
}

static void
handle__forbids_what_would_unmake_the_record(void **state)
{
	static const char *const sql[] = {
		"DELETE FROM dept",
		"DELETE FROM journal",
		"UPDATE journal SET note = 'x'",
		"DROP TABLE dept",
		"DROP TRIGGER journal_stay",
		"DROP INDEX journal_record",
		"ALTER TABLE dept RENAME TO gone",
		"CREATE TRIGGER t AFTER INSERT ON dept BEGIN SELECT 1; END",
		"CREATE TABLE extra (x)",
		"ATTACH 'other.db' AS other",
		"PRAGMA writable_schema = ON",
		"PRAGMA recursive_triggers = OFF",
		"PRAGMA foreign_keys = OFF",
		"PRAGMA ignore_check_constraints = ON",
		"PRAGMA journal_mode = OFF",
		"PRAGMA user_version = 7",
		"UPDATE sqlite_schema SET sql = ''",
		"VACUUM",
		"REINDEX",
		"ANALYZE",
	};
	struct fixture *f = *state;

	fx_put(f, fx_new(f, "dept", "state=active", "code=A1", "name=办公室"));
	for (size_t i = 0; i < ARRAY_LEN(sql); i++)
		if (db_exec(f->s, sql[i], &f->e) == RC_OK)
			fail_msg("allowed: %s", sql[i]);
	/* REPLACE deletes without asking the authorizer: the triggers hold. */
	fx_fails(f,
	    db_exec(f->s,
		"REPLACE INTO journal SELECT seq, at, 'x', person, role, origin, kind, "
		"record, rev,"
		" act, note, image, prev, hash FROM journal WHERE seq = 1",
		&f->e),
	    RC_INVAL, "journal");
	fx_fails(f, db_exec(f->s, "SELECT \"no such column\" FROM dept", &f->e),
	    RC_SYSTEM, "no such column");
}

/* A file size limit stands for the full disk: both end in a refused write(). */
static void
full_disk__is_told_and_loses_nothing(void **state)
{
	struct fixture *f = *state;
	struct verify_report v;
	int status;
	pid_t pid;

	fx_put(f, fx_new(f, "dept", "state=active", "code=A0", "name=办公室"));
	store_close(f->s);
	f->s = NULL;
	if ((pid = fork()) == 0) {
		struct rlimit lim = { 1 << 21, 1 << 21 };
		struct txn *t = NULL;
		char code[16];
		enum rc rc = RC_OK;

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &lim);
		if (store_open(f->path, 0, &f->clock, &f->s, &f->e) != RC_OK ||
		    store_begin(f->s, &fx_actor, &t, &f->e) != RC_OK)
			_exit(2);
		for (int i = 1; i < 40000 && rc == RC_OK; i++) {
			struct record *r = fx_new(f, "dept", "state=active",
			    "name=名称很长的部门名称很长的部门");
			snprintf(code, sizeof(code), "A%d", i);
			record_set(r, "code", code);
			rc = txn_put(t, r, "enter", "", &f->e);
			record_free(r);
		}
		if (rc == RC_OK)
			rc = txn_commit(t, &f->e);
		else
			txn_abort(t);
		_exit(
		    rc == RC_FULL && strstr(f->e.msg, "free some space") != NULL ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
	fx_open(f, 0);
	fx_ok(f, store_verify(f->s, &v, &f->e));
	assert_int_equal(v.faults.n, 0);
	assert_int_equal(v.records, 1);
	verify_done(&v);
}

static void
migrations__run_once_each_and_roll_back_whole(void **state)
{
	struct fixture *f = *state;
	const char *const list[] = { schema_sql, "CREATE TABLE later (a INTEGER) STRICT",
		"CREATE TABLE last (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)" };
	int64_t version = 0, tables = 0;
	static const char count[] =
	    "SELECT count(*) FROM sqlite_schema WHERE name IN ('later', 'last')";

	sqlite3_set_authorizer(
	    f->s->db, NULL, NULL); /* as at open, where it is set afterwards */
	fx_ok(f, migrate(f->s, list, 2, &f->e));
	fx_ok(f, migrate(f->s, list, 2, &f->e));
	fx_fails(f, migrate(f->s, list, 3, &f->e), RC_SYSTEM, "upgrade to version 3");
	fx_ok(f, db_int(f->s, "PRAGMA user_version", &version, &f->e));
	fx_ok(f, db_int(f->s, count, &tables, &f->e));
	assert_int_equal(version, 2);
	assert_int_equal(tables, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    create__makes_a_private_file_and_nothing_else, fx_bare, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    create__never_overwrites, fx_bare, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    open__tells_each_failure_apart, fx_bare, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    open__refuses_a_newer_store, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    open__tells_damage, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    open__tells_missing_rights, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    readonly__reads_and_never_writes, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    handle__forbids_what_would_unmake_the_record, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    full_disk__is_told_and_loses_nothing, fx_setup, fx_teardown),
		cmocka_unit_test_setup_teardown(
		    migrations__run_once_each_and_roll_back_whole, fx_setup, fx_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
