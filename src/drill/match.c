/* SPDX-License-Identifier: MIT */
/* What was typed against what a scenario asks: the expressions of query by example, on
 * one value. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include "drill/run.h"

/* As numbers when both are, else as text: ISO days sort. */
static int
compare(const char *a, const char *b)
{
	char *ea, *eb;
	long x = strtol(a, &ea, 10), y = strtol(b, &eb, 10);

	if (ea != a && eb != b && *ea == '\0' && *eb == '\0')
		return x < y ? -1 : x > y;
	return strcmp(a, b);
}

static bool
one(const char *value, const char *expr)
{
	const char *dots = strstr(expr, "..");
	size_t n = strspn(expr, "<>=");
	int c;

	if (strcmp(expr, "=") == 0 || *expr == '\0')
		return *value == '\0';
	if (strcmp(expr, "!") == 0)
		return *value != '\0';
	if (*expr == '!')
		return !one(value, expr + 1);
	if (*value == '\0')
		return false;
	if (n > 0 && expr[0] != '=') {
		c = compare(value, expr + n);
		return expr[0] == '<' ? c < (int)(n == 2) : c > -(int)(n == 2);
	}
	if (expr[0] == '=')
		return strcmp(value, expr + 1) == 0;
	if (dots != NULL) {
		char *from = xstrndup(expr, (size_t)(dots - expr));
		bool in = compare(value, from) >= 0 && compare(value, dots + 2) <= 0;

		free(from);
		return in;
	}
	if (strchr(expr, '*') != NULL)
		return fnmatch(expr, value, 0) == 0;
	return strcmp(value, expr) == 0;
}

static bool
is_list(const char *value)
{
	return strchr(value, ',') != NULL && value[strspn(value, "0123456789,")] == '\0';
}

static bool
any_item(const char *value, const char *expr)
{
	struct strs items = { 0 };
	bool fits = one(value, expr);

	if (fits || !is_list(value))
		return fits;
	strs_split(&items, value, ",");
	for (size_t i = 0; i < items.n && !fits; i++)
		fits = one(items.v[i], expr);
	strs_free(&items);
	return fits;
}

/* "#>3": how many items the list has. */
static bool
size_fits(const char *value, const char *expr)
{
	struct strs items = { 0 };
	char n[24];
	bool fits;

	strs_split(&items, value, ",");
	snprintf(n, sizeof(n), "%zu", items.n);
	fits = one(n, expr);
	strs_free(&items);
	return fits;
}

bool
match_value(const char *value, const char *expr)
{
	struct strs ways = { 0 };
	bool fits = false;

	if (*expr == '#')
		return size_fits(value, expr + 1);
	if (*expr == '!' && expr[1] != '\0')
		return !match_value(value, expr + 1);
	if (strchr(expr, '|') == NULL)
		return any_item(value, expr);
	strs_split(&ways, expr, "|");
	for (size_t i = 0; i < ways.n && !fits; i++)
		fits = any_item(value, ways.v[i]);
	strs_free(&ways);
	return fits;
}
