-- Files: where a store keeps the bytes, there are none here.
CREATE TABLE kept_files (
    hash TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    kept INTEGER NOT NULL,
    bytes BLOB
) STRICT;
INSERT INTO kept_files (hash, media_type, name, kept, bytes)
    SELECT hash, media_type, name, kept, bytes FROM files;
DROP TABLE files;
ALTER TABLE kept_files RENAME TO files;
