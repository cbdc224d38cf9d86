/* SPDX-License-Identifier: MIT */
/*
 * Whose store it is and who is at it. A personal store belongs to the very user who runs
 * the program: he may act as anybody, and proves nothing by it. In a service store the
 * process is the service account's (or root's) and the person is the one sudo named in
 * SUDO_UID; where the process is not the account's, SUDO_UID may have been set by anybody
 * and the real uid counts. sshd's ForceCommand names the person by --service --as LOGIN:
 * the client cannot change that line, and sudo users cannot reach it, since SUDO_UID bars
 * it. A sample is fiction, so its owner may act as anybody even within a sudo shell.
 */
#include "config.h"
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static char *
default_home(void)
{
	const char *base = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct passwd *pw;

	if (base != NULL && *base == '/')
		return path_join(base, "dingmi");
	if (home == NULL || *home != '/') {
		pw = getpwuid(getuid());
		home = pw != NULL && pw->pw_dir != NULL ? pw->pw_dir : "/";
	}
	return xasprintf("%s/.local/share/dingmi", home);
}

static char *
login_of(uid_t uid)
{
	struct passwd *pw = getpwuid(uid);

	return pw != NULL ? xstrdup(pw->pw_name) : xasprintf("uid %ld", (long)uid);
}

/* "ssh 10.0.0.5 pts/3", "pts/3": what a journal row says of the place. */
static char *
origin_of(void)
{
	const char *ssh = getenv("SSH_CONNECTION"), *tty = NULL;
	struct str s = { 0 };
	size_t n;

	for (int fd = 0; fd < 3 && tty == NULL; fd++)
		tty = ttyname(fd);
	if (tty != NULL && strncmp(tty, "/dev/", 5) == 0)
		tty += 5;
	n = ssh != NULL ? strspn(ssh, "0123456789abcdefABCDEF.:%") : 0;
	if (n > 0 && n < 64 && ssh[n] == ' ') {
		str_add(&s, "ssh ");
		str_addn(&s, ssh, n);
	}
	if (tty != NULL)
		str_addf(&s, "%s%s", s.len > 0 ? " " : "", tty);
	if (s.len == 0)
		str_add(&s, T("无终端", "no terminal"));
	return str_take(&s);
}

/* Is it a sample? Looked at aside; what is wrong with the store is told when it is
 * opened. */
static bool
is_sample(const char *home)
{
	static const struct clock clock = { DATE_NONE };
	char *path = path_join(home, "dingmi.db"), *v = NULL;
	struct store *s = NULL;
	struct err e;
	bool is = false;

	if (store_open(path, STORE_READONLY, &clock, &s, &e) == RC_OK &&
	    store_meta_get(s, "sample", &v, &e) == RC_OK)
		is = v != NULL;
	free(v);
	free(path);
	store_close(s);
	return is;
}

/* The uid that sudo was called by; false: not through sudo. */
static bool
sudo_uid(uid_t *uid)
{
	const char *s = getenv("SUDO_UID");

	if (s == NULL)
		return false;
	/* Garbage is nobody: it must not count as "not through sudo". */
	*uid = *s != '\0' && strlen(s) < 10 && s[strspn(s, "0123456789")] == '\0'
		   ? (uid_t)strtoul(s, NULL, 10)
		   : (uid_t)-1;
	return true;
}

static bool
may_name_person(const struct cli *c, bool owner, bool sudo)
{
	if (c->personal || (c->as == NULL && c->today == DATE_NONE))
		return true;
	if (c->today != DATE_NONE)
		complain("%s", T("公用库不能用 --today：以系统时钟为准",
				   "--today is not for a service store: its clock is the "
				   "system's"));
	else if (c->service && owner && !sudo)
		return true;
	else
		complain(T("公用库不能用 --as：您就是 %s；请以本人登录进入",
			     "--as is not for a service store: you are %s; sign in as "
			     "yourself"),
		    c->login);
	return false;
}

bool
cli_identify(struct cli *c)
{
	struct stat sb;
	uid_t me = getuid(), by = me;
	bool owner = true, sudo;

	free(c->home_dir);
	free(c->login);
	free(c->origin);
	c->home_dir = c->home != NULL ? xstrdup(c->home) : default_home();
	sudo = sudo_uid(&by);
	if (stat(c->home_dir, &sb) == 0)
		owner = sb.st_uid == me;
	if (!owner && me != 0)
		by = me;
	c->login = login_of(by);
	c->origin = origin_of();
	c->personal = owner && !c->service && (!sudo || is_sample(c->home_dir));
	return may_name_person(c, owner, sudo);
}

