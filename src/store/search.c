/* SPDX-License-Identifier: MIT */
/*
 * Text search: FTS5 over text with a blank around every Han character, so that two Han
 * are a phrase of two words and the index finds them (perf.md: 0.04 ms a screenful at a
 * million).
 *
 * The text is kept back until the commit: FTS5 writes out a segment of its index at every
 * savepoint and at every statement that may abort within a transaction, which would make
 * bulk loading ten times slower.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/txn.h"

enum { WORDS_MAX = 16 };

void
store_search_columns(struct store *s, const char *(*fn)(const char *kind))
{
	s->search_columns = fn;
}

static void
learn_columns(struct store *s, struct kind_slot *slot)
{
	const char *list =
	    s->search_columns == NULL ? NULL : s->search_columns(slot->k.name);
	struct strs names = { 0 };
	int c;

	slot->find_known = true;
	if (list == NULL)
		return;
	strs_split(&names, list, ",");
	slot->find = xcalloc(names.n + 1, sizeof(*slot->find));
	for (size_t i = 0; i < names.n; i++)
		if ((c = kind_column(&slot->k, names.v[i])) >= 2)
			slot->find[slot->nfind++] = c;
	strs_free(&names);
}

static void
body_of(const struct kind_slot *slot, const struct record *r, struct str *out)
{
	for (size_t i = 0; i < slot->nfind; i++)
		if (r->val[slot->find[i]] != NULL) {
			text_spaced(out, r->val[slot->find[i]]);
			str_addc(out, '\n');
		}
}

static bool
same_text(const struct kind_slot *slot, const struct record *a, const struct record *b)
{
	for (size_t i = 0; i < slot->nfind; i++) {
		const char *x = a->val[slot->find[i]], *y = b->val[slot->find[i]];
		if (x == NULL || y == NULL ? x != y : strcmp(x, y) != 0)
			return false;
	}
	return true;
}

void
search_note(struct txn *t, struct kind_slot *slot, const struct record *old,
    const struct record *r, int64_t id)
{
	struct str body = { 0 };

	if (!slot->find_known)
		learn_columns(t->s, slot);
	if (slot->nfind == 0 || (old != NULL && same_text(slot, old, r)))
		return;
	body_of(slot, r, &body);
	if (t->nfind == t->cfind) {
		t->cfind = t->cfind == 0 ? 8 : t->cfind * 2;
		t->find = xreallocarray(t->find, t->cfind, sizeof(*t->find));
	}
	t->find_bytes += body.len;
	t->find[t->nfind++] = (struct find_row){
		.rowid = (int64_t)slot->k.number << FIND_SHIFT | id,
		.body = str_take(&body),
	};
}

enum rc
search_flush(struct txn *t, struct err *e)
{
	sqlite3_stmt *st = NULL;
	enum rc rc = RC_OK;

	if (t->nfind > 0)
		rc = db_take(
		    t->s, "REPLACE INTO find (rowid, body) VALUES (?1, ?2)", &st, e);
	for (size_t i = 0; i < t->nfind; i++) {
		if (rc == RC_OK) {
			sqlite3_bind_int64(st, 1, t->find[i].rowid);
			db_text(st, 2, t->find[i].body);
			rc = db_step(t->s, st, NULL, e);
			sqlite3_reset(st);
		}
		free(t->find[i].body);
	}
	t->nfind = 0;
	t->find_bytes = 0;
	db_give(t->s, st);
	return rc;
}

/* ---- asking */

/*
 * Does the index make words of this character? A phrase without any would make the whole
 * question find nothing, so such words are left out. Punctuation and symbols in wide use
 * are enough.
 */
static bool
is_word(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} not_word[] = { { 0x80, 0xa9 }, { 0xab, 0xb1 }, { 0xb4, 0xb4 }, { 0xb6, 0xb8 },
		{ 0xbb, 0xbb }, { 0xbf, 0xbf }, { 0xd7, 0xd7 }, { 0xf7, 0xf7 },
		{ 0x2000, 0x206f }, { 0x20a0, 0x20cf }, { 0x2190, 0x245f },
		{ 0x2500, 0x2775 }, { 0x2794, 0x2bff }, { 0x3000, 0x3004 },
		{ 0x3008, 0x3020 }, { 0x3030, 0x3030 }, { 0x303d, 0x303f },
		{ 0x30fb, 0x30fb }, { 0xfe10, 0xfe6f }, { 0xff01, 0xff0f },
		{ 0xff1a, 0xff20 }, { 0xff3b, 0xff40 }, { 0xff5b, 0xff65 },
		{ 0xffe0, 0xffff }, { 0x1f000, 0x1faff } };

	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= 'a' && cp <= 'z');
	for (size_t i = 0; i < ARRAY_LEN(not_word); i++)
		if (cp >= not_word[i].from && cp <= not_word[i].to)
			return false;
	return true;
}

/* One word as a quoted phrase; the last part of a number or a Latin word may go on. */
static bool
add_phrase(const char *word, size_t n, struct str *out)
{
	struct str spaced = { 0 };
	bool any = false, open_end = false;
	char *copy;
	uint32_t cp;

	for (size_t i = 0, step; i < n; i += step) {
		step = text_decode(word + i, n - i, &cp);
		any = any || is_word(cp);
		open_end = cp < 0x80 && is_word(cp) && n > 1;
	}
	if (!any)
		return false;
	copy = xstrndup(word, n);
	text_spaced(&spaced, copy);
	free(copy);
	str_add(out, out->len > 0 ? " AND \"" : "\"");
	for (const char *p = str_s(&spaced); *p != '\0'; p++) {
		if (*p == '"')
			str_addc(out, '"');
		str_addc(out, *p);
	}
	str_add(out, open_end ? "\" *" : "\"");
	str_free(&spaced);
	return true;
}

bool
search_match(const char *text, struct str *out)
{
	static const char wide_blank[] = "\343\200\200";
	const char *p = text, *from;
	size_t words = 0;

	while (*p != '\0' && words < WORDS_MAX) {
		if (strchr(" \t\r\n", *p) != NULL) {
			p++;
			continue;
		}
		if (strncmp(p, wide_blank, 3) == 0) {
			p += 3;
			continue;
		}
		for (from = p; *p != '\0' && strchr(" \t\r\n", *p) == NULL &&
			       strncmp(p, wide_blank, 3) != 0;
		     p++)
			;
		if (add_phrase(from, (size_t)(p - from), out))
			words++;
	}
	return words > 0;
}
