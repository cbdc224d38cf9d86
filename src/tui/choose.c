/* SPDX-License-Identifier: MIT */
/*
 * The menu of what may stand in a field (F5). It does not filter what it shows but asks
 * again with what was typed, so that initials, numbers and records beyond the first
 * hundreds are found here as they are under the field.
 */
#include "config.h"
#include "tui/choose.h"

#include <stdlib.h>
#include <string.h>

#include "tui/menu.h"

struct chooser {
	struct menu m;
	struct choice_list list;
};

static struct menu_item *
items(const struct form_options *o)
{
	struct menu_item *item = xcalloc(o->n + 1, sizeof(*item));

	for (size_t i = 0; i < o->n; i++)
		item[i] = (struct menu_item){ xstrdup(o->v[i].label),
			xstrdup(form_option_aside(&o->v[i])), '\0', true, (int64_t)i };
	return item;
}

static void
narrow(struct menu *m)
{
	struct chooser *c = (struct chooser *)m;
	const char *typed = str_s(&m->typed);

	c->list.find(c->list.ctx, typed);
	menu_items(m, items(c->list.opt), c->list.opt->n);
	/* what is typed in full is what is meant */
	for (size_t i = 0; i < c->list.opt->n; i++)
		if (strcmp(c->list.opt->v[i].label, typed) == 0)
			m->cur = i;
}

static void
choose_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(
	    out, T("键入名称、编号或拼音首字母的一部分，列表随之缩小；上下键选择，回车选"
		   "定。\n",
		     "Type part of a name, number or of initials and the list narrows; "
		     "arrows move, Enter chooses.\n"));
}

static const struct view_ops ops = {
	.name = "choose",
	.title = menu_title,
	.draw = menu_draw,
	.action = menu_action,
	.text = menu_text,
	.key = menu_key,
	.bar = menu_bar,
	.help = choose_help,
	.free = menu_free,
};

struct view *
choose_new(const char *title, const struct choice_list *list)
{
	struct chooser *c = xcalloc(1, sizeof(*c));

	c->list = *list;
	menu_init(&c->m, &ops, title, items(list->opt), list->opt->n, true);
	c->m.narrow = narrow;
	menu_tell(&c->m);
	return &c->m.v;
}
