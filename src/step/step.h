/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_STEP_H
#define DM_STEP_STEP_H
/*
 * The seven steps: kinds, states and acts as tables (one file a step), and the bench that
 * joins store, organisation, forms and law for one acting person. Screens, verbs, drills
 * and tests all enter here, so none of them can disagree. tui/ draws what these functions
 * answer and decides nothing.
 */
#include "form/form.h"
#include "law/law.h"
#include "org/org.h"
#include "store/store.h"

/* ---- roles (bits). HEAD follows from the post, CRP from an active designation (or being
 * head). */
enum {
	ROLE_HEAD = 1,
	ROLE_CRP = 2,
	ROLE_PROPOSER = 4,
	ROLE_OFFICE = 8,
	ROLE_INSPECTOR = 16,
	ROLE_COMMITTEE = 32,
	ROLE_TRAINER = 64,
	ROLE_TRAINEE = 128,
	ROLE_SYSADM = 256,
	ROLE_SECADM = 512,
	ROLE_AUDITOR = 1024,
	ROLE_ANYONE = 0x8000, /* any person on the staff but the three administrators */
	/* and these too: what is everybody's own, training and reading, no business
	 * decision (R140) */
	ROLE_STAFF = ROLE_ANYONE | ROLE_SYSADM | ROLE_SECADM | ROLE_AUDITOR
};
const char *role_name(unsigned bit);
struct text2 role_title(unsigned bit);
char *roles_text(unsigned bits); /* "定密责任人、承办人"; owned */

/* ---- the tables */
struct kind_def {
	const char *kind;
	int step; /* 1..7; 0: belongs to no step (people and organisation) */
	bool top; /* a register of its own; else shown within its parent's record */
	const char *parent;   /* column that refers to the parent record, for child kinds;
				 else NULL */
	const char *prefix;   /* of the register number, "DM"; NULL: no number */
	const char *label;    /* column shown as the record's name */
	const char *find;     /* columns that search reads, comma separated */
	const char *in, *out; /* child kinds filled through a list field: state when put
				 in, when taken out */
	struct text2 title, purpose; /* register title; one line: what it is for */
};
const struct kind_def *kind_def(const char *kind); /* NULL: unknown */
const struct kind_def *kind_defs(size_t *n);

enum tone { TONE_PLAIN, TONE_WAIT, TONE_GOOD, TONE_BAD, TONE_END };
struct state_def {
	const char *kind, *state;
	struct text2 title;
	enum tone tone;
};
const struct state_def *state_def(const char *kind, const char *state);
const char *
state_title(const char *kind, const char *state); /* the state itself when unknown */
size_t state_list(
    const char *kind, const struct state_def **out, size_t cap); /* in life order */

struct bench;
struct act_run;
enum {
	ACT_WEIGHTY = 1, /* asks for the record's number before it is done */
	ACT_NEW = 2,	/* makes a record; offered in its register and within its parent's
			   record */
	ACT_EDIT = 4,	/* corrects values, moves no state */
	ACT_LOOK = 8,	/* changes nothing */
	ACT_LONE = 16,	/* ACT_NEW that is not offered within a parent */
	ACT_BLIND = 32, /* needs no look into the matter: its number is enough */
	ACT_INNER = 64, /* the program's own, after it has judged: never offered, never
			   chosen, begun through act_begin_inner() only */
	ACT_SELDOM = 128 /* offered after the everyday acts, never proposed as the next
			    thing to do */
};
struct act_def {
	const char *kind, *name;
	char key; /* letter in the action menu, unique within the kind */
	struct text2 title, help;
	const char *from; /* states it starts from, comma separated; NULL for ACT_NEW */
	const char *parent_from; /* ACT_NEW within a parent: states of the parent it is
				    offered in; NULL: any */
	const char *to;		 /* state after; NULL: unchanged, or effect decides */
	/* "column=a|b": offered only where the record's column (ACT_NEW: the parent's)
	 * has one of these values, "column=*": any; NULL: everywhere. */
	const char *only;
	unsigned roles;	      /* who may */
	const char *ask_kind; /* form that is filled: own kind (values go into the record)
				 or another kind (a child record is made) */
	const char *ask;      /* fields asked, comma separated; NULL: all; "": none */
	/*
	 * What the act writes by itself, before effect: "column=word", comma separated;
	 * words: me, my_dept, today, nothing (cleared), else the value itself. "?=": only
	 * when empty.
	 */
	const char *stamp;
	const char
	    *need; /* fields that must be filled here though the form leaves them open */
	unsigned flags;
	const char *not_self; /* column that must not name the person acting ("id": the
				 record itself) */
	/* May this person do it on this record, beyond role and state? Adds findings.
	 * NULL: yes. */
	enum rc (*allow)(struct act_run *run, struct findings *out, struct err *e);
	/* Suggestions and computed values into the form. */
	enum rc (*prepare)(struct act_run *run, struct err *e);
	/* Law: findings for what is in the form now. Pure reading. */
	enum rc (*check)(struct act_run *run, struct findings *out, struct err *e);
	/* Changes besides the record itself; may alter run->rec before it is put. */
	enum rc (*effect)(struct act_run *run, struct txn *t, struct err *e);
	/* After run->rec was put (its id is known): child records. */
	enum rc (*after)(struct act_run *run, struct txn *t, struct err *e);
};
const struct act_def *act_def(const char *kind, const char *name);
const struct act_def *act_named(const char *text); /* "KIND.ACT"; NULL: no such act */
/* In table order, at most cap of them; how many there are. */
size_t act_list(const char *kind, const struct act_def **out, size_t cap);
enum { ACTS_MAX = 128 }; /* the cap of who wants all: more than any kind has */

