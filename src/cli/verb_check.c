/* SPDX-License-Identifier: MIT */
/* Verbs that look for faults. */
#include "config.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "drill/exam.h"

static void
print_report(const struct verify_report *v, bool json)
{
	struct json j = { .f = stdout };

	if (!json) {
		for (size_t i = 0; i < v->faults.n; i++)
			puts(v->faults.v[i]);
		printf(T("日志 %" PRId64 " 行，记录 %" PRId64 " 条，末行摘要 %s\n",
			   "%" PRId64 " journal rows, %" PRId64 " records, head %s\n"),
		    v->rows, v->records, v->head);
		if (v->faults.n > 0)
			printf(T("发现 %zu 处不符\n", "%zu faults\n"), v->faults.n);
		else
			puts(T("全部相符", "all is whole"));
		return;
	}
	json_open(&j, '{');
	json_key(&j, "rows");
	json_int(&j, v->rows);
	json_key(&j, "records");
	json_int(&j, v->records);
	json_key(&j, "head");
	json_text(&j, v->head);
	json_key(&j, "faults");
	json_open(&j, '[');
	for (size_t i = 0; i < v->faults.n; i++)
		json_string(&j, v->faults.v[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	json_end(&j);
}

/* The store alone: a broken org.ini or form must not keep anybody from looking. */
int
verb_verify(struct cli *c)
{
	static const struct clock clock = { DATE_NONE };
	struct verify_report v = { 0 };
	struct store *s = NULL;
	struct err e;
	char *path;
	int status;

	if (!cli_identify(c))
		return EXIT_BAD;
	path = path_join(c->home_dir, "dingmi.db");
	if (store_open(path, STORE_READONLY, &clock, &s, &e) != RC_OK ||
	    store_verify(s, &v, &e) != RC_OK) {
		status = complain_err(&e);
	} else {
		print_report(&v, c->json);
		status = v.faults.n > 0 ? EXIT_NO : EXIT_YES;
	}
	verify_done(&v);
	store_close(s);
	free(path);
	return status;
}

/* DIR may be the directory of the forms themselves, or the one above it. */
static char *
forms_dir(const char *given)
{
	char *dir = xstrdup(given), *record, *slash;
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		dir[--n] = '\0';
	record = path_join(dir, "record");
	slash = strrchr(dir, '/');
	if (!file_exists(record) &&
	    strcmp(slash != NULL ? slash + 1 : dir, "record") == 0) {
		if (slash == NULL)
			strcpy(dir, ".");
		else
			slash[slash == dir ? 1 : 0] = '\0';
	}
	free(record);
	return dir;
}

int
verb_check_forms(struct cli *c)
{
	struct strs faults = { 0 };
	struct err e;
	char *dir;
	int status = EXIT_YES;

	if (!cli_identify(c))
		return EXIT_BAD;
	dir = forms_dir(c->argc > 0 ? c->argv[0] : c->data);
	/* A directory that is named is checked by itself. */
	if (bench_check_forms(dir, c->argc > 0 ? NULL : c->home_dir, &faults, &e) !=
	    RC_OK)
		status = complain_err(&e);
	if (status == EXIT_YES &&
	    exam_check_bank(dir, c->argc > 0 ? NULL : c->home_dir, &faults, &e) != RC_OK)
		status = complain_err(&e);
	for (size_t i = 0; i < faults.n; i++)
		status = complain("%s", faults.v[i]);
	if (status == EXIT_YES)
		printf(T("%s：表单没有问题\n", "%s: the forms are sound\n"), dir);
	strs_free(&faults);
	free(dir);
	return status;
}

int
verb_check_org(struct cli *c)
{
	struct org *o = NULL;
	struct err e;

	if (org_load(c->argv[0], &o, &e) != RC_OK)
		return complain_err(&e);
	printf(T("%s：没有问题（%s,%zu 个部门，%zu 个岗位）\n",
		   "%s: sound (%s, %zu departments, %zu posts)\n"),
	    c->argv[0], o->name, o->ndept, o->npost);
	org_free(o);
	return EXIT_YES;
}
