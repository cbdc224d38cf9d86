/* SPDX-License-Identifier: MIT */
#ifndef DM_FORM_FORM_H
#define DM_FORM_FORM_H
/*
 * Forms as data: what people see and type, read from forms/record/KIND.ini; and the state
 * of one being filled in. No screen, no store, no law: names of people and departments
 * come through struct form_lookup, findings are handed in by step.
 */
#include "base/date.h"
#include "base/ini.h"
#include "base/level.h"
#include "base/period.h"

/* clang-format off */
#define FIELD_TYPES(X) \
	X(TEXT, "text") X(AREA, "area") X(DATE, "date") X(MOMENT, "moment") \
	X(LEVEL, "level") X(PERIOD, "period") X(CHOICE, "choice") X(REF, "ref") \
	X(NUMBER, "number") X(YESNO, "yesno") X(LIST, "list") X(SCOPE, "scope") \
	X(NOTE, "note")
/* clang-format on */
/*
 * ref: a record of kind `ref` (person, dept, unit, entry…), value is its id. list:
 * several of kind `ref`, value is ids separated by commas, kept as child records of kind
 * `child` (column `child_column`), or in the text column `column`. scope: codes of kind
 * `ref`; without one, codes of catalogue entries, or * for all. moment: YYYY-MM-DD HH:MM.
 * note: text that is only shown. level: "1".."3". period: canonical text of
 * base/period.h.
 */
enum field_type {
#define X(id, name) FIELD_##id,
	FIELD_TYPES(X)
#undef X
	    FIELD_TYPE_COUNT
};

struct choice {
	char *value;
	struct {
		char *zh, *en;
	} label; /* owned */
};
struct show_if { /* field = value|value; several are AND-ed; "!" before a value negates */
	char *field;
	struct strs values;
	bool negate;
};
struct field {
	char *name;
	enum field_type type;
	char *column; /* store column; NULL for list, note, and `column = none` (asked by
			 an act, kept elsewhere) */
	char *label_zh, *label_en, *help_zh, *help_en, *group_zh,
	    *group_en; /* group: heading before it, or NULL */
	char *ref;     /* kind, for ref and list; for scope, or NULL */
	char *child, *child_column;
	bool required, readonly, in_list, sort; /* in_list: a column of the register */
	int width;   /* columns wanted on screen, and in the register */
	int rows;    /* area: lines wanted */
	int max;     /* characters */
	long lo, hi; /* number range */
	char *deflt; /* "today", "me", "my_dept" or a stored value */
	struct choice *choice;
	size_t nchoice;
	struct show_if *show_if;
	size_t nshow_if;
	int line; /* of its section in the file */
};
struct form {
	char *path, *kind;
	struct field *field;
	size_t nfield;
};
/* Errors carry file:line. */
MUST_CHECK enum rc form_load(const char *path, struct form **out, struct err *e);
void form_free(struct form *f);
int form_field(const struct form *f, const char *name); /* -1: none */
const char *field_label(const struct field *f);
const char *field_help(const struct field *f);	/* may be "" */
const char *field_group(const struct field *f); /* NULL: none */
const char *field_type_name(enum field_type t);
const char *
choice_label(const struct field *f, const char *value); /* value itself when unknown */

/* What the form needs to know of the store: answered by step. */
struct form_option {
	char *value; /* stored value (id, or code for scope) */
	char *label; /* what is shown */
	char *hint;  /* second column, may be NULL */
};
struct form_options {
	struct form_option *v;
	size_t n, cap;
};
void form_options_add(
    struct form_options *o, const char *value, const char *label, const char *hint);
void form_options_free(struct form_options *o);
/* What stands beside the label: its hint, "" where the label already says it. */
const char *form_option_aside(const struct form_option *o);
struct form_lookup {
	void *ctx;
	/* Records of kind that match what was typed (any part of name or number, or
	 * pinyin initials), at most limit. Scope fields ask for their kind, or for
	 * scope_entry, and store labels, which are the codes. */
	void (*find)(void *ctx, const char *kind, const char *typed, size_t limit,
	    struct form_options *out);
	/* Shown label of a stored value; owned; NULL when unknown. */
	char *(*label)(void *ctx, const char *kind, const char *value);
	int32_t today;
	int64_t me, my_dept; /* ids, for defaults; 0 none */
};

