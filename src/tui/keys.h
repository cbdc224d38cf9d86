/* SPDX-License-Identifier: MIT */
#ifndef DM_TUI_KEYS_H
#define DM_TUI_KEYS_H
/*
 * Keys as a table: every action has a Ctrl letter and a function key (or a plain
 * navigation key) and a line in the action menu (F9). The help screen, the bar at the
 * bottom and the man page are made from this table.
 */
#include "base/lang.h"
#include "tui/term.h"

/* clang-format off */
/* id, name, first key, second key, third (letters work only where nothing is typed), zh, en */
#define ACTIONS(X) \
	X(HELP, "help", K_F1, 0, '?', "帮助", "help") \
	X(SAVE, "save", K_F2, K_CTRL('S'), 0, "保存", "save") \
	X(ACTS, "acts", K_F9, K_CTRL('O'), 0, "办理", "actions") \
	X(NEW, "new", K_F3, K_CTRL('N'), 'n', "新建", "new") \
	X(OPEN, "open", K_ENTER, 0, 0, "打开", "open") \
	X(EDIT, "edit", K_F4, K_CTRL('E'), 'e', "修改", "edit") \
	X(FIND, "find", K_F5, K_CTRL('F'), '/', "查找", "find") \
	X(QBE, "example", K_F6, K_CTRL('X'), 'f', "筛选", "filter") \
	X(SORT, "sort", K_F2, K_CTRL('T'), 's', "排序", "sort") \
	X(MARK, "mark", K_INSERT, 0, ' ', "标记", "mark") \
	X(PRINT, "print", K_F8, K_CTRL('P'), 'p', "打印预览", "print") \
	X(HISTORY, "history", K_F11, K_CTRL('R'), 'h', "历史", "history") \
	X(PALETTE, "palette", K_F12, K_CTRL('G'), ':', "命令", "commands") \
	X(COMPLETE, "complete", K_F5, K_CTRL('F'), 0, "选择", "choose") \
	X(REDRAW, "redraw", K_CTRL('L'), 0, 0, "重画", "redraw") \
	X(BACK, "back", K_ESC, 0, 'q', "返回", "back") \
	X(QUIT, "quit", K_F10, K_CTRL('Q'), 'Q', "退出", "quit") \
	X(DRILL, "drill", K_F7, K_CTRL('B'), 0, "演练", "drills") \
	X(NEXT, "next", K_TAB, 0, 0, "下一项", "next") \
	X(PREV, "prev", K_BACKTAB, 0, 0, "上一项", "previous") \
	X(UP, "up", K_UP, 0, 'k', "上", "up") \
	X(DOWN, "down", K_DOWN, 0, 'j', "下", "down") \
	X(LEFT, "left", K_LEFT, 0, 0, "左", "left") \
	X(RIGHT, "right", K_RIGHT, 0, 0, "右", "right") \
	X(PAGE_UP, "pageup", K_PGUP, K_CTRL('U'), 'b', "上一页", "page up") \
	X(PAGE_DOWN, "pagedown", K_PGDN, K_CTRL('D'), 0, "下一页", "page down") \
	X(FIRST, "first", K_HOME, 0, 'g', "第一条", "first") \
	X(LAST, "last", K_END, 0, 'G', "最后一条", "last")
/* clang-format on */
enum action {
	ACTION_NONE,
#define X(id, name, k1, k2, k3, zh, en) ACTION_##id,
	ACTIONS(X)
#undef X
	    ACTION_COUNT
};
struct action_info {
	const char *name;
	int key1, key2;
	char letter;
	struct text2 title;
};
const struct action_info *action_info(enum action a);
const char *key_name(int key); /* "F9", "^O", "Enter", "Tab" …; "" for none; static */
/* The key of an action as bars and sentences name it; static. */
const char *key_of(enum action a);
/* The text with each {key:NAME} replaced by the key of that action of the table; a name
 * that is none stays as it was written. Owned. */
char *keys_expand(const char *text);

/* The bottom line: what is valid now. */
struct keybar {
	struct {
		enum action action;
		char label[40]; /* overrides the action's title when not empty */
	} item[16];
	int n;
};
void keybar_add(struct keybar *b, enum action a,
    const char *label); /* label NULL: the action's own */
/* Which action a key or letter means; letters only when letters is true. A key may stand
 * for several actions: the first one offered in the bar wins, then table order. */
enum action keys_action(int key, const struct keybar *bar);
enum action keys_letter(const char *text, const struct keybar *bar);

/* What keys do inside a text: id, first key, second key, zh, en. */
/* clang-format off */
#define EDITS(X) \
	X(LEFT, K_LEFT, 0, "左移一字", "one character left") \
	X(RIGHT, K_RIGHT, 0, "右移一字", "one character right") \
	X(UP, K_UP, 0, "上一行", "line above") \
	X(DOWN, K_DOWN, 0, "下一行", "line below") \
	X(PAGE_UP, K_PGUP, 0, "上一屏", "page up") \
	X(PAGE_DOWN, K_PGDN, 0, "下一屏", "page down") \
	X(HOME, K_HOME, K_CTRL('A'), "行首", "start of line") \
	X(END, K_END, K_CTRL('E'), "行末", "end of line") \
	X(TEXT_HOME, K_CTRL_HOME, 0, "全文开头", "start of text") \
	X(TEXT_END, K_CTRL_END, 0, "全文末尾", "end of text") \
	X(WORD_LEFT, K_CTRL_LEFT, 0, "左移一词", "word left") \
	X(WORD_RIGHT, K_CTRL_RIGHT, 0, "右移一词", "word right") \
	X(NEWLINE, K_ENTER, 0, "换行（多行栏）", "new line (in areas)") \
	X(BACKSPACE, K_BACKSPACE, 0, "删前一字", "erase before") \
	X(DELETE, K_DELETE, 0, "删后一字", "erase after") \
	X(CUT_HOME, K_CTRL('U'), 0, "剪到行首", "cut to start of line") \
	X(CUT_END, K_CTRL('K'), 0, "剪到行末", "cut to end of line") \
	X(CUT_WORD, K_CTRL('W'), 0, "剪前一词", "cut word before") \
	X(PUT, K_CTRL('Y'), 0, "贴回剪下的", "put the cut back") \
	X(UNDO, K_CTRL('Z'), K_CTRL('_'), "撤销", "undo") \
	X(REDO, K_CTRL('R'), 0, "重做", "redo")
/* clang-format on */
enum edit_op {
	EDIT_NONE,
#define X(id, k1, k2, zh, en) EDIT_##id,
	EDITS(X)
#undef X
	    EDIT_OP_COUNT
};
struct edit_info {
	int key1, key2;
	struct text2 title;
};
const struct edit_info *edit_info(enum edit_op op);
enum edit_op keys_edit(int key); /* EDIT_NONE: means nothing in a text */
#endif
