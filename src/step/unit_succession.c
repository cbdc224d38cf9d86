/* SPDX-License-Identifier: MIT */
/*
 * Other units, and who takes over when one ends (条例23; R107): a unit is abolished,
 * merged or split by a paper of a day; one proposes who follows, another approves, and
 * the matters are re-pointed, each with its journal row. Where nobody took over the
 * functions it is the superior, or whom the secrecy department names. The right to change
 * and release follows the owner, for lawcase_owner() reads it.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

enum { SUCCEED_PAGE = 500 };

static enum rc
unit_of(struct act_run *run, const char *col, struct record **out, struct err *e)
{
	return store_get(run->bench->store, "unit", record_int(run->rec, col), out, e);
}

static ALLOW_FN(ours_allow)
{
	(void)e;
	if (unit_is_ours(run->rec->id))
		step_finding(out, "R107", SEV_BLOCK, "name", "%s",
		    T("本单位的资料由 org.ini 导入，请在其中更正",
			"this unit's own data comes from org.ini; correct it there"));
	return RC_OK;
}

static ALLOW_FN(unit_check)
{
	struct record *same = NULL;
	enum rc rc = store_find(
	    run->bench->store, "unit", "name", act_value(run, "name"), &same, e);

	if (rc == RC_OK && same != NULL && same->id != run->rec->id)
		step_finding(out, "R107", SEV_BLOCK, "name", "%s",
		    T("已有同名的单位", "there is a unit of this name"));
	if (strcmp(act_value(run, "unit_kind"), "temporary") == 0 &&
	    *act_value(run, "responsible_unit_id") == '\0')
		step_finding(out, "R059", SEV_BLOCK, "responsible_unit_id", "%s",
		    T("临时机构须填写承担其日常工作的单位，由该单位定密",
			"a temporary body needs the unit that does its daily work, which "
			"classifies for it"));
	record_free(same);
	return rc;
}

/* ---- whose matters */

/* Matters that belong to the unit; our own bear no owner until somebody takes over. */
static bool
belongs(const struct record *m, const struct record *unit)
{
	int64_t owner = record_int(m, "owner_unit_id");

	return owner == unit->id || (owner == 0 && unit_is_ours(unit->id));
}

static enum rc
chosen_findings(
    struct act_run *run, const struct record *unit, struct findings *out, struct err *e)
{
	struct strs ids = { 0 };
	enum rc rc = RC_OK;

	strs_split(&ids, record_get(run->rec, "matters"), ",");
	if (ids.n == 0)
		step_finding(out, "R107", SEV_BLOCK, "matters", "%s",
		    T("请选定由它承接的事项", "choose the matters it takes over"));
	for (size_t i = 0; i < ids.n && rc == RC_OK; i++) {
		struct record *m = NULL;

		rc = store_get(
		    run->bench->store, "matter", strtoll(ids.v[i], NULL, 10), &m, e);
		if (rc == RC_OK && !belongs(m, unit))
			step_finding(out, "R107", SEV_BLOCK, "matters",
			    T("%s不是原单位确定的事项",
				"%s was not determined by that unit"),
			    record_get(m, "no"));
		record_free(m);
	}
	strs_free(&ids);
	return rc;
}

static void
heir_findings(struct act_run *run, const struct record *unit, const struct record *heir,
    struct findings *out)
{
	const char *how = record_get(run->rec, "heir_kind");
	const char *above = record_get(unit, "superior");

	if (heir->id == unit->id)
		step_finding(out, "R107", SEV_BLOCK, "heir_id", "%s",
		    T("承接单位不能是原单位自己", "a unit does not succeed itself"));
	if (strcmp(record_state(heir), "active") != 0)
		step_finding(out, "R107", SEV_BLOCK, "heir_id",
		    T("%s已经撤销，请填现在承担职能的单位",
			"%s has ended; give the unit that has the functions now"),
		    record_get(heir, "name"));
	if (strcmp(how, "superior") == 0 && *above != '\0' &&
	    strcmp(above, record_get(heir, "name")) != 0)
		step_finding(out, "R107", SEV_BLOCK, "heir_id",
		    T("原单位的上级是%s；由上级负责的应填该机关",
			"the unit's superior is %s; give that one"),
		    above);
	if (strcmp(how, "named") == 0 && *record_get(run->rec, "named_by") == '\0')
		step_finding(out, "R107", SEV_BLOCK, "named_by", "%s",
		    T("请填写作出指定的保密行政管理部门",
			"say which secrecy department named it"));
}

