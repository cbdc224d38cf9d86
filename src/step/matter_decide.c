/* SPDX-License-Identifier: MIT */
/*
 * The responsible person's half. The gate: before a signature the program proves that
 * this person was appointed, in term, trained, filed, high enough, in scope and not the
 * proposer; the proof is shown, and kept with the decision (法16, 法17; R013, R030, R033,
 * R041, R042).
 */
#include <string.h>
#include "step/matter.h"

enum rc
proposed_by_me(struct bench *b, const struct record *m, bool *mine, struct err *e)
{
	struct record *d = NULL;
	enum rc rc = open_decision(b, m->id, DETERMINING, "submitted", &d, e);

	*mine = record_int(m, "proposer_id") == bench_me(b) ||
		(d != NULL && record_int(d, "proposer_id") == bench_me(b));
	record_free(d);
	return rc;
}

/* All facts of "this person approves this matter today". */
enum rc
decide_case(struct lawcase *c, struct bench *b, const struct record *m, struct err *e)
{
	int64_t proposer = record_int(m, "proposer_id");
	bool mine;
	enum rc rc;

	lawcase_init(c, b, matter_law(m));
	if ((rc = proposed_by_me(b, m, &mine, e)) != RC_OK)
		return rc;
	if (mine)
		proposer = bench_me(b);
	if ((rc = lawcase_unit(c, b, e)) != RC_OK ||
	    (rc = lawcase_person(c, b, &c->f.proposer, proposer, e)) != RC_OK ||
	    (rc = lawcase_person(c, b, &c->f.approver, bench_me(b), e)) != RC_OK)
		return rc;
	if ((rc = lawcase_matter(c, b, m, -1, e)) == RC_OK)
		lawcase_choose(c);
	return rc;
}

/* Findings of one part of the case: those whose field begins with a prefix. */
void
take_prefix(struct findings *out, const struct findings *all, const char *prefix)
{
	for (size_t i = 0; i < all->n; i++)
		if (strncmp(all->v[i].field, prefix, strlen(prefix)) == 0)
			step_finding(out, all->v[i].rule->id, all->v[i].severity,
			    all->v[i].field, "%s", all->v[i].text);
}

ALLOW_FN(approve_allow)
{
	struct lawcase c;
	struct findings all = { 0 };
	enum rc rc;

	if ((rc = decide_case(&c, run->bench, run->rec, e)) == RC_OK) {
		law_check(&c.f, &all);
		take_prefix(out, &all, "approver.");
		run->nproof = law_proof(&c.f, run->proof, ARRAY_LEN(run->proof));
	}
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

/* To return or refuse one needs no ceiling, but it must be another person than the
 * proposer (R042). */
ALLOW_FN(decide_allow)
{
	bool mine;
	enum rc rc = proposed_by_me(run->bench, run->rec, &mine, e);

	if (rc == RC_OK && mine)
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("拟定人不得审核自己的拟定；请由其他定密责任人审核",
			"a proposer may not decide his own proposal; ask another "
			"responsible person"));
	return rc;
}

/* What has been in force is not found to be no secret in passing: what derives from a
 * source is protected as long as that stands, and is then released with it (R081). */
ALLOW_FN(reject_allow)
{
	if (strcmp(record_get(run->rec, "origin"), "derivative") == 0 &&
	    *record_get(run->rec, "determined_on") != '\0')
		step_finding(out, "R081", SEV_BLOCK, "matter.level", "%s",
		    T("这一派生事项已经确定过，不得以不予定密结束；请退回修改，有意见的向"
		      "原"
		      "定密单位提出建议",
			"this derivative has been in force: return it for correction, or "
			"make a suggestion to the originator"));
	return approve_allow(run, out, e);
}

/* The submitted decision takes the place of a new one: it is the same sheet, now signed
 * by the second person. */
enum rc
decide_prepare(struct act_run *run, struct err *e)
{
	struct record *d = NULL;
	enum rc rc;

	if (run->child != NULL && run->child->id != 0)
		return RC_OK;
	if ((rc = open_decision(
		 run->bench, run->rec->id, DETERMINING, "submitted", &d, e)) != RC_OK)
		return rc;
	if (d == NULL)
		return err_set(e, RC_NOTFOUND, "%s",
		    T("找不到待审核的拟定", "there is no submitted proposal to decide"));
	record_free(run->child);
	run->child = d;
	if (strcmp(run->act->name, "approve") == 0)
		act_suggest_value(
		    run, "opinion2", T("同意拟定意见", "approved as proposed"));
	return RC_OK;
}

