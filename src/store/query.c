/* SPDX-License-Identifier: MIT */
/* Questions to a register: conditions, query by example, and their SQL. */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/sql.h"

enum { PATTERN_MAX = 1000, STARS_MAX = 6 };

bool
query_int(const char *s, int64_t *out)
{
	char *end;

	if (s == NULL ||
	    !((*s >= '0' && *s <= '9') || (*s == '-' && s[1] >= '0' && s[1] <= '9')))
		return false;
	errno = 0;
	*out = strtoll(s, &end, 10);
	return *end == '\0' && errno == 0;
}

/* ---- SQL under construction */

static struct bound *
add_bound(struct sql *q)
{
	if (q->n == q->cap) {
		q->cap = q->cap == 0 ? 8 : q->cap * 2;
		q->v = xreallocarray(q->v, q->cap, sizeof(*q->v));
	}
	str_addc(&q->s, '?');
	q->v[q->n] = (struct bound){ 0 };
	return &q->v[q->n++];
}

void
sql_int(struct sql *q, int64_t v)
{
	add_bound(q)->i = v;
}

void
sql_text(struct sql *q, const char *v)
{
	struct bound *b = add_bound(q);

	b->text = true;
	b->s = xstrdup(v);
}

void
sql_value(struct sql *q, const struct kind *k, int col, const char *v)
{
	int64_t i;

	if (k->col[col].type == COL_INT && query_int(v, &i))
		sql_int(q, i);
	else
		sql_text(q, v);
}

void
sql_column(struct sql *q, const struct kind *k, int col, bool use_index)
{
	str_addf(&q->s, "%st.\"%s\"", use_index ? "" : "+", k->col[col].name);
}

void
sql_done(struct sql *q)
{
	for (size_t i = 0; i < q->n; i++)
		free(q->v[i].s);
	free(q->v);
	str_free(&q->s);
	*q = (struct sql){ 0 };
}

enum rc
sql_take(struct store *s, const struct sql *q, sqlite3_stmt **out, struct err *e)
{
	enum rc rc = db_take(s, str_s(&q->s), out, e);

	for (size_t i = 0; i < q->n && rc == RC_OK; i++) {
		if (q->v[i].text)
			db_text(*out, (int)i + 1, q->v[i].s);
		else
			sqlite3_bind_int64(*out, (int)i + 1, q->v[i].i);
	}
	return rc;
}

/* Only * is special to people. As GLOB (a literal beginning can use the index) … */
static char *
as_glob(const char *p)
{
	struct str b = { 0 };

	for (; *p != '\0'; p++) {
		if (*p == '?' || *p == '[')
			str_addf(&b, "[%c]", *p);
		else
			str_addc(&b, *p);
	}
	return str_take(&b);
}

/* … and as LIKE, which does not mind the case of Latin letters. */
static char *
as_like(const char *p)
{
	struct str b = { 0 };

	for (; *p != '\0'; p++) {
		if (strchr("%_\\", *p) != NULL)
			str_addc(&b, '\\');
		str_addc(&b, *p == '*' ? '%' : *p);
	}
	return str_take(&b);
}

static void
add_pattern(struct sql *q, const char *pattern)
{
	bool infix = pattern[0] == '*';
	char *text = infix ? as_like(pattern) : as_glob(pattern);

	str_add(&q->s, infix ? " LIKE " : " GLOB ");
	sql_text(q, text);
	if (infix)
		str_add(&q->s, " ESCAPE '\\'");
	free(text);
}

static void
add_list(struct sql *q, const struct kind *k, const struct cond *c, bool use_index)
{
	if (c->in.n == 0) {
		str_add(&q->s, c->op == COND_IN ? "0" : "1");
		return;
	}
	str_addc(&q->s, '(');
	if (c->op == COND_NOT_IN) {
		sql_column(q, k, c->col, use_index);
		str_add(&q->s, " IS NULL OR ");
	}
	sql_column(q, k, c->col, use_index);
	str_add(&q->s, c->op == COND_IN ? " IN (" : " NOT IN (");
	for (size_t i = 0; i < c->in.n; i++) {
		str_add(&q->s, i > 0 ? ", " : "");
		sql_value(q, k, c->col, c->in.v[i]);
	}
	str_add(&q->s, "))");
}

void
sql_cond(struct sql *q, const struct kind *k, const struct cond *c, bool use_index)
{
	static const char *const compare[] = { [COND_EQ] = " = ",
		[COND_NE] = " IS NOT ",
		[COND_LT] = " < ",
		[COND_LE] = " <= ",
		[COND_GT] = " > ",
		[COND_GE] = " >= ",
		[COND_BETWEEN] = " BETWEEN ",
		[COND_EMPTY] = " IS NULL",
		[COND_FILLED] = " IS NOT NULL" };

	if (c->op == COND_IN || c->op == COND_NOT_IN) {
		add_list(q, k, c, use_index);
		return;
	}
	if (c->op == COND_TEST) {
		str_add(&q->s, use_index && c->b != NULL ? c->b : c->a);
		return;
	}
	sql_column(q, k, c->col, use_index);
	if (c->op == COND_GLOB) {
		add_pattern(q, c->a);
		return;
	}
	str_add(&q->s, compare[c->op]);
	if (c->op == COND_EMPTY || c->op == COND_FILLED)
		return;
	sql_value(q, k, c->col, c->a);
	if (c->op == COND_BETWEEN) {
		str_add(&q->s, " AND ");
		sql_value(q, k, c->col, c->b);
	}
}

