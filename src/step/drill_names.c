/* SPDX-License-Identifier: MIT */
/*
 * Drills by number and title, for forms that name them. They are files, not records, and
 * what plays them is above this room: no more of a scenario is read than who it is.
 */
#include <string.h>
#include "base/file.h"
#include "base/ini.h"
#include "base/text.h"
#include "step/bench.h"

enum { SUFFIX = 4 }; /* ".ini" */

static bool
fits(const char *typed, const char *id, const char *title, const char *title_en)
{
	return text_contains_fold(id, typed) || text_contains_fold(title, typed) ||
	       text_contains_fold(title_en, typed);
}

/* One that is not a scenario under its own name, or has a fault, is none: `drill check`
 * says what is the matter with it. */
static void
add_file(
    const struct bench *b, const char *file, const char *typed, struct form_options *out)
{
	char *under = path_join("drill", file), *path = bench_file(b, under);
	const char *id = NULL, *title = NULL, *title_en = NULL;
	struct ini *ini = NULL;
	struct err faulty;
	int s = -1;

	if (ini_open(path, &ini, &faulty) == RC_OK &&
	    (s = ini_find_section(ini, "drill")) >= 0) {
		id = ini_get(ini, (size_t)s, "id", NULL);
		title = ini_get(ini, (size_t)s, "title", NULL);
		title_en = ini_get(ini, (size_t)s, "title.en", NULL);
	}
	if (title_en == NULL || *title_en == '\0')
		title_en = title;
	if (id != NULL && title != NULL && *title != '\0' &&
	    strlen(id) + SUFFIX == strlen(file) && strncmp(id, file, strlen(id)) == 0 &&
	    fits(typed, id, title, title_en))
		form_options_add(out, id, id, T(title, title_en));
	ini_free(ini);
	free(path);
	free(under);
}

void
drill_names(
    const struct bench *b, const char *typed, size_t limit, struct form_options *out)
{
	struct strs files = { 0 };
	char *own = path_join(b->opt.home, "forms/drill"),
	     *shipped = path_join(b->opt.data, "drill");

	file_list(own, ".ini", &files);
	file_list(shipped, ".ini", &files);
	for (size_t i = 0; i < files.n && out->n < limit; i++)
		add_file(b, files.v[i], typed, out);
	strs_free(&files);
	free(shipped);
	free(own);
}
