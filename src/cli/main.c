/* SPDX-License-Identifier: MIT */
/* The program: options, then one verb. */
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/text.h"
#include "cli/cli.h"

int
complain(const char *fmt, ...)
{
	va_list ap;

	fflush(stdout);
	fputs("dingmi: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return EXIT_BAD;
}

int
complain_err(const struct err *e)
{
	return complain("%s", e->msg);
}

static int
run(struct cli *c)
{
	const char *name = c->argc > 0 ? c->argv[0] : "";
	const struct verb *v = verb_find(name);

	if (c->version) {
		printf("%s\n", PACKAGE_STRING);
		return EXIT_YES;
	}
	if (v == NULL)
		return complain(T("没有“%s”这个命令；dingmi --help 列出全部命令",
				    "there is no verb '%s'; dingmi --help lists them"),
		    name);
	if (c->help) {
		if (*name == '\0')
			verbs_usage(stdout);
		else
			verb_usage(stdout, v);
		return EXIT_YES;
	}
	if (*name != '\0') {
		c->argc--;
		c->argv++;
	}
	if (!options_fit(c, v->name))
		return EXIT_BAD;
	if (c->argc < v->least || c->argc > v->most) {
		complain(c->argc < v->least
			     ? T("%s：缺少参数", "%s: an argument is missing")
			     : T("%s：参数太多", "%s: too many arguments"),
		    v->name);
		verb_usage(stderr, v);
		return EXIT_BAD;
	}
	return v->run(c);
}

int
main(int argc, char **argv)
{
	struct cli c = { .today = DATE_NONE, .data = DATADIR };
	int status = EXIT_BAD;

	umask(077);
	unsetenv("POSIXLY_CORRECT"); /* options may stand anywhere */
	/* Terms and deadlines run by Beijing time; who calls the program must not choose
	 * the day by his TZ. */
	if (setenv("TZ", "CST-8", 1) != 0)
		return 2;
	tzset();
	options_lang(argc, argv);
	if (options_read(&c, argc, argv)) {
		if (c.ambiguous != 0)
			text_set_ambiguous((int)c.ambiguous);
		status = run(&c);
	}
	if (!cli_flushed() && status == EXIT_YES)
		status = EXIT_BAD;
	strs_free(&c.where);
	free(c.home_dir);
	free(c.login);
	free(c.origin);
	return status;
}
