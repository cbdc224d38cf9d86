/* SPDX-License-Identifier: MIT */
/*
 * A dispute lies over a matter in force: until it is decided the highest level claimed is
 * what everybody protects (条例26; R088-R091). Step 1 is the originator, step 2 the
 * province's or the state's secrecy department, step 3 the state's after the province's.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static enum rc
matter_of(struct act_run *run, struct record **m, struct err *e)
{
	return store_get(
	    run->bench->store, "matter", record_int(run->rec, "matter_id"), m, e);
}

/* Facts of the dispute over m, where one more level is claimed. */
static enum rc
dispute_case(struct lawcase *c, struct act_run *run, const struct record *m,
    struct fact_claim *claim, struct err *e)
{
	enum rc rc;

	lawcase_init(c, run->bench, LAW_DISPUTE);
	if ((rc = lawcase_unit(c, run->bench, e)) != RC_OK)
		return rc;
	claim->no = 1;
	if ((enum level)record_int(m, "effective_level") > claim->level)
		claim->level = (enum level)record_int(m, "effective_level");
	c->f.matter.level = (enum level)record_int(m, "level");
	c->f.claim = claim;
	c->f.nclaim = 1;
	return RC_OK;
}

static void
claim_line(const struct record *x, struct str *out)
{
	enum level l = (enum level)record_int(x, "claim_level");

	if (*record_get(x, "claims") != '\0')
		str_addf(out, "%s\n", record_get(x, "claims"));
	str_addf(out, "%s：%s。%s", record_get(x, "claim_by"),
	    l != LEVEL_NONE ? level_zh(l) : "不属于国家秘密", record_get(x, "text"));
}

/* ---- raised, and further claims */

static ALLOW_FN(dispute_allow)
{
	struct record *x = NULL;
	enum rc rc = open_letter(run->bench, run->rec->id, "dispute", UNSETTLED, &x, e);

	if (rc == RC_OK && x != NULL)
		step_finding(out, "R088", SEV_BLOCK, "external",
		    T("已有未决的异议%s；请在该异议上登记其他主张",
			"objection %s is open: record further claims there"),
		    record_get(x, "no"));
	record_free(x);
	return rc;
}

static enum rc
dispute_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	act_suggest_value(run, "claim_by", run->bench->org->name);
	return RC_OK;
}

static ALLOW_FN(claim_check)
{
	const struct record *x = run->child != NULL ? run->child : run->rec;
	struct record *held = NULL;
	const struct record *m = run->rec;
	struct fact_claim claim = { .level = (enum level)record_int(x, "claim_level") };
	struct lawcase c = { 0 };
	struct computed got;
	enum rc rc = RC_OK;

	if (*record_get(x, "claim_by") == '\0' || *record_get(x, "claim_level") == '\0' ||
	    *record_get(x, "text") == '\0')
		step_finding(out, "R088", SEV_BLOCK, "claim_level", "%s",
		    T("请填写主张方、主张的密级和理由",
			"say who claims which level, and why"));
	if (run->child == NULL) {
		if ((rc = matter_of(run, &held, e)) != RC_OK)
			goto out;
		m = held;
	}
	if ((rc = dispute_case(&c, run, m, &claim, e)) != RC_OK)
		goto out;
	law_compute(&c.f, &got);
	snprintf(run->computed, sizeof(run->computed),
	    T("决定前按%s级保护（主张中的最高密级）",
		"protected as %s until it is decided (the highest level claimed)"),
	    level_zh(got.effective_level));
out:
	lawcase_done(&c);
	record_free(held);
	return rc;
}

static enum rc
protect_highest(struct act_run *run, struct record *m, const struct record *x,
    int32_t *due, struct err *e)
{
	struct fact_claim claim = { .level = (enum level)record_int(x, "claim_level") };
	struct lawcase c = { 0 };
	struct computed got;
	enum level before = matter_protected(m);
	enum rc rc = dispute_case(&c, run, m, &claim, e);

	if (rc == RC_OK) {
		law_compute(&c.f, &got);
		record_set_int(m, "effective_level", got.effective_level);
		recheck_moved(m, before);
		*due = got.due;
	}
	lawcase_done(&c);
	return rc;
}

