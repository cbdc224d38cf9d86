/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_MEM_H
#define DM_BASE_MEM_H
/*
 * Allocation that never fails: out of memory runs the die hook (tui restores the
 * terminal), prints one line and aborts; SQLite rolls back at the next open. `char *`
 * returned is owned by the caller, `const char *` is borrowed; every free accepts NULL.
 */
#include <stddef.h>
#include <stdarg.h>
#include "base/err.h"

void *xmalloc(size_t n);
void *xcalloc(size_t n, size_t size);		     /* overflow of n*size is fatal */
void *xreallocarray(void *p, size_t n, size_t size); /* overflow of n*size is fatal */
char *xstrdup(const char *s);			     /* NULL gives NULL */
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) PRINTF_LIKE(1, 2);
void mem_on_die(void (*hook)(void));

/* Growable string. Zero-initialised is empty; s is NULL until the first add, then
 * NUL-ended. */
struct str {
	char *s; /* owned */
	size_t len, cap;
};
void str_add(struct str *b, const char *s); /* NULL adds nothing */
void str_addn(struct str *b, const char *s, size_t n);
void str_addc(struct str *b, char c);
void str_addf(struct str *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/*
 * Adds the text with each {NAME} for which fill() has added what stands for it, and
 * answered true; other braces stay as they are written. name is not terminated.
 */
void str_fill(struct str *b, const char *text,
    bool (*fill)(void *ctx, const char *name, size_t n, struct str *out), void *ctx);
void str_cut(struct str *b, size_t len); /* shorten to len bytes */
const char *str_s(const struct str *b);	 /* never NULL; borrowed */
char *str_take(struct str *b); /* owned by the caller, b becomes empty; never NULL */
void str_free(struct str *b);

/* A list of owned strings. */
struct strs {
	char **v; /* owned */
	size_t n, cap;
};
void strs_add(struct strs *l, const char *s);
/* Trims blanks, skips empty pieces. */
void strs_split(struct strs *l, const char *s, const char *seps);
bool strs_has(const struct strs *l, const char *s);
void strs_free(struct strs *l);
#endif
