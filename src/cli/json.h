/* SPDX-License-Identifier: MIT */
#ifndef DM_CLI_JSON_H
#define DM_CLI_JSON_H
/* One JSON object a line (RFC 8259), always UTF-8. */
#include <stdint.h>
#include <stdio.h>

struct json {
	FILE *f;
	int n; /* members so far in the innermost object or list */
};
void json_open(struct json *j, char bracket); /* '{' or '[' as a value */
void json_close(struct json *j, char bracket);
void json_end(struct json *j); /* end of the line */
void json_key(struct json *j, const char *key);
void json_text(struct json *j, const char *s); /* NULL and "" are null */
void json_string(struct json *j, const char *s);
void json_int(struct json *j, int64_t v);
void json_bool(struct json *j, int v);
#endif
