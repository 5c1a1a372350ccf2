-- Who is the point of contact of a body: gatekeeper, champion, link.
CREATE TABLE contacts (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL REFERENCES bodies,
    role TEXT NOT NULL,
    towards TEXT NOT NULL REFERENCES bodies,
    person TEXT NOT NULL REFERENCES people,
    from_day TEXT NOT NULL,
    until_day TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Groups for a time that were founded in the book. They are bodies too.
CREATE TABLE groups (
    body TEXT PRIMARY KEY REFERENCES bodies,
    sort TEXT NOT NULL,               -- task-and-finish, think-tank
    scope TEXT NOT NULL,
    resources TEXT NOT NULL,
    origin TEXT NOT NULL,             -- directed, granted
    by_body TEXT NOT NULL REFERENCES bodies,
    reports_to TEXT NOT NULL REFERENCES bodies,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,               -- as founded
    extended_to TEXT,
    closed_on TEXT,
    report TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Terms of reference that were proposed in the book. Those of the arrangements have no row.
CREATE TABLE terms_versions (
    body TEXT NOT NULL REFERENCES bodies,
    version INTEGER NOT NULL,
    meant_from TEXT NOT NULL,
    in_force_from TEXT,               -- NULL: they wait to be approved
    approved_by TEXT REFERENCES bodies,
    approved_on TEXT,
    line INTEGER NOT NULL,
    PRIMARY KEY (body, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms_parts (
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    part TEXT NOT NULL,               -- purpose, membership, remit, …
    words TEXT NOT NULL,
    FOREIGN KEY (body, version) REFERENCES terms_versions
) STRICT;

-- Who was put forward for a seat. For the secretariat only.
CREATE TABLE nominations (
    line INTEGER PRIMARY KEY,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    partner TEXT REFERENCES partners,
    from_day TEXT NOT NULL,
    until_day TEXT,
    post TEXT,
    mandate TEXT NOT NULL,            -- commits, refers-back
    despite TEXT,                     -- why, where an essential requirement is not met
    fate TEXT NOT NULL                -- stands, withdrawn, taken-up, passed-over
) STRICT;

-- Requirements of the role, and whether the nominee meets them. For the secretariat only.
CREATE TABLE nomination_requirements (
    nomination INTEGER NOT NULL REFERENCES nominations,
    essential INTEGER NOT NULL,
    what TEXT NOT NULL,
    met INTEGER NOT NULL
) STRICT;

-- What the structure rests on, and partners to be won. For the secretariat only.
CREATE TABLE dependencies (
    id TEXT PRIMARY KEY,
    what TEXT NOT NULL,
    sort TEXT NOT NULL,               -- rests-on, partner-to-win
    about TEXT REFERENCES partners,
    owner TEXT NOT NULL REFERENCES partners,
    person TEXT REFERENCES people,
    review TEXT NOT NULL,
    settled_on TEXT,
    outcome TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Interests declared, and who was out of the room for one.
CREATE TABLE interests (
    line INTEGER PRIMARY KEY,
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    nature TEXT NOT NULL,
    withdraws INTEGER NOT NULL,
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT;

CREATE TABLE withdrawals (
    line INTEGER NOT NULL,
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    from_time TEXT NOT NULL,
    until_time TEXT,
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT;

-- Corrections of minutes, with what stood there before.
CREATE TABLE corrections (
    line INTEGER PRIMARY KEY,
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    was TEXT,
    now TEXT NOT NULL,
    why TEXT NOT NULL,
    agreed_at TEXT REFERENCES meetings,
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT;

-- What was reported of actions, how their day was put off, and how they ended.
CREATE TABLE action_events (
    line INTEGER PRIMARY KEY,
    action TEXT NOT NULL REFERENCES actions,
    what TEXT NOT NULL,               -- reported, extended, done, no-longer-needed, passed-on
    at TEXT NOT NULL,
    words TEXT,
    due TEXT,                         -- when it is due since
    into_action TEXT REFERENCES actions
) STRICT;

CREATE INDEX contacts_by_person ON contacts (person);
CREATE INDEX nominations_by_seat ON nominations (seat);
CREATE INDEX interests_by_item ON interests (meeting, item);
CREATE INDEX withdrawals_by_item ON withdrawals (meeting, item);
CREATE INDEX corrections_by_item ON corrections (meeting, item);
CREATE INDEX action_events_by_action ON action_events (action);
CREATE INDEX terms_parts_by_version ON terms_parts (body, version);

-- Where members stood on a proposal, where they said so.
CREATE TABLE positions (
    decision TEXT NOT NULL REFERENCES decisions,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    position TEXT NOT NULL,           -- support, can-live-with, stand-aside, object
    mandate TEXT,                     -- delegated, decided, refers-back
    words TEXT,
    line INTEGER NOT NULL,
    PRIMARY KEY (decision, seat)
) STRICT, WITHOUT ROWID;

-- Decisions that were referred to the governing bodies of partners, with each partner's answer.
CREATE TABLE referrals (
    decision TEXT NOT NULL REFERENCES decisions,
    partner TEXT NOT NULL REFERENCES partners,
    due TEXT,
    answer TEXT,                      -- agrees, agrees-with-conditions, declines; NULL: waiting
    answered_on TEXT,
    answered_by TEXT,
    conditions TEXT,
    line INTEGER NOT NULL,            -- of the answer, or of the referral
    PRIMARY KEY (decision, partner)
) STRICT, WITHOUT ROWID;

-- Under which competence a decision falls, at which level and to whom it is only a recommendation;
-- and what the accountable body says where its agreement is needed.
CREATE TABLE reach (
    decision TEXT PRIMARY KEY REFERENCES decisions,
    competence TEXT,
    level TEXT,
    why_there TEXT,
    recommends_to TEXT REFERENCES bodies,
    accountable_body TEXT REFERENCES partners,
    accountable_agrees INTEGER,       -- NULL: not asked, or not answered yet
    accountable_on TEXT
) STRICT, WITHOUT ROWID;
