/* SPDX-License-Identifier: MIT */
/* Files as wholes: read with a cap, written beside the target and renamed over it. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static const struct {
	int errnum;
	enum rc rc;
	struct text2 said;
} reasons[] = {
	{ ENOENT, RC_NOTFOUND, { "文件或目录不存在", "no such file or directory" } },
	{ EACCES, RC_SYSTEM, { "没有访问权限", "permission denied" } },
	{ EPERM, RC_SYSTEM, { "系统不允许此操作", "operation not permitted" } },
	{ EISDIR, RC_SYSTEM, { "是目录，不是文件", "is a directory, not a file" } },
	{ ENOTDIR, RC_SYSTEM,
	    { "路径中有一段不是目录", "a part of the path is no directory" } },
	{ EEXIST, RC_SYSTEM, { "已有同名文件", "a file of that name exists" } },
	{ ENOSPC, RC_FULL,
	    { "磁盘已满，请腾出空间后重试", "disk full: make room, then repeat" } },
	{ EDQUOT, RC_FULL, { "磁盘配额已用完", "disk quota used up" } },
	{ EFBIG, RC_FULL, { "超过允许的文件大小", "over the allowed file size" } },
	{ EROFS, RC_READONLY, { "所在介质只读", "the medium is read-only" } },
	{ ENAMETOOLONG, RC_INVAL, { "文件名太长", "file name too long" } },
	{ ELOOP, RC_SYSTEM, { "符号链接成环", "symbolic links form a loop" } },
	{ EMFILE, RC_SYSTEM, { "打开的文件太多", "too many open files" } },
	{ EIO, RC_SYSTEM, { "读写介质出错", "input/output error on the medium" } },
};

enum rc
file_failed(const char *path, int errnum, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
		if (reasons[i].errnum == errnum)
			return err_at(
			    e, reasons[i].rc, path, 0, "%s", tx(reasons[i].said));
	}
	return err_at(e, RC_SYSTEM, path, 0, "%s", strerror(errnum));
}

enum rc
file_open(const char *path, size_t cap, int *fd, struct err *e)
{
	struct stat st;
	enum rc rc;

	/* Without O_NONBLOCK a FIFO would keep us waiting before we can refuse it. */
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return file_failed(path, errno, e);
	if (fstat(*fd, &st) != 0)
		rc = file_failed(path, errno, e);
	else if (!S_ISREG(st.st_mode))
		rc = err_at(e, RC_INVAL, path, 0,
		    T("不是普通文件，请给出文件名", "not a regular file; name a file"));
	else if (st.st_size > 0 && (size_t)st.st_size > cap)
		rc = err_at(e, RC_INVAL, path, 0,
		    T("文件超过 %zu 字节，请拆分", "file over %zu bytes; split it"), cap);
	else
		return RC_OK;
	close(*fd);
	*fd = -1;
	return rc;
}

enum rc
file_read(const char *path, size_t cap, char **out, size_t *n, struct err *e)
{
	struct str b = { 0 };
	char buf[16384];
	ssize_t got;
	int fd = -1;
	enum rc rc;

	*out = NULL;
	*n = 0;
	if ((rc = file_open(path, cap, &fd, e)) != RC_OK)
		return rc;
	while ((got = read(fd, buf, sizeof(buf))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			rc = file_failed(path, errno, e);
			goto out;
		}
		str_addn(&b, buf, (size_t)got);
		if (b.len > cap) { /* it grew while we read */
			rc = err_at(e, RC_INVAL, path, 0,
			    T("文件超过 %zu 字节，请拆分",
				"file over %zu bytes; split it"),
			    cap);
			goto out;
		}
	}
	*n = b.len;
	*out = str_take(&b);
out:
	str_free(&b);
	close(fd);
	return rc;
}

static int
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t put = write(fd, s, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		s += put;
		n -= (size_t)put;
	}
	return 0;
}

/* The new name must survive a power cut as well; some file systems cannot, which is no
 * error. */
static void
sync_parent(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = NULL;
	int fd;

	if (slash == NULL)
		dir = xstrdup(".");
	else
		dir = xstrndup(path, slash == path ? 1 : (size_t)(slash - path));
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(dir);
}

enum rc
file_write(const char *path, const char *s, size_t n, unsigned mode, struct err *e)
{
	char *tmp = xasprintf("%s.XXXXXX", path);
	int fd = -1;
	enum rc rc = RC_OK;

	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0) {
		rc = file_failed(path, errno, e);
		goto out;
	}
	if (fchmod(fd, mode) != 0 || write_all(fd, s, n) != 0 || fsync(fd) != 0 ||
	    rename(tmp, path) != 0) {
		rc = file_failed(path, errno, e);
		(void)unlink(tmp);
		goto out;
	}
	sync_parent(path);
out:
	if (fd >= 0)
		close(fd);
	free(tmp);
	return rc;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

static int
make_one(const char *path, unsigned mode)
{
	struct stat st;

	if (mkdir(path, mode) == 0)
		return 0;
	if (errno != EEXIST)
		return errno;
	if (stat(path, &st) != 0)
		return errno;
	return S_ISDIR(st.st_mode) ? 0 : ENOTDIR;
}

enum rc
file_mkdir(const char *path, unsigned mode, struct err *e)
{
	char *part = xstrdup(path);
	int errnum = 0;

	for (char *p = part; *p != '\0' && errnum == 0; p++) {
		if (*p != '/' || p == part)
			continue;
		*p = '\0';
		errnum = make_one(part, mode);
		*p = '/';
	}
	if (errnum == 0)
		errnum = make_one(part, mode);
	free(part);
	return errnum == 0 ? RC_OK : file_failed(path, errnum, e);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
file_list(const char *dir, const char *suffix, struct strs *names)
{
	size_t tail = strlen(suffix);
	DIR *d = opendir(dir);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		size_t n = strlen(ent->d_name);

		if (n > tail && ent->d_name[0] != '.' &&
		    strcmp(ent->d_name + n - tail, suffix) == 0 &&
		    !strs_has(names, ent->d_name))
			strs_add(names, ent->d_name);
	}
	if (d != NULL)
		closedir(d);
	if (names->n > 0)
		qsort(names->v, names->n, sizeof(*names->v), by_text);
}

char *
path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (n == 0 || name[0] == '/')
		return xstrdup(name);
	return xasprintf("%s%s%s", dir, dir[n - 1] == '/' ? "" : "/", name);
}
