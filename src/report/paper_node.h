/* SPDX-License-Identifier: MIT */
#ifndef DM_REPORT_PAPER_NODE_H
#define DM_REPORT_PAPER_NODE_H
/* A template taken apart. Private to src/report: paper.c makes it, paper_body.c walks it.
 */
#include "report/paper.h"

enum node_kind {
	NODE_TEXT,
	NODE_FIELD,
	NODE_EOL,
	NODE_RULE,
	NODE_IF,
	NODE_EACH,
	NODE_NONE,
	NODE_KEEP
};
struct node {
	enum node_kind kind;
	char *text;  /* text itself, or the name; owned */
	int width;   /* of a field, 0: as long as it is */
	bool negate; /* if ! */
	size_t end;  /* of a block: the node after its last one */
	int line;
};
struct paper {
	char *file, *form, *kind, *title, *title_en; /* owned */
	struct node *node;
	size_t n, cap;
};
#endif
