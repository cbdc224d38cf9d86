/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_RUNS_H
#define DM_DRILL_RUNS_H
/* The runs of a home, as runs.c and record.c share them. Private to drill/. */
#include "drill/run.h"

struct run_seen {
	char name[64], scenario[32];
	bool open;
	int64_t made; /* when last worked on */
};
struct run_list {
	struct run_seen *v;
	size_t n, cap;
};
/* Those of the person signed in, newest first. */
void run_list(const struct bench *real, struct run_list *out);
/* HOME/drill/NAME/FILE; owned. */
char *run_file(const struct bench *real, const char *name, const char *file);
#endif
