/* SPDX-License-Identifier: MIT */
/* Records in memory, and their canonical image. */
#include "config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

enum { COL_ID, COL_REV, COL_STATE };

static int
column(const struct record *r, const char *name)
{
	int c = kind_column(r->kind, name);

	assert(c >= 0);
	return c;
}

struct record *
record_new(const struct kind *k)
{
	struct record *r = xcalloc(1, sizeof(*r));

	r->kind = k;
	r->val = xcalloc(k->ncol, sizeof(*r->val));
	return r;
}

struct record *
record_copy(const struct record *r)
{
	struct record *c = record_new(r->kind);

	c->id = r->id;
	c->rev = r->rev;
	for (size_t i = COL_STATE; i < r->kind->ncol; i++)
		c->val[i] = xstrdup(r->val[i]);
	return c;
}

void
record_free(struct record *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->kind->ncol; i++)
		free(r->val[i]);
	free(r->val);
	free(r);
}

const char *
record_get(const struct record *r, const char *col)
{
	int c = column(r, col);

	assert(c >= COL_STATE);
	return r->val[c] == NULL ? "" : r->val[c];
}

int64_t
record_int(const struct record *r, const char *col)
{
	int c = column(r, col);

	if (c == COL_ID)
		return r->id;
	if (c == COL_REV)
		return r->rev;
	return r->val[c] == NULL ? 0 : strtoll(r->val[c], NULL, 10);
}

void
record_set(struct record *r, const char *col, const char *v)
{
	int c = column(r, col);
	char *copy =
	    v == NULL || *v == '\0' ? NULL : xstrdup(v); /* v may be the old value */

	assert(c >= COL_STATE);
	free(r->val[c]);
	r->val[c] = copy;
}

void
record_set_int(struct record *r, const char *col, int64_t v)
{
	int c = column(r, col);

	assert(c >= COL_STATE);
	free(r->val[c]);
	r->val[c] = xasprintf("%" PRId64, v);
}

const char *
record_state(const struct record *r)
{
	return r->val[COL_STATE] == NULL ? "" : r->val[COL_STATE];
}

void
image_add(struct str *out, const char *name, const char *v, size_t n)
{
	char len[24], *p = len + sizeof(len);

	*--p = '\0';
	*--p = ':';
	for (size_t left = n; left > 0 || p[0] == ':'; left /= 10)
		*--p = (char)('0' + left % 10);
	str_add(out, name);
	str_addc(out, '=');
	str_add(out, p);
	str_addn(out, v, n);
	str_addc(out, '\n');
}

void
record_image(const struct record *r, struct str *out)
{
	for (size_t i = COL_STATE; i < r->kind->ncol; i++)
		if (r->val[i] != NULL)
			image_add(
			    out, r->kind->col[i].name, r->val[i], strlen(r->val[i]));
}

/* One "name=LENGTH:VALUE\n" at *p; false when it is not one. */
static bool
image_item(const char **p, const char *end, char **name, char **value)
{
	const char *eq = memchr(*p, '=', (size_t)(end - *p)), *v;
	size_t n = 0;

	if (eq == NULL || eq == *p || memchr(*p, '\n', (size_t)(eq - *p)) != NULL)
		return false;
	for (v = eq + 1; v < end && *v >= '0' && *v <= '9' && v - eq <= 10; v++)
		n = n * 10 + (size_t)(*v - '0');
	if (v == eq + 1 || v == end || *v++ != ':' || (size_t)(end - v) <= n ||
	    v[n] != '\n' || memchr(v, '\0', n) != NULL)
		return false;
	*name = xstrndup(*p, (size_t)(eq - *p));
	*value = xstrndup(v, n);
	*p = v + n + 1;
	return true;
}

enum rc
record_from_image(
    const struct kind *k, const char *s, size_t n, struct record **out, struct err *e)
{
	struct record *r = record_new(k);
	const char *p = s, *end = s + n;
	char *name, *value;
	bool good = true;
	int c;

	*out = NULL;
	while (good && p < end) {
		if (!(good = image_item(&p, end, &name, &value)))
			break;
		c = kind_column(k, name);
		good = c < COL_STATE || r->val[c] == NULL;
		if (good && c >= COL_STATE) {
			r->val[c] = value;
			value = NULL;
		}
		free(name);
		free(value);
	}
	if (!good) {
		record_free(r);
		return err_set(e, RC_DAMAGED,
		    T("%s 的日志图像读不出来（第 %zu 字节）。请运行 dingmi verify",
			"a journal image of %s cannot be read (byte %zu); run dingmi "
			"verify"),
		    k->name, (size_t)(p - s));
	}
	*out = r;
	return RC_OK;
}
