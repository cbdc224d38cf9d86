/* SPDX-License-Identifier: MIT */
/* The words of judging: error types of the trade, parts of a score. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "drill/drill.h"

const struct drill_error_info *
drill_error_info(enum drill_error e)
{
	static const struct drill_error_info info[] = {
#define X(id, name, zh, en) [DRILL_ERROR_##id] = { name, { zh, en } },
		DRILL_ERRORS(X)
#undef X
	};

	assert((size_t)e < ARRAY_LEN(info));
	return &info[e];
}

const char *
drill_error_title(const char *name)
{
	for (int i = 0; i < DRILL_ERROR_COUNT; i++)
		if (strcmp(drill_error_info((enum drill_error)i)->name, name) == 0)
			return tx(drill_error_info((enum drill_error)i)->title);
	return name;
}

/* Completing the matter weighs most: who left it undone must not pass by neat paper. */
static const struct {
	int weight;
	struct text2 title;
} parts[DRILL_PARTS] = {
	[DRILL_DECISION] = { 40, { "定与不定、由谁定", "decision" } },
	[DRILL_SUBSTANCE] = { 30, { "密级、期限、知悉范围", "level, period, circle" } },
	[DRILL_PROCEDURE] = { 20, { "程序和时限", "procedure and deadlines" } },
	[DRILL_PAPER] = { 10, { "文书", "papers" } },
};

int
drill_part_weight(enum drill_part p)
{
	assert(p < DRILL_PARTS);
	return parts[p].weight;
}

struct text2
drill_part_title(enum drill_part p)
{
	assert(p < DRILL_PARTS);
	return parts[p].title;
}
