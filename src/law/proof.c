/* SPDX-License-Identifier: MIT */
/*
 * The gate: at the moment of decision, one line for each link of the approver's
 * authority. It is shown before the signature and printed into the record. The same
 * questions as in rule_person.c, so that proof and findings cannot disagree.
 */
#include "config.h"
#include "law/law.h"

#include <stdio.h>
#include <string.h>

#include "law/check.h"

struct proof {
	struct proof_line *v;
	size_t n, cap;
};

static void
add(struct proof *p, const char *rule, bool ok, const char *fmt, ...) PRINTF_LIKE(4, 5);

static void
add(struct proof *p, const char *rule, bool ok, const char *fmt, ...)
{
	struct proof_line *line;
	va_list ap;

	if (p->n == p->cap)
		return;
	line = &p->v[p->n++];
	line->rule = rule;
	line->ok = ok;
	va_start(ap, fmt);
	vsnprintf(line->text, sizeof(line->text), fmt, ap);
	va_end(ap);
}

/* "从 2026-01-01 至 2026-12-31", open ends left out. */
static void
term_text(const struct fact_person *a, char out[64])
{
	char from[11], to[11];

	if (a->from == DATE_NONE && a->to == DATE_NONE)
		snprintf(out, 64, "%s", T("未定期限", "no end fixed"));
	else if (a->to == DATE_NONE)
		snprintf(out, 64, T("%s 起", "from %s"), fact_day(a->from, from));
	else if (a->from == DATE_NONE)
		snprintf(out, 64, T("至 %s", "until %s"), fact_day(a->to, to));
	else
		snprintf(out, 64, T("%s 至 %s", "%s to %s"), fact_day(a->from, from),
		    fact_day(a->to, to));
}

static void
prove_appointment(const struct facts *f, struct proof *p)
{
	const struct fact_person *a = &f->approver;
	bool statutory = a->kind == CRP_STATUTORY;
	char term[64], day[11];

	add(p, statutory ? "R027" : "R028", true, "%s",
	    statutory ? T("主要负责人，法定定密责任人", "the head, responsible by office")
		      : T("由主要负责人指定的定密责任人", "designated by the head"));
	if (statutory)
		add(p, "R032", true, "%s",
		    T("法定，不需指定书", "by office, no letter needed"));
	else if (fact_said(a->letter_no))
		add(p, "R032", true, T("指定书 %s", "letter %s"), a->letter_no);
	else
		add(p, "R032", false, "%s",
		    T("没有指定书文号", "no letter of designation"));
	term_text(a, term);
	add(p, "R037", crp_in_term(a, f->today),
	    crp_in_term(a, f->today) ? T("在任期内（%s）", "in term (%s)")
				     : T("不在任期内（%s）", "not in term (%s)"),
	    term);
	add(p, "R037", crp_active(a), "%s",
	    crp_active(a)
		? T("在任，未被暂停", "active, not suspended")
		: T("指定未生效、已暂停或已终止", "not active, suspended or ended"));
	if (a->trained_until == DATE_NONE)
		add(p, "R033", false, "%s",
		    T("没有定密培训合格记录", "no record of training"));
	else
		add(p, "R033", crp_trained(a, f->today),
		    T("定密培训有效期至 %s", "trained until %s"),
		    fact_day(a->trained_until, day));
	if (a->filed_on != DATE_NONE)
		add(p, "R036", true, T("已于 %s 备案", "filed on %s"),
		    fact_day(a->filed_on, day));
	else
		add(p, "R036", statutory, "%s",
		    statutory ? T("依职务担任，名单随单位备案",
				    "by office, filed with the unit's list")
			      : T("尚未备案（提示）", "not yet filed (warning)"));
}

/* What the unit itself rests on, where its tier does not reach (条例16). */
static void
prove_grant(const struct facts *f, struct proof *p)
{
	const struct fact_unit *u = &f->unit;
	char day[11];

	if (f->act == LAW_DERIVE || !fact_needs_grant(f) ||
	    f->matter.level > law_unit_ceiling(u, f->today))
		return;
	add(p, "R015", fact_grant_covers(f),
	    T("凭授权 %.80s：到%s级，事项 %.60s，至 %s",
		"by grant %.80s: up to %s, matters %.60s, until %s"),
	    fact_said(u->grant_no) ? u->grant_no : "", level_zh(u->grant_level),
	    fact_said(u->grant_scope) ? u->grant_scope : "*",
	    u->grant_until != DATE_NONE ? fact_day(u->grant_until, day)
					: T("未定", "no end fixed"));
}

static void
prove_reach(const struct facts *f, struct proof *p)
{
	const struct fact_person *a = &f->approver;
	enum level most = crp_ceiling(f), level = fact_decided_level(f);
	const char *all = T("全部事项", "all matters"), *code = f->entry.code;
	bool principal = !fact_said(a->tier) || strcmp(a->tier, "principal") == 0;

	if (f->act == LAW_DERIVE)
		add(p, "R025", true, "%s",
		    T("派生定密不受定密权限限制", "derivative: not bound by ceilings"));
	else if (most == LEVEL_NONE)
		add(p, "R030", false, "%s", T("没有定密权限", "no authority"));
	else
		add(p, "R030", level <= most,
		    T("权限到%s级，本事项%s", "authority up to %s, this matter: %s"),
		    level_zh(most),
		    level == LEVEL_NONE ? T("未定密级", "no level yet")
					: level_zh(level));
	if (a->kind == CRP_STATUTORY)
		add(p, "R029", true, T("事项范围：%s", "matters: %s"), all);
	else if (!fact_said(a->scope))
		add(p, "R029", false, "%s",
		    T("指定书未载明事项范围", "no matters stated"));
	else if (!f->entry.present)
		add(p, "R029", true, T("事项范围：%s", "matters: %s"), a->scope);
	else
		add(p, "R029", fact_covers(a->scope, code),
		    fact_covers(a->scope, code)
			? T("事项范围（%.120s）包括条目%.60s",
			      "matters (%.120s) include entry %.60s")
			: T("事项范围（%.120s）不含条目%.60s",
			      "matters (%.120s) leave out entry %.60s"),
		    a->scope, code);
	add(p, "R035", principal, "%s",
	    principal ? T("可以审核批准", "may approve")
		      : T("管理、辅助定密责任人，不作审批",
			    "managing or assistant: does not approve"));
}

size_t
law_proof(const struct facts *f, struct proof_line *out, size_t cap)
{
	const struct fact_person *a = &f->approver;
	struct proof p = { .v = out, .cap = cap };
	bool same = f->proposer.id != 0 && f->proposer.id == a->id;

	if (!a->present || a->kind == CRP_NONE) {
		add(&p, "R041", false, "%s",
		    a->present ? T("不是定密责任人", "not a responsible person")
			       : T("没有审批人", "nobody approves"));
		return p.n;
	}
	prove_appointment(f, &p);
	prove_grant(f, &p);
	prove_reach(f, &p);
	add(&p, "R042", !same, "%s",
	    same ? T("审批人就是承办人", "he is the proposer himself")
		 : T("审批人不是承办人", "not the proposer"));
	add(&p, "R140", a->admin != ANSWER_YES, "%s",
	    a->admin == ANSWER_YES
		? T("担任三员，不得审批", "an administrator: may not approve")
		: T("不担任三员", "no administrator"));
	return p.n;
}
