/* SPDX-License-Identifier: MIT */
/* The tables of states and acts of all steps, joined. */
#include "step/tables.h"
#include <stdlib.h>
#include <assert.h>
#include <string.h>

/* clang-format off */
static const struct step_table *const tables[] = { /* one a line */
	&step0_table,
	&step1_table,
	&unit_succession_table,
	&step2_table,
	&step3_table,
	&exam_table,
	&assign_table,
	&step4_table,
	&matter_branch_table,
	&matter_derive_table,
	&matter_dispute_table,
	&matter_amend_table,
	&matter_change_table,
	&matter_condition_table,
	&matter_notice_table,
	&matter_order_table,
	&matter_later_table,
	&matter_enter_table,
	&matter_point_table,
	&matter_widen_table,
	&matter_recheck_table,
	&matter_suggest_table,
	&matter_review_table,
	&matter_disclose_table,
	&step5_table,
	&step6_table,
	&step7_table,
	&archive_transfer_table,
};
/* clang-format on */

const struct state_def *
state_def(const char *kind, const char *state)
{
	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < tables[t]->nstate; i++) {
			const struct state_def *s = &tables[t]->state[i];

			if (strcmp(s->kind, kind) == 0 && strcmp(s->state, state) == 0)
				return s;
		}
	return NULL;
}

const char *
state_title(const char *kind, const char *state)
{
	const struct state_def *s = state_def(kind, state);

	return s != NULL ? tx(s->title) : state;
}

size_t
state_list(const char *kind, const struct state_def **out, size_t cap)
{
	size_t n = 0;

	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < tables[t]->nstate && n < cap; i++)
			if (strcmp(tables[t]->state[i].kind, kind) == 0)
				out[n++] = &tables[t]->state[i];
	return n;
}

const struct act_def *
act_def(const char *kind, const char *name)
{
	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < tables[t]->nact; i++) {
			const struct act_def *a = &tables[t]->act[i];

			if (strcmp(a->kind, kind) == 0 && strcmp(a->name, name) == 0)
				return a;
		}
	return NULL;
}

const struct act_def *
act_named(const char *text)
{
	const char *dot = strchr(text, '.');
	char *kind = dot != NULL ? xstrndup(text, (size_t)(dot - text)) : NULL;
	const struct act_def *a = kind != NULL ? act_def(kind, dot + 1) : NULL;

	free(kind);
	return a;
}

size_t
act_list(const char *kind, const struct act_def **out, size_t cap)
{
	size_t n = 0;

	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < tables[t]->nact; i++) {
			if (strcmp(tables[t]->act[i].kind, kind) != 0)
				continue;
			if (n < cap)
				out[n] = &tables[t]->act[i];
			n++;
		}
	assert(cap < ACTS_MAX || n <= cap); /* who wants all gets all */
	return n;
}
