/* SPDX-License-Identifier: MIT */
/*
 * Form definitions, forms/record/KIND.ini: [form] with its kind, then one [field.NAME] a
 * field in the order in which they are filled in. What is wrong is refused with file and
 * line, since an organisation edits these files: a misspelt key that is ignored would be
 * a field that lies.
 */
#include "config.h"
#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "form/form_type.h"

enum { FIELDS_MAX = 256, LABEL_COLS = 40, CONDITIONS_MAX = 6, CHAIN_MAX = 4 };
#define NUMBER_MAX 2147483647L

#define ALL_TYPES ((1u << FIELD_TYPE_COUNT) - 1)
#define IN_STORE (ALL_TYPES & ~FIELD_BIT(FIELD_LIST) & ~FIELD_BIT(FIELD_NOTE))
#define FILLED_IN (ALL_TYPES & ~FIELD_BIT(FIELD_NOTE))
#define OF_KIND (FIELD_BIT(FIELD_REF) | FIELD_BIT(FIELD_LIST))
#define MAY_NAME (OF_KIND | FIELD_BIT(FIELD_SCOPE))
#define WRITTEN (FIELD_BIT(FIELD_TEXT) | FIELD_BIT(FIELD_AREA))

/* Where a field stands while it is read. */
struct place {
	const struct ini *ini;
	size_t s;
	struct form *form;
	struct field *f;
	int line; /* of the key in hand */
};

static enum rc
fault(const struct place *p, int line, struct err *e, const char *msg, const char *what)
{
	return err_at(e, RC_INVAL, ini_path(p->ini), line, "[%s] %s%s%s",
	    ini_section(p->ini, p->s), msg, *what == '\0' ? "" : T("：", ": "), what);
}

