/* SPDX-License-Identifier: MIT */
/*
 * What becomes of a matter in force: change, extension, early release, a wider circle,
 * correction (法23-24, 法21; R055, R092-R103, R109-R111, R149). Each is proposed by one
 * and decided by another through the same gate as the determination (R094). The proposed
 * values stand in the decision; the matter is untouched until it is decided, and only
 * shows that something is pending. Here are the facts, what the law says of them, and the
 * responsible person's half; matter_amend.c proposes, matter_apply.c carries out.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static const struct change_kind kinds[] = {
	{ "change", LAW_CHANGE, NULL, NULL },
	{ "extend", LAW_EXTEND, "extend", "R098" },
	{ "release", LAW_RELEASE, "longterm", "R109" },
	{ "widen", LAW_WIDEN, NULL, NULL },
	{ "widen_out", LAW_WIDEN, NULL, NULL },
	{ "correct", LAW_CORRECT, NULL, NULL },
	{ "partial_release", LAW_RELEASE, "longterm", "R109" },
};

const struct change_kind *
change_kind(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return &kinds[i];
	return NULL;
}

bool
change_is_partial(const struct record *d)
{
	return strcmp(record_get(d, "kind"), "partial_release") == 0;
}

bool
change_is_order(const struct record *d)
{
	return *record_get(d, "organ") != '\0';
}

bool
change_is_later(const struct bench *b, const struct record *d)
{
	int32_t on = record_date(d, "release_on");

	return on != DATE_NONE && on > bench_today(b);
}

/* ---- facts */

static void
new_values(struct fact_matter *f, const struct record *d, enum law_act law)
{
	if (record_int(d, "new_level") != 0)
		f->level = (enum level)record_int(d, "new_level");
	if (law == LAW_EXTEND)
		period_parse(record_get(d, "new_period"), &f->new_period, NULL);
	else if (*record_get(d, "new_period") != '\0')
		period_parse(record_get(d, "new_period"), &f->period, NULL);
}

static void
decision_facts(struct fact_matter *f, const struct record *d, enum law_act law)
{
	static const struct {
		const char *code;
		int cause;
	} causes[] = { { "C1", CAUSE_SCOPE }, { "C2", CAUSE_HARM }, { "U1", CAUSE_SCOPE },
		{ "U2", CAUSE_HARMLESS }, { "U3", CAUSE_PUBLISHED },
		{ "U4", CAUSE_SOURCE } };
	const char *ws = record_get(d, "work_secret");

	f->old_level = f->level;
	f->old_period = f->period;
	f->first_start = f->start;
	f->partial = change_is_partial(d) ? ANSWER_YES : ANSWER_NO;
	if (law != LAW_RELEASE) /* else it is about what stands now */
		new_values(f, d, law);
	for (size_t i = 0; i < ARRAY_LEN(causes); i++)
		if (strcmp(causes[i].code, record_get(d, "reason_code")) == 0)
			f->cause = causes[i].cause;
	if (law == LAW_RELEASE && *record_get(d, "reason_code") == 'C')
		f->cause = CAUSE_HARM; /* a ground of change, though it sounds like U1 */
	f->interest_assessment =
	    *record_get(d, "assessment") != '\0' ? ANSWER_YES : ANSWER_NO;
	f->work_secret = *ws == '\0'  ? ANSWER_UNKNOWN
			 : *ws == '1' ? ANSWER_YES
				      : ANSWER_NO;
	f->fault = (int)record_int(d, "fault");
	f->external_approval = record_date(d, "external_on");
	f->outside = ANSWER_NO;
	if (strcmp(record_get(d, "kind"), "widen_out") == 0) {
		f->outside = ANSWER_YES;
		f->external_approval = *record_get(d, "consent_ref") != '\0'
					   ? record_date(d, "consent_on")
					   : DATE_NONE;
	}
}

