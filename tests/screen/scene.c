/* SPDX-License-Identifier: MIT */
/* Reading scenes: lines, runs, key notation. */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "scene.h"

enum { SCENE_MOST = 1 << 20, REPEAT_MOST = 999 };

static const struct {
	const char *name, *bytes;
} keys[] = {
	{ "Enter", "\r" },
	{ "Tab", "\t" },
	{ "S-Tab", "\033[Z" },
	{ "Esc", "\033" },
	{ "BS", "\177" },
	{ "Space", " " },
	{ "lt", "<" },
	{ "Del", "\033[3~" },
	{ "Ins", "\033[2~" },
	{ "Up", "\033[A" },
	{ "Down", "\033[B" },
	{ "Right", "\033[C" },
	{ "Left", "\033[D" },
	{ "Home", "\033[H" },
	{ "End", "\033[F" },
	{ "PgUp", "\033[5~" },
	{ "PgDn", "\033[6~" },
	{ "F1", "\033OP" },
	{ "F2", "\033OQ" },
	{ "F3", "\033OR" },
	{ "F4", "\033OS" },
	{ "F5", "\033[15~" },
	{ "F6", "\033[17~" },
	{ "F7", "\033[18~" },
	{ "F8", "\033[19~" },
	{ "F9", "\033[20~" },
	{ "F10", "\033[21~" },
	{ "F11", "\033[23~" },
	{ "F12", "\033[24~" },
};

static const char *
key_bytes(const char *name, size_t n, char ctrl[2])
{
	if (n == 3 && strncmp(name, "C-", 2) == 0) {
		ctrl[0] = (char)(name[2] & 31);
		ctrl[1] = '\0';
		return ctrl;
	}
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (strlen(keys[i].name) == n && strncmp(keys[i].name, name, n) == 0)
			return keys[i].bytes;
	return NULL;
}

enum rc
scene_keys(const char *s, struct strs *out, struct err *e)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "<");
		const char *end = strchr(s, '>'), *star, *bytes;
		char ctrl[2], *word;
		long times = 1;

		if (n > 0) {
			word = xstrndup(s, n);
			strs_add(out, word);
			free(word);
			s += n;
			continue;
		}
		if (end == NULL)
			return err_set(e, RC_INVAL, "no > after %s", s);
		star = memchr(s, '*', (size_t)(end - s));
		if (star != NULL)
			times = strtol(star + 1, NULL, 10);
		bytes =
		    key_bytes(s + 1, (size_t)((star != NULL ? star : end) - s - 1), ctrl);
		if (bytes == NULL || times < 1 || times > REPEAT_MOST)
			return err_set(
			    e, RC_INVAL, "unknown key %.*s", (int)(end - s + 1), s);
		while (times-- > 0)
			strs_add(out, bytes);
		s = end + 1;
	}
	return RC_OK;
}

enum rc
scene_bytes(const char *s, struct str *out, struct err *e)
{
	static const char from[] = "nrt\\e", to[] = "\n\r\t\\\033";

	for (; *s != '\0'; s++) {
		const char *at;
		unsigned hex;

		if (*s != '\\') {
			str_addc(out, *s);
			continue;
		}
		s++;
		if (*s == 'x' && sscanf(s + 1, "%2x", &hex) == 1) {
			str_addc(out, (char)hex);
			s += 2;
		} else if (*s != '\0' && (at = strchr(from, *s)) != NULL) {
			str_addc(out, to[at - from]);
		} else {
			return err_set(e, RC_INVAL, "unknown escape \\%s", s);
		}
	}
	return RC_OK;
}

/* ---- runs */

static void
add_run(struct scene *c, const char *spec)
{
	struct scene_run *r;
	struct strs word = { 0 };
	struct str tail = { 0 };

	c->run = xreallocarray(c->run, c->nrun + 1, sizeof(*c->run));
	r = &c->run[c->nrun++];
	*r = (struct scene_run){ .opt.today = DATE_NONE };
	strs_split(&word, spec, " ");
	for (size_t i = 0; i < word.n; i++) {
		const char *w = word.v[i];
		struct stage_options *o = &r->opt;

		str_addf(&tail, "%s%.*s", i > 0 ? "." : "", (int)strcspn(w, "="), w);
		if (strcmp(w, "zh") == 0 || strcmp(w, "en") == 0)
			o->lang = *w == 'z' ? LANG_ZH : LANG_EN;
		else if (strcmp(w, "ascii") == 0)
			o->ascii = true;
		else if (strcmp(w, "mono") == 0)
			o->mono = true;
		else if (strcmp(w, "readonly") == 0)
			o->readonly = true;
		else if (strncmp(w, "today=", 6) == 0)
			o->today = date_parse(w + 6);
		else if (strncmp(w, "login=", 6) == 0)
			r->login = xstrdup(w + 6);
		else if (sscanf(w, "%dx%d", &o->rows, &o->cols) != 2)
			fail_msg("%s: run: what is %s?", c->path, w);
	}
	r->opt.login = r->login;
	if (r->opt.rows == 0)
		fail_msg("%s: run %s: no size", c->path, spec);
	r->tail = str_take(&tail);
	strs_free(&word);
}

static void
add_line(struct scene *c, int no, const char *s)
{
	static const char *const verbs[] = { "as", "keys", "type", "paste", "bytes",
		"resize", "hangup", "see", "see.zh", "see.en", "dump", "dump.zh",
		"dump.en" };
	size_t n = strcspn(s, " ");
	bool known = false;

	if (n == 3 && strncmp(s, "run", n) == 0) {
		add_run(c, s + n);
		return;
	}
	c->line = xreallocarray(c->line, c->nline + 1, sizeof(*c->line));
	c->line[c->nline] = (struct scene_line){ .no = no,
		.verb = xstrndup(s, n),
		.arg = xstrdup(s[n] == ' ' ? s + n + 1 : "") };
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		known = known || strcmp(verbs[i], c->line[c->nline].verb) == 0;
	if (!known)
		fail_msg("%s:%d: unknown verb %s", c->path, no, c->line[c->nline].verb);
	c->nline++;
}

void
scene_load(const char *path, struct scene *out)
{
	const char *base = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
	struct err e = { 0 };
	char *text = NULL;
	size_t n;
	int no = 1;

	*out = (struct scene){ .path = xstrdup(path) };
	out->name = xstrndup(base, strcspn(base, "."));
	if (file_read(path, SCENE_MOST, &text, &n, &e) != RC_OK)
		fail_msg("%s", e.msg);
	for (char *at = text; *at != '\0'; no++) {
		size_t len = strcspn(at, "\n");
		char *line = xstrndup(at, len), *s = text_trim(line);

		if (*s != '\0' && *s != '#')
			add_line(out, no, s);
		free(line);
		at += len + (at[len] == '\n');
	}
	free(text);
	if (out->nrun == 0) {
		add_run(out, "zh 24x80");
		add_run(out, "en 24x80");
	}
}

void
scene_done(struct scene *c)
{
	for (size_t i = 0; i < c->nline; i++) {
		free(c->line[i].verb);
		free(c->line[i].arg);
	}
	for (size_t i = 0; i < c->nrun; i++) {
		free(c->run[i].login);
		free(c->run[i].tail);
	}
	free(c->line);
	free(c->run);
	free(c->name);
	free(c->path);
	*c = (struct scene){ 0 };
}
