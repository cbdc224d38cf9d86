/* SPDX-License-Identifier: MIT */
/*
 * Step 5: carriers and places. Every copy is numbered, kept in a place of at least its
 * level, lent to people of the circle, returned on record (条例27–29; R116–R122).
 */
#include <string.h>
#include "step/act.h"
#include "step/tables.h"

/* clang-format off */
static const struct state_def states[] = {
	{ "carrier", "kept",      { "在库", "kept" }, TONE_GOOD },
	{ "carrier", "lent",      { "借出", "lent" }, TONE_WAIT },
	{ "carrier", "sent",      { "已发出", "sent" }, TONE_WAIT },
	{ "carrier", "to_return", { "待清退", "to be returned" }, TONE_WAIT },
	{ "carrier", "returned",  { "已清退", "returned to issuer" }, TONE_END },
	{ "carrier", "archived",  { "已归档", "archived" }, TONE_GOOD },
	{ "carrier", "listed",    { "待销毁", "listed for destruction" }, TONE_WAIT },
	{ "carrier", "destroyed", { "已销毁", "destroyed" }, TONE_END },
	{ "carrier", "lost",      { "下落不明", "missing" }, TONE_BAD },
	{ "carrier_event", "recorded", { "已登记", "recorded" }, TONE_PLAIN },
	{ "place", "active",      { "在用", "active" }, TONE_GOOD },
	{ "place", "ended",       { "停用", "ended" }, TONE_END },
	{ "destruction", "listed", { "已列清单", "listed" }, TONE_WAIT },
	{ "destruction", "approved", { "已批准", "approved" }, TONE_WAIT },
	{ "destruction", "done",  { "已销毁", "done" }, TONE_END },
	{ "destruction_item", "listed", { "待销毁", "listed" }, TONE_WAIT },
	{ "destruction_item", "destroyed", { "已销毁", "destroyed" }, TONE_END },
	{ "destruction_item", "withdrawn", { "已撤出", "withdrawn" }, TONE_END },
};
/* clang-format on */

/* Place and person against the level of the carrier (R120, R031). */
static enum rc
keep_case(struct act_run *run, enum law_act act, int64_t place, int64_t person,
    struct findings *out, struct err *e)
{
	struct lawcase c;
	enum rc rc;

	lawcase_init(&c, run->bench, act);
	c.f.place.due = date_parse(act_value(run, "due"));
	c.f.place.second_person =
	    *act_value(run, "second_person_id") != '\0' ? ANSWER_YES : ANSWER_NO;
	if ((rc = lawcase_place(&c, run->bench, (enum level)record_int(run->rec, "level"),
		 place, person, e)) == RC_OK)
		law_check(&c.f, out);
	lawcase_done(&c);
	return rc;
}

enum level
matter_protected(const struct record *m)
{
	int64_t now = record_int(m, "effective_level");

	return (enum level)(now != 0 ? now : record_int(m, "level"));
}

/* The mark stays as decided: only where and by whom it may be kept moves. */
enum rc
carriers_follow(struct bench *b, struct txn *t, const struct record *m, struct err *e)
{
	enum level now = matter_protected(m);
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	query_init(&q, store_kind(b->store, "carrier"));
	query_add_int(&q, "matter_id", m->id);
	query_add_in(&q, "state", false, "destroyed,lost,returned");
	rc = store_page(b->store, &q, PAGE_FIRST, NULL, 100000, &page, e);
	for (size_t i = 0; rc == RC_OK && i < page.n; i++) {
		if (record_int(page.rec[i], "level") == (int64_t)now)
			continue;
		record_set_int(page.rec[i], "level", (int64_t)now);
		rc = txn_put(t, page.rec[i], "level_follows", "", e);
	}
	page_done(&page);
	query_done(&q);
	return rc;
}

/* ---- registering copies of a matter */

static enum rc
parent_matter(struct act_run *run, struct record **out, struct err *e)
{
	int64_t id = strtoll(act_value(run, "matter_id"), NULL, 10);

	*out = NULL;
	if (id == 0)
		id = record_int(run->rec, "matter_id");
	return id == 0 ? RC_OK : store_get(run->bench->store, "matter", id, out, e);
}

static enum rc
register_allow(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *m = NULL;
	enum rc rc = parent_matter(run, &m, e);

	if (rc == RC_OK && m != NULL && strcmp(record_state(m), "approved") != 0 &&
	    strcmp(record_state(m), "in_force") != 0)
		step_finding(out, "R062", SEV_BLOCK, "matter_id", "%s",
		    T("事项批准以后才能登记载体",
			"carriers are registered once the matter is approved"));
	record_free(m);
	return rc;
}

