/* SPDX-License-Identifier: MIT */
/* Writing JSON. What is not UTF-8 becomes U+FFFD, so that a reader never stumbles. */
#include "config.h"
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/json.h"

static void
comma(struct json *j)
{
	if (j->n++ > 0)
		fputc(',', j->f);
}

void
json_open(struct json *j, char bracket)
{
	comma(j);
	fputc(bracket, j->f);
	j->n = 0;
}

void
json_close(struct json *j, char bracket)
{
	fputc(bracket, j->f);
	j->n = 1; /* of the one around it */
}

void
json_end(struct json *j)
{
	fputc('\n', j->f);
	j->n = 0;
}

static void
quoted(FILE *f, const char *s)
{
	size_t n = strlen(s), len;
	uint32_t cp;

	fputc('"', f);
	for (size_t i = 0; i < n; i += len) {
		len = text_decode(s + i, n - i, &cp);
		if (cp == '"' || cp == '\\')
			fprintf(f, "\\%c", (char)cp);
		else if (cp == '\n')
			fputs("\\n", f);
		else if (cp == '\t')
			fputs("\\t", f);
		else if (cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0))
			fprintf(f, "\\u%04" PRIX32, cp);
		else if (cp == 0xFFFD)
			fputs("\\uFFFD", f);
		else
			fwrite(s + i, 1, len, f);
	}
	fputc('"', f);
}

void
json_key(struct json *j, const char *key)
{
	comma(j);
	quoted(j->f, key);
	fputc(':', j->f);
	j->n = 0; /* its value needs no comma */
}

void
json_string(struct json *j, const char *s)
{
	comma(j);
	quoted(j->f, s);
}

void
json_text(struct json *j, const char *s)
{
	if (s != NULL && *s != '\0') {
		json_string(j, s);
		return;
	}
	comma(j);
	fputs("null", j->f);
}

void
json_int(struct json *j, int64_t v)
{
	comma(j);
	fprintf(j->f, "%" PRId64, v);
}

void
json_bool(struct json *j, int v)
{
	comma(j);
	fputs(v ? "true" : "false", j->f);
}
