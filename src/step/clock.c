/* SPDX-License-Identifier: MIT */
/* The clock went back: what that means here, and who explains it. */
#include <string.h>
#include "base/text.h"
#include "step/bench.h"

enum { CROSSED_MAX = 10000 };

/* Who sets clocks, who keeps the register, and the head where there is neither. */
static const unsigned may = ROLE_SYSADM | ROLE_OFFICE | ROLE_HEAD;

/* What is owed from today on but was over on the day of the last row. */
static enum rc
count_crossed(struct bench *b, const char *last, size_t *n, struct err *e)
{
	char to[11];
	struct duties d = { 0 };
	int32_t day;
	enum rc rc;

	snprintf(to, sizeof(to), "%.10s", last);
	if ((day = date_parse(to)) == DATE_NONE || day <= bench_today(b))
		return RC_OK;
	if ((rc = bench_due(b, day - bench_today(b), CROSSED_MAX, &d, e)) == RC_OK)
		for (size_t i = 0; i < d.n; i++)
			*n += d.v[i].due != DATE_NONE && d.v[i].due >= bench_today(b) &&
			      d.v[i].due < day;
	duties_free(&d);
	return rc;
}

enum rc
bench_clock(struct bench *b, struct clock_look *out, size_t *crossed, struct err *e)
{
	enum rc rc;

	*crossed = 0;
	if ((rc = store_clock_look(b->store, out, e)) != RC_OK || !out->back)
		return rc;
	return count_crossed(b, out->last, crossed, e);
}

bool
bench_clock_may(const struct bench *b)
{
	return (b->roles & may) != 0;
}

enum rc
bench_clock_explain(struct bench *b, const char *why, struct err *e)
{
	struct actor a = bench_actor(b);
	char *note = text_trim(xstrdup(why)), *roles = roles_text(may);
	struct clock_look look;
	struct txn *t = NULL;
	enum rc rc;

	if (!bench_clock_may(b)) {
		rc = err_set(e, RC_DENIED,
		    T("时钟倒退由%s说明；请告诉其中一位",
			"that the clock went back is explained by %s; tell one of them"),
		    roles);
		goto out;
	}
	if ((rc = store_clock_look(b->store, &look, e)) != RC_OK)
		goto out;
	if (!look.back) {
		rc = err_set(e, RC_INVAL,
		    T("时钟不早于最后一条日志，或者已经说明，无须说明",
			"the clock is not before the last journal row, or that is "
			"explained: there is nothing to explain"));
		goto out;
	}
	if (*note == '\0') {
		rc = err_set(e, RC_INVAL,
		    T("请写明原因：为什么现在的时间是对的",
			"say why: how it comes that the time is right now"));
		goto out;
	}
	if ((rc = store_begin(b->store, &a, &t, e)) == RC_OK &&
	    (rc = txn_log(t, "meta", 0, "clock", note, e)) == RC_OK) {
		rc = txn_commit(t, e);
		t = NULL;
	}
	txn_abort(t);
out:
	free(note);
	free(roles);
	return rc;
}
