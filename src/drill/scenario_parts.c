/* SPDX-License-Identifier: MIT */
/* Reading the parts that sections are made of: texts, numbers, conditions, acts. */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include "drill/scenario.h"

const char *
say(const struct said *s)
{
	const char *text = lang_get() == LANG_ZH ? s->zh : s->en;

	return text != NULL ? text : "";
}

void
said_free(struct said *s)
{
	free(s->zh);
	free(s->en);
	*s = (struct said){ 0 };
}

enum rc
read_fault(const struct reader *r, size_t sec, const char *key, const char *fmt, ...)
{
	int line = ini_section_line(r->ini, sec);
	char text[400];
	va_list ap;

	if (key != NULL)
		(void)ini_get(r->ini, sec, key, &line);
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_at(r->e, RC_INVAL, ini_path(r->ini), line, "%s", text);
}

/* {KEY} of the variant; other braces are days and years, for whoever plays the act. */
static bool
fill_key(void *ctx, const char *name, size_t n, struct str *out)
{
	const struct reader *r = ctx;

	for (size_t k = 0; k < r->key.n; k++)
		if (strlen(r->key.v[k]) == n && strncasecmp(r->key.v[k], name, n) == 0) {
			str_add(out, r->value.v[k]);
			return true;
		}
	return false;
}

char *
read_value(const struct reader *r, size_t sec, const char *key)
{
	const char *raw = ini_get(r->ini, sec, key, NULL);
	struct str s = { 0 };

	if (raw == NULL)
		return NULL;
	str_fill(&s, raw, fill_key, (void *)(uintptr_t)r);
	return str_take(&s);
}

/* Paragraphs KEY, KEY.2 …, parted by newlines; NULL: none. */
static char *
paragraphs(const struct reader *r, size_t sec, const char *key)
{
	struct str all = { 0 };
	char name[64], *one = read_value(r, sec, key);

	if (one == NULL)
		return NULL;
	for (int i = 2; one != NULL; i++) {
		str_addf(&all, "%s%s", i > 2 ? "\n" : "", one);
		free(one);
		snprintf(name, sizeof(name), "%s.%d", key, i);
		one = read_value(r, sec, name);
	}
	return str_take(&all);
}

struct names { /* of acts and registers, into one text */
	bool zh;
	char *none; /* owned: one that there is not */
};

/* What the screen calls it: {act:KIND.ACT}, {kind:KIND}. */
static bool
fill_name(void *ctx, const char *name, size_t n, struct str *out)
{
	struct names *to = ctx;
	char *s = xstrndup(name, n);
	bool is_act = strncmp(s, "act:", 4) == 0, is_kind = strncmp(s, "kind:", 5) == 0;
	const struct act_def *act = is_act ? act_named(s + 4) : NULL;
	const struct kind_def *kind = is_kind ? kind_def(s + 5) : NULL;

	if (act != NULL || kind != NULL) {
		const struct text2 *title = act != NULL ? &act->title : &kind->title;

		str_add(out, to->zh ? title->zh : title->en);
	} else if ((is_act || is_kind) && to->none == NULL) {
		to->none = xstrdup(s);
	}
	free(s);
	return act != NULL || kind != NULL;
}

/* Names of acts and registers into a text, as their menus and lists have them, so that
 * the text stays true when they change. Takes the text. */
static enum rc
put_names(const struct reader *r, size_t sec, const char *key, bool zh, char **text)
{
	struct names to = { .zh = zh };
	struct str out = { 0 };
	enum rc rc = RC_OK;

	str_fill(&out, *text, fill_name, &to);
	if (to.none != NULL)
		rc = read_fault(r, sec, key, T("没有“%s”", "there is no '%s'"), to.none);
	free(to.none);
	free(*text);
	*text = str_take(&out);
	return rc;
}

enum rc
read_said(
    const struct reader *r, size_t sec, const char *key, bool required, struct said *out)
{
	char en[64];
	enum rc rc;

	snprintf(en, sizeof(en), "%s.en", key);
	out->zh = paragraphs(r, sec, key);
	out->en = paragraphs(r, sec, en);
	if (out->zh == NULL && out->en == NULL && !required)
		return RC_OK;
	if (out->zh == NULL || *out->zh == '\0')
		return read_fault(r, sec, key, T("缺 %s", "%s is missing"), key);
	if (out->en == NULL || *out->en == '\0')
		return read_fault(r, sec, key,
		    T("缺 %s（中英文都要写）", "%s is missing (both languages)"), en);
	if ((rc = put_names(r, sec, key, true, &out->zh)) != RC_OK)
		return rc;
	return put_names(r, sec, en, false, &out->en);
}

