-- What is true. One table a record kind; a kind's name is its table's name.
--
-- Every record table begins with id, rev, state. rev counts the versions of a record and is the
-- guard against two editors. Values are TEXT or INTEGER: dates ISO, moments "YYYY-MM-DD HH:MM:SS+08:00" or
-- to the minute, levels 1 秘密 2 机密 3 绝密, yes/no 1/0, periods in the canonical text of law/mark.h. A column
-- ending in _id refers to the kind before the ending, or to the one its REFERENCES names.
-- Nothing is ever deleted: rows end by their state.
--
-- This file is migration 0. It is never edited after a release; later ones are appended in migrate.c.

CREATE TABLE meta (
  key TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every change, one row, in the same transaction. image is the record's canonical form after the
-- change; hash covers every other column and the previous hash (journal.c).
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  login TEXT NOT NULL, person INTEGER NOT NULL, role TEXT NOT NULL, origin TEXT NOT NULL,
  kind TEXT NOT NULL, record INTEGER NOT NULL, rev INTEGER NOT NULL,
  act TEXT NOT NULL, note TEXT NOT NULL,
  image BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE INDEX journal_record ON journal(kind, record, rev);

-- Half-filled forms. Not records: private to their writer, outside the journal, dropped when the form is done.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: a form remembers which draft is its own
  person INTEGER NOT NULL, kind TEXT NOT NULL, record INTEGER NOT NULL, act TEXT NOT NULL,
  base_rev INTEGER NOT NULL, saved_at TEXT NOT NULL, title TEXT NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE INDEX draft_person ON draft(person, saved_at);

-- How many records of a kind are in each state, kept with every change, so that the home screen
-- costs the same at any size. verify counts again.
CREATE TABLE tally (
  kind TEXT NOT NULL, state TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID;

-- Text for search, a blank around every Han; rowid = kind number << 40 | record id (search.c).
CREATE VIRTUAL TABLE find USING fts5(body, tokenize = "unicode61 remove_diacritics 0");

------------------------------------------------------------------ organisation and people
CREATE TABLE unit (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  name TEXT NOT NULL UNIQUE, tier TEXT NOT NULL CHECK (tier IN ('central','province','prefecture','county','other')),
  unit_kind TEXT NOT NULL DEFAULT 'permanent' CHECK (unit_kind IN ('permanent','temporary')),
  superior TEXT, competent TEXT, sad TEXT, special_regime INTEGER NOT NULL DEFAULT 0 CHECK (special_regime IN (0,1)),
  responsible_unit_id INTEGER REFERENCES unit(id), successor_id INTEGER REFERENCES unit(id),
  ended_on TEXT CHECK (ended_on = date(ended_on))
) STRICT;
-- A unit is abolished, merged or split: who takes over its matters, by which paper (条例23, R107).
CREATE TABLE succession (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('proposed','withdrawn','rejected','done')),
  no TEXT UNIQUE, unit_id INTEGER NOT NULL REFERENCES unit(id),
  event TEXT NOT NULL CHECK (event IN ('abolished','merged','split','moved')),
  effective_on TEXT NOT NULL CHECK (effective_on = date(effective_on)), doc_no TEXT NOT NULL,
  heir_kind TEXT NOT NULL CHECK (heir_kind IN ('successor','superior','named')), heir_id INTEGER NOT NULL REFERENCES unit(id), named_by TEXT,
  extent TEXT NOT NULL CHECK (extent IN ('all','chosen')), matters TEXT, moved INTEGER,
  proposer_id INTEGER NOT NULL REFERENCES person(id), proposed_on TEXT NOT NULL CHECK (proposed_on = date(proposed_on)),
  approver_id INTEGER REFERENCES person(id), decided_on TEXT CHECK (decided_on = date(decided_on)), opinion2 TEXT,
  CHECK (heir_id <> unit_id), CHECK (approver_id IS NULL OR approver_id <> proposer_id),
  CHECK (state NOT IN ('done','rejected') OR (approver_id IS NOT NULL AND decided_on IS NOT NULL))
) STRICT;
CREATE INDEX succession_unit ON succession(unit_id, id);
CREATE INDEX succession_state ON succession(state, id);
CREATE TABLE dept (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, parent_id INTEGER REFERENCES dept(id),
  key_dept INTEGER NOT NULL DEFAULT 0 CHECK (key_dept IN (0,1)),
  key_confirmed_on TEXT CHECK (key_confirmed_on = date(key_confirmed_on))
) STRICT;
CREATE TABLE post (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, dept_id INTEGER NOT NULL REFERENCES dept(id),
  category TEXT NOT NULL DEFAULT 'none' CHECK (category IN ('core','important','general','none')),
  head INTEGER NOT NULL DEFAULT 0 CHECK (head IN (0,1)), duties TEXT
) STRICT;
CREATE TABLE person (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('candidate','vetted','in_post','abroad','suspended','leaving','cooling','ended')),
  no TEXT NOT NULL UNIQUE, name TEXT NOT NULL, initials TEXT,
  post_id INTEGER REFERENCES post(id), dept_id INTEGER REFERENCES dept(id),
  login TEXT UNIQUE, phone TEXT,
  category TEXT NOT NULL DEFAULT 'none' CHECK (category IN ('core','important','general','none')),
  vetted_on TEXT CHECK (vetted_on = date(vetted_on)), revet_due TEXT CHECK (revet_due = date(revet_due)),
  pledge_on TEXT CHECK (pledge_on = date(pledge_on)),
  trained_until TEXT CHECK (trained_until = date(trained_until)),
  cooloff_until TEXT CHECK (cooloff_until = date(cooloff_until)), note TEXT
) STRICT;
CREATE INDEX person_dept ON person(dept_id, id);
CREATE INDEX person_trained ON person(trained_until, id);
CREATE INDEX person_due ON person(state, trained_until, id);
CREATE INDEX person_revet ON person(revet_due, id);
CREATE INDEX person_post ON person(post_id);
-- Roles a person holds beyond the post; the three administrators exclude each other and all business (R140).
CREATE TABLE account (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','closed')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  role TEXT NOT NULL CHECK (role IN ('proposer','office','inspector','committee','trainer','trainee','sysadm','secadm','auditor')),
  granted_on TEXT NOT NULL CHECK (granted_on = date(granted_on)), closed_on TEXT CHECK (closed_on = date(closed_on)),
  UNIQUE (person_id, role)
) STRICT;
CREATE TRIGGER account_admins BEFORE INSERT ON account WHEN EXISTS (
  SELECT 1 FROM account WHERE person_id = NEW.person_id AND state = 'active' AND NEW.state = 'active' AND role <> NEW.role
   AND (role IN ('sysadm','secadm','auditor') OR NEW.role IN ('sysadm','secadm','auditor')))
BEGIN SELECT RAISE(ABORT, '三员与其他角色不得兼任 / an administrator may hold no other role (R140)'); END;
CREATE TRIGGER account_admins_u BEFORE UPDATE ON account WHEN EXISTS (
  SELECT 1 FROM account WHERE person_id = NEW.person_id AND id <> NEW.id AND state = 'active' AND NEW.state = 'active'
   AND (role IN ('sysadm','secadm','auditor') OR NEW.role IN ('sysadm','secadm','auditor')))
BEGIN SELECT RAISE(ABORT, '三员与其他角色不得兼任 / an administrator may hold no other role (R140)'); END;
CREATE TABLE person_event (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('recorded','closed')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  event TEXT NOT NULL CHECK (event IN ('transfer','promotion','travel_private','travel_official','leave','report_item','reward','penalty','allowance','handover')),
  from_on TEXT NOT NULL CHECK (from_on = date(from_on)), to_on TEXT CHECK (to_on = date(to_on)),
  approved_by TEXT, successor_id INTEGER REFERENCES person(id), note TEXT,
  rule_kept INTEGER CHECK (rule_kept IN (0,1)) -- the originators let the successor know what he takes over (R079)
) STRICT;
CREATE INDEX person_event_person ON person_event(person_id, id);
-- Responsibility matrix: which duty lies with which post or person (S20); statutory ones are the four of 条例15.
CREATE TABLE duty (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  dept_id INTEGER NOT NULL REFERENCES dept(id), post_id INTEGER REFERENCES post(id), person_id INTEGER REFERENCES person(id),
  duty TEXT NOT NULL, statutory INTEGER NOT NULL DEFAULT 0 CHECK (statutory IN (0,1)), note TEXT
) STRICT;