/* A finding beside a field, as the screen shows it. */
struct form_note {
	int field;    /* index, -1: the form as a whole */
	int severity; /* 0 refuses, 1 warns, 2 to do, 3 information (enum severity of law)
		       */
	char *text;   /* "R046 …", owned */
};

/* One form being filled: stored values by field; what is typed but not valid yet is kept
 * as typed. */
struct form_state {
	const struct form *form; /* borrowed */
	struct form_lookup look; /* ctx borrowed */
	char **value;		 /* stored value or NULL */
	char **typed;		 /* non-NULL while the text is not (yet) a valid value */
	bool *needed;	 /* this act requires the field, whatever the definition says */
	bool *asked;	 /* this act asks for the field (all true by default) */
	bool *locked;	 /* shown, not editable now */
	bool *touched;	 /* changed by the user, so that suggestions never overwrite it */
	bool *suggested; /* a proposal of the program's, which typing replaces */
	struct form_note *note;
	size_t nnote;
	bool dirty;
};
struct form_state *form_state_new(const struct form *f, const struct form_lookup *look);
void form_state_free(struct form_state *st);
void form_state_ask(struct form_state *st,
    const char *names); /* comma list; others are not asked; NULL: all */
/* Fields (comma list) that must be filled for this act. */
void form_state_need(struct form_state *st, const char *names);
bool
form_required(const struct form_state *st, size_t i); /* by definition or for this act */
bool form_visible(const struct form_state *st, size_t i); /* asked, and show_if holds */
bool form_editable(const struct form_state *st,
    size_t i); /* visible, not readonly, not locked, not a note */
const char *form_get(const struct form_state *st,
    const char *name); /* "" when none, while typed, or no such field */
void form_set(struct form_state *st, const char *name,
    const char
	*value); /* stored value, by program: not touched; no such field: nothing */
void form_suggest(struct form_state *st, const char *name,
    const char *value);			   /* the same, and it is only a proposal */
void form_defaults(struct form_state *st); /* fill empty asked fields from `default` */

/*
 * The user left field i with this text: parse by type. Valid: value set, typed cleared,
 * true. Not valid: typed kept, a note "expected …" added for the field, false. Empty
 * clears the value. A ref or list takes the single match, the exact label, or reports how
 * many match.
 */
bool form_enter(struct form_state *st, size_t i, const char *text);
/*
 * The user chose an option of form_complete by its value, having typed so far what
 * `typed` says (two people may share a label, so the text alone would not do). In a list
 * or scope it replaces the last part. As form_enter otherwise.
 */
bool form_pick(struct form_state *st, size_t i, const char *typed, const char *value);
/* Does the text begin with what stands between the items of a list? */
bool form_list_parts(const char *s);
char *form_shown(const struct form_state *st, size_t i); /* text to show or edit; owned */
/* What stands beside the label of the record that a ref field names ("SL-02": the matter
 * it is about); owned, NULL: nothing. */
char *form_aside(const struct form_state *st, size_t i);
/* Next/previous option of choice, level, yesno (d = +1/-1); false for other types. */
bool form_cycle(struct form_state *st, size_t i, int d);
/* Completions for what is typed in field i: options of choice/level/yesno, records for
 * ref, list (last part), scope; of records a screenful, or at most limit. The list under
 * a field and the one to choose from both ask here, so that both find the same. */
void form_complete(
    const struct form_state *st, size_t i, const char *typed, struct form_options *out);
void form_complete_some(const struct form_state *st, size_t i, const char *typed,
    size_t limit, struct form_options *out);

void form_clear_notes(struct form_state *st);
void form_add_note(struct form_state *st, int field, int severity, const char *text);
/* Technical checks of every asked, visible field: required, still invalid. Adds notes;
 * false when any refuses. */
bool form_check(struct form_state *st);
const struct form_note *
form_worst_note(const struct form_state *st, size_t i); /* NULL: none */

/* Draft text: what the user touched, and every half-typed text; canonical, versioned.
 * Restoring lays it over the form as it stands. */
void form_save(const struct form_state *st, struct str *out);
MUST_CHECK enum rc
form_restore(struct form_state *st, const char *s, size_t n, struct err *e);
#endif
