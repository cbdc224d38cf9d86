/* SPDX-License-Identifier: MIT */
/* The home screen: seven tiles and the inbox, gathered from the step files. */
#include <string.h>
#include "step/cascade.h"
#include "step/tables.h"

/* Counts on the home screen stop here: nobody reads a longer one. */
enum { COUNT_MAX = 1000 };

/* By state alone the store knows without counting. */
static enum rc
count_states(
    struct bench *b, const char *kind, const char *states, size_t *n, struct err *e)
{
	struct tally *t = NULL;
	struct strs want = { 0 };
	size_t nt = 0;
	enum rc rc = store_tally(b->store, kind, &t, &nt, e);

	*n = 0;
	strs_split(&want, states != NULL ? states : "", ",");
	for (size_t i = 0; i < nt; i++)
		if (states == NULL || strs_has(&want, t[i].state))
			*n += (size_t)t[i].n;
	strs_free(&want);
	tally_free(t, nt);
	return rc;
}

enum rc
count_where(struct bench *b, const char *kind, const char *states, const char *col,
    int64_t value, size_t *n, struct err *e)
{
	struct query q;
	enum rc rc;

	if (col == NULL)
		return count_states(b, kind, states, n, e);
	query_init(&q, store_kind(b->store, kind));
	if (states != NULL)
		query_add_in(&q, "state", true, states);
	query_add_int(&q, col, value);
	rc = store_count(b->store, &q, COUNT_MAX, n, e);
	query_done(&q);
	return rc;
}

static void
query_dates(struct query *q, const char *col, int32_t from, int32_t to)
{
	char a[11], z[11];

	date_format(from, a);
	date_format(to, z);
	if (from != DATE_NONE && to != DATE_NONE)
		query_add(q, col, COND_BETWEEN, a, z);
	else if (from != DATE_NONE)
		query_add(q, col, COND_GE, a, NULL);
	else if (to != DATE_NONE)
		query_add(q, col, COND_LE, z, NULL);
}

enum rc
count_due(struct bench *b, const char *kind, const char *states, const char *col,
    int32_t from, int32_t to, size_t *n, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(b->store, kind));
	if (states != NULL)
		query_add_in(&q, "state", true, states);
	query_dates(&q, col, from, to);
	rc = store_count(b->store, &q, COUNT_MAX, n, e);
	query_done(&q);
	return rc;
}

void
duty_add(struct duties *d, const char *rule, enum origin o, int32_t due, const char *kind,
    int64_t id, int step, const char *act, const char *fmt, ...)
{
	struct duty *v;
	struct str s = { 0 };
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	str_add(&s, text);
	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? 16 : d->cap * 2;
		d->v = xreallocarray(d->v, d->cap, sizeof(*d->v));
	}
	v = &d->v[d->n++];
	*v = (struct duty){ .text = str_take(&s),
		.rule = rule != NULL ? rule : "",
		.origin = o,
		.due = due,
		.start = DATE_NONE,
		.kind = xstrdup(kind),
		.id = id,
		.step = step,
		.act = act };
}

void
duties_free(struct duties *d)
{
	for (size_t i = 0; i < d->n; i++) {
		free(d->v[i].text);
		free(d->v[i].kind);
	}
	free(d->v);
	memset(d, 0, sizeof(*d));
}

/* How near an end is: the first, second or third reminder (R106). Other days are no ends.
 */
static void
stage_words(struct bench *b, const char *column, int32_t due, char out[32])
{
	static const enum param leads[] = { PARAM_LEAD_DAYS_3, PARAM_LEAD_DAYS_2,
		PARAM_LEAD_DAYS_1 };
	bool ends = strcmp(column, "expiry") == 0 || strcmp(column, "to_on") == 0 ||
		    strcmp(column, "trained_until") == 0;
	int64_t left = (int64_t)due - bench_today(b);

	out[0] = '\0';
	for (size_t i = 0; ends && left >= 0 && i < ARRAY_LEN(leads); i++) {
		long days = b->org->param.v[leads[i]];

		if (left > days)
			continue;
		snprintf(out, 32, T("〔%ld日内〕", "[%ld days] "), days);
		return;
	}
}

