/* SPDX-License-Identifier: MIT */
/*
 * The one table of looks. Inks that stand side by side differ by attributes alone.
 * Colours are only those readable on black and on white; never dim, never dark grey,
 * never colour as the only sign.
 */
#include "config.h"
#include "tui/theme.h"

#define PAIR_ALARM 7

static const struct {
	attr_t attr;
	short fg; /* -1: the terminal's own */
} looks[INK_COUNT] = {
	[INK_PLAIN] = { A_NORMAL, -1 },
	[INK_TITLE] = { A_BOLD, -1 },
	[INK_BAR] = { A_REVERSE, -1 },
	[INK_BAR_KEY] = { A_BOLD, -1 },
	[INK_LABEL] = { A_NORMAL, -1 },
	[INK_FIELD] = { A_UNDERLINE, -1 },
	[INK_FIELD_FOCUS] = { A_REVERSE | A_UNDERLINE, -1 },
	[INK_FOCUS] = { A_REVERSE, -1 },
	[INK_MARKED] = { A_BOLD | A_UNDERLINE, -1 },
	[INK_DIM] = { A_NORMAL, -1 },
	[INK_GOOD] = { A_BOLD, COLOR_GREEN },
	[INK_WAIT] = { A_UNDERLINE, COLOR_MAGENTA },
	[INK_WARN] = { A_BOLD | A_UNDERLINE, COLOR_RED },
	[INK_BLOCK] = { A_BOLD | A_REVERSE, COLOR_RED },
	[INK_LEVEL] = { A_BOLD, COLOR_RED },
	[INK_BANNER] = { A_BOLD | A_REVERSE, COLOR_RED },
};

/* Whether pairs may be used: set once when the terminal opens. */
static bool colours;

void
theme_open(bool mono)
{
	colours =
	    !mono && has_colors() && start_color() == OK && use_default_colors() == OK;
	if (!colours)
		return;
	for (short c = COLOR_RED; c <= COLOR_CYAN; c++)
		init_pair(c, c, -1);
	/* reversed red wants white letters, not whatever the background is */
	init_pair(PAIR_ALARM, COLOR_RED, COLOR_WHITE);
}

attr_t
theme_attr(enum ink ink)
{
	return looks[ink].attr;
}

short
theme_pair(enum ink ink)
{
	if (!colours || looks[ink].fg < 0)
		return 0;
	return looks[ink].attr & A_REVERSE ? PAIR_ALARM : looks[ink].fg;
}
