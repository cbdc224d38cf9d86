/* SPDX-License-Identifier: MIT */
/* The table of keys: how texts name a key, and whose keys stay their own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tui/keys.h"

static void
keys__are_named_in_texts_by_what_they_do(void **state)
{
	static const struct {
		const char *text, *shown;
	} c[] = {
		{ "", "" },
		{ "按 {key:drill}，再按 {key:acts}。", "按 F7，再按 F9。" },
		{ "{key:next} {key:open} {key:quit}", "Tab Enter F10" },
		{ "{key:mark}", "空格" },
		/* none of the table, not closed: as written */
		{ "{key:fly} {key:drill", "{key:fly} {key:drill" },
		{ "{y} {key:} {key:help}", "{y} {key:} F1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *s = keys_expand(c[i].text);

		assert_string_equal(s, c[i].shown);
		free(s);
	}
}

/* The walk that ships names no key by hand and none that there is not. */
static void
walk__names_keys_that_there_are(void **state)
{
	const char *src = getenv("top_srcdir");
	char *path = xasprintf("%s/forms/drill/WALK01.ini", src ? src : "."), *text,
	     *shown;
	struct err e;
	size_t n;

	(void)state;
	assert_int_equal(file_read(path, 1 << 20, &text, &n, &e), RC_OK);
	shown = keys_expand(text);
	assert_non_null(strstr(text, "{key:drill}"));
	assert_null(strstr(strstr(text, "[guide.1]"), "按 F"));
	assert_null(strstr(shown, "{key:"));
	free(shown);
	free(text);
	free(path);
}

/* One key leaves, another opens the drills, and neither means anything else. */
static void
keys__of_leaving_and_of_drills_are_their_own(void **state)
{
	(void)state;
	for (enum action a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		const struct action_info *i = action_info(a);

		if (a == ACTION_QUIT || a == ACTION_DRILL)
			continue;
		assert_true(i->key1 != K_F10 && i->key2 != K_F10);
		assert_true(i->key1 != K_F7 && i->key2 != K_F7);
	}
	assert_int_equal(keys_action(K_F10, NULL), ACTION_QUIT);
	assert_int_equal(keys_action(K_F7, NULL), ACTION_DRILL);
	assert_int_equal(keys_action(K_CTRL('B'), NULL), ACTION_DRILL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__are_named_in_texts_by_what_they_do),
		cmocka_unit_test(walk__names_keys_that_there_are),
		cmocka_unit_test(keys__of_leaving_and_of_drills_are_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
