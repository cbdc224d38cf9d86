/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_SCR_REGISTER_H
#define DM_TUI_SCR_REGISTER_H
/* A register: scr_register.c asks and listens, scr_register_draw.c paints. */
#include "tui/batch.h"
#include "tui/columns.h"
#include "tui/edit.h"
#include "tui/filter.h"
#include "tui/flow.h"

struct reg {
	struct view v;
	char *kind, *parent, *parent_label; /* owned; parent NULL: the whole register */
	int64_t parent_id;
	const struct form *form; /* borrowed, NULL none */
	struct columns cols;
	struct rows rows;
	struct filter filter;
	char *find;		/* owned, NULL none: words searched for */
	struct edit *find_line; /* while it is typed */
	int sort; /* field of the form, -1 the register's own order, -2 by entry */
	bool desc;
	int64_t *mark; /* owned: ids */
	size_t nmark, cmark;
	struct flow flow;
	struct batch batch;
	enum { REG_IDLE, REG_SORT, REG_FILTER } wait; /* what was pushed */
};
size_t
reg_mark(const struct reg *g, int64_t id); /* index of the mark; nmark: not marked */
bool reg_narrowed(const struct reg *g);	   /* searched or filtered */
void reg_title(struct view *v, struct str *out);
void reg_draw(struct view *v, struct rect r);
#endif
