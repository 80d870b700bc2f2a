"""An event in the making: what the model or the grammar finds, in the offsets of the reading."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.spans import Span


@dataclass(frozen=True)
class Draft:
    """Where one event is told: trigger, sides and items as phrases of the view.

    `cues` are the words that tell its status; `sure` is how likely all that is; `alleged`: the text itself leaves open
    whether it is true.
    """

    trigger: Span
    mode: str | None
    type: str
    status: str
    denied: bool
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    items: tuple[Span, ...]
    cues: tuple[Span, ...] = ()
    sure: float = 1.0
    alleged: bool = False