enum rc
read_int(const struct reader *r, size_t sec, const char *key, int lo, int hi, int *out)
{
	char *v = read_value(r, sec, key), *end;
	long n;
	enum rc rc = RC_OK;

	if (v == NULL)
		return RC_OK;
	n = strtol(v, &end, 10);
	if (end == v || *end != '\0' || n < lo || n > hi)
		rc = read_fault(r, sec, key,
		    T("%s 应为 %d 至 %d 的整数，不是“%s”",
			"%s must be a whole number from %d to %d, not '%s'"),
		    key, lo, hi, v);
	else
		*out = (int)n;
	free(v);
	return rc;
}

enum rc
read_required(const struct reader *r, size_t sec, const char *key, char **out)
{
	*out = read_value(r, sec, key);
	if (*out == NULL || **out == '\0')
		return read_fault(r, sec, key, T("缺 %s", "%s is missing"), key);
	return RC_OK;
}

enum rc
read_rule(const struct reader *r, size_t sec, const char *key, char **out)
{
	char *v = read_value(r, sec, key);

	if (v != NULL && *v != '\0' && law_rule(v) == NULL) {
		enum rc rc = read_fault(r, sec, key,
		    T("规则表中没有 %s", "there is no rule %s in the table"), v);

		free(v);
		return rc;
	}
	*out = v != NULL ? v : xstrdup("");
	return RC_OK;
}

/* ---- conditions */

static void
exprs_add(struct exprs *x, const char *name, char *expr, int line)
{
	struct named_expr *v = LIST_ADD(x);

	*v = (struct named_expr){ xstrdup(name), expr, line };
}

static void
exprs_free(struct exprs *x)
{
	for (size_t i = 0; i < x->n; i++) {
		free(x->v[i].name);
		free(x->v[i].expr);
	}
	free(x->v);
}

void
cond_free(struct drill_cond *c)
{
	free(c->record);
	free(c->of);
	free(c->on);
	exprs_free(&c->where);
	free(c->done);
	free(c->not_done);
	free(c->by);
	free(c->refused_none);
	free(c->refused);
	free(c->act);
	exprs_free(&c->value);
}

/* "2", "1..3", "0". */
static enum rc
read_count(const struct reader *r, size_t sec, struct drill_cond *c)
{
	char *v = read_value(r, sec, "count"), *end;

	c->lo = 1;
	c->hi = 100000;
	if (v == NULL)
		return RC_OK;
	c->lo = c->hi = strtol(v, &end, 10);
	if (end != v && strncmp(end, "..", 2) == 0) {
		const char *second = end + 2;

		c->hi = strtol(second, &end, 10);
		if (end == second)
			end = v;
	}
	if (end == v || *end != '\0' || c->lo < 0 || c->hi < c->lo) {
		enum rc rc = read_fault(r, sec, "count",
		    T("count 写作 2、0 或 1..3，不是“%s”",
			"count is written 2, 0 or 1..3, not '%s'"),
		    v);

		free(v);
		return rc;
	}
	free(v);
	return RC_OK;
}

/* An ISO day, or +N days from the first. */
static enum rc
read_until(const struct reader *r, size_t sec, struct drill_cond *c)
{
	char *v = read_value(r, sec, "until"), *end;
	enum rc rc = RC_OK;

	c->until = DATE_NONE;
	if (v == NULL)
		return RC_OK;
	if (v[0] == '+') {
		long n = strtol(v + 1, &end, 10);

		if (end != v + 1 && *end == '\0' && n >= 0 && n < 10000)
			c->until = r->s->today + (int32_t)n;
	} else {
		c->until = date_parse(v);
	}
	if (c->until == DATE_NONE)
		rc = read_fault(r, sec, "until",
		    T("until 写作 2026-03-02 或 +7，不是“%s”",
			"until is written 2026-03-02 or +7, not '%s'"),
		    v);
	free(v);
	return rc;
}

static enum rc
check_act(const struct reader *r, size_t sec, const char *key, const char *name)
{
	if (name == NULL || act_named(name) != NULL)
		return RC_OK;
	return read_fault(r, sec, key,
	    T("没有“%s”这件事；写作 类.动作，如 matter.propose",
		"there is no act '%s'; write KIND.ACT, such as matter.propose"),
	    name);
}

