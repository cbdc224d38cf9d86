/* SPDX-License-Identifier: MIT */
/*
 * Sections with a code: [dept.CODE], [post.CODE], [role.LOGIN], and that what they refer
 * to is there. A sorted index of codes keeps thousands of departments at n log n.
 */
#include "config.h"
#include "org/read.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MOST = 32, NO_INDEX = -1 };

struct code_index {
	struct code_at {
		const char *code; /* borrowed */
		size_t at;
	} * v; /* owned, sorted by code */
	size_t n;
};

static int
compare_codes(const void *a, const void *b)
{
	const struct code_at *x = a, *y = b;

	return strcmp(x->code, y->code);
}

static void
index_depts(const struct org *o, struct code_index *x)
{
	x->v = xcalloc(o->ndept + 1, sizeof(*x->v));
	x->n = o->ndept;
	for (size_t i = 0; i < o->ndept; i++)
		x->v[i] = (struct code_at){ .code = o->dept[i].code, .at = i };
	qsort(x->v, x->n, sizeof(*x->v), compare_codes);
}

static long
index_find(const struct code_index *x, const char *code)
{
	const struct code_at key = { .code = code };
	const struct code_at *hit =
	    bsearch(&key, x->v, x->n, sizeof(*x->v), compare_codes);

	return hit == NULL ? NO_INDEX : (long)hit->at;
}

static size_t
count_sections(const struct ini *ini, const char *prefix)
{
	size_t n = 0;

	for (size_t s = 0; s < ini_sections(ini); s++)
		n += read_code(ini, s, prefix) != NULL;
	return n;
}

/* Codes stand in CSV files, case files and the address of sections: letters, digits, -
 * and _. */
static enum rc
check_code(const struct ini *ini, size_t s, const char *code, struct err *e)
{
	static const char good[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t n = strlen(code);

	if (n > 0 && n <= CODE_MOST && strspn(code, good) == n)
		return RC_OK;
	return err_at(e, RC_INVAL, ini_path(ini), ini_section_line(ini, s),
	    T("[%s] 的代码应为 1 到 %d 个字母、数字、- 或 _",
		"the code of [%s] must be 1 to %d letters, digits, - or _"),
	    ini_section(ini, s), CODE_MOST);
}

/* A reference to a section. Names of sections are read in lower case, so references are
 * too. */
static enum rc
read_ref(const struct ini *ini, size_t s, const char *key, bool required, char **out,
    struct err *e)
{
	enum rc rc = read_text(ini, s, key, required, out, e);

	for (char *c = *out; c != NULL && *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return rc;
}

/* The line of a key, or of its section when the key is absent. */
static int
line_of(const struct ini *ini, size_t s, const char *key)
{
	int line;

	return ini_get(ini, s, key, &line) != NULL ? line : ini_section_line(ini, s);
}

static enum rc
check_parents(const struct ini *ini, const struct org *o, const size_t *section,
    const struct code_index *x, long *parent, struct err *e)
{
	for (size_t i = 0; i < o->ndept; i++) {
		const struct org_dept *d = &o->dept[i];

		parent[i] = NO_INDEX;
		if (d->parent == NULL)
			continue;
		if ((parent[i] = index_find(x, d->parent)) == NO_INDEX)
			return err_at(e, RC_INVAL, ini_path(ini),
			    line_of(ini, section[i], "parent"),
			    T("部门 %s 的上级部门 %s 不存在；请增加 [dept.%s] 或改正 "
			      "parent",
				"department %s refers to parent %s, which does not "
				"exist; add "
				"[dept.%s] or correct parent"),
			    d->code, d->parent, d->parent);
	}
	return RC_OK;
}

/* Walk up from every department, stamping the way; meeting one's own stamp is a circle.
 */
static enum rc
check_circles(const struct ini *ini, const struct org *o, const size_t *section,
    const long *parent, struct err *e)
{
	size_t *stamp = xcalloc(o->ndept + 1, sizeof(*stamp));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < o->ndept && rc == RC_OK; i++) {
		long at = (long)i;

		while (at != NO_INDEX && stamp[at] == 0) {
			stamp[at] = i + 1;
			at = parent[at];
		}
		if (at == NO_INDEX || stamp[at] != i + 1)
			continue;
		rc = err_at(e, RC_INVAL, ini_path(ini),
		    line_of(ini, section[at], "parent"),
		    T("部门 %s 经上级 %s 又回到自己；请改正 parent，使部门树有顶",
			"department %s comes back to itself through %s; correct parent "
			"so that the "
			"tree has a top"),
		    o->dept[at].code, o->dept[at].parent);
	}
	free(stamp);
	return rc;
}

static enum rc
check_tree(
    const struct ini *ini, const struct org *o, const size_t *section, struct err *e)
{
	struct code_index x = { 0 };
	long *parent = xcalloc(o->ndept + 1, sizeof(*parent));
	enum rc rc;

	index_depts(o, &x);
	if ((rc = check_parents(ini, o, section, &x, parent, e)) == RC_OK)
		rc = check_circles(ini, o, section, parent, e);
	free(x.v);
	free(parent);
	return rc;
}

enum rc
read_depts(const struct ini *ini, struct org *o, struct err *e)
{
	size_t n = count_sections(ini, "dept."),
	       *section = xcalloc(n + 1, sizeof(*section));
	enum rc rc = RC_OK;

	o->dept = xcalloc(n + 1, sizeof(*o->dept));
	for (size_t s = 0; s < ini_sections(ini); s++) {
		const char *code = read_code(ini, s, "dept.");
		struct org_dept *d = &o->dept[o->ndept];

		if (code == NULL)
			continue;
		section[o->ndept++] = s;
		d->code = xstrdup(code);
		d->line = ini_section_line(ini, s);
		if ((rc = check_code(ini, s, code, e)) != RC_OK ||
		    (rc = read_text(ini, s, "name", true, &d->name, e)) != RC_OK ||
		    (rc = read_ref(ini, s, "parent", false, &d->parent, e)) != RC_OK ||
		    (rc = ini_get_bool(ini, s, "key", &d->key_dept, e)) != RC_OK)
			goto out;
	}
	if (n == 0) {
		rc = err_at(e, RC_INVAL, ini_path(ini), 0,
		    T("没有部门；至少写一节 [dept.代码]",
			"no department; write at least one [dept.CODE]"));
		goto out;
	}
	rc = check_tree(ini, o, section, e);
out:
	free(section);
	return rc;
}

/* ------------------------------------------------------------------ posts */

static enum rc
read_category(const struct ini *ini, size_t s, struct org_post *p, struct err *e)
{
	static const struct {
		const char *name, *zh;
	} words[] = {
		{ "core", "核心" },
		{ "important", "重要" },
		{ "general", "一般" },
		{ "none", "非涉密" },
	};
	int line;
	const char *v = ini_get(ini, s, "category", &line);

	if (v == NULL)
		v = "none";
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(v, words[i].name) == 0 || strcmp(v, words[i].zh) == 0) {
			p->category = xstrdup(words[i].name);
			return RC_OK;
		}
	}
	return err_at(e, RC_INVAL, ini_path(ini), line,
	    T("category = %s 不是涉密岗位类别；应为 "
	      "core|important|general|none（核心、重要、一般、非涉密）",
		"category = %s is no category; write core|important|general|none"),
	    v);
}

