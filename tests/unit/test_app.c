/* SPDX-License-Identifier: MIT */
/*
 * The app with a small view of its own on a headless screen: the frame, who gets which
 * key, the stack, leaving, drafts, and the small views. Every event goes in as bytes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tui/app.h"

struct fake {
	struct view v;
	const char *title;
	bool typing; /* takes text */
	bool asks;   /* asks before it is left */
	bool asked;
	bool two_pops; /* closes itself and the one below */
	char typed[64];
	enum action last;
	int saved, backs, result, leaves;
	int64_t id;
	struct rect r;
	int *freed;
};

static void
fake_title(struct view *v, struct str *out)
{
	str_add(out, ((struct fake *)v)->title);
}

static void
fake_draw(struct view *v, struct rect r)
{
	struct fake *f = (struct fake *)v;

	f->r = r;
	draw_text(r.y, r.x, r.w, INK_PLAIN, f->typed);
	draw_text(r.y + r.h, r.x, r.w, INK_PLAIN, "painted below its place");
	draw_cursor(r.y, r.x + text_width(f->typed));
}

static bool
fake_action(struct view *v, enum action a)
{
	struct fake *f = (struct fake *)v;

	f->last = a;
	if (a == ACTION_NEW) {
		struct menu_item *it = xcalloc(3, sizeof(*it));

		it[0] =
		    (struct menu_item){ xstrdup("批准"), xstrdup("同意"), 'a', true, 11 };
		it[1] = (struct menu_item){ xstrdup("退回"),
			xstrdup("R042 不能批准自己提出的事项"), 'r', false, 12 };
		it[2] = (struct menu_item){ xstrdup("refuse"), NULL, 'x', true, 13 };
		app_push(v->app, menu_new("办理", it, 3, f->typing));
		return true;
	}
	if (a == ACTION_SAVE) {
		app_pop(v->app, RESULT_DONE, 77);
		if (f->two_pops)
			app_pop(v->app, RESULT_DONE, 78);
		return true;
	}
	if (a == ACTION_ACTS) {
		app_push(v->app,
		    ask_new("解密", "对 DM-2026-0007 办理解密。", "DM-2026-0007"));
		return true;
	}
	if (a == ACTION_PRINT) {
		app_push(v->app, ask_new("确认", "要继续吗?", NULL));
		return true;
	}
	return false;
}

static bool
fake_text(struct view *v, const char *s, bool paste)
{
	struct fake *f = (struct fake *)v;

	(void)paste;
	if (f->typing)
		strncat(f->typed, s, sizeof(f->typed) - strlen(f->typed) - 1);
	return f->typing;
}

static void
fake_bar(struct view *v, struct keybar *bar)
{
	(void)v;
	keybar_add(bar, ACTION_SAVE, "办结");
	keybar_add(bar, ACTION_NEW, NULL);
	keybar_add(bar, ACTION_BACK, NULL);
}

static void
fake_help(struct view *v, struct str *out)
{
	(void)v;
	str_add(out, "这一屏的说明。\n");
}

static void
fake_back(struct view *v, int result, int64_t id)
{
	struct fake *f = (struct fake *)v;

	f->backs++;
	f->result = result;
	f->id = id;
	if (f->asked && result == RESULT_DONE)
		app_pop(v->app, RESULT_CANCEL, 0);
	f->asked = false;
}

static bool
fake_leave(struct view *v)
{
	struct fake *f = (struct fake *)v;

	f->leaves++;
	if (f->asks) {
		f->asked = true;
		app_push(v->app, ask_new("离开", "放弃已填的内容吗?", NULL));
	}
	return !f->asks;
}

static void
fake_save(struct view *v)
{
	((struct fake *)v)->saved++;
}

static enum level
fake_level(struct view *v)
{
	(void)v;
	return LEVEL_HIGH;
}

static void
fake_free(struct view *v)
{
	struct fake *f = (struct fake *)v;

	(*f->freed)++;
	free(f);
}

