"""From the nouns to rows: what one page puts into each table, worked out before the record is touched."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.capture.page import Page
from onrecord.errors import PageError, SpanError
from onrecord.language.folding import folded
from onrecord.model import Article, Entity, Event, Statement, sha256, text_sha256
from onrecord.record.columns import hand, named_in, time_of
from onrecord.record.event_rows import event_rows
from onrecord.record.given import packed, versions
from onrecord.record.replay import replay
from onrecord.record.spellings import spellings
from onrecord.record.tables import (
    ArticleRow,
    CaptureRow,
    EntityRow,
    MentionRow,
    NameRow,
    ReadingRow,
    Row,
    SpeakerRow,
    StatementRow,
    TextRow,
)
from onrecord.ruling import Decision
from onrecord.spans import View, slices, verify

# A name by which somebody goes has so many words at the most; longer mentions describe ("President of the ...").
_LONGEST_NAME = 3

TWICE = ": an item of this id stands twice on the page"
"""How a warning ends that comes of reading a page's articles."""

_POSSESSIVE = re.compile("['’]s$")


@dataclass(frozen=True)
class PageRows:
    """All rows of one page, in the order that foreign keys ask for, and its `articles` as people ruled.

    `lost`: decisions that find nothing there, by number, each with what it was made on.
    """

    capture: CaptureRow
    text: TextRow
    tables: Mapping[str, Sequence[Row]]
    articles: Sequence[Article]
    lost: Mapping[int, Sequence[str]]


def page_rows(
    page: Page, articles: Sequence[Article], made_by: Mapping[str, str], decisions: Iterable[Decision] = ()
) -> PageRows:
    """The rows of a page and its articles as people ruled; raises PageError where page and articles do not fit.

    An id that comes twice on a page (two articles that claim the same sentence) counts once, with a warning.
    """
    try:
        _fits(page, articles)
        ruled, lost = replay(articles, page.capture.id, page.text, decisions)
        tables, twice = item_rows(page.text, articles, ruled)
        # A page that the record has read anew brings its warnings along.
        warnings = [*dict.fromkeys(page.warnings), *(f"{one}{TWICE}" for one in twice)]
        return PageRows(capture_row(page, made_by, warnings), text_row(page), tables, ruled, lost)
    except (SpanError, ValueError) as error:  # ValueError also where a lone surrogate is to become UTF-8
        raise PageError(page.capture.source, "record", f"not consistent, so not stored: {error}") from error


def item_rows(
    text: str, articles: Sequence[Article], ruled: Sequence[Article]
) -> tuple[dict[str, list[Row]], list[str]]:
    """The rows of the articles on a page of this text, as read and as people ruled, and the ids that come twice."""
    single, twice = _each_once(ruled)
    tables: dict[str, list[Row]] = {name: [] for name in _ORDER}
    for position, kept in enumerate(single):
        for name, rows in _article(text, kept, position):
            tables[name] += rows
    if len(ruled) != len(articles) or any(new is not old for new, old in zip(ruled, articles, strict=True)):
        as_read = "[" + ",".join(one.model_dump_json() for one in articles) + "]"
        tables["readings"] = [ReadingRow(articles[0].capture.id, as_read)]
    return tables, twice


_ORDER = (
    "readings",
    "articles",
    "entities",
    "mentions",
    "statements",
    "speakers",
    "events",
    "event_parties",
    "event_items",
    "names",
    "spellings",
)


@dataclass(frozen=True)
class _Kept:
    """An article with those of its items that no article before it on the page has."""

    article: Article
    statements: Sequence[Statement]
    events: Sequence[Event]


def _each_once(articles: Iterable[Article]) -> tuple[list[_Kept], list[str]]:
    """The articles with their items, each id once, and the ids that came again."""
    seen: set[str] = set()
    twice: list[str] = []

    def is_new(item: Article | Statement | Event) -> bool:
        if item.id in seen:
            twice.append(item.id)
            return False
        seen.add(item.id)
        return True

    single = [
        _Kept(article, list(filter(is_new, article.statements)), list(filter(is_new, article.events)))
        for article in articles
        if is_new(article)
    ]
    return single, twice


class _MisfitError(ValueError):
    """The parts of a page do not belong together."""


def capture_row(page: Page, made_by: Mapping[str, str], warnings: Sequence[str]) -> CaptureRow:
    """The row of the page itself."""
    capture, stored = page.capture, zlib.compress(page.data)
    return CaptureRow(
        id=capture.id,
        source=capture.source,
        url=capture.url,
        canonical_url=capture.canonical_url,
        record_id=capture.record_id,
        captured=capture.captured,
        format=page.format,
        size=len(page.data),
        given=packed(page.given),
        made_by=versions(made_by),
        warnings=json.dumps(warnings, ensure_ascii=False),
        json=capture.model_dump_json(),
        crc=zlib.crc32(stored),
        bytes=stored,
    )


def text_of(connection: sqlite3.Connection, capture: str) -> str:
    """The text of a capture that is in the record."""
    (stored,) = connection.execute("SELECT text FROM texts WHERE capture = ?", (capture,)).fetchone()
    return zlib.decompress(stored).decode("utf-8")


def text_row(page: Page) -> TextRow:
    """The row of the page's text."""
    text = zlib.compress(page.text.encode("utf-8"))
    runs = zlib.compress(json.dumps(page.runs, separators=(",", ":")).encode("ascii"))
    ref = page.capture.text
    return TextRow(
        page.capture.id, ref.sha256, ref.made_by, len(page.text), zlib.crc32(runs, zlib.crc32(text)), text, runs
    )


