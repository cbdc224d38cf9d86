/* SPDX-License-Identifier: MIT */
/*
 * The moving part of a form on the screen: focus, typing, choosing, entering. Painting is
 * in fields_draw.c. A value is entered when its field is left (or chosen), never while it
 * is typed, so that findings do not flicker under half a word.
 */
#include "config.h"
#include "tui/fields.h"

#include <stdlib.h>
#include <string.h>

#include "tui/term.h"

static const struct field *
focused(const struct fields *f)
{
	return f->st != NULL && f->focus >= 0 ? &f->st->form->field[f->focus] : NULL;
}

static bool
is_multi(const struct field *fd)
{
	return fd->type == FIELD_AREA || fd->type == FIELD_LIST;
}

/* Few fixed values: the arrow keys turn through them. */
static bool
is_wheel(const struct field *fd)
{
	return fd->type == FIELD_CHOICE || fd->type == FIELD_LEVEL ||
	       fd->type == FIELD_YESNO;
}

static void
load(struct fields *f)
{
	const struct field *fd = focused(f);
	char *s;

	edit_free(f->ed);
	f->ed = NULL;
	pick_close(&f->pick);
	f->fresh = true;
	f->held = false;
	if (fd == NULL)
		return;
	f->ed = edit_new(is_multi(fd), fd->max);
	s = form_shown(f->st, (size_t)f->focus);
	edit_set(f->ed, s);
	free(s);
}

void
fields_init(struct fields *f, struct form_state *st, const char *button)
{
	*f = (struct fields){ .st = st, .button = button, .focus = FIELDS_END };
	if (st == NULL)
		return;
	f->visited = xcalloc(st->form->nfield + 1, sizeof(*f->visited));
	for (size_t i = 0; i < st->form->nfield; i++)
		if (form_editable(st, i)) {
			f->focus = (int)i;
			break;
		}
	load(f);
}

void
fields_done(struct fields *f)
{
	pick_close(&f->pick);
	edit_free(f->ed);
	free(f->visited);
	fields_forget(f);
	free(f->line);
	*f = (struct fields){ .focus = FIELDS_END };
}

bool
fields_leave(struct fields *f)
{
	size_t i = (size_t)f->focus;
	bool ok = true;

	pick_close(&f->pick);
	if (focused(f) == NULL || f->ed == NULL)
		return true;
	f->visited[i] = true;
	if (f->held || edit_changed(f->ed)) {
		ok = form_enter(f->st, i, edit_text(f->ed));
		f->held = false;
		if (f->entered != NULL)
			f->entered(f->ctx, i);
	}
	return ok;
}

void
fields_focus(struct fields *f, int field)
{
	fields_leave(f);
	f->focus = field;
	load(f);
}

static int
neighbour(const struct fields *f, int from, int d)
{
	int n = f->st != NULL ? (int)f->st->form->nfield : 0;
	int i = from == FIELDS_END ? n : from;

	for (i += d; i >= 0 && i < n; i += d)
		if (form_editable(f->st, (size_t)i))
			return i;
	return i < 0 ? from : FIELDS_END;
}

void
fields_step(struct fields *f, int d)
{
	if (f->focus == FIELDS_END && d > 0)
		return;
	/* What follows may appear or vanish by what is entered: leave first, then look.
	 */
	fields_leave(f);
	f->focus = neighbour(f, f->focus, d);
	load(f);
}

void
fields_fix(struct fields *f)
{
	char *shown;

	if (f->st == NULL || f->focus == FIELDS_END)
		return;
	if (!form_editable(f->st, (size_t)f->focus)) {
		f->focus = neighbour(f, f->focus, 1);
		load(f);
		return;
	}
	/* Only what has changed behind it is loaded anew: the cursor stays where it is.
	 */
	shown = form_shown(f->st, (size_t)f->focus);
	if (!edit_changed(f->ed) && strcmp(shown, edit_text(f->ed)) != 0)
		load(f);
	free(shown);
}

static void
entered_now(struct fields *f)
{
	size_t i = (size_t)f->focus;

	f->visited[i] = true;
	if (f->entered != NULL)
		f->entered(f->ctx, i);
	load(f);
	fields_fix(f);
}

/* In a field for several, what is there already stays and the choice comes after it;
 * half a name that is being typed gives way to it. */
void
fields_take(struct fields *f, const char *value)
{
	const struct field *fd = focused(f);
	const char *typed = f->ed != NULL ? edit_text(f->ed) : "";
	bool several = fd != NULL && (fd->type == FIELD_LIST || fd->type == FIELD_SCOPE),
	     whole = several && *typed != '\0' && !edit_changed(f->ed) &&
		     f->st->typed[f->focus] == NULL;
	char *before;

	if (fd == NULL)
		return;
	before = xasprintf("%s%s", typed, whole ? "," : "");
	form_pick(f->st, (size_t)f->focus, before, value);
	free(before);
	entered_now(f);
}

