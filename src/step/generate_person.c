/* SPDX-License-Identifier: MIT */
/* People in number: names with their initials, a post that is not the head's, vetted,
 * pledged, mostly trained. */
#include <string.h>
#include "step/generate.h"

struct syllable {
	const char *han;
	char initial;
};
static const struct syllable family[] = { { "赵", 'z' }, { "钱", 'q' }, { "孙", 's' },
	{ "李", 'l' }, { "周", 'z' }, { "吴", 'w' }, { "郑", 'z' }, { "王", 'w' },
	{ "冯", 'f' }, { "陈", 'c' }, { "褚", 'c' }, { "卫", 'w' }, { "蒋", 'j' },
	{ "沈", 's' }, { "韩", 'h' }, { "杨", 'y' }, { "朱", 'z' }, { "秦", 'q' },
	{ "许", 'x' }, { "何", 'h' }, { "吕", 'l' }, { "施", 's' }, { "张", 'z' },
	{ "孔", 'k' }, { "曹", 'c' }, { "严", 'y' }, { "华", 'h' }, { "金", 'j' },
	{ "魏", 'w' }, { "陶", 't' }, { "姜", 'j' }, { "戚", 'q' } };
static const struct syllable given[] = { { "国", 'g' }, { "明", 'm' }, { "文", 'w' },
	{ "雨", 'y' }, { "晓", 'x' }, { "静", 'j' }, { "志", 'z' }, { "远", 'y' },
	{ "海", 'h' }, { "松", 's' }, { "宁", 'n' }, { "兰", 'l' }, { "平", 'p' },
	{ "天", 't' }, { "成", 'c' }, { "安", 'a' }, { "佳", 'j' }, { "梅", 'm' },
	{ "庆", 'q' }, { "春", 'c' }, { "航", 'h' }, { "琳", 'l' }, { "凡", 'f' },
	{ "博", 'b' }, { "颖", 'y' }, { "达", 'd' }, { "珂", 'k' }, { "瑞", 'r' },
	{ "桐", 't' }, { "蔚", 'w' } };

enum rc
gen_person_start(struct generator *g, struct err *e)
{
	size_t kept = 0;
	enum rc rc = gen_load(g, "post", "active", 500, &g->places, e);

	for (size_t i = 0; i < g->places.n; i++) {
		struct record *p = g->places.rec[i];

		if (record_int(p, "head") == 0) {
			g->places.rec[i] = g->places.rec[kept];
			g->places.rec[kept++] = p;
		}
	}
	while (g->places.n > kept)
		record_free(g->places.rec[--g->places.n]);
	if (rc == RC_OK && kept == 0)
		rc = err_set(e, RC_INVAL, "%s",
		    T("org.ini 中除主要负责人外没有岗位；请先增加岗位",
			"org.ini has no post besides the head's: add some first"));
	return rc;
}

static void
set_name(struct generator *g, struct record *p)
{
	const struct syllable *s[3] = { &family[gen_below(g, ARRAY_LEN(family))],
		&given[gen_below(g, ARRAY_LEN(given))],
		&given[gen_below(g, ARRAY_LEN(given))] };
	char name[16] = "", initials[4] = "";
	size_t n = gen_below(g, 4) == 0 ? 2 : 3;

	for (size_t i = 0; i < n; i++) {
		strcat(name, s[i]->han);
		initials[i] = s[i]->initial;
	}
	record_set(p, "name", name);
	record_set(p, "initials", initials);
}

enum rc
gen_person(struct generator *g, struct txn *t, struct err *e)
{
	const struct record *post = g->places.rec[gen_below(g, g->places.n)];
	struct record *p = record_new(store_kind(g->b->store, "person"));
	int32_t day = gen_day(g, date_add_years(g->today, -4), g->today - 30),
		trained = g->today - 60 + (int32_t)gen_below(g, 400);
	char no[40];
	enum rc rc;

	set_name(g, p);
	record_set(p, "state", "in_post");
	record_set_int(p, "post_id", post->id);
	record_set(p, "dept_id", record_get(post, "dept_id"));
	record_set(p, "category", record_get(post, "category"));
	record_set_date(p, "vetted_on", day);
	record_set_date(p, "pledge_on", day);
	record_set_date(
	    p, "revet_due", date_add_years(g->today, 1) + (int32_t)gen_below(g, 700));
	record_set_date(p, "trained_until", trained);
	if ((rc = txn_next_no(t, "person", "RY", date_year(day), no, e)) == RC_OK) {
		record_set(p, "no", no);
		rc = txn_put(t, p, "generate", "", e);
	}
	record_free(p);
	return rc;
}
