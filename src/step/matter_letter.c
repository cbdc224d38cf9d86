/* SPDX-License-Identifier: MIT */
/*
 * Letters to the organs that decide what the unit may not, and what their answers do to
 * the matter (法17, 条例25, 26). The answer itself decides, and nobody here weighs it
 * (R086, R087); but what one person has typed of it determines no secret and ends none:
 * a responsible person other than he holds it against the letter before it takes effect,
 * as he does for what a superior ordered (法16; R041, R042, R093). Until then the higher
 * of the level drafted and the level answered is protected.
 */
#include <string.h>
#include "step/matter.h"

const char *
letter_addressee(struct bench *b, enum addressee to)
{
	const struct org *o = b->org;

	if (to == TO_SUPERIOR)
		return o->superior != NULL    ? o->superior
		       : o->competent != NULL ? o->competent
		       : o->sad != NULL	      ? o->sad
					      : tx(addressee_title(TO_SUPERIOR));
	return tx(addressee_title(to));
}

enum rc
matter_originator(struct bench *b, const struct record *m, struct str *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	const struct record *source = NULL;
	char *owner;
	enum rc rc;

	query_init(&q, store_kind(b->store, "source"));
	query_add_int(&q, "matter_id", m->id);
	query_add(&q, "state", COND_NE, "ended", NULL);
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 50, &page, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < page.n && source == NULL; i++)
		if (strcmp(record_state(page.rec[i]), "active") == 0)
			source = page.rec[i];
	if (source == NULL && page.n > 0) /* all released: still whose they are */
		source = page.rec[0];
	owner = bench_label(b, "unit", record_int(m, "owner_unit_id"));
	str_add(out, source != NULL   ? record_get(source, "unit_name")
		     : *owner != '\0' ? owner
				      : b->org->name);
	free(owner);
out:
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
open_letter(struct bench *b, int64_t matter, const char *kind, const char *states,
    struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(b->store, "external"));
	query_add_int(&q, "matter_id", matter);
	query_add(&q, "kind", COND_EQ, kind, NULL);
	query_add_in(&q, "state", true, states);
	q.desc = true;
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1, &page, e)) == RC_OK &&
	    page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* Facts of what is drafted and goes out. */
enum rc
letter_case(struct lawcase *c, struct act_run *run, enum law_act act, struct err *e)
{
	enum rc rc;

	lawcase_init(c, run->bench, act);
	if ((rc = lawcase_unit(c, run->bench, e)) != RC_OK ||
	    (rc = lawcase_person(
		 c, run->bench, &c->f.proposer, bench_me(run->bench), e)) != RC_OK)
		return rc;
	rc = lawcase_matter(c, run->bench, run->rec,
	    run->form != NULL && run->child == NULL ? act_list_count(run, "knowers") : -1,
	    e);
	if (rc == RC_OK)
		lawcase_choose(c);
	return rc;
}

/* Drafted level and period are protected from now on, whoever decides later. */
enum rc
letter_draft(
    struct act_run *run, struct txn *t, enum law_act act, const char *kind, struct err *e)
{
	struct lawcase c;
	struct computed got;
	struct record *x = NULL;
	char no[40];
	enum rc rc;

	if ((rc = letter_case(&c, run, act, e)) != RC_OK ||
	    (rc = open_letter(run->bench, run->rec->id, kind, "draft", &x, e)) != RC_OK)
		goto out;
	law_compute(&c.f, &got);
	if (x == NULL) {
		x = record_new(store_kind(run->bench->store, "external"));
		if ((rc = txn_next_no(t, "external", "WF",
			 date_year(bench_today(run->bench)), no, e)) != RC_OK)
			goto out;
		record_set(x, "no", no);
		record_set(x, "state", "draft");
		record_set(x, "kind", kind);
		record_set_int(x, "matter_id", run->rec->id);
	}
	record_set(x, "addressee", letter_addressee(run->bench, got.addressee));
	record_set_int(x, "owner_id", bench_me(run->bench));
	record_set_date(x, "due", got.due);
	rc = txn_put(t, x, run->act->name, "", e);
out:
	lawcase_done(&c);
	record_free(x);
	return rc;
}

/* ---- out, received, answered */

