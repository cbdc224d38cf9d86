/* SPDX-License-Identifier: MIT */
/* Homes copied for each test, the program started on them, keys by name. */
#include "config.h"
#include "term/desk.h"
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PATHS = 64,
	ARGS = 32,
	OPEN = 4,
	SEE_MS = 20000,
	STEP_MS = 1000,
	QUIET_MS = 15,
	START_BYTES = 24
};

static char root[128], forms[512];
static char path[PATHS][512];
static size_t npath;
static struct pty *opened[OPEN]; /* NULL: free place */

static const struct {
	const char *name, *bytes;
} named[] = {
	{ "Enter", "\r" },
	{ "Tab", "\t" },
	{ "S-Tab", "\033[Z" },
	{ "Esc", "\033" },
	{ "Up", "\033[A" },
	{ "Down", "\033[B" },
	{ "Right", "\033[C" },
	{ "Left", "\033[D" },
	{ "^Home", "\033[1;5H" },
	{ "^End", "\033[1;5F" },
	{ "^Left", "\033[1;5D" },
	{ "^Right", "\033[1;5C" },
	{ "Home", "\033[H" },
	{ "End", "\033[F" },
	{ "PgUp", "\033[5~" },
	{ "PgDn", "\033[6~" },
	{ "Ins", "\033[2~" },
	{ "Del", "\033[3~" },
	{ "BS", "\177" },
	{ "F1", "\033OP" },
	{ "F2", "\033OQ" },
	{ "F3", "\033OR" },
	{ "F4", "\033OS" },
	{ "F5", "\033[15~" },
	{ "F6", "\033[17~" },
	{ "F7", "\033[18~" },
	{ "F8", "\033[19~" },
	{ "F9", "\033[20~" },
	{ "F10", "\033[21~" },
	{ "F11", "\033[23~" },
	{ "F12", "\033[24~" },
};

/* ---- files */

static const char *
new_path(const char *name)
{
	if (npath == PATHS)
		fail_msg("more than %d homes in one program", PATHS);
	snprintf(path[npath], sizeof(path[npath]), "%s/%s", root, name);
	return path[npath++];
}

const char *
desk_path(const char *name)
{
	return new_path(name);
}

static void
copy_file(const char *from, const char *to)
{
	char buf[65536];
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, buf, sizeof(buf))) > 0)
		assert_int_equal(write(out, buf, (size_t)n), n);
	assert_int_equal(n, 0);
	close(in);
	close(out);
}

const char *
desk_home(void)
{
	char name[32], from[1024], to[1024];
	const char *home;
	struct dirent *ent;
	DIR *d;

	snprintf(name, sizeof(name), "home-%zu", npath);
	home = new_path(name);
	assert_int_equal(mkdir(home, 0700), 0);
	d = opendir(path[0]);
	assert_non_null(d);
	while ((ent = readdir(d)) != NULL) {
		if (ent->d_name[0] == '.')
			continue;
		snprintf(from, sizeof(from), "%s/%s", path[0], ent->d_name);
		snprintf(to, sizeof(to), "%s/%s", home, ent->d_name);
		copy_file(from, to);
	}
	closedir(d);
	return home;
}

void
desk_drills(const char *home)
{
	static const char *const files[] = { "ZZ01.ini", "ZZ02.ini" };
	const char *src = getenv("top_srcdir");
	char from[1024], to[1024];

	assert_non_null(src);
	snprintf(to, sizeof(to), "%s/forms", home);
	assert_int_equal(mkdir(to, 0700), 0);
	snprintf(to, sizeof(to), "%s/forms/drill", home);
	assert_int_equal(mkdir(to, 0700), 0);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(from, sizeof(from), "%s/tests/drill/%s", src, files[i]);
		snprintf(to, sizeof(to), "%s/forms/drill/%s", home, files[i]);
		copy_file(from, to);
	}
}

const char *
desk_forms(void)
{
	return forms;
}