/* ---- queries */

void
query_init(struct query *q, const struct kind *k)
{
	*q = (struct query){ .kind = k, .sort = -1 };
}

void
query_done(struct query *q)
{
	for (size_t i = 0; i < q->ncond; i++) {
		free(q->cond[i].a);
		free(q->cond[i].b);
		strs_free(&q->cond[i].in);
	}
	free(q->cond);
	free(q->text);
	free(q->guard);
	query_init(q, q->kind);
}

static struct cond *
add_cond(struct query *q, int col, enum cond_op op, const char *a, const char *b)
{
	if (q->guard != NULL && col == q->guarded)
		query_add_test(q, q->guard, NULL);
	assert(col >= 0 && (size_t)col < q->kind->ncol);
	q->cond = xreallocarray(q->cond, q->ncond + 1, sizeof(*q->cond));
	q->cond[q->ncond] =
	    (struct cond){ .col = col, .op = op, .a = xstrdup(a), .b = xstrdup(b) };
	return &q->cond[q->ncond++];
}

void
query_copy(struct query *to, const struct query *from)
{
	query_init(to, from->kind);
	for (size_t i = 0; i < from->ncond; i++) {
		const struct cond *c = &from->cond[i];
		struct cond *copy = add_cond(to, c->col, c->op, c->a, c->b);

		for (size_t j = 0; j < c->in.n; j++)
			strs_add(&copy->in, c->in.v[j]);
	}
	to->text = xstrdup(from->text);
	to->sort = from->sort;
	to->desc = from->desc;
	to->guarded = from->guarded;
	to->guard = xstrdup(from->guard);
}

void
query_add(struct query *q, const char *col, enum cond_op op, const char *a, const char *b)
{
	assert(op != COND_IN && op != COND_NOT_IN && op != COND_TEST);
	assert((op == COND_EMPTY || op == COND_FILLED) == (a == NULL));
	assert((op == COND_BETWEEN) == (b != NULL));
	add_cond(q, kind_column(q->kind, col), op, a, b);
}

void
query_add_int(struct query *q, const char *col, int64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)value);
	query_add(q, col, COND_EQ, text, NULL);
}

void
query_add_in(struct query *q, const char *col, bool in, const char *list)
{
	struct cond *c = add_cond(
	    q, kind_column(q->kind, col), in ? COND_IN : COND_NOT_IN, NULL, NULL);

	strs_split(&c->in, list, ",");
}

void
query_add_test(struct query *q, const char *test, const char *drive)
{
	add_cond(q, 0, COND_TEST, test, drive);
}

void
query_guard(struct query *q, const char *col, const char *test)
{
	assert(q->guard == NULL);
	q->guarded = kind_column(q->kind, col);
	assert(q->guarded > 0); /* a test stands at column 0 */
	q->guard = xstrdup(test);
}

/* ---- query by example */

struct example {
	struct query *q;
	int col;
	const char *expr;
};

static enum rc
check_value(const struct example *x, const char *v, struct err *e)
{
	const struct column *c = &x->q->kind->col[x->col];
	int64_t i;

	if (*v == '\0')
		return err_set(e, RC_INVAL,
		    T("%s：“%s”里缺一个值。例：>=10、a..b、a|b",
			"%s: a value is missing in \"%s\"; try >=10, a..b, a|b"),
		    c->name, x->expr);
	if (c->type == COL_INT && !query_int(v, &i))
		return err_set(e, RC_INVAL,
		    T("%s：“%s”不是整数。数字栏可写 5、>=5、1..9、1|3",
			"%s: \"%s\" is not a whole number; a number field takes 5, >=5, "
			"1..9, 1|3"),
		    c->name, v);
	return RC_OK;
}

static enum rc
one_value(const struct example *x, enum cond_op op, const char *v, struct err *e)
{
	enum rc rc = check_value(x, v, e);

	if (rc == RC_OK)
		add_cond(x->q, x->col, op, v, NULL);
	return rc;
}

static enum rc
alternatives(const struct example *x, enum cond_op op, const char *list, struct err *e)
{
	struct strs v = { 0 };
	struct cond *c;
	enum rc rc = strchr(list, '*') == NULL
			 ? RC_OK
			 : err_set(e, RC_INVAL,
			       T("“%s”：多选（|）里不能用 *。请分两次查",
				   "\"%s\": no * among alternatives (|); ask twice"),
			       x->expr);

	strs_split(&v, list, "|");
	if (rc == RC_OK && v.n == 0)
		rc = check_value(x, "", e);
	for (size_t i = 0; i < v.n && rc == RC_OK; i++)
		rc = check_value(x, v.v[i], e);
	if (rc == RC_OK) {
		c = add_cond(x->q, x->col, op, NULL, NULL);
		c->in = v;
		v = (struct strs){ 0 };
	}
	strs_free(&v);
	return rc;
}

