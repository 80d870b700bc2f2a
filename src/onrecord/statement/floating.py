r"""Quotations without a cue of their own, which go on from the last speaker.

    “We signed nothing,” Ruvell said. “Nobody asked us.”            the same statement
    Ruvell said the pact was dead. “Nobody asked us.”               the same
    “..., and that was all.\n\n“Nobody asked us either.”             the same, opened again in the next paragraph
    “We signed nothing,” Ruvell said. It was late. “Nobody asked.”   the same
    Ruvell said the pact was dead. Dorn shook his head. “Not yet.”   left out

Whose the last is cannot be told, so it is nobody's.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.statement.chain import innermost
from onrecord.statement.direct import spoken_for

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings

# Frames after which a quotation goes on in the speaker's words; after "wants to" it is somebody else's as often.
_SPOKEN = frozenset({"clause", "trailing", "quote", "led-in", "colon", "according-to", "quoted-as", "small", "object"})


def floating(drafts: list[Draft], around: Surroundings) -> None:
    """Join quotations to the statements that they go on from."""
    outer = innermost(drafts)
    spoken = [
        item
        for item, holder in zip(drafts, outer, strict=True)
        if holder is None and not item.in_quotation and item.act == "said" and item.frame in _SPOKEN and item.source
    ]
    taken = spoken_for(drafts, around)
    waiting = deque(sorted(spoken, key=_end))
    before: Draft | None = None
    for quotation in around.outer:
        while waiting and _end(waiting[0]) <= quotation.start:
            following = waiting.popleft()
            before = following if before is None or _end(before) <= _end(following) else before
        if before is None or quotation.start in taken or not around.is_sentence(quotation):
            continue
        if around.paragraph(_end(before) - 1) == around.paragraph(quotation.start):
            goes_on = not another_acts(_end(before), quotation.start, around)
        else:
            goes_on = _is_reopened(before, quotation, around)
        if goes_on:
            before.content = sorted([*before.content, (quotation.start, quotation.end)])
            taken.add(quotation.start)
    _begun_before(spoken, taken, around)


def _begun_before(spoken: list[Draft], taken: set[int], around: Surroundings) -> None:
    """Join quotations left open at their paragraph's end to that of the next, where only there the speaker is named."""
    owners = {quotation.start: item for item in spoken for part in item.content for quotation in around.within(*part)}
    for left, right in reversed(list(pairwise(around.outer))):
        owner = owners.get(right.start)
        between = around.text[left.end : right.start]
        if owner is None or left.start in taken or left.closed or between.strip() or not around.is_sentence(left):
            continue
        owner.content = sorted([*owner.content, (left.start, left.end)])
        owners[left.start] = owner


def _end(item: Draft) -> int:
    return max(end for _, end in [*item.content, *item.cue, *(item.source if item.cue else [])])


def another_acts(start: int, end: int, around: Surroundings) -> bool:
    """Whether somebody by name, or "he" or "she", is the subject of a sentence that stands between two places."""
    first, last = around.tokens(start, end)
    for token in around.doc[first:last]:
        if token.is_sent_start:
            subjects = [child for child in token.sent.root.children if child.dep_ == "nsubj"]
            if any(head.ent_type_ == "PERSON" or head.lower_ in {"he", "she"} for head in subjects):
                return True
    return False


def _is_reopened(before: Draft, quotation: Quotation, around: Surroundings) -> bool:
    """Whether a quotation opens a paragraph, and the one before it ends with a quotation of the speaker left open.

    Where a whole paragraph is quoted after one that ends with the speaker's closed quotation, he goes on as well.
    """
    start, end = around.paragraph(quotation.start)
    last = around.around(_end(before) - 1)
    if quotation.start - start > 1 or last is None:
        return False
    if around.text[last.start] != around.text[quotation.start]:
        return False
    follows = not around.text[_end(before) : quotation.start].strip("\"'”“’»*. \n\r")
    return follows and (not last.closed or end - quotation.end <= 1)
