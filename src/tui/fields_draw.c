/* SPDX-License-Identifier: MIT */
/*
 * A form painted: the whole form is laid out as lines first (headings, fields, findings
 * under their field, the tail, the button), then the window around the focus is painted.
 * The layout is made anew each time: it costs less than a terminal row and cannot be
 * stale.
 */
#include "config.h"
#include "tui/fields.h"

#include <stdlib.h>
#include <string.h>

#include "tui/term.h"

enum { AREA_MAX = 10, GAP = 1, AHEAD = 3 };
enum line_kind { LINE_GROUP, LINE_FIELD, LINE_NOTE, LINE_TAIL, LINE_BUTTON };
struct fields_line {
	enum line_kind kind;
	int field;	  /* LINE_FIELD, LINE_NOTE */
	int row, rows;	  /* LINE_FIELD: which row of how many */
	enum ink ink;	  /* LINE_NOTE, LINE_TAIL */
	const char *text; /* borrowed from form, note or tail */
	size_t len;
	bool more; /* LINE_FIELD: last row, text goes on */
	char
	    *shown; /* LINE_FIELD, first row: owned text of the field; LINE_NOTE: owned */
};

static struct fields_line *
add(struct fields *f, enum line_kind kind)
{
	if (f->nline == f->cline) {
		f->cline = f->cline == 0 ? 64 : f->cline * 2;
		f->line = xreallocarray(f->line, f->cline, sizeof(*f->line));
	}
	f->line[f->nline] = (struct fields_line){ .kind = kind, .field = FIELDS_END };
	return &f->line[f->nline++];
}

void
fields_forget(struct fields *f)
{
	for (size_t i = 0; i < f->nline; i++)
		free(f->line[i].shown);
	f->nline = 0;
}

static int
label_cols(int w)
{
	return w >= 110 ? FIELDS_LABEL + 8 : FIELDS_LABEL;
}

static int
value_cols(const struct field *fd, const char *text, int w)
{
	int avail = w - label_cols(w) - GAP;
	int want = fd->width > 0 ? fd->width : 30;

	if (fd->type == FIELD_AREA || fd->type == FIELD_LIST || fd->type == FIELD_NOTE)
		want = avail < 100 ? avail : 100;
	/* what names a record, or may be chosen, is read whole where the line has room */
	if (fd->type == FIELD_REF && text != NULL && text_width(text) > want)
		want =
		    text_width(text) < avail * 2 / 3 ? text_width(text) : avail * 2 / 3;
	for (size_t i = 0; i < fd->nchoice; i++) {
		int label = text_width(choice_label(fd, fd->choice[i].value));

		want = label > want ? label : want;
	}
	if (want < 6)
		want = 6;
	want += 1; /* the cursor after the last character */
	if (want > avail)
		want = avail;
	return want < 2 ? 2 : want;
}

static void
lay_wrapped(struct fields *f, enum line_kind kind, enum ink ink, int field, const char *s,
    int cols)
{
	struct text_lines l = { 0 };

	text_wrap(s, strlen(s), cols, &l);
	for (size_t i = 0; i < l.n; i++) {
		struct fields_line *ln = add(f, kind);

		ln->ink = ink;
		ln->field = field;
		ln->shown = xstrndup(s + l.v[i].from, l.v[i].len);
	}
	text_lines_free(&l);
}

static void
lay_notes(struct fields *f, size_t i, int cols)
{
	const struct form_state *st = f->st;

	if (!f->tried && !f->visited[i])
		return;
	for (size_t n = 0; n < st->nnote; n++) {
		char *s;

		if (st->note[n].field != (int)i)
			continue;
		s = xasprintf(
		    "%s %s", severity_word(st->note[n].severity), st->note[n].text);
		lay_wrapped(
		    f, LINE_NOTE, severity_ink(st->note[n].severity), (int)i, s, cols);
		free(s);
	}
}

static void
lay_field(struct fields *f, size_t i, int w)
{
	const struct field *fd = &f->st->form->field[i];
	bool multi =
	    fd->type == FIELD_AREA || fd->type == FIELD_LIST || fd->type == FIELD_NOTE;
	char *shown = (int)i == f->focus && f->ed != NULL ? xstrdup(edit_text(f->ed))
							  : form_shown(f->st, i);
	int cols = value_cols(fd, shown, w), rows = 1, lines = 1;

	if (multi) {
		struct text_lines l = { 0 };

		text_wrap(shown, strlen(shown), cols, &l);
		lines = (int)l.n;
		rows = fd->type != FIELD_AREA ? 1 : fd->rows > 0 ? fd->rows : 3;
		if (lines > rows)
			rows = lines < AREA_MAX ? lines : AREA_MAX;
		text_lines_free(&l);
	}
	for (int r = 0; r < rows; r++) {
		struct fields_line *ln = add(f, LINE_FIELD);

		ln->field = (int)i;
		ln->row = r;
		ln->rows = rows;
		ln->more = r == rows - 1 && lines > rows;
		if (r == 0)
			ln->shown = shown;
	}
	lay_notes(f, i, w - label_cols(w) - GAP);
}

