"""What a person tells of an item, checked and made into changes that a ruling holds.

statement   content, cue, source: [[start, end], ...] or the words themselves; speaker: an id, a name, None, or
{"name": ...}: somebody new, whoever else has the name; kind, act, denied; said: a date or None
event       type, mode, status, denied; when: a date or None; actors, recipients: ids, names, or {"name", "country"}
article     title, outlet, published: a date or None; kind; body: [[start, end], ...], or [first, last] words; split:
words before which another article begins
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError

from onrecord.anchors import anchored
from onrecord.errors import InputError, NotFoundError, SpanError
from onrecord.event.contexts import plover_modes
from onrecord.event.labels import STATUSES, TYPES
from onrecord.event.pack import acts
from onrecord.language import dates
from onrecord.language.folding import folded
from onrecord.model import Act, Article, ArticleKind, Entity, Event, Statement, StatementKind, Time, named_id
from onrecord.record import lookup
from onrecord.record.decisions import is_text
from onrecord.record.rulings import as_party
from onrecord.ruling import Anchor, ArticleChanges, EventChanges, Party, Side, StatementChanges
from onrecord.spans import Span, Spans, lines, merged, trimmed, verify, without

_LONGEST = 1000
# Words that are looked for on a page; a longer passage is told by its offsets.
_LONGEST_WORDS = 10_000
_SPANS = TypeAdapter(tuple[Span, ...])
_STATE = re.compile("[A-Z]{3}")


class Told(NamedTuple):
    """What is spoken of: the id as it was asked for, the article and its page's text, the item (None: the article)."""

    asked: str
    article: Article
    text: str
    item: Statement | Event | None


def changes_of(
    connection: sqlite3.Connection, told: Told, changes: Mapping[str, object]
) -> StatementChanges | EventChanges | ArticleChanges:
    """The changes as a ruling holds them; raises InputError where a field or its value cannot be."""
    reader = _Reader(connection, told)
    if isinstance(told.item, Event):
        return EventChanges(fields=tuple(changes), **_read(reader.event(), changes))
    if told.item is not None:
        return statement_told(connection, told, changes)
    read = _read(reader.article(), changes)
    bodies = [read.pop(name) for name in ("body", "split") if name in read]
    if len(bodies) > 1:
        raise InputError(told.asked, "give it other borders or split it, one after the other")
    fields = tuple("bodies" if name in ("body", "split") else name for name in changes)
    return ArticleChanges(fields=fields, bodies=bodies[0] if bodies else (), **read)


def statement_told(connection: sqlite3.Connection, told: Told, changes: Mapping[str, object]) -> StatementChanges:
    """What is told of a statement, one of the article or one to be added to it; raises InputError."""
    return StatementChanges(fields=tuple(changes), **_read(_Reader(connection, told).statement(), changes))


