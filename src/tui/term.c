/* SPDX-License-Identifier: MIT */
/*
 * The terminal. ncurses is output only: wgetch and get_wch lose bytes around an invalid
 * one and answer idle, end of input and error alike, so bytes are read here and decoded
 * by input.c. Signals are blocked and read from a signalfd in the same poll: whatever
 * ends the session ends it in the loop, between two events, with drafts kept.
 */
#include "config.h"
#include "tui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <term.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "tui/input.h"
#include "tui/theme.h"

/* <term.h> defines these as macros */
#undef lines
#undef columns

#define INTERRUPT_MS 2000

/*
 * How wide is a border sign on this terminal, and does it decode UTF-8 at all? Written on
 * the cleared screen and wiped away; the answer comes among the keys, nobody waits for
 * it.
 */
static const char probe[] = "\033[2;1H─中\033[6n\033[2;1H\033[K\033[H";
enum { PROBE_NARROW = 4, PROBE_WIDE = 5 };

static struct {
	bool open, headless, ascii;
	SCREEN *screen;
	FILE *null_in, *null_out; /* headless */
	struct termios before;
	sigset_t mask_before;
	int sigfd, esc_ms;
	struct input in;
	bool over, resized;  /* no more input will come; the window changed */
	bool ansi, foreign;  /* speaks ECMA-48; was found not to decode UTF-8 */
	int64_t interrupted; /* when Ctrl-C came last, 0 never */
	int y, x;	     /* where the cursor rests */
} tm;

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Under C or a locale that is not installed Chinese would vanish; C.UTF-8 always exists.
 */
static enum rc
set_locale(struct err *e)
{
	if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return RC_OK;
	if (setlocale(LC_CTYPE, "C.UTF-8"))
		return RC_OK;
	return err_set(e, RC_SYSTEM,
	    T("系统没有 C.UTF-8 语言环境，不能显示中文：请安装 libc-bin 后再试",
		"the locale C.UTF-8 is missing, Chinese cannot be shown: install "
		"libc-bin"));
}

/* The name under which terminfo knows this terminal, or a near one that every host has.
 */
static enum rc
find_terminal(const char **name, bool *ansi, struct err *e)
{
	static const struct {
		const char *prefix, *instead;
	} near[] = {
		{ "xterm", "xterm-256color" },
		{ "alacritty", "xterm" },
		{ "foot", "xterm" },
		{ "kitty", "xterm" },
		{ "konsole", "xterm" },
		{ "wezterm", "xterm" },
		{ "putty", "xterm" },
		{ "nsterm", "xterm" },
		{ "st", "xterm" },
		{ "mintty", "xterm" },
		{ "tmux", "screen" },
		{ "screen", "screen" },
		{ "vt", "vt100" },
	};
	const char *term = getenv("TERM"), *cup;
	int what;

	*name = term ? term : "";
	if (!**name)
		return err_set(e, RC_INVAL,
		    T("环境变量 TERM 为空：请先执行 export TERM=xterm",
			"TERM is not set: run export TERM=xterm first"));
	for (size_t i = 0; setupterm(*name, STDOUT_FILENO, &what) == ERR; i++) {
		while (i < ARRAY_LEN(near) &&
		       strncmp(term, near[i].prefix, strlen(near[i].prefix)) != 0)
			i++;
		if (i >= ARRAY_LEN(near))
			return err_set(e, RC_INVAL,
			    T("本机不认识终端类型 %s：请先执行 export TERM=xterm",
				"terminal %s is unknown here: run export TERM=xterm "
				"first"),
			    term);
		*name = near[i].instead;
	}
	cup = tigetstr("cup");
	what = cup && cup != (const char *)-1 && *cup;
	*ansi = what && strncmp(cup, "\033[", 2) == 0;
	del_curterm(cur_term);
	if (!what)
		return err_set(e, RC_INVAL,
		    T("终端 %s 不能定位光标：请换一个终端，或改用 dingmi list、show "
		      "等命令",
			"terminal %s cannot place the cursor: use another one, or "
			"verbs such as dingmi list"),
		    term);
	return RC_OK;
}

