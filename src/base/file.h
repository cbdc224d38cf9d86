/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_FILE_H
#define DM_BASE_FILE_H
/* Files: read whole with a cap, write whole or not at all. */
#include "base/mem.h"

/* A regular file of at most cap bytes; *out owned, NUL-ended after *n bytes. */
MUST_CHECK enum rc
file_read(const char *path, size_t cap, char **out, size_t *n, struct err *e);
/* Through a temporary file, fsync and rename. */
MUST_CHECK enum rc
file_write(const char *path, const char *s, size_t n, unsigned mode, struct err *e);
/* Open for reading a regular file of at most cap bytes; never waits on a FIFO. *fd is the
 * caller's. */
MUST_CHECK enum rc file_open(const char *path, size_t cap, int *fd, struct err *e);
/* Say in the user's language what errnum means for path; returns the code that fits. */
enum rc file_failed(const char *path, int errnum, struct err *e);
bool file_exists(const char *path);
/* The directory and its parents; an existing one is RC_OK. */
MUST_CHECK enum rc file_mkdir(const char *path, unsigned mode, struct err *e);
/* Names of the directory's files that end in suffix, hidden ones left out, added to those
 * in the list unless they are there; sorted. A directory that is not there has none. */
void file_list(const char *dir, const char *suffix, struct strs *names);
char *path_join(const char *dir, const char *name); /* owned */
#endif
