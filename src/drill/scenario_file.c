/* SPDX-License-Identifier: MIT */
/* A scenario file (dingmi-drill(5)) as a whole: the variant chosen, what refers to what,
 * and the points shared out. */
#include <string.h>
#include "drill/scenario.h"

/* ---- variants */

static bool
variable_ok(const char *key)
{
	return key[0] >= 'a' && key[0] <= 'z' && strcmp(key, "d") != 0 &&
	       strcmp(key, "y") != 0;
}

/* A key of one row that the other does not give, or that cannot be one; `today` and
 * `tier` may stand in some rows only. NULL: none. */
static const char *
odd_key(const struct ini *ini, size_t row, size_t other)
{
	for (size_t k = 0; k < ini_keys(ini, row); k++) {
		const char *key = ini_key(ini, row, k);

		if (strcmp(key, "today") == 0 || strcmp(key, "tier") == 0)
			continue;
		if (!variable_ok(key) || ini_get(ini, other, key, NULL) == NULL)
			return key;
	}
	return NULL;
}

static enum rc
check_rows(const struct reader *r, const size_t *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *odd = odd_key(r->ini, row[i], row[0]);

		if (odd == NULL)
			odd = odd_key(r->ini, row[0], row[i]);
		if (odd != NULL)
			return read_fault(r, row[i], odd,
			    T("变式各行的项须相同，名称以字母开头，不用 d、y：%s",
				"every variant gives the same keys, beginning with a "
				"letter, not d or y: %s"),
			    odd);
	}
	return RC_OK;
}

/* The row that the seed chooses. */
static enum rc
choose_variant(struct reader *r)
{
	const struct ini *ini = r->ini;
	size_t *row = xcalloc(ini_sections(ini) + 1, sizeof(*row)), n = 0, at;
	enum rc rc;

	for (size_t s = 0; s < ini_sections(ini); s++)
		if (scenario_section_is("variant.#", ini_section(ini, s)))
			row[n++] = s;
	r->s->variants = n == 0 ? 1 : (int)n;
	rc = check_rows(r, row, n);
	at = n > 0 ? row[r->s->seed % n] : 0;
	for (size_t k = 0; rc == RC_OK && n > 0 && k < ini_keys(ini, at); k++) {
		strs_add(&r->key, ini_key(ini, at, k));
		strs_add(&r->value, ini_value(ini, at, k));
	}
	free(row);
	return rc;
}

/* ---- the whole */

static enum rc
need_section(const struct reader *r, const char *name)
{
	for (size_t s = 0; s < ini_sections(r->ini); s++)
		if (scenario_section_is(name, ini_section(r->ini, s)))
			return RC_OK;
	return err_at(r->e, RC_INVAL, ini_path(r->ini), 0,
	    T("缺 [%s] 一节", "section [%s] is missing"), name);
}

static enum rc
resolve_hints(const struct reader *r)
{
	for (size_t i = 0; i < r->s->hint.n; i++) {
		struct drill_hint_text *h = &r->s->hint.v[i];

		while (h->of < r->s->expect.n &&
		       strcmp(r->s->expect.v[h->of].name, h->of_name) != 0)
			h->of++;
		if (h->of == r->s->expect.n)
			return err_at(r->e, RC_INVAL, ini_path(r->ini), h->line,
			    T("of 指不到：没有 [%s]", "of: there is no [%s]"),
			    h->of_name);
	}
	return RC_OK;
}

/* Questions that a condition speaks of. */
static enum rc
check_question(const struct reader *r, const struct drill_cond *c)
{
	int n = c->answer > c->wrong ? c->answer : c->wrong;

	if ((size_t)n <= r->s->question.n)
		return RC_OK;
	return err_at(r->e, RC_INVAL, ini_path(r->ini), c->line,
	    T("没有第 %d 题", "there is no question %d"), n);
}

