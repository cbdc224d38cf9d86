/* SPDX-License-Identifier: MIT */
/* From records to facts: what the law needs to know about unit, persons, entry and
 * matter. */
#include <string.h>
#include "step/bench.h"

int32_t
record_date(const struct record *r, const char *col)
{
	return date_parse(record_get(r, col));
}

void
record_set_date(struct record *r, const char *col, int32_t day)
{
	char iso[11];

	date_format(day, iso);
	record_set(r, col, iso);
}

void
lawcase_init(struct lawcase *c, struct bench *b, enum law_act act)
{
	memset(c, 0, sizeof(*c));
	facts_init(&c->f, &b->org->param, &b->org->cal, bench_today(b));
	c->f.act = act;
}

void
lawcase_done(struct lawcase *c)
{
	for (size_t i = 0; i < c->nhold; i++)
		record_free(c->hold[i]);
	free(c->hold);
	free(c->source);
	free(c->grant);
	free(c->letter);
	c->grant = c->letter = NULL;
	c->ngrant = c->nletter = 0;
	c->designation = NULL;
	c->source = NULL;
	c->hold = NULL;
	c->nhold = 0;
}

static void
hold(struct lawcase *c, struct record *r)
{
	c->hold = xreallocarray(c->hold, c->nhold + 1, sizeof(struct record *));
	c->hold[c->nhold++] = r;
}

static const char *
text_or_null(const struct record *r, const char *col)
{
	const char *s = record_get(r, col);

	return *s != '\0' ? s : NULL;
}

static void
grant_facts(struct fact_unit *u, const struct record *g)
{
	u->grant_level = (enum level)record_int(g, "level");
	u->grant_until = record_date(g, "to_on");
	u->grant_scope = record_get(g, "scope");
	u->grant_no = text_or_null(g, "letter_no");
}

/* Grants in force; the highest stands until the case says which is needed. */
enum rc
lawcase_unit(struct lawcase *c, struct bench *b, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	c->f.unit.tier = b->org->tier;
	c->f.unit.special_regime = b->org->special_regime;
	query_init(&q, store_kind(b->store, "grant"));
	query_add(&q, "state", COND_EQ, "in_force", NULL);
	if ((rc = store_page(b->store, &q, PAGE_FIRST, NULL, 50, &page, e)) != RC_OK)
		goto out;
	c->grant = xcalloc(page.n + 1, sizeof(*c->grant));
	for (size_t i = 0; i < page.n; i++) {
		struct record *g = page.rec[i];
		int32_t from = record_date(g, "from_on"), until = record_date(g, "to_on");

		if ((until != DATE_NONE && until < c->f.today) ||
		    (from != DATE_NONE && from > c->f.today))
			continue;
		g = record_copy(g);
		hold(c, g);
		c->grant[c->ngrant++] = g;
		if ((int)record_int(g, "level") > (int)c->f.unit.grant_level)
			grant_facts(&c->f.unit, g);
	}
out:
	page_done(&page);
	query_done(&q);
	return rc;
}

static void
designation_facts(struct fact_person *p, const struct record *d)
{
	static const struct {
		const char *state;
		int value;
	} states[] = { { "active", CRP_ACTIVE }, { "suspended", CRP_SUSPENDED },
		{ "ended", CRP_ENDED } };

	p->kind = CRP_DESIGNATED;
	p->max_level = (enum level)record_int(d, "level");
	p->scope = record_get(d, "scope");
	p->from = record_date(d, "from_on");
	p->to = record_date(d, "to_on");
	p->filed_on = record_date(d, "filed_on");
	p->published_on = record_date(d, "published_on");
	p->letter_no = text_or_null(d, "letter_no");
	p->tier = record_get(d, "tier");
	p->state = CRP_INACTIVE;
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (strcmp(states[i].state, record_state(d)) == 0)
			p->state = states[i].value;
}

/* All of the approver's, the one that stands first for now; of anybody else just that. */
static const struct record *
hold_letters(struct lawcase *c, const struct fact_person *p, const struct page *held)
{
	const struct record *first = NULL;
	bool all = p == &c->f.approver;

	if (all) {
		free(c->letter);
		c->letter = xcalloc(held->n, sizeof(*c->letter));
		c->nletter = 0;
	}
	for (size_t i = 0; i < (all ? held->n : 1); i++) {
		struct record *d = record_copy(held->rec[i]);

		hold(c, d);
		if (first == NULL)
			first = d;
		if (all)
			c->letter[c->nletter++] = d;
	}
	if (all)
		c->designation = first;
	return first;
}