------------------------------------------------------------------ step 1: authority
CREATE TABLE "grant" (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('drafted','applied','granted','refused','in_force','expired','revoked')),
  no TEXT UNIQUE, grantor TEXT NOT NULL,
  grantor_kind TEXT NOT NULL CHECK (grantor_kind IN ('superior','competent','sad')),
  letter_no TEXT, issued_on TEXT CHECK (issued_on = date(issued_on)),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), scope TEXT NOT NULL,
  from_on TEXT CHECK (from_on = date(from_on)), to_on TEXT CHECK (to_on = date(to_on)),
  grant_kind TEXT NOT NULL DEFAULT 'application' CHECK (grant_kind IN ('task','application')), task_ref TEXT,
  reason TEXT, average TEXT, applied_on TEXT CHECK (applied_on = date(applied_on)),
  filed_on TEXT CHECK (filed_on = date(filed_on)), filed_with TEXT, note TEXT
) STRICT;
CREATE TABLE qualification (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('held','expired','withdrawn')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  qual_kind TEXT NOT NULL CHECK (qual_kind IN ('general','special')), grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 3),
  cert_no TEXT, from_on TEXT NOT NULL CHECK (from_on = date(from_on)), to_on TEXT CHECK (to_on = date(to_on)), note TEXT
) STRICT;
CREATE INDEX qualification_person ON qualification(person_id, id);
CREATE INDEX qualification_due ON qualification(state, to_on, id);
CREATE TABLE designation (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('nominated','vetted','trained','designated','published','active','suspended','ended','refused')),
  no TEXT UNIQUE, person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL DEFAULT 'designated' CHECK (kind IN ('statutory','designated')),
  tier TEXT NOT NULL DEFAULT 'principal' CHECK (tier IN ('principal','managing','assistant')),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), scope TEXT NOT NULL,
  reason TEXT, channel TEXT CHECK (channel IN ('internal','recruited')),
  nominated_by_id INTEGER REFERENCES person(id), nominated_on TEXT CHECK (nominated_on = date(nominated_on)),
  vetted_by TEXT, vetted_on TEXT CHECK (vetted_on = date(vetted_on)), vetting_opinion TEXT,
  qualities TEXT, certificate_id INTEGER REFERENCES certificate(id),
  letter_no TEXT UNIQUE, designated_by_id INTEGER REFERENCES person(id), designated_on TEXT CHECK (designated_on = date(designated_on)),
  from_on TEXT CHECK (from_on = date(from_on)), to_on TEXT CHECK (to_on = date(to_on)),
  published_on TEXT CHECK (published_on = date(published_on)), filed_on TEXT CHECK (filed_on = date(filed_on)), filed_with TEXT, filing_no TEXT,
  suspended_on TEXT CHECK (suspended_on = date(suspended_on)), suspend_reason TEXT,
  suspend_rule TEXT, refile_due TEXT CHECK (refile_due = date(refile_due)),
  roster_on TEXT CHECK (roster_on = date(roster_on)), -- since when the list is not true, and until when it is to be so
  ended_on TEXT CHECK (ended_on = date(ended_on)), end_reason TEXT CHECK (end_reason IN ('A1','A2','A3','A4','term','head_changed')), note TEXT,
  CHECK (state NOT IN ('designated','published','active') OR kind = 'statutory' OR (letter_no IS NOT NULL AND designated_on IS NOT NULL)),
  CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on)
) STRICT;
CREATE INDEX designation_person ON designation(person_id, id);
CREATE INDEX designation_refile ON designation(refile_due, id) WHERE refile_due IS NOT NULL;
CREATE INDEX designation_state ON designation(state, to_on, id);

------------------------------------------------------------------ step 2: policies and scopes
CREATE TABLE policy (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','submitted','approved','in_force','review','amended','repealed')),
  no TEXT UNIQUE, policy_kind TEXT NOT NULL CHECK (policy_kind IN ('plan','scope','procedure','duties','protection','inspection','training','penalty','other')),
  title TEXT NOT NULL, version TEXT NOT NULL DEFAULT '1', legal_basis TEXT NOT NULL, body TEXT,
  drafted_by_id INTEGER REFERENCES person(id), approved_by_id INTEGER REFERENCES person(id), opinion TEXT,
  issued_on TEXT CHECK (issued_on = date(issued_on)), effective_on TEXT CHECK (effective_on = date(effective_on)),
  review_due TEXT CHECK (review_due = date(review_due)), supersedes_id INTEGER REFERENCES policy(id), note TEXT,
  CHECK (approved_by_id IS NULL OR approved_by_id <> drafted_by_id)
) STRICT;
CREATE INDEX policy_state ON policy(state, review_due, id);
CREATE TABLE policy_ack (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('due','read')),
  policy_id INTEGER NOT NULL REFERENCES policy(id), person_id INTEGER NOT NULL REFERENCES person(id),
  version TEXT NOT NULL, read_on TEXT CHECK (read_on = date(read_on)),
  UNIQUE (policy_id, person_id, version), CHECK ((state = 'read') = (read_on IS NOT NULL))
) STRICT;
CREATE INDEX policy_ack_person ON policy_ack(person_id, state, id);
CREATE TABLE scope (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('in_force','superseded')),
  code TEXT NOT NULL UNIQUE, title TEXT NOT NULL, issuer TEXT NOT NULL, doc_no TEXT,
  effective_on TEXT NOT NULL CHECK (effective_on = date(effective_on)), level INTEGER CHECK (level BETWEEN 1 AND 3),
  superseded_by_id INTEGER REFERENCES scope(id), note TEXT
) STRICT;
CREATE TABLE scope_entry (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  scope_id INTEGER NOT NULL REFERENCES scope(id), code TEXT NOT NULL UNIQUE, matter TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), max_period TEXT, condition TEXT,
  long_term INTEGER NOT NULL DEFAULT 0 CHECK (long_term IN (0,1)), ntk_text TEXT NOT NULL,
  replaced_by_id INTEGER REFERENCES scope_entry(id),
  origin_tier TEXT NOT NULL CHECK (origin_tier IN ('central','province','prefecture','county','other')), note TEXT,
  CHECK (max_period IS NOT NULL OR condition IS NOT NULL OR long_term = 1)
) STRICT;
CREATE INDEX scope_entry_scope ON scope_entry(scope_id, code);
CREATE TABLE list_entry (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','approved','filed','in_force','revised','withdrawn')),
  no TEXT UNIQUE, entry_id INTEGER NOT NULL REFERENCES scope_entry(id), concrete TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), period TEXT NOT NULL,
  dept_id INTEGER REFERENCES dept(id), post_id INTEGER REFERENCES post(id), knowers TEXT NOT NULL, carrier_form TEXT,
  version TEXT NOT NULL DEFAULT '1', drafted_by_id INTEGER REFERENCES person(id),
  approved_by_id INTEGER REFERENCES person(id), approved_on TEXT CHECK (approved_on = date(approved_on)),
  filed_on TEXT CHECK (filed_on = date(filed_on)), filed_with TEXT, note TEXT,
  stale_on TEXT CHECK (stale_on = date(stale_on)) -- since when its entry has changed (R008)
) STRICT;
CREATE INDEX list_entry_stale ON list_entry(stale_on, id) WHERE stale_on IS NOT NULL;
CREATE INDEX list_entry_entry ON list_entry(entry_id, id);
CREATE TABLE scope_feedback (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','sent','answered')),
  entry_id INTEGER REFERENCES scope_entry(id), text TEXT NOT NULL, by_id INTEGER REFERENCES person(id),
  sent_to TEXT, sent_on TEXT CHECK (sent_on = date(sent_on)), answer TEXT, answered_on TEXT CHECK (answered_on = date(answered_on))
) STRICT;

