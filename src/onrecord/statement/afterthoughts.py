"""Where a content ends that the article goes on from in words of its own.

said the port was shut | , a week after the summit
said his view had changed | , while Orvik made ready for the feast
said he never saw the contract | , telling jurors ...
called it “misguided” | — a notable understatement
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.statement.cues import frames_of, verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.spans import Span
    from onrecord.statement.surroundings import Surroundings

_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "moment"})
# Words from the comma to the time: ", less than two weeks after".
_TIME_WORDS = 6
_DASH = re.compile(r"\s*(?:[—–]|--|\s-\s)")


def without_afterthought(doc: Doc, start: int, end: int) -> int:
    """Where a content in tokens ends: at the comma before a time, a "while" or the cue of another statement."""
    for index in range(start + 1, end - 2):
        if doc[index].text == "," and (_is_time(doc, index + 1, end) or _is_another(doc[index + 1])):
            return index
    return end


def _is_time(doc: Doc, first: int, end: int) -> bool:
    if doc[first].tag_ not in {"DT", "CD", "NNS", "JJ"}:
        return False
    time = next((token for token in doc[first : min(end - 1, first + _TIME_WORDS - 1)] if token.tag_[:2] == "NN"), None)
    return time is not None and time.lemma_ in _TIMES and time.nbor().lower_ in {"after", "before"}


def _is_another(token: Token) -> bool:
    """Whether the article begins anew: "while" and a clause with a subject, "telling jurors", "adding that"."""
    if token.lower_ == "while":
        return token.dep_ == "mark" and token.head.tag_ in {"VBD", "VBN"}
    return (
        token.tag_ == "VBG"
        and token.dep_ == "advcl"
        and "quote" in frames_of(token)
        and token.lemma_.lower() in verbs("addressing") | {"add"}
    )


def before_comment(part: Span, around: Surroundings) -> Span:
    """A part without what a dash adds to the quotation that it ends with, unless another dash or quotation follows."""
    start, end = part
    for quotation in around.within(start, end):
        rest = around.text[quotation.end : end]
        dash = _DASH.match(rest)
        if quotation.closed and dash and start < quotation.end and not around.within(quotation.end + 1, end):
            alone = not any(mark in rest[dash.end() :] for mark in ("—", "–", "--"))
            return (start, quotation.end) if alone else part
    return part