static enum rc
duties_of(struct bench *b, const struct duty_def *def, bool all, size_t limit,
    struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (!all && def->owner == NULL && !(b->roles & def->roles))
		return RC_OK;
	query_init(&q, store_kind(b->store, def->kind));
	query_add_in(&q, "state", true, def->states);
	if (def->owner != NULL && !all) {
		query_add_int(&q, def->owner, bench_me(b));
	}
	if (def->due != NULL && def->ahead_days >= 0) {
		query_dates(&q, def->due, DATE_NONE,
		    bench_today(b) +
			(b->ahead > def->ahead_days ? b->ahead : def->ahead_days));
		query_add(&q, def->due, COND_FILLED, NULL, NULL);
	}
	if (def->due != NULL) { /* most urgent first, where an index gives that order */
		int col = kind_column(q.kind, def->due);

		if (col >= 0 && q.kind->col[col].indexed)
			q.sort = col;
	}
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		const struct record *r = page.rec[i];
		const struct act_def *act =
		    def->act != NULL ? act_def(def->kind, def->act) : NULL;
		int col = def->label != NULL ? kind_column(r->kind, def->label) : -1;
		char *label, stage[32] = "";

		if (!record_only(def->only, r))
			continue;
		if (def->due != NULL)
			stage_words(b, def->due, record_date(r, def->due), stage);
		label = col >= 0 ? bench_label(b, r->kind->col[col].ref,
				       record_int(r, def->label))
				 : record_label(b, r);

		duty_add(out, def->rule, def->origin,
		    def->due != NULL ? record_date(r, def->due)
		    : def->now	     ? bench_today(b)
				     : DATE_NONE,
		    def->kind, r->id, def->step,
		    act != NULL && record_only(act->only, r) ? def->act : NULL, "%s%s%s",
		    stage, tx(def->text), label);
		out->v[out->n - 1].owner =
		    def->owner != NULL ? record_int(r, def->owner) : 0;
		out->v[out->n - 1].roles = def->roles;
		free(label);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
duties_from(struct bench *b, const struct duty_def *defs, size_t n, bool all,
    size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = duties_of(b, &defs[i], all, limit, out, e);
	return rc;
}

static step_tile_fn *const tiles[] = { step1_tile, step2_tile, step3_tile, step4_tile,
	step5_tile, step6_tile, step7_tile };
static step_inbox_fn *const inboxes[] = { step1_inbox, step2_inbox, step3_inbox,
	step4_inbox, step5_inbox, step6_inbox, step7_inbox };

enum rc
bench_tiles(struct bench *b, struct tile out[7], struct err *e)
{
	enum rc rc = RC_OK;

	memset(out, 0, 7 * sizeof(*out));
	for (int i = 0; i < 7 && rc == RC_OK; i++) {
		out[i].step = i + 1;
		rc = tiles[i](b, &out[i], e);
	}
	return rc;
}

/* Overdue first, then by day; what has no day last. */
static int
by_due(const void *x, const void *y)
{
	const struct duty *a = x, *b = y;
	int64_t da = a->due == DATE_NONE ? INT32_MAX : a->due,
		db = b->due == DATE_NONE ? INT32_MAX : b->due;

	if (da != db)
		return da < db ? -1 : 1;
	if (a->step != b->step)
		return a->step - b->step;
	return a->id < b->id ? -1 : a->id > b->id;
}

static void
duty_drop(struct duty *d)
{
	free(d->text);
	free(d->kind);
}

/* What is owed twice, by its owner and by a role, is said once, with the act if there is
 * one. */
static void
merge_same(struct duties *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->n; i++) {
		struct duty *v = &d->v[i], *last = kept > 0 ? &d->v[kept - 1] : NULL;

		if (last == NULL || last->id != v->id || last->step != v->step ||
		    strcmp(last->kind, v->kind) != 0 ||
		    strcmp(last->text, v->text) != 0) {
			d->v[kept++] = *v;
			continue;
		}
		if (last->act == NULL)
			last->act = v->act;
		if (last->owner == 0)
			last->owner = v->owner;
		last->roles |= v->roles;
		duty_drop(v);
	}
	d->n = kept;
}

enum rc
bench_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	enum rc rc = RC_OK;

	memset(out, 0, sizeof(*out));
	rc = bench_refresh(b, e); /* what was owed of myself may just have been done */
	for (size_t i = 0; i < ARRAY_LEN(inboxes) && rc == RC_OK; i++)
		rc = inboxes[i](b, all, limit, out, e);
	if (rc == RC_OK && all)
		rc = handover_owners(b, out, e);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_due);
	merge_same(out);
	while (out->n > limit)
		duty_drop(&out->v[--out->n]);
	return rc;
}

/* Owed since the record became what it is: the day of its last change. */
static enum rc
started(struct bench *b, struct duty *d, struct err *e)
{
	struct jrows rows = { 0 };
	char day[11] = "";
	enum rc rc =
	    d->id != 0 ? store_history(b->store, d->kind, d->id, 0, 1, &rows, e) : RC_OK;

	if (rows.n > 0)
		snprintf(day, sizeof(day), "%.10s", rows.v[0].at);
	d->start = date_parse(day);
	jrows_free(&rows);
	return rc;
}

enum rc
bench_due(struct bench *b, int days, size_t limit, struct duties *out, struct err *e)
{
	int64_t last = (int64_t)bench_today(b) + days;
	size_t kept = 0;
	enum rc rc;

	b->ahead = days;
	rc = bench_inbox(b, true, limit, out, e);
	b->ahead = 0;
	for (size_t i = 0; i < out->n; i++) {
		if (out->v[i].due != DATE_NONE && out->v[i].due > last)
			duty_drop(&out->v[i]);
		else
			out->v[kept++] = out->v[i];
	}
	out->n = kept;
	for (size_t i = 0; i < out->n && rc == RC_OK; i++)
		rc = started(b, &out->v[i], e);
	return rc;
}
