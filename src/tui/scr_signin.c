/* SPDX-License-Identifier: MIT */
/*
 * Who acts. In a personal store one chooses a person of the (sample) organisation; in a
 * service store the real login says who one is, and the screen says it, or why not.
 */
#include "config.h"
#include "tui/edit.h"
#include "tui/layout.h"
#include "tui/scr_clock.h"
#include "tui/view.h"

#include <stdlib.h>
#include <string.h>

enum { PEOPLE_MAX = 500, TYPED_MAX = 30, NAME = 12, POST = 24, START_MAX = 20 };

struct someone {
	int64_t id;
	char *name, *post, *roles; /* owned; roles NULL: not asked yet */
};
struct signin {
	struct view v;
	bool personal;
	int64_t known; /* service store: the person of this login, 0 none */
	char *name;    /* owned: of that person */
	struct someone *who;
	struct span span;
	struct edit *typed;
};

static struct bench *
bench(const struct signin *s)
{
	return app_bench(s->v.app);
}

static void
clear(struct signin *s)
{
	for (size_t i = 0; i < s->span.n; i++) {
		free(s->who[i].name);
		free(s->who[i].post);
		free(s->who[i].roles);
	}
	free(s->who);
	s->who = NULL;
	s->span.n = 0;
}

static enum rc
find_people(struct signin *s, struct page *page, struct err *e)
{
	static const char *const cols[] = { "name", "initials", "no", "login" };
	struct store *store = bench_store(bench(s));
	struct query q;
	enum rc rc;

	query_init(&q, store_kind(store, "person"));
	rc = *edit_text(s->typed) != '\0'
		 ? store_complete(store, &q, cols, ARRAY_LEN(cols), edit_text(s->typed),
		       PEOPLE_MAX, page, e)
		 : store_page(store, &q, PAGE_FIRST, NULL, PEOPLE_MAX, page, e);
	query_done(&q);
	return rc;
}

static void
list_people(struct signin *s)
{
	struct page page = { 0 };
	struct err e = { 0 };

	clear(s);
	if (find_people(s, &page, &e) != RC_OK)
		app_error(s->v.app, &e);
	s->who = xcalloc(page.n + 1, sizeof(*s->who));
	for (size_t i = 0; i < page.n; i++)
		if (strcmp(record_state(page.rec[i]), "ended") != 0)
			s->who[s->span.n++] = (struct someone){
				.id = page.rec[i]->id,
				.name = xstrdup(record_get(page.rec[i], "name")),
				.post = bench_label(
				    bench(s), "post", record_int(page.rec[i], "post_id")),
			};
	page_done(&page);
	s->span.cur = 0;
	span_fit(&s->span);
}

static void
learn_roles(struct signin *s)
{
	struct err e = { 0 };
	unsigned roles;

	for (size_t i = s->span.top; span_shows(&s->span, i); i++) {
		if (s->who[i].roles != NULL)
			continue;
		if (bench_roles_of(bench(s), s->who[i].id, &roles, &e) != RC_OK)
			app_error(s->v.app, &e);
		s->who[i].roles = roles_text(roles);
	}
}

/* Who just presses Enter is to meet everyday work: the three administrators, who are
 * entered first of all and take no part in it, are passed by. */
static void
start_with_work(struct signin *s)
{
	const unsigned admin = ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR;
	struct err e = { 0 };
	unsigned roles = admin;

	for (size_t i = 0; i < s->span.n && i < START_MAX && (roles & admin) != 0; i++) {
		if (bench_roles_of(bench(s), s->who[i].id, &roles, &e) != RC_OK) {
			app_error(s->v.app, &e);
			return;
		}
		s->span.cur = i;
	}
	if ((roles & admin) != 0)
		s->span.cur = 0;
}

/* ---- painting */

static void
signin_title(struct view *v, struct str *out)
{
	struct signin *s = (struct signin *)v;

	str_add(out, s->personal ? T("以谁的身份办理", "act as") : T("登录", "sign in"));
}

static void
draw_words(struct signin *s, struct paint *p)
{
	const struct org *o = bench_org(bench(s));

	paint_line(p, INK_TITLE, o != NULL && o->name != NULL ? o->name : "");
	paint_wrapped(p, INK_DIM,
	    T("定密责任人工作台。只登记国家秘密事项的要素和去向，不存放秘密内容本身。",
		"A workbench for classification responsible persons. It registers the "
		"particulars of state secrets, never their content."),
	    2, false);
	if (bench_sample(bench(s)))
		paint_wrapped(p, INK_DIM,
		    T("这是示例单位，人员和事项都是虚构的，可放心试用。",
			"This is the sample organisation: people and matters are "
			"fictional; try anything."),
		    2, false);
	if (bench_readonly(bench(s)))
		paint_line(p, INK_WARN,
		    T("只读方式：可以查看，不能办理。",
			"Read-only: you can look, not act."));
}

