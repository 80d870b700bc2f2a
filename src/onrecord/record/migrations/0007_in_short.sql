-- Beside each speaker of a statement what its listings and counts ask for, so that somebody's ten thousand statements
-- are counted from one index; and indexes from which a search with conditions finds what fits before it asks for words.

ALTER TABLE speakers ADD COLUMN earliest TEXT;  -- of the statement, as the next four
ALTER TABLE speakers ADD COLUMN kind TEXT;
ALTER TABLE speakers ADD COLUMN outlet TEXT;
ALTER TABLE speakers ADD COLUMN denied INTEGER;
ALTER TABLE speakers ADD COLUMN article TEXT;
UPDATE speakers SET (earliest, kind, outlet, denied, article) =
    (SELECT earliest, kind, outlet, denied, article FROM statements WHERE statements.id = speakers.statement);
DROP INDEX statements_in_short;
DROP INDEX speakers_by_entity;
CREATE INDEX speakers_by_entity ON speakers (entity, earliest, statement, kind, outlet, denied, article);
CREATE TRIGGER speakers_in_short AFTER INSERT ON speakers BEGIN
    UPDATE speakers SET (earliest, kind, outlet, denied, article) =
        (SELECT earliest, kind, outlet, denied, article FROM statements WHERE statements.id = new.statement)
     WHERE statement = new.statement AND entity = new.entity;
END;

CREATE INDEX statements_by_outlet ON statements (outlet, earliest, latest);
DROP INDEX articles_by_outlet;
CREATE INDEX articles_by_outlet ON articles (outlet, earliest, latest);

-- What a story is about, without asking all its articles; filled as stories are gathered.
ALTER TABLE stories ADD COLUMN about BLOB;      -- weighted terms, six bytes each
ALTER TABLE stories ADD COLUMN first_day INTEGER; -- numbers of days; null where no article has one
ALTER TABLE stories ADD COLUMN last_day INTEGER;

-- Which story an article is part of, without its terms: a story looks at thousands for the one that it follows.
CREATE INDEX placed_in_short ON placed (number, story);
