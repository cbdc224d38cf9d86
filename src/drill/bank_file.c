/* SPDX-License-Identifier: MIT */
/*
 * Reading the question bank, strictly: what is unknown, missing in one language, without
 * a right answer or citing no rule is a fault with its line. A file is read on after a
 * fault, so that its writer hears of all of them at once.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"
#include "drill/bank.h"

enum { PROOF_SEEDS = 200 };

/* Where the files lie; of these, file stands for the one of its name. */
struct places {
	const char *data, *home, *file; /* home, file: or NULL */
};
struct reading {
	struct bank *b;
	const struct places *at; /* NULL: not to be proved */
	const struct ini *ini;
	size_t sec;
	struct strs *faults;
};

static void
fault(struct reading *r, const char *key, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* At the key's line when it is there, else at the section's. */
static void
fault(struct reading *r, const char *key, const char *fmt, ...)
{
	int line = ini_section_line(r->ini, r->sec);
	char text[400], *all;
	va_list ap;

	if (key != NULL)
		(void)ini_get(r->ini, r->sec, key, &line);
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	all = xasprintf("%s:%d: %s", ini_path(r->ini), line, text);
	strs_add(r->faults, all);
	free(all);
}

static const char *
value(struct reading *r, const char *key)
{
	const char *v = ini_get(r->ini, r->sec, key, NULL);

	return v != NULL ? v : "";
}

static long
number(struct reading *r, const char *key, long lo, long hi, long deflt)
{
	struct err e;
	long v = deflt;

	if (ini_get_int(r->ini, r->sec, key, lo, hi, &v, &e) != RC_OK)
		strs_add(r->faults, e.msg);
	return v;
}

static void
texts(struct reading *r, const char *key, struct own_text *out)
{
	char en[40];

	snprintf(en, sizeof(en), "%s.en", key);
	out->zh = xstrdup(value(r, key));
	out->en = xstrdup(value(r, en));
	if (*out->zh == '\0')
		fault(r, NULL, T("缺少 %s", "%s is missing"), key);
	if (*out->en == '\0')
		fault(r, key, T("缺少英文 %s.en", "%s.en, the English, is missing"), key);
}

/* ---- questions */

/* How many right options there may be. */
static const struct {
	int least, most;
} rights[] = {
	[QUESTION_SINGLE] = { 1, 1 },
	[QUESTION_MULTI] = { 2, OPTIONS_MAX },
	[QUESTION_TRUE] = { 1, 1 },
	[QUESTION_ORDER] = { 0, 0 },
};

static int
kind_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(question_kinds); i++)
		if (strcmp(question_kinds[i], name) == 0)
			return (int)i;
	return -1;
}

static void
read_options(struct reading *r, struct question *q)
{
	char key[24];

	if (q->kind == QUESTION_TRUE) {
		static const struct text2 yesno[] = { { "正确", "true" },
			{ "错误", "false" } };

		for (q->noption = 0; q->noption < 2; q->noption++)
			q->option[q->noption] =
			    (struct own_text){ xstrdup(yesno[q->noption].zh),
				    xstrdup(yesno[q->noption].en) };
		if (ini_get(r->ini, r->sec, "option.1", NULL) != NULL)
			fault(r, "option.1", "%s",
			    T("判断题不写选项，答案写 yes 或 no",
				"true/false has no options: its answer is yes or no"));
		return;
	}
	for (q->noption = 0; q->noption < OPTIONS_MAX; q->noption++) {
		snprintf(key, sizeof(key), "option.%zu", q->noption + 1);
		if (ini_get(r->ini, r->sec, key, NULL) == NULL)
			break;
		texts(r, key, &q->option[q->noption]);
	}
	if (q->noption < 3)
		fault(r, NULL, "%s",
		    T("选项从 option.1 起连续编号，至少三个",
			"options are numbered from option.1 on without gaps, three at "
			"least"));
}