/* A day typed into a letter: not before another one of it, not after today. */
static void
day_check(struct act_run *run, const char *field, const char *after, const char *rule,
    struct findings *out)
{
	int32_t on = date_parse(act_value(run, field)),
		from = after != NULL ? record_date(run->rec, after) : DATE_NONE;

	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    (from != DATE_NONE && on < from))
		step_finding(out, rule, SEV_BLOCK, field, "%s",
		    T("请填写日期，不早于报送（收到）之日，不晚于今天",
			"give the day: not before it was sent or received, not after "
			"today"));
}

static void
suggest_today(struct act_run *run, const char *field)
{
	char iso[11];

	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, field, iso);
}

enum rc
send_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	suggest_today(run, "sent_on");
	return RC_OK;
}

ALLOW_FN(send_check)
{
	(void)e;
	day_check(run, "sent_on", NULL, "R023", out);
	snprintf(run->computed, sizeof(run->computed), T("报：%s", "to: %s"),
	    record_get(run->rec, "addressee"));
	return RC_OK;
}

EFFECT_FN(send_effect)
{
	(void)t, (void)e;
	record_set(run->rec, "due", NULL);
	return RC_OK;
}

enum rc
received_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	suggest_today(run, "received_on");
	return RC_OK;
}

ALLOW_FN(received_check)
{
	(void)e;
	day_check(run, "received_on", "sent_on", "R086", out);
	return RC_OK;
}

/* Their time runs from the day they have it (条例25, second paragraph). */
EFFECT_FN(received_effect)
{
	const struct org *o = run->bench->org;

	(void)t, (void)e;
	record_set_date(run->rec, "due",
	    calendar_add_workdays(&o->cal, record_date(run->rec, "received_on"),
		(int)o->param.v[PARAM_UNCLEAR_ANSWER_WD], NULL));
	return RC_OK;
}

static enum rc
matter_of(struct act_run *run, struct record **m, struct err *e)
{
	return store_get(
	    run->bench->store, "matter", record_int(run->rec, "matter_id"), m, e);
}

enum rc
answer_prepare(struct act_run *run, struct err *e)
{
	struct record *m = NULL;
	enum rc rc = RC_OK;

	/* Entered again: it begins with what was entered. */
	if (strcmp(record_state(run->rec), "answered") == 0 ||
	    (rc = matter_of(run, &m, e)) != RC_OK)
		return rc;
	suggest_today(run, "answer_on");
	act_suggest_value(run, "answer_level", record_get(m, "level"));
	act_suggest_value(run, "answer_period", record_get(m, "period"));
	record_free(m);
	return RC_OK;
}

/* What the decided level and period make of the matter: mark, end, caps. */
static enum rc
decided_case(
    struct lawcase *c, struct act_run *run, const struct record *m, struct err *e)
{
	enum rc rc;

	lawcase_init(c, run->bench, LAW_FORWARD);
	if ((rc = lawcase_matter(c, run->bench, m, -1, e)) != RC_OK)
		return rc;
	c->f.entry.present = false;
	c->f.matter.level = (enum level)record_int(run->rec, "answer_level");
	c->f.matter.period = (struct period){ .date = DATE_NONE };
	period_parse(record_get(run->rec, "answer_period"), &c->f.matter.period, NULL);
	return RC_OK;
}

ALLOW_FN(answer_check)
{
	struct record *m = NULL;
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	char mark[256] = "";
	enum rc rc;

	if (*act_value(run, "answer") == '\0' || *act_value(run, "answer_level") == '\0')
		step_finding(out, "R086", SEV_BLOCK,
		    *act_value(run, "answer") == '\0' ? "answer" : "answer_level", "%s",
		    T("请写明答复要点和文号，并选择答复确定的密级",
			"give the answer with its number, and the level decided"));
	day_check(run, "answer_on",
	    *record_get(run->rec, "received_on") != '\0' ? "received_on" : "sent_on",
	    "R086", out);
	if (record_int(run->rec, "answer_level") == 0) {
		snprintf(run->computed, sizeof(run->computed), "%s",
		    T("不属于国家秘密：不作国家秘密标志",
			"no state secret: it bears no mark"));
		return RC_OK;
	}
	if ((rc = matter_of(run, &m, e)) != RC_OK ||
	    (rc = decided_case(&c, run, m, e)) != RC_OK)
		goto out;
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strcmp(all.v[i].field, "matter.period") == 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    "answer_period", "%s", all.v[i].text);
	if (c.f.matter.period.kind == PERIOD_NONE)
		step_finding(out, "R044", SEV_BLOCK, "answer_period", "%s",
		    T("请填写答复确定的保密期限；答复未写明的，向答复机关问明",
			"give the period decided; where the answer is silent, ask"));
	mark_format(c.f.matter.level, &c.f.matter.period, mark);
	snprintf(run->computed, sizeof(run->computed), T("标志：%s", "mark: %s"), mark);