static void
lay_form(struct fields *f, int w)
{
	const char *group = NULL;

	for (size_t i = 0; f->st != NULL && i < f->st->form->nfield; i++) {
		const char *g = field_group(&f->st->form->field[i]);

		if (g != NULL && *g != '\0')
			group = g;
		if (!form_visible(f->st, i))
			continue;
		/* The heading stands before the first field of its group that is asked.
		 */
		if (group != NULL) {
			add(f, LINE_GROUP)->text = group;
			group = NULL;
		}
		lay_field(f, i, w);
	}
	for (size_t i = 0; i < f->ntail; i++)
		lay_wrapped(f, LINE_TAIL, f->tail[i].ink, FIELDS_END, f->tail[i].text, w);
	if (f->button != NULL)
		add(f, LINE_BUTTON);
}

/* ---- painting */

static void
draw_label(const struct fields *f, const struct field *fd, int y, int x, int cols)
{
	const char *label = field_label(fd);
	bool star = form_required(f->st, (size_t)(fd - f->st->form->field)) &&
		    form_editable(f->st, (size_t)(fd - f->st->form->field));
	int w = text_width(label);

	draw_text(y, x, cols, INK_LABEL, label);
	if (star)
		draw_text(y, x + (w < cols - 1 ? w : cols - 1), 1, INK_LABEL, "*");
}

/* Levels are written in Chinese in every language; in English their meaning goes with
 * them. */
static void
add_option(struct str *s, const struct form_option *o, bool more)
{
	str_addf(s, "%s%s", more ? " / " : "", o->label);
	if (lang_get() == LANG_EN && o->hint != NULL && *o->hint != '\0')
		str_addf(s, " (%s)", o->hint);
}

/* Beside a field: what may be chosen in it, or what its number stands for. */
static void
draw_hint(const struct fields *f, int field, int y, int x, int cols)
{
	const struct field *fd = &f->st->form->field[field];
	struct form_options opt = { 0 };
	struct str s = { 0 };
	char *aside;

	if (cols < 8)
		return;
	if ((aside = form_aside(f->st, (size_t)field)) != NULL)
		str_add(&s, aside);
	else if (field != f->focus)
		return;
	free(aside);
	if (fd->type == FIELD_CHOICE || fd->type == FIELD_LEVEL ||
	    fd->type == FIELD_YESNO) {
		form_complete(f->st, (size_t)field, "", &opt);
		str_add(&s, "< > ");
		for (size_t i = 0; i < opt.n; i++)
			add_option(&s, &opt.v[i], i > 0);
		if (text_width(str_s(&s)) > cols) {
			str_cut(&s, 0);
			str_add(&s, T("< > 更换，F5 列出全部", "< > change, F5 lists"));
		}
		form_options_free(&opt);
	}
	draw_text(y, x, cols, INK_DIM, str_s(&s));
	str_free(&s);
}

static void
draw_focused(struct fields *f, const struct fields_line *ln, int y, int x, int cols)
{
	struct str s = { 0 };
	int row, col;

	edit_size(f->ed, cols, ln->rows);
	if (!edit_row(f->ed, ln->row, &s))
		str_cut(&s, 0);
	draw_text(y, x, cols, INK_FIELD_FOCUS, str_s(&s));
	str_free(&s);
	if (ln->rows == 1 && edit_more_left(f->ed))
		draw_text(y, x - 1, 1, INK_DIM, "<");
	if ((ln->rows == 1 || ln->row == ln->rows - 1) && edit_more_right(f->ed))
		draw_text(y, x + cols, 1, INK_DIM, ">");
	edit_cursor(f->ed, &row, &col);
	if (row == ln->row && !f->pick.moved)
		draw_cursor(y, x + (col < cols ? col : cols - 1));
}

/* Row r of a text wrapped to cols; the last row shown says when there is more. */
static char *
wrapped_row(const char *s, int cols, const struct fields_line *ln)
{
	struct text_lines l = { 0 };
	char *out = NULL;

	text_wrap(s, strlen(s), cols, &l);
	if ((size_t)ln->row < l.n) {
		size_t len = l.v[ln->row].len;

		out = xstrndup(s + l.v[ln->row].from, len);
		if (ln->more) {
			char *cut = xasprintf(
			    "%.*s~", (int)text_fit(out, len, cols - 1, &(int){ 0 }), out);

			free(out);
			out = cut;
		}
	}
	text_lines_free(&l);
	return out != NULL ? out : xstrdup("");
}

