-- Coding: what several people make of the same items, each without seeing what the others do.
--
--   studies ── coders                        who codes
--      └────── study_items ── answers        what each of them answered, every change a row of its own
--                   └──────── adjudications  what was settled in the end, and by which decisions of the record
--
-- Items are frozen as they were drawn: a new reading of their pages does not move a sample. They go with their capture
-- when it is forgotten, and answers go with them.

CREATE TABLE studies (
    name TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,                     -- statements, events
    drawn TEXT NOT NULL,                    -- JSON: out of what, how many, by which seed
    codebook TEXT NOT NULL,                 -- JSON: the fields with their categories and definitions
    shows_machine INTEGER NOT NULL,         -- whether coders see what the machine answered
    made_at TEXT NOT NULL,
    closed_at TEXT                          -- null while it is coded; then nobody sees another's answers
) WITHOUT ROWID;

CREATE TABLE coders (
    study TEXT NOT NULL REFERENCES studies (name) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    coder TEXT NOT NULL,
    invited TEXT,                           -- SHA-256 of the key by which they come to their page of the desk
    PRIMARY KEY (study, coder)
) WITHOUT ROWID;
CREATE UNIQUE INDEX coders_by_key ON coders (invited);

CREATE TABLE study_items (
    study TEXT NOT NULL REFERENCES studies (name) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,                     -- its id when it was drawn
    article TEXT NOT NULL,
    capture TEXT NOT NULL,
    sha256 TEXT NOT NULL,                   -- of the capture's text, which the spans count in
    json TEXT NOT NULL,                     -- the passage, what is marked in it, who is named, what the machine answered
    PRIMARY KEY (study, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX study_items_by_item ON study_items (study, item);
CREATE INDEX study_items_by_capture ON study_items (capture);

CREATE TABLE answers (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    study TEXT NOT NULL,
    position INTEGER NOT NULL,
    coder TEXT NOT NULL,
    field TEXT NOT NULL,                    -- of the codebook; "note" for what else the coder has to say
    value TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    FOREIGN KEY (study, position) REFERENCES study_items (study, position) ON DELETE CASCADE
);
CREATE INDEX answers_by_coder ON answers (study, coder, position, field, number);
CREATE INDEX answers_by_item ON answers (study, position);
CREATE TRIGGER answers_are_not_changed BEFORE UPDATE ON answers BEGIN
    SELECT RAISE(ABORT, 'an answer is never changed; the next one counts');
END;

CREATE TABLE adjudications (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    study TEXT NOT NULL,
    position INTEGER NOT NULL,
    answers TEXT NOT NULL,                  -- JSON: field -> what it is in the end
    adjudicated_by TEXT NOT NULL,
    because TEXT,
    adjudicated_at TEXT NOT NULL,
    after INTEGER NOT NULL,                 -- the last decision of the record before it
    decisions TEXT,                         -- JSON: the numbers of the decisions made of it; null until they are
    why_not TEXT,                           -- why none was made
    FOREIGN KEY (study, position) REFERENCES study_items (study, position) ON DELETE CASCADE
);
CREATE INDEX adjudications_by_item ON adjudications (study, position);
