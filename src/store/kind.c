/* SPDX-License-Identifier: MIT */
/*
 * Kinds and their columns, read from the schema on first use: the schema is the only
 * place that lists columns, so no table here can disagree with it.
 */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

#define KIND(number, name) name,
static const char *const kind_name[] = {
#include "store/kinds.def"
};
#undef KIND
#define KIND(number, name) number,
static const int kind_number[] = {
#include "store/kinds.def"
};
#undef KIND

/* PRAGMA takes no bound values; the names here are ours or come from the schema. */
static enum rc
pragma_take(struct store *s, const char *pragma, const char *name, sqlite3_stmt **st,
    struct err *e)
{
	char *sql = xasprintf("PRAGMA %s(\"%s\")", pragma, name);
	enum rc rc = db_take(s, sql, st, e);

	free(sql);
	return rc;
}

/* 'text' as the schema writes a default, without its quotes. */
static char *
default_value(const char *v)
{
	size_t n = strlen(v);

	if (n >= 2 && v[0] == '\'' && v[n - 1] == '\'')
		return xstrndup(v + 1, n - 2);
	return xstrdup(v);
}

static enum rc
read_columns(struct store *s, struct kind_slot *slot, struct err *e)
{
	struct kind *k = &slot->k;
	sqlite3_stmt *st = NULL;
	struct column *c;
	bool row;
	enum rc rc;

	if ((rc = pragma_take(s, "table_info", k->name, &st, e)) != RC_OK)
		return rc;
	while ((rc = db_step(s, st, &row, e)) == RC_OK && row) {
		k->col = xreallocarray(k->col, k->ncol + 1, sizeof(*k->col));
		slot->dflt = xreallocarray(slot->dflt, k->ncol + 1, sizeof(*slot->dflt));
		c = &k->col[k->ncol];
		*c = (struct column){
			.name = xstrdup(db_col(st, 1)),
			.type =
			    strcmp(db_col(st, 2), "INTEGER") == 0 ? COL_INT : COL_TEXT,
			.required = sqlite3_column_int(st, 3) != 0,
		};
		slot->dflt[k->ncol] =
		    c->required && sqlite3_column_type(st, 4) != SQLITE_NULL
			? default_value(db_col(st, 4))
			: NULL;
		k->ncol++;
	}
	db_give(s, st);
	if (rc == RC_OK && (k->ncol < 3 || strcmp(k->col[2].name, "state") != 0))
		rc = err_set(e, RC_DAMAGED,
		    T("%s：缺少数据表 %s，库的结构已损坏。请用备份恢复",
			"%s: table %s is missing, the structure is damaged; restore a "
			"backup"),
		    s->path, k->name);
	slot->lead = xcalloc(k->ncol + 1, sizeof(*slot->lead));
	slot->then = xcalloc(k->ncol + 1, sizeof(*slot->then));
	slot->by_state = xcalloc(k->ncol + 1, sizeof(*slot->by_state));
	slot->rare = xcalloc(k->ncol + 1, sizeof(*slot->rare));
	for (size_t i = 0; i <= k->ncol; i++)
		slot->then[i] = -1;
	return rc;
}

/* CHECK (x = date(x)) marks a day. SQLite's date() lets 2026-02-30 pass, so the store
 * looks too. */
static enum rc
read_dates(struct store *s, struct kind_slot *slot, struct err *e)
{
	static const char sql[] =
	    "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
	sqlite3_stmt *st = NULL;
	char *check;
	bool row;
	enum rc rc;

	slot->date = xcalloc(slot->k.ncol + 1, sizeof(*slot->date));
	if ((rc = db_take(s, sql, &st, e)) != RC_OK)
		return rc;
	db_text(st, 1, slot->k.name);
	rc = db_step(s, st, &row, e);
	for (size_t i = 2; i < slot->k.ncol && rc == RC_OK; i++) {
		check = xasprintf(
		    "(%s = date(%s))", slot->k.col[i].name, slot->k.col[i].name);
		slot->date[i] = strstr(db_col(st, 0), check) != NULL;
		free(check);
	}
	db_give(s, st);
	return rc;
}

static enum rc
read_refs(struct store *s, struct kind_slot *slot, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;
	int c;

	if ((rc = pragma_take(s, "foreign_key_list", slot->k.name, &st, e)) != RC_OK)
		return rc;
	while ((rc = db_step(s, st, &row, e)) == RC_OK && row)
		if ((c = kind_column(&slot->k, db_col(st, 3))) >= 0) {
			free(slot->k.col[c].ref);
			slot->k.col[c].ref = xstrdup(db_col(st, 2));
		}
	db_give(s, st);
	return rc;
}

/*
 * An index sorts a register when its order is (column, id): of one column, or with id
 * second. One of (column, state, …) answers "mine, in this state", one of (state, column,
 * …) "in this state, due by then". A partial one holds the rows whose column is filled.
 */
static enum rc
read_index(struct store *s, struct kind_slot *slot, const char *name, bool partial,
    struct err *e)
{
	char *col[3] = { NULL, NULL, NULL };
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;
	size_t n = 0;
	int c;

