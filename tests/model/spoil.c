/* SPDX-License-Identifier: MIT */
/*
 * The checker can fail: for every invariant something is spoilt in a copy of the rows
 * held in memory, and the checker must name it. What a play does not happen to hold is
 * looked for in the next one.
 */
#include "model.h"

/*
 * One record of the kind is spoilt after the other until the invariant is named; or all
 * of them at once, with every version (every). kind NULL: the world itself. @COLUMN: the
 * record's own other column.
 */
struct edit {
	const char *kind, *states, *only, *column, *value;
	bool every;
};
#define DAY "2000-01-01"
#define NOTHING \
	{ \
		.kind = NULL \
	}
#define SWEPT \
	{ \
		.column = "swept" \
	}
#define ALL(k, c, v) \
	{ \
		.kind = k, .column = c, .value = v, .every = true \
	}
#define ONE(k, s, o, c, v) \
	{ \
		.kind = k, .states = s, .only = o, .column = c, .value = v \
	}
/* clang-format off */
static const struct {
	const char *id;
	struct edit also, edit; /* also: beforehand, on all of its kind */
} spoils[] = {
	{ "R001", NOTHING, ONE("matter", "in_force", NULL, "level", "4") },
	{ "R001-harm", NOTHING, ONE("matter", "in_force", "origin=original", "harm", "9") },
	{ "R002", NOTHING, ONE("matter", "unclear_sent,not_secret,referred", NULL, "mark", "x") },
	{ "R003", NOTHING, ONE("matter", "in_force", NULL, "head_no", "8") },
	{ "R004", NOTHING, ONE("matter", "in_force", NULL, "neg_known", "1") },
	{ "R005", NOTHING, ALL("scope_entry", "level", "0") },
	{ "R011", NOTHING, ALL("scope_entry", "condition", "x") },
	{ "R013", ALL("grant", "level", "0"), { .column = "tier" } },
	{ "R021", ALL("grant", "state", "in_force"), ONE("grant", NULL, NULL, "to_on", DAY) },
	{ "R027", ALL("post", "head", "1"), ALL("person", "post_id", "1") },
	{ "R029", NOTHING, ALL("designation", "scope", "x") },
	{ "R030", NOTHING, ALL("designation", "level", "0") },
	{ "R031", NOTHING, ALL("person", "category", "none") },
	{ "R032", ALL("designation", "state", "active"), ONE("designation", NULL, NULL, "letter_no", "") },
	{ "R033", NOTHING, ALL("person", "trained_until", DAY) },
	{ "R033-proposer", NOTHING, ALL("person", "trained_until", DAY) },
	{ "R033-term", ALL("certificate", "state", "valid"), ONE("certificate", NULL, NULL, "valid_to", DAY) },
	{ "R035", NOTHING, ALL("designation", "tier", "assistant") },
	{ "R037", NOTHING, ALL("designation", "state", "suspended") },
	{ "R037-term", ALL("designation", "state", "active"), ALL("person", "state", "abroad") },
	{ "R041", NOTHING, ONE("decision", NULL, "kind=determine", "result", "") },
	{ "R042", NOTHING, ONE("matter", "in_force", NULL, "approver_id", "@proposer_id") },
	{ "R042-sheet", NOTHING, ONE("decision", NULL, NULL, "approver_id", "@proposer_id") },
	{ "R043", NOTHING, ONE("matter", "in_force", NULL, "determined_on", DAY) },
	{ "R045", NOTHING, ALL("decision", "approver_id", "999") },
	{ "R045-days", NOTHING, ONE("decision", "recorded", NULL, "decided_on", DAY) },
	{ "R046", NOTHING, ONE("matter", "in_force", NULL, "period", "40年") },
	{ "R049", NOTHING, ONE("matter", "in_force", NULL, "period", "长期") },
	{ "R050", NOTHING, ONE("matter", "in_force", NULL, "expiry", DAY) },
	{ "R052", NOTHING, ALL("ntk", "state", "left") },
	{ "R055", NOTHING, ONE("matter", NULL, NULL, "proposer_id", "999") },
	{ "R058", ALL("matter", "state", "in_force"), ALL("co_unit", "state", "asked") },
	{ "R060", NOTHING, ONE("matter", "in_force", "origin=original", "issuer", "superior") },
	{ "R063", NOTHING, ONE("matter", "in_force", NULL, "mark", "机密") },
	{ "R073", ALL("matter", "state", "in_force"), ONE("carrier", "kept,lent", NULL, "mark", "x") },
	{ "R076", ALL("matter", "follow_on", ""), ONE("matter", "approved,in_force", "origin=derivative", "level", "0") },
	{ "R077", ALL("matter", "expiry", DAY), ONE("matter", "approved,in_force", "origin=derivative", "period", "x") },
	{ "R081", NOTHING, ONE("decision", "recorded", "kind=determine", "kind", "release") },
	{ "R084", ALL("external", "state", "draft"), ONE("external", NULL, "kind=unclear", "due", DAY) },
	{ "R085", ALL("external", "state", "sent"), ONE("external", NULL, "kind=unclear", "addressee", "x") },
	{ "R086", ALL("external", "state", "received"), ONE("external", NULL, "kind=unclear", "due", DAY) },
	{ "R087", NOTHING, ALL("external", "answer_level", "0") },
	{ "R088", ALL("matter", "state", "in_force"), ONE("external", "closed", "stage=1", "answer_level", "4") },
	{ "R090", NOTHING, ONE("matter", "in_force", NULL, "effective_level", "0") },
	{ "R092", ALL("decision", "kind", "change"), ONE("decision", NULL, NULL, "reason_code", "U2") },
	{ "R094", NOTHING, ONE("matter", "in_force", NULL, "pending", "correct") },
	{ "R095", ALL("decision", "kind", "change"), ALL("notice", "decision_id", "") },
	{ "R095-receipt", ALL("notice", "state", "closed"), ALL("notice_to", "state", "sent") },
	{ "R096", ALL("decision", "kind", "extend"), ONE("decision", NULL, NULL, "old_expiry", DAY) },
	{ "R098", ALL("decision", "kind", "extend"), ONE("decision", NULL, NULL, "new_period", "90年") },
	{ "R100", ALL("review_item", "state", "open"), ONE("campaign", NULL, NULL, "state", "closed") },
	{ "R101", NOTHING, { .column = "today" } },
	{ "R101-end", NOTHING, ALL("matter", "@first", "released") },
	{ "R102", NOTHING, ONE("matter", "released", NULL, "release_cause", "") },
	{ "R102-ground", ALL("decision", "kind", "release"), ONE("decision", NULL, NULL, "reason_code", "x") },
	{ "R109", ALL("decision", "kind", "release"), ALL("matter", "period", "长期") },
	{ "R140", NOTHING, ALL("decision", "approver_id", "1") },
	{ "R140-account", NOTHING, ALL("account", "person_id", "1") },
	{ "S-journal", NOTHING, ONE("matter", NULL, NULL, "title", "x") },
	{ "S-sheet", NOTHING, ONE("decision", "recorded", "kind=determine", "kind", "objection") },
};
/* clang-format on */