------------------------------------------------------------------ step 3: training
CREATE TABLE course (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  no TEXT UNIQUE, title TEXT NOT NULL, grade INTEGER NOT NULL DEFAULT 1 CHECK (grade BETWEEN 1 AND 3),
  hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 200),
  audience TEXT NOT NULL CHECK (audience IN ('crp','proposer','inspector','committee','all')), content TEXT
) STRICT;
CREATE TABLE session (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned','held','examined','closed','cancelled')),
  no TEXT UNIQUE, course_id INTEGER NOT NULL REFERENCES course(id), on_date TEXT NOT NULL CHECK (on_date = date(on_date)),
  place TEXT NOT NULL, teacher TEXT NOT NULL, hours INTEGER NOT NULL CHECK (hours BETWEEN 0 AND 200), note TEXT
) STRICT;
CREATE INDEX session_date ON session(on_date, id);
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('enrolled','present','absent','passed','failed')),
  session_id INTEGER NOT NULL REFERENCES session(id), person_id INTEGER NOT NULL REFERENCES person(id),
  hours INTEGER CHECK (hours BETWEEN 0 AND 200), score INTEGER CHECK (score BETWEEN 0 AND 100), note TEXT,
  UNIQUE (session_id, person_id)
) STRICT;
CREATE INDEX attendance_person ON attendance(person_id, id);
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('valid','expired','renewed','withdrawn')),
  no TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL REFERENCES person(id), attendance_id INTEGER REFERENCES attendance(id),
  course_id INTEGER REFERENCES course(id), grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 3), score INTEGER CHECK (score BETWEEN 0 AND 100),
  issued_on TEXT NOT NULL CHECK (issued_on = date(issued_on)), valid_to TEXT NOT NULL CHECK (valid_to = date(valid_to)), note TEXT,
  CHECK (valid_to > issued_on)
) STRICT;
CREATE INDEX certificate_person ON certificate(person_id, valid_to);
CREATE INDEX certificate_valid ON certificate(state, valid_to, id);

-- An examination set, who is to sit it, and each try. A try is judged by the program; what it then says stays.
CREATE TABLE exam (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','closed','cancelled')),
  no TEXT UNIQUE, title TEXT NOT NULL, course_id INTEGER NOT NULL REFERENCES course(id), session_id INTEGER REFERENCES session(id),
  blueprint TEXT NOT NULL, dept_id INTEGER REFERENCES dept(id),
  from_on TEXT NOT NULL CHECK (from_on = date(from_on)), to_on TEXT NOT NULL CHECK (to_on = date(to_on)),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480), tries INTEGER NOT NULL CHECK (tries BETWEEN 1 AND 20),
  set_by_id INTEGER REFERENCES person(id), note TEXT,
  CHECK (to_on >= from_on)
) STRICT;
CREATE INDEX exam_session ON exam(session_id);
CREATE INDEX exam_to ON exam(state, to_on, id);
CREATE TABLE exam_seat (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('seated','passed','failed','left')),
  exam_id INTEGER NOT NULL REFERENCES exam(id), person_id INTEGER NOT NULL REFERENCES person(id),
  due TEXT CHECK (due = date(due)), tried INTEGER NOT NULL DEFAULT 0 CHECK (tried >= 0),
  best INTEGER CHECK (best BETWEEN 0 AND 100), done_on TEXT CHECK (done_on = date(done_on)),
  UNIQUE (exam_id, person_id)
) STRICT;
CREATE INDEX exam_seat_person ON exam_seat(person_id, state, due, id);
CREATE TABLE exam_try (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','passed','failed','expired')),
  exam_seat_id INTEGER NOT NULL REFERENCES exam_seat(id), exam_id INTEGER NOT NULL REFERENCES exam(id),
  person_id INTEGER NOT NULL REFERENCES person(id), attempt INTEGER NOT NULL CHECK (attempt > 0),
  seed INTEGER NOT NULL, questions TEXT NOT NULL, pass INTEGER NOT NULL CHECK (pass BETWEEN 1 AND 100),
  started_at TEXT NOT NULL, due_at TEXT NOT NULL, finished_at TEXT,
  score INTEGER CHECK (score BETWEEN 0 AND 100), answers TEXT, missed TEXT, digest TEXT,
  UNIQUE (exam_seat_id, attempt),
  CHECK ((state = 'open') = (score IS NULL)),
  CHECK (state = 'open' OR (finished_at IS NOT NULL AND digest IS NOT NULL)),
  CHECK ((state = 'passed') = (ifnull(score, 0) >= pass))
) STRICT;
CREATE INDEX exam_try_person ON exam_try(person_id, id);
CREATE INDEX exam_try_open ON exam_try(state, id);
-- Drills and an examination given to people by a day.
CREATE TABLE assignment (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','done','withdrawn')),
  no TEXT UNIQUE, reason TEXT NOT NULL, dept_id INTEGER REFERENCES dept(id), drills TEXT, exam_id INTEGER REFERENCES exam(id),
  due TEXT NOT NULL CHECK (due = date(due)), pass INTEGER NOT NULL CHECK (pass BETWEEN 1 AND 100),
  given_by_id INTEGER REFERENCES person(id), given_on TEXT CHECK (given_on = date(given_on)), note TEXT,
  CHECK (drills IS NOT NULL OR exam_id IS NOT NULL)
) STRICT;
CREATE INDEX assignment_due ON assignment(state, due, id);
CREATE TABLE assignee (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('owed','done','left')),
  assignment_id INTEGER NOT NULL REFERENCES assignment(id), person_id INTEGER NOT NULL REFERENCES person(id),
  due TEXT CHECK (due = date(due)), done_on TEXT CHECK (done_on = date(done_on)),
  UNIQUE (assignment_id, person_id)
) STRICT;
CREATE INDEX assignee_person ON assignee(person_id, state, due, id);

