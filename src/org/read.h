/* SPDX-License-Identifier: MIT */
#ifndef DM_ORG_READ_H
#define DM_ORG_READ_H
/* Within the room: the parts that org_load() reads one after the other, and what they
 * share. */
#include "base/ini.h"
#include "org/org.h"

/*
 * A text of a section. Absent: *out stays NULL, or is an error at the section's line when
 * required. Present: must not be empty and at most 300 bytes. *out is owned by the
 * caller.
 */
MUST_CHECK enum rc read_text(const struct ini *ini, size_t s, const char *key,
    bool required, char **out, struct err *e);
/* The rest of a section's name after its prefix; NULL when it does not begin so. */
const char *read_code(const struct ini *ini, size_t s, const char *prefix);

MUST_CHECK enum rc read_depts(const struct ini *ini, struct org *o, struct err *e);
MUST_CHECK enum rc read_posts(const struct ini *ini, struct org *o, struct err *e);
MUST_CHECK enum rc read_roles(const struct ini *ini, struct org *o, struct err *e);
#endif