static void
remove_tree(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *ent;
	char name[1024];

	while (d != NULL && (ent = readdir(d)) != NULL) {
		if (strcmp(ent->d_name, ".") == 0 || strcmp(ent->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof(name), "%s/%s", dir, ent->d_name);
		if (unlink(name) != 0)
			remove_tree(name);
	}
	if (d != NULL)
		closedir(d);
	rmdir(dir);
}

/* ---- the program */

static const char *
program(void)
{
	const char *s = getenv("DINGMI");

	if (s == NULL)
		fail_msg("DINGMI is not set: run the tests with make check");
	return s;
}

static char *
run(const char *const argv[], int *status)
{
	char *text = NULL, buf[4096];
	size_t len = 0;
	FILE *all = open_memstream(&text, &len);
	int fd[2], st = 0;
	ssize_t n;
	pid_t pid;

	assert_non_null(all);
	assert_int_equal(pipe(fd), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], 1);
		dup2(fd[1], 2);
		close(fd[0]);
		close(fd[1]);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(fd[1]);
	while ((n = read(fd[0], buf, sizeof(buf))) > 0)
		fwrite(buf, 1, (size_t)n, all);
	close(fd[0]);
	fclose(all);
	assert_int_equal(waitpid(pid, &st, 0), pid);
	*status = WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
	return text;
}

static void
common_args(const char *args[ARGS], size_t *n, const char *home)
{
	static const char *const plain[] = { "--data", forms, "--today", DESK_TODAY };

	args[(*n)++] = program();
	for (size_t i = 0; i < 4; i++)
		args[(*n)++] = plain[i];
	if (home == NULL)
		return;
	args[(*n)++] = "--home";
	args[(*n)++] = home;
}

static void
more_args(const char *args[ARGS], size_t *n, va_list ap)
{
	const char *s;

	while (*n < ARGS - 1 && (s = va_arg(ap, const char *)) != NULL)
		args[(*n)++] = s;
	args[*n] = NULL;
}

struct pty *
desk_open(const char *home, const struct pty_options *o, ...)
{
	const char *args[ARGS];
	struct pty *p;
	size_t n = 0;
	va_list ap;

	va_start(ap, o);
	common_args(args, &n, home);
	more_args(args, &n, ap);
	va_end(ap);
	p = pty_start(o, args);
	if (p == NULL)
		skip();
	for (size_t i = 0; i < OPEN; i++)
		if (opened[i] == NULL) {
			opened[i] = p;
			return p;
		}
	pty_free(p);
	fail_msg("more than %d terminals at once", OPEN);
	return NULL;
}

void
desk_close(struct pty *p)
{
	for (size_t i = 0; i < OPEN; i++)
		if (p != NULL && opened[i] == p)
			opened[i] = NULL;
	pty_free(p);
}

int
desk_clear(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPEN; i++)
		desk_close(opened[i]);
	return 0;
}

char *
desk_run(const char *home, int *status, ...)
{
	const char *args[ARGS];
	size_t n = 0;
	va_list ap;

	va_start(ap, status);
	common_args(args, &n, home);
	more_args(args, &n, ap);
	va_end(ap);
	return run(args, status);
}

static bool
file_holds(const char *name, const char *text)
{
	FILE *f = fopen(name, "rb");
	char *all = NULL;
	long n = 0;
	bool has = false;

	if (f == NULL)
		return false;
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	all = malloc((size_t)n + 1);
	if (all != NULL && n > 0 && fread(all, 1, (size_t)n, f) == (size_t)n)
		has = memmem(all, (size_t)n, text, strlen(text)) != NULL;
	free(all);
	fclose(f);
	return has;
}

bool
desk_holds(const char *home, const char *text)
{
	static const char *const names[] = { "dingmi.db", "dingmi.db-wal" };
	char name[1024];

	for (size_t i = 0; i < 2; i++) {
		snprintf(name, sizeof(name), "%s/%s", home, names[i]);
		if (file_holds(name, text))
			return true;
	}
	return false;
}

