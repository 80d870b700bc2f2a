"""How far an act has come, by its own form and by what governs it; and whether it is denied.

"has agreed to supply"      agreed: the perfect of what governs
"could agree to supply"     hypothetical: what governs is no more than that itself
"did not deliver"           done, denied
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.event.pack import Control, Trigger, controls

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_MAY = frozenset({"may", "might", "could", "would", "can", "should", "'d", "’d"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_WEAK = frozenset({"planned", "hypothetical", "called-for", "offered", "negotiated"})
_IFS = frozenset({"if", "unless", "whether", "should"})
_UP = frozenset(
    {"xcomp", "ccomp", "acl", "pcomp", "dobj", "pobj", "nsubj", "nsubjpass", "oprd", "acomp", "advcl", "attr", "dative"}
)
_NO = frozenset({"no", "neither", "nor", "never", "not", "n't", "n’t", "without", "nobody", "none"})
_TURNING = frozenset({"nor", "neither"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
# Helpers that say nothing of how far an act has come: "did not sell", "has been sold".
_MERE_HELPERS = frozenset({"do", "have", "be"})
_FAR = 4


class Standing(NamedTuple):
    """A status with the words that tell it, whether it is denied, and the governing words from inside out."""

    status: str
    denied: bool
    cues: tuple[Token, ...]
    governors: tuple[tuple[Token, Control], ...]


def standing(token: Token, trigger: Trigger) -> Standing:
    """How far the act that a word names has come."""
    chain = tuple(_governors(token))
    status = _own(token, trigger)
    cues: list[Token] = []
    denied = _is_negated(token)
    for word, control in chain:
        own = _form(word) if word.pos_ in {"VERB", "AUX"} else "done"
        if control.status == "denied":
            denied = True
            cues.append(word)
            continue
        if own in _WEAK:
            status = own
        elif control.status != "done" or status in {"", "planned"}:
            status = control.status
        cues.append(word)
        denied = denied or (_is_negated(word) and control.status != "hypothetical")
    return Standing(status or "planned", denied, tuple(cues), chain)


def _own(token: Token, trigger: Trigger) -> str:
    if token.pos_ in {"VERB", "AUX"}:
        form = _form(token)
        return trigger.status if trigger.status and form in {"done", "under-way"} else form
    return trigger.status or "done"


def _form(token: Token) -> str:
    """What a verb's own form says: done, under-way, planned, hypothetical; empty for a bare infinitive."""
    helpers = {child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"}}
    marks = {child.lower_ for child in token.children if child.dep_ == "mark"}
    if marks & _IFS or helpers & _MAY:
        return "hypothetical"
    if helpers & _WILL:
        return "planned"
    if any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children):
        return "planned" if token.dep_ == "ROOT" or token.head.lemma_ == "be" else ""
    if token.tag_ == "VBG":
        return "under-way" if helpers & {"is", "are", "was", "were", "been", "'s", "'re", "be"} else "done"
    if token.tag_ == "VB" and not helpers & {"did", "do", "does"}:
        return ""
    return "done"


def _governors(token: Token) -> Iterator[tuple[Token, Control]]:
    """The words that govern an act, the nearest first: "plans to sign a contract for the purchase"."""
    here = token
    for _ in range(_FAR):
        while here.dep_ == "conj":
            here = here.head
        if here.dep_ not in _UP and here.dep_ != "compound":
            return
        up = here.head
        if here.dep_ in {"pobj", "pcomp"}:
            up = up.head if up.dep_ in {"prep", "agent"} else up
        if here.dep_ == "advcl" and not any(child.lower_ == "to" for child in here.lefts):
            return
        control = controls().get(up.lemma_.lower()) or controls().get(up.lower_)
        if control is None and up.lemma_ == "be":
            control = next(
                (
                    controls()[child.lemma_.lower()]
                    for child in up.children
                    if child.dep_ in {"acomp", "attr"} and child.lemma_.lower() in controls()
                ),
                None,
            )
        if control is None:
            if up.pos_ in {"NOUN", "PROPN"} and up.i != here.i and here.dep_ != "ROOT":
                here = up
                continue
            return
        yield up, control
        here = up


def is_told_as_done(verb: Token) -> bool:
    """Whether a verb's own form says that it came about: no "could", no "will", no "not"."""
    return _form(verb) == "done" and not _is_negated(verb)


def is_denied_by_order(token: Token) -> bool:
    """Whether "nor" or "neither" denies an act, or what governs it, by turning subject and helper round.

    Who is not accused of an act may have done it all the same.
    """
    governing = (word for word, control in _governors(token) if control.status != "done")
    return any(_opener(word) is not None for word in (token, *governing))


def _opener(verb: Token) -> Token | None:
    """The "nor" or "neither" before a verb's helper: "Nor, for the first time, did the envoys condemn it"."""
    helper = next((child for child in verb.lefts if child.dep_ in {"aux", "auxpass"} and child.lower_ != "to"), None)
    if helper is None or not any(token.pos_ in _NAMING for token in verb.doc[helper.i + 1 : verb.i]):
        return None
    for index in range(helper.i - 1, verb.sent.start - 1, -1):
        token = verb.doc[index]
        if token.lower_ in _TURNING:
            between = verb.doc[index + 1 : helper.i]
            # Between the two stands nothing, or an aside in commas.
            return token if not len(between) or {between[0].text, between[-1].text} == {","} else None
    return None


def _is_negated(token: Token) -> bool:
    if _opener(token) is not None:
        return True
    if any(
        child.dep_ == "neg" or child.lower_ in _NO
        for child in token.children
        if child.dep_ in {"neg", "det", "preconj", "cc", "advmod"}
    ):
        return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    return any(
        child.dep_ in {"nsubj", "nsubjpass", "dobj"}
        and any(inner.dep_ == "det" and inner.lower_ in {"no", "neither"} for inner in child.children)
        for child in token.children
    )


def cues(trigger: Tokens) -> tuple[Token, ...]:
    """The words that tell how far an act has come: "will", "could", negations, what governs it; else its own verb."""
    governors = [word for word, _ in _governors(trigger.root)]
    found = {token.i: token for token in governors}
    for word in (trigger.root, *governors):
        found |= {child.i: child for child in word.children if _tells(child)}
        if (opener := _opener(word)) is not None:
            found[opener.i] = opener
    if not found:
        found = {token.i: token for token in trigger if token.pos_ in {"VERB", "AUX", "ADJ"}}
    return tuple(found[index] for index in sorted(found))


def _tells(child: Token) -> bool:
    if child.dep_ == "neg":
        return True
    return child.dep_ == "aux" and child.tag_ != "TO" and child.lemma_.lower() not in _MERE_HELPERS
