/* SPDX-License-Identifier: MIT */
/* Random-but-plausible answers, by field. */
#include "play.h"

unsigned
dice(struct dice *d, unsigned sides)
{
	d->s ^= d->s << 13;
	d->s ^= d->s >> 7;
	d->s ^= d->s << 17;
	return (unsigned)((d->s >> 11) % sides);
}

bool
chance(struct dice *d, unsigned percent)
{
	return dice(d, 100) < percent;
}

/*
 * One field: kept as it stands (if anything does) so many times of a hundred, left empty
 * so many, else one of the choices. @day A B: a day from today+A to today+B; @person,
 * @people, @more (the present ones and others), @entry, @entries, @matter, @serial.
 */
#define PERIODS "30日|90日|6个月|1年|2年|5年|10年|条件:公布前"
static const struct typed {
	const char *acts, *field; /* acts NULL: any */
	unsigned keep, blank;
	const char *choices;
} answers[] = {
	{ NULL, "title", 0, 0, "事项@serial" },
	{ NULL, "created_on", 90, 0, "@day -25 2" },
	{ NULL, "neg_public", 0, 2,
	    "否|否|否|否|否|否|否|否|否|否|否|否|否|否|否|否|否|否|否|是" },
	{ NULL, "neg_regime", 0, 0, "否" },
	{ NULL, "neg_known", 0, 2, "否" },
	{ NULL, "neg_disclose", 0, 0, "否" },
	{ NULL, "entry_id", 80, 4, "@entry" },
	{ "propose,resubmit", "level", 92, 1, "秘密|机密|绝密" },
	{ "refer", "level", 10, 3, "机密|绝密" },
	{ NULL, "level", 0, 2, "秘密|机密|绝密|秘密|机密" },
	{ "propose,resubmit", "period", 65, 2,
	    PERIODS "|长期|@day 1 40|@day 1 900|15年|25年" },
	{ NULL, "period", 10, 2, PERIODS "|@day 1 40|@day 1 900|15年|长期" },
	{ "propose_widen", "new_knowers", 10, 1, "@more|@more|@more|@people" },
	{ NULL, "new_knowers", 70, 2, "@more|@people" },
	{ NULL, "knowers", 30, 3, "@people" },
	{ NULL, "ntk_unit", 95, 0, "是" },
	{ NULL, "ntk_reason", 0, 20, "须由该单位再限定" },
	{ NULL, "head_no", 80, 1, "1|2|3|4|5|6|7" },
	{ "propose,resubmit", "harm", 95, 2, "1|2|3" },
	{ NULL, "harm", 60, 5, "1|2|3" },
	{ NULL, "harm_text", 60, 1, "泄露后工作受损" },
	{ NULL, "justification", 60, 10, "不能更低、更短" },
	{ NULL, "start_on", 75, 2, "@day -40 1|@day -400 1" },
	{ NULL, "issuer", 97, 0, "superior" },
	{ NULL, "unmarkable", 96, 0, "是" },
	{ NULL, "src_matter_id", 0, 50, "@matter" },
	{ NULL, "src_title", 97, 1, "来件" },
	{ NULL, "src_doc_no", 97, 1, "来字@serial号" },
	{ NULL, "src_unit", 97, 1, "某省示例厅" },
	{ NULL, "src_level", 97, 1, "秘密|机密|绝密" },
	{ NULL, "src_period", 95, 2, PERIODS "|@day 5 300" },
	{ NULL, "src_issued_on", 0, 10, "@day -300 0|@day -30 0" },
	{ NULL, "src_basis", 0, 3, "1|2|3|4" },
	{ NULL, "marked_on", 90, 3, "@day -9 1" },
	{ "propose_change,propose_correct", "new_level", 50, 2, "秘密|机密|绝密|秘密" },
	{ NULL, "new_level", 90, 0, "秘密|机密|绝密" },
	{ "propose_extend", "new_period", 3, 2,
	    "2年|3年|5年|5年|10年|20年|@day 60 900|6个月" },
	{ NULL, "new_period", 50, 2, PERIODS "|15年|长期|@day 1 400" },
	{ "propose_release", "reason_code", 0, 3, "U1|U2|U3|U2|U1|U2|U3|C2" },
	{ NULL, "reason_code", 0, 3, "C1|C2|C1|C2|C1|C2|U1|U2" },
	{ NULL, "opinion", 60, 1, "依据已变化" },
	{ NULL, "assessment", 0, 8, "公开后不会造成损害" },
	{ NULL, "public_on", 0, 3, "@day -20 0|@day -3 0|@day -3 5" },
	{ NULL, "public_in", 0, 2, "示例日报" },
	{ NULL, "work_secret", 0, 20, "是|否" },
	{ NULL, "fault", 0, 5, "1|2|3|4|5|6|7|8|9|10" },
	{ NULL, "remedy", 0, 5, "fix|fix|annul" },
	{ NULL, "external_ref", 0, 5, "复函@serial号" },
	{ NULL, "external_on", 0, 3, "@day 0 0|@day -4 1" },
	{ NULL, "opinion2", 70, 6, "同意" },
	{ NULL, "claim_by", 70, 1, "某县示例局" },
	{ NULL, "claim_level", 0, 2, "0|1|2|3" },
	{ NULL, "text", 0, 2, "内容并不相符" },
	{ NULL, "answer", 0, 3, "答复@serial号" },
	{ NULL, "answer_level", 65, 1, "0|1|2|3" },
	{ NULL, "answer_period", 70, 2, PERIODS },
	{ NULL, "answer_on", 85, 2, "@day -6 1" },
	{ NULL, "sent_on", 90, 2, "@day -3 1" },
	{ NULL, "received_on", 90, 2, "@day -6 1" },
	{ NULL, "remarked_on", 95, 1, "@day -2 1" },
	{ NULL, "unit_name", 50, 2, "某县示例局" },
	{ NULL, "consulted_on", 0, 20, "@day -3 0" },
	{ NULL, "release_on", 0, 80, "@day -2 30" },
	{ NULL, "came_on", 40, 2, "@day -5 1" },
	{ NULL, "cond_check_on", 0, 3, "@day 1 90" },
	{ "record_order", "kind", 0, 2, "change|extend|release|widen" },
	{ NULL, "organ", 0, 5, "某省示例厅" },
	{ NULL, "level", 0, 2, "秘密|机密" },
	{ NULL, "doc_no", 0, 30, "示发@serial号" },
	{ NULL, "source_matter_id", 0, 60, "@matter" },
	{ NULL, "basis", 0, 10, "3" },
	{ NULL, "issued_on", 0, 10, "@day -200 0" },
	{ NULL, "person_id", 60, 2, "@person" },
	{ NULL, "successor_id", 0, 0, "@person" },
	{ NULL, "scope", 40, 2, "*|@entries" },
	{ NULL, "reason", 50, 5, "工作需要" },
	{ NULL, "channel", 50, 50, "internal" },
	{ NULL, "vetted_by", 0, 2, "保密办" },
	{ NULL, "vetted_on", 0, 2, "@day -2 0" },
	{ NULL, "qualities", 0, 2, "符合条件" },
	{ NULL, "vetting_opinion", 0, 2, "同意" },
	{ NULL, "letter_no", 0, 2, "示密@serial号" },
	{ NULL, "from_on", 80, 5, "@day -2 10" },
	{ NULL, "to_on", 0, 2, "@day 10 500" },
	{ NULL, "published_on", 0, 2, "@day 0 0" },
	{ NULL, "filed_on", 0, 2, "@day 0 0" },
	{ NULL, "filed_with", 0, 2, "某市保密行政管理局" },
	{ NULL, "suspend_reason", 0, 2, "待查" },
	{ NULL, "end_reason", 0, 2, "A1|A4" },
	{ NULL, "grantor", 50, 1, "某省示例厅" },
	{ NULL, "grantor_kind", 50, 1, "superior" },
	{ NULL, "place_id", 50, 0, "密码柜" },
	{ NULL, "to_place_id", 50, 0, "密码柜" },
	{ NULL, "count", 0, 0, "1" },
	{ NULL, "to_person_id", 0, 2, "@person" },
	{ NULL, "due", 60, 2, "@day 1 9" },
	{ NULL, "note", 0, 50, "备注" },
};

