/* SPDX-License-Identifier: MIT */
/* The language of every sentence: one switch, set by cli before anything speaks. */
#include "base/lang.h"

static enum lang chosen = LANG_ZH;

void
lang_set(enum lang l)
{
	chosen = l;
}

enum lang
lang_get(void)
{
	return chosen;
}

const char *
tx(struct text2 t)
{
	return T(t.zh, t.en);
}
