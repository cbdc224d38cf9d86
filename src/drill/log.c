/* SPDX-License-Identifier: MIT */
/* The event log of a run. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "base/file.h"
#include "drill/log.h"

enum { LOG_MOST = 64 << 20 };

struct drill_event *
log_new(struct drill_log *l, int seconds, const char *what)
{
	struct drill_event *ev;

	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 64 : l->cap * 2;
		l->v = xreallocarray(l->v, l->cap, sizeof(*l->v));
	}
	ev = &l->v[l->n++];
	*ev = (struct drill_event){ .seconds = seconds, .what = xstrdup(what) };
	return ev;
}

void
log_set(struct drill_event *ev, const char *key, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	strs_add(&ev->key, key);
	strs_add(&ev->value, value);
}

void
log_set_int(struct drill_event *ev, const char *key, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	log_set(ev, key, text);
}

const char *
log_get(const struct drill_event *ev, const char *key)
{
	for (size_t i = 0; i < ev->key.n; i++)
		if (strcmp(ev->key.v[i], key) == 0)
			return ev->value.v[i];
	return "";
}

int64_t
log_int(const struct drill_event *ev, const char *key)
{
	return strtoll(log_get(ev, key), NULL, 10);
}

bool
log_is(const struct drill_event *ev, const char *what)
{
	return strcmp(ev->what, what) == 0;
}

bool
log_aside(const struct drill_event *ev)
{
	return log_is(ev, "pause") || log_is(ev, "resume");
}

static void
escape(const char *s, struct str *out)
{
	for (; *s != '\0'; s++) {
		if (*s == '\t')
			str_add(out, "\\t");
		else if (*s == '\n')
			str_add(out, "\\n");
		else if (*s == '\\')
			str_add(out, "\\\\");
		else
			str_addc(out, *s);
	}
}

static char *
unescape(const char *s, size_t n)
{
	struct str out = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (s[i] != '\\' || i + 1 == n)
			str_addc(&out, s[i]);
		else if (s[++i] == 't')
			str_addc(&out, '\t');
		else
			str_addc(&out, s[i] == 'n' ? '\n' : s[i]);
	}
	return str_take(&out);
}

static enum rc
write_all(const struct drill_log *l, const char *s, size_t n, struct err *e)
{
	while (n > 0) {
		ssize_t put = write(l->fd, s, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return file_failed(l->path, put < 0 ? errno : ENOSPC, e);
		s += put;
		n -= (size_t)put;
	}
	return fdatasync(l->fd) == 0 ? RC_OK : file_failed(l->path, errno, e);
}

enum rc
log_put(struct drill_log *l, struct err *e)
{
	const struct drill_event *ev = &l->v[l->n - 1];
	struct str line = { 0 };
	enum rc rc;

	if (l->path == NULL)
		return RC_OK;
	str_addf(&line, "%d\t%s", ev->seconds, ev->what);
	for (size_t i = 0; i < ev->key.n; i++) {
		str_addf(&line, "\t%s=", ev->key.v[i]);
		escape(ev->value.v[i], &line);
	}
	str_addc(&line, '\n');
	rc = write_all(l, line.s, line.len, e);
	str_free(&line);
	return rc;
}

/* One session at a time: two would write their events in between each other's. */
static enum rc
lock(const struct drill_log *l, struct err *e)
{
	if (flock(l->fd, LOCK_EX | LOCK_NB) == 0)
		return RC_OK;
	if (errno != EWOULDBLOCK)
		return file_failed(l->path, errno, e);
	return err_set(e, RC_BUSY, "%s",
	    T("这次演练正在另一个窗口里做；请回到那里，或先在那里暂停",
		"this run is open in another window: go on there, or pause it there"));
}

enum rc
log_create(struct drill_log *l, const char *path, struct err *e)
{
	*l = (struct drill_log){ .fd = -1 };
	if (path == NULL)
		return RC_OK;
	l->path = xstrdup(path);
	l->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
	return l->fd >= 0 ? lock(l, e) : file_failed(path, errno, e);
}

