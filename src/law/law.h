/* SPDX-License-Identifier: MIT */
#ifndef DM_LAW_LAW_H
#define DM_LAW_LAW_H
/*
 * The law: one table of rules and pure functions from facts to findings. No SQL, no
 * screen, no clock: today, parameters and calendar come in with the facts. A check adds
 * findings that name field, value, limit and way out.
 */
#include "law/mark.h"
#include "org/org.h"

struct facts;
struct findings;

enum severity { SEV_BLOCK, SEV_WARN, SEV_TASK, SEV_LOG };
const char *severity_name(enum severity s); /* "BLOCK" … */
struct text2 severity_title(enum severity s);

/* Acts the rules apply to; names as in case files. */
/* clang-format off */
#define LAW_ACTS(X) \
	X(PROPOSE, "propose") X(DETERMINE, "determine") X(DERIVE, "derive") \
	X(FORWARD, "forward_unclear") X(REFER, "refer") X(CHANGE, "change") X(EXTEND, "extend") \
	X(WIDEN, "widen") X(RELEASE, "release") X(DISPUTE, "dispute") X(NOMINATE, "nominate") \
	X(DESIGNATE, "designate") X(ACTIVATE, "activate") X(GRANT, "grant") X(LIST, "list") \
	X(KEEP, "keep") X(LEND, "lend") X(REPORT, "report") X(RECTIFY, "rectify") \
	X(ASSESS, "assess") X(REVIEW, "review") X(CORRECT, "correct") X(TRANSFER, "transfer") \
	X(DISCLOSE, "disclose")
/* clang-format on */
enum law_act {
#define X(id, name) LAW_##id,
	LAW_ACTS(X)
#undef X
	    LAW_COUNT
};
const char *law_act_name(enum law_act a);
bool law_act_parse(const char *s, enum law_act *out);

struct rule {
	const char *id; /* "R046" */
	struct text2 title;
	const char *source; /* article, replaceable data: "保密法第二十条第二款" */
	enum severity severity;
	enum origin origin;
	unsigned acts; /* bit set of enum law_act */
	/* NULL: kept by states and roles of the steps, not by facts */
	void (*check)(const struct rule *r, const struct facts *f, struct findings *out);
};
const struct rule *law_rule(const char *id); /* NULL: no such rule */
const struct rule *law_rules(size_t *n);
/* What stands behind the signs of its source, and behind an origin that is no statute:
 * adds sentences. */
void law_rule_notes(const struct rule *r, struct strs *out);

struct finding {
	const struct rule *rule;
	enum severity severity;
	char field[40]; /* "matter.period": section.key of the case file, which the forms
			   map to fields */
	char *text;	/* owned: what is wrong, with value and limit, and the way out */
};
struct findings {
	struct finding *v;
	size_t n, cap;
};
void findings_add(struct findings *f, const struct rule *r, const char *field,
    const char *fmt, ...) PRINTF_LIKE(4, 5);
bool findings_block(const struct findings *f); /* any SEV_BLOCK? */
void findings_sort(struct findings *f);	       /* most severe first, then rule id */
void findings_free(struct findings *f);

/* Answers: a fact may be unknown, then checks that need it stay silent unless the act
 * demands it. */
enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

/* Where a matter goes that the unit may not decide: the state's or the province's secrecy
 * department, or the superior. */
enum addressee { TO_NOBODY, TO_STATE, TO_PROVINCE, TO_SUPERIOR };
const char *addressee_name(enum addressee a); /* "state" …, "" for nobody */
struct text2 addressee_title(enum addressee a);

/* The facts of one act; field names are those of the case file. Strings
 * borrowed; dates DATE_NONE when unknown; 0 / NULL when absent. Zero memory, then
 * facts_init(). */