static const struct view_ops fake_ops = { "fake", fake_title, fake_draw, fake_action,
	fake_text, NULL, fake_bar, fake_help, fake_back, fake_leave, fake_save,
	fake_level, fake_free };
static const struct view_ops home_ops = { "home", fake_title, fake_draw, fake_action,
	fake_text, NULL, fake_bar, fake_help, fake_back, fake_leave, fake_save, NULL,
	fake_free };

/* 15 columns of crumb, 59 blanks, the level; reverse, the level bold too. */
#define TITLE \
	" 4 确认涉密信息" \
	"                                                           机密"
#define TITLE_INKS \
	"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrRRRRR" \
	"Rr"

struct bed {
	struct app *app;
	int freed;
};

static struct fake *
push(struct bed *t, const struct view_ops *ops, const char *title)
{
	struct fake *f = xcalloc(1, sizeof(*f));

	f->v.ops = ops;
	f->title = title;
	f->freed = &t->freed;
	app_push(t->app, &f->v);
	return f;
}

static void
feed(struct bed *t, const char *bytes)
{
	struct event ev;

	term_feed(bytes, strlen(bytes));
	for (term_wait(-1, &ev); ev.type != EV_NONE; term_wait(-1, &ev))
		app_event(t->app, &ev);
}

static bool
shows(const char *text)
{
	struct str s = { 0 };
	bool yes;

	term_dump(&s);
	yes = strstr(s.s, text) != NULL;
	str_free(&s);
	return yes;
}

/* Line n of the dump: two lines a row. */
static bool
row_is(int n, const char *want)
{
	struct str s = { 0 };
	char *at;
	bool yes;

	term_dump(&s);
	at = s.s;
	while (n-- > 0)
		at = strchr(at, '\n') + 1;
	at[strcspn(at, "\n")] = '\0';
	yes = strcmp(at, want) == 0;
	if (!yes)
		print_message("got:  %s|\nwant: %s|\n", at, want);
	str_free(&s);
	return yes;
}

static int
setup(void **state)
{
	struct term_options o = { .ascii = true, .mono = true };
	struct bed *t = xcalloc(1, sizeof(*t));
	struct err e;

	assert_int_equal(term_open_headless(24, 80, &o, &e), RC_OK);
	t->app = app_new(NULL);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct bed *t = *state;

	app_free(t->app);
	term_close();
	free(t);
	return 0;
}

static void
frame__has_title_level_message_and_keys(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "4 确认涉密信息");

	strcpy(f->typed, "甲乙");
	app_say(t->app, INK_BLOCK, "R046 期限 25年 超过 20年");
	app_paint(t->app);
	assert_true(row_is(0, TITLE));
	assert_true(row_is(1, TITLE_INKS));
	assert_true(row_is(2, "甲乙"));
	assert_true(row_is(44, " 拒绝 R046 期限 25年 超过 20年"));
	assert_true(row_is(45, ".RRRR"));
	assert_true(
	    row_is(46, " F1 帮助  F2 办结  F3 新建  Esc 返回  F12 命令  F10 退出"));
	assert_true(row_is(48, "cursor 1 4"));
	assert_int_equal(f->r.y, 1);
	assert_int_equal(f->r.h, 21);
	assert_int_equal(f->r.w, 80);
	assert_false(shows("painted below"));
	/* the next key takes the message away */
	feed(t, "\033[A");
	assert_false(shows("拒绝"));
}

static void
message__of_several_lines_takes_room_from_the_view(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	app_say(t->app, INK_WARN, "%s",
	    "机密级事项的保密期限不得超过二十年;请把期限改为二十年以内,"
	    "或按一览表条目填写解密条件,确需延长的报原定密机关的上级机关批准");
	app_paint(t->app);
	assert_int_equal(f->r.h, 20);
	assert_true(shows("上级机关批准"));
	for (int i = 0; i < 12; i++)
		app_say(t->app, INK_PLAIN, "%0500d", i);
	app_paint(t->app);
	assert_int_equal(f->r.h, 18);
}

