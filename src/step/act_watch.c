/* SPDX-License-Identifier: MIT */
/* Telling whoever watches the bench what became of each attempt to act. */
#include <ctype.h>
#include <string.h>
#include "step/act.h"

void
bench_watch(struct bench *b, void (*fn)(void *ctx, const struct act_event *ev), void *ctx)
{
	b->watch = fn;
	b->watch_ctx = ctx;
}

static void
add_rule(struct strs *out, const char *id)
{
	if (!strs_has(out, id))
		strs_add(out, id);
}

/* A refusal that is no finding (role, state, sight, oneself) names its rule in the
 * sentence. */
static void
rules_in(const char *msg, struct strs *out)
{
	for (const char *s = msg; (s = strchr(s, 'R')) != NULL; s++) {
		char id[5] = { 0 };

		if (!isdigit((unsigned char)s[1]) || !isdigit((unsigned char)s[2]) ||
		    !isdigit((unsigned char)s[3]))
			continue;
		memcpy(id, s, 4);
		add_rule(out, id);
	}
}

void
act_rules(const struct findings *f, const struct err *e, struct strs *out)
{
	for (size_t i = 0; f != NULL && i < f->n; i++)
		if (f->v[i].severity == SEV_BLOCK && f->v[i].rule != NULL)
			add_rule(out, f->v[i].rule->id);
	if (out->n == 0)
		rules_in(e->msg, out);
}

static void
tell(struct bench *b, struct act_event *ev, const struct err *e)
{
	struct strs rules = { 0 };

	if (b->watch == NULL)
		return;
	if (ev->rc == RC_DENIED)
		act_rules(ev->findings, e, &rules);
	ev->rules = &rules;
	b->watch(b->watch_ctx, ev);
	strs_free(&rules);
}

void
act_tell_begin(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, enum rc rc, const struct findings *f,
    const struct err *e)
{
	struct act_event ev = { .act = a,
		.parent = parent,
		.parent_id = parent_id,
		.rc = rc,
		.findings = f };

	if (r != NULL && strcmp(r->kind->name, a->kind) == 0) {
		ev.subject = r->id;
	} else if (r != NULL) {
		ev.parent = kind_def(a->kind)->parent;
		ev.parent_id = r->id;
	}
	tell(b, &ev, e);
}

void
act_tell_done(struct act_run *run, int64_t before, enum rc rc, const struct findings *f,
    int64_t id, const struct err *e)
{
	struct act_event ev = { .act = run->act,
		.subject = before,
		.run = run,
		.rc = rc,
		.findings = f,
		.id = id };
	char *eq = run->preset != NULL ? strchr(run->preset, '=') : NULL;
	char *column =
	    eq != NULL ? xstrndup(run->preset, (size_t)(eq - run->preset)) : NULL;

	ev.parent = column;
	ev.parent_id = eq != NULL ? strtoll(eq + 1, NULL, 10) : 0;
	tell(run->bench, &ev, e);
	free(column);
}
