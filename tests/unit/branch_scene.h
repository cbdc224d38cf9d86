/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_BRANCH_SCENE_H
#define DM_TESTS_BRANCH_SCENE_H
/* What is unclear, referred or disputed: its letters and their answers. */
#include "force_scene.h"

/* Is the act offered on this record at all? */
UNUSED static bool
offered(const char *kind, int64_t id, const char *act)
{
	struct act_offers offers = { 0 };
	struct record *r = get(kind, id);
	bool is = false;

	OK(bench_acts(b, kind, r, &offers, E));
	for (size_t i = 0; i < offers.n; i++)
		is = is || (strcmp(offers.v[i].act->kind, kind) == 0 &&
			       strcmp(offers.v[i].act->name, act) == 0);
	act_offers_free(&offers);
	record_free(r);
	return is;
}

/* The newest letter about a matter. */
UNUSED static int64_t
letter(int64_t matter)
{
	struct query q;
	struct page page = { 0 };
	char id[24];
	int64_t x;

	query_init(&q, store_kind(bench_store(b), "external"));
	snprintf(id, sizeof(id), "%lld", (long long)matter);
	query_add(&q, "matter_id", COND_EQ, id, NULL);
	q.desc = true;
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	assert_int_equal(page.n, 1);
	x = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	return x;
}

UNUSED static void
fill_common(struct act_run *run, const char *title)
{
	type(run, "title", title);
	type(run, "neg_public", "否");
	type(run, "neg_regime", "否");
	type(run, "neg_known", "否");
	type(run, "neg_disclose", "否");
	type(run, "head_no", "4");
	type(run, "harm_text", "泄露后北仓库失去防护");
	type(run, "knowers", "张承");
}

UNUSED static struct act_run *
answers(int64_t m, const char *level, const char *period)
{
	struct act_run *run = start("external", "answer", letter(m), NULL);

	type(run, "answer", "省局定字〔2026〕3号");
	type(run, "answer_level", level);
	type(run, "answer_period", period);
	return run;
}

UNUSED static int64_t
objected(int64_t m, const char *level)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "dispute", m, NULL);
	type(run, "claim_level", level);
	type(run, "text", "内容比目录所述更重要");
	must(run);
	return letter(m);
}

#endif
