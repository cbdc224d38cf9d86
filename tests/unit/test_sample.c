/* SPDX-License-Identifier: MIT */
/*
 * The sample home and the making of homes. What the screens, drills and journeys rely on
 * is asked for here, state by state, so that an edit of the sample's files cannot take it
 * away unnoticed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "base/file.h"
#include "step/import.h"
#include "scratch.h"

static const char data[] = SRCDIR "/forms";
static struct err e;

static void
ok_at(enum rc rc, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: rc %d: %s", line, (int)rc, e.msg);
}
#define ok(call) ok_at((call), __LINE__)

static struct bench_options
options(const char *home, int32_t today)
{
	return (struct bench_options){ .home = home,
		.data = data,
		.today = today,
		.login = "tester",
		.origin = "test",
		.personal = true };
}

static void
drop_home(const char *home)
{
	DIR *d = opendir(home);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		char *path = path_join(home, ent->d_name);

		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0)
			assert_int_equal(unlink(path), 0);
		free(path);
	}
	if (d != NULL)
		closedir(d);
	assert_int_equal(rmdir(home), 0);
}

/* ---- the sample, made once for the tests that only look */

static int32_t today;
static struct bench *b;

static int
make_sample(void **state)
{
	struct bench_options o;

	today = date_from_ymd(2026, 7, 15);
	lang_set(LANG_ZH);
	if (scratch_make(state) != 0)
		return -1;
	o = options(scratch_path("home"), today);
	ok(home_init(o.home, data, NULL, true, &o, &e));
	ok(bench_open(&o, &b, &e));
	return 0;
}

static int
drop_sample(void **state)
{
	bench_close(b);
	drop_home(scratch_path("home"));
	return scratch_drop(state);
}

static size_t
count(const char *kind, const char *states, const char *col, enum cond_op op,
    const char *x, const char *y)
{
	struct query q;
	size_t n = 0;

	query_init(&q, store_kind(bench_store(b), kind));
	if (states != NULL)
		query_add_in(&q, "state", true, states);
	if (col != NULL)
		query_add(&q, col, op, x, y);
	ok(store_count(bench_store(b), &q, 100000, &n, &e));
	query_done(&q);
	return n;
}

static size_t
count_days(const char *kind, const char *states, const char *col, int from, int to)
{
	char a[11], z[11];

	date_format(today + from, a);
	date_format(today + to, z);
	return count(kind, states, col, COND_BETWEEN, a, z);
}

