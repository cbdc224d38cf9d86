/* SPDX-License-Identifier: MIT */
#ifndef DM_STORE_SQL_H
#define DM_STORE_SQL_H
/*
 * SQL under construction. Names come from the schema only; every value is bound, so that
 * nothing a person types becomes SQL.
 */
#include "store/db.h"

struct bound {
	bool text;
	int64_t i;
	char *s; /* owned */
};
struct sql {
	struct str s;
	struct bound *v; /* owned: values of the ? in order */
	size_t n, cap;
};
void sql_int(struct sql *q, int64_t v);	     /* adds ? */
void sql_text(struct sql *q, const char *v); /* adds ? */
/* Adds ?: a number for a number column, so that no affinity is needed. */
void sql_value(struct sql *q, const struct kind *k, int col, const char *v);
/* Adds one condition; with use_index false the column is written so that no index serves
 * it. */
void sql_cond(struct sql *q, const struct kind *k, const struct cond *c, bool use_index);
/* Adds `name`, quoted; use_index as above. */
void sql_column(struct sql *q, const struct kind *k, int col, bool use_index);
void sql_done(struct sql *q);
MUST_CHECK enum rc
sql_take(struct store *s, const struct sql *q, sqlite3_stmt **out, struct err *e);

bool query_int(const char *s, int64_t *out); /* a whole decimal number, nothing else */
#endif
