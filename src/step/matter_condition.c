/* SPDX-License-Identifier: MIT */
/*
 * The release condition of a matter: its watcher says when it has come about, and the
 * matter is released by itself as of that day, with nobody's approval (法24; R101); or
 * that it has not, and when to look again (R048).
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

static bool
conditional(const struct record *m)
{
	struct period p = { 0 };

	return period_parse(record_get(m, "period"), &p, NULL) &&
	       p.kind == PERIOD_CONDITION;
}

/* Ending a secret alone is for who watches it, proposed it or keeps the register. */
static bool
watches(const struct act_run *run)
{
	int64_t me = bench_me(run->bench);

	return record_int(run->rec, "cond_watcher_id") == me ||
	       record_int(run->rec, "proposer_id") == me ||
	       (run->bench->roles & ROLE_OFFICE) != 0;
}

static ALLOW_FN(condition_allow)
{
	(void)e;
	if (!watches(run))
		step_finding(out, "R048", SEV_BLOCK, "cond_watcher_id", "%s",
		    T("由条件盯办人、承办人或者保密办办理",
			"this is for its watcher, its proposer or the office"));
	if (!conditional(run->rec))
		step_finding(out, "R101", SEV_BLOCK, "period",
		    T("保密期限是“%s”，不是解密条件；期满由程序自行解密",
			"the period is \"%s\", not a condition: the program releases it "
			"when it ends"),
		    record_get(run->rec, "period"));
	return RC_OK;
}

static enum rc
came_prepare(struct act_run *run, struct err *e)
{
	char today[11];

	(void)e;
	date_format(bench_today(run->bench), today);
	act_suggest_value(run, "came_on", today);
	return RC_OK;
}

static ALLOW_FN(came_check)
{
	int32_t day = date_parse(act_value(run, "came_on"));

	(void)e;
	if (day == DATE_NONE)
		return RC_OK; /* empty: the form asks for it */
	if (day > bench_today(run->bench))
		step_finding(out, "R101", SEV_BLOCK, "came_on", "%s",
		    T("这一天还没有到，条件尚未成就；可改办“条件尚未成就”",
			"that day has not come: say that the condition is not met yet"));
	else if (day < record_date(run->rec, "start_on"))
		step_finding(out, "R101", SEV_BLOCK, "came_on",
		    T("早于保密期限的起算日 %s", "before the period began on %s"),
		    record_get(run->rec, "start_on"));
	return RC_OK;
}

static EFFECT_FN(came_effect)
{
	(void)t, (void)e;
	record_set(run->rec, "released_on", act_value(run, "came_on"));
	return RC_OK;
}

static ALLOW_FN(waits_check)
{
	int32_t day = date_parse(act_value(run, "cond_check_on"));

	(void)e;
	if (day != DATE_NONE && day <= bench_today(run->bench))
		step_finding(out, "R048", SEV_BLOCK, "cond_check_on", "%s",
		    T("下次核对日应在今天之后", "the next look lies after today"));
	return RC_OK;
}

#define WATCHERS (ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "matter", .name = "condition_came", .key = '3', .from = "approved,in_force", .to = "released", .roles = WATCHERS, .flags = ACT_WEIGHTY | ACT_SELDOM, .ask = "came_on,note", .need = "came_on",
	  .title = { "解密条件已成就", "the condition has come about" },
	  .help = { "填写条件成就的日期：事项自那一天起自行解密，不需审批；载体随即作出解密标志。", "Give the day it came about: the matter is released since then without approval; mark the carriers so." },
	  .allow = condition_allow, .prepare = came_prepare, .check = came_check, .effect = came_effect,
	  .stamp = "release_cause=condition,effective_level=,pending=,follow_on=" },
	{ .kind = "matter", .name = "condition_waits", .key = '4', .from = "in_force", .roles = WATCHERS, .flags = ACT_SELDOM, .ask = "cond_check_on,note", .need = "cond_check_on",
	  .title = { "解密条件尚未成就", "the condition has not come about" },
	  .help = { "核对过了，条件还没有成就：定下次核对的日期。", "Looked at, not yet: say when to look again." },
	  .allow = condition_allow, .check = waits_check },
};
/* clang-format on */
const struct step_table matter_condition_table = { NULL, 0, acts, ARRAY_LEN(acts) };
