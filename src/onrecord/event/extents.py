"""Phrases that the model cut within a word or a name, made whole.

"state-" of "state-of-the-art launchers"        state-of-the-art launchers
"two" of "the two countries"                    two countries
"country" of "the country's allies"             country's allies
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entity import state_of
from onrecord.event.syntax.words import listed

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_HYPHENS = frozenset({"-", "–", "‑"})
# By these a word stands before the noun that it belongs to.
_BEFORE = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod", "poss"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_GENERAL = frozenset({"country", "nation", "state"})


def whole_words(tokens: Tokens) -> Tokens:
    """A phrase with the whole of a compound that it was cut within, and the noun that this belongs to."""
    doc, start, end = tokens.doc, tokens.start, tokens.end
    while start > 0 and _is_joined(doc[start - 1], doc[start]):
        start -= 1
    while end < len(doc) and _is_joined(doc[end - 1], doc[end]):
        end += 1
    if (start, end) == (tokens.start, tokens.end):
        return tokens
    return _with_its_noun(doc[start:end])


def whole_party(tokens: Tokens) -> Tokens | None:
    """A side with the words without which it names nobody; None where a number alone stands for it."""
    if state_of(tokens.text.strip("-–‑ ")) is None:
        tokens = whole_words(tokens)
    if all(token.pos_ == "NUM" for token in tokens):
        noun = tokens.root.head
        return _up_to(tokens, noun) if tokens.root.dep_ == "nummod" and noun.i >= tokens.end else None
    if is_general(tokens) and tokens.root.dep_ == "poss" and tokens.root.head.lemma_.lower() in listed("beside"):
        return _up_to(tokens, tokens.root.head)
    return tokens


def is_general(tokens: Tokens) -> bool:
    """Whether a phrase is no more than "country": it names one only where an entity is known behind it."""
    return len(tokens) == 1 and tokens[0].lower_ in _GENERAL


def _is_joined(one: Token, other: Token) -> bool:
    """Whether two words are of one, with a hyphen between."""
    return not one.whitespace_ and (one.text in _HYPHENS) != (other.text in _HYPHENS)


def _with_its_noun(tokens: Tokens) -> Tokens:
    noun = tokens.root
    while noun.dep_ in _BEFORE and noun.head.i > noun.i:
        noun = noun.head
    return _up_to(tokens, noun) if noun.pos_ in _NOUNS and noun.i >= tokens.end else tokens


def _up_to(tokens: Tokens, noun: Token) -> Tokens:
    return tokens.doc[tokens.start : max(noun.i + 1, tokens.end)]
