/* SPDX-License-Identifier: MIT */
/* Findings: what the rules answer. A rule of the unit's own says so in every text. */
#include "config.h"
#include "law/law.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/check.h"

static const struct {
	const char *name;
	struct text2 title;
} severities[] = {
	[SEV_BLOCK] = { "BLOCK", { "不得办理", "refused" } },
	[SEV_WARN] = { "WARN", { "提示", "warning" } },
	[SEV_TASK] = { "TASK", { "待办", "to do" } },
	[SEV_LOG] = { "LOG", { "记录", "recorded" } },
};

const char *
severity_name(enum severity s)
{
	return severities[s].name;
}

struct text2
severity_title(enum severity s)
{
	return severities[s].title;
}

const char *
origin_note(enum origin o)
{
	static const struct text2 notes[] = {
		[ORIGIN_LAW] = { "", "" },
		[ORIGIN_ADVICE] = { "〔参照口径〕", " [published advice]" },
		[ORIGIN_UNIT] = { "〔本单位规定〕", " [unit's own rule]" },
	};

	return tx(notes[o]);
}

static void findings_vadd(struct findings *f, enum severity s, const struct rule *r,
    const char *field, const char *fmt, va_list ap) __attribute__((format(printf, 5, 0)));

static void
findings_vadd(struct findings *f, enum severity s, const struct rule *r,
    const char *field, const char *fmt, va_list ap)
{
	struct finding *x;
	const char *note = r->origin == ORIGIN_UNIT ? origin_note(ORIGIN_UNIT) : "";
	char *text;

	if (f->n == f->cap) {
		f->cap = f->cap == 0 ? 8 : f->cap * 2;
		f->v = xreallocarray(f->v, f->cap, sizeof(*f->v));
	}
	if (vasprintf(&text, fmt, ap) < 0)
		abort();
	x = &f->v[f->n++];
	*x = (struct finding){ .rule = r, .severity = s };
	snprintf(x->field, sizeof(x->field), "%s", field);
	x->text = xasprintf("%s%s", text, strstr(text, note) != NULL ? "" : note);
	free(text);
}

void
findings_add(
    struct findings *f, const struct rule *r, const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findings_vadd(f, r->severity, r, field, fmt, ap);
	va_end(ap);
}

void
findings_add_as(struct findings *f, enum severity s, const struct rule *r,
    const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findings_vadd(f, s, r, field, fmt, ap);
	va_end(ap);
}

bool
findings_block(const struct findings *f)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->v[i].severity == SEV_BLOCK)
			return true;
	}
	return false;
}

static bool
comes_before(const struct finding *a, const struct finding *b)
{
	if (a->severity != b->severity)
		return a->severity < b->severity;
	return strcmp(a->rule->id, b->rule->id) < 0;
}

/* By insertion: there are few, and a rule's own order is kept. */
void
findings_sort(struct findings *f)
{
	for (size_t i = 1; i < f->n; i++) {
		struct finding x = f->v[i];
		size_t k = i;

		for (; k > 0 && comes_before(&x, &f->v[k - 1]); k--)
			f->v[k] = f->v[k - 1];
		f->v[k] = x;
	}
}

void
findings_free(struct findings *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].text);
	free(f->v);
	*f = (struct findings){ 0 };
}
