/* SPDX-License-Identifier: MIT */
/*
 * CSV, streamed through a buffer of its own. LF, CRLF and CR end a row; a line without
 * any character is skipped. After an error the reader goes on behind the next line end,
 * so that every bad row of a file can be named.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"

enum {
	FILE_MAX_BYTES = 512 << 20,
	ROW_MAX_BYTES = 1 << 20,
	FIELDS_MAX = 1000,
	END = -1,   /* of the file */
	BROKEN = -2 /* read failed, errno in the struct */
};

struct csv {
	char *path;
	int fd;
	int line; /* of the next character */
	int errnum;
	size_t at, n;
	bool after_cr; /* a LF next belongs to the line end already counted */
	char buf[65536];
};

static int
peek(struct csv *c)
{
	ssize_t got;

	if (c->at == c->n) {
		do
			got = read(c->fd, c->buf, sizeof(c->buf));
		while (got < 0 && errno == EINTR);
		if (got < 0) {
			c->errnum = errno;
			return BROKEN;
		}
		c->at = 0;
		c->n = (size_t)got;
		if (got == 0)
			return END;
	}
	return (unsigned char)c->buf[c->at];
}

/* The next byte; every line end reads as '\n' when `fold`, and counts once. */
static int
next(struct csv *c, bool fold)
{
	int ch = peek(c);

	if (ch < 0)
		return ch;
	if (ch == '\n' && c->after_cr && fold) {
		c->after_cr = false;
		c->at++;
		return next(c, fold);
	}
	c->at++;
	if (ch == '\r' || (ch == '\n' && !c->after_cr))
		c->line++;
	c->after_cr = ch == '\r';
	return ch == '\r' && fold ? '\n' : ch;
}

enum rc
csv_open(const char *path, struct csv **out, struct err *e)
{
	struct csv *c = NULL;
	enum rc rc;
	int fd;

	*out = NULL;
	if ((rc = file_open(path, FILE_MAX_BYTES, &fd, e)) != RC_OK)
		return rc;
	c = xcalloc(1, sizeof(*c));
	c->path = xstrdup(path);
	c->fd = fd;
	c->line = 1;
	(void)peek(c);
	if (c->n >= 3 && memcmp(c->buf, "\xef\xbb\xbf", 3) == 0)
		c->at = 3;
	*out = c;
	return RC_OK;
}

/* What one row needs while it is being read. */
struct reading {
	struct csv_row *row;
	struct str field;
	size_t cap, bytes, column;
	int line;   /* on which the field begins */
	bool done;  /* the end of the row has been read */
	enum rc rc; /* of the first bad field; the row is read to its end all the same */
	enum { START, PLAIN, QUOTED, CLOSED } state;
};

static enum rc
check_field(const struct csv *c, const struct reading *r, struct err *e)
{
	size_t bad = 0;
	int line = r->line;

	if (memchr(str_s(&r->field), '\0', r->field.len) != NULL)
		return err_at(e, RC_INVAL, c->path, line,
		    T("第 %zu 列含 NUL 字节，不是文本",
			"column %zu holds a NUL byte; this is not text"),
		    r->column);
	if (!text_valid(str_s(&r->field), r->field.len, &bad)) {
		for (size_t i = 0; i < bad; i++)
			line += r->field.s[i] == '\n';
		return err_at(e, RC_INVAL, c->path, line,
		    T("第 %zu 列不是 UTF-8，请把文件存成 UTF-8 编码",
			"column %zu is not UTF-8; save the file as UTF-8"),
		    r->column);
	}
	if (r->row->n == FIELDS_MAX)
		return err_at(e, RC_INVAL, c->path, line,
		    T("一行超过 %d 列", "a row of over %d columns"), FIELDS_MAX);
	return RC_OK;
}

static void
end_field(const struct csv *c, struct reading *r, struct err *e)
{
	struct csv_row *row = r->row;

	r->column++;
	if (r->rc == RC_OK)
		r->rc = check_field(c, r, e);
	if (r->rc == RC_OK) {
		if (row->n == r->cap) {
			r->cap = r->cap > 0 ? r->cap * 2 : 16;
			row->v = xreallocarray(row->v, r->cap, sizeof(*row->v));
		}
		row->v[row->n++] = xstrdup(str_s(&r->field));
	}
	str_cut(&r->field, 0);
	r->line = c->line;
	r->state = START;
}