static void
window__too_small_says_so_and_keeps_the_text(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	f->typing = true;
	feed(t, "甲");
	term_resize(15, 80);
	feed(t, "乙");
	assert_true(shows("窗口太小"));
	assert_false(shows("帮助"));
	term_resize(24, 59);
	feed(t, "");
	assert_true(shows("窗口太小"));
	term_resize(1, 1);
	feed(t, "");
	term_resize(16, 60);
	feed(t, "");
	assert_true(shows("甲"));
	assert_false(shows("窗口太小"));
	assert_string_equal(f->typed, "甲");
}

static void
letters__are_actions_only_where_nothing_is_typed(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	app_paint(t->app);
	feed(t, "k");
	assert_int_equal(f->last, ACTION_UP);
	feed(t, "\033[200~k\033[201~");
	assert_true(shows("不能粘贴"));
	f->typing = true;
	feed(t, "j中\033[B");
	assert_string_equal(f->typed, "j中");
	assert_int_equal(f->last, ACTION_DOWN);
	feed(t, "\xff\xfe");
	assert_true(shows("有 2 个字节"));
}

static void
popup__is_centred_and_its_end_is_told(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	app_paint(t->app);
	feed(t, "\033OR");
	assert_true(shows("+- 办理 "));
	assert_true(shows("a 批准"));
	assert_true(shows("- 退回"));
	feed(t, "r");
	assert_true(shows("提示 R042 不能批准自己提出的事项"));
	assert_int_equal(f->backs, 0);
	feed(t, "\033[B\r");
	assert_int_equal(f->backs, 1);
	assert_int_equal(f->result, RESULT_DONE);
	assert_int_equal(f->id, 13);
	feed(t, "n\033");
	assert_int_equal(f->backs, 2);
	assert_int_equal(f->result, RESULT_CANCEL);
	feed(t, "na");
	assert_int_equal(f->id, 11);
	assert_false(shows("批准"));
}

static void
menu__narrows_as_one_types(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	f->typing = true;
	app_paint(t->app);
	feed(t, "\033ORREF");
	assert_true(shows("refuse"));
	assert_false(shows("批准"));
	feed(t, "zz");
	assert_true(shows("没有符合的项"));
	feed(t, "\r");
	assert_int_equal(f->backs, 0);
	feed(t, "\177\177\177\177\177同意\r");
	assert_int_equal(f->id, 11);
}

static void
menu__longer_than_its_room_says_so(void **state)
{
	struct bed *t = *state;
	struct menu_item *item = xcalloc(30, sizeof(*item));

	push(t, &fake_ops, "below");
	for (size_t i = 0; i < 30; i++)
		item[i] = (struct menu_item){ xasprintf("item %zu", i), xstrdup(""), '\0',
			true, (int64_t)i };
	app_push(t->app, menu_new("Choose", item, 30, true));
	app_paint(t->app);
	assert_true(shows("1/30 Choose"));
	assert_true(shows("PgDn"));
	feed(t, "\033[F"); /* End */
	assert_true(shows("30/30 Choose"));
	assert_false(shows("PgDn"));
	feed(t, "item 7");
	assert_false(shows("/30"));
	assert_false(shows("1/1"));
}

static void
question__of_weight_wants_the_number(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	app_paint(t->app);
	feed(t, "\033[20~\r");
	assert_true(shows("编号不符"));
	assert_int_equal(f->backs, 0);
	feed(t, "DM-2026-007\r");
	assert_int_equal(f->backs, 0);
	feed(t, "\177\177\177"
		"0007 \r");
	assert_int_equal(f->backs, 1);
	assert_int_equal(f->result, RESULT_DONE);
	feed(t, "\033[19~q");
	assert_int_equal(f->backs, 1);
	feed(t, "n");
	assert_int_equal(f->result, RESULT_CANCEL);
	feed(t, "\033[19~y");
	assert_int_equal(f->result, RESULT_DONE);
	assert_int_equal(f->backs, 3);
}

