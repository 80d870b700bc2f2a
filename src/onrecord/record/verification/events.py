"""The tables of events: each row is what the article's JSON has of the event, and nothing is missing or more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pydantic import ValidationError

from onrecord.model import Article, Event
from onrecord.record.verification.problem import Problem

# Characters around an event in which its sentence is looked for, besides twice its own.
_MARGIN = 1000

_COLUMNS = ("type", "mode", "status", "denied", "claimed_by", "confidence")


def events(connection: sqlite3.Connection, noun: Article, text: str | None) -> Iterator[Problem | None]:
    """All that is wrong with the rows of an article's events; None for each row looked at."""
    due = {one.id: one for one in reversed(noun.events)}
    for row in connection.execute("SELECT * FROM events WHERE article = ?", (noun.id,)).fetchall():
        yield None
        for what in _row(connection, row, due.pop(row["id"], None), noun, text):
            yield Problem("event", str(row["id"]), what)
    for one in due:
        # A page may give two articles the same words; then the first one has the event.
        if connection.execute("SELECT 1 FROM events WHERE id = ?", (one,)).fetchone() is None:
            yield Problem("event", one, "the article has it, the table of events does not")


def _row(
    connection: sqlite3.Connection, row: sqlite3.Row, due: Event | None, noun: Article, text: str | None
) -> Iterator[str]:
    try:
        held = Event.model_validate_json(row["json"])
    except (ValidationError, ValueError, TypeError) as error:
        yield "its JSON cannot be read: " + " ".join(str(error).split())[:200]
        return
    if held != due:
        yield "it is not as the article's JSON has it"
        return
    when = None if "when" in held.unresolved else held.when
    time = when if when is not None and when.earliest else noun.published
    wanted = {column: getattr(held, column) for column in _COLUMNS} | {
        "happened": when and when.value,
        "earliest": time and time.earliest,
        "latest": time and time.latest,
        "published": noun.published and noun.published.value,
        "title": noun.title,
        "outlet": noun.outlet and noun.outlet.name,
    }
    for column, value in wanted.items():
        if row[column] != value:
            yield f"{column} is {row[column]!r} in its column and {value!r} in its JSON"
    yield from _parts(connection, held)
    if text is not None and not _tells(row["text"], held, text):
        yield "its text is no stretch of the page with the words that tell it"


def _parts(connection: sqlite3.Connection, held: Event) -> Iterator[str]:
    """The tables of sides and items against the event."""
    asked = "SELECT role, entity, country FROM event_parties WHERE event = ? ORDER BY role, position"
    sides = [tuple(row) for row in connection.execute(asked, (held.id,))]
    if sides != [
        (role, one.entity, one.country)
        for role, those in (("actor", held.actors), ("recipient", held.recipients))
        for one in those
    ]:
        yield "the table of parties has others than it"
    asked = "SELECT class FROM event_items WHERE event = ? ORDER BY position"
    if [row["class"] for row in connection.execute(asked, (held.id,))] != [one.class_ for one in held.items]:
        yield "the table of items has others than it"


def _tells(shown: object, held: Event, text: str) -> bool:
    """Whether what is shown of an event stands on the page, around words that tell it."""
    triggers = [mention.trigger for mention in held.mentions if mention.trigger]
    if not isinstance(shown, str) or not triggers:
        return shown == ""
    return any(_stands(shown, trigger[0][0], trigger[-1][1], text) for trigger in triggers)


def _stands(shown: str, first: int, last: int, text: str) -> bool:
    """Whether a text stands around a place, but for spaces and line breaks, which are shown as one space each."""
    packed = "".join(shown.split())
    reach = 2 * len(shown) + _MARGIN
    before = "".join(text[max(0, first - reach) : first].split())
    inside = "".join(text[first:last].split())
    around = before + inside + "".join(text[last : last + reach].split())
    ends = len(before) + len(inside)
    return any(around.startswith(packed, at) for at in range(max(0, ends - len(packed)), len(before) + 1))
