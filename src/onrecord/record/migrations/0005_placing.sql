-- Beside each shared run of words what stands around it: a run of four is shared by chance where a record is large. And
-- of an article without a day the day before which it cannot have been written: on which it has somebody speak.
-- What was placed before is placed anew by the next `add`, as its version is another.

ALTER TABLE prints ADD COLUMN around INTEGER NOT NULL DEFAULT 0;
ALTER TABLE placed ADD COLUMN after INTEGER;    -- a number of days; null where the article has a day, or tells none