ALLOW_FN(approve_check)
{
	struct lawcase c;
	struct computed got;
	struct findings all = { 0 };
	char day[11];
	enum rc rc;

	if ((rc = decide_case(&c, run->bench, run->rec, e)) != RC_OK)
		goto out;
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++) /* what allow has not said already */
		if (strncmp(all.v[i].field, "approver.", 9) != 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	law_compute(&c.f, &got);
	date_format(got.last_day, day);
	snprintf(run->computed, sizeof(run->computed),
	    got.last_day != DATE_NONE
		? T("标志：%s  最后保密日：%s", "mark: %s  last protected day: %s")
		: T("标志：%s%s  条件成就时自行解密",
		      "mark: %s%s  released when the condition comes about"),
	    got.mark, day);
	run->nproof = law_proof(&c.f, run->proof, ARRAY_LEN(run->proof));
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

ALLOW_FN(opinion_check)
{
	(void)e;
	if (*act_value(run, "opinion2") == '\0')
		step_finding(out, "R041", SEV_BLOCK, "opinion2", "%s",
		    T("请写明意见和理由，承办人据此修改",
			"state the opinion and its reason: the proposer works by it"));
	return RC_OK;
}

void
sign(struct act_run *run, const char *state, const char *result)
{
	record_set(run->child, "state", state);
	record_set(run->child, "result", result);
	record_set_int(run->child, "approver_id", bench_me(run->bench));
	record_set_date(run->child, "decided_on", bench_today(run->bench));
}

/* The facts of "who signs this", and what the law has against it. */
static enum rc
signing_case(struct lawcase *c, struct bench *b, const struct signing *s, int64_t who,
    struct findings *out, struct err *e)
{
	struct findings all = { 0 };
	enum rc rc;

	lawcase_init(c, b, s->act);
	if ((rc = lawcase_unit(c, b, e)) == RC_OK &&
	    (rc = lawcase_person(c, b, &c->f.proposer, s->proposer, e)) == RC_OK &&
	    (rc = lawcase_person(c, b, &c->f.approver, who, e)) == RC_OK &&
	    (rc = lawcase_matter(c, b, s->m, -1, e)) == RC_OK) {
		if (s->level != LEVEL_NONE)
			c->f.matter.level = s->level;
		lawcase_choose(c);
		law_check(&c->f, &all);
		take_prefix(out, &all, "approver.");
	}
	findings_free(&all);
	return rc;
}

enum rc
signing_findings(
    struct act_run *run, const struct signing *s, struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	enum rc rc = signing_case(&c, run->bench, s, bench_me(run->bench), out, e);

	if (rc == RC_OK)
		prove(run, &c, s->ordered);
	lawcase_done(&c);
	return rc;
}

enum rc
signing_may(
    struct bench *b, const struct signing *s, int64_t who, bool *may, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings f = { 0 };
	enum rc rc = signing_case(&c, b, s, who, &f, e);

	*may = rc == RC_OK && !findings_block(&f);
	findings_free(&f);
	lawcase_done(&c);
	return rc;
}

void
proof_keep(const struct act_run *run, struct record *r)
{
	struct str out = { 0 };

	for (size_t i = 0; i < run->nproof; i++)
		str_addf(&out, "%s%s %s %s", i > 0 ? "\n" : "",
		    run->proof[i].ok ? T("[是]", "[yes]") : T("[否]", "[no]"),
		    run->proof[i].rule, run->proof[i].text);
	record_set(r, "proof", str_s(&out));
	str_free(&out);
}

void
prove(struct act_run *run, const struct lawcase *c, bool ordered)
{
	const struct fact_matter *m = &c->f.matter;
	enum level level = m->old_level > m->level ? m->old_level : m->level;
	bool his =
	    c->f.approver.kind == CRP_STATUTORY || level <= c->f.approver.max_level;

	run->nproof = law_proof(&c->f, run->proof, ARRAY_LEN(run->proof));
	for (size_t i = 0; ordered && his && i < run->nproof; i++) {
		struct proof_line *line = &run->proof[i];

		if (strcmp(line->rule, "R030") != 0 || line->ok)
			continue;
		line->rule = "R093";
		line->ok = true;
		snprintf(line->text, sizeof(line->text), "%s",
		    T("上级已经决定，不受本单位定密权限限制",
			"a superior has decided: the unit's limit does not bind"));
	}
}

void
sign_proved(struct act_run *run, const struct lawcase *c, const struct findings *all,
    const char *state)
{
	struct str said = { 0 };

	prove(run, c, change_is_order(run->child));
	for (size_t i = 0; i < all->n; i++)
		str_addf(&said, "%s%s %s %s", i > 0 ? "\n" : "",
		    severity_name(all->v[i].severity), all->v[i].rule->id,
		    all->v[i].text);
	sign(run, state, "approved");
	proof_keep(run, run->child);
	record_set(run->child, "findings", str_s(&said));
	if (c->designation != NULL)
		record_set_int(run->child, "designation_id", c->designation->id);
	str_free(&said);
}

/* Signed, with the proof and what the rules said. */
enum rc
decide_sign(struct act_run *run, struct lawcase *c, struct txn *t, struct err *e)
{
	struct findings all = { 0 };

	law_check(&c->f, &all);
	sign_proved(run, c, &all, "recorded");
	findings_free(&all);
	return txn_put(t, run->child, run->act->name, "", e);
}

EFFECT_FN(approve_effect)
{
	struct lawcase c;
	struct computed got;
	struct record *x = NULL;
	enum level before;
	enum rc rc;

	if ((rc = decide_case(&c, run->bench, run->rec, e)) != RC_OK ||
	    (rc = open_letter(run->bench, run->rec->id, "dispute", UNSETTLED, &x, e)) !=
		RC_OK)
		goto out;
	law_compute(&c.f, &got);
	record_set_int(run->rec, "approver_id", bench_me(run->bench));
	record_set_date(run->rec, "determined_on", bench_today(run->bench));
	before = matter_protected(run->rec); /* a derivative that follows has one */
	/* While it is disputed the highest level claimed stays (R090). */
	if (x == NULL || before < (enum level)record_int(run->rec, "level"))
		record_set(run->rec, "effective_level", record_get(run->rec, "level"));
	recheck_moved(run->rec, before);
	record_set(run->rec, "mark", got.mark);
	record_set_date(run->rec, "expiry", got.expiry);
	rc = decide_sign(run, &c, t, e);
out:
	record_free(x);
	lawcase_done(&c);
	return rc;
}

EFFECT_FN(return_effect)
{
	sign(run, "returned", "returned");
	return txn_put(t, run->child, "return", "", e);
}

/* What is no secret has no level to show: what was proposed stands in the decision. */
void
no_secret(struct record *m)
{
	static const char *const gone[] = { "level", "effective_level", "period",
		"expiry", "mark", "pending", "cond_watcher_id", "cond_check_on" };

	for (size_t i = 0; i < ARRAY_LEN(gone); i++)
		record_set(m, gone[i], NULL);
}

EFFECT_FN(reject_effect)
{
	struct record *x = NULL;
	enum rc rc = open_letter(run->bench, run->rec->id, "unclear", "draft", &x, e);

	/* Nothing is protected any more, and nothing goes out. */
	no_secret(run->rec);
	if (rc == RC_OK && x != NULL) {
		record_set(x, "state", "closed");
		rc = txn_put(t, x, "reject", "", e);
	}
	record_free(x);
	if (rc != RC_OK)
		return rc;
	sign(run, "rejected", "rejected");
	return txn_put(t, run->child, "reject", "", e);
}

enum rc
mark_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "marked_on", iso);
	snprintf(run->computed, sizeof(run->computed), T("标志：%s", "mark: %s"),
	    record_get(run->rec, "mark"));
	return RC_OK;
}