static const struct typed *
answer_for(const char *act, const char *field)
{
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (strcmp(answers[i].field, field) == 0 &&
		    (answers[i].acts == NULL || is_one_of(act, answers[i].acts)))
			return &answers[i];
	return NULL;
}

/* ---- the macros of choices */

static const struct record *
any(struct fill *f, const char *kind, const char *states)
{
	const struct record *found = NULL;
	unsigned seen = 0;

	for (struct each x = each(f->world, kind); next(&x);)
		if (state_in(x.r, states) && dice(f->dice, ++seen) == 0)
			found = x.r;
	return found;
}

static void
people(struct fill *f, struct str *out)
{
	unsigned n = 1 + dice(f->dice, 3);

	for (unsigned i = 0; i < n; i++)
		str_addf(out, "%s%s", out->len > 0 ? "、" : "",
		    val(any(f, "person", "in_post"), "name"));
}

static void
present(struct fill *f, const struct act_run *run, struct str *out)
{
	for (struct each k = each(f->world, "ntk"); next(&k);)
		if (num(k.r, "matter_id") == run->rec->id && state_in(k.r, "in") &&
		    *val(k.r, "person_id") != '\0')
			str_addf(out, "%s%s", out->len > 0 ? "、" : "",
			    val(row(f->world, "person", num(k.r, "person_id")), "name"));
}

