/* SPDX-License-Identifier: MIT */
/* The rule table, made from rules.def, and running the rules of an act. */
#include "config.h"
#include "law/law.h"

#include <string.h>

#include "law/check.h"

#define A(act) (1u << LAW_##act)
/* Acts that come often together. */
#define FIX (A(PROPOSE) | A(DETERMINE))
#define SIGN (A(DETERMINE) | A(DERIVE) | A(CHANGE) | A(EXTEND) | A(RELEASE))
#define APPOINT (A(NOMINATE) | A(DESIGNATE) | A(ACTIVATE))

static const struct rule rules[] = {
#define RULE(id, severity, origin, acts, source, zh, en) \
	{ #id, { zh, en }, source, SEV_##severity, ORIGIN_##origin, acts, rule_##id },
#define STATE(id, severity, origin, source, zh, en) \
	{ #id, { zh, en }, source, SEV_##severity, ORIGIN_##origin, 0, NULL },
#include "law/rules.def"
#undef STATE
#undef RULE
};

_Static_assert(LAW_COUNT <= 32, "acts are bits of an unsigned");

const struct rule *
law_rule(const char *id)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (strcmp(rules[i].id, id) == 0)
			return &rules[i];
	}
	return NULL;
}

const struct rule *
law_rules(size_t *n)
{
	*n = ARRAY_LEN(rules);
	return rules;
}

void
law_check(const struct facts *f, struct findings *out)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (rules[i].acts & (1u << f->act))
			rules[i].check(&rules[i], f, out);
	}
	findings_sort(out);
}

void
law_rule_notes(const struct rule *r, struct strs *out)
{
	if (strstr(r->source, "†") != NULL)
		strs_add(out,
		    T("† 2014年规定自2025年5月1日起由2025年规定代替，新的条号未经核对",
			"† the 2014 rule gave way to that of 2025 on 2025-05-01; its "
			"number there was not verified"));
	if (strstr(r->source, "‡") != NULL)
		strs_add(out,
		    T("‡ 条号未与原文核对",
			"‡ the number of the article was not held against the text"));
	if (r->origin == ORIGIN_ADVICE)
		strs_add(out,
		    T("法律没有明文，按公布的口径或通行做法",
			"no statute says so in words: published advice or practice"));
	if (r->origin == ORIGIN_UNIT)
		strs_add(out, T("法律没有规定，由本单位规定",
				  "no statute says so: the unit's own rule"));
	if (r->check == NULL)
		strs_add(out, T("由各步骤的状态、角色和表单保证，不另作检查",
				  "kept by the states, roles and forms of the steps, not "
				  "by a check"));
}
