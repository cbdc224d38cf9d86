/* SPDX-License-Identifier: MIT */
/*
 * Time in the store does not go back without a word: what a journal row said would no
 * longer be in order, and what had fallen due would lie ahead again. Until somebody has
 * explained it (txn_log, act "clock") nothing is written.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"
#include "store/txn.h"

enum { SLACK = 300 /* seconds a clock may be set back without a word */ };

bool
clock_went_back(const struct clock *c, const char *now, const char *last)
{
	int64_t n, l;

	if (last == NULL || *last == '\0')
		return false;
	if (c->fixed != DATE_NONE) /* a chosen day has no hour worth comparing */
		return strncmp(now, last, 10) < 0;
	return stamp_seconds(now, &n) && stamp_seconds(last, &l) && n < l - SLACK;
}

enum rc
clock_unexplained(struct store *s, int64_t seq, bool *out, struct err *e)
{
	char *explained = NULL;
	int64_t upto;
	enum rc rc;

	/* the setting names the last row written before the step back */
	if ((rc = store_meta_get(s, "clock.explained", &explained, e)) == RC_OK)
		*out = explained == NULL || !query_int(explained, &upto) || upto < seq;
	free(explained);
	return rc;
}

enum rc
store_clock_look(struct store *s, struct clock_look *out, struct err *e)
{
	struct jrows rows = { 0 };
	enum rc rc;

	*out = (struct clock_look){ 0 };
	clock_stamp(s->clock, out->now);
	if ((rc = store_history(s, NULL, 0, 0, 1, &rows, e)) != RC_OK || rows.n == 0)
		goto out;
	snprintf(out->last, sizeof(out->last), "%s", rows.v[0].at);
	if (clock_went_back(s->clock, out->now, out->last))
		rc = clock_unexplained(s, rows.v[0].seq, &out->back, e);
out:
	jrows_free(&rows);
	return rc;
}
