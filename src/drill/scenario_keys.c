/* SPDX-License-Identifier: MIT */
/*
 * The grammar of a scenario file: which sections there are and which keys each may hold.
 * Acts hold the fields of forms besides; a wrong one is found when the act is played.
 */
#include <ctype.h>
#include <string.h>
#include "drill/scenario.h"

#define ACT_KEYS "day who do on as choose then outcome why why.* *"
#define COND_KEYS \
	"record where.* of on count done not_done by until refused_none refused act " \
	"value.* answer wrong"

/* clang-format off */
static const struct {
	const char *section, *keys;
} grammar[] = {
	{ "drill", "id title title.en kind difficulty step minutes today as may_be clock world tier pass" },
	{ "situation", "text text.*" },
	{ "task", "text text.*" },
	{ "start.#", ACT_KEYS },
	{ "after.#", "after days news news.en else else.en" },
	{ "after.#.#", ACT_KEYS },
	{ "path.#", ACT_KEYS },
	{ "expect.#", "part points decisive rule text text.* " COND_KEYS },
	{ "error.#", "type rule explain explain.* path " COND_KEYS },
	{ "error.#.play.#", ACT_KEYS },
	{ "hint.#", "text text.* cost of" },
	{ "question.#", "text text.* kind option.* answer explain explain.* rule points part" },
	{ "guide.#", "text text.* " COND_KEYS },
	{ "variant.#", "*" },
};
/* clang-format on */

bool
scenario_section_is(const char *pattern, const char *section)
{
	for (; *pattern != '\0'; pattern++) {
		if (*pattern != '#') {
			if (*pattern != *section++)
				return false;
			continue;
		}
		if (!isdigit((unsigned char)*section))
			return false;
		while (isdigit((unsigned char)*section))
			section++;
	}
	return *section == '\0';
}

bool
scenario_key_reserved(const char *key)
{
	static const char *const keys[] = { "day", "who", "do", "on", "as", "choose",
		"then", "outcome", "why" };

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return strncmp(key, "why.", 4) == 0;
}

/* One row a key allowed in this very section, so that a hint is one of its own keys. */
static void
allow_keys(const char *section, const char *keys, struct ini_allow *v, size_t *n,
    struct strs *hold)
{
	size_t from = hold->n;

	strs_split(hold, keys, " ");
	for (size_t i = from; i < hold->n; i++)
		v[(*n)++] = (struct ini_allow){ section, hold->v[i] };
}

enum rc
scenario_keys_check(const struct ini *ini, struct err *e)
{
	enum { KEYS_MAX = 40 };
	size_t cap = (ini_sections(ini) + 1) * KEYS_MAX, n = 0;
	struct ini_allow *v = xcalloc(cap, sizeof(*v));
	struct strs *hold = xcalloc(ini_sections(ini) + 1, sizeof(*hold));
	struct strs names = { 0 };
	enum rc rc;

	for (size_t s = 0; s < ini_sections(ini); s++)
		for (size_t g = 0; g < ARRAY_LEN(grammar); g++)
			if (scenario_section_is(grammar[g].section, ini_section(ini, s)))
				allow_keys(ini_section(ini, s), grammar[g].keys, v, &n,
				    &hold[s]);
	/* A section that none fits: its nearest name is the hint. */
	for (size_t g = 0; g < ARRAY_LEN(grammar); g++) {
		char *name = xstrdup(grammar[g].section), *hash = strchr(name, '#');

		if (hash != NULL)
			strcpy(hash, "1");
		strs_add(&names, name);
		free(name);
	}
	for (size_t g = 0; g < names.n; g++)
		v[n++] = (struct ini_allow){ names.v[g], NULL };
	rc = ini_check(ini, v, n, e);
	for (size_t s = 0; s < ini_sections(ini); s++)
		strs_free(&hold[s]);
	strs_free(&names);
	free(hold);
	free(v);
	return rc;
}
