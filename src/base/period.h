/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_PERIOD_H
#define DM_BASE_PERIOD_H
/* Secrecy periods as text (法20, R047): parsing and writing only; what follows from them
 * is law/mark.h. */
#include "base/date.h"

enum period_kind {
	PERIOD_NONE,
	PERIOD_YEARS,
	PERIOD_MONTHS,
	PERIOD_DAYS,
	PERIOD_DATE,
	PERIOD_CONDITION,
	PERIOD_LONG
};
struct period {
	enum period_kind kind;
	int n;		/* years, months or days, >= 1 */
	int32_t date;	/* release date (解密时间) */
	char cond[192]; /* release condition (解密条件), without 条件: */
};
/*
 * One canonical text a period, used in the store, forms, case files and CSV:
 * `10年` `6个月` `90日` (also 天) · `2030-12-31` · `条件:TEXT` · `长期`. Full-width colon
 * and digits, 2030年12月31日 and the English words (10 years, 6 months, 90 days,
 * condition:TEXT, long-term) are accepted. At most 99 years, 1200 months, 36500 days;
 * a condition is cleaned, one line of at most 60 characters, without ★, and does not read
 * as another period. false: none of these, *out is untouched and *why (static texts, may
 * be NULL) says what was expected.
 */
bool period_parse(const char *s, struct period *out, struct text2 *why);
void period_format(const struct period *p, char out[256]); /* canonical; "" for none */
/* As in a mark: 20年, 6个月, 2030年12月31日, 考试开始前, 长期. */
void period_show(const struct period *p, char out[256]);
bool period_same(const struct period *a, const struct period *b);
#endif
