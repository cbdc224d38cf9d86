/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_SCRATCH_H
#define DM_TEST_SCRATCH_H
/* A directory of its own for a test program, removed at its end; flat, files only. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char scratch_dir[64];

static inline int
scratch_make(void **state)
{
	(void)state;
	snprintf(scratch_dir, sizeof(scratch_dir), "/tmp/dingmi-unit.XXXXXX");
	return mkdtemp(scratch_dir) == NULL;
}

/* The path of a file in it; valid until the next call but three. */
static inline const char *
scratch_path(const char *name)
{
	static char path[4][512];
	static unsigned turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", scratch_dir, name);
	return p;
}

/* Write n bytes to a file in it; returns its path. */
static inline const char *
scratch_file(const char *name, const void *bytes, size_t n)
{
	const char *path = scratch_path(name);
	FILE *f = fopen(path, "wb");

	if (f == NULL || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
		abort();
	return path;
}

static inline int
scratch_drop(void **state)
{
	DIR *d = opendir(scratch_dir);
	struct dirent *ent;
	char path[512];

	(void)state;
	while (d != NULL && (ent = readdir(d)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", scratch_dir, ent->d_name);
		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0 &&
		    unlink(path) != 0)
			(void)rmdir(path);
	}
	if (d != NULL)
		closedir(d);
	return rmdir(scratch_dir);
}
#endif
