-- What people ruled. Decisions are appended and never changed; a later one may undo an earlier one.
--
-- `articles.machine` holds an article as it was read, where decisions made `json` another; null elsewhere. All rows of the
-- article follow `json`.

CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                     -- same, apart, undo
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    because TEXT,
    json TEXT NOT NULL                      -- the ruling: on which entities, and where they stood
);
CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed; undo it and decide anew');
END;
CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'a decision is never deleted; undo it');
END;

ALTER TABLE articles ADD COLUMN machine TEXT;
CREATE INDEX articles_ruled ON articles (capture) WHERE machine IS NOT NULL;
