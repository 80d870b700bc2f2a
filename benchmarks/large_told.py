"""What a generated article tells before it is on a page: who did what, who said what, and the words as tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from benchmarks.large_world import DESCRIBED, Thing, Who

from onrecord.model import Act as Speech
from onrecord.model import StatementKind

Key: TypeAlias = tuple[str, str]


class Mark(NamedTuple):
    """Where something begins or ends: what it is, and of which statement, event or entity."""

    key: Key
    opens: bool


Token: TypeAlias = str | Mark
Tokens: TypeAlias = list[Token]

OFFICIALS = Who(f"{DESCRIBED}officials", "officials", "group", short="officials")
NOBODY = Who(f"{DESCRIBED}nobody", "one who was there", "other", short="one who was there")
"""A source that is no entity: the statement has no speaker."""


class Act(NamedTuple):
    """What is done, as the defence pack and PLOVER have it, and how a sentence tells it, its trigger in brackets."""

    mode: str | None
    status: str
    type: str
    words: str


TRANSFERS = (
    Act("arms-request", "called-for", "REQUEST", "{A} [asked] {R} for {I}"),
    Act("arms-offer", "offered", "AGREE", "{A} [offered] {R} {I}"),
    Act("arms-deal", "negotiated", "CONSULT", "{A} is [negotiating] with {R} over {I}"),
    Act("arms-deal", "agreed", "AGREE", "{A} [agreed to sell] {R} {I}"),
    Act("arms-deal", "ordered", "AGREE", "a contract by which {A} [sells] {R} {I} was placed"),
    Act("export-licence", "agreed", "AGREE", "{A} [licensed the export] of {I} to {R}"),
    Act("arms-delivery", "planned", "AGREE", "{A} plans to [deliver] {I} to {R}"),
    Act("arms-delivery", "under-way", "COOPERATE", "{A} has begun to [deliver] {I} to {R}"),
    Act("arms-delivery", "done", "COOPERATE", "{A} [delivered] {I} to {R}"),
    Act("arms-delivery", "suspended", "SANCTION", "{A} [suspended the delivery] of {I} to {R}"),
    Act("arms-deal", "cancelled", "SANCTION", "{A} [cancelled the sale] of {I} to {R}"),
    Act("arms-refusal", "refused", "REJECT", "{A} [refused] to let {R} have {I}"),
)
"""In the order of a ladder: a story that follows another tells of a later one."""

OTHERS = (
    Act("sanction", "done", "SANCTION", "{A} [imposed sanctions] on {R}"),
    Act("sanction", "planned", "THREATEN", "{A} is preparing [sanctions] against {R}"),
    Act("embargo", "done", "SANCTION", "{A} put an arms [embargo] on {R}"),
    Act("embargo-lifted", "planned", "CONCEDE", "{A} wants to [lift the embargo] on {R}"),
    Act("visit", "done", "CONSULT", "a delegation from {A} [visited] {R}"),
    Act("visit", "planned", "CONSULT", "a delegation from {A} will [travel] to {R}"),
    Act("training", "under-way", "AID", "{A} is [training] crews from {R}"),
    Act("basing", "agreed", "AGREE", "{A} [allowed] {R} to use one of its ports"),
    Act("financing", "agreed", "AGREE", "{A} [agreed to lend] {R} money for arms"),
    Act("exercise", "under-way", "COOPERATE", "{A} and {R} [began an exercise]"),
    Act("patrol", "planned", "AGREE", "{A} and {R} will [patrol] the coast together"),
    Act(None, "done", "CONSULT", "{A} [met] {R} for talks"),
    Act(None, "done", "ACCUSE", "{A} [blamed] {R} for the breakdown"),
    Act(None, "done", "SUPPORT", "{A} [praised] {R} for its patience"),
)
JOINT = frozenset({"exercise", "patrol"})
"""Acts of all who are in them: nobody receives."""


@dataclass(eq=False)
class Deed:
    """An act as a story has it: who, to whom, with what, on which day."""

    act: Act
    actor: Who
    recipient: Who
    thing: Thing | None
    quantity: int
    day: int


@dataclass(eq=False)
class Thought:
    """What somebody says: one utterance in all articles of a story.

    `meaning` is shared by what is said again or denied later; `told` counts the statements that have it.
    """

    speaker: Who
    act: Speech
    denied: bool
    day: int
    topic: int
    meaning: int
    parts: tuple[str, str, str]
    deed: Deed | None = None
    told: int = 0


@dataclass
class Said:
    """A statement of one article: how it is told and by which words (`wording`)."""

    thought: Thought
    kind: StatementKind
    wording: int
    dated: bool

    @property
    def variant(self) -> int:
        """A number for its words: the same where they are, but for a capital."""
        return 0 if self.thought.deed is not None else self.wording % 2 + 4 if self.kind == "mixed" else self.wording


@dataclass
class Done:
    """An event of one article; `claimed_by`: the number of the statement whose words alone tell it."""

    deed: Deed
    quantity: int
    denied: bool
    dated: bool
    claimed_by: str | None


@dataclass
class Written:
    """An article before it stands on a page."""

    title: Tokens
    paragraphs: list[Tokens]
    said: dict[str, Said] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    cast: dict[str, Who] = field(default_factory=dict)
