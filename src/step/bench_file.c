/* SPDX-License-Identifier: MIT */
/* Shipped files and the unit's own over them. */
#include "base/file.h"
#include "step/bench.h"

char *
bench_file(const struct bench *b, const char *name)
{
	char *own = xasprintf("%s/forms/%s", b->opt.home, name);

	if (file_exists(own))
		return own;
	free(own);
	return path_join(b->opt.data, name);
}

const char *
bench_home(const struct bench *b)
{
	return b->opt.home;
}

const char *
bench_data(const struct bench *b)
{
	return b->opt.data;
}
