/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_RUN_H
#define DM_DRILL_RUN_H
/* A run from inside: its scratch home, its log, what is judged. Private to drill/. */
#include "drill/choice.h"
#include "drill/log.h"
#include "drill/scenario.h"
#include "drill/workdir.h"

struct drill_run {
	char *dir;	     /* scratch home and log */
	char *name, *banner; /* the directory's last part */
	struct scenario *s;  /* owned */
	char *login;	     /* of the trainee in the real store */
	int64_t person;	     /* there; 0 when a scenario is only checked */
	struct bench *b;     /* of the scratch home */
	struct script_player *p;
	struct drill_log log;
	enum drill_end ended;
	int32_t day;
	int64_t base; /* last journal row of the world */
	int before;   /* seconds worked before this session */
	int64_t opened;
	char *who;	     /* login acting in the scratch store */
	bool *fired;	     /* what came after, by number */
	size_t hints;	     /* given */
	char **answer;	     /* per question: numbers as in the file; NULL */
	char **given;	     /* the same as numbers of the options shown */
	const char **shown;  /* options as shown, nine a question */
	int *order;	     /* the file's option at each place, nine a question */
	const char **people; /* owned array of borrowed logins */
	size_t npeople, guide;
	struct str news;
	bool recorded;	   /* the result is in the real store */
	bool aside;	   /* colleagues act: nothing is logged */
	struct err broken; /* the log could not be written */
};

/* ---- the world (world.c): a scratch home in dir, filled up to the scenario's first day;
 * names: what its acts named. */
struct world_name {
	char *name, *kind;
	int64_t id;
};
struct world_names {
	struct world_name *v;
	size_t n, cap;
};
MUST_CHECK enum rc world_make(const char *dir, const char *data, const struct scenario *s,
    struct world_names *names, struct err *e);
/* The same once more from a world of the same scenario that lies in `from`. */
MUST_CHECK enum rc world_copy(const char *from, const char *dir, struct err *e);
void world_names_done(struct world_names *n);
/* Removes the scratch store; the log says how to make it again. */
void world_clear(const char *dir);

/* ---- the run itself (run.c) */
/* Opens a world in dir as a run that begins; log NULL: in memory. Takes the scenario. */
MUST_CHECK enum rc run_begin(const char *dir, const char *data, const char *log,
    struct scenario *s, const struct world_names *names, const char *login,
    int64_t person, struct drill_run **out, struct err *e);
/* Opens the scratch store of a run again. Takes scenario and log. */
MUST_CHECK enum rc run_reopen(const char *dir, const char *data, struct scenario *s,
    struct drill_log *log, struct drill_run **out, struct err *e);
void run_free(struct drill_run *r);
/* A step of the model path or of a play; out as of script_play(). */
MUST_CHECK enum rc run_step(struct drill_run *r, const struct drill_step *st,
    struct script_outcome *out, struct err *e);
MUST_CHECK enum rc run_wait(struct drill_run *r, int days, struct err *e);
MUST_CHECK enum rc
run_answer(struct drill_run *r, size_t i, const char *numbers, struct err *e);
MUST_CHECK enum rc run_hint(struct drill_run *r, struct err *e);
MUST_CHECK enum rc run_end(struct drill_run *r, enum drill_end how, struct err *e);
void run_pause(struct drill_run *r);
int run_seconds(const struct drill_run *r);
/* Journal rows since the world, looks left out. */
MUST_CHECK enum rc run_rows(struct drill_run *r, int64_t *n, struct err *e);
/* ---- run_watch.c */
void run_watch(void *ctx, const struct act_event *ev);

/* ---- replay.c: a log played on a fresh world of the scenario in the file `ini`, made in
 * the empty directory. differs (may be NULL) names what went another way. */
MUST_CHECK enum rc
run_again(const char *dir, const char *data, const char *ini, const struct drill_log *log,
    struct str *differs, struct drill_run **out, struct err *e);

/* ---- judging (judge.c, match.c) */
/* How often it holds; 0: it does not. */
MUST_CHECK enum rc
judge_cond(struct drill_run *r, const struct drill_cond *c, int *times, struct err *e);
/* An expression with names, people, days and levels as stored. *known false: it speaks of
 * a record that is not there. */
MUST_CHECK enum rc judge_expr(struct drill_run *r, const char *column, const char *expr,
    struct str *out, bool *known, struct err *e);
/* Does a value, or one item of a list, fit the expression? */
bool match_value(const char *value, const char *expr);
/* verdict.c: your path beside the model path. */
void verdict_path(struct drill_run *r, struct verdict *v);
#endif
