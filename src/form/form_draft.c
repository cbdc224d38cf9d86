/* SPDX-License-Identifier: MIT */
/*
 * A half-filled form as text, to be taken up again later:
 *
 *	dingmi-draft 1 KIND
 *	u NAME 0:		touched by the user, empty unless a line follows
 *	v NAME LENGTH:BYTES	stored value
 *	t NAME LENGTH:BYTES	typed text that is not a value yet
 *
 * in field order, so that equal states give equal text. Only what the user touched is
 * named: the rest is the record's, or follows from it, and may have changed before the
 * draft is taken up. The form may have changed as well: lines of fields it no longer has
 * are skipped, and a value that the field no longer takes comes back as typed text for
 * the user to mend.
 */
#include "config.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "form/form_type.h"

#define MAGIC "dingmi-draft "
enum { DRAFT_VERSION = 1 };

static void
put(struct str *out, char what, const char *name, const char *s)
{
	str_addf(out, "%c %s %zu:%s\n", what, name, strlen(s), s);
}

void
form_save(const struct form_state *st, struct str *out)
{
	str_addf(out, MAGIC "%d %s\n", DRAFT_VERSION, st->form->kind);
	for (size_t i = 0; i < st->form->nfield; i++) {
		const char *name = st->form->field[i].name;

		if (st->touched[i])
			put(out, 'u', name, "");
		if (st->touched[i] && st->value[i] != NULL)
			put(out, 'v', name, st->value[i]);
		if (st->typed[i] != NULL)
			put(out, 't', name, st->typed[i]);
	}
}

struct reader {
	const char *s, *end;
};

struct entry {
	char what;
	char name[64];
	const char *text; /* borrowed, len bytes */
	size_t len;
};

static bool
take_char(struct reader *r, char c)
{
	if (r->s == r->end || *r->s != c)
		return false;
	r->s++;
	return true;
}

static bool
take_number(struct reader *r, size_t *out)
{
	const char *from = r->s;

	for (*out = 0; r->s < r->end && isdigit((unsigned char)*r->s); r->s++) {
		if (r->s - from >= 9)
			return false;
		*out = *out * 10 + (size_t)(*r->s - '0');
	}
	return r->s > from;
}

static bool
take_entry(struct reader *r, struct entry *en)
{
	size_t n = 0, bad;

	if (r->s == r->end || memchr("vtu", *r->s, 3) == NULL)
		return false;
	en->what = *r->s++;
	if (!take_char(r, ' '))
		return false;
	while (r->s < r->end && *r->s != ' ' && n < sizeof en->name - 1)
		en->name[n++] = *r->s++;
	en->name[n] = '\0';
	if (!take_char(r, ' ') || !take_number(r, &en->len) || !take_char(r, ':') ||
	    (size_t)(r->end - r->s) < en->len)
		return false;
	en->text = r->s;
	r->s += en->len;
	return memchr(en->text, '\0', en->len) == NULL &&
	       text_valid(en->text, en->len, &bad) && take_char(r, '\n');
}

static enum rc
check_head(struct reader *r, const char *kind, struct err *e)
{
	size_t version, n = strlen(MAGIC);
	const char *nl;

	if ((size_t)(r->end - r->s) < n || memcmp(r->s, MAGIC, n) != 0)
		return err_set(e, RC_DAMAGED, "%s",
		    T("草稿内容不完整，无法恢复",
			"the draft is not sound and cannot be taken up"));
	r->s += n;
	if (!take_number(r, &version) || version != DRAFT_VERSION || !take_char(r, ' '))
		return err_set(e, RC_FOREIGN, "%s",
		    T("草稿由另一版本的程序写成，无法恢复",
			"the draft was written by another version"));
	nl = memchr(r->s, '\n', (size_t)(r->end - r->s));
	n = strlen(kind);
	if (nl == NULL || (size_t)(nl - r->s) != n || memcmp(r->s, kind, n) != 0)
		return err_set(e, RC_INVAL,
		    T("草稿不属于“%s”表单", "the draft is not one of form %s"), kind);
	r->s = nl + 1;
	return RC_OK;
}

static void
restore_entry(struct form_state *st, const struct entry *en)
{
	int at = form_field(st->form, en->name);
	char *text;

	if (at < 0)
		return;
	text = xstrndup(en->text, en->len);
	st->touched[at] = true; /* nobody but the user types */
	if (en->what == 'u')
		state_put(st, (size_t)at, NULL, NULL);
	else if (en->what == 't') {
		char *value = xstrdup(st->value[at]);

		state_put(st, (size_t)at, value, text);
		free(value);
	} else if (field_ops(st->form->field[at].type)->valid(&st->form->field[at], text))
		state_put(st, (size_t)at, text, NULL);
	else
		state_put(st, (size_t)at, NULL, text);
	free(text);
}

enum rc
form_restore(struct form_state *st, const char *s, size_t n, struct err *e)
{
	struct reader r = { .s = s, .end = s + n };
	struct entry en;
	const char *body;
	enum rc rc;

	if ((rc = check_head(&r, st->form->kind, e)) != RC_OK)
		return rc;
	/* Once through to see that it is whole: a broken draft must leave the form as it
	 * is. */
	for (body = r.s; r.s < r.end;)
		if (!take_entry(&r, &en))
			return err_set(e, RC_DAMAGED, "%s",
			    T("草稿内容不完整，无法恢复",
				"the draft is not sound and cannot be taken up"));
	for (r.s = body; r.s < r.end && take_entry(&r, &en);)
		restore_entry(st, &en);
	form_clear_notes(st);
	st->dirty = true;
	return RC_OK;
}
