/* SPDX-License-Identifier: MIT */
/*
 * When a responsible person falls out: away, without training, or with the grant gone
 * that the level rested on. The designation is suspended, the list of names is to be
 * published and filed again, and once the ground is there again an act reinstates (2014
 * rule 15, 17; R021, R033, R036, R037). Nothing comes back by itself.
 */
#include <string.h>
#include "step/cascade.h"

enum { FALL_LOOK = 200 };

/* By the unit's own tier, or by a grant that has matters in common with the letter. */
static bool
carried(const struct lawcase *unit, const struct record *d)
{
	struct fact_unit own = unit->f.unit;
	enum level level = (enum level)record_int(d, "level");

	own.grant_level = LEVEL_NONE;
	if (own.special_regime || level <= law_unit_ceiling(&own, unit->f.today))
		return true;
	for (size_t i = 0; i < unit->ngrant; i++)
		if (level <= (enum level)record_int(unit->grant[i], "level") &&
		    law_scopes_meet(
			record_get(unit->grant[i], "scope"), record_get(d, "scope")))
			return true;
	return false;
}

enum rc
designation_fall(struct bench *b, const struct lawcase *unit, const struct record *d,
    struct fall *out, struct err *e)
{
	struct record *p = NULL;
	int32_t until;
	enum rc rc;

	*out = (struct fall){ 0 };
	if ((rc = store_get(b->store, "person", record_int(d, "person_id"), &p, e)) !=
	    RC_OK)
		return rc;
	until = record_date(p, "trained_until");
	if (strcmp(record_state(p), "in_post") != 0) {
		out->rule = "R037";
		snprintf(out->why, sizeof(out->why),
		    T("R037 本人现为“%s”", "R037 the person is now '%s'"),
		    state_title("person", record_state(p)));
	} else if (until != DATE_NONE && until < bench_today(b)) {
		out->rule = "R033";
		snprintf(out->why, sizeof(out->why),
		    T("R033 培训有效期至 %s，已过期", "R033 training lapsed after %s"),
		    record_get(p, "trained_until"));
	} else if (!carried(unit, d)) {
		out->rule = "R021";
		snprintf(out->why, sizeof(out->why),
		    T("R021 授权已失效，本机关现有权限不及%s级",
			"R021 the grant is over: the unit's authority does not reach %s"),
		    level_zh((enum level)record_int(d, "level")));
	}
	record_free(p);
	return RC_OK;
}

void
roster_changed(struct bench *b, struct record *d)
{
	if (*record_get(d, "published_on") == '\0')
		return;
	record_set_date(d, "roster_on", bench_today(b));
	record_set_date(d, "refile_due",
	    calendar_add_workdays(&b->org->cal, bench_today(b),
		(int)b->org->param.v[PARAM_FILING_WD], NULL));
}

enum rc
roster_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	roster_changed(run->bench, run->rec);
	return RC_OK;
}

enum rc
designation_suspend(struct bench *b, struct txn *t, struct record *d, const char *act,
    const char *rule, const char *why, struct err *e)
{
	if (strcmp(record_get(d, "kind"), "statutory") == 0)
		return RC_OK;
	record_set(d, "state", "suspended");
	record_set_date(d, "suspended_on", bench_today(b));
	record_set(d, "suspend_reason", why);
	record_set(d, "suspend_rule", rule);
	roster_changed(b, d);
	return txn_put(t, d, act, why, e);
}

enum rc
suspend_designations_of(struct bench *b, struct txn *t, int64_t person, const char *rule,
    const char *why, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "designation"));
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 50, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		rc = designation_suspend(b, t, page.rec[i], "suspend", rule, why, e);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* Suspended for a reason that is gone: to be reinstated, by an act. */
enum rc
fall_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct lawcase unit;
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (!all && !(b->roles & ROLE_OFFICE))
		return RC_OK;
	lawcase_init(&unit, b, LAW_ACTIVATE);
	query_init(&q, store_kind(b->store, "designation"));
	query_add(&q, "state", COND_EQ, "suspended", NULL);
	query_add(&q, "suspend_rule", COND_FILLED, NULL, NULL);
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL,
		 limit < FALL_LOOK ? limit : FALL_LOOK, &page, e)) == RC_OK &&
	    page.n > 0)
		rc = lawcase_unit(&unit, b, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		struct fall fall;
		char *label;

		if ((rc = designation_fall(b, &unit, page.rec[i], &fall, e)) != RC_OK ||
		    fall.rule != NULL)
			continue;
		label = record_label(b, page.rec[i]);
		duty_add(out, "R037", law_rule("R037")->origin, DATE_NONE, "designation",
		    page.rec[i]->id, 1, "reinstate", "%s%s",
		    T("暂停的原因已消除，恢复定密权限：",
			"the reason is gone, reinstate: "),
		    label);
		out->v[out->n - 1].roles = ROLE_OFFICE;
		free(label);
	}
	lawcase_done(&unit);
	page_done(&page);
	query_done(&q);
	return rc;
}
