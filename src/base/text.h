/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_TEXT_H
#define DM_BASE_TEXT_H
/*
 * Text in columns: the only place that measures. Strings are UTF-8. A cluster is a base
 * character with the combining marks that follow it. Widths follow glibc's C.UTF-8 (Han
 * and full-width 2, combining 0); ambiguous-width characters take text_ambiguous()
 * columns. No function here depends on the locale.
 */
#include <stdint.h>
#include "base/mem.h"

void text_set_ambiguous(int cols); /* 1 (default) or 2, set once by cli */
int text_ambiguous(void);

/* Decode one character at s[0..n); *cp gets it (U+FFFD for an invalid byte, consuming 1).
 * Returns bytes consumed, 0 only when n is 0. */
size_t text_decode(const char *s, size_t n, uint32_t *cp);
size_t text_encode(uint32_t cp, char out[5]); /* NUL-ended; bytes written */
/* Strict UTF-8; *bad (may be NULL) gets the first bad offset. */
bool text_valid(const char *s, size_t n, size_t *bad);
int text_cp_width(uint32_t cp); /* 0, 1 or 2; controls count as 0 */
bool text_cp_han(uint32_t cp);	/* a character that Chinese lines may break around */

int text_width(const char *s);			     /* columns of a NUL-ended string */
int text_width_n(const char *s, size_t n);	     /* columns of n bytes */
size_t text_next(const char *s, size_t n, size_t i); /* offset after the cluster at i */
size_t text_prev(const char *s, size_t i); /* offset of the cluster that ends at i */
size_t text_count(const char *s);	   /* number of clusters */
/* Bytes of the longest prefix of whole clusters within cols columns; *used gets its
 * columns. */
size_t text_fit(const char *s, size_t n, int cols, int *used);
/* Append s cut to cols columns (with "~" as the last one when cut) and padded with
 * blanks. */
void text_pad(struct str *out, const char *s, int cols);
/* The same, but cut in the middle: titles of one series differ at their end. */
void text_pad_middle(struct str *out, const char *s, int cols);
void text_pad_left(struct str *out, const char *s, int cols); /* blanks before */

/* One screen line: bytes from..from+len, cols columns wide (a trailing newline not
 * included). */
struct text_line {
	size_t from, len;
	int cols;
};
struct text_lines {
	struct text_line *v; /* owned */
	size_t n, cap;
};
/*
 * Wrap to lines of at most cols (>= 2) columns: break at newlines; between Han; after
 * blanks and hyphens; closing punctuation never starts a line, opening never ends one
 * (unless the line holds nothing else); a word longer than a line is cut. Always at least
 * one line; a string ending in '\n' has an empty last line. Every byte of s but newlines
 * and the blanks swallowed at a break belongs to exactly one line. cols < 2 counts as 2.
 * *out is zero-initialised or from an earlier call; its old lines are replaced.
 */
void text_wrap(const char *s, size_t n, int cols, struct text_lines *out);
void text_lines_free(struct text_lines *l);

/*
 * What a person typed or pasted, made safe: invalid bytes, C0/C1 controls, bidi controls
 * (U+202A..E, U+2066..9, U+200E/F, U+061C), U+FEFF, surrogates, non-characters dropped;
 * TAB becomes a blank; CR LF, CR and U+2028/9 become LF; LF becomes a blank unless
 * keep_newlines. Returns how many characters were dropped.
 */
size_t text_clean(const char *s, size_t n, bool keep_newlines, struct str *out);

/* A blank between a Han and what stands beside it, ASCII lower-cased: for FTS. */
void text_spaced(struct str *out, const char *s);
/* Substring, ASCII letters in any case. */
bool text_contains_fold(const char *hay, const char *needle);
char *text_trim(char *s); /* in place, ASCII blanks and U+3000 at both ends; returns s */
#endif