static bool
is_name(const char *s)
{
	size_t n = strlen(s);

	if (n == 0 || n > 40 || !islower((unsigned char)s[0]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!islower((unsigned char)s[i]) && !isdigit((unsigned char)s[i]) &&
		    s[i] != '_')
			return false;
	return true;
}

static bool
is_number(const char *s, size_t n, long *out)
{
	size_t sign = n > 0 && s[0] == '-';

	if (n == sign || n > 10 + sign)
		return false;
	for (size_t i = sign; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	*out = strtol(s, NULL, 10);
	return *out >= -NUMBER_MAX && *out <= NUMBER_MAX;
}

/* ---- the keys that are more than a text, a number or yes/no */

static enum rc
read_range(struct place *p, const char *v, struct err *e)
{
	const char *dots = strstr(v, "..");

	if (dots == NULL || !is_number(v, (size_t)(dots - v), &p->f->lo) ||
	    !is_number(dots + 2, strlen(dots + 2), &p->f->hi) || p->f->lo > p->f->hi)
		return fault(p, p->line, e,
		    T("range 应写成 1..200，前一个数不大于后一个",
			"range must be written 1..200, low end first"),
		    v);
	return RC_OK;
}

static enum rc
read_child(struct place *p, const char *v, struct err *e)
{
	const char *dot = strchr(v, '.');

	if (dot != NULL) {
		p->f->child = xstrndup(v, (size_t)(dot - v));
		p->f->child_column = xstrdup(dot + 1);
	}
	if (dot == NULL || !is_name(p->f->child) || !is_name(p->f->child_column))
		return fault(p, p->line, e,
		    T("child 应写成 种类.列，如 ntk.person_id",
			"child must be written KIND.COLUMN, as in ntk.person_id"),
		    v);
	return RC_OK;
}

static bool
same_choice(const struct choice *a, const struct choice *b)
{
	return strcmp(a->value, b->value) == 0 || strcmp(a->label.zh, b->label.zh) == 0 ||
	       strcmp(a->label.en, b->label.en) == 0;
}

static enum rc
add_choice(struct place *p, const char *text, struct err *e)
{
	const char *eq = strchr(text, '='), *slash = eq == NULL ? NULL : strchr(eq, '/');
	struct field *f = p->f;
	struct choice *c;

	if (slash == NULL)
		return fault(p, p->line, e,
		    T("choices 的每一项应写成 值=中文/English",
			"each of choices must be written VALUE=中文/English"),
		    text);
	f->choice = xreallocarray(f->choice, f->nchoice + 1, sizeof *f->choice);
	c = &f->choice[f->nchoice++];
	c->value = xstrndup(text, (size_t)(eq - text));
	c->label.zh = xstrndup(eq + 1, (size_t)(slash - eq - 1));
	c->label.en = xstrdup(slash + 1);
	text_trim(c->value);
	text_trim(c->label.zh);
	text_trim(c->label.en);
	if (*c->value == '\0' || *c->label.zh == '\0' || *c->label.en == '\0')
		return fault(p, p->line, e,
		    T("choices 的值和两种文字都不能空",
			"a choice needs a value and both labels"),
		    text);
	for (size_t k = 0; k + 1 < f->nchoice; k++)
		if (same_choice(&f->choice[k], c))
			return fault(p, p->line, e,
			    T("choices 中有重复", "choices repeat themselves"), text);
	return RC_OK;
}

static enum rc
read_choices(struct place *p, const char *v, struct err *e)
{
	struct strs parts = { 0 };
	enum rc rc = RC_OK;

	strs_split(&parts, v, ",");
	for (size_t k = 0; k < parts.n && rc == RC_OK; k++)
		rc = add_choice(p, parts.v[k], e);
	strs_free(&parts);
	return rc;
}

/* "a = x|y", "b = !z": what the names mean is settled when all fields are known. */
static enum rc
add_condition(struct place *p, const char *text, struct err *e)
{
	const char *eq = strchr(text, '=');
	struct field *f = p->f;
	struct show_if *c;
	char *rest, *next;

	if (eq == NULL)
		return fault(p, p->line, e,
		    T("show_if 应写成 字段 = 值|值 或 字段 = !值",
			"show_if must be written FIELD = VALUE|VALUE or FIELD = !VALUE"),
		    text);
	f->show_if = xreallocarray(f->show_if, f->nshow_if + 1, sizeof *f->show_if);
	c = &f->show_if[f->nshow_if++];
	*c = (struct show_if){ .field = xstrndup(text, (size_t)(eq - text)) };
	text_trim(c->field);
	rest = xstrdup(eq + 1);
	text_trim(rest);
	c->negate = *rest == '!';
	for (char *v = rest + c->negate; v != NULL; v = next) {
		next = strchr(v, '|');
		if (next != NULL)
			*next++ = '\0';
		strs_add(&c->values, text_trim(v));
	}
	free(rest);
	for (size_t k = 0; k < c->values.n; k++)
		if (c->values.v[k][0] == '!')
			return fault(p, p->line, e,
			    T("show_if 的“!”只写在最前，表示不是其中任何一个",
				"in show_if one ! stands first and means none of them"),
			    text);
	return RC_OK;
}

static enum rc
read_show_if(struct place *p, const char *v, struct err *e)
{
	struct strs parts = { 0 };
	enum rc rc = RC_OK;

	strs_split(&parts, v, ",");
	if (parts.n > CONDITIONS_MAX)
		rc = fault(p, p->line, e,
		    T("show_if 的条件太多", "show_if has too many conditions"), v);
	for (size_t k = 0; k < parts.n && rc == RC_OK; k++)
		rc = add_condition(p, parts.v[k], e);
	strs_free(&parts);
	return rc;
}

/* A field with this column is asked by an act and kept elsewhere (a matter's opinion goes
 * into its decision). */
#define NO_COLUMN "none"

/* ---- the table of keys */

enum value_kind { V_TYPE, V_TEXT, V_NAME, V_INT, V_BOOL, V_OTHER };
struct key_row {
	const char *key;
	enum value_kind kind;
	unsigned types; /* the field types that may have it */
	size_t at;	/* offset in struct field */
	long lo, hi;	/* V_INT */
	enum rc (*read)(struct place *p, const char *v, struct err *e); /* V_OTHER */
};
#define AT(member) offsetof(struct field, member)
/* clang-format off */
static const struct key_row keys[] = {
	{ "type", V_TYPE, ALL_TYPES, 0, 0, 0, NULL },
	{ "label", V_TEXT, ALL_TYPES, AT(label_zh), 0, 0, NULL },
	{ "label.en", V_TEXT, ALL_TYPES, AT(label_en), 0, 0, NULL },
	{ "help", V_TEXT, ALL_TYPES, AT(help_zh), 0, 0, NULL },
	{ "help.en", V_TEXT, ALL_TYPES, AT(help_en), 0, 0, NULL },
	{ "group", V_TEXT, ALL_TYPES, AT(group_zh), 0, 0, NULL },
	{ "group.en", V_TEXT, ALL_TYPES, AT(group_en), 0, 0, NULL },
	{ "default", V_TEXT, FILLED_IN, AT(deflt), 0, 0, NULL },
	{ "column", V_NAME, IN_STORE | FIELD_BIT(FIELD_LIST), AT(column), 0, 0, NULL },
	{ "ref", V_NAME, MAY_NAME, AT(ref), 0, 0, NULL },
	{ "required", V_BOOL, FILLED_IN, AT(required), 0, 0, NULL },
	{ "readonly", V_BOOL, FILLED_IN, AT(readonly), 0, 0, NULL },
	{ "in_list", V_BOOL, IN_STORE, AT(in_list), 0, 0, NULL },
	{ "sort", V_BOOL, IN_STORE, AT(sort), 0, 0, NULL },
	{ "width", V_INT, ALL_TYPES, AT(width), 2, 200, NULL },
	{ "rows", V_INT, FIELD_BIT(FIELD_AREA), AT(rows), 1, 20, NULL },
	{ "max", V_INT, WRITTEN, AT(max), 1, 20000, NULL },
	{ "range", V_OTHER, FIELD_BIT(FIELD_NUMBER), 0, 0, 0, read_range },
	{ "child", V_OTHER, FIELD_BIT(FIELD_LIST), 0, 0, 0, read_child },
	{ "choices", V_OTHER, FIELD_BIT(FIELD_CHOICE), 0, 0, 0, read_choices },
	{ "show_if", V_OTHER, ALL_TYPES, 0, 0, 0, read_show_if },
};
/* clang-format on */

static enum rc
check_keys(const struct ini *ini, struct err *e)
{
	struct ini_allow allow[ARRAY_LEN(keys) + 1] = { { "form", "kind" } };

	for (size_t k = 0; k < ARRAY_LEN(keys); k++)
		allow[k + 1] = (struct ini_allow){ "field.*", keys[k].key };
	return ini_check(ini, allow, ARRAY_LEN(allow), e);
}

static enum rc
read_type(struct place *p, struct err *e)
{
	const char *v = ini_get(p->ini, p->s, "type", &p->line);
	const struct field_ops *ops;
	struct field *f = p->f;

	if (v == NULL)
		return fault(p, f->line, e, T("缺少 type", "type is missing"), "");
	while (f->type < FIELD_TYPE_COUNT && strcmp(field_type_name(f->type), v) != 0)
		f->type++;
	if (f->type == FIELD_TYPE_COUNT) {
		struct str known = { 0 };

		for (int t = 0; t < FIELD_TYPE_COUNT; t++)
			str_addf(&known, " %s", field_type_name((enum field_type)t));
		err_at(e, RC_INVAL, ini_path(p->ini), p->line,
		    T("[%s] 没有 type“%s”；可用：%s",
			"[%s] there is no type \"%s\"; known are:%s"),
		    ini_section(p->ini, p->s), v, str_s(&known));
		str_free(&known);
		return RC_INVAL;
	}
	ops = field_ops(f->type);
	f->width = ops->width;
	f->rows = ops->rows;
	f->max = ops->max;
	f->hi = NUMBER_MAX;
	return RC_OK;
}

static enum rc
read_value(struct place *p, const struct key_row *row, const char *v, struct err *e)
{
	char *member = (char *)p->f + row->at;
	enum rc rc = RC_OK;
	long n;

	switch (row->kind) {
	case V_TYPE:
		break;
	case V_TEXT:
	case V_NAME:
		if (row->kind == V_NAME && !is_name(v))
			return fault(p, p->line, e,
			    T("名称只用小写字母、数字和下划线",
				"a name has lower-case letters, digits and _ only"),
			    row->key);
		*(char **)member = *v == '\0' ? NULL : xstrdup(v);
		break;
	case V_INT:
		if ((rc = ini_get_int(p->ini, p->s, row->key, row->lo, row->hi, &n, e)) ==
		    RC_OK)
			*(int *)member = (int)n;
		break;
	case V_BOOL:
		rc = ini_get_bool(p->ini, p->s, row->key, (bool *)member, e);
		break;
	case V_OTHER:
		rc = row->read(p, v, e);
		break;
	}
	return rc;
}

static enum rc
read_keys(struct place *p, struct err *e)
{
	enum rc rc;

	for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
		const char *v = ini_get(p->ini, p->s, keys[k].key, &p->line);

		if (v == NULL)
			continue;
		if (!(keys[k].types & FIELD_BIT(p->f->type))) {
			struct str what = { 0 };

			str_addf(&what, "%s = %s", keys[k].key, v);
			rc = fault(p, p->line, e,
			    T("这种 type 不能有此项",
				"this type of field does not take the key"),
			    str_s(&what));
			str_free(&what);
			return rc;
		}
		if ((rc = read_value(p, &keys[k], v, e)) != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* Words a default may be instead of a value: today, me, my_dept. */
static bool
default_word(const struct field *f)
{
	if (f->type == FIELD_DATE)
		return strcmp(f->deflt, "today") == 0;
	if (f->ref == NULL)
		return false;
	return (strcmp(f->deflt, "me") == 0 && strcmp(f->ref, "person") == 0) ||
	       (strcmp(f->deflt, "my_dept") == 0 && strcmp(f->ref, "dept") == 0);
}

/* A stored value as a form file writes it: "yes", "top" and "机密" are as good as 1 and 3
 * and 2. */
static bool
normalise(const struct form *form, const struct field *f, char **value)
{
	struct form_state blank = { .form = form, .look = { .today = DATE_NONE } };
	struct str v = { 0 }, why = { 0 };
	bool ok = field_ops(f->type)->valid(f, *value);

	if (!ok && (f->type == FIELD_LEVEL || f->type == FIELD_YESNO) &&
	    field_ops(f->type)->parse(
		&blank, (size_t)(f - form->field), *value, &v, &why)) {
		free(*value);
		*value = str_take(&v);
		ok = true;
	}
	str_free(&v);
	str_free(&why);
	return ok;
}

static int
key_line(const struct place *p, const char *key)
{
	int line = p->f->line;

	return ini_get(p->ini, p->s, key, &line) == NULL ? p->f->line : line;
}

/* What a field needs once all its keys are read. */
static enum rc
check_field(struct place *p, struct err *e)
{
	struct field *f = p->f;
	const char *missing = NULL;

	if (f->label_zh == NULL)
		missing = "label";
	else if (f->help_en != NULL && f->help_zh == NULL)
		missing = "help";
	else if (f->group_en != NULL && f->group_zh == NULL)
		missing = "group";
	else if ((FIELD_BIT(f->type) & OF_KIND) != 0 && f->ref == NULL)
		missing = "ref";
	else if (f->type == FIELD_LIST && f->child == NULL && f->column == NULL)
		missing = "child";
	else if (f->type == FIELD_CHOICE && f->nchoice == 0)
		missing = "choices";
	if (missing != NULL)
		return fault(
		    p, f->line, e, T("缺少必要的项", "a key is missing"), missing);
	if (f->child != NULL && f->column != NULL)
		return fault(p, key_line(p, "column"), e,
		    T("child 与 column 只能有一个", "either child or column, not both"),
		    "column");
	if (text_width(f->label_zh) > LABEL_COLS)
		return fault(p, key_line(p, "label"), e,
		    T("标签太长", "the label is too long"), f->label_zh);
	if (f->deflt != NULL && !default_word(f) && !normalise(p->form, f, &f->deflt))
		return fault(p, key_line(p, "default"), e,
		    T("default 不是这个字段可存的值",
			"default is not a value of this field"),
		    f->deflt);
	if (f->column == NULL && (FIELD_BIT(f->type) & IN_STORE) != 0)
		f->column = xstrdup(f->name);
	if (f->column != NULL && strcmp(f->column, NO_COLUMN) == 0) {
		free(f->column);
		f->column = NULL;
	}
	return RC_OK;
}

static enum rc
read_field(const struct ini *ini, size_t s, struct form *form, struct err *e)
{
	struct place p = { .ini = ini, .s = s, .form = form };
	const char *name = ini_section(ini, s) + strlen("field.");
	enum rc rc;

	p.f = &form->field[form->nfield++];
	p.f->name = xstrdup(name);
	p.f->line = ini_section_line(ini, s);
	if (!is_name(name))
		return fault(&p, p.f->line, e,
		    T("名称只用小写字母、数字和下划线",
			"a name has lower-case letters, digits and _ only"),
		    name);
	if ((rc = read_type(&p, e)) != RC_OK || (rc = read_keys(&p, e)) != RC_OK)
		return rc;
	return check_field(&p, e);
}

/* ---- what only the whole form shows */

/* Is the chain of conditions above f longer than left? A circle is, too. */
static bool
chain_too_long(const struct form *form, const struct field *f, int left)
{
	for (size_t c = 0; c < f->nshow_if; c++)
		if (left == 0 ||
		    chain_too_long(form,
			&form->field[form_field(form, f->show_if[c].field)], left - 1))
			return true;
	return false;
}

static enum rc
check_conditions(struct place *p, struct err *e)
{
	for (size_t c = 0; c < p->f->nshow_if; c++) {
		struct show_if *cond = &p->f->show_if[c];
		int on = form_field(p->form, cond->field);

		if (on < 0)
			return fault(p, key_line(p, "show_if"), e,
			    T("show_if 所指的字段不存在",
				"show_if names a field that does not exist"),
			    cond->field);
		for (size_t k = 0; k < cond->values.n; k++)
			if (*cond->values.v[k] != '\0' &&
			    !normalise(p->form, &p->form->field[on], &cond->values.v[k]))
				return fault(p, key_line(p, "show_if"), e,
				    T("show_if 的值不是那个字段可存的值",
					"show_if compares with what the field never "
					"holds"),
				    cond->values.v[k]);
	}
	return RC_OK;
}

static enum rc
check_form(const struct ini *ini, struct form *form, struct err *e)
{
	struct place p = { .ini = ini, .form = form };
	enum rc rc;

	for (size_t i = 0; i < form->nfield; i++) {
		struct str section = { 0 };

		p.f = &form->field[i];
		str_addf(&section, "field.%s", p.f->name);
		p.s = (size_t)ini_find_section(ini, str_s(&section));
		str_free(&section);
		if ((rc = check_conditions(&p, e)) != RC_OK)
			return rc;
		for (size_t j = 0; j < i && p.f->column != NULL; j++)
			if (form->field[j].column != NULL &&
			    strcmp(form->field[j].column, p.f->column) == 0)
				return fault(&p, key_line(&p, "column"), e,
				    T("两个字段用同一列", "two fields use one column"),
				    p.f->column);
	}
	for (size_t i = 0; i < form->nfield; i++)
		if (chain_too_long(form, &form->field[i], CHAIN_MAX))
			return err_at(e, RC_INVAL, form->path, form->field[i].line,
			    T("[field.%s] show_if 绕成一圈，或超过 %d 层",
				"[field.%s] show_if goes round in a circle, or over more "
				"than %d fields"),
			    form->field[i].name, CHAIN_MAX);
	return RC_OK;
}

static enum rc
read_form(const struct ini *ini, struct form *form, struct err *e)
{
	int head = ini_find_section(ini, "form"), line = 0;
	const char *kind = head < 0 ? NULL : ini_get(ini, (size_t)head, "kind", &line);
	enum rc rc;

	if (kind == NULL || !is_name(kind))
		return err_at(e, RC_INVAL, form->path, line > 0 ? line : 1, "%s",
		    T("缺少 [form] 及其 kind（记录种类的名称）",
			"[form] with kind, the name of a record kind, is missing"));
	form->kind = xstrdup(kind);
	if ((rc = check_keys(ini, e)) != RC_OK)
		return rc;
	if (ini_sections(ini) > FIELDS_MAX + 1)
		return err_at(e, RC_INVAL, form->path,
		    ini_section_line(ini, FIELDS_MAX + 1),
		    T("一张表单最多 %d 个字段", "a form has at most %d fields"),
		    FIELDS_MAX);
	form->field = xcalloc(ini_sections(ini), sizeof *form->field);
	for (size_t s = 0; s < ini_sections(ini); s++)
		if ((int)s != head && (rc = read_field(ini, s, form, e)) != RC_OK)
			return rc;
	if (form->nfield == 0)
		return err_at(e, RC_INVAL, form->path,
		    ini_section_line(ini, (size_t)head), "%s",
		    T("表单没有字段，请写 [field.名称]",
			"the form has no field; write [field.NAME]"));
	return check_form(ini, form, e);
}

enum rc
form_load(const char *path, struct form **out, struct err *e)
{
	struct ini *ini = NULL;
	struct form *form = NULL;
	enum rc rc;

	*out = NULL;
	if ((rc = ini_open(path, &ini, e)) != RC_OK)
		goto out;
	form = xcalloc(1, sizeof *form);
	form->path = xstrdup(path);
	if ((rc = read_form(ini, form, e)) != RC_OK)
		goto out;
	*out = form;
	form = NULL;
out:
	form_free(form);
	ini_free(ini);
	return rc;
}
