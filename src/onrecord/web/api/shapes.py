"""The shapes of answers that are not a noun alone."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord import record
from onrecord.model import (
    Article,
    Capture,
    Entity,
    Event,
    Saying,
    Sha256,
    Statement,
    StatementKind,
    Story,
)
from onrecord.record import ArticleRef, Count, Facet, Line
from onrecord.spans import Spans

T = TypeVar("T")


class Shape(BaseModel):
    """Base of all shapes."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None


_WORDS = {
    304: "It is what was read before.",
    400: "The body cannot be read.",
    401: "The token is asked for: to change something, and by a desk that is open to others for all else too.",
    403: "This desk is for reading, another site asks, or the key is no coder's.",
    404: "Nothing in this record has that id.",
    412: "It is another revision by now.",
    413: "The body is too large.",
    414: "The address is too long.",
    421: "It is asked for by a name that is not this desk's.",
    422: "It cannot be asked so.",
    428: "It does not say which revision is meant.",
    429: "Too many requests.",
    503: "The record is being written to, or cannot be used.",
}
# By anything that is asked.
_ALWAYS = (401, 414, 421, 422, 429, 503)
_WAITS = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_TAG = {"ETag": {"description": "What If-None-Match takes.", "schema": {"type": "string"}}}

Answers = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Answers:
    """The answers of an operation that cannot be given, besides those that any operation may give."""
    schema = ProblemDetails.model_json_schema()
    return {
        status: {
            "description": _WORDS[status],
            "content": {"application/problem+json": {"schema": schema}},
            **({"headers": _WAITS} if status in (429, 503) else {}),
        }
        for status in sorted({*statuses, *_ALWAYS})
    }


def read(*statuses: int) -> Answers:
    """The answers of an operation that reads."""
    known = {200: {"description": "It is this.", "headers": _TAG}, 304: {"description": _WORDS[304], "headers": _TAG}}
    return known | problems(*statuses)


def written(*statuses: int) -> Answers:
    """The answers of an operation that changes something."""
    return problems(400, 403, 413, *statuses)


class Listed(Shape, Generic[T]):
    """One item of a listing, and the article that it stands in."""

    item: T
    article: ArticleRef

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """ListedStatement."""
        return f"Listed{params[0].__name__}"


class Page(Shape, Generic[T]):
    """A part of a listing; `next`: the cursor of what follows, null at the end.

    `undated`: how many more would fit but for the time asked for, as nothing says when they were; counted for the first
    page alone.
    """

    items: list[T]
    next: str | None
    undated: int | None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """StoryPage."""
        return f"{params[0].__name__}Page"


class _Hit(Shape):
    """What a search found; `words`: how well it has the words, `near`: how near it comes in meaning, 0 to 1."""

    score: float
    words: float | None
    near: float | None
    article: ArticleRef
    marks: Spans
    snippet: str


class ArticleHit(_Hit):
    """An article that a search found; `words`: how well it has them, 0 to 1; `marks` count in its capture's text."""

    match: Literal["article"]
    item: Article


class StatementHit(_Hit):
    """A statement that a search found; `near`: how near it comes in meaning, 0 to 1."""

    match: Literal["statement"]
    item: Statement


AnyHit = Annotated[ArticleHit | StatementHit, Field(discriminator="match")]


class Understood(Shape):
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
    def of(cls, words: str, query: record.Query, *, is_question: bool) -> Understood:
        """From what the record made of it."""
        names = ("speaker", "about", "outlet", "country", "kind", "language", "since", "until")
        return cls(words=words, is_question=is_question, **{name: getattr(query, name) for name in names})


class Found(Shape):
    """The hits of a search, best first; `total` of them, `is_more`: only the best were looked at.

    `undated`: how many fit but for the time asked for, as nothing tells when they were; `instead`: what was typed, with
    words that nothing has put right, or null. `next`: the address of those that follow, null where there are none.
    """

    asked: Understood
    hits: list[AnyHit]
    total: int
    is_more: bool
    widened: bool
    undated: int
    instead: str | None
    counts: dict[Facet, list[Count]]
    next: str | None


class _Item(Shape):
    article: ArticleRef | None


class CaptureItem(_Item):
    """A captured page."""

    kind: Literal["capture"]
    item: Capture


class ArticleItem(_Item):
    """An article; `article` names itself."""

    kind: Literal["article"]
    item: Article


class StatementItem(_Item):
    """A statement, and the article that it stands in."""

    kind: Literal["statement"]
    item: Statement


class EventItem(_Item):
    """An event, and the article that tells it."""

    kind: Literal["event"]
    item: Event


class EntityItem(_Item):
    """An entity as the first article that has it has it."""

    kind: Literal["entity"]
    item: Entity


class StoryItem(_Item):
    """A story."""

    kind: Literal["story"]
    item: Story


class SayingItem(_Item):
    """A saying."""

    kind: Literal["saying"]
    item: Saying


Item = Annotated[
    CaptureItem | ArticleItem | StatementItem | EventItem | EntityItem | StoryItem | SayingItem,
    Field(discriminator="kind"),
]
"""Anything by its id, and the article that it stands in."""


class Text(Shape):
    """The text of a capture, which all spans count in."""

    capture: Sha256
    sha256: Sha256
    text: str


class Coverage(Shape):
    """How many articles the record has of an outlet in a month; null where either is not known."""

    outlet: str | None
    month: str | None
    articles: int


class Counts(Shape):
    """How many there are of each kind."""

    captures: int
    articles: int
    statements: int
    events: int
    stories: int
    sayings: int
    entities: int
    failures: int


class Failure(Shape):
    """A page that could not be read; `capture` is null where not even its bytes were had."""

    source: str
    capture: str | None
    stage: str
    reason: str
    failed_at: str


class Entry(Line):
    """A line of a timeline, as `onrecord timeline` has it."""


class Month(Shape):
    """How many statements there are of a month; null: of no known one."""

    month: str | None
    statements: int


class Stands(Shape):
    """Somebody, some thing or an outlet, and how many statements it stands in."""

    id: str | None
    name: str
    statements: int


class Speaking(Shape):
    """A speaker's statements, counted.

    `months`: when they were said, else printed; `about`: whom and what their words name; `addressed`: whom they were
    said to; `widest`: sayings that most sources report; `repeated` and `contradicted`: sayings, or statements that
    stand alone, that were said again or that contradict another, the latest first.
    """

    statements: int
    articles: int
    months: list[Month]
    kinds: dict[StatementKind, int]
    denied: int
    outlets: list[Stands]
    about: list[Stands]
    addressed: list[Stands]
    widest: list[str]
    repeated: list[str]
    contradicted: list[str]


class Differing(Shape):
    """A stretch of two wordings: the same words, or what the one and the other have in its place."""

    same: bool
    one: str
    other: str


class Difference(Shape):
    """What a reader should look at: a negation, a number, a qualifier or a clause that only one has."""

    mark: Literal["negation", "number", "qualifier", "addition"]
    one: str
    other: str


class Compared(Shape):
    """Two wordings of one utterance, by the ids of their statements, laid side by side."""

    one: str
    other: str
    shared: float
    pieces: list[Differing]
    differs: list[Difference]


class Change(Shape):
    """What a later version or an edited copy of an article changed, in words."""

    earlier: str
    later: str
    changes: list[str]
