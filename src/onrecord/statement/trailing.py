"""Cues that follow what was said, or stand in its midst: "..., Ruvell said", "A, he said, B".

The group of subject, cue and whatever hangs on it is cut out of the sentence; what stands before it is content, and
what stands after it too where the sentence's own clause goes on there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_STOPS = frozenset({",", ".", ";", ":", "-", "–", "—", "--", "?", "!", "…"})
_QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’", "„", "«", "»"})
_LINKS = frozenset({"and", "but", "or", "so", "yet"})
_BESIDE_THE_CUE = frozenset({"aux", "auxpass", "advmod", "neg", "prt", "npadvmod"})


class Trailing(NamedTuple):
    """The group as a range of tokens, and the ranges before and after it that are content."""

    group: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def trailing(verb: Token, subject: Token | None) -> Trailing | None:
    """How a verb follows its content, if it does."""
    if subject is None or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VB", "VBG"}:
        return None
    sentence = verb.sent
    start = _start(verb, subject)
    end = _end(verb, subject, sentence)
    doc = verb.doc
    before = start - 1
    while before >= sentence.start and (doc[before].is_space or doc[before].text in _QUOTES):
        before -= 1
    if before < sentence.start or doc[before].text not in _STOPS:
        return None
    if not _has_left_content(verb, start):
        return None
    content = [(sentence.start, before)]
    after = _after(verb, end, sentence)
    if after:
        content.append(after)
    return Trailing((start, end), tuple(content))


def _start(verb: Token, subject: Token) -> int:
    """Where the group begins: at the subject, or at the verb with its auxiliaries."""
    first = verb.i
    for child in verb.lefts:
        if child.dep_ in _BESIDE_THE_CUE and child.i < verb.i and not _stop_between(child, verb):
            first = min(first, child.left_edge.i)
    if subject.i < verb.i:
        first = min(first, subject.left_edge.i)
    return first


def _stop_between(child: Token, verb: Token) -> bool:
    return any(token.text in _STOPS for token in verb.doc[child.right_edge.i + 1 : verb.i])


def _end(verb: Token, subject: Token, sentence: Tokens) -> int:
    """Where the group ends: at the first stop after the cue and, where it follows, the subject with its apposition."""
    doc = verb.doc
    end = verb.i + 1
    if subject.i > verb.i:
        end = subject.right_edge.i + 1
    while end < sentence.end and doc[end].text not in _STOPS and doc[end].text not in _QUOTES:
        end += 1
    return min(end, sentence.end)


def _has_left_content(verb: Token, start: int) -> bool:
    """Whether the parse has the content on the left: as complement, or as the clause that the cue is put into."""
    if verb.dep_ == "parataxis":
        return True
    if any(child.dep_ in {"ccomp", "parataxis"} and child.i < start for child in verb.children):
        return True
    return verb.dep_ in {"ccomp", "conj", "advcl"} and verb.head.i < start and verb.head.pos_ in {"VERB", "AUX"}


def _after(verb: Token, end: int, sentence: Tokens) -> tuple[int, int] | None:
    """What goes on behind the group: the clause that the cue was put into, or another that is joined to it."""
    doc = verb.doc
    first = end
    while first < sentence.end and (doc[first].text in _STOPS or doc[first].text in _QUOTES or doc[first].is_space):
        first += 1
    last = sentence.end
    while last > first and (doc[last - 1].text in _STOPS or doc[last - 1].text in _QUOTES or doc[last - 1].is_space):
        last -= 1
    if first >= last:
        return None
    goes_on = (verb.dep_ == "parataxis" and first <= verb.head.i < last) or doc[first].lower_ in _LINKS
    return (first, last) if goes_on else None
