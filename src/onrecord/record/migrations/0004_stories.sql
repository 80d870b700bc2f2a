-- What articles have to do with each other: copies of one text, reports of one happening, one utterance told by many.
--
--   articles ── placed ── prints, leads           what finds others: shared runs of words, shared terms
--                 ├── copies                      two articles and how their texts relate
--                 ├── alike                       two articles and how likely they are one story
--                 └── stories                     ... gathered
--   statements ── utterances                      a statement as it is compared
--                 ├── echoes                      two statements of one speaker and how they relate
--                 └── sayings                     ... gathered
--
-- All of this is worked out from the tables before and can be again; an older record has none until the next `add`.

CREATE TABLE placed (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE REFERENCES articles (id) ON DELETE CASCADE,
    made_by TEXT NOT NULL,                  -- version of the story step
    day INTEGER,                            -- of publication, a number of days; null where unknown: pages are saved years later
    source TEXT NOT NULL,                   -- by which articles of one outlet are known, folded; '' where unknown
    terms BLOB NOT NULL,                    -- weighted terms, six bytes each
    prints TEXT NOT NULL,                   -- JSON list of numbers
    leads TEXT NOT NULL,                    -- JSON list of numbers
    story TEXT,                             -- id of the story, null until it has been looked for
    copy_of TEXT,                           -- the article whose text it repeats; null where it is the first of its text
    copy_kind TEXT                          -- exact, edited, rewrite, update
);
CREATE INDEX placed_by_story ON placed (story);
CREATE INDEX placed_by_copy ON placed (copy_of);
CREATE INDEX placed_by_version ON placed (made_by);

CREATE TABLE prints (
    print INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (print, number)
) WITHOUT ROWID;

CREATE TABLE leads (
    term INTEGER NOT NULL,
    day INTEGER NOT NULL,                   -- -1 where unknown
    number INTEGER NOT NULL,
    PRIMARY KEY (term, day, number)
) WITHOUT ROWID;

CREATE TABLE copies (
    one INTEGER NOT NULL,                   -- numbers of `placed`, the smaller first
    other INTEGER NOT NULL,
    kind TEXT NOT NULL,                     -- exact, edited, rewrite, update, overlap
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX copies_by_other ON copies (other);

CREATE TABLE alike (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    likely REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX alike_by_other ON alike (other);

CREATE TABLE stories (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT,                             -- the title of the report that is most like the others
    earliest TEXT,                          -- of its articles' days
    latest TEXT,
    articles INTEGER NOT NULL,
    texts INTEGER NOT NULL,                 -- copies folded
    outlets INTEGER NOT NULL
);
CREATE INDEX stories_by_time ON stories (earliest);

-- Articles that stood beside one that is gone: their story and their text are to be looked for again. And of which story
-- those that are gone were: read again, they are to find it under its id.
CREATE TABLE unsettled (
    number INTEGER PRIMARY KEY
);
CREATE TABLE vacated (
    item TEXT PRIMARY KEY NOT NULL,         -- an article or a statement
    was TEXT NOT NULL                       -- its story or saying
) WITHOUT ROWID;

CREATE TRIGGER placed_gone AFTER DELETE ON placed BEGIN
    DELETE FROM prints WHERE number = old.number AND print IN (SELECT value FROM json_each(old.prints));
    DELETE FROM leads WHERE number = old.number AND day = coalesce(old.day, -1)
       AND term IN (SELECT value FROM json_each(old.leads));
    INSERT OR IGNORE INTO unsettled SELECT other FROM alike WHERE one = old.number
                             UNION SELECT one FROM alike WHERE other = old.number
                             UNION SELECT other FROM copies WHERE one = old.number
                             UNION SELECT one FROM copies WHERE other = old.number;
    INSERT OR IGNORE INTO unsettled SELECT number FROM placed WHERE story = old.story;
    DELETE FROM alike WHERE one = old.number;
    DELETE FROM alike WHERE other = old.number;
    DELETE FROM copies WHERE one = old.number;
    DELETE FROM copies WHERE other = old.number;
    DELETE FROM unsettled WHERE number = old.number;
    INSERT OR REPLACE INTO vacated SELECT old.article, old.story WHERE old.story IS NOT NULL;
END;

CREATE TABLE utterances (
    statement TEXT PRIMARY KEY NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    speaker TEXT NOT NULL,
    made_by TEXT NOT NULL,                  -- version of the story step
    vector BLOB NOT NULL,                   -- its meaning, 512 numbers of a byte
    saying TEXT                             -- id of the saying; null where nobody else tells of it
);
CREATE INDEX utterances_by_speaker ON utterances (speaker);
CREATE INDEX utterances_by_saying ON utterances (saying);
CREATE INDEX utterances_by_version ON utterances (made_by);

CREATE TABLE echoes (
    one TEXT NOT NULL,                      -- ids of statements, the smaller first
    other TEXT NOT NULL,
    relation TEXT NOT NULL,                 -- same, again, opposite
    likely REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX echoes_by_other ON echoes (other);

CREATE TABLE sayings (
    id TEXT PRIMARY KEY NOT NULL,
    speaker TEXT NOT NULL,
    earliest TEXT,
    latest TEXT,
    statements INTEGER NOT NULL,
    sources INTEGER NOT NULL,               -- copies folded
    outlets INTEGER NOT NULL
);
CREATE INDEX sayings_by_speaker ON sayings (speaker);
CREATE INDEX sayings_by_time ON sayings (earliest);

-- Statements that stood beside one that is gone: their saying is to be looked for again.
CREATE TABLE unheard (
    statement TEXT PRIMARY KEY NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER utterance_gone AFTER DELETE ON utterances BEGIN
    INSERT OR IGNORE INTO unheard SELECT other FROM echoes WHERE one = old.statement
                           UNION SELECT one FROM echoes WHERE other = old.statement;
    INSERT OR IGNORE INTO unheard SELECT statement FROM utterances WHERE saying = old.saying;
    DELETE FROM echoes WHERE one = old.statement;
    DELETE FROM echoes WHERE other = old.statement;
    DELETE FROM unheard WHERE statement = old.statement;
    INSERT OR REPLACE INTO vacated SELECT old.statement, old.saying WHERE old.saying IS NOT NULL;
END;
