r"""One record of a JSONL file: its fields, and the characters of a string with the way back to the bytes.

In `{"id": 7, "text": "Caf\u00e9\nNord"}` the text is "Café", a line end and "Nord"; its runs say that "é" was made from
the six bytes of the escape.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import cast

from onrecord.capture.encoding import MAX_RUNS, REPLACEMENT, UnreadableError
from onrecord.capture.runs import Decoded, Piece, traced
from onrecord.spans import Span

_SPACE = re.compile(r"[ \t\r\n]*")
# Escapes of one kind in a row, so that each spreads its bytes evenly over its characters: pairs of surrogates, lone
# ones, other characters by number, and by letter.
_ESCAPES = re.compile(
    r"(?P<pairs>(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})+)"
    r"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(?P<numbered>(?:\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})+)"
    r"|(?P<named>(?:\\[^u])+)",
    re.DOTALL,
)
_LONE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(strict=False)
_CONTENT = ("html", "text")
"""The keys that hold a page; the first of them that a record has is read."""


@dataclass(frozen=True)
class Record:
    """A JSON object that holds a page: its fields, and where in its line the page stands."""

    fields: dict[str, object]
    content: str
    span: Span


def record(line: str, *, whole: bool = False) -> Record:
    """Read one line; a `whole` article is its `text` where it has one. Raises UnreadableError with the reason."""
    try:
        fields, spans = _object(line)
    except RecursionError:
        raise UnreadableError("not JSON: nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"not JSON: {_place(error)}") from None
    present = [key for key in (reversed(_CONTENT) if whole else _CONTENT) if fields.get(key) is not None]
    for key in present:
        if not isinstance(fields[key], str):
            raise UnreadableError(f"`{key}` is not a string")
    filled = [key for key in present if str(fields[key]).strip()]
    if not filled:
        raise UnreadableError("`text` and `html` are empty" if present else "a JSON object without `text` or `html`")
    return Record(fields, filled[0], spans[filled[0]])


def clean(value: object) -> str | None:
    """A field as text; None where it is empty or holds anything but text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _LONE.sub(REPLACEMENT, str(value)).strip() or None


def string(line: Decoded, span: Span) -> Decoded:
    """The characters of a JSON string that stands at a span of its line, quotation marks included."""
    pieces: list[Piece] = []
    parts: list[str] = []
    lone = 0
    at, end = span[0] + 1, span[1] - 1
    for found in _ESCAPES.finditer(line.text, at, end):
        _plain(line.text, at, found.start(), parts, pieces)
        at = found.end()
        if found.lastgroup == "lone":
            lone += 1
            parts.append(REPLACEMENT)
            pieces.append(Piece(1, found.start(), at, "replaced"))
        else:
            parts.append(cast("str", json.loads(f'"{found[0]}"')))
            pieces.append(Piece(len(parts[-1]), found.start(), at, "escape"))
    _plain(line.text, at, end, parts, pieces)
    if len(pieces) > MAX_RUNS:
        raise UnreadableError(f"more than {MAX_RUNS:,} stretches of escapes, which is no page")
    counted = f"{lone:,} escape{'s' * (lone != 1)} of half a surrogate pair stand as U+FFFD"
    warnings = (*line.warnings, counted) if lone else line.warnings
    return Decoded("".join(parts), traced(pieces, line), even=line.even, warnings=warnings)


def _plain(text: str, start: int, end: int, parts: list[str], pieces: list[Piece]) -> None:
    if start < end:
        parts.append(text[start:end])
        pieces.append(Piece(end - start, start, end, "same"))


def _object(line: str) -> tuple[dict[str, object], dict[str, Span]]:
    """The fields of a JSON object, and where each value stands: json.loads, which does not tell where, step by step."""
    fields: dict[str, object] = {}
    spans: dict[str, Span] = {}
    at = _after_space(line, 0)
    if not line.startswith("{", at):
        raise ValueError("no object")
    at = _after_space(line, at + 1)
    closed = line.startswith("}", at)
    while not closed:
        if not line.startswith('"', at):
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", line, at)
        key, at = _DECODER.raw_decode(line, at)
        at = _expect(line, at, ":")
        fields[key], end = _DECODER.raw_decode(line, at)
        spans[key] = (at, end)
        at = _after_space(line, end)
        closed = line.startswith("}", at)
        at = at if closed else _expect(line, at, ",")
    at = _after_space(line, at + 1)
    if at < len(line):
        raise json.JSONDecodeError("Extra data", line, at)
    return fields, spans


def _after_space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _expect(line: str, at: int, mark: str) -> int:
    at = _after_space(line, at)
    if not line.startswith(mark, at):
        raise json.JSONDecodeError(f"Expecting '{mark}' delimiter", line, at)
    return _after_space(line, at + 1)


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at character {error.pos + 1:,}"
    return str(error)
