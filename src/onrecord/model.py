"""The nouns of onrecord: frozen models, which are also the JSON Schema.

    Article ─┬─ Capture ── TextRef          which page, and the text that all spans count in
             ├─ Entity                      who and what is named, with mentions
             ├─ Statement ── Link (via)     who said what
             ├─ Event ── Actor, Item        who did what to whom
             └─ Figure                      how much of what
    Story ──── Told                         which articles report one happening
    Saying ─── Version                      which statements are one utterance

Every key is always there: null or empty where nothing is known, with the reason in `unresolved`. Spans are
`[start, end)` offsets in Unicode code points into the text of the capture. Ids depend on what an item points at and on
nothing else (see `item_id`), so a better model keeps the ids of what it finds again. `ruled` names what a person
decided and not the program: each field with the number of the decision; "accepted" and "added" stand for all of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.spans import Span, Spans

SCHEMA: Literal[1] = 1
"""The version of the JSON shape; grows when a key changes its meaning or goes away, not when one is added."""

# 100 bits: among 2 * 10^10 items (a billion pages) the chance that any two share an id is 2 in 10^10.
_ID_LENGTH = 20
# What those letters are made of, eight of five bytes.
_ID_BYTES = 15
_PLAIN = json.JSONEncoder(separators=(",", ":"))

Precision = Literal["minute", "hour", "day", "week", "month", "year", "range"]
TimeBasis = Literal["dateline", "byline", "metadata", "url", "relative", "weekday", "content", "given", "decided"]
NameBasis = Literal["given", "metadata", "url", "dateline", "byline", "line", "title", "caption", "content", "decided"]
ArticleKind = Literal["news", "opinion", "live", "interview", "gallery", "correction", "release", "other"]
StatementKind = Literal["direct", "mixed", "indirect"]
Act = Literal["said", "thought", "asked"]
EntityType = Literal[
    "person", "organisation", "igo", "place", "country", "weapon", "law", "agreement", "group", "other"
]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Unresolved = dict[str, str]
Ruled = dict[str, int]


class Noun(BaseModel):
    """Base of all nouns: never changed after it is made, and no key that is not part of the shape."""

    # Built on first use: nineteen models cost a tenth of a second that `--help` would wait for.
    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, defer_build=True
    )


class Time(Noun):
    """A point or stretch of time, as precise as the text allows.

    `value` is ISO 8601 ("2025-06-20", "2022-08", "2025-06-16/2025-06-22"); null where the words were read but nothing
    says from which day they count. `earliest` and `latest` bound it, half-open, so that unlike precisions compare.
    """

    value: str | None
    precision: Precision | None
    earliest: str | None
    latest: str | None
    offset: str | None
    basis: TimeBasis
    evidence: Spans


class Named(Noun):
    """An outlet or agency by name, why we think so, and where it says so."""

    name: str
    basis: NameBasis
    spans: Spans


class Author(Noun):
    """One name of a byline."""

    name: str
    spans: Spans


class Dateline(Noun):
    """The line that says where and when a report was filed: "ST PETERSBURG, Russia, June 20 (Reuters) -"."""

    place: str | None
    date: Time | None
    spans: Spans


class TextRef(Noun):
    """Which text the spans count in: its SHA-256 (of the UTF-8 form) and the version of what made it."""

    sha256: Sha256
    made_by: str


class Capture(Noun):
    """One page as somebody saved it, named by the SHA-256 of its bytes."""

    id: Sha256
    source: str
    url: str | None
    canonical_url: str | None
    record_id: str | None
    captured: str | None
    text: TextRef


class Entity(Noun):
    """A person, organisation, place or thing, with every span of the article that means it."""

    id: str
    name: str
    type: EntityType
    country: str | None
    mentions: Spans


class Link(Noun):
    """Somebody with a part in a statement: one who passed it on, or whom it was said to."""

    entity: str | None
    spans: Spans


class Phrase(Noun):
    """An occasion or a place, in the words of the article."""

    text: str
    spans: Spans


class Statement(Noun):
    """Words or thoughts that an article attributes to somebody."""

    id: str
    kind: StatementKind
    act: Act
    content: Spans
    cue: Spans
    source: Spans
    text: str
    language: str | None
    translated: bool | None
    speaker: str | None
    speaker_name: str | None
    speakers: tuple[str, ...]
    via: tuple[Link, ...]
    addressee: Link | None
    occasion: Phrase | None
    place: Phrase | None
    said: Time | None
    within: str | None
    denied: bool
    confidence: float | None
    unresolved: Unresolved
    ruled: Ruled = {}


class EventMention(Noun):
    """One place where an article tells of an event."""

    trigger: Spans
    status_spans: Spans
    claimed_by: str | None


class Actor(Noun):
    """Who did it, or to whom it was done."""

    entity: str | None
    name: str
    country: str | None
    spans: Spans


class Item(Noun):
    """What was offered, sold, sent or sanctioned."""

    name: str
    class_: str | None = Field(alias="class")
    quantity: float | None
    spans: Spans


class Event(Noun):
    """Who did what to whom, and how far it has come."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    mentions: tuple[EventMention, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    items: tuple[Item, ...]
    when: Time | None
    place: Phrase | None
    status: str | None
    denied: bool
    claimed_by: str | None
    confidence: float | None
    unresolved: Unresolved
    ruled: Ruled = {}


