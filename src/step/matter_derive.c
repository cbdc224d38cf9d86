/* SPDX-License-Identifier: MIT */
/*
 * Derivative matters (法18, 条例18; R025, R075-R083). Level and end come from the sources
 * and are never typed; whoever made a derivative is told when a source of our own
 * register changes or ends (R078). The first source is asked with the matter, more are
 * added under it.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* Fields of the first source on the matter's form, and where they are kept. */
static const struct {
	const char *field, *column;
} first_source[] = { { "src_matter_id", "source_matter_id" }, { "src_title", "title" },
	{ "src_doc_no", "doc_no" }, { "src_unit", "unit_name" }, { "src_level", "level" },
	{ "src_period", "period" }, { "src_issued_on", "issued_on" },
	{ "src_expiry", "expiry" }, { "src_basis", "basis" },
	{ "src_rule", "rule_text" } };

/* The source as the form has it; NULL when the form asks for none. */
static struct record *
typed_source(struct act_run *run)
{
	struct record *s;

	if (run->form == NULL || strcmp(run->act->name, "derive") != 0)
		return NULL;
	s = record_new(store_kind(run->bench->store, "source"));
	record_set(s, "state", "active");
	for (size_t i = 0; i < ARRAY_LEN(first_source); i++)
		record_set(
		    s, first_source[i].column, act_value(run, first_source[i].field));
	return s;
}

static enum rc
derive_case(struct lawcase *c, struct act_run *run, struct err *e)
{
	struct record *s = typed_source(run);
	enum rc rc;

	lawcase_init(c, run->bench, LAW_DERIVE);
	if ((rc = lawcase_unit(c, run->bench, e)) == RC_OK &&
	    (rc = lawcase_person(
		 c, run->bench, &c->f.proposer, bench_me(run->bench), e)) == RC_OK)
		rc = lawcase_matter(c, run->bench, run->rec,
		    run->form != NULL ? act_list_count(run, "knowers") : -1, e);
	if (rc == RC_OK && s != NULL)
		lawcase_add_source(c, s);
	record_free(s);
	return rc;
}

/* What the sources say, into the matter; is the period left to choose among theirs? */
static bool
take_derived(struct lawcase *c, struct record *m)
{
	struct derived d;
	char period[256];

	law_derive(&c->f, &d);
	period_format(&d.period, period);
	record_set(m, "level", NULL);
	if (d.level != LEVEL_NONE)
		record_set_int(m, "level", d.level);
	c->f.matter.level = d.level;
	if (d.choose)
		return true;
	record_set(m, "period", period);
	c->f.matter.period = d.period;
	return false;
}

/* ---- proposing */

/* A source registered here tells the rest of itself. */
static enum rc
suggest_source(struct act_run *run, const char *field, const char *to[5], struct err *e)
{
	static const char *const from[] = { "title", "doc_no", "level", "period",
		"expiry" };
	int64_t id = strtoll(act_value(run, field), NULL, 10);
	struct record *m = NULL;
	enum rc rc;

	if (id == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter", id, &m, e)) != RC_OK)
		return rc;
	for (size_t i = 0; i < ARRAY_LEN(from); i++)
		act_suggest_value(run, to[i], record_get(m, from[i]));
	if (*record_get(m, "doc_no") == '\0')
		act_suggest_value(run, to[1], record_get(m, "no"));
	record_free(m);
	return RC_OK;
}

/* Computed values are shown, not typed. */
static void
show_locked(struct act_run *run, const char *field)
{
	int i = form_field(run->form->form, field);

	form_set(run->form, field, record_get(run->rec, field));
	run->form->locked[i] = true;
}

static void
show_derived(struct lawcase *c, struct act_run *run)
{
	bool choose = take_derived(c, run->rec);

	if (run->form == NULL)
		return;
	show_locked(run, "level");
	if (choose)
		run->form->locked[form_field(run->form->form, "period")] = false;
	else
		show_locked(run, "period");
}

static enum rc
derive_prepare(struct act_run *run, struct err *e)
{
	static const char *to[] = { "src_title", "src_doc_no", "src_level", "src_period",
		"src_expiry" };
	struct lawcase c = { 0 };
	char iso[11], me[24];
	enum rc rc;

	date_format(bench_today(run->bench), iso);
	if (*act_value(run, "created_on") == '\0')
		act_suggest_value(run, "created_on", iso);
	if (*act_value(run, "knowers") == '\0') {
		snprintf(me, sizeof(me), "%lld", (long long)bench_me(run->bench));
		act_suggest_value(run, "knowers", me);
	}
	if (*act_value(run, "src_matter_id") != '\0')
		act_suggest_value(run, "src_unit", run->bench->org->name);
	if ((rc = suggest_source(run, "src_matter_id", to, e)) != RC_OK ||
	    (rc = derive_case(&c, run, e)) != RC_OK)
		goto out;
	show_derived(&c, run);
out:
	lawcase_done(&c);
	return rc;
}

static ALLOW_FN(derive_check)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	struct computed got;
	char last[11];
	enum rc rc;

	if ((rc = derive_case(&c, run, e)) != RC_OK)
		goto out;
	show_derived(&c, run);
	law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.v[i].field, "approver.", 9) != 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	rc = resubmitted_check(run, out, e);
	law_compute(&c.f, &got);
	date_format(got.last_day, last);
	if (got.mark[0] != '\0')
		snprintf(run->computed, sizeof(run->computed),
		    got.last_day != DATE_NONE
			? T("标志：%s  最后保密日：%s（随来源）",
			      "mark: %s  last protected day: %s (as the source)")
			: T("标志：%s%s（随来源）", "mark: %s%s (as the source)"),
		    got.mark, last);
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static EFFECT_FN(derive_after)
{
	struct record *s = typed_source(run);
	enum rc rc = RC_OK;

	if (s != NULL) {
		record_set_int(s, "matter_id", run->rec->id);
		rc = txn_put(t, s, "derive", "", e);
	}
	record_free(s);
	return rc == RC_OK ? propose_after(run, t, e) : rc;
}

