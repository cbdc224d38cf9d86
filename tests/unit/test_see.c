/* SPDX-License-Identifier: MIT */
/*
 * Need-to-know on the sample home. Who knows which matter is worked out here from the
 * store, by rules written a second time; then everything that shows, finds, completes,
 * exports, prints or tells of records is asked by people whom most matters do not
 * concern, and no title of those may stand in any of it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/file.h"
#include "report/paper.h"
#include "step/import.h"
#include "scratch.h"

enum { ALL = 5000 };

static struct bench *b;
static struct err e;

static void
ok_at(enum rc rc, int line)
{
	if (rc != RC_OK)
		fail_msg("line %d: rc %d: %s", line, (int)rc, e.msg);
}
#define ok(call) ok_at((call), __LINE__)

static int
up(void **state)
{
	static const char data[] = SRCDIR "/forms";
	struct bench_options o = { .data = data,
		.today = date_from_ymd(2026, 7, 15),
		.login = "tester",
		.origin = "test",
		.personal = true };

	lang_set(LANG_ZH);
	if (scratch_make(state) != 0)
		return -1;
	o.home = scratch_path("home");
	ok(home_init(o.home, data, NULL, true, &o, &e));
	o.home = scratch_path("home");
	ok(bench_open(&o, &b, &e));
	return 0;
}

static int
down(void **state)
{
	char *home = xstrdup(scratch_path("home"));
	DIR *d = opendir(home);
	struct dirent *ent;

	bench_close(b);
	while (d != NULL && (ent = readdir(d)) != NULL) {
		char *path = path_join(home, ent->d_name);

		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0)
			assert_int_equal(unlink(path), 0);
		free(path);
	}
	closedir(d);
	assert_int_equal(rmdir(home), 0);
	free(home);
	return scratch_drop(state);
}

static struct query
everything(const char *kind)
{
	struct query q;

	query_init(&q, store_kind(bench_store(b), kind));
	return q;
}

static struct page
rows(struct query q)
{
	struct page p = { 0 };

	ok(store_page(bench_store(b), &q, PAGE_FIRST, NULL, ALL, &p, &e));
	query_done(&q);
	return p;
}

static struct query
asked(const char *kind)
{
	struct query q;

	ok(bench_query(b, kind, &q, &e));
	return q;
}

static size_t
count(struct query q)
{
	size_t n = 0;

	ok(store_count(bench_store(b), &q, ALL, &n, &e));
	query_done(&q);
	return n;
}

static void
sign_in(const char *login)
{
	int64_t id = 0;

	if (*login != '\0') {
		ok(bench_find_login(b, login, &id, &e));
		if (id == 0)
			fail_msg("nobody is called %s", login);
	}
	ok(bench_act_as(b, id, &e));
}

/* ---- who knows what, said again */

static bool
concerns_me(const struct record *m)
{
	const char *state = record_state(m);
	struct query q = everything("ntk");
	char id[24];

	if ((strcmp(state, "released") == 0 || strcmp(state, "not_secret") == 0) &&
	    (bench_roles(b) & ROLE_ANYONE)) {
		query_done(&q);
		return true;
	}
	snprintf(id, sizeof(id), "%lld", (long long)m->id);
	query_add(&q, "matter_id", COND_EQ, id, NULL);
	snprintf(id, sizeof(id), "%lld", (long long)bench_me(b));
	query_add(&q, "person_id", COND_EQ, id, NULL);
	query_add(&q, "state", COND_EQ, "in", NULL);
	return count(q) > 0 ||
	       (bench_me(b) != 0 && (record_int(m, "proposer_id") == bench_me(b) ||
					record_int(m, "approver_id") == bench_me(b)));
}

/* Titles that concern me and those that do not. */
static void
sort_titles(struct strs *mine, struct strs *hidden)
{
	struct page p = rows(everything("matter"));

	for (size_t i = 0; i < p.n; i++)
		strs_add(
		    concerns_me(p.rec[i]) ? mine : hidden, record_get(p.rec[i], "title"));
	page_done(&p);
}

/* ---- everything a reader can get to see */

static void
say(struct str *out, char *owned)
{
	str_addf(out, "%s\n", owned != NULL ? owned : "");
	free(owned);
}

