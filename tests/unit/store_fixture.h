/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_STORE_FIXTURE_H
#define DM_TESTS_STORE_FIXTURE_H
/* A store in a scratch directory, and short ways to fill and to spoil it. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/db.h"
#include "store/txn.h"

struct fixture {
	char dir[64];
	char *path; /* of the store */
	struct clock clock;
	struct store *s;
	struct err e;
};

static const struct actor fx_actor = {
	.person = 0, .login = "zhang", .role = "office", .origin = "tty1"
};

static inline const char *
fx_find_columns(const char *kind)
{
	if (strcmp(kind, "matter") == 0)
		return "no,title,note";
	return strcmp(kind, "dept") == 0 ? "code,name" : NULL;
}

#define fx_ok(f, call) fx_ok_at((f), (call), #call, __LINE__)
static inline void
fx_ok_at(struct fixture *f, enum rc rc, const char *call, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: %s: rc %d: %s", line, call, (int)rc, f->e.msg);
}

#define fx_fails(f, call, want, text) \
	fx_fails_at((f), (call), (want), (text), #call, __LINE__)
static inline void
fx_fails_at(struct fixture *f, enum rc rc, enum rc want, const char *text,
    const char *call, int line)
{
	if (rc != want || strstr(f->e.msg, text) == NULL)
		fail_msg("line %d: %s: rc %d, wanted %d with \"%s\", got: %s", line, call,
		    (int)rc, (int)want, text, f->e.msg);
}

static inline void
fx_open(struct fixture *f, unsigned flags)
{
	fx_ok(f, store_open(f->path, flags, &f->clock, &f->s, &f->e));
	store_search_columns(f->s, fx_find_columns);
}

static inline int
fx_bare(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	lang_set(LANG_EN);
	snprintf(f->dir, sizeof(f->dir), "/tmp/dingmi-test-XXXXXX");
	if (mkdtemp(f->dir) == NULL)
		return -1;
	f->path = path_join(f->dir, "dingmi.db");
	f->clock.fixed = date_from_ymd(2026, 3, 2);
	*state = f;
	return 0;
}

static inline int
fx_setup(void **state)
{
	if (fx_bare(state) != 0)
		return -1;
	fx_open(*state, STORE_CREATE);
	return 0;
}

static inline int
fx_teardown(void **state)
{
	struct fixture *f = *state;
	struct dirent *d;
	DIR *dir;

	store_close(f->s);
	chmod(f->dir, 0700);
	if ((dir = opendir(f->dir)) != NULL) {
		while ((d = readdir(dir)) != NULL) {
			char *name = path_join(f->dir, d->d_name);
			if (unlink(name) != 0)
				(void)rmdir(name);
			free(name);
		}
		closedir(dir);
	}
	rmdir(f->dir);
	free(f->path);
	free(f);
	return 0;
}

/* Close and open again. */
static inline void
fx_reopen(struct fixture *f, unsigned flags)
{
	store_close(f->s);
	f->s = NULL;
	fx_open(f, flags);
}

/* What somebody with the sqlite3 program could do: past every guard of ours. */
static inline void
fx_raw(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	char *msg = NULL;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("raw: %s: %s", sql, msg);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline struct txn *
fx_begin(struct fixture *f)
{
	struct txn *t;

	fx_ok(f, store_begin(f->s, &fx_actor, &t, &f->e));
	return t;
}

static inline void
fx_commit(struct fixture *f, struct txn *t)
{
	fx_ok(f, txn_commit(t, &f->e));
}

/* A new record from "column=value" texts, NULL-ended. */
static inline struct record *
fx_record(struct fixture *f, const char *kind, const char *const *set)
{
	const struct kind *k = store_kind(f->s, kind);
	struct record *r;

	assert_non_null(k);
	r = record_new(k);
	for (; *set != NULL; set++) {
		const char *eq = strchr(*set, '=');
		char *name = xstrndup(*set, (size_t)(eq - *set));
		record_set(r, name, eq + 1);
		free(name);
	}
	return r;
}

#define fx_new(f, kind, ...) \
	fx_record((f), (kind), (const char *const[]){ __VA_ARGS__, NULL })

/* Put in a transaction of its own; the id. */
static inline int64_t
fx_put(struct fixture *f, struct record *r)
{
	struct txn *t = fx_begin(f);
	int64_t id;

	fx_ok(f, txn_put(t, r, "enter", "", &f->e));
	fx_commit(f, t);
	id = r->id;
	record_free(r);
	return id;
}

static inline struct record *
fx_get(struct fixture *f, const char *kind, int64_t id)
{
	struct record *r = NULL;

	fx_ok(f, store_get(f->s, kind, id, &r, &f->e));
	return r;
}

static inline struct record *
fx_matter(struct fixture *f, int n, const char *title)
{
	char no[40];
	struct record *r;

	snprintf(no, sizeof(no), "DM-2026-%04d", n);
	r = fx_new(f, "matter", "state=draft", "created_on=2026-03-01");
	record_set(r, "no", no);
	record_set(r, "title", title);
	return r;
}
#endif
