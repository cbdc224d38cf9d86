/* SPDX-License-Identifier: MIT */
/*
 * A release that was decided for a later day (R111). Between the decision and its day the
 * matter may change, be disputed, lose a point: so the law is asked again on the day, of
 * the state of that day, and what it refuses is not carried out but goes back to a
 * responsible person, who calls it off. His authority and the training of who proposed
 * were proved when it was signed and are not asked again. Nothing here is done by the
 * calendar alone: the sweep ends what has run out and carries out no decision.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* The sheet begins with the mark as it was when it was proposed. */
static bool
has_moved(const struct record *m, const struct record *d)
{
	const char *was = record_get(d, "before_text"), *mark = record_get(m, "mark");
	size_t n = strlen(mark);

	return (*was != '\0' &&
		   (strncmp(was, mark, n) != 0 || (was[n] != ' ' && was[n] != ','))) ||
	       strcmp(record_get(d, "old_expiry"), record_get(m, "expiry")) != 0;
}

static void
moved_findings(const struct record *m, const struct record *d, struct findings *out)
{
	if (has_moved(m, d))
		step_finding(out, "R111", SEV_BLOCK, "matter.pending",
		    T("决定的时候是“%s”，现为“%"
		      "s”，所据情况已变；由定密责任人撤销该决定，再按"
		      "现状提出",
			"when it was decided it was \"%s\", now it is \"%s\": a "
			"responsible person calls the decision off, and it is proposed "
			"anew"),
		    record_get(d, "before_text"), record_get(m, "mark"));
}

/* While it is disputed the highest level claimed is protected (条例26). */
static enum rc
dispute_findings(
    struct bench *b, const struct record *m, struct findings *out, struct err *e)
{
	struct record *x = NULL;
	enum rc rc = open_letter(b, m->id, "dispute", UNSETTLED, &x, e);

	if (rc == RC_OK && x != NULL)
		step_finding(out, "R090", SEV_BLOCK, "external",
		    T("异议%"
		      "s尚未办结，决定前按主张的最高密级保护；办结以后再办理，或者由定"
		      "密责任人撤销该决定",
			"objection %s is open: until it is settled the highest level "
			"claimed is protected; settle it first, or have the decision "
			"called off"),
		    record_get(x, "no"));
	record_free(x);
	return rc;
}

static enum rc
points_findings(struct bench *b, const struct record *m, const struct record *d,
    struct findings *out, struct err *e)
{
	bool stand;
	enum rc rc = points_stand(b, m->id, record_get(d, "points"), &stand, e);

	if (rc == RC_OK && !stand)
		step_finding(out, "R112", SEV_BLOCK, "points", "%s",
		    T("决定解密的密点已不在保密，或者已停用；由定密责任人撤销该决定",
			"the points to be released are no longer in force: a responsible "
			"person calls the decision off"));
	return rc;
}

enum rc
later_findings(struct bench *b, const struct record *m, const struct record *d,
    struct findings *out, struct err *e)
{
	struct lawcase c = { 0 };
	struct findings all = { 0 };
	bool above = false;
	enum rc rc;

