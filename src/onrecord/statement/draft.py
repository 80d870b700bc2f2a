"""A statement in the making: ranges of the article's view, before speakers and ids are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.spans import Span


@dataclass(frozen=True)
class Evidence:
    """What the trained model says of a statement, as probabilities from 0 to 1.

    `anchor`: that a cue begins here; `content` and `source`: that the pieces of each belong to it, on average, None
    where there is no source.
    """

    anchor: float
    content: float
    source: float | None


@dataclass(frozen=True)
class Agreement:
    """How far a rule has the same as the model: the shares of content and source that both have."""

    content: float
    source: float


@dataclass
class Draft:
    """What one technique found: a pattern's name, and content, cue and source as ranges of the view.

    `frame` says how the cue takes its content ("clause", "infinitive", "trailing" ...), `lemma` what the cue is; the
    two give the confidence, with the cue's `position` in its sentence and `flags` (negated, with a modal, nobody
    named; "bare": no more than a name, by a cue that no lexicon has). `head` is the token at the head of the source,
    None where the text names no source. `verb` is the cue's token.
    """

    frame: str
    lemma: str
    verb: int
    head: int | None
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    act: str = "said"
    denied: bool = False
    via: list[Span] = field(default_factory=list)
    via_head: int | None = None
    passing: int | None = None
    in_quotation: bool = False
    kind: str = "indirect"
    position: str = ""
    flags: tuple[str, ...] = ()
    evidence: Evidence | None = None
    agreement: Agreement | None = None