void
fields_keep(struct fields *f)
{
	size_t i = (size_t)f->focus;

	if (focused(f) == NULL || f->ed == NULL || !edit_changed(f->ed))
		return;
	free(f->st->typed[i]);
	f->st->typed[i] = xstrdup(edit_text(f->ed));
	f->st->dirty = true;
	f->held = true;
}

bool
fields_changed(const struct fields *f)
{
	return f->st != NULL && (f->st->dirty || (f->ed != NULL && edit_changed(f->ed)));
}

bool
fields_choosable(const struct fields *f)
{
	return focused(f) != NULL && pick_offers(focused(f)->type);
}

bool
fields_first_refused(struct fields *f)
{
	for (size_t i = 0; f->st != NULL && i < f->st->form->nfield; i++) {
		const struct form_note *n = form_worst_note(f->st, i);

		if (n != NULL && n->severity == 0 && form_editable(f->st, i)) {
			f->focus = (int)i;
			load(f);
			return true;
		}
	}
	return false;
}

/* ---- keys */

static enum fields_did
move_pages(struct fields *f, int d)
{
	int steps = f->h > 4 ? f->h / 2 : 2;

	fields_leave(f);
	while (steps-- > 0) {
		int to = neighbour(f, f->focus, d);

		if (to == f->focus)
			break;
		f->focus = to;
		if (to == FIELDS_END)
			break;
	}
	load(f);
	return FIELDS_USED;
}

static bool
cycle(struct fields *f, int d)
{
	if (!is_wheel(focused(f)) || !form_cycle(f->st, (size_t)f->focus, d))
		return false;
	entered_now(f);
	return true;
}

static enum fields_did
take_picked(struct fields *f)
{
	const struct form_option *o = pick_current(&f->pick);
	bool stay = focused(f)->type == FIELD_LIST || focused(f)->type == FIELD_SCOPE;

	if (o == NULL)
		return FIELDS_NOT_MINE;
	fields_take(f, o->value);
	if (!stay && f->focus != FIELDS_END && f->st->typed[f->focus] == NULL)
		fields_step(f, 1);
	return FIELDS_USED;
}

/* While the list is open it takes the moving keys; Enter takes the line, Esc closes the
 * list. */
static enum fields_did
key_in_list(struct fields *f, int key)
{
	if (!f->pick.open)
		return FIELDS_NOT_MINE;
	if (pick_key(&f->pick, key))
		return FIELDS_USED;
	if (key == K_ENTER)
		return take_picked(f);
	if (key == K_ESC) {
		pick_close(&f->pick);
		return FIELDS_USED;
	}
	return FIELDS_NOT_MINE;
}

/* Up and Down inside a text of several lines; false at its first or last line. */
static bool
vertical(struct fields *f, int key)
{
	size_t before = edit_cursor_offset(f->ed);
	int row, col, row2;

	edit_cursor(f->ed, &row, &col);
	if (!edit_key(f->ed, key))
		return false;
	edit_cursor(f->ed, &row2, &col);
	return row2 != row || edit_cursor_offset(f->ed) != before;
}

static enum fields_did
key_at_end(struct fields *f, int key)
{
	if (key == K_ENTER)
		return FIELDS_DO;
	if (key == K_UP || key == K_BACKTAB || key == K_LEFT)
		fields_step(f, -1);
	else if (key == K_PGUP)
		return move_pages(f, -1);
	else if (key != K_DOWN && key != K_TAB && key != K_RIGHT && key != K_PGDN)
		return FIELDS_NOT_MINE;
	return FIELDS_USED;
}

static enum fields_did
key_edits(struct fields *f, int key)
{
	const struct field *fd = focused(f);

	if (!edit_key(f->ed, key))
		return FIELDS_NOT_MINE;
	f->fresh = false;
	if (pick_offers(fd->type) && (f->pick.open || edit_changed(f->ed)))
		pick_fill(&f->pick, f->st, (size_t)f->focus, edit_text(f->ed));
	return FIELDS_USED;
}

enum fields_did
fields_key(struct fields *f, int key)
{
	const struct field *fd = focused(f);
	enum fields_did did;

	if (fd == NULL)
		return key_at_end(f, key);
	if ((did = key_in_list(f, key)) != FIELDS_NOT_MINE)
		return did;
	if (key == K_TAB || key == K_BACKTAB) {
		fields_step(f, key == K_TAB ? 1 : -1);
		return FIELDS_USED;
	}
	if (key == K_UP || key == K_DOWN) {
		if (!is_multi(fd) || !vertical(f, key))
			fields_step(f, key == K_DOWN ? 1 : -1);
		return FIELDS_USED;
	}
	if (key == K_ENTER && fd->type != FIELD_AREA) {
		fields_step(f, 1);
		return FIELDS_USED;
	}
	if (key == K_PGUP || key == K_PGDN)
		return move_pages(f, key == K_PGDN ? 1 : -1);
	if ((key == K_LEFT || key == K_RIGHT) && f->fresh &&
	    cycle(f, key == K_RIGHT ? 1 : -1))
		return FIELDS_USED;
	return key_edits(f, key);
}

