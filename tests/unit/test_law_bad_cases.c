/* SPDX-License-Identifier: MIT */
/*
 * Bad case files: each is refused with its line, in both languages, and says what is
 * expected. Two lists prove that none is forgotten: every key with a value that it cannot
 * hold, and every sentence that the readers of a case file can say, taken from their
 * sources.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "law/case.h"
#include "scratch.h"

#define TOP "[case]\nact = determine\ntoday = 2026-03-02\n"
#define EXTEND "[case]\nact = extend\ntoday = 2026-03-02\n[unit]\ntier = county\n"

static const struct {
	const char *text;
	int line; /* 0: of the file as a whole */
	const char *said;
} bad_files[] = {
	{ "", 0, "case.act" },
	{ "[unit]\ntier = county\n", 0, "case.act" },
	{ "[case]\ntoday = 2026-03-02\n", 1, "case.act" },
	{ "# one\n[case]\nact = determine\n", 2, "case.today" },
	{ "[case]\nact = decide\ntoday = 2026-03-02\n", 2, "determine|derive" },
	{ "[case]\nact = determine\ntoday = 2026-02-29\n", 3, "2026-02-29" },
	{ "[case]\nact = determine\ntoday = 02.03.2026\n", 3, "日期" },
	{ "[case]\nact = determine\ntoday = \n", 3, "没有值" },
	{ TOP "[unit]\ntier = city\n", 5, "county|prefecture" },
	{ TOP "[unit]\nteir = county\n", 5, "tier" },
	{ TOP "[units]\ntier = county\n", 4, "units" },
	{ TOP "[unit]\nspecial_regime = maybe\n", 5, "yes|no" },
	{ TOP "[unit]\ngrant_level = 极密\n", 5, "绝密" },
	{ TOP "[matter]\ncolour = red\n", 5, "colour" },
	{ TOP "[matter]\nperiod = 10\n", 5, "10年" },
	{ TOP "[matter]\nperiod = 0年\n", 5, "10年" },
	{ TOP "[matter]\nharm = 轻微\n", 5, "特别严重损害" },
	{ TOP "[matter]\nhead_no = 8\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 0\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 4a\n", 5, "1..7" },
	{ TOP "[matter]\nhead_no = 99999999999\n", 5, "1..7" },
	{ TOP "[matter]\njoint_units = -1\n", 5, "0..999" },
	{ TOP "[matter]\nkind = letter\n", 5, "document|meeting" },
	{ TOP "[matter]\nkind = \"document|meeting\"\n", 5, "document|meeting" },
	{ TOP "[matter]\nntk = all\n", 5, "persons|unit" },
	{ TOP "[negative]\npublic_need = Yes\n", 5, "yes|no" },
	{ TOP "[proposer]\nid = 0\n", 5, "1 以上" },
	{ TOP "[source.0]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.01]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.x]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.10000]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source]\nlevel = 秘密\n", 4, "source" },
	{ TOP "[claim.1.2]\nlevel = 秘密\n", 4, "编号" },
	{ TOP "[source.1]\ntrigger = 5\n", 5, "1..4" },
	{ TOP "[calendar]\nholiday.26 = 2026-01-01\n", 5, "holiday.2026" },
	{ TOP "[calendar]\nholiday.2026 = 2025-01-01\n", 5, "2026" },
	{ TOP "[calendar]\nholidays = 2026-01-01\n", 5, "holidays" },
	{ TOP "[unit]\ntier = county\ntier = other\n", 6, "tier" },
	{ TOP "[duty]\nreported = 2026-03-02\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T24:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T23:60\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-02-30T10:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02X10:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T1x:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T-1:00\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T10:-1\n", 5, "14:30" },
	{ TOP "[duty]\nreported = 2026-03-02T10:1x\n", 5, "14:30" },
	/* what the act needs */
	{ TOP, 0, "unit.tier" },
	{ TOP "[unit]\nspecial_regime = no\n", 4, "unit.tier" },
	{ TOP "[unit]\ntier = county\n[approver]\nid = 2\n", 6, "approver.kind" },
	{ TOP "[unit]\ntier = county\n[entry]\nlevel = 秘密\n", 6, "entry.code" },
	{ TOP "[unit]\ntier = county\n[entry]\ncode = A\n", 6, "entry.level" },
	{ TOP "[unit]\ntier = county\n[source.3]\ntrigger = 1\n", 6, "source.3.level" },
	{ TOP "[unit]\ntier = county\n[claim.2]\nby = x\n", 6, "claim.2.level" },
	{ "[case]\nact = dispute\ntoday = 2026-03-02\n[unit]\ntier = county\n", 0,
	    "claim.1.level" },
	{ "[case]\nact = refer\ntoday = 2026-03-02\n[unit]\ntier = county\n", 0,
	    "matter.level" },
	{ EXTEND, 0, "matter.old_expiry" },
	{ EXTEND "[matter]\nperiod = 5年\n", 6, "matter.old_expiry" },
	{ EXTEND "[matter]\nold_expiry = 2026-06-01\nnew_expiry = 2027-06-01\n"
		 "new_period = 6年\n",
	    6, "new_period" },
	{ "[case]\nact = release\ntoday = 2026-03-02\n[matter]\ncause = "
	  "expired\n",
	    4, "matter.old_expiry" },
	{ "[case]\nact = report\ntoday = 2026-03-02\n", 0, "duty.discovered" },
	{ "[case]\nact = rectify\ntoday = 2026-03-02\n[duty]\ndone = 2026-03-02\n", 4,
	    "duty.due" },
	{ "[case]\nact = assess\ntoday = 2026-03-02\n", 0, "system.level" },
	{ "[case]\nact = transfer\ntoday = 2026-03-02\n[unit]\ntier = county\n", 0,
	    "matter.created_on" },
	{ "[case]\nact = keep\ntoday = 2026-03-02\n[place]\nmax_level = 秘密\n", 4,
	    "place.carrier_level" },
	/* what is no case file at all, or not one way only to read it */
	{ "\xef\xbb\xbf" TOP, 1, "BOM" },
	{ "act = determine\n" TOP, 1, "[节名]" },
	{ TOP "[unit]\ntier county\n", 5, "名称 = 值" },
	{ TOP "[unit]\ntier ＝ county\n", 5, "半角" },
	{ TOP "[unit\ntier = county\n", 4, "]" },
	{ TOP "[unit] # ours\ntier = county\n", 4, "#" },
	{ TOP "[]\n", 4, "缺少名称" },
	{ TOP "[unit]\n= county\n", 5, "缺少名称" },
	{ TOP "[unit:x]\n", 4, "unit:x" },
	{ TOP "[unit]\ntier = county ; not a city\n", 5, "双引号" },
	{ TOP "[matter]\ntitle = \"a\" b\n", 5, "引号之后" },
	{ TOP "[matter]\ntitle = \"a\n", 5, "引号没有结束" },
	{ TOP "[matter]\ntitle = a\tb\n", 5, "制表符" },
	{ TOP "[matter]\ntitle = a\\\n", 5, "吞掉" },
	{ TOP "[matter]\ntitle = \xff\n", 5, "UTF-8" },
	{ TOP "[matter]\ntitle = \033[31m\n", 5, "控制字符" },
	{ TOP "[matter]\ntitle = \u202e\n", 5, "方向字符" },
	{ TOP "[unit]\ntier = county\n[matter]\nlevel = 秘密\n[unit]\n", 8, "第 4 行" },
	{ TOP "[zzzzzzzz]\n", 4, "请删去或改正" },
	{ TOP "[calendar]\nholiday.2026 = 春节\n", 5, "不是日期" },
	{ TOP "[calendar]\nholiday.2026 = 2026-02-22..2026-02-16\n", 5, "颠倒" },
	{ TOP "[calendar]\nholiday.2026 = 2026-02-16\nworkday.2026 = 2026-02-16\n", 6,
	    "既写作放假又写作上班" },
};

