"""Runs: which bytes each stretch of a text was made from.

The HTML `<p>Caf&eacute;   Nord</p>` becomes "Café Nord" in four runs: "Caf" is the same as bytes 3 to 6, "é" comes from
the entity in bytes 6 to 14, the space from the three spaces in bytes 14 to 17, and "Nord" is the same as bytes 17 to
21.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

How: TypeAlias = Literal["same", "space", "entity", "escape", "made", "replaced", "extracted"]

# Plain characters between two JSON escapes join their run where they are fewer: a page in Cyrillic letters as \u0438
# has two escaped words a line and would have two runs a word else.
_SHORT = 16


class Run(NamedTuple):
    r"""A stretch of text and the bytes that it was made from.

    Runs follow each other without a gap from the first character of a text to the last. `codec` decodes the bytes from
    `byte_start` to `byte_end`; of a JSON record they are part of a string, whose escapes (`\n`, `\u00e9`) are undone
    next. `how` says what the characters that come out are to the text:

        same      the same characters
        escape    the same characters, once the escapes of the JSON string are undone
        space     white space of HTML, folded into one space
        entity    character references of HTML (`&eacute;`), undone
        made      there are none: HTML shows a break, a space between links or the marks of a `<q>` there
        replaced  the bytes stand for no character; the text has U+FFFD for them
        extracted a page of a PDF, read by pypdf; `codec` is "pdf-3" for its third page, the bytes are the whole file
    """

    start: int
    end: int
    byte_start: int
    byte_end: int
    codec: str
    how: How


class Piece(NamedTuple):
    """A stretch of a text, by its length, and the stretch of a source text that it was made from."""

    length: int
    start: int
    end: int
    how: How


@dataclass(frozen=True)
class Decoded:
    """Characters read from bytes, and the way back.

    The runs cover the text. Each run whose `how` is not `same` spreads its bytes evenly over its characters; so do the
    others where the text is `even`, else the characters of a run encode to just the bytes that they were read from.
    """

    text: str = field(repr=False)
    runs: tuple[Run, ...] = field(repr=False)
    even: bool
    warnings: tuple[str, ...] = ()


class _Walk:
    """Finds the byte at which a character of a source begins; goes forward only, in one pass over the page."""

    def __init__(self, source: Decoded) -> None:
        self._source = source
        self._index = 0
        self._at = 0
        self._byte = source.runs[0].byte_start if source.runs else 0

    def run_at(self, position: int) -> Run | None:
        """The run that holds a character; None at the end of the source."""
        runs = self._source.runs
        while self._index < len(runs) and runs[self._index].end <= position:
            self._index += 1
            if self._index < len(runs):
                self._at, self._byte = runs[self._index].start, runs[self._index].byte_start
        return runs[self._index] if self._index < len(runs) else None

    def byte_at(self, position: int) -> int:
        """Where the bytes of a character begin; at the end of the source, where those of the last one end."""
        run = self.run_at(position)
        if run is None:
            return self._source.runs[-1].byte_end if self._source.runs else 0
        if run.how != "same" or self._source.even:
            stride = (run.byte_end - run.byte_start) // (run.end - run.start)
            return run.byte_start + stride * (position - run.start)
        self._byte += len(self._source.text[self._at : position].encode(run.codec))
        self._at = position
        return self._byte


def traced(pieces: Iterable[Piece], source: Decoded) -> tuple[Run, ...]:
    """The runs of a text that was made, piece by piece, from a source text."""
    runs: list[Run] = []
    walk = _Walk(source)
    at = 0
    for piece in pieces:
        if piece.how == "same":
            _copy(runs, at, piece, walk)
        else:
            run = walk.run_at(piece.start)
            codec = run.codec if run else "utf-8"
            first = walk.byte_at(piece.start)
            runs.append(Run(at, at + piece.length, first, walk.byte_at(piece.end), codec, piece.how))
        at += piece.length
    return tuple(runs)


def _copy(runs: list[Run], at: int, piece: Piece, walk: _Walk) -> None:
    """Add what is copied from a source, cut where the source's own runs end."""
    position = piece.start
    while position < piece.end:
        run = walk.run_at(position)
        if run is None:
            message = f"a piece ends at {piece.end}, after the end of its source"
            raise AssertionError(message)
        end = min(piece.end, run.end)
        first = walk.byte_at(position)
        start = at + position - piece.start
        runs.append(Run(start, start + end - position, first, walk.byte_at(end), run.codec, run.how))
        position = end


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, neighbours made one where their bytes are neighbours too and one rule holds for both."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        how = _common(last, run) if last else None
        if last is None or how is None:
            out.append(run)
            continue
        out[-1] = Run(last.start, run.end, last.byte_start, run.byte_end, run.codec, how)
    return tuple(out)


def _common(left: Run, right: Run) -> How | None:
    """How both came about, seen as one run; None where they must stay apart."""
    if left.byte_end != right.byte_start or left.codec != right.codec:
        return None
    if left.how == right.how and left.how in {"same", "escape", "replaced"}:
        return left.how
    if left.how == "escape" and right.how == "same" and right.end - right.start < _SHORT:
        return "escape"
    if left.how == "same" and right.how == "escape" and left.end - left.start < _SHORT:
        return "escape"
    return None
