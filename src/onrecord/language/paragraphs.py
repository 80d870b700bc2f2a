r"""Paragraphs of a text: between empty lines, or line by line where the text is written so.

Saved pages have a paragraph a line ("...", he said.\n"At the same time ..."); mails and wire copy break a paragraph
over many lines, and only an empty line ends it. Which of the two a text is shows in how its lines end.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.spans import Span

# What the last character of a line is where a sentence ends with it.
_ENDS = frozenset(".!?:;…。？！\"'”’»›“)]")
# Of the lines of a text with a paragraph a line, nearly all end a sentence; of hard-wrapped ones, few. Half lies well
# between; not fitted to anything.
_SHARE_OF_ENDS = 0.5

_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_LINE_END = re.compile(r"[\r\n]\s*")


@lru_cache(maxsize=2)
def paragraphs(text: str) -> tuple[Span, ...]:
    """Each paragraph without the white space around it, in order."""
    breaks = _LINE_END if _a_line_each(text) else _EMPTY_LINE
    out: list[Span] = []
    start = 0
    for found in breaks.finditer(text):
        out.append((start, found.start()))
        start = found.end()
    out.append((start, len(text)))
    stripped = (_stripped(text, span) for span in out)
    return tuple(span for span in stripped if span[0] < span[1])


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _a_line_each(text: str) -> bool:
    """Whether a line end ends a paragraph, judged by the lines that are followed by another without a gap."""
    inner = ended = 0
    for found in _LINE_END.finditer(text):
        if _EMPTY_LINE.fullmatch(found[0]) or found.start() == 0 or found.end() == len(text):
            continue
        inner += 1
        ended += text[found.start() - 1] in _ENDS or text[found.start() - 1].isspace()
    return inner > 0 and ended >= _SHARE_OF_ENDS * inner