enum rc
change_case(struct lawcase *c, struct bench *b, const struct record *m,
    const struct record *d, int64_t approver, struct err *e)
{
	const struct change_kind *k = change_kind(record_get(d, "kind"));
	struct strs knowers = { 0 };
	bool named = *record_get(d, "new_knowers") != '\0';
	enum rc rc;

	lawcase_init(c, b, k->law);
	strs_split(&knowers, record_get(d, "new_knowers"), ",");
	if ((rc = lawcase_unit(c, b, e)) != RC_OK ||
	    (rc = lawcase_person(
		 c, b, &c->f.proposer, record_int(d, "proposer_id"), e)) != RC_OK ||
	    (rc = lawcase_person(c, b, &c->f.approver, approver, e)) != RC_OK ||
	    (rc = lawcase_matter(c, b, m, named ? (long)knowers.n : -1, e)) != RC_OK ||
	    (rc = lawcase_owner(c, b, m, e)) != RC_OK)
		goto out;
	c->f.matter.old_expiry = record_date(m, "expiry");
	decision_facts(&c->f.matter, d, k->law);
	if (change_is_partial(d))
		rc = point_level(
		    b, m->id, record_get(d, "points"), &c->f.matter.point_level, e);
	if (rc == RC_OK)
		lawcase_choose(c);
out:
	strs_free(&knowers);
	return rc;
}

struct facts
change_rest(const struct lawcase *c, const struct record *d)
{
	struct facts f = c->f;

	if (f.act == LAW_RELEASE) {
		f.matter.level = f.matter.point_level;
		new_values(&f.matter, d, LAW_CHANGE);
	}
	if (f.act != LAW_EXTEND)
		f.act = LAW_CHANGE;
	return f;
}

/* What goes on must be as lawful as after any change, whose ground it needs no more: that
 * is the fault, or the part released. */
static void
law_of_rest(const struct lawcase *c, const struct record *d, struct findings *out)
{
	struct lawcase rest = *c; /* its facts alone differ */
	struct findings all = { 0 };
	bool partial = change_is_partial(d);

	rest.f = change_rest(c, d);
	lawcase_choose(&rest);
	law_check(&rest.f, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct finding *v = &all.v[i];

		/* Who may decide, and whom to tell, the release has said. */
		if (strcmp(v->rule->id, "R092") == 0 ||
		    (partial && (strncmp(v->field, "approver.", 9) == 0 ||
				    (v->severity > SEV_WARN &&
					strcmp(v->rule->id, "R099") != 0))))
			continue;
		step_finding(out, v->rule->id, v->severity, v->field, "%s", v->text);
	}
	findings_free(&all);
}

/* To annul takes the authority a release takes. */
static void
law_of_annulment(const struct lawcase *c, struct findings *out)
{
	struct facts f = c->f;
	struct findings all = { 0 };

	f.act = LAW_RELEASE;
	law_check(&f, &all);
	take_prefix(out, &all, "approver.");
	findings_free(&all);
}

void
change_law(
    const struct lawcase *c, const struct record *d, struct findings *out, bool *external)
{
	const struct change_kind *k = change_kind(record_get(d, "kind"));
	struct findings all = { 0 };

	*external = false;
	law_check(&c->f, &all);
	if ((k->law == LAW_CORRECT && strcmp(record_get(d, "remedy"), "fix") == 0) ||
	    (change_is_partial(d) && c->f.matter.point_level != LEVEL_NONE))
		law_of_rest(c, d, &all);
	else if (k->law == LAW_CORRECT)
		law_of_annulment(c, &all);
	for (size_t i = 0; i < all.n; i++) {
		const struct finding *v = &all.v[i];
		bool above = k->rule != NULL && v->severity == SEV_BLOCK &&
			     strcmp(v->rule->id, k->rule) == 0;

		*external = *external || above;
		step_finding(out, v->rule->id, above ? SEV_TASK : v->severity, v->field,
		    "%s", v->text);
	}
	findings_free(&all);
}

enum rc
change_open(struct bench *b, int64_t matter, struct record **out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = NULL;
	query_init(&q, store_kind(b->store, "decision"));
	query_add_int(&q, "matter_id", matter);
	query_add_in(&q, "kind", true,
	    "change,extend,release,widen,widen_out,correct,partial_release");
	query_add_in(&q, "state", true, "submitted,returned,approved");
	q.desc = true;
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1, &page, e)) == RC_OK &&
	    page.n > 0)
		*out = record_copy(page.rec[0]);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* ---- the responsible person decides */