enum rc
lawcase_person(struct lawcase *c, struct bench *b, struct fact_person *p, int64_t person,
    struct err *e)
{
	struct record *r = NULL;
	struct page held = { 0 };
	unsigned roles = 0;
	enum rc rc;

	if (person == 0)
		return RC_OK;
	if ((rc = store_get(b->store, "person", person, &r, e)) != RC_OK)
		return rc;
	hold(c, r);
	if ((rc = person_roles(b, r, &roles, e)) != RC_OK ||
	    (rc = crp_designations(b, person, &held, e)) != RC_OK)
		return rc;
	p->present = true;
	p->id = person;
	p->trained_until = record_date(r, "trained_until");
	p->vetted_on = record_date(r, "vetted_on");
	p->pledge_on = record_date(r, "pledge_on");
	p->category = record_get(r, "category");
	p->own_staff = strcmp(record_state(r), "in_post") == 0 ? ANSWER_YES : ANSWER_NO;
	p->admin =
	    roles & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR) ? ANSWER_YES : ANSWER_NO;
	if (held.n > 0)
		designation_facts(p, hold_letters(c, p, &held));
	page_done(&held);
	if (roles & ROLE_HEAD) { /* by office: whole authority of the unit, no letter, no
				    term (条例14, R027, R030) */
		p->kind = CRP_STATUTORY;
		p->state = CRP_ACTIVE;
		p->max_level = law_unit_ceiling(&c->f.unit, c->f.today);
		p->scope = "*";
		p->tier = "principal";
		p->to = DATE_NONE;
		if (p == &c->f.approver)
			c->designation = NULL;
	}
	return RC_OK;
}

/* How much stands against the case; a warning less than a refusal. */
static size_t
weight(const struct facts *f)
{
	struct findings all = { 0 };
	size_t n = 0;

	law_check(f, &all);
	for (size_t i = 0; i < all.n; i++)
		n += all.v[i].severity == SEV_BLOCK  ? 1000
		     : all.v[i].severity == SEV_WARN ? 1
						     : 0;
	findings_free(&all);
	return n;
}

/* Grant and designation do not touch each other's rules: one after the other. */
void
lawcase_choose(struct lawcase *c)
{
	struct facts *f = &c->f, best = c->f;
	size_t least = c->ngrant > 1 || (c->designation != NULL && c->nletter > 1)
			   ? weight(f)
			   : 0,
	       n;

	for (size_t i = 0; i < c->ngrant && least > 0; i++) {
		grant_facts(&f->unit, c->grant[i]);
		if (f->approver.kind == CRP_STATUTORY)
			f->approver.max_level = law_unit_ceiling(&f->unit, f->today);
		if ((n = weight(f)) < least) {
			least = n;
			best = *f;
		}
	}
	*f = best;
	for (size_t i = 0; c->designation != NULL && i < c->nletter && least > 0; i++) {
		designation_facts(&f->approver, c->letter[i]);
		if ((n = weight(f)) < least) {
			least = n;
			best = *f;
			c->designation = c->letter[i];
		}
	}
	*f = best;
}

enum rc
lawcase_entry(struct lawcase *c, struct bench *b, int64_t entry, struct err *e)
{
	struct record *r = NULL;
	struct fact_entry *f = &c->f.entry;
	enum rc rc;

	if (entry == 0)
		return RC_OK;
	if ((rc = store_get(b->store, "scope_entry", entry, &r, e)) != RC_OK)
		return rc;
	hold(c, r);
	f->present = strcmp(record_state(r), "active") == 0;
	f->code = record_get(r, "code");
	f->level = (enum level)record_int(r, "level");
	period_parse(record_get(r, "max_period"), &f->max_period, NULL);
	f->condition = text_or_null(r, "condition");
	f->long_term = record_int(r, "long_term") == 1;
	tier_parse(record_get(r, "origin_tier"), &f->origin_tier);
	return RC_OK;
}