static EFFECT_FN(dispute_effect)
{
	struct record *x = run->child;
	struct str to = { 0 }, claims = { 0 };
	int32_t due = DATE_NONE;
	enum rc rc;

	(void)t;
	if ((rc = matter_originator(run->bench, run->rec, &to, e)) != RC_OK ||
	    (rc = protect_highest(run, run->rec, x, &due, e)) != RC_OK)
		goto out;
	claim_line(x, &claims);
	record_set(x, "state", "sent");
	record_set(x, "kind", "dispute");
	record_set(x, "addressee", str_s(&to));
	record_set(x, "claims", str_s(&claims));
	record_set_int(x, "stage", 1);
	record_set_int(x, "owner_id", bench_me(run->bench));
	record_set_date(x, "sent_on", bench_today(run->bench));
	record_set_date(x, "due", due);
out:
	str_free(&to);
	str_free(&claims);
	return rc;
}

/* The sheet on which the outcome will stand, signed by another person then. */
static EFFECT_FN(dispute_after)
{
	struct record *d = record_new(store_kind(run->bench->store, "decision"));
	char no[40];
	enum rc rc =
	    txn_next_no(t, "decision", "SP", date_year(bench_today(run->bench)), no, e);

	if (rc == RC_OK) {
		record_set(d, "no", no);
		record_set(d, "kind", "objection");
		record_set(d, "state", "submitted");
		record_set_int(d, "matter_id", run->rec->id);
		record_set_int(d, "proposer_id", bench_me(run->bench));
		record_set_date(d, "proposed_on", bench_today(run->bench));
		record_set(d, "opinion", record_get(run->child, "text"));
		record_set(d, "basis", record_get(run->child, "no"));
		record_set(d, "before_text", record_get(run->rec, "mark"));
		rc = txn_put(t, d, "dispute", "", e);
	}
	record_free(d);
	return rc;
}

static enum rc
claim_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	act_suggest_value(run, "claim_by", ""); /* not what the last one said */
	act_suggest_value(run, "claim_level", "");
	act_suggest_value(run, "text", "");
	return RC_OK;
}

static EFFECT_FN(claim_effect)
{
	struct record *m = NULL;
	struct str claims = { 0 };
	int32_t due;
	enum rc rc;

	if ((rc = matter_of(run, &m, e)) != RC_OK ||
	    (rc = protect_highest(run, m, run->rec, &due, e)) != RC_OK)
		goto out;
	claim_line(run->rec, &claims);
	record_set(run->rec, "claims", str_s(&claims));
	if ((rc = txn_put(t, m, "claim", "", e)) == RC_OK)
		rc = step_followed(run->bench, t, m, e);
out:
	str_free(&claims);
	record_free(m);
	return rc;
}

/* ---- escalated, settled */

/* Where it goes from here; NULL: nowhere, the state's department has spoken. */
static enum rc
next_addressee(struct act_run *run, const char **to, struct lawcase *c, struct err *e)
{
	struct record *m = NULL;
	struct fact_claim claim = { 0 };
	struct computed got;
	int64_t stage = record_int(run->rec, "stage");
	enum rc rc = matter_of(run, &m, e);

	*to = NULL;
	if (rc != RC_OK || (rc = dispute_case(c, run, m, &claim, e)) != RC_OK)
		goto out;
	c->f.nclaim = 0; /* the claims are within effective_level; claim ends here */
	c->f.claim = NULL;
	law_compute(&c->f, &got);
	if (stage == 1)
		*to = letter_addressee(run->bench, got.addressee);
	else if (stage == 2 && got.addressee == TO_PROVINCE)
		*to = letter_addressee(run->bench, TO_STATE);
	rc = lawcase_person(c, run->bench, &c->f.approver, bench_me(run->bench), e);
	if (rc == RC_OK)
		lawcase_choose(c);
out:
	record_free(m);
	return rc;
}

static ALLOW_FN(escalate_allow)
{
	struct lawcase c = { 0 };
	const char *to;
	enum rc rc = next_addressee(run, &to, &c, e);

	if (rc == RC_OK && to == NULL)
		step_finding(out, "R089", SEV_BLOCK, "matter.addressee", "%s",
		    T("已报国家保密行政管理部门，没有再上一级；请登记其决定并办结",
			"the state's department has it, there is no step above: record "
			"its "
			"decision and close"));
	lawcase_done(&c);
	return rc;
}