/* A text that the program has proposed and nobody has taken up yet. */
static bool
is_proposal(const struct fields *f)
{
	const struct field *fd = focused(f);

	return fd != NULL && f->fresh && f->st->suggested[f->focus] &&
	       (fd->type == FIELD_AREA || fd->type == FIELD_TEXT);
}

/* Behind what was chosen for a field of several another name is begun: the comma between
 * comes by itself. */
static bool
goes_on(const struct fields *f, const char *s)
{
	const char *text = edit_text(f->ed);

	return focused(f)->type == FIELD_LIST && *text != '\0' &&
	       f->st->typed[f->focus] == NULL &&
	       edit_cursor_offset(f->ed) == strlen(text) && *s != ' ' &&
	       !form_list_parts(s);
}

bool
fields_text(struct fields *f, const char *s, size_t *over)
{
	const struct field *fd = focused(f);

	*over = 0;
	if (fd == NULL)
		return false;
	if (is_wheel(fd) && strcmp(s, " ") == 0 && cycle(f, 1))
		return true;
	/* A chosen value is replaced, not lengthened; Ctrl-Z brings it back. */
	if (f->fresh && (is_proposal(f) || (!is_multi(fd) && fd->type != FIELD_TEXT &&
					       fd->type != FIELD_SCOPE)))
		edit_clear(f->ed);
	else if (f->fresh && goes_on(f, s))
		edit_insert(f->ed, T("、", ", "), strlen(T("、", ", ")));
	f->fresh = false;
	*over = edit_insert(f->ed, s, strlen(s));
	if (pick_offers(fd->type))
		pick_fill(&f->pick, f->st, (size_t)f->focus, edit_text(f->ed));
	return true;
}

/* ---- help of the focused field */

static const struct text2 type_help[FIELD_TYPE_COUNT] = {
	[FIELD_AREA] = { "可写多行，回车换行，Tab 到下一项",
	    "several lines; Enter breaks the line, Tab goes on" },
	[FIELD_DATE] = { "日期：2026-03-02、3-2、今天、+7",
	    "a date: 2026-03-02, 3-2, today, +7" },
	[FIELD_MOMENT] = { "时刻：2026-03-02 14:30，当天可只写 14:30",
	    "a moment: 2026-03-02 14:30, or 14:30 today" },
	[FIELD_PERIOD] = { "期限：10年、6个月、90日、2030-12-31、条件:开标前、长期",
	    "a period: 10 years, 6 months, 90 days, 2030-12-31, condition:TEXT, "
	    "long-term" },
	[FIELD_REF] = { "键入名称、编号或拼音首字母的一部分，F5 列出全部",
	    "type part of a name or number; F5 lists all" },
	[FIELD_LIST] = { "可填多个，用顿号隔开；键入名称的一部分即列出",
	    "several, commas between; type part of a name" },
	[FIELD_SCOPE] = { "事项条目编号，用逗号隔开；* 表示全部",
	    "entry codes with commas between; * for all" },
};

const char *
fields_help(const struct fields *f, int cols, struct str *buf)
{
	const struct field *fd = focused(f);
	const char *own, *how;

	if (fd == NULL && neighbour(f, FIELDS_END, -1) == FIELDS_END)
		return T(
		    "按回车或 F2 办理；Esc 离开。", "Enter or F2 does it; Esc leaves.");
	if (fd == NULL)
		return T("按回车或 F2 办理；按上键回到各项修改；Esc 离开（可存为草稿）。",
		    "Enter or F2 does it; Up goes back to the fields; Esc leaves (a "
		    "draft can be kept).");
	own = field_help(fd);
	how = is_proposal(f) ? T("已代拟：键入即替换，先按 End 则接着写",
				   "proposed: typing replaces it, after End it goes on")
	      : fd->type == FIELD_SCOPE && fd->ref != NULL ? tx(type_help[FIELD_LIST])
	      : type_help[fd->type].zh != NULL		   ? tx(type_help[fd->type])
							   : "";
	if (*own != '\0' && text_width(own) > cols - text_width(how) - 5)
		how = "";
	str_add(buf, own);
	if (*own != '\0' && *how != '\0')
		str_add(buf, T(" 〔", " ["));
	else if (*how != '\0')
		str_add(buf, T("〔", "["));
	str_add(buf, how);
	if (*how != '\0')
		str_add(buf, T("〕", "]"));
	return str_s(buf);
}
