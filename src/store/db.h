/* SPDX-License-Identifier: MIT */
#ifndef DM_STORE_DB_H
#define DM_STORE_DB_H
/*
 * What the files of store/ share: the open store, its statements, its kinds, its schema.
 * Nobody outside store/ and its tests includes this.
 */
#include <sqlite3.h>
#include "store/store.h"

#define KIND(number, name) +1
enum {
	KIND_COUNT = 0
#include "store/kinds.def"
};
#undef KIND
enum { STORE_APPLICATION_ID = 0x44474D49 /* "DGMI" */ };

/* A kind with what only the store needs. First member: a const struct kind * finds its
 * slot. */
struct kind_slot {
	struct kind k;
	bool loaded;
	char **dflt; /* owned: what a required column takes when left empty, or NULL */
	bool *lead;  /* first column of an index, whatever the order after it */
	int *then; /* owned: third column of the index (column, state, …); -1: there is
		      none */
	bool *by_state; /* second column of an index (state, column, …) */
	bool *rare;	/* an index holds just the rows in which it is filled */
	bool *date;	/* the schema wants a day */
	char *get, *scan, *insert, *update; /* owned: SQL */
	int *find;			    /* owned: columns that search reads */
	size_t nfind;
	bool find_known;
	/* Known while transaction `serial` runs, since nobody else can write meanwhile.
	 */
	uint64_t serial;
	int64_t next_id, no_last;
	char no_stem[32];
};

/* A prepared statement kept for its SQL text. */
struct cached {
	char *sql; /* owned */
	uint32_t hash;
	uint64_t used_at;
	sqlite3_stmt *st;
	bool taken;
};

struct store {
	sqlite3 *db;
	char *path, *lock_path;	   /* owned */
	const struct clock *clock; /* borrowed */
	bool readonly, verifying;
	int wait_ms;
	int64_t busy_since;
	unsigned jitter;
	int lock_fd;
	struct txn *txn; /* borrowed: the running one */
	uint64_t serial; /* of the running or last transaction */
	struct digest *digest;
	const char *(*search_columns)(const char *kind);
	struct cached cache[64];
	uint64_t tick;
	int open; /* statements taken and not given back */
	struct kind_slot slot[KIND_COUNT];
};

/* ---- statements (db.c). Every one taken is given back before the function returns. */
MUST_CHECK enum rc
db_take(struct store *s, const char *sql, sqlite3_stmt **out, struct err *e);
void db_give(struct store *s, sqlite3_stmt *st); /* NULL is fine */
MUST_CHECK enum rc db_step(struct store *s, sqlite3_stmt *st, bool *row, struct err *e);
MUST_CHECK enum rc db_exec(struct store *s, const char *sql, struct err *e);
/* The first column of the first row; *out keeps its value when there is no row. */
MUST_CHECK enum rc db_int(struct store *s, const char *sql, int64_t *out, struct err *e);
void db_text(sqlite3_stmt *st, int i, const char *v); /* binds; v must outlive the step */
const char *db_col(sqlite3_stmt *st, int i);	      /* "" when NULL */
/* One snapshot for several reads; inside a transaction both do nothing. */
MUST_CHECK enum rc db_read_begin(struct store *s, bool *began, struct err *e);
void db_read_end(struct store *s, bool began);
void db_forget(struct store *s); /* finalize all, before closing */

/* ---- errors (fail.c) */
enum rc
db_fail(struct store *s, struct err *e); /* the handle's last error, with advice */
/* The same after writing r: a broken constraint is told by column and value. */
enum rc db_fail_put(struct store *s, const struct record *r, struct err *e);
enum rc db_fail_code(const char *path, int code, int os, const char *msg, struct err *e);

/* ---- kinds (kind.c) */
MUST_CHECK enum rc
kind_slot(struct store *s, const char *name, struct kind_slot **out, struct err *e);
struct kind_slot *kind_own(struct store *s, const struct kind *k);
void kind_done(struct kind_slot *slot);

/* ---- records (get.c) */
/* The row under a statement made from slot->get or slot->scan. */
struct record *record_read(const struct kind_slot *slot, sqlite3_stmt *st);
MUST_CHECK enum rc record_load(struct store *s, const struct kind_slot *slot, int64_t id,
    struct record **out, struct err *e);
void image_add(struct str *out, const char *name, const char *v, size_t n);

/* ---- schema (migrate.c, generated schema.c) */
extern const char schema_sql[];
extern const char *const store_migrations[]; /* entry i takes version i to i + 1 */
extern const int store_version;		     /* the newest */
/* Take the file from its user_version to n, one transaction a step. */
MUST_CHECK enum rc
migrate(struct store *s, const char *const *list, int n, struct err *e);
/* Name every schema object that is not as shipped. */
MUST_CHECK enum rc migrate_faults(struct store *s, struct strs *faults, struct err *e);
#endif
