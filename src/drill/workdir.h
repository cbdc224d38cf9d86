/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_WORKDIR_H
#define DM_DRILL_WORKDIR_H
/*
 * Directories to work in, named .drill-XXXXXX: worlds under construction, logs played
 * again. Who works in one holds a lock in it, which the system takes back when he dies;
 * one that nobody holds was left by a killed program, and the next that makes one in the
 * same place removes it. Private to drill/.
 */
#include "base/mem.h"

struct workdir {
	char *dir; /* owned; NULL: none */
	int lock;
};
/* A new one under `under` (NULL: the place for temporary files), after those left there
 * are removed. */
MUST_CHECK enum rc workdir_make(const char *under, struct workdir *out, struct err *e);
/* It gets another name on the same disk, by which nobody takes it for left. 0, or what
 * errno says: EEXIST when there is one of that name with something in it. */
MUST_CHECK int workdir_move(struct workdir *w, const char *path);
/* It stays where it is. */
void workdir_keep(struct workdir *w);
/* It goes, with its files; nothing when it was kept or never made. */
void workdir_drop(struct workdir *w);
/* Those that nobody holds. */
void workdir_sweep(const char *under);
#endif
