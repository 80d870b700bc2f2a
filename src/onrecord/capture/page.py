"""A page: the bytes as kept, their text, and the way from each character of the text back to the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from onrecord.model import Capture

Format = Literal["text", "html", "json"]
How = Literal["same", "space", "entity", "escape", "made", "replaced"]


class Run(NamedTuple):
    """A stretch of text and the bytes that it was made from.

    `codec` decodes the bytes. `how` says what the decoded bytes are to the text: the `same` characters; `space` that was
    folded into one; an `entity` of HTML; an `escape` of JSON; nothing, where the text was `made` (the line break that
    a `<p>` stands for); or bytes that stand for no character and were `replaced`.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int
    codec: str
    how: How


@dataclass(frozen=True)
class Given:
    """What whoever saved the page says of it; `whole` means that the page is one clean article."""

    captured: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    record_id: str | None = None
    whole: bool = False


@dataclass(frozen=True)
class Page:
    """One capture ready to be read.

    `markup` is the decoded HTML where the page is HTML, else None. `warnings` tell what was odd but kept.
    """

    capture: Capture
    format: Format
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    given: Given
    markup: str | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()
