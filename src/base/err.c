/* SPDX-License-Identifier: MIT */
/*
 * Errors as code and sentence. A message is composed beside the struct and copied in, so
 * that an argument may be the old message itself, and is never cut inside a character.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

/* Copy at most ARRAY_LEN(e->msg) - 1 bytes, without the pieces of a character at the cut.
 */
static void
msg_copy(struct err *e, const char *s)
{
	size_t n = strlen(s);

	if (n >= sizeof(e->msg)) {
		n = sizeof(e->msg) - 1;
		while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(e->msg, s, n);
	e->msg[n] = '\0';
}

static void PRINTF_LIKE(2, 0) msg_vset(struct err *e, const char *fmt, va_list ap)
{
	char buf[2 * sizeof(e->msg)];

	vsnprintf(buf, sizeof(buf), fmt, ap);
	msg_copy(e, buf);
}

static void PRINTF_LIKE(2, 3) msg_set(struct err *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	msg_vset(e, fmt, ap);
	va_end(ap);
}

enum rc
err_set(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return rc;
	va_start(ap, fmt);
	msg_vset(e, fmt, ap);
	va_end(ap);
	e->rc = rc;
	return rc;
}

enum rc
err_at(struct err *e, enum rc rc, const char *file, int line, const char *fmt, ...)
{
	struct err said;
	va_list ap;

	if (e == NULL)
		return rc;
	va_start(ap, fmt);
	msg_vset(&said, fmt, ap);
	va_end(ap);
	if (line > 0)
		msg_set(e, "%s:%d: %s", file, line, said.msg);
	else
		msg_set(e, "%s: %s", file, said.msg);
	e->rc = rc;
	return rc;
}

enum rc
err_wrap(struct err *e, const char *fmt, ...)
{
	struct err prefix;
	va_list ap;

	if (e == NULL)
		return RC_SYSTEM;
	va_start(ap, fmt);
	msg_vset(&prefix, fmt, ap);
	va_end(ap);
	msg_set(e, "%s: %s", prefix.msg, e->msg);
	return e->rc;
}
