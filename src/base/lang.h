/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_LANG_H
#define DM_BASE_LANG_H
/*
 * Two languages, both written where the sentence is used: T("中文", "English"). A missing
 * text is a compile error and the compiler checks both formats. Set once by cli at start.
 */
#include <stdbool.h>

enum lang { LANG_ZH, LANG_EN };

void lang_set(enum lang l);
enum lang lang_get(void);

#define T(zh, en) (lang_get() == LANG_ZH ? (zh) : (en))

/* A text kept in a table; tx() picks the language. */
struct text2 {
	const char *zh, *en;
};
const char *tx(struct text2 t);
#endif
