/* SPDX-License-Identifier: MIT */
/* Options of a question: their order, and answers by number. */
#include <string.h>
#include "drill/choice.h"

const char *const question_kinds[QUESTION_ORDER + 1] = {
	[QUESTION_SINGLE] = "single",
	[QUESTION_MULTI] = "multi",
	[QUESTION_TRUE] = "true",
	[QUESTION_ORDER] = "order",
};

/* ---- order */

/* splitmix64: small, and the same on every machine. */
static uint64_t
next(uint64_t *s)
{
	uint64_t z = (*s += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

void
shuffle(uint64_t *seed, size_t *v, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = (size_t)(next(seed) % i), t = v[i - 1];

		v[i - 1] = v[k];
		v[k] = t;
	}
}

void
choice_shuffle(uint64_t *seed, enum question_kind kind, const int *right, size_t n,
    int order[OPTIONS_MAX])
{
	size_t v[OPTIONS_MAX];
	bool same = kind == QUESTION_ORDER;

	for (size_t i = 0; i < n; i++)
		v[i] = i;
	if (kind != QUESTION_TRUE)
		shuffle(seed, v, n);
	for (size_t i = 0; i < n; i++)
		same = same && (int)v[i] == (right != NULL ? right[i] : (int)i);
	for (size_t i = 0; i < n; i++)
		order[i] = (int)v[same ? (i + 1) % n : i];
}

/* ---- answers */

bool
answer_read(const char *s, size_t noption, int out[OPTIONS_MAX], size_t *n)
{
	unsigned seen = 0;

	*n = 0;
	s += strspn(s, " ");
	while (*s != '\0') {
		int v = *s - '1';

		if (v < 0 || v >= (int)noption || seen & 1u << v)
			return false;
		seen |= 1u << v;
		out[(*n)++] = v;
		s++;
		if (*s != '\0' && strchr(", ", *s) == NULL)
			return false;
		s += strspn(s, " ");
		if (*s == ',') {
			s += 1 + strspn(s + 1, " ");
			if (*s == '\0')
				return false;
		}
	}
	return *n > 0;
}

char *
answer_turn(const char *s, const int *order, size_t noption, bool to_file)
{
	int at[OPTIONS_MAX];
	struct str out = { 0 };
	size_t n = 0;

	if (!answer_read(s, noption, at, &n))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		int v = 0;

		if (to_file)
			v = order[at[i]];
		else
			while (order[v] != at[i])
				v++;
		str_addf(&out, "%s%d", i > 0 ? "," : "", v + 1);
	}
	return str_take(&out);
}

bool
answer_same(enum question_kind kind, size_t noption, const char *right, const char *given)
{
	int want[OPTIONS_MAX], is[OPTIONS_MAX];
	unsigned all = 0, got = 0;
	size_t nwant, nis;

	if (given == NULL || !answer_read(right, noption, want, &nwant) ||
	    !answer_read(given, noption, is, &nis) || nwant != nis)
		return false;
	for (size_t i = 0; i < nis; i++) {
		if (kind == QUESTION_ORDER && want[i] != is[i])
			return false;
		all |= 1u << want[i];
		got |= 1u << is[i];
	}
	return all == got;
}