/* Reads a case that must be refused at a line (0: of the file as a whole); the message
 * behind the place, owned. */
static char *
refusal(const char *text, size_t n, int line)
{
	const char *path = scratch_file("case.ini", text, n);
	char *at = line > 0 ? xasprintf("%s:%d: ", path, line) : xasprintf("%s: ", path);
	struct law_case c;
	struct err e;
	char *said;

	law_case_init(&c, NULL, NULL);
	if (law_case_read(&c, path, &e) != RC_INVAL)
		fail_msg("taken: %s", text);
	if (strncmp(e.msg, at, strlen(at)) != 0)
		fail_msg("%s\n--- said: %s", text, e.msg);
	said = xstrdup(e.msg + strlen(at));
	free(at);
	law_case_done(&c);
	return said;
}

static void
law_case_read__names_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad_files) * 2; i++) {
		const char *text = bad_files[i / 2].text;
		char *said;

		lang_set(i % 2 ? LANG_EN : LANG_ZH);
		said = refusal(text, strlen(text), bad_files[i / 2].line);
		if (i % 2 == 0 && strstr(said, bad_files[i / 2].said) == NULL)
			fail_msg("%s\n--- said: %s", text, said);
		free(said);
	}
	lang_set(LANG_ZH);
}

/* Lines that a string of C cannot hold, or not well. */
static void
bad_lines(struct strs *said)
{
	static const char nul[] = TOP "[matter]\ntitle = a\0b\n";
	char *many = xmalloc(1200), *text;
	char *msg = refusal(nul, sizeof(nul) - 1, 5);

	strs_add(said, msg);
	free(msg);
	memset(many, 'a', 1199);
	many[1199] = '\0';
	text = xasprintf(TOP "[matter]\ntitle = %s\n", many);
	msg = refusal(text, strlen(text), 5);
	strs_add(said, msg);
	free(msg);
	free(text);
	text = xasprintf(TOP "[matter]\n%.300s = a\n", many);
	msg = refusal(text, strlen(text), 5);
	strs_add(said, msg);
	free(msg);
	free(text);
	free(many);
}

/* ------------------------------------------------------------------ every key */

