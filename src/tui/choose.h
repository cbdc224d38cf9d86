/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_CHOOSE_H
#define DM_TUI_CHOOSE_H
/* What may stand in a field, in a menu that finds as the list under the field does. */
#include "form/form.h"
#include "tui/view.h"

struct choice_list {
	void *ctx;
	void (*find)(void *ctx, const char *typed); /* fills *opt anew */
	struct form_options *opt; /* borrowed; filled before the menu opens */
};
/* Narrowed as one types by what find answers; ends with the place in *opt. */
struct view *choose_new(const char *title, const struct choice_list *list);
#endif