struct facts {
	enum law_act act;
	int32_t today;
	const struct params *param; /* never NULL after facts_init */
	const struct calendar *cal; /* may be NULL: weekends only */
	struct fact_unit {
		enum tier tier;
		bool special_regime;
		bool temporary; /* a temporary or coordinating body */
		enum level grant_level;
		int32_t grant_until;
		const char *grant_scope;
		const char *grant_no; /* letter, for the proof */
	} unit;
	/* grant: its level, end and scope stand in unit, before it is in force; its begin
	 * in matter.start */
	struct fact_grant {
		bool received; /* the letter is there, not only the application */
		const char *letter_no;
		const char *grantor_kind; /* superior, competent, sad */
		enum tier grantor_tier;	  /* TIER_OTHER: unknown */
		bool task;		  /* bound to one task, else on application */
		enum answer regrant;	  /* the grantor itself only holds a grant */
		int produced; /* matters of the last three years; -1 unknown */
	} grant;
	/* nominate, designate, activate: the approver is the designee, the proposer
	 * whoever acts */
	struct fact_person {
		bool present;
		int64_t id;
		int32_t trained_until;
		/* the rest for the approver (and for a designation: the designee) */
		enum { CRP_NONE, CRP_STATUTORY, CRP_DESIGNATED } kind;
		enum level max_level;
		const char *scope; /* entry codes, comma separated, or "*" */
		int32_t from, to;  /* to inclusive; DATE_NONE = open */
		enum { CRP_INACTIVE, CRP_ACTIVE, CRP_SUSPENDED, CRP_ENDED } state;
		int32_t filed_on, published_on;
		const char *category; /* core, important, general, none */
		int32_t vetted_on, pledge_on;
		const char *letter_no;
		enum answer own_staff; /* employed in the unit */
		const char *tier;      /* principal, managing, assistant: R035 */
		enum answer admin;     /* holds one of the three administrator roles */
	} proposer, approver;
	struct fact_matter {
		enum level level;
		struct period period;
		int32_t start, created_on;
		const char *title;
		const char *kind; /* document, meeting, project, procurement, product,
				     system, data, other */
		const char *mark; /* a mark as found on a carrier, to be held against
				     level and period */
		enum { NTK_NONE, NTK_PERSONS, NTK_UNIT } ntk;
		const char *ntk_reason;
		int head_no;	 /* 1..7, 0 unknown */
		enum level harm; /* the damage phrase the proposer picked, as the level it
				    belongs to */
		const char *justification;
		enum { ISSUER_SELF, ISSUER_SUPERIOR } issuer;
		int joint_units, joint_consulted;
		int32_t first_start, old_expiry, notice_arrives, external_approval;
		struct period new_period; /* extend: the whole period as fixed anew, from
					     the first issue */
		enum {
			CAUSE_NONE,
			CAUSE_EXPIRED,
			CAUSE_SCOPE,
			CAUSE_HARMLESS,
			CAUSE_PUBLISHED,
			CAUSE_HARM,  /* the damage changed clearly: a change only */
			CAUSE_SOURCE /* a derivative's sources are released */
		} cause;
		enum answer interest_assessment;
		bool unmarkable;
		enum level point_level; /* highest among its secret points */
		enum level old_level;	/* change: what stood before */
		struct period old_period;
		enum { OWNER_SELF, OWNER_SUBORDINATE, OWNER_OTHER } owner;
		enum answer successor; /* has taken over the owner's functions */
		enum answer outside;   /* widen: to persons outside the unit */
		/* refer, forward, dispute: sent to whom, received, answered; protected
		 * meanwhile at which level */
		enum addressee addressee;
		int32_t received_on, answered_on;
		enum level effective_level;
		/* release */
		enum answer partial, work_secret, disclosure_review;
		int32_t released_on;   /* disclose; DATE_NONE while in force */
		enum answer sensitive; /* does the text still hold what stays
					  closed? */
		enum {
			REVIEW_NONE,
			REVIEW_KEEP,
			REVIEW_CHANGE,
			REVIEW_EXTEND,
			REVIEW_RELEASE
		} review;		    /* result of the yearly review */
		enum answer release_review; /* transfer: reviewed for release */
		int fault;		    /* correct: 1..10 of 2014 rule 42 */
	} matter;
	struct fact_entry {
		bool present;
		const char *code;
		enum level level;
		struct period max_period; /* years/months/days, or absent */
		const char *condition;	  /* release condition the entry fixes, or NULL */
		bool long_term;
		enum tier origin_tier;
	} entry;
	struct fact_negative {
		enum answer public_need, other_regime, already_public, must_disclose;
	} negative;	    /* R004 */
	struct fact_place { /* keep, lend */
		bool present;
		enum level max_level, carrier_level;
		int32_t due;
		const char *person_category;
		enum answer keeper;	   /* a named keeper */
		enum answer second_person; /* a second person carries along */
	} place;
	struct fact_system { /* assess */
		enum level level;
		int32_t assessed_on, next_due;
	} system;
	struct fact_clock { /* report, rectify */
		/* minutes since the epoch, 0 unknown */
		int64_t discovered_min, reported_min;
		int32_t due, done;
		int64_t done_by, verified_by;
	} duty;
	/* What a derivative matter rests on; in change, extension and release what it
	 * once came from. Borrowed. */
	const struct fact_source {
		int no;		  /* as numbered in the case or the form, from 1 */
		enum level level; /* of the source, or of the point of it that is used */
		int32_t expiry;	  /* first day no longer protected */
		bool long_term;
		const char *condition;
		int32_t issued_on; /* for a source that shows no period (R051) */
		int32_t released_on;
		int trigger; /* 1..4 of 条例18; 0 none */
	} * source;
	size_t nsource;
	/* dispute: who claims which level; borrowed */
	const struct fact_claim {
		int no;
		const char *by;
		enum level level;
	} * claim;
	size_t nclaim;
};
void facts_init(
    struct facts *f, const struct params *p, const struct calendar *c, int32_t today);
