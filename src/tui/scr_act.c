/* SPDX-License-Identifier: MIT */
/*
 * The screen on which an act is done: the form with what the law says of it as it stands,
 * the proof of authority before the line that signs, and what follows from the values.
 * What may not be done is never a dead end: the cursor goes to the first refused field,
 * and the finding names the way out.
 */
#include "config.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/scr_act.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LEAVE_KEEP = 1, LEAVE_DROP, LEAVE_STAY };
enum { CHOICES_MAX = 500, BELOW = 4 /* rule, two lines of help, what follows */ };
enum { SUBJECT = 3, ROOMY = 18 };

static struct bench *
bench(const struct actview *av)
{
	return av->run->bench;
}

/* ---- leaving */

static bool
save_draft(struct actview *av)
{
	struct err e = { 0 };

	fields_keep(&av->f);
	if (av->run->form == NULL || bench_readonly(bench(av)))
		return true;
	if (act_draft_save(av->run, &e) != RC_OK) {
		app_error(av->v.app, &e);
		return false;
	}
	av->unsaved = false;
	return true;
}

static void
left(struct actview *av, int64_t choice)
{
	struct err e = { 0 };

	if (choice == LEAVE_KEEP) {
		/* entered, so that the draft can be called by its title */
		fields_focus(&av->f, av->f.focus);
		if (!save_draft(av))
			return;
		app_say(av->v.app, INK_GOOD,
		    T("已存为草稿，在首页“我的待办”中继续填写",
			"kept as a draft; go on with it from the home screen"));
		app_pop(av->v.app, RESULT_CANCEL, 0);
	} else if (choice == LEAVE_DROP) {
		av->unsaved = false;
		if (act_draft_drop(av->run, &e) != RC_OK)
			app_error(av->v.app, &e);
		app_pop(av->v.app, RESULT_CANCEL, 0);
	}
}

static bool
act_leave(struct view *v)
{
	struct actview *av = (struct actview *)v;
	struct menu_item *item;

	if (!fields_changed(&av->f))
		return true;
	item = xcalloc(3, sizeof(*item));
	item[0] =
	    (struct menu_item){ xstrdup(T("保存草稿离开", "keep a draft and leave")),
		    xstrdup(T("下次从首页继续填写", "go on from the home screen")), 's',
		    true, LEAVE_KEEP };
	item[1] = (struct menu_item){ xstrdup(T("放弃", "drop it")),
		xstrdup(T("不保留所填内容", "what was typed is not kept")), 'd', true,
		LEAVE_DROP };
	item[2] = (struct menu_item){ xstrdup(T("继续填写", "go on typing")), xstrdup(""),
		'c', true, LEAVE_STAY };
	av->wait = ACT_WAIT_LEAVE;
	app_push(v->app, menu_new(T("已填的内容怎么办？", "What about what you typed?"),
			     item, 3, false));
	return false;
}

static void
act_save(struct view *v)
{
	struct actview *av = (struct actview *)v;

	if (av->unsaved && fields_changed(&av->f))
		save_draft(av);
}

/* ---- choosing from a menu */

static void
find_choices(void *ctx, const char *typed)
{
	struct actview *av = ctx;

	form_options_free(&av->opt);
	form_complete_some(
	    av->run->form, (size_t)av->f.focus, typed, CHOICES_MAX, &av->opt);
}

static void
choose(struct actview *av)
{
	const struct field *fd;
	struct choice_list list = { .ctx = av, .find = find_choices, .opt = &av->opt };

	if (!fields_choosable(&av->f)) {
		app_say(av->v.app, INK_DIM,
		    T("此处没有可选的列表，直接填写或按 F2 办理",
			"no list to choose from here: type, or press F2"));
		return;
	}
	fd = &av->run->form->form->field[av->f.focus];
	find_choices(av, "");
	if (av->opt.n == 0) {
		app_say(av->v.app, INK_WARN,
		    T("“%s”还没有可选的内容", "there is nothing yet to choose for %s"),
		    field_label(fd));
		return;
	}
	pick_close(&av->f.pick);
	av->wait = ACT_WAIT_CHOOSE;
	app_push(av->v.app, choose_new(field_label(fd), &list));
}

