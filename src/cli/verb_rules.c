/* SPDX-License-Identifier: MIT */
/* The rule table, in whole or one row of it. */
#include "config.h"
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/json.h"

static const char *const origins[] = {
	[ORIGIN_LAW] = "law",
	[ORIGIN_ADVICE] = "advice",
	[ORIGIN_UNIT] = "unit",
};

static void
list_json(struct json *j, const char *key, char **v, size_t n)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		json_string(j, v[i]);
	json_close(j, ']');
}

static void
acts_of(const struct rule *r, struct strs *out)
{
	for (int a = 0; a < LAW_COUNT; a++)
		if (r->acts & (1u << a))
			strs_add(out, law_act_name((enum law_act)a));
}

static void
rule_json(const struct rule *r)
{
	const struct {
		const char *key, *value;
	} texts[] = {
		{ "id", r->id },
		{ "severity", severity_name(r->severity) },
		{ "origin", origins[r->origin] },
		{ "title", r->title.zh },
		{ "title_en", r->title.en },
		{ "source", r->source },
	};
	struct json j = { .f = stdout };
	struct strs acts = { 0 }, said = { 0 };

	acts_of(r, &acts);
	law_rule_notes(r, &said);
	json_open(&j, '{');
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		json_key(&j, texts[i].key);
		json_string(&j, texts[i].value);
	}
	json_key(&j, "check");
	json_bool(&j, r->check != NULL);
	list_json(&j, "acts", acts.v, acts.n);
	list_json(&j, "notes", said.v, said.n);
	json_close(&j, '}');
	json_end(&j);
	strs_free(&acts);
	strs_free(&said);
}

static void
rule_line(const struct rule *r)
{
	struct str s = { 0 };

	text_pad(&s, r->id, 5);
	text_pad(&s, severity_name(r->severity), 6);
	text_pad(&s, origins[r->origin], 7);
	str_addf(&s, "%s", tx(r->title));
	printf("%s\n", str_s(&s));
	str_free(&s);
}

static void
rule_whole(const struct rule *r)
{
	struct strs acts = { 0 }, said = { 0 };

	acts_of(r, &acts);
	law_rule_notes(r, &said);
	printf("%s %s\n", r->id, tx(r->title));
	printf("%s%s（%s）\n", T("程度：", "severity: "), severity_name(r->severity),
	    tx(severity_title(r->severity)));
	printf("%s%s\n", T("依据：", "source: "), r->source);
	printf("%s%s（%s）\n", T("性质：", "origin: "), origins[r->origin],
	    tx(origin_title(r->origin)));
	for (size_t i = 0; i < acts.n; i++)
		printf("%s%s", i == 0 ? T("适用：", "acts: ") : " ", acts.v[i]);
	if (acts.n > 0)
		printf("\n");
	for (size_t i = 0; i < said.n; i++)
		printf("%s%s\n", T("说明：", "note: "), said.v[i]);
	strs_free(&acts);
	strs_free(&said);
}

int
verb_rules(struct cli *c)
{
	const struct rule *r;
	size_t n;

	if (c->argc > 0) {
		if ((r = law_rule(c->argv[0])) == NULL)
			return complain(
			    T("没有“%s”这条规则；dingmi rules 列出全部",
				"there is no rule '%s'; dingmi rules lists them"),
			    c->argv[0]);
		if (c->json)
			rule_json(r);
		else
			rule_whole(r);
		return EXIT_YES;
	}
	r = law_rules(&n);
	for (size_t i = 0; i < n; i++) {
		if (c->json)
			rule_json(&r[i]);
		else
			rule_line(&r[i]);
	}
	return EXIT_YES;
}
