/* SPDX-License-Identifier: MIT */
/*
 * Memory that is there or ends the program. All arithmetic on sizes is in this file;
 * whoever calls it states counts and lengths only.
 */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void (*die_hook)(void);

void
mem_on_die(void (*hook)(void))
{
	die_hook = hook;
}

static void __attribute__((noreturn)) die(void)
{
	void (*hook)(void) = die_hook;

	die_hook =
	    NULL; /* a hook that runs out of memory itself must not come back here */
	if (hook != NULL)
		hook();
	fputs(T("dingmi: 内存不足，程序停止；已保存的数据不受影响\n",
		  "dingmi: out of memory, stopping; what was saved is safe\n"),
	    stderr);
	abort();
}

static size_t
product(size_t a, size_t b)
{
	size_t n;

	if (__builtin_mul_overflow(a, b, &n))
		die();
	return n;
}

static size_t
sum(size_t a, size_t b)
{
	size_t n;

	if (__builtin_add_overflow(a, b, &n))
		die();
	return n;
}

void *
xmalloc(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);

	if (p == NULL)
		die();
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	size_t bytes = product(n, size);
	void *p = calloc(1, bytes > 0 ? bytes : 1);

	if (p == NULL)
		die();
	return p;
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	size_t bytes = product(n, size);

	p = realloc(p, bytes > 0 ? bytes : 1);
	if (p == NULL)
		die();
	return p;
}

char *
xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = xmalloc(sum(len, 1));

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *
xstrdup(const char *s)
{
	return s == NULL ? NULL : xstrndup(s, SIZE_MAX);
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&p, fmt, ap);
	va_end(ap);
	if (n < 0)
		die();
	return p;
}

/* Room for more bytes and the NUL; doubling keeps long texts linear. */
static void
str_grow(struct str *b, size_t more)
{
	size_t need = sum(sum(b->len, more), 1);
	size_t cap = b->cap > 0 ? b->cap : 64;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap = sum(cap, cap);
	b->s = xreallocarray(b->s, cap, 1);
	b->cap = cap;
}

void
str_addn(struct str *b, const char *s, size_t n)
{
	str_grow(b, n);
	if (n > 0)
		memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void
str_add(struct str *b, const char *s)
{
	if (s != NULL)
		str_addn(b, s, strlen(s));
}

void
str_addc(struct str *b, char c)
{
	str_addn(b, &c, 1);
}

void
str_addf(struct str *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		die();
	str_grow(b, (size_t)n);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
	va_end(again);
	b->len += (size_t)n;
}

void
str_fill(struct str *b, const char *text,
    bool (*fill)(void *ctx, const char *name, size_t n, struct str *out), void *ctx)
{
	const char *open, *close;

	while (
	    (open = strchr(text, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		str_addn(b, text, (size_t)(open - text));
		text = close + 1;
		if (fill(ctx, open + 1, (size_t)(close - open - 1), b))
			continue;
		str_addc(b, '{'); /* another may begin within */
		text = open + 1;
	}
	str_add(b, text);
}

void
str_cut(struct str *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

const char *
str_s(const struct str *b)
{
	return b->s != NULL ? b->s : "";
}

char *
str_take(struct str *b)
{
	char *s = b->s != NULL ? b->s : xstrdup("");

	*b = (struct str){ 0 };
	return s;
}

void
str_free(struct str *b)
{
	if (b == NULL)
		return;
	free(b->s);
	*b = (struct str){ 0 };
}

static void
strs_addn(struct strs *l, const char *s, size_t n)
{
	if (l->n == l->cap) {
		l->cap = l->cap > 0 ? sum(l->cap, l->cap) : 8;
		l->v = xreallocarray(l->v, l->cap, sizeof(*l->v));
	}
	l->v[l->n++] = xstrndup(s, n);
}

void
strs_add(struct strs *l, const char *s)
{
	strs_addn(l, s, strlen(s));
}

/* Bytes of the separator that s begins with, 0: none. seps are characters, not bytes. */
static size_t
separator(const char *s, const char *seps)
{
	size_t n;

	for (; *seps != '\0'; seps += n) {
		for (n = 1; ((unsigned char)seps[n] & 0xc0) == 0x80; n++)
			continue;
		if (strncmp(s, seps, n) == 0)
			return n;
	}
	return 0;
}

void
strs_split(struct strs *l, const char *s, const char *seps)
{
	static const char blanks[] = " \t\r\n";

	while (*s != '\0') {
		const char *from = s + strspn(s, blanks), *end;
		size_t n = 0;

		while (*s != '\0' && (n = separator(s, seps)) == 0)
			s++;
		for (end = s; end > from && strchr(blanks, end[-1]) != NULL; end--)
			continue;
		if (end > from)
			strs_addn(l, from, (size_t)(end - from));
		s += n;
	}
}

bool
strs_has(const struct strs *l, const char *s)
{
	for (size_t i = 0; i < l->n; i++) {
		if (strcmp(l->v[i], s) == 0)
			return true;
	}
	return false;
}

void
strs_free(struct strs *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	*l = (struct strs){ 0 };
}
