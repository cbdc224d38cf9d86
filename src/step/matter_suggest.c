/* SPDX-License-Identifier: MIT */
/*
 * What another unit determined, and what derives from it while that stands, is not ours
 * to change or release: a suggestion goes to the originator or its superior, and the
 * matter stays protected as it is (条例22; R081, R093, R108).
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* Does the law leave only a suggestion? Asked as it would answer a release. */
static enum rc
is_others(struct act_run *run, bool *others, struct err *e)
{
	struct lawcase c;
	struct findings all = { 0 };
	enum rc rc;

	*others = false;
	lawcase_init(&c, run->bench, LAW_RELEASE);
	c.f.matter.cause = CAUSE_HARMLESS;
	if ((rc = lawcase_matter(&c, run->bench, run->rec, -1, e)) == RC_OK &&
	    (rc = lawcase_owner(&c, run->bench, run->rec, e)) == RC_OK)
		law_check(&c.f, &all);
	for (size_t i = 0; i < all.n; i++)
		*others = *others || strcmp(all.v[i].rule->id, "R081") == 0 ||
			  strcmp(all.v[i].rule->id, "R108") == 0;
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static ALLOW_FN(suggest_allow)
{
	struct record *x = NULL;
	bool others = false;
	enum rc rc;

	if ((rc = is_others(run, &others, e)) != RC_OK ||
	    (rc = open_letter(run->bench, run->rec->id, "suggestion", "sent", &x, e)) !=
		RC_OK)
		return rc;
	if (!others)
		step_finding(out, "R108", SEV_BLOCK, "matter.owner", "%s",
		    T("由本单位决定的事项，直接提出变更或者解密，不用建议",
			"this matter is decided here: propose the change or release "
			"itself"));
	else if (x != NULL)
		step_finding(out, "R108", SEV_BLOCK, "external",
		    T("已有未答复的建议%s", "suggestion %s awaits its answer"),
		    record_get(x, "no"));
	record_free(x);
	return RC_OK;
}

static enum rc
suggest_prepare(struct act_run *run, struct err *e)
{
	struct str to = { 0 };
	enum rc rc = matter_originator(run->bench, run->rec, &to, e);

	if (rc == RC_OK)
		act_suggest_value(run, "addressee", str_s(&to));
	str_free(&to);
	return rc;
}

static ALLOW_FN(suggest_check)
{
	(void)e;
	if (*record_get(run->child, "text") == '\0')
		step_finding(out, "R108", SEV_BLOCK, "text", "%s",
		    T("请写明建议变更或者解密的内容和理由",
			"say what should be changed or released, and why"));
	return RC_OK;
}

static EFFECT_FN(suggest_effect)
{
	(void)t, (void)e;
	record_set(run->child, "state", "sent");
	record_set(run->child, "kind", "suggestion");
	record_set_int(run->child, "owner_id", bench_me(run->bench));
	record_set_date(run->child, "sent_on", bench_today(run->bench));
	return RC_OK;
}

static enum rc
reply_prepare(struct act_run *run, struct err *e)
{
	char today[11];

	(void)e;
	date_format(bench_today(run->bench), today);
	act_suggest_value(run, "answer_on", today);
	return RC_OK;
}

static ALLOW_FN(reply_check)
{
	int32_t on = record_date(run->rec, "answer_on");

	(void)e;
	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    on < record_date(run->rec, "sent_on"))
		step_finding(out, "R108", SEV_BLOCK, "answer_on", "%s",
		    T("答复日期应在建议发出之日与今天之间",
			"the answer lies between the suggestion and today"));
	return RC_OK;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "matter", .name = "suggest", .key = 'S', .from = "in_force", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask_kind = "external", .ask = "addressee,text", .need = "addressee,text",
	  .title = { "向原定密单位提出建议", "make a suggestion to the originator" },
	  .help = { "他单位的事项、来源仍在保密的派生事项，只能建议变更、解密；答复前照原样保护（R081、R093、R108）。", "Another's matter, or a derivative whose source stands: suggest the change or release; it stays protected meanwhile (R081, R093, R108)." },
	  .allow = suggest_allow, .prepare = suggest_prepare, .check = suggest_check, .effect = suggest_effect },
	{ .kind = "external", .name = "suggestion_answered", .key = 'g', .from = "sent", .to = "closed", .only = "kind=suggestion", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "answer,answer_on", .need = "answer,answer_on",
	  .title = { "登记对建议的答复", "record the answer to the suggestion" },
	  .help = { "接受的，收到其变更、解密通知后再登记执行；不接受的，照原样保护，仍有异议的提出异议。", "When it is taken up, wait for the originator's notice; else it stays as it is, or object." },
	  .prepare = reply_prepare, .check = reply_check },
};
/* clang-format on */
const struct step_table matter_suggest_table = { .act = acts, .nact = ARRAY_LEN(acts) };
