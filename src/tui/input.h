/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_INPUT_H
#define DM_TUI_INPUT_H
/*
 * Bytes from the terminal into events. Pure: no file descriptor, no clock, so every split
 * and every hostile byte is a unit test. Nothing is lost: an incomplete sequence stays in
 * the buffer until its rest comes or the caller says that time is up.
 */
#include "tui/term.h"

struct input {
	struct str buf; /* received, decoded from `at` on */
	size_t at;
	bool pasting;
	struct str paste; /* what a bracketed paste brought so far */
	size_t over;	  /* bytes of it beyond the limit */
	int column;	  /* the terminal answered where its cursor is; 0: it did not */
};
void input_done(struct input *in);
void input_feed(struct input *in, const char *s, size_t n);
/* Next event; false: none yet. expired: no byte came within input_wait(), so decide what
 * is incomplete. */
bool input_next(struct input *in, bool expired, struct event *ev);
/* Milliseconds to wait for the rest of what has begun; -1: nothing has. */
int input_wait(const struct input *in, int esc_ms);
#endif
