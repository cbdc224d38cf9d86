/* SPDX-License-Identifier: MIT */
/*
 * What stands in the way here: one line a check, [是] or [否], with what to do. It reads
 * and changes nothing, and goes on after a fault, since the next one may be its cause.
 */
#include "config.h"
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "tui/term.h"

enum { FREE_MB = 100, WAL_MB = 128 };

struct doctor {
	struct cli *c;
	struct store *store;
	int faults;
};

static void
say(struct doctor *d, bool ok, const char *what, const char *fmt, ...) PRINTF_LIKE(4, 5);

static void
say(struct doctor *d, bool ok, const char *what, const char *fmt, ...)
{
	struct json j = { .f = stdout };
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	d->faults += !ok;
	if (!d->c->json) {
		printf("[%s] %s:%s%s\n", ok ? T("是", "yes") : T("否", "no"), what,
		    T("", " "), text);
		return;
	}
	json_open(&j, '{');
	json_key(&j, "check");
	json_string(&j, what);
	json_key(&j, "ok");
	json_bool(&j, ok);
	json_key(&j, "text");
	json_string(&j, text);
	json_close(&j, '}');
	json_end(&j);
}

static void
look_program(struct doctor *d)
{
	say(d, true, T("程序", "program"), "%s, %s, %s, %s", PACKAGE_STRING,
	    store_library(), term_library(), digest_library());
}

static void
look_locale(struct doctor *d)
{
	const char *what = T("语言环境", "locale");
	char *set;

	if (setlocale(LC_CTYPE, "") != NULL &&
	    strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
		say(d, true, what, "%s", setlocale(LC_CTYPE, NULL));
	} else if ((set = setlocale(LC_CTYPE, "C.UTF-8")) != NULL) {
		say(d, true, what,
		    T("环境设的不是 UTF-8，程序自用 %s",
			"the environment's is not UTF-8; the program uses %s itself"),
		    set);
	} else {
		say(d, false, what, "%s",
		    T("没有 C.UTF-8，中文不能显示；请安装 libc-bin",
			"there is no C.UTF-8 and Chinese cannot be shown: install "
			"libc-bin"));
	}
	setlocale(LC_CTYPE, "C");
}

static void
look_terminal(struct doctor *d)
{
	const char *what = T("终端", "terminal"), *term = getenv("TERM");
	struct err e;

	if (!isatty(STDIN_FILENO) && (term == NULL || *term == '\0')) {
		say(d, true, what, "%s",
		    T("不在终端里运行，未检查", "none here, not looked at"));
	} else if (term_check(&e) != RC_OK) {
		say(d, false, what, "%s", e.msg);
	} else {
		say(d, true, what,
		    T("TERM=%s 能定位光标", "TERM=%s can place the cursor"), term);
		say(d, true, T("中文宽度", "width of Chinese"), "%s",
		    T("工作台打开时自行探测；若表格仍对不齐，加 --ambiguous 2 或 --ascii",
			"found out when the workbench opens; if columns are still "
			"uneven, "
			"add --ambiguous 2 or --ascii"));
	}
}

static void
look_home(struct doctor *d)
{
	const char *what = T("数据目录", "home"), *home = d->c->home_dir;
	struct passwd *pw;
	struct stat sb;

	if (lstat(home, &sb) != 0) {
		say(d, false, what,
		    T("%s：%s；用 dingmi init %s --sample 建一个试用的",
			"%s: %s; dingmi init %s --sample makes one to try"),
		    home, strerror(errno), home);
		return;
	}
	pw = getpwuid(sb.st_uid);
	if ((sb.st_mode & 077) != 0)
		say(d, false, what,
		    T("%s：权限是 %03o，别人也能进入；请执行 chmod 700 %s",
			"%s: its mode is %03o, others can enter; run chmod 700 %s"),
		    home, (unsigned)sb.st_mode & 0777, home);
	else
		say(d, true, what, T("%s，属 %s，权限 %03o", "%s, of %s, mode %03o"),
		    home, pw != NULL ? pw->pw_name : "?", (unsigned)sb.st_mode & 0777);
	say(d, true, T("使用方式", "store"),
	    d->c->personal
		? T("个人库：可以以任何人的身份办理，不能证明是谁（登录名 %s）",
		      "personal: may act as anybody, which proves nothing "
		      "(login %s)")
		: T("公用库：登录名 %s 就是办理人", "service: the login %s is who acts"),
	    d->c->login);
}

