/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_PRINT_H
#define DM_TUI_SCR_PRINT_H
/* Print preview of the papers a record has, and saving one to a file. */
#include "tui/view.h"

/* The usual paper of the record (a plain sheet of its fields when the kind has none), or
 * why not. */
void print_preview(struct app *a, const struct record *r);
/* Any text as a preview that can be saved; r (NULL: of no record) is what it shows, level
 * what it bears, and name the file it is proposed for. */
void print_text(struct app *a, const char *title, const char *text,
    const struct record *r, enum level level, const char *name);
#endif
