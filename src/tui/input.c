/* SPDX-License-Identifier: MIT */
/*
 * The byte decoder: keys of every terminal met in practice by one table, whatever TERM
 * says (terminfo alone recognises half of them), UTF-8, bracketed paste.
 *
 * An ESC is a key of its own, the start of a sequence, or Alt with a digit (F1..F10). ESC
 * before anything else is the key ESC and then that thing: typed ahead, nothing may be
 * lost. Unknown sequences are swallowed whole, so that their tail never ends up in a
 * field.
 */
#include "config.h"
#include "tui/input.h"

#include <string.h>

#include "base/text.h"

#define PASTE_MAX (1024 * 1024)
#define SEQUENCE_MAX 64
static const char paste_end[] = "\033[201~";

enum outcome { MORE, SKIP, GOT };

/* ESC [ number ~ */
static const struct {
	int number, key;
} tilde_keys[] = {
	{ 1, K_HOME },
	{ 2, K_INSERT },
	{ 3, K_DELETE },
	{ 4, K_END },
	{ 5, K_PGUP },
	{ 6, K_PGDN },
	{ 7, K_HOME },
	{ 8, K_END },
	{ 11, K_F1 },
	{ 12, K_F2 },
	{ 13, K_F3 },
	{ 14, K_F4 },
	{ 15, K_F5 },
	{ 17, K_F6 },
	{ 18, K_F7 },
	{ 19, K_F8 },
	{ 20, K_F9 },
	{ 21, K_F10 },
	{ 23, K_F11 },
	{ 24, K_F12 },
};

/* ESC [ x, ESC O x, and ESC [ 1 ; modifier x */
static const struct {
	char final;
	int key;
} letter_keys[] = {
	{ 'A', K_UP },
	{ 'B', K_DOWN },
	{ 'C', K_RIGHT },
	{ 'D', K_LEFT },
	{ 'F', K_END },
	{ 'H', K_HOME },
	{ 'P', K_F1 },
	{ 'Q', K_F2 },
	{ 'R', K_F3 },
	{ 'S', K_F4 },
	{ 'Z', K_BACKTAB },
	{ 'M', K_ENTER },
	{ 'c', K_CTRL_RIGHT },
	{ 'd', K_CTRL_LEFT },
};

void
input_done(struct input *in)
{
	str_free(&in->buf);
	str_free(&in->paste);
	memset(in, 0, sizeof(*in));
}

void
input_feed(struct input *in, const char *s, size_t n)
{
	if (in->at == in->buf.len) {
		str_cut(&in->buf, 0);
		in->at = 0;
	}
	str_addn(&in->buf, s, n);
}

static enum outcome
key(struct input *in, size_t n, int k, struct event *ev)
{
	in->at += n;
	if (k == KEY_NONE_)
		return SKIP;
	ev->type = EV_KEY;
	ev->key = k;
	return GOT;
}

static int
tilde_key(int number)
{
	for (size_t i = 0; i < ARRAY_LEN(tilde_keys); i++)
		if (tilde_keys[i].number == number)
			return tilde_keys[i].key;
	return KEY_NONE_;
}

static int
letter_key(char final)
{
	for (size_t i = 0; i < ARRAY_LEN(letter_keys); i++)
		if (letter_keys[i].final == final)
			return letter_keys[i].key;
	return KEY_NONE_;
}

/* Modifiers are 1 + shift 1 + alt 2 + ctrl 4; only Ctrl makes another key. */
static int
with_modifier(int k, int modifier)
{
	if (modifier < 2 || !((modifier - 1) & 4))
		return k;
	switch (k) {
	case K_LEFT:
		return K_CTRL_LEFT;
	case K_RIGHT:
		return K_CTRL_RIGHT;
	case K_HOME:
		return K_CTRL_HOME;
	case K_END:
		return K_CTRL_END;
	default:
		return k;
	}
}