/* ---- more sources */

static enum rc
source_prepare(struct act_run *run, struct err *e)
{
	static const char *to[] = { "title", "doc_no", "level", "period", "expiry" };

	if (*act_value(run, "source_matter_id") != '\0')
		act_suggest_value(run, "unit_name", run->bench->org->name);
	return suggest_source(run, "source_matter_id", to, e);
}

/* The matter takes its values anew from all its sources. */
static EFFECT_FN(source_after)
{
	struct record *m = NULL;
	struct lawcase c = { 0 };
	enum rc rc;

	if ((rc = store_get(run->bench->store, "matter",
		 record_int(run->rec, "matter_id"), &m, e)) != RC_OK)
		return rc;
	lawcase_init(&c, run->bench, LAW_DERIVE);
	if ((rc = lawcase_matter(&c, run->bench, m, -1, e)) == RC_OK) {
		take_derived(&c, m);
		rc = txn_put(t, m, "derive", "", e);
	}
	lawcase_done(&c);
	record_free(m);
	return rc;
}

/* Whoever derived from it is to follow; what waits for an answer above, once that is
 * here. */
static enum rc
derivative_told(struct bench *b, struct txn *t, struct record *d, struct err *e)
{
	static const char *const determined[] = { "approved", "in_force",
		"pending_external" };
	bool told = false;

	for (size_t i = 0; i < ARRAY_LEN(determined); i++)
		told = told || strcmp(record_state(d), determined[i]) == 0;
	if (!told)
		return RC_OK;
	record_set_date(d, "follow_on", bench_today(b));
	return txn_put(t, d, "source_changed", "", e);
}

/* ---- a source of others: its originator's notice is entered here */

static ALLOW_FN(told_allow)
{
	(void)e;
	if (record_int(run->rec, "source_matter_id") != 0)
		step_finding(out, "R078", SEV_BLOCK, "source_matter_id", "%s",
		    T("来源登记在本库，它变更、解密时程序自动跟随",
			"the source stands in this register: the program follows it by "
			"itself"));
	return RC_OK;
}

static ALLOW_FN(told_check)
{
	int32_t on = record_date(run->rec, "released_on");

	(void)e;
	if (strcmp(run->act->name, "told_released") == 0 &&
	    (on == DATE_NONE || on > bench_today(run->bench)))
		step_finding(out, "R078", SEV_BLOCK, "released_on", "%s",
		    T("请填写来源解密的日期，不晚于今天",
			"give the day the source was released, not after today"));
	return RC_OK;
}

static EFFECT_FN(told_after)
{
	struct record *m = NULL;
	enum rc rc = store_get(
	    run->bench->store, "matter", record_int(run->rec, "matter_id"), &m, e);

	if (rc == RC_OK)
		rc = derivative_told(run->bench, t, m, e);
	record_free(m);
	return rc;
}

