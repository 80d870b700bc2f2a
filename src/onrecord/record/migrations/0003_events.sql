-- What was done: events, with their sides and what they are about.
--
--   articles ── events ── events_fts
--                 ├── event_parties ── entities       who did it, and to whom
--                 └── event_items                     with what
--
-- A record that is older has no events until its pages are read again, which the next `add` of them does.

CREATE TABLE events (
    id TEXT PRIMARY KEY NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- among the events of the article
    type TEXT NOT NULL,                     -- as PLOVER has it
    mode TEXT,
    status TEXT,                            -- how far it has come
    denied INTEGER NOT NULL,
    claimed_by TEXT,                        -- the statement whose words alone vouch for it
    confidence REAL,
    text TEXT NOT NULL,                     -- the sentence that tells it best
    sides TEXT,                             -- the names of who did it and to whom
    items TEXT,                             -- the names and classes of what it is about
    happened TEXT,                          -- its `when`
    title TEXT,                             -- of the article, as the next two
    outlet TEXT,
    published TEXT,
    earliest TEXT,                          -- of `when` where known, else of `published`
    latest TEXT,
    names TEXT,                             -- of the entities in its sentence and in the title
    json TEXT NOT NULL
);
CREATE UNIQUE INDEX events_by_article ON events (article, position);
CREATE INDEX events_by_time ON events (earliest);
CREATE INDEX events_by_mode ON events (mode);

CREATE TABLE event_parties (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    role TEXT NOT NULL,                     -- actor, recipient
    position INTEGER NOT NULL,
    entity TEXT REFERENCES entities (id),
    country TEXT,
    name TEXT NOT NULL,                     -- folded: no case, no accents
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX event_parties_by_entity ON event_parties (entity);
CREATE INDEX event_parties_by_country ON event_parties (country);

CREATE TABLE event_items (
    event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,                     -- folded, with the words of the article behind a stroke
    class TEXT,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX event_items_by_class ON event_items (class);

CREATE VIRTUAL TABLE events_fts USING fts5 (
    text, sides, items, title, names,
    content="events", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TRIGGER events_fts_insert AFTER INSERT ON events BEGIN
    INSERT INTO events_fts (rowid, text, sides, items, title, names)
    VALUES (new.rowid, new.text, new.sides, new.items, new.title, new.names);
END;
CREATE TRIGGER events_fts_delete AFTER DELETE ON events BEGIN
    INSERT INTO events_fts (events_fts, rowid, text, sides, items, title, names)
    VALUES ('delete', old.rowid, old.text, old.sides, old.items, old.title, old.names);
END;
CREATE TRIGGER events_fts_update AFTER UPDATE OF text, sides, items, title, names ON events BEGIN
    INSERT INTO events_fts (events_fts, rowid, text, sides, items, title, names)
    VALUES ('delete', old.rowid, old.text, old.sides, old.items, old.title, old.names);
    INSERT INTO events_fts (rowid, text, sides, items, title, names)
    VALUES (new.rowid, new.text, new.sides, new.items, new.title, new.names);
END;

CREATE VIEW who_did_what AS
    SELECT coalesce(events.happened, events.published) AS time,
           CASE WHEN events.happened IS NOT NULL THEN 'happened' WHEN events.published IS NOT NULL THEN 'published' END
               AS time_is,
           (SELECT group_concat(coalesce(country, name), ', ') FROM event_parties
             WHERE event = events.id AND role = 'actor') AS actors,
           (SELECT group_concat(coalesce(country, name), ', ') FROM event_parties
             WHERE event = events.id AND role = 'recipient') AS recipients,
           events.type, events.mode, events.status, events.denied, events.items, events.text, statements.speaker_name AS claimed_by,
           events.confidence, events.outlet, events.title, captures.url, events.id AS event, events.article,
           articles.capture
      FROM events
      JOIN articles ON articles.id = events.article
      JOIN captures ON captures.id = articles.capture
      LEFT JOIN statements ON statements.id = events.claimed_by
     ORDER BY events.earliest NULLS LAST, events.article, events.position;
