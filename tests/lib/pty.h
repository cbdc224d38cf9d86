/* SPDX-License-Identifier: MIT */
#ifndef DM_LIB_PTY_H
#define DM_LIB_PTY_H
/*
 * A terminal for tests: a program in a pty, its screen kept by libvterm. Nothing sleeps:
 * a wait feeds what arrives, looks at the screen and polls until the deadline (5 s; four
 * times as long in a sanitizer build or with TEST_SLOW set). A wait that fails shows the
 * screen on standard error. Before a key is sent, wait for a text that cannot be there
 * yet after it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct pty;
struct pty_options {
	int rows, cols;		/* 0: 24, 80 */
	const char *term;	/* NULL: xterm-256color */
	const char *const *env; /* NAME=VALUE besides or instead of TERM, LC_ALL, TZ; a
				   NAME alone takes it out; NULL-ended; NULL: none */
	const char *dir;	/* to start in; NULL: here */
};
/* argv[0] is a path; argv is NULL-ended; o may be NULL. NULL when the pty cannot be had.
 */
struct pty *pty_start(const struct pty_options *o, const char *const argv[]);
void pty_free(struct pty *p); /* kills what still runs and reaps it; NULL is fine */

void pty_send(struct pty *p, const char *bytes, size_t n);
void pty_type(struct pty *p, const char *text); /* pty_send of a string */
void pty_resize(struct pty *p, int rows, int cols);
void pty_kill(struct pty *p, int sig);
void pty_hangup(struct pty *p); /* closes the terminal, as a lost connection does */

/* Waits. Text is looked for row by row, trailing blanks not counted. */
bool pty_wait(struct pty *p, const char *text);
bool pty_wait_gone(struct pty *p, const char *text);
bool pty_wait_cursor(struct pty *p, int row, int col);
/* Until nothing has arrived for quiet_ms. For measuring and for goldens of a screen that
 * came to rest. */
bool pty_settle(struct pty *p, int quiet_ms);
/* The end of the program: its exit status, 128 + signal, or -1 when it does not end in
 * time. */
int pty_wait_exit(struct pty *p);

/* What is there now, without waiting. */
bool pty_has(const struct pty *p, const char *text);
void pty_cursor(const struct pty *p, int *row, int *col); /* from 0 */
char *pty_row(
    const struct pty *p, int row); /* UTF-8, a wide character once; owned by the caller */
char *pty_screen(const struct pty *p); /* all rows, each with a newline; owned */
/* Attribute letters of the cell: r reverse, b bold, u underline, c coloured; "" plain. */
const char *pty_attrs(const struct pty *p, int row, int col);
void pty_dump(const struct pty *p, FILE *to); /* rows, attributes under them, cursor */
bool pty_pump(struct pty *p,
    int timeout_ms); /* read once; false at the end of the program's output */
long pty_bytes(const struct pty *p);  /* received so far */
double pty_last(const struct pty *p); /* when the last byte came, ms of pty_now() */
double pty_now(void);		      /* monotonic clock, ms */
int pty_pid(const struct pty *p);
#endif
