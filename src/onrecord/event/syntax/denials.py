"""A denial takes a word that denies: "Norland did sell the jets" has none, whatever it sounds like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.event.syntax.words import listed

if TYPE_CHECKING:
    from spacy.tokens import Token


def may_be_denied(head: Token) -> bool:
    """Whether the sentence of an act has a word by which acts are denied."""
    words = listed("denials")
    return any(token.lower_ in words or token.lemma_.lower() in words for token in head.sent)
