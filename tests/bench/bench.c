/* SPDX-License-Identifier: MIT */
/*
 * Measures a terminal program from outside: how long until a text stands on the screen,
 * how long from a key to the last byte it causes, how many bytes that is.
 *
 * usage: bench [-n NAME] [-r RUNS] [-s ROWSxCOLS] SCRIPT PROGRAM [ARG...]
 *
 * SCRIPT is a file of lines; KEYS take \r \t \e \\ and \s for a blank:
 *   start LABEL TEXT        from spawn until TEXT is on the screen
 *   wait TEXT               not measured
 *   send KEYS               not measured; then until quiet
 *   keys LABEL COUNT KEYS   COUNT times KEYS, each until quiet
 *   until LABEL KEYS TEXT   from KEYS until TEXT is on the screen
 * The script is run RUNS times; samples with one label are put together. One line a label
 * is printed: NAME LABEL SAMPLES MEDIAN_MS P99_MS MEDIAN_BYTES, then NAME rss 1 KB 0 0.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/pty.h"

enum { QUIET_MS = 30, LABELS = 32, SAMPLES = 4096 };

struct series {
	char label[32];
	double ms[SAMPLES], bytes[SAMPLES];
	int n;
};
struct bench {
	struct series series[LABELS];
	int nseries;
	struct pty *pty;
	double spawned;
	long rss_kb;
};

static void
add(struct bench *b, const char *label, double ms, long bytes)
{
	struct series *s = b->series;

	while (s < b->series + b->nseries && strcmp(s->label, label) != 0)
		s++;
	if (s == b->series + LABELS || s->n == SAMPLES)
		return;
	if (s == b->series + b->nseries) {
		snprintf(s->label, sizeof(s->label), "%s", label);
		b->nseries++;
	}
	s->ms[s->n] = ms;
	s->bytes[s->n++] = (double)bytes;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The value below which q of the samples lie; sorts them. */
static double
quantile(double *v, int n, double q)
{
	int i = (int)(q * n);

	qsort(v, (size_t)n, sizeof(*v), by_value);
	return n == 0 ? 0 : v[i < n ? i : n - 1];
}

static void
unescape(char *s)
{
	static const char from[] = "rtes\\", to[] = "\r\t\033 \\";
	char *out = s;

	for (; *s != '\0'; s++) {
		const char *at = s[0] == '\\' && s[1] != '\0' ? strchr(from, s[1]) : NULL;

		if (at != NULL)
			s++;
		*out++ = at != NULL ? to[at - from] : *s;
	}
	*out = '\0';
}

/* One KEYS until quiet. What is silent counts as 0 ms and 0 bytes. */
static void
measure(struct bench *b, const char *label, const char *keys)
{
	long before = pty_bytes(b->pty);
	double t0 = pty_now();

	pty_type(b->pty, keys);
	pty_settle(b->pty, QUIET_MS);
	add(b, label, pty_bytes(b->pty) > before ? pty_last(b->pty) - t0 : 0,
	    pty_bytes(b->pty) - before);
}

static void
note_rss(struct bench *b)
{
	char path[64], line[256];
	FILE *f;
	long kb;

	snprintf(path, sizeof(path), "/proc/%d/status", pty_pid(b->pty));
	if ((f = fopen(path, "r")) == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmHWM: %ld", &kb) == 1 && kb > b->rss_kb)
			b->rss_kb = kb;
	fclose(f);
}

static bool
run_line(struct bench *b, char *line)
{
	char verb[16] = "", label[32] = "", rest[512] = "", *text;
	double t0;
	int count = 0, at = 0;

	line[strcspn(line, "\n")] = '\0';
	if (line[0] == '\0' || line[0] == '#')
		return true;
	if (sscanf(line, "start %31s %511[^\n]", label, rest) == 2) {
		if (!pty_wait(b->pty, rest))
			return false;
		add(b, label, pty_last(b->pty) - b->spawned, pty_bytes(b->pty));
		return pty_settle(b->pty, QUIET_MS);
	}
	if (sscanf(line, "keys %31s %d %511[^\n]", label, &count, rest) == 3) {
		unescape(rest);
		for (int i = 0; i < count; i++)
			measure(b, label, rest);
		return true;
	}
	if (sscanf(line, "until %31s %n", label, &at) == 1 &&
	    (text = strchr(line + at, ' ')) != NULL) {
		long before = pty_bytes(b->pty);

		*text++ = '\0';
		unescape(line + at);
		t0 = pty_now();
		pty_type(b->pty, line + at);
		if (!pty_wait(b->pty, text))
			return false;
		add(b, label, pty_last(b->pty) - t0, pty_bytes(b->pty) - before);
		return pty_settle(b->pty, QUIET_MS);
	}
	if (sscanf(line, "%15s %511[^\n]", verb, rest) == 2 && strcmp(verb, "wait") == 0)
		return pty_wait(b->pty, rest);
	if (strcmp(verb, "send") == 0) {
		unescape(rest);
		pty_type(b->pty, rest);
		return pty_settle(b->pty, QUIET_MS);
	}
	fprintf(stderr, "bench: what is this: %s\n", line);
	return false;
}

static bool
run_script(struct bench *b, const char *script, const struct pty_options *o, char *argv[])
{
	FILE *f = fopen(script, "r");
	char line[1024];
	bool ok = true;

	if (f == NULL) {
		perror(script);
		return false;
	}
	b->spawned = pty_now();
	b->pty = pty_start(o, (const char *const *)(void *)argv);
	while (b->pty != NULL && ok && fgets(line, sizeof(line), f) != NULL)
		ok = run_line(b, line);
	ok = ok && b->pty != NULL;
	if (b->pty != NULL)
		note_rss(b);
	pty_free(b->pty);
	b->pty = NULL;
	fclose(f);
	return ok;
}

int
main(int argc, char *argv[])
{
	static const char *const env[] = { "HOME=/nonexistent", NULL };
	struct pty_options o = { .rows = 24, .cols = 80, .env = env };
	struct bench *b = calloc(1, sizeof(*b));
	const char *name = "program";
	int runs = 1, c;
	bool ok = true;

	while ((c = getopt(argc, argv, "+n:r:s:")) != -1) {
		if (c == 'n')
			name = optarg;
		else if (c == 'r')
			runs = atoi(optarg);
		else if (c != 's' || sscanf(optarg, "%dx%d", &o.rows, &o.cols) != 2)
			return 2;
	}
	if (b == NULL || argc - optind < 2) {
		fprintf(stderr, "usage: bench [-n NAME] [-r RUNS] [-s ROWSxCOLS] SCRIPT "
				"PROGRAM [ARG...]\n");
		free(b);
		return 2;
	}
	for (int i = 0; i < runs && ok; i++)
		ok = run_script(b, argv[optind], &o, argv + optind + 1);
	for (struct series *s = b->series; s < b->series + b->nseries; s++)
		printf("%s %s %d %.3f %.3f %.0f\n", name, s->label, s->n,
		    quantile(s->ms, s->n, 0.5), quantile(s->ms, s->n, 0.99),
		    quantile(s->bytes, s->n, 0.5));
	printf("%s rss 1 %ld 0 0\n", name, b->rss_kb);
	free(b);
	return ok ? 0 : 1;
}
