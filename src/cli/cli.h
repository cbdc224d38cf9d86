/* SPDX-License-Identifier: MIT */
#ifndef DM_CLI_CLI_H
#define DM_CLI_CLI_H
/*
 * The command line: options and verbs are two tables (options.c, verbs.c), from which
 * help and usage are generated. A verb opens the home through cli_open, which knows who
 * it is that acts, and speaks to the steps by the same door as the screens.
 */
#include <stdio.h>
#include "step/step.h"

enum { EXIT_YES, EXIT_NO, EXIT_BAD };

struct cli {
	/* as given */
	const char *home, *data, *as, *org, *lang;
	int32_t today; /* DATE_NONE unless given */
	bool readonly, service, sample, json, ascii, mono, help, version;
	const char *start, *period, *from, *workdays, *level, *calendar; /* calc */
	long ambiguous, limit, seed; /* 0: not given */
	const char *days;	     /* due */
	struct strs where;
	int argc; /* arguments of the verb */
	char **argv;
	/* found out by cli_identify */
	char *home_dir, *login, *origin; /* owned */
	bool personal; /* the store is the user's own, or a sample: may act as anybody */
};
struct verb {
	const char *name; /* "" is the workbench */
	struct text2 args, help;
	int least, most; /* arguments */
	int (*run)(struct cli *c);
};

/* options.c: reads all of argv; false when it complained. */
bool options_read(struct cli *c, int argc, char **argv);
void options_lang(int argc, char **argv); /* before anything is said */
void
options_help(FILE *f, const char *verb); /* those common to all (NULL), or of one verb */
bool
options_fit(const struct cli *c, const char *verb); /* none belongs to another verb */

/* verbs.c */
const struct verb *verb_find(const char *name);
void verbs_usage(FILE *f);			/* everything: --help */
void verb_usage(FILE *f, const struct verb *v); /* one verb */

/* "dingmi: …" on standard error; returns EXIT_BAD. */
int complain(const char *fmt, ...) PRINTF_LIKE(1, 2);
int complain_err(const struct err *e);

/* identity.c: home, real login, personal or service store. Complains and returns false
 * when it cannot be. */
bool cli_identify(struct cli *c);
struct bench_options cli_bench_options(const struct cli *c);
/*
 * Opens the home and lets the right person act: --as, or the login. need: somebody must
 * be; else nobody may be (the workbench's sign-in, verify). NULL: complained.
 */
struct bench *cli_open(struct cli *c, bool need);
/* After output that shows classified text: its highest level, on standard error. */
void cli_say_level(enum level l);
/* Was standard output taken? Complains when not. */
bool cli_flushed(void);
/* A kind by its name; NULL: complained, with the names there are. */
const struct kind_def *cli_kind(const char *name);
/* The register's query with every --where; false: complained. */
bool cli_query(struct cli *c, struct bench *b, const char *kind, const struct form *form,
    struct query *q);
/* One record as a line of JSON: the fields of the register, or all. */
void cli_json_record(
    struct bench *b, const struct record *r, const struct form *form, bool all);
/* A record by number, code, login or id; NULL: complained. */
struct record *cli_record(struct bench *b, const char *kind, const char *text);

/* the verbs, by file */
int verb_workbench(struct cli *c); /* verb_home.c */
/* The workbench, with a drill (NULL: none) shown first. */
int cli_workbench(struct cli *c, const char *drill);
int verb_init(struct cli *c);
int verb_import(struct cli *c); /* verb_fill.c */
int verb_generate(struct cli *c);
int verb_export(struct cli *c); /* verb_list.c */
int verb_list(struct cli *c);
int verb_show(struct cli *c);	/* verb_show.c */
int verb_verify(struct cli *c); /* verb_check.c */
int verb_check_forms(struct cli *c);
int verb_check_org(struct cli *c);
int verb_clock(struct cli *c); /* verb_clock.c */
int verb_due(struct cli *c);   /* verb_due.c */
int verb_eval(struct cli *c);  /* verb_law.c */
int verb_calc(struct cli *c);
int verb_rules(struct cli *c);	/* verb_rules.c */
int verb_drill(struct cli *c);	/* verb_drill.c */
int verb_doctor(struct cli *c); /* doctor.c */
int verb_help(struct cli *c);	/* verbs.c */
#endif
