/* SPDX-License-Identifier: MIT */
/*
 * What is owed, by whom, by when, by which rule. The sweep comes first, so that nothing
 * stands in the list that time has already settled.
 */
#include "config.h"
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/json.h"

enum {
	DUTIES_MAX = 100000,
	DUE_COLS = 10,
	LEFT_COLS = 12,
	RULE_COLS = 15,
	OWNER_COLS = 18
};

static char *
left_words(int32_t due, int32_t today)
{
	int64_t left = (int64_t)due - today;

	if (due == DATE_NONE)
		return xstrdup(T("不定期", "no day"));
	if (left == 0)
		return xstrdup(T("今天", "today"));
	return left > 0 ? xasprintf(T("还有%lld天", "%lld days left"), (long long)left)
			: xasprintf(T("逾期%lld天", "%lld days over"), (long long)-left);
}

static char *
owner_words(struct bench *b, const struct duty *d)
{
	if (d->owner != 0)
		return bench_label(b, "person", d->owner);
	return d->roles != 0 ? roles_text(d->roles) : xstrdup("");
}

/* The level of the record named, so that the list can say what it shows. */
static enum level
level_of(struct bench *b, const struct duty *d)
{
	struct record *r = NULL;
	enum level level = LEVEL_NONE;
	struct err e;

	if (d->id != 0 && store_get(bench_store(b), d->kind, d->id, &r, &e) == RC_OK)
		level = bench_level(b, r);
	record_free(r);
	return level;
}

static void
line_out(struct bench *b, const struct duty *d)
{
	struct str line = { 0 };
	char day[11], *left = left_words(d->due, bench_today(b)),
		      *who = owner_words(b, d);
	char *rule = xasprintf(
	    "%s %s", *d->rule != '\0' ? d->rule : "-", tx(origin_title(d->origin)));

	date_format(d->due, day);
	text_pad(&line, day, DUE_COLS);
	str_add(&line, "  ");
	text_pad(&line, left, LEFT_COLS);
	str_add(&line, "  ");
	text_pad(&line, rule, RULE_COLS);
	str_add(&line, "  ");
	text_pad(&line, who, OWNER_COLS);
	printf("%s  %s\n", str_s(&line), d->text);
	str_free(&line);
	free(rule);
	free(left);
	free(who);
}

static void
head_out(void)
{
	struct str line = { 0 };

	text_pad(&line, T("期限", "due"), DUE_COLS);
	str_add(&line, "  ");
	text_pad(&line, T("剩余", "left"), LEFT_COLS);
	str_add(&line, "  ");
	text_pad(&line, T("规则", "rule"), RULE_COLS);
	str_add(&line, "  ");
	text_pad(&line, T("责任人", "owner"), OWNER_COLS);
	printf("%s  %s\n", str_s(&line), T("事项", "duty"));
	str_free(&line);
}

static void
json_line(struct bench *b, const struct duty *d)
{
	static const char *const origins[] = {
		[ORIGIN_LAW] = "law", [ORIGIN_ADVICE] = "advice", [ORIGIN_UNIT] = "unit"
	};
	struct json j = { .f = stdout };
	char day[11], *who = owner_words(b, d);

	date_format(d->due, day);
	json_open(&j, '{');
	json_key(&j, "due");
	json_text(&j, day);
	date_format(d->start, day);
	json_key(&j, "start");
	json_text(&j, *day != '\0' ? day : NULL);
	json_key(&j, "days");
	if (d->due != DATE_NONE)
		json_int(&j, (int64_t)d->due - bench_today(b));
	else
		json_text(&j, NULL);
	json_key(&j, "rule");
	json_text(&j, d->rule);
	json_key(&j, "origin");
	json_text(&j, origins[d->origin]);
	json_key(&j, "owner");
	json_text(&j, who);
	json_key(&j, "owner_id");
	if (d->owner != 0)
		json_int(&j, d->owner);
	else
		json_text(&j, NULL);
	json_key(&j, "step");
	json_int(&j, d->step);
	json_key(&j, "kind");
	json_text(&j, d->kind);
	json_key(&j, "id");
	if (d->id != 0)
		json_int(&j, d->id);
	else
		json_text(&j, NULL);
	json_key(&j, "act");
	json_text(&j, d->act);
	json_key(&j, "text");
	json_text(&j, d->text);
	json_close(&j, '}');
	json_end(&j);
	free(who);
}

/* --days as given; -1: it was not. */
static bool
days_asked(const struct cli *c, int *out)
{
	size_t digits = c->days != NULL ? strspn(c->days, "0123456789") : 0;

	*out = -1;
	if (c->days == NULL)
		return true;
	if (digits == 0 || digits > 5 || c->days[digits] != '\0') {
		complain(T("--days %s：应为 0 到 99999 的天数",
			     "--days %s: write a number of days, 0 to 99999"),
		    c->days);
		return false;
	}
	*out = atoi(c->days);
	return true;
}

int
verb_due(struct cli *c)
{
	struct bench *b;
	struct duties d = { 0 };
	enum level level = LEVEL_NONE;
	size_t n;
	int days;
	struct err e;
	enum rc rc;

	if (!days_asked(c, &days) || (b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if ((rc = bench_sweep(b, &n, &e)) == RC_OK)
		rc = days < 0 ? bench_inbox(b, true, DUTIES_MAX, &d, &e)
			      : bench_due(b, days, DUTIES_MAX, &d, &e);
	if (rc != RC_OK) {
		complain_err(&e);
		duties_free(&d);
		bench_close(b);
		return EXIT_BAD;
	}
	if (n > 0)
		complain("%s", bench_warning(b));
	if (!c->json)
		head_out();
	for (size_t i = 0; i < d.n; i++) {
		enum level l = level_of(b, &d.v[i]);

		level = l > level ? l : level;
		if (c->json)
			json_line(b, &d.v[i]);
		else
			line_out(b, &d.v[i]);
	}
	cli_say_level(level);
	duties_free(&d);
	bench_close(b);
	return EXIT_YES;
}
