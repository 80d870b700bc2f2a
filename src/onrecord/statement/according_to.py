"""Sources named by "according to": "According to Ruvell, the talks failed", "the talks failed, according to Ruvell"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.statement.draft import Draft
from onrecord.statement.ranges import characters
from onrecord.statement.subjects import phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!"})
_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})


def according_to(doc: Doc) -> Iterator[Draft]:
    """Each "according to" with the sentence that it stands in as content."""
    for token in doc[:-1]:
        if token.lower_ == "according" and token.nbor().lower_ == "to":
            draft = _draft(token)
            if draft is not None:
                yield draft


def _draft(cue: Token) -> Draft | None:
    doc, sentence = cue.doc, cue.sent
    head = _object(cue)
    if head is None:
        return None
    start, end = cue.i, max(head.right_edge.i + 1, head.i + 1)
    end = _until_stop(doc, head.i + 1, min(end, sentence.end))
    before = _part(doc, sentence.start, start)
    after = _part(doc, end, sentence.end)
    parts = [after] if before[0] >= before[1] else [before]
    if before[0] < before[1] and after[0] < after[1] and _goes_on(doc, before, after):
        parts.append(after)
    content = [characters(doc, part) for part in parts if part[0] < part[1]]
    if not content:
        return None
    return Draft(
        frame="according-to",
        lemma="according to",
        verb=cue.i,
        head=head.i,
        source=[_source(head, end)],
        cue=[(cue.idx, cue.nbor().idx + 2)],
        content=content,
    )


def _object(cue: Token) -> Token | None:
    for token in (cue, cue.nbor()):
        for child in token.children:
            if child.dep_ == "pobj":
                return child
    return None


def _source(head: Token, end: int) -> tuple[int, int]:
    start, stop = phrase(head)
    last = head.doc[end - 1]
    return start, max(head.idx + len(head), min(stop, last.idx + len(last)))


def _until_stop(doc: Doc, first: int, limit: int) -> int:
    """Where the source ends: with its phrase, or at the first comma that no apposition follows."""
    for index in range(first, limit):
        if doc[index].text in _STOPS - {",", "-"}:
            return index
    return limit


def _part(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_space or doc[start].text in _STOPS):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _STOPS or doc[end - 1].text in {"and", "but"}):
        end -= 1
    return start, end


def _goes_on(doc: Doc, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the clause that stands before is finished only after: its verb is there, or a conjunct."""
    root = doc[before[0] : before[1]].root
    return after[0] <= root.head.i < after[1] and root.head is not root
