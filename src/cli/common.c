/* SPDX-License-Identifier: MIT */
/* What several verbs share: kinds, queries and records as the command line names them. */
#include "config.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "tui/filter.h"

void
cli_say_level(enum level l)
{
	if (l != LEVEL_NONE)
		complain(T("输出内容的最高密级为%s，请按同级国家秘密管理",
			     "the output holds matters of level %s: handle it as such"),
		    level_zh(l));
}

bool
cli_flushed(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	complain(T("标准输出没有写完（%s）", "standard output is not complete (%s)"),
	    strerror(errno));
	return false;
}

const struct kind_def *
cli_kind(const char *name)
{
	const struct kind_def *k = kind_def(name);
	struct str s = { 0 };
	size_t n;

	if (k != NULL)
		return k;
	k = kind_defs(&n);
	for (size_t i = 0; i < n; i++)
		if (k[i].top)
			str_addf(&s, "%s%s %s", s.len > 0 ? T("、", ", ") : "", k[i].kind,
			    tx(k[i].title));
	complain(T("没有“%s”这类记录；有：%s", "there is no kind '%s'; there are: %s"),
	    name, str_s(&s));
	str_free(&s);
	return NULL;
}

/* The field that the part before "=" names; -1: the state, -2: none. */
static int
where_field(const struct form *form, const char *name)
{
	int i = form_field(form, name);

	if (strcmp(name, "state") == 0 || strcmp(name, "状态") == 0 ||
	    strcmp(name, T("状态", "State")) == 0)
		return -1;
	for (size_t k = 0; i < 0 && k < form->nfield; k++) {
		const struct field *f = &form->field[k];

		if (strcmp(f->label_zh, name) == 0 ||
		    (f->label_en != NULL && strcmp(f->label_en, name) == 0))
			i = (int)k;
	}
	return i >= 0 && filter_field(&form->field[i]) ? i : -2;
}

/* One --where into q by itself, so that several on one field must all hold. */
static enum rc
apply_where(const char *where, struct bench *b, const struct form *form, struct query *q,
    struct err *e)
{
	const char *eq = strchr(where, '=');
	struct form_lookup look = bench_lookup(b);
	struct filter f;
	char *name;
	int i, bad;
	enum rc rc;

	if (eq == NULL || eq == where)
		return err_set(e, RC_INVAL, "%s",
		    T("应写作 栏=条件，如 密级=机密",
			"write FIELD=EXPR, for example level=机密"));
	name = xstrndup(where, (size_t)(eq - where));
	i = where_field(form, text_trim(name));
	free(name);
	if (i == -2)
		return err_set(e, RC_INVAL,
		    T("“%s”没有这个可查询的栏目", "'%s' has no such field to ask by"),
		    form->kind);
	filter_init(&f, form);
	*(i == -1 ? &f.state : &f.expr[i]) = xstrdup(eq + 1);
	rc = eq[1] == '\0'
		 ? err_set(e, RC_INVAL, "%s",
		       T("条件是空的；查空白写作 栏==", "the condition is empty; for "
							"empty fields write FIELD=="))
		 : filter_apply(&f, &look, q, &bad, e);
	filter_done(&f);
	return rc;
}

bool
cli_query(struct cli *c, struct bench *b, const char *kind, const struct form *form,
    struct query *q)
{
	struct err e;

	if (bench_query(b, kind, q, &e) != RC_OK) {
		complain_err(&e);
		return false;
	}
	for (size_t i = 0; i < c->where.n; i++)
		if (apply_where(c->where.v[i], b, form, q, &e) != RC_OK) {
			complain("--where %s: %s", c->where.v[i], e.msg);
			query_done(q);
			return false;
		}
	return true;
}

struct record *
cli_record(struct bench *b, const char *kind, const char *text)
{
	static const char *const keys[] = { "no", "code", "login" };
	const struct kind *k = store_kind(bench_store(b), kind);
	const char *digits = text + (*text == '#');
	struct record *r = NULL;
	struct err e;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < ARRAY_LEN(keys) && r == NULL && rc == RC_OK; i++)
		if (kind_column(k, keys[i]) >= 0)
			rc = store_find(bench_store(b), kind, keys[i], text, &r, &e);
	if (rc == RC_OK && r == NULL && *digits != '\0' && strlen(digits) < 19 &&
	    digits[strspn(digits, "0123456789")] == '\0')
		rc = store_get(bench_store(b), kind, strtoll(digits, NULL, 10), &r, &e);
	if (rc != RC_OK && rc != RC_NOTFOUND)
		complain_err(&e);
	else if (r == NULL)
		complain(T("%s中没有编号为“%s”的记录；dingmi list %s 列出全部",
			     "%s: there is no record '%s'; dingmi list %s shows all"),
		    tx(kind_def(kind)->title), text, kind);
	return r;
}