static void
spell(struct fill *f, const struct act_run *run, const char *choice, struct str *out)
{
	const char *serial = strstr(choice, "@serial");
	char day[11];
	int from, to;

	if (serial != NULL) {
		str_addn(out, choice, (size_t)(serial - choice));
		str_addf(out, "%ld%s", ++*f->serial, serial + strlen("@serial"));
	} else if (sscanf(choice, "@day %d %d", &from, &to) == 2) {
		date_format(
		    f->today + from + (int)dice(f->dice, (unsigned)(to - from + 1)), day);
		str_add(out, day);
	} else if (strcmp(choice, "@person") == 0) {
		str_add(out, val(any(f, "person", "in_post"), "name"));
	} else if (strcmp(choice, "@people") == 0) {
		people(f, out);
	} else if (strcmp(choice, "@more") == 0) {
		present(f, run, out);
		people(f, out);
	} else if (strcmp(choice, "@entry") == 0) {
		str_add(out, val(any(f, "scope_entry", "active"), "code"));
	} else if (strcmp(choice, "@entries") == 0) {
		str_addf(out, "%s,%s", val(any(f, "scope_entry", "active"), "code"),
		    val(any(f, "scope_entry", "active"), "code"));
	} else if (strcmp(choice, "@matter") == 0) {
		str_add(out, val(any(f, "matter", "in_force,approved"), "no"));
	} else {
		str_add(out, choice);
	}
}

static void
choose(struct fill *f, const struct act_run *run, const char *choices, struct str *out)
{
	struct strs l = { 0 };

	strs_split(&l, choices, "|");
	spell(f, run, l.v[dice(f->dice, (unsigned)l.n)], out);
	strs_free(&l);
}

enum rc
fill_form(struct fill *f, struct act_run *run, struct str *out, struct err *e)
{
	const struct form *form = run->form->form;
	enum rc rc = RC_OK;

	for (size_t i = 0; i < form->nfield && rc == RC_OK; i++) {
		const char *name = form->field[i].name;
		const struct typed *a = answer_for(run->act->name, name);
		struct str text = { 0 };

		if (a == NULL || !form_editable(run->form, i))
			continue;
		if (*form_get(run->form, name) != '\0' && chance(f->dice, a->keep))
			continue;
		if (!chance(f->dice, a->blank))
			choose(f, run, a->choices, &text);
		form_enter(run->form, i, str_s(&text));
		str_addf(out, " %s=%s", name, str_s(&text));
		str_free(&text);
		if (is_one_of(name, "entry_id,period,src_matter_id,source_matter_id"))
			rc = act_suggest(run, name, e);
	}
	return rc;
}