static void
whole(void **state)
{
	struct verify_report v = { 0 };
	struct stat st;

	(void)state;
	ok(store_verify(bench_store(b), &v, &e));
	for (size_t i = 0; i < v.faults.n; i++)
		print_error("%s\n", v.faults.v[i]);
	assert_int_equal(v.faults.n, 0);
	assert_true(v.rows > 1000);
	verify_done(&v);
	assert_true(bench_sample(b));
	assert_null(bench_warning(b));
	assert_int_equal(stat(scratch_path("home"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(scratch_path("home/dingmi.db"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* States that the screens, drills and journeys rely on, and how many at least. */
static const struct {
	const char *kind, *states;
	size_t least;
} wanted[] = {
	{ "dept", "active", 4 },
	{ "person", "in_post", 15 },
	{ "person", "candidate", 1 },
	{ "person", "vetted", 1 },
	{ "person", "abroad", 1 },
	{ "person", "cooling", 1 },
	{ "person_event", NULL, 5 },
	{ "duty", "active", 4 },
	{ "designation", "active", 3 },
	{ "designation", "suspended", 1 },
	{ "designation", "nominated", 1 },
	{ "designation", "vetted", 1 },
	{ "designation", "trained", 1 },
	{ "designation", "designated", 1 },
	{ "designation", "ended", 1 },
	{ "designation", "refused", 1 },
	{ "qualification", "held", 1 },
	{ "grant", "applied", 1 },
	{ "grant", "refused", 1 },
	{ "scope_entry", "active", 6 },
	{ "list_entry", "in_force", 4 },
	{ "list_entry", "draft", 1 },
	{ "list_entry", "approved", 1 },
	{ "scope_feedback", "draft", 1 },
	{ "scope_feedback", "sent", 1 },
	{ "scope_feedback", "answered", 1 },
	{ "policy", "draft", 1 },
	{ "policy", "submitted", 1 },
	{ "policy", "approved", 1 },
	{ "policy", "in_force", 1 },
	{ "policy", "review", 1 },
	{ "policy", "repealed", 1 },
	{ "policy_ack", "read", 40 },
	{ "policy_ack", "due", 5 },
	{ "course", "active", 2 },
	{ "session", "planned", 1 },
	{ "session", "held", 1 },
	{ "session", "closed", 2 },
	{ "session", "cancelled", 1 },
	{ "attendance", "absent", 1 },
	{ "attendance", "failed", 1 },
	{ "attendance", "passed", 20 },
	{ "certificate", "valid", 10 },
	{ "certificate", "renewed", 10 },
	{ "matter", NULL, 60 },
	{ "matter", "draft", 2 },
	{ "matter", "proposed", 3 },
	{ "matter", "returned", 3 },
	{ "matter", "approved", 2 },
	{ "matter", "in_force", 40 },
	{ "matter", "not_secret", 3 },
	{ "decision", "recorded", 40 },
	{ "place", "active", 4 },
	{ "carrier", NULL, 40 },
	{ "carrier", "kept", 30 },
	{ "carrier", "lent", 3 },
	{ "system", "in_use", 2 },
	{ "system", "planned", 1 },
	{ "system", "tested", 1 },
	{ "device", "in_use", 5 },
	{ "device", "repair", 1 },
	{ "device", "scrapped", 1 },
	{ "safeguard", "planned", 1 },
	{ "safeguard", "installed", 1 },
	{ "safeguard", "accepted", 3 },
	{ "safeguard", "faulty", 1 },
	{ "safeguard", "retired", 1 },
	{ "risk", NULL, 1 },
	{ "vulnerability", "open", 1 },
	{ "vulnerability", "mended", 1 },
	{ "vulnerability", "accepted", 1 },
	{ "incident", "closed", 1 },
	{ "archive", "open", 1 },
	{ "archive", "filed", 1 },
	{ "archive", "checked", 1 },
	{ "archive_item", "in", 10 },
	{ "inspection", "planned", 1 },
	{ "inspection", "done", 1 },
	{ "inspection", "closed", 1 },
	{ "inspection", "cancelled", 1 },
	{ "finding", "open", 1 },
	{ "finding", "noticed", 2 },
	{ "finding", "claimed", 1 },
	{ "finding", "verified", 2 },
	{ "finding", "reopened", 1 },
};

static void
states(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		size_t n =
		    count(wanted[i].kind, wanted[i].states, NULL, COND_EQ, NULL, NULL);

		if (n < wanted[i].least)
			fail_msg("%s %s: %zu, wanted %zu", wanted[i].kind,
			    wanted[i].states != NULL ? wanted[i].states : "", n,
			    wanted[i].least);
	}
}

/* Every role has its people, and everybody can be found by pinyin initials. */
static void
roles(void **state)
{
	static const char *const kinds[] = { "proposer", "office", "inspector",
		"committee", "trainer", "trainee", "sysadm", "secadm", "auditor" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (count("account", "active", "role", COND_EQ, kinds[i], NULL) == 0)
			fail_msg("nobody is %s", kinds[i]);
	assert_int_equal(count("person", NULL, "initials", COND_EMPTY, NULL, NULL), 0);
	assert_int_equal(count("designation", "active", "level", COND_EQ, "1", NULL), 1);
	assert_int_equal(count("designation", "active", "level", COND_EQ, "2", NULL), 2);
}

/* What is near its end, and what is over it. */
static void
dates(void **state)
{
	(void)state;
	assert_int_equal(count_days("matter", "in_force", "expiry", -4000, 0), 0);
	assert_true(count_days("matter", "in_force", "expiry", 1, 90) >= 3);
	assert_int_equal(count_days("designation", "active", "to_on", 0, 90), 1);
	assert_true(count_days("person", "in_post", "trained_until", -400, -1) == 1);
	assert_true(count_days("carrier", "lent", "return_due", -400, -1) == 1);
	assert_true(count_days("finding", "noticed", "due", -400, -1) == 1);
	assert_int_equal(count_days("system", "in_use", "risk_due", 0, 60), 1);
	assert_int_equal(count_days("matter", NULL, "created_on", 0, 4000), 0);
}

/* Under every entry the bureau may decide, and by several people. */
static void
matters(void **state)
{
	static const char *const codes[] = { "SL-01", "SL-02", "SL-03", "SL-04",
		"SL-06" };
	struct record *r = NULL;
	struct page page = { 0 };
	struct strs proposers = { 0 }, approvers = { 0 };
	struct query q;
	char id[24];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		ok(store_find(bench_store(b), "scope_entry", "code", codes[i], &r, &e));
		assert_non_null(r);
		snprintf(id, sizeof(id), "%lld", (long long)r->id);
		assert_true(
		    count("matter", "in_force", "entry_id", COND_EQ, id, NULL) >= 4);
		record_free(r);
	}
	ok(store_find(bench_store(b), "scope_entry", "code", "SL-05", &r, &e));
	snprintf(id, sizeof(id), "%lld", (long long)r->id);
	record_free(r);
	assert_int_equal(count("matter", NULL, "entry_id", COND_EQ, id, NULL), 0);
	query_init(&q, store_kind(bench_store(b), "matter"));
	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, 200, &page, &e));
	for (size_t i = 0; i < page.n; i++) {
		const char *p = record_get(page.rec[i], "proposer_id"),
			   *a = record_get(page.rec[i], "approver_id");

		assert_string_not_equal(p, a);
		if (!strs_has(&proposers, p))
			strs_add(&proposers, p);
		if (*a != '\0' && !strs_has(&approvers, a))
			strs_add(&approvers, a);
		if (strcmp(record_state(page.rec[i]), "in_force") == 0)
			assert_string_not_equal(record_get(page.rec[i], "mark"), "");
	}
	assert_true(proposers.n >= 5);
	assert_true(approvers.n >= 5);
	strs_free(&proposers);
	strs_free(&approvers);
	page_done(&page);
	query_done(&q);
}

/* Who opens the program finds something to do. */
static void
inboxes(void **state)
{
	static const char *const logins[] = { "zhouguodong", "linshuya", "chenlixin",
		"zhaominzhi", "zhenghuaiyuan", "hejing", "wuyutong", "fengzihao",
		"shenyifan", "sunxiaotang", "hanweidong", "yangliuqing", "zhujianmin",
		"xuzhinan", "luoxingchen", "xitong", "anbao" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(logins); i++) {
		struct duties d = { 0 };
		int64_t who = 0;

		ok(bench_find_login(b, logins[i], &who, &e));
		ok(bench_act_as(b, who, &e));
		ok(bench_inbox(b, false, 100, &d, &e));
		if (d.n == 0)
			fail_msg("nothing in the inbox of %s", logins[i]);
		duties_free(&d);
	}
}

/* The journal goes forward and names the acting people as those who signed in. */
static void
journal(void **state)
{
	struct jrows rows = { 0 };
	char day[11];

	(void)state;
	date_format(today, day);
	ok(store_history(bench_store(b), NULL, 0, 0, 5000, &rows, &e));
	assert_string_equal(rows.v[0].kind, "meta");
	assert_true(strncmp(rows.v[0].at, day, 10) == 0);
	for (size_t i = 1; i < rows.n; i++) {
		assert_true(strncmp(rows.v[i].at, rows.v[i - 1].at, 10) <= 0);
		assert_true(strncmp(rows.v[i].at, day, 10) < 0);
		assert_true(
		    rows.v[i].person != 0 || strcmp(rows.v[i].role, "import") == 0);
		assert_true(
		    rows.v[i].person == 0 || strcmp(rows.v[i].login, "tester") != 0);
	}
	jrows_free(&rows);
}

/* ---- making homes */

static void
fails(enum rc rc, const char *text, int line)
{
	if (rc == RC_OK || strstr(e.msg, text) == NULL)
		fail_msg("line %d: wanted \"%s\", got rc %d: %s", line, text, (int)rc,
		    rc == RC_OK ? "" : e.msg);
}

static void
refuses(void **state)
{
	static const char bad[] = "[organ]\nname = x\n";
	struct bench_options o = options(scratch_path("home"), today);
	const char *org = scratch_file("bad.ini", bad, sizeof(bad) - 1);
	char *home = xstrdup(scratch_path("none"));

	(void)state;
	fails(home_init(o.home, data, NULL, true, &o, &e), "dingmi.db", __LINE__);
	fails(home_init(home, data, org, false, &o, &e), "bad.ini", __LINE__);
	assert_false(file_exists(home));
	fails(home_init(home, "/nowhere", NULL, true, &o, &e), "/nowhere", __LINE__);
	assert_false(file_exists(home));
	fails(home_init(scratch_dir, data, NULL, false, &o, &e), "不是空目录", __LINE__);
	free(home);
}

/* A row that cannot be done is named with file and line, and nothing is left of the home.
 */
static void
broken_script(void **state)
{
	static const struct {
		const char *row, *text;
	} cases[] = {
		{ "0,anbao,person.register", "x.csv:2" },
		{ "-9,anbao", "x.csv:2" },
		{ "-9,nobody,person.register", "nobody" },
		{ "-9,anbao,person.fly", "person.fly" },
		{ "-9,anbao,person.register,,,colour=red", "colour" },
		{ "-9,anbao,person.register,,,name=甲,category={-1z}", "{-1z}" },
		{ "-9,anbao,person.register,,,category=general", "name" },
		{ "-9,anbao,person.vet,xitong,,vetted_on={d}", "x.csv:2" },
		{ "-9,anbao,account.give,$y,,role=office", "$y" },
		{ "-9,shenji,person.register,,,name=甲,category=general", "R140" },
	};
	struct bench_options o = options("", today);
	char *own = xstrdup(scratch_path("data")), *sample = path_join(own, "sample"),
	     *org = path_join(sample, "org.ini"), *csv = path_join(sample, "x.csv"),
	     *record = path_join(own, "record"), *home = xstrdup(scratch_path("broken")),
	     *text = NULL;
	size_t n;

	(void)state;
	ok(file_mkdir(sample, 0700, &e));
	assert_int_equal(symlink(SRCDIR "/forms/record", record), 0);
	ok(file_read(SRCDIR "/forms/sample/org.ini", 1 << 20, &text, &n, &e));
	ok(file_write(org, text, n, 0600, &e));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *rows = xasprintf("day,who,act,on,as,values\n%s\n", cases[i].row);

		ok(file_write(csv, rows, strlen(rows), 0600, &e));
		fails(home_init(home, own, NULL, true, &o, &e), cases[i].text, __LINE__);
		assert_false(file_exists(home));
		free(rows);
	}
	unlink(csv);
	fails(home_init(home, own, NULL, true, &o, &e), "*.csv", __LINE__);
	unlink(org);
	unlink(record);
	rmdir(sample);
	rmdir(own);
	free(text);
	free(own);
	free(sample);
	free(org);
	free(csv);
	free(record);
	free(home);
}

/* ---- a real home, from the template: who enters the first clerk? */

static enum rc
act(struct bench *real, const char *kind, const char *name, int64_t *id,
    const char *const *set)
{
	struct act_run *run = NULL;
	struct record *r = NULL;
	struct findings f = { 0 };
	const struct act_def *a = act_def(kind, name);
	enum rc rc = RC_OK;

	if (*id != 0)
		rc = store_get(bench_store(real),
		    strcmp(kind, "account") == 0 ? "person" : kind, *id, &r, &e);
	if (rc == RC_OK && (rc = act_begin(real, a, r, NULL, 0, &run, &e)) == RC_OK) {
		for (; *set != NULL; set++) {
			char *field = xstrndup(*set, strcspn(*set, "="));

			assert_true(form_enter(run->form,
			    (size_t)form_field(run->form->form, field),
			    strchr(*set, '=') + 1));
			free(field);
		}
		rc = act_do(run, &f, id, &e);
	}
	findings_free(&f);
	act_free(run);
	record_free(r);
	return rc;
}
#define SET(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
first_clerk(void **state)
{
	struct bench_options o = options(NULL, today);
	struct bench *real = NULL;
	char *home = xstrdup(scratch_path("real"));
	int64_t who = 0, person = 0, given, second = 0;

	(void)state;
	o.home = home;
	ok(home_init(home, data, NULL, false, &o, &e));
	ok(bench_open(&o, &real, &e));
	assert_false(bench_sample(real));
	ok(bench_find_login(real, "xitong", &who, &e));
	ok(bench_act_as(real, who, &e));
	fails(
	    act(real, "person", "register", &person, SET("name=甲某")), "R140", __LINE__);
	ok(bench_find_login(real, "anbao", &who, &e));
	ok(bench_act_as(real, who, &e));
	ok(act(real, "person", "register", &person,
	    SET("name=甲某", "login=jia", "category=general", "post_id=保密干事")));
	ok(act(real, "person", "vet", &person, SET("vetted_on=2026-07-15")));
	ok(act(real, "person", "take_post", &person, SET("pledge_on=2026-07-15")));
	given = person;
	ok(act(real, "account", "give", &given, SET("role=office")));
	/* From here on people are the office's business. */
	fails(act(real, "person", "register", &second,
		  SET("name=乙某", "category=general")),
	    "R140", __LINE__);
	ok(bench_act_as(real, person, &e));
	ok(act(
	    real, "person", "register", &second, SET("name=乙某", "category=general")));
	bench_close(real);
	drop_home(home);
	free(home);
}

/* The template's placeholder names give way to what the unit writes. */
static void
template_edited(void **state)
{
	static const char was[] = "name = 安全审计员（请改）", is[] = "name = 丙某";
	struct bench_options o = options(NULL, today);
	struct bench *real = NULL;
	struct record *p = NULL;
	struct str edited = { 0 };
	char *home = xstrdup(scratch_path("edited")), *org = path_join(home, "org.ini"),
	     *text = NULL, *at;
	size_t n;

	(void)state;
	o.home = home;
	ok(home_init(home, data, NULL, false, &o, &e));
	ok(file_read(org, 1 << 20, &text, &n, &e));
	at = strstr(text, was);
	assert_non_null(at);
	str_addn(&edited, text, (size_t)(at - text));
	str_addf(&edited, "%s%s", is, at + strlen(was));
	ok(file_write(org, edited.s, edited.len, 0600, &e));
	ok(bench_open(&o, &real, &e));
	assert_non_null(bench_warning(real));
	ok(store_find(bench_store(real), "person", "login", "shenji", &p, &e));
	assert_string_equal(record_get(p, "name"), "丙某");
	record_free(p);
	bench_close(real);
	drop_home(home);
	str_free(&edited);
	free(text);
	free(org);
	free(home);
}

/* An org.ini that lies in HOME already is the one to use; with --org or --sample it would
 * be ambiguous. */
static void
own_org(void **state)
{
	struct bench_options o = options(NULL, today);
	struct bench *real = NULL;
	char *home = xstrdup(scratch_path("own")), *org = path_join(home, "org.ini"),
	     *text = NULL;
	size_t n;

	(void)state;
	o.home = home;
	ok(file_mkdir(home, 0755, &e));
	ok(file_read(SRCDIR "/forms/sample/org.ini", 1 << 20, &text, &n, &e));
	ok(file_write(org, text, n, 0600, &e));
	fails(home_init(home, data, NULL, true, &o, &e), "org.ini", __LINE__);
	fails(home_init(home, data, org, false, &o, &e), "org.ini", __LINE__);
	assert_true(file_exists(org));
	ok(home_init(home, data, NULL, false, &o, &e));
	ok(bench_open(&o, &real, &e));
	assert_string_equal(bench_org(real)->name, "某市示例局");
	assert_null(bench_warning(real));
	bench_close(real);
	drop_home(home);
	free(text);
	free(org);
	free(home);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(states),
		cmocka_unit_test(roles),
		cmocka_unit_test(dates),
		cmocka_unit_test(matters),
		cmocka_unit_test(inboxes),
		cmocka_unit_test(journal),
		cmocka_unit_test(refuses),
		cmocka_unit_test(broken_script),
		cmocka_unit_test(first_clerk),
		cmocka_unit_test(template_edited),
		cmocka_unit_test(own_org),
	};

	return cmocka_run_group_tests_name("sample", tests, make_sample, drop_sample);
}
