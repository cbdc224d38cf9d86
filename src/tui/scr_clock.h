/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_CLOCK_H
#define DM_TUI_SCR_CLOCK_H
/* The clock went back: what it says, what that means, and why. */
#include "tui/view.h"

/* Over the view on top, when the clock went back and nobody explained it. */
void clock_ask(struct app *a);
/* The same, told why when there is nothing to explain. */
void clock_open(struct app *a);
#endif