/* A derivative takes level and period from its sources where the facts leave them open.
 */
void facts_complete(struct facts *f);

/* Run every rule of the act; findings are appended, sorted. */
void law_check(const struct facts *f, struct findings *out);

/* What follows from the facts, as far as the act has it; else NONE, 0, "". */
struct computed {
	enum level authority; /* highest level the unit may decide today (R013, R014) */
	enum level level;
	struct period period;
	char mark[256];
	int32_t expiry, last_day;   /* DATE_NONE when a condition or long-term decides */
	enum level effective_level; /* to be protected at meanwhile (R090) */
	enum addressee addressee;
	int32_t due;	  /* until when to send, ask or hand over */
	int unknown_year; /* of due: the calendar does not cover it, 0 when it does */
};
void law_compute(const struct facts *f, struct computed *out);
/* What a matter takes from its sources (条例18): the highest level and the longest period
 * of those still in force, with the entry when it rests on one as well. So too the cover
 * of a compilation (R072). */
struct derived {
	size_t n; /* bases still in force */
	enum level level;
	struct period period; /* PERIOD_NONE: not to be told from them */
	bool choose; /* because a day and a condition cannot be compared: it is one of
			them */
	int32_t expiry;
};
void law_derive(const struct facts *f, struct derived *out);
/* What applies where nothing was marked and nobody was told (2014 rule 24): the cap. */
struct period law_deemed_period(enum level l);
/* The day by which a system must be assessed again (条例35, R143); DATE_NONE when never
 * assessed. */
int32_t law_risk_due(enum level l, int32_t assessed_on, const struct params *p);
/* Ceiling of a unit: by tier, raised by an active grant (法17, R013, R014). LEVEL_NONE =
 * no authority. */
enum level law_unit_ceiling(const struct fact_unit *u, int32_t today);

/* Have two lists of entries ("*", SL-01, SL-*) any in common? */
bool law_scopes_meet(const char *a, const char *b);

/* The proof of authority (the gate): one line a link, each with pass or fail and its
 * rule. */
struct proof_line {
	const char *rule;
	bool ok;
	char text[256];
};
size_t law_proof(const struct facts *f, struct proof_line *out, size_t cap);
#endif
