/* SPDX-License-Identifier: MIT */
/* What eval answers: findings, most severe first, then what follows from the facts. */
#include "config.h"
#include "law/case.h"

static void
add_text(struct str *out, const char *name, const char *value)
{
	if (*value != '\0')
		str_addf(out, "%s=%s\n", name, value);
}

static void
add_day(struct str *out, const char *name, int32_t day)
{
	char iso[11];

	date_format(day, iso);
	add_text(out, name, iso);
}

bool
law_case_report(const struct law_case *c, struct str *out, int *unknown_year)
{
	struct findings all = { 0 };
	struct computed got;
	char period[256];
	bool blocked;

	law_check(&c->f, &all);
	for (size_t i = 0; i < all.n; i++)
		str_addf(out, "%s %s %s %s\n", severity_name(all.v[i].severity),
		    all.v[i].rule->id, all.v[i].field, all.v[i].text);
	blocked = findings_block(&all);
	findings_free(&all);
	law_compute(&c->f, &got);
	period_format(&got.period, period);
	add_text(out, "level", level_zh(got.level));
	add_text(out, "period", period);
	add_text(out, "mark", got.mark);
	add_day(out, "expiry", got.expiry);
	add_day(out, "last_day", got.last_day);
	add_text(out, "effective_level", level_zh(got.effective_level));
	add_text(out, "addressee", addressee_name(got.addressee));
	add_day(out, "due", got.due);
	if (unknown_year != NULL)
		*unknown_year = got.unknown_year;
	return !blocked;
}