------------------------------------------------------------------ step 4: matters
CREATE TABLE matter (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','proposed','returned','approved','in_force','released','not_secret',
    'referred','unclear_sent','pending_external','annulled','transferred')),
  no TEXT NOT NULL UNIQUE, title TEXT NOT NULL, codename TEXT,
  matter_kind TEXT NOT NULL DEFAULT 'document' CHECK (matter_kind IN ('document','meeting','project','procurement','product','system','data','other')),
  regime TEXT NOT NULL DEFAULT 'state' CHECK (regime IN ('state','work','trade','none')),
  origin TEXT NOT NULL DEFAULT 'original' CHECK (origin IN ('original','derivative','referred','unclear','received','old')),
  dept_id INTEGER REFERENCES dept(id), proposer_id INTEGER REFERENCES person(id), approver_id INTEGER REFERENCES person(id),
  entry_id INTEGER REFERENCES scope_entry(id), list_id INTEGER REFERENCES list_entry(id),
  level INTEGER CHECK (level BETWEEN 1 AND 3), effective_level INTEGER CHECK (effective_level BETWEEN 1 AND 3),
  period TEXT, start_on TEXT CHECK (start_on = date(start_on)),
  start_kind TEXT NOT NULL DEFAULT 'issue' CHECK (start_kind IN ('issue','notice')),
  expiry TEXT CHECK (expiry = date(expiry)), cond_watcher_id INTEGER REFERENCES person(id), cond_check_on TEXT CHECK (cond_check_on = date(cond_check_on)),
  ntk_unit INTEGER NOT NULL DEFAULT 0 CHECK (ntk_unit IN (0,1)), ntk_reason TEXT,
  harm INTEGER CHECK (harm BETWEEN 1 AND 3), harm_text TEXT, head_no INTEGER CHECK (head_no BETWEEN 1 AND 7), justification TEXT,
  neg_public INTEGER CHECK (neg_public IN (0,1)), neg_regime INTEGER CHECK (neg_regime IN (0,1)),
  neg_known INTEGER CHECK (neg_known IN (0,1)), neg_disclose INTEGER CHECK (neg_disclose IN (0,1)),
  doc_no TEXT, copies INTEGER CHECK (copies BETWEEN 0 AND 9999), pages INTEGER CHECK (pages BETWEEN 0 AND 99999),
  created_on TEXT NOT NULL CHECK (created_on = date(created_on)), determined_on TEXT CHECK (determined_on = date(determined_on)),
  mark TEXT, marked_on TEXT CHECK (marked_on = date(marked_on)), unmarkable INTEGER NOT NULL DEFAULT 0 CHECK (unmarkable IN (0,1)),
  issuer TEXT NOT NULL DEFAULT 'self' CHECK (issuer IN ('self','superior')), owner_unit_id INTEGER REFERENCES unit(id),
  deemed INTEGER NOT NULL DEFAULT 0 CHECK (deemed IN (0,1)), -- no period was marked: the statutory one counts (R051)
  body_id INTEGER REFERENCES unit(id), -- a temporary body it arose in (R059)
  released_on TEXT CHECK (released_on = date(released_on)),
  release_cause TEXT CHECK (release_cause IN ('expiry','date','condition','early_scope','early_harmless','publication','correction','source_released','order')),
  public_state TEXT NOT NULL DEFAULT 'none' CHECK (public_state IN ('none','reviewed','published')),
  pending TEXT CHECK (pending IN ('change','extend','release','widen','widen_out','correct','partial_release')), note TEXT,
  archived_on TEXT CHECK (archived_on = date(archived_on)), archived_to TEXT, -- transferred to a state archive (R115)
  owner_rule TEXT, -- what the originator lays down on use and circle (R079)
  follow_on TEXT CHECK (follow_on = date(follow_on)), -- since when a derivative is to follow its sources (R078)
  recheck INTEGER CHECK (recheck = 1), -- its level has moved: circle and places are to be looked at again (R099)
  scope_on TEXT CHECK (scope_on = date(scope_on)), -- since when its entry has changed (R092)
  CHECK (approver_id IS NULL OR approver_id <> proposer_id),
  CHECK (state NOT IN ('approved','in_force','released') OR regime <> 'state' OR
    (level IS NOT NULL AND period IS NOT NULL AND determined_on IS NOT NULL AND
     (approver_id IS NOT NULL OR origin IN ('referred','unclear','received')))),  -- decided by the organ it was sent to
  CHECK (state <> 'released' OR released_on IS NOT NULL)
) STRICT;
CREATE INDEX matter_state ON matter(state, id);
CREATE INDEX matter_expiry ON matter(expiry, id);
CREATE INDEX matter_due ON matter(state, expiry, id);
CREATE INDEX matter_level ON matter(level, id);
CREATE INDEX matter_created ON matter(created_on, id);
CREATE INDEX matter_dept ON matter(dept_id, id);
CREATE INDEX matter_proposer ON matter(proposer_id, state, expiry, id);
CREATE INDEX matter_watcher ON matter(cond_watcher_id, state, cond_check_on, id);
CREATE INDEX matter_approver ON matter(approver_id, state, expiry, id);
CREATE INDEX matter_entry ON matter(entry_id, id);
CREATE INDEX matter_owner ON matter(owner_unit_id, id);
CREATE INDEX matter_follow ON matter(follow_on, id);
CREATE INDEX matter_cond ON matter(cond_check_on, id);
CREATE INDEX matter_scope ON matter(scope_on, id) WHERE scope_on IS NOT NULL;
CREATE INDEX matter_pending ON matter(pending, id) WHERE pending IS NOT NULL;
CREATE INDEX matter_recheck ON matter(recheck, id) WHERE recheck IS NOT NULL;
CREATE TABLE decision (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('submitted','returned','approved','rejected','recorded','notified','closed')),
  no TEXT UNIQUE, matter_id INTEGER NOT NULL REFERENCES matter(id),
  kind TEXT NOT NULL CHECK (kind IN ('determine','change','extend','release','partial_release','correct','refer','unclear','objection','widen','widen_out','annual_review')),
  proposer_id INTEGER NOT NULL REFERENCES person(id), proposed_on TEXT NOT NULL CHECK (proposed_on = date(proposed_on)), opinion TEXT NOT NULL,
  basis TEXT, reason_code TEXT, before_text TEXT, after_text TEXT,
  approver_id INTEGER REFERENCES person(id), designation_id INTEGER REFERENCES designation(id), decided_on TEXT CHECK (decided_on = date(decided_on)),
  result TEXT CHECK (result IN ('approved','returned','rejected')), opinion2 TEXT, proof TEXT, findings TEXT, external_ref TEXT,
  external_on TEXT CHECK (external_on = date(external_on)),
  old_expiry TEXT CHECK (old_expiry = date(old_expiry)), new_level INTEGER CHECK (new_level BETWEEN 1 AND 3), new_period TEXT, new_knowers TEXT, fault INTEGER CHECK (fault BETWEEN 1 AND 10),
  remedy TEXT CHECK (remedy IN ('fix','annul')), assessment TEXT, work_secret INTEGER CHECK (work_secret IN (0,1)),
  public_on TEXT CHECK (public_on = date(public_on)), public_in TEXT,
  points TEXT, release_on TEXT CHECK (release_on = date(release_on)), organ TEXT, -- organ: who ordered it (R093)
  out_unit TEXT, out_persons TEXT, consent_ref TEXT, consent_on TEXT CHECK (consent_on = date(consent_on)), -- another unit's people (R056)
  rule_kept INTEGER CHECK (rule_kept IN (0,1)),
  CHECK (approver_id IS NULL OR approver_id <> proposer_id),
  CHECK (state NOT IN ('approved','rejected','recorded') OR (approver_id IS NOT NULL AND decided_on IS NOT NULL AND result IS NOT NULL))
) STRICT;
CREATE INDEX decision_proposer ON decision(proposer_id, state, id);
CREATE INDEX decision_matter ON decision(matter_id, id);
CREATE INDEX decision_approver ON decision(approver_id, decided_on);
CREATE TABLE source (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','released','ended')),
  matter_id INTEGER NOT NULL REFERENCES matter(id), title TEXT NOT NULL, doc_no TEXT NOT NULL, unit_name TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), period TEXT, expiry TEXT CHECK (expiry = date(expiry)), condition TEXT,
  basis INTEGER NOT NULL CHECK (basis BETWEEN 1 AND 4), source_matter_id INTEGER REFERENCES matter(id), released_on TEXT CHECK (released_on = date(released_on)),
  rule_text TEXT, issued_on TEXT CHECK (issued_on = date(issued_on))
) STRICT;
CREATE INDEX source_matter ON source(matter_id);
CREATE INDEX source_source ON source(source_matter_id);
CREATE TABLE point (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','released','ended')),
  matter_id INTEGER NOT NULL REFERENCES matter(id), pos INTEGER NOT NULL, text TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), period TEXT, released_on TEXT CHECK (released_on = date(released_on))
) STRICT;
CREATE INDEX point_matter ON point(matter_id);
CREATE TABLE co_unit (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('asked','answered')),
  matter_id INTEGER NOT NULL REFERENCES matter(id), unit_name TEXT NOT NULL, consulted_on TEXT CHECK (consulted_on = date(consulted_on)), opinion TEXT
) STRICT;
CREATE INDEX co_unit_matter ON co_unit(matter_id);
CREATE TABLE ntk (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('in','left')),
  matter_id INTEGER NOT NULL REFERENCES matter(id), person_id INTEGER REFERENCES person(id), unit_name TEXT,
  from_on TEXT NOT NULL CHECK (from_on = date(from_on)), to_on TEXT CHECK (to_on = date(to_on)), ground TEXT, approved_by_id INTEGER REFERENCES person(id),
  outsider TEXT, consent_ref TEXT, -- of another unit: who there, and the originator's consent
  CHECK ((person_id IS NULL) <> (unit_name IS NULL)), UNIQUE (matter_id, person_id)
) STRICT;
CREATE INDEX ntk_person ON ntk(person_id, matter_id);
CREATE TABLE access (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state = 'recorded'),
  matter_id INTEGER NOT NULL REFERENCES matter(id), person_id INTEGER REFERENCES person(id), outsider TEXT, at TEXT NOT NULL,
  carrier_id INTEGER REFERENCES carrier(id), manner TEXT NOT NULL CHECK (manner IN ('read','copy','meeting','look','lend')), note TEXT,
  CHECK ((person_id IS NULL) <> (outsider IS NULL))
) STRICT;
CREATE INDEX access_matter ON access(matter_id, id);
CREATE INDEX access_person ON access(person_id, id);
CREATE TABLE notice (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','sent','closed')),
  no TEXT UNIQUE, matter_id INTEGER NOT NULL REFERENCES matter(id), decision_id INTEGER REFERENCES decision(id),
  kind TEXT NOT NULL CHECK (kind IN ('change','extend','release','unmarkable','other')), text TEXT NOT NULL, sent_on TEXT CHECK (sent_on = date(sent_on))
) STRICT;
CREATE INDEX notice_matter ON notice(matter_id);
CREATE TABLE notice_to (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('sent','received','remarked')),
  notice_id INTEGER NOT NULL REFERENCES notice(id), person_id INTEGER REFERENCES person(id), unit_name TEXT,
  copies INTEGER NOT NULL DEFAULT 0 CHECK (copies >= 0),
  due TEXT CHECK (due = date(due)), received_on TEXT CHECK (received_on = date(received_on)), remarked_on TEXT CHECK (remarked_on = date(remarked_on))
) STRICT;
CREATE INDEX notice_to_notice ON notice_to(notice_id);
CREATE INDEX notice_to_person ON notice_to(person_id, state);
CREATE INDEX notice_to_due ON notice_to(state, due, id);
CREATE TABLE duty_clock (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('running','done','void')),
  kind TEXT NOT NULL, record INTEGER NOT NULL, rule TEXT NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('law','advice','unit')),
  owner_id INTEGER REFERENCES person(id), started TEXT NOT NULL, due TEXT NOT NULL, done_on TEXT, text TEXT NOT NULL
) STRICT;
CREATE INDEX duty_clock_due ON duty_clock(state, due, id);
CREATE INDEX duty_clock_record ON duty_clock(kind, record);
CREATE TABLE external (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','sent','received','answered','closed')),
  no TEXT UNIQUE, matter_id INTEGER NOT NULL REFERENCES matter(id), kind TEXT NOT NULL CHECK (kind IN ('unclear','dispute','extend','longterm','referral','suggestion','consent')),
  addressee TEXT NOT NULL, text TEXT, sent_on TEXT CHECK (sent_on = date(sent_on)), received_on TEXT CHECK (received_on = date(received_on)),
  due TEXT CHECK (due = date(due)), answer TEXT, answer_level INTEGER CHECK (answer_level BETWEEN 0 AND 3), answer_on TEXT CHECK (answer_on = date(answer_on)),
  answer_period TEXT, owner_id INTEGER REFERENCES person(id), answered_by_id INTEGER REFERENCES person(id), -- who entered the answer
  -- a dispute: who claimed what last, all claims a line each, and the step of 条例26 it has reached
  claim_by TEXT, claim_level INTEGER CHECK (claim_level BETWEEN 0 AND 3), claims TEXT, stage INTEGER CHECK (stage BETWEEN 1 AND 3)
) STRICT;
CREATE INDEX external_owner ON external(owner_id, state, due, id);
CREATE INDEX external_matter ON external(matter_id);
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','closed')),
  year INTEGER NOT NULL UNIQUE, opened_on TEXT NOT NULL CHECK (opened_on = date(opened_on)), closed_on TEXT CHECK (closed_on = date(closed_on)),
  items INTEGER NOT NULL DEFAULT 0 CHECK (items >= 0)
) STRICT;
CREATE TABLE review_item (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','done')),
  campaign_id INTEGER NOT NULL REFERENCES campaign(id), matter_id INTEGER NOT NULL REFERENCES matter(id),
  result TEXT CHECK (result IN ('keep','change','extend','release')), reason TEXT, by_id INTEGER REFERENCES person(id), on_date TEXT CHECK (on_date = date(on_date)),
  UNIQUE (campaign_id, matter_id),
  CHECK (state <> 'done' OR (result IS NOT NULL AND on_date IS NOT NULL)),
  CHECK (result IS NULL OR result = 'keep' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX review_item_result ON review_item(result, id);
CREATE INDEX review_item_state ON review_item(campaign_id, state, id);

-- Released is not public (R113): what may go out, item by item; of another unit's matter with its consent (R114).
CREATE TABLE disclosure (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('submitted','returned','withdrawn','approved','refused','published')),
  no TEXT UNIQUE, matter_id INTEGER NOT NULL REFERENCES matter(id),
  cause TEXT NOT NULL CHECK (cause IN ('own','request','archive')), applicant TEXT, due TEXT CHECK (due = date(due)),
  sensitive TEXT NOT NULL CHECK (sensitive IN ('none','removed','remains')),
  work_secret TEXT NOT NULL CHECK (work_secret IN ('none','removed','remains')),
  trade_secret TEXT NOT NULL CHECK (trade_secret IN ('none','removed','consent','remains')),
  privacy TEXT NOT NULL CHECK (privacy IN ('none','removed','consent','remains')),
  mark_removed INTEGER NOT NULL CHECK (mark_removed IN (0,1)), removed TEXT,
  originator TEXT, consent_ref TEXT, consent_on TEXT CHECK (consent_on = date(consent_on)),
  result TEXT NOT NULL CHECK (result IN ('open','partial','closed')), reason TEXT,
  proposer_id INTEGER NOT NULL REFERENCES person(id), proposed_on TEXT NOT NULL CHECK (proposed_on = date(proposed_on)),
  approver_id INTEGER REFERENCES person(id), decided_on TEXT CHECK (decided_on = date(decided_on)), opinion2 TEXT,
  published_on TEXT CHECK (published_on = date(published_on)), published_in TEXT, proof TEXT,
  CHECK (approver_id IS NULL OR approver_id <> proposer_id),
  CHECK (state NOT IN ('approved','refused','published') OR (approver_id IS NOT NULL AND decided_on IS NOT NULL)),
  CHECK (state NOT IN ('approved','published') OR (result <> 'closed' AND mark_removed = 1)),
  CHECK (state <> 'published' OR published_on IS NOT NULL)
) STRICT;
CREATE INDEX disclosure_matter ON disclosure(matter_id, id);
CREATE INDEX disclosure_state ON disclosure(state, due, id);
CREATE INDEX disclosure_due ON disclosure(due, id);
CREATE INDEX disclosure_proposer ON disclosure(proposer_id, state, id);

------------------------------------------------------------------ step 5: carriers and places
CREATE TABLE place (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('active','ended')),
  no TEXT UNIQUE, name TEXT NOT NULL, place_kind TEXT NOT NULL CHECK (place_kind IN ('room','safe','cabinet','site','facility')),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), dept_id INTEGER REFERENCES dept(id), keeper_id INTEGER REFERENCES person(id),
  key_place INTEGER NOT NULL DEFAULT 0 CHECK (key_place IN (0,1)), confirmed_on TEXT CHECK (confirmed_on = date(confirmed_on)), note TEXT
) STRICT;
CREATE TABLE carrier (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('kept','lent','sent','to_return','returned','archived','listed','destroyed','lost')),
  no TEXT NOT NULL UNIQUE, matter_id INTEGER NOT NULL REFERENCES matter(id), copy_no TEXT NOT NULL,
  carrier_kind TEXT NOT NULL CHECK (carrier_kind IN ('paper','optical','magnetic','device','product','efile')),
  version_kind TEXT NOT NULL DEFAULT 'final' CHECK (version_kind IN ('draft','final','copy')),
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), mark TEXT NOT NULL, pages INTEGER CHECK (pages BETWEEN 0 AND 99999),
  holder_id INTEGER REFERENCES person(id), place_id INTEGER REFERENCES place(id), return_due TEXT CHECK (return_due = date(return_due)),
  registered_on TEXT NOT NULL CHECK (registered_on = date(registered_on)), archive_id INTEGER REFERENCES archive(id), note TEXT,
  UNIQUE (matter_id, copy_no), CHECK (state <> 'kept' OR place_id IS NOT NULL), CHECK (state <> 'lent' OR holder_id IS NOT NULL)
) STRICT;
CREATE INDEX carrier_matter ON carrier(matter_id, id);
CREATE INDEX carrier_holder ON carrier(holder_id, state, id);
CREATE INDEX carrier_due ON carrier(state, return_due, id);
CREATE INDEX carrier_level ON carrier(level, id);
CREATE INDEX carrier_place ON carrier(place_id, id);
CREATE TABLE carrier_event (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state = 'recorded'),
  carrier_id INTEGER NOT NULL REFERENCES carrier(id), event TEXT NOT NULL CHECK (event IN ('register','lend','return','move','send','receive','copy','archive','list','destroy','lose','find','sight','repair')),
  on_date TEXT NOT NULL CHECK (on_date = date(on_date)), from_text TEXT, to_person_id INTEGER REFERENCES person(id), to_place_id INTEGER REFERENCES place(id),
  mode TEXT CHECK (mode IN ('hand','courier','cpost','channel')), signer_id INTEGER REFERENCES person(id), second_person_id INTEGER REFERENCES person(id),
  approval_ref TEXT, due TEXT CHECK (due = date(due)), note TEXT
) STRICT;
CREATE INDEX carrier_event_carrier ON carrier_event(carrier_id, id);
CREATE TABLE destruction (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('listed','approved','done')),
  no TEXT UNIQUE, reason TEXT NOT NULL, counted_by_id INTEGER REFERENCES person(id), approved_by_id INTEGER REFERENCES person(id),
  approved_on TEXT CHECK (approved_on = date(approved_on)), executor_id INTEGER REFERENCES person(id),
  witness1_id INTEGER REFERENCES person(id), witness2_id INTEGER REFERENCES person(id), facility TEXT, done_on TEXT CHECK (done_on = date(done_on)),
  receipt_no TEXT, CHECK (approved_by_id IS NULL OR approved_by_id <> executor_id), CHECK (witness1_id IS NULL OR witness1_id <> witness2_id)
) STRICT;
CREATE TABLE destruction_item (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('listed','destroyed','withdrawn')),
  destruction_id INTEGER NOT NULL REFERENCES destruction(id), carrier_id INTEGER NOT NULL REFERENCES carrier(id), UNIQUE (destruction_id, carrier_id)
) STRICT;

