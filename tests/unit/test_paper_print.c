/* SPDX-License-Identifier: MIT */
/* The shipped papers on a real store: every name in them is known, and sheets say what
 * they may and no more. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/file.h"
#include "base/text.h"
#include "report/paper_sheet.h"
#include "report/paper_value.h"
#include "scratch.h"

static const char *const forms[] = { "F01", "F02", "F03", "F04", "F05", "F07", "F08",
	"F09", "F10", "F11", "F14", "F15", "F16", "F17", "F18", "F21", "F25", "F27",
	"F28", "F30", "P01", "P02" };

static struct bench *bench;
static int64_t author, stranger, matter, bare;

static void
ok(enum rc rc, const struct err *e)
{
	if (rc != RC_OK)
		fail_msg("%s", e->msg);
}

static int64_t
put(struct txn *t, const char *kind, const char *const *pairs)
{
	struct record *r = record_new(store_kind(bench_store(bench), kind));
	struct err e = { 0 };
	int64_t id;

	for (; *pairs != NULL; pairs += 2)
		record_set(r, pairs[0], pairs[1]);
	ok(txn_put(t, r, "test", "", &e), &e);
	id = r->id;
	record_free(r);
	return id;
}
#define PUT(t, kind, ...) put(t, kind, (const char *const[]){ __VA_ARGS__, NULL })

static void
fill(void)
{
	struct actor a = {
		.person = 0, .login = "test", .role = "test", .origin = "test"
	};
	struct txn *t = NULL;
	struct err e = { 0 };
	char who[24], what[24];

	ok(store_begin(bench_store(bench), &a, &t, &e), &e);
	author = PUT(t, "person", "state", "in_post", "no", "RY-01", "name", "张承");
	stranger = PUT(t, "person", "state", "in_post", "no", "RY-02", "name", "钱外");
	snprintf(who, sizeof who, "%lld", (long long)author);
	matter = PUT(t, "matter", "state", "draft", "no", "DM-2026-0001", "title",
	    "统一考试试题", "codename", "春耕", "created_on", "2026-03-02", "proposer_id",
	    who, "level", "2", "period", "条件:考试开始前", "mark", "机密★考试开始前",
	    "harm_text", "泄露后考试失去公正");
	bare = PUT(t, "matter", "state", "draft", "no", "DM-2026-0002", "title",
	    "无密级草稿", "created_on", "2026-03-02", "proposer_id", who);
	snprintf(what, sizeof what, "%lld", (long long)matter);
	PUT(t, "point", "state", "active", "matter_id", what, "pos", "1", "text",
	    "第三大题", "level", "2");
	PUT(t, "decision", "state", "submitted", "no", "SP-1", "matter_id", what, "kind",
	    "determine", "proposer_id", who, "proposed_on", "2026-03-02", "opinion",
	    "建议定为机密级");
	PUT(t, "ntk", "state", "in", "matter_id", what, "person_id", who, "from_on",
	    "2026-03-02");
	PUT(t, "vulnerability", "state", "open", "no", "LD-1", "found_on", "2026-03-01",
	    "severity", "low", "text", "门锁损坏");
	ok(txn_commit(t, &e), &e);
}

static int
up(void **state)
{
	const char *src = getenv("top_srcdir");
	struct bench_options o = { .login = "test", .origin = "test", .personal = true };
	struct clock clock = { .fixed = date_from_ymd(2026, 3, 2) };
	struct store *s = NULL;
	struct err e = { 0 };
	char *ini, *text = NULL;
	static char data[512];
	size_t n;

	if (scratch_make(state) != 0)
		return -1;
	snprintf(data, sizeof data, "%s/forms", src != NULL ? src : ".");
	o.home = scratch_dir;
	o.data = data;
	o.today = clock.fixed;
	ok(store_open(scratch_path("dingmi.db"), STORE_CREATE, &clock, &s, &e), &e);
	store_close(s);
	ini = path_join(data, "sample/org.ini");
	ok(file_read(ini, 1 << 20, &text, &n, &e), &e);
	free(ini);
	scratch_file("org.ini", text, n);
	free(text);
	ok(bench_open(&o, &bench, &e), &e);
	fill();
	return 0;
}

static int
down(void **state)
{
	bench_close(bench);
	return scratch_drop(state);
}

/* ---- every name: one empty record in each register, so that each block is walked */