/* ---- following the sources */

static bool
same_source(const struct record *s, const struct record *m)
{
	return strcmp(record_get(s, "level"), record_get(m, "level")) == 0 &&
	       strcmp(record_get(s, "period"), record_get(m, "period")) == 0 &&
	       strcmp(record_get(s, "expiry"), record_get(m, "expiry")) == 0;
}

/* The source as it stands now, and word to whoever derived from it; what has ended keeps
 * what it rested on. */
static enum rc
follow_one(struct bench *b, struct txn *t, struct record *s, const struct record *m,
    bool ended, struct err *e)
{
	struct record *d = NULL;
	enum rc rc = store_get(b->store, "matter", record_int(s, "matter_id"), &d, e);

	if (rc != RC_OK || matter_is_over(d))
		goto out;
	if (ended) {
		record_set(s, "state", "released");
		record_set_date(s, "released_on",
		    record_date(m, "released_on") != DATE_NONE
			? record_date(m, "released_on")
			: bench_today(b));
	} else {
		record_set(s, "level", record_get(m, "level"));
		record_set(s, "period", record_get(m, "period"));
		record_set(s, "expiry", record_get(m, "expiry"));
	}
	if ((rc = txn_put(t, s, "source_changed", "", e)) == RC_OK)
		rc = derivative_told(b, t, d, e);
out:
	record_free(d);
	return rc;
}

