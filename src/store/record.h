/* SPDX-License-Identifier: MIT */
#ifndef DM_STORE_RECORD_H
#define DM_STORE_RECORD_H
/*
 * A record is one row of a kind's table, values as text. Kinds and their columns are read
 * from the schema, which is the only place that lists them.
 */
#include <stdint.h>
#include "base/mem.h"

enum coltype { COL_TEXT, COL_INT };
struct column {
	char *name;
	enum coltype type;
	bool required; /* NOT NULL */
	char *ref;     /* kind it refers to, or NULL */
	bool indexed;  /* an index gives its order, then id: may sort a register */
};
struct kind {
	char *name;
	int number; /* fixed for ever: part of the search rowid (kinds.def) */
	struct column *col;
	size_t ncol; /* columns in table order; 0 id, 1 rev, 2 state */
};
int kind_column(const struct kind *k, const char *name); /* -1: none */

struct record {
	const struct kind *kind; /* borrowed: lives as long as the store */
	int64_t id;		 /* 0: not stored yet */
	int64_t rev;		 /* version last read */
	char **val; /* owned; val[i] NULL is SQL NULL; val[0], val[1] unused */
};
struct record *record_new(const struct kind *k);
struct record *record_copy(const struct record *r);
void record_free(struct record *r);
const char *record_get(const struct record *r,
    const char *col); /* "" when NULL; asserts the column exists */
int64_t record_int(const struct record *r, const char *col); /* 0 when NULL */
void
record_set(struct record *r, const char *col, const char *v); /* "" and NULL store NULL */
void record_set_int(struct record *r, const char *col, int64_t v);
const char *record_state(const struct record *r);

/* Canonical form: "name=LENGTH:VALUE\n" for every non-NULL column but id and rev, in
 * table order. */
void record_image(const struct record *r, struct str *out);
/* Read one back; columns the kind no longer has are ignored. RC_DAMAGED when it does not
 * parse. */
MUST_CHECK enum rc record_from_image(
    const struct kind *k, const char *s, size_t n, struct record **out, struct err *e);
#endif
