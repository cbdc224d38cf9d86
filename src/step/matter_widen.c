/* SPDX-License-Identifier: MIT */
/*
 * A wider circle (法21; R054-R056, R079). Within the unit its head or his delegate
 * approves; for another unit's people the originator consents, too, when the matter is
 * not of our own making. What the originator lays down comes first. Each widening keeps
 * who, why, by whom and when; who then came to know it is logged.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static enum rc
circle(struct act_run *run, int64_t matter, struct page *out, struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "ntk"));
	query_add_int(&q, "matter_id", matter);
	query_add(&q, "state", COND_EQ, "in", NULL);
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 5000, out, e);
	query_done(&q);
	return rc;
}

/* ---- what the originator lays down */

enum rc
circle_rules(struct bench *b, const struct record *m, struct str *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	str_add(out, record_get(m, "owner_rule"));
	query_init(&q, store_kind(b->store, "source"));
	query_add_int(&q, "matter_id", m->id);
	query_add(&q, "rule_text", COND_FILLED, NULL, NULL);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 50, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		str_addf(out, "%s%s", out->len > 0 ? T("；", "; ") : "",
		    record_get(page.rec[i], "rule_text"));
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
rule_findings(struct act_run *run, struct findings *out, struct err *e)
{
	struct str rule = { 0 };
	enum rc rc = circle_rules(run->bench, run->rec, &rule, e);

	if (rc == RC_OK && rule.len > 0 && record_int(run->child, "rule_kept") != 1)
		step_finding(out, "R079", SEV_BLOCK, "rule_kept",
		    T("原定密单位规定：%.200s；从其规定，允许的选“是”，不允许的不得扩大",
			"the originator lays down: %.200s. That prevails: say yes if it "
			"allows this, else the circle stays"),
		    str_s(&rule));
	str_free(&rule);
	return rc;
}

/* ---- within the unit */

enum rc
circle_find(
    struct bench *b, int64_t matter, int64_t person, struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(b->store, "ntk"));
	query_add_int(&q, "matter_id", matter);
	query_add_int(&q, "person_id", person);
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1, &page, e)) == RC_OK &&
	    page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

bool
circle_in(const struct record *ntk)
{
	return ntk != NULL && strcmp(record_state(ntk), "in") == 0;
}

enum rc
circle_enter(struct bench *b, struct txn *t, struct record *known,
    const struct widening *w, struct err *e)
{
	struct record *r =
	    known != NULL ? known : record_new(store_kind(b->store, "ntk"));
	enum rc rc;

	record_set(r, "state", "in");
	record_set_int(r, "matter_id", w->matter);
	record_set_int(r, "person_id", w->person);
	record_set_date(r, "from_on", bench_today(b));
	record_set(r, "to_on", NULL);
	record_set(r, "ground", w->ground);
	record_set_int(r, "approved_by_id", w->approver);
	rc = txn_put(t, r, "list", "", e);
	if (known == NULL)
		record_free(r);
	return rc;
}

/* Persons already in the circle stay when it is only widened. */
static void
staff_findings(struct act_run *run, const struct page *ntk, struct findings *out)
{
	struct strs want = { 0 };
	size_t kept = 0, in = 0;

	strs_split(&want, record_get(run->child, "new_knowers"), ",");
	for (size_t i = 0; i < ntk->n; i++) {
		if (*record_get(ntk->rec[i], "person_id") == '\0')
			continue;
		in++;
		kept += strs_has(&want, record_get(ntk->rec[i], "person_id"));
	}
	if (kept < in || want.n <= in)
		step_finding(out, "R055", SEV_BLOCK, "new_knowers", "%s",
		    T("扩大知悉范围是在原名单上增加人员；请补上要增加的人，缩小范围的走变"
		      "更",
			"widening adds persons to those in the circle; name them, and "
			"use a change to narrow it"));
	strs_free(&want);
}

/* ---- another unit's people */

static void
names_of(const struct record *d, struct strs *out)
{
	struct str flat = { 0 };

	for (const char *s = record_get(d, "out_persons"); *s != '\0'; s++) {
		if (strncmp(s, "、", strlen("、")) == 0 ||
		    strncmp(s, "，", strlen("，")) == 0) {
			str_addc(&flat, ',');
			s += strlen("、") - 1;
		} else {
			str_addc(&flat, *s);
		}
	}
	strs_split(out, str_s(&flat), ",");
	str_free(&flat);
}

static bool
is_outsider(const struct record *ntk, const char *unit, const char *name)
{
	return strcmp(record_get(ntk, "unit_name"), unit) == 0 &&
	       strcmp(record_get(ntk, "outsider"), name) == 0;
}