static void
say_record(const struct record *r, struct str *out)
{
	const struct form *form = NULL;

	say(out, bench_label(b, r->kind->name, r->id));
	say(out, bench_state(b, r));
	ok(bench_form(b, r->kind->name, &form, &e));
	for (size_t i = 0; i < form->nfield; i++)
		say(out, bench_cell(b, r, &form->field[i]));
}

static void
say_history(const struct record *r, struct str *out)
{
	struct change_lines l = { 0 };
	enum rc rc = bench_history(b, r->kind->name, r->id, 0, 50, &l, &e);

	assert_int_equal(rc, bench_may_see(b, r) ? RC_OK : RC_DENIED);
	for (size_t i = 0; rc == RC_OK && i < l.n; i++)
		str_addf(out, "%s %s\n", l.v[i].act, l.v[i].text);
	change_lines_free(&l);
}

static void
say_acts(const struct record *r, struct str *out)
{
	struct act_offers offer = { 0 };
	struct act_run *run;

	ok(bench_acts(b, r->kind->name, r, &offer, &e));
	for (size_t i = 0; i < offer.n; i++) {
		str_addf(out, "%s\n", offer.v[i].why);
		if (bench_may_see(b, r) || (offer.v[i].act->flags & ACT_BLIND))
			continue;
		assert_false(offer.v[i].allowed);
		run = NULL;
		assert_int_equal(
		    act_begin(b, offer.v[i].act, r, NULL, 0, &run, &e), RC_DENIED);
	}
	act_offers_free(&offer);
}

static void
say_paper(const struct record *r, struct str *out)
{
	struct str paper = { 0 };
	enum rc rc = paper_print(b, NULL, r->kind->name, r->id, &paper, NULL, &e);

	if (!bench_may_see(b, r))
		assert_int_equal(rc, RC_DENIED);
	if (rc == RC_OK)
		str_add(out, str_s(&paper));
	str_free(&paper);
}

static void
say_completions(const char *kind, const char *typed, struct str *out)
{
	struct form_lookup look = bench_lookup(b);
	struct form_options o = { 0 };

	look.find(look.ctx, kind, typed, 500, &o);
	for (size_t i = 0; i < o.n; i++)
		str_addf(out, "%s %s\n", o.v[i].label, o.v[i].hint);
	form_options_free(&o);
}

static void
say_export(const char *kind, struct str *out)
{
	struct query q = asked(kind);
	enum level level;
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	ok(export_csv(b, kind, &q, f, &level, &e));
	assert_int_equal(fclose(f), 0);
	say(out, text);
	query_done(&q);
}

static void
say_home(struct str *out)
{
	struct tile tile[7];

	ok(bench_tiles(b, tile, &e));
	for (size_t i = 0; i < 7; i++)
		str_addf(out, "%s %s\n", tile[i].line, tile[i].next);
	for (int all = 0; all < 2; all++) {
		struct duties d = { 0 };

		ok(bench_inbox(b, all != 0, 500, &d, &e));
		for (size_t i = 0; i < d.n; i++)
			str_addf(out, "%s\n", d.v[i].text);
		duties_free(&d);
	}
}

/* Records by their number too: a register is not the only way to them. */
static void
say_kind(const char *kind, struct str *out)
{
	struct page p = rows(everything(kind));
	size_t seen = 0;

	for (size_t i = 0; i < p.n; i++) {
		say_record(p.rec[i], out);
		seen += bench_may_see(b, p.rec[i]);
		if (i % 7 != 0) /* the slow ones for some of each kind */
			continue;
		say_history(p.rec[i], out);
		say_acts(p.rec[i], out);
		say_paper(p.rec[i], out);
	}
	/* The register and the answer about one record are two sides of one table. */
	if (count(asked(kind)) != (bench_restricted(b, kind) ? seen : p.n))
		fail_msg(
		    "%s: %zu listed, %zu may be seen", kind, count(asked(kind)), seen);
	page_done(&p);
	say_export(kind, out);
	say_completions(kind, "", out);
}

