"""How words hang together: what a phrase is headed by, whom "which" means, whose phrase a noun is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.event.grammar.phrases import phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.spans import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
# By these a word belongs to the noun that it is about: "Norwegian raid", "Norway's raid", "Norway and Chad".
_OF_THE_NOUN = frozenset({"compound", "amod", "nmod", "poss", "conj", "appos", "flat"})


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one of the step's lists."""
    lines = files("onrecord.data").joinpath(f"event/{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def head_of(span: Span, doc: Doc) -> Token | None:
    """The word that a phrase hangs by."""
    tokens = doc.char_span(*span, alignment_mode="expand")
    return tokens.root if tokens is not None else None


def words_of(token: Token) -> Span:
    """Where the noun phrase of a word stands, less its article."""
    return phrase(token).span


def subject(verb: Token) -> Token | None:
    """A verb's own subject."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def meant(word: Token) -> Token:
    """The noun that a relative pronoun means; another word means itself."""
    if word.tag_ not in _RELATIVE:
        return word
    clause = next((up for up in word.ancestors if up.dep_ == "relcl"), None)
    return clause.head if clause is not None else word


def belongs(word: Token, noun: Token) -> bool:
    """Whether a word is a noun, or names whose or what kind of noun it is."""
    while word.i != noun.i and word.dep_ in _OF_THE_NOUN and word.head.i != word.i:
        word = word.head
    return word.i == noun.i


def joined(noun: Token) -> Iterator[Token]:
    """A noun and those that "and" joins to it, in the order of the text."""
    yield noun
    yield from (other for other in noun.conjuncts if other.i > noun.i)


def split(spans: Sequence[Span], doc: Doc, nouns: Sequence[Token]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The phrases that belong to some nouns, and the others."""
    mine: list[Span] = []
    others: list[Span] = []
    for span in spans:
        head = head_of(span, doc)
        (mine if head is not None and any(belongs(head, noun) for noun in nouns) else others).append(span)
    return tuple(mine), tuple(others)
