-- The plan. All of it is everyone's, as it is on the pages.

CREATE TABLE strategies (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    vision TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agreements (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    version INTEGER NOT NULL,         -- how often it was made or refreshed
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outcomes (
    id TEXT PRIMARY KEY,
    agreement TEXT NOT NULL REFERENCES agreements,
    block TEXT NOT NULL,
    theme TEXT NOT NULL,
    title TEXT NOT NULL,
    says TEXT,
    lead_body TEXT NOT NULL REFERENCES bodies,
    lead_partner TEXT REFERENCES partners,
    lead_person TEXT REFERENCES people,
    ended_on TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Periods are of the financial year: 2007-08, 2007-08-h1, 2007-08-q3, 2007-08-m11.
CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    outcome TEXT NOT NULL REFERENCES outcomes,
    title TEXT NOT NULL,
    reference TEXT,                   -- NI 15
    definition TEXT,
    unit TEXT,
    good TEXT NOT NULL,               -- higher, lower, within
    places INTEGER NOT NULL,          -- with how many decimal places it is shown
    standing TEXT NOT NULL,           -- headline, proxy, feeder
    headline TEXT REFERENCES indicators,
    every TEXT NOT NULL,              -- month, quarter, half, year
    in_year TEXT NOT NULL,            -- how the figures of a year make the year's
    districts TEXT NOT NULL,          -- how the districts make the whole
    source TEXT NOT NULL,
    baseline_period TEXT,
    baseline REAL,
    retired_on TEXT,
    light TEXT,                       -- on the day of the copy: on-track, at-risk, off-track, not-reported
    light_period TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is aimed at, as it stands. `area` is NULL for the whole partnership.
CREATE TABLE targets (
    indicator TEXT NOT NULL REFERENCES indicators,
    period TEXT NOT NULL,
    area TEXT,
    value REAL NOT NULL,
    upper REAL,                       -- where good is within a range
    line INTEGER NOT NULL
) STRICT;

-- What was measured, as it stands after corrections. A rate has its numerator and denominator.
CREATE TABLE figures (
    indicator TEXT NOT NULL REFERENCES indicators,
    period TEXT NOT NULL,
    area TEXT,
    value REAL NOT NULL,              -- rounded as it is shown
    numerator REAL,
    denominator REAL,
    per INTEGER,
    source TEXT NOT NULL,
    handed_in_by TEXT REFERENCES partners,
    handed_in_on TEXT NOT NULL,
    words TEXT,
    corrected_because TEXT,
    line INTEGER NOT NULL
) STRICT;

CREATE TABLE commentary (
    indicator TEXT NOT NULL REFERENCES indicators,
    period TEXT NOT NULL,
    words TEXT NOT NULL,
    written_on TEXT NOT NULL,
    line INTEGER NOT NULL
) STRICT;

CREATE TABLE delivery_plans (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL REFERENCES bodies,
    year TEXT NOT NULL,
    title TEXT NOT NULL,
    begun_on TEXT NOT NULL,
    approved_on TEXT,
    approved_by TEXT,                 -- the body
    decision TEXT,                    -- by which decision, where the book has it
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_actions (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL REFERENCES delivery_plans,
    title TEXT NOT NULL,
    says TEXT,
    priority INTEGER NOT NULL,
    lead TEXT NOT NULL REFERENCES partners,
    person TEXT REFERENCES people,
    starts TEXT NOT NULL,
    due TEXT NOT NULL,
    budget_pence INTEGER,
    state TEXT NOT NULL,              -- not-started, moving-forward, stalled, done
    reported_on TEXT,
    given_up_on TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What an action serves, who takes part, and what it waits for.
CREATE TABLE plan_action_links (
    action TEXT NOT NULL REFERENCES plan_actions,
    kind TEXT NOT NULL,               -- outcome, indicator, approach, area, partner, waits-for
    id TEXT NOT NULL
) STRICT;

CREATE TABLE milestones (
    action TEXT NOT NULL REFERENCES plan_actions,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    due TEXT NOT NULL,
    reached_on TEXT,
    PRIMARY KEY (action, number)
) STRICT, WITHOUT ROWID;

-- Exceptions and log jams. What a meeting said of one is in its minutes.
CREATE TABLE exceptions (
    id TEXT PRIMARY KEY,
    sort TEXT NOT NULL,               -- exception, log-jam
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    indicator TEXT REFERENCES indicators,
    period TEXT,
    action TEXT REFERENCES plan_actions,
    theme TEXT,
    area TEXT,
    owner TEXT NOT NULL REFERENCES partners,
    person TEXT REFERENCES people,
    body TEXT NOT NULL REFERENCES bodies,
    since TEXT NOT NULL,              -- since when it stands before that body
    asks TEXT,
    raised_on TEXT NOT NULL,
    by_rule INTEGER NOT NULL,
    outcome TEXT,                     -- resolved, accepted, no-longer-matters; NULL: it is open
    closed_on TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE remedies (
    id TEXT PRIMARY KEY,
    exception TEXT NOT NULL REFERENCES exceptions,
    what TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES partners,
    person TEXT REFERENCES people,
    due TEXT NOT NULL,
    done INTEGER,                     -- NULL: to be done; 0: given up
    ended_on TEXT,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX indicators_by_outcome ON indicators (outcome);
CREATE INDEX targets_by_indicator ON targets (indicator, area, period);
CREATE INDEX figures_by_indicator ON figures (indicator, area, period);
CREATE INDEX plan_actions_by_plan ON plan_actions (plan);
CREATE INDEX plan_action_links_by_kind ON plan_action_links (kind, id);
CREATE INDEX exceptions_by_body ON exceptions (body);
