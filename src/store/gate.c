/* SPDX-License-Identifier: MIT */
/*
 * The gate before every write: an exclusive flock on PATH.lock, then BEGIN IMMEDIATE. The
 * kernel's queue on a lock file is fair and short, SQLite's own waiting is neither
 * (measured: worst wait of 50 writers 0.2 s against 8 s). flock cannot time out, so a
 * timer signal breaks the wait.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/txn.h"

enum { HOLDER_BYTES = 96 };

int64_t
gate_now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/* The lock file has the mode of the store, whatever the umask: whoever may write may
 * wait. */
static enum rc
open_lock(struct store *s, struct err *e)
{
	struct stat sb;

	if (s->lock_fd >= 0)
		return RC_OK;
	s->lock_fd = open(s->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->lock_fd < 0)
		return err_set(e, RC_SYSTEM,
		    T("%s：打不开写入闸文件（%"
		      "s）。请核对目录权限；若该文件属于别人，请由其所有者改正",
			"%s: the lock file cannot be opened (%s); check the rights of "
			"the directory and of that file"),
		    s->lock_path, strerror(errno));
	/* Only its owner can; for anybody else it is right already. */
	if (stat(s->path, &sb) == 0 && fchmod(s->lock_fd, sb.st_mode & 0666) != 0 &&
	    errno != EPERM)
		return err_set(e, RC_SYSTEM,
		    T("%s：不能设定权限（%s）", "%s: mode cannot be set (%s)"),
		    s->lock_path, strerror(errno));
	return RC_OK;
}

/* Who holds it, for whoever waits in vain. Padded, so that one write replaces the last.
 */
static void
sign(struct store *s)
{
	char line[HOLDER_BYTES + 1];
	ssize_t done;

	snprintf(line, sizeof(line), "pid %ld, uid %ld", (long)getpid(), (long)getuid());
	memset(line + strlen(line), ' ', HOLDER_BYTES - strlen(line));
	line[HOLDER_BYTES - 1] = '\n';
	done = pwrite(s->lock_fd, line, HOLDER_BYTES, 0);
	(void)done; /* a courtesy: on a full disk the gate holds without it */
}

static enum rc
still_held(struct store *s, struct err *e)
{
	char line[HOLDER_BYTES + 1] = "";
	ssize_t n = pread(s->lock_fd, line, HOLDER_BYTES, 0);

	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	for (size_t i = strlen(line); i > 0 && line[i - 1] == ' '; i--)
		line[i - 1] = '\0';
	return err_set(e, RC_BUSY,
	    T("%s：等了 %d "
	      "秒，仍被另一个写入者占住（%"
	      "s）。内容未写入；请稍后重试，若一直如此请查看该进程",
		"%s: still held by another writer after %d s (%s); nothing was written; "
		"try again, and if it lasts look at that process"),
	    s->lock_path, (s->wait_ms + 999) / 1000, line[0] == '\0' ? "?" : line);
}

static void
on_alarm(int sig)
{
	(void)sig; /* only breaks flock() */
}

/* Block in the kernel's queue, at most wait_ms. 0, or errno (EINTR: time is up). */
static int
lock_within(int fd, int wait_ms)
{
	struct sigaction sa = { .sa_handler = on_alarm }, old;
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	struct itimerspec when = {
		.it_value = { wait_ms / 1000, wait_ms % 1000 * 1000000L + 1 },
		.it_interval = { 0,
		    20 * 1000000L }, /* again, should it fire just before flock() */
	};
	int64_t end = gate_now_ms() + wait_ms;
	sigset_t alarm, mask;
	timer_t timer;
	int r;

	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	sigemptyset(&sa.sa_mask);
	sigaction(SIGALRM, &sa, &old);
	sigprocmask(SIG_UNBLOCK, &alarm, &mask);
	if (timer_create(CLOCK_MONOTONIC, &ev, &timer) != 0) {
		r = errno;
	} else {
		timer_settime(timer, 0, &when, NULL);
		do
			r = flock(fd, LOCK_EX) == 0 ? 0 : errno;
		while (r == EINTR && gate_now_ms() < end);
		timer_delete(timer);
	}
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGALRM, &old, NULL);
	return r;
}

static enum rc
lock(struct store *s, struct err *e)
{
	enum rc rc;
	int r = 0;

	if ((rc = open_lock(s, e)) != RC_OK)
		return rc;
	if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0)
		r = errno == EWOULDBLOCK ? lock_within(s->lock_fd, s->wait_ms) : errno;
	if (r == EINTR)
		return still_held(s, e);
	if (r != 0)
		return err_set(e, RC_SYSTEM,
		    T("%s：不能加锁（%s）。请把库放在本机磁盘上",
			"%s: cannot be locked (%s); keep the store on a local disk"),
		    s->lock_path, strerror(r));
	sign(s);
	return RC_OK;
}

static void
unlock(struct store *s)
{
	flock(s->lock_fd, LOCK_UN);
}

enum rc
gate_begin(struct store *s, struct err *e)
{
	enum rc rc;

	if (s->readonly)
		return err_set(e, RC_READONLY,
		    T("%s：以只读方式打开，不能写入。请不带 --readonly 重新打开",
			"%s: opened read-only; open it without --readonly to write"),
		    s->path);
	if ((rc = lock(s, e)) != RC_OK)
		return rc;
	if ((rc = db_exec(s, "BEGIN IMMEDIATE", e)) != RC_OK)
		unlock(s);
	else
		s->serial++;
	return rc;
}

void
gate_rollback(struct store *s)
{
	/* SQLite may have rolled back by itself (disk full). */
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	unlock(s);
}

enum rc
gate_commit(struct store *s, struct err *e)
{
	enum rc rc = db_exec(s, "COMMIT", e);

	if (rc != RC_OK)
		gate_rollback(s);
	else
		unlock(s);
	return rc;
}