static void
pops__close_after_the_event_and_tell_the_owner(void **state)
{
	struct bed *t = *state;
	struct fake *low = push(t, &fake_ops, "low"), *mid, *top;
	struct view *was = stack_enter(t->app, &low->v);

	mid = push(t, &fake_ops, "mid");
	stack_enter(t->app, &mid->v);
	top = push(t, &fake_ops, "top");
	stack_enter(t->app, was);
	top->two_pops = true;
	app_paint(t->app);
	feed(t, "\033OQ");
	assert_int_equal(t->freed, 2);
	assert_ptr_equal(app_top(t->app), low);
	assert_ptr_equal(low->v.below, NULL);
	assert_int_equal(low->backs, 1);
	assert_int_equal(low->id, 78);
	assert_true(shows("low"));
}

static void
back__of_the_last_view_does_not_end_the_program(void **state)
{
	struct bed *t = *state;

	push(t, &fake_ops, "low");
	app_paint(t->app);
	feed(t, "\033");
	assert_false(app_done(t->app));
	assert_true(shows("F10"));
	push(t, &fake_ops, "top");
	feed(t, "q");
	assert_int_equal(t->freed, 1);
	feed(t, "\033[21~");
	assert_true(app_done(t->app));
}

static void
going_home__asks_and_goes_on_after_the_answer(void **state)
{
	struct bed *t = *state;
	struct fake *home = push(t, &home_ops, "home"), *mid = push(t, &fake_ops, "mid"),
		    *top;

	mid->asks = true;
	top = push(t, &fake_ops, "top");
	app_paint(t->app);
	app_home(t->app);
	feed(t, "j");
	(void)top;
	assert_int_equal(t->freed, 1);
	assert_true(shows("放弃已填的内容吗"));
	feed(t, "n");
	assert_ptr_equal(app_top(t->app), mid);
	feed(t, "j");
	assert_ptr_equal(app_top(t->app), mid);
	app_home(t->app);
	feed(t, "jy");
	assert_ptr_equal(app_top(t->app), home);
	assert_int_equal(t->freed, 2);
	assert_true(home->backs > 0);
	assert_false(app_done(t->app));
}

static void
quitting__asks_every_view(void **state)
{
	struct bed *t = *state;
	struct fake *home = push(t, &home_ops, "home"), *mid = push(t, &fake_ops, "mid");

	mid->asks = true;
	app_paint(t->app);
	feed(t, "\021n");
	assert_false(app_done(t->app));
	assert_int_equal(mid->leaves, 1);
	feed(t, "\021y");
	assert_true(app_done(t->app));
	assert_int_equal(t->freed, 2);
	(void)home;
}

static void
drafts__are_kept_after_three_seconds_and_on_every_end(void **state)
{
	struct bed *t = *state;
	struct fake *low = push(t, &fake_ops, "low"), *top = push(t, &fake_ops, "top");
	struct event ev = { .type = EV_HANGUP };
	int64_t now = app_now();

	app_paint(t->app);
	assert_int_equal(
	    app_tick(t->app, now + 100000), 500000 - (int)(now - t->app->input_ms) - 0);
	assert_int_equal(low->saved, 0);
	feed(t, "j");
	now = t->app->touched_ms;
	assert_true(app_tick(t->app, now + 2999) == 1);
	assert_int_equal(top->saved, 0);
	app_tick(t->app, now + 3000);
	assert_int_equal(top->saved, 1);
	assert_int_equal(low->saved, 1);
	app_tick(t->app, now + 9000);
	assert_int_equal(top->saved, 1);
	feed(t, "\003");
	assert_true(shows("再按一次 Ctrl-C"));
	app_event(t->app, &ev);
	assert_true(app_done(t->app));
	assert_int_equal(top->saved, 2);
	t->app->done = false;
	ev.type = EV_IDLE;
	app_event(t->app, &ev);
	assert_true(app_done(t->app));
	assert_int_equal(low->saved, 3);
}

