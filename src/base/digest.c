/* SPDX-License-Identifier: MIT */
/* Digests over libcrypto's EVP, the method fetched once a struct digest. */
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"

struct digest {
	EVP_MD *md;	 /* owned */
	EVP_MD_CTX *ctx; /* owned */
};

static const struct {
	const char *name, *fetch;
} kinds[] = {
	[DIGEST_SM3] = { "sm3", "SM3" },
	[DIGEST_SHA256] = { "sha256", "SHA2-256" },
};

static enum rc
failed(struct err *e)
{
	return err_set(e, RC_SYSTEM,
	    T("libcrypto 计算摘要失败，请检查其配置",
		"libcrypto failed to compute a digest; check its configuration"));
}

enum rc
digest_new(enum digest_kind kind, struct digest **out, struct err *e)
{
	struct digest *d = xcalloc(1, sizeof(*d));

	*out = NULL;
	d->md = EVP_MD_fetch(NULL, kinds[kind].fetch, NULL);
	d->ctx = EVP_MD_CTX_new();
	if (d->md == NULL || d->ctx == NULL || EVP_MD_get_size(d->md) != 32) {
		digest_free(d);
		return err_set(e, RC_SYSTEM,
		    T("libcrypto 不提供摘要算法 %s，请在参数中换一种",
			"libcrypto has no digest %s; choose the other one in the "
			"parameters"),
		    kinds[kind].name);
	}
	*out = d;
	return RC_OK;
}

void
digest_free(struct digest *d)
{
	if (d == NULL)
		return;
	EVP_MD_CTX_free(d->ctx);
	EVP_MD_free(d->md);
	free(d);
}

enum rc
digest_begin(struct digest *d, struct err *e)
{
	return EVP_DigestInit_ex2(d->ctx, d->md, NULL) == 1 ? RC_OK : failed(e);
}

enum rc
digest_add(struct digest *d, const void *p, size_t n, struct err *e)
{
	return EVP_DigestUpdate(d->ctx, p, n) == 1 ? RC_OK : failed(e);
}

enum rc
digest_end(struct digest *d, uint8_t out[32], struct err *e)
{
	unsigned n = 0;

	if (EVP_DigestFinal_ex(d->ctx, out, &n) != 1 || n != 32)
		return failed(e);
	return RC_OK;
}

const char *
digest_name(enum digest_kind kind)
{
	return kinds[kind].name;
}

void
digest_hex(const uint8_t in[32], char out[65])
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < 32; i++) {
		out[2 * i] = hex[in[i] >> 4];
		out[2 * i + 1] = hex[in[i] & 15];
	}
	out[64] = '\0';
}

enum rc
digest_file(enum digest_kind kind, const char *path, char out[65], struct err *e)
{
	struct digest *d = NULL;
	uint8_t sum[32];
	char buf[16384];
	ssize_t got;
	int fd = -1;
	enum rc rc;

	out[0] = '\0';
	if ((rc = file_open(path, SIZE_MAX, &fd, e)) != RC_OK)
		return rc;
	if ((rc = digest_new(kind, &d, e)) != RC_OK)
		goto out;
	if ((rc = digest_begin(d, e)) != RC_OK)
		goto out;
	while ((got = read(fd, buf, sizeof(buf))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = file_failed(path, errno, e);
		else
			rc = digest_add(d, buf, (size_t)got, e);
		if (rc != RC_OK)
			goto out;
	}
	if ((rc = digest_end(d, sum, e)) == RC_OK)
		digest_hex(sum, out);
out:
	digest_free(d);
	close(fd);
	return rc;
}

const char *
digest_library(void)
{
	return OpenSSL_version(OPENSSL_VERSION);
}
