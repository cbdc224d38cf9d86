/* SPDX-License-Identifier: MIT */
/* Results and weak points of everybody in training, counted from drill results and judged
 * tries. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/training.h"

enum { PAGE_ROWS = 1000, NAME_W = 14, DEPT_W = 18, BAR_LABEL_W = 30, BAR_MAX = 12 };

static const struct text2 by_title[TRAINING_BYS] = {
	[TRAINING_PERSON] = { "按人员", "By person" },
	[TRAINING_DEPT] = { "按部门", "By department" },
	[TRAINING_ERROR] = { "按差错类型", "By type of error" },
	[TRAINING_RULE] = { "按失分的规则", "By rule missed" },
};

void
training_bars_free(struct training_bars *b)
{
	for (size_t i = 0; i < b->n; i++)
		free(b->v[i].label);
	free(b->v);
	*b = (struct training_bars){ 0 };
}

void
training_free(struct training *t)
{
	for (size_t i = 0; i < t->n; i++) {
		free(t->row[i].name);
		free(t->row[i].dept);
		free(t->row[i].trained_until);
		free(t->row[i].repeat);
		for (size_t k = 0; k < t->row[i].nlast; k++) {
			free(t->row[i].last[k].drill);
			strs_free(&t->row[i].last[k].errors);
		}
		free(t->row[i].last);
	}
	free(t->row);
	for (size_t k = 0; k < TRAINING_BYS; k++)
		training_bars_free(&t->weak[k]);
	for (size_t i = 0; i < t->nadvice; i++) {
		struct training_advice *a = &t->advice[i];

		free(a->label);
		free(a->reason);
		free(a->people);
		free(a->names);
		free(a->drills);
	}
	free(t->advice);
	*t = (struct training){ 0 };
}

/* ---- counting */

void
training_count(struct training_bars *b, const char *label, int n)
{
	size_t i = 0;

	if (n == 0)
		return;
	while (i < b->n && strcmp(b->v[i].label, label) != 0)
		i++;
	if (i == b->n) {
		b->v = xreallocarray(b->v, b->n + 1, sizeof(*b->v));
		b->v[b->n++] = (struct training_bar){ .label = xstrdup(label) };
	}
	b->v[i].n += n;
}

static enum rc
row_of(struct bench *b, struct training *t, int64_t person, struct training_row **out,
    struct err *e)
{
	struct record *p = NULL;
	struct strs again = { 0 };
	struct str repeat = { 0 };
	enum rc rc;

	for (size_t i = 0; i < t->n; i++)
		if (t->row[i].person == person) {
			*out = &t->row[i];
			return RC_OK;
		}
	if ((rc = store_get(bench_store(b), "person", person, &p, e)) != RC_OK ||
	    (rc = bench_repeat(b, person, &again, e)) != RC_OK)
		goto out;
	for (size_t i = 0; i < again.n; i++)
		str_addf(&repeat, "%s%s", i > 0 ? "," : "", again.v[i]);
	t->row = xreallocarray(t->row, t->n + 1, sizeof(*t->row));
	*out = &t->row[t->n++];
	**out = (struct training_row){ .person = person,
		.name = xstrdup(record_get(p, "name")),
		.dept = bench_label(b, "dept", record_int(p, "dept_id")),
		.best = -1,
		.trained_until = xstrdup(record_get(p, "trained_until")),
		.repeat = str_take(&repeat) };
out:
	str_free(&repeat);
	strs_free(&again);
	record_free(p);
	return rc;
}

static void
weak_person(struct training *t, const struct training_row *row, int n)
{
	training_count(&t->weak[TRAINING_PERSON], row->name, n);
	training_count(&t->weak[TRAINING_DEPT], row->dept, n);
}

/* Results come oldest first: of a drill done again the newest stays. */
static void
keep_last(struct training_row *row, const struct record *r, const struct strs *errors,
    const char *(*title)(const char *))
{
	const char *drill = record_get(r, "drill");
	struct training_last *last;
	size_t i = 0;

	while (i < row->nlast && strcmp(row->last[i].drill, drill) != 0)
		i++;
	if (i == row->nlast) {
		row->last = xreallocarray(row->last, i + 1, sizeof(*row->last));
		row->last[row->nlast++] =
		    (struct training_last){ .drill = xstrdup(drill) };
	}
	last = &row->last[i];
	strs_free(&last->errors);
	last->errors = (struct strs){ 0 };
	for (size_t k = 0; k < errors->n; k++)
		strs_add(&last->errors, title(errors->v[k]));
	last->again = errors->n > 0 || strcmp(record_state(r), "passed") != 0;
}

