/* SPDX-License-Identifier: MIT */
#ifndef DM_TERM_DESK_H
#define DM_TERM_DESK_H
/*
 * A desk for journeys: the real program in a terminal, on a copy of the sample home. The
 * sample is made once a test program, on a fixed day; every home is removed at the end.
 */
#include <stdbool.h>
#include <stddef.h>
#include "lib/pty.h"

#define DESK_TODAY "2026-03-02"

/* Group fixtures: the sample home, and the end of it and of all copies. */
int desk_make_sample(void **state);
int desk_drop_sample(void **state);
/* A fresh copy of the sample; the path is valid until desk_drop_sample. */
const char *desk_home(void);
/* Puts the drills of the tests (tests/drill) among the home's own. */
void desk_drills(const char *home);
/* The directory of shipped forms. */
const char *desk_forms(void);
/* An empty directory entry of the scratch directory: a path, nothing is made there. */
const char *desk_path(const char *name);

/* The workbench on this home. Options follow, NULL-ended: "--lang", "en", … */
struct pty *desk_open(const char *home, const struct pty_options *o, ...);
void desk_close(struct pty *p); /* ends what still runs; NULL is fine */
/* Test teardown: closes what a failed test left open. */
int desk_clear(void **state);
/* A verb without a terminal. What it printed, both ways, is the answer (owned); the exit
 * status goes to *status. */
char *desk_run(const char *home, int *status, ...);
/* Is the text somewhere in the store's files, log included? For waiting until a draft is
 * kept. */
bool desk_holds(const char *home, const char *text);
/* Verify says that the store is whole. */
void desk_whole(const char *home);

/* Keys by name: plain text as it stands; <Enter> <Tab> <Esc> <Up> <F9> <^S> … */
void keys(struct pty *p, const char *what);
/* Waits that are asserted. */
#define see(p, text) see_at(p, text, false, __FILE__, __LINE__)
#define see_gone(p, text) see_at(p, text, true, __FILE__, __LINE__)
void see_at(struct pty *p, const char *text, bool gone, const char *file, int line);
#define ends(p, want) ends_at(p, want, __FILE__, __LINE__)
void ends_at(struct pty *p, int want, const char *file, int line);

/* Waits until one of these texts is there; they follow, NULL-ended. */
void see_any(struct pty *p, ...);

/* Sign in by typing the name; home says so with this text. */
void sign_in(struct pty *p, const char *name);
/* What the line over the help names: the field or line of a form that has the cursor. */
bool in_field(const struct pty *p, const char *label);
/* As a hand finds it: Tab until the field has the cursor; Down until the cursor's line
 * has the text. */
void to_field(struct pty *p, const char *label);
void to_line(struct pty *p, const char *text);
/* Down until the cursor's line has the text with blanks around it: one of several that
 * begin alike. */
void to_word(struct pty *p, const char *text);
/* Down until the cursor's line has as much of the text as a narrow column shows. */
void to_start(struct pty *p, const char *text);
/* Waits until the cursor's line has the text. */
#define see_line(p, text) see_line_at(p, text, __FILE__, __LINE__)
void see_line_at(struct pty *p, const char *text, const char *file, int line);
/* Row of the screen on which the text stands, -1 nowhere. */
int row_of(const struct pty *p, const char *text);
/* Columns of the text from the left edge, -1 not there. */
int column_of(const struct pty *p, int row, const char *text);
#endif
