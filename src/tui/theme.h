/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_THEME_H
#define DM_TUI_THEME_H
/* How an ink looks: attributes first, so that nothing is said by colour alone; colour
 * second. */
#include <curses.h>

#include "tui/draw.h"

void theme_open(bool mono); /* after newterm */
attr_t theme_attr(enum ink ink);
short theme_pair(enum ink ink); /* 0: no colour */
#endif
