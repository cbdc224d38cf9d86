/* SPDX-License-Identifier: MIT */
#ifndef DM_REPORT_PAPER_VALUE_H
#define DM_REPORT_PAPER_VALUE_H
/*
 * The bench as the source of a paper's values. Names: a field of the record's form or a
 * column of its kind; `state`, `id`; `person_id.post_id` follows references;
 * `our.unit|tier|superior|competent|sad` is the organisation, `today` the day;
 * `count.KIND.COLUMN` counts records that refer to this one. Registers: KIND, whose rows
 * refer to this record; `roster`, everybody designated. What lies outside the reader's
 * need-to-know stays hidden, in children and references too.
 */
#include "report/paper.h"
#include "step/step.h"

struct paper_bench {
	struct bench *bench;	  /* borrowed */
	const struct record *rec; /* borrowed: what the sheet is about */
	bool chinese;		  /* values in Chinese whatever the screen speaks */
	enum level highest;	  /* of everything shown so far */
};
struct paper_source paper_bench_source(struct paper_bench *pb);
#endif
