/* SPDX-License-Identifier: MIT */
/* From home to a record, by the way a person finds it, and to the line of an act. */
#include "config.h"
#include "term/hand_in.h"

static void
open_step(struct hand *h, const struct kind_def *k)
{
	int no = k->step > 0 ? k->step : 1; /* people are kept with step 1 */
	const char key[] = { (char)('0' + no), '\0' };
	char *title = xasprintf(" > %d ", no);

	keys(h->p, key);
	see(h->p, title);
	see(h->p, "台账");
	free(title);
}

/* What a record is found by: its number, else its name; owned, NULL when it has neither.
 */
char *
hand_words(const struct record *r)
{
	const struct kind_def *k = kind_def(r->kind->name);
	const char *const cols[] = { "no", "code", k->label };

	for (size_t i = 0; i < ARRAY_LEN(cols); i++) {
		int col = cols[i] != NULL ? kind_column(r->kind, cols[i]) : -1;

		if (col >= 0 && r->kind->col[col].ref == NULL &&
		    *record_get(r, cols[i]) != '\0')
			return xstrdup(record_get(r, cols[i]));
	}
	return NULL;
}

/* Where it has no name its row shows whom or what it is about. */
static void
to_row(struct hand *h, const struct record *r)
{
	const char *parent = kind_def(r->kind->name)->parent;
	const struct form *form = NULL;
	char *cell = NULL;

	hand_ok(h, bench_form(h->b, r->kind->name, &form, &h->e));
	for (size_t i = 0; i < form->nfield && cell == NULL; i++) {
		const struct field *fd = &form->field[i];

		if (!fd->in_list || fd->type != FIELD_REF ||
		    (parent != NULL && strcmp(fd->column, parent) == 0))
			continue;
		cell = bench_cell(h->b, r, fd);
	}
	if (cell == NULL)
		fail_msg(
		    "%s %lld: nothing to know it by", r->kind->name, (long long)r->id);
	to_start(h->p, cell);
	free(cell);
}

/* In its register: found by words where it has any, under the cursor, opened. */
static void
open_row(struct hand *h, const struct record *r)
{
	char *words = hand_words(r);

	if (words != NULL) {
		keys(h->p, "<F5>");
		see(h->p, "查找：");
		pty_type(h->p, words);
		keys(h->p, "<Enter>");
		to_start(h->p, words);
	} else
		to_row(h, r);
	keys(h->p, "<Enter>");
	see_any(h->p, "F9 可办：", "现在没有您可办的", "这一条本身现在没有", NULL);
	free(words);
}

/* From home: the record on the screen, by the way a person finds it: through its
 * register, or through the record it belongs to. */
static void
open_record(struct hand *h, const char *kind, int64_t id)
{
	const struct kind_def *k = kind_def(kind);
	struct record *r = NULL;

	hand_ok(h, store_get(bench_store(h->b), kind, id, &r, &h->e));
	if (k->top) {
		open_step(h, k);
		to_word(h->p, tx(k->title));
	} else {
		char *up = xstrdup(k->parent);

		up[strlen(up) - strlen("_id")] = '\0';
		open_record(h, up, record_int(r, k->parent));
		to_start(h->p, tx(k->title));
		free(up);
	}
	keys(h->p, "<Enter>");
	see(h->p, "F5 ");
	open_row(h, r);
	record_free(r);
}

/* ---- which record, which act */

static bool
lies_under(const struct kind_def *child, const char *kind)
{
	size_t n = strlen(kind);

	return child->parent != NULL && strncmp(child->parent, kind, n) == 0 &&
	       strcmp(child->parent + n, "_id") == 0;
}

int64_t
hand_named(struct hand *h, const char *name, const char **kind)
{
	int64_t id = 0;

	for (size_t i = h->log.n; i > 0; i--)
		if (log_is(&h->log.v[i - 1], "name") &&
		    strcmp(log_get(&h->log.v[i - 1], "name"), name) == 0) {
			*kind = kind_def(log_get(&h->log.v[i - 1], "kind"))->kind;
			return log_int(&h->log.v[i - 1], "id");
		}
	*kind = "person";
	hand_ok(h, bench_find_login(h->b, name, &id, &h->e));
	if (id == 0)
		fail_msg("nothing is called %s", name);
	return id;
}

const struct act_def *
hand_act(const struct hand *h, const struct script_act *a)
{
	const struct act_def *act = act_named(a->act);

	if (act == NULL && h->kind != NULL)
		act = act_def(h->kind, a->act);
	if (act == NULL)
		fail_msg("no such act: %s", a->act);
	return act;
}

/* "?COLUMN=VALUE" of the step: which of the records under the one named. */
static int64_t
choose_child(struct hand *h, const struct script_act *a, const struct act_def *act,
    const char *kind, int64_t id)
{
	struct query q;
	struct page page = { 0 };
	int64_t found = 0;

	if (!lies_under(kind_def(act->kind), kind))
		fail_msg("%s does not lie under %s", act->kind, kind);
	query_init(&q, store_kind(bench_store(h->b), act->kind));
	query_add_int(&q, kind_def(act->kind)->parent, id);
	query_add_in(&q, "state", true, act->from);
	for (size_t i = 0; i < a->cells.n; i++) {
		char *col = xstrdup(a->cells.v[i] + 1), *value = strchr(col, '=');
		const char *of;

		if (a->cells.v[i][0] == '?') {
			*value++ = '\0';
			if (*value == '$' || strcmp(col, "person_id") == 0)
				query_add_int(
				    &q, col, hand_named(h, value + (*value == '$'), &of));
			else
				query_add(&q, col, COND_EQ, value, NULL);
		}
		free(col);
	}
	hand_ok(h, store_page(bench_store(h->b), &q, PAGE_FIRST, NULL, 1, &page, &h->e));
	if (page.n > 0)
		found = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	if (found == 0)
		fail_msg("%s: no record to act on", a->act);
	return found;
}

/* Where the act begins: on a record of its kind, on the one it is to belong to, or from
 * the list of what may be begun (NULL). */
static void
find_subject(struct hand *h, const struct script_act *a, const struct act_def *act)
{
	if (*a->on != '\0') {
		h->id = hand_named(h, a->on, &h->kind);
		if (!(act->flags & ACT_NEW) && strcmp(h->kind, act->kind) != 0) {
			h->id = choose_child(h, a, act, h->kind, h->id);
			h->kind = act->kind;
		}
	} else if (!a->follows)
		h->kind = NULL;
}

/* To the line of the act: in the record's menu, or among those of its step. */
void
hand_to_act(struct hand *h, const struct script_act *a, const struct act_def *act)
{
	find_subject(h, a, act);
	if (h->kind != NULL) {
		open_record(h, h->kind, h->id);
		keys(h->p, "<F9>");
		see(h->p, "可办理");
	} else {
		open_step(h, kind_def(act->kind));
		keys(h->p, "<Tab>");
	}
	to_word(h->p, tx(act->title));
}
