"""Noun phrases as what is counted: the words up to a noun without articles, owners and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

NOUNS = frozenset({"NOUN", "PROPN"})
LONGEST_PHRASE = 8
"""Words that are looked at for a noun; a phrase that is longer is a wrong parse."""

MORE = frozenset(
    {"more", "other", "others", "additional", "further", "extra", "such", "different", "separate", "another"}
    | {"past", "last", "next"}
)
"""Words between a number and its noun that say nothing of what is counted."""

# What may stand between a number and its noun, and is no part of what is counted.
_NOT_COUNTED = frozenset({"DET", "NUM", "PUNCT", "ADP", "SYM"})
_NOT_COUNTED_TAGS = frozenset({"RB", "PRP$", "CC"})
_DAYS = frozenset({"DATE", "TIME"})
_AMOUNTS = frozenset({"number", "total", "count", "tally", "quantity", "amount"})


def object_of(preposition: Token) -> str | None:
    """The phrase that a preposition takes."""
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"} and child.i > preposition.i:
            return phrase(child) if child.tag_ not in {"WDT", "WP"} else None
    return None


def named(noun: Token) -> str | None:
    """A noun as what has an amount; of "the number of exhibitors", the exhibitors."""
    if noun.pos_ not in NOUNS or noun.ent_type_ in _DAYS:
        return None
    if noun.lemma_.lower() in _AMOUNTS:
        for child in noun.children:
            if child.lower_ == "of" and child.i == noun.i + 1:
                return object_of(child)
        return None
    return phrase(noun)


def phrase(noun: Token, *, with_of: bool = True) -> str | None:
    """A noun with the words before it that belong to it."""
    doc = noun.doc
    start = noun.i
    for token in noun.subtree:
        if token.i < noun.i and token.dep_ not in {"prep", "relcl", "appos"}:
            start = min(start, token.i)
    # A gap in the subtree, as in a wrong parse, ends the phrase.
    return text_of(doc[max(start, noun.i - LONGEST_PHRASE) : noun.i + 1], noun, with_of=with_of)


def text_of(words: Tokens, noun: Token, *, with_of: bool = True) -> str | None:
    """The words up to a noun without what only counts and owns, with an "of" phrase after it."""
    doc = noun.doc
    start = words.start
    for token in words:
        if token.i < noun.i and (token.lower_ in {"'s", "’s"} or (token.text in {"'", "’"} and token.pos_ == "PART")):
            start = token.i + 1
    while start < noun.i and _only_counts(doc[start]):
        start += 3 if opens_a_measure(doc[start]) else 1
    start = min(start, noun.i)
    end = noun.i + 1
    if with_of and end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end].head.i == noun.i:
        last = next((child for child in doc[end].children if child.dep_ == "pobj"), None)
        if last is not None and last.i - end <= LONGEST_PHRASE:
            end = last.i + 1
    text = " ".join(doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])].split())
    return text if any(char.isalpha() for char in text) else None


def _only_counts(token: Token) -> bool:
    """Whether a word before a noun counts or owns it and says nothing of what it is."""
    if is_designation(token):
        return False
    is_function_word = token.pos_ in _NOT_COUNTED or token.tag_ in _NOT_COUNTED_TAGS or token.dep_ == "poss"
    return is_function_word or token.lower_ in MORE or opens_a_measure(token) or _is_glued_scale(token)


def is_day(token: Token) -> bool:
    """Whether a word tells when and not what: "three debates Monday", "a 13-year-old last week"."""
    before = token.nbor(-1).lower_ if token.i else ""
    is_near = before in {"last", "next", "this", "past"}
    return token.ent_type_ in _DAYS and (token.pos_ == "PROPN" or (is_near and token.pos_ == "NOUN"))


def is_designation(token: Token) -> bool:
    """F-16, Su-35s: a name that the parse takes for a number."""
    return any(char.isupper() for char in token.text) and any(char.isdecimal() for char in token.text)


def opens_a_measure(token: Token) -> bool:
    """Whether another number stands within the phrase: "two 4,000-tonne corvettes"."""
    return token.like_num and token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-"


def _is_glued_scale(token: Token) -> bool:
    """The "m" of "1.4m", which the parse takes for a word."""
    before = token.doc[token.i - 1] if token.i else token
    return before.like_num and not before.whitespace_ and token.is_alpha and token.i != before.i
