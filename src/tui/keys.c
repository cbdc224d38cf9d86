/* SPDX-License-Identifier: MIT */
/* The table of keys and what it answers. Views see actions, never keys, unless text is
 * edited. */
#include "config.h"
#include "tui/keys.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

static const struct action_info actions[ACTION_COUNT] = {
#define X(id, name, k1, k2, k3, zh, en) [ACTION_##id] = { name, k1, k2, k3, { zh, en } },
	ACTIONS(X)
#undef X
};

static const struct edit_info edits[EDIT_OP_COUNT] = {
#define X(id, k1, k2, zh, en) [EDIT_##id] = { k1, k2, { zh, en } },
	EDITS(X)
#undef X
};

static const char *const names[] = {
	[KEY_NONE_] = "",
	[K_ENTER] = "Enter",
	[K_TAB] = "Tab",
	[K_BACKTAB] = "S-Tab",
	[K_ESC] = "Esc",
	[K_BACKSPACE] = "Backspace",
	[K_DELETE] = "Delete",
	[K_INSERT] = "Insert",
	[K_UP] = "Up",
	[K_DOWN] = "Down",
	[K_LEFT] = "Left",
	[K_RIGHT] = "Right",
	[K_HOME] = "Home",
	[K_END] = "End",
	[K_PGUP] = "PgUp",
	[K_PGDN] = "PgDn",
	[K_F1] = "F1",
	[K_F2] = "F2",
	[K_F3] = "F3",
	[K_F4] = "F4",
	[K_F5] = "F5",
	[K_F6] = "F6",
	[K_F7] = "F7",
	[K_F8] = "F8",
	[K_F9] = "F9",
	[K_F10] = "F10",
	[K_F11] = "F11",
	[K_F12] = "F12",
	[K_CTRL_LEFT] = "C-Left",
	[K_CTRL_RIGHT] = "C-Right",
	[K_CTRL_HOME] = "C-Home",
	[K_CTRL_END] = "C-End",
};

static const char control_names[][3] = {
	"^A",
	"^B",
	"^C",
	"^D",
	"^E",
	"^F",
	"^G",
	"^H",
	"^I",
	"^J",
	"^K",
	"^L",
	"^M",
	"^N",
	"^O",
	"^P",
	"^Q",
	"^R",
	"^S",
	"^T",
	"^U",
	"^V",
	"^W",
	"^X",
	"^Y",
	"^Z",
	"^[",
	"^\\",
	"^]",
	"^^",
	"^_",
};

const struct action_info *
action_info(enum action a)
{
	return &actions[a];
}

const char *
key_name(int key)
{
	if (key >= 0 && (size_t)key < ARRAY_LEN(names))
		return names[key];
	if (key >= K_CTRL('A') && (size_t)(key - K_CTRL('A')) < ARRAY_LEN(control_names))
		return control_names[key - K_CTRL('A')];
	return "";
}

/* Everybody reaches for the space bar; Insert is for terminals that swallow it. */
const char *
key_of(enum action a)
{
	return actions[a].letter == ' ' ? T("空格", "Space") : key_name(actions[a].key1);
}

static enum action
action_named(const char *name, size_t n)
{
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (strlen(actions[a].name) == n && memcmp(actions[a].name, name, n) == 0)
			return a;
	return ACTION_NONE;
}

static bool
fill_key(void *ctx, const char *name, size_t n, struct str *out)
{
	static const char key[] = "key:";
	const size_t before = sizeof(key) - 1;
	enum action a = n > before && memcmp(name, key, before) == 0
			    ? action_named(name + before, n - before)
			    : ACTION_NONE;

	(void)ctx;
	if (a != ACTION_NONE)
		str_add(out, key_of(a));
	return a != ACTION_NONE;
}

char *
keys_expand(const char *text)
{
	struct str out = { 0 };

	str_fill(&out, text, fill_key, NULL);
	return str_take(&out);
}

void
keybar_add(struct keybar *b, enum action a, const char *label)
{
	if ((size_t)b->n >= ARRAY_LEN(b->item))
		return;
	b->item[b->n].action = a;
	snprintf(
	    b->item[b->n].label, sizeof(b->item[b->n].label), "%s", label ? label : "");
	b->n++;
}

static bool
has_key(enum action a, int key)
{
	return key != KEY_NONE_ && (actions[a].key1 == key || actions[a].key2 == key);
}

enum action
keys_action(int key, const struct keybar *bar)
{
	for (int i = 0; bar && i < bar->n; i++)
		if (has_key(bar->item[i].action, key))
			return bar->item[i].action;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (has_key(a, key))
			return a;
	return ACTION_NONE;
}

enum action
keys_letter(const char *text, const struct keybar *bar)
{
	if (!text[0] || text[1])
		return ACTION_NONE;
	for (int i = 0; bar && i < bar->n; i++)
		if (actions[bar->item[i].action].letter == text[0])
			return bar->item[i].action;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
		if (actions[a].letter == text[0])
			return a;
	return ACTION_NONE;
}

const struct edit_info *
edit_info(enum edit_op op)
{
	return &edits[op];
}

enum edit_op
keys_edit(int key)
{
	for (enum edit_op op = EDIT_NONE + 1; op < EDIT_OP_COUNT; op++)
		if (key != KEY_NONE_ && (edits[op].key1 == key || edits[op].key2 == key))
			return op;
	return EDIT_NONE;
}
