/* SPDX-License-Identifier: MIT */
/*
 * The editor's text, layout and history. One mutator, edit_change(), records what it did,
 * so that undo and redo are the same splice backwards and forwards; edit_settle() then
 * restores the invariants: cursor on a cluster border, layout fresh, window around the
 * cursor.
 *
 * Several lines are laid out by text_wrap(). A line that is full to the last column (or
 * whose trailing blanks do not fit) is followed by an extra row, so that the cursor after
 * its last character has a place inside the window. One line scrolls sideways instead.
 */
#include "config.h"
#include "tui/edit_core.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX 20000
#define UNDO_STEPS 500
#define UNDO_BYTES (1024 * 1024)

struct edit *
edit_new(bool multi, int max_chars)
{
	struct edit *ed = xcalloc(1, sizeof(*ed));

	ed->multi = multi;
	ed->max = max_chars > 0 ? (size_t)max_chars : DEFAULT_MAX;
	ed->w = 2;
	ed->h = 1;
	edit_set(ed, "");
	return ed;
}

static void
drop_steps(struct edit *ed, size_t from, size_t to)
{
	if (from == to)
		return;
	for (size_t i = from; i < to; i++) {
		ed->undo_bytes -= ed->step[i].out.len + ed->step[i].in.len;
		str_free(&ed->step[i].out);
		str_free(&ed->step[i].in);
	}
	memmove(ed->step + from, ed->step + to, (ed->nstep - to) * sizeof(*ed->step));
	ed->nstep -= to - from;
}

void
edit_free(struct edit *ed)
{
	if (!ed)
		return;
	if (ed->step)
		drop_steps(ed, 0, ed->nstep);
	free(ed->step);
	free(ed->row);
	text_lines_free(&ed->lines);
	str_free(&ed->text);
	str_free(&ed->cut);
	free(ed);
}

const char *
edit_text(const struct edit *ed)
{
	return str_s(&ed->text);
}

bool
edit_changed(const struct edit *ed)
{
	return ed->done > 0 || ed->forgot;
}

/* ---- layout */

int
edit_width(const struct edit *ed, size_t from, size_t to)
{
	return text_width_n(str_s(&ed->text) + from, to - from);
}

static void
add_row(struct edit *ed, size_t from, size_t len, int cols)
{
	if (ed->nrow == ed->rowcap) {
		ed->rowcap = ed->rowcap ? ed->rowcap * 2 : 16;
		ed->row = xreallocarray(ed->row, ed->rowcap, sizeof(*ed->row));
	}
	ed->row[ed->nrow++] = (struct row){ from, len, cols };
}

static void
lay_out(struct edit *ed)
{
	const char *s = str_s(&ed->text);
	size_t n = ed->text.len;

	text_wrap(s, n, ed->w, &ed->lines);
	ed->nrow = 0;
	for (size_t i = 0; i < ed->lines.n; i++) {
		const struct text_line *l = &ed->lines.v[i];
		size_t end = l->from + l->len;
		size_t next = i + 1 < ed->lines.n ? ed->lines.v[i + 1].from : n + 1;
		bool hard = next == n + 1 || s[next - 1] == '\n';
		int used;

		add_row(ed, l->from, l->len, l->cols);
		if (hard && (l->cols >= ed->w || end < next - 1)) {
			size_t len = text_fit(s + end, next - 1 - end, ed->w - 1, &used);

			add_row(ed, end, len, used);
		}
	}
}

