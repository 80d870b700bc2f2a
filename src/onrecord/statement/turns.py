"""The turns of a transcript or an interview: a label and a colon before each, two labels that come back.

    Kienast: Wir gehen.
    Moderator: Und dann?
    Kienast: Dann wird gebaut.

A box of facts ("Place: ...", "Time: ...") looks the same; its labels do not come back with sentences behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.spans import Span, trimmed

# A label is a name, at most with a title: "Außenministerin Imke von Vorholt".
LONGEST_LABEL = 5
_LABEL = re.compile(r"[^\W\d_][^:：\n\"“”„«»]{0,39}(?=[^\S\n]?(?::(?:[^\S\n]|$)|：))")
# So many turns are a transcript, if two labels come back and of their turns so many end as sentences do. Chosen, not
# fitted: the shortest exchange has two questions and two answers; a table of facts has no full stops.
_FEWEST_TURNS, _FEWEST_SPEAKERS, _ENDED = 4, 2, 0.75
_ENDS = frozenset('.!?…。？！"”»“’)')
_QUESTION = frozenset("?？;؟")


class Turn(NamedTuple):
    """What one speaker of a transcript says in a paragraph: his label, and his words, and whether these are a question.

    Whoever mostly asks `interviews`: his questions are nobody's statements.
    """

    label: Span
    words: Span
    asks: bool
    interviews: bool = False


def turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of a transcript; none where the text is none.

    Two labels come back, or one does and unlabelled questions stand before its turns.
    """
    found = list(_labelled(text, paragraphs))
    often = Counter(text[slice(*turn.label)] for turn in found)
    kept = [turn for turn in found if often[text[slice(*turn.label)]] > 1]
    labels = {text[slice(*turn.label)] for turn in kept}
    asked = _unlabelled_questions(text, paragraphs, kept)
    ended = sum(text[turn.words[1] - 1] in _ENDS for turn in kept)
    speakers = len(labels) + (asked > 0)
    if len(kept) + asked < _FEWEST_TURNS or speakers < _FEWEST_SPEAKERS or ended < _ENDED * len(kept):
        return []
    names = sum(len(name.split()) > 1 for name in labels)
    if names < _FEWEST_SPEAKERS and not asked and not any(turn.asks for turn in kept):
        return []
    interviewer = _interviewer(text, kept)
    return [turn._replace(interviews=text[slice(*turn.label)] == interviewer) for turn in kept]


def _unlabelled_questions(text: str, paragraphs: Sequence[Span], kept: Sequence[Turn]) -> int:
    """How many turns a question without a label stands before."""
    begins = {turn.label[0] for turn in kept}
    return sum(
        text[left[1] - 1] in _QUESTION and left[0] not in begins and right[0] in begins
        for left, right in pairwise(paragraphs)
    )


def _interviewer(text: str, kept: Sequence[Turn]) -> str | None:
    """The label of whoever asks most, if most of what he says is questions."""
    said, asked = Counter[str](), Counter[str]()
    for turn in kept:
        said[text[slice(*turn.label)]] += 1
        asked[text[slice(*turn.label)]] += turn.asks
    most = max(said, key=lambda label: asked[label] / said[label], default=None)
    return most if most is not None and 2 * asked[most] > said[most] else None


def _labelled(text: str, paragraphs: Sequence[Span]) -> Iterator[Turn]:
    for start, end in paragraphs:
        found = _LABEL.match(text, start, end)
        if found is None:
            continue
        label = trimmed(text, found.span())
        words = trimmed(text, (found.end(), end), ":：")
        name = text[label[0] : label[1]].split()
        if words[0] < words[1] and len(name) <= LONGEST_LABEL and all(_may_be_name(word) for word in name):
            yield Turn(label, words, text[words[1] - 1] in _QUESTION)


def _may_be_name(word: str) -> bool:
    """Whether a word has a capital, is of a script that has none, or joins two ("&")."""
    return not word[0].islower() and not word[0].isdigit()
