/* SPDX-License-Identifier: MIT */
/*
 * The scan that runs before iniparser, and the way the text is handed to it.
 *
 * iniparser 4.1 keeps one linear list, so a file of N lines costs N * N comparisons (0.4
 * s for 5,000 sections, minutes for 8 MB). It is therefore given the text in slices of
 * some hundred lines, each below its own section header, through one memory file: what
 * was scanned is what is parsed, even if the file on disk changes meanwhile.
 */
#include "config.h"

#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/ini_scan.h"
#include "base/text.h"

enum { LINE_MAX_BYTES = 1000, NAME_MAX_BYTES = 200, SLICE_LINES = 100 };

struct span {
	const char *s;
	size_t n;
};

/* Where the scan is. */
struct scan {
	struct ini *ini;
	const char *text;
	int line;
	struct err *e;
};

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int
ini_name_cmp(const char *a, const char *b)
{
	while (*a != '\0' && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return (unsigned char)lower(*a) - (unsigned char)lower(*b);
}

static struct span
trim(const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return (struct span){ s, n };
}

static char *
lower_name(struct span name)
{
	char *s = xstrndup(name.s, name.n);

	for (char *p = s; *p != '\0'; p++)
		*p = lower(*p);
	return s;
}

/* Everything about a line that does not depend on what it says. */
static enum rc
check_bytes(const struct scan *sc, const char *s, size_t n)
{
	const char *path = sc->ini->path;
	struct str clean = { 0 };
	bool steered;
	size_t bad;

	if (memchr(s, '\0', n) != NULL)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("含 NUL 字节，不是文本文件",
			"holds a NUL byte; this is not a text file"));
	if (n > LINE_MAX_BYTES)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("一行 %zu 字节，超过 %d 字节，请缩短",
			"line of %zu bytes, over %d; shorten it"),
		    n, LINE_MAX_BYTES);
	if (!text_valid(s, n, &bad))
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("第 %zu 字节不是 UTF-8，请把文件存成 UTF-8 编码",
			"byte %zu is not UTF-8; save the file as UTF-8"),
		    bad + 1);
	steered = text_clean(s, n, true, &clean) > 0 ||
		  (clean.s != NULL && strchr(clean.s, '\n') != NULL);
	str_free(&clean);
	if (steered)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("含控制字符或看不见的方向字符，请删去",
			"holds a control or invisible direction character; remove it"));
	if (n > 0 && s[n - 1] == '\\')
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("行末的“\\”会把下一行吞掉，请删去，或把值写在引号里",
			"a '\\' at the end of a line swallows the next line; remove it, "
			"or quote "
			"the value"));
	return RC_OK;
}

static enum rc
check_name(const struct scan *sc, struct span name)
{
	static const char refused[] = ":[]\"';#\t";
	const char *path = sc->ini->path;

	if (name.n == 0)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("缺少名称", "the name is missing"));
	if (name.n > NAME_MAX_BYTES)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("名称超过 %d 字节", "name over %d bytes"), NAME_MAX_BYTES);
	for (size_t i = 0; i < name.n; i++) {
		if (strchr(refused, name.s[i]) == NULL)
			continue;
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("名称“%.*s”中不能有 : [ ] \" ' ; # 或制表符",
			"the name '%.*s' must not hold : [ ] \" ' ; # or a tab"),
		    (int)name.n, name.s);
	}
	return RC_OK;
}

static enum rc
scan_section(struct scan *sc, struct span line)
{
	struct ini *ini = sc->ini;
	const char *end = memchr(line.s, ']', line.n);
	struct span name;
	enum rc rc;

	if (end == NULL)
		return err_at(sc->e, RC_INVAL, ini->path, sc->line,
		    T("节名缺少“]”", "the section has no ']'"));
	if (end != line.s + line.n - 1)
		return err_at(sc->e, RC_INVAL, ini->path, sc->line,
		    T("“]”之后不能再有内容；说明请另起一行，以“#”开头",
			"nothing may follow ']'; put a remark on its own line after "
			"'#'"));
	name = trim(line.s + 1, line.n - 2);
	if ((rc = check_name(sc, name)) != RC_OK)
		return rc;
	if (ini->nsec == ini->capsec) {
		ini->capsec = ini->capsec > 0 ? ini->capsec * 2 : 16;
		ini->sec = xreallocarray(ini->sec, ini->capsec, sizeof(*ini->sec));
	}
	ini->sec[ini->nsec++] = (struct ini_section){
		.name = lower_name(name), .line = sc->line, .first = ini->nent
	};
	return RC_OK;
}

