/* SPDX-License-Identifier: MIT */
/*
 * What SQLite answers, as a code and a sentence that says what to do. Triggers write
 * their message as "中文 / English"; a broken constraint names its columns.
 */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"

static const struct failure {
	int code; /* primary or extended; the extended one stands first */
	enum rc rc;
	struct text2 text;
} failures[] = {
	{ SQLITE_READONLY_DBMOVED, RC_SYSTEM,
	    { "库文件在打开期间被移走或替换。请退出后重新打开",
		"the file was moved or replaced while it was open; leave and open it "
		"again" } },
	{ SQLITE_BUSY, RC_BUSY,
	    { "别的程序正占用这个库。请稍后再试；若一直如此，请查明谁在用它",
		"another program holds the store; try again later, or find out who uses "
		"it" } },
	{ SQLITE_LOCKED, RC_BUSY,
	    { "本程序的另一处正占用这个库。请稍后再试",
		"another part of this program holds the store; try again later" } },
	{ SQLITE_FULL, RC_FULL,
	    { "磁盘已满，这次改动没有写入。请腾出空间后重做",
		"the disk is full and this change was not written; free some space and "
		"do it again" } },
	{ SQLITE_READONLY, RC_READONLY,
	    { "库不能写入。请核对文件和目录的写权限，或不带 --readonly 重新打开",
		"the store cannot be written; check the rights of file and directory, or "
		"open it without --readonly" } },
	{ SQLITE_NOTADB, RC_FOREIGN,
	    { "不是 dingmi 的库（不是数据库，或文件头已损坏）。请核对路径，或用备份恢复",
		"not a dingmi store (no database, or its header is damaged); check the "
		"path or restore a backup" } },
	{ SQLITE_CORRUPT, RC_DAMAGED,
	    { "库已损坏。请停止录入，复制保留现场，用 dingmi verify "
	      "查明范围，再用备份恢复",
		"the store is damaged; stop entering, keep a copy, see how far it goes "
		"with dingmi verify, restore a backup" } },
	{ SQLITE_CANTOPEN, RC_SYSTEM,
	    { "打不开，或不能在其目录中建立文件。请核对路径和权限",
		"cannot be opened, or a file cannot be made in its directory; check path "
		"and rights" } },
	{ SQLITE_PERM, RC_SYSTEM,
	    { "没有权限。请由库的所有者授权",
		"no permission; ask the owner of the store" } },
	{ SQLITE_AUTH, RC_DENIED,
	    { "库不允许这种操作（不得删除记录、改动日志或结构）",
		"the store does not allow this (no record is deleted, journal and "
		"structure stay)" } },
	{ SQLITE_TOOBIG, RC_INVAL,
	    { "内容过长，不能存入。请缩短后重试",
		"the text is too long to be stored; shorten it" } },
	{ SQLITE_IOERR, RC_SYSTEM,
	    { "读写磁盘出错，这次改动没有写入。请检查磁盘",
		"reading or writing the disk failed and this change was not written; "
		"check the disk" } },
	{ SQLITE_SCHEMA, RC_BUSY,
	    { "库的结构刚被另一程序升级。请退出后重新打开",
		"another program has just upgraded the store; leave and open it "
		"again" } },
};

enum rc
db_fail_code(const char *path, int code, int os, const char *msg, struct err *e)
{
	const struct failure *f = NULL;

	/* A full disk shows as an error of write() where it is a quota or a limit. */
	if ((code & 0xff) == SQLITE_IOERR &&
	    (os == ENOSPC || os == EDQUOT || os == EFBIG))
		code = SQLITE_FULL;
	for (size_t i = 0; i < ARRAY_LEN(failures) && f == NULL; i++)
		if (failures[i].code == code || failures[i].code == (code & 0xff))
			f = &failures[i];
	if (f == NULL)
		return err_set(e, RC_SYSTEM,
		    T("%s：数据库出错（%s）", "%s: database error (%s)"), path,
		    msg != NULL ? msg : sqlite3_errstr(code));
	if (os != 0 && f->rc == RC_SYSTEM)
		return err_set(e, f->rc, T("%s：%s（%s）", "%s: %s (%s)"), path,
		    tx(f->text), strerror(os));
	return err_set(e, f->rc, T("%s：%s", "%s: %s"), path, tx(f->text));
}

/* "中文 / English": the part for the language; the whole where there is only one. */
static char *
trigger_text(const char *msg)
{
	const char *cut = strstr(msg, " / ");

	if (cut == NULL)
		return xstrdup(msg);
	return lang_get() == LANG_ZH ? xstrndup(msg, (size_t)(cut - msg))
				     : xstrdup(cut + 3);
}

