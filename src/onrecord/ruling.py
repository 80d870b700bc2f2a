"""The nouns of what people rule: decisions, and what each says of which item.

    Decision ─┬─ Accept, Reject, Correct, Add     on an item, by the evidence that it stands on
              ├─ Same, Apart ── Party, Standing    who is who
              ├─ Undo                              an earlier decision counts no more
              └─ Forgotten                         what it was about was taken out of the record

A ruling on an item names it by its id and by its evidence: the stretches of the page that it was read from, each told
so that it can be found again where a later reading gives the page another text (`Anchor`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from onrecord.model import Act, Entity, EntityType, Event, Noun, Sha256, Statement, StatementKind, Time
from onrecord.spans import Spans

WHO = "who"
"""In `ruled` of an item: whom it names follows from a ruling on who is who. On the item itself nobody ruled."""

ItemKind = Literal["statement", "event", "article"]


class Standing(Noun):
    """Where an entity stood when something was ruled on it: the evidence by which a ruling finds it again.

    `whole`: the ruling is on all that the article has of it, not on these mentions alone.
    """

    capture: Sha256
    text: Sha256
    spans: Spans
    whole: bool


class Party(Noun):
    """An entity as a ruling means it."""

    id: str
    name: str
    type: EntityType
    country: str | None
    standing: tuple[Standing, ...]


class Same(Noun):
    """Two entities are one: what was `gone` is `kept`, in all articles there are and will be."""

    ruling: Literal["same"] = "same"
    gone: Party
    kept: Party


class Apart(Noun):
    """Some mentions of an entity mean another one: where `other` stands, it is no longer `taken_from`."""

    ruling: Literal["apart"] = "apart"
    taken_from: Party
    other: Party


class Anchor(Noun):
    """A stretch of a text, told so that it can be found in another text of the same page.

    `[start, end)` counts in the text that the ruling was made on; `before` are the letters in front of it, `head` and
    `tail` its first and last ones.
    """

    start: int
    end: int
    before: str
    head: str
    tail: str


class Evidence(Noun):
    """Where an item stood when it was ruled on: the content of a statement, the words of an act, a body."""

    capture: Sha256
    text: Sha256
    anchors: tuple[Anchor, ...]


class OnItem(Noun):
    """A ruling on an item.

    `told`: the words that show which one is meant; `item`: all of it as it was when it was ruled on, so that it can be
    put back where a later reading does not find it; `known`: the entities that it names. An article has neither.
    """

    of: ItemKind
    id: str
    evidence: Evidence
    told: str
    item: Statement | Event | None
    known: tuple[Entity, ...]


class Accept(OnItem):
    """It is as the record has it."""

    ruling: Literal["accept"] = "accept"


class Reject(OnItem):
    """There is no such thing: it leaves the record's articles."""

    ruling: Literal["reject"] = "reject"


class Add(OnItem):
    """A statement that no reading found; `cue` and `source` told so that they are found again, as its words are."""

    ruling: Literal["add"] = "add"
    cue: tuple[Anchor, ...] = ()
    source: tuple[Anchor, ...] = ()


class StatementChanges(Noun):
    """What a statement is to be; `fields` says which of these were decided, the others mean nothing."""

    of: Literal["statement"] = "statement"
    fields: tuple[str, ...]
    content: tuple[Anchor, ...] = ()
    cue: tuple[Anchor, ...] = ()
    source: tuple[Anchor, ...] = ()
    speaker: Party | None = None
    kind: StatementKind | None = None
    act: Act | None = None
    denied: bool | None = None
    said: Time | None = None


class Side(Noun):
    """Who has a part in an event, as a person names them: an entity of the record, or a name alone."""

    party: Party | None
    name: str
    country: str | None


class EventChanges(Noun):
    """What an event is to be; `fields` as in StatementChanges."""

    of: Literal["event"] = "event"
    fields: tuple[str, ...]
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    denied: bool | None = None
    when: Time | None = None
    actors: tuple[Side, ...] = ()
    recipients: tuple[Side, ...] = ()


class ArticleChanges(Noun):
    """What an article is to be; `fields` as in StatementChanges. `bodies`: several where it is to be split."""

    of: Literal["article"] = "article"
    fields: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    kind: str | None = None
    bodies: tuple[tuple[Anchor, ...], ...] = ()


class Correct(OnItem):
    """It is otherwise than the record has it, in some fields; `became`: its id since, where its words are others."""

    ruling: Literal["correct"] = "correct"
    became: str | None
    changes: Annotated[StatementChanges | EventChanges | ArticleChanges, Field(discriminator="of")]


class Undo(Noun):
    """An earlier decision counts no more."""

    ruling: Literal["undo"] = "undo"
    number: int


class Forgotten(Noun):
    """What was ruled here is gone, with the page that it was about."""

    ruling: Literal["forgotten"] = "forgotten"


ItemRuling = Accept | Reject | Correct | Add
Ruling = Same | Apart | Accept | Reject | Correct | Add | Undo | Forgotten


NOT_KNOWN = "decided by hand: not known"
"""Why a field is empty of which a person said that nobody knows it."""


def reasons(before: Mapping[str, str], decided: Mapping[str, object]) -> dict[str, str]:
    """Why fields of an item are empty, once some were decided: those that are empty then are so by hand."""
    kept = {field: reason for field, reason in before.items() if field not in decided}
    return kept | {field: NOT_KNOWN for field, value in decided.items() if value is None}


class Decision(Noun):
    """What a person ruled, who and when and why; numbered in order, never changed."""

    number: int
    ruling: Annotated[Ruling, Field(discriminator="ruling")]
    decided_by: str
    decided_at: str
    because: str | None
