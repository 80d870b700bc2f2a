"""Nouns that bring words or thoughts: "Ruvell's claim that ...", "made the promise to ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.statement.denied import judgement
from onrecord.statement.draft import Draft
from onrecord.statement.ranges import characters
from onrecord.statement.subjects import phrase, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Verbs that only lend their subject to the noun: "made the claim", "expressed hope".
_LIGHT = frozenset(
    {"make", "express", "voice", "issue", "repeat", "have", "give", "raise", "share", "offer", "deliver"}
)


@cache
def nouns() -> Mapping[str, Mapping[str, str]]:
    """Noun -> frame -> act."""
    out: dict[str, dict[str, str]] = {}
    rows = files("onrecord.data").joinpath("statement/nouns.tsv").read_text("utf-8").splitlines()
    for row in rows[2:]:
        noun, act, frames = row.split("\t")
        for frame in frames.split():
            out.setdefault(noun, {})[frame] = act
    return out


def nominal(doc: Doc) -> Iterator[Draft]:
    """Each noun cue that has both a complement and somebody whose it is."""
    for token in doc:
        if token.pos_ == "NOUN" and (frames := nouns().get(token.lemma_.lower())):
            yield from _drafts(token, frames)


def _drafts(noun: Token, frames: Mapping[str, str]) -> Iterator[Draft]:
    found = _complement(noun, frames)
    owner = _owner(noun)
    if found is None or owner is None:
        return
    frame, content = found
    doc = noun.doc
    start, end = phrase(owner, before=noun.i)
    said = [characters(doc, content)]
    act, denied = judgement(noun, frames[frame], said)
    yield Draft(
        frame=f"noun-{frame}",
        lemma=noun.lemma_.lower(),
        verb=noun.i,
        head=owner.i,
        source=[(start, end)],
        cue=[(noun.idx, noun.idx + len(noun))],
        content=said,
        act=act,
        denied=denied,
    )


def _complement(noun: Token, frames: Mapping[str, str]) -> tuple[str, tuple[int, int]] | None:
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"}:
            marks = {inner.lower_ for inner in child.children if inner.dep_ in {"mark", "aux"}}
            if "that" in marks and "clause" in frames:
                return "clause", (child.left_edge.i, child.right_edge.i + 1)
            if "to" in marks and child.tag_ == "VB" and "infinitive" in frames:
                return "infinitive", (child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ == "prep" and f"prep:{child.lower_}" in frames:
            return f"prep:{child.lower_}", (child.i + 1, child.right_edge.i + 1)
    return None


def _owner(noun: Token) -> Token | None:
    """Whose it is: a possessor, the object of "by" or "from", or the subject of a light verb."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT:
        return subject(noun.head)
    return None
