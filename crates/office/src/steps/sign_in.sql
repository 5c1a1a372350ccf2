-- Passkeys, what is asked of a device or a letter until the answer comes, invitations, and what
-- somebody had typed when their session ended. Each id but a passkey's own is the SHA-256 of a secret
-- that is kept nowhere.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    credential TEXT NOT NULL,
    means TEXT NOT NULL,
    added INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX passkeys_of_person ON passkeys (person);

CREATE TABLE challenges (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT REFERENCES people (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX challenges_of_person ON challenges (person);

CREATE TABLE mail_sign_ins (
    id TEXT PRIMARY KEY NOT NULL,
    link TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    address TEXT NOT NULL,
    person TEXT REFERENCES people (id) ON DELETE CASCADE,
    next TEXT NOT NULL,
    tries INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX mail_sign_ins_of_person ON mail_sign_ins (person);
CREATE INDEX mail_sign_ins_to_address ON mail_sign_ins (address, asked);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    partnership TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    invited INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    accepted INTEGER,
    UNIQUE (partnership, person)
) STRICT;
CREATE INDEX invitations_of_person ON invitations (person);

CREATE TABLE kept_forms (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    fields TEXT NOT NULL,
    kept INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_forms_of_person ON kept_forms (person);
