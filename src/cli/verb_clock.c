/* SPDX-License-Identifier: MIT */
/* The clock against the journal, and why it went back. */
#include "config.h"

#include "cli/cli.h"

static void
report(const struct clock_look *look, size_t crossed)
{
	printf(T("现在      %s\n", "now       %s\n"), look->now);
	printf(T("最后日志  %s\n", "last row  %s\n"),
	    *look->last != '\0' ? look->last : "-");
	if (!look->back) {
		puts(T("时钟不早于最后一条日志，或者已经说明",
		    "the clock is not before the "
		    "journal, or that is explained"));
		return;
	}
	puts(T("时钟倒退：说明原因以前什么都写不进去。先核对系统时钟；无误的，写 "
	       "dingmi clock 原因",
	    "the clock went back: until that is explained nothing can be written. Look "
	    "at the system clock first; if it is right: dingmi clock REASON"));
	if (crossed > 0)
		printf(T("已过的期限有%zu项又在以后\n",
			   "%zu deadlines that had passed lie ahead again\n"),
		    crossed);
}

int
verb_clock(struct cli *c)
{
	struct bench *b = cli_open(c, c->argc > 0);
	struct clock_look look;
	size_t crossed;
	int status = EXIT_YES;
	struct err e;

	if (b == NULL)
		return EXIT_BAD;
	if (c->argc > 0 && bench_clock_explain(b, c->argv[0], &e) != RC_OK)
		status = complain_err(&e);
	else if (bench_clock(b, &look, &crossed, &e) != RC_OK)
		status = complain_err(&e);
	else {
		report(&look, crossed);
		status = look.back ? EXIT_NO : EXIT_YES;
	}
	bench_close(b);
	return cli_flushed() ? status : EXIT_BAD;
}