/* a..b; an open end makes it a comparison. */
static enum rc
range(const struct example *x, const char *v, const char *dots, struct err *e)
{
	char *text_a = xstrndup(v, (size_t)(dots - v)), *text_b = xstrdup(dots + 2);
	const char *a = text_trim(text_a), *b = text_trim(text_b);
	int64_t i = 0, j = 0;
	bool backward;
	enum rc rc = RC_OK;

	if (*a == '\0' && *b == '\0')
		rc = check_value(x, "", e);
	else if (*a == '\0')
		rc = one_value(x, COND_LE, b, e);
	else if (*b == '\0')
		rc = one_value(x, COND_GE, a, e);
	else if ((rc = check_value(x, a, e)) == RC_OK &&
		 (rc = check_value(x, b, e)) == RC_OK) {
		if (x->q->kind->col[x->col].type == COL_INT)
			backward = query_int(a, &i) && query_int(b, &j) && i > j;
		else
			backward = strcmp(a, b) > 0;
		if (backward)
			rc = err_set(e, RC_INVAL,
			    T("“%s”：区间的前一个值比后一个大。请对调",
				"\"%s\": the range runs backwards; swap its ends"),
			    x->expr);
		else
			add_cond(x->q, x->col, COND_BETWEEN, a, b);
	}
	free(text_a);
	free(text_b);
	return rc;
}

static enum rc
pattern(const struct example *x, const char *v, struct err *e)
{
	size_t stars = 0;

	for (const char *p = v; *p != '\0'; p++)
		stars += *p == '*';
	if (strlen(v) > PATTERN_MAX || stars > STARS_MAX)
		return err_set(e, RC_INVAL,
		    T("“%.40s”：模式太长或 * 太多（最多 %d 个）",
			"\"%.40s\": the pattern is too long or has too many * (at most "
			"%d)"),
		    x->expr, STARS_MAX);
	if (strspn(v, "*") == strlen(v))
		add_cond(x->q, x->col, COND_FILLED, NULL, NULL);
	else
		add_cond(x->q, x->col, COND_GLOB, v, NULL);
	return RC_OK;
}

static enum rc
contains(const struct example *x, const char *v, struct err *e)
{
	struct str b = { 0 };
	enum rc rc;

	str_addf(&b, "*%s*", v);
	rc = pattern(x, str_s(&b), e);
	str_free(&b);
	return rc;
}

static enum rc
negated(const struct example *x, const char *v, struct err *e)
{
	if (*v == '\0') {
		add_cond(x->q, x->col, COND_FILLED, NULL, NULL);
		return RC_OK;
	}
	if (strchr(v, '|') != NULL)
		return alternatives(x, COND_NOT_IN, v, e);
	if (strchr(v, '*') != NULL || strstr(v, "..") != NULL)
		return err_set(e, RC_INVAL,
		    T("“%s”：! 后面只能是值，如 !draft 或 !a|b",
			"\"%s\": only values may follow !, as in !draft or !a|b"),
		    x->expr);
	return one_value(x, COND_NE, *v == '=' ? v + 1 : v, e);
}

static enum rc
example(const struct example *x, const char *v, struct err *e)
{
	static const struct {
		const char *sign;
		enum cond_op op;
	} signs[] = { { ">=", COND_GE }, { "<=", COND_LE }, { ">", COND_GT },
		{ "<", COND_LT } };
	const char *dots;

	if (*v == '\0')
		return RC_OK;
	if (*v == '!')
		return negated(x, v + 1 + strspn(v + 1, " "), e);
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		size_t n = strlen(signs[i].sign);
		if (strncmp(v, signs[i].sign, n) == 0)
			return one_value(x, signs[i].op, v + n + strspn(v + n, " "), e);
	}
	if (strcmp(v, "=") == 0) {
		add_cond(x->q, x->col, COND_EMPTY, NULL, NULL);
		return RC_OK;
	}
	if (*v == '=')
		return one_value(x, COND_EQ, v + 1, e);
	if ((dots = strstr(v, "..")) != NULL)
		return range(x, v, dots, e);
	if (strchr(v, '|') != NULL)
		return alternatives(x, COND_IN, v, e);
	if (strchr(v, '*') != NULL)
		return pattern(x, v, e);
	if (x->q->kind->col[x->col].type == COL_TEXT)
		return contains(x, v, e);
	return one_value(x, COND_EQ, v, e);
}

enum rc
query_example(struct query *q, const char *col, const char *expr, struct err *e)
{
	struct example x = { .q = q, .col = kind_column(q->kind, col), .expr = expr };
	char *copy = xstrdup(expr == NULL ? "" : expr);
	enum rc rc;

	rc = x.col < 0
		 ? err_set(e, RC_INVAL, T("%s 没有“%s”这一栏", "%s has no field \"%s\""),
		       q->kind->name, col)
		 : example(&x, text_trim(copy), e);
	free(copy);
	return rc;
}
