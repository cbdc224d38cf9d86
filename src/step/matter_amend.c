/* SPDX-License-Identifier: MIT */
/*
 * The proposer's half of what becomes of a matter in force: he proposes a change, an
 * extension, a release, whole or in part, a wider circle or a correction, and may take it
 * back before it is decided (R055, R092-R103, R112, R149). matter_change.c knows what is
 * lawful and decides.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static enum rc
page_of(struct bench *b, const char *kind, int64_t matter, size_t limit, struct page *out,
    struct err *e)
{
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(b->store, kind));
	query_add_int(&q, "matter_id", matter);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, out, e);
	query_done(&q);
	return rc;
}

static bool
follows(const struct act_run *run)
{
	return strcmp(run->act->name, "follow_release") == 0;
}

static bool
is_order(const struct act_run *run)
{
	return strcmp(run->act->name, "record_order") == 0;
}

/* An order says itself what it is; what is proposed here, the act. */
static const char *
kind_of_act(const struct act_run *run)
{
	return is_order(run)  ? record_get(run->child, "kind")
	       : follows(run) ? "release"
			      : run->act->name + strlen("propose_");
}

ALLOW_FN(change_idle_allow)
{
	const char *pending = record_get(run->rec, "pending");
	struct record *d = NULL;
	bool again;
	enum rc rc;

	if (*pending == '\0')
		return RC_OK;
	if ((rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK)
		return rc;
	/* A returned one is taken up again by its proposer, so that its number stays. */
	again = d != NULL && strcmp(record_state(d), "returned") == 0 &&
		change_is_order(d) == is_order(run) &&
		(is_order(run) || strcmp(record_get(d, "kind"), kind_of_act(run)) == 0) &&
		record_int(d, "proposer_id") == bench_me(run->bench);
	if (!again)
		step_finding(out, "R094", SEV_BLOCK, "matter.pending",
		    T("这一事项已有%s尚未决定；请先审核、退回或者撤回",
			"%s is open on this matter; have it decided, returned or "
			"withdrawn first"),
		    d != NULL ? record_get(d, "no") : pending);
	record_free(d);
	return RC_OK;
}

static ALLOW_FN(change_propose_allow)
{
	enum rc rc = propose_allow(run, out, e);

	return rc == RC_OK ? change_idle_allow(run, out, e) : rc;
}

/* The sources decided it; here it is proposed, signed and told like any release. */
static ALLOW_FN(follow_release_allow)
{
	enum rc rc = follow_allow(run, out, e);

	return rc == RC_OK ? change_propose_allow(run, out, e) : rc;
}

static enum rc
suggest_present(struct act_run *run, struct err *e)
{
	struct page ntk = { 0 };
	struct str ids = { 0 };
	enum rc rc = page_of(run->bench, "ntk", run->rec->id, 5000, &ntk, e);

	for (size_t i = 0; rc == RC_OK && i < ntk.n; i++)
		if (strcmp(record_state(ntk.rec[i]), "in") == 0 &&
		    *record_get(ntk.rec[i], "person_id") != '\0')
			str_addf(&ids, "%s%s", ids.len > 0 ? "," : "",
			    record_get(ntk.rec[i], "person_id"));
	if (rc == RC_OK && ids.len > 0)
		act_suggest_value(run, "new_knowers", str_s(&ids));
	act_suggest_value(run, "new_level", record_get(run->rec, "level"));
	act_suggest_value(run, "new_period", record_get(run->rec, "period"));
	if (follows(run))
		act_suggest_value(run, "opinion",
		    T("来源均已解密，随之解密",
			"every source is released, and this with it"));
	str_free(&ids);
	page_done(&ntk);
	return rc;
}

enum rc
change_propose_prepare(struct act_run *run, struct err *e)
{
	struct record *d = NULL;
	enum rc rc;

	/* What is shown depends on it. */
	if (!is_order(run))
		form_set(run->form, "kind", kind_of_act(run));
	if (run->child->id != 0)
		return RC_OK;
	if ((rc = change_open(run->bench, run->rec->id, &d, e)) != RC_OK)
		return rc;
	if (d != NULL) {
		record_free(run->child);
		run->child = d;
		return act_fill_form(run, e);
	}
	return suggest_present(run, e);
}

/* "机密★10年 知悉范围3人" */
static void
describe(const char *level, const char *period, long knowers, struct str *out)
{
	struct period p;
	char mark[256] = "";

	if (period_parse(period, &p, NULL))
		mark_format((enum level)strtol(level, NULL, 10), &p, mark);
	str_addf(out, T("%s 知悉范围%ld人", "%s, circle of %ld"), mark, knowers);
}

static const char *
new_or(struct act_run *run, const char *column, const char *now)
{
	const char *v = record_get(run->child, column);

	return *v != '\0' ? v : record_get(run->rec, now);
}

/* "部分解密：附图三；其余秘密★5年" */
static enum rc
describe_partial(struct act_run *run, struct str *out, struct err *e)
{
	const char *ids = record_get(run->child, "points");
	char *names = labels_of(run->bench, "point", ids), mark[256] = "";
	struct period p;
	enum level rest = LEVEL_NONE;
	enum rc rc = point_level(run->bench, run->rec->id, ids, &rest, e);

	if (period_parse(new_or(run, "new_period", "period"), &p, NULL))
		mark_format(rest, &p, mark);
	str_addf(out, T("部分解密：%s；其余%s", "released in part: %s; the rest %s"),
	    names, mark);
	free(names);
	return rc;
}

static enum rc
describe_after(struct act_run *run, struct str *out, struct err *e)
{
	const char *kind = record_get(run->child, "kind");
	bool annul = strcmp(record_get(run->child, "remedy"), "annul") == 0;

	if (change_is_partial(run->child))
		return describe_partial(run, out, e);
	if (strcmp(kind, "release") == 0)
		str_add(out, T("解密", "released"));
	else if (strcmp(kind, "widen_out") == 0)
		str_addf(out, T("外单位人员：%s %s", "another unit's people: %s %s"),
		    record_get(run->child, "out_unit"),
		    record_get(run->child, "out_persons"));
	else if (strcmp(kind, "correct") == 0 && annul)
		str_add(out, T("撤销原决定", "annulled"));
	else
		describe(new_or(run, "new_level", "level"),
		    new_or(run, "new_period", "period"),
		    act_list_count(run, "new_knowers"), out);
	return RC_OK;
}

/* The decision as it is proposed, whoever looks: kind, person and day. */
static void
fill_decision(struct act_run *run)
{
	record_set(run->child, "kind", kind_of_act(run));
	if (follows(run))
		record_set(run->child, "reason_code", "U4");
	if (is_order(run))
		record_set(run->child, "reason_code", "S");
	record_set_int(run->child, "proposer_id", bench_me(run->bench));
	record_set_date(run->child, "proposed_on", bench_today(run->bench));
}

/* Points in force of this very matter, and a day that has not gone by. */
static enum rc
release_check(struct act_run *run, struct findings *out, struct err *e)
{
	int32_t on = record_date(run->child, "release_on");
	bool stand = true;
	enum rc rc = RC_OK;

	if (on != DATE_NONE && on < bench_today(run->bench))
		step_finding(out, "R111", SEV_BLOCK, "release_on", "%s",
		    T("解密日期不早于今天；不填的，自批准之日起解密",
			"the release is not before today; left empty, it is the day of "
			"approval"));
	if (record_date(run->child, "public_on") != DATE_NONE &&
	    record_date(run->child, "public_on") > bench_today(run->bench))
		step_finding(out, "R103", SEV_BLOCK, "public_on", "%s",
		    T("公布日期晚于今天；公布以后才视为解密，请在公布后提出",
			"published on a day to come: it is released by being published, "
			"propose it afterwards"));
	if (change_is_partial(run->child))
		rc = points_stand(run->bench, run->rec->id,
		    record_get(run->child, "points"), &stand, e);
	if (rc == RC_OK && !stand)
		step_finding(out, "R112", SEV_BLOCK, "points", "%s",
		    T("请从本事项还在保密的密点中选择要解密的；没有密点的，先登记密点",
			"choose among the points of this matter that are in force; where "
			"there are none, enter them first"));
	return rc;
}

static enum rc
change_propose_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	struct str after = { 0 };
	bool external = false;
	enum rc rc;

	fill_decision(run);
	if (strcmp(record_get(run->child, "kind"), "correct") == 0 &&
	    *record_get(run->child, "remedy") == '\0')
		step_finding(out, "R149", SEV_BLOCK, "remedy", "%s",
		    T("请选择改正还是撤销", "say whether it is put right or annulled"));
	if ((rc = sheet_resubmitted(run, run->child, "opinion", out, e)) != RC_OK ||
	    (rc = release_check(run, out, e)) != RC_OK ||
	    (strncmp(kind_of_act(run), "widen", strlen("widen")) == 0 &&
		(rc = widen_check(run, out, e)) != RC_OK))
		return rc;
	if ((rc = change_case(&c, run->bench, run->rec, run->child, 0, e)) != RC_OK)
		goto out;
	change_law(&c, run->child, &all, &external);
	for (size_t i = 0; i < all.n; i++) /* there is no approver yet */
		if (strncmp(all.v[i].field, "approver.", 9) != 0)
			step_finding(out, all.v[i].rule->id, all.v[i].severity,
			    all.v[i].field, "%s", all.v[i].text);
	if ((rc = describe_after(run, &after, e)) != RC_OK)
		goto out;
	snprintf(run->computed, sizeof(run->computed), "%s → %.300s%s",
	    record_get(run->rec, "mark"), str_s(&after),
	    external ? T("（须报上级批准）", " (needs approval above)") : "");
out:
	str_free(&after);
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

EFFECT_FN(change_propose_effect)
{
	struct str before = { 0 }, after = { 0 };
	size_t n = 0;
	enum rc rc;

	if ((rc = count_where(
		 run->bench, "ntk", "in", "matter_id", run->rec->id, &n, e)) != RC_OK)
		return rc;
	fill_decision(run);
	describe(record_get(run->rec, "level"), record_get(run->rec, "period"), (long)n,
	    &before);
	if ((rc = describe_after(run, &after, e)) != RC_OK)
		goto out;
	record_set(run->child, "state", "submitted");
	record_set(run->child, "before_text", str_s(&before));
	record_set(run->child, "after_text", str_s(&after));
	record_set(run->child, "old_expiry", record_get(run->rec, "expiry"));
	record_set(run->child, "result", NULL);
	record_set(run->child, "approver_id", NULL);
	record_set(run->child, "decided_on", NULL);
	record_set(run->child, "opinion2", NULL);
	record_set(run->rec, "pending", record_get(run->child, "kind"));
	if (run->child->id != 0)
		rc = txn_put(t, run->child, run->act->name, "", e);
out:
	str_free(&before);
	str_free(&after);
	return rc;
}

static enum rc
change_withdraw_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *d = NULL;
	enum rc rc = RC_OK;

	if (*record_get(run->rec, "pending") != '\0')
		rc = change_open(run->bench, run->rec->id, &d, e);
	if (rc == RC_OK && (d == NULL || strcmp(record_state(d), "approved") == 0 ||
			       record_int(d, "proposer_id") != bench_me(run->bench)))
		step_finding(out, "R041", SEV_BLOCK, "matter.pending", "%s",
		    T("没有您提出的、尚未决定的变更", "nothing of yours is open here"));
	record_free(d);
	return rc;
}

