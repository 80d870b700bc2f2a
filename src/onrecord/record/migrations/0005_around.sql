-- Beside each shared run of words what stands around it: a run of four is shared by chance where a record is large.
-- What was placed before is placed anew by the next `add`, as its version is another.

ALTER TABLE prints ADD COLUMN around INTEGER NOT NULL DEFAULT 0;