enum rc
step_followed(struct bench *b, struct txn *t, const struct record *r, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	bool ended;
	enum rc rc;

	if (strcmp(r->kind->name, "matter") != 0)
		return RC_OK;
	if ((strcmp(record_state(r), "released") == 0 &&
		(rc = points_released(b, t, r, e)) != RC_OK) ||
	    (*record_get(r, "effective_level") != '\0' &&
		(rc = carriers_follow(b, t, r, e)) != RC_OK))
		return rc;
	ended = matter_is_over(r);
	if (!ended && strcmp(record_state(r), "approved") != 0 &&
	    strcmp(record_state(r), "in_force") != 0)
		return RC_OK;
	query_init(&q, store_kind(b->store, "source"));
	query_add_int(&q, "source_matter_id", r->id);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 5000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		if (ended || !same_source(page.rec[i], r))
			rc = follow_one(b, t, page.rec[i], r, ended, e);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* Does any source still stand? */
static enum rc
standing(struct act_run *run, bool *stands, struct err *e)
{
	struct lawcase c = { 0 };
	struct derived d;
	enum rc rc;

	lawcase_init(&c, run->bench, LAW_DERIVE);
	if ((rc = lawcase_matter(&c, run->bench, run->rec, -1, e)) == RC_OK) {
		law_derive(&c.f, &d);
		*stands = d.n > 0;
	}
	lawcase_done(&c);
	return rc;
}

ALLOW_FN(follow_allow)
{
	bool release = strcmp(run->act->name, "follow_release") == 0, stands = false;
	enum rc rc;

	if ((rc = propose_own(run, out, e)) != RC_OK ||
	    (rc = standing(run, &stands, e)) != RC_OK)
		return rc;
	if (*record_get(run->rec, "follow_on") == '\0')
		step_finding(out, release ? "R078" : "R081", SEV_BLOCK, "matter.level",
		    "%s",
		    T("来源没有变动，派生事项不得自行变更、解密；有意见的向原定密单位提出"
		      "建议",
			"no source has changed, so the derivative stays as it is; make a "
			"suggestion to the originator"));
	else if (release && stands)
		step_finding(out, "R081", SEV_BLOCK, "matter.cause", "%s",
		    T("还有来源在保密，不得解密；请用“随来源变更”",
			"a source still stands: use 'follow the source'"));
	else if (!release && !stands)
		step_finding(out, "R078", SEV_BLOCK, "matter.cause", "%s",
		    T("来源均已解密；请用“随来源解密”",
			"every source is released: use 'release with the source'"));
	else if (!release && *record_get(run->rec, "pending") != '\0')
		step_finding(out, "R094", SEV_BLOCK, "matter.pending", "%s",
		    T("这一事项有尚未决定的提议；请先审核、退回后撤回，再随来源变更",
			"something is still open on this matter; have it decided or "
			"withdrawn, then follow the source"));
	return RC_OK;
}

static EFFECT_FN(follow_effect)
{
	(void)t, (void)e;
	record_set(run->rec, "follow_on", NULL);
	record_set(run->rec, "approver_id", NULL);
	record_set(run->rec, "marked_on", NULL);
	return RC_OK;
}

/* clang-format off */
#define DERIVED "title,codename,matter_kind,created_on,dept_id,neg_public,neg_regime,neg_known,neg_disclose,head_no," \
	"level,period,knowers,ntk_unit,ntk_reason,harm_text,doc_no,start_on,start_kind,copies,pages,unmarkable,opinion,note"
#define SOURCE "src_matter_id,src_title,src_doc_no,src_unit,src_level,src_period,src_issued_on,src_expiry,src_basis,src_rule"

static const struct act_def acts[] = {
	{ .kind = "matter", .name = "derive", .key = 'd', .to = "proposed", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "派生定密", "derive a matter" },
	  .help = { "执行、办理已定密事项产生的：登记来源，密级和期限随来源，不受本单位定密权限限制（R025、R075）。",
		    "What comes from a classified source: record it; level and period follow it, and no ceiling binds (R025, R075)." },
	  .ask = DERIVED "," SOURCE, .allow = propose_allow, .prepare = derive_prepare, .check = derive_check,
	  .stamp = "proposer_id=me,dept_id?=my_dept,origin=derivative", .after = derive_after },
	{ .kind = "matter", .name = "rederive", .key = 'z', .from = "draft,returned", .to = "proposed", .only = "origin=derivative", .roles = ROLE_PROPOSER | ROLE_CRP,
	  .title = { "修改派生拟定后再送审", "correct the derivative, submit again" },
	  .help = { "按退回意见修改；来源在下面的派生来源中补充、停用。", "Correct as asked; sources are added or ended below." },
	  .ask = DERIVED, .allow = propose_own, .prepare = derive_prepare, .check = derive_check,
	  .stamp = "proposer_id=me,dept_id?=my_dept", .after = derive_after },
	{ .kind = "source", .name = "add", .key = 'b', .to = "active", .only = "origin=derivative", .parent_from = "draft,returned,proposed",
	  .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "补充派生来源", "add a source" },
	  .help = { "来源不止一个的逐一登记：取最高密级、最长期限（R082）。", "Record each source: the highest level and the longest period count (R082)." },
	  .ask = "matter_id,source_matter_id,title,doc_no,unit_name,level,period,issued_on,expiry,basis,rule_text",
	  .allow = part_own, .prepare = source_prepare, .after = source_after },
	{ .kind = "source", .name = "end", .key = 'x', .from = "active", .to = "ended", .roles = ROLE_PROPOSER | ROLE_CRP, .ask = "",
	  .title = { "停用来源", "end a source" },
	  .help = { "登记有误或不再使用的来源停用；审核批准后不得停用。", "A source entered in error or no longer used; not after approval." },
	  .allow = part_undecided, .after = source_after },
	{ .kind = "source", .name = "told_released", .key = 'r', .from = "active", .to = "released", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "released_on", .need = "released_on",
	  .title = { "登记来源解密", "the source was released" },
	  .help = { "收到原定密单位的解密通知后登记；派生事项随即转入办理随来源解密（R078）。", "Once the originator has told it; the derivative is then to follow (R078)." },
	  .allow = told_allow, .check = told_check, .after = told_after },
	{ .kind = "source", .name = "told_changed", .key = 'c', .from = "active", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "level,period,issued_on,expiry",
	  .title = { "登记来源变更", "the source was changed" },
	  .help = { "收到原定密单位的变更通知后登记；派生事项随即转入办理随来源变更（R078）。", "Once the originator has told it; the derivative is then to follow (R078)." },
	  .allow = told_allow, .after = told_after },
	{ .kind = "matter", .name = "follow", .key = 'g', .from = "approved,in_force", .to = "proposed", .only = "origin=derivative", .roles = ROLE_PROPOSER | ROLE_CRP, .ask = "",
	  .title = { "随来源变更", "follow the source" },
	  .help = { "来源的密级、期限变动后，派生事项照变，送定密责任人审核（R078）。", "The source has changed: take its level and end, and submit that for approval (R078)." },
	  .allow = follow_allow, .check = derive_check, .effect = follow_effect, .after = propose_after },
};
/* clang-format on */
const struct step_table matter_derive_table = { .act = acts, .nact = ARRAY_LEN(acts) };
