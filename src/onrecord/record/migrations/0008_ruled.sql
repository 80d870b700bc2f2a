-- What people ruled on items: accepted, rejected, corrected, added; and the machine's reading of a page beside it.
--
-- `readings` holds all articles of a page as they were read, where decisions made some of them others; all rows of the
-- articles are as ruled. It takes the place of a column that held one article each: an article may be ruled to be none.

CREATE TABLE readings (
    capture TEXT PRIMARY KEY NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    json TEXT NOT NULL                      -- JSON list of articles as `onrecord read` prints them
) WITHOUT ROWID;
INSERT INTO readings (capture, json)
    SELECT capture, '[' || group_concat(coalesce(machine, json), ',') || ']'
      FROM (SELECT * FROM articles ORDER BY capture, position)
     WHERE capture IN (SELECT capture FROM articles WHERE machine IS NOT NULL)
     GROUP BY capture;
DROP INDEX articles_ruled;
ALTER TABLE articles DROP COLUMN machine;

-- How a person had a hand in an item: accepted, corrected, added; null where the machine alone speaks.
ALTER TABLE articles ADD COLUMN ruled TEXT;
ALTER TABLE statements ADD COLUMN ruled TEXT;
ALTER TABLE events ADD COLUMN ruled TEXT;
-- What waits for somebody's look: what is least sure, first.
CREATE INDEX statements_by_doubt ON statements (confidence, id) WHERE ruled IS NULL;
CREATE INDEX events_by_doubt ON events (confidence, id, article) WHERE ruled IS NULL;
-- And what most tell.
CREATE INDEX sayings_by_reach ON sayings (sources DESC, id);
CREATE INDEX stories_by_reach ON stories (articles DESC, id);

ALTER TABLE decisions ADD COLUMN item TEXT;     -- the id of the item ruled on; null of who is who
ALTER TABLE decisions ADD COLUMN capture TEXT;  -- the page that it stands on
CREATE INDEX decisions_by_item ON decisions (item);
CREATE INDEX decisions_by_capture ON decisions (capture);
-- What is undone, and who is who: asked for at each decision, so not by a look at all of them.
CREATE INDEX decisions_undone ON decisions (json_extract(json, '$.number')) WHERE kind = 'undo';
CREATE INDEX decisions_on_who ON decisions (number) WHERE kind IN ('same', 'apart');

-- Decisions that found nothing on a page when it was last worked out: for another look.
CREATE TABLE lost (
    capture TEXT NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
    decision INTEGER NOT NULL,
    what TEXT NOT NULL,                     -- a name, or the words that were ruled on
    PRIMARY KEY (capture, decision, what)
) WITHOUT ROWID;
CREATE INDEX lost_by_decision ON lost (decision);

-- Pages that are to be read anew because of what people ruled on their articles.
CREATE TABLE overdue (
    capture TEXT PRIMARY KEY NOT NULL REFERENCES captures (id) ON DELETE CASCADE
) WITHOUT ROWID;

DROP VIEW who_said_what;
CREATE VIEW who_said_what AS
    SELECT coalesce(statements.said, statements.published) AS time,
           CASE WHEN statements.said IS NOT NULL THEN 'said' WHEN statements.published IS NOT NULL THEN 'published' END
               AS time_is,
           statements.speaker_name, statements.act, statements.denied, statements.text, statements.kind,
           statements.confidence, statements.ruled, statements.outlet, statements.title, captures.url,
           statements.id AS statement, statements.article, articles.capture
      FROM statements
      JOIN articles ON articles.id = statements.article
      JOIN captures ON captures.id = articles.capture
     ORDER BY statements.earliest NULLS LAST, statements.article, statements.position;

DROP VIEW who_did_what;
CREATE VIEW who_did_what AS
    SELECT coalesce(events.happened, events.published) AS time,
           CASE WHEN events.happened IS NOT NULL THEN 'happened' WHEN events.published IS NOT NULL THEN 'published' END
               AS time_is,
           (SELECT group_concat(coalesce(country, name), ', ') FROM event_parties
             WHERE event = events.id AND role = 'actor') AS actors,
           (SELECT group_concat(coalesce(country, name), ', ') FROM event_parties
             WHERE event = events.id AND role = 'recipient') AS recipients,
           events.type, events.mode, events.status, events.denied, events.items, events.text,
           statements.speaker_name AS claimed_by, events.confidence, events.ruled, events.outlet, events.title,
           captures.url, events.id AS event, events.article, articles.capture
      FROM events
      JOIN articles ON articles.id = events.article
      JOIN captures ON captures.id = articles.capture
      LEFT JOIN statements ON statements.id = events.claimed_by
     ORDER BY events.earliest NULLS LAST, events.article, events.position;