class Figure(Noun):
    """A quantity, its unit and what it counts."""

    value: float
    high: float | None
    unit: str | None
    of: str | None
    qualifier: str | None
    spans: Spans


class Article(Noun):
    """One main text on a capture, and what was read from it: one line of `onrecord read`."""

    schema_: Literal[1] = Field(default=SCHEMA, alias="schema")
    made_by: dict[str, str]
    id: str
    kind: ArticleKind
    language: str | None
    capture: Capture
    title: str | None
    title_spans: Spans
    outlet: Named | None
    agency: Named | None
    byline: tuple[Author, ...]
    dateline: Dateline | None
    published: Time | None
    body: Spans
    captions: tuple[Spans, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    unresolved: Unresolved
    ruled: Ruled = {}


class Told(Noun):
    """One article of a story; `copy_of`: whose text it repeats, `copy` how (exact, edited, rewrite, update)."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    record_id: str | None
    copy_of: str | None
    copy_: str | None = Field(alias="copy")


class Story(Noun):
    """Articles that report the same happening.

    `label`: the title of the one that is most like the others; `sources`: articles, copies of one text counted once;
    `first` and `last`: days of publication; `follows`: the story of which it tells what came of it.
    """

    id: str
    label: str | None
    first: str | None
    last: str | None
    sources: int
    outlets: tuple[str, ...]
    articles: tuple[Told, ...]
    follows: str | None


class Version(Noun):
    """One utterance as one article words it; `copy_of` as in Told.

    `said`: when it was said, as precise as the article tells; `source`: the file that holds the page.
    """

    statement: str
    article: str
    outlet: str | None
    title: str | None
    url: str | None
    source: str
    published: str | None
    said: str | None
    kind: StatementKind
    act: Act
    denied: bool
    text: str
    copy_of: str | None


class Saying(Noun):
    """Statements of one speaker that are the same utterance, as different articles give it.

    `versions` in the order in which they were printed, as far as that is known; `sources`: copies counted once.
    `said`: when it was said, as the version tells that is most precise; null where none does: then `first` and `last`
    are days of publication, and it was said by then.
    `said_before`: earlier sayings of the speaker with the same meaning, the likest first; `contradicts`: those that
    cannot hold together with it; `perhaps`: what may be this very utterance in other words, or the same said at another
    time, and is too unsure to be told as that. Each names a statement where nobody else has the same utterance.
    """

    id: str
    speaker: str
    speaker_name: str | None
    said: str | None
    first: str | None
    last: str | None
    sources: int
    versions: tuple[Version, ...]
    said_before: tuple[str, ...]
    said_again: tuple[str, ...]
    contradicts: tuple[str, ...]
    perhaps: tuple[str, ...] = ()

    @property
    def fullest(self) -> Version:
        """The wording that stands for it in a list: a quotation, else what a reporter made of it; the longest."""
        return max(self.versions, key=lambda one: (one.kind == "direct", len(one.text)))


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in its UTF-8 form."""
    return sha256(text.encode("utf-8"))


def words_of(text: str, content: Spans) -> str:
    """The `text` of a statement: what its spans cover, with " … " where the reporter's own words cut in.

    Paragraphs of one quotation, with nothing but marks between them, follow each other without it.
    """
    out = ""
    last = 0
    for start, end in content:
        cut = any(char.isalnum() for char in text[last:start])
        out += (" … " if cut else " ") * bool(out) + text[start:end]
        last = end
    return out


def item_id(kind: str, capture: Capture, spans: Iterable[Span]) -> str:
    """The id of what stands at some spans of a capture: `st_` and 20 letters for a statement.

    It hashes the capture, its text and the spans, never a model's version, so the same find keeps its id.
    """
    return _hashed(kind, [kind, capture.id, capture.text.sha256, [list(span) for span in spans]])


def named_id(*told: str) -> str:
    """The id of an entity that is the same wherever the same is told of it: type, folded name, state, walk of life."""
    return _hashed("en", ["named", *told])


def set_id(kind: str, first: str) -> str:
    """The id of a group (a story, a saying) by the first item that it had; it stays as others come and go."""
    return _hashed(kind, ["group", first])


def _hashed(kind: str, what: list[object]) -> str:
    digest = hashlib.sha256(_PLAIN.encode(what).encode("ascii")).digest()
    return f"{kind}_{base64.b32encode(digest[:_ID_BYTES]).decode('ascii').lower()[:_ID_LENGTH]}"