/* clang-format off */
#define FROM_FORCE .kind = "matter", .from = "in_force", .ask_kind = "decision", .flags = ACT_SELDOM
#define PROPOSAL_ROLES .roles = ROLE_PROPOSER | ROLE_CRP, .allow = change_propose_allow, .prepare = change_propose_prepare, .check = change_propose_check, .effect = change_propose_effect

static const struct act_def acts[] = {
	{ FROM_FORCE, .name = "propose_change", .key = 'c', PROPOSAL_ROLES, .ask = "new_level,new_period,new_knowers,reason_code,basis,opinion",
	  .title = { "提出变更", "propose a change" },
	  .help = { "密级、期限或知悉范围需要改变的，写明理由，送定密责任人审核。", "Where level, period or circle must change: say why and submit it." } },
	{ FROM_FORCE, .name = "propose_extend", .key = 'e', PROPOSAL_ROLES, .ask = "new_level,new_period,new_knowers,basis,opinion",
	  .title = { "提出延长期限", "propose an extension" },
	  .help = { "期满之前提出，期限填自首次制发日起的累计期限；超过条目规定的，批准后报上级。", "Before the end only; give the whole period from the first issue. Beyond the entry it goes above." } },
	{ FROM_FORCE, .name = "propose_release", .key = 'l', PROPOSAL_ROLES, .ask = "reason_code,assessment,public_on,public_in,release_on,work_secret,basis,opinion",
	  .title = { "提出解密", "propose the release" },
	  .help = { "范围调整、公开后无损害或者已正式公布的，提前解密；期满的自行解密，不用提出。", "Scope changed, disclosure harmless, or published. What has run out is released by itself." } },
	{ FROM_FORCE, .name = "propose_partial_release", .key = '6', PROPOSAL_ROLES, .need = "points,reason_code,work_secret",
	  .ask = "points,reason_code,assessment,public_on,public_in,release_on,work_secret,new_period,basis,opinion",
	  .title = { "提出部分解密", "propose a partial release" },
	  .help = { "选择要解密的密点；其余继续保密，密级随其余密点中最高的，期限随之拟定（R112）。", "Choose the points to be released; the rest stays, as high as its highest point, for the period given (R112)." } },
	{ FROM_FORCE, .name = "propose_widen", .key = 'h', PROPOSAL_ROLES, .ask = "new_knowers,rule_kept,basis,opinion",
	  .title = { "提出扩大知悉范围", "propose a wider circle" },
	  .help = { "写明增加谁、因何工作需要，由主要负责人或其指定的人员批准。", "Say whom to add and for what work; the head or his delegate approves." } },
	{ FROM_FORCE, .name = "propose_widen_out", .key = '7', PROPOSAL_ROLES, .ask = "out_unit,out_persons,consent_ref,consent_on,rule_kept,basis,opinion", .need = "out_unit,out_persons",
	  .title = { "提出外单位人员知悉", "propose another unit's people" },
	  .help = { "写明外单位和人员、因何工作需要；外单位产生或者派生的事项，附原定密单位的同意函（R056）。",
		    "Which unit's people, and for what work; what another unit produced, or what derives from it, takes the originator's consent (R056)." } },
	{ FROM_FORCE, .name = "propose_correct", .key = 't', PROPOSAL_ROLES, .ask = "fault,remedy,new_level,new_period,new_knowers,basis,opinion",
	  .title = { "提出纠正不当定密", "propose a correction" },
	  .help = { "定密不当的及时纠正：写明属于哪一种情形，改正还是撤销。", "An improper decision is put right at once: which fault, and whether to mend or annul." } },
	{ .kind = "matter", .from = "approved,in_force", .ask_kind = "decision", .name = "follow_release", .key = 'i', .only = "origin=derivative", .roles = ROLE_PROPOSER | ROLE_CRP, .ask = "work_secret,release_on,basis,opinion", .need = "work_secret",
	  .title = { "随来源解密", "release with the source" }, .allow = follow_release_allow, .prepare = change_propose_prepare, .check = change_propose_check, .effect = change_propose_effect,
	  .help = { "来源均已解密的派生事项随之解密：不需利益评估，由定密责任人审核后通知知悉范围（R078、R110）。", "Every source is released, and the derivative with it: no assessment, but approved and told like any release (R078, R110)." } },
	{ .kind = "matter", .from = "approved,in_force", .only = "pending=" CHANGES, .name = "withdraw_change", .key = 'v', .roles = ROLE_PROPOSER | ROLE_CRP, .ask_kind = "decision", .ask = "",
	  .title = { "撤回提议", "withdraw the proposal" }, .allow = change_withdraw_allow, .prepare = change_decide_prepare, .effect = change_withdraw_effect,
	  .help = { "决定之前，提出人可以撤回自己的变更、延长、解密、扩大知悉或者纠正。", "Before it is decided the proposer may take it back." } },
};
/* clang-format on */
const struct step_table matter_amend_table = { NULL, 0, acts, ARRAY_LEN(acts) };
