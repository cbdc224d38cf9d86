/* SPDX-License-Identifier: MIT */
#ifndef DM_STORE_TXN_H
#define DM_STORE_TXN_H
/* The running transaction, and what writes within it: gate, journal, search text. */
#include "store/db.h"

struct find_row {
	int64_t rowid;
	char *body; /* owned */
};
struct tally_delta {
	const char *kind; /* borrowed from its slot */
	char *state;	  /* owned */
	int64_t n;
};
struct txn {
	struct store *s;
	int64_t person;
	char *login, *role, *origin; /* owned */
	char at[32];
	int64_t seq; /* of the last journal row */
	uint8_t head[32];
	char *last_at; /* owned: time of the last journal row before this transaction, or
			  NULL */
	bool clock_back; /* the clock went back and nobody explained it yet */
	bool spoiled; /* a journal row stands without its record: may only be rolled back
		       */
	size_t puts;
	struct str image, buf;
	struct find_row *find; /* owned: search text to write at commit */
	size_t nfind, cfind, find_bytes;
	struct tally_delta *tally; /* owned: counts to write at commit */
	size_t ntally;
};

/* ---- tally.c */
void tally_note(struct txn *t, const struct kind *k, const char *was, const char *now);
MUST_CHECK enum rc tally_flush(struct txn *t, struct err *e);
void tally_drop(struct txn *t);
/* Counted over the records themselves: what the kept counts must equal. */
MUST_CHECK enum rc tally_count(
    struct store *s, const char *kind, struct tally **out, size_t *n, struct err *e);

/* ---- gate.c */
MUST_CHECK enum rc
gate_begin(struct store *s, struct err *e); /* gate, then BEGIN IMMEDIATE */
MUST_CHECK enum rc
gate_commit(struct store *s, struct err *e); /* rolls back when it fails */
void gate_rollback(struct store *s);
int64_t gate_now_ms(void);

/* ---- journal.c */
MUST_CHECK enum rc
journal_digest(struct store *s, struct err *e); /* s->digest, on first use */
MUST_CHECK enum rc
journal_head(struct txn *t, struct err *e); /* read the last row into t */
/* Append one: seq, at, who, prev and hash are filled from t, which moves on. */
MUST_CHECK enum rc journal_add(struct txn *t, struct jrow *row, struct err *e);
MUST_CHECK enum rc journal_hash(struct digest *d, const struct jrow *row, struct str *buf,
    uint8_t out[32], struct err *e);
void
journal_row(sqlite3_stmt *st, struct jrow *out); /* borrows the row under the statement */
#define JOURNAL_COLUMNS \
	"seq, at, login, person, role, origin, kind, record, rev, act, note, image, " \
	"prev, hash"

/* ---- search.c */
enum {
	FIND_SHIFT = 40,      /* rowid = kind number << 40 | id */
	FIND_BYTES = 16 << 20 /* search text kept back at most */
};
/* The MATCH expression: every word of text. False when there is no word in it. */
bool search_match(const char *text, struct str *out);
/* Keep the search text of r for the commit; old (may be NULL) tells whether it changed.
 */
void search_note(struct txn *t, struct kind_slot *slot, const struct record *old,
    const struct record *r, int64_t id);
MUST_CHECK enum rc search_flush(struct txn *t, struct err *e);

/* clock.c: is now before last (NULL, "": no row yet) by more than a clock may err? */
bool clock_went_back(const struct clock *c, const char *now, const char *last);
/* Has nobody explained a step back behind journal row seq? */
MUST_CHECK enum rc
clock_unexplained(struct store *s, int64_t seq, bool *out, struct err *e);
#endif
