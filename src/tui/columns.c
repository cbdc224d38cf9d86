/* SPDX-License-Identifier: MIT */
/* The columns of a register. The state stands last, in words, toned; it is never the
 * column that is left out. */
#include "config.h"
#include "tui/columns.h"

#include <string.h>

enum { GAP = 1, STATE_MAX = 16, WANT_MAX = 48, CHOICE_MAX = 12 };

static const struct col_wish by_type[FIELD_TYPE_COUNT] = {
	[FIELD_TEXT] = { 10, 20, true },
	[FIELD_AREA] = { 12, 30, true },
	[FIELD_DATE] = { 10, 10, false },
	[FIELD_MOMENT] = { 16, 16, false },
	[FIELD_LEVEL] = { 4, 4, false },
	[FIELD_PERIOD] = { 8, 14, false },
	[FIELD_CHOICE] = { 6, 10, false },
	[FIELD_REF] = { 8, 16, true },
	[FIELD_NUMBER] = { 4, 6, false },
	[FIELD_YESNO] = { 2, 4, false },
	[FIELD_LIST] = { 8, 20, true },
	[FIELD_SCOPE] = { 8, 16, false },
	[FIELD_NOTE] = { 8, 8, false },
};

struct col_wish
columns_wish(const struct field *fd)
{
	struct col_wish w = by_type[fd->type];
	int label = text_width(field_label(fd));

	/* A number must be readable whole: it is what people type and say. */
	if (fd->column != NULL &&
	    (strcmp(fd->column, "no") == 0 || strcmp(fd->column, "code") == 0))
		w = (struct col_wish){ fd->width > 0 && fd->width < 14 ? fd->width : 12,
			fd->width > 14 ? fd->width : 14, false };
	else if (fd->width > w.want && w.grow)
		w.want = fd->width < WANT_MAX ? fd->width : WANT_MAX;
	/* Choices are few and short: read whole rather than guessed at. */
	for (size_t i = 0; i < fd->nchoice; i++) {
		int choice = text_width(choice_label(fd, fd->choice[i].value));

		w.min = choice > w.min && choice <= CHOICE_MAX ? choice : w.min;
		w.want = choice > w.want && choice <= CHOICE_MAX ? choice : w.want;
	}
	if (w.want < label)
		w.want = label;
	if (w.min < label)
		w.min = label < 12 ? label : 12;
	if (w.min > w.want)
		w.min = w.want;
	return w;
}

/* The parent, which is above; the state, which stands last in words. */
static bool
left_out(const struct field *fd, const char *except)
{
	return fd->column != NULL &&
	       ((except != NULL && strcmp(fd->column, except) == 0) ||
		   strcmp(fd->column, "state") == 0);
}

/* Short fields that tell something in a wide window. */
static bool
worth_more(const struct field *fd)
{
	return !fd->in_list && fd->column != NULL &&
	       (fd->type == FIELD_DATE || fd->type == FIELD_REF ||
		   fd->type == FIELD_CHOICE || fd->type == FIELD_PERIOD ||
		   fd->type == FIELD_LEVEL);
}

void
columns_init(
    struct columns *c, const char *kind, const struct form *form, const char *except)
{
	const struct state_def *state[32];
	size_t n = state_list(kind, state, 32), nfield = form != NULL ? form->nfield : 0;

	*c = (struct columns){ 0 };
	for (size_t i = 0; i < nfield && c->n < COLUMNS_MAX; i++)
		if (form->field[i].in_list && !left_out(&form->field[i], except))
			c->col[c->n++] = &form->field[i];
	c->base = c->n;
	for (size_t i = 0; c->base > 0 && i < nfield && c->n < COLUMNS_MAX; i++)
		if (worth_more(&form->field[i]) && !left_out(&form->field[i], except))
			c->col[c->n++] = &form->field[i];
	for (size_t i = 0; i < n; i++) {
		int w = text_width(tx(state[i]->title));

		c->state = w > c->state ? w : c->state;
	}
	if (n > 0 && c->state < text_width(T("状态", "State")))
		c->state = text_width(T("状态", "State"));
	if (c->state > STATE_MAX)
		c->state = STATE_MAX;
}

void
columns_fit(struct columns *c, int cols)
{
	struct col_wish wish[COLUMNS_MAX];
	int left = cols - (c->state > 0 ? c->state + GAP : 0), wanted = 0;
	size_t n = c->base;

	if (c->n == 0) {
		c->shown = 1;
		c->w[0] = left > 1 ? left : 1;
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		wish[i] = columns_wish(c->col[i]);
	for (size_t i = 0; i < c->base; i++)
		wanted += wish[i].want + GAP;
	/* More columns only when the register's own have all they want. */
	if (wanted <= left) {
		for (size_t i = 0; i < c->n; i++)
			wish[i].min = wish[i].want;
		n = c->n;
	}
	c->shown = cols_fit(wish, n, left > 1 ? left : 1, GAP, c->w);
}

void
columns_head(const struct columns *c, int y, int x, int cols)
{
	int at = 0;

	draw_text(y, x, cols, INK_LABEL, "");
	for (size_t i = 0; i < c->shown; at += c->w[i++] + GAP)
		draw_text(y, x + at, c->w[i], INK_LABEL,
		    c->n > 0 ? field_label(c->col[i]) : T("名称", "Name"));
	if (c->state > 0 && cols > c->state)
		draw_text(
		    y, x + cols - c->state, c->state, INK_LABEL, T("状态", "State"));
}

void
columns_row(const struct columns *c, struct rows *rows, struct row *row, int y, int x,
    int cols, bool focus)
{
	int at = 0;

	row_show(rows, row);
	draw_text(y, x, cols, focus ? INK_FOCUS : INK_PLAIN, "");
	for (size_t i = 0; i < c->shown; at += c->w[i++] + GAP) {
		const char *cell = row_cell(rows, row, i);
		bool level = c->n > 0 && c->col[i]->type == FIELD_LEVEL;
		bool number = c->n > 0 && c->col[i]->type == FIELD_NUMBER;
		enum ink ink = focus ? INK_FOCUS : level ? INK_LEVEL : INK_PLAIN;

		if (number)
			draw_right(y, x + at, c->w[i], ink, cell);
		else if (!level || *cell != '\0' || focus)
			draw_text(y, x + at, c->w[i], ink, cell);
	}
	if (c->state > 0 && cols > c->state)
		draw_text(y, x + cols - c->state, c->state,
		    focus ? INK_FOCUS : tone_ink(row->tone), row->state);
}
