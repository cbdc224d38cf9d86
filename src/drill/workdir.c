/* SPDX-License-Identifier: MIT */
/*
 * Directories to work in. Between making one and locking it, and between finding one
 * unlocked and removing it, another process may be quicker: both therefore hold the lock
 * for as long as they touch anything, and who makes one looks afterwards whether the file
 * he locked is still the one in the directory.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "drill/workdir.h"

static const char prefix[] = ".drill-", lock_name[] = "lock";
enum { TRIES = 100 };

static const char *
place(const char *under)
{
	const char *tmp = under != NULL ? under : getenv("TMPDIR");

	return tmp != NULL && *tmp != '\0' ? tmp : "/tmp";
}

/* Descriptor of the held lock; -1 and errno: EWOULDBLOCK when another has it, ENOENT when
 * another has removed it meanwhile. */
static int
take_lock(const char *dir)
{
	char *path = path_join(dir, lock_name);
	struct stat held, there;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600), why = errno;

	if (fd >= 0) {
		if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &held) != 0 ||
		    lstat(path, &there) != 0)
			why = errno;
		else
			why = held.st_ino == there.st_ino ? 0 : ENOENT;
		if (why != 0) {
			close(fd);
			fd = -1;
		}
	}
	free(path);
	errno = why;
	return fd;
}

/* The lock goes last: until then nobody else begins here. */
static void
remove_all(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL)
		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0 &&
		    strcmp(ent->d_name, lock_name) != 0)
			(void)unlinkat(dirfd(d), ent->d_name, 0);
	if (d != NULL) {
		(void)unlinkat(dirfd(d), lock_name, 0);
		closedir(d);
	}
	(void)rmdir(dir);
}

/* A directory of our own that is no link: in a place for all others may put anything. */
static bool
is_ours(const char *dir)
{
	struct stat st;

	return lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid();
}

void
workdir_sweep(const char *under)
{
	DIR *d = opendir(place(under));
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		char *dir = path_join(place(under), ent->d_name);
		int fd = strncmp(ent->d_name, prefix, strlen(prefix)) == 0 && is_ours(dir)
			     ? take_lock(dir)
			     : -1;

		if (fd >= 0) {
			remove_all(dir);
			close(fd);
		}
		free(dir);
	}
	if (d != NULL)
		closedir(d);
}

enum rc
workdir_make(const char *under, struct workdir *out, struct err *e)
{
	char *name = xasprintf("%sXXXXXX", prefix);
	enum rc rc = RC_OK;

	*out = (struct workdir){ .lock = -1 };
	workdir_sweep(under);
	for (int i = 0; out->lock < 0 && rc == RC_OK; i++) {
		free(out->dir);
		out->dir = path_join(place(under), name);
		if (mkdtemp(out->dir) == NULL) {
			rc = file_failed(out->dir, errno, e);
		} else if ((out->lock = take_lock(out->dir)) < 0 &&
			   (i == TRIES || (errno != EWOULDBLOCK && errno != ENOENT))) {
			rc = file_failed(out->dir, errno, e);
			(void)rmdir(out->dir);
		}
	}
	if (rc != RC_OK) {
		free(out->dir);
		out->dir = NULL;
	}
	free(name);
	return rc;
}

int
workdir_move(struct workdir *w, const char *path)
{
	if (rename(w->dir, path) != 0)
		return errno == ENOTEMPTY ? EEXIST : errno;
	free(w->dir);
	w->dir = xstrdup(path);
	return 0;
}

void
workdir_keep(struct workdir *w)
{
	char *path = path_join(w->dir, lock_name);

	(void)unlink(path);
	close(w->lock);
	free(path);
	free(w->dir);
	*w = (struct workdir){ .lock = -1 };
}

void
workdir_drop(struct workdir *w)
{
	if (w->dir == NULL)
		return;
	remove_all(w->dir);
	close(w->lock);
	free(w->dir);
	*w = (struct workdir){ .lock = -1 };
}
