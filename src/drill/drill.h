/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_DRILL_H
#define DM_DRILL_DRILL_H
/*
 * Drills: newcomers learn by doing. A scenario (forms/drill/ID.ini, dingmi-drill(5))
 * tells a fictional situation; a run plays it on a scratch store of its own with the real
 * steps, the real law and the real screens; a judge compares what was done with what the
 * scenario expects. The event log of a run is the only truth about it: score, result and
 * "your path" are computed from it, and replaying it gives the same again. Nothing here
 * writes to the real store but drill_record(), which keeps the result and the log's
 * digest.
 */
#include "step/step.h"

/* ---- the error types of the trade, counted over runs (domain: 高定 低定 …) */
#define DRILL_ERRORS(X) \
	X(OVER, "over", "高定", "over-classified") \
	X(UNDER, "under", "低定", "under-classified") \
	X(WRONG, "wrong", "错定", "wrongly classified") \
	X(MISSED, "missed", "漏定", "not classified") \
	X(BEYOND, "beyond", "越权", "beyond authority") \
	X(LATE_END, "period", "超期", "period too long") \
	X(UNMARKED, "unmarked", "未标志", "not marked") \
	X(CIRCLE, "circle", "知悉范围过宽", "circle too wide") \
	X(PROCEDURE, "procedure", "程序违法", "procedure broken") \
	X(UNRELEASED, "unreleased", "应解未解", "not released") \
	X(RELEASED, "released", "擅自解除", "released without right") \
	X(COPIED, "copied", "擅自复制", "copied without right") \
	X(LATE, "late", "迟报", "reported late") \
	X(OTHER, "other", "其他", "other")
enum drill_error {
#define X(id, name, zh, en) DRILL_ERROR_##id,
	DRILL_ERRORS(X)
#undef X
	    DRILL_ERROR_COUNT
};
struct drill_error_info {
	const char *name; /* as in files and records */
	struct text2 title;
};
const struct drill_error_info *drill_error_info(enum drill_error e);
/* What it is called on the screen, by its name; the name itself when there is none. */
const char *drill_error_title(const char *name);

/* ---- scenarios */
enum drill_part {
	DRILL_DECISION,
	DRILL_SUBSTANCE,
	DRILL_PROCEDURE,
	DRILL_PAPER,
	DRILL_PARTS
};
/* 40, 30, 20, 10: what each part is worth; a scenario without a part shares its weight
 * out among the others. */
int drill_part_weight(enum drill_part p);
struct text2 drill_part_title(enum drill_part p);

struct scenario; /* read whole, owned; every text already has the variant's values */
struct drill_info {
	const char *id;	   /* "DR01"; borrowed from the scenario, like all below */
	const char *title; /* in the language of the program */
	const char *kind;  /* "drill", "walk", "incident" */
	int difficulty;	   /* 1..3 */
	int step;	   /* 1..7; 0: all of them */
	int minutes;	   /* estimate */
	int variants;	   /* how many there are, at least 1 */
	const char *situation, *task; /* paragraphs parted by newlines */
	const char *as;		      /* login it starts as */
	int32_t day;		      /* its first day */
	bool moving;		      /* the clock moves: drill_wait() is allowed */
	int pass;		      /* points that pass */
	int hints, questions, expectations, errors;
};
/* Scenario of a file, in the variant that the seed chooses. Faults of the file: RC_INVAL
 * with file and line. */
MUST_CHECK enum rc
scenario_read(const char *path, unsigned long seed, struct scenario **out, struct err *e);
void scenario_free(struct scenario *s);
struct drill_info scenario_info(const struct scenario *s);
/* The shipped scenarios and the unit's own (HOME/forms/drill over the shipped), by id;
 * a file that cannot be read is left out and named in faults (may be NULL). */
struct drill_list {
	struct scenario **v;
	size_t n;
};
MUST_CHECK enum rc drill_list(
    const struct bench *b, struct drill_list *out, struct strs *faults, struct err *e);
void drill_list_free(struct drill_list *l);
/* By id ("DR01") or path. */
MUST_CHECK enum rc drill_find(const struct bench *b, const char *id, unsigned long seed,
    struct scenario **out, struct err *e);
/* Proves a scenario: its model path scores full and makes no error; every classic error,
 * played, is recognised; every variant. Faults, one line each. */
MUST_CHECK enum rc
scenario_check(const char *path, const char *data, struct strs *faults, struct err *e);

/* ---- runs. A run has a directory HOME/drill/NAME: its scratch home and its log. */
struct drill_run;
enum drill_end { DRILL_OPEN, DRILL_DONE, DRILL_GIVEN_UP };
/* A new run for the person signed in on the real bench. */
MUST_CHECK enum rc drill_start(struct bench *real, const struct scenario *s,
    unsigned long seed, struct drill_run **out, struct err *e);
/* The person's unfinished run of this scenario (NULL id: his newest of any), as it was
 * left, drafts and all; *out NULL when there is none. Results of ended runs that could
 * not be recorded then are recorded first. */
MUST_CHECK enum rc
drill_resume(struct bench *real, const char *id, struct drill_run **out, struct err *e);
/* How the person signed in stands with a scenario, without opening anything; id NULL: of
 * all of them, name being the newest unfinished run. */