static void
act_back(struct view *v, int result, int64_t id)
{
	struct actview *av = (struct actview *)v;
	enum act_waiting w = av->wait;

	av->wait = ACT_WAIT_NONE;
	if (w == ACT_WAIT_CHOOSE) {
		if (result == RESULT_DONE && id >= 0 && (size_t)id < av->opt.n) {
			fields_take(&av->f, av->opt.v[id].value);
			av->unsaved = true;
		}
		form_options_free(&av->opt);
	} else if (w == ACT_WAIT_NUMBER && result == RESULT_DONE)
		act_perform(av);
	else if (w == ACT_WAIT_NUMBER)
		app_say(v->app, INK_WAIT, T("没有办理", "nothing was done"));
	else if (w == ACT_WAIT_LEAVE && result == RESULT_DONE)
		left(av, id);
	else if (w == ACT_WAIT_CONFLICT && result == RESULT_DONE && id == CONFLICT_MERGE)
		act_merge(av);
	else if (w == ACT_WAIT_CONFLICT && result == RESULT_DONE && id == CONFLICT_DROP)
		left(av, LEAVE_DROP);
	else if (w == ACT_WAIT_TURN && result == RESULT_DONE && av->offer[id].allowed)
		act_turn_to(av, av->offer[id].act);
}

/* ---- painting and keys */

static void
act_title(struct view *v, struct str *out)
{
	struct actview *av = (struct actview *)v;

	str_add(out, tx(av->run->act->title));
	if (av->label != NULL)
		str_addf(out, " %s", av->label);
}

static void
draw_rule_line(struct actview *av, int y, int x, int w)
{
	const struct field *fd =
	    av->f.focus != FIELDS_END ? &av->run->form->form->field[av->f.focus] : NULL;
	struct str s = { 0 };

	str_add(&s, fd != NULL ? field_label(fd) : tx(av->run->act->title));
	if (fields_more_below(&av->f))
		str_add(&s, T(" 〔更多字段在下方〕", " [more below]"));
	else if (fields_more_above(&av->f))
		str_add(&s, T(" 〔更多字段在上方〕", " [more above]"));
	draw_rule(y, x, w, str_s(&s));
	str_free(&s);
}

static void
act_draw(struct view *v, struct rect r)
{
	struct actview *av = (struct actview *)v;
	struct paint p = paint_of(r, 1);
	struct str help = { 0 };
	int form_h;

	fields_fix(&av->f);
	paint_wrapped(&p, INK_DIM, tx(av->run->act->help), 2, false);
	if (av->subject != NULL)
		paint_wrapped(
		    &p, INK_PLAIN, av->subject, r.h < ROOMY ? 1 : SUBJECT, false);
	form_h = r.h - p.row - BELOW;
	fields_draw(&av->f,
	    (struct rect){ r.y + p.row, r.x + 1, form_h > 1 ? form_h : 1, r.w - 2 });
	p.row = r.h - BELOW > 1 ? r.h - BELOW : 2;
	if (paint_room(&p))
		draw_rule_line(av, p.y + p.row++, p.x, p.w);
	/* what Enter would take from the list, where that had to cut it */
	pick_tell(&av->f.pick, &help);
	paint_wrapped(&p, INK_PLAIN,
	    help.len > 0 ? str_s(&help) : fields_help(&av->f, 2 * p.w - 2, &help), 2,
	    true);
	if (*av->run->computed != '\0' && paint_room(&p))
		draw_textf(p.y + p.row, p.x, p.w, INK_TITLE, T("得出 %s", "gives %s"),
		    av->run->computed);
	else
		paint_line(&p, INK_PLAIN, "");
	str_free(&help);
}

static bool
act_key(struct view *v, int key)
{
	struct actview *av = (struct actview *)v;
	enum fields_did did = fields_key(&av->f, key);

	if (did == FIELDS_NOT_MINE)
		return false;
	av->unsaved = true;
	if (did == FIELDS_DO)
		act_attempt(av);
	return true;
}

static bool
act_text(struct view *v, const char *s, bool paste)
{
	struct actview *av = (struct actview *)v;
	size_t over = 0;

	(void)paste;
	if (!fields_text(&av->f, s, &over))
		return false;
	av->unsaved = true;
	if (over > 0)
		app_say(v->app, INK_WARN,
		    T("此项最多%d字，有%zu字没有录入",
			"at most %d characters here; %zu were left out"),
		    av->run->form->form->field[av->f.focus].max, over);
	return true;
}