/* The next copy number of the matter: 000001, 000002 … (GB/T 9704, R066). */
static enum rc
next_copy(struct act_run *run, int64_t matter, long *next, struct err *e)
{
	struct query q;
	struct page page = { 0 };
	enum rc rc;

	*next = 1;
	query_init(&q, store_kind(run->bench->store, "carrier"));
	query_add_int(&q, "matter_id", matter);
	q.desc = true; /* numbered one after another: the newest has the highest */
	rc = store_page(run->bench->store, &q, PAGE_FIRST, NULL, 1, &page, e);
	if (rc == RC_OK && page.n > 0)
		*next = strtol(record_get(page.rec[0], "copy_no"), NULL, 10) + 1;
	page_done(&page);
	query_done(&q);
	return rc;
}

static enum rc
register_prepare(struct act_run *run, struct err *e)
{
	struct record *m = NULL;
	char text[24];
	long next = 1;
	enum rc rc;

	if ((rc = parent_matter(run, &m, e)) != RC_OK || m == NULL)
		goto out;
	if ((rc = next_copy(run, m->id, &next, e)) != RC_OK)
		goto out;
	snprintf(text, sizeof(text), "%06ld", next);
	act_suggest_value(run, "copy_no", text);
	act_suggest_value(run, "pages", record_get(m, "pages"));
	act_suggest_value(run, "count",
	    *record_get(m, "copies") != '\0' && next == 1 ? record_get(m, "copies")
							  : "1");
	record_set_int(run->rec, "level", (int64_t)matter_protected(m));
	record_set(run->rec, "mark", record_get(m, "mark"));
	snprintf(run->computed, sizeof(run->computed),
	    T("标志：%s  份号自 %s 起", "mark: %s  copy numbers from %s"),
	    record_get(m, "mark"), text);
out:
	record_free(m);
	return rc;
}

static enum rc
register_check(struct act_run *run, struct findings *out, struct err *e)
{
	enum rc rc;

	if ((rc = register_prepare(run, e)) != RC_OK)
		return rc;
	return keep_case(
	    run, LAW_KEEP, strtoll(act_value(run, "place_id"), NULL, 10), 0, out, e);
}

static enum rc
event_put(struct act_run *run, struct txn *t, const struct record *carrier,
    const char *event, struct err *e)
{
	struct record *ev = record_new(store_kind(run->bench->store, "carrier_event"));
	enum rc rc;

	record_set(ev, "state", "recorded");
	record_set_int(ev, "carrier_id", carrier->id);
	record_set(ev, "event", event);
	record_set_date(ev, "on_date", bench_today(run->bench));
	record_set(ev, "to_place_id", record_get(carrier, "place_id"));
	record_set_int(ev, "signer_id", bench_me(run->bench));
	rc = txn_put(t, ev, event, "", e);
	record_free(ev);
	return rc;
}

static enum rc
register_effect(struct act_run *run, struct txn *t, struct err *e)
{
	char copy[24];
	long next = 1;
	enum rc rc;

	(void)t;
	if ((rc = register_prepare(run, e)) != RC_OK ||
	    (rc = next_copy(run, record_int(run->rec, "matter_id"), &next, e)) != RC_OK)
		return rc;
	snprintf(copy, sizeof(copy), "%06ld", next);
	record_set(run->rec, "copy_no", copy);
	if (*record_get(run->rec, "registered_on") == '\0')
		record_set_date(run->rec, "registered_on", bench_today(run->bench));
	return RC_OK;
}

/* The first copy is run->rec; the others are like it with the next numbers. */
static enum rc
register_after(struct act_run *run, struct txn *t, struct err *e)
{
	long count = strtol(act_value(run, "count"), NULL, 10),
	     first = strtol(record_get(run->rec, "copy_no"), NULL, 10);
	enum rc rc = event_put(run, t, run->rec, "register", e);

	for (long i = 1; i < count && rc == RC_OK; i++) {
		struct record *c = record_copy(run->rec);
		char copy[24], no[40];

		c->id = 0;
		c->rev = 0;
		snprintf(copy, sizeof(copy), "%06ld", first + i);
		record_set(c, "copy_no", copy);
		if ((rc = txn_next_no(t, "carrier", "ZT",
			 date_year(bench_today(run->bench)), no, e)) == RC_OK) {
			record_set(c, "no", no);
			if ((rc = txn_put(t, c, "register", "", e)) == RC_OK)
				rc = event_put(run, t, c, "register", e);
		}
		record_free(c);
	}
	return rc;
}

