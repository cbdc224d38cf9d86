/* SPDX-License-Identifier: MIT */
/*
 * The way to the state archive (R104, R115): a file is due 20 years after its year, 10 in
 * a county, later only for secrecy. Before that a responsible person reviews what is
 * still in force in it, with the authority its release takes (R029, R030, R037); what is
 * to be released is released first, by proposal and approval, or above where that takes
 * the central organ (R109, R110). The list that goes along says the level of each item. A
 * matter that has been handed over stays the originator's to review and release.
 */
#include <string.h>
#include "step/archive.h"
#include "step/matter.h"
#include "step/tables.h"

enum { AHEAD_DAYS = 365 }; /* the unit's own: a year to review what is due */

static enum rc
item_matter(struct bench *b, const struct record *item, struct record **m, struct err *e)
{
	*m = NULL;
	if (strcmp(record_get(item, "ref_kind"), "matter") != 0)
		return RC_OK;
	return store_get(b->store, "matter", record_int(item, "ref_id"), m, e);
}

/* Protected, whatever is being done with it: decided and not yet marked, following its
 * source, waiting for an answer. */
static bool
in_force(const struct record *m)
{
	return m != NULL && *record_get(m, "effective_level") != '\0';
}

enum rc
archive_item_status(struct bench *b, struct record *item, struct err *e)
{
	struct record *m = NULL;
	char *state, *text;
	enum rc rc = item_matter(b, item, &m, e);

	if (rc != RC_OK || m == NULL)
		return rc;
	state = bench_state(b, m);
	text = in_force(m) ? xasprintf("%s %s", record_get(m, "mark"), state)
			   : xasprintf("%s %s", state, record_get(m, "released_on"));
	record_set(item, "level_status", text);
	free(text);
	free(state);
	record_free(m);
	return RC_OK;
}

/* Facts of the file: it was formed when its year ended. */
static enum rc
transfer_case(struct lawcase *c, struct bench *b, const struct record *a, struct err *e)
{
	lawcase_init(c, b, LAW_TRANSFER);
	c->f.matter.created_on = date_from_ymd((int)record_int(a, "year"), 12, 31);
	return lawcase_unit(c, b, e);
}

enum rc
archive_file_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct lawcase c;
	struct computed got;
	enum rc rc = transfer_case(&c, run->bench, run->rec, e);

	(void)t;
	if (rc == RC_OK && strcmp(record_get(run->rec, "retention"), "y10") != 0 &&
	    *record_get(run->rec, "delay_ref") == '\0') {
		law_compute(&c.f, &got);
		record_set_date(run->rec, "transfer_due", got.due);
	}
	lawcase_done(&c);
	return rc;
}

/* ---- delayed for secrecy */

static ALLOW_FN(prolong_check)
{
	struct record *old = NULL;
	int32_t day = record_date(run->rec, "transfer_due");
	enum rc rc = store_get(run->bench->store, "archive", run->rec->id, &old, e);

	if (rc == RC_OK &&
	    (day <= record_date(old, "transfer_due") || day <= bench_today(run->bench)))
		step_finding(out, "R115", SEV_BLOCK, "transfer_due",
		    T("延期后的日期应晚于原定的%s和今天",
			"the new day lies after the one set (%s) and after today"),
		    record_get(old, "transfer_due"));
	record_free(old);
	return rc;
}

/* ---- reviewed, item by item */

static ALLOW_FN(item_allow)
{
	struct record *a = NULL, *m = NULL;
	enum rc rc;

	if ((rc = store_get(run->bench->store, "archive",
		 record_int(run->rec, "archive_id"), &a, e)) != RC_OK ||
	    (rc = item_matter(run->bench, run->rec, &m, e)) != RC_OK)
		goto out;
	if (strcmp(record_state(a), "filed") != 0 &&
	    strcmp(record_state(a), "checked") != 0)
		step_finding(out, "R104", SEV_BLOCK, "archive_id",
		    T("案卷现为“%s”，归档以后、移交以前才作移交审核",
			"the file is '%s'; it is reviewed between filing and transfer"),
		    state_title("archive", record_state(a)));
	if (!in_force(m))
		step_finding(out, "R104", SEV_BLOCK, "transfer_review",
		    T("事项现为“%s”，不在保密期限内，不用审核",
			"the matter is '%s', no longer in force: nothing to review"),
		    m != NULL ? state_title("matter", record_state(m)) : "");
	else
		rc = signing_findings(
		    run, &(const struct signing){ .act = LAW_RELEASE, .m = m }, out, e);
out:
	record_free(a);
	record_free(m);
	return rc;
}