static void
look_disk(struct doctor *d)
{
	const char *what = T("磁盘", "disk");
	struct statvfs fs;
	unsigned long long mb;

	if (statvfs(d->c->home_dir, &fs) != 0)
		return;
	mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
	if (mb < FREE_MB)
		say(d, false, what,
		    T("只剩 %llu MB；请腾出至少 %d MB，否则不能写入",
			"%llu MB are left: free at least %d MB, or nothing can be "
			"written"),
		    mb, FREE_MB);
	else
		say(d, true, what, T("剩余 %llu MB", "%llu MB free"), mb);
}

static void
look_files(struct doctor *d, const char *db)
{
	char *wal = xasprintf("%s-wal", db);
	struct stat sb;

	if (stat(db, &sb) == 0 && (sb.st_mode & 077) != 0)
		say(d, false, T("库文件", "store file"),
		    T("%s：权限是 %03o；请执行 chmod 600 %s",
			"%s: its mode is %03o; run chmod 600 %s"),
		    db, (unsigned)sb.st_mode & 0777, db);
	if (stat(wal, &sb) == 0 && sb.st_size > (off_t)WAL_MB << 20)
		say(d, false, T("预写日志", "write-ahead log"),
		    T("%s 有 %lld MB；有程序长期占用读取，请全部退出后再打开一次",
			"%s has %lld MB: some program keeps reading; leave them all and "
			"open the store once"),
		    wal, (long long)(sb.st_size >> 20));
	free(wal);
}

static void
look_clock(struct doctor *d)
{
	const char *what = T("时钟", "clock");
	struct jrows rows = { 0 };
	char day[11] = "", today[11];
	struct err e;

	date_format(clock_today(store_clock(d->store)), today);
	if (store_history(d->store, NULL, 0, 0, 1, &rows, &e) != RC_OK)
		say(d, false, what, "%s", e.msg);
	else if (rows.n > 0 && (snprintf(day, sizeof(day), "%.10s", rows.v[0].at),
				   strcmp(day, today) > 0))
		say(d, false, what,
		    T("今天是 %s，最后一条日志却在 %s；请校准系统时钟",
			"it is %s, but the last journal row is of %s: set the system "
			"clock"),
		    today, rows.v[0].at);
	else
		say(d, true, what,
		    T("%s，不早于最后一条日志", "%s, not before the journal's "
						"last row"),
		    today);
	jrows_free(&rows);
}

static void
look_store(struct doctor *d)
{
	static const struct clock clock = { DATE_NONE };
	const char *what = T("库", "store file");
	char *db = path_join(d->c->home_dir, "dingmi.db");
	struct stat sb;
	struct err e;

	if (stat(d->c->home_dir, &sb) == 0) {
		look_disk(d);
		look_files(d, db);
		if (store_open(db, STORE_READONLY, &clock, &d->store, &e) != RC_OK) {
			say(d, false, what, "%s", e.msg);
		} else {
			say(d, true, what,
			    T("%s 可以打开；内容用 dingmi verify 核对",
				"%s opens; dingmi verify looks into it"),
			    db);
			look_clock(d);
		}
	}
	store_close(d->store);
	free(db);
}

static void
look_org(struct doctor *d)
{
	char *path = path_join(d->c->home_dir, "org.ini");
	struct org *o = NULL;
	struct stat sb;
	struct err e;

	if (stat(d->c->home_dir, &sb) == 0) {
		bool ok = org_load(path, &o, &e) == RC_OK;

		say(d, ok, "org.ini", "%s", ok ? o->name : e.msg);
	}
	org_free(o);
	free(path);
}

static void
look_forms(struct doctor *d)
{
	const char *what = T("表单", "forms");
	struct strs faults = { 0 };
	struct err e;

	if (bench_check_forms(d->c->data, d->c->home_dir, &faults, &e) != RC_OK)
		say(d, false, what, "%s", e.msg);
	else if (faults.n > 0)
		say(d, false, what,
		    T("有 %zu 处问题，第一处：%s；dingmi check-forms 列出全部",
			"%zu faults, the first: %s; dingmi check-forms lists them"),
		    faults.n, faults.v[0]);
	else
		say(d, true, what, "%s", d->c->data);
	strs_free(&faults);
}

int
verb_doctor(struct cli *c)
{
	static void (*const looks[])(struct doctor *) = { look_program, look_locale,
		look_terminal, look_home, look_store, look_org, look_forms };
	struct doctor d = { .c = c };

	if (!cli_identify(c))
		return EXIT_BAD;
	for (size_t i = 0; i < ARRAY_LEN(looks); i++)
		looks[i](&d);
	return d.faults > 0 ? EXIT_NO : EXIT_YES;
}