enum rc
lawcase_place(struct lawcase *c, struct bench *b, enum level level, int64_t place,
    int64_t person, struct err *e)
{
	struct fact_place *f = &c->f.place;
	struct record *p = NULL, *who = NULL;
	enum rc rc = RC_OK;

	f->carrier_level = level;
	f->present = true;
	if (place != 0 && (rc = store_get(b->store, "place", place, &p, e)) == RC_OK) {
		hold(c, p);
		f->max_level = (enum level)record_int(p, "level");
		f->keeper = *record_get(p, "keeper_id") != '\0' ? ANSWER_YES : ANSWER_NO;
	}
	if (rc == RC_OK && person != 0 &&
	    (rc = store_get(b->store, "person", person, &who, e)) == RC_OK) {
		hold(c, who);
		f->person_category = record_get(who, "category");
	}
	return rc;
}

static enum answer
answer(const struct record *r, const char *col)
{
	const char *v = record_get(r, col);

	return *v == '\0' ? ANSWER_UNKNOWN : *v == '1' ? ANSWER_YES : ANSWER_NO;
}

bool
unit_is_ours(int64_t unit)
{
	return unit == OWN_UNIT_ID;
}

bool
name_is_ours(const struct bench *b, const char *unit_name)
{
	return strcmp(unit_name, b->org->name) == 0;
}

bool
matter_is_ours(const struct record *m)
{
	int64_t owner = record_int(m, "owner_unit_id");

	return owner == 0 || unit_is_ours(owner);
}

enum { HEIRS_MAX = 16 }; /* successors of successors that are followed */

enum rc
lawcase_owner(struct lawcase *c, struct bench *b, const struct record *m, struct err *e)
{
	int64_t id = record_int(m, "owner_unit_id");
	enum rc rc = RC_OK;

	for (int i = 0; i < HEIRS_MAX && id != 0 && rc == RC_OK; i++) {
		struct record *unit = NULL;
		bool ours = unit_is_ours(id);

		if ((i == 0 && ours) ||
		    (rc = store_get(b->store, "unit", id, &unit, e)) != RC_OK)
			break;
		c->f.matter.owner = OWNER_OTHER;
		if (i > 0)
			c->f.matter.successor = ours ? ANSWER_YES : ANSWER_NO;
		id = ours ? 0 : record_int(unit, "successor_id");
		record_free(unit);
	}
	return rc;
}

/* Units asked and those that answered (R058). */
static enum rc
joint_units(struct lawcase *c, struct bench *b, int64_t matter, struct err *e)
{
	size_t all = 0, answered = 0;
	enum rc rc;

	if (matter == 0)
		return RC_OK;
	if ((rc = count_where(b, "co_unit", NULL, "matter_id", matter, &all, e)) == RC_OK)
		rc = count_where(
		    b, "co_unit", "answered", "matter_id", matter, &answered, e);
	c->f.matter.joint_units = (int)all;
	c->f.matter.joint_consulted = (int)answered;
	return rc;
}

/* It arose in a temporary body: is it we who do that body's daily work (R059)? */
static enum rc
body_facts(struct lawcase *c, struct bench *b, int64_t body, struct err *e)
{
	struct record *unit = NULL;
	enum rc rc;

	if (body == 0)
		return RC_OK;
	if ((rc = store_get(b->store, "unit", body, &unit, e)) != RC_OK)
		return rc;
	c->f.unit.temporary = strcmp(record_get(unit, "unit_kind"), "temporary") == 0 &&
			      !unit_is_ours(record_int(unit, "responsible_unit_id"));
	record_free(unit);
	return RC_OK;
}

enum law_act
matter_law(const struct record *m)
{
	const char *origin = record_get(m, "origin");

	return strcmp(origin, "derivative") == 0 ? LAW_DERIVE
	       : strcmp(origin, "unclear") == 0	 ? LAW_FORWARD
						 : LAW_DETERMINE;
}

