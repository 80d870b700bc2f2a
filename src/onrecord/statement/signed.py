"""Quotations that are signed: a dash and a name behind them, and nothing else in the line.

“We signed nothing.” ― Anna Ruvell, ferrywoman
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.statement.draft import Draft

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation
    from onrecord.statement.surroundings import Surroundings

# A dash, a name of capitals, and what may be told of it after a comma, up to the end of the line.
_SIGNATURE = re.compile(
    r"\s{0,3}(?P<dash>[―—–]|--?)[^\S\n]*(?P<name>[A-Z][\w.'’-]*"
    r"(?:[^\S\n]+(?:(?:de|van|von|bin|al|of|the)[^\S\n]+)?[A-Z][\w.'’-]*){0,4})"
    r"(?:,[^\n“”\"]{0,60})?[^\S\n]*(?=\n|$)"
)
# A quotation that is signed is a sentence: it ends as one, or has at least so many words.
_FEWEST_WORDS = 6
_ENDS = frozenset(".!?…")


def signed(around: Surroundings) -> Iterator[Draft]:
    """The quotations with a signature behind them."""
    for quotation in around.outer:
        found = _SIGNATURE.match(around.text, quotation.end)
        if found is None or not _is_whole(quotation, around):
            continue
        tokens = around.doc.char_span(*found.span("name"), alignment_mode="expand")
        if tokens is None:
            continue
        name = (found.start("name"), found.start("name") + len(found["name"].rstrip(".")))
        cue, content = found.span("dash"), (quotation.start, quotation.end)
        head = tokens.root
        yield Draft("signed", found["dash"], head.i, head.i, [name], [cue], [content], position="signed")


def _is_whole(quotation: Quotation, around: Surroundings) -> bool:
    """Whether a quotation begins its line, and is more than a title."""
    before = around.text[max(0, quotation.start - 1) : quotation.start]
    inner = around.text[quotation.inner_start : quotation.inner_end].strip()
    return before in {"", "\n"} and bool(inner) and (inner[-1] in _ENDS or len(inner.split()) >= _FEWEST_WORDS)
