/* SPDX-License-Identifier: MIT */
/*
 * The result of a run in the real store: the only thing a drill ever writes there, and
 * only after its log, played again on a fresh store, has given the same.
 */
#include <string.h>
#include "base/file.h"
#include "drill/runs.h"

/* "period,circle": each type once. */
static char *
error_types(const struct verdict *v)
{
	struct str s = { 0 };
	bool seen[DRILL_ERROR_COUNT] = { 0 };

	for (size_t i = 0; i < v->nerror; i++) {
		if (!seen[v->error[i].type])
			str_addf(&s, "%s%s", s.len > 0 ? "," : "",
			    drill_error_info(v->error[i].type)->name);
		seen[v->error[i].type] = true;
	}
	return str_take(&s);
}

static void
fill(struct record *rec, const struct drill_run *r, const struct verdict *v)
{
	static const char *const part[DRILL_PARTS] = {
		[DRILL_DECISION] = "decision",
		[DRILL_SUBSTANCE] = "substance",
		[DRILL_PROCEDURE] = "procedure",
		[DRILL_PAPER] = "paper",
	};
	char *types = error_types(v);

	record_set(rec, "state",
	    r->ended == DRILL_GIVEN_UP ? "given_up"
	    : v->score >= r->s->pass   ? "passed"
				       : "failed");
	record_set(rec, "run", r->name);
	record_set(rec, "drill", r->s->id);
	record_set(rec, "title", say(&r->s->title));
	record_set_int(rec, "seed", (int64_t)r->s->seed);
	record_set_int(rec, "score", v->score);
	record_set_int(rec, "pass", r->s->pass);
	for (int p = 0; p < DRILL_PARTS; p++)
		if (v->of[p] > 0)
			record_set_int(rec, part[p], v->part[p] * 100 / v->of[p]);
	record_set_int(rec, "hints", v->hints);
	record_set_int(rec, "seconds", v->seconds);
	record_set(rec, "error_types", types);
	record_set(rec, "log_digest", v->digest);
	free(types);
}

static enum rc
find_result(struct bench *real, const char *name, struct record **out, struct err *e)
{
	return store_find(bench_store(real), "drill_result", "run", name, out, e);
}

/* A file of the same number in which little is asked earns nothing: what was played is
 * what the home has under it. */
static enum rc
is_known(struct bench *real, const struct drill_run *r, struct err *e)
{
	struct scenario *s = NULL;
	enum rc rc = drill_find(real, r->s->id, r->s->seed, &s, e);

	if (rc == RC_NOTFOUND || (rc == RC_OK && strcmp(s->digest, r->s->digest) != 0))
		rc = err_set(e, RC_DENIED,
		    T("所做的不是本单位现有的演练%s，成绩不予登记",
			"what was played is not the drill %s of this home: its result is "
			"not recorded"),
		    r->s->id);
	scenario_free(s);
	return rc;
}

/* In all that is recorded. */
static bool
same_verdict(const struct verdict *a, const struct verdict *z)
{
	char *left = error_types(a), *right = error_types(z);
	bool same = a->score == z->score && a->hints == z->hints &&
		    a->seconds == z->seconds &&
		    memcmp(a->part, z->part, sizeof(a->part)) == 0 &&
		    memcmp(a->of, z->of, sizeof(a->of)) == 0 &&
		    strcmp(left, right) == 0 && strcmp(a->digest, z->digest) == 0;

	free(left);
	free(right);
	return same;
}

/* The verdict handed in must be what the log says. */
static enum rc
prove(
    struct bench *real, const struct drill_run *r, const struct verdict *v, struct err *e)
{
	struct verdict again = { 0 };
	struct str differs = { 0 };
	bool same = false;
	enum rc rc = drill_replay(real, r->name, &again, &same, &differs, e);

	if (rc == RC_OK && (!same || !same_verdict(&again, v)))
		rc = err_set(e, RC_DAMAGED,
		    T("重演演练记录得不到同样的结果，不予登记：%s",
			"the log played again does not give this result; it is not "
			"recorded: %s"),
		    str_s(&differs));
	str_free(&differs);
	verdict_free(&again);
	return rc;
}

enum rc
drill_record(struct bench *real, struct drill_run *r, const struct verdict *v,
    int64_t *id, struct err *e)
{
	struct act_run *run = NULL;
	struct findings f = { 0 };
	struct record *known = NULL;
	enum rc rc;

	*id = 0;
	if (r->ended == DRILL_OPEN)
		return err_set(
		    e, RC_INVAL, "%s", T("演练还没有结束", "the drill has not ended"));
	if (bench_me(real) != r->person)
		return err_set(e, RC_DENIED, "%s",
		    T("演练成绩只能由本人登记", "a result is recorded by who earned it"));
	if ((rc = find_result(real, r->name, &known, e)) != RC_OK)
		return rc;
	if (known != NULL) {
		*id = known->id;
		r->recorded = true;
		record_free(known);
		return RC_OK;
	}
	if ((rc = is_known(real, r, e)) == RC_OK &&
	    (rc = prove(real, r, v, e)) == RC_OK &&
	    (rc = act_begin_inner(real, act_def("drill_result", "record"), NULL, NULL, 0,
		 &run, e)) == RC_OK) {
		fill(run->rec, r, v);
		rc = act_do(run, &f, id, e);
		r->recorded = rc == RC_OK;
	}
	findings_free(&f);
	act_free(run);
	return rc;
}

