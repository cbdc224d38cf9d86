/* SPDX-License-Identifier: MIT */
/*
 * forkpty and libvterm. The master side never blocks: while it is full, what the program
 * prints is read, so that neither end can wait for the other.
 */
#include "lib/pty.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#if defined(__SANITIZE_ADDRESS__)
#define SLOW_BUILD 1
#else
#define SLOW_BUILD 0
#endif

enum { ENV = 32 };

struct pty {
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	int fd;		 /* -1: closed */
	pid_t pid;	 /* 0: reaped */
	int status;	 /* of waitpid, once reaped */
	VTermPos cursor; /* as moved by the program */
	long bytes;
	double last;
};

double
pty_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double
deadline(void)
{
	return pty_now() + (SLOW_BUILD || getenv("TEST_SLOW") != NULL ? 20e3 : 5e3);
}

static int
on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct pty *p = user;

	(void)old;
	(void)visible;
	p->cursor = pos;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.movecursor = on_cursor,
};

/* NAME=VALUE; a NAME alone takes it out; either way in the place of what was there. */
static void
put_env(const char *env[ENV], size_t *n, const char *entry)
{
	size_t len = strcspn(entry, "=");
	size_t at = 0;

	while (at < *n && (strncmp(env[at], entry, len) != 0 || env[at][len] != '='))
		at++;
	if (entry[len] == '\0') {
		if (at < *n)
			env[at] = env[--*n];
	} else if (at < ENV - 1) {
		env[at] = entry;
		*n += at == *n;
	}
}

/* In the child: a plain environment and the program, or exit 127. */
static void
become(const struct pty_options *o, const char *const argv[])
{
	const char *env[ENV] = { "LC_ALL=C.UTF-8", "TZ=Asia/Shanghai", NULL };
	char term[64];
	size_t n = 2;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	snprintf(
	    term, sizeof(term), "TERM=%s", o->term != NULL ? o->term : "xterm-256color");
	env[n++] = term;
	for (size_t i = 0; o->env != NULL && o->env[i] != NULL; i++)
		put_env(env, &n, o->env[i]);
	env[n] = NULL;
	if (o->dir != NULL && chdir(o->dir) != 0)
		_exit(127);
	execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
	_exit(127);
}

struct pty *
pty_start(const struct pty_options *o, const char *const argv[])
{
	static const struct pty_options plain = { 0 };
	struct pty *p = calloc(1, sizeof(*p));
	struct winsize ws = { 0 };

	if (p == NULL)
		abort();
	if (o == NULL)
		o = &plain;
	p->rows = o->rows > 0 ? o->rows : 24;
	p->cols = o->cols > 0 ? o->cols : 80;
	ws.ws_row = (unsigned short)p->rows;
	ws.ws_col = (unsigned short)p->cols;
	p->vt = vterm_new(p->rows, p->cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	p->pid = forkpty(&p->fd, NULL, NULL, &ws);
	if (p->pid == 0)
		become(o, argv);
	if (p->pid < 0) {
		perror("forkpty");
		p->fd = -1;
		p->pid = 0;
		pty_free(p);
		return NULL;
	}
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	p->last = pty_now();
	return p;
}

static void
reap(struct pty *p, int flags)
{
	if (p->pid > 0 && waitpid(p->pid, &p->status, flags) == p->pid)
		p->pid = 0;
}

void
pty_free(struct pty *p)
{
	if (p == NULL)
		return;
	if (p->pid > 0) {
		kill(p->pid, SIGKILL);
		reap(p, 0);
	}
	pty_hangup(p);
	vterm_free(p->vt);
	free(p);
}

void
pty_hangup(struct pty *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
}

/* What the terminal answers (cursor position reports) goes back to the program. */
static void
answer(struct pty *p)
{
	char buf[256];
	size_t n;

	while ((n = vterm_output_read(p->vt, buf, sizeof(buf))) > 0)
		pty_send(p, buf, n);
}

bool
pty_pump(struct pty *p, int timeout_ms)
{
	struct pollfd pfd = { .fd = p->fd, .events = POLLIN };
	char buf[65536];
	ssize_t n;

	if (p->fd < 0)
		return false;
	if (poll(&pfd, 1, timeout_ms) <= 0)
		return true;
	n = read(p->fd, buf, sizeof(buf));
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (n <= 0) /* EIO: the program has closed its side */
		return false;
	p->last = pty_now();
	p->bytes += n;
	vterm_input_write(p->vt, buf, (size_t)n);
	vterm_screen_flush_damage(p->screen);
	answer(p);
	return true;
}

void
pty_send(struct pty *p, const char *bytes, size_t n)
{
	double end = deadline();

	while (n > 0 && p->fd >= 0 && pty_now() < end) {
		ssize_t k = write(p->fd, bytes, n);

		if (k > 0) {
			bytes += k;
			n -= (size_t)k;
		} else if (errno == EAGAIN) {
			if (!pty_pump(p, 10))
				return;
		} else if (errno != EINTR)
			return;
	}
}

void
pty_type(struct pty *p, const char *text)
{
	pty_send(p, text, strlen(text));
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize ws = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols };

	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, cols);
	vterm_screen_flush_damage(p->screen);
	if (p->fd >= 0)
		ioctl(p->fd, TIOCSWINSZ, &ws); /* the kernel sends SIGWINCH */
}