static enum outcome
finish_csi(struct input *in, const char *s, size_t n, struct event *ev)
{
	int param[2] = { 0, 0 }, k;
	size_t np = 0;
	char final = s[n - 1];

	for (size_t i = 2; i + 1 < n && np < 2; i++) {
		if (s[i] == ';')
			np++;
		else if (s[i] >= '0' && s[i] <= '9' && param[np] < 10000)
			param[np] = param[np] * 10 + (s[i] - '0');
		else
			return key(in, n, KEY_NONE_, ev); /* private, not a key */
	}
	if (final == 'R' && param[0] > 1) { /* row ; column; F3 with a modifier has 1 */
		in->column = param[1];
		return key(in, n, KEY_NONE_, ev);
	}
	if (final == '~' && param[0] == 200) {
		in->pasting = true;
		return key(in, n, KEY_NONE_, ev);
	}
	if (final == '~')
		k = with_modifier(tilde_key(param[0]), param[1]);
	else if (final == '^' || final == '@') /* rxvt: Ctrl, Ctrl and Shift */
		k = with_modifier(tilde_key(param[0]), 5);
	else if (final == '$') /* rxvt: Shift */
		k = tilde_key(param[0]);
	else if (final == 'M' || final == 'c' || final == 'd')
		k = KEY_NONE_; /* keys only after ESC O */
	else
		k = with_modifier(letter_key(final), param[1]);
	return key(in, n, k, ev);
}

static enum outcome
csi(struct input *in, const char *s, size_t n, bool expired, struct event *ev)
{
	if (n > 2 && s[2] == '[') { /* Linux console: ESC [ [ A .. E */
		if (n == 3)
			return expired ? key(in, 3, KEY_NONE_, ev) : MORE;
		if (s[3] >= 'A' && s[3] <= 'E')
			return key(in, 4, K_F1 + (s[3] - 'A'), ev);
		return key(in, 3, KEY_NONE_, ev);
	}
	for (size_t i = 2; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x40 && c <= 0x7e)
			return finish_csi(in, s, i + 1, ev);
		if (c == '$' && i > 2 && s[2] >= '0' && s[2] <= '9')
			return finish_csi(in, s, i + 1, ev);
		if (c < 0x20 || c > 0x7e || i >= SEQUENCE_MAX)
			return key(in, i, KEY_NONE_, ev); /* broken off: drop what came */
	}
	if (!expired)
		return MORE;
	return n == 2 ? key(in, 1, K_ESC, ev) : key(in, n, KEY_NONE_, ev);
}

static enum outcome
ss3(struct input *in, const char *s, size_t n, bool expired, struct event *ev)
{
	if (n == 2)
		return expired ? key(in, 1, K_ESC, ev) : MORE;
	if (s[2] >= '1' && s[2] <= '8') { /* ESC O 5 D: an old way to say Ctrl */
		if (n == 3)
			return expired ? key(in, 3, KEY_NONE_, ev) : MORE;
		return key(in, 4, with_modifier(letter_key(s[3]), s[2] - '0'), ev);
	}
	if (s[2] < 0x40 || s[2] > 0x7e)
		return key(in, 1, K_ESC, ev); /* ESC, then the letter O */
	return key(in, 3, letter_key(s[2]), ev);
}

static enum outcome
escape(struct input *in, const char *s, size_t n, bool expired, struct event *ev)
{
	if (n == 1)
		return expired ? key(in, 1, K_ESC, ev) : MORE;
	if (s[1] == '[')
		return csi(in, s, n, expired, ev);
	if (s[1] == 'O')
		return ss3(in, s, n, expired, ev);
	if (s[1] >= '1' && s[1] <= '9')
		return key(in, 2, K_F1 + (s[1] - '1'), ev);
	if (s[1] == '0')
		return key(in, 2, K_F10, ev);
	return key(in, 1, K_ESC, ev);
}