static enum rc
bad_quote(const struct csv *c, struct err *e)
{
	return err_at(e, RC_INVAL, c->path, c->line,
	    T("引号位置不对：含引号的值要整个括在双引号里，里面的引号写两遍",
		"a quote out of place: wrap the whole value in double quotes and double "
		"those inside"));
}

/* One byte of a row. */
static enum rc
take(const struct csv *c, struct reading *r, int ch, struct err *e)
{
	if (r->state == QUOTED && ch != '"') {
		str_addc(&r->field, (char)ch);
		return RC_OK;
	}
	if (ch == '"') {
		if (r->state == PLAIN)
			return bad_quote(c, e);
		if (r->state == CLOSED)
			str_addc(&r->field, '"'); /* doubled: a quote in the value */
		r->state = r->state == QUOTED ? CLOSED : QUOTED;
		return RC_OK;
	}
	if (ch == ',' || ch == '\n') {
		r->done = ch == '\n';
		end_field(c, r, e);
		return RC_OK;
	}
	if (r->state == CLOSED)
		return bad_quote(c, e);
	r->state = PLAIN;
	str_addc(&r->field, (char)ch);
	return RC_OK;
}

static enum rc
read_row(struct csv *c, struct reading *r, int ch, struct err *e)
{
	enum rc rc;

	for (;;) {
		if (++r->bytes > ROW_MAX_BYTES) {
			r->done = ch == '\n';
			return err_at(e, RC_INVAL, c->path, r->row->line,
			    T("一行超过 1 MB；是不是少了一个结束的引号？",
				"a row over 1 MB; is a closing quote missing?"));
		}
		if ((rc = take(c, r, ch, e)) != RC_OK)
			return rc;
		if (r->done)
			return r->rc;
		ch = next(c, r->state != QUOTED);
		if (ch == BROKEN)
			return file_failed(c->path, c->errnum, e);
		if (ch != END)
			continue;
		if (r->state == QUOTED)
			return err_at(e, RC_INVAL, c->path, r->line,
			    T("引号没有结束", "the quote is never closed"));
		end_field(c, r, e); /* the last row may lack its line end */
		return r->rc;
	}
}

enum rc
csv_next(struct csv *c, struct csv_row *row, struct err *e)
{
	struct reading r = { .row = row };
	enum rc rc;
	int ch, line;

	*row = (struct csv_row){ 0 };
	do {
		line = c->line;
		ch = next(c, true);
	} while (ch == '\n');
	row->line = r.line = line;
	if (ch == BROKEN)
		return file_failed(c->path, c->errnum, e);
	if (ch == END)
		return RC_OK;
	rc = read_row(c, &r, ch, e);
	str_free(&r.field);
	if (rc == RC_OK)
		return RC_OK;
	csv_row_free(row);
	row->line = line;
	while (!r.done && ch != '\n' && ch != END && ch != BROKEN)
		ch = next(c, true); /* the next row begins behind the next line end */
	return rc;
}

void
csv_row_free(struct csv_row *row)
{
	if (row == NULL)
		return;
	for (size_t i = 0; i < row->n; i++)
		free(row->v[i]);
	free(row->v);
	*row = (struct csv_row){ 0 };
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	close(c->fd);
	free(c->path);
	free(c);
}

void
csv_write(FILE *f, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *s = v[i] != NULL ? v[i] : "";
		size_t len = strlen(s);
		bool quote = strpbrk(s, ",\"\r\n") != NULL || s[0] == ' ' ||
			     (len > 0 && s[len - 1] == ' ') || (n == 1 && len == 0);

		if (i > 0)
			fputc(',', f);
		if (!quote) {
			fputs(s, f);
			continue;
		}
		fputc('"', f);
		for (; *s != '\0'; s++) {
			if (*s == '"')
				fputc('"', f);
			fputc(*s, f);
		}
		fputc('"', f);
	}
	fputs("\r\n", f);
}
