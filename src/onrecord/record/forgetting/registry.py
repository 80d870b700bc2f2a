"""Every table of a record, and what becomes of its rows when a page is forgotten.

A migration that adds a table adds a line here: a test compares the two. What is deleted by a statement of its own has
it here; `gone` and `gone_items` are the pages, and the ids of all that was read from them.
"""

from __future__ import annotations

from typing import NamedTuple


class Fate(NamedTuple):
    """What becomes of a table's rows, and the statement that deletes those of the page, where one is needed.

    Which of these are executed, and in which order, `removal` says.
    """

    told: str
    deletes: str | None = None


WITH_ITS_PAGE = Fate("goes with the page, or with the item that it hangs on (ON DELETE CASCADE)")
BY_TRIGGER = Fate("kept by triggers on what goes")
WORKED_OUT = Fate("worked out anew from what is left; of what was told of the page nothing stays meanwhile")
LOOKED_AT = Fate("looked at row by row, as other pages have a part in it")
USERS_OWN = Fate("no words of a page: what somebody typed, or numbers")
MEMORY = Fate("holds what is remembered of a page that was forgotten")

FATES: dict[str, Fate] = {
    # Pages and what was read from them.
    "captures": Fate("goes", "DELETE FROM captures WHERE id IN (SELECT id FROM temp.gone)"),
    "texts": WITH_ITS_PAGE,
    "articles": WITH_ITS_PAGE,
    "statements": WITH_ITS_PAGE,
    "speakers": WITH_ITS_PAGE,
    "events": WITH_ITS_PAGE,
    "event_parties": WITH_ITS_PAGE,
    "event_items": WITH_ITS_PAGE,
    "mentions": WITH_ITS_PAGE,
    "names": WITH_ITS_PAGE,
    "readings": WITH_ITS_PAGE,
    "overdue": WITH_ITS_PAGE,
    "entities": LOOKED_AT,
    "goes_by": BY_TRIGGER,
    "spellings": LOOKED_AT,
    "failures": Fate(
        "goes where it is of the page or of the file that it came from",
        "DELETE FROM failures WHERE capture IN (SELECT id FROM temp.gone)"
        " OR source IN (SELECT source FROM temp.gone_sources)",
    ),
    "id_redirects": Fate(
        "goes where it leads from or to what is gone",
        "DELETE FROM id_redirects WHERE old IN (SELECT id FROM temp.gone_items)"
        " OR new IN (SELECT id FROM temp.gone_items) OR new IN (SELECT id FROM temp.gone)",
    ),
    # What articles have to do with each other.
    "placed": WITH_ITS_PAGE,
    "prints": BY_TRIGGER,
    "leads": BY_TRIGGER,
    "copies": BY_TRIGGER,
    "alike": BY_TRIGGER,
    "unsettled": BY_TRIGGER,
    "unheard": BY_TRIGGER,
    "vacated": BY_TRIGGER,
    "stories": WORKED_OUT,
    "sayings": WORKED_OUT,
    "utterances": WITH_ITS_PAGE,
    "meanings": WITH_ITS_PAGE,
    "echoes": BY_TRIGGER,
    # What people made of it.
    "decisions": LOOKED_AT,
    "lost": Fate("goes with the page, and where the decision was changed: the next reading notes it again"),
    "searches": USERS_OWN,
    "snapshots": LOOKED_AT,
    "frozen": LOOKED_AT,
    "frozen_in": USERS_OWN,
    "frozen_by": USERS_OWN,
    "studies": USERS_OWN,
    "coders": USERS_OWN,
    "study_items": Fate("goes", "DELETE FROM study_items WHERE capture IN (SELECT id FROM temp.gone)"),
    "answers": WITH_ITS_PAGE,
    "adjudications": WITH_ITS_PAGE,
    # What is followed, and who is told of what.
    "followed": Fate(
        "goes where the page itself is followed, else it would come again",
        "DELETE FROM followed WHERE kind = 'page' AND (url IN (SELECT source FROM temp.gone_sources)"
        " OR url IN (SELECT url FROM captures WHERE id IN (SELECT id FROM temp.gone))"
        " OR number IN (SELECT source FROM followed_pages WHERE capture IN (SELECT id FROM temp.gone)))",
    ),
    "followed_items": USERS_OWN,
    "followed_pages": Fate(
        "stays as a digest of the address, so that no feed brings the page again; all that tells of it goes",
        "UPDATE followed_pages SET url = NULL, state = 'forgotten', listed = '{}', body = NULL, data = NULL,"
        " fetched = NULL, etag = NULL, modified = NULL, capture = NULL, due_at = NULL"
        " WHERE capture IN (SELECT id FROM temp.gone) OR url IN (SELECT source FROM temp.gone_sources)"
        " OR url IN (SELECT url FROM captures WHERE id IN (SELECT id FROM temp.gone))",
    ),
    "alerts": USERS_OWN,
    "untold": WITH_ITS_PAGE,
    "outbox": Fate(
        "goes where it is of the page or quotes it",
        "DELETE FROM outbox WHERE EXISTS"
        " (SELECT 1 FROM json_each(outbox.json, '$.items') WHERE value IN (SELECT id FROM temp.gone_items))",
    ),
    # The record itself.
    "meta": USERS_OWN,
    "forgotten": MEMORY,
    "forgotten_ids": MEMORY,
}
"""By table; the full-text indexes follow the tables that they are of, and are cleaned in the end."""

INDEXES = ("articles_fts", "statements_fts", "events_fts", "goes_by_fts")
"""The full-text indexes: in their segments words stay after their rows are gone, until they are merged into one."""