static void
put_raw(const char *s)
{
	if (!tm.ansi)
		return;
	while (write(STDOUT_FILENO, s, strlen(s)) < 0 && errno == EINTR)
		;
}

void
term_close(void)
{
	struct signalfd_siginfo si;

	if (!tm.open)
		return;
	tm.open = false;
	endwin();
	put_raw("\033[?2004l");
	delscreen(tm.screen);
	if (tm.headless) {
		fclose(tm.null_in);
		fclose(tm.null_out);
	} else {
		tcsetattr(STDIN_FILENO, TCSADRAIN, &tm.before);
		/* what came while we were closing has had its effect */
		while (read(tm.sigfd, &si, sizeof(si)) > 0)
			;
		close(tm.sigfd);
		signal(SIGINT, SIG_DFL);
		signal(SIGTERM, SIG_DFL);
		sigprocmask(SIG_SETMASK, &tm.mask_before, NULL);
	}
	input_done(&tm.in);
	memset(&tm, 0, sizeof(tm));
}

static void
start(const struct term_options *o)
{
	static bool registered;
	const char *no_color = getenv("NO_COLOR");

	tm.open = true;
	tm.ascii = o->ascii || text_ambiguous() == 2;
	tm.esc_ms = o->esc_ms > 0 ? o->esc_ms : 100;
	if (!registered) {
		registered = true;
		atexit(term_close);
		mem_on_die(term_close);
	}
	theme_open(o->mono || (no_color && *no_color));
	raw();
	noecho();
	nonl();
	typeahead(-1); /* never half a picture */
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE); /* a list that scrolls by one costs one line */
	scrollok(stdscr, FALSE);
}

/* ncurses has set its own; make sure that no bit of an odd line changes or eats bytes. */
static void
set_line(void)
{
	struct termios t;

	if (tcgetattr(STDIN_FILENO, &t) != 0)
		return;
	t.c_iflag &= ~(tcflag_t)(ISTRIP | INLCR | IGNCR | ICRNL | IXON | BRKINT | PARMRK);
	t.c_lflag &= ~(tcflag_t)(ISIG | ICANON | IEXTEN | ECHO);
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &t);
	def_prog_mode();
}

static enum rc
open_signals(struct err *e)
{
	static const int wanted[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH };
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
		sigaddset(&set, wanted[i]);
	tm.sigfd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (tm.sigfd < 0)
		return err_set(e, RC_SYSTEM, "signalfd: %s", strerror(errno));
	sigprocmask(SIG_BLOCK, &set, &tm.mask_before);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTSTP, SIG_IGN);
	return RC_OK;
}

enum rc
term_open(const struct term_options *o, struct err *e)
{
	const char *name;
	bool ansi = false;
	enum rc rc;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, RC_INVAL,
		    T("标准输入输出不是终端：请在终端里运行；脚本请用 dingmi list、show "
		      "等命令",
			"standard input and output are no terminal: run in one; for "
			"scripts "
			"there are verbs such as dingmi list"));
	if ((rc = set_locale(e)) != RC_OK ||
	    (rc = find_terminal(&name, &ansi, e)) != RC_OK)
		return rc;
	memset(&tm, 0, sizeof(tm));
	if (tcgetattr(STDIN_FILENO, &tm.before) != 0)
		return err_set(e, RC_SYSTEM, "tcgetattr: %s", strerror(errno));
	if ((rc = open_signals(e)) != RC_OK)
		return rc;
	use_env(FALSE); /* LINES and COLUMNS of another window lie */
	use_tioctl(TRUE);
	tm.screen = newterm(name, stdout, stdin);
	if (!tm.screen) {
		close(tm.sigfd);
		sigprocmask(SIG_SETMASK, &tm.mask_before, NULL);
		return err_set(e, RC_INVAL,
		    T("终端 %s 打不开：请换一个终端",
			"terminal %s cannot be opened: use another one"),
		    name);
	}
	tm.ansi = ansi;
	start(o);
	set_line();
	refresh();
	put_raw("\033[?2004h");
	put_raw(probe);
	return RC_OK;
}

enum rc
term_check(struct err *e)
{
	const char *name;
	bool ansi;

	return find_terminal(&name, &ansi, e);
}

