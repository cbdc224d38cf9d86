/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_CSV_H
#define DM_BASE_CSV_H
/* RFC 4180 CSV, UTF-8 (a BOM at the start is skipped: spreadsheets write one). */
#include <stdio.h>
#include "base/mem.h"

struct csv;
struct csv_row {
	char **v; /* owned; each NUL-ended */
	size_t n;
	int line; /* line on which the row begins */
};
/* Streams; a file over 512 MB is refused. */
MUST_CHECK enum rc csv_open(const char *path, struct csv **out, struct err *e);
/* RC_OK with row->n == 0 at the end; empty lines are skipped. Errors (bad UTF-8, NUL,
 * over 1 MB or 1000 columns, a quote out of place) carry file:line; reading may go on
 * with the next row when rc is RC_INVAL. */
MUST_CHECK enum rc csv_next(struct csv *c, struct csv_row *row, struct err *e);
void csv_row_free(struct csv_row *row);
void csv_close(struct csv *c);
void csv_write(FILE *f, const char *const *v, size_t n); /* quotes where needed; CRLF */
#endif
