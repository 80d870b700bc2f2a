"""Passives: who is condemned condemns nobody.

"Orvat has been widely condemned by Norland"    Norland -> Orvat
"Orvat, whose raid was condemned"               ? -> Orvat
"harassment by Norland"                         Norland acts
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.event.syntax.words import joined, listed, meant, split, subject, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft

# What is done to somebody against or for him. Acts of arms are left out: a supplier "was awarded a contract", and a
# purchase "by Norland" is the buyer's.
_DONE_TO = frozenset({"ACCUSE", "ASSAULT", "COERCE", "REQUEST", "SANCTION", "SUPPORT"})
_MODES = frozenset({"sanction", "embargo", "programme-removal"})
_POSSESSORS = frozenset({"poss", "amod", "compound"})


def as_its_voice_has_it(draft: Draft, head: Token) -> Draft:
    """The draft with who undergoes a passive verb on the side of those to whom it is done, who does it on the other."""
    if draft.type not in _DONE_TO or not (draft.mode is None or draft.mode in _MODES):
        return draft
    agents = list(_agents(head))
    undergoing = list(_undergoing(head))
    doc = head.doc
    turned, actors = split(draft.actors, doc, undergoing)
    acting, recipients = split(draft.recipients, doc, agents)
    if not turned and not acting:
        return draft
    if agents:
        # "By" names who acts, whoever else stood there.
        actors = acting or tuple(words_of(one) for one in agents)
    if turned and not split(recipients, doc, undergoing)[0]:
        recipients = turned
    return replace(draft, actors=actors, recipients=recipients)


def _undergoing(head: Token) -> Iterator[Token]:
    """The nouns of those to whom a passive verb is done, and whose they are."""
    noun = _patient(head)
    if noun is None:
        return
    for one in joined(noun):
        yield meant(one)
        yield from (meant(child) for child in one.children if child.dep_ in _POSSESSORS)


def _patient(head: Token) -> Token | None:
    if head.tag_ != "VBN" or head.lower_ in listed("states_of_mind"):
        return None
    passive = next((child for child in head.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive
    if any(child.dep_ in {"nsubj", "dobj", "aux"} for child in head.children):
        return None
    if head.dep_ == "acl":
        # Where the sentence has no other verb, this is its own, wrongly taken for a participle.
        return head.head if head.head.dep_ != "ROOT" else None
    if head.dep_ == "advcl":
        return subject(head.head)
    return _patient(head.head) if head.dep_ == "conj" else None


def _agents(head: Token) -> Iterator[Token]:
    """Those who do it by the text's own "by"."""
    if head.tag_ == "VBN":
        places = [child for child in head.children if child.dep_ == "agent"]
    elif head.pos_ == "NOUN" and head.i + 1 < len(head.doc) and head.nbor().lower_ == "by":
        places = [head.nbor()]
    else:
        return
    for by in places:
        for child in by.children:
            if child.dep_ == "pobj" and child.pos_ in {"NOUN", "PROPN"}:
                yield from joined(child)