static bool
act_action(struct view *v, enum action a)
{
	struct actview *av = (struct actview *)v;

	if (a == ACTION_SAVE)
		act_attempt(av);
	else if (a == ACTION_ACTS && av->turns)
		act_turn_ask(av);
	else if (a == ACTION_COMPLETE || a == ACTION_FIND) /* one key, whatever the bar */
		choose(av);
	else if (a == ACTION_NEXT || a == ACTION_DOWN)
		fields_step(&av->f, 1);
	else if (a == ACTION_PREV || a == ACTION_UP)
		fields_step(&av->f, -1);
	else if (a == ACTION_BACK) {
		if (act_leave(v))
			app_pop(v->app, RESULT_CANCEL, 0);
	} else
		return false;
	return true;
}

static void
act_bar(struct view *v, struct keybar *bar)
{
	struct actview *av = (struct actview *)v;

	keybar_add(bar, ACTION_SAVE, tx(av->run->act->title));
	if (av->turns)
		keybar_add(bar, ACTION_ACTS, T("改办", "other way"));
	if (av->run->form != NULL) {
		if (fields_choosable(&av->f))
			keybar_add(bar, ACTION_COMPLETE, T("列出", "list"));
		keybar_add(bar, ACTION_NEXT, NULL);
		keybar_add(bar, ACTION_PREV, NULL);
	}
	keybar_add(bar, ACTION_BACK, T("离开", "leave"));
	keybar_add(bar, ACTION_HELP, NULL);
}

static void
act_help(struct view *v, struct str *out)
{
	struct actview *av = (struct actview *)v;
	const struct act_def *a = av->run->act;

	str_addf(out, "%s\n%s\n\n", tx(a->title), tx(a->help));
	if (av->f.focus != FIELDS_END) {
		str_addf(out, T("当前项：%s\n", "This field: %s\n"),
		    field_label(&av->run->form->form->field[av->f.focus]));
		fields_help(&av->f, INT_MAX, out);
		str_add(out, "\n\n");
	}
	str_add(
	    out, T("怎样填\n"
		   "Tab、回车、下键到下一项，Shift-Tab、上键回上一项。带 * 的必须填写。\n"
		   "键入名称、编号或拼音首字母的一部分，下面列出相符的；上下键挑选，"
		   "回车取用；F5 列出全部。\n"
		   "密级、选择、是否：左右键更换。Ctrl-Z 撤销本项的改动。\n"
		   "离开一项后，程序按规定核对：“不可”必须改正，“注意”请再斟酌，"
		   "“待办”是由此产生的义务。\n"
		   "F2 办理。不能通过时停在第一处，下面写明依据和出路。\n"
		   "F9 改办：有别的办法时（如无权定密、目录没有规定），换一种办法，"
		   "已填的带过去。\n"
		   "Esc 离开；填了一半的可存为草稿，断线时也会自动保存。\n",
		     "How to fill it in\n"
		     "Tab, Enter or Down go on; Shift-Tab or Up go back. Fields with * "
		     "are needed.\n"
		     "Type part of a name or number: what matches is listed below; Up "
		     "and Down pick, Enter takes; F5 lists all.\n"
		     "Level, choice, yes/no: Left and Right change them. Ctrl-Z undoes "
		     "within the field.\n"
		     "When a field is left it is checked: 'refused' must be mended, "
		     "'caution' wants a second thought, 'to do' is a duty that follows.\n"
		     "F2 does it. When it is refused the cursor stops at the first "
		     "point, with the rule and the way out below.\n"
		     "F9, where there is another way (no authority, no entry), goes over "
		     "to it; what you typed comes along.\n"
		     "Esc leaves; a half-filled form can be kept as a draft, and is kept "
		     "when the line drops.\n"));
}

