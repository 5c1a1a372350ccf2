-- The money, in whole pence. Every sum is a sum of postings: each takes from one account and gives to another.

CREATE TABLE streams (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    block TEXT NOT NULL,
    year TEXT NOT NULL,               -- 2007-08
    kind TEXT NOT NULL,               -- capital-grant, revenue-grant, contribution, aligned
    giver TEXT NOT NULL,
    partner TEXT,                     -- where a partner gives or keeps it
    award_pence INTEGER NOT NULL,     -- as it is today
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE allocations (
    id TEXT PRIMARY KEY,
    stream TEXT NOT NULL REFERENCES streams,
    partner TEXT NOT NULL,
    purpose TEXT NOT NULL,
    decision TEXT NOT NULL,
    on_day TEXT NOT NULL,
    allocated_pence INTEGER NOT NULL, -- as it is today
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE allocation_outcomes (
    allocation TEXT NOT NULL REFERENCES allocations,
    outcome TEXT NOT NULL REFERENCES outcomes,
    PRIMARY KEY (allocation, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE postings (
    line INTEGER NOT NULL,
    place INTEGER NOT NULL,           -- the first, second, … posting of the line
    from_account TEXT NOT NULL,       -- held/a-revenue-2007
    to_account TEXT NOT NULL,
    pence INTEGER NOT NULL CHECK (pence > 0),
    stream TEXT NOT NULL REFERENCES streams,
    year TEXT NOT NULL,
    on_day TEXT NOT NULL,
    because TEXT NOT NULL,
    reverses TEXT,                    -- 12.1: the posting that it undoes
    PRIMARY KEY (line, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    allocation TEXT NOT NULL REFERENCES allocations,
    month TEXT NOT NULL,              -- 2007-08-m1
    pence INTEGER NOT NULL,
    state TEXT NOT NULL,              -- proposed, approved, declined, reversed
    on_day TEXT NOT NULL,
    line INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Returns that are accepted, or were until they were reopened: the others are between two officers.
CREATE TABLE returns (
    partner TEXT NOT NULL,
    month TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,              -- accepted, reopened
    allocation TEXT NOT NULL REFERENCES allocations,
    spent_pence INTEGER NOT NULL,
    forecast_pence INTEGER NOT NULL,
    outputs TEXT,
    line INTEGER NOT NULL,
    PRIMARY KEY (partner, month, version, allocation)
) STRICT, WITHOUT ROWID;

CREATE VIEW account_balances AS
SELECT account, SUM(pence) AS pence
FROM (
    SELECT to_account AS account, pence FROM postings
    UNION ALL
    SELECT from_account, -pence FROM postings
)
GROUP BY account;
