"""The part of a page that is an article's own: its head above the text, and what follows until the next one's head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.spans import Span

# A head is a few lines: more letters than these above a text are a menu.
_HEAD = 4000
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Region:
    """From where the article before ends to where the next begins: its title, the begin and end of its text."""

    start: int
    title: Span | None
    begin: int
    end: int
    stop: int

    @property
    def top(self) -> int:
        """Where its title begins, else its text."""
        return self.title[0] if self.title is not None else self.begin


def short_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines between two places that have something on them and are no running text, without the space around."""
    at = start
    for raw in text[start:end].split("\n"):
        if (line := raw.strip()) and len(line) <= _LONGEST_LINE:
            begin = at + raw.find(line)
            yield begin, begin + len(line)
        at += len(raw) + 1


def head_lines(text: str, region: Region) -> list[Span]:
    """The short lines from the title on to the text."""
    first = max(region.title[1] if region.title is not None else region.start, region.begin - _HEAD)
    return list(short_lines(text, min(first, region.begin), region.begin))


def lines_above(text: str, region: Region, count: int) -> list[Span]:
    """The last short lines above the title, or above the text where there is none."""
    return list(short_lines(text, max(region.start, region.top - count * _LONGEST_LINE), region.top))[-count:]


def count_lines(text: str, start: int, end: int) -> int:
    """How many lines with something on them lie between two places."""
    return sum(bool(line) and not line.isspace() for line in text[start:end].split("\n")[1:])