enum rc
change_authority(
    struct act_run *run, const struct record *d, struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	bool external;
	enum rc rc = change_case(&c, run->bench, run->rec, d, bench_me(run->bench), e);

	if (rc == RC_OK) {
		change_law(&c, d, &all, &external);
		take_prefix(out, &all, "approver.");
		prove(run, &c, change_is_order(d));
	}
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

enum rc
change_decide_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *d = NULL;
	enum rc rc;

	if ((rc = change_return_allow(run, out, e)) != RC_OK || findings_block(out) ||
	    (rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK || d == NULL)
		goto out;
	if (change_is_order(d)) {
		step_finding(out, "R093", SEV_BLOCK, "matter.pending", "%s",
		    T("上级已经决定，不再审核；请用“确认执行上级决定”",
			"a superior has decided: there is nothing to approve, confirm "
			"that it is carried out"));
		goto out;
	}
	rc = change_authority(run, d, out, e);
out:
	record_free(d);
	return rc;
}

enum rc
change_return_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *d = NULL;
	enum rc rc = RC_OK;

	if (*record_get(run->rec, "pending") != '\0')
		rc = change_open(run->bench, run->rec->id, &d, e);
	if (rc != RC_OK)
		return rc;
	if (d == NULL || strcmp(record_state(d), "submitted") != 0)
		step_finding(out, "R094", SEV_BLOCK, "matter.pending", "%s",
		    T("没有待审核的变更、延长、解密、扩大知悉或者纠正；先由承办人提出",
			"no change, extension, release, wider circle or correction waits "
			"here; a proposer proposes it first"));
	else if (record_int(d, "proposer_id") == bench_me(run->bench))
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("提出人不得审核自己提出的；请由其他定密责任人审核",
			"a proposer may not decide his own proposal; ask another "
			"responsible person"));
	record_free(d);
	return RC_OK;
}

