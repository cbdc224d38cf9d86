/* SPDX-License-Identifier: MIT */
#ifndef DM_STEP_ARCHIVE_H
#define DM_STEP_ARCHIVE_H
/* Archive files and their way to the state archive. Private to step/. */
#include "step/act.h"

/* What lies in a file, whatever its state. */
MUST_CHECK enum rc
archive_items(struct bench *b, int64_t archive, struct page *page, struct err *e);
/* The item's level status becomes what its matter is now. */
MUST_CHECK enum rc
archive_item_status(struct bench *b, struct record *item, struct err *e);
/* Filed: the day it is due at the state archive (R115). */
MUST_CHECK enum rc archive_file_effect(struct act_run *run, struct txn *t, struct err *e);
MUST_CHECK enum rc transfer_inbox(
    struct bench *b, bool all, size_t limit, struct duties *out, struct err *e);
#endif
