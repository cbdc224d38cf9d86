/* SPDX-License-Identifier: MIT */
/*
 * Secret points (条例17; R057): what makes the matter secret and can be told from the
 * rest. They are entered by the proposer with his proposal, or later, when a part is to
 * be released; they end by a decision (matter_amend.c), or before approval as an error.
 */
#include <string.h>
#include "step/matter.h"
#include "step/tables.h"

/* Who proposed the matter keeps its parts in order; not under the eyes of who is
 * deciding. */
ALLOW_FN(part_own)
{
	struct record *m = NULL;
	enum rc rc = RC_OK;

	if (record_int(run->rec, "matter_id") == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter",
		 record_int(run->rec, "matter_id"), &m, e)) != RC_OK)
		return rc;
	if (record_int(m, "proposer_id") != bench_me(run->bench))
		step_finding(out, "R041", SEV_BLOCK, "proposer.id", "%s",
		    T("应由该事项的承办人本人办理",
			"only the proposer of the matter may do this"));
	if (*record_get(m, "pending") != '\0')
		step_finding(out, "R094", SEV_BLOCK, "matter.pending", "%s",
		    T("该事项有尚未决定的变更或者解密，决定之后再办理",
			"a change or release of the matter is open: wait until it is "
			"decided"));
	record_free(m);
	return RC_OK;
}

ALLOW_FN(part_undecided)
{
	static const char before[] = "draft,returned,proposed";
	struct record *m = NULL;
	struct strs states = { 0 };
	enum rc rc = part_own(run, out, e);

	if (rc != RC_OK || (rc = store_get(run->bench->store, "matter",
				record_int(run->rec, "matter_id"), &m, e)) != RC_OK)
		return rc;
	strs_split(&states, before, ",");
	if (!strs_has(&states, record_state(m)))
		step_finding(out, "R094", SEV_BLOCK, "matter.state", "%s",
		    T("审核批准以后不得停用，须经变更、解密的程序",
			"once the matter is approved this takes a decision on a change "
			"or release"));
	strs_free(&states);
	record_free(m);
	return RC_OK;
}

enum rc
points_stand(struct bench *b, int64_t matter, const char *ids, bool *stand, struct err *e)
{
	struct strs l = { 0 };
	enum rc rc = RC_OK;

	strs_split(&l, ids, ",");
	*stand = l.n > 0;
	for (size_t i = 0; rc == RC_OK && i < l.n; i++) {
		struct record *p = NULL;

		rc = store_get(b->store, "point", strtoll(l.v[i], NULL, 10), &p, e);
		*stand = *stand && rc == RC_OK && record_int(p, "matter_id") == matter &&
			 strcmp(record_state(p), "active") == 0;
		record_free(p);
	}
	strs_free(&l);
	return rc;
}

enum rc
points_released(struct bench *b, struct txn *t, const struct record *m, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "point"));
	query_add_int(&q, "matter_id", m->id);
	query_add(&q, "state", COND_EQ, "active", NULL);
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 1000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		record_set(page.rec[i], "state", "released");
		record_set(page.rec[i], "released_on", record_get(m, "released_on"));
		rc = txn_put(t, page.rec[i], "matter_released", "", e);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
point_prepare(struct act_run *run, struct err *e)
{
	struct record *m = NULL;
	int64_t matter = strtoll(act_value(run, "matter_id"), NULL, 10);
	size_t n = 0;
	char pos[24];
	enum rc rc;

	if (run->rec->id != 0 || matter == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter", matter, &m, e)) != RC_OK)
		return rc;
	rc = count_where(run->bench, "point", NULL, "matter_id", matter, &n, e);
	snprintf(pos, sizeof(pos), "%zu", n + 1);
	act_suggest_value(run, "pos", pos);
	act_suggest_value(run, "level", record_get(m, "level"));
	record_free(m);
	return rc;
}

/* A point is never more secret than its matter; whether the highest is as high is asked
 * when the matter is decided. */
static ALLOW_FN(point_check)
{
	struct record *m = NULL;
	int64_t matter = strtoll(act_value(run, "matter_id"), NULL, 10);
	enum rc rc;

	if (matter == 0)
		matter = record_int(run->rec, "matter_id");
	if (matter == 0)
		return RC_OK;
	if ((rc = store_get(run->bench->store, "matter", matter, &m, e)) != RC_OK)
		return rc;
	if (record_int(run->rec, "level") > record_int(m, "level"))
		step_finding(out, "R057", SEV_BLOCK, "level",
		    T("密点的密级不高于事项的密级（%s）；事项应当更高的，先变更事项",
			"no point is above its matter (%s): change the matter first"),
		    level_zh((enum level)record_int(m, "level")));
	record_free(m);
	return RC_OK;
}

/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "point", .name = "add", .key = '9', .to = "active", .parent_from = "draft,returned,proposed,in_force", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_NEW,
	  .title = { "登记密点", "enter a secret point" },
	  .help = { "逐个登记使事项成为秘密的关键内容；最高的密点与事项同级（R057）。", "What makes the matter secret, one by one; the highest point is as high as the matter (R057)." },
	  .ask = "matter_id,pos,text,level,period", .allow = part_own, .prepare = point_prepare, .check = point_check },
	{ .kind = "point", .name = "correct", .key = 'e', .from = "active", .roles = ROLE_PROPOSER | ROLE_CRP, .flags = ACT_EDIT,
	  .title = { "重新标注", "mark it again" },
	  .help = { "修改密点的名称、密级或者期限。", "Its name, level or period." },
	  .ask = "pos,text,level,period", .allow = part_own, .check = point_check },
	{ .kind = "point", .name = "end", .key = 'x', .from = "active", .to = "ended", .roles = ROLE_PROPOSER | ROLE_CRP, .ask = "",
	  .title = { "停用密点", "end a point" },
	  .help = { "登记有误的密点停用；审核批准后只能经部分解密。", "A point entered in error; once the matter is approved only a partial release ends it." }, .allow = part_undecided },
};
/* clang-format on */
const struct step_table matter_point_table = { .act = acts, .nact = ARRAY_LEN(acts) };
