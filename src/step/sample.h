/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_SAMPLE_H
#define DM_STEP_SAMPLE_H
/* The sample organisation: acts written down in CSV files, replayed as by hand. Private
 * to step/. */
#include "step/bench.h"

/*
 * One act of the sample. A row of a file is one act, or a chain of them on one record:
 *
 *   day,who,act,on,as,FIELD=TEXT,FIELD=TEXT,then=ACT@WHO,FIELD=TEXT …
 *
 * day is counted from the day the sample is made and is negative; who is a login
 * (several, separated by blanks: each in turn); act is KIND.NAME, or NAME alone after
 * then=; on is the alias of the record acted on or added to; as names the new record for
 * later rows. Past days that are no working days move to the one before. TEXT is what a
 * person would type into the field; $ALIAS stands for a record, {-30} for a day counted
 * from the making, {d} {d+7} for one counted from the act, {y} {y-1} for a year.
 * ?COLUMN=VALUE chooses among the records under `on` (several values: each in turn; a
 * login stands for its person). A row beginning with # is a remark.
 */
struct sample_act {
	const char *file; /* borrowed from the script */
	int line;
	size_t order; /* in the files: acts of one day keep it */
	int32_t day;
	bool follows; /* goes on with the records of the act before */
	char *who, *act, *on, *as;
	struct strs cells;
};
struct sample_script {
	struct sample_act *v;
	size_t n, cap;
	struct strs files;
	int32_t made;		    /* the day the sample is made */
	const struct calendar *cal; /* borrowed */
};
/* Every *.csv of the directory, in time's order. cal is borrowed as long as the script.
 */
MUST_CHECK enum rc sample_read(const char *dir, int32_t made, const struct calendar *cal,
    struct sample_script *out, struct err *e);
void sample_done(struct sample_script *s);
/* What {…} stands for, as written in TEXT. */
MUST_CHECK enum rc sample_text(const struct sample_script *s, int32_t day,
    const char *text, struct str *out, struct err *e);

/* The first day of the script. */
int32_t sample_first_day(const struct sample_script *s);
/* Replay on a bench whose store has the organisation and nothing else; its clock is set
 * to each act's day. */
MUST_CHECK enum rc
sample_replay(struct bench *b, const struct sample_script *s, struct err *e);
#endif
