/* SPDX-License-Identifier: MIT */
/*
 * Carrying out a decision on a matter in force: the signed decision keeps before and
 * after, the matter takes the new values, its carriers and its circle follow. What the
 * unit may not decide alone waits for the organ that set the scope (R098, R109).
 */
#include <string.h>
#include "step/matter.h"

static enum rc
put_knower(struct act_run *run, struct txn *t, const struct record *d, const char *person,
    struct record *known, struct err *e)
{
	const struct widening w = { run->rec->id, strtoll(person, NULL, 10),
		record_int(d, "approver_id"), record_get(d, "opinion") };

	return circle_enter(run->bench, t, known, &w, e);
}

/* The circle becomes the one decided; every widening keeps who, when, why and by whom
 * (R056). */
static enum rc
apply_circle(struct act_run *run, struct txn *t, const struct record *d, struct err *e)
{
	struct strs want = { 0 };
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "ntk"));
	query_add_int(&q, "matter_id", run->rec->id);
	query_add(&q, "person_id", COND_FILLED, NULL, NULL);
	strs_split(&want, record_get(d, "new_knowers"), ",");
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 5000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		struct record *r = page.rec[i];
		bool in = strcmp(record_state(r), "in") == 0;
		bool wanted = strs_has(&want, record_get(r, "person_id"));

		if (in && !wanted) {
			record_set(r, "state", "left");
			record_set_date(r, "to_on", bench_today(run->bench));
			rc = txn_put(t, r, "list", "", e);
		} else if (!in && wanted) {
			rc = put_knower(run, t, d, record_get(r, "person_id"), r, e);
		}
	}
	for (size_t w = 0; rc == RC_OK && w < want.n; w++) {
		bool known = false;

		for (size_t i = 0; i < page.n; i++)
			known = known || strcmp(record_get(page.rec[i], "person_id"),
					     want.v[w]) == 0;
		if (!known)
			rc = put_knower(run, t, d, want.v[w], NULL, e);
	}
	strs_free(&want);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* Level, period, end and mark follow (the mark is computed, never typed). */
static void
apply_values(
    struct act_run *run, const struct lawcase *c, const struct record *d, bool disputed)
{
	struct facts f = change_rest(c, d);
	struct computed got;
	struct record *m = run->rec;
	enum level before = matter_protected(m);

	law_compute(&f, &got);
	record_set_int(m, "level", (int64_t)got.level);
	/* While it is disputed the highest level claimed stays (R090). */
	if (!disputed || record_int(m, "effective_level") < (int64_t)got.level)
		record_set_int(m, "effective_level", (int64_t)got.level);
	recheck_moved(m, before);
	if (*record_get(d, "new_period") != '\0')
		record_set(m, "period", record_get(d, "new_period"));
	record_set_date(m, "expiry", got.expiry);
	record_set(m, "mark", got.mark);
	if (got.period.kind == PERIOD_CONDITION &&
	    record_int(m, "cond_watcher_id") == 0) {
		record_set_int(m, "cond_watcher_id", record_int(d, "proposer_id"));
		record_set_date(
		    m, "cond_check_on", date_add_years(bench_today(run->bench), 1));
	}
}

/* Publication is the release, on its own day; else it is this one. */
static int32_t
release_day(const struct act_run *run, const struct record *d)
{
	return strcmp(record_get(d, "reason_code"), "U3") == 0
		   ? record_date(d, "public_on")
		   : bench_today(run->bench);
}

static enum rc
apply_points(struct act_run *run, struct txn *t, const struct record *d, struct err *e)
{
	struct strs ids = { 0 };
	enum rc rc = RC_OK;

	strs_split(&ids, record_get(d, "points"), ",");
	for (size_t i = 0; rc == RC_OK && i < ids.n; i++) {
		struct record *p = NULL;

		if ((rc = store_get(run->bench->store, "point",
			 strtoll(ids.v[i], NULL, 10), &p, e)) == RC_OK) {
			record_set(p, "state", "released");
			record_set_date(p, "released_on", release_day(run, d));
			rc = txn_put(t, p, run->act->name, "", e);
		}
		record_free(p);
	}
	strs_free(&ids);
	return rc;
}

static void
apply_release(struct act_run *run, const struct record *d)
{
	static const struct {
		const char *code, *cause;
	} causes[] = { { "U1", "early_scope" }, { "U2", "early_harmless" },
		{ "U3", "publication" }, { "U4", "source_released" }, { "S", "order" } };
	const char *code = record_get(d, "reason_code");
	bool public = strcmp(code, "U3") == 0;

	record_set(run->rec, "state", "released");
	record_set(run->rec, "effective_level", NULL);
	record_set(run->rec, "follow_on", NULL);
	record_set_date(run->rec, "released_on", release_day(run, d));
	if (public)
		record_set(run->rec, "public_state", "published");
	for (size_t i = 0; i < ARRAY_LEN(causes); i++)
		if (strcmp(causes[i].code, code) == 0)
			record_set(run->rec, "release_cause", causes[i].cause);
}

