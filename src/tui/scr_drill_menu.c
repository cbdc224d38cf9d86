/* SPDX-License-Identifier: MIT */
/*
 * The drill menu, over whatever screen of the drill is shown: read again, hints, other
 * person, days, questions, and the ways out, each asked about before it ends something.
 */
#include "config.h"
#include "tui/drill_app.h"
#include "tui/menu.h"

#include <stdlib.h>
#include <string.h>

enum what {
	BRIEF,
	HINT,
	HINTS,
	WHO,
	DAYS,
	QUIZ,
	SUBMIT,
	PAUSE,
	AGAIN,
	GIVE_UP,
	STAY,
	WHATS
};
enum { LEAVING = 1, WORKING = 2 };

static const struct {
	char key;
	unsigned when; /* offered when leaving, while working */
	struct text2 label, hint;
} rows[WHATS] = {
	[BRIEF] = { 'i', WORKING, { "情况和任务", "situation and task" },
	    { "再看一遍", "read again" } },
	[HINT] = { 'h', WORKING, { "提示", "hint" }, { NULL, NULL } },
	[HINTS] = { 'l', WORKING, { "已给的提示", "hints given" },
	    { "再看一遍", "read again" } },
	[WHO] = { 'w', WORKING, { "换身份", "other person" },
	    { "以情况中的另一人办理", "act as somebody else of the situation" } },
	[DAYS] = { 'd', WORKING, { "过几天", "let days pass" },
	    { "等别人办理或期限到来", "others act, deadlines come" } },
	[QUIZ] = { 'q', WORKING, { "题目", "questions" }, { NULL, NULL } },
	[SUBMIT] = { 's', LEAVING | WORKING, { "交卷评判", "submit" },
	    { "结束，看得分、错在哪里、应当怎样办",
		"end it; see score, errors and the model path" } },
	[PAUSE] = { 'p', LEAVING | WORKING, { "暂停离开", "pause and leave" },
	    { "内容都留着，以后继续", "everything is kept; go on later" } },
	[AGAIN] = { 'r', WORKING, { "重新开始", "start over" },
	    { "这一次记为放弃，换一种情形再做",
		"this one counts as given up; another variant" } },
	[GIVE_UP] = { 'g', WORKING, { "放弃", "give up" },
	    { "结束并看讲解，记为放弃",
		"end it and read the explanation; recorded as given up" } },
	[STAY] = { 'n', LEAVING, { "留在演练中", "stay" },
	    { "回到刚才的屏幕", "back to where you were" } },
};

struct drillmenu {
	struct menu m;
	enum what asked; /* whose question or list is on top */
	bool leaving;
};

static struct drill_run *
run(const struct drillmenu *dm)
{
	return dm->m.v.app->drill;
}

static void
ask(struct drillmenu *dm, enum what w, const char *text)
{
	dm->asked = w;
	app_push(dm->m.v.app, ask_new(tx(rows[w].label), text, NULL));
}

static void
over(struct drillmenu *dm)
{
	app_pop(dm->m.v.app, RESULT_CANCEL, 0);
}

/* ---- what each line does */

static void
show_text(struct drillmenu *dm, const char *title, char *text)
{
	stack_push(dm->m.v.app, pager_new("drill-text", title, text, LEVEL_NONE), NULL);
	free(text);
}

static void
show_situation(struct drillmenu *dm)
{
	struct bench *b = app_bench(dm->m.v.app);
	char *roles = roles_text(bench_roles(b));
	char *me = xasprintf("%s(%s)", record_get(bench_person(b), "name"), roles);

	show_text(
	    dm, tx(rows[BRIEF].label), drill_situation(drill_scenario(run(dm)), me));
	free(me);
	free(roles);
}

static void
show_hints(struct drillmenu *dm)
{
	struct drill_hint hint[32];
	size_t n = drill_hints_given(run(dm), hint, ARRAY_LEN(hint));
	struct str s = { 0 };

	for (size_t i = 0; i < n && i < ARRAY_LEN(hint); i++)
		str_addf(&s,
		    T("提示%zu（扣%d分）\n%s\n\n", "Hint %zu (%d points)\n%s\n\n"), i + 1,
		    hint[i].cost, hint[i].text);
	show_text(dm, tx(rows[HINTS].label), str_take(&s));
}

static void
ask_hint(struct drillmenu *dm)
{
	int cost = drill_hint_cost(run(dm));
	char *text = xasprintf(
	    T("看下一条提示，要从它所提示的那一项扣%d分。看吗？",
		"The next hint costs %d points of the item it helps with. Show it?"),
	    cost);

	ask(dm, HINT, text);
	free(text);
}

