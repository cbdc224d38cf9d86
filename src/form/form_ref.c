/* SPDX-License-Identifier: MIT */
/*
 * Fields that name records: ref (one), list (several), scope (several by their codes).
 * A name is taken when it is the exact label of one record or the only match. Two people
 * may bear one name: "name hint" tells them apart, and the records a list already holds
 * keep their names to themselves.
 */
#include "config.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/text.h"
#include "form/form_type.h"

static const char *const separators[] = { ",", ";", "、", "，", "；", "\n" };
enum { NAMES_SHOWN = 3 }; /* matches named in a message */

static size_t
separator_at(const char *s)
{
	for (size_t k = 0; k < ARRAY_LEN(separators); k++)
		if (strncmp(s, separators[k], strlen(separators[k])) == 0)
			return strlen(separators[k]);
	return 0;
}

bool
form_list_parts(const char *s)
{
	return separator_at(s) > 0;
}

size_t
list_last_part(const char *typed)
{
	size_t from = 0, len;

	for (size_t i = 0; typed[i] != '\0'; i += len > 0 ? len : 1)
		if ((len = separator_at(typed + i)) > 0)
			from = i + len;
	while (typed[from] == ' ')
		from++;
	return from;
}

static bool
is_id(const char *s, size_t n)
{
	if (n == 0 || n > 18 || s[0] == '0')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

bool
ref_valid(const struct field *f, const char *value)
{
	(void)f;
	return is_id(value, strlen(value));
}

bool
list_valid(const struct field *f, const char *value)
{
	size_t n;

	(void)f;
	for (;; value += n + 1) {
		n = strcspn(value, ",");
		if (!is_id(value, n))
			return false;
		if (value[n] == '\0')
			return true;
	}
}

static char *
label_of(const struct form_state *st, const char *kind, const char *value)
{
	return st->look.label == NULL ? NULL : st->look.label(st->look.ctx, kind, value);
}

void
ref_show(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	char *label = label_of(st, st->form->field[i].ref, value);

	if (label != NULL)
		str_add(out, label);
	else
		str_addf(out, "#%s", value);
	free(label);
}

/* A number or a code says nothing to who does not know it; words need nothing beside
 * them.
 */
static bool
says_little(const char *label)
{
	while (*label != '\0' && isascii((unsigned char)*label))
		label++;
	return *label == '\0';
}

char *
form_aside(const struct form_state *st, size_t i)
{
	const char *ref = st->form->field[i].ref;
	struct form_options o = { 0 };
	char *label, *aside = NULL;

	if (st->form->field[i].type != FIELD_REF || st->value[i] == NULL ||
	    st->typed[i] != NULL || st->look.find == NULL)
		return NULL;
	label = label_of(st, ref, st->value[i]);
	if (label != NULL && says_little(label))
		st->look.find(st->look.ctx, ref, label, FORM_MATCH_MAX, &o);
	for (size_t k = 0; k < o.n && aside == NULL; k++)
		if (strcmp(o.v[k].value, st->value[i]) == 0 && o.v[k].hint != NULL &&
		    *o.v[k].hint != '\0')
			aside = xstrdup(o.v[k].hint);
	form_options_free(&o);
	free(label);
	return aside;
}

static bool
names_it(const struct form_option *o, const char *typed)
{
	size_t n = strlen(o->label);

	if (strcasecmp(o->label, typed) == 0)
		return true;
	if (o->hint == NULL || *o->hint == '\0')
		return false;
	return strcasecmp(o->hint, typed) == 0 ||
	       (strncmp(typed, o->label, n) == 0 && typed[n] == ' ' &&
		   strcmp(typed + n + 1, o->hint) == 0);
}

static void
say_many(const struct form_options *o, const char *typed, struct str *why)
{
	const char *more = o->n >= FORM_MATCH_MAX ? "+" : "";

	str_addf(
	    why, T("“%s”对应 %zu%s 条：", "\"%s\" matches %zu%s: "), typed, o->n, more);
	for (size_t k = 0; k < o->n && k < NAMES_SHOWN; k++) {
		str_addf(why, "%s%s", k > 0 ? T("、", ", ") : "", o->v[k].label);
		if (o->v[k].hint != NULL && *o->v[k].hint != '\0')
			str_addf(why, " %s", o->v[k].hint);
	}
	str_addf(why, "%s%s", o->n > NAMES_SHOWN ? T("等", "…") : "",
	    T("，请写全或从列表选择", "; write more of it or choose from the list"));
}

/* The records that typed may mean. "name hint" is asked for by its name: a lookup knows
 * no hints. */
static void
candidates(const struct form_state *st, const char *kind, const char *typed,
    struct form_options *out)
{
	const char *blank = strrchr(typed, ' ');
	struct form_options o = { 0 };
	char *name;

	if (st->look.find == NULL)
		return;
	st->look.find(st->look.ctx, kind, typed, FORM_MATCH_MAX, out);
	if (out->n > 0 || blank == NULL)
		return;
	name = xstrndup(typed, (size_t)(blank - typed));
	st->look.find(st->look.ctx, kind, name, FORM_MATCH_MAX, &o);
	for (size_t k = 0; k < o.n; k++)
		if (names_it(&o.v[k], typed))
			form_options_add(out, o.v[k].value, o.v[k].label, o.v[k].hint);
	form_options_free(&o);
	free(name);
}

/* One name to one record: its id, or its label where that is what the field stores. */
static bool
resolve(const struct form_state *st, const char *kind, bool by_label, const char *typed,
    struct str *value, struct str *why)
{
	struct form_options o = { 0 };
	size_t hit = 0, hits = 0;
	bool ok = false;

	candidates(st, kind, typed, &o);
	for (size_t k = 0; k < o.n; k++)
		if (names_it(&o.v[k], typed)) {
			hit = k;
			hits++;
		}
	if (hits == 1 || o.n == 1) {
		str_add(value, by_label ? o.v[hit].label : o.v[hit].value);
		ok = true;
	} else if (o.n == 0)
		str_addf(why,
		    T("没有找到“%s”，请检查写法或先登记",
			"nothing is called \"%s\"; check the spelling or register it "
			"first"),
		    typed);
	else
		say_many(&o, typed, why);
	form_options_free(&o);
	return ok;
}

/* "#12" is the record's id: how one without a label is shown and kept. */
static bool
resolve_id(const struct form_state *st, const char *kind, const char *typed,
    struct str *value, struct str *why)
{
	char *label = NULL;

	if (typed[0] == '#' && is_id(typed + 1, strlen(typed + 1)))
		label = label_of(st, kind, typed + 1);
	if (label == NULL)
		return resolve(st, kind, false, typed, value, why);
	str_add(value, typed + 1);
	free(label);
	return true;
}

bool
ref_parse(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	return resolve_id(st, st->form->field[i].ref, text, value, why);
}

void
list_show(const struct form_state *st, size_t i, const char *value, struct str *out)
{
	struct strs ids = { 0 };

	strs_split(&ids, value, ",");
	for (size_t k = 0; k < ids.n; k++) {
		if (k > 0)
			str_add(out, "、");
		ref_show(st, i, ids.v[k], out);
	}
	strs_free(&ids);
}

/* Does the label of a record held already stand here as a whole part? *len: the longest,
 * else 0. */
static bool
held_here(const struct strs *labels, const char *s, size_t *len)
{
	*len = 0;
	for (size_t k = 0; k < labels->n; k++) {
		size_t n = strlen(labels->v[k]);

		if (n > *len && strncmp(s, labels->v[k], n) == 0 &&
		    (s[n] == '\0' || separator_at(s + n) > 0))
			*len = n;
	}
	return *len > 0;
}

/* Split at the separators, trimmed, empties skipped; a name held already may contain a
 * separator. */
static void
split_parts(const char *s, const struct strs *labels, struct strs *parts)
{
	while (*s != '\0') {
		size_t len;

		while (*s == ' ')
			s++;
		if (!held_here(labels, s, &len))
			while (s[len] != '\0' && separator_at(s + len) == 0)
				len++;
		if (len > 0) {
			char *part = xstrndup(s, len);

			if (*text_trim(part) != '\0')
				strs_add(parts, part);
			free(part);
		}
		s += len;
		s += separator_at(s);
	}
}

static void
add_once(struct strs *ids, const char *id)
{
	if (!strs_has(ids, id))
		strs_add(ids, id);
}

static void
join(const struct strs *l, struct str *out)
{
	for (size_t k = 0; k < l->n; k++) {
		if (k > 0)
			str_addc(out, ',');
		str_add(out, l->v[k]);
	}
}

bool
list_parse(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	const struct field *f = &st->form->field[i];
	struct strs held = { 0 }, labels = { 0 }, parts = { 0 }, ids = { 0 };
	bool ok = true;

	strs_split(&held, st->value[i] == NULL ? "" : st->value[i], ",");
	for (size_t k = 0; k < held.n; k++) {
		struct str label = { 0 };

		ref_show(st, i, held.v[k], &label);
		strs_add(&labels, str_s(&label));
		str_free(&label);
	}
	split_parts(text, &labels, &parts);
	for (size_t p = 0; ok && p < parts.n; p++) {
		struct str one = { 0 };
		bool found = false;

		/* Two held records may share a label: each mention takes the next of
		 * them. */
		for (size_t k = 0; !found && k < held.n; k++)
			if (strcmp(labels.v[k], parts.v[p]) == 0 &&
			    !strs_has(&ids, held.v[k])) {
				add_once(&ids, held.v[k]);
				found = true;
			}
		if (!found && (ok = resolve_id(st, f->ref, parts.v[p], &one, why)))
			add_once(&ids, str_s(&one));
		str_free(&one);
	}
	join(&ids, value);
	if (ok && ids.n == 0) {
		str_add(why,
		    T("请写名称，用顿号隔开", "write names with commas between them"));
		ok = false;
	}
	strs_free(&held);
	strs_free(&labels);
	strs_free(&parts);
	strs_free(&ids);
	return ok;
}

const char *
scope_kind(const struct field *f)
{
	return f->ref != NULL ? f->ref : "scope_entry";
}

bool
scope_all(const struct field *f)
{
	return f->ref == NULL;
}

static bool
is_code(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 40 && strcspn(s, " ,;*\n") == n;
}

bool
scope_valid(const struct field *f, const char *value)
{
	struct strs codes = { 0 };
	bool ok;

	strs_split(&codes, value, ",");
	ok = codes.n > 0;
	for (size_t k = 0; k < codes.n; k++)
		ok = ok && (is_code(codes.v[k]) || (strcmp(codes.v[k], "*") == 0 &&
						       codes.n == 1 && scope_all(f)));
	strs_free(&codes);
	return ok;
}

/* One entry code as the catalogue writes it; a code nobody issued grants nothing, so it
 * is refused. */
static bool
resolve_code(const struct form_state *st, const char *kind, const char *part,
    struct strs *codes, struct str *why)
{
	struct str code = { 0 };
	bool ok;

	if (st->look.find == NULL && is_code(part)) {
		add_once(codes, part);
		return true;
	}
	ok = resolve(st, kind, true, part, &code, why);
	if (ok)
		add_once(codes, str_s(&code));
	str_free(&code);
	return ok;
}

bool
scope_parse(const struct form_state *st, size_t i, const char *text, struct str *value,
    struct str *why)
{
	static const char *const all[] = { "*", "全部", "所有", "all" };
	const struct field *f = &st->form->field[i];
	struct strs none = { 0 }, parts = { 0 }, codes = { 0 };
	char *s = text_narrow(text);
	bool ok = true;

	for (size_t k = 0; k < ARRAY_LEN(all) && scope_all(f); k++)
		if (strcmp(s, all[k]) == 0) {
			str_add(value, "*");
			free(s);
			return true;
		}
	split_parts(s, &none, &parts);
	for (size_t p = 0; ok && p < parts.n; p++) {
		if (strcmp(parts.v[p], "*") == 0 && scope_all(f)) {
			str_add(why, T("“*”表示所有事项，不能与条目编号并列",
					 "* means every matter and stands alone"));
			ok = false;
		} else
			ok = resolve_code(st, scope_kind(f), parts.v[p], &codes, why);
	}
	join(&codes, value);
	if (ok && codes.n == 0) {
		str_add(why, scope_all(f)
				 ? T("请写事项条目编号，用逗号隔开，或写“*”表示所有事项",
				       "write entry codes with commas between them, or * "
				       "for every matter")
				 : T("请写编号，用逗号隔开",
				       "write numbers with commas between them"));
		ok = false;
	}
	strs_free(&parts);
	strs_free(&codes);
	free(s);
	return ok;
}
