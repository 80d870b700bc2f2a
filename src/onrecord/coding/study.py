"""What coding is made of: a study with its codebook, the items that were drawn for it, and what was answered.

Study ─┬─ Drawn                 out of what the items were drawn, and by which lot
       └─ Codebook ── Field ── Category
StudyItem ── Marked             one item as it was when it was drawn
Coded                           what one coder answers of one item, as it stands
Adjudication                    what an item's answers are in the end
"""

from __future__ import annotations

from typing import Literal

from onrecord.model import Noun, Sha256
from onrecord.spans import Span

ItemKind = Literal["statements", "events"]
FieldKind = Literal["choice", "who", "day", "state"]
Stratum = Literal["outlet", "speaker"]

UNSURE = "unsure"
"""What may be answered to any field: it cannot be told from the text."""
NOTE = "note"
"""Beside the fields, what a coder has to say of an item in words of their own; nobody counts it."""
YES = "yes"
"""The answer to the first field with which the others are asked."""


class Category(Noun):
    """One answer to a field, and what it means."""

    name: str
    definition: str


class Field(Noun):
    """What is asked of each item.

    `kind`: one of the categories (choice), somebody by name (who), a day (day) or states (state); of the last three
    the categories are what may be answered instead. `is_gate`: where it is not answered by yes, no other is asked.
    """

    name: str
    question: str
    kind: FieldKind
    categories: tuple[Category, ...]
    is_gate: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The categories by name, unsure among them."""
        return (*(one.name for one in self.categories), UNSURE)


class Codebook(Noun):
    """The fields in the order in which they are asked."""

    fields: tuple[Field, ...]

    @property
    def gate(self) -> Field | None:
        """The field that decides whether the others are asked; None where all are asked of every item."""
        return next((field for field in self.fields if field.is_gate), None)

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)

    def asked(self, answers: dict[str, str]) -> tuple[Field, ...]:
        """The fields that are asked of an item of which this much is answered."""
        gate = self.gate
        if gate is None or answers.get(gate.name) == YES:
            return self.fields
        return (gate,)


class Drawn(Noun):
    """How a sample was drawn: from what fitted the filters, `of` in all, `size` were wanted by the lot of `seed`.

    `by`: as many as can be from each outlet or speaker. `whole_articles`: articles were drawn, and all their items.
    """

    filters: dict[str, str]
    of: int
    size: int
    seed: int
    by: Stratum | None
    whole_articles: bool


class Study(Noun):
    """Several people code the same items by one codebook. `closed_at`: null while nobody may see another's answers."""

    name: str
    kind: ItemKind
    drawn: Drawn
    codebook: Codebook
    coders: tuple[str, ...]
    items: int
    shows_machine: bool
    made_at: str
    closed_at: str | None


class Marked(Noun):
    """A stretch of a passage and the part that it plays in the item: content, cue, source or item."""

    span: Span
    part: str


class StudyItem(Noun):
    """One item of a study as it was when it was drawn.

    `passage`: the stretch of its text around the evidence, which the spans of `marks` count in; `start`: where in the
    text it begins. `named`: who is named in the article and may speak, by id and name. `machine`: what the machine
    answered to the usual fields.
    """

    position: int
    item: str
    article: str
    capture: Sha256
    sha256: Sha256
    title: str | None
    outlet: str | None
    published: str | None
    passage: str
    start: int
    marks: tuple[Marked, ...]
    named: dict[str, str]
    machine: dict[str, str]


class Coded(Noun):
    """What one coder answers of one item: the last answer to each field that is asked, and a note."""

    position: int
    coder: str
    answers: dict[str, str]
    note: str | None


class Progress(Noun):
    """How many items somebody has coded in full."""

    coder: str
    coded: int
    items: int


class Adjudication(Noun):
    """What the answers of an item are in the end, who says so, and the decisions of the record made of it.

    `decisions`: null until they are made; where there are none, or not of all that was answered, `why_not` says why.
    """

    position: int
    answers: dict[str, str]
    adjudicated_by: str
    because: str | None
    adjudicated_at: str
    decisions: tuple[int, ...] | None
    why_not: str | None
