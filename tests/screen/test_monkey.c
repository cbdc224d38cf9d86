/* SPDX-License-Identifier: MIT */
/*
 * A monkey at the keys, in three roles, on a copy of the sample: keys, words that fields
 * take, hostile bytes, pastes, a window that changes. What must hold of every picture is
 * asked after each event; in the end the line drops and the store is verified. The same
 * SEED and MONKEY_STEPS give the same run; without steps it lasts MONKEY_SECONDS a role.
 */
#include "config.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "stage.h"

enum { SECONDS = 5, PASTE = 2048, REMEMBERED = 24 };

struct monkey {
	const char *name; /* whom it acts as */
	struct stage stage;
	uint64_t seed, state;
	long step, steps; /* steps 0: until the time is over */
	int64_t until;	  /* ms */
	char last[REMEMBERED][96];
};

static uint32_t
dice(struct monkey *m, uint32_t sides)
{
	/* xorshift64* */
	m->state ^= m->state >> 12;
	m->state ^= m->state << 25;
	m->state ^= m->state >> 27;
	return (uint32_t)((m->state * 0x2545f4914f6cdd1dU) >> 33) % sides;
}

/* ---- what it does */

/* Keys, the useful ones more often; letters are shortcuts where nothing is typed. */
static const char *const keys[] = { "\r", "\r", "\r", "\r", "\033[B", "\033[B", "\033[B",
	"\033[A", "\t", "\t", "\t", "\033[Z", "\033", "\033[C", "\033[D", "\033OP",
	"\033OQ", "\033OQ", "\033OR", "\033OS", "\033[15~", "\033[17~", "\033[18~",
	"\033[19~", "\033[20~", "\033[20~", "\033[20~", "\033[23~", "\033[24~", "\033[2~",
	"\033[3~", "\033[5~", "\033[6~", "\033[H", "\033[F", "\177", " ", "n", "e", "/",
	"f", "s", "p", "h", ":", "?", "g", "G", "q", "j", "k", "y", "a", "1", "2", "3",
	"4", "5", "6", "7", "\001", "\005", "\013", "\027", "\031", "\032", "\022",
	"\025", "\004", "\014", "\017", "\020", "\030", "\024", "\006", "\016", "\007",
	"\023", "\002" };

/* Words that some field, search or menu takes. */
static const char *const words[] = { "机密", "秘密", "绝密", "10年", "6个月", "90日",
	"条件：开标前", "长期", "2026-03-02", "2027-01-01", "+30", "今天", "2026-02-30",
	"SL-01", "SL-03", "*", "是", "否", "郑怀远", "林书雅", "吴", "考试", "DM-2026-",
	"ZT-", "统计", "1", "25", "-1", "999999999999", "同意。",
	"情况属实，同意拟定意见。", "!", ">=2026", "a|b", "..", "=", "工程科", "wyt", "x",
	"“引号”，《书名》（括号）；顿号、", "é́", "𠀀𠮷", "👩‍👩‍👧" };

static const char *const hostile[] = { "\xff", "\xc3", "\xe4\xb8", "\xed\xa0\x80",
	"\xf4\x90\x80\x80", "\xc0\x80", "\033[99~", "\033[1;2;3;4;5R", "\033]0;x\007",
	"\033[200~", "\033[201~", "\033O", "\033[", "\033[200", "\001\002\003",
	"\x7f\x7f", "\xe2\x80\xae", "\xe2\x81\xa6", "\xef\xbb\xbf", "\xe2\x80\x8b",
	"\xef\xbf\xbf", "\xc2\x85", "\t\t\t", "\r\n\r\n", "\x1d", "\x1e", "\x1f",
	"\x18" };

static void
remember(struct monkey *m, const char *what, const char *bytes, size_t n)
{
	char *to = m->last[m->step % REMEMBERED];
	size_t at = (size_t)snprintf(to, sizeof(m->last[0]), "%ld %s ", m->step, what);

	for (size_t i = 0; i < n && at + 8 < sizeof(m->last[0]); i++)
		if ((unsigned char)bytes[i] < ' ' || bytes[i] == 0x7f)
			at += (size_t)snprintf(to + at, sizeof(m->last[0]) - at, "<%02x>",
			    (unsigned char)bytes[i]);
		else
			to[at++] = bytes[i];
	to[at] = '\0';
}

