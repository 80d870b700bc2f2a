"""The tables of a record as classes: each field is a column of `migrations/`, so that what is written is named once."""

from __future__ import annotations

from typing import NamedTuple


class CaptureRow(NamedTuple):
    """What the record keeps of a page itself, but for its clock times."""

    id: str
    source: str
    url: str | None
    canonical_url: str | None
    record_id: str | None
    captured: str | None
    format: str
    size: int
    given: str
    made_by: str
    warnings: str
    json: str
    crc: int
    bytes: bytes


class TextRow(NamedTuple):
    """The text of a page and the way back to its bytes."""

    capture: str
    sha256: str
    made_by: str
    length: int
    crc: int
    text: bytes
    runs: bytes


class ArticleRow(NamedTuple):
    """An article."""

    id: str
    capture: str
    position: int
    kind: str
    language: str | None
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    place: str | None
    published: str | None
    earliest: str | None
    latest: str | None
    names: str | None
    body: str
    json: str
    ruled: str | None


class ReadingRow(NamedTuple):
    """The articles of a page as they were read, where people ruled otherwise."""

    capture: str
    json: str


class EntityRow(NamedTuple):
    """Somebody or something, once for the whole record."""

    id: str
    name: str
    type: str
    country: str | None


class MentionRow(NamedTuple):
    """An entity in one article."""

    article: str
    entity: str
    position: int
    times: int
    json: str


class StatementRow(NamedTuple):
    """A statement, with what a reader wants to see of its article."""

    id: str
    article: str
    position: int
    kind: str
    act: str
    text: str
    language: str | None
    speaker: str | None
    speaker_name: str | None
    said: str | None
    denied: bool
    confidence: float | None
    title: str | None
    outlet: str | None
    published: str | None
    earliest: str | None
    latest: str | None
    names: str | None
    json: str
    ruled: str | None


class SpeakerRow(NamedTuple):
    """One of those who made a statement."""

    statement: str
    entity: str
    position: int


class EventRow(NamedTuple):
    """An event, with what a reader wants to see of its article."""

    id: str
    article: str
    position: int
    type: str
    mode: str | None
    status: str | None
    denied: bool
    claimed_by: str | None
    confidence: float | None
    text: str
    sides: str | None
    items: str | None
    happened: str | None
    title: str | None
    outlet: str | None
    published: str | None
    earliest: str | None
    latest: str | None
    names: str | None
    json: str
    ruled: str | None


class PartyRow(NamedTuple):
    """One of those who did something, or to whom it was done."""

    event: str
    role: str
    position: int
    entity: str | None
    country: str | None
    name: str


class ItemRow(NamedTuple):
    """What an event is about: its name and the words of the article, folded."""

    event: str
    position: int
    name: str
    # A keyword in Python, hence the stroke, which `columns` takes off.
    class_: str | None


class NameRow(NamedTuple):
    """A name by which a speaker, or who has a part in an event, goes in an article, folded."""

    article: str
    entity: str
    name: str


class SpellingRow(NamedTuple):
    """A word as written, in lower case, and its plain form: see `spellings`."""

    plain: str
    word: str


Row = (
    ArticleRow
    | ReadingRow
    | EntityRow
    | MentionRow
    | StatementRow
    | SpeakerRow
    | EventRow
    | PartyRow
    | ItemRow
    | NameRow
    | SpellingRow
)


def columns(row: type[tuple[object, ...]]) -> tuple[str, ...]:
    """The columns that a kind of row fills."""
    return tuple(name.removesuffix("_") for name in getattr(row, "_fields", ()))
