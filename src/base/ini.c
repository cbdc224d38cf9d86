/* SPDX-License-Identifier: MIT */
/* Strict INI: opening, looking up, the whitelist, typed reading. The scan is ini_scan.c.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini_scan.h"

enum { FILE_MAX_BYTES = 8 << 20, SPELL_MAX = 64 };

enum rc
ini_open(const char *path, struct ini **out, struct err *e)
{
	struct ini *ini = NULL;
	char *text = NULL;
	size_t n = 0;
	enum rc rc;

	*out = NULL;
	if ((rc = file_read(path, FILE_MAX_BYTES, &text, &n, e)) != RC_OK)
		goto out;
	ini = xcalloc(1, sizeof(*ini));
	ini->path = xstrdup(path);
	if ((rc = ini_scan(ini, text, n, e)) != RC_OK)
		goto out;
	if ((rc = ini_fetch(ini, text, e)) != RC_OK)
		goto out;
	*out = ini;
	ini = NULL; /* handed over */
out:
	ini_free(ini);
	free(text);
	return rc;
}

void
ini_free(struct ini *ini)
{
	if (ini == NULL)
		return;
	for (size_t i = 0; i < ini->nsec; i++)
		free(ini->sec[i].name);
	for (size_t i = 0; i < ini->nent; i++) {
		free(ini->ent[i].name);
		free(ini->ent[i].value);
	}
	free(ini->sec);
	free(ini->ent);
	free(ini->sec_by_name);
	free(ini->ent_by_name);
	free(ini->path);
	free(ini);
}

const char *
ini_path(const struct ini *ini)
{
	return ini->path;
}

size_t
ini_sections(const struct ini *ini)
{
	return ini->nsec;
}

const char *
ini_section(const struct ini *ini, size_t s)
{
	return ini->sec[s].name;
}

int
ini_section_line(const struct ini *ini, size_t s)
{
	return ini->sec[s].line;
}

static int
sec_find(const void *name, const void *sec)
{
	return ini_name_cmp(name, (*(struct ini_section *const *)sec)->name);
}

static int
ent_find(const void *name, const void *ent)
{
	return ini_name_cmp(name, (*(struct ini_entry *const *)ent)->name);
}

int
ini_find_section(const struct ini *ini, const char *name)
{
	struct ini_section **at;

	if (ini->nsec == 0)
		return -1;
	at = bsearch(name, ini->sec_by_name, ini->nsec, sizeof(*at), sec_find);
	return at != NULL ? (int)(*at - ini->sec) : -1;
}

size_t
ini_keys(const struct ini *ini, size_t s)
{
	return ini->sec[s].n;
}

static const struct ini_entry *
entry(const struct ini *ini, size_t s, size_t k)
{
	return &ini->ent[ini->sec[s].first + k];
}

const char *
ini_key(const struct ini *ini, size_t s, size_t k)
{
	return entry(ini, s, k)->name;
}

const char *
ini_value(const struct ini *ini, size_t s, size_t k)
{
	return entry(ini, s, k)->value;
}

int
ini_line(const struct ini *ini, size_t s, size_t k)
{
	return entry(ini, s, k)->line;
}

static const struct ini_entry *
find_entry(const struct ini *ini, size_t s, const char *key)
{
	struct ini_entry **at;

	if (ini->sec[s].n == 0)
		return NULL;
	at = bsearch(key, ini->ent_by_name + ini->sec[s].first, ini->sec[s].n,
	    sizeof(*at), ent_find);
	return at != NULL ? *at : NULL;
}

const char *
ini_get(const struct ini *ini, size_t s, const char *key, int *line)
{
	const struct ini_entry *ent = find_entry(ini, s, key);

	if (ent == NULL)
		return NULL;
	if (line != NULL)
		*line = ent->line;
	return ent->value;
}

static bool
matches(const char *pattern, const char *name)
{
	size_t n = strlen(pattern);

	if (n > 0 && pattern[n - 1] == '*')
		return strncmp(pattern, name, n - 1) == 0;
	return strcmp(pattern, name) == 0;
}

/* Edits (insert, drop, replace a byte) that turn a into b[0..nb); large when either is
 * long. */
