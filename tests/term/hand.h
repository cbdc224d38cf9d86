/* SPDX-License-Identifier: MIT */
#ifndef DM_TERM_HAND_H
#define DM_TERM_HAND_H
/*
 * A trainee's hand: does the steps of a scenario, its model path or a classic error, at
 * the keyboard of the real program, as a person would: changes places from the drill
 * menu, goes to the register, finds the record, opens the menu of acts, fills in the form
 * field by field, types the number that is asked for. What became of it is read from the
 * log of the run and must be what the scenario says. Whatever cannot be done so fails the
 * test.
 */
#include "drill/log.h"
#include "drill/scenario.h"
#include "term/desk.h"

struct hand;
/*
 * The program opened at scenario `id` on this home as `login`, begun; the variant is the
 * program's own choice. Every failure fails the test and leaves the terminal to
 * desk_clear().
 */
struct hand *hand_begin(const char *home, const char *login, const char *id);
void hand_free(struct hand *h);
struct pty *hand_pty(const struct hand *h);
/* The scenario in the variant that the run has; borrowed. */
const struct scenario *hand_scenario(const struct hand *h);
const char *hand_run(const struct hand *h); /* name of the run; borrowed */
/* The first n steps, each with its outcome as written. */
void hand_steps(struct hand *h, const struct drill_steps *s, size_t n);
/* Hands it in: the result is on the screen. */
void hand_submit(struct hand *h);
#endif
