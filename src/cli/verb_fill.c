/* SPDX-License-Identifier: MIT */
/* Verbs that add records. */
#include "config.h"
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "step/import.h"

int
verb_import(struct cli *c)
{
	const struct kind_def *k = cli_kind(c->argv[0]);
	struct strs faults = { 0 };
	struct bench *b = NULL;
	struct err e;
	size_t n = 0;
	int status = EXIT_YES;

	if (k == NULL || (b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if (bench_me(b) == 0)
		status = complain(
		    "%s", T("请用 --as 说明由谁导入", "say by --as who imports"));
	else if (import_csv(b, k->kind, c->argv[1], &n, &faults, &e) != RC_OK) {
		for (size_t i = 0; i < faults.n; i++)
			complain("%s", faults.v[i]);
		status = complain_err(&e);
	} else
		printf(T("已导入%s %zu 条\n", "%s: %zu records imported\n"), tx(k->title),
		    n);
	strs_free(&faults);
	bench_close(b);
	return status;
}

int
verb_generate(struct cli *c)
{
	const struct kind_def *k = cli_kind(c->argv[0]);
	const char *count = c->argv[1];
	long n = strtol(count, NULL, 10);
	struct bench *b = NULL;
	struct err e;
	int status = EXIT_YES;

	if (k == NULL)
		return EXIT_BAD;
	if (*count == '\0' || strlen(count) > 8 ||
	    count[strspn(count, "0123456789")] != '\0' || n < 1 || n > 10000000)
		return complain(T("generate：条数“%s”不对，应为 1 到 10000000",
				    "generate: '%s' records? Expected a number from 1 to "
				    "10000000"),
		    count);
	if ((b = cli_open(c, true)) == NULL)
		return EXIT_BAD;
	if (!bench_personal(b))
		status =
		    complain("%s", T("公用库不能添加虚构记录；请在个人库（如示例）中试",
				       "no fictional records in a service store: use a "
				       "personal one, such as the sample"));
	else if (generate(b, k->kind, n, c->seed != 0 ? (unsigned long)c->seed : 1, &e) !=
		 RC_OK)
		status = complain_err(&e);
	else
		printf(
		    T("已添加%s %ld 条\n", "%s: %ld records added\n"), tx(k->title), n);
	bench_close(b);
	return status;
}
