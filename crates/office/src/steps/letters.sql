-- Letters to be sent, and those that were: the words go once a letter is sent, the row stays to
-- tell who was written to and when. `stop` is the SHA-256 of a secret kept nowhere but in the letter.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY NOT NULL,
    partnership TEXT NOT NULL,
    person TEXT REFERENCES people (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT,
    subject TEXT NOT NULL,
    plain TEXT,
    html TEXT,
    headers TEXT,
    stop TEXT,
    posted INTEGER NOT NULL,
    due INTEGER NOT NULL,
    good_until INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    tries INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER,
    settled INTEGER,
    trouble TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (state, due);
CREATE INDEX outbox_of_person ON outbox (person);
CREATE INDEX outbox_of_partnership ON outbox (partnership, posted);
CREATE INDEX outbox_by_stop ON outbox (stop);

-- Up to which line of a book its letters have been written.
CREATE TABLE letters_written (
    partnership TEXT PRIMARY KEY NOT NULL,
    line INTEGER NOT NULL,
    moved INTEGER NOT NULL
) STRICT;

-- How often somebody wishes to have letters of a kind that may be left out.
CREATE TABLE letter_wishes (
    partnership TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    wish TEXT NOT NULL,
    PRIMARY KEY (partnership, person, kind)
) STRICT;
CREATE INDEX letter_wishes_of_person ON letter_wishes (person);

-- What waits to be put into somebody's next digest.
CREATE TABLE gathered (
    id TEXT PRIMARY KEY NOT NULL,
    partnership TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    wish TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    words TEXT NOT NULL,
    link TEXT NOT NULL,
    noted INTEGER NOT NULL
) STRICT;
CREATE INDEX gathered_of_person ON gathered (person);
CREATE INDEX gathered_of_partnership ON gathered (partnership, wish);
