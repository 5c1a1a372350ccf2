-- Signing in by an organisation's own directory (OpenID Connect): sign-ins under way, and whom each of a
-- directory's people is. The id and the browser of a sign-in are the SHA-256 of secrets kept nowhere.
CREATE TABLE directory_turns (
    id TEXT PRIMARY KEY NOT NULL,
    browser TEXT NOT NULL,
    directory TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    begun INTEGER NOT NULL,
    fresh INTEGER NOT NULL CHECK (fresh IN (0, 1)),
    expires INTEGER NOT NULL
) STRICT;

CREATE TABLE directory_links (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    linked INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (person, issuer)
) STRICT;