static ALLOW_FN(succession_check)
{
	struct record *unit = NULL, *heir = NULL;
	enum rc rc = RC_OK;

	if (record_int(run->rec, "unit_id") == 0 || record_int(run->rec, "heir_id") == 0)
		return RC_OK;
	if ((rc = unit_of(run, "unit_id", &unit, e)) != RC_OK ||
	    (rc = unit_of(run, "heir_id", &heir, e)) != RC_OK)
		goto out;
	heir_findings(run, unit, heir, out);
	if (strcmp(record_get(run->rec, "extent"), "chosen") == 0)
		rc = chosen_findings(run, unit, out, e);
out:
	record_free(unit);
	record_free(heir);
	return rc;
}

static ALLOW_FN(own_allow)
{
	(void)e;
	if (record_int(run->rec, "proposer_id") != bench_me(run->bench))
		step_finding(out, "R107", SEV_BLOCK, "proposer_id", "%s",
		    T("应由提出人本人撤回", "only its proposer takes it back"));
	return RC_OK;
}

/* ---- approved */

static ALLOW_FN(effective_check)
{
	if (record_date(run->rec, "effective_on") > bench_today(run->bench))
		step_finding(out, "R107", SEV_BLOCK, "effective_on",
		    T("机构变动 %s 起生效，届时再批准",
			"it takes effect on %s; approve it from then on"),
		    record_get(run->rec, "effective_on"));
	return succession_check(run, out, e);
}

static enum rc
repoint(struct act_run *run, struct txn *t, struct record *m, struct err *e)
{
	char *note = xasprintf(
	    "%s %s", record_get(run->rec, "no"), record_get(run->rec, "doc_no"));
	enum rc rc;

	record_set_int(m, "owner_unit_id", record_int(run->rec, "heir_id"));
	record_set_int(run->rec, "moved", record_int(run->rec, "moved") + 1);
	rc = txn_put(t, m, "succeed", note, e);
	free(note);
	return rc;
}

static enum rc
repoint_chosen(struct act_run *run, struct txn *t, struct err *e)
{
	struct strs ids = { 0 };
	enum rc rc = RC_OK;

	strs_split(&ids, record_get(run->rec, "matters"), ",");
	for (size_t i = 0; i < ids.n && rc == RC_OK; i++) {
		struct record *m = NULL;

		if ((rc = store_get(run->bench->store, "matter",
			 strtoll(ids.v[i], NULL, 10), &m, e)) == RC_OK)
			rc = repoint(run, t, m, e);
		record_free(m);
	}
	strs_free(&ids);
	return rc;
}

/* What is re-pointed leaves the question, so the first page is always the next one. */
static enum rc
repoint_where(struct act_run *run, struct txn *t, int64_t owner, struct err *e)
{
	struct page page = { 0 };
	bool more = true;
	enum rc rc = RC_OK;

	while (more && rc == RC_OK) {
		struct query q;

		query_init(&q, store_kind(run->bench->store, "matter"));
		if (owner != 0)
			query_add_int(&q, "owner_unit_id", owner);
		else
			query_add(&q, "owner_unit_id", COND_EMPTY, NULL, NULL);
		rc = store_page(
		    run->bench->store, &q, PAGE_FIRST, NULL, SUCCEED_PAGE, &page, e);
		more = rc == RC_OK && page.n > 0;
		for (size_t i = 0; i < page.n && rc == RC_OK; i++)
			rc = repoint(run, t, page.rec[i], e);
		page_done(&page);
		query_done(&q);
	}
	return rc;
}

/* A unit whose last matters go has ended; our own ends in org.ini. */
static enum rc
end_unit(struct act_run *run, struct txn *t, struct record *unit, struct err *e)
{
	bool moved = strcmp(record_get(run->rec, "event"), "moved") == 0;

	if (moved || unit_is_ours(unit->id))
		return RC_OK;
	record_set(unit, "state", "ended");
	record_set(unit, "ended_on", record_get(run->rec, "effective_on"));
	record_set(unit, "successor_id", record_get(run->rec, "heir_id"));
	return txn_put(t, unit, "end", record_get(run->rec, "doc_no"), e);
}

