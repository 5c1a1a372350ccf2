-- Who was erased and when, so that a restored backup does not bring them back. Only the opaque number,
-- and no foreign key: the row outlives the person.
CREATE TABLE erased (
    person TEXT PRIMARY KEY NOT NULL,
    erased INTEGER NOT NULL
) STRICT;

-- That a name or an address was corrected, when and by whom; never what stood there.
CREATE TABLE corrected (
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    corrected INTEGER NOT NULL,
    corrected_by TEXT NOT NULL,
    PRIMARY KEY (person, what, corrected)
) STRICT;

-- Words that one of the secretariat asks to be taken out of the book, until a second agrees.
CREATE TABLE to_redact (
    partnership TEXT NOT NULL,
    line INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    ground TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked INTEGER NOT NULL,
    PRIMARY KEY (partnership, line, ordinal)
) STRICT;