/* The open decision is the sheet that is signed. */
enum rc
change_decide_prepare(struct act_run *run, struct err *e)
{
	struct record *d = NULL;
	enum rc rc;

	if (run->child->id != 0)
		return RC_OK;
	if ((rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK)
		return rc;
	if (d == NULL)
		return err_set(e, RC_NOTFOUND, "%s",
		    T("找不到待决定的提议", "there is no open proposal to decide"));
	record_free(run->child);
	run->child = d;
	if (strcmp(run->act->name, "approve_change") == 0)
		act_suggest_value(
		    run, "opinion2", T("同意拟定意见", "approved as proposed"));
	return RC_OK;
}

static enum rc
decide_findings(
    struct act_run *run, int64_t approver, struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	bool external = false;
	enum rc rc;

	if ((rc = change_case(&c, run->bench, run->rec, run->child, approver, e)) !=
	    RC_OK)
		goto out;
	change_law(&c, run->child, &all, &external);
	for (size_t i = 0; i < all.n; i++) /* the gate has said the rest */
		if (strncmp(all.v[i].field, "approver.", 9) != 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	if (approver != 0)
		run->nproof = law_proof(&c.f, run->proof, ARRAY_LEN(run->proof));
	snprintf(run->computed, sizeof(run->computed), "%.200s → %.200s%s",
	    record_get(run->child, "before_text"), record_get(run->child, "after_text"),
	    external ? T("（报上级批准后生效）", " (in effect once approved above)")
		     : "");
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

enum rc
change_decide_check(struct act_run *run, struct findings *out, struct err *e)
{
	return decide_findings(run, bench_me(run->bench), out, e);
}

/* Entered again, it begins with what was entered. */
static enum rc
answered_prepare(struct act_run *run, struct err *e)
{
	static const char *const entered[] = { "external_ref", "external_on" };
	enum rc rc = change_decide_prepare(run, e);

	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(entered); i++)
		if (*record_get(run->child, entered[i]) != '\0')
			act_suggest_value(
			    run, entered[i], record_get(run->child, entered[i]));
	return rc;
}

/* Another than who proposed the change and than who entered the answer: the decision
 * itself was signed with its proof, and the organ above has approved it. */
static ALLOW_FN(confirm_above_allow)
{
	const struct change_kind *k;
	int64_t me = bench_me(run->bench);
	struct record *d = NULL, *x = NULL;
	enum rc rc;

	if ((rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK)
		return rc;
	k = d != NULL ? change_kind(record_get(d, "kind")) : NULL;
	if (k != NULL && k->external != NULL)
		rc =
		    open_letter(run->bench, run->rec->id, k->external, "answered", &x, e);
	if (rc == RC_OK && x == NULL)
		step_finding(out, "R098", SEV_BLOCK, "matter.pending", "%s",
		    T("上级的批复尚未登记；先由一人登记",
			"no answer from above has been entered; let one enter it first"));
	else if (rc == RC_OK && (record_int(x, "answered_by_id") == me ||
				    record_int(d, "proposer_id") == me))
		step_finding(out, "R042", SEV_BLOCK, "approver.id", "%s",
		    T("登记批复的、提出变更的不核对批复；请由其他定密责任人或者保密办核对"
		      "，"
		      "没有的由他人照来文重新登记",
			"neither who entered the answer nor who proposed the change "
			"confirms it: another responsible person or the office does; "
			"where there is none let another enter it anew"));
	record_free(x);
	record_free(d);
	return rc;
}

/* The answer from above lets in what the unit could not decide; the rest must still be
 * lawful on the day it is entered, and confirmed (after the old end there is no
 * extension, R096). */
enum rc
change_answer_check(struct act_run *run, struct findings *out, struct err *e)
{
	int32_t on = record_date(run->child, "external_on");
	const char *act = run->act->name;
	bool refused = strcmp(act, "refused_above") == 0 ||
		       (strcmp(act, "confirm_above") == 0 &&
			   strcmp(record_get(run->child, "result"), "rejected") == 0);

	if (*record_get(run->child, "external_ref") == '\0')
		step_finding(out, "R098", SEV_BLOCK, "external_ref", "%s",
		    T("请填写批复的文号", "give the number of the answer"));
	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    on < record_date(run->child, "decided_on"))
		step_finding(out, "R098", SEV_BLOCK, "external_on", "%s",
		    T("批复日期应在本单位决定之日与今天之间",
			"the day of the answer lies between the unit's decision and "
			"today"));
	if (refused) {
		snprintf(run->computed, sizeof(run->computed), "%s",
		    T("上级不批准，事项保持原样",
			"not granted above: the matter stays as it is"));
		return RC_OK;
	}
	return decide_findings(run, 0, out, e);
}

/* clang-format off */
#define FROM_ABOVE .kind = "matter", .from = "pending_external", .ask_kind = "decision"
#define FROM_PENDING .kind = "matter", .from = "approved,in_force", .only = "pending=" CHANGES, .ask_kind = "decision"

static const struct act_def acts[] = {
	{ FROM_PENDING, .name = "approve_change", .key = 'p', .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "opinion2",
	  .title = { "批准变更（延长、解密等）", "approve the change" }, .allow = change_decide_allow, .prepare = change_decide_prepare, .check = change_decide_check, .effect = change_approve_effect,
	  .help = { "程序先证明您此刻有权决定，再记录、改标志并通知知悉范围。", "The program proves your authority, records the decision, follows it up in marks and notices." } },
	{ FROM_PENDING, .name = "return_change", .key = 'b', .roles = ROLE_CRP, .ask = "opinion2",
	  .title = { "退回提议", "return the proposal" }, .allow = change_return_allow, .prepare = change_decide_prepare, .check = opinion_check, .effect = change_return_effect,
	  .help = { "写明需要修改什么，退回提出人；事项保持原样。", "Say what must be corrected; the matter stays as it is." } },
	{ FROM_ABOVE, .prepare = answered_prepare, .name = "granted_above", .key = '1', .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_WEIGHTY,
	  .title = { "登记上级批准", "record the approval from above" }, .ask = "external_ref,external_on", .check = change_answer_check, .effect = change_answered_effect,
	  .help = { "填写批复文号和日期，由另一人核对来文后生效；登记有误的，生效以前重新登记。", "Number and day of the approval; it takes effect once another confirms it. Enter it again where it was wrong." } },
	{ FROM_ABOVE, .prepare = answered_prepare, .name = "refused_above", .key = '2', .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE,
	  .title = { "登记上级不批准", "record the refusal from above" }, .ask = "external_ref,external_on", .check = change_answer_check, .effect = change_answered_effect,
	  .help = { "由另一人核对来文后，事项保持原密级和期限，期满自行解密。", "Once another confirms it the matter keeps level and period, and is released when that ends." } },
	{ FROM_ABOVE, .prepare = change_decide_prepare, .name = "confirm_above", .key = '6', .roles = ROLE_CRP | ROLE_OFFICE, .flags = ACT_WEIGHTY, .ask = "",
	  .title = { "核对上级批复，照此执行", "confirm the answer from above" }, .allow = confirm_above_allow, .check = change_answer_check, .effect = change_confirmed_effect,
	  .help = { "登记人、提出人以外的定密责任人或者保密办核对来文：批准的随即生效并通知知悉范围，不批准的保持原样（R042、R098）。", "A responsible person or the office, neither who entered nor who proposed it, holds it against the letter: granted, it takes effect with its notices; else all stays (R042, R098)." } },
};
/* clang-format on */
const struct step_table matter_change_table = { NULL, 0, acts, ARRAY_LEN(acts) };
