"""Speech that was not made: nobody's, denied by inversion, a condition's, or only possible.

    "Neither Ruvell nor Dorn has said that ..."     nobody's
    "Nor did Ruvell say that ..."                   denied
    "If Ruvell says that ...", "Had Ruvell said"    a condition
    "Ruvell might argue that ..."                   possible
    "Ruvell refused to say that ..."                not done
    "Ruvell left without naming a successor"        not done

"Ruvell would say only that ..." is left: reporters write it of what was said.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, TypeAlias

from onrecord.statement.cues import frames_of, is_negated, lemma_of, verbs
from onrecord.statement.denied import GRANTING
from onrecord.statement.subjects import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind: TypeAlias = Literal["nobody", "inversion", "condition", "possibility"]

# How many clauses up a condition may stand: "if Ruvell goes on to say that ...".
_FARTHEST = 3


@cache
def _words(kind: Kind) -> frozenset[str]:
    rows = files("onrecord.data").joinpath("statement/unsaid.tsv").read_text("utf-8").splitlines()
    return frozenset(word for word, its in (row.split("\t") for row in rows[2:]) if its == kind)


def is_unsaid(cue: Token, head: Token | None) -> bool:
    """Whether a cue with its subject tells of words that nobody has said."""
    if _is_nobody(head) or _is_refused(cue) or any(map(_is_imagined, _governing(cue))):
        return True
    holder = cue.head
    return cue.dep_ == "ccomp" and holder is not cue and bool(frames_of(holder)) and is_unsaid(holder, subject(holder))


def is_withheld(cue: Token, head: Token | None) -> bool:
    """Whether no quotation beside a cue is somebody's words: unsaid, or "did not say"."""
    return is_negated(cue) or is_unsaid(cue, head)


def _is_nobody(head: Token | None) -> bool:
    if head is None:
        return False
    nobody = _words("nobody")
    before = {child.lower_ for child in head.lefts}
    return head.lower_ in nobody - {"no"} or bool(before & nobody)


def _governing(cue: Token) -> list[Token]:
    """The cue and the verbs whose subject it shares: say <- goes, in "if Ruvell goes on to say"."""
    out = [cue]
    while len(out) < _FARTHEST and out[-1].dep_ in {"xcomp", "conj"} and out[-1].head.pos_ in {"VERB", "AUX"}:
        if any(child.dep_ in {"nsubj", "nsubjpass"} for child in out[-1].children):
            break
        out.append(out[-1].head)
    return out


def _is_refused(cue: Token) -> bool:
    """Whether it is told that something was not said: "refused to say", "without naming", "stopped short of saying"."""
    governor = cue.head
    if governor.i > cue.i:
        return False
    if cue.dep_ == "pcomp":
        return governor.lower_ == "without" or _is_held_back(governor)
    is_granted = lemma_of(cue) in GRANTING and cue.dep_ == "xcomp"
    return cue.dep_ in {"xcomp", "ccomp"} and governor.lemma_.lower() in verbs("refusing") and not is_granted


def _is_held_back(preposition: Token) -> bool:
    """Whether a preposition goes with a verb of not doing: "refrained from", "stopped short of"."""
    if preposition.head.lower_ == "short":
        return True
    return preposition.lower_ in {"from", "of"} and preposition.head.lemma_.lower() in verbs("refusing")


def _is_imagined(verb: Token) -> bool:
    """Whether a verb is denied by what its clause begins with, or stands in a condition, or is only possible."""
    before = [child for child in verb.lefts if child.dep_ not in {"nsubj", "nsubjpass", "ccomp"}]
    words = {child.lower_ for child in before}
    auxiliaries = [child for child in before if child.dep_ in {"aux", "auxpass"}]
    if words & _words("condition") or _is_inverted_condition(verb, auxiliaries):
        return True
    if any(auxiliary.lower_ in _words("possibility") for auxiliary in auxiliaries):
        return True
    return bool(words & _words("inversion")) or _follows_nor(verb)


def _is_inverted_condition(verb: Token, auxiliaries: list[Token]) -> bool:
    """Whether "had" stands before the subject of a clause that another depends on: "Had Ruvell said so, ..."."""
    own = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return own is not None and any(
        auxiliary.lower_ in {"had", "should"} and auxiliary.i < own.i and verb.dep_ in {"advcl", "ccomp"}
        for auxiliary in auxiliaries
    )


def _follows_nor(verb: Token) -> bool:
    """Whether a clause with its auxiliary before its subject follows "nor", which the parse hangs on the one before."""
    first = verb.left_edge
    return first.i > first.sent.start and first.nbor(-1).lower_ == "nor"
