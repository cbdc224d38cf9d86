/* SPDX-License-Identifier: MIT */
#ifndef DM_TESTS_FORM_FIXTURE_H
#define DM_TESTS_FORM_FIXTURE_H
/*
 * For the form tests: a scratch directory, a form from text, and a lookup of fictional
 * people and entries. Include after cmocka.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "form/form.h"

static char scratch[] = "/tmp/dingmi-form-XXXXXX";
static char form_path[64];

static int
scratch_up(void **state)
{
	(void)state;
	if (mkdtemp(scratch) == NULL)
		return -1;
	snprintf(form_path, sizeof form_path, "%s/form.ini", scratch);
	return 0;
}

static int
scratch_down(void **state)
{
	(void)state;
	unlink(form_path);
	return rmdir(scratch);
}

static void
write_form(const char *text, size_t n)
{
	FILE *f = fopen(form_path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static inline struct form *
load_form(const char *text)
{
	struct form *form = NULL;
	struct err e = { 0 };

	write_form(text, strlen(text));
	if (form_load(form_path, &form, &e) != RC_OK)
		fail_msg("%s", e.msg);
	return form;
}

/* kind, value, label, hint: two people share a name; a department's name holds a
 * separator. */
static const struct {
	const char *kind, *value, *label, *hint;
} known[] = {
	{ "person", "1", "张三", "P-001" },
	{ "person", "2", "李四", "P-002" },
	{ "person", "3", "张三", "P-003" },
	{ "person", "4", "王小明", "" },
	{ "person", "5", "王小明明", NULL },
	{ "dept", "7", "规划、统计处", "D7" },
	{ "dept", "8", "办公室", "D8" },
	{ "scope_entry", "21", "SL-01", "未启用的试卷" },
	{ "scope_entry", "22", "SL-02", "未公布的统计" },
	{ "scope_entry", "23", "SL-011", "示例" },
	{ "drill", "DR01", "DR01", "考试试题定密" },
	{ "drill", "DR02", "DR02", "讲话稿" },
	{ "drill", "DR05", "DR05", "涉密讲话稿" },
};

static inline void
fake_find(void *ctx, const char *kind, const char *typed, size_t limit,
    struct form_options *out)
{
	(void)ctx;
	for (size_t k = 0; k < ARRAY_LEN(known) && out->n < limit; k++)
		if (strcmp(known[k].kind, kind) == 0 &&
		    (text_contains_fold(known[k].label, typed) ||
			(known[k].hint != NULL &&
			    text_contains_fold(known[k].hint, typed))))
			form_options_add(
			    out, known[k].value, known[k].label, known[k].hint);
}

static inline char *
fake_label(void *ctx, const char *kind, const char *value)
{
	(void)ctx;
	for (size_t k = 0; k < ARRAY_LEN(known); k++)
		if (strcmp(known[k].kind, kind) == 0 &&
		    strcmp(known[k].value, value) == 0)
			return xstrdup(known[k].label);
	return NULL;
}

static inline struct form_lookup
fake_lookup(void)
{
	return (struct form_lookup){ .find = fake_find,
		.label = fake_label,
		.today = date_from_ymd(2026, 3, 2),
		.me = 2,
		.my_dept = 8 };
}
#endif