static EFFECT_FN(item_reviewed)
{
	(void)t;
	return archive_item_status(run->bench, run->rec, e);
}

/* ---- handed over */

struct gaps {
	size_t unreviewed, unreleased;
};

static enum rc
gaps_of(struct bench *b, int64_t archive, struct gaps *out, struct err *e)
{
	struct page page = { 0 };
	enum rc rc = archive_items(b, archive, &page, e);

	*out = (struct gaps){ 0 };
	for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
		const struct record *item = page.rec[i];
		struct record *m = NULL;

		if (strcmp(record_state(item), "in") != 0)
			continue;
		if ((rc = item_matter(b, item, &m, e)) == RC_OK && in_force(m)) {
			const char *result = record_get(item, "transfer_review");

			out->unreviewed += *result == '\0';
			out->unreleased += strcmp(result, "release") == 0;
		}
		record_free(m);
	}
	page_done(&page);
	return rc;
}

static ALLOW_FN(transfer_allow)
{
	struct lawcase c = { 0 };
	struct gaps gaps;
	enum rc rc;

	if ((rc = gaps_of(run->bench, run->rec->id, &gaps, e)) != RC_OK ||
	    (rc = transfer_case(&c, run->bench, run->rec, e)) != RC_OK)
		goto out;
	if (gaps.unreviewed > 0)
		step_finding(out, "R104", SEV_BLOCK, "title",
		    T("卷内还有%zu件保密中的没有移交审核，由定密责任人逐件给出结论",
			"%zu items in force are not reviewed; a responsible person "
			"gives each its result"),
		    gaps.unreviewed);
	if (gaps.unreleased > 0)
		step_finding(out, "R104", SEV_BLOCK, "title",
		    T("卷内还有%zu件审核为应当解密而没有解密，请先提出解密并批准",
			"%zu items to be released are still in force; propose their "
			"release and have it approved first"),
		    gaps.unreleased);
	c.f.matter.release_review =
	    gaps.unreviewed + gaps.unreleased == 0 ? ANSWER_YES : ANSWER_NO;
	/* A delay that was agreed to takes the place of the statutory day. */
	if (*record_get(run->rec, "delay_ref") != '\0')
		c.f.matter.created_on = DATE_NONE;
	if (c.f.matter.release_review == ANSWER_YES)
		law_check(&c.f, out);
out:
	lawcase_done(&c);
	return rc;
}

static enum rc
transfer_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(bench_today(run->bench), iso);
	act_suggest_value(run, "transferred_on", iso);
	return RC_OK;
}

static ALLOW_FN(transfer_check)
{
	int32_t on = record_date(run->rec, "transferred_on");

	(void)e;
	if (on == DATE_NONE || on > bench_today(run->bench) ||
	    on < record_date(run->rec, "opened_on"))
		step_finding(out, "R115", SEV_BLOCK, "transferred_on", "%s",
		    T("移交日期应在立卷之日与今天之间",
			"the day lies between the opening of the file and today"));
	return RC_OK;
}

/* Every item keeps what it was on the day; its matter says where it is. */
static EFFECT_FN(transfer_after)
{
	struct page page = { 0 };
	enum rc rc = archive_items(run->bench, run->rec->id, &page, e);

	for (size_t i = 0; i < page.n && rc == RC_OK; i++) {
		struct record *item = page.rec[i], *m = NULL;

		if (strcmp(record_state(item), "in") != 0 ||
		    (rc = item_matter(run->bench, item, &m, e)) != RC_OK || m == NULL)
			continue;
		record_set(m, "archived_on", record_get(run->rec, "transferred_on"));
		record_set(m, "archived_to", record_get(run->rec, "transferred_to"));
		if ((rc = archive_item_status(run->bench, item, e)) == RC_OK &&
		    (rc = txn_put(t, item, "transfer", "", e)) == RC_OK)
			rc = txn_put(t, m, "transfer", record_get(run->rec, "no"), e);
		record_free(m);
	}
	page_done(&page);
	return rc;
}