/* where.N = COLUMN:EXPR; value.FIELD = EXPR */
static enum rc
read_exprs(const struct reader *r, size_t sec, struct drill_cond *c)
{
	for (size_t k = 0; k < ini_keys(r->ini, sec); k++) {
		const char *key = ini_key(r->ini, sec, k);
		int line = ini_line(r->ini, sec, k);

		if (strncmp(key, "value.", 6) == 0) {
			exprs_add(&c->value, key + 6, read_value(r, sec, key), line);
		} else if (strncmp(key, "where.", 6) == 0) {
			char *v = read_value(r, sec, key), *colon = strchr(v, ':');

			if (colon == NULL || colon == v) {
				enum rc rc = read_fault(r, sec, key,
				    T("写作 栏:条件，如 level:2，不是“%s”",
					"write COLUMN:EXPRESSION, such as level:2, not "
					"'%s'"),
				    v);

				free(v);
				return rc;
			}
			*colon = '\0';
			exprs_add(&c->where, v, xstrdup(colon + 1), line);
			free(v);
		}
	}
	return RC_OK;
}

static enum rc
check_cond(const struct reader *r, size_t sec, const struct drill_cond *c)
{
	if (c->record != NULL && kind_def(c->record) == NULL)
		return read_fault(r, sec, "record",
		    T("没有“%s”这一类记录", "there is no kind '%s'"), c->record);
	if (c->record == NULL && (c->where.n > 0 || c->of != NULL ||
				     ini_get(r->ini, sec, "count", NULL) != NULL))
		return read_fault(r, sec, NULL, "%s",
		    T("where、of、count 须与 record 同用",
			"where, of and count go with record"));
	if (c->value.n > 0 && c->act == NULL)
		return read_fault(r, sec, NULL, "%s",
		    T("value.栏目 须与 act 同用", "value.FIELD goes with act"));
	if ((c->by != NULL || c->until != DATE_NONE) && c->done == NULL &&
	    c->not_done == NULL && c->act == NULL && c->refused == NULL)
		return read_fault(r, sec, NULL, "%s",
		    T("by、until 须与 done、not_done、act 或 refused 同用",
			"by and until go with done, not_done, act or refused"));
	if (c->record == NULL && c->done == NULL && c->not_done == NULL &&
	    c->refused_none == NULL && c->refused == NULL && c->act == NULL &&
	    c->answer == 0 && c->wrong == 0)
		return read_fault(r, sec, NULL, "%s",
		    T("没有条件：写 record、done、not_done、refused、refused_none、act、"
		      "answer 或 wrong",
			"no condition: give record, done, not_done, refused, "
			"refused_none, act, answer or wrong"));
	return RC_OK;
}

enum rc
read_cond(const struct reader *r, size_t sec, struct drill_cond *c)
{
	const struct {
		const char *key;
		char **to;
	} words[] = { { "record", &c->record }, { "of", &c->of }, { "on", &c->on },
		{ "done", &c->done }, { "not_done", &c->not_done }, { "by", &c->by },
		{ "act", &c->act } };
	const struct {
		const char *key;
		char **to;
	} rules[] = { { "refused", &c->refused }, { "refused_none", &c->refused_none } };
	enum rc rc = RC_OK;

	c->line = ini_section_line(r->ini, sec);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		*words[i].to = read_value(r, sec, words[i].key);
	for (size_t i = 0; i < ARRAY_LEN(rules) && rc == RC_OK; i++)
		if (ini_get(r->ini, sec, rules[i].key, NULL) != NULL)
			rc = read_rule(r, sec, rules[i].key, rules[i].to);
	if (rc != RC_OK || (rc = read_count(r, sec, c)) != RC_OK ||
	    (rc = read_until(r, sec, c)) != RC_OK ||
	    (rc = read_int(r, sec, "answer", 1, 99, &c->answer)) != RC_OK ||
	    (rc = read_int(r, sec, "wrong", 1, 99, &c->wrong)) != RC_OK ||
	    (rc = read_exprs(r, sec, c)) != RC_OK ||
	    (rc = check_act(r, sec, "done", c->done)) != RC_OK ||
	    (rc = check_act(r, sec, "not_done", c->not_done)) != RC_OK ||
	    (rc = check_act(r, sec, "act", c->act)) != RC_OK)
		return rc;
	return check_cond(r, sec, c);
}

/* ---- acts */

void
steps_free(struct drill_steps *s)
{
	for (size_t i = 0; i < s->n; i++) {
		script_act_done(&s->v[i].act);
		free(s->v[i].answer);
		free(s->v[i].refused_by);
		said_free(&s->v[i].why);
	}
	free(s->v);
}

/* `outcome = refused` or `outcome = refused R042`. */
static enum rc
read_outcome(const struct reader *r, size_t sec, struct drill_step *st)
{
	char *v = read_value(r, sec, "outcome");
	const char *rule;
	enum rc rc = RC_OK;

	if (v == NULL)
		return RC_OK;
	rule = strncmp(v, "refused", 7) == 0 ? v + 7 + strspn(v + 7, " ") : NULL;
	if (rule == NULL || (v[7] != ' ' && v[7] != '\0') ||
	    (*rule != '\0' && law_rule(rule) == NULL))
		rc = read_fault(r, sec, "outcome",
		    T("outcome 写作 refused 或 refused R042，不是“%s”",
			"outcome is written refused or refused R042, not '%s'"),
		    v);
	else {
		st->refused = true;
		st->refused_by = xstrdup(rule);
	}
	free(v);
	return rc;
}