static const struct {
	const char *section, *key, *type;
} keys[] = {
#define FIELD(section, key, type, member, words, en) { section, key, #type },
#define SOURCE FIELD
#define CLAIM FIELD
#include "law/case.def"
#undef FIELD
#undef SOURCE
#undef CLAIM
};

/* A text may say anything, and a name stands for a person: those only cannot be empty. */
static void
law_case_read__refuses_a_bad_value_of_every_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		bool any =
		    strcmp(keys[i].type, "TEXT") == 0 || strcmp(keys[i].type, "ID") == 0;
		const char *star = strchr(keys[i].section, '*');
		char *section = star == NULL
				    ? xstrdup(keys[i].section)
				    : xasprintf("%.*s7", (int)(star - keys[i].section),
					  keys[i].section);
		char *name = xasprintf("%s.%s", section, keys[i].key);
		char *text = xasprintf(
		    "\n[%s]\n%s = %s\n", section, keys[i].key, any ? "" : "不知道");
		char *said = refusal(text, strlen(text), 3);

		if (strstr(said, name) == NULL || strstr(said, "应为") == NULL)
			fail_msg("%s--- said: %s", text, said);
		free(said);
		free(text);
		free(name);
		free(section);
	}
}

/* ------------------------------------------------------------------ every sentence */

static const char *const readers[] = { "src/law/case.c", "src/base/ini.c",
	"src/base/ini_scan.c", "src/base/date_calendar.c" };

/* What no case file can bring about. */
static const struct {
	const char *sentence, *why;
} elsewhere[] = {
	{ "%s 应为 %ld 至 %ld 的整数，不是“%s”", "case.c reads numbers itself" },
	{ "%s 应为 yes 或 no，不是“%s”", "and answers" },
	{ "iniparser 无法从此行读起，请确认 /proc 已挂载", "a host without /proc" },
	{ "iniparser 读不出 %s 的值，请改写此行", "the scan refuses such a line" },
	{ "没有 %s.%s 这一项；各项见 dingmi-law(7)", "ini_check() refuses it before" },
};

/* The Chinese half of each T("…", "…") of a source. */
static void
sentences_of(const char *file, struct strs *out)
{
	const char *src = getenv("top_srcdir");
	char *path = path_join(src != NULL ? src : ".", file), *text;
	struct err e;
	size_t n;

	if (file_read(path, 1 << 20, &text, &n, &e) != RC_OK)
		fail_msg("%s", e.msg);
	for (char *s = text; (s = strstr(s, "T(\"")) != NULL;) {
		struct str all = { 0 };

		/* literals that stand one behind the other are one sentence */
		for (s += 2; *s == '"'; s += strspn(s, " \t\n")) {
			for (s++; *s != '"' && *s != '\0'; s++) {
				s += *s == '\\';
				str_addc(&all, *s);
			}
			s++;
		}
		strs_add(out, str_s(&all));
		str_free(&all);
	}
	free(text);
	free(path);
}

/* Does a message say this sentence? What stands between its conversions must be there, in
 * order. */
static bool
says(const char *msg, const char *sentence)
{
	for (const char *s = sentence; *s != '\0';) {
		size_t n = strcspn(s, "%");
		char *piece = xstrndup(s, n);

		msg = strstr(msg, piece);
		free(piece);
		if (msg == NULL)
			return false;
		msg += n;
		s += n;
		if (*s == '%') /* %s %d %zu %.*s %.80s */
			s += 1 + strspn(s + 1, ".*0123456789zl") + 1;
	}
	return true;
}

static void
readers__say_nothing_that_no_file_shows(void **state)
{
	struct strs sentences = { 0 }, said = { 0 };

	(void)state;
	bad_lines(&said);
	for (size_t i = 0; i < ARRAY_LEN(bad_files); i++) {
		const char *text = bad_files[i].text;
		char *msg = refusal(text, strlen(text), bad_files[i].line);

		strs_add(&said, msg);
		free(msg);
	}
	for (size_t i = 0; i < ARRAY_LEN(readers); i++)
		sentences_of(readers[i], &sentences);
	assert_true(sentences.n > 25);
	for (size_t i = 0; i < sentences.n; i++) {
		bool shown = false;

		for (size_t k = 0; k < said.n && !shown; k++)
			shown = says(said.v[k], sentences.v[i]);
		for (size_t k = 0; k < ARRAY_LEN(elsewhere) && !shown; k++)
			shown = strcmp(elsewhere[k].sentence, sentences.v[i]) == 0;
		if (!shown)
			fail_msg("no bad file shows: %s", sentences.v[i]);
	}
	for (size_t k = 0; k < ARRAY_LEN(elsewhere); k++) {
		if (!strs_has(&sentences, elsewhere[k].sentence))
			fail_msg("nobody says: %s", elsewhere[k].sentence);
	}
	strs_free(&sentences);
	strs_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(law_case_read__names_the_line),
		cmocka_unit_test(law_case_read__refuses_a_bad_value_of_every_key),
		cmocka_unit_test(readers__say_nothing_that_no_file_shows),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_drop);
}