static void
send(struct monkey *m, const char *what, const char *bytes)
{
	remember(m, what, bytes, strlen(bytes));
	stage_feed(&m->stage, bytes, strlen(bytes));
}

static void
press(struct monkey *m)
{
	send(m, "key", keys[dice(m, ARRAY_LEN(keys))]);
}

static void
say(struct monkey *m)
{
	send(m, "word", words[dice(m, ARRAY_LEN(words))]);
}

static void
annoy(struct monkey *m)
{
	send(m, "bytes", hostile[dice(m, ARRAY_LEN(hostile))]);
}

static void
add_any(struct monkey *m, struct str *s)
{
	char utf8[5];

	switch (dice(m, 8)) {
	case 0:
		str_add(s, hostile[dice(m, ARRAY_LEN(hostile))]);
		break;
	case 1:
		str_addc(s, (char)(1 + dice(m, 31)));
		break;
	case 2:
		str_add(s, words[dice(m, ARRAY_LEN(words))]);
		break;
	case 3:
		str_addc(s, (char)(' ' + dice(m, 95)));
		break;
	default: /* Han */
		text_encode(0x4e00 + dice(m, 20000), utf8);
		str_add(s, utf8);
	}
}

static void
paste(struct monkey *m)
{
	struct str s = { 0 };
	size_t want = dice(m, 4) == 0 ? PASTE : 1 + dice(m, 60);

	str_add(&s, "\033[200~");
	while (s.len < want)
		add_any(m, &s);
	str_add(&s, "\033[201~");
	remember(m, "paste", str_s(&s), s.len);
	stage_feed(&m->stage, str_s(&s), s.len);
	str_free(&s);
}

static void
resize(struct monkey *m)
{
	static const int usual[][2] = { { 24, 80 }, { 43, 132 }, { 16, 60 }, { 50, 200 },
		{ 15, 59 }, { 1, 1 }, { 24, 59 } };
	uint32_t i = dice(m, ARRAY_LEN(usual) * 2);
	int rows = i < ARRAY_LEN(usual) ? usual[i][0] : 1 + (int)dice(m, 60);
	int cols = i < ARRAY_LEN(usual) ? usual[i][1] : 1 + (int)dice(m, 200);
	char size[32];

	snprintf(size, sizeof(size), "%dx%d", rows, cols);
	remember(m, "resize", size, strlen(size));
	stage_resize(&m->stage, rows, cols);
	/* nobody types into a window that shows nothing: mostly it grows again */
	if (frame_too_small() && dice(m, 8) > 0)
		stage_resize(&m->stage, 24, 80);
}

/* The number that a weighty act asks for: a monkey would never guess it. */
static void
confirm(struct monkey *m)
{
	static const char before[] = "输入编号 ", after[] = " 确认";

	for (size_t i = 0; i < m->stage.now.chars.n; i++) {
		char *from = strstr(m->stage.now.chars.v[i], before), *to;

		if (from == NULL || (to = strstr(from, after)) == NULL)
			continue;
		from =
		    xstrndup(from + strlen(before), (size_t)(to - from) - strlen(before));
		send(m, "number", from);
		free(from);
		stage_feed(&m->stage, "\r", 1);
		return;
	}
	press(m);
}

static bool
top_is(const struct monkey *m, const char *name)
{
	const struct view *top = app_top(m->stage.app);

	return top != NULL && strcmp(top->ops->name, name) == 0;
}

/* Now and then it gets something done, or no record would ever change: takes up a duty or
 * an act, fills the field it is sent to, signs, types the number. */
static void
work(struct monkey *m)
{
	if (top_is(m, "act") && dice(m, 2) > 0) {
		if (dice(m, 2) > 0)
			say(m);
		else
			send(m, "list", "\033[15~");
		for (uint32_t n = dice(m, 4); n > 0; n--)
			send(m, "down", "\033[B");
		send(m, "take", "\r");
	}
	if (top_is(m, "act")) {
		send(m, "sign", "\033OQ");
	} else {
		for (uint32_t n = dice(m, 12); n > 0; n--)
			send(m, "down", "\033[B");
		send(m, "acts", "\033[20~");
		send(m, "take", dice(m, 2) ? "\r" : "");
	}
	if (top_is(m, "ask"))
		confirm(m);
}

