"""What the stages of a run write for each other: columns, and the key that rows are found by.

    stage    output       a row for each                             key
    inputs   parts        part of an input                           0
    pages    pages        page that was read                         week of capture
             articles     article on it                              week of publication, else of capture
             failures     page that could not be read                week of capture
             keys         page, twice: its bytes, its address        bucket of what makes two the same
    same     duplicates   page that another is the same as           number of its shard
    said     articles     article of a page that is no duplicate     as of pages
             statements   statement in it                            0
             failures     article that could not be read             as of pages
    copied   copies       article that repeats another               week of the article
    told     stories      story, with the one that it follows        its first week
             story_of     article with its story                     week of the article
    voiced   sayings      saying                                     its first week
             saying_of    statement with its saying                  week of its article
             relations    two sayings, and what they have to do with each other      first week of the later

An article's `week` goes with it through all stages, so that what is found of it is gathered with it. Rows of one key
come in the order of the shards, within a shard in the order of its pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

UNDATED = -1
"""The week of what nothing dates."""

DAYS = 7
"""Of a week."""

# The Monday of the first week that has a number.
_MONDAY = date(1, 1, 1).toordinal()
_DAY = len("2031-05-04")

PAGES = pa.schema(
    {
        "page": pa.int64(),
        "id": pa.string(),
        "source": pa.string(),
        "url": pa.string(),
        "canonical_url": pa.string(),
        "record_id": pa.string(),
        "captured": pa.string(),
        "format": pa.string(),
        "size": pa.int64(),
        "text": pa.string(),
        "text_sha256": pa.string(),
        "text_made_by": pa.string(),
        "warnings": pa.list_(pa.string()),
    }
)
"""Pages with their text; `page` numbers them within their shard, those that failed too."""

ARTICLES = pa.schema(
    {
        "page": pa.int64(),
        "position": pa.int64(),
        "week": pa.int64(),
        "id": pa.string(),
        "capture": pa.string(),
        "captured": pa.string(),
        "url": pa.string(),
        "kind": pa.string(),
        "language": pa.string(),
        "title": pa.string(),
        "outlet": pa.string(),
        "agency": pa.string(),
        "earliest": pa.string(),
        "latest": pa.string(),
        "body": pa.string(),
        "json": pa.string(),
    }
)
"""Articles: `body` is their text, `json` the whole noun, `earliest` and `latest` bound their publication."""

FAILURES = pa.schema(
    {
        "page": pa.int64(),
        "source": pa.string(),
        "capture": pa.string(),
        "captured": pa.string(),
        "stage": pa.string(),
        "reason": pa.string(),
    }
)
"""Pages that could not be read; `capture` is null where not even their bytes could be had."""

KEYS = pa.schema(
    {
        "key": pa.binary(32),
        "why": pa.string(),
        "captured": pa.string(),
        "id": pa.string(),
        "source": pa.string(),
        "shard": pa.int64(),
        "page": pa.int64(),
    }
)
"""By what a page is the same as another: `why` is "bytes" or "address"."""

DUPLICATES = pa.schema({"page": pa.int64(), "why": pa.string(), "of": pa.string()})
"""Pages that were captured before, and by which id that capture goes."""

STATEMENTS = pa.schema(
    {
        "id": pa.string(),
        "article": pa.string(),
        "week": pa.int64(),
        "speaker": pa.string(),
        "speaker_name": pa.string(),
        "text": pa.string(),
        "language": pa.string(),
        "kind": pa.string(),
        "act": pa.string(),
        "denied": pa.bool_(),
        "earliest": pa.string(),
        "latest": pa.string(),
        "is_told": pa.bool_(),
        "occasion": pa.string(),
    }
)
"""Statements as sayings are found by: `earliest` and `latest` as in a record, `is_told` where the text says when."""


def week_of(*times: str | None) -> int:
    """The number of the week of the first of some ISO times that is a day or more precise; UNDATED where none is."""
    for time in times:
        try:
            return (date.fromisoformat((time or "")[:_DAY]).toordinal() - _MONDAY) // DAYS
        except ValueError:
            continue
    return UNDATED


def first_week(weeks: Iterable[int]) -> int:
    """The first of some weeks that is known; UNDATED where none is."""
    return min((week for week in weeks if week != UNDATED), default=UNDATED)


def week_name(week: int) -> str:
    """A week as folders are named: "2031-W18", "undated"."""
    if week == UNDATED:
        return "undated"
    year, number, _ = date.fromordinal(week * DAYS + _MONDAY).isocalendar()
    return f"{year}-W{number:02}"