const char *
term_library(void)
{
	return curses_version();
}

enum rc
term_open_headless(int rows, int cols, const struct term_options *o, struct err *e)
{
	enum rc rc;

	if ((rc = set_locale(e)) != RC_OK)
		return rc;
	memset(&tm, 0, sizeof(tm));
	tm.headless = true;
	tm.sigfd = -1;
	tm.null_in = fopen("/dev/null", "r");
	tm.null_out = fopen("/dev/null", "w");
	if (tm.null_in && tm.null_out)
		tm.screen = newterm("xterm-256color", tm.null_out, tm.null_in);
	if (!tm.screen) {
		if (tm.null_in)
			fclose(tm.null_in);
		if (tm.null_out)
			fclose(tm.null_out);
		return err_set(e, RC_SYSTEM, "newterm: xterm-256color");
	}
	start(o);
	resize_term(rows, cols);
	return RC_OK;
}

int
term_rows(void)
{
	return LINES;
}

int
term_cols(void)
{
	return COLS;
}

bool
term_ascii(void)
{
	return tm.ascii;
}

void
term_resize(int rows, int cols)
{
	rows = rows < 1 ? 1 : rows > 500 ? 500 : rows;
	cols = cols < 1 ? 1 : cols > 1000 ? 1000 : cols;
	if (rows != LINES || cols != COLS)
		resize_term(rows, cols);
	clearok(curscr, TRUE); /* terminals move their lines about */
	tm.resized = true;
}

static void
read_size(void)
{
	struct winsize ws;

	if (!tm.headless && ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row &&
	    ws.ws_col)
		term_resize(ws.ws_row, ws.ws_col);
}

static void
read_signals(void)
{
	struct signalfd_siginfo si;

	while (read(tm.sigfd, &si, sizeof(si)) == (ssize_t)sizeof(si)) {
		if (si.ssi_signo == SIGWINCH)
			read_size();
		else if (si.ssi_signo == SIGINT)
			input_feed(&tm.in, "\003", 1);
		else
			tm.over = true;
	}
}