static ALLOW_FN(escalate_check)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	const char *to = NULL;
	enum rc rc = next_addressee(run, &to, &c, e);

	if (rc != RC_OK)
		goto out;
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.v[i].field, "approver.", 9) == 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	if (to != NULL)
		snprintf(run->computed, sizeof(run->computed), T("报：%s", "to: %s"), to);
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static EFFECT_FN(escalate_effect)
{
	struct lawcase c = { 0 };
	const char *to = NULL;
	enum rc rc = next_addressee(run, &to, &c, e);

	(void)t;
	if (rc == RC_OK && to != NULL) {
		record_set(run->rec, "addressee", to);
		record_set_int(run->rec, "stage", record_int(run->rec, "stage") + 1);
		record_set_date(run->rec, "sent_on", bench_today(run->bench));
		record_set(run->rec, "due", NULL);
		record_set(run->rec, "answer", NULL);
		record_set(run->rec, "answer_level", NULL);
		record_set(run->rec, "answer_period", NULL);
		record_set(run->rec, "answer_on", NULL);
		record_set(run->rec, "answered_by_id", NULL);
	}
	lawcase_done(&c);
	return rc;
}

static EFFECT_FN(outcome_effect)
{
	(void)t, (void)e;
	record_set(run->rec, "due", NULL);
	return RC_OK;
}

/* The sheet on which a derivative that follows its source waits, or was returned. */
static enum rc
following(struct bench *b, int64_t matter, struct record **out, struct err *e)
{
	return open_decision(b, matter, DETERMINING, "submitted,returned", out, e);
}

/* To close it is to refuse what waits and was proposed otherwise: not by who did. */
static enum rc
following_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *m = NULL, *d = NULL;
	int64_t me = bench_me(run->bench);
	enum rc rc;

	if ((rc = matter_of(run, &m, e)) == RC_OK &&
	    (rc = following(run->bench, m->id, &d, e)) == RC_OK && d != NULL &&
	    (record_int(d, "proposer_id") == me || record_int(m, "proposer_id") == me))
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("这一事项由您提出随来源变更、尚待审核；请由其他定密责任人办结",
			"you proposed that this matter follows its source and it waits: "
			"let another responsible person close it"));
	record_free(d);
	record_free(m);
	return rc;
}

/* Two persons: who raised it does not close it (R042). */
static ALLOW_FN(close_allow)
{
	struct record *d = NULL;
	enum rc rc;

	if ((rc = following_allow(run, out, e)) != RC_OK)
		return rc;
	if (record_int(run->rec, "answered_by_id") == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "answered_by_id", "%s",
		    T("决定由您登记；请由其他定密责任人核对来文后办结，没有其他定密责任人"
		      "的，由他人照来文重新登记后您再办结",
			"you entered what was decided: let another responsible person "
			"hold it against the letter and close it; where there is none, "
			"have another enter it anew and close it then"));
	rc = open_decision(run->bench, record_int(run->rec, "matter_id"), "objection",
	    "submitted", &d, e);
	if (rc == RC_OK && d != NULL &&
	    record_int(d, "proposer_id") == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("异议由您提出；请由其他定密责任人办结",
			"you raised the objection: let another responsible person close "
			"it"));
	record_free(d);
	return rc;
}

static bool
as_it_was(const struct record *x, const struct record *m)
{
	return record_int(x, "answer_level") == record_int(m, "level") &&
	       (*record_get(x, "answer_period") == '\0' ||
		   strcmp(record_get(x, "answer_period"), record_get(m, "period")) == 0);
}

/* What was decided, on the sheet that is final from now on. */
static void
outcome_text(const struct record *x, const struct record *m, char out[256])
{
	enum level level = (enum level)record_int(x, "answer_level");
	struct period p;

	snprintf(out, 256, "%s", record_get(m, "mark"));
	if (level == LEVEL_NONE)
		snprintf(out, 256, "%s", T("不属于国家秘密", "no state secret"));
	else if (!as_it_was(x, m) &&
		 period_parse(record_get(x, "answer_period"), &p, NULL))
		mark_format(level, &p, out);
}

static enum rc
sign_outcome(struct act_run *run, struct txn *t, const struct record *m, struct err *e)
{
	struct record *d = NULL;
	char after[256];
	enum rc rc = open_decision(run->bench, m->id, "objection", "submitted", &d, e);

	if (rc == RC_OK && d != NULL) {
		record_set(d, "state", "recorded");
		record_set(d, "result", "approved");
		record_set_int(d, "approver_id", bench_me(run->bench));
		record_set_date(d, "decided_on", bench_today(run->bench));
		record_set(d, "opinion2", record_get(run->rec, "answer"));
		outcome_text(run->rec, m, after);
		record_set(d, "after_text", after);
		rc = txn_put(t, d, "close", "", e);
	}
	record_free(d);
	return rc;
}