------------------------------------------------------------------ step 6: safeguards
CREATE TABLE system (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned','tested','in_use','ended')),
  no TEXT UNIQUE, name TEXT NOT NULL, level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), dept_id INTEGER REFERENCES dept(id),
  sysadm_id INTEGER REFERENCES person(id), secadm_id INTEGER REFERENCES person(id), auditor_id INTEGER REFERENCES person(id),
  tested_on TEXT CHECK (tested_on = date(tested_on)), approved_on TEXT CHECK (approved_on = date(approved_on)),
  assessed_on TEXT CHECK (assessed_on = date(assessed_on)), risk_due TEXT CHECK (risk_due = date(risk_due)), note TEXT,
  CHECK (sysadm_id IS NULL OR sysadm_id IS NOT secadm_id), CHECK (secadm_id IS NULL OR secadm_id IS NOT auditor_id), CHECK (sysadm_id IS NULL OR sysadm_id IS NOT auditor_id)
) STRICT;
CREATE INDEX system_risk ON system(risk_due, id);
CREATE TABLE device (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('in_use','repair','idle','scrapped')),
  no TEXT NOT NULL UNIQUE, name TEXT NOT NULL, device_kind TEXT NOT NULL CHECK (device_kind IN ('computer','server','network','printer','copier','storage','phone','other')),
  serial TEXT, level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), system_id INTEGER REFERENCES system(id),
  user_id INTEGER REFERENCES person(id), place_id INTEGER REFERENCES place(id), registered_on TEXT NOT NULL CHECK (registered_on = date(registered_on)), note TEXT
) STRICT;
CREATE TABLE safeguard (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned','installed','accepted','faulty','retired')),
  no TEXT UNIQUE, name TEXT NOT NULL, safeguard_kind TEXT NOT NULL CHECK (safeguard_kind IN ('physical','technical','procedural','staff')),
  covers TEXT NOT NULL, system_id INTEGER REFERENCES system(id), place_id INTEGER REFERENCES place(id), owner_id INTEGER REFERENCES person(id),
  standard TEXT, checked_on TEXT CHECK (checked_on = date(checked_on)), next_due TEXT CHECK (next_due = date(next_due)), note TEXT
) STRICT;
CREATE INDEX safeguard_due ON safeguard(next_due, id);
CREATE TABLE risk (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('recorded','closed')),
  no TEXT UNIQUE, system_id INTEGER NOT NULL REFERENCES system(id), done_on TEXT NOT NULL CHECK (done_on = date(done_on)),
  done_by TEXT NOT NULL, result TEXT NOT NULL CHECK (result IN ('acceptable','improve','unacceptable')), text TEXT NOT NULL, improve TEXT, next_due TEXT CHECK (next_due = date(next_due))
) STRICT;
CREATE INDEX risk_system ON risk(system_id, id);
CREATE TABLE vulnerability (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','mended','accepted')),
  no TEXT UNIQUE, system_id INTEGER REFERENCES system(id), device_id INTEGER REFERENCES device(id), found_on TEXT NOT NULL CHECK (found_on = date(found_on)),
  severity TEXT NOT NULL CHECK (severity IN ('low','medium','high')), text TEXT NOT NULL, owner_id INTEGER REFERENCES person(id), due TEXT CHECK (due = date(due)), mended_on TEXT CHECK (mended_on = date(mended_on))
) STRICT;
CREATE TABLE incident (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('discovered','contained','reported','investigating','concluded','closed')),
  no TEXT UNIQUE, title TEXT NOT NULL, incident_kind TEXT NOT NULL CHECK (incident_kind IN ('leak','possible','loss','attempt')),
  level INTEGER CHECK (level BETWEEN 1 AND 3), matter_id INTEGER REFERENCES matter(id), carrier_id INTEGER REFERENCES carrier(id),
  discovered_at TEXT NOT NULL, report_due TEXT, place TEXT NOT NULL, course TEXT NOT NULL, persons TEXT, harm TEXT, remedies TEXT,
  contained_at TEXT, reported_sad_at TEXT, reported_sup_at TEXT, investigator_id INTEGER REFERENCES person(id), result TEXT,
  result_due TEXT CHECK (result_due = date(result_due)), sanction TEXT, prevention TEXT, closed_on TEXT CHECK (closed_on = date(closed_on)),
  reporter_id INTEGER REFERENCES person(id)
) STRICT;
CREATE INDEX incident_state ON incident(state, report_due, id);

