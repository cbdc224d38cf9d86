/* SPDX-License-Identifier: MIT */
#ifndef DM_TERM_PLAYS_H
#define DM_TERM_PLAYS_H
/*
 * Every shipped scenario at the keyboard of the real program, a test each: the model path
 * scores full, a classic error is recognised, counted and explained; and what the log
 * kept plays again to the same score.
 */
enum plays { PLAY_PATHS, PLAY_ERRORS };

/* Runs them; the exit status of the program. DRILLS in the environment ("DR06 INC01")
 * names those to play, all otherwise. */
int plays_run(enum plays which);
#endif