static enum rc
read_doing(const struct reader *r, size_t sec, struct drill_step *st)
{
	char *yes = read_value(r, sec, "then");
	bool then = yes != NULL && strcmp(yes, "yes") == 0;
	enum rc rc = RC_OK;

	if (yes != NULL && !then && strcmp(yes, "no") != 0)
		rc = read_fault(r, sec, "then",
		    T("then 应为 yes 或 no，不是“%s”",
			"then must be yes or no, not '%s'"),
		    yes);
	free(yes);
	st->act.follows = then;
	if (rc != RC_OK || (then && strchr(st->act.act, '.') == NULL))
		return rc;
	return check_act(r, sec, "do", st->act.act);
}

static void
read_cells(const struct reader *r, size_t sec, struct strs *cells)
{
	for (size_t k = 0; k < ini_keys(r->ini, sec); k++) {
		const char *key = ini_key(r->ini, sec, k);
		char *v, *cell;

		if (scenario_key_reserved(key) && strcmp(key, "choose") != 0)
			continue;
		v = read_value(r, sec, key);
		if (strcmp(key, "choose") == 0)
			cell = xasprintf("?%s", v);
		else
			cell = xasprintf(
			    "%s=%s", strncmp(key, "field.", 6) == 0 ? key + 6 : key, v);
		strs_add(cells, cell);
		free(cell);
		free(v);
	}
}

/* Who acts is who acted before, or the trainee as he starts. */
static char *
read_who(const struct reader *r, size_t sec, bool start, const struct drill_steps *steps)
{
	char *who = read_value(r, sec, "who");

	if (who != NULL)
		return who;
	for (size_t i = steps->n - 1; i > 0; i--)
		if (steps->v[i - 1].what == STEP_ACT)
			return xstrdup(steps->v[i - 1].act.who);
	return xstrdup(start ? NULL : r->s->as);
}

static enum rc
read_wait(const struct reader *r, size_t sec, struct drill_step *st)
{
	enum rc rc = read_int(r, sec, "days", 1, 3660, &st->days);

	if (rc == RC_OK && st->days == 0)
		rc = read_fault(
		    r, sec, NULL, "%s", T("do = wait 须写 days", "do = wait needs days"));
	return rc;
}

static enum rc
read_answer(const struct reader *r, size_t sec, struct drill_step *st)
{
	enum rc rc;

	if ((rc = read_int(r, sec, "question", 1, 99, &st->question)) == RC_OK &&
	    (rc = read_required(r, sec, "answer", &st->answer)) == RC_OK &&
	    st->question == 0)
		rc = read_fault(r, sec, NULL, "%s",
		    T("do = answer 须写 question", "do = answer needs question"));
	return rc;
}

static enum rc
read_act(const struct reader *r, size_t sec, bool start, struct drill_steps *steps,
    struct drill_step *st)
{
	char *on = read_value(r, sec, "on"), *as = read_value(r, sec, "as");
	enum rc rc;

	st->day = steps->n > 1 ? st[-1].day : 0;
	st->act.file = r->s->path;
	st->act.line = st->line;
	st->act.who = read_who(r, sec, start, steps);
	st->act.on = xstrdup(on == NULL ? "" : on + (*on == '$'));
	st->act.as = as != NULL ? as : xstrdup("");
	free(on);
	if (st->act.who == NULL)
		return read_fault(r, sec, NULL, "%s", T("缺 who", "who is missing"));
	read_cells(r, sec, &st->act.cells);
	if ((rc = read_doing(r, sec, st)) != RC_OK ||
	    (rc = read_int(r, sec, "day", -10000, 0, &st->day)) != RC_OK)
		return rc;
	return read_outcome(r, sec, st);
}

enum rc
read_step(const struct reader *r, size_t sec, bool start, struct drill_steps *steps)
{
	struct drill_step *st = LIST_ADD(steps);
	enum rc rc;

	st->line = ini_section_line(r->ini, sec);
	if ((rc = read_required(r, sec, "do", &st->act.act)) != RC_OK ||
	    (rc = read_said(r, sec, "why", false, &st->why)) != RC_OK)
		return rc;
	if (strcmp(st->act.act, "wait") == 0) {
		st->what = STEP_WAIT;
		return read_wait(r, sec, st);
	}
	if (strcmp(st->act.act, "answer") == 0) {
		st->what = STEP_ANSWER;
		return read_answer(r, sec, st);
	}
	return read_act(r, sec, start, steps, st);
}
