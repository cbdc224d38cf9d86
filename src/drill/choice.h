/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_CHOICE_H
#define DM_DRILL_CHOICE_H
/*
 * Options of a question, in drills and in examinations alike: shuffled by a seed, and
 * answers as numbers of options, "2" or "1,3", from the shown order into that of the file
 * and back. Private to drill/.
 */
#include <stdint.h>
#include "drill/drill.h"

enum { OPTIONS_MAX = 9 }; /* a digit each */

/* "single", "multi", "true", "order": as files write it. */
extern const char *const question_kinds[QUESTION_ORDER + 1];

/* The same seed gives the same on every machine; it moves on. */
void shuffle(uint64_t *seed, size_t *v, size_t n);
/*
 * Option shown at i is option order[i] of the file, from 0. True/false stays as it is;
 * lines to be put in order never stand as they should: right, or as the file has them
 * (NULL).
 */
void choice_shuffle(uint64_t *seed, enum question_kind kind, const int *right, size_t n,
    int order[OPTIONS_MAX]);

/* Numbers from 1 on, each once, parted by a comma or a blank; out from 0. */
bool answer_read(const char *s, size_t noption, int out[OPTIONS_MAX], size_t *n);
/* Numbers of shown options as those of the file (to_file), or back; NULL: it does not
 * read. Owned. */
char *answer_turn(const char *s, const int *order, size_t noption, bool to_file);
/* In any order; to be put in order: in this. given NULL: not answered, not the same. */
bool answer_same(
    enum question_kind kind, size_t noption, const char *right, const char *given);
#endif