/* ---- custody: each act makes an event (run->child) and moves the carrier */

static void
event_base(struct act_run *run, const char *event)
{
	record_set(run->child, "state", "recorded");
	record_set(run->child, "event", event);
	record_set_date(run->child, "on_date", bench_today(run->bench));
	if (*record_get(run->child, "signer_id") == '\0')
		record_set_int(run->child, "signer_id", bench_me(run->bench));
}

static enum rc
lend_prepare(struct act_run *run, struct err *e)
{
	char iso[11];

	(void)e;
	date_format(
	    bench_today(run->bench) + (int32_t)run->bench->org->param.v[PARAM_LEND_DAYS],
	    iso);
	act_suggest_value(run, "due", iso);
	return RC_OK;
}

static enum rc
in_circle(struct act_run *run, int64_t person, bool *in, struct err *e)
{
	struct query q;
	size_t n = 0;
	enum rc rc;

	query_init(&q, store_kind(run->bench->store, "ntk"));
	query_add(&q, "matter_id", COND_EQ, record_get(run->rec, "matter_id"), NULL);
	query_add_int(&q, "person_id", person);
	query_add(&q, "state", COND_EQ, "in", NULL);
	rc = store_count(run->bench->store, &q, 1, &n, e);
	*in = n > 0;
	query_done(&q);
	return rc;
}

static enum rc
lend_check(struct act_run *run, struct findings *out, struct err *e)
{
	int64_t person = strtoll(act_value(run, "to_person_id"), NULL, 10);
	bool in = false;
	enum rc rc;

	if (person == 0) {
		step_finding(out, "R116", SEV_BLOCK, "to_person_id", "%s",
		    T("请填借阅人", "give the person it is lent to"));
		return RC_OK;
	}
	if ((rc = in_circle(run, person, &in, e)) != RC_OK)
		return rc;
	if (!in)
		step_finding(out, "R055", SEV_BLOCK, "to_person_id", "%s",
		    T("借阅人不在知悉范围内；须先办理扩大知悉范围",
			"this person is outside the need-to-know circle: widen the "
			"circle first"));
	if (date_parse(act_value(run, "due")) >
	    bench_today(run->bench) + (int32_t)run->bench->org->param.v[PARAM_LEND_DAYS])
		step_finding(out, "R122", SEV_WARN, "due",
		    T("超过本单位借阅期限%ld日；确有需要请在备注写明",
			"longer than the unit's %ld days; say why in the remarks"),
		    run->bench->org->param.v[PARAM_LEND_DAYS]);
	return keep_case(run, LAW_LEND, 0, person, out, e);
}

static enum rc
lend_effect(struct act_run *run, struct txn *t, struct err *e)
{
	struct record *a = NULL;
	enum rc rc = RC_OK;

	event_base(run, "lend");
	record_set(run->rec, "holder_id", record_get(run->child, "to_person_id"));
	record_set(run->rec, "return_due", record_get(run->child, "due"));
	if (record_int(run->rec, "level") < LEVEL_HIGH)
		return RC_OK;
	/* R054: who comes to know 机密 and above is recorded. */
	a = record_new(store_kind(run->bench->store, "access"));
	record_set(a, "state", "recorded");
	record_set(a, "matter_id", record_get(run->rec, "matter_id"));
	record_set(a, "person_id", record_get(run->child, "to_person_id"));
	record_set_date(a, "at", bench_today(run->bench));
	record_set_int(a, "carrier_id", run->rec->id);
	record_set(a, "manner", "lend");
	rc = txn_put(t, a, "lend", "", e);
	record_free(a);
	return rc;
}

static enum rc
place_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	act_suggest_value(run, "to_place_id", record_get(run->rec, "place_id"));
	return RC_OK;
}

static enum rc
place_check(struct act_run *run, struct findings *out, struct err *e)
{
	int64_t place = strtoll(act_value(run, "to_place_id"), NULL, 10);

	if (place == 0) {
		step_finding(out, "R120", SEV_BLOCK, "to_place_id", "%s",
		    T("请填存放场所", "give the place it is kept in"));
		return RC_OK;
	}
	return keep_case(run, LAW_KEEP, place, 0, out, e);
}