------------------------------------------------------------------ step 7: archives and oversight
CREATE TABLE archive (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','filed','checked','transferred','destroyed')),
  no TEXT UNIQUE, archive_kind TEXT NOT NULL CHECK (archive_kind IN ('rules','bodies','persons','decisions','training','inspection','emergency')),
  title TEXT NOT NULL, year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 9999), keeper_id INTEGER REFERENCES person(id),
  level INTEGER CHECK (level BETWEEN 1 AND 3), retention TEXT NOT NULL DEFAULT 'permanent' CHECK (retention IN ('permanent','y30','y10')),
  place_id INTEGER REFERENCES place(id), opened_on TEXT NOT NULL CHECK (opened_on = date(opened_on)), checked_on TEXT CHECK (checked_on = date(checked_on)),
  check_due TEXT CHECK (check_due = date(check_due)), check_result TEXT, transfer_due TEXT CHECK (transfer_due = date(transfer_due)), note TEXT,
  delay_reason TEXT, delay_ref TEXT, -- kept longer than R115 says, for secrecy
  transferred_on TEXT CHECK (transferred_on = date(transferred_on)), transferred_to TEXT, transfer_no TEXT,
  CHECK (state <> 'transferred' OR (transferred_on IS NOT NULL AND transferred_to IS NOT NULL))
) STRICT;
CREATE INDEX archive_due ON archive(check_due, id);
CREATE INDEX archive_transfer ON archive(transfer_due, id);
CREATE TABLE archive_item (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('in','out')),
  archive_id INTEGER NOT NULL REFERENCES archive(id), pos INTEGER NOT NULL, title TEXT NOT NULL,
  ref_kind TEXT, ref_id INTEGER, doc_date TEXT CHECK (doc_date = date(doc_date)), pages INTEGER CHECK (pages BETWEEN 0 AND 99999), note TEXT,
  level_status TEXT, -- as of the last look at its matter
  transfer_review TEXT CHECK (transfer_review IN ('keep','release')), review_reason TEXT,
  reviewed_by_id INTEGER REFERENCES person(id), reviewed_on TEXT CHECK (reviewed_on = date(reviewed_on)),
  UNIQUE (archive_id, pos), CHECK (transfer_review IS NULL OR (reviewed_by_id IS NOT NULL AND reviewed_on IS NOT NULL))
) STRICT;
CREATE INDEX archive_item_ref ON archive_item(ref_kind, ref_id);
CREATE TABLE inspection (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned','done','closed','cancelled')),
  no TEXT UNIQUE, title TEXT NOT NULL, inspection_kind TEXT NOT NULL CHECK (inspection_kind IN ('self','patrol','department','superior','sad','inspectorate','grant')),
  dept_id INTEGER REFERENCES dept(id), plan_on TEXT NOT NULL CHECK (plan_on = date(plan_on)), inspectors TEXT NOT NULL, content TEXT,
  done_on TEXT CHECK (done_on = date(done_on)), opinion TEXT
) STRICT;
CREATE INDEX inspection_plan ON inspection(state, plan_on, id);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open','noticed','claimed','verified','reopened')),
  no TEXT UNIQUE, inspection_id INTEGER NOT NULL REFERENCES inspection(id), text TEXT NOT NULL,
  fault INTEGER NOT NULL CHECK (fault BETWEEN 1 AND 10), error_type TEXT CHECK (error_type IN ('wrong','missed','over','under','ultra','overdue','other')),
  severity TEXT NOT NULL CHECK (severity IN ('minor','major','grave')), matter_id INTEGER REFERENCES matter(id), person_id INTEGER REFERENCES person(id),
  owner_id INTEGER REFERENCES person(id), notice_no TEXT, measures TEXT, noticed_on TEXT CHECK (noticed_on = date(noticed_on)), due TEXT CHECK (due = date(due)),
  done_on TEXT CHECK (done_on = date(done_on)), done_by_id INTEGER REFERENCES person(id), report TEXT,
  verified_by_id INTEGER REFERENCES person(id), verified_on TEXT CHECK (verified_on = date(verified_on)), verify_opinion TEXT,
  CHECK (verified_by_id IS NULL OR verified_by_id <> done_by_id)
) STRICT;
CREATE INDEX finding_owner ON finding(owner_id, state, due, id);
CREATE INDEX finding_state ON finding(state, due, id);
CREATE INDEX finding_inspection ON finding(inspection_id, id);
CREATE TABLE report (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','checked','signed','filed','returned')),
  no TEXT UNIQUE, report_kind TEXT NOT NULL CHECK (report_kind IN ('stats','annual','incident','self_assessment','feedback')),
  period TEXT NOT NULL, data TEXT, prepared_by_id INTEGER REFERENCES person(id), signed_by_id INTEGER REFERENCES person(id), filed_on TEXT CHECK (filed_on = date(filed_on))
) STRICT;
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','self_scored','reviewed','objected','final','exported')),
  no TEXT UNIQUE, subject TEXT NOT NULL CHECK (subject IN ('person','dept','unit')), person_id INTEGER REFERENCES person(id), dept_id INTEGER REFERENCES dept(id),
  year INTEGER NOT NULL, total INTEGER, result TEXT, objection TEXT
) STRICT;
CREATE TABLE score (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','scored')),
  assessment_id INTEGER NOT NULL REFERENCES assessment(id), item TEXT NOT NULL, points INTEGER NOT NULL, present INTEGER NOT NULL DEFAULT 1 CHECK (present IN (0,1)),
  deduction INTEGER NOT NULL DEFAULT 0, evidence TEXT, note TEXT
) STRICT;
CREATE TABLE drill_result (
  id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('passed','failed','given_up')),
  run TEXT NOT NULL UNIQUE, drill TEXT NOT NULL, title TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person(id),
  on_date TEXT NOT NULL CHECK (on_date = date(on_date)), seed INTEGER NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100), pass INTEGER NOT NULL CHECK (pass BETWEEN 1 AND 100),
  decision INTEGER CHECK (decision BETWEEN 0 AND 100), substance INTEGER CHECK (substance BETWEEN 0 AND 100),
  procedure INTEGER CHECK (procedure BETWEEN 0 AND 100), paper INTEGER CHECK (paper BETWEEN 0 AND 100),
  hints INTEGER NOT NULL DEFAULT 0, seconds INTEGER NOT NULL, error_types TEXT, log_digest TEXT NOT NULL,
  CHECK (state = 'given_up' OR (state = 'passed') = (score >= pass))
) STRICT;
CREATE INDEX drill_result_person ON drill_result(person_id, id);
CREATE INDEX drill_result_drill ON drill_result(drill, id);

