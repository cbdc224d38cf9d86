/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_RECORD_BODY_H
#define DM_TUI_RECORD_BODY_H
/* What a record's screen shows below its head: fields by group, then the records that
 * belong to it. */
#include "tui/columns.h"

enum { BODY_CHILDREN = 24, BODY_ROWS = 5 };
enum item_kind { ITEM_GROUP, ITEM_FIELD, ITEM_CHILD, ITEM_ROW, ITEM_MORE, ITEM_TEXT };
struct item {
	enum item_kind kind;
	int field;	  /* ITEM_FIELD */
	size_t child, at; /* ITEM_CHILD, ITEM_ROW, ITEM_MORE */
	char *text;	  /* owned: heading or value */
	int line, lines;  /* place in the body, from the last layout */
};
struct body_child {
	const struct kind_def *def;
	struct columns cols;
	struct rows rows;
};
struct body {
	struct bench *b;
	const struct form *form; /* borrowed, NULL none */
	struct item *item;	 /* owned */
	size_t n, cap, cur;
	struct body_child child[BODY_CHILDREN];
	size_t nchild;
	int top, h, total;
};
void body_init(struct body *d, struct bench *b);
void body_done(struct body *d);
/* Read fields and children of r. hidden: only why it is not shown. The cursor stays where
 * it was. */
MUST_CHECK enum rc
body_load(struct body *d, const struct record *r, bool hidden, struct err *e);
void body_draw(struct body *d, struct rect r);
bool body_more_below(const struct body *d);
bool body_action(struct body *d, enum action a);       /* moving; false: another action */
const struct item *body_current(const struct body *d); /* NULL: nothing */
#endif
