/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_GENERATE_H
#define DM_STEP_GENERATE_H
/* Making fictional records in number: what the makers of each kind share. Private to
 * step/. */
#include "step/bench.h"
#include "step/import.h"

struct generator {
	struct bench *b;
	uint64_t random; /* state of the generator */
	int32_t today;
	long n, i; /* wanted; the one being made */
	struct page people, deciders, basis,
	    places; /* what new records refer to (people: places are posts) */
	int64_t head;
	/* carriers: the matters at hand, where the next page begins, and the copies still
	 * to be made of one */
	struct page matters;
	struct pos at;
	unsigned passes; /* how often the first page was read */
	bool placed;	 /* a copy was made since then */
	size_t matter;
	long copy, copies;
};

size_t gen_below(struct generator *g, size_t n);
/* Spread over from..to by the number of the record, so that dates rise with ids. */
int32_t gen_day(const struct generator *g, int32_t from, int32_t to);
MUST_CHECK enum rc gen_load(struct generator *g, const char *kind, const char *states,
    size_t cap, struct page *out, struct err *e);
/* A title for record g->i, of common words; every thousandth and ten thousandth has a
 * rare one. */
void
gen_title(struct generator *g, const struct record *entry, int year, struct str *out);

enum rc gen_matter_start(struct generator *g, struct err *e);
enum rc gen_matter(struct generator *g, struct txn *t, struct err *e);
enum rc gen_carrier_start(struct generator *g, struct err *e);
enum rc gen_carrier(struct generator *g, struct txn *t, struct err *e);
enum rc gen_person_start(struct generator *g, struct err *e);
enum rc gen_person(struct generator *g, struct txn *t, struct err *e);
#endif