static enum rc
check_value(const struct scan *sc, struct span v)
{
	const char *path = sc->ini->path, *end;

	if (v.n > 0 && (*v.s == '"' || *v.s == '\'')) {
		end = memchr(v.s + 1, *v.s, v.n - 1);
		if (end == NULL)
			return err_at(sc->e, RC_INVAL, path, sc->line,
			    T("引号没有结束；若值本身有引号，请用另一种引号括起来",
				"unclosed quote; if the value itself has a quote, wrap "
				"it in the "
				"other kind"));
		if (end != v.s + v.n - 1)
			return err_at(sc->e, RC_INVAL, path, sc->line,
			    T("引号之后不能再有内容；说明请另起一行，以“#”开头",
				"nothing may follow the closing quote; put a remark on "
				"its own "
				"line after '#'"));
		return RC_OK;
	}
	if (memchr(v.s, ';', v.n) != NULL || memchr(v.s, '#', v.n) != NULL)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("值中的“;”“#”会截断内容：请用双引号括起来，说明请另起一行",
			"';' or '#' would cut the value: put it in double quotes, and a "
			"remark "
			"on its own line"));
	if (memchr(v.s, '\t', v.n) != NULL)
		return err_at(sc->e, RC_INVAL, path, sc->line,
		    T("值中有制表符，请改用空格", "a tab inside the value; use blanks"));
	return RC_OK;
}

static enum rc
scan_entry(struct scan *sc, struct span line)
{
	struct ini *ini = sc->ini;
	const char *eq = memchr(line.s, '=', line.n);
	struct span name;
	enum rc rc;

	if (eq == NULL)
		return err_at(sc->e, RC_INVAL, ini->path, sc->line,
		    T("应为“名称 = 值”或“[节名]”，等号、括号、井号须是半角",
			"expected 'name = value' or '[section]', with half-width signs"));
	if (ini->nsec == 0)
		return err_at(sc->e, RC_INVAL, ini->path, sc->line,
		    T("第一个“[节名]”之前不能有项", "a key stands before any [section]"));
	name = trim(line.s, (size_t)(eq - line.s));
	if ((rc = check_name(sc, name)) != RC_OK)
		return rc;
	rc = check_value(sc, trim(eq + 1, line.n - (size_t)(eq + 1 - line.s)));
	if (rc != RC_OK)
		return rc;
	if (ini->nent == ini->capent) {
		ini->capent = ini->capent > 0 ? ini->capent * 2 : 64;
		ini->ent = xreallocarray(ini->ent, ini->capent, sizeof(*ini->ent));
	}
	ini->ent[ini->nent++] = (struct ini_entry){ .name = lower_name(name),
		.line = sc->line,
		.from = (size_t)(line.s - sc->text),
		.len = line.n };
	ini->sec[ini->nsec - 1].n++;
	return RC_OK;
}

static enum rc
scan_line(struct scan *sc, const char *s, size_t n)
{
	struct span line;
	enum rc rc;

	if (n > 0 && s[n - 1] == '\r')
		n--;
	line = trim(s, n);
	/* iniparser looks for the backslash after trimming, so the blanks behind it do
	 * not help. */
	n = (size_t)(line.s + line.n - s);
	if ((rc = check_bytes(sc, s, n)) != RC_OK)
		return rc;
	if (line.n == 0 || *line.s == '#' || *line.s == ';')
		return RC_OK;
	return *line.s == '[' ? scan_section(sc, line) : scan_entry(sc, line);
}

static int
sec_cmp(const void *a, const void *b)
{
	const struct ini_section *x = *(struct ini_section *const *)a;
	const struct ini_section *y = *(struct ini_section *const *)b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : x->line - y->line;
}

static int
ent_cmp(const void *a, const void *b)
{
	const struct ini_entry *x = *(struct ini_entry *const *)a;
	const struct ini_entry *y = *(struct ini_entry *const *)b;
	int c = strcmp(x->name, y->name);

	return c != 0 ? c : x->line - y->line;
}

/* Sort by name and refuse what stands twice: iniparser would let the last one win. */
static enum rc
index_names(struct ini *ini, struct err *e)
{
	ini->sec_by_name = xcalloc(ini->nsec, sizeof(struct ini_section *));
	ini->ent_by_name = xcalloc(ini->nent, sizeof(struct ini_entry *));
	for (size_t i = 0; i < ini->nsec; i++)
		ini->sec_by_name[i] = &ini->sec[i];
	for (size_t i = 0; i < ini->nent; i++)
		ini->ent_by_name[i] = &ini->ent[i];
	qsort(ini->sec_by_name, ini->nsec, sizeof(struct ini_section *), sec_cmp);
	for (size_t i = 1; i < ini->nsec; i++) {
		const struct ini_section *a = ini->sec_by_name[i - 1],
					 *b = ini->sec_by_name[i];

		if (strcmp(a->name, b->name) == 0)
			return err_at(e, RC_INVAL, ini->path, b->line,
			    T("节 [%s] 重复，第 %d 行已有，请合并",
				"section [%s] stands twice, first on line %d; join them"),
			    b->name, a->line);
	}
	for (size_t s = 0; s < ini->nsec; s++) {
		struct ini_entry **v = ini->ent_by_name + ini->sec[s].first;

		qsort(v, ini->sec[s].n, sizeof(*v), ent_cmp);
		for (size_t i = 1; i < ini->sec[s].n; i++) {
			if (strcmp(v[i - 1]->name, v[i]->name) == 0)
				return err_at(e, RC_INVAL, ini->path, v[i]->line,
				    T("项 %s 重复，第 %d 行已有，请只留一个",
					"key %s stands twice, first on line %d; keep "
					"one"),
				    v[i]->name, v[i - 1]->line);
		}
	}
	return RC_OK;
}