static enum level
act_level(struct view *v)
{
	struct actview *av = (struct actview *)v;
	const struct form_state *st = av->run->form;
	struct record *r = record_copy(av->run->rec);
	enum level l;

	/* A level that is being entered is shown on this screen already. */
	for (size_t i = 0; st != NULL && strcmp(st->form->kind, r->kind->name) == 0 &&
			   i < st->form->nfield;
	     i++)
		if (st->form->field[i].type == FIELD_LEVEL && st->value[i] != NULL &&
		    st->form->field[i].column != NULL)
			record_set(r, st->form->field[i].column, st->value[i]);
	/* Who writes a new record may see it. */
	if (r->id == 0 && kind_column(r->kind, "proposer_id") >= 0)
		record_set_int(r, "proposer_id", bench_me(bench(av)));
	l = bench_level(bench(av), r);
	record_free(r);
	return l;
}

void
act_unload(struct actview *av)
{
	fields_done(&av->f);
	act_tail_free(av);
	findings_free(&av->found);
	av->found = (struct findings){ 0 };
	form_options_free(&av->opt);
	record_free(av->base);
	act_free(av->run);
	free(av->label);
	free(av->subject);
	free(av->button);
	free(av->offer);
	av->label = av->subject = NULL;
	av->offer = NULL;
}

static void
act_view_free(struct view *v)
{
	act_unload((struct actview *)v);
	free(v);
}

static const struct view_ops act_ops = {
	.name = "act",
	.title = act_title,
	.draw = act_draw,
	.action = act_action,
	.text = act_text,
	.key = act_key,
	.bar = act_bar,
	.help = act_help,
	.back = act_back,
	.leave = act_leave,
	.save = act_save,
	.level = act_level,
	.free = act_view_free,
};

/* The subject in a paragraph, for acts whose form does not show it: what is decided about
 * must be before the eyes. */
static char *
subject_of(struct act_run *run)
{
	const struct form *form = NULL;
	bool own = run->form != NULL && run->child == NULL;
	struct str s = { 0 };
	struct err none;

	if (run->rec->id == 0 || !bench_may_see(run->bench, run->rec) ||
	    bench_form(run->bench, run->rec->kind->name, &form, &none) != RC_OK)
		return NULL;
	for (size_t i = 0; i < form->nfield; i++) {
		const struct field *fd = &form->field[i];
		char *cell;

		if ((own && run->form->asked[i]) || strcmp(fd->name, "no") == 0)
			continue; /* on the form, in the title */
		if (!fd->in_list && fd->type != FIELD_LEVEL && fd->type != FIELD_PERIOD &&
		    fd->type != FIELD_LIST)
			continue;
		cell = bench_cell(run->bench, run->rec, fd);
		if (*cell != '\0')
			str_addf(&s, "%s%s %s", s.len > 0 ? T("；", "; ") : "",
			    field_label(fd), cell);
		free(cell);
	}
	if (s.len > 0)
		return str_take(&s);
	str_free(&s);
	return NULL;
}

void
act_subject(struct actview *av)
{
	struct act_run *run = av->run;

	free(av->label);
	free(av->subject);
	av->label = run->rec->id != 0
			? bench_label(run->bench, run->rec->kind->name, run->rec->id)
			: NULL;
	av->subject = subject_of(run);
}

enum rc
actview_resume(struct app *a, const struct draft *d, struct err *e)
{
	struct act_run *run = NULL;
	struct view *v, *was;
	enum rc rc;

	if ((rc = act_draft_resume(a->bench, d, &run, e)) != RC_OK)
		return rc;
	v = actview_new(a, run);
	app_push(a, v);
	if (run->behind) {
		was = stack_enter(a, v);
		act_merge((struct actview *)v);
		stack_enter(a, was);
	}
	return RC_OK;
}

void
act_load(struct actview *av, struct act_run *run)
{
	struct err e = { 0 };

	av->run = run;
	av->base = record_copy(run->rec);
	act_subject(av);
	if (run->rec->id != 0 && bench_may_see(run->bench, run->rec) &&
	    bench_looked(run->bench, run->rec, LEVEL_NONE, &e) != RC_OK)
		app_error(av->v.app, &e);
	av->button = xasprintf("%s  F2", tx(run->act->title));
	fields_init(&av->f, run->form, av->button);
	av->f.ctx = av;
	av->f.entered = act_field_entered;
	act_turn_look(av);
	act_findings(av);
}

struct view *
actview_new(struct app *a, struct act_run *run)
{
	struct actview *av = xcalloc(1, sizeof(*av));

	av->v.ops = &act_ops;
	av->v.app = a;
	act_load(av, run);
	return &av->v;
}
