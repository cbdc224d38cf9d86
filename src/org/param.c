/* SPDX-License-Identifier: MIT */
/*
 * The parameter sheet: one row a number, from PARAMS in param.h, and the articles of
 * those that a statute fixes. Whoever wants to loosen one of them is told by which
 * article he may not.
 */
#include "config.h"
#include "org/param.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct param_info infos[PARAM_COUNT] = {
#define X(id, key, origin, rule, def, lo, hi, zh, en) \
	[PARAM_##id] = { key, origin, rule, def, lo, hi, { zh, en } },
	PARAMS(X)
#undef X
};

/* Articles as cited in the rule table of law/; here because org/ may not look upward. */
static const char *const articles[PARAM_COUNT] = {
	[PARAM_CAP_TOP_YEARS] = "保密法第二十条第二款",
	[PARAM_CAP_HIGH_YEARS] = "保密法第二十条第二款",
	[PARAM_CAP_BASE_YEARS] = "保密法第二十条第二款",
	[PARAM_UNCLEAR_SEND_WD] = "保密法实施条例第二十五条第一款",
	[PARAM_UNCLEAR_ANSWER_WD] = "保密法实施条例第二十五条第二款",
	[PARAM_EXTERNAL_ANSWER_DAYS] = "定密管理暂行规定（2014）第二十七条†",
	[PARAM_OFTEN_PER_YEAR] = "定密管理暂行规定（2014）第四十四条第四项†",
	[PARAM_OFTEN_YEARS] = "定密管理暂行规定（2014）第四十四条第四项†",
	[PARAM_TRAIN_BEFORE_POST] = "保密法实施条例第十四条第二款",
	[PARAM_INCIDENT_REPORT_HOURS] = "保密法实施条例第六十一条第一款",
	[PARAM_RISK_TOP_YEARS] = "保密法实施条例第三十五条第一款",
	[PARAM_RISK_OTHER_YEARS] = "保密法实施条例第三十五条第一款",
};

static const bool yesno[PARAM_COUNT] = {
	[PARAM_DATE_INCLUSIVE] = true,
	[PARAM_TRAIN_BEFORE_POST] = true,
	[PARAM_PROPOSER_UNTRAINED_WARN] = true,
};

struct text2
origin_title(enum origin o)
{
	static const struct text2 titles[] = {
		[ORIGIN_LAW] = { "法定", "fixed by law" },
		[ORIGIN_ADVICE] = { "参照口径", "published advice" },
		[ORIGIN_UNIT] = { "本单位规定", "unit's own rule" },
	};

	return titles[o];
}

const struct param_info *
param_info(enum param p)
{
	return &infos[p];
}

bool
param_find(const char *key, enum param *out)
{
	for (size_t i = 0; i < PARAM_COUNT; i++) {
		if (strcmp(infos[i].key, key) == 0) {
			*out = (enum param)i;
			return true;
		}
	}
	return false;
}

const char *
param_article(enum param p)
{
	return articles[p];
}

bool
param_is_yesno(enum param p)
{
	return yesno[p];
}

void
params_default(struct params *p)
{
	for (size_t i = 0; i < PARAM_COUNT; i++)
		p->v[i] = infos[i].def;
}

static bool
read_value(enum param id, const char *s, long *out)
{
	char *end;

	if (yesno[id]) {
		*out = strcmp(s, "yes") == 0;
		return *out == 1 || strcmp(s, "no") == 0;
	}
	/* strtol would skip blanks and take a plus sign: neither is a number here. */
	if (*s != '-' && (*s < '0' || *s > '9'))
		return false;
	errno = 0;
	*out = strtol(s, &end, 10);
	return errno == 0 && *end == '\0' && end != s;
}

/* "1 到 30", "10" or "yes": what may stand there. */
static void
range_text(enum param id, char out[64])
{
	const struct param_info *in = &infos[id];

	if (yesno[id] && in->lo == in->hi)
		snprintf(out, 64, "%s", in->lo ? "yes" : "no");
	else if (yesno[id])
		snprintf(out, 64, "yes|no");
	else if (in->lo == in->hi)
		snprintf(out, 64, "%ld", in->lo);
	else
		snprintf(out, 64, T("%ld 到 %ld", "%ld to %ld"), in->lo, in->hi);
}

enum rc
param_set(struct params *p, enum param id, const char *value, struct err *e)
{
	const struct param_info *in = &infos[id];
	char range[64];
	long v;

	range_text(id, range);
	if (!read_value(id, value, &v))
		return err_set(e, RC_INVAL,
		    T("%s = %s 不是有效的值；应为 %s",
			"%s = %s is not a valid value; write %s"),
		    in->key, value, range);
	if (v >= in->lo && v <= in->hi) {
		p->v[id] = v;
		return RC_OK;
	}
	if (in->origin == ORIGIN_LAW)
		return err_set(e, RC_INVAL,
		    T("%s = %s：%s由法律规定（%s，%s），不得放宽；只能是 %s，或删去此行",
			"%s = %s: “%s” is fixed by law (%s, %s) and may not be loosened; "
			"write %s or drop the line"),
		    in->key, value, tx(in->title), in->rule, articles[id], range);
	return err_set(e, RC_INVAL,
	    T("%s = %s 超出范围；%s应为 %s", "%s = %s is out of range; “%s” takes %s"),
	    in->key, value, tx(in->title), range);
}
