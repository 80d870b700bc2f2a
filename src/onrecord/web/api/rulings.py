"""The shapes of rulings as programs send them, and of what waits for one."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from fastapi import Body
from pydantic import BaseModel, ConfigDict, Field, with_config
from typing_extensions import TypedDict

from onrecord.model import Act, ArticleKind, EntityType, StatementKind
from onrecord.record import Waiting
from onrecord.web.api.parameters import Filter
from onrecord.web.api.shapes import Shape
from onrecord.web.decisions import Decided

# No page has so many letters (`capture` takes 20 MB).
_LARGEST = 2**25

Entity = Annotated[str, Field(min_length=1, max_length=500)]
Item = Annotated[str, Field(min_length=1, max_length=500, description="The id of a statement, an event or an article.")]
Words = Annotated[str, Field(min_length=1, max_length=20_000, description="The words, as they stand on the page.")]
Offset = Annotated[int, Field(ge=0, le=_LARGEST)]
Stretch = Annotated[
    list[Offset], Field(min_length=2, max_length=2, description="Where it begins, and where it ends: half-open.")
]
Stretches = Annotated[
    list[Stretch], Field(max_length=1000, description="In characters of the capture's text, as all spans.")
]
Places = Stretches | Words
Text = Annotated[str, Field(min_length=1, max_length=1000)]
Date = Annotated[str, Field(min_length=1, max_length=40, description="A year, a month, a day or an hour.")]


class Sent(BaseModel):
    """Base of what is sent: nothing that is not known, nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_STRICT = ConfigDict(extra="forbid", strict=True)


@with_config(_STRICT)
class Someone(TypedDict):
    """Somebody by name, whoever else in the record has that name."""

    name: Annotated[str, Field(min_length=1, max_length=500)]


@with_config(_STRICT)
class SomeSide(TypedDict):
    """A side of an event by name; `country`: the code of its state."""

    name: Annotated[str, Field(min_length=1, max_length=500)]
    country: NotRequired[Annotated[str, Field(pattern="^[A-Z]{3}$")] | None]


Speaker = Annotated[Entity | Someone | None, Field(description="By id or name; null: nobody knows.")]


@with_config(_STRICT)
class StatementFields(TypedDict, total=False):
    """What a statement is besides its words."""

    cue: Places
    source: Places
    speaker: Speaker
    kind: StatementKind
    act: Act
    denied: bool
    said: Date | None


@with_config(_STRICT)
class Changes(TypedDict, total=False):
    """What an item is to be; what is left out stays as it is, and null says that nobody knows.

    Of a statement: `content`, `cue`, `source`, `speaker`, `kind`, `act`, `denied`, `said`. Of an event: `type`, `mode`,
    `status`, `denied`, `when`, `actors`, `recipients`. Of an article: `title`, `outlet`, `published`, `kind`, `body`
    (its stretches, or its first and last words), `split` (where another begins: the words, or the place).
    """

    content: Places
    cue: Places
    source: Places
    speaker: Speaker
    kind: StatementKind | ArticleKind
    act: Act
    denied: bool
    said: Date | None
    type: Text
    mode: Text | None
    status: Text | None
    when: Date | None
    actors: Annotated[list[Entity | SomeSide], Field(max_length=100)]
    recipients: Annotated[list[Entity | SomeSide], Field(max_length=100)]
    title: Text | None
    outlet: Text | None
    published: Date | None
    body: Stretches | Annotated[list[Words], Field(min_length=2, max_length=2)]
    split: Words | Offset


class Signed(Sent):
    """Base of what somebody rules."""

    by: Annotated[str, Field(min_length=1, max_length=200, description="Who rules.", examples=["an editor"])]
    because: Annotated[str, Field(max_length=2000, description="Why.")] | None = None


class SameRuling(Signed):
    """Two entities are one, which has the id and name of the other."""

    ruling: Literal["same"]
    entity: Annotated[Entity, Field(description="The entity, by id or name.")]
    other: Annotated[Entity, Field(description="The entity that it is.")]


class ApartRuling(Signed):
    """Some mentions of an entity mean another: those in some articles, those by some words, or both at once."""

    ruling: Literal["apart"]
    entity: Annotated[Entity, Field(description="The entity, by id or name.")]
    other: Annotated[Entity, Field(description="Whom they mean; else a namesake.")] | None = None
    articles: Annotated[list[Filter], Field(max_length=500, description="In which articles, by their ids.")] = []
    named: Annotated[Filter, Field(description="By which words.")] | None = None


class AcceptRuling(Signed):
    """A statement, an event or an article is as the record has it."""

    ruling: Literal["accept"]
    item: Item


class RejectRuling(Signed):
    """There is no such statement, event or article."""

    ruling: Literal["reject"]
    item: Item


class CorrectRuling(Signed):
    """An item is otherwise in some fields."""

    ruling: Literal["correct"]
    item: Item
    changes: Changes


class AddRuling(Signed):
    """An article has a statement that no reading found."""

    ruling: Literal["add"]
    article: Annotated[str, Field(min_length=1, max_length=500, description="The id of the article.")]
    content: Places
    fields: StatementFields = {}


class Taking(Signed):
    """Who takes a decision back, and why."""


Ruling = Annotated[
    SameRuling | ApartRuling | AcceptRuling | RejectRuling | CorrectRuling | AddRuling, Body(discriminator="ruling")
]


class Queue(Shape):
    """What nobody has ruled on, the most worthwhile first; `statements` and `events`: how many wait in all."""

    items: list[Waiting]
    statements: int
    events: int


class Moved(Shape):
    """A decision that finds nothing any more in a captured page that it was made on; `what`: a name, or its words."""

    decision: Decided
    what: str
    capture: str


class Somebody(Shape):
    """Somebody or something of the record in short; `statements`: of how many it is a speaker."""

    id: str
    name: str
    type: EntityType
    country: str | None
    statements: int