static void
read_answer(struct reading *r, struct question *q)
{
	const char *s = value(r, "answer");
	int given[OPTIONS_MAX];
	size_t n = 0;

	if (q->kind == QUESTION_ORDER) {
		if (*s != '\0')
			fault(r, "answer", "%s",
			    T("排序题的选项按正确顺序写，不写答案",
				"lines to be ordered are written in their order, without "
				"an answer"));
		return;
	}
	if (q->kind == QUESTION_TRUE) {
		if (strcmp(s, "yes") != 0 && strcmp(s, "no") != 0)
			fault(r, "answer", "%s",
			    T("答案应为 yes 或 no", "the answer is yes or no"));
		q->right = strcmp(s, "yes") == 0 ? 1 : 2;
		return;
	}
	if (!answer_read(s, q->noption, given, &n) || (int)n < rights[q->kind].least ||
	    (int)n > rights[q->kind].most) {
		fault(r, "answer",
		    T("答案应为选项编号（%s题）",
			"the answer is a number of an option, or several (%s)"),
		    question_kinds[q->kind]);
		return;
	}
	for (size_t i = 0; i < n; i++)
		q->right |= 1u << given[i];
}

static void
read_rules(struct reading *r, struct question *q)
{
	strs_split(&q->rules, value(r, "rule"), ",");
	if (q->rules.n == 0)
		fault(r, NULL, "%s",
		    T("缺少 rule，写明依据的规则编号",
			"rule is missing: name the rule it rests on"));
	for (size_t i = 0; i < q->rules.n; i++)
		if (law_rule(q->rules.v[i]) == NULL)
			fault(r, "rule", T("规则表里没有“%s”", "there is no rule '%s'"),
			    q->rules.v[i]);
}