static enum rc
check_references(const struct reader *r)
{
	const struct scenario *s = r->s;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < s->expect.n && rc == RC_OK; i++)
		rc = check_question(r, &s->expect.v[i].cond);
	for (size_t i = 0; i < s->guide.n && rc == RC_OK; i++)
		rc = check_question(r, &s->guide.v[i].until);
	for (size_t i = 0; i < s->mistake.n && rc == RC_OK; i++) {
		rc = check_question(r, &s->mistake.v[i].cond);
		if (rc == RC_OK && (size_t)s->mistake.v[i].path > s->path_steps.n)
			rc =
			    err_at(r->e, RC_INVAL, ini_path(r->ini), s->mistake.v[i].line,
				T("参考做法只有 %zu 步，path 过大",
				    "the model path has %zu steps: path is too large"),
				s->path_steps.n);
	}
	return rc;
}

/* Whole numbers that share `whole` out by weight; the largest remainders get the rest. */
static void
share_out(int whole, const int *weight, int *share, size_t n)
{
	int sum = 0, left = whole;

	for (size_t i = 0; i < n; i++)
		sum += weight[i];
	for (size_t i = 0; i < n && sum > 0; i++)
		left -= share[i] = whole * weight[i] / sum;
	while (left-- > 0) {
		size_t best = n;
		int most = -1;

		for (size_t i = 0; i < n; i++) {
			int rest = whole * weight[i] - share[i] * sum;

			if (weight[i] > 0 && rest > most) {
				most = rest;
				best = i;
			}
		}
		if (best == n)
			return;
		share[best]++;
	}
}

static void
share_points(struct scenario *s)
{
	int weight[DRILL_PARTS] = { 0 }, of[DRILL_PARTS] = { 0 };

	for (size_t i = 0; i < s->expect.n; i++)
		weight[s->expect.v[i].part] = drill_part_weight(s->expect.v[i].part);
	share_out(100, weight, of, DRILL_PARTS);
	for (int p = 0; p < DRILL_PARTS; p++) {
		int *points = xcalloc(s->expect.n + 1, sizeof(*points)),
		    *share = xcalloc(s->expect.n + 1, sizeof(*share));

		for (size_t i = 0; i < s->expect.n; i++)
			if ((int)s->expect.v[i].part == p)
				points[i] = s->expect.v[i].points;
		share_out(of[p], points, share, s->expect.n);
		for (size_t i = 0; i < s->expect.n; i++)
			s->expect.v[i].share += share[i];
		free(points);
		free(share);
	}
}

static enum rc
read_all(struct reader *r)
{
	static const char *const needed[] = { "drill", "situation", "task", "path.#",
		"expect.#" };
	enum rc rc = scenario_keys_check(r->ini, r->e);

	for (size_t i = 0; i < ARRAY_LEN(needed) && rc == RC_OK; i++)
		rc = need_section(r, needed[i]);
	if (rc != RC_OK || (rc = choose_variant(r)) != RC_OK ||
	    (rc = read_sections(r)) != RC_OK || (rc = resolve_hints(r)) != RC_OK ||
	    (rc = check_references(r)) != RC_OK)
		return rc;
	share_points(r->s);
	return RC_OK;
}

enum rc
scenario_read(const char *path, unsigned long seed, struct scenario **out, struct err *e)
{
	struct ini *ini = NULL;
	struct reader r = { .e = e };
	enum rc rc;

	*out = NULL;
	if ((rc = ini_open(path, &ini, e)) != RC_OK)
		return rc;
	r.ini = ini;
	r.s = xcalloc(1, sizeof(*r.s));
	r.s->path = xstrdup(path);
	r.s->seed = seed;
	if ((rc = digest_file(DIGEST_SM3, path, r.s->digest, e)) == RC_OK &&
	    (rc = read_all(&r)) == RC_OK) {
		*out = r.s;
		r.s = NULL;
	}
	scenario_free(r.s);
	strs_free(&r.key);
	strs_free(&r.value);
	ini_free(ini);
	return rc;
}
