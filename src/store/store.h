/* SPDX-License-Identifier: MIT */
#ifndef DM_STORE_STORE_H
#define DM_STORE_STORE_H
/*
 * The store: one SQLite file, the only writer. Every change goes through a transaction
 * that writes journal row and record together. No law and no screen here; statements
 * never stay open across a call (a screen may wait for a key between any two).
 */
#include "base/date.h"
#include "base/digest.h"
#include "store/record.h"

struct store;
enum { STORE_CREATE = 1, STORE_READONLY = 2 };

/*
 * Open HOME/dingmi.db by the recipe of tech.md §5: WAL, FULL, foreign keys, recursive
 * triggers, defensive, trusted_schema off, own authorizer (no delete, no drop, no
 * attach). STORE_CREATE makes a new one (mode 0600) and fails when there is one. Errors
 * say what and what to do: RC_FOREIGN (another program's file, or newer version),
 * RC_DAMAGED, RC_FULL, RC_READONLY, RC_BUSY, RC_NOTFOUND. clock is borrowed.
 */
MUST_CHECK enum rc store_open(const char *path, unsigned flags, const struct clock *clock,
    struct store **out, struct err *e);
const char *store_library(void);   /* "SQLite 3.40.1", as built with */
void store_close(struct store *s); /* asserts that no statement is open; NULL is fine */
bool store_readonly(const struct store *s);
const struct clock *store_clock(const struct store *s);
const char *store_path(const struct store *s);

const struct kind *
store_kind(struct store *s, const char *name); /* NULL: no such kind; read on first use */
size_t store_kind_names(const char *const **names); /* every kind, in schema order */
/* Which columns text search reads: fn answers a comma list for a kind, NULL or "" for
 * none. Set once, before writing. */
void store_search_columns(struct store *s, const char *(*fn)(const char *kind));
/* The longest wait for another writer, 10 s unless told; answers what it was. */
int store_wait(struct store *s, int ms);

/*
 * While a store is being built that nobody works with yet: commits do not wait for the
 * disk. Turned off again, the next commit and the closing bring everything to it.
 */
MUST_CHECK enum rc store_building(struct store *s, bool building, struct err *e);

/* meta: settings of the store itself (not records): "org.digest", "sample", "digest" … */
MUST_CHECK enum rc store_meta_get(struct store *s, const char *key, char **out,
    struct err *e); /* *out NULL if absent */

/* ---- reading */
MUST_CHECK enum rc store_get(struct store *s, const char *kind, int64_t id,
    struct record **out, struct err *e); /* RC_NOTFOUND */
/* The first record, by id, whose column equals value. *out NULL and RC_OK when there is
 * none. */
MUST_CHECK enum rc store_find(struct store *s, const char *kind, const char *col,
    const char *value, struct record **out, struct err *e);

enum cond_op {
	COND_EQ,
	COND_NE,
	COND_LT,
	COND_LE,
	COND_GT,
	COND_GE,
	COND_BETWEEN,
	COND_GLOB,
	COND_EMPTY,
	COND_FILLED,
	COND_IN,
	COND_NOT_IN,
	COND_TEST
};
struct cond {
	int col;
	enum cond_op op;
	char *a, *b;	/* owned; b for BETWEEN and TEST */
	struct strs in; /* for IN */
};
struct query {
	const struct kind *kind;
	struct cond *cond;
	size_t ncond;
	char *text; /* owned; words to find, NULL none */
	int sort;   /* column, must be indexed; -1: by id */
	bool desc;
	char *guard; /* owned; NULL none */
	int guarded; /* its column */
};
void query_init(struct query *q, const struct kind *k);
void query_done(struct query *q);
void query_copy(struct query *to, const struct query *from);
void query_add(
    struct query *q, const char *col, enum cond_op op, const char *a, const char *b);
void query_add_int(struct query *q, const char *col, int64_t value); /* equals */
void query_add_in(
    struct query *q, const char *col, bool in, const char *list); /* comma separated */
/*
 * A test in SQL of the row t, which the program made from its own tables and numbers;
 * never from what a person typed. drive (NULL: none) says the same so that indexes find
 * the rows, for when they are few.
 */
void query_add_test(struct query *q, const char *test, const char *drive);
/* Whoever asks by this column from now on finds only rows that hold such a test, too. */
void query_guard(struct query *q, const char *col, const char *test);
/*
 * Query by example, one column: `x` equals (text columns: contains, unless written "=x");
 * `a*` `*b*` pattern; `!x` not; `a..b` range;
 * `>x` `>=x` `<x` `<=x`; `a|b` one of; `=` empty; `!` filled. Values must already be
 * stored values. RC_INVAL with an explanation otherwise.
 */
MUST_CHECK enum rc
query_example(struct query *q, const char *col, const char *expr, struct err *e);

/* Keyset paging: a position is (sort value, id) of a row; pages never use OFFSET. */
struct pos {
	char *sort; /* owned; NULL when sorted by id or the value is NULL */
	int64_t id;
};
void pos_done(struct pos *p);
void pos_of(const struct query *q, const struct record *r, struct pos *out);
enum page_dir {
	PAGE_FIRST,
	PAGE_LAST,
	PAGE_AFTER,
	PAGE_BEFORE,
	PAGE_FROM /* including pos */
};
struct page {
	struct record **rec; /* owned; always in query order */
	size_t n;
	bool more_before, more_after;
};
MUST_CHECK enum rc store_page(struct store *s, const struct query *q, enum page_dir dir,
    const struct pos *at, size_t limit, struct page *out, struct err *e);