struct blank {
	struct paper_source real;
};

static char *
blank_value(void *ctx, const void *item, const char *name)
{
	struct blank *b = ctx;

	return b->real.value(b->real.ctx, item, name);
}

static enum rc
blank_children(void *ctx, const void *item, const char *kind, void ***items, size_t *n,
    struct err *e)
{
	struct blank *b = ctx;
	enum rc rc = b->real.children(b->real.ctx, item, kind, items, n, e);

	if (rc != RC_OK)
		return rc;
	b->real.done(b->real.ctx, *items, *n);
	*items = xcalloc(1, sizeof **items);
	(*items)[0] = record_new(store_kind(
	    bench_store(bench), strcmp(kind, "roster") == 0 ? "designation" : kind));
	*n = 1;
	return RC_OK;
}

static void
blank_done(void *ctx, void **items, size_t n)
{
	struct blank *b = ctx;

	b->real.done(b->real.ctx, items, n);
}

/* Walk every block of a paper over empty records. */
static void
walk(const struct paper *p, const char *kind, size_t lines)
{
	struct record *r = record_new(store_kind(bench_store(bench), kind));
	struct paper_bench pb = { .bench = bench, .rec = r };
	struct blank blank = { .real = paper_bench_source(&pb) };
	struct paper_source src = { &blank, blank_value, blank_children, blank_done };
	struct paper_lines body = { 0 };
	struct err e = { 0 };

	ok(paper_body(p, &src, &body, &e), &e);
	assert_true(body.n > lines);
	for (size_t i = 0; i < body.n; i++)
		assert_true(text_width(body.v[i].text) <= PAPER_COLS);
	record_free(r);
	paper_lines_free(&body);
}

static void
papers__know_every_name_they_use(void **state)
{
	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(forms); k++) {
		char file[32], *path;
		struct paper *p = NULL;
		struct err e = { 0 };

		snprintf(file, sizeof file, "paper/%s.txt", forms[k]);
		path = bench_file(bench, file);
		ok(paper_load(path, &p, &e), &e);
		assert_string_equal(paper_form(p), forms[k]);
		walk(p, paper_kind(p), 10);
		paper_free(p);
		free(path);
	}
}

/* Kinds without a paper of their own get a plain sheet: every kind must have a sound one,
 * in both languages. */
static void
sheets__are_sound_for_every_kind(void **state)
{
	size_t n;
	const struct kind_def *k = kind_defs(&n);

	(void)state;
	for (size_t i = 0; i < 2 * n; i++) {
		const char *kind = k[i / 2].kind;
		struct str text = { 0 };
		struct paper *p = NULL;
		struct err e = { 0 };

		lang_set(i % 2 == 0 ? LANG_ZH : LANG_EN);
		ok(paper_sheet(bench, kind, &text, &e), &e);
		ok(paper_parse(kind, str_s(&text), text.len, &p, &e), &e);
		walk(p, kind, 3);
		paper_free(p);
		str_free(&text);
	}
	lang_set(LANG_ZH);
	assert_true(n > 0);
}

static char *
sheet(const char *form, const char *kind, int64_t id)
{
	struct str out = { 0 };
	struct err e = { 0 };

	ok(paper_print(bench, form, kind, id, &out, NULL, &e), &e);
	return str_take(&out);
}

static void
has(const char *text, const char *what)
{
	if (strstr(text, what) == NULL)
		fail_msg("\"%s\" is not on\n%s", what, text);
}

static void
paper_print__fills_the_matter(void **state)
{
	struct err e = { 0 };
	char *s;

	(void)state;
	ok(bench_act_as(bench, author, &e), &e);
	s = sheet(NULL, "matter", matter);
	has(s, "某市示例局");
	has(s, "机密★考试开始前");
	has(s, "国家秘密确定审批表");
	has(s, "F01  DM-2026-0001");
	has(s, "事项名称：春耕"); /* the code name stands for the title */
	assert_null(strstr(s, "统一考试试题"));
	has(s, "泄露后考试失去公正");
	has(s, "承办人：张承");
	has(s, "第三大题");
	has(s, "建议定为机密级");
	has(s, "打印：张承  2026-03-02 09:00");
	has(s, "日志序号：");
	assert_null(strstr(s, "（ ）同意"));	/* a decision is there */
	assert_null(strstr(s, "不便作出标志")); /* it says 否 */
	free(s);
	s = sheet("f01", "matter", bare);
	has(s, "（ ）同意");
	assert_null(strstr(s, "份号")); /* no level: nothing to count copies of */
	free(s);
}

