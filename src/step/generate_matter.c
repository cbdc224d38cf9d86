/* SPDX-License-Identifier: MIT */
/* Matters in number: titles from common and rare words, level and period by an entry,
 * every state that acts reach. */
#include <string.h>
#include "step/generate.h"
#include "step/matter.h"

enum { YEARS = 10 };

/* ---- titles */

static const char *const places[] = { "北仓库", "南仓库", "东站点", "西站点", "示例大厦",
	"第一考点", "第二考点", "河湾苗圃", "中心机房", "旧档案楼", "沿江泵房",
	"青石渡口" };
/* What an entry's matters are called; the last serves every other entry. */
static const struct {
	const char *code;
	const char *what[3], *paper[4];
} subjects[] = {
	{ "SL-01", { "统一技能考试", "统一技能补考", "实操考核" },
	    { "试题", "参考答案", "评分标准", "样卷" } },
	{ "SL-02", { "作物调查", "苗情调查", "收成测算" },
	    { "汇总表", "预测表", "分县数据", "样本名册" } },
	{ "SL-03", { "改造工程招标", "检修项目招标", "设备采购招标" },
	    { "标底", "最高限价", "评审参考价", "造价测算表" } },
	{ "SL-04", { "门控系统", "通风系统", "配电系统" },
	    { "设计图纸", "施工图纸", "接线图", "技术说明书" } },
	{ "SL-06", { "旧编码本", "旧密语簿", "旧通联簿" },
	    { "原件", "使用登记簿", "查阅摘录", "移交清单" } },
	{ NULL, { "应急演练", "监测站网", "备份方案" },
	    { "实施方案", "纪要", "清单", "审核意见" } },
};
/* A search for one of these finds about one record in a thousand, or in ten thousand. */
static const char *const seldom[] = { "鼍鼓", "罍洗", "簠簋" };
static const char *const rarest[] = { "夔纹", "饕餮", "麤布" };

#define PICK(g, list) ((list)[gen_below((g), ARRAY_LEN(list))])

void
gen_title(struct generator *g, const struct record *entry, int year, struct str *out)
{
	size_t k = 0;

	while (subjects[k].code != NULL &&
	       strcmp(subjects[k].code, record_get(entry, "code")) != 0)
		k++;
	str_addf(out, "%d年", year);
	if (g->i % 10000 == 4999)
		str_add(out, PICK(g, rarest));
	else if (g->i % 1000 == 499)
		str_add(out, PICK(g, seldom));
	str_addf(out, "%s%s", PICK(g, places), PICK(g, subjects[k].what));
	str_addf(out, "%s（第%ld号）", PICK(g, subjects[k].paper), g->i + 1);
}

/* ---- who proposes, who decides, on which basis */

static enum rc
load_people(struct generator *g, struct err *e)
{
	size_t kept = 0;
	enum rc rc = gen_load(g, "person", "in_post", 500, &g->people, e);

	for (size_t i = 0; i < g->people.n && rc == RC_OK; i++) {
		struct record *p = g->people.rec[i];
		unsigned roles = 0;

		rc = person_roles(g->b, p, &roles, e);
		if (rc == RC_OK &&
		    !(roles & (ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR))) {
			g->people.rec[i] = g->people.rec[kept];
			g->people.rec[kept++] = p;
		}
	}
	while (rc == RC_OK && g->people.n > kept)
		record_free(g->people.rec[--g->people.n]);
	return rc;
}

/* Entries this unit may decide under. */
static enum rc
load_basis(struct generator *g, struct err *e)
{
	struct lawcase c;
	size_t kept = 0;
	enum level ceiling;
	enum rc rc;

	lawcase_init(&c, g->b, LAW_DETERMINE);
	if ((rc = lawcase_unit(&c, g->b, e)) != RC_OK ||
	    (rc = gen_load(g, "scope_entry", "active", 200, &g->basis, e)) != RC_OK)
		goto out;
	ceiling = law_unit_ceiling(&c.f.unit, g->today);
	for (size_t i = 0; i < g->basis.n; i++) {
		struct record *r = g->basis.rec[i];

		if (record_int(r, "level") <= (int64_t)ceiling) {
			g->basis.rec[i] = g->basis.rec[kept];
			g->basis.rec[kept++] = r;
		}
	}
	while (g->basis.n > kept)
		record_free(g->basis.rec[--g->basis.n]);
out:
	lawcase_done(&c);
	return rc;
}

enum rc
gen_matter_start(struct generator *g, struct err *e)
{
	enum rc rc;

	if ((rc = load_people(g, e)) != RC_OK || (rc = load_basis(g, e)) != RC_OK ||
	    (rc = gen_load(g, "designation", "active,suspended,ended", 200, &g->deciders,
		 e)) != RC_OK)
		return rc;
	for (size_t i = 0; i < g->people.n && g->head == 0; i++)
		if (person_is_head(g->b, g->people.rec[i]->id))
			g->head = g->people.rec[i]->id;
	if (g->basis.n == 0)
		return err_set(e, RC_INVAL, "%s",
		    T("没有本单位有权定密的目录条目；请先录入保密事项范围",
			"there is no catalogue entry this unit may decide under: enter a "
			"scope first"));
	if (g->people.n < 2 || g->head == 0)
		return err_set(e, RC_INVAL, "%s",
		    T("在岗人员不足或没有主要负责人；请先登记人员（或在示例库中生成）",
			"too few people in post, or no head: register people first, or "
			"use the sample home"));
	return RC_OK;
}

