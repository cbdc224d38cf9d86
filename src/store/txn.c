/* SPDX-License-Identifier: MIT */
/*
 * Transactions: the only way anything changes. A put stands in its own savepoint, so that
 * a refused record leaves no journal row behind and the transaction may go on.
 */
#include "config.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql.h"
#include "store/txn.h"

enum {
	BULK = 500, /* records from which a transaction gets a larger page cache */
	BULK_CACHE = 65536,
	PLAIN_CACHE = 2000 /* KiB, SQLite's own default */
};

/* Only a wish: without it the transaction is slower. */
static void
set_cache(struct store *s, int kib)
{
	char sql[48];

	snprintf(sql, sizeof(sql), "PRAGMA cache_size = -%d", kib);
	sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static void
txn_free(struct txn *t)
{
	if (t == NULL)
		return;
	t->s->txn = NULL;
	if (t->puts >= BULK)
		set_cache(t->s, PLAIN_CACHE);
	for (size_t i = 0; i < t->nfind; i++)
		free(t->find[i].body);
	free(t->find);
	str_free(&t->image);
	str_free(&t->buf);
	free(t->last_at);
	free(t->login);
	free(t->role);
	free(t->origin);
	tally_drop(t);
	free(t);
}

static enum rc
look_at_clock(struct txn *t, struct err *e)
{
	if (!clock_went_back(t->s->clock, t->at, t->last_at))
		return RC_OK;
	return clock_unexplained(t->s, t->seq, &t->clock_back, e);
}

enum rc
store_begin(struct store *s, const struct actor *a, struct txn **out, struct err *e)
{
	struct txn *t;
	enum rc rc;

	*out = NULL;
	assert(s->txn == NULL);
	if ((rc = gate_begin(s, e)) != RC_OK)
		return rc;
	t = xcalloc(1, sizeof(*t));
	t->s = s;
	t->person = a->person;
	t->login = xstrdup(a->login == NULL ? "" : a->login);
	t->role = xstrdup(a->role == NULL ? "" : a->role);
	t->origin = xstrdup(a->origin == NULL ? "" : a->origin);
	clock_stamp(s->clock, t->at);
	s->txn = t;
	if ((rc = journal_head(t, e)) != RC_OK || (rc = look_at_clock(t, e)) != RC_OK) {
		txn_abort(t);
		return rc;
	}
	*out = t;
	return RC_OK;
}

/* Before each write: SQLite may have rolled back by itself, and the clock must be
 * explained. */
static enum rc
usable(struct txn *t, bool explains, struct err *e)
{
	if (sqlite3_get_autocommit(t->s->db))
		return err_set(e, RC_SYSTEM,
		    T("%s：前面出错后本次改动已整体撤回。请重做",
			"%s: after the error before this, the whole change was rolled "
			"back; do it again"),
		    t->s->path);
	if (t->clock_back && !explains)
		return err_set(e, RC_INVAL,
		    T("现在的时间 %s 早于最后一条日志的时间 "
		      "%s。请先校准系统时钟；若时钟无误，请用 dingmi clock 或工作台的"
		      "“时钟说明”说明原因后再办",
			"it is %s now, before the time of the last journal row, %s; set "
			"the system clock, or if it is right, explain the step first: "
			"dingmi clock, or \"Clock\" in the workbench"),
		    t->at, t->last_at);
	return RC_OK;
}

/* ---- records */

/* Values as they will be stored: required ones left empty take their default, numbers are
 * plain. */
static enum rc
settle_values(const struct kind_slot *slot, struct record *r, struct err *e)
{
	const struct kind *k = &slot->k;
	int64_t v;

	for (size_t i = 2; i < k->ncol; i++) {
		if (r->val[i] == NULL && slot->dflt[i] != NULL)
			r->val[i] = xstrdup(slot->dflt[i]);
		if (r->val[i] != NULL && slot->date[i] &&
		    date_parse(r->val[i]) == DATE_NONE)
			return err_set(e, RC_INVAL,
			    T("%s 的 %s：“%s”不是日期。请写成 2026-03-02 的样子",
				"%s, %s: \"%s\" is no date; write it like 2026-03-02"),
			    k->name, k->col[i].name, r->val[i]);
		if (r->val[i] == NULL || k->col[i].type != COL_INT)
			continue;
		if (!query_int(r->val[i], &v))
			return err_set(e, RC_INVAL,
			    T("%s 的 %s：“%s”不是整数",
				"%s, %s: \"%s\" is not a whole number"),
			    k->name, k->col[i].name, r->val[i]);
		free(r->val[i]);
		r->val[i] = xasprintf("%" PRId64, v);
	}
	return RC_OK;
}

static enum rc
next_id(struct store *s, struct kind_slot *slot, int64_t *id, struct err *e)
{
	char *sql;
	enum rc rc;

	if (slot->serial != s->serial) {
		slot->serial = s->serial;
		slot->next_id = 0;
		slot->no_stem[0] = '\0';
	}
	if (slot->next_id == 0) {
		sql =
		    xasprintf("SELECT ifnull(max(id), 0) + 1 FROM \"%s\"", slot->k.name);
		rc = db_int(s, sql, &slot->next_id, e);
		free(sql);
		if (rc != RC_OK)
			return rc;
	}
	*id = slot->next_id;
	return RC_OK;
}

static enum rc
write_row(struct store *s, const char *sql, const struct record *r, int64_t id,
    int64_t rev, struct err *e)
{
	const struct kind *k = r->kind;
	sqlite3_stmt *st;
	enum rc rc;

	if ((rc = db_take(s, sql, &st, e)) != RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, id);
	sqlite3_bind_int64(st, 2, rev);
	for (size_t i = 2; i < k->ncol; i++) {
		if (r->val[i] != NULL && k->col[i].type == COL_INT)
			sqlite3_bind_int64(st, (int)i + 1, strtoll(r->val[i], NULL, 10));
		else
			db_text(st, (int)i + 1, r->val[i]);
	}
	if (sqlite3_bind_parameter_count(st) > (int)k->ncol)
		sqlite3_bind_int64(st, (int)k->ncol + 1, r->rev);
	if (sqlite3_step(st) != SQLITE_DONE)
		rc = db_fail_put(s, r, e);
	else
		assert(sqlite3_changes(s->db) == 1);
	db_give(s, st);
	return rc;
}

/* Somebody was quicker: say who, when and with what act. */
static enum rc
conflict(struct store *s, const struct record *r, int64_t rev, struct err *e)
{
	static const char sql[] = "SELECT j.at, j.login, j.act, p.name FROM journal j "
				  "LEFT JOIN person p ON p.id = j.person"
				  " WHERE j.kind = ?1 AND j.record = ?2 AND j.rev = ?3 "
				  "ORDER BY j.seq DESC LIMIT 1";
	struct str who = { 0 };
	sqlite3_stmt *st;
	bool row;
	enum rc rc;

	if ((rc = db_take(s, sql, &st, e)) != RC_OK)
		return rc;
	db_text(st, 1, r->kind->name);
	sqlite3_bind_int64(st, 2, r->id);
	sqlite3_bind_int64(st, 3, rev);
	if ((rc = db_step(s, st, &row, e)) == RC_OK && row) {
		str_add(&who, db_col(st, 3));
		str_addf(&who, who.len > 0 ? T("（%s）", " (%s)") : "%s", db_col(st, 1));
		rc = err_set(e, RC_CONFLICT,
		    T("您打开之后，%s 于 %s 以“%s”改动了这条记录（%s %" PRId64
		      "，现为第 %" PRId64 " 版，您看到的是第 %" PRId64
		      " 版）。请重新读取后再改",
			"since you opened it, %s changed this record on %s by \"%s\" (%s "
			"%" PRId64 ", now version %" PRId64 ", you saw version %" PRId64
			"); read it again before you change it"),
		    str_s(&who), db_col(st, 0), db_col(st, 2), r->kind->name, r->id, rev,
		    r->rev);
	} else if (rc == RC_OK) {
		rc = err_set(e, RC_CONFLICT,
		    T("这条记录（%s %" PRId64 "）已是第 %" PRId64
		      " 版，您看到的是第 %" PRId64
		      " 版，而日志中查不到是谁改的。请重新读取，并运行 dingmi verify",
			"this record (%s %" PRId64 ") has version %" PRId64
			", you saw version %" PRId64
			", and the journal does not say who changed it; read it again "
			"and run dingmi verify"),
		    r->kind->name, r->id, rev, r->rev);
	}
	db_give(s, st);
	str_free(&who);
	return rc;
}

static enum rc
put(struct txn *t, struct kind_slot *slot, struct record *r, struct jrow *row,
    struct err *e)
{
	struct store *s = t->s;
	struct record *old = NULL;
	enum rc rc;

	row->record = r->id;
	row->rev = r->rev + 1;
	if (r->id == 0) {
		row->rev = 1;
		rc = next_id(s, slot, &row->record, e);
	} else if ((rc = record_load(s, slot, r->id, &old, e)) == RC_OK &&
		   old->rev != r->rev) {
		rc = conflict(s, r, old->rev, e);
	}
	if (rc != RC_OK)
		goto out;
	str_cut(&t->image, 0);
	record_image(r, &t->image);
	row->image = t->image.s;
	row->nimage = t->image.len;
	if ((rc = journal_add(t, row, e)) != RC_OK ||
	    (rc = write_row(s, r->id == 0 ? slot->insert : slot->update, r, row->record,
		 row->rev, e)) != RC_OK)
		goto out;
	search_note(t, slot, old, r, row->record);
	tally_note(t, &slot->k, old != NULL ? record_state(old) : NULL, record_state(r));
out:
	record_free(old);
	return rc;
}

enum rc
txn_put(struct txn *t, struct record *r, const char *act, const char *note, struct err *e)
{
	struct kind_slot *slot = kind_own(t->s, r->kind);
	struct jrow row = { .kind = slot->k.name,
		.act = (char *)(uintptr_t)act,
		.note = (char *)(uintptr_t)(note == NULL ? "" : note) };
	int64_t seq = t->seq;
	enum rc rc;

	if ((rc = usable(t, false, e)) != RC_OK ||
	    (rc = settle_values(slot, r, e)) != RC_OK)
		return rc;
	if ((rc = put(t, slot, r, &row, e)) != RC_OK) {
		t->spoiled = t->spoiled || t->seq != seq;
		return rc;
	}
	if (r->id == 0)
		slot->next_id++;
	r->id = row.record;
	r->rev = row.rev;
	if (++t->puts == BULK)
		set_cache(t->s, BULK_CACHE);
	return t->find_bytes > FIND_BYTES ? search_flush(t, e) : RC_OK;
}

/* ---- log and settings */

enum rc
txn_log(struct txn *t, const char *kind, int64_t id, const char *act, const char *note,
    struct err *e)
{
	struct jrow row = { .kind = (char *)(uintptr_t)kind,
		.record = id,
		.act = (char *)(uintptr_t)act,
		.note = (char *)(uintptr_t)(note == NULL ? "" : note) };
	bool explains = strcmp(act, "clock") == 0 && note != NULL &&
			note[strspn(note, " \t")] != '\0';
	char last[24];
	enum rc rc;

	if ((rc = usable(t, explains, e)) != RC_OK)
		return rc;
	snprintf(last, sizeof(last), "%" PRId64, t->seq);
	if ((rc = journal_add(t, &row, e)) != RC_OK || !t->clock_back)
		return rc;
	t->clock_back = false;
	if ((rc = txn_meta(t, "clock.explained", last, e)) != RC_OK)
		t->clock_back = true;
	return rc;
}

/* The digest may be chosen only while there is nothing that was hashed with another. */
static enum rc
choose_digest(struct txn *t, const char *value, struct err *e)
{
	enum digest_kind kind = DIGEST_SM3;
	struct digest *d = NULL;
	enum rc rc;

	if (strcmp(value, digest_name(DIGEST_SHA256)) == 0)
		kind = DIGEST_SHA256;
	else if (strcmp(value, digest_name(DIGEST_SM3)) != 0)
		return err_set(e, RC_INVAL,
		    T("digest 只能是 sm3 或 sha256，不能是“%s”",
			"digest is sm3 or sha256, not \"%s\""),
		    value);
	if (t->seq != 0)
		return err_set(e, RC_INVAL,
		    T("日志已经开始，摘要算法不能再改。请在新建的库里选定",
			"the journal has begun and its digest stays; choose it in a new "
			"store"));
	if ((rc = digest_new(kind, &d, e)) != RC_OK)
		return rc;
	digest_free(t->s->digest);
	t->s->digest = d;
	return RC_OK;
}

enum rc
txn_meta(struct txn *t, const char *key, const char *value, struct err *e)
{
	static const char sql[] =
	    "INSERT INTO meta (key, value) VALUES (?1, ?2)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
	struct jrow row = { .kind = (char *)(uintptr_t) "meta",
		.act = (char *)(uintptr_t) "meta",
		.note = (char *)(uintptr_t) "" };
	sqlite3_stmt *st;
	enum rc rc;

	if ((rc = usable(t, false, e)) != RC_OK)
		return rc;
	if (*key == '\0' ||
	    key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789._-")] != '\0')
		return err_set(e, RC_INVAL,
		    T("设置名“%s”只能用小写字母、数字和 . _ -",
			"setting name \"%s\" may hold a-z, 0-9 and . _ - only"),
		    key);
	if (strcmp(key, "digest") == 0 && (rc = choose_digest(t, value, e)) != RC_OK)
		return rc;
	str_cut(&t->image, 0);
	image_add(&t->image, key, value, strlen(value));
	row.image = t->image.s;
	row.nimage = t->image.len;
	if ((rc = journal_add(t, &row, e)) != RC_OK)
		return rc;
	if ((rc = db_take(t->s, sql, &st, e)) == RC_OK) {
		db_text(st, 1, key);
		db_text(st, 2, value);
		rc = db_step(t->s, st, NULL, e);
	}
	db_give(t->s, st);
	t->spoiled = t->spoiled || rc != RC_OK;
	return rc;
}

/* ---- numbers */

static enum rc
number_taken(struct store *s, const struct kind_slot *slot, const char *no, bool *taken,
    struct err *e)
{
	struct sql q = { 0 };
	sqlite3_stmt *st = NULL;
	enum rc rc;

	str_addf(&q.s, "SELECT 1 FROM \"%s\" WHERE no = ", slot->k.name);
	sql_text(&q, no);
	if ((rc = sql_take(s, &q, &st, e)) == RC_OK)
		rc = db_step(s, st, taken, e);
	db_give(s, st);
	sql_done(&q);
	return rc;
}

/*
 * The number of the newest record with this stem: from there the next free one is near.
 * The index on `no` cannot tell the highest ("-9999" sorts after "-10000"), but it tells
 * whether there is any.
 */
static enum rc
newest_number(struct store *s, const struct kind_slot *slot, const char *stem,
    int64_t *out, struct err *e)
{
	static const struct {
		const char *column, *end;
	} ask[] = { { "no", " LIMIT 1" }, { "+no", " ORDER BY id DESC LIMIT 1" } };
	char *glob = xasprintf("%s[0-9]*", stem);
	bool row = true;
	enum rc rc = RC_OK;

	*out = 0;
	for (size_t i = 0; i < ARRAY_LEN(ask) && row && rc == RC_OK; i++) {
		struct sql q = { 0 };
		sqlite3_stmt *st = NULL;

		row = false;
		str_addf(&q.s, "SELECT no FROM \"%s\" WHERE %s GLOB ", slot->k.name,
		    ask[i].column);
		sql_text(&q, glob);
		str_add(&q.s, ask[i].end);
		if ((rc = sql_take(s, &q, &st, e)) == RC_OK &&
		    (rc = db_step(s, st, &row, e)) == RC_OK && row)
			*out = strtoll(db_col(st, 0) + strlen(stem), NULL, 10);
		db_give(s, st);
		sql_done(&q);
	}
	free(glob);
	return rc;
}

enum rc
txn_next_no(struct txn *t, const char *kind, const char *prefix, int year, char out[40],
    struct err *e)
{
	struct kind_slot *slot;
	char stem[32];
	int64_t n;
	bool taken;
	enum rc rc;

	if ((rc = kind_slot(t->s, kind, &slot, e)) != RC_OK ||
	    (rc = next_id(t->s, slot, &n, e)) != RC_OK)
		return rc;
	assert(kind_column(&slot->k, "no") >= 0);
	assert(strlen(prefix) <= 16);
	snprintf(stem, sizeof(stem), "%s-%d-", prefix, year);
	if (strcmp(slot->no_stem, stem) != 0) {
		if ((rc = newest_number(t->s, slot, stem, &slot->no_last, e)) != RC_OK)
			return rc;
		memcpy(slot->no_stem, stem, sizeof(stem));
	}
	do {
		snprintf(out, 40, "%s%04" PRId64, stem, ++slot->no_last);
		rc = number_taken(t->s, slot, out, &taken, e);
	} while (rc == RC_OK && taken);
	return rc;
}

/* ---- end */

enum rc
txn_commit(struct txn *t, struct err *e)
{
	struct store *s = t->s;
	enum rc rc;

	rc = usable(t, true, e);
	if (rc == RC_OK && t->spoiled)
		rc = err_set(e, RC_INVAL,
		    T("前面有记录未能写入，整批都没有写入。请改正后重做",
			"a record before this was refused, so nothing was written; mend "
			"it and do it again"));
	if (rc != RC_OK || (rc = search_flush(t, e)) != RC_OK ||
	    (rc = tally_flush(t, e)) != RC_OK) {
		txn_abort(t);
		return rc;
	}
	if ((rc = gate_commit(s, e)) != RC_OK) {
		/* The digest may have been chosen in what is now undone. */
		digest_free(s->digest);
		s->digest = NULL;
	}
	txn_free(t);
	return rc;
}

void
txn_abort(struct txn *t)
{
	if (t == NULL)
		return;
	gate_rollback(t->s);
	digest_free(t->s->digest);
	t->s->digest = NULL;
	txn_free(t);
}