static void
paper_print__keeps_to_the_need_to_know(void **state)
{
	struct str out = { 0 };
	struct err e = { 0 };
	char *s;

	(void)state;
	ok(bench_act_as(bench, stranger, &e), &e);
	assert_int_equal(
	    paper_print(bench, NULL, "matter", matter, &out, NULL, &e), RC_DENIED);
	assert_int_equal(out.len, 0);
	s = sheet(NULL, "person", author); /* counts, but tells nothing of the matter */
	has(s, "拟定的定密决定：1");
	assert_null(strstr(s, "考试"));
	free(s);
	str_free(&out);
}

static void
paper_print__prints_plain_sheets_in_the_screens_language(void **state)
{
	struct err e = { 0 };
	char *s;

	(void)state;
	ok(bench_act_as(bench, author, &e), &e);
	assert_null(paper_of("vulnerability", ""));
	lang_set(LANG_EN);
	s = sheet(NULL, "vulnerability", 1);
	has(s, "page 1/1");
	has(s, "门锁损坏");
	free(s);
	s = sheet(NULL, "matter", matter); /* a paper stays Chinese */
	has(s, "第 1/");
	free(s);
	lang_set(LANG_ZH);
	s = sheet(NULL, "vulnerability", 1);
	has(s, "第 1/1 页");
	has(s, "隐患漏洞");
	free(s);
}

static void
paper_print__refuses_forms_that_do_not_fit(void **state)
{
	static const struct {
		const char *form;
		enum rc rc;
	} wrong[] = {
		{ "F04", RC_INVAL },
		{ "../F01", RC_INVAL },
		{ "F", RC_INVAL },
		{ "", RC_INVAL },
		{ "F01/", RC_INVAL },
		{ "F0000001", RC_INVAL },
	};

	(void)state;
	ok(bench_act_as(bench, author, &(struct err){ 0 }), &(struct err){ 0 });
	for (size_t k = 0; k < ARRAY_LEN(wrong); k++) {
		struct str out = { 0 };
		struct err e = { 0 };

		assert_int_equal(
		    paper_print(bench, wrong[k].form, "matter", matter, &out, NULL, &e),
		    wrong[k].rc);
		assert_true(*e.msg != '\0' && out.len == 0);
	}
}

static void
paper_of__knows_the_papers(void **state)
{
	(void)state;
	assert_string_equal(paper_of("matter", ""), "F01");
	assert_string_equal(paper_of("matter", "derivative"), "F11");
	assert_string_equal(paper_of("external", "unclear"), "F07");
	assert_string_equal(paper_of("external", "referral"), "F08");
	assert_string_equal(paper_of("external", "dispute"), "F09");
	assert_null(paper_of("external", "consent"));
	assert_string_equal(paper_of("decision", "extend"), "F02");
	assert_null(paper_of("decision", "determine"));
	assert_string_equal(paper_of("notice", "change"), "F16");
	assert_string_equal(paper_of("notice", "extend"), "F16");
	assert_string_equal(paper_of("notice", "release"), "F18");
	assert_null(paper_of("notice", "other"));
	assert_null(paper_of("place", ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(papers__know_every_name_they_use),
		cmocka_unit_test(sheets__are_sound_for_every_kind),
		cmocka_unit_test(paper_print__fills_the_matter),
		cmocka_unit_test(paper_print__keeps_to_the_need_to_know),
		cmocka_unit_test(
		    paper_print__prints_plain_sheets_in_the_screens_language),
		cmocka_unit_test(paper_print__refuses_forms_that_do_not_fit),
		cmocka_unit_test(paper_of__knows_the_papers),
	};

	lang_set(LANG_ZH);
	return cmocka_run_group_tests(tests, up, down);
}