static void
read_bytes(void)
{
	char buf[4096];
	ssize_t n = read(STDIN_FILENO, buf, sizeof(buf));

	if (n > 0)
		input_feed(&tm.in, buf, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		tm.over = true;
}

/* Waits for bytes or signals; false when wait_ms passed. */
static bool
wait_input(int wait_ms)
{
	struct pollfd p[2] = { { STDIN_FILENO, POLLIN, 0 }, { tm.sigfd, POLLIN, 0 } };
	int n = poll(p, 2, wait_ms);

	if (n < 0)
		return errno == EINTR;
	if (p[1].revents)
		read_signals();
	if (p[0].revents) /* after a hangup too: what had been typed is still there */
		read_bytes();
	return n > 0;
}

/* The second Ctrl-C within two seconds ends the session as a hangup does. */
static void
interrupt(struct event *ev)
{
	int64_t now = now_ms();

	if (ev->type != EV_KEY || ev->key != K_CTRL('C'))
		return;
	if (tm.interrupted && now - tm.interrupted < INTERRUPT_MS)
		ev->type = EV_HANGUP;
	tm.interrupted = now;
}

/* Borders and quotation marks take two columns here: measure and paint accordingly from
 * now on. */
static void
read_probe(void)
{
	if (tm.in.column == PROBE_WIDE && text_ambiguous() == 1) {
		text_set_ambiguous(2);
		tm.ascii = true;
	} else if (tm.in.column > PROBE_WIDE) {
		tm.foreign = true;
	}
	if (tm.in.column > PROBE_NARROW) {
		clearok(curscr, TRUE);
		tm.resized = true;
	}
	tm.in.column = 0;
}

bool
term_foreign(void)
{
	bool was = tm.foreign;

	tm.foreign = false;
	return was;
}

/* What can be answered without waiting. */
static bool
ready(struct event *ev)
{
	bool last = tm.over || tm.headless; /* nothing more will complete a sequence */

	if (input_next(&tm.in, false, ev) || (last && input_next(&tm.in, true, ev))) {
		interrupt(ev);
		return true;
	}
	read_probe();
	if (tm.over)
		ev->type = EV_HANGUP;
	else if (tm.resized)
		ev->type = EV_RESIZE;
	else
		return tm.headless;
	tm.resized = false;
	return true;
}

void
term_wait(int timeout_ms, struct event *ev)
{
	int64_t start_ms = now_ms();

	while (!ready(ev)) {
		int rest = input_wait(&tm.in, tm.esc_ms), left = -1;

		if (timeout_ms >= 0) {
			left = timeout_ms - (int)(now_ms() - start_ms);
			left = left > 0 ? left : 0;
		}
		if (rest >= 0) {
			if (!wait_input(rest) && input_next(&tm.in, true, ev)) {
				interrupt(ev);
				return;
			}
		} else if (!wait_input(left) && left >= 0) {
			ev->type = EV_IDLE;
			return;
		}
	}
}

bool
term_pending(void)
{
	struct pollfd p = { STDIN_FILENO, POLLIN, 0 };

	if (tm.in.at < tm.in.buf.len)
		return input_wait(&tm.in, tm.esc_ms) !=
		       tm.esc_ms; /* not for a lone ESC */
	return !tm.headless && poll(&p, 1, 0) > 0 && (p.revents & POLLIN);
}

void
event_done(struct event *ev)
{
	free(ev->text);
	memset(ev, 0, sizeof(*ev));
	ev->type = EV_NONE;
}

void
term_feed(const char *bytes, size_t n)
{
	input_feed(&tm.in, bytes, n);
}

static char
attr_letter(attr_t a)
{
	static const char letter[16] = ".buBrRUXd";
	unsigned i = (a & A_BOLD ? 1u : 0u) | (a & A_UNDERLINE ? 2u : 0u) |
		     (a & A_REVERSE ? 4u : 0u) | (a & A_DIM ? 8u : 0u);

	return letter[i] ? letter[i] : 'X';
}

static void
dump_row(int y, struct str *chars, struct str *attrs)
{
	wchar_t wc[CCHARW_MAX + 1];
	char utf8[5];
	cchar_t cell;
	attr_t a;
	short pair;
	int w;

	for (int x = 0; x < COLS; x += w) {
		mvin_wch(y, x, &cell);
		getcchar(&cell, wc, &a, &pair, NULL);
		w = wc[0] ? wcwidth(wc[0]) : 1;
		w = w > 0 ? w : 1;
		for (size_t i = 0; i == 0 || (i < CCHARW_MAX && wc[i]); i++) {
			text_encode(wc[i] ? (uint32_t)wc[i] : ' ', utf8);
			str_add(chars, utf8);
		}
		for (int i = 0; i < w; i++)
			str_addc(attrs, attr_letter(a));
	}
}

void
term_dump(struct str *out)
{
	struct str chars = { 0 }, attrs = { 0 };

	for (int y = 0; y < LINES; y++) {
		dump_row(y, &chars, &attrs);
		while (chars.len > 0 && chars.s[chars.len - 1] == ' ')
			str_cut(&chars, chars.len - 1);
		while (attrs.len > 0 && attrs.s[attrs.len - 1] == '.')
			str_cut(&attrs, attrs.len - 1);
		str_addf(out, "%s\n%s\n", str_s(&chars), str_s(&attrs));
		str_cut(&chars, 0);
		str_cut(&attrs, 0);
	}
	str_addf(out, "cursor %d %d\n", tm.y, tm.x);
	str_free(&chars);
	str_free(&attrs);
}

void
term_cursor(int y, int x)
{
	tm.y = y < 0 ? 0 : y >= LINES ? LINES - 1 : y;
	tm.x = x < 0 ? 0 : x >= COLS ? COLS - 1 : x;
}

void
term_flush(void)
{
	term_cursor(tm.y, tm.x); /* the window may have shrunk */
	move(tm.y, tm.x);
	wnoutrefresh(stdscr);
	doupdate();
}

void
term_redraw(void)
{
	read_size();
	clearok(curscr, TRUE);
}

void
term_beep(void)
{
	beep();
}
