/* SPDX-License-Identifier: MIT */
/*
 * Print preview: the paper of a record in the pager, from where it can be saved to a
 * file. The file is the paper as shown, marks included, and its owner's alone; one that
 * is there is not replaced unasked, and nothing in the home is. What is 机密 or above is
 * journalled before it leaves, as a look at it is.
 */
#include "config.h"
#include "tui/scr_print.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "report/paper.h"
#include "tui/app.h"
#include "tui/edit.h"

enum { PATH_MAX_CHARS = 400, WIDTH = 70 };

/* What a preview shows; owned by its pager. */
struct printed {
	char *kind; /* owned; NULL: no record */
	int64_t id;
	enum level level; /* what it bears */
	char *name;	  /* owned: file proposed */
};

struct saveview {
	struct view v;
	const char *text;	     /* borrowed from the pager below */
	const struct printed *paper; /* borrowed from it, too */
	struct edit *ed;
	char *replaces; /* owned: path that was asked about; NULL none */
};

static void
printed_free(void *ctx)
{
	struct printed *p = ctx;

	free(p->kind);
	free(p->name);
	free(p);
}

/* ---- where to */

/* "~/x" as people write it. */
static char *
expand(const char *typed)
{
	const char *home = getenv("HOME");

	return strncmp(typed, "~/", 2) == 0 && home != NULL ? path_join(home, typed + 2)
							    : xstrdup(typed);
}

static char *
parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL   ? xstrdup(".")
	       : slash == path ? xstrdup("/")
			       : xstrndup(path, (size_t)(slash - path));
}

/* The store, its lock, the logs of drills and the unit's own forms lie in the home and
 * below it: no paper takes the place of one. */
static bool
in_home(struct bench *b, const char *path)
{
	char *dir = parent_of(path), *home = parent_of(store_path(bench_store(b)));
	char real_dir[PATH_MAX], real_home[PATH_MAX];
	bool yes = realpath(dir, real_dir) != NULL && realpath(home, real_home) != NULL;

	if (yes) {
		size_t n = strlen(real_home);

		yes = strncmp(real_dir, real_home, n) == 0 &&
		      (real_dir[n] == '\0' || real_dir[n] == '/');
	}
	free(dir);
	free(home);
	return yes;
}

/* What would fail anyway shall not leave a row. */
static enum rc
writable(const char *path, struct err *e)
{
	char *dir = parent_of(path);
	enum rc rc = access(dir, W_OK | X_OK) == 0 ? RC_OK : file_failed(dir, errno, e);

	free(dir);
	return rc;
}

/* ---- saving */

static enum rc
journal(struct saveview *sv, const char *path, struct err *e)
{
	struct bench *b = app_bench(sv->v.app);
	struct record *r = NULL;
	enum rc rc;

	if (sv->paper->kind == NULL)
		return RC_OK;
	if ((rc = store_get(bench_store(b), sv->paper->kind, sv->paper->id, &r, e)) ==
	    RC_OK)
		rc = bench_printed(b, r, sv->paper->level, path, e);
	record_free(r);
	return rc;
}

static void
write_to(struct saveview *sv, const char *path)
{
	struct app *a = sv->v.app;
	struct err e = { 0 };

	/* first the row: a paper that nobody knows of is worse than a row too many */
	if (writable(path, &e) != RC_OK || journal(sv, path, &e) != RC_OK ||
	    file_write(path, sv->text, strlen(sv->text), 0600, &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	app_pop(a, RESULT_DONE, 0);
	app_say(a, INK_GOOD,
	    T("已存为 %s，只有本人能读；纸质件按所标密级管理",
		"saved as %s, readable by its owner only; paper copies are handled as "
		"marked"),
	    path);
}

static void
save(struct saveview *sv)
{
	struct app *a = sv->v.app;
	char *typed = text_trim(xstrdup(edit_text(sv->ed))), *path = expand(typed);
	char *question;

	free(sv->replaces);
	sv->replaces = NULL;
	if (*path == '\0' || path[strlen(path) - 1] == '/') {
		app_say(a, INK_WARN, T("请写文件名", "write the name of a file"));
	} else if (in_home(app_bench(a), path)) {
		app_say(a, INK_WARN,
		    T("数据目录里不存文件，请换一个地方",
			"nothing is saved in the home of the store; choose another "
			"place"));
	} else if (file_exists(path)) {
		sv->replaces = path;
		path = NULL;
		question = xasprintf(
		    T("已有 %s，替换它吗？", "%s exists. Replace it?"), sv->replaces);
		app_push(a, ask_new(T("替换文件", "Replace a file"), question, NULL));
		free(question);
	} else {
		write_to(sv, path);
	}
	free(path);
	free(typed);
}

/* ---- the view */

static void
save_title(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, T("存为文件", "Save to a file"));
}

static void
save_draw(struct view *v, struct rect r)
{
	struct saveview *sv = (struct saveview *)v;
	struct str s = { 0 };
	int row, col, x = r.x + 1, w = r.w - 2;

	draw_text(r.y, x, w, INK_PLAIN,
	    T("文件名（所在目录须已存在）：", "file (its directory must exist):"));
	edit_size(sv->ed, w, 1);
	edit_row(sv->ed, 0, &s);
	edit_cursor(sv->ed, &row, &col);
	draw_text(r.y + 1, x, w, INK_FIELD_FOCUS, str_s(&s));
	draw_cursor(r.y + 1, x + (col < w ? col : w - 1));
	str_free(&s);
}

static bool
save_action(struct view *v, enum action a)
{
	if (a != ACTION_OPEN && a != ACTION_SAVE)
		return false;
	save((struct saveview *)v);
	return true;
}

static bool
save_text(struct view *v, const char *s, bool paste)
{
	(void)paste;
	edit_insert(((struct saveview *)v)->ed, s, strlen(s));
	return true;
}

static bool
save_key(struct view *v, int key)
{
	return edit_key(((struct saveview *)v)->ed, key);
}

static void
save_bar(struct view *v, struct keybar *bar)
{
	(void)v;
	keybar_add(bar, ACTION_SAVE, T("存", "save"));
	keybar_add(bar, ACTION_BACK, T("放弃", "give up"));
}

static void
save_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out,
	    T("存为文件：与预览一样，含国家秘密标志，60行一页，只有本人能读，"
	      "用您的打印办法打印。已有的文件先问再替换。"
	      "机密级以上的，何人何时存到哪里记入日志。\n",
		"Save to a file: as previewed, marks included, 60 lines a page, readable "
		"by its owner only; print it by your own means. An existing file is "
		"asked about. Of 机密 and above it is journalled who saved it where.\n"));
}

