/* SPDX-License-Identifier: MIT */
/* The rows of the store and their versions in the journal, read as they stand. */
#include "model.h"

static const char *const kinds[] = { "account", "campaign", "carrier", "certificate",
	"co_unit", "decision", "designation", "external", "grant", "matter", "notice",
	"notice_to", "ntk", "person", "point", "post", "review_item", "scope_entry",
	"source" };

const struct table *
table_of(const struct world *w, const char *kind)
{
	static const struct table none;

	for (size_t i = 0; i < w->ntable; i++)
		if (strcmp(w->table[i].kind, kind) == 0)
			return &w->table[i];
	return &none;
}

struct line *
line_of(const struct world *w, const char *kind, int64_t id)
{
	const struct table *t = table_of(w, kind);

	return id > 0 && (size_t)id < t->n ? t->line[id] : NULL;
}

const struct record *
row(const struct world *w, const char *kind, int64_t id)
{
	const struct line *l = line_of(w, kind, id);

	return l != NULL ? l->now : NULL;
}

const struct record *
row_before(const struct world *w, const char *kind, int64_t id, int64_t seq)
{
	const struct line *l = line_of(w, kind, id);
	const struct record *r = NULL;

	if (l == NULL || seq == END_OF_TIME)
		return l != NULL ? l->now : NULL;
	for (size_t i = 0; i < l->n && l->v[i].seq < seq; i++)
		r = l->v[i].r;
	return r;
}

struct each
each(const struct world *w, const char *kind)
{
	return (struct each){ .t = table_of(w, kind) };
}

bool
next(struct each *x)
{
	while (x->i < x->t->n) {
		x->l = x->t->line[x->i++];
		if (x->l == NULL || x->l->now == NULL)
			continue;
		x->r = x->l->now;
		return true;
	}
	return false;
}

const struct version *
entered(const struct line *l, const char *state)
{
	const struct version *found = NULL;

	for (size_t i = 0; l != NULL && i < l->n; i++)
		if (strcmp(record_state(l->v[i].r), state) == 0 &&
		    (i == 0 || strcmp(record_state(l->v[i - 1].r), state) != 0))
			found = &l->v[i];
	return found;
}

bool
is_one_of(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ","), p += *p == ',')
		if (strncmp(p, word, n) == 0 && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

bool
state_in(const struct record *r, const char *states)
{
	return r != NULL && is_one_of(record_state(r), states);
}

const char *
val(const struct record *r, const char *col)
{
	return r != NULL && kind_column(r->kind, col) >= 0 ? record_get(r, col) : "";
}

long
num(const struct record *r, const char *col)
{
	return strtol(val(r, col), NULL, 10);
}

bool
same_values(const struct record *a, const struct record *b)
{
	for (size_t i = 2; a != NULL && b != NULL && i < a->kind->ncol; i++)
		if (strcmp(val(a, a->kind->col[i].name), val(b, a->kind->col[i].name)) !=
		    0)
			return false;
	return a != NULL && b != NULL;
}

int32_t
day_of(const struct record *r, const char *col)
{
	return date_parse(val(r, col));
}

/* ---- reading */

static struct line *
line_for(struct world *w, const char *kind, int64_t id)
{
	for (size_t i = 0; i < w->ntable; i++) {
		struct table *t = &w->table[i];

		if (strcmp(t->kind, kind) != 0)
			continue;
		if ((size_t)id >= t->n) {
			t->line =
			    xreallocarray(t->line, (size_t)id + 1, sizeof(struct line *));
			while (t->n <= (size_t)id)
				t->line[t->n++] = NULL;
		}
		if (t->line[id] == NULL)
			t->line[id] = xcalloc(1, sizeof(struct line));
		return t->line[id];
	}
	return NULL;
}

static void
chain(struct world *w, const struct jrow *j, const char *what)
{
	char *s = xasprintf("S-journal row %lld (%s %lld %s): %s", (long long)j->seq,
	    j->kind, (long long)j->record, j->act, what);

	strs_add(&w->chain, s);
	free(s);
}

static enum rc
take_row(struct world *w, struct store *s, const struct jrow *j, struct err *e)
{
	struct line *l = line_for(w, j->kind, j->record);
	struct record *r = NULL;
	char day[11];
	enum rc rc;

	if (j->seq != w->seq + 1)
		chain(w, j, "the numbers have a gap");
	if (w->seq > 0 && memcmp(j->prev, w->last, sizeof(w->last)) != 0)
		chain(w, j, "does not go on from the row before");
	memcpy(w->last, j->hash, sizeof(w->last));
	w->seq = j->seq;
	if (l == NULL || j->nimage == 0) /* a kind without interest, or a look */
		return RC_OK;
	if (l->n > 0 && j->rev == l->v[l->n - 1].r->rev)
		return RC_OK; /* about the record, not a change of it */
	if (j->rev != (l->n > 0 ? l->v[l->n - 1].r->rev : 0) + 1)
		chain(w, j, "a version is missing");
	if ((rc = record_from_image(
		 store_kind(s, j->kind), j->image, j->nimage, &r, e)) != RC_OK)
		return rc;
	r->id = j->record;
	r->rev = j->rev;
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 4 : l->cap * 2;
		l->v = xreallocarray(l->v, l->cap, sizeof(*l->v));
	}
	snprintf(day, sizeof(day), "%.10s", j->at);
	l->v[l->n++] = (struct version){ j->seq, j->person, date_parse(day),
		xstrdup(j->act), xstrdup(j->role), r };
	record_free(l->now);
	l->now = NULL;
	return store_get(s, j->kind, j->record, &l->now, e);
}