static void
draw_someone(struct signin *s, size_t i, int y, int x, int w)
{
	const struct someone *m = &s->who[i];
	bool focus = i == s->span.cur;
	enum ink ink = focus ? INK_FOCUS : INK_PLAIN;
	int post = w >= 100 ? POST + 8
		   : w < 70 ? POST - 8
			    : POST,
	    at = x + NAME + 1 + post + 1;

	draw_text(y, x, NAME, focus ? INK_FOCUS : INK_TITLE, m->name);
	draw_text(y, x + NAME, 1, ink, "");
	draw_text(y, x + NAME + 1, post, ink, m->post);
	draw_text(y, x + NAME + 1 + post, 1, ink, "");
	draw_text(y, at, x + w - at, ink, m->roles != NULL ? m->roles : "");
}

static void
draw_people(struct signin *s, struct paint *p)
{
	const char *label = T("姓名：", "Name: ");
	int lab = text_width(label), row, col;
	struct str line = { 0 };

	paint_rule(p, T("选择以谁的身份办理", "Choose whom to act as"));
	if (paint_room(p)) {
		draw_text(p->y + p->row, p->x, lab, INK_LABEL, label);
		edit_size(s->typed,
		    p->w - lab > 30  ? 30
		    : p->w - lab > 2 ? p->w - lab
				     : 2,
		    1);
		edit_row(s->typed, 0, &line);
		draw_text(p->y + p->row, p->x + lab, 30, INK_FIELD, str_s(&line));
		edit_cursor(s->typed, &row, &col);
		draw_text(p->y + p->row, p->x + lab + 31, p->w - lab - 31, INK_DIM,
		    T("键入姓名、编号或拼音首字母筛选", "type a name, number or login"));
		p->row++;
		str_free(&line);
	}
	s->span.h = p->h - p->row;
	span_fit(&s->span);
	learn_roles(s);
	if (s->span.n == 0) {
		paint_line(p, INK_WARN,
		    T("没有相符的人员。Backspace 改短，或导入人员：dingmi import person "
		      "文件.csv",
			"nobody matches; shorten it, or: dingmi import person FILE.csv"));
		draw_cursor(p->y + p->row - 1, p->x);
		return;
	}
	for (size_t i = s->span.top; span_shows(&s->span, i) && paint_room(p); i++) {
		if (i == s->span.cur)
			draw_cursor(p->y + p->row, p->x);
		draw_someone(s, i, p->y + p->row++, p->x, p->w);
	}
}

static void
draw_known(struct signin *s, struct paint *p)
{
	struct actor a = bench_actor(bench(s));
	struct str words = { 0 };
	char *roles = roles_text(bench_roles(bench(s)));

	paint_line(p, INK_PLAIN, "");
	if (s->known != 0)
		str_addf(&words,
		    T("您以登录名 %s 进入，登记的人员是 %s(%s)。按回车进入。",
			"You came in as %s, who is %s (%s). Enter goes on."),
		    a.login, s->name, roles);
	else
		str_addf(&words,
		    T("登录名 %s "
		      "没有对应的在岗人员，不能进入。请保密办在“人员”中把您的登录名登记为"
		      " "
		      "%s，再重新打开本程序。按 %s 退出。",
			"Login %s belongs to nobody on the staff. Ask the secrecy office "
			"to enter the login %s with your person, then start again. %s "
			"quits."),
		    a.login, a.login, key_of(ACTION_QUIT));
	draw_cursor(p->y + p->row, p->x);
	paint_wrapped(p, s->known != 0 ? INK_PLAIN : INK_WARN, str_s(&words), 4, false);
	free(roles);
	str_free(&words);
}

static void
signin_draw(struct view *v, struct rect r)
{
	struct signin *s = (struct signin *)v;
	struct paint p = paint_of(r, 1);

	draw_words(s, &p);
	if (s->personal)
		draw_people(s, &p);
	else
		draw_known(s, &p);
}

/* ---- keys */

static void
enter(struct signin *s)
{
	int64_t id =
	    s->personal ? s->span.cur < s->span.n ? s->who[s->span.cur].id : 0 : s->known;
	struct err e = { 0 };

	if (id == 0) {
		app_say(s->v.app, INK_WARN,
		    T("没有可进入的人员", "there is nobody to act as"));
		return;
	}
	if (bench_act_as(bench(s), id, &e) != RC_OK)
		app_error(s->v.app, &e);
	else {
		app_push(s->v.app, home_new(s->v.app));
		clock_ask(s->v.app);
	}
}

