/* SPDX-License-Identifier: MIT */
#ifndef DM_TEST_SCENE_H
#define DM_TEST_SCENE_H
/*
 * A scene is a file of lines, flows/NAME.flow:
 *
 *   run LANG ROWSxCOLS [ascii] [mono] [readonly] [login=LOGIN] [today=DAY]
 *                      one picture set each
 *   as NAME            go back to where one signs in, then in as this person
 *   keys <F9>abc<Tab>  keys by name, <Down*3> three times, <C-x>; anything else is typed
 *   type 中文          typed as it stands
 *   paste TEXT         bracketed; \n, \t, \\ and \xHH are bytes
 *   bytes TEXT         raw, the same escapes
 *   resize ROWSxCOLS
 *   hangup             the line drops; the app starts again
 *   see TEXT           must be on the screen; see.zh, see.en: in that language
 *   dump LABEL         compare with golden/NAME-LABEL.LANG.ROWSxCOLS.txt; dump.zh,
 * dump.en
 *
 * Without a run line: zh and en at 24x80.
 */
#include "stage.h"

struct scene_line {
	int no;
	char *verb, *arg; /* owned */
};
struct scene_run {
	struct stage_options opt;
	char *login; /* owned, NULL none */
	char *tail;  /* owned: "zh.24x80.ascii" */
};
struct scene {
	char *name, *path; /* owned */
	struct scene_line *line;
	size_t nline;
	struct scene_run *run;
	size_t nrun;
};
/* Fails the test when the file cannot be read as a scene. */
void scene_load(const char *path, struct scene *out);
void scene_done(struct scene *c);
/* Bytes of key notation, one piece a key or word: ESC and a digit in one piece would be a
 * function key. RC_INVAL names what is not understood. */
MUST_CHECK enum rc scene_keys(const char *s, struct strs *out, struct err *e);
/* Bytes of escapes. */
MUST_CHECK enum rc scene_bytes(const char *s, struct str *out, struct err *e);
#endif
