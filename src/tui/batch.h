/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_BATCH_H
#define DM_TUI_BATCH_H
/* One act for all marked records of a register: each is begun, checked and done by
 * itself, and what was refused is told. */
#include "tui/view.h"

struct batch {
	struct view *v; /* borrowed: the register */
	const char *kind;
	int64_t *id; /* owned */
	size_t n;
	const struct act_def **act; /* owned */
	size_t nact, chosen;
	enum level level; /* of what the register shows: the report names its records */
	enum { BATCH_NONE, BATCH_MENU, BATCH_ASK } stage;
};
void batch_init(struct batch *b, struct view *v, const char *kind);
void batch_done(struct batch *b);
void batch_start(struct batch *b, const int64_t *id, size_t n, enum level level);
/* A view above has ended. false: it was not the batch's. *ran: the acts were tried, the
 * register must be read again. */
bool batch_back(struct batch *b, int result, int64_t id, bool *ran);
#endif