static void
help__has_the_words_of_the_view_and_the_live_keys(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "4 事项");

	app_paint(t->app);
	feed(t, "?");
	assert_true(shows("帮助：4 事项"));
	assert_true(shows("这一屏的说明。"));
	assert_true(shows("F2       ^S                办结"));
	feed(t, "/撤销\r");
	assert_true(shows("^Z       ^_                撤销"));
	assert_false(shows("没有找到"));
	feed(t, "/没有的词\r");
	assert_true(shows("没有找到"));
	feed(t, "?"); /* no help upon help */
	feed(t, "g");
	assert_true(shows("这一屏的说明。"));
	term_resize(16, 60);
	feed(t, "G ");
	feed(t, "\033");
	assert_int_equal(f->backs, 0); /* the view did not push it */
	assert_ptr_equal(app_top(t->app), f);
	assert_true(shows("F1 帮助"));
}

static void
typed_ahead__finds_every_view_laid_out(void **state)
{
	struct bed *t = *state;
	struct fake *f = push(t, &fake_ops, "x");

	/* menu, last item, chosen; question, number; all before anything was painted */
	feed(t, "n\033[F\r\033[20~DM-2026-0007\r");
	assert_int_equal(f->backs, 2);
	assert_int_equal(f->result, RESULT_DONE);
}

/* A monkey at the keys, the window changing under it: memory stays sound, every view is
 * freed once. */
static void
monkey__finds_nothing_to_break(void **state)
{
	static const char *const keys[] = { "n", "\033OR", "\033OQ", "\033[20~",
		"\033[19~", "\r", "y", "\033", "?", "/", "j", "k", "中",
		"\033[200~粘贴\n\033[201~", "\033[6~", "\033[H", "\021", "G", "\177",
		"\033[B", "DM-2026-0007", "\t", "q", "\003", "\014" };
	struct bed *t = *state;
	uint32_t seed = 7;
	int pushed = 0;

	for (int round = 0; round < 60; round++) {
		pushed += 3;
		push(t, &home_ops, "home");
		push(t, &fake_ops, "mid")->asks = round & 1;
		push(t, &fake_ops, "top")->typing = round & 2;
		for (int i = 0; i < 120 && !app_done(t->app); i++) {
			seed = seed * 1664525 + 1013904223;
			if ((seed >> 24) < 12)
				term_resize(1 + (int)(seed >> 8 & 63),
				    1 + (int)(seed >> 14 & 127));
			if ((seed >> 24) > 250)
				app_home(t->app);
			feed(t, keys[(seed >> 16) % ARRAY_LEN(keys)]);
		}
		stack_clear(t->app);
		stack_go(t->app, GOAL_NONE, 0);
		t->app->done = false;
		assert_int_equal(t->freed, pushed);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(frame__has_title_level_message_and_keys),
		TEST(message__of_several_lines_takes_room_from_the_view),
		TEST(window__too_small_says_so_and_keeps_the_text),
		TEST(letters__are_actions_only_where_nothing_is_typed),
		TEST(popup__is_centred_and_its_end_is_told),
		TEST(menu__narrows_as_one_types),
		TEST(menu__longer_than_its_room_says_so),
		TEST(question__of_weight_wants_the_number),
		TEST(pops__close_after_the_event_and_tell_the_owner),
		TEST(back__of_the_last_view_does_not_end_the_program),
		TEST(going_home__asks_and_goes_on_after_the_answer),
		TEST(quitting__asks_every_view),
		TEST(drafts__are_kept_after_three_seconds_and_on_every_end),
		TEST(help__has_the_words_of_the_view_and_the_live_keys),
		TEST(monkey__finds_nothing_to_break),
		TEST(typed_ahead__finds_every_view_laid_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
