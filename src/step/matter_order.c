/* SPDX-License-Identifier: MIT */
/*
 * What a superior or the competent department decided itself (法23; R093), and what the
 * originator of a received matter did: recorded from its letter by one, confirmed by a
 * responsible person whose authority is proved as for any signature (R029-R037), then
 * notices and new marks like any change. On its substance nothing is decided here; only
 * what is plainly unlawful or miscopied is refused. The head may confirm what no limit of
 * this unit reaches: the superior's does.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static enum rc
order_prepare(struct act_run *run, struct err *e)
{
	enum rc rc = change_propose_prepare(run, e);

	if (rc == RC_OK && *act_value(run, "kind") == '\0')
		act_suggest_value(run, "kind", "change");
	return rc;
}

/* The letter: who, under which number, when, and what. */
static void
letter_findings(struct act_run *run, struct findings *out)
{
	static const char kinds[] = "change,extend,release,widen";
	static const struct {
		const char *column;
		struct text2 text;
	} owed[] = {
		{ "organ", { "请填写作出决定的机关", "give the organ that decided" } },
		{ "external_ref", { "请填写来文文号", "give the number of its letter" } },
	};
	int32_t on = record_date(run->child, "external_on");
	struct strs l = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(owed); i++)
		if (*record_get(run->child, owed[i].column) == '\0')
			step_finding(out, "R093", SEV_BLOCK, owed[i].column, "%s",
			    tx(owed[i].text));
	if (on == DATE_NONE || on > bench_today(run->bench))
		step_finding(out, "R093", SEV_BLOCK, "external_on", "%s",
		    T("请填写来文日期，不晚于今天",
			"give the day of its letter, not after today"));
	strs_split(&l, kinds, ",");
	if (!strs_has(&l, record_get(run->child, "kind")))
		step_finding(out, "R093", SEV_BLOCK, "kind", "%s",
		    T("上级直接决定的是变更、延长期限、解除或者扩大知悉，请选其中一种",
			"choose what was decided: a change, an extension, a release, a "
			"wider circle"));
	strs_free(&l);
}

void
order_law(const struct lawcase *c, struct findings *out)
{
	static const char *const bind[] = { "matter.period", "matter.new_expiry",
		"matter.old_expiry" };
	struct facts f = c->f;
	struct findings all = { 0 };

	f.entry.present = false;
	law_check(&f, &all);
	for (size_t i = 0; i < all.n; i++) {
		bool kept = all.v[i].severity == SEV_TASK;

		for (size_t k = 0; k < ARRAY_LEN(bind); k++)
			kept = kept || strcmp(all.v[i].field, bind[k]) == 0;
		if (kept)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	}
	findings_free(&all);
}

static enum rc
order_findings(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	enum rc rc = change_case(&c, run->bench, run->rec, run->child, 0, e);

	if (rc == RC_OK)
		order_law(&c, out);
	lawcase_done(&c);
	return rc;
}

static ALLOW_FN(order_check)
{
	size_t before = out->n;

	enum rc rc;

	letter_findings(run, out);
	if (out->n > before)
		return RC_OK;
	if ((rc = sheet_resubmitted(run, run->child, "opinion", out, e)) == RC_OK)
		rc = order_findings(run, out, e);
	return rc;
}

static ALLOW_FN(confirm_allow)
{
	struct record *d = NULL;
	enum rc rc = change_return_allow(run, out, e);

	if (rc != RC_OK || findings_block(out) ||
	    (rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK)
		return rc;
	if (change_is_order(d))
		rc = change_authority(run, d, out, e);
	else
		step_finding(out, "R093", SEV_BLOCK, "matter.pending", "%s",
		    T("没有上级的决定待确认；本单位提出的请审核批准",
			"no order of a superior waits here; what was proposed in the "
			"unit is approved or returned"));
	record_free(d);
	return rc;
}

static enum rc
confirm_prepare(struct act_run *run, struct err *e)
{
	enum rc rc = change_decide_prepare(run, e);

	if (rc == RC_OK)
		act_suggest_value(run, "opinion2",
		    T("已核对来文，照此执行", "held against the letter, to be done"));
	return rc;
}

static ALLOW_FN(confirm_check)
{
	snprintf(run->computed, sizeof(run->computed), "%.60s %.60s：%.150s → %.150s",
	    record_get(run->child, "organ"), record_get(run->child, "external_ref"),
	    record_get(run->child, "before_text"), record_get(run->child, "after_text"));
	return order_findings(run, out, e);
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "matter", .from = "in_force", .ask_kind = "decision", .name = "record_order", .key = 'O', .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .flags = ACT_SELDOM,
	  .ask = "kind,organ,external_ref,external_on,new_level,new_period,new_knowers,work_secret,opinion",
	  .title = { "登记上级直接决定", "record a superior's decision" },
	  .help = { "上级机关、业务主管部门直接变更、延长、解除的，按来文登记；收到的事项登记原定密单位的通知（R093）。", "What a superior or business department changed, extended or released itself; of a received matter its originator's notice (R093)." },
	  .allow = change_idle_allow, .prepare = order_prepare, .check = order_check, .effect = change_propose_effect },
	{ .kind = "matter", .from = "in_force", .only = "pending=" CHANGES, .ask_kind = "decision", .name = "confirm_order", .key = 'C', .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "opinion2",
	  .title = { "确认执行上级决定", "confirm what a superior decided" },
	  .help = { "由登记人以外的定密责任人核对来文，随即执行、改标志并通知知悉范围。", "Another responsible person holds it against the letter; it takes effect, with marks and notices." },
	  .allow = confirm_allow, .prepare = confirm_prepare, .check = confirm_check, .effect = change_order_effect },
};
/* clang-format on */
const struct step_table matter_order_table = { .act = acts, .nact = ARRAY_LEN(acts) };
