/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_FORCE_SCENE_H
#define DM_TESTS_FORCE_SCENE_H
/* Matters in force in the office of scene.h, and what comes of them. */
#include "scene.h"

/* 北仓库金库设计图: 机密, 15 years at most (SL-04), in force, one copy kept. */
UNUSED static int64_t
drawing(const char *start_on, const char *period, int64_t *copy)
{
	struct act_run *run;
	struct record *m, *place = NULL;
	int64_t id;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "entry_id", "SL-04");
	type(run, "title", "北仓库金库设计图");
	type(run, "start_on", start_on);
	type(run, "created_on", start_on);
	type(run, "period", period);
	type(run, "knowers", "张承、赵密");
	id = must(run);
	as(crp_high);
	must(start("matter", "approve", id, NULL));
	as(proposer);
	must(start("matter", "mark", id, NULL));
	if (copy != NULL) {
		as(clerk);
		OK(store_find(bench_store(b), "place", "name", "图纸柜", &place, E));
		if (place == NULL) {
			run = start("place", "enter", 0, NULL);
			type(run, "name", "图纸柜");
			type(run, "place_kind", "safe");
			type(run, "level", "机密");
			must(run);
		}
		record_free(place);
		run = start("carrier", "register", id, "matter");
		type(run, "count", "1");
		type(run, "place_id", "图纸柜");
		*copy = must(run);
		run = start("carrier", "lend", *copy, NULL);
		type(run, "to_person_id", "张承");
		must(run);
	}
	m = get("matter", id);
	assert_string_equal(record_state(m), "in_force");
	record_free(m);
	return id;
}

UNUSED static struct record *
newest(const char *kind, const char *col, int64_t id)
{
	struct query q;
	struct page page = { 0 };
	struct record *r;
	char text[24];

	query_init(&q, store_kind(bench_store(b), kind));
	snprintf(text, sizeof(text), "%lld", (long long)id);
	query_add(&q, col, COND_EQ, text, NULL);
	q.desc = true;
	OK(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 1, &page, E));
	r = page.n > 0 ? record_copy(page.rec[0]) : NULL;
	page_done(&page);
	query_done(&q);
	return r;
}

UNUSED static bool
owes(int64_t who, const char *kind, const char *act)
{
	struct duties d = { 0 };
	bool found = false;

	as(who);
	OK(bench_inbox(b, false, 100, &d, E));
	for (size_t i = 0; i < d.n; i++)
		found = found || (strcmp(d.v[i].kind, kind) == 0 && d.v[i].act != NULL &&
				     strcmp(d.v[i].act, act) == 0);
	duties_free(&d);
	return found;
}

UNUSED static int64_t
approved_and_marked(int64_t m)
{
	as(crp_high);
	must(start("matter", "approve", m, NULL));
	as(proposer);
	must(start("matter", "mark", m, NULL));
	return m;
}

UNUSED static int64_t
papers(void)
{
	struct act_run *run;

	as(proposer);
	run = start("matter", "propose", 0, NULL);
	fill_proposal(run);
	type(run, "knowers", "张承");
	return approved_and_marked(must(run));
}

/* The source is 秘密 from now on. */
UNUSED static void
goes_down(int64_t source)
{
	struct record *r = get("matter", source);
	struct txn *t = begin();

	record_set(r, "level", "1");
	OK(txn_put(t, r, "change", "", E));
	OK(step_followed(b, t, r, E));
	OK(txn_commit(t, E));
	record_free(r);
}

UNUSED static int
setup_force(void **state)
{
	struct act_run *run;
	int rc = setup(state);

	if (rc != 0)
		return rc;
	run = start("scope_entry", "enter", scope_with_entries(), "scope");
	type(run, "code", "SL-06");
	type(run, "matter", "密码设备台账");
	type(run, "level", "机密");
	type(run, "long_term", "是");
	type(run, "ntk_text", "设备管理人员");
	type(run, "origin_tier", "prefecture");
	must(run);
	return 0;
}

#endif
