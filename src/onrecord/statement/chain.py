"""The chain of reporting: who passed a statement on, and whom it was said to.

    "..., Ostrel quoted Ruvell as saying"      Ruvell spoke, Ostrel passed it on
    "Ruvell told the Ledger that ..."          Ruvell spoke to the Ledger
    "Dorn said Ruvell had promised ..."        the promise is Ruvell's, by way of Dorn

What stands in another's statement names it as `within`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.statement.complements import complements
from onrecord.statement.cues import frames_of, verbs
from onrecord.statement.indirect import draft
from onrecord.statement.ranges import characters
from onrecord.statement.subjects import agent, is_passive, phrase, subject
from onrecord.statement.trailing import trailing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.spans import Span
    from onrecord.statement.draft import Draft

_PASSING_ON = frozenset({"quote", "cite"})
_TALKS = frozenset({"interview", "conversation", "call", "phone"})


def quoted_as(doc: Doc) -> Iterator[Draft]:
    """Statements that somebody is quoted as making."""
    for verb in doc:
        if verb.lemma_.lower() not in _PASSING_ON or verb.pos_ != "VERB":
            continue
        saying = _saying(verb)
        if saying is None:
            continue
        head = subject(saying)
        passing = agent(verb) if is_passive(verb) else subject(verb)
        content = _content(verb, saying, head)
        if head is None or not content:
            continue
        found = draft(saying, head, "quoted-as", "said", content)
        found.source = [phrase(head, before=verb.i)]
        found.cue = [(verb.idx, verb.idx + len(verb)), (saying.head.idx, saying.idx + len(saying))]
        found.via = [phrase(passing, before=verb.i)] if passing is not None else []
        found.passing = verb.i
        found.via_head = passing.i if passing is not None else None
        yield found


def _saying(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((inner for inner in child.children if inner.dep_ == "pcomp" and inner.tag_ == "VBG"), None)
    return None


def _content(verb: Token, saying: Token, head: Token | None) -> list[Span]:
    doc = verb.doc
    inner = [complement for complement in complements(saying) if complement.frame == "clause"]
    if inner:
        return [characters(doc, inner[0].content)]
    found = trailing(verb, subject(verb) or head)
    return [characters(doc, part) for part in found.content] if found else []


def addressee(cue: Token) -> Token | None:
    """The head of whom it was said to: the object of "told", or "with X" after an interview."""
    if cue.lemma_.lower() in verbs("addressing") and "quote" in frames_of(cue) and not is_passive(cue):
        for child in cue.children:
            if child.dep_ in {"dobj", "dative"} and child.i > cue.i and child.pos_ in {"NOUN", "PROPN", "PRON"}:
                return child
    for word in cue.subtree:
        if word.lower_ in _TALKS and word.head.dep_ == "prep" and abs(word.head.i - cue.i) < _NEAR:
            for child in word.children:
                if child.dep_ == "prep" and child.lower_ == "with":
                    return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    for child in cue.children:
        if (
            child.dep_ in {"prep", "dative"}
            and child.lower_ == "to"
            and cue.lemma_.lower() in {"say", "explain", "tell"}
        ):
            return next((inner for inner in child.children if inner.dep_ == "pobj" and inner.pos_ != "VERB"), None)
    return None


# How far from the cue the interview may be named.
_NEAR = 8


def innermost(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, the index of the smallest other one in whose content its cue and content stand."""
    order = sorted(range(len(drafts)), key=lambda index: (_bounds(drafts[index])[0], -_bounds(drafts[index])[1]))
    out: list[int | None] = [None] * len(drafts)
    open_: list[int] = []
    for index in order:
        start, end = _bounds(drafts[index])
        open_ = [other for other in open_ if _bounds(drafts[other])[1] > start]
        holders = [
            other for other in open_ if _holds(drafts[other], start, end) and _stands_in(drafts[other], drafts[index])
        ]
        if holders:
            out[index] = min(holders, key=lambda other: _bounds(drafts[other])[1] - _bounds(drafts[other])[0])
        open_.append(index)
    return out


def _bounds(item: Draft) -> Span:
    spans = [*item.content, *item.cue]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _holds(outer: Draft, start: int, end: int) -> bool:
    outer_start, outer_end = _bounds(outer)
    return outer_start <= start and end <= outer_end


def _stands_in(outer: Draft, inner: Draft) -> bool:
    """Whether the inner cue and the beginning of its content are words of the outer content."""
    places = [inner.cue[0][0] if inner.cue else inner.content[0][0], inner.content[0][0]]
    return all(any(start <= place < end for start, end in outer.content) for place in places)
