-- The second step: who opened an agenda or a paper, and the secret addresses of calendars.
CREATE TABLE receipts (
    partnership TEXT NOT NULL,
    meeting TEXT NOT NULL,
    what TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    noted INTEGER NOT NULL,
    PRIMARY KEY (partnership, meeting, what, person)
) STRICT;
CREATE INDEX receipts_of_person ON receipts (person);

-- The id is the SHA-256 of a secret that is kept nowhere.
CREATE TABLE feeds (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    partnership TEXT NOT NULL,
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX feeds_of_person ON feeds (person);