struct bench_options
cli_bench_options(const struct cli *c)
{
	return (struct bench_options){ .home = c->home_dir,
		.data = c->data,
		.today = c->today,
		.readonly = c->readonly,
		.login = c->login,
		.origin = c->origin,
		.personal = c->personal };
}

static void
no_home(const struct cli *c)
{
	complain(T("%s：这里还没有库（dingmi.db）。请先建立：\n"
		   "  dingmi init %s --sample     试用：虚构的示例机关\n"
		   "  dingmi init %s --org 文件   正式使用：本单位的 org.ini，写法见 "
		   "dingmi-org(5)",
		     "%s: there is no store (dingmi.db) here. Make one first:\n"
		     "  dingmi init %s --sample     to try it: a fictional organisation\n"
		     "  dingmi init %s --org FILE   for real: your org.ini, see "
		     "dingmi-org(5)"),
	    c->home_dir, c->home_dir, c->home_dir);
}

/* The only person of that name. */
static enum rc
person_named(struct bench *b, const char *name, int64_t *id, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	char *expr = xasprintf("=%s", name);
	enum rc rc;

	query_init(&q, store_kind(bench_store(b), "person"));
	if ((rc = query_example(&q, "name", expr, e)) == RC_OK)
		rc = store_page(bench_store(b), &q, PAGE_FIRST, NULL, 2, &page, e);
	if (rc == RC_OK && page.n == 0)
		rc = err_set(e, RC_NOTFOUND,
		    T("--as：没有登录名、工号或姓名为“%s”的人员；dingmi list person "
		      "列出人员",
			"--as: nobody has the login, number or name '%s'; dingmi list "
			"person shows who there is"),
		    name);
	else if (rc == RC_OK && page.n > 1)
		rc = err_set(e, RC_INVAL,
		    T("--as：不止一人叫“%s”；请用工号 %s 或 %s",
			"--as: several people are called '%s': use the number, %s or %s"),
		    name, record_get(page.rec[0], "no"), record_get(page.rec[1], "no"));
	else if (rc == RC_OK)
		*id = page.rec[0]->id;
	page_done(&page);
	query_done(&q);
	free(expr);
	return rc;
}

static enum rc
person_of(struct bench *b, const struct cli *c, int64_t *id, struct err *e)
{
	static const char *const keys[] = { "login", "no" };
	struct record *r = NULL;
	enum rc rc = RC_OK;

	*id = 0;
	if (c->as == NULL)
		return bench_find_login(b, c->login, id, e);
	for (size_t i = 0; i < (c->personal ? ARRAY_LEN(keys) : 1) && r == NULL; i++)
		if ((rc = store_find(bench_store(b), "person", keys[i], c->as, &r, e)) !=
		    RC_OK)
			return rc;
	if (r != NULL)
		*id = r->id;
	record_free(r);
	return *id != 0 || !c->personal ? RC_OK : person_named(b, c->as, id, e);
}

static enum rc
let_act(struct bench *b, const struct cli *c, bool need, struct err *e)
{
	int64_t id;
	enum rc rc;

	/* In a personal store the workbench asks; verbs take its owner if he is on the
	 * staff. */
	if (c->personal && c->as == NULL && !need)
		return RC_OK;
	if ((rc = person_of(b, c, &id, e)) != RC_OK)
		return rc;
	if (id != 0) {
		rc = bench_act_as(b, id, e);
		return c->personal && c->as == NULL ? RC_OK : rc;
	}
	if (c->personal)
		return RC_OK;
	return err_set(e, RC_DENIED,
	    T("人员中没有登录名 %s；请由保密办（新建的库由安全保密管理员）登记后再进入",
		"nobody on the staff has the login %s; ask the secrecy office (in a new "
		"store the security administrator) to register it"),
	    c->as != NULL ? c->as : c->login);
}

struct bench *
cli_open(struct cli *c, bool need)
{
	struct bench_options o;
	struct bench *b = NULL;
	struct stat sb;
	struct err e;
	char *db;
	bool there;

	if (!cli_identify(c))
		return NULL;
	db = path_join(c->home_dir, "dingmi.db");
	there = lstat(db, &sb) == 0 || access(c->home_dir, X_OK) != 0;
	if (!there || lstat(c->home_dir, &sb) != 0) {
		no_home(c);
		free(db);
		return NULL;
	}
	free(db);
	o = cli_bench_options(c);
	if (bench_open(&o, &b, &e) != RC_OK || let_act(b, c, need, &e) != RC_OK) {
		complain_err(&e);
		bench_close(b);
		return NULL;
	}
	if (need && bench_warning(b) != NULL)
		complain("%s", bench_warning(b));
	return b;
}
