/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_PRINT_H
#define DM_TUI_SCR_PRINT_H
/* Print preview of the papers a record has. */
#include "tui/view.h"

/* The usual paper of the record (a plain sheet of its fields when the kind has none), or
 * why not. */
void print_preview(struct app *a, const struct record *r);
#endif