#define CLERKS (ROLE_OFFICE | ROLE_HEAD)
#define REVIEWED ",reviewed_by_id=me,reviewed_on=today"
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "archive", .name = "prolong", .key = 'p', .from = "filed,checked", .roles = CLERKS,
	  .title = { "延期移交", "delay the transfer" }, .help = { "因保密需要延期移交国家档案馆的，填写新的日期、理由和同意延期的文号。", "Where secrecy needs it: the new day, why, and the number of the paper that agrees." },
	  .ask = "transfer_due,delay_reason,delay_ref", .need = "transfer_due,delay_reason,delay_ref", .check = prolong_check },
	{ .kind = "archive", .name = "transfer", .key = 't', .from = "filed,checked", .to = "transferred", .roles = CLERKS, .flags = ACT_WEIGHTY,
	  .title = { "移交国家档案馆", "transfer to the state archive" },
	  .help = { "审核以后移交，卷内目录连同密级状况打印随附；移交后解密审核仍由本单位负责。", "After the review, with the list of contents and levels; the review for release stays with this unit." },
	  .ask = "transferred_on,transferred_to,transfer_no", .need = "transferred_on,transferred_to,transfer_no",
	  .allow = transfer_allow, .prepare = transfer_prepare, .check = transfer_check, .after = transfer_after },
	{ .kind = "archive_item", .name = "review_keep", .key = 'k', .from = "in", .only = "ref_kind=matter", .roles = ROLE_CRP, .ask = "review_reason",
	  .title = { "移交审核：继续保密", "review: keep" }, .help = { "移交以前审核：仍须保密的，随清单写明密级和期限移交。", "Still to be protected: it goes with level and period on the list." },
	  .allow = item_allow, .effect = item_reviewed, .stamp = "transfer_review=keep" REVIEWED },
	{ .kind = "archive_item", .name = "review_release", .key = 'r', .from = "in", .only = "ref_kind=matter", .roles = ROLE_CRP, .ask = "review_reason", .need = "review_reason",
	  .title = { "移交审核：应当解密", "review: release" }, .help = { "符合解密条件的写明理由；随后在该事项上提出解密，批准后再移交。", "With the reason; then propose its release on the matter, and transfer once it is approved." },
	  .allow = item_allow, .effect = item_reviewed, .stamp = "transfer_review=release" REVIEWED },
};
/* clang-format on */
const struct step_table archive_transfer_table = { .act = acts, .nact = ARRAY_LEN(acts) };

/* ---- inbox */

/* One file that is due within a year: to review for those who may, then to hand over. */
static enum rc
file_due(
    struct bench *b, const struct record *a, bool all, struct duties *out, struct err *e)
{
	struct gaps gaps;
	enum rc rc = gaps_of(b, a->id, &gaps, e);
	bool review = gaps.unreviewed > 0;
	unsigned who = review ? ROLE_CRP : CLERKS;
	char *label;

	if (rc != RC_OK || (!all && !(b->roles & who)))
		return rc;
	label = record_label(b, a);
	if (review)
		duty_add(out, "R104", ORIGIN_LAW, record_date(a, "transfer_due"),
		    "archive", a->id, 7, NULL,
		    T("移交前解密审核%2$zu件：%1$s",
			"review before the transfer, %2$zu items: %1$s"),
		    label, gaps.unreviewed);
	else
		duty_add(out, "R115", ORIGIN_LAW, record_date(a, "transfer_due"),
		    "archive", a->id, 7, "transfer", "%s%s",
		    T("应移交国家档案馆：", "due at the state archive: "), label);
	out->v[out->n - 1].roles = who;
	free(label);
	return RC_OK;
}

enum rc
transfer_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	char day[11];
	enum rc rc;

	query_init(&q, store_kind(b->store, "archive"));
	date_format(
	    bench_today(b) + (b->ahead > AHEAD_DAYS ? b->ahead : AHEAD_DAYS), day);
	query_add_in(&q, "state", true, "filed,checked");
	query_add(&q, "transfer_due", COND_LE, day, NULL);
	q.sort = kind_column(q.kind, "transfer_due");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, limit, &page, e);
	for (size_t i = 0; i < page.n && rc == RC_OK; i++)
		rc = file_due(b, page.rec[i], all, out, e);
	page_done(&page);
	query_done(&q);
	return rc;
}