static enum rc
read_post(const struct ini *ini, size_t s, struct org_post *p,
    const struct code_index *depts, struct err *e)
{
	enum rc rc;

	if ((rc = check_code(ini, s, p->code, e)) != RC_OK ||
	    (rc = read_text(ini, s, "name", true, &p->name, e)) != RC_OK ||
	    (rc = read_ref(ini, s, "dept", true, &p->dept, e)) != RC_OK ||
	    (rc = read_text(ini, s, "duties", false, &p->duties, e)) != RC_OK ||
	    (rc = read_category(ini, s, p, e)) != RC_OK ||
	    (rc = ini_get_bool(ini, s, "head", &p->head, e)) != RC_OK)
		return rc;
	if (index_find(depts, p->dept) == NO_INDEX)
		return err_at(e, RC_INVAL, ini_path(ini), line_of(ini, s, "dept"),
		    T("岗位 %s 所在部门 %s 不存在；请增加 [dept.%s] 或改正 dept",
			"post %s refers to department %s, which does not exist; add "
			"[dept.%s] or "
			"correct dept"),
		    p->code, p->dept, p->dept);
	return RC_OK;
}

/* 条例14: one principal head, who is the statutory 定密责任人 by that post. */
static enum rc
check_head(const struct ini *ini, size_t s, const struct org_post *p,
    const struct org_post **head, struct err *e)
{
	if (!p->head)
		return RC_OK;
	if (*head != NULL)
		return err_at(e, RC_INVAL, ini_path(ini), line_of(ini, s, "head"),
		    T("岗位 %s 也标为主要负责人，但第 %d 行的 %s "
		      "已是；主要负责人只能有一个，请改正 head",
			"post %s is marked as principal head, but line %d already has "
			"one, %s; "
			"there is exactly one, correct head"),
		    p->code, (*head)->line, (*head)->code);
	*head = p;
	return RC_OK;
}