/* The last that begins at or before it. */
size_t
edit_row_of(const struct edit *ed, size_t offset)
{
	size_t lo = 0, hi = ed->nrow;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (ed->row[mid].from <= offset)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

int
edit_column_of(const struct edit *ed, size_t offset)
{
	size_t from = ed->multi ? ed->row[edit_row_of(ed, offset)].from : ed->left;
	int col = edit_width(ed, from, offset);

	return col < ed->w ? col : ed->w - 1;
}

static void
scroll_rows(struct edit *ed)
{
	size_t at = edit_row_of(ed, ed->cur), h = (size_t)ed->h;

	if (ed->top + h > ed->nrow)
		ed->top = ed->nrow > h ? ed->nrow - h : 0;
	if (at < ed->top)
		ed->top = at;
	else if (at >= ed->top + h)
		ed->top = at - h + 1;
}

/* Sideways in steps of a quarter of the window: a key then repaints little. */
static void
scroll_line(struct edit *ed)
{
	const char *s = str_s(&ed->text);
	size_t n = ed->text.len, next = text_next(s, n, ed->cur);
	int need = next > ed->cur ? edit_width(ed, ed->cur, next) : 1, some = ed->w / 4;

	need = need > 0 ? need : 1;
	if (ed->left > n || edit_width(ed, 0, n) < ed->w)
		ed->left = 0;
	if (ed->cur < ed->left) {
		ed->left = ed->cur;
		while (ed->left > 0 &&
		       edit_width(ed, text_prev(s, ed->left), ed->cur) <= some &&
		       edit_width(ed, text_prev(s, ed->left), ed->cur) + need <= ed->w)
			ed->left = text_prev(s, ed->left);
	} else if (edit_width(ed, ed->left, ed->cur) + need > ed->w) {
		int over = edit_width(ed, ed->left, ed->cur) + need - (ed->w - some);

		while (over > 0 && ed->left < ed->cur) {
			next = text_next(s, n, ed->left);
			over -= edit_width(ed, ed->left, next);
			ed->left = next;
		}
	}
}

/* The next cluster border at or after offset. */
static size_t
border(const struct edit *ed, size_t offset)
{
	const char *s = str_s(&ed->text);
	size_t n = ed->text.len, at;

	if (offset >= n)
		return n;
	while (offset > 0 && ((unsigned char)s[offset] & 0xc0) == 0x80)
		offset--;
	if (offset == 0)
		return 0;
	at = text_next(s, n, text_prev(s, offset));
	return at > offset ? at : offset;
}

void
edit_settle(struct edit *ed)
{
	ed->cur = border(ed, ed->cur);
	if (ed->multi) {
		scroll_rows(ed);
	} else {
		ed->left = border(ed, ed->left);
		scroll_line(ed);
	}
}

static void
relayout(struct edit *ed)
{
	ed->count = text_count(str_s(&ed->text));
	if (ed->multi)
		lay_out(ed);
	edit_settle(ed);
}

void
edit_size(struct edit *ed, int w, int h)
{
	w = w < 2 ? 2 : w;
	h = h < 1 ? 1 : h;
	if (w == ed->w && h == ed->h)
		return;
	ed->w = w;
	ed->h = h;
	ed->left =
	    0; /* how far a narrower window was scrolled means nothing in this one */
	relayout(ed);
}

/* ---- changing */

static void
splice(struct edit *ed, size_t at, size_t remove, const struct str *in)
{
	struct str tail = { 0 };

	str_addn(&tail, str_s(&ed->text) + at + remove, ed->text.len - at - remove);
	str_cut(&ed->text, at);
	str_addn(&ed->text, str_s(in), in->len);
	str_addn(&ed->text, str_s(&tail), tail.len);
	str_free(&tail);
}

static void
prepend(struct str *b, const char *s, size_t n)
{
	struct str whole = { 0 };

	str_addn(&whole, s, n);
	str_addn(&whole, str_s(b), b->len);
	str_free(b);
	*b = whole;
}

/* Join to the step before when it goes on with the same thing at the same place. */
static bool
joined(struct edit *ed, size_t at, size_t remove, const struct str *in, enum run run)
{
	struct splice *last = ed->done ? &ed->step[ed->done - 1] : NULL;
	const char *removed = str_s(&ed->text) + at;

	if (!last || run == RUN_NONE || run != ed->run)
		return false;
	if (run == RUN_TYPE && last->at + last->in.len == at)
		str_addn(&last->in, str_s(in), in->len);
	else if (run == RUN_ERASE && at + remove == last->at)
		prepend(&last->out, removed, remove);
	else if (run == RUN_DELETE && at == last->at)
		str_addn(&last->out, removed, remove);
	else
		return false;
	last->at = run == RUN_ERASE ? at : last->at;
	ed->undo_bytes += remove + in->len;
	return true;
}

static void
record_step(struct edit *ed, size_t at, size_t remove, const struct str *in)
{
	struct splice s = { .at = at, .before = ed->cur };

	drop_steps(ed, ed->done, ed->nstep);
	while (ed->nstep && (ed->nstep >= UNDO_STEPS ||
				ed->undo_bytes + remove + in->len > UNDO_BYTES)) {
		drop_steps(ed, 0, 1);
		ed->done--;
		ed->forgot = true;
	}
	if (ed->nstep == ed->stepcap) {
		ed->stepcap = ed->stepcap ? ed->stepcap * 2 : 16;
		ed->step = xreallocarray(ed->step, ed->stepcap, sizeof(*ed->step));
	}
	str_addn(&s.out, str_s(&ed->text) + at, remove);
	str_addn(&s.in, str_s(in), in->len);
	ed->undo_bytes += remove + in->len;
	ed->step[ed->nstep++] = s;
	ed->done = ed->nstep;
}

void
edit_change(struct edit *ed, size_t at, size_t remove, const struct str *in, enum run run)
{
	static const struct str nothing;

	in = in ? in : &nothing;
	if (remove == 0 && in->len == 0)
		return;
	if (!joined(ed, at, remove, in, run))
		record_step(ed, at, remove, in);
	ed->run = run;
	splice(ed, at, remove, in);
	ed->cur = at + in->len;
	ed->want = NO_COLUMN;
	relayout(ed);
	ed->step[ed->done - 1].after = ed->cur;
}

void
edit_set(struct edit *ed, const char *s)
{
	if (ed->nstep)
		drop_steps(ed, 0, ed->nstep);
	ed->done = 0;
	ed->forgot = false;
	ed->run = RUN_NONE;
	ed->want = NO_COLUMN;
	ed->left = ed->top = 0;
	str_cut(&ed->text, 0);
	text_clean(s ? s : "", s ? strlen(s) : 0, ed->multi, &ed->text);
	ed->cur = ed->text.len;
	relayout(ed);
}

bool
edit_undo(struct edit *ed)
{
	struct splice *s;

	if (!ed->done)
		return false;
	s = &ed->step[--ed->done];
	splice(ed, s->at, s->in.len, &s->out);
	ed->cur = s->before;
	ed->run = RUN_NONE;
	ed->want = NO_COLUMN;
	relayout(ed);
	return true;
}

bool
edit_redo(struct edit *ed)
{
	struct splice *s;

	if (ed->done == ed->nstep)
		return false;
	s = &ed->step[ed->done++];
	splice(ed, s->at, s->out.len, &s->in);
	ed->cur = s->after;
	ed->run = RUN_NONE;
	ed->want = NO_COLUMN;
	relayout(ed);
	return true;
}

/* Take clusters off the end of in until the whole keeps the limit; how many were taken.
 * Marks that join the character before cost nothing, so the whole is counted, not the
 * piece. */
static size_t
keep_limit(const struct edit *ed, struct str *in)
{
	size_t taken = 0, max_bytes = ed->max * 32;

	if (ed->count + text_count(str_s(in)) <= ed->max &&
	    ed->text.len + in->len <= max_bytes)
		return 0;
	while (in->len > 0) {
		struct str whole = { 0 };
		size_t count, over;

		str_addn(&whole, str_s(&ed->text), ed->cur);
		str_addn(&whole, str_s(in), in->len);
		str_add(&whole, str_s(&ed->text) + ed->cur);
		count = text_count(str_s(&whole));
		over = count > ed->max ? count - ed->max : whole.len > max_bytes ? 1 : 0;
		str_free(&whole);
		if (!over)
			break;
		for (; over > 0 && in->len > 0; over--, taken++)
			str_cut(in, text_prev(str_s(in), in->len));
	}
	return taken;
}

size_t
edit_insert(struct edit *ed, const char *s, size_t n)
{
	struct str in = { 0 };
	size_t taken;
	bool one;

	text_clean(s, n, ed->multi, &in);
	taken = keep_limit(ed, &in);
	one = in.len > 0 && text_next(in.s, in.len, 0) == in.len && *in.s != '\n';
	edit_change(ed, ed->cur, 0, &in, one ? RUN_TYPE : RUN_NONE);
	str_free(&in);
	return taken;
}
