/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_PICTURE_H
#define DM_TEST_PICTURE_H
/* A painted screen as text, what must hold of every one, and how two of them differ. */
#include "tui/app.h"

struct picture {
	struct strs chars, inks; /* a line a row: characters, attribute letters */
	int rows, cols, y, x;	 /* y, x: the cursor */
};
/* The headless terminal as it stands; p is zero-initialised or from an earlier call. */
void picture_take(struct picture *p);
void picture_done(struct picture *p);
/* The file form: "|characters", below it ":attributes" where any is not plain, and the
 * cursor. */
void picture_write(const struct picture *p, struct str *out);
bool picture_shows(const struct picture *p, const char *text);
/* What is wrong with it, whatever the screen is about; each fault once. */
void picture_faults(const struct picture *p, const struct app *a, struct strs *faults);
/* Han in it that `known` has not and that is none of the words every language shows. */
void picture_han(const struct picture *p, const struct str *known, struct strs *found);
/* A unified difference of two texts, with two lines around each change. */
void unified(const char *was, const char *is, struct str *out);
#endif
