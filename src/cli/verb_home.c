/* SPDX-License-Identifier: MIT */
/* The workbench, and making a home. */
#include "config.h"
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "step/import.h"
#include "tui/view.h"

/* Who asked for a drill by a wrong name should be told on the line he typed. */
static bool
has_drill(const struct bench *b, const char *drill)
{
	struct scenario *s = NULL;
	struct err e;
	bool has = drill == NULL || drill_find(b, drill, 0, &s, &e) == RC_OK;

	if (!has)
		complain_err(&e);
	scenario_free(s);
	return has;
}

int
cli_workbench(struct cli *c, const char *drill)
{
	struct app_options o = { .term = { .ascii = c->ascii, .mono = c->mono },
		.drill = drill };
	struct bench *b;
	struct err e;
	int status = EXIT_YES;

	/* Before the store: without a screen nothing should have been touched. */
	if (isatty(STDIN_FILENO) && term_check(&e) != RC_OK)
		return complain_err(&e);
	if ((b = cli_open(c, false)) == NULL)
		return EXIT_BAD;
	if (!has_drill(b, drill)) {
		bench_close(b);
		return EXIT_BAD;
	}
	bench_sweep_daily(b);
	o.plain_start = bench_me(b) != 0;
	if (app_run(b, &o, &e) != RC_OK)
		status = complain_err(&e);
	bench_close(b);
	return status;
}

int
verb_workbench(struct cli *c)
{
	return cli_workbench(c, NULL);
}

int
verb_init(struct cli *c)
{
	struct bench_options o;
	struct err e;

	if (c->argc > 0 && c->home != NULL)
		return complain(
		    "%s", T("init：目录写一次即可，不要再给 --home",
			      "init: name the directory once, without --home"));
	if (c->sample && c->org != NULL)
		return complain(
		    "%s", T("init：--sample 自带 org.ini，不能再给 --org",
			      "init: --sample brings its own org.ini; leave out --org"));
	if (c->readonly)
		return complain(
		    "%s", T("init:--readonly 下不能建立", "init: not with --readonly"));
	if (c->argc > 0)
		c->home = c->argv[0];
	if (*(c->home != NULL ? c->home : "-") == '\0')
		return complain(
		    "%s", T("init：目录名是空的", "init: the directory's name is "
						  "empty"));
	if (!cli_identify(c))
		return EXIT_BAD;
	o = cli_bench_options(c);
	if (home_init(c->home_dir, c->data, c->org, c->sample, &o, &e) != RC_OK)
		return complain_err(&e);
	printf(T("已建立 %s。打开：dingmi --home %s\n",
		   "made %s. Open it: dingmi --home %s\n"),
	    c->home_dir, c->home_dir);
	return EXIT_YES;
}