struct step_def {
	int no;
	struct text2 title, purpose;
};
const struct step_def *step_def(int no); /* 1..7 */

/* ---- the bench */
struct bench_options {
	const char *home; /* directory with dingmi.db, org.ini, forms/ overrides */
	const char *data; /* directory of shipped forms */
	int32_t today;	  /* DATE_NONE: the real day */
	bool readonly;
	const char *login;  /* real login */
	const char *origin; /* tty or SSH connection */
	bool personal;	    /* a personal store: acting as anyone is allowed */
};
MUST_CHECK enum rc
bench_open(const struct bench_options *o, struct bench **out, struct err *e);
void bench_close(struct bench *b);
struct store *bench_store(struct bench *b);
const struct org *bench_org(const struct bench *b);
int32_t bench_today(const struct bench *b);
bool bench_readonly(const struct bench *b);
bool bench_personal(const struct bench *b);
bool bench_sample(const struct bench *b); /* fictional sample home */
const char *bench_warning(const struct bench
	*b); /* something to show once (org.ini changed and was not read, …), or NULL */

/*
 * What time alone brings about (法24; R101): matters whose period has run out are
 * released, terms, certificates and grants end, who lost training, post or grant is
 * suspended; each a journal row with its reason. *n: how many; bench_warning() tells
 * what. Nothing on a read-only bench.
 */
MUST_CHECK enum rc bench_sweep(struct bench *b, size_t *n, struct err *e);
/* The same when the workbench opens, once a day; a failure is a warning, no more. */
void bench_sweep_daily(struct bench *b);

/*
 * The clock against the journal. When it went back nothing can be written until somebody
 * who answers for the system or the register explains it; RC_DENIED to others. *crossed:
 * how many open deadlines that had passed lie ahead again.
 */
MUST_CHECK enum rc
bench_clock(struct bench *b, struct clock_look *out, size_t *crossed, struct err *e);
bool bench_clock_may(const struct bench *b);
MUST_CHECK enum rc bench_clock_explain(struct bench *b, const char *why, struct err *e);

/* Who acts; 0: nobody. Roles are computed from posts, accounts and designations as of
 * today. */
MUST_CHECK enum rc bench_act_as(struct bench *b, int64_t person, struct err *e);
MUST_CHECK enum rc bench_find_login(
    struct bench *b, const char *login, int64_t *person, struct err *e); /* 0: nobody */
int64_t bench_me(const struct bench *b); /* 0: nobody signed in */
const struct record *bench_person(const struct bench *b);
unsigned bench_roles(const struct bench *b);
/* Roles of anybody, as of today: what the sign-in screen lists. */
MUST_CHECK enum rc
bench_roles_of(struct bench *b, int64_t person, unsigned *out, struct err *e);
struct actor bench_actor(const struct bench *b);

/* Form of a kind (HOME/forms/record/KIND.ini over the shipped one), loaded on first use,
 * kept. */
MUST_CHECK enum rc
bench_form(struct bench *b, const char *kind, const struct form **out, struct err *e);
/* Path of a shipped file ("paper/F01.txt"): HOME/forms/NAME when the unit has its own,
 * else the one in the data directory; owned. */
char *bench_file(const struct bench *b, const char *name);
const char *bench_home(const struct bench *b); /* as opened */
const char *bench_data(const struct bench *b);
struct form_lookup bench_lookup(struct bench *b);