static enum rc
return_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	event_base(run, strcmp(run->act->name, "find") == 0   ? "find"
			: strcmp(run->act->name, "move") == 0 ? "move"
							      : "return");
	record_set(run->rec, "place_id", record_get(run->child, "to_place_id"));
	record_set(run->rec, "holder_id", NULL);
	record_set(run->rec, "return_due", NULL);
	return RC_OK;
}

static enum rc
sight_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	event_base(run, run->act->name);
	return RC_OK;
}

static enum rc
lose_effect(struct act_run *run, struct txn *t, struct err *e)
{
	(void)t;
	(void)e;
	event_base(run, "lose");
	return RC_OK;
}

static enum rc
lose_prepare(struct act_run *run, struct err *e)
{
	(void)e;
	snprintf(run->computed, sizeof(run->computed), "%s",
	    T("下落不明视为可能泄密：立即补救，并在第6步登记事件，24小时内报告（R151）",
		"missing counts as possibly leaked: remedy at once and enter an incident "
		"under step 6, report within 24 hours (R151)"));
	return RC_OK;
}

static enum rc
place_empty(struct act_run *run, struct findings *out, struct err *e)
{
	size_t n = 0;
	enum rc rc = count_where(
	    run->bench, "carrier", "kept,archived", "place_id", run->rec->id, &n, e);

	if (rc == RC_OK && n > 0)
		step_finding(out, "R120", SEV_BLOCK, "place_id",
		    T("此处还存放%zu份载体，先移库",
			"%zu carriers are kept here: move them first"),
		    n);
	return rc;
}

#define KEEPERS (ROLE_OFFICE | ROLE_PROPOSER | ROLE_CRP)
/* clang-format off */
static const struct act_def acts[] = {
	{ .kind = "carrier", .name = "register", .key = 'n', .to = "kept", .roles = KEEPERS, .flags = ACT_NEW, .parent_from = "approved,in_force",
	  .title = { "登记载体", "register carriers" }, .help = { "逐份编号登记，存放在等级相符的场所。", "Numbered copy by copy and kept in a place of its level." },
	  .ask = "matter_id,carrier_kind,version_kind,count,pages,place_id,registered_on,note", .need = "place_id",
	  .allow = register_allow, .prepare = register_prepare, .check = register_check, .effect = register_effect, .after = register_after },
	{ .kind = "carrier", .name = "lend", .key = 'l', .from = "kept,archived", .to = "lent", .roles = KEEPERS,
	  .title = { "借出", "lend" }, .help = { "只借给知悉范围内的人员，到期归还。", "Only to people of the circle, to be returned by the day." },
	  .ask_kind = "carrier_event", .ask = "to_person_id,second_person_id,due,approval_ref,note", .need = "to_person_id,due", .prepare = lend_prepare, .check = lend_check, .effect = lend_effect },
	{ .kind = "carrier", .name = "return", .key = 'r', .from = "lent", .to = "kept", .roles = KEEPERS,
	  .title = { "归还", "take back" }, .help = { "清点无误后放回原处。", "Counted and put back." },
	  .ask_kind = "carrier_event", .ask = "to_place_id,note", .need = "to_place_id", .prepare = place_prepare, .check = place_check, .effect = return_effect },
	{ .kind = "carrier", .name = "move", .key = 'm', .from = "kept", .to = "kept", .roles = KEEPERS,
	  .title = { "移库", "move" }, .help = { "移到等级相符的另一场所。", "To another place of its level." },
	  .ask_kind = "carrier_event", .ask = "to_place_id,note", .need = "to_place_id", .check = place_check, .effect = return_effect },
	{ .kind = "carrier", .name = "sight", .key = 's', .from = "kept,lent,archived", .roles = KEEPERS | ROLE_INSPECTOR, .flags = ACT_BLIND,
	  .title = { "清查核对", "sight" }, .help = { "清查时见到实物。", "Seen at stock-taking." }, .ask_kind = "carrier_event", .ask = "note", .effect = sight_effect },
	{ .kind = "carrier", .name = "lose", .key = 'x', .from = "kept,lent,sent,archived", .to = "lost", .roles = KEEPERS, .flags = ACT_WEIGHTY,
	  .title = { "登记下落不明", "missing" }, .help = { "发现下落不明立即登记并报告，不得自行拖延查找。", "Registered and reported at once, never searched for in silence." },
	  .ask_kind = "carrier_event", .ask = "note", .prepare = lose_prepare, .effect = lose_effect },
	{ .kind = "carrier", .name = "find", .key = 'f', .from = "lost", .to = "kept", .roles = ROLE_OFFICE,
	  .title = { "找回", "found again" }, .help = { "找回后登记去向。", "Found: record where it is now." },
	  .ask_kind = "carrier_event", .ask = "to_place_id,note", .need = "to_place_id", .prepare = place_prepare, .check = place_check, .effect = return_effect },
	{ .kind = "place", .name = "enter", .key = 'n', .to = "active", .roles = ROLE_OFFICE, .flags = ACT_NEW,
	  .title = { "登记场所", "enter a place" }, .help = { "保密室、密码柜、要害部位及其等级。", "Rooms, safes, key places and their level." } },
	{ .kind = "place", .name = "correct", .key = 'e', .from = "active", .roles = ROLE_OFFICE, .flags = ACT_EDIT,
	  .title = { "修改", "correct" }, .help = { "修改保管人、确认日期等。", "Keeper, confirmation and the like." }, .ask = "name,place_kind,dept_id,keeper_id,key_place,confirmed_on,note" },
	{ .kind = "place", .name = "end", .key = 'z', .from = "active", .to = "ended", .roles = ROLE_OFFICE, .ask = "note",
	  .title = { "停用", "end" }, .help = { "清空载体后停用。", "Once it is empty." }, .allow = place_empty },
};
/* clang-format on */
STEP_TABLE(5, states, acts);