void page_done(struct page *p);
/* Matching rows, counted up to cap (so that a screen never waits): *n == cap means "cap
 * or more". */
MUST_CHECK enum rc
store_count(struct store *s, const struct query *q, size_t cap, size_t *n, struct err *e);
/* Rows per state of a kind. */
struct tally {
	char *state;
	int64_t n;
};
MUST_CHECK enum rc store_tally(
    struct store *s, const char *kind, struct tally **out, size_t *n, struct err *e);
void tally_free(struct tally *t, size_t n);
/* For completion: records within q whose display columns contain or begin with text
 * (given columns, OR-ed), by id whatever q sorts by, at most limit. */
MUST_CHECK enum rc
store_complete(struct store *s, const struct query *q, const char *const *cols,
    size_t ncol, const char *text, size_t limit, struct page *out, struct err *e);

/* ---- writing */
struct actor {
	int64_t person;	    /* acting person, 0 before there is one */
	const char *login;  /* real login, never typed in */
	const char *role;   /* acting role */
	const char *origin; /* tty or SSH connection */
};
struct txn;
/* Fair gate (flock on the lock file, bounded wait, then RC_BUSY), then BEGIN IMMEDIATE.
 */
MUST_CHECK enum rc
store_begin(struct store *s, const struct actor *a, struct txn **out, struct err *e);
/*
 * Insert (r->id == 0: id and rev 1 assigned) or update (r->rev must be the stored one,
 * else RC_CONFLICT whose message names who changed what and when). Journal row first,
 * then record, then search text. note is free text ("" allowed). A required column left
 * empty takes its default; a taken value is RC_CONFLICT, anything else that the schema
 * refuses RC_INVAL, both naming the column. After that the transaction may go on (an
 * import names every bad row) but no longer be committed.
 */
MUST_CHECK enum rc txn_put(
    struct txn *t, struct record *r, const char *act, const char *note, struct err *e);
/*
 * A journal row about a record without a change (a look at 机密). Act "clock" with a note
 * explains that the clock went back; until then nothing else can be written.
 */
MUST_CHECK enum rc txn_log(struct txn *t, const char *kind, int64_t id, const char *act,
    const char *note, struct err *e);
struct clock_look {
	char now[32], last[32]; /* of the last journal row; "": there is none */
	bool back; /* the clock went back and nobody explained it: nothing is written */
};
MUST_CHECK enum rc
store_clock_look(struct store *s, struct clock_look *out, struct err *e);
MUST_CHECK enum rc txn_meta(struct txn *t, const char *key, const char *value,
    struct err *e); /* journalled as kind "meta" */
/* The next free number "PREFIX-YYYY-NNNN" of a kind's `no` column, within the
 * transaction. */
MUST_CHECK enum rc txn_next_no(struct txn *t, const char *kind, const char *prefix,
    int year, char out[40], struct err *e);
MUST_CHECK enum rc
txn_commit(struct txn *t, struct err *e); /* frees t whatever happens */
void txn_abort(struct txn *t);		  /* NULL is fine */

/* ---- journal */
struct jrow {
	int64_t seq;
	char *at, *login, *role, *origin, *kind, *act, *note;
	int64_t person, record, rev;
	char *image;
	size_t nimage;
	uint8_t prev[32], hash[32];
};
struct jrows {
	struct jrow *v;
	size_t n, cap;
};
/* Rows of one record (kind NULL: of all), newest first, below seq `before` (0: from the
 * newest). */
MUST_CHECK enum rc store_history(struct store *s, const char *kind, int64_t id,
    int64_t before, size_t limit, struct jrows *out, struct err *e);
void jrows_free(struct jrows *r);

struct verify_report {
	int64_t rows, records; /* journal rows re-hashed, records compared */
	struct strs faults;    /* each names what differs */
	char head[65];	       /* hash of the last row */
};
/* Re-hash every row, compare every record with its last image, find records without a
 * journal and images without a record; RC_OK even when faults were found. */
MUST_CHECK enum rc
store_verify(struct store *s, struct verify_report *out, struct err *e);
void verify_done(struct verify_report *v);

/* ---- drafts */
struct draft {
	int64_t id, person, record, base_rev;
	char *kind, *act, *saved_at, *title, *data;
	size_t ndata;
};
/* id 0: a new one, whose id is set. Else it takes the place of that one; when that was
 * dropped meanwhile it becomes a new one. */
MUST_CHECK enum rc draft_save(struct store *s, struct draft *d, struct err *e);
/* Within a running transaction it goes along with it. One that is gone is no error. */
MUST_CHECK enum rc draft_drop(struct store *s, int64_t person, int64_t id, struct err *e);
MUST_CHECK enum rc draft_list(struct store *s, int64_t person, struct draft **out,
    size_t *n, struct err *e); /* newest first */
void draft_free(struct draft *d, size_t n);
#endif
