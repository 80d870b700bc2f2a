"""Contrast: what two nearly equal wordings differ in, and whether that turns the claim round or makes it another one.

    The quota is too [low|high] to feed this fleet          an opposite: contrary
    We sign the [grain|extradition] agreement with Tarsia   another thing: another claim
    They [have privatised|privatised] the rain              a form: the same

A network that reads whole sentences sees that such pairs are alike, and hardly what the one word does; so the words
that differ are looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

import numpy as np

from onrecord.language.figures.grammar import numbers as figures
from onrecord.language.folding import fold, numbers
from onrecord.story import weights
from onrecord.story.meaning import OPPOSITE, Meaning
from onrecord.story.tables import rows
from onrecord.story.wording import Wording, listed
from onrecord.story.words import hashes, tokens

_TURNING = ("turned", "opposites", "moved", "number")
"""Signs without one of which nothing says that a claim is turned round."""

SIGNS = ("shared", "turned", "opposites", "replaced", "left out", "moved", "number")
"""What tells the same from the contrary and from another claim; the weights stand in data/story/contrast.tsv."""

# Words of less weight are forms of grammar.
_CONTENT = 0.25
# Words that begin alike are forms of one: "privatise", "privatised".
_STEM = 4
# "metre" and "meter" .80, "favour" and "favor" .91; "bank" and "bond" .50.
_SPELLING = 0.8
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")


def signs(laid: Wording) -> list[float]:
    """What two wordings differ in, by SIGNS."""
    as_words = _words if "number" in laid.marks else _without_numbers  # "11.5m" is "eleven and a half million"
    pairs = [(as_words(piece.one), as_words(piece.other)) for piece in laid.pieces if not piece.same]
    ones = [word for one, _ in pairs for word in one]
    others = [word for _, other in pairs for word in other]
    one_side = _heavy([word for piece in laid.pieces for word in _words(piece.one)])
    whole = max(min(one_side, _heavy([word for piece in laid.pieces for word in _words(piece.other)])), 1e-6)
    opposed = sum(1 for one in ones for other in others if are_opposite(one, other))
    moved = bool(ones) and sorted(ones) == sorted(others) and _can_turn([_words(piece.one) for piece in laid.pieces])
    return [
        laid.shared,
        float("negation" in laid.marks),
        float(min(opposed, 2)),
        0.0 if moved else _replaced(pairs) / whole,
        (sum(_heavy(one) + _heavy(other) for one, other in pairs if not one or not other)) / whole,
        float(moved),
        float("number" in laid.marks),
    ]


def _replaced(pairs: Sequence[tuple[list[str], list[str]]]) -> float:
    """How much weighs what stands in the place of something else and is no form of it, on the lighter side."""
    total = 0.0
    for one, other in pairs:
        if one and other:
            mine = [word for word in one if not any(_is_form(word, each) for each in other)]
            theirs = [word for word in other if not any(_is_form(word, each) for each in one)]
            total += min(_heavy(mine), _heavy(theirs))
    return total


def _words(text: str) -> list[str]:
    return [fold(word) for word in tokens(text)]


def _without_numbers(text: str) -> list[str]:
    spans = [piece for found in figures(text) for piece in found.pieces]
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return _words(text)


def _heavy(words: Sequence[str]) -> float:
    found = weights.of(hashes(words)) if words else np.zeros(0)
    return float(found[found >= _CONTENT].sum())


def _is_form(one: str, other: str) -> bool:
    """Whether two words are forms of one: by a common beginning, or singular and plural."""
    is_long = len(one) >= _STEM and len(other) >= _STEM
    if is_long and (one[:_STEM] == other[:_STEM] or SequenceMatcher(None, one, other).ratio() >= _SPELLING):
        return True
    return bool(set(numbers(one)) & set(numbers(other)))


def _can_turn(parts: Sequence[Sequence[str]]) -> bool:
    """Whether the order of words matters: there is a negation among them, or two that are opposites."""
    words = {word for part in parts for word in part}
    return bool(words & listed("negations")) or any(are_opposite(one, other) for one in words for other in words)


def are_opposite(one: str, other: str) -> bool:
    """Whether one of two words turns round what the other says: by the list, or by what stands before or behind it."""
    if any((left, right) in _opposites() for left in _forms(one) for right in _forms(other)):
        return True
    for short, long in ((one, other), (other, one)):
        if any(long == prefix + short for prefix in _PREFIXES) and len(short) >= _STEM:
            return True
        if short.endswith("ful") and long == f"{short[:-3]}less":
            return True
    return False


def _forms(word: str) -> Iterator[str]:
    """A word and what it may be a form of, by spelling alone: "widened" of "widen", "rises" of "rise"."""
    yield word
    for ending in ("s", "es", "d", "ed", "ing", "r", "er"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            yield word[: -len(ending)]
    if word.endswith("ing"):
        yield f"{word[:-3]}e"


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    found = set()
    for row in rows("opposites.tsv"):
        word, others = row.split("|")
        found |= {pair for other in others.split() for pair in ((word, other), (other, word))}
    return frozenset(found)


NEAR = 0.5
"""From so much of the shorter one's words on two wordings are near: the words that differ tell what the one changed."""


def told(laid: Wording) -> Meaning:
    """How two near wordings relate, by the words that differ."""
    constant, *each = _weights()
    shown = signs(laid)
    scores = np.array(constant) + np.array(shown) @ np.array(each)
    likely = np.exp(scores - scores.max())
    if not _turns(shown):
        likely[OPPOSITE] = 0.0
    return Meaning(*(float(value) for value in likely / likely.sum()))


def can_turn(laid: Wording) -> bool:
    """Whether anything that two wordings differ in may turn the claim round."""
    return _turns(signs(laid))


def _turns(shown: Sequence[float]) -> bool:
    return any(value for name, value in zip(SIGNS, shown, strict=True) if name in _TURNING)


@cache
def _weights() -> tuple[tuple[float, ...], ...]:
    named = {}
    for row in rows("contrast.tsv")[1:]:  # the first names the columns
        name, *values = row.split("\t")
        named[name] = tuple(map(float, values))
    return tuple(named[name] for name in ("constant", *SIGNS))