static char *
upper_id(const char *s)
{
	char *id = xstrdup(s);

	for (char *p = id; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return id;
}

static bool
sound_id(const char *id)
{
	size_t n = strlen(id);

	return n >= 1 && n <= QUESTION_ID_MAX &&
	       strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == n;
}

static void
read_question(struct reading *r, const char *name)
{
	struct bank *b = r->b;
	struct question *q;
	char *id = upper_id(name);
	int kind = kind_of(value(r, "kind"));

	if (!sound_id(id))
		fault(r, NULL,
		    T("题号“%s”应为字母和数字，至多%d个",
			"the number '%s' is letters and digits, at most %d"),
		    id, QUESTION_ID_MAX);
	if (bank_find(b, id) != NULL)
		fault(r, NULL, T("题号“%s”已经用过", "the number '%s' is taken"), id);
	if (kind < 0)
		fault(r, "kind", "%s",
		    T("题型应为 single、multi、true、order 之一",
			"kind is single, multi, true or order"));
	b->q = xreallocarray(b->q, b->n + 1, sizeof(*b->q));
	q = &b->q[b->n++];
	*q = (struct question){ .id = id,
		.topic = (int)b->ntopic - 1,
		.kind = kind < 0 ? QUESTION_SINGLE : (enum question_kind)kind };
	texts(r, "text", &q->text);
	texts(r, "explain", &q->explain);
	read_options(r, q);
	read_answer(r, q);
	read_rules(r, q);
	q->difficulty = (int)number(r, "difficulty", 1, 3, 1);
}

/* ---- files */

static const struct ini_allow topic_allow[] = {
	{ "bank", "title" },
	{ "bank", "title.en" },
	{ "q.*", "kind" },
	{ "q.*", "text" },
	{ "q.*", "text.en" },
	{ "q.*", "option.*" },
	{ "q.*", "answer" },
	{ "q.*", "explain" },
	{ "q.*", "explain.en" },
	{ "q.*", "rule" },
	{ "q.*", "difficulty" },
};
static const struct ini_allow plan_allow[] = {
	{ "plan.*", "title" },
	{ "plan.*", "title.en" },
	{ "plan.*", "draw.*" },
	{ "plan.*", "least.*" },
	{ "plan.*", "drills" },
	{ "plan.*", "drill_share" },
};

static void
read_topic(struct reading *r, const char *name)
{
	struct bank *b = r->b;
	int head = ini_find_section(r->ini, "bank");

	if (b->ntopic == TOPICS_MAX) {
		fault(r, NULL, T("题库文件超过%d个", "more than %d bank files"),
		    TOPICS_MAX);
		return;
	}
	b->topic = xreallocarray(b->topic, b->ntopic + 1, sizeof(*b->topic));
	b->topic[b->ntopic++] = (struct topic){ .name = xstrdup(name) };
	r->sec = head < 0 ? 0 : (size_t)head;
	texts(r, "title", &b->topic[b->ntopic - 1].title);
	for (r->sec = 0; r->sec < ini_sections(r->ini); r->sec++)
		if (strncmp(ini_section(r->ini, r->sec), "q.", 2) == 0)
			read_question(r, ini_section(r->ini, r->sec) + 2);
}

static int
topic_named(const struct bank *b, const char *name)
{
	for (size_t i = 0; i < b->ntopic; i++)
		if (strcmp(b->topic[i].name, name) == 0)
			return (int)i;
	return -1;
}

static void
read_counts(struct reading *r, struct blueprint *p)
{
	for (size_t k = 0; k < ini_keys(r->ini, r->sec); k++) {
		const char *key = ini_key(r->ini, r->sec, k);
		int t = strncmp(key, "draw.", 5) == 0 ? topic_named(r->b, key + 5) : 0;
		int kind = strncmp(key, "least.", 6) == 0 ? kind_of(key + 6) : 0;

		if (t < 0 || kind < 0)
			fault(r, key,
			    T("%s：没有这个题库或题型", "%s: no such topic or kind"),
			    key);
		else if (strncmp(key, "draw.", 5) == 0)
			p->draw[t] = (int)number(r, key, 0, 100, 0);
		else if (strncmp(key, "least.", 6) == 0)
			p->least[kind] = (int)number(r, key, 0, 100, 0);
	}
}

/* A drill that is not there would count as nothing for everybody. */
static void
prove_drills(struct reading *r, const struct blueprint *p)
{
	for (size_t i = 0; i < p->drills.n; i++) {
		char *shipped = xasprintf("%s/drill/%s.ini", r->at->data, p->drills.v[i]),
		     *own = xasprintf("%s/forms/drill/%s.ini",
			 r->at->home != NULL ? r->at->home : "", p->drills.v[i]);

		if (!file_exists(shipped) && (r->at->home == NULL || !file_exists(own)))
			fault(r, "drills", T("没有演练 %s", "there is no drill %s"),
			    p->drills.v[i]);
		free(shipped);
		free(own);
	}
}

/* Some want of several kinds may hold by luck: a proof tries many seeds. */
static void
prove_draw(struct reading *r, const struct blueprint *p)
{
	struct err e;
	enum rc rc = RC_OK;

	for (unsigned long seed = 1;
	     rc == RC_OK && seed <= (r->at != NULL ? PROOF_SEEDS : 1); seed++) {
		struct drawn_list d = { 0 };

		if ((rc = bank_draw(r->b, p, seed, &d, &e)) != RC_OK)
			fault(r, NULL, "%s", e.msg);
		drawn_free(&d);
	}
}

static void
read_plan(struct reading *r, const char *name)
{
	struct bank *b = r->b;
	struct blueprint *p;

	b->plan = xreallocarray(b->plan, b->nplan + 1, sizeof(*b->plan));
	p = &b->plan[b->nplan++];
	*p = (struct blueprint){ .name = xstrdup(name) };
	texts(r, "title", &p->title);
	read_counts(r, p);
	strs_split(&p->drills, value(r, "drills"), ",");
	p->drill_share = (int)number(r, "drill_share", 0, 90, 0);
	if ((p->drills.n > 0) != (p->drill_share > 0))
		fault(r, "drill_share", "%s",
		    T("有 drills 就要写 drill_share，没有就不写",
			"drills and drill_share come together or not at all"));
	if (plan_questions(b, p) == 0)
		fault(r, NULL, "%s",
		    T("没有一道题：写 draw.题库名 = 题数",
			"it draws no question: write draw.TOPIC = number"));
	else
		prove_draw(r, p);
	if (r->at != NULL)
		prove_drills(r, p);
}

static void
read_file(struct reading *r, const char *path, const char *name)
{
	bool plan = strcmp(name, BANK_PLANS) == 0;
	struct ini *ini = NULL;
	struct err e;

	if (ini_open(path, &ini, &e) != RC_OK ||
	    ini_check(ini, plan ? plan_allow : topic_allow,
		plan ? ARRAY_LEN(plan_allow) : ARRAY_LEN(topic_allow), &e) != RC_OK) {
		strs_add(r->faults, e.msg);
		ini_free(ini);
		return;
	}
	r->ini = ini;
	r->sec = 0;
	if (!plan)
		read_topic(r, name);
	for (r->sec = 0; plan && r->sec < ini_sections(ini); r->sec++)
		read_plan(r, ini_section(ini, r->sec) + strlen("plan."));
	ini_free(ini);
	r->ini = NULL;
}

char *
bank_name_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path,
		   *dot = strrchr(base, '.');
	struct ini *ini = NULL;
	struct err ignored;
	bool plan = false, topic = false;

	if (ini_open(path, &ini, &ignored) != RC_OK)
		return NULL;
	for (size_t s = 0; s < ini_sections(ini); s++) {
		const char *sec = ini_section(ini, s);

		plan = plan || strncmp(sec, "plan.", 5) == 0;
		topic = topic || strcmp(sec, "bank") == 0 || strncmp(sec, "q.", 2) == 0;
	}
	ini_free(ini);
	if (topic)
		return xstrndup(base, dot != NULL ? (size_t)(dot - base) : strlen(base));
	return plan ? xstrdup(BANK_PLANS) : NULL;
}

