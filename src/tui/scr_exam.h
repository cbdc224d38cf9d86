/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_EXAM_H
#define DM_TUI_SCR_EXAM_H
/* Examinations on the screen: acts that have a screen of their own instead of a form. */
#include "drill/exam.h"
#include "tui/app.h"

/* Shows the screen of this act on r: sitting an examination, reading a judged try. False:
 * another act. */
bool exam_act(struct app *a, const struct act_def *act, const struct record *r);
/* The same for the answers kept of a try; *did false: another draft. */
MUST_CHECK enum rc
exam_draft(struct app *a, const struct draft *d, bool *did, struct err *e);
/* Results and weak points of all whom one may see, and what to assign by them; tries
 * whose time is up are judged first (scr_results.c). */
void exam_results(struct app *a);
#endif
