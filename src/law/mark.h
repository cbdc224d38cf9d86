/* SPDX-License-Identifier: MIT */
#ifndef DM_LAW_MARK_H
#define DM_LAW_MARK_H
/*
 * What follows from level and period: expiry, caps, marks (法20, 条例21; R046, R063,
 * R064).
 */
#include "base/level.h"
#include "base/period.h"
#include "org/param.h"

/* First day no longer protected; DATE_NONE for condition, long-term or no start. A named
 * release day is itself protected when DATE_INCLUSIVE (1.N); end of month clamps. */
int32_t period_expiry(const struct period *p, int32_t start, const struct params *param);
/* The release date with which protection ends before that first free day. */
struct period period_until(int32_t expiry, const struct params *param);
/* Is the period within the level's cap (R046)? Conditions and long-term are not measured
 * by a cap. */
bool period_within_cap(
    const struct period *p, int32_t start, enum level l, const struct params *param);
int level_cap_years(enum level l, const struct params *param);

/* `密级★期限`, R063; false when level or period is missing (R064: no bare level). */
bool mark_format(enum level l, const struct period *p, char out[256]);
bool mark_parse(const char *s, enum level *l, struct period *p);
#endif