/* Everybody is told in writing, except of a publication, which tells by itself (R095,
 * R097, R110); who holds a carrier re-marks it in any case (R073). */
static enum rc
apply(struct act_run *run, struct txn *t, const struct lawcase *c, struct err *e)
{
	const struct record *d = run->child;
	const char *kind = record_get(d, "kind");
	bool public = strcmp(record_get(d, "reason_code"), "U3") == 0;
	bool annul = strcmp(record_get(d, "remedy"), "annul") == 0;
	struct record *x = NULL;
	bool disputed;
	enum rc rc = open_letter(run->bench, run->rec->id, "dispute", UNSETTLED, &x, e);

	if (rc != RC_OK)
		return rc;
	disputed = x != NULL;
	record_free(x);
	record_set(run->rec, "pending", NULL);
	if (strcmp(kind, "widen_out") == 0)
		return widen_out_apply(run, t, d, e);
	if (strcmp(kind, "release") == 0) {
		apply_release(run, d);
		return notice_send(run, t, d, !public, e);
	}
	if (change_is_partial(d)) {
		apply_values(run, c, d, disputed);
		rc = apply_points(run, t, d, e);
		return rc == RC_OK ? notice_send(run, t, d, !public, e) : rc;
	}
	if (strcmp(kind, "correct") == 0 && annul) {
		record_set(run->rec, "state", "annulled");
		record_set(run->rec, "effective_level", NULL);
		return notice_send(run, t, d, true, e);
	}
	if (strcmp(kind, "widen") != 0)
		apply_values(run, c, d, disputed);
	if (*record_get(d, "new_knowers") != '\0')
		rc = apply_circle(run, t, d, e);
	return rc == RC_OK && strcmp(kind, "widen") != 0 ? notice_send(run, t, d, true, e)
							 : rc;
}

/* The decision stands, and what it says is done; a release states its day (R111). */
static enum rc
take_effect(struct act_run *run, struct txn *t, const struct lawcase *c, struct err *e)
{
	enum rc rc;

	record_set(run->child, "state", "recorded");
	if (change_kind(record_get(run->child, "kind"))->law == LAW_RELEASE)
		record_set_date(run->child, "release_on", release_day(run, run->child));
	if ((rc = txn_put(t, run->child, run->act->name, "", e)) == RC_OK)
		rc = apply(run, t, c, e);
	return rc;
}

/* ---- above */

/* The organ that set the scope; the entry knows it. */
static enum rc
organ_above(struct act_run *run, char **out, struct err *e)
{
	struct record *entry = NULL, *scope = NULL;
	enum rc rc = RC_OK;

	*out = NULL;
	if (record_int(run->rec, "entry_id") != 0 &&
	    (rc = store_get(run->bench->store, "scope_entry",
		 record_int(run->rec, "entry_id"), &entry, e)) == RC_OK &&
	    (rc = store_get(run->bench->store, "scope", record_int(entry, "scope_id"),
		 &scope, e)) == RC_OK)
		*out = xstrdup(record_get(scope, "issuer"));
	else if (rc == RC_OK)
		*out = xstrdup(T("规定该保密事项范围的中央有关机关",
		    "the central organ that set the scope"));
	record_free(entry);
	record_free(scope);
	return rc;
}

static enum rc
send_above(struct act_run *run, struct txn *t, struct err *e)
{
	const struct change_kind *k = change_kind(record_get(run->child, "kind"));
	struct record *x = record_new(store_kind(run->bench->store, "external"));
	int32_t today = bench_today(run->bench);
	char *to = NULL, no[40];
	enum rc rc;

	if ((rc = organ_above(run, &to, e)) != RC_OK ||
	    (rc = txn_next_no(t, "external", "WF", date_year(today), no, e)) != RC_OK)
		goto out;
	record_set(x, "state", "sent");
	record_set(x, "no", no);
	record_set_int(x, "matter_id", run->rec->id);
	record_set(x, "kind", k->external);
	record_set(x, "addressee", to);
	record_set(x, "text", record_get(run->child, "after_text"));
	record_set_date(x, "sent_on", today);
	record_set_date(x, "due",
	    today + (int32_t)run->bench->org->param.v[PARAM_EXTERNAL_ANSWER_DAYS]);
	rc = txn_put(t, x, run->act->name, "", e);
out:
	free(to);
	record_free(x);
	return rc;
}