/* Does the identifier name stand in expr, outside of quotes? */
static bool
names_column(const char *expr, const char *name)
{
	size_t n = strlen(name);
	bool quoted = false;

	for (const char *p = expr; *p != '\0'; p++) {
		if (*p == '\'')
			quoted = !quoted;
		if (quoted || strncmp(p, name, n) != 0)
			continue;
		if ((p == expr || (!isalnum((unsigned char)p[-1]) && p[-1] != '_')) &&
		    !isalnum((unsigned char)p[n]) && p[n] != '_')
			return true;
	}
	return false;
}

/* Conditions over several values, as people say them: what the law's gate says before,
 * should an act come as far as here. part: enough of the schema's words to know it by. */
static const struct together {
	const char *part;
	struct text2 text;
} together[] = {
	{ "approver_id <> proposer_id",
	    { "须由两人办理：提出的人不得自己审核，请由其他定密责任人审核（R042）",
		"two persons: who proposed it does not approve it, ask another "
		"responsible person (R042)" } },
	{ "approved_by_id <> drafted_by_id",
	    { "起草人不得自己批准，请由另一人批准",
		"who drafted it does not approve it, ask another person" } },
	{ "verified_by_id <> done_by_id",
	    { "整改人不得自己复查，请由另一人复查",
		"who put it right does not verify it, ask another person" } },
	{ "IS NOT secadm_id",
	    { "系统三员须为不同的人（R140）",
		"the three administrators are different persons (R140)" } },
	{ "IS NOT auditor_id",
	    { "系统三员须为不同的人（R140）",
		"the three administrators are different persons (R140)" } },
	{ "heir_id <> unit_id",
	    { "承接单位须是另一个单位", "the successor is another unit" } },
	{ "to_on >= from_on",
	    { "结束日期不得早于开始日期", "the end does not lie before the beginning" } },
	{ "valid_to > issued_on",
	    { "有效期应晚于发证日期", "the term ends after the day of issue" } },
	{ "(person_id IS NULL) <> (",
	    { "本单位人员与单位（外单位人员）填写其中一项",
		"give one of the two: a person of this unit, or the other unit's" } },
	{ "mark_removed = 1",
	    { "公开以前须去掉国家秘密标志，结论须为可以公开（R074、R113）",
		"before it is public the mark is taken off and the result lets it out "
		"(R074, R113)" } },
	{ "letter_no IS NOT NULL",
	    { "指定以书面作出：请填写指定书文号和指定日期（R032）",
		"the designation is in writing: give its number and day (R032)" } },
	{ "level IS NOT NULL AND period IS NOT NULL",
	    { "密级、期限、确定日期和审核人须一并齐全（R044）",
		"level, period, day and approver are fixed together (R044)" } },
	{ "approver_id IS NOT NULL", { "须写明审核人、日期和结论（R045）",
					 "say who decided, when and what (R045)" } },
	{ "released_on IS NOT NULL",
	    { "解密须写明日期（R111）", "a release states its day (R111)" } },
	{ "max_period IS NOT NULL",
	    { "请填写最长期限、解密条件，或者选长期（R047）",
		"give the longest period, the condition, or long-term (R047)" } },
	{ "reason IS NOT NULL",
	    { "继续保密以外的结论须写明理由（R100）",
		"a result other than keeping needs its reason (R100)" } },
};

static const struct together *
known_together(const char *expr)
{
	for (size_t i = 0; i < ARRAY_LEN(together); i++)
		if (strstr(expr, together[i].part) != NULL)
			return &together[i];
	return NULL;
}

static enum rc
fail_check(const char *expr, const struct record *r, struct err *e)
{
	struct str cols = { 0 };
	const struct kind *k = r->kind;
	const struct together *known = known_together(expr);
	size_t n = 0, last = 0;
	enum rc rc;

	if (known != NULL)
		return err_set(e, RC_INVAL, "%s", tx(known->text));
	for (size_t i = 2; i < k->ncol; i++)
		if (names_column(expr, k->col[i].name)) {
			str_addf(
			    &cols, "%s%s", n++ > 0 ? T("、", ", ") : "", k->col[i].name);
			last = i;
		}
	if (n == 1)
		rc = err_set(e, RC_INVAL,
		    T("%s 的 %s：值“%s”不合规定，须满足 %s",
			"%s, %s: value \"%s\" is not allowed, must hold: %s"),
		    k->name, str_s(&cols), r->val[last] == NULL ? "" : r->val[last],
		    expr);
	else
		rc = err_set(e, RC_INVAL,
		    T("%s 的 %s：各值之间不合规定，须满足 %s",
			"%s, %s: the values do not go together, must hold: %s"),
		    k->name, str_s(&cols), expr);
	str_free(&cols);
	return rc;
}

