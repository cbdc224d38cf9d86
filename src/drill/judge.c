/* SPDX-License-Identifier: MIT */
/*
 * The judge: conditions of a scenario against the log of a run and the store it left.
 * What is lawful was said by the engine when it refused or did; nothing is judged twice.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "drill/run.h"

/* ---- expressions */

static size_t
word_len(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) || s[n] == '_' ||
	       (s[n] == '.' && n > 0 && isalnum((unsigned char)s[n + 1])))
		n++;
	return n;
}

/* $alias or @login, as an id. */
static enum rc
put_id(struct drill_run *r, char sign, const char *word, struct str *out, bool *known,
    struct err *e)
{
	const char *kind;
	int64_t id = 0;
	enum rc rc = RC_OK;

	if (sign == '$')
		*known = *known && script_named(r->p, word, &kind, &id);
	else if ((rc = bench_find_login(r->b, word, &id, e)) == RC_OK && id == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("没有登录名为“%s”的人", "nobody has the login \"%s\""), word);
	str_addf(out, "%lld", (long long)id);
	return rc;
}

static void
put_levels(const char *s, struct str *out)
{
	for (size_t n = 1; *s != '\0'; s += n) {
		enum level l = LEVEL_TOP;

		while (
		    l > LEVEL_NONE && strncmp(s, level_zh(l), strlen(level_zh(l))) != 0)
			l--;
		n = l > LEVEL_NONE ? strlen(level_zh(l)) : 1;
		if (l > LEVEL_NONE)
			str_addf(out, "%d", (int)l);
		else
			str_addc(out, *s);
	}
}

enum rc
judge_expr(struct drill_run *r, const char *column, const char *expr, struct str *out,
    bool *known, struct err *e)
{
	struct str days = { 0 }, ids = { 0 };
	enum rc rc =
	    script_text(r->s->today, &bench_org(r->b)->cal, r->s->today, expr, &days, e);

	for (const char *s = str_s(&days); *s != '\0' && rc == RC_OK;) {
		size_t n = *s == '$' || *s == '@' ? word_len(s + 1) : 0;
		char *word;

		if (n == 0) {
			str_addc(&ids, *s++);
			continue;
		}
		word = xstrndup(s + 1, n);
		rc = put_id(r, *s, word, &ids, known, e);
		free(word);
		s += n + 1;
	}
	if (strstr(column, "level") != NULL)
		put_levels(str_s(&ids), out);
	else
		str_add(out, str_s(&ids));
	str_free(&days);
	str_free(&ids);
	return rc;
}

/* ---- records at the end */

/* The record under an alias; false: there is none of this name yet. */
static bool
named(const struct drill_run *r, const char *alias, const char **kind, int64_t *id)
{
	return script_named(r->p, alias + (*alias == '$'), kind, id);
}

static enum rc
limit_to(struct drill_run *r, const struct drill_cond *c, struct query *q, bool *known,
    struct err *e)
{
	const char *kind;
	int64_t id;

	if (c->on != NULL) {
		*known =
		    *known && named(r, c->on, &kind, &id) && strcmp(kind, c->record) == 0;
		if (*known)
			query_add_int(q, "id", id);
	}
	if (c->of == NULL || !*known)
		return RC_OK;
	if (!named(r, c->of, &kind, &id)) {
		*known = false;
		return RC_OK;
	}
	for (size_t i = 0; i < q->kind->ncol; i++)
		if (q->kind->col[i].ref != NULL &&
		    strcmp(q->kind->col[i].ref, kind) == 0) {
			query_add_int(q, q->kind->col[i].name, id);
			return RC_OK;
		}
	return err_at(e, RC_INVAL, r->s->path, c->line,
	    T("%s 没有指向 %s 的栏目", "%s has no column that names a %s"), c->record,
	    kind);
}

