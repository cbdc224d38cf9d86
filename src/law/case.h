/* SPDX-License-Identifier: MIT */
#ifndef DM_LAW_CASE_H
#define DM_LAW_CASE_H
/*
 * A case as a file: the facts of one act as INI, read strictly. Its keys are the fields
 * of struct facts, one row each in case.def. `eval`, drills and tests enter here.
 */
#include "law/law.h"

enum { LAW_CASE_FIELDS = 160 };
struct law_case {
	struct facts f; /* borrows what is below */
	struct params param;
	struct calendar cal;
	int32_t new_expiry; /* as written; becomes f.matter.new_period */
	struct strs text, who;
	struct fact_source *source;
	struct fact_claim *claim;
	bool seen[LAW_CASE_FIELDS]; /* keys that were given */
	char at[24];
};
/* Nothing known. param is copied, cal borrowed; NULL: the numbers of the sheet, weekends
 * only. The case points into itself: it may not be copied. */
void
law_case_init(struct law_case *c, const struct params *param, const struct calendar *cal);
/* One key, such as "matter", "level", "机密". The error says what was expected. */
MUST_CHECK enum rc law_case_set(struct law_case *c, const char *section, const char *key,
    const char *value, struct err *e);
/* After the last key: what follows from the others, and that nothing the act needs is
 * missing; *section names where it would stand. */
MUST_CHECK enum rc
law_case_finish(struct law_case *c, const char **section, struct err *e);
/* All of it from a file, into a case that was just initialised. A [calendar] there stands
 * before the one given. */
MUST_CHECK enum rc law_case_read(struct law_case *c, const char *path, struct err *e);
void law_case_done(struct law_case *c);

/* What eval prints: findings, then what follows. true: none blocks. *unknown_year (may be
 * NULL) as in struct computed. */
bool law_case_report(const struct law_case *c, struct str *out, int *unknown_year);
#endif