enum rc
ini_scan(struct ini *ini, const char *text, size_t n, struct err *e)
{
	struct scan sc = { .ini = ini, .text = text, .e = e };
	enum rc rc;

	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		return err_at(e, RC_INVAL, ini->path, 1,
		    T("文件以 BOM 开头，请存成“UTF-8（无 BOM）”",
			"the file begins with a BOM; save it as UTF-8 without BOM"));
	for (size_t i = 0; i < n;) {
		const char *nl = memchr(text + i, '\n', n - i);
		size_t len = nl != NULL ? (size_t)(nl - text) - i : n - i;

		sc.line++;
		if ((rc = scan_line(&sc, text + i, len)) != RC_OK)
			return rc;
		i += len + 1;
	}
	return index_names(ini, e);
}

/* The scan has said everything there is to say; iniparser need not print to stderr. */
static int
silent(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

static enum rc
put_slice(const struct ini *ini, int fd, const struct str *slice, struct err *e)
{
	size_t done = 0;

	if (ftruncate(fd, 0) != 0)
		return file_failed(ini->path, errno, e);
	while (done < slice->len) {
		ssize_t put = pwrite(fd, slice->s + done, slice->len - done, (off_t)done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return file_failed(ini->path, errno, e);
		done += (size_t)put;
	}
	return RC_OK;
}

/* Parse the slice and take the values of entries first..last of the sections they lie in.
 */
static enum rc
take_slice(struct ini *ini, int fd, const struct str *slice, size_t sec, size_t first,
    size_t last, struct err *e)
{
	char name[2 * NAME_MAX_BYTES + 2], proc[64];
	dictionary *d = NULL;
	enum rc rc;

	if ((rc = put_slice(ini, fd, slice, e)) != RC_OK)
		return rc;
	snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	d = iniparser_load(proc);
	if (d == NULL)
		return err_at(e, RC_SYSTEM, ini->path, ini->ent[first].line,
		    T("iniparser 无法从此行读起，请确认 /proc 已挂载",
			"iniparser cannot read from this line on; is /proc mounted?"));
	for (size_t k = first; k < last && rc == RC_OK; k++) {
		const char *v;

		while (k >= ini->sec[sec].first + ini->sec[sec].n)
			sec++;
		snprintf(
		    name, sizeof(name), "%s:%s", ini->sec[sec].name, ini->ent[k].name);
		v = iniparser_getstring(d, name, NULL);
		if (v != NULL)
			ini->ent[k].value = xstrdup(v);
		else
			rc = err_at(e, RC_INVAL, ini->path, ini->ent[k].line,
			    T("iniparser 读不出 %s 的值，请改写此行",
				"iniparser does not read a value for %s; write the line "
				"otherwise"),
			    ini->ent[k].name);
	}
	iniparser_freedict(d);
	return rc;
}

enum rc
ini_fetch(struct ini *ini, const char *text, struct err *e)
{
	struct str slice = { 0 };
	size_t sec = 0, k = 0;
	enum rc rc = RC_OK;
	int fd = -1;

	if (ini->nent == 0)
		return RC_OK;
	fd = memfd_create("ini", MFD_CLOEXEC);
	if (fd < 0)
		return file_failed(ini->path, errno, e);
	iniparser_set_error_callback(silent);
	while (k < ini->nent && rc == RC_OK) {
		size_t first = k, first_sec;

		while (k >= ini->sec[sec].first + ini->sec[sec].n)
			sec++;
		first_sec = sec;
		str_cut(&slice, 0);
		str_addf(&slice, "[%s]\n", ini->sec[sec].name);
		for (; k < ini->nent && k - first < SLICE_LINES; k++) {
			while (k >= ini->sec[sec].first + ini->sec[sec].n)
				str_addf(&slice, "[%s]\n", ini->sec[++sec].name);
			str_addn(&slice, text + ini->ent[k].from, ini->ent[k].len);
			str_addc(&slice, '\n');
		}
		rc = take_slice(ini, fd, &slice, first_sec, first, k, e);
	}
	iniparser_set_error_callback(NULL);
	close(fd);
	str_free(&slice);
	return rc;
}