static enum rc
add_drill(struct bench *b, struct training *t, const struct record *r,
    const char *(*title)(const char *), struct err *e)
{
	struct training_row *row = NULL;
	struct strs errors = { 0 };
	int score = (int)record_int(r, "score");
	enum rc rc = row_of(b, t, record_int(r, "person_id"), &row, e);

	if (rc != RC_OK)
		return rc;
	row->drill_mean += score; /* the sum, until all are counted */
	row->drills++;
	row->drills_passed += strcmp(record_state(r), "passed") == 0;
	strs_split(&errors, record_get(r, "error_types"), ",，、 ");
	for (size_t i = 0; i < errors.n; i++)
		training_count(&t->weak[TRAINING_ERROR], title(errors.v[i]), 1);
	weak_person(t, row, (int)errors.n);
	keep_last(row, r, &errors, title);
	strs_free(&errors);
	return RC_OK;
}

static enum rc
add_try(struct bench *b, struct training *t, const struct record *r,
    const char *(*title)(const char *), struct err *e)
{
	struct training_row *row = NULL;
	struct strs rules = { 0 };
	enum rc rc;

	(void)title;
	if (strcmp(record_state(r), "open") == 0)
		return RC_OK;
	if ((rc = row_of(b, t, record_int(r, "person_id"), &row, e)) != RC_OK)
		return rc;
	row->tries++;
	row->tries_passed += strcmp(record_state(r), "passed") == 0;
	if (record_int(r, "score") > row->best)
		row->best = (int)record_int(r, "score");
	strs_split(&rules, record_get(r, "missed"), ",");
	for (size_t i = 0; i < rules.n; i++) {
		const struct rule *law = law_rule(rules.v[i]);
		char *label =
		    xasprintf("%s %s", rules.v[i], law != NULL ? tx(law->title) : "");

		training_count(&t->weak[TRAINING_RULE], label, 1);
		free(label);
	}
	weak_person(t, row, (int)rules.n);
	strs_free(&rules);
	return RC_OK;
}

static enum rc
each(struct bench *b, const char *kind, struct training *t,
    const char *(*title)(const char *),
    enum rc (*add)(struct bench *, struct training *, const struct record *,
	const char *(*)(const char *), struct err *),
    struct err *e)
{
	struct query q = { 0 };
	struct page page = { 0 };
	struct pos at = { 0 };
	bool more = true;
	enum rc rc = bench_query(b, kind, &q, e);

	while (rc == RC_OK && more) {
		rc = store_page(bench_store(b), &q, at.id == 0 ? PAGE_FIRST : PAGE_AFTER,
		    &at, PAGE_ROWS, &page, e);
		for (size_t i = 0; rc == RC_OK && i < page.n; i++)
			rc = add(b, t, page.rec[i], title, e);
		more = rc == RC_OK && page.more_after;
		if (more) {
			pos_done(&at);
			pos_of(&q, page.rec[page.n - 1], &at);
		}
		page_done(&page);
		page = (struct page){ 0 };
	}
	pos_done(&at);
	query_done(&q);
	return rc;
}

static int
by_place(const void *x, const void *y)
{
	const struct training_row *a = x, *z = y;
	int d = strcmp(a->dept, z->dept);

	return d != 0 ? d : strcmp(a->name, z->name);
}

static int
by_count(const void *x, const void *y)
{
	const struct training_bar *a = x, *z = y;

	return a->n != z->n ? z->n - a->n : strcmp(a->label, z->label);
}

void
training_sort(struct training_bars *b)
{
	if (b->n > 0)
		qsort(b->v, b->n, sizeof(*b->v), by_count);
}

enum rc
training_read(struct bench *b, const char *(*title)(const char *), struct training *out,
    struct err *e)
{
	enum rc rc;

