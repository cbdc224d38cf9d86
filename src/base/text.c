/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 text: decoding, clusters, fitting into columns, cleaning. Every walk over a
 * string goes by text_decode(), so that an invalid byte counts as one character
 * everywhere.
 */
#include <string.h>

#include "base/text.h"

enum { REPLACEMENT = 0xfffd };

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

/* Length of the valid sequence at s, 0 for none. */
static size_t
sequence(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len;
	uint32_t v;

	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	len = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	if (s[0] < 0xc2 || s[0] > 0xf4 || len > n)
		return 0;
	v = s[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | (s[i] & 0x3fu);
	}
	if (v < least[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	*cp = v;
	return len;
}

size_t
text_decode(const char *s, size_t n, uint32_t *cp)
{
	size_t len;

	if (n == 0)
		return 0;
	len = sequence((const unsigned char *)s, n, cp);
	if (len == 0) {
		*cp = REPLACEMENT;
		len = 1;
	}
	return len;
}

size_t
text_encode(uint32_t cp, char out[5])
{
	size_t len;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = REPLACEMENT;
	len = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	out[len] = '\0';
	if (len == 1) {
		out[0] = (char)cp;
		return len;
	}
	for (size_t i = len - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (cp & 0x3f));
		cp >>= 6;
	}
	out[0] = (char)(0xf00u >> len | cp);
	return len;
}

bool
text_valid(const char *s, size_t n, size_t *bad)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t cp;

	for (size_t i = 0, len; i < n; i += len) {
		len = sequence(u + i, n - i, &cp);
		if (len > 0)
			continue;
		if (bad != NULL)
			*bad = i;
		return false;
	}
	return true;
}

int
text_width(const char *s)
{
	return text_width_n(s, strlen(s));
}

int
text_width_n(const char *s, size_t n)
{
	int cols = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;
	     i += text_decode(s + i, n - i, &cp), cols += text_cp_width(cp))
		;
	return cols;
}

/* A mark that belongs to the character before it. */
static bool
joins(uint32_t cp)
{
	return cp >= 0x300 && !is_control(cp) && text_cp_width(cp) == 0;
}

size_t
text_next(const char *s, size_t n, size_t i)
{
	uint32_t cp;
	size_t len;

	if (i >= n)
		return n;
	i += text_decode(s + i, n - i, &cp);
	if (is_control(cp))
		return i;
	while ((len = text_decode(s + i, n - i, &cp)) > 0 && joins(cp))
		i += len;
	return i;
}

/* Offset of the character that ends at i > 0. */
static size_t
char_before(const char *s, size_t i, uint32_t *cp)
{
	for (size_t len = 1; len <= 4 && len <= i; len++) {
		if (sequence((const unsigned char *)s + i - len, len, cp) == len)
			return i - len;
	}
	*cp = REPLACEMENT;
	return i - 1;
}

size_t
text_prev(const char *s, size_t i)
{
	uint32_t cp;
	size_t at = i, before;

	if (i == 0)
		return 0;
	at = char_before(s, at, &cp);
	while (at > 0 && joins(cp)) {
		before = char_before(s, at, &cp);
		if (is_control(cp))
			break; /* a mark after a control stands alone */
		at = before;
	}
	return at;
}

size_t
text_count(const char *s)
{
	size_t n = strlen(s), count = 0;

	for (size_t i = 0; i < n; i = text_next(s, n, i))
		count++;
	return count;
}

size_t
text_fit(const char *s, size_t n, int cols, int *used)
{
	size_t i = 0, next;
	int sum = 0, w;

	while (i < n) {
		next = text_next(s, n, i);
		w = text_width_n(s + i, next - i);
		if (sum + w > cols)
			break;
		sum += w;
		i = next;
	}
	if (used != NULL)
		*used = sum;
	return i;
}

static void
blanks(struct str *out, int n)
{
	while (n-- > 0)
		str_addc(out, ' ');
}

