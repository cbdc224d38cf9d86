/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_INI_H
#define DM_BASE_INI_H
/*
 * Strict INI over iniparser 4.1. iniparser reads the values; a scan of our own runs first
 * and refuses, with file and line, what iniparser would swallow in silence: BOM, NUL, bad
 * UTF-8, lines over 1000 bytes, trailing backslash, unquoted ; or # inside a value, text
 * after a closing quote, an unclosed quote, duplicate key or section, key before any
 * section, colon in a name, control characters, not a regular file, over 8 MB. Nothing is
 * half loaded. The numeric accessors of iniparser are never called (they crash on a
 * section name).
 */
#include "base/mem.h"

struct ini;

MUST_CHECK enum rc ini_open(const char *path, struct ini **out, struct err *e);
void ini_free(struct ini *ini);
const char *ini_path(const struct ini *ini);

/* Names of sections and keys are lower-cased (ASCII), and are asked for in any case. */
size_t ini_sections(const struct ini *ini); /* in file order */
const char *ini_section(const struct ini *ini, size_t s);
int ini_section_line(const struct ini *ini, size_t s);
int ini_find_section(const struct ini *ini, const char *name); /* -1: absent */
size_t ini_keys(const struct ini *ini, size_t s);	       /* in file order */
const char *ini_key(const struct ini *ini, size_t s, size_t k);
/* Never NULL; "" when empty. */
const char *ini_value(const struct ini *ini, size_t s, size_t k);
int ini_line(const struct ini *ini, size_t s, size_t k);
/* By name within a section; NULL when absent. *line (may be NULL) gets the key's line. */
const char *ini_get(const struct ini *ini, size_t s, const char *key, int *line);

/* Whitelist. A trailing '*' in section or key matches any rest. Unknown ones are errors
 * with line and, where one is near in spelling, a hint. */
struct ini_allow {
	const char *section, *key;
};
MUST_CHECK enum rc
ini_check(const struct ini *ini, const struct ini_allow *allow, size_t n, struct err *e);

/* Typed reading; an absent key leaves *out alone and returns RC_OK. Errors carry the line
 * and what was expected: a whole number in lo..hi, yes|no. */
MUST_CHECK enum rc ini_get_int(const struct ini *ini, size_t s, const char *key, long lo,
    long hi, long *out, struct err *e);
MUST_CHECK enum rc
ini_get_bool(const struct ini *ini, size_t s, const char *key, bool *out, struct err *e);
#endif