static enum rc
records_fit(struct drill_run *r, const struct drill_cond *c, bool *fit, struct err *e)
{
	struct query q;
	bool known = true;
	size_t n = 0;
	enum rc rc = RC_OK;

	query_init(&q, store_kind(bench_store(r->b), c->record));
	for (size_t i = 0; i < c->where.n && rc == RC_OK; i++) {
		const struct named_expr *w = &c->where.v[i];
		struct str x = { 0 };

		if (kind_column(q.kind, w->name) < 0)
			rc = err_set(e, RC_INVAL,
			    T("%s 没有栏目 %s", "%s has no column %s"), c->record,
			    w->name);
		else if ((rc = judge_expr(r, w->name, w->expr, &x, &known, e)) == RC_OK)
			rc = query_example(&q, w->name, str_s(&x), e);
		if (rc != RC_OK)
			err_wrap(e, "%s:%d", r->s->path, w->line);
		str_free(&x);
	}
	if (rc == RC_OK && (rc = limit_to(r, c, &q, &known, e)) == RC_OK && known)
		rc = store_count(bench_store(r->b), &q, (size_t)c->hi + 1, &n, e);
	*fit = (long)n >= c->lo && (long)n <= c->hi;
	query_done(&q);
	return rc;
}

/* ---- what was attempted */

static bool
has_rule(const struct drill_event *ev, const char *rule)
{
	struct strs l = { 0 };
	bool has;

	strs_split(&l, log_get(ev, "rules"), ",");
	has = strs_has(&l, rule);
	strs_free(&l);
	return has;
}

/* Who, until when, on which record: where the condition says so. */
static bool
event_fits(
    const struct drill_run *r, const struct drill_cond *c, const struct drill_event *ev)
{
	const char *kind;
	int64_t id;

	if (c->by != NULL && strcmp(log_get(ev, "who"), c->by) != 0)
		return false;
	if (c->until != DATE_NONE && date_parse(log_get(ev, "day")) > c->until)
		return false;
	if (c->on == NULL || c->record != NULL)
		return true;
	return named(r, c->on, &kind, &id) &&
	       (log_int(ev, "on") == id || log_int(ev, "id") == id);
}

static enum rc
values_fit(struct drill_run *r, const struct drill_cond *c, const struct drill_event *ev,
    bool *fit, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < c->value.n && *fit && rc == RC_OK; i++) {
		const struct named_expr *v = &c->value.v[i];
		struct str x = { 0 };
		bool known = true;
		char key[80];

		snprintf(key, sizeof(key), "v.%s", v->name);
		if ((rc = judge_expr(r, v->name, v->expr, &x, &known, e)) == RC_OK)
			*fit = known && match_value(log_get(ev, key), str_s(&x));
		else
			err_wrap(e, "%s:%d", r->s->path, v->line);
		str_free(&x);
	}
	return rc;
}

/* Attempts of `act` (NULL: any) that ended so (NULL: either way), refused by `rule`
 * (NULL: any or none). */
static enum rc
count_attempts(struct drill_run *r, const struct drill_cond *c, const char *act,
    const char *end, const char *rule, int *n, struct err *e)
{
	enum rc rc = RC_OK;

	*n = 0;
	for (size_t i = 0; i < r->log.n && rc == RC_OK; i++) {
		const struct drill_event *ev = &r->log.v[i];
		bool fit = log_is(ev, "act") &&
			   (act == NULL || strcmp(log_get(ev, "act"), act) == 0) &&
			   (end == NULL || strcmp(log_get(ev, "end"), end) == 0) &&
			   (rule == NULL || has_rule(ev, rule)) && event_fits(r, c, ev);

		if (fit)
			rc = values_fit(r, c, ev, &fit, e);
		*n += fit;
	}
	return rc;
}

static bool
answered_right(const struct drill_run *r, int question)
{
	return drill_question_told(r, (size_t)question - 1).right;
}