	moved_findings(m, d, out);
	if ((rc = dispute_findings(b, m, out, e)) != RC_OK ||
	    (change_is_partial(d) && (rc = points_findings(b, m, d, out, e)) != RC_OK) ||
	    (rc = change_case(&c, b, m, d, 0, e)) != RC_OK)
		goto out;
	change_law(&c, d, &all, &above);
	for (size_t i = 0; i < all.n; i++) {
		const struct finding *v = &all.v[i];
		bool theirs = strncmp(v->field, "approver.", 9) == 0 ||
			      strncmp(v->field, "proposer.", 9) == 0;

		if (!theirs)
			step_finding(
			    out, v->rule->id, v->severity, v->field, "%s", v->text);
	}
	if (above)
		step_finding(out, "R109", SEV_BLOCK, "matter.external_approval", "%s",
		    T("现在须经上级批准，本单位的决定不能再办理；由定密责任人撤销该决定",
			"by now it takes approval above: a responsible person calls the "
			"unit's own decision off"));
out:
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

/* The sheet decided for a later day that the matter waits for, or NULL. */
static enum rc
later_sheet(struct act_run *run, struct record **d, struct findings *out, struct err *e)
{
	enum rc rc = RC_OK;

	*d = NULL;
	if (*record_get(run->rec, "pending") != '\0')
		rc = change_open(run->bench, run->rec->id, d, e);
	if (rc == RC_OK && *d != NULL && strcmp(record_state(*d), "approved") != 0) {
		record_free(*d);
		*d = NULL;
	}
	if (rc == RC_OK && *d == NULL)
		step_finding(out, "R111", SEV_BLOCK, "matter.pending", "%s",
		    T("没有已经批准、待到日办理的解密",
			"no release is decided for a later day here"));
	return rc;
}

static ALLOW_FN(carry_out_allow)
{
	struct record *d;
	enum rc rc = later_sheet(run, &d, out, e);

	if (rc != RC_OK || d == NULL)
		return rc;
	if (change_is_later(run->bench, d))
		step_finding(out, "R111", SEV_BLOCK, "matter.pending",
		    T("决定的解密日期是%s，到日再办理",
			"the release was decided for %s: carry it out then"),
		    record_get(d, "release_on"));
	else
		rc = later_findings(run->bench, run->rec, d, out, e);
	record_free(d);
	return rc;
}

/* It takes the authority that signing it took, but no second person: to call it off only
 * keeps what is protected as it is, and where who proposed the release is the only
 * responsible person left, nobody else could. */
static void
forget_proposer(struct act_run *run)
{
	size_t n = 0;

	for (size_t i = 0; i < run->nproof; i++)
		if (strcmp(run->proof[i].rule, "R042") != 0)
			run->proof[n++] = run->proof[i];
	run->nproof = n;
}

static ALLOW_FN(call_off_allow)
{
	struct record *d;
	enum rc rc = later_sheet(run, &d, out, e);

	if (rc == RC_OK && d != NULL) {
		record_set(d, "proposer_id", NULL);
		rc = change_authority(run, d, out, e);
		forget_proposer(run);
	}
	record_free(d);
	return rc;
}

/* What the approver wrote stays, what is written now stands below it. */
static EFFECT_FN(call_off_effect)
{
	struct record *was = NULL;
	char *both;
	enum rc rc = store_get(run->bench->store, "decision", run->child->id, &was, e);

	if (rc != RC_OK)
		return rc;
	both = xasprintf(T("%s\n撤销：%s", "%s\ncalled off: %s"),
	    record_get(was, "opinion2"), record_get(run->child, "opinion2"));
	record_set(run->child, "opinion2", both);
	record_set(run->child, "state", "closed");
	record_set(run->rec, "pending", NULL);
	rc = txn_put(t, run->child, run->act->name, "R111", e);
	free(both);
	record_free(was);
	return rc;
}

/* clang-format off */
#define DECIDED .kind = "matter", .from = "approved,in_force", .only = "pending=release|partial_release", .ask_kind = "decision", .flags = ACT_WEIGHTY, .prepare = change_decide_prepare

static const struct act_def acts[] = {
	{ DECIDED, .name = "carry_out", .key = '5', .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "",
	  .title = { "到日办理解密", "carry out the release" }, .allow = carry_out_allow, .effect = change_carry_out_effect,
	  .help = { "决定的解密日期到了，按当日的情况再核对一次，办理解密、改标志并通知知悉范围（R111）。", "The day has come: asked once more by the state of the day, then released, marked anew and told (R111)." } },
	{ DECIDED, .name = "call_off", .key = 'K', .roles = ROLE_CRP, .ask = "opinion2", .need = "opinion2",
	  .title = { "撤销到日解密的决定", "call the later release off" }, .allow = call_off_allow, .check = opinion_check, .effect = call_off_effect,
	  .help = { "所据情况已变、依法不能到日解密的，写明理由撤销；事项照原样保密，需要时再提出。", "Where it may no longer be carried out: say why; the matter stays protected and is proposed anew where needed." } },
};
/* clang-format on */
const struct step_table matter_later_table = { NULL, 0, acts, ARRAY_LEN(acts) };
