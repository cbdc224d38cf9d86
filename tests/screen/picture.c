/* SPDX-License-Identifier: MIT */
/* Pictures of the headless screen: taken, judged, compared. */
#include "config.h"
#include "picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AROUND = 2, LIST_SEPARATOR = 0x3001 };

static void
clear(struct strs *l)
{
	strs_free(l);
	*l = (struct strs){ 0 };
}

/* The line at *at without its end; *at moves to the next one. */
static char *
next_line(const char **at)
{
	size_t n = strcspn(*at, "\n");
	char *s = xstrndup(*at, n);

	*at += n + ((*at)[n] == '\n');
	return s;
}

void
picture_take(struct picture *p)
{
	struct str s = { 0 };
	const char *at;

	clear(&p->chars);
	clear(&p->inks);
	p->rows = term_rows();
	p->cols = term_cols();
	term_dump(&s);
	at = str_s(&s);
	for (int i = 0; i < p->rows; i++) {
		char *chars = next_line(&at), *inks = next_line(&at);

		strs_add(&p->chars, chars);
		strs_add(&p->inks, inks);
		free(chars);
		free(inks);
	}
	if (sscanf(at, "cursor %d %d", &p->y, &p->x) != 2)
		p->y = p->x = -1;
	str_free(&s);
}

void
picture_done(struct picture *p)
{
	clear(&p->chars);
	clear(&p->inks);
}

void
picture_write(const struct picture *p, struct str *out)
{
	for (size_t i = 0; i < p->chars.n; i++) {
		str_addf(out, "|%s\n", p->chars.v[i]);
		if (*p->inks.v[i] != '\0')
			str_addf(out, ":%s\n", p->inks.v[i]);
	}
	str_addf(out, "cursor %d %d\n", p->y, p->x);
}

bool
picture_shows(const struct picture *p, const char *text)
{
	for (size_t i = 0; i < p->chars.n; i++)
		if (strstr(p->chars.v[i], text) != NULL)
			return true;
	return false;
}

/* ---- what must hold */

static void
fault(struct strs *faults, const char *what)
{
	if (!strs_has(faults, what))
		strs_add(faults, what);
}

static void
line_faults(const struct picture *p, size_t i, struct strs *faults)
{
	const char *s = p->chars.v[i];
	size_t n = strlen(s), bad;
	char *what = NULL;

	if (!text_valid(s, n, &bad))
		what = xasprintf("row %zu: no valid UTF-8 at byte %zu", i, bad);
	else if (text_width(s) > p->cols || (int)strlen(p->inks.v[i]) > p->cols)
		what = xasprintf("row %zu: wider than the window", i);
	else if (strstr(s, "\xef\xbf\xbd") != NULL)
		what = xasprintf("row %zu: a replacement character", i);
	for (size_t k = 0; what == NULL && k < n; k++)
		if ((unsigned char)s[k] < ' ' || s[k] == 0x7f)
			what = xasprintf("row %zu: control character %d", i, s[k]);
	if (what != NULL)
		fault(faults, what);
	free(what);
}

/* Between "unit > " and the next gap there is a name of the screen. */
static void
title_faults(const struct picture *p, const struct app *a, struct strs *faults)
{
	for (size_t i = 0; i < a->n; i++) {
		struct view *v = a->slot[i].v;
		struct str s = { 0 };
		char *what;

		if (v->ops->title != NULL)
			v->ops->title(v, &s);
		if (s.len == 0 || strspn(str_s(&s), " ") == s.len) {
			what = xasprintf("view %s has no title", v->ops->name);
			fault(faults, what);
			free(what);
		}
		str_free(&s);
	}
	if (*p->chars.v[0] == '\0')
		fault(faults, "the title bar is empty");
	if (*p->chars.v[p->chars.n - 1] == '\0')
		fault(faults, "the key bar is empty");
}

/* Something stands or is inked in this cell. */
static bool
marked(const struct picture *p, int y, int x)
{
	const char *inks = p->inks.v[y], *s = p->chars.v[y];
	int used;
	size_t at = text_fit(s, strlen(s), x, &used);

	if (x < 0)
		return false;
	return (x < (int)strlen(inks) && inks[x] != '.') ||
	       (s[at] != '\0' && (s[at] != ' ' || used < x));
}

/* A text that is read may begin with an empty line. */
static bool
is_text(const struct view *v)
{
	static const char *const texts[] = { "help", "print", "drill-brief" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcmp(v->ops->name, texts[i]) == 0)
			return true;
	return false;
}

/* The frame puts the cursor at the view's corner before the view paints: a view that left
 * it there has forgotten it. Where something is focused, it shows. */