/* ---- showing */
char *bench_label(struct bench *b, const char *kind,
    int64_t id); /* "张三" or "DM-2026-0007 …"; masked when not concerned; owned */
char *bench_cell(struct bench *b, const struct record *r,
    const struct field *f); /* shown text of one field; owned */
char *
bench_state(struct bench *b, const struct record *r); /* title of the state; owned */
bool bench_may_see(struct bench *b,
    const struct record *r); /* need-to-know: may I see more than that it exists? */
bool bench_may_read(struct bench *b, const struct record *r,
    const char *column); /* this column of it: some are open, some are kept to few */
enum level bench_level(struct bench *b,
    const struct record *r); /* level of what the record shows, NONE if open */
/* A register's starting query: it finds no row that this person may not see. */
MUST_CHECK enum rc
bench_query(struct bench *b, const char *kind, struct query *out, struct err *e);
/* Words sought in it: in the records' own text, else in the names of what they show. */
MUST_CHECK enum rc
bench_seek(struct bench *b, struct query *q, const char *words, struct err *e);
bool bench_restricted(
    const struct bench *b, const char *kind); /* does it leave out any for that? */
/* Opening a record of 机密 or above is logged (R054). Call once per look; of a page that
 * leaves the program in one go. shown: the level of all that is shown with it, where that
 * may be higher than its own; else LEVEL_NONE. */
MUST_CHECK enum rc
bench_looked(struct bench *b, const struct record *r, enum level shown, struct err *e);
MUST_CHECK enum rc
bench_looked_all(struct bench *b, struct record *const *r, size_t n, struct err *e);
/* A paper of it, bearing that level, leaves the program as this file: logged like a look,
 * every time; RC_DENIED outside the need-to-know. */
MUST_CHECK enum rc bench_printed(struct bench *b, const struct record *r,
    enum level shown, const char *path, struct err *e);
/* Kinds shown within a record of this kind (copies of a matter, people trained …), in
 * order. */
size_t bench_children(const char *kind, const struct kind_def **out, size_t cap);

/* ---- home */
struct tile {
	int step;
	char line[160];	 /* "在任3 拟任1 将到期1" */
	int done, total; /* progress: total 0 means nothing to measure yet */
	bool alert;	 /* something overdue or missing */
	char next[160];	 /* what to do next in this step, "" none */
};
MUST_CHECK enum rc bench_tiles(struct bench *b, struct tile out[7], struct err *e);
struct duty { /* one thing I owe */
	char *text;
	const char *rule; /* "R122", "" when it rests on no rule but the unit's custom;
			     borrowed */
	enum origin origin;
	int32_t due;   /* DATE_NONE: no day fixed */
	int32_t start; /* since when, told by bench_due(); else DATE_NONE */
	char *kind;
	int64_t id;
	int step;
	const char *act; /* act to offer, or NULL; borrowed */
	int64_t owner;	 /* person who owes it; 0: */
	unsigned roles;	 /* whoever holds one of these */
};
struct duties {
	struct duty *v;
	size_t n, cap;
};
/* What this person owes (all: everybody's), most urgent first, at most limit. */
MUST_CHECK enum rc
bench_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
/* Everybody's duties due within so many days from today, and those without a day. */
MUST_CHECK enum rc
bench_due(struct bench *b, int days, size_t limit, struct duties *out, struct err *e);
void duties_free(struct duties *d);

/* Drills that the acting person was given and still owes: by one assignment (his row in
 * it, kind assignee), or (0) by all. */
MUST_CHECK enum rc
bench_owed_drills(struct bench *b, int64_t assignee, struct strs *drills, struct err *e);
/* Drills to do again: those whose newest result is not passed, or has an error. */
MUST_CHECK enum rc
bench_repeat(struct bench *b, int64_t person, struct strs *drills, struct err *e);

/* ---- acting */
struct act_offer {
	const struct act_def *act;
	bool allowed;
	char why[704]; /* when not allowed: the reason and the way, in one line */
};
struct act_offers {
	struct act_offer *v;
	size_t n, cap;
};
/* Acts that begin from this record's state, or (r NULL) that make a record of the kind:
 * all of them, whatever *out held before. act_offers_free() after. */
MUST_CHECK enum rc bench_acts(struct bench *b, const char *kind, const struct record *r,
    struct act_offers *out, struct err *e);
void act_offers_free(struct act_offers *l);