/* A source ends as its own mark says, counted from its own issue (R077). */
void
lawcase_add_source(struct lawcase *c, const struct record *source)
{
	struct record *r = record_copy(source);
	struct fact_source *s;
	struct period p = { .date = DATE_NONE };

	hold(c, r);
	c->source =
	    xreallocarray(c->source, c->f.nsource + 1, sizeof(struct fact_source));
	s = &c->source[c->f.nsource++];
	c->f.source = c->source;
	*s = (struct fact_source){ .no = (int)c->f.nsource,
		.level = (enum level)record_int(r, "level"),
		.expiry = record_date(r, "expiry"),
		.condition = text_or_null(r, "condition"),
		.issued_on = record_date(r, "issued_on"),
		.released_on = record_date(r, "released_on"),
		.trigger = (int)record_int(r, "basis") };
	period_parse(record_get(r, "period"), &p, NULL);
	s->long_term = p.kind == PERIOD_LONG;
	if (p.kind == PERIOD_CONDITION && s->condition == NULL)
		s->condition = strchr(record_get(r, "period"), ':') + 1;
	if (s->expiry == DATE_NONE)
		s->expiry = period_expiry(&p, s->issued_on, c->f.param);
}

static enum rc
stored_sources(struct lawcase *c, struct bench *b, int64_t matter, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	if (matter == 0)
		return RC_OK;
	query_init(&q, store_kind(b->store, "source"));
	query_add_int(&q, "matter_id", matter);
	query_add_in(&q, "state", true, "active,released");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 200, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		lawcase_add_source(c, page.rec[i]);
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
point_level(
    struct bench *b, int64_t matter, const char *except, enum level *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	struct strs left = { 0 };
	enum rc rc;

	*out = LEVEL_NONE;
	if (matter == 0)
		return RC_OK;
	query_init(&q, store_kind(b->store, "point"));
	query_add_int(&q, "matter_id", matter);
	query_add(&q, "state", COND_EQ, "active", NULL);
	strs_split(&left, except, ",");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		enum level l = (enum level)record_int(page.rec[i], "level");
		char id[24];

		snprintf(id, sizeof(id), "%lld", (long long)page.rec[i]->id);
		if (l > *out && !strs_has(&left, id))
			*out = l;
	}
	strs_free(&left);
	page_done(&page);
	query_done(&q);
	return rc;
}

enum rc
lawcase_matter(struct lawcase *c, struct bench *b, const struct record *m, long knowers,
    struct err *e)
{
	struct fact_matter *f = &c->f.matter;
	size_t n = 0;
	enum rc rc;

	f->title = record_get(m, "title");
	f->kind = record_get(m, "matter_kind");
	f->level = (enum level)record_int(m, "level");
	period_parse(record_get(m, "period"), &f->period, NULL);
	f->start = record_date(m, "start_on");
	f->created_on = record_date(m, "created_on");
	f->ntk_reason = text_or_null(m, "ntk_reason");
	f->head_no = (int)record_int(m, "head_no");
	f->harm = (enum level)record_int(m, "harm");
	f->justification = text_or_null(m, "justification");
	f->issuer = strcmp(record_get(m, "issuer"), "superior") == 0 ? ISSUER_SUPERIOR
								     : ISSUER_SELF;
	f->unmarkable = record_int(m, "unmarkable") == 1;
	c->f.negative.public_need = answer(m, "neg_public");
	c->f.negative.other_regime = answer(m, "neg_regime");
	c->f.negative.already_public = answer(m, "neg_known");
	c->f.negative.must_disclose = answer(m, "neg_disclose");
	if (knowers < 0) {
		if ((rc = count_where(b, "ntk", "in", "matter_id", m->id, &n, e)) !=
		    RC_OK)
			return rc;
		knowers = (long)n;
	}
	f->ntk = record_int(m, "ntk_unit") == 1 ? NTK_UNIT
		 : knowers > 0			? NTK_PERSONS
						: NTK_NONE;
	if ((rc = joint_units(c, b, m->id, e)) != RC_OK ||
	    (rc = body_facts(c, b, record_int(m, "body_id"), e)) != RC_OK ||
	    (rc = point_level(b, m->id, "", &f->point_level, e)) != RC_OK ||
	    (matter_law(m) == LAW_DERIVE &&
		(rc = stored_sources(c, b, m->id, e)) != RC_OK))
		return rc;
	return lawcase_entry(c, b, record_int(m, "entry_id"), e);
}

void
step_finding(struct findings *out, const char *rule, enum severity sev, const char *field,
    const char *fmt, ...)
{
	const struct rule *r = law_rule(rule);
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	findings_add(out, r, field, "%s", text);
	if (out->n > 0)
		out->v[out->n - 1].severity = sev;
}