static void
cursor_faults(const struct picture *p, const struct app *a, struct strs *faults)
{
	const struct view *top = app_top(a);
	char *what = NULL;

	if (p->y < 0 || p->y >= p->rows || p->x < 0 || p->x >= p->cols) {
		fault(faults, "the cursor is outside of the window");
		return;
	}
	if (top == NULL)
		return;
	if (p->y < 1 || p->y > p->rows - 3)
		what = xasprintf("view %s: the cursor is outside of it (%d %d)",
		    top->ops->name, p->y, p->x);
	else if (!top->popup && p->x == 0 && p->y == 1 &&
		 strcmp(top->ops->name, "print") != 0)
		what = xasprintf("view %s places no cursor", top->ops->name);
	else if (!is_text(top) && !marked(p, p->y, p->x) && !marked(p, p->y, p->x - 1))
		what = xasprintf("view %s: nothing stands where the cursor is (%d %d)",
		    top->ops->name, p->y, p->x);
	if (what != NULL)
		fault(faults, what);
	free(what);
}

void
picture_faults(const struct picture *p, const struct app *a, struct strs *faults)
{
	for (size_t i = 0; i < p->chars.n; i++)
		line_faults(p, i, faults);
	if (frame_too_small()) {
		if (p->y != 0 || p->x != 0)
			fault(faults, "too small a window hides its cursor");
		return;
	}
	title_faults(p, a, faults);
	cursor_faults(p, a, faults);
}

/* ---- Chinese on an English screen */

/* Words that stand on every screen as the law has them: levels, marks, periods. */
static const char *const everywhere[] = { "绝密", "机密", "秘密", "内部", "长期", "条件",
	"年", "月", "日", "个月", "解密", "时间" };

static bool
is_everywhere(const char *s)
{
	for (size_t i = 0; i < ARRAY_LEN(everywhere); i++)
		if (strcmp(s, everywhere[i]) == 0)
			return true;
	return false;
}

void
picture_han(const struct picture *p, const struct str *known, struct strs *found)
{
	for (size_t i = 0; i < p->chars.n; i++) {
		const char *s = p->chars.v[i];
		size_t n = strlen(s), from, step;
		uint32_t cp;

		for (size_t at = 0; at < n;) {
			char *run;

			for (from = at; at < n; at += step) {
				step = text_decode(s + at, n - at, &cp);
				if (!text_cp_han(cp) || cp == LIST_SEPARATOR)
					break;
			}
			run = xstrndup(s + from, at - from);
			if (at > from && strstr(str_s(known), run) == NULL &&
			    !is_everywhere(run)) {
				char *where = xasprintf("%s | %s", run, s);

				fault(found, where);
				free(where);
			}
			free(run);
			at += at < n ? step : 0;
		}
	}
}

/* ---- difference */

static void
split(const char *s, struct strs *out)
{
	while (*s != '\0') {
		char *line = next_line(&s);

		strs_add(out, line);
		free(line);
	}
}

struct edit_line {
	char sign;
	const char *text;
};

/* The shortest script from a to b by the table of longest common ends. */
static size_t
script(const struct strs *a, const struct strs *b, struct edit_line *out)
{
	size_t w = b->n + 1, i = 0, k = 0, n = 0;
	unsigned *common = xcalloc((a->n + 1) * w, sizeof(*common));

	for (size_t r = a->n; r-- > 0;)
		for (size_t c = b->n; c-- > 0;) {
			unsigned down = common[(r + 1) * w + c],
				 right = common[r * w + c + 1];

			common[r * w + c] = strcmp(a->v[r], b->v[c]) == 0
						? common[(r + 1) * w + c + 1] + 1
					    : down > right ? down
							   : right;
		}
	while (i < a->n || k < b->n) {
		if (i < a->n && k < b->n && strcmp(a->v[i], b->v[k]) == 0) {
			out[n++] = (struct edit_line){ ' ', a->v[i++] };
			k++;
		} else if (k >= b->n ||
			   (i < a->n && common[(i + 1) * w + k] >= common[i * w + k + 1]))
			out[n++] = (struct edit_line){ '-', a->v[i++] };
		else
			out[n++] = (struct edit_line){ '+', b->v[k++] };
	}
	free(common);
	return n;
}

void
unified(const char *was, const char *is, struct str *out)
{
	struct strs a = { 0 }, b = { 0 };
	struct edit_line *line;
	size_t n, quiet = 0, row = 0;

	split(was, &a);
	split(is, &b);
	line = xcalloc(a.n + b.n + 1, sizeof(*line));
	n = script(&a, &b, line);
	for (size_t i = 0; i < n; i++) {
		bool near = false;

		for (size_t k = i > AROUND ? i - AROUND : 0; k < n && k <= i + AROUND;
		     k++)
			near = near || line[k].sign != ' ';
		row += line[i].sign != '+';
		if (!near) {
			quiet++;
			continue;
		}
		if (quiet > 0 || i == 0)
			str_addf(out, "@@ line %zu @@\n", row);
		quiet = 0;
		str_addf(out, "%c%s\n", line[i].sign, line[i].text);
	}
	free(line);
	strs_free(&a);
	strs_free(&b);
}