static enum outcome
control(struct input *in, const char *s, size_t n, struct event *ev)
{
	switch (*s) {
	case '\r': /* CR LF is one Enter */
		return key(in, n > 1 && s[1] == '\n' ? 2 : 1, K_ENTER, ev);
	case '\n':
		return key(in, 1, K_ENTER, ev);
	case '\t':
		return key(in, 1, K_TAB, ev);
	case '\b':
	case 0x7f:
		return key(in, 1, K_BACKSPACE, ev);
	case 0:
		return key(in, 1, KEY_NONE_, ev);
	default:
		return key(in, 1, K_CTRL(*s + 0x40), ev);
	}
}

/* Bytes that the character beginning with c has; 1 for what cannot begin one. */
static size_t
expected(unsigned char c)
{
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 1;
}

static bool
unfinished(const char *s, size_t n)
{
	size_t want = expected((unsigned char)*s);

	if (n >= want)
		return false;
	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return false;
	return true;
}

static enum outcome
text(struct input *in, const char *s, size_t n, bool expired, struct event *ev)
{
	struct str out = { 0 };
	size_t used = 0, k;
	uint32_t cp;

	if (unfinished(s, n) && !expired)
		return MORE;
	ev->type = EV_TEXT;
	k = text_decode(s, n, &cp);
	if (cp == 0xfffd && k == 1) { /* a run of invalid bytes is one event */
		do {
			used += k;
			ev->dropped++;
			if (used >= n || (unfinished(s + used, n - used) && !expired))
				break;
			k = text_decode(s + used, n - used, &cp);
		} while (cp == 0xfffd && k == 1);
	} else {
		used = k;
		ev->dropped = (int)text_clean(s, used, true, &out);
	}
	in->at += used;
	ev->text = str_take(&out);
	return GOT;
}

static void
paste_add(struct input *in, size_t n)
{
	size_t room = PASTE_MAX - in->paste.len, take = n < room ? n : room;

	str_addn(&in->paste, in->buf.s + in->at, take);
	in->over += n - take;
	in->at += n;
}

static enum outcome
paste(struct input *in, const char *s, size_t n, bool expired, struct event *ev)
{
	struct str out = { 0 };
	const char *end = memmem(s, n, paste_end, sizeof(paste_end) - 1);
	size_t keep = 0;

	if (end) {
		paste_add(in, (size_t)(end - s));
		in->at += sizeof(paste_end) - 1;
	} else if (expired) {
		paste_add(in, n);
	} else {
		/* the tail may be the beginning of the end mark */
		for (size_t k = n < 5 ? n : 5; k > 0 && !keep; k--)
			if (memcmp(s + n - k, paste_end, k) == 0)
				keep = k;
		paste_add(in, n - keep);
		return MORE;
	}
	in->pasting = false;
	ev->type = EV_TEXT;
	ev->paste = true;
	ev->dropped =
	    (int)(text_clean(str_s(&in->paste), in->paste.len, true, &out) + in->over);
	ev->text = str_take(&out);
	str_free(&in->paste);
	in->over = 0;
	return GOT;
}

bool
input_next(struct input *in, bool expired, struct event *ev)
{
	enum outcome o;

	memset(ev, 0, sizeof(*ev));
	ev->type = EV_NONE;
	while (in->at < in->buf.len || (in->pasting && expired)) {
		const char *s = str_s(&in->buf) + in->at;
		size_t n = in->buf.len - in->at;

		if (in->pasting)
			o = paste(in, s, n, expired, ev);
		else if (*s == 033)
			o = escape(in, s, n, expired, ev);
		else if ((unsigned char)*s < 0x20 || *s == 0x7f)
			o = control(in, s, n, ev);
		else
			o = text(in, s, n, expired, ev);
		if (o == GOT)
			return true;
		if (o == MORE)
			return false;
	}
	return false;
}

int
input_wait(const struct input *in, int esc_ms)
{
	const char *s = str_s(&in->buf) + in->at;
	size_t n = in->buf.len - in->at;

	if (in->pasting)
		return 3000; /* a terminal that never sends the end mark must not lock us
				out */
	if (n == 0)
		return -1;
	/* A lone ESC is most often the key; once a sequence has begun, a slow line gets
	 * time. */
	return n == 1 && *s == 033 ? esc_ms : 5 * esc_ms;
}
