/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_STAGE_H
#define DM_TEST_STAGE_H
/*
 * A stage for screens: a copy of the sample home, the app on it, no terminal. The sample
 * is made once a run, on a fixed day. Every picture painted is judged; what is wrong is
 * kept.
 */
#include "picture.h"
#include "base/lang.h"

#define STAGE_TODAY "2026-03-02"

struct stage_options {
	enum lang lang;
	int rows, cols;
	bool ascii, mono, readonly;
	int32_t today; /* DATE_NONE: STAGE_TODAY */
	const char
	    *login; /* a service store entered by this login; NULL: a personal store */
};
struct stage {
	struct bench *bench;
	struct app *app;
	char *home; /* owned */
	enum lang lang;
	struct picture now;
	struct str known;	 /* data: Chinese that may stand on an English screen */
	struct strs faults, han; /* collected from all pictures */
	size_t painted;
	int64_t written; /* journal rows that came since the stage was opened; after its
			    end */
};
/* Group fixtures: the sample home, and its end. */
int stage_make_sample(void **state);
int stage_drop_sample(void **state);

void stage_open(struct stage *s, const struct stage_options *o);
/* As from the keyboard; every event is followed by a picture. */
void stage_feed(struct stage *s, const char *bytes, size_t n);
void stage_resize(struct stage *s, int rows, int cols);
/* Back to where one signs in, then in as a person of this name (personal store). */
void stage_sign_in(struct stage *s, const char *name);
/* When the app has ended: a new one on the same store. */
void stage_again(struct stage *s);
/* The line drops: drafts are kept, the app is over. */
void stage_hangup(struct stage *s);
/* Hangup, then the store is verified; what is wrong joins the faults. */
void stage_end(struct stage *s);
void stage_done(struct stage *s);
void stage_print(const char *text); /* as remarks of TAP, line by line */
void stage_print_faults(const struct stage *s);
#endif
