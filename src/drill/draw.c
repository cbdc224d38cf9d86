/* SPDX-License-Identifier: MIT */
/*
 * Drawing a paper: questions by topic and kind, and the order of their options, all from
 * one seed. The paper is written down as drawn, so that a bank mended later changes no
 * paper that somebody sits at.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drill/bank.h"

/* What is taken so far, of the shuffled bank. */
struct draw {
	const struct bank *b;
	const struct blueprint *p;
	size_t *order; /* of the bank's questions */
	bool *taken;   /* by place in the bank */
	int topic[TOPICS_MAX];
	size_t n;
};

static bool
take(struct draw *d, size_t at)
{
	const struct question *q = &d->b->q[at];

	if (d->taken[at] || d->topic[q->topic] >= d->p->draw[q->topic])
		return false;
	d->taken[at] = true;
	d->topic[q->topic]++;
	d->n++;
	return true;
}

/* First what the blueprint wants of each kind, the rarest kind first; then the rest. */
static enum rc
choose(struct draw *d, struct err *e)
{
	const struct bank *b = d->b;

	for (int kind = QUESTION_ORDER; kind >= QUESTION_SINGLE; kind--) {
		int have = 0;

		for (size_t i = 0; i < b->n && have < d->p->least[kind]; i++)
			if ((int)b->q[d->order[i]].kind == kind && take(d, d->order[i]))
				have++;
		if (have < d->p->least[kind])
			return err_set(e, RC_INVAL,
			    T("组卷方案“%s”要的题型在题库里不够",
				"the bank has too few questions of a kind that "
				"blueprint '%s' wants"),
			    d->p->name);
	}
	for (size_t i = 0; i < b->n; i++)
		take(d, d->order[i]);
	for (size_t t = 0; t < b->ntopic; t++)
		if (d->topic[t] < d->p->draw[t])
			return err_set(e, RC_INVAL,
			    T("组卷方案“%s”要“%s”%d题，题库里不够",
				"blueprint '%s' wants of topic '%s' %d questions: the "
				"bank has fewer"),
			    d->p->name, b->topic[t].name, d->p->draw[t]);
	return RC_OK;
}

enum rc
bank_draw(const struct bank *b, const struct blueprint *p, unsigned long seed,
    struct drawn_list *out, struct err *e)
{
	struct draw d = { .b = b, .p = p };
	uint64_t s = seed;
	enum rc rc;

	*out = (struct drawn_list){ 0 };
	d.order = xcalloc(b->n + 1, sizeof(*d.order));
	d.taken = xcalloc(b->n + 1, sizeof(*d.taken));
	for (size_t i = 0; i < b->n; i++)
		d.order[i] = i;
	shuffle(&s, d.order, b->n);
	if ((rc = choose(&d, e)) != RC_OK)
		goto out;
	shuffle(&s, d.order, b->n);
	out->v = xcalloc(d.n + 1, sizeof(*out->v));
	for (size_t i = 0; i < b->n; i++) {
		struct drawn *w = &out->v[out->n];

		if (!d.taken[d.order[i]])
			continue;
		w->q = &b->q[d.order[i]];
		snprintf(w->id, sizeof(w->id), "%s", w->q->id);
		w->noption = w->q->noption;
		choice_shuffle(&s, w->q->kind, NULL, w->noption, w->order);
		out->n++;
	}
out:
	free(d.order);
	free(d.taken);
	return rc;
}

void
drawn_write(const struct drawn_list *d, struct str *out)
{
	for (size_t i = 0; i < d->n; i++) {
		str_addf(out, "%s%s:", i > 0 ? "," : "", d->v[i].id);
		for (size_t o = 0; o < d->v[i].noption; o++)
			str_addf(out, "%d", d->v[i].order[o] + 1);
	}
}

static bool
read_one(const struct bank *b, const char *s, struct drawn *d)
{
	const char *colon = strchr(s, ':');
	unsigned seen = 0;
	size_t n;

	if (colon == NULL || colon == s || (size_t)(colon - s) > QUESTION_ID_MAX)
		return false;
	snprintf(d->id, sizeof(d->id), "%.*s", (int)(colon - s), s);
	n = strlen(colon + 1);
	if (n < 2 || n > OPTIONS_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		int v = colon[1 + i] - '1';

		if (v < 0 || v >= (int)n || seen & 1u << v)
			return false;
		seen |= 1u << v;
		d->order[i] = v;
	}
	d->noption = n;
	d->q = bank_find(b, d->id);
	if (d->q != NULL && d->q->noption != n) /* another question by now */
		d->q = NULL;
	return true;
}

enum rc
drawn_read(const struct bank *b, const char *s, struct drawn_list *out, struct err *e)
{
	struct strs part = { 0 };
	enum rc rc = RC_OK;

	*out = (struct drawn_list){ 0 };
	strs_split(&part, s, ",");
	out->v = xcalloc(part.n + 1, sizeof(*out->v));
	for (size_t i = 0; i < part.n && rc == RC_OK; i++) {
		if (read_one(b, part.v[i], &out->v[out->n]))
			out->n++;
		else
			rc = err_set(e, RC_DAMAGED, "%s",
			    T("试卷的题目清单不完整，请由培训员作废后重考",
				"the paper's list of questions is not whole: let the "
				"trainer give another try"));
	}
	strs_free(&part);
	if (rc != RC_OK)
		drawn_free(out);
	return rc;
}

void
drawn_free(struct drawn_list *d)
{
	free(d->v);
	*d = (struct drawn_list){ 0 };
}
