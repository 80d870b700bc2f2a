"""The shapes of answers that are not a noun alone."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story
from onrecord.record import ArticleRef, Count, Facet, Query
from onrecord.spans import Spans

T = TypeVar("T")

# Problem details (RFC 9457), as each operation may answer them.
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": ["string", "null"]},
    },
    "required": ["type", "title", "status", "detail"],
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of an operation that cannot be given."""
    words = {
        400: "The request cannot be read.",
        401: "The token is asked for.",
        403: "Not here, or not from there.",
        404: "Nothing in this record has that id.",
        412: "It was changed meanwhile.",
        413: "The body is too large.",
        414: "The address is too long.",
        422: "It cannot be asked so.",
        428: "Say which revision is meant.",
        429: "Too many requests.",
        503: "The record is in use, or cannot be used.",
    }
    content = {"application/problem+json": {"schema": _PROBLEM}}
    return {status: {"description": words[status], "content": content} for status in statuses}


class Listed(BaseModel, Generic[T]):
    """One item of a listing, and the article that it stands in."""

    item: T
    article: ArticleRef


class Page(BaseModel, Generic[T]):
    """A part of a listing; `next`: the cursor of what follows, null at the end.

    `undated`: how many more fit but for the time asked for, as nothing says when they were.
    """

    items: list[T]
    next: str | None
    undated: int = 0


class HitShape(BaseModel):
    """What a search found; `words`: how well it has the words, `near`: how near it comes in meaning, 0 to 1."""

    match: Literal["article", "statement"]
    score: float
    words: float | None
    near: float | None
    item: Article | Statement
    article: ArticleRef
    marks: Spans
    snippet: str


class Understood(BaseModel):
    """How what was typed was understood."""

    words: str
    is_question: bool
    speaker: str | None
    about: str | None
    outlet: str | None
    country: str | None
    kind: str | None
    language: str | None
    since: str | None
    until: str | None

    @classmethod
    def of(cls, words: str, query: Query, *, is_question: bool) -> Understood:
        """From what the record made of it."""
        names = ("speaker", "about", "outlet", "country", "kind", "language", "since", "until")
        return cls(words=words, is_question=is_question, **{name: getattr(query, name) for name in names})


class Found(BaseModel):
    """The hits of a search, best first; `total` of them, `is_more`: only the best were looked at."""

    asked: Understood
    hits: list[HitShape]
    total: int
    is_more: bool
    widened: bool
    counts: dict[Facet, list[Count]]
    next: str | None


class Item(BaseModel):
    """Anything by its id, and the article that it stands in."""

    kind: Literal["capture", "article", "statement", "event", "entity", "story", "saying"]
    item: Capture | Article | Statement | Event | Entity | Story | Saying
    article: ArticleRef | None


class Text(BaseModel):
    """The text of a capture, which all spans count in."""

    capture: str
    sha256: str
    text: str


class Coverage(BaseModel):
    """How many articles the record has of an outlet in a month; null where either is not known."""

    outlet: str | None
    month: str | None
    articles: int


Counts = Annotated[dict[str, int], Field(examples=[{"captures": 12, "articles": 15}])]


class Differing(BaseModel):
    """A stretch of two wordings: the same words, or what the one and the other have in its place."""

    same: bool
    one: str
    other: str


class Difference(BaseModel):
    """What a reader should look at: a negation, a number, a qualifier or a clause that only one has."""

    mark: Literal["negation", "number", "qualifier", "addition"]
    one: str
    other: str


class Compared(BaseModel):
    """Two wordings of one utterance, by the ids of their statements, laid side by side."""

    one: str
    other: str
    shared: float
    pieces: list[Differing]
    differs: list[Difference]


class Change(BaseModel):
    """What a later version or an edited copy of an article changed, in words."""

    earlier: str
    later: str
    changes: list[str]