void
desk_whole(const char *home)
{
	int status;
	char *out = desk_run(home, &status, "verify", NULL);

	if (status != 0)
		fail_msg("verify: exit %d: %s", status, out);
	free(out);
}

int
desk_make_sample(void **state)
{
	const char *tmp = getenv("TMPDIR"), *src = getenv("top_srcdir");
	int status;
	char *out;

	(void)state;
	if (src == NULL)
		fail_msg("top_srcdir is not set: run the tests with make check");
	snprintf(root, sizeof(root), "%s/dingmi-term-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(root) == NULL)
		fail_msg("%s: cannot be made", root);
	snprintf(forms, sizeof(forms), "%s/forms", src);
	new_path("sample");
	out = desk_run(NULL, &status, "init", path[0], "--sample", NULL);
	if (status != 0) {
		print_error("init --sample: exit %d: %s\n", status, out);
		remove_tree(root);
	}
	free(out);
	return status;
}

int
desk_drop_sample(void **state)
{
	(void)state;
	remove_tree(root);
	return 0;
}

/* ---- keys and waits */

static const char *
bytes_of(const char *name, size_t n, char ctrl[2])
{
	if (n == 2 && name[0] == '^') {
		ctrl[0] = (char)(name[1] & 0x1f);
		ctrl[1] = '\0';
		return ctrl;
	}
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strlen(named[i].name) == n && memcmp(named[i].name, name, n) == 0)
			return named[i].bytes;
	fail_msg("no such key: <%.*s>", (int)n, name);
	return "";
}

void
keys(struct pty *p, const char *what)
{
	char ctrl[2];

	while (*what != '\0') {
		const char *close = *what == '<' ? strchr(what, '>') : NULL;
		size_t n = strcspn(what + 1, "<") + 1;

		if (close == NULL)
			pty_send(p, what, n);
		else {
			n = (size_t)(close - what) + 1;
			pty_type(p, bytes_of(what + 1, n - 2, ctrl));
		}
		what += n;
	}
}

void
see_at(struct pty *p, const char *text, bool gone, const char *file, int line)
{
	if (gone ? pty_wait_gone(p, text) : pty_wait(p, text))
		return;
	fprintf(stderr, "%s:%d: %s: \"%s\"\n", file, line,
	    gone ? "still there" : "never seen", text);
	_assert_true(0, text, file, line);
}

void
see_any(struct pty *p, ...)
{
	double end = pty_now() + SEE_MS;
	const char *text;
	va_list ap;
	bool seen = false;

	do {
		va_start(ap, p);
		while (!seen && (text = va_arg(ap, const char *)) != NULL)
			seen = pty_has(p, text);
		va_end(ap);
	} while (!seen && pty_now() < end && pty_pump(p, 20));
	if (seen)
		return;
	pty_dump(p, stderr);
	fail_msg("none of the texts is there");
}

void
ends_at(struct pty *p, int want, const char *file, int line)
{
	int got = pty_wait_exit(p);

	if (got != want)
		pty_dump(p, stderr);
	_assert_int_equal((uintmax_t)got, (uintmax_t)want, file, line);
}

void
sign_in(struct pty *p, const char *name)
{
	see(p, "吴雨桐");
	keys(p, name);
	keys(p, "<Enter>");
	see_gone(p, "拼音首字母筛选");
	see(p, name);
}

/* ---- finding one's way */

/* The lowest rule that has a title: "─ 密级 ───". */
bool
in_field(const struct pty *p, const char *label)
{
	char *all = pty_screen(p), *at = NULL;
	size_t n = strlen(label);
	bool is = false;

	for (char *s = strstr(all, "\n ─ "); s != NULL; s = strstr(s + 1, "\n ─ "))
		at = s + strlen("\n ─ ");
	if (at != NULL)
		is = strncmp(at, label, n) == 0 && at[n] == ' ';
	free(all);
	return is;
}