/* The letter that the open decision waits for. */
static enum rc
letter_above(struct act_run *run, struct record **x, struct err *e)
{
	const struct change_kind *k = change_kind(record_get(run->child, "kind"));
	enum rc rc = open_letter(run->bench, run->rec->id, k->external, UNSETTLED, x, e);

	if (rc == RC_OK && *x == NULL)
		rc = err_set(e, RC_NOTFOUND, "%s",
		    T("找不到报送上级的文书", "there is no letter that went up"));
	return rc;
}

/* ---- the acts */

EFFECT_FN(change_approve_effect)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	bool external = false;
	enum rc rc;

	if ((rc = change_case(
		 &c, run->bench, run->rec, run->child, bench_me(run->bench), e)) != RC_OK)
		goto out;
	change_law(&c, run->child, &all, &external);
	sign_proved(run, &c, &all, "approved");
	if (external) {
		record_set(run->rec, "state", "pending_external");
		rc = send_above(run, t, e);
	}
	if (rc == RC_OK)
		rc = external || change_is_later(run->bench, run->child)
			 ? txn_put(t, run->child, run->act->name, "", e)
			 : take_effect(run, t, &c, e);
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

EFFECT_FN(change_return_effect)
{
	sign(run, "returned", "returned");
	return txn_put(t, run->child, run->act->name, "", e);
}

EFFECT_FN(change_withdraw_effect)
{
	record_set(run->rec, "pending", NULL);
	record_set(run->child, "state", "closed");
	record_set(run->child, "opinion2", T("承办人撤回", "withdrawn by the proposer"));
	return txn_put(t, run->child, run->act->name, "", e);
}

/* Entered: number and day on the sheet, with what came; nothing follows of it yet. */
EFFECT_FN(change_answered_effect)
{
	bool refused = strcmp(run->act->name, "refused_above") == 0;
	struct record *x = NULL;
	enum rc rc = letter_above(run, &x, e);

	record_set(run->child, "result", refused ? "rejected" : "approved");
	if (rc == RC_OK) {
		record_set(x, "state", "answered");
		record_set(x, "answer", record_get(run->child, "external_ref"));
		record_set_date(x, "answer_on", record_date(run->child, "external_on"));
		record_set_int(x, "answered_by_id", bench_me(run->bench));
		if ((rc = txn_put(t, x, run->act->name, "", e)) == RC_OK)
			rc = txn_put(t, run->child, run->act->name, "", e);
	}
	record_free(x);
	return rc;
}

static enum rc
granted(struct act_run *run, struct txn *t, struct err *e)
{
	struct lawcase c = { 0 };
	enum rc rc = change_case(&c, run->bench, run->rec, run->child, 0, e);

	if (rc == RC_OK)
		rc = change_is_later(run->bench, run->child)
			 ? txn_put(t, run->child, run->act->name, "", e)
			 : take_effect(run, t, &c, e);
	lawcase_done(&c);
	return rc;
}

static enum rc
not_granted(struct act_run *run, struct txn *t, struct err *e)
{
	record_set(run->rec, "pending", NULL);
	record_set(run->child, "state", "rejected");
	return txn_put(t, run->child, run->act->name, "", e);
}

/* Held against the letter by another: what came now holds. */
EFFECT_FN(change_confirmed_effect)
{
	struct record *x = NULL;
	enum rc rc = letter_above(run, &x, e);

	record_set(run->rec, "state", "in_force");
	if (rc == RC_OK) {
		record_set(x, "state", "closed");
		rc = txn_put(t, x, run->act->name, "", e);
	}
	record_free(x);
	if (rc != RC_OK)
		return rc;
	return strcmp(record_get(run->child, "result"), "rejected") == 0
		   ? not_granted(run, t, e)
		   : granted(run, t, e);
}

/* Nothing is decided here: the organ has, and two persons see that it is done. */
EFFECT_FN(change_order_effect)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	enum rc rc;

	if ((rc = change_case(&c, run->bench, run->rec, run->child, bench_me(run->bench),
		 e)) == RC_OK) {
		order_law(&c, &all);
		sign_proved(run, &c, &all, "approved");
		rc = take_effect(run, t, &c, e);
	}
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

EFFECT_FN(change_carry_out_effect)
{
	struct lawcase c = { 0 };
	enum rc rc = change_case(&c, run->bench, run->rec, run->child, 0, e);

	if (rc == RC_OK)
		rc = take_effect(run, t, &c, e);
	lawcase_done(&c);
	return rc;
}