/* clang-format off */
static const struct duty_def owed[] = {
	{ .step = 5, .kind = "carrier", .states = "lent", .owner = "holder_id", .due = "return_due", .ahead_days = 3,
	  .rule = "R122", .origin = ORIGIN_UNIT, .text = { "归还载体：", "return carrier: " } },
	{ .step = 5, .kind = "carrier", .states = "lent", .due = "return_due", .ahead_days = 0,
	  .roles = ROLE_OFFICE, .rule = "R122", .origin = ORIGIN_UNIT, .act = "return", .text = { "催还载体：", "call in carrier: " } },
	{ .step = 5, .kind = "carrier", .states = "lost", .ahead_days = -1,
	  .roles = ROLE_OFFICE, .rule = "R151", .origin = ORIGIN_LAW, .text = { "载体下落不明，立即到第六步登记事件并报告：", "carrier missing, enter an incident (step 6) and report at once: " }, .now = true },
};
/* clang-format on */

enum rc
step5_inbox(struct bench *b, bool all, size_t limit, struct duties *out, struct err *e)
{
	return duties_from(b, owed, ARRAY_LEN(owed), all, limit, out, e);
}

enum rc
step5_tile(struct bench *b, struct tile *out, struct err *e)
{
	size_t kept = 0, lent = 0, late = 0, lost = 0, places = 0;
	enum rc rc;

	if ((rc = count_where(b, "carrier", "kept,archived", NULL, 0, &kept, e)) !=
		RC_OK ||
	    (rc = count_where(b, "carrier", "lent", NULL, 0, &lent, e)) != RC_OK ||
	    (rc = count_where(b, "carrier", "lost", NULL, 0, &lost, e)) != RC_OK ||
	    (rc = count_where(b, "place", "active", NULL, 0, &places, e)) != RC_OK ||
	    (rc = count_due(b, "carrier", "lent", "return_due", DATE_NONE,
		 bench_today(b) - 1, &late, e)) != RC_OK)
		return rc;
	snprintf(out->line, sizeof(out->line),
	    T("在库%zu 借出%zu 逾期%zu 下落不明%zu",
		"kept %zu, lent %zu, overdue %zu, missing %zu"),
	    kept, lent, late, lost);
	out->done = (int)(kept + lent - (late < lent ? late : lent));
	out->total = (int)(kept + lent + lost);
	out->alert = late > 0 || lost > 0;
	if (lost > 0)
		snprintf(out->next, sizeof(out->next),
		    T("%zu份载体下落不明，立即报告并登记事件",
			"%zu carriers missing: report and enter an incident"),
		    lost);
	else if (late > 0)
		snprintf(out->next, sizeof(out->next),
		    T("催还%zu份逾期载体", "call in %zu overdue carriers"), late);
	else if (places == 0)
		snprintf(out->next, sizeof(out->next), "%s",
		    T("登记保密场所及其等级", "enter the places and their levels"));
	return RC_OK;
}
