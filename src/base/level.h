/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_LEVEL_H
#define DM_BASE_LEVEL_H
/* The three levels of state secrets (法14, R001), ordered, so that "higher" compares as
 * greater. */
#include <stdbool.h>

enum level { LEVEL_NONE, LEVEL_BASE, LEVEL_HIGH, LEVEL_TOP };
const char *
level_zh(enum level l); /* 秘密 机密 绝密, "" for none: shown in every language */
const char *level_name(enum level l); /* base high top, "none" */
/* 绝密/机密/秘密 (级 may follow), top/high/base, 1/2/3; false otherwise. */
bool level_parse(const char *s, enum level *out);
#endif
