/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_MENU_H
#define DM_TUI_MENU_H
/* The insides of a menu, for the palette, which is one that goes where it is told. */
#include "tui/app.h"

struct menu {
	struct view v;
	char *title;		/* owned */
	struct menu_item *item; /* owned */
	char **also; /* owned, by item: more words that the filter finds; NULL: none */
	size_t n;
	bool filter;
	struct str typed;
	size_t *shown; /* items that pass the filter */
	size_t nshown, cur, top;
	int label_w, rows; /* widest label; rows of the last paint */
	bool tell;	   /* what is too long for its column is told in full below */
	void (*narrow)(struct menu *m); /* after typing: menu_items anew; NULL: filters */
	void (*chosen)(struct menu *m, int64_t id); /* NULL: ends with the id */
	void (*refused)(void *ctx, int64_t id);	    /* hears of a refused item; or NULL */
	void *ctx;
};
void menu_init(struct menu *m, const struct view_ops *ops, const char *title,
    struct menu_item *items, size_t n, bool filter);
/* A label that is cut is told in full, too. */
void menu_tell(struct menu *m);
void menu_done(struct menu *m);					    /* not m itself */
void menu_items(struct menu *m, struct menu_item *items, size_t n); /* takes them */
void menu_show(struct menu *m); /* after also was set: filter again */
void menu_title(struct view *v, struct str *out);
void menu_draw(struct view *v, struct rect r);
bool menu_action(struct view *v, enum action a);
bool menu_text(struct view *v, const char *s, bool paste);
bool menu_key(struct view *v, int key);
void menu_bar(struct view *v, struct keybar *bar);
void menu_help(struct view *v, struct str *out);
void menu_free(struct view *v); /* a view that begins with its menu and owns no more */
#endif
