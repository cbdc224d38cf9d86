/* SPDX-License-Identifier: MIT */
/*
 * Forms against schema and tables: an organisation may reword and reorder, so what it
 * wrote is checked as strictly as code is compiled. Each fault names file and line.
 */
#include <dirent.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "step/bench.h"

static void fault(struct strs *out, const struct form *f, int line, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

static void
fault(struct strs *out, const struct form *f, int line, const char *fmt, ...)
{
	char text[400], all[800];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	snprintf(all, sizeof(all), "%s:%d: %s", f->path, line, text);
	strs_add(out, all);
}

/* What the column can hold. */
static void
check_column(
    const struct form *f, const struct field *d, const struct kind *k, struct strs *out)
{
	static const bool int_types[FIELD_TYPE_COUNT] = { [FIELD_LEVEL] = true,
		[FIELD_NUMBER] = true,
		[FIELD_YESNO] = true,
		[FIELD_REF] = true };
	int i = kind_column(k, d->column);
	const struct column *c;

	if (i < 0) {
		if (strcmp(d->column, "rev") != 0)
			fault(out, f, d->line,
			    T("表“%s”没有“%s”列；改正 column，或删去此栏",
				"table '%s' has no column '%s': correct `column` or drop "
				"the field"),
			    k->name, d->column);
		return;
	}
	c = &k->col[i];
	if (c->type == COL_TEXT && int_types[d->type])
		fault(out, f, d->line,
		    T("列“%s”存文字，不能用 %s 类型",
			"column '%s' holds text: type %s cannot be kept there"),
		    d->column, field_type_name(d->type));
	if (c->type == COL_INT && !int_types[d->type] && d->type != FIELD_CHOICE)
		fault(out, f, d->line,
		    T("列“%s”存整数，不能用 %s 类型",
			"column '%s' holds integers: type %s cannot be kept there"),
		    d->column, field_type_name(d->type));
	if (d->type == FIELD_REF && (c->ref == NULL || strcmp(c->ref, d->ref) != 0))
		fault(out, f, d->line,
		    T("列“%s”指向“%s”，不是“%s”", "column '%s' refers to '%s', not '%s'"),
		    d->column, c->ref != NULL ? c->ref : "-", d->ref);
	if (d->type == FIELD_SCOPE && d->ref != NULL && strcmp(d->ref, DRILL_NAMES) != 0)
		fault(out, f, d->line,
		    T("scope 类型的 ref 只能是 %s，不能是“%s”",
			"the ref of a scope can be %s, not '%s'"),
		    DRILL_NAMES, d->ref);
	if (d->sort && !c->indexed && i > 1)
		fault(out, f, d->line,
		    T("列“%s”没有索引，不能排序",
			"column '%s' has no index and cannot sort a register"),
		    d->column);
}

static void
check_list(struct store *s, const struct form *f, const struct field *d, struct strs *out)
{
	const struct kind_def *child = kind_def(d->child);
	const struct kind *k = store_kind(s, d->child);

	if (child == NULL || k == NULL || child->in == NULL)
		fault(out, f, d->line,
		    T("“%s”不是可以成列填写的子记录",
			"'%s' is not a child kind that a list can fill"),
		    d->child);
	else if (kind_column(k, d->child_column) < 0)
		fault(out, f, d->line,
		    T("子记录“%s”没有“%s”列", "child '%s' has no column '%s'"), d->child,
		    d->child_column);
}

static void
check_form(struct store *s, const struct form *f, struct strs *out)
{
	const struct kind *k = store_kind(s, f->kind);

	if (k == NULL || kind_def(f->kind) == NULL) {
		fault(out, f, 1, T("没有“%s”这类记录", "there is no kind called '%s'"),
		    f->kind);
		return;
	}
	for (size_t i = 0; i < f->nfield; i++) {
		const struct field *d = &f->field[i];

		if (d->type == FIELD_LIST && d->child != NULL)
			check_list(s, f, d, out);
		else if (d->column != NULL)
			check_column(f, d, k, out);
		if (d->label_en == NULL || *d->label_en == '\0')
			fault(out, f, d->line,
			    T("栏“%s”缺少 label.en", "field '%s' has no label.en"),
			    d->name);
	}
}

/* Every field that an act asks for must be on its form. */
static void
check_acts(const struct form *f, struct strs *out)
{
	size_t nk;
	const struct kind_def *kinds = kind_defs(&nk);

	for (size_t i = 0; i < nk; i++) {
		const struct act_def *acts[ACTS_MAX];
		size_t n = act_list(kinds[i].kind, acts, ARRAY_LEN(acts));

		for (size_t a = 0; a < n; a++) {
			struct strs names = { 0 };

			if (acts[a]->ask == NULL ||
			    strcmp(acts[a]->ask_kind != NULL ? acts[a]->ask_kind
							     : acts[a]->kind,
				f->kind) != 0)
				continue;
			strs_split(&names, acts[a]->ask, ",");
			for (size_t x = 0; x < names.n; x++)
				if (form_field(f, names.v[x]) < 0)
					fault(out, f, 1,
					    T("办理“%s”要填“%s”，表单没有这一栏",
						"act '%s' asks for '%s', which the form "
						"lacks"),
					    tx(acts[a]->title), names.v[x]);
			strs_free(&names);
		}
	}
}

/* A store of its own, so that the check needs no home. */
static enum rc
scratch_store(char *dir, struct store **s, struct err *e)
{
	static const struct clock clock = { 0 };
	char *path;
	enum rc rc;

	if (mkdtemp(dir) == NULL)
		return err_set(e, RC_SYSTEM,
		    T("不能建立临时目录 %s", "cannot make the temporary directory %s"),
		    dir);
	path = path_join(dir, "dingmi.db");
	rc = store_open(path, STORE_CREATE, &clock, s, e);
	free(path);
	return rc;
}

static void
scratch_done(const char *dir)
{
	static const char *const names[] = { "dingmi.db", "dingmi.db-wal",
		"dingmi.db-shm", "dingmi.db.lock" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = path_join(dir, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(dir);
}

enum rc
bench_check_forms(
    const char *dir, const char *home_or_null, struct strs *faults, struct err *e)
{
	char tmp[] = "/tmp/dingmi-check-XXXXXX";
	struct store *s = NULL;
	size_t nk;
	const struct kind_def *kinds = kind_defs(&nk);
	enum rc rc;

	if ((rc = scratch_store(tmp, &s, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < nk; i++) {
		struct form *f = NULL;
		char *path = xasprintf("%s/forms/record/%s.ini",
		    home_or_null != NULL ? home_or_null : "", kinds[i].kind);
		struct err fe;

		if (home_or_null == NULL || !file_exists(path)) {
			free(path);
			path = xasprintf("%s/record/%s.ini", dir, kinds[i].kind);
		}
		if (form_load(path, &f, &fe) != RC_OK) {
			strs_add(faults, fe.msg);
		} else {
			check_form(s, f, faults);
			check_acts(f, faults);
		}
		form_free(f);
		free(path);
	}
out:
	store_close(s);
	scratch_done(tmp);
	return rc;
}