/* A number is open: by it a matter can be named, and no more is told. */
static void
ask_by_number(struct str *out)
{
	struct page p = rows(everything("matter"));

	for (size_t i = 0; i < p.n; i++)
		say_completions("matter", record_get(p.rec[i], "no"), out);
	page_done(&p);
}

static void
say_all(struct str *out)
{
	size_t n;
	const struct kind_def *k = kind_defs(&n);

	for (size_t i = 0; i < n; i++)
		say_kind(k[i].kind, out);
	say_home(out);
	ask_by_number(out);
}

/* ---- asking about what is not shown */

static void
ask_by_title(const char *title)
{
	struct str out = { 0 };
	struct query q;

	q = asked("matter");
	query_add(&q, "title", COND_EQ, title, NULL);
	assert_int_equal(count(q), 0);
	q = asked("matter");
	query_add(&q, "title", COND_GLOB, title, NULL);
	q.sort = kind_column(q.kind, "created_on");
	assert_int_equal(count(q), 0);
	q = asked("archive_item");
	query_add(&q, "title", COND_EQ, title, NULL);
	assert_int_equal(count(q), 0);
	say_completions("matter", title, &out);
	say_completions("archive_item", title, &out);
	say_completions("carrier", title, &out);
	if (out.len > 0)
		fail_msg("completion of %s: %s", title, str_s(&out));
	str_free(&out);
}

static void
ask_by_words(const char *title)
{
	struct query q = asked("matter");
	struct page p;

	q.text = xstrdup(title);
	p = rows(q);
	for (size_t i = 0; i < p.n; i++)
		if (!concerns_me(p.rec[i]))
			fail_msg("words found %s", record_get(p.rec[i], "title"));
	page_done(&p);
}

/* The longest titles give way first, so that one within another is not taken for it. */
static void
rub_out(struct str *text, const struct strs *mine)
{
	for (size_t i = 0; i < mine->n; i++)
		for (char *at = text->s; (at = strstr(at, mine->v[i])) != NULL;)
			memset(at, '.', strlen(mine->v[i]));
}

static const struct {
	const char *name, *login;
	size_t least, most; /* matters that concern him */
} readers[] = {
	{ "nobody", "", 0, 0 },
	{ "a system administrator", "xitong", 0, 0 },
	{ "a security auditor", "shenji", 0, 0 },
	{ "a trainee", "luoxingchen", 3, 12 },
	{ "an inspector", "yangliuqing", 3, 12 },
	{ "staff of another department", "gaoyuan", 3, 30 },
	{ "a proposer outside the circle", "xuzhinan", 5, 40 },
};

static void
hidden_from(
    const char *who, struct str *out, const struct strs *mine, const struct strs *hidden)
{
	rub_out(out, mine);
	for (size_t i = 0; i < hidden->n; i++) {
		const char *at = strstr(str_s(out), hidden->v[i]);

		if (at != NULL)
			fail_msg("%s reads %.200s", who,
			    at - (at - out->s > 100 ? 100 : at - out->s));
		ask_by_title(hidden->v[i]);
		ask_by_words(hidden->v[i]);
	}
}

static void
no_title_is_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		struct strs mine = { 0 }, hidden = { 0 };
		struct str out = { 0 };

		sign_in(readers[i].login);
		sort_titles(&mine, &hidden);
		if (mine.n < readers[i].least || mine.n > readers[i].most)
			fail_msg("%s knows %zu matters", readers[i].name, mine.n);
		say_all(&out);
		hidden_from(readers[i].name, &out, &mine, &hidden);
		strs_free(&mine);
		strs_free(&hidden);
		str_free(&out);
	}
}

/* The secrecy office sees every title: the search above can find. */
static void
office_reads_all(void **state)
{
	struct page p = { 0 };
	struct str out = { 0 };

	(void)state;
	sign_in("zhaominzhi");
	say_all(&out);
	p = rows(everything("matter"));
	assert_true(p.n > 60);
	for (size_t i = 0; i < p.n; i++)
		assert_non_null(strstr(str_s(&out), record_get(p.rec[i], "title")));
	page_done(&p);
	str_free(&out);
}