------------------------------------------------------------------ the hard core, also against what writes past the program
CREATE TRIGGER journal_order BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM journal)
BEGIN SELECT RAISE(ABORT, '日志序号不连续 / journal rows are numbered without gaps'); END;
CREATE TRIGGER journal_keep BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, '日志不得改动 / the journal is append-only'); END;
CREATE TRIGGER journal_stay BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, '日志不得删除 / the journal is append-only'); END;
CREATE TRIGGER matter_ins BEFORE INSERT ON matter
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'matter' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '无日志不得改动 / no change without a journal row'); END;
CREATE TRIGGER matter_upd BEFORE UPDATE ON matter
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'matter' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '无日志不得改动 / no change without a journal row'); END;
CREATE TRIGGER matter_del BEFORE DELETE ON matter
BEGIN SELECT RAISE(ABORT, '不得删除 / nothing is deleted'); END;
CREATE TRIGGER decision_ins BEFORE INSERT ON decision
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'decision' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '无日志不得改动 / no change without a journal row'); END;
CREATE TRIGGER decision_upd BEFORE UPDATE ON decision
WHEN NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'decision' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '无日志不得改动 / no change without a journal row'); END;
-- What was decided stays; that it was notified and closed is added.
CREATE TRIGGER decision_final BEFORE UPDATE ON decision
WHEN OLD.state IN ('recorded', 'rejected', 'notified', 'closed') AND (NEW.state NOT IN (OLD.state, 'notified', 'closed')
  OR NEW.id IS NOT OLD.id OR NEW.no IS NOT OLD.no OR NEW.matter_id IS NOT OLD.matter_id OR NEW.kind IS NOT OLD.kind
  OR NEW.proposer_id IS NOT OLD.proposer_id OR NEW.proposed_on IS NOT OLD.proposed_on OR NEW.opinion IS NOT OLD.opinion
  OR NEW.basis IS NOT OLD.basis OR NEW.reason_code IS NOT OLD.reason_code
  OR NEW.before_text IS NOT OLD.before_text OR NEW.after_text IS NOT OLD.after_text
  OR NEW.approver_id IS NOT OLD.approver_id OR NEW.designation_id IS NOT OLD.designation_id
  OR NEW.decided_on IS NOT OLD.decided_on OR NEW.result IS NOT OLD.result OR NEW.opinion2 IS NOT OLD.opinion2
  OR NEW.points IS NOT OLD.points OR NEW.release_on IS NOT OLD.release_on OR NEW.organ IS NOT OLD.organ
  OR NEW.proof IS NOT OLD.proof OR NEW.findings IS NOT OLD.findings)
BEGIN SELECT RAISE(ABORT, '决定一经记录不得改动 / a recorded decision is final'); END;
CREATE TRIGGER decision_del BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, '不得删除 / nothing is deleted'); END;
-- A try begins without a score, is judged once, and then stays. What an examination certifies rests on a passed try,
-- and a certificate on a passed attendance of the same person and score.
CREATE TRIGGER exam_try_ins BEFORE INSERT ON exam_try
WHEN NEW.state <> 'open' OR NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'exam_try' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '答卷从未评分开始，且须有日志 / a try begins unjudged, with a journal row'); END;
CREATE TRIGGER exam_try_upd BEFORE UPDATE ON exam_try
WHEN OLD.state <> 'open' OR NEW.exam_seat_id <> OLD.exam_seat_id OR NEW.exam_id <> OLD.exam_id OR NEW.person_id <> OLD.person_id
  OR NEW.attempt <> OLD.attempt OR NEW.questions <> OLD.questions OR NEW.pass <> OLD.pass OR NEW.due_at <> OLD.due_at
  OR NOT EXISTS (SELECT 1 FROM journal WHERE kind = 'exam_try' AND record = NEW.id AND rev = NEW.rev)
BEGIN SELECT RAISE(ABORT, '答卷一经评分不得改动 / a judged try is final'); END;
CREATE TRIGGER exam_try_del BEFORE DELETE ON exam_try
BEGIN SELECT RAISE(ABORT, '不得删除 / nothing is deleted'); END;
CREATE TRIGGER attendance_exam BEFORE INSERT ON attendance
WHEN NEW.score IS NOT NULL AND EXISTS (SELECT 1 FROM exam WHERE session_id = NEW.session_id)
  AND NOT EXISTS (SELECT 1 FROM exam AS x, exam_try AS t WHERE x.session_id = NEW.session_id AND t.exam_id = x.id
    AND t.person_id = NEW.person_id AND t.score = NEW.score AND (t.state = 'passed') = (NEW.state = 'passed'))
