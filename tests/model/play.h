/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_MODEL_PLAY_H
#define DM_TESTS_MODEL_PLAY_H
/* What the parts of the play share. */
#include "model.h"
#include "step/act.h"

#define MUST(call) \
	do { \
		struct err e_ = { 0 }; \
		if ((call) != RC_OK) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, e_.msg); \
			abort(); \
		} \
	} while (0)
#define E (&e_)

/* office.c */
struct bench *office_open(const struct play_options *o, int32_t first);
void office_close(void);
const char *iso(int32_t day); /* good until the next call but seven */

/* fill.c: what is typed, mostly as a clerk would, at times what he should not */
struct fill {
	struct dice *dice;
	const struct world *world;
	int32_t today;
	long *serial; /* for numbers that must be new */
};
/* Fills run's form; out gets "field=text" of all that was typed. */
MUST_CHECK enum rc
fill_form(struct fill *f, struct act_run *run, struct str *out, struct err *e);
#endif