struct act_run {
	struct bench *bench;
	const struct act_def *act;
	struct record *rec;	 /* owned: copy of the subject, or a new one */
	struct form_state *form; /* owned; NULL when nothing is asked */
	struct record *child;	 /* owned: record of ask_kind when that is another kind */
	struct proof_line proof[16]; /* the proof of authority, for acts that need one */
	size_t nproof;
	char computed[512]; /* what follows from the values, one line ("机密★考试开始前 ·
			       条件解密") */
	char *preset;	  /* owned: "parent_column=id" given at begin, or NULL */
	int64_t draft_id; /* the draft kept of it; 0: none */
	bool behind;	  /* a draft taken up after others changed the record: rec is as
			     it was then, act_rebase() goes on */
};
/*
 * Begin: checks role and state again, copies the record, builds the form with
 * suggestions. When the act makes a record of another kind than r, r is its parent (a
 * copy registered from the matter's screen). parent/parent_id say the same by column and
 * id (NULL, 0 otherwise). RC_DENIED with the reason when it may not.
 */
MUST_CHECK enum rc
act_begin(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e);
/* The same for an act of the program's own (ACT_INNER): the caller sets the record's
 * values itself, from what it has judged, before act_do(). */
MUST_CHECK enum rc
act_begin_inner(struct bench *b, const struct act_def *a, const struct record *r,
    const char *parent, int64_t parent_id, struct act_run **out, struct err *e);
/* Findings for the form as it stands: clears and sets the form's notes, fills computed
 * and proof. */
MUST_CHECK enum rc act_check(struct act_run *run, struct findings *out, struct err *e);
/* Recompute what follows from a field just entered (an entry chosen fills level,
 * condition, circle). Untouched fields only. */
MUST_CHECK enum rc act_suggest(struct act_run *run, const char *field, struct err *e);
/*
 * Check and do it in one transaction; on RC_OK *out_id is the record. RC_DENIED: findings
 * say why (notes are set); RC_CONFLICT: somebody changed the record meanwhile (the
 * message names who).
 */
MUST_CHECK enum rc
act_do(struct act_run *run, struct findings *out, int64_t *out_id, struct err *e);
void act_free(struct act_run *run);
/*
 * What became of an attempt, told to whoever watches the bench (a drill keeps its log of
 * them): refused before it began, or done, refused or failed when it was to be done.
 */
struct act_event {
	const struct act_def *act;
	int64_t subject;    /* record acted on as it was; 0: a new one */
	const char *parent; /* its parent by column and id; NULL none */
	int64_t parent_id;
	const struct act_run *run; /* values as typed; NULL: it did not begin */
	enum rc rc;
	const struct findings *findings;
	const struct strs *rules; /* that refused it */
	int64_t id;		  /* of the record, when it was done */
};
void bench_watch(struct bench *b, void (*fn)(void *ctx, const struct act_event *ev),
    void *ctx); /* fn NULL: nobody watches */
/* When RC_CONFLICT: read the record again, keep what the user touched ("yours"), take the
 * rest ("theirs"). */
MUST_CHECK enum rc act_rebase(struct act_run *run, struct err *e);
/* The draft of this run: others of the same act are left alone. */
MUST_CHECK enum rc act_draft_save(struct act_run *run, struct err *e);
MUST_CHECK enum rc act_draft_drop(struct act_run *run, struct err *e);
/* What was typed for one act goes over to another that makes the same kind of record. */
MUST_CHECK enum rc
act_carry(const struct act_run *from, struct act_run *to, struct err *e);
MUST_CHECK enum rc act_draft_resume(
    struct bench *b, const struct draft *d, struct act_run **out, struct err *e);

/* ---- history: one line a change, with what changed; the acts on what belongs to the
 * record (copies, circle …) are told too */
struct change_line {
	char *at, *who, *act, *text; /* text: "密级 秘密→机密;…" in the form's labels */
	int64_t seq;
};
struct change_lines {
	struct change_line *v;
	size_t n, cap;
};
MUST_CHECK enum rc bench_history(struct bench *b, const char *kind, int64_t id,
    int64_t before, size_t limit, struct change_lines *out, struct err *e);
void change_lines_free(struct change_lines *l);

/* ---- checks of the shipped and overridden forms against the schema and the tables */
MUST_CHECK enum rc bench_check_forms(
    const char *dir, const char *home_or_null, struct strs *faults, struct err *e);
/* org.ini into the store: units, departments, posts, in one transaction; *diff says what
 * changed. */
MUST_CHECK enum rc org_import(struct store *s, const struct org *o, const struct actor *a,
    struct str *diff, struct err *e);
#endif