static bool
parse_line(struct drill_log *l, const char *s, size_t n)
{
	const char *end = s + n, *tab = memchr(s, '\t', n);
	struct drill_event *ev;
	char *stop;
	long seconds = strtol(s, &stop, 10);
	size_t len;
	char *what;

	if (tab == NULL || stop != tab || stop == s || seconds < 0 || seconds > INT_MAX)
		return false;
	s = tab + 1;
	tab = memchr(s, '\t', (size_t)(end - s));
	len = (size_t)((tab != NULL ? tab : end) - s);
	what = xstrndup(s, len);
	ev = log_new(l, (int)seconds, what);
	free(what);
	while (tab != NULL) {
		const char *eq;
		char *key, *value;

		s = tab + 1;
		tab = memchr(s, '\t', (size_t)(end - s));
		len = (size_t)((tab != NULL ? tab : end) - s);
		if ((eq = memchr(s, '=', len)) == NULL)
			return false;
		key = xstrndup(s, (size_t)(eq - s));
		value = unescape(eq + 1, len - (size_t)(eq + 1 - s));
		log_set(ev, key, value);
		free(key);
		free(value);
	}
	return true;
}

enum rc
log_open(struct drill_log *l, const char *path, bool append, struct err *e)
{
	char *text = NULL;
	size_t n = 0, at = 0;
	int line = 0;
	enum rc rc;

	*l = (struct drill_log){ .fd = -1, .path = xstrdup(path) };
	if (append) { /* first of all: what is read must be all there is */
		l->fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK);
		rc = l->fd < 0 ? file_failed(path, errno, e) : lock(l, e);
		if (rc != RC_OK)
			goto out;
	}
	if ((rc = file_read(path, LOG_MOST, &text, &n, e)) != RC_OK)
		goto out;
	while (at < n) {
		const char *nl = memchr(text + at, '\n', n - at);

		if (nl == NULL) /* killed while it was written */
			break;
		line++;
		if (!parse_line(l, text + at, (size_t)(nl - text) - at)) {
			rc = err_at(e, RC_DAMAGED, path, line, "%s",
			    T("演练记录看不懂，可能被改动过",
				"the log of this run does not read: it was changed"));
			goto out;
		}
		at = (size_t)(nl - text) + 1;
	}
	if (l->n == 0 || !log_is(&l->v[0], "start"))
		rc = err_at(e, RC_DAMAGED, path, 1, "%s",
		    T("演练记录没有开头", "the log of this run has no beginning"));
	if (rc == RC_OK && append && at < n && ftruncate(l->fd, (off_t)at) != 0)
		rc = file_failed(path, errno, e);
out:
	free(text);
	return rc;
}

enum rc
log_start(struct drill_log *l, const char *path, struct err *e)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int fd = -1;
	FILE *f;
	enum rc rc;

	*l = (struct drill_log){ .fd = -1, .path = xstrdup(path) };
	if ((rc = file_open(path, LOG_MOST, &fd, e)) != RC_OK)
		return rc;
	if ((f = fdopen(fd, "r")) == NULL) {
		rc = file_failed(path, errno, e);
		close(fd);
		return rc;
	}
	n = getline(&line, &cap, f);
	if (n < 1 || line[n - 1] != '\n' || !parse_line(l, line, (size_t)n - 1) ||
	    !log_is(&l->v[0], "start"))
		rc = err_at(e, RC_DAMAGED, path, 1, "%s",
		    T("演练记录没有开头", "the log of this run has no beginning"));
	fclose(f);
	free(line);
	return rc;
}

void
log_done(struct drill_log *l)
{
	for (size_t i = 0; i < l->n; i++) {
		free(l->v[i].what);
		strs_free(&l->v[i].key);
		strs_free(&l->v[i].value);
	}
	free(l->v);
	if (l->fd >= 0 && l->path != NULL)
		close(l->fd);
	free(l->path);
	*l = (struct drill_log){ .fd = -1 };
}
