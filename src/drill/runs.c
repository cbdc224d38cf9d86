/* SPDX-License-Identifier: MIT */
/*
 * The runs of a home: HOME/drill/NAME with scratch store, a copy of the scenario, and the
 * log. Starting one, taking one up again, how a person stands.
 */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "drill/runs.h"

enum { SCENARIO_MOST = 8 << 20, RUNS_A_DAY = 1000 };

static char *
drill_dir(const struct bench *real)
{
	return path_join(bench_home(real), "drill");
}

char *
run_file(const struct bench *real, const char *name, const char *file)
{
	char *dir = drill_dir(real), *run = path_join(dir, name),
	     *path = path_join(run, file);

	free(run);
	free(dir);
	return path;
}

static char *
run_dir(const struct bench *real, const char *name)
{
	char *under = drill_dir(real), *dir = path_join(under, name);

	free(under);
	return dir;
}

/* ---- starting */

/* What was made elsewhere becomes "DR01-20261122-3": the first number of the day that is
 * free. */
static enum rc
give_name(const struct bench *real, const char *id, struct workdir *w, struct err *e)
{
	char *under = drill_dir(real), day[11], compact[11];
	int why = EEXIST;

	date_format(bench_today(real), day);
	snprintf(compact, sizeof(compact), "%.4s%.2s%.2s", day, day + 5, day + 8);
	for (int n = 1; why == EEXIST && n <= RUNS_A_DAY; n++) {
		char *name = xasprintf("%s-%s-%d", id, compact, n),
		     *path = path_join(under, name);

		why = workdir_move(w, path);
		free(name);
		free(path);
	}
	free(under);
	return why == 0 ? RC_OK : file_failed(w->dir, why, e);
}

static enum rc
copy_file(const char *from, const char *to, struct err *e)
{
	char *text = NULL;
	size_t n = 0;
	enum rc rc = file_read(from, SCENARIO_MOST, &text, &n, e);

	if (rc == RC_OK)
		rc = file_write(to, text, n, 0600, e);
	free(text);
	return rc;
}

/* A run writes into the home, and its result into the store. */
static enum rc
may_run(const struct bench *real, struct err *e)
{
	if (bench_me(real) == 0)
		return err_set(
		    e, RC_DENIED, "%s", T("先登录，再做演练", "sign in before a drill"));
	if (bench_readonly(real))
		return err_set(e, RC_DENIED, "%s",
		    T("只读打开，不能做演练；去掉 --readonly 再来",
			"opened read-only: no drills; leave out --readonly"));
	return RC_OK;
}

static enum rc reopen(const struct bench *real, const char *dir, struct drill_log *log,
    struct drill_run **out, struct err *e);

/* Everything that begins a run, down to the first lines of its log. */
static enum rc
fill(const struct bench *real, const struct scenario *s, unsigned long seed,
    const char *dir, struct err *e)
{
	struct world_names names = { 0 };
	struct drill_run *r = NULL;
	struct scenario *own = NULL;
	char *ini = path_join(dir, "scenario.ini"), *log = path_join(dir, "log");
	enum rc rc;

	if ((rc = copy_file(s->path, ini, e)) == RC_OK &&
	    (rc = scenario_read(ini, seed, &own, e)) == RC_OK &&
	    (rc = world_make(dir, bench_data(real), own, &names, e)) == RC_OK) {
		rc = run_begin(dir, bench_data(real), log, own, &names,
		    record_get(bench_person(real), "login"), bench_me(real), &r, e);
		own = NULL;
	}
	run_free(r);
	scenario_free(own);
	world_names_done(&names);
	free(log);
	free(ini);
	return rc;
}

/* The directory has its name only when it is a run, with nothing open in it, so that a
 * program killed meanwhile leaves no half of one, and no number is taken by it. */
enum rc
drill_start(struct bench *real, const struct scenario *s, unsigned long seed,
    struct drill_run **out, struct err *e)
{
	struct workdir w = { .lock = -1 };
	struct drill_log log = { .fd = -1 };
	char *under = drill_dir(real), *path = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = may_run(real, e)) != RC_OK ||
	    (rc = file_mkdir(under, 0700, e)) != RC_OK ||
	    (rc = workdir_make(under, &w, e)) != RC_OK ||
	    (rc = fill(real, s, seed, w.dir, e)) != RC_OK ||
	    (rc = give_name(real, s->id, &w, e)) != RC_OK)
		goto out;
	path = path_join(w.dir, "log");
	if ((rc = log_open(&log, path, true, e)) == RC_OK &&
	    (rc = reopen(real, w.dir, &log, out, e)) == RC_OK)
		workdir_keep(&w);