static void
outside_findings(struct act_run *run, const struct page *ntk, struct findings *out)
{
	const struct record *d = run->child;
	const char *unit = record_get(d, "out_unit");
	struct strs names = { 0 };

	if (name_is_ours(run->bench, unit))
		step_finding(out, "R056", SEV_BLOCK, "out_unit", "%s",
		    T("本单位人员请用“提出扩大知悉范围”",
			"for this unit's own people use a wider circle"));
	if (record_date(d, "consent_on") != DATE_NONE &&
	    record_date(d, "consent_on") > bench_today(run->bench))
		step_finding(out, "R056", SEV_BLOCK, "consent_on", "%s",
		    T("同意日期晚于今天", "the consent lies in the future"));
	names_of(d, &names);
	for (size_t k = 0; k < names.n; k++)
		for (size_t i = 0; i < ntk->n; i++)
			if (is_outsider(ntk->rec[i], unit, names.v[k]))
				step_finding(out, "R056", SEV_BLOCK, "out_persons",
				    T("%s已在知悉范围内", "%s is in the circle already"),
				    names.v[k]);
	strs_free(&names);
}

ALLOW_FN(widen_check)
{
	struct page ntk = { 0 };
	enum rc rc;

	if ((rc = rule_findings(run, out, e)) != RC_OK ||
	    (rc = circle(run, run->rec->id, &ntk, e)) != RC_OK)
		return rc;
	if (strcmp(record_get(run->child, "kind"), "widen_out") == 0)
		outside_findings(run, &ntk, out);
	else
		staff_findings(run, &ntk, out);
	page_done(&ntk);
	return RC_OK;
}

enum rc
widen_out_apply(struct act_run *run, struct txn *t, const struct record *d, struct err *e)
{
	struct strs names = { 0 };
	enum rc rc = RC_OK;

	names_of(d, &names);
	for (size_t i = 0; i < names.n && rc == RC_OK; i++) {
		struct record *r = record_new(store_kind(run->bench->store, "ntk"));

		record_set(r, "state", "in");
		record_set_int(r, "matter_id", run->rec->id);
		record_set(r, "unit_name", record_get(d, "out_unit"));
		record_set(r, "outsider", names.v[i]);
		record_set_date(r, "from_on", bench_today(run->bench));
		record_set(r, "ground", record_get(d, "opinion"));
		record_set_int(r, "approved_by_id", record_int(d, "approver_id"));
		record_set(r, "consent_ref", record_get(d, "consent_ref"));
		rc = txn_put(t, r, run->act->name, record_get(d, "no"), e);
		record_free(r);
	}
	strs_free(&names);
	return rc;
}

/* ---- who came to know it (R054) */

/* Of "2026-03-02 09:30". */
static int32_t
day_of(const char *at)
{
	char day[11];

	snprintf(day, sizeof(day), "%s", at);
	return date_parse(day);
}

static ALLOW_FN(access_check)
{
	const char *person = record_get(run->rec, "person_id");
	const char *outsider = record_get(run->rec, "outsider");
	struct page ntk = { 0 };
	bool in = false;
	enum rc rc;

	if ((*person == '\0') == (*outsider == '\0')) {
		step_finding(out, "R054", SEV_BLOCK, "person_id", "%s",
		    T("本单位人员和外单位人员填写一项",
			"give one person, of this unit or of another"));
		return RC_OK;
	}
	if (day_of(record_get(run->rec, "at")) > bench_today(run->bench))
		step_finding(out, "R054", SEV_BLOCK, "at", "%s",
		    T("时间晚于今天", "the time lies in the future"));
	if ((rc = circle(run, record_int(run->rec, "matter_id"), &ntk, e)) != RC_OK)
		return rc;
	for (size_t i = 0; i < ntk.n; i++)
		in = in ||
		     (*person != '\0'
			     ? strcmp(record_get(ntk.rec[i], "person_id"), person) == 0
			     : strcmp(record_get(ntk.rec[i], "outsider"), outsider) == 0);
	if (!in)
		step_finding(out, "R055", SEV_BLOCK,
		    *person != '\0' ? "person_id" : "outsider", "%s",
		    T("不在知悉范围内；先办理扩大知悉范围，已经知悉的按泄密隐患处理",
			"not in the circle; have it widened first, and treat what "
			"happened already as a possible leak"));
	page_done(&ntk);
	return RC_OK;
}

static ALLOW_FN(leave_allow)
{
	(void)e;
	if (*record_get(run->rec, "outsider") == '\0')
		step_finding(out, "R052", SEV_BLOCK, "outsider", "%s",
		    T("本单位人员退出知悉范围，请在该事项上提出变更",
			"to take this unit's own people out, propose a change on the "
			"matter"));
	return RC_OK;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "access", .name = "record", .key = '8', .to = "recorded", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_NEW, .parent_from = "approved,in_force",
	  .title = { "登记知悉", "log an access" },
	  .help = { "机密级以上的，每次阅读、复制、会议传达都登记知悉人员（条例第二十条）。", "For 机密 and above each reading, copy or briefing is logged (Regulation 20)." },
	  .ask = "matter_id,person_id,outsider,at,manner,carrier_id,note", .check = access_check },
	{ .kind = "ntk", .name = "leave", .key = 'l', .from = "in", .to = "left", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "ground",
	  .title = { "退出知悉范围", "leave the circle" }, .help = { "外单位人员不再因工作需要知悉的，登记退出。", "When another unit's person no longer needs it." },
	  .allow = leave_allow, .stamp = "to_on=today" },
};
/* clang-format on */
const struct step_table matter_widen_table = { .act = acts, .nact = ARRAY_LEN(acts) };