static bool
names(const struct world *w, const char *id)
{
	struct strs found = { 0 };
	size_t n = strlen(id);
	bool named = false;

	check_all(w, &found);
	for (size_t i = 0; i < found.n; i++)
		named =
		    named || (strncmp(found.v[i], id, n) == 0 && found.v[i][n] == ' ');
	strs_free(&found);
	return named;
}

static void
set(struct record *r, const char *column, const char *value)
{
	record_set(r, column, *value == '@' ? record_get(r, value + 1) : value);
}

static void
spoil_line(struct line *l, const struct edit *e)
{
	if (strcmp(e->column, "@first") == 0) {
		record_set(l->v[0].r, "state", e->value);
		return;
	}
	set(l->now, e->column, e->value);
	for (size_t i = 0; e->every && i < l->n; i++)
		set(l->v[i].r, e->column, e->value);
}

/* What is spoilt is kept here and put back. */
struct kept {
	struct line *line;
	struct record **r; /* as it is now, then every version */
	struct kept *next;
};

static void
keep(struct line *l, struct kept **all)
{
	struct kept *k = xcalloc(1, sizeof(*k));

	k->line = l;
	k->r = xcalloc(l->n + 1, sizeof(struct record *));
	k->r[0] = record_copy(l->now);
	for (size_t i = 0; i < l->n; i++)
		k->r[i + 1] = record_copy(l->v[i].r);
	k->next = *all;
	*all = k;
}

static void
put_back(struct kept **all)
{
	while (*all != NULL) {
		struct kept *k = *all;

		record_free(k->line->now);
		k->line->now = k->r[0];
		for (size_t i = 0; i < k->line->n; i++) {
			record_free(k->line->v[i].r);
			k->line->v[i].r = k->r[i + 1];
		}
		*all = k->next;
		free(k->r);
		free(k);
	}
}

static bool
fits(const struct record *r, const struct edit *e)
{
	const char *eq = e->only != NULL ? strchr(e->only, '=') : NULL;
	char column[40];

	if (e->states != NULL && !state_in(r, e->states))
		return false;
	if (eq == NULL)
		return true;
	snprintf(column, sizeof(column), "%.*s", (int)(eq - e->only), e->only);
	return strcmp(val(r, column), eq + 1) == 0;
}

static void
spoil_world(struct world *w, const struct edit *e)
{
	if (strcmp(e->column, "tier") == 0)
		w->tier = TIER_OTHER;
	if (strcmp(e->column, "today") == 0)
		w->today = date_add_years(w->today, 60);
}

/* All of a kind, or the world. */
static void
spoil_all(struct world *w, const struct edit *e, struct kept **all)
{
	if (e->column == NULL)
		return;
	if (e->kind == NULL) {
		spoil_world(w, e);
		return;
	}
	for (struct each x = each(w, e->kind); next(&x);) {
		keep(line_of(w, e->kind, x.r->id), all);
		spoil_line(line_of(w, e->kind, x.r->id), e);
	}
}

static bool
spoil_one(struct world *w, const struct edit *e, const char *id)
{
	bool named = false;

	for (struct each x = each(w, e->kind); !named && next(&x);) {
		struct kept *mine = NULL;

		if (!fits(x.r, e))
			continue;
		keep(line_of(w, e->kind, x.r->id), &mine);
		spoil_line(line_of(w, e->kind, x.r->id), e);
		named = names(w, id);
		put_back(&mine);
	}
	return named;
}

size_t
spoil(struct world *w, bool *shown, size_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(spoils) && i < n; i++) {
		const struct edit *e = &spoils[i].edit;
		struct world as_was = *w;
		struct kept *all = NULL;

		if (shown[i])
			continue;
		w->swept = true;
		spoil_all(w, &spoils[i].also, &all);
		if (e->kind == NULL || e->every) {
			spoil_all(w, e, &all);
			shown[i] = names(w, spoils[i].id);
		} else {
			shown[i] = spoil_one(w, e, spoils[i].id);
		}
		put_back(&all);
		*w = as_was;
	}
	return ARRAY_LEN(spoils);
}

const char *
spoil_id(size_t i)
{
	return spoils[i].id;
}

bool
spoil_knows(const char *id)
{
	for (size_t i = 0; i < ARRAY_LEN(spoils); i++)
		if (strcmp(spoils[i].id, id) == 0)
			return true;
	return false;
}