	if ((rc = pragma_take(s, "index_info", name, &st, e)) != RC_OK)
		return rc;
	for (; (rc = db_step(s, st, &row, e)) == RC_OK && row; n++)
		if (n < ARRAY_LEN(col))
			col[n] = xstrdup(db_col(st, 2));
	db_give(s, st);
	if (rc == RC_OK && n > 0 && (c = kind_column(&slot->k, col[0])) >= 0) {
		slot->lead[c] = true;
		if (partial)
			slot->rare[c] = true;
		else if (n == 1 || strcmp(col[1], "id") == 0)
			slot->k.col[c].indexed = true;
		if (n > 2 && strcmp(col[1], "state") == 0)
			slot->then[c] = kind_column(&slot->k, col[2]);
		if (n > 2 && c == 2 && (c = kind_column(&slot->k, col[1])) >= 0)
			slot->by_state[c] = true;
	}
	for (size_t i = 0; i < ARRAY_LEN(col); i++)
		free(col[i]);
	return rc;
}

static enum rc
read_indexes(struct store *s, struct kind_slot *slot, struct err *e)
{
	struct strs names = { 0 }, partial = { 0 };
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;

	if ((rc = pragma_take(s, "index_list", slot->k.name, &st, e)) != RC_OK)
		return rc;
	while ((rc = db_step(s, st, &row, e)) == RC_OK && row) {
		strs_add(&names, db_col(st, 1));
		if (sqlite3_column_int(st, 4) != 0)
			strs_add(&partial, db_col(st, 1));
	}
	db_give(s, st);
	for (size_t i = 0; i < names.n && rc == RC_OK; i++)
		rc = read_index(s, slot, names.v[i], strs_has(&partial, names.v[i]), e);
	strs_free(&names);
	strs_free(&partial);
	return rc;
}

/* get and scan read every column but id's value last is not needed: id, rev, then the
 * rest. */
static void
write_sql(struct kind_slot *slot)
{
	struct str cols = { 0 }, marks = { 0 }, sets = { 0 };
	const struct kind *k = &slot->k;

	for (size_t i = 0; i < k->ncol; i++) {
		str_addf(&cols, "%s\"%s\"", i > 0 ? ", " : "", k->col[i].name);
		str_addf(&marks, "%s?%zu", i > 0 ? ", " : "", i + 1);
		if (i > 0)
			str_addf(&sets, "%s\"%s\" = ?%zu", i > 1 ? ", " : "",
			    k->col[i].name, i + 1);
	}
	slot->get =
	    xasprintf("SELECT %s FROM \"%s\" WHERE id = ?1", str_s(&cols), k->name);
	slot->scan =
	    xasprintf("SELECT %s FROM \"%s\" ORDER BY id", str_s(&cols), k->name);
	slot->insert = xasprintf(
	    "INSERT INTO \"%s\" (%s) VALUES (%s)", k->name, str_s(&cols), str_s(&marks));
	/* The old rev is the last parameter. */
	slot->update = xasprintf("UPDATE \"%s\" SET %s WHERE id = ?1 AND rev = ?%zu",
	    k->name, str_s(&sets), k->ncol + 1);
	str_free(&cols);
	str_free(&marks);
	str_free(&sets);
}

void
kind_done(struct kind_slot *slot)
{
	for (size_t i = 0; i < slot->k.ncol; i++) {
		free(slot->k.col[i].name);
		free(slot->k.col[i].ref);
		free(slot->dflt[i]);
	}
	free(slot->k.col);
	free(slot->k.name);
	free(slot->dflt);
	free(slot->lead);
	free(slot->by_state);
	free(slot->rare);
	free(slot->then);
	free(slot->date);
	free(slot->get);
	free(slot->scan);
	free(slot->insert);
	free(slot->update);
	free(slot->find);
	*slot = (struct kind_slot){ 0 };
}

enum rc
kind_slot(struct store *s, const char *name, struct kind_slot **out, struct err *e)
{
	struct kind_slot *slot;
	size_t i;
	enum rc rc;

	*out = NULL;
	for (i = 0; i < KIND_COUNT && strcmp(kind_name[i], name) != 0; i++)
		;
	if (i == KIND_COUNT)
		return err_set(
		    e, RC_INVAL, T("没有“%s”这种记录", "there is no kind \"%s\""), name);
	slot = &s->slot[i];
	if (!slot->loaded) {
		slot->k.name = xstrdup(name);
		slot->k.number = kind_number[i];
		if ((rc = read_columns(s, slot, e)) != RC_OK ||
		    (rc = read_dates(s, slot, e)) != RC_OK ||
		    (rc = read_refs(s, slot, e)) != RC_OK ||
		    (rc = read_indexes(s, slot, e)) != RC_OK) {
			kind_done(slot);
			return rc;
		}
		write_sql(slot);
		slot->loaded = true;
	}
	*out = slot;
	return RC_OK;
}

struct kind_slot *
kind_own(struct store *s, const struct kind *k)
{
	ptrdiff_t i = (const struct kind_slot *)(const void *)k - s->slot;

	assert(i >= 0 && i < KIND_COUNT && k == &s->slot[i].k);
	return &s->slot[i];
}

const struct kind *
store_kind(struct store *s, const char *name)
{
	struct kind_slot *slot;
	struct err e;

	return kind_slot(s, name, &slot, &e) == RC_OK ? &slot->k : NULL;
}

size_t
store_kind_names(const char *const **names)
{
	*names = kind_name;
	return ARRAY_LEN(kind_name);
}

int
kind_column(const struct kind *k, const char *name)
{
	for (size_t i = 0; i < k->ncol; i++)
		if (strcmp(k->col[i].name, name) == 0)
			return (int)i;
	return -1;
}