void
pty_kill(struct pty *p, int sig)
{
	if (p->pid > 0)
		kill(p->pid, sig);
}

static size_t
encode(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

char *
pty_row(const struct pty *p, int row)
{
	char *s = malloc((size_t)p->cols * VTERM_MAX_CHARS_PER_CELL * 4 + 1);
	size_t n = 0;

	if (s == NULL)
		abort();
	for (int col = 0; col < p->cols; col++) {
		VTermScreenCell cell;
		VTermPos at = { .row = row, .col = col };

		if (!vterm_screen_get_cell(p->screen, at, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1) /* right half of a wide character */
			continue;
		if (cell.chars[0] == 0)
			s[n++] = ' ';
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			n += encode(cell.chars[i], s + n);
	}
	while (n > 0 && s[n - 1] == ' ')
		n--;
	s[n] = '\0';
	return s;
}

char *
pty_screen(const struct pty *p)
{
	char *all = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&all, &n);

	if (f == NULL)
		abort();
	for (int row = 0; row < p->rows; row++) {
		char *s = pty_row(p, row);

		fprintf(f, "%s\n", s);
		free(s);
	}
	fclose(f);
	return all;
}

const char *
pty_attrs(const struct pty *p, int row, int col)
{
	/* indexed by reverse 1, bold 2, underline 4, colour 8 */
	static const char *const names[] = { "", "r", "b", "rb", "u", "ru", "bu", "rbu",
		"c", "rc", "bc", "rbc", "uc", "ruc", "buc", "rbuc" };
	VTermScreenCell cell;
	VTermPos at = { .row = row, .col = col };

	if (!vterm_screen_get_cell(p->screen, at, &cell))
		return "";
	return names[(cell.attrs.reverse ? 1 : 0) | (cell.attrs.bold ? 2 : 0) |
		     (cell.attrs.underline ? 4 : 0) |
		     (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
				 !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)
			     ? 8
			     : 0)];
}

