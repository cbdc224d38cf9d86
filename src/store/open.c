/* SPDX-License-Identifier: MIT */
/*
 * Opening and closing a store.
 *
 * The file is looked at with stat() only before SQLite opens it: opening and closing it
 * ourselves would drop the locks that another handle of this process holds on it. A new
 * store is made under another name and linked to its own when it is complete, so that an
 * interrupted creation leaves nothing that looks like a store.
 */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "store/db.h"
#include "store/txn.h"

enum { WAIT_MS = 10000 };

static bool
may_delete(const char *table)
{
	return strcmp(table, "draft") == 0 || strncmp(table, "find", 4) == 0;
}

static bool
may_pragma(const char *name)
{
	static const char *const names[] = { "table_info", "foreign_key_list",
		"index_list", "index_info", "cache_size", "integrity_check",
		"foreign_key_check", "data_version" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* SQLite asks here while it prepares a statement. What is not named is refused. */
static int
authorize(
    void *ctx, int action, const char *a, const char *b, const char *db, const char *by)
{
	const struct store *s = ctx;

	(void)b;
	(void)db;
	(void)by;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_RECURSIVE:
	case SQLITE_FUNCTION: /* loading extensions is off at the handle */
		return SQLITE_OK;
	case SQLITE_INSERT:
		return SQLITE_OK;
	case SQLITE_UPDATE: /* of the schema: FTS5 asks when it declares itself; DEFENSIVE
			       forbids */
		return strcmp(a, "journal") == 0 ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_CREATE_TABLE:
		return strcmp(a, "x") == 0 ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_DELETE:
		return may_delete(a) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_PRAGMA:
		if (s->verifying && strcmp(a, "ignore_check_constraints") == 0)
			return SQLITE_OK;
		return may_pragma(a) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

/* Waiters that met once must not wake together: SQLite's own handler has no jitter
 * (measured). */
static int
on_busy(void *ctx, int n)
{
	struct store *s = ctx;
	struct timespec ts = { 0 };

	if (n == 0)
		s->busy_since = gate_now_ms();
	if (gate_now_ms() - s->busy_since >= s->wait_ms)
		return 0;
	ts.tv_nsec = (300 + rand_r(&s->jitter) % (n < 10 ? 1500 : 4000)) * 1000L;
	nanosleep(&ts, NULL);
	return 1;
}

/* ---- opening */

/* What stat and access can tell, in words that say what to do. */
static enum rc
look_at(const char *path, bool readonly, struct err *e)
{
	struct stat sb;
	const char *why;

	if (stat(path, &sb) != 0) {
		if (errno == ENOENT)
			return err_set(e, RC_NOTFOUND,
			    T("%s：没有这个库文件。请先用 dingmi init 建立，或核对 "
			      "--home 目录",
				"%s: there is no store here; make one with dingmi init, "
				"or check --home"),
			    path);
		why = strerror(errno);
		return err_set(e, RC_SYSTEM,
		    T("%s：无法查看（%s）。请核对路径和目录权限",
			"%s: cannot be looked at (%s); check the path and the rights of "
			"its directory"),
		    path, why);
	}
	if (S_ISDIR(sb.st_mode))
		return err_set(e, RC_INVAL,
		    T("%s：这是目录，不是库文件。请指向其中的 dingmi.db",
			"%s: is a directory, not a store; name the file dingmi.db in it"),
		    path);
	if (!S_ISREG(sb.st_mode))
		return err_set(e, RC_INVAL,
		    T("%s：不是普通文件，不能作库",
			"%s: is not a regular file and cannot be a store"),
		    path);
	if (sb.st_size == 0)
		return err_set(e, RC_DAMAGED,
		    T("%s：文件是空的（0 字节），内容已失。请用备份恢复，勿在其上新建",
			"%s: the file is empty (0 bytes), its content is lost; restore a "
			"backup"),
		    path);
	if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
		return err_set(e, RC_SYSTEM,
		    T("%s：没有读取权限。请由库的所有者授权，或以服务账户运行",
			"%s: no permission to read; ask the owner of the store, or run "
			"as the service account"),
		    path);
	if (!readonly && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
		return err_set(e, RC_READONLY,
		    T("%s：只能读，不能写。请加 --readonly 查阅，或由所有者授予写权限",
			"%s: may be read but not written; use --readonly, or ask its "
			"owner for the right to write"),
		    path);
	return RC_OK;
}

/* WAL needs room for its two side files. */
static enum rc
look_at_dir(const char *path, bool readonly, bool *immutable, struct err *e)
{
	char *copy = xstrdup(path), *wal = xasprintf("%s-wal", path);
	const char *dir = dirname(copy);
	struct statvfs fs;
	struct stat sb;
	enum rc rc = RC_OK;

	*immutable = false;
	if (faccessat(AT_FDCWD, dir, W_OK | X_OK, AT_EACCESS) == 0)
		goto out;
	if (!readonly) {
		rc = err_set(e, RC_READONLY,
		    T("%s：所在目录 %s 不能写入。请加 --readonly "
		      "查阅，或由所有者授予目录写权限",
			"%s: its directory %s may not be written; use --readonly, or ask "
			"for the right to write there"),
		    path, dir);
	} else if (statvfs(dir, &fs) == 0 && (fs.f_flag & ST_RDONLY) != 0) {
		/* On a read-only medium nobody writes, unless changes were left beside
		 * the file. */
		*immutable = stat(wal, &sb) != 0 || sb.st_size == 0;
		if (!*immutable)
			rc = err_set(e, RC_READONLY,
			    T("%s：只读介质上另有未并入的 "
			      "%s。请把两个文件一起复制到可写处再打开",
				"%s: changes in %s are not merged and the medium is "
				"read-only; copy both files to a place that can be "
				"written"),
			    path, wal);
	}
out:
	free(wal);
	free(copy);
	return rc;
}

/* An immutable file is told to SQLite by URI, where some characters have a meaning. */
static char *
immutable_uri(const char *path)
{
	struct str b = { 0 };

	str_add(&b, "file:");
	for (const char *p = path; *p != '\0'; p++) {
		if (strchr("%?#", *p) != NULL)
			str_addf(&b, "%%%02X", (unsigned)(unsigned char)*p);
		else
			str_addc(&b, *p);
	}
	str_add(&b, "?immutable=1");
	return str_take(&b);
}

static enum rc
open_handle(struct store *s, const char *file, bool immutable, struct err *e)
{
	static const struct {
		int op, on;
	} config[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
	};
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, r;
	char *uri = immutable ? immutable_uri(file) : NULL;

	/* One thread; said once, before the library starts (later calls do nothing). */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	flags |= s->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	flags |= immutable ? SQLITE_OPEN_URI : 0;
	r = sqlite3_open_v2(immutable ? uri : file, &s->db, flags, NULL);
	free(uri);
	if (r != SQLITE_OK)
		return db_fail(s, e);
	sqlite3_busy_handler(s->db, on_busy, s);
	for (size_t i = 0; i < ARRAY_LEN(config); i++)
		sqlite3_db_config(s->db, config[i].op, config[i].on, (int *)NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	return RC_OK;
}

/* What must hold on every handle. */
static enum rc
set_handle(struct store *s, struct err *e)
{
	static const char *const pragmas[] = {
		"PRAGMA recursive_triggers = ON", /* else INSERT OR REPLACE deletes past
						     the triggers */
		"PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY",
		"PRAGMA journal_size_limit = 67108864", "PRAGMA cell_size_check = ON"
	};
	sqlite3_stmt *st;
	bool wal = false;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(pragmas); i++)
		if (sqlite3_exec(s->db, pragmas[i], NULL, NULL, NULL) != SQLITE_OK)
			return db_fail(s, e);
	if (s->readonly)
		return RC_OK;
	/* A restored backup may have lost the mode; where it stands already this reads
	 * nothing. */
	if ((rc = db_take(s, "PRAGMA journal_mode = WAL", &st, e)) == RC_OK &&
	    (rc = db_step(s, st, NULL, e)) == RC_OK)
		wal = strcmp(db_col(st, 0), "wal") == 0;
	db_give(s, st);
	if (rc == RC_OK && !wal)
		rc = err_set(e, RC_SYSTEM,
		    T("%s：这个文件系统不支持 WAL。请把库放在本机磁盘上",
			"%s: this file system does not support WAL; keep the store on a "
			"local disk"),
		    s->path);
	return rc;
}

/* Ours, and of a version that this program knows? *version gets it. */
static enum rc
check_version(struct store *s, int64_t *version, struct err *e)
{
	int64_t app = 0;
	enum rc rc;

	if ((rc = db_int(s, "PRAGMA application_id", &app, e)) != RC_OK ||
	    (rc = db_int(s, "PRAGMA user_version", version, e)) != RC_OK)
		return rc;
	if (app != STORE_APPLICATION_ID)
		return err_set(e, RC_FOREIGN,
		    T("%s：是别的程序的数据库，不是 dingmi "
		      "的库，未作任何改动。请核对路径",
			"%s: a database of another program, not a dingmi store; nothing "
			"was changed; check the path"),
		    s->path);
	if (*version > store_version)
		return err_set(e, RC_FOREIGN,
		    T("%s：库的版本是 %lld，本程序只认到 %d。请用较新的 dingmi 打开",
			"%s: the store has version %lld, this program knows up to %d; "
			"use a newer dingmi"),
		    s->path, (long long)*version, store_version);
	if (*version < store_version && s->readonly)
		return err_set(e, RC_READONLY,
		    T("%s：库的版本是 %lld，要先升级到 %d。请不带 --readonly 打开一次",
			"%s: the store has version %lld and must become %d first; open "
			"it once without --readonly"),
		    s->path, (long long)*version, store_version);
	return RC_OK;
}

static enum rc
open_file(struct store *s, const char *file, bool immutable, bool fresh, struct err *e)
{
	int64_t version = 0;
	enum rc rc;

	if ((rc = open_handle(s, file, immutable, e)) != RC_OK)
		return rc;
	/* Whose file it is comes first: nothing is set on a stranger's. */
	if (!fresh && (rc = check_version(s, &version, e)) != RC_OK)
		return rc;
	if ((rc = set_handle(s, e)) != RC_OK)
		return rc;
	if (version < store_version &&
	    (rc = migrate(s, store_migrations, store_version, e)) != RC_OK)
		return rc;
	sqlite3_set_authorizer(s->db, authorize, s);
	return RC_OK;
}

static struct store *
store_new(const char *path, bool readonly, const struct clock *clock)
{
	struct store *s = xcalloc(1, sizeof(*s));

	s->path = xstrdup(path);
	s->lock_path = xasprintf("%s.lock", path);
	s->clock = clock;
	s->readonly = readonly;
	s->wait_ms = WAIT_MS;
	s->jitter = (unsigned)getpid();
	s->lock_fd = -1;
	return s;
}

static enum rc
exists_already(const char *path, struct err *e)
{
	return err_set(e, RC_CONFLICT,
	    T("%s：已有文件，不会覆盖。请换一个目录，或先把它移走",
		"%s: there is a file already and it will not be overwritten; choose "
		"another directory or move it away"),
	    path);
}

static enum rc
cannot_create(const char *path, struct err *e)
{
	return db_fail_code(path, SQLITE_CANTOPEN, errno, NULL, e);
}

/* Build the store as PATH.new-PID, then give it its name. */
static enum rc
create(const char *path, const struct clock *clock, struct err *e)
{
	char *tmp = xasprintf("%s.new-%ld", path, (long)getpid());
	struct store *s = NULL;
	struct stat sb;
	enum rc rc = RC_OK;
	int fd = -1;

	if (lstat(path, &sb) == 0) {
		rc = exists_already(path, e);
		goto out;
	}
	if (unlink(tmp) != 0 && errno != ENOENT) {
		rc = cannot_create(path, e);
		goto out;
	}
	if ((fd = open(tmp, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600)) < 0 ||
	    close(fd) != 0) {
		rc = cannot_create(path, e);
		goto out;
	}
	s = store_new(tmp, false, clock);
	if ((rc = open_file(s, tmp, false, true, e)) != RC_OK)
		goto out;
	if (sqlite3_wal_checkpoint_v2(
		s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK) {
		rc = db_fail(s, e);
		goto out;
	}
	store_close(s);
	s = NULL;
	if (link(tmp, path) != 0)
		rc = errno == EEXIST ? exists_already(path, e) : cannot_create(path, e);
out:
	store_close(s);
	if (fd >= 0) {
		static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
		for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
			char *name = xasprintf("%s%s", tmp, ends[i]);
			unlink(name);
			free(name);
		}
	}
	free(tmp);
	return rc;
}

enum rc
store_open(const char *path, unsigned flags, const struct clock *clock,
    struct store **out, struct err *e)
{
	struct store *s = NULL;
	bool readonly = (flags & STORE_READONLY) != 0, immutable;
	enum rc rc;

	*out = NULL;
	assert((flags & STORE_CREATE) == 0 || !readonly);
	if ((flags & STORE_CREATE) != 0 && (rc = create(path, clock, e)) != RC_OK)
		return rc;
	if ((rc = look_at(path, readonly, e)) != RC_OK ||
	    (rc = look_at_dir(path, readonly, &immutable, e)) != RC_OK)
		return rc;
	s = store_new(path, readonly, clock);
	if ((rc = open_file(s, path, immutable, false, e)) == RC_OK) {
		*out = s;
		s = NULL;
	}
	store_close(s);
	return rc;
}

void
store_close(struct store *s)
{
	int r;

	if (s == NULL)
		return;
	assert(s->txn == NULL);
	db_forget(s);
	for (size_t i = 0; i < ARRAY_LEN(s->slot); i++)
		kind_done(&s->slot[i]);
	r = sqlite3_close(s->db);
	assert(r == SQLITE_OK);
	(void)r;
	if (s->lock_fd >= 0)
		close(s->lock_fd);
	digest_free(s->digest);
	free(s->lock_path);
	free(s->path);
	free(s);
}

bool
store_readonly(const struct store *s)
{
	return s->readonly;
}

const struct clock *
store_clock(const struct store *s)
{
	return s->clock;
}

const char *
store_path(const struct store *s)
{
	return s->path;
}

int
store_wait(struct store *s, int ms)
{
	int was = s->wait_ms;

	s->wait_ms = ms;
	return was;
}

enum rc
store_building(struct store *s, bool building, struct err *e)
{
	int code;

	assert(s->txn == NULL);
	sqlite3_set_authorizer(s->db, NULL, NULL);
	code = sqlite3_exec(s->db,
	    building ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL", NULL,
	    NULL, NULL);
	sqlite3_set_authorizer(s->db, authorize, s);
	return code == SQLITE_OK ? RC_OK : db_fail(s, e);
}