enum rc
world_read(struct world *w, struct store *s, struct err *e)
{
	struct jrows all = { 0 };
	int64_t before = 0;
	bool more = true;
	enum rc rc = RC_OK;

	if (w->table == NULL) {
		w->ntable = ARRAY_LEN(kinds);
		w->table = xcalloc(w->ntable, sizeof(*w->table));
		for (size_t i = 0; i < w->ntable; i++)
			w->table[i].kind = kinds[i];
	}
	while (more) { /* newest first, so page back to what is known */
		struct jrows page = { 0 };

		if ((rc = store_history(s, NULL, 0, before, 50, &page, e)) != RC_OK)
			return rc;
		more = page.n > 0 && page.v[page.n - 1].seq > w->seq + 1;
		all.v = xreallocarray(all.v, all.n + page.n + 1, sizeof(*all.v));
		for (size_t i = 0; i < page.n; i++)
			all.v[all.n++] = page.v[i];
		before = all.n > 0 ? all.v[all.n - 1].seq : 0;
		free(page.v); /* its rows went over */
	}
	for (size_t i = all.n; i > 0 && rc == RC_OK; i--)
		if (all.v[i - 1].seq > w->seq)
			rc = take_row(w, s, &all.v[i - 1], e);
	jrows_free(&all);
	return rc;
}

static void
differ(const char *kind, int64_t id, const struct record *a, const struct record *b,
    struct strs *faults)
{
	struct str x = { 0 }, y = { 0 };
	char *s;

	record_image(a, &x);
	record_image(b, &y);
	if (a->rev != b->rev || strcmp(str_s(&x), str_s(&y)) != 0) {
		s = xasprintf(
		    "S-journal %s %lld differs from its last image", kind, (long long)id);
		strs_add(faults, s);
		free(s);
	}
	str_free(&x);
	str_free(&y);
}

enum rc
world_again(const struct world *w, struct store *s, struct strs *faults, struct err *e)
{
	for (size_t i = 0; i < w->ntable; i++) {
		const struct table *t = &w->table[i];
		struct query q;
		struct page page = { 0 };
		enum rc rc;

		query_init(&q, store_kind(s, t->kind));
		rc = store_page(s, &q, PAGE_FIRST, NULL, 100000, &page, e);
		for (size_t k = 0; rc == RC_OK && k < page.n; k++) {
			const struct line *l = line_of(w, t->kind, page.rec[k]->id);

			if (l == NULL || l->n == 0)
				strs_add(faults, "S-journal a record has no row");
			else
				differ(t->kind, page.rec[k]->id, page.rec[k],
				    l->v[l->n - 1].r, faults);
		}
		page_done(&page);
		query_done(&q);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static void
line_free(struct line *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++) {
		free(l->v[i].act);
		free(l->v[i].role);
		record_free(l->v[i].r);
	}
	free(l->v);
	record_free(l->now);
	free(l);
}

void
world_free(struct world *w)
{
	for (size_t i = 0; i < w->ntable; i++) {
		for (size_t k = 0; k < w->table[i].n; k++)
			line_free(w->table[i].line[k]);
		free(w->table[i].line);
	}
	free(w->table);
	strs_free(&w->chain);
	*w = (struct world){ 0 };
}
