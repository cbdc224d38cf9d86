/* SPDX-License-Identifier: MIT */
/* The small office in a home of its own: people, scope, designations, grants, as they
 * are on the first day. */
#include <unistd.h>

#include "base/file.h"
#include "play.h"

static char home[64];
static struct bench *b;

static struct txn *
begin(void)
{
	static const struct actor who = { 0, "test", "sample", "test" };
	struct txn *t = NULL;

	MUST(store_begin(bench_store(b), &who, &t, E));
	return t;
}

static int64_t
put(struct txn *t, const char *kind, const char *const *kv)
{
	struct record *r = record_new(store_kind(bench_store(b), kind));
	int64_t id;

	for (; *kv != NULL; kv += 2)
		record_set(r, kv[0], kv[1]);
	MUST(txn_put(t, r, "sample", "", E));
	id = r->id;
	record_free(r);
	return id;
}
#define PUT(t, kind, ...) put(t, kind, (const char *const[]){ __VA_ARGS__, NULL })

static const struct {
	const char *no, *name, *post, *category, *role;
	int trained;		   /* days from the first */
	const char *level, *scope; /* designated; NULL: not */
	int term;
} staff[] = {
	{ "R1", "陈甲", "ld-jz", "core", NULL, 500, NULL, NULL, 0 },
	{ "R2", "王乙", "ld-fjz", "important", NULL, 420, "2", "*", 700 },
	{ "R3", "李丙", "bgs-zr", "important", "proposer", 300, "1", "SL-02,SL-03,SL-07",
	    500 },
	{ "R4", "赵丁", "ksk-kz", "important", NULL, 200, "2", "SL-01,SL-04,SL-06,SL-08",
	    90 },
	{ "R5", "钱戊", "ksk-mt", "important", "proposer", 330, NULL, NULL, 0 },
	{ "R6", "孙己", "tjk-ky", "general", "proposer", 280, NULL, NULL, 0 },
	{ "R7", "周庚", "gck-ky", "important", "proposer", 40, NULL, NULL, 0 },
	{ "R8", "吴辛", "bgs-bm", "important", "office", 600, NULL, NULL, 0 },
	{ "R9", "郑壬", "xxzx-xt", "important", "sysadm", 600, NULL, NULL, 0 },
};

static const struct {
	const char *code, *level, *max, *condition, *long_term;
} entries[] = {
	{ "SL-01", "2", NULL, "考试开始前", "0" },
	{ "SL-02", "1", NULL, "公布前", "0" },
	{ "SL-03", "1", "5年", NULL, "0" },
	{ "SL-04", "2", "15年", NULL, "0" },
	{ "SL-05", "3", "20年", NULL, "0" },
	{ "SL-06", "2", NULL, NULL, "1" },
	{ "SL-07", "1", "90日", NULL, "0" },
	{ "SL-08", "2", "1年", NULL, "0" },
};

static const char *
text_of(int64_t n)
{
	static char text[8][24];
	static unsigned turn;

	snprintf(text[++turn % 8], sizeof(text[0]), "%lld", (long long)n);
	return text[turn % 8];
}

const char *
iso(int32_t day)
{
	static char text[8][11];
	static unsigned turn;

	date_format(day, text[++turn % 8]);
	return text[turn % 8];
}

static void
hire(struct txn *t, size_t i, int32_t first, const char *top)
{
	struct record *post = NULL;
	int64_t id;

	MUST(store_find(bench_store(b), "post", "code", staff[i].post, &post, E));
	id =
	    PUT(t, "person", "state", "in_post", "no", staff[i].no, "name", staff[i].name,
		"post_id", text_of(post->id), "dept_id", record_get(post, "dept_id"),
		"category", staff[i].category, "vetted_on", iso(first - 300), "pledge_on",
		iso(first - 300), "trained_until", iso(first + staff[i].trained));
	record_free(post);
	if (staff[i].role != NULL)
		PUT(t, "account", "state", "active", "person_id", text_of(id), "role",
		    staff[i].role, "granted_on", iso(first - 200));
	if (staff[i].level != NULL)
		PUT(t, "designation", "state", "active", "person_id", text_of(id), "kind",
		    "designated", "tier", "principal", "level",
		    strcmp(staff[i].scope, "*") == 0 ? top : staff[i].level, "scope",
		    staff[i].scope, "letter_no", staff[i].no, "designated_on",
		    iso(first - 100), "from_on", iso(first - 100), "to_on",
		    iso(first + staff[i].term), "published_on", iso(first - 99),
		    "filed_on", iso(first - 99));
}

