/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_INI_SCAN_H
#define DM_BASE_INI_SCAN_H
/* Inside of base/ini.h: what the scan finds, for ini.c and ini_scan.c only. */
#include "base/ini.h"

struct ini_entry {
	char *name;  /* owned, lower case */
	char *value; /* owned, as iniparser reads it */
	int line;
	size_t from, len; /* the line in the text */
};
struct ini_section {
	char *name; /* owned, lower case */
	int line;
	size_t first, n; /* its entries */
};
struct ini {
	char *path;
	struct ini_section *sec; /* owned, in file order; so are the entries */
	size_t nsec, capsec;
	struct ini_entry *ent;
	size_t nent, capent;
	struct ini_section **sec_by_name; /* owned, sorted */
	struct ini_entry **ent_by_name;	  /* owned, sorted within each section */
};

/* Names of sections and keys match in any case of ASCII letters, as in iniparser. */
int ini_name_cmp(const char *a, const char *b);
/* Index the text or refuse it. Values stay NULL. */
MUST_CHECK enum rc ini_scan(struct ini *ini, const char *text, size_t n, struct err *e);
/* Let iniparser read the value of every entry. */
MUST_CHECK enum rc ini_fetch(struct ini *ini, const char *text, struct err *e);
#endif
