-- The relational copy of one partnership. Version 1. Days are text as 2007-04-18, times as 10:30,
-- moments as 2007-04-18T09:30:00Z; yes and no are 1 and 0; what is not known or not public is NULL.
-- `line` is always a line of the minute book, where it can be looked up and checked.

CREATE TABLE about (
    partnership TEXT NOT NULL,        -- its address
    name TEXT NOT NULL,
    last_line INTEGER NOT NULL,       -- the line of the book up to which this is a copy
    last_hash TEXT NOT NULL,          -- and its hash
    made_at TEXT NOT NULL,
    made_for TEXT NOT NULL,           -- "the public" or "the secretariat"
    today TEXT NOT NULL,              -- the day that "in force" and "overdue" are meant for
    version TEXT NOT NULL             -- the version of Folkmoot
) STRICT;

CREATE TABLE adoptions (
    line INTEGER PRIMARY KEY,
    in_force_from TEXT NOT NULL,
    decided_by TEXT
) STRICT;

CREATE TABLE sectors (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE areas (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT,
    within TEXT REFERENCES areas
) STRICT, WITHOUT ROWID;

-- Whoever a seat may speak for: organisations, and bodies that are represented elsewhere.
CREATE TABLE partners (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    is_body INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
    id TEXT PRIMARY KEY REFERENCES partners,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    sector TEXT REFERENCES sectors,
    area TEXT REFERENCES areas,
    accountable_to TEXT,
    in_force INTEGER NOT NULL         -- whether the arrangements in force today have it
) STRICT, WITHOUT ROWID;

CREATE TABLE bodies (
    id TEXT PRIMARY KEY REFERENCES partners,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT,
    sector TEXT REFERENCES sectors,
    area TEXT REFERENCES areas,
    starts TEXT,
    ends TEXT,
    clause TEXT,
    in_force INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lines_between_bodies (
    body TEXT NOT NULL REFERENCES bodies,
    to_body TEXT NOT NULL REFERENCES bodies,
    kind TEXT NOT NULL,
    label TEXT,
    clause TEXT
) STRICT;

CREATE TABLE themes (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    block TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE theme_bodies (
    theme TEXT NOT NULL REFERENCES themes,
    body TEXT NOT NULL REFERENCES bodies,
    PRIMARY KEY (theme, body)
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL REFERENCES bodies,
    title TEXT NOT NULL,
    partner TEXT REFERENCES partners,
    capacity TEXT NOT NULL,           -- member, observer, in-attendance, adviser
    office TEXT,                      -- chair, vice-chair
    may_vote INTEGER NOT NULL,
    appointed TEXT NOT NULL,
    post TEXT,
    term_months INTEGER,
    starts TEXT,
    ends TEXT,
    clause TEXT,
    in_force INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT                         -- NULL where the public record does not name them
) STRICT, WITHOUT ROWID;

CREATE TABLE appointments (
    line INTEGER PRIMARY KEY,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    partner TEXT REFERENCES partners,
    from_day TEXT NOT NULL,
    until_day TEXT,
    post TEXT,                        -- the post that they hold, where it is known
    mandate TEXT                      -- commits, refers-back
) STRICT;

CREATE TABLE substitutes (
    line INTEGER PRIMARY KEY,
    seat TEXT NOT NULL REFERENCES seats,
    person TEXT NOT NULL REFERENCES people,
    meeting TEXT REFERENCES meetings, -- NULL: at any meeting
    from_day TEXT NOT NULL,
    until_day TEXT
) STRICT;

CREATE TABLE meetings (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL REFERENCES bodies,
    day TEXT NOT NULL,
    starts TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,              -- called, open, held, drafted, approved, published, cancelled
    minutes_approved_on TEXT,
    opened TEXT,
    closed TEXT,
    chair TEXT REFERENCES people,
    present INTEGER,
    needed INTEGER,                   -- how many are a quorum
    quorate INTEGER,
    line INTEGER NOT NULL,
    published_line INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE agenda_items (
    meeting TEXT NOT NULL REFERENCES meetings,
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,            -- decision, discussion, information
    presenter TEXT,
    minutes INTEGER,                  -- how long it may take
    standing INTEGER NOT NULL,
    said TEXT,                        -- as minuted
    class TEXT NOT NULL,              -- public, exempt, confidential
    reason TEXT,                      -- why it is withheld
    summary TEXT,                     -- what everyone may read in place of what is minuted in private
    PRIMARY KEY (meeting, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE papers (
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    title TEXT NOT NULL,
    hash TEXT,                        -- NULL where the audience may not read it
    held_by TEXT REFERENCES partners,
    class TEXT NOT NULL,              -- public, members, exempt, confidential, draft
    reason TEXT,                      -- why it is withheld
    review TEXT,                      -- when that is looked at again
    version INTEGER NOT NULL,         -- the latest; from 1
    withdrawn INTEGER NOT NULL,
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT;

CREATE TABLE attendance (
    meeting TEXT NOT NULL REFERENCES meetings,
    seat TEXT NOT NULL REFERENCES seats,
    partner TEXT REFERENCES partners,
    person TEXT REFERENCES people,
    how TEXT NOT NULL,                -- present, apologies, absent
    substitute INTEGER NOT NULL,
    member INTEGER NOT NULL,          -- whether the seat counts for the quorum
    came TEXT,
    went TEXT
) STRICT;

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    text TEXT NOT NULL,
    standing TEXT NOT NULL,           -- Agreed by consensus, Carried, Not carried, …
    agreed INTEGER,                   -- NULL: undecided
    tied INTEGER NOT NULL,
    for_ratification INTEGER NOT NULL,
    ratified INTEGER,                 -- by a later quorate meeting; NULL: it did not rule
    mover TEXT REFERENCES people,
    quorate INTEGER,
    votes_for INTEGER,
    votes_against INTEGER,
    abstained INTEGER,
    silent INTEGER,
    needed INTEGER,                   -- how many votes carry
    line INTEGER,
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
    decision TEXT NOT NULL REFERENCES decisions,
    voter TEXT NOT NULL,              -- the name of the partner, or of the seat
    partner TEXT REFERENCES partners,
    vote TEXT,                        -- for, against, abstain; NULL: present and silent
    person TEXT REFERENCES people,
    changes INTEGER NOT NULL,
    seats_present INTEGER NOT NULL
) STRICT;

CREATE TABLE dissents (
    decision TEXT NOT NULL REFERENCES decisions,
    person TEXT NOT NULL REFERENCES people,
    partner TEXT REFERENCES partners,
    words TEXT
) STRICT;

CREATE TABLE actions (
    id TEXT PRIMARY KEY,
    meeting TEXT NOT NULL,
    item INTEGER NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES partners,
    person TEXT REFERENCES people,
    due TEXT NOT NULL,
    overdue INTEGER NOT NULL,
    ended INTEGER NOT NULL,           -- whether it was closed: see action_events
    FOREIGN KEY (meeting, item) REFERENCES agenda_items
) STRICT, WITHOUT ROWID;

-- The book itself. Of a line that is not public only its number is here.
CREATE TABLE lines (
    number INTEGER PRIMARY KEY,
    at TEXT,
    by TEXT,
    module TEXT,
    kind TEXT,
    entry TEXT,                       -- as JSON
    hash TEXT,
    redacted INTEGER NOT NULL         -- how many of its texts were taken out
) STRICT;
