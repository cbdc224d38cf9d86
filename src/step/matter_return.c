/* SPDX-License-Identifier: MIT */
/*
 * What was returned is submitted again as was asked, or with a word why not: the
 * undertaker gives a concrete opinion each time (法16; R041), so nobody is sent the same
 * twice in silence. What was asked for stands beside the form while he corrects.
 */
#include <string.h>
#include "step/matter.h"

/* Does a field that is asked say something else than the record as it is stored? */
static bool
differs(const struct act_run *run, const struct record *now, const struct record *stored)
{
	const struct form *f = run->form->form;

	for (size_t i = 0; i < f->nfield; i++) {
		int c = value_column(now->kind, &f->field[i]);

		if (!run->form->asked[i])
			continue;
		if (f->field[i].type == FIELD_LIST && f->field[i].child != NULL) {
			if (run->form->touched[i])
				return true;
		} else if (c >= 0 && strcmp(record_get(now, f->field[i].column),
					 record_get(stored, f->field[i].column)) != 0) {
			return true;
		}
	}
	return false;
}

static void
returned_findings(const struct record *sheet, bool changed, bool answered,
    const char *field, struct findings *out)
{
	const char *asked = record_get(sheet, "opinion2");

	if (changed)
		step_finding(out, "R041", SEV_TASK, field,
		    T("退回时要求：%.200s", "asked for when it was returned: %.200s"),
		    asked);
	else if (answered)
		step_finding(out, "R041", SEV_WARN, field,
		    T("退回时要求：%.200s；拟定没有改动，只作了答复",
			"asked for when it was returned: %.200s; nothing is changed, it "
			"is "
			"answered only"),
		    asked);
	else
		step_finding(out, "R041", SEV_BLOCK, field,
		    T("退回时要求：%."
		      "200s；拟定没有改动，请按要求修改，或者在此答复为什么不改",
			"asked for when it was returned: %.200s; nothing is changed: "
			"correct "
			"it, or answer here why not"),
		    asked);
}

/* The sheet of a determination: its matter is corrected, the answer is his opinion. */
enum rc
resubmitted_check(struct act_run *run, struct findings *out, struct err *e)
{
	struct record *sheet = NULL, *stored = NULL;
	enum rc rc;

	if (run->form == NULL || run->rec->id == 0)
		return RC_OK;
	if ((rc = open_decision(run->bench, run->rec->id, DETERMINING, "returned", &sheet,
		 e)) != RC_OK ||
	    sheet == NULL || strcmp(record_get(sheet, "result"), "returned") != 0)
		goto out;
	if ((rc = store_get(run->bench->store, "matter", run->rec->id, &stored, e)) ==
	    RC_OK)
		returned_findings(sheet, differs(run, run->rec, stored),
		    *act_value(run, "opinion") != '\0', "opinion", out);
out:
	record_free(stored);
	record_free(sheet);
	return rc;
}

/* The sheet itself is corrected, its opinion being one of the fields. */
enum rc
sheet_resubmitted(struct act_run *run, const struct record *sheet, const char *field,
    struct findings *out, struct err *e)
{
	struct record *stored = NULL;
	enum rc rc;

	if (run->form == NULL || sheet->id == 0 ||
	    strcmp(record_state(sheet), "returned") != 0)
		return RC_OK;
	if ((rc = store_get(
		 run->bench->store, sheet->kind->name, sheet->id, &stored, e)) == RC_OK)
		returned_findings(stored, differs(run, sheet, stored), false, field, out);
	record_free(stored);
	return rc;
}