/* Somebody else than the proposer whose letter reaches this level; else the head. 0: the
 * proposer is the head. */
static int64_t
choose_approver(struct generator *g, int64_t proposer, int64_t level)
{
	size_t from = gen_below(g, g->deciders.n);

	for (size_t i = 0; i < g->deciders.n; i++) {
		const struct record *d = g->deciders.rec[(from + i) % g->deciders.n];

		if (record_int(d, "person_id") != proposer &&
		    record_int(d, "level") >= level)
			return record_int(d, "person_id");
	}
	return g->head != proposer ? g->head : 0;
}

/* ---- one matter */

static void
choose_period(struct generator *g, const struct record *entry, struct period *p)
{
	struct period most = { 0 };

	memset(p, 0, sizeof(*p));
	if (*record_get(entry, "condition") != '\0') {
		p->kind = PERIOD_CONDITION;
		snprintf(p->cond, sizeof(p->cond), "%s", record_get(entry, "condition"));
	} else if (record_int(entry, "long_term") == 1) {
		p->kind = PERIOD_LONG;
	} else if (period_parse(record_get(entry, "max_period"), &most, NULL) &&
		   most.kind == PERIOD_YEARS) {
		p->kind = PERIOD_YEARS;
		p->n = 1 + (int)gen_below(g, (size_t)most.n);
	} else {
		*p = most;
	}
}

/* Of a hundred: what is decided, what is under way, what was found to be no secret. */
static const char *
choose_state(struct generator *g)
{
	static const struct {
		size_t upto;
		const char *state;
	} share[] = { { 86, "in_force" }, { 88, "approved" }, { 92, "proposed" },
		{ 94, "returned" }, { 95, "draft" }, { 100, "not_secret" } };
	size_t at = gen_below(g, 100), i = 0;

	while (at >= share[i].upto)
		i++;
	return share[i].state;
}

static void
decide(struct generator *g, struct record *m, const struct period *p, int64_t approver,
    int32_t day)
{
	const struct params *param = &g->b->org->param;
	int32_t expiry = period_expiry(p, day, param);
	char mark[256];

	record_set_int(m, "approver_id", approver);
	record_set_date(m, "determined_on", day);
	record_set(m, "effective_level", record_get(m, "level"));
	if (mark_format((enum level)record_int(m, "level"), p, mark))
		record_set(m, "mark", mark);
	if (expiry != DATE_NONE)
		record_set_date(m, "expiry", expiry);
	if (strcmp(record_state(m), "approved") != 0)
		record_set_date(m, "marked_on", day);
	if (expiry != DATE_NONE && expiry <= g->today) {
		record_set(m, "state", "released");
		record_set_date(m, "released_on", expiry);
		record_set(m, "release_cause", "expiry");
	}
}

static void
fill(struct generator *g, struct record *m, const struct record *entry,
    const struct record *proposer, int32_t day)
{
	static const char *const no[] = { "neg_public", "neg_regime", "neg_known",
		"neg_disclose" };
	static const char *const kinds[] = { "document", "document", "document", "data",
		"project", "procurement" };
	struct str text = { 0 };

	gen_title(g, entry, date_year(day), &text);
	record_set(m, "title", str_s(&text));
	str_cut(&text, 0);
	record_set(m, "matter_kind", PICK(g, kinds));
	record_set(m, "dept_id", record_get(proposer, "dept_id"));
	record_set_int(m, "proposer_id", proposer->id);
	record_set_int(m, "entry_id", entry->id);
	record_set(m, "level", record_get(entry, "level"));
	record_set(m, "harm", record_get(entry, "level"));
	record_set_int(m, "head_no", 4 + (int64_t)gen_below(g, 2));
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		record_set(m, no[i], "0");
	str_addf(
	    &text, "属于%s所列事项，泄露后影响本项工作。", record_get(entry, "code"));
	record_set(m, "justification", str_s(&text));
	record_set_int(m, "pages", 1 + (int64_t)gen_below(g, 60));
	record_set_int(m, "copies", 1 + (int64_t)gen_below(g, 5));
	record_set_date(m, "created_on", day);
	record_set_date(m, "start_on", day);
	str_free(&text);
}

enum rc
gen_matter(struct generator *g, struct txn *t, struct err *e)
{
	const struct record *entry = g->basis.rec[gen_below(g, g->basis.n)],
			    *proposer = g->people.rec[gen_below(g, g->people.n)];
	struct record *m = record_new(store_kind(g->b->store, "matter"));
	int32_t day = gen_day(g, date_add_years(g->today, -YEARS), g->today - 1);
	int64_t approver = choose_approver(g, proposer->id, record_int(entry, "level"));
	struct period p;
	char no[40], text[256];
	enum rc rc;

	choose_period(g, entry, &p);
	record_set(m, "state", approver != 0 ? choose_state(g) : "proposed");
	fill(g, m, entry, proposer, day);
	period_format(&p, text);
	record_set(m, "period", text);
	if (strcmp(record_state(m), "in_force") == 0 ||
	    strcmp(record_state(m), "approved") == 0)
		decide(g, m, &p, approver, day);
	else if (strcmp(record_state(m), "not_secret") == 0)
		no_secret(m);
	if ((rc = txn_next_no(t, "matter", "DM", date_year(day), no, e)) == RC_OK) {
		record_set(m, "no", no);
		rc = txn_put(t, m, "generate", "", e);
	}
	record_free(m);
	return rc;
}