/* What was decided above takes the place of what was proposed from its source: that sheet
 * is refused with it, and who closes signs for the matter (R041, R089). */
static enum rc
overtake(struct act_run *run, struct txn *t, struct record *m, struct err *e)
{
	struct record *d = NULL;
	enum rc rc = following(run->bench, m->id, &d, e);

	if (rc == RC_OK && d != NULL) {
		record_set(d, "state", "rejected");
		record_set(d, "result", "rejected");
		record_set_int(d, "approver_id", bench_me(run->bench));
		record_set_date(d, "decided_on", bench_today(run->bench));
		record_set(d, "opinion2",
		    T("已按异议的决定确定", "decided otherwise by the objection"));
		rc = txn_put(t, d, "close", "R089", e);
		record_set_int(m, "approver_id", bench_me(run->bench));
	}
	record_free(d);
	return rc;
}

/* The level stands, or the matter takes what was decided and is marked anew. */
static EFFECT_FN(close_effect)
{
	struct record *m = NULL;
	enum rc rc = matter_of(run, &m, e);

	if (rc != RC_OK)
		return rc;
	if (as_it_was(run->rec, m)) {
		enum level before = matter_protected(m);

		record_set(m, "effective_level", record_get(m, "level"));
		recheck_moved(m, before);
		if ((rc = txn_put(t, m, "close", "", e)) == RC_OK &&
		    (rc = step_followed(run->bench, t, m, e)) == RC_OK)
			rc = sign_outcome(run, t, m, e);
	} else if ((rc = sign_outcome(run, t, m, e)) == RC_OK &&
		   (rc = overtake(run, t, m, e)) == RC_OK) {
		rc = answer_apply(run, t, m, "annulled", e);
	}
	record_free(m);
	return rc;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "matter", .name = "dispute", .key = 'o', .from = "in_force", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_SELDOM,
	  .title = { "提出异议", "object" },
	  .help = { "对密级有异议的，向原定密单位提出；决定前按主张中的最高密级保护（R088、R090）。", "Object to the level before the originator; meanwhile the highest level claimed is protected (R088, R090)." },
	  .ask_kind = "external", .ask = "claim_by,claim_level,text", .allow = dispute_allow, .prepare = dispute_prepare, .check = claim_check,
	  .effect = dispute_effect, .after = dispute_after },
	{ .kind = "external", .name = "claim", .key = 'c', .from = "sent,received,answered", .only = "kind=dispute", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "登记另一主张", "record another claim" },
	  .help = { "争议各方主张的密级逐一登记，按其中最高的保护（R090）。", "Record the level each party claims; the highest is protected (R090)." },
	  .ask = "claim_by,claim_level,text", .prepare = claim_prepare, .check = claim_check, .effect = claim_effect },
	{ .kind = "external", .name = "outcome", .key = 'd', .from = "sent,received,answered", .to = "answered", .only = "kind=dispute", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "登记争议决定", "record the decision" },
	  .help = { "登记原定密单位或保密行政管理部门的决定；登记有误的，办结以前重新登记；接受的由登记人以外的定密责任人办结，仍有异议的报上一级（R088、R089）。",
		    "Record what was decided, again where it was entered wrong; another, a responsible person, closes it when accepted, else it goes one step up (R088, R089)." },
	  .ask = "answer,answer_level,answer_period,answer_on", .prepare = answer_prepare, .check = answer_check, .effect = outcome_effect, .stamp = "answered_by_id=me" },
	{ .kind = "external", .name = "escalate", .key = 'u', .from = "sent,received,answered", .to = "sent", .only = "kind=dispute", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "报上一级确定", "bring it one step up" },
	  .help = { "原定密单位逾期不决或仍有争议的，报保密行政管理部门确定，主送机关由程序推算（R089、R091）。", "Undecided or still disputed: it goes to the secrecy department, which the program names (R089, R091)." },
	  .allow = escalate_allow, .check = escalate_check, .effect = escalate_effect },
	{ .kind = "external", .name = "close", .key = 'e', .from = "answered", .to = "closed", .only = "kind=dispute", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "按决定办结", "close by the decision" },
	  .help = { "接受决定：恢复按确定的密级保护，密级、期限有变的重新作出标志（R090）。", "Accept it: the decided level is protected, and marked anew if it or the period changed (R090)." },
	  .allow = close_allow, .effect = close_effect },
};
/* clang-format on */
const struct step_table matter_dispute_table = { .act = acts, .nact = ARRAY_LEN(acts) };
