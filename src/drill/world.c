/* SPDX-License-Identifier: MIT */
/*
 * The world of a drill: a scratch home with the sample organisation, as much of its life
 * as the scenario wants, and the scenario's own acts before the first day. Made the same
 * way every time, so that a log can be played on a fresh one.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "drill/run.h"

enum { FILE_MOST = 256 << 20 };
static const char *const files[] = { "org.ini", "dingmi.db" };

void
world_names_done(struct world_names *n)
{
	for (size_t i = 0; i < n->n; i++) {
		free(n->v[i].name);
		free(n->v[i].kind);
	}
	free(n->v);
	*n = (struct world_names){ 0 };
}

void
world_clear(const char *dir)
{
	static const char *const stale[] = { "org.ini", "dingmi.db", "dingmi.db-wal",
		"dingmi.db-shm", "dingmi.db.lock" };

	for (size_t i = 0; i < ARRAY_LEN(stale); i++) {
		char *path = path_join(dir, stale[i]);

		(void)unlink(path);
		free(path);
	}
}

/* Nobody waits for the disk here: what is lost is made again. */
static enum rc
copy_file(const char *from, const char *to, struct err *e)
{
	char *text = NULL;
	size_t n = 0;
	int fd;
	FILE *f;
	enum rc rc;

	if ((rc = file_read(from, FILE_MOST, &text, &n, e)) != RC_OK)
		return rc;
	fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	f = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (f == NULL || fwrite(text, 1, n, f) != n)
		rc = file_failed(to, errno, e);
	if (f != NULL && fclose(f) != 0 && rc == RC_OK)
		rc = file_failed(to, errno, e);
	free(text);
	return rc;
}

enum rc
world_copy(const char *from, const char *dir, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(files) && rc == RC_OK; i++) {
		char *a = path_join(from, files[i]), *z = path_join(dir, files[i]);

		rc = copy_file(a, z, e);
		free(a);
		free(z);
	}
	return rc;
}

/* The sample's org.ini; with another tier when the scenario says so. */
static enum rc
write_org(const char *dir, const char *data, const struct scenario *s, struct err *e)
{
	char *from = path_join(data, "sample/org.ini"), *to = path_join(dir, "org.ini"),
	     *text = NULL, *line, *next;
	struct str out = { 0 };
	size_t n = 0;
	enum rc rc;

	if ((rc = file_read(from, FILE_MOST, &text, &n, e)) != RC_OK)
		goto out;
	for (line = text; *line != '\0'; line = next) {
		next = strchr(line, '\n');
		next = next != NULL ? next + 1 : line + strlen(line);
		if (s->tier != NULL && strncmp(line, "tier", 4) == 0)
			str_addf(&out, "tier = %s\n", s->tier);
		else
			str_addn(&out, line, (size_t)(next - line));
	}
	rc = file_write(to, str_s(&out), out.len, 0600, e);
out:
	str_free(&out);
	free(text);
	free(from);
	free(to);
	return rc;
}

/* Both lives in one order of time: the journal's clock does not go back. */
static enum rc
play_start(struct bench *b, struct script_player *p, const struct script *sample,
    const struct scenario *s, struct err *e)
{
	size_t swept, at = 0, i = 0;
	enum rc rc = RC_OK;

	while (rc == RC_OK && (at < sample->n || i < s->start.n)) {
		struct script_act own = { 0 };

		if (i < s->start.n) {
			own = s->start.v[i].act;
			own.day = script_day(s->today, sample->cal, s->start.v[i].day);
		}
		if (i == s->start.n || (at < sample->n && sample->v[at].day <= own.day))
			rc = script_play(p, &sample->v[at++], NULL, e);
		else if ((rc = script_play(p, &own, NULL, e)) == RC_OK)
			i++;
	}
	if (rc != RC_OK)
		return rc;
	bench_set_day(b, s->today);
	return bench_sweep(b, &swept, e);
}

static void
take_names(const struct script_player *p, struct world_names *out)
{
	const char *name, *kind;
	int64_t id;

	for (size_t i = 0; script_name_at(p, i, &name, &kind, &id); i++)
		*LIST_ADD(out) = (struct world_name){ xstrdup(name), xstrdup(kind), id };
}

static enum rc
create(const char *dir, int32_t day, struct err *e)
{
	struct clock clock = { day };
	struct store *s = NULL;
	char *db = path_join(dir, "dingmi.db");
	enum rc rc = store_open(db, STORE_CREATE, &clock, &s, e);

	store_close(s);
	free(db);
	return rc;
}

enum rc
world_make(const char *dir, const char *data, const struct scenario *s,
    struct world_names *names, struct err *e)
{
	struct bench_options o = { .home = dir,
		.data = data,
		.login = "sample",
		.origin = "drill",
		.personal = true };
	struct org *org = NULL;
	struct script sample = { 0 };
	struct bench *b = NULL;
	struct script_player *p = NULL;
	char *ini = path_join(dir, "org.ini"), *csv = path_join(data, "sample");
	enum rc rc;

	if ((rc = write_org(dir, data, s, e)) != RC_OK ||
	    (rc = org_load(ini, &org, e)) != RC_OK ||
	    (rc = script_read(csv, *s->world != '\0' ? s->world : NULL, s->today,
		 &org->cal, &sample, e)) != RC_OK)
		goto out;
	o.today = script_first_day(&sample);
	if ((rc = create(dir, o.today, e)) != RC_OK ||
	    (rc = bench_open(&o, &b, e)) != RC_OK ||
	    (rc = store_building(bench_store(b), true, e)) != RC_OK)
		goto out;
	p = script_player_new(b, s->today, &org->cal);
	if ((rc = play_start(b, p, &sample, s, e)) == RC_OK &&
	    (rc = store_building(bench_store(b), false, e)) == RC_OK)
		take_names(p, names);
out:
	script_player_free(p);
	bench_close(b);
	script_done(&sample);
	org_free(org);
	free(ini);
	free(csv);
	return rc;
}
