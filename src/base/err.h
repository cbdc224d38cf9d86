/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_ERR_H
#define DM_BASE_ERR_H
/*
 * The one error idiom. A function that can fail technically returns enum rc and fills the
 * caller's struct err; the first function that knows sets it, a caller may only prefix.
 * A broken rule is not an error: rules answer findings (law/finding.h).
 */
#include "base/lang.h"

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

enum rc {
	RC_OK = 0,
	RC_INVAL,    /* bad input: file, field, argument */
	RC_NOTFOUND, /* no such record, file, key */
	RC_CONFLICT, /* the record moved under the caller, or a number is taken */
	RC_BUSY,     /* another process holds the store longer than the wait */
	RC_FULL,     /* disk full */
	RC_READONLY, /* store, medium or session may not be written */
	RC_DAMAGED,  /* store is not sound */
	RC_FOREIGN,  /* file belongs to another program or a newer version */
	RC_DENIED,   /* law, role or declared level forbids (findings say which) */
	RC_SYSTEM    /* the operating system said no */
};

struct err {
	enum rc rc;
	char msg[640]; /* in the user's language, no trailing newline */
};

/* Set code and message; returns the code so that `return err_set(...)` reads well. e may
 * be NULL. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The same with "FILE:LINE: " before the message; line 0 leaves the line out. */
enum rc err_at(struct err *e, enum rc rc, const char *file, int line, const char *fmt,
    ...) PRINTF_LIKE(5, 6);
/* Prefix what is there: "PREFIX: msg". Returns e->rc. */
enum rc err_wrap(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
#endif
