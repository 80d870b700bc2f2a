-- What every statement means, as a vector, so that a record is searched by meaning too: until now only those that are
-- compared had one. Filled by the next `add`, as the version of the story step is another.

CREATE TABLE meanings (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: by it what is held in memory knows what is new
    statement TEXT NOT NULL UNIQUE REFERENCES statements (id) ON DELETE CASCADE,
    made_by TEXT NOT NULL,                  -- version of the story step
    vector BLOB NOT NULL                    -- 512 numbers of a byte
);
CREATE INDEX meanings_by_version ON meanings (made_by);
INSERT INTO meanings (statement, made_by, vector) SELECT statement, made_by, vector FROM utterances;
ALTER TABLE utterances DROP COLUMN vector;

-- How much of each outlet and month a record holds.
DROP INDEX articles_by_outlet;
CREATE INDEX articles_by_outlet ON articles (outlet, earliest);

-- By which names somebody goes, each once whatever the number of articles: of those who speak, of the sides of events,
-- and the names of all entities; kept by the triggers below, found by whole words.
CREATE TABLE goes_by (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL,                     -- speaker, side, entity
    entity TEXT NOT NULL,                   -- '' of a side, which may have none
    name TEXT NOT NULL,                     -- folded but for entities
    times INTEGER NOT NULL,
    UNIQUE (role, entity, name)
);
CREATE VIRTUAL TABLE goes_by_fts USING fts5 (
    name, content="goes_by", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TRIGGER goes_by_fts_insert AFTER INSERT ON goes_by BEGIN
    INSERT INTO goes_by_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER goes_by_fts_delete AFTER DELETE ON goes_by BEGIN
    INSERT INTO goes_by_fts (goes_by_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;
INSERT INTO goes_by (role, entity, name, times) SELECT 'speaker', entity, name, count(*) FROM names GROUP BY entity, name;
INSERT INTO goes_by (role, entity, name, times) SELECT 'side', '', name, count(*) FROM event_parties GROUP BY name;
INSERT INTO goes_by (role, entity, name, times) SELECT 'entity', id, name, 1 FROM entities;

CREATE TRIGGER names_come AFTER INSERT ON names BEGIN
    INSERT OR IGNORE INTO goes_by (role, entity, name, times) VALUES ('speaker', new.entity, new.name, 0);
    UPDATE goes_by SET times = times + 1 WHERE role = 'speaker' AND entity = new.entity AND name = new.name;
END;
CREATE TRIGGER names_go AFTER DELETE ON names BEGIN
    UPDATE goes_by SET times = times - 1 WHERE role = 'speaker' AND entity = old.entity AND name = old.name;
    DELETE FROM goes_by WHERE role = 'speaker' AND entity = old.entity AND name = old.name AND times <= 0;
END;
CREATE TRIGGER sides_come AFTER INSERT ON event_parties BEGIN
    INSERT OR IGNORE INTO goes_by (role, entity, name, times) VALUES ('side', '', new.name, 0);
    UPDATE goes_by SET times = times + 1 WHERE role = 'side' AND entity = '' AND name = new.name;
END;
CREATE TRIGGER sides_go AFTER DELETE ON event_parties BEGIN
    UPDATE goes_by SET times = times - 1 WHERE role = 'side' AND entity = '' AND name = old.name;
    DELETE FROM goes_by WHERE role = 'side' AND entity = '' AND name = old.name AND times <= 0;
END;
CREATE TRIGGER entities_come AFTER INSERT ON entities BEGIN
    INSERT OR IGNORE INTO goes_by (role, entity, name, times) VALUES ('entity', new.id, new.name, 1);
END;
CREATE TRIGGER entities_go AFTER DELETE ON entities BEGIN
    DELETE FROM goes_by WHERE role = 'entity' AND entity = old.id;
END;
CREATE TRIGGER entities_change AFTER UPDATE OF name ON entities WHEN old.name != new.name BEGIN
    DELETE FROM goes_by WHERE role = 'entity' AND entity = old.id;
    INSERT INTO goes_by (role, entity, name, times) VALUES ('entity', new.id, new.name, 1);
END;
CREATE INDEX event_parties_by_name ON event_parties (name);

-- What a speaker's page counts, read from the index alone; entities in the order of their listing.
CREATE INDEX statements_in_short ON statements (id, earliest, kind, outlet, denied, article);
DROP INDEX entities_by_name;
CREATE INDEX entities_by_name ON entities (name, id);

-- Searches that somebody keeps, by a name.
CREATE TABLE searches (
    name TEXT PRIMARY KEY NOT NULL,
    query TEXT NOT NULL,                    -- JSON: what is asked for
    revision INTEGER NOT NULL,              -- one more with each change
    saved_at TEXT NOT NULL
) WITHOUT ROWID;
