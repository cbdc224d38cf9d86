/* SPDX-License-Identifier: MIT */
/*
 * A level that has moved, by decision or while it is disputed: circle, places and holders
 * are looked at again (法21, 条例27; R099). What no longer fits is a duty each, until it
 * is put right; then the whole is signed off.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

enum { CHECKED = 1000 }; /* carriers and persons of one matter looked at */

void
recheck_moved(struct record *m, enum level before)
{
	if (before != LEVEL_NONE && matter_protected(m) != before)
		record_set_int(m, "recheck", 1);
}

/* One thing that does not fit, and the act that puts it right. */
struct misfit {
	struct bench *bench;
	const struct record *matter;
	/* what to do with it */
	void (*found)(struct misfit *f, const char *kind, int64_t id, const char *act,
	    const char *what, const char *why);
	struct duties *duties;
	struct findings *findings;
	size_t n;
};

static enum rc
judge(struct misfit *f, enum law_act act, int64_t place, int64_t person,
    const char *field, char *why, size_t size, struct err *e)
{
	struct lawcase c;
	struct findings all = { 0 };
	enum rc rc;

	*why = '\0';
	lawcase_init(&c, f->bench, act);
	if ((rc = lawcase_place(
		 &c, f->bench, matter_protected(f->matter), place, person, e)) == RC_OK)
		law_check(&c.f, &all);
	for (size_t i = 0; i < all.n && *why == '\0'; i++)
		if (strncmp(all.v[i].field, field, strlen(field)) == 0 &&
		    all.v[i].severity <= SEV_WARN)
			snprintf(why, size, "%s %s", all.v[i].rule->id, all.v[i].text);
	findings_free(&all);
	lawcase_done(&c);
	return rc;
}

static enum rc
look(struct misfit *f, const struct record *r, struct err *e)
{
	bool carrier = strcmp(r->kind->name, "carrier") == 0;
	bool lent = carrier && strcmp(record_state(r), "lent") == 0;
	bool kept = carrier && !lent;
	int64_t person = record_int(r, kept   ? "place_id"
				       : lent ? "holder_id"
					      : "person_id");
	char why[512], *what;
	enum rc rc;

	if (person == 0)
		return RC_OK;
	rc = kept ? judge(f, LAW_KEEP, person, 0, "place.max_level", why, sizeof(why), e)
		  : judge(f, LAW_LEND, 0, person, "place.person_category", why,
			sizeof(why), e);
	if (rc == RC_OK && kept && *why == '\0')
		rc = judge(f, LAW_KEEP, person, 0, "place.keeper", why, sizeof(why), e);
	if (rc != RC_OK || *why == '\0')
		return rc;
	what = record_label(f->bench, r);
	f->n++;
	f->found(f, carrier ? "carrier" : "matter", carrier ? r->id : f->matter->id,
	    !carrier				   ? "propose_change"
	    : lent				   ? "return"
	    : strcmp(record_state(r), "kept") == 0 ? "move"
						   : NULL,
	    what, why);
	free(what);
	return RC_OK;
}

static enum rc
misfits(struct misfit *f, struct err *e)
{
	static const struct {
		const char *kind, *states;
	} parts[] = { { "carrier", "kept,archived,lent" }, { "ntk", "in" } };
	enum rc rc = RC_OK;

	for (size_t p = 0; p < ARRAY_LEN(parts) && rc == RC_OK; p++) {
		struct query q;
		struct page page = { 0 };

		query_init(&q, store_kind(f->bench->store, parts[p].kind));
		query_add_int(&q, "matter_id", f->matter->id);
		query_add_in(&q, "state", true, parts[p].states);
		rc = store_page(f->bench->store, &q, PAGE_FIRST, NULL, CHECKED, &page, e);
		for (size_t i = 0; rc == RC_OK && i < page.n; i++)
			rc = look(f, page.rec[i], e);
		page_done(&page);
		query_done(&q);
	}
	return rc;
}

/* ---- signed off */

static void
as_finding(struct misfit *f, const char *kind, int64_t id, const char *act,
    const char *what, const char *why)
{
	(void)kind, (void)id, (void)act;
	step_finding(f->findings, "R099", SEV_BLOCK, "matter.level", "%s：%s", what, why);
}

static ALLOW_FN(recheck_check)
{
	struct misfit f = { run->bench, run->rec, as_finding, NULL, out, 0 };

	return misfits(&f, e);
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "matter", .name = "rechecked", .key = '0', .from = "approved,in_force", .only = "recheck=1", .roles = ROLE_PROPOSER | ROLE_CRP | ROLE_OFFICE, .ask = "note",
	  .title = { "复核完毕", "checked again" },
	  .help = { "密级变动后，知悉范围、持有人和存放场所都已复核、符合现行密级（R099）。", "After its level has moved: circle, holders and places were looked at and fit (R099)." },
	  .check = recheck_check, .stamp = "recheck=" },
};
/* clang-format on */
const struct step_table matter_recheck_table = { .act = acts, .nact = ARRAY_LEN(acts) };

/* ---- inbox */

static void
as_duty(struct misfit *f, const char *kind, int64_t id, const char *act, const char *what,
    const char *why)
{
	duty_add(f->duties, "R099", ORIGIN_LAW, DATE_NONE, kind, id, 4, act, "%s%s：%s",
	    T("密级变动后不符：", "does not fit the level now: "), what, why);
	f->duties->v[f->duties->n - 1].owner = record_int(f->matter, "proposer_id");
	f->duties->v[f->duties->n - 1].roles = ROLE_OFFICE;
}

static enum rc
recheck_one(struct bench *b, const struct record *m, struct duties *out, struct err *e)
{
	struct misfit f = { b, m, as_duty, out, NULL, 0 };
	enum rc rc = misfits(&f, e);
	char *label;

	if (rc != RC_OK || f.n > 0)
		return rc;
	label = record_label(b, m);
	duty_add(out, "R099", ORIGIN_LAW, DATE_NONE, "matter", m->id, 4, "rechecked",
	    "%s%s",
	    T("密级已变动，复核知悉范围和存放：",
		"its level has moved, look at circle and places: "),
	    label);
	out->v[out->n - 1].owner = record_int(m, "proposer_id");
	out->v[out->n - 1].roles = ROLE_OFFICE;
	free(label);
	return RC_OK;
}

enum rc
recheck_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "matter"));
	query_add(&q, "recheck", COND_FILLED, NULL, NULL);
	query_add_in(&q, "state", true, "approved,in_force");
	if (!all && !(b->roles & ROLE_OFFICE))
		query_add_int(&q, "proposer_id", bench_me(b));
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++)
		rc = recheck_one(b, page.rec[i], out, e);
	page_done(&page);
	query_done(&q);
	return rc;
}