enum rc
judge_cond(struct drill_run *r, const struct drill_cond *c, int *times, struct err *e)
{
	int n = 0, most = 1;
	bool holds = true;
	enum rc rc = RC_OK;

	*times = 0;
	if (c->record != NULL && (rc = records_fit(r, c, &holds, e)) != RC_OK)
		return rc;
	if (holds && c->done != NULL) {
		rc = count_attempts(r, c, c->done, "done", NULL, &n, e);
		holds = n > 0;
	}
	if (rc == RC_OK && holds && c->not_done != NULL) {
		rc = count_attempts(r, c, c->not_done, "done", NULL, &n, e);
		holds = n == 0;
	}
	if (rc == RC_OK && holds && c->refused_none != NULL) {
		rc = count_attempts(r, c, NULL, "refused", c->refused_none, &n, e);
		holds = n == 0;
	}
	if (rc == RC_OK && holds && (c->refused != NULL || c->act != NULL)) {
		rc = count_attempts(r, c, c->act, c->refused != NULL ? "refused" : NULL,
		    c->refused, &n, e);
		holds = n > 0;
		most = n;
	}
	if (holds && c->answer > 0)
		holds = answered_right(r, c->answer);
	if (holds && c->wrong > 0)
		holds = r->answer[c->wrong - 1] != NULL && !answered_right(r, c->wrong);
	*times = rc == RC_OK && holds ? most : 0;
	return rc;
}

/* ---- the verdict */

static int
hint_cost(const struct drill_run *r, size_t expect)
{
	int cost = 0;

	for (size_t i = 0; i < r->hints && i < r->s->hint.n; i++)
		if (r->s->hint.v[i].of == expect)
			cost += r->s->hint.v[i].cost;
	return cost;
}

static enum rc
judge_expects(struct drill_run *r, struct verdict *v, struct err *e)
{
	const struct scenario *s = r->s;
	enum rc rc = RC_OK;

	v->complete = true;
	v->line = xcalloc(s->expect.n + 1, sizeof(*v->line));
	for (size_t i = 0; i < s->expect.n && rc == RC_OK; i++) {
		const struct drill_expect *x = &s->expect.v[i];
		int times = 0, cost = hint_cost(r, i);

		rc = judge_cond(r, &x->cond, &times, e);
		v->line[v->nline++] = (struct verdict_line){
			.part = x->part,
			.met = times > 0,
			.points = times == 0	    ? 0
				  : x->share > cost ? x->share - cost
						    : 0,
			.of = x->share,
			.hints = times == 0	   ? 0
				 : x->share > cost ? cost
						   : x->share,
			.rule = x->rule,
			.text = say(&x->text),
		};
		v->part[x->part] += v->line[i].points;
		v->of[x->part] += x->share;
		v->score += v->line[i].points;
		v->complete = v->complete && (times > 0 || !x->decisive);
	}
	if (!v->complete && v->score >= s->pass)
		v->score = s->pass - 1;
	return rc;
}

static enum rc
judge_mistakes(struct drill_run *r, struct verdict *v, struct err *e)
{
	enum rc rc = RC_OK;

	v->error = xcalloc(r->s->mistake.n + 1, sizeof(*v->error));
	for (size_t i = 0; i < r->s->mistake.n && rc == RC_OK; i++) {
		const struct drill_mistake *m = &r->s->mistake.v[i];
		int times = 0;

		if ((rc = judge_cond(r, &m->cond, &times, e)) == RC_OK && times > 0)
			v->error[v->nerror++] = (struct verdict_error){ m->type, times,
				m->rule, say(&m->explain) };
	}
	return rc;
}

enum rc
drill_judge(struct drill_run *r, struct verdict *out, struct err *e)
{
	enum rc rc;

	*out = (struct verdict){ .hints = (int)r->hints, .seconds = run_seconds(r) };
	if (r->ended != DRILL_OPEN && r->log.n > 0)
		out->seconds = r->log.v[r->log.n - 1].seconds;
	if (r->broken.rc != RC_OK)
		return err_set(e, r->broken.rc, "%s", r->broken.msg);
	if ((rc = judge_expects(r, out, e)) == RC_OK &&
	    (rc = judge_mistakes(r, out, e)) == RC_OK) {
		verdict_path(r, out);
		if (r->log.path != NULL)
			rc = digest_file(DIGEST_SM3, r->log.path, out->digest, e);
	}
	if (rc != RC_OK)
		verdict_free(out);
	return rc;
}