static void
wait(struct monkey *m)
{
	remember(m, "wait", "", 0);
	(void)app_tick(m->stage.app, app_now() + 10000);
}

static const struct {
	uint32_t weight;
	void (*act)(struct monkey *m);
} habits[] = {
	{ 50, press },
	{ 12, say },
	{ 4, confirm },
	{ 20, work },
	{ 4, annoy },
	{ 4, paste },
	{ 4, resize },
	{ 2, wait },
};

static void
act(struct monkey *m)
{
	const struct view *top = app_top(m->stage.app);
	uint32_t at = dice(m, 100);

	if (top != NULL && strcmp(top->ops->name, "signin") == 0 && dice(m, 3) > 0) {
		remember(m, "sign in", m->name, strlen(m->name));
		stage_sign_in(&m->stage, m->name);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(habits); i++) {
		if (at < habits[i].weight) {
			habits[i].act(m);
			return;
		}
		at -= habits[i].weight;
	}
}

/* ---- the run */

static void
report(struct monkey *m)
{
	struct str s = { 0 };

	print_message("# SEED=%llu MONKEY_STEPS=%ld as %s\n", (unsigned long long)m->seed,
	    m->step, m->name);
	for (long i = m->step - REMEMBERED + 1; i <= m->step; i++)
		if (i >= 0)
			print_message("# %s\n", m->last[i % REMEMBERED]);
	picture_write(&m->stage.now, &s);
	stage_print(str_s(&s));
	stage_print_faults(&m->stage);
	str_free(&s);
}

static bool
goes_on(const struct monkey *m)
{
	return m->steps > 0 ? m->step < m->steps : app_now() < m->until;
}

static void
monkey__breaks_nothing(void **state)
{
	struct monkey *m = *state;
	const struct stage_options o = { .lang = LANG_ZH, .rows = 24, .cols = 80 };
	bool wrong;

	print_message("# %s: SEED=%llu\n", m->name, (unsigned long long)m->seed);
	stage_open(&m->stage, &o);
	m->until += app_now();
	for (; goes_on(m) && m->stage.faults.n == 0; m->step++) {
		act(m);
		if (app_done(m->stage.app))
			stage_again(&m->stage);
	}
	m->step--;
	stage_end(&m->stage);
	wrong = m->stage.faults.n > 0;
	if (wrong)
		report(m);
	print_message("# %s: %ld steps, %zu pictures, %lld journal rows\n", m->name,
	    m->step + 1, m->stage.painted, (long long)m->stage.written);
	stage_done(&m->stage);
	assert_false(wrong);
}

static long
setting(const char *name, long without)
{
	const char *v = getenv(name);

	return v != NULL && *v != '\0' ? strtol(v, NULL, 10) : without;
}

int
main(void)
{
	static const char *const who[] = { "吴雨桐", "郑怀远", "赵敏之" };
	struct monkey m[ARRAY_LEN(who)];
	struct CMUnitTest test[ARRAY_LEN(who)];
	long seed = setting("SEED", (long)time(NULL) ^ ((long)getpid() << 8));

	for (size_t i = 0; i < ARRAY_LEN(who); i++) {
		m[i] = (struct monkey){ .name = who[i],
			.seed = (uint64_t)seed,
			.state = ((uint64_t)seed + i + 1) * 0x9e3779b97f4a7c15U,
			.steps = setting("MONKEY_STEPS", 0),
			.until = setting("MONKEY_SECONDS", SECONDS) * 1000 };
		test[i] = (struct CMUnitTest){ .name = who[i],
			.test_func = monkey__breaks_nothing,
			.initial_state = &m[i] };
	}
	return _cmocka_run_group_tests(
	    "monkey", test, ARRAY_LEN(test), stage_make_sample, stage_drop_sample);
}