static void
save_back(struct view *v, int result, int64_t id)
{
	struct saveview *sv = (struct saveview *)v;

	(void)id;
	if (result == RESULT_DONE && sv->replaces != NULL)
		write_to(sv, sv->replaces);
}

static void
save_free(struct view *v)
{
	struct saveview *sv = (struct saveview *)v;

	edit_free(sv->ed);
	free(sv->replaces);
	free(sv);
}

static const struct view_ops save_ops = {
	.name = "save-file",
	.title = save_title,
	.draw = save_draw,
	.action = save_action,
	.text = save_text,
	.key = save_key,
	.bar = save_bar,
	.help = save_help,
	.back = save_back,
	.free = save_free,
};

static void
save_ask(struct view *pager, const char *text, void *ctx)
{
	struct app *a = pager->app;
	struct saveview *sv;

	if (a->drill != NULL) {
		app_say(a, INK_WARN,
		    T("演练中的表只供阅读，不存为文件",
			"papers of a drill are to be read, not saved"));
		return;
	}
	/* the program writes with the rights of the account it runs as */
	if (!bench_personal(app_bench(a))) {
		app_say(a, INK_WARN,
		    T("共用库不从这里存文件：写出的文件属服务账户，您取不到",
			"a shared store saves nothing from here: the file would belong "
			"to the service account, out of your reach"));
		return;
	}
	sv = xcalloc(1, sizeof(*sv));
	sv->v.ops = &save_ops;
	sv->v.popup = true;
	sv->v.popup_w = WIDTH;
	sv->v.popup_h = 2;
	sv->text = text;
	sv->paper = ctx;
	sv->ed = edit_new(false, PATH_MAX_CHARS);
	edit_set(sv->ed, sv->paper->name);
	stack_push(a, &sv->v, pager);
}

/* ---- the preview */

void
print_text(struct app *a, const char *title, const char *text, const struct record *r,
    enum level level, const char *name)
{
	struct printed *p = xcalloc(1, sizeof(*p));
	struct str shown = { 0 };
	struct view *v;

	str_add(&shown, text);
	if (term_ascii())
		paper_ascii(&shown);
	v = pager_new("print", title, str_s(&shown), level);
	str_free(&shown);

	p->kind = r != NULL ? xstrdup(r->kind->name) : NULL;
	p->id = r != NULL ? r->id : 0;
	p->level = level;
	p->name = xasprintf("%s.txt", name);
	pager_saves(v, save_ask, p, printed_free);
	app_push(a, v);
}

void
print_preview(struct app *a, const struct record *r)
{
	struct bench *b = app_bench(a);
	const char *kind = r->kind->name, *form = paper_of_record(r);
	const struct kind_def *k = kind_def(kind);
	struct str text = { 0 };
	struct err e = { 0 };
	char *title, *name, no[40] = "";
	enum level level = LEVEL_NONE;

	if (paper_print(b, form, kind, r->id, &text, &level, &e) != RC_OK) {
		app_error(a, &e);
		str_free(&text);
		return;
	}
	title = xasprintf("%s %s", T("打印预览", "Print preview"),
	    form != NULL ? form
	    : k != NULL	 ? tx(k->title)
			 : kind);
	if (kind_column(r->kind, "no") >= 0)
		snprintf(no, sizeof(no), "%s", record_get(r, "no"));
	if (*no == '\0')
		snprintf(no, sizeof(no), "%s-%lld", kind, (long long)r->id);
	name = xasprintf("%s%s%s", no, form != NULL ? "-" : "", form != NULL ? form : "");
	print_text(a, title, str_s(&text), r, level, name);
	free(name);
	free(title);
	str_free(&text);
}