void
pty_dump(const struct pty *p, FILE *to)
{
	for (int row = 0; row < p->rows; row++) {
		char *s = pty_row(p, row);
		int last = -1;

		fprintf(to, "%2d|%s\n", row, s);
		free(s);
		for (int col = 0; col < p->cols; col++)
			if (pty_attrs(p, row, col)[0] != '\0')
				last = col;
		if (last < 0)
			continue;
		fputs("  :", to);
		for (int col = 0; col <= last; col++) {
			const char *a = pty_attrs(p, row, col);

			/* one letter a column; several attributes: the first as a capital
			 */
			fputc(a[0] == '\0'   ? '.'
			      : a[1] == '\0' ? a[0]
					     : a[0] - 'a' + 'A',
			    to);
		}
		fputc('\n', to);
	}
	fprintf(to, "cursor %d %d, %ld bytes received%s\n", p->cursor.row, p->cursor.col,
	    p->bytes, p->pid > 0 ? "" : ", program has ended");
}

bool
pty_has(const struct pty *p, const char *text)
{
	bool found = false;

	for (int row = 0; row < p->rows && !found; row++) {
		char *s = pty_row(p, row);

		found = strstr(s, text) != NULL;
		free(s);
	}
	return found;
}

void
pty_cursor(const struct pty *p, int *row, int *col)
{
	*row = p->cursor.row;
	*col = p->cursor.col;
}

/* Something to wait for: a text (there or gone), or the cursor at row, col. */
struct aim {
	const char *text;
	bool gone;
	int row, col;
};

static bool
reached(const struct pty *p, const struct aim *a)
{
	if (a->text != NULL)
		return pty_has(p, a->text) != a->gone;
	return p->cursor.row == a->row && p->cursor.col == a->col;
}

static bool
wait_for(struct pty *p, const struct aim *a)
{
	double end = deadline();
	bool open = true;
	long seen = -1;

	for (;;) {
		if (p->bytes != seen && reached(p, a))
			return true;
		seen = p->bytes;
		if (!open || pty_now() >= end)
			break;
		open = pty_pump(p, 50);
	}
	fprintf(stderr, "waited for ");
	if (a->text != NULL)
		fprintf(stderr, "\"%s\"%s", a->text, a->gone ? " to go" : "");
	else
		fprintf(stderr, "the cursor at %d %d", a->row, a->col);
	fprintf(stderr, "%s; the screen:\n",
	    open ? "" : ", but the program closed its terminal");
	pty_dump(p, stderr);
	return false;
}

bool
pty_wait(struct pty *p, const char *text)
{
	return wait_for(p, &(struct aim){ .text = text });
}

bool
pty_wait_gone(struct pty *p, const char *text)
{
	return wait_for(p, &(struct aim){ .text = text, .gone = true });
}

bool
pty_wait_cursor(struct pty *p, int row, int col)
{
	return wait_for(p, &(struct aim){ .row = row, .col = col });
}

bool
pty_settle(struct pty *p, int quiet_ms)
{
	double start = pty_now(), end = deadline();

	for (;;) {
		double now = pty_now();
		double since = p->last > start ? p->last : start;

		if (now - since >= quiet_ms)
			return true;
		if (now >= end)
			return false;
		if (!pty_pump(p, (int)(quiet_ms - (now - since)) + 1))
			return true;
	}
}

int
pty_wait_exit(struct pty *p)
{
	double end = deadline();

	while (p->pid > 0 && pty_now() < end) {
		/* Its last words must be read, or it may hang in write. */
		if (!pty_pump(p, 5) && p->fd < 0)
			poll(NULL, 0, 1);
		reap(p, WNOHANG);
	}
	if (p->pid > 0) {
		fprintf(stderr, "waited for the program to end; the screen:\n");
		pty_dump(p, stderr);
		return -1;
	}
	while (p->fd >= 0) {
		long seen = p->bytes;

		if (!pty_pump(p, 0) || p->bytes == seen)
			break;
	}
	return WIFEXITED(p->status) ? WEXITSTATUS(p->status) : 128 + WTERMSIG(p->status);
}

long
pty_bytes(const struct pty *p)
{
	return p->bytes;
}

double
pty_last(const struct pty *p)
{
	return p->last;
}

int
pty_pid(const struct pty *p)
{
	return (int)p->pid;
}
