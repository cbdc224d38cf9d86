/* SPDX-License-Identifier: MIT */
/* The live list under a field that is being typed in. */
#include "config.h"
#include "tui/pick.h"

#include "tui/term.h"

#include <string.h>

enum { PICK_ROWS = 7, PICK_WIDE = 78 };

bool
pick_offers(enum field_type t)
{
	return t == FIELD_CHOICE || t == FIELD_LEVEL || t == FIELD_YESNO ||
	       t == FIELD_REF || t == FIELD_LIST || t == FIELD_SCOPE;
}

void
pick_close(struct pick *p)
{
	form_options_free(&p->opt);
	*p = (struct pick){ 0 };
}

void
pick_fill(struct pick *p, const struct form_state *st, size_t field, const char *typed)
{
	pick_close(p);
	form_complete(st, field, typed, &p->opt);
	p->open = true;
	p->span.n = p->opt.n;
	/* What is typed in full is what is meant: Enter must not take its neighbour. */
	for (size_t i = 0; i < p->opt.n; i++)
		if (strcmp(p->opt.v[i].label, typed) == 0)
			p->span.cur = i;
}

bool
pick_key(struct pick *p, int key)
{
	enum action a = ACTION_NONE;

	if (!p->open || p->opt.n == 0)
		return false;
	if (key == K_UP)
		a = ACTION_UP;
	else if (key == K_DOWN)
		a = ACTION_DOWN;
	else if (key == K_PGUP)
		a = ACTION_PAGE_UP;
	else if (key == K_PGDN)
		a = ACTION_PAGE_DOWN;
	if (a == ACTION_NONE)
		return false;
	/* The first Down goes onto the first line, it does not skip it. */
	if (p->moved || a == ACTION_UP || a == ACTION_PAGE_UP || a == ACTION_PAGE_DOWN)
		span_action(&p->span, a);
	p->moved = true;
	return true;
}

const struct form_option *
pick_current(const struct pick *p)
{
	return p->open && p->span.cur < p->opt.n ? &p->opt.v[p->span.cur] : NULL;
}

void
pick_tell(const struct pick *p, struct str *out)
{
	const struct form_option *o = pick_current(p);

	if (o == NULL || !p->cut)
		return;
	str_add(out, o->label);
	if (*form_option_aside(o) != '\0')
		str_addf(out, "  %s", form_option_aside(o));
}

static int
pick_width(const struct pick *p, int *label, int *aside)
{
	int hint = 0;

	*label = 8;
	for (size_t i = 0; i < p->opt.n; i++) {
		int w = text_width(p->opt.v[i].label);
		int h = text_width(form_option_aside(&p->opt.v[i]));

		*label = w > *label ? w : *label;
		hint = h > hint ? h : hint;
	}
	*aside = hint > 0 ? hint + 2 : 0;
	return *label + *aside + 2;
}

void
pick_draw(struct pick *p, struct rect area, int y, int x)
{
	int below = area.y + area.h - (y + 1), above = y - area.y;
	int want = p->opt.n == 0 ? 1 : p->opt.n > PICK_ROWS ? PICK_ROWS : (int)p->opt.n;
	bool up = below < want && above > below;
	int room = up ? above : below;
	int h = want > room ? room : want;
	int label, aside, w = pick_width(p, &label, &aside), top;

	if (!p->open || h < 1)
		return;
	w = w > PICK_WIDE ? PICK_WIDE : w < 24 ? 24 : w;
	if (x + w > area.x + area.w)
		x = area.x + area.w - w > area.x ? area.x + area.w - w : area.x;
	if (w > area.w)
		w = area.w;
	/* the second column keeps a third of the room */
	if (label > w - 2 - (aside > w / 3 ? w / 3 : aside))
		label = w - 2 - (aside > w / 3 ? w / 3 : aside);
	top = up ? y - h : y + 1;
	/* what stood on these lines would read as part of the list */
	for (int i = 0; i < (p->opt.n == 0 ? 1 : h); i++)
		draw_text(top + i, area.x, area.w, INK_PLAIN, "");
	if (p->opt.n == 0) {
		draw_text(top, x, w, INK_BAR,
		    T(" 没有匹配的，F5 列出全部", " no match; F5 lists all"));
		return;
	}
	p->span.h = h;
	span_fit(&p->span);
	for (int i = 0; i < h; i++) {
		size_t at = p->span.top + (size_t)i;
		const struct form_option *o = &p->opt.v[at];
		enum ink ink = at == p->span.cur ? INK_FOCUS : INK_BAR;

		draw_text(top + i, x, 1, ink, at == p->span.cur ? ">" : "");
		draw_middle(top + i, x + 1, label, ink, o->label);
		draw_text(top + i, x + 1 + label, w - 1 - label, ink, "");
		if (w - 1 - label > 4)
			draw_middle(top + i, x + 3 + label, w - 4 - label, ink,
			    form_option_aside(o));
		if (at == p->span.cur)
			p->cut = text_width(o->label) > label ||
				 (*form_option_aside(o) != '\0' &&
				     text_width(form_option_aside(o)) > w - 4 - label);
		if (at == p->span.cur && p->moved)
			draw_cursor(top + i, x + 1);
	}
	if (p->opt.n > (size_t)h && p->span.top + (size_t)h < p->opt.n)
		draw_text(top + h - 1, x + w - 1, 1, INK_BAR, "v");
}