/* One step of the cursor, seen; false when nothing moved for as long as a step may take.
 */
static bool
step(struct pty *p, const char *key)
{
	char *before = pty_screen(p), *now = NULL;
	double end = pty_now() + STEP_MS;
	int row, col, row2, col2;
	bool same = true;

	pty_cursor(p, &row, &col);
	keys(p, key);
	while (same && pty_now() < end && pty_pump(p, 20)) {
		free(now);
		now = pty_screen(p);
		pty_cursor(p, &row2, &col2);
		same = row == row2 && col == col2 && strcmp(before, now) == 0;
	}
	pty_settle(p, QUIET_MS);
	free(before);
	free(now);
	return !same;
}

/* Keys sent before may still be on their way: come to rest first, and when the place was
 * run past, turn round. */
static void
hunt(struct pty *p, const char *what, bool (*there)(const struct pty *, const char *),
    const char *on, const char *back)
{
	int turns = 0;

	pty_settle(p, QUIET_MS);
	for (int i = 0; i < 150 && turns < 3; i++) {
		if (there(p, what))
			return;
		if (!step(p, turns % 2 == 0 ? on : back))
			turns++;
	}
	pty_dump(p, stderr);
	fail_msg("not found: %s", what);
}

void
to_field(struct pty *p, const char *label)
{
	hunt(p, label, in_field, "<Tab>", "<S-Tab>");
}

static bool
on_line(const struct pty *p, const char *text)
{
	int row, col;
	char *line;
	bool is;

	pty_cursor(p, &row, &col);
	line = pty_row(p, row);
	is = strstr(line, text) != NULL;
	free(line);
	return is;
}

/* The texts of a list stand between blanks, or at a border. */
static bool
on_word(const struct pty *p, const char *text)
{
	int row, col;
	char *line;
	size_t n = strlen(text);
	bool is = false;

	pty_cursor(p, &row, &col);
	line = pty_row(p, row);
	for (char *at = strstr(line, text); at != NULL && !is; at = strstr(at + 1, text))
		is = at > line && at[-1] == ' ' && (at[n] == ' ' || at[n] == '\0');
	free(line);
	return is;
}

void
to_word(struct pty *p, const char *text)
{
	hunt(p, text, on_word, "<Down>", "<Up>");
}

void
to_start(struct pty *p, const char *text)
{
	char start[START_BYTES + 1] = "";
	size_t n = strcspn(text, "\n");

	if (n > START_BYTES)
		n = START_BYTES;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	memcpy(start, text, n);
	hunt(p, start, on_line, "<Down>", "<Up>");
}

void
see_line_at(struct pty *p, const char *text, const char *file, int line)
{
	double end = pty_now() + SEE_MS;

	while (!on_line(p, text) && pty_now() < end && pty_pump(p, 20))
		;
	if (on_line(p, text))
		return;
	pty_dump(p, stderr);
	fprintf(stderr, "%s:%d: the cursor is not at \"%s\"\n", file, line, text);
	_assert_true(0, text, file, line);
}

void
to_line(struct pty *p, const char *text)
{
	see(p, text);
	hunt(p, text, on_line, "<Down>", "<Up>");
}

int
row_of(const struct pty *p, const char *text)
{
	char *all = pty_screen(p), *at = strstr(all, text);
	int row = at != NULL ? 0 : -1;

	for (const char *s = all; at != NULL && s < at; s++)
		row += *s == '\n';
	free(all);
	return row;
}

/* Of three bytes from U+3000 on: two columns; anything else here is one. */
int
column_of(const struct pty *p, int row, const char *text)
{
	char *line = pty_row(p, row), *at = strstr(line, text);
	int col = at != NULL ? 0 : -1;

	for (const char *s = line; at != NULL && s < at; s++)
		if ((*s & 0xc0) != 0x80)
			col += (unsigned char)*s >= 0xe3 ? 2 : 1;
	free(line);
	return col;
}
