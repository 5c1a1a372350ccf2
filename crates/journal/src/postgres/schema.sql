-- The minute book in one schema of a PostgreSQL database: the same tables and the same
-- refusals as in SQLite. The program relies on the unique keys; the triggers are for
-- anyone who comes with another program.

CREATE TABLE IF NOT EXISTS lines (
    partnership text COLLATE "C" NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    at text NOT NULL,
    by text NOT NULL,
    entry text NOT NULL,
    previous bytea NOT NULL CHECK (length(previous) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (partnership, number),
    UNIQUE (partnership, previous)
);

CREATE TABLE IF NOT EXISTS words (
    partnership text COLLATE "C" NOT NULL,
    line bigint NOT NULL,
    ordinal bigint NOT NULL CHECK (ordinal >= 0),
    salt bytea NOT NULL CHECK (length(salt) = 32),
    text text NOT NULL,
    PRIMARY KEY (partnership, line, ordinal),
    FOREIGN KEY (partnership, line) REFERENCES lines (partnership, number)
);

-- The database's statistics quote the commonest values: words that are redacted would be left in them.
ALTER TABLE words ALTER COLUMN text SET STATISTICS 0;

CREATE TABLE IF NOT EXISTS redactions (
    partnership text COLLATE "C" NOT NULL,
    line bigint NOT NULL,
    ordinal bigint NOT NULL,
    redacted_by bigint NOT NULL,
    PRIMARY KEY (partnership, line, ordinal),
    FOREIGN KEY (partnership, line) REFERENCES lines (partnership, number),
    FOREIGN KEY (partnership, redacted_by) REFERENCES lines (partnership, number)
);

CREATE TABLE IF NOT EXISTS receipts (
    partnership text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    first bigint NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (partnership, key)
);

-- One row for each book. It says nothing; whoever locks it may write the next line.
CREATE TABLE IF NOT EXISTS turns (
    partnership text COLLATE "C" PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS format (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    version integer NOT NULL
);

CREATE OR REPLACE FUNCTION refuse() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE OR REPLACE FUNCTION line_follows() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    before record;
BEGIN
    SELECT number, hash INTO before FROM lines
        WHERE partnership = NEW.partnership ORDER BY number DESC LIMIT 1;
    IF NEW.number <> 1 + coalesce(before.number, 0)
        OR NEW.previous <> coalesce(before.hash, decode(repeat('00', 32), 'hex')) THEN
        RAISE EXCEPTION 'a line must follow the last line of its book';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION words_are_sealed() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    commitment text := encode(sha256(
        convert_to(E'folkmoot words 1\n', 'UTF8') || NEW.salt || convert_to(NEW.text, 'UTF8')), 'hex');
BEGIN
    IF NOT EXISTS (SELECT 1 FROM lines
            WHERE partnership = NEW.partnership AND number = NEW.line
            AND position('"sealed":"' || commitment || '"' IN entry) > 0)
        OR EXISTS (SELECT 1 FROM redactions
            WHERE partnership = NEW.partnership AND line = NEW.line AND ordinal = NEW.ordinal) THEN
        RAISE EXCEPTION 'a text is written with the line that seals it, and not again once redacted';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION words_remain() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM redactions
        WHERE partnership = OLD.partnership AND line = OLD.line AND ordinal = OLD.ordinal) THEN
        RAISE EXCEPTION 'a text is taken out only by a recorded redaction';
    END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE FUNCTION redaction_is_recorded() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM lines
            WHERE partnership = NEW.partnership AND number = NEW.redacted_by AND number > NEW.line
            AND entry::json ->> 'module' = 'book' AND entry::json ->> 'kind' = 'redacted'
            AND entry::json ->> 'line' = NEW.line::text
            AND entry::json ->> 'ordinal' = NEW.ordinal::text)
        OR NOT EXISTS (SELECT 1 FROM words
            WHERE partnership = NEW.partnership AND line = NEW.line AND ordinal = NEW.ordinal) THEN
        RAISE EXCEPTION 'a redaction needs a line that records it and a text to take out';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER lines_follow BEFORE INSERT ON lines
    FOR EACH ROW EXECUTE FUNCTION line_follows();
CREATE OR REPLACE TRIGGER lines_stay BEFORE UPDATE ON lines
    EXECUTE FUNCTION refuse('a line of the book is never changed');
CREATE OR REPLACE TRIGGER lines_remain BEFORE DELETE OR TRUNCATE ON lines
    EXECUTE FUNCTION refuse('a line of the book is never removed');

CREATE OR REPLACE TRIGGER words_are_sealed BEFORE INSERT ON words
    FOR EACH ROW EXECUTE FUNCTION words_are_sealed();
CREATE OR REPLACE TRIGGER words_stay BEFORE UPDATE ON words
    EXECUTE FUNCTION refuse('a text of the book is never changed');
CREATE OR REPLACE TRIGGER words_remain BEFORE DELETE ON words
    FOR EACH ROW EXECUTE FUNCTION words_remain();
CREATE OR REPLACE TRIGGER words_are_not_emptied BEFORE TRUNCATE ON words
    EXECUTE FUNCTION refuse('a text is taken out only by a recorded redaction');

CREATE OR REPLACE TRIGGER redactions_are_recorded BEFORE INSERT ON redactions
    FOR EACH ROW EXECUTE FUNCTION redaction_is_recorded();
CREATE OR REPLACE TRIGGER redactions_stay BEFORE UPDATE ON redactions
    EXECUTE FUNCTION refuse('a redaction is never changed');
CREATE OR REPLACE TRIGGER redactions_remain BEFORE DELETE OR TRUNCATE ON redactions
    EXECUTE FUNCTION refuse('a redaction is never removed');

CREATE OR REPLACE TRIGGER receipts_stay BEFORE UPDATE ON receipts
    EXECUTE FUNCTION refuse('a receipt is never changed');
CREATE OR REPLACE TRIGGER receipts_remain BEFORE DELETE OR TRUNCATE ON receipts
    EXECUTE FUNCTION refuse('a receipt is never removed');