/* Pages of a restricted register join without gap or repetition, by any order. */
static void
pages_join(void **state)
{
	static const char *const sorts[] = { NULL, "created_on", "level" };

	(void)state;
	sign_in("xuzhinan");
	for (size_t i = 0; i < 2 * ARRAY_LEN(sorts); i++) {
		struct query q = asked("matter");
		struct page p = { 0 };
		struct pos at = { 0 };
		struct strs got = { 0 };
		enum page_dir dir = PAGE_FIRST;
		char id[24];
		bool more;

		q.sort = sorts[i / 2] != NULL ? kind_column(q.kind, sorts[i / 2]) : -1;
		q.desc = i % 2 == 0;
		do {
			ok(store_page(bench_store(b), &q, dir, &at, 3, &p, &e));
			for (size_t k = 0; k < p.n; k++) {
				snprintf(id, sizeof(id), "%lld", (long long)p.rec[k]->id);
				assert_false(strs_has(&got, id));
				strs_add(&got, id);
			}
			more = p.more_after;
			pos_done(&at);
			if (p.n > 0)
				pos_of(&q, p.rec[p.n - 1], &at);
			page_done(&p);
			dir = PAGE_AFTER;
		} while (more);
		assert_int_equal(got.n, count(asked("matter")));
		pos_done(&at);
		strs_free(&got);
		query_done(&q);
	}
}

/* A change of the circle counts at once. */
static void
circle_changes(void **state)
{
	struct actor a = { 0, "test", "test", "test" };
	struct record *m = NULL, *n = NULL;
	struct page p;
	struct txn *t = NULL;
	int64_t me;

	(void)state;
	sign_in("gaoyuan");
	me = bench_me(b);
	p = rows(everything("matter"));
	for (size_t i = 0; i < p.n && m == NULL; i++)
		if (!concerns_me(p.rec[i]))
			m = record_copy(p.rec[i]);
	page_done(&p);
	assert_false(bench_may_see(b, m));
	n = record_new(store_kind(bench_store(b), "ntk"));
	record_set(n, "state", "in");
	record_set(n, "from_on", "2026-07-15");
	record_set_int(n, "matter_id", m->id);
	record_set_int(n, "person_id", me);
	for (int in = 1; in >= 0; in--) {
		struct query q;

		record_set(n, "state", in ? "in" : "left");
		ok(store_begin(bench_store(b), &a, &t, &e));
		ok(txn_put(t, n, "test", "", &e));
		ok(txn_commit(t, &e));
		q = asked("matter");
		query_add(&q, "no", COND_EQ, record_get(m, "no"), NULL);
		assert_int_equal(count(q), in);
		assert_int_equal(bench_may_see(b, m), in);
	}
	record_free(n);
	record_free(m);
}

/* What is open is found by everybody. */
static void
open_is_found(void **state)
{
	struct str out = { 0 };

	(void)state;
	sign_in("xuzhinan");
	say_completions("scope_entry", "SL-0", &out);
	assert_non_null(strstr(str_s(&out), "SL-01"));
	assert_non_null(strstr(str_s(&out), "SL-06"));
	str_free(&out);
}

/* ---- scores: everybody sees who passed, few see with how much */

static const struct {
	const char *login;
	bool all;
} scorers[] = { { "zhujianmin", true }, { "zhaominzhi", true }, { "zhouguodong", true },
	{ "hejing", false }, { "yangliuqing", false }, { "luoxingchen", false },
	{ "xitong", false }, { "anbao", false }, { "shenji", false }, { "", false } };

static size_t
asked_by_score(const char *kind, const char *expr)
{
	struct query q = asked(kind), copy;
	size_t n;

	ok(query_example(&q, "score", expr, &e));
	query_copy(&copy, &q);
	n = count(q);
	assert_int_equal(count(copy), n);
	return n;
}

/* What he asks by it finds his own rows, whatever the answer would be. */
static void
ask_by_score(const char *kind, size_t own, size_t mine)
{
	assert_int_equal(asked_by_score(kind, "!"), mine);
	assert_int_equal(asked_by_score(kind, ">=0"), mine);
	assert_int_equal(asked_by_score(kind, "!101"), own);
	assert_int_equal(asked_by_score(kind, "="), own - mine);
	assert_int_equal(asked_by_score(kind, "0..100"), mine);
	assert_true(asked_by_score(kind, "95") + asked_by_score(kind, "96|92") <= mine);
}