static void
furnish(const struct play_options *o, int32_t first)
{
	struct txn *t = begin();
	const char *top = text_of(tier_level(o->tier) == 0 ? 2 : tier_level(o->tier));
	int64_t scope;

	for (size_t i = 0; i < ARRAY_LEN(staff); i++)
		hire(t, i, first, top);
	scope = PUT(t, "scope", "state", "in_force", "code", "SL", "title",
	    "示例行业保密事项范围", "issuer", "国家示例部", "effective_on", "2024-01-01");
	for (size_t i = 0; i < ARRAY_LEN(entries); i++)
		PUT(t, "scope_entry", "state", "active", "scope_id", text_of(scope),
		    "code", entries[i].code, "matter", entries[i].code, "level",
		    entries[i].level, "max_period", entries[i].max, "condition",
		    entries[i].condition, "long_term", entries[i].long_term, "ntk_text",
		    "经办人员", "origin_tier", "prefecture");
	PUT(t, "place", "state", "active", "name", "密码柜", "place_kind", "safe",
	    "level", "3");
	PUT(t, "course", "state", "active", "no", "KC-1", "title", "定密培训", "hours",
	    "4", "audience", "all");
	if (tier_level(o->tier) < 2) /* lives by its grants, each for some matters */
		PUT(t, "grant", "state", "in_force", "grantor", "某省示例厅",
		    "grantor_kind", "superior", "letter_no", "授1", "level", "2", "scope",
		    "*", "from_on", iso(first - 50), "to_on", iso(first + 400));
	PUT(t, "grant", "state", "in_force", "grantor", "某省示例厅", "grantor_kind",
	    "superior", "letter_no", "授2", "level", "3", "scope", "SL-05", "from_on",
	    iso(first + 30), "to_on", iso(first + 250));
	MUST(txn_commit(t, E));
}

/* The sample's org.ini with another tier. */
static void
write_org(const char *data, enum tier tier)
{
	char *from = xasprintf("%s/sample/org.ini", data), *text = NULL, *at;
	char *to = path_join(home, "org.ini");
	struct str ini = { 0 };
	size_t n;

	MUST(file_read(from, 1 << 20, &text, &n, E));
	at = strstr(text, "tier = prefecture");
	str_addn(&ini, text, (size_t)(at - text));
	str_addf(&ini, "tier = %s%s", tier_name(tier), at + strlen("tier = prefecture"));
	MUST(file_write(to, str_s(&ini), ini.len, 0600, E));
	str_free(&ini);
	free(text);
	free(from);
	free(to);
}

struct bench *
office_open(const struct play_options *o, int32_t first)
{
	const char *src = getenv("top_srcdir"), *tmp = getenv("TMPDIR");
	char *data = xasprintf("%s/forms", src != NULL ? src : "."), *db;
	struct clock clock = { .fixed = first };
	struct store *s = NULL;
	struct bench_options options = { .home = home,
		.data = data,
		.today = first,
		.login = "test",
		.origin = "test",
		.personal = true };

	snprintf(home, sizeof(home), "%.40s/model-XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(home) == NULL)
		abort();
	db = path_join(home, "dingmi.db");
	MUST(store_open(db, STORE_CREATE, &clock, &s, E));
	store_close(s);
	write_org(data, o->tier);
	MUST(bench_open(&options, &b, E));
	MUST(store_building(bench_store(b), true, E)); /* no waiting for the disk */
	furnish(o, first);
	free(db);
	free(data);
	return b;
}

void
office_close(void)
{
	static const char *const names[] = { "dingmi.db", "dingmi.db-wal",
		"dingmi.db-shm", "dingmi.db.lock", "org.ini" };

	bench_close(b);
	b = NULL;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *p = path_join(home, names[i]);

		unlink(p);
		free(p);
	}
	rmdir(home);
}
