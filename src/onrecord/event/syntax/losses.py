"""What an act cost somebody is no part of it: "a purchase that cost it a place in the frigate programme"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.event.syntax.words import head_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft


def is_lost(draft: Draft, head: Token) -> bool:
    """Whether an act is what somebody lost: "cost it its part in the tank project"."""
    if draft.mode == "programme-removal":
        return False
    return any(up.dep_ == "dobj" and _costs(up.head) for up in (head, *head.ancestors))


def without_the_lost(draft: Draft, head: Token) -> Draft:
    """The draft less the things that are named only as what it cost."""
    lost = {token.i for verb in head.sent if _costs(verb) for token in _price(verb)}
    if not lost or head.i in lost:
        return draft

    heads = [(span, head_of(span, head.doc)) for span in draft.items]
    return replace(draft, items=tuple(span for span, word in heads if word is None or word.i not in lost))


def _costs(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_.lower() == "cost"


def _price(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "dobj":
            yield from child.subtree
