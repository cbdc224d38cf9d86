/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_IMPORT_H
#define DM_STEP_IMPORT_H
/* CSV in and out, all or nothing; the sample home; synthetic records for trying size. */
#include <stdio.h>
#include "step/step.h"

/* First row names the fields (form names or labels). Every bad row is named in faults
 * (FILE:LINE: …); nothing is written when there is one. References are given by number,
 * login, code or unambiguous name. */
MUST_CHECK enum rc import_csv(struct bench *b, const char *kind, const char *path,
    size_t *done, struct strs *faults, struct err *e);
/* Every field of the form, labels in the first row. *level: the highest that was written.
 */
MUST_CHECK enum rc export_csv(struct bench *b, const char *kind, const struct query *q,
    FILE *out, enum level *level, struct err *e);
/* Make HOME: directory, store, org.ini (copied from org, or the sample's). */
MUST_CHECK enum rc home_init(const char *home, const char *data, const char *org,
    bool sample, const struct bench_options *o, struct err *e);
/* n fictional records of a kind from a seed (personal store only); the same seed gives
 * the same records. */
MUST_CHECK enum rc
generate(struct bench *b, const char *kind, long n, unsigned long seed, struct err *e);
#endif