out:
	log_done(&log);
	workdir_drop(&w);
	free(path);
	free(under);
	return rc;
}

/* ---- those there are */

static int
newest_first(const void *x, const void *y)
{
	const struct run_seen *a = x, *z = y;

	return a->made != z->made ? (a->made < z->made ? 1 : -1)
				  : strcmp(z->name, a->name);
}

static void
look_at(const struct bench *real, const char *name, struct run_list *out)
{
	char *path = run_file(real, name, "log");
	struct drill_log log;
	struct err ignored;
	struct stat st;
	bool mine = log_start(&log, path, &ignored) == RC_OK &&
		    log_int(&log.v[0], "person") == bench_me(real);

	log_done(&log); /* of the others' no more is read */
	if (mine && log_open(&log, path, false, &ignored) == RC_OK) {
		const struct drill_event *last = &log.v[log.n - 1];
		struct run_seen *r = LIST_ADD(out);

		snprintf(r->name, sizeof(r->name), "%s", name);
		snprintf(r->scenario, sizeof(r->scenario), "%s",
		    log_get(&log.v[0], "scenario"));
		r->open = !log_is(last, "finish") && !log_is(last, "giveup");
		if (stat(path, &st) == 0)
			r->made = st.st_mtime;
	}
	log_done(&log);
	free(path);
}

void
run_list(const struct bench *real, struct run_list *out)
{
	char *under = drill_dir(real);
	DIR *d = opendir(under);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL)
		if (ent->d_name[0] != '.')
			look_at(real, ent->d_name, out);
	if (d != NULL)
		closedir(d);
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), newest_first);
	free(under);
}

enum rc
drill_standing(
    struct bench *real, const char *id, struct drill_standing *out, struct err *e)
{
	struct run_list runs = { 0 };
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*out = (struct drill_standing){ .best = -1 };
	query_init(&q, store_kind(bench_store(real), "drill_result"));
	query_add_int(&q, "person_id", bench_me(real));
	if (id != NULL)
		query_add(&q, "drill", COND_EQ, id, NULL);
	rc = store_page(bench_store(real), &q, PAGE_FIRST, NULL, 10000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		int score = (int)record_int(page.rec[i], "score");

		out->runs++;
		out->best = score > out->best ? score : out->best;
		out->passed =
		    out->passed || strcmp(record_state(page.rec[i]), "passed") == 0;
	}
	run_list(real, &runs);
	for (size_t i = 0; i < runs.n && *out->name == '\0'; i++)
		if (runs.v[i].open &&
		    (id == NULL || strcmp(runs.v[i].scenario, id) == 0)) {
			snprintf(out->name, sizeof(out->name), "%s", runs.v[i].name);
			snprintf(out->scenario, sizeof(out->scenario), "%s",
			    runs.v[i].scenario);
		}
	free(runs.v);
	page_done(&page);
	query_done(&q);
	return rc;
}

/* ---- taking one up again */

/* Has the log all that the store has, and the store all that the log has? Not when the
 * program was killed between the two. */
static enum rc
agrees(struct drill_run *r, bool *yes, struct err *e)
{
	const struct drill_event *last = NULL;
	int64_t rows = 0, logged = 0;
	enum rc rc = run_rows(r, &rows, e);

	for (size_t i = 0; i < r->log.n; i++) {
		const struct drill_event *ev = &r->log.v[i];

		if (!log_is(ev, "name") && !log_aside(ev))
			last = ev;
		if (*log_get(ev, "rows") != '\0' && i > 0)
			logged = log_int(ev, "rows");
	}
	*yes = rc == RC_OK && rows == logged;
	/* Colleagues whose turn had come and not been logged. */
	for (size_t i = 0; *yes && i < r->s->after.n; i++)
		if (log_is(last, "act") && !r->fired[i] &&
		    strcmp(log_get(last, "end"), "done") == 0 &&
		    strcmp(log_get(last, "act"), r->s->after.v[i].act) == 0)
			*yes = false;
	return rc;
}

/* What the replay had beyond the log: colleagues' acts that were never written down. */
static enum rc
write_rest(struct drill_log *log, const struct drill_log *again, struct err *e)
{
	size_t have = 0;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < log->n; i++)
		have += !log_aside(&log->v[i]);
	for (size_t i = have; i < again->n && rc == RC_OK; i++) {
		struct drill_event *ev =
		    log_new(log, log->v[log->n - 1].seconds, again->v[i].what);

		for (size_t k = 0; k < again->v[i].key.n; k++)
			log_set(ev, again->v[i].key.v[k], again->v[i].value.v[k]);
		rc = log_put(log, e);
	}
	return rc;
}