static EFFECT_FN(succeed)
{
	bool chosen = strcmp(record_get(run->rec, "extent"), "chosen") == 0;
	struct record *unit = NULL;
	enum rc rc = unit_of(run, "unit_id", &unit, e);

	record_set_int(run->rec, "moved", 0);
	if (rc == RC_OK)
		rc = chosen ? repoint_chosen(run, t, e)
			    : repoint_where(run, t, unit->id, e);
	if (rc == RC_OK && !chosen && unit_is_ours(unit->id))
		rc = repoint_where(run, t, 0, e);
	if (rc == RC_OK && !chosen)
		rc = end_unit(run, t, unit, e);
	record_free(unit);
	return rc;
}

#define CLERKS (ROLE_OFFICE | ROLE_HEAD)
/* clang-format off */
static const struct state_def states[] = {
	{ "succession", "proposed",  { "待批准", "proposed" }, TONE_WAIT },
	{ "succession", "withdrawn", { "已撤回", "withdrawn" }, TONE_END },
	{ "succession", "rejected",  { "不予批准", "rejected" }, TONE_END },
	{ "succession", "done",      { "已承接", "done" }, TONE_GOOD },
};

#define UNIT_DATA "name,tier,unit_kind,responsible_unit_id,superior,competent,sad"
static const struct act_def acts[] = {
	{ .kind = "unit", .name = "enter", .key = 'n', .to = "active", .roles = CLERKS, .flags = ACT_NEW,
	  .title = { "登记单位", "enter a unit" }, .help = { "与定密有关的其他单位：来文单位、临时机构、承接单位。", "Other units that classification has to do with: originators, temporary bodies, successors." },
	  .ask = UNIT_DATA, .check = unit_check },
	{ .kind = "unit", .name = "correct", .key = 'e', .from = "active", .roles = CLERKS, .flags = ACT_EDIT,
	  .title = { "更正资料", "correct the data" }, .help = { "更正其他单位的资料；本单位的在 org.ini 里更正。", "Correct another unit's data; this unit's own is corrected in org.ini." },
	  .ask = UNIT_DATA, .allow = ours_allow, .check = unit_check },
	{ .kind = "succession", .name = "propose", .key = '1', .to = "proposed", .roles = CLERKS | ROLE_PROPOSER, .flags = ACT_NEW, .parent_from = "active,ended",
	  .title = { "提出机构承接", "propose a succession" },
	  .help = { "单位撤销、合并、分立的，写明依据和承接单位；批准后其事项由承接单位变更、解除。", "A unit was abolished, merged or split: the paper and who follows; once approved its matters are the successor's to change and release." },
	  .ask = "unit_id,event,effective_on,doc_no,heir_kind,heir_id,named_by,extent,matters", .check = succession_check, .stamp = "proposer_id=me,proposed_on=today" },
	{ .kind = "succession", .name = "withdraw", .key = 'w', .from = "proposed", .to = "withdrawn", .roles = CLERKS | ROLE_PROPOSER, .ask = "",
	  .title = { "撤回", "withdraw" }, .help = { "批准之前提出人可以撤回。", "Its proposer may take it back before it is approved." }, .allow = own_allow },
	{ .kind = "succession", .name = "approve", .key = 'a', .from = "proposed", .to = "done", .roles = ROLE_CRP, .flags = ACT_WEIGHTY, .ask = "opinion2", .not_self = "proposer_id",
	  .title = { "批准承接", "approve the succession" },
	  .help = { "所列事项即改由承接单位负责，逐件记入日志。", "The matters become the successor's, each with its journal row." },
	  .check = effective_check, .effect = succeed, .stamp = "approver_id=me,decided_on=today" },
	{ .kind = "succession", .name = "reject", .key = 'x', .from = "proposed", .to = "rejected", .roles = ROLE_CRP, .ask = "opinion2", .need = "opinion2", .not_self = "proposer_id",
	  .title = { "不予批准", "reject" }, .help = { "写明理由。", "Say why." }, .stamp = "approver_id=me,decided_on=today" },
};

static const struct duty_def owed[] = {
	{ .step = 1, .kind = "succession", .states = "proposed", .roles = ROLE_CRP, .due = "effective_on", .ahead_days = -1,
	  .rule = "R107", .origin = ORIGIN_LAW, .act = "approve", .text = { "批准机构承接：", "approve the succession: " } },
};
/* clang-format on */
ACT_TABLE(unit_succession, states, acts);

enum rc
succession_inbox(
    struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}
