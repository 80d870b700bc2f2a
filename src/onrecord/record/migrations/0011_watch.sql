-- What is followed, what was found there, and who is told of what.
--
--   followed ── followed_items           feeds, sitemaps and pages; what they listed
--      └─────── followed_pages           addresses of pages, each fetched once whoever lists it
--   alerts ──── outbox                   what somebody wants to hear of; what is to be delivered
--   untold                               pages that no alert has looked at yet
--
-- Columns that end in _at are clock times; those that end in due_at say when something is to be done next.

CREATE TABLE followed (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,               -- where it is now
    given TEXT NOT NULL,                    -- where it was when somebody named it
    kind TEXT,                              -- feed, sitemap, page; null until it was looked at
    parent INTEGER REFERENCES followed (number) ON DELETE CASCADE,  -- the sitemap that lists it
    title TEXT,
    every INTEGER,                          -- seconds between two looks; null: as the run says
    etag TEXT,
    modified TEXT,
    failures INTEGER NOT NULL DEFAULT 0,    -- in a row
    said TEXT,                              -- what was wrong with it last; null where nothing is
    added_at TEXT NOT NULL,
    looked_at TEXT,
    due_at TEXT                             -- null: it is gone, and not looked at any more
);

-- An item is known by its feed and its id, kept as a digest: no word of it is needed to know it again.
CREATE TABLE followed_items (
    source INTEGER NOT NULL REFERENCES followed (number) ON DELETE CASCADE,
    item BLOB NOT NULL,                     -- 16 bytes of a SHA-256
    page BLOB,                              -- the page that it leads to; null where it was passed over
    updated TEXT,                           -- when the feed says that it was changed last
    PRIMARY KEY (source, item)
) WITHOUT ROWID;
CREATE INDEX followed_items_by_page ON followed_items (page) WHERE page IS NOT NULL;

CREATE TABLE followed_pages (
    number INTEGER PRIMARY KEY,
    page BLOB NOT NULL UNIQUE,              -- 16 bytes of the SHA-256 of its address, in one spelling
    url TEXT,                               -- null once the page was forgotten
    source INTEGER REFERENCES followed (number) ON DELETE SET NULL,  -- what listed it first
    state TEXT NOT NULL,                    -- waiting, fetched, done, failed, forgotten
    listed TEXT NOT NULL,                   -- JSON: what the feed says of it
    body BLOB,                              -- zlib of the text that the feed itself has, while it waits
    data BLOB,                              -- the bytes, from when they were fetched until they are in the record
    fetched TEXT,                           -- JSON: what is known of these bytes
    etag TEXT,
    modified TEXT,
    capture TEXT,                           -- what it was when it was last put into the record
    visits INTEGER NOT NULL DEFAULT 0,      -- after the first one
    failures INTEGER NOT NULL DEFAULT 0,
    due_at TEXT                             -- null: no more
);
CREATE INDEX followed_pages_due ON followed_pages (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX followed_pages_fetched ON followed_pages (number) WHERE state = 'fetched';
CREATE INDEX followed_pages_by_capture ON followed_pages (capture) WHERE capture IS NOT NULL;
CREATE INDEX followed_pages_by_source ON followed_pages (source) WHERE source IS NOT NULL;
CREATE INDEX captures_by_url ON captures (url) WHERE url IS NOT NULL;

CREATE TABLE alerts (
    name TEXT PRIMARY KEY NOT NULL,
    wanted TEXT NOT NULL,                   -- JSON: what to hear of
    targets TEXT NOT NULL,                  -- JSON list: where to
    made_at TEXT NOT NULL
) WITHOUT ROWID;

-- In the transaction that puts a page in, so that no page is ever missed, whoever adds it and however that ends.
CREATE TABLE untold (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    capture TEXT NOT NULL UNIQUE REFERENCES captures (id) ON DELETE CASCADE
);
CREATE TRIGGER untold_comes AFTER INSERT ON captures WHEN EXISTS (SELECT 1 FROM alerts) BEGIN
    INSERT OR IGNORE INTO untold (capture) VALUES (new.id);
END;

CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    alert TEXT NOT NULL,
    target TEXT NOT NULL,
    notice TEXT NOT NULL,                   -- the id that receivers know it by
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    json TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    said TEXT,                              -- what was wrong when it was last tried
    made_at TEXT NOT NULL,
    delivered_at TEXT,
    due_at TEXT                             -- null: delivered, or given up
);
CREATE UNIQUE INDEX outbox_once ON outbox (target, notice);
CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_by_capture ON outbox (capture);