/* cols is "kind.a" or "kind.a, kind.b". */
static enum rc
fail_unique(const char *cols, const struct record *r, struct err *e)
{
	struct strs names = { 0 };
	struct str what = { 0 };
	enum rc rc;

	strs_split(&names, cols, ",");
	for (size_t i = 0; i < names.n; i++) {
		const char *dot = strrchr(names.v[i], '.');
		const char *name = dot == NULL ? names.v[i] : dot + 1;
		int c = kind_column(r->kind, name);

		str_addf(&what, T("%s%s“%s”", "%s%s \"%s\""), i > 0 ? T("、", ", ") : "",
		    name, c >= 2 && r->val[c] != NULL ? r->val[c] : "");
	}
	rc = err_set(e, RC_CONFLICT,
	    T("%s 已有这样一条：%s。请换一个值，或改那一条",
		"%s: there is a record with %s already; choose another value or change "
		"that one"),
	    r->kind->name, str_s(&what));
	str_free(&what);
	strs_free(&names);
	return rc;
}

/* SQLite does not say which reference failed: look for the first target that is not
 * there. */
static enum rc
fail_reference(struct store *s, const struct record *r, struct err *e)
{
	const struct kind *k = r->kind;
	struct record *target;
	struct kind_slot *slot;
	struct err ignored;

	for (size_t i = 2; i < k->ncol; i++) {
		if (k->col[i].ref == NULL || r->val[i] == NULL)
			continue;
		if (kind_slot(s, k->col[i].ref, &slot, &ignored) == RC_OK &&
		    record_load(s, slot, strtoll(r->val[i], NULL, 10), &target,
			&ignored) == RC_OK) {
			record_free(target);
			continue;
		}
		return err_set(e, RC_INVAL,
		    T("%s 的 %s：没有编号为 %s 的 %s 记录",
			"%s, %s: there is no record %s of %s"),
		    k->name, k->col[i].name, r->val[i], k->col[i].ref);
	}
	return err_set(e, RC_INVAL,
	    T("%s：所指的记录不存在", "%s: a record it refers to does not exist"),
	    k->name);
}

enum rc
db_fail_put(struct store *s, const struct record *r, struct err *e)
{
	int code = sqlite3_extended_errcode(s->db);
	const char *msg = sqlite3_errmsg(s->db), *colon = strstr(msg, "failed: ");
	char *text;
	enum rc rc;

	text = xstrdup(colon == NULL ? msg : colon + strlen("failed: "));
	if ((code & 0xff) != SQLITE_CONSTRAINT) {
		rc = db_fail(s, e);
	} else if (code == SQLITE_CONSTRAINT_CHECK) {
		rc = fail_check(text, r, e);
	} else if (code == SQLITE_CONSTRAINT_UNIQUE ||
		   code == SQLITE_CONSTRAINT_PRIMARYKEY) {
		rc = fail_unique(text, r, e);
	} else if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
		rc = fail_reference(s, r, e);
	} else if (code == SQLITE_CONSTRAINT_NOTNULL) {
		const char *dot = strrchr(text, '.');
		rc = err_set(e, RC_INVAL,
		    T("%s 的 %s：必须填写", "%s, %s: must be filled in"), r->kind->name,
		    dot == NULL ? text : dot + 1);
	} else {
		char *part = trigger_text(text);
		rc = err_set(e, RC_INVAL, T("%s：%s", "%s: %s"), r->kind->name, part);
		free(part);
	}
	free(text);
	return rc;
}

enum rc
db_fail(struct store *s, struct err *e)
{
	int now = errno, code = sqlite3_extended_errcode(s->db),
	    os = sqlite3_system_errno(s->db);
	const char *msg = sqlite3_errmsg(s->db);
	char *part;
	enum rc rc;

	if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
		free(xmalloc(
		    SIZE_MAX /
		    2)); /* dies in the one way this program dies without memory */
	/* A failing COMMIT leaves the cause in errno only. */
	if (os == 0 && (now == ENOSPC || now == EDQUOT || now == EFBIG))
		os = now;
	if ((code & 0xff) != SQLITE_CONSTRAINT)
		return db_fail_code(s->path, code, os, msg, e);
	part = trigger_text(msg);
	rc = err_set(e, RC_INVAL, T("%s：%s", "%s: %s"), s->path, part);
	free(part);
	return rc;
}