static size_t
edits(const char *a, const char *b, size_t nb)
{
	size_t row[SPELL_MAX + 1], na = strlen(a);

	if (na > SPELL_MAX || nb > SPELL_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[nb];
}

/* How far a name is from a pattern; of `dept.*` only the part up to the dot can be
 * misspelt. */
static size_t
distance(const char *pattern, const char *name)
{
	size_t n = strlen(pattern);
	const char *dot;

	if (n == 0 || pattern[n - 1] != '*')
		return edits(pattern, name, strlen(name));
	dot = strchr(name, '.');
	if (n < 3 || pattern[n - 2] != '.' || dot == NULL)
		return SIZE_MAX;
	return edits(pattern, name, (size_t)(dot + 1 - name)) - 1; /* the star itself */
}

/* The row's word nearest to name, at most two edits and half of it away. */
static const char *
nearest(const char *name, const char *section, const struct ini_allow *allow, size_t n)
{
	const char *best = NULL;
	size_t least = 3;

	for (size_t i = 0; i < n; i++) {
		const char *word = section == NULL ? allow[i].section : allow[i].key;
		size_t d;

		if (word == NULL ||
		    (section != NULL && !matches(allow[i].section, section)))
			continue;
		d = distance(word, name);
		if (d < least && 2 * d <= strlen(name)) {
			least = d;
			best = word;
		}
	}
	return best;
}

static enum rc
unknown(
    const struct ini *ini, int line, const char *what, const char *hint, struct err *e)
{
	if (hint == NULL)
		return err_at(e, RC_INVAL, ini->path, line,
		    T("不认识%s，请删去或改正", "unknown %s; remove or correct it"),
		    what);
	return err_at(e, RC_INVAL, ini->path, line,
	    T("不认识%s，是不是 %s？", "unknown %s; did you mean %s?"), what, hint);
}

/* Every key of one section, which some row allows. */
static enum rc
check_keys(const struct ini *ini, size_t s, const struct ini_allow *allow, size_t n,
    struct err *e)
{
	const char *section = ini->sec[s].name;

	for (size_t k = 0; k < ini->sec[s].n; k++) {
		const struct ini_entry *ent = entry(ini, s, k);
		bool known = false;
		enum rc rc;
		char *what;

		for (size_t i = 0; i < n && !known; i++)
			known = allow[i].key != NULL &&
				matches(allow[i].section, section) &&
				matches(allow[i].key, ent->name);
		if (known)
			continue;
		what =
		    xasprintf(T("[%s] 的项 %s", "key in [%s]: %s"), section, ent->name);
		rc = unknown(
		    ini, ent->line, what, nearest(ent->name, section, allow, n), e);
		free(what);
		return rc;
	}
	return RC_OK;
}

enum rc
ini_check(const struct ini *ini, const struct ini_allow *allow, size_t n, struct err *e)
{
	for (size_t s = 0; s < ini->nsec; s++) {
		const struct ini_section *sec = &ini->sec[s];
		bool known = false;
		enum rc rc;
		char *what;

		for (size_t i = 0; i < n && !known; i++)
			known = matches(allow[i].section, sec->name);
		if (known && (rc = check_keys(ini, s, allow, n, e)) != RC_OK)
			return rc;
		if (known)
			continue;
		what = xasprintf(T("节 [%s]", "section [%s]"), sec->name);
		rc = unknown(ini, sec->line, what, nearest(sec->name, NULL, allow, n), e);
		free(what);
		return rc;
	}
	return RC_OK;
}

enum rc
ini_get_int(const struct ini *ini, size_t s, const char *key, long lo, long hi, long *out,
    struct err *e)
{
	const struct ini_entry *ent = find_entry(ini, s, key);
	const char *digits;
	char *end;
	long v;

	if (ent == NULL)
		return RC_OK;
	digits = ent->value + (ent->value[0] == '-');
	errno = 0;
	v = strtol(ent->value, &end, 10);
	if (*digits < '0' || *digits > '9' || *end != '\0' || errno != 0 || v < lo ||
	    v > hi)
		return err_at(e, RC_INVAL, ini->path, ent->line,
		    T("%s 应为 %ld 至 %ld 的整数，不是“%s”",
			"%s must be a whole number from %ld to %ld, not '%s'"),
		    ent->name, lo, hi, ent->value);
	*out = v;
	return RC_OK;
}

enum rc
ini_get_bool(const struct ini *ini, size_t s, const char *key, bool *out, struct err *e)
{
	const struct ini_entry *ent = find_entry(ini, s, key);

	if (ent == NULL)
		return RC_OK;
	if (strcmp(ent->value, "yes") != 0 && strcmp(ent->value, "no") != 0)
		return err_at(e, RC_INVAL, ini->path, ent->line,
		    T("%s 应为 yes 或 no，不是“%s”", "%s must be yes or no, not '%s'"),
		    ent->name, ent->value);
	*out = ent->value[0] == 'y';
	return RC_OK;
}
