/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_TABLES_H
#define DM_STEP_TABLES_H
/* Tables of the seven steps, one file a step; tables.c joins them. Private to step/. */
#include "step/step.h"

struct step_table {
	const struct state_def *state;
	size_t nstate;
	const struct act_def *act;
	size_t nact;
};
/* clang-format off */
extern const struct step_table
	step0_table,
	step1_table,
	unit_succession_table,
	step2_table,
	step3_table,
	exam_table,
	assign_table,
	step4_table,
	matter_branch_table,
	matter_derive_table,
	matter_dispute_table,
	matter_amend_table,
	matter_change_table,
	matter_condition_table,
	matter_notice_table,
	matter_order_table,
	matter_later_table,
	matter_enter_table,
	matter_point_table,
	matter_widen_table,
	matter_recheck_table,
	matter_suggest_table,
	matter_review_table,
	matter_disclose_table,
	step5_table,
	step6_table,
	step7_table,
	archive_transfer_table;
/* clang-format on */

#define STEP_TABLE(no, states, acts) ACT_TABLE(step##no, states, acts)
#define ACT_TABLE(name, states, acts) \
	const struct step_table name##_table = { states, ARRAY_LEN(states), acts, \
		ARRAY_LEN(acts) }

/* A row of the home screen and of the inbox, one function a step (home.c joins them). */
typedef enum rc step_tile_fn(struct bench *b, struct tile *out, struct err *e);
typedef enum rc
step_inbox_fn(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* Successions that wait for their approval (R107). */
MUST_CHECK enum rc succession_inbox(
    struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* Designations that decided nothing in twelve months (R038). */
MUST_CHECK enum rc idle_count(struct bench *b, size_t *n, struct err *e);
MUST_CHECK enum rc
idle_inbox(struct bench *b, bool all, struct duties *out, struct err *e);
step_tile_fn step1_tile, step2_tile, step3_tile, step4_tile, step5_tile, step6_tile,
    step7_tile;
step_inbox_fn step1_inbox, step2_inbox, step3_inbox, step4_inbox, step5_inbox,
    step6_inbox, step7_inbox;
#endif
