/* SPDX-License-Identifier: MIT */
/*
 * The floor: the least that a list of matters over SQLite on ncursesw can do. One page by
 * key, a bar on the current row, a search by the index. What dingmi takes longer is the
 * price of being dingmi.
 *
 * usage: floor_list STORE      keys: j k b blank g G, / text Enter, q
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 200, WIDTH = 512 };

struct list {
	sqlite3 *db;
	char row[ROWS][WIDTH];
	int have, page, cur;
	long top, last; /* ids */
};

#define COLUMNS "m.no, m.title, m.level, m.state, m.created_on"

static void
fetch(struct list *l, sqlite3_stmt *q)
{
	l->have = 0;
	while (l->have < l->page && l->have < ROWS && sqlite3_step(q) == SQLITE_ROW) {
		char *out = l->row[l->have++];
		size_t n = 0;

		for (int c = 0; c < sqlite3_column_count(q) && n < WIDTH; c++) {
			const unsigned char *text = sqlite3_column_text(q, c);

			n += (size_t)snprintf(out + n, WIDTH - n, "%s ",
			    text != NULL ? (const char *)text : "");
		}
	}
	sqlite3_finalize(q);
	if (l->cur >= l->have)
		l->cur = l->have > 0 ? l->have - 1 : 0;
}

static void
fetch_page(struct list *l)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(l->db,
		"SELECT " COLUMNS " FROM matter m WHERE m.id >= ? ORDER BY m.id LIMIT ?",
		-1, &q, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_int64(q, 1, l->top);
	sqlite3_bind_int(q, 2, l->page);
	fetch(l, q);
}

/* A blank around every Han, in quotes: the phrase that the store's index knows. */
static void
fetch_found(struct list *l, const char *typed)
{
	sqlite3_stmt *q = NULL;
	char phrase[512] = "\"";
	size_t n = 1;

	for (const char *s = typed; *s != '\0' && n < sizeof(phrase) - 8; s++) {
		if (((unsigned char)*s & 0xC0) == 0xC0)
			phrase[n++] = ' ';
		if (*s != '"')
			phrase[n++] = *s;
	}
	phrase[n++] = '"';
	phrase[n] = '\0';
	/* The index numbers a record by kind and id; the kinds of the hits are sorted out
	 * by the join. */
	if (sqlite3_prepare_v2(l->db,
		"SELECT " COLUMNS
		" FROM find f JOIN matter m ON m.id = (f.rowid & 1099511627775) "
		"WHERE find MATCH ? ORDER BY f.rowid LIMIT ?",
		-1, &q, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_text(q, 1, phrase, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(q, 2, l->page);
	fetch(l, q);
}

static void
paint_row(WINDOW *w, const struct list *l, int i)
{
	wmove(w, i, 0);
	wclrtoeol(w);
	if (i >= l->have)
		return;
	if (i == l->cur)
		wattron(w, A_REVERSE);
	waddnstr(w, l->row[i], 150);
	wattroff(w, A_REVERSE);
}

static void
search(struct list *l)
{
	char typed[128] = "";

	echo();
	mvaddch(LINES - 1, 0, '/');
	clrtoeol();
	getnstr(typed, sizeof(typed) - 1);
	noecho();
	move(LINES - 1, 0);
	clrtoeol();
	fetch_found(l, typed);
}

/* Moves; true when the page must be read again. */
static bool
act(struct list *l, int key)
{
	long top = l->top, end = l->last - l->page + 1;

	switch (key) {
	case 'j':
	case KEY_DOWN:
		if (l->cur < l->have - 1)
			l->cur++;
		else if (l->top + l->cur < l->last)
			l->top++;
		break;
	case 'k':
	case KEY_UP:
		if (l->cur > 0)
			l->cur--;
		else
			l->top--;
		break;
	case ' ':
	case KEY_NPAGE:
		l->top = l->top + l->page < end ? l->top + l->page : end;
		break;
	case 'b':
	case KEY_PPAGE:
		l->top -= l->page;
		break;
	case 'G':
	case KEY_END:
		l->top = end;
		l->cur = l->page - 1;
		break;
	case 'g':
	case KEY_HOME:
		l->top = 1;
		l->cur = 0;
		break;
	default:
		break;
	}
	if (l->top < 1)
		l->top = 1;
	return l->top != top;
}

static void
loop(struct list *l)
{
	WINDOW *w;
	bool full = true;
	int old = 0, key;

	l->page = LINES - 2;
	w = newwin(l->page, COLS, 1, 0);
	keypad(w, TRUE);
	fetch_page(l);
	for (;;) {
		for (int i = 0; i < l->page; i++)
			if (full || i == old || i == l->cur)
				paint_row(w, l, i);
		mvprintw(0, 0, "floor list %ld/%ld", l->top + l->cur, l->last);
		clrtoeol();
		wnoutrefresh(stdscr);
		wnoutrefresh(w);
		doupdate();
		old = l->cur;
		if ((key = wgetch(w)) == 'q' || key == ERR)
			break;
		full = key == '/';
		if (key == '/')
			search(l);
		else if (act(l, key)) {
			fetch_page(l);
			full = true;
		}
	}
	endwin();
}

int
main(int argc, char *argv[])
{
	struct list *l = calloc(1, sizeof(*l));
	sqlite3_stmt *q = NULL;

	setlocale(LC_ALL, "");
	if (l == NULL || argc != 2 ||
	    sqlite3_open_v2(argv[1], &l->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(l->db, "SELECT max(id) FROM matter", -1, &q, NULL) !=
		SQLITE_OK) {
		fprintf(stderr, "usage: floor_list STORE\n");
		return 2;
	}
	sqlite3_step(q);
	l->last = (long)sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	l->top = 1;
	initscr();
	cbreak();
	noecho();
	nonl();
	loop(l);
	sqlite3_close(l->db);
	free(l);
	return 0;
}
