"""Noun phrases as the sides and items of an act: without article, possessor, or clause behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.event.pack import items

if TYPE_CHECKING:
    from spacy.tokens import Token

# "Su-35", "K9", "F-16s", "155mm".
_DESIGNATION = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z][\w/-]*|\d+mm")
_MEASURES = frozenset(
    {
        "batch",
        "shipment",
        "consignment",
        "package",
        "pair",
        "number",
        "load",
        "squadron",
        "dozen",
        "hundred",
        "thousand",
        "range",
        "set",
        "fleet",
        "cache",
        "supply",
        "delivery",
    }
)
_INNER = frozenset({"amod", "compound", "nummod", "nmod", "quantmod", "advmod", "punct", "npadvmod"})


class Phrase(NamedTuple):
    """Words from the first token to the last."""

    head: Token
    first: Token
    last: Token

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the view."""
        return self.first.idx, self.last.idx + len(self.last)


def phrase(head: Token) -> Phrase:
    """The phrase of a noun, less its article and possessor."""
    first = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _INNER:
            break
        first = child.left_edge
    while first.i < head.i and (first.is_punct or first.dep_ in {"det", "poss", "case"}):
        first = head.doc[first.i + 1]
    return Phrase(head, first, head)


def item_heads(noun: Token) -> Iterator[Token]:
    """The nouns of the items that a phrase names: itself, what it measures, and those joined to it."""
    for one in (noun, *noun.conjuncts):
        if one.i < noun.i:
            continue
        inner = next((child for child in one.children if child.dep_ == "prep" and child.lower_ == "of"), None)
        if one.lemma_.lower() in _MEASURES and inner is not None:
            yield from (child for child in inner.children if child.dep_ == "pobj")
        else:
            yield one


def item_class(noun: Token) -> str | None:
    """The class of arms that a noun names; None where it names none."""
    known = items().get(noun.lemma_.lower()) or items().get(noun.lower_)
    if known is not None:
        return known
    words = [noun, *(child for child in noun.lefts if child.dep_ in {"compound", "nummod", "amod", "nmod"})]
    if any(_DESIGNATION.fullmatch(word.text) for word in words) and noun.pos_ in {"PROPN", "NOUN", "NUM"}:
        return "weapon"
    return next(
        (items()[word.lemma_.lower()] for word in words if word.dep_ == "compound" and word.lemma_.lower() in items()),
        None,
    )