out:
	findings_free(&all);
	lawcase_done(&c);
	record_free(m);
	return rc;
}

/* The decision sheet of the branch is done with: what came back stands on it. */
static enum rc
close_decision(struct act_run *run, struct txn *t, const char *after, struct err *e)
{
	bool dispute = strcmp(record_get(run->rec, "kind"), "dispute") == 0;
	struct record *d = NULL;
	enum rc rc = open_decision(run->bench, record_int(run->rec, "matter_id"),
	    dispute ? "objection" : "unclear,refer", "submitted,recorded", &d, e);

	if (rc == RC_OK && d != NULL) {
		/* A recorded sheet keeps what was signed; the answer stands in the
		 * letter. Else who confirmed the answer signs here, with his proof. */
		if (strcmp(record_state(d), "submitted") == 0) {
			record_set(d, "after_text", after);
			record_set_int(d, "approver_id", bench_me(run->bench));
			record_set_date(d, "decided_on", bench_today(run->bench));
			proof_keep(run, d);
		}
		record_set(d, "state", "closed");
		record_set(d, "external_ref", record_get(run->rec, "no"));
		rc = txn_put(t, d, run->act->name, confirmed_why(run), e);
	}
	record_free(d);
	return rc;
}

/* Level and period as decided: a matter to be marked, or no secret at all. */
enum rc
answer_apply(
    struct act_run *run, struct txn *t, struct record *m, const char *none, struct err *e)
{
	struct lawcase c = { 0 };
	enum level level = (enum level)record_int(run->rec, "answer_level"), before;
	char mark[256] = "";
	enum rc rc = RC_OK;

	if (level == LEVEL_NONE) {
		record_set(m, "state", none);
		no_secret(m);
		goto put;
	}
	if (*record_get(m, "start_on") == '\0')
		record_set(m, "start_on", record_get(run->rec, "answer_on"));
	if ((rc = decided_case(&c, run, m, e)) != RC_OK)
		goto out;
	mark_format(level, &c.f.matter.period, mark);
	before = matter_protected(m);
	record_set_int(m, "level", level);
	record_set_int(m, "effective_level", level);
	recheck_moved(m, before);
	record_set(m, "period", record_get(run->rec, "answer_period"));
	record_set(m, "mark", mark);
	record_set_date(m, "expiry",
	    period_expiry(&c.f.matter.period, record_date(m, "start_on"), c.f.param));
	record_set(m, "determined_on", record_get(run->rec, "answer_on"));
	record_set(m, "marked_on", NULL);
	record_set(m, "state", "approved");
put:
	if ((rc = txn_put(t, m, run->act->name, "", e)) == RC_OK &&
	    (rc = step_followed(run->bench, t, m, e)) == RC_OK &&
	    (rc = close_decision(run, t,
		 level == LEVEL_NONE ? T("不属于国家秘密", "no state secret") : mark,
		 e)) == RC_OK &&
	    matter_is_over(m))
		rc = matter_ended(run->bench, t, m, run->rec->id, e);
out:
	lawcase_done(&c);
	return rc;
}

/* Entered: the matter waits, protected as highly as either says. */
EFFECT_FN(answer_effect)
{
	struct record *m = NULL;
	int64_t level = record_int(run->rec, "answer_level");
	enum rc rc = matter_of(run, &m, e);

	record_set(run->rec, "due", NULL);
	if (rc != RC_OK)
		return rc;
	if (level < record_int(m, "level"))
		level = record_int(m, "level");
	if (level != record_int(m, "effective_level")) {
		record_set_int(m, "effective_level", level);
		if ((rc = txn_put(t, m, run->act->name, "", e)) == RC_OK)
			rc = step_followed(run->bench, t, m, e);
	}
	record_free(m);
	return rc;
}

/* ---- held against the letter: who may is in matter_confirm.c */

EFFECT_FN(confirm_answer_effect)
{
	struct record *m = NULL;
	enum rc rc = matter_of(run, &m, e);

	if (rc == RC_OK)
		rc = answer_apply(run, t, m, "not_secret", e);
	record_free(m);
	return rc;
}
