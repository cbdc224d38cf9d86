/* SPDX-License-Identifier: MIT */
/* The proposer's half: propose level, period and circle together (法16, 法19; R041,
 * R044). */
#include <string.h>
#include "step/matter.h"

ALLOW_FN(propose_allow)
{
	struct lawcase c;
	struct findings all = { 0 };
	enum rc rc;

	lawcase_init(&c, run->bench, LAW_PROPOSE);
	if ((rc = lawcase_person(
		 &c, run->bench, &c.f.proposer, bench_me(run->bench), e)) == RC_OK)
		law_check(&c.f, &all);
	/* Only what concerns the person: the rest is checked when there is something to
	 * check. */
	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.v[i].field, "proposer.", 9) == 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

ALLOW_FN(propose_own)
{
	if (record_int(run->rec, "proposer_id") != bench_me(run->bench)) {
		char *who = bench_label(
		    run->bench, "person", record_int(run->rec, "proposer_id"));

		step_finding(out, "R041", SEV_BLOCK, "proposer.id",
		    T("应由承办人%s本人办理", "only the proposer %s may do this"), who);
		free(who);
		return RC_OK;
	}
	return propose_allow(run, out, e);
}

/* The entry's values are the lawful starting point (R005, R011): level, its fixed
 * condition or its longest period. */
static void
suggest_from_entry(struct act_run *run, const struct record *entry)
{
	char cond[256];

	act_suggest_value(run, "level", record_get(entry, "level"));
	if (*record_get(entry, "condition") != '\0') {
		snprintf(cond, sizeof(cond), "条件:%s", record_get(entry, "condition"));
		act_suggest_value(run, "period", cond);
	} else if (record_int(entry, "long_term") == 1) {
		act_suggest_value(run, "period", "长期");
	} else {
		act_suggest_value(run, "period", record_get(entry, "max_period"));
	}
	act_suggest_value(run, "harm", record_get(entry, "level"));
}

/* Who knew the last similar matter is the best first guess of the circle; the proposer
 * always belongs to it. */
static enum rc
suggest_circle(struct act_run *run, const struct record *last, struct err *e)
{
	struct query q;
	struct page ntk = { 0 };
	struct str ids = { 0 };
	enum rc rc = RC_OK;

	query_init(&q, store_kind(run->bench->store, "ntk"));
	str_addf(&ids, "%lld", (long long)bench_me(run->bench));
	if (last != NULL) {
		query_add_int(&q, "matter_id", last->id);
		query_add(&q, "state", COND_EQ, "in", NULL);
		rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 50, &ntk, e);
	}
	for (size_t i = 0; rc == RC_OK && i < ntk.n; i++)
		if (record_int(ntk.rec[i], "person_id") != bench_me(run->bench) &&
		    *record_get(ntk.rec[i], "person_id") != '\0')
			str_addf(&ids, ",%s", record_get(ntk.rec[i], "person_id"));
	if (rc == RC_OK)
		act_suggest_value(run, "knowers", str_s(&ids));
	str_free(&ids);
	page_done(&ntk);
	query_done(&q);
	return rc;
}

/* The last matter under the same entry that stood: what was said of it holds again. */
static enum rc
suggest_from_last(struct act_run *run, int64_t entry, struct err *e)
{
	static const char *const same[] = { "head_no", "harm_text", "justification",
		"ntk_unit", "ntk_reason" };
	struct query q;
	struct page last = { 0 };
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "matter"));
	query_add_int(&q, "entry_id", entry);
	query_add_in(&q, "state", true, "approved,in_force");
	q.desc = true;
	if ((rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 1, &last, e)) !=
	    RC_OK)
		goto out;
	for (size_t i = 0; last.n > 0 && i < ARRAY_LEN(same); i++)
		if (*record_get(last.rec[0], same[i]) != '\0')
			act_suggest_value(run, same[i], record_get(last.rec[0], same[i]));
	rc = suggest_circle(run, last.n > 0 ? last.rec[0] : NULL, e);
out:
	page_done(&last);
	query_done(&q);
	return rc;
}

/* Under another entry than the one it is kept under; what is submitted again keeps the
 * values it has. */