static void
scores_of(const char *kind, bool all, const char *who)
{
	const struct form *form = NULL;
	struct page p = rows(everything(kind));
	const struct field *field;
	size_t own = 0, mine = 0; /* rows in which he reads it; those that have one */

	ok(bench_form(b, kind, &form, &e));
	field = &form->field[form_field(form, "score")];
	assert_int_equal(count(asked(kind)), p.n);
	for (size_t i = 0; i < p.n; i++) {
		bool his = all || (bench_me(b) != 0 &&
				      record_int(p.rec[i], "person_id") == bench_me(b));
		const char *score = record_get(p.rec[i], "score");
		struct str story = { 0 };
		char *cell = bench_cell(b, p.rec[i], field);

		if (strcmp(cell, his ? score : "…") != 0)
			fail_msg("%s reads %s in %s", who, cell, kind);
		own += his;
		mine += his && *score != '\0';
		say_history(p.rec[i], &story);
		if (!his && *score != '\0' && strstr(str_s(&story), score) != NULL)
			fail_msg("%s reads %s", who, str_s(&story));
		str_free(&story);
		free(cell);
	}
	assert_true(p.n > 10 && (!all || mine > 10));
	ask_by_score(kind, own, mine);
	page_done(&p);
}

static void
scores_are_kept(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(scorers); i++) {
		struct str paper = { 0 };
		struct page p;

		sign_in(scorers[i].login);
		scores_of("attendance", scorers[i].all, scorers[i].login);
		scores_of("certificate", scorers[i].all, scorers[i].login);
		/* The sheet of a session has everybody's, or nobody else's. */
		p = rows(everything("session"));
		ok(paper_print(b, "F25", "session", p.rec[0]->id, &paper, NULL, &e));
		assert_int_equal(strstr(str_s(&paper), " 78 ") != NULL, scorers[i].all);
		str_free(&paper);
		page_done(&p);
	}
}

/* ---- R054 */

static size_t
looks(const char *kind)
{
	struct jrows j = { 0 };
	size_t n = 0;

	ok(store_history(bench_store(b), NULL, 0, 0, ALL, &j, &e));
	for (size_t i = 0; i < j.n; i++)
		n += strcmp(j.v[i].act, "look") == 0 && strcmp(j.v[i].kind, kind) == 0;
	jrows_free(&j);
	return n;
}

static void
looks_are_logged(void **state)
{
	static const char *const kinds[] = { "matter", "decision", "carrier", "ntk" };

	(void)state;
	sign_in("zhaominzhi");
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct page p = rows(everything(kinds[i]));
		size_t before = looks(kinds[i]), high = 0;

		sign_in("zhaominzhi"); /* a session of its own */
		for (size_t k = 0; k < p.n; k++)
			high += bench_level(b, p.rec[k]) >= LEVEL_HIGH;
		assert_true(high > 0);
		ok(bench_looked_all(b, p.rec, p.n, &e));
		assert_int_equal(looks(kinds[i]), before + high);
		/* The last ones are still known, however many there were. */
		for (size_t k = p.n > 20 ? p.n - 20 : 0; k < p.n; k++)
			ok(bench_looked(b, p.rec[k], LEVEL_NONE, &e));
		assert_int_equal(looks(kinds[i]), before + high);
		page_done(&p);
	}
	/* What is hidden is not looked at. */
	sign_in("xitong");
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct page p = rows(everything(kinds[i]));
		size_t before = looks(kinds[i]);

		ok(bench_looked_all(b, p.rec, p.n, &e));
		assert_int_equal(looks(kinds[i]), before);
		page_done(&p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_title_is_shown),
		cmocka_unit_test(office_reads_all),
		cmocka_unit_test(pages_join),
		cmocka_unit_test(circle_changes),
		cmocka_unit_test(open_is_found),
		cmocka_unit_test(scores_are_kept),
		cmocka_unit_test(looks_are_logged),
	};

	return cmocka_run_group_tests_name("see", tests, up, down);
}