	*out = (struct training){ 0 };
	if ((rc = each(b, "drill_result", out, title, add_drill, e)) != RC_OK ||
	    (rc = each(b, "exam_try", out, title, add_try, e)) != RC_OK) {
		training_free(out);
		return rc;
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->row[i].drills > 0)
			out->row[i].drill_mean /= out->row[i].drills;
	if (out->n > 0)
		qsort(out->row, out->n, sizeof(*out->row), by_place);
	for (size_t k = 0; k < TRAINING_BYS; k++)
		training_sort(&out->weak[k]);
	training_advise(out);
	return RC_OK;
}

/* ---- as text */

static void
cell(struct str *out, const char *s, int w)
{
	text_pad(out, s, w);
	str_addc(out, ' ');
}

static void
number(struct str *out, int n, int w, bool there)
{
	char s[16];

	snprintf(s, sizeof(s), "%*d", w, n);
	if (there)
		str_addf(out, "%s ", s);
	else
		str_addf(out, "%*s ", w, "-");
}

static void
table(const struct training *t, struct str *out)
{
	str_add(out, T("成绩\n", "Results\n"));
	cell(out, T("姓名", "name"), NAME_W);
	cell(out, T("部门", "department"), DEPT_W);
	str_add(out, T("演练 合格 均分 考试 合格 最好 培训至     建议重做\n",
			 "drls pass mean exam pass best trained to  repeat\n"));
	for (size_t i = 0; i < t->n; i++) {
		const struct training_row *r = &t->row[i];

		cell(out, r->name, NAME_W);
		cell(out, r->dept, DEPT_W);
		number(out, r->drills, 4, true);
		number(out, r->drills_passed, 4, r->drills > 0);
		number(out, r->drill_mean, 4, r->drills > 0);
		number(out, r->tries, 4, true);
		number(out, r->tries_passed, 4, r->tries > 0);
		number(out, r->best, 4, r->best >= 0);
		cell(out, r->trained_until, 10);
		str_addf(out, "%s\n", r->repeat);
	}
}

/* Signs and the number: no meaning needs colour. */
static void
bars(const struct training_bars *b, int cols, struct str *out)
{
	int room = cols - BAR_LABEL_W - 8, most = b->n > 0 ? b->v[0].n : 1;

	for (size_t i = 0; i < b->n && i < BAR_MAX; i++) {
		int len = room > 0 ? (b->v[i].n * room + most - 1) / most : 0;

		str_add(out, "  ");
		cell(out, b->v[i].label, BAR_LABEL_W);
		for (int k = 0; k < len; k++)
			str_addc(out, '#');
		str_addf(out, " %d\n", b->v[i].n);
	}
	if (b->n == 0)
		str_add(out, T("  没有\n", "  none\n"));
	else if (b->n > BAR_MAX)
		str_addf(out, T("  另有%zu项\n", "  and %zu more\n"), b->n - BAR_MAX);
}

static void
advice(const struct training *t, struct str *out)
{
	str_add(
	    out, T("\n建议布置（在工作台的本页按 F9，选一项即填好培训任务）\n",
		     "\nTo be assigned (F9 on this page of the workbench fills in the "
		     "assignment)\n"));
	for (size_t i = 0; i < t->nadvice; i++) {
		const struct training_advice *a = &t->advice[i];

		str_addf(out,
		    T("  %zu. %s，%zu人：%s\n     演练 %s\n",
			"  %zu. %s, %zu people: %s\n     drills %s\n"),
		    i + 1, a->label, a->npeople, a->names, a->drills);
	}
	if (t->nadvice == 0)
		str_add(out, T("  没有两个人以上共同的薄弱点\n",
				 "  no weak point that two people share\n"));
}

char *
training_text(const struct training *t, int cols)
{
	struct str out = { 0 };

	if (t->n == 0)
		str_add(&out, T("还没有演练和考试成绩，或者都不在您可以看的范围内。\n",
				  "There is no result yet, or none that you may see.\n"));
	else
		table(t, &out);
	for (size_t k = 0; t->n > 0 && k < TRAINING_BYS; k++) {
		str_addf(
		    &out, T("\n薄弱点：%s\n", "\nWeak points: %s\n"), tx(by_title[k]));
		bars(&t->weak[k], cols, &out);
	}
	if (t->n > 0)
		advice(t, &out);
	return str_take(&out);
}