static enum rc
entry_is_new(struct act_run *run, int64_t entry, bool *is_new, struct err *e)
{
	struct record *stored = NULL;
	enum rc rc = RC_OK;

	*is_new = entry != 0;
	if (entry == 0 || run->rec->id == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter", run->rec->id, &stored, e)) ==
	    RC_OK)
		*is_new = record_int(stored, "entry_id") != entry;
	record_free(stored);
	return rc;
}

static void
suggest_watch(struct act_run *run)
{
	char me[24], iso[11];

	if (run->rec->id != 0 && *act_value(run, "cond_watcher_id") != '\0')
		return;
	snprintf(me, sizeof(me), "%lld", (long long)bench_me(run->bench));
	act_suggest_value(run, "cond_watcher_id", me);
	date_format(date_add_years(bench_today(run->bench), 1), iso);
	act_suggest_value(run, "cond_check_on", iso);
}

enum rc
propose_prepare(struct act_run *run, struct err *e)
{
	int64_t entry = strtoll(act_value(run, "entry_id"), NULL, 10);
	struct record *r = NULL;
	bool is_new;
	struct period p;
	char iso[11];
	enum rc rc;

	date_format(bench_today(run->bench), iso);
	if (*act_value(run, "created_on") == '\0')
		act_suggest_value(run, "created_on", iso);
	if (*act_value(run, "start_on") == '\0')
		act_suggest_value(run, "start_on", iso);
	if ((rc = entry_is_new(run, entry, &is_new, e)) != RC_OK)
		return rc;
	if (is_new) {
		if ((rc = store_get(run->bench->store, "scope_entry", entry, &r, e)) !=
		    RC_OK)
			return rc;
		suggest_from_entry(run, r);
		record_free(r);
		if ((rc = suggest_from_last(run, entry, e)) != RC_OK)
			return rc;
	}
	/* A condition needs somebody who watches whether it has come about (R048). */
	if (period_parse(act_value(run, "period"), &p, NULL) &&
	    p.kind == PERIOD_CONDITION)
		suggest_watch(run);
	return RC_OK;
}

/* "机密★考试开始前 · 条件成就自行解密" */
static void
show_computed(struct act_run *run, const struct facts *f)
{
	struct computed c;
	char day[11];

	law_compute(f, &c);
	if (c.mark[0] == '\0') {
		run->computed[0] = '\0';
		return;
	}
	date_format(c.last_day, day);
	if (c.last_day != DATE_NONE)
		snprintf(run->computed, sizeof(run->computed),
		    T("标志：%s  最后保密日：%s", "mark: %s  last protected day: %s"),
		    c.mark, day);
	else
		snprintf(run->computed, sizeof(run->computed),
		    T("标志：%s  条件成就时自行解密",
			"mark: %s  released when the condition comes about"),
		    c.mark);
}

ALLOW_FN(propose_check)
{
	struct lawcase c;
	enum rc rc;

	lawcase_init(&c, run->bench, LAW_PROPOSE);
	if ((rc = lawcase_unit(&c, run->bench, e)) != RC_OK ||
	    (rc = lawcase_person(
		 &c, run->bench, &c.f.proposer, bench_me(run->bench), e)) != RC_OK ||
	    (rc = lawcase_matter(
		 &c, run->bench, run->rec, act_list_count(run, "knowers"), e)) != RC_OK)
		goto out;
	lawcase_choose(&c);
	law_check(&c.f, out);
	rc = resubmitted_check(run, out, e);
	if (c.f.matter.period.kind == PERIOD_LONG)
		snprintf(run->computed, sizeof(run->computed),
		    T("标志：%s★长期", "mark: %s★长期"), level_zh(c.f.matter.level));
	else
		show_computed(run, &c.f);
out:
	lawcase_done(&c);
	return rc;
}

enum rc
open_decision(struct bench *b, int64_t matter, const char *kinds, const char *states,
    struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(b->store, "decision"));
	query_add_int(&q, "matter_id", matter);
	query_add_in(&q, "kind", true, kinds);
	query_add_in(&q, "state", true, states);
	q.desc = true;
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1, &page, e)) == RC_OK &&
	    page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

