/* SPDX-License-Identifier: MIT */
#ifndef DM_REPORT_PAPER_SHEET_H
#define DM_REPORT_PAPER_SHEET_H
/* The template of kinds that have no paper of their own: every field by groups, then the
 * child registers. */
#include "step/step.h"

MUST_CHECK enum rc
paper_sheet(struct bench *b, const char *kind, struct str *out, struct err *e);
#endif
