-- The minute book in one SQLite file. Lines are added and read, never changed;
-- the triggers say so to anyone who opens the file with another program.

CREATE TABLE lines (
    partnership TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    entry TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (partnership, number),
    UNIQUE (partnership, previous)
) STRICT;

CREATE TABLE words (
    partnership TEXT NOT NULL,
    line INTEGER NOT NULL,
    ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL,
    UNIQUE (partnership, line, ordinal),
    FOREIGN KEY (partnership, line) REFERENCES lines (partnership, number)
) STRICT;

CREATE TABLE redactions (
    partnership TEXT NOT NULL,
    line INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    redacted_by INTEGER NOT NULL,
    UNIQUE (partnership, line, ordinal),
    FOREIGN KEY (partnership, line) REFERENCES lines (partnership, number),
    FOREIGN KEY (partnership, redacted_by) REFERENCES lines (partnership, number)
) STRICT;

CREATE TABLE receipts (
    partnership TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    UNIQUE (partnership, key)
) STRICT;

CREATE TRIGGER lines_follow BEFORE INSERT ON lines
WHEN NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM lines WHERE partnership = NEW.partnership), 0)
    OR NEW.previous <> coalesce(
        (SELECT hash FROM lines WHERE partnership = NEW.partnership ORDER BY number DESC LIMIT 1),
        zeroblob(32))
BEGIN SELECT raise(ABORT, 'a line must follow the last line of its book'); END;

CREATE TRIGGER lines_stay BEFORE UPDATE ON lines
BEGIN SELECT raise(ABORT, 'a line of the book is never changed'); END;

CREATE TRIGGER lines_remain BEFORE DELETE ON lines
BEGIN SELECT raise(ABORT, 'a line of the book is never removed'); END;

CREATE TRIGGER words_come_with_their_line BEFORE INSERT ON words
WHEN NEW.line IS NOT (SELECT max(number) FROM lines WHERE partnership = NEW.partnership)
    OR EXISTS (SELECT 1 FROM words
        WHERE partnership = NEW.partnership AND line = NEW.line AND ordinal = NEW.ordinal)
BEGIN SELECT raise(ABORT, 'a text is written once, with its line'); END;

CREATE TRIGGER words_stay BEFORE UPDATE ON words
BEGIN SELECT raise(ABORT, 'a text of the book is never changed'); END;

CREATE TRIGGER words_remain BEFORE DELETE ON words
WHEN NOT EXISTS (SELECT 1 FROM redactions
    WHERE partnership = OLD.partnership AND line = OLD.line AND ordinal = OLD.ordinal)
BEGIN SELECT raise(ABORT, 'a text is taken out only by a recorded redaction'); END;

CREATE TRIGGER redactions_are_recorded BEFORE INSERT ON redactions
WHEN NOT EXISTS (SELECT 1 FROM lines
        WHERE partnership = NEW.partnership AND number = NEW.redacted_by AND number > NEW.line
        AND entry ->> 'module' = 'book' AND entry ->> 'kind' = 'redacted'
        AND entry ->> 'line' = NEW.line AND entry ->> 'ordinal' = NEW.ordinal)
    OR NOT EXISTS (SELECT 1 FROM words
        WHERE partnership = NEW.partnership AND line = NEW.line AND ordinal = NEW.ordinal)
BEGIN SELECT raise(ABORT, 'a redaction needs a line that records it and a text to take out'); END;

CREATE TRIGGER redactions_stay BEFORE UPDATE ON redactions
BEGIN SELECT raise(ABORT, 'a redaction is never changed'); END;

CREATE TRIGGER redactions_remain BEFORE DELETE ON redactions
BEGIN SELECT raise(ABORT, 'a redaction is never removed'); END;

CREATE TRIGGER receipts_are_new BEFORE INSERT ON receipts
WHEN EXISTS (SELECT 1 FROM receipts WHERE partnership = NEW.partnership AND key = NEW.key)
BEGIN SELECT raise(ABORT, 'a receipt is written once'); END;

CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts
BEGIN SELECT raise(ABORT, 'a receipt is never changed'); END;

CREATE TRIGGER receipts_remain BEFORE DELETE ON receipts
BEGIN SELECT raise(ABORT, 'a receipt is never removed'); END;
