-- What every statement means, as a vector, so that a record is searched by meaning too: until now only those that are
-- compared had one. Filled by the next `add`, as the version of the story step is another.

CREATE TABLE meanings (
    statement TEXT PRIMARY KEY NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    made_by TEXT NOT NULL,                  -- version of the story step
    vector BLOB NOT NULL                    -- 512 numbers of a byte
);
CREATE INDEX meanings_by_version ON meanings (made_by);
INSERT INTO meanings (statement, made_by, vector) SELECT statement, made_by, vector FROM utterances;
ALTER TABLE utterances DROP COLUMN vector;

-- How much of each outlet and month a record holds.
DROP INDEX articles_by_outlet;
CREATE INDEX articles_by_outlet ON articles (outlet, earliest);

-- Searches that somebody keeps, by a name.
CREATE TABLE searches (
    name TEXT PRIMARY KEY NOT NULL,
    query TEXT NOT NULL,                    -- JSON: what is asked for
    revision INTEGER NOT NULL,              -- one more with each change
    saved_at TEXT NOT NULL
) WITHOUT ROWID;