struct drill_standing {
	int runs;	   /* finished or given up */
	int best;	   /* best score, -1: none yet */
	bool passed;	   /* the best one passed */
	char name[64];	   /* unfinished run, "" none */
	char scenario[32]; /* of that run */
};
MUST_CHECK enum rc drill_standing(
    struct bench *real, const char *id, struct drill_standing *out, struct err *e);
/* Ends the session, not the run: it can be resumed. Of one that is recorded the log
 * stays, from which all else can be made again. */
void drill_close(struct drill_run *r);
struct bench *drill_bench(struct drill_run *r); /* of the scratch store; borrowed */
const struct scenario *drill_scenario(const struct drill_run *r);
const char *drill_name(const struct drill_run *r); /* of the run: "DR01-20261122-3" */
enum drill_end drill_ended(const struct drill_run *r);
int drill_seconds(const struct drill_run *r); /* worked on so far, pauses left out */
/* "演练 DR01 · 与真实数据无关": for the banner on every screen. */
const char *drill_banner(const struct drill_run *r);
/* People the trainee may act as, as the scenario says (he starts as `as`). */
MUST_CHECK enum rc drill_act_as(struct drill_run *r, const char *login, struct err *e);
size_t drill_people(const struct drill_run *r, const char *const **logins);
/* For scenarios that leave time to the trainee: let so many days pass. RC_DENIED when the
 * clock stands still here. */
MUST_CHECK enum rc drill_wait(struct drill_run *r, int days, struct err *e);
/* Has something come about by itself since last asked (a colleague acted, days passed)?
 * A sentence to show, or NULL. Owned. */
char *drill_news(struct drill_run *r);
/* A hint: the next one not yet given, with what it costs; NULL: none left. */
struct drill_hint {
	const char *text;
	int cost; /* points, of its own expectation only */
};
MUST_CHECK enum rc drill_hint(struct drill_run *r, struct drill_hint *out, struct err *e);
/* What the next one would cost, before it is asked for; -1: none left. */
int drill_hint_cost(const struct drill_run *r);
size_t drill_hints_given(const struct drill_run *r, struct drill_hint *out, size_t cap);
/* The walk: what to do next in the guided first walk, at the end how to hand it in; ""
 * when the scenario guides nobody; changes as things are done. *n of *of; beyond it when
 * all is done. {key:NAME} stands for a key that the screen names. */
const char *drill_guide(struct drill_run *r, int *n, int *of);
/* Questions: single, multiple, true/false, put in order; options in an order of the
 * seed. Answers as option numbers, "2" or "1,3"; the last one given counts. */
enum question_kind { QUESTION_SINGLE, QUESTION_MULTI, QUESTION_TRUE, QUESTION_ORDER };
struct question_view {
	enum question_kind kind;
	const char *text;
	const char *const *option;
	size_t noption;
	const char *given; /* NULL: not yet answered */
};
size_t drill_questions(const struct drill_run *r);
struct question_view drill_question(const struct drill_run *r, size_t i);
/* Once it has ended: was it answered right, and why it is so. */
struct question_told {
	bool right;
	const char *explain, *rule; /* "" none */
};
struct question_told drill_question_told(const struct drill_run *r, size_t i);
MUST_CHECK enum rc
drill_answer(struct drill_run *r, size_t i, const char *answer, struct err *e);
/* Ends it: for judgement, or given up. */
MUST_CHECK enum rc drill_finish(struct drill_run *r, enum drill_end how, struct err *e);

/* ---- judgement */
struct verdict_line {
	enum drill_part part;
	bool met;
	int points, of;	  /* after hints */
	int hints;	  /* points that they cost of it */
	const char *rule; /* "R047", "" none; borrowed from the scenario */
	const char *text; /* what was expected */
};
struct verdict_error {
	enum drill_error type;
	int count;
	const char *rule, *text; /* explanation; borrowed */
};
struct path_line {
	char *yours, *model; /* owned; "" where one has no step left */
	bool same;
};
struct verdict {
	int score; /* 0..100; below pass while a decisive expectation is not met */
	int part[DRILL_PARTS], of[DRILL_PARTS];
	bool complete; /* every decisive expectation is met */
	int hints, seconds;
	struct verdict_line *line;
	size_t nline;
	struct verdict_error *error;
	size_t nerror;
	struct path_line *path;
	size_t npath;
	char digest[65]; /* of the log */
};
MUST_CHECK enum rc drill_judge(struct drill_run *r, struct verdict *out, struct err *e);
void verdict_free(struct verdict *v);
/* The explanation as text to read: score by part, each expectation, each error with rule
 * and article, your path beside the model's; after success as after failure. Owned. */
char *verdict_text(const struct drill_run *r, const struct verdict *v);
/* The result into the real store (kind drill_result), once a run. */
MUST_CHECK enum rc drill_record(struct bench *real, struct drill_run *r,
    const struct verdict *v, int64_t *id, struct err *e);
/* Plays the log of a finished run again on a fresh scratch store. *same: outcome of every
 * act, score, types of error and digest are what they were; out has no lines then, and of
 * errors no texts. RC_NOTFOUND: no such run; RC_DENIED: none that this person may see. */
MUST_CHECK enum rc drill_replay(struct bench *real, const char *name, struct verdict *out,
    bool *same, struct str *differs, struct err *e);
#endif
