-- The record: everything about its shape stands in this folder.
--
--   captures --- texts                        the bytes of a page, and the text that all spans count in
--      └── articles --- articles_fts          its articles
--             ├── statements --- statements_fts
--             │        └── speakers ──┐       who said it
--             ├── mentions ───────────┴── entities
--             └── names                       by which names those who speak go there
--   failures · id_redirects · spellings · meta
--
-- Plain columns are for reading, filtering and linking; `json` holds the whole noun as `onrecord read` prints it. Columns
-- that end in _at are clock times of this record, not of the pages. Spans and offsets count in Unicode code points.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE captures (
    id TEXT PRIMARY KEY NOT NULL,           -- the SHA-256 of the bytes
    source TEXT NOT NULL,
    url TEXT,
    canonical_url TEXT,
    record_id TEXT,
    captured TEXT,
    format TEXT NOT NULL,
    size INTEGER NOT NULL,                  -- of the bytes as they came
    given TEXT NOT NULL,                    -- JSON: what whoever saved it says of it
    made_by TEXT NOT NULL,                  -- JSON: step versions that read it last
    warnings TEXT NOT NULL,                 -- JSON list
    json TEXT NOT NULL,
    added_at TEXT NOT NULL,
    read_at TEXT NOT NULL,
    crc INTEGER NOT NULL,                   -- CRC-32 of the next column as it lies here
    bytes BLOB NOT NULL                     -- zlib
);

CREATE TABLE texts (
    capture TEXT PRIMARY KEY NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,                   -- of the text's UTF-8 form
    made_by TEXT NOT NULL,
    length INTEGER NOT NULL,                -- in code points
    crc INTEGER NOT NULL,                   -- CRC-32 of the next two columns, one after the other
    text BLOB NOT NULL,                     -- zlib of UTF-8
    runs BLOB NOT NULL                      -- zlib of JSON: [[start, end, byte_start, byte_end, codec, how], ...]
);

CREATE TABLE articles (
    id TEXT PRIMARY KEY NOT NULL,
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- among the articles of the capture
    kind TEXT NOT NULL,
    language TEXT,
    title TEXT,
    outlet TEXT,
    agency TEXT,
    byline TEXT,
    place TEXT,                             -- of the dateline
    published TEXT,
    earliest TEXT,                          -- of `published`, half-open
    latest TEXT,
    names TEXT,                             -- of all its entities
    body TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_by_capture ON articles (capture, position);
CREATE INDEX articles_by_outlet ON articles (outlet);
CREATE INDEX articles_by_time ON articles (earliest);

CREATE TABLE entities (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    country TEXT
);
CREATE INDEX entities_by_name ON entities (name);

CREATE TABLE mentions (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity TEXT NOT NULL REFERENCES entities (id),
    position INTEGER NOT NULL,              -- among the entities of the article
    times INTEGER NOT NULL,                 -- that the article mentions it
    json TEXT NOT NULL,                     -- the entity with its spans in this article
    PRIMARY KEY (article, entity)
) WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mentions (entity);

CREATE TABLE statements (
    id TEXT PRIMARY KEY NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- among the statements of the article
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    speaker TEXT REFERENCES entities (id),  -- the first one
    speaker_name TEXT,
    said TEXT,
    denied INTEGER NOT NULL,
    confidence REAL,
    title TEXT,                             -- of the article, as the next two
    outlet TEXT,
    published TEXT,
    earliest TEXT,                          -- of `said` where known, else of `published`
    latest TEXT,
    names TEXT,                             -- of the entities in its words and in the title
    json TEXT NOT NULL
);
CREATE UNIQUE INDEX statements_by_article ON statements (article, position);
CREATE INDEX statements_by_speaker ON statements (speaker);
CREATE INDEX statements_by_time ON statements (earliest);

CREATE TABLE speakers (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    entity TEXT NOT NULL REFERENCES entities (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (statement, entity)
) WITHOUT ROWID;
CREATE INDEX speakers_by_entity ON speakers (entity);

CREATE TABLE names (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    entity TEXT NOT NULL,
    name TEXT NOT NULL,                     -- folded: no case, no accents
    PRIMARY KEY (article, entity, name)
) WITHOUT ROWID;

CREATE TABLE failures (
    source TEXT NOT NULL,
    capture TEXT,                           -- null where the bytes could not be had
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    given TEXT NOT NULL,
    made_by TEXT NOT NULL,
    failed_at TEXT NOT NULL
);
CREATE UNIQUE INDEX failures_by_source ON failures (source, coalesce(capture, ''));
CREATE INDEX failures_by_capture ON failures (capture);

CREATE TABLE id_redirects (
    old TEXT PRIMARY KEY NOT NULL,
    new TEXT NOT NULL,
    reason TEXT NOT NULL,
    redirected_at TEXT NOT NULL
) WITHOUT ROWID;

-- Words whose plain form the tokenizer does not come to by itself: "yilmaz" finds "yılmaz", "lodz" finds "łódź".
CREATE TABLE spellings (
    plain TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (plain, word)
) WITHOUT ROWID;

-- Marks count as parts of words ("categories"), else Hindi and pointed Arabic fall to pieces.
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, body, outlet, names,
    content="articles", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, body, outlet, names)
    VALUES (new.rowid, new.title, new.body, new.outlet, new.names);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body, outlet, names)
    VALUES ('delete', old.rowid, old.title, old.body, old.outlet, old.names);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, body, outlet, names ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, body, outlet, names)
    VALUES ('delete', old.rowid, old.title, old.body, old.outlet, old.names);
    INSERT INTO articles_fts (rowid, title, body, outlet, names)
    VALUES (new.rowid, new.title, new.body, new.outlet, new.names);
END;

CREATE VIRTUAL TABLE statements_fts USING fts5 (
    text, speaker_name, title, names,
    content="statements", tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, text, speaker_name, title, names)
    VALUES (new.rowid, new.text, new.speaker_name, new.title, new.names);
END;
CREATE TRIGGER statements_fts_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, text, speaker_name, title, names)
    VALUES ('delete', old.rowid, old.text, old.speaker_name, old.title, old.names);
END;
CREATE TRIGGER statements_fts_update AFTER UPDATE OF text, speaker_name, title, names ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, text, speaker_name, title, names)
    VALUES ('delete', old.rowid, old.text, old.speaker_name, old.title, old.names);
    INSERT INTO statements_fts (rowid, text, speaker_name, title, names)
    VALUES (new.rowid, new.text, new.speaker_name, new.title, new.names);
END;

CREATE VIEW who_said_what AS
    SELECT coalesce(statements.said, statements.published) AS time,
           CASE WHEN statements.said IS NOT NULL THEN 'said' WHEN statements.published IS NOT NULL THEN 'published' END
               AS time_is,
           statements.speaker_name, statements.act, statements.denied, statements.text, statements.kind,
           statements.confidence, statements.outlet, statements.title, captures.url, statements.id AS statement,
           statements.article, articles.capture
      FROM statements
      JOIN articles ON articles.id = statements.article
      JOIN captures ON captures.id = articles.capture
     ORDER BY statements.earliest NULLS LAST, statements.article, statements.position;

CREATE VIEW who_speaks AS
    SELECT entities.id AS entity, entities.name, entities.type, entities.country, count(*) AS statements,
           count(DISTINCT statements.article) AS articles, min(statements.earliest) AS first, max(statements.latest) AS last
      FROM speakers
      JOIN entities ON entities.id = speakers.entity
      JOIN statements ON statements.id = speakers.statement
     GROUP BY entities.id
     ORDER BY statements DESC, entities.name;
