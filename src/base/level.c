/* SPDX-License-Identifier: MIT */
/* The three levels: words as they stand on paper, and names for files. */
#include <string.h>

#include "base/err.h"
#include "base/level.h"

static const struct {
	const char *zh, *zh_long, *name, *digit;
} levels[] = {
	[LEVEL_NONE] = { "", "", "none", "" },
	[LEVEL_BASE] = { "秘密", "秘密级", "base", "1" },
	[LEVEL_HIGH] = { "机密", "机密级", "high", "2" },
	[LEVEL_TOP] = { "绝密", "绝密级", "top", "3" },
};

const char *
level_zh(enum level l)
{
	return (size_t)l < ARRAY_LEN(levels) ? levels[l].zh : "";
}

const char *
level_name(enum level l)
{
	return (size_t)l < ARRAY_LEN(levels) ? levels[l].name : "none";
}

bool
level_parse(const char *s, enum level *out)
{
	if (s == NULL)
		return false;
	for (size_t i = LEVEL_BASE; i < ARRAY_LEN(levels); i++) {
		if (strcmp(s, levels[i].zh) != 0 && strcmp(s, levels[i].zh_long) != 0 &&
		    strcmp(s, levels[i].name) != 0 && strcmp(s, levels[i].digit) != 0)
			continue;
		*out = (enum level)i;
		return true;
	}
	return false;
}