BEGIN SELECT RAISE(ABORT, '考试成绩只能来自评过分的答卷 / a score comes from a judged try only'); END;
CREATE TRIGGER attendance_exam_u BEFORE UPDATE ON attendance
WHEN NEW.score IS NOT NULL AND EXISTS (SELECT 1 FROM exam WHERE session_id = NEW.session_id)
  AND NOT EXISTS (SELECT 1 FROM exam AS x, exam_try AS t WHERE x.session_id = NEW.session_id AND t.exam_id = x.id
    AND t.person_id = NEW.person_id AND t.score = NEW.score AND (t.state = 'passed') = (NEW.state = 'passed'))
BEGIN SELECT RAISE(ABORT, '考试成绩只能来自评过分的答卷 / a score comes from a judged try only'); END;
CREATE TRIGGER certificate_ins BEFORE INSERT ON certificate
WHEN NEW.attendance_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attendance AS a WHERE a.id = NEW.attendance_id
    AND a.person_id = NEW.person_id AND a.state = 'passed' AND a.score IS NEW.score)
BEGIN SELECT RAISE(ABORT, '合格证须有合格的考核 / a certificate rests on a passed attendance'); END;
-- What a determined matter must hold (法20, 法22, 法24, 条例14). The statutory caps are 10, 20, 30 years; what a
-- unit has set shorter is the program's business. A condition and 长期 have no cap; an entry may provide a longer
-- period, an extension may have external approval, a derivative takes the end of its sources.
CREATE TRIGGER matter_law BEFORE INSERT ON matter
WHEN NEW.state IN ('approved', 'in_force', 'released') AND NEW.regime = 'state' BEGIN
  SELECT RAISE(ABORT, '须由两人：承办人拟定，定密责任人审核 / two persons: one proposes, another approves (R042)')
   WHERE NEW.proposer_id IS NULL OR NEW.proposer_id = NEW.approver_id
     OR (NEW.approver_id IS NULL AND NEW.origin NOT IN ('referred','unclear','received'));
  SELECT RAISE(ABORT, '保密期限写法不对 / the period is not written as one (R047)')
   WHERE NOT (NEW.period = '长期' OR (NEW.period GLOB '条件:?*' AND length(NEW.period) <= 63)
     OR NEW.period IS date(NEW.period, '+0 days')
     OR (NEW.period GLOB '[1-9]*年' AND substr(NEW.period, 1, length(NEW.period) - 1) NOT GLOB '*[^0-9]*')
     OR (NEW.period GLOB '[1-9]*个月' AND substr(NEW.period, 1, length(NEW.period) - 2) NOT GLOB '*[^0-9]*')
     OR (NEW.period GLOB '[1-9]*日' AND substr(NEW.period, 1, length(NEW.period) - 1) NOT GLOB '*[^0-9]*'));
  SELECT RAISE(ABORT, '保密期限超过该密级的法定上限 / the period is beyond the cap of its level (R046)')
   WHERE CASE
      WHEN NEW.period = '长期' OR NEW.period GLOB '条件:*' THEN 0
      WHEN NEW.period GLOB '*年' THEN CAST(NEW.period AS INTEGER) > NEW.level * 10
      WHEN NEW.period GLOB '*个月' THEN CAST(NEW.period AS INTEGER) > NEW.level * 120
      WHEN NEW.period GLOB '*日' THEN ifnull(date(NEW.start_on, '+' || CAST(NEW.period AS INTEGER) || ' days')
           > date(NEW.start_on, '+' || (NEW.level * 10) || ' years'), CAST(NEW.period AS INTEGER) > NEW.level * 3653)
      ELSE ifnull(NEW.period > date(NEW.start_on, '+' || (NEW.level * 10) || ' years'), 0) END
     AND NOT EXISTS (SELECT 1 FROM scope_entry WHERE id = NEW.entry_id AND (long_term = 1
           OR (max_period GLOB '*年' AND CAST(max_period AS INTEGER) > level * 10)
           OR (max_period GLOB '*个月' AND CAST(max_period AS INTEGER) > level * 120)))
     AND NOT EXISTS (SELECT 1 FROM decision WHERE matter_id = NEW.id AND kind = 'extend' AND external_ref IS NOT NULL)
     AND NOT (NEW.origin = 'derivative' AND EXISTS (SELECT 1 FROM source WHERE matter_id = NEW.id));
  SELECT RAISE(ABORT, '没有标志，也没有说明无法标注 / neither marked nor said to be unmarkable (R062)')
   WHERE NEW.state = 'in_force' AND NEW.unmarkable = 0 AND (NEW.mark IS NULL OR NEW.marked_on IS NULL);
  SELECT RAISE(ABORT, '解密须有原因 / a release needs its cause (R101, R102)')
   WHERE NEW.state = 'released' AND NEW.release_cause IS NULL;
END;
CREATE TRIGGER matter_law_u BEFORE UPDATE ON matter
WHEN NEW.state IN ('approved', 'in_force', 'released') AND NEW.regime = 'state' BEGIN
  SELECT RAISE(ABORT, '须由两人：承办人拟定，定密责任人审核 / two persons: one proposes, another approves (R042)')
   WHERE NEW.proposer_id IS NULL OR NEW.proposer_id = NEW.approver_id
     OR (NEW.approver_id IS NULL AND NEW.origin NOT IN ('referred','unclear','received'));
  SELECT RAISE(ABORT, '保密期限写法不对 / the period is not written as one (R047)')
   WHERE NOT (NEW.period = '长期' OR (NEW.period GLOB '条件:?*' AND length(NEW.period) <= 63)
     OR NEW.period IS date(NEW.period, '+0 days')
     OR (NEW.period GLOB '[1-9]*年' AND substr(NEW.period, 1, length(NEW.period) - 1) NOT GLOB '*[^0-9]*')
     OR (NEW.period GLOB '[1-9]*个月' AND substr(NEW.period, 1, length(NEW.period) - 2) NOT GLOB '*[^0-9]*')
     OR (NEW.period GLOB '[1-9]*日' AND substr(NEW.period, 1, length(NEW.period) - 1) NOT GLOB '*[^0-9]*'));
  SELECT RAISE(ABORT, '保密期限超过该密级的法定上限 / the period is beyond the cap of its level (R046)')
   WHERE CASE
      WHEN NEW.period = '长期' OR NEW.period GLOB '条件:*' THEN 0
      WHEN NEW.period GLOB '*年' THEN CAST(NEW.period AS INTEGER) > NEW.level * 10
      WHEN NEW.period GLOB '*个月' THEN CAST(NEW.period AS INTEGER) > NEW.level * 120
      WHEN NEW.period GLOB '*日' THEN ifnull(date(NEW.start_on, '+' || CAST(NEW.period AS INTEGER) || ' days')
           > date(NEW.start_on, '+' || (NEW.level * 10) || ' years'), CAST(NEW.period AS INTEGER) > NEW.level * 3653)
      ELSE ifnull(NEW.period > date(NEW.start_on, '+' || (NEW.level * 10) || ' years'), 0) END
     AND NOT EXISTS (SELECT 1 FROM scope_entry WHERE id = NEW.entry_id AND (long_term = 1
           OR (max_period GLOB '*年' AND CAST(max_period AS INTEGER) > level * 10)
           OR (max_period GLOB '*个月' AND CAST(max_period AS INTEGER) > level * 120)))
     AND NOT EXISTS (SELECT 1 FROM decision WHERE matter_id = NEW.id AND kind = 'extend' AND external_ref IS NOT NULL)
     AND NOT (NEW.origin = 'derivative' AND EXISTS (SELECT 1 FROM source WHERE matter_id = NEW.id));
  SELECT RAISE(ABORT, '没有标志，也没有说明无法标注 / neither marked nor said to be unmarkable (R062)')
   WHERE NEW.state = 'in_force' AND NEW.unmarkable = 0 AND (NEW.mark IS NULL OR NEW.marked_on IS NULL);
  SELECT RAISE(ABORT, '解密须有原因 / a release needs its cause (R101, R102)')
   WHERE NEW.state = 'released' AND NEW.release_cause IS NULL;
END;
