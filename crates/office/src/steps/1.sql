-- The first step. Written in SQLite's words; postgresql.rs says how it reads them.
CREATE TABLE revision (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
) STRICT;
INSERT INTO revision (one, number) VALUES (1, 0);

CREATE TABLE people (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    email_key TEXT UNIQUE
) STRICT;

CREATE TABLE roles (
    partnership TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    granted INTEGER NOT NULL,
    PRIMARY KEY (partnership, person, role)
) STRICT;
CREATE INDEX roles_of_person ON roles (person);

-- In links, sessions and tokens the id is the SHA-256 of a secret that is kept nowhere.
CREATE TABLE links (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    partnership TEXT NOT NULL,
    purpose TEXT NOT NULL,
    expires INTEGER NOT NULL,
    reusable INTEGER NOT NULL CHECK (reusable IN (0, 1)),
    used INTEGER
) STRICT;
CREATE INDEX links_of_person ON links (person);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    opened INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    idle INTEGER NOT NULL,
    ends INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_person ON sessions (person);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    partnership TEXT NOT NULL,
    label TEXT NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER
) STRICT;
CREATE INDEX tokens_of_person ON tokens (person);
CREATE INDEX tokens_of_partnership ON tokens (partnership);

CREATE TABLE drafts (
    partnership TEXT NOT NULL,
    meeting TEXT NOT NULL,
    item TEXT NOT NULL,
    words TEXT NOT NULL,
    revision INTEGER NOT NULL,
    written_by TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (partnership, meeting, item)
) STRICT;

CREATE TABLE files (
    hash TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    kept INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE settings (
    partnership TEXT NOT NULL,
    setting TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (partnership, setting)
) STRICT;
