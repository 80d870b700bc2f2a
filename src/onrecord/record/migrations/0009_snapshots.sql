-- Snapshots: what the record held at one moment, under a name that can be cited; and what was taken out of it for good.
--
--   snapshots ── frozen_in ── frozen       which items, as stretches of their numbers; equal contents are kept once
--                     └────── frozen_by    the versions of the steps that they came from
--   forgotten ── forgotten_ids             pages that were taken out, and the ids of what had been read from them

CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    taken_at TEXT NOT NULL,
    taken_by TEXT NOT NULL,
    because TEXT,
    onrecord TEXT NOT NULL,                 -- the version that took it
    shape INTEGER NOT NULL,                 -- the migrations that the record had seen
    decided INTEGER NOT NULL,               -- the number of the last decision, 0 where there was none
    in_force TEXT NOT NULL,                 -- JSON list of the numbers of the decisions that counted
    kinds TEXT NOT NULL,                    -- JSON: kind -> how many items, and a SHA-256 over their ids and contents
    digest TEXT NOT NULL                    -- a SHA-256 over all kinds
);
CREATE TRIGGER snapshots_are_not_changed BEFORE UPDATE ON snapshots BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never changed');
END;
CREATE TRIGGER snapshots_are_not_deleted BEFORE DELETE ON snapshots BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never deleted');
END;

CREATE TABLE frozen (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                     -- capture, article, statement, event, entity, story, saying
    id TEXT NOT NULL,
    sha256 BLOB NOT NULL,                   -- of its JSON
    page INTEGER,                           -- the number of its capture among the frozen; null of entities and groups
    json BLOB                               -- zlib; null where its page was forgotten
);
CREATE UNIQUE INDEX frozen_by_content ON frozen (kind, id, sha256);
CREATE INDEX frozen_by_page ON frozen (page) WHERE page IS NOT NULL;

CREATE TABLE frozen_by (
    number INTEGER PRIMARY KEY,
    versions TEXT NOT NULL UNIQUE           -- JSON: step -> version
);

CREATE TABLE frozen_in (
    snapshot INTEGER NOT NULL,
    first INTEGER NOT NULL,                 -- numbers of `frozen`, both ends included
    last INTEGER NOT NULL,
    made_by INTEGER,                        -- number of `frozen_by`; null of entities
    PRIMARY KEY (snapshot, first)
) WITHOUT ROWID;

CREATE TABLE forgotten (
    capture TEXT PRIMARY KEY NOT NULL,      -- the SHA-256 of its bytes, by which it is known should it come again
    forgotten_at TEXT NOT NULL,
    forgotten_by TEXT NOT NULL,
    because TEXT,
    counts TEXT NOT NULL                    -- JSON: how much was read from it
) WITHOUT ROWID;

CREATE TABLE forgotten_ids (
    id TEXT PRIMARY KEY NOT NULL,           -- of an article, a statement or an event, also one that led to these
    capture TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX forgotten_ids_by_capture ON forgotten_ids (capture);

-- Which old ids lead to an item.
CREATE INDEX id_redirects_by_new ON id_redirects (new);
