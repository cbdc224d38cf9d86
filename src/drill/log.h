/* SPDX-License-Identifier: MIT */
#ifndef DM_DRILL_LOG_H
#define DM_DRILL_LOG_H
/*
 * The event log of a run: one line an event, brought to the disk before the next one.
 *
 *	SECONDS<TAB>EVENT<TAB>KEY=VALUE<TAB>KEY=VALUE …
 *
 * SECONDS worked on so far; in values a tab, newline and backslash are written \t \n \\.
 * Everything a score rests on stands here. Private to drill/.
 */
#include <stdint.h>
#include "base/mem.h"

struct drill_event {
	int seconds;
	char *what; /* "start", "name", "be", "act", "after", "wait", "hint", "answer",
		       "pause", "resume", "finish", "giveup" */
	struct strs key, value;
};
struct drill_log {
	struct drill_event *v;
	size_t n, cap;
	char *path; /* NULL: kept in memory only */
	int fd;
};
/* An event being put together: add its values, then log_put() it. */
struct drill_event *log_new(struct drill_log *l, int seconds, const char *what);
void log_set(struct drill_event *ev, const char *key, const char *value);
void log_set_int(struct drill_event *ev, const char *key, int64_t value);
const char *log_get(const struct drill_event *ev, const char *key); /* "" none */
int64_t log_int(const struct drill_event *ev, const char *key);
bool log_is(const struct drill_event *ev, const char *what);
bool log_aside(const struct drill_event *ev); /* of the session, not of the run */
/* Writes the newest event to the disk. */
MUST_CHECK enum rc log_put(struct drill_log *l, struct err *e);
/* A new log; path NULL: in memory. */
MUST_CHECK enum rc log_create(struct drill_log *l, const char *path, struct err *e);
/* An existing one, to be read; to go on with it (append) what was not written to its end
 * is cut off. RC_BUSY: another session has it. */
MUST_CHECK enum rc
log_open(struct drill_log *l, const char *path, bool append, struct err *e);
/* Its beginning only: whose run it is and of what, not how it went. */
MUST_CHECK enum rc log_start(struct drill_log *l, const char *path, struct err *e);
void log_done(struct drill_log *l);
#endif