/* The path to read a file of the bank from; owned. */
static char *
path_of(const struct places *at, const char *stands_for, const char *name)
{
	char *own;

	if (stands_for != NULL && strcmp(stands_for, name) == 0)
		return xstrdup(at->file);
	own = at->home != NULL ? xasprintf("%s/forms/exam/%s.ini", at->home, name) : NULL;
	if (own != NULL && file_exists(own))
		return own;
	free(own);
	return xasprintf("%s/exam/%s.ini", at->data, name);
}

/* In the order of reading: what is proved after all that it must agree with; blueprints
 * come last, they count what the others hold. */
static void
list_names(const struct places *at, const char *stands_for, struct strs *out)
{
	struct strs files = { 0 };
	char *shipped = path_join(at->data, "exam"),
	     *own = at->home != NULL ? path_join(at->home, "forms/exam") : NULL;
	bool plans = stands_for != NULL && strcmp(stands_for, BANK_PLANS) == 0;

	file_list(shipped, ".ini", &files);
	if (own != NULL)
		file_list(own, ".ini", &files);
	for (size_t i = 0; i < files.n; i++) {
		char *name = xstrndup(files.v[i], strlen(files.v[i]) - strlen(".ini"));

		if (strcmp(name, BANK_PLANS) == 0)
			plans = true;
		else if (stands_for == NULL || strcmp(name, stands_for) != 0)
			strs_add(out, name);
		free(name);
	}
	if (stands_for != NULL && strcmp(stands_for, BANK_PLANS) != 0)
		strs_add(out, stands_for);
	if (plans)
		strs_add(out, BANK_PLANS);
	strs_free(&files);
	free(shipped);
	free(own);
}

static enum rc
read_all(struct reading *r, const struct places *at, struct err *e)
{
	struct strs names = { 0 };
	char *stands_for = at->file != NULL ? bank_name_of(at->file) : NULL;
	enum rc rc = RC_OK;

	list_names(at, stands_for, &names);
	for (size_t i = 0; i < names.n; i++) {
		char *path = path_of(at, stands_for, names.v[i]);

		read_file(r, path, names.v[i]);
		free(path);
	}
	if (names.n == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("%s/exam 里没有题库", "no question bank in %s/exam"), at->data);
	strs_free(&names);
	free(stands_for);
	return rc;
}

enum rc
bank_read(const char *data, const char *home, struct bank **out, struct err *e)
{
	const struct places at = { data, home, NULL };
	struct strs faults = { 0 };
	struct reading r = { .b = xcalloc(1, sizeof(*r.b)), .faults = &faults };
	enum rc rc = read_all(&r, &at, e);

	if (rc == RC_OK && faults.n > 0)
		rc = err_set(e, RC_INVAL, "%s", faults.v[0]);
	if (rc != RC_OK) {
		bank_free(r.b);
		r.b = NULL;
	}
	*out = r.b;
	strs_free(&faults);
	return rc;
}

enum rc
bank_prove(const char *data, const char *home, const char *file, struct bank **out,
    struct strs *faults, struct err *e)
{
	const struct places at = { data, home, file };
	struct reading r = { .b = xcalloc(1, sizeof(*r.b)), .at = &at, .faults = faults };
	enum rc rc = read_all(&r, &at, e);

	if (rc != RC_OK) {
		bank_free(r.b);
		r.b = NULL;
	}
	*out = r.b;
	return rc;
}
