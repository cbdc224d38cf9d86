/* SPDX-License-Identifier: MIT */
#ifndef DM_ORG_ORG_H
#define DM_ORG_ORG_H
/*
 * The organisation as org.ini tells it: [organ], [dept.CODE], [post.CODE], [role.LOGIN],
 * [param], [calendar]. Read strictly (base/ini.h); nothing is half loaded. Sections refer
 * to each other by CODE; a dangling or circular reference is an error with its line.
 */
#include "base/date.h"
#include "base/ini.h"
#include "org/param.h"

/* Tiers of authority, 法17 and 2014 rule 44(3): a department of a province counts as
 * prefecture. */
enum tier {
	TIER_OTHER,
	TIER_COUNTY,
	TIER_PREFECTURE,
	TIER_PROVINCE,
	TIER_CENTRAL,
	TIER_COUNT
};
const char *tier_name(enum tier t); /* "central" … as in org.ini and case files */
bool tier_parse(const char *s, enum tier *out); /* English or Chinese name */
struct text2 tier_title(enum tier t);

struct org_dept {
	char *code, *name, *parent; /* owned; parent NULL at the top */
	bool key_dept;
	int line;
};
struct org_post {
	char *code, *name, *dept; /* owned; dept is a code */
	char *category;		  /* "core", "important", "general" or "none" */
	bool head;		  /* 主要负责人: exactly one post */
	char *duties;		  /* may be NULL */
	int line;
};
struct org_role {
	char *login, *role,
	    *name; /* first three administrators: sysadm, secadm, auditor */
	int line;
};
struct org {
	char *name, *short_name, *superior, *competent,
	    *sad; /* owned; sad = 保密行政管理部门; NULL when absent */
	enum tier tier;
	bool special_regime;
	int level_max; /* declared level of the store, 1..3 (R137), 1 by default */
	struct org_dept *dept;
	size_t ndept;
	struct org_post *post;
	size_t npost;
	struct org_role *role;
	size_t nrole;
	struct params param;
	struct calendar cal;
	char *path;	/* owned: the file */
	char stamp[64]; /* size and time of the file: the same stamp is the same file */
};
MUST_CHECK enum rc org_load(const char *path, struct org **out, struct err *e);
void org_free(struct org *o);
/* Of the file's bytes, SM3 hex: whether it changed, when its stamp did. */
MUST_CHECK enum rc org_digest(const struct org *o, char out[65], struct err *e);

/* The [calendar] of an open file, added to *cal; a file without one is RC_OK. */
MUST_CHECK enum rc
org_calendar_read(const struct ini *ini, struct calendar *cal, struct err *e);
/* The [calendar] of any file that has one, in place of what *cal was. */
MUST_CHECK enum rc
org_calendar_load(const char *path, struct calendar *cal, struct err *e);
#endif