ALLOW_FN(mark_check)
{
	int32_t on = date_parse(act_value(run, "marked_on"));
	bool unmarkable = strcmp(act_value(run, "unmarkable"), "1") == 0;

	(void)e;
	snprintf(run->computed, sizeof(run->computed), T("标志：%s", "mark: %s"),
	    record_get(run->rec, "mark"));
	if (!unmarkable && on == DATE_NONE)
		step_finding(out, "R062", SEV_BLOCK, "marked_on", "%s",
		    T("请填写作出标志的日期；无法标注的选“是”并书面通知",
			"give the day of marking, or say it cannot be marked and notify "
			"in writing"));
	if (on != DATE_NONE &&
	    (on < record_date(run->rec, "determined_on") || on > bench_today(run->bench)))
		step_finding(out, "R062", SEV_BLOCK, "marked_on", "%s",
		    T("标志日期应在确定之日与今天之间",
			"the day of marking lies between the determination and today"));
	return RC_OK;
}

enum rc
approver_case(struct lawcase *c, struct bench *b, struct err *e)
{
	enum rc rc;

	lawcase_init(c, b, LAW_DETERMINE);
	if ((rc = lawcase_unit(c, b, e)) == RC_OK)
		rc = lawcase_person(c, b, &c->f.approver, bench_me(b), e);
	return rc;
}

enum rc
approver_may(
    struct lawcase *c, struct bench *b, const struct record *m, bool *may, struct err *e)
{
	struct findings all = { 0 };
	struct record *entry = NULL;
	enum rc rc = RC_OK;

	*may = true;
	c->f.act = matter_law(m);
	c->f.proposer.present = true;
	c->f.proposer.id = record_int(m, "proposer_id");
	c->f.matter.level = (enum level)record_int(m, "level");
	c->f.entry.present = false;
	if (record_int(m, "entry_id") != 0 &&
	    (rc = store_get(b->store, "scope_entry", record_int(m, "entry_id"), &entry,
		 e)) == RC_OK) {
		c->f.entry.present = true;
		c->f.entry.code = record_get(entry, "code");
	}
	if (rc == RC_OK) {
		lawcase_choose(c);
		law_check(&c->f, &all);
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].severity == SEV_BLOCK &&
		    strncmp(all.v[i].field, "approver.", 9) == 0)
			*may = false;
	findings_free(&all);
	c->f.entry.code = NULL;
	record_free(entry);
	return rc;
}