static void
pad(struct str *out, const char *s, int cols, bool left)
{
	size_t n = strlen(s), fit;
	int used;

	if (cols <= 0)
		return;
	fit = text_fit(s, n, cols, &used);
	if (fit < n) {
		fit = text_fit(s, n, cols - 1, &used);
		if (left)
			blanks(out, cols - 1 - used);
		str_addn(out, s, fit);
		if (!left)
			blanks(out, cols - 1 - used);
		str_addc(out, '~');
		return;
	}
	if (left)
		blanks(out, cols - used);
	str_addn(out, s, n);
	if (!left)
		blanks(out, cols - used);
}

void
text_pad(struct str *out, const char *s, int cols)
{
	pad(out, s, cols, false);
}

/* Bytes of s before the longest run of whole clusters at its end within cols columns. */
static size_t
fit_end(const char *s, size_t n, int cols)
{
	size_t i = n, before;
	int sum = 0;

	while (i > 0) {
		before = text_prev(s, i);
		sum += text_width_n(s + before, i - before);
		if (sum > cols)
			break;
		i = before;
	}
	return i;
}

void
text_pad_middle(struct str *out, const char *s, int cols)
{
	size_t n = strlen(s), head, tail;
	int used;
	struct str cut = { 0 };

	if (text_width(s) <= cols || cols < 5) {
		pad(out, s, cols, false);
		return;
	}
	head = text_fit(s, n, (cols - 1) / 2, &used);
	tail = fit_end(s, n, cols - 1 - used);
	str_addn(&cut, s, head);
	str_addc(&cut, '~');
	str_add(&cut, s + tail);
	pad(out, str_s(&cut), cols, false);
	str_free(&cut);
}

void
text_pad_left(struct str *out, const char *s, int cols)
{
	pad(out, s, cols, true);
}

/* Characters that steer a terminal or the direction of text, or are none at all. */
static bool
unsafe(uint32_t cp)
{
	return is_control(cp) || cp == 0x061c || cp == 0x200e || cp == 0x200f ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
	       cp == 0xfeff || (cp >= 0xfdd0 && cp <= 0xfdef) || (cp & 0xfffe) == 0xfffe;
}

size_t
text_clean(const char *s, size_t n, bool keep_newlines, struct str *out)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t dropped = 0;
	uint32_t cp;

	for (size_t i = 0, len; i < n; i += len) {
		len = sequence(u + i, n - i, &cp);
		if (len == 0) {
			len = 1;
			dropped++;
		} else if (cp == '\r' && i + 1 < n && s[i + 1] == '\n') {
			continue; /* the LF speaks for both */
		} else if (cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029) {
			str_addc(out, keep_newlines ? '\n' : ' ');
		} else if (cp == '\t') {
			str_addc(out, ' ');
		} else if (unsafe(cp)) {
			dropped++;
		} else {
			str_addn(out, s + i, len);
		}
	}
	return dropped;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void
text_spaced(struct str *out, const char *s)
{
	size_t n = strlen(s), next;
	bool blank = true, after_han = false;
	uint32_t cp;

	for (size_t i = 0; i < n; i = next) {
		bool han;

		next = text_next(s, n, i);
		text_decode(s + i, n - i, &cp);
		han = text_cp_han(cp);
		if (!blank && cp != ' ' && (han || after_han))
			str_addc(out, ' ');
		for (size_t j = i; j < next; j++)
			str_addc(out, lower(s[j]));
		blank = cp == ' ';
		after_han = han;
	}
}

bool
text_contains_fold(const char *hay, const char *needle)
{
	size_t n = strlen(needle);

	if (n == 0)
		return true;
	for (; *hay != '\0'; hay++) {
		size_t i = 0;

		while (i < n && lower(hay[i]) == lower(needle[i]))
			i++;
		if (i == n)
			return true;
	}
	return false;
}

/* Bytes of the blank at s, 0 for none. */
static size_t
blank_at(const char *s)
{
	static const char ideographic[] = "\u3000";

	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	return strncmp(s, ideographic, 3) == 0 ? 3 : 0;
}

char *
text_trim(char *s)
{
	size_t from = 0, n = strlen(s), len;

	while ((len = blank_at(s + from)) > 0)
		from += len;
	while (n > from) {
		if (blank_at(s + n - 1) == 1)
			n--;
		else if (n - from >= 3 && blank_at(s + n - 3) == 3)
			n -= 3;
		else
			break;
	}
	memmove(s, s + from, n - from);
	s[n - from] = '\0';
	return s;
}