static void
describe(struct act_run *run, struct str *out)
{
	str_addf(out, "%s %s %s", level_zh((enum level)record_int(run->rec, "level")),
	    record_get(run->rec, "period"), T("知悉范围", "circle"));
	str_addf(out, " %ld", act_list_count(run, "knowers"));
}

/* What the decision on a matter of each origin is, and what it says when nothing is
 * typed.
 */
static const struct {
	const char *origin, *kind;
	struct text2 basis, opinion;
} decisions[] = {
	{ "original", "determine", { "", "" },
	    { "拟按目录条目定密", "proposed under the catalogue entry" } },
	{ "old", "determine", { "以前确定，现补登", "determined earlier, entered later" },
	    { "按原件补登，请核对", "entered from the original, please confirm" } },
	{ "derivative", "determine",
	    { "派生定密（条例第十八条）", "derivative (Regulation 18)" },
	    { "拟按来源派生定密", "proposed as a derivative of its sources" } },
	{ "unclear", "unclear",
	    { "目录没有规定（条例第二十五条）", "no entry names it (Regulation 25)" },
	    { "拟定后报送确定", "drafted, to be sent up for decision" } },
	{ "referred", "refer",
	    { "本单位无权确定（保密法第十七条）", "no authority (Law, 17)" },
	    { "先行保护，报请确定", "protected, referred for decision" } },
};

static size_t
decision_row(const struct record *m)
{
	for (size_t i = ARRAY_LEN(decisions) - 1; i > 0; i--)
		if (strcmp(decisions[i].origin, record_get(m, "origin")) == 0)
			return i;
	return 0;
}

/* Each submission is one decision: a returned one is taken up again, so that its number
 * and history stay. */
EFFECT_FN(propose_after)
{
	struct record *d = NULL;
	struct str after = { 0 };
	char *basis =
		 bench_label(run->bench, "scope_entry", record_int(run->rec, "entry_id")),
	     no[40];
	size_t row = decision_row(run->rec);
	enum rc rc;

	if ((rc = open_decision(run->bench, run->rec->id, DETERMINING,
		 "returned,submitted", &d, e)) != RC_OK)
		goto out;
	if (d == NULL) {
		d = record_new(store_kind(run->bench->store, "decision"));
		if ((rc = txn_next_no(t, "decision", "SP",
			 date_year(bench_today(run->bench)), no, e)) != RC_OK)
			goto out;
		record_set(d, "no", no);
		record_set_int(d, "matter_id", run->rec->id);
	}
	describe(run, &after);
	record_set(d, "kind", decisions[row].kind);
	record_set(d, "state", "submitted");
	record_set_int(d, "proposer_id", bench_me(run->bench));
	record_set_date(d, "proposed_on", bench_today(run->bench));
	record_set(d, "opinion",
	    *act_value(run, "opinion") != '\0' ? act_value(run, "opinion")
	    : *record_get(run->rec, "justification") != '\0'
		? record_get(run->rec, "justification")
		: tx(decisions[row].opinion));
	record_set(d, "basis", *basis != '\0' ? basis : tx(decisions[row].basis));
	record_set(d, "after_text", str_s(&after));
	/* It was in force with another mark: whoever knows is to be told (R095). */
	if (strcmp(run->act->name, "follow") == 0)
		record_set(d, "before_text", record_get(run->rec, "mark"));
	record_set(d, "result", NULL);
	record_set(d, "approver_id", NULL);
	record_set(d, "decided_on", NULL);
	rc = txn_put(t, d, "submit", "", e);
out:
	str_free(&after);
	free(basis);
	record_free(d);
	return rc;
}

EFFECT_FN(withdraw_effect)
{
	struct record *d = NULL;
	enum rc rc =
	    open_decision(run->bench, run->rec->id, DETERMINING, "submitted", &d, e);

	if (rc == RC_OK && d != NULL) {
		record_set(d, "state", "returned");
		record_set(d, "opinion2", T("承办人撤回", "withdrawn by the proposer"));
		rc = txn_put(t, d, "withdraw", "", e);
	}
	record_free(d);
	return rc;
}