static bool
signin_key(struct view *v, int key)
{
	struct signin *s = (struct signin *)v;

	if (!s->personal)
		return false;
	if (key == K_ESC && *edit_text(s->typed) != '\0')
		edit_set(s->typed, "");
	else if (key != K_BACKSPACE || !edit_key(s->typed, key))
		return false;
	list_people(s);
	return true;
}

static bool
signin_text(struct view *v, const char *text, bool paste)
{
	struct signin *s = (struct signin *)v;

	(void)paste;
	/* Names are typed here, so '?' alone stays a key: it is in no name. */
	if (!s->personal || strcmp(text, "?") == 0)
		return false;
	edit_insert(s->typed, text, strlen(text));
	list_people(s);
	return true;
}

static bool
signin_action(struct view *v, enum action a)
{
	struct signin *s = (struct signin *)v;

	if (s->personal && span_action(&s->span, a))
		return true;
	if (a == ACTION_OPEN || a == ACTION_SAVE)
		enter(s);
	else
		return false;
	return true;
}

static void
signin_back(struct view *v, int result, int64_t id)
{
	struct signin *s = (struct signin *)v;
	int64_t last = bench_me(bench(s));
	struct err e = { 0 };

	(void)result;
	(void)id;
	/* Names, posts and roles may have changed meanwhile. */
	if (!s->personal)
		return;
	if (bench_act_as(bench(s), 0, &e) != RC_OK)
		app_error(v->app, &e);
	edit_set(s->typed, "");
	list_people(s);
	for (size_t i = 0; i < s->span.n; i++)
		if (s->who[i].id == last)
			s->span.cur = i;
	span_fit(&s->span);
}

static void
signin_bar(struct view *v, struct keybar *bar)
{
	struct signin *s = (struct signin *)v;

	if (s->personal || s->known != 0)
		keybar_add(bar, ACTION_OPEN, T("进入", "go in"));
	if (s->personal) {
		span_bar(&s->span, bar);
		keybar_add(bar, ACTION_DOWN, NULL);
		keybar_add(bar, ACTION_UP, NULL);
	}
	keybar_add(bar, ACTION_QUIT, NULL);
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
signin_help(struct view *v, struct str *out)
{
	struct signin *s = (struct signin *)v;

	if (s->personal)
		str_add(
		    out, T("个人库：一个人试用、演练或单人使用，可以任选一人的身份办理，"
			   "以便从各种角色的角度看同一件事。\n"
			   "键入姓名、编号或拼音首字母筛选，上下键选择，"
			   "回车进入。每次办理都记下真实登录名和所用身份。\n"
			   "多人正式使用时，由服务账户管理共用库，身份取自各人的登录名，"
			   "不能选择。\n",
			     "A personal store is for trying out, drills, or one person "
			     "alone: you may act as anybody, to see a matter from every "
			     "role.\n"
			     "Type part of a name, number or login, choose with Up and "
			     "Down, Enter goes in. Every act records the real login and "
			     "whom you acted as.\n"
			     "For real work by several people a service account owns the "
			     "store, and who you are follows from your login.\n"));
	else
		str_add(out, T("共用库：您是谁由登录名决定，不能更改。没有对应人员时，"
			       "请保密办在“人员”中登记您的登录名。\n",
				 "A shared store: who you are follows from your login. "
				 "When nobody has it, the secrecy office enters it with "
				 "your person.\n"));
}

static enum level
signin_level(struct view *v)
{
	(void)v;
	return LEVEL_NONE;
}

static void
signin_free(struct view *v)
{
	struct signin *s = (struct signin *)v;

	clear(s);
	edit_free(s->typed);
	free(s->name);
	free(s);
}

static const struct view_ops signin_ops = {
	.name = "signin",
	.title = signin_title,
	.draw = signin_draw,
	.action = signin_action,
	.text = signin_text,
	.key = signin_key,
	.bar = signin_bar,
	.help = signin_help,
	.back = signin_back,
	.level = signin_level,
	.free = signin_free,
};

struct view *
signin_new(struct app *a)
{
	struct signin *s = xcalloc(1, sizeof(*s));
	struct bench *b = app_bench(a);
	struct err e = { 0 };

	s->v.ops = &signin_ops;
	s->v.app = a;
	s->personal = bench_personal(b);
	s->typed = edit_new(false, TYPED_MAX);
	if (s->personal) {
		if (bench_act_as(b, 0, &e) != RC_OK)
			app_error(a, &e);
		list_people(s);
		start_with_work(s);
		return &s->v;
	}
	if (bench_find_login(b, bench_actor(b).login, &s->known, &e) != RC_OK)
		app_error(a, &e);
	if (s->known != 0 && bench_act_as(b, s->known, &e) != RC_OK) {
		app_error(a, &e);
		s->known = 0;
	}
	s->name = bench_label(b, "person", s->known);
	return &s->v;
}