/* The scratch store made again from the log, in the place of the one that is there. */
static enum rc
rebuild(const struct bench *real, const char *dir, struct drill_log *log, struct err *e)
{
	struct workdir work;
	struct drill_run *r = NULL;
	char *under = drill_dir(real), *ini = path_join(dir, "scenario.ini");
	enum rc rc;

	if ((rc = workdir_make(under, &work, e)) != RC_OK ||
	    (rc = run_again(work.dir, bench_data(real), ini, log, NULL, &r, e)) !=
		RC_OK ||
	    (rc = write_rest(log, &r->log, e)) != RC_OK)
		goto out;
	run_free(r);
	r = NULL;
	world_clear(dir);
	rc = world_copy(work.dir, dir, e);
out:
	run_free(r);
	workdir_drop(&work);
	free(ini);
	free(under);
	return rc;
}

static enum rc
reopen(const struct bench *real, const char *dir, struct drill_log *log,
    struct drill_run **out, struct err *e)
{
	char *ini = path_join(dir, "scenario.ini");
	struct scenario *s = NULL;
	enum rc rc =
	    scenario_read(ini, (unsigned long)log_int(&log->v[0], "seed"), &s, e);

	if (rc == RC_OK)
		rc = run_reopen(dir, bench_data(real), s, log, out, e);
	free(ini);
	return rc;
}

/* As it was left; made again from its log when store and log do not agree. */
static enum rc
take_up(const struct bench *real, const char *name, struct drill_run **out, struct err *e)
{
	char *dir = run_dir(real, name), *path = path_join(dir, "log");
	struct drill_log log = { .fd = -1 };
	bool yes = false;
	struct err bad;
	enum rc rc;

	if ((rc = log_open(&log, path, true, e)) != RC_OK)
		goto out;
	if (reopen(real, dir, &log, out, &bad) != RC_OK ||
	    agrees(*out, &yes, &bad) != RC_OK || !yes) {
		run_free(*out);
		*out = NULL;
		log_done(&log);
		if ((rc = log_open(&log, path, true, e)) == RC_OK &&
		    (rc = rebuild(real, dir, &log, e)) == RC_OK)
			rc = reopen(real, dir, &log, out, e);
	}
	if (rc == RC_OK) {
		log_new(&(*out)->log, run_seconds(*out), "resume");
		rc = log_put(&(*out)->log, e);
	}
	if (rc != RC_OK) {
		run_free(*out);
		*out = NULL;
	}
out:
	log_done(&log);
	free(path);
	free(dir);
	return rc;
}

static enum rc
record_late(struct bench *real, const char *name, struct err *e)
{
	char *dir = run_dir(real, name), *path = path_join(dir, "log");
	struct drill_log log = { .fd = -1 };
	struct drill_run *r = NULL;
	struct verdict v = { 0 };
	int64_t id;
	enum rc rc;

	if ((rc = log_open(&log, path, false, e)) == RC_OK &&
	    (rc = reopen(real, dir, &log, &r, e)) == RC_OK &&
	    (rc = drill_judge(r, &v, e)) == RC_OK)
		rc = drill_record(real, r, &v, &id, e);
	verdict_free(&v);
	drill_close(r);
	log_done(&log);
	free(path);
	free(dir);
	return rc;
}

/* Runs that were ended when their result could not be written (the store busy, the disk
 * full, the program killed). What fails again waits for another time. */
static enum rc
record_left(struct bench *real, struct err *e)
{
	struct run_list runs = { 0 };
	struct err late;
	enum rc rc = RC_OK;

	run_list(real, &runs);
	for (size_t i = 0; i < runs.n && rc == RC_OK; i++) {
		struct record *known = NULL;

		if (runs.v[i].open)
			continue;
		rc = store_find(
		    bench_store(real), "drill_result", "run", runs.v[i].name, &known, e);
		if (rc == RC_OK && known == NULL &&
		    record_late(real, runs.v[i].name, &late) != RC_OK)
			continue;
		record_free(known);
	}
	free(runs.v);
	return rc;
}

enum rc
drill_resume(struct bench *real, const char *id, struct drill_run **out, struct err *e)
{
	struct drill_standing now;
	enum rc rc;

	*out = NULL;
	if ((rc = may_run(real, e)) != RC_OK || (rc = record_left(real, e)) != RC_OK ||
	    (rc = drill_standing(real, id, &now, e)) != RC_OK || *now.name == '\0')
		return rc;
	return take_up(real, now.name, out, e);
}