def _read(readers: Mapping[str, Callable[[object], object]], changes: Mapping[str, object]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in readers:
            raise InputError(_shown(name), f"is nothing that can be corrected here; {', '.join(readers)} can")
        try:
            read[name] = readers[name](value)
        except ValidationError as error:
            raise InputError(name, f"cannot be {_shown(value)!r}: [[start, end], ...]") from error
        except ValueError as error:
            raise InputError(name, f"cannot be {_shown(value)!r}: {error}") from error
    return read


def _shown(value: object) -> str:
    """What was given, so short and plain that it can stand in a line."""
    return " ".join(str(value).split())[:60]


class _Reader:
    """What somebody tells of one item, read field by field; what cannot be raises ValueError."""

    def __init__(self, connection: sqlite3.Connection, told: Told) -> None:
        self._connection = connection
        self._text = told.text
        self._article = told.article

    def statement(self) -> Mapping[str, Callable[[object], object]]:
        return {
            "content": self._some_places,
            "cue": self._places,
            "source": self._places,
            "speaker": self._speaker,
            "kind": one_of(*get_args(StatementKind)),
            "act": one_of(*get_args(Act)),
            "denied": _yes_or_no,
            "said": _day,
        }

    def event(self) -> Mapping[str, Callable[[object], object]]:
        return {
            "type": one_of(*TYPES),
            "mode": one_of(*sorted(acts() | plover_modes()), empty=True),
            "status": one_of(*STATUSES, empty=True),
            "denied": _yes_or_no,
            "when": _day,
            "actors": self._sides,
            "recipients": self._sides,
        }

    def article(self) -> Mapping[str, Callable[[object], object]]:
        return {
            "title": _words,
            "outlet": _words,
            "published": _published,
            "kind": one_of(*get_args(ArticleKind)),
            "body": self._body,
            "split": self._split,
        }

    def _places(self, value: object) -> tuple[Anchor, ...]:
        """Stretches of the page, as offsets or as the words themselves."""
        if isinstance(value, str):
            return anchored(self._text, (stands(self._text, value, self._article.body),))
        return anchored(self._text, spans_in(self._text, value))

    def _some_places(self, value: object) -> tuple[Anchor, ...]:
        found = self._places(value)
        if not found:
            raise ValueError("it has words at least")
        return found

    def _body(self, value: object) -> tuple[tuple[Anchor, ...], ...]:
        """One body: its spans, or the words with which it begins and ends."""
        match value:
            case [str(begins), str(ends)]:
                first = stands(self._text, begins, self._article.body)
                last = stands(self._text, ends, self._article.body)
                if first[0] >= last[1]:
                    raise ValueError("it ends before it begins")
                value = body_between(self._article, self._beside(), self._text, first[0], last[1])
        return (self._some_places(value),)

    def _split(self, value: object) -> tuple[tuple[Anchor, ...], ...]:
        """Two bodies: what stands before some words, or a place, and the rest."""
        body = self._article.body
        if not isinstance(value, int | str) or isinstance(value, bool):
            raise ValueError("words, or a place in the text")  # noqa: TRY004 - told as what the field cannot be
        at = value if isinstance(value, int) else stands(self._text, value, body)[0]
        halves = [spans_in(self._text, half) for half in (_cut(body, 0, at), _cut(body, at, len(self._text)))]
        if not all(halves):
            raise ValueError("the article has no text before it, or none behind it")
        return tuple(anchored(self._text, half) for half in halves)

    def _beside(self) -> list[Article]:
        rows = self._connection.execute(
            "SELECT json FROM articles WHERE capture = ? AND id != ?", (self._article.capture.id, self._article.id)
        )
        return [Article.model_validate_json(one) for (one,) in rows]

    def _speaker(self, value: object) -> Party | None:
        if value is None:
            return None
        if isinstance(value, Mapping):
            return self._known(_new(_told_name(value)[0]))
        if not isinstance(value, str):
            raise ValueError("an id or a name, or null")  # noqa: TRY004 - told as what the field cannot be
        found = self._entity(value)
        return as_party(found) if found else self._known(_new(value))

    def _known(self, made: Party) -> Party:
        """Somebody whom a person named before, as who that was ruled to be since."""
        try:
            item = lookup.get(self._connection, made.id).item
        except NotFoundError:
            return made
        return as_party(item) if isinstance(item, Entity) else made

    def _entity(self, asked: str) -> Entity | None:
        """An entity of the record by id or name; None where nobody has it."""
        try:
            item = lookup.get(self._connection, asked).item
        except NotFoundError:
            if asked.startswith("en_"):
                raise
            return None
        if not isinstance(item, Entity):
            raise InputError(asked, f"is no entity but {type(item).__name__.lower()} {item.id}")
        return item

    def _sides(self, value: object) -> tuple[Side, ...]:
        those = [value] if isinstance(value, str) else value
        if not isinstance(those, Sequence):
            raise ValueError("ids or names")  # noqa: TRY004 - told as what the field cannot be
        return tuple(self._side(one) for one in those)

    def _side(self, one: object) -> Side:
        if isinstance(one, Mapping):
            name, country = _told_name(one)
            return Side(party=None, name=name, country=country)
        if not isinstance(one, str):
            raise ValueError("ids or names")  # noqa: TRY004 - told as what the field cannot be
        asked = one
        found = self._entity(asked)
        if found is not None:
            return Side(party=as_party(found), name=found.name, country=found.country)
        plain = _words(asked) or ""
        return Side(party=None, name=plain, country=plain if _STATE.fullmatch(plain) else None)


# Values ---------------------------------------------------------------------------------------------------------------


def one_of(*choices: str, empty: bool = False) -> Callable[[object], str | None]:
    """A reader of one of some words; `empty`: or of None."""

    def read(value: object) -> str | None:
        if value is None and empty:
            return None
        if value not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return str(value)

    return read


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")  # noqa: TRY004 - told as what the field cannot be
    return value


def _words(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("words, or null")  # noqa: TRY004 - told as what the field cannot be
    plain = " ".join(value.split())
    if not plain or len(plain) > _LONGEST:
        raise ValueError(f"between 1 and {_LONGEST} letters")
    if not is_text(plain):
        raise ValueError("it has characters that no text has")
    return plain


def _day(value: object) -> Time | None:
    if value is None:
        return None
    when = dates.resolve(str(value).strip(), None)
    if when is None:
        raise ValueError("a date: 2022, 2022-08 or 2022-08-15")
    return when.time("decided", ())


def _published(value: object) -> str | None:
    time = _day(value)
    return time.value if time else None


def _told_name(told: Mapping[object, object]) -> tuple[str, str | None]:
    """The name, and the code of a state where one is told, of somebody whom the record need not have."""
    name, country = _words(told.get("name")), told.get("country")
    if name is None or not set(told) <= {"name", "country"}:
        raise ValueError('an id, a name, or {"name": ...} for somebody new')
    if country is not None and not _STATE.fullmatch(str(country)):
        raise ValueError("a country is a code of three letters, or null")
    return name, None if country is None else str(country)


def _new(name: str) -> Party:
    """Somebody whom the record does not have: the same name given again means the same person."""
    plain = _words(name) or ""
    return Party(id=named_id("ruled", folded(plain)), name=plain, type="person", country=None, standing=())


# Places ---------------------------------------------------------------------------------------------------------------


def spans_in(text: str, value: object) -> Spans:
    """Offsets as given, in order, without white space at their ends; raises ValueError where they fit no text."""
    spans = sorted(_SPANS.validate_python(value))
    try:
        verify(text, spans)
    except SpanError as error:
        raise ValueError(str(error)) from error
    cut = (trimmed(text, span) for span in spans)
    return tuple((start, end) for start, end in cut if start < end)


def stands(text: str, words: str, body: Spans) -> Span:
    """Where some words stand: in the article's text, else on its page; raises InputError unless in just one place."""
    wanted = r"\s+".join(map(re.escape, words.split()))
    if not wanted:
        raise InputError("words", "are none")
    if len(words) > _LONGEST_WORDS:
        raise InputError(_shown(words), f"{len(words)} letters; give offsets for more than {_LONGEST_WORDS}")
    # Looked for ahead, so that "la la" is found twice in "la la la".
    found = [match.span(1) for match in re.finditer(f"(?=({wanted}))", text)]
    inside = [one for one in found if any(start <= one[0] and one[1] <= end for start, end in body)]
    found = inside or found
    if len(found) != 1:
        count = f"stand in {len(found)} places" if found else "stand nowhere on the page"
        raise InputError(_shown(words), f"{count}; give words that stand in one, as they are written there")
    return found[0]


def body_between(article: Article, others: Sequence[Article], text: str, first: int, last: int) -> Spans:
    """The body of an article that goes from one place of a page to another.

    Inside what was taken for an article it is as it was read, furniture left out; what nobody took for text comes
    whole, line by line.
    """
    read = merged(span for one in (article, *others) for span in one.body)
    known = merged((one.body[0][0], one.body[-1][1]) for one in (article, *others) if one.body)
    inside = _cut(read, first, last)
    outside = without([trimmed(text, one) for one in lines(text)], known)
    rest = [trimmed(text, one) for one in _cut(outside, first, last)]
    return tuple(sorted((*inside, *(one for one in rest if one[0] < one[1]))))


def _cut(spans: Spans, first: int, last: int) -> Spans:
    return tuple((max(start, first), min(end, last)) for start, end in spans if start < last and first < end)
