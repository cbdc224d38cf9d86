/* SPDX-License-Identifier: MIT */
/* Help of a view: its own words, then the keys that are valid now, from the tables in
 * keys.h. */
#include "config.h"
#include "tui/app.h"

#include <stdlib.h>
#include <string.h>

#define KEY_W 8

static void
add_key(struct str *out, const char *name)
{
	text_pad(out, name, KEY_W);
	str_addc(out, ' ');
}

static void
add_keys(struct str *out, int key1, int key2, char letter, const char *what)
{
	char third[2] = { letter, '\0' };

	str_add(out, "  ");
	add_key(out, key_name(key1));
	add_key(out, key_name(key2));
	add_key(out, letter == ' ' ? T("空格", "Space") : third);
	str_addf(out, "%s\n", what);
}

static void
add_action(struct str *out, enum action a, const char *label)
{
	const struct action_info *i = action_info(a);

	add_keys(
	    out, i->key1, i->key2, i->letter, label && *label ? label : tx(i->title));
}

static void
add_bar(struct str *out, struct view *v)
{
	bool listed[ACTION_COUNT] = { false };
	struct keybar bar;

	frame_bar(v, &bar);
	str_add(out,
	    T("\n【此时可用的键】第三列的字母只在不输入文字的地方有效；^X 即 Ctrl-X\n",
		"\n[Keys valid now] letters in the third column only where nothing is "
		"typed; ^X is Ctrl-X\n"));
	for (int i = 0; i < bar.n; i++) {
		add_action(out, bar.item[i].action, bar.item[i].label);
		listed[bar.item[i].action] = true;
	}
	str_add(out, T("\n【其他键】在支持的界面上有效\n",
			 "\n[Other keys] on screens that know them\n"));
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (!listed[a])
			add_action(out, a, NULL);
	str_add(out, T("  1-7                        到七个步骤\n  Alt-1 … Alt-0         "
		       "     即 F1 … F10\n",
			 "  1-7                        go to a step\n  Alt-1 … Alt-0     "
			 "         the same as F1 … F10\n"));
}

static void
add_edits(struct str *out)
{
	str_add(out, T("\n【在文字栏里】\n", "\n[In a text]\n"));
	for (enum edit_op op = EDIT_NONE + 1; op < EDIT_OP_COUNT; op++)
		add_keys(out, edit_info(op)->key1, edit_info(op)->key2, '\0',
		    tx(edit_info(op)->title));
}

void
help_show(struct app *a, struct view *v)
{
	struct str text = { 0 }, title = { 0 };

	if (strcmp(v->ops->name, "help") == 0)
		return;
	if (v->ops->help)
		v->ops->help(v, &text);
	str_add(&text,
	    T("\n右上角的密级是本屏内容的最高密级，没有就不标；旁边是您和您的职责。\n",
		"\nThe level in the upper right corner is the highest of what this "
		"screen shows, none where nothing is classified; beside it stand you and "
		"your roles.\n"));
	add_bar(&text, v);
	if (v->ops->text || v->ops->key)
		add_edits(&text);
	str_add(&title, T("帮助：", "Help: "));
	if (v->ops->title)
		v->ops->title(v, &title);
	stack_push(a,
	    pager_new("help", str_s(&title), str_s(&text),
		v->ops->level ? v->ops->level(v) : LEVEL_NONE),
	    NULL);
	str_free(&text);
	str_free(&title);
}