static void
give_hint(struct drillmenu *dm)
{
	struct drill_hint h = { 0 };
	struct err e = { 0 };

	if (drill_hint(run(dm), &h, &e) != RC_OK)
		app_error(dm->m.v.app, &e);
	else if (h.text)
		show_hints(dm);
}

static void
list_people(struct drillmenu *dm)
{
	struct bench *b = app_bench(dm->m.v.app);
	const char *const *login;
	size_t n = drill_people(run(dm), &login);
	struct menu_item *item = xcalloc(n, sizeof(*item));
	struct err e = { 0 };

	for (size_t i = 0; i < n; i++) {
		int64_t id = 0;
		unsigned roles = 0;

		if (bench_find_login(b, login[i], &id, &e) != RC_OK ||
		    (id != 0 && bench_roles_of(b, id, &roles, &e) != RC_OK))
			app_error(dm->m.v.app, &e);
		item[i] =
		    (struct menu_item){ bench_label(b, "person", id), roles_text(roles),
			    i < 9 ? (char)('1' + i) : '\0', id != 0, (int64_t)i };
	}
	dm->asked = WHO;
	app_push(
	    dm->m.v.app, menu_new(T("以谁的身份办理？", "Act as whom?"), item, n, false));
}

static void
become(struct drillmenu *dm, size_t i)
{
	struct app *a = dm->m.v.app;
	const char *const *login;
	struct err e = { 0 };

	if (i >= drill_people(run(dm), &login))
		return;
	app_keep(a); /* while one still is who typed it */
	if (drill_act_as(run(dm), login[i], &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	drill_leave(a, LEAVE_TO_ROOT);
	app_say(a, INK_GOOD, T("现在的身份是%s", "you are now %s"),
	    record_get(bench_person(app_bench(a)), "name"));
}

static void
list_days(struct drillmenu *dm)
{
	static const int days[] = { 1, 2, 3, 5, 7, 10, 15, 30, 60, 90 };
	struct menu_item *item = xcalloc(ARRAY_LEN(days), sizeof(*item));
	int32_t today = bench_today(app_bench(dm->m.v.app));

	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		char day[11];

		date_format(today + days[i], day);
		item[i] =
		    (struct menu_item){ xasprintf(days[i] == 1 ? T("%d天", "%d day")
							       : T("%d天", "%d days"),
					    days[i]),
			    xasprintf(T("到%s", "to %s"), day), '\0', true, days[i] };
	}
	dm->asked = DAYS;
	app_push(dm->m.v.app,
	    menu_new(T("过几天？", "How many days?"), item, ARRAY_LEN(days), false));
}

static void
pass_days(struct drillmenu *dm, int days)
{
	struct app *a = dm->m.v.app;
	struct err e = { 0 };
	char day[11];

	app_keep(a);
	if (drill_wait(run(dm), days, &e) != RC_OK) {
		app_error(a, &e);
		return;
	}
	drill_leave(a, LEAVE_TO_ROOT);
	date_format(bench_today(app_bench(a)), day);
	app_say(a, INK_GOOD, T("今天是%s", "today is %s"), day);
}

static struct question_view
quiz_get(void *ctx, size_t i)
{
	return drill_question(ctx, i);
}

static enum rc
quiz_answer(void *ctx, size_t i, const char *answer, struct err *e)
{
	return drill_answer(ctx, i, answer, e);
}

static void
show_quiz(struct drillmenu *dm)
{
	struct quiz q = { .ctx = run(dm),
		.n = drill_questions(run(dm)),
		.get = quiz_get,
		.answer = quiz_answer };

	over(dm);
	stack_push(dm->m.v.app, quiz_new(tx(rows[QUIZ].label), &q), NULL);
}

static size_t
unanswered(const struct drill_run *r)
{
	size_t n = 0;

	for (size_t i = 0; i < drill_questions(r); i++)
		n += drill_question(r, i).given == NULL;
	return n;
}

static void
ask_submit(struct drillmenu *dm)
{
	size_t open = unanswered(run(dm));
	struct str s = { 0 };

	str_add(&s,
	    T("交卷后这一次就结束，成绩记入您的培训记录。交卷吗？",
		"This ends the run; the result goes into your training record. Submit?"));
	if (open > 0)
		str_addf(&s,
		    T("\n还有%zu道题没有作答。", "\nQuestions without an answer: %zu."),
		    open);
	ask(dm, SUBMIT, str_s(&s));
	str_free(&s);
}

static void
chosen(struct menu *m, int64_t id)
{
	struct drillmenu *dm = (struct drillmenu *)m;

	switch ((enum what)id) {
	case BRIEF:
		over(dm);
		show_situation(dm);
		break;
	case HINT:
		ask_hint(dm);
		break;
	case HINTS:
		over(dm);
		show_hints(dm);
		break;
	case WHO:
		list_people(dm);
		break;
	case DAYS:
		list_days(dm);
		break;
	case QUIZ:
		show_quiz(dm);
		break;
	case SUBMIT:
		ask_submit(dm);
		break;
	case PAUSE:
		over(dm);
		drill_leave(m->v.app, LEAVE_PAUSE);
		break;
	case AGAIN:
		ask(dm, AGAIN,
		    T("这一次记为放弃，换一种情形从头再做。重新开始吗？",
			"This run is recorded as given up; another variant begins. Start "
			"over?"));
		break;
	case GIVE_UP:
		ask(dm, GIVE_UP,
		    T("这一次到此结束，记为放弃，然后看讲解。放弃吗？",
			"This ends the run, recorded as given up; then the explanation. "
			"Give up?"));
		break;
	case STAY:
	case WHATS:
		over(dm);
		break;
	}
}

static void
menu_back(struct view *v, int result, int64_t id)
{
	struct drillmenu *dm = (struct drillmenu *)v;
	enum what asked = dm->asked;

	dm->asked = WHATS;
	if (result != RESULT_DONE)
		return; /* the menu stays */
	over(dm);
	if (asked == HINT)
		give_hint(dm);
	else if (asked == WHO)
		become(dm, (size_t)id);
	else if (asked == DAYS)
		pass_days(dm, (int)id);
	else if (asked == SUBMIT)
		drill_leave(v->app, LEAVE_DONE);
	else if (asked == GIVE_UP)
		drill_leave(v->app, LEAVE_GIVEN);
	else if (asked == AGAIN)
		drill_leave(v->app, LEAVE_AGAIN);
}

static bool
drill_menu_action(struct view *v, enum action a)
{
	struct drillmenu *dm = (struct drillmenu *)v;

	/* the key that opened it closes it */
	if (a != ACTION_DRILL && a != ACTION_QUIT)
		return menu_action(v, a);
	over(dm);
	if (a == ACTION_QUIT && !dm->leaving)
		drill_ask_leave(v->app);
	return true;
}

static const struct view_ops menu_ops = {
	.name = "drill-menu",
	.title = menu_title,
	.draw = menu_draw,
	.action = drill_menu_action,
	.text = menu_text,
	.key = menu_key,
	.bar = menu_bar,
	.help = menu_help,
	.back = menu_back,
	.free = menu_free,
};

/* ---- what is offered now */

static bool
offered(const struct drill_run *r, enum what w)
{
	struct drill_hint given;
	const char *const *login;

	switch (w) {
	case HINT:
		return scenario_info(drill_scenario(r)).hints > 0;
	case HINTS:
		return drill_hints_given(r, &given, 1) > 0;
	case WHO:
		return drill_people(r, &login) > 1;
	case DAYS:
		return scenario_info(drill_scenario(r)).moving;
	case QUIZ:
		return drill_questions(r) > 0;
	default:
		return true;
	}
}

static char *
hint_of(const struct drill_run *r, enum what w)
{
	if (w == HINT && drill_hint_cost(r) < 0)
		return xstrdup(T("提示都已给过", "all hints have been given"));
	if (w == HINT)
		return xasprintf(T("下一条要扣%d分", "the next one costs %d points"),
		    drill_hint_cost(r));
	if (w == QUIZ)
		return xasprintf(T("%zu道，%zu道未答", "%zu, of which %zu are open"),
		    drill_questions(r), unanswered(r));
	return xstrdup(tx(rows[w].hint));
}

struct view *
drill_menu_new(struct app *a, bool leaving)
{
	struct drillmenu *dm = xcalloc(1, sizeof(*dm));
	struct menu_item *item = xcalloc(WHATS, sizeof(*item));
	unsigned when = leaving ? LEAVING : WORKING;
	char *title;
	size_t n = 0;

	for (enum what w = 0; w < WHATS; w++)
		if ((rows[w].when & when) && offered(a->drill, w))
			item[n++] = (struct menu_item){ xstrdup(tx(rows[w].label)),
				hint_of(a->drill, w), rows[w].key,
				w != HINT || drill_hint_cost(a->drill) >= 0, (int64_t)w };
	title = xasprintf(leaving ? T("离开演练 %s？", "Leave drill %s?")
				  : T("演练菜单 %s", "Drill menu %s"),
	    scenario_info(drill_scenario(a->drill)).id);
	dm->asked = WHATS;
	dm->leaving = leaving;
	menu_init(&dm->m, &menu_ops, title, item, n, false);
	dm->m.chosen = chosen;
	free(title);
	return &dm->m.v;
}