static void
draw_field(struct fields *f, const struct fields_line *ln, int y, int x, int w)
{
	const struct field *fd = &f->st->form->field[ln->field];
	const struct fields_line *first = ln - ln->row;
	int lab = label_cols(w), vx = x + lab + GAP, cols = value_cols(fd, ln->shown, w);
	bool editable = form_editable(f->st, (size_t)ln->field);

	if (ln->row == 0)
		draw_label(f, fd, y, x, lab);
	if (ln->field == f->focus && f->ed != NULL) {
		draw_focused(f, ln, y, vx, cols);
	} else {
		char *s = ln->rows > 1 || fd->type == FIELD_AREA
			      ? wrapped_row(first->shown, cols, ln)
			      : xstrdup(first->shown);

		draw_text(y, vx, cols,
		    editable		     ? INK_FIELD
		    : fd->type == FIELD_NOTE ? INK_DIM
					     : INK_PLAIN,
		    s);
		free(s);
	}
	if (ln->rows == 1)
		draw_hint(f, ln->field, y, vx + cols + 2, w - lab - GAP - cols - 2);
}

static void
draw_line(struct fields *f, const struct fields_line *ln, int y, int x, int w)
{
	int lab = label_cols(w) + GAP;

	switch (ln->kind) {
	case LINE_GROUP:
		draw_rule(y, x, w, ln->text);
		break;
	case LINE_FIELD:
		draw_field(f, ln, y, x, w);
		break;
	case LINE_NOTE:
		draw_text(y, x + lab, w - lab, ln->ink, ln->shown);
		break;
	case LINE_TAIL:
		draw_text(y, x, w, ln->ink, ln->shown);
		break;
	case LINE_BUTTON:
		draw_textf(y, x + lab, w - lab,
		    f->focus == FIELDS_END ? INK_FOCUS : INK_TITLE, "[ %s ]", f->button);
		if (f->focus == FIELDS_END)
			draw_cursor(y, x + lab + 2);
		break;
	}
}

/* Lines that belong to the focus: the field with its findings; at the end the tail and
 * the button. */
static void
focus_lines(const struct fields *f, int *first, int *n)
{
	*first = 0;
	*n = 0;
	for (size_t i = 0; i < f->nline; i++) {
		const struct fields_line *ln = &f->line[i];
		bool mine = f->focus == FIELDS_END
				? ln->kind == LINE_TAIL || ln->kind == LINE_BUTTON
				: (ln->kind == LINE_FIELD || ln->kind == LINE_NOTE) &&
				      ln->field == f->focus;

		if (mine && (*n)++ == 0)
			*first = (int)i;
	}
}

void
fields_draw(struct fields *f, struct rect r)
{
	int first, n, focus_y = -1;

	fields_forget(f);
	lay_form(f, r.w);
	focus_lines(f, &first, &n);
	if (f->focus == FIELDS_END && n > r.h) { /* the button matters most */
		first += n - r.h;
		n = r.h;
	}
	if (f->ed != NULL && n > r.h) { /* then the row that is typed in */
		const struct field *fd = &f->st->form->field[f->focus];
		int row, col;

		edit_size(f->ed, value_cols(fd, f->line[first].shown, r.w),
		    f->line[first].rows);
		edit_cursor(f->ed, &row, &col);
		first += row;
		n = 1;
	}
	/* Some lines of what follows, so that one sees where one is going. */
	for (int ahead = 0; ahead < AHEAD && n < r.h - 2 && first + n < (int)f->nline;
	     ahead++)
		n++;
	f->h = r.h;
	f->top = lines_scroll(f->top, r.h, (int)f->nline, first, n);
	/* The heading above the first field belongs to it. */
	if (f->top > 0 && f->top == first && f->line[first - 1].kind == LINE_GROUP &&
	    n < r.h)
		f->top--;
	draw_clear(r);
	for (int i = 0; i < r.h && (size_t)(f->top + i) < f->nline; i++) {
		const struct fields_line *ln = &f->line[f->top + i];

		draw_line(f, ln, r.y + i, r.x, r.w);
		if (ln->kind == LINE_FIELD && ln->field == f->focus &&
		    f->focus != FIELDS_END)
			focus_y = r.y + i;
	}
	if (f->pick.open && focus_y >= 0)
		pick_draw(&f->pick, r, focus_y, r.x + label_cols(r.w) + GAP);
}

bool
fields_more_above(const struct fields *f)
{
	return f->top > 0;
}

bool
fields_more_below(const struct fields *f)
{
	return (size_t)(f->top + f->h) < f->nline;
}