enum rc
read_posts(const struct ini *ini, struct org *o, struct err *e)
{
	const struct org_post *head = NULL;
	struct code_index depts = { 0 };
	enum rc rc = RC_OK;

	index_depts(o, &depts);
	o->post = xcalloc(count_sections(ini, "post.") + 1, sizeof(*o->post));
	for (size_t s = 0; s < ini_sections(ini); s++) {
		const char *code = read_code(ini, s, "post.");
		struct org_post *p = &o->post[o->npost];

		if (code == NULL)
			continue;
		o->npost++;
		p->code = xstrdup(code);
		p->line = ini_section_line(ini, s);
		if ((rc = read_post(ini, s, p, &depts, e)) != RC_OK ||
		    (rc = check_head(ini, s, p, &head, e)) != RC_OK)
			goto out;
	}
	if (head == NULL)
		rc = err_at(e, RC_INVAL, ini_path(ini), 0,
		    T("没有主要负责人岗位；请在其岗位一节写 head = yes"
		      "（主要负责人是法定定密责任人，保密法实施条例第十四条第一款）",
			"no post of the principal head; write head = yes in its section "
			"(the head "
			"is the statutory 定密责任人, 保密法实施条例第十四条第一款）"));
out:
	free(depts.v);
	return rc;
}

/* ------------------------------------------------------------------ administrators */

static const char *const admin_roles[] = { "sysadm", "secadm", "auditor" };

static enum rc
check_login(const struct ini *ini, size_t s, const char *login, struct err *e)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t n = strlen(login);

	if (n > 0 && n <= CODE_MOST && strspn(login, good) == n && *login != '-' &&
	    (*login < '0' || *login > '9'))
		return RC_OK;
	return err_at(e, RC_INVAL, ini_path(ini), ini_section_line(ini, s),
	    T("[%s]：登录名应为小写字母开头的小写字母、数字、- 或 _，最多 %d 个",
		"[%s]: a login is lower-case letters, digits, - or _, at most %d, a "
		"letter first"),
	    ini_section(ini, s), CODE_MOST);
}

/* R140: the three exclude one another, so a role or a name must not come twice. */
static enum rc
check_role(const struct ini *ini, size_t s, const struct org *o, const struct org_role *r,
    struct err *e)
{
	bool known = false;

	for (size_t i = 0; i < ARRAY_LEN(admin_roles); i++)
		known = known || strcmp(r->role, admin_roles[i]) == 0;
	if (!known)
		return err_at(e, RC_INVAL, ini_path(ini), line_of(ini, s, "role"),
		    T("role = %s 不是管理员角色；应为 "
		      "sysadm（系统管理员）、secadm（安全保密管理员）或 "
		      "auditor（安全审计员）",
			"role = %s is no administrator; write sysadm, secadm or auditor"),
		    r->role);
	for (size_t i = 0; &o->role[i] < r; i++) {
		if (strcmp(o->role[i].role, r->role) == 0)
			return err_at(e, RC_INVAL, ini_path(ini), line_of(ini, s, "role"),
			    T("%s 已由第 %d 行的 %s 担任；首批三员每种角色一人",
				"%s is already held, line %d, by %s; one person each for "
				"a start"),
			    r->role, o->role[i].line, o->role[i].login);
		if (strcmp(o->role[i].name, r->name) == 0)
			return err_at(e, RC_INVAL, ini_path(ini), line_of(ini, s, "name"),
			    T("%s 已在第 %d 行担任 %s；三员不得由同一人兼任（R140）",
				"%s already holds, line %d, %s; the three administrators "
				"are three "
				"persons (R140)"),
			    r->name, o->role[i].line, o->role[i].role);
	}
	return RC_OK;
}

enum rc
read_roles(const struct ini *ini, struct org *o, struct err *e)
{
	enum rc rc;

	o->role = xcalloc(count_sections(ini, "role.") + 1, sizeof(*o->role));
	for (size_t s = 0; s < ini_sections(ini); s++) {
		const char *login = read_code(ini, s, "role.");
		struct org_role *r = &o->role[o->nrole];

		if (login == NULL)
			continue;
		o->nrole++;
		r->login = xstrdup(login);
		r->line = ini_section_line(ini, s);
		if ((rc = check_login(ini, s, login, e)) != RC_OK ||
		    (rc = read_text(ini, s, "role", true, &r->role, e)) != RC_OK ||
		    (rc = read_text(ini, s, "name", true, &r->name, e)) != RC_OK ||
		    (rc = check_role(ini, s, o, r, e)) != RC_OK)
			return rc;
	}
	if (o->nrole > 0 && o->nrole < ARRAY_LEN(admin_roles))
		return err_at(e, RC_INVAL, ini_path(ini), o->role[0].line,
		    T("三员不全：只有 %zu 人；请为 sysadm、secadm、auditor 各写一节 "
		      "[role.登录名]",
			"only %zu administrators; write one [role.LOGIN] each for "
			"sysadm, secadm "
			"and auditor"),
		    o->nrole);
	return RC_OK;
}