/* ---- replay */

/* What the real store says of the run, beside what the log gives now. */
static enum rc
compare_result(struct bench *real, const char *name, const struct verdict *v,
    struct str *differs, struct err *e)
{
	struct record *known = NULL;
	char *types;
	enum rc rc = find_result(real, name, &known, e);

	if (rc != RC_OK || known == NULL)
		return rc;
	if (strcmp(record_get(known, "log_digest"), v->digest) != 0)
		str_add(differs,
		    T("记录文件与登记的摘要不符，被改动过\n",
			"the log is not the one whose digest was recorded: it was "
			"changed\n"));
	if (record_int(known, "score") != v->score)
		str_addf(differs,
		    T("登记为 %lld 分，重演为 %d 分\n",
			"recorded as %lld, played again %d\n"),
		    (long long)record_int(known, "score"), v->score);
	types = error_types(v);
	if (strcmp(record_get(known, "error_types"), types) != 0)
		str_addf(differs,
		    T("登记的差错为“%s”，重演为“%s”\n",
			"recorded with the errors '%s', played again '%s'\n"),
		    record_get(known, "error_types"), types);
	free(types);
	record_free(known);
	return rc;
}

/* They go with the scenario. */
static void
forget_texts(struct verdict *v)
{
	v->nline = 0;
	for (size_t i = 0; i < v->nerror; i++)
		v->error[i].rule = v->error[i].text = "";
}

static enum rc
play_again(struct bench *real, const char *name, const struct drill_log *log,
    struct verdict *out, struct str *differs, struct err *e)
{
	struct workdir work;
	struct drill_run *r = NULL;
	char *under = path_join(bench_home(real), "drill"),
	     *ini = run_file(real, name, "scenario.ini");
	enum rc rc;

	if ((rc = workdir_make(under, &work, e)) == RC_OK &&
	    (rc = run_again(work.dir, bench_data(real), ini, log, differs, &r, e)) ==
		RC_OK &&
	    (rc = drill_judge(r, out, e)) == RC_OK)
		forget_texts(out);
	run_free(r);
	workdir_drop(&work);
	free(ini);
	free(under);
	return rc;
}

/* A run is seen by who sees its result; person 0: whose it is stands nowhere. */
static bool
sees_run(struct bench *real, int64_t person)
{
	struct record *r = record_new(store_kind(bench_store(real), "drill_result"));
	bool sees;

	record_set_int(r, "person_id", person);
	sees = bench_may_see(real, r);
	record_free(r);
	return sees;
}

/* Whoever may not see a run is not told whether there is one. */
static enum rc
open_run(struct bench *real, const char *name, const char *path, struct drill_log *log,
    struct err *e)
{
	enum rc rc;

	if (strchr(name, '/') != NULL || name[0] == '.' || !file_exists(path))
		rc = err_set(e, RC_NOTFOUND,
		    T("没有名为 %s 的演练记录", "there is no run named %s"), name);
	else
		rc = log_open(log, path, false, e);
	if (!sees_run(real, log->n > 0 ? log_int(&log->v[0], "person") : 0))
		rc = err_set(e, RC_DENIED,
		    T("您没有名为 %s 的演练记录；别人的只有培训员、保密办和主要负责人"
		      "可以看",
			"you have no run named %s; those of others are for trainer, "
			"office and head only"),
		    name);
	return rc;
}

enum rc
drill_replay(struct bench *real, const char *name, struct verdict *out, bool *same,
    struct str *differs, struct err *e)
{
	char *path = run_file(real, name, "log");
	struct drill_log log = { .fd = -1 };
	enum rc rc;

	*out = (struct verdict){ 0 };
	*same = false;
	if ((rc = open_run(real, name, path, &log, e)) == RC_OK &&
	    (rc = play_again(real, name, &log, out, differs, e)) == RC_OK &&
	    (rc = digest_file(DIGEST_SM3, path, out->digest, e)) == RC_OK) {
		out->seconds = log.v[log.n - 1].seconds;
		rc = compare_result(real, name, out, differs, e);
	}
	*same = rc == RC_OK && differs->len == 0;
	log_done(&log);
	free(path);
	return rc;
}
