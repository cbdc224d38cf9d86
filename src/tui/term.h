/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_TERM_H
#define DM_TUI_TERM_H
/*
 * The terminal: open, close, size, events. The only files that include <curses.h> are in
 * tui/. Bytes are read with poll and decoded by input.c (curses paints only); signals
 * arrive through a signalfd and become events, so no handler does anything. Works without
 * a terminal for tests.
 */
#include "base/mem.h"

struct term_options {
	bool ascii; /* borders and marks in ASCII */
	bool mono;  /* attributes only, no colour */
	int esc_ms; /* how long an ESC waits for the rest of its sequence; 0: 100 */
};
/* RC_INVAL with an explanation when stdin/stdout is no terminal, TERM is unknown or
 * cannot place the cursor. */
MUST_CHECK enum rc term_open(const struct term_options *o, struct err *e);
/* Would term_open find a terminal it can use? The type alone, not whether one is there.
 */
MUST_CHECK enum rc term_check(struct err *e);
const char *term_library(void); /* "ncurses 6.4.20221231" */
/* Headless for tests: a screen of rows x cols; events come from term_feed. */
MUST_CHECK enum rc
term_open_headless(int rows, int cols, const struct term_options *o, struct err *e);
/* Idempotent; also run at exit and by mem_on_die; restores the terminal. */
void term_close(void);
int term_rows(void);
int term_cols(void);
bool term_ascii(void); /* asked for, or the terminal draws borders two columns wide */
/* The terminal was found not to decode UTF-8; true once. */
bool term_foreign(void);
void term_resize(int rows, int cols); /* headless: as if the window changed */

/* Keys. Printable characters and pastes come as EV_TEXT with cleaned UTF-8. */
enum key {
	KEY_NONE_,
	K_ENTER,
	K_TAB,
	K_BACKTAB,
	K_ESC,
	K_BACKSPACE,
	K_DELETE,
	K_INSERT,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_F1,
	K_F2,
	K_F3,
	K_F4,
	K_F5,
	K_F6,
	K_F7,
	K_F8,
	K_F9,
	K_F10,
	K_F11,
	K_F12,
	K_CTRL_LEFT,
	K_CTRL_RIGHT,
	K_CTRL_HOME,
	K_CTRL_END,
	K_CTRL_BASE = 100 /* K_CTRL('A') … K_CTRL('Z'), K_CTRL('_') */
};
#define K_CTRL(c) (K_CTRL_BASE + ((c) - 'A'))
/* Ctrl letters that arrive as other keys: H=Backspace, I=Tab, J/M=Enter, [=Esc. ESC digit
 * (Alt+1..0) is F1..F10. */

enum event_type {
	EV_KEY,
	EV_TEXT,
	EV_RESIZE,
	EV_IDLE,
	EV_HANGUP, /* HUP, TERM, QUIT, Ctrl-C or INT twice within two seconds, end of
		      input */
	EV_NONE	   /* headless: nothing was fed */
};
struct event {
	enum event_type type;
	int key;     /* EV_KEY */
	char *text;  /* EV_TEXT: owned, one character or a whole paste, newlines kept; may
			be "" */
	bool paste;  /* EV_TEXT came bracketed */
	int dropped; /* EV_TEXT: invalid or control characters left out */
};
/* Next event, waiting at most timeout_ms (-1: no limit), then EV_IDLE. Already typed keys
 * always come first and are never dropped. */
void term_wait(int timeout_ms, struct event *ev);
/* Input waits: the loop skips painting until it has caught up (at most some ms). */
bool term_pending(void);
void event_done(struct event *ev);
/* Headless: bytes as a terminal would send them. */
void term_feed(const char *bytes, size_t n);
/* The screen as text: per row the characters, then a line of attribute letters, both
 * without trailing blanks and dots; last line "cursor ROW COL". Letters: . plain, b bold,
 * u underline, r reverse, d dim; B bold+underline, R reverse+bold, U reverse+underline, X
 * any other. */
void term_dump(struct str *out);
void term_flush(void); /* doupdate, cursor at term_cursor */
void term_cursor(int y, int x);
void term_redraw(void); /* reads the size again; the next flush sends every cell */
void term_beep(void);
#endif