def _fits(page: Page, articles: Iterable[Article]) -> None:
    if sha256(page.data) != page.capture.id:
        raise _MisfitError("the bytes do not hash to the id of the capture")
    if text_sha256(page.text) != page.capture.text.sha256:
        raise _MisfitError("the text does not hash to what the capture says")
    for article in articles:
        if (article.capture.id, article.capture.text.sha256) != (page.capture.id, page.capture.text.sha256):
            raise _MisfitError(f"{article.id} belongs to another capture or text")
        known = {entity.id for entity in article.entities}
        for spans in (article.title_spans, *(entity.mentions for entity in article.entities)):
            verify(page.text, spans)
        for one in article.statements:
            for spans in (one.content, one.cue, one.source):
                verify(page.text, spans)
            named = {one.speaker, *one.speakers, *(link.entity for link in one.via)} - {None}
            if not named <= known:
                raise _MisfitError(f"{one.id} names an entity that its article does not have")
        for event in article.events:
            _event_fits(page.text, event, known)


def _event_fits(text: str, event: Event, known: set[str]) -> None:
    sides = (*event.actors, *event.recipients)
    parts = [spans for mention in event.mentions for spans in (mention.trigger, mention.status_spans)]
    for spans in (*parts, *(one.spans for one in sides), *(one.spans for one in event.items)):
        verify(text, spans)
    if not {one.entity for one in sides} - {None} <= known:
        raise _MisfitError(f"{event.id} names an entity that its article does not have")


def _article(text: str, kept: _Kept, position: int) -> Iterator[tuple[str, list[Row]]]:
    article, statements = kept.article, kept.statements
    entities = {entity.id: entity for entity in article.entities}
    row = _article_row(text, article, position)
    yield "articles", [row]
    yield "entities", [EntityRow(one.id, one.name, one.type, one.country) for one in entities.values()]
    yield (
        "mentions",
        [
            MentionRow(article.id, one.id, at, len(one.mentions), one.model_dump_json())
            for at, one in enumerate(entities.values())
        ],
    )
    yield "statements", [_statement_row(article, one, at) for at, one in enumerate(statements)]
    yield (
        "speakers",
        [
            SpeakerRow(one.id, who, at)
            for one in statements
            for at, who in enumerate(dict.fromkeys([*([one.speaker] if one.speaker else []), *one.speakers]))
        ],
    )
    yield from event_rows(text, article, kept.events)
    told_of = {who for one in statements for who in (one.speaker, *one.speakers) if who}
    told_of |= {side.entity for one in kept.events for side in (*one.actors, *one.recipients) if side.entity}
    yield (
        "names",
        [
            NameRow(article.id, one.id, name)
            for one in entities.values()
            if one.id in told_of
            for name in sorted(_names(text, one))
        ],
    )
    called = [side.name for one in kept.events for side in (*one.actors, *one.recipients)]
    called += [item.name for one in kept.events for item in one.items]
    texts = (row.title, row.body, row.outlet, row.names, *(one.speaker_name for one in statements), *called)
    yield "spellings", list(spellings(text for text in texts if text))


def _article_row(text: str, article: Article, position: int) -> ArticleRow:
    time = time_of(article.published)
    return ArticleRow(
        id=article.id,
        capture=article.capture.id,
        position=position,
        kind=article.kind,
        language=article.language,
        title=article.title,
        outlet=article.outlet.name if article.outlet else None,
        agency=article.agency.name if article.agency else None,
        byline=", ".join(author.name for author in article.byline) or None,
        place=article.dateline.place if article.dateline else None,
        published=time[0],
        earliest=time[1],
        latest=time[2],
        names=", ".join(dict.fromkeys(entity.name for entity in article.entities)) or None,
        body=View.of(text, article.body).text,
        json=article.model_dump_json(),
        ruled=hand(article.ruled),
    )


def _statement_row(article: Article, one: Statement, position: int) -> StatementRow:
    # What no expression tells counts as said by publication.
    published, said = time_of(article.published), time_of(one.said if "said" not in one.unresolved else None)
    _, earliest, latest = said if said[1] else published
    return StatementRow(
        id=one.id,
        article=article.id,
        position=position,
        kind=one.kind,
        act=one.act,
        text=one.text,
        language=one.language,
        speaker=one.speaker,
        speaker_name=one.speaker_name,
        said=said[0],
        denied=one.denied,
        confidence=one.confidence,
        title=article.title,
        outlet=article.outlet.name if article.outlet else None,
        published=published[0],
        earliest=earliest,
        latest=latest,
        names=named_in(article, one.content),
        json=one.model_dump_json(),
        ruled=hand(one.ruled),
    )


def _names(text: str, entity: Entity) -> set[str]:
    """The names by which an entity goes in an article, folded: its own and the short capitalised mentions of it.

    "Ukraine's president" is no name of the president, else who asks for Ukraine gets him; nor is "He".
    """
    found = {folded(entity.name)}
    for mention in slices(text, entity.mentions):
        words = _POSSESSIVE.sub("", mention).split()
        if len(words) <= _LONGEST_NAME and not any(word[0].islower() or _POSSESSIVE.search(word) for word in words):
            found.add(folded(" ".join(words)))
    return found - pronouns() - {""}


@cache
def pronouns() -> frozenset[str]:
    """Words that stand for somebody and are nobody's name, folded."""
    lines = files("onrecord.data").joinpath("record/pronouns.txt").read_text("utf-8").splitlines()
    return frozenset(folded(line) for line in lines if not line.startswith("#"))
