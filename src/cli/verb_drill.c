/* SPDX-License-Identifier: MIT */
/* Drills from the command line: list, check, results, replay. */
#include "config.h"
#include <string.h>

#include "cli/cli.h"
#include "cli/json.h"
#include "drill/drill.h"

/* ---- check FILE… */

/* One line when the file is sound, else its faults. */
static int
check_one(struct cli *c, const char *path)
{
	struct scenario *s = NULL;
	struct strs faults = { 0 };
	struct err e;
	int status = EXIT_YES;

	if (scenario_check(path, c->data, &faults, &e) != RC_OK)
		status = complain_err(&e);
	for (size_t i = 0; i < faults.n; i++) {
		complain("%s", faults.v[i]);
		status = EXIT_NO;
	}
	if (status == EXIT_YES && scenario_read(path, 0, &s, &e) == RC_OK) {
		struct drill_info i = scenario_info(s);

		printf(T("%s 没有问题：变式 %d，应做到 %d，典型差错 %d\n",
			   "%s ok: %d variants, %d expectations, %d errors\n"),
		    i.id, i.variants, i.expectations, i.errors);
	}
	scenario_free(s);
	strs_free(&faults);
	return status;
}

static int
check(struct cli *c)
{
	int worst = EXIT_YES;

	if (c->argc < 2)
		return complain("%s", T("drill check：请写出要检查的文件",
					  "drill check: name the files to check"));
	if (!cli_identify(c))
		return EXIT_BAD;
	for (int i = 1; i < c->argc; i++) {
		int status = check_one(c, c->argv[i]);

		if (status > worst)
			worst = status;
	}
	return worst;
}

static const struct {
	const char *name;
	int (*run)(struct cli *c);
} actions[] = {
	{ "check", check },
};

int
verb_drill(struct cli *c)
{
	for (size_t i = 0; i < ARRAY_LEN(actions); i++)
		if (strcmp(c->argv[0], actions[i].name) == 0)
			return actions[i].run(c);
	return complain(T("drill：没有“%s”", "drill: there is no '%s'"), c->argv[0]);
}
