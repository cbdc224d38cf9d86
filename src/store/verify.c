/* SPDX-License-Identifier: MIT */
/*
 * Is the store what its journal says? First the journal against itself, row by row; then
 * every record, by id, against the last of its journal rows; then the settings; then the
 * file's own structure. One snapshot, memory for one row: others may go on writing
 * meanwhile.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/txn.h"

enum { FAULTS_MAX = 500 };

struct check {
	struct store *s;
	struct verify_report *out;
	size_t untold; /* faults beyond FAULTS_MAX */
	int64_t images,
	    compared; /* journal rows with a version: in the journal, through its index */
	struct str buf;
};

static void fault(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void
fault(struct check *c, const char *fmt, ...)
{
	char text[700];
	va_list ap;

	if (c->out->faults.n >= FAULTS_MAX) {
		c->untold++;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	strs_add(&c->out->faults, text);
}

/* A file that cannot be read further is a fault like others: the rest is still looked at.
 */
static enum rc
tolerate(struct check *c, enum rc rc, const struct err *e)
{
	if (rc != RC_DAMAGED)
		return rc;
	fault(c, "%s", e->msg);
	return RC_OK;
}

/* ---- the journal against itself */

/* Bytes after a NUL, or a hash of another length, would escape the eye of C strings. */
static bool
row_is_plain(sqlite3_stmt *st)
{
	static const int texts[] = { 1, 2, 4, 5, 6, 9, 10 };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (strlen(db_col(st, texts[i])) !=
		    (size_t)sqlite3_column_bytes(st, texts[i]))
			return false;
	return sqlite3_column_bytes(st, 12) == 32 && sqlite3_column_bytes(st, 13) == 32;
}

static enum rc
check_row(struct check *c, sqlite3_stmt *st, int64_t expect, const uint8_t prev[32],
    struct jrow *row, struct err *e)
{
	uint8_t hash[32];
	enum rc rc;

	journal_row(st, row);
	if (row->seq != expect)
		fault(c,
		    T("日志：第 %" PRId64 " 条之后缺 %" PRId64 " 条（下一条是第 %" PRId64
		      " 条）",
			"journal: after row %" PRId64 ", %" PRId64
			" rows are missing (next is row %" PRId64 ")"),
		    expect - 1, row->seq - expect, row->seq);
	if (memcmp(row->prev, prev, 32) != 0)
		fault(c,
		    T("日志第 %" PRId64 " 条（%s，%s %" PRId64
		      "）：与前一条接不上，前一条或本条被改动、删除或调换",
			"journal row %" PRId64 " (%s, %s %" PRId64
			"): does not follow the row before; one of the two was altered, "
			"removed or moved"),
		    row->seq, row->at, row->kind, row->record);
	if ((rc = journal_hash(c->s->digest, row, &c->buf, hash, e)) != RC_OK)
		return rc;
	if (memcmp(row->hash, hash, 32) != 0 || !row_is_plain(st))
		fault(c,
		    T("日志第 %" PRId64 " 条（%s，%s %" PRId64
		      "）：内容与摘要不符，被改动过",
			"journal row %" PRId64 " (%s, %s %" PRId64
			"): content and hash differ, it was altered"),
		    row->seq, row->at, row->kind, row->record);
	return RC_OK;
}

static enum rc
check_journal(struct check *c, struct err *e)
{
	sqlite3_stmt *st = NULL;
	uint8_t prev[32] = { 0 };
	int64_t expect = 1;
	struct jrow row;
	bool more;
	enum rc rc;

	if ((rc = journal_digest(c->s, e)) != RC_OK)
		return rc;
	rc =
	    db_take(c->s, "SELECT " JOURNAL_COLUMNS " FROM journal ORDER BY seq", &st, e);
	while (rc == RC_OK && (rc = db_step(c->s, st, &more, e)) == RC_OK && more) {
		if ((rc = check_row(c, st, expect, prev, &row, e)) != RC_OK)
			break;
		memcpy(prev, row.hash, sizeof(prev));
		expect = row.seq + 1;
		c->out->rows++;
		c->images += row.rev > 0;
	}
	db_give(c->s, st);
	digest_hex(prev, c->out->head);
	return rc;
}

/* ---- records against their last images */

struct walk { /* the journal rows of one kind, by record and rev */
	sqlite3_stmt *st;
	bool more;
	int64_t record, rev, seq;
};

static enum rc
walk_next(struct check *c, struct walk *w, struct err *e)
{
	enum rc rc = db_step(c->s, w->st, &w->more, e);

	if (rc == RC_OK && w->more) {
		w->record = sqlite3_column_int64(w->st, 0);
		w->rev = sqlite3_column_int64(w->st, 1);
		w->seq = sqlite3_column_int64(w->st, 2);
	}
	return rc;
}

/* Go over the rows of the record under w; its last rev and seq. Revs must count 1, 2, 3 …
 */
static enum rc
walk_record(struct check *c, struct walk *w, const char *kind, int64_t *rev, int64_t *seq,
    struct err *e)
{
	int64_t record = w->record, expect = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && w->more && w->record == record) {
		if (w->rev != expect)
			fault(c,
			    T("%s %" PRId64 "：日志缺第 %" PRId64 " 版（第 %" PRId64
			      " 条是第 %" PRId64 " 版）",
				"%s %" PRId64 ": version %" PRId64
				" is not in the journal (row %" PRId64
				" is version %" PRId64 ")"),
			    kind, record, expect, w->seq, w->rev);
		expect = w->rev + 1;
		c->compared++;
		*rev = w->rev;
		*seq = w->seq;
		rc = walk_next(c, w, e);
	}
	return rc;
}

static void
image_of_row(const struct kind_slot *slot, sqlite3_stmt *st, struct str *out)
{
	str_cut(out, 0);
	for (size_t i = 2; i < slot->k.ncol; i++) {
		const char *v = (const char *)sqlite3_column_text(st, (int)i);
		if (v != NULL)
			image_add(out, slot->k.col[i].name, v,
			    (size_t)sqlite3_column_bytes(st, (int)i));
	}
}

/* Which columns differ from the image: the first few names. */
static void
name_difference(const struct kind_slot *slot, sqlite3_stmt *st, const char *image,
    size_t n, struct str *out)
{
	struct record *was = NULL, *is = record_read(slot, st);
	struct err e;

	if (record_from_image(&slot->k, image, n, &was, &e) != RC_OK)
		str_add(out, T("（日志图像读不出来）", "(its image cannot be read)"));
	for (size_t i = 2; was != NULL && i < slot->k.ncol && out->len < 300; i++) {
		const char *a = was->val[i] == NULL ? "" : was->val[i];
		const char *b = is->val[i] == NULL ? "" : is->val[i];
		if (strcmp(a, b) != 0)
			str_addf(out,
			    T("%s%s 日志为“%.60s”而记录为“%.60s”",
				"%s%s is \"%.60s\" in the journal, \"%.60s\" in the "
				"record"),
			    out->len > 0 ? T("；", "; ") : "", slot->k.col[i].name, a, b);
	}
	record_free(was);
	record_free(is);
}

static enum rc
compare_record(struct check *c, const struct kind_slot *slot, sqlite3_stmt *rec,
    int64_t rev, int64_t seq, struct err *e)
{
	int64_t id = sqlite3_column_int64(rec, 0);
	struct str what = { 0 };
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;

	if (sqlite3_column_int64(rec, 1) != rev)
		fault(c,
		    T("%s %" PRId64 "：记录是第 %lld 版，日志最后是第 %" PRId64 " 版",
			"%s %" PRId64 ": the record has version %lld, the journal ends "
			"with version %" PRId64),
		    slot->k.name, id, (long long)sqlite3_column_int64(rec, 1), rev);
	if ((rc = db_take(c->s, "SELECT image FROM journal WHERE seq = ?1", &st, e)) !=
	    RC_OK)
		return rc;
	sqlite3_bind_int64(st, 1, seq);
	if ((rc = db_step(c->s, st, &row, e)) == RC_OK && row) {
		const char *image = sqlite3_column_blob(st, 0);
		size_t n = (size_t)sqlite3_column_bytes(st, 0);

		image_of_row(slot, rec, &c->buf);
		if (n != c->buf.len || (n > 0 && memcmp(image, str_s(&c->buf), n) != 0)) {
			name_difference(slot, rec, image, n, &what);
			fault(c,
			    T("%s %" PRId64 "：记录与日志第 %" PRId64
			      " 条不符，被绕过程序改动过：%s",
				"%s %" PRId64 ": differs from journal row %" PRId64
				", it was altered past the program: %s"),
			    slot->k.name, id, seq, str_s(&what));
		}
	}
	db_give(c->s, st);
	str_free(&what);
	return rc;
}

static enum rc
lost_record(struct check *c, struct walk *w, const char *kind, struct err *e)
{
	int64_t rev = 0, seq = 0, record = w->record;
	enum rc rc = walk_record(c, w, kind, &rev, &seq, e);

	fault(c,
	    T("%s %" PRId64 "：日志中有（最后是第 %" PRId64
	      " 条），记录不见了，被绕过程序删除过",
		"%s %" PRId64 ": in the journal (last in row %" PRId64
		") but not in the records, it was deleted past the program"),
	    kind, record, seq);
	return rc;
}

static enum rc
check_kind(struct check *c, const char *kind, struct err *e)
{
	static const char by_record[] =
	    "SELECT record, rev, seq FROM journal INDEXED BY journal_record"
	    " WHERE kind = ?1 AND rev > 0 ORDER BY record, rev";
	struct walk w = { 0 };
	sqlite3_stmt *rec = NULL;
	struct kind_slot *slot;
	bool more = true;
	enum rc rc;

	if ((rc = kind_slot(c->s, kind, &slot, e)) != RC_OK)
		return rc;
	if ((rc = db_take(c->s, by_record, &w.st, e)) != RC_OK ||
	    (rc = db_take(c->s, slot->scan, &rec, e)) != RC_OK)
		goto out;
	db_text(w.st, 1, kind);
	rc = walk_next(c, &w, e);
	while (rc == RC_OK && (rc = db_step(c->s, rec, &more, e)) == RC_OK && more) {
		int64_t id = sqlite3_column_int64(rec, 0), rev = 0, seq = 0;

		while (rc == RC_OK && w.more && w.record < id)
			rc = lost_record(c, &w, kind, e);
		if (rc != RC_OK)
			break;
		c->out->records++;
		if (!w.more || w.record != id) {
			fault(c,
			    T("%s %" PRId64 "：记录在，日志中没有，是绕过程序加进来的",
				"%s %" PRId64 ": a record without a journal row, it was "
				"added past the program"),
			    kind, id);
			continue;
		}
		if ((rc = walk_record(c, &w, kind, &rev, &seq, e)) == RC_OK)
			rc = compare_record(c, slot, rec, rev, seq, e);
	}
	while (rc == RC_OK && w.more)
		rc = lost_record(c, &w, kind, e);
out:
	db_give(c->s, rec);
	db_give(c->s, w.st);
	return rc;
}

/* ---- the rest */

/* Each setting against the last journal row about it. */
/* The kept counts against the records (two sorted lists). */
static enum rc
check_tally(struct check *c, const char *kind, struct err *e)
{
	struct tally *kept = NULL, *real = NULL;
	size_t nkept = 0, nreal = 0, i = 0, k = 0;
	enum rc rc;

	if ((rc = store_tally(c->s, kind, &kept, &nkept, e)) != RC_OK ||
	    (rc = tally_count(c->s, kind, &real, &nreal, e)) != RC_OK)
		goto out;
	while (i < nkept && k < nreal && kept[i].n == real[k].n &&
	       strcmp(kept[i].state, real[k].state) == 0) {
		i++;
		k++;
	}
	if (i < nkept || k < nreal)
		fault(c,
		    T("%s：按状态计数与记录不符",
			"%s: the counts by state do not match the records"),
		    kind);
out:
	tally_free(kept, nkept);
	tally_free(real, nreal);
	return rc;
}

static enum rc
check_meta(struct check *c, struct err *e)
{
	static const char sql[] =
	    "SELECT m.key, m.value, (SELECT j.image FROM journal j WHERE j.kind = 'meta'"
	    " AND j.record = 0 AND instr(j.image, CAST(m.key || '=' AS BLOB)) = 1"
	    " ORDER BY j.seq DESC LIMIT 1) FROM meta m";
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc = db_take(c->s, sql, &st, e);

	while (rc == RC_OK && (rc = db_step(c->s, st, &row, e)) == RC_OK && row) {
		str_cut(&c->buf, 0);
		image_add(&c->buf, db_col(st, 0), db_col(st, 1),
		    (size_t)sqlite3_column_bytes(st, 1));
		if (c->buf.len != (size_t)sqlite3_column_bytes(st, 2) ||
		    memcmp(c->buf.s, sqlite3_column_blob(st, 2), c->buf.len) != 0)
			fault(c,
			    T("设置 %s 与日志不符，被绕过程序改动过",
				"setting %s differs from the journal, it was altered "
				"past the program"),
			    db_col(st, 0));
	}
	db_give(c->s, st);
	return rc;
}

/* Rows with a version must be about a kind that exists. */
static enum rc
check_strangers(struct check *c, struct err *e)
{
	static const char sql[] =
	    "SELECT DISTINCT kind FROM journal NOT INDEXED WHERE rev > 0";
	sqlite3_stmt *st = NULL;
	struct kind_slot *slot;
	struct err ignored;
	bool row;
	enum rc rc = db_take(c->s, sql, &st, e);

	while (rc == RC_OK && (rc = db_step(c->s, st, &row, e)) == RC_OK && row)
		if (kind_slot(c->s, db_col(st, 0), &slot, &ignored) == RC_INVAL)
			fault(c,
			    T("日志中有不认识的记录种类“%s”",
				"the journal is about an unknown kind \"%s\""),
			    db_col(st, 0));
	db_give(c->s, st);
	if (rc == RC_OK && c->images != c->compared)
		fault(c,
		    T("日志索引与日志不符：%" PRId64 " 条有版本的日志中只查到 %" PRId64
		      " 条",
			"the journal's index differs from it: of %" PRId64
			" rows with a version, %" PRId64 " were found through it"),
		    c->images, c->compared);
	return rc;
}

static enum rc
check_integrity(struct check *c, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc = db_take(c->s, "PRAGMA integrity_check(20)", &st, e);

	while (rc == RC_OK && (rc = db_step(c->s, st, &row, e)) == RC_OK && row)
		if (strcmp(db_col(st, 0), "ok") != 0)
			fault(c, T("文件结构：%s", "file: %s"), db_col(st, 0));
	db_give(c->s, st);
	return rc;
}

/*
 * What SQLite finds: damaged pages, indexes that hide rows, broken references. The CHECKs
 * are left out, they would double the time: a record that is as it was journalled has
 * passed them.
 */
static enum rc
check_file(struct check *c, struct err *e)
{
	sqlite3_stmt *st = NULL;
	bool row;
	enum rc rc;

	c->s->verifying = true;
	if ((rc = db_exec(c->s, "PRAGMA ignore_check_constraints = ON", e)) == RC_OK)
		rc = check_integrity(c, e);
	if (sqlite3_exec(c->s->db, "PRAGMA ignore_check_constraints = OFF", NULL, NULL,
		NULL) != SQLITE_OK &&
	    rc == RC_OK)
		rc = db_fail(c->s, e);
	c->s->verifying = false;
	if (rc == RC_OK)
		rc = db_take(c->s, "PRAGMA foreign_key_check", &st, e);
	while (rc == RC_OK && (rc = db_step(c->s, st, &row, e)) == RC_OK && row)
		fault(c,
		    T("%s %lld：所指的 %s 记录不存在",
			"%s %lld: refers to a record of %s that does not exist"),
		    db_col(st, 0), (long long)sqlite3_column_int64(st, 1), db_col(st, 2));
	db_give(c->s, st);
	return rc;
}

enum rc
store_verify(struct store *s, struct verify_report *out, struct err *e)
{
	struct check c = { .s = s, .out = out };
	const char *const *kinds;
	size_t n = store_kind_names(&kinds);
	bool began = false;
	enum rc rc;

	*out = (struct verify_report){ 0 };
	if ((rc = db_read_begin(s, &began, e)) != RC_OK)
		return rc;
	rc = tolerate(&c, migrate_faults(s, &out->faults, e), e);
	if (rc == RC_OK)
		rc = tolerate(&c, check_journal(&c, e), e);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		if ((rc = tolerate(&c, check_kind(&c, kinds[i], e), e)) == RC_OK)
			rc = tolerate(&c, check_tally(&c, kinds[i], e), e);
	if (rc == RC_OK)
		rc = tolerate(&c, check_strangers(&c, e), e);
	if (rc == RC_OK)
		rc = tolerate(&c, check_meta(&c, e), e);
	if (rc == RC_OK)
		rc = tolerate(&c, check_file(&c, e), e);
	db_read_end(s, began);
	if (c.untold > 0) {
		char *rest = xasprintf(T("另有 %zu 处不符", "and %zu more"), c.untold);
		strs_add(&out->faults, rest);
		free(rest);
	}
	str_free(&c.buf);
	return rc;
}

void
verify_done(struct verify_report *v)
{
	strs_free(&v->faults);
	*v = (struct verify_report){ 0 };
}
